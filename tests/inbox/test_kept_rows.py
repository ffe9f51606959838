"""What a workbook holds and lies in the ledger: all of it comes back, and it is read anew where anything else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from pipeline import contract
from pipeline.inbox import kept_readings, kept_rows, sheet_kinds, telling, workbook
from pipeline.inbox.kept_readings import Readings
from pipeline.inbox.members import Roll
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.problem import Read
from pipeline.spool import Spool
from tests.conftest import SAMPLE
from tests.sheets import workbook as a_workbook

KEY = b"the run's own"
SHEETS = contract.shipped_sheets.SHEETS
BOOKS = sorted(SAMPLE.glob("*.xlsx"))
ROSTER = "姓名|所在党支部|出生日期\n张三|河东村党支部|1980年1月2日\n李四|河西村党支部|1981年3月"


def _read(readings: Readings, data: bytes, file: str = "inputs/a.xlsx", declared: str = "") -> Read[Rows]:
    with kept_readings.within(readings), telling.knowing(sheet_kinds.known_kinds(SHEETS)):
        return kept_rows.read(declared, Spool(), KEY, data, file)


def _later(first: Readings) -> Readings:
    return Readings(lambda key: first.new.get(key, b""))


def _whole(value: object) -> object:
    """Return everything of a value, also what is not compared."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, {each.name: _whole(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Roll):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return [(key, _whole(each)) for key, each in value.items()]
    if isinstance(value, tuple):
        return tuple(map(_whole, value))
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose rows were read."""
    found: list[str] = []
    before: Callable[..., Read[Rows]] = workbook.workbook_rows

    def noted(data: bytes, file: str, spool: Spool, key: bytes) -> Read[Rows]:
        found.append(file)
        return before(data, file, spool, key)

    monkeypatch.setattr(workbook, "workbook_rows", noted)
    return found


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_workbook_of_the_sample_is_read_once_and_comes_back_whole(path: Path, reads: list[str]) -> None:
    first, data = Readings(), path.read_bytes()
    read = _read(first, data)
    again = _read(_later(first), data)

    assert reads == ["inputs/a.xlsx"]
    assert again == read
    assert _whole(again) == _whole(read)
    assert [_whole(pack.source) for pack in again.value.members.packs] == [
        _whole(pack.source) for pack in read.value.members.packs
    ]
    assert len(read.value.members) + len(read.value.declared) + len(read.value.branches) + len(read.value.leaders)


def test_what_rows_share_they_share_again() -> None:
    first, data = Readings(), (SAMPLE / "学习登记.xlsx").read_bytes()
    _read(first, data)
    again = _read(_later(first), data).value.declared

    sources = [row.source for row in again if row.source]

    assert len({id(source.columns) for source in sources}) == len({source.sheet for source in sources})
    pairs = [each for row in again for _, value in row.values if isinstance(value, tuple) for each in value]
    assert len({*map(id, pairs)}) < len(pairs) / 5


@pytest.mark.parametrize(("file", "declared"), [("inputs/b.xlsx", ""), ("inputs/a.xlsx", "other sheets")])
def test_another_name_or_other_sheets_are_read_anew(reads: list[str], file: str, declared: str) -> None:
    first, data = Readings(), a_workbook(ROSTER)
    _read(first, data)
    _read(_later(first), data, file, declared)

    assert len(reads) == 2


def test_a_fault_is_told_by_reading(reads: list[str]) -> None:
    first, data = Readings(), a_workbook(ROSTER + "\n王五|河西村党支部|2005.1")
    read = _read(first, data)

    assert [each.code for each in read.problems] == ["cell.date-ambiguous", "cell.status-empty"]
    assert _whole(_read(_later(first), data)) == _whole(read)
    assert len(reads) == 2


def _changed(told: object, at: list[int], new: object) -> object:
    here = told
    for place in at[:-1]:
        assert isinstance(here, list)
        here = here[place]
    assert isinstance(here, list)
    here[at[-1]] = new
    return told


@pytest.mark.parametrize(
    ("at", "new"),
    [
        ([0], None),
        ([1], [1]),
        ([1, 0], "x"),
        ([1, 0], [-1, "x"]),
        ([1, 1], [99]),
        ([1, 5], [-2, 77]),
        ([2, 0, 3, 0], "张三"),
        ([2, 0, 2], [0]),
        ([2, 0], []),
    ],
)
def test_rows_that_no_reader_gives_are_read_anew(reads: list[str], at: list[int], new: object) -> None:
    first, data = Readings(), a_workbook(ROSTER)
    read = _read(first, data)
    forged = {
        key: kept_readings._sealed(_changed(json.loads(json.dumps(kept_rows._closed(read))), at, new), key)
        for key in first.new
    }

    assert _read(Readings(lambda key: forged.get(key, b"")), data) == read
    assert len(reads) == 2
