"""The lines of a campaign's register. There may be a million: they wait in a spool, packed folder by folder."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from pipeline.model.work import WITHDRAWN_FOLDER
from pipeline.register import RegisterLine
from pipeline.spool import Extent, Spool

_TOGETHER = 500  # lines that are packed together, at most
_NAMES = [each.name for each in fields(RegisterLine)]
_PATH = _NAMES.index("path")
_fields = attrgetter(*_NAMES)  # a tuple is packed in a tenth of the time


class LinesInOrder:
    """Takes lines in any order of the branches, one folder's together, and gives them back in the branches' order."""

    def __init__(self, folders: Iterable[str]) -> None:
        """`folders`: the branches', in their order. What lies in none of them comes before them."""
        self._places = {folder: number for number, folder in enumerate(folders)}
        self._places[WITHDRAWN_FOLDER] = len(self._places)
        self._spool = Spool()
        self._slips: defaultdict[str, list[Extent]] = defaultdict(list)  # by folder
        self._folder = ""
        self._open: list[tuple[object, ...]] = []  # of that folder, not packed yet
        self._count = 0

    def add(self, line: RegisterLine) -> None:
        """Add a line of a document that is due. Raises DiskError."""
        self._add(folder_of(line.path), line)

    def add_last(self, line: RegisterLine) -> None:
        """Add a line of a document that is no longer due: behind all those that are. Raises DiskError."""
        self._add(WITHDRAWN_FOLDER, line)

    def _add(self, folder: str, line: RegisterLine) -> None:
        if folder != self._folder or len(self._open) == _TOGETHER:
            self._pack()
            self._folder = folder
        self._open.append(_fields(line))
        self._count += 1

    def _pack(self) -> None:
        if self._open:
            self._slips[self._folder].append(self._spool.put(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL)))
            self._open = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[RegisterLine]:
        self._pack()
        for folder in sorted(self._slips, key=lambda folder: self._places.get(folder, -1)):
            yield from self._of(folder)

    def of(self, folder: str) -> Iterator[RegisterLine]:
        """Yield the lines of one folder; WITHDRAWN_FOLDER's are of what is no longer due."""
        self._pack()
        yield from self._of(folder)

    def due(self, folder: str) -> set[str]:
        """Return the paths of the documents due in a folder."""
        self._pack()
        return {values[_PATH] for values in self._values_of(folder)}

    def _of(self, folder: str) -> Iterator[RegisterLine]:
        for values in self._values_of(folder):
            yield RegisterLine(*values)

    def _values_of(self, folder: str) -> Iterator[tuple[Any, ...]]:
        for slip in self._slips.get(folder, ()):
            yield from pickle.loads(self._spool.get(slip))  # noqa: S301 - our own, from a file without a name


def folder_of(path: str) -> str:
    """Return the folder of a campaign's document: 全镇, or its branch's."""
    return path.split("/")[2]
