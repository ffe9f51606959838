"""LibreOffice: Word files → PDF, old Word files → .docx, many in one call. Optional: without it only these are missing.

It answers 0 whether it has succeeded or not, so every result is looked at. It has its own profile, in which no macro
runs and nothing is fetched from outside; it sees copies under plain names, never the documents themselves.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.review import docx_package, font_substitutes
from pipeline.review.font_substitutes import StandIns

ADVICE = (
    "没有找到 LibreOffice，出不了 PDF（别的都照常可用）。请安装它再试："
    "麒麟、统信、Debian 用 sudo apt install libreoffice-writer fonts-noto-cjk；"
    "Windows 到 www.libreoffice.org 下载，装在默认位置"
)
_WINDOWS_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
AT_ONCE = 60  # files in one call: a start costs as much as eight files
_START, _EACH = 90.0, 20.0  # seconds that a call may take, and for each file
_OLD, _OLD_BUSY = 9.0, 5.0  # seconds for one old file, and of them at work: a usual one takes one; it is read after
_OLD_MEMORY, _LARGEST_MADE = 1 << 29, 1 << 26  # bytes of the same
UNREADABLE = "读不了；如果它正在 Word 或 WPS 中打开，请先关闭"
_DAMAGED = "LibreOffice 打不开，或者排不出来"

Progress = Callable[[int], None]
"""Called with the number of files that are done."""


@frozen
class Converted:
    """What was made of one file, in the office's own folder; `fault` says why there is nothing."""

    source: Path
    file: Path | None = None
    fault: str = ""


@frozen
class OutputFormat:
    """What LibreOffice is to write: by which filter, how the file ends, whether one is whole.

    `copied_as` says how a copy of the source has to end for LibreOffice to know it. Raises UnreadablePackage for what
    would become nonsense.
    """

    filter: str
    suffix: str
    is_whole: Callable[[Path], bool]
    copied_as: Callable[[bytes], str]


def program() -> str:
    """Return where LibreOffice is. Raises WorkspaceError, saying what to install."""
    places = _WINDOWS_PLACES if os.name == "nt" else _PLACES  # what another system starts would not start here
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in places if Path(place).is_file()), None)
    if found is None:
        raise WorkspaceError(ADVICE)
    return found


@contextlib.contextmanager
def opened() -> Iterator[LibreOffice]:
    """Give a folder with a profile and stand-in faces; it goes when the work is done. Raises WorkspaceError."""
    command = program()
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder)
        yield LibreOffice(command, folder, font_substitutes.stand_ins(folder))


def as_docx(data: bytes, ending: str) -> bytes:
    """Return one old Word file (.doc, .wps, .rtf) or .odt as .docx: what came from outside, within tight limits.

    Raises WorkspaceError.
    """
    command = program()
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder)
        source = folder / f"old.{ending}"
        source.write_bytes(data)
        out = folder / "new"
        arguments = _arguments(command, folder, MODERN, out, [source])
        confine.run(arguments, folder=folder, seconds=_OLD, memory=_OLD_MEMORY, busy=_OLD_BUSY)
        made = out / "old.docx"
        if not made.is_file() or made.stat().st_size > _LARGEST_MADE:
            raise WorkspaceError(_DAMAGED)
        return made.read_bytes()


class LibreOffice:
    """LibreOffice at work in one folder."""

    def __init__(self, command: str, folder: Path, faces: StandIns) -> None:
        self.folder = folder  # goes when the work is done
        self._command, self._faces = command, faces
        self._calls = 0

    @property
    def missing_faces(self) -> tuple[str, ...]:
        """The families (仿宋, 小标宋 …) that this machine does not have: the PDF shows others."""
        return self._faces.missing

    def pdfs(self, sources: Sequence[Path], on_progress: Progress = lambda _: None) -> Iterator[Converted]:
        """Yield each file's PDF, in the order asked; a file that breaks a call costs no other its PDF."""
        return self._made(PDF, sources, on_progress)

    def modern(self, sources: Sequence[Path], on_progress: Progress = lambda _: None) -> Iterator[Converted]:
        """Yield each old file (.doc, .wps, .rtf) as a .docx, in the order asked."""
        return self._made(MODERN, sources, on_progress)

    def _made(self, form: OutputFormat, sources: Sequence[Path], on_progress: Progress) -> Iterator[Converted]:
        for start in range(0, len(sources), AT_ONCE):
            chunk = sources[start : start + AT_ONCE]
            yield from self._chunk(form, chunk, lambda done, start=start: on_progress(start + done))  # type: ignore[misc]
            on_progress(start + len(chunk))

    def _chunk(self, form: OutputFormat, sources: Sequence[Path], on_progress: Progress) -> Iterator[Converted]:
        copies: dict[Path, Path] = {}
        faults: dict[Path, str] = {}
        taken = self._new_folder()
        for at, source in enumerate(sources):
            try:
                data = source.read_bytes()
                suffix = form.copied_as(data)
            except OSError:
                faults[source] = UNREADABLE
                continue
            except docx_package.UnreadablePackage as fault:
                faults[source] = str(fault)
                continue
            copies[source] = taken / f"{at:04d}{suffix}"
            copies[source].write_bytes(data)
        made = self._new_folder()
        whole = self._call(form, list(copies.values()), made, on_progress)
        for source in sources:
            copy = copies.get(source)
            if copy is None:
                yield Converted(source, fault=faults[source])
                continue
            file = (made / copy.name).with_suffix(form.suffix)
            if not whole and not form.is_whole(file):  # another may have been the one that broke the call
                self._call(form, [copy], made)
            yield Converted(source, file) if form.is_whole(file) else Converted(source, fault=_DAMAGED)

    def _new_folder(self) -> Path:
        self._calls += 1
        folder = self.folder / f"{self._calls:04d}"
        folder.mkdir()
        return folder

    def _call(
        self, form: OutputFormat, copies: Sequence[Path], folder: Path, on_progress: Progress = lambda _: None
    ) -> bool:
        """Convert in one call; return whether it came to its end."""
        if not copies:
            return True
        try:
            confine.run(
                _arguments(self._command, self.folder, form, folder, copies),
                folder=folder,
                seconds=_START + _EACH * len(copies),
                environment=self._faces.environment,
                on_tick=lambda: on_progress(len(list(folder.glob(f"*{form.suffix}")))),
            )
        except WorkspaceError:
            return False
        return True


def _arguments(command: str, home: Path, form: OutputFormat, out: Path, sources: Sequence[Path]) -> list[str]:
    """Return the call that has `sources` written to `out`; the profile lies in `home`."""
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    quiet = ("--headless", "--norestore", "--nolockcheck")
    return [command, profile, *quiet, "--convert-to", form.filter, "--outdir", str(out), *map(str, sources)]


def _is_pdf(file: Path) -> bool:
    try:
        data = file.read_bytes()
    except OSError:
        return False
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]


def _is_docx(file: Path) -> bool:
    return zipfile.is_zipfile(file)


def _of_word(data: bytes) -> str:
    docx_package.opened_package(data)
    return ".docx"


def _of_old_word(data: bytes) -> str:
    return docx_package.old_kind(data)


PDF = OutputFormat("pdf:writer_pdf_Export", ".pdf", _is_pdf, _of_word)
MODERN = OutputFormat("docx:MS Word 2007 XML", ".docx", _is_docx, _of_old_word)


_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),  # never
)


def _write_profile(folder: Path) -> None:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_profile(), "utf-8")


def _profile() -> str:
    """Return registrymodifications.xcu: no macro, nothing from outside."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
