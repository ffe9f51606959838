"""What stands in a mail's header, however its program has written it: encoded words, RFC 2231, raw GBK.

Chinese mail programs name gb2312 and mean gb18030, cut an encoded word in the middle of a character, and write file
names raw. The library's own readers give U+FFFD for each of these.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
import unicodedata
from email.message import Message
from itertools import groupby
from urllib.parse import unquote_to_bytes

_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_GAP = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "big5": "big5hkscs"}
_LONGEST = 80  # characters of a subject, of a sender
_LONGEST_NAME = 120


def raw(message: Message, name: str) -> str:
    """Return a header's text as it stands there, its bytes read by what they can be; "" where there is none."""
    value = next((str(said) for key, said in message.raw_items() if key.lower() == name.lower()), "")
    data = value.encode("utf-8", "surrogateescape")
    return decoded(data, "utf-8")


def decoded(data: bytes, charset: str) -> str:
    """Return bytes as the text that they most likely are: of the named charset, else UTF-8, else GB 18030."""
    for each in (charset, "utf-8", "gb18030"):
        try:
            name = codecs.lookup(each).name
            return data.decode(_WIDER.get(name, name))
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("gb18030", "replace")


def words(text: str) -> str:
    """Return a header's text with its encoded words read; neighbours of one charset are read as one."""
    text = _GAP.sub(r"\1", " ".join(text.split("\r\n")).replace("\n", " "))
    found: list[str] = []
    at = 0
    run: list[tuple[str, bytes]] = []
    for match in _WORD.finditer(text):
        if match.start() > at:
            found += _read(run), text[at : match.start()]
            run = []
        run.append((match[1].lower(), _bytes(match[2], match[3])))
        at = match.end()
    return "".join((*found, _read(run), text[at:]))


def _read(run: list[tuple[str, bytes]]) -> str:
    together = ((charset, b"".join(data for _, data in some)) for charset, some in groupby(run, lambda one: one[0]))
    return "".join(decoded(data, charset) for charset, data in together)


def _bytes(form: str, said: str) -> bytes:
    if form in "qQ":
        return quopri.decodestring(said.replace("_", " ").encode("utf-8", "replace"))
    try:
        return base64.b64decode("".join(said.split()) + "===", validate=False)
    except (binascii.Error, ValueError):
        return said.encode("utf-8", "replace")


def shown(text: str, most: int = _LONGEST) -> str:
    """Return a text for a person's eyes: on one line, nothing in it that moves or hides other signs."""
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    seen = " ".join(seen.split())
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"


def file_name(part: Message) -> str:
    """Return the name of an attachment without folders, "" where it has none."""
    for header, key in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        text = raw(part, header)
        if not text:
            continue
        plain = Message()
        plain["X"] = " ".join(text.split("\r\n")).replace("\n", " ")
        said = plain.get_param(key, header="X")
        name = _parameter(said) if said else ""
        if name := _last(name):
            return name
    return ""


def _parameter(said: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(said, tuple):  # RFC 2231: the text is what its bytes are in Latin-1
        charset, _, text = said
        try:
            return words(decoded(text.encode("latin-1"), charset or "utf-8"))
        except UnicodeEncodeError:
            return words(text)
    name = words(said)
    if name.isascii() and _PERCENT.search(name):
        try:
            told = unquote_to_bytes(name).decode("utf-8")
        except UnicodeError:
            return name
        return name if told.isascii() else told
    return name


def _last(name: str) -> str:
    """Return the last part of a path, shown; its ending is never cut off."""
    name = shown(re.split(r"[/\\]", name)[-1], 1_000)
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(ending) - 2]}…{dot}{ending}" if len(ending) < 10 else name[:_LONGEST_NAME]  # noqa: PLR2004
