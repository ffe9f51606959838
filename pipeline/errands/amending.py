"""Facts of a campaign and settings of the office changed in their own files, one value at a time; kept and undoable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from pipeline import config, guidance, inbox
from pipeline.desk import Desk
from pipeline.errands import keeping
from pipeline.errands.keeping import Writing
from pipeline.inbox import Change, Cut, Node, Put, amending, factsheet, form_cells, unknown_key, yamlfile
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.splice import Refused, toml, yaml

__all__ = ["FACTS", "REPLACED", "Change", "Cut", "FactsForm", "Put", "Spot", "amend", "amended", "look", "setting"]
_YAML, _WORKBOOK = (".yaml", ".yml"), (".xlsx",)
FACTS, REPLACED = inbox.FACTS, inbox.REPLACED  # what a reading says of files that are, or were, such a form
_LONGEST = 20  # characters of a value that a deed tells


Spot: TypeAlias = tuple[str, str, int]
"""Where a value stands in its file: sheet and cell of a workbook, line of a YAML (from 1)."""


@frozen
class FactsForm:
    """A campaign's facts as a form shows them: what stands at each place and where; what is written wrong.

    `blank`: it is a form that asks, and nobody has written anything into it.
    """

    file: str
    digest: str
    values: yaml.Value
    spots: dict[yaml.Path, Spot]
    problems: tuple[Problem, ...]
    blank: bool = False


def look(desk: Desk, file: str) -> FactsForm:
    """Return what a campaign's YAML or 活动.xlsx says, place by place. Raises UsageError where it is neither."""
    data = _facts(desk, file)
    found = factsheet.load(data, file) if _is_workbook(file) else yamlfile.load(data, file)
    spots: dict[yaml.Path, Spot] = {}
    blank = found.value is None
    if found.value is not None:
        _number(found.value, (), spots)
        blank = inbox.is_blank((found.value,))
    return FactsForm(file, keeping.digest(data), amending.said(found), spots, found.problems, blank)


def _number(node: Node, path: yaml.Path, spots: dict[yaml.Path, Spot]) -> None:
    spots[path] = spot(node.origin)
    if isinstance(node.value, str):
        return
    pairs = node.value.items() if not isinstance(node.value, tuple) else enumerate(node.value)
    for step, each in pairs:
        _number(each, (*path, step), spots)


def spot(origin: Origin) -> Spot:
    """Return where something is in its file."""
    return origin.sheet, origin.cell, origin.line


def amended(desk: Desk, file: str, changes: Sequence[Change], *, seen: str = "") -> bytes:
    """Return what the file would be; nothing is written. Raises NotReadyError where it cannot be changed so."""
    data = _facts(desk, file)
    for change in changes:
        if isinstance(change, Put) and (odd := unknown_key(change.path)):
            raise UsageError(f"没有“{amending.shown(change.path)}”这一项，没有改：{_instead(*odd)}")
    if seen and keeping.digest(data) != seen:
        raise NotReadyError(f"{file} 刚刚又变了，没有写进去。请再看一遍")
    try:
        if _is_workbook(file):
            return form_cells.amended(data, file, changes)
        return amending.amended(data, file, changes)
    except Refused as why:
        raise NotReadyError(f"{file} 没有改：{why}") from why


def amend(desk: Desk, file: str, changes: Sequence[Change], *, who: Doer | None = None, seen: str = "") -> Deed | None:
    """Change values of a campaign's YAML or 活动.xlsx where they stand; None where it says all of that already.

    `seen`: digest of the file that the person has looked at. Raises NotReadyError.
    """
    before = keeping.digest(_facts(desk, file))
    made = amended(desk, file, changes, seen=seen)
    if keeping.digest(made) == before:
        return None
    parts = PurePosixPath(file).parts
    campaign = parts[1] if len(parts) > 2 else ""  # noqa: PLR2004 - inputs/<campaign>/…
    about = "；".join(_told(each) for each in changes)
    return keeping.change(desk, Act.FACTS, about, [Writing(file, made, before)], who=who, campaign=campaign)


def setting(
    desk: Desk, changes: Sequence[tuple[str, str, toml.Value | None]], *, who: Doer | None = None, seen: str = ""
) -> Deed | None:
    """Change settings in gongwen.toml: table, key, value (None: as if it were not written). Raises SettingsError."""
    there = (desk.workspace / config.FILE).is_file()
    data = keeping.read(desk, config.FILE) if there else b""
    if seen and keeping.digest(data) != seen:
        raise NotReadyError(f"{config.FILE} 刚刚又变了，没有写进去。请再看一遍")
    made = config.amended(data, changes)
    if made == data:
        return None
    about = "；".join(f"{guidance.named(table, key)} 改成 {_said(value)}" for table, key, value in changes)
    writing = Writing(config.FILE, made, keeping.digest(data) if there else "")
    return keeping.change(desk, Act.SETTINGS, about, [writing], who=who)


def _said(value: toml.Value | None) -> str:
    match value:
        case None:
            return "默认"
        case bool():
            return "是" if value else "否"
        case _:
            return str(value)


def _facts(desk: Desk, file: str) -> bytes:
    if not file.lower().endswith((*_YAML, *_WORKBOOK)) or not file.startswith("inputs/"):
        raise UsageError(f"“{file}”不是 活动.yaml，也不是 活动.xlsx")
    data = keeping.read(desk, file)
    if _is_workbook(file) and not factsheet.is_form(data):
        form = guidance.Step("gongwen blank 写出的", "“收件”里“领空白名册”给的")
        raise UsageError(f"“{file}”里没有活动的事实：照{form} 活动.xlsx 填的才是")
    return data


def _instead(step: str, keys: Sequence[str]) -> str:
    if not keys:
        return f"“{step}”上面的那一项下面不再分项"
    return f"“{step}”{nearest(step, keys) or '不认识。'}这里可以写 {'、'.join(keys)}"


def _is_workbook(file: str) -> bool:
    return file.lower().endswith(_WORKBOOK)


def _told(change: Change) -> str:
    where = amending.shown(change.path)
    if isinstance(change, Cut):
        return f"{where} 删去"
    words = change.value if isinstance(change.value, str) else "、".join(amending.texts(change.value))
    return f"{where} 改成“{words if len(words) <= _LONGEST else f'{words[:_LONGEST]}…'}”"
