"""catalog.yaml changed by hand: what is not as it was meant is named, and nobody gets another paper for it."""

from __future__ import annotations

import pytest

from pipeline.plan import catalog
from pipeline.plan.catalog import CATALOG_FILE

FIRST = "- 文种: 表\n  模板: 甲.docx\n  范围: 党员\n  文件名: '03-表-{{ 党员.姓名 }}'\n"
SECOND = "- 文种: 表\n  模板: 乙.docx\n  范围: 党员\n  文件名: '03-表-{{ 党员.姓名 }}'\n"
OTHER = "- 文种: 计划\n  模板: 丙.docx\n  范围: 支部\n  文件名: 04-计划\n"


def read(text: str | bytes) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the templates of the entries that hold, and each fault with its line."""
    found = catalog.read_catalog(text.encode() if isinstance(text, str) else text)
    assert {problem.origin.file for problem in found.problems} <= {CATALOG_FILE}
    return [kind.template for kind in found.value], [(each.origin.line, each.message) for each in found.problems]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("条件: false", "“条件”要写成一句话"),
        ("条件: 0", "“条件”要写成一句话"),
        ("条件: []", "“条件”要写成一句话"),
        ("条件: [党员.性别]", "“条件”要写成一句话"),
        ("条件: {{ 党员.性别 }}", "“条件”要写成一句话"),
        ("待补写: true", "“待补写”要写成一句话"),
        ("阶段: 2", "“阶段”要写成一句话"),
        ('条件: 党员.性别 == "女" or "男"', "“男”单独放着总是成立"),
        ("条件: '\"女\"'", "“女”单独放着总是成立"),
        ('条件: not (党员.流动 and "是")', "“是”单独放着总是成立"),
        ('条件: 党员.性别 = "女"', "判断相等要写两个等号"),
        ('条件: 党员.性别 == "女" if 党员.民族', "写了 if 没有写 else"),
        ('条件: (党员.性别 == "女"', "没有写完"),
        ('条件: 党员.性别 ＝＝ "女"', "不该出现的字符“＝”"),
        ("条件: 党员.性别|没有", "没有叫“没有”的过滤器"),
        ("条件: 党员.性别 is 没有", "没有叫“没有”的判断"),
    ],
)
def test_a_condition_that_says_nothing_or_something_else_is_no_condition(line: str, said: str) -> None:
    templates, faults = read(f"{FIRST}  {line}\n{OTHER}")

    assert templates == ["丙.docx"]
    assert [number for number, _ in faults] == [1]
    assert said in faults[0][1]


def test_an_expression_may_use_the_filter_of_numerals() -> None:
    more = "  逐: 题 in 问题们 if 题.序号|汉字\n"

    assert read(OTHER.replace("04-计划", "'04-{{ 题.序号|汉字 }}'") + more) == (["丙.docx"], [])


def test_nobody_gets_a_later_entry_s_paper_because_an_earlier_one_is_faulty() -> None:
    templates, faults = read(f'{FIRST}  条件: 党员.性别 = "女"\n{SECOND}{OTHER}')

    assert templates == ["丙.docx"]
    assert len(faults) == 1


def test_whom_an_entry_takes_before_a_faulty_one_is_known() -> None:
    templates, _ = read(f'{FIRST}  条件: 党员.性别 == "女"\n{SECOND}  条件: true\n{OTHER}')

    assert templates == ["甲.docx", "丙.docx"]


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("03/表-{{ 党员.姓名 }}", "/"),
        ("..\\表", "\\"),
        ("表-{{ 党员.姓名 }}.docx", ".docx"),
        ("表-{党员.姓名}", "{"),
        ("表-｛｛ 党员.姓名 ｝｝", "｛"),
        ("“表”", "“"),
    ],
)
def test_a_file_name_that_would_be_printed_otherwise_is_named(name: str, sign: str) -> None:
    templates, faults = read(FIRST.replace("'03-表-{{ 党员.姓名 }}'", f"'{name}'") + OTHER)

    assert templates == ["丙.docx"]
    assert f"文件名里不能有“{sign}”" in faults[0][1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  条件: a\n  条件: b", (6, "「条件」写了两次，请只留一处")),
        ("  条件： a", (5, "冒号是全角的")),
        ("\t条件: a", (5, "行首用了 Tab")),
        ("\u3000\u3000条件: a", (5, "行首有全角空格")),
        ("  条件:a", (5, "冒号后面要空一格")),
        ("  条件:\ta", (5, "冒号后面是 Tab")),
        ('  条件: "流动" in 党员.分类', (5, "放在英文单引号里")),
        ("  回收: {交回: 每份", (5, "括号没有成对")),
        ("  回收: {截止: 2026-13-01}", (5, "没有 2026-13-01 这一天")),
        ("  条件: a\x01", (5, "看不见的控制字符")),
        ("-文种: 别的", (5, "英文的 - 和一个空格")),
        ("}}}}", (5, "写得不对")),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_write(line: str, said: tuple[int, str]) -> None:
    templates, faults = read(f"{FIRST}{line}\n{OTHER}")

    assert templates == []
    assert [number for number, _ in faults] == [said[0]]
    assert said[1] in faults[0][1]


def test_a_file_in_another_encoding_is_named_for_it() -> None:
    assert "不是 UTF-8" in read(FIRST.encode("gb18030"))[1][0][1]
