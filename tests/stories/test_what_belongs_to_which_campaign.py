"""Files lie where they lie: standing ones are everybody's, a campaign's own win, names of files do not matter."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.outline import text, texts
from tests.sheets import workbook


def test_everything_dropped_flat_is_a_campaign_called_by_its_short_name(workspace: Workspace) -> None:
    workspace.put("随便.yaml", CAMPAIGN)
    workspace.put("名单.xlsx", ROSTER)

    report = workspace.build()

    assert report["campaigns"][0]["name"] == "先进性教育活动"
    assert "outputs/先进性教育活动/一支部/04-整改方案.docx" in report["written"]


def test_a_standing_roster_serves_every_campaign(workspace: Workspace) -> None:
    workspace.put("花名册.xlsx", ROSTER)
    workspace.put("甲/活动.yaml", CAMPAIGN)
    workspace.put("乙/活动.yaml", CAMPAIGN.replace("先进性教育活动", "学习教育"))

    report = workspace.build()

    assert [(c["name"], c["members"]) for c in report["campaigns"]] == [("乙", 3), ("甲", 3)]


def test_a_campaigns_own_row_wins_over_a_standing_one(workspace: Workspace) -> None:
    workspace.put("花名册.xlsx", ROSTER)
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/补充.xlsx", "姓名|所在党支部|出生日期|学历|入党时间\n张三|一支部|1975-03-12|大专|1999-07-01")

    report = workspace.build()

    form = text(workspace.output("活动/一支部/03-党性分析表-张三.docx"))
    assert report["campaigns"][0]["members"] == 3
    assert "1999年7月" in form
    assert "大专" in form


def test_a_folder_without_a_campaign_in_it_or_above_it_is_standing(workspace: Workspace) -> None:
    workspace.put("名册/2026/花名册.xlsx", ROSTER)
    workspace.put("活动/活动.yaml", CAMPAIGN)

    assert workspace.build()["campaigns"][0]["members"] == 3


def test_a_campaign_takes_all_its_subfolders_and_merges_its_yaml_files(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/会议/会议.yml", MEETING)
    workspace.put("活动/名册/甲.xlsx", ROSTER)

    report = workspace.build()

    assert "outputs/活动/全镇/02-动员讲话.docx" in report["written"]
    assert report["campaigns"][0]["members"] == 3


def test_one_campaign_may_be_built_alone(workspace: Workspace) -> None:
    workspace.put("花名册.xlsx", ROSTER)
    workspace.put("甲/活动.yaml", CAMPAIGN)
    workspace.put("乙/活动.yaml", CAMPAIGN)
    workspace.build("--campaign", "甲")
    first = workspace.documents()

    second = workspace.build("--campaign", "乙")

    assert all(path.startswith("outputs/甲/") for path in first)
    assert second["withdrawn"] == []
    assert len(workspace.documents()) == 2 * len(first)


@pytest.mark.parametrize("ending", [".md", ".txt", ".html", ".docx", ".odt"])
def test_a_speech_is_read_in_every_format(workspace: Workspace, ending: str) -> None:
    import pypandoc  # noqa: PLC0415

    source = "## 统一思想\n\n各支部要认真学习。\n"
    path = workspace.path / "inputs" / "活动" / f"讲话{ending}"
    path.parent.mkdir(parents=True)
    if ending == ".txt":
        path.write_text("一、统一思想\n各支部要认真学习。\n", "gbk")
    elif ending == ".md":
        path.write_text(source, "utf-8")
    else:
        pypandoc.convert_text(source, ending[1:], format="markdown", outputfile=str(path))
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING + f"  讲话稿: 讲话{ending}\n")
    workspace.put("活动/花名册.xlsx", ROSTER)

    report = workspace.build()

    assert [p for p in report["problems"] if p["severity"] == "error"] == []
    said = text(workspace.output("活动/全镇/02-动员讲话.docx"))
    assert "一、统一思想\n各支部要认真学习。" in said


@pytest.mark.parametrize(
    "name", ["~$花名册.xlsx", ".~花名册.xlsx", "~.花名册.xlsx", ".花名册.xlsx", "a.tmp", "Thumbs.db"]
)
def test_lock_files_are_no_rosters(campaign: Workspace, name: str) -> None:
    campaign.put(f"活动/{name}", workbook(ROSTER.replace("张三", "赵六")))

    report = campaign.build()

    assert report["campaigns"][0]["members"] == 3
    assert [p for p in report["problems"] if "赵六" in str(p) or name in str(p)] == []


def test_inputs_are_never_changed(campaign: Workspace) -> None:
    before = {path: path.read_bytes() for path in (campaign.path / "inputs").rglob("*") if path.is_file()}

    campaign.build()

    assert {path: path.read_bytes() for path in (campaign.path / "inputs").rglob("*") if path.is_file()} == before


def test_the_branches_own_arrangements_are_in_its_papers_only(campaign: Workspace) -> None:
    own = "支部安排:\n  一支部: {会议: {时间: 2026-07-08 19:30, 地点: 村部大院}, 名额: 2, 参会人员: [张三, 李四]}\n"
    campaign.put("活动/活动.yaml", CAMPAIGN + MEETING + own)

    campaign.build()

    speech = text(campaign.output("活动/一支部/02-动员讲话.docx"))
    notice = text(campaign.output("活动/一支部/01-会议通知.docx"))
    others = [text(path) for path in campaign.output("活动/二支部").glob("0[1245]*.docx")]
    assert "村部大院" in speech
    assert "名额2名" in notice
    assert "李　四" in notice
    assert not any("村部大院" in other or "李　四" in other for other in others)


def test_a_roster_beside_a_form_that_nobody_filled_in_is_not_passed_over(workspace: Workspace) -> None:
    workspace.put("新活动/活动.yaml", "活动:\n  名称:\n  简称:\n  开始:\n  结束:\n")
    workspace.put("花名册.xlsx", ROSTER)

    report = workspace.build()

    assert report["exit"] == 1
    assert {"campaign.missing", "campaign.blank"} <= {problem["code"] for problem in report["problems"]}


def test_a_second_meeting_has_a_notice_and_a_speech_of_its_own(workspace: Workspace) -> None:
    second = "  - {名称: 转段会, 时间: 2026-10-08 15:00, 地点: 二楼, 讲话人: {姓名: 某某, 职务: 书记}}\n"
    first = "会议:\n  - {名称: 动员大会, 时间: 2026-07-06 09:00, 地点: 三楼, 讲话人: {姓名: 某某, 职务: 书记}}\n"
    workspace.put("活动/活动.yaml", CAMPAIGN + first + second)
    workspace.put("活动/花名册.xlsx", ROSTER)

    workspace.build()

    names = sorted(path.name for path in workspace.output("活动/全镇").iterdir())
    assert names == ["01-会议通知-转段会.docx", "01-会议通知.docx", "02-动员讲话-转段会.docx", "02-动员讲话.docx"]


def test_a_second_meeting_has_its_own_number_and_notices_and_changes_nothing_of_the_first(workspace: Workspace) -> None:
    office = "单位: {名称: 中共吕寨镇委员会, 发文代字: 吕委}\n发文: {字号: 吕委〔2026〕12号, 日期: 2026-07-02}\n"
    own = "支部安排: {一支部: {名额: 2, 参会人员: [张三]}}\n"
    first = "  - {名称: 动员大会, 时间: 2026-07-06 09:00, 地点: 三楼}\n"
    plain = re.sub(r"单位:.*\n", "", CAMPAIGN) + office + own
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/活动.yaml", plain + "会议:\n" + first)
    workspace.build()
    before = {at: workspace.output(at).read_bytes() for at in _FIRST_NOTICES}

    workspace.put(
        "活动/活动.yaml", plain + "会议:\n" + first + "  - {名称: 转段会, 时间: 2026-10-08 15:00, 地点: 二楼}\n"
    )
    workspace.build()

    assert {at: workspace.output(at).read_bytes() for at in _FIRST_NOTICES} == before
    for place in ("全镇", "一支部"):
        said = "\n".join(texts(workspace.output(f"活动/{place}/01-会议通知-转段会.docx")))
        assert "二楼" in said
        assert "12号" not in said
        assert "7月2日" not in said
        assert "附件2" not in said
        assert "张" not in said
    assert "吕委〔　　〕　　号" in texts(workspace.output("活动/全镇/01-会议通知-转段会.docx"))
    assert "附件2" in texts(workspace.output("活动/全镇/01-会议通知.docx"))

    second = "  - {名称: 转段会, 时间: 2026-10-08 15:00, 地点: 二楼, 字号: '吕委[2026]20号', 发文日期: 2026-10-01}\n"
    workspace.put("活动/活动.yaml", plain + "会议:\n" + first + second)
    workspace.build()

    assert "吕委〔2026〕20号" in texts(workspace.output("活动/全镇/01-会议通知-转段会.docx"))
    assert "2026年10月1日" in texts(workspace.output("活动/一支部/01-会议通知-转段会.docx"))


_FIRST_NOTICES = ("活动/全镇/01-会议通知.docx", "活动/一支部/01-会议通知.docx")


def a_second_meeting(workspace: Workspace, more: str, first: str = "") -> list[str]:
    """Build two meetings, the second of which says `more`; return the codes of what is said at the YAML."""
    workspace.put("活动/花名册.xlsx", ROSTER)
    meetings = (
        f"会议:\n  - {{名称: 动员大会, 时间: 2026-07-06 09:00, 地点: 三楼{first}}}\n"
        f"  - {{名称: 转段会, 时间: 2026-10-08 15:00, 地点: 二楼{more}}}\n"
    )
    own = "支部安排: {一支部: {名额: 3, 参会人员: [李四]}}\n"
    workspace.put("活动/活动.yaml", CAMPAIGN + own + meetings)
    report = workspace.build()
    return [each["code"] for each in report["problems"] if each.get("file", "").endswith("活动.yaml")]


def test_a_further_meeting_has_its_own_quotas_and_people(workspace: Workspace) -> None:
    a_second_meeting(workspace, ", 名额: {一支部: 1, 二支部: 2}, 参会人员: {一支部: [张三]}")

    first, second = (text(workspace.output(f"活动/一支部/01-会议通知{more}.docx")) for more in ("", "-转段会"))
    assert re.search(r"名额3名，参会人员为：\s*李\s*四", first)
    assert re.search(r"名额1名，参会人员为：\s*张\s*三", second)
    assert "李" not in second
    assert "名额2名" in text(workspace.output("活动/二支部/01-会议通知-转段会.docx"))
    quotas = text(workspace.output("活动/全镇/01-会议通知-转段会.docx")).partition("参会名额分配表\n")[2]
    assert re.search(r"一支部｜1｜张\s*三", quotas)


def test_one_quota_is_every_branchs_but_where_a_branch_has_its_own(workspace: Workspace) -> None:
    a_second_meeting(workspace, ", 名额: 2", first=", 名额: 5")

    notices = {
        (branch, more): text(workspace.output(f"活动/{branch}/01-会议通知{more}.docx"))
        for branch in ("一支部", "二支部")
        for more in ("", "-转段会")
    }
    assert "名额3名" in notices["一支部", ""]  # as 支部安排 says
    assert "名额5名" in notices["二支部", ""]
    assert "名额2名" in notices["一支部", "-转段会"]
    assert "名额2名" in notices["二支部", "-转段会"]


@pytest.mark.parametrize(
    ("first", "more", "code"),
    [
        ("", ", 名额: {四支部: 1}", "yaml.branch"),
        ("", ", 名额: {一支部: 两三个}", "yaml.type"),
        (", 名额: {一支部: 1}", "", "yaml.duplicate-key"),
        ("", ", 参会人员: [张三]", "yaml.type"),
    ],
)
def test_what_a_meeting_says_of_no_branch_or_twice_is_told(
    workspace: Workspace, first: str, more: str, code: str
) -> None:
    assert code in a_second_meeting(workspace, more, first)


def test_a_committee_and_a_general_branch_are_called_what_they_are_and_get_no_ballots(workspace: Workspace) -> None:
    listed = """\
名称|简称|组织类别|书记
中共吕寨镇甲社区委员会|甲社区党委|社区党委|尤某
中共吕寨镇乙村总支部委员会|乙村党总支||金某
中共吕寨镇乙村第一支部委员会|乙村第一党支部||金某
"""
    workspace.put(
        "活动/活动.yaml", CAMPAIGN + MEETING + "支部安排: {乙村党总支: {会议: {时间: 2026-07-08}, 名额: 1}}\n"
    )
    workspace.put("活动/党支部名册.xlsx", listed)
    workspace.put("活动/花名册.xlsx", ROSTER.replace("一支部", "二支部").replace("二支部", "乙村第一党支部"))

    report = workspace.build()

    assert not {"branch.empty"} & {each["code"] for each in report["problems"]}
    missing = [each["message"] for each in report["problems"] if each["code"] == "issue.missing"]
    assert ["乙村第一党支部" in each for each in missing] == [True]
    names = {
        place: {path.name for path in workspace.output(f"活动/{place}").iterdir()}
        for place in ("甲社区党委", "乙村党总支")
    }
    assert names["甲社区党委"] == {"01-会议通知.docx"}
    assert names["乙村党总支"] == {"01-会议通知.docx", "02-动员讲话.docx"}
    told = "\n".join(texts(workspace.output("活动/乙村党总支/01-会议通知.docx")))
    assert "分配你党总支参会名额1名" in told
    assert "党总支书记（签字）" in told
    assert "党总支书记　金　某" in texts(workspace.output("活动/乙村党总支/02-动员讲话.docx"))
    town = texts(workspace.output("活动/全镇/01-会议通知.docx"))
    assert "各党委、党总支、党支部：" in town
    quotas = text(workspace.output("活动/全镇/01-会议通知.docx")).partition("参会名额分配表\n")[2]
    assert all(name in quotas for name in ("甲社区党委", "乙村党总支", "乙村第一党支部"))  # also those without a quota
