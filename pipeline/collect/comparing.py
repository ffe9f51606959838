"""What somebody has written into a paper: its difference from the bytes that were sent.

A form's rows are aligned by what is printed in them; what stands beyond the printed text is the value. In a list (its
first row names all columns) columns are found by their headers and rows by likeness, never by place: people sort,
insert and delete; its blank rows are filled in their order. A space is called by its label: the cell left of it, else
above; in a list the column's header. Where less than 65 % of the printed text is found again nothing is read: it is
another paper.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipeline.collect.returned_word import ReturnedCell, Row, WordContent
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Differs
from pipeline.model.returned import ReturnedDifference, ReturnedField

LEAST_KEPT = 0.65  # of the printed text
_LIKE, _LIKE_HEADER = 0.5, 0.6
_LEAST_COLUMNS = 4
_LEAST_FULL = 0.75  # of a list's rows have a cell a column
_FULL = 6  # characters of a list's header, on average at most
_BLANKS = re.compile(r"[\s\u3000_＿]+")
_BOXES = re.compile("[□☐○◯☑☒■▣●◉√✓✔✅]")
_SAME = str.maketrans("．，：；（）", ".,:;()")
_LONG, _SHORT = 20_000, 80  # characters
_WORDS = 12  # of a line, by which what is added to it is called
_NO_CELL = ReturnedCell("", "")


@dataclass(slots=True)
class Comparison:
    """What a return says beyond what was sent."""

    kept: float  # how much of the printed text is there, 0 to 1
    names: tuple[str, ...] = ()  # of the member and the branch: where they are printed they must stand as they were
    row_key: tuple[str, ...] = ()  # the headers of the columns by which a list's rows are known
    fields: list[ReturnedField] = field(default_factory=list)
    differences: list[ReturnedDifference] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        """Whether it is this paper at all."""
        return self.kept >= LEAST_KEPT


def compare(
    sent: WordContent, returned: WordContent, names: tuple[str, ...] = (), row_key: tuple[str, ...] = ()
) -> Comparison:
    """Hold a return to what was sent; `names`: those of the member and the branch."""
    found = Comparison(kept(sent, returned), names, row_key)
    if not found.readable:
        return found
    free = [row for table in returned.tables for row in table]
    for table in sent.tables:
        free = _list(table, free, found) if is_list(table) else _form(table, free, found)
    found.differences += [_added(row) for row in free if any(bare(cell.text) for cell in row)]
    _beside_tables(sent.paragraphs, returned.paragraphs, found)
    return found


def bare(text: str) -> str:
    """Return a text without blanks and lines to write on."""
    return _BLANKS.sub("", text)


def printed(text: str) -> str:
    """Return what two saves of one text have in common: no blanks, one kind of punctuation, boxes without ticks."""
    return _BOXES.sub("□", bare(text).translate(_SAME))


def kept(sent: WordContent, returned: WordContent, but: Container[str] = ()) -> float:
    """Return how much of the printed text stands somewhere in a return, by the length of its cells.

    `but`: texts that tell nothing of which paper it is.
    """
    return share(printed_texts(sent, but), all_printed(returned))


def printed_texts(content: WordContent, but: Container[str] = ()) -> tuple[str, ...]:
    """Return what is printed in each cell of a paper."""
    return tuple(text for cell in content.cells if (text := printed(cell.text)) and text not in but)


def all_printed(content: WordContent) -> str:
    """Return all that stands in a file, to look for printed texts in."""
    return "\n".join(printed(cell.text) for cell in content.cells)


def share(texts: Sequence[str], all_of_it: str) -> float:
    """Return how much of some printed texts stands in a file, by their length."""
    total = sum(map(len, texts))
    return sum(len(text) for text in texts if text in all_of_it) / total if total else 0.0


# --- forms --------------------------------------------------------------------------------------------------------


def _form(table: Sequence[Row], free: Sequence[Row], found: Comparison) -> list[Row]:
    """Read a form's spaces; return the rows that are none of its."""
    pairs = _aligned(
        [[printed(c.text) for c in row] for row in table], [[printed(c.text) for c in row] for row in free]
    )
    for at, row in enumerate(table):
        if at not in pairs:
            found.differences += [_lost(table, at, column) for column, cell in enumerate(row) if bare(cell.text)]
            continue
        other = free[pairs[at]]
        for column, mate in enumerate(_mates(row, other)):
            follows_blank = column + 1 < len(row) and not bare(row[column + 1].text)
            _cell(row[column], mate, _label(table, at, column), found, is_label=follows_blank)
        for cell in other[len(row) :]:
            if bare(cell.text) and not any(printed(cell.text) == printed(mine.text) for mine in row):
                found.differences.append(ReturnedDifference(Differs.ADDED, "", "", cell.text, cell.place))
    taken = set(pairs.values())
    return [row for at, row in enumerate(free) if at not in taken]


def _texts(rows: Sequence[Row]) -> list[list[str]]:
    return [[printed(cell.text) for cell in row] for row in rows]


def _aligned(sent: Sequence[Sequence[str]], free: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return which returned row is which of the sent ones, in order: the alignment in which most is alike."""
    width = len(free) + 1
    best = [[0.0] * width for _ in range(len(sent) + 1)]
    likeness = [[_row_likeness(one, other) for other in free] for one in sent]
    for i in range(1, len(sent) + 1):
        for j in range(1, width):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + likeness[i - 1][j - 1])
    pairs, i, j = {}, len(sent), width - 1
    while i and j:
        alike = likeness[i - 1][j - 1]
        if alike and best[i][j] == best[i - 1][j - 1] + alike:
            pairs[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs


def _row_likeness(sent: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two rows are, 0 to 1: only what is printed speaks; rows of blanks are alike a little."""
    weights = [min(len(text), 12) for text in sent]
    if not any(weights):
        return 0.1 if len(sent) == len(other) else 0.0
    total = 0.0
    for column, (text, weight) in enumerate(zip(sent, weights, strict=True)):
        if weight:
            here = other[column] if column < len(other) else ""
            total += weight * (
                1.0
                if text == here
                else max(_likeness(text, here), 0.9 * max((_likeness(text, each) for each in other), default=0))
            )
    alike = total / sum(weights) - (0.05 if len(sent) != len(other) else 0)
    return alike if alike >= _LIKE else 0.0


def _likeness(text: str, other: str) -> float:
    if text == other:
        return 1.0
    if not other:
        return 0.0
    if text in other:
        return 0.95
    if len(text) * len(other) > 10_000:  # noqa: PLR2004 - where likeness would take long
        return 0.0
    return 0.9 * (_known_ratio(text, other) if len(text) + len(other) <= _SHORT else _ratio(text, other))


def _ratio(text: str, other: str) -> float:
    return SequenceMatcher(None, text, other, autojunk=False).ratio()


_known_ratio = functools.lru_cache(maxsize=20_000)(_ratio)  # a kind's forms have the same labels: most is asked again


def _mates(row: Row, other: Row) -> list[ReturnedCell]:
    """Return for each cell of a sent row the returned one; of a split cell the pieces as one."""
    if len(row) == len(other):
        return list(other)
    places = [next((k for k, c in enumerate(other) if printed(c.text) == printed(mine.text) != ""), -1) for mine in row]
    mates = []
    for column, mine in enumerate(row):
        if places[column] >= 0:
            mates.append(other[places[column]])
            continue
        if bare(mine.text):
            mates.append(other[column] if column < len(other) and column not in places else _NO_CELL)
            continue
        start = places[column - 1] + 1 if column and places[column - 1] >= 0 else column
        end = next((at for at in places[column + 1 :] if at >= 0), len(other) if column + 1 == len(row) else start + 1)
        pieces = [cell for cell in other[start:end] if bare(cell.text)]
        text = "\n".join(piece.text for piece in pieces)
        mates.append(ReturnedCell(text, "、".join(piece.place for piece in pieces)))
    return mates


def _label(table: Sequence[Row], at: int, column: int) -> str:
    """Return what a space is called: the nearest printed cell left of it, else above it; a line alone by its words."""
    if len(table[at]) == 1 and bare(table[at][0].text):
        return bare(table[at][0].text)[:_WORDS]
    for cell in reversed(table[at][:column]):
        if bare(cell.text):
            return bare(cell.text)
    for row in reversed(table[:at]):
        if column < len(row) and bare(row[column].text):
            return bare(row[column].text)
    return f"第{at + 1}行第{column + 1}格"


def _cell(
    mine: ReturnedCell, other: ReturnedCell, name: str, found: Comparison, *, is_label: bool = False, row: str = ""
) -> None:
    """Note what a cell says beyond what was printed in it."""
    before, now = mine.text.strip(), other.text.strip()
    if "\ufffd" in now:
        found.differences.append(ReturnedDifference(Differs.UNREAD, name, before, now, other.place, row))
    if not bare(before):
        if bare(now):
            found.fields.append(ReturnedField(name, now, other.place, row))
        return
    if bare(before).translate(_SAME) == bare(now).translate(_SAME):
        return
    if not bare(now):
        found.differences.append(ReturnedDifference(Differs.LOST, name, before, "", other.place, row))
        return
    if any(_otherwise_named(name, bare(before), bare(now)) for name in found.names):
        found.differences.append(ReturnedDifference(Differs.IDENTITY, name, before, now, other.place, row))
        return
    value, whole = _beyond(before, now)
    if not whole:
        found.differences.append(ReturnedDifference(Differs.CHANGED, name, before, now, other.place, row))
    elif is_label:
        found.differences.append(ReturnedDifference(Differs.MISPLACED, bare(before), before, now, other.place))
        found.fields.append(ReturnedField(bare(before), value, other.place))
    else:
        found.fields.append(ReturnedField(name, value, other.place, row, whole=now))


def _otherwise_named(name: str, before: str, now: str) -> bool:
    """Whether a name does not stand any more between the same signs: 张三 that has become 张三丰 is another person."""
    before, now = f"\0{before}\0", f"\0{now}\0"
    spots = {before[spot.start() - 1 : spot.end() + 1] for spot in re.finditer(re.escape(name), before)}
    return any(before.count(spot) > now.count(spot) for spot in spots)


def _beyond(before: str, now: str) -> tuple[str, bool]:
    """Return what stands in a text beyond the printed one, and whether all of that is still there, in its order."""
    if _BOXES.search(before) and _BOXES.sub("", printed(before)) == _BOXES.sub("", printed(now)):
        return now, True  # only ticks differ: the cell as it reads, a person sees which box is ticked
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_opcodes() if len(now) < _LONG else []
    if not blocks:
        return now, False
    lost = "".join(before[a:b] for what, a, b, _, _ in blocks if what in {"delete", "replace"})
    plus = [now[c:d].strip() for what, _, _, c, d in blocks if what in {"insert", "replace"}]
    return "\n".join(filter(None, plus)), not bare(lost)


# --- lists --------------------------------------------------------------------------------------------------------


def is_list(table: Sequence[Row]) -> bool:
    """Whether a table's first row names every column and the rows below have as many cells."""
    if not table or len(table[0]) < _LEAST_COLUMNS or any(not bare(cell.text) for cell in table[0]):
        return False
    headers = table[0]
    below = [row for row in table[1:] if len(row) > 1]  # a line alone is a note, or signed
    same = sum(len(row) == len(headers) for row in below)
    short = sum(len(bare(cell.text)) for cell in headers) / len(headers) <= _FULL
    return short and same >= max(1, _LEAST_FULL * len(below))  # the others sum up


def _list(table: Sequence[Row], free: Sequence[Row], found: Comparison) -> list[Row]:
    """Read a list, and the rows about it (a sum, a signature) as a form; return the rows that are none of its."""
    about = [row for row in table[1:] if not _is_as_wide(row, table[0])]
    table = [row for row in table if _is_as_wide(row, table[0])]
    headers = [printed(cell.text) for cell in table[0]]
    at = max(range(len(free)), key=lambda k: _header_likeness(headers, free[k]), default=-1)
    if at < 0 or _header_likeness(headers, free[at]) < _LIKE_HEADER:
        found.differences += [_lost(table, 0, column) for column in range(len(headers))]
        return _form(about, free, found)
    columns = _columns(headers, free[at])
    for column in range(len(headers)):
        if column not in columns:
            found.differences.append(_lost(table, 0, column))
        elif headers[column] != printed(free[at][columns[column]].text):
            _cell(table[0][column], free[at][columns[column]], bare(table[0][column].text), found)
    body = [k for k in range(at + 1, len(free)) if _is_as_wide(free[k], free[at])]
    pairs = _by_likeness(table[1:], [free[k] for k in body], columns)
    _pair_blanks(table[1:], [free[k] for k in body], pairs)
    keys = _keys(table, found.row_key)
    for number, row in enumerate(table[1:]):
        if number in pairs:
            _list_row(table[0], row, keys[number], _Spread(free[body[pairs[number]]], len(free[at])), columns, found)
        elif any(bare(cell.text) for cell in row):
            text = " ".join(filter(None, (bare(cell.text) for cell in row)))
            found.differences.append(ReturnedDifference(Differs.LOST, f"第{number + 1}行", text, "", "", keys[number]))
    taken = {at, *(body[k] for k in pairs.values())}
    return _form(about, [row for k, row in enumerate(free) if k not in taken], found)


def _is_as_wide(row: Row, headers: Row) -> bool:
    """Whether a row goes by the columns: a cell may be split, or two be one."""
    return abs(len(row) - len(headers)) <= 1


@frozen
class _Spread:
    """A list's row over its columns: where its first cell spans some (应到人数), the others stand at the right."""

    row: Row
    columns: int

    def column(self, at: int) -> int:
        """Return the column of a cell."""
        return at + max(0, self.columns - len(self.row)) if at else 0

    def cell(self, column: int) -> ReturnedCell | None:
        """Return the cell of a column."""
        at = column - max(0, self.columns - len(self.row)) if column else 0
        return self.row[max(0, at)] if at < len(self.row) else None


def _list_row(headers: Row, row: Row, key: str, other: _Spread, columns: dict[int, int], found: Comparison) -> None:
    mine = _Spread(row, len(headers))
    for at, cell in enumerate(row):
        column = mine.column(at)
        mate = other.cell(columns[column]) if column in columns else None
        if mate is None or (not column and bare(cell.text).isdigit() and bare(mate.text).isdigit()):
            continue  # numbered anew
        _cell(cell, mate, bare(headers[column].text), found, row=key)


def _keys(table: Sequence[Row], row_key: tuple[str, ...]) -> list[str]:
    """Return by what each row of a list is known: by the columns that the catalog names, else by its first cell."""
    named = [column for column, cell in enumerate(table[0]) if bare(cell.text) in row_key] or [0]
    keys = [" ".join(bare(row[column].text) for column in named if column < len(row)).strip() for row in table[1:]]
    return [key if key and keys.count(key) == 1 else f"{key}第{at}行" for at, key in enumerate(keys, 1)]


def _header_likeness(headers: Sequence[str], row: Row) -> float:
    texts = {printed(cell.text) for cell in row}
    return sum(header in texts for header in headers) / len(headers)


def _columns(headers: Sequence[str], row: Row) -> dict[int, int]:
    """Return where each column stands now: by its header, of the rest by the likest one."""
    texts = [printed(cell.text) for cell in row]
    found: dict[int, int] = {}
    for column, header in enumerate(headers):
        if (at := next((k for k, text in enumerate(texts) if text == header and k not in found.values()), -1)) >= 0:
            found[column] = at
    for column, header in enumerate(headers):
        if column not in found:
            left = [(_likeness(header, text), k) for k, text in enumerate(texts) if k not in found.values()]
            alike, at = max(left, default=(0.0, -1))
            if alike > _LIKE / 2:
                found[column] = at
    return found


def _by_likeness(rows: Sequence[Row], others: Sequence[Row], columns: dict[int, int]) -> dict[int, int]:
    """Return which returned row is which of a list's: the likest pairs first, each row once."""
    scored = sorted(
        (
            (_list_likeness(row, other, columns), -abs(i - k), i, k)
            for i, row in enumerate(rows)
            for k, other in enumerate(others)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for alike, _, i, k in scored:
        if alike >= _LIKE and i not in pairs and k not in pairs.values():
            pairs[i] = k
    return pairs


def _pair_blanks(rows: Sequence[Row], others: Sequence[Row], pairs: dict[int, int]) -> None:
    """Give the blank rows of a list those that are like none of its printed ones: where they stand, else in order."""
    taken, moved = set(pairs.values()), len(rows) != len(others)
    left = [k for k, other in enumerate(others) if k not in taken and not (moved and _is_blank(other))]
    for i, row in enumerate(rows):
        if left and i not in pairs and _is_blank(row):
            k = i if not moved and i in left else left[0]
            pairs[i] = k
            left.remove(k)


def _is_blank(row: Row) -> bool:
    """Whether a row holds nothing but its number."""
    return not any(bare(cell.text) for cell in row[1:]) and (
        not row or bare(row[0].text).isdigit() or not bare(row[0].text)
    )


def _list_likeness(row: Row, other: Row, columns: dict[int, int]) -> float:
    total = weights = 0.0
    for column, cell in enumerate(row):
        text = printed(cell.text)
        if not text or column not in columns or columns[column] >= len(other) or (not column and text.isdigit()):
            continue
        weight = min(len(text), 24)
        weights += weight
        total += weight * _likeness(text, printed(other[columns[column]].text)) ** 2
    return total / weights if weights else 0.0


# --- beside tables ------------------------------------------------------------------------------------------------


def _beside_tables(sent: Sequence[ReturnedCell], returned: Sequence[ReturnedCell], found: Comparison) -> None:
    """Read the paragraphs outside tables: what was added to one is a field that is called by its own words."""
    mine = [cell for cell in sent if bare(cell.text)]
    others = [cell for cell in returned if bare(cell.text)]
    pairs = _aligned([[printed(cell.text)] for cell in mine], [[printed(cell.text)] for cell in others])
    for at, cell in enumerate(mine):
        if at in pairs:
            _cell(cell, others[pairs[at]], bare(cell.text)[:_WORDS], found)
        else:
            found.differences.append(ReturnedDifference(Differs.LOST, "", cell.text, "", cell.place))
    taken = set(pairs.values())
    found.differences += [_added((cell,)) for at, cell in enumerate(others) if at not in taken]


def _lost(table: Sequence[Row], at: int, column: int) -> ReturnedDifference:
    cell = table[at][column]
    return ReturnedDifference(Differs.LOST, _label(table, at, column), cell.text, "", cell.place)


def _added(row: Row) -> ReturnedDifference:
    text = " ".join(filter(None, (bare(cell.text) for cell in row)))
    return ReturnedDifference(Differs.ADDED, "", "", text, row[0].place)
