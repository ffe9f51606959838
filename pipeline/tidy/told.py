"""Which paragraph is what, as the reviewer tells it or as somebody has said; and what nobody can be sure of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from pipeline.model.frozen import frozen
from pipeline.review import AGENCY, DATE_FORM, LARGE_SIZE, SENTENCE_END, Document, Paragraph, Role, W, cascade, walk

_SHORT = 24  # characters of a line that may be a heading or a name
_LONGEST_NAME = 40
_AFTER_DATE = frozenset({
    Role.NOTE, Role.ENCLOSURE_MARK, Role.COPIES, Role.PRINTED, Role.MOVED_ADDRESSEE, Role.TITLE, Role.MARK, Role.NUMBER,
})  # fmt: skip
_NOTHING = frozenset({"p", "r", "t", "tab", "br", "proofErr", "lastRenderedPageBreak"})
_NOTE = re.compile(r"[（(].+[）)]$")
_NAME_TAG = re.compile(r"\{\{\s*(?:单位|支部)\.(?:名称|简称|办公室)\s*\}\}")  # a template's signature


@frozen(eq=False)
class PaperLine:
    """A paragraph of the text: its element, its measure and its role, None for one without words."""

    element: etree._Element
    paragraph: Paragraph
    role: Role | None


@frozen
class Doubt:
    """A paragraph that was set as text and may be something else."""

    number: int
    where: str
    why: str


@frozen
class Told:
    """What a paragraph was set as; `sure`: nothing speaks against it."""

    number: int
    where: str
    role: Role
    sure: bool


def told(found: Iterable[PaperLine], doubts: Iterable[Doubt]) -> Iterator[Told]:
    """Yield what each paragraph with words is."""
    doubted = {doubt.number for doubt in doubts}
    for line in found:
        if line.role is not None:
            paragraph = line.paragraph
            yield Told(paragraph.number, paragraph.address, line.role, paragraph.number not in doubted)


def lines(document: Document, body: etree._Element, said: Mapping[int, Role]) -> list[PaperLine]:
    """Return the text's paragraphs; `said`: roles that somebody has told, by the paragraph's number."""
    roles = {id(element.paragraph): element.role for element in document.elements}
    elements = [element for element in walk.blocks(body) if element.tag == walk.P]
    pairs = zip(elements, document.layout.paragraphs, strict=True)
    found = [PaperLine(element, each, roles.get(id(each))) for element, each in pairs]
    found = _titled(_signed([_no_caption(line) for line in found]))
    return [replace(line, role=said.get(line.paragraph.number, line.role)) for line in found]


def _titled(found: list[PaperLine]) -> list[PaperLine]:
    """Tell further lines of a title that their author set in another size than the first."""
    for at in range(1, len(found)):
        line, above = found[at], found[at - 1]
        letter = line.paragraph.letter
        if line.role is Role.BYLINE and above.role is Role.TITLE and letter is not None and letter.size >= LARGE_SIZE:
            found[at] = replace(line, role=Role.TITLE)
    return found


def _signed(found: list[PaperLine]) -> list[PaperLine]:
    """Tell a date that stands alone under all text, and the agency above it, though nobody moved them to the right."""
    shown = [at for at, line in enumerate(found) if line.role is not None]
    for place, at in enumerate(shown):
        line = found[at]
        if line.role not in {Role.BODY, Role.DATE} or not place or not DATE_FORM.match(line.paragraph.shown):
            continue
        following = [found[each] for each in shown[place + 1 : place + 3]]
        noted = bool(following) and following[0].role is Role.BODY and _NOTE.match(following[0].paragraph.shown)
        after = following[1:] if noted else following
        if after and after[0].role not in _AFTER_DATE:
            continue
        found[at] = replace(line, role=Role.DATE)
        if noted:
            found[shown[place + 1]] = replace(following[0], role=Role.NOTE)
        above = found[shown[place - 1]]
        if above.role in {Role.BODY, Role.CAPTION} and _is_name(above.paragraph.shown):
            found[shown[place - 1]] = replace(above, role=Role.SIGNATURE)
    return found


def _is_name(text: str) -> bool:
    if _NAME_TAG.fullmatch(text):
        return True
    return AGENCY.search(text) is not None and len(text) <= _LONGEST_NAME and text[-1] not in SENTENCE_END


def _no_caption(line: PaperLine) -> PaperLine:
    """Tell a line above a table that floats, as the 版记 does, from the caption of a table."""
    below, above = line.element.getnext(), line.element.getprevious()
    floats = below is not None and below.tag == walk.TBL and below.find(f"{W}tblPr/{W}tblpPr") is not None
    alone = above is None or above.tag != walk.TBL
    return replace(line, role=Role.BODY) if line.role is Role.CAPTION and floats and alone else line


def doubts(found: list[PaperLine], said: Mapping[int, Role]) -> Iterator[Doubt]:
    """Yield the lines that were left as text and look like something else."""
    if not any(line.role is Role.TITLE for line in found) and any(line.role for line in found):
        first = next(line.paragraph for line in found if line.role)
        yield Doubt(first.number, first.address, "没有认出标题；如果是这一段，请指明")
    for line in found:
        paragraph = line.paragraph
        if line.role is not Role.BODY or paragraph.number in said:
            continue
        letter, text = paragraph.letter, paragraph.shown
        short = len(text) <= _SHORT and not re.search(r"[。；！？：，]$", text)
        if DATE_FORM.match(text):
            yield Doubt(paragraph.number, paragraph.address, "像成文日期，但后面还有正文")
        elif short and letter and (letter.bold or letter.size >= LARGE_SIZE or paragraph.look.align == "center"):
            yield Doubt(paragraph.number, paragraph.address, "像小标题（加粗、居中或字大），但没有序号")


def is_bare(element: etree._Element) -> bool:
    """Whether a paragraph holds nothing at all, so that its line is only distance."""
    properties = element.find(walk.PPR)
    own = [child for child in element.iter("*") if not _is_property(child)]
    held = {str(child.tag).removeprefix(W) for child in own} - _NOTHING
    tracked = properties is not None and any(
        properties.find(f"{W}rPr/{W}{name}") is not None for name in ("ins", "del")
    )
    ruled = properties is not None and properties.find(f"{W}pBdr") is not None
    number = element.find(f"{walk.PPR}/{W}numPr/{W}numId")
    counted = number is not None and cascade.value(number) != "0"  # Word prints the number of nothing, too
    return not held and not tracked and not ruled and not counted and not is_blank_to_write_on(element)


def _is_property(element: etree._Element) -> bool:
    """Whether an element only says how something looks."""
    return any(each.tag in {walk.PPR, f"{W}rPr"} for each in (element, *element.iterancestors()))


def is_blank_to_write_on(element: etree._Element) -> bool:
    """Whether a paragraph without words holds an underlined gap: a line for somebody's hand."""
    runs = (run for run in element.iter(f"{W}r") if run.find(f"{W}rPr/{W}u") is not None)
    return any(run.find(f"{W}{name}") is not None for run in runs for name in ("t", "tab"))
