"""One mapping of a campaign's YAML while it is read: values by key, and the Problems met on the way."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pipeline.inbox import fields
from pipeline.inbox.yamlfile import Node
from pipeline.model import codes
from pipeline.model.facts import Field, PartialDate, Unread
from pipeline.model.problem import Code, Origin, Problem, nearest

T = TypeVar("T")

_TIME = re.compile(
    r"(?P<day>.+?)[ T日号]*\s*(?P<half>上午|下午|晚上|中午)?\s*(?P<hour>\d{1,2})(?:[:：时点](?P<minute>\d{1,2})?)?"
    r"(?::\d{2})?\s*分?(?P<sharp>半|整)?"
)
_NOON = 12
_MORNING = 9  # 中午1点 is 13:00, 中午11点 is 11:00


def day(words: str, *, last: bool = False) -> dt.date | None:
    """Return a day in one of the four spellings; a month is its first day, or its last one where `last` is asked."""
    found = fields.date(words)
    if not isinstance(found, PartialDate) or not found.month:
        return None
    number = found.day or (calendar.monthrange(found.year, found.month)[1] if last else 1)
    return dt.date(found.year, found.month, number)


def full_day(words: str) -> dt.date | None:
    """Return a day that is written as one: a month alone is none."""
    found = fields.date(words)
    return dt.date(found.year, found.month, found.day) if isinstance(found, PartialDate) and found.day else None


def moment(words: str) -> dt.datetime | dt.date | None:
    """Return a day with its time (2026-07-06 09:00, 2026年7月6日上午9时30分), or the day alone."""
    text = fields.narrow(fields.text(words))
    text = re.sub(r"[(]?(星期|周)[一二三四五六日天][)]?", " ", text)
    if only := full_day(text):
        return only if not re.search(r"[ T]\d{1,2}:\d{2}", text) else _with_time(text)
    return _with_time(text)


def _with_time(text: str) -> dt.datetime | None:
    match = _TIME.fullmatch(text)
    date = full_day(match["day"].rstrip(" T")) or full_day(match["day"] + "日") if match else None
    if match is None or date is None or not (match["half"] or re.search(r"\d\s*[:：时点]", text)):
        return None
    hour, minute = int(match["hour"]), 30 if match["sharp"] == "半" else int(match["minute"] or 0)
    if match["half"] == "晚上" and hour == _NOON:
        return None  # the night before, or the one after?
    if (match["half"] in {"下午", "晚上"} and hour < _NOON) or (match["half"] == "中午" and hour < _MORNING):
        hour += _NOON
    try:
        return dt.datetime(date.year, date.month, date.day, hour, minute)  # noqa: DTZ001 - local time, as on the paper
    except ValueError:
        return None


@dataclass(slots=True)
class Stated:
    """A mapping of the YAML. `path` names it in messages; an unknown key is a Problem at once."""

    values: Mapping[str, Node]
    origin: Origin
    path: str
    problems: list[Problem]
    blocked: tuple[Problem, ...] = ()  # why nothing in it can be used: it stands twice

    @classmethod
    def of(cls, node: Node | None, path: str, known: Iterable[str], problems: list[Problem], at: Origin) -> Stated:
        """Return a mapping ready to be read; what is no mapping is a Problem and counts as empty."""
        if node is None or node.problems or node.value == "":
            blocked = node.problems if node else ()
            return cls({}, node.origin if node else at, path, problems, blocked)
        if not isinstance(node.value, Mapping):
            problems.append(codes.YAML_TYPE.at(node.origin, key=path, expected="下面再分项写的（键: 值）"))
            return cls({}, node.origin, path, problems)
        listed = tuple(known)
        for key, value in node.value.items():
            if listed and key not in listed:
                problems.append(codes.YAML_UNKNOWN_KEY.at(value.origin, key=key, nearest=nearest(key, listed)))
        return cls(node.value, node.origin, path, problems)

    def node(self, key: str) -> Node | None:
        """Return the value under `key`, if it is written."""
        return Node("", self.origin, self.blocked) if self.blocked else self.values.get(key)

    def has(self, key: str) -> bool:
        """Whether something is written under `key`."""
        return key in self.values and not self.values[key].is_empty

    def at(self, key: str) -> Origin:
        """Return the line of `key`, or of the mapping where it is not written."""
        return self.values[key].origin if key in self.values else self.origin

    def _label(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _unread(self, problem: Problem) -> Unread:
        self.problems.append(problem)
        return Unread((problem,))

    def text(self, key: str) -> Field[str]:
        """Return a text; "" where nothing is written."""
        node = self.node(key)
        if node is None:
            return ""
        if node.problems:
            return Unread(node.problems)
        if not isinstance(node.value, str):
            return self._unread(codes.YAML_TYPE.at(node.origin, key=self._label(key), expected="一段文字"))
        return fields.text(node.value)

    def required(self, key: str) -> Field[str]:
        """Return a text that must be there."""
        value = self.text(key)
        return self._missing(key) if value == "" else value

    def _missing(self, key: str) -> Unread:
        return self._unread(codes.YAML_REQUIRED.at(self.at(key), key=self._label(key)))

    def read(
        self, key: str, parse: Callable[[str], T | None], code: Code, *, required: bool = False
    ) -> Field[T | None]:
        """Return a text as `parse` reads it; None where nothing is written."""
        value = self.text(key)
        if isinstance(value, Unread):
            return value
        if not value:
            return self._missing(key) if required else None
        found = parse(value)
        if found is None:
            return self._unread(code.at(self.at(key), key=self._label(key), value=value))
        return found

    def date(self, key: str, *, required: bool = False) -> Field[dt.date | None]:
        """Return a day."""
        return self.read(key, full_day, codes.YAML_DATE, required=required)

    def list(self, key: str) -> Field[tuple[str, ...]]:
        """Return a list of texts; one text alone is a list of one."""
        node = self.node(key)
        if node is None or node.is_empty:
            return ()
        if node.problems:
            return Unread(node.problems)
        if isinstance(node.value, str):
            return (fields.text(node.value),)
        if isinstance(node.value, tuple) and all(isinstance(item.value, str) for item in node.value):
            return tuple(words for item in node.value if (words := fields.text(str(item.value))))
        return self._unread(codes.YAML_TYPE.at(node.origin, key=self._label(key), expected="一列文字，如 [甲, 乙]"))

    def number(self, key: str) -> Field[int | None]:
        """Return a whole number."""
        value = self.text(key)
        if isinstance(value, Unread):
            return value
        if not value:
            return None
        digits = re.fullmatch(r"(\d{1,9})\s*(?:名|人|个)?", fields.narrow(value))
        if not digits:
            return self._unread(codes.YAML_TYPE.at(self.at(key), key=self._label(key), expected="一个整数"))
        return int(digits[1])

    def choice(self, key: str, choices: tuple[str, ...]) -> Field[str]:
        """Return one of a closed list; the first where nothing is written."""
        value = self.text(key)
        if isinstance(value, Unread) or value in choices:
            return value
        if not value:
            return choices[0]
        allowed = "、".join(choices)
        return self._unread(codes.YAML_CHOICE.at(self.at(key), key=self._label(key), value=value, choices=allowed))
