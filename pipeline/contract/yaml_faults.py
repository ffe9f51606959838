"""What is wrong with a YAML file that cannot be read at all: the line, and what to write instead, in Chinese."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

OF_ENCODING = "文字编码不是 UTF-8（用记事本打开，另存为时编码选 UTF-8）"
_OTHERWISE = "缩进、冒号或括号写得不对"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TWICE = re.compile(r'duplicate key "([^"]+)"')
_SIGNS = (
    (re.compile(r"^ *\t"), "行首用了 Tab，请改成空格"),
    (re.compile(r"^ *[\u3000\u00a0]"), "行首有全角空格，请改成半角的"),
    (re.compile(r"^\s*(?:- )?[^\s:：\"'#]+\s*："), "冒号是全角的，请改成英文冒号加一个空格"),
    (re.compile(r"^\s*(?:- )?[^\s:：\"'#]+:(?=[^\s])"), "冒号后面要空一格"),
    (re.compile(r"^\s*(?:- )?[^\s:：\"'#]+:\t"), "冒号后面是 Tab，请改成一个空格"),
    (re.compile(r"^\s*[-－—](?=[^\s-])"), "条目的开头要写英文的 - 和一个空格"),
    (re.compile(r"^\s*(?:- )?[^\s:：\"'#]+: +[\[{]"), "括号没有成对，或者这个值要整个放在英文单引号里"),
    (re.compile(r"^\s*(?:- )?[^\s:：\"'#]+: +[\"@%`|>!&*-]"), "这个值请整个放在英文单引号里"),
)


def told(text: str, fault: Exception) -> tuple[int, str]:
    """Return the line (0: not known) of what a parser gave up at, and what is wrong there."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if _CONTROL.search(line):
            return number, "里面有看不见的控制字符，请重新输入这一行"
    mark = getattr(fault, "problem_mark", None)
    if mark is None:
        return next(_no_days(lines), (0, _OTHERWISE))
    if twice := _TWICE.search(str(getattr(fault, "problem", ""))):
        return mark.line + 1, f"「{twice[1]}」写了两次，请只留一处"
    for at in (mark.line, mark.line - 1):
        for sign, reason in _SIGNS:
            if 0 <= at < len(lines) and sign.search(lines[at]):
                return at + 1, reason
    return mark.line + 1, _OTHERWISE


def _no_days(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        for match in _DATE.finditer(line):
            try:
                dt.date(*map(int, match.groups()))
            except ValueError:
                yield number, f"没有 {match[0]} 这一天"
