"""Which branches need no plan: nothing that their papers could show has changed since all of them were made.

A branch's stamp is a digest of all that planning, filling and reviewing its papers may depend on: the program, the
catalog, the templates, the township's facts and the branch's own. Where it is the same as when the branch's papers were
last brought up to date without a word, and their files are as they were written, they are up to date now. It only ever
saves work: whatever is not exactly so is planned as if there were no stamp.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pipeline.ledger import Ledger, packed_text, unpacked_text
from pipeline.model.facts import Dossier
from pipeline.model.work import Job, State
from pipeline.produce.maker import MakersOrder, PaperOutcome, Templates
from pipeline.program import engine
from pipeline.spool import Extent, Spool, plainly_packed

Paper: TypeAlias = tuple[int, str, str, str]
"""One of a branch's papers: number of its kind in the catalog, member (or ""), path, what it waits for (or "")."""

_QUIET = frozenset({State.MADE, State.UNCHANGED})


@dataclass(slots=True)
class Stamps:
    """The stamps of one campaign's branches."""

    ledger: Ledger
    order: MakersOrder
    templates: Templates
    body_font: str
    _own: dict[str, str] = field(default_factory=dict)  # branch → its stamp in this run
    _papers: defaultdict[str, list[Paper]] = field(default_factory=lambda: defaultdict(list))  # not packed yet
    _spool: Spool = field(default_factory=Spool)
    _packed: dict[str, Extent] = field(default_factory=dict)  # branch → its papers
    _loud: set[str] = field(default_factory=set)
    _kept: dict[str, str] = field(init=False)  # branch → its stamp in the run before
    _shared: hashlib._Hash = field(init=False)  # of what every branch's papers may show
    _numbers: dict[object, int] = field(init=False)

    def __post_init__(self) -> None:
        self._kept = self.ledger.stamps(self._campaign)
        digests = [(name, scope.value, each, made.digest) for (name, scope, each), made in self.templates.items()]
        order = self.order
        shared = (engine(), self.body_font, sorted(digests), order.kinds, order.township, order.key)
        self._shared = hashlib.sha256(plainly_packed(shared))  # once: it grows with the branches
        self._numbers = {kind: number for number, kind in enumerate(self.order.kinds)}

    @property
    def _campaign(self) -> str:
        return self.order.township.campaign.folder

    def standing(self, index: int, dossier: Dossier) -> Iterator[Job] | None:
        """Return the branch's papers, without facts, if nothing that they could show has changed; else None."""
        name = dossier.branch.name
        own = self._shared.copy()
        own.update(plainly_packed((index, dossier)))
        stamp = self._own[name] = own.hexdigest()
        if self._kept.get(name) != stamp:
            return None
        papers = json.loads(unpacked_text(self.ledger.papers(self._campaign, name)))
        return (
            Job(path, self.order.kinds[kind], {}, name, member, waits=State(waits) if waits else None)
            for kind, member, path, waits in papers
        )

    def note(self, outcome: PaperOutcome) -> None:
        """Remember a paper of a branch that was planned; one that has anything to say leaves no stamp."""
        job = outcome.job
        self._papers[job.branch].append((self._numbers[job.kind], job.member, job.path, job.waits or ""))
        if outcome.reasons or outcome.bug or outcome.placed.fault or outcome.placed.state not in _QUIET:
            self._loud.add(job.branch)

    def pack(self) -> None:
        """Put away what was noted; called when all papers of the branches that were noted are."""
        for name, papers in self._papers.items():
            if self._is_news(name):
                self._packed[name] = self._spool.put(_packed(papers))
        self._papers.clear()

    def keep(self) -> None:
        """Keep the stamps for the next run; called when everything is recorded."""
        new = {name: self._packed.get(name) for name in self._own if self._is_news(name)}
        gone = {name for name in self._kept if name not in self._own or name in self._loud}
        if new or gone:
            papers = ((name, self._spool.get(slip) if slip else _packed(())) for name, slip in new.items())
            self.ledger.stamp(self._campaign, ((name, self._own[name], each) for name, each in papers), gone)

    @property
    def quiet(self) -> set[str]:
        """The branches whose papers are all as they should be: `keep` has their lists."""
        return self._own.keys() - self._loud

    def _is_news(self, name: str) -> bool:
        return name not in self._loud and self._kept.get(name) != self._own[name]


def _packed(papers: Sequence[Paper]) -> bytes:
    return packed_text(json.dumps(papers, ensure_ascii=False, separators=(",", ":")))
