"""Who is a Party member and who is not; which sheet is which. A list of people is no roster by lying in a folder."""

from __future__ import annotations

import pytest

from pipeline.inbox import workbook
from pipeline.inbox.membership import says_members, says_others
from pipeline.inbox.sheet_kinds import KINDS
from pipeline.inbox.telling import known, plain, tell
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.problem import Hides, Severity
from tests import sheets

ID = "341221198001{:02}000{}"


def read(text: str, *, sheet: str = "Sheet1", file: str = "表.xlsx") -> Rows:
    return _read(text, sheet, file).value


def _read(text: str, sheet: str, file: str) -> workbook.Read[Rows]:
    return workbook.workbook_rows(sheets.workbook(text, name=sheet), f"inputs/活动/{file}")


FOREIGN = {
    "staff": "工号|姓名|性别|出生日期|身份证号|手机号|部门|职位|入职日期\n001|张三|男|1980-01-02||13800000001|财务部|会计|2010-01-01",
    "staff with the end of probation": "姓名|身份证号|部门|入职日期|转正日期\n张三||财务部|2020-01-01|2020-07-01",
    "staff with a kind of employment": "姓名|出生日期|人员类别|部门\n张三|1980-01-02|正式|财务部\n李四|1981-02-03|合同工|财务部",
    "insured persons": "序号|单位名称|姓名|身份证号|联系电话\n1|红星公司|张三||13800000001\n2|吕寨镇卫生院|李四||",
    "insured persons of one unit": "姓名|身份证号|单位\n张三||吕寨镇卫生院\n李四||吕寨镇卫生院",
    "villagers": "户号|姓名|性别|出生日期|身份证号|与户主关系|村民小组\n1|张三|男|1980-01-02||户主|一组",
    "villagers without a word": "姓名|性别|出生日期|家庭住址\n张三|男|1980-01-02|一组",
    "pupils": "学号|姓名|性别|出生年月|班级|家长姓名|联系电话\n1|张三|男|2015-01|一班|张大|13800000001",
    "cadres, some of them members": "姓名|性别|出生年月|参加工作时间|入党时间|学历|职务\n张三|男|1980-01|2000-07|2005-07|本科|科长\n"
    "李四|女|1981-01|2001-07||本科|科员\n王五|男|1982-01|2002-07||本科|科员",
    "league members": "团员花名册\n姓名|性别|出生年月|所在团支部|入团时间\n张三|男|2005-01|一团支部|2020-05",
    "poor households of a branch": "党支部|姓名|性别|出生年月|家庭住址|致困原因|结对党员\n一支部|张三|男|1950-03|一组|因病|李四",
    "poor households by their title": "困难群众台账\n党支部|姓名|性别|出生年月|家庭住址\n一支部|张三|男|1950-03|一组",
    "consolation money": "姓名|身份证号|党支部|慰问金额|领取人签字\n张三||一支部|500|",
    "activists": "姓名|性别|出生年月|学历|所在支部|申请入党时间|确定为积极分子时间|培养联系人\n张三|男|1990-01|本科|一支部|2024-01-01|2025-01-01|李四",
    "activists by their title": "入党积极分子花名册\n姓名|性别|出生日期|所在党支部\n张三|男|1990-01-01|一支部",
    "candidates for the Party": "姓名|出生年月|所在支部|申请入党时间|列为积极分子时间|列为发展对象时间|接收为预备党员时间|转正时间\n"
    "张三|1990-01|一支部|2023-01|2024-01|2025-01||",
    "ballots": "党支部|姓名|人员类别|发出票|收回票|优秀|合格|基本合格|不合格\n一支部|张三|正式党员|9|9|7|2|0|0",
    "marks": "姓名|人员类别|自评分|互评分|民主测评分|总分\n张三|正式党员|90|91|92|273",
    "attendance": "序号|姓名|7月12日|7月26日|8月9日|备注\n1|张三|√|√|△|",
    "signatures of a branch": "姓名|身份证号|党支部|签到\n张三||一支部|√",
    "activity of members": "党员志愿服务签到表\n姓名|身份证号|联系电话|服务时长\n张三||13800000001|2",
    "contact list": "姓名|职务|手机号|邮箱\n张三|科长|13800000001|a@example.cn",
    "mobile members' contacts": "姓名|党支部|联系电话\n张三|一支部|13800000001",
    "pairs": "姓名|党支部|结对党员|联系电话\n张三|一支部|李四|13800000001",
    "visits of a leader": "领导姓名|联系点|活动时间|活动内容\n赵甲|一支部|2026-07-01|上党课",
    "inspections": "督导时间|被督导党支部|督导人员|存在问题|整改时限|责任人\n2026-09-10|一支部|赵甲|无|2026-09-20|张三",
    "talks": "谈话人|谈话对象|党支部|谈话时间|意见建议\n赵甲|张三|一支部|2026-08-01|多学习",
    "satisfaction": "测评项目|满意|基本满意|不满意|意见建议\n学习|9|1|0|多公开",
    "key words": "关键词|内容|备注\n甲|乙|丙",
    "other parties": "姓名|性别|出生年月|政治面貌|工作单位\n张三|男|1970-01|民盟盟员|中学\n李四|男|1971-01|农工党党员|卫生院",
    "everybody of an office": "姓名|性别|出生年月|身份证号|单位|政治面貌\n张三|男|1980-01||卫生院|中共党员\n李四|女|1981-01||卫生院|群众",
    "hazards": "隐患部位|存在问题|整改措施|责任人|整改时限\n厂房|电线老化|更换|张三|2026-09-30",
    "feedback on a course": "姓名|部门|课程评价|讲师评价|意见建议\n张三|财务部|好|好|多讲例子",
    "cadres with 群众 for a date": "姓名|出生年月|单位|入党时间\n张三|1980-01|财政所|2000-07\n李四|1981-01|财政所|群众",
    "the two committees": "一村两委成员\n姓名|性别|出生年月|入党时间|职务\n张三|男|1980-01|2000-07|书记",
    "cadres by their politics": "村干部名册\n姓名|政治面貌|党内职务\n张三|中共党员|书记\n李四|群众|",
    "newly taken in": "2026年发展党员公示名单\n姓名|性别|出生年月|党支部\n张三|男|1990-01|一支部",
    "who has left": "转出党员\n姓名|所在党支部|入党时间|转出时间\n张三|一支部|2000-07|2026-01",
    "who has died": "2025年去世党员名单\n姓名|所在党支部|人员类别\n张三|一支部|正式党员",
    "dues": "党费收缴表\n姓名|党支部|身份证号|1月|2月|3月\n张三|一支部||3|4|5",
    "points": "党员积分登记表\n姓名|党支部|身份证号|一季度|二季度\n张三|一支部||3|4",
    "households of members": "党员联系群众花名册\n党员姓名|群众姓名|性别|出生年月|党支部\n张三|李四|男|1980-01|一支部",
    "members who volunteer": "党员志愿者名单\n姓名|身份证号|党支部\n张三||一支部",
    "veterans": "退役军人花名册\n姓名|身份证号|入伍时间|政治面貌\n张三||1999-01|中共党员\n李四||2000-01|群众",
    "a trade union": "姓名|性别|出生年月|所在组织|入会时间|类别\n张三|男|1980-01|镇工会|2000-01|会员",
    "women's federation": "妇女代表名册\n姓名|出生年月|党支部\n张三|1980-01|一支部",
    "an office's directory": "乡机关干部通讯录\n姓名|职务|手机|联系村\n张三|书记|13800000001|一村\n李四|科员|13800000002|二村",
    "who is on duty": "三月值班表\n姓名|职务|电话|包村\n张三|书记|13800000001|一村\n李四|科员|13800000002|二村",
    "an appointment": "干部任免审批表\n姓名|张三|性别|男\n出生年月|1980-01|民族|汉族\n入党时间|2005-07|健康状况|健康",
    "an applicant": "入党积极分子登记表\n姓名|张三|性别|男\n出生年月|1999-01|民族|汉族\n党支部|一支部|学历|大专",
    "a card of somebody": "员工登记表\n姓名|张三|性别|男\n出生日期|1980-01-02|民族|汉族\n联系电话|13800000001|学历|本科",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_list_has_no_members_and_stops_nothing(text: str) -> None:
    found = _read(text, "Sheet1", "表.xlsx")

    rows = found.value
    assert (len(rows.members), rows.branches, rows.leaders, rows.declared) == (0, (), (), ())
    assert len(found.problems) == 1
    assert found.problems[0].severity is not Severity.ERROR
    assert found.problems[0].hides is Hides.NOTHING


ROSTERS: dict[str, tuple[str, str, str]] = {
    "the word in a header": (
        "姓名|性别|出生日期|所在党支部\n张三|男|1970-01-02|一支部\n李四|女|1971-01-02|一支部",
        "Sheet1",
        "表",
    ),
    "the word in the title": ("一支部党员花名册\n姓名|性别|身份证号|电话\n张三|男||\n李四|女||", "Sheet1", "表"),
    "the word in the sheet's name": (
        "姓名|性别|出生年月|单位\n张三|男|1970-01|一村\n李四|女|1971-01|二村",
        "党员名单",
        "表",
    ),
    "the word in the file's name": (
        "姓名|出生年月|单位\n张三|1970-01|一村\n李四|1971-01|二村",
        "Sheet1",
        "2026年党员信息（6月报）",
    ),
    "a date of joining": ("姓名|入党年月|单位\n张三|1998-07|一村\n李四|1999-07|一村", "Sheet1", "表"),
    "a status": ("姓名|类别|单位\n张三|正式党员|一村\n李四|预备党员|一村", "Sheet1", "表"),
    "政治面貌": ("姓名|政治面貌|单位\n张三|中共党员|一村\n李四|中共预备党员|一村", "Sheet1", "表"),
    "units that are branches": ("姓名|出生年月|单位\n张三|1970-01|一村党支部\n李四|1971-01|二村党支部", "Sheet1", "表"),
    "synonyms alone": (
        (
            "党员姓名|男/女|公民身份号码|所在组织|党员阶段|成为预备党员时间|何时转为正式党员|所在党支部职务|党籍状况|现居住地址|流动情况\n"
            "张三|男||一村党支部|正式党员|2005-07|2006-07|普通党员|正常|一组|否\n李四|女||一村党支部|正式党员|2005-07|2006-07||正常|二组|否"
        ),
        "Sheet1",
        "表",
    ),
    "a sheet a branch": ("姓名|入党时间|联系方式\n张三|1998-07|13800000001\n李四|1999-07|", "一村党支部", "表"),
    "two header rows": (
        "序号|姓名|党支部|基本情况|||备注\n|||性别|出生年月|学历|\n1|张三|一支部|男|1970-01|高中|\n2|李四|一支部|女|1971-01|高中|",
        "Sheet1",
        "表",
    ),
    "two languages": (
        "姓名_name|身份证号_id|所在党支部_branch|入党时间_joined\n张三||一支部|1998-07\n李四||一支部|1999-07",
        "S",
        "表",
    ),
    "further columns": (
        "姓名|党支部|入党时间|党龄|微信号|兴趣爱好\n张三|一支部|1998-07|28|a|书法\n李四|一支部||27|b|",
        "Sheet1",
        "表",
    ),
    "a branch of teachers": (
        "姓名|身份证号|联系电话\n张三||13800000001\n李四||13800000002",
        "教师党支部",
        "教师党支部党员",
    ),
    "retired cadres": (
        "离退休干部党支部党员花名册\n姓名|性别|出生年月\n张三|男|1950-01\n李四|男|1951-01",
        "Sheet1",
        "表",
    ),
    "known columns between unknown ones": (
        (
            "序号|姓名|年龄|性别|籍贯|出生年月|毕业院校|学历|职称|入党时间|党龄|党支部\n"
            "1|张三|50|男|某县|1976-01|某校|高中||1998-07|28|一支部\n2|李四|50|男|某县|1976-02|某校|高中||1998-07|28|一支部"
        ),
        "Sheet1",
        "表",
    ),
    "an export": (
        (
            "姓名|性别|身份证号|民族|出生日期|学历|人员类别|所在党支部|手机号码|入党日期|转正日期|党龄校正值|新社会阶层类型|是否农民工|入党时所在支部|延长预备期时间\n"
            "张三|男||汉族|1970-01-02|高中|正式党员|一支部||1998-07-01|1999-07-01||||一支部|\n"
            "李四|男||汉族|1970-01-03|高中|正式党员|一支部||1998-07-01|1999-07-01||||一支部|"
        ),
        "sheet1",
        "2026-06-01党员信息库",
    ),
}


@pytest.mark.parametrize(("text", "sheet", "file"), ROSTERS.values(), ids=ROSTERS.keys())
def test_a_roster_in_any_words_is_read_with_every_member(text: str, sheet: str, file: str) -> None:
    found = _read(text, sheet, f"{file}.xlsx")

    members = list(found.value.members)
    assert [member.name for member in members] == ["张三", "李四"]
    assert all(member.branch for member in members)
    assert not [problem for problem in found.problems if problem.severity is Severity.ERROR]


def test_only_those_who_are_members_by_their_politics_are_counted_and_the_others_are_said() -> None:
    found = _read(
        "姓名|所属支部|政治面貌|入党时间\n张三|一支部|中共党员|2005-07\n李四|一支部|中共预备党员|2025-07\n"
        "王五|一支部|群众|\n赵六|一支部|共青团员|\n钱七|一支部|群众|\n孙八|一支部|农工党党员|",
        "Sheet1",
        "表.xlsx",
    )

    assert [(m.name, m.status) for m in found.value.members] == [("张三", "正式党员"), ("李四", "预备党员")]
    (problem,) = found.problems
    assert (problem.code, problem.origin.cell) == ("row.no-member", "C4")
    assert "群众 2 人、共青团员 1 人、农工党党员 1 人" in problem.message


def test_who_is_no_member_by_his_kind_is_not_counted() -> None:
    found = _read(
        "姓名|所在党支部|人员类别|入党时间\n张三|一支部|正式党员|2005-07\n李四|一支部|入党积极分子|\n王五|一支部|群众|",
        "Sheet1",
        "表.xlsx",
    )

    assert [member.name for member in found.value.members] == ["张三"]
    assert [(p.code, p.origin.cell) for p in found.problems] == [("row.no-member", "C3")]


def test_who_has_a_word_for_his_date_of_joining_is_no_member() -> None:
    found = _read(
        "姓名|所在党支部|入党时间\n张三|一支部|2005-07\n李四|一支部|群众\n王五|一支部|民盟盟员", "党员", "表.xlsx"
    )

    assert [member.name for member in found.value.members] == ["张三"]
    assert ("row.no-member", "C3") in {(p.code, p.origin.cell) for p in found.problems}


def test_a_column_for_politics_that_nobody_filled_says_nothing() -> None:
    found = _read("党员花名册\n姓名|所在党支部|政治面貌\n张三|一支部|\n李四|一支部|", "Sheet1", "表.xlsx")

    assert [(member.name, member.status) for member in found.value.members] == [("张三", ""), ("李四", "")]
    assert [problem.code for problem in found.problems] == ["cell.status-empty"]


def test_whose_politics_nobody_wrote_is_asked_and_not_counted() -> None:
    found = _read("姓名|所在党支部|政治面貌|入党时间\n张三|一支部|中共党员|2005-07\n李四|一支部||", "Sheet1", "表.xlsx")

    assert [member.name for member in found.value.members] == ["张三"]
    assert [(p.code, p.origin.cell, p.hides) for p in found.problems] == [("cell.required", "C3", Hides.MEMBERS)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("党员信息采集表\n姓名|张三|性别|男\n家庭住址|一组|工作岗位|务农", "sheet.form"),
        ("姓名：|张三|性别：|男\n民族：|汉族|入党时间：|2005-07-01", "sheet.form"),
        ("姓名|张三|李四|王五\n性别|男|男|男\n入党时间|1998-07|1999-07|2000-07", "sheet.across"),
        ("党员|性别|所在党支部|身份证号|入党时间|联系电话\n张三|男|一支部||1998-07|", "header.missing"),
    ],
)
def test_what_may_hide_members_stops_who_counts_them(text: str, code: str) -> None:
    found = _read(text, "Sheet1", "表.xlsx")

    assert not found.value.members
    assert not found.value.branches
    assert [(problem.code, problem.hides) for problem in found.problems if problem.hides] == [(code, Hides.MEMBERS)]


def test_a_list_of_people_is_named_with_what_was_seen_and_what_is_missing() -> None:
    (problem,) = _read(FOREIGN["staff"], "Sheet1", "表.xlsx").problems

    assert (problem.code, problem.origin.cell) == ("sheet.foreign", "A1")
    assert "姓名" in problem.message
    assert "没有入党时间、人员类别、党支部" in problem.message
    assert "移走" in problem.hint


def test_a_table_without_a_telling_column_is_named_by_its_header() -> None:
    (problem,) = _read(FOREIGN["contact list"], "Sheet1", "表.xlsx").problems

    assert problem.code == "sheet.unused"
    assert "像表头（姓名、职务、手机号、邮箱）" in problem.message
    assert "没有党员花名册要有的 入党时间、出生日期、身份证号、人员类别" in problem.message


@pytest.mark.parametrize(
    "words",
    ["党员花名册", "柳河村党员花名册（3月10日报）", "2026年党员信息库", "在册党员", "预备党员", "党员信息采集表", "离退休干部党员名单",
     "党员基本情况统计表", "机关支部党员信息导出", "党员名册2", "党员教师名单", "流动党员一览表（截至6月）"],
)  # fmt: skip
def test_what_is_called_after_members(words: str) -> None:
    assert says_members(words)


@pytest.mark.parametrize(
    "words",
    ["党员联系群众登记表", "发展党员名册", "非党员名单", "非中共党员名单", "党员志愿服务签到表", "党员民主评议表", "群众和党员名单", "结对党员", "党费收缴表",
     "困难群众台账", "积极分子名册"],
)  # fmt: skip
def test_what_only_speaks_of_members(words: str) -> None:
    assert not says_members(words)


SYNONYMS = """
    姓名: 员工姓名 学生姓名 成员
    所在党支部: 所在组织 组织名称 所属组织 隶属党组织 基层党组织 所在基层党组织 所在支部名称 所属支部名称 组织关系所在党支部 党员所在支部
    身份证号: 身份证件号码 身份证件号 证件号 居民身份证号码
    入党时间: 接收为预备党员时间 接收预备党员日期 成为预备党员时间 列为预备党员时间 加入中共组织日期 加入中国共产党日期 何时加入中国共产党
    转正时间: 何时转为正式党员 正式党员时间
    人员类别: 党员阶段 党员性质
    工作岗位: 行政职务 现任职务 单位职务 职位
    党内职务: 所在党支部职务 党组织职务
    联系电话: 本人联系方式
    家庭住址: 现居住地址 居住地址 户籍地址 家庭详细住址 地址
    党籍状态: 党籍状况 党籍情况
    是否失联: 失联情况
    是否流动: 流动情况
    外出流向: 流入地 流动地点 外出地址 外出就业地点
"""


def test_a_list_of_secretaries_is_a_list_of_branches() -> None:
    rows = read("党支部名称|书记|性别|学历|联系电话|党员数|成立时间\n一支部|张三|男|本科|13800000001|20|1990-01")

    assert [(branch.name, branch.secretary) for branch in rows.branches] == [("一支部", "张三")]


@pytest.mark.parametrize("line", SYNONYMS.split("\n")[1:-1])
def test_headers_of_party_systems_are_known(line: str) -> None:
    header, _, spellings = line.partition(":")

    assert {known(KINDS[0], spelling) for spelling in spellings.split()} == {header.strip()}


@pytest.mark.parametrize("words", ["申请入党时间", "入党时所在党支部", "部门", "所属部门"])
def test_what_only_sounds_like_a_column_is_none(words: str) -> None:
    assert known(KINDS[0], words) == ""


def test_a_branch_of_others_is_a_branch() -> None:
    assert not says_others("教师党支部")
    assert says_others("教师党支部积极分子名册")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_canonical_headers_of_a_kind_tell_it(kind: object) -> None:
    headers = [spellings[0] for spellings in kind.columns]  # type: ignore[attr-defined]

    told = tell([(header,) for header in headers])

    assert told is not None
    assert told.kinds == (kind,)


@pytest.mark.parametrize("title", ["乡领导包村安排及通讯录", "领导干部联系点安排表", "县级领导挂点联系方式", ""])
def test_leaders_with_their_places_are_no_directory(title: str) -> None:
    found = _read(f"{title}\n姓名|职务|电话|联系村\n张三|书记|13800000001|一村", "Sheet1", "表.xlsx")

    assert [str(each.name) for each in found.value.leaders] == ["张三"]


def test_what_is_too_long_for_a_header_is_not_looked_into() -> None:
    assert (plain("姓名：" + " " * 400), plain("姓名：" + " " * 32_000)) == ("姓名", "姓名：" + " " * 32_000)
