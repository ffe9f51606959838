"""规范用语 of the campaigns, read from their YAML alone: no roster is opened for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.inbox import yamlfile
from pipeline.inbox.files_there import file_marks
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen

_ENDINGS = frozenset({".yaml", ".yml", ".txt"})
_LARGEST = 1 << 20  # bytes


@frozen
class Phrases:
    """Wrong → right; `disputed`: what two campaigns want otherwise, which nobody may decide here."""

    terms: Mapping[str, str]
    disputed: tuple[str, ...] = ()


def phrases_of(workspace: Path, only: str = "") -> Phrases:
    """Return the phrases of all campaigns, or of one; none where there is no workspace."""
    try:
        paths = file_marks(workspace / "inputs")
    except WorkspaceError:
        return Phrases({})
    found: dict[str, set[str]] = {}
    for path in paths:
        if path.suffix.lower() in _ENDINGS and (not only or only in path.relative_to(workspace).parts[1:-1]):
            for wrong, right in _told(path):
                found.setdefault(wrong, set()).add(right)
    agreed = {wrong: next(iter(rights)) for wrong, rights in found.items() if len(rights) == 1}
    return Phrases(agreed, tuple(wrong for wrong, rights in found.items() if len(rights) > 1))


def _told(path: Path) -> Iterator[tuple[str, str]]:
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError:
        return
    loaded = yamlfile.load(data, path.name).value if yamlfile.is_ours(data) else None
    node = loaded
    for key in ("活动", "规范用语"):
        node = node.value.get(key) if node is not None and isinstance(node.value, Mapping) else None
    if node is not None and isinstance(node.value, Mapping):
        for wrong, right in node.value.items():
            if isinstance(right.value, str) and right.value and not right.problems:
                yield wrong, right.value
