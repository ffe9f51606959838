"""What is to be done with one file: every combination of what is known, what lies there, and what is wanted."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.ledger import Entry
from pipeline.shelf import Action, Do, Lies, Look, Reason, Unwanted, Wanted, decide

PATH = "outputs/活动/一支部/a.docx"
NOW, BEFORE = "these facts", "other facts"
OURS, THEIRS, NEW = "ours", "theirs", "new"  # digests: as the ledger has it, of a clerk's edit, of what is made now


def entry(fingerprint: str, digest: str = OURS, path: str = PATH) -> Entry:
    return Entry(path, PATH, "活动", "通知", "一支部", fingerprint, digest, 1, 2, 3, "")


def version(fingerprint: str, digest: str) -> Entry:
    return entry(fingerprint, digest, "outputs/活动/一支部/a（新版）.docx")


def wanted(digest: str = "") -> Wanted:
    return Wanted(PATH, "通知", "一支部", NOW, digest=digest)


# known, what lies there, of the 新版: newest and whether it lies there and whether one is edited, the bytes made
TABLE = [
    # nothing lies there: it is written, whatever else there is
    (None, Look(Lies.NOTHING), "", Action(Do.WRITE, Reason.NEW)),
    (None, Look(Lies.NOTHING), NEW, Action(Do.WRITE, Reason.NEW)),
    (entry(NOW), Look(Lies.NOTHING), "", Action(Do.WRITE, Reason.MISSING)),
    (entry(BEFORE), Look(Lies.NOTHING), NEW, Action(Do.WRITE, Reason.MISSING)),
    # ours lies there
    (entry(NOW), Look(Lies.OURS), "", Action(Do.LEAVE, Reason.SAME_FACTS)),
    (entry(NOW), Look(Lies.OURS), NEW, Action(Do.LEAVE, Reason.SAME_FACTS)),
    (entry(BEFORE), Look(Lies.OURS), "", Action(Do.WRITE, Reason.FACTS, by_bytes=True)),
    (entry(BEFORE), Look(Lies.OURS), OURS, Action(Do.ADOPT, Reason.SAME_PAPER)),
    (entry(BEFORE), Look(Lies.OURS), NEW, Action(Do.WRITE, Reason.FACTS)),
    # a clerk's edit, the facts as they were
    (entry(NOW), Look(Lies.OTHER), "", Action(Do.KEEP, Reason.EDITED)),
    (entry(NOW), Look(Lies.OTHER, THEIRS), NEW, Action(Do.KEEP, Reason.EDITED)),
    (entry(NOW), Look(Lies.OTHER, "", version(NOW, NEW), True, True), "", Action(Do.KEEP, Reason.TOLD, by_bytes=True)),
    (entry(NOW), Look(Lies.OTHER, "", version(BEFORE, OURS), True, True), "", Action(Do.BESIDE, Reason.EDITED_FACTS, by_bytes=True)),
    # a clerk's edit, other facts
    (entry(BEFORE), Look(Lies.OTHER), "", Action(Do.BESIDE, Reason.EDITED_FACTS, by_bytes=True)),
    (entry(BEFORE), Look(Lies.OTHER, THEIRS), NEW, Action(Do.BESIDE, Reason.EDITED_FACTS)),
    (entry(BEFORE), Look(Lies.OTHER, NEW), NEW, Action(Do.ADOPT, Reason.AS_WANTED)),
    (entry(BEFORE), Look(Lies.OTHER, "", version(NOW, NEW), True), "", Action(Do.KEEP, Reason.TOLD, by_bytes=True)),
    (entry(BEFORE), Look(Lies.OTHER, THEIRS, version(NOW, NEW), True), NEW, Action(Do.KEEP, Reason.TOLD)),
    (entry(BEFORE), Look(Lies.OTHER, THEIRS, version(NOW, NEW), False), NEW, Action(Do.KEEP, Reason.TOLD)),  # removed by the clerk
    (entry(BEFORE), Look(Lies.OTHER, THEIRS, version(BEFORE, NEW), True), NEW, Action(Do.KEEP, Reason.TOLD)),  # says the same
    (entry(BEFORE), Look(Lies.OTHER, THEIRS, version(BEFORE, NEW), False), NEW, Action(Do.BESIDE, Reason.EDITED_FACTS)),
    (entry(BEFORE), Look(Lies.OTHER, NEW, version(NOW, NEW), True), NEW, Action(Do.ADOPT, Reason.AS_WANTED)),  # put in its place
    # a file that the ledger does not know: it was lost, or a person put it there
    (None, Look(Lies.OTHER), "", Action(Do.BESIDE, Reason.STRANGE, by_bytes=True)),
    (None, Look(Lies.OTHER, NEW), NEW, Action(Do.ADOPT, Reason.AS_WANTED)),
    (None, Look(Lies.OTHER, THEIRS), NEW, Action(Do.BESIDE, Reason.STRANGE)),
    (None, Look(Lies.OTHER, "", version(NOW, NEW), True), "", Action(Do.KEEP, Reason.TOLD, by_bytes=True)),
]  # fmt: skip

PARTING = [
    (Lies.NOTHING, Unwanted.NOT_DUE, Action(Do.WITHDRAW, Reason.GONE)),
    (Lies.NOTHING, Unwanted.UNCLEAR, Action(Do.WITHDRAW, Reason.GONE)),
    (Lies.OURS, Unwanted.NOT_DUE, Action(Do.WITHDRAW, Reason.NOT_DUE)),
    (Lies.OURS, Unwanted.UNCLEAR, Action(Do.LEAVE, Reason.UNCLEAR)),
    (Lies.OTHER, Unwanted.NOT_DUE, Action(Do.KEEP, Reason.EDITED_NOT_DUE)),
    (Lies.OTHER, Unwanted.UNCLEAR, Action(Do.LEAVE, Reason.UNCLEAR)),
]


@pytest.mark.parametrize(("known", "look", "made", "action"), TABLE)
def test_what_is_done_with_a_document_that_is_due(known: Entry | None, look: Look, made: str, action: Action) -> None:
    assert decide(known, look, wanted(made)) == action


@pytest.mark.parametrize(("lies", "said", "action"), PARTING)
def test_what_is_done_with_a_document_that_is_not(lies: Lies, said: Unwanted, action: Action) -> None:
    for known in (entry(NOW), entry(BEFORE)):
        assert decide(known, Look(lies), said) == action


def looks() -> list[Look]:
    versions = [None, *(version(facts, digest) for facts in (NOW, BEFORE) for digest in (NEW, OURS))]
    return [
        Look(lies, digest, newest, newest is not None and there, newest is not None and edited)
        for lies, digest, newest, there, edited in product(
            Lies, (OURS, THEIRS, NEW), versions, (True, False), (True, False)
        )
    ]


def test_every_combination_has_an_action_that_loses_nobodys_work() -> None:
    for known, look, made in product((None, entry(NOW), entry(BEFORE)), looks(), ("", OURS, NEW)):
        if look.lies is Lies.OURS and known is None:
            continue  # what the ledger does not know is not ours
        action = decide(known, look, wanted(made))
        if look.lies is Lies.NOTHING:
            assert action.do is Do.WRITE
        if look.lies is Lies.OTHER:
            assert action.do in {Do.KEEP, Do.BESIDE, Do.ADOPT}  # never over a clerk's edit
            assert action.do is not Do.ADOPT or look.digest == made
        if look.lies is Lies.OURS:
            assert action.do in {Do.LEAVE, Do.WRITE, Do.ADOPT}
        assert action.by_bytes == (not made and (action.writes or action.reason is Reason.TOLD) and look.lies is not Lies.NOTHING)  # fmt: skip


def test_what_is_decided_before_the_bytes_are_known_stands_where_they_say_nothing() -> None:
    for known, look in product((None, entry(NOW), entry(BEFORE)), looks()):
        if look.lies is Lies.OURS and known is None:
            continue
        before = decide(known, look, wanted())
        after = {decide(known, look, wanted(made)) for made in (OURS, NEW, "else")}
        assert before.by_bytes or after == {before}
