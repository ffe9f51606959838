"""A campaign of extreme values: the same texts every time. Everything in it is allowed, and little of it is usual.

Names of 2 to 38 characters, titles of one to four lines, rare characters, a branch of one member and one of ninety, a
branch with forty problems and branches with none, long lists everywhere. ID numbers have the sequence 000.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

CAMPAIGN = "极端活动"
BRANCHES = (  # name in full, short name, members
    ("中共县委组织部驻深圳市龙岗区横岗街道务工经商人员流动党员联合第一支部委员会", "驻深圳市龙岗区横岗街道务工经商人员流动党员联合第一党支部", 3),
    ("机关党支部", "机关党支部", 1),
    ("中共䲟塘镇㙟头村支部委员会", "㙟头村党支部", 24),
    ("中共䲟塘镇新时代农业机械服务专业合作社联合社支部委员会", "农机合作社联合社党支部", 90),
    ("中共䲟塘镇朝阳村支部委员会", "朝阳村党支部", 12),
)  # fmt: skip
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
MANY = tuple((f"中共䲟塘镇第{name}村支部委员会", f"第{name}村党支部", 1) for name in NUMERALS)
NAMES = (
    "王一", "欧阳", "李𬭎", "赵𠅤", "陈㛃", "钱〇", "孙䶮", "周𡐓", "阿依努尔·买买提吐尔逊", "迪丽热巴·阿不都热合曼·艾尔肯",
    "司马相如", "诸葛孔明月", "张三丰",
)  # fmt: skip
_CHECKS = "10X98765432"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LONG_PLACE = "䲟塘镇新时代文明实践所（原镇农业机械化技术推广服务站）东附楼五层第二多功能会议室"
_SENTENCE = "对群众反映集中的灌溉渠道淤塞、生产道路破损等问题，建立“一事一表”，逐项说明进度、责任和完成的标准，每月在村务公开栏公布一次"
_FOUR = (
    ("学习动员", "07-01", "08-31"), ("分析评议", "09-01", "10-15"), ("整改提高", "10-16", "11-30"), ("总结巩固", "12-01", "12-31"),
)  # fmt: skip
_ROLES = ("组长", "副组长", "成员", "成员", "成员")
_ITEMS = ("领导班子带头参加学习教育", "查找突出问题", "总体评价")
_WRITTEN = "  简报: [{期号: 1, 日期: 2026-08-03, 标题: 全镇集中学习全面展开, 正文: 提纲.md}]\n  截至: 2026-12-31\n"
SATISFIED = ("满意", "基本满意", "不满意")


def files(
    head: str = "无", *, many: bool = False, branches: Sequence[tuple[str, str, int]] = BRANCHES
) -> Mapping[str, str]:
    """Return the campaign's files, name below inputs/ → text (a workbook's as tests/sheets.py has it)."""
    branches = (*branches, *(MANY if many else ()))
    return {
        f"{CAMPAIGN}/活动.yaml": _yaml(head),
        f"{CAMPAIGN}/提纲.md": _speech(),
        f"{CAMPAIGN}/名册.xlsx": _table("名称 简称 书记 联系电话", [(full, short, "张三丰", "0000-0000000") for full, short, _ in branches]),
        f"{CAMPAIGN}/花名册.xlsx": _roster(branches),
        f"{CAMPAIGN}/问题.xlsx": _issues(branches),
    }  # fmt: skip


def with_everything(
    branches: Sequence[tuple[str, str, int]], grades: tuple[str, str, str] = SATISFIED
) -> Mapping[str, str]:
    """Return the files of a campaign of such branches that is over: four phases, records of everything."""
    found = dict(files("文件", branches=branches))
    facts = f"{CAMPAIGN}/活动.yaml"
    phases = "".join(f"    - {{名称: {name}, 开始: 2026-{start}, 结束: 2026-{end}}}\n" for name, start, end in _FOUR)
    survey = (
        f"  测评: {{等次: [{', '.join(grades)}], 计入满意率: [{', '.join(grades[:2])}], 项目: [{', '.join(_ITEMS)}]}}\n"
    )
    text = re.sub(r"  阶段:\n(?:    - .*\n)+", f"  阶段:\n{phases}{survey}{_WRITTEN}", found[facts])
    found[facts] = re.sub(r"支部安排:\n(?:  .*\n?)+", "", text)
    weak = [(full, short, "张三丰", "" if at else "软弱涣散") for at, (full, short, _) in enumerate(branches)]
    found[f"{CAMPAIGN}/名册.xlsx"] = _table("名称 简称 书记 状态", weak)
    return found | {f"{CAMPAIGN}/{name}": told for name, told in records(branches, grades).items()}


def _table(headers: str, rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(["|".join(headers.split()), *("|".join(row) for row in rows)]) + "\n"


def id_number(day: str) -> str:
    """Return an ID number that nobody has: born on `day` (YYYYMMDD), sequence 000."""
    digits = f"110101{day}000"
    return digits + _CHECKS[sum(int(a) * b for a, b in zip(digits, _WEIGHTS, strict=True)) % 11]


def _roster(branches: Sequence[tuple[str, str, int]]) -> str:
    rows, count = [], 0
    for _, short, size in branches:
        for at in range(size):
            name = _name(at)
            year, month, day = 1936 + count % 65, 1 + count % 12, 1 + count % 28
            categories = ("", "流动", "年老体弱", "", "")[at % 5]
            rows.append((
                name, short, "女" if at % 3 else "男", ("汉族", "维吾尔族", "柯尔克孜族")[at % 3],
                id_number(f"{year}{month:02d}{day:02d}") if at % 3 else "", f"{year}-{month:02d}-{day:02d}",
                ("初中", "大学本科（在职）", "小学")[at % 3], "预备党员" if at == 4 else "正式党员",
                "2025-12-01" if at == 4 else f"{year + 20}-07-01", categories,
                "广东省深圳市龙岗区横岗街道六约社区勤富路数码硅谷产业园B座" if categories == "流动" else "",
                "䲟塘镇新时代农业机械服务专业合作社联合社植保无人机作业队副队长兼安全员" if at % 4 == 1 else "务农",
            ))  # fmt: skip
            count += 1
    headers = "姓名 所在党支部 性别 民族 身份证号 出生日期 学历 人员类别 入党时间 党员分类 外出流向 工作岗位"
    return _table(headers, rows)


def _name(at: int) -> str:
    return NAMES[at] if at < len(NAMES) else f"王{chr(0x4E00 + 37 * at)}{chr(0x5E00 + 11 * at)}"


def records(branches: Sequence[tuple[str, str, int]], grades: tuple[str, str, str]) -> Mapping[str, str]:
    """Return what such branches have written down by the end, a workbook's name → text: a row of everything, and long."""
    people = [(short, [_name(at) for at in range(size)]) for _, short, size in branches]
    days = ("2026-07-10", "2026-07-24", "2026-08-07", "2026-08-21")
    office = "䲟塘镇新时代文明实践所副所长兼农业机械化技术推广服务站站长"
    one_each = [(short, listed[0], listed[-1], len(listed)) for short, listed in people]
    return {
        "学习安排.xlsx": _table(
            "党支部 日期 学习内容 学习形式 学时 主讲人 地点",
            [(short, day, f"{_SENTENCE}", "集中学习", "3", NAMES[8], _LONG_PLACE) for short, *_ in one_each for day in days],
        ),
        "学习登记.xlsx": _table(
            f"党支部 姓名 {' '.join(days)} 读书笔记 心得体会",
            [(short, name, "√", "△", "√", "√", "10000", "3") for short, listed in people for name in listed],
        ),
        "谈心谈话登记.xlsx": _table(
            "党支部 谈话人 谈话对象 谈话时间 地点 方式 是否已谈",
            [(short, a, z, "2026-10-30 19:30", _LONG_PLACE, "个别谈话", "是") for short, a, z, n in one_each if n > 1],
        ),
        "会议登记.xlsx": _table(
            "党支部 会议名称 会议日期 地点 主持人 记录人 应到 实到 请假 列席 自我批评 相互批评",
            [(short, "专题组织生活会", "2026-11-30", _LONG_PLACE, a, z, str(n), str(n), "", office, str(n), "12") for short, a, z, n in one_each],
        ),
        "民主评议.xlsx": _table(
            "党支部 姓名 发出 收回 有效 优秀 合格 基本合格 不合格 评定等次",
            [
                (short, name, str(len(listed)), str(len(listed)), str(len(listed)), "1", str(len(listed) - 1), "0", "0", "" if at == 4 else "合格")
                for short, listed in people
                for at, name in enumerate(listed)
            ],
        ),
        "督导记录.xlsx": _table(
            "被督导党支部 督导时间 督导人员 督导方式 督导内容 存在问题 整改要求 整改时限 责任人",
            [(short, "2026-10-30", NAMES[9], "实地检查", _SENTENCE, _SENTENCE, _SENTENCE, "2026-11-30", z) for short, _, z, _ in one_each],
        ),
        "督导组.xlsx": _table("组别 组长 成员 督导单位 电话", [("第一督导组", NAMES[9], "、".join(NAMES), "、".join(s for s, *_ in one_each[:20]), "0000-0000000")]),
        "帮扶对象.xlsx": _table(
            "党支部 困难群众姓名 对象类别 住址 致困原因 帮扶责任人 帮扶措施 走访日期 慰问金额 慰问物品",
            [(short, f"田{at}娃", "困难群众", _LONG_PLACE, _SENTENCE, a, _SENTENCE, "2026-11-30", "12000", "大米、食用油、棉被") for at, (short, a, *_) in enumerate(one_each, 1)],
        ),
        "领导机构.xlsx": _table(
            "党支部 机构 组内职务 姓名 单位及职务",
            [(short, "领导小组", role, name, office) for short in ("", *(s for s, *_ in one_each[:3])) for role, name in zip(_ROLES, NAMES[6:], strict=False)],
        ),
        "联系点.xlsx": _table(
            "领导姓名 职务 联系点 联系电话",
            [(NAMES[8], office, "、".join(s for s, *_ in one_each[:20]), "0000-0000000"), (NAMES[0], "书记", one_each[-1][0], "0000-0000000")],
        ),
        "联系点工作记录.xlsx": _table(
            "领导姓名 联系点 活动日期 活动内容 解决的问题 陪同人",
            [(NAMES[8], short, day, _SENTENCE, _SENTENCE, NAMES[9]) for short, *_ in one_each[:20] for day in days],
        ),
        "满意度测评.xlsx": _table(
            f"党支部 测评对象 测评项目 发出 收回 有效 {' '.join(grades)}",
            [(short, who, item, "1200", "1200", "1199", "1000", "198", "1") for short in ("䲟塘镇党委", *(s for s, *_ in one_each)) for who in ("党员", "群众") for item in _ITEMS],
        ),
        "意见.xlsx": _table(
            "党支部 意见建议 来源方式 反映人类别 反映对象 类别 拟办意见",
            [(short, _SENTENCE * 2, "座谈会", "群众", "领导班子", "作风建设", "采纳") for short, *_ in one_each],
        ),
        "补充问题.xlsx": _table(
            "党支部 具体问题 问题来源 整改措施 责任人 整改时限 进展情况 完成情况 编号 公开",
            [(short, _SENTENCE, "自查", _SENTENCE, "阿依努尔·买买提吐尔逊", "2026-11-30", _SENTENCE, "已完成", f"极{at}", "是") for at, (short, *_) in enumerate((("䲟塘镇党委",), *one_each))],
        ),
    }  # fmt: skip


def _issues(branches: Sequence[tuple[str, str, int]]) -> str:
    """Return forty problems of the largest branch, and the row of 机关党支部, if it takes part, that says 无."""
    largest = max(branches, key=lambda each: each[2])[1]
    rows: list[tuple[str, ...]] = [
        (
            largest, f"第{at + 1}项：{_SENTENCE * (1 + at % 3)}", ("党员队伍", "组织建设", "作风建设")[at % 3],
            "征求意见", f"到期前把第{at + 1}项办结", f"{_SENTENCE}；逐户核实第{at + 1}项；组织“回头看”", "张三丰",
            "张三丰" if at % 2 else "阿依努尔·买买提吐尔逊、迪丽热巴·阿不都热合曼·艾尔肯", "2026-11-30",
        )
        for at in range(40)
    ]  # fmt: skip
    if BRANCHES[1] in branches:
        rows.append((BRANCHES[1][1], "无", "", "", "", "公开一次", "", "王一", "2026-11-30"))
    return _table("党支部 具体问题 问题类别 问题来源 整改目标 整改措施 牵头领导 责任人 整改时限", rows)


def _speech() -> str:
    parts = []
    for at in range(1, 7):
        parts.append(f"# 第{at}部分要讲清的道理，往往不止一行：既要说明为什么做，也要说明做到哪一步才算完")
        for part in range(1, 4):
            parts.append(f"## 第{part}层意思")
            parts.append("。".join([_SENTENCE] * (part + at % 2)) + "。")
            parts += [f"### 具体的一条{_SENTENCE}。"] if part == 2 else []
    return "\n\n".join(parts) + "\n"


def _yaml(head: str) -> str:
    requirements = "\n".join(f"      - 第{at}条要求，{_SENTENCE}" for at in range(1, 14))
    people = "、".join(NAMES)
    return f"""\
活动:
  名称: “强信念、转作风、抓落实、促发展”主题集中学习教育暨䲟塘镇基层党组织建设年活动
  简称: 主题集中学习教育活动
  主题: 强信念、转作风、抓落实、促发展
  开始: 2026-07-01
  结束: 2026-12-31
  上级文件: [《中共某某县委关于在全县各级党组织和全体党员中开展主题集中学习教育活动的实施意见》, 《补充通知》]
  阶段:
    - {{名称: 学习动员, 开始: 2026-07-01, 结束: 2026-09-30, 环节: [动员大会, 集中学习, 专题党课]}}
    - {{名称: 分析评议, 开始: 2026-10-01, 结束: 2026-11-15}}
    - {{名称: 整改提高, 开始: 2026-11-16, 结束: 2026-12-31}}
单位:
  名称: 中共某某县䲟塘镇委员会
  简称: 䲟塘镇党委
  办公室: 镇党委组织办公室（镇党群服务中心）
  联系人: 阿依努尔·买买提吐尔逊
  电话: "0000-0000000"
  红头: {head}
会议:
  - 名称: 会
    时间: 2026-07-06 09:00
    地点: 三楼
    讲话人: {{姓名: 王一, 职务: 书记}}
    讲话稿: 提纲.md
    回执截止: 2026-07-03
  - 名称: 全镇“强信念、转作风、抓落实、促发展”主题集中学习教育暨基层党组织建设年活动动员部署大会
    时间: 2026-07-07 09:00
    地点: {_LONG_PLACE}
    字号: 䲟委〔2026〕124号
    发文日期: 2026-07-03
    主持人: {{姓名: 迪丽热巴·阿不都热合曼·艾尔肯, 职务: 镇党委副书记、政法委员、统战委员、一级主任科员}}
    讲话人: {{姓名: 李𬭎, 职务: 镇党委书记、人大主席、武装部第一部长}}
    称呼: 各位领导、同志们、朋友们
    参加人员: [县领导, 各村党支部书记, 镇机关全体党员, 参学单位党组织负责人, 党代表、人大代表、政协委员代表, 老党员代表]
    议程: [学习上级文件, 宣读安排, 交流发言, 书记讲话]
    要求:
{requirements}
    回执截止: 2026-07-05
    讲话稿: 提纲.md
发文:
  字号: 䲟委〔2026〕123号
  日期: 2026-07-02
{"  签发人: [王一, 诸葛孔明月, 迪丽热巴·阿不都热合曼·艾尔肯]" if head == "套打" else ""}
  份号: "000001"
  密级: 秘密★1年
  紧急程度: 加急
  抄送: [县委组织部, 县委宣传部, 县委统一战线工作部, 县直机关工作委员会, 县人民武装部, 县总工会、共青团县委、县妇女联合会]
  印发机关: 䲟塘镇党委组织办公室
  附注: 此件发至各党支部
支部安排:
  {BRANCHES[3][1]}:
    会议: {{时间: 2026-07-09 19:30, 地点: {_LONG_PLACE}, 讲话人: 诸葛孔明月}}
    讲话稿: 提纲.md
    名额: 30
    参会人员: [{people.replace("、", ", ")}]
"""
