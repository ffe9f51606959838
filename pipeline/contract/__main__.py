"""python -m pipeline.contract: writes shipped_sheets.py: templates/sheets.yaml as Python that loads at once.

A workspace whose file is as it was shipped need not read YAML, which takes a quarter of a second; one whose file is
older than the entries of built-in sheets takes these from there.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from enum import Enum
from pathlib import Path

from pipeline.contract import sheets

_HERE = Path(__file__).parent
_HEAD = '''"""What templates/sheets.yaml declares, written by python -m pipeline.contract: not to be edited here."""

# ruff: noqa: E501, I001, Q000
# fmt: off
from __future__ import annotations

from pipeline.model.declared import {names}
from pipeline.model.problem import Origin

DIGEST = "{digest}"
SHEETS: tuple[DeclaredSheet, ...] = (
{sheets}
)
'''


def written(data: bytes) -> str:
    """Return the module for a file. Raises ValueError for one with a fault."""
    found = sheets.parsed(data, {})
    if found.problems:
        raise ValueError("；".join(map(str, found.problems)))
    used: set[str] = set()
    lines = "\n".join(f"    {_source(sheet, used)}," for sheet in found.value)
    names = ", ".join(sorted(used - {"Origin"}))
    return _HEAD.format(names=names, digest=hashlib.sha256(data).hexdigest(), sheets=lines)


def _source(value: object, used: set[str]) -> str:
    """Return a value as Python; `used` takes the names of its classes."""
    if isinstance(value, Enum):
        used.add(type(value).__name__)
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, tuple):
        return f"({', '.join(_source(item, used) for item in value)}{',' if len(value) == 1 else ''})"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        used.add(type(value).__name__)
        given = (
            f"{each.name}={_source(own, used)}"
            for each in dataclasses.fields(value)
            if (own := getattr(value, each.name)) != each.default
        )
        return f"{type(value).__name__}({', '.join(given)})"
    return repr(value)


def main() -> None:
    """Write the module beside this one."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE.parent.parent / sheets.FILE
    (_HERE / "shipped_sheets.py").write_text(written(source.read_bytes()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
