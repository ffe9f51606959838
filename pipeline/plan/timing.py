"""时机: whether a document is due yet.

There is no clock: 截至 stands in the campaign's YAML, so that the same inputs give the same papers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pipeline.expression import Stopped, insist
from pipeline.model import codes
from pipeline.model.facts import Campaign, Field, Phase, Unread
from pipeline.model.phases import of_kind as phase_of
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.model.work import Facts, Kind, Timing


def is_due(
    kind: Kind, facts: Facts, phases: Sequence[Phase], cutoff: Field[dt.date | None], element: object = None
) -> bool:
    """Whether a document's 时机 has come; `phases` and `cutoff` are the unit's own. Raises Stopped."""
    match kind.timing:
        case Timing.ALWAYS:
            return True
        case Timing.DATA:
            data = facts[kind.data] if kind.data else True
            insist(data)
            return bool(data)
        case Timing.PHASE_END:
            phase = _phase(facts, phases, element)
            for value in (cutoff, phase.end if phase else None):
                if isinstance(value, Unread):
                    raise Stopped(value.problems)
            end = phase.end if phase else None
            return isinstance(cutoff, dt.date) and isinstance(end, dt.date) and cutoff >= end


def _phase(facts: Facts, phases: Sequence[Phase], element: object) -> Phase | None:
    """Return the phase that a document speaks of: its element where that is one, else 本阶段."""
    home = facts["支部"] if "支部" in facts else facts["活动"]
    assert isinstance(home, dict)
    shown = home["阶段"]
    insist(shown)
    for meant in (element, facts["本阶段"]):
        insist(meant)
        for entity, phase in zip(shown, phases, strict=True):
            if entity is meant:
                return phase
    return None


def waiting_for_phase(campaign: Campaign, kinds: Sequence[Kind]) -> Iterator[Problem]:
    """Yield which papers wait for the end of a phase that nothing in the YAML can bring."""
    late = [kind for kind in kinds if kind.timing is Timing.PHASE_END]
    named = {phase.name for phase in campaign.phases} if isinstance(campaign.phases, tuple) else set()
    own = [each for each in campaign.arrangements if each.cutoff is not None]
    home = Origin(f"inputs/{campaign.folder}")
    for kind in {each.name: each for each in late}.values():
        if campaign.cutoff is None and not own:
            origin = campaign.lines.get("活动", home)
            yield codes.PAPER_WAITS.at(origin, kind=kind.name, reason="还没有写 活动.截至")
        elif (
            kind.phase
            and not kind.each
            and isinstance(campaign.phases, tuple)
            and phase_of(campaign, kind) not in named
        ):
            near = nearest(kind.phase, [name for name in named if isinstance(name, str)])
            reason = f"活动里没有“{kind.phase}”这个阶段{near}"
            yield codes.PAPER_WAITS.at(campaign.lines.get("活动.阶段", home), kind=kind.name, reason=reason)
