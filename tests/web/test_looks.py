"""How values look."""

from __future__ import annotations

import pytest

from pipeline.web.looks import apart

ROWS = [f"序号：{number}，姓名：张{number}，人员类别：正式党员" for number in range(30)]
LONG = "；".join(ROWS)


@pytest.mark.parametrize(("old", "new"), [("", "镇文化站"), ("三楼", "镇文化站"), ("三楼", ""), ("", "")])
def test_short_values_are_shown_whole(old, new):
    assert apart(old, new) == ("", old, new, "")


def test_of_a_long_list_only_what_is_other_is_shown():
    assert apart(LONG, LONG.replace("张7，", "李四，")) == (
        "…：正式党员；序号：7，姓名：",
        "张7",
        "李四",
        "，人员类别：正式党员；序号：…",
    )
    before, was, now, behind = apart(LONG, LONG + "；序号：30，姓名：王小满")
    assert (was, now, behind) == ("", "；序号：30，姓名：王小满", "")
    assert apart(LONG + "；序号：30，姓名：王小满", LONG)[1:] == ("；序号：30，姓名：王小满", "", "")
    assert before == "…" + LONG[-14:]


@pytest.mark.parametrize(("old", "new"), [(LONG, ""), ("", LONG), (LONG, LONG.replace("正式", "预备")), (LONG, "空")])
def test_nobody_has_to_read_a_wall_of_it(old, new):
    shown = apart(old, new)

    assert sum(map(len, shown)) < 340
    assert any(f"共 {len(each)} 字" in part for part in shown for each in (old, new)) or new.count("预备")


def test_a_letter_more_within_the_same_letters_is_found_once():
    assert apart("一" * 200, "一" * 201)[1:3] == ("", "一")
    assert apart("一" * 201, "一" * 200)[1:3] == ("一", "")
