"""What the township has arranged, held to what it asks: months of study, whose branches the leaders look after."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.inbox.counting import WEAK
from pipeline.model import codes
from pipeline.model.facts import Branch, Campaign, Dossier, Leader, PartialDate, Phase, Township
from pipeline.model.phases import is_after, own_phases, study_months
from pipeline.model.problem import Origin, Problem

_MONTHS = re.compile(r"(?:不少于|至少)?(\d{1,2}|[一二两三四五六七八九十])个?月(?:以上|左右)?")
_RECORDS = "联系点记录"
_HAN = "一二三四五六七八九十"
_FIRST = 2  # leaders at the head of the list
_USUAL = 2  # branches that one leader looks after


def check(township: Township, dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Yield what a person should look at."""
    yield from _short_study(township, dossiers)
    yield from _leaders_of_weak(township, dossiers)
    yield from _contacts(township, {_called(each.branch) for each in dossiers if each.doubts.leaders})
    for leader in township.leaders:
        if len(leader.branches) > _USUAL and isinstance(leader.name, str):
            origin = leader.source.at("联系点") if leader.source else Origin("inputs")
            yield codes.LEADER_MANY.at(origin, name=leader.name, count=len(leader.branches))


def _contacts(township: Township, unsure: AbstractSet[str]) -> Iterator[Problem]:
    """Name records of a leader at a branch that is not his, and the leaders without any when a phase is over.

    `unsure`: branches that may be his, for a name in the leaders' list cannot be told.
    """
    records = township.rows.get(_RECORDS, ())
    called = {branch.name: _called(branch) for branch in township.branches}
    own = {leader.name: {called.get(name, name) for name in leader.branches} for leader in township.leaders}
    for record in records:
        leader, branch = record.value("领导"), record.value("党支部")
        if leader in own and isinstance(branch, str) and branch and branch not in own[leader] | unsure:
            yield codes.LEADER_PAIR.at(record.at("党支部"), leader=leader, branch=branch)
    over = _last_over(township.campaign)
    if over is None or not records:
        return
    end = over.end
    assert isinstance(end, dt.date)
    active = {record.value("领导") for record in records if not is_after(record.value("日期"), end)}
    for leader in township.leaders:
        if leader.branches and isinstance(leader.name, str) and leader.name not in active:
            origin = leader.source.at("姓名") if leader.source else Origin("inputs")
            day = PartialDate(end.year, end.month, end.day)
            yield codes.LEADER_NO_VISIT.at(origin, phase=over.name, day=day, name=leader.name)


def _last_over(campaign: Campaign) -> Phase | None:
    """Return the last phase that is over at 截至."""
    phases, until = campaign.phases, campaign.cutoff
    if not isinstance(phases, tuple) or not isinstance(until, dt.date):
        return None
    over = [phase for phase in phases if isinstance(phase.end, dt.date) and phase.end <= until]
    return over[-1] if over else None


def _short_study(township: Township, dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Name the branches whose 集中学习 is shorter than 集中学习不少于."""
    campaign = township.campaign
    least = _asked(campaign.min_study)
    for dossier in dossiers if least else ():
        own = dossier.arrangement
        found = study_months(own_phases(campaign, own))
        if isinstance(found, int) and found < least:
            path = f"支部安排.{own.key}.阶段" if own and own.phases else "活动.阶段"
            origin = campaign.lines.get(path, Origin(f"inputs/{campaign.folder}"))
            yield codes.STUDY_SHORT.at(origin, branch=_called(dossier.branch), months=found, least=least)


def _asked(words: object) -> int:
    """Return how many months a text asks for, 0 where it does not tell."""
    match = _MONTHS.fullmatch(words.strip()) if isinstance(words, str) else None
    if match is None:
        return 0
    return int(match[1]) if match[1].isdigit() else _HAN.index(match[1].replace("两", "二")) + 1


def _leaders_of_weak(township: Township, dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Name the weak branches that none of the first leaders looks after."""
    first: Sequence[Leader] = township.leaders[:_FIRST]
    for dossier in dossiers:
        state, branch = dossier.branch.state, dossier.branch
        weak = isinstance(state, str) and any(word in state for word in WEAK)
        if weak and dossier.leaders and not any(branch.name in leader.branches for leader in first):
            origin = branch.source.at("状态") if branch.source else Origin("inputs")
            yield codes.LEADER_WEAK.at(origin, branch=_called(branch), state=state)


def _called(branch: Branch) -> str:
    return branch.called or branch.short or branch.name
