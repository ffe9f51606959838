"""The papers that go with parcels, filled from templates/: 目录, 回执, 签收单; and the words of a mail."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2

from pipeline import guidance, render
from pipeline.expression import Stopped, UnknownName, for_names, for_plain_parts
from pipeline.model.errors import PipelineError
from pipeline.model.frozen import frozen
from pipeline.model.work import Facts, Parcel, Scope
from pipeline.plan import template_names
from pipeline.render import Compiled, LostText, UnwritableText
from pipeline.stationery import PAPERS, Fonts
from pipeline.used_names import Known, unknown

CONTENTS, RECEIPT, COUNTER = "送达目录.docx", "送达回执.docx", "送达签收单.docx"
DELIVERY_MAIL, REMINDER_MAIL, RETURNS_MAIL = "送达邮件", "催办邮件", "催交邮件"
OWN: Known = {
    "批次": None,
    "分包": None,
    "重发": None,
    "份数": None,
    "代替": None,
    "文件们": {"序号": None, "文种": None, "文件": None, "党员": None, "代替": None},
    "行们": {"序号": None, "支部": None, "批次": None, "份数": None},
}
"""The names that the papers of a parcel have besides those of 范围 支部."""
_TEXT, _HTML = for_names({}), for_plain_parts({})
_BRING_BACK = guidance.Step("运行 gongwen template update ", "在“模板”按“换用新模板”")
_FAILS = (jinja2.TemplateError, Stopped, UnwritableText, LostText, TypeError, ValueError, ArithmeticError)


@frozen
class Replaced:
    """What a parcel takes the place of, in words: the 目录 that are void, "" for none; of each paper by its name."""

    contents: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Papers:
    """One campaign's papers; `facts` are those of each branch's own documents, by the branch's full name."""

    folder: Path  # templates/
    body_font: str
    facts: Mapping[str, Facts]
    resent: Callable[[Parcel], bool] = lambda _: False  # whether the branch has had all of a parcel before
    replaced: Callable[[Parcel], Replaced] = lambda _: Replaced()
    number: Callable[[Parcel], str] = lambda _: ""  # 表号 of a parcel's 回执, "" where it is not to be printed
    _compiled: dict[str, Compiled] = field(default_factory=dict)

    def of_parcel(self, name: str, parcel: Parcel) -> bytes:
        """Return 目录 or 回执 of a parcel. Raises PipelineError."""
        paper = self._filled(name, {**self.facts[parcel.branch], **self.about(parcel)})
        number = self.number(parcel) if name == RECEIPT else ""
        return render.with_code(paper, number) if number else paper

    def about(self, parcel: Parcel) -> dict[str, object]:
        """Return what papers say of a parcel itself."""
        replaced = self.replaced(parcel)
        return {**about(parcel, replaced.documents), "重发": self.resent(parcel), "代替": replaced.contents}

    def counter(self, rows: Sequence[tuple[str, int, int]]) -> bytes:
        """Return the 送达签收单: branch, 批次 and number of papers a row. Raises PipelineError."""
        listed = [
            {"序号": at, "支部": branch, "批次": f"第{batch}批", "份数": count}
            for at, (branch, batch, count) in enumerate(rows, 1)
        ]
        return self._filled(COUNTER, {**next(iter(self.facts.values())), "行们": listed})

    def words(self, name: str, branch: str, own: Mapping[str, object]) -> tuple[str, str]:
        """Return a mail's plain text and HTML. Raises PipelineError."""
        facts = {**self.facts[branch], **own}
        return self._worded(f"{name}.txt", _TEXT, facts), self._worded(f"{name}.html", _HTML, facts)

    def fixed(self) -> dict[str, bytes]:
        """Return every template's bytes, for telling its own text from what was filled in."""
        found = {path.name: path.read_bytes() for path in sorted(self.folder.glob("*.docx"))}
        found |= {path.name: path.read_bytes() for path in sorted(self.folder.glob("*邮件.*"))}
        return {name: _shipped(name) for name in PAPERS if name not in found} | found

    def _filled(self, name: str, facts: Facts) -> bytes:
        try:
            return render.filled_bytes(self._template(name), facts)
        except _FAILS as fault:
            raise PipelineError(f"templates/{name} 填不出来：{_in_chinese(fault)}") from fault

    def _template(self, name: str) -> Compiled:
        if name not in self._compiled:
            path = self.folder / name
            data = path.read_bytes() if path.is_file() else _shipped(name)
            self._compiled[name] = self._made_ready(name, data)
        return self._compiled[name]

    def _made_ready(self, name: str, data: bytes) -> Compiled:
        known = {**template_names.known(Scope.BRANCH), **OWN}
        ready = render.shipped_template(data, self.body_font)
        if ready is not None and not unknown(ready.uses, known):
            return ready
        made = render.compiled_template(data, f"templates/{name}", known, self.body_font)
        if made.value is None:
            raise PipelineError("\n".join(f"{problem}\n    → {problem.hint}" for problem in made.problems))
        return made.value

    def _worded(self, name: str, environment: jinja2.Environment, facts: Facts) -> str:
        path = self.folder / name
        try:
            return environment.from_string(path.read_text("utf-8-sig")).render(facts)
        except OSError as fault:
            raise PipelineError(f"找不到 {path}，邮件写不成。请{_BRING_BACK}取回它") from fault
        except (UnicodeDecodeError, jinja2.TemplateError, Stopped) as fault:
            raise PipelineError(f"templates/{name} 填不出来：{_in_chinese(fault)}") from fault


@functools.cache
def _shipped(name: str) -> bytes:
    """Return a paper as it is shipped."""
    return PAPERS[name](Fonts())


def about(parcel: Parcel, replaced: Mapping[str, str]) -> dict[str, object]:
    """Return what a parcel says of itself; `replaced`: of papers that the branch has had before, by name."""
    held = {name: f"{volume.name.removesuffix('.docx')}：" for volume in parcel.volumes for name in volume.holds}
    listed = [
        {
            "序号": at,
            "文种": document.kind,
            "文件": f"{held.get(document.name, '')}{document.name.removesuffix('.docx')}",
            "党员": document.member,
            "代替": replaced.get(document.name, ""),
        }
        for at, document in enumerate(parcel.documents, 1)
    ]
    part = f"第{parcel.number}包，共{parcel.of}包" if parcel.of > 1 else ""
    return {"批次": parcel.batch, "分包": part, "份数": len(listed), "文件们": listed}


def _in_chinese(fault: Exception) -> str:
    if isinstance(fault, Stopped):
        return "；".join(f"{problem}" for problem in fault.problems)
    if isinstance(fault, UnknownName):
        return f"用了没有的名字「{fault.name}」"
    if isinstance(fault, LostText):
        return str(fault)
    return "模板里有一处写法不对"
