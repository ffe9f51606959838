"""How to go through a Word file's body as a reader sees it: what is gone is passed over, wrappers are looked through.

Tracked insertions count as text, deletions do not; of alternatives (mc:AlternateContent) the first is taken, as Word
does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.review.cascade import W, value
from pipeline.review.docx_package import UnreadablePackage

P, TBL, PPR = (f"{W}{name}" for name in ("p", "tbl", "pPr"))
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RUN, _T = f"{W}r", f"{W}t"
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "rubyPr"))
_WORDS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_FIELD, _INSTRUCTION, _SIMPLE = (f"{W}{name}" for name in ("fldChar", "instrText", "fldSimple"))
_BOX = f"{W}txbxContent"
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_DEEPEST = 200  # nested elements: a stranger's file may be built to go on


@dataclass(slots=True)
class Seen:
    """What was met between the runs of a paragraph."""

    boxes: list[etree._Element] = field(default_factory=list)
    drawn: bool = False
    page_break: bool = False


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements; of alternatives the first, never comments or deleted things."""
    for child in element.iterchildren("*"):
        if child.tag in _GONE:
            continue
        if child.tag == f"{_MC}AlternateContent":
            chosen = child.find(f"{_MC}Choice")
            chosen = chosen if chosen is not None else child.find(f"{_MC}Fallback")
            if chosen is not None:
                yield from children(chosen)
        else:
            yield child


def blocks(container: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, looking through content controls. Raises UnreadablePackage."""
    if depth > _DEEPEST:
        raise UnreadablePackage("文件的结构嵌套太深，不敢打开")
    for child in children(container):
        if child.tag in {P, TBL}:
            yield child
        elif child.tag not in {_RUN, f"{W}sectPr", f"{W}tcPr", f"{W}sdtPr", f"{W}tblPr"}:
            yield from blocks(child, depth + 1)


def inner(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, looking through content controls, not into other tables."""
    for child in children(element):
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from inner(child, tag)


def runs(element: etree._Element, seen: Seen, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the runs of a paragraph, looking through links, fields and content controls. Raises UnreadablePackage."""
    if depth > _DEEPEST:
        raise UnreadablePackage("文件的结构嵌套太深，不敢打开")
    for child in children(element):
        if child.tag == _RUN:
            yield child
        elif child.tag not in {PPR, f"{W}sdtPr"}:
            yield from runs(child, seen, depth + 1)


def text(run: etree._Element, seen: Seen) -> str:
    """Return a run's text; note page breaks, drawings and text boxes on the way."""
    pieces = []
    for child in children(run):
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag in _WORDS:
            pieces.append(_WORDS[child.tag])
        elif child.tag == f"{W}br":
            if value(child, "type") == "page":
                seen.page_break = True
            elif value(child, "type") != "column":
                pieces.append("\n")
        elif child.tag == f"{W}sym":
            pieces.append("\N{REPLACEMENT CHARACTER}")
        elif child.tag == f"{W}ruby":
            pieces += [each.text or "" for each in child.iterfind(f"{W}rubyBase//{_T}")]
        elif child.tag in _DRAWN:
            seen.drawn = True
            seen.boxes += [box for box in child.iter(_BOX) if not inside_box(box)]
    return "".join(pieces)


def instructions(root: etree._Element) -> Iterator[str]:
    """Yield what each field of a part does (PAGE, MERGEFIELD 姓名 …), put together where it is in several runs."""
    said: list[str] = []
    for element in root.iter(_FIELD, _INSTRUCTION, _SIMPLE):
        if element.tag == _SIMPLE:
            yield value(element, "instr")
        elif element.tag == _INSTRUCTION:
            said.append(element.text or "")
        elif said:
            yield "".join(said)
            said = []
    if said:
        yield "".join(said)


def inside_box(element: etree._Element) -> bool:
    """Whether an element lies in a text box."""
    return any(parent.tag == _BOX for parent in element.iterancestors())
