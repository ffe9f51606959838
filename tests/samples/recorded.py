"""What a campaign has written down by its end, beside the sample campaign: talks, meetings, votes, visits. All made up.

Files as tests/sheets.py has them; with them there are as many papers as design and docs say "with records".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.samples.people import BRANCHES, Branch, Member, members

CUTOFF = "2026-12-31"
_WITHOUT_DONE = (
    ("卫生院党支部", "候诊区的宣传栏长期不更新", "每月更新一次"),
    ("轧花厂党支部", "退休党员活动没有场所", "借用社区会议室"),
)  # the sample's own list has none of theirs that is done
_ITEMS = ("领导班子带头参加学习教育", "查找突出问题", "总体评价")
_TOWNSHIP = "镇党委"
_FINDINGS = (
    "学习笔记缺一篇", "七月份的考勤没有签字", "补课没有写明日期", "党员活动室的灯坏了两盏", "会议记录本不连号", "公开栏的玻璃破了",
    "流动党员的电话没有更新", "谈话安排没有上墙", "学习用书少三本", "志愿服务没有登记", "党费收据没有编号", "意见箱钥匙丢失",
)  # fmt: skip


def files() -> Mapping[str, str]:
    """Return the workbooks, name → text."""
    return {
        "谈心谈话登记.xlsx": _table("党支部 谈话人 谈话对象 谈话时间 地点 方式 是否已谈", _talks()),
        "会议登记.xlsx": _table(
            "党支部 会议名称 会议日期 地点 主持人 记录人 应到 实到 请假 列席 自我批评 相互批评", _meetings()
        ),
        "民主评议.xlsx": _table("党支部 姓名 发出 收回 有效 优秀 合格 基本合格 不合格 评定等次", _votes()),
        "满意度测评.xlsx": _table("党支部 测评对象 测评项目 发出 收回 有效 满意 基本满意 不满意 不了解", _survey()),
        "督导记录.xlsx": _table(
            "被督导党支部 督导时间 督导人员 督导方式 督导内容 存在问题 整改要求 整改时限 责任人 回访日期 回访结果",
            _visits(),
        ),
        "帮扶对象.xlsx": _table(
            "党支部 困难群众姓名 对象类别 住址 致困原因 帮扶责任人 帮扶措施 走访日期 慰问金额 慰问物品", _helped()
        ),
        "补充问题.xlsx": _table(
            "党支部 具体问题 问题来源 整改措施 责任人 整改时限 进展情况 完成情况 编号 公开", _issues()
        ),
    }


def texts() -> Mapping[str, str]:
    """Return what people have written of it, name → text: two numbers of the bulletin, the summaries of one phase."""
    return {
        "简报1.md": "各支部的集中学习已经开始，到会的党员认真作了笔记。\n\n## 抓住重点\n\n每次学习都围绕一个专题。\n",
        "简报2.md": "各支部按时召开了专题组织生活会，开展了批评和自我批评。\n",
        "学习总结.md": "# 主要做法\n\n领导干部带头到联系点参加学习。\n\n# 取得的成效\n\n党员的学习时间得到保证。\n\n# 体会\n\n重在坚持。\n",
        "学习总结-吕寨村.md": "每周五晚集中学习，外出的党员寄送材料。\n\n# 存在的问题\n\n个别党员笔记不完整。\n",
    }


def dated(facts: str) -> str:
    """Return the sample's 活动.yaml with the day up to which it is told, and with what people have written."""
    told = (
        f"  截至: {CUTOFF}\n  阶段总结: {{学习动员: 学习总结.md}}\n  简报:\n"
        "    - {期号: 1, 日期: 2026-08-03, 标题: 全镇集中学习全面展开, 正文: 简报1.md}\n"
        "    - {期号: 2, 日期: 2026-11-16, 标题: 各党支部召开专题组织生活会, 正文: 简报2.md}\n"
    )
    own = "  吕寨村党支部:\n"
    facts = facts.replace("  集中学习", f"{told}  集中学习", 1)
    return facts.replace(own, f"{own}    阶段总结: {{学习动员: 学习总结-吕寨村.md}}\n", 1)


def _table(headers: str, rows: Sequence[Sequence[object]]) -> str:
    return "\n".join(["|".join(headers.split()), *("|".join(map(str, row)) for row in rows)]) + "\n"


def studying(branch: Branch) -> list[Member]:
    """Return who is counted as 应参学."""
    return [each for each in members() if each.branch is branch and not each.standing and not each.lost]


def _called(people: Sequence[Member]) -> list[str]:
    often = Counter(member.name for member in people)
    return [
        f"{member.name}（{member.birth[0]}年{member.birth[1]}月）" if often[member.name] > 1 else member.name
        for member in people
    ]


def _talks() -> list[tuple[object, ...]]:
    """Six talks a branch: all held but the last."""
    rows: list[tuple[object, ...]] = []
    for branch in BRANCHES:
        people = studying(branch)
        named = [name for name in _called(people) if name != branch.officers[0]]
        rows += [
            (branch.short, branch.officers[0], named[at % len(named)], f"2026-11-{1 + at:02d}", "党员活动室", "个别谈话", "否" if at == 5 else "是")
            for at in range(6)
        ]  # fmt: skip
    return rows


def _meetings() -> list[tuple[object, ...]]:
    rows = []
    for branch in BRANCHES:
        due, away = len(studying(branch)), studying(branch)[-1].name
        rows.append((
            branch.short, "专题组织生活会", "2026-11-12", "党员活动室", branch.officers[0], branch.officers[1], due, due - 1,
            f"{away}（住院）", "", due, due + 3,
        ))  # fmt: skip
    return rows


def _votes() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for branch in BRANCHES:
        people = studying(branch)
        full = sum(member.status != "预备党员" for member in people)
        valid, graded = len(people) - 1, 0
        for at, (member, name) in enumerate(zip(people, _called(people), strict=True)):
            best = valid if at < full // 3 else 1
            verdict = "" if member.status == "预备党员" else "优秀" if graded < full // 3 else "合格"
            graded += bool(verdict)
            rows.append((branch.short, name, len(people), valid, valid, best, valid - best, 0, 0, verdict))
    return rows


def _survey() -> list[tuple[object, ...]]:
    return [
        (owner, target, item, 12, 12, 11, 8 - at, 2, at, 1)
        for owner in (_TOWNSHIP, *(branch.short for branch in BRANCHES))
        for target in ("党员", "群众")
        for at, item in enumerate(_ITEMS)
    ]


def _finding(branch: int, visit: int) -> str:
    return _FINDINGS[branch + len(BRANCHES) * visit]


def _visits() -> list[tuple[object, ...]]:
    """Two visits a branch; the first finds something in each, the second in two of them: 12 of 20."""
    rows: list[tuple[object, ...]] = []
    for number, branch in enumerate(BRANCHES):
        for at, day in enumerate(("2026-11-06", "2026-12-10")):
            found = not at or number < 2
            rows.append((
                branch.short, day, "章伯言、韦立群", "查资料", "学习笔记", _finding(number, at) if found else "无",
                "十日内补齐" if found else "", f"2026-{11 + at}-20" if found else "", branch.officers[0] if found else "",
                "", "",
            ))  # fmt: skip
    return rows


def _helped() -> list[tuple[object, ...]]:
    surnames = "毕卞柴褚戴窦樊符甘葛"
    return [
        (branch.short, f"{surname}有福", "困难群众", f"{branch.short[:2]}2组", "因病", branch.officers[0], "联系就医", "2026-12-15", 300, "米、油")
        for branch, surname in zip(BRANCHES, surnames, strict=True)
    ]  # fmt: skip


def _issues() -> list[tuple[object, ...]]:
    """What the visits found, as issues; one that is done for each who has none in the sample, the committee too."""
    rows: list[tuple[object, ...]] = []
    for number, branch in enumerate(BRANCHES):
        rows += [
            (branch.short, (finding := _finding(number, at)), "督导", f"{branch.officers[0]}负责，十日内解决：{finding}", branch.officers[0], f"2026-{11 + at}-20", "已补齐", "已完成", f"{branch.short[:2]}-{at + 1}", "是")
            for at in range(2)
            if not at or number < 2
        ]  # fmt: skip
    rows += [
        (name, text, "自查", measure, "支部委员", "2026-12-10", "已办", "已完成", "", "")
        for name, text, measure in _WITHOUT_DONE
    ]
    rows.append((_TOWNSHIP, "对基层支部的指导不够经常", "征求意见", "每月到联系点一次", "镇党委", "2026-12-20", "已坚持半年", "已完成", "", ""))  # fmt: skip
    return rows
