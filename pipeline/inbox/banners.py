"""Rows that stand above others and speak for them: the name of a branch, a part of its people, a remark.

Who stands below a heading is no longer of the branch above it. What may name another branch, and says nothing that is
known, leaves the rows below it open: they are never the earlier branch's.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline import late
from pipeline.inbox import naming
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin

PERSON = "姓名"
"""The key of sheets of people: what stands alone between them speaks of whose they are, or of nothing."""

TITLE = late.pattern(
    r"(花名册|名册|名单|登记表|一览表|情况表|信息表|采集表|统计表|清单|台账|汇总表)\s*([(（【\[].*|续表?|第.{1,3}页.*)?\s*$"
    r"|^(填报|报送)(单位|日期)|^[(（]?(续表?|接上页|第.{1,3}页.*)[)）]?$"
)
"""What a title of a table looks like."""

_NUMBER = r"(?:[(]?[一二三四五六七八九十百\d]+[)、.:]+)?"
_BRANCH = r"(?P<branch>[^\s、.]\S{0,40}?(?:党支部|支部委员会|支部|党总支部?|总支))(?!\S*(?:党支部|总支))"
_COUNT = r"(?:[(].*[)]|[(:—-]*(?:党员)?共?(?:有|计)?(?:党员)?\d+(?:名|人)?(?:党员)?[)]?)?[:。]?"
_SECTION = late.pattern(rf"{_NUMBER}{_BRANCH}{_COUNT}")
_LIST = r"(?:花名册|名册|名单|登记表|信息表|采集表|基本情况|一览表|情况表|清单|台账|汇总表|表|册)"
_OF_BRANCH = rf"{_NUMBER}(?:\d{{4}}年)?{_BRANCH}(?:\d{{4}}年)?\S{{0,12}}?"
_TITLED = late.pattern(rf"{_OF_BRANCH}{_LIST}?(?:[(].*[)])?")
_LISTED = late.pattern(rf"{_OF_BRANCH}{_LIST}(?:[(].*[)])?")
_REPORTER = late.pattern(
    r"(?:填报单位|报送单位|填表单位|单位|党支部|支部名称|党支部名称|填报支部)\s*(?:[（(]盖?章[）)])?\s*[:：]\s*"
    r"(?P<branch>[^\s（(]+)"
)
_GENERAL = late.pattern(r"^(各|全镇|全乡|所有|基层|本|示例|各村)")
_BESIDE = late.pattern(r".*:.*|(?:党员)?(?:人数|总数)?共?\d+(?:\.0)?(?:名|人)?(?:党员)?")
_OPENING = r"(?:(?:以下|下列|下面)[均都]?(?:为|是|系|的)?:?|其中:?)?"
_PART = late.pattern(
    rf"{_NUMBER}{_OPENING}(?:第?[一二三四五六七八九十\d]+(?:党?小组|(?:村民|居民)?小?组|联组|片区?|网格|页)|党?小组|续表?|接上页|"
    r"(?:村民|居民)[一二三四五六七八九十\d]+组|[A-Za-z甲乙丙丁]组|[东南西北中]片区?|"
    r"(?:党?支部委员会?|支委会?|党?支部?班子|班子)(?:成员|委员|名单)?|"
    r"(?:正式|预备|流动|在册|在职|在岗|离退休|离休|退休|老|男|女|困难|外出|务工|外出务工|年老体弱|失联|新|发展|普通|在家|转入|无职|有职|设岗定责|退役军人|和|、)*党员"
    rf"(?:组|名单|花名册|名册)?)[(]?{_COUNT}"
)
_REMARK = late.pattern(r"[:：]|[合总小共累]计|^共|^以上|^[(（]?注|说明|签字|签名|盖章|^\D{0,2}\d+(?:\.0)?[人名]?$")
_SAYS_BRANCH = late.pattern(r"(?<!团)支部|总支|党委|党组")
_CONTINUED = late.pattern(r"[(（\[]?(续表?|接上页|(第.{1,3}页)?(共.{1,3}页)?)[)）\]]?")
_HANZI = late.pattern("[\u3400-\u9fff]")


@frozen
class Banner:
    """Words above rows of which nobody can tell here whether they name a branch; `before`: whose rows stand above."""

    words: str
    origin: Origin
    before: str = ""

    def guesses(self) -> tuple[naming.Guess, ...]:
        """Return what the rows below may be called after: the heading alone."""
        return (naming.Guess(name_in(self.words), of_file=False, at=self.origin, before=self.before),)


def flat(words: str) -> str:
    """Return text as headings are told by: half-width, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def section(words: list[str]) -> str:
    """Return the branch that a row stands for which holds its name, and at most how many it has; "" for none.

    What may be a sort of branches is none here: whether a branch is called so, the 党支部名册 tells.
    """
    told = list(dict.fromkeys(flat(word) for word in words))
    match = (_SECTION.fullmatch(told[0]) or _LISTED.fullmatch(told[0])) if told else None
    is_one = match and not naming.SORT_OF_BRANCH.fullmatch(match["branch"]) and all(map(_BESIDE.fullmatch, told[1:]))
    return match["branch"] if match and is_one else ""


def titled(words: str) -> str:
    """Return the branch that a title or 填报单位 tells of; "" for none."""
    bare = flat(words)
    for match in (_REPORTER.search(words), _SECTION.fullmatch(bare), _TITLED.fullmatch(bare)):
        if match and "支" in match["branch"] and not _GENERAL.match(match["branch"]):
            return match["branch"]
    return ""


def claimed(words: str) -> tuple[str, ...]:
    """Return what in a title, or behind 填报单位, may be the name of whose the rows below are; without 支, too."""
    if is_part(words):
        return ()
    named = _REPORTER.search(words)
    own = (titled(words), flat(named["branch"]) if named else naming.bare(words))
    return tuple(dict.fromkeys(filter(None, own)))


def is_part(words: str) -> bool:
    """Whether a heading is that of a part of the branch's people: 第一党小组, 二、预备党员（3人）."""
    return _PART.fullmatch(flat(words)) is not None


def may_name(words: str, *, anything: bool) -> bool:
    """Whether a heading may be a branch's name; `anything`: also where it does not say 支部."""
    bare = flat(words)
    if naming.SORT_OF_BRANCH.fullmatch(name_in(bare)):
        return True
    if is_part(bare) or _REMARK.search(bare) or not _HANZI.search(bare) or _GENERAL.match(bare):
        return False
    return anything or _SAYS_BRANCH.search(bare) is not None


def name_in(words: str) -> str:
    """Return what of a heading may be a branch's name: 二、恒通物业（2人） → 恒通物业."""
    bare = re.sub(rf"^{_NUMBER}", "", flat(words))
    return naming.bare(re.sub(r"共?\d+[名人]$", "", bare)) or bare


def goes_on(words: str, *, of_people: bool) -> bool:
    """Whether words above a table leave it to the titles before whose its rows are: 续表, 第2页, 预备党员."""
    bare = flat(words)
    if _CONTINUED.fullmatch(bare) or is_part(words):
        return True
    return not TITLE.search(words) and not may_name(words, anything=of_people)
