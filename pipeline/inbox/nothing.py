"""What people write where there is nothing to list: 无, 暂没有意见, 经自查未发现问题, /."""

from __future__ import annotations

import re

from pipeline.inbox import fields
from pipeline.inbox.sheet import Raw

_NONE = re.compile(
    r"(?:经(?:检查|督导|查看|自查|查摆|梳理|核查|征求意见)[，,]?)?(?:[本我该]?(?:党?支部|村|社区|单位)[，,]?)?(?:本次|此次|目前|暂时|暂|均|尚|仍)*"
    r"(?:没有?|无|未)(?:发现|查出|查摆出|检视出|梳理出|提出|收集到|征求到|收到|存在|见|有)?"
    r"(?:什么|任何|明显|突出|重大|较大|具体|不同|其他|其它|新的?|需要?整改的?|需要?上报的?)*"
    r"(?:问题|意见(?:[、和或及]?建议)?|建议|异议|情况)?"
)


def says_none(value: object) -> bool:
    """Whether somebody has written that there is nothing to list: 无, 未发现明显问题, 暂没有意见."""
    return isinstance(value, str) and bool(_NONE.fullmatch(fields.narrow(value).strip(" 。.（）()")))


def is_told(raw: Raw) -> bool:
    """Whether a cell says in words or by a sign that there is nothing: 无, 暂没有意见, /."""
    words = fields.text(raw)
    return bool(words) and (words in fields.BLANK or says_none(words))
