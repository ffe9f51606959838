"""Facts → what a template of each 范围 sees, and the table of names that `gongwen vocabulary` prints.

There is no "today" here: dates come from the facts, so that tomorrow's build is today's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import takewhile

from pipeline.contract import COUNTED, SCOPES
from pipeline.expression import Entity, Unreadable
from pipeline.model import codes, issue_links, rank
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import (
    NOTHING,
    Counts,
    Dossier,
    Doubts,
    Field,
    Issuance,
    Member,
    Row,
    Source,
    Township,
    Unread,
)
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Origin, Problem, meant, nearest
from pipeline.model.work import Scope
from pipeline.plan import asked, attending, derived, entities, poll_results
from pipeline.plan.values import numbers

_Whence = Callable[[str], Origin | None]


@frozen
class _BranchCells:
    """Where a branch's numbers were counted: those of its members in its roster."""

    dossier: Dossier

    def __call__(self, name: str) -> Origin | None:
        if name not in COUNTED:
            return self.dossier.cells.get(name)
        first = next((member.source for member in self.dossier.members if member.source), None)
        return None if first is None else first.at("姓名").first_of(len(self.dossier.members))


def shared(township: Township) -> dict[str, object]:
    """Return what every scope sees: 活动 单位 会议 会议们 发文. Built once a campaign and shared by all its papers."""
    campaign = township.campaign
    meetings = [
        attending.HeldMeeting(
            entities.meeting_entity(meeting, number, campaign.lines, f"会议.{number - 1}"),
            attending.Sent(meeting, number == 1),
        )
        for number, meeting in enumerate(campaign.meetings, 1)
    ]
    for number, (entity, meeting) in enumerate(zip(meetings, campaign.meetings, strict=True), 1):
        entity["席卡"] = asked.cards(meeting, campaign.arrangements if number == 1 else ())
        entity["发文"] = entities.meeting_issuance(campaign, number)
    return {
        "活动": entities.campaign_entity(campaign),
        "单位": entities.organisation_entity(campaign, rank.addressed(township.branches)),
        "会议": meetings[0] if meetings else Entity({}),
        "会议们": meetings,
        "发文": entities.issuance_entity(campaign.issuance, campaign.lines),
    }


def at_meeting(facts: Mapping[str, object], meeting: Entity) -> dict[str, object]:
    """Return the facts as the papers of one meeting see them: its own 发文, 名额 and 参会人员."""
    found = {**facts, "会议": meeting, "发文": meeting["发文"]}
    assert isinstance(meeting, attending.HeldMeeting)
    sent = meeting.sent
    if isinstance(branches := facts.get("支部们"), list):
        found["支部们"] = [sent.by(each) for each in branches]
    if isinstance(branch := facts.get("支部"), Entity):
        own, people = sent.by(branch), facts["党员们"]
        known, doubts = (people.known or (), people.problems) if isinstance(people, Unreadable) else (people, ())
        assert isinstance(known, Iterable)
        found |= {"支部": own, "参会们": attending.attendees_list(own, known, doubts)}
    return found


def own_papers(township: Township, kinds: Sequence[str]) -> dict[str, Entity]:
    """Return 本文 of each kind that has a number and a date of its own (发文.各文种).

    What stands there under a misspelt name is unread in the kind that it may mean.
    """
    campaign = township.campaign
    unread: dict[str, Issuance] = {}
    for named in campaign.own_issuance:
        if named not in kinds and (guess := meant(named, kinds)):
            origin = campaign.lines.get(f"发文.各文种.{named}", Origin(f"inputs/{campaign.folder}"))
            nobody = Unread((codes.YAML_KIND.at(origin, value=named, nearest=nearest(named, kinds)),))
            unread[guess] = Issuance(*[nobody] * len(fields(Issuance)))
    return {
        kind: entities.issuance_entity(paper, campaign.lines, f"发文.各文种.{kind}")
        for kind, paper in (unread | dict(campaign.own_issuance)).items()
    }


NO_PAPER = entities.issuance_entity(Issuance(), {}, "")


def in_phase(facts: Mapping[str, object], name: str, paper: Entity = NO_PAPER) -> dict[str, object]:
    """Return the facts with 本阶段, the campaign's phase `name` on the branch's own dates, and with 本文."""
    home = facts["支部"] if "支部" in facts else facts["活动"]
    assert isinstance(home, dict)
    phases = home["阶段"]
    return {**facts, "本阶段": _named(phases, name) if isinstance(phases, list) else phases, "本文": paper}


def _named(phases: Iterable[Mapping[str, object]], name: str) -> object:
    """Return the phase of a name, NO_PHASE where there is none, unreadable where one that nobody can read may be it."""
    others: object = entities.NO_PHASE
    for phase in phases:
        if isinstance(phase["名称"], Unreadable):
            others = phase["名称"] if name else others
        elif phase["名称"] == name:
            return phase
    return others


def of_township(township: Township, common: Mapping[str, object]) -> dict[str, object]:
    """Return what 范围 全镇 and 会议 see: the totals and all branches' own rows, no member's data."""
    arrangements = {arrangement.branch: arrangement for arrangement in township.campaign.arrangements}
    facts = {
        **common,
        "活动": _with_phases(common["活动"], township.phase_counts, township.cells.get),
        "统计": _with_kinds(township.counts, [branch.kind for branch in township.branches], township.cells.get),
        "支部们": [
            entities.branch_entity(township, index, arrangements.get(branch.name))
            for index, branch in enumerate(township.branches)
        ],
        "联系领导": entities.leaders_list(township.leaders),
        "联系点们": derived.contact_points(township),
        "单位": _with_numbers(common["单位"], township),
        "填报支部数": Entity(_reporting(township.branch_counts)),
        **_declared(township.sheets, township.rows, township.doubts),
    }
    facts[derived.POSTED] = derived.posted(facts.get("问题们", []), derived.known_to_all(township))
    facts |= poll_results.counted(facts, township.campaign.demands, township.sheets)
    return SCOPES[Scope.TOWNSHIP].seen(facts, township.sheets)


def of_branch(township: Township, index: int, dossier: Dossier, common: Mapping[str, object]) -> dict[str, object]:
    """Return what 范围 支部 sees: the rows of the `index`th branch and no other's."""
    branch = entities.branch_entity(township, index, dossier.arrangement, dossier.doubts.leaders)
    branch = _with_phases(branch, dossier.phase_counts, dossier.cells.get)
    branch["统计"] = Entity(numbers(dossier.counts), _BranchCells(dossier))
    people = [entities.member_entity(member, township.campaign) for member in dossier.members]
    doubts = dossier.doubts.members
    facts = {
        **common,
        "支部": branch,
        "统计": _with_kinds(dossier.counts, [dossier.branch.kind], _BranchCells(dossier)),
        "党员们": _people(people, doubts),
        "参学们": Unreadable(doubts) if doubts else derived.studying(dossier.members, people),
        "参会们": attending.attendees_list(branch, people, doubts),
        "联系领导": branch["联系领导"],
        **_declared(township.sheets, dossier.rows, dossier.doubts),
    }
    posted = derived.posted(facts.get("问题们", []), (member.name for member in dossier.members))
    if doubts and isinstance(posted, list) and posted:  # they may name somebody whom nobody knows
        posted = Unreadable(doubts)
    facts[derived.POSTED] = posted
    facts |= poll_results.counted(facts, township.campaign.demands, township.sheets)
    return SCOPES[Scope.BRANCH].seen(facts, township.sheets)


def _with_numbers(organisation: object, township: Township) -> Entity:
    """Return 单位 with the figures of the committee's own rows: what the branches' do not hold of a sum."""
    assert isinstance(organisation, Entity)
    counts, places = township.own
    return Entity({**organisation, "统计": Entity(numbers(counts), places.get)}, organisation.whence)


def _reporting(counts: Sequence[Counts]) -> dict[str, object]:
    """Return of each figure how many branches tell it."""
    names = dict.fromkeys(name for each in counts for name in each)
    return {name: sum(_is_told(each[name]) for each in counts) for name in names}


def _is_told(number: Field[object]) -> bool:
    return any(each != NOTHING for each in number) if isinstance(number, tuple) else number != NOTHING


def _people(people: list[Entity], doubts: tuple[Problem, ...]) -> object:
    """Return 党员们; where further ones may be among them, whoever lists or counts them stops."""
    unsure = {"序号": Unreadable(doubts)}
    return Unreadable(doubts, [Entity({**each, **unsure}, each.whence) for each in people]) if doubts else people


def known(people: object) -> list[Entity]:
    """Return those of a list who are known."""
    listed = people.known if isinstance(people, Unreadable) else people
    return listed if isinstance(listed, list) else []


def _declared(sheets: Iterable[DeclaredSheet], rows: Mapping[str, Sequence[Row]], doubts: Doubts) -> dict[str, object]:
    """Return one owner's rows of each declared sheet, under what templates call them."""
    return {sheet.rows: _unless(doubts.rows.get(sheet.name, ()), _shown(sheet, rows)) for sheet in sheets}


def _shown(sheet: DeclaredSheet, rows: Mapping[str, Sequence[Row]]) -> list[Entity]:
    own = rows.get(sheet.name, ())
    shown = entities.rows_list(sheet, own)
    if sheet.name != issue_links.ISSUES:
        return shown
    return derived.traced(own, shown, rows.get(issue_links.VISITS, ()), rows.get(issue_links.OPINIONS, ()))


def of_members(
    sheets: Iterable[DeclaredSheet], dossier: Dossier, facts: Mapping[str, object]
) -> list[tuple[Member, dict[str, object]]]:
    """Return what 范围 党员 sees, for each member: of the branch's facts those that speak of nobody else."""
    people = known(facts["党员们"])
    scope = SCOPES[Scope.MEMBER]
    rest = {name: facts[name] for name in scope.sees if name in facts}
    shown = {sheet.rows: _by_member(sheet, dossier) for sheet in sheets if scope.sees_rows_of(sheet)}
    return [
        (
            member,
            {
                **rest,
                "党员": person,
                **{rows: _renumbered(naming.get(member.label, [])) for rows, naming in shown.items()},
            },
        )
        for member, person in zip(dossier.members, people, strict=True)
    ]


def _by_member(sheet: DeclaredSheet, dossier: Dossier) -> dict[str, list[Entity]]:
    """Return the rows of a branch by the labels of the members whom they name."""
    found: dict[str, list[Entity]] = {}
    rows = dossier.rows.get(sheet.name, ())
    for row, entity in zip(rows, entities.rows_list(sheet, rows), strict=True):
        for label in row.about:
            found.setdefault(label, []).append(_doubtful(sheet, entity, row.value(sheet.member)))
    return found


def _unless(doubts: tuple[Problem, ...], rows: list[Entity]) -> object:
    """Return the rows; where further ones may be among them, whoever lists them stops."""
    single = all(problem.hides <= Hides.ROW for problem in doubts)
    return Unreadable(doubts, _placed(doubts, rows) if single else None) if doubts else rows


def _placed(doubts: tuple[Problem, ...], rows: list[Entity]) -> list[Entity]:
    """Return the rows that are known: those that a row in doubt may come before have no number that is sure."""
    sure = _above(doubts, [entities.source_of(row) for row in rows])
    unsure = [Entity({**row, "序号": Unreadable(doubts)}, row.whence) for row in rows[sure:]]
    return rows[:sure] + unsure


def _above(doubts: Iterable[Problem], sources: Sequence[Source | None]) -> int:
    """Return how many rows stand above every row in doubt: whatever becomes of those, these keep their numbers."""
    sheets = {(source.file, source.sheet) if source else None for source in sources}
    told = [re.fullmatch(r"[A-Z]+(\d+)", problem.origin.cell) for problem in doubts]
    if None in told or len(sheets | {(problem.origin.file, problem.origin.sheet) for problem in doubts}) > 1:
        return 0
    first = min(int(each[1]) for each in told if each)
    return sum(1 for _ in takewhile(lambda source: source is not None and source.row < first, sources))


def _doubtful(sheet: DeclaredSheet, row: Entity, member: Field[object]) -> Entity:
    """Where a row fits two namesakes, what it says stops the papers of both."""
    if isinstance(member, Unread):
        return Entity({**row, sheet.needs[0]: Unreadable(member.problems)}, row.whence)
    return row


def _renumbered(rows: Sequence[Entity]) -> list[Entity]:
    return [Entity({**row, "序号": number}, row.whence) for number, row in enumerate(rows, 1)]


def _with_phases(home: object, counts: Mapping[str, Counts], whence: _Whence) -> Entity:
    """Return 活动 or 支部 with the numbers of each of its phases."""
    assert isinstance(home, Entity)
    phases = home["阶段"]
    if not isinstance(phases, list) or not counts:
        return home
    told = [
        Entity({**each, "统计": Entity(numbers(counts.get(each["名称"], {})), whence)}, each.whence) for each in phases
    ]
    return Entity({**home, "阶段": told}, home.whence)


def _with_kinds(counts: Mapping[str, Field[int]], kinds: Iterable[Field[str]], whence: _Whence) -> Entity:
    """Return 统计, with the branches counted by their 类别 in the order in which the roster first names each."""
    found: dict[str, int] = {}
    unread: list[Unread] = []
    for kind in kinds:
        if isinstance(kind, Unread):
            unread.append(kind)
        elif kind:
            found[kind] = found.get(kind, 0) + 1
    by_kind: object = [{"名称": kind, "个数": number} for kind, number in found.items()]
    if unread:
        by_kind = Unreadable(tuple(problem for kind in unread for problem in kind.problems))
    return Entity({**numbers(counts), "组织类型": by_kind}, whence)
