"""Dossier × Kinds → Jobs: which document is due for whom, under which name, from which facts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache

import jinja2

from pipeline.disk import safe_name
from pipeline.expression import Entity, Stopped, UnknownName, Unreadable, condition, for_names, lean, numeral
from pipeline.model import codes, phases
from pipeline.model.declared import CellType, DeclaredSheet
from pipeline.model.facts import Campaign, Dossier, Field, Member, Phase, Township, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, nearest
from pipeline.model.work import Facts, Job, Kind, Recipient, Scope, State
from pipeline.plan import timing, vocabulary
from pipeline.plan.each import MEETING, Each, NoList, parsed
from pipeline.plan.values import masked

_NUMBER = "序号"
_COMPILED = 1000  # conditions, names and lists that a process has at hand
_ENVIRONMENT = for_names({"汉字": numeral})


@frozen
class _Target:
    """Whom a document is for."""

    scope: Scope
    facts: Facts
    folder: str
    branch: str = ""
    member: Member | None = None
    listed: Facts | None = None  # the same facts, numbers masked, for lists that go to the branch
    phases: Sequence[Phase] = ()  # its own, in the order of its facts
    cutoff: Field[dt.date | None] = None  # 截至


@lru_cache(maxsize=_COMPILED)
def _condition(expression: str) -> Callable[[Facts], bool]:
    return condition(_ENVIRONMENT, expression)


@lru_cache(maxsize=_COMPILED)
def _file_name(pattern: str) -> jinja2.Template:
    return lean(_ENVIRONMENT.from_string(pattern))


@lru_cache(maxsize=_COMPILED)
def _each(expression: str) -> Each:
    return parsed(_ENVIRONMENT, expression)


@frozen
class Rules:
    """The catalog's conditions and file names; a process compiles each of them once."""

    kinds: Mapping[Scope, Sequence[Kind]]
    doubts: tuple[Problem, ...] = ()  # why nobody knows which of them are wanted, or whose: then all stop
    papers: Mapping[str, Entity] = field(default_factory=dict)  # 本文 by 文种

    def seen(self, kind: Kind, facts: Facts) -> dict[str, object]:
        """Return the facts as a kind's papers see them: with 本阶段 and 本文."""
        return vocabulary.in_phase(facts, kind.phase, self.papers.get(kind.name, vocabulary.NO_PAPER))

    def holds(self, kind: Kind, facts: Facts) -> bool:
        """Whether the kind's 条件 holds. Raises Stopped or UnknownName."""
        if not kind.condition:
            return True
        with _Computed(kind, "条件", kind.condition):
            return _condition(kind.condition)(facts)

    def waits(self, kind: Kind, facts: Facts) -> State | None:
        """Return 待补写 or 待改, where the kind's expression holds. Raises Stopped or UnknownName."""
        if not (kind.unwritten or kind.begun):
            return None
        with _Computed(kind, "待补写”或“待改", f"{kind.unwritten}{kind.begun}"):
            if kind.unwritten and _condition(kind.unwritten)(facts):
                return State.UNWRITTEN
            return State.BEGUN if kind.begun and _condition(kind.begun)(facts) else None

    def asks_for_its_list(self, kind: Kind) -> bool:
        """Whether a kind's 条件 is that its 逐 has a list: why that cannot be told, its elements say."""
        path = _each(kind.each).path if kind.each else None
        return path is not None and kind.condition == ".".join(path)

    def keeps_number(self, kind: Kind, element: Facts) -> bool:
        """Whether an element stays where it is in its list, also when a row in doubt joins it."""
        (item,) = element.values()
        sure = not (isinstance(item, Entity) and isinstance(item.get(_NUMBER), Unreadable))
        return sure and _each(kind.each).as_listed

    def elements(self, kind: Kind, facts: Facts) -> list[Facts]:
        """Return the element of each document of 逐, under its name. Raises Stopped, UnknownName or NoList."""
        each = _each(kind.each)
        with _Computed(kind, "逐", kind.each):
            return [{each.name: element} for element in each.of(facts)]

    def stem(self, kind: Kind, facts: Facts) -> str:
        """Return the document's file name without .docx. Raises Stopped or UnknownName."""
        with _Computed(kind, "文件名", kind.file_name):
            return _file_name(kind.file_name).render(facts)


@frozen
class _Computed:
    """Has what an entry of the catalog reckons with things that are no numbers stop its papers. Raises Stopped."""

    kind: Kind
    key: str
    source: str

    def __enter__(self) -> None:
        """Begin to compute."""

    def __exit__(self, _: object, fault: BaseException | None, __: object) -> None:
        """Say of a fault what it is."""
        if isinstance(fault, TypeError | ArithmeticError):
            reason = f"“{self.key}”算不出来：{self.source}（里面有不是数的）"
            raise Stopped((codes.CATALOG_ENTRY.at(self.kind.origin, reason=reason),)) from fault


class Plan:
    """Which documents of a campaign are due; what all of them see is built once."""

    def __init__(self, township: Township, kinds: Sequence[Kind]) -> None:
        campaign = township.campaign
        self._township = township
        unread = (each for each in (campaign.kinds, campaign.participants) if isinstance(each, Unread))
        doubts = tuple(problem for each in unread for problem in each.problems)
        placed = phases.of_kinds(campaign, kinds)
        asked = asked_for(campaign, placed)
        by_scope = {scope: [kind for kind in asked if kind.scope is scope] for scope in Scope}
        self._rules = Rules(by_scope, doubts, papers=vocabulary.own_papers(township, [kind.name for kind in kinds]))
        self._common = vocabulary.shared(township)

    def of_township(self) -> Iterator[Job]:
        """Yield the township's documents."""
        targets = _township_targets(self._township, self._common)
        yield from _distinct(job for target in targets for job in _jobs(self._rules, target))

    def of_branch(self, index: int, dossier: Dossier) -> Iterator[Job]:
        """Yield the documents of the `index`th branch and of its members."""
        targets = _branch_targets(self._township, index, dossier, self._common)
        yield from _distinct(job for target in targets for job in _jobs(self._rules, target))


def documents_due(township: Township, dossiers: Iterable[Dossier], kinds: Sequence[Kind]) -> Iterator[Job]:
    """Yield every document of a campaign: the township's, then branch by branch. Only one branch is held at a time."""
    plan = Plan(township, kinds)
    yield from plan.of_township()
    for index, dossier in enumerate(dossiers):
        yield from plan.of_branch(index, dossier)


def asked_for(campaign: Campaign, kinds: Sequence[Kind]) -> list[Kind]:
    """Return the entries of the catalog that a campaign asks for: those of its 文种, else all."""
    named = campaign.kinds if isinstance(campaign.kinds, tuple) else ()
    return [kind for kind in kinds if not named or kind.name in named]


def _township_targets(township: Township, common: Facts) -> Iterator[_Target]:
    campaign = township.campaign
    facts = vocabulary.of_township(township, common)
    folder = f"outputs/{campaign.folder}/{campaign.organisation.folder}"
    whole = _Target(Scope.TOWNSHIP, facts, folder, phases=_readable(campaign.phases), cutoff=campaign.cutoff)
    meetings = common["会议们"]
    assert isinstance(meetings, list)
    for meeting in meetings:
        yield replace(whole, scope=Scope.MEETING, facts=vocabulary.at_meeting(facts, meeting))
    yield whole


def _branch_targets(township: Township, index: int, dossier: Dossier, common: Facts) -> Iterator[_Target]:
    dossier = replace(dossier, members=tuple(dossier.members))  # unpacked once, for all that look at them
    facts = vocabulary.of_branch(township, index, dossier, common)
    branch = _Target(
        Scope.BRANCH,
        facts,
        f"outputs/{township.campaign.folder}/{dossier.branch.folder}",
        dossier.branch.name,
        listed=_masked(facts, township.sheets),
        phases=_readable(phases.own_phases(township.campaign, dossier.arrangement)),
        cutoff=phases.cutoff(township.campaign, dossier.arrangement),
    )
    yield branch
    for member, seen in vocabulary.of_members(township.sheets, dossier, facts):
        yield _Target(Scope.MEMBER, seen, branch.folder, branch.branch, member, None, branch.phases, branch.cutoff)


def _readable(phases: Field[tuple[Phase, ...]]) -> tuple[Phase, ...]:
    """Return the phases; none where they cannot be read: then their list in the facts stops who looks at it."""
    return phases if isinstance(phases, tuple) else ()


def _masked(facts: Facts, sheets: Sequence[DeclaredSheet]) -> Facts:
    """Return a branch's facts as a list that leaves the office may show them: no ID number or telephone in full."""
    members, attendees, studying = facts["党员们"], facts["参会们"], facts["参学们"]
    shown = {id(member): _without_numbers(member) for member in vocabulary.known(members)}
    listed: object = list(shown.values())
    listed = Unreadable(members.problems, list(shown.values())) if isinstance(members, Unreadable) else listed
    sent = [_without_numbers(each) for each in attendees] if isinstance(attendees, list) else attendees
    rows = {sheet.rows: _masked_rows(facts[sheet.rows], sheet) for sheet in sheets}
    if isinstance(studying, list):
        studying = [shown[id(member)] for member in studying]
    return {**facts, "党员们": listed, "参学们": studying, "参会们": sent, **rows}


def _masked_rows(rows: object, sheet: DeclaredSheet) -> object:
    numbers = [column.name for column in sheet.columns if column.cell in {CellType.PHONE, CellType.IDENTITY}]
    if isinstance(rows, Unreadable):
        return Unreadable(rows.problems, rows.known and [_without_numbers(row, numbers) for row in rows.known])
    return [_without_numbers(row, numbers) for row in rows] if numbers and isinstance(rows, list) else rows


def _without_numbers(member: Entity, names: Iterable[str] = ("身份证号", "联系电话")) -> Entity:
    shown = {name: masked(value) for name in names if isinstance(value := member.get(name), str)}
    return Entity({**member, **shown}, member.whence)


def _jobs(rules: Rules, target: _Target) -> Iterator[Job]:
    """Yield the jobs of each 文种 of the target's 范围: by the first entry whose 条件 holds."""
    done: set[str] = set()
    for kind in rules.kinds[target.scope]:
        if kind.name in done:
            continue
        whole = rules.seen(kind, target.facts)
        try:
            if not rules.holds(kind, whole):
                continue
            stopped = rules.doubts
        except (Stopped, UnknownName) as reason:
            stopped = rules.doubts if rules.asks_for_its_list(kind) else _reasons(reason, kind)
        done.add(kind.name)
        yield from _papers(rules, kind, target, whole, stopped)


def _papers(rules: Rules, kind: Kind, target: _Target, whole: Facts, stopped: tuple[Problem, ...]) -> Iterator[Job]:
    """Yield the jobs of one entry: one, or with 逐 one for each element; none before their 时机. `whole`: as seen."""
    if kind.each:
        yield from _one_each(rules, kind, target, stopped)
        return
    try:
        if not timing.is_due(kind, whole, target.phases, target.cutoff):
            return
    except Stopped as reason:
        stopped += reason.problems
    yield _job(rules, kind, target, whole, stopped)


def _one_each(rules: Rules, kind: Kind, target: _Target, stopped: tuple[Problem, ...]) -> Iterator[Job]:
    """Yield the job of each element; where nobody can tell the elements, one that stands for all of them."""
    shown = _shown(kind, target)
    jobs: list[Job] = []
    unsure: set[int] = set()  # which of them may have another number in the list
    elements, more = _elements(rules, kind, shown)
    for element in elements:
        own = replace(target, facts=_with(target.facts, element), listed=_with(shown, element))
        whole, doubts = rules.seen(kind, own.facts), stopped
        try:
            (item,) = element.values()
            if not timing.is_due(kind, whole, target.phases, target.cutoff, item):
                continue
        except Stopped as reason:
            doubts += reason.problems
        if more and not rules.keeps_number(kind, element):
            unsure.add(len(jobs))
        jobs.append(_job(rules, kind, own, whole, doubts))
    yield from _numbered(jobs, unsure)
    if more:
        path = f"{target.folder}/{safe_name(kind.name)}.docx"
        yield Job(path, kind, target.facts, target.branch, stopped=(*stopped, *more), open=True)


def _with(facts: Facts, element: Facts) -> Facts:
    """Return the facts with the element of 逐; one that is a meeting brings its own 发文."""
    if isinstance(meeting := element.get(MEETING), Entity):
        return vocabulary.at_meeting(facts, meeting)
    return {**facts, **element}


def _elements(rules: Rules, kind: Kind, shown: Facts) -> tuple[list[Facts], tuple[Problem, ...]]:
    """Return the elements of 逐, and why there may be more of them: then those that are rows as they stand."""
    facts = rules.seen(kind, shown)
    try:
        return rules.elements(kind, facts), ()
    except (Stopped, UnknownName, NoList) as reason:
        more = _reasons(reason, kind)
    rows = {name: v.known for name, v in facts.items() if isinstance(v, Unreadable) and v.known is not None}
    try:
        found = rules.elements(kind, {**facts, **rows})
    except (Stopped, UnknownName, NoList):
        return [], more
    standing = {id(row) for listed in rows.values() for row in listed}
    return found if all(id(item) in standing for element in found for item in element.values()) else [], more


def _numbered(jobs: Sequence[Job], unsure: Container[int]) -> Iterator[Job]:
    """Tell documents of one 逐 apart that would have one name: all of them get their number in the list.

    Those whose number is not sure are left out where it, or what else nobody can tell, is in their name.
    """
    often = Counter(job.path.casefold() for job in jobs)
    for at, job in enumerate(jobs):
        alike = often[job.path.casefold()] > 1
        if at in unsure and (alike or job.open):
            continue
        yield replace(job, path=f"{job.path.removesuffix('.docx')}-{at + 1}.docx") if alike else job


def _shown(kind: Kind, target: _Target) -> Facts:
    """Return the facts that a document shows: numbers are masked in a list that leaves the office."""
    masked_ = target.listed and kind.recipient is Recipient.BRANCH and not kind.full_numbers
    return target.listed if masked_ and target.listed else target.facts


def _job(rules: Rules, kind: Kind, target: _Target, whole: Facts, stopped: tuple[Problem, ...]) -> Job:
    nameless = False
    try:
        stem = _told_apart(rules.stem(kind, whole), target)
    except (Stopped, UnknownName) as reason:
        stopped += tuple(problem for problem in _reasons(reason, kind) if problem not in stopped)
        stem, nameless = f"{kind.name}-{_whereabouts(target)}", bool(kind.each)
    waits = None
    try:
        waits = None if stopped else rules.waits(kind, whole)
    except (Stopped, UnknownName) as reason:
        stopped = _reasons(reason, kind)
    name = safe_name(stem)
    if not name:
        stopped += (codes.NAME_UNUSABLE.at(kind.origin, value=stem, reason="没有可以作文件名的字"),)
        name = f"{kind.name}-{_whereabouts(target)}"
    member = target.member.label or "" if target.member else ""
    shown = _shown(kind, target)
    facts = whole if shown is target.facts else rules.seen(kind, shown)
    return Job(f"{target.folder}/{name}.docx", kind, facts, target.branch, member, stopped, waits, nameless)


def _told_apart(stem: str, target: _Target) -> str:
    """With namesakes in a branch, all of them get their birth month, then their number (docs/contract.md §4)."""
    member = target.member
    if member is None or not isinstance(member.name, str) or not member.label.startswith(member.name):
        return stem
    return stem + member.label[len(member.name) :]


def _whereabouts(target: _Target) -> str:
    source = target.member.source if target.member else None
    return f"{source.sheet}第{source.row}行" if source else "未命名"


def _reasons(reason: Stopped | UnknownName | NoList, kind: Kind) -> tuple[Problem, ...]:
    if isinstance(reason, Stopped):
        return reason.problems
    if isinstance(reason, NoList):
        return (codes.CATALOG_ENTRY.at(kind.origin, reason=f"“逐”里 in 后面的不是一列：{kind.each}"),)
    wording = f"用了没有的名字「{reason.name}」{nearest(reason.name, reason.known)}"
    return (codes.CATALOG_ENTRY.at(kind.origin, reason=wording),)


def _distinct(jobs: Iterable[Job]) -> Iterator[Job]:
    """Two documents of one folder and name would overwrite each other: the later one stops, and says which name."""
    taken: dict[str, str] = {}
    for job in jobs:
        key = job.path.casefold()
        if key not in taken:
            taken[key] = job.path
            yield job
            continue
        clash = codes.NAME_TAKEN.at(job.kind.origin, value=job.path.rpartition("/")[2])
        count = sum(path.startswith(job.path[:-5]) for path in taken.values()) + 1
        path = f"{job.path[:-5]}（同名{count}）.docx"
        taken[path.casefold()] = path
        yield replace(job, path=path, stopped=(*job.stopped, clash))
