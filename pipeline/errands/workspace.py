"""A new workspace, blank rosters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import disk, register
from pipeline.contract import sheets_of
from pipeline.errands import campaign_kinds, factsform
from pipeline.inbox import column_letter
from pipeline.model.declared import BUILT_IN, Belongs, CellType, DeclaredSheet, Ownerless, SheetColumn
from pipeline.model.errors import UsageError
from pipeline.model.facts import Source
from pipeline.model.problem import nearest

SAMPLE = "示例-先进性教育"
KINDS = campaign_kinds.NAMES
_NEW = "新活动"
_HANDBOOK = "手册.pdf"
_HEADERS = 2  # the row in which a blank form has them, under its title
_SHOWN = {
    CellType.WHOLE: "12",
    CellType.NUMBER: "1.5",
    CellType.DATE: "2026年9月3日",
    CellType.PERSON: "王某某",
    CellType.MEMBER: "张某某",
    CellType.BRANCH: "吕寨村党支部",
    CellType.PHONE: "13800000000",
    CellType.YES_NO: "是",
}
"""What a declared column holds where sheets.yaml gives no example."""

CAMPAIGN = campaign_kinds.facts()


def shipped(name: str) -> Path:
    """Return a folder that comes with the program: from the installed package, else from the checkout."""
    here = Path(__file__).parent.parent
    installed = here / "shipped" / name
    if installed.is_dir():
        return installed
    return here.parent / ("templates" if name == "templates" else f"inputs/{SAMPLE}")


def handbook() -> Path:
    """Return the handbook that can be printed, which comes with the program."""
    here = Path(__file__).parent.parent
    installed = here / "shipped" / _HANDBOOK
    return installed if installed.is_file() else here.parent / "docs" / _HANDBOOK


def init(folder: Path, *, sample: bool, kind: str = "") -> list[Path]:
    """Make a workspace, never over a file that is there; return what was written. Raises UsageError, DiskError.

    `kind`: one of `campaign_kinds.NAMES`, whose campaign is begun.
    """
    if folder.is_file():
        raise UsageError(f"{folder} 是一个文件，请换一个文件夹名")
    if kind and kind not in campaign_kinds.NAMES:
        known = campaign_kinds.NAMES
        raise UsageError(f"没有“{kind}”这一类活动{nearest(kind, known) or '，'}可以是 {'、'.join(known)}")
    written = _copied(shipped("templates"), folder / "templates")
    if sample:
        written += _copied(shipped("sample"), folder / "inputs" / SAMPLE)
    if kind:
        written += _of_kind(folder, kind)
    else:
        fresh = folder / "inputs" / _NEW
        if not fresh.exists():
            written += _written({"活动.yaml": CAMPAIGN.encode("utf-8-sig")}, fresh) + blank(fresh, _base(folder))
    (folder / "outputs").mkdir(parents=True, exist_ok=True)
    return written


def _of_kind(folder: Path, name: str) -> list[Path]:
    """Begin a campaign of a kind: its sheets and papers are entered once, where nobody has entered them yet."""
    kind = campaign_kinds.of(name)
    home = folder / "templates"
    written = _written(campaign_kinds.templates(kind), home)
    for file, more in campaign_kinds.additions(kind).items():
        before = (home / file).read_bytes()
        if more not in before.replace(b"\r\n", b"\n"):
            disk.write(home / file, before.rstrip() + b"\n\n" + more)
            written.append(home / file)
    fresh = folder / "inputs" / name
    if fresh.exists():
        return written
    sheets = [sheet for sheet in sheets_of(folder).value if sheet.name in kind.sheets]
    facts = campaign_kinds.facts(name)
    written += _written({"活动.yaml": facts.encode("utf-8-sig")} | campaign_kinds.texts(name), fresh)
    return written + blank(fresh, [*_base(folder), *sheets], facts)


def _base(workspace: Path) -> list[DeclaredSheet]:
    """Return the sheets that every campaign needs."""
    return [sheet for sheet in sheets_of(workspace).value if sheet.name in BUILT_IN]


def blank(folder: Path, sheets: Sequence[DeclaredSheet], facts: str = CAMPAIGN) -> list[Path]:
    """Write 活动.xlsx and a blank form of each of the `sheets` into `folder`, over no file. Raises DiskError."""
    return [*_written({"活动.xlsx": factsform.blank(facts)}, folder), *forms(folder, sheets)]


def forms(folder: Path, sheets: Sequence[DeclaredSheet]) -> list[Path]:
    """Write a blank form of each of the `sheets` into `folder`, over no file. Raises DiskError."""
    return _written({f"{sheet.name}.xlsx": filled(sheet) for sheet in sheets}, folder)


def filled(sheet: DeclaredSheet, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return the form of a sheet with `rows` in it: each its cells by their headers, other headers behind ours."""
    columns = _asked(sheet)
    names = [column.name for column in columns]
    more = dict.fromkeys(name for row in rows for name in row if name not in names)
    must = {column.name for column in columns if column.required} | set(sheet.needs)
    must |= {sheet.owner} if sheet.belongs is Belongs.BRANCH and sheet.ownerless is Ownerless.FAULT else set()
    return register.blank_workbook(
        sheet.name,
        [*names, *more],
        sorted(must),
        {column.name: offered for column in columns if (offered := _offered(column))},
        {column.name: column.example or _SHOWN.get(column.cell, "") for column in columns},
        {column.name: column.note for column in columns if column.note},
        rows,
    )


def head_of(sheet: DeclaredSheet, file: str) -> Source:
    """Return where the headers of a sheet's form stand; `file`: what the form is called."""
    columns = {column.name: column_letter(at) for at, column in enumerate(_asked(sheet))}
    return Source(file, sheet.name, _HEADERS, columns)


def _asked(sheet: DeclaredSheet) -> list[SheetColumn]:
    """Return the columns of a sheet's form: not the votes for grades that its campaign does not have."""
    return [column for column in sheet.columns if column.asked and not column.other]


def _offered(column: SheetColumn) -> list[str]:
    """Return what a drop-down proposes."""
    if column.cell is CellType.YES_NO:
        return ["是", "否"]
    return list(column.offers) or list(dict.fromkeys(kept for _, kept in column.choices))


def _copied(source: Path, target: Path) -> list[Path]:
    files = {
        path.relative_to(source).as_posix(): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()
    }
    return _written(files, target)


def _written(files: dict[str, bytes], folder: Path) -> list[Path]:
    written = []
    for name, data in files.items():
        path = folder / name
        if not path.exists():
            disk.write(path, data)
            written.append(path)
    return written
