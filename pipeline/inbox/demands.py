"""What a campaign's YAML asks of study, appraisal, surveys and notices: 学习 评议 测评 征求意见 公示 below 活动.

One table says which keys there are, how each is read, and what holds where nobody has written it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.inbox import listing
from pipeline.inbox.yaml_keys import ASKING, NOTICE, STUDY, SURVEY, VERDICT
from pipeline.inbox.yaml_mapping import Stated
from pipeline.model import codes
from pipeline.model.declared import GRADED
from pipeline.model.facts import Campaign, Field, Unread
from pipeline.model.shares import share

_FEWEST = 3  # grades
_Reader = Callable[[Stated, str], Field[object]]


def read(keys: Stated) -> Mapping[str, Mapping[str, Field[object]]]:
    """Return all of them by group and key; `keys` is 活动."""
    found: dict[str, dict[str, Field[object]]] = {}
    for group, (known, readers) in _GROUPS.items():
        inner = keys.inner(group, known)
        found[group] = {key: readers[key](inner, key) for key in known}
        if group == "测评":
            _counted(inner, found[group])
    return found


def named_grades(campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """Return the grades that a campaign names itself, by group: 评议, 测评."""
    found = {group: campaign.demands[group]["等次"] for group in GRADED if f"活动.{group}.等次" in campaign.lines}
    return {group: tuple(map(str, grades)) for group, grades in found.items() if isinstance(grades, tuple)}


def _listed(*otherwise: str, split: Callable[[str], tuple[str, ...]] = listing.names) -> _Reader:
    def read(keys: Stated, key: str) -> Field[object]:
        return keys.list(key, split) or otherwise

    return read


def _grades(most: int, *otherwise: str) -> _Reader:
    """Return a reader of grades: three to `most` of them, no two alike; each is a column of a form."""

    def read(keys: Stated, key: str) -> Field[object]:
        grades = keys.list(key, listing.names) or otherwise
        if isinstance(grades, tuple) and (not _FEWEST <= len(grades) <= most or len(set(grades)) < len(grades)):
            label = f"{keys.path}.{key}"
            return keys.unread(codes.YAML_GRADES.at(keys.at(key), key=label, value="、".join(grades), most=most))
        return grades

    return read


def _share(otherwise: str) -> _Reader:
    def read(keys: Stated, key: str) -> Field[object]:
        words = keys.text(key) or otherwise
        if isinstance(words, str) and words and share(words) is None:
            return keys.unread(codes.YAML_SHARE.at(keys.at(key), key=f"{keys.path}.{key}", value=words))
        return words

    return read


def _counted(keys: Stated, survey: dict[str, Field[object]]) -> None:
    """Hold 计入满意率 to the grades of 测评: what is no grade cannot be counted."""
    grades, counted = survey["等次"], survey["计入满意率"]
    if isinstance(grades, Unread) or isinstance(counted, Unread):
        survey["计入满意率"] = grades if isinstance(grades, Unread) else counted
        return
    assert isinstance(grades, tuple)
    assert isinstance(counted, tuple)
    strange = [grade for grade in counted if grade not in grades]
    if strange and keys.has("计入满意率"):
        problem = codes.YAML_AMONG.at(
            keys.at("计入满意率"), key="活动.测评.计入满意率", value="、".join(strange), among="、".join(grades)
        )
        survey["计入满意率"] = keys.unread(problem)
    elif strange:  # the office has grades of its own and has not said which of them count
        survey["计入满意率"] = ()


_GROUPS: Mapping[str, tuple[tuple[str, ...], Mapping[str, _Reader]]] = {
    "学习": (
        STUDY,
        {
            "学时": Stated.number,
            "其中讨论辅导": Stated.number,
            "笔记字数": Stated.number,
            "心得篇数": Stated.number,
            "免写": _listed(),
        },
    ),
    "评议": (VERDICT, {"等次": _grades(4, "优秀", "合格", "基本合格", "不合格"), "优秀上限": _share("1/3")}),
    "测评": (
        SURVEY,
        {
            "等次": _grades(5, "满意", "基本满意", "不满意", "不了解"),
            "计入满意率": _listed("满意", "基本满意"),
            "补课线": _share("60%"),
            "项目": _listed(
                "领导班子带头参加学习教育",
                "学习安排落实、党员参加学习",
                "听取党员群众意见",
                "查找突出问题",
                "制定和落实整改措施",
                "解决群众反映的实际问题",
                "关心和帮扶困难党员群众",
                "党员发挥先锋模范作用",
                split=listing.items,
            ),
            "对象": _listed("党员", "群众", "两代表一委员", "服务对象", "离退休干部"),
        },
    ),
    "征求意见": (
        ASKING,
        {
            "截止": Stated.date,
            "对象": _listed("党员", "群众", "两代表一委员", "服务对象"),
            "班子": _listed("贯彻上级决策部署", "履行工作职责", "联系和服务群众", "班子团结和作风"),
            "个人": _listed("学习和工作态度", "联系服务群众", "遵守纪律", "发挥作用"),
        },
    ),
    "公示": (NOTICE, {"开始": Stated.date, "天数": Stated.number, "监督电话": Stated.text}),
}
