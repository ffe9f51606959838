"""Every character of the source, in its order, is one of the result, but for what is listed; else nothing is written.

White space is not counted: it is how a typewriter sets. Whether a character is shown, struck out, hidden, in a text
box, in a formula or in a note is all one here. Parts that were not set anew have to be the very bytes they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from lxml import etree

from pipeline import review
from pipeline.review import W
from pipeline.tidy import parts

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = f"{W}p"
_WORDS = frozenset({f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{_MATH}t", f"{_DRAWING}t"})
_SIGNS = frozenset(
    f"{W}{name}"
    for name in (
        "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "commentReference",
        "noBreakHyphen", "fldChar", "commentRangeStart", "commentRangeEnd",
    )
)  # fmt: skip
_SHOWN = 12


class LostWords(Exception):  # noqa: N818 - what it is about
    """Words of the source are not in the result; the message says which."""


def said(root: etree._Element) -> dict[etree._Element, str]:
    """Return what each paragraph of a part says, in order, without white space; those that say nothing are left out."""
    found: dict[etree._Element, list[str]] = {}
    for element in root.iter(_P, *_WORDS, *_SIGNS):
        if element.tag == _P:
            found.setdefault(element, [])
            continue
        home = next(element.iterancestors(_P), root)
        name = str(element.tag).rpartition("}")[2]
        words = "".join((element.text or "").split()) if element.tag in _WORDS else f"⟨{name}⟩"
        found.setdefault(home, []).append(words)
    return {home: text for home, pieces in found.items() if (text := "".join(pieces))}


def compare(before: bytes, after: bytes, added: Mapping[int, str]) -> None:
    """Compare two files part by part; `added`: paragraphs (from 0) that got a number typed. Raises LostWords."""
    source, result = (parts.read(review.opened_package(data)) for data in (before, after))
    old, new = (list(said(etree.fromstring(each.contents[each.document])).values()) for each in (source, result))
    same(old, new, added)
    for name, data in source.contents.items():
        rewritten = name == source.document or name.endswith(
            (".rels", "[Content_Types].xml", "styles.xml", "settings.xml")
        )
        if not rewritten and result.contents.get(name) != data:
            raise LostWords(f"{name} 变了")


def same(before: Sequence[str], after: Sequence[str], added: Mapping[int, str]) -> None:
    """Compare what paragraphs say. Raises LostWords."""
    wanted = ("".join(added.get(at, "").split()) + text for at, text in enumerate(before))
    for at, (was, now) in enumerate(zip_longest(wanted, after), 1):
        if was != now:
            raise LostWords(f"第{at}段应为“{_near(was, now)}”，排出来是“{_near(now, was)}”")


def _near(text: str | None, other: str | None) -> str:
    """Return where a text differs from another."""
    if text is None:
        return "（没有）"
    same = next((at for at, pair in enumerate(zip(text, other or "", strict=False)) if pair[0] != pair[1]), 0)
    return text[max(same - 2, 0) : same + _SHOWN]
