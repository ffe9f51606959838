"""Who speaks, presides or is sent to a meeting, as the YAML names them, against those whom the workbooks know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import codes
from pipeline.model.facts import Dossier, Leader, Meeting, Person, Township
from pipeline.model.problem import Origin, Problem

_ROLES = (("主持人", "host"), ("讲话人", "speaker"))


def check(township: Township, dossiers: Sequence[Dossier]) -> Iterator[Problem]:
    """Yield a Problem for each whose office stands elsewhere, and for each branch's speaker whom nobody knows."""
    lines, offices = township.campaign.lines, _offices(township.leaders)
    for number, meeting in enumerate(township.campaign.meetings):
        for role, person in _people(meeting):
            yield from _office(person, offices, lines, f"会议.{number}.{role}")
    for dossier in dossiers:
        yield from _attendees(dossier, township)
        held = dossier.arrangement.meeting if dossier.arrangement else None
        for role, person in _people(held) if isinstance(held, Meeting) else ():
            path = f"支部安排.{dossier.arrangement.key if dossier.arrangement else ''}.会议.{role}"
            if person.name == dossier.branch.secretary:
                continue
            if person.title == "" and person.name in offices:
                yield from _office(person, offices, lines, path)
            elif person.title == "" and not _is_known(str(person.name), dossier):
                secretary = dossier.branch.secretary
                told = f"；书记是「{secretary}」" if isinstance(secretary, str) and secretary else ""
                yield codes.YAML_SPEAKER.at(_at(lines, path), key=path, value=person.name, secretary=told)


def _attendees(dossier: Dossier, township: Township) -> Iterator[Problem]:
    """Yield whom a branch sends to a meeting without having him."""
    if not dossier.members:
        return
    branch, lines = dossier.branch, township.campaign.lines
    sent = [(f"支部安排.{own.key}.参会人员", own)] if (own := dossier.arrangement) else []
    for number, meeting in enumerate(township.campaign.meetings):
        sent += [(f"会议.{number}.参会人员.{each.key}", each) for each in meeting.sending if each.branch == branch.name]
    for path, each in sent:
        for name in each.attendees if isinstance(each.attendees, tuple) else ():
            if name != branch.secretary and not _is_known(name, dossier):
                yield codes.YAML_ATTENDEE.at(lines.get(path, each.origin), key=path.replace(".0.", ".", 1), value=name)


def _people(meeting: Meeting) -> Iterator[tuple[str, Person]]:
    for role, field in _ROLES:
        person = getattr(meeting, field)
        if isinstance(person, Person) and isinstance(person.name, str) and person.name:
            yield role, person


def _offices(leaders: Sequence[Leader]) -> Mapping[str, str]:
    """Return the offices of the leaders by name; of namesakes nobody's."""
    found: dict[str, str] = {}
    for leader in leaders:
        if isinstance(leader.name, str) and isinstance(leader.title, str):
            found[leader.name] = "" if leader.name in found else leader.title
    return {name: office for name, office in found.items() if office}


def _office(person: Person, offices: Mapping[str, str], lines: Mapping[str, Origin], path: str) -> Iterator[Problem]:
    office = offices.get(str(person.name), "")
    if person.title == "" and office:
        key = path.replace(".0.", ".", 1)
        yield codes.YAML_OFFICE.at(_at(lines, path), key=key, value=person.name, office=office)


def _is_known(name: str, dossier: Dossier) -> bool:
    return bool(dossier.doubts.members) or any(member.name == name for member in dossier.members)


def _at(lines: Mapping[str, Origin], path: str) -> Origin:
    return lines.get(path, Origin("inputs"))
