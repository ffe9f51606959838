"""Names of branches as people write them → the one branch that is meant, or a Problem that proposes the nearest.

中国共产党××镇××村支部委员会 = 中共××镇××村党支部 = ××村党支部 = ××村. What fits two branches is not decided here.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from pipeline.expression import numeral
from pipeline.inbox.naming import Guess
from pipeline.model import codes, rank
from pipeline.model.facts import Branch, Field, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Origin, Problem, meant
from pipeline.model.work import TOWNSHIP_FOLDER

_PREFIX = re.compile(r"^(中国共产党|中共)")
_SUFFIX = re.compile(
    r"(党总支部委员会|党总支委员会|总支部委员会|党总支部|党总支|总支部|党支部委员会|支部委员会|党支部|支部)$"
)
_TOWNSHIP = re.compile(r"^(中国共产党|中共)?(?P<place>.+?)(工作委员会|委员会|党委|工委|党工委)?$")
_AND = re.compile(r"[、,;/&+和与及]")
_LEADING = re.compile(r"(委员会|党委)$")
_PLACE_ENDINGS = ("镇", "乡", "街道")
_COMMITTEES = {"总支部委员会": "党总支", "支部委员会": "党支部"}
_OF_COMMITTEE = re.compile(r"^(委员会|党委|党工委|工委)(?=\w{2,})")  # 中共吕寨镇委员会机关支部委员会
_COMMITTEE = re.compile(
    r"全(镇|乡|街道)|(镇|乡|街道)?((党委|党工委|工委|委员会)会?)?(本级)?(((党政)?领导|党政)?班子(成员)?|党政领导|领导集体)?"
)
_ABOVE = "省市县区旗州"
TOWNSHIP = ""
"""Whose rows are the committee's own."""
_SEVERAL = 5  # branches that one misspelt name may be like
_NEARLY = 0.8
_COMMON = frozenset("镇乡街道村社区")  # what alone makes no two names alike
_NUMBERED = re.compile(r"第?(?P<number>[一二三四五六七八九十]+|\d+)$")
_PLACE = re.compile(r"(?<=\w)(镇|乡|街道)(?=\w{2})")
_COUNTY = re.compile(r"^\w{2,8}?(?:[省市县旗州]|(?<![社小园校景片辖厂矿林库牧])区)(?=\w{2,})")


def plain_name(text: str) -> str:
    """Return a name without white space and with half-width brackets and digits."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@frozen
class Unmatched:
    """A name that means no branch, or not one alone: `candidates` are those that it fits."""

    text: str
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()  # without any: those that it is like, the likest first
    called: tuple[str, ...] = ()  # and as people call them
    alone: bool = False  # whether the first of those is meant, if any is: no other is as like it
    because: Problem | None = None  # why the township's own name is not known: without it nobody can tell
    whole: str = TOWNSHIP_FOLDER  # what all that is under the committee is called

    @property
    def meant(self) -> str:
        """The one that it is most like, "" where there is none or several are."""
        return self.called[0] if self.alone and self.called else ""

    @property
    def nearest(self) -> str:
        """A message's proposal, "" where none is near; several are named, and none is proposed."""
        if self.meant:
            others = f"（名称相近的还有 {'、'.join(self.called[1:])}）" if self.called[1:] else ""
            return f"，是不是「{self.meant}」？{others}"
        return f"，看不出是哪个支部（名称相近的有 {'、'.join(self.called)}）" if self.called else ""

    def or_of(self, others: Iterable[str], names: Aliases) -> Unmatched:
        """Return it with further branches that may be meant, though their names are not like it."""
        if self.candidates:
            return replace(self, candidates=tuple(dict.fromkeys((*self.candidates, *others))))
        near = tuple(dict.fromkeys((*self.near, *others)))
        return replace(self, near=near, called=tuple(names.usual.get(each, each) for each in near))

    def problem(self, origin: Origin, hides: Hides) -> Problem:
        """Return the fault of a row that names its branch so; `hides` says what such a row may hold."""
        if self.because is not None:
            return self.because
        if self.candidates:
            code, values = codes.BRANCH_AMBIGUOUS, {"candidates": "、".join(self.candidates)}
        else:
            code, values = codes.BRANCH_UNKNOWN, {"nearest": self.nearest}
        values["waits"] = self._waits if hides >= Hides.MEMBERS else ""
        return code.hiding(hides).at(origin, value=self.text, **values, offers=self.candidates or (self.meant,))

    @property
    def _waits(self) -> str:
        """Which papers wait for a row of a roster that names its branch so."""
        return f"；改好以前，{'、'.join((self.whole, *(self.candidates or self.called)))}列出、数到党员的文件先不出"


@frozen
class Aliases:
    """Every form that a branch's name may take → the branches (full names) that it may mean."""

    forms: Mapping[str, frozenset[str]]
    exact: Mapping[str, str]
    township: str
    committee: frozenset[str] = frozenset()  # what the committee itself is called
    unread: Problem | None = None  # why 单位.名称 is not known
    usual: Mapping[str, str] = field(default_factory=dict)  # a full name → the short one that people know
    leading: frozenset[str] = frozenset()  # those that have branches of their own: 党总支, 党委
    whole: str = TOWNSHIP_FOLDER  # what all that is under the committee is called: 全镇, 全街道

    def find(self, text: str, around: str = "") -> str | Unmatched:
        """Return the full name of the branch that `text` means, or why it cannot be told.

        `around`: the names of its sheet and file and what stands above it. They tell which of several is proposed.
        """
        fits = self.means(text)
        if len(fits) == 1:
            return next(iter(fits))
        if several := self._several(text):
            return Unmatched(text, several, because=self.unread, whole=self.whole)
        near, alone = self._proposed(text, around, fits)
        if fits and not alone:
            return Unmatched(text, tuple(sorted(fits)), because=self.unread, whole=self.whole)
        return Unmatched(text, (), near, self.known_as(near), alone, self.unread, self.whole)

    def _several(self, text: str) -> tuple[str, ...]:
        """Return the branches of a text that names more than one: 柏林社区第一、第二党支部."""
        parts = [part for part in _AND.split(plain_name(text)) if part]
        meant = [self._one(part, text) for part in parts] if len(parts) > 1 else []
        return tuple(dict.fromkeys(meant)) if all(meant) and len(set(meant)) > 1 else ()

    def _one(self, part: str, text: str) -> str:
        fits = self.means(part)
        return next(iter(fits)) if len(fits) == 1 else self.numbered(part, [text])

    def means(self, text: str) -> frozenset[str]:
        """Return the branches whose name a text is, in whatever form: none, one, or several that it fits."""
        if text in self.exact:
            return frozenset((self.exact[text],))
        return frozenset[str]().union(*(self.forms.get(form, frozenset()) for form in _forms(text, self.township)))

    def like(self, text: str) -> tuple[str, ...]:
        """Return the branches that `text` means, may mean, or is like."""
        found = self.find(text)
        return (found,) if isinstance(found, str) else found.candidates or found.near

    def supposed(self, guesses: Sequence[Guess]) -> tuple[str, ...]:
        """Return whose rows may be that name no branch, by what their sheet or file is called.

        What says 支部 and is like no branch's name is another, unlisted one; what says nothing leaves them anybody's.
        """
        words = [word for guess in guesses for word in (guess.name, guess.before) if word]
        near = tuple(dict.fromkeys(branch for word in words for branch in self.like(word)))
        if near or any(guess.says_so for guess in guesses):
            return near
        return tuple(sorted(frozenset[str]().union(*self.forms.values())))

    def known_as(self, branches: Iterable[str]) -> tuple[str, ...]:
        """Return branches by the names that people know."""
        return tuple(self.usual.get(each, each) for each in branches)

    def owner(self, text: str, around: str = "") -> str | Unmatched:
        """Return whose row it is that names `text`: a branch's (its full name), or "", the committee's own."""
        if text not in self.exact and self._is_committee(text):
            return TOWNSHIP
        return self.find(text, around)

    def leads(self, one: str, other: str) -> bool:
        """Whether a branch is one of a 党总支's or a 党委's own: 柏林社区党总支 leads 柏林社区第一党支部."""
        unit, own = self.unit(one), self.unit(other)
        return one in self.leading and one != other and bool(unit) and own.startswith(unit)

    def numbered(self, text: str, around: Sequence[str]) -> str:
        """Return the one branch that a bare number (第一党支部) means where the unit is told around it, else ""."""
        own = self._own(text)
        meant = [name for name in self._numbered(own) if any(self.is_of_unit(name, words) for words in around)]
        return meant[0] if len(meant) == 1 else ""

    def is_of_unit(self, name: str, words: str) -> bool:
        """Whether words speak of the unit whose branch a numbered one is: 柏林社区 of 柏林社区第一党支部."""
        unit = self.unit(name)
        return bool(set(unit) - _COMMON) and unit in plain_name(words)

    def is_short_for(self, text: str, name: str) -> bool:
        """Whether what a text says of its own stands in a branch's name, in this order: 桂花支部, 1支部."""
        own, numbered = self._own(text), _number(self._own(text))
        if numbered and numbered != _number(self._own(name)):
            return False
        said = iter(_NUMBERED.sub("", self._own(name)))
        return all(character in said for character in (_NUMBERED.sub("", own) if numbered else own))

    def _is_committee(self, text: str) -> bool:
        """Whether a name is the committee's (吕寨镇党委, 镇党委, 党委班子, 全镇), not that of a branch."""
        name = plain_name(text)
        if name in self.committee:
            return True
        before, stem = "", _PREFIX.sub("", name)
        if self.township:
            before, _, stem = stem.rpartition(self.township)
        return (not before or before[-1] in _ABOVE) and _COMMITTEE.fullmatch(stem) is not None

    def _proposed(self, text: str, around: str, fits: frozenset[str]) -> tuple[tuple[str, ...], bool]:
        """Return the branches that `text` may be meant for, and whether the first one alone is.

        一支部 is the first of whichever community its row, sheet, title or file speaks of, and never of another one.
        """
        units = {name: self.unit(name) for name in self.exact.values()}
        said = {unit for unit in units.values() if unit in text} or {unit for unit in units.values() if unit in around}
        own_words = self._own(text)
        number = _number(own_words)
        near = tuple(sorted(fits)) or self._numbered(own_words) or self._near(text)
        own = tuple(name for name in near if not said or units[name] in said)
        own = tuple(name for name in own if number and _number(self._own(name)) == number) or own
        alike = [name for name in own if self._is_as_like(name, own[0], own_words)]
        if len(alike) != 1 or number not in {"", _number(self._own(own[0]))} or not set(own_words) - _COMMON:
            return tuple(dict.fromkeys((*own, *near))), False
        is_told = bool(said) or not _NUMBERED.fullmatch(own_words) or len(set(units.values())) == 1
        return tuple(dict.fromkeys((*own, *near))), is_told

    def _numbered(self, own: str) -> tuple[str, ...]:
        """Return the branches of this number where the name says nothing else: 一支部 → every community's first."""
        if not _NUMBERED.fullmatch(own):
            return ()
        return tuple(name for name in dict.fromkeys(self.exact.values()) if _number(self._own(name)) == _number(own))

    def unit(self, name: str) -> str:
        """Return whose branch a numbered one is: 桥东社区 of 桥东社区第一党支部."""
        own = min((self._own(each) for each in (name, self.usual.get(name, name))), key=len)
        own = _LEADING.sub("", own) or own
        return _NUMBERED.sub("", own) or own

    def _is_as_like(self, name: str, likest: str, own: str) -> bool:
        """Whether a branch's name is as like what a text says as that of the likest."""
        one, two = (
            max(
                difflib.SequenceMatcher(None, self._own(form), own).ratio()
                for form in (each, self.usual.get(each, each))
            )
            for each in (name, likest)
        )
        return one >= two

    def _near(self, text: str) -> tuple[str, ...]:
        """Return the branches whose own part of the name (石桥村, 卫生院) is like that of `text`, the likest first."""
        stems = {stem: min(names) for stem, names in self.forms.items() if len(names) == 1}
        for form in sorted(_forms(text, self.township), key=len):
            if close := difflib.get_close_matches(form, stems, _SEVERAL, 0.5):
                return tuple(dict.fromkeys(stems[stem] for stem in close if _likeness(stem, form, close[0])))
        own = set(self._own(text)) - _COMMON
        found = meant(text, [name for name in self.exact if own & set(self._own(name))])
        return (self.exact[found],) if found else ()

    def _own(self, name: str) -> str:
        """Return what of a name is the branch's own: neither the place nor 党支部."""
        bare = _SUFFIX.sub("", _PREFIX.sub("", plain_name(name)))
        return bare.partition(self.township)[2] or bare if self.township else bare


def _number(own: str) -> str:
    """Return which of several branches a name says: 一 for 桥东社区第一, 桥东社区1; "" where it has no number."""
    found = _NUMBERED.search(own)
    if found is None:
        return ""
    return numeral(int(found["number"])) if found["number"].isdigit() else found["number"]


def _likeness(stem: str, form: str, likest: str) -> bool:
    """Whether a stem is nearly as like a form as the likest one."""
    ratios = [difflib.SequenceMatcher(None, each, form).ratio() for each in (stem, likest)]
    return ratios[0] >= _NEARLY * ratios[1]


def aliases(branches: Iterable[Branch], committee: Field[str], also: Iterable[str] = (), whole: str = "") -> Aliases:
    """Learn the forms from the branches' own names; `committee` is 单位.名称 (中共吕寨镇委员会).

    `also`: what it is called besides (简称, 全镇, 镇党委). Where its name is not known, the place is what the branches'
    names begin with. `whole`: 单位.全域.
    """
    branches = list(branches)
    known = committee if isinstance(committee, str) else ""
    township = place_of(known) or _common_place(branch.name for branch in branches)
    forms: dict[str, set[str]] = {}
    exact: dict[str, str] = {}
    doubtful: set[str] = set()
    for branch in branches:
        for name in filter(None, (branch.name, branch.short)):
            if exact.setdefault(name, branch.name) != branch.name:
                doubtful.add(name)
            for form in _forms(name, township):
                forms.setdefault(form, set()).add(branch.name)
    return Aliases(
        {form: frozenset(names) for form, names in forms.items()},
        {name: full for name, full in exact.items() if name not in doubtful},
        township,
        frozenset(plain_name(name) for name in (known, *also) if name),
        committee.problems[0] if isinstance(committee, Unread) and committee.problems else None,
        {branch.name: branch.short for branch in branches if branch.short},
        frozenset(branch.name for branch in branches if rank.of(branch) is not rank.Rank.BRANCH),
        whole or TOWNSHIP_FOLDER,
    )


def first_spellings(branches: Iterable[Branch], committee: str) -> list[Branch]:
    """Return the branches that no earlier one is another spelling of, where no list says which spelling is right."""
    township = place_of(committee)
    forms: dict[str, set[str]] = {}
    kept = []
    for branch in branches:
        own = _forms(branch.name, township)
        meant = set[str]().union(*(forms.get(form, set()) for form in own))
        if len(meant) != 1:
            kept.append(branch)
            for form in own:
                forms.setdefault(form, set()).add(branch.name)
    return kept


def place_of(committee: str) -> str:
    """Return the township's own name: 吕寨镇 for 中共吕寨镇委员会."""
    match = _TOWNSHIP.match(plain_name(committee))
    return match["place"] if match else ""


def _common_place(names: Iterable[str]) -> str:
    """Return the place that most branches' names begin with (双桥乡 of 双桥乡石桥村党支部), "" where there is none."""
    stems = [_PREFIX.sub("", plain_name(name)) for name in names]
    places = Counter(
        place
        for stem in stems
        for place in {form[: match.end()] for form in (stem, _COUNTY.sub("", stem)) for match in _PLACE.finditer(form)}
    )
    place, count = max(places.items(), key=lambda found: (found[1], len(found[0])), default=("", 0))
    return place if count > 1 and 2 * count >= len(stems) else ""


def spoken(name: str, township: str) -> str:
    """Return how a township's papers call a branch: 石桥村党支部 for 双桥乡石桥村党支部, 中共…石桥村支部委员会."""
    stem = _PREFIX.sub("", plain_name(name))
    for formal, usual in _COMMITTEES.items():
        if stem.endswith(formal) and stem != name:
            stem = stem.removesuffix(formal) + usual
            break
    rest = _OF_COMMITTEE.sub("", stem.partition(township)[2]) if township else ""
    return rest if _SUFFIX.sub("", rest) else stem


def _forms(text: str, township: str) -> set[str]:
    """Return the stems that a name may be known by: without 中共, county, township and the words for "branch"."""
    stem = _PREFIX.sub("", plain_name(text))
    general = "总支" if (found := _SUFFIX.search(stem)) and "总支" in found[0] else ""
    bare = _SUFFIX.sub("", stem)
    if not bare:
        return {stem}
    stems = {bare, _COUNTY.sub("", bare)}
    if township:
        stems |= {form.partition(township)[2] for form in set(stems) if township in form}
        home = township
        for ending in _PLACE_ENDINGS:
            home = home.removesuffix(ending)
        stems |= {form.removeprefix(home) for form in set(stems) if form.removeprefix(home).startswith(_PLACE_ENDINGS)}
    return {form + general for form in stems if len(form) > 1}
