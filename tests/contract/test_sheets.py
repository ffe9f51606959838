"""sheets.yaml: what an entry may say, and how each fault of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.contract import BASE, sheets, shipped_sheets
from pipeline.contract.__main__ import written
from pipeline.inbox import sheet_kinds, telling
from pipeline.model.declared import BUILT_IN, Belongs, CellType
from pipeline.model.work import Scope
from pipeline.plan import template_names
from tests.conftest import ROOT
from tests.contract import entries
from tests.contract.entries import SHIPPED

ENTRY = """\
- 表: 谈话
  名字: 谈话们
  归属: 党支部
  认: {必有: [谈话人]}
  列:
    党支部: {类型: 党支部}
    谈话人: {类型: 人名, 必填: 是}
    日期: {类型: 日期}
    票数: {类型: 整数}
    已谈: 是否
"""


def said(text: str) -> list[tuple[int, str]]:
    return [(problem.origin.line, problem.message) for problem in sheets.read_sheets(text.encode()).problems]


def test_a_good_entry_is_read() -> None:
    *base, sheet = sheets.read_sheets(ENTRY.encode()).value

    assert [each.name for each in base] == list(BUILT_IN)
    assert (sheet.name, sheet.rows, sheet.belongs, sheet.needs) == ("谈话", "谈话们", Belongs.BRANCH, ("谈话人",))
    assert [column.cell for column in sheet.columns] == [
        CellType.BRANCH, CellType.PERSON, CellType.DATE, CellType.WHOLE, CellType.YES_NO,
    ]  # fmt: skip


def test_comments_alone_declare_nothing() -> None:
    assert sheets.read_sheets("# - 表: 谈话\n".encode()) == sheets.read_sheets(b"")


def test_what_is_shipped_is_without_a_fault() -> None:
    found = sheets.parsed((ROOT / "templates" / "sheets.yaml").read_bytes(), {})

    assert found.problems == ()
    assert [sheet.rows for sheet in found.value] == [
        "", "", "问题们", "意见们", "", "学习们", "登记们", "谈话们", "会议记录们", "评议们", "测评们", "督导组们", "督导们", "机构们", "帮扶们",
        "联系点记录们",
    ]  # fmt: skip


def test_the_module_of_what_is_shipped_is_its_file() -> None:
    """Run python -m pipeline.contract after templates/sheets.yaml has changed."""
    data = (ROOT / "templates" / "sheets.yaml").read_bytes()

    assert Path(shipped_sheets.__file__).read_text("utf-8") == written(data)
    assert sheets.parsed(data, {}).value == shipped_sheets.SHEETS == sheets.read_sheets(data).value


FEW = entries.with_words(entries.BUILT_IN)


def without(entry: str) -> str:
    """Return the shipped file without one entry."""
    before, _, after = SHIPPED.partition(f"- 表: {entry}\n")
    return before + after[after.index("\n- ") + 1 :]


def test_a_built_in_sheet_may_not_be_removed_and_goes_on_being_read() -> None:
    found = sheets.read_sheets(without("联系领导").encode())

    assert [(each.origin.line, each.message) for each in found.problems] == [
        (
            1,
            "sheets.yaml 的这一条有误：少了“内置: 联系领导”这一条，不能删：用 gongwen init 在一个新文件夹里得到原样的 sheets.yaml，把那一条抄回来",
        )
    ]
    assert {sheet.name for sheet in found.value} == {sheet.name for sheet in shipped_sheets.SHEETS}


def test_a_plain_sheet_may_be_removed() -> None:
    found = sheets.read_sheets(without("问题清单").encode())

    assert found.problems == ()
    assert "问题清单" not in {sheet.name for sheet in found.value}


@pytest.mark.parametrize(
    ("good", "typed", "told"),
    [
        ("内置: 花名册", "内置: 名册", "没有“名册”这种内置，可以是 花名册、联系领导、党支部名册"),
        ("  内置: 花名册\n", "  内置: 花名册\n  名字: 党员们\n", "内置的表不能写“名字”"),
        ("表: 党员花名册", "表: 花名册", "内置: 花名册 的“表”要写 党员花名册"),
        ("    民族: {例: 汉族}\n", "    民族: {例: [汉族]}\n", "列“民族”的例只能写一句话，不能是一列"),
        ("    民族: {例: 汉族}\n", "    民族: {必填: 要}\n", "列“民族”的必填只能写 是 或 否"),
        ("    民族: {例: 汉族}\n", "    民族: {别名: 族别，族}\n", "列“民族”的别名要写成一列，用英文的方括号和逗号"),
        ("    民族: {例: 汉族}\n", "", "内置的党员花名册少了“民族”这一列"),
        ("    民族: {例: 汉族}\n", "    民族: {例: 汉族}\n    血型: {}\n", "内置的党员花名册不能加“血型”这一列"),
        ("民族: {例: 汉族}", "民族: {类型: 文本}", "列“民族”里不能写「类型」"),
    ],
)
def test_a_fault_of_a_built_in_entry_is_told_and_ours_stands_in(good: str, typed: str, told: str) -> None:
    assert good in FEW
    found = sheets.read_sheets(FEW.replace(good, typed, 1).encode())

    assert any(told in each.message for each in found.problems), found.problems
    assert {sheet.name for sheet in found.value} >= {"党员花名册", "联系领导", "党支部名册"}


def test_a_spelling_may_be_added_to_a_built_in_sheet() -> None:
    found = sheets.read_sheets(FEW.replace("民族: {例: 汉族}", "民族: {别名: [族别], 例: 汉族}", 1).encode())

    assert found.problems == ()
    assert telling.known(sheet_kinds.declared(found.value[0]), "民族") == "民族"
    assert [column.spellings for column in found.value[0].columns if column.name == "民族"] == [("族别",)]


@pytest.mark.parametrize(
    ("good", "typed", "line", "told"),
    [
        ("归属: 党支部", "归属: 村", 3, "归属不能是“村”，可以是 全镇、党支部、党员"),
        ("归属: 党支部", "归属: 党员", 3, "要有一列的类型是“党员”"),
        ("名字: 谈话们", "名字: 问题们", 2, "模板里已经有「问题们」"),
        ("名字: 谈话们", "名字: 谈 话", 2, "中间不空格"),
        ("表: 谈话", "表: 问题清单", 1, "已经有“问题清单”这种表"),
        ("认: {必有: [谈话人]}", "认: {}", 1, "没有写“认”"),
        ("必有: [谈话人]", "必有: [谈话]", 4, "必有里的“谈话”不在列里，是不是「谈话人」？"),
        ("必有:", "必要:", 4, "认下面要写“必有: [列名]”"),
        ("类型: 人名", "类型: 姓名", 7, "列“谈话人”的类型不能是“姓名”"),
        ("必填: 是", "必填: 要", 7, "列“谈话人”的必填只能写 是 或 否"),
        ("必填: 是", "别名: 主谈，谈话者", 7, "列“谈话人”的别名要写成一列，用英文的方括号和逗号，如 别名: [甲, 乙]"),
        ("必填: 是", "别名: [{主谈: 谈话者}]", 7, "列“谈话人”的别名要写成一列"),
        ("必填: 是", "下拉: {甲: 乙}", 7, "列“谈话人”的下拉要写成一列"),
        ("必填: 是", "说明: [甲, 乙]", 7, "列“谈话人”的说明只能写一句话，不能是一列"),
        ("必填: 是", "必须: 是", 7, "列“谈话人”里不认识的键「必须」"),
        ("类型: 日期", "类型: 选项", 8, "列“日期”的类型是选项，要写“选项: [甲, 乙]”"),
        ("类型: 日期", "类型: 日期, 最小: 1", 8, "类型要是 整数、小数 或 百分数"),
        ("类型: 日期", "类型: 日期, 公开: 是", 8, "列“日期”写了公开，类型就要是人名"),
        ("必填: 是", "公开: 全县", 7, "列“谈话人”的公开可以是 否、是、全镇"),
    ],
)
def test_a_fault_is_told_by_line_with_the_cure(good: str, typed: str, line: int, told: str) -> None:
    found = said(ENTRY.replace(good, typed, 1))

    assert line in [at for at, _ in found]
    assert any(told in message for _, message in found), found


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("唯一: [谈话]", "唯一里的“谈话”不在列里"),
        ("校验: [{须: '行.票树 > 1', 说: 少}]", "没有的名字「行.票树」，是不是「票数」？"),
        ("校验: [{须: '行.票数 >', 说: 少}]", "“须”的写法不对"),
        ("校验: [{须: '行.日期 < 行.票数', 说: 早}]", "不能用 < > 比日期“日期”"),
        ("校验: [{须: '行.已谈 or 行.票数', 说: 没谈}]", '要写 行.已谈 == "是"'),
        ("校验: [{须: '行.票数 > 1', 说: '{票树}少'}]", "“说”里的{票树}不在列里"),
        ("校验: [{须: '行.票数 > 1', 说: 少, 级别: 严重}]", "级别不能是“严重”，可以是 错误、提醒、备注"),
        ("校验: [{说: 少}]", "校验没有写“须”"),
        ("校验: [{须: '行.票数 > 1', 说: 少, 在: 票树}]", "“在”后面的「票树」不在列里，是不是「票数」？"),
        ("汇总: {次数: {数数: 全部}}", "汇总“次数”要写一种算法"),
        ("汇总: {次数: {计数: 全部, 其中: 行.票}}", "汇总“次数”里不认识的键「其中」"),
        ("汇总: {次数: {求和: 票数, 只算: 行.谈话人}}", "汇总“次数”里不认识的键「只算」"),
        ("汇总: {次数: {求和: 谈话人}}", "“谈话人”不是数，算不了求和"),
        ("汇总: {次数: {求和: 票}}", "汇总“次数”里的“票”不在列里"),
        ("校检: []", "不认识的键「校检」，是不是「校验」？"),
        ("空支部: 随便", "空支部不能是“随便”"),
    ],
)
def test_what_an_entry_says_of_its_columns_must_be_there(more: str, told: str) -> None:
    ((line, message),) = said(f"{ENTRY}  {more}\n")

    assert line == 11
    assert told in message


def test_two_sheets_may_not_share_a_name() -> None:
    found = said(ENTRY + ENTRY)

    assert [line for line, _ in found] == [11, 12]


def test_the_names_that_templates_have_already_are_all_known() -> None:
    tops = {name.path.partition(".")[0].removesuffix("[]") for scope in Scope for name in template_names.names(scope)}

    assert tops - set(sheets.TAKEN) == {sheet.rows for sheet in BASE}
