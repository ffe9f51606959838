"""Whether the people of a table are Party members: a list of people is no 党员花名册 before something says so.

What says so: 入党时间, 人员类别 正式党员, 党籍, 政治面貌 中共党员; a title, a sheet or a file that is called after
members; or a column for the 党支部, where nothing else speaks against it. What stands nearest decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.inbox import fields
from pipeline.inbox.headers import SheetBlock
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.inbox.telling import NUMBER_HEADERS, Column, pattern
from pipeline.model.frozen import frozen

_NOT_LISTED = re.compile(r"(非|非中共|发展|吸收|培养|结对|联系|包联|挂钩|帮扶|帮带|申请|和|及|与|、|暨|或|/)$")
_LIST_WORDS = re.compile(
    r"(教师|教职工|民警|医生|医护人员|学生|同志|人员)?"
    r"(基本|个人|详细|组织关系|信息|情况|档案|数据|采集|统计|登记|汇总|导出|摸底|排查|核查|花名|名|册|名单|名录|底册|库|表|一览|"
    r"台账|明细|总|全|新|最|修改|后|填报|上报|报|送|版|稿|副本|模板|导入|空白|年|月|日|第|季度|上半年|下半年|半年|年度|截至|"
    r"[\s\d._\-—~～+第页张]|\.xlsx?|\.docx?|\.et|\.csv|\.ods)*"
)
_BRACKETS = re.compile(r"[(（【\[〔][^()（）【】\[\]〔〕]*[)）】\]〕]")
_OTHERS = re.compile(
    r"群众|积极分子|申请人|申请入党|发展对象|团员|青年|少先队|学生|学员|教师|职工|员工|(?<!党员)干部|村民|居民|户籍|人口|户主|农户|低保|五保|"
    r"贫困|脱贫|残疾|参保|保险|代表|志愿者|民兵|退役|军人|候选人|签到|考勤|出勤|测评|评议|考核|慰问|帮扶|救助|谈话|走访|通讯录|值班|"
    r"工资|补贴|报名|培训|非党|党外|党派|发展党员|公示|两委|班子|妇女|老人|老年|儿童|家长|会员|客户|患者|业主"
)
_LEFT = re.compile(r"转出|去世|死亡|逝世|已故|除名|开除|脱党|退党|出党|减少|历史党员|停止党籍")
_OF_BRANCH = re.compile(r"党支部|党总支|党组织|党小组|支部委员会|(?<!团)(?<!团总)支部|中共|党员")
_PARTY_HEADER = re.compile(r"党支部|党总支|党组织|党小组|党员|党内|党籍|党龄|(?<!团)(?<!团总)支部")
_STAGES = re.compile(r"积极分子|发展对象|申请入党|入党申请|培养联系人|培养人")
_BRANCH = re.compile(r"(党支部|党总支|总支|党委|支部委员会|(?<!团)支部)$")
_NOBODY = re.compile(r"计|总数|总人数|[:：]")
"""What stands in the column of the name and is none: 合计, 填表人：…"""
_OWN = ("党籍状态", "党内职务")
_UNPROVED = (
    ("政治面貌", "“政治面貌”不都是党员"),
    ("入党时间", "“入党时间”有许多人没有填"),
    ("人员类别", "“人员类别”写的不是正式党员、预备党员"),
)
_LONGEST_TITLE = 40
_OVERALL = 2  # a table knows at least one of so many columns


@frozen
class RosterVerdict:
    """Whether a table lists members: `block` as it is to be read, or (None) why it is no roster."""

    block: SheetBlock | None
    why: str = ""


def of(sheet: Sheet, block: SheetBlock, file: str) -> RosterVerdict:
    """Return a block as the roster that it is, or why its people are no members."""
    table = _Table(sheet, block, file)
    if why := table.against():
        return RosterVerdict(None, why)
    return RosterVerdict(table.with_branch())


def says_members(words: str) -> bool:
    """Whether a title or a name is that of a list of members: 柳河村党员花名册, not 党员联系群众登记表."""
    before, found, after = _BRACKETS.sub("", words).rpartition("党员")
    return (
        bool(found)
        and len(words) <= _LONGEST_TITLE
        and not _NOT_LISTED.search(before)
        and _LIST_WORDS.fullmatch(after.strip()) is not None
    )


def says_others(words: str) -> bool:
    """Whether a title or a name is that of a list of other people: 吕寨村党支部困难群众台账, not 教师党支部."""
    rest = re.sub(r".*(?<!团)(支部委员会|支部|总支)", "", _BRACKETS.sub("", words))
    return len(words) <= _LONGEST_TITLE and _OTHERS.search(rest) is not None


def called(names: Iterable[str]) -> tuple[bool, str]:
    """Return whether the nearest name that tells is of members, and the one that is of other people, "" for none."""
    for name in names:
        words = " ".join(name.split())
        if says_members(words):
            return True, ""
        if says_others(words):
            return False, words
    return False, ""


def across(sheet: Sheet, row: int, column: int, file: str) -> bool:
    """Whether a table whose headers run down `column` speaks of members."""
    above = tuple(cell for line in sheet.rows[:row] for cell in line if isinstance(cell, str) and cell)
    words = [line[column] for line in sheet.rows if isinstance(line[column], str)]
    party = any(_PARTY_HEADER.search(str(word)) or "入党" in str(word) for word in words)
    named = any(says_members(name) or _OF_BRANCH.search(name) for name in names_of(sheet, above, file))
    return party or named


def names_of(sheet: Sheet, above: tuple[str, ...], file: str) -> Iterator[str]:
    """Yield what a table is called, nearest first: its titles, its sheet, its file."""
    yield from reversed(above)
    yield sheet.name
    yield PurePosixPath(file).stem


@dataclass(slots=True)
class _Table:
    sheet: Sheet
    block: SheetBlock
    file: str

    def against(self) -> str:
        """Return what speaks against members, "" where something says that they are."""
        columns = [each for each in self.block.columns if each.written not in NUMBER_HEADERS]
        foreign = [each.written for each in columns if not each.header and not self._is_beside(each)]
        stage = next((each.written for each in columns if _STAGES.search(each.written)), "")
        if left := next((words for words in self._names() if _LEFT.search(words) and "转入" not in words), ""):
            return f"写着“{left}”，这些人已不在册"
        called, members, sign = self._called()
        if members:
            return ""
        proved = self._by_value() or (not stage and self._joined(sign=sign or self._has_party_header()))
        if proved and (not called or self._has_branch()):
            return f"多数栏不是党员花名册的（{_some(foreign)}）" if len(foreign) * _OVERALL > len(columns) else ""
        if stage and not called:
            return f"有“{stage}”一栏，人还不一定是党员"
        if called:
            return f"写着“{called}”，说的不是党员"
        if not (sign or self._has_party_header() or self._in_branches()):
            return self._unproved() or "没有入党时间、人员类别、党支部，也没有哪里写着党员"
        if foreign:
            return f"{self._unproved() or '没有入党时间、人员类别'}，却有别的表才有的栏（{_some(foreign)}）"
        return ""

    def _unproved(self) -> str:
        """Return what the columns that could say members say instead, "" where there are none."""
        return next((why for header, why in _UNPROVED if self.block.column(header) is not None), "")

    def with_branch(self) -> SheetBlock:
        """Return the block; 单位 is the branch only where something says 党员, or where every unit is a branch."""
        column = next((each for each in self.block.columns if each.header == "所在党支部"), None)
        loose = self.block.told.kinds[0].loose
        if column is None or column.written not in loose or self._in_branches():
            return self.block
        _, members, _ = self._called()
        if members or self._by_value() or self._joined(sign=False):
            return self.block
        columns = tuple(replace(each, header="") if each is column else each for each in self.block.columns)
        return replace(self.block, told=replace(self.block.told, columns=columns))

    def _is_beside(self, column: Column) -> bool:
        beside = pattern(self.block.told.kinds[0].beside)
        return any(beside.fullmatch(word) for word in (column.written, column.written.rpartition("·")[2]))

    def _called(self) -> tuple[str, bool, bool]:
        """Return what the table is called that names others; whether it is called after members, after a branch."""
        sign = False
        for words in self._names():
            if says_members(words):
                return "", True, True
            if says_others(words):
                return words, False, False
            sign = sign or bool(_OF_BRANCH.search(words))
        return "", False, sign

    def _names(self) -> Iterator[str]:
        return (" ".join(words.split()) for words in names_of(self.sheet, self.block.above, self.file))

    def _has_party_header(self) -> bool:
        return any(_PARTY_HEADER.search(each.written) for each in self.block.columns)

    def _by_value(self) -> bool:
        """Whether a column says of each what only a member has."""
        if any(self.block.column(header) is not None for header in _OWN):
            return True
        statuses = {read for value in self._values("人员类别") if isinstance(read := fields.status(value), str)}
        written = "".join(self._values("人员类别"))
        if statuses & {"正式党员", "预备党员"} and ("党员" in written or "预备" in written):
            return True
        parties = [fields.politics(value) for value in self._values("政治面貌")]
        return any(parties) and (self._has_branch() or all(parties))

    def _has_branch(self) -> bool:
        """Whether there is a column for the branch that is called so."""
        loose = self.block.told.kinds[0].loose
        return any(each.header == "所在党支部" and each.written not in loose for each in self.block.columns)

    def _joined(self, *, sign: bool) -> bool:
        """Whether everybody (of a branch: half of them) has a date of joining; an empty form has a column for it."""
        column, key = self.block.column("入党时间"), self.block.column("姓名")
        if column is None or key is None:
            return False
        nothing = {value for value in self._values("入党时间") if fields.is_no_member(value)} | {""}
        rows = [row for row in self._rows() if row[key] != ""]
        filled = sum(row[column] not in nothing for row in rows)
        if filled * 10 >= len(rows) * 9:
            return True
        people = sum(not _NOBODY.search(str(row[key])) and sum(cell != "" for cell in row) > 1 for row in rows)
        headed = any(_BRANCH.search(_BRACKETS.sub("", str(row[key]))) for row in rows)
        return filled * 2 >= people if sign or headed else filled * 10 >= people * 9

    def _in_branches(self) -> bool:
        """Whether there is a column for the branch, and all its values are branches."""
        values = self._values("所在党支部")
        return bool(values) and all(_BRANCH.search(_BRACKETS.sub("", value)) for value in values)

    def _rows(self) -> Sequence[Sequence[Raw]]:
        return self.sheet.rows[self.block.first : self.block.end]

    def _values(self, header: str) -> set[str]:
        """Return the different texts of a column."""
        index = self.block.column(header)
        if index is None:
            return set()
        cells = {row[index] for row in self._rows()}
        return {text for cell in cells if (text := fields.text(cell))}


_MOST_NAMED = 3


def _some(words: list[str]) -> str:
    return "、".join(words[:_MOST_NAMED]) + ("等" if len(words) > _MOST_NAMED else "")
