"""One file being set: its paragraphs, tables, pictures and pages, where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, takewhile

from lxml import etree

from pipeline import review
from pipeline.render import TITLE_CAPACITY
from pipeline.review import (
    HEADINGS,
    Cascade,
    Document,
    Element,
    Role,
    Table,
    UnreadablePackage,
    W,
    agencies_in,
    cascade,
    em_width,
    is_red,
    rightly_placed,
    set_as_text,
    walk,
)
from pipeline.stationery import LANDSCAPE, LINE, PORTRAIT, Fonts, letterhead, w
from pipeline.tidy import grids, imprint, letters, page_styles, parts, pictures, proof, setting, title_lines, told
from pipeline.tidy.grafting import P_ORDER, put, remove
from pipeline.tidy.grafting import elements as markup_elements
from pipeline.tidy.setting import Surroundings
from pipeline.tidy.told import PaperLine

_KNOWN_COUNTS = frozenset({
    "decimal", "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCountingThousand", "chineseLegalSimplified", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman",
    "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "decimalZero", "bullet", "none",
})  # fmt: skip
_APART = re.compile(r"\d$|[编章节条]$")
_OPENING = 6  # lines from the first one with words in which the drawings of a head are anchored
_TITLE_ROLES = frozenset({Role.TITLE, Role.ENCLOSURE_TITLE})
_BESIDE = {
    "脚注、尾注": ("footnoteReference", "endnoteReference"),
    "批注": ("commentReference",),
    "修订": ("ins", "del", "moveFrom", "moveTo"),
}
_OWN_HEADINGS = frozenset({"标题1", "标题2", "标题3", "标题4"})
_SMALL, _SMALL_STYLE = frozenset({Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY}), "版头"
_OWN_HEAD = frozenset({_SMALL_STYLE, "发文机关标志"})  # our styles: an empty line of them keeps a place
_MOST_ABOVE = 4  # blank lines between a text and its signature
_NEAR = 30  # twips: margins of another program's rounding
_HAIRLINE = 60  # twips: lower exact lines are no lines of text


class Setter:
    """One file being set."""

    def __init__(self, data: bytes, document: Document, said: Mapping[int, Role], fonts: Fonts) -> None:
        self.package = review.opened_package(data)
        self.parts = parts.read(self.package)
        self.document, self.layout, self.fonts = document, document.layout, fonts
        root = self.package.part(self.package.document)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise UnreadablePackage("文件里没有正文")
        self.root, self.body = root, body
        self.styles: Cascade = cascade.read(self.package)
        self.lines = told.lines(document, body, said)
        self.typed: dict[int, str] = {}  # numbers typed out, by the paragraph's place among those that say something
        self.counts: Counter[str] = Counter()
        self.kept: list[str] = []
        measures = (PORTRAIT.measure, LANDSCAPE.measure)
        wide = all(any(abs(each.measure - ours) <= _NEAR for ours in measures) for each in self.layout.sections)
        first = self.layout.sections[0]
        self.is_letter = first.title_page and any(each.shown for each in first.headers.get("first", ()))
        self.placed = rightly_placed(document) if wide else frozenset()

    def made(self) -> bytes:
        """Return the bytes of the file, set."""
        sections = self._sections()
        ids = page_styles.styles(self.parts, self.package, self.fonts)
        self._set_tables(ids)
        self._set_lines(ids)
        bound_in = {line.paragraph.section for line in self.lines if line.role is Role.ENCLOSURE_MARK}
        page_styles.pages(self.parts, self.layout, sections, ids["PageNumber"], bound_in)
        page_styles.settings(self.parts, self.package)
        self._set_blank(ids)
        if imprint.gathered(self.lines, ids["TableText"], ruled=not self.is_letter):
            self.counts["版记移到末面下端"] += 1
        if large := pictures.fit(self.body, PORTRAIT.measure, PORTRAIT.depth):
            self.counts["图片缩到版心以内"] += large
        self.kept += self._carried_along()
        self.parts.put(self.parts.document, self.root)
        self.parts.as_document()
        return self.parts.sealed()

    def report(self) -> Iterator[str]:
        """Yield what was done, in words."""
        yield from (f"{said}（{count}处）" for said, count in self.counts.items())

    def _carried_along(self) -> Iterator[str]:
        """Yield what stands beside the text and was taken along as it is."""
        for what, names in _BESIDE.items():
            if count := sum(1 for _ in self.body.iter(*(f"{W}{name}" for name in names))):
                yield f"{what}{count}处，原样保留"

    def _sections(self) -> list[etree._Element]:
        found = [each for line in self.lines if (each := line.element.find(f"{walk.PPR}/{W}sectPr")) is not None]
        last = self.body.find(f"{W}sectPr")
        if last is None:
            last = etree.SubElement(self.body, f"{W}sectPr")
        for section in self.layout.sections:
            if words := page_styles.footers_with_words(section):
                self.kept.append(f"页脚里有文字“{words[:20]}”，页脚没有动，页码请自己核对")
                break
        return [*found, last]

    # --- paragraphs -----------------------------------------------------------------------------------------------

    def _set_lines(self, ids: Mapping[str, str]) -> None:
        texts = set_as_text(self.document)
        elements = {id(element.paragraph): element for element in self.document.elements}
        places = {element: at for at, element in enumerate(proof.said(self.root))}
        types_out = self._numbering_is_known()
        spoken = [line for line in self.lines if line.role is not None]
        ruled = self._ruled(spoken)
        before = (
            Role.MARK if any(self.document.spot(each.paragraph).table for each in self.document.of(Role.MARK)) else None
        )
        lead = 2.0
        for at, line in enumerate(spoken):
            if _is_framed(line):
                self.kept.append(f"{line.paragraph.address}在文本框（图文框）里，没有动")
                continue
            if self.is_letter and line.role in {Role.NUMBER, Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY}:
                before = line.role
                continue  # what stands under a letter's rule (10.1)
            if reason := _is_left(spoken, at):
                self.kept.append(f"{line.paragraph.address}{reason}，没有动")
                before = line.role
                continue
            source = self.styles.style_of(cascade.paragraph_properties(line.element.find(walk.PPR)))
            bare = id(line.paragraph) in self.placed
            together = _of_several(spoken, at) or bare
            text = line.paragraph.text.strip() if together else self._text(line, types_out, places)
            if together and not bare:
                self.kept.append(f"{line.paragraph.address}是几个机关的署名或它们的日期，左右的位置没有动")
            if line.role is Role.ENCLOSURES and before is not Role.ENCLOSURES:
                lead = setting.enclosure_lead(text)
            around = self._around(spoken, at, before, line is ruled, lead)
            as_text = _is_text(line, elements.get(id(line.paragraph)), texts)
            setting.place(line, ids[setting.style_of(line, as_text=as_text)], around, text)
            emphasis = line.role in setting.EMPHASISED or as_text
            more = letterhead.mark_letters(em_width(text)) if line.role is Role.MARK else ""
            plain = line.role in _TITLE_ROLES
            letters.reset(line.element, self.styles, source, emphasis=emphasis, plain=plain, more=more)
            if line.role in _TITLE_ROLES and (_stands_alone(spoken, at) or em_width(text) > TITLE_CAPACITY):
                self.counts["标题按词意分行"] += title_lines.set_lines(line.element, text)
            imprint.part_date(line)
            if line.role is Role.NUMBER and setting.SIGNED.search(text):
                letters.tab_before(line.element, setting.SIGNED)
                letters.face_after(line.element, setting.SIGNER, self.fonts.script)
            before = line.role
        self.counts["文字段落按公文格式排"] = len(spoken)
        self.counts += Counter()

    def _text(self, line: PaperLine, types_out: bool, places: Mapping[etree._Element, int]) -> str:
        """Type a number out, take white space that pushes the words about away; return the words."""
        number = line.element.find(f"{walk.PPR}/{W}numPr")
        blank_year = line.role is Role.DATE and line.paragraph.text.strip().startswith("年")
        if not blank_year and (removed := letters.strip(line.element, end=line.role in setting.CENTRED)):
            self.counts["段首段尾用来对位的空格去掉"] += bool(removed)
        label = line.paragraph.label.strip()
        if label and types_out and line.element in places:  # else it is the number of nothing
            typed = label + (" " if _APART.search(label) else "")
            letters.lead(line.element, typed)
            self.typed[places[line.element]] = typed
            self.counts["自动编号改成文字"] += 1
            if number is not None:
                remove(number)
            return typed + line.paragraph.text.strip()
        return line.paragraph.text.strip()

    def _around(
        self, spoken: Sequence[PaperLine], at: int, before: Role | None, ruled: bool, lead: float
    ) -> Surroundings:
        dated = next((line.paragraph.text for line in spoken[at:] if line.role not in {Role.SIGNATURE, Role.STAMP}), "")
        mine = spoken[at].role
        if mine is Role.DATE and before is Role.SIGNATURE:
            name = next(line.paragraph.text.strip() for line in reversed(spoken[:at]) if line.role is Role.SIGNATURE)
            width = em_width(agencies_in(name)[-1])
        else:
            width = setting.date_width(dated)
        has_mark = any(line.role is Role.MARK for line in spoken[:at]) or self.document.has(Role.MARK)
        has_mark = has_mark or any(line.paragraph.look.style in _OWN_HEAD for line in self.lines)
        above = self.lines[: self.lines.index(spoken[at])]
        small = sum(line.role in _SMALL or _keeps_the_place_of_one(line) for line in above)
        first = not any(line.role is Role.TITLE for line in spoken[:at])
        blank = self._blank_above(spoken[at])
        several, bare = _of_several(spoken, at), self._lines_above_placed(spoken[at])
        return Surroundings(before, width, has_mark, first, ruled, small, lead, blank, several, bare)

    def _lines_above_placed(self, line: PaperLine) -> int:
        """Return how many blank lines part a name or a date that stands as it must from the text, 0 for others.

        Those are lines that are going to be taken away; what is ruled, to be written on, stays.
        """
        if id(line.paragraph) not in self.placed:
            return 0
        at = self.lines.index(line)
        blank = takewhile(lambda each: each.role is None and told.is_bare(each.element), reversed(self.lines[:at]))
        lines = round(line.paragraph.look.before / LINE) + sum(1 for _ in blank)
        return min(max(lines, 1), _MOST_ABOVE)

    def _blank_above(self, line: PaperLine) -> int:
        """Return how many blank lines stay above a line: drawings are anchored in them."""
        by_element = {each.element: each for each in self.lines}
        above = (by_element.get(each) for each in line.element.itersiblings("*", preceding=True))
        blank = takewhile(lambda each: each is not None and each.role is None, above)
        return sum(each.paragraph.has_drawing and not _has_own_place(each) for each in blank if each)

    def _ruled(self, spoken: Sequence[PaperLine]) -> PaperLine | None:
        """Return the line that is to bear the red rule, None where there is one already or none belongs."""
        if not self.document.has(Role.MARK) or self.layout.has_drawings:
            return None
        number = next((line for line in spoken if line.role is Role.NUMBER), None)
        others = (
            border
            for line in self.lines
            if line is not number
            for border in (line.paragraph.look.top, line.paragraph.look.bottom)
        )
        edges = (p.look for section in self.layout.sections for edge in section.headers.values() for p in edge)
        above = (border for look in edges for border in (look.top, look.bottom))
        return None if any(border and is_red(border.colour) for border in chain(others, above)) else number

    def _numbering_is_known(self) -> bool:
        used = {level.kind for level in self.styles.levels.values()}
        if used <= _KNOWN_COUNTS:
            return True
        self.kept.append("自动编号里有少见的样式，编号没有改成文字")
        return False

    def _set_blank(self, ids: Mapping[str, str]) -> None:
        """Take blank lines away: distances are the styles' business now. A break of pages goes to what follows it."""
        clear_of_drawing = self._held_down()
        for at, line in enumerate(self.lines):
            if at < clear_of_drawing or line.role is not None or _has_own_place(line):
                continue
            following = next((each for each in self.lines[at + 1 :] if each.role is not None), None)
            if _parts_title_from_table(self.lines, at):
                setting.place(line, ids["TableTitle"], Surroundings(Role.TITLE, 0), "")
                continue
            if (
                not told.is_bare(line.element)
                or _is_needed(line.element)
                or (line.paragraph.breaks_page and not following)
            ):
                setting.place(line, ids["Body"], Surroundings(None, 0), "")
                continue
            if line.paragraph.breaks_page and following and following.role is not Role.ENCLOSURE_MARK:
                properties = following.element.find(walk.PPR)
                assert properties is not None
                put(properties, markup_elements(w("pageBreakBefore")), P_ORDER)
            remove(line.element)
            self.counts["空行去掉"] += 1

    def _held_down(self) -> int:
        """Return how many lines in front are left as they are: a head that is drawn stands there, outside the text.

        Without the blank lines that its author put there, the text would run into it.
        """
        begins = next((at for at, line in enumerate(self.lines) if line.role is not None), len(self.lines))
        opening = self.lines[: begins + _OPENING]
        drawn = any(True for line in opening for _ in line.element.iter("{*}anchor", f"{W}pict"))
        if drawn and begins:
            self.kept.append("版头是画出来的（文本框、艺术字），上面的空行没有动")
        return begins if drawn else 0

    # --- tables ---------------------------------------------------------------------------------------------------

    def _set_tables(self, ids: Mapping[str, str]) -> None:
        elements = [element for element in walk.blocks(self.body) if element.tag == walk.TBL]
        heads = {Role.MARK, *imprint.ROLES}
        own = {id(self.document.spot(e.paragraph).table): e.role for e in self.document.elements if e.role in heads}
        for element, table in zip(elements, self.layout.tables, strict=True):
            if role := own.get(id(table)):
                if role is Role.MARK:
                    self.kept.append(f"表{table.number}是联合发文的机关标志，没有动")
                else:
                    self._set_imprint(element, table, ids)
                continue
            section = self.layout.sections[min(table.section, len(self.layout.sections) - 1)]
            area = LANDSCAPE if section.width > section.height else PORTRAIT
            self.counts["表格收到版心以内"] += grids.fit(element, table, area.measure)
            grids.keep_rows(element, table)
            grids.set_cells(element, table, self.styles, self.fonts)
            if not grids.blacken(element, self.styles) and len(table.rows) > 1:
                self.kept.append(f"表{table.number}没有框线，没有加（可能只用来对齐文字）")

    def _set_imprint(self, element: etree._Element, table: Table, ids: Mapping[str, str]) -> None:
        roles = {id(each.paragraph): each.role for each in self.document.elements if each.role in imprint.ROLES}
        held = (
            each
            for row in walk.inner(element, f"{W}tr")
            for cell in walk.inner(row, f"{W}tc")
            for each in walk.blocks(cell)
        )
        pairs = zip((each for each in held if each.tag == walk.P), table.paragraphs, strict=False)
        lines = [
            PaperLine(each, paragraph, roles[id(paragraph)]) for each, paragraph in pairs if id(paragraph) in roles
        ]
        imprint.set_table(element, lines, ids, self.styles, ruled=not self.is_letter)


def _keeps_the_place_of_one(line: PaperLine) -> bool:
    """Whether an empty line stands where 份号, 密级 or 紧急程度 would."""
    return line.role is None and line.paragraph.look.style == _SMALL_STYLE


def _is_left(spoken: Sequence[PaperLine], at: int) -> str:
    """Return why a line is left as it is: nobody can set what several names in one line mean. "" for others."""
    line = spoken[at]
    several_signers = any(each.role is Role.SIGNERS for each in spoken)
    if several_signers and (line.role is Role.SIGNERS or line.role is Role.NUMBER):
        return "有几个签发人"
    return ""


def _of_several(spoken: Sequence[PaperLine], at: int) -> bool:
    """Whether a line is the names of several agencies, or the date below them, that keep their places.

    Those of one line are set so that the last name stands on the date; of more, their author alone knows the order.
    """
    if spoken[at].role not in {Role.SIGNATURE, Role.DATE}:
        return False
    last = at if spoken[at].role is Role.SIGNATURE else at - 1
    names = [line.paragraph.text.strip() for line in _signature_at(spoken, last)]
    several = any(len(agencies_in(name)) > 1 for name in names)
    return several and (len(names) > 1 or em_width(names[0]) > setting.WIDEST_NAMES)


def _signature_at(spoken: Sequence[PaperLine], at: int) -> list[PaperLine]:
    """Return the lines of names to which one belongs."""
    above = takewhile(lambda line: line.role is Role.SIGNATURE, reversed(spoken[: at + 1]))
    below = takewhile(lambda line: line.role is Role.SIGNATURE, spoken[at + 1 :])
    return [*reversed(list(above)), *below]


def _is_framed(line: PaperLine) -> bool:
    """Whether a paragraph itself, not its style, stands in a frame: where that is, is its author's business."""
    return line.element.find(f"{walk.PPR}/{W}framePr") is not None


def _has_own_place(line: PaperLine) -> bool:
    """Whether a blank line is a rule, an anchor of one point or stands in a frame: none is distance."""
    look = line.paragraph.look
    if _is_framed(line) or told.is_blank_to_write_on(line.element) or look.style in _OWN_HEAD:
        return True
    return bool(look.top or look.bottom) or (look.rule == "exact" and look.line <= _HAIRLINE)


def _is_needed(element: etree._Element) -> bool:
    """Whether Word wants a paragraph there: between two tables, at the end of a cell or of the text."""
    before, after = element.getprevious(), element.getnext()
    tables = [each is not None and each.tag == walk.TBL for each in (before, after)]
    last = after is None or after.tag == f"{W}sectPr"
    return all(tables) or (last and (tables[0] or before is None)) or element.find(f"{walk.PPR}/{W}sectPr") is not None


def _parts_title_from_table(lines: Sequence[PaperLine], at: int) -> bool:
    """Whether a blank line stands between a title and its table: without one the table would touch the title."""
    below = lines[at].element.getnext()
    above = next((each.role for each in reversed(lines[:at]) if each.role is not None), None)
    return told.is_bare(lines[at].element) and above is Role.TITLE and below is not None and below.tag == walk.TBL


def _is_text(line: PaperLine, element: Element | None, texts: frozenset[int]) -> bool:
    """Whether a numbered line is a sentence of the text."""
    if line.role not in HEADINGS or element is None or line.paragraph.look.style in _OWN_HEADINGS:
        return False
    return not element.alone or id(element) in texts


def _stands_alone(spoken: Sequence[PaperLine], at: int) -> bool:
    """Whether a title is one paragraph."""
    beside = (spoken[place].role for place in (at - 1, at + 1) if 0 <= place < len(spoken))
    return all(role is not spoken[at].role for role in beside)
