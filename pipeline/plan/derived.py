"""Lists that no sheet holds, put together from the others: 联系点们, 参学们, 公示们."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pipeline.expression import Entity, Unreadable
from pipeline.model import issue_links
from pipeline.model.facts import Leader, Member, PartialDate, Row, Township, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin
from pipeline.plan.values import Cells, cells, number, plain

_ON_ONE_PAGE = 10  # rows of one leader
_NORMAL = "正常"  # 党籍状态
_OF_LEADER = {"领导": "姓名", "职务": "职务", "电话": "电话", "支部": "联系点"}


def contact_points(township: Township) -> list[Entity]:
    """Return 联系点们: each leader with each of his branches, in the order of 联系领导.

    首 and 末 are the ends of what stands on one page: all of his, or ten.
    """
    places = {branch.name: index for index, branch in enumerate(township.branches)}
    pairs: list[Entity] = []
    for at, leader in enumerate(township.leaders, 1):
        own = [places[name] for name in leader.branches if name in places]
        pairs += [_pair(township, leader, index, at, _ends(place, len(own))) for place, index in enumerate(own)]
    return [Entity({**pair, "序号": at}, pair.whence) for at, pair in enumerate(pairs, 1)]


def _ends(place: int, count: int) -> dict[str, bool]:
    return {"首": not place % _ON_ONE_PAGE, "末": not (place + 1) % _ON_ONE_PAGE or place == count - 1}


def _pair(township: Township, leader: Leader, index: int, at: int, ends: dict[str, bool]) -> Entity:
    branch = township.branches[index]
    facts = {
        "领序": at,
        **ends,
        "领导": plain(leader.name),
        "职务": plain(leader.title),
        "电话": plain(leader.phone),
        "支部": branch.called or branch.short or branch.name,
        "书记": plain(branch.secretary),
        "党员数": number(township.branch_counts[index]["党员总数"]),
        "状态": plain(branch.state),
    }
    return Entity(facts, _Pair(cells(leader.source, _OF_LEADER), cells(branch.source)))


@frozen
class _Pair:
    leader: Cells | None
    branch: Cells | None

    def __call__(self, name: str) -> Origin | None:
        row = self.leader if name in _OF_LEADER else self.branch
        return row(name) if row and name not in {"领序", "首", "末", "党员数"} else None


def studying(members: Iterable[Member], shown: Sequence[Entity]) -> object:
    """Return 参学们: of the members those counted as 应参学, in the roster's order."""
    found: list[Entity] = []
    for member, entity in zip(members, shown, strict=True):
        for fact in (member.standing, member.lost):
            if isinstance(fact, Unread):
                return Unreadable(fact.problems)
        if member.standing == _NORMAL and not member.lost:
            found.append(entity)
    return found


def traced(
    issues: Sequence[Row], shown: Sequence[Entity], visits: Sequence[Row], opinions: Sequence[Row]
) -> list[Entity]:
    """Return 问题们 with 出处: what its sheet says of where it came from, and the visits and opinions that it was."""
    found: list[list[str]] = [[] for _ in shown]
    for link in issue_links.of_visits(issues, visits):
        if link.issue is not None:
            day = visits[link.row].value("日期")
            found[link.issue].append(f"督导（{day}）" if isinstance(day, PartialDate) else "督导")
    for link in issue_links.of_opinions(issues, opinions):
        if link.issue is not None:
            found[link.issue].append(f"征求意见（第{link.row + 1}条）")
    return [
        Entity({**each, "出处": _told(each.get("问题来源", ""), links)}, each.whence)
        for each, links in zip(shown, found, strict=True)
    ]


def _told(source: object, links: Sequence[str]) -> object:
    """Return where an issue came from; a source that cannot be read stops who prints it."""
    if isinstance(source, Unreadable):
        return source
    own = [source] if source and not any(link.partition("（")[0] == source for link in links) else []
    return [*own, *dict.fromkeys(links)]


def posted(issues: object, names: Iterable[object]) -> object:
    """Return 公示们: of 问题们 those that may hang on a wall: not 公开 = 否, and none that names one of `names`."""
    if not isinstance(issues, list):
        return issues
    known = readable(names)
    found: list[Entity] = []
    for issue in issues:
        if isinstance(public := issue.get("公开", ""), Unreadable):
            return public
        if public != "否" and not names_somebody(partial(_value, issue), known):
            found.append(issue)
    return found


_PRINTED = ("具体问题", "整改措施", "进展情况")
POSTED = "公示们"


def known_to_all(township: Township) -> Sequence[object]:
    """Return whom the committee's own papers for the wall do not name: leaders and secretaries."""
    return [each.name for each in township.leaders] + [branch.secretary for branch in township.branches]


def readable(names: Iterable[object]) -> list[str]:
    """Return the names that could be read."""
    return [name for name in names if isinstance(name, str) and name]


def names_somebody(value_of: Callable[[str], object], known: Sequence[str]) -> bool:
    """Whether what would be printed of an issue names one of some people; what cannot be read stops its paper."""
    said = " ".join(words for name in _PRINTED for words in _texts(value_of(name)))
    return any(name in said for name in known)


def _value(issue: Entity, name: str) -> object:
    return issue.get(name, "")


def _texts(value: object) -> Iterator[str]:
    yield from (each for each in (value if isinstance(value, list | tuple) else [value]) if isinstance(each, str))
