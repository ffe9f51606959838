"""Which rows of a table are records, and which branch each belongs to. Totals, footers and headings are told apart.

Rows in = records + stated totals + Problems. Nothing is passed over without a word except empty rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.inbox import banners, bare_rows, fields, total_words
from pipeline.inbox.banners import Banner
from pipeline.inbox.bare_rows import FOOT, FOOTER, LABEL
from pipeline.inbox.row_reader import RowReader, SheetTable
from pipeline.inbox.telling import NUMBER_HEADERS
from pipeline.inbox.total_words import flat
from pipeline.inbox.workbook_contents import StatedTotal
from pipeline.model import codes
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides

_SERIAL = re.compile(r"[(（]?(?:\d+(?:\.0)?|[一二三四五六七八九十百]+)[)）.、．]?")
_SUBHEADING = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、)）.．]\D|.*党员")
_NO_NAME = re.compile(
    r"[(（【][^)）】]*(?:填|如|例|格式|说明|全称|样)[^)）】]*[)）】]|(?:填写)?(?:例如?|示例|样例|范例|举例|如)[:：)）].*"
    r"|(?:填写)?(?:示例|样例|范例).*",
    re.DOTALL,
)
_COUNTING = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "一二三四五六七八九十")
_HEADING = re.compile(r"花名册|名册|名单|登记表|一览表|采集表|统计表|续表|接上页|接下页|^[(（]?第.{1,3}页|^附[件表]")
_ANY_SHEET = re.compile(
    r"^(sheet|工作表|表)\s*\d*$|花名册|名册|名单|党员|汇总|总表|在册|数据|信息|清单|问题|意见|台账|附件|领导|联系点|^[\d\s._-]+$",
    re.IGNORECASE,
)
_SHORT = 5  # characters of a name that needs no second look
_DOUBTFUL = re.compile(r"[\d计数总合填审制报负经联支党书签盖公备注说明附名示样例：:()（）、]")
_FEW = 2  # known columns that must hold something before a row without a name is somebody whose name was forgotten


@frozen
class TotalLine:
    """A 合计 row: its words, and the number that stands beside them."""

    line: RowReader
    words: str
    number: int | None = None
    part: int = 0  # how many headings stand above it


def is_general(sheet: str) -> bool:
    """Whether a sheet's name says nothing of a branch: Sheet1, 问题清单, 2026."""
    return _ANY_SHEET.search(sheet) is not None


@dataclass(slots=True)
class Walk:
    """Goes through a table; `key` is the column that makes a row a record, `group` the branch's."""

    table: SheetTable
    key: str
    group: str = ""
    what: str = "内容"  # what a record is, for messages
    totals: list[StatedTotal] = field(default_factory=list)
    by_tab: bool = True  # whether the sheet's name may be that of a branch without saying so
    sums: list[TotalLine] | None = None  # where 合计 rows go that whoever walks holds to the rows by himself
    blank: str = ""  # whose rows without a branch are, where that has a meaning of its own in this kind of sheet
    begins: tuple[str, ...] = ()  # words that 合计 rows of this kind of sheet begin with, besides the usual ones
    people: bool = False  # whether each record is a person of whom the table tells more than the name
    heading: Banner | None = None  # above the record last yielded, where it alone may tell the branch
    _groups: dict[str, str] = field(default_factory=dict)
    _merged: dict[int, str] = field(default_factory=dict)
    _grouped: bool = False  # each branch is written once, and other rows have none: on its first row only, maybe
    _blanks: list[int] = field(default_factory=list)  # rows of such a table that have none
    _numbers_only: list[int] = field(default_factory=list)
    _ditto_rows: list[RowReader] = field(default_factory=list)
    bare: frozenset[int] = frozenset()  # rows that tell nothing of anybody but the name
    outside: str = ""  # the heading above the record last yielded, where it says that they are no members
    _number: int | None = None  # the column of 序号, -1 where there is none; None before it is asked for
    _seen: int = 0  # records so far
    _told: int = 0  # of them those above the last 合计 row
    _part: int = 0  # of them those above the last heading
    parts: int = 0  # headings so far
    _run: int = 0  # of the records those above the first of the branch that the last one names
    _ahead: int | None = None  # of `totals` the one that stands right below a heading and counts what comes

    def records(self) -> Iterator[tuple[RowReader, str]]:
        """Yield each record with the name of its branch as written; "" where none can be told."""
        self._look_at_groups()
        self.bare = bare_rows.of_people(self.table, self.key) if self.people else self.bare
        standing = self._from_titles()
        section, carried = "", ""
        heading: RowReader | None = None  # that no record has followed yet
        above: RowReader | None = None  # what a ditto mark stands for
        dittos = bool(self.table.sheet.dittos)
        for row in range(self.table.block.first, self.table.block.end):
            line = self.table.line(row)
            if dittos:
                line = line.below(above, self._alone, self.table.indexes.get(self.group, -1))
            if row == self.table.block.first or row in self.bare or not self._is_plainly_one(line):
                words = line.words()
                if not words and not any(not line.is_empty(header) for header in self.table.indexes):
                    continue
                if self._is_total(line, words):
                    carried, above = "", None
                    continue
                if self.group and (found := self._section(line, words)):
                    self._skip_heading(heading)
                    self._begin_part()
                    section, carried, heading, above, self.heading, self.outside = found, "", line, None, None, ""
                    continue
                if not self._is_record(line, words):
                    self._goes_under(words)
                    if self._opens(line, words, before=carried or section or standing):
                        section = carried = standing = ""
                    continue
            heading, above = None, line
            self._seen += 1
            if line.dittos:
                self._ditto_rows.append(line)
            carried = self._group_of(line, carried)
            own = "" if self.blank and self._blanks[-1:] == [row] else carried
            hidden = not own and line.hidden(self.group, Hides.ROW) is not None
            yield line, "" if hidden else own or section or ("" if self.table.has(self.group) else standing)
        self._skip_heading(heading)
        self._end_part()
        self._tell_numbers()
        self._tell_dittos()
        self._tell_blanks()

    def _begin_part(self) -> None:
        """Note that a heading stands here: a 小计 below it is its part's."""
        self._end_part()
        self._part = self._seen
        self.parts += 1

    def _end_part(self) -> None:
        """Let the 合计 row right below the last heading count what has come since."""
        if self._ahead is not None:
            total, part = self.totals[self._ahead], self._seen - self._part
            told = total.part if total.part is None else part
            self.totals[self._ahead] = replace(total, above=total.above | {part}, part=told)
            self._ahead = None

    @property
    def _alone(self) -> frozenset[int]:
        """The columns that tell records apart: nobody has the name or the ID number of the one above."""
        return frozenset(self.table.indexes[header] for header in (self.key, "身份证号") if self.table.has(header))

    def _tell_numbers(self) -> None:
        """Say how many rows hold their number alone."""
        if self._numbers_only:
            reason = f"只有序号（共 {len(self._numbers_only)} 行）"
            self._skip(self.table.line(self._numbers_only[0]), reason)

    def _tell_dittos(self) -> None:
        """Say how many ditto marks were read as what stands above them."""
        taken = [(line, index) for line in self._ditto_rows if line.dittos for index in sorted(line.dittos.rows)]
        if taken:
            line, index = taken[0]
            place = self.table.sheet.source(self.table.file, line.row, {"": self.table.sheet.place(index)}).at("")
            word = fields.text(self.table.sheet.rows[line.row][index])
            self.table.problems.append(codes.CELL_DITTO_READ.at(place, value=word, count=len(taken)))

    def _tell_blanks(self) -> None:
        """Say of rows without a branch, below others that name each once, whose they are taken for."""
        if not self._blanks:
            return
        origin = self.table.line(self._blanks[0]).source.at(self.group)
        values = {"table": self.what, "count": len(self._blanks)}
        if self.blank:
            self.table.problems.append(codes.ROWS_NO_BRANCH.at(origin, whose=self.blank, **values))
        else:
            self.table.problems.append(codes.ROWS_BRANCH_ABOVE.at(origin, **values))

    def _is_plainly_one(self, line: RowReader) -> bool:
        """Whether a row is a record at first sight: its key is a short word that no total, footer or heading has."""
        key = line.raw(self.key)
        return (
            type(key) is str
            and 0 < len(key) <= _SHORT
            and not key.isspace()
            and _DOUBTFUL.search(key) is None
            and not (self.begins and key.startswith(self.begins))
            and not self._label_before(line)
        )

    def _label_before(self, line: RowReader) -> bool:
        """Whether the key is only the value of a label before it, as 王某 is of 填表人：.

        In a roster only the column of numbers is looked at: what else stands before a name may be a branch, a group.
        """
        if self._number is None:
            columns = self.table.block.columns
            self._number = next((column.index for column in columns if column.written in NUMBER_HEADERS), -1)
        for index, cell in enumerate(line.cells[: self.table.indexes[self.key]]):
            if type(cell) is not str or not cell or cell.isdigit() or (self.people and index != self._number):
                continue
            alone = index == self._number and "书记" not in cell  # there a label needs no colon
            if FOOTER.fullmatch(f"{cell.strip()}：" if alone else cell):
                return True
        return False

    # --- whose rows -----------------------------------------------------------------------------------------------

    def _look_at_groups(self) -> None:
        """Expand merged branch cells, and tell whether the branch is written once for many rows or on every row.

        A name that comes again further down is written row by row: a blank cell says nothing there; nor does it where
        fewer rows are blank than named, for then one was forgotten. What a foot says in that column is no branch.
        """
        column = self.table.indexes.get(self.group)
        if column is None:
            return
        rows, block = self.table.sheet.rows, self.table.block
        for top, left, bottom, right in self.table.sheet.merges:
            if left <= column <= right and block.first <= top < block.end and bottom > top:
                name = _one_line(fields.text(rows[top][column]))
                self._merged |= dict.fromkeys(range(top, bottom + 1), name)
        key = self.table.indexes.get(self.key, column)
        keyed = [row for row in rows[block.first : block.end] if row[key] != ""]
        written = [(fields.text(row[column]), row[key]) for row in keyed]
        repeated = any(one and one == two for (one, _), (two, _) in pairwise(written))
        blank = sum(not one for one, _ in written)
        if self._merged or repeated or not blank:
            return
        names = [
            one
            for one, of in written
            if one and not (total_words.told(one) or FOOTER.fullmatch(one) or LABEL.fullmatch(fields.text(of)))
        ]
        self._grouped = len(set(names)) == len(names) <= blank

    def _group_of(self, line: RowReader, carried: str) -> str:
        """Return the row's branch: its own, or the one above where that is written once for many rows.

        Where a blank cell has a meaning of its own it keeps that.
        """
        own = self._merged.get(line.row) or self._own_group(line)
        if own and own != carried:
            self._run = self._seen - 1
        if own or not self._grouped or not carried or line.hidden(self.group, Hides.ROW):
            return own
        self._blanks.append(line.row)
        return carried

    def _own_group(self, line: RowReader) -> str:
        if line.dittos and self.table.indexes.get(self.group, -1) in line.dittos.unclear:
            return ""
        raw = line.raw(self.group)
        if type(raw) is not str:
            return _one_line(fields.text(raw))
        if raw not in self._groups:
            self._groups[raw] = _one_line(fields.text(raw))
        return self._groups[raw]

    def _from_titles(self) -> str:
        """Return the branch that 填报单位, a title or the sheet's name tells of.

        Below the header of another block a title that tells of none leaves open whose the rows are.
        """
        block = self.table.block
        if found := next(filter(None, map(banners.titled, reversed(block.above))), ""):
            return found
        if block.before is not None:
            before = next(filter(None, map(banners.titled, reversed(block.before))), "")
            words = next(
                (each for each in reversed(block.above) if banners.may_name(each, anything=self._of_people)), ""
            )
            if words:
                self.heading = Banner(words, self.table.line(max(block.header_row - 1, 0)).source.origin, before)
                return ""
        if found := banners.titled(self.table.sheet.name):
            return found
        name = _one_line(self.table.sheet.name)
        return "" if is_general(name) or not self.by_tab else name

    @property
    def _of_people(self) -> bool:
        """Whether the rows are people: what stands alone between them speaks of whose they are, or of nothing."""
        return self.key == banners.PERSON

    def _section(self, line: RowReader, words: list[str]) -> str:
        """Return the branch that a row stands for which holds nothing but its name, nor what nobody can read."""
        if line.is_marked():
            return ""
        if self.table.has(self.group) and not line.is_empty(self.group) and len(words) > 1:
            return ""
        return banners.section(words) if len(set(words)) == 1 or line.is_empty(self.key) else ""

    def _goes_under(self, words: list[str]) -> None:
        """Note a heading that says of whom the rows below are: 入党积极分子."""
        if self.people and len(set(words)) == 1:
            self.outside = words[0] if fields.is_no_member(words[0]) else ""

    def _opens(self, line: RowReader, words: list[str], before: str) -> bool:
        """Note a row that is no record and may name the branch of those below it; `before`: whose those above are."""
        alone = len(set(words)) == 1
        if alone:
            self._begin_part()
        if not words or not self.group or line.is_marked() or not (alone or line.is_empty(self.key)):
            return False
        if not banners.may_name(words[0], anything=alone and self._of_people):
            return False
        self.heading = Banner(words[0], line.source.origin, before or (self.heading.before if self.heading else ""))
        return True

    # --- which rows -----------------------------------------------------------------------------------------------

    def _is_total(self, line: RowReader, words: list[str]) -> bool:
        """Note the number of a 合计 row."""
        named = fields.text(line.raw(self.key))
        match = next(
            (found for text in (named, *words[:1], "".join(words[:2])) if (found := total_words.told(text))), None
        )
        if self.sums is not None:
            return self._is_sum(line, named, words, match)
        if match is None:
            return False
        of = match["of"] or ""
        number = match["number"] or self._number_beside(line)
        if number is None:
            self.table.problems.append(codes.ROW_SKIPPED.at(line.source.origin, table=self.what, reason="是合计行"))
        elif total_words.OF_A_PAGE.search(of) or "累计" in match[0]:
            self.table.problems.append(
                codes.ROW_SKIPPED.at(line.source.origin, table=self.what, reason="是本页的合计行")
            )
        else:
            of = "" if total_words.OF_THE_SHEET.fullmatch(of) else of
            above = frozenset(self._seen - start for start in (0, self._told, self._part, self._run))
            part = self._seen - max(self._part, self._run) if "小计" in match[0] else None
            self._end_part()
            self._ahead = len(self.totals) if self._seen == self._part else None
            self.totals.append(StatedTotal(self.table.block.table, of, int(number), line.source.origin, above, part))
        self._told = self._seen
        return True

    def _is_sum(self, line: RowReader, named: str, words: list[str], match: re.Match[str] | None) -> bool:
        """Keep a 合计 row for whoever walks."""
        assert self.sums is not None
        said = next((text for text in (named, *words[:1]) if self.begins and text.startswith(self.begins)), "")
        if match is None and not said:
            return False
        number = (match["number"] or self._number_beside(line)) if match else None
        self.sums.append(TotalLine(line, said or named or words[0], int(number) if number else None, self.parts))
        self._told = self._seen
        return True

    def _number_beside(self, line: RowReader) -> str | None:
        """Return the number that stands beside the word 合计; below a column that is unknown to us it sums that up."""
        counted = self.table.indexes.values()
        headless = {column.index for column in self.table.block.columns}
        for index, cell in enumerate(line.cells):
            found = (
                total_words.NUMBER.fullmatch(flat(fields.text(cell)))
                if index in counted or index not in headless
                else None
            )
            if found:
                return found[1]
        return None

    def _is_record(self, line: RowReader, words: list[str]) -> bool:
        """Whether a row is a record; what is none is named."""
        number = {column.index for column in self.table.block.columns if column.written in NUMBER_HEADERS}
        cells = self.table.sheet.rows[line.row]
        told = [fields.text(cell) for index, cell in enumerate(cells) if cell != "" and index not in number]
        if not any(told) and line.is_empty(self.key) and not any(not line.is_empty(h) for h in self.table.indexes):
            said = "".join(word for word in words if not _SERIAL.fullmatch(flat(word)))
            if not said:
                self._numbers_only.append(line.row)
            elif FOOTER.fullmatch(said):
                self._skip(line, "是表尾的说明")
            else:
                self._skip(line, f"序号一栏写着「{said}」，别的都空着")
            return False
        named = fields.text(line.raw(self.key))
        is_foot = FOOTER.fullmatch(named or (words[0] if words else "")) or (named and self._label_before(line))
        if is_foot and not (named and bare_rows.is_told(line, self.key, number)):
            self._skip(line, FOOT)
            return False
        if line.row == self.table.block.first and _is_numbering(words):
            return False  # 甲 乙 1 2 3: the columns are numbered
        if why := self._why_none(line, named, alone=sum(map(bool, told)) < _FEW):
            self._skip(line, why)
            return False
        if not line.is_empty(self.key):
            return True
        if line.filled(without=frozenset({self.group})) >= _FEW:
            return True
        self._skip(line, f"没有{self.key}")
        return False

    def _why_none(self, line: RowReader, named: str, *, alone: bool) -> str:
        """Return why what stands where the key should is none, "" where it may be; `alone`: nothing else is told."""
        if self.key != banners.PERSON:
            return FOOT if alone and "时间" not in self.key and bare_rows.is_date(named) else ""
        if _NO_NAME.fullmatch(named):
            return f"像填写说明或示例：「{named}」"
        if alone and named and self._is_heading(line, named):
            return f"像标题或一句说明：「{named}」"
        before = [fields.text(cell) for cell in line.cells[: self.table.indexes[self.key]]]
        return bare_rows.why_none(named, before) if line.row in self.bare else ""

    def _is_heading(self, line: RowReader, words: str) -> bool:
        """Whether what stands alone in a row, where a name should, is a title, a subheading or a sentence."""
        return (
            bool(_HEADING.search(words) or _SUBHEADING.match(words))
            or bare_rows.is_sentence(words)
            or self.table.sheet.is_merged(line.row, self.table.indexes[self.key])
        )

    def _skip_heading(self, heading: RowReader | None) -> None:
        if heading is not None:
            self._skip(heading, f"只有支部的名称，下面没有{self.key}")

    def _skip(self, line: RowReader, reason: str) -> None:
        self.table.problems.append(codes.ROW_SKIPPED.at(line.source.origin, table=self.what, reason=reason))


def _is_numbering(words: list[str]) -> bool:
    """Whether a row below the headers only numbers the columns: 甲 乙 1 2 3 …, or 1 2 3 4."""
    signs = [flat(word).removesuffix(".0") for word in words]
    numbers = [int(sign) for sign in signs if sign.isdigit()]
    letters = "".join(sign for sign in signs if not sign.isdigit())
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return len(signs) > _FEW and counted and (not letters or any(row.startswith(letters) for row in _COUNTING))


def _one_line(words: str) -> str:
    return re.sub(r"\s+", "", words)
