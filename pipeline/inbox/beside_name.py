"""What people write beside a name in its cell: 李秀英（预备）, 李秀英（女，壮族）, 李秀英 去世, 李秀英*.

What a column of its own tells goes there; what tells namesakes apart stays; of all else somebody is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field

from pipeline import surnames
from pipeline.inbox import fields
from pipeline.model.frozen import frozen

_SEVERAL = re.compile(r"[^\W\d_]{2,}(?:[、，,;；/][^\W\d_]{2,})+")
_BRACKETS = re.compile(r"[（(\[【]([^）)\]】]*)[）)\]】]")
_WITHIN = re.compile(r"(?P<name>[^（(\[【]+?)\s*(?P<words>(?:[（(\[【][^）)\]】]*[）)\]】]\s*)+)")
_BEHIND = re.compile(r"(?P<name>\S.*?)[\s:：_—–\-]+(?P<words>\S+)", re.DOTALL)
_BETWEEN = re.compile(r"[，,、；;/\s（）()\[\]【】]+")
_TELLS_APART = re.compile(
    r"[大中小老少长幼东西南北甲乙丙丁]|(?:第?[\d一二三四五六七八九十]+|.{1,3})[组队屯村寨号]|[\d.年月]+生?"
)
_NUMBERED = re.compile(r"\d{1,7}$")  # 张三1, 张三1965
_MAY_HAVE_LEFT = re.compile(rf"{fields.LEFT.pattern}|{fields.UNDENIED}(?:转(?!正|业|退)|迁|停|亡|调[离走往到])")
_DOTS = frozenset(" ·•・‧∙．.'’〇")
_LENGTHS = range(2, 4)  # characters of a usual name
_LONGER = 4  # than any name whose surname has one character


@frozen
class WrittenName:
    """A name, and what stands beside it; `said` are values by the header of their column, `why` makes it no name."""

    name: str
    said: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


def no_member(words: str) -> str:
    """Return why a cell of a roster is not one member's name: two of them, or one who has left; "" where it may be."""
    plain = fields.text(words)
    if _SEVERAL.fullmatch(plain.replace(" ", "").replace("\n", "、")) or _are_two(plain.split()):
        return "像几个人的名字，一人请写一行"
    left = next(filter(_MAY_HAVE_LEFT.search, _BRACKETS.findall(words)), "")
    if not left and (found := fields.LEFT.search(plain.replace(" ", ""))):
        left = found[0]
    return f"写着“{left}”；不在册的请删去这一行，或把党籍状态填为 停止党籍，姓名里只写姓名" if left else ""


def _are_two(words: list[str]) -> bool:
    """Whether each of two words is a name: 李秀英 王大明, not 欧阳 娜娜."""
    whole = all(len(word) in _LENGTHS and surnames.begin(word) for word in words)
    return len(words) > 1 and whole and sum(map(len, words)) > _LONGER


def told(words: str) -> WrittenName:
    """Return what a cell says that may hold more than a name."""
    if match := _WITHIN.fullmatch(words):
        return _with(match["name"], _parts(match["words"]))
    match = _BEHIND.fullmatch(words)
    if match and all(map(_value, _parts(match["words"]))):
        return _with(match["name"], _parts(match["words"]))
    return WrittenName(words, why=_strange(words))


def _with(name: str, parts: list[str]) -> WrittenName:
    """Return a name with what stands in brackets, or parted, behind it."""
    said: dict[str, str] = {}
    apart = []
    for part in parts:
        if found := _value(part):
            said |= found
        elif _TELLS_APART.fullmatch(fields.narrow(part)):
            apart.append(part)
        else:
            return WrittenName(name, why=f"“{part}”不像姓名里的话；姓名里只写姓名，别的请写到它自己的一列")
    return WrittenName(name + (f"（{'、'.join(apart)}）" if apart else ""), said, _strange(name))


def _parts(words: str) -> list[str]:
    return [part for part in _BETWEEN.split(words) if part]


def _value(words: str) -> dict[str, str]:
    if status := fields.STATUSES.get(words):
        return {"人员类别": status}
    sex = fields.sex(words)
    if sex in {"男", "女"}:
        return {"性别": sex}
    return {"民族": words} if words.endswith("族") and len(words) > 1 else {}


def _strange(person: str) -> str:
    strange = "".join(dict.fromkeys(_of_no_name(_NUMBERED.sub("", person))))
    return f"里面有“{strange}”，不像姓名里的字" if strange else ""


def _of_no_name(person: str) -> Iterator[str]:
    for character in person:
        if not (
            character.isalpha()
            or character in _DOTS
            or character.isspace()
            or unicodedata.category(character) in {"Co", "Mn", "Mc"}
        ):
            yield character
