"""活动.xlsx with values changed in their cells, and the proof that it says just that.

What stands there is changed in its cell. A key, a phase, a branch that is not there yet gets the line below the last
one; a column is never added: where a sheet has none for it, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.inbox import amending, factsheet, feedback, fields, kept_sheets, mended_copy
from pipeline.inbox.amending import Change, Put
from pipeline.inbox.factsheet import BRANCH, BRANCHES, CONTENT, FACTS, KEY, MEETINGS, PHASES, SECTION, FormPage
from pipeline.inbox.node import Node
from pipeline.inbox.yaml_keys import PHASE_KEYS
from pipeline.model.facts import PartialDate
from pipeline.splice import Refused, place_of, yaml

_KINDS = "文种"  # the one list whose names stand side by side in a cell


def amended(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """Return the form with all changes made, all else as it was. Raises Refused: then none is made."""
    found = factsheet.load(data, file)
    if found.value is None:
        raise Refused("；".join(problem.message for problem in found.problems) or "读不出来")
    pages = {page.name: FormPage(page, file) for page in kept_sheets.read_confined(data, file).value}
    form = _Form(found.value, pages)
    wanted = amending.said(found)
    for change in changes:
        for path, value in _leaves(change.path, change.value if isinstance(change, Put) else ""):
            words = _typed(path, value)
            form.put(path, words)
            wanted = amending.changed(wanted, path, _read(path, words))
    made = mended_copy.mended_confined(data, file, form.cells, replaces=feedback.supersedes(data))
    if made.stale:
        places = "、".join(f"{sheet} {address}" for sheet, address in made.stale[:3])
        raise Refused(f"{places} 是看着这一格算的公式，改了就要重算，请在 Excel 或 WPS 里改")
    after = factsheet.load(made.data, file)
    if not _same(_filled(amending.said(after)), _filled(wanted)) or len(after.problems) > len(found.problems):
        raise Refused("改好以后再读，读出来的不是这个内容，请在 Excel 或 WPS 里改")
    return made.data


def _leaves(path: yaml.Path, value: yaml.Value) -> Iterator[tuple[yaml.Path, str | Sequence[str]]]:
    """Yield each value that goes into a cell of its own."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves((*path, key), each)
    elif texts := [each for each in value if isinstance(each, str)]:
        yield path, texts
    else:
        for number, each in enumerate(value):
            yield from _leaves((*path, number), each)


def _typed(path: yaml.Path, value: str | Sequence[str]) -> str:
    """Return what is typed into a cell: a list line by line, as every reader of lists takes it."""
    if isinstance(value, str):
        return value.strip()
    return ("、" if path == (_KINDS,) else "\n").join(value)


def _read(path: yaml.Path, words: str) -> yaml.Value:
    return words.split("、") if path == (_KINDS,) and words else words


class _Form:
    """Where each value of the form goes. `cells`: what is to be typed."""

    def __init__(self, root: Node, pages: Mapping[str, FormPage]) -> None:
        self._root, self._pages = root, pages
        self.cells: dict[tuple[str, str], str] = {}
        self._rows: dict[yaml.Path, int] = {}  # lines that are begun now
        self._last: dict[str, int] = {}

    def put(self, path: yaml.Path, words: str) -> None:
        """Put words where the value of a path stands or is to stand. Raises Refused."""
        node = self._at(path)
        if node is not None and not isinstance(node.value, Mapping) and path[:2] != (FACTS, PHASES):
            self.cells[node.origin.sheet, node.origin.cell] = words
        elif path[:2] == (FACTS, PHASES):
            self._in_line(path[:3], PHASES, PHASE_KEYS[0], (path[3:], words), "")
        elif path[0] == BRANCHES:
            self._in_line(path[:2], BRANCHES, BRANCH, (path[2:], words), str(path[1]))
        elif path[0] == MEETINGS:
            self._meeting(path[1:], words)
        else:
            self._fact(path, words)

    def _at(self, path: yaml.Path) -> Node | None:
        found: Node | None = self._root
        for step in path:
            inner = found.value if found is not None else ""
            if isinstance(inner, Mapping) and isinstance(step, str):
                found = inner.get(step)
            elif isinstance(inner, tuple) and isinstance(step, int) and step < len(inner):
                found = inner[step]
            else:
                return None
        return found

    def _in_line(self, line: yaml.Path, name: str, head: str, what: tuple[yaml.Path, str], key: str) -> None:
        """Put a value into its column of a phase's or a branch's line."""
        page, at, columns = self._page(name, (head,))
        keys, words = what
        column = next((place for header, place in columns.items() if factsheet.keys_of(header) == keys), None)
        if column is None:
            raise Refused(f"工作表“{name}”里没有“{''.join(map(str, keys))}”这一列，请打开它自己填")
        node = self._at(line)
        place = place_of(node.origin.cell) if node is not None and node.value != "" else None
        row = place[0] if place else self._new(line, page, at)
        if not place and key:
            self._type(page, row, columns[head], key)
        self._type(page, row, column, words)

    def _meeting(self, path: yaml.Path, words: str) -> None:
        *number, key = path
        held = self._at((MEETINGS, *number))
        place = place_of(held.origin.cell) if held is not None else None  # the header of its column
        if held is None or place is None or isinstance(held.value, tuple):
            raise Refused(f"工作表“{MEETINGS}”里没有地方写“{amending.shown(path)}”，请打开它自己填")
        page, at, columns = self._page(held.origin.sheet.strip(), (KEY, CONTENT))
        row = self._new((page.name, key), page, at)
        self._type(page, row, columns[KEY], str(key))
        self._type(page, row, place[1], words)

    def _fact(self, path: yaml.Path, words: str) -> None:
        page, at, columns = self._page(FACTS, (SECTION, KEY, CONTENT))
        if any(isinstance(step, int) for step in path):
            raise Refused(f"工作表“{FACTS}”里没有地方写“{amending.shown(path)}”，请打开它自己填")
        *section, key = map(str, path)
        row = self._new(path, page, at)
        self._type(page, row, columns[SECTION], ".".join(section) or key)
        self._type(page, row, columns[KEY], key)
        self._type(page, row, columns[CONTENT], words)

    def _page(self, name: str, wanted: Sequence[str]) -> tuple[FormPage, int, Mapping[str, int]]:
        page = self._pages.get(name)
        at, columns = page.headers(wanted) if page else (-1, {})
        if page is None or at < 0:
            raise Refused(f"没有工作表“{name}”，或者它的表头改过了，请打开它自己填")
        return page, at, columns

    def _new(self, line: yaml.Path, page: FormPage, at: int) -> int:
        """Return the line that a value begins, the next below all that is written."""
        if line not in self._rows:
            name = page.sheet.name
            last = self._last.get(name, max((at, *page.lines(at))))
            self._rows[line] = self._last[name] = last + 1
        return self._rows[line]

    def _type(self, page: FormPage, row: int, column: int, words: str) -> None:
        self.cells[page.sheet.name, page.origin(row, column).cell] = words


def _filled(value: yaml.Value) -> yaml.Value:
    """Return what is said without what is empty: a cell that is there says no more than one that is not."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: inner for key, each in value.items() if (inner := _filled(each))} or ""
    return [inner for each in value if (inner := _filled(each))] or ""


def _same(one: yaml.Value, other: yaml.Value) -> bool:
    """Whether two say the same; a day is the same day in any writing, since a cell of dates keeps no words."""
    if isinstance(one, str) or isinstance(other, str):
        if one == other:
            return True
        return isinstance(one, str) and isinstance(other, str) and _day(one) == _day(other) != ""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, Mapping) or isinstance(other, Mapping) or len(one) != len(other):
        return False
    return all(map(_same, one, other))


def _day(words: str) -> str:
    found = fields.as_date(words)
    return str(found) if isinstance(found, PartialDate) else ""
