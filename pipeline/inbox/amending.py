"""A campaign's YAML with some of its values changed in place, and the proof that it says just that.

The new text is read as every YAML is read: it must say the value, and everywhere else what it said before. What cannot
be proved is refused. Encoding, byte order mark and line ends stay; a line that had to be mended to be read (tab,
full-width colon) stays as well, unless the value stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pipeline.inbox import keyboard, yamlfile
from pipeline.inbox.node import Node
from pipeline.model.frozen import frozen
from pipeline.model.problem import Read
from pipeline.splice import Refused, yaml

_NOT_PROVED = "“{where}”改不进去：写好以后再读，读出来的不是这个内容。请用记事本打开文件改"
_ENDS = re.compile(r"\r\n|\r|\n")
_MARKS = (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"))


@frozen
class Put:
    """Give a place this value; a place that is not there yet is added behind its siblings."""

    path: yaml.Path
    value: yaml.Value


@frozen
class Cut:
    """Take a key or an item away."""

    path: yaml.Path


Change: TypeAlias = Put | Cut


def amended(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """Return the file with all changes made, one after the other. Raises Refused: then none is made."""
    for change in changes:
        data = _amended(data, file, change)
    return data


def value_at(data: bytes, file: str, path: yaml.Path) -> yaml.Value | None:
    """Return what a file says at a place, as it is read; None where nothing stands there."""
    found: yaml.Value | None = said(yamlfile.load(data, file))
    for step in path:
        if isinstance(found, Mapping) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and 0 <= step < len(found):
            found = found[step]
        else:
            return None
    return found


def _amended(data: bytes, file: str, change: Change) -> bytes:
    _check(change)
    raw = _Raw.of(data)
    before = yamlfile.load(data, file)
    wanted = changed(said(before), change.path, change.value if isinstance(change, Put) else None)
    for edit in _edits(raw, change):
        made = raw.with_edit(edit)
        after = yamlfile.load(made, file)
        if said(after) == wanted and len(after.problems) <= len(before.problems):
            return made
    raise Refused(_NOT_PROVED.format(where=shown(change.path)))


def shown(path: yaml.Path) -> str:
    """Return a path as a clerk reads it: 会议 › 议程 › 第2项."""
    return " › ".join(step if isinstance(step, str) else f"第{step + 1}项" for step in path)


def _edits(raw: _Raw, change: Change) -> Iterator[yaml.Splice]:
    if isinstance(change, Put):
        yield from yaml.put(raw.mended, change.path, change.value)
    else:
        yield yaml.cut(raw.mended, change.path)


# --- signs --------------------------------------------------------------------------------------------------------


@frozen
class _Raw:
    """A file's text in lines with their ends, and the same as it is read."""

    codec: str
    mark: bytes
    lines: tuple[str, ...]
    ends: tuple[str, ...]  # of each line; "" behind the last
    mended: str

    @classmethod
    def of(cls, data: bytes) -> _Raw:
        codec, mark = next((each for each in _MARKS if data.startswith(each[1])), ("utf-8", b""))
        found = yamlfile.decoded(data)
        if found is None or "\x00" in found[0]:
            raise Refused("不是文本文件，改不了")
        codec = "gb18030" if found[1] else codec
        text = found[0]
        if mark + text.encode(codec) != data:
            raise Refused("文件的编码不常见，改了会丢字；请先用记事本另存为 UTF-8")
        ends = (*_ENDS.findall(text), "")
        lines = tuple(_ENDS.split(text))
        return cls(codec, mark, lines, ends, keyboard.mended("\n".join(lines))[0])

    def with_edit(self, edit: yaml.Splice) -> bytes:
        """Return the file with an edit of the mended text made: lines that it does not touch stay as they are."""
        first, last = (self.mended.count("\n", 0, place) for place in (edit.start, edit.end))
        read = self.mended.split("\n")
        made = edit.applied(self.mended).split("\n")
        middle = made[first : len(made) - (len(read) - last - 1)]
        usual = max(set(self.ends[:-1]), key=self.ends.count) if len(self.ends) > 1 else "\n"
        pieces = [line + end for line, end in zip(self.lines[:first], self.ends[:first], strict=True)]
        for number, line in enumerate(middle):
            ending = self.ends[last] if number == len(middle) - 1 else usual
            if number < len(middle) - 1 and first + number < last:
                ending = self.ends[first + number]
            pieces.append(self._as_typed(line, number, first, last, len(middle)) + ending)
        pieces += [line + end for line, end in zip(self.lines[last + 1 :], self.ends[last + 1 :], strict=True)]
        return self.mark + "".join(pieces).encode(self.codec)

    def _as_typed(self, line: str, number: int, first: int, last: int, count: int) -> str:
        """Return a line of the middle as it was typed, where the edit has left it as it was read."""
        read = self.mended.split("\n")
        if number == 0 and line == read[first]:
            return self.lines[first]
        return self.lines[last] if number == count - 1 and line == read[last] else line


def _check(change: Change) -> None:
    for words in texts(change.value) if isinstance(change, Put) else ():
        if any(not sign.isprintable() and sign not in "\n\t\u3000\xa0" for sign in words):
            raise Refused("里面有看不见的控制字符，请重新输入")


def texts(value: yaml.Value) -> Iterator[str]:
    """Yield every text of a value, the keys too."""
    if isinstance(value, str):
        yield value
    else:
        for each in (*value.keys(), *value.values()) if isinstance(value, Mapping) else value:
            yield from texts(each)


# --- what a file says -----------------------------------------------------------------------------------------------


def said(found: Read[Node | None]) -> yaml.Value:
    """Return what a file says, without places."""
    return {} if found.value is None else _plain(found.value)


def _plain(node: Node) -> yaml.Value:
    """Return what a node says, without places."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, Mapping):
        return {key: _plain(each) for key, each in node.value.items()}
    return [_plain(each) for each in node.value]


def changed(said: yaml.Value, path: yaml.Path, value: yaml.Value | None) -> yaml.Value:
    """Return what a file is to say once the place has the value (None: is gone)."""
    if not path:
        return said if value is None else _copied(value)
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        keys: dict[str, yaml.Value] = dict(said) if isinstance(said, Mapping) else {}
        if rest or value is not None:
            keys[step] = changed(keys.get(step, ""), rest, value)
        else:
            keys.pop(step, None)
        return keys or ""
    items: list[yaml.Value] = list(said) if isinstance(said, list) else []
    if rest or value is not None:
        items[step : step + 1] = [changed(items[step] if step < len(items) else "", rest, value)]
    else:
        del items[step : step + 1]
    return items or ""


def _copied(value: yaml.Value) -> yaml.Value:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value]
