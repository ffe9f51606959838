"""党员花名册: rows → members, with the checks that one row allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.inbox import banners, bare_rows, beside_name, contacts, fields, naming
from pipeline.inbox.members import MaybeMember, Packer
from pipeline.inbox.naming import Guess
from pipeline.inbox.record_rows import Walk
from pipeline.inbox.row_reader import Reading, RowReader, SheetTable
from pipeline.inbox.telling import plain
from pipeline.inbox.workbook_contents import StatedTotal
from pipeline.model import codes
from pipeline.model.facts import Field, Member, PartialDate, Unread
from pipeline.model.problem import Hides, Origin, Problem

_OF_AGE = 18
_LONG = 4  # characters of a name that may hold more: 李明去世


_READING: Reading = (
    ("sex", "性别", fields.sex),
    ("ethnicity", "民族", fields.text),
    ("id_number", "身份证号", fields.id_number),
    ("birth", "出生日期", fields.as_date),
    ("education", "学历", fields.text),
    ("status", "人员类别", fields.status),
    ("stated_categories", "党员分类", fields.categories),
    ("joined", "入党时间", fields.as_date),
    ("confirmed", "转正时间", fields.as_date),
    ("post", "工作岗位", fields.text),
    ("phone", "联系电话", contacts.phone),
    ("address", "家庭住址", fields.text),
    ("standing", "党籍状态", fields.standing),
    ("lost", "是否失联", fields.yes_no),
    ("excused", "不计应到", fields.yes_no),
    ("mobile", "是否流动", fields.yes_no),
    ("destination", "外出流向", fields.text),
    ("party_post", "党内职务", fields.text),
    ("health", "健康状况", fields.text),
    ("note", "备注", fields.text),
)


_SAY_SO = ("人员类别", "入党时间")
"""Columns in which people write 群众 of somebody who is no member."""


def _reading_of(table: SheetTable) -> Reading:
    """Return how a sheet's columns are read: 是 below 是否预备党员 is 预备党员."""
    written = next((plain(column.written) for column in table.block.columns if column.header == "人员类别"), "")
    if not written.startswith("是否"):
        return _READING
    read = fields.is_on_probation if "预备" in written else fields.is_full
    return tuple((name, header, read if name == "status" else usual) for name, header, usual in _READING)


_AROUND = "上下几行的支部"
_ANYBODYS = "各支部（工作表名、文件名像哪个支部的，是那个支部）"


@dataclass(slots=True)
class Roster:
    """The members of one sheet, block by block."""

    members: Packer
    outsiders: Packer  # who is in the list and no member: name and numbers
    totals: list[StatedTotal]
    unclear: list[MaybeMember]  # what became no member
    without_status: Origin | None = None  # the first such cell
    statusless: int = 0
    others: dict[str, list[Origin]] = field(default_factory=dict)  # what is no member, by what it is
    _supposed: dict[str, Any] = field(default_factory=dict)
    _reading: Reading = _READING

    def read(self, table: SheetTable) -> None:
        """Read one block."""
        walk = Walk(table, "姓名", "所在党支部", "党员花名册", self.totals, by_tab=False, people=True)
        self._supposed, self._reading = _supposed(table), _reading_of(table)
        guesses = () if table.has("所在党支部") else naming.guesses(table.sheet.name, table.file)
        titles = () if table.has("所在党支部") else tuple(filter(banners.claimed, table.block.above))
        said = {words for header in _SAY_SO for words in table.texts(header)}
        mixed = bool(table.texts("政治面貌")) or any(map(fields.is_no_member, said))
        waits = _AROUND if table.texts("所在党支部") else _ANYBODYS
        whose = _Whose()
        for line, branch in walk.records():
            if branch and (branch != whose.above or whose.open):
                whose.row(branch)
            named = guesses
            if walk.heading and not branch:
                named = () if line.hidden("所在党支部", Hides.MEMBERS) else walk.heading.guesses()
            doubt = None
            if walk.outside and line.is_empty("人员类别"):
                self.others.setdefault(walk.outside, []).append(line.source.at("姓名"))
                party = None
            else:
                party = self._party(line, branch, named) if mixed else ""
                doubt = _doubt(line, bare=line.row in walk.bare) if party is not None else None
            if doubt or party is None or not (branch or named):
                self.outsiders.add(_outsider(line, branch), () if branch else named, titles)
            if doubt:
                line.note(doubt)
                maybe = MaybeMember(doubt, (branch,) if branch else (), tuple(named))
                self.unclear += [maybe] if branch or named else ()
                whose.open += [] if branch or named else [doubt]
            if doubt or party is None:
                continue
            if branch or named:
                self.members.add(self._member(line, branch, party), () if branch else named, titles)
            else:
                name = _name(line)  # its own fault, if it has one, is named all the same
                written = f"「{fields.text(line.raw('姓名'))}」" if name else ""
                missing = codes.BRANCH_MISSING.at(line.source.at("所在党支部"), name=written, waits=waits)
                whose.open.append(line.hidden("所在党支部", Hides.MEMBERS) or missing)
                line.note(whose.open[-1])
        self.unclear += whose.told(naming.guesses(table.sheet.name, table.file))

    def _party(self, line: RowReader, branch: str, guesses: Sequence[Guess]) -> str | None:
        """Return what 政治面貌 makes of somebody: his 人员类别, "" where other columns tell; None = no member."""
        for header in _SAY_SO:
            words = fields.text(line.raw(header))
            if words and fields.is_no_member(words):
                self.others.setdefault(words, []).append(line.source.at(header))
                return None
        if not line.table.has("政治面貌"):
            return ""
        party = fields.politics(line.raw("政治面貌"))
        if party == "" and line.is_empty("人员类别") and line.is_empty("入党时间"):
            required = codes.CELL_REQUIRED.hiding(Hides.MEMBERS).at(line.source.at("政治面貌"), header="政治面貌")
            line.note(required)
            self.unclear.append(MaybeMember(required, (branch,) if branch else (), tuple(guesses)))
            return None
        if party is None:
            self.others.setdefault(fields.text(line.raw("政治面貌")), []).append(line.source.at("政治面貌"))
        return party

    def tell_others(self) -> Iterator[Problem]:
        """Say who is in the list and no member, once for the sheet."""
        if self.others:
            counted = "、".join(f"{words} {len(rows)} 人" for words, rows in self.others.items())
            first = next(iter(self.others.values()))[0]
            yield codes.ROW_NO_MEMBER.at(first, count=sum(map(len, self.others.values())), counted=counted)

    def _member(self, line: RowReader, branch: str, party: str = "") -> Member:
        name, said = _name_with(line)
        values = self._supposed | line.values(self._reading)
        if said:
            _put(said, values, line)
        if party and not values.get("status"):
            values["status"] = party
        elif party == "预备党员" and values["status"] == "正式党员":  # 中共党员 is said of both
            problem = codes.CELL_POLITICS.at(line.source.at("人员类别"))
            line.note(problem)
            values["status"] = Unread((problem,))
        member = Member(name, branch, **values, extra=line.extra(), source=line.source)
        if member.status == "":
            self.without_status = self.without_status or line.source.at("人员类别")
            self.statusless += 1
        for problem in _doubts(member, line):
            line.note(problem)
        return member


@dataclass(slots=True)
class _Whose:
    """Whose the rows of a block may be that name no branch: of the branches around each, where rows stand by branches.

    Where they do not, or none stands above or below, any branch of the block's may be meant.
    """

    above: str = ""
    open: list[Problem] = field(default_factory=list)  # of rows that none with a branch has come below
    _runs: list[str] = field(default_factory=list)
    _between: list[MaybeMember] = field(default_factory=list)
    _anywhere: list[Problem] = field(default_factory=list)

    def row(self, branch: str) -> None:
        """Note the first row of a branch, or below rows that name none."""
        if self.above:
            around = tuple(dict.fromkeys((self.above, branch)))
            self._between += [MaybeMember(problem, around) for problem in self.open]
        else:
            self._anywhere += self.open
        self._runs += [branch] if branch != self.above else []
        self.above = branch
        self.open.clear()

    def told(self, guesses: tuple[Guess, ...]) -> Iterator[MaybeMember]:
        """Yield what is known of each; `guesses`: what the sheet and the file are called."""
        named = tuple(dict.fromkeys(self._runs))
        together = len(named) == len(self._runs)
        for each in self._between:
            yield each if together else MaybeMember(each.problem, named)
        for problem in (*self._anywhere, *self.open):
            yield MaybeMember(problem, named, guesses)


def _supposed(table: SheetTable) -> dict[str, Any]:
    """Return what a sheet called 预备党员 or 流动党员 says of all its people, where no column says it."""
    sort, words = naming.people(table.sheet.name, table.block.above)
    if not sort:
        return {}
    field, value, columns = _SORTS[sort]
    if any(table.has(column) for column in columns):
        return {}
    origin = Origin(table.file, table.sheet.name)
    table.problems.append(codes.SHEET_PEOPLE.at(origin, header=columns[0], words=words, sort=sort))
    return {field: value}


_SORTS: dict[str, tuple[str, object, tuple[str, ...]]] = {
    "正式党员": ("status", "正式党员", ("人员类别", "政治面貌")),
    "预备党员": ("status", "预备党员", ("人员类别", "政治面貌")),
    "流动党员": ("mobile", True, ("是否流动", "党员分类")),
}


def _doubt(line: RowReader, *, bare: bool) -> Problem | None:
    """Return why nobody can tell whether a row is one member: a name alone is told, or two, or that he has left."""
    raw = line.raw("姓名")
    if bare and not bare_rows.is_a_person(line, "姓名"):
        return codes.ROW_BARE.at(line.source.at("姓名"), value=fields.text(raw), what="党员")
    if type(raw) is str and (len(raw) >= _LONG or not raw.isalpha()) and (why := beside_name.no_member(raw)):
        return codes.CELL_NAME.hiding(Hides.MEMBERS).at(line.source.at("姓名"), value=fields.text(raw), reason=why)
    return None


def _outsider(line: RowReader, branch: str) -> Member:
    """Return a row of no member's, or of nobody can tell whose: what gives him away, as it is written."""
    name, number, phone = (fields.text(line.raw(header)) for header in ("姓名", "身份证号", "联系电话"))
    return Member(name, branch, id_number=number, phone=phone, source=line.source)


def _name(line: RowReader) -> Field[str]:
    if line.is_empty("姓名"):
        return line.required("姓名")
    found = line.get("姓名", fields.name)
    struck = line.table.sheet.marks.struck
    if struck and (line.row, line.table.indexes["姓名"]) in struck:
        line.note(codes.CELL_STRUCK.at(line.source.at("姓名")))
    if isinstance(found, str) and (characters := fields.rare(found)):
        line.note(codes.CELL_NAME_RARE.at(line.source.at("姓名"), value=found, characters=characters))
    return found


def _name_with(line: RowReader) -> tuple[Field[str], Mapping[str, str]]:
    """Return the name, and what stands beside it in its cell that has a column of its own."""
    name = _name(line)
    if not isinstance(name, str) or (len(name) < _LONG and name.isalpha()):
        return name, {}
    told = beside_name.told(fields.text(line.raw("姓名")))
    if not told.why:
        alone = fields.name(told.name)
        return (alone if told.said and isinstance(alone, str) else name), told.said
    problem = codes.CELL_NAME.at(line.source.at("姓名"), value=name, reason=told.why)
    line.note(problem)
    return Unread((problem,), name), {}


def _put(said: Mapping[str, str], values: dict[str, Any], line: RowReader) -> None:
    """Put what stands beside a name where its column says nothing; where it says something else, nobody can tell."""
    for name, header, _ in _READING:
        if not (words := said.get(header)):
            continue
        written = values.get(name)
        if not written:
            values[name] = words
        elif isinstance(written, str) and written.removesuffix("族") != words.removesuffix("族"):
            reason = f"写着“{words}”，{header}却是“{written}”；姓名里只写姓名"
            problem = codes.CELL_NAME.at(line.source.at("姓名"), value=fields.text(line.raw("姓名")), reason=reason)
            line.note(problem)
            values[name] = Unread((problem,))


def _doubts(member: Member, line: RowReader) -> Iterator[Problem]:
    """What a person should look at: none of it changes a value."""
    at = line.source.at
    if isinstance(member.id_number, str) and member.id_number:
        yield from _against_id(member, member.id_number, line)
    birth, joined, confirmed = member.birth, member.joined, member.confirmed
    if isinstance(birth, PartialDate) and isinstance(joined, PartialDate) and birth.month and joined.month:
        age = joined.year - birth.year - ((joined.month, joined.day or 31) < (birth.month, birth.day))
        if age < _OF_AGE:
            yield codes.CELL_JOINED_EARLY.at(at("入党时间"), age=age)
    if isinstance(joined, PartialDate) and isinstance(confirmed, PartialDate) and _before(confirmed, joined):
        yield codes.CELL_CONFIRMED_EARLY.at(at("转正时间"))
    if isinstance(member.stated_categories, tuple):
        for category in member.stated_categories:
            if category not in fields.CATEGORIES:
                yield codes.CELL_CATEGORY.at(at("党员分类"), value=category)


def _before(one: PartialDate, two: PartialDate) -> bool:
    """Whether one date is surely before another, as far as both are known."""
    known = 3 if one.day and two.day else 2 if one.month and two.month else 1
    return (one.year, one.month, one.day)[:known] < (two.year, two.month, two.day)[:known]


def _against_id(member: Member, number: str, line: RowReader) -> Iterator[Problem]:
    """The birth date and sex of an ID number against their columns."""
    stated, derived = member.birth, fields.birth_of(number)
    if isinstance(stated, PartialDate) and derived is not None:
        known = 3 if stated.day else 2 if stated.month else 1
        if (stated.year, stated.month, stated.day)[:known] != (derived.year, derived.month, derived.day)[:known]:
            at = line.source.at("出生日期")
            yield codes.CELL_ID_MISMATCH.at(at, what="出生日期", stated=stated, derived=derived)
    sex = fields.sex_of(number)
    if isinstance(member.sex, str) and member.sex and sex and member.sex != sex:
        yield codes.CELL_ID_MISMATCH.at(line.source.at("性别"), what="性别", stated=member.sex, derived=sex)
