"""The hostile set: for each file the right outcome, and this process lives."""

from __future__ import annotations

import pytest

from pipeline import confine
from pipeline.inbox import sheet, workbook
from tests import hostile, thorough

pytestmark = pytest.mark.confined
OUTCOMES = hostile.outcomes()
HEAVY = {"count-lie.xlsx", "stray-last-row.xlsx", "million-characters.xlsx", "huge-part.xlsx"}
"""Each takes the helper some seconds; `test_sheet` reads them, too."""
NAMED = [pytest.param(name, marks=[thorough.only_in_ci] if name in HEAVY else []) for name in OUTCOMES]


def test_the_set_is_not_small() -> None:
    assert len(OUTCOMES) >= 60


@pytest.mark.parametrize("name", thorough.each(list(NAMED), 3))
def test_a_hostile_file_has_its_outcome_and_a_message(name: str) -> None:
    data, outcome = hostile.data(name), OUTCOMES[name]

    opened = sheet.sheets_confined(data, name)

    got = opened.problems[0].code if opened.problems else hostile.READ
    assert outcome in {got, hostile.ANY}, opened.problems
    assert opened.value or opened.problems
    for problem in opened.problems:
        assert problem.origin.file == name
        assert problem.hint
    workbook.workbook_rows(data, name)


def test_macros_are_named_and_never_kept() -> None:
    found = workbook.workbook_rows(hostile.data("macros.xlsm"), "macros.xlsm")

    assert [problem.code for problem in found.problems][:1] == ["file.macros"]
    assert len(found.value.members) == 2


def test_a_helper_that_dies_is_replaced() -> None:
    helper = confine.Helper()
    with pytest.raises(confine.Died, match="abort"):
        helper.call("os:abort", seconds=10)

    assert helper.call("builtins:len", [1, 2], seconds=10) == 2
    helper.close()


def test_a_helper_that_hangs_is_ended() -> None:
    helper = confine.Helper()
    with pytest.raises(confine.Died, match="time"):
        helper.call("time:sleep", 60, seconds=0.5)
    helper.close()


def test_a_helper_that_takes_all_memory_is_stopped() -> None:
    helper = confine.Helper()
    with pytest.raises(confine.Died, match="memory"):
        helper.call("builtins:bytearray", 2 << 30, seconds=20)

    assert helper.call("builtins:len", "甲乙", seconds=10) == 2
    helper.close()


def test_a_file_that_kills_the_helper_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = confine.Helper()
    monkeypatch.setattr(confine, "shared", lambda: helper)
    monkeypatch.setattr(sheet, "__name__", "tests.inbox.dying")

    died = sheet.sheets_confined(b"anything", "a.xlsx")

    assert [problem.code for problem in died.problems] == ["file.unreadable"]
    monkeypatch.undo()
    assert sheet.sheets_confined(hostile.data("good.xlsx"), "b.xlsx").problems == ()
    helper.close()
