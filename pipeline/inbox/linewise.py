"""A YAML that does not hold together → what its lines say where that is certain, and a Problem where it is not.

One slip costs its own key: the lines around it count. Where a line cannot be told at all, what its mapping does not
have is unread instead of empty. A line whose margin is off belongs to the nearest mapping that knows its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline import late
from pipeline.inbox import yaml_keys
from pipeline.inbox.node import Node
from pipeline.inbox.yaml_keys import KeyPlace
from pipeline.model import codes
from pipeline.model.problem import Origin, Problem, Read

_KEY = late.pattern(
    r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s\[\]{}\"'#&*!|>%@`,?:-][^:#]*?|[^\s\[\]{}\"'#&*!|>%@`,?:-]):(?:\s+|$)"
)
_DASH = late.pattern(r"-(?:\s+|$)")
_COMMENT = late.pattern(r"\s#.*$")
_QUOTED = late.pattern(r"(?<![^\s\[{,:])(\"[^\"]*\"|'[^']*')")
_PLAIN = late.pattern(r"(?![\[\]{}\"'#&*!|>%@`,]|[?-]\s)(?!.*:(?:\s|$)).+")
_OPENING, _CLOSING = "[{", "]}"
_MOST_LINES = 5_000  # a campaign has some hundred
_DEEPEST = 40
_NOWHERE = 1 << 20
_INDENT = 2  # of a key below another, where nothing else tells

Parse = Callable[[str, int], Read[Node | None]]
"""Reads one value that is no plain text, by its first line's number: a list or mapping in brackets, quoted text."""


@dataclass(slots=True, eq=False)
class _Place:
    """A key, an item or the whole file, while its lines are read. `margin`: where its own line begins."""

    margin: int
    kind: KeyPlace
    origin: Origin
    inner: int = -1  # where what stands below it begins; -1 = nothing yet
    keys: dict[str, _Place] = field(default_factory=dict)
    items: list[_Place] = field(default_factory=list)
    leaf: Node | None = None
    faults: list[Problem] = field(default_factory=list)

    def node(self) -> Node:
        problems = tuple(self.faults)
        if self.leaf is not None:
            return Node(self.leaf.value, self.origin, (*self.leaf.problems, *problems))
        if self.items:
            return Node(tuple(item.node() for item in self.items), self.origin, problems)
        if self.keys:
            return Node({key: place.node() for key, place in self.keys.items()}, self.origin, problems)
        return Node("", self.origin, problems)


def read(text: str, file: str, parse: Parse) -> Read[Node | None]:
    """Return what can be told; no Problem where nothing was found that a parser could stop at."""
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        return Read(None)
    reader = _Reader(lines, file, parse)
    reader.read()
    return Read(reader.root.node(), tuple(reader.problems))


class _Reader:
    def __init__(self, lines: Sequence[str], file: str, parse: Parse) -> None:
        self.lines, self.file, self.parse = lines, file, parse
        self.problems: list[Problem] = []
        self.root = _Place(-1, KeyPlace.ROOT, Origin(file, line=1), inner=0)
        self.open = [self.root]
        self.at = 0  # the line that is read, from 0
        self.lost = _NOWHERE  # where a line begins that nothing can be told of: what stands below it is its own

    @property
    def origin(self) -> Origin:
        return Origin(self.file, line=self.at + 1)

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            bare = line.lstrip(" ")
            margin = len(line) - len(bare)
            if bare and not bare.startswith("#") and bare not in {"---", "..."} and margin <= self.lost:
                self.lost = _NOWHERE
                self._line(margin, bare)
            self.at += 1

    def _line(self, margin: int, words: str) -> None:
        """Read a line and the lines that its value goes on in."""
        first = margin
        while (dash := _DASH.match(words)) and (home := self._home_of_item(margin)) is not None:
            item = _Place(margin, home.kind, self.origin)
            home.items.append(item)
            self.open.append(item)
            margin, words = margin + dash.end(), words[dash.end() :]
            if not words:
                return
        key = _KEY.match(words)
        if key and not (margin > first and self.open[-1].kind is KeyPlace.TEXT):
            if home := self._home_of_key(margin, key["key"].strip("\"'")):
                self._take(home, max(margin, home.inner), key["key"].strip("\"'"), words[key.end() :])
            return
        last = self.open[-1]
        if margin > first:
            self._fill(last, words)
        elif last.leaf is not None and margin > last.margin and isinstance(last.leaf.value, str):
            last.leaf = Node(f"{last.leaf.value} {_bare(words)}", last.origin, last.leaf.problems)
        else:
            self._lost("这一行没有冒号，或上一行没有写完", "请写成“键: 值”；文字太长要换行时，下一行多缩进两格")

    # --- where a line belongs -------------------------------------------------------------------------------------

    def _close(self, margin: int) -> _Place:
        while len(self.open) > 1 and self.open[-1].margin >= margin:
            self.open.pop()
        return self.open[-1]

    def _home_of_item(self, margin: int) -> _Place | None:
        """Return the place whose list a dash continues: YAML allows it in the column of its key."""
        home = self._close(margin + 1)
        if home.margin == margin and not _may_hold_items(home):
            home = self._close(margin)
        if not _may_hold_items(home) or len(self.open) > _DEEPEST:
            return None
        return home

    def _home_of_key(self, margin: int, key: str) -> _Place | None:
        """Return the mapping that a key belongs to: by its margin, else the nearest that knows such a key."""
        if outdented := self._above_outdented(margin, key):
            return outdented
        home = self._close(margin)
        if len(self.open) > _DEEPEST:
            self._lost("括号套得太深", "请照样张改写")
            return None
        takers = [place for place in reversed(self.open) if _may_hold_keys(place) and yaml_keys.known(place.kind, key)]
        if _may_hold_keys(home) and (home.inner == margin or (home.inner < 0 and (home in takers or not takers))):
            home.inner = margin
            return home
        if not takers:
            self._lost("缩进与上下行没有对齐", "同一级的键要对齐（用空格）")
            return None
        del self.open[self.open.index(takers[0]) + 1 :]
        self._note(takers[0], key)
        return takers[0]

    def _above_outdented(self, margin: int, key: str) -> _Place | None:
        """Return the mapping right above a key that has lost its indent, where only that one knows the key."""
        above = next((place for place in self.open if place.margin == margin), None)
        if above is None or not _may_hold_keys(above):
            return None
        if not yaml_keys.belongs_below(key, above.kind, self.open[self.open.index(above) - 1].kind):
            return None
        if above.inner < 0:
            above.inner = above.margin + _INDENT
        del self.open[self.open.index(above) + 1 :]
        self._note(above, key)
        return above

    def _note(self, home: _Place, key: str) -> None:
        where = next((name for place in self.open for name, inner in place.keys.items() if inner is home), "")
        among = f"“{where}”下面的一项" if where else "最外层的一项"
        cure = "请去掉或补上行首的空格，使同一级的键对齐"
        self.problems.append(
            codes.YAML_TYPED.at(self.origin, what=f"“{key}”的缩进与上下行没有对齐（当作{among}）", cure=cure)
        )

    def _lost(self, reason: str, cure: str) -> None:
        """Note a line that nothing can be told of: what its mapping does not have may stand there."""
        line = self.lines[self.at]
        self.lost = len(line) - len(line.lstrip(" "))
        problem = codes.YAML_SYNTAX.at(self.origin, reason=reason, cure=cure)
        self.problems.append(problem)
        self._close(self.lost)
        holder = next(place for place in reversed(self.open) if place.leaf is None)
        holder.faults.append(problem)

    # --- values ---------------------------------------------------------------------------------------------------

    def _take(self, home: _Place, margin: int, key: str, words: str) -> None:
        place = _Place(margin, yaml_keys.below(home.kind, key), self.origin)
        if key in home.keys and not home.keys[key].node().is_empty:
            problem = codes.YAML_DUPLICATE_KEY.at(self.origin, key=key, other=home.keys[key].origin)
            self.problems.append(problem)
            home.keys[key].leaf = Node("", home.keys[key].origin, (problem,))
            place.faults.append(problem)
        else:
            home.keys[key] = place
        self.open.append(place)
        if words := _bare(words):
            self._fill(place, words)

    def _fill(self, place: _Place, words: str) -> None:
        """Read a value; lists and quoted text may go on in further lines."""
        words = _bare(words)
        if words[0] in "|>":
            place.leaf = Node(("\n" if words[0] == "|" else " ").join(self._below(place.margin)), place.origin)
        elif _PLAIN.fullmatch(words):
            place.leaf = Node("" if words in {"~", "null"} else words, place.origin)
        else:
            self._parse(place, words)

    def _parse(self, place: _Place, words: str) -> None:
        first = self.at
        while not _closed(words) and self.at + 1 < len(self.lines) and self._goes_on(place.margin):
            self.at += 1
            words += "\n" + self.lines[self.at]
        if not _closed(words):
            self.at = first
            self._unclosed(place, words)
            return
        found = self.parse(words, first)
        self.problems += found.problems
        syntax = tuple(each for each in found.problems if each.code == codes.YAML_SYNTAX.code)
        place.leaf = found.value if found.value is not None else Node("", place.origin, syntax)
        place.leaf = Node(place.leaf.value, place.origin, place.leaf.problems)

    def _unclosed(self, place: _Place, words: str) -> None:
        """Note a value that begins with a bracket or a quotation mark and never ends."""
        quoted = words[0] in "\"'"
        reason = "英文引号没有成对" if quoted else "方括号或花括号没有成对"
        cure = "请补上另一个引号" if quoted else "请补上少了的括号（半角），检查中间的逗号"
        problem = codes.YAML_SYNTAX.at(self.origin, reason=reason, cure=cure)
        self.problems.append(problem)
        place.leaf = Node("", place.origin, (problem,))

    def _goes_on(self, margin: int) -> bool:
        """Whether the next line may belong to a value that is not closed yet: it begins no key of its own."""
        line = self.lines[self.at + 1]
        bare = line.lstrip(" ")
        return not bare or (len(line) - len(bare) > margin and not _KEY.match(bare)) or bare[0] in _CLOSING

    def _below(self, margin: int) -> Iterator[str]:
        """Yield the lines of a text block."""
        while self.at + 1 < len(self.lines):
            line = self.lines[self.at + 1]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= margin:
                return
            self.at += 1
            yield line.strip()


def _may_hold_items(place: _Place) -> bool:
    return place.leaf is None and not place.keys and place.kind is not KeyPlace.ROOT


def _may_hold_keys(place: _Place) -> bool:
    return place.leaf is None and not place.items and place.kind is not KeyPlace.TEXT


def _bare(words: str) -> str:
    """Return a value without its comment and what surrounds it."""
    masked = _QUOTED.sub(lambda match: '"' * len(match[0]), f" {words}")
    comment = _COMMENT.search(masked)
    return words[: max(comment.start() - 1, 0)].strip() if comment else words.strip()


def _closed(words: str) -> bool:
    """Whether every bracket and quotation mark of a value that has begun is closed."""
    masked = _QUOTED.sub("", words)
    if words[0] in "\"'":
        return bool(re.fullmatch(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", words.strip(), re.DOTALL))
    return sum(masked.count(sign) for sign in _OPENING) <= sum(masked.count(sign) for sign in _CLOSING)


def shaped(node: Node, kind: KeyPlace = KeyPlace.ROOT) -> bool:
    """Whether every key stands below the one that it belongs to: else a margin was off, and yet the YAML holds.

    Texts of a campaign have no keys below them, and what only the empty key above it knows is not that one's sibling.
    """
    if isinstance(node.value, tuple):
        return all(shaped(item, kind) for item in node.value)
    if not isinstance(node.value, Mapping):
        return True
    if kind is KeyPlace.TEXT or any(
        above.is_empty and yaml_keys.belongs_below(key, yaml_keys.below(kind, one), kind)
        for (one, above), (key, _) in pairwise(node.value.items())
    ):
        return False
    return all(shaped(value, yaml_keys.below(kind, key)) for key, value in node.value.items())
