"""What kinds of sheet there are: by which columns each is told, and how people spell these columns.

Those that something is made of stand in templates/sheets.yaml. The others are here: data, nothing else. A line is a
column: the first spelling is canonical, the rest are synonyms, best first; * stands for any characters, # for a number.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline import contract
from pipeline.model.declared import BUILT_IN, DeclaredSheet
from pipeline.model.frozen import frozen

ROSTER, LEADERS, ISSUES, OPINIONS, BRANCHES = BUILT_IN
DAYS = "宽表列"
"""What all columns together are called that are headed by a day."""


@frozen(eq=False)
class KindSigns:
    """One kind of sheet. It is told by all of `needs`, one of `one_of` if there are any, and none of `never`."""

    name: str
    needs: tuple[str, ...]  # canonical headers; the first is the key of its rows
    columns: tuple[tuple[str, ...], ...]
    one_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # words of headers that no such sheet has
    beside: tuple[str, ...] = ()  # words of headers that it may well have, though nothing is made of them
    loose: frozenset[str] = frozenset()  # spellings of a column that often mean another one
    common: frozenset[str] = frozenset()  # spellings that many other sheets have as well: alone they tell nothing
    days: str = ""  # canonical header of the columns that are headed by a day
    used: bool = True  # False: it is known, so that it is taken for nothing else
    sheet: DeclaredSheet | None = None  # as sheets.yaml has it
    votes: frozenset[str] = frozenset()  # canonical headers of votes, one a grade: of these two are needed, or none
    polled: frozenset[str] = frozenset()  # two of these and no grade: the sheet has other grades

    @property
    def keys(self) -> frozenset[str]:
        """The canonical headers without one of which no row is a header of this kind."""
        return self.votes | self.polled if self.needs[0] in self.votes else frozenset(self.needs[:1])


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_words(line) for line in text.splitlines() if line.strip())


def _known(name: str, needs: str, one_of: str, columns: str, days: str = "") -> KindSigns:
    """Return a kind that nothing is made of."""
    return KindSigns(name, _words(needs), _lines(columns), _words(one_of), days=days, used=False)


def declared(sheet: DeclaredSheet) -> KindSigns:
    """Return a kind that sheets.yaml declares."""
    return KindSigns(
        sheet.name,
        sheet.needs,
        columns=tuple((column.name, *column.spellings, *column.loose) for column in sheet.columns),
        one_of=sheet.one_of,
        never=sheet.never,
        beside=sheet.beside,
        loose=frozenset(spelling for column in sheet.columns for spelling in column.loose),
        common=frozenset(sheet.common),
        days=DAYS if sheet.wide else "",
        sheet=sheet,
        votes=frozenset(sheet.votes) if set(sheet.votes) & set(sheet.needs) else frozenset(),
        polled=frozenset(sheet.polled),
    )


_OTHERS = (
    _known(
        "民主评议（测评）票数表",
        "姓名",
        "优秀 好 满意 得票 评定等次",
        """
        姓名 党员姓名 被测评人 被评议人 评议对象
        党支部 所在党支部 支部 单位
        人员类别 党员类别
        职务
        发出票 *发出*票*
        收回票 *收回*票*
        有效票 有效*票*
        优秀 优秀* *优秀
        合格 合格* 称职*
        基本合格 基本*
        不合格 不合格* 不称职*
        好 较好 一般 差 较差
        满意 基本满意 不满意 比较满意
        得票 *得票* 赞成* 反对* 弃权* 票数 得分 *得分 *评分 总分 平均分 自评* 互评* 民主测评*
        评定等次 *等次 *等级 *评议结果 *评定结果
        """,
    ),
    _known(
        "学习考勤（签到）登记表",
        "姓名",
        "日期 签到 出勤 读书笔记 心得体会",
        """
        姓名 党员姓名 参会人员 参加人员 学员姓名
        党支部 所在党支部 支部 单位 工作单位
        联系电话 电话 手机 手机号
        日期 第*次 第*期 第*讲 第*周
        签到 签到* *签名 *签字 签名* 签字*
        出勤 *考勤* 出勤* 缺勤* 请假* 参会* 到会* 是否到* 学时 *学时
        读书笔记 *笔记*
        心得体会 *心得*
        """,
        days="日期",
    ),
    _known(
        "谈心谈话登记表",
        "谈话对象",
        "",
        """
        谈话对象 谈话对象姓名 被谈话人 被谈话人姓名 被谈人 约谈对象
        谈话人 谈话人姓名 主谈人 约谈人
        党支部 所在党支部 支部 单位
        日期 时间 谈话时间 谈话日期 计划时间
        谈话内容 内容 谈话主题 主要内容
        谈话地点 地点 谈话方式 方式
        存在问题 *问题 意见建议 *意见* *建议*
        是否已谈 已谈 完成情况
        记录人 备注
        """,
    ),
    _known(
        "督导检查登记表",
        "检查时间",
        "存在问题 检查内容 检查对象",
        """
        检查时间 *督导时间 *督查时间 *检查时间 *检查日期 *督导日期 *巡察时间 *巡查时间 *抽查时间 *走访时间 *调研时间
        检查对象 被督导* 被检查* 受检* *检查单位 督导对象 督导单位
        党支部 所在党支部 支部 单位
        检查人 督导人* *检查人* 督导组* 检查组* 巡察组* 督查组*
        检查方式 *督导方式 *检查方式
        检查内容 *督导内容 *检查内容 *督查内容
        存在问题 *问题*
        整改意见 整改要求 *建议 *意见
        整改时限 *时限 *期限
        责任人 责任单位
        整改情况 整改结果 *整改*
        备注
        """,
    ),
    _known(
        "满意度测评表",
        "满意",
        "",
        """
        满意 满意* 非常满意 很满意
        基本满意 比较满意 较满意
        一般 不满意 不了解
        测评内容 测评项目 评价内容 项目 内容
        党支部 支部 单位
        意见建议 *意见* *建议*
        满意率 *率 发出* 收回*
        备注
        """,
    ),
    _known(
        "帮扶（走访慰问）台账",
        "姓名",
        "帮扶人 致困原因 慰问 家庭收入",
        """
        姓名 户主 户主姓名 *群众姓名 困难*姓名 帮扶对象* 救助对象* 慰问对象* 服务对象*
        性别
        出生日期 出生年月 年龄
        身份证号 身份证号码
        民族
        文化程度 学历
        联系电话 电话
        党支部 所在党支部 支部 单位 村*
        家庭住址 住址 地址 家庭人口 *人口*
        致困原因 *致贫* *致困*
        帮扶人 帮扶* *帮扶* 结对* *结对* 联系党员* 包联* 包户*
        慰问 慰问* *慰问* 救助* *救助*
        家庭收入 *收入*
        备注
        """,
    ),
    _known(
        "发展党员（积极分子）名册",
        "姓名",
        "积极分子 申请入党 培养人",
        """
        姓名
        性别
        民族
        出生日期 出生年月 年龄
        学历 文化程度
        身份证号 身份证号码
        联系电话 电话 手机
        党支部 所在党支部 支部 所在支部 所属支部 单位
        工作岗位 职务 职业 工作单位*
        积极分子 *积极分子* 列为积极分子*
        申请入党 *申请* 递交*
        发展对象 *发展对象*
        培养人 培养* *培养人* *联系人*
        接收为预备党员 *预备党员*
        转正时间 *转正* *转为*
        备注
        """,
    ),
    _known(
        "流动党员联系（结对）表",
        "姓名",
        "结对 联系人",
        """
        姓名 党员姓名
        党支部 所在党支部 支部 所属支部
        联系电话 电话 手机 手机号
        流入地 *流入地* *流出地* 流向 外出* *地点
        结对 结对* *结对* 联系党员* 帮带*
        联系人 *联系人*
        备注
        """,
    ),
    _known(
        "活动（走访）记录",
        "活动内容",
        "",
        """
        活动内容 走访内容 调研内容 工作内容 主要内容 活动主题 活动名称 主题
        领导姓名 姓名 领导 参加人员 参加人 走访人 记录人 主持人
        联系点 联系支部 党支部 支部 单位 地点 活动地点
        时间 日期 活动时间 活动日期 走访时间 到点时间
        *情况 *问题* *意见* *建议* *结果
        备注
        """,
    ),
)
KINDS = (*map(declared, (sheet for sheet in contract.SHEETS if sheet.name in BUILT_IN)), *_OTHERS)
"""The kinds that every workspace knows, as long as its sheets.yaml does not say otherwise."""


def known_kinds(sheets: Iterable[DeclaredSheet]) -> tuple[KindSigns, ...]:
    """Return the kinds of a workspace: its own sheets, and those that are known so that they are taken for no other."""
    return (*map(declared, sheets), *_OTHERS)
