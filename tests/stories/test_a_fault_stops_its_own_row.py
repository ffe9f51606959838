"""Attendance, votes and visits as offices keep them: each fault at its cell, at its weight, and what it stops.

The three workbooks of the design are read where they are there; workbooks of the same kinds, made here, always are.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.inbox import Intake, Memory, read_inputs
from tests.conftest import CAMPAIGN, ROOT, ROSTER, SAMPLE, Workspace, put_sample, put_templates
from tests.inbox.test_shipped_sheets import said, taken

CASES = ROOT.parent / "shared" / "cases" / "papers"
A, B, C = "A-学习考勤及心得登记-商会联合党支部.xlsx", "B-民主评议党员票数汇总.xlsx", "C-督导检查情况登记.xlsx"
OURS = SAMPLE.name
Said = list[tuple[str, str, str]]

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the design's workbooks are not here")


def every_kind(workspace: Workspace, *kinds: str) -> None:
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path, *kinds)


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    """The sample campaign with every kind of paper, without its own register of attendance."""
    every_kind(workspace)
    put_sample(workspace.path)
    (workspace.path / "inputs" / OURS / "学习登记.xlsx").unlink()
    return workspace


def given(office: Workspace, name: str, cells: Mapping[str, object] = {}) -> None:
    """Put one of the workbooks beside the sample, some cells of it changed."""
    book = openpyxl.load_workbook(CASES / name)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    kept = io.BytesIO()
    book.save(kept)
    (office.path / "inputs" / OURS / name).write_bytes(kept.getvalue())


def dated(office: Workspace, day: str) -> None:
    facts = office.path / "inputs" / OURS / "活动.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("  集中学习不少于", f"  截至: {day}\n  集中学习不少于", 1), "utf-8"
    )


def intake(office: Workspace) -> Intake:
    return next(each for each in read_inputs(office.path, Memory()).campaigns if each.township.campaign.folder == OURS)


def counts(office: Workspace, branch: str) -> Mapping[str, Any]:
    return next(each.counts for each in intake(office).dossiers if each.branch.short == branch)


def checked(office: Workspace, name: str) -> tuple[Said, dict[str, list[str]], Any]:
    """Return what is said of a file (weight, code, cell), what each cell stops, and the whole answer."""
    _, out, _ = office.run("check", "--json")
    report = json.loads(out)
    own = [each for each in report["problems"] if Path(each["file"]).name == name]
    stops = {each["cell"]: [Path(path).stem for path in each["blocks"]] for each in own if each["blocks"]}
    return sorted((each["severity"], each["code"], each["cell"] or "") for each in own), stops, report


@needs_cases
def test_a_grid_of_attendance_is_held_to_its_branch(office: Workspace) -> None:
    given(office, A)

    told, stops, _ = checked(office, A)

    assert told == [
        ("error", "row.person-unknown", "B10"),
        ("notice", "row.remark", "I11"),
        ("notice", "row.remark", "I6"),
        ("notice", "row.remark", "J11"),
        ("notice", "row.remark", "J6"),
        ("notice", "row.skipped", "A14"),
        ("warning", "row.doubtful", "F9"),
        ("warning", "row.outside-phase", "C3"),
        ("warning", "rows.doubtful", ""),
        ("warning", "total.sheet", "G13"),
    ]
    assert stops == {"B10": ["22-学习情况统计表", "22-学习情况统计表"]}


@needs_cases
@pytest.mark.parametrize(("day", "told"), [("2026-10-30", False), ("2026-10-31", True)])
def test_who_was_absent_must_have_made_it_up_by_the_end_of_his_phase(office: Workspace, day: str, told: bool) -> None:
    given(office, A)
    dated(office, day)

    assert (("warning", "row.doubtful", "G6") in checked(office, A)[0]) is told


@needs_cases
def test_a_mended_grid_of_attendance_is_counted(office: Workspace) -> None:
    given(office, A, {"B10": "胡雅琴"})

    own = counts(office, "商会联合党支部")

    names = ("到课人次", "请假人次", "补课人次", "缺席人次", "应学人次", "到课率", "参学率", "笔记达标", "心得篇数")
    assert [own[name] for name in names] == [45, 3, 3, 1, 53, "84.9%", "90.6%", 7, 25]
    dossier = next(each for each in intake(office).dossiers if each.branch.short == "商会联合党支部")
    within = dossier.phase_counts["学习动员"]
    assert [within[name] for name in ("到课人次", "应学人次", "到课率", "参学率")] == [36, 44, "81.8%", "88.6%"]
    told, stops, _ = checked(office, A)
    assert ("warning", "rows.doubtful", "") not in told
    assert not stops


@needs_cases
def test_votes_of_two_branches_stop_what_shows_them(office: Workspace) -> None:
    given(office, B)

    told, stops, _ = checked(office, B)

    assert told == [
        ("error", "row.wrong", "C10"),
        ("error", "row.wrong", "E14"),
        ("error", "row.wrong", "K17"),
        ("warning", "row.doubtful", "K20"),
        ("warning", "rows.doubtful", ""),
        ("warning", "rows.doubtful", "K4"),
    ]
    assert stops == {
        "C10": ["37-民主评议汇总表", "37-民主评议汇总表", "38-评议意见反馈书-倪嘉明"],
        "E14": ["37-民主评议汇总表"],
        "K17": ["38-评议意见反馈书-季亚男"],
    }
    own = counts(office, "轧花厂党支部")
    assert [own[name] for name in ("应参学", "评定优秀", "评定合格", "优秀占比")] == [11, 4, 6, "36.4%"]


@needs_cases
def test_a_visit_to_nobody_known_leaves_the_others_papers_alone(office: Workspace) -> None:
    given(office, C)

    told, stops, report = checked(office, C)

    assert told == [
        ("error", "branch.unknown", "C8"),
        ("warning", "row.doubtful", "D7"),
        ("warning", "row.doubtful", "I7"),
        ("warning", "visit.unregistered", "G4"),
        ("warning", "visit.unregistered", "G7"),
    ]
    assert report["campaigns"][0]["members"] == 220
    assert len(stops["C8"]) == 2  # of the one branch that the name is like: there may be one more record and notice
    assert _notices(office) == [
        "东街村党支部/52-限期整改通知书-1", "柳树店村党支部/52-限期整改通知书-1", "镇机关党支部/52-限期整改通知书-1",
    ]  # fmt: skip


@needs_cases
def test_once_its_branch_is_mended_every_visit_counts(office: Workspace) -> None:
    given(office, C, {"C8": "商会联合党支部"})

    township = intake(office).township

    assert (township.counts["督导次数"], township.counts["督导发现问题的次数"]) == (5, 4)
    assert ("warning", "row.doubtful", "I8") in checked(office, C)[0]
    assert len(_notices(office)) == 4


def _notices(office: Workspace) -> list[str]:
    _, out, _ = office.run("check", "--json")
    planned = [path for each in json.loads(out)["actions"] if each["do"] == "新写" for path in each["files"]]
    return sorted("/".join(Path(path).with_suffix("").parts[-2:]) for path in planned if "/52-" in path)


# --- other offices ----------------------------------------------------------------------------------------------------


TALLY = "填报单位：一支部\n姓名|7月12日|#date 2026-07-26|9.13\n"


@pytest.mark.parametrize(
    ("day", "rows", "told"),
    [
        ("2026-09-29", "张三|√|×|√\n李四|√|√|√\n周末|√|√|√\n", []),  # the phase ends on the 30th
        ("2026-09-30", "张三|√|×|√\n李四|√|√|√\n周末|√|√|√\n", [("row.doubtful", "C3")]),
        ("2026-09-30", "张三|√|缺补8.2|√\n李四|√|√|√\n周末|√|√|√\n", [("cell.choice", "C3")]),
        ("2026-09-30", "张三|旷|补8.2|√\n李四|√|√|√\n周末|缺席|√|√\n", [("row.doubtful", "B3"), ("row.doubtful", "B5")]),
        ("", "张三|√|×|√\n李四|√|√|√\n周末|√|√|√\n", []),
        ("", "张三|√||√\n李四|√|√|√\n周未|√|√|√\n", [("row.doubtful", "C3"), ("row.person-unknown", "A5"), ("rows.doubtful", "")]),
        ("", "张三|√|√|√\n周末|√|√|√\n实到|2|1|2\n", [("rows.doubtful", ""), ("total.sheet", "C5")]),
    ],
)  # fmt: skip
def test_a_register_is_held_to_its_people_and_its_phase(
    workspace: Workspace, day: str, rows: str, told: list[tuple[str, str]]
) -> None:
    phases = (
        "阶段: [{名称: 学习, 开始: 2026-07-01, 结束: 2026-09-30}, {名称: 整改, 开始: 2026-10-01, 结束: 2026-12-31}]"
    )
    workspace.put("活动/要求.yaml", f"活动:\n  {phases}\n" + (f"  截至: {day}\n" if day else ""))

    _, problems = taken(workspace, 学习登记=TALLY + rows)

    assert said(problems) == told


def test_a_day_outside_every_phase_is_told_once_at_its_header(workspace: Workspace) -> None:
    phases = "阶段: [{名称: 学习, 开始: 2026-07-20, 结束: 2026-09-30}]"
    workspace.put("活动/要求.yaml", f"活动:\n  {phases}\n")

    _, problems = taken(workspace, 学习登记=TALLY + "张三|√|√|√\n李四|√|√|√\n周末|√|√|√\n")

    assert said(problems) == [("row.outside-phase", "B2")]


VOTED = "序号|党支部|姓名|发出|收回|有效|优秀|合格|基本合格|不合格|等次\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("1|一支部|张三|3|3|3|1|2|0|0|合格\n2|一支部|李四|3|3|3|1|2|0|0|合格\n3|一支部|周末|3|3|3|0|3|0|0|\n", []),
        ("1|一支部|张三|3|3|3|1|1|0|0|合格\n2|一支部|李四|3|3|3|1|2|0|0|合格\n3|一支部|周末|3|3|3|0|3|0|0|\n", [("row.wrong", "C2")]),
        ("1|一支部|张三|3|3|3|1|2|0|0|合格\n2|一支部|李四|3|3|3|2|2|0|0|合格\n3|一支部|周末|3|3|3|0|3|0|1|\n", [("row.wrong", "C3"), ("row.wrong", "C4")]),
        ("1|一支部|张三|3|3|3|1|2|0|0|合格\n2|一支部|李四|3|3|3|1|2|0|0|合格\n", [("rows.doubtful", "")]),
        ("1|一支部|张三|2|3|2|1|1|0|0|合格\n2|一支部|李四|2|3|2|1|1|0|0|合格\n3|一支部|周末|2|3|2|0|2|0|0|\n", [("row.wrong", "E2"), ("row.wrong", "E3"), ("row.wrong", "E4")]),
        ("1|一支部|张四|3|3|3|1|2|0|0|合格\n2|一支部|李四|3|3|3|1|2|0|0|合格\n3|一支部|周末|3|3|3|0|3|0|0|\n", [("row.person-unknown", "C2"), ("rows.doubtful", "")]),
    ],
)  # fmt: skip
def test_votes_are_held_to_their_member(workspace: Workspace, rows: str, told: list[tuple[str, str]]) -> None:
    _, problems = taken(workspace, 民主评议=VOTED + rows)

    assert said(problems) == told


VISITED = "被督导党支部|督导时间|督导人员|存在问题|整改时限\n"


@pytest.mark.parametrize(
    ("rows", "told", "placed"),
    [
        ("一支部|2026-09-10|何秀|没有补课|2026-09-20\n", [("visit.unregistered", "D2")], 1),
        ("一支部|2026-09-10|何秀|没有补课|2026-09-20\n九支部|2026-09-11|何秀|缺记录|\n", [("branch.unknown", "A3"), ("visit.unregistered", "D2")], 1),
        ("一支部|2026-09-10|何秀|记录不全|2026-09-20\n二支部|2026-09-11|何秀、王五|无|\n", [("row.doubtful", "C3")], 2),
        ("一支部|2026-09-10|张三|记录不全|2026-09-20\n一支部|2026-09-12|何秀|无|\n", [("row.doubtful", "C2")], 2),
        ("一支部|2026-09-10|何秀|无|\n一支部|2026-09-12|何秀、张三|无|\n九支部|2026-09-11|何秀|无|\n", [("branch.unknown", "A4"), ("row.doubtful", "C3")], 2),
        ("一支部|2026-09-10|何秀|1.记录不全\\n2.没有补课\\n3.缺签名|\n", [("row.doubtful", "E2"), ("visit.unregistered", "D2"), ("visit.unregistered", "D2")], 1),
    ],
)  # fmt: skip
def test_a_visit_is_held_to_its_branch(
    workspace: Workspace, rows: str, told: list[tuple[str, str]], placed: int
) -> None:
    workspace.put("活动/名册.xlsx", "名称|书记\n一支部|张三\n二支部|王五\n")
    issues = "党支部|具体问题|整改措施\n一支部|记录不全|补记\n"

    found, problems = taken(workspace, 督导记录=VISITED + rows, 问题清单=issues)

    others = {"leader.missing", "issue.incomplete"}
    assert said([each for each in problems if each.code not in others]) == told
    assert sum(len(each.rows["督导记录"]) for each in found.dossiers) == placed


def test_papers_of_each_row_are_made_of_the_rows_that_are_placed_and_stay_where_one_is_not(
    workspace: Workspace,
) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    every_kind(workspace, "限期整改通知书", "督导检查记录")
    workspace.put("活动/花名册.xlsx", ROSTER)
    rows = VISITED + "一支部|2026-09-10|何秀|没有补课|2026-09-20\n二支部|2026-09-11|何秀|缺记录|2026-09-20\n"
    workspace.put("活动/督导.xlsx", rows)
    first = workspace.build()
    workspace.put("活动/督导.xlsx", rows.replace("二支部|", "九支部|"))

    second = workspace.build()

    made = [path for path in workspace.documents() if "/52-" in path]
    assert made == [f"outputs/活动/{branch}/52-限期整改通知书-1.docx" for branch in ("一支部", "二支部")]
    assert (first["exit"], second["exit"]) == (0, 1)
    assert second["withdrawn"] == []
    assert "outputs/活动/一支部/52-限期整改通知书-1.docx" not in second["stopped"]


@pytest.mark.parametrize(("at", "made"), [(0, []), (1, [1]), (2, [1, 2])])
def test_a_row_in_doubt_shifts_the_number_of_no_other(workspace: Workspace, at: int, made: list[int]) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    every_kind(workspace, "限期整改通知书")
    workspace.put("活动/花名册.xlsx", ROSTER)
    rows = [f"一支部|2026-09-1{number}|何秀|问题{number}|2026-09-20\n" for number in range(3)]
    workspace.put("活动/督导.xlsx", VISITED + "".join(rows))
    workspace.build()
    papers = {path: (workspace.path / path).read_bytes() for path in workspace.documents() if "/52-" in path}
    rows[at] = rows[at].replace("一支部|", "九支部|")
    workspace.put("活动/督导.xlsx", VISITED + "".join(rows))

    again = workspace.build()

    assert len(papers) == 3
    assert papers == {path: (workspace.path / path).read_bytes() for path in papers}
    assert again["withdrawn"] == again["written"] == []
    _, out, _ = workspace.run("approve", "--all")
    released = re.search(r"批准 (\d+) 份", out)
    assert int(released[1] if released else 0) == len(made)


TALKED = "党支部|谈话人|谈话对象|谈话日期|是否已谈|谈话内容\n"


@pytest.mark.parametrize(
    ("at", "alike", "stopped"),
    [(0, False, []), (1, False, []), (2, False, []), (0, True, [1, 2]), (1, True, [2]), (2, True, [])],
)
def test_a_paper_that_no_number_names_is_made_wherever_the_row_in_doubt_stands(
    workspace: Workspace, at: int, *, alike: bool, stopped: list[int]
) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    every_kind(workspace, "谈心谈话记录表")
    workspace.put("活动/花名册.xlsx", ROSTER)
    whom = ["李四", "李四" if alike else "张三"]
    rows = [f"一支部|何秀|{name}|2026-09-0{day}|是|谈工作{day}\n" for day, name in enumerate(whom, 1)]
    rows.insert(at, "九支部|张三|李四|2026-09-09|是|谈学习\n")
    workspace.put("活动/谈话.xlsx", TALKED + "".join(rows))

    report = workspace.build()

    names = ["李四-1", "李四-2"] if alike else whom
    made = [path for path in workspace.documents() if "一支部/32-" in path]
    assert made == sorted(
        f"outputs/活动/一支部/32-谈心谈话记录表-{name}.docx" for n, name in enumerate(names, 1) if n not in stopped
    )
    assert "outputs/活动/一支部/谈心谈话记录表.docx" in report["stopped"]
