"""The door of this room: inputs/ → one Intake a campaign, and every Problem on the way, all of them in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pipeline import contract
from pipeline.disk import safe_name
from pipeline.inbox import (
    arrival,
    campaign_facts,
    demands,
    factsheet,
    feedback,
    kept_readings,
    kept_rows,
    kept_yaml,
    sheet,
    sheet_kinds,
    telling,
    text,
)
from pipeline.inbox.arrival import Arrived, Folder, Sort
from pipeline.inbox.dossier import Intake, WorkbookContent, assemble
from pipeline.inbox.files_there import Mark, file_marks, waits_to_be_set
from pipeline.inbox.memory import WORKBOOK, Memory
from pipeline.inbox.node import Node
from pipeline.inbox.workbook_contents import Rows
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Campaign, Outline, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Origin, Problem, Read, Severity, nearest
from pipeline.model.recognised import Recognised
from pipeline.spool import Spool

T = TypeVar("T")
FACTS, REPLACED, _SPEECH = "活动事实", "已有改正的副本", "讲话稿"
"""What a file is said to be of which no sheet is a table."""


@frozen
class Inbox:
    """All campaigns of a workspace, as far as they could be read, and every Problem met on the way."""

    campaigns: tuple[Intake, ...]
    problems: tuple[Problem, ...]
    marks: dict[Path, Mark]
    recognised: tuple[Recognised, ...] = ()


def read_inputs(
    workspace: Path,
    memory: Memory,
    only: str = "",
    instead: Mapping[str, bytes] = MappingProxyType({}),
    *,
    cluster: str = "",
) -> Inbox:
    """Read inputs/ whole. Bad files are Problems; what depends on nothing bad goes on.

    `instead`: what files (by their names) are taken to hold, for who asks what would be. `cluster`: the address of a
    Dask scheduler, whose workers read large workbooks. Raises DiskError, WorkspaceError.
    """
    with kept_readings.within(memory.readings):
        return _read(workspace, memory, only, instead, cluster)


def read_campaign(workspace: Path, memory: Memory, name: str) -> tuple[Intake, ...]:
    """Read of inputs/ the one campaign of this name, as `read_inputs` reads it; none of the others is opened for it.

    Nothing where there is none, or where two have the name. Raises DiskError, WorkspaceError.
    """
    with kept_readings.within(memory.readings):
        here = _lying(workspace, {})
        folders = [folder for folder in here.folders if folder.flat or folder.path.name == name]
        files = [*here.standing, *(file for folder in folders for file in folder.files)]
        return _intakes(replace(here, files=files, folders=folders), workspace, memory, name).value


def grades_of(workspace: Path, memory: Memory) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the grades that each campaign names itself, by its folder; no workbook of rows is read for it.

    A campaign that nobody has filled in yet is none. Raises DiskError, WorkspaceError.
    """
    with kept_readings.within(memory.readings):
        stated = [_stated(folder, workspace, memory) for folder in _lying(workspace, {}).folders]
    return {
        each.folder.path.name: demands.named_grades(each.facts.value)
        for each in stated
        if each.told.problems or not campaign_facts.is_blank(each.told.nodes)
    }


def _read(workspace: Path, memory: Memory, only: str, instead: Mapping[str, bytes], cluster: str) -> Inbox:
    here = _lying(workspace, instead)
    found = _intakes(here, workspace, memory, only, cluster)
    recognised = tuple(_recognised(here.there, here.files, memory))
    memory.forget_unused()
    return Inbox(found.value, tuple(dict.fromkeys((*here.problems, *found.problems))), here.marks, recognised)


@frozen
class _Lying:
    """The files that count. `there`: with those whose place a mended copy takes."""

    marks: dict[Path, Mark]
    there: list[Arrived]
    files: list[Arrived]
    folders: list[Folder]
    standing: list[Arrived]
    problems: list[Problem]


def _lying(workspace: Path, instead: Mapping[str, bytes]) -> _Lying:
    inputs = workspace / "inputs"
    marks = file_marks(inputs)
    problems: list[Problem] = []
    meant = (path for path in marks if not waits_to_be_set(path, inputs))
    spool = Spool()  # for the bytes of large workbooks
    there = [file for path in meant if (file := _look(path, workspace, spool, problems, instead))]
    files = _current(there)
    folders, standing = arrival.sorted_out(files, inputs)
    return _Lying(marks, there, files, folders, standing, problems)


def _intakes(here: _Lying, workspace: Path, memory: Memory, only: str, cluster: str = "") -> Read[tuple[Intake, ...]]:
    sheets = contract.sheets_of(workspace)
    stated = [_stated(folder, workspace, memory) for folder in here.folders]
    graded = contract.with_grades(sheets.value, _grades_of_all(each.facts.value for each in stated))
    memory.turn_to(graded)
    memory.read_ahead([file for file in here.files if file.sort is Sort.WORKBOOK], cluster)
    with telling.knowing(sheet_kinds.known_kinds(graded)):
        with_rows = tuple(sheet for sheet in sheets.value if not sheet.engine)
        found = _campaigns(stated, here.standing, memory, only, with_rows)
    return Read(found.value, (*sheets.problems, *found.problems))


def _recognised(there: Iterable[Arrived], files: Iterable[Arrived], memory: Memory) -> Iterator[Recognised]:
    """Yield what each file was taken for in this reading; a sheet of which nothing is made has no kind."""
    current = {file.name for file in files}
    took = {(sort, name): memory.kept[sort, name, digest] for sort, name, digest in memory.used}
    for file in there:
        book = took.get((WORKBOOK, file.name))
        tables = book.value.recognised if isinstance(book, Read) and isinstance(book.value, Rows) else ()
        if file.name not in current:
            yield Recognised(file.name, kind=REPLACED)
        elif ("text", file.name) in took:
            yield Recognised(file.name, kind=_SPEECH)
        elif (facts := took.get(("yaml", file.name)) or took.get(("form", file.name))) is not None:
            said = facts.value if isinstance(facts, Read) else None
            unfilled = isinstance(said, Node) and campaign_facts.is_blank((said,))
            yield Recognised(file.name, factsheet.FACTS if unfilled else "", FACTS)
        else:
            yield from tables or (Recognised(file.name),)


def _campaigns(
    stated: Sequence[_Stated],
    standing: Sequence[Arrived],
    memory: Memory,
    only: str,
    sheets: tuple[DeclaredSheet, ...],
) -> Read[tuple[Intake, ...]]:
    shared = _workbooks(standing, memory, standing=True)
    problems = list(shared.problems)
    forms = [(each, form) for each in stated if (form := _unfilled(each, memory)) is not None]
    problems += [form for _, form in forms]
    filled = [each for each in stated if all(each is not other for other, _ in forms)]
    folders = [each.folder for each in filled]
    problems += _strays(folders, standing, memory, tuple(form for _, form in forms))
    intakes: list[Intake] = []
    by_campaign: dict[str, tuple[Problem, ...]] = {}
    for each in filled:
        intake = _campaign(each, shared, memory, sheets)
        name = intake.value.township.campaign.folder
        if only and only != name:
            continue
        if name in by_campaign:
            problems.append(_same_name(each.folder, folders, each.speeches.workspace, name))
            intakes = [other for other in intakes if other.township.campaign.folder != name]
            continue
        by_campaign[name] = intake.problems
        intakes.append(intake.value)
    return Read(tuple(intakes), (*problems, *(problem for told in by_campaign.values() for problem in told)))


def _look(
    path: Path, workspace: Path, spool: Spool, problems: list[Problem], instead: Mapping[str, bytes]
) -> Arrived | None:
    try:
        return arrival.look(path, workspace, spool, instead.get(path.relative_to(workspace).as_posix()))
    except FileNotFoundError:
        return None
    except OSError:
        problems.append(codes.FILE_LOCKED.at(Origin(path.relative_to(workspace).as_posix())))
        return None


def _current(files: list[Arrived]) -> list[Arrived]:
    """Drop the files whose place a mended copy takes: it carries their digests (docs/contract.md §1)."""
    books = [file for file in files if file.sort in {Sort.WORKBOOK, Sort.FORM}]
    gone = {digest for file in books for digest in feedback.supersedes(file.data)}
    if not gone:
        return files
    return [file for file in files if file.digest not in gone]


def _strays(
    folders: Sequence[Folder], standing: Sequence[Arrived], memory: Memory, blank: tuple[Problem, ...]
) -> list[Problem]:
    """Return Problems of files that no campaign takes; `blank`: of campaigns that nobody has filled in."""
    forms = {
        file.name: memory.recall("form", file, factsheet.load).value for file in standing if file.sort is Sort.FORM
    }
    found: list[Problem] = []
    if not folders and any(file.sort is Sort.WORKBOOK for file in standing):
        found.append(_missing([*forms, *(each.origin.file for each in blank)]))
    for file in standing:
        if file.sort is Sort.YAML:
            found.append(codes.YAML_STRAY.at(Origin(file.name)))
        elif file.sort is Sort.FORM:
            nodes = (node,) if (node := forms[file.name]) else ()
            found.append(codes.CAMPAIGN_BLANK.at(Origin(file.name), open=campaign_facts.still_open(nodes)))
        elif file.sort is Sort.OTHER:
            found.append(_unknown(file))
    return found


def _missing(blank: Sequence[str]) -> Problem:
    """Return the Problem of rosters without a campaign; `blank`: the files of one that only have to be filled in."""
    said = (
        f"{'、'.join(blank)} 里必填的还空着（哪几格，见它那一条提示）" if blank else "没有 活动.yaml，也没有 活动.xlsx"
    )
    return codes.CAMPAIGN_MISSING.at(Origin("inputs"), value=said)


def _unknown(file: Arrived) -> Problem:
    """Return the Problem of a file that nothing is made of."""
    if kind := arrival.old_word(file):
        return codes.FILE_OLD_WORD.at(Origin(file.name), kind=kind)
    return codes.FILE_UNKNOWN.at(Origin(file.name))


def _same_name(folder: Folder, folders: Sequence[Folder], workspace: Path, name: str) -> Problem:
    here = folder.path.relative_to(workspace).as_posix()
    other = next(f for f in folders if f is not folder and (f.flat or f.path.name == folder.path.name))
    return codes.CAMPAIGN_DUPLICATE.at(Origin(here), name=name, other=other.path.relative_to(workspace).as_posix())


@frozen
class _Tables:
    found: tuple[WorkbookContent, ...]
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...]  # of the files whose rows nobody knows
    used: frozenset[Path] = frozenset()  # Word files that hold tables of ours


def _workbooks(
    files: Iterable[Arrived], memory: Memory, *, standing: bool, but: Collection[Path] = frozenset()
) -> _Tables:
    """Read the workbooks, and of Word files (`but` those that are speeches) the ones that hold tables of ours."""
    found: list[WorkbookContent] = []
    problems: list[Problem] = []
    unread: list[Problem] = []
    used: set[Path] = set()
    for file in files:
        is_document = file.sort is Sort.TEXT and file.path not in but and sheet.is_word_file(file.data)
        if file.sort is Sort.WORKBOOK or is_document:
            rows = memory.recall(WORKBOOK, file, partial(kept_rows.read, memory.declared, memory.spool, memory.key))
            if is_document and not rows.value.tables:
                continue  # a speech or a notice: its tables are no rosters
            used.add(file.path)
            found.append(WorkbookContent(rows.value, standing))
            problems += rows.problems
            unread += [problem for problem in rows.problems if problem.hides >= Hides.MEMBERS]
    return _Tables(tuple(found), tuple(problems), tuple(unread), frozenset(used))


@frozen
class _Facts:
    """What the YAML files of a campaign say, as far as they can be read; `unread`: why others of them cannot."""

    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...]


def _facts(folder: Folder, memory: Memory) -> _Facts:
    loaded = [memory.recall("yaml", file, kept_yaml.load) for file in folder.files if file.sort is Sort.YAML]
    loaded += [memory.recall("form", file, factsheet.load) for file in folder.files if file.sort is Sort.FORM]
    nodes = tuple(each.value for each in loaded if each.value is not None)
    unread = (problem for each in loaded if each.value is None for problem in each.problems)
    problems = tuple(problem for each in loaded for problem in each.problems)
    return _Facts(nodes, problems, tuple(problem for problem in unread if problem.severity is Severity.ERROR))


@frozen
class _Stated:
    """A campaign's folder, what its YAML says, and the campaign as it is read; its workbooks wait for its grades."""

    folder: Folder
    told: _Facts
    speeches: _Speeches
    facts: Read[Campaign]


def _stated(folder: Folder, workspace: Path, memory: Memory) -> _Stated:
    told, speeches = _facts(folder, memory), _Speeches(workspace, folder, memory)
    return _Stated(folder, told, speeches, campaign_facts.read(folder.path.name, told.nodes, speeches.of, told.unread))


def _grades_of_all(campaigns: Iterable[Campaign]) -> dict[str, tuple[str, ...]]:
    """Return the grades that any campaign names: a file may be there for several of them."""
    found: dict[str, tuple[str, ...]] = {}
    for campaign in campaigns:
        for group, grades in demands.named_grades(campaign).items():
            found[group] = tuple(dict.fromkeys((*found.get(group, ()), *grades)))
    return found


def _unfilled(stated: _Stated, memory: Memory) -> Problem | None:
    """Return a notice where a campaign is still the form that `init` wrote: nobody has filled in anything."""
    told, folder = stated.told, stated.folder
    if told.problems or not campaign_facts.is_blank(told.nodes):
        return None
    own = _workbooks(folder.files, memory, standing=False)
    if own.problems or any(each.rows.members or each.rows.branches for each in own.found):
        return None
    return codes.CAMPAIGN_BLANK.at(told.nodes[0].origin, open=campaign_facts.still_open(told.nodes))


def _campaign(stated: _Stated, shared: _Tables, memory: Memory, sheets: tuple[DeclaredSheet, ...]) -> Read[Intake]:
    folder, speeches, facts = stated.folder, stated.speeches, stated.facts
    problems = [*stated.told.problems, *facts.problems]
    own = _workbooks(folder.files, memory, standing=False, but=speeches.asked)
    problems += own.problems
    named = facts.value if not folder.flat else _named_by_itself(facts.value)
    intake = assemble(named, (*own.found, *shared.found), (*own.unread, *shared.unread), sheets, memory.homes)
    problems += intake.problems
    problems += [
        _unknown(file)
        for file in folder.files
        if file.sort in {Sort.OTHER, Sort.TEXT} and file.path not in speeches.asked | own.used
    ]
    return Read(intake.value, tuple(dict.fromkeys(problems)))


def _named_by_itself(facts: Campaign) -> Campaign:
    """A flat campaign lies in inputs/ itself, so it is called after its 简称."""
    short = "" if isinstance(facts.short, Unread) else safe_name(facts.short)
    return replace(facts, folder=short or "活动")


@dataclass(slots=True)
class _Speeches:
    """Reads the speeches that a campaign's YAML names, beside that YAML and never outside inputs/."""

    workspace: Path
    folder: Folder
    memory: Memory
    asked: set[Path] = field(default_factory=set)

    def of(self, origin: Origin, name: str) -> Read[Outline | None]:
        """Return the speech `name` as the YAML at `origin` means it."""
        path = (self.workspace / origin.file).parent / name
        file = next((file for file in self.folder.files if file.path == path), None)
        if file is None:
            beside = [each.path.name for each in self.folder.files if each.path.parent == path.parent]
            return Read(None, (codes.TEXT_MISSING.at(origin, value=name, nearest=nearest(name, beside)),))
        self.asked.add(path)
        if file.sort is not Sort.TEXT:
            reason = f"这种文件（{path.suffix or '没有扩展名'}）不能作讲话稿"
            return Read(None, (codes.TEXT_UNREADABLE.at(Origin(file.name), reason=reason),))
        return self.memory.recall("text", file, text.read)
