"""THE STORY: what happens to a document from the inbox to its branch's folder. The only place that knows the order.

read inputs/ → plan what is due → compile the templates → fill what changed → review it → put it on the shelf
→ withdraw what is no longer due → bind the print volumes → write the registers
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import jinja2

from pipeline import disk, register
from pipeline.binder import Binder, Form
from pipeline.desk import Desk
from pipeline.expression import Stopped, UnknownName, Unreadable
from pipeline.inbox import reading
from pipeline.inbox.dossier import Intake
from pipeline.model import codes
from pipeline.model.errors import CatalogError, DiskError
from pipeline.model.finding import Finding
from pipeline.model.problem import Origin, Problem, Severity, nearest
from pipeline.model.work import WITHDRAWN_FOLDER, Job, Kind, Scope, State
from pipeline.plan import catalog, names
from pipeline.plan.due import due
from pipeline.register import Change, Line
from pipeline.render import compile as compiling
from pipeline.render import fill as filling
from pipeline.render.compile import Compiled
from pipeline.review import reviewer
from pipeline.review.reviewer import Reviewer
from pipeline.shelf import Made, Placed, Shelf, Wanted

_KEPT_AT_ONCE = 200  # documents between two records in the ledger: a crash in between redoes the same bytes
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace
_CELLS = ("cell.", "member.", "total.")  # errors that hide no document: what they stop is listed as stopped

Progress = Callable[[str, int, int], None]
"""Called with a campaign's name, documents looked at so far, and the (estimated) number of all."""


def _engine() -> str:
    try:
        return version("gongwen")
    except PackageNotFoundError:  # run from a checkout
        return "0.1.0"


ENGINE = _engine() + "+2"  # part of every fingerprint: raise the last number when the same facts fill differently


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """One campaign in figures; `members` is None where a cell that they are counted by could not be read."""

    name: str
    branches: int
    members: int | None
    documents: int


@dataclass(slots=True)
class Report:
    """What a run found and did. `blocks`: the documents that each Problem stops. `bugs`: tracebacks."""

    campaigns: list[CampaignReport] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blocks: dict[Problem, list[str]] = field(default_factory=dict)
    volumes: list[str] = field(default_factory=list)
    findings: list[tuple[str, tuple[Finding, ...]]] = field(default_factory=list)  # by document
    bugs: list[str] = field(default_factory=list)

    def stop(self, path: str, reasons: tuple[Problem, ...]) -> None:
        """Note that a document could not be made, and why."""
        self.stopped.append(path)
        for reason in dict.fromkeys(reasons):
            if reason not in self.blocks:
                self.blocks[reason] = []
                if reason not in self.problems:
                    self.problems.append(reason)
            self.blocks[reason].append(path)

    @property
    def failed(self) -> bool:
        """Whether there is an error in some file."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def produce(
    desk: Desk,
    *,
    only: str = "",
    dry: bool = False,
    on_progress: Progress = lambda *_: None,
    on_wait: Callable[[], None] = lambda: None,
) -> Report:
    """Bring outputs/ up to date with inputs/ and templates/. Safe to run at any moment, any number of times.

    `only` names one campaign; `dry` reads and plans everything and writes nothing.
    """
    with nullcontext() if dry else desk.ledger.exclusive(on_wait, _PATIENCE):
        if not dry:
            desk.ledger.begin_run(desk.now().isoformat(timespec="seconds"), ENGINE)
        inbox = reading.read(desk.workspace, desk.memory, only)
        report = Report(problems=list(inbox.problems))
        kinds, templates = _templates(desk, report)
        for intake in inbox.campaigns:
            readable = not any(_hides_documents(problem) for problem in report.problems)
            run = _Run(desk, intake, kinds, templates, report, dry=dry, complete=readable and intake.complete)
            run.produce(on_progress)
        if not only and not any(_hides_documents(problem) for problem in report.problems):
            for gone in set(desk.ledger.campaigns()) - {intake.township.campaign.folder for intake in inbox.campaigns}:
                _withdraw_campaign(desk, gone, report, dry=dry)
        return report


def _hides_documents(problem: Problem) -> bool:
    """Whether a fault may hide documents that would be due: then nothing is withdrawn."""
    locked = problem.code == codes.FILE_LOCKED.code
    return locked or (problem.severity is Severity.ERROR and not problem.code.startswith(_CELLS))


# --- templates ----------------------------------------------------------------------------------------------------


def _templates(desk: Desk, report: Report) -> tuple[tuple[Kind, ...], dict[tuple[str, Scope], Compiled]]:
    """Read the catalog and compile each template once for each 范围 that it serves."""
    path = desk.templates / "catalog.yaml"
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise CatalogError(f"读不了 {path}。请运行 gongwen init 取回模板，或检查这个文件") from fault
    kinds = catalog.read(data)
    report.problems += kinds.problems
    compiled: dict[tuple[str, Scope], Compiled] = {}
    for kind in kinds.value:
        key = (kind.template, kind.scope)
        if key in compiled or any(p.origin.file == f"templates/{kind.template}" for p in report.problems):
            continue
        file = desk.templates / kind.template
        if not file.is_file():
            report.problems.append(codes.TEMPLATE_MISSING.at(kind.origin, value=kind.template))
            continue
        known, font = names.known(kind.scope), desk.settings.body_font
        made = compiling.template(file.read_bytes(), f"templates/{kind.template}", known, font)
        report.problems += made.problems
        if made.value is not None:
            compiled[key] = made.value
    return kinds.value, compiled


# --- one campaign -------------------------------------------------------------------------------------------------


class _Run:
    """One campaign's turn in a run."""

    def __init__(
        self,
        desk: Desk,
        intake: Intake,
        kinds: tuple[Kind, ...],
        templates: dict[tuple[str, Scope], Compiled],
        report: Report,
        *,
        dry: bool,
        complete: bool,
    ) -> None:
        self.desk, self.intake, self.kinds, self.templates, self.report = desk, intake, kinds, templates, report
        self.dry, self.complete = dry, complete
        self.name = intake.township.campaign.folder
        made = desk.now().isoformat(timespec="seconds")
        self.shelf = Shelf(desk.workspace, self.name, desk.ledger.entries(self.name), made, dry=dry)
        terms = intake.township.campaign.terms
        self.reviewer = Reviewer(terms)
        self.terms_said = "\n".join(f"{wrong}→{right}" for wrong, right in terms.items())  # other terms, another review
        self.short_names = {branch.name: branch.short or branch.name for branch in intake.township.branches}
        self.lines: list[Line] = []
        self.changes: list[Change] = []
        self.forms: dict[str, list[Form]] = {}  # by the branch's full name

    def produce(self, on_progress: Progress) -> None:
        """Make, withdraw, bind, register."""
        self._check_kinds()
        estimate = self._estimate()
        count = 0
        for count, job in enumerate(due(self.intake.township, self.intake.dossiers, self.kinds), 1):
            self._settle(job)
            if len(self.shelf.new) >= _KEPT_AT_ONCE:
                self._record()
            on_progress(self.name, count, max(count, estimate))
        on_progress(self.name, count, count)
        township = self.intake.township
        members = township.counts["党员总数"]
        self.report.campaigns.append(
            CampaignReport(self.name, len(township.branches), members if isinstance(members, int) else None, count)
        )
        self._withdraw({line.path for line in self.lines})
        if not self.dry:
            self._keep_beside()
            self._record()

    def _keep_beside(self) -> None:
        """Bind the print volumes, give faulty workbooks back, write the register."""
        problems = [problem for problem in self.report.problems if _of_campaign(problem, self.name)]
        binder = Binder(self.desk.workspace, self.name, self.shelf, ENGINE)
        folders = {branch.name: branch.folder for branch in self.intake.township.branches}
        self.report.volumes += binder.bind(
            {folders[branch]: forms for branch, forms in self.forms.items()}, complete=self.complete
        )
        binder.give_back(problems)
        binder.register(self.lines, self.changes, [*problems, *binder.problems])
        self.report.problems += binder.problems

    def _check_kinds(self) -> None:
        """文种 in the YAML must be in the catalog."""
        known = {kind.name for kind in self.kinds}
        lines = self.intake.township.campaign.lines
        for wanted in self.intake.township.campaign.kinds:
            if wanted not in known:
                origin = lines.get("文种", Origin(f"inputs/{self.name}"))
                self.report.problems.append(codes.YAML_KIND.at(origin, value=wanted, nearest=nearest(wanted, known)))

    def _estimate(self) -> int:
        members = sum(len(dossier.members) for dossier in self.intake.dossiers)
        return members + 4 * len(self.intake.dossiers) + 2 * len(self.intake.township.campaign.meetings)

    def _settle(self, job: Job) -> None:
        """Bring one document up to date, or note why it cannot be."""
        try:
            placed = self._placed(job)
        except _Halt as halt:
            self.report.stop(job.path, halt.reasons)
            self._register(job, Placed(State.STOPPED), halt.reasons)
            return
        except Exception as bug:  # noqa: BLE001 - a bug stops one document, not the run
            # Without the exception's message: it may quote a value, and this goes to the log.
            self.report.bugs.append("".join([*traceback.format_tb(bug.__traceback__), type(bug).__name__]))
            self.report.stop(job.path, ())
            self._register(job, Placed(State.STOPPED), ())
            return
        if placed.written and not self.dry:
            self.report.written.append(placed.written)
        match placed.state:
            case State.UNCHANGED:
                self.report.unchanged += 1
            case State.KEPT:
                self.report.kept.append(job.path)
            case _:
                pass
        self._register(job, placed, ())

    def _placed(self, job: Job) -> Placed:
        compiled = self.templates.get((job.kind.template, job.kind.scope))
        reasons = job.stopped
        if compiled is None:
            reasons += tuple(p for p in self.report.problems if _concerns(p, job.kind))
        if reasons or compiled is None:
            raise _Halt(reasons)
        values = filling.used_values(compiled, job.facts)
        facts = filling.serialised(values)
        fingerprint = hashlib.sha256(
            f"{compiled.digest}\n{ENGINE}\n{facts}\n{self.terms_said}".encode("utf-8", "replace")
        ).hexdigest()
        known = self.shelf.entries.get(job.path)
        before = self.desk.ledger.facts(job.path) if known and known.fingerprint != fingerprint else ""
        if self.dry and not _doubtful(value for _, value in values):
            return self._foreseen(job, fingerprint)
        want = Wanted(job.path, job.kind.name, job.branch, fingerprint, facts)
        try:
            placed = self.shelf.place(want, lambda: self._made(compiled, job))
        except DiskError as fault:
            raise _Halt((codes.FILE_UNWRITABLE.at(Origin(job.path), reason=fault),)) from fault
        if placed.written and before:
            self.changes += [
                Change(placed.written, *each) for each in register.changes(json.loads(before), values, job.facts)
            ]
        return placed

    def _made(self, compiled: Compiled, job: Job) -> Made:
        """Fill a document and review it. Raises _Halt."""
        data = _filled(compiled, job)
        return Made(data, reviewer.packed(self.reviewer.review(data)))

    def _foreseen(self, job: Job, fingerprint: str) -> Placed:
        """What a build would do, without doing it."""
        known = self.shelf.entries.get(job.path)
        if known is None or not (self.desk.workspace / job.path).exists():
            return Placed(State.MADE)
        if not self.shelf.untouched(known):
            return Placed(State.KEPT)
        return Placed(State.UNCHANGED if known.fingerprint == fingerprint else State.MADE)

    def _register(self, job: Job, placed: Placed, reasons: tuple[Problem, ...]) -> None:
        branch = self.short_names.get(job.branch, "")
        findings = reviewer.unpacked(placed.findings)
        if findings:
            self.report.findings.append((job.path, findings))
        state, digest, made = placed.state, placed.digest, placed.made
        self.lines.append(Line(job.kind.name, branch, job.member, job.path, state, reasons, digest, made, findings))
        if job.kind.scope is Scope.MEMBER:
            there = placed.state is not State.STOPPED
            self.forms.setdefault(job.branch, []).append(Form(job.path, job.member, there))

    def _record(self) -> None:
        if not self.dry:
            self.desk.ledger.keep(self.shelf.new)
            self.desk.ledger.forget(self.shelf.gone)
            self.shelf.new.clear()
            self.shelf.gone.clear()

    # --- what is no longer due ------------------------------------------------------------------------------------

    def _withdraw(self, due_now: set[str]) -> None:
        """Move documents whose facts are gone to 已撤下/; an edited one stays where it is."""
        shelf = self.shelf
        gone = [e for e in shelf.entries.values() if e.beside not in due_now and e.kind not in register.OWN_KINDS]
        for entry in gone:
            if not (self.desk.workspace / entry.path).exists():
                shelf.gone.append(entry.path)
            elif not self.complete:
                doubts = tuple(problem for problem in self.report.problems if _hides_documents(problem))
                self.report.stop(entry.path, doubts)
                self._register_gone(entry.kind, entry.branch, entry.path, State.STOPPED, doubts)
            else:
                moved = _withdrawn(
                    self.desk.workspace, entry.path, self.name, dry=self.dry, edited=not shelf.untouched(entry)
                )
                self.report.withdrawn.append(entry.path)
                self._register_gone(entry.kind, entry.branch, moved or entry.path, State.WITHDRAWN, ())
                if moved:
                    shelf.gone.append(entry.path)

    def _register_gone(self, kind: str, branch: str, path: str, state: State, reasons: tuple[Problem, ...]) -> None:
        self.lines.append(Line(kind, branch, "", path, state, reasons, "", self.shelf.made))


class _Halt(Exception):  # noqa: N818 - the reason why one document stops
    def __init__(self, reasons: tuple[Problem, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def _filled(compiled: Compiled, job: Job) -> bytes:
    """Fill one document. What goes wrong in it is a Problem with an address; raises _Halt."""
    origin = Origin(f"templates/{job.kind.template}")
    try:
        return filling.fill(compiled, job.facts)
    except Stopped as stopped:
        raise _Halt(stopped.problems) from stopped
    except UnknownName as unknown:
        guess = nearest(unknown.name, unknown.known)
        raise _Halt((codes.TEMPLATE_UNKNOWN_NAME.at(origin, name=unknown.name, nearest=guess),)) from unknown
    except filling.UnwritableText as text:
        raise _Halt((codes.TEMPLATE_FAILED.at(origin, reason=f"“{text.name}”里有 Word 文件不能保存的字符"),)) from text
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as fault:
        raise _Halt((codes.TEMPLATE_FAILED.at(origin, reason=_in_chinese(fault)),)) from fault


def _in_chinese(fault: Exception) -> str:
    """Return why a template failed, as a clerk can read it."""
    said = str(fault)
    if any(character > "\u2e80" for character in said):
        return said
    if isinstance(fault, jinja2.exceptions.SecurityError):
        return "用了不允许的写法"
    return "一处运算或函数用错了（比如把文字当作数来算）"


def _doubtful(values: Iterator[object]) -> bool:
    """Whether a template may meet a value that could not be read."""
    for value in values:
        if isinstance(value, Unreadable):
            return True
        if isinstance(value, dict) and _doubtful(iter(value.values())):
            return True
        if isinstance(value, list) and _doubtful(iter(value)):
            return True
    return False


def _concerns(problem: Problem, kind: Kind) -> bool:
    return problem.origin == kind.origin or problem.origin.file == f"templates/{kind.template}"


def _of_campaign(problem: Problem, name: str) -> bool:
    """Whether a Problem belongs into this campaign's register: not one of another campaign's folder."""
    parts = problem.origin.file.split("/")
    return len(parts) < 3 or parts[0] != "inputs" or parts[1] == name or name in parts  # noqa: PLR2004


def _withdrawn(workspace: Path, path: str, campaign: str, *, dry: bool, edited: bool) -> str:
    """Move a document to 已撤下/ and return its new path; "" where a clerk has edited it, and it stays."""
    if edited:
        return ""
    home = f"outputs/{campaign}/"
    target = f"{home}{WITHDRAWN_FOLDER}/{path.removeprefix(home)}"
    if not dry:
        disk.move(workspace / path, workspace / target)
        disk.prune((workspace / path).parent)
    return target


def _withdraw_campaign(desk: Desk, name: str, report: Report, *, dry: bool) -> None:
    """A campaign's folder is gone from inputs/: all its documents are withdrawn."""
    entries = desk.ledger.entries(name)
    shelf = Shelf(desk.workspace, name, entries, desk.now().isoformat(timespec="seconds"), dry=dry)
    gone = []
    for entry in entries.values():
        if not (desk.workspace / entry.path).exists():
            gone.append(entry.path)
        elif entry.kind in register.OWN_KINDS:
            if not dry and shelf.untouched(entry):
                disk.remove(desk.workspace / entry.path)
            gone.append(entry.path)
        else:
            report.withdrawn.append(entry.path)
            if _withdrawn(desk.workspace, entry.path, name, dry=dry, edited=not shelf.untouched(entry)):
                gone.append(entry.path)
    if not dry:
        desk.ledger.forget(gone)
        disk.prune(desk.outputs / name)
