"""What Word needs besides well-formed XML: a paragraph in each cell, header and text box, a row in each table.

A loop over an empty list or a condition that does not hold may leave none. Where a template's own text shows that this
cannot happen, nothing is looked at; elsewhere the filled part is mended: an empty place gets an empty paragraph, a
table without rows goes, a bookmark that a loop has repeated gets a number of its own (ECMA-376 part 1, 17.4.66: a cell
ends with a paragraph; 17.10, 17.11, 17.13, 17.16).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORIES = ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment")
"""What holds paragraphs and must end with one."""
_NEEDS = {"tbl": "tr", "tr": "tc", "body": "p"} | dict.fromkeys(_STORIES, "p")
_BLOCKS = "if|for|macro|call|filter|with|block|autoescape"
_TOKEN = re.compile(
    rf"<(?P<close>/?)w:(?P<name>p|tbl|tr|sdtContent|body|{'|'.join(_STORIES)})(?=[\s/>])(?:\{{\{{.*?\}}\}}|[^>])*?(?P<empty>/?)>"
    rf"|\{{%[-+]?\s*(?P<word>{_BLOCKS}|elif|else|end(?=(?:{_BLOCKS})\b))(?:(?<=end)|\b).*?%\}}",
    re.DOTALL,
)
_REPEATED = re.compile(r"(?P<mark><w:bookmarkStart\b)|\{%[-+]?\s*(?P<end>end)?(?:for|macro)\b")
_ALWAYS = frozenset({"filter", "with", "block", "autoescape"})  # what stands in them is there once


@dataclass(slots=True)
class _Place:
    """An element being read, as far as it will be there whatever the facts."""

    name: str
    needs: str
    has: bool = False  # what it needs
    ends: bool = True  # not with a table

    @property
    def sure(self) -> bool:
        return not self.needs or (self.has and (self.ends or self.name not in _STORIES))


@dataclass(slots=True)
class _Choice:
    """A condition or a loop being read: what its place held before, and what each branch makes of it."""

    word: str
    depth: int  # elements open around it
    before: tuple[bool, bool]
    branches: list[tuple[bool, bool]]
    whole: bool  # one of the branches is taken for certain

    def next(self, place: _Place, word: str) -> None:
        """Note the branch that has ended; begin another from what was there before."""
        self.branches.append((place.has, place.ends))
        place.has, place.ends = self.before
        self.whole = self.whole or word == "else"

    def end(self, place: _Place) -> None:
        """Let the place hold what it holds whichever branch is taken."""
        self.branches.append((place.has, place.ends))
        if not self.whole:
            self.branches.append(self.before)
        place.has = all(has for has, _ in self.branches)
        place.ends = all(ends for _, ends in self.branches)


def is_certain(source: str) -> bool:
    """Whether every filling of a prepared part has what Word needs, as far as its text alone shows."""
    places = [_Place("", "")]
    choices: list[_Choice] = []
    for token in _TOKEN.finditer(source):
        if word := token["word"]:
            if not _chosen(places, choices, word):
                return False
        elif token["close"]:
            if places[-1].name != token["name"] or not places[-1].sure or not _ended(places):
                return False
        else:
            places.append(_Place(token["name"], _needs(token["name"], places[-1])))
            if token["empty"] and not (places[-1].sure and _ended(places)):
                return False
    return len(places) == 1 and not choices and not _repeats_bookmarks(source)


def _repeats_bookmarks(source: str) -> bool:
    """Whether a bookmark stands in a loop or a macro, so that there may be several of it."""
    depth = 0
    for token in _REPEATED.finditer(source):
        if token["mark"] and depth:
            return True
        depth += 0 if token["mark"] else -1 if token["end"] else 1
    return False


def _chosen(places: list[_Place], choices: list[_Choice], word: str) -> bool:
    """Read the begin, the middle or the end of a condition; False where it is not at home in one element."""
    place = places[-1]
    if word not in {"elif", "else", "end"}:
        choices.append(_Choice(word, len(places), (place.has, place.ends), [], whole=word in _ALWAYS))
        return True
    if not choices or choices[-1].depth != len(places):
        return False
    if word == "end":
        choices.pop().end(place)
    else:
        choices[-1].next(place, word)
    return True


def _needs(name: str, around: _Place) -> str:
    """Return what an element must hold; a content control what the place needs that it stands in, "" within a line."""
    return around.needs if name == "sdtContent" else _NEEDS.get(name, "")


def _ended(places: list[_Place]) -> bool:
    """Note at the element around what has just ended in it."""
    place, outer = places.pop(), places[-1]
    if place.name == outer.needs or (place.name == "sdtContent" and place.needs) or _fills(outer, place):
        outer.has = True
    if place.name in {"p", "tbl"}:
        outer.ends = place.name == "p"
    elif place.name == "sdtContent" and place.needs:
        outer.ends = place.ends
    return True


def _fills(outer: _Place, place: _Place) -> bool:
    """A body may consist of a table alone: Word adds the paragraph behind it."""
    return outer.name == "body" and place.name == "tbl"


def mended(root: etree._Element) -> bool:
    """Give a filled part what Word needs, from within outwards; return whether anything was lacking."""
    changed = _tell_apart(root)
    for element in list(root.iter(*(_W + name for name in (*_NEEDS, "sdt"))))[::-1]:  # children before parents
        name = etree.QName(element).localname
        if name in {"tbl", "tr"}:
            changed |= _without_holes(element, _NEEDS[name])
        elif name == "sdt":
            changed |= _control(element)
        else:
            changed |= _with_paragraph(element, must_end=name in _STORIES)
    return changed


def _tell_apart(root: etree._Element) -> bool:
    """Give each bookmark that a loop has repeated a number and a name of its own; the first keeps them."""
    starts = list(root.iter(f"{_W}bookmarkStart"))
    taken = {start.get(f"{_W}id") for start in starts}
    if len(taken) == len(starts):
        return False
    fresh = (str(number) for number in count(1) if str(number) not in taken)
    seen: set[str | None] = set()
    names: set[str | None] = set()
    now: dict[str | None, str] = {}  # of a bookmark that is open: the number that it was given
    for mark in list(root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        number = mark.get(f"{_W}id")
        if mark.tag == f"{_W}bookmarkEnd":
            mark.set(f"{_W}id", now.get(number, number or ""))
            continue
        if number in seen:
            now[number] = next(fresh)
            mark.set(f"{_W}id", now[number])
        seen.add(number)
        if (name := mark.get(f"{_W}name")) in names:
            mark.set(f"{_W}name", f"{name}_{mark.get(f'{_W}id')}")
        names.add(name)
    return True


def _without_holes(element: etree._Element, needs: str) -> bool:
    """Take a table without rows, or a row without cells, away: there is nothing in it."""
    if next(element.iter(_W + needs), None) is not None:
        return False
    _remove(element)
    return True


def _control(element: etree._Element) -> bool:
    """An empty content control among rows or cells goes; among paragraphs it gets one."""
    content, parent = element.find(f"{_W}sdtContent"), element.getparent()
    if content is None or parent is None or len(content):
        return False
    home = etree.QName(parent).localname
    if home in {"tbl", "tr"}:
        _remove(element)
        return True
    if home == "p" or home not in {*_STORIES, "body", "sdtContent"}:
        return False  # in a line of text it may be empty
    etree.SubElement(content, f"{_W}p")
    return True


def _with_paragraph(element: etree._Element, *, must_end: bool) -> bool:
    """Give an element a last paragraph where it has none; a body needs one only where it holds nothing."""
    blocks = [child for child in element if child.tag in {f"{_W}p", f"{_W}tbl", f"{_W}sdt", f"{_W}altChunk"}]
    if blocks and not (must_end and blocks[-1].tag == f"{_W}tbl"):
        return False
    paragraph = etree.Element(f"{_W}p")
    last = element.find(f"{_W}sectPr") if element.tag == f"{_W}body" else None
    if last is not None:
        last.addprevious(paragraph)
    else:
        element.append(paragraph)
    return True


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
