"""How everything stood at the end of the last run, so that nobody has to run anything to ask.

A paper is written down once: those of a branch that needs no plan are listed by its stamp (table `branch`), those of
all others beside the branch itself (`unit_now`). What stands in a message or a path lies in the BLOB columns.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.ledger import schema
from pipeline.ledger.schema import UNPACKING, packed_text, unpacked_text
from pipeline.ledger.soundness import Guarded
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Origin, Problem, Severity
from pipeline.model.recognised import Recognised
from pipeline.model.return_terms import Expected, FormSpace, Returns, ReturnWay, SpaceKind
from pipeline.model.snapshot import CampaignNow, KeptProblem, KindNow, PaperNow, PhaseDates, RunReading, UnitNow
from pipeline.model.work import State

_UNIT = "place, name, short, folder, states, phases"
_ALL = -1  # SQLite's LIMIT of everything


@frozen
class Snapshot:
    """Reads and replaces it; a part of the Ledger."""

    database: Guarded

    # --- writing --------------------------------------------------------------------------------------------------

    def keep(self, campaign: CampaignNow, units: Iterable[UnitNow]) -> None:
        """Replace what is told of a campaign; a unit of which the same was told before is not written again."""
        before = {row[0]: row[1:] for row in self._rows(campaign.folder)}
        with schema.transaction(self.database):
            self.database.execute(
                "REPLACE INTO campaign_now VALUES (?, ?)", (campaign.folder, _json(_campaign_row(campaign)))
            )
            for unit in units:
                row = _unit_row(unit)
                was = before.pop(unit.place, None)
                if unit.papers is not None or was != (*row, 1):
                    papers = None if unit.papers is None else _json([_paper_row(paper) for paper in unit.papers])
                    self.database.execute(
                        "REPLACE INTO unit_now VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        (campaign.folder, unit.place, *row, papers),
                    )
            self.database.executemany(
                "DELETE FROM unit_now WHERE campaign = ? AND place = ?", [(campaign.folder, place) for place in before]
            )

    def keep_looked(self, looked: RunReading, here: Sequence[str], *, only: str = "") -> None:
        """Replace what was read, and forget the campaigns that are not `here`; `only` one: what others' say stays."""
        with schema.transaction(self.database):
            if only:
                self.database.execute("DELETE FROM fault_now WHERE campaign IN ('', ?)", (only,))
            else:
                self.database.execute("DELETE FROM fault_now")
                for gone in {each.folder for each in self.campaigns()} - set(here):
                    self.database.execute("DELETE FROM campaign_now WHERE folder = ?", (gone,))
                    self.database.execute("DELETE FROM unit_now WHERE campaign = ?", (gone,))
            self.database.executemany(
                "INSERT INTO fault_now VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (
                        each.campaign,
                        place,
                        each.problem.key,
                        each.problem.severity,
                        each.stops,
                        _json(problem_row(each.problem)),
                    )
                    for place, each in enumerate(looked.faults)
                ),
            )
            marks = _json([[path, *mark] for path, mark in looked.marks.items()])
            recognised = _json([[r.file, r.sheet, r.kind, r.rows, r.used] for r in looked.recognised])
            self.database.execute("REPLACE INTO looked VALUES (1, ?, ?)", (marks, recognised))

    # --- reading --------------------------------------------------------------------------------------------------

    def campaigns(self) -> list[CampaignNow]:
        """Return the campaigns in the order of their folders."""
        with self.database.guard(*UNPACKING, TypeError):
            rows = self.database.execute("SELECT told FROM campaign_now ORDER BY folder").fetchall()
            return [_campaign(*json.loads(unpacked_text(told))) for (told,) in rows]

    def units(
        self, campaign: str, *, first: int = 0, most: int = _ALL, named: str = "", state: State | None = None
    ) -> list[UnitNow]:
        """Return some of a campaign's units, without their papers: by a part of their names, by a state that occurs."""
        rows = self.database.execute(
            f"SELECT {_UNIT} FROM unit_now {_WHICH} ORDER BY place LIMIT ? OFFSET ?",  # noqa: S608
            (*_asked(campaign, named, state), most, first),
        )
        with self.database.guard(ValueError, TypeError):
            return [_unit(*row) for row in rows]

    def count(self, campaign: str, *, named: str = "", state: State | None = None) -> int:
        """Return how many units there are so."""
        (count,) = self.database.execute(
            f"SELECT count(*) FROM unit_now {_WHICH}",  # noqa: S608
            _asked(campaign, named, state),
        ).fetchone()
        return int(count)

    def papers(self, campaign: CampaignNow, unit: UnitNow) -> tuple[PaperNow, ...]:
        """Return a unit's papers."""
        row = self.database.execute(
            "SELECT u.papers, b.papers FROM unit_now u"
            " LEFT JOIN branch b ON b.campaign = u.campaign AND b.name = u.name WHERE u.campaign = ? AND u.place = ?",
            (campaign.folder, unit.place),
        ).fetchone()
        own, stamped = row or (None, None)
        with self.database.guard(*UNPACKING, TypeError, LookupError):
            if own is not None:
                return tuple(_paper(*each) for each in json.loads(unpacked_text(own)))
            listed = json.loads(unpacked_text(stamped)) if stamped else ()
            return tuple(_stamped(campaign.kinds[kind].name, *rest) for kind, *rest in listed)

    def unlike(self, campaign: str) -> Iterator[tuple[UnitNow, tuple[PaperNow, ...]]]:
        """Yield the units that no stamp speaks for, with their papers: stopped, edited or unwritten ones are theirs."""
        rows = self.database.execute(
            f"SELECT {_UNIT}, papers FROM unit_now WHERE campaign = ? AND papers IS NOT NULL ORDER BY place",  # noqa: S608
            (campaign,),
        )
        with self.database.guard(*UNPACKING, TypeError):
            for *unit, papers in rows:
                yield _unit(*unit), tuple(_paper(*each) for each in json.loads(unpacked_text(papers)))

    def weights(self) -> Counter[Severity]:
        """Return how many Problems there are of each severity."""
        rows = self.database.execute("SELECT severity, count(*) FROM fault_now GROUP BY severity")
        return Counter({Severity(severity): count for severity, count in rows})

    def faults(self, *, severity: Severity | None = None, first: int = 0, most: int = _ALL) -> list[KeptProblem]:
        """Return the Problems in the order in which the run met them."""
        rows = self.database.execute(
            "SELECT campaign, stops, key, told FROM fault_now WHERE ? IN ('', severity) ORDER BY place, campaign"
            " LIMIT ? OFFSET ?",
            (severity or "", most, first),
        )
        with self.database.guard(*UNPACKING, TypeError):
            return [_fault(*row) for row in rows]

    def looked(self) -> RunReading | None:
        """Return what was read, without the Problems; None where no run has left anything."""
        row = self.database.execute("SELECT marks, recognised FROM looked").fetchone()
        if row is None:
            return None
        with self.database.guard(*UNPACKING, TypeError):
            marks, recognised = (json.loads(unpacked_text(each)) for each in row)
            return RunReading(
                {path: (size, mtime, inode) for path, size, mtime, inode in marks},
                tuple(Recognised(*each) for each in recognised),
            )

    def findings(self, campaign: str) -> list[tuple[str, str]]:
        """Return the documents of which the review had something to say, with its packed findings."""
        rows = self.database.execute(
            "SELECT beside, unpacked(findings) FROM document WHERE campaign = ? AND findings <> x''"
            " ORDER BY beside, length(path), path",
            (campaign,),
        )
        return list(dict(rows.fetchall()).items())  # of a document and its 新版 the newest

    def _rows(self, campaign: str) -> Iterator[tuple[object, ...]]:
        yield from self.database.execute(
            f"SELECT {_UNIT}, papers IS NULL FROM unit_now WHERE campaign = ?",  # noqa: S608
            (campaign,),
        )


_WHICH = (
    "WHERE campaign = ?1 AND (?2 = '' OR instr(name, ?2) > 0 OR instr(short, ?2) > 0)"
    " AND (?3 = '' OR instr(states, ?3) > 0)"
)


def _asked(campaign: str, named: str, state: State | None) -> tuple[str, str, str]:
    return campaign, named, f'"{state}"' if state else ""


def _json(value: object) -> bytes:
    return packed_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _campaign_row(now: CampaignNow) -> list[object]:
    kinds = [_kind_row(kind) for kind in now.kinds]
    left = [_paper_row(paper) for paper in now.left]
    figures = [now.folder, now.at, now.common, now.branches, now.members, now.read]
    return [*figures, kinds, _phases_row(now.phases), left]


def _campaign(
    folder: str,
    at: str,
    common: str,
    branches: int,
    members: int | None,
    read: int,
    kinds: list[list[Any]],
    phases: list[tuple[str, str, str]],
    left: list[tuple[str, str, str, str, list[str]]],
) -> CampaignNow:
    return CampaignNow(
        folder,
        at,
        common,
        branches,
        members,
        read,
        tuple(_kind(*kind) for kind in kinds),
        tuple(PhaseDates(*phase) for phase in phases),
        tuple(_paper(*paper) for paper in left),
    )


def _kind_row(kind: KindNow) -> list[object]:
    row: list[object] = [kind.name, kind.phase, kind.sent, kind.due]
    return row if kind.returns is None else [*row, asdict(kind.returns)]


def _kind(name: str, phase: str, sent: bool, due: bool, returns: Mapping[str, Any] | None = None) -> KindNow:
    return KindNow(name, phase, sent, due, _returns(returns) if returns else None)


def _returns(row: Mapping[str, Any]) -> Returns:
    spaces = tuple(FormSpace(each["label"], each["name"], SpaceKind(each["kind"])) for each in row["spaces"])
    lists = {name: tuple(row[name]) for name in ("required", "open", "row_key")}
    ways = tuple(ReturnWay(way) for way in row["ways"])
    return Returns(**dict(row) | lists | {"expected": Expected(row["expected"]), "ways": ways, "spaces": spaces})


def _phases_row(phases: Iterable[PhaseDates]) -> list[list[str]]:
    return [[phase.name, phase.start, phase.end] for phase in phases]


def _unit_row(unit: UnitNow) -> tuple[str, ...]:
    states = json.dumps({str(state): count for state, count in unit.states.items() if count}, ensure_ascii=False)
    phases = json.dumps(_phases_row(unit.phases), ensure_ascii=False) if unit.phases else ""
    return (unit.name, unit.short, unit.folder, states, phases)


def _unit(place: int, name: str, short: str, folder: str, states: str, phases: str) -> UnitNow:
    counts = {State(state): count for state, count in json.loads(states).items()}
    own = tuple(PhaseDates(*phase) for phase in json.loads(phases)) if phases else ()
    return UnitNow(name, short, folder, counts, own, place=place)


def _paper_row(paper: PaperNow) -> list[object]:
    return [paper.kind, paper.person, paper.path, paper.state, *([list(paper.reasons)] if paper.reasons else [])]


def _paper(kind: str, person: str, path: str, state: str, reasons: Sequence[str] = ()) -> PaperNow:
    return PaperNow(kind, person, path, State(state), tuple(reasons))


def _stamped(kind: str, person: str, path: str, waits: str | bool) -> PaperNow:
    """Return a paper as a stamp has it; an older program's says only whether it is 待补写."""
    state = State(waits) if isinstance(waits, str) and waits else State.UNWRITTEN if waits else State.UNCHANGED
    return PaperNow(kind, person, path, state)


def problem_row(problem: Problem) -> dict[str, object]:
    """Return a Problem as JSON has it."""
    return asdict(problem)


def read_problem(row: dict[str, Any]) -> Problem:
    """Return a Problem from its row. Raises TypeError, ValueError, LookupError."""
    values = {"origin": Origin(**row["origin"]), "severity": Severity(row["severity"]), "hides": Hides(row["hides"])}
    values |= {"offers": tuple(row.get("offers", ()))}
    return Problem(**row | values)


def _fault(campaign: str, stops: int, key: str, told: bytes) -> KeptProblem:
    return KeptProblem(campaign, read_problem(json.loads(unpacked_text(told))), stops, key)
