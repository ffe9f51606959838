"""What has been read before, by whoever goes on reading: unchanged files are not read again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pipeline.inbox.kept_readings import Readings
from pipeline.spool import Spool, plain_digest

if TYPE_CHECKING:  # heavy: who only asks what is known reads nothing
    from pipeline.inbox.arrival import Arrived
    from pipeline.model.declared import DeclaredSheet

T = TypeVar("T")
WORKBOOK = "workbook"
"""The sort of reading that depends on what sheets are declared."""
_MOST_WASTED = 1 << 26  # bytes
_SEVERAL = 2  # large workbooks are worth workers


Homes: TypeAlias = Callable[[str, Mapping[str, str]], Mapping[str, str]]
"""(campaign, branch → folder) → those that have another folder already, in which their papers lie."""


def no_homes(_: str, __: Mapping[str, str]) -> Mapping[str, str]:
    """Return that nobody has another folder."""
    return {}


@dataclass(slots=True)
class Memory:
    """What has been read before, by name and digest: a watcher need not read an unchanged file again."""

    kept: dict[tuple[str, str, str], object] = field(default_factory=dict)
    used: set[tuple[str, str, str]] = field(default_factory=set)
    readings: Readings = field(default_factory=Readings)  # of cells and lines, which last longer than this process
    spool: Spool = field(default_factory=Spool)  # where the members of what is kept lie
    homes: Homes = no_homes
    key: bytes = field(default_factory=partial(secrets.token_bytes, 16))  # for the numbers that tell people apart
    _sizes: dict[tuple[str, str, str], int] = field(default_factory=dict)  # bytes there
    declared: str = ""  # a digest of the sheets as they were declared at the last reading
    _sheets: tuple[DeclaredSheet, ...] = ()  # these

    @staticmethod
    def _key(sort: str, file: Arrived) -> tuple[str, str, str]:
        return sort, file.name, file.digest

    def turn_to(self, sheets: tuple[DeclaredSheet, ...]) -> None:
        """Forget the workbooks that were read when other sheets were declared, or a campaign had other grades."""
        if sheets != self._sheets:
            self.kept = {key: value for key, value in self.kept.items() if key[0] != WORKBOOK}
            self._sizes = {key: size for key, size in self._sizes.items() if key[0] != WORKBOOK}
            self._sheets = sheets
            self.declared = plain_digest(sheets)

    def recall(self, sort: str, file: Arrived, read: Callable[[bytes, str], T]) -> T:
        """Return what `read` gives for the file, from memory where its bytes are the same."""
        key = self._key(sort, file)
        self.used.add(key)
        if key not in self.kept:
            before = self.spool.size
            self.kept[key] = read(file.data, file.name)
            self._sizes[key] = self.spool.size - before
        return self.kept[key]  # type: ignore[return-value]  # one `sort` always has one reader

    def read_ahead(self, files: Sequence[Arrived], cluster: str) -> None:
        """Have large workbooks that are not known yet read by many hands."""
        unknown = [file for file in files if file.is_large and self._key(WORKBOOK, file) not in self.kept]
        if len(unknown) < _SEVERAL:
            return
        from pipeline.inbox import ahead  # noqa: PLC0415 - and with it the workers, which few runs need

        before = self.spool.size
        for file, found in ahead.read(unknown, self._sheets, self.key, self.spool, cluster):
            self.kept[self._key(WORKBOOK, file)] = found
            self._sizes[self._key(WORKBOOK, file)] = self.spool.size - before
            before = self.spool.size

    def forget_unused(self) -> None:
        """Drop what the last reading did not need; where most of the spool is of such, begin anew."""
        self.kept = {key: value for key, value in self.kept.items() if key in self.used}
        self._sizes = {key: size for key, size in self._sizes.items() if key in self.used}
        self.used.clear()
        if self.spool.size > _MOST_WASTED + 2 * sum(self._sizes.values()):
            self.kept.clear()
            self._sizes.clear()
            self.spool = Spool()
