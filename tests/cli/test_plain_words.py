"""What was typed reaches a command as typer would hand it over, though typer is not asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli import plain_words
from pipeline.cli.door import app

TYPED = (
    "",
    ".",
    "一支部",
    "a b",
    "-1",
    "3",
    "0x10",
    "true",
    "否",
    "没有/这个",
    "~",
    " 空 ",
    "1e3",
    "\udcff",
    "😀",
    "99999999999999999999",
)


def parameters(command: Any) -> Iterator[Any]:
    yield from command.params
    for below in getattr(command, "commands", {}).values():
        yield from parameters(below)


def of_each_sort(command: Any) -> dict[str, Any]:
    """Return a parameter for each type that is asked for."""
    asked = (each for each in parameters(command) if hasattr(each, "get_runtime_param"))
    return {f"{each.type_descriptor.annotation} {each.nargs} {each.multiple} {each.default}": each for each in asked}


COMMAND = typer.main.get_command(app)
THEIRS = of_each_sort(COMMAND)
OURS = of_each_sort(plain_words.taken(typer.main.get_command(app)))


def handed_over(parameter: Any, value: Any) -> tuple[str, object]:
    try:
        found = parameter.process_value(typer.Context(COMMAND), value)
    except Exception as fault:  # noqa: BLE001 - which one is compared
        return type(fault).__name__, str(fault)
    return type(found).__name__, found


@pytest.mark.skipif(not THEIRS, reason="this typer asks nobody")
@pytest.mark.parametrize("sort", THEIRS)
def test_each_parameter_gets_what_typer_would_give(sort: str, tmp_path: Path) -> None:
    mine, theirs = OURS[sort], THEIRS[sort]
    several = theirs.nargs == -1 or theirs.multiple
    closed = tmp_path / "closed"
    closed.touch(mode=0)
    typed = [*TYPED, str(closed), str(tmp_path)]
    values = [None, *([(each,) for each in typed] if several else typed), *([tuple(typed[:4])] if several else [])]
    if not several and theirs.default is not None:
        values.append(theirs.default)

    for value in values:
        assert handed_over(mine, value) == handed_over(theirs, value), value


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_typers_to_refuse(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.touch(mode=0)
    path = next(each for each in OURS.values() if each.type_descriptor.annotation is Path)

    assert handed_over(path, str(closed))[0] == "BadParameter"
