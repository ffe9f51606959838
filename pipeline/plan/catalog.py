"""templates/catalog.yaml → Kinds. A new kind of document is one .docx and one entry here: no Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import jinja2

from pipeline import contract
from pipeline.contract import BASE, SCOPES
from pipeline.expression import condition, for_names, in_chinese, numeral
from pipeline.model import codes
from pipeline.model.problem import Origin, Read, nearest
from pipeline.model.work import Kind, Recipient, Scope, Timing
from pipeline.plan import returning, template_names
from pipeline.plan.each import MEETING, MEETINGS, parsed
from pipeline.used_names import Known, unknown

CATALOG_FILE = "templates/catalog.yaml"
_KEYS = ("文种", "模板", "范围", "阶段", "文件名", "条件", "待补写", "待改", "发送", "号码", "逐", "时机", "回收")
_REQUIRED = ("文种", "模板", "范围", "文件名")
_NUMBERS = ("遮", "全")
_ENVIRONMENT = for_names({"汉字": numeral})
_WRITTEN = ("文种", "模板", "范围", "阶段", "文件名", "条件", "待补写", "待改", "逐", "发送", "号码")
"""Keys whose value is one text. YAML makes something else of false, 01, [甲] and {{ 甲 }} where no quotes stand."""
_IN_A_NAME = re.compile(r"[/\\]|\.docx?$|[｛｝“”]|(?<!\{)\{(?![{%#])", re.IGNORECASE)
_TAGGED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def read_catalog(data: bytes, sheets: template_names.Sheets = BASE) -> Read[tuple[Kind, ...]]:
    """Return the catalog's entries in their order; a faulty entry is a Problem and is left out.

    An entry below a faulty one of the same 文种 is left out, too: whom that one would have taken nobody knows.
    `sheets`: those that are declared beside it.
    """
    listed = contract.read_entries(data, CATALOG_FILE, codes.CATALOG_ENTRY, "文种")
    kinds: list[Kind] = []
    problems = list(listed.problems)
    unsure: set[str] = set()  # 文种 that have had a faulty entry
    for entry, line in listed.value:
        name = str(entry.get("文种")) if isinstance(entry, Mapping) else ""
        origin = Origin(CATALOG_FILE, line=line)
        faults = [codes.CATALOG_ENTRY.at(origin, reason=reason) for reason in _faults(entry, sheets)]
        problems += faults
        unsure |= {name} if faults else set()
        if name not in unsure:
            kinds.append(_kind(entry, origin))
    return Read(tuple(kinds), tuple(problems))


def _faults(entry: Any, sheets: template_names.Sheets) -> list[str]:
    """Return what is wrong with one entry, in Chinese."""
    if not isinstance(entry, Mapping):
        return ["应当是“键: 值”"]
    faults = [f"不认识的键「{key}」{nearest(str(key), _KEYS)}" for key in entry if key not in _KEYS]
    faults += [f"没有写“{key}”" for key in _REQUIRED if not entry.get(key)]
    faults += [
        f"“{key}”要写成一句话，请给它加上英文引号，或者删去这一行"
        for key in _WRITTEN
        if entry.get(key) is not None and not isinstance(entry[key], str)
    ]
    if faults:
        return faults
    if found := _IN_A_NAME.search(_TAGGED.sub("", str(entry["文件名"]))):
        faults.append(
            f"文件名里不能有“{found[0]}”：不写文件夹、不写 .docx；要填的写成 {{{{ 党员.姓名 }}}}，括号、引号用英文的"
        )
    if entry.get("范围") and Scope.of(str(entry["范围"])) is None:
        faults.append(f"范围不能是“{entry['范围']}”，可以是 {'、'.join(Scope)}")
    if entry.get("发送", "无") not in tuple(Recipient):
        faults.append(f"发送不能是“{entry['发送']}”，可以是 {'、'.join(Recipient)}")
    elif (whole := Scope.of(str(entry.get("范围")))) and entry.get("发送", "无") not in SCOPES[whole].recipients:
        faults.append(f"范围“{entry['范围']}”的文件不是哪个支部的，发不出去：发送要写 无")
    if entry.get("号码", "遮") not in _NUMBERS:
        faults.append(f"号码不能是“{entry['号码']}”，可以是 {'、'.join(_NUMBERS)}")
    faults += _expression_faults(entry)
    faults += returning.faults(entry)
    scope = Scope.of(str(entry.get("范围") or ""))
    if scope is not None:
        tree = template_names.known(scope, sheets=sheets)
        faults += [*_each_faults(entry, scope, tree), *_timing_faults(entry, scope, tree)]
    return faults


def _expression_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with 文件名, 条件, 待补写 and 待改."""
    conditioned = partial(condition, _ENVIRONMENT)
    parsers: dict[str, Callable[[str], object]] = {"文件名": _ENVIRONMENT.from_string}
    for key, parse in (parsers | dict.fromkeys(("条件", "待补写", "待改"), conditioned)).items():
        try:
            parse(str(entry.get(key) or "True"))
        except jinja2.TemplateSyntaxError as fault:
            yield f"“{key}”的写法不对（{in_chinese(fault)}）"


def _each_faults(entry: Mapping[str, Any], scope: Scope, tree: Known) -> Iterator[str]:
    """Yield what is wrong with 逐, with what to write instead."""
    source = str(entry.get("逐") or "")
    if not source:
        return
    try:
        each = parsed(_ENVIRONMENT, source)
    except jinja2.TemplateSyntaxError as fault:
        yield f"“逐”的写法不对（{in_chinese(fault)}），应当像：问题 in 问题们 if 问题.责任人"
        return
    if each.name in tree and not (each.name == MEETING and each.path == (MEETINGS,)):
        yield f"“逐”里的「{each.name}」在范围“{scope}”里已经是别的名字，请换一个字，如“项 in …”"
    for name, near in unknown(each.uses, tree):
        yield f"“逐”用了范围“{scope}”没有的名字「{name}」{nearest(name.rpartition('.')[2], near)}"


def _timing_faults(entry: Mapping[str, Any], scope: Scope, tree: Known) -> Iterator[str]:
    """Yield what is wrong with 时机."""
    timing = entry.get("时机") or Timing.ALWAYS
    if isinstance(timing, Mapping):
        if list(timing) != [Timing.DATA]:
            yield f"时机下面只能写“{Timing.DATA}: 哪一列”，例如：时机: {{{Timing.DATA}: 问题们}}"
        elif (name := str(timing[Timing.DATA] or "")) not in tree:
            yield f"时机里的「{name}」是范围“{scope}”没有的名字{nearest(name, tree)}"
    elif timing not in tuple(Timing):
        yield f"时机不能是“{timing}”，可以是 {'、'.join(Timing)}"
    elif timing == Timing.DATA and not entry.get("逐"):
        yield f"时机写“{Timing.DATA}”要写明看哪一列，例如：时机: {{{Timing.DATA}: 问题们}}"
    elif timing == Timing.PHASE_END and not (entry.get("阶段") or entry.get("逐")):
        yield f"时机写“{Timing.PHASE_END}”要写明是哪个阶段：加一行“阶段: …”，或用“逐: 段 in 支部.阶段”"


def _kind(entry: Mapping[str, Any], origin: Origin) -> Kind:
    timing = entry.get("时机") or Timing.ALWAYS
    return Kind(
        name=str(entry["文种"]),
        template=str(entry["模板"]),
        scope=Scope.of(str(entry["范围"])) or Scope.BRANCH,
        file_name=str(entry["文件名"]),
        phase=str(entry.get("阶段") or ""),
        condition=str(entry.get("条件") or ""),
        unwritten=str(entry.get("待补写") or ""),
        begun=str(entry.get("待改") or ""),
        each=str(entry.get("逐") or ""),
        timing=Timing.DATA if isinstance(timing, Mapping) else Timing(timing),
        data=str(timing[Timing.DATA]) if isinstance(timing, Mapping) else "",
        recipient=Recipient(entry.get("发送") or Recipient.NOBODY),
        full_numbers=entry.get("号码") == "全",
        returns=returning.parsed(entry),
        origin=origin,
    )
