"""Rows of a list that hold a name and nothing that the others tell: headings, feet, or nobody can tell.

A group's heading, a date, who has filled the list in: such words stand in the column of names as a name does. Where
most rows tell more, one that tells nothing is no member and no branch by itself. What is plainly a heading or a foot is
passed over with a word; what is called like a person, or like an organisation, is one of whom nothing is known; of all
else somebody is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline import surnames
from pipeline.inbox import fields
from pipeline.inbox.telling import NUMBER_HEADERS
from pipeline.inbox.total_words import flat
from pipeline.model.facts import PartialDate

if TYPE_CHECKING:
    from pipeline.inbox.row_reader import RowReader, SheetTable
    from pipeline.inbox.sheet import Raw

_DATES = ("入党时间", "出生日期", "身份证号", "转正时间")  # in which digits stand
_WORDS = ("政治面貌", "民族", "学历", "党员分类", "党籍状态", "家庭住址", "工作岗位")
_GROUP = re.compile(
    r"(?:第?[\d一二三四五六七八九十]+)?.{0,8}(?:小组|组|支部|总支|党委|党员|人员|名单|干部|职工|其他|其中)(?:[（(].*[)）])?[:：]?"
)
_SIGNERS = (
    r"书记|委员|主任|组长|负责人?|经办人?|联系人?|填[表报]人?|填写人|制表人?|录入[人员]?|校对人?|统计[人员]|监督人?|核[对实]人|审[核批查签定]人?"
    r"|[初复]审人?|复核人?|报送人?|上报人?"
)
_SIGNS = re.compile(rf".{{0,8}}(?:{_SIGNERS}|单位|部门|意见|日期|时间|电话|签[字名章]|盖?章)(?:[（(].*[)）])?[:：]?")
FOOTER = re.compile(
    rf"(?:(?:党?支部|党委|党?小组|单位|此表|本表)?(?:{_SIGNERS})|联系电话|填[报表](?:日期|时间|单位)|(?:党?支部|党委)?(?:书记)?[（(]?(?:签[字名]|[盖公]章)[）)]?"
    r"|注|备注|说明|附注?)\s*(?:\d|[:：（(]).*",
    re.DOTALL,
)
"""What a foot begins with, and goes on: who has filled the list in and checked it, or a note."""

LABEL = re.compile(r".*(?:[:：]|[（(](?:签字|签名|盖章|公章)[）)])\s*", re.DOTALL)
"""What ends as the name of a value does that stands beside it."""

_ORGANISATION = re.compile(r"(?:支部|支委|总支|党委|党组|工委|委员会)(?:[（(].*[)）])?$")
_PART = re.compile(r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）]")
_COUNTED = re.compile(r"\d\s*个")
FOOT = "是表尾的说明"
_MORE = 3  # columns besides its key that a row of a list fills and a foot does not
_LONG = 8  # characters of a name without a dot that nobody has
_COUNT = re.compile(r"\d\s*[人名个]")
_NUMBER = re.compile(r"[(（]?(?:\d{1,5}|[一二三四五六七八九十百]+)[)）.、．]?")
_SERIAL = re.compile(r"\d|^[一二三四五六七八九十百]+$")


def of_people(table: SheetTable, key: str) -> frozenset[int]:
    """Return the rows that tell nothing of a person but the name, where at least as many tell more."""
    return _found(table, key, _OF_A_PERSON)


def of_branches(table: SheetTable, key: str) -> frozenset[int]:
    """Return the rows that tell nothing of a branch but the name, where at least as many tell more."""
    return _found(table, key, _OF_A_BRANCH)


def _found(table: SheetTable, key: str, told: Mapping[str, Callable[[Raw], bool]]) -> frozenset[int]:
    known = [(table.indexes[header], tells) for header, tells in told.items() if table.has(header)]
    more = [(index, _has_words) for written, index in table.unknown if written not in NUMBER_HEADERS]
    columns = [(index, tells, dict[object, bool]()) for index, tells in (*known, *more)]
    name = table.indexes[key]
    keyed, bare = 0, []
    for row in range(table.block.first, table.block.end):
        cells = table.sheet.rows[row]
        if cells[name] == "":
            continue
        keyed += 1
        for index, tells, seen in columns:
            cell = cells[index]
            if cell not in seen:
                seen[cell] = cell != "" and (cell in table.sheet.dittos or tells(cell))
            if seen[cell]:
                break
        else:
            bare.append(row)
    return frozenset(bare) if known and 2 * len(bare) <= keyed else frozenset()


def _has_status(cell: Raw) -> bool:
    return isinstance(fields.status(cell), str)


def _has_sex(cell: Raw) -> bool:
    return fields.sex(cell) in {"男", "女"}


def _has_digits(cell: Raw) -> bool:
    return not isinstance(cell, str) or any(map(str.isdecimal, cell))


def _has_words(cell: Raw) -> bool:
    words = fields.text(cell)
    return bool(words) and not (words.endswith(("：", ":")) or _SIGNS.fullmatch(words) or _COUNT.search(words))


_OF_A_PERSON: Mapping[str, Callable[[Raw], bool]] = {
    "人员类别": _has_status,
    "性别": _has_sex,
    **dict.fromkeys(_DATES, _has_digits),
    **dict.fromkeys(_WORDS, _has_words),
}
"""The columns that tell something of a person, and what does in each: 电话 below 入党时间 does not."""

_OF_A_BRANCH = dict.fromkeys(("书记", "联系人", "联系电话", "邮箱", "类别", "组织类别", "状态", "简称"), _has_words)


def is_told(line: RowReader, key: str, numbers: Collection[int]) -> bool:
    """Whether a row that begins as a foot does has its number, or says more: 3 | 负责人：带头不够 | 每月一课."""
    if any(_NUMBER.fullmatch(fields.text(line.cells[index])) for index in numbers):
        return True
    said = [(index, fields.text(line.cells[index])) for index in sorted(line.table.indexes.values())]
    filled = [(-1, ""), *((index, words) for index, words in said if words)]
    own = [
        words
        for (_, before), (index, words) in pairwise(filled)
        if index != line.table.indexes[key] and not (LABEL.fullmatch(before) or FOOTER.fullmatch(words))
    ]
    return len(own) >= _MORE


def is_a_person(line: RowReader, key: str) -> bool:
    """Whether a bare row holds what looks like a person's name, and nothing that says otherwise."""
    name = fields.text(line.raw(key)).replace(" ", "")
    like = name.isalpha() and surnames.begin(name)
    numbers = (line.cells[column.index] for column in line.table.block.columns if column.written in NUMBER_HEADERS)
    odd = any(cell != "" and not _SERIAL.search(fields.text(cell)) for cell in numbers)  # 核稿 is no number of a row
    return (like or "·" in name) and not odd and all(line.is_empty(header) for header in _OF_A_PERSON)


def why_none(named: str, before: Sequence[str]) -> str:
    """Return why a bare row is nobody's, "" where it may be somebody's; `before`: the words left of the name."""
    if fields.is_no_member(named) or _GROUP.fullmatch(named):
        return f"像标题或一句说明：「{named}」"
    return FOOT if _is_foot(named, before) else ""


def why_no_branch(named: str, before: Sequence[str]) -> str:
    """Return why a bare row of branches is none, "" where it may be one."""
    if _PART.match(named) or _COUNTED.search(named):
        return f"像标题或一句说明：「{named}」"
    return FOOT if _is_foot(named, before) else ""


def is_an_organisation(named: str) -> bool:
    """Whether words end as a branch's name does."""
    return _ORGANISATION.search(named) is not None


def is_sentence(words: str) -> bool:
    """Whether words are too long for a name: 以上名单已经支部大会审核."""
    return len(words) >= _LONG and all("\u3400" <= character <= "\u9fff" for character in flat(words).strip("。，"))


def is_date(words: str) -> bool:
    """Whether words are a date, as below a list stands when it was filled in."""
    return isinstance(fields.as_date(words), PartialDate)


def _is_foot(named: str, before: Sequence[str]) -> bool:
    return any(map(_is_label, before)) or bool(_SIGNS.fullmatch(named)) or is_date(named)


def _is_label(words: str) -> bool:
    if _SERIAL.search(words) or is_an_organisation(words.rstrip("：: ")):
        return False
    return bool(_SIGNS.fullmatch(words) or LABEL.fullmatch(words))
