"""送达登记.xlsx: which branch was sent what, how, when, and whether it has signed. Kept current, never over an edit."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipeline import disk
from pipeline.ledger import Dispatch, SentBook, Signature
from pipeline.model.errors import DiskError
from pipeline.model.work import Fate, Reminder
from pipeline.register import EPOCH, RegisterSheets
from pipeline.shelf import version_path

REGISTER, COUNTER = "送达登记.xlsx", "送达签收单.docx"
REGISTER_SHEET, DETAIL = "送达登记", "文件明细"
HEADERS = 10  # rows in which a header row is looked for
WHO, SIGNED = "签收人", "签收日期"  # what a clerk may type into the register
NO_DOCUMENT = "（催办）"  # stands where a reminder has no file name
REMINDED: Mapping[Reminder, str] = MappingProxyType({Reminder.RECEIPT: "催办", Reminder.RETURNS: "催交"})
_MARK = "proof"  # of what is half-written
_SEAL, _BESIDE = "gongwen-seal", "gongwen-beside"  # properties of the workbook
_PROPERTY = re.compile(
    r'<(?:\w+:)?property\b[^>]*\bname="([^"]*)"[^>]*>\s*<(?:\w+:)?lpwstr\b[^>]*>\s*([0-9a-f]{64})\s*<'
)
_LARGEST_PART = 100_000  # bytes of its properties
_COLUMNS = (
    ("序号", 6),
    ("党支部", 26),
    ("批次", 12),
    ("份数", 6),
    ("方式", 8),
    ("送往", 30),
    ("状态", 10),
    ("时间", 20),
    (WHO, 10),
    (SIGNED, 14),
    ("说明", 50),
    ("校验码", 20),
)
DETAIL_COLUMNS = (
    ("党支部", 30), ("批次", 6), ("包", 5), ("共几包", 7), ("文种", 14), ("文件名", 40), ("党员", 12), ("路径", 52),
    ("校验码", 68), ("方式", 8), ("送往", 30), ("状态", 10), ("时间", 26), ("包校验码", 68), ("编号", 50),
)  # fmt: skip


def home(campaign: str, name: str) -> str:
    """Return the path of a paper of proof, relative to the workspace."""
    return f"outputs/{campaign}/{name}"


def register(
    campaign: str,
    dispatches: Sequence[Dispatch],
    signatures: Mapping[tuple[str, int, int], Signature],
    short: Mapping[str, str],
    counter: str = "",
) -> bytes:
    """Return 送达登记.xlsx; `short` gives the branches' short names. The same rows give the same bytes.

    It carries a seal of what it says and the digest of the 签收单 beside it: so it is known to be ours whatever program
    has saved it since, and whatever sent.db is at hand.
    """
    import xlsxwriter  # noqa: PLC0415 - as in register: light commands load nothing heavy

    rows = [_row(at, each, signatures, short) for at, each in enumerate(dispatches, 1)]
    detail = [row for each in dispatches for row in _detail(each)]
    tables = {REGISTER_SHEET: (_COLUMNS, rows), DETAIL: (DETAIL_COLUMNS, detail)}
    said = {name: [[header for header, _ in columns], *listed] for name, (columns, listed) in tables.items()}
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": f"{campaign} 送达登记", "created": EPOCH})
        book.set_custom_property(_SEAL, content(said))
        book.set_custom_property(_BESIDE, counter)
        sheets = RegisterSheets(book, wrong=Fate.FAILED, mind=(Fate.INTENDED,))
        sheets.add(REGISTER_SHEET, _COLUMNS, rows, len(rows), printed=len(_COLUMNS) - 1)
        sheets.add(DETAIL, DETAIL_COLUMNS, detail, len(detail))
    return sheets.filled(buffer.getvalue())


def seals(data: bytes) -> tuple[str, str]:
    """Return a register's seal and the digest of the 签收单 beside it; "" where it says nothing of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("docProps/custom.xml") as part:
            text = part.read(_LARGEST_PART).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return "", ""
    found = dict(_PROPERTY.findall(text))
    return found.get(_SEAL, ""), found.get(_BESIDE, "")


def _row(
    number: int, each: Dispatch, signatures: Mapping[tuple[str, int, int], Signature], short: Mapping[str, str]
) -> tuple[str, ...]:
    parcel, signed = each.parcel, signatures.get((each.parcel.branch, each.parcel.batch, each.parcel.number))
    signed = None if each.reminder else signed
    batch = (
        f"已{REMINDED[each.reminder]}"
        if each.reminder
        else batch_of(parcel.batch) + (f" {parcel.number}/{parcel.of}" if parcel.of > 1 else "")
    )
    return (
        str(number),
        short.get(parcel.branch, parcel.branch),
        batch,
        "" if each.reminder else str(len(parcel.documents)),
        each.way,
        each.address,
        each.fate,
        each.at[:19].replace("T", " "),
        signed.who if signed else "",
        signed.day if signed else "",
        "；".join(filter(None, (each.answer, each.note))),
        parcel.digest[:16],
    )


def _detail(each: Dispatch) -> list[tuple[str, ...]]:
    parcel = each.parcel
    part = (str(parcel.batch), str(parcel.number), str(parcel.of))
    rest = (each.way, each.address, each.fate.value, each.at, parcel.digest, each.message)
    if each.reminder:
        return [(parcel.branch, *part, REMINDED[each.reminder], NO_DOCUMENT, "", "", "", *rest)]
    return [(parcel.branch, *part, d.kind, d.name, d.member, d.path, d.digest, *rest) for d in parcel.documents]


def batch_of(number: int) -> str:
    """Return what the register calls a batch."""
    return f"第{number}批"


def plain(raw: object) -> str:
    """Return what a cell says, the same for a number, a date and their texts."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        raw = raw.date()
    return str(raw).strip()


def content(sheets: Mapping[str, Sequence[Sequence[object]]]) -> str:
    """Return a digest of what a register says beside its signatures, in whatever order its rows are."""
    said = []
    for name, rows in sheets.items():
        skipped = {at for row in rows[:HEADERS] for at, cell in enumerate(row) if plain(cell) in {WHO, SIGNED}}
        for row in rows:
            cells = [plain(cell) for at, cell in enumerate(row) if at not in skipped]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                said.append((name, cells))
    return hashlib.sha256(repr(sorted(said)).encode("utf-8", "replace")).hexdigest()


def digest(data: bytes) -> str:
    """Return the digest by which a paper of proof is known again."""
    return hashlib.sha256(data).hexdigest()


def counted(dispatches: Sequence[Dispatch], short: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """Return the lines of the 签收单: branch, batch, number of papers, for everything that was not refused."""
    lines: dict[tuple[str, int], int] = {}
    for each in dispatches:
        if not each.reminder:
            key = (short.get(each.parcel.branch, each.parcel.branch), each.parcel.batch)
            lines[key] = lines.get(key, 0) + len(each.parcel.documents)
    return [(branch, batch, count) for (branch, batch), count in lines.items()]


def versions(workspace: Path, path: str) -> Iterator[str]:
    """Yield the paths under which a paper of proof lies: its own, and those of its 新版."""
    full = workspace / path
    found = {each.name for each in full.parent.glob("*.xlsx")} if full.parent.is_dir() else set()
    form = re.compile(rf"{re.escape(full.stem)}(?:（新版\d*）)?{re.escape(full.suffix)}")
    yield from (f"{path.rpartition('/')[0]}/{name}" for name in sorted(found, key=_in_order) if form.fullmatch(name))


def copies(workspace: Path, path: str) -> Iterator[str]:
    """Yield the paths of what is called like a paper of proof and is none by its name: 送达登记 - 副本.xlsx."""
    full, known = workspace / path, set(versions(workspace, path))
    for each in sorted(full.parent.glob(f"{full.stem}*{full.suffix}")) if full.parent.is_dir() else ():
        if (other := f"{path.rpartition('/')[0]}/{each.name}") not in known:
            yield other


def _in_order(name: str) -> tuple[int, str]:
    return len(name), name


def keep(workspace: Path, path: str, data: bytes, book: SentBook) -> tuple[str, str]:
    """Write a paper of proof where it changed; return where it is now, and why it was not written ("" if it was).

    A clerk's edit is never overwritten: the new one goes beside it as …（新版）. What the file is about to be is noted
    in sent.db before it is written, so that a run that is killed in between leaves no file that nobody knows.
    """
    wanted, number = path, 0
    ours = digest(data)
    try:
        while (full := workspace / wanted).exists():
            disk.clear(full, _MARK)
            there = disk.digest(full)
            if there == ours:
                return wanted, ""
            if there in book.written(wanted):
                break
            number += 1
            wanted = version_path(path, number)
        book.announce(wanted, [ours, *filter(None, seals(data)[:1])])
        disk.write(full, data, mark=_MARK)
    except (DiskError, OSError) as fault:
        return wanted, f"{wanted} 没有更新：{fault}"
    return wanted, ""
