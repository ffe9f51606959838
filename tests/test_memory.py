"""What a run holds does not grow with the documents: their paths are counted among all that it can reach."""

from __future__ import annotations

import gc
import types
from pathlib import Path
from typing import Any

import pytest

from pipeline import fleet, produce
from pipeline.desk import opened
from pipeline.fleet import Crew
from pipeline.produce.campaign import CampaignRun
from tests import tiny

A_BRANCH = 5
FEW, MANY = 8, 24  # branches
_ELSEWHERE = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.FrameType)


def members(branches: int, year: int = 1990) -> dict[str, tuple[str, int]]:
    return {f"党员{n}": (f"第{n // A_BRANCH}支部", year) for n in range(branches * A_BRANCH)}


def reachable(start: object) -> list[Any]:
    """Return everything that an object holds, and what that holds, and so on."""
    found, seen, waiting = [], {id(start)}, [start]
    while waiting:
        found.append(waiting.pop())
        for each in gc.get_referents(found[-1]):
            if id(each) not in seen and not isinstance(each, _ELSEWHERE):
                seen.add(id(each))
                waiting.append(each)
    return found


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many paths of papers a run can reach whenever it looks for what is no longer due: when all has been noted."""
    counts: list[int] = []
    part = CampaignRun._part

    def counted(self: CampaignRun) -> None:
        part(self)
        texts = [each for each in reachable(self) if isinstance(each, str)]
        counts.append(sum(text.startswith("outputs/活动/第") and text.endswith(".docx") for text in texts))

    monkeypatch.setattr(CampaignRun, "_part", counted)
    monkeypatch.setattr("pipeline.produce.ground.look_at", lambda _: None)  # no earlier answer stands
    monkeypatch.setattr("pipeline.spool._TOGETHER", 10)
    monkeypatch.setattr("pipeline.produce.register_lines._TOGETHER", 10)
    monkeypatch.setattr("pipeline.produce.campaign._IN_A_CHUNK", 2 * A_BRANCH)
    return counts


def build(path: Path, **how: Any) -> produce.Report:
    with opened(path) as desk:
        return produce.produce(desk, **how)


def foresee(path: Path) -> None:
    with opened(path, read_only=True) as desk:
        produce.foresee(desk)


def builds(path: Path, branches: int) -> None:
    """See everything made, nothing to do, what would be done, everything made anew."""
    build(tiny.prepare(path, members(branches)))
    build(path)
    foresee(path)
    tiny.prepare(path, members(branches, 1991))
    foresee(path)
    build(path)


def test_what_a_run_holds_does_not_grow_with_the_documents(tmp_path: Path, held: list[int]) -> None:
    builds(tmp_path / "few", FEW)
    few = held.copy()
    held.clear()
    builds(tmp_path / "many", MANY)

    assert len(held) == len(few) == 5
    assert all(count <= 40 for count in (*few, *held)), (few, held)


def test_nor_does_it_where_all_papers_stop(tmp_path: Path, held: list[int]) -> None:
    tiny.prepare(tmp_path, members(MANY))
    (tmp_path / "templates/表.docx").write_bytes(b"no template")

    report = build(tmp_path)

    assert len(report.stopped) == MANY * A_BRANCH
    assert held[0] <= 40


@pytest.mark.slow
def test_nor_does_it_where_workers_make_them(tmp_path: Path, held: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "at_home", lambda _: Crew(processes=2))
    build(tiny.prepare(tmp_path, members(MANY)))

    assert held[0] <= 40


def test_the_count_sees_what_is_held(held: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.produce.register_lines._TOGETHER", 10_000)
    monkeypatch.setattr("pipeline.produce.register_lines.LinesInOrder._pack", lambda _: None)
    build(tiny.prepare(tmp_path, members(MANY)))

    assert held[0] >= MANY * A_BRANCH
