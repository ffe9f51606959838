"""单位.名称 → what papers call all that is under the committee (全镇, 全乡, 全街道 …) and itself (镇党委, 县委 …)."""

from __future__ import annotations

import re

from pipeline.inbox.matching import plain_name
from pipeline.model.frozen import frozen

_COMMITTEE = re.compile(
    r"^(?:中国共产党|中共)?(?P<home>.+?)(?P<organ>工作委员会|总支部委员会|支部委员会|委员会|党工委|工委|党委|党总支|党支部|党组)$"
)
_SHORT = {
    "工作委员会": "工委",
    "委员会": "党委",
    "总支部委员会": "党总支",
    "支部委员会": "党支部",
}
_BY_ENDING = {  # what the committee's home ends in → all of it, and its word before 党委
    "街道办事处": ("全街道", "街道"), "街道": ("全街道", "街道"), "镇": ("全镇", "镇"), "乡": ("全乡", "乡"),
    "苏木": ("全苏木", "苏木"), "社区": ("全社区", "社区"), "村": ("全村", "村"),
    "县": ("全县", "县"), "市": ("全市", "市"), "区": ("全区", "区"), "旗": ("全旗", "旗"), "州": ("全州", "州"),
    "盟": ("全盟", "盟"), "省": ("全省", "省"),
    "直属机关": ("全系统", ""), "直机关": ("全系统", ""), "机关": ("全机关", "机关"), "系统": ("全系统", ""),
    "局": ("全局", "局"), "委员会": ("全委", "委"), "中心": ("全中心", "中心"),
    "站": ("全站", "站"), "所": ("全所", "所"),
    "学校": ("全校", "学校"), "大学": ("全校", "学校"), "中学": ("全校", "学校"), "小学": ("全校", "学校"),
    "学院": ("全院", "学院"), "医院": ("全院", "医院"), "卫生院": ("全院", "医院"), "研究院": ("全院", "院"),
    "幼儿园": ("全园", "园"), "公司": ("全公司", "公司"), "集团": ("全集团", "集团"), "商会": ("全商会", "商会"),
    "厂": ("全厂", "厂"), "农场": ("全场", "农场"), "林场": ("全场", "林场"),
}  # fmt: skip
_ALONE = frozenset("县市区旗州盟省")  # 县委, not 县党委
_SYSTEM = "全系统"
_TOWNS = frozenset({"镇", "乡", "街道", "苏木"})


@frozen
class Reach:
    """`whole`: all under the committee; `own`: what it calls itself at home; each "" where its name does not tell."""

    whole: str = ""
    own: str = ""
    is_committee: bool = True


def of(name: str) -> Reach:
    """Return what a committee's name tells: 全街道 and 街道党工委 for 中共城东街道工作委员会."""
    found = _COMMITTEE.match(plain_name(name))
    if found is None:
        return Reach(is_committee=False)
    home, organ = found["home"], _SHORT.get(found["organ"], found["organ"])
    ending = max((each for each in _BY_ENDING if home.endswith(each)), key=len, default="")
    whole, word = _BY_ENDING.get(ending, ("", ""))
    if organ in {"工委", "党工委"}:
        return _of_a_working_committee(home, whole, word, organ)
    if not whole:
        return Reach()
    if word in _ALONE and organ == "党委":
        return Reach(whole, f"{word}委")
    return Reach(whole, f"{word}{organ}" if word else "")


def _of_a_working_committee(home: str, whole: str, word: str, organ: str) -> Reach:
    """街道党工委, 开发区党工委, 县直机关工委: the first two have a place, the others a line of work."""
    if word in _TOWNS:
        return Reach(whole, f"{word}党工委")
    if home.endswith("区"):
        return Reach(whole, "党工委")
    return Reach(_SYSTEM, organ)
