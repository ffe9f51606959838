"""The last look before a parcel leaves: nobody else's members, ID numbers or phones in anything that it holds.

It fails closed: a number that was found stops the parcel wherever its digits stand; a name stops it unless what stands
around says that it is none (persons); what cannot be looked into stops it, too. Parts that many documents share are
looked at once. What a person has settled holds for the name in that text and for no other.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.plan.values import masked
from pipeline.send import passages
from pipeline.send.passages import Opaque, Part
from pipeline.send.persons import Spot, is_person, is_word
from pipeline.send.readings import CELL, MARKS, ROW, Reading, readings
from pipeline.send.strangers import Secrets, is_identity, is_number, letters

__all__ = ["Checker", "Leak", "Looked", "Secrets", "fixed_texts"]

_MARK = re.compile(f"[{MARKS}]")
_AROUND = 24  # characters left and right of a name that may be a longer one
_EXCERPT = 30  # characters left and right of what was found that a clerk is shown
_TELLING = 5  # characters besides the name that make a passage tell of something
_MOST = 20  # spots of one name in one part that are told
_SHORT = 2
_CODE = 10  # hexadecimal digits of what a person settles by
_A_WORD = "“{name}”按普通词语处理（{document}），{owners}有党员叫这个名字"
_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ufffd]")


@dataclass(frozen=True, slots=True)
class Leak:
    """What must not be in a parcel: the document and the place, whose it is, and what, as a clerk may read it.

    `text`: what stands around it; `code`: by which a person settles that it may stand in this text, "" where he cannot.
    """

    document: str
    place: str
    what: str
    text: str = ""
    code: str = ""

    def __str__(self) -> str:
        return f"{self.document} › {self.place}：{self.what}"


@dataclass(frozen=True, slots=True)
class Looked:
    """The look at one parcel: its leaks, and what passed on somebody's word."""

    leaks: tuple[Leak, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name or number where it stands: `longer`: the text around a name, in which a longer one may cover it."""

    token: str
    place: str
    text: str
    around: str
    at: int  # of the token in `around`
    code: str
    person: bool = True  # else a word that is somebody's name


@dataclass(slots=True)
class Checker:
    """Looks at parcels; `fixed` are the templates' own texts, `settled` by code whose word lets what pass."""

    secrets: Secrets
    fixed: frozenset[str] = frozenset()
    settled: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[bytes, tuple[str, ...]] = field(default_factory=dict)  # digest of a part → what was found in it
    _hits: dict[tuple[bytes, str], tuple[_Hit, ...]] = field(default_factory=dict)  # of parts that several files share
    _fixed_with: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def look(self, branch: str, contents: Iterable[tuple[str, bytes]]) -> Looked:
        """Look at everything that a branch is to get: (name, bytes) of each file, letters included."""
        leaks: dict[Leak, None] = {}
        notes: dict[str, None] = {}
        for name, data in contents:
            try:
                for part in passages.parts(name, data):
                    for hit in self._strange(branch, part):
                        leak = self._leak(name, hit)
                        if not hit.person:
                            notes[_A_WORD.format(name=hit.token, document=name, owners=self._owners(hit.token))] = None
                        elif hit.code and hit.code in self.settled:
                            notes[f"{leak}。{self.settled[hit.code]}"] = None
                        else:
                            leaks[leak] = None
            except Opaque as opaque:
                leaks[Leak(name, opaque.place, f"{opaque.what}，查不了里面有没有别的支部的人")] = None
        return Looked(tuple(leaks), tuple(notes))

    def _leak(self, document: str, hit: _Hit) -> Leak:
        owners = self._owners(hit.token)
        if not is_number(hit.token):
            return Leak(document, hit.place, f"有{owners}的党员“{hit.token}”", hit.text, hit.code)
        kind = "身份证号" if is_identity(hit.token) else "电话号码"
        return Leak(document, hit.place, f"有{owners}党员的{kind}（{masked(hit.token)}）", hit.text, hit.code)

    def _owners(self, token: str) -> str:
        return "、".join(sorted(self.secrets.owners[token]))

    def _strange(self, branch: str, part: Part) -> Iterator[_Hit]:
        """Yield what of other branches' people stands in a part, each name or number once a passage."""
        key = hashlib.sha256(part.data).digest() + bytes([part.raw, part.strict])
        if key not in self._seen:
            self._seen[key] = tuple(sorted(self._found(part)))
        for token in self._seen[key]:
            if self.secrets.strange_to(branch, token):
                if (key, token) not in self._hits:
                    self._hits[key, token] = tuple(dict.fromkeys(self._spots(part, token)))
                yield from [hit for hit in self._hits[key, token] if not self._covered(branch, hit)][:_MOST]

    def _found(self, part: Part) -> set[str]:
        found: set[str] = set()
        for reading in readings(part):
            found |= self.secrets.names_in(reading.text)
            found.update(number.token for number in self.secrets.numbers_in(reading.text))
        return found

    def _spots(self, part: Part, token: str) -> Iterator[_Hit]:
        """Yield every place where a number stands, or a name that is a person's there."""
        for reading in readings(part):
            if is_number(token):
                for number in self.secrets.numbers_in(reading.text):
                    if number.token == token:
                        yield _hit(reading, token, number.start, number.end)
                continue
            for match in _spelt(token).finditer(reading.text):
                spot = _spot(reading, token, match)
                if self._is_fixed(spot):
                    continue
                named = _stands_apart if reading.raw else self._is_person
                person = named(spot)
                if person or (is_word(token) and not (reading.raw or spot.cut)):
                    yield replace(_hit(reading, token, match.start(), match.end()), person=person)

    def _is_person(self, spot: Spot) -> bool:
        return is_person(spot, self.secrets.owners.__contains__)

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

    def _is_fixed(self, spot: Spot) -> bool:
        """Whether a word stands in the templates' own text, or a name in a longer stretch of it."""
        name = spot.name
        if name not in self._fixed_with:
            self._fixed_with[name] = tuple(piece for piece in self.fixed if name in piece)
        if not self._fixed_with[name]:
            return False
        before, after = letters(spot.before[-_AROUND:]), letters(spot.after[:_AROUND])
        inside = _is_hanzi(spot.before[-1:]) and _is_hanzi(spot.after[:1])
        around, at = before + name + after, len(before)
        return (inside or is_word(name)) and any(_lies_in(p, around, at, len(name)) for p in self._fixed_with[name])


def _hit(reading: Reading, token: str, start: int, end: int) -> _Hit:
    """Return a place with what stands around it: the passage, and its neighbours where it tells nothing by itself."""
    text = reading.text
    left, right = max(_mark_before(text, start), 0), _mark_after(text, end)
    while len(letters(text[left:right])) < len(token) + _TELLING and (left > 0 or right < len(text)):
        left, right = max(_mark_before(text, left - 1), 0), _mark_after(text, min(right + 1, len(text)))
    passage = _MARK.sub(" ", text[left:right])
    before, after = letters(text[max(start - _AROUND, 0) : start]), letters(text[end : end + _AROUND])
    shown = _MARK.sub(" ", text[max(start - _EXCERPT, left) : min(end + _EXCERPT, right)]).strip()
    code = "" if reading.raw or (is_number(token) and is_identity(token)) else _code(token, passage)
    return _Hit(token, reading.at(start), "" if reading.raw else shown, before + token + after, len(before), code)


def _code(token: str, passage: str) -> str:
    """Return the code of a name in a text: of this name and of every letter and digit of the text."""
    return hashlib.sha256(f"{token}\n{letters(passage)}".encode()).hexdigest()[:_CODE]


def _spot(reading: Reading, token: str, match: re.Match[str]) -> Spot:
    text, start, end = reading.text, match.start(), match.end()
    left, right = _mark_before(text, start), _mark_after(text, end)
    gaps = match.groups()
    cut = [at for at, gap in enumerate(gaps) if _MARK.search(gap)]
    return Spot(
        token,
        text[left:start],
        tuple(gaps),
        text[end:right],
        label=_label(text[max(left - _EXCERPT, 0) : left]),
        data=reading.data or text[right : right + 2].endswith(CELL) or reading.place.endswith("文件名"),
        cut=bool(cut),
        whole=bool(cut) and not text[left:start].strip() and not text[end:right].strip(),
    )


def _label(before: str) -> str:
    """Return the passage before, in the same row."""
    return _MARK.split(before.rpartition(ROW)[2].rstrip(MARKS + " "))[-1]


def _mark_before(text: str, at: int) -> int:
    """Return where the passage begins in which an offset lies."""
    return max(text.rfind(mark, 0, max(at, 0)) for mark in MARKS) + 1


def _mark_after(text: str, at: int) -> int:
    """Return where the passage ends in which an offset lies."""
    return min((found for mark in MARKS if (found := text.find(mark, at)) >= 0), default=len(text))


def _stands_apart(spot: Spot) -> bool:
    """Whether a name in binary data is more than chance: long enough, or with no other character beside it."""
    return len(spot.name) > _SHORT or not (_HANZI.match(spot.before[-1:]) or _HANZI.match(spot.after[:1]))


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


def _is_hanzi(character: str) -> bool:
    return bool(_HANZI.match(character))


def fixed_texts(templates: Mapping[str, bytes]) -> frozenset[str]:
    """Return what stands in templates between their tags, without spaces and dots."""
    pieces: set[str] = set()
    for name, data in templates.items():
        try:
            for part in passages.parts(name, data):
                if not part.raw:
                    for reading in readings(part):
                        for passage in _MARK.split(reading.text):
                            pieces.update(map(letters, re.split(r"\{[{%#].*?[}%#]\}", passage)))
        except Opaque:
            continue
    return frozenset(piece for piece in pieces if len(piece) >= _SHORT)
