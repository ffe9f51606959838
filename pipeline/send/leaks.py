"""The last look before a parcel leaves: nobody else's members, ID numbers or phones in anything that it holds.

Fast because the look does not depend on how many people there are: a text's pairs of characters and runs of digits
are looked up in a table of everybody; only a part that holds a stranger is read again, paragraph by paragraph, for
the address. Parts that many documents share are looked at once.
"""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model.facts import Dossier, Person, Township
from pipeline.plan.values import masked
from pipeline.send import passages
from pipeline.send.passages import Opaque, Part, Passage
from pipeline.send.words import ORDINARY

_DIGITS = re.compile(r"\d(?:[-–—−‐_.,/\s]*[\dXx])*")
_BETWEEN = re.compile(r"[-–—−‐_.,/\s]+")
_SHORTEST_NUMBER = 7  # digits of a telephone without its area code
_HANZI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CALLED = re.compile(r"(姓名|党员|同志|书记|委员|主任|组长|干部|人)[：:、\s]*$")
_TITLED = re.compile(r"^[\s]*(同志|书记|主任|委员|副书记|组长|等人|本人|老人|先生|女士|的身份证|[（(：:，,、])")
_SHORT = 2  # characters of a name that may be a word by chance
_IDENTITY = 18
_LISTED = "按“可点名”放行“{name}”（{document}），他是{owners}的党员"


@dataclass(frozen=True, slots=True)
class Leak:
    """What must not be in a parcel: the document and the place, whose it is, and what, as a clerk may read it."""

    document: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.document} › {self.place}：{self.what}"


@dataclass(frozen=True, slots=True)
class Looked:
    """The look at one parcel: its leaks, and ordinary words that are somebody's name, passed and noted."""

    leaks: tuple[Leak, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Secrets:
    """Whose names and numbers there are, by the text that gives them away; `free` may stand in anybody's papers."""

    owners: dict[str, frozenset[str]] = field(default_factory=dict)  # name or number → branches
    heads: dict[str, list[str]] = field(default_factory=dict)  # a name's first two characters → names
    lengths: frozenset[int] = frozenset()  # of the numbers
    free: set[str] = field(default_factory=set)  # people and telephones that may be named
    listed: set[str] = field(default_factory=set)  # those of them that gongwen.toml names: 可点名
    covers: set[str] = field(default_factory=set)  # names of branches and of the office: a short name may lie in them

    @classmethod
    def of(cls, intakes: Iterable[tuple[Township, Sequence[Dossier]]], free: Iterable[str] = ()) -> Secrets:
        """Gather everybody of every campaign."""
        secrets = cls(listed={_bare(name) for name in free})
        secrets.free |= secrets.listed
        found: dict[str, set[str]] = {}
        for township, dossiers in intakes:
            for dossier in dossiers:
                for member in dossier.members:
                    for text in _giving_away(member.name, member.id_number, member.phone):
                        found.setdefault(text, set()).add(dossier.branch.name)
            secrets.free |= {text for text in _named_freely(township) if text}
            secrets.covers |= {text for text in _covering(township) if text}
        secrets.owners = {text: frozenset(branches) for text, branches in found.items()}
        for name in secrets.owners:
            if not _is_number(name):
                secrets.heads.setdefault(name[:2], []).append(name)
        secrets.lengths = frozenset(len(text) for text in secrets.owners if _is_number(text))
        return secrets

    def strange_to(self, branch: str, token: str) -> bool:
        """Whether a name or number is somebody's of other branches only."""
        return branch not in self.owners[token] and token not in self.free

    def found(self, text: str) -> set[str]:
        """Return every name and number that stands in a text without spaces."""
        pairs = set(map(operator.add, text, text[1:]))
        names = {name for pair in pairs & self.heads.keys() for name in self.heads[pair] if name in text}
        return names | set(self.numbers(text))

    def numbers(self, text: str) -> Iterator[str]:
        """Yield the numbers that stand in a text, however they are set apart."""
        for match in _DIGITS.finditer(text):
            digits = _BETWEEN.sub("", match[0]).upper()
            if len(digits) < _SHORTEST_NUMBER:
                continue
            for length in self.lengths:
                for start in range(len(digits) - length + 1):
                    if (number := digits[start : start + length]) in self.owners:
                        yield number


def _giving_away(name: object, identity: object, phone: object) -> Iterator[str]:
    if isinstance(name, str) and len(_bare(name)) >= _SHORT:
        yield _bare(name)
    for number in (identity, phone):
        digits = _BETWEEN.sub("", passages.plain(number)).upper() if isinstance(number, str) else ""
        if len(digits) >= _SHORTEST_NUMBER and _is_number(digits):
            yield digits


def _named_freely(township: Township) -> Iterator[str]:
    """Yield who may be named in every branch's papers, and their office telephones: leaders, secretaries, contacts."""
    campaign = township.campaign
    office = campaign.organisation
    people: list[object] = [office.contact, office.phone]
    for leader in township.leaders:
        people += [leader.name, leader.phone]
    for branch in township.branches:
        people += [branch.secretary, branch.contact, branch.phone]
    for meeting in campaign.meetings:
        people += [person.name for person in (meeting.host, meeting.speaker) if isinstance(person, Person)]
    people += campaign.issuance.signers if isinstance(campaign.issuance.signers, tuple) else ()
    for each in people:
        if isinstance(each, str):
            bare = _bare(each)
            yield _BETWEEN.sub("", bare).upper() if _is_number(_BETWEEN.sub("", bare)) else bare


def _covering(township: Township) -> Iterator[str]:
    campaign = township.campaign
    texts: list[object] = [campaign.name, campaign.short, campaign.organisation.name, campaign.organisation.short]
    texts.append(campaign.organisation.office)
    for branch in township.branches:
        texts += [branch.name, branch.short]
    yield from (_bare(text) for text in texts if isinstance(text, str))


def _bare(text: str) -> str:
    return "".join(passages.plain(text).split())


def _is_number(text: str) -> bool:
    return text[:-1].isdigit() and (text[-1].isdigit() or text[-1] in "Xx")


@dataclass(slots=True)
class Checker:
    """Looks at parcels; `fixed` are the templates' own texts, which were there before any roster."""

    secrets: Secrets
    fixed: frozenset[str] = frozenset()
    _seen: dict[bytes, tuple[str, ...]] = field(default_factory=dict)  # digest of a part → what was found in it
    _fixed_with: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def look(self, branch: str, contents: Iterable[tuple[str, bytes]]) -> Looked:
        """Look at everything that a branch is to get: (name, bytes) of each file, letters included."""
        leaks: dict[Leak, None] = {}
        notes: dict[str, None] = {}
        for name, data in contents:
            try:
                for part in passages.parts(name, data):
                    for token in self._found(part):
                        if self.secrets.strange_to(branch, token):
                            self._place(_Case(branch, name, part, token), leaks, notes)
                        elif token in self.secrets.listed and branch not in self.secrets.owners[token]:
                            notes[_LISTED.format(name=token, document=name, owners=self._owners(token))] = None
            except Opaque as opaque:
                leaks[Leak(name, opaque.place, f"{opaque.what}，查不了里面有没有别的支部的人")] = None
        return Looked(tuple(leaks), tuple(notes))

    def _owners(self, token: str) -> str:
        return "、".join(sorted(self.secrets.owners[token]))

    def _found(self, part: Part) -> tuple[str, ...]:
        key = hashlib.sha256(part.data).digest() + bytes([part.raw])
        if key not in self._seen:
            found = self.secrets.found(passages.gist(part))
            self._seen[key] = tuple(sorted(t for t in found if len(t) > _SHORT or not part.raw))
        return self._seen[key]

    def _place(self, case: _Case, leaks: dict[Leak, None], notes: dict[str, None]) -> None:
        """Find where a stranger stands, and tell a person from a word."""
        owners = self._owners(case.token)
        number = _is_number(case.token)
        for passage in passages.passages(case.part):
            if number:
                if case.token in self.secrets.numbers(passage.text):
                    what = "身份证号" if len(case.token) == _IDENTITY else "电话号码"
                    leaks[Leak(case.document, passage.place, f"有{owners}党员的{what}（{masked(case.token)}）")] = None
                    return
                continue
            for match in _spelt(case.token).finditer(passage.text):
                verdict = self._verdict(case, passage, match)
                if verdict == "person":
                    leaks[Leak(case.document, passage.place, f"有{owners}的党员“{case.token}”")] = None
                    return
                if verdict == "word":
                    notes[f"“{case.token}”按普通词语处理（{case.document}），{owners}有党员叫这个名字"] = None

    def _verdict(self, case: _Case, passage: Passage, match: re.Match[str]) -> str:
        """Return "person", "word" (noted) or "" (part of a longer, harmless name, or of the templates' own text)."""
        text, name = passage.text, case.token
        if self._covered(case.branch, name, text, match):
            return ""
        if len(name) > _SHORT:
            return "person"
        before, after = text[: match.start()], text[match.end() :]
        inside = _hanzi(before[-1:]), _hanzi(after[:1])
        if len(match[0]) > len(name) and all(inside):  # two words that a space or a line's end keeps apart
            return ""
        if name in ORDINARY:
            if self._is_fixed(name, text, match):
                return ""
            called = _CALLED.search(before) or _TITLED.search(after)
            return "word" if any(inside) and not called else "person"
        return "" if all(inside) and self._is_fixed(name, text, match) else "person"

    def _covered(self, branch: str, name: str, text: str, match: re.Match[str]) -> bool:
        """Whether the name lies in a longer one that may stand here: of a member of this branch, a leader, a branch."""
        longer = [
            other
            for head in {text[at : at + 2] for at in range(max(match.start() - 24, 0), match.start() + 1)}
            for other in self.secrets.heads.get(head, ())
            if len(other) > len(name) and name in other and branch in self.secrets.owners[other]
        ]
        longer += [other for other in (*self.secrets.free, *self.secrets.covers) if name in other and other != name]
        return any(_lies_in(other, text, match) for other in longer)

    def _is_fixed(self, name: str, text: str, match: re.Match[str]) -> bool:
        if name not in self._fixed_with:
            self._fixed_with[name] = tuple(piece for piece in self.fixed if name in piece)
        return any(_lies_in(piece, text, match) for piece in self._fixed_with[name])


@dataclass(frozen=True, slots=True)
class _Case:
    branch: str
    document: str
    part: Part
    token: str


def _lies_in(longer: str, text: str, match: re.Match[str]) -> bool:
    """Whether an occurrence is a stretch of `longer`, which stands in the text around it."""
    start = text.find(longer, max(match.start() - len(longer), 0))
    while 0 <= start <= match.start():
        if match.end() <= start + len(longer):
            return True
        start = text.find(longer, start + 1)
    return False


def _spelt(name: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, name)))


def _hanzi(character: str) -> bool:
    return bool(_HANZI.match(character))


def fixed_texts(templates: Mapping[str, bytes]) -> frozenset[str]:
    """Return what stands in templates between their tags: longer than a name, or it would excuse any."""
    pieces: set[str] = set()
    for name, data in templates.items():
        try:
            for part in passages.parts(name, data):
                if not part.raw:
                    for passage in passages.passages(part):
                        pieces.update(piece.strip() for piece in re.split(r"\{[{%#].*?[}%#]\}", passage.text))
        except Opaque:
            continue
    return frozenset(piece for piece in pieces if len(piece) >= _SHORT)
