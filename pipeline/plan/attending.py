"""Whom a branch sends to a meeting of the township, how many, and what its roster says of them (参会们)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.expression import Entity, Unreadable
from pipeline.model.facts import Meeting
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.plan.values import plain


def attendees_list(branch: Entity, members: Iterable[Entity], doubts: tuple[Problem, ...] = ()) -> object:
    """Return whom the branch sends to the township's meeting, with what its roster says of them.

    Somebody who is not in the roster, or whose name two members have, has a name and nothing else. `doubts`: why
    somebody may be in the roster though nobody can tell.
    """
    names = branch["参会人员"]
    if not isinstance(names, list):
        return names
    found: dict[str, list[Entity]] = {name: [] for name in names}
    for member in members:
        name = member["姓名"]
        if isinstance(name, str) and name in found:
            found[name].append(member)
    return [_attendee(name, found[name], branch, doubts) for name in names]


def _attendee(name: str, meant: Sequence[Entity], branch: Entity, doubts: tuple[Problem, ...]) -> Entity:
    unread: dict[str, object] = dict.fromkeys(("性别", "党内职务", "联系电话"), Unreadable(doubts)) if doubts else {}
    member = meant[0] if len(meant) == 1 else Entity({} if meant else unread)
    post = member.get("党内职务", "")
    if not isinstance(post, Unreadable) and post == "":
        secretary = branch["书记"]
        if isinstance(secretary, Unreadable):
            post = secretary
        elif secretary == name:
            post = branch["书记职务"]
    facts = {"姓名": name, "性别": member.get("性别", ""), "职务": post, "联系电话": member.get("联系电话", "")}
    return Entity(facts, _AttendeeCells(member.whence) if member.whence else branch.whence)


@frozen
class Sent:
    """名额 and 参会人员 of one meeting; those of 支部安排 are the first one's, where it says nothing itself."""

    meeting: Meeting
    is_first: bool

    def by(self, branch: Entity) -> Entity:
        """Return a branch as the papers of this meeting see it."""
        own = next((each for each in self.meeting.sending if each.branch == branch["名称"]), None)
        quota, people = (branch["名额"], branch["参会人员"]) if self.is_first else ("", [])
        if own and own.quota is not None:
            quota = plain(own.quota)
        elif not isinstance(quota, Unreadable) and quota == "":
            quota = plain(self.meeting.quota)
        if own and own.attendees:
            people = plain(own.attendees)
        shown = Entity({**branch, "名额": quota, "参会人员": people}, branch.whence)
        return Entity(shown, _SentFrom(branch.whence, own.origin)) if own else shown


class HeldMeeting(Entity):
    """A meeting as templates see it, with what they do not see of it."""

    __slots__ = ("sent",)

    def __init__(self, shown: Entity, sent: Sent) -> None:
        super().__init__(shown, shown.whence)
        self.sent = sent

    def __reduce__(self) -> tuple[type[HeldMeeting], tuple[Entity, Sent]]:  # type: ignore[override]
        return HeldMeeting, (Entity(self, self.whence), self.sent)


@frozen
class _SentFrom:
    """Where a branch's facts stand, 名额 and 参会人员 at the meeting's own line."""

    others: Callable[[str], Origin | None] | None
    line: Origin

    def __call__(self, name: str) -> Origin | None:
        return self.line if name in {"名额", "参会人员"} else self.others(name) if self.others else None


@frozen
class _AttendeeCells:
    """The cell of each of an attendee's names, in his own row of the roster."""

    at: Callable[[str], Origin | None]

    def __call__(self, name: str) -> Origin | None:
        return self.at("党内职务" if name == "职务" else name)
