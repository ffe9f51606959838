"""The difference between what was sent and what came back, for tables that were cut, sorted, retyped."""

from __future__ import annotations

import pytest

from pipeline.collect.comparing import Comparison, compare
from pipeline.collect.returned_word import ReturnedBlock, ReturnedCell, WordContent
from pipeline.model.return_terms import Differs

LEDGER = """\
序号|具体问题|整改措施|责任人|进展情况|备注
1|党课上得少，内容单一|每季度上一次党课|张三|正在整改|
2|村务公开栏半年没有更新|按月更新公开栏|李四||
3|党费收缴不及时|每月十日前交清|王五||
"""
FORM = """\
姓名|张三|性别|男
学习收获|
存在问题|
本人签字：
"""


def content(text: str, *paragraphs: str) -> WordContent:
    table = tuple(
        tuple(ReturnedCell(cell, f"表1第{at}行第{k}格") for k, cell in enumerate(line.split("|"), 1))
        for at, line in enumerate(text.splitlines(), 1)
    )
    beside = (ReturnedBlock("段", ((ReturnedCell(each, "段"),),), is_table=False) for each in paragraphs)
    return WordContent((*beside, ReturnedBlock("表1", table, is_table=True)))


def against(sent: str, returned: str, *names: str) -> Comparison:
    return compare(content(sent), content(returned), names)


def said(found: Comparison) -> dict[str, str]:
    return {"/".join(filter(None, field.key)): field.value for field in found.fields}


def whats(found: Comparison) -> list[Differs]:
    return [each.what for each in found.differences]


def test_a_sorted_ledger_gives_each_value_to_its_own_row() -> None:
    head, *rows = LEDGER.splitlines()
    filled = [row + f"备注{at}" for at, row in enumerate(rows, 1)]

    found = against(LEDGER, "\n".join([head, *reversed(filled)]))

    assert said(found) == {"1/备注": "备注1", "2/备注": "备注2", "3/备注": "备注3"}
    assert whats(found) == []
    assert found.fields[0].place == "表1第4行第6格"


def test_a_deleted_column_is_told_once_and_shifts_nothing() -> None:
    lines = [line.split("|") for line in LEDGER.splitlines()]
    without = "\n".join("|".join(line[:2] + line[3:]) for line in lines).replace("李四||", "李四|已落实|")

    found = against(LEDGER, without)

    assert said(found) == {"2/进展情况": "已落实"}
    assert [(each.what, each.was) for each in found.differences] == [(Differs.LOST, "整改措施")]


def test_numbering_anew_is_no_difference() -> None:
    head, first, second, third = LEDGER.splitlines()

    found = against(
        LEDGER, "\n".join([head, third.replace("3|", "1|"), first.replace("1|", "2|"), second.replace("2|", "3|")])
    )

    assert (said(found), whats(found)) == ({}, [])


def test_a_lost_and_an_added_row_are_told() -> None:
    lines = LEDGER.splitlines()
    new = "4|活动室长期上锁|专人保管钥匙|赵六|已完成|新增"

    found = against(LEDGER, "\n".join([*lines[:2], lines[3], new]))

    assert sorted(whats(found)) == sorted([Differs.LOST, Differs.ADDED])
    assert said(found) == {}


def test_a_printed_progress_that_was_overtyped_is_told_with_both() -> None:
    found = against(LEDGER, LEDGER.replace("正在整改", "已经完成"))

    assert [(e.what, e.row, e.name, e.was, e.now) for e in found.differences] == [
        (Differs.CHANGED, "1", "进展情况", "正在整改", "已经完成")
    ]


def test_another_ledger_is_not_read() -> None:
    other = (
        LEDGER.splitlines()[0]
        + "\n1|环境卫生差，垃圾清运不及时|每天清运|孙七|未整改|有\n2|图书室不开放|周末开放|周八|无|有"
    )

    found = against(LEDGER, other)

    assert (found.readable, found.fields) == (False, [])


def test_a_retyped_label_keeps_its_space() -> None:
    found = against(FORM, FORM.replace("学习收获|", "学习体会和收获|有收获"))

    assert said(found) == {"学习收获": "有收获"}
    assert Differs.CHANGED in whats(found) or Differs.MISPLACED in whats(found)


def test_a_split_cell_is_read_whole() -> None:
    found = against(FORM, FORM.replace("学习收获|", "学习收获|甲|乙"))

    assert said(found) == {"学习收获": "甲\n乙"}


def test_a_signature_line_is_filled_where_it_stands() -> None:
    found = against(FORM, FORM.replace("本人签字：", "本人签字：  张三   2026年9月1日"), "张三")

    assert [field.value for field in found.fields] == ["张三   2026年9月1日"]


@pytest.mark.parametrize("name", ["李四", "张三丰", "老张三", "张", "张 三 丰", ""])
def test_another_name_where_one_was_printed_is_told_as_such(name: str) -> None:
    found = against(FORM, FORM.replace("姓名|张三", f"姓名|{name}"), "张三")

    assert {Differs.IDENTITY, Differs.LOST} & set(whats(found))


@pytest.mark.parametrize("name", ["张　三", " 张三 ", "张\n三"])
def test_the_same_name_in_other_blanks_is_the_same(name: str) -> None:
    table = content(FORM).tables[0]
    changed = ((table[0][0], ReturnedCell(name, "格"), *table[0][2:]), *table[1:])

    found = compare(content(FORM), WordContent((ReturnedBlock("表1", changed, is_table=True),)), ("张三",))

    assert (said(found), whats(found)) == ({}, [])


def test_a_line_beside_the_table_is_filled() -> None:
    sent, returned = content(FORM, "填表日期：____年__月__日"), content(FORM, "填表日期：2026年9月1日")

    found = compare(sent, returned)

    assert [field.name for field in found.fields] == ["填表日期：年月日"]
    assert "2026" in found.fields[0].value


def test_the_rows_of_a_list_are_known_by_the_columns_that_the_catalog_names() -> None:
    filled = LEDGER.replace("李四||", "李四||甲").replace("王五||", "王五||乙")

    found = compare(content(LEDGER), content(filled), row_key=("具体问题",))

    assert said(found) == {"村务公开栏半年没有更新/备注": "甲", "党费收缴不及时/备注": "乙"}


def test_rows_that_their_columns_do_not_tell_apart_are_numbered() -> None:
    twice = LEDGER.replace("党费收缴不及时", "村务公开栏半年没有更新")
    filled = twice.replace("李四||", "李四||甲").replace("王五||", "王五||乙")

    found = compare(content(twice), content(filled), row_key=("具体问题",))

    assert said(found) == {"村务公开栏半年没有更新第2行/备注": "甲", "村务公开栏半年没有更新第3行/备注": "乙"}


def test_the_blank_rows_of_a_list_are_filled_in_their_order_and_the_rest_is_told() -> None:
    head = "序号|姓名|住址|帮扶措施"
    returned = f"{head}\n1|钱某|东街|送煤\n2|孙某|西街|\n3|李某||"

    found = against(f"{head}\n|||\n|||", returned)

    assert said(found) == {
        "第1行/序号": "1", "第1行/姓名": "钱某", "第1行/住址": "东街", "第1行/帮扶措施": "送煤",
        "第2行/序号": "2", "第2行/姓名": "孙某", "第2行/住址": "西街",
    }  # fmt: skip
    assert [each.now for each in found.differences] == ["3 李某"]


def test_a_row_that_sums_up_keeps_its_columns() -> None:
    head = "序号|姓名|7月24日|8月7日|备注"
    rows = [f"{at}|某{at}|||" for at in range(1, 5)]
    total = "应到人数|||"  # over two columns

    found = against("\n".join([head, *rows, total]), "\n".join([head, *rows[:3], "4|某4|√||", "应到人数|20|19|"]))

    assert said(found) == {"4/7月24日": "√", "应到人数/7月24日": "20", "应到人数/8月7日": "19"}


def test_a_tick_beside_a_printed_box_shows_whose_it_is() -> None:
    form = "评定等次|□优秀　　□合格"

    assert said(against(form, form.replace("合格", "合格√"))) == {"评定等次": "□优秀　　□合格√"}


def test_a_blank_row_that_was_left_out_shifts_nothing() -> None:
    head, blank = "序号|姓名|住址|帮扶措施", "|||"

    found = against(f"{head}\n{blank}\n{blank}\n{blank}", f"{head}\n|钱某||\n{blank}\n|孙某||")

    assert said(found) == {"第1行/姓名": "钱某", "第3行/姓名": "孙某"}
