"""Rows of rosters → distinct members. The same person twice is found out, never counted twice, never decided by us.

A member is an ID number and a name; without a number, branch + name + birth month (docs/contract.md §3). One number
under two names is two people, both in doubt. A row of the campaign's own file wins over a standing file's; rows of
equal standing that disagree are a Problem that shows both addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from pipeline.disk import safe_name
from pipeline.inbox.members import month
from pipeline.model import codes
from pipeline.model.facts import Field, Member, PartialDate, Source, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Read

HEADERS = {
    "branch": "所在党支部",
    "sex": "性别",
    "ethnicity": "民族",
    "id_number": "身份证号",
    "birth": "出生日期",
    "education": "学历",
    "status": "人员类别",
    "stated_categories": "党员分类",
    "joined": "入党时间",
    "confirmed": "转正时间",
    "post": "工作岗位",
    "phone": "联系电话",
    "address": "家庭住址",
    "standing": "党籍状态",
    "lost": "是否失联",
    "excused": "不计应到",
    "mobile": "是否流动",
    "destination": "外出流向",
    "party_post": "党内职务",
    "health": "健康状况",
    "note": "备注",
}
_DEFAULTS = {each.name: each.default for each in fields(Member)}

Key: TypeAlias = tuple[str, ...]
Place: TypeAlias = tuple[int, int]
"""Where somebody is named: the number of the file, the own ones first, and the number of the row in it."""
Versions: TypeAlias = dict[frozenset[str], Problem]
"""Pairs of roster files that are two versions of one."""


@frozen
class RankedMember:
    """A member's row with the rank of its file: a standing file's is overridden by the campaign's own."""

    member: Member
    standing: bool
    place: Place


@dataclass(slots=True, eq=False)
class _Person:
    entries: list[RankedMember] = field(default_factory=list)

    @property
    def name(self) -> str:
        """His name, "" where none of his rows has one that can be read."""
        return next((e.member.name for e in self.entries if isinstance(e.member.name, str)), "")


class Named(NamedTuple):
    """A person, and where he is first named."""

    place: Place
    member: Member


def distinct(entries: Iterable[RankedMember], versions: Versions) -> Read[list[Named]]:
    """Return each person once, in the order in which they are first named."""
    members: list[Named] = []
    problems: list[Problem] = []
    persons, by_number = _persons(entries)
    shared = _shared(by_number)
    for person in persons:
        first = person.entries[0]
        if len(person.entries) == 1 and not versions and person not in shared:
            members.append(Named(first.place, first.member))
            continue
        merged = _merged(person.entries, versions)
        problems += merged.problems
        doubt = shared.get(person)
        problems += [doubt] if doubt else []
        own = [replace(member, standing=Unread((doubt,))) if doubt else member for member in merged.value]
        members += (Named(first.place, member) for member in own)
    return Read(members, tuple(problems))


def _persons(entries: Iterable[RankedMember]) -> tuple[list[_Person], dict[str, list[_Person]]]:
    """Return everybody once, and by each ID number all to whom it is given."""
    persons: list[_Person] = []
    by_number: dict[str, list[_Person]] = {}
    by_name: dict[Key, _Person] = {}
    for entry in entries:
        number, key = _id(entry.member), _key(entry.member)
        person = _same(by_number.get(number, ()), entry.member.name) if number else None
        if person is None and key and not (number and _has_other_id(by_name.get(key), number)):
            person = by_name.get(key)
        if person is None:
            person = _Person()
            persons.append(person)
        person.entries.append(entry)
        if number and person not in by_number.setdefault(number, []):
            by_number[number].append(person)
        if key:
            by_name.setdefault(key, person)
    return persons, by_number


def _same(persons: Sequence[_Person], name: Field[str]) -> _Person | None:
    """Return who of those with one number is meant: two names are two people, and one unread decides nothing."""
    if isinstance(name, Unread):
        return persons[0] if len(persons) == 1 else None
    return next((person for person in persons if person.name in {"", name}), None)


def _shared(by_number: Mapping[str, Sequence[_Person]]) -> dict[_Person, Problem]:
    """Return why each person is in doubt whose number somebody else has, too."""
    found: dict[_Person, Problem] = {}
    for number, persons in by_number.items():
        if len(persons) == 1:
            continue
        rows = [next(e.member for e in person.entries if _id(e.member) == number) for person in persons]
        for person, row in zip(persons, rows, strict=True):
            others = "、".join(f"「{_called(o)}」（{_where(o)}）" for o in rows if o is not row)
            origin = (row.source or Source("", "", 0)).at("身份证号")
            found[person] = codes.MEMBER_ID_SHARED.at(origin, name=_called(row), others=others)
    return found


def _called(member: Member) -> str:
    return member.name if isinstance(member.name, str) else "（姓名读不出）"


def _where(member: Member) -> str:
    return str(member.source.at("身份证号")) if member.source else ""


def _id(member: Member) -> str:
    return member.id_number if isinstance(member.id_number, str) else ""


def _key(member: Member) -> Key | None:
    """Return branch, name and birth month; None where the name cannot be read."""
    if not isinstance(member.name, str):
        return None
    return member.branch, member.name, month(member)


def _has_other_id(person: _Person | None, number: str) -> bool:
    """Two different ID numbers are two people, however alike their names."""
    return person is not None and any(_id(entry.member) not in {"", number} for entry in person.entries)


def _merged(entries: list[RankedMember], versions: Versions) -> Read[list[Member]]:
    """Return one person's rows as one member (two where the rows put him into two branches)."""
    own = [entry.member for entry in entries if not entry.standing]
    standing = [entry.member for entry in entries if entry.standing]
    ranked = own or standing
    first = ranked[0]
    problems: list[Problem] = []
    others: list[Member] = []
    for other in ranked[1:]:
        first, clash, found = _joined(first, other, versions)
        problems += found
        others += clash
    for below in standing if own else []:
        first = _filled(first, below)
    doubt = _version_of(first, versions)
    return Read([replace(m, standing=Unread((doubt,))) if doubt else m for m in (first, *others)], tuple(problems))


def _joined(first: Member, other: Member, versions: Versions) -> tuple[Member, list[Member], list[Problem]]:
    """Return two rows of equal standing as one: the member, a second one if they differ in branch, the Problems."""
    if _file(first) != _file(other) and frozenset({_file(first), _file(other)}) in versions:
        return first, [], []
    name = _called(first)
    differ = [each for each in HEADERS if _disagree(getattr(first, each), getattr(other, each), each)]
    here = other.source or Source("", "", 0)
    there = first.source.origin if first.source else ""
    if not differ:
        return _filled(first, other), [], [codes.MEMBER_REPEATED.at(here.origin, name=name, other=there)]
    origin = here.at(HEADERS[differ[0]])
    if not _id(first) or not _id(other):
        problem = codes.MEMBER_AMBIGUOUS.at(origin, name=name, other=there)
        return replace(first, standing=Unread((problem,))), [], [problem]
    problem = codes.MEMBER_TWICE.at(origin, name=name, other=there, what="、".join(HEADERS[each] for each in differ))
    unread = Unread((problem,))
    if "branch" in differ:
        return replace(first, standing=unread), [replace(other, standing=unread)], [problem]
    doubted: dict[str, Any] = dict.fromkeys(differ, unread)
    return replace(_filled(first, other), **doubted), [], [problem]


def _disagree(one: object, two: object, name: str) -> bool:
    empty = _DEFAULTS.get(name)
    if one == two or one in (empty, "", None) or two in (empty, "", None):
        return name == "standing" and one != two
    return not (isinstance(one, PartialDate) and isinstance(two, PartialDate) and _same_as_far(one, two))


def _same_as_far(one: PartialDate, two: PartialDate) -> bool:
    """2005年7月 and 2005年7月1日 do not contradict each other."""
    return all(a == b or 0 in (a, b) for a, b in ((one.year, two.year), (one.month, two.month), (one.day, two.day)))


def _filled(first: Member, other: Member) -> Member:
    """Return `first` with its empty cells taken from `other`."""
    taken: dict[str, Any] = {
        name: getattr(other, name)
        for name in HEADERS
        if name not in {"branch", "standing"} and getattr(first, name) == _DEFAULTS.get(name)
    }
    extra = dict(other.extra) | {header: value for header, value in first.extra if value}
    return replace(first, **taken, extra=tuple((dict(first.extra) | extra).items()))


def _file(member: Member) -> str:
    return member.source.file if member.source else ""


def _version_of(member: Member, versions: Versions) -> Problem | None:
    return next((problem for files, problem in versions.items() if _file(member) in files), None)


def labels(members: Sequence[Member]) -> list[str]:
    """Return what each member of one branch is called, so that no two are called the same.

    All namesakes get their birth month, and where that is the same too, their number (docs/contract.md §4).
    """
    found = [member.name if isinstance(member.name, str) else "" for member in members]
    namesakes = _alike(found)
    for group in namesakes:
        for index in group:
            found[index] += _month(members[index])
    for group in _alike(found) if namesakes else ():
        for number, index in enumerate(group, 1):
            found[index] += f"-{number}"
    return found


def maybe_one(members: Sequence[Member]) -> Iterator[Problem]:
    """Yield who may be his namesake once more: one of the two has nothing that would tell them apart."""
    namesakes: dict[str, list[Member]] = {
        each.name: [] for each in members if isinstance(each.name, str) and each.label != each.name
    }
    for member in members if namesakes else ():
        if isinstance(member.name, str) and member.name in namesakes:
            namesakes[member.name].append(member)
    for name, group in namesakes.items():
        told = next((member for member in group if month(member)), None)
        for member in group:
            if told and told.source and member.source and not month(member):
                yield codes.MEMBER_MAYBE_ONE.at(member.source.at("姓名"), name=name, other=told.source.origin)


def _alike(names: Sequence[str]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        if name:
            groups.setdefault(_as_file_name(name), []).append(index)
    return [group for group in groups.values() if len(group) > 1]


@lru_cache(maxsize=10_000)
def _as_file_name(name: str) -> str:
    return safe_name(name).casefold()


def birth_month(member: Member) -> str:
    """Return the month in which a member was born: 1975年3月; "" where it is not known."""
    birth = member.birth
    return birth.month_text if isinstance(birth, PartialDate) and birth.month else ""


def _month(member: Member) -> str:
    month = birth_month(member)
    return f"-{month}" if month else ""
