"""Passes over our objects are rare while something is made, and as before when it is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pipeline import collector


@pytest.fixture(autouse=True)
def as_python_starts() -> Iterator[None]:
    """Have the collector as it is at the start, whatever other tests' libraries have made of it."""
    before, enabled = gc.get_threshold(), gc.isenabled()
    gc.enable()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)
    if not enabled:
        gc.disable()


def passes(count: int) -> int:
    """Return how many passes so many new objects cost."""
    seen: list[str] = []
    gc.callbacks.append(noted := lambda phase, _: seen.append(phase))
    kept = [[number] for number in range(count)]
    gc.callbacks.remove(noted)
    assert len(kept) == count
    return seen.count("start")


def test_a_build_sees_few_passes_and_what_comes_after_sees_as_many_as_before() -> None:
    before = gc.get_threshold()

    with collector.few_passes():
        during = passes(40_000)

    assert during <= 1
    assert passes(40_000) > 10
    assert gc.get_threshold() == before


def test_one_build_within_another_leaves_it_its_peace() -> None:
    with collector.few_passes():
        with collector.few_passes():
            pass

        assert passes(40_000) <= 1


def test_nothing_is_passed_over_while_millions_of_objects_are_unpacked() -> None:
    with collector.without_passes():
        assert passes(40_000) == 0

    assert gc.isenabled()


def test_memory_is_given_back_or_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(collector, "_trim", lambda: asked.append)
    collector.give_back()
    monkeypatch.undo()
    collector.give_back()

    assert asked == [0]


def test_what_stays_to_the_end_is_never_passed_over() -> None:
    before = gc.get_freeze_count()
    with collector.for_good():
        during = passes(40_000)
        modules = [[number] for number in range(1_000)]

    assert during == 0
    assert gc.get_freeze_count() > before + len(modules)
    assert passes(40_000) > 10
    gc.unfreeze()
