"""In what a file of an office's templates/ differs from the one that comes with the program, in words for the clerk."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline import confine, contract, review
from pipeline.inbox import yamlfile
from pipeline.model import codes

_SECONDS = 60.0  # for two files
_MOST = 12  # differences that are named
_LONGEST = 40  # characters of a text that is quoted
_BEFORE = 8  # of these, before the first that differs
_UNSEEN = ("文件打不开，看不出哪里不同",)

_Line = tuple[str, str]
"""Where a text stands, and the text."""


def told(name: str, own: bytes, new: bytes) -> tuple[str, ...]:
    """Return what differs, a line each: paragraphs and cells, entries, or lines. Never raises."""
    if name.endswith(".docx"):
        try:
            found: list[str] = confine.shared().call("pipeline.errands.differing:of_papers", own, new, seconds=_SECONDS)
        except confine.Died:
            return _UNSEEN
    elif name.endswith(".yaml"):
        key = "文种" if name == "catalog.yaml" else "表"
        found = [*_of_entries(own, new, key)] or ["条目一样，只有说明不同"]
    else:
        found = list(_compared(_lines(own), _lines(new)))
    left = len(found) - _MOST
    return (*found[:_MOST], *([f"……还有 {left} 处"] if left > 0 else ()))


def of_papers(own: bytes, new: bytes) -> list[str]:
    """Return what differs between two Word files. Runs in the helper."""
    try:
        one, two = (review.layout_of(data) for data in (own, new))
    except review.UnreadablePackage:
        return [*_UNSEEN]
    found: list[str] = []
    places: Sequence[tuple[str, Callable[[Any], Any]]] = (
        ("", lambda layout: layout.everything),
        ("页眉页脚", lambda layout: [p for s in layout.sections for e in (s.headers, s.footers) for p in _all(e)]),
    )
    for title, paragraphs in places:
        lines = [
            [(f"{title}{each.place or f'第{each.number}段'}", each.shown) for each in paragraphs(layout)]
            for layout in (one, two)
        ]
        found += _compared(*lines)
    return found or ["文字一样，只有版式（字体、间距、页边距、表格线等）不同"]


def _all(edges: Mapping[str, Sequence[Any]]) -> Iterator[Any]:
    for edge in edges.values():
        yield from edge


def _compared(own: Sequence[_Line], new: Sequence[_Line]) -> Iterator[str]:
    """Yield how two texts differ; where lines stand one for one, side by side."""
    matcher = difflib.SequenceMatcher(None, [text for _, text in own], [text for _, text in new], autojunk=False)
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            continue
        for (place, was), (_, now) in zip(own[a:b], new[c:d], strict=False):
            start = _first_difference(was, now)
            yield f"{place}：您的是{_quoted(was, start)}，新版是{_quoted(now, start)}"
        for place, was in own[a + min(b - a, d - c) : b]:
            yield f"{place}：{_quoted(was)}只有您的有"
        for place, now in new[c + min(b - a, d - c) : d]:
            yield f"新版{place}：{_quoted(now)}您的没有"


def _first_difference(one: str, other: str) -> int:
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)


def _quoted(text: str, start: int = 0) -> str:
    """Return a text as it is quoted, from shortly before the place that matters."""
    begin = max(start - _BEFORE, 0) if len(text) > _LONGEST else 0
    words = " ".join(text[begin : begin + _LONGEST].split())
    cut = "…" if begin else "", "…" if len(text) > begin + _LONGEST else ""
    return f"“{cut[0]}{words}{cut[1]}”" if words else "空的一段"


def _lines(data: bytes) -> list[_Line]:
    text, _ = yamlfile.decoded(data) or (data.decode("utf-8", "replace"), False)
    return [(f"第{number}行", line.rstrip()) for number, line in enumerate(text.splitlines(), 1)]


def _of_entries(own: bytes, new: bytes, key: str) -> Iterator[str]:
    """Yield which entries the office lacks, has besides, has otherwise."""
    mine, theirs = (_entries(data, key) for data in (own, new))
    if mine is None or theirs is None:
        yield "您的文件现在读不了，请先用 gongwen check 看是哪里"
        return
    alike = {name: (mine[name], theirs[name]) for name in theirs if name in mine}
    if lacking := [name for name in theirs if name not in mine]:
        yield f"新版有、您没有 {len(lacking)} 条：{'、'.join(lacking)}"
    for name, (ours, other) in alike.items():
        for part in dict.fromkeys((*ours, *other)):
            was, now = (_shown(each.get(part)) for each in (ours, other))
            if was != now:
                yield f"{name} 的 {part}：您的是{was or '没有写'}，新版是{now or '没有写'}"
    if more := [name for name in mine if name not in theirs]:
        yield f"您自己加的 {len(more)} 条：{'、'.join(more[:_MOST])}"
    if [name for name in mine if name in alike] != list(alike):
        yield "条目的先后不同：同一文种从上往下用第一个条件满足的"


def _entries(data: bytes, key: str) -> dict[str, Mapping[str, Any]] | None:
    """Return the entries by what a clerk calls each; None where the file cannot be read."""
    listed = contract.read_entries(data, "", codes.CATALOG_ENTRY, key)
    if (listed.problems and _says_something(data)) or not all(isinstance(e, Mapping) for e, _ in listed.value):
        return None
    found: dict[str, Mapping[str, Any]] = {}
    for entry, _ in listed.value:
        more = "，".join(f"{part} {entry[part]}" for part in ("模板", "范围") if part in entry)
        name = f"{key}“{entry.get(key, '')}”" + (f"（{more}）" if more else "")
        count = sum(each.partition("#")[0] == name for each in found)
        found[f"{name}#{count + 1}" if count else name] = entry
    return found


def _says_something(data: bytes) -> bool:
    lines = (line.strip() for line in data.decode("utf-8-sig", "replace").splitlines())
    return any(line and not line.startswith("#") for line in lines)


def _shown(value: object) -> str:
    return "" if value is None else f"“{value}”"
