"""支部安排, and 名额 and 参会人员 of meetings → whose they are.

What nobody can place may be of a branch of which nothing else is said: there it is unread, not empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.inbox.matching import Aliases, Unmatched
from pipeline.model import codes
from pipeline.model.facts import Arrangement, Branch, Campaign, Meeting, Unread
from pipeline.model.problem import Hides, Origin, Problem


def arrangements(
    campaign: Campaign, names: Aliases, taking_part: Sequence[Branch], problems: list[Problem]
) -> dict[str, Arrangement]:
    """Return 支部安排 by the branches' full names; what names no branch of this campaign is a Problem."""
    found = _by_branch(campaign.arrangements, "支部安排", names, taking_part, problems)
    summaries = [phase.name for phase in campaign.phases] if isinstance(campaign.phases, tuple) else []
    for branch in taking_part:
        if branch.name not in found.told and (doubts := (*campaign.unsure, *found.of(branch.name))):
            unread = Unread(doubts)
            found.told[branch.name] = Arrangement(
                key=branch.name,
                origin=doubts[0].origin,
                branch=branch.name,
                phases=unread,
                meeting=unread,
                outline=unread,
                quota=unread,
                attendees=unread,
                cutoff=unread,
                plan=unread,
                gathering=unread,
                summaries={name: unread for name in summaries if isinstance(name, str)},
            )
    return found.told


def meetings(
    campaign: Campaign,
    names: Aliases,
    taking_part: Sequence[Branch],
    arranged: Mapping[str, Arrangement],
    problems: list[Problem],
) -> Iterator[Meeting]:
    """Yield the meetings with the full names of the branches that 名额 and 参会人员 name."""
    for number, held in enumerate(campaign.meetings):
        found = _by_branch(held.sending, "会议", names, taking_part, problems)
        for name, own in found.told.items() if not number else ():
            said = arranged.get(name)
            if said and ((said.quota and own.quota) or (said.attendees and own.attendees)):
                problems.append(codes.YAML_DUPLICATE_KEY.at(own.origin, key=own.key, other=said.origin))
        for branch in taking_part:
            if branch.name not in found.told and (doubts := found.of(branch.name)):
                unread = Unread(doubts)
                found.told[branch.name] = Arrangement(
                    branch.name, doubts[0].origin, branch.name, quota=unread, attendees=unread
                )
        yield replace(held, sending=tuple(found.told.values()))


def in_yaml(unmatched: Unmatched, key: str, origin: Origin, hides: Hides = Hides.DOCUMENTS) -> Problem:
    """Return the fault of a name in the YAML that is none of a branch."""
    if unmatched.because is not None:
        return unmatched.because
    return codes.YAML_BRANCH.hiding(hides).at(
        origin, key=key, value=unmatched.text, nearest=unmatched.nearest, offers=(unmatched.meant,)
    )


@dataclass(slots=True)
class _Found:
    """What a YAML says of single branches, by their full names, and what it says of nobody knows whom."""

    told: dict[str, Arrangement] = field(default_factory=dict)
    unplaced: list[tuple[Unmatched, Problem]] = field(default_factory=list)

    def of(self, branch: str) -> tuple[Problem, ...]:
        """Return why something may be said of a branch."""
        return tuple(
            problem
            for unmatched, problem in self.unplaced
            if branch in (unmatched.candidates or unmatched.near or (branch,))
        )


def _by_branch(
    listed: Iterable[Arrangement], where: str, names: Aliases, taking_part: Sequence[Branch], problems: list[Problem]
) -> _Found:
    here = {branch.name for branch in taking_part}
    found = _Found()
    for each in listed:
        match names.find(each.key):
            case str() as name if name in here and name not in found.told:
                found.told[name] = replace(each, branch=name)
            case str() as name if name in found.told:
                problems.append(codes.YAML_DUPLICATE_KEY.at(each.origin, key=each.key, other=found.told[name].origin))
            case str():
                problems.append(in_yaml(Unmatched(each.key), where, each.origin, Hides.ROW))
            case unmatched:
                problems.append(in_yaml(unmatched, where, each.origin, Hides.ROW))
                found.unplaced.append((unmatched, problems[-1]))
    return found
