"""A person takes back that documents may leave. What has left, or may have, stays released: nobody can call it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import guidance
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.approval import Choice
from pipeline.dispatch.sending import PATIENCE
from pipeline.ledger import Released, SentBook
from pipeline.model.deeds import Act, Deed, Doer, Release
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.problem import among
from pipeline.model.work import Fate
from pipeline.shelf import document_of

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have


@dataclass(slots=True)
class Retraction:
    """What may no longer leave, by path, and what has left already: it stays as it is."""

    withdrawn: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    deed: Deed | None = None


def withdraw(
    desk: Desk,
    choice: Choice,
    *,
    only: str = "",
    who: Doer | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> Retraction:
    """Take back the release of what is chosen and has not left. What is being sent is waited for.

    Needs no roster to be readable: what nobody is to get may be held back at any moment. Raises UsageError;
    NotReadyError where gongwen.toml approves everything.
    """
    if choice.is_open:
        raise UsageError("请写明撤回哪些：文件的路径、--branch、--kind、--phase，或者 --all")
    if desk.settings.sending.approve_all:
        raise NotReadyError(f"{guidance.APPROVES_ALL}，再撤回")
    phases = _phases(desk) if choice.phase else {}
    with desk.ledger.exclusive(on_wait, PATIENCE), SentBook(own_folder(desk.workspace) / SENT) as book:
        meant = [
            each for each in book.releases(only) if _means(choice, each, phases.get((each.campaign, each.kind), ""))
        ]
        if not meant:
            raise UsageError(f"没有批准过这样的文件{_near(choice, book.releases(only), phases)}")
        return _taken_back(desk, book, meant, who or desk.person(), choice)


def _taken_back(desk: Desk, book: SentBook, meant: list[Released], who: Doer, choice: Choice) -> Retraction:
    left = {
        (document.document, document.digest)
        for each in book.everything()
        if each.fate in _GONE
        for document in each.parcel.documents
    }
    gone = [each.document for each in meant if (each.document, each.digest) in left]
    free = [each for each in meant if (each.document, each.digest) not in left]
    done = Retraction([each.document for each in free], gone)
    if free:
        campaigns = {each.campaign for each in free}
        words = "、".join(filter(None, (choice.phase, choice.branch, choice.kind)))
        deed = Deed(
            Act.WITHDREW,
            who,
            desk.time,
            f"撤回批准 {len(free)} 份{f'（{words}）' if words else ''}",
            campaigns.pop() if len(campaigns) == 1 else "",
            releases=tuple(Release(each.document, "", each.digest, each.branch, each.kind) for each in free),
        )
        with book.together():
            book.withdraw(done.withdrawn)
            done.deed = book.deeds.note(deed)
    return done


def _near(choice: Choice, released: Sequence[Released], phases: Mapping[tuple[str, str], str]) -> str:
    """Return what may have been meant by the first of the words that fits nothing released."""
    asked = {
        choice.branch: [name for each in released for name in (each.branch, each.document.rsplit("/", 2)[-2])],
        choice.kind: [each.kind for each in released],
        choice.phase: [phases.get((each.campaign, each.kind), "") for each in released],
        next(iter(choice.seen), ""): [each.document for each in released],
    }
    return next((among(word, known) for word, known in asked.items() if word and word not in known), "")


def _means(choice: Choice, each: Released, phase: str) -> bool:
    folder = each.document.rsplit("/", 2)[-2]
    if choice.branch and choice.branch not in {each.branch, folder}:
        return False
    seen = {document_of(path) for path in choice.seen}
    return choice.means(each.kind, phase, ()) if not seen else each.document in seen


def _phases(desk: Desk) -> dict[tuple[str, str], str]:
    """Return the phase of each 文种 in each campaign, as the last run has seen it."""
    return {(now.folder, kind.name): kind.phase for now in desk.ledger.snapshot.campaigns() for kind in now.kinds}
