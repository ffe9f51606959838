"""A build that is killed, or whose disk fails, at its n-th write, fsync, rename, removal or commit."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from pipeline.disk import chunk, files
from pipeline.ledger import schema

_OF_THE_SYSTEM = ("fsync", "replace", "rename", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """The process is gone: nothing that it would still do is done."""


@dataclass(slots=True)
class Steps:
    """Counts what a build asks of the disk; at step `at` (0 = never) `fault` strikes, before or after the step."""

    at: int = 0
    after: bool = False
    fault: Callable[[], BaseException] = Killed
    count: int = 0
    names: list[str] = field(default_factory=list)
    dead: bool = False

    def step(self, name: str, real: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do one step, or fail in its place."""
        if self.dead:
            raise Killed
        self.count += 1
        self.names.append(name)
        if self.count != self.at:
            return real(*arguments, **options)
        fault = self.fault() if name != "commit" or self.fault is Killed else sqlite3.OperationalError("disk full")
        self.dead = isinstance(fault, Killed)
        if self.after:
            real(*arguments, **options)
        raise fault


@contextlib.contextmanager
def struck(steps: Steps) -> Iterator[None]:
    """Let every step of the disk go through `steps`."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _OF_THE_SYSTEM:
            patch.setattr(os, name, _through(steps, name, getattr(os, name)))
        patch.setattr(files, "write_new", _through(steps, "write", files.write_new))
        patch.setattr(schema, "transaction", _commit(steps))
        real = chunk._syncfs
        patch.setattr(chunk, "_syncfs", lambda root: (call := real(root)) and _through(steps, "syncfs", call))
        yield


def _through(steps: Steps, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments, **options: steps.step(name, real, *arguments, **options)


def _commit(steps: Steps) -> Callable[..., Any]:
    real = schema.transaction

    @contextlib.contextmanager
    def transaction(database: Any) -> Iterator[None]:
        if steps.dead:
            raise Killed
        before = not steps.after
        with real(database):
            yield
            if before:
                steps.step("commit", lambda: None)
        if not before:
            steps.step("commit", lambda: None)

    return transaction
