"""Finds the tables of a sheet: which row is the header, what each column is, where the block ends.

A header is told by its words, not by its place: titles and 填报单位 stand above it, a second header row below it,
further blocks with headers of their own under that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, zip_longest

from pipeline.inbox import banners, days
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.inbox.sheet_kinds import KindSigns
from pipeline.inbox.telling import Column, HeaderTold, Parts, is_header, is_key, keys_as_written, knows, plain, tell
from pipeline.model.frozen import frozen

_LEAST_BELOW = 2  # known columns of a header below the first
_MOST_IN_TITLE = 3  # cells that a title row may hold: 填报单位 …, 填报日期 …
_MOST_TITLES = 6  # rows above a header that may speak of it
_HANZI = re.compile("[\u3400-\u9fff]")
_MOST_HEADER_ROWS = 4
_HEADER_COLUMNS = 3  # where headers stand that run down the side
_MOST_FIELDS = 60  # of such a sheet
_LEAST_ACROSS = 2  # people beside the word 姓名; one is a form of his own


@frozen
class SheetBlock:
    """One table on a sheet: what it is, its columns, the rows from `first` to before `end`, what stands above it."""

    told: HeaderTold
    header_row: int  # from 0
    first: int
    end: int
    above: tuple[str, ...] = ()  # texts of the rows above the header, nearest last
    span: tuple[int, int] | None = None  # first and last column, where other tables stand beside it
    unclear: bool = False  # several stand side by side, and nobody can tell which columns belong together
    before: tuple[str, ...] | None = None  # what stands above the table before it on the sheet

    @property
    def table(self) -> str:
        """The name of its kind."""
        return self.told.kinds[0].name

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, from left to right."""
        return self.told.columns

    def column(self, header: str) -> int | None:
        """Return the index of a canonical column."""
        return next((column.index for column in self.columns if column.header == header), None)


def blocks(sheet: Sheet) -> list[SheetBlock]:
    """Return the tables of a sheet, from top to bottom, and of those side by side from left to right."""
    found = list(_headers(sheet))
    rows = sorted({header.row for header in found})
    listed: list[SheetBlock] = []
    start, told, before = 0, sheet.titles, None
    for row, below in zip_longest(rows, rows[1:]):
        headers = [header for header in found if header.row == row]
        end = len(sheet.rows) if below is None else _without_titles(sheet, below, headers[0])
        above = _above(sheet, max(start, row - _MOST_TITLES), row)
        again = listed and listed[-1].columns == headers[-1].told.columns  # the same header on the next page
        if again and all(banners.goes_on(words, of_people=headers[-1].of_people) for words in above):
            told = (*told, *above)
        else:
            before, told = told if listed else None, (*sheet.titles, *above)
        listed += [
            SheetBlock(header.told, row, row + header.height, end, told, header.span, header.unclear, before)
            for header in headers
        ]
        start = end
    return listed


def _without_titles(sheet: Sheet, header: int, above: _Header) -> int:
    """Return where a block ends above the next header: its title and what is blank around that are not rows of it.

    `above`: the block's own header.
    """
    end, is_named = header, False
    while end > above.row + above.height:
        words = [cell for cell in sheet.rows[end - 1] if cell != ""]
        if words and not (_is_title(words) or _is_heading(sheet, end - 1, above, is_named=is_named)):
            break
        is_named = is_named or bool(words)
        end -= 1
    return end


def _is_title(words: Sequence[Raw]) -> bool:
    return len(words) <= _MOST_IN_TITLE and isinstance(words[0], str) and banners.TITLE.search(words[0]) is not None


def _is_heading(sheet: Sheet, row: int, above: _Header, *, is_named: bool) -> bool:
    """Whether a row names the branch of the table below it, or some words alone may.

    In the column of the names it is a heading only right above the header (unless that table `is_named` already), and
    where nobody else is a name alone.
    """
    cells = sheet.rows[row]
    words = [cell for cell in cells if isinstance(cell, str) and cell]
    if banners.section(words):
        return True
    if len(set(words)) != 1 or len(words) < sum(cell != "" for cell in cells):
        return False
    is_free = above.key is None or cells[above.key] == "" or sheet.is_merged(row, above.key)
    first = sheet.rows[above.row + above.height]
    stands_out = not is_named and above.row + above.height < row and sum(cell != "" for cell in first) > 1
    return (is_free or stands_out) and (banners.is_part(words[0]) or banners.may_name(words[0], anything=True))


@frozen
class _Header:
    row: int
    height: int
    told: HeaderTold
    span: tuple[int, int] | None = None
    unclear: bool = False

    @property
    def key(self) -> int | None:
        """The column that makes a row a record."""
        needed = self.told.kinds[0].needs[0]
        return next((column.index for column in self.told.columns if column.header == needed), None)

    @property
    def of_people(self) -> bool:
        """Whether its rows are people."""
        return self.told.kinds[0].needs[0] == banners.PERSON


def _headers(sheet: Sheet) -> Iterator[_Header]:
    """Yield every header.

    Below the first header one word does not make another: it may be what somebody wrote into a cell.
    """
    row = first = 0
    keys: set[object] = set(keys_as_written())
    while row < len(sheet.rows):
        if first and keys.isdisjoint(sheet.rows[row]) and _next_is_plain(sheet, row, keys):
            row += 1
            continue
        found = _header_at(sheet, row)
        if not found or (first and max(_known(header) for header in found) < _LEAST_BELOW):
            row += 1
            continue
        yield from found
        first = row + found[0].height
        keys.update(cell for line in sheet.rows[row:first] for cell in line if _has_key([cell]))
        row = first


def _known(header: _Header) -> int:
    return sum(bool(column.header) for column in header.told.columns)


def _next_is_plain(sheet: Sheet, row: int, keys: AbstractSet[object]) -> bool:
    """Whether the row below is no header either: then this one cannot be the upper of two."""
    return row + 1 >= len(sheet.rows) or keys.isdisjoint(sheet.rows[row + 1])


def _header_at(sheet: Sheet, row: int) -> list[_Header]:
    """Return the header that begins in `row`: one row, or as many as complete each other; several side by side."""
    stacked = list(_stacked(sheet, row)) if _has_word(sheet.rows[row]) else []
    own = _has_key(sheet.rows[row])
    for height, words in reversed(stacked):
        begins = own or (_has_key_below(sheet, row, height) and _completes(sheet, row, height))
        if begins and (found := _side_by_side(words)):
            return [_Header(row, height, *each) for each in found]
    return []


def _has_key_below(sheet: Sheet, row: int, height: int) -> bool:
    return any(_has_key(line) for line in sheet.rows[row + 1 : row + height])


def _completes(sheet: Sheet, row: int, height: int) -> bool:
    """Whether the row above a header names columns that the header leaves open; a title does not."""
    upper = [_text(cell) for cell in sheet.rows[row]]
    words = [word for word in upper if word]
    if len(set(words)) < 2 or any(banners.TITLE.search(word) for word in words):  # noqa: PLR2004 - one word alone is a title
        return False
    below = [[_text(cell) for cell in line] for line in sheet.rows[row + 1 : row + height]]
    subs = [next((line[column] for line in reversed(below) if line[column]), "") for column in range(len(upper))]
    told = [sub for sub in subs if sub]
    return len(set(told)) < len(told) or any(top and not sub for top, sub in zip(upper, subs, strict=True))


def _stacked(sheet: Sheet, row: int) -> Iterator[tuple[int, list[Parts]]]:
    """Yield each column's words from one header row, from two, and so on while the next row completes those above.

    Before them stands how many rows that are; a blank row in between is passed over.
    """
    yield 1, [(_words(cell),) for cell in sheet.rows[row]]
    cells = sheet.rows[row]
    words: list[Parts] = [(cell,) if (cell := _as_text(each)) else () for each in cells]
    open_ = _opened(sheet, row, dict.fromkeys(range(len(cells)), ()))
    for below in range(row + 1, min(row + _MOST_HEADER_ROWS, len(sheet.rows))):
        cells = sheet.rows[below]
        filled = {column: _as_text(cell) for column, cell in enumerate(cells) if cell != ""}
        if not filled:
            continue
        if not all(filled.values()):
            return  # a value: data
        if len(filled) < sum(map(bool, words)) and not any(map(_HANZI.search, filled.values())):
            return  # without a Chinese word: data, unless it gives each header once more in another language
        above = open_ | {column: words[column] for column in filled if column not in open_}
        if any(column not in open_ and not is_header((*above[column], word)) for column, word in filled.items()):
            return  # a word under a header that stands alone: data, unless both are one, as 入党 over 年月
        for column, word in filled.items():
            words[column] = (*above[column], word)
        yield below - row + 1, [parts or ("",) for parts in words]
        blank = {column: above for column, above in open_.items() if not words[column]}
        open_ = blank | _opened(sheet, below, open_)


def _opened(sheet: Sheet, row: int, above: Mapping[int, Parts]) -> dict[int, Parts]:
    """Return the columns that a further header row may complete, with the words that stand over each.

    They are those that a word is merged over (or that are blank after it); `above` are those that this row completes.
    """
    cells = sheet.rows[row]
    source = {column: column for column in above if cells[column] != ""}
    if sheet.merges:
        for top, left, bottom, right in sheet.merges:
            if top <= row <= bottom and left in source:
                source |= {column: left for column in range(left, right + 1) if column in above}
    else:
        below = sheet.rows[row + 1 : row + _MOST_HEADER_ROWS - 1]
        for column in above:
            beside = column not in source and column - 1 in source and above[column - 1] == above[column]
            if beside and any(line[column] != "" for line in below):
                source[column] = source[column - 1]
    shared = Counter(source.values())
    open_ = {column: (*above[of], _as_text(cells[of])) for column, of in source.items() if shared[of] > 1}
    return open_ if any(above.values()) else {c: () for c in above if cells[c] == "" and c not in source} | open_


def _side_by_side(words: Sequence[Parts]) -> list[tuple[HeaderTold, tuple[int, int] | None, bool]]:
    """Return what a header tells: of several tables side by side each, with its first and last column.

    Tables are side by side where a blank column parts two that are told each by itself, and where the same columns come
    again: 序号 姓名 电话 序号 姓名 电话.
    """
    parted = [(span, told) for span in _parted(words) if (told := tell(_within(words, *span)))]
    if len(parted) > 1:
        known = {(told.kinds, frozenset(column.header for column in told.columns) - {""}) for _, told in parted}
        if len(known) > len({kinds for kinds, _ in known}):
            return [(parted[0][1], None, True)]  # the branch may be written on one side only
        return [each for span, _ in parted for each in _repeated(words, *span)]
    return _repeated(words, 0, len(words) - 1)


def _repeated(words: Sequence[Parts], left: int, right: int) -> list[tuple[HeaderTold, tuple[int, int] | None, bool]]:
    told = tell(_within(words, left, right))
    if told is None:
        return []
    whole = (left, right) if (left, right) != (0, len(words) - 1) else None
    said = [plain("".join(parts)) for parts in words]
    known = [column for column in told.columns if column.header]
    key = next((column for column in known if column.header == told.kinds[0].needs[0]), known[0]).index
    keys = [column for column in range(left, right + 1) if said[column] == said[key]]
    if len(keys) < 2:  # noqa: PLR2004
        return [(told, whole, False)]
    first = next(column for column in range(left, right + 1) if said[column])
    starts = [column - (keys[0] - first) for column in keys]
    spans = list(zip(starts, [start - 1 for start in starts[1:]] + [right], strict=True))
    groups = [_trimmed(said[start : end + 1]) for start, end in spans]
    if any(group != groups[0] for group in groups):
        return [] if said[key] in told.kinds[0].common else [(told, whole, True)]  # 内容 twice: some other sheet
    return [(each, span, False) for span in spans if (each := tell(_within(words, *span)))]


def _parted(words: Sequence[Parts]) -> Iterator[tuple[int, int]]:
    """Yield first and last column of each stretch of headers between blank ones."""
    filled = [any(parts) for parts in words]
    for key, columns in groupby(range(len(words)), filled.__getitem__):
        if key:
            stretch = list(columns)
            yield stretch[0], stretch[-1]


def _within(words: Sequence[Parts], left: int, right: int) -> list[Parts]:
    return [parts if left <= column <= right else ("",) for column, parts in enumerate(words)]


def _trimmed(words: list[str]) -> list[str]:
    while words and not words[-1]:
        words = words[:-1]
    return words


def across(sheet: Sheet) -> tuple[KindSigns, int, int] | None:
    """Return the kind of a table whose headers run down the side, names across, with row and column of its key."""
    for column in range(min(_HEADER_COLUMNS, len(sheet.rows[0]) if sheet.rows else 0)):
        words = [_as_text(row[column]) for row in sheet.rows[:_MOST_FIELDS]]
        told = tell([(word,) for word in words])
        key = (
            next((each.index for each in told.columns if each.header == told.kinds[0].needs[0]), None) if told else None
        )
        if told is None or key is None:
            continue
        beside = [cell for cell in sheet.rows[key][column + 1 :] if cell != ""]
        is_form = any(knows(told.kinds[0], _as_text(cell)) for cell in beside)  # 姓名 张三 性别 男: somebody's own
        if len(beside) >= _LEAST_ACROSS and not is_form:
            return told.kinds[0], key, column
    return None


def _words(cell: Raw) -> str:
    """Return what a header cell says: also a date (or 9.13), which heads a column of a sheet of attendance."""
    if isinstance(cell, str):
        return cell
    return cell.strftime("%Y-%m-%d") if isinstance(cell, dt.date) else days.of_number(cell)


def _text(cell: Raw) -> str:
    return plain(cell) if isinstance(cell, str) else ""


def _has_key(cells: Sequence[Raw]) -> bool:
    return any(isinstance(cell, str) and cell and len(cell) < 40 and is_key(cell) for cell in cells)  # noqa: PLR2004


def _has_word(cells: Sequence[Raw]) -> bool:
    return any(isinstance(cell, str) and cell for cell in cells)


def _as_text(cell: Raw) -> str:
    return cell if isinstance(cell, str) else ""


def _above(sheet: Sheet, start: int, row: int) -> tuple[str, ...]:
    return tuple(
        cell.strip() for line in sheet.rows[start:row] for cell in line if isinstance(cell, str) and cell.strip()
    )
