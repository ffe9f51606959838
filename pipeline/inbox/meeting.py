"""会议 and 阶段 of a campaign's YAML, the township's and the branches' own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline.inbox import dates, fields, listing
from pipeline.inbox.node import Node
from pipeline.inbox.yaml_keys import GATHERING, MEETING, OUTLINE, OWN_PHASE, PERSON, PHASE_KEYS
from pipeline.inbox.yaml_mapping import Stated
from pipeline.model import codes
from pipeline.model.facts import Arrangement, Block, Field, Meeting, Outline, Person, Phase, TextRun, Unread
from pipeline.model.problem import Origin, Problem, Read

_DEEPEST_HEADING = 4
_NAME_AND_OFFICE = re.compile(
    r"(?P<name>[^（()）:：，,、；;]+?)\s*[（(]\s*(?P<title>(?:[^（()）]|[（(][^（()）]*[）)])+?)\s*[）)]"
    r"|姓名\s*[:：]\s*(?P<named>[^\s:：，,、；;]+)\s*[，,、；;\s]\s*职务\s*[:：]\s*(?P<titled>.+)"
)
_NO_NAME = re.compile(r"[（()）:：，,、；;]")

_NUMBER = re.compile(
    r"(?P<code>\D*?)\s*(?P<opening>[\[【〔﹝(])\s*(?P<year>\d{4})\s*年?\s*[\]】〕﹞)]\s*(?P<more>(?:第\s*)?0*)(?P<number>\d+)\s*(?P<unit>号?)"
)

_OWN = tuple(key for key in MEETING if key not in {"名额", "参会人员"})  # a branch's meeting has all its members

TextOf = Callable[[Origin, str], Read[Outline | None]]
"""Reads the speech that a YAML names: the line that names it, and its file name."""


def read(node: Node, above: Stated, text_of: TextOf, *, own: bool = False) -> Meeting:
    """Return a meeting of `above`; a branch's `own` one may leave everything open."""
    keys = above.item(node, "会议", _OWN if own else MEETING)
    quota, sending = (None, ()) if own else _sent(keys)
    return Meeting(
        name=keys.text("名称") if own else keys.required("名称"),
        time=keys.read("时间", dates.moment, codes.YAML_TIME, required=not own),
        place=keys.text("地点") if own else keys.required("地点"),
        host=person(keys, "主持人"),
        speaker=person(keys, "讲话人"),
        salutation=keys.text("称呼"),
        attendees=keys.list("参加人员"),
        agenda=keys.list("议程", listing.items),
        requirements=keys.list("要求", listing.items),
        reply_by=keys.date("回执截止"),
        outline=outline(keys, text_of),
        guests=people(keys, "列席"),
        cards=keys.persons("席卡"),
        number=paper_number(keys),
        issued=keys.date("发文日期"),
        quota=quota,
        sending=sending,
    )


def _sent(keys: Stated) -> tuple[Field[int | None], tuple[Arrangement, ...]]:
    """Return 名额 of each branch (名额: 2), and what is said of single ones (名额: {一支部: 3}; 参会人员 likewise)."""
    node = keys.node("名额")
    by_branch = node is not None and isinstance(node.value, Mapping)
    quotas = keys.inner("名额", ()) if by_branch else None
    people = keys.inner("参会人员", ()) if keys.has("参会人员") else None
    sending = []
    for branch in dict.fromkeys((*(quotas.values if quotas else ()), *(people.values if people else ()))):
        where = quotas if quotas and branch in quotas.values else people
        assert where is not None
        sending.append(
            Arrangement(
                key=branch,
                origin=where.at(branch),
                quota=quotas.number(branch) if quotas else None,
                attendees=people.persons(branch) if people else (),
            )
        )
    return None if quotas else keys.number("名额"), tuple(sending)


def paper_number(keys: Stated) -> Field[str]:
    """Return 发文字号 as the standard writes it: the year in 〔〕, no zeros and no 第 before the number."""
    words = keys.text("字号")
    match = _NUMBER.fullmatch(fields.narrow(words)) if isinstance(words, str) else None
    if match is None:
        return words
    if match["more"] or not match["unit"]:
        found = f"{match['code']}〔{match['year']}〕{match['number']}号"
        keys.problems.append(codes.YAML_NUMBER.at(keys.at("字号"), value=words, found=found))
    elif "〔" not in match["opening"]:
        what, cure = f"字号“{words}”的年份没有用六角括号", "请用六角括号〔〕"
        keys.problems.append(codes.YAML_TYPED.at(keys.at("字号"), what=what, cure=cure))
    return f"{match['code']}〔{match['year']}〕{match['number']}号"


def gathering(above: Stated) -> Field[Meeting | None]:
    """Return a branch's 组织生活会, as far as it is arranged."""
    node = above.node("组织生活会")
    if node is None or node.is_empty:
        return None
    if node.is_unread:
        return Unread(node.problems)
    keys = above.inner("组织生活会", GATHERING)
    return Meeting(
        time=keys.read("时间", dates.moment, codes.YAML_TIME),
        place=keys.text("地点"),
        host=person(keys, "主持人"),
        recorder=keys.text("记录人"),
        guests=people(keys, "列席"),
    )


def people(keys: Stated, key: str) -> Field[tuple[Person, ...]]:
    """Return several persons: 姓名（职务）, or names alone."""
    listed = keys.persons(key)
    if isinstance(listed, Unread):
        return listed
    matches = ((words, _NAME_AND_OFFICE.fullmatch(words)) for words in listed)
    return tuple(
        Person(_named(match["name"] or match["named"]), match["title"] or match["titled"])
        if match
        else Person(_named(words))
        for words, match in matches
    )


def draft(keys: Stated, key: str, text_of: TextOf) -> Field[Outline | None]:
    """Return what the file says that `key` names; nothing is added to it and nothing left out."""
    name = keys.text(key)
    if isinstance(name, Unread):
        return name
    if not name:
        return None
    found = text_of(keys.at(key), name)
    keys.problems += found.problems
    return Unread(found.problems) if found.value is None else found.value


def person(keys: Stated, key: str) -> Field[Person | None]:
    """Return somebody with an office: {姓名: …, 职务: …}, 姓名（职务）, or the name alone."""
    node = keys.node(key)
    if node is None or node.is_empty:
        return None
    if node.is_unread:
        return Unread(node.problems)
    if not isinstance(node.value, str):
        inner = keys.inner(key, PERSON)
        words, title = inner.text("姓名"), inner.text("职务")
        name = words
    else:
        words = keys.text(key)
        if isinstance(words, Unread):
            return words
        match = _NAME_AND_OFFICE.fullmatch(words)
        name, title = (match["name"] or match["named"], match["title"] or match["titled"]) if match else (words, "")
    if name == "" and title == "":
        return None
    if isinstance(name, str) and name and (_NO_NAME.search(name) or len(listing.persons(name) or ()) != 1):
        return keys.unread(codes.YAML_PERSON.at(node.origin, key=f"{keys.path}.{key}", value=words))
    return Person(name if isinstance(name, Unread) else _named(name), title)


def _named(words: str) -> str:
    """Return a name as rosters have it: 张　三 → 张三; what cannot be one stays as it is written."""
    name = fields.name(words)
    return name if isinstance(name, str) else words


def outline(keys: Stated, text_of: TextOf) -> Field[Outline | None]:
    """Return the speech: the file that 讲话全文 or 讲话稿 names, else what 提纲 says itself."""
    draft, whole = keys.text("讲话稿"), keys.written("讲话全文")
    for each in (draft, whole):
        if isinstance(each, Unread):
            return each
    said = _SAID.get(str(whole))  # 讲话全文: 是 or 否, beside a 讲话稿
    if draft and whole and said is None:
        problem = codes.TEXT_BOTH.at(keys.at("讲话全文"))
        keys.problems.append(problem)
        return Unread((problem,))
    if draft:
        return _drafted(keys, "讲话稿", str(draft), text_of, said=said)
    if whole and said is None:
        return _drafted(keys, "讲话全文", str(whole), text_of, said=True)
    node = keys.node("提纲")
    if node is None or node.is_empty:
        return None
    if node.problems:
        return Unread(node.problems)
    before = len(keys.problems)
    blocks = tuple(_blocks(node, 1, f"{keys.path}.提纲", keys.problems))
    if len(keys.problems) > before:
        return Unread(tuple(keys.problems[before:]))
    return Outline(blocks, node.origin.file)


def _drafted(keys: Stated, key: str, name: str, text_of: TextOf, *, said: bool | None) -> Field[Outline | None]:
    """Return a speech from its file; `said`: whether the YAML calls it whole, None where the draft itself tells."""
    found = text_of(keys.at(key), name)
    keys.problems += found.problems
    if found.value is None:
        return Unread(found.problems)
    speech = found.value
    whole = speech.whole if said is None else said
    keys.problems += _treatment(speech, said=said, whole=whole)
    return replace(speech, whole=whole)


def _treatment(speech: Outline, *, said: bool | None, whole: bool) -> Iterator[Problem]:
    """Yield what a clerk must know of how a draft is taken."""
    origin = Origin(speech.source, f"第{speech.head.place}段" if speech.head.place else "")
    if whole:
        if said is None:
            yield codes.TEXT_WHOLE.at(origin)
        return
    if said is None and (speech.addresses or speech.takes_leave):
        which = "开头有称呼，结尾却不是结束语" if speech.addresses else "结尾是结束语，开头却没有称呼"
        yield codes.TEXT_HALF.at(origin, which=which)
    if what := speech.head.parts:
        yield codes.TEXT_HEAD.at(origin, what="、".join(f"{name}“{words}”" for name, words in what))


_SAID = {"是": True, "否": False, "不是": False, "无": False}


def _blocks(node: Node, level: int, path: str, problems: list[Problem]) -> Iterator[Block]:
    """Yield the paragraphs of an outline in the YAML: texts, and 标题 with its 要点."""
    if isinstance(node.value, str):
        if text := fields.text(node.value):
            yield Block((TextRun(text),))
    elif isinstance(node.value, Mapping):
        keys = Stated.of(node, path, OUTLINE, problems, node.origin)
        title = keys.text("标题")
        if isinstance(title, str) and title:
            yield Block((TextRun(title),), level=min(level, _DEEPEST_HEADING))
        points = keys.node("要点")
        if points is not None and not points.problems:
            yield from _blocks(points, level + 1, path, problems)
    else:
        for item in node.value:
            yield from _blocks(item, level, path, problems)


def phases(keys: Stated, *, own: bool = False) -> Field[tuple[Phase, ...]]:
    """Return 阶段; months are allowed: the first begins on its first day, the last ends on its last.

    `own`: a branch's, which have dates of their own and the campaign's 文种.
    """
    node = keys.node("阶段")
    if node is None or node.is_empty:
        return ()
    if node.problems:
        return Unread(node.problems)
    listed = isinstance(node.value, tuple)
    items = node.value if isinstance(node.value, tuple) else (node,)
    found, named = list[Phase](), dict[str, Origin]()
    for number, item in enumerate(items):
        if item.is_empty:
            continue
        inner = keys.item(item, "阶段", OWN_PHASE if own else PHASE_KEYS)
        steps = inner.list("环节", listing.names)
        papers = () if own else inner.list("文种", listing.names)
        unread = next((each for each in (steps, papers) if isinstance(each, Unread)), None)
        found.append(
            Phase(
                name=unread or _once(inner, named),
                start=inner.read("开始", dates.day, codes.YAML_DATE),
                end=inner.read("结束", dates.last_day, codes.YAML_DATE),
                steps=steps if isinstance(steps, tuple) else (),
                papers=papers if isinstance(papers, tuple) else (),
                path=f"{inner.path}.{number}" if listed else inner.path,
            )
        )
        if order := _wrong_order(inner, found[-1].start, found[-1].end):
            keys.problems.append(order)
    return tuple(found)


def _once(keys: Stated, named: dict[str, Origin]) -> Field[str]:
    """Return a phase's name, which none of those `named` before has: nobody could tell which of them is meant."""
    name = keys.required("名称")
    if isinstance(name, Unread):
        return name
    if name in named:
        return keys.unread(codes.YAML_DUPLICATE_KEY.at(keys.at("名称"), key=f"阶段“{name}”", other=named[name]))
    named[name] = keys.at("名称")
    return name


def _wrong_order(keys: Stated, start: Field[dt.date | None], end: Field[dt.date | None]) -> Problem | None:
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        return codes.YAML_ORDER.at(keys.at("结束"), key=keys.path)
    return None
