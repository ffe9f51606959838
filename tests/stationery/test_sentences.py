"""What the shipped papers say: each rule of wording with the facts that call for it and with those that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.model.facts import Arrangement, Block, Branch, Meeting, Organisation, Outline, Person, Phase, TextRun
from pipeline.model.problem import Origin
from pipeline.model.work import Scope
from pipeline.plan import vocabulary
from tests.makers import a_campaign, a_dossier, a_leader, a_member, a_township, an_issue, an_opinion
from tests.stationery.test_templates import made

NOTICE = Meeting("动员大会", None, "三楼", Person("林某", "镇长"), Person("陈某", "镇党委书记"))
BRANCH = Branch("中共吕寨镇一支部", "一支部", folder="一支部", called="一支部", secretary="王某", kind="村")
OWN = Arrangement("一支部", Origin("活动.yaml"), "中共吕寨镇一支部", meeting=Meeting(speaker=Person("王某")))
TOWN = Organisation("中共吕寨镇委员会", "吕寨镇党委", whole="全镇", own="镇党委")
STREET = Organisation("中共城东街道工作委员会", whole="全街道", own="街道党工委")


def speech(*blocks: tuple[int, str]) -> Outline:
    return Outline(tuple(Block((TextRun(text),), level=level) for level, text in blocks), "讲话.md")


def seen(scope: Scope, phase: str = "学习动员", **own: Any) -> dict[str, object]:
    """Return the facts of a campaign of one branch; `own` goes to the campaign, the branch or the township."""
    meeting = own.pop("meeting", NOTICE)
    campaign = a_campaign(
        organisation=own.pop("unit", TOWN), meetings=(meeting,) if meeting else (), **own.pop("campaign", {})
    )
    members = own.pop("members", (a_member(branch=BRANCH.name),))
    dossier = a_dossier(*members, branch=own.pop("branch", BRANCH), arrangement=own.pop("arrangement", OWN), **own)
    campaign = replace(campaign, arrangements=(dossier.arrangement,) if dossier.arrangement else ())
    township = a_township(dossier, campaign=campaign, leaders=dossier.leaders)
    common = vocabulary.shared(township)
    if scope in {Scope.MEETING, Scope.TOWNSHIP}:
        facts = vocabulary.of_township(township, common)
    else:
        facts = vocabulary.of_branch(township, 0, dossier, common)
        facts = vocabulary.of_members(township.sheets, dossier, facts)[0][1] if scope is Scope.MEMBER else facts
    return vocabulary.in_phase(facts, phase)


def town_speech(**own: Any) -> str:
    return made("动员讲话-全镇.docx", Scope.MEETING, seen(Scope.MEETING, **own))


def town_notice(**own: Any) -> str:
    return made("会议通知-全镇.docx", Scope.MEETING, seen(Scope.MEETING, **own))


def branch_speech(**own: Any) -> str:
    return made("动员讲话-支部.docx", Scope.BRANCH, seen(Scope.BRANCH, **own))


def branch_notice(**own: Any) -> str:
    return made("会议通知-支部.docx", Scope.BRANCH, seen(Scope.BRANCH, **own))


def plan(**own: Any) -> str:
    return made("整改方案.docx", Scope.BRANCH, seen(Scope.BRANCH, **own))


def register(**own: Any) -> str:
    return made("整改台账.docx", Scope.BRANCH, seen(Scope.BRANCH, **own))


def letter(**own: Any) -> str:
    return made("党性分析表-信函.docx", Scope.MEMBER, seen(Scope.MEMBER, "分析评议", **own))


# --- 全镇, 全乡, 全街道 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "whole", "own"), [(TOWN, "全镇", "镇党委"), (STREET, "全街道", "街道党工委")])
def test_papers_speak_of_all_that_is_under_this_committee(unit: Organisation, whole: str, own: str) -> None:
    said = town_speech(unit=unit)

    assert f"经{own}研究，今天我们召开动员大会。" in said
    assert f"对{whole}保持共产党员先进性教育活动进行动员" in said
    assert f"{whole}先进性教育活动7月启动" in said
    assert f"经{own}研究，决定召开动员大会，现将有关事项通知如下：" in town_notice(unit=unit)


def test_a_street_s_papers_never_say_township() -> None:
    papers = (town_speech, town_notice, branch_speech, branch_notice, plan, register)

    quiet = Meeting("动员大会", None, "三楼", Person("林某", "主任"), Person("陈某", "书记"))
    for paper in papers:
        said = paper(unit=STREET, meeting=quiet, branch=replace(BRANCH, name="一支部"))
        assert "镇" not in said, paper.__name__
        assert "乡" not in said, paper.__name__


# --- figures ------------------------------------------------------------------------------------------------------

FULL, PROBATIONARY, OPEN = a_member(), a_member(status="预备党员"), a_member(status="")


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ((FULL, FULL, PROBATIONARY), "其中正式党员2名、预备党员1名"),
        ((FULL, PROBATIONARY, OPEN), ""),
        ((FULL, FULL), ""),
    ],
)
def test_full_and_probationary_members_are_named_only_where_they_add_up(members: tuple[Any, ...], words: str) -> None:
    for said in (town_speech(members=members), branch_speech(members=members)):
        assert f"{len(members)}名" in said
        assert ("正式党员2名" in said) == bool(words)
        assert words in said
        assert "预备党员0名" not in said


def test_nothing_is_counted_as_none() -> None:
    for said in (town_speech(members=()), branch_speech(members=()), plan(members=()), town_notice(members=())):
        assert "0名" not in said
        assert "0个" not in said


def test_no_figure_is_told_twice() -> None:
    away = tuple(a_member(categories=("流动", "外出务工")) for _ in range(4))

    for said in (town_speech(members=away), branch_speech(members=away)):
        assert said.count("流动党员4名") == 1
        assert "外出务工" not in said


# --- nobody is asked to guide himself -----------------------------------------------------------------------------

DEPUTY, HEAD, OTHER = (
    a_leader(name="苏某", title="镇党委副书记", branches=(BRANCH.name,)),
    a_leader(name="陈某", title="镇党委书记", branches=(BRANCH.name,)),
    a_leader(name="罗某", title="镇人大主席", branches=(BRANCH.name,)),
)


def speaks(name: str, title: str = "") -> Arrangement:
    return replace(OWN, meeting=Meeting(speaker=Person(name, title)))


@pytest.mark.parametrize(
    ("secretary", "speaker", "leaders", "in_speech", "in_plan"),
    [
        ("王某", "王某", (DEPUTY,), "镇党委副书记苏某同志", "联系领导、镇党委副书记苏某同志"),
        ("苏某", "苏某", (DEPUTY,), "", ""),
        ("苏某", "苏某", (DEPUTY, OTHER), "镇人大主席罗某同志", "联系领导、镇人大主席罗某同志"),
        ("王某", "苏某", (DEPUTY,), "", "联系领导、镇党委副书记苏某同志"),
        ("王某", "陈某", (DEPUTY,), "", "联系领导、镇党委副书记苏某同志"),  # the first man, and his deputy
        ("陈某", "陈某", (DEPUTY,), "", ""),
        ("王某", "王某", (HEAD,), "镇党委书记陈某同志", "联系领导、镇党委书记陈某同志"),
        ("王某", "王某", (HEAD, OTHER), "镇党委书记陈某同志和镇人大主席罗某同志", "联系领导、镇党委书记陈某同志和镇人大主席罗某同志"),
        ("王某", "王某", (replace(DEPUTY, title=""),), "联系本支部的是苏某同志", "联系领导苏某同志"),
        ("王某", "王某", (), "", ""),
    ],
)  # fmt: skip
def test_nobody_reports_to_himself_or_to_his_deputy(
    secretary: str, speaker: str, leaders: tuple[Any, ...], in_speech: str, in_plan: str
) -> None:
    facts = {"branch": replace(BRANCH, secretary=secretary), "leaders": leaders, "arrangement": speaks(speaker)}

    said, planned = branch_speech(**facts), plan(**facts, issues=(an_issue(),))

    assert (f"{in_speech}，有情况要主动汇报" in said) if in_speech else ("主动汇报" not in said)
    assert (f"请{in_plan}加强指导和督促" in planned) if in_plan else ("加强指导" not in planned)
    assert ("作为支部书记，我是第一责任人" in said) == (secretary == speaker)


def test_one_leader_of_two_rows_is_one() -> None:
    rows = (replace(DEPUTY, branches=("甲",)), DEPUTY, OTHER)

    assert "已安排2名领导同志建立联系点" in town_speech(leaders=rows)


def test_a_speaker_who_is_the_only_leader_is_not_sent_to_himself() -> None:
    assert "建立联系点" not in town_speech(leaders=(HEAD,))
    assert "已安排1名领导同志建立联系点" in town_speech(leaders=(DEPUTY,))


# --- a lone number ------------------------------------------------------------------------------------------------


def test_one_item_of_an_agenda_takes_no_number() -> None:
    for paper in (town_notice, branch_notice):
        said = paper(meeting=replace(NOTICE, agenda=("动员讲话",)))
        assert "会议议程\n动员讲话。\n会议由镇长林某同志主持。" in said
        assert "（一）" not in said
        assert "（一）学习文件；\n（二）动员讲话。" in paper(meeting=replace(NOTICE, agenda=("学习文件", "动员讲话")))


def test_without_an_agenda_no_heading_promises_one() -> None:
    for paper in (town_notice, branch_notice):
        assert "会议主持\n会议由镇长林某同志主持。" in paper()
        assert "会议议程" not in paper()
        assert "会议主持" not in paper(meeting=replace(NOTICE, host=None))


def test_one_problem_is_told_once_and_without_a_number() -> None:
    said = plan(issues=(an_issue(measures=("修订办法",)),))

    assert "梳理出需要整改的问题1个：公开不及时。" in said
    assert said.count("公开不及时") == 1
    assert "整改措施：修订办法。" in said
    assert "（一）公开" not in said
    assert "一是" not in said


def test_two_problems_are_numbered_and_told_once() -> None:
    said = plan(issues=(an_issue(), an_issue(text="走访不够")))

    assert "共梳理出需要整改的问题2个。" in said
    assert "（一）公开不及时\n" in said
    assert "（二）走访不够\n" in said
    assert said.count("走访不够") == 1


def test_one_opinion_takes_no_number() -> None:
    one, two = (an_opinion(about=("张三",)), an_opinion(text="少开会", about=("张三",)))

    for name in ("党性分析表-普通.docx", "党性分析表-简表.docx"):
        said = made(name, Scope.MEMBER, seen(Scope.MEMBER, opinions=(one,)))
        assert "多走访" in said
        assert "1．" not in said
        assert "2．少开会" in made(name, Scope.MEMBER, seen(Scope.MEMBER, opinions=(one, two)))


def test_one_annex_takes_no_number() -> None:
    assert "附件：参会回执" in town_notice()
    with_quota = town_notice(arrangement=replace(OWN, quota=2))
    assert "附件：1.参会回执\n2.参会名额分配表" in with_quota


# --- what was never given leaves no frame -------------------------------------------------------------------------


def test_a_column_that_no_problem_has_leaves_no_line() -> None:
    bare = (an_issue(), an_issue(text="走访不够"))

    said = plan(issues=bare)
    for label in ("整改目标", "牵头领导", "责任人：", "整改时限"):
        assert label not in said
    assert "____" not in said


def test_a_column_that_others_have_is_left_to_be_written() -> None:
    said = plan(issues=(an_issue(goal="按季公开", person="王某"), an_issue(text="走访不够")))

    assert "整改目标：按季公开。" in said
    assert said.count("整改目标：") == 2
    assert said.count("责任人：") == 2
    assert "牵头领导" not in said


def test_measures_that_are_missing_are_left_to_be_written() -> None:
    assert "整改措施：____" in plan(issues=(an_issue(measures=()),))


@pytest.mark.parametrize(
    ("own", "heads"),
    [
        ({}, "序号｜具体问题｜整改措施"),
        ({"kind": "作风"}, "序号｜问题类别和来源｜具体问题｜整改措施"),
        ({"found_by": "自查"}, "序号｜问题类别和来源｜具体问题｜整改措施"),
        ({"goal": "按季公开"}, "序号｜具体问题｜整改目标｜整改措施"),
        ({"goal": "按季公开", "kind": "作风"}, "序号｜问题类别和来源｜具体问题｜整改目标｜整改措施"),
    ],
)
def test_the_register_has_the_columns_that_its_problems_fill(own: dict[str, str], heads: str) -> None:
    said = register(issues=(an_issue(**own), an_issue(text="走访不够")))

    assert said.count("序号｜") == 1
    assert f"{heads}｜牵头领导｜责任人｜整改时限｜进展情况｜完成情况｜验收销号｜备注" in said
    for value in own.values():
        assert value in said


def test_a_register_without_problems_is_to_be_filled_in() -> None:
    said = register()

    assert said.count("序号｜") == 1
    assert "填表人（签字）" in said


def test_kinds_are_counted_only_where_some_occur_twice() -> None:
    apart = plan(issues=(an_issue(kind="公开"), an_issue(text="走访不够", kind="作风")))
    twice = plan(
        issues=(*(an_issue(text=f"第{n}件", kind="作风") for n in "一二"), an_issue(text="学习少", kind="学习"))
    )

    assert "问题2个，涉及公开、作风等方面。" in apart
    assert "问题3个，其中作风方面2个、学习方面1个。" in twice


def test_problems_of_one_paper_are_in_one_style() -> None:
    long = "少数党员长期外出务工而没有按照规定向支部书面报告去向和联系方式"

    said = plan(issues=(an_issue(), an_issue(text=long)))

    assert "（一）公开不及时。\n" in said
    assert f"（二）{long}。\n" in said


# --- the notice to a branch ---------------------------------------------------------------------------------------


def test_a_reply_is_filled_from_the_roster() -> None:
    chief = a_member(name="王某", label="王某", sex="女", phone="13800000001")
    clerk = a_member(name="李某", label="李某", sex="男", phone="13800000002", party_post="组织委员")
    twins = tuple(a_member(name="赵某", label=f"赵某-{n}", sex="男", phone="13800000003") for n in "12")
    coming = replace(OWN, quota=5, attendees=("王某", "李某", "赵某", "外人"))

    said = branch_notice(members=(chief, clerk, *twins), arrangement=coming)

    assert "一支部｜王　某｜女｜党支部书记｜13800000001｜\n" in said
    assert "一支部｜李　某｜男｜组织委员｜13800000002｜\n" in said
    assert "一支部｜赵　某｜｜｜｜\n" in said  # two are called so: nothing is guessed
    assert "一支部｜外　人｜｜｜｜\n" in said
    assert said.count("一支部｜") == 5


@pytest.mark.parametrize(
    ("attendees", "words"),
    [
        (("县领导", "一支部全体党员"), "你支部全体党员参加会议。"),
        (("县领导", "各村党支部书记"), "会议参加人员为：县领导，各村党支部书记。请你支部在上述范围内的同志参加会议。"),
        ((), "请你支部按照会议要求确定参会人员。"),
    ],
)
def test_a_branch_is_told_who_is_to_come(attendees: tuple[str, ...], words: str) -> None:
    assert words in branch_notice(meeting=replace(NOTICE, attendees=attendees))


def test_the_quota_table_lists_every_branch_and_its_sum_is_told_where_all_are_known() -> None:
    facts = {"meeting": replace(NOTICE, attendees=("一支部全体党员",)), "arrangement": replace(OWN, quota=None)}
    other = a_dossier(a_member(branch="二支部"), branch=Branch("二支部", called="二支部", folder="二支部"))
    third = a_dossier(a_member(branch="三支部"), branch=Branch("三支部", called="三支部", folder="三支部"))
    campaign = a_campaign(
        meetings=(facts["meeting"],),
        organisation=TOWN,
        arrangements=(replace(OWN, branch="二支部", quota=2, attendees=("甲", "乙")),),
    )
    one = a_dossier(a_member(), branch=BRANCH)
    township = a_township(one, other, third, campaign=campaign)

    said = made(
        "会议通知-全镇.docx",
        Scope.MEETING,
        vocabulary.in_phase(vocabulary.of_township(township, vocabulary.shared(township)), "学习动员"),
    )

    listed = "1｜一支部｜全体｜全体党员\n2｜二支部｜2｜甲　　乙\n3｜三支部｜｜\n合　　计｜｜不含全体党员参加的党支部"
    assert listed in said
    assert "各党支部：" in said


# --- speeches -----------------------------------------------------------------------------------------------------


def test_a_speaker_has_the_last_word() -> None:
    own = speech((1, "办好三件事"), (0, "修渠、修路、修桥。"), (0, "同志们，干起来吧！"))

    assert town_speech(meeting=replace(NOTICE, outline=own)).endswith("修渠、修路、修桥。\n同志们，干起来吧！")
    assert branch_speech(arrangement=replace(OWN, outline=own)).endswith("同志们，干起来吧！")


def test_a_speech_that_stops_short_gets_an_end() -> None:
    said = town_speech(meeting=replace(NOTICE, outline=speech((1, "办好三件事"), (0, "修渠、修路、修桥。"))))

    assert said.rpartition("\n")[2].startswith("同志们，")


def test_facts_come_before_the_argument_and_what_the_speaker_says_is_not_said_for_him() -> None:
    own = speech((1, "压实责任"), (0, "紧扣“为党旗增辉尽责”，书记负责，领导到联系点去。学习不少于3个月。"))
    campaign = {"theme": "为党旗增辉尽责", "min_study": "3个月"}

    quiet = town_speech(campaign=campaign, leaders=(DEPUTY,))
    said = town_speech(campaign=campaign, leaders=(DEPUTY,), meeting=replace(NOTICE, outline=own))

    for words in ("这一主题来开展", "集中学习时间不少于3个月", "第一责任人", "建立联系点"):
        assert words in quiet
        assert words not in said
    assert said.index("在工作安排上") < said.index("压实责任")


def test_a_speech_of_the_branch_itself_repeats_none_of_its_problems() -> None:
    own = speech((1, "把渠修好"), (0, "公开也要跟上。"))

    said = branch_speech(arrangement=replace(OWN, outline=own), issues=(an_issue(),))

    assert "公开不及时" not in said
    assert "我讲一点意见。\n一、把渠修好\n公开也要跟上。" in said


def test_a_single_point_is_not_several_and_a_single_member_is_not_all_of_them() -> None:
    own = speech((1, "把渠修好"), (0, "先修渠。"), (1, "把路修好"))

    said = branch_speech(arrangement=replace(OWN, outline=own))

    assert "我讲几点意见" in said
    assert "现有党员1名。" in said
    assert "现有党员2名，都是正式党员。" in branch_speech(members=(FULL, FULL))


def test_a_single_phase_is_not_one_of_several() -> None:
    import datetime as dt  # noqa: PLC0415

    one = Phase("集中教育", dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    two = (one, Phase("整改提高", dt.date(2026, 10, 1), dt.date(2026, 12, 31)))

    alone, both = town_speech(campaign={"phases": (one,)}), town_speech(campaign={"phases": two})

    assert "在工作安排上，集中教育从2026年7月1日到9月30日。各党支部可以从实际出发，合理确定起止时间" in alone
    assert "分二个阶段" not in both
    assert "分两个阶段进行。第一阶段，集中教育（2026年7月1日至9月30日）；第二阶段" in both


def test_dates_are_announced_only_where_there_are_some() -> None:
    assert "先说要求。" in branch_speech(campaign={"phases": ()})
    assert "先说时间和要求。学习动员从" in branch_speech()


# --- the letter ---------------------------------------------------------------------------------------------------


def test_a_letter_takes_its_dates_from_its_phase() -> None:
    import datetime as dt  # noqa: PLC0415

    phase = Phase("分析评议", dt.date(2026, 10, 11), dt.date(2026, 11, 20))

    said = letter(campaign={"phases": (phase,)}, branch=replace(BRANCH, phone="0000-1", email="a@example.cn"))

    assert "联系电话：0000-1\n电子邮箱：a@example.cn\n寄回时间：2026年11月20日以前\n" in said
    assert "2026年10月11日" in said


def test_a_letter_without_such_a_phase_leaves_its_dates_open() -> None:
    said = letter()

    assert "寄回时间：　　　　年　　月　　日以前" in said
    assert "联系电话：\n" not in said
    assert "电子邮箱" not in said


def test_the_branch_stands_once_in_a_form() -> None:
    for name in ("党性分析表-普通.docx", "党性分析表-简表.docx", "党性分析表-预备.docx"):
        assert made(name, Scope.MEMBER, seen(Scope.MEMBER)).count("一支部") == 1


def test_a_day_of_joining_is_cut_to_its_month() -> None:
    said = made("党性分析表-普通.docx", Scope.MEMBER, seen(Scope.MEMBER))

    assert "入党时间｜1998年7月｜" in said
