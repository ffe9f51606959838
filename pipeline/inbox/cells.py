"""One cell of a declared sheet → its value, by the type of its column. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline import late
from pipeline.inbox import contacts, dates, days, fields, nothing
from pipeline.inbox.days import Heading
from pipeline.inbox.fields import CellFault, Taken, fault
from pipeline.inbox.sheet import Raw
from pipeline.model import codes
from pipeline.model.declared import NUMBERS, CellType, SheetColumn
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen

_NUMBER = late.pattern(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_SCALES = {"万": 10_000, "千": 1_000, "百": 100}
_UNITS = ("元", "人", "名", "票", "张", "份", "次", "条", "个", "篇", "字", "学时", "课时", "小时", "天", "户")
_UNIT = late.pattern(rf"(?<=[\d万千百])(?:{'|'.join(_UNITS)})$")
_IN_HEAD = late.pattern(r"[（(]\s*(?:单位\s*[:：]\s*)?([万千百])\s*(\w{0,2})\s*[）)]\s*$")
_WHOLE = 100  # per cent
_APART = late.pattern(r"[、，,；;\n]+")
_ITEMS = frozenset({CellType.TEXT, CellType.LIST})  # they may hold a comma
_PERSONS = frozenset({CellType.PERSON, CellType.MEMBER, CellType.LEADER})

Reader = Callable[[Raw], object]


@frozen
class Chosen:
    """An option with the day that stands behind it: 补8.16."""

    kept: str
    day: Heading


@lru_cache(maxsize=1024)
def reader(column: SheetColumn) -> Reader:
    """Return what reads the cells of a column."""
    one = _reader(column)
    return (lambda raw: _several(raw, column, one)) if column.several and column.cell is not CellType.LIST else one


def _reader(column: SheetColumn) -> Reader:
    if column.cell in NUMBERS:
        return lambda raw: _number(raw, column)
    if column.cell is CellType.CHOICE:
        kept = {fields.narrow(word).strip(): value for word, value in column.choices}
        return lambda raw: _choice(raw, kept, dated=column.dated)
    if column.cell in _PERSONS:
        return fields.name if column.required else fields.name_if_any
    return _READERS[column.cell]


def _several(raw: Raw, column: SheetColumn, one: Reader) -> tuple[object, ...] | CellFault:
    """Return the values that a cell lists; the first of them that cannot be read is told."""
    if fields.text(raw) in fields.BLANK or nothing.says_none(fields.text(raw)):
        return ()
    parts = fields.several(raw) if column.cell in _ITEMS else _APART.split(fields.text(raw))
    found: list[object] = []
    for part in (each.strip() for each in parts):
        value = one(part) if part else ""
        if isinstance(value, CellFault) and not isinstance(value, Taken):
            return value
        if value not in ("", None):
            found.append(value.value if isinstance(value, Taken) else value)
    return tuple(each for each in dict.fromkeys(found) if not (column.cell in _ITEMS and nothing.says_none(each)))


def _month(raw: Raw) -> PartialDate | CellFault | None:
    """Return a month; a day is cut to its month, a year alone is none."""
    found = fields.as_date(raw)
    if isinstance(found, PartialDate) and not found.month:
        return fault(codes.CELL_DATE, value=fields.text(raw))
    return PartialDate(found.year, found.month) if isinstance(found, PartialDate) else found


def _moment(raw: Raw) -> dt.datetime | dt.date | CellFault | None:
    """Return a day with its time, or the day alone."""
    if isinstance(raw, dt.datetime):
        return raw if raw.hour or raw.minute else raw.date()
    if isinstance(raw, dt.date):
        return raw
    words = fields.text(raw)
    if words in fields.BLANK:
        return None
    found = dates.moment(words)
    if found is None:
        return fault(codes.CELL_TIME, value=words)
    if right := dates.other_weekday(words, found):
        return fault(codes.CELL_WEEKDAY, value=words, right=right)
    return found


_READERS: Mapping[CellType, Reader] = {
    CellType.TEXT: fields.text,
    CellType.DATE: fields.as_date,
    CellType.MONTH: _month,
    CellType.TIME: _moment,
    CellType.DEADLINE: fields.deadline,
    CellType.BRANCH: fields.text,
    CellType.PHONE: contacts.phone,
    CellType.EMAIL: contacts.email,
    CellType.IDENTITY: fields.id_number,
    CellType.YES_NO: fields.yes_no,
    CellType.LIST: fields.several,
}


def _choice(raw: Raw, kept: Mapping[str, str], *, dated: bool) -> str | Chosen | CellFault:
    words = fields.narrow(fields.text(raw)).strip()
    if not words or words in kept:
        return kept.get(words, "")
    for word in sorted(kept, key=len, reverse=True) if dated else ():
        day = days.heading(words.removeprefix(word).strip(" ()")) if words.startswith(word) else None
        if day:
            return Chosen(kept[word], day)
    known = tuple(dict.fromkeys(kept.values()))
    return fault(codes.CELL_CHOICE, value=words, choices="、".join(known), offers=known)


def scale_of(header: str, column: SheetColumn) -> int:
    """Return what the numbers below a header are to be taken times: 慰问金额（万元） → 10000, else 1."""
    match = _IN_HEAD.search(header) if column.cell in NUMBERS and column.cell is not CellType.PERCENT else None
    return _SCALES[match[1]] if match and match[2] in {"", column.unit, *_UNITS} else 1


@lru_cache(maxsize=256)
def scaled(column: SheetColumn, scale: int) -> Reader:
    """Return what reads numbers of which the header tells the scale; one with a unit of its own is what it says."""
    return lambda raw: _number(raw, column, scale)


def _number(raw: Raw, column: SheetColumn, scale: int = 1) -> int | float | CellFault | None:
    """Return a number: 12, 12人, 1万, 1,200; 约12 and 十几 are refused. Of 85% it is 85."""
    words = fields.narrow(fields.text(raw)).strip()
    if words in fields.BLANK:
        return None
    what = "整数" if column.cell is CellType.WHOLE else "数"
    number = _per_cent(words) if column.cell is CellType.PERCENT else parsed(words, column.unit)
    if number is not None and _NUMBER.fullmatch(words):
        number = round(number * scale, 6)
    if column.cell is CellType.PERCENT and number is None:
        return fault(codes.CELL_PERCENT, value=words)
    if number is None or (column.cell is CellType.WHOLE and number != math.floor(number)):
        return fault(codes.CELL_NUMBER, value=words, what=what)
    low, high = column.least, column.most
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = "".join((f"不小于 {low} " if low is not None else "", f"不大于 {high} " if high is not None else ""))
        return fault(codes.CELL_NUMBER, value=words, what=f"{bounds}的{what}")
    return int(number) if number == math.floor(number) else number


def parsed(words: str, unit: str = "") -> float | None:
    """Return a number as people write it; with a `unit` of its own, no other unit may stand behind it."""
    words = fields.narrow(words).strip()
    bare = words.removesuffix(unit).strip() if unit else _UNIT.sub("", words)
    scale = _SCALES.get(bare[-1:], 1)
    bare = bare[:-1] if scale > 1 else bare
    return round(float(bare.replace(",", "")) * scale, 6) if _NUMBER.fullmatch(bare) else None


def _per_cent(words: str) -> float | None:
    """Return 85 for 85% and for 85; 0.85 without a sign may be 85% or less than one, and is refused."""
    bare = words.removesuffix("%").strip()
    number = float(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else None
    if number is None or number > _WHOLE or (bare == words and 0 < number <= 1):
        return None
    return number
