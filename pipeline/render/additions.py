"""What adds parts to a document: a picture, another Word file, a link; and what replaces a part of the template.

docxtpl has its own objects for these. They belong to one open template and so to one document and one thread. Ours are
plain values like every other fact: they compare, travel between processes, and each filling opens a package for itself.
Where a template prints one it leaves a mark in the part, which `growing` resolves.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote

from pipeline.expression import leaves

_MARK, _LINK = "<?gongwen-adds ", "gongwen-link-"
_LEADING = f'r:id="{_LINK}'  # as in no text: there, quotation marks are escaped
_MARKS = re.compile(rf"{re.escape(_MARK)}([0-9a-f]+)\?>")
_LINKS = re.compile(rf'{_LEADING}([^"]*)"')


class _Printed:
    """A value that a template prints and that brings parts along."""

    __slots__ = ()

    def __html__(self) -> str:
        return f"{_MARK}{digest(self)}?>"

    def __str__(self) -> str:
        """No filter can make text of it."""
        raise TypeError("图片、附件只能原样写在标记里，不能再加过滤器，也不能写在属性里")


@dataclass(frozen=True, slots=True)
class InlineImage(_Printed):
    """A picture in a line of text, as docxtpl's InlineImage: `{{ 图 }}`. Sizes in mm; `anchor` is where it leads to."""

    data: bytes = field(repr=False)
    width: float | None = None
    height: float | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Subdoc(_Printed):
    """The content of another .docx, as docxtpl's Subdoc: `{{p 附件 }}`, in the body only."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Under any name among the facts: docxtpl's replace_pic, replace_media, replace_embedded or replace_zipname.

    `old` is the picture's name, title or description (pic), the bytes to be replaced (media, embedded) or the part's
    name (zipname).
    """

    what: Literal["pic", "media", "embedded", "zipname"]
    old: str | bytes = field(repr=False)
    new: bytes = field(repr=False)


Addition: TypeAlias = InlineImage | Subdoc


def digest(value: object) -> str:
    """Return what tells an addition or a replacement from every other."""
    found = hashlib.sha256(type(value).__name__.encode())
    for each in fields(value):  # type: ignore[arg-type]
        said = getattr(value, each.name)
        found.update(said if isinstance(said, bytes) else f"\0{said!r}\0".encode())
    return found.hexdigest()


def url_id(url: str) -> str:
    """Return what docxtpl's RichText takes for a link: `RichText("镇政府", url_id=url_id("https://…"))`."""
    return _LINK + quote(url, safe="")


def adds(xml: str) -> bool:
    """Whether a printed value leaves a mark."""
    return _MARK in xml or _LEADING in xml


def marks(xml: str) -> Iterator[re.Match[str]]:
    """Yield the marks of additions in a part; group 1 is the digest."""
    return _MARKS.finditer(xml)


def linked(xml: str, relation: Mapping[str, str]) -> str:
    """Return a part with its links by relation id; `relation`: URL → id."""
    return _LINKS.sub(lambda match: f'r:id="{relation[unquote(match[1])]}"', xml)


def links(xml: str) -> list[str]:
    """Return the URLs that a part leads to, each once."""
    return list(dict.fromkeys(unquote(match[1]) for match in _LINKS.finditer(xml)))


def within(facts: object) -> Iterator[Addition]:
    """Yield every addition among the facts."""
    return (value for value in leaves(facts) if isinstance(value, InlineImage | Subdoc))


def replacements(facts: Mapping[str, object]) -> list[Replacement]:
    """Return what replaces parts of the template."""
    return [value for value in facts.values() if type(value) is Replacement]
