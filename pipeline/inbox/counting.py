"""Members → numbers, each by its own name. A number that would count an unreadable cell is itself unreadable.

A branch of which no roster holds a row has no number of members, which is not 0 (a 党总支 has them in its branches).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.model.facts import NOTHING, Branch, Counts, Field, Member, Unread
from pipeline.model.problem import Problem

NORMAL = "正常"
FULL, PROBATIONARY = "正式党员", "预备党员"
_BY_STATUS = {FULL: "正式党员", PROBATIONARY: "预备党员", "": "未填类别"}
_BY_CATEGORY = {
    "流动": "流动党员",
    "外出务工": "外出务工党员",
    "离退休": "离退休党员",
    "年老体弱": "年老体弱党员",
    "一线": "一线党员",
    "两新": "两新党员",
    "文化程度低": "文化程度低党员",
}
_TAKING_PART = ("应参学", "应到", "有表决权", "评等次")
"""Who takes part, who must come, who of these votes, who is graded: each a part of the one before or of the first."""
WRITING = "应写笔记"  # who studies and is not 免写
_BY_SEX = {"男": "男党员", "女": "女党员"}
OF_MEMBERS = (
    "党员总数",
    *_BY_STATUS.values(),
    *_TAKING_PART,
    WRITING,
    "失联党员",
    *_BY_CATEGORY.values(),
    *_BY_SEX.values(),
)
_UNTOLD = dict.fromkeys(OF_MEMBERS, NOTHING)
NAMES = ("支部数", *OF_MEMBERS, "软弱涣散支部数")
WEAK = ("软弱涣散", "瘫痪", "空壳")


def count(
    branch: Branch, members: Iterable[Member], doubts: tuple[Problem, ...] = (), exempt: Field[object] = ()
) -> Counts:
    """Return one branch's numbers; `doubts` are Problems that may hide further members of it.

    `exempt`: 免写, the categories of those who need not write.
    """
    numbers = dict.fromkeys(NAMES, 0)
    numbers["支部数"] = 1
    numbers["软弱涣散支部数"] = int(isinstance(branch.state, str) and any(word in branch.state for word in WEAK))
    unread: dict[str, dict[Problem, None]] = {}
    told = False
    for member in members:
        told = True
        if isinstance(member.standing, Unread):
            _doubt(unread, OF_MEMBERS, member.standing)
        elif member.standing == NORMAL:
            _count_member(numbers, unread, member)
            _count_writing(numbers, unread, member, exempt)
    if doubts:
        _doubt(unread, OF_MEMBERS, Unread(doubts))
    if isinstance(branch.state, Unread):
        _doubt(unread, ("软弱涣散支部数",), branch.state)
    return _fields(numbers if told else {**numbers, **_UNTOLD}, unread)


def _count_member(numbers: dict[str, int], unread: dict[str, dict[Problem, None]], member: Member) -> None:
    numbers["党员总数"] += 1
    if isinstance(member.status, Unread):
        _doubt(unread, _BY_STATUS.values(), member.status)
    else:
        numbers[_BY_STATUS.get(member.status, "未填类别")] += 1
    _count_taking_part(numbers, unread, member)
    if isinstance(member.categories, Unread):
        _doubt(unread, _BY_CATEGORY.values(), member.categories)
    else:
        for category in member.categories:
            if category in _BY_CATEGORY:
                numbers[_BY_CATEGORY[category]] += 1
    if isinstance(member.sex, Unread):
        _doubt(unread, _BY_SEX.values(), member.sex)
    elif member.sex in _BY_SEX:
        numbers[_BY_SEX[member.sex]] += 1


def _count_taking_part(numbers: dict[str, int], unread: dict[str, dict[Problem, None]], member: Member) -> None:
    """Count somebody in the four numbers of those who take part; 预备党员 come and are neither asked nor graded."""
    lost, excused, status = member.lost, member.excused, member.status
    if isinstance(lost, Unread):
        _doubt(unread, (*_TAKING_PART, "失联党员"), lost)
        return
    numbers["失联党员" if lost else "应参学"] += 1
    if lost:
        return
    if isinstance(status, Unread):
        _doubt(unread, ("有表决权", "评等次"), status)
    if isinstance(excused, Unread):
        _doubt(unread, ("应到", "有表决权"), excused)
    numbers["评等次"] += status == FULL
    numbers["应到"] += not excused
    numbers["有表决权"] += status == FULL and not excused


def _count_writing(
    numbers: dict[str, int], unread: dict[str, dict[Problem, None]], member: Member, exempt: Field[object]
) -> None:
    lost, categories = member.lost, member.categories if exempt else ()
    for fact in (lost, categories, exempt):
        if isinstance(fact, Unread):
            _doubt(unread, (WRITING,), fact)
            return
    assert not isinstance(categories, Unread)
    free = isinstance(exempt, tuple) and not set(exempt).isdisjoint(categories)
    numbers[WRITING] += not lost and not free


def total(counts: Iterable[Counts], doubts: tuple[Problem, ...] = ()) -> Counts:
    """Return the township's numbers: the branches' sums; `doubts` are Problems that may hide further members.

    Without any branch nothing is counted: no number is 0.
    """
    counts = list(counts)
    numbers: dict[str, Any] = dict.fromkeys(NAMES, 0)
    if counts and all(each["党员总数"] == NOTHING for each in counts):
        numbers |= _UNTOLD
    unread: dict[str, dict[Problem, None]] = {}
    for each in counts:
        for name, number in each.items():
            if isinstance(number, Unread):
                _doubt(unread, (name,), number)
            elif name in numbers and number != NOTHING:
                numbers[name] += number
    if doubts:
        _doubt(unread, OF_MEMBERS if counts else NAMES, Unread(doubts))
    return _fields(numbers, unread)


def _doubt(unread: dict[str, dict[Problem, None]], names: Iterable[str], value: Unread) -> None:
    for name in names:
        unread.setdefault(name, {}).update(dict.fromkeys(value.problems))


def _fields(numbers: Mapping[str, Any], unread: dict[str, dict[Problem, None]]) -> Counts:
    return dict(numbers) | {name: Unread(tuple(problems)) for name, problems in unread.items()}


def read_so_far(groups: Iterable[tuple[Counts, Iterable[Member]]]) -> int:
    """Return how many members could be read, where not all can be: each once, and none whose 党籍 is not normal.

    `groups`: the numbers of each branch, and its members for where their number is not known.
    """
    number, doubtful = 0, set[object]()
    for counts, members in groups:
        known = counts["党员总数"]
        if isinstance(known, int):
            number += known
            continue
        for each in members:
            number += each.standing == NORMAL
            if isinstance(each.standing, Unread):  # somebody who stands twice, maybe in two branches
                doubtful.add(each.id_number if each.id_number and isinstance(each.id_number, str) else each.name)
    return number + len(doubtful)
