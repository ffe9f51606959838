"""活动.xlsx → the same values as a campaign's YAML, each with its cell: whoever reads the one reads the other.

Sheet 活动: 栏目, 项目, 内容, a line a key (栏目 may be left out where it is the one above). Sheet 会议: 项目, 内容; a
second meeting in a further column (内容2), or in a copy of the sheet (会议2). Sheets 阶段 and 支部安排: a line a phase,
a line a branch. Texts stay as they are typed: the readers of the YAML know lists, persons and days in any writing.
What is written elsewhere, a sheet, a column, a value beside no key, is told and not read.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.inbox import fields, kept_sheets, listing
from pipeline.inbox.node import Node
from pipeline.inbox.sheet import Sheet
from pipeline.inbox.yaml_keys import ARRANGEMENT, GATHERING, MEETING, PHASE_KEYS
from pipeline.model import codes
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen
from pipeline.model.problem import Code, Origin, Problem, Read

FACTS, MEETINGS, PHASES, BRANCHES = "活动", "会议", "阶段", "支部安排"
SECTION, KEY, CONTENT, BRANCH, GUIDE = "栏目", "项目", "内容", "党支部", "怎么填"
_SHEETS = (FACTS, MEETINGS, PHASES, BRANCHES)
OWN_MEETING, OWN_GATHERING = "会议", "组织生活会"
_OF_MEETING = "会"  # in the header of a further meeting's column: 第二次会议
_FURTHER = re.compile(rf"{MEETINGS}[\s（(]*(?:\d+|[二三四五六七八九十])[\s）)]*")  # 会议2, 会议 (2)
_KINDS = "文种"  # a list of its own, no section with keys
_LARGEST = 4_000_000  # bytes of a part, unpacked: thousands of branches with their own meetings
_FIRST_ROWS = 3  # in which the headers stand


def is_ours(archive: zipfile.ZipFile) -> bool:
    """Whether a workbook is this form: it has the sheet and the headers. Raises what a damaged zip raises."""
    if f'name="{FACTS}"' not in _text(_part(archive, "xl/workbook.xml")):
        return False
    sheets = [name for name in archive.NameToInfo if name.startswith("xl/worksheets/")]  # some write texts into cells
    parts = (_text(_part(archive, name)) for name in ("xl/sharedStrings.xml", *sheets))
    return any(all(f">{word}<" in part for word in (SECTION, KEY, CONTENT)) for part in parts)


def is_form(data: bytes) -> bool:
    """Whether a file's bytes are this form, filled in or not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return is_ours(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        return False


def _text(part: bytes) -> str:
    """Return a part's text; some programs write every sign that is not Latin as its number."""
    words = part.decode("utf-8", "replace")
    return html.unescape(words) if b"&#" in part else words


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part, b"" where there is none or it is too large for any form."""
    there = archive.NameToInfo.get(name)
    return archive.read(there) if there is not None and there.file_size <= _LARGEST else b""


def is_filled(data: bytes, file: str) -> bool:
    """Whether somebody has written something into the form, or may have: it cannot be read."""
    found = load(data, file)
    return found.value is None or bool(found.problems) or not found.value.is_empty


def load(data: bytes, file: str) -> Read[Node | None]:
    """Return the values of the form, or None where it cannot be read, with every Problem on the way. Never raises."""
    opened = kept_sheets.read_confined(data, file)
    pages = {page.name.strip(): FormPage(page, file) for page in opened.value}
    if FACTS not in pages:
        return Read(None, opened.problems)
    reader = _Reader(list(opened.problems))
    root = reader.facts(pages[FACTS])
    if root is None:
        return Read(None, tuple(reader.problems))
    if held := [page for name, page in pages.items() if name == MEETINGS or _FURTHER.fullmatch(name)]:
        root[MEETINGS] = reader.meetings(held)
    if BRANCHES in pages:
        root[BRANCHES] = reader.branches(pages[BRANCHES])
    if PHASES in pages:
        campaign = root.get(FACTS)
        own = dict(campaign.value) if campaign and isinstance(campaign.value, Mapping) else {}
        origin = campaign.origin if campaign else pages[FACTS].origin()
        root[FACTS] = Node(own | {PHASES: reader.phases(pages[PHASES])}, origin)
    for page in pages.values():
        reader.tell_hidden(page)
    reader.tell_unread(page for page in pages.values() if page not in held and page.name not in _SHEETS)
    return Read(Node(root, pages[FACTS].origin()), tuple(reader.problems))


@frozen
class FormPage:
    """A sheet with its file."""

    sheet: Sheet
    file: str

    def origin(self, row: int = 0, column: int = 0) -> Origin:
        """Return a cell's address, counted from 0."""
        return Origin(self.file, self.sheet.name, f"{self.sheet.place(column)}{row + 1}")

    def text(self, row: int, column: int) -> str:
        """Return a cell as the clerk sees it."""
        value = self.sheet.rows[row][column]
        if isinstance(value, dt.date) and (row, column) in self.sheet.marks.months:
            return str(PartialDate(value.year, value.month))
        return fields.text(value)

    def headers(self, wanted: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Return the row of the headers and their columns; -1 where they do not stand among the first rows."""
        for row in range(min(_FIRST_ROWS, len(self.sheet.rows))):
            found = {_bare(self.text(row, column)): column for column in reversed(range(len(self.sheet.rows[row])))}
            if all(word in found for word in wanted):
                return row, {word: column for word, column in found.items() if word and not word.startswith(GUIDE)}
        return -1, {}

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return self.sheet.name.strip()

    def columns_besides(self, at: int, read: Collection[int]) -> Iterator[tuple[int, str, int]]:
        """Yield each column, not among `read` and no guide, in which something stands, its header and the first row."""
        width = max((len(row) for row in self.sheet.rows), default=0)
        for column in range(width):
            header = _bare(self.typed(at, column))
            if column in read or header.startswith(GUIDE):
                continue
            first = next((row for row in self.lines(at) if self.typed(row, column)), -1)
            if first >= 0:
                yield column, header, first

    def typed(self, row: int, column: int) -> str:
        """Return a cell as the clerk sees it, "" beyond the row's end."""
        return self.text(row, column) if column < len(self.sheet.rows[row]) else ""

    def lines(self, below: int) -> Iterator[int]:
        """Yield the rows below the headers in which something stands."""
        for row in range(below + 1, len(self.sheet.rows)):
            if any(cell != "" for cell in self.sheet.rows[row]) or any(y == row for y, _ in self.sheet.marks.errors):
                yield row


class _Reader:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def facts(self, page: FormPage) -> dict[str, Node] | None:
        """Return sheet 活动: sections with their keys; None where it cannot be told which is which."""
        at, columns = page.headers((SECTION, KEY, CONTENT))
        if at < 0:
            self._unread(page, (SECTION, KEY, CONTENT))
            return None
        sections: dict[str, Node] = {}
        section = ""
        for row in page.lines(at):
            section = _bare(page.text(row, columns[SECTION])) or section
            key = _bare(page.text(row, columns[KEY]))
            value = self._value(page, row, columns[CONTENT])
            if section == _KINDS:
                self._put(sections, (_KINDS,), _listed(value))
            elif section and key:
                self._put(sections, (*section.split("."), key), value)
            else:
                self._beside_no_key(value)
        self._besides(page, at, [columns[header] for header in (SECTION, KEY, CONTENT)])
        return sections

    def meetings(self, pages: Sequence[FormPage]) -> Node:
        """Return the sheets 会议: one meeting, or (in more columns, on more sheets) a list of them."""
        found = [each for page in pages for each in self._meetings_of(page)]
        filled = [each for each in found if not each.is_empty]
        if len(filled) > 1:
            return Node(tuple(filled), pages[0].origin())
        return (filled or found)[0]

    def _meetings_of(self, page: FormPage) -> Iterator[Node]:
        at, columns = page.headers((KEY, CONTENT))
        if at < 0:
            yield self._unread(page, (KEY, CONTENT))
            return
        beside = page.columns_besides(at, (columns[KEY], columns[CONTENT]))
        more = [
            column
            for column, header, _ in beside
            if header[:2] == CONTENT
            or _OF_MEETING in header
            or (not header and self._is_meeting(page, at, columns, column))
        ]
        for column in (columns[CONTENT], *more):
            keys: dict[str, Node] = {}
            for row in page.lines(at):
                value = self._value(page, row, column)
                key = _bare(page.text(row, columns[KEY]))
                if key and key != KEY:  # the headers again, above a second block
                    self._put(keys, (key,), value, codes.FORM_TWICE)
                elif not key:
                    self._beside_no_key(value)
            yield Node(keys, page.origin(at, column))
        self._besides(page, at, (columns[KEY], columns[CONTENT], *more))

    @staticmethod
    def _is_meeting(page: FormPage, at: int, columns: Mapping[str, int], column: int) -> bool:
        """Whether a column without a header tells of a meeting, and is no remark beside one."""
        rows = {_bare(page.text(row, columns[KEY])): row for row in reversed(list(page.lines(at)))}
        return any(key in rows and page.typed(rows[key], column) for key in MEETING[:2])

    def phases(self, page: FormPage) -> Node:
        """Return sheet 阶段: a list."""
        at, columns = page.headers(PHASE_KEYS[:1])
        if at < 0:
            return self._unread(page, PHASE_KEYS[:1])
        items = []
        for row in page.lines(at):
            keys = {header: self._value(page, row, column) for header, column in columns.items()}
            items.append(Node({key: node for key, node in keys.items() if not node.is_empty}, page.origin(row)))
        self._besides(page, at, columns.values())
        return Node(tuple(items), page.origin()) if items else Node("", page.origin())

    def branches(self, page: FormPage) -> Node:
        """Return sheet 支部安排: what each branch has of its own."""
        at, columns = page.headers((BRANCH,))
        if at < 0:
            return self._unread(page, (BRANCH,))
        found: dict[str, Node] = {}
        for row in page.lines(at):
            name = page.text(row, columns[BRANCH])
            if not name:
                problem = codes.YAML_REQUIRED.at(page.origin(row, columns[BRANCH]), key=f"{BRANCHES}.{BRANCH}")
                self.problems.append(problem)
                continue
            own: dict[str, Node] = {}
            for header, column in columns.items():
                node = self._value(page, row, column)
                if header != BRANCH and not node.is_empty:
                    self._put(own, keys_of(header), node)
            self._put(found, (name,), Node(own, page.origin(row, columns[BRANCH])))
        self._besides(page, at, columns.values())
        return Node(found, page.origin())

    def tell_unread(self, pages: Iterator[FormPage]) -> None:
        """Tell of sheets that are none of the form's, where something stands on them."""
        for page in pages:
            if any(page.lines(-1)):
                self.problems.append(codes.FORM_SHEET.at(page.origin(), sheet=page.sheet.name))

    def tell_hidden(self, page: FormPage) -> None:
        """Tell of rows that nobody sees, and that are read."""
        hidden = [row for row in page.lines(-1) if row in page.sheet.marks.hidden_rows]
        if hidden and page.name in _SHEETS:
            self.problems.append(codes.SHEET_HIDDEN_ROWS.at(page.origin(), rows=len(hidden)))

    def _besides(self, page: FormPage, at: int, read: Collection[int]) -> None:
        """Tell of the columns of a sheet that are none of the form's."""
        for column, header, row in page.columns_besides(at, tuple(read)):
            self.problems.append(codes.FORM_COLUMN.at(page.origin(row, column), header=header or "空着"))

    def _beside_no_key(self, value: Node) -> None:
        if isinstance(value.value, str) and value.value:
            self.problems.append(codes.FORM_NO_KEY.at(value.origin, value=value.value))

    def _unread(self, page: FormPage, wanted: Sequence[str]) -> Node:
        """Return what a sheet says whose headers are gone: nobody knows."""
        problem = codes.FORM_HEADERS.at(page.origin(), sheet=page.sheet.name, headers="、".join(wanted))
        self.problems.append(problem)
        return Node("", page.origin(), (problem,))

    def _value(self, page: FormPage, row: int, column: int) -> Node:
        origin, marks, place = page.origin(row, column), page.sheet.marks, (row, column)
        problem = None
        if place in marks.errors:
            problem = codes.CELL_ERROR_VALUE.at(origin, value=marks.errors[place])
        elif place in marks.uncalculated:
            problem = codes.CELL_FORMULA.at(origin)
        if problem is None:
            words = page.text(row, column)
            if words and place in marks.struck:
                self.problems.append(codes.FORM_STRUCK.at(origin, value=words))
            return Node(words, origin)
        self.problems.append(problem)
        return Node("", origin, (problem,))

    def _put(
        self, keys: dict[str, Node], path: Sequence[str], node: Node, twice: Code = codes.YAML_DUPLICATE_KEY
    ) -> None:
        """Put a value where it belongs; a key that stands twice cannot be used."""
        key, *rest = path
        there = keys.get(key)
        if rest:
            inner = dict(there.value) if there is not None and isinstance(there.value, Mapping) else {}
            self._put(inner, rest, node)
            keys[key] = Node(inner, there.origin if there is not None else node.origin)
        elif there is None or there.is_empty:
            keys[key] = node
        elif not node.is_empty:
            problem = twice.at(node.origin, key=key, other=there.origin)
            self.problems.append(problem)
            keys[key] = Node("", there.origin, (problem,))


def _listed(node: Node) -> Node:
    """Return a text of several names as the list that it is."""
    names = listing.names(node.value) if isinstance(node.value, str) else ()
    return Node(tuple(Node(name, node.origin) for name in names), node.origin) if names else node


def _bare(words: str) -> str:
    """Return a header or a key without what a form puts round it: spaces, ★, line breaks."""
    return "".join(words.split()).strip("★☆*：:")


def keys_of(header: str) -> tuple[str, ...]:
    """Return the keys below a branch that a header means: 会议时间 is 会议 › 时间."""
    for outer, known in ((OWN_MEETING, MEETING), (OWN_GATHERING, GATHERING)):
        if header not in ARRANGEMENT and header.startswith(outer) and header.removeprefix(outer) in known:
            return outer, header.removeprefix(outer)
    return (header,)
