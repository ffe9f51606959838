"""A person's word on what the last look has found: this name may stand in this text. Asked once for all parcels.

Where a name is a word, too, all texts that have it are one question; those that read as a word are settled together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pipeline import guidance
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.outcomes import DispatchReport, SendOrder
from pipeline.dispatch.sending import foresee
from pipeline.dispatch.ways import BY_FOLDER
from pipeline.ledger import Mention, SentBook
from pipeline.model.deeds import Act, Deed
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.send import Leak


@frozen
class Question:
    """One finding and the branches whose parcels have it."""

    leak: Leak
    branches: tuple[str, ...]


@frozen
class NameDoubt:
    """A name of which nobody can tell where it is one: the texts that have it, those that rather name him first."""

    what: str
    texts: tuple[Question, ...]

    @property
    def words(self) -> tuple[Question, ...]:
        """Those that rather have the word."""
        return tuple(each for each in self.texts if not each.leak.likely)

    @property
    def code(self) -> str:
        """By which a person settles all of `words` that he was shown; "" where they are not several."""
        codes = [each.leak.code for each in self.words]
        return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()[: len(codes[0])] if codes[1:] else ""


def questions(report: DispatchReport) -> list[Question]:
    """Return what was found, each text once: what stands in many parcels alike first."""
    return [each for each in _each_once(report) if not each.leak.asked]


def doubts(report: DispatchReport) -> list[NameDoubt]:
    """Return the names that may be words, each once."""
    texts: dict[str, list[Question]] = {}
    for each in _each_once(report):
        if each.leak.asked:
            texts.setdefault(each.leak.asked, []).append(each)
    return [
        NameDoubt(found[0].leak.what, tuple(sorted(found, key=lambda each: not each.leak.likely)))
        for found in texts.values()
    ]


def _each_once(report: DispatchReport) -> list[Question]:
    places: dict[str, Leak] = {}
    branches: dict[str, dict[str, None]] = {}
    for branch, leak in report.leaks:
        key = leak.code or str(leak)
        places.setdefault(key, leak)
        branches.setdefault(key, {})[branch] = None
    found = [Question(leak, tuple(branches[key])) for key, leak in places.items()]
    return sorted(found, key=lambda question: -len(question.branches))


def mention(desk: Desk, codes: Sequence[str], who: str, why: str, *, only: str = "", branch: str = "") -> list[Mention]:
    """Allow what has these codes, in the texts in which it was found. Raises UsageError where nothing has one."""
    if not who.strip() or not why.strip():
        raise UsageError(f"要写明谁定的{guidance.Step('（--by 姓名）', '')}和理由{guidance.Step('（--why 理由）', '')}")
    report = foresee(desk, SendOrder(only=only, branch=branch, way=BY_FOLDER, to="."))
    known = {each.leak.code: [each.leak] for each in _each_once(report) if each.leak.code}
    known |= {each.code: [text.leak for text in each.words] for each in doubts(report) if each.code}
    if unknown := [code for code in codes if code.strip() not in known]:
        look = guidance.Step("编号用 gongwen send --dry-run 看", "请再看一遍谁会收到什么")
        raise UsageError(f"现在没有编号是“{unknown[0]}”的。{look}；那段话改过的，编号也会变")
    at = desk.now().isoformat(timespec="seconds")
    leaks = dict.fromkeys(leak for code in codes for leak in known[code.strip()])
    said = [Mention(leak.code, leak.what, leak.text, who.strip(), why.strip(), at) for leak in leaks]
    with SentBook(own_folder(desk.workspace) / SENT) as book, book.together():
        book.allow(said)
        for each in said:
            about = f"“{each.text}”可以这样写（{each.what}；{each.why}）"
            book.deeds.note(Deed(Act.MENTIONED, desk.person(who), at, about, only))
    return said
