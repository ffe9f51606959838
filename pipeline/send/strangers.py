"""Whose names and numbers there are, and a fast look for them: it does not depend on how many people there are.

A text's pairs of letters, whatever stands between them, and its runs of digits are looked up in a table of everybody.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from pipeline.model.declared import PERSONAL, CellType, DeclaredSheet, Public
from pipeline.model.facts import Dossier, Field, Member, Person, Row, Township, Unread
from pipeline.model.frozen import frozen
from pipeline.send import giving_away, numbers
from pipeline.send.giving_away import IDENTITY, OLD, is_number, letters

_TEN = "10"  # X, as who reads it aloud writes it
_NO_LETTER = re.compile(r"[\W_]+")
_NAMES = frozenset({CellType.PERSON, CellType.MEMBER})
_BEHIND = re.compile("[（(-]")  # what stands behind a name: 李四（住院）, 李四-1975年3月


@frozen
class ForeignNumber:
    """A number of somebody: whose (the text that gives him away) and where in the text it stands."""

    token: str
    start: int
    end: int


@dataclass(slots=True)
class Secrets:
    """Whose names and numbers there are, by the text that gives them away; `free` may stand in anybody's papers."""

    owners: dict[str, frozenset[str]] = field(default_factory=dict)  # name, ID number or phone → branches
    heads: dict[str, list[str]] = field(default_factory=dict)  # a name's first two letters → names
    numbers: dict[str, str] = field(default_factory=dict)  # a number's digits as they may be written → the number
    lengths: tuple[int, ...] = ()  # of these digits
    free: set[str] = field(default_factory=set)  # people and telephones that may be named
    guests: set[str] = field(default_factory=set)  # people and numbers that are nobody's members: of declared sheets
    covers: set[str] = field(default_factory=set)  # names of branches and of the office: a short name may lie in them

    @classmethod
    def of(cls, intakes: Iterable[tuple[Township, Sequence[Dossier]]], free: Iterable[str] = ()) -> Secrets:
        """Gather everybody of every campaign."""
        found: dict[str, set[str]] = {}
        in_rows: dict[str, set[str]] = {}
        allowed, covers = {letters(name) for name in free}, set[str]()
        for township, dossiers in intakes:
            for dossier in dossiers:
                for text in _of_members(dossier.members):
                    found.setdefault(text, set()).add(dossier.branch.name)
                for text in chain.from_iterable(map(_of_members, dossier.outsiders)):
                    in_rows.setdefault(text, set()).add(dossier.branch.name)
            for text in chain.from_iterable(map(_of_members, township.outsiders)):
                in_rows.setdefault(text, set()).add(township.campaign.organisation.folder)
            owned = ((dossier.branch.name, dossier.rows) for dossier in dossiers)
            for owner, rows in ((township.campaign.organisation.folder, township.rows), *owned):
                own = rows is township.rows
                for text, public in _in_rows(township.sheets, rows):
                    if public is Public.ALL or (public is Public.TOWNSHIPS and own):
                        allowed.add(text)
                    else:
                        in_rows.setdefault(text, set()).add(owner)
            allowed |= {text for text in _named_freely(township) if text}
            covers |= {text for text in _covering(township) if text}
        owners = {text: frozenset(found.get(text, set()) | in_rows.get(text, set())) for text in (*found, *in_rows)}
        secrets = cls.among(owners)
        secrets.free, secrets.guests, secrets.covers = allowed, in_rows.keys() - found.keys(), covers
        return secrets

    @classmethod
    def among(cls, owners: Mapping[str, frozenset[str]]) -> Secrets:
        """Return secrets whose people may be named nowhere but in their own branches."""
        secrets = cls(dict(owners))
        for token in owners:
            if is_number(token):
                secrets.numbers.update(dict.fromkeys(_written(token), token))
            else:
                secrets.heads.setdefault(token[:2], []).append(token)
        secrets.lengths = tuple(sorted({len(text) for text in secrets.numbers}, reverse=True))
        return secrets

    def strange_to(self, branch: str, token: str) -> bool:
        """Whether a name or number is somebody's of other branches only."""
        return branch not in self.owners[token] and token not in self.free

    def names_in(self, text: str) -> set[str]:
        """Return the names whose letters stand one after the other in a text, whatever stands between them."""
        run = _NO_LETTER.sub("", text)
        pairs = set(map(operator.add, run, run[1:]))
        return {name for pair in pairs & self.heads.keys() for name in self.heads[pair] if name in run}

    def numbers_in(self, text: str) -> Iterator[ForeignNumber]:
        """Yield the numbers that stand in a text, however they are set apart; a short one must stand by itself."""
        for digits, where in numbers.joined(text):
            yield from self._among(digits, where)
        if self.lengths and self.lengths[-1] < numbers.LONG:
            for digits, where in chain(numbers.alone(text), numbers.in_cells(text)):
                yield from self._alone(text, digits, where)

    def _among(self, digits: str, where: Sequence[int]) -> Iterator[ForeignNumber]:
        """Yield the long numbers that lie in a run of digits."""
        inside: set[int] = set()  # what is a piece of a longer number of somebody's is none
        for length in self.lengths:
            for start in range(len(digits) - length + 1) if length >= numbers.LONG else ():
                token = self.numbers.get(digits[start : start + length])
                if token and start not in inside and not _other_end(token, digits, where, start, start + length):
                    inside.update(range(start, start + length))
                    yield ForeignNumber(token, where[start], where[start + length - 1] + 1)

    def _alone(self, text: str, digits: str, where: Sequence[int]) -> Iterator[ForeignNumber]:
        """Yield the short number that digits by themselves are, with an area code or without."""
        area = numbers.area_of(digits)
        token = self.numbers.get(digits[len(area) :]) if len(digits) - len(area) < numbers.LONG else None
        if token:
            said, own = area or numbers.area_before(text, where[0]), numbers.area_of(token)
            if not (said and own and said != own):
                yield ForeignNumber(token, where[0], where[-1] + 1)


def is_identity(token: str) -> bool:
    """Whether a token is an ID number."""
    return len(token) in {OLD, IDENTITY + 1}


def _written(number: str) -> Iterator[str]:
    """Yield the digits by which a number is known.

    Of an ID number those before the check digit, and the old ones; of a telephone with an area code those without it.
    """
    if not is_identity(number):
        yield number
        if area := numbers.area_of(number):
            yield number[len(area) :]
        return
    whole = number[:IDENTITY] if len(number) > OLD else f"{number[:6]}19{number[6:]}"
    yield whole
    yield whole[:6] + whole[8:]


def _other_end(token: str, digits: str, where: Sequence[int], start: int, end: int) -> bool:
    """Whether digits that are set apart go on otherwise than this ID number does: 110101-1975-0312-0001 is a file's."""
    if not is_identity(token) or end - start != IDENTITY or len(token) == OLD or end >= len(digits):
        return False
    broken, goes_on = where[end - 1] - where[start] >= end - start, where[end] == where[end - 1] + 1
    return broken and goes_on and digits[end] != token[-1] and digits[end : end + 2] != _TEN


def _digits(text: str) -> str:
    return letters(text).upper()


def _of_members(members: Iterable[Member]) -> Iterator[str]:
    for member in members:
        yield from _giving_away(member.name, member.id_number, member.phone)


def _giving_away(name: Field[str], identity: Field[str], phone: Field[str]) -> Iterator[str]:
    """Yield what gives a member away, as it was written where it cannot be read."""
    called, *numbered = (each.written if isinstance(each, Unread) else each for each in (name, identity, phone))
    yield from giving_away.names(called)
    for cell in numbered:
        for part in dict.fromkeys((cell, *_telephones(cell))):
            yield from giving_away.of_number(part)


def _in_rows(sheets: Iterable[DeclaredSheet], rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Public]]:
    """Yield what gives the people away whom rows of declared sheets name, and who may name them."""
    for sheet in sheets:
        personal = [column for column in sheet.columns if column.cell in PERSONAL]
        for row in rows.get(sheet.name, ()) if personal else ():
            for column in personal:
                for text in _of_cell(column.cell, row.value(column.name)):
                    yield text, column.public
            for _, value in row.extra:  # a column that nobody has declared may hold numbers, too
                yield from (
                    (text, Public.OWNERS) for text in _giving_away("", value, value) if len(text) >= numbers.LONG
                )


def _of_cell(cell: CellType, value: Field[object]) -> Iterator[str]:
    """Yield what gives somebody away in a cell, or in each of several values of one."""
    for each in value if isinstance(value, tuple) else (value,):
        if not isinstance(each, str | Unread):
            continue
        if cell in _NAMES:
            yield from _giving_away(_BEHIND.split(each.written if isinstance(each, Unread) else each)[0], "", "")
        else:
            yield from _giving_away("", each, each)


def _telephones(field: str) -> list[str]:
    """Return the numbers of a field, without extensions: 13900000021、0379-6781234-12."""
    return [re.sub(r"(\d{7,})-\d{1,6}$", r"\1", each) for each in re.split("[、/,，;；]", field)]


def _named_freely(township: Township) -> Iterator[str]:
    """Yield who may be named in every branch's papers, and their office telephones: leaders, secretaries, contacts."""
    campaign = township.campaign
    office = campaign.organisation
    people: list[object] = [office.contact, office.phone]
    for leader in township.leaders:
        people += [leader.name, leader.phone]
    for branch in township.branches:
        people += [branch.secretary, branch.contact, branch.phone]
    for meeting in campaign.meetings:
        people += [person.name for person in (meeting.host, meeting.speaker) if isinstance(person, Person)]
    people += campaign.issuance.signers if isinstance(campaign.issuance.signers, tuple) else ()
    for each in people:
        if isinstance(each, str):
            yield from map(_digits, _telephones(each)) if is_number(_digits(each)) else [letters(each)]


def _covering(township: Township) -> Iterator[str]:
    campaign = township.campaign
    texts: list[object] = [campaign.name, campaign.short, campaign.organisation.name, campaign.organisation.short]
    texts.append(campaign.organisation.office)
    for branch in township.branches:
        texts += [branch.name, branch.short]
    yield from (letters(text) for text in texts if isinstance(text, str))
