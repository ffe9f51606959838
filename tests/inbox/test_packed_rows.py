"""Rows of a large register wait as bytes: they come back as they went, and what many say alike is one object."""

from __future__ import annotations

import pickle
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline import spool
from pipeline.inbox import packed_rows
from pipeline.inbox.packed_rows import PackedRows, RowPacker, RowsByOwner
from pipeline.model import codes
from pipeline.model.facts import Pair, PartialDate, Row, Source, Unread
from pipeline.model.problem import Origin
from pipeline.spool import Spool

_HEAD = Origin("登记.xlsx", "登记", "C1")
_COLUMNS = {"姓名": "A", "党支部": "B", "7月3日": "C"}
_SHARED = tuple(Pair(PartialDate(2026, 7, 3), mark, None, "7月3日", head=_HEAD) for mark in "到假")
_UNREAD = Unread((codes.CELL_YEAR.at(_HEAD, value="7月"),))


def row(at: int) -> Row:
    own = Pair(PartialDate(2026, 7, 4), "补", PartialDate(2026, 8, 16), "7月4日", head=_HEAD)
    values = (
        ("姓名", f"名{at}"),
        ("出勤", (_SHARED[at % 2], own) if at % 7 == 0 else (_SHARED[at % 2],)),
        ("读书笔记", _UNREAD if at % 1000 == 0 else at),
        ("心得体会", None),
    )
    return Row("学习登记", f"第{at % 9}支部", values, (("备注", "无"),), Source("登记.xlsx", "登记", at, _COLUMNS), merged=(("发出", 3),))  # fmt: skip


def rows(count: int) -> Iterator[Row]:
    return map(row, range(2, count + 2))


def packed(count: int, spool: Spool) -> PackedRows:
    packer = RowPacker(spool)
    packer.take(rows(count))
    found = packer.rows()
    assert len(packer) == len(found) == count
    assert isinstance(found, PackedRows)
    return found


def test_a_few_stay_as_they_are() -> None:
    packer = RowPacker(Spool())
    packer.take(rows(30))

    assert packer.rows() == tuple(rows(30))


def test_many_come_back_as_they_went_each_time() -> None:
    found = packed(4_321, Spool())

    for _ in range(2):
        assert list(found) == list(rows(4_321))
    assert [each.at("读书笔记") for each in found][:2] == [each.at("读书笔记") for each in rows(2)]
    assert {each.source.columns["姓名"] for each in found if each.source} == {"A"}


def test_what_rows_say_alike_of_a_day_is_one_object_and_a_row_is_small() -> None:
    waiting = Spool()
    found = packed(6_000, waiting)

    pairs = {id(value[0]) for each in found if isinstance(value := each.value("出勤"), tuple)}
    assert len(pairs) == 2
    assert waiting.size / 6_000 < 200  # bytes a row


def test_another_process_gets_the_bytes_and_they_wait_in_its_spool() -> None:
    sent = pickle.loads(pickle.dumps(packed(2_500, Spool())))

    assert list(sent) == list(sent.moved(Spool())) == list(rows(2_500))


MARKED = tuple(
    Pair(PartialDate(2026, 7, 1 + day), mark, None, f"7月{1 + day}日", head=_HEAD)
    for day in range(12)
    for mark in "到假补"
)


def marked(owner: int, at: int) -> Row:
    own = tuple(MARKED[3 * day + (at + day) % 3] for day in range(12))
    return Row(
        "学习登记",
        f"第{owner}支部",
        (("姓名", f"名{at}"), ("出勤", own)),
        (),
        Source("登记.xlsx", "登记", at, _COLUMNS),
    )


def kept(owners: int) -> int:
    """Return the bytes that stay in memory of so many owners with forty rows each."""
    tracemalloc.start()
    placed = RowsByOwner()
    for owner in range(owners):
        for at in range(40):
            placed.add(marked(owner, at))
    before_rows = tracemalloc.get_traced_memory()[0]
    found = placed.rows()
    held = max(before_rows, tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sum(map(len, found.values())) == 40 * owners
    return held


def test_of_an_owner_nothing_is_kept_but_where_his_rows_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "_TOGETHER", 400)
    monkeypatch.setattr(spool, "_IN_MEMORY", 1000)

    kept(20)
    few, many = kept(100), kept(400)

    assert (many - few) / 12_000 < 50  # bytes a row


def test_what_is_sent_of_an_owners_rows_does_not_depend_on_anybody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "_TOGETHER", 100)
    alone, among = RowsByOwner(), RowsByOwner()
    others = [replace(marked(1, at), branch="别的支部") for at in range(70)]
    for row in (*others, *(marked(2, at) for at in range(200))):
        among.add(row)
    for row in (*(replace(each, branch="又一个") for each in others), *(marked(2, at) for at in range(200))):
        alone.add(replace(row, values=()) if row.branch == "又一个" else row)

    one, two = (placed.rows()["第2支部"] for placed in (alone, among))

    assert isinstance(one, PackedRows)
    assert pickle.dumps(one) == pickle.dumps(two)
    assert list(pickle.loads(pickle.dumps(two))) == [marked(2, at) for at in range(200)]


def test_a_packed_row_still_knows_what_stands_above_its_table() -> None:
    packer = RowPacker(Spool())
    packer.take(
        replace(row, source=replace(row.source, titles=("一支部学习登记",), head=3))
        for row in rows(2_100)
        if row.source
    )

    first = packer.rows()[0]

    assert first.source is not None
    assert (first.source.titles, first.source.head) == (("一支部学习登记",), 3)
