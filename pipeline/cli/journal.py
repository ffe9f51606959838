"""The log: codes, addresses and counts, never a value that a cell holds.

Two watchers and a build write into one log. So it is opened for one run at a time, each line is one append, and what is
full is turned over by a single rename to a name of its own: of two who do it at once one finds nothing to rename.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.guidance import LOG
from pipeline.model.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.produce import Report

_LARGEST, _KEPT = 1_000_000, 3  # bytes of a log; full ones that are kept
_LOG = logging.getLogger("gongwen")
_NOTED = "it stands in the log"


@contextlib.contextmanager
def journal(workspace: Path) -> Iterator[Callable[[Report], None]]:
    """Give a function that logs a run: codes, addresses and counts, never a value that a cell holds."""
    handler = _opened(workspace)
    if handler is None:
        yield lambda _: None
        return

    def note(report: Report) -> None:
        _log_report(report)
        handler.close()  # until the next run: on Windows nobody can rename what somebody holds open

    try:
        yield note
    except Exception as fault:
        if not isinstance(fault, PipelineError):
            log_bug(fault)
        raise
    finally:
        _LOG.removeHandler(handler)
        handler.close()


def _opened(workspace: Path) -> _Log | None:
    """Return the log of a workspace, listening; None for what is no workspace or cannot be written: the run says so."""
    if not (workspace / "inputs").is_dir():
        return None
    log = workspace / LOG
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        handler = _Log(log, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
    return handler


def keep_bug(fault: Exception, workspace: Path) -> bool:
    """Log a bug of a command that keeps no journal of its own; return whether it stands in the log now."""
    if _NOTED not in getattr(fault, "__notes__", ()):
        with journal(workspace):
            log_bug(fault)
    return _NOTED in getattr(fault, "__notes__", ())


class _Log(logging.handlers.RotatingFileHandler):
    """A log that several programs write into."""

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        """Give the full log a name of its own, and drop the oldest."""
        self.close()
        path = Path(self.baseFilename)
        with contextlib.suppress(OSError):  # another program was faster, or has it open: the next run tries again
            path.rename(path.with_name(f"{path.name}.{time.time_ns()}"))
        for old in sorted(path.parent.glob(f"{path.name}.*"))[: -self.backupCount]:
            with contextlib.suppress(OSError):
                old.unlink()

    def close(self) -> None:
        """Let go of the file; what could not be written is passed over, like what cannot be logged."""
        with contextlib.suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Pass over what cannot be logged (a full disk): the run itself says so, in words for the clerk."""


def _log_report(report: Report) -> None:
    done = f"written={len(report.written)} unchanged={report.unchanged} kept={len(report.kept)}"
    _LOG.info("run %s stopped=%d withdrawn=%d", done, len(report.stopped), len(report.withdrawn))
    for problem in report.problems:
        place = problem.origin.cell or problem.origin.line or "-"
        _LOG.info("%s %s %s %s", problem.code, _nameless(problem.origin.file), place, problem.severity.value)
    for bug in report.bugs:
        _LOG.info("bug %s", bug)


def _nameless(file: str) -> str:
    """Return the address of a file without its name where that is a paper's: it may be called after a member."""
    return f"{file.rpartition('/')[0]}/…" if file.startswith("outputs/") else file


def log_bug(fault: Exception) -> None:
    """Log where a bug is, without its message: that may quote a value."""
    import traceback  # noqa: PLC0415

    if _LOG.handlers:
        fault.add_note(_NOTED)
        _LOG.info("bug %s", "".join([*traceback.format_tb(fault.__traceback__), type(fault).__name__]))
