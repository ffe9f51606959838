"""逐 and 时机: one document for each element of a list, and papers that wait for the end of a phase."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.model import codes
from pipeline.model.facts import Arrangement, Phase, Unread
from pipeline.model.problem import Origin
from pipeline.model.work import Job, Kind, Recipient, Scope, Timing
from pipeline.plan import catalog, template_names, timing
from pipeline.plan.due import documents_due
from tests.makers import a_campaign, a_dossier, a_member, a_township, an_issue

PHASES = (
    Phase("学习动员", dt.date(2026, 7, 1), dt.date(2026, 8, 31)),
    Phase("分析评议", dt.date(2026, 9, 1), dt.date(2026, 10, 20)),
    Phase("整改提高", dt.date(2026, 10, 21), None),
)
NOTICE = Kind("整改通知", "单.docx", Scope.BRANCH, "40-{{ 项.责任人 }}", each="项 in 问题们 if 项.责任人")
SUMMARY = Kind(
    "阶段总结", "总结.docx", Scope.BRANCH, "55-{{ 段.名称 }}", each="段 in 支部.阶段", timing=Timing.PHASE_END
)
ENTRY = "- 文种: 整改通知\n  模板: 单.docx\n  范围: 支部\n  文件名: '40'\n"


def jobs(*kinds: Kind, cutoff: object = None, own: object = None, **given: object) -> list[Job]:
    arrangement = Arrangement("一支部", Origin("活动.yaml"), "一支部", cutoff=own)  # type: ignore[arg-type]
    arrangement = replace(arrangement, phases=given.pop("own_phases", ()))  # type: ignore[arg-type]
    dossier = a_dossier(a_member(), arrangement=arrangement, **given)
    campaign = a_campaign(phases=PHASES, cutoff=cutoff, arrangements=(arrangement,))
    return list(documents_due(a_township(dossier, campaign=campaign), [dossier], kinds))


def called(*kinds: Kind, **given: object) -> list[str]:
    return [job.path.rpartition("/")[2].removesuffix(".docx") for job in jobs(*kinds, **given)]


def test_each_element_that_its_condition_leaves_has_a_document_of_its_own() -> None:
    issues = (an_issue(person="王某"), an_issue(text="另一个"), an_issue(text="第三个", person="李某"))

    found = jobs(NOTICE, issues=issues)

    assert [job.path.rpartition("/")[2] for job in found] == ["40-王某.docx", "40-李某.docx"]
    assert [job.facts["项"]["具体问题"] for job in found] == ["公开不及时", "第三个"]  # type: ignore[index]


def test_documents_of_one_name_all_get_their_number() -> None:
    issues = (an_issue(person="王某"), an_issue(text="乙", person="李某"), an_issue(text="丙", person="王某"))

    assert called(NOTICE, issues=issues) == ["40-王某-1", "40-李某", "40-王某-3"]


def test_elements_without_a_number_get_one_and_those_with_one_keep_it() -> None:
    people = Kind("席位卡", "卡.docx", Scope.BRANCH, "18-{{ 人.序号 }}", each="人 in 党员们")
    second = Kind("通知", "单.docx", Scope.BRANCH, "40-{{ 项.序号 }}", each="项 in 问题们 if 项.责任人")

    assert called(people, second, issues=(an_issue(), an_issue(text="乙", person="李某"))) == ["18-1", "40-2"]


def test_a_group_is_an_element() -> None:
    groups = Kind("通知", "单.docx", Scope.BRANCH, "40-{{ 组[0] }}", each="组 in 问题们|groupby('责任人')")
    issues = (an_issue(person="王某"), an_issue(text="乙", person="李某"), an_issue(text="丙", person="王某"))

    assert sorted(called(groups, issues=issues)) == ["40-李某", "40-王某"]


def test_what_goes_to_the_branch_shows_no_number_in_full_in_an_element_either() -> None:
    card = Kind("卡", "卡.docx", Scope.BRANCH, "18-{{ 人.姓名 }}", each="人 in 党员们", recipient=Recipient.BRANCH)
    dossier = a_dossier(a_member(phone="13800001111"))

    (job,) = documents_due(a_township(dossier), [dossier], [card])

    assert job.facts["人"]["联系电话"] == "138****1111"  # type: ignore[index]


def test_a_list_that_nobody_can_tell_stops_one_document_for_all_of_them() -> None:
    unread = Unread((codes.CELL_DATE.at(Origin("a.xlsx"), value="坏"),))

    (job,) = jobs(NOTICE, issues=(an_issue(person=unread), an_issue(text="乙", person="李某")))

    assert job.open
    assert [problem.code for problem in job.stopped] == ["cell.date"]


def test_one_thing_is_no_list() -> None:
    (job,) = jobs(replace(NOTICE, each="字 in 支部.名称", file_name="40"))

    assert "不是一列" in job.stopped[0].message


def test_a_summary_is_due_when_the_cutoff_reaches_its_phase() -> None:
    assert called(SUMMARY) == []
    assert called(SUMMARY, cutoff=dt.date(2026, 8, 30)) == []
    assert called(SUMMARY, cutoff=dt.date(2026, 8, 31)) == ["55-学习动员"]
    assert called(SUMMARY, cutoff=dt.date(2026, 12, 31)) == ["55-学习动员", "55-分析评议"]


def test_a_branch_goes_by_its_own_phases_and_its_own_cutoff() -> None:
    later = (Phase("学习动员", dt.date(2026, 7, 10), dt.date(2026, 9, 15)),)

    assert called(SUMMARY, cutoff=dt.date(2026, 9, 1), own_phases=later) == []
    assert called(SUMMARY, cutoff=dt.date(2026, 9, 1), own=dt.date(2026, 9, 15), own_phases=later) == ["55-学习动员"]


def test_a_paper_of_one_phase_waits_for_that_phase() -> None:
    report = Kind("汇报", "报.docx", Scope.BRANCH, "56", phase="分析评议", timing=Timing.PHASE_END)

    assert called(report, cutoff=dt.date(2026, 9, 30)) == []
    assert called(report, cutoff=dt.date(2026, 10, 20)) == ["56"]
    assert called(replace(report, phase="没有这个"), cutoff=dt.date(2027, 1, 1)) == []


def test_a_cutoff_that_cannot_be_read_stops_what_waits_for_it() -> None:
    unread = Unread((codes.YAML_DATE.at(Origin("活动.yaml"), key="活动.截至", value="坏"),))

    assert {job.stopped[0].code for job in jobs(SUMMARY, cutoff=unread)} == {"yaml.date"}


def test_a_paper_of_a_list_is_due_when_there_is_something_in_it() -> None:
    whole = Kind("汇总", "汇总.docx", Scope.BRANCH, "45", timing=Timing.DATA, data="问题们")

    assert called(whole) == []
    assert called(whole, issues=(an_issue(),)) == ["45"]


def test_what_papers_wait_for_is_said() -> None:
    kinds = [SUMMARY, Kind("汇报", "报.docx", Scope.BRANCH, "56", phase="整改提搞", timing=Timing.PHASE_END)]

    said = [problem.message for problem in timing.waiting_for_phase(a_campaign(phases=PHASES), kinds)]
    assert said == ["阶段总结要等阶段结束才出：还没有写 活动.截至", "汇报要等阶段结束才出：还没有写 活动.截至"]
    (one,) = timing.waiting_for_phase(a_campaign(phases=PHASES, cutoff=dt.date(2026, 9, 1)), kinds)
    assert "没有“整改提搞”这个阶段" in one.message
    assert "整改提高" in one.message


def test_a_template_knows_its_element() -> None:
    known = template_names.known(Scope.BRANCH, "段 in 支部.阶段|selectattr('环节')")

    assert known["段"] is not None
    assert list(known["段"]) == ["序号", "名称", "开始", "结束", "起止", "环节", "总结"]
    assert template_names.known(Scope.BRANCH, "组 in 问题们|groupby('责任人')")["组"] is None
    listed = [name.path for name in template_names.of_element(Scope.BRANCH, "段 in 支部.阶段")]
    assert listed[:7] == ["段.序号", "段.名称", "段.开始", "段.结束", "段.起止", "段.环节", "段.总结"]
    assert template_names.of_element(Scope.BRANCH, "人 in 党员们")[0].path == "人.序号"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("逐: 问题们", "“逐”的写法不对"),
        ("逐: 项 in 问题们 if", "“逐”的写法不对"),
        ("逐: 项 in 问题门", "没有的名字「问题门」，是不是「问题们」？"),
        ("逐: 段 in 支部.阶段 if 段.开时", "没有的名字「支部.阶段.开时」，是不是「开始」？"),
        ("逐: 支部 in 问题们", "已经是别的名字"),
        ("时机: 马上", "时机不能是“马上”，可以是 随时、有数据、阶段结束"),
        ("时机: 有数据", "要写明看哪一列"),
        ("时机: {有数据: 问题门}", "「问题门」"),
        ("时机: {什么: 问题们}", "只能写“有数据: 哪一列”"),
        ("时机: 阶段结束", "要写明是哪个阶段"),
    ],
)
def test_faults_of_an_entry_are_told_by_line_with_the_cure(line: str, said: str) -> None:
    found = catalog.read_catalog(f"{ENTRY}\n{ENTRY}  {line}\n".encode())

    (problem,) = found.problems
    assert said in problem.message
    assert problem.origin.line == 6
    assert len(found.value) == 1


def test_an_entry_may_say_each_and_when() -> None:
    entry = ENTRY + "  逐: 项 in 问题们\n  时机: {有数据: 意见们}\n  发送: 支部\n"

    (kind,) = catalog.read_catalog(entry.encode()).value

    assert (kind.each, kind.timing, kind.data) == ("项 in 问题们", Timing.DATA, "意见们")
    assert kind.recipient is Recipient.BRANCH
