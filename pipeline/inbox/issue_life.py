"""Where an issue came from and what became of it, held together over all sheets that speak of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from pipeline.model import codes
from pipeline.model.facts import Campaign, Dossier, PartialDate, Row, Township
from pipeline.model.issue_links import DONE, ISSUES, NOT_BEGUN, VISITS, of_visits, texts
from pipeline.model.phases import cutoff, own_phases
from pipeline.model.problem import Origin, Problem, meant, nearest

_ALWAYS = "长期坚持"
_BY_VISIT = "督导"
_SAYS_DONE = re.compile("已|完成|到位|办结|解决|销号|改好")
_SAYS_NOT = re.compile("未|没|尚|不|待|正在|还在|继续")


def check(township: Township, dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Yield what a person should look at, branch by branch; then what is the campaign's."""
    declared = {sheet.name for sheet in township.sheets}
    if ISSUES not in declared:
        return
    visited = any(dossier.rows.get(VISITS) for dossier in dossiers)
    posted = 0
    for dossier in dossiers:
        own, campaign = dossier.rows, township.campaign
        issues = own.get(ISSUES, ())
        until = cutoff(campaign, dossier.arrangement)
        yield from _unfinished(issues, until)
        if visited and not dossier.doubts.rows.get(ISSUES):
            yield from _visits(issues, own.get(VISITS, ()), all_read=not dossier.doubts.rows.get(VISITS))
        posted += sum(_is_done(issue) and issue.value("公开") != "否" for issue in issues)
    yield from _unfinished(township.rows.get(ISSUES, ()), township.campaign.cutoff)
    posted += sum(_is_done(issue) and issue.value("公开") != "否" for issue in township.rows.get(ISSUES, ()))
    yield from _unposted(township.campaign, posted)


def _is_done(issue: Row) -> bool:
    return issue.value("完成情况") in DONE


def _unfinished(issues: Sequence[Row], until: object) -> Iterator[Problem]:
    """Yield what is overdue at 截至, and what is called done without a word of how."""
    for issue in issues:
        state, deadline = issue.value("完成情况"), issue.value("整改时限")
        if _is_done(issue):
            if issue.value("佐证材料") == "" and issue.value("进展情况") == "":
                yield codes.ISSUE_UNPROVED.at(issue.at("完成情况"), state=state)
        elif issue.due and state != _ALWAYS and isinstance(state, str) and isinstance(until, dt.date):
            last = PartialDate(until.year, until.month, until.day)
            yield codes.ISSUE_OVERDUE.at(
                issue.at("整改时限"), deadline=deadline, cutoff=last, state=state or "没有写完成情况"
            )


def _visits(issues: Sequence[Row], visits: Sequence[Row], *, all_read: bool) -> Iterator[Problem]:
    """Yield findings that are no issues, issues said to come from a visit that nobody has noted, and contradictions."""
    links = list(of_visits(issues, visits))
    listed = [words for issue in issues for words in texts(issue.value("具体问题"))]
    for link in links:
        visit = visits[link.row]
        if link.issue is None:
            near = {"nearest": nearest(link.words, listed), "offers": (meant(link.words, listed),)}
            yield codes.VISIT_UNREGISTERED.at(visit.at("发现问题"), finding=link.words, **near)
        elif _contradicted(visit, issues[link.issue]):
            yield codes.VISIT_CONTRADICTED.at(visit.at("回访结果"), result=visit.value("回访结果"), finding=link.words)
    known = {link.issue for link in links}
    for at, issue in enumerate(issues) if all_read else ():
        source = issue.value("问题来源")
        if at not in known and isinstance(source, str) and _BY_VISIT in source:
            yield codes.ISSUE_NO_VISIT.at(issue.at("问题来源"), source=source)


def _contradicted(visit: Row, issue: Row) -> bool:
    """Whether a second look says that what a visit found is put right, and its issue has not been begun."""
    result = visit.value("回访结果")
    says_done = isinstance(result, str) and _SAYS_DONE.search(result) and not _SAYS_NOT.search(result)
    return bool(says_done) and issue.value("完成情况") == NOT_BEGUN


def _unposted(campaign: Campaign, count: int) -> Iterator[Problem]:
    """Say that nothing is posted in the last phase, when that is over and there is something to post."""
    phases = own_phases(campaign, None)
    last = phases[-1] if isinstance(phases, tuple) and phases else None
    if not count or last is None or not isinstance(last.start, dt.date) or not isinstance(last.end, dt.date):
        return
    begun = campaign.demands.get("公示", {}).get("开始")
    is_over = isinstance(campaign.cutoff, dt.date) and campaign.cutoff >= last.end
    is_elsewhere = isinstance(begun, dt.date) and not last.start <= begun <= last.end
    if is_over and (begun is None or is_elsewhere):
        home = campaign.lines.get("活动", Origin(f"inputs/{campaign.folder}"))
        origin = campaign.lines.get("活动.公示.开始", home)
        yield codes.ISSUE_UNPOSTED.at(origin, count=count, phase=last.name)
