"""The board: how far each paper has come, what each fault stops, from the ledger alone."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from pipeline import produce
from pipeline.desk import Desk, opened
from pipeline.errands import board
from pipeline.errands.board import Furthest
from pipeline.ledger import Ledger
from pipeline.model.snapshot import CampaignNow, KindNow, PaperNow, PhaseDates, UnitNow
from pipeline.model.work import State
from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace

FORM = "outputs/活动/一支部/03-党性分析表-张三.docx"


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def furthest(workspace: Workspace, branch: str) -> dict[str, Furthest]:
    with opened(workspace.path, read_only=True) as desk:
        return {each.paper.path.rpartition("/")[2]: each.furthest for each in board.papers(desk, "活动", branch)}


def by_unit(desk: Desk) -> dict[str, dict[State, int]]:
    (campaign,) = board.now(desk).campaigns
    return {unit.short if unit.name else "": dict(unit.states) for unit in campaign.units if unit.states}


def forecast(desk: Desk) -> dict[str, dict[State, int]]:
    (campaign,) = produce.foresee(desk).campaigns
    return {name: {state: n for state, n in states.items() if n} for name, states in campaign.states.items()}


def test_a_paper_comes_from_waiting_to_signed(campaign: Workspace) -> None:
    share = str(campaign.path / "U盘")
    campaign.build()
    seen = [furthest(campaign, "一支部")["01-会议通知.docx"]]
    campaign.run("approve", "--branch", "一支部")
    seen.append(furthest(campaign, "一支部")["01-会议通知.docx"])
    campaign.run("send", "--way", "文件夹", "--to", share, "--branch", "一支部")
    seen.append(furthest(campaign, "一支部")["01-会议通知.docx"])
    said = campaign.run("signed", "--branch", "一支部", "--by", "张三")
    assert said[0] == 0, said
    seen.append(furthest(campaign, "一支部")["01-会议通知.docx"])
    campaign.put("活动/活动.yaml", CAMPAIGN + MEETING.replace("三楼", "五楼"))
    campaign.build()

    assert seen == [Furthest.WAITING, Furthest.APPROVED, Furthest.SENT, Furthest.SIGNED]
    assert furthest(campaign, "一支部")["01-会议通知.docx"] is Furthest.STALE
    assert furthest(campaign, "二支部")["01-会议通知.docx"] is Furthest.WAITING
    assert furthest(campaign, "没有这个支部") == {}


def test_edited_unwritten_and_stopped_papers_say_so(campaign: Workspace) -> None:
    campaign.build()
    edit(campaign.path / FORM)
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1980-05-06", "八零年"))
    campaign.build()

    found = furthest(campaign, "一支部")

    assert found["03-党性分析表-张三.docx"] is Furthest.EDITED
    assert found["03-党性分析表-李四.docx"] is Furthest.STOPPED
    assert furthest(campaign, "二支部")["02-动员讲话.docx"] is Furthest.UNWRITTEN
    with opened(campaign.path, read_only=True) as desk:
        (fault,) = [each for each in board.faults(desk) if each.stops]
        assert fault.campaign == "活动"
        assert len(board.stopped_by(desk)[fault.key]) == fault.stops
        assert "outputs/活动/一支部/03-党性分析表-李四.docx" in board.stopped_by(desk)[fault.key]


def test_a_page_of_the_board_has_the_units_asked_for_and_counts_all(campaign: Workspace) -> None:
    (campaign.path / "inputs" / "活动" / "花名册.xlsx").unlink()
    campaign.put(
        "活动/花名册.xlsx",
        "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n"
        + "".join(f"甲{n}|{n:02}支部|男|1975-03-12|正式党员|1998-07-01\n" for n in range(7)),
    )
    campaign.put(
        "活动/活动.yaml",
        CAMPAIGN.replace("单位:", "  阶段: [{名称: 学习, 开始: 2026-07-01, 结束: 2026-08-01}]\n单位:") + MEETING,
    )
    campaign.build()

    with opened(campaign.path, read_only=True) as desk:
        page = board.units(desk, "活动", first=1, most=3)
        some = board.units(desk, "活动", named="05")
        none = board.units(desk, "活动", state=State.STOPPED)
        assert board.units(desk, "没有的活动") is None

    assert page is not None
    assert some is not None
    assert none is not None
    assert [row.phases for row in page.rows] == [(PhaseDates("学习", "2026-07-01", "2026-08-01"),)] * 3
    assert [row.unit.short for row in page.rows] == ["00支部", "01支部", "02支部"]
    assert page.count == 8
    assert {kind.name for kind in page.kinds} >= {"会议通知", "党性分析表"}
    assert [each.paper.person for each in page.rows[0].papers["党性分析表"]] == ["甲0"]
    assert [row.unit.short for row in some.rows] == ["05支部"]
    assert (none.rows, none.count) == ((), 0)


@pytest.mark.parametrize(
    "what",
    thorough.each(
        ["as made", "edited", "facts changed", "roster unreadable", "cell unreadable", "template gone", "member left"],
        2,
    ),
)
def test_what_a_run_leaves_is_what_a_look_at_everything_finds(campaign: Workspace, what: str) -> None:
    campaign.build()
    match what:
        case "edited":
            edit(campaign.path / FORM)
        case "facts changed":
            campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
            edit(campaign.path / FORM)
        case "roster unreadable":
            campaign.put("活动/花名册.xlsx", b"PK\x03\x04")
        case "cell unreadable":
            campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "2005.1"))
        case "template gone":
            (campaign.path / "templates" / "整改方案.docx").unlink()
        case "member left":
            campaign.put("活动/花名册.xlsx", ROSTER.replace("张三|一支部|男|1975-03-12|正式党员|1998-07-01\n", ""))
            edit(campaign.path / FORM)
    campaign.build()

    with opened(campaign.path, read_only=True) as desk:
        report = produce.foresee(desk)
        assert by_unit(desk) == forecast(desk)
        assert [each.problem for each in board.faults(desk)] == report.problems
        blocks = board.stopped_by(desk)
        assert {p: Counter(paths) for p, paths in report.blocks.items()} == {
            each.problem: Counter(blocks[each.key]) for each in board.faults(desk) if each.stops
        }
        found = list(board.not_as_made(desk))
        assert sorted(p.path for p in found if p.state is State.KEPT) == sorted({*report.kept, *report.left})
        assert board.now(desk).changed == ()


def test_a_run_of_one_campaign_leaves_what_is_told_of_the_others(campaign: Workspace) -> None:
    campaign.put("别的/活动.yaml", CAMPAIGN.replace("先进性教育活动", "别的活动") + MEETING)
    campaign.put("别的/花名册.xlsx", ROSTER.replace("1998-07-01", "2005.1"))
    campaign.build()
    before = json.loads(campaign.run("status", "--json")[1])
    campaign.put("别的/花名册.xlsx", ROSTER)
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1990-07-01", "1991-07-01"))

    campaign.build("--campaign", "活动")
    after = json.loads(campaign.run("status", "--json")[1])

    assert after["changed"] == ["inputs/别的/花名册.xlsx"]
    assert [p for p in after["problems"] if "别的" in p["file"]] == [
        p for p in before["problems"] if "别的" in p["file"]
    ]
    assert [c["name"] for c in after["campaigns"]] == ["别的", "活动"]


def test_a_campaign_that_is_gone_is_no_longer_told_of(campaign: Workspace) -> None:
    campaign.build()
    for file in (campaign.path / "inputs" / "活动").iterdir():
        file.unlink()
    campaign.build()

    found = json.loads(campaign.run("status", "--json")[1])

    assert found["campaigns"] == []
    assert "张三" not in json.dumps(found["problems"], ensure_ascii=False)


def test_a_paper_is_written_down_once(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1980-05-06", "八零年"))
    campaign.build()

    ledger = sqlite3.connect(campaign.path / "outputs" / ".gongwen" / "ledger.db")
    stamped = {name for (name,) in ledger.execute("SELECT name FROM branch")}
    beside = {name for (name,) in ledger.execute("SELECT name FROM unit_now WHERE papers IS NOT NULL")}

    assert (stamped, beside) == ({"二支部"}, {"", "一支部"})


def test_a_unit_of_which_nothing_new_is_told_is_not_written_again(tmp_path: Path) -> None:
    campaign = CampaignNow("活动", "", "全镇", 2, 2, 2, (KindNow("通知", "", sent=True),))
    paper = PaperNow("通知", "", "outputs/活动/二支部/a.docx", State.KEPT)
    units = [
        UnitNow("一支部", "一", "一支部", {State.UNCHANGED: 1}, place=1),
        UnitNow("二支部", "二", "二支部", {State.KEPT: 1}, papers=(paper,), place=2),
        UnitNow("三支部", "三", "三支部", {State.UNCHANGED: 2}, place=3),
    ]
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.snapshot.keep(campaign, units)
        statements: list[str] = []
        ledger._database.set_trace_callback(statements.append)
        ledger.snapshot.keep(campaign, units[:2])
        ledger._database.set_trace_callback(None)

        assert sum("REPLACE INTO unit_now" in each for each in statements) == 1
        assert [unit.name for unit in ledger.snapshot.units("活动")] == ["一支部", "二支部"]
        assert [(unit.name, papers) for unit, papers in ledger.snapshot.unlike("活动")] == [("二支部", (paper,))]


def test_an_older_ledger_loses_nothing_and_says_that_nothing_is_told_yet(campaign: Workspace) -> None:
    campaign.build()
    path = campaign.path / "outputs" / ".gongwen" / "ledger.db"
    with contextlib.closing(sqlite3.connect(path)) as older:
        documents = older.execute("SELECT path, digest, run FROM document ORDER BY path").fetchall()
        events = older.execute("SELECT * FROM event ORDER BY number").fetchall()
        older.execute("DROP INDEX document_findings")
        for table in ("campaign_now", "unit_now", "fault_now", "looked", "reading", "standstill"):
            older.execute(f"DROP TABLE {table}")
        older.execute("PRAGMA user_version = 7")

    said = campaign.run("status")[1]
    with opened(campaign.path, read_only=True) as desk:
        told = board.now(desk).told
    report = campaign.build()

    assert "还没有可看的：运行一次 gongwen build 就有" in said
    assert not told
    assert (report["written"], report["unchanged"]) == ([], 13)
    with contextlib.closing(sqlite3.connect(path)) as now:
        assert now.execute("SELECT path, digest, run FROM document ORDER BY path").fetchall() == documents
        assert now.execute("SELECT * FROM event ORDER BY number").fetchall() == events
    assert json.loads(campaign.run("status", "--json")[1])["unchanged"] == 13


def test_while_a_run_has_not_come_to_its_end_status_says_of_when_it_speaks(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1990-07-01", "1991-07-01"))
    monkeypatch.setattr("pipeline.produce.campaign.CampaignRun._part", None)
    with pytest.raises(TypeError), opened(campaign.path) as desk:
        produce.produce(desk)

    said = campaign.run("status")[1]
    found = json.loads(campaign.run("status", "--json")[1])

    assert "上一次没有做完" in said
    assert found["changed"] == ["inputs/活动/花名册.xlsx"]
    assert found["unchanged"] == 13
