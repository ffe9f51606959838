"""No document shows another branch's values, whoever fills at the same time; one that did would be found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docxtpl import RichText

from pipeline.render import fill
from pipeline.render.compiled import Compiled
from tests import thorough
from tests.benchmarks import canaries

BRANCHES = 6


@pytest.fixture(scope="module")
def sources() -> dict[str, bytes]:
    return canaries.templates()


@pytest.fixture(scope="module")
def ready(sources: dict[str, bytes]) -> list[Compiled]:
    return canaries.compiled(sources)


@pytest.mark.parametrize("workers", thorough.one_of(1, 4, 16))
def test_threads_fill_for_many_branches_at_once_and_mix_nothing(ready: list[Compiled], workers: int) -> None:
    made = canaries.by_threads(ready, BRANCHES, workers)

    assert len(made) == BRANCHES * len(canaries.CASES)
    assert list(canaries.foreign(made)) == []
    assert all(each.shows == {each.branch} for each in made)


@pytest.mark.slow
@thorough.only_in_ci
def test_processes_of_the_fleet_mix_nothing(sources: dict[str, bytes], ready: list[Compiled]) -> None:
    assert canaries.by_processes(sources, BRANCHES, 2) == canaries.by_threads(ready, BRANCHES, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    thorough.each(
        [
            ("名", "CANARY-0004"),
            ("符", "<CANARY-0004>"),
            ("列", ["一", "CANARY-0004"]),
            ("人们", [{"姓名": "甲", "措施": ["CANARY-0004"]}]),
            ("富", RichText("CANARY-0004")),
        ],
        2,
    ),
)
def test_one_planted_value_is_found(
    ready: list[Compiled], name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual: Callable[[int], dict[str, Any]] = canaries.facts
    monkeypatch.setattr(canaries, "facts", lambda branch: usual(branch) | ({name: value} if branch == 3 else {}))

    found = list(canaries.foreign(canaries.by_threads(ready, BRANCHES, 2)))

    assert found
    assert all(each.branch == 3 and 4 in each.shows for each in found)


def test_a_document_of_another_branch_is_found(ready: list[Compiled]) -> None:
    made = [canaries.look(1, fill.filled_bytes(ready[0], canaries.facts(2)))]

    assert list(canaries.foreign(made)) == made
