"""`init --from`: this year's campaign from last year's; what was moved, emptied and left is told line by line."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pytest

from pipeline import inbox
from pipeline.errands import factsform, speech_outlines
from pipeline.errands import workspace as office
from tests.conftest import Workspace
from tests.sheets import workbook

OLD = """\
# 2026年的活动
活动:
  名称: 2026年度组织生活会
  简称: 组织生活会
  开始: 2026-07-01
  结束: 2026年12月31日   # 2026 年底
  公示: {开始: 2028-02-29}
  党员总数: 120
  阶段:
    - {名称: 学习, 开始: 2026/7/1, 结束: 2026-07-31, 环节: [学习]}
  截至: 2026-11-30
  征求意见: {截止: 2026-07-20}
  上级文件: [《关于开好组织生活会的通知》]
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}
会议: {名称: 大会, 时间: 2026-07-06 09:00, 地点: 二楼, 讲话稿: 讲话.md, 回执截止: "2026-07-03"}
发文: {字号: 吕委〔2026〕12号, 日期: 2026-07-02}
"""
ISSUES = """\
党支部|具体问题|整改时限|完成情况|整改措施|督办人
一支部|公开不及时|2026-11-30|整改中|张榜；上网|某甲
一支部|学习少|2026-09-30|已完成|补学|某乙
二支部|路灯不亮|长期坚持|基本做完|修好|
"""
FORM = """\
栏目|项目|内容|怎么填
活动|名称|2026年度组织生活会|★ 如 2025年度组织生活会
|简称|组织生活会|
|开始|#date 2026-07-01|写成 2025-07-01
|结束|2026年12月31日|
|截至|2028-02-29|
|党员总数|120|
单位|名称|中共吕寨镇委员会|
|简称|吕寨镇党委|
发文|字号|吕委〔2026〕12号|
|日期|2026-07-02|
文种||会议通知、动员讲话|
=== 会议
项目|内容|内容2
名称|大会|座谈会
时间|2026-07-06 09:00|2026年7月8日（周三）下午3点
地点|二楼|三楼
讲话稿|讲话.md|
回执截止|2026-07-03|
=== 阶段
名称|开始|结束|环节
学习|#date 2026-07-01|2026/7/31|集中学习
=== 支部安排
党支部|会议时间|会议地点|截至
一支部|2026-07-08 19:30|村党群服务中心|
"""
ROSTER = """\
姓名|所在党支部|人员类别|入党时间
张三|一支部|正式党员|1998-07-01
王五|二支部|正式党员|1990-07-01
"""


@pytest.fixture
def old(workspace: Workspace) -> Workspace:
    workspace.put("组织生活会-2026/活动.yaml", OLD)
    workspace.put("组织生活会-2026/花名册.xlsx", ROSTER)
    workspace.put("组织生活会-2026/问题.xlsx", ISSUES)
    return workspace


def begun(old: Workspace, *words: str) -> tuple[str, str]:
    code, out, err = old.run("init", ".", "--from", "组织生活会-2026", *words)
    assert code == 0, err
    return out, (old.path / "inputs/组织生活会-2027/活动.yaml").read_text("utf-8-sig")


def test_dates_move_by_a_year_and_each_is_told_with_its_day_of_the_week(old: Workspace) -> None:
    out, text = begun(old)

    assert "开始: 2027-07-01\n" in text
    assert "结束: 2027年12月31日   # 2026 年底\n" in text
    assert "{名称: 学习, 开始: 2027/7/1, 结束: 2027-07-31, 环节: [学习]}" in text
    assert '时间: 2027-07-06 09:00, 地点: 二楼, 讲话稿: , 回执截止: "2027-07-03"' in text
    assert "活动.yaml 第15行 回执截止：2026-07-03（周五） → 2027-07-03（周六，是周末）" in out
    assert "活动.yaml 第15行 时间：2026-07-06（周一） → 2027-07-06（周二）" in out
    assert "日期移了 9 处" in out


def test_the_last_of_february_stays_a_day(old: Workspace) -> None:
    _, text = begun(old)

    assert "公示: {开始: 2029-02-28}" in text


def test_what_must_be_new_is_emptied_and_what_names_a_year_is_pointed_out(old: Workspace) -> None:
    out, text = begun(old)

    assert "发文: {字号: , 日期: 2027-07-02}" in text
    assert "字号：原来是 吕委〔2026〕12号" in out
    assert "讲话稿：原来是 讲话.md" in out
    assert "活动.yaml 第3行：名称: 2026年度组织生活会" in out
    assert "活动.yaml 第8行：党员总数: 120" in out
    assert "  截至: \n  征求意见: {截止: 2027-07-20}\n" in text  # how far it came is of last year; by when is moved
    assert "截至：原来是 2026-11-30" in out
    assert "活动.yaml 第13行：上级文件: [《关于开好组织生活会的通知》]" in out
    assert "第1行" not in out  # a comment says nothing to the program


def test_issues_that_are_open_come_along_with_all_that_was_written(old: Workspace) -> None:
    out, _ = begun(old)

    book = openpyxl.load_workbook(io.BytesIO((old.path / "inputs/组织生活会-2027/问题清单.xlsx").read_bytes()))
    found = {str(cell) for row in book["问题清单"].iter_rows(values_only=True) for cell in row}
    assert "没有整改完的问题带过来 2 条" in out
    assert "二支部“路灯不亮”：完成情况写的是“基本做完”" in out
    assert "学习少" not in found
    for words in ("公开不及时", "2026年11月30日", "张榜；上网", "某甲", "路灯不亮", "长期坚持", "基本做完"):
        assert words in found
    assert "花名册.xlsx" in out.partition("没有带过来")[2]


def test_the_new_campaign_is_read_as_one_and_both_stand_side_by_side(old: Workspace) -> None:
    begun(old)
    text = (old.path / "inputs/组织生活会-2027/活动.yaml").read_text("utf-8-sig").replace("党员总数: 120", "")
    (old.path / "inputs/组织生活会-2027/活动.yaml").write_text(text, "utf-8")
    old.put("组织生活会-2027/花名册.xlsx", ROSTER)

    report = old.build("--campaign", "组织生活会-2027")

    assert [campaign["name"] for campaign in report["campaigns"]] == ["组织生活会-2027"]
    assert not [problem for problem in report["problems"] if problem["severity"] == "error"]


def test_nothing_is_written_over_and_an_unknown_campaign_is_named(old: Workspace) -> None:
    _, text = begun(old)

    assert old.run("init", ".", "--from", "组织生活会-2026")[0] == 2
    code, _, err = old.run("init", ".", "--from", "组织生活会")
    assert code == 2
    assert "是不是「组织生活会-202" in err
    assert (old.path / "inputs/组织生活会-2027/活动.yaml").read_text("utf-8-sig") == text


def test_several_years_are_moved_by_so_many(old: Workspace) -> None:
    old.run("init", ".", "--from", "组织生活会-2026", "--years", "2")

    text = (old.path / "inputs/组织生活会-2028/活动.yaml").read_text("utf-8-sig")
    assert "开始: 2028-07-01" in text
    assert "公示: {开始: 2030-02-28}" in text


@pytest.fixture
def formed(workspace: Workspace) -> Workspace:
    workspace.put("组织生活会-2026/活动.xlsx", workbook(FORM, name="活动"))
    workspace.put("组织生活会-2026/花名册.xlsx", ROSTER)
    workspace.put("组织生活会-2026/问题.xlsx", ISSUES)
    return workspace


def cells(workspace: Workspace, folder: str = "组织生活会-2027") -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(workspace.path / "inputs" / folder / "活动.xlsx")
    return {
        (sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.value is not None
    }  # fmt: skip


def test_a_form_is_moved_cell_by_cell_and_keeps_all_else(formed: Workspace) -> None:
    before = cells(formed, "组织生活会-2026")
    original = (formed.path / "inputs/组织生活会-2026/活动.xlsx").read_bytes()

    code, out, err = formed.run("init", ".", "--from", "组织生活会-2026")

    assert code == 0, err
    after = cells(formed)
    changed = {
        place: after.get(place) for place in before.keys() | after.keys() if before.get(place) != after.get(place)
    }
    assert changed == {
        ("活动", "C4"): dt.datetime(2027, 7, 1),
        ("活动", "C5"): "2027年12月31日",
        ("活动", "C6"): None,
        ("活动", "C10"): None,
        ("活动", "C11"): "2027-07-02",
        ("会议", "B3"): "2027-07-06 09:00",
        ("会议", "C3"): "2027年7月8日（周三）下午3点",
        ("会议", "B5"): None,
        ("会议", "B6"): "2027-07-03",
        ("阶段", "B2"): dt.datetime(2027, 7, 1),
        ("阶段", "C2"): "2027/7/31",
        ("支部安排", "B2"): "2027-07-08 19:30",
    }
    assert "日期移了 9 处" in out
    assert "活动.xlsx 会议 B6 回执截止：2026-07-03（周五） → 2027-07-03（周六，是周末）" in out
    assert "活动.xlsx 活动 C10 字号：原来是 吕委〔2026〕12号" in out
    assert "活动.xlsx 会议 B5 讲话稿：原来是 讲话.md" in out
    unsure = out.partition("没有动，请核对")[2]
    for told in ("活动 C2：名称: 2026年度组织生活会", "活动 C7：党员总数: 120", "会议 C3：时间: 2027年7月8日（周三）"):
        assert told in unsure
    assert (formed.path / "inputs/组织生活会-2026/活动.xlsx").read_bytes() == original


def test_a_form_that_was_begun_is_read_as_a_campaign_beside_the_old_one(formed: Workspace) -> None:
    formed.put("组织生活会-2026/活动.xlsx", workbook(FORM.replace("|党员总数|120|\n", ""), name="活动"))
    formed.run("init", ".", "--from", "组织生活会-2026")
    formed.put("组织生活会-2027/花名册.xlsx", ROSTER)

    report = formed.build()

    assert sorted(each["name"] for each in report["campaigns"]) == ["组织生活会-2026", "组织生活会-2027"]
    assert not [each for each in report["problems"] if "2027" in each["file"] and each["severity"] == "error"]


def test_a_form_beside_a_yaml_comes_along_and_a_blank_one_stays(old: Workspace) -> None:
    form = FORM.partition("单位|")[0].replace("|开始|#date 2026-07-01|写成 2025-07-01\n", "")
    old.put("组织生活会-2026/活动.xlsx", workbook(form, name="活动"))

    out, text = begun(old)

    assert "开始: 2027-07-01\n" in text
    assert cells(old)["活动", "C4"] == "2027年12月31日"
    assert "日期移了 10 处" in out

    old.put("组织生活会-2026/活动.xlsx", factsform.blank(office.CAMPAIGN))
    out, _ = (old.run("init", ".", "--from", "组织生活会-2026", "--years", "3")[1], None)
    assert "  活动.xlsx\n" in out.partition("没有带过来（")[2]
    assert not (old.path / "inputs/组织生活会-2029/活动.xlsx").exists()


def test_of_a_form_and_its_mended_copy_the_copy_comes_along(formed: Workspace) -> None:
    formed.run("mend", "inputs/组织生活会-2026/活动.xlsx", "活动!C5=2026-11-30")

    _, out, _ = formed.run("init", ".", "--from", "组织生活会-2026")

    assert [path.name for path in (formed.path / "inputs/组织生活会-2027").glob("活动*")] == ["活动（改正）.xlsx"]
    assert "活动 C5 结束：2026-11-30（周一） → 2027-11-30（周二）" in out
    data = (formed.path / "inputs/组织生活会-2027/活动（改正）.xlsx").read_bytes()
    assert inbox.supersedes(data) == ()


def test_formulas_and_what_cannot_be_read_are_told(formed: Workspace) -> None:
    path = formed.path / "inputs/组织生活会-2026/活动.xlsx"
    book = openpyxl.load_workbook(path)
    book["活动"]["C5"] = "=C4+90"  # nobody has calculated it
    book.save(path)

    code, out, err = formed.run("init", ".", "--from", "组织生活会-2026")

    assert code == 0, err
    assert "活动.xlsx 活动 C5 结束：" in out.partition("没有动，请核对")[2]
    assert cells(formed)["活动", "C4"] == dt.datetime(2027, 7, 1)
    assert cells(formed)["活动", "C5"] == "=C4+90"


def test_where_a_cell_cannot_be_changed_nothing_is_written(formed: Workspace) -> None:
    with zipfile.ZipFile(formed.path / "inputs/组织生活会-2026/活动.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<!DOCTYPE x>" + parts["xl/worksheets/sheet1.xml"].partition(b"?>")[2].lstrip()
    with zipfile.ZipFile(formed.path / "inputs/组织生活会-2026/活动.xlsx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    code, _, err = formed.run("init", ".", "--from", "组织生活会-2026")

    assert code == 1
    assert "活动.xlsx 读不出来" in err
    assert not (formed.path / "inputs/组织生活会-2027").exists()


@pytest.mark.parametrize("words", ["二〇二六年十二月三十一日", "年底", "12月31日", "６月"])
def test_a_date_that_is_not_moved_is_pointed_out(old: Workspace, words: str) -> None:
    old.put("组织生活会-2026/活动.yaml", OLD.replace("2026年12月31日   # 2026 年底", words))
    old.put("组织生活会-2026/活动.xlsx", workbook(f"栏目|项目|内容\n发文|印发日期|{words}", name="活动"))

    _, out, _ = old.run("init", ".", "--from", "组织生活会-2026")

    unsure = out.partition("没有动，请核对")[2]
    assert f"活动.yaml 第6行：结束: {words}" in unsure
    assert f"活动.xlsx 活动 C2：印发日期: {words}" in unsure


def test_dates_are_told_whole(old: Workspace) -> None:
    out, _ = begun(old)

    assert "结束：2026年12月31日（周四） → 2027年12月31日（周五）" in out
    assert "开始：2028-02-29（周二） → 2029-02-28（周三）" in out


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("2026年7月1日至2026年7月15日", "2027年7月1日至2027年7月15日", "2026年7月1日（周三）至2026年7月15日（周三）"),
        ("2026-07-01 — 2026-07-15", "2027-07-01 — 2027-07-15", "2026-07-01（周三） — 2026-07-15（周三）"),
        ("2026.12.28-2027.1.8", "2027.12.28-2028.1.8", "2026.12.28（周一）-2027.1.8（周五）"),
        ("2026年7月1日到15日", "2027年7月1日到15日", "2026年7月1日（周三）"),
    ],
)
def test_from_one_date_to_another_both_move(old: Workspace, was: str, now: str, told: str) -> None:
    old.put("组织生活会-2026/活动.yaml", OLD.replace("2026年12月31日   # 2026 年底", was))
    old.put("组织生活会-2026/活动.xlsx", workbook(f"栏目|项目|内容\n发文|印发日期|{was}", name="活动"))

    out, text = begun(old)

    assert f"结束: {now}\n" in text
    assert f"活动.yaml 第6行 结束：{told} → " in out
    assert f"活动.xlsx 活动 C2 印发日期：{told} → " in out
    assert was.partition("至")[0] not in text


def test_what_speeches_begin_with_comes_along_and_last_years_texts_are_emptied(old: Workspace) -> None:
    old.put(
        "教育-2026/活动.yaml",
        """\
活动:
  名称: 某某教育
  简称: 某教育
  开始: 2026-07-01
  结束: 2026-12-31
  讲话提纲: {村: 提纲/村.md, 其他: 提纲.docx, 机关: 没有的.md}
  实施方案: 方案.md
  阶段总结: {学习: "总结一.md", 整改: 总结二.md}   # 年底写
  简报: [{期号: 1, 日期: 2026-08-03, 标题: 动员, 正文: 简报1.md}]
单位: {名称: 中共吕寨镇委员会}
支部安排:
  一支部: {讲话稿: 一支部.md, 实施方案: '一支部方案.md', 阶段总结: {学习: 总结一.md}}
""",
    )
    for name in (
        "提纲/村.md",
        "提纲.docx",
        "方案.md",
        "总结一.md",
        "总结二.md",
        "简报1.md",
        "一支部.md",
        "一支部方案.md",
    ):
        old.put(f"教育-2026/{name}", "# 想清楚\n\n按2026年的要求做。\n")
    old.put("教育-2026/花名册.xlsx", ROSTER)

    code, said, _ = old.run("init", ".", "--from", "教育-2026")

    home = old.path / "inputs/教育-2027"
    facts = (home / "活动.yaml").read_text("utf-8-sig")
    assert code == 0
    assert "讲话提纲: {村: 提纲/村.md, 其他: 提纲.docx, 机关: 没有的.md}" in facts
    assert "实施方案: \n" in facts
    assert "阶段总结: {学习: , 整改: }   # 年底写" in facts
    assert "日期: 2027-08-03, 标题: 动员, 正文: }" in facts
    assert "一支部: {讲话稿: , 实施方案: , 阶段总结: {学习: }}" in facts
    assert {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()} == {
        *("活动.yaml", "提纲/村.md", "提纲.docx"),
    }
    assert "提纲/村.md 第3行：按2026年的要求做。" in said
    assert "活动.yaml 第9行：简报: [{期号: 1, 日期: 2027-08-03, 标题: 动员, 正文: }]" in said
    assert "阶段总结" not in said.split("没有动，请核对")[1].split("问题")[0]
    assert '活动.yaml 第8行 学习：原来是 "总结一.md"' in said
    shown = old.run("check", "--campaign", "教育-2027", "--json")[1]
    missing = [each for each in json.loads(shown)["problems"] if each["code"] == "text.missing"]
    assert ["没有的.md" in each["message"] for each in missing] == [True]


def test_a_campaign_of_a_kind_is_followed_whole(old: Workspace) -> None:
    """What `init --kind` has put there is there again: nothing is missing that was there."""
    old.run("init", ".", "--kind", "换届")
    facts = old.path / "inputs/换届/活动.yaml"
    text = facts.read_text("utf-8-sig")
    for key, value in {"名称": "换届选举", "简称": "换届", "开始": "2026-07-01", "结束": "2026-12-31"}.items():
        text = text.replace(f"  {key}:  ", f"  {key}: {value}  ", 1)
    facts.write_text(text, "utf-8")

    old.put("换届/名册.xlsx", ROSTER)

    assert old.run("init", ".", "--from", "换届")[::2] == (0, "")
    shown = json.loads(old.run("check", "--campaign", "换届-下一年", "--json")[1])

    assert [each["message"] for each in shown["problems"] if each["code"] == "text.missing"] == []
    assert len(list((old.path / "inputs/换届-下一年").glob("讲话提纲-*.md"))) == len(speech_outlines.BRANCH_KINDS)
