"""A file's words mended where somebody asks for it: made outright, and as tracked changes that can be turned down.

Lines with tracked changes or fields of their own are left: what they say depends on somebody's yes, or on Word. So are
text boxes and notes. Both results are proved: with the changes turned down the file says what it said before, with
them taken what the list says.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline import review
from pipeline.model.frozen import frozen
from pipeline.review import Document, Paragraph, Role, UnreadablePackage, W, layout_of, walk
from pipeline.tidy import letters, parts, proof, setting, told, word_rules
from pipeline.tidy.edits import OBJECT, Edit, Wording
from pipeline.tidy.grafting import local

AUTHOR = "gongwen"
_T, _RUN, _RPR = (f"{W}{name}" for name in ("t", "r", "rPr"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOVING = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "fldChar", "fldSimple", "instrText"))
_NEAR = 8  # characters on both sides of a change that are shown with it
_UNTOUCHED = frozenset({Role.MARK, Role.SIGNERS, Role.STAMP, Role.SIGNATURE, Role.BYLINE})


@frozen
class WordChange:
    """One change: where, which characters became which, by which rule, and what stands around them."""

    where: str
    before: str
    after: str
    why: str
    around: str


@frozen
class MendedWords:
    """A file with its words mended, the same with tracked changes, and the list. `left`: lines not looked at."""

    plain: bytes
    tracked: bytes
    changes: tuple[WordChange, ...] = ()
    left: tuple[str, ...] = ()


def mend(data: bytes, said: Mapping[int, Role], terms: Mapping[str, str]) -> MendedWords:
    """Mend a file's words. Raises docx_package.UnreadablePackage, proof.LostWords."""
    document = Document(layout_of(data))
    plain, tracked = _Copy(data), _Copy(data)
    changes: list[WordChange] = []
    left: list[str] = []
    wanted: dict[int, str] = {}
    for at, (paragraph, role) in enumerate(_lines(plain.body, document, said)):
        mine, theirs = plain.lines[at], tracked.lines[at]
        words = _words(mine)
        if role in _UNTOUCHED or not words.strip():
            continue
        edits = word_rules.mended(Wording(words, role, terms))
        if not edits:
            continue
        if next(mine.iter(*_MOVING), None) is not None:
            left.append(f"{paragraph.address}里有修订或域，字没有改")
            continue
        changes += (_change(paragraph, words, edit) for edit in edits)
        for edit in reversed(edits):
            _put(mine, edit)
            _track(theirs, edit)
        wanted[at] = word_rules.applied(words, edits)
        if _words(mine) != wanted[at]:
            raise proof.LostWords(f"{paragraph.address}改出来的与清单对不上")
    if not changes:
        return MendedWords(data, data, (), tuple(left))
    tracked.number()
    made = MendedWords(plain.sealed(), tracked.sealed(), tuple(changes), tuple(left))
    _check(data, made, frozenset(wanted))
    return made


def _lines(
    body: etree._Element, document: Document, said: Mapping[int, Role]
) -> Iterator[tuple[Paragraph, Role | None]]:
    """Yield what each line is, those of cells in their place with no role; contents have none either."""
    found = {id(line.paragraph): line for line in told.lines(document, body, said)}
    for block in document.layout.blocks:
        if isinstance(block, Paragraph):
            line = found[id(block)]
            yield block, None if setting.is_contents(line) else line.role
        else:
            roles = {id(each.paragraph): each.role for each in document.elements}
            yield from ((paragraph, roles.get(id(paragraph))) for paragraph in block.paragraphs)


class _Copy:
    """A package with its lines, in the order in which they are measured."""

    def __init__(self, data: bytes) -> None:
        opened = review.opened_package(data)
        self.parts = parts.read(opened)
        root = opened.part(opened.document)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise UnreadablePackage("文件里没有正文")
        self.root, self.body = root, body
        self.lines = list(_paragraphs(body))

    def number(self) -> None:
        """Give each tracked change of ours a number that no other has."""
        used = {int(each.get(f"{W}id") or 0) for each in self.root.iter() if (each.get(f"{W}id") or "").isdecimal()}
        ours = [each for each in self.root.iter(f"{W}ins", f"{W}del") if not each.get(f"{W}id")]
        for at, each in enumerate(ours, max(used, default=0) + 1):
            each.set(f"{W}id", str(at))

    def sealed(self) -> bytes:
        """Return the package's bytes."""
        self.parts.put(self.parts.document, self.root)
        return self.parts.sealed()


def _paragraphs(container: etree._Element) -> Iterator[etree._Element]:
    for element in walk.blocks(container):
        if element.tag == walk.P:
            yield element
            continue
        for row in walk.inner(element, f"{W}tr"):
            for cell in walk.inner(row, f"{W}tc"):
                yield from _paragraphs(cell)


def _change(paragraph: Paragraph, words: str, edit: Edit) -> WordChange:
    before = words[edit.start : edit.end]
    left, right = words[max(edit.start - _NEAR, 0) : edit.start], words[edit.end : edit.end + _NEAR]
    return WordChange(paragraph.address, before, edit.after, edit.why, f"{left}【{before}→{edit.after}】{right}")


# --- one line -----------------------------------------------------------------------------------------------------


def _leaves(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield what a line holds, in order: words, tabs, breaks, and all else that is no property."""
    for run in walk.runs(paragraph, walk.Seen()):
        yield from (child for child in walk.children(run) if child.tag != _RPR)


def _words(paragraph: etree._Element) -> str:
    """Return a line's words, each other thing and each blank to be written on as OBJECT."""
    return "".join(map(_said, _leaves(paragraph)))


def _said(leaf: etree._Element) -> str:
    if leaf.tag == _T:
        text = leaf.text or ""
        return OBJECT * len(text) if not text.strip() and letters.is_underlined(leaf) else text
    return {"tab": "\t", "br": "\n", "lastRenderedPageBreak": ""}.get(local(leaf), OBJECT)


def _put(paragraph: etree._Element, edit: Edit) -> None:
    """Make an edit outright."""
    runs = _held(paragraph, edit)
    leaf = runs[0].find(_T)
    if leaf is None:
        raise proof.LostWords("要改的地方不是文字")
    leaf.text = edit.after
    leaf.set(_SPACE, "preserve")
    for run in runs[0 if not edit.after else 1 :]:
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _track(paragraph: etree._Element, edit: Edit) -> None:
    """Make an edit as a tracked change."""
    runs = _held(paragraph, edit)
    for run in runs:
        gone = etree.Element(f"{W}del", {f"{W}author": AUTHOR})
        run.addprevious(gone)
        gone.append(run)
        for leaf in run.findall(_T):
            leaf.tag = f"{W}delText"
            leaf.set(_SPACE, "preserve")
    if not edit.after:
        return
    come = etree.Element(f"{W}ins", {f"{W}author": AUTHOR})
    new = etree.SubElement(come, _RUN)
    new.extend([copy.deepcopy(each) for each in runs[0].findall(_RPR)])
    words = etree.SubElement(new, _T)
    words.text = edit.after
    words.set(_SPACE, "preserve")
    last = runs[-1].getparent()
    assert last is not None
    last.addnext(come)


def _held(paragraph: etree._Element, edit: Edit) -> list[etree._Element]:
    """Return the runs that hold just the characters of an edit; others are parted from them first."""
    _part(paragraph, edit.end)
    _part(paragraph, edit.start)
    at = 0
    held: list[etree._Element] = []
    for leaf in _leaves(paragraph):
        end = at + len(_said(leaf))
        run = leaf.getparent()
        if edit.start <= at and end <= edit.end and end > at and run is not None and run not in held:
            held.append(run)
        at = end
    if not held:
        raise proof.LostWords("要改的地方找不到")
    return held


def _part(paragraph: etree._Element, place: int) -> None:
    """Begin a new run at a place of a line."""
    at = 0
    for leaf in _leaves(paragraph):
        length = len(_said(leaf))
        run = leaf.getparent()
        if run is None or not at <= place < at + length:
            at += length
            continue
        if place > at:
            leaf = letters.cut(leaf, place - at)  # noqa: PLW2901 - the part that begins the new run
        if any(child.tag != _RPR for child in leaf.itersiblings("*", preceding=True)):
            new = etree.Element(_RUN)
            new.extend([copy.deepcopy(each) for each in run.findall(_RPR)])
            new.extend([leaf, *leaf.itersiblings()])
            run.addnext(new)
        return


# --- the proof ----------------------------------------------------------------------------------------------------


def _check(before: bytes, made: MendedWords, changed: frozenset[int]) -> None:
    """Hold both results to the source. Raises proof.LostWords."""
    source, plain, tracked = (_Copy(data) for data in (before, made.plain, made.tracked))
    taken = _decided(_Copy(made.tracked), f"{W}del", f"{W}ins")
    turned_down = _decided(tracked, f"{W}ins", f"{W}del")
    proof.same(list(proof.said(source.root).values()), list(proof.said(turned_down.root).values()), {})
    proof.same(list(proof.said(plain.root).values()), list(proof.said(taken.root).values()), {})
    for at, (was, now) in enumerate(zip(source.lines, plain.lines, strict=True)):
        if at not in changed and _words(was) != _words(now):
            raise proof.LostWords(f"“{_words(was)[:_NEAR]}”变了，清单里没有")


def _decided(file: _Copy, gone: str, kept: str) -> _Copy:
    """Take our tracked changes, or turn them down: `gone` are taken out, of `kept` the runs stay."""
    for each in [found for found in file.root.iter(gone) if found.get(f"{W}author") == AUTHOR]:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    for each in [found for found in file.root.iter(kept) if found.get(f"{W}author") == AUTHOR]:
        for run in list(each):
            each.addprevious(run)
            for words in run.findall(f"{W}delText"):
                words.tag = _T
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return file
