"""What lies beside a campaign's documents: print volumes, faulty workbooks given back, the register.

All of it goes through the same shelf as the documents: written only when it changes, never over a clerk's edit.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline import confine, disk, inbox, register, render, spool
from pipeline.model import codes
from pipeline.model.alike import Alike, alike
from pipeline.model.errors import DiskError
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem, Severity
from pipeline.model.work import PRINT_FOLDER, RETURNED_FOLDER, Kind, State
from pipeline.render import Bound, Unbindable
from pipeline.shelf import Made, Placed, Shelf, Wanted

_MARKING = 60.0  # seconds that a marked copy may take


@frozen
class BoundPaper:
    """One paper of a branch for its print volume; `there`: it could be made; `unmade`: its bytes are still unknown."""

    path: str
    kind: Kind
    there: bool
    unmade: bool = False

    @property
    def title(self) -> str:
        """How the contents call it: its file name, without the number that sorts it."""
        from pipeline.stationery import paper_title  # noqa: PLC0415 - who makes no volume needs none

        return paper_title(self.path.rpartition("/")[2])


@frozen
class Volumes:
    """The print volumes that were written, and the Problems of those that could not be."""

    written: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Binder:
    """One campaign's turn. Each method returns the Problems of what it could not keep."""

    workspace: Path
    campaign: str
    shelf: Shelf
    engine: str
    body_font: str
    _volumes: dict[str, Placed] = field(default_factory=dict)  # that wait to be put in their place

    def _home(self, name: str) -> str:
        return f"outputs/{self.campaign}/{name}"

    def _place(self, want: Wanted, content: Callable[[], Made]) -> list[Problem]:
        try:
            placed = self.shelf.place(want, content)
            placed = self.shelf.settle().get(want.path, placed)
        except DiskError as fault:
            placed = Placed(State.STOPPED, fault=str(fault))
        return [codes.FILE_UNWRITABLE.at(Origin(want.path), reason=placed.fault)] if placed.fault else []

    def _clear(self, kind: str, wanted: set[str]) -> None:
        """Remove what is no longer wanted of a kind; what a clerk has edited stays."""
        for entry in [e for e in self.shelf.entries.values() if e.kind == kind and e.beside not in wanted]:
            if self.shelf.untouched(entry):
                disk.remove(self.workspace / entry.path)
            self.shelf.forget(entry.path)

    # --- print volumes --------------------------------------------------------------------------------------------

    def bind(self, folder: str, papers: Sequence[BoundPaper], fresh: Mapping[str, Made]) -> list[Problem]:
        """Bind a branch folder's papers, as they lie on disk, into a Word file a phase that waits for `bound`.

        `fresh`: what was made just now, by digest: it need not be read again.
        """
        phases = _phases(papers).items()
        return [fault for name, listed in phases for fault in self._bind(folder, name, listed, fresh)]

    def foresee(self, folder: str, papers: Sequence[BoundPaper]) -> list[str]:
        """Return the volumes that `bind` would write; of one that cannot be bound, `bind` tells."""
        found = []
        for listed in _phases(papers).values():
            with contextlib.suppress(Unbindable, DiskError):
                want, there, _ = self._wanted(folder, listed)
                if there and self.shelf.decided(want).writes:
                    found.append(want.path)
        return found

    def _wanted(
        self, folder: str, papers: Sequence[BoundPaper]
    ) -> tuple[Wanted, list[tuple[BoundPaper, str]], list[str]]:
        """Return a volume, which papers it has, with their digests, and the titles of those that it lacks.

        Raises Unbindable.
        """
        there = [(each, "" if each.unmade else self._digest(each.path)) for each in papers if each.there]
        missing = [each.title for each in papers if not each.there]
        paths, digests = (each.path for each, _ in there), (digest for _, digest in there)
        marks = "\n".join([self.engine, self.body_font, *paths, *digests, "缺", *missing])
        path = volume_of(self.campaign, papers[0].path, papers[0].kind)
        return Wanted(path, register.VOLUME, folder, hashlib.sha256(marks.encode()).hexdigest()), there, missing

    def _bind(self, folder: str, name: str, papers: Sequence[BoundPaper], fresh: Mapping[str, Made]) -> list[Problem]:
        path = volume_of(self.campaign, papers[0].path, papers[0].kind)
        try:
            want, there, missing = self._wanted(folder, papers)
            if not there:
                return []
            documents = [
                Bound(
                    f"{self.workspace}/{each.path}",  # a Path of each costs more than the rest of it
                    *((made.data, made.main) if (made := fresh.get(digest)) else (b"", ())),
                    kind=each.kind.name,
                )
                for each, digest in there
            ]
            titles = [each.title for each, _ in there]

            def bound() -> Made:
                from pipeline.stationery import Fonts, volume_contents  # noqa: PLC0415

                front = volume_contents(folder, name, titles, missing, Fonts(self.body_font))
                return Made(render.bind(documents, front))

            self._volumes[path] = self.shelf.place(want, bound)
        except Unbindable as fault:
            return [codes.VOLUME_FAILED.at(Origin(path), reason=fault)]
        except DiskError as fault:
            return [codes.FILE_UNWRITABLE.at(Origin(path), reason=fault)]
        return []

    def bound(self) -> Volumes:
        """Put the volumes in their place."""
        placed = self._volumes | self.shelf.settle()
        self._volumes = {}
        problems = (
            codes.FILE_UNWRITABLE.at(Origin(path), reason=each.fault) for path, each in placed.items() if each.fault
        )
        return Volumes(tuple(each.written for each in placed.values() if each.written), tuple(problems))

    def clear_volumes(self, wanted: set[str]) -> None:
        """Remove all volumes but these; only for when nothing hides a branch."""
        self._clear(register.VOLUME, wanted)

    def _digest(self, path: str) -> str:
        """Return the digest of the form at `path`: as the ledger has it, or an edited one's own. Raises Unbindable."""
        entry = self.shelf.entries.get(path)
        if entry is not None and self.shelf.untouched(entry):
            return entry.digest
        try:
            return disk.digest(self.workspace / path)
        except OSError as fault:
            name = path.rpartition("/")[2]
            raise Unbindable(f"{name} 读不了；如果它正在 Word 或 WPS 中打开，请先关闭") from fault

    # --- faulty workbooks -----------------------------------------------------------------------------------------

    def give_back(self, problems: Sequence[Problem]) -> list[Problem]:
        """Give each faulty workbook back as a marked copy; what cannot be marked is listed in 退回说明.txt."""
        failed: list[Problem] = []
        ours = [problem for problem in problems if problem.origin.file.startswith("inputs/")]
        wanted: set[str] = set()
        marked: set[str] = set()
        for file in dict.fromkeys(problem.origin.file for problem in ours if _sends_back(problem)):
            path = self._home(f"{RETURNED_FOLDER}/{file.rpartition('/')[2].rpartition('.')[0]}.xlsx")
            while path in wanted:
                path = f"{path[:-5]}（另一份）.xlsx"
            told = [p for p in ours if p.origin.file == file and p.severity is not Severity.NOTICE]
            if (unplaced := self._mark(file, told, path)) is not None:
                failed += unplaced
                wanted.add(path)
                marked.add(file)
        rest = [p for p in ours if p.severity is Severity.ERROR and not (p.origin.file in marked and p.origin.cell)]
        if rest:
            path = self._home(f"{RETURNED_FOLDER}/退回说明.txt")
            failed += self._list(rest, path)
            wanted.add(path)
        self._clear(register.RETURNED, wanted)
        return failed

    def _mark(self, file: str, problems: list[Problem], path: str) -> list[Problem] | None:
        """Put the marked copy of one workbook on the shelf; None where none can be made."""
        try:
            data = (self.workspace / file).read_bytes()
            if inbox.is_word_file(data):
                return None  # nobody wants his Word table back as a workbook
            said = "".join(f"{problem}{problem.hint}" for problem in problems)
            stamp = hashlib.sha256(data + said.encode("utf-8", "replace") + self.engine.encode()).hexdigest()
            task = ("pipeline.inbox:marked_workbook", data, file, problems)
            marked = partial(confine.shared().call, *task, seconds=_MARKING)
            return self._place(Wanted(path, register.RETURNED, "", stamp), lambda: Made(marked()))
        except (OSError, confine.Died):
            return None

    def _list(self, problems: Sequence[Problem], path: str) -> list[Problem]:
        """Write what no cell can be marked for, in words."""
        lines = "".join(map(_told, alike(problems)))
        content = f"请改正下面的问题，改好后放回 inputs：\r\n\r\n{lines}".encode("utf-8-sig", "replace")
        want = Wanted(path, register.RETURNED, "", hashlib.sha256(content).hexdigest())
        return self._place(want, lambda: Made(content))

    # --- the register ---------------------------------------------------------------------------------------------

    def register(
        self,
        standings: Sequence[register.UnitStanding],
        lines: register.RegisterLines,
        changes: register.Changes,
        problems: Sequence[Problem],
    ) -> list[Problem]:
        """Write 清单.xlsx; `changes` are asked for only where it is written. Raises DiskError."""
        want = Wanted(self._home("清单.xlsx"), register.REGISTER, "", register.stamp(lines, problems, self.engine))
        with spool.room() as file:

            def content() -> Made:
                register.write(file, self.campaign, standings, lines, changes, problems)
                return Made(b"", file=file)

            return self._place(want, content)


def _phases(papers: Sequence[BoundPaper]) -> dict[str, list[BoundPaper]]:
    """Return a branch's papers by the volume that they belong to."""
    phases: dict[str, list[BoundPaper]] = {}
    for each in papers:
        phases.setdefault(each.kind.volume, []).append(each)
    return phases


def volume_of(campaign: str, path: str, kind: Kind) -> str:
    """Return the path of the print volume that a paper of a branch belongs to."""
    folder = path.split("/")[-2]
    return f"outputs/{campaign}/{PRINT_FOLDER}/{folder}/{disk.safe_name(kind.volume)}.docx"


def _told(faults: Alike) -> str:
    others = f"    {faults.others}\r\n" if faults.others else ""
    return f"{faults.first}\r\n    → {faults.first.hint}\r\n{others}"


def _sends_back(problem: Problem) -> bool:
    """Whether a workbook is to go back for this: a cell of it is wrong, or contradicts another."""
    if not problem.origin.cell:
        return False
    return problem.severity is Severity.ERROR or problem.returns
