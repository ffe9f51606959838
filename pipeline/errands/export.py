"""Finished papers → PDF, HTML, or one PDF a branch to print. The Word files are taken as they lie, edits included.

outputs/<campaign>/导出/<branch>/ holds PDF and HTML, outputs/<campaign>/打印/<branch>.pdf the packs. What lies there
is a print of the Word file and is made anew at each call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TypeAlias

from pipeline import disk
from pipeline.model.errors import UsageError
from pipeline.model.problem import nearest
from pipeline.model.work import EXPORT_FOLDER, PRINT_FOLDER, RETURNED_FOLDER, WITHDRAWN_FOLDER
from pipeline.render import pack
from pipeline.review import office
from pipeline.review.office import Office
from pipeline.stationery.contents import Entry, contents
from pipeline.stationery.styles import Fonts

_NO_PAPERS = frozenset({PRINT_FOLDER, RETURNED_FOLDER, WITHDRAWN_FOLDER, EXPORT_FOLDER})
_LOCKS = ("~$", ".~")
_BESIDE = "（新版"  # what lies beside an edited paper: the edited one is the one to print
_ORDER = re.compile(r"^\d+-")

Progress: TypeAlias = Callable[[int], None]


class Form(StrEnum):
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
        raise UsageError(f"outputs 里没有叫“{name}”的{what}{nearest(name, known)}")


def export(workspace: Path, sources: Sequence[Path], form: Form, on_progress: Progress) -> Exported:
    """Make what is asked for of `sources`. Raises WorkspaceError where LibreOffice is needed and missing, DiskError."""
    done = Exported()
    if form is Form.HTML:
        _pages(workspace, sources, done, on_progress)
        return done
    with office.opened() as writer:
        done.missing_faces = writer.missing_faces
        if form is Form.PDF:
            _pdfs(workspace, sources, writer, done, on_progress)
        else:
            _packs(workspace, [p for p in sources if _BESIDE not in p.stem], writer, done, on_progress)
    return done


def _target(workspace: Path, source: Path, ending: str, taken: Sequence[Path]) -> Path:
    """Return where a paper's print goes: 导出/ of its campaign, for a stranger's file that of outputs/."""
    outputs = workspace / "outputs"
    parts = source.relative_to(outputs).parts if source.is_relative_to(outputs) else ()
    home = outputs.joinpath(parts[0], EXPORT_FOLDER, *parts[1:-1]) if len(parts) > 1 else outputs / EXPORT_FOLDER
    names = (source.stem if not at else f"{source.stem}（{at + 1}）" for at in count())
    return next(path for name in names if (path := home / f"{name}.{ending}") not in taken)


def _pages(workspace: Path, sources: Sequence[Path], done: Exported, on_progress: Progress) -> None:
    from pipeline.review import export as paging  # noqa: PLC0415 - loads pandoc's and the cleaner's libraries

    for at, source in enumerate(sources, 1):
        try:
            text = paging.page(source.read_bytes(), source.stem)
        except OSError:
            done.faults[source] = office.UNREADABLE
        except paging.Unconvertible as fault:
            done.faults[source] = str(fault)
        else:
            path = _target(workspace, source, "html", done.written)
            disk.write(path, text.encode())
            done.written.append(path)
        on_progress(at)


def _pdfs(workspace: Path, sources: Sequence[Path], writer: Office, done: Exported, on_progress: Progress) -> None:
    for made in writer.pdfs(sources, on_progress):
        if made.pdf is None:
            done.faults[made.source] = made.fault
            continue
        path = _target(workspace, made.source, "pdf", done.written)
        disk.write(path, made.pdf.read_bytes())
        done.written.append(path)


# --- print packs --------------------------------------------------------------------------------------------------


def _packs(workspace: Path, sources: Sequence[Path], writer: Office, done: Exported, on_progress: Progress) -> None:
    """Write one pack for each folder; a folder of which a paper cannot be set gets none: a gap would not be seen."""
    sheets: dict[Path, list[pack.Sheet]] = {}
    for made in writer.pdfs(sources, on_progress):
        if made.pdf is None:
            done.faults[made.source] = made.fault
        else:
            name = _ORDER.sub("", made.source.stem)
            sheets.setdefault(made.source.parent, []).append(pack.Sheet(name, made.pdf.read_bytes()))
    broken = {path.parent for path in done.faults}
    whole = {folder: listed for folder, listed in sheets.items() if folder not in broken}
    for folder, listed, first in _with_contents(whole, writer, done):
        home = workspace / "outputs"
        inside = folder.is_relative_to(home) and len(folder.relative_to(home).parts) > 1
        path = (folder.parent / PRINT_FOLDER if inside else home / EXPORT_FOLDER) / f"{folder.name}.pdf"
        disk.write(path, pack.bound(folder.name, first, listed))
        done.written.append(path)


def _with_contents(
    packs: Mapping[Path, list[pack.Sheet]], writer: Office, done: Exported
) -> Iterator[tuple[Path, list[pack.Sheet], bytes]]:
    """Yield each folder with its sheets and its contents page, all of which are set in one call."""
    drafts: dict[Path, Path] = {}
    for at, (folder, listed) in enumerate(packs.items()):
        entries = [Entry(sheet.name, page) for sheet, page in zip(listed, pack.starts(listed), strict=True)]
        draft = writer.folder / f"contents-{at}.docx"
        draft.write_bytes(contents(folder.name, entries, Fonts()))
        drafts[draft] = folder
    for made in writer.pdfs(list(drafts)):
        folder = drafts[made.source]
        if made.pdf is None:
            done.faults[folder] = f"目录{made.fault}"
        else:
            yield folder, packs[folder], made.pdf.read_bytes()
