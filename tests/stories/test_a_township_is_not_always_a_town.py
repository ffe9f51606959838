"""What stands for 全镇 where the committee is a township's, a street's or a school's, and when it changes its name."""

from __future__ import annotations

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.outline import text

TOWN, TOWNSHIP = "名称: 中共吕寨镇委员会, 简称: 吕寨镇党委", "名称: 中共双桥乡委员会"


def test_the_folder_and_the_words_are_those_of_the_township(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN.replace(TOWN, TOWNSHIP) + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)

    report = workspace.build()

    assert "outputs/活动/全乡/02-动员讲话.docx" in report["written"]
    assert not workspace.output("活动/全镇").exists()
    said = text(workspace.output("活动/全乡/02-动员讲话.docx"))
    assert "经乡党委研究，今天我们召开动员大会。" in said
    assert "对全乡保持共产党员先进性教育活动进行动员" in said


def test_the_yaml_has_the_last_word(workspace: Workspace) -> None:
    stated = f"{TOWNSHIP}, 全域: 全区, 简略: 工委"
    workspace.put("活动/活动.yaml", CAMPAIGN.replace(TOWN, stated) + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)

    workspace.build()

    said = text(workspace.output("活动/全区/02-动员讲话.docx"))
    assert "经工委研究" in said
    assert "全区先进性教育活动" in said


def test_a_branch_may_not_take_the_township_s_folder(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN.replace(TOWN, TOWNSHIP) + MEETING)
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|人员类别|入党时间\n张三|全乡|正式党员|1998-07-01")

    report = workspace.build()

    assert "outputs/活动/全乡（支部）/04-整改方案.docx" in report["written"]


def test_a_committee_that_becomes_another_takes_its_papers_to_the_new_folder(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.build()
    edited = workspace.output("活动/全镇/01-会议通知.docx")
    edited.write_bytes(edited.read_bytes() + b"edited")

    workspace.put("活动/活动.yaml", CAMPAIGN.replace(TOWN, TOWNSHIP) + MEETING)
    report = workspace.build()

    assert "outputs/活动/全乡/02-动员讲话.docx" in report["written"]
    assert workspace.output("活动/已撤下/全镇/02-动员讲话.docx").exists()
    assert edited.exists(), "what a clerk has edited stays where it is"
    assert "outputs/活动/全镇/01-会议通知.docx" in report["withdrawn"]
    assert workspace.output("活动/全乡/01-会议通知.docx").exists()
    assert workspace.build()["written"] == []


def test_a_catalog_may_call_the_scope_by_its_own_word(workspace: Workspace) -> None:
    catalog = workspace.path / "templates/catalog.yaml"
    entry = '- {文种: 汇总, 模板: 动员讲话-全镇.docx, 范围: 全乡, 文件名: "06-汇总"}\n'
    catalog.write_text(catalog.read_text("utf-8") + "\n" + entry, "utf-8")
    workspace.put("活动/活动.yaml", CAMPAIGN.replace(TOWN, TOWNSHIP) + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)

    assert "outputs/活动/全乡/06-汇总.docx" in workspace.build()["written"]
