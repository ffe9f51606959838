"""The last look before a parcel leaves: nobody else's members, ID numbers or phones in anything that it holds.

It fails closed: a number that was found stops the parcel wherever its digits stand; a name stops it unless the text
is plainly made of other words (persons); what cannot be looked into stops it, too. Where nobody can tell a name from a
word, the parcel waits until a person has told. Parts that many documents share are looked at once. What a person has
settled holds for the name in that text and for no other.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model.frozen import frozen
from pipeline.plan import masked
from pipeline.send import readable_parts
from pipeline.send.around import MARK, ReadingContext
from pipeline.send.giving_away import is_number, letters
from pipeline.send.persons import NameSpot, Verdict, is_word, named_by_neighbours, verdict
from pipeline.send.readable_parts import Opaque, ReadablePart
from pipeline.send.readings import readings
from pipeline.send.strangers import Secrets, is_identity

__all__ = ["Checker", "Leak", "ParcelLook", "Secrets", "fixed_texts"]

_AROUND = 24  # characters left and right of a name that may be a longer one
_SHORT = 2
_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ufffd]")


@frozen
class Leak:
    """What must not be in a parcel: the document and the place, whose it is, and what, as a clerk may read it.

    `text`: what stands around it; `code`: by which a person settles that it may stand in this text, "" where he cannot.
    `asked`: the name, where nobody can tell whether it is one there; `likely`: what stands around speaks for a person.
    """

    document: str
    place: str
    what: str
    text: str = ""
    code: str = ""
    asked: str = ""
    likely: bool = True

    def __str__(self) -> str:
        return f"{self.document} › {self.place}：{self.what}"


@frozen
class ParcelLook:
    """The look at one parcel: its leaks, and what passed on somebody's word."""

    leaks: tuple[Leak, ...]
    notes: tuple[str, ...] = ()


@frozen
class _Hit:
    """A name or number where it stands: `around`: the text around a name, in which a longer one may cover it."""

    token: str
    place: str
    text: str
    around: str
    at: int  # of the token in `around`
    code: str
    verdict: Verdict = Verdict.PERSON


@dataclass(slots=True)
class Checker:
    """Looks at parcels; `fixed` are the templates' own texts, `settled` by code whose word lets what pass."""

    secrets: Secrets
    fixed: frozenset[str] = frozenset()
    settled: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[bytes, tuple[str, ...]] = field(default_factory=dict)  # digest of a part → what was found in it
    _hits: dict[tuple[bytes, str], tuple[_Hit, ...]] = field(default_factory=dict)  # of parts that several files share
    _fixed_with: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def look(self, branch: str, contents: Iterable[tuple[str, bytes]]) -> ParcelLook:
        """Look at everything that a branch is to get: (name, bytes) of each file, letters included."""
        leaks: dict[Leak, None] = {}
        notes: dict[str, None] = {}
        for name, data in contents:
            try:
                for part in readable_parts.parts(name, data):
                    for hit in self._strange(branch, part):
                        leak = self._leak(name, hit)
                        if hit.code not in self.settled:
                            leaks[leak] = None
                        else:
                            what = leak.what if hit.verdict.asked else str(leak)
                            notes[f"{what}。{self.settled[hit.code]}"] = None
            except Opaque as opaque:
                leaks[Leak(name, opaque.place, f"{opaque.what}，查不了里面有没有别的支部的人")] = None
        return ParcelLook(tuple(leaks), tuple(notes))

    def _leak(self, document: str, hit: _Hit) -> Leak:
        owners = "、".join(sorted(self.secrets.owners[hit.token]))
        who = "表里的人" if hit.token in self.secrets.guests else "党员"
        if hit.verdict.asked:
            what, likely = f"“{hit.token}”是{owners}{who}的名字", hit.verdict.likely
            return Leak(document, hit.place, what, hit.text, hit.code, hit.token, likely)
        if not is_number(hit.token):
            return Leak(document, hit.place, f"有{owners}的{who}“{hit.token}”", hit.text, hit.code)
        kind = "身份证号" if is_identity(hit.token) else "电话号码"
        return Leak(document, hit.place, f"有{owners}{who}的{kind}（{masked(hit.token)}）", hit.text, hit.code)

    def _strange(self, branch: str, part: ReadablePart) -> Iterator[_Hit]:
        """Yield what of other branches' people stands in a part, each name once a text."""
        key = hashlib.sha256(part.data).digest() + bytes([part.raw, part.strict])
        if key not in self._seen:
            self._seen[key] = tuple(sorted(self._found(part)))
        strange = [token for token in self._seen[key] if self.secrets.strange_to(branch, token)]
        if unknown := [token for token in strange if (key, token) not in self._hits]:
            self._hits.update({(key, token): tuple(hits) for token, hits in self._spots(part, unknown).items()})
        for token in strange:
            told: set[str] = set()
            for hit in self._hits[key, token]:
                if not (hit.code in told or self._covered(branch, hit)):
                    yield hit
                    told.update({hit.code} - {""})

    def _found(self, part: ReadablePart) -> set[str]:
        found: set[str] = set()
        for reading in readings(part):
            found |= self.secrets.names_in(reading.text)
            found.update(number.token for number in self.secrets.numbers_in(reading.text))
        return found

    def _spots(self, part: ReadablePart, tokens: Sequence[str]) -> dict[str, dict[_Hit, None]]:
        """Return the places where each number stands, and each name that may be a person's there."""
        found: dict[str, dict[_Hit, None]] = {token: {} for token in tokens}
        for reading in readings(part):
            around = ReadingContext(reading)
            for number in self.secrets.numbers_in(reading.text):
                if number.token in found:
                    found[number.token][_hit(around, number.token, number.start, number.end)] = None
            for token in tokens:
                if not is_number(token):
                    found[token].update(dict.fromkeys(self._named(around, token)))
        return {token: dict.fromkeys(sorted(hits, key=_by_verdict)) for token, hits in found.items()}

    def _named(self, around: ReadingContext, name: str) -> Iterator[_Hit]:
        for match in _spelt(name).finditer(around.reading.text):
            spot = around.spot(name, match)
            if self._is_fixed(spot):
                continue
            said = _in_binary(spot) if around.reading.raw else verdict(spot, self.secrets.owners.__contains__)
            if said is not Verdict.NONE:
                yield _hit(around, name, match.start(), match.end(), said)

    def _covered(self, branch: str, hit: _Hit) -> bool:
        """Whether a name lies in a longer one that may stand here: of a member of this branch, a leader, a branch."""
        name, around = hit.token, hit.around
        longer = [
            other
            for head in {around[at : at + 2] for at in range(hit.at + 1)}
            for other in self.secrets.heads.get(head, ())
            if len(other) > len(name) and name in other and branch in self.secrets.owners[other]
        ]
        longer += [other for other in (*self.secrets.free, *self.secrets.covers) if name in other and other != name]
        return any(_lies_in(other, around, hit.at, len(name)) for other in longer)

    def _is_fixed(self, spot: NameSpot) -> bool:
        """Whether a word stands in the templates' own text, or a name in a longer stretch of it, and names nobody."""
        name = spot.name
        if name not in self._fixed_with:
            self._fixed_with[name] = tuple(piece for piece in self.fixed if name in piece)
        inside = _is_hanzi(spot.before[-1:]) and _is_hanzi(spot.after[:1])
        if not self._fixed_with[name] or not (inside or is_word(name)):
            return False
        before, after = letters(spot.before), letters(spot.after)
        if not any(_reads_so(piece, name, before, after) for piece in self._fixed_with[name]):
            return False
        return not named_by_neighbours(spot, self.secrets.owners.__contains__)


def _hit(around: ReadingContext, token: str, start: int, end: int, said: Verdict = Verdict.PERSON) -> _Hit:
    raw = around.reading.raw
    never = is_number(token) and is_identity(token)
    code = "" if never or (raw and not said.asked) else around.code(token, start, end)
    longer, at = around.longer(token, start, end)
    return _Hit(token, around.place(start), "" if raw else around.shown(token, start, end), longer, at, code, said)


def _by_verdict(hit: _Hit) -> int:
    return hit.verdict.value


def _in_binary(spot: NameSpot) -> Verdict:
    """Tell whether a name in binary data is more than chance: long enough, or with no other character beside it."""
    if len(spot.name) == _SHORT and (_HANZI.match(spot.before[-1:]) or _HANZI.match(spot.after[:1])):
        return Verdict.NONE
    return Verdict.LIKELY if is_word(spot.name) else Verdict.PERSON


@functools.lru_cache(maxsize=4096)
def _spelt(name: str) -> re.Pattern[str]:
    """Return the pattern of a name with anything between its letters that is none; each gap is a group."""
    return re.compile(r"([\W_]*)".join(map(re.escape, name)))


def _lies_in(longer: str, text: str, at: int, length: int) -> bool:
    """Whether the stretch of `text` from `at` on is part of `longer`, which stands in the text around it."""
    start = text.find(longer, max(at - len(longer), 0))
    while 0 <= start <= at:
        if at + length <= start + len(longer):
            return True
        start = text.find(longer, start + 1)
    return False


def _reads_so(piece: str, name: str, before: str, after: str) -> bool:
    """Whether a name stands in a piece of text between the same letters."""
    if piece == name:
        return not (before or after)
    at = piece.find(name)
    while at >= 0:
        end = at + len(name)
        if before.endswith(piece[max(at - _AROUND, 0) : at]) and after.startswith(piece[end : end + _AROUND]):
            return True
        at = piece.find(name, at + 1)
    return False


def _is_hanzi(character: str) -> bool:
    return bool(_HANZI.match(character))


def fixed_texts(templates: Mapping[str, bytes]) -> frozenset[str]:
    """Return what stands in templates between their tags, without spaces and dots."""
    return frozenset[str]().union(*(_fixed_texts(name, data) for name, data in templates.items()))


@functools.lru_cache(maxsize=256)
def _fixed_texts(name: str, data: bytes) -> frozenset[str]:
    """Return what stands in one template; of one that cannot be read to its end, what stands before."""
    pieces: set[str] = set()
    with contextlib.suppress(Opaque):
        for part in readable_parts.parts(name, data):
            if not part.raw:
                for reading in readings(part):
                    for passage in MARK.split(reading.text):
                        pieces.update(map(letters, re.split(r"\{[{%#].*?[}%#]\}", passage)))
    return frozenset(piece for piece in pieces if len(piece) >= _SHORT)
