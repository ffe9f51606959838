"""What a person does on the page, as jobs of the one thread that writes; the answer says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import Response

from pipeline.web.forms import going, told
from pipeline.web.jobs import Job, Phase
from pipeline.web.site import Site

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk

_AT_ONCE = 20.0  # seconds for which an answer waits for its job; then the page goes on, and shows it when it is done


def done(site: Site, what: str, do: Callable[[Desk, Job], str], *, then: str = "") -> Response:
    """Have something done, and answer with what came of it; `then`: where the page goes if it was done."""
    job = site.opened.worker.put(Job(what, do))
    if not job.wait(_AT_ONCE):
        job.owed = True
        return told(f"正在{what}，做完会说。")
    if job.phase is not Phase.DONE:
        return told(job.said, 422)
    return going(then, job.said) if then else told(job.said, undo=job.undo)


def found(site: Site, what: str, look: Callable[[Desk, Job], object]) -> tuple[object, str]:
    """Return what the worker finds out, or why it cannot; nothing changes by it."""
    held: list[object] = []

    def do(desk: Desk, job: Job) -> str:
        held.append(look(desk, job))
        return ""

    job = site.opened.worker.put(Job(what, do, changes=False))
    if not job.wait(_AT_ONCE):
        job.stop()
        return None, "正在做别的，请等一下再看。"
    return (held[0] if held else None), ("" if job.phase is Phase.DONE else job.said)


def waiting(job: Job) -> Callable[[], None]:
    """Return what says that another program is at work on the workspace."""
    return lambda: job.tell("命令行正在更新，等它做完")
