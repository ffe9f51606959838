r"""Text that is written as codes: %E7%8E%8B, \u738b, &#x738b;, _x738B_, =E7=8E=8B, Base64 → the text."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator

_SIGNS = re.compile(r"[%=]\w\w|\\[xu\dA-Fa-f]|&[#\w]|_x[\dA-Fa-f]{4}_")
_BYTES = re.compile(r"(?:%[\dA-Fa-f]{2})+|(?:\\x[\dA-Fa-f]{2})+|(?:=[\dA-F]{2})+")
_CHARACTERS = re.compile(
    r"%u([\dA-Fa-f]{4})|\\[uU]\{?0*([\dA-Fa-f]{4,6})\}?|\\0*([\dA-Fa-f]{4,5}) ?|_x([\dA-Fa-f]{4})_"
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/\s]{12,}={0,2}(?![A-Za-z0-9+/])")
_SHORTEST = 12  # characters of a name in Base64: three Chinese ones in UTF-8


def unescaped(text: str) -> str:
    """Return a text with its codes resolved, twice where they were written twice; itself where it has none."""
    for _ in range(2):
        if not _SIGNS.search(text):
            return text
        text = html.unescape(text) if "&" in text else text
        text = _CHARACTERS.sub(_character, _BYTES.sub(_decoded, text))
    return text


def _decoded(match: re.Match[str]) -> str:
    packed = bytes.fromhex(re.sub(r"[%=]|\\x", "", match[0]))
    if packed.isascii() and match[0][0] == "=":
        return match[0]  # 139=00=…: an equals sign between digits is no code
    for encoding in ("utf-8", "gb18030"):
        try:
            return packed.decode(encoding)
        except UnicodeDecodeError:
            continue
    return match[0]


def _character(match: re.Match[str]) -> str:
    code = int(next(filter(None, match.groups())), 16)
    return chr(code) if code <= 0x10FFFF else match[0]  # noqa: PLR2004 - the last character there is


def from_base64(text: str) -> Iterator[bytes]:
    """Yield what stretches of a text are, read as Base64."""
    for match in _BASE64.finditer(text):
        packed = "".join(match[0].split())
        if len(packed) < _SHORTEST or len(packed.rstrip("=")) % 4 == 1:
            continue
        try:
            yield base64.b64decode(packed.rstrip("=") + "=" * (-len(packed.rstrip("=")) % 4), validate=True)
        except binascii.Error:
            continue
