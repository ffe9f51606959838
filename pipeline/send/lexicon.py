"""Which Chinese words there are and how often they are written, and the cheapest way to cut a text into them.

A word's cost is the number of bits by which it surprises: −log2 of its share in running text. Where lexicon.txt.xz
comes from, and under which licences, is said in lexicon.LICENSE.txt beside it; `tests/lexicon.py` makes it anew.
"""

from __future__ import annotations

import functools
import lzma
from collections.abc import Set as AbstractSet
from importlib.resources import files

from pipeline.model.frozen import frozen
from pipeline.send import words
from pipeline.surnames import SURNAMES

_PAIR = 2  # characters of a surname and a given name of one
_LONGEST = 4  # characters of a word
_STRANGE = 21.0  # bits of a character that the lexicon does not have
_SINGLE = 2.0  # bits more for a word of one character: most are parts of words or of names that were cut wrongly
_ADDED = 17.0  # bits of a word of our own list
_COMPOUND = 17.0  # bits of a word that dictionaries have and counts hardly
LONGEST_COMPOUND = 6  # characters
_DOUBLED = 2.0  # bits that a doubled character (年年, 家家) or an ending (常态化) costs beside what it is made of
_ENDINGS = "化性率"
SOMEBODY = 8.0  # bits of the fact that here somebody is named
_GIVEN = 8.0  # bits of each character of a given name
_SURNAME = 8.0  # bits of a surname that is one of the usual
_ORPHANED = 10.0  # bits more of a surname that is left without its given name (陈|静静地)
_SURNAMELIKE = 13.0  # bits: a character that is hardly ever written for itself
_SURNAMES = frozenset(SURNAMES)


@frozen
class Lexicon:
    """Words with their bits; `names`: words that are as likely somebody's name."""

    bits: dict[str, float]
    names: frozenset[str]

    def cost(self, text: str, *, apart: tuple[int, int] = (-1, -1), compounds: AbstractSet[str] = frozenset()) -> float:
        """Return the bits of the cheapest cut of a text of Chinese characters; anybody's name may be a piece of it.

        What lies between the two offsets `apart` is no piece, nor begins a longer name. If it is a surname and one
        character, the surname hardly is a piece.
        """
        best = [0.0]
        first, last = apart
        longest = LONGEST_COMPOUND if compounds else _LONGEST
        orphan = (first, first + 1) if last - first == _PAIR and self._single(text[first]) >= _SURNAMELIKE else apart
        for end in range(1, len(text) + 1):
            begins = [start for start in range(max(end - longest, 0), end) if (start, end) != apart]
            best.append(
                min(
                    best[start]
                    + (_COMPOUND if text[start:end] in compounds else self._word(text[start:end], named=start != first))
                    + _ORPHANED * ((start, end) == orphan)
                    for start in begins
                )
            )
        return best[-1]

    def _single(self, character: str) -> float:
        return self.bits.get(character, _STRANGE)

    def _word(self, word: str, *, named: bool = True) -> float:
        known = self.bits.get(word)
        if len(word) == 1:
            return self._single(word) + _SINGLE
        costs = [known] if known is not None else []
        if len(word) == 2 and word[0] == word[1]:  # noqa: PLR2004
            costs.append(self.bits.get(word[0], _STRANGE) + _DOUBLED)
        if len(word) == _LONGEST - 1 and word[-1] in _ENDINGS and word[:-1] in self.bits:
            costs.append(self.bits[word[:-1]] + _DOUBLED)
        if named and len(word) < _LONGEST and word[0] in _SURNAMES:
            costs.append(SOMEBODY + _SURNAME + _GIVEN * (len(word) - 1))
        return min(costs, default=_STRANGE * len(word))


@functools.cache
def lexicon() -> Lexicon:
    """Return the lexicon; read once a process, when the first doubtful name is met (some 50 ms)."""
    bits: dict[str, float] = {}
    names: set[str] = set()
    packed = files("pipeline.send").joinpath("lexicon.txt.xz").read_bytes()
    for line in lzma.decompress(packed).decode().splitlines():
        cost, kind, length, run = line.split(" ")
        listed = [run[at : at + int(length)] for at in range(0, len(run), int(length))]
        bits.update(dict.fromkeys(listed, float(cost)))
        if kind == "b":
            names.update(listed)
    for word in words.ADDED:
        bits[word] = min(bits.get(word, _ADDED), _ADDED)
    return Lexicon(bits, frozenset(names))


@functools.cache
def compounds() -> frozenset[str]:
    """Return what dictionaries have besides: words in which a shorter one lies (精神文明, 高峰期), and rare ones."""
    packed = files("pipeline.send").joinpath("compounds.txt.xz").read_bytes()
    found: set[str] = set()
    for length, run in enumerate(lzma.decompress(packed).decode().splitlines(), start=_PAIR):
        found.update(run[at : at + length] for at in range(0, len(run), length))
    return frozenset(found)
