"""Approve: a person releases documents for sending. What is released is a digest: a later rewrite is released anew."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.outgoing import Outgoing, Waiting, as_approved, chosen, gather
from pipeline.ledger import SentBook
from pipeline.model.errors import UsageError
from pipeline.model.problem import nearest
from pipeline.model.work import Approved


@dataclass(slots=True)
class ApprovalReport:
    """What was released; what waits, by (campaign, branch, kind); what a person must choose; what is missing."""

    approved: list[str] = field(default_factory=list)
    already: int = 0
    waiting: dict[tuple[str, str, str], int] = field(default_factory=dict)
    undecided: list[tuple[str, ...]] = field(default_factory=list)  # the document and its 新版, by path
    missing: list[str] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)  # mere frames that nobody has written into
    outdated: list[str] = field(default_factory=list)  # made before; they cannot be made from what the rosters say now
    left: tuple[str, ...] = ()  # edited papers that are no longer due


def approve(
    desk: Desk, *, only: str = "", branch: str = "", kind: str = "", everything: bool = False
) -> ApprovalReport:
    """Release what `branch`, `kind` or `everything` name; with none of them, say what waits and release nothing.

    Raises NotReadyError, UsageError, LedgerError.
    """
    office = gather(desk, only, branch)
    report = ApprovalReport(left=office.left)
    _known(office.campaigns, kind)
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        for outgoing in office.campaigns:
            released = book.approvals(outgoing.name)
            new = []
            for name in chosen(outgoing, branch):
                wanted = [w for w in outgoing.waiting.get(name, ()) if not kind or w.job.kind.name == kind]
                for document in decided(desk, wanted, report):
                    if released.get(document.document) == document.digest:
                        report.already += 1
                    elif everything or branch or kind:
                        new.append(document)
                    else:
                        key = (outgoing.name, outgoing.short[name], document.kind)
                        report.waiting[key] = report.waiting.get(key, 0) + 1
            book.approve(outgoing.name, new, desk.now().isoformat(timespec="seconds"))
            report.approved += [document.path for document in new]
    return report


def decided(desk: Desk, waiting: list[Waiting], report: ApprovalReport) -> list[Approved]:
    """Return the documents that are there once and may leave; note the others.

    Those are not there, there twice, still to be written, or made before a fault came into what they show.
    """
    found = []
    for each in waiting:
        if len(each.files) == 1:
            document = as_approved(desk, each)
            if not (each.job.unwritten or each.stopped) or not _as_made(desk, document):
                found.append(document)
            elif each.stopped:
                report.outdated.append(document.path)
            else:
                report.unwritten.append(document.path)
        elif each.files:
            report.undecided.append(each.files)
        else:
            report.missing.append(each.job.path)
    return found


def _as_made(desk: Desk, document: Approved) -> bool:
    """Whether a document is as the program has made it: nobody has edited it."""
    return any(entry.digest == document.digest for entry in desk.ledger.known([document.path]))


def _known(campaigns: tuple[Outgoing, ...], kind: str) -> None:
    kinds = {each.job.kind.name for outgoing in campaigns for listed in outgoing.waiting.values() for each in listed}
    if kind and kind not in kinds:
        raise UsageError(f"没有要发给支部的文种“{kind}”{nearest(kind, kinds)}")
