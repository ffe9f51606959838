"""A template's paragraphs as a clerk sees them, and the tags written in them, whole or damaged.

Tags are taken apart here before docxtpl joins them: once it has, nobody can say any more which paragraph a fault is in.
What was typed with a Chinese input method is read as what it was meant to be, so that one fault does not hide others.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from lxml import etree

from pipeline.model.frozen import frozen
from pipeline.render.dialect import strict_parser

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAGGED_PARTS = re.compile(r"(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|docProps/core)\.xml")
BODY = "word/document.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_QUOTED = 24  # characters of a paragraph that its address shows
_DELIMITER = re.compile(r"[{｛][{｛%％#＃]|[%％}｝#＃][}｝]")
_WIDE = str.maketrans("｛｝％＃", "{}%#")
_TAG = re.compile(r"\{\{(?:(?!\{[{%]).)*?\}\}|\{%(?:(?!\{[{%]).)*?%\}|\{#.*?#\}")  # none begins inside another
_LOOSE = re.compile(r"[{｛]\s+[{｛]|[}｝]\s+[}｝]")
_SINGLE = re.compile(r"(?<![{｛])[{｛]\s*(\w+)[\w.]*\s*[}｝](?![}｝])")
_OPEN, _SHUT = re.compile(r"\{[{%]"), re.compile(r"[%}]\}")
_INSIDE = re.compile(r"(?P<level>tr|tc|p|r)(?=\s)\s*")
_BRACES = re.compile("[{｛}｝]")
_TRIMS = "-+ \t\n\u3000"


@frozen(eq=False)
class TaggedParagraph:
    """A paragraph that holds text: where it is, what it says, the element that it is the `index`-th of in its part."""

    part: str
    index: int
    address: str
    text: str
    element: etree._Element
    nodes: tuple[etree._Element, ...]  # the w:t of each character of `text`

    def container(self, level: str = "") -> etree._Element | None:
        """Return what holds the paragraph, its row (tr) or its cell (tc): the place where a tag of a level works."""
        inner = self.element if level in {"", "p", "r"} else self.within(level)
        return inner.getparent() if inner is not None else None

    def within(self, name: str) -> etree._Element | None:
        """Return the nearest table row (tr) or cell (tc) around the paragraph."""
        return next(self.element.iterancestors(W + name), None)


@frozen(eq=False)
class Tag:
    """One tag: `written` as in the paragraph, `inside` without delimiters, level and blanks; `whole`: it ends there."""

    spot: TaggedParagraph
    written: str
    kind: str  # {{ or {%
    level: str  # "", p, tr, tc, r
    inside: str
    start: int
    whole: bool = True

    @property
    def word(self) -> str:
        """The first word of a {% tag: if, for, endif …; "" for {{."""
        found = re.match(r"\w+", self.inside) if self.kind == "{%" else None
        return found[0] if found else ""

    @property
    def path(self) -> tuple[str, ...]:
        """The elements around its first letter, by name, from within."""
        return _names(self.spot.nodes[self.start])

    @property
    def split(self) -> bool:
        """Whether its beginning and its end lie in different things: half in a link, half outside."""
        return self.path != _names(self.spot.nodes[self.start + len(self.written) - 1])


def _names(element: etree._Element) -> tuple[str, ...]:
    return tuple(str(around.tag) for around in element.iterancestors())


def spots(parts: Mapping[str, bytes]) -> Iterator[TaggedParagraph]:
    """Yield every paragraph that holds braces, part by part, the body first."""
    return (spot for spot in paragraphs(parts) if _BRACES.search(spot.text))


def without_tags(text: str) -> str:
    """Return a paragraph's text with a mark where each of its tags stands."""
    return _TAG.sub("\ufffc", _narrow(text))


def paragraphs(parts: Mapping[str, bytes]) -> Iterator[TaggedParagraph]:
    """Yield every paragraph that holds text, part by part, the body first."""
    for name in sorted(parts, key=lambda name: (name != BODY, name)):
        if TAGGED_PARTS.fullmatch(name):
            yield from _spots(name, etree.fromstring(parts[name], strict_parser()))


def _spots(part: str, root: etree._Element) -> Iterator[TaggedParagraph]:
    said = next((word for stem, word in _PARTS.items() if part.startswith(f"word/{stem}")), "")
    count = 0
    if not part.startswith("word/"):
        for element in root.iterchildren("*"):
            yield from _spot(part, 0, "文件属性", element, [element])
        return
    tables = [each for each in root.iter(f"{W}tbl") if _nearest(each, f"{W}tbl") is None]
    for index, element in enumerate(root.iter(f"{W}p")):
        cell, boxed = _nearest(element, f"{W}tc"), _nearest(element, f"{W}txbxContent")
        if cell is None and boxed is None:
            count += 1
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        place = "文本框" if boxed is not None else f"第{count}段" if cell is None else _cell(cell, tables)
        yield from _spot(part, index, said + place, element, [t for t in element.iter(f"{W}t") if _own(t, element)])


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _own(text: etree._Element, paragraph: etree._Element) -> bool:
    return _nearest(text, f"{W}p") is paragraph


def _cell(cell: etree._Element, tables: list[etree._Element]) -> str:
    """Return 表1第2行第3格, as the reviewer counts them."""
    row, table = _nearest(cell, f"{W}tr"), _nearest(cell, f"{W}tbl")
    if row is None or table is None:
        return "表格"
    number = next(at for at, each in enumerate(tables, 1) if each is table or each in table.iterancestors())
    rows = [each for each in table.iter(f"{W}tr") if _nearest(each, f"{W}tbl") is table]
    cells = [each for each in row.iter(f"{W}tc") if _nearest(each, f"{W}tr") is row]
    return f"表{number}第{rows.index(row) + 1}行第{cells.index(cell) + 1}格"


def _spot(
    part: str, index: int, place: str, element: etree._Element, texts: list[etree._Element]
) -> Iterator[TaggedParagraph]:
    text = "".join(each.text or "" for each in texts)
    if text:
        words = " ".join(text.split())
        address = f"{place}“{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}”"
        nodes = tuple(each for each in texts for _ in each.text or "")
        yield TaggedParagraph(part, index, address, text, element, nodes)


def wide_delimiters(spot: TaggedParagraph) -> list[str]:
    """Return the delimiters of a paragraph that are full-width, or half of them."""
    return [match[0] for match in _DELIMITER.finditer(spot.text) if re.search("[｛｝％＃]", match[0])]


def single_braces(spot: TaggedParagraph, names: Container[str]) -> list[str]:
    """Return what is meant as a tag and is none: a name of a template in single braces, two braces with a gap."""
    text = _TAG.sub("", _narrow(spot.text))
    single = [match[0] for match in _SINGLE.finditer(text) if match[1] in names]
    return single + [match[0] for match in _LOOSE.finditer(text)]


def tags(spot: TaggedParagraph) -> Iterator[Tag]:
    """Yield a paragraph's tags in order, also those that do not end in it; Jinja's comments are left out."""
    text = _narrow(spot.text)
    end = 0
    for match in _TAG.finditer(text):
        yield from _left_open(spot, text, end, match.start())
        end = match.end()
        if match[0][1] != "#":
            yield _tag(spot, match.start(), end, match[0][2:-2])
    yield from _left_open(spot, text, end, len(text))


def ends_only(spot: TaggedParagraph) -> bool:
    """Whether a paragraph holds the end of a tag that does not begin in it."""
    rest = _TAG.sub("", _narrow(spot.text))
    shut, start = _SHUT.search(rest), _OPEN.search(rest)
    return shut is not None and (start is None or shut.start() < start.start())


def _narrow(text: str) -> str:
    """Return the text with half-width delimiters, character for character."""
    return _DELIMITER.sub(lambda match: match[0].translate(_WIDE), text)


def _left_open(spot: TaggedParagraph, text: str, start: int, end: int) -> Iterator[Tag]:
    if match := _OPEN.search(text, start, end):
        yield _tag(spot, match.start(), end, text[match.end() : end], whole=False)


def _tag(spot: TaggedParagraph, start: int, end: int, inside: str, *, whole: bool = True) -> Tag:
    level = _INSIDE.match(inside)
    rest = inside[level.end() :] if level else inside
    written, kind = spot.text[start:end], _narrow(spot.text)[start : start + 2]
    return Tag(spot, written, kind, level["level"] if level else "", rest.strip(_TRIMS), start, whole)
