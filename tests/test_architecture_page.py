"""docs/architecture.md and the how-tos name what there is: rooms, arrows, files and functions."""

from __future__ import annotations

import importlib
import re
import tomllib

import pytest

from pipeline.contract import SCOPES
from pipeline.model.work import Scope
from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def test_the_rooms_that_it_lists_are_the_rooms_there_are() -> None:
    table = page("architecture").partition("## Rooms")[2].partition("## Arrows")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(rooms - {"__init__"})


def test_its_arrows_are_those_that_are_held() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    drawn = page("architecture").partition("## Arrows")[2].split("```")[1]

    assert drawn.split("\n")[1:-1] == contracts[0]["layers"]


def test_the_walk_of_a_cell_has_twelve_lines_and_goes_by_functions_there_are() -> None:
    walk = page("architecture").partition("## The walk")[2].partition("## Errors")[0]
    lines = re.findall(r"^\d+\. (.+)$", walk, re.MULTILINE)
    named = re.findall(r"`([a-z_0-9]+(?:\.\w+)+)`", walk)

    assert len(lines) == 12
    assert all(re.match(r"`[\w.]+`", line) for line in lines)
    assert [name for name in named if not callable(found(name))] == []


def found(name: str) -> object:
    """Return what room.function, room.module.function or room.module.Class.method names."""
    room, *parts = name.split(".")
    if (PACKAGE / room / f"{parts[0]}.py").exists():
        room = f"{room}.{parts.pop(0)}"
    here: object = importlib.import_module(f"pipeline.{room}")
    for part in parts:
        here = getattr(here, part)
    return here


@pytest.mark.parametrize(
    "name", ["add-a-scope", "add-a-rule", "add-a-sheet", "add-a-paper", "architecture", "contract"]
)
def test_the_files_that_a_page_names_are_there(name: str) -> None:
    text = page(name)
    files = re.findall(r"`((?:pipeline|tests|docs)/[\w/.-]+|templates/\w+\.yaml)`", text)
    links = re.findall(r"\]\(([\w./-]+\.md)\)", text)

    assert [file for file in files if not (ROOT / file).exists()] == []
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


@pytest.mark.parametrize("name", ["add-a-scope", "add-a-rule"])
def test_what_is_to_be_touched_stands_in_the_file_that_is_named(name: str) -> None:
    for line in re.split(r"\n(?=\d\. )", page(name)):
        path = re.match(r"\d\. `(pipeline/[\w/]+\.py)`", line)
        words = re.findall(r"`(\w+)`", line) if path else []
        source = (ROOT / path[1]).read_text("utf-8") if path else ""
        assert [word for word in words if word not in source] == [], line


def test_every_scope_has_its_row() -> None:
    assert set(SCOPES) == set(Scope)
