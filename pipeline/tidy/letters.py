"""The runs of a paragraph: which of their looks mean something and stay; white space that only pushes text about."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from pipeline.review import Cascade, RunLook, W, cascade, walk
from pipeline.stationery import w
from pipeline.tidy.grafting import R_ORDER, elements, first, local, put, remove

_KEPT = (
    "strike",
    "dstrike",
    "vanish",
    "specVanish",
    "webHidden",
    "highlight",
    "u",
    "vertAlign",
    "em",
    "lang",
    "cs",
    "rtl",
)
"""What says something of the words (struck out, hidden, underlined as a blank to fill …) and is no look of a role."""
_EMPHASIS = ("b", "bCs", "i", "iCs")
_MARKS = frozenset(
    {"footnoteReference", "endnoteReference", "commentReference", "footnoteRef", "endnoteRef", "annotationRef"}
)
_SYMBOLS = ("wingdings", "webdings", "symbol")
_RUN, _RPR, _T, _TAB, _BR = (f"{W}{name}" for name in ("r", "rPr", "t", "tab", "br"))
_SPACES = " \t\u3000\u00a0"


def runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield all runs of a paragraph, struck ones too, not those of text boxes in it."""
    for run in paragraph.iter(_RUN):
        if next(run.iterancestors(walk.P)) is paragraph:
            yield run


def reset(
    paragraph: etree._Element,
    styles: Cascade,
    source_style: str,
    *,
    emphasis: bool,
    plain: bool = False,
    more: str = "",
) -> None:
    """Leave each run only what its words mean; `more`: run properties for all of them, after rFonts.

    `plain`: no words are underlined, as a title's are not; a blank to be written on stays.
    """
    for run in runs(paragraph):
        if any(local(child) in _MARKS for child in run):
            continue
        own = run.find(_RPR)
        merged = styles.run(source_style, cascade.run_properties(own))
        if is_symbol(run, styles.letter(merged)):
            continue
        kept = [child for child in own if local(child) in _KEPT] if own is not None else []
        if plain and "".join(each.text or "" for each in run.iter(_T)).strip():
            kept = [child for child in kept if local(child) != "u"]
        if own is not None:
            run.remove(own)
        new = etree.Element(_RPR)
        bold = w("b") + w("bCs") if emphasis and merged.get("b") == "1" else ""
        italic = [child for child in own if local(child) in _EMPHASIS[2:]] if own is not None and emphasis else []
        named = {local(child) for child in kept}
        styled = "".join(
            w(name) for name in ("strike", "dstrike", "vanish") if merged.get(name) == "1" and name not in named
        )
        put(new, (*elements(w("rFonts", hint="eastAsia") + bold + styled + more), *italic, *kept), R_ORDER)
        run.insert(0, new)


def is_symbol(run: etree._Element, letter: RunLook) -> bool:
    """Whether a run's characters are signs only in its own face."""
    private = any("\ue000" <= character <= "\uf8ff" for each in run.iter(_T) for character in each.text or "")
    return private or any(face.lower().startswith(_SYMBOLS) for face in (letter.latin, letter.east))


def leaves(paragraph: etree._Element) -> list[etree._Element]:
    """Return what makes a paragraph's visible text, in order: w:t, w:tab, w:br; no text boxes, nothing struck out."""
    return [
        child
        for run in walk.runs(paragraph, walk.Seen())
        for child in walk.children(run)
        if child.tag in {_T, _TAB, _BR} or local(child) in {"drawing", "pict", "object"}
    ]


def strip(paragraph: etree._Element, *, end: bool) -> int:
    """Take the white space in front of a text, and at its `end`, away; return how many characters that were.

    Underlined white space is a blank to be written on, and stays.
    """
    found = leaves(paragraph)
    removed = _strip(found, str.lstrip)
    return removed + (_strip(found[::-1], str.rstrip) if end else 0)


def _strip(found: Sequence[etree._Element], side: Callable[[str, str], str]) -> int:
    removed = 0
    for leaf in found:
        if leaf.tag not in {_T, _TAB} or is_underlined(leaf):
            break
        if leaf.tag == _TAB:
            remove(leaf)
            removed += 1
            continue
        text = leaf.text or ""
        leaf.text = side(text, _SPACES)
        removed += len(text) - len(leaf.text)
        if leaf.text:
            break
    return removed


def is_underlined(leaf: etree._Element) -> bool:
    """Whether a leaf of a run is underlined: white space that is, is a blank to be written on."""
    run = leaf.getparent()
    line = run.find(f"{_RPR}/{W}u") if run is not None else None
    return line is not None and cascade.value(line) not in {"", "none"}


def lead(paragraph: etree._Element, text: str) -> None:
    """Put a number, typed out, in front of a paragraph's text."""
    run = elements(f'<w:r>{w("rPr", w("rFonts", hint="eastAsia"))}<w:t xml:space="preserve">{text}</w:t></w:r>')[0]
    properties = paragraph.find(walk.PPR)
    paragraph.insert(0 if properties is None else 1, run)


def tab_before(paragraph: etree._Element, place: re.Pattern[str]) -> None:
    """Put a tab in the place of the white space that a pattern finds; where there is a tab already, leave that."""
    found = leaves(paragraph)
    if any(leaf.tag == _TAB for leaf in found):
        return
    match = place.search("".join(leaf.text or "" for leaf in found if leaf.tag == _T).rstrip())
    at = _found_at(found, match.end()) if match else None
    if at is None:
        return
    leaf, offset = at
    rest = cut(leaf, offset)
    leaf.text = (leaf.text or "").rstrip()
    rest.addprevious(etree.Element(_TAB))


def face_after(paragraph: etree._Element, label: re.Pattern[str], face: str) -> None:
    """Set what stands behind a label in another face."""
    found = leaves(paragraph)
    match = label.search("".join(leaf.text or "" for leaf in found if leaf.tag == _T))
    at = _found_at(found, match.end()) if match else None
    if at is None:
        return
    leaf, offset = at
    run = leaf.getparent()
    if offset and run is not None:
        rest = cut(leaf, offset)
        own = etree.Element(_RUN)
        own.extend([copy.deepcopy(each) for each in run.findall(_RPR)])
        own.extend([rest, *rest.itersiblings()])
        run.addnext(own)
        run = own
    for each in leaves(paragraph)[[*leaves(paragraph)].index(run[-1]) :] if run is not None else ():
        home = each.getparent()
        if home is not None:
            wanted = w("rFonts", hint="eastAsia", ascii=face, hAnsi=face, eastAsia=face, cs=face)
            put(first(home, "rPr"), elements(wanted), R_ORDER)


def _found_at(found: Sequence[etree._Element], place: int) -> tuple[etree._Element, int] | None:
    """Return the leaf that holds a place of the text, and where in it."""
    for leaf in found:
        if leaf.tag == _T:
            if place < len(leaf.text or ""):
                return leaf, place
            place -= len(leaf.text or "")
    return None


def cut(leaf: etree._Element, place: int) -> etree._Element:
    """Cut a w:t in two, both keep their spaces; return the second."""
    text = leaf.text or ""
    rest = etree.Element(_T)
    leaf.text, rest.text = text[:place], text[place:]
    for each in (leaf, rest):
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    leaf.addnext(rest)
    return rest
