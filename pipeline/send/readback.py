"""送达登记.xlsx read back: what it lists, and who has signed. By its headers: columns may be moved, added and renamed.

It says what has left where sent.db does not (lost, or an older backup); a clerk may type 签收人 and 签收日期 into it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from pipeline import inbox
from pipeline.inbox import Raw, column_letter
from pipeline.ledger import Dispatch
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen
from pipeline.model.work import Approved, Fate, Parcel, Reminder
from pipeline.send.delivery_register import HEADERS, NO_DOCUMENT, REMINDED, SIGNED, WHO, plain

Rows = Sequence[Sequence[Raw]]
_IDENTITY = re.compile(r"<[0-9a-f]{40}@[^<>\s]+>")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LEFT = frozenset({Fate.SENT, Fate.INTENDED})
_TOLD_BY = ("编号", "路径")
_NEEDED = ("党支部", "批次", "包", "共几包", "文件名", "路径", "校验码", "方式", "送往", "状态", "编号")
_BATCH = re.compile(r"第(\d+)批(?:\s*(\d+)/\d+)?")
_MOST = 5  # faults that are told at once


class Garbled(Exception):  # noqa: N818 - it is what was read
    """What cannot be read: each with its sheet and cell."""

    def __init__(self, faults: Sequence[str]) -> None:
        more = [f"还有 {len(faults) - _MOST} 处"] if len(faults) > _MOST else []
        super().__init__("；".join([*faults[:_MOST], *more]))


@frozen
class ReadRow:
    """One row under its headers, with the address of each of its cells."""

    sheet: str
    number: int  # as Excel counts it
    cells: Mapping[str, Raw]
    columns: Mapping[str, int]

    def text(self, header: str) -> str:
        """Return a cell as text; a whole number without its .0."""
        return plain(self.cells.get(header, ""))

    def place(self, header: str) -> str:
        """Return where a cell stands."""
        return f"{self.sheet} › {column_letter(self.columns.get(header, 0))}{self.number}"


@frozen
class Typed:
    """A 签收人 and a 签收日期 as they stand in a register: `fault` says what is wrong with them."""

    branch: str  # as the register has it
    batch: int  # 0: the row tells none
    who: str
    day: str  # ISO, "" where none is given
    place: str = field(compare=False)
    fault: str = ""
    part: int = 0  # of several in the batch; 0: there is one


# --- what it lists ------------------------------------------------------------------------------------------------


def has_list(sheets: Mapping[str, Rows]) -> bool:
    """Whether one of the sheets lists the documents that were sent."""
    return any(True for _ in _tables(sheets, _TOLD_BY, 1))


def lacking(
    campaign: str, sheets: Mapping[str, Rows], messages: Collection[str], documents: Collection[tuple[str, str]]
) -> list[Dispatch]:
    """Return what a register says has left and the book lacks, one dispatch a parcel. Raises Garbled.

    `messages`, `documents` (path, digest): what the book has. A cell that nobody can read is no matter where the rest
    of its row is known.
    """
    faults: list[str] = []
    found: dict[str, list[ReadRow]] = {}
    for line in _tables(sheets, _TOLD_BY, 1):
        identity = line.text("编号")
        well_formed = _IDENTITY.fullmatch(identity) is not None
        if identity in messages if well_formed else (line.text("路径"), line.text("校验码")) in documents:
            continue
        wrong = list(_faults(line))
        faults += wrong
        if not wrong and Fate(line.text("状态")) in _LEFT:
            found.setdefault(identity, []).append(line)
    if faults:
        raise Garbled(faults)
    return [_dispatch(campaign, identity, lines) for identity, lines in found.items()]


def _faults(line: ReadRow) -> Iterator[str]:
    """Yield what cannot be read in a row that the book does not know."""
    if missing := [header for header in _NEEDED if header not in line.columns]:
        yield f"{line.sheet} 少了“{'”“'.join(missing)}”列"
        return
    right: dict[str, Callable[[str], object]] = {
        "党支部": bool, "文件名": bool, "方式": bool, "编号": _IDENTITY.fullmatch, "校验码": _DIGEST.fullmatch,
        "路径": lambda text: text.startswith("outputs/"), "状态": lambda text: text in set(Fate),
        "批次": _whole, "包": _whole, "共几包": _whole,
    }  # fmt: skip
    reminder = line.text("文件名") == NO_DOCUMENT
    for header, holds in right.items():
        if reminder and header in {"路径", "校验码"}:
            continue
        if not holds(line.text(header)):
            yield f"{line.place(header)}（{header}）写的是“{line.text(header)[:20]}”，看不懂"


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) > 0


def _dispatch(campaign: str, message: str, lines: Sequence[ReadRow]) -> Dispatch:
    first = lines[0]
    documents = tuple(
        Approved(
            line.text("路径"), line.text("校验码"), line.text("文件名"), line.text("文种"), line.text("党支部"),
            line.text("党员"),
        )
        for line in lines
        if line.text("文件名") != NO_DOCUMENT
    )  # fmt: skip
    batch, number, of = (int(first.text(header)) for header in ("批次", "包", "共几包"))
    parcel = Parcel(campaign, first.text("党支部"), batch, number, of, documents, first.text("包校验码"))
    return Dispatch(
        parcel,
        first.text("方式"),
        first.text("送往"),
        message,
        Reminder.NONE if documents else _reminder(first.text("文种")),
        Fate(first.text("状态")),
        first.text("时间"),
    )


def _reminder(word: str) -> Reminder:
    """Return what a line without a file was a reminder of."""
    return next((each for each, said in REMINDED.items() if said == word), Reminder.RECEIPT)


# --- who has signed -----------------------------------------------------------------------------------------------


def typed(sheets: Mapping[str, Rows], today: dt.date) -> list[Typed]:
    """Return what stands in the columns 签收人 and 签收日期, once a batch and wording."""
    found = dict.fromkeys(_typed(line, today) for line in _tables(sheets, ("党支部", WHO, SIGNED), 3))
    return list(found)


def _typed(line: ReadRow, today: dt.date) -> Typed:
    who, raw = line.text(WHO), line.cells.get(SIGNED, "")
    batch = _BATCH.match(line.text("批次"))
    number, part = (int(each or 0) for each in batch.groups()) if batch else (0, 0)
    told = Typed(line.text("党支部"), number, who, "", line.place(WHO), part=part)
    if plain(raw) and not who:
        return replace(told, day=plain(raw), fault="有签收日期，没有签收人")
    day = inbox.as_date(raw) if plain(raw) else None
    if day is None:
        return told
    if not isinstance(day, PartialDate) or not day.day:
        return replace(told, day=plain(raw), place=line.place(SIGNED), fault=f"签收日期“{plain(raw)}”不是完整的日期")
    written = dt.date(day.year, day.month, day.day)
    fault = f"签收日期 {written} 还没有到" if written > today else ""
    place = line.place(SIGNED) if fault else line.place(WHO)
    return replace(told, day=written.isoformat(), place=place, fault=fault)


# --- tables -------------------------------------------------------------------------------------------------------


def _tables(sheets: Mapping[str, Rows], headers: Iterable[str], least: int) -> Iterator[ReadRow]:
    """Yield the rows below each header row that has at least so many of these headers."""
    for name, rows in sheets.items():
        for at, row in enumerate(rows[:HEADERS]):
            columns = {plain(cell): column for column, cell in reversed(list(enumerate(row))) if plain(cell)}
            if sum(header in columns for header in headers) >= least:
                yield from _lines(name, rows, at + 1, columns)
                break


def _lines(name: str, rows: Rows, start: int, columns: Mapping[str, int]) -> Iterator[ReadRow]:
    for number, row in enumerate(rows[start:], start + 1):
        cells = {header: row[column] for header, column in columns.items() if column < len(row)}
        if any(plain(cell) for cell in cells.values()):
            yield ReadRow(name, number, cells, columns)
