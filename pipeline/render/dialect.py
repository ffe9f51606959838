"""docxtpl's dialect, spoken by docxtpl: what it does to a template before Jinja sees it, and to a part after filling.

The only place that knows docxtpl. Its preparation (219 lines of regular expressions) runs once a template; what it
does after filling is done only where it can change anything.
"""

from __future__ import annotations

import copy
import io
import re
from dataclasses import dataclass
from itertools import count
from typing import Any

from jinja2 import nodes
from lxml import etree

_GRID_TAGS = re.compile(
    r"<w:(?:tbl|tr|tc|gridCol|gridSpan)(?:\s[^>]*)?>|<w:gridSpan\b[^>]*>|</w:(?:tbl|tr)>"
    r"|\{%-?\s*(?P<end>end)?(?:if|for|macro)\b.*?%\}"
)
_LISTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
_UNMEASURED = re.compile(r"<w:gridCol\s*/>")  # allowed, but docxtpl wants a width
_DRAWING = r'(<wp:docPr(?:\s+(?!id=)[\w:.-]+="[^"]*")*\s+id=")[^"]*'
_DRAWINGS, _FILLED_DRAWINGS = re.compile(_DRAWING), re.compile(_DRAWING.encode())
MAIN_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTROLLED = f"{_W}tr/{_W}sdt/{_W}sdtContent/{_W}tc"
_FIRST_DRAWING = 1001
_IN_TEXT = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")


def _docxtpl() -> Any:
    """Return docxtpl's template of nothing. It brings python-docx, which shipped templates do without."""
    from docxtpl import DocxTemplate  # noqa: PLC0415

    return DocxTemplate(io.BytesIO())


def strict_parser() -> etree.XMLParser:
    """Return a strict parser that keeps nothing but what python-docx would keep."""
    return etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True, huge_tree=True)


def prepared(content: bytes) -> str:
    """Return a part as docxtpl prepares it: tags in one piece, {%p %} and its kin lifted out of their paragraphs."""
    root = etree.fromstring(content, strict_parser())
    _ask_anew(root)
    text = etree.tostring(root, encoding="unicode")
    patched: str = _docxtpl().patch_xml(text)
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)  # a line a paragraph, so that a fault's line names its text


def _ask_anew(root: etree._Element) -> None:
    """Let Word make tables of contents and indexes anew: those in a template list the template's own headings."""
    begun: list[etree._Element] = []  # fields that are open, the innermost last
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        if element.tag == f"{_W}fldSimple":
            if _LISTS.match(element.get(f"{_W}instr") or ""):
                element.set(f"{_W}dirty", "true")
        elif element.tag == f"{_W}instrText":
            if begun and _LISTS.match(element.text or ""):
                begun[-1].set(f"{_W}dirty", "true")
        elif element.get(f"{_W}fldCharType") == "begin":
            begun.append(element)
        elif element.get(f"{_W}fldCharType") == "end" and begun:
            begun.pop()


def settle(tree: nodes.Template) -> None:
    """Take the helping line breaks out again, and resolve docxtpl's escapes {_{ in constant text only."""
    for constant in tree.find_all(nodes.TemplateData):
        resolved = re.sub(r"\n(<w:p[ >])", r"\1", constant.data)
        for written, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
            resolved = resolved.replace(written, meant)
        constant.data = resolved


def listed(text: str) -> str:
    """Return a filled part with tabs, line breaks, new paragraphs (BEL) and pages (FF) as Word writes them."""
    resolved: str = _docxtpl().resolve_listing(text)
    return resolved


def holds_listing(tree: nodes.Template) -> bool:
    """Whether a template's own text holds what `listed` would change."""
    return any(_IN_TEXT.search(constant.data) for constant in tree.find_all(nodes.TemplateData))


def number_drawings(tree: nodes.Template) -> bool:
    """Number the drawings of a body as docxtpl does; False where their number depends on the facts."""
    for block in tree.find_all((nodes.For, nodes.If, nodes.Macro)):
        if any("<wp:docPr" in constant.data for constant in block.find_all(nodes.TemplateData)):
            return False
    constants = list(tree.find_all(nodes.TemplateData))
    if any(each.data.count("<wp:docPr") > len(_DRAWINGS.findall(each.data)) for each in constants):
        return False  # a value stands before its number
    numbers = count(_FIRST_DRAWING)
    for constant in constants:
        constant.data = _DRAWINGS.sub(lambda found: f"{found[1]}{next(numbers)}", constant.data)
    return True


def numbered(data: bytes) -> bytes:
    """Return a filled and well-formed body with its drawings numbered: what `number_drawings` could not do before."""
    numbers = count(_FIRST_DRAWING)
    return _FILLED_DRAWINGS.sub(lambda found: b"%s%d" % (found[1], next(numbers)), data)


def fixed(root: etree._Element, text: str) -> etree._Element:
    """Return a filled body, parsed and as text, as docxtpl leaves it: grids that fit their rows, drawings numbered.

    docxtpl does not see a cell that stands in a content control, and takes its column away: such a grid stays.
    """
    template = _docxtpl()
    template.docx_ids_index = _FIRST_DRAWING - 1
    tree: etree._Element = template.fix_tables(_UNMEASURED.sub('<w:gridCol w:w="0"/>', text))
    for before, table in zip(root.iter(f"{_W}tbl"), tree.iter(f"{_W}tbl"), strict=False):
        grid, own = table.find(f"{_W}tblGrid"), before.find(f"{_W}tblGrid")
        if grid is not None and own is not None and before.find(_CONTROLLED) is not None:
            table.replace(grid, copy.deepcopy(own))
    template.fix_docpr_ids(tree)
    return tree


def grids_fit(text: str) -> bool:
    """Whether every filling of a prepared body has tables whose grids fit their rows: then there is nothing to fix.

    That is so where no row's cells depend on the facts, none has more than its table's columns, and a row that is
    always there has as many. Tables within tables are left to docxtpl.
    """
    grid: _Grid | None = None
    depth = 0  # of conditions and loops
    for tag in _GRID_TAGS.finditer(text):
        said = tag[0]
        if said.startswith("{"):
            depth += -1 if tag["end"] else 1
        elif said.startswith("<w:tbl"):
            if grid is not None:
                return False
            grid = _Grid(depth)
        elif grid is not None and said == "</w:tbl>":
            if not grid.steady:
                return False
            grid = None
        elif grid is not None and not grid.takes(said, depth):
            return False
    return grid is None


@dataclass(slots=True)
class _Grid:
    """A table being counted: `level` and `row` are the depths of conditions at which it and its row began."""

    level: int
    columns: int = 0
    row: int = 0
    cells: int = 0
    steady: bool = False

    def takes(self, tag: str, depth: int) -> bool:
        """Count one more tag; False where the table may need mending."""
        if tag.startswith("<w:gridCol"):
            self.columns += 1
        elif tag.startswith(("<w:tr>", "<w:tr ")):
            self.row, self.cells = depth, 0
        elif depth != self.row:  # cells that depend on the facts
            return False
        elif tag.startswith(("<w:tc>", "<w:tc ")):
            self.cells += 1
        elif tag.startswith("<w:gridSpan"):
            span = re.search(r'w:val="(\d+)"', tag)
            self.cells += int(span[1]) - 1 if span else self.columns + 1
        elif tag == "</w:tr>":
            self.steady = self.steady or (self.cells == self.columns and depth == self.level)
            return self.cells <= self.columns
        return True
