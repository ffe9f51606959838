"""A person's value for a faulty cell: into a mended copy beside the workbook, whose place it takes; the original stays.

The first value makes a copy …（改正）.xlsx; the next ones go into that copy, as long as it is as we wrote it. Whatever
gives way is kept, and each step can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pipeline import contract, disk, inbox
from pipeline.desk import SENT, Desk, own_folder
from pipeline.errands import keeping
from pipeline.errands.keeping import Writing
from pipeline.inbox import MendedCopy
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.errors import NotReadyError
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem
from pipeline.splice import Refused

_MARK = "（改正）"
_NAMED = 3  # cells that a deed names
_LONGEST = 20  # characters of a value that a deed tells

Cells = Mapping[tuple[str, str], str]
"""What a person wants in which cell: by sheet and address."""


@frozen
class Tried:
    """What a mended copy would be, nothing written. `left`: what is still wrong at these cells, as their columns say.

    `converted`: the copy is an .xlsx of another format's values, without its looks and formulas. `stale`: formulas
    (sheet, address) that look at the cells; Excel or WPS calculates them when the copy is opened and saved.
    """

    left: tuple[Problem, ...]
    converted: bool
    stale: tuple[tuple[str, str], ...]


@frozen
class Repaired:
    """The copy that was written, and what it is."""

    path: str
    deed: Deed
    tried: Tried


def attempt(desk: Desk, file: str, cells: Cells) -> Tried:
    """Say what would come of these values. Writes nothing. Raises NotReadyError where they cannot be put there."""
    return _tried(desk, file, cells, _mended(keeping.read(desk, file), file, cells))


def repair(desk: Desk, file: str, cells: Cells, *, who: Doer | None = None, seen: str = "") -> Repaired:
    """Put values into cells of a workbook's mended copy. `seen`: digest of the workbook that the person has looked at.

    Raises NotReadyError where the workbook is another by now, or cannot be mended, and says what to do instead.
    """
    data = keeping.read(desk, file)
    if seen and keeping.digest(data) != seen:
        raise NotReadyError(f"{file} 刚刚又变了，没有写进去。请再看一遍")
    made = _mended(data, file, cells)
    own = _is_ours(desk, file, keeping.digest(data))
    path = file if own else _free(desk, file, made.data)
    _refuse_replaced(desk, file, keeping.digest(data))
    before = keeping.digest(data) if own else ""
    parts = PurePosixPath(file).parts
    campaign = parts[1] if len(parts) > 2 else ""  # noqa: PLR2004 - inputs/<campaign>/…
    about = f"{file.rpartition('/')[2]} {_told(cells)}"
    deed = keeping.change(desk, Act.MENDED, about, [Writing(path, made.data, before)], who=who, campaign=campaign)
    return Repaired(path, deed, _tried(desk, path, cells, made))


def standing_for(desk: Desk, file: str) -> str:
    """Return the last mended copy that has a workbook's place, else the workbook itself.

    Raises UsageError, DiskError.
    """
    while copy := _copy_of(desk, file, keeping.digest(keeping.read(desk, file))):
        file = copy
    return file


def _refuse_replaced(desk: Desk, file: str, digest: str) -> None:
    """Raise NotReadyError where a mended copy has a workbook's place already: a second one would lack the first's."""
    if copy := _copy_of(desk, file, digest):
        raise NotReadyError(f"{file} 已经由 {copy} 代替，没有写进去。请改 {copy}：上次改的都在那里")


def _copy_of(desk: Desk, file: str, digest: str) -> str:
    where = keeping.inside(desk, file)
    copies = (each for each in sorted(where.parent.glob(f"*{_MARK}*.xlsx")) if each != where)
    found = next((each for each in copies if digest in _replaced_by(each)), None)
    return found.relative_to(desk.workspace).as_posix() if found else ""


def _replaced_by(path: Path) -> tuple[str, ...]:
    try:
        return inbox.supersedes(path.read_bytes())
    except OSError:
        return ()


def _mended(data: bytes, file: str, cells: Cells) -> MendedCopy:
    try:
        return inbox.mended_confined(data, file, cells, replaces=inbox.succession(data))
    except Refused as why:
        raise NotReadyError(f"{file} 没有改：{why}") from why


def _tried(desk: Desk, file: str, cells: Cells, made: MendedCopy) -> Tried:
    """Return what the readers of the cells' columns say of the copy."""
    with inbox.knowing(inbox.known_kinds(contract.sheets_of(desk.workspace).value)):
        found = inbox.workbook_rows(made.data, file)
    meant = {(made.names.get(sheet, sheet), address) for sheet, address in cells}
    left = tuple(p for p in found.problems if (p.origin.sheet, p.origin.cell) in meant)
    return Tried(left, made.converted, made.stale)


def _is_ours(desk: Desk, file: str, known: str) -> bool:
    """Whether a workbook is a mended copy as we wrote it: nobody has had his hands on it."""
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        deeds = book.deeds.concerning(file)
    return any(each.after == known for deed in deeds for each in deed.files if each.path == file)


def _free(desk: Desk, file: str, data: bytes) -> str:
    """Return a name for the copy that nobody has taken. Raises NotReadyError where this very copy lies there."""
    where = keeping.inside(desk, file)
    stem = where.stem if where.stem.endswith(_MARK) else f"{where.stem}{_MARK}"
    wanted = where.with_name(f"{stem}.xlsx")
    if wanted.is_file() and wanted.read_bytes() == data:
        raise NotReadyError(f"{wanted.name} 里已经这样改好了，没有再写一份。请刷新再看")
    return disk.free(wanted).relative_to(desk.workspace).as_posix()


def _told(cells: Cells) -> str:
    listed = [f"{sheet} {address} 改成“{_short(words)}”" for (sheet, address), words in cells.items()]
    return "、".join(listed[:_NAMED]) + (f" 等 {len(listed)} 格" if len(listed) > _NAMED else "")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
