"""Facts of a campaign and settings of the office changed in their own files, one value at a time; kept and undoable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline import config
from pipeline.desk import Desk
from pipeline.errands import keeping
from pipeline.errands.keeping import Writing
from pipeline.inbox import Change, Cut, Node, Put, amending, yamlfile
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.problem import Problem
from pipeline.splice import Refused, toml
from pipeline.splice.yaml import Path, Value

__all__ = ["Change", "Cut", "Put", "YamlForm", "amend", "amended", "look", "setting"]
_ENDINGS = (".yaml", ".yml")
_LONGEST = 20  # characters of a value that a deed tells


@dataclass(frozen=True, slots=True)
class YamlForm:
    """A YAML as a form shows it: what stands at each place and in which line (from 1); what is written wrong."""

    file: str
    digest: str
    values: Value
    lines: dict[Path, int]
    problems: tuple[Problem, ...]


def look(desk: Desk, file: str) -> YamlForm:
    """Return what a campaign's YAML says, place by place. Raises UsageError where it is none."""
    data = _yaml(desk, file)
    found = yamlfile.load(data, file)
    lines: dict[Path, int] = {}
    if found.value is not None:
        _number(found.value, (), lines)
    return YamlForm(file, keeping.digest(data), amending.said(found), lines, found.problems)


def _number(node: Node, path: Path, lines: dict[Path, int]) -> None:
    lines[path] = node.origin.line
    if isinstance(node.value, str):
        return
    pairs = node.value.items() if not isinstance(node.value, tuple) else enumerate(node.value)
    for step, each in pairs:
        _number(each, (*path, step), lines)


def amended(desk: Desk, file: str, changes: Sequence[Change], *, seen: str = "") -> bytes:
    """Return what the YAML would be; nothing is written. Raises NotReadyError where it cannot be changed so."""
    data = _yaml(desk, file)
    if seen and keeping.digest(data) != seen:
        raise NotReadyError(f"{file} 刚刚又变了，没有写进去。请再看一遍")
    try:
        return amending.amended(data, file, changes)
    except Refused as why:
        raise NotReadyError(f"{file} 没有改：{why}") from why


def amend(desk: Desk, file: str, changes: Sequence[Change], *, who: Doer | None = None, seen: str = "") -> Deed | None:
    """Change values of a campaign's YAML where they stand; None where it says all of that already.

    `seen`: digest of the file that the person has looked at. Raises NotReadyError.
    """
    before = keeping.digest(_yaml(desk, file))
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
    about = "；".join(f"[{table}] {key} 改成 {'默认' if value is None else value}" for table, key, value in changes)
    writing = Writing(config.FILE, made, keeping.digest(data) if there else "")
    return keeping.change(desk, Act.SETTINGS, about, [writing], who=who)


def _yaml(desk: Desk, file: str) -> bytes:
    if not file.lower().endswith(_ENDINGS) or not file.startswith("inputs/"):
        raise UsageError(f"“{file}”不是活动的 YAML 文件")
    return keeping.read(desk, file)


def _told(change: Change) -> str:
    where = amending.shown(change.path)
    if isinstance(change, Cut):
        return f"{where} 删去"
    words = change.value if isinstance(change.value, str) else "、".join(amending.texts(change.value))
    return f"{where} 改成“{words if len(words) <= _LONGEST else f'{words[:_LONGEST]}…'}”"
