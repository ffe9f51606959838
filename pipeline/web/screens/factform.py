"""A campaign's YAML, or its 活动.xlsx, as a form: the fields, what stands in them, what a person has changed in them.

A field is known by its path (会议 › 地点). Only what differs is changed; what is added below something that is not
there yet is added as one value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.errands import amending
from pipeline.model.frozen import frozen

Path: TypeAlias = "tuple[str | int, ...]"
Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
_LIST, _WORDS, _TEXT = "l:", "w:", "t:"  # a list of lines, a list of words in one line, a text
_BETWEEN = re.compile(r"[、，,;；\n]")  # words of such a list
BRANCHES = "branches"  # the key of the part that has a row for each branch
MEETING = "meeting"  # of the part of the first meeting; a further one has its number behind it


@frozen
class Field:
    """One field: `lines`: one entry a line; `choices`: what may be ticked, what is ticked first; none: it is typed."""

    path: Path
    label: str
    value: str = ""
    lines: bool = False
    required: bool = False
    hint: str = ""
    fault: str = ""
    choices: tuple[str, ...] = ()
    words: bool = False  # it stands in one line with others: a list is written with 、 between

    @property
    def ticked(self) -> list[str]:
        """Which of the choices stand there."""
        return self.value.split("\n") if self.value else []

    @property
    def name(self) -> str:
        """How the form calls it."""
        return (_TEXT if not self.lines else _WORDS if self.words else _LIST) + json.dumps(
            self.path, ensure_ascii=False
        )


@frozen
class Row:
    """Fields that stand in one line: a phase, a branch's meeting."""

    title: str
    fields: tuple[Field, ...]


@frozen
class Section:
    """A part of the form."""

    key: str
    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    rows_title: str = ""
    elsewhere: str = ""  # another file of the campaign, in which this part is written

    @property
    def of_meeting(self) -> bool:
        """Whether it is a meeting of the whole township."""
        return self.key.startswith(MEETING)


@frozen
class _Asked:
    key: str
    required: bool = False
    lines: bool = False
    hint: str = ""


_CAMPAIGN = (
    _Asked("名称", required=True, hint="如 保持共产党员先进性教育活动"),
    _Asked("简称", required=True, hint="如 先进性教育活动"),
    _Asked("主题"),
    _Asked("开始", required=True, hint="如 2026-07-01 或 2026年7月1日"),
    _Asked("结束", required=True, hint="如 2026-12-31 或 2026年12月31日"),
    _Asked("集中学习不少于", hint="如 3个月"),
    _Asked("截至", hint="报告里的数到哪一天；不填就是今天"),
    _Asked("上级文件", lines=True, hint="一行一个"),
)
_OFFICE = (
    _Asked("名称", required=True, hint="如 中共吕寨镇委员会"),
    _Asked("简称", hint="如 吕寨镇党委"),
    _Asked("全域", hint="如 全镇、全乡、全街道；空着就按名称写"),
    _Asked("发文代字", hint="如 吕委"),
    _Asked("办公室", hint="如 镇党委组织办公室"),
    _Asked("联系人"),
    _Asked("电话"),
    _Asked("红头", hint="无、文件、信函、套打"),
)
_MEETING = (
    _Asked("名称", hint="召集各党支部的大会；没有会，这一页都空着"),
    _Asked("时间", hint="如 2026-07-06 09:00"),
    _Asked("地点"),
    _Asked("主持人", hint="如 某某（镇党委副书记）"),
    _Asked("讲话人", hint="不写讲话人，就不出这个会的动员讲话"),
    _Asked("称呼", hint="如 同志们"),
    _Asked("参加人员", lines=True, hint="一行一类"),
    _Asked("议程", lines=True, hint="一行一项"),
    _Asked("要求", lines=True, hint="一行一条"),
    _Asked("回执截止", hint="如 2026-07-03"),
    _Asked("字号", hint="这个会议通知自己的字号；空着，第一个会议用发文里的，后面的会议留空"),
    _Asked("发文日期", hint="这个会议通知自己的日期；空着，第一个会议用发文里的，后面的会议留空"),
    _Asked("讲话稿", hint="收件夹里的文件名，程序给它加上开头和结尾"),
    _Asked("讲话全文", hint="整篇写好的讲话：只排版。和“讲话稿”只写一个"),
)
_ISSUANCE = (_Asked("字号", hint="如 吕委〔2026〕12号"), _Asked("日期", hint="如 2026-07-02"))
_BRANCH = (
    ("会议", "时间"),
    ("会议", "地点"),
    ("会议", "讲话人"),
    ("讲话稿",),
    ("名额",),
)
_PHASE = (
    _Asked("名称"),
    _Asked("开始"),
    _Asked("结束"),
    _Asked("文种", lines=True, hint="这个阶段的文种，一行一种；不写就按目录里的阶段"),
)
_PERSON = ("姓名", "职务")
_MEETINGS, _KINDS = "会议", "文种"


def sections(
    values: Value,
    faults: Mapping[Path, str],
    branches: Iterable[str],
    *,
    whole: str = "",
    meetings_in: str = "",
    kinds: Iterable[str] = (),
) -> list[Section]:
    """Return the form of what a YAML says; of the branches, those that are named here.

    `whole`: what all under the committee is called. `meetings_in`: the file that has the meetings, where it is another.
    `kinds`: the kinds of paper that there are, to be ticked.
    """
    form = _Form(values, faults)
    return [
        Section("campaign", "活动", form.fields(("活动",), _CAMPAIGN), tuple(form.phases()), "阶段"),
        Section("office", "单位", form.fields(("单位",), _OFFICE)),
        *form.meetings(f"{whole}会议", meetings_in),
        Section("issuance", "发文", form.fields(("发文",), _ISSUANCE)),
        Section(BRANCHES, "支部安排", (), tuple(form.branches(branches)), "哪个支部有自己的安排就写哪个"),
        Section("kinds", "文种", (form.kinds(kinds),)),
    ]


@frozen
class _Form:
    values: Value
    faults: Mapping[Path, str]

    def fields(self, above: Path, asked: Iterable[_Asked]) -> tuple[Field, ...]:
        return tuple(each for one in asked for each in self._field((*above, one.key), one))

    def _field(self, path: Path, asked: _Asked) -> Iterator[Field]:
        found = at(self.values, path)
        if isinstance(found, Mapping):
            yield from (self._one((*path, key), f"{asked.key}（{key}）", _Asked(key)) for key in _PERSON)
        else:
            yield self._one(path, asked.key, asked)

    def _one(self, path: Path, label: str, asked: _Asked) -> Field:
        found = at(self.values, path)
        lines = asked.lines or (isinstance(found, list) and all(isinstance(each, str) for each in found))
        fault = next((words for place, words in self.faults.items() if place[: len(path)] == path), "")
        return Field(path, label, _shown(found), lines, asked.required, asked.hint, fault)

    def kinds(self, names: Iterable[str]) -> Field:
        asked = _Asked(_KINDS, lines=True, hint="勾了的才出；一个也不勾，就是全部都出")
        field = self._one((_KINDS,), _KINDS, asked)
        return replace(field, choices=tuple(dict.fromkeys((*field.ticked, *names))))

    def meetings(self, title: str, elsewhere: str) -> Iterator[Section]:
        found = at(self.values, (_MEETINGS,))
        if elsewhere:
            yield Section(MEETING, title, elsewhere=elsewhere)
        elif isinstance(found, list):
            for number in range(len(found)):
                key, told = (f"{MEETING}{number + 1}", f"{title} {number + 1}") if number else (MEETING, title)
                yield Section(key, told, self.fields((_MEETINGS, number), _MEETING))
        else:
            yield Section(MEETING, title, self.fields((_MEETINGS,), _MEETING))

    def phases(self) -> Iterator[Row]:
        found = at(self.values, ("活动", "阶段"))
        count = len(found) if isinstance(found, list) else 0
        for number in range(count + 1):
            named = tuple(_in_a_row(self._one(("活动", "阶段", number, each.key), each.key, each)) for each in _PHASE)
            yield Row(f"第 {number + 1} 个" if number < count else "再添一个", named)

    def branches(self, names: Iterable[str]) -> Iterator[Row]:
        for name in names:
            yield Row(
                name,
                tuple(_in_a_row(self._one(("支部安排", name, *path), path[-1], _Asked(path[-1]))) for path in _BRANCH),
            )


def _in_a_row(field: Field) -> Field:
    """Return a field that has one line only: a browser drops line breaks there, and two entries would be one."""
    return replace(field, words=True, value="、".join(field.value.split("\n"))) if field.lines else field


def has_meetings(values: Value) -> bool:
    """Whether something is written of a meeting."""
    return _says(at(values, (_MEETINGS,)) or "")


def _says(value: Value) -> bool:
    if isinstance(value, str):
        return bool(value)
    return any(map(_says, value.values() if isinstance(value, Mapping) else value))


def arranged(values: Value, known: Iterable[str]) -> list[str]:
    """Return the branches that have something of their own, then those that are known besides."""
    found = at(values, ("支部安排",))
    return list(dict.fromkeys((*(found if isinstance(found, Mapping) else ()), *known)))


def at(values: Value, path: Path) -> Value | None:
    """Return what stands at a place, None where nothing does."""
    found: Value | None = values
    for step in path:
        if isinstance(found, Mapping) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and 0 <= step < len(found):
            found = found[step]
        else:
            return None
    return found


def _shown(value: Value | None) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) or value is None:
        return ""
    return "\n".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value)


def changes(values: Value, fields: Iterable[tuple[str, str]]) -> list[amending.Change]:
    """Return what a person has changed, in the order of the form. Raises ValueError for what is no field."""
    found: dict[Path, Value] = {}
    for name, written in _joined(fields):
        path = _path(name[len(_LIST) :])
        words = written.replace("\r\n", "\n").strip()
        if name.startswith(_WORDS):
            words = "\n".join(each.strip() for each in _BETWEEN.split(words) if each.strip())
        if words == _shown(at(values, path)).strip():
            continue
        new: Value = words
        if name.startswith((_LIST, _WORDS)):
            new = [line.strip() for line in words.split("\n") if line.strip()] or ""
        _put(found, values, path, new)
    return [amending.Put(path, _listed(value)) for path, value in found.items()]


def _joined(fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the fields of the form; what is ticked comes as one field of the same name for each, and is its lines."""
    found: dict[str, list[str]] = {}
    for name, written in fields:
        if name.startswith((_LIST, _WORDS, _TEXT)):
            found.setdefault(name, []).append(written)
    for name, lines in found.items():
        yield name, "\n".join(filter(None, lines))


def count(made: Iterable[amending.Change]) -> int:
    """How many fields were changed: what is put below one new place counts each of its own."""
    return sum(_size(each.value) if isinstance(each, amending.Put) else 1 for each in made)


def _size(value: Value) -> int:
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        return sum(map(_size, value))
    return 1


def _listed(value: Value) -> Value:
    """Return a value in which what was put by numbers is a list."""
    if not isinstance(value, Mapping):
        return value
    inner = {key: _listed(each) for key, each in value.items()}
    return [inner[key] for key in sorted(inner)] if all(isinstance(key, int) for key in inner) else inner


def _path(text: str) -> Path:
    read = json.loads(text)
    if not isinstance(read, list) or not read or not all(isinstance(step, str | int) for step in read):
        raise ValueError("no place")
    return tuple(read)


def _put(found: dict[Path, Value], values: Value, path: Path, new: Value) -> None:
    """Put a value where it goes: into what is there, or into one new value below the last thing that is there."""
    for length in range(1, len(path)):
        if not isinstance(at(values, path[:length]), list | Mapping):
            inner = found.setdefault(path[:length], {})
            _into(inner, path[length:], new)
            return
    found[path] = new


def _into(inner: Value, rest: Path, new: Value) -> None:
    for step in rest[:-1]:
        assert isinstance(inner, dict)
        inner = inner.setdefault(step, {})
    assert isinstance(inner, dict)
    inner[rest[-1]] = new
