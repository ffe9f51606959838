"""The YAML files of one campaign → Campaign. Every key of docs/contract.md §2 and no other; all faults at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.inbox import authored, dates, demands, listing, meeting, reach
from pipeline.inbox.dates import Span
from pipeline.inbox.meeting import TextOf
from pipeline.inbox.node import Node
from pipeline.inbox.reach import Reach
from pipeline.inbox.yaml_keys import ARRANGEMENT, CAMPAIGN, ISSUANCE, ISSUED, ORGANISATION, TOP
from pipeline.inbox.yaml_mapping import Stated
from pipeline.model import codes
from pipeline.model.facts import (
    Arrangement,
    Campaign,
    Field,
    Issuance,
    Meeting,
    Organisation,
    Outline,
    PartialDate,
    Phase,
    Unread,
)
from pipeline.model.problem import Origin, Problem, Read, meant
from pipeline.model.work import RESERVED_FOLDERS, TOWNSHIP_FOLDER

_LETTERHEADS = ("无", "文件", "信函", "套打")
_NEUTRAL = "本单位"  # what any committee may call all that is under it
_STATED = {"党员总数": "党员总数", "党组织数": "支部数", "党支部数": "支部数"}
_REQUIRED = ("名称", "简称", "开始", "结束")


def is_blank(nodes: Sequence[Node]) -> bool:
    """Whether a campaign's YAML is the form that `init` writes, not filled in yet."""
    root = _merged(nodes, []) if nodes else None
    keys = root.value.get("活动") if root and isinstance(root.value, Mapping) else None
    if keys is None or not isinstance(keys.value, Mapping):
        return False
    return all(name not in keys.value or keys.value[name].is_empty for name in _REQUIRED)


def still_open(nodes: Iterable[Node]) -> str:
    """Return what a campaign must say and these files leave empty, with the places: for who has to fill them in."""
    said = []
    for node in nodes:
        keys = node.value.get("活动") if isinstance(node.value, Mapping) else None
        there = keys.value if keys is not None and isinstance(keys.value, Mapping) else {}
        empty = [name for name in _REQUIRED if name not in there or there[name].is_empty]
        places = (f"{name}（{_place(there[name].origin)}）" if name in there else name for name in empty)
        said.append(f"{PurePosixPath(node.origin.file).name} 里 {'、'.join(places)} 还空着")
    return "；".join(said)


def _place(origin: Origin) -> str:
    return f"“{origin.sheet}”表 {origin.cell}" if origin.cell else f"第{origin.line}行"


def read(folder: str, nodes: Sequence[Node], text_of: TextOf, broken: tuple[Problem, ...] = ()) -> Read[Campaign]:
    """Return the campaign; `broken`: the Problems of YAML files of which nothing could be read, and any key may be."""
    problems: list[Problem] = []
    home = Origin(f"inputs/{folder}")
    root = _merged(nodes, problems) if nodes else Node({}, home)
    root = replace(root, problems=(*root.problems, *broken))
    top = Stated.of(root, "", TOP, problems, home)
    lines = dict(_lines(root, ""))
    keys = Stated.of(top.node("活动"), "活动", CAMPAIGN, problems, root.origin)
    start = keys.read("开始", dates.day, codes.YAML_DATE, required=True)
    end = keys.read("结束", dates.last_day, codes.YAML_DATE, required=True)
    if isinstance(start, dt.date) and isinstance(end, dt.date):
        keys.span = top.span = Span(start, end)
    phases, arranged = meeting.phases(keys), top.inner("支部安排", ())
    found = Campaign(
        folder=folder,
        name=keys.required("名称"),
        short=keys.required("简称"),
        theme=keys.text("主题"),
        start=start,
        end=end,
        min_study=keys.text("集中学习不少于"),
        upper_papers=keys.list("上级文件"),
        phases=phases,
        participants=_chosen(keys, "参加支部", listing.names),
        terms=_terms(keys),
        organisation=_organisation(top),
        meetings=tuple(_meetings(top, text_of)),
        issuance=_issuance(papers := top.inner("发文", ISSUED)),
        own_issuance=dict(_each_issuance(papers)),
        demands=demands.read(keys),
        plan=meeting.draft(keys, "实施方案", text_of),
        summaries=authored.summaries(keys, phases, text_of),
        bulletins=authored.bulletins(keys, text_of),
        speech_outlines=_speech_outlines(keys, text_of),
        arrangements=tuple(_arrangements(arranged, phases, text_of)),
        unsure=arranged.doubts,
        kinds=_kinds(top),
        cutoff=keys.date("截至"),
        stated=_numbers(keys),
        lines=lines,
    )
    if isinstance(start, dt.date) and isinstance(end, dt.date):
        if end < start:
            problems.append(codes.YAML_ORDER.at(keys.at("结束"), key="活动"))
        problems += _outside(found, start, end)
    problems += _too_late(found)
    return Read(found, tuple(problems))


# --- several files, one campaign ----------------------------------------------------------------------------------


def _merged(nodes: Sequence[Node], problems: list[Problem]) -> Node:
    """Return the files of a campaign as one; a key that two of them give is a Problem and cannot be used."""
    first = nodes[0]
    for other in nodes[1:]:
        first = _joined(first, other, "", problems)
    return first


def _joined(one: Node, two: Node, key: str, problems: list[Problem]) -> Node:
    if isinstance(one.value, Mapping) and isinstance(two.value, Mapping):
        values = dict(one.value)
        for name, node in two.value.items():
            values[name] = _joined(values[name], node, name, problems) if name in values else node
        return Node(values, one.origin, one.problems + two.problems)
    if one.is_empty or two.is_empty:
        return one if two.is_empty else two
    problem = codes.YAML_DUPLICATE_KEY.at(two.origin, key=key, other=one.origin)
    problems.append(problem)
    return Node("", one.origin, (problem,))


def _lines(node: Node, path: str) -> Iterator[tuple[str, Origin]]:
    """Yield every leaf's dotted path and its line; a single 会议 is 会议.0."""
    if isinstance(node.value, Mapping):
        for key, value in node.value.items():
            below = f"{path}.{key}" if path else key
            yield from _lines(value, f"{below}.0" if below == "会议" and isinstance(value.value, Mapping) else below)
    elif isinstance(node.value, tuple) and not all(isinstance(item.value, str) for item in node.value):
        for number, item in enumerate(node.value):
            yield from _lines(item, f"{path}.{number}")
    if path:
        yield path, node.origin


# --- the parts ----------------------------------------------------------------------------------------------------


def _terms(keys: Stated) -> Mapping[str, str]:
    inner = keys.inner("规范用语", ())
    words = {wrong: inner.text(wrong) for wrong in inner.values}
    return {wrong: right for wrong, right in words.items() if isinstance(right, str)}


def _speech_outlines(keys: Stated, text_of: TextOf) -> Mapping[str, Field[Outline | None]]:
    """Return 讲话提纲: by the kind of branch what a branch without a speech of its own begins with."""
    inner = keys.inner("讲话提纲", ())
    read = {kind: meeting.draft(inner, kind, text_of) for kind in inner.values}
    return {kind: replace(each, whole=False) if isinstance(each, Outline) else each for kind, each in read.items()}


def _numbers(keys: Stated) -> Mapping[str, tuple[int, Origin]]:
    """Return the totals that the YAML states itself; they are checked against the rosters, never printed."""
    found = {}
    for key, name in _STATED.items():
        number = keys.number(key)
        if isinstance(number, int):
            found[name] = (number, keys.at(key))
    return found


def _organisation(top: Stated) -> Organisation:
    keys = top.inner("单位", ORGANISATION)
    name = keys.required("名称") if top.node("单位") else ""
    told = reach.of(name) if isinstance(name, str) else Reach()
    whole = _whole(keys, name, told)
    return Organisation(
        name=name,
        short=keys.text("简称"),
        code=keys.text("发文代字"),
        office=keys.text("办公室"),
        contact=keys.text("联系人"),
        phone=keys.text("电话"),
        letterhead=keys.choice("红头", _LETTERHEADS),
        whole=whole,
        own=keys.text("简略") or told.own,
        folder=whole if isinstance(whole, str) else told.whole or TOWNSHIP_FOLDER,
    )


def _whole(keys: Stated, name: Field[str], told: Reach) -> Field[str]:
    """Return what all under the committee is called: as 全域 says, or as the committee's name tells."""
    stated = keys.text("全域")
    if isinstance(stated, str) and stated and not _may_be_a_folder(stated):
        return keys.unread(codes.YAML_WHOLE.at(keys.at("全域"), key="单位.全域", value=stated))
    if stated:
        return stated
    if not isinstance(name, str) or not name:
        return TOWNSHIP_FOLDER
    if told.is_committee and not told.whole:
        keys.problems.append(codes.YAML_WHOLE_UNKNOWN.at(keys.at("名称"), value=name, instead=_NEUTRAL))
    return told.whole or _NEUTRAL


def _may_be_a_folder(word: str) -> bool:
    return re.fullmatch(r"\w{2,12}", word) is not None and word not in RESERVED_FOLDERS - {TOWNSHIP_FOLDER}


def _meetings(top: Stated, text_of: TextOf) -> Iterator[Meeting]:
    node = top.node("会议")
    if node is None or node.is_empty:
        return
    for item in node.value if isinstance(node.value, tuple) else (node,):
        unread = Unread(item.problems)
        yield Meeting(unread, unread, unread, unread, unread) if item.is_unread else meeting.read(item, top, text_of)


def _issuance(keys: Stated) -> Issuance:
    return Issuance(
        number=meeting.paper_number(keys),
        date=keys.date("日期"),
        signers=keys.persons("签发人"),
        copy_number=keys.text("份号"),
        secrecy=keys.text("密级"),
        urgency=keys.text("紧急程度"),
        copies=keys.list("抄送"),
        printer=keys.text("印发机关"),
        printed=keys.date("印发日期"),
        note=keys.text("附注"),
    )


def _each_issuance(keys: Stated) -> Iterator[tuple[str, Issuance]]:
    """Yield what 各文种 says of single kinds of paper: two papers never share a number."""
    listed = keys.inner("各文种", ())
    for kind, node in listed.values.items():
        yield kind, _issuance(listed.item(node, kind, ISSUANCE))


def _chosen(keys: Stated, key: str, split: Callable[[str], tuple[str, ...]]) -> Field[tuple[str, ...]]:
    """Return a list without which all are meant: one that says 无 cannot be told from that."""
    chosen = keys.list(key, split)
    if chosen or not keys.has(key):
        return chosen
    how = "都要的，请删去这一行；只要几个的，请写成 [甲, 乙]"
    return keys.unread(codes.YAML_TYPE.at(keys.at(key), key=keys.label(key), expected="一列名称", how=how))


def _kinds(top: Stated) -> Field[tuple[str, ...]]:
    """Return 文种. Several in one text are not told apart: nobody knows which papers are meant not to be."""
    kinds = _chosen(top, "文种", listing.whole)
    if isinstance(kinds, tuple) and len(kinds) == 1 and len(several := listing.names(kinds[0])) > 1:
        apart = f"；几个文种要写成一列：[{', '.join(several)}]"
        return top.unread(codes.YAML_KIND.at(top.at("文种"), value=kinds[0], nearest=apart))
    return kinds


def _arrangements(listed: Stated, common: Field[tuple[Phase, ...]], text_of: TextOf) -> Iterator[Arrangement]:
    for branch, node in listed.values.items():
        keys = listed.item(node, branch, ARRANGEMENT)
        own = keys.node("会议")
        held: Field[Meeting | None] = None
        if own is not None and own.is_unread:
            held = Unread(own.problems)
        elif own is not None and not own.is_empty:
            held = meeting.read(own, keys, text_of, own=True)
        own_phases = _of_the_campaign(keys, meeting.phases(keys, own=True), common)
        yield Arrangement(
            key=branch,
            origin=node.origin,
            phases=own_phases,
            meeting=held,
            outline=_own_speech(meeting.outline(keys, text_of), held),
            quota=keys.number("名额"),
            attendees=keys.persons("参会人员"),
            cutoff=keys.date("截至"),
            plan=meeting.draft(keys, "实施方案", text_of),
            gathering=meeting.gathering(keys),
            summaries=authored.summaries(keys, authored.either(own_phases, common), text_of),
        )


def _of_the_campaign(
    keys: Stated, own: Field[tuple[Phase, ...]], common: Field[tuple[Phase, ...]]
) -> Field[tuple[Phase, ...]]:
    """Return a branch's phases; one whose name is nearly one of the campaign's may be meant to be that one."""
    if isinstance(own, Unread) or isinstance(common, Unread):
        return own
    names = [phase.name for phase in common if isinstance(phase.name, str)]
    told = {phase.name for phase in own}
    free = [name for name in names if name not in told]
    return tuple(
        replace(phase, name=keys.unread(_no_phase(keys, phase, names)))
        if isinstance(phase.name, str) and phase.name not in names and meant(phase.name, free)
        else phase
        for phase in own
    )


def _no_phase(keys: Stated, phase: Phase, names: Sequence[str]) -> Problem:
    origin = next((inner.origin for inner in _items(keys.node("阶段")) if _says(inner, phase.name)), keys.at("阶段"))
    return codes.YAML_CHOICE.at(origin, key=f"{keys.path}.阶段.名称", value=phase.name, choices="、".join(names))


def _items(node: Node | None) -> Sequence[Node]:
    return node.value if node is not None and isinstance(node.value, tuple) else ()


def _says(node: Node, name: object) -> bool:
    said = node.value.get("名称") if isinstance(node.value, Mapping) else None
    return said is not None and said.value == name


def _own_speech(stated: Field[Outline | None], held: Field[Meeting | None]) -> Field[Outline | None]:
    """Return a branch's speech: its own, or the one that is written under its meeting."""
    return held.outline if stated is None and isinstance(held, Meeting) else stated


# --- dates that do not fit ----------------------------------------------------------------------------------------


def _outside(campaign: Campaign, start: dt.date, end: dt.date) -> Iterator[Problem]:
    """Warn of phases and meetings outside the campaign; the township's may come before it, as far as papers do."""
    yield from _phases_outside(campaign, "活动", campaign.phases, start, end)
    for arrangement in campaign.arrangements:
        path = f"支部安排.{arrangement.key}"
        yield from _phases_outside(campaign, path, arrangement.phases, start, end)
        held = arrangement.meeting if isinstance(arrangement.meeting, Meeting) else Meeting()
        if (day := _day(held)) and not start <= day <= end:
            yield _window(campaign, f"{path}.会议.时间", start, end)
    for number, meeting_ in enumerate(campaign.meetings):
        if (day := _day(meeting_)) and not start - dates.BEFORE <= day <= end:
            yield _window(campaign, f"会议.{number}.时间", start, end)


def _day(held: Meeting) -> dt.date | None:
    """Return the day of a meeting, as far as it is known."""
    if isinstance(held.time, dt.datetime):
        return held.time.date()
    return held.time if isinstance(held.time, dt.date) else None


def _too_late(campaign: Campaign) -> Iterator[Problem]:
    """Warn of a notice dated after the meeting that it calls, and of replies due when the meeting is over."""
    for number, held in enumerate(campaign.meetings):
        if (day := _day(held)) is None:
            continue
        dates = {f"会议.{number}.回执截止": held.reply_by}
        if held.issued:
            dates[f"会议.{number}.发文日期"] = held.issued
        elif not number:  # 发文 is the first meeting's
            dates["发文.日期"] = campaign.issuance.date
        for path, date in dates.items():
            if isinstance(date, dt.date) and date > day:
                origin = campaign.lines.get(path, Origin(f"inputs/{campaign.folder}"))
                shown, then = (PartialDate(each.year, each.month, each.day) for each in (date, day))
                yield codes.YAML_LATE.at(origin, key=path.replace(f".{number}.", "."), value=shown, meeting=then)


def _phases_outside(
    campaign: Campaign, path: str, phases: Field[tuple[Phase, ...]], start: dt.date, end: dt.date
) -> Iterator[Problem]:
    if isinstance(phases, Unread):
        return
    for number, phase in enumerate(phases):
        for key, value in (("开始", phase.start), ("结束", phase.end)):
            if isinstance(value, dt.date) and not start <= value <= end:
                yield _window(campaign, f"{path}.阶段.{number}.{key}", start, end)


def _window(campaign: Campaign, path: str, start: dt.date, end: dt.date) -> Problem:
    first, last = (str(PartialDate(day.year, day.month, day.day)) for day in (start, end))
    origin = campaign.lines.get(path, Origin(f"inputs/{campaign.folder}"))
    return codes.YAML_WINDOW.at(origin, key=path, start=first, end=last)
