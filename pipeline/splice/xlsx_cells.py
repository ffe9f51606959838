"""Cells of an .xlsx changed in place: the parts of their sheets are others, all other parts keep their bytes.

A cell keeps its look. A formula in it goes, and with it the list of the order of calculation, which Excel makes anew.
Formulas that look at it lose their results, so that nobody reads a number that is no longer true; Excel calculates
them when it opens the file. What would break the workbook (a formula that others share, the heads of a table) is
refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from posixpath import basename, dirname, join, normpath
from xml.sax.saxutils import escape, unescape

from pipeline.model.frozen import frozen
from pipeline.splice.references import stale
from pipeline.splice.refused import Refused
from pipeline.splice.sheetxml import CellSpan, Content, Place, SheetXml, area_of, holds, reference
from pipeline.splice.zip_parts import with_parts

__all__ = ["ChangedWorkbook", "Content", "Refused", "Workbook"]

_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*?)/?>(?:\s*</(?:\w+:)?Relationship>)?")
_OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b([^>]*?)/?>(?:\s*</(?:\w+:)?Override>)?")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_TABLE = re.compile(rb"<(?:\w+:)?table\b([^>]*)>")
_CALCULATION = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")
_WORKBOOK, _TYPES, _ROOT = "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"
_CHAIN = "xl/calcChain.xml"
_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_NAMES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)
_NO_PROPERTIES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties {_CUSTOM_NAMES}></Properties>'.encode()
)
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users make
_STRICT = b"http://purl.oclc.org/ooxml/"


@frozen
class ChangedWorkbook:
    """The workbook with its cells changed, and the formulas (sheet, address) whose results are no longer known."""

    data: bytes
    stale: tuple[tuple[str, str], ...]


class Workbook:
    """An .xlsx opened to be changed. Raises Refused for what is none."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError) as fault:
            raise Refused("文件不完整或已损坏") from fault
        if _WORKBOOK not in self.parts or _TYPES not in self.parts or _ROOT not in self.parts:
            raise Refused("不是 .xlsx 工作簿")
        if _STRICT in self.parts[_WORKBOOK]:
            raise Refused("这是“严格 Open XML”格式的文件，请用 Excel 另存为普通的 .xlsx 再改")
        self.sheets = self._sheets()

    def _sheets(self) -> dict[str, str]:
        """Return the part of each worksheet, by its name."""
        relations = self._relations(_WORKBOOK)
        found: dict[str, str] = {}
        for match in _SHEET.finditer(self.parts[_WORKBOOK]):
            given = _attributes(match[1])
            part = relations.get(given.get("id", ""), ("", ""))[1]
            if part in self.parts and given.get("name", "") not in found:
                found[given.get("name", "")] = part
        return found

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what each of a part's relationships is, and to which part it leads."""
        listing = self.parts.get(f"{dirname(part)}/_rels/{basename(part)}.rels", b"")
        found = {}
        for match in _RELATION.finditer(listing):
            given = _attributes(match[1])
            target = given.get("Target", "")
            home = "" if target.startswith("/") else dirname(part)
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = kind, normpath(join(home, target.lstrip("/")))
        return found

    def cell(self, sheet: str, place: Place) -> CellSpan | None:
        """Return a cell as it stands there; None where nothing does. Raises Refused."""
        return SheetXml.of(self._part(sheet), frozenset({place[0]})).cell(place)

    def _part(self, sheet: str) -> bytes:
        if sheet not in self.sheets:
            raise Refused(f"没有叫“{sheet}”的工作表")
        return self.parts[self.sheets[sheet]]

    def with_cells(self, cells: Mapping[tuple[str, Place], Content], properties: Mapping[str, str]) -> ChangedWorkbook:
        """Return the workbook with these cells, and with properties (of the file) set. Raises Refused."""
        wanted = {name: frozenset(place[0] for sheet, place in cells if sheet == name) for name, _ in cells}
        pages = {
            name: SheetXml.of(self.parts[part], wanted.get(name, frozenset()))
            for name, part in self.sheets.items()
            if name in wanted or _has_formulas(self.parts[part])
        }
        for sheet, place in cells:
            self._part(sheet)
            self._check(sheet, pages[sheet], place)
        lost = stale({name: page.formulas for name, page in pages.items()}, cells)
        parts: dict[str, bytes | None] = {}
        for name, page in pages.items():
            own = {place: content for (sheet, place), content in cells.items() if sheet == name}
            unknown = frozenset(place for sheet, place in lost if sheet == name)
            if own or unknown:
                parts[self.sheets[name]] = page.with_cells(own, unknown)
        if lost or any(place in pages[sheet].formulas for sheet, place in cells):
            parts |= self._calculated_anew()
        if properties:
            self._with_properties(parts, properties)
        listed = tuple((sheet, reference(place)) for sheet, place in sorted(lost))
        return ChangedWorkbook(with_parts(self.data, parts), listed)

    def _check(self, sheet: str, page: SheetXml, place: Place) -> None:
        """Refuse a cell whose change would be another's too, or would break the workbook."""
        here = reference(place)
        for area in page.merges:
            if holds(area, place) and place != area[:2]:
                first = reference((area[0], area[1]))
                raise Refused(
                    f"{here} 和 {first} 是合并在一起的，内容写在 {first}；请改 {first}，或在 Excel 里取消合并"
                )
        cell = page.cell(place)
        own = cell.formula if cell is not None else None
        if (
            own is not None
            and own.kind in {"shared", "array", "dataTable"}
            and own.area is not None
            and (own.area != (*place, *place))
        ):
            raise Refused(f"{here} 的公式别的格子也在用，请在 Excel 里改")
        for other, each in page.formulas.items():
            formula = each.formula
            if formula is None or formula.area is None or formula.kind not in {"array", "dataTable"} or other == place:
                continue
            if holds(formula.area, place):
                raise Refused(f"{here} 是 {reference(other)} 的数组公式算出来的，请在 Excel 里改")
        for kind, part in self._relations(self.sheets[sheet]).values():
            if kind == "table" and self._is_head(self.parts.get(part, b""), place):
                raise Refused(f"{here} 是表格的标题，请在 Excel 里改")

    def _is_head(self, table: bytes, place: Place) -> bool:
        match = _TABLE.search(table)
        given = _attributes(match[1]) if match else {}
        try:
            top, left, _, right = area_of(given.get("ref", ""))
        except ValueError:
            return False
        return given.get("headerRowCount", "1") != "0" and holds((top, left, top, right), place)

    # --- what goes with the change ----------------------------------------------------------------------------------

    def _calculated_anew(self) -> dict[str, bytes | None]:
        """Return the parts that let Excel find out anew what depends on what, and calculate when it opens the file."""
        parts: dict[str, bytes | None] = {_WORKBOOK: _calculating(self.parts[_WORKBOOK])}
        chain = next((part for kind, part in self._relations(_WORKBOOK).values() if kind == "calcChain"), _CHAIN)
        if chain in self.parts:
            parts[chain] = None
            listing = f"{dirname(_WORKBOOK)}/_rels/{basename(_WORKBOOK)}.rels"
            parts[listing] = _without(
                self.parts[listing], _RELATION, lambda given: given.get("Type", "").endswith("/calcChain")
            )
            parts[_TYPES] = _without(
                self.parts[_TYPES], _OVERRIDE, lambda given: given.get("PartName", "").lstrip("/") == chain
            )
        return parts

    def _with_properties(self, parts: dict[str, bytes | None], properties: Mapping[str, str]) -> None:
        """Set properties of the file itself, in the part that Office keeps them in when it saves."""
        custom = next(
            (part for kind, part in self._relations_of_package() if kind == "custom-properties" and part in self.parts),
            "",
        )
        content = self.parts[custom] if custom else _NO_PROPERTIES
        for name, value in properties.items():
            content = _with_property(content, name, value)
        parts[custom or _CUSTOM] = content
        if custom:
            return
        types = parts.get(_TYPES) or self.parts[_TYPES]
        parts[_TYPES] = _into(types, f'<Override PartName="/{_CUSTOM}" ContentType="{_CUSTOM_TYPE}"/>')
        taken = {given.get("Id", "") for given in map(_attributes, _RELATION.findall(self.parts[_ROOT]))}
        identifier = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        parts[_ROOT] = _into(
            self.parts[_ROOT], f'<Relationship Id="{identifier}" Type="{_CUSTOM_RELATION}" Target="{_CUSTOM}"/>'
        )

    def _relations_of_package(self) -> list[tuple[str, str]]:
        found = []
        for text in _RELATION.findall(self.parts[_ROOT]):
            given = _attributes(text)
            found.append((given.get("Type", "").rpartition("/")[2], given.get("Target", "").lstrip("/")))
        return found


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode().rpartition(":")[2]: unescape(
            (one or two).decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"}
        )
        for key, one, two in _ATTRIBUTE.findall(text)
    }


def _has_formulas(sheet: bytes) -> bool:
    return b"<f" in sheet or b":f" in sheet


def _without(listing: bytes, pattern: re.Pattern[bytes], gone: Callable[[dict[str, str]], bool]) -> bytes:
    return pattern.sub(lambda match: b"" if gone(_attributes(match[1])) else match[0], listing)


def _into(listing: bytes, element: str) -> bytes:
    """Return a listing with one more element at its end, of the prefix that its root has."""
    end = listing.rfind(b"</")
    if end < 0:
        raise Refused("文件不完整或已损坏")
    name = listing[end + 2 :].partition(b">")[0].strip().decode()
    prefix = f"{name.rpartition(':')[0]}:" if ":" in name else ""
    return listing[:end] + element.replace("<", f"<{prefix}", 1).encode() + listing[end:]


def _calculating(workbook: bytes) -> bytes:
    """Return the workbook's part with the order to calculate everything when it is opened."""
    if match := _CALCULATION.search(workbook):
        given = re.sub(rb"\s+(?:\w+:)?fullCalcOnLoad\s*=\s*(\"[^\"]*\"|'[^']*')", b"", match[2])
        words = b"<" + match[1] + b"calcPr" + given.rstrip() + b' fullCalcOnLoad="1"' + match[3] + b">"
        return workbook[: match.start()] + words + workbook[match.end() :]
    for name in _BEFORE_CALCULATION:
        found = list(re.finditer(rb"</((?:\w+:)?)" + name.encode() + rb"\s*>", workbook))
        if found:
            end = found[-1].end()
            return workbook[:end] + b"<" + found[-1][1] + b'calcPr calcId="0" fullCalcOnLoad="1"/>' + workbook[end:]
    raise Refused("文件不完整或已损坏")


def _with_property(content: bytes, name: str, value: str) -> bytes:
    """Return the part of the file's own properties with one of them set."""
    old = re.compile(
        rb"<(?P<p>(?:\w+:)?)property\b(?=[^>]*\bname\s*=\s*[\"']"
        + re.escape(name.encode())
        + rb"[\"'])[^>]*>.*?</(?P=p)property\s*>",
        re.DOTALL,
    )
    content = old.sub(b"", content)
    taken = [int(number) for number in re.findall(rb"\bpid\s*=\s*[\"'](\d+)", content)]
    end = content.rfind(b"</")
    if end < 0:  # <Properties …/>
        content = re.sub(rb"/>\s*$", b"></Properties>", content)
        end = content.rfind(b"</")
    prefix = content[end + 2 :].partition(b">")[0].strip().decode().rpartition("Properties")[0]
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    words = (
        f'<{prefix}property fmtid="{_FORMAT_ID}" pid="{max([1, *taken]) + 1}" name="{escape(name)}">'
        f'<vt:lpwstr xmlns:vt="{kinds}">{escape(value)}</vt:lpwstr></{prefix}property>'
    )
    return content[:end] + words.encode() + content[end:]
