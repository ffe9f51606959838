"""Who leads, who supervises, what is studied and who was there, in the sample campaign. All made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.samples.issues import LEADERS
from tests.samples.people import BRANCHES, Branch, Member

Row = tuple[object, ...]

SUPERVISORS: tuple[Row, ...] = (
    (
        "第一督导组",
        "章伯言",
        "韦立群、单国清",
        "吕寨村党支部、东街村党支部、镇机关党支部、商会联合党支部",
        "13800007001",
    ),
    ("第二督导组", "封玉田", "卜向东、祝明义", "河湾村党支部、柳树店村党支部、卫生院党支部", "13800007002"),
    ("第三督导组", "糜志平", "晏秀云、花长林", "中心学校党支部、和平社区党支部、轧花厂党支部", "13800007003"),
)
_COMMON = (  # what every branch studies, on the same evenings
    ("2026-07-24", "党章总纲和党员的权利、义务", "集中学习", 2, "支部书记"),
    ("2026-08-07", "党员先锋模范作用怎样发挥", "讨论", 3, "支部书记"),
    ("2026-08-21", "农村政策与群众工作方法", "党课", 2, "联系领导"),
    ("2026-09-04", "身边优秀党员的事迹", "观看", 2, "组织委员"),
    ("2026-09-18", "交流学习心得", "讨论", 3, "支部书记"),
)
_OWN = {
    "村": ("2026-08-28", "村里的突出问题和解决办法", "讨论", 3),
    "社区": ("2026-08-28", "社区服务和邻里互助", "讨论", 3),
    "学校": ("2026-08-26", "教师党员的师德要求", "党课", 2),
    "镇直机关": ("2026-08-25", "改进机关作风", "讨论", 3),
}
_ANY = ("2026-08-27", "本单位工作中的党员责任区", "讨论", 3)
_MARKS = ("√", "√", "√", "√", "√", "√", "√", "√", "√", "△", "√", "√", "√", "补9.25", "√", "√", "√")


def bodies() -> Iterator[Row]:
    """Yield 领导机构: branch ("" = the township's), body, role, name, office."""
    for at, (name, office, *_) in enumerate(LEADERS):
        role = "组长" if not at else "副组长" if at < 3 else "成员"
        yield "", "领导小组", role, name, office
    yield "", "办公室", "主任", LEADERS[-1][0], LEADERS[-1][1]
    yield "", "办公室", "副主任", "章伯言", "镇党委组织办公室干事"
    for branch in BRANCHES:
        offices = {person.name: person.office for person in branch.known if person.office}
        for at, name in enumerate(branch.officers):
            yield branch.short, "领导小组", "成员" if at else "组长", name, offices[name]


def sessions() -> Iterator[Row]:
    """Yield 学习安排: branch ("" = all), day, content, form, hours, speaker, place."""
    for day, content, form, hours, speaker in _COMMON:
        yield "", day, content, form, hours, speaker, ""
    for branch in BRANCHES:  # papers have them in the order of their days
        day, content, form, hours = _OWN.get(branch.kind, _ANY)
        yield branch.short, day, content, form, hours, branch.officers[0], ""


def days_of(branch: Branch) -> list[str]:
    """Return on which days a branch studies, in their order."""
    return sorted([*(session[0] for session in _COMMON), _OWN.get(branch.kind, _ANY)[0]])


def attendance(branch: Branch, people: list[Member]) -> Iterator[list[object]]:
    """Yield 学习登记 of a branch: name, a mark a day, notes, essays; nobody is absent without having caught up."""
    own = [member for member in people if member.branch is branch and not member.standing and not member.lost]
    often = Counter(member.name for member in own)
    days = days_of(branch)
    for number, member in enumerate(own):
        name = member.name
        if often[name] > 1:
            name += f"（{member.birth[0]}年{member.birth[1]}月）"
        exempt = member.health not in {"", "良好"} or member.education in {"文盲", "小学"}
        marks = [_MARKS[(number * len(days) + at) % len(_MARKS)] for at in range(len(days))]
        yield [name, *marks, *(("", "") if exempt else (10_000 + number * 70, 3 + number % 2))]


def visits() -> Iterator[Row]:
    """Yield 联系点记录: leader, branch, day, what he did, what was solved, who went along."""
    by_name = {branch.short: branch for branch in BRANCHES}
    for at, (leader, _, branches, _) in enumerate(LEADERS):
        for name in branches.replace("\n", "、").split("、"):
            with_him = by_name[name].officers[0]
            yield leader, name, f"2026-08-{11 + at:02d}", "参加支部集中学习，看望老党员", "", with_him
            yield (
                leader,
                name,
                f"2026-09-{8 + at:02d}",
                "听取学习情况汇报，抽查学习笔记",
                "为支部添置学习用书",
                with_him,
            )
