"""Whatever changes a paper's text is among the values by which a run sees that the paper must be made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pipeline import catalogs, render
from pipeline.desk import opened
from pipeline.expression import Entity, Unreadable
from pipeline.inbox import read_inputs
from pipeline.plan import documents_due
from pipeline.produce.compiling import compiled_for
from pipeline.produce.report import Report
from tests import thorough
from tests.conftest import ROOT, SAMPLE, put, put_sample, put_templates
from tests.samples import recorded

_ELEMENTS = 2  # of a list, whose values are changed one by one
_NAMES = sorted(
    path.name
    for path in (ROOT / "templates").glob("*.docx")
    if not path.name.startswith("送达")  # made as they leave
)


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Any, Any]]]:
    """What each shipped template is filled with for its first paper of the sample, by its name."""
    home = tmp_path_factory.mktemp("compared")
    put_sample(home)
    for name, content in {**recorded.files(), **recorded.texts()}.items():
        put(home, f"{SAMPLE.name}/{name}", content)
    said = home / "inputs" / SAMPLE.name / "活动.yaml"
    said.write_text(recorded.dated(said.read_text("utf-8")), "utf-8")
    put_templates(home)
    with opened(home, read_only=True) as desk:
        kinds = catalogs.kinds(desk).value
        due = [
            job
            for intake in read_inputs(desk.workspace, desk.memory).campaigns
            for job in documents_due(intake.township, intake.dossiers, kinds)
        ]
        facts_of = {job.kind.template: job.facts for job in reversed(due)}
        like = {(job.kind.name, job.kind.scope): job.facts for job in reversed(due)}  # of a kind's other templates
        found = {}
        for kind in kinds:
            facts = facts_of.get(kind.template) or like.get((kind.name, kind.scope))
            if facts:
                compiled = compiled_for(desk, [kind], Report())[0][kind.use]
                found.setdefault(kind.template, (compiled, facts))
        yield found


def leaves(value: object, names: frozenset[str], path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where each plain value stands that such names lead to."""
    if isinstance(value, Mapping):
        for name, below in value.items():
            if name in names or len(path) > 1:
                yield from leaves(below, names, (*path, name))
    elif isinstance(value, list):
        for at, below in enumerate(value[:_ELEMENTS]):
            yield from leaves(below, names, (*path, at))
    elif isinstance(value, str | int) and not isinstance(value, bool) and not isinstance(value, Unreadable):
        yield path


def changed(value: Any, path: tuple[Any, ...]) -> Any:
    """Return facts of which one value is another."""
    if not path:
        return value + 1 if isinstance(value, int) else f"{value}变"
    below = changed(value[path[0]], path[1:])
    if isinstance(value, list):
        return [below if at == path[0] else each for at, each in enumerate(value)]
    new = {**value, path[0]: below}
    return Entity(new, value.whence) if isinstance(value, Entity) else new


@pytest.mark.parametrize("name", thorough.each(_NAMES, 3))
def test_what_changes_a_paper_changes_what_is_compared(jobs: dict[str, tuple[Any, Any]], name: str) -> None:
    compiled, facts = jobs[name]
    names = frozenset(step for path in compiled.uses for step in path)
    printed, compared = render.filled_bytes(compiled, facts), render.used_values(compiled, facts)
    told = 0
    for path in leaves(facts, names):
        other = changed(facts, path)
        try:
            differs = render.filled_bytes(compiled, other) != printed
        except (ArithmeticError, LookupError, TypeError, ValueError):  # no such day, no such grade: nothing is printed
            continue
        told += differs
        assert not differs or render.used_values(compiled, other) != compared, ".".join(map(str, path))
    assert told
