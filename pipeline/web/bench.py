"""Drafts on the bench: files that somebody has dropped to have them set, kept as long as the page lives.

Nothing is written. The files are still where they came from: what is lost with the page is made by dropping them again.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.frozen import frozen
from pipeline.web.jobs import Job, Phase
from pipeline.web.room import Room

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.errands import tidy

_MOST, _LARGEST = 60, 300_000_000  # drafts, and their bytes
_KEY = "bench"


@frozen
class Told:
    """What a person has said of a draft. `roles`: what paragraphs are, by their numbers."""

    roles: Mapping[int, str] = field(default_factory=dict)
    head: str = ""
    text: bool = False
    whatever: bool = False


@dataclass(eq=False)
class Draft:
    """A file, what was said of it, what came of it."""

    number: int
    name: str
    data: bytes
    told: Told = field(default_factory=Told)
    job: Job | None = None
    made: tidy.TidiedFile | None = None
    disputed: tuple[str, ...] = ()  # 规范用语 that two campaigns want otherwise

    @property
    def at_work(self) -> bool:
        """Whether it is being set, or waits for it."""
        return self.job is not None and self.job.is_open

    @property
    def fault(self) -> str:
        """Why nothing came of it."""
        if self.made is not None:
            return self.made.fault
        failed = self.job is not None and self.job.phase in {Phase.FAILED, Phase.STOPPED}
        return self.job.said if failed and self.job else ""

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """What can be taken away: the paper, then what lists its mended words."""
        from pipeline.errands import tidy  # noqa: PLC0415

        return tidy.files(self.made, Path(self.name).name) if self.made else []


class Bench:
    """The drafts of one room, the newest first."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._drafts: list[Draft] = []

    @property
    def drafts(self) -> list[Draft]:
        """What lies here."""
        with self._lock:
            return list(self._drafts)

    def find(self, number: str) -> Draft | None:
        """Return a draft by its number."""
        return next((each for each in self.drafts if str(each.number) == number), None)

    def lay(self, name: str, data: bytes) -> Draft | None:
        """Take a draft up; None where there is no room for it."""
        with self._lock:
            held = sum(len(each.data) for each in self._drafts)
            if len(self._drafts) >= _MOST or held + len(data) > _LARGEST:
                return None
            draft = Draft(next(self._numbers), name, data)
            self._drafts.insert(0, draft)
            return draft

    def clear(self, number: str) -> None:
        """Take a draft away, "": all that are not being set."""
        with self._lock:
            self._drafts = [each for each in self._drafts if each.at_work or (number and str(each.number) != number)]


def of(room: Room) -> Bench:
    """Return the bench of a room."""
    bench = room.lasting.setdefault(_KEY, Bench())
    assert isinstance(bench, Bench)
    return bench


def set_anew(room: Room, draft: Draft, told: Told) -> Job:
    """Have a draft set as was said."""

    def do(desk: Desk, job: Job) -> str:
        from pipeline.errands import tidy  # noqa: PLC0415

        job.may_stop = False
        job.tell(f"正在排 {draft.name}")
        phrases = tidy.phrases(desk.workspace) if told.text else None
        wish = tidy.Wish(
            desk.settings.body_font,
            tuple(f"第{number}段={role}" for number, role in sorted(told.roles.items())),
            told.head,
            told.text,
            tuple(phrases.terms.items()) if phrases else (),
            told.whatever,
        )
        draft.disputed = phrases.disputed if phrases else ()
        draft.made = tidy.made(draft.data, draft.name, wish)
        return draft.made.fault or "排好了。"

    draft.told, draft.made = told, None
    draft.job = room.worker.put(Job(f"排版 {Path(draft.name).name}", do, changes=False))
    return draft.job
