"""Members on their way: packed branch by branch into a spool, unpacked each time that somebody looks.

A member as an object takes two kilobytes, a province has millions of them. So they wait as bytes, some 300 each, on the
disk, and are there as objects for one branch at a time. What only all of them together can show (the same person in two
branches) is told by three numbers that are kept of each.
"""

from __future__ import annotations

import hashlib
import pickle
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from pipeline.inbox.fields import birth_of
from pipeline.inbox.naming import Guess
from pipeline.model.facts import Field, Member, PartialDate, Source
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem
from pipeline.spool import Extent, Spool, plainly_packed

_NAMES = tuple(each.name for each in fields(Member))[:-1]  # `source` is the last one
_VALUES = attrgetter(*_NAMES)
_BRANCH, _LABEL, _CATEGORIES = (_NAMES.index(name) for name in ("branch", "label", "categories"))
_AT_ONCE = 20_000  # members that are gathered before they are packed: some 40 MB


def finished(member: Member, label: str, categories: Field[tuple[str, ...]]) -> Member:
    """Return a member with what only its branch and campaign tell; as `replace` would, in a third of the time."""
    values = [*_VALUES(member), member.source]
    values[_LABEL], values[_CATEGORIES] = label, categories
    return Member(*values)


class Members(Collection[Member]):
    """Members as bytes, here or in a spool. Each look unpacks them anew; another process gets the bytes."""

    __slots__ = ("_count", "_data", "_slip")

    def __init__(self, count: int, data: bytes, slip: tuple[Spool, Extent] | None = None) -> None:
        self._count, self._data, self._slip = count, data, slip

    @classmethod
    def of(cls, members: Sequence[Member], spool: Spool) -> Members:
        """Pack members and leave them in the spool."""
        return cls(len(members), b"", (spool, spool.put(_packed(members))))

    def __reduce__(self) -> tuple[type[Members], tuple[int, bytes]]:
        return Members, (self._count, self._bytes())

    def moved(self, spool: Spool) -> Members:
        """Return them with their bytes in another spool."""
        return Members(self._count, b"", (spool, spool.put(self._bytes())))

    def _bytes(self) -> bytes:
        return self._slip[0].get(self._slip[1]) if self._slip else self._data

    def of_branch(self, branch: str) -> list[Member]:
        """Return them as members of the branch that their rows mean."""
        return _unpacked(self._bytes(), branch)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Member]:
        return iter(_unpacked(self._bytes()))

    def __contains__(self, member: object) -> bool:
        return member in _unpacked(self._bytes())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Members) and self._bytes() == other._bytes()

    def __hash__(self) -> int:
        return hash(self._bytes())

    def __repr__(self) -> str:
        return f"Members({self._count})"


def _packed(members: Iterable[Member]) -> bytes:
    """Return the same bytes for equal members, whichever objects they consist of."""
    sheets: dict[tuple[str, str, tuple[tuple[str, str], ...], bool, tuple[str, ...]], int] = {}
    known: dict[tuple[str, str, int], int] = {}  # the same by the mapping's identity: a sheet's rows share theirs
    rows = []
    for member in members:
        source, sheet = member.source, -1
        if source is not None:
            key = (source.file, source.sheet, id(source.columns))
            if key not in known:
                told = (source.file, source.sheet, tuple(source.columns.items()), source.word, source.titles)
                known[key] = sheets.setdefault(told, len(sheets))
            sheet = known[key]
        rows.append((sheet, source.row if source else 0, _VALUES(member)))
    return plainly_packed((list(sheets), rows))


def _unpacked(data: bytes, branch: str = "") -> list[Member]:
    sheets, rows = pickle.loads(data)  # noqa: S301 - our own, of this run
    told = [(file, name, dict(columns), *more) for file, name, columns, *more in sheets]
    members = []
    for sheet, row, values in rows:
        source = Source(told[sheet][0], told[sheet][1], row, *told[sheet][2:]) if sheet >= 0 else None
        own = (*values[:_BRANCH], branch or values[_BRANCH], *values[_BRANCH + 1 :], source)
        members.append(Member(*own))
    return members


# --- a workbook's -----------------------------------------------------------------------------------------------------


@frozen
class Pack:
    """Some members of one sheet whose rows name their branch alike; of each: its place, and what may meet it again."""

    branch: str  # as written
    source: Source  # the first one's
    members: Members
    places: array[int]  # among all of the workbook
    ids: array[int]  # a number for the ID number, 0 = none
    names: array[int]  # a number for name and birth month, 0 = it cannot be read
    guesses: tuple[Guess, ...] = ()  # where nothing is written: whose they may be by the sheet's name or the file's


@frozen
class MaybeMember:
    """A row of a roster that became no member: its fault, and the branches, as written, whose it may be.

    Where none is written, it is whose the sheet or the file is called after, or anybody's.
    """

    problem: Problem
    branches: tuple[str, ...]
    guesses: tuple[Guess, ...] = ()


@frozen
class Roll(Collection[Member]):
    """The members of a workbook."""

    packs: tuple[Pack, ...] = ()

    def moved(self, spool: Spool) -> Roll:
        """Return them with their bytes in another spool."""
        return Roll(tuple(replace(pack, members=pack.members.moved(spool)) for pack in self.packs))

    def __len__(self) -> int:
        return sum(len(pack.members) for pack in self.packs)

    def __iter__(self) -> Iterator[Member]:
        placed = [pair for pack in self.packs for pair in zip(pack.places, pack.members, strict=True)]
        return iter([member for _, member in sorted(placed, key=lambda pair: pair[0])])

    def __contains__(self, member: object) -> bool:
        return any(member in pack.members for pack in self.packs)


_Key = tuple[str, str, tuple[Guess, ...], tuple[str, ...]]
"""Whom a pack takes: those of one sheet, of one branch as written, or of the same guesses below the same titles."""


@dataclass(slots=True)
class Packer:
    """Takes the members of a workbook one after the other, and packs them when some thousand have come together.

    `key`: whoever reads with the same makes the same number of the same person, in whatever process.
    """

    spool: Spool
    key: bytes = b""
    packs: list[Pack] = field(default_factory=list)
    _waiting: dict[_Key, list[tuple[int, Member]]] = field(default_factory=dict)
    _count: int = 0

    def add(self, member: Member, guesses: tuple[Guess, ...] = (), titles: tuple[str, ...] = ()) -> None:
        """Take one; `guesses` where his branch is not written, `titles` where these alone may tell it."""
        sheet = member.source.sheet if member.source else ""
        self._waiting.setdefault((sheet, member.branch, guesses, titles), []).append((self._count, member))
        self._count += 1
        if self._count % _AT_ONCE == 0:
            self._pack()

    def __len__(self) -> int:
        return self._count

    def roll(self) -> Roll:
        """Return everybody that came."""
        self._pack()
        return Roll(tuple(self.packs))

    def _pack(self) -> None:
        for (_, branch, guesses, _), waiting in self._waiting.items():
            self.put_together(branch, waiting[0][1].source, waiting, guesses)
        self._waiting.clear()

    def put_together(
        self, branch: str, source: Source | None, placed: Sequence[tuple[int, Member]], guesses: tuple[Guess, ...]
    ) -> None:
        """Pack those of one sheet whose rows name their branch alike, each with its place; `source`: the first one's.

        Raises DiskError.
        """
        number = _numbering(self.key)
        members = [member for _, member in placed]
        self.packs.append(
            Pack(
                branch,
                source or Source("", "", 0),
                Members.of(members, self.spool),
                array("q", (place for place, _ in placed)),
                array("q", (number(member.id_number) for member in members)),
                array("q", (number(member.name, month(member)) for member in members)),
                guesses,
            )
        )


def month(member: Member) -> str:
    """Return the month of birth as it tells people apart: "?" where it cannot be read, "" where none is told.

    Who gives his ID number and no date of birth has told it.
    """
    birth = member.birth
    if birth is None and isinstance(member.id_number, str):
        birth = birth_of(member.id_number)
    return f"{birth.year}-{birth.month}" if isinstance(birth, PartialDate) else "?" if birth else ""


def _numbering(key: bytes) -> Callable[..., int]:
    """Return what makes a number of a text, and of what tells it apart; 0 where there is none that could be read.

    Python's own hash is another in each process: two workers would not meet the same person.
    """
    fresh = hashlib.blake2b(digest_size=8, key=key).copy

    def number(value: object, more: str = "") -> int:
        if not isinstance(value, str) or not value:
            return 0
        digest = fresh()
        digest.update(f"{value}\0{more}".encode("utf-8", "surrogatepass"))
        return int.from_bytes(digest.digest(), "big", signed=True)

    return number
