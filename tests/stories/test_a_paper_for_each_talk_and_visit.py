"""Talks and visits that stand in a sheet have a paper each; without rows there is one blank form a branch."""

from __future__ import annotations

import shutil

from tests.conftest import Workspace, put_templates
from tests.outline import text

TALKS = """\
党支部|谈话人|谈话对象|谈话时间|地点|方式|是否已谈
一支部|张三|李四|2026-10-12|村部|个别谈话|是
一支部|李四|张三|2026-10-13|村部||否
"""
VISITS = """\
被督导党支部|督导时间|督导人员|督导方式|存在问题|整改要求|整改时限|责任人|回访日期|回访结果
一支部|2026-09-10|章某、韦某|查资料|缺两次补课记录；考勤没有签字|十日内补齐|2026-09-20|张三|2026-09-22|已补齐
一支部|2026-10-20|单某|座谈|无|||||
"""


def of_talks_and_visits(campaign: Workspace) -> Workspace:
    shutil.rmtree(campaign.path / "templates")
    put_templates(campaign.path, "谈心谈话安排表", "谈心谈话记录表", "督导检查记录")
    return campaign


def said(workspace: Workspace, name: str) -> str:
    return text(workspace.output(f"活动/{name}.docx").read_bytes())


def test_without_rows_each_branch_has_one_blank_form(campaign: Workspace) -> None:
    of_talks_and_visits(campaign).build()

    assert [path for path in campaign.documents() if "/一支部/" in path] == [
        "outputs/活动/一支部/32-谈心谈话安排表.docx",
        "outputs/活动/一支部/32-谈心谈话记录表.docx",
        "outputs/活动/一支部/50-督导检查记录.docx",
    ]
    assert "1｜｜｜张　三｜｜｜｜" in said(campaign, "一支部/32-谈心谈话安排表")


def test_each_talk_and_visit_has_its_own_paper(campaign: Workspace) -> None:
    campaign.put("活动/谈话.xlsx", TALKS)
    campaign.put("活动/督导.xlsx", VISITS)

    of_talks_and_visits(campaign).build()

    assert [path.rpartition("/")[2] for path in campaign.documents() if "/一支部/" in path] == [
        "32-谈心谈话安排表.docx",
        "32-谈心谈话记录表-张三.docx",
        "32-谈心谈话记录表-李四.docx",
        "50-督导检查记录-1.docx",
        "50-督导检查记录-2.docx",
    ]
    plan = said(campaign, "一支部/32-谈心谈话安排表")
    assert "1｜张　三｜｜李　四｜预备党员｜2026年10月12日｜村部｜√" in plan
    assert "2｜李　四｜｜张　三｜｜2026年10月13日｜村部｜" in plan
    held, planned = said(campaign, "一支部/32-谈心谈话记录表-李四"), said(campaign, "一支部/32-谈心谈话记录表-张三")
    assert "方　式｜个别谈话｜时　间｜2026年10月12日\n地　点｜村部" in held
    assert "方　式｜｜时　间｜\n地　点｜" in planned
    visit, clean = said(campaign, "一支部/50-督导检查记录-1"), said(campaign, "一支部/50-督导检查记录-2")
    assert "督导人员｜章某、韦某" in visit
    assert "1．缺两次补课记录。2．考勤没有签字。" in visit
    assert "整改期限｜2026年9月20日｜责任人｜张三" in visit
    assert "2026年9月22日：已补齐" in visit
    assert "无" not in clean.partition("发现的")[2]


def test_another_branchs_talks_are_seen_by_nobody_else(campaign: Workspace) -> None:
    campaign.put("活动/谈话.xlsx", TALKS)

    of_talks_and_visits(campaign).build()

    assert "32-谈心谈话记录表.docx" in {path.rpartition("/")[2] for path in campaign.documents() if "/二支部/" in path}
    assert "李" not in said(campaign, "二支部/32-谈心谈话安排表")


OFFICERS = """\
姓名|所在党支部|人员类别|入党时间|出生日期|党内职务
张三|一支部|正式党员|1998-07-01|1970-03|支部书记
李四|一支部|预备党员|2026-01-01|1990-05|
王五|一支部||1999-07-01|1971-04|宣传委员
周末|一支部|正式党员|1998-07-01|1972-03|组织委员
周末|一支部|正式党员|1999-07-01|1975-08|
陈领|一支部|正式党员|1999-07-01|1965-08|纪检委员
"""
LEADERS = "姓名|职务|联系点\n陈领|镇党委副书记|一支部\n韦某|镇长|一支部\n"


def test_the_record_says_of_both_what_the_rosters_say_and_no_more(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", OFFICERS)
    campaign.put("活动/联系领导.xlsx", LEADERS)
    talks = (("张三", "李四"), ("周末（1972年3月）", "王五"), ("陈领", "张三"), ("韦某", "周末（1975年8月）"))
    rows = "".join(f"一支部|{one}|{other}|2026-10-12|村部|个别谈话|是\n" for one, other in talks)
    campaign.put("活动/谈话.xlsx", TALKS.partition("\n")[0] + "\n" + rows)

    of_talks_and_visits(campaign).build()

    records = [
        said(campaign, path[len("outputs/活动/") : -len(".docx")])
        for path in campaign.documents()
        if "32-谈心谈话记录" in path
    ]
    told = {line for record in records for line in record.splitlines() if line.startswith("谈话")}
    assert {
        "谈话人｜张　三｜职　务｜支部书记｜政治面貌｜中共党员",
        "谈话对象｜李　四｜职　务｜｜政治面貌｜中共预备党员",
        "谈话对象｜王　五｜职　务｜宣传委员｜政治面貌｜",  # which kind of member he is, the roster does not say
        "谈话人｜陈　领｜职　务｜｜政治面貌｜",  # a leader and a member have this name
        "谈话人｜韦　某｜职　务｜镇长｜政治面貌｜",
        "谈话对象｜张　三｜职　务｜支部书记｜政治面貌｜中共党员",
    } <= told, told
    assert any(
        line.startswith("谈话人｜周末") and line.endswith("｜职　务｜组织委员｜政治面貌｜中共党员") for line in told
    ), told
    assert any(
        line.startswith("谈话对象｜周末") and line.endswith("｜职　务｜｜政治面貌｜中共党员") for line in told
    ), told
