"""What stands around a table says whose its rows are: titles, 填报单位, the sheet, the file, its folder.

Asked where the rows themselves do not say it. A sheet that was copied from another branch's keeps that one's title, a
file its name; so all of them are held against each other, and where they name two branches, none is taken. A 党总支 or
党委 above a branch of its own is no other branch: the branch is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.inbox import banners, naming
from pipeline.inbox.matching import Aliases, Unmatched
from pipeline.model import codes
from pipeline.model.facts import Source
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Problem

_ABOVE_FILES = 2  # inputs/<campaign>/: what lies deeper is a folder that a clerk has made for some of the files


@frozen
class Claim:
    """A place and what it says: `names` are the ways to read its words, `strong` whether it must name some branch."""

    place: str
    words: str
    names: tuple[str, ...]
    strong: bool = True

    def __str__(self) -> str:
        return f"{self.place}「{self.words}」"


@frozen
class SaidAround:
    """Whose the rows of a table are by all that stands around it; `by`: what alone tells which first branch is meant.

    With two `against` each other nobody can tell. `unlike`: what is like the name of another branch.
    """

    name: str = ""
    by: Claim | None = None
    against: tuple[tuple[Claim, str], ...] = ()
    unlike: tuple[Claim, str] | None = None

    def problem(self, source: Source, hides: Hides, names: Aliases) -> Problem:
        """Return the fault of a table whose surroundings name different branches."""
        (one, _), (other, _), *_ = self.against
        known = "、".join((names.whole, *names.known_as(self.branches)))
        waits = f"；改好以前，{known}列出、数到党员的文件先不出" if hides >= Hides.MEMBERS else ""
        return codes.BRANCH_CONTRADICTED.hiding(hides).at(source.origin, one=one, other=other, waits=waits)

    @property
    def branches(self) -> tuple[str, ...]:
        """Those that are named."""
        return tuple(dict.fromkeys(name for _, name in self.against if name))


def of(source: Source) -> Iterator[Claim]:
    """Yield what stands around the table of a row, the nearest first."""
    for words in reversed(source.titles):
        if names := banners.claimed(words):
            yield Claim("标题", words, names)
    file = PurePosixPath(source.file)
    if source.sheet and source.sheet != file.stem:
        yield Claim("工作表名", source.sheet, _names(source.sheet))
    yield Claim("文件名", file.stem, _names(file.stem), strong=False)
    for folder in reversed(file.parts[_ABOVE_FILES:-1]):
        yield Claim("文件夹名", folder, _names(folder), strong=False)


def _names(words: str) -> tuple[str, ...]:
    plain = "".join(words.split())
    return tuple(dict.fromkeys(filter(None, (banners.titled(words), plain, banners.flat(words), naming.bare(words)))))


def says(text: str, source: Source) -> bool:
    """Whether a name was read off what stands around its table, and not off a heading between the rows."""
    return any(text in claim.names for claim in of(source))


def settled(text: str, found: str | Unmatched, source: Source, names: Aliases) -> SaidAround | None:
    """Return whose the rows are that `text` stands for, held to all that stands around; None where nothing tells."""
    claims = list(of(source))
    own = next((claim for claim in claims if text in claim.names), None)
    by = None
    if not isinstance(found, str):
        others = [claim for claim in claims if claim is not own]
        found = names.numbered(text, [claim.words for claim in others])
        by = next((claim for claim in others if found and names.is_of_unit(found, claim.words)), None)
        if not found or by is None:
            return None
    chosen, first = found, own or Claim("标题", text, (text,))
    for claim in claims:
        said = _said(claim, chosen, names) if claim is not own else None
        if said is None or said == chosen or names.leads(said, chosen):
            continue
        if said and names.leads(chosen, said):
            chosen, first = said, claim
            continue
        return SaidAround(against=((first, chosen), (claim, said)))
    unlike = ((claim, like) for claim in claims if claim is not own for like in _like_another(claim, chosen, names))
    return SaidAround(chosen, by, unlike=next(unlike, None))


def _like_another(claim: Claim, chosen: str, names: Aliases) -> Iterator[str]:
    """Yield the one other branch in whose name what stands around a table lies, as 东风 does in 东风村党支部."""
    for text in claim.names:
        short = "支" in text
        within = [n for n, usual in names.usual.items() if text in usual or (short and names.is_short_for(text, n))]
        if len(text) > 1 and len(within) == 1 and within[0] != chosen and not names.leads(within[0], chosen):
            yield within[0]


def _said(claim: Claim, chosen: str, names: Aliases) -> str | None:
    """Return the branch that a claim names, "" for one that nobody knows, None where it names none.

    第一党支部 below a 党总支 is that one's first; a short form of the one that is `chosen` already says nothing new.
    """
    unknown = False
    for text in claim.names:
        fits = names.means(text)
        if len(fits) == 1:
            return next(iter(fits))
        if under := names.numbered(text, [names.unit(chosen)]):
            return under
        if chosen in fits or names.is_short_for(text, chosen):
            return None
        unknown = unknown or (claim.strong and naming.Guess(text, of_file=False).says_so)
    return "" if unknown else None
