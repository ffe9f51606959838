"""Checks across a campaign's files: totals that somebody wrote, dates outside the window, who is missing.

None of them changes a fact; each shows both sides and their addresses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.inbox.workbook import Rows
from pipeline.model import codes
from pipeline.model.facts import Campaign, Dossier, Member, Outline, PartialDate, Township, Unread
from pipeline.model.problem import Origin, Problem

_NAMED = {"党员总数": "党员总数", "支部数": "党组织数"}
_OF_SOME = "".join(
    f"(?<!{word})"
    for word in (
        *(
            "流动",
            "退休",
            "预备",
            "正式",
            "老",
            "女",
            "男",
            "青年",
            "困难",
            "体弱",
            "一线",
            "失联",
            "在职",
            "务工",
            "无职",
        ),
        *("干部", "机关", "村", "企业", "教师", "学生", "参会", "骨干", "领导"),
    )
)
"""What, before 党员, makes a number one of some members and not of all."""
_IN_TEXT = (
    ("党员总数", re.compile(_OF_SOME + r"党员(?:总数|共|共有|有|达到?|计)?\s*(\d+)\s*(?:多?名|人)(?!左右)")),
    ("党员总数", re.compile(r"(?:全镇|我镇|共有?|涉及)\s*(\d+)\s*(?:名|个)(?:共产)?党员")),
    ("支部数", re.compile(r"(?:基层)?党(?:组织|支部)(?:总数|共|共有|有|达到?)?\s*(\d+)\s*个")),
    ("支部数", re.compile(r"(?:全镇|我镇|共有?|涉及)(?:到)?\s*(\d+)\s*个(?:基层)?党(?:组织|支部)")),
)


def all_of(
    township: Township, dossiers: Sequence[Dossier], tables: Sequence[Rows], members: Sequence[Member]
) -> list[Problem]:
    """Return every such Problem of a campaign."""
    found = [*_stated(township), *_in_speeches(township, dossiers), *_sheet_totals(tables, members)]
    if any("联系领导" in rows.tables for rows in tables):
        found += _without_leader(township)
    found += _without_issues(dossiers)
    for dossier in dossiers:
        found += _outside_window(township.campaign, dossier)
    return found


def _stated(township: Township) -> Iterator[Problem]:
    for name, (stated, origin) in township.campaign.stated.items():
        counted = township.counts.get(name)
        if isinstance(counted, int) and counted != stated:
            yield codes.TOTAL_MISMATCH.at(origin, what=_NAMED.get(name, name), stated=stated, counted=counted)


def _in_speeches(township: Township, dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Numbers of members and organisations that a speech states, against those that the rosters give."""
    for meeting in township.campaign.meetings:
        if isinstance(meeting.outline, Outline):
            yield from _in_text(meeting.outline, township.counts)
    for dossier in dossiers:
        outline = dossier.arrangement.outline if dossier.arrangement else None
        if isinstance(outline, Outline):
            yield from _in_text(outline, {**dossier.counts, "支部数": Unread(())})


def _in_text(outline: Outline, counts: object) -> Iterator[Problem]:
    assert isinstance(counts, dict)
    for number, block in enumerate(outline.blocks, 1):
        for name, pattern in _IN_TEXT:
            for match in pattern.finditer(block.text):
                counted = counts.get(name)
                if isinstance(counted, int) and counted != int(match[1]):
                    origin = Origin(outline.source, f"第{number}段")
                    yield codes.TOTAL_TEXT.at(origin, text=match[0], counted=counted)


def _sheet_totals(tables: Sequence[Rows], members: Sequence[Member]) -> Iterator[Problem]:
    """合计 rows against the rows of their sheet."""
    rows_of: dict[tuple[str, str], int] = {}
    for rows in tables:
        for member in rows.members:
            if member.source:
                key = (member.source.file, member.source.sheet)
                rows_of[key] = rows_of.get(key, 0) + 1
    normal: dict[tuple[str, str], int] = {}
    for member in members:
        if member.source and member.standing == "正常":
            key = (member.source.file, member.source.sheet)
            normal[key] = normal.get(key, 0) + 1
    for rows in tables:
        for total in rows.stated:
            key = (total.origin.file, total.origin.sheet)
            counted = rows_of.get(key, 0)
            if not total.branch and total.number not in {counted, normal.get(key, 0)}:
                yield codes.TOTAL_SHEET.at(total.origin, stated=total.number, counted=counted)


def _without_leader(township: Township) -> Iterator[Problem]:
    looked_after = {name for leader in township.leaders for name in leader.branches}
    for branch in township.branches:
        if branch.name not in looked_after:
            origin = branch.source.at("名称") if branch.source else Origin("inputs")
            yield codes.LEADER_MISSING.at(origin, value=branch.short or branch.name)


def _without_issues(dossiers: Iterable[Dossier]) -> Iterator[Problem]:
    for dossier in dossiers:
        if not dossier.issues:
            branch = dossier.branch
            origin = branch.source.at("名称") if branch.source else Origin("inputs")
            yield codes.ISSUE_MISSING.at(origin, value=branch.short or branch.name)


def _outside_window(campaign: Campaign, dossier: Dossier) -> Iterator[Problem]:
    start, end = campaign.start, campaign.end
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return
    first, last = PartialDate(start.year, start.month, start.day), PartialDate(end.year, end.month, end.day)
    for issue in dossier.issues:
        due = issue.deadline
        if isinstance(due, PartialDate) and issue.source and not _within(due, first, last):
            yield codes.CELL_DEADLINE.at(issue.source.at("整改时限"), value=due, start=first, end=last)
    for member in dossier.members:
        for header, day in (("入党时间", member.joined), ("转正时间", member.confirmed), ("出生日期", member.birth)):
            if isinstance(day, PartialDate) and member.source and day > last:
                yield codes.CELL_DATE_FUTURE.at(member.source.at(header), value=day)


def _within(day: PartialDate, first: PartialDate, last: PartialDate) -> bool:
    """A month counts as within if any day of it is."""
    if day.day:
        return first <= day <= last
    return (first.year, first.month) <= (day.year, day.month or first.month) <= (last.year, last.month)
