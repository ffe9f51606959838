"""Compiled template + facts → bytes of a docx. Nothing is shared, nothing is lost in silence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.expression import Path, Unreadable, value_at
from pipeline.model.work import Facts
from pipeline.render import rare, seal
from pipeline.render.compile import Compiled


class UnwritableText(Exception):  # noqa: N818 - it names the value that stops a document
    """A value holds characters that no XML file can hold."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def fill(compiled: Compiled, facts: Facts) -> bytes:
    """Return the document; its every part has been parsed strictly.

    Raises expression.Stopped (a needed value could not be read), jinja2.TemplateError (the template), UnwritableText.
    """
    filled = [(name, part.render(facts)) for name, part in compiled.parts]
    try:
        parts = [(name, _checked(name, text, compiled.faces)) for name, text in filled]
    except (UnicodeEncodeError, etree.XMLSyntaxError) as fault:
        if culprit := _unwritable(compiled, facts):
            raise UnwritableText(culprit) from fault
        raise
    return seal.seal(compiled.start, parts)


def _checked(name: str, text: str, faces: Mapping[str, str]) -> bytes:
    """Return a part's bytes after a strict parse, its rare characters set in faces that have them."""
    part = text.encode("utf-8")
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    return rare.mended(root, faces) if name.startswith("word/") and rare.found(text) else part


def used_values(compiled: Compiled, facts: Facts) -> list[tuple[Path, object]]:
    """Return what the template may read of `facts`, in a stable order: two equal lists make two equal documents."""
    return [(path, value_at(facts, path)) for path in sorted(compiled.uses)]


def _unwritable(compiled: Compiled, facts: Facts) -> str:
    for path, value in used_values(compiled, facts):
        for text in _texts(value):
            if not all(_permitted(character) for character in text):
                return ".".join(path)
    return ""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _permitted(character: str) -> bool:
    """XML 1.0, production 2."""
    point = ord(character)
    return point in {9, 10, 13} or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000  # noqa: PLR2004


def serialised(values: list[tuple[Path, object]]) -> str:
    """Return used values as stable text, for the fingerprint and for telling later what changed."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Unreadable):
        return {"?": [str(problem.origin) for problem in value.problems]}
    raise TypeError(f"a fact of type {type(value).__name__}")
