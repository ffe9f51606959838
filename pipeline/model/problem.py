"""A Problem is something wrong in a clerk's file: a value with an address, gathered, never raised."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from dataclasses import field, replace
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from pipeline.model.frozen import frozen

T_co = TypeVar("T_co", covariant=True)


_SHORT = 30  # characters that are named of a value
_KEY = 16  # hex digits


class Severity(StrEnum):
    """What a Problem means for the papers (docs/contract.md §5)."""

    ERROR = "error"  # a document could not be made, or input could not be used
    WARNING = "warning"  # made, a person must look
    NOTICE = "notice"  # for information


class Hides(IntEnum):
    """What a fault keeps from us, the least first: whoever counts or withdraws asks this, never which code it is."""

    NOTHING = 0
    CELL = 1  # what one cell or line says: its value is Unread wherever it is used
    ROW = 2  # a row of a sheet that is no roster
    ROWS = 3  # all rows of such a sheet
    MEMBERS = 4  # members: nothing that counts them is known
    DOCUMENTS = 5  # anything, so also documents that would be due: nothing is withdrawn


@frozen(order=True)
class Origin:
    """Where a value was written: a file, and in it a sheet's cell or a line (1-based; 0 = none)."""

    file: str  # relative to the workspace, with "/"
    sheet: str = ""
    cell: str = ""
    line: int = 0
    whole: bool = field(default=False, compare=False, repr=False)  # `cell` stands for its row: nothing is wrong in it

    def __str__(self) -> str:
        """Return the address as a clerk reads it: 花名册.xlsx › 在册党员 › C7."""
        place = [self.sheet, self.cell, f"第{self.line}行" if self.line else ""]
        return " › ".join([self.file, *filter(None, place)])

    def first_of(self, count: int, unit: str = "行") -> Origin:
        """Return the address of what so many say together, of whom this one is the first: C7 等5行."""
        return replace(self, cell=f"{self.cell} 等{count}{unit}".lstrip()) if count > 1 else self


@frozen
class Problem:
    """One fault: stable code, severity, address, what is wrong and what to do, both in Chinese."""

    code: str
    severity: Severity
    origin: Origin
    message: str
    hint: str = ""
    hides: Hides = field(default=Hides.NOTHING, compare=False)
    returns: bool = field(default=False, compare=False)
    passes: bool = field(default=False, compare=False)
    shown: bool = field(default=False, compare=False)
    about: str = field(default="", compare=False)  # whom or what it names, for where several are told at once
    written: bool = field(default=False, compare=False)  # whether `about` is what stands in the place
    offers: tuple[str, ...] = field(default=(), compare=False)  # what may be meant, ready to be written in its place

    def __str__(self) -> str:
        return f"{self.origin}：{self.message} [{self.code}]"

    @property
    def key(self) -> str:
        """A short name that the same fault has in every run."""
        return hashlib.sha256(str(self).encode("utf-8", "replace")).hexdigest()[:_KEY]


def _called(origin: Origin) -> str:
    """Return what a cure calls the file of a place; where that is only a campaign's folder, what would stand in it."""
    name = origin.file.rpartition("/")[2]
    return name if "." in name else "活动.yaml 或 活动.xlsx"


@frozen
class Code:
    """The kind of a Problem: its wording is a format string, its cure is what the clerk does next."""

    code: str
    severity: Severity
    message: str
    cure: str
    effect: str = ""  # what it stops, for the handbook
    hides: Hides = Hides.NOTHING
    returns: bool = False  # though no error, its workbook goes back to whoever sent it: a cell contradicts another
    passes: bool = False  # it may be gone by itself: a file in use, a full disk
    shown: bool = False  # though for information only, a build tells it
    elsewhere: bool = False  # nothing is wrong in the cell that it names: what is missing belongs somewhere else

    def hiding(self, hides: Hides) -> Code:
        """Return the same kind of fault where it hides something else: a row of an issue hides no member."""
        return replace(self, hides=hides)

    def at(self, origin: Origin, **values: object) -> Problem:
        """Return the Problem of this kind found at `origin`; `values` fill wording and cure.

        `file` is there by itself: the name of the file that the clerk has.
        `offers` among them, a tuple, is what may be meant: none, or texts that stand for the value as they are.
        """
        offers = values.get("offers")
        values = {"file": _called(origin)} | values
        return Problem(
            self.code,
            self.severity,
            origin,
            self.message.format(**values),
            self.cure.format(**values),
            self.hides,
            self.returns,
            self.passes,
            self.shown,
            about=str(values.get("value", values.get("name", "")))[:_SHORT],
            written="value" in values and not (self.elsewhere or origin.whole) and bool(origin.cell or origin.line),
            offers=tuple(filter(None, offers)) if isinstance(offers, tuple) else (),
        )


@frozen
class Read(Generic[T_co]):
    """What reading gave: the value as far as it could be read, and every Problem met on the way."""

    value: T_co
    problems: tuple[Problem, ...] = ()


_SOME = 5  # names that may be as near as each other


def meant(word: str, known: Iterable[str]) -> str:
    """Return the name that a misspelt one is nearest to, "" where none is near.

    Of names that are as near, one that begins alike is meant: people type on from the beginning.
    """
    near = difflib.get_close_matches(word, list(known), _SOME, 0.5)

    def likeness(each: str) -> tuple[float, bool]:
        return difflib.SequenceMatcher(None, each, word).ratio(), each[:1] == word[:1]

    return max(near, key=likeness) if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a message's proposal for a misspelt name (，是不是「…」？), "" where none is near."""
    proposal = meant(word, known)
    return f"，是不是「{proposal}」？" if proposal else ""


def among(word: str, known: Iterable[str]) -> str:
    """Return the proposal for a misspelt name, or where none is near the names that there are: never only "no"."""
    names = [name for name in dict.fromkeys(known) if name]
    some = "、".join(names[:_SOME]) + (f" 等 {len(names)} 个" if len(names) > _SOME else "")
    return nearest(word, names) or (f"，有的是 {some}" if names else "")
