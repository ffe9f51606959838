"""What each branch has: all that sent.db knows, under the names that branches and campaigns have now.

Of a document a branch has the last version that was sent to it or may have been. A branch whose full name was mended is
the same branch; a campaign whose folder is gone may be this one under another name, so that what it sent is held back
until a person has said otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.ledger import Dispatch, SentBook, Signature
from pipeline.model.facts import Branch
from pipeline.model.work import Approved, Fate, Parcel
from pipeline.send import Replaced

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have
_OPEN = frozenset({Fate.PLANNED, Fate.FAILED})


@dataclass(slots=True)
class Delivered:
    """One campaign's dispatches and signatures by the full names that its branches have now."""

    by_branch: dict[str, list[Dispatch]] = field(default_factory=dict)  # in the order in which they were planned
    signatures: dict[tuple[str, int, int], Signature] = field(default_factory=dict)  # by parcel, the last behind
    messages: set[str] = field(default_factory=set)  # of everything, whatever campaign it is of
    elsewhere: dict[str, list[Dispatch]] = field(default_factory=dict)  # of campaigns that are gone

    def of(self, branch: str) -> list[Dispatch]:
        """Return what was ever to go to a branch."""
        return self.by_branch.get(branch, [])

    def last(self, branch: str, name: str) -> tuple[Approved, Dispatch] | None:
        """Return the version of a document that a branch has, or may have, and what it left with."""
        found = [
            (document, each)
            for each in self.of(branch)
            if each.fate in _GONE
            for document in each.parcel.documents
            if document.name == name
        ]
        return found[-1] if found else None

    def has(self, branch: str, document: Approved, *, again: bool) -> bool:
        """Whether a branch has this very version: it, or what is doubtful, is not to be sent to it.

        `again`, or a plan that was made on such a word and is not carried out yet: only what is doubtful counts.
        """
        last = self.last(branch, document.name)
        if last is None or last[0].digest != document.digest:
            return False
        again = again or any(
            each.number > last[1].number and document in each.parcel.documents for each in still_open(self.of(branch))
        )
        return not again or last[1].fate is Fate.INTENDED

    def sent(self, branch: str) -> list[Dispatch]:
        """Return the parcels that have reached a branch."""
        return [each for each in self.of(branch) if each.fate is Fate.SENT and not each.reminder]

    def unsigned(self, branch: str) -> list[Dispatch]:
        """Return those of them that nobody has signed for: who has signed, has signed for what had left by then."""
        return [e for e in self.sent(branch) if (branch, e.parcel.batch, e.parcel.number) not in self.signatures]

    def signed(self, branch: str) -> list[Signature]:
        """Return a branch's signatures in the order in which they were recorded."""
        return [each for (name, *_), each in self.signatures.items() if name == branch]

    def resent(self, parcel: Parcel) -> bool:
        """Whether all of a parcel has reached the branch before, byte for byte."""
        before = [
            each for each in self.of(parcel.branch) if each.fate is Fate.SENT and each.parcel.batch < parcel.batch
        ]
        had = {(document.name, document.digest) for each in before for document in each.parcel.documents}
        return bool(had) and all((document.name, document.digest) in had for document in parcel.documents)

    def replaced(self, parcel: Parcel) -> Replaced:
        """Return what a parcel replaces: each 目录 of which it has all papers, each paper as it was sent last."""
        before = [
            each
            for each in self.of(parcel.branch)
            if each.fate is Fate.SENT and not each.reminder and each.parcel.batch < parcel.batch
        ]
        names = {document.name for document in parcel.documents}
        void = [each for each in before if names.issuperset(document.name for document in each.parcel.documents)]
        versions = {d.name: (d.digest, _told(each)) for each in before for d in each.parcel.documents}
        said = {
            each.name: "重发" if versions[each.name][0] == each.digest else f"代替{versions[each.name][1]}的，原件作废"
            for each in parcel.documents
            if each.name in versions
        }
        return Replaced("、".join(dict.fromkeys(map(_told, void))), said)

    def from_elsewhere(self, branch: str, document: Approved) -> Dispatch | None:
        """Return what has brought these very bytes to a branch for a campaign that is gone now."""
        for each in self.elsewhere.get(branch, ()):
            if any((d.name, d.digest) == (document.name, document.digest) for d in each.parcel.documents):
                return each
        return None


def _told(each: Dispatch) -> str:
    """Return a parcel as a branch knows it: 2026年7月2日第1批."""
    return f"{int(each.at[:4])}年{int(each.at[5:7])}月{int(each.at[8:10])}日第{each.parcel.batch}批"


def delivered(book: SentBook, campaign: str, here: Collection[str], branches: Mapping[str, Branch]) -> Delivered:
    """Read what each of the `branches` has; `here`: the folders of all campaigns of inputs/."""
    found = Delivered()
    everything = book.everything()
    found.messages = {each.message for each in everything}
    own = [each for each in everything if each.parcel.campaign == campaign]
    names = _names(own, branches)
    for each in own:
        if name := names.get(each.parcel.branch):
            found.by_branch.setdefault(name, []).append(each)
    for (old, *parcel), signature in book.signatures(campaign).items():
        if (name := names.get(old, old)) in branches:
            batch, part = parcel
            found.signatures.setdefault((name, batch, part), signature)
    for each in everything:
        if each.parcel.campaign not in here and each.fate in _GONE and (name := _heir(each, branches)):
            found.elsewhere.setdefault(name, []).append(each)
    return found


def _names(dispatches: Iterable[Dispatch], branches: Mapping[str, Branch]) -> dict[str, str]:
    """Return the name that each branch has now, by the one that it had when something was sent to it.

    An old name is a branch's own only as far as that branch was sent nothing under another name before: of two branches
    that have become one, the papers of each stay apart.
    """
    numbers: dict[str, list[int]] = {}
    heirs: dict[str, str] = {}
    for each in dispatches:
        numbers.setdefault(each.parcel.branch, []).append(each.number)
        if heir := _heir(each, branches):
            heirs.setdefault(each.parcel.branch, heir)
    return {
        old: new
        for old, new in heirs.items()
        if old == new or new not in numbers or max(numbers[old]) < min(numbers[new])
    }


def _heir(each: Dispatch, branches: Mapping[str, Branch]) -> str:
    """Return the branch that a dispatch's is now: by its full name, else its folder, else its address; "" if none."""
    if each.parcel.branch in branches:
        return each.parcel.branch
    folders = {document.path.rsplit("/", 2)[-2] for document in each.parcel.documents if document.path.count("/") > 1}
    found = [name for name, branch in branches.items() if (branch.folder or name) in folders]
    found = found or [name for name, branch in branches.items() if same_address(branch.email, each.address)]
    return found[0] if len(found) == 1 else ""


def same_address(one: object, other: str) -> bool:
    """Whether two mail addresses are one: written in capitals or not, it is the same mailbox."""
    return isinstance(one, str) and bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def still_open(known: Iterable[Dispatch]) -> list[Dispatch]:
    """Return the parcels that were planned and have not left."""
    return [each for each in known if each.fate in _OPEN and not each.reminder]
