"""What is recorded: a file as it was written, what happened to a document in a run, the run itself."""

from __future__ import annotations

from pipeline.model.frozen import frozen
from pipeline.model.travel import by_fields
from pipeline.model.work import Change


@by_fields
@frozen
class Entry:
    """One file that this program has written."""

    path: str  # relative to the workspace, with "/"
    beside: str  # the document that this is a 新版 of, else its own path
    campaign: str
    kind: str
    branch: str
    fingerprint: str
    digest: str
    size: int
    mtime: int  # nanoseconds, as the file system gave it after writing
    inode: int
    made: str  # ISO time of the run
    template: str = ""  # digest of the template's bytes
    engine: str = ""  # version of the program
    run: int = 0  # by which run; the ledger knows
    findings: str = ""  # as review.opinions_text.packed writes them
    facts: bytes = b""  # the used values, JSON, zlib


@by_fields
@frozen
class Event:
    """What happened to a document: `what` in the program's words, `file` the file that it happened to."""

    path: str
    campaign: str
    what: str
    file: str = ""
    changes: tuple[Change, ...] = ()
    run: int = 0
    at: str = ""  # ISO time of the run
    kind: str = ""
    branch: str = ""


@frozen
class RunRecord:
    """One run: when it began, "" for an end that never came, and how many events it has by `what`."""

    number: int
    started: str
    ended: str
    engine: str
    counts: tuple[tuple[str, int], ...] = ()
