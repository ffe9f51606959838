"""A YAML file → values that know their line, as the clerk wrote them: 0012 stays 0012, 09:00 is no number.

What a keyboard types (a tab, a full-width colon, no space after the colon) is mended first (keyboard.py). What a parser
stops at then costs its own line and no other (linewise.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import yamlguard
from pipeline.inbox import fields, keyboard, linewise
from pipeline.inbox.node import Node
from pipeline.inbox.yaml_keys import TOP
from pipeline.model import codes
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem, Read

_OURS = re.compile(rf"^(?:{'|'.join(TOP)})\s*[:：]", re.MULTILINE)
_CAMPAIGN = re.compile(r"^活动\s*[:：]", re.MULTILINE)


def decoded(data: bytes) -> tuple[str, bool] | None:
    """Return a file's text and whether it was in GBK; None where it is no text."""
    wide = "utf-32" if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")) else "utf-16"
    encodings = (wide,) if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding == "gb18030"
        except UnicodeDecodeError:
            continue
    return None


def is_ours(data: bytes) -> bool:
    """Whether a file has one of the top-level keys of docs/contract.md §2."""
    text = decoded(data[: yamlguard.LARGEST]) or decoded(data[: yamlguard.LARGEST - 1])
    return text is not None and _OURS.search(text[0]) is not None


def looks_like_campaign(data: bytes) -> bool:
    """Whether a file has the top-level key 活动, even if it cannot be parsed."""
    text = decoded(data)
    return text is not None and _CAMPAIGN.search(text[0]) is not None


def load(data: bytes, file: str) -> Read[Node | None]:
    """Return a file's values as far as they can be told, or None, with every Problem on the way. Never raises."""
    if len(data) > yamlguard.LARGEST:
        return Read(
            None, (codes.YAML_SYNTAX.at(Origin(file), reason="文件太大（超过 500 KB）", cure=yamlguard.TOO_LARGE),)
        )
    text = decoded(data)
    if text is None or "\x00" in text[0]:
        problem = codes.YAML_SYNTAX.at(Origin(file), reason="不是文本文件", cure="请用记事本另存为 UTF-8 编码的文本")
        return Read(None, (problem,))
    problems = [codes.YAML_ENCODING.at(Origin(file))] if text[1] else []
    lines = text[0].translate(fields.INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    words, habits = keyboard.mended(lines)
    for habit in habits:
        code = codes.YAML_COMMA if habit.doubtful else codes.YAML_TYPED
        problems.append(code.at(Origin(file, line=habit.line), what=habit.what, cure=habit.cure))
    found = _read(words, file)
    return Read(found.value, (*problems, *found.problems))


def _read(text: str, file: str) -> Read[Node | None]:
    """Return the values of a text that a parser takes whole; where it does not, of its lines."""
    whole = _parsed(text, file)
    if whole.value is None and not whole.slip:
        return Read(None, whole.problems)
    if whole.value is not None and linewise.shaped(whole.value):
        return Read(whole.value, whole.problems)
    lines = linewise.read(text, file, lambda words, first: _value(words, file, first))
    broken = any(problem.code == codes.YAML_SYNTAX.code for problem in lines.problems)
    if not lines.problems or (whole.value is not None and broken):
        return Read(whole.value, whole.problems)
    return lines


def _value(words: str, file: str, first: int) -> Read[Node | None]:
    """Return one value that begins below `first` lines of its file."""
    found = _parsed(f"值: {words}", file, first)
    value = found.value.value["值"] if found.value is not None and isinstance(found.value.value, Mapping) else None
    return Read(value, found.problems)


# --- what a parser stops at ---------------------------------------------------------------------------------------

_REASONS = (
    ("found character '\\t'", "用了制表符（Tab）", "请改成空格"),
    ("found undefined alias", "用了 * 开头的内容", "请给这个值加上英文引号"),
    ("while scanning a quoted scalar", "英文引号没有成对", "请补上另一个引号"),
    ("while scanning an alias", "用了 * 开头的内容", "请给这个值加上英文引号"),
    ("while scanning an anchor", "用了 & 开头的内容", "请给这个值加上英文引号"),
    (
        "while parsing a flow",
        "方括号或花括号没有成对，或中间少了逗号",
        "请检查这一行和上面几行的括号、逗号（都用半角）",
    ),
    (
        "could not find expected ':'",
        "这一行没有冒号，或上一行没有写完",
        "请写成“键: 值”；文字太长要换行时，下一行多缩进两格",
    ),
    (
        "mapping values are not allowed",
        "一行里有两个冒号，或缩进与上下行没有对齐",
        "请给含冒号的文字加上英文引号，并对齐缩进",
    ),
    ("while parsing a block mapping", "缩进与上下行没有对齐", "同一级的键要对齐（用空格）"),
    ("while parsing a block collection", "缩进与上下行没有对齐", "同一级的“- ”要对齐（用空格）"),
    ("found character", "以不能用的符号开头", "请给这个值加上英文引号"),
    ("special characters are not allowed", "里面有看不见的控制字符", "请重新输入这一行"),
)


@frozen
class _Parsed:
    """What a parser made of a text. `slip`: one line may be at fault, and the others hold."""

    value: Node | None = None
    problems: tuple[Problem, ...] = ()
    slip: bool = False


def _parsed(text: str, file: str, first: int = 0) -> _Parsed:
    """Return what a parser makes of a text that begins below `first` lines of its file."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only who reads a YAML loads it
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    composer = _Composer(file, first)
    try:
        node = composer.document(yamlguard.guarded(YAML(typ="safe", pure=True).parse(text)))
    except yamlguard.RefusedYaml as why:
        origin = Origin(file, line=first + why.line)
        return _Parsed(None, (codes.YAML_SYNTAX.at(origin, reason=why.reason, cure=why.cure),), why.slip)
    except (YAMLError, ValueError, RecursionError) as error:
        return _Parsed(None, (_syntax(error, text, file, first),), slip=True)
    if node is None or isinstance(node.value, Mapping):
        return _Parsed(node, tuple(composer.problems))
    reason, cure = "不是“键: 值”的写法", "请照样张的写法：活动: 下面一行一项"
    return _Parsed(None, (*composer.problems, codes.YAML_SYNTAX.at(node.origin, reason=reason, cure=cure)))


class _Composer:
    """Makes our own values of a parser's events, as they come."""

    def __init__(self, file: str, first: int) -> None:
        self.file, self.first = file, first
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = iter(())

    def document(self, events: Iterable[Any]) -> Node | None:
        self.events = iter(events)
        root: Node | None = None
        for event in self.events:
            if type(event).__name__ in _STARTS:
                root = self._node(event)
        return root

    def _origin(self, event: Any) -> Origin:
        return Origin(self.file, line=self.first + event.start_mark.line + 1)

    def _node(self, event: Any) -> Node:
        origin, kind = self._origin(event), type(event).__name__
        if kind == "ScalarEvent":
            text, plain = str(event.value), event.style not in {'"', "'", "|", ">"}
            return Node("" if plain and text in {"~", "null"} else text, origin)
        return Node(self._items() if kind == "SequenceStartEvent" else self._mapping(), origin)

    def _items(self) -> tuple[Node, ...]:
        items = []
        while type(event := next(self.events)).__name__ in _STARTS:
            items.append(self._node(event))
        return tuple(items)

    def _mapping(self) -> Mapping[str, Node]:
        """Return the values by key; a key that stands twice cannot be used."""
        values: dict[str, Node] = {}
        while type(event := next(self.events)).__name__ in _STARTS:
            key, here = self._node(event), self._origin(event)
            name = key.value if isinstance(key.value, str) else ""
            node = self._node(next(self.events))
            if name in values and node.is_empty:
                continue
            if name in values and not values[name].is_empty:
                problem = codes.YAML_DUPLICATE_KEY.at(here, key=name, other=values[name].origin)
                self.problems.append(problem)
                values[name] = Node("", values[name].origin, (problem,))
            else:
                values[name] = Node(node.value, here, node.problems)
        return values


_STARTS = frozenset({"ScalarEvent", "SequenceStartEvent", "MappingStartEvent"})


def _syntax(error: Exception, text: str, file: str, first: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {error}"
    known = next(((why, cure) for words, why, cure in _REASONS if words in said), None)
    reason, cure = known or ("缩进或符号不对", "请对照样张检查这一行和上一行")
    place = getattr(error, "position", None)  # a reader's error counts characters
    line = mark.line + 1 if mark else text.count("\n", 0, place) + 1 if isinstance(place, int) else 0
    return codes.YAML_SYNTAX.at(Origin(file, line=line and first + line), reason=reason, cure=cure)
