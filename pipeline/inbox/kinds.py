"""What kinds of sheet there are: by which columns each is told, and how people spell these columns.

Data, nothing else: to add a kind is to add an entry. A line is a column: the first spelling is canonical (INPUTS.md
§3), the rest are synonyms, best first; * stands for any characters, # for a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.declared import BUILT_IN, DeclaredSheet

ROSTER, BRANCHES, LEADERS, ISSUES, OPINIONS = BUILT_IN
DAYS = "宽表列"
"""What all columns together are called that are headed by a day."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of sheet. It is told by all of `needs`, one of `one_of` if there are any, and none of `never`."""

    name: str
    needs: tuple[str, ...]  # canonical headers; the first is the key of its rows
    columns: tuple[tuple[str, ...], ...]
    one_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # words of headers that no such sheet has
    beside: tuple[str, ...] = ()  # words of headers that it may well have, though nothing is made of them
    loose: frozenset[str] = frozenset()  # spellings of a column that often mean another one
    common: frozenset[str] = frozenset()  # spellings that many other sheets have as well: alone they tell nothing
    unasked: frozenset[str] = frozenset()  # canonical headers that a blank sheet does not have
    days: str = ""  # canonical header of the columns that are headed by a day
    used: bool = True  # False: it is known, so that it is taken for nothing else
    sheet: DeclaredSheet | None = None  # as sheets.yaml has it; None: it is built in


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_words(line) for line in text.splitlines() if line.strip())


_ROSTER = Kind(
    ROSTER,
    needs=("姓名",),
    one_of=("入党时间", "出生日期", "身份证号", "人员类别", "政治面貌"),
    columns=_lines("""
        姓名 党员姓名 名字 党员名字 成员姓名 员工姓名 学生姓名 成员
        所在党支部 所属党支部 党支部 党支部名称 支部名称 所属支部 所在支部 支部 所在支部名称 所属支部名称 \
            党员所在党支部 党员所在支部 党组织名称 所在党组织 所属党组织 隶属党组织 党组织 基层党组织 所在基层党组织 \
            党组织关系所在支部 组织关系所在党支部 组织关系所在支部 所在组织 所属组织 组织名称 单位名称 单位
        性别 男/女
        民族
        身份证号 公民身份证号 身份证号码 公民身份号码 公民身份证号码 身份证 居民身份证号 居民身份证号码 证件号码 \
            身份证件号码 身份证件号 证件号
        出生日期 出生年月日 出生年月 出生时间 生日 出生
        学历 文化程度 最高学历 文化 学历学位 全日制学历
        人员类别 党员类别 党员类型 人员类型 正式/预备 正式预备 类别 党员身份 党员阶段 党员性质
        政治面貌 政治面目
        党员分类 分类 人员分类 群体分类
        入党时间 入党日期 入党年月 加入党组织日期 加入党组织时间 何时入党 加入中国共产党时间 加入中国共产党日期 \
            加入中共组织日期 加入中共组织时间 何时加入中国共产党 入党年月日 接收为预备党员时间 接收为预备党员日期 \
            接收预备党员时间 接收预备党员日期 成为预备党员时间 成为预备党员日期 列为预备党员时间 列为预备党员日期
        转正时间 转正日期 转正年月 转为正式党员日期 转为正式党员时间 何时转正 何时转为正式党员 成为正式党员时间 \
            正式党员时间 转正年月日
        工作岗位 职业 岗位 从事工作 工作单位及职务 单位及岗位 单位及职务 工作单位 从事职业 现从事工作 职务 \
            行政职务 现任职务 单位职务 职位
        联系电话 手机号码 手机号 手机 移动电话 电话 联系方式 电话号码 联系手机 本人电话 本人联系方式
        家庭住址 住址 家庭地址 现居住地 现居住地址 居住地 居住地址 现住址 常住地址 通讯地址 家庭详细住址 户籍地址 地址
        党籍状态 党籍 党籍状况 党籍情况
        是否失联 失联 失联情况 是否失联党员 失联党员 是否为失联党员
        是否流动 流动 流动情况 流动党员 是否流动党员 是否外出 是否为流动党员 流动是否 流动党员是否
        外出流向 去向 流向 外出去向 外出地点 流动去向 流动流向 流动地点 流入地 外出地址 外出就业地点 外出务工地点 \
            流动党员去向 流动党员流向
        党内职务 党内任职 支部职务 所在党支部职务 党组织职务
        健康状况 身体状况 健康情况
        备注 说明 其他
    """),
    beside=_words("""
        年龄 年龄段 籍贯 出生地 户籍* 婚姻* 参加工作* 工龄 学位 毕业* 专业 职称 *技术职务 工作单位* 单位* 部门 \
        所属部门 邮箱 微信* QQ* *小组 组别 村组 组 村* 固话* 党龄* 入党介绍人 党费* 入党类型 退役* 是否退役* \
        是否农民工 档案* 照片
    """),
    never=_words("*慰问* *结对* 帮扶* *致困* *致贫* *得票* *有效*票* *收回*票* 领取* *谈话*"),
    loose=frozenset(_words("单位名称 单位 所在组织 所属组织 组织名称")),
    unasked=frozenset({"政治面貌"}),
)
_BRANCHES = Kind(
    BRANCHES,
    needs=("名称",),
    one_of=("书记", "联系电话", "邮箱"),
    columns=_lines("""
        名称 党支部名称 党组织名称 支部名称 党支部全称 党组织全称 全称 党支部 党组织 所在党支部
        简称 支部简称 党支部简称 党组织简称
        书记 党支部书记 支部书记 书记姓名 党组织书记 支部书记姓名
        联系人 联络员 党务联系人
        联系电话 手机号码 手机号 手机 电话 联系方式 书记电话 联系人电话 移动电话
        邮箱 电子邮箱 邮件 E-mail email 电子邮件
        类别 领域 支部类别 党支部类别 单位类别 所属领域 单位类型
        组织类别 党组织类别 组织类型
        状态 支部状态 党组织状态 组织状况 党支部状态
        备注 说明
    """),
    never=_words("姓名 *党员 身份证* 公民身份* *入党* *转正* *住址 *流入* *流出* *对象 *内容 *谈话*"),
    common=frozenset(_words("名称 党支部 党组织 所在党支部 全称")),
)
_LEADERS = Kind(
    LEADERS,
    needs=("姓名", "联系点"),
    columns=_lines("""
        姓名 领导姓名 领导 联系领导 包联领导 联系人姓名 党员领导干部
        职务 领导职务 现任职务
        联系点 联系支部 联系党支部 联系点(党支部) 包联支部 所联系党支部 联系的党支部 联系点名称 \
            联系村 联系社区 联系单位 联系村社区 联系村居 包联村 包联社区 包联单位 包联点 包村 包保村 包保支部 包片村 \
            挂点村 挂点支部 挂点 挂联村 挂联支部 挂联点 驻点村 驻点 帮联支部 包村社区 包社区 基层联系点 党建联系点
        电话 联系电话 手机 手机号 联系方式 手机号码
        备注 说明
    """),
    never=_words("*时间 *日期 *内容 *次数 *记录 *签名 *签字 *对象 *情况 *问题"),
)
_ISSUES = Kind(
    ISSUES,
    needs=("具体问题",),
    one_of=("整改措施", "责任人", "整改时限"),
    columns=_lines("""
        党支部 所在党支部 支部 支部名称 党支部名称 党组织名称 单位 单位名称 责任支部
        具体问题 问题 存在问题 存在的问题 问题表现 问题描述 主要问题 存在的主要问题 具体表现 问题内容
        问题类别 类别 问题类型 类型
        问题来源 来源
        整改目标 目标 整改要求
        整改措施 措施 整改办法 具体措施
        牵头领导 责任领导 包联领导 分管领导
        责任人 整改责任人 责任人员 责任单位 具体责任人
        整改时限 完成时限 时限 整改期限 完成时间 整改完成时限
        进展情况 整改进展 进展 整改情况
        完成情况 是否完成 完成状态 整改状态
        备注 说明
    """),
)
_OPINIONS = Kind(
    OPINIONS,
    needs=("意见内容",),
    columns=_lines("""
        意见内容 意见建议 意见建议内容 意见 意见和建议 具体意见
        党支部 所在党支部 支部 支部名称 党支部名称 党组织名称 单位
        党员 党员姓名 姓名 涉及党员 反映党员
        反映对象 对象 意见对象
        来源方式 征求方式 来源 方式 征集方式 渠道
        类别 意见类别 问题类别 分类
        备注 说明
    """),
    common=frozenset({"意见"}),
)


def _known(name: str, needs: str, one_of: str, columns: str, days: str = "") -> Kind:
    """Return a kind that nothing is made of."""
    return Kind(name, _words(needs), _lines(columns), _words(one_of), days=days, used=False)


def declared(sheet: DeclaredSheet) -> Kind:
    """Return a kind that sheets.yaml declares."""
    columns = tuple((column.name, *column.spellings) for column in sheet.columns)
    days = DAYS if sheet.wide else ""
    return Kind(sheet.name, sheet.needs, columns, sheet.one_of, sheet.never, days=days, sheet=sheet)


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
KINDS = (_ROSTER, _LEADERS, _ISSUES, _OPINIONS, _BRANCHES, *_OTHERS)
USED = tuple(kind for kind in KINDS if kind.used)
"""The kinds that something is made of, in the order in which blank sheets are written."""
