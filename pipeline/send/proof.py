"""送达登记.xlsx: which branch was sent what, how, when, and whether it has signed. Kept current, never over an edit."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import disk
from pipeline.ledger import Dispatch, SentBook, Signature
from pipeline.model.errors import DiskError
from pipeline.model.work import Approved, Fate, Parcel
from pipeline.register import EPOCH, Sheets
from pipeline.shelf import version_path

REGISTER, COUNTER = "送达登记.xlsx", "送达签收单.docx"
DETAIL = "文件明细"
_REMINDED = "已催办"
_COLUMNS = (
    ("序号", 6),
    ("党支部", 26),
    ("批次", 12),
    ("份数", 6),
    ("方式", 8),
    ("送往", 30),
    ("状态", 10),
    ("时间", 20),
    ("签收人", 10),
    ("签收日期", 14),
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


def workbook(
    campaign: str, dispatches: Sequence[Dispatch], signatures: Mapping[str, Signature], short: Mapping[str, str]
) -> bytes:
    """Return 送达登记.xlsx; `short` gives the branches' short names. The same rows give the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - as in register: light commands load nothing heavy

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": f"{campaign} 送达登记", "created": EPOCH})
        sheets = Sheets(book, wrong=Fate.FAILED, mind=Fate.INTENDED)
        rows = [_row(at, each, signatures, short) for at, each in enumerate(dispatches, 1)]
        sheets.add("送达登记", _COLUMNS, rows, len(rows), printed=len(_COLUMNS) - 1)
        detail = [row for each in dispatches for row in _detail(each)]
        sheets.add(DETAIL, DETAIL_COLUMNS, detail, len(detail))
    return sheets.filled(buffer.getvalue())


def _row(number: int, each: Dispatch, signatures: Mapping[str, Signature], short: Mapping[str, str]) -> tuple[str, ...]:
    parcel, signed = each.parcel, signatures.get(each.parcel.branch)
    batch = (
        _REMINDED
        if each.reminder
        else f"第{parcel.batch}批" + (f" {parcel.number}/{parcel.of}" if parcel.of > 1 else "")
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
    return [(parcel.branch, *part, d.kind, d.name, d.member, d.path, d.digest, *rest) for d in parcel.documents]


def restored(campaign: str, rows: Sequence[Sequence[object]]) -> list[Dispatch]:
    """Return what a 送达登记's sheet 文件明细 says was sent: one dispatch for each of its parcels."""
    headers = [header for header, _ in DETAIL_COLUMNS]
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows[1:]:
        cells = dict(zip(headers, map(str, row), strict=False))
        if cells.get("编号"):
            found.setdefault(cells["编号"], []).append(cells)
    return [_restored(campaign, message, listed) for message, listed in found.items()]


def _restored(campaign: str, message: str, listed: Sequence[Mapping[str, str]]) -> Dispatch:
    first = listed[0]
    documents = tuple(
        Approved(cells["路径"], cells["校验码"], cells["文件名"], cells["文种"], cells["党支部"], cells["党员"])
        for cells in listed
    )
    batch, number, of = (int(float(first[header])) for header in ("批次", "包", "共几包"))
    parcel = Parcel(campaign, first["党支部"], batch, number, of, documents, first["包校验码"])
    return Dispatch(parcel, first["方式"], first["送往"], message, fate=Fate(first["状态"]), at=first["时间"])


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


def keep(workspace: Path, path: str, data: bytes, book: SentBook) -> str:
    """Write a paper of proof where it changed; return why it could not be, "" if it could.

    A clerk's edit is never overwritten: the new one goes beside it as …（新版）.
    """
    wanted, number = path, 0
    ours = digest(data)
    try:
        while (full := workspace / wanted).exists():
            there = disk.digest(full)
            if there == ours:
                book.keep(wanted, ours)
                return ""
            if there == book.kept(wanted):
                break
            number += 1
            wanted = version_path(path, number)
        disk.write(workspace / wanted, data)
    except (DiskError, OSError) as fault:
        return f"{path} 没有更新：{fault}"
    book.keep(wanted, ours)
    return ""
