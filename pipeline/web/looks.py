"""How values look: the shape and colour of a state, a time as a clerk says it, a size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

_SHAPES = MappingProxyType(
    {
        "出不来": ("stop", "stop"),
        "待批": ("made", "ring"),
        "改过要重批": ("chg", "turn"),
        "手改过": ("own", "pen"),
        "已批": ("okd", "check"),
        "已送": ("sent", "send"),
        "已签收": ("sign", "sign"),
        "已出": ("made", "doc"),
        "待补写": ("own", "pen"),
        "待改": ("own", "pen"),
        "正常": ("sign", "check"),
        "注意": ("chg", "warn"),
        "要处理": ("stop", "stop"),
        "已送出": ("sent", "send"),
        "没有送出": ("stop", "stop"),
        "存疑": ("chg", "warn"),
        "待发": ("made", "ring"),
        "错误": ("stop", "stop"),
        "请核对": ("chg", "warn"),
        "提示": ("made", "ring"),
        "未交": ("made", "ring"),
        "逾期": ("stop", "stop"),
        "空白": ("chg", "warn"),
        "重复": ("chg", "warn"),
        "已交回": ("sent", "back"),
        "已交（纸质）": ("sent", "back"),
        "缺页": ("chg", "warn"),
        "已核对": ("sign", "check"),
        "支部已交": ("okd", "check"),
        "待认": ("chg", "warn"),
    }
)
_KILO = 1000.0
_COMPARED, _AROUND = 120, 14  # characters that are shown of what differs, and on either side of it


def shape(state: object) -> tuple[str, str]:
    """Return class and icon of a state: a shape, a word and a colour, never a colour alone."""
    return _SHAPES.get(str(state), ("made", "ring"))


def moment(iso: str) -> str:
    """Return a time as a clerk says it: 今天 10:32, 昨天 16:02, 7月2日 16:02."""
    try:
        then = dt.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    then = then.astimezone()
    days = (dt.datetime.now().astimezone().date() - then.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{then.month}月{then.day}日")
    return f"{day} {then:%H:%M}"


def since(seconds: float) -> str:
    """Return the same of a file's time."""
    return moment(dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat())


def day(date: dt.date | None) -> str:
    """Return 7月2日."""
    return f"{date.month}月{date.day}日" if date else ""


def size(count: int) -> str:
    """Return how large a file is."""
    value = float(count)
    for unit in ("字节", "KB", "MB"):
        if value < _KILO:
            return f"{value:.0f} {unit}"
        value /= _KILO
    return f"{value:.1f} GB"


def base(path: str) -> str:
    """Return a path's last part."""
    return path.rpartition("/")[2]


def inner(path: str) -> str:
    """Return a path as screens show it: without inputs/ or outputs/."""
    return path.removeprefix("inputs/").removeprefix("outputs/")


def apart(old: str, new: str) -> tuple[str, str, str, str]:
    """Return in what two values differ: what stands before that, what was there, what is, what stands behind.

    Of short values all is shown; of long ones (a whole list of people) no more than a person can compare.
    """
    if max(len(old), len(new)) <= _COMPARED:
        return "", old, new, ""
    start = _alike(old, new)
    rest = min(len(old), len(new)) - start
    end = min(_alike(old[::-1], new[::-1]), rest)
    before, behind = old[:start], old[len(old) - end :]
    return (
        ("…" if start > _AROUND else "") + before[-_AROUND:],
        _shortened(old[start : len(old) - end]),
        _shortened(new[start : len(new) - end]),
        behind[:_AROUND] + ("…" if end > _AROUND else ""),
    )


def _alike(one: str, other: str) -> int:
    """Return with how many of the same characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shortened(text: str) -> str:
    return text if len(text) <= _COMPARED else f"{text[:_COMPARED]}…（共 {len(text)} 字）"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "moment": moment, "since": since, "day": day, "size": size, "base": base, "inner": inner,
}  # fmt: skip
WORDS: Mapping[str, Any] = {"shape": shape, "apart": apart, "today": lambda: dt.datetime.now().astimezone().date()}
