"""Check templates, whoever made them: each against the names of the 范围 that the catalog uses it for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import confine, contract, disk, plan, render
from pipeline.model import codes
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem, Severity
from pipeline.model.work import Scope, Use
from pipeline.plan import template_names
from pipeline.send import papers
from pipeline.used_names import Known

if TYPE_CHECKING:  # the helper has it; the parent only hands it on
    from pipeline.render import TemplateFault

RETURNED = "outputs/退回修改-模板"
CATALOG = "catalog.yaml"
_SECONDS = 60.0  # for one file
_SUFFIX = "（检查）"


@frozen
class Checked:
    """One template's check: for which 范围, what is wrong, where the marked copy lies (None: none was needed or made).

    `guessed`: no entry of the catalog uses it, and nobody said for which 范围 it is.
    """

    path: Path
    scopes: tuple[Scope, ...]
    problems: tuple[Problem, ...] = ()
    copy: Path | None = None
    guessed: bool = False

    @property
    def faulty(self) -> bool:
        """Whether it has to be mended before it can be used."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def check(workspace: Path, paths: Sequence[Path] = (), scope: str = "") -> Iterator[Checked]:
    """Yield each template's check, in the order asked; all of templates/ where none is named.

    A faulty one is copied with its faults as comments, into outputs/退回修改-模板/. Raises UsageError, DiskError.
    """
    named = Scope.of(scope)
    if scope and named is None:
        raise UsageError(f"没有“{scope}”这个范围，可以是 {'、'.join(Scope)}")
    sheets = contract.declared(workspace).value
    used = _used(workspace, sheets)
    for path in files(workspace, paths):
        uses = used.get(path.name, []) if _ours(workspace, path) else []
        yield _check(workspace, path, _wanted(path.name, uses, named, sheets, ours=_ours(workspace, path)))


def check_instead(workspace: Path, name: str, data: bytes) -> Checked:
    """Return the check of what is to stand in templates/ under a name, before it does. Raises DiskError."""
    sheets = contract.declared(workspace).value
    uses = _used(workspace, sheets).get(name, [])
    return _looked(workspace, workspace / "templates" / name, data, _wanted(name, uses, None, sheets, ours=True))


@frozen
class _Wanted:
    """For which 范围 a template is, none: whichever fits; the names that it has besides those of a 范围."""

    scopes: tuple[Scope, ...]
    own: Mapping[Scope, Known]


def _wanted(
    name: str, uses: Sequence[Use], named: Scope | None, sheets: template_names.Sheets, *, ours: bool
) -> _Wanted:
    if ours and name in (papers.CONTENTS, papers.RECEIPT, papers.COUNTER):
        own = {**template_names.known(Scope.BRANCH, sheets=sheets), **papers.OWN}
        return _Wanted((Scope.BRANCH,), {Scope.BRANCH: own})
    asked = (named,) if named else tuple(dict.fromkeys(scope for _, scope, _ in uses))
    return _Wanted(asked, _elements(uses, sheets))


def files(workspace: Path, paths: Sequence[Path] = ()) -> list[Path]:
    """Return the templates that are meant: those named, in the folders named; no lock files. Raises UsageError."""
    found: list[Path] = []
    for path in paths or [workspace / "templates"]:
        inside = sorted(path.glob("*.docx")) if path.is_dir() else [path]
        found += [each for each in inside if not each.name.startswith(("~$", ".~"))]
    if not found:
        raise UsageError("这里没有 .docx 模板")
    return list(dict.fromkeys(found))


def _elements(uses: Sequence[Use], sheets: template_names.Sheets) -> dict[Scope, Known]:
    """Return the names that a template has in each 范围, with the elements of its 逐."""
    found = {scope: template_names.known(scope, sheets=sheets) for scope in Scope}
    for _, scope, each in uses:
        if each:
            found[scope] = {**found[scope], **template_names.element(template_names.known(scope, sheets=sheets), each)}
    return found


def _used(workspace: Path, sheets: template_names.Sheets) -> dict[str, list[Use]]:
    """Return for which 范围 and 逐 the catalog uses each template."""
    try:
        kinds = plan.read_catalog((workspace / "templates" / CATALOG).read_bytes(), sheets).value
    except OSError:
        return {}
    found: dict[str, list[Use]] = {}
    for kind in kinds:
        found.setdefault(kind.template, []).append(kind.use)
    return found


def _ours(workspace: Path, path: Path) -> bool:
    return path.resolve().parent == (workspace / "templates").resolve()


def _check(workspace: Path, path: Path, wanted: _Wanted) -> Checked:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _unread(workspace, path, wanted, "没有这个文件")
    except OSError:
        return _unread(workspace, path, wanted, "读不了；如果它正在 Word 或 WPS 中打开，请先关闭")
    return _looked(workspace, path, data, wanted)


def _looked(workspace: Path, path: Path, data: bytes, wanted: _Wanted) -> Checked:
    try:
        task = ("pipeline.errands.templates:look", data, _name(workspace, path), wanted.scopes, wanted.own)
        looked: TemplateLook = confine.shared().call(*task, seconds=_SECONDS)
    except confine.Died:
        return _unread(workspace, path, wanted, "文件有问题，看不下去")
    checked = Checked(path, looked.scopes, looked.problems, guessed=not wanted.scopes)
    return replace(checked, copy=_marked(workspace, path, data, looked.faults)) if checked.faulty else checked


def _name(workspace: Path, path: Path) -> str:
    return path.relative_to(workspace).as_posix() if path.is_relative_to(workspace) else path.as_posix()


def _unread(workspace: Path, path: Path, wanted: _Wanted, reason: str) -> Checked:
    origin = Origin(_name(workspace, path))
    return Checked(path, wanted.scopes, (codes.TEMPLATE_UNREADABLE.at(origin, reason=reason),))


def _marked(workspace: Path, path: Path, data: bytes, found: tuple[TemplateFault, ...]) -> Path | None:
    """Write a copy with comments; None where the file is such that none can be made: what is wrong is said anyway."""
    if not found:
        return None
    try:
        marked: bytes = confine.shared().call("pipeline.render:marked_template", data, found, seconds=_SECONDS)
    except confine.Died:
        return None
    return _kept(workspace / RETURNED, path.stem, marked)


@frozen
class TemplateLook:
    """What the helper saw in one template; no faults with a place where it could not be opened."""

    scopes: tuple[Scope, ...]
    problems: tuple[Problem, ...]
    faults: tuple[TemplateFault, ...] = ()


def look(data: bytes, file: str, asked: tuple[Scope, ...], own: Mapping[Scope, Known]) -> TemplateLook:
    """Return a template's faults; `own`: names that it has besides those of a 范围. Runs in the helper.

    Where no 范围 is asked for, that one is taken which knows most of its names; of those that know as many, the widest.
    """
    package = render.opened_template(data, Origin(file))
    if package.value is None:
        return TemplateLook(asked, package.problems)
    parts, known = (
        package.value,
        {scope.value: {**template_names.known(scope), **own.get(scope, {})} for scope in Scope},
    )
    tries = [asked] if asked else [(scope,) for scope in (Scope.TOWNSHIP, Scope.MEETING, Scope.BRANCH, Scope.MEMBER)]
    seen = [
        (scopes, render.template_faults(parts, file, {scope: known[scope] for scope in scopes}, known))
        for scopes in tries
    ]
    scopes, found = min(seen, key=lambda each: len(each[1]))
    problems = tuple(dict.fromkeys(fault.problem for fault in found))
    return TemplateLook(scopes, problems, tuple(found))


def _kept(folder: Path, stem: str, data: bytes) -> Path:
    """Write a marked copy, never over another: someone may be mending it. The same copy is not written twice."""
    path, count = folder / f"{stem}{_SUFFIX}.docx", 1
    while path.exists() and path.read_bytes() != data:
        count += 1
        path = folder / f"{stem}{_SUFFIX.replace('）', f'{count}）')}.docx"
    if not path.exists():
        disk.write(path, data)
    return path
