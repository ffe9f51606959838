"""A copy of a workbook in which a person's words stand in some cells, and the proof that it says all else unchanged.

An .xlsx is mended in place (splice.workbook): what it has of looks, notes, pictures and validation stays byte by byte.
Any other format becomes an .xlsx of its values, if all of them come across. The copy carries its source's digest, so
that it takes the source's place (docs/contract.md §1). Before and after are read as inputs are read, and
held to each other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace

from pipeline import confine
from pipeline.inbox import container, converting, feedback, fields, sheet
from pipeline.inbox.marks import Marks
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen
from pipeline.model.problem import among
from pipeline.splice import Content, Place, Refused, Workbook, place_of

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL = dt.date(1900, 3, 1)  # before it Excel counts a day that was none
_SECONDS = 120.0  # that a workbook may take, read twice
_ELSEWHERE = "这种格式的文件里有照抄不过来的内容（{what}），请用 Excel 或 WPS 另存为 .xlsx，再改"

Cells = Mapping[tuple[str, str], str]
"""What a person wants in which cell: by sheet and address."""


@frozen
class MendedCopy:
    """The copy. `converted`: it is an .xlsx of another format's values.

    `stale`: formulas (sheet, address) that Excel or WPS must calculate anew, by opening and saving the copy: until then
    nobody reads their results.
    """

    data: bytes
    converted: bool = False
    stale: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of sheets that are called otherwise in the copy


def succession(data: bytes) -> tuple[str, ...]:
    """Return the digests whose place a copy of this takes: its source, and those that the source has replaced."""
    return (hashlib.sha256(data).hexdigest(), *feedback.supersedes(data))


def mended_confined(data: bytes, file: str, cells: Cells, *, replaces: Sequence[str]) -> MendedCopy:
    """Do what `mended` does in a helper process: whatever is in the file, this process lives. Raises Refused."""
    try:
        found: MendedCopy | str = confine.shared().call(
            f"{__name__}:tried", data, file, dict(cells), tuple(replaces), seconds=_SECONDS
        )
    except confine.Died as death:
        raise Refused("文件太大或内容异常，请在 Excel 里改") from death
    if isinstance(found, str):
        raise Refused(found)
    return found


def tried(data: bytes, file: str, cells: Cells, replaces: tuple[str, ...]) -> MendedCopy | str:
    """Return the copy, or why there is none: an answer that travels between processes."""
    try:
        return mended(data, file, cells, replaces=replaces)
    except Refused as why:
        return str(why)


def mended(data: bytes, file: str, cells: Cells, *, replaces: Sequence[str]) -> MendedCopy:
    """Return a copy with these cells. Raises Refused where it cannot be proved to say them and all else as before.

    `replaces`: digests of the workbooks whose place it takes (`succession`); none: it is a workbook of its own.
    """
    if sheet.is_word_file(data):
        raise Refused("Word 文件里的表，请直接在 Word 里改")
    before = _read(data, file)
    converted = not _is_workbook(data) or container.has_macros(data)
    names = converting.named(before) if converted else {}
    before = tuple(replace(page, name=names.get(page.name, page.name)) for page in before)
    places = {(names.get(name, name), _place(address)): words.strip() for (name, address), words in cells.items()}
    base = _converted(before, file) if converted else data
    book = Workbook(base)
    known = {each.name: each for each in before}
    properties = {feedback.SOURCE: ",".join(replaces)} if tuple(replaces) != feedback.supersedes(data) else {}
    for contents in _ways(places, known):
        made = book.with_cells(contents, properties)
        after = _read(made.data, f"{file}.xlsx")
        stale = {(name, _place(address)) for name, address in made.stale}
        if not _differs(before, after, {*places, *stale}) and _says(after, places):
            other = {name: new for name, new in names.items() if name != new}
            return MendedCopy(made.data, converted, made.stale, other)
    raise Refused("改好以后再读，读出来的不是这个内容，请在 Excel 里改")


def _place(address: str) -> Place:
    place = place_of(address)
    if place is None:
        raise Refused(f"没有“{address}”这一格")
    return place


def _is_workbook(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data[-65_536:]


def _read(data: bytes, file: str) -> tuple[Sheet, ...]:
    found = sheet.sheets_of(data, file)
    if not found.value:
        raise Refused("；".join(problem.message for problem in found.problems) or "文件打不开")
    return found.value


# --- what a cell is to hold ---------------------------------------------------------------------------------------


def _ways(
    places: Mapping[tuple[str, Place], str], known: Mapping[str, Sheet]
) -> Iterator[dict[tuple[str, Place], Content]]:
    """Yield what the cells may hold: numbers and dates where numbers and dates are, then texts alone."""
    texts = {key: Content(words) for key, words in places.items()}
    typed = dict(texts)
    for (name, place), words in places.items():
        page = known.get(name)
        if page is None:
            raise Refused(f"没有叫“{name}”的工作表{among(name, known)}")
        if number := _number(page, place, words):
            typed[name, place] = Content(number, is_number=True)
    if typed != texts:
        yield typed
    yield texts


def _number(page: Sheet, place: Place, words: str) -> str:
    """Return the number that stands for some words in a cell of numbers or of dates; "" where text is right."""
    old = _at(page, place)
    kin = old if old != "" else _kin(page, place)
    if isinstance(kin, dt.date):
        if old == "":
            return ""  # whether an empty cell shows days or months, its neighbours do not tell
        return _serial(words, shows_day=place not in page.marks.months)
    if isinstance(kin, float) and _NUMBER.fullmatch(words) and fields.text(float(words)) == words:
        return words
    return ""


def _serial(words: str, *, shows_day: bool) -> str:
    """Return the day's number, where a cell shows just what the words say: with its day, or without."""
    found = fields.as_date(words)
    if not isinstance(found, PartialDate) or not found.month or bool(found.day) is not shows_day:
        return ""
    day = dt.date(found.year, found.month, found.day or 1)
    return str((day - _EPOCH).days) if day >= _FIRST_SERIAL else ""


def _kin(page: Sheet, place: Place) -> Raw:
    """Return a value like those of the same column: a number where most of them are numbers."""
    column = [row[place[1]] for row in page.rows if place[1] < len(row) and row[place[1]] != ""]
    numbers = [each for each in column if isinstance(each, float)]
    return numbers[0] if len(numbers) * 2 > len(column) else ""


def _at(page: Sheet, place: Place) -> Raw:
    row = page.rows[place[0]] if place[0] < len(page.rows) else ()
    return row[place[1]] if place[1] < len(row) else ""


# --- proof --------------------------------------------------------------------------------------------------------


def _says(after: Sequence[Sheet], places: Mapping[tuple[str, Place], str]) -> bool:
    """Whether each cell, as it is read, is what the person has typed."""
    pages = {page.name: page for page in after}
    return all(_same_words(pages[name], place, words) for (name, place), words in places.items())


def _same_words(page: Sheet, place: Place, words: str) -> bool:
    found = _at(page, place)
    if isinstance(found, dt.date):
        meant = fields.as_date(words)
        shown = PartialDate(found.year, found.month, 0 if place in page.marks.months else found.day)
        return meant == shown
    return fields.text(found) == fields.text(words) if not isinstance(found, str) else found == words


def _differs(before: Sequence[Sheet], after: Sequence[Sheet], but: AbstractSet[tuple[str, Place]]) -> str:
    """Return what two workbooks differ in, some cells aside; "" where in nothing."""
    if [(page.name, page.hidden) for page in before] != [(page.name, page.hidden) for page in after]:
        return "工作表"
    for one, two in zip(before, after, strict=True):
        aside = {place for name, place in but if name == one.name}
        if set(one.merges) != set(two.merges):
            return "合并的格子"
        if one.marks.hidden_rows != two.marks.hidden_rows:
            return "隐藏的行"
        if _marked(one.marks, aside) != _marked(two.marks, aside):
            return "公式、错误值或删除线"
        if place := _other_value(one, two, aside):
            return f"{one.name} 第 {place[0] + 1} 行"
    return ""


def _marked(marks: Marks, aside: AbstractSet[Place]) -> tuple[object, ...]:
    return (
        {place: value for place, value in marks.errors.items() if place not in aside},
        marks.uncalculated - aside,
        marks.months - aside,
        marks.struck - aside,
    )


def _other_value(one: Sheet, two: Sheet, aside: AbstractSet[Place]) -> Place | None:
    """Return a cell that holds another value now."""
    for row in range(max(len(one.rows), len(two.rows))):
        first, second = (page.rows[row] if row < len(page.rows) else () for page in (one, two))
        if first is second or list(first) == list(second):
            continue
        for column in range(max(len(first), len(second))):
            place = row, column
            if place in aside or place in one.marks.errors:
                continue
            if _plain(_at(one, place)) != _plain(_at(two, place)):
                return place
    return None


def _plain(raw: Raw) -> object:
    """Return a value for comparing: a day is a day, whether or not it comes with midnight; 1 is not True."""
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date()
    return type(raw).__name__ == "bool", raw


# --- other formats ------------------------------------------------------------------------------------------------


def _converted(pages: Sequence[Sheet], file: str) -> bytes:
    """Return an .xlsx of another format's values. Raises Refused where something of them would not come across."""
    made = converting.as_workbook(pages)
    if what := _differs(pages, _read(made, f"{file}.xlsx"), set()):
        raise Refused(_ELSEWHERE.format(what=what))
    return made
