"""The keys of a campaign's YAML and which stand below which: one table for all who read them (docs/contract.md §2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Final

TOP: Final = ("活动", "单位", "会议", "发文", "支部安排", "文种")
CAMPAIGN: Final = (
    "名称", "简称", "主题", "开始", "结束", "集中学习不少于", "上级文件", "阶段", "参加支部", "规范用语", "党员总数",
    "党组织数", "党支部数", "截至", "学习", "评议", "测评", "征求意见", "公示", "实施方案", "阶段总结", "简报",
    "讲话提纲",
)  # fmt: skip
ORGANISATION: Final = ("名称", "简称", "发文代字", "办公室", "联系人", "电话", "红头", "全域", "简略")
MEETING: Final = (
    "名称", "时间", "地点", "主持人", "讲话人", "称呼", "参加人员", "议程", "要求", "回执截止", "讲话稿", "讲话全文",
    "提纲", "列席", "席卡", "字号", "发文日期", "名额", "参会人员",
)  # fmt: skip
ISSUANCE: Final = ("字号", "日期", "签发人", "份号", "密级", "紧急程度", "抄送", "印发机关", "印发日期", "附注")
ISSUED: Final = (*ISSUANCE, "各文种")
ARRANGEMENT: Final = (
    "阶段",
    "会议",
    "讲话稿",
    "讲话全文",
    "名额",
    "参会人员",
    "截至",
    "实施方案",
    "组织生活会",
    "阶段总结",
)
GATHERING: Final = ("时间", "地点", "主持人", "记录人", "列席")
STUDY: Final = ("学时", "其中讨论辅导", "笔记字数", "心得篇数", "免写")
VERDICT: Final = ("等次", "优秀上限")
SURVEY: Final = ("等次", "计入满意率", "补课线", "项目", "对象")
ASKING: Final = ("截止", "对象", "班子", "个人")
NOTICE: Final = ("开始", "天数", "监督电话")
BULLETIN: Final = ("期号", "日期", "标题", "正文")
OWN_PHASE: Final = ("名称", "开始", "结束", "环节")  # of a branch: its dates
PHASE_KEYS: Final = (*OWN_PHASE, "文种")
PERSON: Final = ("姓名", "职务")
OUTLINE: Final = ("标题", "要点")


class KeyPlace(Enum):
    """What a place of the YAML holds."""

    ROOT = auto()
    CAMPAIGN = auto()
    ORGANISATION = auto()
    MEETING = auto()
    ISSUANCE = auto()
    ARRANGEMENT = auto()
    PHASE = auto()
    OWN_PHASE = auto()
    PERSON = auto()
    OUTLINE = auto()
    ISSUED = auto()
    GATHERING = auto()
    STUDY = auto()
    VERDICT = auto()
    SURVEY = auto()
    ASKING = auto()
    NOTICE = auto()
    BULLETIN = auto()
    PAPERS = auto()  # 各文种: keys that the catalog has
    BRANCHES = auto()  # 支部安排: keys that the clerk chooses
    WORDS = auto()  # 规范用语, 阶段总结, 讲话提纲: keys that the clerk chooses, each with a text
    TEXT = auto()  # a text, a number, a list of texts: no keys


_KEYS: Mapping[KeyPlace, tuple[str, ...]] = {
    KeyPlace.ROOT: TOP,
    KeyPlace.CAMPAIGN: CAMPAIGN,
    KeyPlace.ORGANISATION: ORGANISATION,
    KeyPlace.MEETING: MEETING,
    KeyPlace.ISSUANCE: ISSUANCE,
    KeyPlace.ARRANGEMENT: ARRANGEMENT,
    KeyPlace.PHASE: PHASE_KEYS,
    KeyPlace.OWN_PHASE: OWN_PHASE,
    KeyPlace.PERSON: PERSON,
    KeyPlace.OUTLINE: OUTLINE,
    KeyPlace.ISSUED: ISSUED,
    KeyPlace.GATHERING: GATHERING,
    KeyPlace.STUDY: STUDY,
    KeyPlace.VERDICT: VERDICT,
    KeyPlace.SURVEY: SURVEY,
    KeyPlace.ASKING: ASKING,
    KeyPlace.NOTICE: NOTICE,
    KeyPlace.BULLETIN: BULLETIN,
}
_BELOW: Mapping[KeyPlace, Mapping[str, KeyPlace]] = {
    KeyPlace.ROOT: {
        "活动": KeyPlace.CAMPAIGN,
        "单位": KeyPlace.ORGANISATION,
        "会议": KeyPlace.MEETING,
        "发文": KeyPlace.ISSUED,
        "支部安排": KeyPlace.BRANCHES,
    },
    KeyPlace.CAMPAIGN: {
        "阶段": KeyPlace.PHASE,
        "规范用语": KeyPlace.WORDS,
        "讲话提纲": KeyPlace.WORDS,
        "学习": KeyPlace.STUDY,
        "评议": KeyPlace.VERDICT,
        "测评": KeyPlace.SURVEY,
        "征求意见": KeyPlace.ASKING,
        "公示": KeyPlace.NOTICE,
        "简报": KeyPlace.BULLETIN,
        "阶段总结": KeyPlace.WORDS,
    },
    KeyPlace.ISSUED: {"各文种": KeyPlace.PAPERS},
    KeyPlace.MEETING: {"主持人": KeyPlace.PERSON, "讲话人": KeyPlace.PERSON, "提纲": KeyPlace.OUTLINE},
    KeyPlace.ARRANGEMENT: {
        "阶段": KeyPlace.OWN_PHASE,
        "会议": KeyPlace.MEETING,
        "组织生活会": KeyPlace.GATHERING,
        "阶段总结": KeyPlace.WORDS,
    },
    KeyPlace.GATHERING: {"主持人": KeyPlace.PERSON},
    KeyPlace.OUTLINE: {"要点": KeyPlace.OUTLINE},
}
_CHOSEN: Mapping[KeyPlace, KeyPlace] = {KeyPlace.BRANCHES: KeyPlace.ARRANGEMENT, KeyPlace.PAPERS: KeyPlace.ISSUANCE}
"""Mappings whose keys are no keys of ours, and what stands below each of them."""
ALL: Final = frozenset(key for keys in _KEYS.values() for key in keys)


def below(kind: KeyPlace, key: str) -> KeyPlace:
    """Return what may stand below `key` in a mapping of `kind`; below a key that is none of ours, any keys."""
    if kind in _CHOSEN:
        return _CHOSEN[kind]
    if kind is KeyPlace.WORDS or key in _KEYS.get(kind, ()):
        return _BELOW.get(kind, {}).get(key, KeyPlace.TEXT)
    return KeyPlace.WORDS


def known(kind: KeyPlace, key: str) -> bool:
    """Whether `key` may stand in a mapping of `kind`; branches and words may be called anything but a key of ours."""
    if kind is KeyPlace.PAPERS:
        return key not in TOP and key not in ISSUED
    return key not in ALL if kind in {KeyPlace.BRANCHES, KeyPlace.WORDS} else key in _KEYS.get(kind, ())


def belongs_below(key: str, above: KeyPlace, home: KeyPlace) -> bool:
    """Whether a key that stands in the column of the one above it has lost its indent: only that one knows it."""
    return key in _KEYS.get(above, ()) and not known(home, key)


def unknown_key(path: Iterable[str | int]) -> tuple[str, tuple[str, ...]] | None:
    """Return the first step of a path that is no key there, and the keys that are; None where all of them may stand."""
    kind = KeyPlace.ROOT
    for step in path:
        if isinstance(step, int):
            continue
        if not known(kind, step):
            return step, _KEYS.get(kind, ())
        kind = below(kind, step)
    return None
