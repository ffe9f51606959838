"""Forms and registers: widths in millimetres, tables for other grades and phases, what nobody has given stays open."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace

import docx
import pytest

from pipeline import contract, render
from pipeline.inbox import Node, demands
from pipeline.inbox.yaml_mapping import Stated
from pipeline.model.facts import Arrangement, Block, Campaign, Meeting, Outline, Phase, TextRun, Unread
from pipeline.model.phases import months
from pipeline.model.problem import Origin, Problem
from pipeline.model.work import Scope
from pipeline.plan import template_names, vocabulary
from pipeline.stationery import forms
from tests.conftest import ROOT
from tests.makers import DEMANDS, a_campaign, a_dossier, a_leader, a_member, a_township
from tests.outline import text

HERE = Origin("活动.yaml")
SHEETS = contract.read_sheets((ROOT / "templates" / "sheets.yaml").read_bytes()).value


def filled(name: str, scope: Scope, facts: Mapping[str, object]) -> bytes:
    compiled = render.compiled_template(
        (ROOT / "templates" / name).read_bytes(), name, template_names.known(scope, sheets=SHEETS)
    ).value
    assert compiled is not None
    return render.filled_bytes(compiled, vocabulary.in_phase(facts, "学习动员"))


def of_branch(name: str, *members: object, campaign: Campaign, **own: object) -> bytes:
    dossier = a_dossier(*members, **own)  # type: ignore[arg-type]
    township = a_township(dossier, campaign=campaign, sheets=SHEETS)
    return filled(name, Scope.BRANCH, vocabulary.of_branch(township, 0, dossier, vocabulary.shared(township)))


def of_township(name: str, *branches: object, campaign: Campaign, leaders: tuple[object, ...] = ()) -> bytes:
    township = a_township(*branches, campaign=campaign, leaders=leaders, sheets=SHEETS)  # type: ignore[arg-type]
    return filled(name, Scope.TOWNSHIP, vocabulary.of_township(township, vocabulary.shared(township)))


def widths(paper: bytes) -> list[int]:
    (table,) = docx.Document(io.BytesIO(paper)).tables
    return [round(column.width.mm) for column in table.columns]  # type: ignore[union-attr]


def asked(group: str, **keys: list[str] | str) -> tuple[Mapping[str, Mapping[str, object]], list[Problem]]:
    """Return what is asked where 活动 says so of a group, and what is said of it."""
    problems: list[Problem] = []
    values = {
        key: Node(tuple(Node(each, HERE) for each in value) if isinstance(value, list) else value, HERE)
        for key, value in keys.items()
    }
    node = Node({group: Node(values, HERE)}, HERE)
    return demands.read(Stated.of(node, "活动", (), problems, HERE)), problems


def phases(count: int) -> tuple[Phase, ...]:
    return tuple(Phase(f"第{n}阶段", dt.date(2026, 6 + n, 1), dt.date(2026, 6 + n, 28)) for n in range(1, count + 1))


def test_columns_sum_to_the_type_area_to_the_twip() -> None:
    assert forms.mm(*[156 / 7] * 7).measure == 8844
    assert forms.mm(9, 17, *[13] * 12, 26, 17).measure == 12756


def test_columns_that_fill_no_page_are_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        forms.mm(100, 50)


@pytest.mark.parametrize(("grades", "wide"), [(["好", "中", "差"], [12, 28, 30, 30, 30, 26]), (["优", "良", "中", "差"], [12, 28, 22, 22, 24, 22, 26])])  # fmt: skip
def test_a_ballot_has_a_column_for_each_grade(grades: list[str], wide: list[int]) -> None:
    campaign = a_campaign(demands=asked("评议", 等次=grades)[0])

    paper = of_branch(
        "民主评议票.docx", a_member(), a_member(name="李四", label="李四", status="预备党员"), campaign=campaign
    )

    assert f"序号｜姓　名｜{'｜'.join(grades)}｜备　注\n1｜张　三｜" in text(paper)
    assert "2｜李　四｜预备党员，不评等次｜" in text(paper)
    assert widths(paper) == wide


@pytest.mark.parametrize("count", [3, 4, 5])
def test_a_survey_has_a_column_for_each_grade(count: int) -> None:
    grades = ["满意", "比较满意", "基本满意", "不满意", "不了解"][:count]
    campaign = a_campaign(demands=asked("测评", 等次=grades, 计入满意率=["满意"])[0])

    paper = of_branch("满意度测评票-支部.docx", a_member(), campaign=campaign)

    assert f"序号｜测评项目｜{'｜'.join(grades)}" in text(paper)
    assert abs(sum(widths(paper)[2:]) - 80) <= 1  # each rounded


@pytest.mark.parametrize("count", [2, 3, 4])
def test_up_to_four_phases_share_a_sheet(count: int) -> None:
    campaign = a_campaign(phases=phases(count))

    said = text(of_township("进度安排-横.docx", a_dossier(a_member()), campaign=campaign))

    assert "｜".join(f"第{n}阶段起　止" for n in range(1, count + 1)) in said


@pytest.mark.parametrize("count", [0, 1, 6])
def test_any_other_number_of_phases_has_a_row_each_and_no_branch_is_lost(count: int) -> None:
    campaign = a_campaign(phases=phases(count))

    said = text(of_township("进度安排-竖.docx", a_dossier(a_member()), campaign=campaign))

    assert said.count("阶段｜2026年") == count
    assert "1｜一支部｜张　三｜" in said


def test_a_leader_with_several_branches_stands_there_once() -> None:
    one = a_dossier(a_member())
    two = replace(a_dossier(a_member(branch="二支部")), branch=replace(one.branch, name="二支部", secretary="李四"))

    paper = of_township("联系点安排表.docx", one, two, campaign=a_campaign(),
                        leaders=(a_leader(branches=("一支部", "二支部")),))  # fmt: skip

    (table,) = docx.Document(io.BytesIO(paper)).tables
    assert [row.cells[3].text for row in table.rows[1:]] == ["一支部", "二支部"]
    assert table.rows[1].cells[1]._tc is table.rows[2].cells[1]._tc
    assert table.rows[1].cells[1].text.startswith("陈")


def kept(paper: bytes) -> list[bool]:
    """Return of each row below the head whether it stays with the next one: in every cell, or in none."""
    (table,) = docx.Document(io.BytesIO(paper)).tables
    rows = [{bool(p.xpath("./w:pPr/w:keepNext")) for p in row._tr.xpath(".//w:p")} for row in table.rows[1:]]
    assert all(len(row) == 1 for row in rows)
    return [row.pop() for row in rows]


@pytest.mark.parametrize(("count", "blocks"), [(1, [1]), (2, [2]), (10, [10]), (11, [10, 1]), (23, [10, 10, 3])])
def test_the_branches_of_a_leader_stay_on_one_page_and_of_many_each_ten_begin_with_his_name(
    count: int, blocks: list[int]
) -> None:
    names = [f"{n}支部" for n in range(count)]
    branch = a_dossier().branch
    dossiers = [a_dossier(branch=replace(branch, name=name)) for name in names]

    paper = of_township("联系点安排表.docx", *dossiers, campaign=a_campaign(),
                        leaders=(a_leader(branches=tuple(names)),))  # fmt: skip

    assert kept(paper) == [each for block in blocks for each in [True] * (block - 1) + [False]]
    (table,) = docx.Document(io.BytesIO(paper)).tables
    leaders = [row.cells[1]._tc for row in table.rows[1:]]
    assert len({id(cell) for cell in leaders}) == len(blocks)


def test_the_phases_of_a_branch_stay_on_one_page() -> None:
    campaign = a_campaign(phases=phases(6))

    assert kept(of_township("进度安排-竖.docx", a_dossier(a_member()), campaign=campaign)) == [True] * 5 + [False]


def test_who_is_lost_or_no_member_any_more_is_on_no_form() -> None:
    members = (
        a_member(),
        a_member(name="甲失联", label="甲失联", lost=True),
        a_member(name="乙停止", label="乙停止", standing="停止党籍"),
    )

    for name in ("学习考勤登记表.docx", "谈心谈话安排表.docx", "组织生活会记录.docx", "民主评议票.docx"):
        said = text(of_branch(name, *members, campaign=a_campaign()))
        assert "张　三" in said
        assert "甲失联" not in said
        assert "乙停止" not in said


def test_namesakes_are_told_apart_on_every_list() -> None:
    members = (a_member(label="张三-1975年3月"), a_member(label="张三-1980年1月"))

    for name in ("学习考勤登记表.docx", "谈心谈话安排表.docx", "组织生活会记录.docx", "民主评议票.docx"):
        assert "张三（1975年3月）" in text(of_branch(name, *members, campaign=a_campaign())), name


def test_nobody_chairs_or_records_a_meeting_unless_it_is_given() -> None:
    said = text(of_branch("组织生活会记录.docx", a_member(), campaign=a_campaign()))

    assert "主持人｜｜记录人｜\n应到人数｜1｜实到人数｜\n请假人员（事由）｜\n列席人员｜" in said


def test_who_need_not_come_is_studying_and_is_not_counted_at_the_meeting() -> None:
    members = (a_member(), a_member(name="甲久病", label="甲久病", excused=True))

    record = text(of_branch("组织生活会记录.docx", *members, campaign=a_campaign()))
    register = text(of_branch("学习考勤登记表.docx", *members, campaign=a_campaign()))

    assert "应到人数｜1｜实到人数｜" in record
    assert "应参学党员：2名" in register


def test_a_quarterly_plan_says_only_what_is_asked() -> None:
    own = Arrangement("一支部", HERE, "一支部")
    said = text(of_branch("实施方案-支部.docx", a_member(), campaign=a_campaign(demands=DEMANDS), arrangement=own))

    assert "六、" not in said
    assert "本支部党员1名，应参加学习的1名。\n四、" in said


# --- what the YAML asks -------------------------------------------------------------------------------------------


def test_what_nobody_asks_for_has_the_usual_form_and_no_figure() -> None:
    assert DEMANDS["评议"]["等次"] == ("优秀", "合格", "基本合格", "不合格")
    assert DEMANDS["测评"]["计入满意率"] == ("满意", "基本满意")
    assert DEMANDS["学习"]["学时"] is None
    assert DEMANDS["征求意见"]["截止"] is None


def test_grades_of_the_offices_own_say_themselves_which_of_them_count() -> None:
    found, problems = asked("测评", 等次=["好", "中", "差"])

    assert found["测评"]["计入满意率"] == ()
    assert problems == []


@pytest.mark.parametrize(("words", "number"), [("10000", 10000), ("1万", 10000), ("1万字", 10000), ("40学时", 40)])
def test_numbers_may_have_their_units(words: str, number: int) -> None:
    assert asked("学习", 笔记字数=words)[0]["学习"]["笔记字数"] == number


@pytest.mark.parametrize("words", ["约1万", "一些", "1.5万"])
def test_a_number_that_is_none_is_named(words: str) -> None:
    found, problems = asked("学习", 笔记字数=words)

    assert isinstance(found["学习"]["笔记字数"], Unread)
    assert [problem.code for problem in problems] == ["yaml.type"]


@pytest.mark.parametrize(("words", "tenths"), [("1/3", 333), ("60%", 600), ("60％", 600), ("12.5%", 125)])
def test_a_share_is_read(words: str, tenths: int) -> None:
    share = demands.share(words)

    assert share is not None
    assert int(share * 1000) == tenths


@pytest.mark.parametrize("words", ["60", "1/0", "130%", "三分之一", "0%", "-1/3"])
def test_what_is_no_share_is_none(words: str) -> None:
    assert demands.share(words) is None


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [("07-01", "09-30", 3), ("07-08", "10-07", 3), ("07-08", "10-06", 2), ("01-31", "02-28", 1), ("12-01", "12-01", 0)],
)
def test_months_are_counted_whole_from_morning_to_evening(start: str, end: str, whole: int) -> None:
    assert months(dt.date.fromisoformat(f"2026-{start}"), dt.date.fromisoformat(f"2026-{end}")) == whole


@pytest.mark.parametrize(("own", "number"), [((), "六、宣传"), (("工作要求",), "七、宣传")])
def test_a_heading_of_the_authors_own_goes_on_counting(own: tuple[str, ...], number: str) -> None:
    titles = ("总体要求", *own, "宣传")
    plan = Outline(
        tuple(Block((TextRun(words),), level) for title in titles for words, level in ((title, 1), ("要写明白。", 0)))
    )
    campaign = a_campaign(demands=DEMANDS)

    arrangement = Arrangement("一支部", HERE, "一支部", plan=plan)
    assert number in text(of_branch("实施方案-支部.docx", a_member(), campaign=campaign, arrangement=arrangement))
    of_all = text(of_township("实施方案-全镇.docx", a_dossier(), campaign=replace(campaign, plan=plan)))
    assert "七、宣传" in of_all


def test_a_long_name_has_smaller_letters_on_its_card() -> None:
    names = ("王强", "阿依努尔买买提", "迪丽热巴·阿不都热", "迪丽热巴·阿不都热合曼·艾尔肯")
    held = Meeting("动员大会", cards=names)
    township = a_township(a_dossier(), campaign=a_campaign(meetings=(held,)), sheets=SHEETS)
    facts = vocabulary.of_township(township, vocabulary.shared(township))

    cards = docx.Document(io.BytesIO(filled("席卡.docx", Scope.MEETING, facts))).element.body

    sizes = cards.xpath(".//w:txbxContent//w:sz/@w:val")
    assert [int(size) // 2 for size in sizes[::3]] == [96, 96, 66, 42]
    assert cards.xpath(".//w:txbxContent//w:t/text()")[:3] == ["王　强"] * 3  # below once more, as Word 2007 has boxes
    letters = cards.xpath(".//*[local-name()='Fallback']//*[local-name()='shape']")
    assert [each.xpath("*/@string")[0] for each in letters] == cards.xpath(".//w:txbxContent//w:t/text()")[::3]
    looks = [dict(part.split(":") for part in each.get("style").split(";")) for each in letters]
    assert {look["rotation"] for look in looks} == {"180"}
    assert (looks[0]["width"], looks[0]["height"]) == ("288pt", "96pt")
    assert all(float(look["width"][:-2]) <= 729 for look in looks)  # pt: the box's
    asked = cards.xpath(".//*[local-name()='Choice']/@Requires")
    assert asked == ["wps w14", "wps"] * 4  # above LibreOffice would take wps alone
    boxes = cards.xpath(".//*[local-name()='Fallback']//*[local-name()='rect']//w:t/text()")
    assert boxes == [each.xpath("*/@string")[0] for each in letters]


@pytest.mark.parametrize(
    ("paper", "shown"),
    [
        ("整改情况公示-支部.docx", "题.整改时限"),
        ("帮扶送温暖台账-支部.docx", "帮.走访日期"),
        ("谈心谈话安排表.docx", "话.日期"),
        ("整改台账.docx", "题.整改时限"),
    ],
)
def test_a_day_in_a_narrow_column_ends_its_line_after_the_year(paper: str, shown: str) -> None:
    """The break is within the tag as two signs, \\ and n: a line feed there would be lost with the markup."""
    tables = docx.Document(str(ROOT / "templates" / paper)).tables
    said = [cell.text for table in tables for row in table.rows for cell in row.cells]

    assert f'{{{{ {shown}.replace("年", "年\\n") }}}}' in said
