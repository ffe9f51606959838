"""Numbers that must agree: how many members and branches a text states, against those that the rosters give.

A number is held to a count only where its sentence says what it counts: a subject (全镇, a branch's name, 本支部),
directly after it one or more items (10个党支部、230名党员), and then the clause's end. 全镇有3个支部软弱涣散 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model import codes
from pipeline.model.facts import Counts, Dossier, Field, Township
from pipeline.model.problem import Problem
from pipeline.review.numerals import NUMBER, spelt_number
from pipeline.review.passages import Passage, campaign_words, elsewhen

_HAVING = "(?:目前|现在|现|已)?(?:共计|总共|一共|共)?(?:设有|辖有|下辖|下设|所辖|有|辖|是)?(?:的|全体|所有)?"
_FIRMLY = re.compile("现|共|已|设|辖|全体|所有|涉及|覆盖")
_PLACES = ("镇", "乡", "街道")  # and what 单位.全域 says: 全县, 全系统 …
_OWN = "(?:[本我全]支部|我们(?:这个)?支部|支部(?=现有|共有|现共有|总共))"
_REACH = "(?:一共|总共|共)?(?:涉及|覆盖)到?"
_ABOUT_OTHERS = re.compile("问题|矛盾|纠纷|事项|线索|项目|案件|整改")
_SORT = "正式|预备|流动|离退休|失联|女|男"
_MEMBERS, _BRANCHES = "(?:在册|共产|中共|参学)?党员", "(?:基层|参学)?(?:党组织|党支部|支部)"
_ARE = "(?:总人数|总数|人数)?(?:共计|共有|达到|共|计|有|为|达)?"
_ITEM = re.compile(
    rf"(?P<some>{_SORT})?{_MEMBERS}{_ARE}(?P<members>{NUMBER})(?:名|人(?!次))"
    rf"|(?P<before>{NUMBER})(?:名|位|个)(?P<sort>{_SORT})?{_MEMBERS}"
    rf"|{_BRANCHES}{_ARE}(?P<branches>{NUMBER})个"
    rf"|(?P<ahead>{NUMBER})个{_BRANCHES}"
)
_BETWEEN = re.compile("(?:[，（(]其中|[、，和及]|以及)?有?")
_AND = re.compile("[和及]|以及")
_END = re.compile("[，：、！）)]|参加|参学|$")
_FEWEST = 3  # 一个支部, 两名党员: a way of speaking, no total


def check(sentence: str, passage: Passage, subjects: Subjects) -> Iterator[Problem]:
    """Yield each number of a sentence that is not what the rosters give."""
    if not _ITEM.search(sentence):
        return
    for subject in subjects.pattern.finditer(sentence):
        counts = subjects.counts(subject, passage)
        items = list(_items(sentence, subject.end())) if counts else []
        if not counts or not _is_total(subject, items):
            continue
        for item in items:
            number = spelt_number(item["members"] or item["before"] or item["branches"] or item["ahead"])
            counted = counts.get(_name(item))
            if number is not None and isinstance(counted, int) and number != counted and number >= _FEWEST:
                yield codes.TOTAL_TEXT.at(passage.origin, text=item[0], counted=counted)


class Subjects:
    """Who a number can be said of, and the counts that hold for them."""

    def __init__(self, township: Township, dossiers: Iterable[Dossier]) -> None:
        self.township = township
        self.branches: dict[str, Counts] = {}
        for dossier in dossiers:
            for name in (dossier.branch.name, dossier.branch.short):
                if name:
                    self.branches[name] = dossier.counts
        campaign = campaign_words(township.campaign)
        self.campaign = re.compile(campaign)
        names = "|".join(re.escape(name) for name in sorted(self.branches, key=len, reverse=True)) or "(?!)"
        town = _town(township.campaign.organisation.whole)
        taking_part = f"(?:参加|参与){campaign}的(?:一共|总共|共)?有?"
        self.pattern = re.compile(
            f"(?:(?P<branch>{names})|(?P<town>{town})|(?P<own>{_OWN})|(?P<all>{_REACH}{town}?|{taking_part})){_HAVING}"
        )

    def counts(self, subject: re.Match[str], passage: Passage) -> Counts | None:
        """Return the counts of a subject; None where the text does not say clearly of whom it speaks, and when."""
        if elsewhen(subject.string[: subject.start()], self.township.campaign):
            return None
        if subject["branch"]:
            return _without_branches(self.branches[subject["branch"]])
        if subject["town"]:
            return self.township.counts
        if subject["own"]:
            return _without_branches(passage.dossier.counts) if passage.dossier else None
        clear = self.campaign.search(subject.string) and not _ABOUT_OTHERS.search(subject.string)
        return self.township.counts if clear and passage.dossier is None else None


def _town(whole: Field[str]) -> str:
    """Return a pattern of what a text may call all that is under the committee: 全乡, 我乡, 我们乡."""
    place = whole[1:] if isinstance(whole, str) and whole.startswith("全") else ""
    places = "|".join(map(re.escape, dict.fromkeys(filter(None, (*_PLACES, place)))))
    return f"(?:(?:全|我们?)(?:{places}))"


def _without_branches(counts: Counts) -> Counts:
    return {name: count for name, count in counts.items() if name != "支部数"}


def _is_total(subject: re.Match[str], items: list[re.Match[str]]) -> bool:
    """Whether all are counted, and not some who did something: 全镇有20名党员，报了名 is no total."""
    if len(items) != 1 or items[0]["members"] or items[0]["branches"] or _FIRMLY.search(subject[0]):
        return bool(items)
    return subject.string[items[0].end() :].strip() == ""


def _items(sentence: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the counted things of a list that begins at `start`, as far as it is one."""
    while item := _ITEM.match(sentence, start):
        rest = sentence[item.end() :]
        if _AND.match(rest):
            if not _ITEM.match(_AND.sub("", rest, count=1)):
                return
        elif not _END.match(rest) or (_sort(item) and rest.startswith("参")):
            return
        yield item
        between = _BETWEEN.match(sentence, item.end())
        start = between.end() if between else item.end()


def _sort(item: re.Match[str]) -> str:
    return item["some"] or item["sort"] or ""


def _name(item: re.Match[str]) -> str:
    """Return the count's own name (inbox.counting.NAMES)."""
    if item["branches"] or item["ahead"]:
        return "支部数"
    return f"{_sort(item)}党员" if _sort(item) else "党员总数"
