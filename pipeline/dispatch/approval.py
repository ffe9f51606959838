"""Approve: a person releases documents for sending. What is released is a digest: a later rewrite is released anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import review
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.releasable import Releasable, releasable
from pipeline.dispatch.waiting_papers import Waiting, draft
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Deed, Doer, Release
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.model.problem import among, nearest
from pipeline.model.work import Approved, Draft, State


@frozen
class Choice:
    """Which documents are meant; nothing at all: none, only say what waits.

    `seen`: by path, the digest of what a person has looked at; "" = as the file lies there now.
    """

    branch: str = ""
    kind: str = ""
    phase: str = ""
    everything: bool = False
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether nothing is chosen."""
        return not (self.branch or self.kind or self.phase or self.everything or self.seen)

    @property
    def campaign(self) -> str:
        """The campaign that all chosen papers are of, "" where they are of several, or none is chosen by its path."""
        homes = {tuple(path.split("/")[:2]) for path in self.seen}
        home = homes.pop() if len(homes) == 1 else ()
        return home[1] if home[:1] == ("outputs",) and len(home) > 1 else ""

    def means(self, kind: str, phase: str, files: Iterable[str]) -> bool:
        """Whether a document of the chosen branch is meant."""
        return (
            (not self.kind or kind == self.kind)
            and (not self.phase or phase == self.phase)
            and (not self.seen or any(path in self.seen for path in files))
        )


@dataclass(slots=True)
class ApprovalReport:
    """What was released; what waits, by (campaign, branch, kind); what a person must choose; what is missing."""

    approved: list[str] = field(default_factory=list)
    already: int = 0
    waiting: dict[tuple[str, str, str], int] = field(default_factory=dict)
    undecided: list[tuple[str, ...]] = field(default_factory=list)  # the document and its 新版, by path
    missing: list[str] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)  # mere frames that nobody has written into
    begun: list[str] = field(default_factory=list)  # from an outline that nobody has made his own
    outdated: list[str] = field(default_factory=list)  # made before; they cannot be made from what the rosters say now
    left: tuple[str, ...] = ()  # edited papers that are no longer due
    changed: list[str] = field(default_factory=list)  # others than the person has seen: somebody wrote meanwhile
    deed: Deed | None = None


def approve(desk: Desk, choice: Choice, *, only: str = "", who: Doer | None = None) -> ApprovalReport:
    """Release what is chosen; where nothing is, say what waits and release nothing.

    Raises NotReadyError, UsageError, LedgerError.
    """
    campaigns, left = releasable(desk, only, choice.branch, choice.campaign)
    report = ApprovalReport(left=left)
    _known(campaigns, choice)
    who = who or desk.person()
    with SentBook(own_folder(desk.workspace) / SENT) as book, book.together():
        releases: list[Release] = []
        for campaign in campaigns:
            released = book.approvals(campaign.name)
            new = list(_chosen(desk, campaign, choice, released, report))
            book.approve(campaign.name, map(release, new), desk.time, str(who))
            report.approved += [document.path for document in new]
            releases += [
                Release(each.document, each.digest, released.get(each.document, ""), each.branch, each.kind)
                for each in new
            ]
        if releases:
            names = {each.name for each in campaigns if any(_in(release, each.name) for release in releases)}
            about = f"批准 {len(releases)} 份{_of_what(choice)}"
            whose = names.pop() if len(names) == 1 else ""
            report.deed = book.deeds.note(Deed(Act.APPROVED, who, desk.time, about, whose, releases=tuple(releases)))
    return report


def _in(release: Release, campaign: str) -> bool:
    return release.document.startswith(f"outputs/{campaign}/")


def _of_what(choice: Choice) -> str:
    """Return what was chosen, in words."""
    words = "、".join(filter(None, (choice.phase, choice.branch, choice.kind)))
    return f"（{words}）" if words else ""


def _chosen(
    desk: Desk, campaign: Releasable, choice: Choice, released: Mapping[str, str], report: ApprovalReport
) -> Iterator[Draft]:
    """Yield what is to be released in a campaign; note what already is, what waits, and what is not as it was seen."""
    for name in campaign.meant:
        wanted = [
            each
            for each in campaign.waiting.get(name, ())
            if choice.means(each.kind, each.phase, (each.path, *each.files))
        ]
        for document in decided(desk, wanted, report):
            if choice.seen.get(document.path, "") not in {"", document.digest}:
                report.changed.append(document.path)
            elif released.get(document.document) == document.digest:
                report.already += 1
            elif not choice.is_open:
                yield document
            else:
                key = (campaign.name, campaign.short[name], document.kind)
                report.waiting[key] = report.waiting.get(key, 0) + 1


def decided(desk: Desk, waiting: list[Waiting], report: ApprovalReport) -> list[Draft]:
    """Return the documents that are there once and may leave; note the others.

    Those are not there, there twice, still to be written, or made before a fault came into what they show.
    """
    found = []
    for each in waiting:
        if len(each.files) == 1:
            document = draft(desk, each)
            if not (each.waits or each.stopped) or not (_as_made(desk, document) or _is_unwritten(desk, each)):
                found.append(document)
            elif each.stopped:
                report.outdated.append(document.path)
            else:
                waiting_ = report.begun if each.waits is State.BEGUN else report.unwritten
                waiting_.append(document.path)
        elif each.files:
            report.undecided.append(each.files)
        else:
            report.missing.append(each.path)
    return found


def release(document: Draft) -> Approved:
    """Let a document leave: called where a person has released these very bytes, or has said that all may go."""
    return Approved(document.path, document.digest, document.name, document.kind, document.branch, document.member)


def _as_made(desk: Desk, document: Draft) -> bool:
    """Whether a document is as the program has made it: nobody has edited it."""
    return any(entry.digest == document.digest for entry in desk.ledger.known([document.path]))


def _is_unwritten(desk: Desk, document: Waiting) -> bool:
    """Whether a frame still has headings with nothing but blank lines below, though somebody has written in it."""
    if document.waits is not State.UNWRITTEN:
        return False
    return any(review.headings_left((desk.workspace / path).read_bytes()) for path in document.files)


def _known(campaigns: Sequence[Releasable], choice: Choice) -> None:
    """Raise UsageError for a 文种, a 阶段 or a path that nothing of what goes to the branches has."""
    due = [each for campaign in campaigns for listed in campaign.waiting.values() for each in listed]
    kinds = {each.kind for each in due}
    if choice.kind and choice.kind not in kinds:
        raise UsageError(f"没有要发给支部的文种“{choice.kind}”{among(choice.kind, kinds)}")
    phases = {each.phase for each in due if each.phase}
    if choice.phase and choice.phase not in phases:
        raise UsageError(f"要发给支部的文件里没有“{choice.phase}”这个阶段的{among(choice.phase, phases)}")
    if choice.seen:
        paths = {path for each in due for path in (each.path, *each.files)}
        for path in choice.seen:
            if path not in paths:
                raise UsageError(f"“{path}”不是要发给支部的文件{nearest(path, paths)}")
