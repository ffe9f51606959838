"""What has come with the program so far, told by digest: a file of templates/ that has one of them is nobody's own.

released.txt has a line for each version of each file that was ever in templates/. After a template has changed,
`python -m tests.released` writes it anew from the repository's history; a test holds the two together.
"""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

LIST = Path(__file__).with_name("released.txt")
_BOM = b"\xef\xbb\xbf"


def fingerprint(name: str, data: bytes) -> str:
    """Return what tells a version; a text stays what it is if an editor only writes its line ends in another way."""
    if not name.endswith(".docx"):
        data = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()


@functools.cache
def _known() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in LIST.read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        found[name].add(digest)
    return dict(found)


def is_released(name: str, data: bytes) -> bool:
    """Whether these bytes came with some version of the program under this name."""
    return fingerprint(name, data) in _known().get(name, set())


def table(versions: Iterable[tuple[str, bytes]]) -> str:
    """Return the table of these versions: each a name with its bytes."""
    lines = {f"{fingerprint(name, data)}  {name}\n" for name, data in versions}
    return "".join(sorted(lines, key=lambda line: line.partition("  ")[::-1]))
