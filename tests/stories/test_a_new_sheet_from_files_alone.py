"""docs/add-a-sheet.md, done: three kinds of sheet and their papers, from files alone."""

from __future__ import annotations

import re
from pathlib import Path

import docx

from pipeline import inbox
from pipeline.inbox import Memory
from pipeline.send import Secrets
from tests.conftest import CAMPAIGN, ROOT, Workspace
from tests.stories.test_a_new_paper_from_files_alone import paper

PAGE = (ROOT / "docs" / "add-a-sheet.md").read_text("utf-8")
TALK, TALK_PAPER = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
CANDIDATES = """
- 表: 换届候选人
  名字: 候选人们
  归属: 党支部
  认: {必有: [候选人, 赞成]}
  列:
    党支部: {类型: 党支部}
    候选人: {类型: 党员, 必填: 是, 别名: [候选人姓名]}
    职务: {类型: 选项, 选项: {书记: [党支部书记], 委员: [支部委员]}}
    应到: {类型: 整数, 最小: 1}
    实到: {类型: 整数}
    赞成: {类型: 整数, 别名: [赞成票]}
  唯一: [党支部, 候选人]
  校验:
    - {须: "行.实到 * 5 >= 行.应到 * 4", 说: "实到 {实到} 人，不到应到 {应到} 人的五分之四"}
    - {须: "行.赞成 * 2 > 行.实到", 级别: 提醒, 说: "{候选人}得 {赞成} 票，没有过半数"}
  汇总:
    候选人数: {计数: 全部}
    最高得票: {最大: 赞成}
"""
ATTENDANCE = """
- 表: 签到表
  名字: 签到们
  归属: 党员
  认: {必有: [姓名, 签到]}
  列:
    姓名: {类型: 党员, 必填: 是}
    党支部: {类型: 党支部}
    签到: {类型: 选项, 选项: {到: [√, 已到], 假: [请假], 缺: [×]}}
  唯一: [姓名]
  汇总: {实到人数: {计数: "行.签到 == '到'"}}
"""
PAPERS = """
- {文种: 选举结果, 模板: 结果.docx, 范围: 支部, 时机: {有数据: 候选人们}, 文件名: "40-选举结果"}
- {文种: 签到表, 模板: 签到.docx, 范围: 支部, 文件名: "17-签到表"}
- {文种: 谈心谈话安排, 模板: 安排.docx, 范围: 支部, 时机: {有数据: 谈话们}, 文件名: "31-谈心谈话安排表"}
- {文种: 汇总, 模板: 汇总.docx, 范围: 全镇, 文件名: "50-汇总"}
"""
ROSTER = """
姓名|所在党支部|人员类别|入党时间|出生日期
张三|一支部|正式党员|1998-07-01|1970-01-01
李四|一支部|正式党员|1998-07-01|1971-01-01
王五|二支部|正式党员|1990-07-01|1972-01-01
赵六|二支部|正式党员|1991-07-01|1973-01-01
"""
TALKS = """
党支部|主谈人|被谈话人|谈话时间|完成情况|谈话内容|备注
一支部|李四|张三|2026年9月3日|是|谈学习|
一支部|李四|张三|2026年9月9日|否||
二支部|赵六|王五|2026-09-04|√|谈作风|
"""
VOTES = """
党支部|候选人姓名|职务|应到|实到|赞成票
一支部|张三|党支部书记|10人|8|8
二支部|王五|委员|10|7|3
"""
SIGNED = """
姓名|党支部|签到
张三|一支部|√
李四|一支部|请假
王五||已到
赵六|二支部|×
"""


def set_up(workspace: Workspace, **sheets: str) -> Workspace:
    templates = workspace.path / "templates"
    (templates / "sheets.yaml").write_text(TALK + CANDIDATES + ATTENDANCE, "utf-8")
    (templates / "catalog.yaml").write_text(TALK_PAPER + PAPERS, "utf-8")
    for name, words in {
        "谈心谈话记录": "{{ 话.谈话人 }}与{{ 话.谈话对象 }}，{{ 话.日期 }}，{{ 话.谈话内容 }}",
        "结果": "{% for 人 in 候选人们 %}实到{{ 人.实到 }} {{ 人.候选人 }}（{{ 人.职务 }}）{{ 人.赞成 }}票{% endfor %}",
        "签到": "{% for 人 in 签到们 %}{{ 人.姓名 }}{{ 人.签到 }} {% endfor %}实到{{ 支部.统计.实到人数 }}",
        "安排": "{% for 话 in 谈话们 %}{{ 话.日期 }}{{ 话.谈话人 }}与{{ 话.谈话对象 }} {% endfor %}",
        "汇总": "谈{{ 统计.谈心谈话次数 }} 人{{ 统计.候选人数 }} 到{{ 统计.实到人数 }} {{ 谈话们|length }}",
    }.items():
        (templates / f"{name}.docx").write_bytes(paper(words))
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", ROSTER)
    for name, text in ({"谈话": TALKS, "选举": VOTES, "签到": SIGNED} | sheets).items():
        workspace.put(f"活动/{name}.xlsx", text)
    return workspace


def shown(workspace: Workspace, name: str) -> str:
    return "\n".join(p.text for p in docx.Document(str(workspace.output(f"活动/{name}.docx"))).paragraphs)


def codes(report: dict[str, list[dict[str, str]]]) -> set[str]:
    return {problem["code"] for problem in report["problems"]} - {"issue.missing"}


def test_a_talk_has_its_record_and_a_branch_sees_its_own_rows_alone(workspace: Workspace) -> None:
    report = set_up(workspace).build()

    talks = [path.removeprefix("outputs/活动/") for path in workspace.documents() if "谈话记录" in path]
    assert talks == [
        "一支部/32-谈心谈话记录-张三-1.docx", "一支部/32-谈心谈话记录-张三-2.docx", "二支部/32-谈心谈话记录-王五.docx",
    ]  # fmt: skip
    assert shown(workspace, "一支部/32-谈心谈话记录-张三-1") == "李四与张三，2026年9月3日，谈学习"
    for path in Path(workspace.output("活动/一支部")).rglob("*.docx"):
        text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
        assert not re.search("王五|赵六|谈作风", text), path
    assert codes(report) == {"row.wrong", "row.doubtful"}


def test_a_branch_has_one_plan_of_all_its_talks(workspace: Workspace) -> None:
    set_up(workspace).build()

    assert shown(workspace, "一支部/31-谈心谈话安排表") == "2026年9月3日李四与张三 2026年9月9日李四与张三 "
    assert shown(workspace, "二支部/31-谈心谈话安排表") == "2026年9月4日赵六与王五 "


def test_an_election_short_of_four_fifths_stops_and_says_where(workspace: Workspace) -> None:
    report = set_up(workspace).build()

    assert shown(workspace, "一支部/40-选举结果") == "实到8 张三（书记）8票"
    (wrong,) = [problem for problem in report["problems"] if problem["code"] == "row.wrong"]
    assert wrong["message"] == "换届候选人：实到 7 人，不到应到 10 人的五分之四"
    assert wrong["cell"] == "E4"
    stopped = [path for path in workspace.documents() if "二支部/40" in path]
    assert stopped == []  # it would print 实到


def test_who_signed_is_counted_by_his_branch_though_the_row_does_not_name_it(workspace: Workspace) -> None:
    set_up(workspace).build()

    assert shown(workspace, "一支部/17-签到表") == "张三到 李四假 实到1"
    assert shown(workspace, "二支部/17-签到表") == "王五到 赵六缺 实到1"
    assert shown(workspace, "全镇/50-汇总") == "谈2 人2 到2 0"


def test_a_row_that_may_be_anybodys_stops_what_counts_such_rows_and_no_paper_of_another_row(
    workspace: Workspace,
) -> None:
    report = set_up(workspace, 谈话=TALKS.replace("二支部", "三支部")).build()

    assert "branch.unknown" in codes(report)
    assert {path.split("/")[2] for path in workspace.documents() if "/32-" in path} == {"一支部"}
    assert not any("50-汇总" in path for path in workspace.documents())
    assert any("17-签到表" in path for path in workspace.documents())


def test_blank_vocabulary_and_why_know_a_declared_sheet(workspace: Workspace) -> None:
    set_up(workspace).build()

    workspace.run("blank", "空白")
    assert (workspace.path / "空白" / "谈心谈话.xlsx").is_file()
    said = workspace.run("vocabulary", "--scope", "支部")[1]
    assert "谈话们[].谈话对象" in said
    assert "支部.统计.谈心谈话次数" in said
    assert "谈话们" not in workspace.run("vocabulary", "--scope", "党员")[1]
    why = workspace.run("why", "二支部/32-谈心谈话记录-王五", "--json")[1]
    assert "谈话.xlsx" in why
    own = [
        path for path in (workspace.path / "templates").glob("*.docx") if not (ROOT / "templates" / path.name).exists()
    ]
    assert own
    assert workspace.run("template", "check", *map(str, own))[0] == 0


def test_a_blank_sheet_filled_in_is_read(workspace: Workspace) -> None:
    set_up(workspace)
    workspace.run("blank", "空白")

    assert all((workspace.path / "空白" / f"{name}.xlsx").is_file() for name in ("换届候选人", "签到表"))


def test_the_people_of_a_branchs_rows_are_known_to_the_look_for_strangers(workspace: Workspace) -> None:
    stranger = TALK.replace("日期:     {", "联系电话: {类型: 电话}\n    日期:     {")
    set_up(workspace, 谈话="党支部|谈话人|谈话对象|联系电话\n二支部|欧阳春风|王五|13900001234\n")
    (workspace.path / "templates" / "sheets.yaml").write_text(stranger, "utf-8")
    (intake,) = inbox.read_inputs(workspace.path, Memory()).campaigns

    secrets = Secrets.of([(intake.township, intake.dossiers)])

    of_second = frozenset({"二支部"})
    assert (secrets.owners["欧阳春风"], secrets.owners["13900001234"]) == (of_second, of_second)
    assert "欧阳春风" in secrets.heads["欧阳"]


def test_a_stranger_of_anothers_rows_stops_the_parcel(workspace: Workspace) -> None:
    set_up(workspace, 谈话=TALKS.replace("赵六", "欧阳春风").replace("谈学习", "欧阳春风谈学习"))
    (workspace.path / "templates" / "catalog.yaml").write_text(TALK_PAPER, "utf-8")
    workspace.build()
    workspace.run("approve", "--all")

    code, out, err = workspace.run("send", "--way", "文件夹", "--to", str(workspace.path / "U盘"))

    assert code != 0
    assert "欧阳春风" in out + err
    assert not [path for path in (workspace.path / "U盘").rglob("*谈心*") if "一支部" in str(path)]


def test_a_number_in_a_row_is_masked_in_what_goes_to_the_branch(workspace: Workspace) -> None:
    set_up(workspace, 谈话="党支部|谈话人|谈话对象|联系电话\n二支部|赵六|王五|13900001234\n")
    with_phone = TALK.replace("日期:     {", "联系电话: {类型: 电话}\n    日期:     {")
    (workspace.path / "templates" / "sheets.yaml").write_text(with_phone, "utf-8")
    (workspace.path / "templates" / "谈心谈话记录.docx").write_bytes(paper("{{ 话.联系电话 }}"))
    (workspace.path / "templates" / "catalog.yaml").write_text(TALK_PAPER, "utf-8")

    workspace.build()

    assert shown(workspace, "二支部/32-谈心谈话记录-王五") == "139****1234"
