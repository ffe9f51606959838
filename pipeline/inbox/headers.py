"""Finds the tables of a sheet: which row is the header, what each column is, where the block ends.

A header is told by its words, not by its place: titles and 填报单位 stand above it, a second header row below it,
further blocks with headers of their own under that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.inbox.sheet import Raw, Sheet

ROSTER, BRANCHES, LEADERS, ISSUES, OPINIONS = "党员花名册", "党支部名册", "联系领导", "问题清单", "征求意见"

# The first word of each column is canonical (INPUTS.md §3); the rest are synonyms (PAPERWORK.md §6.1-6.3), best first.
_ROSTER = (
    ("姓名", "党员姓名", "名字", "党员名字", "成员姓名"),
    (
        "所在党支部",
        "所属党支部",
        "党支部",
        "党支部名称",
        "支部名称",
        "所属支部",
        "所在支部",
        "支部",
        "党组织名称",
        "所在党组织",
        "所属党组织",
        "党组织",
        "党组织关系所在支部",
        "单位名称",
        "单位",
    ),
    ("性别",),
    ("民族",),
    ("身份证号", "公民身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "身份证", "居民身份证号", "证件号码"),
    ("出生日期", "出生年月日", "出生年月", "出生时间", "生日", "出生"),
    ("学历", "文化程度", "最高学历", "文化", "学历学位", "全日制学历"),
    ("人员类别", "党员类别", "党员类型", "人员类型", "正式/预备", "正式预备", "类别", "党员身份"),
    ("党员分类", "分类", "人员分类", "群体分类"),
    (
        "入党时间",
        "入党日期",
        "入党年月",
        "加入党组织日期",
        "加入党组织时间",
        "何时入党",
        "加入中国共产党时间",
        "入党年月日",
    ),
    ("转正时间", "转正日期", "转正年月", "转为正式党员日期", "转为正式党员时间", "何时转正", "转正年月日"),
    (
        "工作岗位",
        "职业",
        "岗位",
        "从事工作",
        "工作单位及职务",
        "单位及岗位",
        "单位及职务",
        "工作单位",
        "从事职业",
        "现从事工作",
        "职务",
    ),
    ("联系电话", "手机号码", "手机号", "手机", "移动电话", "电话", "联系方式", "电话号码", "联系手机", "本人电话"),
    ("家庭住址", "住址", "家庭地址", "现居住地", "居住地", "现住址", "常住地址", "通讯地址"),
    ("党籍状态", "党籍"),
    ("是否失联", "失联", "是否失联党员", "失联党员", "是否为失联党员"),
    ("是否流动", "流动", "流动党员", "是否流动党员", "是否外出", "是否为流动党员", "流动是否", "流动党员是否"),
    (
        "外出流向",
        "去向",
        "流向",
        "外出去向",
        "外出地点",
        "流动去向",
        "流动流向",
        "外出务工地点",
        "流动党员去向",
        "流动党员流向",
    ),
    ("党内职务", "党内任职", "支部职务"),
    ("健康状况", "身体状况", "健康情况"),
    ("备注", "说明", "其他"),
)
_BRANCHES = (
    (
        "名称",
        "党支部名称",
        "党组织名称",
        "支部名称",
        "党支部全称",
        "党组织全称",
        "全称",
        "党支部",
        "党组织",
        "所在党支部",
    ),
    ("简称", "支部简称", "党支部简称", "党组织简称"),
    ("书记", "党支部书记", "支部书记", "书记姓名", "党组织书记", "支部书记姓名"),
    ("联系人", "联络员", "党务联系人"),
    ("联系电话", "手机号码", "手机号", "手机", "电话", "联系方式", "书记电话", "联系人电话", "移动电话"),
    ("邮箱", "电子邮箱", "邮件", "E-mail", "email", "电子邮件"),
    ("类别", "领域", "支部类别", "党支部类别", "单位类别", "所属领域", "单位类型"),
    ("组织类别", "党组织类别", "组织类型"),
    ("状态", "支部状态", "党组织状态", "组织状况", "党支部状态"),
    ("备注", "说明"),
)
_LEADERS = (
    ("姓名", "领导姓名", "领导", "联系领导", "包联领导", "联系人姓名", "党员领导干部"),
    ("职务", "领导职务", "现任职务"),
    ("联系点", "联系支部", "联系党支部", "联系点(党支部)", "包联支部", "所联系党支部", "联系的党支部", "联系点名称"),
    ("电话", "联系电话", "手机", "手机号", "联系方式", "手机号码"),
    ("备注", "说明"),
)
_ISSUES = (
    ("党支部", "所在党支部", "支部", "支部名称", "党支部名称", "党组织名称", "单位", "单位名称", "责任支部"),
    (
        "具体问题",
        "问题",
        "存在问题",
        "存在的问题",
        "问题表现",
        "问题描述",
        "主要问题",
        "存在的主要问题",
        "具体表现",
        "问题内容",
    ),
    ("问题类别", "类别", "问题类型", "类型"),
    ("问题来源", "来源"),
    ("整改目标", "目标", "整改要求"),
    ("整改措施", "措施", "整改办法", "具体措施"),
    ("牵头领导", "责任领导", "包联领导", "分管领导"),
    ("责任人", "整改责任人", "责任人员", "责任单位", "具体责任人"),
    ("整改时限", "完成时限", "时限", "整改期限", "完成时间", "整改完成时限"),
    ("进展情况", "整改进展", "进展", "整改情况"),
    ("完成情况", "是否完成", "完成状态", "整改状态"),
    ("备注", "说明"),
)
_OPINIONS = (
    ("意见内容", "意见建议", "意见建议内容", "意见", "意见和建议", "具体意见", "内容"),
    ("党支部", "所在党支部", "支部", "支部名称", "党支部名称", "党组织名称", "单位"),
    ("党员", "党员姓名", "姓名", "涉及党员", "反映党员"),
    ("反映对象", "对象", "意见对象"),
    ("来源方式", "征求方式", "来源", "方式", "征集方式", "渠道"),
    ("类别", "意见类别", "问题类别", "分类"),
    ("备注", "说明"),
)
TABLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    ROSTER: _ROSTER,
    LEADERS: _LEADERS,
    ISSUES: _ISSUES,
    OPINIONS: _OPINIONS,
    BRANCHES: _BRANCHES,
}
# What tells a table: all of the first, and one of the second (INPUTS.md §3). In the order in which they are tried.
_TOLD_BY: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (LEADERS, ("姓名", "联系点"), ()),
    (ROSTER, ("姓名",), ("入党时间", "出生日期", "身份证号", "人员类别")),
    (ISSUES, ("具体问题",), ("整改措施", "责任人", "整改时限")),
    (OPINIONS, ("意见内容",), ()),
    (BRANCHES, ("名称",), ("书记", "联系电话", "邮箱")),
)
_NARROW_WORDS = frozenset({"内容", "意见", "名称", "党支部", "党组织", "领导", "问题", "所在党支部", "全称"})
NUMBER_HEADERS = frozenset({"序号", "编号", "序", "NO", "No", "no", "№"})
_TITLE = re.compile(r"(花名册|名册|名单|登记表|一览表|情况表|信息表|清单|台账|汇总表)\s*$|^(填报|报送)(单位|日期)")
_LEAST_BELOW = 2  # known columns of a header below the first
_MOST_IN_TITLE = 3  # cells that a title row may hold: 填报单位 …, 填报日期 …
_MOST_TITLES = 6  # rows above a header that may speak of it


@lru_cache(maxsize=16_384)
def plain(words: str) -> str:
    """Return a header without spaces, stars, colons and what stands in brackets after it."""
    found = re.sub(r"[\s*★＊:：、]+", "", unicodedata.normalize("NFKC", words))
    return re.sub(r"(?<=.)[(\[【].*[)\]】]$", "", found) or found


def _index(columns: tuple[tuple[str, ...], ...]) -> dict[str, tuple[str, int]]:
    """Return each spelling → its canonical header and how good a spelling it is (0 = canonical)."""
    found: dict[str, tuple[str, int]] = {}
    for spellings in columns:
        for rank, spelling in enumerate(spellings):
            found.setdefault(plain(spelling), (spellings[0], rank))
    return found


_SPELLINGS = {table: _index(columns) for table, columns in TABLES.items()}
_KEY_WORDS = frozenset(
    spelling for table, needed, _ in _TOLD_BY for spelling, (header, _) in _SPELLINGS[table].items() if header in needed
)


_GAPS = (" ", "  ", "   ", "    ", "　", "　　", "\n")
_KEYS_AS_WRITTEN = frozenset(
    variant
    for word in _KEY_WORDS
    for variant in (word, f"★{word}", f"*{word}", f"{word}*", *(gap.join(word) for gap in _GAPS))
)
"""What a header's decisive word looks like in a cell. Below the first header only rows with one of these are looked at
closely: a roster of 100,000 rows has two million cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block: its header as written (sub-header where there are two rows) and what it is to us."""

    index: int  # from 0
    written: str
    header: str = ""  # canonical; "" = unknown to us, kept under `written`


@dataclass(frozen=True, slots=True)
class Block:
    """One table on a sheet: what it is, its columns, the rows from `first` to before `end`, what stands above it."""

    table: str
    columns: tuple[Column, ...]
    header_row: int  # from 0
    first: int
    end: int
    above: tuple[str, ...] = ()  # texts of the rows above the header, nearest last
    doubled: tuple[tuple[Column, Column], ...] = ()  # columns with the same header

    def column(self, header: str) -> int | None:
        """Return the index of a canonical column."""
        return next((column.index for column in self.columns if column.header == header), None)


def blocks(sheet: Sheet) -> list[Block]:
    """Return the tables of a sheet, from top to bottom."""
    found = list(_headers(sheet))
    listed = []
    start = 0
    for number, (row, height, table, columns, doubled) in enumerate(found):
        end = _without_titles(sheet, found[number + 1][0]) if number + 1 < len(found) else len(sheet.rows)
        above = _above(sheet, max(start, row - _MOST_TITLES), row)
        start = row + height
        listed.append(Block(table, columns, row, row + height, end, above, doubled))
    return listed


def _without_titles(sheet: Sheet, header: int) -> int:
    """Return where a block ends above the next header: its title and what is blank around that are not rows of it."""
    end = header
    while end:
        words = [cell for cell in sheet.rows[end - 1] if cell != ""]
        if words and not (len(words) <= _MOST_IN_TITLE and isinstance(words[0], str) and _TITLE.search(words[0])):
            break
        end -= 1
    return end


_Header = tuple[int, int, str, tuple[Column, ...], tuple[tuple[Column, Column], ...]]


def _headers(sheet: Sheet) -> Iterator[_Header]:
    """Yield row, height, table and columns of every header.

    Below the first header one word does not make another: it may be what somebody wrote into a cell.
    """
    row = first = 0
    while row < len(sheet.rows):
        if first and _KEYS_AS_WRITTEN.isdisjoint(sheet.rows[row]) and _next_is_plain(sheet, row):
            row += 1
            continue
        found = _header_at(sheet, row)
        if found is None or (first and sum(bool(column.header) for column in found[3]) < _LEAST_BELOW):
            row += 1
        else:
            yield found
            first = row = row + found[1]


def _next_is_plain(sheet: Sheet, row: int) -> bool:
    """Whether the row below is no header either: then this one cannot be the upper of two."""
    return row + 1 >= len(sheet.rows) or _KEYS_AS_WRITTEN.isdisjoint(sheet.rows[row + 1])


def _header_at(sheet: Sheet, row: int) -> _Header | None:
    """Return the header that begins in `row`: one row, or two whose lower one completes the upper."""
    cells = sheet.rows[row]
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    if _has_key(cells):
        return _completed(sheet, row) or _one_row(sheet, row)
    if _has_key(below) and _has_word(cells) and _adds(sheet, row):
        return _completed(sheet, row)
    return None


def _one_row(sheet: Sheet, row: int) -> _Header | None:
    told = _told([(_text(cell),) for cell in sheet.rows[row]])
    return (row, 1, *told) if told else None


def _completed(sheet: Sheet, row: int) -> _Header | None:
    pair = _joined(sheet, row)
    told = _told(pair) if pair else None
    return (row, 2, *told) if told else None


def _adds(sheet: Sheet, row: int) -> bool:
    """Whether the row above a header names columns that the header leaves open; a title does not."""
    below = [_text(cell) for cell in sheet.rows[row + 1]]
    words = [word for word in below if word]
    upper = [_text(cell) for cell in sheet.rows[row]]
    return len(set(words)) < len(words) or any(top and not sub for top, sub in zip(upper, below, strict=True))


def _text(cell: Raw) -> str:
    return plain(cell) if isinstance(cell, str) else ""


def _has_key(cells: Sequence[Raw]) -> bool:
    return any(isinstance(cell, str) and cell and len(cell) < 40 and plain(cell) in _KEY_WORDS for cell in cells)  # noqa: PLR2004


def _has_word(cells: Sequence[Raw]) -> bool:
    return any(isinstance(cell, str) and cell for cell in cells)


def _joined(sheet: Sheet, row: int) -> list[tuple[str, ...]] | None:
    """Return each column's words from two header rows, upper first; None where the second is no header row."""
    if row + 1 >= len(sheet.rows):
        return None
    upper, lower = [_text(cell) for cell in sheet.rows[row]], sheet.rows[row + 1]
    spread = _spread(sheet, row, upper)
    words: list[tuple[str, ...]] = []
    below = 0
    for column, (top, cell) in enumerate(zip(spread, lower, strict=True)):
        sub = _text(cell)
        if cell != "" and (not sub or (upper[column] and spread.count(top) == 1)):
            return None  # a value, or a word under a header that stands alone: data
        below += bool(sub)
        words.append((top, sub) if sub and top else (sub or top,))
    return words if below else None


def _spread(sheet: Sheet, row: int, upper: list[str]) -> list[str]:
    """Return the upper header words, each over the columns that it is merged over (or that are blank after it)."""
    found = list(upper)
    merged = [merge for merge in sheet.merges if merge[0] <= row <= merge[2] and merge[1] < merge[3]]
    if sheet.merges:
        for _, left, _, right in merged:
            for column in range(left, min(right + 1, len(found))):
                found[column] = upper[left]
        return found
    for column in range(1, len(found)):
        if not found[column] and sheet.rows[row + 1][column] != "":
            found[column] = found[column - 1]
    return found


def _told(words: Sequence[tuple[str, ...]]) -> tuple[str, tuple[Column, ...], tuple[tuple[Column, Column], ...]] | None:
    """Return which table these header words tell of, with its columns."""
    for table, needed, one_of in _TOLD_BY:
        spellings = _SPELLINGS[table]
        known = {spellings[word][0] for parts in words for word in _candidates(parts) if word in spellings}
        if all(header in known for header in needed) and (not one_of or known & set(one_of)):
            if table in {OPINIONS, BRANCHES} and not _certain(words, table, needed):
                continue
            return table, *_columns(words, spellings)
    return None


def _certain(words: Sequence[tuple[str, ...]], table: str, needed: tuple[str, ...]) -> bool:
    """A word as common as 内容 or 名称 alone does not make a table: another column of it must be there."""
    spellings = _SPELLINGS[table]
    written = {word for parts in words for word in _candidates(parts) if word in spellings}
    sure = any(spellings[word][0] in needed and word not in _NARROW_WORDS for word in written)
    return sure or len({spellings[word][0] for word in written}) > 1


def _candidates(parts: tuple[str, ...]) -> list[str]:
    """Return the words that a column may be known by: 联系方式手机, then 手机, then 联系方式."""
    if len(parts) == 1:
        return [parts[0]] if parts[0] else []
    return ["".join(parts), parts[1]]


def _columns(
    words: Sequence[tuple[str, ...]], spellings: Mapping[str, tuple[str, int]]
) -> tuple[tuple[Column, ...], tuple[tuple[Column, Column], ...]]:
    """Name the columns; where several could be one canonical column, the best spelling is it."""
    best: dict[str, tuple[int, int]] = {}  # canonical header → rank, index
    for index, parts in enumerate(words):
        for word in _candidates(parts):
            if word in spellings:
                header, rank = spellings[word]
                best[header] = min(best.get(header, (rank, index)), (rank, index))
                break
    chosen = {index: header for header, (_, index) in best.items()}
    found: list[Column] = []
    doubled: list[tuple[Column, Column]] = []
    for index, parts in enumerate(words):
        written = _written(parts, words)
        if not written:
            continue
        column = Column(index, written, chosen.get(index, ""))
        twin = next((other for other in found if other.written == written), None)
        if twin is not None:
            doubled.append((twin, column))
            if not twin.header:
                column = Column(index, f"{written}（{sum(c.written.startswith(written) for c in found) + 1}）")
        found.append(column)
    return tuple(found), tuple(doubled)


def _written(parts: tuple[str, ...], words: Sequence[tuple[str, ...]]) -> str:
    """Return the name of a column; a sub-header alone, unless another column has the same."""
    if len(parts) == 1:
        return parts[0]
    alone = sum(other[-1] == parts[1] for other in words) == 1
    return parts[1] if alone else "·".join(parts)


def _above(sheet: Sheet, start: int, row: int) -> tuple[str, ...]:
    return tuple(
        cell.strip() for line in sheet.rows[start:row] for cell in line if isinstance(cell, str) and cell.strip()
    )
