"""The people of the sample campaign: made up, the same every time, plainly synthetic (ID sequence 000)."""

from __future__ import annotations

import random
from dataclasses import dataclass

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_MEN = [
    "建国",
    "志强",
    "海涛",
    "国庆",
    "永福",
    "德林",
    "文斌",
    "少华",
    "金山",
    "长林",
    "玉柱",
    "保田",
    "双喜",
    "立新",
    "春生",
    "向东",
    "卫民",
    "学军",
    "兴旺",
    "根生",
    "大勇",
    "明亮",
    "小龙",
    "树森",
    "占奎",
    "连成",
    "怀仁",
    "振华",
    "宝山",
    "福来",
    "新民",
    "天佑",
    "正平",
    "忠厚",
    "守信",
    "广田",
    "青山",
    "有才",
    "景文",
    "万里",
]
_WOMEN = [
    "秀英",
    "桂兰",
    "玉珍",
    "春燕",
    "晓梅",
    "丽华",
    "淑芳",
    "翠萍",
    "红霞",
    "雪莲",
    "小玲",
    "文娟",
    "金凤",
    "凤英",
    "巧云",
    "美玲",
    "素芬",
    "爱华",
    "月娥",
    "慧敏",
    "彩霞",
    "银环",
    "玉梅",
    "海燕",
    "莉莉",
    "志红",
    "腊梅",
    "香莲",
    "润莲",
    "文静",
]
_LOST = 13  # the place in a branch whose member, if he works elsewhere, cannot be reached
_CHECKS = "10X98765432"
_REGION = "110101"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the sample, and how its members live."""

    full: str
    short: str
    kind: str
    sort: str  # 组织类别
    state: str
    size: int
    named: tuple[tuple[str, str, str], ...]  # name, sex, party post: the people that other files speak of
    posts: tuple[str, ...]
    place: str
    old: int = 0  # of 75 and more
    frail: int = 0
    retired: int = 0
    mobile: int = 0
    probationary: int = 0
    unschooled: int = 0


BRANCHES = (
    Branch(
        "中共吕寨镇吕寨村支部委员会", "吕寨村党支部", "村", "党支部", "", 34,
        (("吕长河", "男", "党支部书记"), ("吕春梅", "女", "组织委员"), ("吕德胜", "男", "宣传委员"), ("吕桂英", "女", ""),
         ("吕建军", "男", ""), ("吕建军", "男", "")),
        ("务农", "务农", "生产一线（种植大户）", "务农", "个体经营"), "吕寨村", 4, 2, 2, 5, 1, 3,
    ),
    Branch(
        "中共吕寨镇东街村支部委员会", "东街村党支部", "村", "党支部", "", 28,
        (("冯全友", "男", "党支部书记"), ("冯秋菊", "女", "组织委员"), ("冯守义", "男", "纪检委员")),
        ("务农", "个体经营", "务农", "生产一线（大棚蔬菜）"), "东街村", 3, 1, 3, 4, 1, 2,
    ),
    Branch(
        "中共吕寨镇河湾村支部委员会", "河湾村党支部", "村", "党支部", "", 26,
        (("贺水根", "男", "党支部书记"), ("贺冬梅", "女", "组织委员"), ("贺长庚", "男", "宣传委员")),
        ("务农", "务农", "生产一线（水产养殖）", "务农"), "河湾村", 3, 2, 1, 6, 1, 2,
    ),
    Branch(
        "中共吕寨镇柳树店村支部委员会", "柳树店村党支部", "村", "党支部", "软弱涣散", 22,
        (("柳大成", "男", "党支部书记"), ("柳玉兰", "女", "组织委员"), ("柳满仓", "男", "")),
        ("务农", "务农", "务农", "个体经营"), "柳树店村", 4, 2, 1, 4, 0, 3,
    ),
    Branch(
        "中共吕寨镇机关支部委员会", "镇机关党支部", "镇直机关", "党支部", "", 30,
        (("陈启明", "男", ""), ("林国安", "男", ""), ("苏建平", "男", "党支部书记"), ("何秀兰", "女", "组织委员"),
         ("邓文彬", "男", "纪检委员"), ("罗永昌", "男", "")),
        ("机关干部", "机关干部", "机关工勤", "驻村干部（一线）"), "镇政府家属院", 0, 0, 6, 0, 1, 0,
    ),
    Branch(
        "中共吕寨镇卫生院支部委员会", "卫生院党支部", "事业单位", "党支部", "", 16,
        (("谢林", "男", "党支部书记"), ("谢静雯", "女", "组织委员")),
        ("临床一线医师", "一线护理", "检验员", "防疫人员"), "卫生院家属楼", 0, 0, 2, 0, 1, 0,
    ),
    Branch(
        "中共吕寨镇中心学校支部委员会", "中心学校党支部", "学校", "党支部", "", 24,
        (("孔繁星", "男", "党支部书记"), ("孔令仪", "女", "组织委员"), ("孔维正", "男", "宣传委员")),
        ("教学一线教师", "教学一线教师", "教学一线教师", "学校后勤"), "中心学校家属院", 0, 1, 6, 0, 2, 0,
    ),
    Branch(
        "中共吕寨镇和平社区支部委员会", "和平社区党支部", "社区", "党支部", "", 20,
        (("沈桂芳", "女", "党支部书记"), ("沈玉林", "男", "组织委员")),
        ("社区工作者", "个体经营", "居民小组长"), "和平社区", 3, 2, 6, 1, 0, 1,
    ),
    Branch(
        "中共吕寨镇轧花厂支部委员会", "轧花厂党支部", "企业", "党支部", "空壳（企业已关停）", 11,
        (("韩铁柱", "男", "党支部书记"), ("韩素琴", "女", "组织委员")),
        ("原轧花厂职工", "自谋职业"), "轧花厂宿舍", 1, 1, 4, 2, 0, 0,
    ),
    Branch(
        "中共吕寨镇商会联合支部委员会", "商会联合党支部", "两新组织", "联合党支部", "", 9,
        (("唐文博", "男", "党支部书记"), ("唐晓燕", "女", "组织委员")),
        ("企业负责人", "车间一线工人", "企业财务", "商会秘书"), "集镇商贸街", 0, 0, 0, 0, 1, 0,
    ),
)  # fmt: skip
DESTINATIONS = ("广东省东莞市", "浙江省义乌市", "江苏省苏州市", "省城建筑工地", "福建省晋江市")


@dataclass(frozen=True, slots=True)
class Member:
    """One member, as the rosters will state them; dates as year, month, day."""

    branch: Branch
    name: str
    sex: str
    birth: tuple[int, int, int]
    id_number: str
    education: str
    status: str
    joined: tuple[int, int, int]
    confirmed: tuple[int, int, int] | None
    post: str
    phone: str
    address: str
    destination: str = ""
    health: str = ""
    categories: str = ""
    standing: str = ""
    lost: str = ""
    party_post: str = ""
    note: str = ""


def members() -> list[Member]:
    """Return the 220 members and the two whose 党籍 has stopped, branch by branch."""
    chance = random.Random(2026)
    taken = {name for branch in BRANCHES for name, _, _ in branch.named}
    found: list[Member] = []
    for branch in BRANCHES:
        traits = _traits(branch)
        for index in range(branch.size):
            found.append(_member(branch, index, traits[index], len(found), chance, taken))
    found.append(_stopped(BRANCHES[0], found, chance, taken))
    found.append(_stopped(BRANCHES[8], found, chance, taken))
    return sorted(found, key=lambda member: BRANCHES.index(member.branch))


def _traits(branch: Branch) -> list[str]:
    """Return what is special about each member of a branch; the people named elsewhere have nothing special."""
    special = (
        ["old"] * branch.old + ["frail"] * branch.frail + ["retired"] * branch.retired + ["mobile"] * branch.mobile
        + ["probationary"] * branch.probationary + ["unschooled"] * branch.unschooled
    )  # fmt: skip
    plain = branch.size - len(branch.named) - len(special)
    listed = [""] * len(branch.named)
    for index in range(plain + len(special)):
        turn = special.pop(0) if special and (index % 2 or index >= plain) else ""
        listed.append(turn)
    return listed[: branch.size]


_AGES = {"old": (76, 87), "frail": (58, 72), "retired": (61, 73), "mobile": (24, 45), "probationary": (22, 34),
         "unschooled": (60, 73), "": (28, 59)}  # fmt: skip


def _member(branch: Branch, index: int, trait: str, number: int, chance: random.Random, taken: set[str]) -> Member:
    named = branch.named[index] if index < len(branch.named) else None
    sex = named[1] if named else "女" if chance.random() < 0.3 else "男"
    name = named[0] if named else _name(sex, chance, taken)
    low, high = _AGES[trait]
    year = 2026 - chance.randint(low, high)
    birth = (year, chance.randint(1, 12) if trait != "old" else chance.randint(1, 6), chance.randint(1, 28))
    if name == "吕建军":  # namesakes in one branch
        birth = (1972, 3, 12) if index == 4 else (1985, 11, 6)
    joined = (
        (2025, chance.randint(8, 12), chance.randint(1, 28))
        if trait == "probationary"
        else (min(birth[0] + chance.randint(19, 34), 2024), chance.randint(1, 12), chance.randint(1, 28))
    )
    confirmed = None if trait == "probationary" else (joined[0] + 1, joined[1], joined[2])
    mobile = trait == "mobile"
    post = {
        "old": "务农" if branch.kind == "村" else "退休职工",
        "retired": "退休干部" if "机关" in branch.kind else "退休教师" if branch.kind == "学校" else "退休职工",
        "mobile": "外出务工",
    }.get(trait, branch.posts[number % len(branch.posts)])
    return Member(
        branch=branch,
        name=name,
        sex=sex,
        birth=birth,
        id_number=_id(birth) if sex == "女" else "",
        education=_education(branch, trait, chance),
        status="预备党员" if trait == "probationary" else "正式党员",
        joined=joined,
        confirmed=confirmed,
        post=post,
        phone=f"1380000{number + 1:04d}",
        address=branch.place if branch.kind != "村" else f"{branch.place}{chance.randint(1, 9)}组",
        destination=DESTINATIONS[number % len(DESTINATIONS)] if mobile else "",
        health={"frail": ("长期患病", "行动不便")[number % 2], "old": ("一般", "体弱")[number % 2]}.get(trait, "良好"),
        categories="离退休" if trait == "retired" and number % 3 == 0 else "",
        lost="是" if mobile and index == _LOST else "",
        party_post=named[2] if named else "",
        note={"mobile": "每年春节返乡", "old": "需送学上门"}.get(trait, "") if number % 2 else "",
    )


def _stopped(branch: Branch, found: list[Member], chance: random.Random, taken: set[str]) -> Member:
    number = len(found)
    return Member(
        branch=branch, name=_name("男", chance, taken), sex="男", birth=(1969, 5, 10), id_number="", education="初中",
        status="正式党员", joined=(1993, 7, 1), confirmed=(1994, 7, 1), post="外出", phone=f"1380000{number + 1:04d}",
        address=branch.place, health="良好", standing="停止党籍", note="长期不参加组织生活",
    )  # fmt: skip


def _name(sex: str, chance: random.Random, taken: set[str]) -> str:
    while True:
        name = chance.choice(_SURNAMES) + chance.choice(_MEN if sex == "男" else _WOMEN)
        if name not in taken:
            taken.add(name)
            return name


def _education(branch: Branch, trait: str, chance: random.Random) -> str:
    if trait == "unschooled":
        return chance.choice(("小学", "文盲", "小学"))
    if trait in {"old", "frail"}:
        return chance.choice(("初中", "初中", "高中"))
    if branch.kind in {"镇直机关", "学校", "事业单位"}:
        return chance.choice(("大学", "大专", "大学", "中专"))
    return chance.choice(("初中", "高中", "中专", "高中", "大专"))


def _id(birth: tuple[int, int, int]) -> str:
    """Return an ID number that nobody has: sequence 000 (GB 11643 gives sequences from 001 on)."""
    digits = f"{_REGION}{birth[0]:04d}{birth[1]:02d}{birth[2]:02d}000"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return digits + _CHECKS[total % 11]
