"""Codes that only several rows or files together can show: branches, members, totals, issues."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

BRANCH_UNKNOWN = Code(
    "branch.unknown",
    _E,
    "党支部名册里没有「{value}」{nearest}",
    "请改成名册里的名称，或把它加进党支部名册{waits}",
    "全镇的和名称相近的支部的列出、数到这一行的文件（一个也不像的：花名册里的，全镇的；别的表里的，各支部的）",
    hides=Hides.MEMBERS,
)
BRANCH_CONTRADICTED = Code(
    "branch.contradicted",
    _E,
    "{one}与{other}说的不是同一个支部，看不出这张表的行是哪个支部的",
    "请改正写错的一处（从别处复制来的表，常忘了改标题、填报单位、工作表名或文件名）{waits}",
    "列出、数到这些行的文件：两处说到的支部的，全镇的",
    hides=Hides.MEMBERS,
)
BRANCH_BY_NUMBER = Code(
    "branch.by-number",
    _N,
    "「{value}」没有写全，按{by}读作「{name}」",
    "不对的话，请写全称",
    "",
)
BRANCH_UNLIKE = Code(
    "branch.unlike",
    _W,
    "这张表的行按「{value}」算作{name}的，{claim}却像是{like}的",
    "请核对是哪个支部的：名称写错的请改正，从别处复制来的表请改标题、填报单位；没有错的不用改",
    "",
    elsewhere=True,
)
BRANCH_MISSING = Code(
    "branch.missing",
    _E,
    "{name}没有填所在党支部，看不出属于哪个支部",
    "请填上所在党支部；一列里要么每行都填，要么合并单元格；改好以前，汇总的和{waits}的列出、数到党员的文件先不出",
    "列出、数到党员的文件：全镇的，上下几行的支部的（各支部的行没有排在一起的，整张表各支部的；哪里也没有写支部的，各支部的）",
    hides=Hides.MEMBERS,
)
BRANCH_AMBIGUOUS = Code(
    "branch.ambiguous",
    _E,
    "「{value}」对得上不止一个党支部：{candidates}",
    "请写全称；说的是几个支部的，请写明每一行各是哪个支部的{waits}",
    "列出、数到这一行的文件；花名册里的，是全镇的和对得上的支部的",
    hides=Hides.MEMBERS,
)
BRANCH_TWICE = Code(
    "branch.twice",
    _E,
    "党支部「{value}」列了两次，另一处在 {other}",
    "请删去一处",
    "这个支部的文件",
    hides=Hides.DOCUMENTS,
    elsewhere=True,
)
BRANCH_EMPTY = Code(
    "branch.empty", _W, "党支部「{value}」在花名册里没有党员", "如果漏了，请补上它的名单{unused}", "", elsewhere=True
)
BRANCH_FOLDER = Code(
    "branch.folder", _N, "「{value}」与别的支部简称相同，文件夹用全称", "可以在党支部名册里改简称", "", elsewhere=True
)
BRANCH_AT_HOME = Code(
    "branch.at-home",
    _N,
    "「{value}」的简称改了，文件里照新的写；它的文件夹仍叫“{folder}”，手改过的、批准和发过的都在里面",
    "不用改。没有手改、也没有发过的，把 outputs 里的这个文件夹移走，再运行一次，文件夹就叫“{other}”",
    "",
    elsewhere=True,
)
BRANCH_NAME = Code(
    "branch.name", _E, "「{value}」不能作文件夹名", "请改用通常的党支部名称", "这个支部的文件", hides=Hides.DOCUMENTS
)
MEMBER_TWICE = Code(
    "member.twice",
    _E,
    "「{name}」与 {other} 是同一名党员，两处填的不一样：{what}",
    "请改成一致，或删去一处",
    "这名党员的文件和计数的文件",
    hides=Hides.CELL,
    elsewhere=True,
)
MEMBER_ID_SHARED = Code(
    "member.id-shared",
    _E,
    "「{name}」与{others}是同一个身份证号：两个姓名就是两个人，看不出号码是谁的",
    "请对照身份证改正写错的号码；其实是一个人的，请把姓名改成一致",
    "这几名党员的文件和计数的文件",
    hides=Hides.CELL,
)
MEMBER_REPEATED = Code(
    "member.repeated", _W, "「{name}」与 {other} 是同一名党员，只算一次", "请删去一处", "", returns=True, elsewhere=True
)
MEMBER_AMBIGUOUS = Code(
    "member.ambiguous",
    _E,
    "「{name}」与 {other} 同名、同支部、同出生年月，又没有身份证号，看不出是不是一个人",
    "请补上身份证号；重复的请删去一处",
    "这两处的文件和计数的文件",
    hides=Hides.CELL,
)
MEMBER_MAYBE_ONE = Code(
    "member.maybe-one",
    _W,
    "「{name}」与 {other} 同名、同支部，却没有出生日期和身份证号，看不出是不是一个人，按两个人计",
    "请补上出生日期或身份证号；重复的请删去一处",
    "",
    returns=True,
    elsewhere=True,
)
MEMBER_UNKNOWN = Code(
    "member.unknown",
    _W,
    "{branch}没有叫「{name}」的党员{nearest}",
    "请核对姓名（写了出生年月的，一并核对）",
    "",
    returns=True,
)
MEMBER_NAMESAKES = Code(
    "member.namesakes",
    _E,
    "{branch}有 {count} 名「{name}」{months}，看不出指哪一个",
    "请在姓名后写上出生年月，如 张三（1975年3月）",
    "印出、数到这一格的文件",
    hides=Hides.CELL,
    elsewhere=True,
)
ROSTER_MISSING = Code(
    "roster.missing",
    _E,
    "{what}：党员人数不知道，不是 0",
    "请把党员花名册放进来：要有“姓名”和“入党时间、人员类别、出生日期、身份证号”之一，并写明所在党支部{unused}",
    "数到党员的文件",
    hides=Hides.MEMBERS,
)
ROSTER_TWO_VERSIONS = Code(
    "roster.two-versions",
    _E,
    "与 {other} 是同一份名册的两个版本（{same} 人相同）",
    "请只留下要用的那一份，另一份移走",
    "党员的文件和计数的文件",
    hides=Hides.MEMBERS,
)
TOTAL_MISMATCH = Code(
    "total.mismatch",
    _E,
    "写的是{what} {stated}，按花名册数是 {counted}",
    "请核对名册，或改正（也可以删去）这里写的数；文件里印的是数出来的数",
    "",
)
TOTAL_SHEET = Code(
    "total.sheet", _W, "合计写的是 {stated}，这张表数出来是 {counted}", "请核对有没有漏行或重复的行", "", returns=True
)
TOTAL_TEXT = Code(
    "total.text", _W, "文中写着“{text}”，按花名册数是 {counted}", "请核对名册，或改正文中的数", "", returns=True
)
LEADER_MISSING = Code(
    "leader.missing", _W, "「{value}」没有联系领导", "请在联系领导表里补上{unused}", "", elsewhere=True
)
LEADER_WEAK = Code(
    "leader.weak",
    _W,
    "「{branch}」是{state}党组织，联系它的不是排在最前面的两名领导",
    "请核对联系点的安排",
    "",
    elsewhere=True,
)
LEADER_MANY = Code(
    "leader.many", _N, "{name}联系了 {count} 个党支部", "一般一名领导联系一到两个，请核对", "", elsewhere=True
)
STUDY_SHORT = Code(
    "study.short",
    _W,
    "「{branch}」的集中学习只有 {months} 个月，少于“集中学习不少于”写的 {least} 个月",
    "请核对这个支部的阶段起止",
    "",
    elsewhere=True,
)
ISSUE_MISSING = Code(
    "issue.missing",
    _W,
    "「{value}」的问题清单是空的，列出问题的文件留空待填",
    "请在问题清单里补上{unused}",
    "",
    elsewhere=True,
)
ROW_WHOSE = Code(
    "row.whose",
    _E,
    "{table}的这一行没有写党支部，叫「{name}」的党员 {branches} 都有",
    "请在这一行写上党支部",
    "列出这种表的文件",
    hides=Hides.ROW,
)
ROW_NOT_STUDYING = Code(
    "row.not-studying",
    _W,
    "{table}里的「{name}」在花名册里是{why}，不是应参学的党员，这一行没有印，也没有算",
    "请核对花名册；没有错的不用改",
    "",
    elsewhere=True,
)
ROW_DAY_EMPTY = Code(
    "row.day-empty",
    _N,
    "{table}：“{day}”一栏里，{branch}没有一个人记了什么，那一天没有算",
    "还没有到的日子不用管；已经学了的，请补记",
    "",
)
ROW_REPEATED = Code("row.repeated", _W, "{table}的这一行与 {other} 相同，只算一次", "请删去一处", "", elsewhere=True)
ROW_NONE = Code(
    "row.none",
    _N,
    "{table}的这一行写着“{said}”，是说没有要填的，不算一行；{branch}没有别的行，就是 0，不是没有报",
    "不是这个意思的，请写明；不对的话请改这一格",
    "",
)
ROW_TWICE = Code(
    "row.twice",
    _E,
    "{table}的这一行与 {other} 说的是同一条（{apart}一样），两处填的不一样：{what}",
    "请改成一致，或删去一处；其实是两条的，请把{apart}写得区别开来",
    "印出、数到这几格的文件",
    hides=Hides.CELL,
    elsewhere=True,
)
ROW_NAMESAKES = Code(
    "row.namesakes",
    _E,
    "{table}里不止一行是「{name}」，{what}不一样，看不出是不是一个人",
    "是一个人的，请改成一样；是两个人的，请都写上出生年月，如 张三（1975年3月）",
    "印出、数到这几格的文件",
    hides=Hides.CELL,
    elsewhere=True,
)
ROW_WRONG = Code("row.wrong", _E, "{table}：{said}", "请核对改正", "印出这几格的文件", hides=Hides.CELL)
ROW_DOUBTFUL = Code("row.doubtful", _W, "{table}：{said}", "请核对；没有错的不用改", "", returns=True)
ROW_REMARK = Code("row.remark", _N, "{table}：{said}", "没有错的不用改", "", returns=True)
ROW_STRANGER = Code(
    "row.person-unknown",
    _E,
    "{table}：{branch}没有叫「{name}」的党员{nearest}",
    "请核对姓名（写了出生年月的，一并核对）；不是本支部党员的，请删去这一行",
    "列出或数到这种表的文件",
    hides=Hides.ROW,
)
ROW_LEADER = Code(
    "row.leader-unknown", _W, "联系领导里没有「{name}」{nearest}", "请核对姓名，或在联系领导里补上", "", returns=True
)
ROW_REFERS = Code(
    "ref.unknown",
    _W,
    "{table}的“{column}”一栏里没有「{value}」{nearest}",
    "请核对，两处写成一样",
    "",
    returns=True,
)
ROW_AFTER_CUTOFF = Code(
    "row.after-cutoff", _W, "{day}在截至日期{cutoff}以后", "请核对日期；没有错的，请把 活动.截至 往后改", ""
)
ROW_OUTSIDE_PHASE = Code(
    "row.outside-phase", _W, "{day}不在这个单位的任何阶段里（{phases}）", "请核对日期，或核对各阶段的起止", ""
)
ROWS_WRONG = Code(
    "rows.wrong", _E, "{table}：{said}", "请核对改正", "列出这种表的文件", hides=Hides.ROWS, elsewhere=True
)
ROWS_DOUBTFUL = Code("rows.doubtful", _W, "{table}：{said}", "请核对；没有错的不用改", "", returns=True, elsewhere=True)
ROWS_REMARK = Code("rows.remark", _N, "{table}：{said}", "没有错的不用改", "", returns=True, elsewhere=True)
ROW_UNLISTED = Code(
    "row.person-unlisted",
    _W,
    "{table}：花名册和联系领导里都没有「{name}」",
    "请核对姓名；确是别的单位的人，不用改",
    "",
    returns=True,
)
OPINION_CHAINED = Code(
    "ref.chained",
    _W,
    "归入写着「{value}」，那一条自己也归入了别的一条",
    "请写最后归入的那一条的序号；没有改的，归并以后的条数少算",
    "",
    returns=True,
)
LEADER_PAIR = Code(
    "leader.pair",
    _W,
    "联系领导里，{leader}的联系点没有{branch}",
    "请核对联系点记录，或在联系领导里补上",
    "",
    returns=True,
)
LEADER_NO_VISIT = Code(
    "leader.no-visit",
    _N,
    "到{phase}阶段结束（{day}），联系点记录里没有{name}的活动",
    "如果漏了，请补上",
    "",
    elsewhere=True,
)
VISIT_UNREGISTERED = Code(
    "visit.unregistered",
    _W,
    "督导发现的问题「{finding}」没有列入问题清单{nearest}",
    "请列入问题清单；如果就是清单里的哪一条，请给那一条写上编号，并在督导记录的“问题编号”里写同一个编号",
    "",
    returns=True,
)
VISIT_CONTRADICTED = Code(
    "visit.contradicted",
    _W,
    "回访结果写着「{result}」，问题清单里「{finding}」还是“未启动”",
    "请核对，把问题清单里的完成情况改过来",
    "",
    returns=True,
)
ISSUE_OVERDUE = Code(
    "issue.overdue",
    _W,
    "整改时限是「{deadline}」，到截至日期{cutoff}还没有完成（{state}）",
    "请督促整改；已经完成的，请把完成情况改成 已完成，写明进展",
    "",
    returns=True,
)
ISSUE_UNPROVED = Code(
    "issue.unproved",
    _W,
    "完成情况写着「{state}」，佐证材料和进展情况都没有写",
    "请写明怎样完成的，或有什么材料",
    "",
    returns=True,
)
ISSUE_NO_VISIT = Code(
    "issue.no-visit",
    _N,
    "问题来源写着「{source}」，督导记录里没有这个问题",
    "请在督导记录里补上，或给它写上同一个编号；不是督导发现的，请改问题来源",
    "",
    returns=True,
)
ISSUE_UNPOSTED = Code(
    "issue.unposted",
    _N,
    "有 {count} 个已完成、可以公开的问题，{phase}阶段里没有写公示",
    "公示了的，请在 活动.yaml（或 活动.xlsx）的 活动 › 公示 里写上 开始 和 天数，如 2026-11-20、7",
    "",
)
ISSUE_INCOMPLETE = Code("issue.incomplete", _W, "{which}没有{what}", "请补上；列出问题的文件里这几处留空待填", "")
ISSUE_COPIED = Code(
    "issue.copied",
    _W,
    "「{branch}」有 {count} 条问题和整改措施与「{other}」几乎相同：{cells}{where}",
    "请按本支部的实际情况改写；确是共同的问题，措施也要落到本支部的人和事",
    "",
)
