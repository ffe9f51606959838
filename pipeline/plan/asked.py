"""What a campaign asks for and arranges, as templates see it: 学习 评议 测评 …, 实施方案, 组织生活会, 列席, 本文."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline import ordinals
from pipeline.expression import Entity, Unreadable
from pipeline.model.facts import Arrangement, Block, Campaign, Field, Meeting, Outline, Person, Phase, Unread
from pipeline.model.phases import study_months
from pipeline.model.problem import Origin
from pipeline.plan import speech_texts
from pipeline.plan.values import FactLines, day_of, moment, plain

SECTIONS = ("总体要求", "目标任务", "范围对象", "方法步骤", "组织领导", "工作要求")
"""The parts of an 实施方案; what its author writes under such a heading takes the frame's place."""
SUMMARY: Mapping[str, tuple[str, ...]] = {
    "基本情况": (),
    "主要做法": ("做法", "主要工作", "工作开展情况"),
    "取得的成效": ("成效", "主要成效", "工作成效"),
    "存在的问题": ("问题", "存在问题", "存在的主要问题"),
    "打算": ("今后的打算", "下一步打算", "下一步的打算", "下一阶段的打算", "下一步工作打算"),
}
"""The parts of a 阶段总结, and how else their headings are written."""
_BEFORE, _FURTHER = "前言", "其他"


def demands(campaign: Campaign) -> dict[str, Entity]:
    """Return 学习, 评议, 测评, 征求意见 and 公示."""
    return {
        group: Entity({key: plain(value) for key, value in asked.items()}, FactLines(campaign.lines, f"活动.{group}"))
        for group, asked in campaign.demands.items()
    }


def plan_sections(value: Field[Outline | None], *, of_branch: bool = False) -> Entity:
    """Return what the author of an 实施方案 has written, by the heading that it stands under.

    `of_branch`: it has its last section, 工作要求, only where somebody has written it.
    """
    found = _sections(value, {title: title for title in SECTIONS}, _BEFORE, len(SECTIONS))
    last = found[SECTIONS[-1]]
    if of_branch and isinstance(last, list) and not last:
        return _sections(value, {title: title for title in SECTIONS}, _BEFORE, len(SECTIONS) - 1)
    return found


def summary_sections(value: Field[Outline | None]) -> Entity:
    """Return what the author of a 阶段总结 has written; what stands above its first heading is 主要做法."""
    known = {word: title for title, words in SUMMARY.items() for word in (title, *words)}
    return _sections(value, known, "主要做法", len(SUMMARY))


def _sections(value: Field[Outline | None], known: Mapping[str, str], first: str, count: int) -> Entity:
    """Return an outline's paragraphs by section; `known`: a heading → its section; `first`: of what has none yet.

    Headings of the author's own are numbered behind `count` sections.
    """
    titles = tuple(dict.fromkeys((first, *known.values(), _FURTHER)))
    if isinstance(value, Unread):
        return Entity(dict.fromkeys(titles, Unreadable(value.problems)))
    found: dict[str, list[Block]] = {title: [] for title in titles}
    here = found[first]
    for block in value.blocks if value else ():
        if block.level == 1:
            title = known.get(block.text.strip().rstrip("。"), _FURTHER)
            here = found[title]
            if title != _FURTHER:
                continue
            count += 1
            block = replace(block, number=ordinals.written(1, count))  # noqa: PLW2901
        here.append(block)
    return Entity({title: speech_texts.outline_list(Outline(tuple(blocks))) for title, blocks in found.items()})


def bulletins(campaign: Campaign) -> object:
    """Return 简报."""
    if isinstance(campaign.bulletins, Unread):
        return Unreadable(campaign.bulletins.problems)
    return [
        Entity(
            {
                "期号": plain(each.number),
                "日期": plain(each.date),
                "标题": plain(each.title),
                "正文": speech_texts.outline_list(each.text),
            },
            FactLines(campaign.lines, each.path),
        )
        for each in campaign.bulletins
    ]


def guests(people: Field[tuple[Person, ...]], lines: Mapping[str, Origin], path: str) -> object:
    """Return 列席."""
    if isinstance(people, Unread):
        return Unreadable(people.problems)
    whence = FactLines(lines, path, {"姓名": "列席", "职务": "列席"})
    return [Entity({"姓名": plain(person.name), "职务": plain(person.title)}, whence) for person in people]


def cards(meeting: Meeting, arrangements: Iterable[Arrangement]) -> object:
    """Return whose name stands on a card: as 席卡 says, else who presides, speaks, attends and is sent to it."""
    if meeting.cards:
        return plain(meeting.cards)
    front = [person for person in (meeting.host, meeting.speaker) if person is not None]
    guests = meeting.guests if isinstance(meeting.guests, tuple) else [meeting.guests]
    people = [person if isinstance(person, Unread) else person.name for person in (*front, *guests)]
    own = {each.branch for each in meeting.sending if each.attendees}
    listed = [each.attendees for each in arrangements if each.branch not in own]
    for sent in (*listed, *(each.attendees for each in meeting.sending)):
        people += [sent] if isinstance(sent, Unread) else sent
    unread = tuple(problem for person in people if isinstance(person, Unread) for problem in person.problems)
    return Unreadable(unread) if unread else [name for name in dict.fromkeys(people) if name]


def gathering(value: Field[Meeting | None], lines: Mapping[str, Origin], path: str) -> object:
    """Return 组织生活会, as far as the branch has arranged it."""
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    held = value or Meeting()
    host: object = Unreadable(held.host.problems) if isinstance(held.host, Unread) else ""
    return Entity(
        {
            "时间": day_of(held.time, moment),
            "地点": plain(held.place),
            "主持人": plain(held.host.name) if isinstance(held.host, Person) else host,
            "记录人": plain(held.recorder),
            "列席": guests(held.guests, lines, path),
        },
        FactLines(lines, path),
    )


def of_branch(
    arrangement: Arrangement | None, phases: Field[tuple[Phase, ...]], lines: Mapping[str, Origin]
) -> Iterator[tuple[str, object]]:
    """Yield what a branch has arranged beside its meeting and phases."""
    yield "集中学习月数", plain(study_months(phases))
    yield "实施方案", plan_sections(arrangement.plan if arrangement else None, of_branch=True)
    path = f"支部安排.{arrangement.key}.组织生活会" if arrangement else ""
    yield "组织生活会", gathering(arrangement.gathering if arrangement else None, lines, path)
