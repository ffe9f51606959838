"""What is expected back from the branches, what has come of it, what is late, and what waits for a person's word.

Expected is what has left, is due still, and of which the catalog says 回收. Of several returns of one paper the later
one counts; a blank one gives way to one that says something. Nothing is read but the three databases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from pipeline.desk import RETURNED, SENT, Desk, own_folder
from pipeline.ledger import Dispatch, ReturnedBook, SentBook
from pipeline.model import paper_number, scanned
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.model.problem import among
from pipeline.model.return_terms import Answered, Expected, Returns, ReturnState
from pipeline.model.returned import Answer, Return, ReturnedPaper
from pipeline.model.work import Approved, Fate, Parcel, State

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have


def departed(book: SentBook) -> Iterator[tuple[ReturnedPaper, str]]:
    """Yield each paper that has left or may have, with the digest of the version, the last one last."""
    keys = book.keys()
    for campaign, sent in _left(book.everything()):
        yield _paper(campaign, keys.get(campaign, ""), sent), sent.digest


def receipts(book: SentBook) -> Iterator[tuple[ReturnedPaper, bool]]:
    """Yield the 送达回执 of each parcel that has left or may have, and whether it is on record as signed."""
    keys = book.keys()
    signed = {campaign: book.signatures(campaign) for campaign in keys}
    for each in book.everything():
        parcel = each.parcel
        if each.fate in _GONE and not each.reminder and parcel.documents and parcel.campaign in keys:
            yield (
                receipt(keys[parcel.campaign], parcel),
                (parcel.branch, parcel.batch, parcel.number) in signed[parcel.campaign],
            )


def receipt(key: str, parcel: Parcel) -> ReturnedPaper:
    """Return the 送达回执 of a parcel as what comes back: no document of outputs/, but with a 表号 as they have."""
    campaign, branch = parcel.campaign, parcel.branch
    folder = parcel.documents[0].document.rsplit("/", 2)[-2]
    name = f"送达回执-第{parcel.batch}批{f'-{parcel.number}' if parcel.of > 1 else ''}"
    number = paper_number.drawn(key, f"{folder}/{name}")
    place = f"outputs/{campaign}/{folder}/{name}"
    return ReturnedPaper(place, campaign, branch, folder, "送达回执", "", name, number)


def _left(dispatches: Iterable[Dispatch]) -> Iterator[tuple[str, Approved]]:
    for each in dispatches:
        if each.fate in _GONE and not each.reminder:
            for document in each.parcel.documents:
                yield each.parcel.campaign, document


def _paper(campaign: str, key: str, sent: Approved) -> ReturnedPaper:
    path = sent.document
    number = paper_number.drawn(key, path.removeprefix(f"outputs/{campaign}/")) if key else ""
    folder = path.rsplit("/", 2)[-2]
    return ReturnedPaper(path, campaign, sent.branch, folder, sent.kind, sent.member, sent.name, number)


@dataclass(slots=True)
class Answers:
    """How the papers of a campaign stand that are expected back."""

    terms: Mapping[str, Returns]  # by kind, those that are asked back
    today: str  # ISO
    campaign: str = ""
    key: str = ""  # of the campaign's 表号
    sent: dict[str, Approved] = field(default_factory=dict)  # that have left and are asked back, by document
    _came: defaultdict[str, list[Return]] = field(default_factory=lambda: defaultdict(list))  # by document
    _at_odds: set[str] = field(default_factory=set)  # documents of which two returns say different things
    _pages: Mapping[str, int] = field(default_factory=dict)  # how many a version has, by its digest
    _spoken_for: set[tuple[str, str]] = field(default_factory=set)  # branch and kind

    @classmethod
    def of_campaign(
        cls,
        desk: Desk,
        book: SentBook,
        returned: ReturnedBook,
        campaign: str,
        dispatches: Sequence[Dispatch] | None = None,
    ) -> Self:
        """Return them; `dispatches`: those of the campaign, where they have been read already. Raises LedgerError."""
        now = next((each for each in desk.ledger.snapshot.campaigns() if each.folder == campaign), None)
        terms = {kind: each for kind, each in now.returns.items() if each.marked} if now else {}
        found = cls(terms, desk.now().date().isoformat(), campaign, book.keys().get(campaign, ""))
        if terms:
            left = _left(book.dispatches(campaign) if dispatches is None else dispatches)
            found.sent = {sent.document: sent for _, sent in left if sent.kind in terms}
        found._pages = returned.page_counts()
        for each in returned.returns(campaign):
            if (paper := each.credited) and paper.campaign == campaign:
                found._came[paper.document].append(each)
                if each.state is not ReturnState.BLANK or each.checked:
                    found._spoken_for.add((paper.branch, paper.kind))
        for document in [document for document, came in found._came.items() if len(came) > 1]:
            if len({_said(returned, each) for each in found._rivals(document)}) > 1:
                found._at_odds.add(document)
        return found

    def of(self, document: str) -> Answer | None:
        """Return how a paper stands; None where it is not expected back and nothing of it came."""
        came = self._came.get(document, [])
        sent = self.sent.get(document)
        paper = _paper(self.campaign, self.key, sent) if sent else next((each.credited for each in came), None)
        if paper is None:
            return None
        terms = self.terms.get(paper.kind, Returns())
        filled = self._filled(document)
        if filled and filled[0].pages:
            return self._on_paper(paper, terms.due, filled)
        if filled:
            state = Answered.CHECKED if filled[0].vouched else Answered.IN
            if document in self._at_odds:
                state = Answered.TWICE
            blank = [each for each in reversed(came) if each not in filled]
            return Answer(paper, state, terms.due, filled[0], (*filled[1:], *blank))
        if came:
            return Answer(paper, Answered.BLANK, terms.due, came[-1], tuple(reversed(came[:-1])))
        if terms.expected is Expected.ONE and (paper.branch, paper.kind) in self._spoken_for:
            return Answer(paper, Answered.ELSEWHERE, terms.due)
        late = bool(terms.due) and self.today > terms.due
        return Answer(paper, Answered.LATE if late else Answered.OPEN, terms.due)

    def _on_paper(self, paper: ReturnedPaper, due: str, filled: Sequence[Return]) -> Answer:
        """Return how a paper stands whose last return is on paper: the newest scans count until no page is missing."""
        sent = self.sent.get(paper.document)
        count = self._pages.get(sent.digest, 0) if sent else 0
        used: list[Return] = []
        for each in filled:
            if each.pages:
                used.append(each)
                if scanned.complete(used, count):
                    break
        else:
            accepted = filled[0].vouched and filled[0].state is ReturnState.PAPER
            state = Answered.CHECKED if accepted else Answered.LACKING
            return Answer(paper, state, due, filled[0], tuple(filled[1:]), scanned.in_order(used))
        if any(each.vouched for each in used):
            state = Answered.CHECKED
        else:
            state = Answered.TWICE if scanned.surplus(used, count) else Answered.PAPER
        return Answer(paper, state, due, filled[0], tuple(filled[1:]), scanned.in_order(used))

    def came_for(self) -> list[str]:
        """Return the documents of which something came, whether or not they are expected."""
        return list(self._came)

    def _filled(self, document: str) -> list[Return]:
        """Return the returns that say something, the one that counts first."""
        filled = [each for each in self._came.get(document, ()) if each.checked or each.state is not ReturnState.BLANK]
        return sorted(filled, key=lambda each: (each.since, each.number), reverse=True)

    def _rivals(self, document: str) -> list[Return]:
        """Return the returns that came together, where no person has chosen one of them."""
        filled = self._filled(document)
        together = [each for each in filled if each.since == filled[0].since and not each.checked]
        return together if not filled or not filled[0].checked else []


def _said(book: ReturnedBook, each: Return) -> tuple[object, ...]:
    return tuple(sorted((field.key, field.value) for field in book.text(each).fields))


@frozen
class Outstanding:
    """How everything stands: each paper that is expected or came, and what waits for a person to say whose it is."""

    answers: tuple[Answer, ...] = ()
    waiting: tuple[Return, ...] = ()


def outstanding(desk: Desk, campaign: str = "") -> Outstanding:
    """Return how everything stands, of one campaign or of all. Raises LedgerError."""
    own = own_folder(desk.workspace)
    campaigns = [each for each in desk.ledger.snapshot.campaigns() if campaign in {"", each.folder}]
    if not any(each.returns for each in campaigns) and not (own / RETURNED).exists():
        return Outstanding()
    with SentBook(own / SENT, read_only=True) as sent, ReturnedBook(own / RETURNED, read_only=True) as returned:
        found = [
            answer
            for each in campaigns
            for answer in listed(desk, Answers.of_campaign(desk, sent, returned, each.folder), each.folder)
        ]
        waiting = tuple(each for each in returned.returns(campaign) if each.waits)
        signed = {paper.document for paper, is_signed in receipts(sent) if is_signed}
        waiting = tuple(each for each in waiting if not (each.state is ReturnState.RECEIPT and _about(each) in signed))
        if campaign:  # what nobody knows may be this campaign's, too
            waiting += tuple(each for each in returned.returns() if each.waits and each.paper is None)
    return Outstanding(tuple(found), waiting)


def _about(each: Return) -> str:
    return each.paper.document if each.paper else ""


def meant(desk: Desk, branch: str, campaign: str = "") -> frozenset[str]:
    """Return the full names of the branches called so: 全称, 简称 or folder. Raises UsageError where none is."""
    snapshot = desk.ledger.snapshot
    campaigns = [each.folder for each in snapshot.campaigns() if campaign in {"", each.folder}]
    units = [unit for folder in campaigns for unit in snapshot.units(folder) if unit.name]
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as sent:  # of branches that are gone, too
        papers = [paper for paper, _ in departed(sent)] if branch else []
    names = {word: unit.name for unit in units for word in (unit.name, unit.short, unit.folder)}
    names |= {word: paper.branch for paper in papers for word in (paper.branch, paper.folder)}
    if branch and branch not in names:
        raise UsageError(f"没有叫“{branch}”的党支部{among(branch, names)}")
    return frozenset(full for word, full in names.items() if word == branch)


def listed(desk: Desk, found: Answers, campaign: str) -> list[Answer]:
    """Return the same of what is known already, in the order of the branches."""
    snapshot = desk.ledger.snapshot
    now = next((each for each in snapshot.campaigns() if each.folder == campaign), None)
    paths: dict[str, None] = {}
    for unit in snapshot.units(campaign) if found.sent else ():
        assert now is not None, "what is asked back stands in the snapshot"
        due = (paper.path for paper in snapshot.papers(now, unit) if paper.state is not State.WITHDRAWN)
        paths |= dict.fromkeys(path for path in due if path in found.sent)
    paths |= dict.fromkeys(found.came_for())
    return [answer for path in paths if (answer := found.of(path))]
