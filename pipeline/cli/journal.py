"""The log: codes, addresses and counts, never a value that a cell holds."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.batch import Report

_LOG = logging.getLogger("gongwen")


@contextlib.contextmanager
def journal(workspace: Path, *, dry: bool = False) -> Iterator[Callable[[Report], None]]:
    """Give a function that logs a run: codes, addresses and counts, never a value that a cell holds."""
    if dry or not (workspace / "inputs").is_dir():
        yield lambda _: None
        return
    folder = workspace / "outputs" / ".gongwen"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "gongwen.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:  # a folder that cannot be written: the run itself will say so
        yield lambda _: None
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
    try:
        yield _log_report
    except Exception as fault:
        if not isinstance(fault, PipelineError):
            log_bug(fault)
        raise
    finally:
        _LOG.removeHandler(handler)
        handler.close()


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
        _LOG.info("bug %s", "".join([*traceback.format_tb(fault.__traceback__), type(fault).__name__]))
