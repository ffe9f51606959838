"""Checks across a campaign's files: totals that somebody wrote, dates outside the window, who is missing.

None of them changes a fact; each shows both sides and their addresses.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.inbox import arranged, deadlines, incomplete, issue_life, likeness, sheet_kinds, speakers
from pipeline.inbox.workbook_contents import Rows
from pipeline.model import codes, rank
from pipeline.model.facts import Campaign, Dossier, Member, PartialDate, Township
from pipeline.model.problem import Origin, Problem

_SUMMED = frozenset({sheet_kinds.ROSTER, sheet_kinds.BRANCHES})
_FOUNDED = PartialDate(1921, 7)
_OLDEST = 110  # years: nobody in a roster is older
_NAMED = {"党员总数": "党员总数", "支部数": "党组织数"}


Lacking = Mapping[str, tuple[Problem, ...]]
"""Which branches have no row of a sheet, by its name: it matters where a paper of the campaign shows such rows."""


def lacking(township: Township, dossiers: Sequence[Dossier], tables: Sequence[Rows]) -> Lacking:
    """Return the branches without leaders, where any are listed, and those without issues."""
    leaders, issues = unused(tables, sheet_kinds.LEADERS), unused(tables, sheet_kinds.ISSUES)
    found = {}
    if leaders or any(dossier.leaders or dossier.doubts.leaders for dossier in dossiers):
        found[sheet_kinds.LEADERS] = tuple(_without_leader(dossiers, leaders))
    if any(sheet.name == sheet_kinds.ISSUES for sheet in township.sheets):
        found[sheet_kinds.ISSUES] = tuple(_without_issues(dossiers, issues))
    return found


def all_of(
    township: Township,
    dossiers: Sequence[Dossier],
    tables: Sequence[Rows],
    normal: Mapping[tuple[str, str], int],
    without: Lacking,
) -> list[Problem]:
    """Return every such Problem of a campaign but those of its members; `normal`: 正常 ones by file and sheet."""
    found = [*_stated(township), *_sheet_totals(tables, normal)]
    for each in without.values():
        found += each
    found += speakers.check(township, dossiers)
    found += incomplete.check(dossiers)
    found += likeness.check(dossiers)
    found += arranged.check(township, dossiers)
    found += issue_life.check(township, dossiers)
    for dossier in dossiers:
        found += _outside_window(township.campaign, dossier)
    return found


def unused(tables: Iterable[Rows], kind: str) -> str:
    """Return what a message adds of sheets that were not used and may be of this kind; "" where there are none."""
    sheets = dict.fromkeys(str(problem.origin) for rows in tables for problem in rows.unused.get(kind, ()))
    return f"；{'、'.join(sheets)} 没有用上，如果它就是{kind}，请先照那里的提示改好" if sheets else ""


def _stated(township: Township) -> Iterator[Problem]:
    for name, (stated, origin) in township.campaign.stated.items():
        counted = township.counts.get(name)
        if isinstance(counted, int) and counted != stated:
            yield codes.TOTAL_MISMATCH.at(origin, what=_NAMED.get(name, name), stated=stated, counted=counted)


def _sheet_totals(tables: Sequence[Rows], normal: Mapping[tuple[str, str], int]) -> Iterator[Problem]:
    """合计 rows against the rows of their own kind, in their sheet or above them."""
    rows_of: Counter[tuple[str, str, str]] = Counter()
    for rows in tables:
        for pack in rows.members.packs:
            rows_of[sheet_kinds.ROSTER, pack.source.file, pack.source.sheet] += len(pack.members)
        listed = (branch.source for branch in rows.branches)
        rows_of.update((sheet_kinds.BRANCHES, source.file, source.sheet) for source in listed if source)
    for total in (total for rows in tables for total in rows.stated):
        place = (total.origin.file, total.origin.sheet)
        counted = rows_of[total.what, *place]
        whole = {counted} | ({normal.get(place, 0)} if total.what == sheet_kinds.ROSTER else set())
        right = whole | total.above if total.part is None else total.above
        if not total.branch and total.what in _SUMMED and total.number not in right:
            shown = counted if total.part is None else total.part
            yield codes.TOTAL_SHEET.at(total.origin, stated=total.number, counted=shown)


def _without_leader(dossiers: Iterable[Dossier], instead: str) -> Iterator[Problem]:
    """Name the branches that nobody looks after; where a leader's branch cannot be told, that follows from it."""
    for dossier in dossiers:
        if not dossier.leaders and not dossier.doubts.leaders:
            branch = dossier.branch
            origin = branch.source.at("名称") if branch.source else Origin("inputs")
            yield codes.LEADER_MISSING.at(origin, value=branch.short or branch.name, unused=instead)


def _without_issues(dossiers: Iterable[Dossier], instead: str) -> Iterator[Problem]:
    for dossier in dossiers:
        if not dossier.members and rank.of(dossier.branch) is not rank.Rank.BRANCH:
            continue  # it has no such papers of its own
        if sheet_kinds.ISSUES in dossier.none:
            continue
        if not dossier.rows.get(sheet_kinds.ISSUES) and not dossier.doubts.rows.get(sheet_kinds.ISSUES):
            branch = dossier.branch
            origin = branch.source.at("名称") if branch.source else Origin("inputs")
            yield codes.ISSUE_MISSING.at(origin, value=branch.short or branch.name, unused=instead)


def _outside_window(campaign: Campaign, dossier: Dossier) -> Iterator[Problem]:
    start, end = campaign.start, campaign.end
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return
    first, last = _day(start), _day(end)
    for issue in dossier.rows.get(sheet_kinds.ISSUES, ()):
        deadline = issue.value("整改时限")
        due = deadlines.day_of(deadline, start, end)
        if due and not _within(due, first, last):
            yield codes.CELL_DEADLINE.at(issue.at("整改时限"), value=deadline, start=first, end=last)


def in_the_future(campaign: Campaign, members: Iterable[Member]) -> list[Problem]:
    """Return a Problem for each date of a member that lies behind the campaign's end."""
    if not isinstance(campaign.start, dt.date) or not isinstance(campaign.end, dt.date):
        return []
    last = _day(campaign.end)
    return [
        codes.CELL_DATE_FUTURE.at(member.source.at(header), value=day)
        for member in members
        for header, day in (("入党时间", member.joined), ("转正时间", member.confirmed), ("出生日期", member.birth))
        if isinstance(day, PartialDate) and day.year >= last.year and member.source and day > last
    ]


def long_ago(campaign: Campaign, members: Iterable[Member]) -> list[Problem]:
    """Return a Problem for each date of a member that is surely of before anybody's time, whichever day it means."""
    start = campaign.start if isinstance(campaign.start, dt.date) else None
    latest = max(_FOUNDED.year, start.year - _OLDEST if start else 0)
    return [
        codes.CELL_DATE_PAST.at(member.source.at(header), value=day, why=why)
        for member in members
        for header, day in (("入党时间", member.joined), ("转正时间", member.confirmed), ("出生日期", member.birth))
        if isinstance(day, PartialDate) and day.year <= latest and member.source
        if (why := _too_early(header, day, start))
    ]


def _too_early(header: str, day: PartialDate, start: dt.date | None) -> str:
    if header != "出生日期":
        return "那时还没有党组织" if _surely_before(day, _FOUNDED) else ""
    age = day.ages_at(start)[0] if start else 0
    return f"到活动开始已经{age}岁" if age > _OLDEST else ""


def of_status(campaign: Campaign, members: Iterable[Member]) -> list[Problem]:
    """Return a Problem for each member whose 人员类别 cannot be, by the days when he was taken in and confirmed."""
    if not isinstance(campaign.start, dt.date) or not isinstance(campaign.end, dt.date):
        return []
    first, last = _day(campaign.start), _day(campaign.end)
    return [
        codes.CELL_STATUS_DAYS.at(member.source.at("人员类别"), status=member.status, why=why)
        for member in members
        if member.source and (why := _odd_status(member, first, last))
    ]


def _odd_status(member: Member, first: PartialDate, last: PartialDate) -> str:
    """Return what contradicts 人员类别 whichever day of a month or year is meant; "" where nothing surely does."""
    joined, confirmed = member.joined, member.confirmed
    if member.status == "预备党员":
        past = isinstance(confirmed, PartialDate) and _surely_before(confirmed, first)
        return f"转正时间是{confirmed}，在活动开始以前" if past else ""
    if member.status != "正式党员":
        return ""
    if isinstance(confirmed, PartialDate) and _surely_before(first, confirmed) and confirmed <= last:
        return f"转正时间是{confirmed}，在活动开始以后"
    year_ago = PartialDate(last.year - 1, last.month, last.day)
    if isinstance(joined, PartialDate) and _surely_before(year_ago, joined):
        return f"入党时间是{joined}，到活动结束预备期还没有满一年"
    return ""


def _surely_before(one: PartialDate, two: PartialDate) -> bool:
    """Whether every day that one date may mean is before every day of the other."""
    known = 3 if one.day and two.day else 2 if one.month and two.month else 1
    return (one.year, one.month, one.day)[:known] < (two.year, two.month, two.day)[:known]


def _day(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _within(day: PartialDate, first: PartialDate, last: PartialDate) -> bool:
    """A month counts as within if any day of it is."""
    if day.day:
        return first <= day <= last
    return (first.year, first.month) <= (day.year, day.month or first.month) <= (last.year, last.month)
