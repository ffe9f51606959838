"""One mapping of a campaign's YAML while it is read: values by key, and the Problems met on the way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.inbox import dates, fields, listing, nothing
from pipeline.inbox.dates import Span
from pipeline.inbox.node import Node
from pipeline.model import codes
from pipeline.model.facts import Field, Unread
from pipeline.model.problem import Code, Origin, Problem, meant, nearest

T = TypeVar("T")

_LONGEST = 500  # characters of a text in the YAML; what is longer is no name and no item, and its checks take long


_BELOW = "请在下面分行写，每行空两格，写成 项目: 内容"


def says_nothing(words: str) -> bool:
    """Whether a text stands for an empty place: 无, /, ——."""
    return words.strip() in fields.BLANK


@dataclass(slots=True)
class Stated:
    """A mapping of the YAML. `path` names it in messages; an unknown key is a Problem at once."""

    values: Mapping[str, Node]
    origin: Origin
    path: str
    problems: list[Problem]
    doubts: tuple[Problem, ...] = ()  # why what it lacks is unread: it stands twice, or a line of it cannot be read
    span: Span = Span()
    misspelt: Mapping[str, Problem] = field(default_factory=dict)  # key → the fault of one that may be meant for it

    @classmethod
    def of(
        cls,
        node: Node | None,
        path: str,
        known: Iterable[str],
        problems: list[Problem],
        at: Origin,
        span: Span = Span(),  # noqa: B008 - frozen
    ) -> Stated:
        """Return a mapping ready to be read; of what is no mapping all keys are unread."""
        if node is None or (isinstance(node.value, str) and (node.value == "" or says_nothing(node.value))):
            return cls({}, node.origin if node else at, path, problems, node.problems if node else (), span)
        if not isinstance(node.value, Mapping):
            shape = codes.YAML_TYPE.at(node.origin, key=path, expected="下面再分项写的", how=_BELOW)
            problems.append(shape)
            return cls({}, node.origin, path, problems, (shape,), span)
        listed, misspelt = tuple(known), {}
        for key, value in node.value.items():
            if listed and key not in listed:
                names = {"key": key, "nearest": nearest(key, listed), "known": "、".join(listed)}
                problem = codes.YAML_UNKNOWN_KEY.at(value.origin, **names)
                misspelt[meant(key, listed)] = problem
                problems.append(problem)
        return cls(node.value, node.origin, path, problems, node.problems, span, misspelt)

    def inner(self, key: str, known: Iterable[str]) -> Stated:
        """Return the mapping under `key`."""
        return self.of(self.node(key), self.label(key), known, self.problems, self.origin, self.span)

    def item(self, node: Node, key: str, known: Iterable[str]) -> Stated:
        """Return a mapping of the list under `key`."""
        return self.of(node, self.label(key), known, self.problems, node.origin, self.span)

    def node(self, key: str) -> Node | None:
        """Return the value under `key`, if it is written, or may be."""
        if key in self.values:
            return self.values[key]
        doubts = (self.misspelt[key],) if key in self.misspelt else self.doubts
        return Node("", self.origin, doubts) if doubts else None

    def has(self, key: str) -> bool:
        """Whether something is written under `key`, or may be."""
        node = self.node(key)
        return node is not None and not node.is_empty

    def at(self, key: str) -> Origin:
        """Return the line of `key`, or of the mapping where it is not written."""
        return self.values[key].origin if key in self.values else self.origin

    def label(self, key: str) -> str:
        """Return what a key is called in messages."""
        return f"{self.path}.{key}" if self.path else key

    def unread(self, problem: Problem) -> Unread:
        """Note why a value cannot be used, and return that."""
        self.problems.append(problem)
        return Unread((problem,))

    def text(self, key: str) -> Field[str]:
        """Return a text; "" where nothing is written, or that there is nothing (无)."""
        words = self.written(key)
        return "" if isinstance(words, str) and says_nothing(words) else words

    def written(self, key: str) -> Field[str]:
        """Return a text as it is written; "" where nothing is."""
        node = self.node(key)
        if node is None:
            return ""
        if node.problems:
            return Unread(node.problems)
        if not isinstance(node.value, str):
            return self.unread(
                codes.YAML_TYPE.at(
                    node.origin, key=self.label(key), expected="一段文字", how="请只写一段文字，不分项、不加括号"
                )
            )
        return self._short(key, fields.text(node.value), node.origin)

    def _short(self, key: str, words: str, origin: Origin) -> Field[str]:
        if len(words) <= _LONGEST:
            return words
        return self.unread(codes.YAML_LONG.at(origin, key=self.label(key), count=len(words), most=_LONGEST))

    def required(self, key: str) -> Field[str]:
        """Return a text that must be there."""
        value = self.text(key)
        return self._missing(key) if value == "" else value

    def _missing(self, key: str) -> Unread:
        return self.unread(codes.YAML_REQUIRED.at(self.at(key), key=self.label(key)))

    def read(
        self, key: str, parse: Callable[[str], T | None], code: Code, *, required: bool = False
    ) -> Field[T | None]:
        """Return a day or a time as `parse` reads it; None where nothing is written."""
        value = self.text(key)
        if isinstance(value, Unread):
            return value
        if not value:
            return self._missing(key) if required else None
        found = parse(self.span.dated(value))
        if found is None:
            lacking = dates.lacks_year(value) and parse(f"2024年{value}") is not None
            kind = codes.YAML_YEAR if lacking else code
            return self.unread(kind.at(self.at(key), key=self.label(key), value=value))
        if isinstance(found, dt.date) and (right := dates.other_weekday(value, found)):
            self.problems.append(codes.YAML_WEEKDAY.at(self.at(key), key=self.label(key), value=value, right=right))
        return found

    def date(self, key: str, *, required: bool = False) -> Field[dt.date | None]:
        """Return a day."""
        return self.read(key, dates.full_day, codes.YAML_DATE, required=required)

    def list(self, key: str, split: Callable[[str], tuple[str, ...]] = listing.whole) -> Field[tuple[str, ...]]:
        """Return a list of texts; one text alone is what `split` makes of it."""
        node = self.node(key)
        if node is None or node.is_empty:
            return ()
        if node.problems:
            return Unread(node.problems)
        items = (node,) if isinstance(node.value, str) else node.value if isinstance(node.value, tuple) else ()
        texts = [(each.value, each.origin) for each in items if isinstance(each.value, str)]
        words = [self._short(key, fields.text(text), origin) for text, origin in texts]
        if isinstance(node.value, Mapping) or len(words) < len(items):
            return self.unread(
                codes.YAML_TYPE.at(node.origin, key=self.label(key), expected="一列文字", how="几项请写成 [甲, 乙]")
            )
        unread = [each for each in words if isinstance(each, Unread)]
        if unread:
            return Unread(tuple(problem for each in unread for problem in each.problems))
        found = [each for each in words if isinstance(each, str) and not says_nothing(each)]
        if len(found) == 1:
            return () if nothing.says_none(found[0]) else split(found[0])
        return listing.unnumbered(found)

    def persons(self, key: str) -> Field[tuple[str, ...]]:
        """Return the names of persons, however many stand in one text; each may have something in brackets behind."""
        listed = self.list(key)
        if isinstance(listed, Unread):
            return listed
        told = [(words, listing.persons(words)) for words in listed]
        unclear = next((words for words, each in told if each is None), None)
        if unclear is not None:
            return self.unread(codes.YAML_PEOPLE.at(self.at(key), key=self.label(key), value=unclear))
        return tuple(name for _, each in told for name in each or ())

    def number(self, key: str) -> Field[int | None]:
        """Return a whole number."""
        value = self.text(key)
        if isinstance(value, Unread):
            return value
        if not value:
            return None
        digits = re.fullmatch(r"(\d{1,9})(万?)\s*(?:名|人|个|学时|课时|小时|字|篇|天)?", fields.narrow(value))
        if not digits:
            return self.unread(
                codes.YAML_TYPE.at(self.at(key), key=self.label(key), expected="一个整数", how="请只写数字，如 3")
            )
        return int(digits[1]) * (10_000 if digits[2] else 1)

    def choice(self, key: str, choices: tuple[str, ...]) -> Field[str]:
        """Return one of a closed list; the first where nothing is written."""
        value = self.written(key)
        if isinstance(value, Unread) or value in choices:
            return value
        if not value:
            return choices[0]
        allowed = "、".join(choices)
        return self.unread(codes.YAML_CHOICE.at(self.at(key), key=self.label(key), value=value, choices=allowed))
