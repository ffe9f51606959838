"""Puts the files of a campaign together: one Dossier a branch, and what only all of them together can show.

Unknown branches, people named twice, totals that disagree: each a Problem that stops what depends on it, no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import PurePosixPath

from pipeline.contract import rules, totals, with_grades
from pipeline.disk import safe_name
from pipeline.inbox import (
    assigned,
    branch_checks,
    checks,
    corresponding,
    counting,
    demands,
    joining,
    mentioned,
    merged_opinions,
    sheet_kinds,
    whose_members,
)
from pipeline.inbox.census import Census
from pipeline.inbox.joining import Joined, Leaders
from pipeline.inbox.matching import TOWNSHIP, Aliases, aliases, first_spellings, place_of, plain_name, spoken
from pipeline.inbox.members import Members
from pipeline.inbox.memory import Homes, no_homes
from pipeline.inbox.owner_figures import Figures, names_of
from pipeline.inbox.owner_times import Times
from pipeline.inbox.owners import Owners
from pipeline.inbox.workbook_contents import Rows
from pipeline.model import codes, rank
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import (
    Arrangement,
    Branch,
    Campaign,
    Dossier,
    Doubts,
    Row,
    Township,
    Unread,
)
from pipeline.model.frozen import frozen
from pipeline.model.issue_links import OPINIONS
from pipeline.model.phases import own_phases
from pipeline.model.problem import Hides, Origin, Problem, Read
from pipeline.model.work import RESERVED_FOLDERS


@frozen
class WorkbookContent:
    """What one workbook holds; `standing` for a file that every campaign sees."""

    rows: Rows
    standing: bool


@frozen
class Intake:
    """A campaign as far as its files could be read. `complete`: no unreadable file hides a part of it.

    `lacking` are those of its Problems that matter only to papers which show the rows of a sheet.
    """

    township: Township
    dossiers: tuple[Dossier, ...]
    complete: bool
    lacking: checks.Lacking = field(default_factory=dict)

    def members_read(self) -> int:
        """Return how many members could be read, each once."""
        return counting.read_so_far((dossier.counts, dossier.members) for dossier in self.dossiers)


@frozen
class _Rows:
    """All rows of a campaign by their owners, and the faults that may hide further members."""

    everybody: Census
    leaders: Leaders
    declared: Mapping[str, Joined[Row]]
    doubts: tuple[Problem, ...]
    times: Times
    sheets: tuple[DeclaredSheet, ...]
    outsiders: Mapping[str, tuple[Members, ...]]

    def about(self, sheet: DeclaredSheet) -> totals.About:
        """Return what the totals of a sheet may ask."""
        members = mentioned.AskedMembers(self.everybody)
        return totals.About(self.times.facts, partial(members.of, column=sheet.member), members.studying)


@frozen
class _Asked:
    """Which sheets are declared, who takes part and is called how, and when."""

    sheets: tuple[DeclaredSheet, ...]
    branches: Mapping[str, str]
    facts: Mapping[str, Mapping[str, object]]  # of a branch, as checks see it
    times: Times


def assemble(
    campaign: Campaign,
    found: Sequence[WorkbookContent],
    unread_files: tuple[Problem, ...],
    sheets: tuple[DeclaredSheet, ...] = (),
    homes: Homes = no_homes,
) -> Read[Intake]:
    """Join the rows of all workbooks; `unread_files` are the Problems of workbooks whose rows nobody knows."""
    problems: list[Problem] = []
    sheets = with_grades(sheets, demands.named_grades(campaign))
    found = sorted(found, key=lambda each: each.standing)  # the campaign's own win
    committee = _text(campaign.organisation.name)
    listed = _taken(_branches(found, committee), campaign, problems)
    listed = _at_home(listed, homes(campaign.folder, {each.name: each.folder for each in listed}), problems)
    unit = campaign.organisation
    names = aliases(listed, unit.name, map(_text, (unit.short, unit.whole, unit.own)), _text(unit.whole))
    taking_part = _participants(campaign, listed, names, problems)
    arrangements = assigned.arrangements(campaign, names, taking_part, problems)
    meetings = tuple(assigned.meetings(campaign, names, taking_part, arrangements, problems))
    campaign = replace(campaign, arrangements=tuple(arrangements.values()), meetings=meetings)
    called = {branch.name: branch.called or branch.short for branch in taking_part}
    facts = {branch.name: rules.of_branch(branch) for branch in taking_part}
    asked = _Asked(sheets, called, facts, Times(campaign, arrangements))
    rows = _joined(campaign, found, listed, names, unread_files, problems, asked)
    days = asked.times.facts
    figures = Figures(sheets, rows.about, names_of(campaign.phases))
    dossiers = [
        branch_checks.of_branch(sheets, _dossier(branch, rows, arrangements.get(branch.name), figures), days, problems)
        for branch in taking_part
    ]
    problems += _empty_branches(dossiers, rows, found)
    township = branch_checks.of_township(sheets, _township(campaign, dossiers, rows, figures), days, problems)
    tables = [each.rows for each in found]
    lacking = checks.lacking(township, dossiers, tables)
    problems += checks.all_of(township, dossiers, tables, rows.everybody.in_sheets, lacking)
    for branch in taking_part:
        problems += rows.everybody.problems.get(branch.name, ())
    intake = Intake(township, tuple(dossiers), complete=not rows.doubts, lacking=lacking)
    return Read(intake, tuple(dict.fromkeys(problems)))


def _joined(
    campaign: Campaign,
    found: Sequence[WorkbookContent],
    listed: Sequence[Branch],
    names: Aliases,
    unread_files: tuple[Problem, ...],
    problems: list[Problem],
    asked: _Asked,
) -> _Rows:
    """Return all rows by their owners; first those of the rosters, for only they can hide a member."""
    told = partial(_told, found)
    naming = [sheet for sheet in asked.sheets if any(sheet.name in each.rows.tables for each in found)]
    located, doubts = whose_members.located([(each.rows, each.standing) for each in found], names, problems)
    by_name = {branch.name: branch for branch in listed}
    of_members = mentioned.asked(asked.sheets) if mentioned.name_members(naming) else None
    everybody = Census(campaign, by_name, of_members, doubts)
    everybody.take(located, problems)
    if not unread_files and not any(each.rows.members for each in found):
        problems.append(_without_roster(campaign, found))
    hidden = (*unread_files, *(problem for problem in problems if problem.hides >= Hides.MEMBERS))
    own_leaders = [(row, each.standing) for each in found for row in each.rows.leaders]
    leaders = joining.leaders(own_leaders, names, _unread(found, sheet_kinds.LEADERS), problems)
    nobody = hidden[0] if hidden and not everybody.members else None
    leading = {leader.name for leader in leaders.everybody if isinstance(leader.name, str)}
    known = leading | mentioned.named_for_all(asked.sheets, told)
    declared = {
        sheet.name: Owners(
            sheet, names, everybody, asked.branches, asked.facts, leading, known, asked.times, problems, nobody
        ).joined(told(sheet.name), _unread(found, sheet.name))
        for sheet in asked.sheets
    }
    if OPINIONS in declared:
        by_owner = declared[OPINIONS].by_owner
        by_owner |= {owner: merged_opinions.resolved(OPINIONS, listed, problems) for owner, listed in by_owner.items()}
    problems += corresponding.missing(asked.sheets, declared, (TOWNSHIP, *asked.branches))
    return _Rows(
        everybody,
        leaders,
        declared,
        hidden,
        asked.times,
        asked.sheets,
        whose_members.outsiders((each.rows for each in found), names),
    )


def _told(found: Iterable[WorkbookContent], sheet: str) -> Iterator[tuple[Row, bool]]:
    """Yield the rows of one declared sheet as they were read, and whether they stand in a standing file."""
    for each in found:
        for row in each.rows.declared if sheet in each.rows.tables else ():
            if row.sheet == sheet:
                yield row, each.standing


def _unread(found: Iterable[WorkbookContent], kind: str) -> list[Problem]:
    """Return the faults of rows of this kind of sheet that could not be read."""
    return [problem for each in found for problem in each.rows.unread.get(kind, ())]


def _without_roster(campaign: Campaign, found: Sequence[WorkbookContent]) -> Problem:
    """Return the fault of a campaign without anybody's name: nothing is counted, and nothing is 0."""
    line = next(iter(campaign.lines.values()), None)
    folder = PurePosixPath(line.file).parent.as_posix() if line else f"inputs/{campaign.folder}"
    blank = any(sheet_kinds.ROSTER in each.rows.tables for each in found)
    what = "党员花名册里没有一名党员" if blank else "没有读到党员花名册"
    instead = checks.unused([each.rows for each in found], sheet_kinds.ROSTER)
    return codes.ROSTER_MISSING.at(Origin(folder), what=what, unused=instead)


def _dossier(branch: Branch, rows: _Rows, arrangement: Arrangement | None, figures: Figures) -> Dossier:
    name = branch.name
    unclear = {each: joined.doubts(name) for each, joined in rows.declared.items()}
    members = rows.everybody.members.get(name, ())
    hidden = rows.everybody.doubts.get(name, ()) if members else rows.doubts
    doubts = Doubts(hidden, rows.leaders.doubts(name), unclear)
    own = {each: joined.of(name) for each, joined in rows.declared.items()}
    counts = rows.everybody.counts.get(name) or counting.count(branch, (), rows.doubts)
    none = frozenset(each for each, joined in rows.declared.items() if name in joined.none)
    told = figures.of_owner(counts, own_phases(rows.times.campaign, arrangement), own, unclear, none)
    return Dossier(
        branch=branch,
        members=members,
        leaders=rows.leaders.of(name),
        arrangement=arrangement,
        counts=told.counts,
        doubts=doubts,
        rows=own,
        phase_counts=told.by_phase,
        cells=told.cells,
        outsiders=rows.outsiders.get(name, ()),
        none=none,
    )


def _township(campaign: Campaign, dossiers: Sequence[Dossier], rows: _Rows, figures: Figures) -> Township:
    unclear = {each: joined.doubts(TOWNSHIP) for each, joined in rows.declared.items()}
    own = {each: joined.of(TOWNSHIP) for each, joined in rows.declared.items()}
    everybodys = {sheet.name: _of_all(sheet, own[sheet.name], dossiers) for sheet in rows.sheets if sheet.wide is None}
    none = [each for each, joined in rows.declared.items() if TOWNSHIP in joined.none]
    committees = figures.of_owner({}, campaign.phases, own, unclear, none)
    counts = counting.total((dossier.counts for dossier in dossiers), rows.doubts)
    told = figures.of_all(counts, campaign.phases, everybodys, unclear)
    return Township(
        campaign=campaign,
        branches=tuple(dossier.branch for dossier in dossiers),
        branch_counts=tuple(dossier.counts for dossier in dossiers),
        leaders=tuple(rows.leaders.everybody),
        counts=told.counts,
        doubts=Doubts(rows=unclear),
        sheets=rows.sheets,
        rows=own,
        own=(committees.counts, committees.cells),
        phase_counts=told.by_phase,
        cells={**_of_rosters(rows.everybody), **told.cells},
        branch_cells=tuple(dossier.cells for dossier in dossiers),
        outsiders=tuple(
            each
            for owner, listed in rows.outsiders.items()
            if owner not in {dossier.branch.name for dossier in dossiers}
            for each in listed
        ),
    )


def _of_all(sheet: DeclaredSheet, own: Sequence[Row], dossiers: Sequence[Dossier]) -> list[Row]:
    """Return each row of a sheet once, though it may come to several owners."""
    listed = (*own, *(row for dossier in dossiers for row in dossier.rows[sheet.name]))
    return list({row.source: row for row in listed}.values())


def _of_rosters(everybody: Census) -> dict[str, Origin]:
    """Return where the numbers of members were counted: in the first sheet that lists any, and in how many."""
    sheets = list(everybody.in_sheets)
    if not sheets:
        return {}
    file, sheet = sheets[0]
    return dict.fromkeys(counting.OF_MEMBERS, Origin(file, sheet).first_of(len(sheets), "张表"))


def _empty_branches(dossiers: Iterable[Dossier], rows: _Rows, found: Sequence[WorkbookContent]) -> list[Problem]:
    """Name the branches without members; where members' rows are hidden, that follows from what hides them.

    A 党委 or 党总支 has its members in its branches.
    """
    if rows.doubts or not any(each.rows.members for each in found):
        return []
    own = (dossier.branch for dossier in dossiers if not dossier.members)
    without = [branch for branch in own if rank.of(branch) is rank.Rank.BRANCH]
    instead = checks.unused([each.rows for each in found], sheet_kinds.ROSTER)
    return [codes.BRANCH_EMPTY.at(_where(each), value=each.short or each.name, unused=instead) for each in without]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _where(branch: Branch) -> Origin:
    return branch.source.at("名称") if branch.source else Origin("inputs")


# --- branches -----------------------------------------------------------------------------------------------------


def _branches(found: Sequence[WorkbookContent], committee: str) -> list[tuple[Branch, bool]]:
    """Return the listed branches; without a 党支部名册, those that the rosters name."""
    listed = [(row, each.standing) for each in found for row in each.rows.branches]
    if listed:
        return listed
    known: dict[str, Branch] = {}
    for pack in (pack for each in found for pack in each.rows.members.packs):
        said = next((guess.name for guess in pack.guesses if guess.says_so), pack.branch)
        if said:
            known.setdefault(plain_name(said), Branch(said, source=pack.source))
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
    counts = Counter(folder.casefold() for folder in folders)
    usable = []
    for branch, folder in zip(branches, folders, strict=True):
        alike = counts[folder.casefold()] > 1
        own = _folder(branch.name, reserved) if alike else folder
        if not own:
            problems.append(codes.BRANCH_NAME.at(_where(branch), value=branch.short or branch.name))
            continue
        if alike and branch.short:
            problems.append(codes.BRANCH_FOLDER.at(_where(branch), value=branch.name))
        usable.append(replace(branch, folder=own))
    return _called(usable, _text(campaign.organisation.name))


def _at_home(branches: list[Branch], homes: Mapping[str, str], problems: list[Problem]) -> list[Branch]:
    """Leave a branch whose 简称 is another one now in the folder that it has, as far as no other branch wants that."""
    wanted = {branch.folder.casefold() for branch in branches}
    found = []
    for branch in branches:
        home = homes.get(branch.name, branch.folder)
        if home != branch.folder and home.casefold() not in wanted:
            values = {"value": branch.name, "folder": home, "other": branch.folder}
            problems.append(codes.BRANCH_AT_HOME.at(_where(branch), **values))
            branch = replace(branch, folder=home)  # noqa: PLW2901
        found.append(branch)
    return found


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
        match names.find(text):
            case str() as name:
                wanted.add(name)
            case unmatched:
                problems.append(assigned.in_yaml(unmatched, "参加支部", origin))
    return [branch for branch in listed if branch.name in wanted]
