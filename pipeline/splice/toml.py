"""One value of a TOML text changed in place, bare Chinese keys and all; every other sign, comments too, stays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from pipeline.model.frozen import frozen
from pipeline.splice.refused import Refused

__all__ = ["Refused", "Value", "put", "quoted"]

Value: TypeAlias = str | bool | int | float | Sequence[str]
_SECTION = re.compile(r"\s*\[([^\[\]\"']+)\]\s*(#.*)?")
_ANY_SECTION = re.compile(r"\s*\[(?!\[)([^\[\]]+)\]\s*(#.*)?")
_KEY = re.compile(r"(\s*)([^\s\"'=#\[]+)(?=\s*=)")
_NAMED = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=#\[]+)\s*=[ \t]*")
_COMMENT_INSIDE = re.compile(r"#[^\"'\n]*\n")  # behind an item of a list over several lines
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def quoted(text: str) -> str:
    """Put the Chinese names into quotation marks that TOML 1.0 asks for and no clerk would write."""
    lines = []
    for line in text.splitlines():
        if section := _SECTION.fullmatch(line):
            names = ".".join(name if name.isascii() else f'"{name.strip()}"' for name in section[1].split("."))
            lines.append(f"[{names}]{section[2] or ''}")
        elif (key := _KEY.match(line)) and not key[2].isascii():
            lines.append(f'{key[1]}"{key[2]}"{line[key.end(2) :]}')
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def put(text: str, table: str, key: str, value: Value | None) -> str:
    """Return the text with a key's value changed, added behind the others of its table, or (None) taken away.

    Raises Refused where a statement cannot be told from its neighbours.
    """
    statements = list(_statements(text.splitlines(keepends=True)))
    own = [each for each in statements if each.table == table]
    newline = "\r\n" if "\r\n" in text else "\n"
    for each in own:
        if each.key == key:
            made = "" if value is None else each.with_value(_words(value))
            return _joined(statements, each, made)
    if value is None:
        return text
    line = f"{key} = {_words(value)}{newline}"
    if own:
        last = [each for each in own if each.key or each.is_head][-1]
        ended = last.text if last.text.endswith("\n") else last.text + newline
        return _joined(statements, last, ended + line)
    gap = "" if not text.strip("\ufeff") else newline if text.endswith("\n") else newline * 2
    return f"{text}{gap}[{table}]{newline}{line}"


@frozen
class _Statement:
    """Lines that belong together: a table's head, a key with its value, or anything between them (no key)."""

    table: str
    key: str
    text: str
    is_head: bool = False

    def with_value(self, words: str) -> str:
        """Return the statement with another value; what is said behind it stays."""
        head = _NAMED.match(self.text)
        if head is None:
            raise Refused(f"看不出“{self.key}”的值在哪里")
        rest = self.text[head.end() :]
        ends = [match.start() for match in re.finditer("#", rest)] + [len(rest.rstrip("\r\n"))]
        for end in ends:
            value = rest[:end].rstrip()
            if value and _parses(f"x = {value}\n"):
                if _COMMENT_INSIDE.search(value):
                    raise Refused(f"“{self.key}”的值里有说明文字（# 后面的），换掉会丢")
                return f"{self.text[: head.end()]}{words}{rest[len(value) :]}"
        raise Refused(f"看不出“{self.key}”的值到哪里为止")


def _statements(lines: Sequence[str]) -> Iterator[_Statement]:
    table, at = "", 0
    while at < len(lines):
        line = lines[at].removeprefix("\ufeff") if at == 0 else lines[at]
        if section := _ANY_SECTION.fullmatch(line.rstrip("\r\n")):
            table = ".".join(name.strip().strip("\"'") for name in section[1].split("."))
            yield _Statement(table, "", lines[at], is_head=True)
            at += 1
            continue
        named = _NAMED.match(line)
        if named is None:
            yield _Statement(table, "", lines[at])
            at += 1
            continue
        end = at + 1
        while end < len(lines) and not _parses(f"x = {''.join(lines[at:end])[_skipped(lines[at], line, named) :]}"):
            end += 1
        yield _Statement(table, named[1].strip("\"'"), "".join(lines[at:end]))
        at = end


def _skipped(line: str, bare: str, named: re.Match[str]) -> int:
    return len(line) - len(bare) + named.end()


def _parses(text: str) -> bool:
    try:
        found: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return len(found) == 1


def _joined(statements: Sequence[_Statement], old: _Statement, new: str) -> str:
    return "".join(new if each is old else each.text for each in statements)


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        if any(not sign.isprintable() and sign not in "\n\t\r" for sign in value):
            raise Refused("里面有看不见的控制字符")
        return f'"{value.translate(_ESCAPES)}"'
    return "[" + ", ".join(_words(each) for each in value) + "]"
