"""File names that Windows and Linux both take."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_LONGEST_NAME = 200  # bytes of UTF-8; file systems take 255, and a 新版 or a temporary name needs the rest
_FORBIDDEN = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
_RESERVED = {  # Windows's devices, which a name means whatever comes after its first dot
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"),
}
_ORDINARY = re.compile("[0-9一-龥][0-9A-Za-z一-龥-]{0,59}")  # what is a name as it stands


@lru_cache(maxsize=16_384)  # a run asks several times for each folder and each paper
def safe_name(text: str) -> str:
    """Return `text` as a file name for Windows and Linux alike, without its ending; "" if nothing is left of it.

    Separators become their full-width twins, so that two different names stay different; a very long name is cut and
    told apart by six digits of its digest.
    """
    if _ORDINARY.fullmatch(text):
        return text
    name = unicodedata.normalize("NFC", text).translate(_FORBIDDEN)
    name = "".join(character for character in name if unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"})
    name = name.strip().rstrip(". ").strip()
    stem, dot, rest = name.partition(".")
    if stem.rstrip().upper() in _RESERVED:
        name = f"{stem}_{dot}{rest}"
    encoded = name.encode("utf-8")
    if len(encoded) > _LONGEST_NAME:
        mark = hashlib.sha256(encoded).hexdigest()[:6]
        name = encoded[: _LONGEST_NAME - 9].decode("utf-8", "ignore") + f"…{mark}"
    return name
