"""内置: an entry of sheets.yaml for a sheet that the program reads in its own way: only its words can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.contract import entries
from pipeline.contract.entry import Fault, column, mistyped, words
from pipeline.model.declared import ENGINES, Belongs, DeclaredSheet
from pipeline.model.problem import Origin, nearest

_KEYS = ("表", "内置", "认", "列")
_TOLD_BY = ("必有", "任一", "不可有", "可有", "常见")
_OF_COLUMN = ("别名", "存疑的别名", "必填", "下拉", "例", "说明", "空白表")


class EngineEntry:
    """An entry with 内置; `shipped`: what comes with the program, by engine."""

    def __init__(self, entry: Mapping[str, Any], line: int, shipped: Mapping[str, DeclaredSheet]) -> None:
        self.entry, self.line = entry, line
        self.engine = str(entry.get("内置"))
        self.ours = shipped.get(self.engine)

    @staticmethod
    def is_one(entry: object) -> bool:
        """Whether an entry is of this kind."""
        return isinstance(entry, Mapping) and "内置" in entry

    def faults(self) -> list[Fault]:
        """Return what is wrong, each with its line and what to write instead."""
        if self.ours is None and self.engine not in ENGINES:
            return [(self._at("内置"), f"没有“{self.engine}”这种内置，可以是 {'、'.join(ENGINES)}")]
        return [*self._keys(), *self._columns()]

    def _at(self, key: str) -> int:
        return entries.line_of(self.entry, key, self.line)

    def _keys(self) -> Iterator[Fault]:
        for key in self.entry:
            if key not in _KEYS:
                yield self._at(key), f"内置的表不能写“{key}”，只能写 {'、'.join(_KEYS)}"
        if self.entry.get("表") != ENGINES[self.engine]:
            yield self._at("表"), f"内置: {self.engine} 的“表”要写 {ENGINES[self.engine]}"
        told = self.entry.get("认")
        if not isinstance(told, Mapping) or not told.get("必有"):
            yield self._at("认"), "认下面要写“必有: [列名]”：表头里有这些列，才是这种表"
            return
        yield from (
            (self._at("认"), f"认里不认识的键「{key}」{nearest(str(key), _TOLD_BY)}")
            for key in told
            if key not in _TOLD_BY
        )

    def _columns(self) -> Iterator[Fault]:
        columns = self.entry.get("列")
        if not isinstance(columns, Mapping):
            yield self._at("列"), "列下面应当一行写一列，如“姓名: {别名: [党员姓名]}”"
            return
        known = [each.name for each in self.ours.columns] if self.ours else list(map(str, columns))
        for name in known:
            if name not in columns:
                yield self._at("列"), f"内置的{ENGINES[self.engine]}少了“{name}”这一列，请加回来：{name}: {{}}"
        for name, how in columns.items():
            line = entries.line_of(columns, name, self.line)
            if name not in known:
                near = nearest(str(name), known)
                yield line, f"内置的{ENGINES[self.engine]}不能加“{name}”这一列{near}；别的列不用写，程序照原样留着"
            elif not isinstance(how, Mapping | None):
                yield line, f"列“{name}”后面应当是 {{别名: […]}}"
            for key in how if isinstance(how, Mapping) else ():
                if key not in _OF_COLUMN:
                    yield line, f"列“{name}”里不能写「{key}」{nearest(str(key), _OF_COLUMN)}"
            yield from ((line, f"列“{name}”{reason}") for reason in mistyped(how if isinstance(how, Mapping) else {}))

    def sheet(self) -> DeclaredSheet:
        """Return what it says; only of an entry without faults."""
        told = self.entry["认"]
        return DeclaredSheet(
            name=ENGINES[self.engine],
            rows="",
            belongs=Belongs.TOWNSHIP,
            needs=words(told["必有"]),
            columns=tuple(column(str(name), how) for name, how in self.entry["列"].items()),
            one_of=words(told.get("任一")),
            never=words(told.get("不可有")),
            beside=words(told.get("可有")),
            common=words(told.get("常见")),
            engine=self.engine,
            origin=Origin("templates/sheets.yaml", line=self.line),
        )
