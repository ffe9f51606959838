"""What returned papers bring for a sheet of the office (汇入) → copies of the clerk's workbooks, for her to accept.

A row of a paper is a row of the sheet where the columns that the catalog names (行, 键) say the same, in the rows of
that branch, once; never by likeness. What names its own content in every column that the sheet demands is a new row.
All else is listed apart, with the reason. A printed cell is written over only where the catalog lets it (可改).
Ballots never come here: they are not kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pipeline import contract, inbox
from pipeline.collect.comparing import bare, printed
from pipeline.desk import Desk
from pipeline.errands import workspace
from pipeline.inbox import ProposedCell, StandingCells
from pipeline.ledger import ReturnedBook
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Row, Source
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Answered, Returns
from pipeline.model.returned import Answer, ReturnedField

_COUNTS = frozenset({Answered.IN, Answered.CHECKED})
_NO_SHEET = "templates/sheets.yaml 里没有叫“{sheet}”的表"
_NO_ROW = "“{sheet}”里，这个支部没有哪一行和它写的一样，也没有填全一行要有的：{needs}"
_SEVERAL_ROWS = "“{sheet}”里有几行都和它写的一样，不知道是哪一行"
_NO_COLUMN = "“{sheet}”里没有“{column}”这一栏"
_NOT_OPEN = "您的表里写着“{old}”。catalog.yaml 的 可改 没有写这一栏"
_AT_ODDS = "几份交回的表在这一格填的不一样"
_WORD = "您的表是 Word 文件，请直接在 Word 里改"
_NOWHERE = "“{sheet}”在 inputs 里有几本，或者在 Word 文件里，不知道加在哪一本"
_UNREADABLE = "{file} 打不开：{why}"


@frozen
class LeftOut:
    """A value that is put into no copy, and why."""

    answer: Answer
    sheet: str
    field: ReturnedField
    why: str


@dataclass(slots=True)
class Proposed:
    """What is proposed: by workbook its sheets and the cells; and what is in none of them."""

    cells: defaultdict[str, list[ProposedCell]] = field(default_factory=lambda: defaultdict(list))
    sheets: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    left: list[LeftOut] = field(default_factory=list)
    data: dict[str, bytes] = field(default_factory=dict)  # of each workbook, as it is now
    first: set[str] = field(default_factory=set)  # of them, those that are no workbook yet: blank ones

    def names(self) -> dict[str, str]:
        """Return what the copy of each workbook is called: as the sheets in it; with its own name if several would."""
        plain = {file: "、".join(self.sheets[file]) for file in self.cells}
        several = {name for name in plain.values() if list(plain.values()).count(name) > 1}
        return {file: f"{name}-{_stem(file)}" if name in several else name for file, name in plain.items()}

    def stamp(self, file: str) -> str:
        """Return what tells one copy of a workbook from another."""
        said = (hashlib.sha256(self.data[file]).hexdigest(), self.cells[file])
        return hashlib.sha256(repr(said).encode()).hexdigest()


def proposed(
    desk: Desk, book: ReturnedBook, campaign: str, answers: Iterable[Answer], terms: Mapping[str, Returns]
) -> Proposed:
    """Return what the papers of a campaign bring. Raises DiskError, WorkspaceError."""
    found = Proposed()
    meant = [each for each in answers if each.state in _COUNTS and each.current and _terms(each, terms).into]
    if not meant:
        return found
    intakes = inbox.read_inputs(desk.workspace, desk.memory, campaign).campaigns
    declared = {sheet.name: sheet for sheet in contract.sheets_of(desk.workspace).value}
    declared |= {sheet.name: sheet for intake in intakes for sheet in intake.township.sheets}  # with its own grades
    rows: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for dossier in (dossier for intake in intakes for dossier in intake.dossiers):
        for name, own in dossier.rows.items():
            rows[str(dossier.branch.name), name] += own
    turn = _Turn(desk, declared, rows, found)
    for each in meant:
        turn.take(book, each, _terms(each, terms))
    turn.settle()
    return found


def _terms(answer: Answer, terms: Mapping[str, Returns]) -> Returns:
    return terms.get(answer.paper.kind, Returns())


@dataclass(slots=True)
class _Turn:
    """One campaign's turn: `rows` by branch and sheet."""

    desk: Desk
    declared: Mapping[str, DeclaredSheet]
    rows: Mapping[tuple[str, str], list[Row]]
    found: Proposed
    standing: dict[str, StandingCells] = field(default_factory=dict)
    wishes: dict[tuple[str, str, str], list[tuple[ProposedCell, LeftOut]]] = field(default_factory=dict)
    unplaced: dict[tuple[str, tuple[str, ...]], AbstractSet[str]] = field(default_factory=dict)
    added: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def take(self, book: ReturnedBook, answer: Answer, terms: Returns) -> None:
        """Take what one paper brings, row by row."""
        assert answer.current is not None, "only what has come"
        groups: defaultdict[str, list[ReturnedField]] = defaultdict(list)
        for each in book.text(answer.current).fields:
            groups[each.row].append(each)
        sheet = self.declared.get(terms.into)
        for key, fields in groups.items():
            if sheet is None or sheet.engine:
                self._leave(answer, terms.into, fields, _NO_SHEET.format(sheet=terms.into))
            else:
                self._take_row(answer, terms, sheet, key, fields)

    def _take_row(
        self, answer: Answer, terms: Returns, sheet: DeclaredSheet, key: str, fields: Sequence[ReturnedField]
    ) -> None:
        own = self.rows.get((answer.paper.branch, sheet.name), [])
        columns = [_column(sheet, name) for name in terms.row_key]
        alike = [row for row in own if columns and key and _said(row, columns) == printed(key)]
        unplaced = printed(key) in self._unplaced(sheet, columns)
        if len(alike) == 1 and not unplaced:
            for each in fields:
                self._change(answer, terms, sheet, alike[0], each)
        elif alike or unplaced:
            self._leave(answer, sheet.name, fields, _SEVERAL_ROWS.format(sheet=sheet.name))
        else:
            self._new_row(answer, sheet, own, fields)

    def _change(self, answer: Answer, terms: Returns, sheet: DeclaredSheet, row: Row, each: ReturnedField) -> None:
        """Take a value for a cell that is there."""
        column = _column(sheet, each.name)
        at, source = row.at(column), row.source
        if not column or source is None or source.cell(column) is None:
            self._leave(answer, sheet.name, [each], _NO_COLUMN.format(sheet=sheet.name, column=each.name))
            return
        if source.word:
            self._leave(answer, sheet.name, [each], _WORD)
            return
        old = self._text(source, at.cell)
        if old is None:
            self._leave(answer, sheet.name, [each], _NOWHERE.format(sheet=sheet.name))
        elif printed(old) == printed(each.value):
            return
        elif old and bare(each.name) not in {bare(label) for label in terms.open}:
            self._leave(answer, sheet.name, [each], _NOT_OPEN.format(old=old))
        else:
            cell = ProposedCell(source.sheet, at.cell, old, each.value, _whence(answer, each))
            wish = cell, LeftOut(answer, sheet.name, each, _AT_ODDS)
            self.wishes.setdefault((source.file, source.sheet, at.cell), []).append(wish)

    def _new_row(
        self, answer: Answer, sheet: DeclaredSheet, own: Sequence[Row], fields: Sequence[ReturnedField]
    ) -> None:
        """Take values that make a row of their own, unless that stands there already."""
        said = {column: each for each in fields if (column := _column(sheet, each.name))}
        needs = [column.name for column in sheet.columns if column.required]
        if not needs or any(name not in said for name in needs):
            why = _NO_ROW.format(sheet=sheet.name, needs="、".join(needs or sheet.needs))
            self._leave(answer, sheet.name, fields, why)
            return
        words_of = printed(" ".join(said[name].value for name in needs))
        if any(_said(row, needs) == words_of for row in own):
            return
        if words_of in self._unplaced(sheet, needs):
            self._leave(answer, sheet.name, fields, _SEVERAL_ROWS.format(sheet=sheet.name))
            return
        source = self._home(sheet, own)
        if source is None or self._text(source, source.origin.cell) is None:
            self._leave(answer, sheet.name, fields, _NOWHERE.format(sheet=sheet.name))
            return
        unknown = [each for each in fields if not (name := _column(sheet, each.name)) or source.cell(name) is None]
        self._leave(answer, sheet.name, unknown, _NO_COLUMN.format(sheet=sheet.name, column=_names(unknown)))
        place = source.file, source.sheet
        self.added[place] += 1
        number = self.standing[source.file].last_row(source.sheet) + self.added[place]
        words = {name: (each.value, _whence(answer, each)) for name, each in said.items() if each not in unknown}
        if sheet.owner:
            words.setdefault(sheet.owner, (answer.paper.branch, _whence(answer, fields[0])))
        for name, (value, whence) in words.items():
            if letter := source.columns.get(name):
                cell = ProposedCell(source.sheet, f"{letter}{number}", "", value, whence, new_row=True)
                self._put(source.file, sheet.name, cell)

    def _home(self, sheet: DeclaredSheet, own: Sequence[Row]) -> Source | None:
        """Return a row of the one table that a branch's new rows go into: where its rows are, else the only one.

        Where no row of the sheet is anywhere, one above the first of a blank workbook.
        """
        theirs = _tables(own)
        if not theirs:
            everyone = [row for (_, name), rows in self.rows.items() if name == sheet.name for row in rows]
            if not everyone:
                return self._blank(sheet)
            theirs = {at: source for at, source in _tables(everyone).items() if source.cell(sheet.owner) is not None}
        return next(iter(theirs.values())) if len(theirs) == 1 else None

    def _blank(self, sheet: DeclaredSheet) -> Source:
        """Return the head of the sheet's blank workbook, as `gongwen blank` writes it."""
        file = f"空白名册/{sheet.name}.xlsx"
        if file not in self.standing:
            self._stand(file, workspace.filled(sheet))
            self.found.first.add(file)
        return workspace.head_of(sheet, file)

    def _text(self, source: Source, address: str) -> str | None:
        """Return what a cell says now; None where its workbook cannot be read."""
        if source.file not in self.standing:
            try:
                data = (self.desk.workspace / source.file).read_bytes()
            except OSError:
                return None
            self._stand(source.file, data)
        return self.standing[source.file].text(source.sheet, address)

    def _stand(self, file: str, data: bytes) -> None:
        self.found.data[file] = data
        self.standing[file] = StandingCells.of(data, file)

    def _unplaced(self, sheet: DeclaredSheet, columns: Sequence[str]) -> AbstractSet[str]:
        """Return what some columns say in rows that were read as nobody's: faulty ones, which may be any branch's."""
        key = sheet.name, tuple(columns)
        if key not in self.unplaced:
            rows = [row for (_, name), own in self.rows.items() if name == sheet.name for row in own]
            placed = {(row.source.file, row.source.sheet, row.source.row) for row in rows if row.source}
            self.unplaced[key] = {
                printed(" ".join(self._text(source, f"{source.columns[name]}{number}") or "" for name in columns))
                for source in _tables(rows).values()
                if columns and all(name in source.columns for name in columns)
                if self._text(source, source.origin.cell) is not None
                for number in self.standing[source.file].rows(source.sheet)
                if (source.file, source.sheet, number) not in placed
            } - {""}
        return self.unplaced[key]

    def settle(self) -> None:
        """Put each cell on which all agree into its workbook's copy."""
        for (file, _, _), wishes in self.wishes.items():
            if len({cell.new for cell, _ in wishes}) == 1:
                self._put(file, wishes[0][1].sheet, wishes[0][0])
            else:
                self.found.left += [left for _, left in wishes]

    def _put(self, file: str, sheet: str, cell: ProposedCell) -> None:
        self.found.cells[file].append(cell)
        self.found.sheets[file][sheet] = None

    def _leave(self, answer: Answer, sheet: str, fields: Iterable[ReturnedField], why: str) -> None:
        self.found.left += [LeftOut(answer, sheet, each, why) for each in fields]


def _tables(rows: Iterable[Row]) -> dict[tuple[str, str], Source]:
    """Return the tables in which rows stand, each with one of them; a Word file's are none that a copy is made of."""
    sources = (row.source for row in rows if row.source is not None and not row.source.word)
    return {(source.file, source.sheet): source for source in sources}


def _column(sheet: DeclaredSheet, header: str) -> str:
    """Return the column that a paper's header or label names, "" for none."""
    name = bare(header)
    spelt = ((column.name, (column.name, *column.spellings)) for column in sheet.columns)
    return next((column for column, words in spelt if name in map(bare, words)), "")


def _said(row: Row, columns: Sequence[str]) -> str:
    """Return what a row says in some columns, as a paper prints it."""
    values = (row.value(column) for column in columns if column)
    return printed(" ".join(value for value in values if isinstance(value, str)))


def _whence(answer: Answer, each: ReturnedField) -> str:
    assert answer.current is not None, "only what has come"
    return f"{answer.current.arrival.source} {each.place}"


def _names(fields: Iterable[ReturnedField]) -> str:
    return "、".join(each.name for each in fields)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def listed(left: Iterable[LeftOut]) -> Iterator[tuple[str, ...]]:
    """Yield what is in no copy as rows of a workbook (LEFT_HEADERS)."""
    for each in left:
        current = each.answer.current
        assert current is not None, "only what has come"
        who = each.sheet, each.answer.paper.folder, each.answer.paper.member
        what = each.field.row, each.field.name, each.field.value, each.why
        yield (*who, *what, current.arrival.source, each.field.place, str(current.number))


LEFT_HEADERS = ("表", "支部", "党员", "行", "项目", "内容", "为什么没有放进去", "来源文件", "位置", "编号")
