"""One value of a YAML text changed in place: its signs are replaced, every other sign, comments too, stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pipeline import yamlguard
from pipeline.model.frozen import frozen
from pipeline.splice.refused import Refused

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""What a place of a YAML is to hold: a text as a clerk reads it, a list, or a mapping."""
Path: TypeAlias = tuple[str | int, ...]
"""Keys and numbers of items (from 0) that lead to a place; an item behind the last one is a new one."""

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~，、；：｛｝［］][^\n\t:#,\[\]{}'\"，；｛｝［］]*(?:(?<=\d):\d\d)*")
_LIKELY = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~，、：；｛｝［］](?:[^\n:#]|:(?! )|(?<! )#)*")
"""Texts that stand well by themselves, and those that mostly do: whoever tries them reads the file back."""
_COLON = re.compile(r"[ \t]*:")
_UNIT = 2  # spaces that a level is indented by where nothing tells
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


@frozen
class Splice:
    """Replace what stands between two places of a text."""

    start: int
    end: int
    words: str

    def applied(self, text: str) -> str:
        """Return the text with the change made."""
        return text[: self.start] + self.words + text[self.end :]


def put(text: str, path: Path, value: Value) -> Iterator[Splice]:
    """Yield the ways in which the place may be given the value, the plainest first. Raises Refused.

    Keys that are not there are added behind their siblings.
    """
    root = _composed(text)
    above, left = _reached(root, path)
    if not left:
        yield from _replacing(text, above, value)
        return
    inner: Value = value
    for step in reversed(left[1:]):
        inner = {step: inner} if isinstance(step, str) else [inner]
    yield from _adding(text, above, left[0], inner)


def cut(text: str, path: Path) -> Splice:
    """Return the change that takes a key or an item away, with its own lines and no others. Raises Refused."""
    root = _composed(text)
    above, left = _reached(root, path)
    if left or not path:
        raise Refused("这一项本来就没有")
    return _cutting(text, above)


# --- places -------------------------------------------------------------------------------------------------------


@frozen
class _Spot:
    """A node with what stands above it: its place there and, in a mapping, its key's node."""

    node: Any
    above: _Spot | None = None
    at: int = 0
    key: Any = None

    @property
    def items(self) -> list[Any]:
        """What a collection holds: pairs or nodes."""
        return self.node.value if isinstance(self.node.value, list) else []

    @property
    def is_mapping(self) -> bool:
        return type(self.node).__name__ == "MappingNode"

    @property
    def is_list(self) -> bool:
        return type(self.node).__name__ == "SequenceNode"

    @property
    def is_empty(self) -> bool:
        return not self.is_mapping and not self.is_list and not self.node.value and self.node.style is None

    @property
    def flows(self) -> bool:
        """Whether it is written in brackets, or stands in what is."""
        return bool(self.node.flow_style) if self.is_mapping or self.is_list else False

    @property
    def start(self) -> int:
        """Where it begins, with its key."""
        return int((self.key or self.node).start_mark.index)

    def place(self, text: str) -> int:
        """Return where its value begins; of one that stands empty behind its key, right behind the colon."""
        if self.is_empty and self.key is not None:
            return _colon(text, self.key)
        return int(self.node.start_mark.index)


def _composed(text: str) -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only who changes a YAML loads it
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        for _ in yamlguard.guarded(YAML(typ="safe", pure=True).parse(text)):
            pass
        return YAML(typ="safe", pure=True).compose(text)
    except yamlguard.RefusedYaml as why:
        raise Refused(f"第 {why.line} 行{why.reason}，{why.cure}，再改这里") from why
    except (YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
        where = f"第 {mark.line + 1} 行附近" if mark else "有一行"
        raise Refused(f"{where}的写法有误，请先用记事本改好那一行，再改这里") from fault


def _reached(root: Any, path: Path) -> tuple[_Spot, Path]:
    """Return the last spot on the path that is there, and the steps that are missing."""
    spot = _Spot(root)
    if root is None:
        return spot, path
    for number, step in enumerate(path):
        if spot.is_mapping and isinstance(step, str):
            found = [
                _Spot(value, spot, at, key) for at, (key, value) in enumerate(spot.items) if str(key.value) == step
            ]
            if len(found) > 1:
                raise Refused(f"“{step}”写了 {len(found)} 次，请先删到只剩一处")
        elif spot.is_list and isinstance(step, int):
            found = [_Spot(spot.items[step], spot, step)] if 0 <= step < len(spot.items) else []
            if not found and step != len(spot.items):
                raise Refused(f"没有第 {step + 1} 项")
        elif spot.is_empty:
            found = []
        else:
            raise Refused(f"“{step}”上面写的不是{'一组“键: 值”' if isinstance(step, str) else '一列'}，改不了")
        if not found:
            return spot, path[number:]
        spot = found[0]
    return spot, ()


def _colon(text: str, key: Any) -> int:
    """Return the place behind the colon of a key."""
    found = _COLON.match(text, int(key.end_mark.index))
    if found is None:
        raise Refused(f"“{key.value}”的写法少见（后面没有冒号），请用记事本改")
    return found.end()


def _end(text: str, node: Any, key: Any = None) -> int:
    """Return where a node's own signs end: behind its last word or bracket, or behind its key's colon."""
    if isinstance(node.value, list) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1], last[0]) if isinstance(last, tuple) else _end(text, last)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if start == end and key is not None:  # nothing is written: a parser gives any place behind the colon
        return _colon(text, key)
    return start + len(text[start:end].rstrip())


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    """Return the place behind the line's end."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


def _column(text: str, place: int) -> int:
    return place - _line_start(text, place)


def _in_flow(spot: _Spot | None) -> bool:
    return spot is not None and (spot.flows or _in_flow(spot.above))


# --- words --------------------------------------------------------------------------------------------------------


def _scalars(value: str, style: str | None, *, flow: bool, likely: bool = False) -> Iterator[str]:
    """Yield the ways to write a text: as the one before it was, plain (what is `likely` to be read so, too), quoted."""
    double, single = f'"{value.translate(_ESCAPES)}"', "'" + value.replace("'", "''") + "'"
    one_line = "\n" not in value
    if style == '"':
        yield double
    elif style == "'" and one_line:
        yield single
    if not value:
        if not flow:
            yield ""
    elif value == value.strip() and (_LIKELY if likely and not flow else _PLAIN).fullmatch(value):
        yield value
    yield double


def _flow(value: Value) -> str:
    """Return a value as it may stand in one line, whatever is around it."""
    if isinstance(value, str):
        return next(_scalars(value, None, flow=True))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(_flow(each) for each in value) + "]"


def _fits_a_line(value: Value) -> bool:
    """Whether a value is a text, or a list of nothing but texts."""
    return not isinstance(value, Mapping) and all(isinstance(each, str) for each in value)


def _block(key: str | int, value: Value, margin: int) -> str:
    """Return the lines of a key (or item) with its value, each with its end."""
    head = " " * margin + (f"{_flow(key)}:" if isinstance(key, str) else "-")
    if isinstance(value, str):
        words = next(_scalars(value, None, flow=False))
        return f"{head} {words}".rstrip() + "\n"
    if isinstance(key, int):
        return f"{head} {_flow(value)}\n"
    if _fits_a_line(value):
        return f"{head} {_flow(value)}\n"
    return f"{head}\n" + "".join(_lines_of(value, margin + _UNIT))


# --- changes ------------------------------------------------------------------------------------------------------


def _replacing(text: str, spot: _Spot, value: Value) -> Iterator[Splice]:
    node = spot.node
    start, end = spot.place(text), _end(text, node, spot.key)
    flow = _in_flow(spot.above)
    if spot.is_empty and not flow and spot.key is not None and not _fits_a_line(value):
        yield _below_key(text, spot, "".join(_lines_of(value, _column(text, spot.start) + _UNIT)))
        return
    style = node.style if not spot.is_mapping and not spot.is_list else None
    if style in {"|", ">"} and isinstance(value, str):
        style = '"'
    words = list(_scalars(value, style, flow=flow, likely=True)) if isinstance(value, str) else [_flow(value)]
    if (spot.is_mapping or spot.is_list) and not spot.flows:  # a block begins below its key: so does what it becomes
        if isinstance(value, str) or not value or spot.key is None:
            start = _colon(text, spot.key) if spot.key is not None else start
            words = [f" {each}" if spot.key is not None and each else each for each in words]
            if "#" in _comments(text[start:end]):
                raise Refused("这一段里有说明文字（# 后面的），整段换掉会丢；请逐项改")
        else:
            yield from _replacing_block(text, spot, value)
            return
    for each in words:
        gap = " " if each and start and text[start - 1] in ":-" else ""
        yield Splice(start, end, gap + each)


def _comments(text: str) -> str:
    return "".join(re.findall(r"(?:^|\s)(#)", text))


def _replacing_block(text: str, spot: _Spot, value: Value) -> Iterator[Splice]:
    """Give a block of lines other items, in lines of their own."""
    start, end = int(spot.node.start_mark.index), _end(text, spot.node)
    if _comments(text[start:end]):
        raise Refused("这一段里有说明文字（# 后面的），整段换掉会丢；请逐项改")
    margin = _column(text, start)
    yield Splice(start, end, "".join(_lines_of(value, margin))[margin:].rstrip("\n"))


def _lines_of(value: Value, margin: int) -> Iterator[str]:
    """Yield the lines of a mapping's keys or a list's items."""
    pairs = value.items() if isinstance(value, Mapping) else ((0, each) for each in value)
    for key, each in pairs:
        yield _block(key, each, margin)


def _adding(text: str, above: _Spot, step: str | int, value: Value) -> Iterator[Splice]:
    """Yield the ways in which a key or an item is added below a spot, behind those that are there."""
    if above.node is None or (above.is_empty and above.above is None):
        gap = "" if not text or text.endswith("\n") else "\n"
        yield Splice(len(text), len(text), gap + _block(step, value, 0))
    elif above.is_empty:
        yield from _first_below(text, above, step, value)
    elif above.flows or not above.items:
        end = _end(text, above.node) - 1
        words = f"{_flow(step)}: {_flow(value)}" if isinstance(step, str) else _flow(value)
        inside = text[int(above.node.start_mark.index) + 1 : end].strip()
        comma = "" if not inside else " " if inside.endswith(",") else ", "
        at = len(text[:end].rstrip()) if inside else end
        yield Splice(at, at, comma + words)
    else:
        margin = _column(text, int(above.node.start_mark.index))
        yield _behind(text, above, _block(step, value, margin))


def _behind(text: str, above: _Spot, lines: str) -> Splice:
    """Return the change that puts lines behind the last one of a block."""
    at = _line_end(text, max(_end(text, above.node) - 1, 0))
    gap = "" if text[:at].endswith("\n") or not text[:at] else "\n"
    return Splice(at, at, gap + lines)


def _first_below(text: str, above: _Spot, step: str | int, value: Value) -> Iterator[Splice]:
    """Yield the ways to write the first key below one that stands empty; what is said behind it stays."""
    place = above.place(text)
    if _in_flow(above.above):
        words = _flow({step: value}) if isinstance(step, str) else _flow([value])
        yield Splice(place, place, f" {words}" if text[place - 1] == ":" else words)
        return
    if isinstance(step, int) and not isinstance(value, Mapping):
        yield Splice(place, place, f" {_flow([value])}")
    else:
        yield _below_key(text, above, _block(step, value, _column(text, above.start) + _UNIT))


def _below_key(text: str, spot: _Spot, lines: str) -> Splice:
    """Return the change that puts lines right below a key that stands empty."""
    at = _line_end(text, spot.place(text) - 1)
    gap = "" if text[:at].endswith("\n") else "\n"
    return Splice(at, at, gap + lines)


def _cutting(text: str, spot: _Spot) -> Splice:
    """Return the change that takes a spot away."""
    above = spot.above
    if above is None:
        raise Refused("整份文件不能这样删")
    start, end = spot.start, _end(text, spot.node, spot.key)
    if len(above.items) == 1:
        if above.flows:
            return Splice(start, end, "")
        if above.key is None:
            raise Refused("删了它，上面这一项就空了；请删上面那一项")
        return _emptied(text, above)
    if above.flows:
        return _cut_in_brackets(text, above, spot, start, end)
    first, last = _line_start(text, start), _line_end(text, end)
    lead = text[first:start]
    if lead.strip(" ") not in {"", "-"} or (lead.strip(" ") == "-" and not above.is_list):
        following = above.items[spot.at + 1]  # the first key behind a dash: the next one takes its place
        return Splice(start, int(following[0].start_mark.index), "")
    return Splice(first, last, "")


def _emptied(text: str, spot: _Spot) -> Splice:
    """Return the change that leaves a key with nothing below it."""
    start, end = _colon(text, spot.key), _end(text, spot.node)
    first = _line_end(text, start)
    if first > end or _comments(text[first:end]):
        raise Refused("这一段里有说明文字（# 后面的），删了会丢；请用记事本删")
    return Splice(first, _line_end(text, end), "")


def _cut_in_brackets(text: str, above: _Spot, spot: _Spot, start: int, end: int) -> Splice:
    if spot.at + 1 < len(above.items):
        following = above.items[spot.at + 1]
        node = following[0] if isinstance(following, tuple) else following
        return Splice(start, int(node.start_mark.index), "")
    comma = text.rfind(",", 0, start)
    return Splice(comma, end, "")
