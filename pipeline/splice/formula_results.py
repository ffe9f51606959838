"""The results of formulas, as Excel has left them in a workbook → into a copy of it that a library has written.

Libraries write formulas and no results, so nobody would read the copy's until Excel had saved it. What stands in the
source is true of the copy, too, as long as no cell is another one: what a change has made untrue has no result there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.splice.refused import Refused
from pipeline.splice.xlsx_cells import Workbook
from pipeline.splice.zip_parts import with_parts

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_KINDS = frozenset({"", "n", "str", "b", "e"})  # of a result; another one would point elsewhere

Result = tuple[str, str]
"""What kind of value a result is, and the value, as the file spells them."""


def with_results(copy: bytes, source: bytes) -> bytes:
    """Return the copy with the results that its formulas have in the source; as it is where those cannot be read."""
    try:
        made, known = Workbook(copy), Workbook(source)
        found = {name: dict(_results(known.parts[part])) for name, part in known.sheets.items()}
        parts = {part: _with(made.parts[part], found[name]) for name, part in made.sheets.items() if found.get(name)}
    except (Refused, etree.XMLSyntaxError):
        return copy
    return with_parts(copy, parts) if parts else copy


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _formulas(root: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in root.iter(f"{_MAIN}c") if cell.find(f"{_MAIN}f") is not None)


def _results(sheet: bytes) -> Iterator[tuple[str, Result]]:
    """Yield address and result of each formula that has one."""
    for cell in _formulas(_parsed(sheet)):
        value, kind = cell.findtext(f"{_MAIN}v"), cell.get("t", "")
        if value and kind in _KINDS and (address := cell.get("r")):
            yield address, (kind, value)


def _with(sheet: bytes, results: Mapping[str, Result]) -> bytes:
    root = _parsed(sheet)
    for cell in _formulas(root):
        if (found := results.get(cell.get("r", ""))) is None:
            continue
        kind, words = found
        value = cell.find(f"{_MAIN}v")
        if value is None:
            value = etree.SubElement(cell, f"{_MAIN}v")
        value.text = words
        cell.set("t", kind or "n")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
