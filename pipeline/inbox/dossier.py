"""Puts the files of a campaign together: one Dossier a branch, and what only all of them together can show.

Unknown branches, people named twice, totals that disagree: each a Problem that stops what depends on it, no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from pipeline.disk import safe_name
from pipeline.inbox import checks, counting
from pipeline.inbox.census import Census, Located
from pipeline.inbox.matching import Aliases, aliases, first_spellings, place_of, plain_name, spoken
from pipeline.inbox.workbook import Rows
from pipeline.model import codes
from pipeline.model.facts import (
    Arrangement,
    Branch,
    Campaign,
    Dossier,
    Issue,
    Leader,
    Opinion,
    Source,
    Township,
    Unread,
)
from pipeline.model.problem import Origin, Problem, Read, nearest
from pipeline.model.work import RESERVED_FOLDERS


@dataclass(frozen=True, slots=True)
class Found:
    """What one workbook holds; `standing` for a file that every campaign sees."""

    rows: Rows
    standing: bool


@dataclass(frozen=True, slots=True)
class Intake:
    """A campaign as far as its files could be read. `complete`: no unreadable file hides a part of it."""

    township: Township
    dossiers: tuple[Dossier, ...]
    complete: bool


class _HasBranch(Protocol):
    @property
    def branch(self) -> str: ...
    @property
    def source(self) -> Source | None: ...


Row = TypeVar("Row", bound=_HasBranch)


def assemble(campaign: Campaign, found: Sequence[Found], unread_files: tuple[Problem, ...]) -> Read[Intake]:
    """Join the rows of all workbooks; `unread_files` are the Problems of workbooks whose rows nobody knows."""
    problems: list[Problem] = []
    found = sorted(found, key=lambda each: each.standing)  # the campaign's own win
    committee = _text(campaign.organisation.name)
    listed = _taken(_branches(found, committee), campaign, problems)
    names = aliases(listed, committee)
    taking_part = _participants(campaign, listed, names, problems)
    opinions = [row for row, _ in _of(found, "opinions") if isinstance(row, Opinion)]
    everybody = Census(campaign, {branch.name: branch for branch in listed}, {_name_of(each) for each in opinions})
    everybody.take(_located(found, names, problems), problems)
    issues = _grouped(_distinct_issues(_placed(_of(found, "issues"), names, problems), problems))
    told = _grouped(_placed_opinions(opinions, names, everybody, problems))
    arrangements = _arranged(campaign, names, taking_part, problems)
    campaign = replace(campaign, arrangements=tuple(arrangements.values()))
    doubts = (*unread_files, *(p for p in problems if p.code in HIDES_MEMBERS))
    unmatched: list[Problem] = []
    leaders = _leaders(found, names, unmatched)
    dossiers = []
    for branch in taking_part:
        own_issues, own_opinions = tuple(issues.get(branch.name, ())), tuple(told.get(branch.name, ()))
        counts = everybody.counts.get(branch.name) or counting.count(branch, (), unread_files)
        dossiers.append(
            Dossier(
                branch=branch,
                members=everybody.members.get(branch.name, ()),
                leaders=tuple(leader for leader in leaders if branch.name in leader.branches),
                issues=own_issues,
                opinions=own_opinions,
                arrangement=arrangements.get(branch.name),
                counts=counting.with_rows(counts, own_issues, own_opinions),
            )
        )
    if any("党员花名册" in each.rows.tables for each in found):
        without = [each.branch for each in dossiers if not each.members]
        problems += [codes.BRANCH_EMPTY.at(_where(each), value=each.short or each.name) for each in without]
    problems += unmatched
    township = Township(
        campaign=campaign,
        branches=tuple(taking_part),
        branch_counts=tuple(dossier.counts for dossier in dossiers),
        leaders=tuple(leaders),
        counts=counting.total((dossier.counts for dossier in dossiers), doubts),
    )
    problems += checks.all_of(township, dossiers, [each.rows for each in found], everybody.in_sheets)
    for branch in taking_part:
        problems += everybody.problems.get(branch.name, ())
    return Read(Intake(township, tuple(dossiers), complete=not doubts), tuple(dict.fromkeys(problems)))


HIDES_MEMBERS = frozenset(
    {
        "branch.unknown",
        "branch.ambiguous",
        "branch.missing",
        "sheet.no-branch",
        "sheet.across",
        "sheet.side-by-side",
        "roster.two-versions",
    }
)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _where(branch: Branch) -> Origin:
    return branch.source.at("名称") if branch.source else Origin("inputs")


def _of(found: Iterable[Found], what: str) -> list[tuple[object, bool]]:
    """Return all rows of one sort."""
    return [(row, each.standing) for each in found for row in getattr(each.rows, what)]


# --- branches -----------------------------------------------------------------------------------------------------


def _branches(found: Sequence[Found], committee: str) -> list[tuple[Branch, bool]]:
    """Return the listed branches; without a 党支部名册, those that the rosters name."""
    listed = [(row, standing) for row, standing in _of(found, "branches") if isinstance(row, Branch)]
    if listed:
        return listed
    known: dict[str, Branch] = {}
    for pack in (pack for each in found for pack in each.rows.members.packs):
        known.setdefault(plain_name(pack.branch), Branch(pack.branch, source=pack.source))
    return [(branch, False) for branch in first_spellings(known.values(), committee)]


def _taken(rows: Sequence[tuple[Branch, bool]], campaign: Campaign, problems: list[Problem]) -> list[Branch]:
    """Return each branch once, with its folder: 简称, else 名称; equal folders: all use the 名称."""
    kept: dict[str, tuple[Branch, bool]] = {}
    for branch, standing in rows:
        key = plain_name(branch.name)
        if key not in kept:
            kept[key] = (branch, standing)
        elif kept[key][1] == standing:
            there = _where(kept[key][0])
            problems.append(codes.BRANCH_TWICE.at(_where(branch), value=branch.name, other=there))
    branches = [branch for branch, _ in kept.values()]
    reserved = RESERVED_FOLDERS | {campaign.organisation.folder}
    folders = [_folder(branch.short or branch.name, reserved) for branch in branches]
    usable = []
    for branch, folder in zip(branches, folders, strict=True):
        alike = sum(other.casefold() == folder.casefold() for other in folders) > 1
        own = _folder(branch.name, reserved) if alike else folder
        if not own:
            problems.append(codes.BRANCH_NAME.at(_where(branch), value=branch.short or branch.name))
            continue
        if alike and branch.short:
            problems.append(codes.BRANCH_FOLDER.at(_where(branch), value=branch.name))
        usable.append(replace(branch, folder=own))
    return _called(usable, _text(campaign.organisation.name))


def _called(branches: Sequence[Branch], committee: str) -> list[Branch]:
    """Give each branch the name that papers call it by: its 简称, else what is left of its 名称 at home."""
    township = place_of(committee)
    names = [branch.short or spoken(branch.name, township) for branch in branches]
    often = Counter(names)
    return [
        replace(branch, called=name if often[name] == 1 else branch.name)
        for branch, name in zip(branches, names, strict=True)
    ]


def _folder(name: str, reserved: frozenset[str]) -> str:
    folder = safe_name(name)
    return f"{folder}（支部）" if folder in reserved else folder


def _participants(campaign: Campaign, listed: list[Branch], names: Aliases, problems: list[Problem]) -> list[Branch]:
    """Return the branches that take part: those of 参加支部, else all."""
    if isinstance(campaign.participants, Unread) or not campaign.participants:
        return listed
    wanted = set()
    origin = campaign.lines.get("活动.参加支部", Origin(f"inputs/{campaign.folder}"))
    for text in campaign.participants:
        match names.find(text, origin):
            case str() as name:
                wanted.add(name)
            case problem:
                problems.append(_in_yaml(problem, "参加支部", text))
    return [branch for branch in listed if branch.name in wanted]


def _in_yaml(problem: Problem, key: str, text: str) -> Problem:
    """Return the same fault worded for a name in the YAML."""
    guess = problem.message.partition(f"「{text}」")[2] if problem.code == codes.BRANCH_UNKNOWN.code else ""
    return codes.YAML_BRANCH.at(problem.origin, key=key, value=text, nearest=guess)


def _arranged(
    campaign: Campaign, names: Aliases, taking_part: Sequence[Branch], problems: list[Problem]
) -> dict[str, Arrangement]:
    """Return 支部安排 by the branches' full names; what names no branch of this campaign is a Problem."""
    here = {branch.name for branch in taking_part}
    found: dict[str, Arrangement] = {}
    for arrangement in campaign.arrangements:
        match names.find(arrangement.key, arrangement.origin):
            case str() as name if name in here and name not in found:
                found[name] = replace(arrangement, branch=name)
            case str():
                problems.append(
                    codes.YAML_BRANCH.at(arrangement.origin, key="支部安排", value=arrangement.key, nearest="")
                )
            case problem:
                problems.append(_in_yaml(problem, "支部安排", arrangement.key))
    return found


# --- rows that name a branch --------------------------------------------------------------------------------------


def _located(found: Sequence[Found], names: Aliases, problems: list[Problem]) -> list[Located]:
    """Return the members whose branch can be told."""
    packs = [(number, each, pack) for number, each in enumerate(found) for pack in each.rows.members.packs]
    where = _places(((pack, pack.branch) for _, _, pack in packs), names, problems)
    return [
        Located(pack, name, number, each.standing)
        for number, each, pack in packs
        if (name := where(pack, pack.branch)) is not None
    ]


def _places(
    rows: Iterable[tuple[_HasBranch, str]], names: Aliases, problems: list[Problem]
) -> Callable[[_HasBranch, str], str | None]:
    """Return a look-up from a row's branch to its full name; each wrong name is one Problem a sheet."""
    known: dict[tuple[str, str, str], str | None] = {}

    def place(row: _HasBranch, text: str) -> str | None:
        source = row.source or Source("", "", 0)
        key = (source.file, source.sheet, text)
        if key not in known:
            match names.find(text, source.at("所在党支部" if "所在党支部" in source.columns else "党支部")):
                case str() as name:
                    known[key] = name
                case problem:
                    problems.append(problem)
                    known[key] = None
        return known[key]

    for row, text in rows:
        place(row, text)
    return place


def _placed(rows: Iterable[tuple[object, bool]], names: Aliases, problems: list[Problem]) -> list[tuple[Issue, bool]]:
    listed = [(row, standing) for row, standing in rows if isinstance(row, Issue)]
    where = _places(((row, row.branch) for row, _ in listed), names, problems)
    return [
        (replace(row, branch=name), standing)
        for row, standing in listed
        if (name := where(row, row.branch)) is not None
    ]


def _distinct_issues(rows: Sequence[tuple[Issue, bool]], problems: list[Problem]) -> list[Issue]:
    """An issue is branch + 具体问题; the campaign's own row wins over a standing one."""
    kept: dict[tuple[str, object], tuple[Issue, bool]] = {}
    for number, (issue, standing) in enumerate(rows):
        key = (issue.branch, issue.text if isinstance(issue.text, str) else number)
        if key not in kept:
            kept[key] = (issue, standing)
        elif kept[key][1] == standing and issue.source:
            earlier = kept[key][0].source
            other = earlier.origin if earlier else ""
            problems.append(codes.ISSUE_REPEATED.at(issue.source.origin, other=other))
    return [issue for issue, _ in kept.values()]


def _placed_opinions(
    rows: Sequence[Opinion], names: Aliases, everybody: Census, problems: list[Problem]
) -> list[Opinion]:
    """Return the opinions with their branch and the labels of the members that they name."""
    where = _places(((row, row.branch) for row in rows if row.branch), names, problems)
    return [_about(row, where(row, row.branch) or "" if row.branch else "", everybody, problems) for row in rows]


def _about(opinion: Opinion, branch: str, everybody: Census, problems: list[Problem]) -> Opinion:
    opinion = replace(opinion, branch=branch)
    name = _name_of(opinion)
    if not _written(opinion):
        return opinion
    told = _written(opinion).partition("（")[2].rstrip("）)")
    meant = [
        (at, label)
        for at, label in everybody.labels.get(name, [])
        if (not branch or at == branch) and (not told or told in label)
    ]
    source = opinion.source or Source("", "", 0)
    origin = source.at("党员")
    if len(meant) == 1:
        return replace(opinion, branch=meant[0][0], member=meant[0][1], about=(meant[0][1],))
    if not meant:
        near = nearest(name, everybody.names(branch))
        problems.append(codes.MEMBER_UNKNOWN.at(origin, branch=branch or "全镇", name=name, nearest=near))
        return opinion
    problem = codes.MEMBER_NAMESAKES.at(origin, branch=branch or "全镇", name=name, count=len(meant))
    problems.append(problem)
    return replace(opinion, member=Unread((problem,)), about=tuple(label for _, label in meant))


def _written(opinion: Opinion) -> str:
    """Return whom an opinion names, as written: the name, and in brackets what tells namesakes apart."""
    return opinion.member.replace("(", "（").replace("-", "（") if isinstance(opinion.member, str) else ""


def _name_of(opinion: Opinion) -> str:
    return _written(opinion).partition("（")[0].strip()


def _leaders(found: Sequence[Found], names: Aliases, problems: list[Problem]) -> list[Leader]:
    """Return the leaders with the full names of their branches; the campaign's own row of a name wins."""
    kept: dict[object, Leader] = {}
    for number, (row, _) in enumerate(_of(found, "leaders")):
        if not isinstance(row, Leader):
            continue
        origin = row.source.at("联系点") if row.source else Origin("")
        meant = [names.find(text, origin) for text in row.branches]
        problems += [each for each in meant if isinstance(each, Problem)]
        branches = tuple(dict.fromkeys(each for each in meant if isinstance(each, str)))
        key = row.name if isinstance(row.name, str) else number
        known = kept.get(key)
        if known is None:
            kept[key] = replace(row, branches=branches)
        elif known.source and row.source and known.source.file == row.source.file:
            kept[key] = replace(known, branches=tuple(dict.fromkeys((*known.branches, *branches))))
    return list(kept.values())


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.branch, []).append(row)
    return groups
