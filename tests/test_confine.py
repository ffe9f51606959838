"""The helper that reads foreign files: what it has served before, and a busy machine, are no faults of the next file."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from pipeline import confine
from pipeline.confine import Died, Helper

pytestmark = pytest.mark.confined


@pytest.fixture
def helper() -> Iterator[Helper]:
    made = Helper()
    yield made
    made.close()


def test_a_helper_that_was_ended_between_two_calls_is_no_matter(helper: Helper) -> None:
    pid = helper.call("os:getpid", seconds=5)
    os.kill(pid, signal.SIGKILL)

    assert helper.call("os:getpid", seconds=5) != pid


def test_a_helper_that_others_have_filled_gives_way_to_a_fresh_one(helper: Helper) -> None:
    helper.call("tests.test_confine:hoard", 300, seconds=20)

    assert helper.call("tests.test_confine:hoard", 300, seconds=20) == 300


def test_who_dies_of_his_own_task_is_asked_once_more_and_no_oftener(helper: Helper) -> None:
    first = helper.call("os:getpid", seconds=5)

    with pytest.raises(Died, match="abort"):
        helper.call("os:abort", seconds=5)

    assert helper.call("os:getpid", seconds=5) != first


def test_time_that_ran_out_is_not_given_twice(helper: Helper) -> None:
    helper.call("os:getpid", seconds=5)
    begun = time.monotonic()

    with pytest.raises(Died, match="time"):
        helper.call("time:sleep", 30, seconds=1.5)

    assert time.monotonic() - begun < 10


def test_importing_is_no_part_of_the_time_of_a_task(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert helper.call("tests.slow_to_import:answer", seconds=0.5) == "here"
    monkeypatch.setattr(confine, "_STARTING", 0.5)
    helper.close()

    with pytest.raises(Died, match="time"):
        helper.call("tests.slow_to_import:answer", seconds=0.5)


_HOARD: list[bytearray] = []


def hoard(megabytes: int) -> int:
    """Keep so much memory. Runs in the helper."""
    _HOARD.append(bytearray(megabytes << 20))
    return megabytes
