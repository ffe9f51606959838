"""联合行文: what clauses 7.2.4, 7.2.5 and 7.3.5 ask of a paper that several agencies issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, Clause
from pipeline.review.layout import Table, TableRow
from pipeline.review.roles import AGENCY, NUMBERS, Element, Role, agencies_in

_WORD = "文件"
_SEVERAL = 2
_NEAR = 0.3  # lines
_KINDS = (("委", re.compile("委")), ("政", re.compile("政府")))  # what a 代字 tells of its agency


def mark(document: Document) -> Iterator[Finding]:
    """7.2.4: 文件 stands to the right of the agencies, in the middle of their height."""
    marks = document.of(Role.MARK)
    agencies = _agencies(document)
    if len(agencies) < _SEVERAL or any(element.paragraph.look.framed for element in marks):
        return
    table = document.spot(marks[0].paragraph).table
    found = _in_table(table) if table else _in_text(marks)
    if found:
        expected = "“文件”在各发文机关名称右侧、上下居中"
        yield Clause("7.2.4").at("gbt.mark.joint", marks[0], expected, found)


def _in_text(marks: Sequence[Element]) -> str:
    """Return what is wrong with 文件 where the agencies stand in lines; "" for nothing, or where there are boxes."""
    lines = [_plain(line) for element in marks for line in element.paragraph.text.split("\n") if line.strip()]
    if any(element.paragraph.place for element in marks):
        return ""
    return "在名称下面" if _WORD in lines else _at_end(lines)


def _at_end(lines: Sequence[str]) -> str:
    """Return what is wrong where 文件 follows a name directly: only the middle one of an odd number may have it."""
    ending = [at for at, line in enumerate(lines) if line.endswith(_WORD)]
    return "" if not ending or ending == [(len(lines) - 1) / 2] else f"在第{ending[0] + 1}个名称后面"


def _in_table(table: Table) -> str:
    """Return the same where they stand in cells."""
    named = [at for at, row in enumerate(table.rows) for text in _texts(row) for _ in _lines(text)]
    for at, row in enumerate(table.rows):
        texts = _texts(row)
        if _WORD in texts:
            return _beside(table, at, texts.index(_WORD), named)
    return _at_end([line for row in table.rows for text in _texts(row) for line in _lines(text)])


def _beside(table: Table, row: int, column: int, named: Sequence[int]) -> str:
    """Return what is wrong with the cell of 文件; `named`: the row of each agency."""
    left = any(_lines(text) for each in table.rows for text in _texts(each)[:column])
    if not left or any(_lines(text) for text in _texts(table.rows[row])[column + 1 :]):
        return "不在名称右侧"
    middle, spanned = _spanned(table, row, column)
    centre = [line for line, each in enumerate(named) if each in spanned]
    if len(centre) == len(named):
        return "" if middle else "没有上下居中"
    place = sum(centre) / len(centre) if centre else -1
    return "" if abs(place - (len(named) - 1) / 2) <= _NEAR else "没有对着各名称的正中"


def _texts(row: TableRow) -> list[str]:
    return ["\n".join(_plain(p.text) for p in cell if p.shown) for cell in row.cells]


def _lines(text: str) -> list[str]:
    """Return the lines of a cell that name agencies."""
    return [line for line in text.split("\n") if line and line != _WORD and AGENCY.search(line.removesuffix(_WORD))]


def _spanned(table: Table, row: int, column: int) -> tuple[bool, range]:
    """Return whether a cell's text stands in the middle of its height, and the rows over which it reaches."""
    end = row + 1
    while end < len(table.rows) and table.rows[end].merged[column : column + 1] == ("continue",):
        end += 1
    return table.rows[row].middle[column], range(row, end)


def main_agency(document: Document) -> Iterator[Finding]:
    """7.2.4: the main agency comes first: that is the one whose number the paper has."""
    agencies, number = _agencies(document), document.first(Role.NUMBER)
    if len(agencies) < _SEVERAL or number is None:
        return
    code = number.text.partition("〔")[0]
    for sign, kind in _KINDS:
        own = [name for name in agencies if kind.search(name)]
        if sign in code and len(own) == 1 and own[0] != agencies[0]:
            yield Clause("7.2.4", CUSTOM).at("gbt.mark.main", number, "主办机关名称排在最前", f"最前的是{agencies[0]}")
            return


def one_number(document: Document) -> Iterator[Finding]:
    """7.2.5: a paper has one number, a joint issue that of its main agency."""
    rule, expected = Clause("7.2.5"), "只标主办机关的发文字号"
    for before, after in pairwise(document.elements):
        if (before.role, after.role) == (Role.NUMBER, Role.NUMBER):
            yield rule.at("gbt.number.one", after, expected, after.text)
    for element in document.of(Role.NUMBER):
        if len(NUMBERS.findall(element.text)) > 1:
            yield rule.at("gbt.number.one", element, expected, element.text)


def signatures(document: Document) -> Iterator[Finding]:
    """7.3.5: every agency signs, in the order in which the mark names them."""
    agencies = _agencies(document)
    signed = [(_plain(name), e) for e in document.of(Role.SIGNATURE) for name in agencies_in(e.text)]
    rule = Clause("7.3.5")
    if len(agencies) < _SEVERAL or not signed:
        return
    order = [(agencies.index(same), element) for name, element in signed if (same := _same(name, agencies))]
    for (before, _), (after, element) in pairwise(order):
        if after < before:
            yield rule.at("gbt.signature.order", element, "按发文机关标志的顺序署名", f"“{agencies[after]}”排在后面")
    own = {id(element.paragraph) for element in document.of(Role.MARK)}
    said = "".join(_plain(p.text) for p in document.layout.everything if id(p) not in own)
    missing = [name for at, name in enumerate(agencies) if name not in said and at not in {place for place, _ in order}]
    if missing and order and len(signed) < len(agencies):
        yield rule.at("gbt.signature.joint", signed[-1][1], "联合行文的各机关都署名", f"没有{'、'.join(missing)}")


def _agencies(document: Document) -> list[str]:
    """Return the agencies that the mark names; none where its lines are no names, as those of one that was broken."""
    texts = [_plain(line) for e in document.of(Role.MARK) for line in e.paragraph.text.split("\n")]
    names = [name for text in texts if (name := text.removesuffix(_WORD))]
    return names if all(AGENCY.search(name) for name in names) else []


def _same(name: str, among: Sequence[str]) -> str:
    """Return the agency that is meant: names may be short."""
    return next((each for each in among if each.endswith(name) or name.endswith(each)), "")


def _plain(text: str) -> str:
    return "".join(text.split())


RULES = (mark, main_agency, one_number, signatures)
