"""版记 of other people's papers: set by indents or by cells' margins, in tables or in lines, long or short."""

from __future__ import annotations

import pytest

from pipeline.review.elements import Document
from pipeline.review.gbt9704 import tail
from pipeline.review.measure import layout_of
from pipeline.review.roles import Role
from tests.review.wordfile import p, wordfile

SIZE = '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋"/><w:sz w:val="28"/>'
TEXT = p("请按时参加会议。", "", '<w:sz w:val="32"/>')
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:left="1588" w:right="1474" w:bottom="1984"/></w:sectPr>'
ONE_IN, END = '<w:ind w:left="280" w:right="280"/>', '<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs>'
HANGING = '<w:ind w:left="1120" w:right="280" w:hanging="840"/>'
SHORT, LONG = (
    "抄送：县委组织部。",
    "抄送：县委组织部，县委宣传部，县委统一战线工作部，县直机关工作委员会，县人民武装部。",
)
THICK, THIN = '<w:{} w:val="single" w:sz="8"/>', '<w:{} w:val="single" w:sz="6"/>'
RULES = THICK.format("top") + THICK.format("bottom") + THIN.format("insideH")


def line(words: str, properties: str = ONE_IN) -> str:
    """Return a line of the 版记; | is a tab."""
    return p(words, properties, SIZE).replace("|", f"</w:t></w:r><w:r><w:rPr>{SIZE}</w:rPr><w:tab/><w:t>")


def printed(stop: int = 8564, indent: str = ONE_IN) -> str:
    return line("镇党委办公室|2026年7月2日印发", END.format(stop) + indent)


def table(*rows: str, margin: int = 0, width: int = 8844) -> str:
    """Return a table of one column; `margin` of its cells at both sides."""
    sides = f'<w:tblCellMar><w:left w:w="{margin}"/><w:right w:w="{margin}"/></w:tblCellMar>'
    properties = f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{RULES}</w:tblBorders>{sides}'
    written = "".join(f"<w:tr><w:tc>{row}</w:tc></w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{written}</w:tbl>'


def ruled(*sides: str) -> str:
    return f"<w:pBdr>{''.join(sides)}</w:pBdr>"


def _empty(side: str, border: str) -> str:
    return p("", ruled(border.format(side)))


def document(*blocks: str) -> Document:
    return Document(layout_of(wordfile("".join(blocks) + SECTION)))


def codes(*blocks: str) -> list[str]:
    return [finding.code for rule in tail.RULES for finding in rule(document(TEXT, *blocks))]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(table(line(LONG, HANGING), printed()), id="by indents"),
        pytest.param(table(line(SHORT, '<w:ind w:left="280"/>'), printed()), id="a short line, nothing at its right"),
        pytest.param(table(line(SHORT, ""), printed(8564, ""), margin=280), id="by cells' margins"),
        pytest.param(table(line(LONG, HANGING), margin=108), id="in a letter, without 印发"),
        pytest.param(p("", ruled(THICK.format("bottom"))) + printed(8844 - 280, ruled(THICK.format("bottom")) + '<w:ind w:firstLine="280"/>'), id="in lines"),
        pytest.param(table(line("主送：各党支部。") + line(SHORT), printed()), id="主送 in one cell with 抄送"),
        pytest.param(_empty("top", THICK) + line(SHORT) + _empty("top", THIN) + printed() + _empty("top", THICK), id="rules of empty lines"),
    ],
)  # fmt: skip
def test_what_stands_as_it_must_is_left_alone(blocks: str) -> None:
    assert codes(blocks) == []


@pytest.mark.parametrize(
    ("code", "blocks"),
    [
        ("gbt.copies.right", table(line(LONG, HANGING.replace('w:right="280"', 'w:right="0"')), printed())),
        ("gbt.copies.wrap", table(line(LONG), printed())),
        ("gbt.copies.indent", table(line(SHORT, ""), printed())),
        ("gbt.printed.right", table(printed(8844))),
        ("gbt.printed.word", table(line(SHORT), line("镇党委办公室|2026年7月2日", END.format(8564) + ONE_IN))),
        ("gbt.tail.order", table(printed(), line(SHORT))),
        ("gbt.tail.addressee", table(line("主送：各党支部。"), line(SHORT), printed())),
        ("gbt.tail.addressee", table(line(SHORT) + line("主送：各党支部。"), printed())),
        ("gbt.tail.width", table(printed(), width=8000)),
        ("gbt.tail.rules", line(SHORT) + printed()),
        ("gbt.tail.other", table(printed() + line("（共印20份）"))),
    ],
)
def test_what_does_not_is_told(code: str, blocks: str) -> None:
    assert codes(blocks) == [code]


def test_a_labelled_addressee_under_the_title_is_the_addressee() -> None:
    title = p("关于开会的通知", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
    found = document(title, p("主送：各党支部"), TEXT)

    assert [e.role for e in found.elements] == [Role.TITLE, Role.ADDRESSEE, Role.BODY]
