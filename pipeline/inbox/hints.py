"""What 备注 says of a member that counts only where its own column says it: a notice, and no value changes.

Looked at when everything that counts is known: of what counts already nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.inbox import fields
from pipeline.inbox.counting import NORMAL
from pipeline.model import codes
from pipeline.model.facts import Member
from pipeline.model.problem import Origin, Problem

_NOT = fields.UNDENIED
_CATEGORIES = (
    ("外出务工", re.compile(r"(?:外出|在外|外地)?(?:务工|打工|做工|经商)")),
    ("流动", re.compile(rf"流动|{_NOT}外出|{_NOT}在外|外地|异地|[随跟](?:子女|儿子|女儿)|投[靠奔](?:子女|儿子|女儿)")),
    ("离退休", re.compile(rf"{_NOT}(?:离退休|退休|离休|退养)")),
    (
        "年老体弱",
        re.compile(
            "年老|年迈|年高|高龄|体弱|多病|长期(?:患|生)?病|长期住院|重病|大病|重症|卧床|卧病|瘫痪|偏瘫|中风|残疾|残障|失能|失智|"
            "(?:行动|行走|腿脚)不[便灵]|不能自理"
        ),
    ),
    ("一线", re.compile("一线")),
    ("两新", re.compile("两新|非公|社会组织|新经济|新社会|新就业")),
    ("文化程度低", re.compile("文盲|不识字|识字不多|文化(?:程度)?(?:低|不高)|小学(?:文化|肄业|毕业)")),
)
"""The categories of 党员分类, as a note speaks of them; the first that takes a word has it."""
_LOST = re.compile(rf"失联|{_NOT}失去联系|[联取]系不[上到]|联络不[上到]|无法(?:取得)?联[系络]|没有联系|下落不明|失踪")


def of(members: Iterable[Member]) -> Iterator[Problem]:
    """Yield what the notes of members suggest; their categories are known."""
    for member in members:
        if member.note and isinstance(member.note, str) and member.source:
            yield from _of(member, member.note, member.source.at("备注"))


def _of(member: Member, note: str, origin: Origin) -> Iterator[Problem]:
    if member.standing == NORMAL and (left := fields.LEFT.search(note)):
        yield codes.CELL_NOTE_LEFT.at(origin, value=left[0])
    if member.lost is False and (lost := _LOST.search(note)):
        yield codes.CELL_NOTE_LOST.at(origin, value=lost[0])
    if member.stated_categories is not None:
        return
    counted = member.categories if isinstance(member.categories, tuple) else ()
    for category, pattern in _CATEGORIES:
        match = pattern.search(note)
        note = pattern.sub(" ", note)
        if match and category not in counted:
            yield codes.CELL_CATEGORY_HINT.at(origin, value=match[0], category=category)
