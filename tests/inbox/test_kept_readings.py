"""What was read of small files and lies in the ledger: used where the bytes are the same, and never trusted."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import sqlite3
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import confine
from pipeline.inbox import kept_readings, kept_sheets, kept_yaml, sheet, speech_draft, text, yamlfile
from pipeline.inbox.headings import DraftLine
from pipeline.inbox.kept_readings import Readings
from pipeline.inbox.marks import Marks
from pipeline.inbox.sheet import Sheet
from pipeline.inbox.speech_draft import SpeechDraft
from pipeline.model.facts import TextRun
from pipeline.model.problem import Read
from tests.conftest import SAMPLE, Workspace

SPEECH = "# 一次讲话\n\n同志们：\n\n今天**很好**，有 ~~删去~~ 的。\n\n1. 一条\n2. 两条\n"


def _book() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "表"
    page.append(["姓名", "数", "分", "对", "日", "时刻", "几点", "多久", "〃"])
    page.append(["张三", 3, 0.1, True, dt.date(2026, 7, 1), dt.datetime(2026, 7, 1, 9, 30), dt.time(8, 5), "", "张三"])
    page["H2"] = dt.timedelta(hours=30, seconds=1)
    page.merge_cells("A3:B4")
    book.create_sheet("藏").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _read(readings: Readings, data: bytes, file: str = "inputs/a.xlsx") -> Read[tuple[Sheet, ...]]:
    with kept_readings.within(readings):
        return kept_sheets.read_confined(data, file)


def _later(first: Readings) -> Readings:
    return Readings(lambda key: first.new.get(key, b""))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the helper was asked to do."""
    found: list[str] = []
    before = confine.Helper.call

    def noted(self: confine.Helper, function: str, *arguments: object, seconds: float) -> object:
        found.append(function)
        return before(self, function, *arguments, seconds=seconds)

    monkeypatch.setattr(confine.Helper, "call", noted)
    return found


def test_the_same_bytes_are_read_once_and_come_back_the_same(calls: list[str]) -> None:
    data, first = _book(), Readings()
    read = _read(first, data)
    assert len(calls) == 1

    again = _read(_later(first), data)
    assert len(calls) == 1
    assert again == read == sheet.sheets_of(data, "inputs/a.xlsx")
    kinds = [[type(cell) for page in each.value for row in page.rows for cell in row] for each in (read, again)]
    assert kinds[0] == kinds[1]
    assert {dt.date, dt.datetime, dt.time, dt.timedelta, bool, float, str} <= {*kinds[0]}


@pytest.mark.parametrize("other", [_book() + b"\0", _book()])
def test_other_bytes_or_another_name_are_read(calls: list[str], other: bytes) -> None:
    first, data = Readings(), _book()
    _read(first, data)
    _read(_later(first), other, "inputs/a.xlsx" if other != data else "inputs/b.xlsx")
    assert len(calls) == 2


def test_what_another_program_has_read_is_read_anew(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first, data = Readings(), _book()
    _read(first, data)
    monkeypatch.setattr("pipeline.program.digest", lambda: "another")
    _read(_later(first), data)
    assert len(calls) == 2


@pytest.mark.parametrize("at", [0, 31, 32, 40, -1])
def test_a_reading_that_was_damaged_is_read_anew(calls: list[str], at: int) -> None:
    first, data = Readings(), _book()
    read = _read(first, data)
    for key, packed in first.new.items():
        broken = bytearray(packed)
        broken[at] ^= 1
        first.new[key] = bytes(broken)
    assert _read(_later(first), data) == read
    assert len(calls) == 2


@pytest.mark.parametrize(
    "told",
    [
        None,
        1,
        "x",
        [1],
        [[]],
        [["表", [[None]], [], False, [], {}, [], False]],
        [["表", [[["x", "2026"]]]]],
        [[[]] * 8],
    ],
)
def test_a_reading_that_no_reader_gives_is_read_anew(calls: list[str], told: object) -> None:
    first, data = Readings(), _book()
    read = _read(first, data)
    (key,) = first.new
    first.new[key] = kept_readings._sealed(told, key)
    assert _read(_later(first), data) == read
    assert len(calls) == 2


def test_a_reading_that_would_unpack_to_no_end_is_read_anew(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first, data = Readings(), _book()
    read = _read(first, data)
    monkeypatch.setattr(kept_readings, "_LARGEST", 20)
    assert _read(_later(first), data) == read
    assert len(calls) == 2


def test_a_reading_of_another_file_does_not_stand_in(calls: list[str]) -> None:
    first, data = Readings(), _book()
    _read(first, data)
    (packed,) = first.new.values()
    _read(Readings(lambda _: packed), data, "inputs/b.xlsx")
    assert len(calls) == 2


def test_what_has_a_problem_or_is_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Readings()
    assert _read(first, b"PK\x03\x04 no workbook").problems
    monkeypatch.setattr(kept_readings, "_SMALL", 100)
    _read(first, _book())
    assert first.new == {}


def _unfolded(each: Any) -> Any:
    return each.replace(fold=0)  # no reader gives another


cells = st.one_of(
    st.text(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.dates(), st.datetimes().map(_unfolded), st.times().map(_unfolded),
    st.timedeltas(),
)  # fmt: skip
places = st.tuples(st.integers(0, 9), st.integers(0, 9))
marks = st.builds(
    Marks, st.dictionaries(places, st.text()), *[st.frozensets(places)] * 4, st.frozensets(st.integers(0, 9)),
)  # fmt: skip
sheets = st.builds(
    Sheet, st.text(), st.lists(st.lists(cells, max_size=4), max_size=4), st.just(((0, 0, 1, 1),)), st.booleans(), marks,
    st.dictionaries(st.text(), st.booleans()), st.lists(st.text()).map(tuple), st.booleans(),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(sheets, max_size=2).map(tuple))
def test_any_sheet_comes_back_as_it_was(found: tuple[Sheet, ...]) -> None:
    told = json.loads(json.dumps(kept_sheets._closed(Read(found))))
    back = kept_sheets._opened(told)
    assert back.value == found
    assert [repr(each.rows) for each in back.value] == [repr(each.rows) for each in found]  # 1 is not True, nor 1.0


lines = st.builds(
    DraftLine, st.lists(st.builds(TextRun, st.text(), st.booleans())).map(tuple), st.integers(0, 4), st.booleans(), st.text(),
    st.booleans(), st.booleans(), st.integers(0, 99),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(lines), st.dictionaries(st.text(), st.integers(0, 9)))
def test_any_draft_comes_back_as_it_was(said: list[DraftLine], left: dict[str, int]) -> None:
    one = SpeechDraft(said)
    one.left_out.update(left)
    assert repr(speech_draft._opened(json.loads(json.dumps(speech_draft._closed(one))))) == repr(one)


YAML = "活动:\n  名称: 学习\n  截至:\n支部安排:\n  甲村: {时间: 2026年7月1日, 议题: [一, '', ~]}\n  乙村: []\n"


@pytest.mark.parametrize("words", [YAML, "", "# 还没有写\n", "- 一\n", (SAMPLE / "活动.yaml").read_text("utf-8")])
def test_a_yaml_is_parsed_once_and_comes_back_the_same(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, first = words.encode(), Readings()
    with kept_readings.within(first):
        read = kept_yaml.load(data, "inputs/甲/活动.yaml")
    assert read == yamlfile.load(data, "inputs/甲/活动.yaml")
    if read.problems:
        assert first.new == {}
        return
    monkeypatch.setattr(yamlfile, "load", None)
    with kept_readings.within(_later(first)):
        again = kept_yaml.load(data, "inputs/甲/活动.yaml")
    assert again == read
    assert repr(again) == repr(read)  # the keys in their order, too


@pytest.mark.parametrize("told", [1, "活动", [1], [1, 2], ["1", "x"], [1, None], [1, {"活动": [1]}], [1, [[2, 3]]]])
def test_values_that_no_yaml_has_are_parsed_anew(told: object) -> None:
    first = Readings()
    with kept_readings.within(first):
        read = kept_yaml.load(YAML.encode(), "inputs/甲/活动.yaml")
    (key,) = first.new
    first.new[key] = kept_readings._sealed(told, key)
    with kept_readings.within(_later(first)):
        assert kept_yaml.load(YAML.encode(), "inputs/甲/活动.yaml") == read


def test_a_speech_is_read_once(calls: list[str]) -> None:
    first = Readings()
    with kept_readings.within(first):
        read = text.read(SPEECH.encode(), "inputs/活动/讲话.md")
    asked = len(calls)
    with kept_readings.within(_later(first)):
        again = text.read(SPEECH.encode(), "inputs/活动/讲话.md")
    assert asked == len(calls) == 2
    assert again == read
    assert read.value is not None


def _cells(workspace: Workspace) -> list[str]:
    with contextlib.closing(sqlite3.connect(workspace.output(".gongwen/ledger.db"))) as ledger:
        return [row[0] for row in ledger.execute("SELECT key FROM reading")]


def test_a_build_keeps_what_it_read_and_forgets_what_is_gone(campaign: Workspace, calls: list[str]) -> None:
    campaign.build()
    assert len(_cells(campaign)) == 4  # of the roster its cells and its rows, of 活动.yaml and of the catalog
    calls.clear()
    told = campaign.run("check")
    with contextlib.closing(sqlite3.connect(campaign.output(".gongwen/ledger.db"))) as ledger, ledger:
        ledger.execute("DELETE FROM standstill")  # so that it is read
    assert campaign.run("check") == told
    assert calls == []

    with contextlib.closing(sqlite3.connect(campaign.output(".gongwen/ledger.db"))) as ledger, ledger:
        ledger.execute("UPDATE reading SET told = x'00'")
        ledger.execute("DELETE FROM standstill")
    assert campaign.run("check") == told
    assert [call for call in calls if call.endswith("sheet:sheets_of")] == ["pipeline.inbox.sheet:sheets_of"]

    before = _cells(campaign)
    campaign.put("活动/花名册.xlsx", "姓名|所在党支部\n张三|河东村党支部")
    campaign.build()
    assert len(_cells(campaign)) == 3  # of the roster's cells, of 活动.yaml and of the catalog: its rows have a fault
    assert _cells(campaign) != before


def test_of_rows_that_are_kept_the_cells_need_not_be(campaign: Workspace) -> None:
    campaign.build()
    before = _cells(campaign)
    facts = campaign.path / "inputs/活动/活动.yaml"
    facts.write_text(facts.read_text("utf-8") + "\n# 改过\n", "utf-8")
    campaign.build()

    assert len(_cells(campaign)) == len(before) - 1
    assert len({*before} & {*_cells(campaign)}) == 2  # the roster's rows, and the catalog


def test_check_writes_nothing_down(campaign: Workspace) -> None:
    campaign.build()
    before = _cells(campaign)
    campaign.put("活动/又一册.xlsx", "姓名|所在党支部\n李四|河东村党支部")
    campaign.run("check")
    assert _cells(campaign) == before
