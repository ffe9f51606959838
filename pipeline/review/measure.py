"""A Word file → its Layout: plain numbers, whoever made the file (Word, WPS, LibreOffice, this program)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree

from pipeline.review import cascade, leftovers, walk
from pipeline.review.cascade import Cascade, Properties, W, number, on, value
from pipeline.review.docx_package import Package, UnreadablePackage, opened_package
from pipeline.review.layout import Layout, Leftover, Paragraph, ParagraphLook, Run, RunLook, Section, Table, TableRow
from pipeline.review.list_numbers import Numbering

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RPR = f"{W}rPr"
_PAGE_FIELD = re.compile(r"(?<![A-Z])PAGE(?![A-Z])")
_MOST_MEMORIES = 64
_CELL_MARGIN = 108  # twips
_UNREAD = "docProps/"  # parts that have no look

_A4 = {"w": "11906", "h": "16838"}


@dataclass(slots=True)
class TemplateStyles:
    """What all documents of one template share: styles and settings; and properties that have been met already."""

    styles: Cascade
    odd_and_even: bool
    leftovers: tuple[Leftover, ...]
    looks: dict[tuple[bytes, str, int], tuple[ParagraphLook, str]] = field(default_factory=dict)
    letters: dict[tuple[str, bytes, str], tuple[RunLook, bool]] = field(default_factory=dict)


class Measurer:
    """Measures documents; what documents of one template share is measured once."""

    def __init__(self) -> None:
        self._sheets: dict[tuple[tuple[str, int], ...], TemplateStyles] = {}

    def measure(self, data: bytes, document: bytes = b"") -> Layout:
        """Return a document's layout, or that of another main part in its place. Raises UnreadablePackage."""
        package = opened_package(data, document)
        entries = (e for e in package.archive.infolist() if not e.filename.startswith(_UNREAD))
        key = tuple((e.filename, e.CRC) for e in entries if e.filename != package.document)
        sheet = self._sheets.get(key)
        if sheet is None:
            if len(self._sheets) >= _MOST_MEMORIES:
                self._sheets.clear()
            sheet = self._sheets[key] = TemplateStyles(
                cascade.read(package), _odd_and_even(package), _leftovers(package)
            )
        try:
            return _Reader(package, sheet).layout()
        except RecursionError as fault:
            raise UnreadablePackage("文件的结构嵌套太深，不敢打开") from fault


def layout_of(data: bytes) -> Layout:
    """Return one document's layout. Raises docx_package.UnreadablePackage."""
    return Measurer().measure(data)


def _odd_and_even(package: Package) -> bool:
    root = package.part(package.related("settings") or "word/settings.xml")
    element = root.find(f"{W}evenAndOddHeaders") if root is not None else None
    return element is not None and on(element)


def _leftovers(package: Package) -> tuple[Leftover, ...]:
    """Return what all parts but the text itself still have to be filled in at."""
    edges = {*package.relations("header").values(), *package.relations("footer").values()}
    roots = [root for name in sorted(edges) if (root := package.part(name)) is not None]
    return (*leftovers.beside(package), *(each for root in roots for each in leftovers.within(root)))


class _Reader:
    """One document being measured."""

    def __init__(self, package: Package, sheet: TemplateStyles) -> None:
        self.package, self.sheet, self.styles = package, sheet, sheet.styles
        self.numbering = Numbering(self.styles.levels)
        self.boxes: list[Paragraph] = []
        self.section = 0
        self.drawings = False

    def layout(self) -> Layout:
        root = self.package.part(self.package.document)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnreadablePackage("文件里没有正文")
        blocks: list[Paragraph | Table] = []
        sections: list[etree._Element] = []
        paragraphs = tables = 0
        for element in walk.blocks(body):
            if element.tag == walk.P:
                paragraphs += 1
                blocks.append(self.paragraph(element, paragraphs, ""))
                if (ended := element.find(f"{walk.PPR}/{W}sectPr")) is not None:
                    sections.append(ended)
                    self.section += 1
            else:
                tables += 1
                blocks.append(self.table(element, tables))
        last = body.find(f"{W}sectPr")
        sections.append(last if last is not None else etree.Element(f"{W}sectPr"))
        measured = self.sections(sections)
        shown = tuple(_with_section_starts(blocks, sections))
        left = (*self.sheet.leftovers, *leftovers.within(body))
        return Layout(tuple(measured), shown, tuple(self.boxes), self.sheet.odd_and_even, self.drawings, left)

    # --- paragraphs and runs --------------------------------------------------------------------------------------

    def paragraph(self, element: etree._Element, counted: int, place: str, table: str = "") -> Paragraph:
        properties = element.find(walk.PPR)
        raw = etree.tostring(properties) if properties is not None else b""
        direct = cascade.paragraph_properties(properties) if properties is not None else {}
        style = self.styles.style_of(direct)
        runs: list[Run] = []
        seen = walk.Seen()
        for run in walk.runs(element, seen):
            letter, hidden = self.letter(style, run, table)
            if not hidden and (text := walk.text(run, seen)):
                if runs and runs[-1].letter == letter:
                    runs[-1] = Run(runs[-1].text + text, letter)
                else:
                    runs.append(Run(text, letter))
        size = max((run.letter.size for run in runs), default=0) or self._size(style, properties, table)
        look, numbered = self.look(raw, direct, table, size)
        self.drawings = self.drawings or seen.drawn
        for box in seen.boxes:
            self._box(box, place or f"第{counted}段")
        return Paragraph(
            counted, place, tuple(runs), look, self.numbering.label(numbered) if runs else "", seen.page_break,
            has_drawing=seen.drawn, section=self.section,
        )  # fmt: skip

    def _box(self, box: etree._Element, place: str) -> None:
        for count, inner in enumerate(walk.blocks(box), 1):
            if inner.tag == walk.P:
                self.boxes.append(replace(self.paragraph(inner, count, f"{place}处的文本框"), boxed=True))

    def _size(self, style: str, properties: etree._Element | None, table: str) -> int:
        """Return the size of an empty paragraph: that of its mark."""
        mark = properties.find(_RPR) if properties is not None else None
        return self.styles.letter(self.styles.run(style, cascade.run_properties(mark), table)).size

    def look(self, raw: bytes, direct: Properties, table: str, size: int) -> tuple[ParagraphLook, str]:
        """Return a paragraph's look, and its numbering as numId|level ("" for none)."""
        key = (raw, table, size)
        if key not in self.sheet.looks:
            merged = self.styles.paragraph(direct, table)
            numbering = merged.get("numId", "0")
            numbered = f"{numbering}|{merged.get('ilvl') or '0'}" if numbering not in {"", "0"} else ""
            self.sheet.looks[key] = self.styles.look(merged, size), numbered
        return self.sheet.looks[key]

    def letter(self, style: str, run: etree._Element, table: str) -> tuple[RunLook, bool]:
        """Return a run's look and whether it is hidden."""
        properties = run.find(_RPR)
        key = (style, etree.tostring(properties, with_tail=False) if properties is not None else b"", table)
        if key not in self.sheet.letters:
            merged = self.styles.run(style, cascade.run_properties(properties), table)
            self.sheet.letters[key] = self.styles.letter(merged), merged.get("vanish") == "1"
        return self.sheet.letters[key]

    # --- tables ---------------------------------------------------------------------------------------------------

    def table(self, element: etree._Element, counted: int) -> Table:
        properties = element.find(f"{W}tblPr")
        style = width = None
        floating = False
        if properties is not None:
            style, width = properties.find(f"{W}tblStyle"), properties.find(f"{W}tblW")
            floating = properties.find(f"{W}tblpPr") is not None
        name = value(style) if style is not None else ""
        borders = self.styles.edges(name) | cascade.edges(element.find(f"{W}tblPr/{W}tblBorders"))
        rows_of_cells = list(walk.inner(element, f"{W}tr"))
        sides = ["top", *["insideH"] * (len(rows_of_cells) - 1), "bottom"]
        rows = tuple(
            self.row(row, f"表{counted}第{at}行", name, {"top": borders.get(above), "bottom": borders.get(below)})
            for at, (row, (above, below)) in enumerate(zip(rows_of_cells, pairwise(sides), strict=False), 1)
        )
        stated = int(number(value(width, "w"))) if width is not None and value(width, "type") == "dxa" else 0
        return Table(
            counted,
            tuple(int(number(value(column, "w"))) for column in element.findall(f"{W}tblGrid/{W}gridCol")),
            stated,
            rows,
            floating,
            _margins(element.find(f"{W}tblPr/{W}tblCellMar")),
            self.section,
        )

    def row(self, element: etree._Element, place: str, table: str, edges: cascade.Edges) -> TableRow:
        """Return a row; `edges`: what its table draws above and below it where its cells do not say."""
        properties = element.find(f"{W}trPr")

        def said(name: str) -> bool:
            child = properties.find(W + name) if properties is not None else None
            return child is not None and on(child)

        cells, merged, middle = [], [], []
        edges = dict(edges)
        for at, cell in enumerate(walk.inner(element, f"{W}tc"), 1):
            paragraphs: list[Paragraph] = []
            for inner in walk.blocks(cell):
                if inner.tag == walk.P:
                    paragraphs.append(self.paragraph(inner, len(paragraphs) + 1, f"{place}第{at}格", table))
                else:
                    nested = self.table(inner, 1)
                    paragraphs += nested.paragraphs
            cells.append(tuple(paragraphs))
            merge, place_in = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}vAlign")
            merged.append("" if merge is None else value(merge) or "continue")
            middle.append(place_in is not None and value(place_in) == "center")
            edges |= cascade.edges(cell.find(f"{W}tcPr/{W}tcBorders"))
        return TableRow(
            tuple(cells), said("tblHeader"), said("cantSplit"), tuple(merged), tuple(middle),
            edges.get("top"), edges.get("bottom"),
        )  # fmt: skip

    # --- sections -------------------------------------------------------------------------------------------------

    def sections(self, elements: list[etree._Element]) -> Iterator[Section]:
        footers: dict[str, str] = {}
        headers: dict[str, str] = {}
        names = self.package.relations("footer") | self.package.relations("header")
        for element in elements:
            for kind, into in (("footerReference", footers), ("headerReference", headers)):
                for reference in element.findall(W + kind):
                    into[value(reference, "type") or "default"] = names.get(reference.get(f"{_R}id", ""), "")
            yield self.a_section(element, footers, headers)

    def a_section(self, element: etree._Element, footers: dict[str, str], headers: dict[str, str]) -> Section:
        def said(name: str) -> dict[str, str]:
            child = element.find(W + name)
            return cascade.attributes(child) if child is not None else {}

        paper, margins, grid = _A4 | said("pgSz"), said("pgMar"), said("docGrid")
        title = element.find(f"{W}titlePg")
        bottoms = {kind: self.edge(name, "页脚") for kind, name in footers.items() if name}
        tops = {kind: self.edge(name, "页眉") for kind, name in headers.items() if name}

        def twips(figures: dict[str, str], name: str, otherwise: float = 0) -> int:
            return round(number(figures.get(name, ""), otherwise))

        gutter = twips(margins, "gutter")
        return Section(
            twips(paper, "w"), twips(paper, "h"), abs(twips(margins, "top", 1440)), abs(twips(margins, "bottom", 1440)),
            twips(margins, "left", 1800) + gutter, twips(margins, "right", 1800), twips(margins, "footer", 720),
            grid.get("type", "") if grid.get("type") != "default" else "", twips(grid, "linePitch"),
            twips(grid, "charSpace"), title is not None and on(title), "start" in said("pgNumType"),
            paper.get("orient") == "landscape", bottoms, tops, self.numbered(footers), self.numbered(headers),
        )  # fmt: skip

    def numbered(self, edges: dict[str, str]) -> frozenset[str]:
        """Return which kinds of footers or headers hold the field of the page's number, in one piece or in several."""
        return frozenset(kind for kind, name in edges.items() if name and self._is_numbered(name))

    def _is_numbered(self, name: str) -> bool:
        root = self.package.part(name)
        if root is None:
            return False
        return (
            any(_PAGE_FIELD.search(code.upper()) for code in walk.instructions(root))
            or root.find(f".//{W}pgNum") is not None
        )

    def edge(self, name: str, place: str) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a footer or header, those in its text boxes included."""
        root = self.package.part(name)
        if root is None:
            return ()
        before, drawings = len(self.boxes), self.drawings
        found = [self.paragraph(p, at, place) for at, p in enumerate(root.iter(walk.P), 1) if not walk.inside_box(p)]
        boxed, self.boxes, self.drawings = self.boxes[before:], self.boxes[:before], drawings
        return (*found, *boxed)


def _with_section_starts(
    blocks: list[Paragraph | Table], sections: list[etree._Element]
) -> Iterator[Paragraph | Table]:
    """Mark the first paragraph of each section that begins on a new page."""
    before = 0
    for block in blocks:
        kind = sections[block.section].find(f"{W}type")
        turned = block.section > before and (kind is None or value(kind) not in {"continuous", "nextColumn"})
        before = block.section
        yield replace(block, starts_section=True) if turned and isinstance(block, Paragraph) else block


def _margins(element: etree._Element | None) -> tuple[int, int]:
    """Return what cells leave free at the left and at the right; what a table does not say is Word's own."""
    found = {"left": _CELL_MARGIN, "right": _CELL_MARGIN}
    for side in element.iterchildren("*") if element is not None else ():
        name = {"start": "left", "end": "right"}.get(str(side.tag).removeprefix(W), str(side.tag).removeprefix(W))
        found[name] = round(number(value(side, "w")))
    return found["left"], found["right"]
