"""A member's categories (分类): as the clerk wrote them in 党员分类, else derived from other columns.

Never from 备注: what it suggests is a notice (docs/contract.md §3). Where a cell that the derivation needs
cannot be read, neither can the categories.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from pipeline.inbox.fields import birth_of
from pipeline.model.facts import Branch, Field, Member, PartialDate, Unread
from pipeline.model.problem import Problem

OLD = 75  # years at 活动.开始 (年老体弱: 年龄 ≥ 75)
_FRAIL = ("年老", "体弱", "行动不便", "卧床", "长期患病", "重病", "瘫痪", "失能", "残疾")
_LITTLE_SCHOOLING = ("文盲", "小学", "识字")
_RETIRED = ("离休", "退休")
_NEW_ORGANISATIONS = ("两新", "非公", "社会组织", "新经济", "新社会")
_NOWHERE = frozenset({"", "无", "否", "/", "-", "—", "——"})


def of(member: Member, branch: Branch, start: Field[dt.date | None]) -> Field[tuple[str, ...]]:
    """Return the member's categories; 人员类别 (预备党员) is no category but a column of its own."""
    if member.stated_categories is not None:
        return member.stated_categories
    doubts: list[Problem] = []
    found = [
        category
        for category, holds in (
            ("流动", _mobile(member, doubts)),
            ("外出务工", _says(member.post, ("务工",), doubts)),
            ("离退休", _says(member.post, _RETIRED, doubts)),
            ("年老体弱", _says(member.health, _FRAIL, doubts) or _old(member, start, doubts)),
            ("一线", _says(member.post, ("一线",), doubts)),
            ("两新", any(_says(kind, _NEW_ORGANISATIONS, doubts) for kind in (branch.kind, branch.organisation_kind))),
            ("文化程度低", _says(member.education, _LITTLE_SCHOOLING, doubts)),
        )
        if holds
    ]
    return Unread(tuple(dict.fromkeys(doubts))) if doubts else tuple(found)


def _says(value: Field[str], words: tuple[str, ...], doubts: list[Problem]) -> bool:
    if isinstance(value, Unread):
        doubts += value.problems
        return False
    return _holds(value, words)


@lru_cache(maxsize=10_000)
def _holds(value: str, words: tuple[str, ...]) -> bool:
    return any(word in value for word in words)


def _mobile(member: Member, doubts: list[Problem]) -> bool:
    for value in (member.mobile, member.destination):
        if isinstance(value, Unread):
            doubts += value.problems
    return member.mobile is True or (isinstance(member.destination, str) and member.destination not in _NOWHERE)


def _old(member: Member, start: Field[dt.date | None], doubts: list[Problem]) -> bool:
    """Whether the member is surely 75 when the campaign starts; a birth date in the ID number serves as well."""
    birth = born(member)
    if isinstance(member.birth, Unread) and birth is None:
        doubts += member.birth.problems
    if birth is None:
        return False
    if isinstance(start, Unread):
        doubts += start.problems
    return isinstance(start, dt.date) and birth.ages_at(start)[0] >= OLD


def born(member: Member) -> PartialDate | None:
    """Return when a member was born; what its column leaves open is taken from an ID number that agrees with it."""
    derived = _birth_in(member.id_number)
    stated = member.birth
    if not isinstance(stated, PartialDate) or derived is None:
        return stated if isinstance(stated, PartialDate) else derived
    known = 3 if stated.day else 2 if stated.month else 1
    agree = (stated.year, stated.month, stated.day)[:known] == (derived.year, derived.month, derived.day)[:known]
    return derived if agree else stated


def _birth_in(number: Field[str]) -> PartialDate | None:
    """Return the birth date in an ID number that has passed its checks (GB 11643)."""
    return birth_of(number) if isinstance(number, str) else None
