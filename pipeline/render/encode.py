"""One value → the bytes that a part shows for it: escaped, line breaks as Word writes them, nothing that XML forbids.

Pure functions of the value, remembered: a roster says 男 and 汉族 a hundred thousand times.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import escape

from pipeline import late
from pipeline.expression import insist
from pipeline.render import gb2312
from pipeline.render.meter import LARGEST, weight

# XML 1.0, production 2, but for BEL and FF, which _LISTED takes
_FORBIDDEN = late.pattern("[^\t\n\r\a\f\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTED = late.pattern("[\t\a\f]")  # what docxtpl makes tabs, paragraphs and pages of, in the finished part
_MARKS = late.pattern("[\a\f]")  # of these, what nothing but a w:t can hold
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_REMEMBERED = 8192
_LONG = 2_000  # characters of a text that is not remembered
_QUOTED = 20  # characters of a value that a message shows


class UnwritableText(Exception):  # noqa: N818 - it names the value that stops a document
    """A value holds characters that no XML file can hold."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class LostText(Exception):  # noqa: N818 - it is the text that is
    """What went into a document did not come out of it."""


class Value(bytes):
    """What a part shows for a value: text, so that it leaves the part as well-formed as it was."""

    __slots__ = ()


class Rare(Value):
    """Text with characters that a GB 2312 face lacks."""

    __slots__ = ()


class Listed(Value):
    """Text with a tab, a new paragraph or a new page: docxtpl's way of writing them needs the whole part."""

    __slots__ = ()


class Markings(Value):
    """Not text but XML of the template's own making (RichText, a macro): the part must be parsed to be trusted."""

    __slots__ = ()


def text(value: object) -> Value:
    """Return what stands for a value inside a w:t. Raises Stopped, UnknownName, UnwritableText."""
    if type(value) is str:
        return _text(value)
    return _text(str(value)) if type(value) is int else _other(value)


def one(value: object) -> Value:
    """Encode as `text` does, but no list: it would be a text of any length. Raises TooMuch for one.

    A long text is not remembered: a template may make a new one for each paper.
    """
    if type(value) is str:
        return _text(value) if len(value) <= _LONG else _text.__wrapped__(value)
    if type(value) is int and -LARGEST < value < LARGEST:
        return _text(str(value))
    weight(value)
    return _other(value)


def plain(value: object) -> Value:
    """Return what stands for a value to the letter: in an attribute, a document's properties, a field, a formula.

    Raises as `text` does.
    """
    insist(value)
    said = str(value)
    return _plain(said) if len(said) <= _LONG else _plain.__wrapped__(said)


def markup(value: object) -> Value:
    """Encode a value that stands between elements, where only markup is allowed. Raises as `text`, and LostText."""
    made = text(value)
    if made and not isinstance(made, Markings):
        said = str(value)[:_QUOTED]
        raise LostText(f"“{said}”是普通文字，要写成 {{{{ … }}}}；{{{{r …}}}}、{{{{p …}}}} 里只放带格式的文字和附件")
    return made


def _other(value: object) -> Value:
    insist(value)
    html = getattr(value, "__html__", None)
    if html is not None:
        return _markings(str(html()))
    return _text(str(value))


@lru_cache(maxsize=_REMEMBERED)
def _text(said: str) -> Value:
    said = _one_line_end(said)
    _refuse(said)
    listed = _LISTED.search(said)
    kind = Listed if listed else Rare if gb2312.lacks(said) else Value
    shown = str(escape(said))
    return kind((shown if listed else shown.replace("\n", _BREAK)).encode("utf-8"))


@lru_cache(maxsize=_REMEMBERED)
def _plain(said: str) -> Value:
    if _MARKS.search(said):
        raise UnwritableText("")
    _refuse(said)
    shown = str(escape(said))
    for character in "\t\n\r":  # a parser makes blanks of them
        shown = shown.replace(character, f"&#{ord(character)};")
    return Value(shown.encode("utf-8"))


def _markings(said: str) -> Value:
    said = _one_line_end(said)
    _refuse(said)
    kind = Markings if "<" in said or _LISTED.search(said) or gb2312.lacks(said) else Value
    return kind((said.replace("\n", _BREAK) if kind is Value else said).encode("utf-8"))


def _one_line_end(said: str) -> str:
    """Return a text with line feeds for all line ends: a parser would do the same, without a word."""
    return said.replace("\r\n", "\n").replace("\r", "\n") if "\r" in said else said


def forbidden(said: str) -> bool:
    """Whether a text holds a character that no part can show."""
    return _FORBIDDEN.search(said) is not None


def marks(said: str) -> bool:
    """Whether a text holds a paragraph's or a page's end, for which only Word's text has a place."""
    return _MARKS.search(said) is not None


def _refuse(said: str) -> None:
    if forbidden(said):
        raise UnwritableText("")
