"""Which kind of sheet the words of a header row tell of, and what each column is.

One rule for all kinds (kinds.py): of those that fit, the one that knows most of the columns; where two know as many,
nobody decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from pipeline.inbox import days
from pipeline.inbox.sheet_kinds import KINDS, KindSigns
from pipeline.model.declared import BUILT_IN
from pipeline.model.frozen import frozen

Parts: TypeAlias = tuple[str, ...]
"""What the header rows say of one column, the upper row first; one word where there is one row. As written."""
NUMBER_HEADERS = frozenset({"序号", "编号", "序", "NO", "No", "no", "№"})


@frozen
class Column:
    """One column of a block: its header as written (sub-header where there are two rows) and what it is to us."""

    index: int  # from 0
    written: str
    header: str = ""  # canonical; "" = unknown to us, kept under `written`


@frozen
class HeaderTold:
    """What a header row tells: the kind (several where they fit as well), and the columns as the first names them."""

    kinds: tuple[KindSigns, ...]
    columns: tuple[Column, ...]
    doubled: tuple[tuple[Column, Column], ...] = ()  # columns with the same header


def tell(words: Sequence[Parts]) -> HeaderTold | None:
    """Return what the words of a header tell; None where they fit no kind."""
    plain_words = [tuple(plain(word) for word in parts) for parts in words]
    fitting: list[tuple[int, _Vocabulary]] = []
    for vocabulary in _IN_FORCE.get().vocabularies:
        known = [found for parts in plain_words if (found := vocabulary.find(parts))]
        if vocabulary.fits(known, plain_words):
            fitting.append((_count(known, vocabulary.kind), vocabulary))
    if any(each.kind.sheet and each.kind.name not in BUILT_IN for _, each in fitting):
        # What an office declares is no other sheet that nobody reads.
        fitting = [(count, each) for count, each in fitting if each.kind.used]
    elif not any(each.kind.used for _, each in fitting):
        fitting = _of_other_grades(plain_words) or fitting
    if not fitting:
        return None
    most = max(count for count, _ in fitting)
    best = [vocabulary for count, vocabulary in fitting if count == most]
    return HeaderTold(
        tuple(each.kind for each in best), *_columns(plain_words, [_full(parts[-1]) for parts in words], best[0])
    )


def _of_other_grades(words: Sequence[Parts]) -> list[tuple[int, _Vocabulary]]:
    """Return the kinds that fit but for their grades, which are not the campaign's, each with what it knows."""
    found = []
    for vocabulary in _IN_FORCE.get().vocabularies if any(map(any, words)) else ():
        known = [column for parts in words if (column := vocabulary.find(parts))] if vocabulary.kind.polled else []
        if vocabulary.fits(known, words, graded=False):
            found.append((_count(known, vocabulary.kind), vocabulary))
    return found


def _count(known: Sequence[_Found], kind: KindSigns) -> int:
    """Return how many columns are known; those headed by days are one, however many there are."""
    headed = sum(found.header == kind.days for found in known)
    return len(known) - max(headed - 1, 0)


def is_header(parts: Parts) -> bool:
    """Whether these words together name a column of some kind."""
    return plain("".join(parts)) in _IN_FORCE.get().words


def knows(kind: KindSigns, words: str) -> bool:
    """Whether these words name a column of a kind."""
    return plain(words) in _IN_FORCE.get().of[kind.name].exact


def known(kind: KindSigns, words: str) -> str:
    """Return the canonical header that a word is to a kind of sheet, "" for none."""
    found = _IN_FORCE.get().of[kind.name].find((plain(words),))
    return found.header if found else ""


def plain(words: str) -> str:
    """Return a header without spaces, stars, colons and brackets after it; what is too long for one as it is."""
    return words if len(words) > _LONGEST else _plain(words)


@lru_cache(maxsize=16_384)
def _plain(words: str) -> str:
    found = _full(words)
    return _BRACKET.sub("", found) or found


def _full(words: str) -> str:
    """Return a header with what stands in brackets after it, but without its translation."""
    return words if len(words) > _LONGEST else _translated(words)


@lru_cache(maxsize=16_384)
def _translated(words: str) -> str:
    found = _FOREIGN.sub("", unicodedata.normalize("NFKC", words).strip())
    return re.sub(r"[\s*★＊:：、]+", "", found)


_BRACKET = re.compile(r"(?<=.)[(\[【](.*)[)\]】]$")

_LONGEST = 500  # signs of a header with all its notes
_LEAST_LISTED = 2  # grades of a sheet of votes
_MOST_ASKED = 2000  # words whose column is remembered, for each kind
_WILD = re.compile(r"[*#]")
_HAN = r"\u3400-\u9fff"
_FOREIGN = re.compile(
    rf"(?<=[{_HAN})\]】])[\s_/|·.\-]*[A-Za-z][A-Za-z0-9 _'./&\-]+[)\]]?$"
    rf"|^[A-Za-z][A-Za-z0-9 _'.&\-]+[_/|\n]\s*(?=[{_HAN}])"
)
"""A header once more in another language: 姓名_real_name, 姓名 Name, Name/姓名."""


@frozen
class _Found:
    """A column that a kind knows."""

    header: str  # canonical
    rank: int  # of the spelling, 0 = canonical
    word: str


@dataclass(frozen=True)
class _Vocabulary:
    """The spellings of one kind."""

    kind: KindSigns

    @cached_property
    def exact(self) -> dict[str, tuple[str, int]]:
        """Each spelling → its canonical header and how good a spelling it is."""
        found: dict[str, tuple[str, int]] = {}
        for spellings in self.kind.columns:
            for rank, spelling in enumerate(spellings):
                if not _WILD.search(spelling):
                    found.setdefault(plain(spelling), (spellings[0], rank))
        return found

    @cached_property
    def _loose(self) -> list[tuple[re.Pattern[str], str, int]]:
        """The spellings with a * or # in them, likewise."""
        return [
            (pattern([spelling]), spellings[0], rank)
            for spellings in self.kind.columns
            for rank, spelling in enumerate(spellings)
            if _WILD.search(spelling)
        ]

    @cached_property
    def _never(self) -> re.Pattern[str]:
        return pattern(self.kind.never)

    @cached_property
    def _asked(self) -> dict[Parts, _Found | None]:
        return {}

    def find(self, parts: Parts) -> _Found | None:
        """Return the column that these words name. A row of headers is held to each kind several times."""
        if parts not in self._asked:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            self._asked[parts] = self._found(parts)
        return self._asked[parts]

    def _found(self, parts: Parts) -> _Found | None:
        for word in _candidates(parts):
            if word in self.exact:
                return _Found(*self.exact[word], word)
            if found := next((each for each in self._loose if each[0].fullmatch(word)), None):
                return _Found(*found[1:], word)
            if self.kind.days and days.heading(word):
                return _Found(self.kind.days, 0, word)
        return None

    def fits(self, known: Sequence[_Found], words: Sequence[Parts], *, graded: bool = True) -> bool:
        """Whether a header with these columns may be of this kind; `graded`: with the campaign's grades."""
        kind, headers = self.kind, {found.header for found in known}
        listed = kind.votes if graded else kind.polled
        if (listed or not graded) and len(headers & listed) < _LEAST_LISTED:
            return False
        if not headers.issuperset(set(kind.needs) - kind.votes) or (kind.one_of and headers.isdisjoint(kind.one_of)):
            return False
        if not self._is_sure(known, headers):
            return False
        return not kind.never or not any(
            self._never.fullmatch(word) for parts in words if not self.find(parts) for word in parts
        )

    def _is_sure(self, known: Sequence[_Found], headers: set[str]) -> bool:
        """A word as common as 意见 or 名称 does not make a table: another column of it must be there."""
        return len(headers - {"备注"}) > 1 or any(found.word not in self.kind.common for found in known)


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what matches any of some words, in which * stands for any characters and # for a number."""
    escaped = (re.escape(word).replace(r"\*", ".*").replace(r"\#", r"\d+") for word in words)
    return re.compile("|".join(escaped) or r"(?!)")


class _Lexicon:
    """The spellings of all kinds that there are: those built in and those that sheets.yaml declares."""

    def __init__(self, kinds: Iterable[KindSigns]) -> None:
        self.vocabularies = tuple(_Vocabulary(kind) for kind in kinds)
        self.of = {vocabulary.kind.name: vocabulary for vocabulary in self.vocabularies}
        self.words = frozenset(word for vocabulary in self.vocabularies for word in vocabulary.exact)
        self.keys = frozenset(
            spelling
            for vocabulary in self.vocabularies
            for spelling, (header, _) in vocabulary.exact.items()
            if header in vocabulary.kind.keys
        )
        self.keys_as_written = frozenset(
            variant
            for word in self.keys
            for variant in (word, f"★{word}", f"*{word}", f"{word}*", *(gap.join(word) for gap in _GAPS))
        )


_GAPS = (" ", "  ", "   ", "    ", "　", "　　", "\n")
_BUILT_IN = _Lexicon(KINDS)
_IN_FORCE: ContextVar[_Lexicon] = ContextVar("_IN_FORCE", default=_BUILT_IN)


@contextmanager
def knowing(kinds: Sequence[KindSigns]) -> Iterator[None]:
    """Know these kinds while the sheets of one workspace are read."""
    before = _IN_FORCE.set(_Lexicon(kinds))
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def used() -> tuple[KindSigns, ...]:
    """Return the kinds that something is made of."""
    return tuple(each.kind for each in _IN_FORCE.get().vocabularies if each.kind.used)


def is_key(words: str) -> bool:
    """Whether these words are such that without one of them no row is a header."""
    return plain(words) in _IN_FORCE.get().keys


def keys_as_written() -> frozenset[str]:
    """Return what a header's decisive word looks like in a cell.

    Below the first header only rows with one of these are looked at closely: a roster of 100,000 rows has two million
    cells.
    """
    return _IN_FORCE.get().keys_as_written


def _candidates(parts: Parts) -> list[str]:
    """Return the words that a column may be known by: 联系方式手机, then 手机."""
    return [word for start in range(len(parts)) if (word := "".join(parts[start:]))]


def _columns(
    words: Sequence[Parts], full: Sequence[str], vocabulary: _Vocabulary
) -> tuple[tuple[Column, ...], tuple[tuple[Column, Column], ...]]:
    """Name the columns; where several could be one canonical column, the best spelling is it.

    Of columns told apart only by brackets the one without any is it, or the one whose brackets say so: 电话（手机）.
    """
    best: dict[str, tuple[int, int, int]] = {}  # canonical header → rank, kind of brackets, index
    brackets: list[int] = []
    for index, parts in enumerate(words):
        found = vocabulary.find(parts)
        brackets.append(_bracket(full[index], found, vocabulary))
        if found:
            here = (found.rank, brackets[index], index)
            best[found.header] = min(best.get(found.header, here), here)
    chosen = {index: header for header, (_, _, index) in best.items()}
    alike: dict[str, list[int]] = {}
    for index, parts in enumerate(words):
        alike.setdefault(_written(parts, words), []).append(index)
    columns: list[Column] = []
    doubled: list[tuple[Column, Column]] = []
    for written, indexes in alike.items():
        apart = len({full[index] for index in indexes}) == len(indexes) > 1
        known = any(index in chosen for index in indexes)
        twins: list[Column] = []
        for number, index in enumerate(indexes if written else (), 1):
            again = f"{written}（{number}）" if number > 1 and not known else written
            column = Column(index, full[index] if apart else again, chosen.get(index, ""))
            doubled += [_first_known(each, column) for each in twins if brackets[each.index] == brackets[index]]
            twins.append(column)
        columns += twins
    return tuple(sorted(columns, key=lambda column: column.index)), tuple(doubled)


_BARE, _SAYS_SO, _OTHER = range(3)


def _bracket(full: str, found: _Found | None, vocabulary: _Vocabulary) -> int:
    """Return what the brackets of a header do: nothing, as there are none; name the column again; tell it apart."""
    inner = _BRACKET.search(full)
    if inner is None or found is None:
        return _BARE if inner is None else _OTHER
    again = vocabulary.find((inner[1],))
    return _SAYS_SO if again and again.header == found.header else _OTHER


def _first_known(one: Column, other: Column) -> tuple[Column, Column]:
    return (one, other) if one.header or not other.header else (other, one)


def _written(parts: Parts, words: Sequence[Parts]) -> str:
    """Return the name of a column; a sub-header alone, unless another column has the same."""
    if len(parts) == 1:
        return parts[0]
    alone = sum(other[-1] == parts[-1] for other in words) == 1
    return parts[-1] if alone else "·".join(parts)
