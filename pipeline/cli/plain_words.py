"""Texts, paths and flags of a command line, taken as they are.

typer (0.29) has pydantic look at each of them, and to load that takes as long as all of `status`. What is anything but
plain (a number that was typed, a file that may not be read, bytes that are no text) it is asked about as ever.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_origin

from pipeline.model.frozen import frozen


class _NotPlain(Exception):  # noqa: N818 - no fault: typer is asked
    pass


@frozen
class PlainWords:
    """Stands where typer has what it made of a parameter's type; `typers` makes that."""

    typers: Callable[[], Any]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return what a command is given for what was typed; raises what typer does."""
        try:
            return _plain(value, param)
        except _NotPlain:
            return self.typers().coerce(value, param=param, ctx=ctx)


def taken(command: Any) -> Any:
    """Return a command (and those below it) whose plain words are taken as they are; the door looks for --help."""
    for each in _commands(command):
        each.add_help_option = False
        for parameter in each.params:
            typers = getattr(parameter, "get_runtime_param", None)
            if typers is not None:  # another typer has no such thing, and needs none
                parameter.get_runtime_param = partial(PlainWords, typers)
    return command


def _commands(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _commands(below)


def _plain(value: Any, parameter: Any) -> Any:
    kind = parameter.type_descriptor.annotation
    if value is None:
        return () if parameter.multiple or parameter.nargs == -1 else None
    if get_origin(kind) is list and isinstance(value, tuple):
        (inner,) = get_args(kind)
        return [_one(each, inner) for each in value]
    return _one(value, kind)


def _one(value: Any, kind: type) -> Any:
    if kind is int and type(value) is int:  # what stands for nothing typed
        return value
    if kind not in {str, Path} or not isinstance(value, str | Path) or (kind is str and not isinstance(value, str)):
        raise _NotPlain
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise _NotPlain from None
    if kind is str:
        return value
    path = Path(value)
    if path.exists() and not os.access(path, os.R_OK):
        raise _NotPlain
    return path
