"""The names that a template of each 范围 may use, with type and example: what `gongwen vocabulary` prints.

A test holds this table to what vocabulary.py really makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.contract import BASE, SCOPES, expressions
from pipeline.expression import for_names
from pipeline.model.declared import DeclaredSheet
from pipeline.model.work import Scope
from pipeline.plan import asked
from pipeline.plan.declared_names import LIST, NUMBER, TEXT, Name, of_sheets
from pipeline.plan.each import parsed as parse
from pipeline.used_names import OPEN, Known

_PARAGRAPH = (
    ("级别", NUMBER, "1（一级标题）；0（正文）"),
    ("编号", TEXT, "一、"),
    ("文字", TEXT, "统一思想认识"),
    ("串", LIST, "一段里强调与不强调的各截"),
    ("串[].文字", TEXT, "统一思想"),
    ("串[].强", "是/否", "真"),
    ("列表项", "是/否", "假"),
)
_SUMMARY = (*asked.SUMMARY, "其他")
_PHASE = (
    ("序号", NUMBER, "1"),
    ("名称", TEXT, "学习动员"),
    ("开始", TEXT, "2026年7月1日"),
    ("结束", TEXT, "2026年8月31日"),
    ("起止", TEXT, "2026年7月1日至8月31日"),
    ("环节", LIST, "动员大会、集中学习"),
    ("总结", LIST, "自己写的阶段总结，按标题分开"),
    *((f"总结.{title}", LIST, "这个标题下面的各段") for title in _SUMMARY),
    *((f"总结.{title}[].{name}", kind, example) for title in _SUMMARY for name, kind, example in _PARAGRAPH),
)
_PERSON = (("姓名", TEXT, "李某某"), ("职务", TEXT, "镇党委书记"))
_SPEECH = (
    ("讲话稿", LIST, "讲话稿的各段"),
    *((f"讲话稿[].{name}", kind, example) for name, kind, example in _PARAGRAPH),
    ("讲话全文", "是/否", "真（讲话稿就是全文，只排版）"),
    ("讲话标题", TEXT, "全文自己的标题"),
    ("讲话副题", TEXT, "——在全镇动员大会上的讲话"),
    ("讲话称呼", TEXT, "全文自己的称呼"),
)
_MEETING = (
    ("序号", NUMBER, "1"),
    ("名称", TEXT, "全镇先进性教育活动动员大会"),
    ("时间", TEXT, "2026年7月6日（星期一）上午9:00"),
    ("日期", TEXT, "2026年7月6日"),
    ("星期", TEXT, "星期一"),
    ("时刻", TEXT, "上午9:00"),
    ("地点", TEXT, "镇政府三楼会议室"),
    *((f"主持人.{name}", kind, example) for name, kind, example in _PERSON),
    *((f"讲话人.{name}", kind, example) for name, kind, example in _PERSON),
    ("称呼", TEXT, "同志们"),
    ("参加人员", LIST, "各村党支部书记、镇机关全体党员"),
    ("议程", LIST, "学习文件、动员讲话"),
    ("要求", LIST, "提前十分钟到会"),
    ("回执截止", TEXT, "2026年7月3日"),
    ("列席", LIST, "列席的人"),
    *((f"列席[].{name}", kind, example) for name, kind, example in _PERSON),
    ("席卡", LIST, "要放席卡的人：没有写就是主持、讲话、列席和各支部参会的人"),
    *_SPEECH,
)
COUNTS = (
    ("支部数", "10"),
    ("党员总数", "220"),
    ("正式党员", "208"),
    ("预备党员", "12"),
    ("未填类别", "0"),
    ("应参学", "219"),
    ("应到", "217"),
    ("有表决权", "206"),
    ("评等次", "208"),
    ("应写笔记", "189"),
    ("失联党员", "1"),
    ("流动党员", "23"),
    ("外出务工党员", "15"),
    ("离退休党员", "31"),
    ("年老体弱党员", "18"),
    ("一线党员", "40"),
    ("两新党员", "16"),
    ("文化程度低党员", "12"),
    ("男党员", "150"),
    ("女党员", "70"),
    ("软弱涣散支部数", "1"),
)
_COUNTS = (
    *((name, NUMBER, example) for name, example in COUNTS),
    ("组织类型", LIST, "村 3 个、学校 1 个"),
    ("组织类型[].名称", TEXT, "村"),
    ("组织类型[].个数", NUMBER, "3"),
)
_PLAN = (
    ("实施方案", LIST, "支部（或活动）自己写的实施方案，按标题分开"),
    *((f"实施方案.{title}", LIST, "这个标题下面的各段") for title in (*asked.SECTIONS, "前言", "其他")),
    *(
        (f"实施方案.{title}[].{name}", kind, example)
        for title in (*asked.SECTIONS, "前言", "其他")
        for name, kind, example in _PARAGRAPH
    ),
)
_DEMANDS = (
    ("学习.学时", NUMBER, "40"),
    ("学习.其中讨论辅导", NUMBER, "24"),
    ("学习.笔记字数", NUMBER, "10000"),
    ("学习.心得篇数", NUMBER, "3"),
    ("学习.免写", LIST, "文化程度低、年老体弱"),
    ("评议.等次", LIST, "优秀、合格、基本合格、不合格"),
    ("评议.优秀上限", TEXT, "1/3"),
    ("测评.等次", LIST, "满意、基本满意、不满意、不了解"),
    ("测评.计入满意率", LIST, "满意、基本满意"),
    ("测评.补课线", TEXT, "60%"),
    ("测评.项目", LIST, "领导班子带头参加学习教育"),
    ("测评.对象", LIST, "党员、群众"),
    ("征求意见.截止", TEXT, "2026年10月20日"),
    ("征求意见.对象", LIST, "党员、群众"),
    ("征求意见.班子", LIST, "履行工作职责"),
    ("征求意见.个人", LIST, "发挥作用"),
    ("公示.开始", TEXT, "2026年12月1日"),
    ("公示.天数", NUMBER, "7"),
    ("公示.监督电话", TEXT, "0000-0000000"),
)
_LEADER = (*_PERSON, ("电话", TEXT, "0000-0000000"), ("联系点", LIST, "吕寨村党支部"))
_BRANCH = (
    ("名称", TEXT, "中共吕寨镇吕寨村支部委员会"),
    ("简称", TEXT, "吕寨村党支部"),
    ("书记", TEXT, "王某某"),
    ("联系人", TEXT, "赵某某"),
    ("联系电话", TEXT, "13800000000"),
    ("邮箱", TEXT, "lz@example.cn"),
    ("类别", TEXT, "村"),
    ("组织类别", TEXT, "党支部"),
    ("状态", TEXT, "软弱涣散"),
    ("备注", TEXT, ""),
    ("统计", LIST, "本支部的各个数，名字同“统计”"),
    *((f"统计.{name}", NUMBER, example) for name, example in COUNTS),
    ("阶段", LIST, "本支部自己的各阶段"),
    *((f"阶段[].{name}", kind, example) for name, kind, example in _PHASE),
    ("截至", TEXT, "2026年9月30日（支部自己的，没有就是活动的）"),
    ("集中学习月数", NUMBER, "3（环节里有“集中学习”的阶段，没有就是第一个阶段）"),
    ("组织生活会.时间", TEXT, "2026年10月20日（星期二）下午3:00"),
    ("组织生活会.地点", TEXT, "村党群服务中心"),
    ("组织生活会.主持人", TEXT, "王某某"),
    ("组织生活会.记录人", TEXT, "张某某"),
    ("组织生活会.列席", LIST, "列席的人"),
    *((f"组织生活会.列席[].{name}", kind, example) for name, kind, example in _PERSON),
    *_PLAN,
    *((f"会议.{name}", kind, example) for name, kind, example in _MEETING),
    ("会议.指导领导", LIST, "可以请其指导的联系领导：不是书记、讲话人自己"),
    *((f"会议.指导领导[].{name}", kind, example) for name, kind, example in _LEADER),
    *_SPEECH,
    ("讲话待改", "是/否", "真（照活动的 讲话提纲 起的头，支部自己没有讲话稿）"),
    *(("称谓", TEXT, "支部"), ("书记职务", TEXT, "党支部书记"), ("只管支部", "是/否", "假")),
    ("名额", NUMBER, "3"),
    ("参会人员", LIST, "张某某、李某某"),
    ("联系领导", LIST, "联系本支部的领导"),
    *((f"联系领导[].{name}", kind, example) for name, kind, example in _LEADER),
    ("指导领导", LIST, "其中可以请其指导的：不是书记自己"),
    *((f"指导领导[].{name}", kind, example) for name, kind, example in _LEADER),
    (OPEN, TEXT, "党支部名册里的其他列，用它自己的表头"),
)
_MEMBER = (
    ("姓名", TEXT, "张某某"),
    ("区别名", TEXT, "张某某-1975年3月（同名时）"),
    ("性别", TEXT, "男"),
    ("民族", TEXT, "汉族"),
    ("身份证号", TEXT, ""),
    ("出生日期", TEXT, "1975年3月12日"),
    ("出生年月", TEXT, "1975年3月"),
    ("年龄", NUMBER, "51（活动开始那天）"),
    ("学历", TEXT, "高中"),
    ("人员类别", TEXT, "正式党员"),
    ("分类", LIST, "流动、外出务工"),
    ("入党时间", TEXT, "1998年7月1日"),
    ("入党年月", TEXT, "1998年7月"),
    ("转正时间", TEXT, "1999年7月1日"),
    ("转正年月", TEXT, "1999年7月"),
    ("工作岗位", TEXT, "务农"),
    ("联系电话", TEXT, "13800000000"),
    ("家庭住址", TEXT, "吕寨村"),
    ("党籍状态", TEXT, "正常"),
    ("是否失联", TEXT, "否"),
    ("不计应到", TEXT, "否"),
    ("是否流动", TEXT, "是"),
    ("外出流向", TEXT, "外省"),
    ("党内职务", TEXT, "支部委员"),
    ("健康状况", TEXT, "良好"),
    ("备注", TEXT, ""),
    (OPEN, TEXT, "花名册里的其他列，用它自己的表头"),
)
_ATTENDEE = (
    ("姓名", TEXT, "张某某"),
    ("性别", TEXT, "男"),
    ("职务", TEXT, "党支部书记"),
    ("联系电话", TEXT, "13800000000"),
)
_CAMPAIGN = (
    ("名称", TEXT, "保持共产党员先进性教育活动"),
    ("简称", TEXT, "先进性教育活动"),
    ("主题", TEXT, "为党旗增辉尽责，为吕寨发展尽力"),
    ("开始", TEXT, "2026年7月1日"),
    ("结束", TEXT, "2026年12月31日"),
    ("开始月", TEXT, "7月"),
    ("结束月", TEXT, "12月"),
    ("起止", TEXT, "2026年7月1日至12月31日"),
    ("集中学习不少于", TEXT, "3个月"),
    ("上级文件", LIST, "《……的通知》"),
    ("阶段", LIST, "各阶段"),
    *((f"阶段[].{name}", kind, example) for name, kind, example in _PHASE),
    ("截至", TEXT, "2026年9月30日"),
    *_DEMANDS,
    *_PLAN,
    ("简报", LIST, "各期简报"),
    ("简报[].期号", NUMBER, "1"),
    ("简报[].日期", TEXT, "2026年7月10日"),
    ("简报[].标题", TEXT, "全镇集中学习开局良好"),
    ("简报[].正文", LIST, "正文的各段"),
    *((f"简报[].正文[].{name}", kind, example) for name, kind, example in _PARAGRAPH),
)
_ORGANISATION = (
    ("名称", TEXT, "中共吕寨镇委员会"),
    ("简称", TEXT, "吕寨镇党委"),
    ("发文代字", TEXT, "吕委"),
    ("办公室", TEXT, "镇党委组织办公室"),
    ("联系人", TEXT, "陈某某"),
    ("电话", TEXT, "0000-0000000"),
    ("红头", TEXT, "无"),
    ("全域", TEXT, "全镇"),
    ("简略", TEXT, "镇党委"),
    ("所属", TEXT, "各党支部（有党委、党总支的：各党委、党总支、党支部）"),
)
_ISSUANCE = (
    ("字号", TEXT, "吕委〔2026〕12号"),
    ("日期", TEXT, "2026年7月2日"),
    ("签发人", LIST, "李某某"),
    ("份号", TEXT, "000001"),
    ("密级", TEXT, "机密★1年"),
    ("紧急程度", TEXT, "加急"),
    ("抄送", LIST, "县委组织部"),
    ("印发机关", TEXT, "吕寨镇党委组织办公室"),
    ("印发日期", TEXT, "2026年7月2日"),
    ("附注", TEXT, "此件发至党支部"),
)
_CONTACT = (
    ("序号", NUMBER, "1"),
    ("领序", NUMBER, "1（第几名领导）"),
    ("首", "是/否", "真（这名领导的第一个联系点；多于10个的，每10个重新起头）"),
    ("末", "是/否", "真（这名领导的最后一个联系点；多于10个的，每10个到头）"),
    ("领导", TEXT, "李某某"),
    ("职务", TEXT, "镇党委书记"),
    ("电话", TEXT, "0000-0000000"),
    ("支部", TEXT, "吕寨村党支部"),
    ("书记", TEXT, "王某某"),
    ("党员数", NUMBER, "23"),
    ("状态", TEXT, "软弱涣散"),
)

_POSTED = (
    ("序号", NUMBER, "1（问题清单里的）"),
    ("具体问题", TEXT, "村务公开不及时"),
    ("整改措施", LIST, "修订公开办法、设置公开栏"),
    ("责任人", TEXT, "张某某"),
    ("整改时限", TEXT, "2026年11月30日"),
    ("进展情况", TEXT, ""),
    ("完成情况", TEXT, "已完成"),
    *(
        (name, TEXT, "")
        for name in ("编号", "问题类别", "问题来源", "整改目标", "牵头领导", "公开", "佐证材料", "销号日期")
    ),
    (expressions.DUE, TEXT, "是"),
    ("出处", LIST, "督导（2026年11月6日）"),
    *((name, TEXT, "") for name in ("回访评价", "备注")),
    (OPEN, TEXT, "问题清单里的其他列"),
)
_Rows = tuple[tuple[str, str, str], ...]
_HELD: _Rows = (*_MEETING, *((f"发文.{name}", kind, example) for name, kind, example in _ISSUANCE))
_EVERYWHERE: tuple[tuple[str, str, _Rows], ...] = (
    ("活动", "活动", _CAMPAIGN),
    ("单位", "单位", _ORGANISATION),
    ("会议", "会议（第一个，或这份文件的那一个）", _HELD),
    ("会议们[]", "全部会议", _HELD),
    ("发文", "发文", _ISSUANCE),
    ("本文", "这种文件自己的字号、日期（发文.各文种 里写的），没有写就是空的", _ISSUANCE),
    ("统计", "统计", _COUNTS),
    ("本阶段", "这种文件所属的阶段（catalog.yaml 里写的），日期是支部自己的", _PHASE),
)
_OF_TOWNSHIP = (
    ("支部们[]", "全部支部", _BRANCH),
    ("单位", "单位", (("统计", LIST, "镇党委自己的各行的数，不是哪个支部的"),)),
    ("填报支部数", "每个数，报来的支部有几个", tuple((name, NUMBER, "9") for name, _ in COUNTS)),
    ("联系领导[]", "全部联系领导", _LEADER),
    ("联系点们[]", "每名领导和他的每个联系点，一对一行", _CONTACT),
    ("公示们[]", "全镇自己的问题里可以公示的：公开不是“否”，没有点到人名的", _POSTED),
)
_BY_SCOPE: dict[Scope, tuple[tuple[str, str, _Rows], ...]] = {
    Scope.TOWNSHIP: _OF_TOWNSHIP,
    Scope.MEETING: _OF_TOWNSHIP,
    Scope.BRANCH: (
        ("支部", "本支部", _BRANCH),
        ("党员们[]", "本支部的党员", _MEMBER),
        ("参学们[]", "应参学的党员：党籍正常、没有失联的", _MEMBER),
        ("公示们[]", "本支部的问题里可以公示的：公开不是“否”，没有点到本支部党员姓名的", _POSTED),
        ("参会们[]", "本支部的参会人员，性别、职务、电话取自花名册", _ATTENDEE),
        ("联系领导[]", "联系本支部的领导", _LEADER),
    ),
    Scope.MEMBER: (
        ("党员", "这名党员", _MEMBER),
        ("支部", "他所在的支部", _BRANCH),
        ("联系领导[]", "联系本支部的领导", _LEADER),
    ),
}


Sheets = Sequence[DeclaredSheet]


def names(scope: Scope, sheets: Sheets = BASE) -> list[Name]:
    """Return every name that a template of `scope` may use, in reading order."""
    return [*_built_in(scope), *of_sheets(scope, sheets)]


def _built_in(scope: Scope) -> list[Name]:
    found: list[Name] = []
    for stem, title, rows in (*_EVERYWHERE, *_BY_SCOPE[scope]):
        if stem.removesuffix("[]") not in SCOPES[scope].sees:
            continue
        if stem.endswith("[]"):
            found.append(Name(stem[:-2], LIST, title))
        found += [Name(f"{stem}.{name}", kind, example) for name, kind, example in rows]
    return found


def known(scope: Scope, each: str = "", sheets: Sheets = BASE) -> Known:
    """Return the same names as a tree, for checking a template or a condition; with the element of a 逐."""
    tree = _trees(sheets)[scope]
    return {**tree, **element(tree, each)} if each else tree


def element(tree: Known, each: str) -> Known:
    """Return the name of an element of 逐 and the names below it; none for a list of the expression's making."""
    parsed = parse(for_names({}), each)
    below: Known | None = tree if parsed.path else None
    for step in parsed.path or ():
        below = below.get(step) if below else None
    return {parsed.name: below if below is None else {"序号": None, **below}}


def of_element(scope: Scope, each: str, sheets: Sheets = BASE) -> list[Name]:
    """Return the names of an element of 逐, as `names` returns those of a scope."""
    parsed = parse(for_names({}), each)
    stem = ".".join(parsed.path or ())
    below = [
        Name(parsed.name + rest, name.kind, name.example)
        for name in names(scope, sheets)
        if (rest := name.path.replace("[]", "").removeprefix(stem)).startswith(".") and rest != name.path
    ]
    numbered = any(name.path == f"{parsed.name}.序号" for name in below)
    return below if numbered or not below else [Name(f"{parsed.name}.序号", NUMBER, "1"), *below]


_at_hand: tuple[tuple[Sheets, Mapping[Scope, Known]], ...] = ()
"""Of the two that were asked of last, an office's sheets and our own: a run asks of the same ones a hundred times."""


def _trees(sheets: Sheets) -> Mapping[Scope, Known]:
    global _at_hand  # noqa: PLW0603 - whoever asks meanwhile has the old pairs or the new ones, each whole
    for same, trees in _at_hand:
        if same is sheets:
            return trees
    made = {scope: _tree(scope, sheets) for scope in Scope}
    _at_hand = (*_at_hand[-1:], (sheets, made))
    return made


def _tree(scope: Scope, sheets: Sheets) -> Known:
    tree: dict[str, Known | None] = {}
    for name in names(scope, sheets):
        here = tree
        *stems, leaf = name.path.replace("[]", "").split(".")
        for stem in stems:
            below = here.get(stem)
            if below is None:
                below = here[stem] = {}
            assert isinstance(below, dict)
            here = below
        here.setdefault(leaf, None)
    return tree
