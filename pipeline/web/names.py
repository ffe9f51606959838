"""Which names a file may be given in inputs/, whatever a browser or somebody else calls it."""

from __future__ import annotations

from pathlib import PurePosixPath

ENDINGS = frozenset(
    {
        ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".yaml", ".yml", ".docx", ".doc", ".wps", ".rtf",
        ".odt", ".md", ".markdown", ".txt", ".html", ".htm",
    }
)  # fmt: skip
RETURNED = ENDINGS | {
    ".pdf", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".heic", ".zip", ".rar", ".7z", ".ofd",
}  # fmt: skip
_FORBIDDEN = frozenset('<>:"|?*') | {chr(code) for code in (*range(32), 127)}
ASIDE = ".gongwen-put.tmp"  # how a file ends that is not whole yet: no reader of inputs/ looks at it
_DEEPEST = 6
_LONGEST = 200  # bytes of one part
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(10)), *(f"LPT{n}" for n in range(10))}
)  # fmt: skip


def inside(name: str) -> PurePosixPath | None:
    """Return a path below a folder; None for what would leave it, or what Windows cannot name."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or not path.parts or len(path.parts) > _DEEPEST or ".." in name.replace("\\", "/").split("/"):
        return None
    return path if all(_may_be(part) for part in path.parts) else None


def _may_be(part: str) -> bool:
    return not (
        part.startswith((".", "~$"))
        or part != part.rstrip(" .")
        or any(letter in _FORBIDDEN for letter in part)
        or len(part.encode("utf-8", "replace")) > _LONGEST
        or part.partition(".")[0].strip().upper() in _DEVICES
    )
