"""`archive`: a campaign as one file with a list of digests, read-only from then on; nothing of others is in it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline import dispatch, produce
from pipeline.desk import opened
from tests import thorough
from tests.conftest import CAMPAIGN, FIVE, MEETING, ROSTER, Workspace, put, put_templates, working_here
from tests.faults import Killed, Steps, struck

OTHER = CAMPAIGN.replace("先进性教育活动", "纪律教育")


@pytest.fixture(scope="module")
def once_sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign that was built, approved and sent into a folder; another one beside it."""
    home = tmp_path_factory.mktemp("sent")
    put_templates(home, *FIVE)
    for name, words in (("活动", CAMPAIGN + MEETING), ("另一个", OTHER)):
        put(home, f"{name}/活动.yaml", words)
        put(home, f"{name}/花名册.xlsx", ROSTER)
    with working_here(), opened(home) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True), only="活动")
        order = dispatch.SendOrder(only="活动", way="文件夹", to=str(home / "box"))
        assert not dispatch.dispatch(desk, order).failed
    return home


@pytest.fixture
def sent(once_sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A copy of it."""
    shutil.copytree(once_sent, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path, capsys)


def archived(workspace: Workspace) -> Path:
    code, out, err = workspace.run("archive", "活动")
    assert code == 0, out + err
    (path,) = (workspace.path / "归档").iterdir()
    return path


def papers(workspace: Workspace, campaign: str) -> dict[str, bytes]:
    home = workspace.output(campaign)
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def test_all_of_a_campaign_is_in_its_archive_and_each_file_is_as_its_list_says(sent: Workspace) -> None:
    before = papers(sent, "活动")

    path = archived(sent)

    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    listed = dict(line.split("  ", 1)[::-1] for line in held.pop("归档清单.txt").decode().splitlines())
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in held.items()}
    assert {name.removeprefix("outputs/活动/"): data for name, data in held.items() if "outputs/" in name} == before
    assert any("/打印/" in name for name in held)
    assert "outputs/活动/送达登记.xlsx" in held
    assert {"inputs/活动/活动.yaml", "inputs/活动/花名册.xlsx", "templates/catalog.yaml"} <= held.keys()
    assert not [name for name in held if "另一个" in name]
    record = json.loads(held["送达记录.json"])
    assert {row["结果"] for row in record["送出"]} == {"已送出"}


def test_what_is_still_open_is_said(sent: Workspace) -> None:
    _, out, _ = sent.run("archive", "活动")

    assert "还没有签收：" in out
    assert "一支部" in out


def test_nothing_of_an_archived_campaign_is_changed_whatever_its_inputs_say(sent: Workspace) -> None:
    archived(sent)
    before = papers(sent, "活动")
    sent.put("活动/花名册.xlsx", ROSTER.replace("李四", "钱七"))
    sent.put("活动/坏.yaml", "活动: [")

    report = sent.build()

    assert papers(sent, "活动") == before
    assert [campaign["name"] for campaign in report["campaigns"]] == ["另一个"]
    assert [problem["code"] for problem in report["problems"] if "活动/" in problem["file"]] == []
    assert "campaign.archived" in [problem["code"] for problem in report["problems"]]
    assert report["exit"] == 0


def test_no_word_changes_an_archived_campaigns_facts_or_rosters(sent: Workspace) -> None:
    archived(sent)
    files = [path for path in (sent.path / "inputs/活动").iterdir() if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    facts = next(path for path in files if path.suffix == ".yaml")
    roster = next(path for path in files if path.suffix == ".xlsx")

    changed = sent.run("set", f"inputs/活动/{facts.name}", "活动.简称", "别的活动")
    mended = sent.run("mend", f"inputs/活动/{roster.name}", "党员花名册!A2=别人")

    assert (changed[0], mended[0]) == (1, 1)
    assert "已归档" in changed[2]
    assert "已归档" in mended[2]
    assert {path: path.read_bytes() for path in (sent.path / "inputs/活动").iterdir() if path.is_file()} == before


def test_the_inputs_of_an_archived_campaign_may_be_taken_away(sent: Workspace) -> None:
    archived(sent)
    before = papers(sent, "活动")
    for path in (sent.path / "inputs/活动").iterdir():
        path.unlink()
    (sent.path / "inputs/活动").rmdir()

    report = sent.build()

    assert report["withdrawn"] == []
    assert papers(sent, "活动") == before


@pytest.mark.parametrize(
    "words",
    [("approve", "--all"), ("send", "--way", "文件夹"), ("remind",), ("signed", "--branch", "一支部", "--by", "某")],
)
def test_what_lets_papers_out_says_that_a_campaign_is_closed(
    sent: Workspace, tmp_path: Path, words: tuple[str, ...]
) -> None:
    archived(sent)
    before = papers(sent, "活动")
    more = ("--to", str(tmp_path / "box")) if "send" in words else ()

    code, _, err = sent.run(*words, *more, "--campaign", "活动")

    assert code == 1
    assert "活动“活动”已归档" in err
    assert "--undo" in err
    assert papers(sent, "活动") == before


def test_the_other_campaigns_go_on(sent: Workspace) -> None:
    archived(sent)

    code, out, err = sent.run("approve", "--all")

    assert code == 0, err
    assert "批准" in out


def test_an_archived_campaign_can_be_opened_again_and_nothing_is_sent_twice(sent: Workspace, tmp_path: Path) -> None:
    path = archived(sent)
    assert sent.run("archive", "活动")[0] == 2

    assert sent.run("archive", "活动", "--undo")[0] == 0

    assert path.exists()
    told = json.loads(sent.run("history", "--json")[1])["deeds"]
    assert [each["act"] for each in told[:2]] == ["重新打开", "归档"]
    assert sent.build()["written"] == []
    _, out, _ = sent.run("send", "--campaign", "活动", "--way", "文件夹", "--to", str(tmp_path / "box"))
    assert "没有新的要发" in out
    assert sent.run("archive", "活动", "--undo")[0] == 2


def test_a_renamed_folder_of_an_archived_campaign_stays_closed(sent: Workspace) -> None:
    archived(sent)
    before = papers(sent, "活动")
    (sent.path / "inputs/活动").rename(sent.path / "inputs/活动2026")

    sent.build()
    report = sent.build()

    assert papers(sent, "活动2026") == before
    assert [campaign["name"] for campaign in report["campaigns"]] == ["另一个"]


def test_a_campaign_that_is_not_there_is_told_with_the_nearest(sent: Workspace) -> None:
    code, _, err = sent.run("archive", "活动1")

    assert code == 2
    assert "活动" in err
    assert not (sent.path / "归档").exists()


def test_where_all_is_archived_the_program_says_so(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.build()
    archived(workspace)

    assert "活动都已归档：活动" in "".join(workspace.run("status")[1:])


def test_killed_at_any_step_a_campaign_is_archived_whole_or_open(sent: Workspace, tmp_path: Path) -> None:
    counted = Steps()
    with struck(counted):
        sent.run("archive", "活动", "--to", str(tmp_path / "first.zip"))
    sent.run("archive", "活动", "--undo")

    for kill, at in enumerate(range(1, counted.count + 1, thorough.stride(4, 12))):
        target = tmp_path / f"{at}.zip"
        with contextlib.suppress(Killed), struck(Steps(at, after=kill % 2 == 1)):
            sent.run("archive", "活动", "--to", str(target))
        closed = sent.output("活动/已归档.txt").exists()
        assert not closed or target.exists(), at
        if target.exists():
            assert zipfile.ZipFile(target).testzip() is None
        if closed:
            sent.run("archive", "活动", "--undo")


def test_what_has_not_come_back_is_named_and_asked_about(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + "文种: [党性分析表]\n")
    workspace.put(
        "活动/花名册.xlsx",
        "姓名|所在党支部|人员类别|入党时间\n张三|一支部|正式党员|1998-07-01\n李四|一支部|正式党员|1998-07-01\n",
    )
    workspace.build()
    workspace.run("approve", "--all")
    workspace.run("send", "--way", "文件夹", "--to", str(workspace.path / "送"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "")

    code, out, _ = workspace.run("archive", "活动")

    assert code == 0
    assert "还没有交回：一支部 党性分析表 2 份" in out
    assert "没有归档，什么也没有改" in out
    assert not (workspace.path / "归档").exists()
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "y")
    assert "已归档到" in workspace.run("archive", "活动")[1]


def test_nobody_to_ask_is_told(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + "文种: [党性分析表]\n")
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|人员类别|入党时间\n张三|一支部|正式党员|1998-07-01\n")
    workspace.build()
    workspace.run("approve", "--all")
    workspace.run("send", "--way", "文件夹", "--to", str(workspace.path / "送"))

    out = workspace.run("archive", "活动")[1]

    assert "已归档到" in out
    assert "请留意  还没有交回：一支部 党性分析表 1 份" in out
