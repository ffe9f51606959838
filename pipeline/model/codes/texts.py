"""Codes of speeches and other running text."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

TEXT_MISSING = Code(
    "text.missing",
    _E,
    "找不到讲话稿「{value}」",
    "请把文件放在这个 YAML 旁边，或改正文件名",
    "用到它的讲话",
    hides=Hides.CELL,
)
TEXT_UNREADABLE = Code(
    "text.unreadable",
    _E,
    "讲话稿读不出来：{reason}",
    "请用 WPS 或 Word 打开，另存为 .docx 后重新放入",
    "用到它的讲话",
    hides=Hides.CELL,
)
TEXT_EMPTY = Code("text.empty", _E, "讲话稿里没有文字", "请写上内容", "用到它的讲话", hides=Hides.CELL)
TEXT_LEFT_OUT = Code(
    "text.left-out",
    _N,
    "讲话稿里的{what}（{count} 处）没有放进文件：公文讲话里没有它的位置",
    "需要的话请改写成文字",
    "",
)
TEXT_PERIOD = Code(
    "text.period",
    _W,
    "文中说“{text}”，{what}是{window}",
    "请改正文中的时间，或 活动.yaml 里的开始和结束",
    "",
)
TEXT_STUDY = Code("text.study", _W, "文中说“{text}”，活动要求集中学习不少于{stated}", "请改正其中一处，使两处一致", "")
TEXT_MEETING = Code(
    "text.meeting", _W, "文中说会议{what}是“{text}”，活动.yaml 里是{stated}", "请改正其中一处，使两处一致", ""
)
TEXT_HEAD = Code(
    "text.head",
    _W,
    "讲话稿开头写了“{text}”，文件会再印一次（称呼和日期由程序印）",
    "请从讲话稿里删去这些字；称呼可以写在 活动.yaml 的 会议.称呼",
    "",
)
