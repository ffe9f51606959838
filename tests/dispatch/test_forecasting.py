"""What a change would do to the papers is said before it is made, and comes true."""

from __future__ import annotations

from pathlib import Path

from pipeline import dispatch, produce
from pipeline.desk import Desk, opened
from pipeline.dispatch import Forecast, forecast
from pipeline.errands import amending, mending
from pipeline.inbox import mended_confined, succession
from tests.conftest import Workspace
from tests.dispatch.test_sending import edited
from tests.send.plants import paragraph

YAML = "inputs/活动/活动.yaml"
ROSTER = "inputs/活动/花名册.xlsx"
NOTICE = "outputs/活动/一支部/01-会议通知.docx"


def asked(desk: Desk, *changes: amending.Change) -> Forecast:
    return forecast(desk, {YAML: amending.amended(desk, YAML, changes)})


def files(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_foreseen_is_what_a_build_then_writes(office: Workspace) -> None:
    """Notices name the place; speeches do not. All were approved; those of the branches go out."""
    with opened(office.path) as desk:
        before = files(office.path / "inputs") | files(office.path / "outputs" / "活动")
        change = amending.Put(("会议", "地点"), "镇文化站")
        found = asked(desk, change)
        assert files(office.path / "inputs") | files(office.path / "outputs" / "活动") == before

        amending.amend(desk, YAML, [change])
        report = produce.produce(desk)
        written = list(report.written)

    assert sorted(found.made) == sorted(written)
    assert sorted(found.volumes) == sorted(report.volumes) != []
    assert NOTICE in found.made
    assert set(found.approved) == {path for path in written if "/全镇/" not in path}
    assert (found.sent, found.stopped, found.withdrawn, found.waiting) == ((), (), (), 0)


def test_what_is_due_anyway_is_named_where_the_change_makes_another_of_it(office: Workspace) -> None:
    """A new 简称 has every paper made anew already; the place touches the notices alone, approved ones as well."""
    with opened(office.path) as desk:
        alone = asked(desk, amending.Put(("会议", "地点"), "镇文化站"))
        amending.amend(desk, YAML, [amending.Put(("活动", "简称"), "先教活动")])
        waiting = len(asked(desk, amending.Put(("会议", "地点"), "镇政府三楼会议室")).made) == 0

        found = asked(desk, amending.Put(("会议", "地点"), "镇文化站"))
        amending.amend(desk, YAML, [amending.Put(("会议", "地点"), "镇文化站")])
        written = list(produce.produce(desk).written)

    assert waiting
    assert sorted(found.made) == sorted(alone.made)
    assert sorted(found.approved) == sorted(alone.approved) != []
    assert found.waiting == len(written) - len(found.made) > 0


def test_before_anything_was_made_all_that_a_change_touches_is_named(campaign: Workspace) -> None:
    with opened(campaign.path) as desk:
        found = asked(desk, amending.Put(("会议", "地点"), "镇文化站"))
        written = list(produce.produce(desk).written)

    assert NOTICE in found.made
    assert found.approved == found.sent == ()
    assert len(found.made) + found.waiting == len(written)


def test_what_has_left_is_named(office: Workspace) -> None:
    with opened(office.path) as desk:
        dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=(office.path / "共享").as_posix()))
        found = asked(desk, amending.Put(("会议", "地点"), "镇文化站"))

    assert NOTICE in found.sent
    assert set(found.sent) == set(found.approved)


def test_a_value_that_nobody_can_read_stops_papers(office: Workspace) -> None:
    with opened(office.path) as desk:
        found = asked(desk, amending.Put(("会议", "时间"), "下周一"))

    assert NOTICE in found.stopped
    assert {each.origin.file for each in found.new} == {YAML}
    assert NOTICE in found.approved


def test_papers_that_are_no_longer_asked_for(office: Workspace) -> None:
    with opened(office.path) as desk:
        found = asked(desk, amending.Put(("文种",), ["会议通知"]))

    assert found.withdrawn
    assert all("01-会议通知" not in path for path in found.withdrawn)


def test_an_edited_paper_stays_and_is_named(office: Workspace) -> None:
    edited(office.path / NOTICE, paragraph("改过的通知"))

    with opened(office.path) as desk:
        found = asked(desk, amending.Put(("会议", "地点"), "镇文化站"))

    assert NOTICE in found.edited
    assert NOTICE not in found.made


def test_a_mended_cell_frees_what_it_stopped(office: Workspace) -> None:
    """A copy that would take the workbook's place is looked at in that place."""
    whole = (office.path / ROSTER).read_bytes()
    text = mended_confined(whole, ROSTER, {("党员花名册", "D2"): "2005.1"}, replaces=()).data
    (office.path / ROSTER).write_bytes(text)
    office.build()
    with opened(office.path) as desk:
        mended = {("党员花名册", "D2"): "2005年10月"}
        data = mended_confined(text, ROSTER, mended, replaces=succession(text)).data
        found = forecast(desk, {ROSTER: data})
        assert any("张三丰" in path for path in found.freed)
        assert {each.origin.cell for each in found.gone} == {"D2"}

        mending.repair(desk, ROSTER, mended)
        assert sorted(produce.produce(desk).written) == sorted({*found.made, *found.freed})


def test_what_waits_in_any_case_is_told_apart(office: Workspace) -> None:
    with opened(office.path) as desk:
        amending.amend(desk, YAML, [amending.Put(("会议", "地点"), "镇文化站")])
        found = asked(desk, amending.Put(("会议", "称呼"), "同志们："))

    assert found.waiting > 0
    assert NOTICE not in found.made


def test_from_the_command_line(office: Workspace) -> None:
    before = (office.path / YAML).read_bytes()

    code, out, _ = office.run("set", YAML, "会议.地点", "镇文化站", "--dry-run")
    assert code == 0
    assert out.startswith("会重新生成 ")
    assert "其中已经批准，要重新批准" in out
    _, out, _ = office.run("set", YAML, "单位.电话", "0000-1111111", "--dry-run")
    assert (office.path / YAML).read_bytes() == before
    code, out, _ = office.run("set", YAML, "会议", "--remove", "--dry-run")
    assert (code, out.startswith("不再需要 ")) == (0, True)
