"""Rows of a large register wait as bytes: they come back as they went, and what many say alike is one object."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from pipeline.inbox.packed_rows import PackedRows, RowPacker
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
    spool = Spool()
    found = packed(6_000, spool)

    pairs = {id(value[0]) for each in found if isinstance(value := each.value("出勤"), tuple)}
    assert len(pairs) == 2
    assert spool.size / 6_000 < 200  # bytes a row


def test_another_process_gets_the_bytes_and_they_wait_in_its_spool() -> None:
    sent = pickle.loads(pickle.dumps(packed(2_500, Spool())))

    assert list(sent) == list(sent.moved(Spool())) == list(rows(2_500))
