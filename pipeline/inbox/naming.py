"""What the name of a sheet or a file says of the people on it: their branch, and what sort of members they are.

A name is the weakest word of all: a column, a title or a heading goes before it, and of a name only what is a branch's
(or says 支部) counts.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin

_BRACKETS = re.compile(r"[(\[【《〔][^()\[\]【】《》〔〕]*[)\]】》〕]")
_DATE = re.compile(r"(?:19|20)\d{2}(?:年度?)?|\d{1,2}月份?|\d{1,2}[日号]|(?<!第)[\d_.]+(?!支部)")
_BEFORE = re.compile(r"^附件?[一二三四五六七八九十]?[:、.\-—]*")
_OF_A_LIST = (
    "花名册|名册|名单|名录|登记表|采集表|信息表|统计表|一览表|情况表|汇总表|明细表|花名|表格?|册|台账|信息|数据|资料|情况|基本|采集|登记|统计|导出|"
    "汇总|上报|报送|填报|报|在册|全体|全部|党员|党组织|正式|预备|流动|最新版?|最终版?|终稿|定稿|修改版?|改|更新|副本|复件|备份|版|稿|的|及"
)
_BEHIND = re.compile(rf"(?:{_OF_A_LIST}|v|copy|[\s\-—_·.、,，~+&()]+)$", re.IGNORECASE)
_MARKS = " -—_·.、,，:：~+&#№()"
_SAYS_BRANCH = re.compile(r"\S{1,40}?(?:党支部|支部委员会|支部|党总支|总支)")
_GENERAL = re.compile(r"^(?:各|全镇|全乡|全街道|所有|基层|本|示例|各村|党|第?[一二三四五六七八九十\d]*$)")
SORT_OF_BRANCH = re.compile(
    r"(?=.*(?:农村|村级|行政村|各村|两新|非公|社会组织|新经济|新社会|企业|事业|民营|私营|其他|直属|基层))各?"
    r"(?:农村|村级|行政村|村|社区|街道|机关|学校|教育|卫生|离退休|事业|企事业|企业|国有|民营|私营|非公有制|非公|经济|两新|新|社会|组织"
    r"|单位|系统|领域|类|其他|直属|基层|[和与及、])+(?:党支部|支部|党总支|总支)"
)
"""A sort of branches, as it stands above those of that sort: 农村党支部, 两新组织党支部."""

_PEOPLE = re.compile(
    r"(?:.*[^、和与及])?(?P<sort>正式|预备|流动)党员(?:花名册|名册|名单|信息|情况|登记|统计|一览|汇总|表|册)*",
    re.DOTALL,
)


@frozen
class Guess:
    """What may be a branch's name, though nobody has written it as one."""

    name: str
    of_file: bool  # the file is called so, not the sheet
    at: Origin | None = None  # where a heading says so: then nothing else may
    before: str = ""  # whose rows stand above that heading

    @property
    def says_so(self) -> bool:
        """Whether it is a branch's name by itself: it says 支部, and not of a sort of them."""
        says = _SAYS_BRANCH.fullmatch(self.name) is not None and not _GENERAL.match(self.name)
        return says and not SORT_OF_BRANCH.fullmatch(self.name)


def guesses(sheet: str, file: str) -> tuple[Guess, ...]:
    """Return the branches that a sheet and its file may be called after, the sheet's first."""
    stem = file.rpartition("/")[2].rpartition(".")[0]
    named = [] if sheet == stem else [(sheet, False)]
    found = [
        Guess(name, of_file)
        for words, of_file in (*named, (stem, True))
        for name in dict.fromkeys((_plain(words), bare(words)))
        if name
    ]
    return tuple(found)


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def bare(words: str) -> str:
    """Return a name without dates, brackets and the words for a list: 石桥村党员名册（3月10日报） → 石桥村."""
    name = _BRACKETS.sub("", _plain(words))
    if said := re.match(
        r"(?:附件?\d*[:：.、]?)?(\S{2,40}?(?:党支部|支部委员会|党总支|总支|支部))(?!书记|大会|委员)", name
    ):
        name = _DATE.sub("", said[1]).strip(_MARKS)
        return "" if _GENERAL.match(name) else name
    name = _BEFORE.sub("", _DATE.sub("", name).strip(_MARKS))
    while (shorter := _BEHIND.sub("", name)) != name:
        name = shorter
    return name.strip(_MARKS)


def people(sheet: str, titles: tuple[str, ...]) -> tuple[str, str]:
    """Return 正式党员, 预备党员 or 流动党员 where the sheet's name or a title says that all are such, and the words."""
    for words in (sheet, *reversed(titles)):
        name = _BRACKETS.sub("", _plain(words))
        if match := _PEOPLE.fullmatch(_DATE.sub("", name)):
            sorts = set(re.findall(r"正式|预备|流动", name))
            return (f"{match['sort']}党员", words) if len(sorts) == 1 else ("", "")
    return "", ""
