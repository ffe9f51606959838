"""Faults of what few papers have: several agencies, 签名章, a 版记 with all its lines, annexes; and of the head's order."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

from lxml import etree

from tests.review.planting import Fault, Paper, W, at, in_cell, part, setting, text_of, where, words

_DOCUMENT = "word/document.xml"
_BLANK = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pStyle w:val="Body"/></w:pPr></w:p>'
_LINE = "579"
Change = Callable[[etree._Element], None]
Plant = Callable[[Paper], bool]


def every() -> Iterator[Fault]:
    """Yield every fault of this page."""
    yield from _heads()
    yield from _joint()
    yield from _signed()
    yield from _annexes()
    yield from _tails()


def _heads() -> Iterator[Fault]:
    yield Fault("urgency above secrecy", ("gbt.head.order",), _swapped("HeadLine", "^秘密", "^加急"))
    yield Fault("a blank line above the copy number", ("gbt.copy-number.line",), _before("HeadLine", "^0", _BLANK))
    yield Fault("classified without a copy number", ("gbt.copy-number.missing",), where("HeadLine", "^0+1$", _emptied))
    yield Fault("a telegram's urgency", ("gbt.urgency.word",), where("HeadLine", "^加急", words("加急", "特提")))
    yield Fault("a request without signers", ("gbt.signer.missing",), _renamed("通知$", "请示"))
    yield Fault("a title without its kind", ("gbt.title.kind",), _renamed("的通知$", ""))
    near = setting("spacing", before=_LINE)
    yield Fault("a blank line under the addressee", ("gbt.body.gap",), _follows("Addressee", near))
    yield Fault("the note apart", ("gbt.note.gap",), at("Note", near))
    yield Fault(
        "a letter's first page numbered", ("gbt.page-number.first",), part("word/footer3.xml", "</w:p>", _NUMBER)
    )


_NUMBER = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r></w:p>'


def _joint() -> Iterator[Fault]:
    joint = ("gbt.mark.joint",)
    yield Fault("文件 at the top", joint, _joint_only(part(_DOCUMENT, '<w:vAlign w:val="center"/>', "", 0)))
    yield Fault("文件 beside one", joint, _joint_only(part(_DOCUMENT, '<w:vMerge w:val="[a-z]*"/>', "", 0)))
    yield Fault(
        "文件 behind the last", joint, _joint_only(in_cell("政府$", words("$", "文件")), _emptied_cell("^文件$"))
    )
    yield Fault("文件 in front", joint, _joint_only(_cells_turned))
    other = where("Number", "^吕委", words("委", "政"))
    yield Fault("the main agency second", ("gbt.mark.main",), _joint_only(other))
    both = where("Number", "^吕委", words("$", "　吕政〔2026〕8号"))
    yield Fault("two numbers", ("gbt.number.one",), _joint_only(both))
    second = where("Number", "^吕委", _doubled)
    yield Fault("a second number", ("gbt.number.one",), _joint_only(second))
    turned = where("Signature", "　", words(r"^　*(\S+)(　+)(\S+)$", r"　　　\3\2　\1"))
    yield Fault("signatures out of order", ("gbt.signature.order",), _joint_only(turned))
    alone = where("Signature", "　", words(r"^　*\S+　+(\S+)$", r"　　　　　　　　　　　　　　　　　\1"))
    yield Fault("one signature of two", ("gbt.signature.joint",), _joint_only(_untitled, alone))


def _signed() -> Iterator[Fault]:
    near = setting("spacing", before="0")
    edge = setting("ind", rightChars="0", right="0")
    for name, code, plant in (
        ("at the text", "gbt.stamp.gap", at("Signature", near)),
        ("at the edge", "gbt.stamp.place", at("Signature", edge)),
        ("beside 职务", "gbt.stamp.office", at("Signature", words("长　　", "长　　　　"))),
        ("on the date", "gbt.stamp.date-gap", at("SignatureDate", near)),
        ("over a date at the edge", "gbt.stamp.date", at("SignatureDate", edge)),
    ):
        yield Fault(f"stamp {name}", (code,), _stamped_only(plant))


def _annexes() -> Iterator[Fault]:
    two_in = setting("ind", leftChars="200", left="630", firstLineChars="0", firstLine="0")
    yield Fault("the second enclosure two in", ("gbt.enclosures.align",), where("Enclosures", "^2\\.", two_in))
    ahead = where("Enclosures", "^附件：1\\.", words("^附件：1\\.", "附件1："))
    run_on = where("Enclosures", "^附件：1\\.", words("$", "；2.会场座次"))
    yield Fault("enclosures in one line", ("gbt.enclosures.stop",), run_on)
    yield Fault("附件1：", ("gbt.enclosures.number",), ahead)
    yield Fault("a blank line above the label", ("gbt.annex.line",), _pushed_down)
    yield Fault("the annex behind the 版记", ("gbt.annex.tail",), _behind_the_tail)
    yield Fault("the annex's pages counted anew", ("gbt.page-number.continue",), _counted_anew)


def _tails() -> Iterator[Fault]:
    edge = setting("ind", leftChars="400", left="1120", rightChars="0", right="0", hangingChars="300", hanging="840")
    yield Fault("抄送 to the edge", ("gbt.copies.right",), in_cell("^抄送", edge))
    one_in = setting("ind", leftChars="100", left="280", rightChars="100", right="280", hangingChars="0", hanging="0")
    yield Fault("抄送 wraps under its label", ("gbt.copies.wrap",), in_cell("^抄送", one_in))
    tab = part(_DOCUMENT, '(<w:tab w:val="right" w:pos=")8564"', r'\g<1>8844"')
    yield Fault("印发 to the edge", ("gbt.printed.right",), _with_cell("印发$", tab))
    yield Fault("no word 印发", ("gbt.printed.word",), _under_copies(in_cell("印发$", words("印发$", ""))))
    yield Fault("抄送 under 印发", ("gbt.tail.order",), _rows_turned)
    yield Fault("主送 under 抄送", ("gbt.tail.addressee",), _swapped_in_cell("^主送", "^抄送"))
    ruled = setting("pBdr")
    yield Fault("a rule under 主送", ("gbt.tail.addressee",), in_cell("^主送", lambda p: _bordered(p, ruled)))
    yield Fault("rules narrow", ("gbt.tail.width",), _narrow)
    unruled = in_cell("^（共印", lambda p: _without(p, "pBdr"))
    yield Fault("份数 without a rule", ("gbt.tail.other",), unruled)


# --- how ----------------------------------------------------------------------------------------------------------


def _joint_only(*plants: Plant) -> Plant:
    """Plant, one after the other, in a joint issue."""
    return _only(lambda paper: _cell_of(paper, "^文件$") is not None, *plants)


def _stamped_only(*plants: Plant) -> Plant:
    return _only(lambda paper: any("长　　" in text_of(p) for p in paper.styled("Signature")), *plants)


def _only(fits: Plant, *plants: Plant) -> Plant:
    return lambda paper: fits(paper) and all(plant(paper) for plant in plants)


def _with_cell(pattern: str, plant: Plant) -> Plant:
    return _only(lambda paper: _cell_of(paper, pattern) is not None, plant)


def _under_copies(plant: Plant) -> Plant:
    return _with_cell("^抄送", plant)


def _cell_of(paper: Paper, pattern: str) -> etree._Element | None:
    cells = paper.document.iterfind(f".//{W}tc/{W}p")
    return next((p for p in cells if re.search(pattern, text_of(p))), None)


def _found(paper: Paper, style: str, pattern: str) -> etree._Element | None:
    return next((p for p in paper.styled(style) if re.search(pattern, text_of(p))), None)


def _emptied(p: etree._Element) -> None:
    words("^.*$", "")(p)


def _emptied_cell(pattern: str) -> Plant:
    return in_cell(pattern, _emptied)


def _swapped(style: str, first: str, second: str) -> Plant:
    def plant(paper: Paper) -> bool:
        one, two = _found(paper, style, first), _found(paper, style, second)
        if one is None or two is None or next(one.iter(f"{W}tab"), None) is not None:
            return False
        said = text_of(one), text_of(two)
        words("^.*$", said[1])(one)
        words("^.*$", said[0])(two)
        return True

    return plant


def _swapped_in_cell(first: str, second: str) -> Plant:
    def plant(paper: Paper) -> bool:
        one, two = _cell_of(paper, first), _cell_of(paper, second)
        if one is None or two is None:
            return False
        two.addnext(one)
        return True

    return plant


def _before(style: str, pattern: str, block: str) -> Plant:
    def plant(paper: Paper) -> bool:
        found = _found(paper, style, pattern)
        if found is None or next(found.iter(f"{W}tab"), None) is not None:
            return False
        found.addprevious(etree.fromstring(block))
        return True

    return plant


def _follows(style: str, change: Change) -> Plant:
    """Change what stands under a paragraph of a style, in a paper that goes out."""

    def plant(paper: Paper) -> bool:
        found = paper.styled(style)
        after = found[0].getnext() if found and paper.styled("Number") else None
        if after is None:
            return False
        change(after)
        return True

    return plant


def _renamed(pattern: str, by: str) -> Plant:
    """Change the end of the title of a paper with a mark."""
    return _only(lambda paper: bool(paper.styled("Mark")), where("DocTitle", pattern, words(pattern, by)))


def _doubled(p: etree._Element) -> None:
    p.addnext(copy.deepcopy(p))


def _cells_turned(paper: Paper) -> bool:
    """Put 文件 to the left of the agencies."""
    for row in paper.document.iterfind(f".//{W}tr"):
        cells = row.findall(f"{W}tc")
        if len(cells) == 2 and "文件" not in text_of(cells[0]):
            row.remove(cells[0])
            row.append(cells[0])
    return True


def _untitled(paper: Paper) -> bool:
    """Take the agencies out of the title, so that nothing else says who signs."""
    return where("DocTitle", "关于", words("^.*关于", "关于"))(paper)


def _pushed_down(paper: Paper) -> bool:
    found = paper.styled("EnclosureMark")
    if not found:
        return False
    setting("pageBreakBefore", val="0")(found[0])
    blank = etree.fromstring(_BLANK)
    setting("pageBreakBefore")(blank)
    found[0].addprevious(blank)
    return True


def _behind_the_tail(paper: Paper) -> bool:
    found, tail = paper.styled("EnclosureMark"), _cell_of(paper, "印发$")
    table = next(tail.iterancestors(f"{W}tbl")) if tail is not None else None
    if not found or table is None or table.find(f"{W}tblPr/{W}tblpPr") is not None:
        return False
    found[0].addprevious(table)
    return True


def _counted_anew(paper: Paper) -> bool:
    found, last = paper.styled("EnclosureMark"), paper.document.find(f"{W}body/{W}sectPr")
    before = found[0].getprevious() if found else None
    properties = before.find(f"{W}pPr") if before is not None else None
    if last is None or properties is None:
        return False
    properties.append(copy.deepcopy(last))
    grid = last.find(f"{W}docGrid")
    start = etree.Element(f"{W}pgNumType")
    start.set(f"{W}start", "1")
    last.insert(last.index(grid) if grid is not None else len(last), start)
    return True


def _rows_turned(paper: Paper) -> bool:
    copies, printed = _cell_of(paper, "^抄送"), _cell_of(paper, "印发$")
    if copies is None or printed is None:
        return False
    next(printed.iterancestors(f"{W}tr")).addnext(next(copies.iterancestors(f"{W}tr")))
    return True


def _narrow(paper: Paper) -> bool:
    printed = _cell_of(paper, "印发$")
    width = next(printed.iterancestors(f"{W}tbl")).find(f"{W}tblPr/{W}tblW") if printed is not None else None
    if width is not None:
        width.set(f"{W}w", "7000")
    return width is not None


def _bordered(p: etree._Element, empty: Change) -> None:
    empty(p)
    border = p.find(f"{W}pPr/{W}pBdr")
    assert border is not None
    bottom = etree.SubElement(border, f"{W}bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(W + key, value)


def _without(p: etree._Element, name: str) -> None:
    for each in list(p.iter(W + name)):
        parent = each.getparent()
        assert parent is not None
        parent.remove(each)
