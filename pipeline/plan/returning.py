"""回收 of an entry of the catalog: whether a paper is expected back, and from whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.problem import nearest
from pipeline.model.work import Expected, Recipient, Returns

_KEYS = ("交回", "匿名")
_YES_NO = {True: True, False: False, "是": True, "否": False}


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
    if not _is_answer(said.get("匿名", "否")):
        yield f"回收的 匿名 不能是“{said['匿名']}”，可以是 是、否"
    if entry.get("发送", Recipient.NOBODY) != Recipient.BRANCH and said.get("交回") != Expected.NONE:
        yield "没有发给支部的文件收不回来：写了 回收 的，发送要写 支部"


def parsed(entry: Mapping[str, Any]) -> Returns | None:
    """Return what 回收 says; None where an entry has none."""
    said = entry.get("回收")
    if said is None:
        return None
    return Returns(Expected(said.get("交回", Expected.EACH)), anonymous=_YES_NO[said.get("匿名", "否")])


def _is_answer(said: object) -> bool:
    return isinstance(said, bool | str) and said in _YES_NO
