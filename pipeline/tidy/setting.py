"""Paragraphs: each role in its style, with what depends on its own words (places of a signature, hanging indents)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.model.frozen import frozen
from pipeline.review import HEADINGS, RUNNING, Role, W, agencies_in, cascade, em_width, walk
from pipeline.stationery import INDENT, LINE, PITCH, PORTRAIT, letterhead, w
from pipeline.stationery import paragraphs as p
from pipeline.tidy.grafting import P_ORDER, drop, elements, put
from pipeline.tidy.told import PaperLine

_STYLES: Mapping[Role, str] = {
    Role.COPY_NUMBER: "HeadLine", Role.SECRECY: "HeadLine", Role.URGENCY: "HeadLine", Role.MARK: "Mark",
    Role.SIGNERS: "Number", Role.NUMBER: "Number", Role.ISSUER: "Body", Role.TITLE: "DocTitle", Role.BYLINE: "Subtitle",
    Role.ADDRESSEE: "Addressee", Role.CHAPTER: "Heading1", Role.ARTICLE: "Body", Role.BODY: "Body",
    Role.ENCLOSURES: "Enclosures", Role.SIGNATURE: "Signature", Role.STAMP: "Signature", Role.DATE: "SignatureDate",
    Role.NOTE: "Note", Role.ENCLOSURE_MARK: "EnclosureMark", Role.ENCLOSURE_TITLE: "DocTitle",
    Role.MOVED_ADDRESSEE: "Copies", Role.COPIES: "Copies", Role.PRINTED: "Imprint", Role.CAPTION: "TableTitle",
}  # fmt: skip
_KEPT = ("numPr", "sectPr")
_TWO, _NEAR = 2, 0.5  # characters
_FLUSH = w("ind", leftChars=0, left=0, rightChars=0, right=0, firstLineChars=0, firstLine=0)
_TWO_IN = w("ind", leftChars=0, left=0, firstLineChars=200, firstLine=INDENT)
_COLON = re.compile(r"^附\s*件\s*[：:]\s*")
_ITEM = re.compile(r"^\d{1,2}\s*[.．、]\s*")
_UNDER_TITLE = 120  # twips between a title and the line above its table
_AS_BODY = {"标题3": "Heading3", "标题4": "Heading4"}  # our styles that look as the text does
_CAPTION = "表题"  # our style's name: its lines keep their distances
WIDEST_NAMES = 22  # characters: names beside each other that leave the last one its room
_LONGEST_HEAD = 24  # characters of an article's number and name
_SENTENCE = re.compile("[。；，：,;:]")
_YEAR = 3  # characters of room for a year
SIGNED = re.compile(r"(?<=号)\s*(?=签\s*发\s*人)")
"""The place between 发文字号 and the signer, who stands opposite it."""
SIGNER = re.compile(r"签\s*发\s*人\s*[：:]\s*")
_PAGE = re.compile(r"\S\s*\t\s*\d{1,4}$")
CENTRED = frozenset({Role.TITLE, Role.ENCLOSURE_TITLE, Role.SIGNATURE, Role.DATE, Role.MARK, Role.NUMBER, Role.BYLINE})
_TITLES = frozenset({Role.TITLE, Role.BYLINE, Role.ENCLOSURE_TITLE})
EMPHASISED = frozenset({Role.BODY, Role.ARTICLE, Role.ENCLOSURES, Role.NOTE, Role.CAPTION, Role.ISSUER})


@frozen
class Surroundings:
    """What stands around a paragraph, as far as its own setting asks for it."""

    before: Role | None
    dated: float  # the width of the 成文日期 that a 署名 stands above, in characters; 0: there is none
    has_mark: bool = False
    first_title: bool = False
    ruled: bool = False  # it bears the red rule
    small_lines: int = 0  # 份号, 密级, 紧急程度 above the mark
    enclosure_lead: float = 0  # how far in the numbers of 附件说明 stand
    blank: int = 0  # lines above that stay blank
    of_several: bool = False  # the names of several agencies, or the date below them: they keep their places
    placed: int = 0  # so do a name and a date that stand as they must (7.3.5): the blank lines above them


def style_of(line: PaperLine, *, as_text: bool) -> str:
    """Return the id of the style for a paragraph; `as_text`: a numbered sentence, no heading."""
    if is_contents(line):
        return "Body"
    if line.role is Role.BODY and line.paragraph.look.style in _AS_BODY:
        return _AS_BODY[line.paragraph.look.style]
    if line.role in HEADINGS:
        return "Body" if as_text else f"Heading{HEADINGS.index(line.role) + 1}"
    return _STYLES[line.role] if line.role else "Body"


def place(line: PaperLine, style: str, around: Surroundings, text: str) -> None:
    """Set a paragraph's properties anew; `style`: the id in the file; `text`: its words without white space around."""
    element = line.element
    properties = element.find(walk.PPR)
    if properties is None:
        properties = etree.Element(walk.PPR)
        element.insert(0, properties)
    stay = (*_KEPT, "ind", "jc") if around.placed or _hangs_in_columns(line) else _KEPT
    kept = [child for child in properties if child.tag in {f"{W}{name}" for name in stay}]
    mark = properties.find(f"{W}rPr")
    if mark is not None:
        drop(mark, *{str(c.tag).removeprefix(W) for c in mark} - {"ins", "del", "moveFrom", "moveTo"})
        kept += [mark] if len(mark) else []
    kept = [child for child in kept if not _is_no_numbering(child)]
    numbered = any(child.tag == f"{W}numPr" for child in kept)
    breaks = _breaks(line) + (_keep(line, properties) if line.role in EMPHASISED or line.role in HEADINGS else "")
    if line.role is Role.ARTICLE and len(text) <= _LONGEST_HEAD and not _SENTENCE.search(text):
        breaks += w("keepNext")  # 第一条 总则: a heading
    for child in list(properties):
        properties.remove(child)
    said = [w("pStyle", val=style), breaks, _special(line, around, text), _numbered_place(line) if numbered else ""]
    if line.paragraph.has_drawing:
        said.append(_for_picture(line, text))
    new = elements("".join(said))
    by_name = {child.tag: child for child in (*new, *kept)}  # what is said last holds
    put(properties, by_name.values(), P_ORDER)


def _hangs_in_columns(line: PaperLine) -> bool:
    """Whether a text begins two characters in, is set in columns by tabs, and goes on below its last one."""
    look = line.paragraph.look
    return (
        line.role is Role.BODY
        and "\t" in line.paragraph.text
        and look.left_characters > 0
        and abs(look.left_characters + look.first_characters - _TWO) < _NEAR
    )


def _breaks(line: PaperLine) -> str:
    if line.role is Role.ENCLOSURE_MARK:
        return w("pageBreakBefore", val=0) if line.paragraph.starts_section else ""
    return w("pageBreakBefore") if line.paragraph.look.page_break_before else ""


def _is_no_numbering(element: etree._Element) -> bool:
    number = element.find(f"{W}numId")
    return number is not None and cascade.value(number) == "0"


def _numbered_place(line: PaperLine) -> str:
    """Return the indents of a paragraph that Word goes on marking: they hold against those of its list."""
    return _TWO_IN if line.role in RUNNING else _FLUSH


def _keep(line: PaperLine, properties: etree._Element) -> str:
    """Return that a text stays with what follows it: somebody has said so of it, or it looks like a heading."""
    own = properties.find(f"{W}keepNext")
    letter, text = line.paragraph.letter, line.paragraph.shown
    heading = letter is not None and letter.bold and len(text) <= _LONGEST_HEAD and not _SENTENCE.search(text)
    return w("keepNext") if heading or (own is not None and cascade.on(own)) else ""


def _for_picture(line: PaperLine, text: str) -> str:
    """An exact line would cut a picture off; one that stands alone goes to the middle."""
    if not any(True for _ in line.element.iter("{*}inline")) and not any(True for _ in line.element.iter(f"{W}object")):
        return ""
    alone = "" if text else _FLUSH + w("jc", val="center")
    return w("spacing", before=0, after=0, line=240, lineRule="auto") + alone


def _special(line: PaperLine, around: Surroundings, text: str) -> str:
    """Return what a paragraph has beside its style's own properties, as its role and its words ask for it."""
    if is_contents(line):
        return _contents(text)
    begins = line.role in RUNNING | {Role.CHAPTER} and around.before in _TITLES
    own = _above(line, around, text) or _tail(line, around, text) or _in_text(line, text)
    return (p.before_by(LINE) if begins else "") + own


def is_contents(line: PaperLine) -> bool:
    """Whether a paragraph is a line of a table of contents: a tab and the number of a page end it."""
    return (
        line.role in RUNNING | {Role.CHAPTER, Role.CAPTION} and _PAGE.search(line.paragraph.text.rstrip()) is not None
    )


def _contents(text: str) -> str:
    """Return the stops of such a line: its own number's, and that of the page at the right, after dots."""
    near = "".join(w("tab", val="left", pos=INDENT + at * 5 * PITCH // 2) for at in range(1, text.count("\t")))
    stops = f"{near}{w('tab', val='right', leader='dot', pos=PORTRAIT.measure)}"
    return w("tabs", stops) + w("jc", val="left")


def _above(line: PaperLine, around: Surroundings, text: str) -> str:
    match line.role:
        case Role.TITLE if around.first_title and around.has_mark:
            return p.before_by(max(2 - around.blank, 0) * LINE)
        case Role.ENCLOSURE_TITLE if around.before is Role.ENCLOSURE_MARK:
            return p.before_by(LINE)
        case Role.MARK:
            return letterhead.mark_place(em_width(text), around.small_lines)
        case Role.NUMBER | Role.SIGNERS:
            return _number(line, around, text)
        case Role.ADDRESSEE if around.before is None:
            return w("spacing", before=0)
        case Role.BYLINE if around.before in _TITLES - {Role.BYLINE}:
            return p.before_by(LINE // 2)
        case None if around.before in _TITLES:
            return w("spacing", before=_UNDER_TITLE)
        case Role.CAPTION if around.before in _TITLES and line.paragraph.look.style != _CAPTION:
            return w("spacing", before=_UNDER_TITLE) + _in_text(line, text)
        case _:
            return ""


def _tail(line: PaperLine, around: Surroundings, text: str) -> str:
    if around.of_several or around.placed:
        lines = around.placed or 2
        gap = p.before_by(lines * LINE) if line.role is Role.SIGNATURE and around.before is not Role.SIGNATURE else ""
        return gap + _own_place(line)
    match line.role:
        case Role.ENCLOSURES:
            return _enclosure(around, text)
        case Role.SIGNATURE:
            return _signature(around, text)
        case Role.STAMP:
            return p.before_by(2 * LINE) + p.ending(4)
        case Role.DATE:
            return _date(line, around)
        case _:
            return ""


def _own_place(line: PaperLine) -> str:
    """Return the indents that a paragraph has: what several names in one line mean, their author alone knows."""
    look = line.paragraph.look
    first = {"firstLine": round(look.first)} if look.first >= 0 else {"hanging": -round(look.first)}
    sides = {"leftChars": 0, "left": round(look.left), "rightChars": 0, "right": round(look.right)}
    return w("ind", **sides, **first) + w("jc", val=look.align)


def _in_text(line: PaperLine, text: str) -> str:
    """Return what a line of the text keeps of its own: that it stands in the middle or at the right, its tab stops."""
    look = line.paragraph.look
    aside = look.align in {"center", "right"}
    match line.role:
        case Role.TITLE if (below := line.element.getnext()) is not None and below.tag == walk.TBL:
            return w("spacing", after=LINE // 2)
        case Role.CHAPTER:
            return _FLUSH + w("jc", val="center")
        case Role.BODY if aside:
            return _FLUSH + w("jc", val=look.align)
        case Role.CAPTION:
            own = w("spacing", before=round(look.before)) if look.style == _CAPTION and look.before <= LINE else ""
            return own + (w("jc", val=look.align) if aside else "")
        case Role.BODY | Role.ARTICLE if "\t" in text and look.tabs:
            return w("tabs", *(w("tab", val=kind, pos=round(at)) for at, kind in look.tabs))
        case _:
            return ""


def _number(line: PaperLine, around: Surroundings, text: str) -> str:
    on_paper = around.before is None and around.has_mark  # the mark and the rule are printed on it
    rule = letterhead.RED_RULE if around.ruled else letterhead.OFF_GRID if on_paper else ""
    gap = w("spacing", before=2 * LINE) if around.before is Role.MARK or on_paper else ""
    opposite = "\t" in text
    if SIGNED.search(text):
        stop = w("tabs", w("tab", val="right", pos=PORTRAIT.measure - PITCH))
        inside = w("ind", leftChars=0, left=0, rightChars=0, right=0, firstLineChars=100, firstLine=PITCH)
        return rule + stop + gap + inside + w("jc", val="left")
    if opposite:
        return (
            rule
            + w("tabs", *(w("tab", val=kind, pos=round(at)) for at, kind in line.paragraph.look.tabs))
            + w("jc", val="left")
        )
    return rule + gap + (w("jc", val="right") if line.paragraph.look.align == "right" and not around.has_mark else "")


def enclosure_lead(text: str) -> float:
    """Return how far in the numbers of 附件说明 stand, by its first line."""
    label = _COLON.match(text)
    return 2 + (em_width(label[0]) if label else 0)


def _enclosure(around: Surroundings, text: str) -> str:
    label, begins = _COLON.match(text), around.enclosure_lead
    gap = p.before_by(LINE) if around.before is not Role.ENCLOSURES else ""
    if label is None:
        number = _ITEM.match(text)
        return gap + _hang(begins + (em_width(number[0]) if number else 0), em_width(number[0]) if number else 0)
    number = _ITEM.match(text[label.end() :])
    width = em_width(label[0]) + (em_width(number[0]) if number else 0)
    return gap + _hang(2 + width, width)


def _hang(left: float, hanging: float) -> str:
    """Return a hanging indent; of no hang, the left one alone."""
    ind = {"leftChars": round(left * 100), "left": round(left * PITCH)}
    if hanging:
        ind |= {"hangingChars": round(hanging * 100), "hanging": round(hanging * PITCH)}
    else:
        ind |= {"firstLineChars": 0, "firstLine": 0}
    return w("ind", **ind)


def _signature(around: Surroundings, text: str) -> str:
    gap = p.before_by(2 * LINE) if around.before is not Role.SIGNATURE else ""
    last = agencies_in(text)[-1]
    centre = p.seal_centre(em_width(last), around.dated)
    if last == text:
        return gap + p.centred_at(centre)
    right = max(centre - em_width(last) / 2, 0)  # names beside each other: the last one stands on the date
    place = {"rightChars": round(right * 100), "right": round(right * PITCH)}
    return gap + w("ind", leftChars=0, left=0, firstLineChars=0, firstLine=0, **place) + w("jc", val="right")


def date_width(text: str) -> float:
    """Return a date's width; room left for a year that is written by hand belongs to it."""
    bare = text.strip()
    room = em_width(text[: len(text) - len(text.lstrip())]) if bare.startswith("年") else 0
    return em_width(bare) + min(room, _YEAR)


def _date(line: PaperLine, around: Surroundings) -> str:
    if around.before is Role.STAMP:
        return p.before_by(LINE) + p.ending(4)
    if around.before is not Role.SIGNATURE:
        return p.before_by(2 * LINE) + p.ending(4)
    return p.centred_at(p.seal_centre(around.dated, date_width(line.paragraph.text))) + w("jc", val="center")
