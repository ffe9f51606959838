"""The people of the sample campaign: made up, the same every time. Their ID numbers have the sequence 000."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

Date = tuple[int, int, int]

_YEAR = 2026
_MOBILE, _OLD, _FRAIL, _RETIRED, _NEW, _UNSCHOOLED = "mobile", "old", "frail", "retired", "probationary", "unschooled"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高郭马宋郑韩唐于董萧程曹袁邓许傅曾彭蒋蔡贾丁魏薛阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
    "熊金陆郝崔康毛邱秦江顾侯邵孟万段雷汤尹黎易常乔赖龚文庞樊殷施洪翟安颜倪严牛温芦季俞章鲁葛韦毕聂丛焦向柴"
)
_GIVEN = {  # by sex and by when people were born
    "男": (
        (1962, "德厚 永年 福堂 茂才 兆林 庆余 传忠 洪恩 守业 继先 光耀 士诚 桂生 长贵 修德 存义 广义 有粮 保全 殿臣 岩 旺"),
        (1985, "新生 学文 保国 爱民 跃进 拥军 永强 俊峰 利民 兴业 庆丰 志刚 铁成 双全 来顺 喜才 红兵 开河 昌盛 同庆 卫星 垒 钧 恒"),
        (2010, "鹏程 晨光 志远 文涛 嘉明 一鸣 瑞祥 思源 天成 旭辉 家兴 少聪 立涛 世杰 亚军 兴邦 乐山 帅 炜 楷 磊"),
    ),
    "女": (
        (1962, "秀珍 桂芝 玉芬 兰英 凤兰 素云 淑贞 翠莲 金娥 菊香 芹 桃"),
        (1985, "春霞 红梅 丽娟 云芳 建英 爱玲 巧珍 俊英 秋月 玉洁 改玲 瑞红 岚 芸"),
        (2010, "晓雯 佳慧 梦洁 雅琴 欣然 亚男 思琪 雨桐 露 倩 薇"),
    ),
}  # fmt: skip
_CHECKS = "10X98765432"
_REGION = "110101"
_FAMILY = 0.35  # of a village bear its name's surname
_WOMEN = 0.3
_OF_AGE = 60


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of whom other files speak, too."""

    name: str
    sex: str
    office: str  # 党内职务
    born: int
    schooling: str
    work: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the sample, and how its members live."""

    full: str
    short: str
    kind: str
    sort: str  # 组织类别
    state: str
    size: int
    known: tuple[Named, ...]
    posts: tuple[str, ...]
    place: str
    family: str = ""
    old: int = 0  # of 75 and more
    frail: int = 0
    retired: int = 0
    mobile: int = 0
    probationary: int = 0
    unschooled: int = 0
    lost: int = 0  # of those who are away

    @property
    def named(self) -> tuple[tuple[str, str, str], ...]:
        """Name, sex and 党内职务 of those whom other files speak of."""
        return tuple((person.name, person.sex, person.office) for person in self.known)

    @property
    def officers(self) -> tuple[str, ...]:
        """Who holds an office in the branch, the secretary first."""
        return tuple(person.name for person in self.known if person.office)


BRANCHES = (
    Branch(
        "中共吕寨镇吕寨村支部委员会", "吕寨村党支部", "村", "党支部", "", 34,
        (
            Named("吕长河", "男", "党支部书记", 1968, "高中", "村党支部书记、村委会主任"),
            Named("吕春梅", "女", "组织委员", 1979, "高中", "村会计"),
            Named("吕德胜", "男", "宣传委员", 1975, "中专", "生产一线（种植大户）"),
            Named("吕桂英", "女", "", 1971, "初中", "村妇联主席"),
            Named("吕建军", "男", "", 1972, "高中", "个体经营"),
            Named("吕建军", "男", "", 1985, "大专", "务农"),
        ),
        ("务农", "务农", "生产一线（种植大户）", "务农", "个体经营"), "吕寨村", "吕", 4, 2, 2, 5, 1, 3,
    ),
    Branch(
        "中共吕寨镇东街村支部委员会", "东街村党支部", "村", "党支部", "", 28,
        (
            Named("冯全友", "男", "党支部书记", 1970, "高中", "村党支部书记"),
            Named("冯秋菊", "女", "组织委员", 1977, "中专", "个体经营"),
            Named("冯守义", "男", "纪检委员", 1966, "初中", "务农"),
        ),
        ("务农", "个体经营", "务农", "生产一线（大棚蔬菜）"), "东街村", "冯", 3, 1, 3, 4, 1, 2,
    ),
    Branch(
        "中共吕寨镇河湾村支部委员会", "河湾村党支部", "村", "党支部", "", 26,
        (
            Named("贺水根", "男", "党支部书记", 1965, "高中", "村党支部书记"),
            Named("贺冬梅", "女", "组织委员", 1982, "中专", "村委会委员"),
            Named("贺长庚", "男", "宣传委员", 1974, "高中", "生产一线（水产养殖）"),
        ),
        ("务农", "务农", "生产一线（水产养殖）", "务农"), "河湾村", "贺", 3, 2, 1, 6, 1, 2, 1,
    ),
    Branch(
        "中共吕寨镇柳树店村支部委员会", "柳树店村党支部", "村", "党支部", "软弱涣散", 22,
        (
            Named("柳大成", "男", "党支部书记", 1983, "大专", "村党支部书记"),
            Named("柳玉兰", "女", "组织委员", 1976, "初中", "务农"),
            Named("柳满仓", "男", "", 1967, "初中", "生产一线（果园）"),
        ),
        ("务农", "务农", "生产一线（果园）", "个体经营"), "柳树店村", "柳", 4, 2, 1, 4, 0, 3, 1,
    ),
    Branch(
        "中共吕寨镇机关支部委员会", "镇机关党支部", "镇直机关", "党支部", "", 30,
        (
            Named("陈启明", "男", "", 1974, "大学", "镇党委书记"),
            Named("林国安", "男", "", 1978, "大学", "镇党委副书记、镇长"),
            Named("苏建平", "男", "党支部书记", 1976, "大学", "镇党委副书记"),
            Named("何秀芝", "女", "组织委员", 1983, "大学", "镇党委组织委员"),
            Named("邓文彬", "男", "纪检委员", 1980, "大学", "镇党委委员、纪委书记"),
            Named("罗永正", "男", "", 1969, "大专", "镇人大主席"),
        ),
        ("机关干部", "机关干部", "机关工勤", "驻村干部（一线）"), "镇政府家属院", "", 0, 0, 6, 0, 1,
    ),
    Branch(
        "中共吕寨镇卫生院支部委员会", "卫生院党支部", "事业单位", "党支部", "", 16,
        (
            Named("谢广林", "男", "党支部书记", 1973, "大学", "卫生院院长"),
            Named("谢静雯", "女", "组织委员", 1986, "大学", "一线护理"),
        ),
        ("临床一线医师", "一线护理", "检验员", "防疫人员"), "卫生院家属楼", "", 0, 0, 2, 0, 1,
    ),
    Branch(
        "中共吕寨镇中心学校支部委员会", "中心学校党支部", "学校", "党支部", "", 24,
        (
            Named("孔祥礼", "男", "党支部书记", 1971, "大学", "校长"),
            Named("孔庆芝", "女", "组织委员", 1980, "大学", "教学一线教师"),
            Named("孔维正", "男", "宣传委员", 1988, "大学", "教导主任"),
        ),
        ("教学一线教师", "教学一线教师", "教学一线教师", "学校后勤"), "中心学校家属院", "", 0, 1, 6, 0, 2,
    ),
    Branch(
        "中共吕寨镇和平社区支部委员会", "和平社区党支部", "社区", "党支部", "", 20,
        (
            Named("沈桂芳", "女", "党支部书记", 1969, "大专", "社区居委会主任"),
            Named("沈玉田", "男", "组织委员", 1959, "高中", "居民楼长"),
        ),
        ("社区工作者", "个体经营", "居民小组长"), "和平社区", "", 3, 2, 6, 1, 0, 1,
    ),
    Branch(
        "中共吕寨镇轧花厂支部委员会", "轧花厂党支部", "企业", "党支部", "空壳", 11,
        (
            Named("韩铁柱", "男", "党支部书记", 1966, "高中", "企业留守人员"),
            Named("韩素琴", "女", "组织委员", 1972, "中专", "企业留守人员"),
        ),
        ("原轧花厂职工", "自谋职业"), "轧花厂宿舍", "", 1, 1, 4, 2,
    ),
    Branch(
        "中共吕寨镇商会联合支部委员会", "商会联合党支部", "两新组织", "联合党支部", "", 9,
        (
            Named("唐文博", "男", "党支部书记", 1979, "大专", "商会秘书长"),
            Named("唐晓燕", "女", "组织委员", 1987, "大专", "企业财务"),
        ),
        ("企业负责人", "车间一线工人", "企业财务", "商会秘书"), "集镇商贸街", "", 0, 0, 0, 0, 1,
    ),
)  # fmt: skip
_NAMESAKES = ("秦志远", ("东街村党支部", "卫生院党支部"))  # one name, two branches, two people
_DESTINATIONS = ("广东省东莞市", "浙江省义乌市", "江苏省苏州市", "省城建筑工地", "福建省晋江市")
_BORN = {_OLD: (1939, 1950), _FRAIL: (1954, 1966), _RETIRED: (1953, 1964), _MOBILE: (1982, 2001),
         _NEW: (1993, 2004), _UNSCHOOLED: (1953, 1966), "": (1967, 1999)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One member, as the rosters will state them; dates as year, month, day."""

    branch: Branch
    name: str
    sex: str
    birth: Date
    id_number: str
    education: str
    status: str
    joined: Date
    confirmed: Date | None
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
    made = _Maker()
    found: list[Member] = []
    for branch in BRANCHES:
        found += [made.named(branch, person) for person in branch.known]
        away = 0
        for trait in made.traits(branch):
            away += trait == _MOBILE
            found.append(made.member(branch, trait, lost=trait == _MOBILE and away <= branch.lost))
        if branch.kind == "企业" or branch is BRANCHES[0]:
            found.append(made.stopped(branch))
    return found


class _Maker:
    """Makes people up, one after the other, by chance that is the same every time."""

    def __init__(self) -> None:
        self.chance = random.Random(2026)
        self.taken = {person.name for branch in BRANCHES for person in branch.known} | {_NAMESAKES[0]}
        self.open = set(_NAMESAKES[1])
        self.number = 0
        self.birthdays: set[Date] = set()
        self.given = {(sex, until): self._shuffled(names) for sex, eras in _GIVEN.items() for until, names in eras}

    def _shuffled(self, names: str) -> Iterator[str]:
        listed = names.split()
        self.chance.shuffle(listed)
        return cycle(listed)

    def traits(self, branch: Branch) -> list[str]:
        """Return what is special about each member of a branch but those who are named."""
        special = (
            [_OLD] * branch.old + [_FRAIL] * branch.frail + [_RETIRED] * branch.retired + [_MOBILE] * branch.mobile
            + [_NEW] * branch.probationary + [_UNSCHOOLED] * branch.unschooled
        )  # fmt: skip
        listed = special + [""] * (branch.size - len(branch.known) - len(special))
        self.chance.shuffle(listed)
        return listed

    def named(self, branch: Branch, person: Named) -> Member:
        """Return somebody of whom other files speak."""
        month = {("吕建军", 1972): 3, ("吕建军", 1985): 11}.get((person.name, person.born), 0)
        birth = self._birth(person.born, person.born, person.sex)
        birth = (birth[0], month or birth[1], birth[2])
        joined = self._joined(birth)
        return self._member(branch, person.name, person.sex, birth, joined, person.work, person.schooling,
                            party_post=person.office)  # fmt: skip

    def member(self, branch: Branch, trait: str, *, lost: bool) -> Member:
        """Return one of those whom nobody else names."""
        sex = "女" if self.chance.random() < _WOMEN else "男"
        shared = trait == "" and sex == "男" and branch.short in self.open
        low, high = (1986, 1992) if shared and branch.kind == "村" else _BORN[trait]
        birth = self._birth(low, high, sex)
        self.open -= {branch.short} if shared else set()
        joined = self._recent() if trait == _NEW else self._joined(birth)
        number = self.number
        return self._member(
            branch,
            _NAMESAKES[0] if shared else self._name(branch, sex, birth[0]),
            sex,
            birth,
            joined,
            _post(branch, trait, birth[0], number),
            self._education(branch, trait, birth[0]),
            new=trait == _NEW,
            destination=_DESTINATIONS[number % len(_DESTINATIONS)] if trait == _MOBILE else "",
            health=_health(trait, number),
            categories=_categories(trait, number, lost=lost),
            lost="是" if lost else "",
            note=_note(trait, number, lost=lost),
        )

    def stopped(self, branch: Branch) -> Member:
        """Return somebody whose 党籍 has stopped: on the roster, but no member who counts."""
        birth = self._birth(1967, 1975, "男")
        return self._member(branch, self._name(branch, "男", birth[0]), "男", birth, self._joined(birth), "不详", "初中",
                            standing="停止党籍", note="长期不参加组织生活")  # fmt: skip

    def _member(
        self, branch: Branch, name: str, sex: str, birth: Date, joined: Date, post: str, education: str, *,
        new: bool = False, health: str = "良好", **rest: str,
    ) -> Member:  # fmt: skip
        self.number += 1
        return Member(
            branch=branch,
            name=name,
            sex=sex,
            birth=birth,
            id_number=_id(birth) if sex == "女" else "",
            education=education,
            status="预备党员" if new else "正式党员",
            joined=joined,
            confirmed=None if new else (joined[0] + 1, joined[1], joined[2]),
            post=post,
            phone=f"1380000{self.number:04d}",
            address=branch.place if branch.kind != "村" else f"{branch.place}{self.chance.randint(1, 9)}组",
            health=health,
            **rest,
        )

    def _birth(self, low: int, high: int, sex: str) -> Date:
        """Return a birthday; no two women share one, as their ID numbers are made of it."""
        while True:
            born = (self.chance.randint(low, high), self.chance.randint(1, 12), self.chance.randint(1, 28))
            if sex == "男" or born not in self.birthdays:
                self.birthdays.add(born)
                return born

    def _joined(self, birth: Date) -> Date:
        """Return when somebody was admitted: at 20 to 34, often on 1 July."""
        year = min(birth[0] + self.chance.randint(20, 34), 2024)
        month, day = self.chance.choice(((7, 1), (self.chance.randint(1, 12), self.chance.randint(1, 28))))
        return year, month, day

    def _recent(self) -> Date:
        """Return when a probationary member was admitted: within the last year."""
        return _YEAR - 1, self.chance.randint(8, 12), self.chance.randint(1, 28)

    def _name(self, branch: Branch, sex: str, born: int) -> str:
        while True:
            surname = (
                branch.family if branch.family and self.chance.random() < _FAMILY else self.chance.choice(_SURNAMES)
            )
            until = next(until for until, _ in _GIVEN[sex] if born < until)
            name = surname + next(self.given[sex, until])
            if name not in self.taken:
                self.taken.add(name)
                return name

    def _education(self, branch: Branch, trait: str, born: int) -> str:
        if trait == _UNSCHOOLED:
            return self.chance.choice(("小学", "文盲", "小学"))
        if branch.kind in {"镇直机关", "学校", "事业单位"}:
            early, late = ("中专", "大专", "中专"), ("大学", "大专", "大学")
            return self.chance.choice(early if born < 1968 else late)
        if born < 1962:
            return self.chance.choice(("初中", "高中", "初中"))
        return self.chance.choice(("初中", "高中", "中专") if born < 1985 else ("高中", "中专", "大专", "大学"))


def _post(branch: Branch, trait: str, born: int, number: int) -> str:
    if trait == _MOBILE:
        return "外出务工"
    aged = born < _YEAR - _OF_AGE
    if trait == _RETIRED or (aged and branch.kind != "村"):
        if branch.kind in {"镇直机关", "学校"}:
            return "退休干部" if branch.kind == "镇直机关" else "退休教师"
        return ("退休职工", "退休民办教师", "退休乡镇干部")[number % 3] if branch.kind == "村" else "退休职工"
    if trait in {_OLD, _FRAIL, _UNSCHOOLED}:
        return "务农" if branch.kind == "村" else branch.posts[0]
    return branch.posts[number % len(branch.posts)]


def _health(trait: str, number: int) -> str:
    return {_FRAIL: ("长期患病", "行动不便")[number % 2], _OLD: ("一般", "体弱")[number % 2]}.get(trait, "良好")


def _categories(trait: str, number: int, *, lost: bool) -> str:
    """Return what the clerk wrote into 党员分类 himself; most cells are empty."""
    if number % 3 or lost:
        return ""
    return {_RETIRED: "离退休", _OLD: "年老体弱", _MOBILE: "流动、外出务工"}.get(trait, "")


def _note(trait: str, number: int, *, lost: bool) -> str:
    if lost:
        return "2025年以来没有音信"
    return {_MOBILE: "每年春节返乡", _OLD: "需送学上门"}.get(trait, "") if number % 2 else ""


def _id(birth: Date) -> str:
    """Return an ID number that nobody has: sequence 000 (GB 11643 gives sequences from 001 on)."""
    digits = f"{_REGION}{birth[0]:04d}{birth[1]:02d}{birth[2]:02d}000"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return digits + _CHECKS[total % 11]
