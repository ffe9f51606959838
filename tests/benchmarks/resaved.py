"""What a shipped template costs once another program has saved it: filled here where it is tame, else in the helper.

    python -m tests.benchmarks.resaved [--all]

The sample's papers are made once; what each shipped template was filled with is then given to the same template as
LibreOffice saved it and as python-docx did, compiled as in a run. CPU milliseconds a document, the best of some rounds,
this process and the helper together. `--all`: the templates of every kind, not of the five alone.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

import docx

from pipeline import confine, produce
from pipeline.desk import opened
from pipeline.model.work import Facts, Filled, Use
from pipeline.produce import foreign
from pipeline.produce.foreign import Filler
from pipeline.render import Compiled
from tests.conftest import FIVE, ROOT, put_sample, put_templates
from tests.office import converted

_ROUNDS, _HERE, _THERE = 5, 120, 60  # rounds; documents of one in this process, in the helper
_KEPT = 12  # papers whose facts are kept, of each template
_WANTED, _LIMIT = 1.2, 3.0  # times the shipped one; milliseconds in the helper
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class _Seen:
    """What one template was filled with in a run, and by whom."""

    compiled: Compiled
    filler: Filler
    facts: list[Facts] = field(default_factory=list)


def figures(*kinds: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each template's name and its cost: shipped, LibreOffice, python-docx, helper; nan where not tame."""
    with tempfile.TemporaryDirectory() as name, mock.patch.dict(os.environ, XDG_CACHE_HOME=f"{name}/cache"):
        home = Path(name)
        uses = filled_in_a_run(home / "office", kinds)
        files = [ROOT / "templates" / use[0] for use in uses]
        resaved = converted(files, "docx:MS Word 2007 XML", home / "libreoffice")
        for (use, seen), file, by_office in zip(uses.items(), files, resaved, strict=True):
            yield use[0], _costs(use, seen, file, by_office)


def _costs(use: Use, seen: _Seen, file: Path, by_office: Path) -> dict[str, float]:
    fillers = {
        "shipped": (seen.filler, seen.compiled),
        "LibreOffice": _foreign(by_office.read_bytes(), use, seen.filler),
        "python-docx": _foreign(by_library(file), use, seen.filler),
    }
    found = dict.fromkeys(fillers, math.inf)
    for _ in range(_ROUNDS):  # by turns: what slows one down for a while slows down all
        for name, (filler, compiled) in fillers.items():
            found[name] = min(found[name], _spent(filler, use, compiled, seen.facts, _HERE))
    for name, (filler, compiled) in fillers.items():
        if name != "shipped" and (not compiled.metered or use in filler._dear):
            found[name] = math.nan
    filler, compiled = fillers["python-docx"]
    untame = replace(compiled, metered=False)
    return found | {"helper": min(_spent(filler, use, untame, seen.facts, _THERE) for _ in range(3))}


def by_library(file: Path) -> bytes:
    """Return a template as python-docx saves it."""
    saved = io.BytesIO()
    docx.Document(str(file)).save(saved)
    return saved.getvalue()


def filled_in_a_run(workspace: Path, kinds: tuple[str, ...]) -> dict[Use, _Seen]:
    """Make the sample's papers; return what each template was filled with."""
    put_templates(workspace, *kinds)
    put_sample(workspace)
    seen: dict[Use, _Seen] = {}
    fill = Filler.fill

    def noted(filler: Filler, compiled: Compiled, use: Use, facts: Facts, *mark: Any) -> Filled:
        known = seen.setdefault(use, _Seen(compiled, filler))
        if len(known.facts) < _KEPT:
            known.facts.append(facts)
        return fill(filler, compiled, use, facts, *mark)

    with mock.patch.object(Filler, "fill", noted), opened(workspace) as desk:
        produce.produce(desk, durable=False)
    return seen


def _foreign(data: bytes, use: Use, filler: Filler) -> tuple[Filler, Compiled]:
    """Return a template as it is used in a run when it is not ours, with what fills it."""
    compiled = foreign.template(data, use, filler.body_font, filler.sheets)
    assert compiled.value is not None, compiled.problems
    return Filler(filler.body_font, {use: data}, filler.sheets), compiled.value


def _spent(filler: Filler, use: Use, compiled: Compiled, facts: list[Facts], count: int) -> float:
    filler.fill(compiled, use, facts[0])
    begun = _cpu()
    for number in range(count):
        filler.fill(compiled, use, facts[number % len(facts)])
    return (_cpu() - begun) * 1000 / count


def _cpu() -> float:
    """Return CPU seconds of this process and of the helper."""
    child, there = confine.shared()._child, 0.0
    if child is not None:
        with contextlib.suppress(OSError):
            figures = Path(f"/proc/{child.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            there = (int(figures[11]) + int(figures[12])) / _TICK
    return time.process_time() + there


def table(*kinds: str) -> None:
    """Print the table: each template, what it costs, the ratios."""
    rows = list(figures(*kinds))
    print(f"\n{'shipped template, saved again':32} shipped  LibreOffice      python-docx      in the helper")
    for name, cost in rows:
        ours, times = cost["shipped"], {by: cost[by] / cost["shipped"] for by in ("LibreOffice", "python-docx")}
        said = "".join(f"{cost[by]:9.3f} {times[by]:5.2f} x" for by in times)
        print(f"  {name:30} {ours:7.3f}{said}{cost['helper']:11.2f} ms")
    for by in ("LibreOffice", "python-docx"):
        ratios = [cost[by] / cost["shipped"] for _, cost in rows if not math.isnan(cost[by])]
        over = sum(ratio > _WANTED for ratio in ratios)
        print(f"  {by}: median {median(ratios):.2f} x, most {max(ratios):.2f} x, over {_WANTED} x: {over} of {len(ratios)}"
              f"; not tame: {len(rows) - len(ratios)}")  # fmt: skip
    helped = [cost["helper"] for _, cost in rows]
    print(f"  helper: median {median(helped):.2f} ms, most {max(helped):.2f} ms, over {_LIMIT} ms: "
          f"{sum(cost > _LIMIT for cost in helped)} of {len(helped)}")  # fmt: skip


if __name__ == "__main__":
    table(*(() if "--all" in sys.argv else FIVE))
