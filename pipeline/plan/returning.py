"""回收 of an entry of the catalog: what is expected back, until when, and how what is written in it is to be taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.problem import nearest
from pipeline.model.return_terms import Expected, FormSpace, Returns, ReturnWay, SpaceKind
from pipeline.model.work import Recipient

_KEYS = ("交回", "截止", "方式", "必填", "字段", "可改", "行", "汇入", "匿名")
_SPACE_KEYS, _ROW_KEYS = ("名", "类型"), ("键", "可增", "可删")
_YES_NO = {True: True, False: False, "是": True, "否": False}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_PERSONAL = ("截止", "必填", "字段", "可改", "行", "汇入")
"""What makes no sense of a ballot: nobody may ask who has given it."""


def faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with 回收, in Chinese."""
    if "回收" not in entry:
        return
    said = entry["回收"]
    if not isinstance(said, Mapping) or not said:
        yield f"“回收”下面要写“键: 值”，例如：回收: {{交回: {Expected.EACH}}}"
        return
    for key in said:
        if key not in _KEYS:
            yield f"回收里不认识的键「{key}」{nearest(str(key), _KEYS)}"
    if said.get("交回", Expected.EACH) not in tuple(Expected):
        yield f"回收的 交回 不能是“{said['交回']}”，可以是 {'、'.join(Expected)}"
    yield from _ballot_faults(said)
    if "截止" in said and not _day(said["截止"]):
        yield f"回收的 截止“{said['截止']}”不是日期，请写成 2026-10-10"
    yield from _list_faults(said)
    yield from _space_faults(said.get("字段", {}))
    yield from _row_faults(said.get("行", {}))
    if "汇入" in said and not _is_text(said["汇入"]):
        yield "回收的 汇入 要写一种表的名字，例如：汇入: 问题清单"
    if entry.get("发送", Recipient.NOBODY) != Recipient.BRANCH and said.get("交回") != Expected.NONE:
        yield "没有发给支部的文件收不回来：写了 回收 的，发送要写 支部"


def _ballot_faults(said: Mapping[str, Any]) -> Iterator[str]:
    if not _is_answer(said.get("匿名", "否")):
        yield f"回收的 匿名 不能是“{said['匿名']}”，可以是 是、否"
    elif _YES_NO[said.get("匿名", "否")] and (named := [key for key in _PERSONAL if key in said]):
        yield f"不记名的不能按人收：写了 匿名: 是，就不写 {'、'.join(named)}"


def _list_faults(said: Mapping[str, Any]) -> Iterator[str]:
    for key, example in (("必填", "[学习收获]"), ("可改", "[完成情况, 备注]")):
        if key in said and not _is_list(said[key]):
            yield f"回收的 {key} 要写成一列，例如：{key}: {example}"
    if "方式" in said:
        ways = said["方式"]
        if not _is_list(ways):
            yield "回收的 方式 要写成一列，例如：方式: [电子, 纸质]"
        for way in ways if _is_list(ways) else ():
            if way not in tuple(ReturnWay):
                yield f"回收的 方式 不能是“{way}”，可以是 {'、'.join(ReturnWay)}"


def _space_faults(said: Any) -> Iterator[str]:
    if not isinstance(said, Mapping):
        yield "回收的 字段 要写成“表上印的栏目: {名: …}”，例如：字段: {评定等次: {类型: 单选}}"
        return
    names = []
    for label, space in said.items():
        if not _is_text(label) or not isinstance(space, Mapping) or not space:
            yield f"回收的 字段「{label}」下面要写 名 或 类型，例如：{{名: 整改措施, 类型: 单选}}"
            continue
        for key in space:
            if key not in _SPACE_KEYS:
                yield f"字段「{label}」里不认识的键「{key}」{nearest(str(key), _SPACE_KEYS)}"
        if space.get("类型", SpaceKind.TEXT) not in tuple(SpaceKind):
            yield f"字段「{label}」的 类型 不能是“{space['类型']}”，可以是 {'、'.join(SpaceKind)}"
        if "名" in space and not _is_text(space["名"]):
            yield f"字段「{label}」的 名 要写几个字"
        names.append(space.get("名") or label)
    for name in {name for name in names if _is_text(name) and names.count(name) > 1}:
        yield f"回收的 字段 里有两项都叫“{name}”"


def _row_faults(said: Any) -> Iterator[str]:
    if not isinstance(said, Mapping):
        yield "回收的 行 下面要写 键、可增、可删，例如：行: {键: [具体问题], 可增: 是, 可删: 否}"
        return
    for key in said:
        if key not in _ROW_KEYS:
            yield f"行 里不认识的键「{key}」{nearest(str(key), _ROW_KEYS)}"
    if "键" in said and not _is_list(said["键"]):
        yield "行 的 键 要写成一列，例如：键: [具体问题]"
    for key in ("可增", "可删"):
        if not _is_answer(said.get(key, "否")):
            yield f"行 的 {key} 不能是“{said[key]}”，可以是 是、否"


def parsed(entry: Mapping[str, Any]) -> Returns | None:
    """Return what 回收 says; None where an entry has none. Call only where it has no fault."""
    said = entry.get("回收")
    if said is None:
        return None
    rows = said.get("行", {})
    spaces = (
        FormSpace(str(label), str(each.get("名", "")), SpaceKind(each.get("类型", SpaceKind.TEXT)))
        for label, each in said.get("字段", {}).items()
    )
    return Returns(
        Expected(said.get("交回", Expected.EACH)),
        anonymous=_YES_NO[said.get("匿名", "否")],
        due=_day(said.get("截止", "")),
        ways=tuple(ReturnWay(way) for way in said.get("方式", (ReturnWay.FILE,))),
        required=tuple(said.get("必填", ())),
        spaces=tuple(spaces),
        open=tuple(said.get("可改", ())),
        row_key=tuple(rows.get("键", ())),
        more_rows=_YES_NO[rows.get("可增", "否")],
        fewer_rows=_YES_NO[rows.get("可删", "否")],
        into=str(said.get("汇入", "")),
    )


def _day(said: Any) -> str:
    """Return a day as ISO, "" for anything that is none."""
    if isinstance(said, dt.date):
        return said.isoformat()[:10]
    match = _DAY.fullmatch(said.strip()) if isinstance(said, str) else None
    try:
        return dt.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _is_answer(said: object) -> bool:
    return isinstance(said, bool | str) and said in _YES_NO


def _is_text(said: object) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _is_list(said: object) -> bool:
    return isinstance(said, list) and bool(said) and all(map(_is_text, said))
