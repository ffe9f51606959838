"""Finished papers → PDF, HTML, or one PDF a branch to print. The Word files are taken as they lie, edits included.

outputs/<campaign>/导出/<branch>/ holds PDF and HTML, outputs/<campaign>/打印/<branch>.pdf the packs. What lies there
is a print of the Word file and is made anew at each call.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from pipeline import disk, fleet, render, review
from pipeline.fleet import Crew
from pipeline.model.errors import UsageError
from pipeline.model.problem import among
from pipeline.model.work import EXPORT_FOLDER, PRINT_FOLDER, RESERVED_FOLDERS, TOWNSHIP_FOLDER
from pipeline.render import PaperPdf
from pipeline.review import LibreOffice, office
from pipeline.stationery import ContentsEntry, Fonts, contents_page

_NO_PAPERS = RESERVED_FOLDERS - {TOWNSHIP_FOLDER}
_LOCKS = ("~$", ".~")
_BESIDE = "（新版"  # what lies beside an edited paper: the edited one is the one to print
_ORDER = re.compile(r"^\d+-")

_WORTH_IT = 40  # papers: a start of LibreOffice costs as much as eight
_LEAST = 8
_MOST_HANDS = 4  # each LibreOffice takes some 300 MB

Progress: TypeAlias = Callable[[int], None]
Task: TypeAlias = tuple[Path, Path]
"""A paper, and the file that it becomes or becomes part of."""


class ExportFormat(StrEnum):
    """What comes out."""

    PDF = "pdf"
    HTML = "html"
    PRINT = "print"


@dataclass(slots=True)
class Exported:
    """What came of it: files written, what could not be made and why, families of faces that this machine lacks."""

    written: list[Path] = field(default_factory=list)
    faults: dict[Path, str] = field(default_factory=dict)
    missing_faces: tuple[str, ...] = ()


def papers(workspace: Path, campaign: str = "", branch: str = "") -> list[Path]:
    """Return the papers below outputs/, by campaign, branch and name. Raises UsageError for unknown names."""
    campaigns = {path.name: path for path in _folders(workspace / "outputs") if path.name != EXPORT_FOLDER}
    _known("活动", campaign, campaigns)
    homes = [path for name, path in campaigns.items() if campaign in {"", name}]
    folders = [each for home in homes for each in _folders(home) if each.name not in _NO_PAPERS]
    _known("支部", branch, {each.name: each for each in folders})
    return [
        path
        for folder in folders
        if branch in {"", folder.name}
        for path in sorted(folder.glob("*.docx"))
        if not path.name.startswith(_LOCKS)
    ]


def _folders(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")) if folder.is_dir() else []


def _known(what: str, name: str, known: Mapping[str, Path]) -> None:
    if name and name not in known:
        raise UsageError(f"outputs 里没有叫“{name}”的{what}{among(name, known)}")


def crew(count: int, cluster: str = "") -> Crew | None:
    """Return who sets so many papers; None: one LibreOffice, here."""
    if cluster:
        return Crew(cluster=cluster)
    here = fleet.at_home(count, _WORTH_IT)
    return here and Crew(processes=min(here.processes, _MOST_HANDS))


def export(
    workspace: Path, sources: Sequence[Path], form: ExportFormat, on_progress: Progress, hands: Crew | None = None
) -> Exported:
    """Make what is asked for of `sources`. Raises WorkspaceError where LibreOffice is needed and missing, DiskError."""
    done = Exported()
    if form is ExportFormat.HTML:
        _pages(workspace, sources, done, on_progress)
        return done
    tasks = _tasks(workspace, sources, form)
    if hands is None:
        return _set(tasks, form, on_progress)
    finished = 0
    chunks = list(_chunks(tasks, form, hands.processes or _MOST_HANDS))
    for chunk, made in zip(chunks, fleet.each(_set_apart, form, chunks, hands), strict=True):
        done.written += made.written
        done.faults |= made.faults
        done.missing_faces = made.missing_faces
        finished += len(chunk)
        on_progress(finished)
    return done


def _tasks(workspace: Path, sources: Sequence[Path], form: ExportFormat) -> list[Task]:
    return list((_alone if form is ExportFormat.PDF else _in_packs)(workspace, sources))


def _alone(workspace: Path, sources: Sequence[Path]) -> Iterator[Task]:
    taken: set[Path] = set()
    for source in sources:
        taken.add(target := _target(workspace, source, "pdf", taken))
        yield source, target


def _in_packs(workspace: Path, sources: Sequence[Path]) -> Iterator[Task]:
    """Yield the papers of one pack after the other, in whatever order they were named."""
    folders: defaultdict[Path, list[Path]] = defaultdict(list)
    for source in sources:
        if _BESIDE not in source.stem:
            folders[source.parent].append(source)
    taken: set[Path] = set()
    for folder, listed in folders.items():
        taken.add(target := _pack_of(workspace, folder, taken))
        yield from ((source, target) for source in listed)


def _chunks(tasks: Sequence[Task], form: ExportFormat, hands: int) -> Iterator[list[Task]]:
    """Yield the tasks in chunks that are worth a start of LibreOffice; a pack is never torn apart."""
    least = max(min(-(-len(tasks) // hands), office.AT_ONCE), _LEAST)
    chunk: list[Task] = []
    for _, together in groupby(tasks, key=itemgetter(0) if form is ExportFormat.PDF else itemgetter(1)):
        chunk += together
        if len(chunk) >= least:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _set_apart(form: ExportFormat, tasks: list[Task]) -> Exported:
    """Set some papers in a worker."""
    return _set(tasks, form, lambda _: fleet.heed())


def _set(tasks: Sequence[Task], form: ExportFormat, on_progress: Progress) -> Exported:
    done = Exported()
    with office.opened() as writer:
        done.missing_faces = writer.missing_faces
        (_pdfs if form is ExportFormat.PDF else _packs)(dict(tasks), writer, done, on_progress)
    return done


def _target(workspace: Path, source: Path, ending: str, taken: Container[Path]) -> Path:
    """Return where a paper's print goes: 导出/ of its campaign, for a stranger's file that of outputs/."""
    outputs = workspace / "outputs"
    parts = source.relative_to(outputs).parts if source.is_relative_to(outputs) else ()
    home = outputs.joinpath(parts[0], EXPORT_FOLDER, *parts[1:-1]) if len(parts) > 1 else outputs / EXPORT_FOLDER
    return _untaken(home, source.stem, ending, taken)


def _untaken(home: Path, stem: str, ending: str, taken: Container[Path]) -> Path:
    names = (stem if not at else f"{stem}（{at + 1}）" for at in count())
    return next(path for name in names if (path := home / f"{name}.{ending}") not in taken)


def _pages(workspace: Path, sources: Sequence[Path], done: Exported, on_progress: Progress) -> None:
    for at, source in enumerate(sources, 1):
        try:
            text = review.html_page(source.read_bytes(), source.stem)
        except OSError:
            done.faults[source] = office.UNREADABLE
        except review.Unconvertible as fault:
            done.faults[source] = str(fault)
        else:
            path = _target(workspace, source, "html", done.written)
            disk.write(path, text.encode())
            done.written.append(path)
        on_progress(at)


def _pdfs(targets: Mapping[Path, Path], writer: LibreOffice, done: Exported, on_progress: Progress) -> None:
    for made in writer.pdfs(list(targets), on_progress):
        if made.file is None:
            done.faults[made.source] = made.fault
            continue
        disk.write(targets[made.source], made.file.read_bytes())
        done.written.append(targets[made.source])


# --- print packs --------------------------------------------------------------------------------------------------


def _pack_of(workspace: Path, folder: Path, taken: Container[Path]) -> Path:
    """Return where a folder's pack goes."""
    home = workspace / "outputs"
    inside = folder.is_relative_to(home) and len(folder.relative_to(home).parts) > 1
    return _untaken(folder.parent / PRINT_FOLDER if inside else home / EXPORT_FOLDER, folder.name, "pdf", taken)


def _packs(targets: Mapping[Path, Path], writer: LibreOffice, done: Exported, on_progress: Progress) -> None:
    """Write one pack for each folder; a folder of which a paper cannot be set gets none: a gap would not be seen."""
    sheets: dict[Path, list[PaperPdf]] = {}
    for made in writer.pdfs(list(targets), on_progress):
        if made.file is None:
            done.faults[made.source] = made.fault
        else:
            name = _ORDER.sub("", made.source.stem)
            sheets.setdefault(made.source.parent, []).append(PaperPdf(name, made.file.read_bytes()))
    broken = {path.parent for path in done.faults}
    whole = {folder: listed for folder, listed in sheets.items() if folder not in broken}
    packs = {source.parent: target for source, target in targets.items()}
    for folder, listed, first in _with_contents(whole, writer, done):
        path = packs[folder]
        disk.write(path, render.bound_pdf(folder.name, first, listed))
        done.written.append(path)


def _with_contents(
    packs: Mapping[Path, list[PaperPdf]], writer: LibreOffice, done: Exported
) -> Iterator[tuple[Path, list[PaperPdf], bytes]]:
    """Yield each folder with its sheets and its contents page, all of which are set in one call."""
    drafts: dict[Path, Path] = {}
    for at, (folder, listed) in enumerate(packs.items()):
        entries = [
            ContentsEntry(sheet.name, page) for sheet, page in zip(listed, render.first_pages(listed), strict=True)
        ]
        draft = writer.folder / f"contents-{at}.docx"
        draft.write_bytes(contents_page(folder.name, entries, Fonts()))
        drafts[draft] = folder
    for made in writer.pdfs(list(drafts)):
        folder = drafts[made.source]
        if made.file is None:
            done.faults[folder] = f"目录{made.fault}"
        else:
            yield folder, packs[folder], made.file.read_bytes()
