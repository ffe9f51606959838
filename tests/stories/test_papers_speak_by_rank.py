"""A 党委 and a 党总支 with no members of their own: what their papers call them, and what these do not say of them."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.conftest import CAMPAIGN, Workspace, put_templates
from tests.outline import text

TABLES = {
    "支部": """\
党组织全称|党组织简称|书记|组织类别|状态
中共吕寨镇商会委员会|商会党委|郑桂芝|党委|
中共吕寨镇商会东片支部委员会|商会东片党支部|郑桂芝|党支部|软弱涣散
中共吕寨镇和平社区总支部委员会|和平社区党总支|邓永福|党总支|
中共吕寨镇和平社区一区支部委员会|和平社区一区党支部|邓永福|党支部|""",
    "花名册": """\
姓名|所在党支部|人员类别|党员分类|入党时间
郑桂芝|商会东片党支部|正式党员|流动|1995-12-01
沙马·阿果|商会东片党支部|正式党员||1995-12-01
阿依古丽·买买提|商会东片党支部|正式党员|年老体弱|1995-12-01
邓永福|和平社区一区党支部|正式党员||1995-12-01""",
    "问题": """\
党支部|具体问题|整改措施
商会党委|联系群众不够|每月走访
和平社区党总支|公开不及时|每季公开
商会东片党支部|记录不全|补齐""",
    "督导": """\
党支部|日期|督导人员|发现问题|整改期限
商会党委|2026-07-20|罗永正|记录不全|2026-07-30""",
    "学习": "日期|学习内容|学时\n2026-07-10|党章|2\n2026-07-12|条例|2",
    "会议": """\
党支部|会议名称|日期|应到|实到|自我批评|相互批评
商会东片党支部|组织生活会|2026-07-25|3|3|4|
和平社区一区党支部|组织生活会|2026-07-25|1|1|2|3""",
    "机构": """\
党支部|机构|组内职务|姓名|职务
商会党委||组长|郑桂芝|党委书记
商会东片党支部||组长|沙马·阿果|组织委员
商会东片党支部||副组长|阿依古丽·买买提|宣传委员
和平社区一区党支部||组长|邓永福|党支部书记
和平社区一区党支部|办公室|主任|邓永福|党支部书记""",
}


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path)
    phases = "  截至: 2026-08-31\n  阶段: [{名称: 学习, 开始: 2026-07-01, 结束: 2026-08-31}, {名称: 整改}]\n"
    workspace.put("活动/活动.yaml", CAMPAIGN.replace("单位:", phases + "单位:"))
    for name, rows in TABLES.items():
        workspace.put(f"活动/{name}.xlsx", rows)
    workspace.build()
    return workspace


def said(town: Workspace, paper: str) -> str:
    return text(town.output(f"活动/{paper}.docx").read_bytes())


def test_each_paper_calls_an_organisation_by_its_rank(town: Workspace) -> None:
    for paper in ("05-整改台账", "44-帮扶送温暖台账", "50-督导检查记录-1", "52-限期整改通知书-1"):
        assert "党委：" in said(town, f"商会党委/{paper}")
        assert "党支部：" not in said(town, f"商会党委/{paper}")
    assert "党委（盖章）" in said(town, "商会党委/52-限期整改通知书-1")
    assert "党总支：中共吕寨镇和平社区总支部委员会" in said(town, "和平社区党总支/05-整改台账")
    assert "党支部：中共吕寨镇商会东片支部委员会" in said(town, "商会东片党支部/05-整改台账")


def test_who_has_no_members_decides_in_committee_and_speaks_to_its_branches(town: Workspace) -> None:
    assert "本方案经党委讨论通过后组织实施。" in said(town, "商会党委/04-整改方案")
    assert "本方案经党总支委员会讨论通过后组织实施。" in said(town, "和平社区党总支/04-整改方案")
    assert "本方案经支部党员大会讨论通过后组织实施。" in said(town, "商会东片党支部/04-整改方案")
    assert "所属各党支部：" in said(town, "商会党委/10-成立领导小组的通知")
    assert "全体党员：" in said(town, "商会东片党支部/10-成立领导小组的通知")


def test_nobody_studies_where_nobody_is_a_member(town: Workspace) -> None:
    assert not re.search("应参学|集中学习", said(town, "商会党委/55-阶段总结-学习"))
    assert "应参学党员3名。组织集中学习2次。" in said(town, "商会东片党支部/55-阶段总结-学习")


def test_one_body_needs_no_heading_and_two_have_their_numbers(town: Workspace) -> None:
    assert "一、" not in said(town, "商会东片党支部/10-成立领导小组的通知")
    assert "一、领导小组" in said(town, "和平社区一区党支部/10-成立领导小组的通知")
    assert "二、办公室" in said(town, "和平社区一区党支部/10-成立领导小组的通知")


def test_a_weak_branch_is_told_of_in_whole_sentences(town: Workspace) -> None:
    assert (
        "商会东片党支部现有党员3名。党员中有流动党员1名、年老体弱党员1名。党支部书记是郑桂芝同志。"
        in said(town, "商会东片党支部/40-软弱涣散党组织整顿方案")
    )  # fmt: skip


def test_criticism_that_nobody_has_counted_is_not_none(town: Workspace) -> None:
    assert "会上提出自我批评意见4条。" in said(town, "商会东片党支部/35-组织生活会情况报告")
    assert "会上提出自我批评意见2条、相互批评意见3条。" in said(town, "和平社区一区党支部/35-组织生活会情况报告")
