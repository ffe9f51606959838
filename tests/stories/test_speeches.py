"""A speech from its draft to its paper: whole ones only typeset, frames that nobody has written into not released."""

from __future__ import annotations

import json
from itertools import pairwise

import docx
import pytest
from openpyxl import load_workbook

from pipeline.review import Reviewer
from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.outline import outline, text

WHOLE = """\
在动员大会上的讲话

镇党委书记　某某

（2026年7月6日）

各位代表：

今天开会，讲三点意见。

一、提高认识，增强责任感。

要认真学习。

1、要学好。一周学习一次，一次一小时。

2、2026年要学完。学完要有笔记。

二、抓好落实

（一）定责任

（二）定时限

落实到人。

同志们，让我们一起努力，把这件事办好。
"""
PAPER = "outputs/活动/一支部/02-动员讲话.docx"


def put(workspace: Workspace, more: str = "", meeting: str = "") -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING + meeting + more)
    workspace.put("活动/花名册.xlsx", ROSTER)


@pytest.mark.parametrize("key", ["讲话稿", "讲话全文"])
def test_a_whole_speech_is_only_typeset(workspace: Workspace, key: str) -> None:
    put(workspace, meeting=f"  {key}: 全文.md\n")
    workspace.put("活动/全文.md", WHOLE)

    workspace.build()

    made = workspace.output("活动/全镇/02-动员讲话.docx")
    assert text(made).splitlines() == [
        "在动员大会上的讲话", "镇党委书记　某　某", "（2026年7月6日）", "各位代表：", "今天开会，讲三点意见。",
        "一、提高认识，增强责任感", "要认真学习。", "1.要学好。一周学习一次，一次一小时。",
        "2.2026年要学完。学完要有笔记。", "二、抓好落实", "（一）定责任", "（二）定时限", "落实到人。",
        "同志们，让我们一起努力，把这件事办好。",
    ]  # fmt: skip
    assert "[标题2] （一）定责任" in outline(made)
    assert Reviewer().review(made.read_bytes()) == ()


def test_a_title_of_two_halves_with_a_subtitle_is_set_as_such(workspace: Workspace) -> None:
    put(workspace, meeting="  讲话全文: 全文.txt\n")
    title = "凝心聚力　真抓实干\n——在全镇动员大会上的讲话\n"
    workspace.put("活动/全文.txt", title + "同志们，今天开会。\n一、甲\n好。\n二、乙\n好。\n谢谢大家。\n")

    workspace.build()

    made = workspace.output("活动/全镇/02-动员讲话.docx")
    assert text(made).splitlines()[:2] == ["凝心聚力　真抓实干", "——在全镇动员大会上的讲话"]
    assert Reviewer().review(made.read_bytes()) == ()


def test_a_branch_s_whole_speech_is_only_typeset(workspace: Workspace) -> None:
    put(workspace, "支部安排:\n  一支部: {讲话全文: 全文.md}\n")
    workspace.put("活动/全文.md", WHOLE.partition("各位代表：")[2])

    report = workspace.build()

    made = workspace.path / PAPER
    assert text(made).splitlines()[3:5] == ["今天开会，讲三点意见。", "一、提高认识，增强责任感"]
    assert text(made).splitlines()[0].endswith("动员会上的讲话")
    assert Reviewer().review(made.read_bytes()) == ()
    assert "统一部署" not in text(made)
    (waiting,) = [p["message"] for p in report["problems"] if p["code"] == "paper.unwritten"]
    assert waiting.startswith("2 份动员讲话")


def test_what_a_draft_says_of_name_and_date_is_held_to_the_facts(workspace: Workspace) -> None:
    put(workspace, meeting="  讲话全文: 全文.md\n")
    workspace.put("活动/全文.md", WHOLE.replace("7月6日", "7月9日").replace("讲三点意见", "全镇共有党员九名"))

    report = workspace.build()

    said = [p["code"] for p in report["problems"] if p["file"].endswith("全文.md")]
    assert said == ["text.head-differs", "total.text"]
    assert "（2026年7月6日）" in text(workspace.output("活动/全镇/02-动员讲话.docx"))


def states(workspace: Workspace) -> dict[str, str]:
    rows = load_workbook(workspace.output("活动/清单.xlsx"))["清单"].iter_rows(min_row=2, values_only=True)
    return {str(row[4]): str(row[5]) for row in rows if row[1] == "动员讲话"}


def test_a_frame_waits_to_be_written_and_is_not_released(workspace: Workspace) -> None:
    put(workspace, "支部安排:\n  二支部: {讲话稿: 稿.md}\n", meeting="  讲话稿: 稿.md\n")
    workspace.put("活动/稿.md", "# 甲\n\n文。\n\n# 乙\n\n文。\n")

    first = workspace.build()
    again = workspace.build()
    _, released, _ = workspace.run("approve", "--all")
    code, refused, _ = workspace.run("approve", "--branch", "一支部", "--kind", "动员讲话")

    for report in (first, again):
        assert [p["message"] for p in report["problems"] if p["code"] == "paper.unwritten"] == [
            "1 份动员讲话还有标题下面是空白横线，没有人写（一支部）：状态是“待补写”，批准和发送时跳过"
        ]
    assert again["written"] == []
    assert states(workspace)[PAPER] == "待补写"
    assert sorted(states(workspace).values()) == ["已生成", "已生成", "待补写"]
    assert f"待补写  {PAPER}" in released
    assert f"待补写  {PAPER}" in refused
    assert code == 1
    status = json.loads(workspace.run("status", "--json")[1])
    (branch,) = [each for each in status["states"][0]["branches"] if each["branch"] == "一支部"]
    assert branch["states"]["待补写"] == 1


def write_in(workspace: Workspace, headings: int, *, between: bool = False) -> None:
    """Write a sentence below the first headings of the frame: on the first line there, or before it."""
    path = workspace.path / PAPER
    frame = docx.Document(str(path))
    below = [after for before, after in pairwise(frame.paragraphs) if after.style.name == "横线" != before.style.name]
    assert len(below) > headings or headings == len(below)
    for paragraph in below[:headings]:
        if between:
            paragraph.insert_paragraph_before("我们支部要学在前、改在前。", style=frame.styles["正文"])
        else:
            paragraph.text = "我们支部要学在前、改在前。"
    frame.save(str(path))


@pytest.mark.parametrize("between", [False, True])
@pytest.mark.parametrize(("headings", "written"), thorough.each([(0, False), (1, False), (2, False), (3, True)], 2))
def test_a_frame_is_written_when_something_stands_below_each_of_its_headings(
    workspace: Workspace, headings: int, *, between: bool, written: bool
) -> None:
    put(workspace)
    workspace.build()
    write_in(workspace, headings, between=between)

    _, at_once, _ = workspace.run("approve", "--branch", "一支部", "--kind", "动员讲话")
    workspace.build()
    report = workspace.build()
    _, released, _ = workspace.run("approve", "--branch", "一支部", "--kind", "动员讲话")

    assert states(workspace)[PAPER] == ("保留手改" if written else "待补写")
    (told,) = [each["message"] for each in report["problems"] if each["code"] == "paper.unwritten"]
    assert ("一支部" in told) is not written
    for said in (at_once, released):
        assert ("批准 1 份" in said) is written
        assert (f"待补写  {PAPER}" in said) is not written


def test_a_draft_makes_of_a_frame_a_speech(workspace: Workspace) -> None:
    put(workspace)
    workspace.build()
    put(workspace, "支部安排:\n  一支部: {讲话稿: 稿.md}\n")
    workspace.put("活动/稿.md", "# 甲\n\n文。\n\n# 乙\n\n文。\n")

    workspace.build()
    _, released, _ = workspace.run("approve", "--branch", "一支部", "--kind", "动员讲话")

    assert states(workspace)[PAPER] == "已生成"
    assert released.startswith("批准 1 份")


@pytest.mark.parametrize(
    ("name", "code"), [("讲话.pdf", "text.unreadable"), ("讲话.xlsx", "text.unreadable"), ("讲稿.docx", "text.missing")]
)
def test_a_file_that_is_no_speech_is_named_for_what_it_is(workspace: Workspace, name: str, code: str) -> None:
    put(workspace, meeting=f"  讲话稿: {name}\n")
    workspace.put("活动/讲话.pdf", b"%PDF-1.4 x")
    workspace.put("活动/讲话.xlsx", "序号|内容\n1|甲\n")
    workspace.put("活动/讲话稿.docx", b"PK\x03\x04")

    (problem,) = [p for p in workspace.build()["problems"] if p["severity"] == "error"]

    assert problem["code"] == code
    assert "不能作讲话稿" in problem["message"] or "讲话稿.docx" in problem["message"]


def test_the_township_s_own_frame_waits_too(workspace: Workspace) -> None:
    put(workspace)

    workspace.build()

    assert states(workspace)["outputs/活动/全镇/02-动员讲话.docx"] == "待补写"


OUTLINE = "# 认识要到位\n\n围绕村里的事来学。\n\n# 行动要到位\n\n把该办的事办好。\n"
KINDS = "党支部名称|书记|类别|联系电话\n一支部|王某某|村|13800000000\n二支部|李某某|机关|13800000001\n"


def begun(workspace: Workspace, more: str = "") -> None:
    """Have an outline for villages, two branches, and nobody's speech."""
    workspace.put("活动/活动.yaml", CAMPAIGN.replace("活动:\n", "活动:\n  讲话提纲: {村: 提纲.md}\n", 1) + more)
    workspace.put("活动/提纲.md", OUTLINE)
    workspace.put("活动/党支部名册.xlsx", KINDS)
    workspace.put("活动/花名册.xlsx", ROSTER)


def test_a_branch_without_a_speech_begins_with_the_outline_of_its_kind_and_that_is_seen(workspace: Workspace) -> None:
    begun(workspace)

    report = workspace.build()

    assert states(workspace)[PAPER] == "待改"
    assert states(workspace)[PAPER.replace("一支部", "二支部")] == "待补写"
    said = text(workspace.path / PAPER)
    assert "待改：照提纲起的头" in said
    assert "一、认识要到位" in said
    assert "把该办的事办好。" in said
    assert {p["code"] for p in report["problems"]} >= {"paper.begun", "paper.unwritten"}
    _, told, _ = workspace.run("status", "--json")
    assert '"待改": 1' in told


def test_an_outline_calls_each_organisation_what_it_is(workspace: Workspace) -> None:
    begun(workspace)
    workspace.put(
        "活动/提纲.md",
        "# 认识要到位\n\n我们{{ 支部.称谓 }}的事，**由{{支部.称谓}}委员**分工负责。\n\n# 行动要到位\n\n去办。\n",
    )
    ranks = "党支部名称|书记|类别\n一支部|王某某|村\n二村党总支|李某某|村\n三厂党委|赵某某|村\n"
    workspace.put("活动/党支部名册.xlsx", ranks)
    people = "姓名|党支部|出生日期\n张某某|一支部|1970-01\n李某某|二村党总支|1971-02\n孙某某|三厂党委|1972-03\n"
    workspace.put("活动/花名册.xlsx", people)

    workspace.build()

    said = {name: text(workspace.path / PAPER.replace("一支部", name)) for name in ("一支部", "二村党总支", "三厂党委")}
    assert "我们支部的事，由支部委员分工负责。" in said["一支部"]
    assert "我们党总支的事，由党总支委员分工负责。" in said["二村党总支"]
    assert "我们党委的事，由党委委员分工负责。" in said["三厂党委"]


def test_a_speech_that_is_only_begun_is_released_once_somebody_has_made_it_his_own(workspace: Workspace) -> None:
    begun(workspace)
    workspace.build()

    _, refused, _ = workspace.run("approve", "--all")
    code, named, _ = workspace.run("approve", PAPER)
    document = docx.Document(str(workspace.path / PAPER))
    document.paragraphs[-1].add_run("我们支部今年要修好村口的路。")
    document.save(str(workspace.path / PAPER))
    _, released, _ = workspace.run("approve", PAPER)

    assert f"待改  {PAPER}" in refused
    assert code == 1
    assert f"待改  {PAPER}" in named
    assert "批准 1 份" in released


def test_a_branch_with_its_own_speech_needs_no_outline(workspace: Workspace) -> None:
    workspace.put("活动/讲话.md", "# 自己的话\n\n说自己的事。\n\n# 再说一点\n\n说完。\n")
    begun(workspace, "\n支部安排:\n  一支部: {讲话稿: 讲话.md}\n")

    workspace.build()

    assert states(workspace)[PAPER] == "已生成"
    said = text(workspace.path / PAPER)
    assert "待改" not in said
    assert "认识要到位" not in said


def test_an_outline_that_is_not_there_stops_the_speeches_that_begin_with_it(workspace: Workspace) -> None:
    begun(workspace)
    (workspace.path / "inputs/活动/提纲.md").unlink()

    report = workspace.build()

    assert [p["code"] for p in report["problems"] if p["severity"] == "error"] == ["text.missing"]
    assert report["stopped"] == [PAPER]
    assert states(workspace)[PAPER.replace("一支部", "二支部")] == "待补写"
