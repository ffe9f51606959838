"""What kinds of sheet there are: by which columns each is told, and how people spell these columns.

Data, nothing else: to add a kind is to add an entry. A line is a column: the first spelling is canonical (INPUTS.md
§3), the rest are synonyms, best first; * stands for any characters.
"""

from __future__ import annotations

from dataclasses import dataclass

ROSTER, BRANCHES, LEADERS, ISSUES, OPINIONS = "党员花名册", "党支部名册", "联系领导", "问题清单", "征求意见"


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of sheet. It is told by all of `needs`, one of `one_of` if there are any, and none of `never`."""

    name: str
    needs: tuple[str, ...]  # canonical headers; the first is the key of its rows
    columns: tuple[tuple[str, ...], ...]
    one_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # words of headers that no such sheet has
    beside: tuple[str, ...] = ()  # words of headers that it may well have, though nothing is made of them
    common: frozenset[str] = frozenset()  # spellings that many other sheets have as well: alone they tell nothing
    unasked: frozenset[str] = frozenset()  # canonical headers that a blank sheet does not have
    used: bool = True  # False: it is known, so that it is taken for nothing else


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
    common=frozenset(_words("名称 党支部 党组织 所在党支部 全称")),
)
_LEADERS = Kind(
    LEADERS,
    needs=("姓名", "联系点"),
    columns=_lines("""
        姓名 领导姓名 领导 联系领导 包联领导 联系人姓名 党员领导干部
        职务 领导职务 现任职务
        联系点 联系支部 联系党支部 联系点(党支部) 包联支部 所联系党支部 联系的党支部 联系点名称
        电话 联系电话 手机 手机号 联系方式 手机号码
        备注 说明
    """),
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
        意见内容 意见建议 意见建议内容 意见 意见和建议 具体意见 内容
        党支部 所在党支部 支部 支部名称 党支部名称 党组织名称 单位
        党员 党员姓名 姓名 涉及党员 反映党员
        反映对象 对象 意见对象
        来源方式 征求方式 来源 方式 征集方式 渠道
        类别 意见类别 问题类别 分类
        备注 说明
    """),
    common=frozenset({"内容", "意见"}),
)
KINDS = (_ROSTER, _LEADERS, _ISSUES, _OPINIONS, _BRANCHES)
USED = tuple(kind for kind in KINDS if kind.used)
"""The kinds that something is made of, in the order in which blank sheets are written."""
