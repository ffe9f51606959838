"""What a YAML of an office never holds: references, tags, nesting and length beyond reason. Seen before it is built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

LARGEST = 500_000  # bytes; a campaign has less than 50,000
_MOST_EVENTS = 50_000  # keys, items, values and their brackets; a township of 2,000 branches has 20,000
_DEEPEST = 40  # levels; a campaign has six
TOO_LARGE = "请核对是不是放错了文件；写法请照样张"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTE = "请给这个值加上英文引号"


class RefusedYaml(Exception):  # noqa: N818 - it is the file that is refused
    """Why a file is not built, and in which line (from 1). `slip`: one value is at fault, the others may hold."""

    def __init__(self, line: int, reason: str, cure: str, *, slip: bool = False) -> None:
        super().__init__(reason)
        self.line, self.reason, self.cure, self.slip = line, reason, cure, slip


def guarded(events: Iterable[Any]) -> Iterator[Any]:
    """Yield a parser's events as they come. Raises RefusedYaml at the first that no campaign has."""
    depth = documents = 0
    for count, event in enumerate(events):
        kind = type(event).__name__
        depth += kind in {"MappingStartEvent", "SequenceStartEvent"}
        depth -= kind in {"MappingEndEvent", "SequenceEndEvent"}
        documents += kind == "DocumentStartEvent"
        if count > _MOST_EVENTS:
            _refuse(event, f"文件太大（超过 {_MOST_EVENTS:,} 项）", TOO_LARGE)
        if depth > _DEEPEST:
            _refuse(event, "括号套得太深", "请照样张改写")
        if documents > 1:
            _refuse(event, "一个文件里有两份（中间有 ---）", "请分成两个文件")
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            _refuse(event, "用了 & 或 * 开头的内容", _QUOTE, slip=True)
        if getattr(event, "tag", None):
            _refuse(event, "用了 ! 开头的内容", _QUOTE, slip=True)
        if _UNPRINTABLE.search(getattr(event, "value", None) or ""):
            _refuse(event, "里面有看不见的控制字符", "请重新输入这一行", slip=True)
        yield event


def _refuse(event: Any, reason: str, cure: str, *, slip: bool = False) -> NoReturn:
    raise RefusedYaml(event.start_mark.line + 1, reason, cure, slip=slip)
