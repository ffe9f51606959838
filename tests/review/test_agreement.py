"""What a campaign's texts say is held to its rosters, its dates and its meetings; a way of speaking is left alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model.facts import (
    Arrangement,
    Block,
    Branch,
    Campaign,
    Dossier,
    Meeting,
    Organisation,
    Outline,
    Person,
    Phase,
    SpeechHead,
    TextRun,
    Township,
)  # fmt: skip
from pipeline.model.problem import Origin, Problem
from pipeline.review import agreement
from tests.makers import a_campaign, a_dossier, a_member, a_township

FILE = "inputs/活动/讲话.md"
NAMES = ("东村党支部", "西村党支部", "南村党支部", "北村党支部")


def an_outline(*paragraphs: str) -> Outline:
    return Outline(tuple(Block((TextRun(text),)) for text in paragraphs), FILE)


def branches(own_speech: str = "") -> list[Dossier]:
    """Four branches of three members each, one of them on probation; the first may have a speech."""
    members = (a_member(), a_member(name="李四"), a_member(name="王五", status="预备党员", sex="女"))
    phases = (Phase("学习动员", dt.date(2026, 7, 8), dt.date(2026, 10, 10)),)
    spoken = Arrangement("东村党支部", Origin(FILE), outline=an_outline(own_speech), phases=phases)
    return [
        a_dossier(*members, branch=Branch(name, folder=name), arrangement=spoken if own_speech and not at else None)
        for at, name in enumerate(NAMES)
    ]


def said_of(*paragraphs: str, own_speech: str = "", **campaign: object) -> list[Problem]:
    meeting = Meeting("全镇动员大会", dt.datetime(2026, 7, 6, 9), "镇政府三楼会议室", outline=an_outline(*paragraphs))
    dossiers = branches(own_speech)
    whole: Campaign = a_campaign(meetings=(meeting,), min_study="3个月", **campaign)
    township: Township = a_township(*dossiers, campaign=whole)
    return agreement.disagreements(township, dossiers)


def quoted(problems: list[Problem]) -> list[str]:
    return [f"{problem.code} {problem.message.split('“')[1].partition('”')[0]}" for problem in problems]


def test_a_wrong_number_is_shown_with_its_paragraph_and_what_was_counted() -> None:
    problems = said_of("全镇有困难，也有办法。", "全镇共有12个党支部、230名党员。")

    assert [problem.origin for problem in problems] == [Origin(FILE, "第2段")] * 2
    assert problems[0].message == "文中写着“12个党支部”，按花名册数是 4"
    assert problems[1].message == "文中写着“230名党员”，按花名册数是 12"


@pytest.mark.parametrize("place", ["全系统", "我系统", "全县", "我们县"])
def test_a_committee_s_own_word_for_all_of_it_is_known(place: str) -> None:
    whole = Organisation(whole="全系统" if "系统" in place else "全县")

    assert quoted(said_of(f"{place}共有12个党支部。", organisation=whole)) == ["total.text 12个党支部"]
    assert said_of("全市共有12个党支部。", organisation=whole) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("全镇共有十个基层党组织。", ["十个基层党组织"]),
        ("我镇有党员二百三十名，任务很重。", ["党员二百三十名"]),
        ("这次先进性教育活动涉及党组织10个，党员210人。", ["党组织10个", "党员210人"]),
        ("参加这次教育活动的有10个党组织、220名党员。", ["10个党组织", "220名党员"]),
        ("全镇党员共12名，其中预备党员8名。", ["预备党员8名"]),
        ("全镇现有党支部４个和党员１３名。", ["党员13名"]),
        ("东村党支部现有党员23名，是个大支部。", ["党员23名"]),
    ],
)
def test_numbers_are_read_as_offices_write_them(sentence: str, wrong: list[str]) -> None:
    assert quoted(said_of(sentence)) == [f"total.text {text}" for text in wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "全镇共有4个党支部、12名党员，其中预备党员4名。",
        "全镇共有四个党支部，十二名党员。",
        "东村党支部现有党员3名。",
        "全镇有3个支部软弱涣散。",
        "全镇有5名党员被评为优秀。",
        "今年全镇新发展党员6名。",
        "走访慰问老党员20名，培训党员300人次。",
        "一个党员带动几户人家，一个支部带动一个单位。",
        "全镇一个支部，就是一座堡垒。",
        "全镇近300名党员，个个都要参加。",
        "全镇共有200多名党员。",
        "全镇两三百名党员，都要参加。",
        "这类问题涉及5个党支部，要分别解决。",
        "春节慰问涉及30名党员。",
        "第3个党支部，第一批120名党员。",
        "参加座谈会的有6名党员。",
        "敬老院有党员7名。",
        "全镇4个党支部中，有3个支部班子不齐。",
        "全镇有20名党员，报名参加了服务队。",
        "全镇共有5名党员和群众代表参加座谈。",
        "东村党支部5名党员，冒雨清沟。",
        "全镇共评出先进党支部5个、优秀党员20名。",
        "我镇现有党员服务站15个、党员示范户60个。",
        "去年全镇共有党员240名，今年有变化。",
        "2025年底，我镇有党员15名。",
        "全镇4个党支部，12名党员，9名正式党员参加表决。",
        "这次教育活动涉及面广，党员200名以上的支部要分组。",
    ],
)
def test_what_is_right_or_counts_something_else_is_left_alone(sentence: str) -> None:
    assert said_of(sentence) == []


def test_good_official_sentences_raise_no_alarm() -> None:
    lines = (Path(__file__).parent / "good_sentences.txt").read_text("utf-8").splitlines()
    sentences = [line for line in lines if line and not line.startswith("#")]

    assert len(sentences) > 150
    assert said_of("一", "二", "三", *sentences) == []  # a speech's first paragraphs may not greet


def test_a_branch_s_speech_is_held_to_its_own_members_and_to_the_township_s_where_it_says_so() -> None:
    problems = said_of(own_speech="本支部有党员5名。全镇共有12名党员，东村党支部有3名党员。全镇共有5名党员。")

    assert [problem.message for problem in problems] == [
        "文中写着“党员5名”，按花名册数是 3",
        "文中写着“5名党员”，按花名册数是 12",
    ]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("这次先进性教育活动从8月开始到12月底结束。", "8月开始到12月底结束"),
        ("这次教育活动从七月开始，到十一月底结束。", "七月开始，到十一月底结束"),
        ("先进性教育活动时间为2025年7月至2025年12月。", "2025年7月至2025年12月"),
        ("先进性教育活动为期三个月。", "为期三个月"),
        ("学习动员阶段从7月到8月，要抓紧。", "7月到8月"),
    ],
)
def test_a_period_other_than_the_campaign_s_is_named(sentence: str, wrong: str) -> None:
    found = quoted(said_of(sentence))

    assert [each.removeprefix("text.period ").removeprefix("从") for each in found] == [wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "这次先教活动自7月起，到12月底止。",
        "这次教育活动从2026年7月1日至12月31日。",
        "先进性教育活动为期半年。",
        "先进性教育活动历时六个月左右。",
        "学习动员阶段从7月到9月底。",
        "从7月到8月是防汛的关键时期。",
        "教育活动中，从8月到9月分片走访。",
        "去年的活动从3月开始到5月结束，效果不错。",
        "先进性教育活动从7月到9月是学习阶段。",
        "先进性教育活动从7月开始，到9月底完成学习动员。",
        "第一批先进性教育活动从1月开始到6月底结束。",
        "县里的这次教育活动从6月开始到12月底结束。",
        "学习动员阶段，从7月6日到7月20日集中培训书记。",
    ],
)
def test_a_right_period_and_one_of_something_else_are_left_alone(sentence: str) -> None:
    assert said_of(sentence) == []


def test_a_branch_may_have_its_own_period() -> None:
    assert said_of(own_speech="学习动员阶段从7月8日到10月10日。这次教育活动从7月8日开始到10月10日结束。") == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("保证集中学习两个月，不搞一刀切。", ["集中学习两个月"]),
        ("集中学习时间不少于4个月。", ["集中学习时间不少于4个月"]),
        ("各单位集中学习三个月左右，自行安排。", []),
        ("集中学习每月两天，每天不少于两小时。", []),
    ],
)
def test_the_months_of_study_must_be_those_asked_for(sentence: str, wrong: list[str]) -> None:
    assert quoted(said_of(sentence)) == [f"text.study {text}" for text in wrong]


def test_a_branch_may_study_longer_and_not_shorter() -> None:
    found = quoted(said_of(own_speech="我们集中学习4个月。我们集中学习2个月。"))

    assert found == ["text.study 集中学习2个月"]


@pytest.mark.parametrize(
    ("paragraph", "wrong"),
    [
        ("全镇动员大会定于7月8日上午9时在镇政府三楼会议室召开。", ["7月8日上午9时"]),
        ("全镇动员大会定于7月6日下午3时在镇政府三楼会议室召开。", ["7月6日下午3时"]),
        ("全镇动员大会7月6日在影剧院召开。", ["在影剧院"]),
        ("（2026年7月9日）", ["（2026年7月9日）"]),
        ("全镇动员大会定于7月6日上午9时在镇政府三楼会议室召开。", []),
        ("（2026年7月6日）", []),
        ("7月8日，镇党委在影剧院召开全镇动员大会。", ["7月8日", "在影剧院"]),
        ("现在召开全镇动员大会。", []),
        ("全镇动员大会后，7月10日各支部召开动员会。", []),
        ("7月3日，镇党委在二楼会议室召开筹备会，研究全镇动员大会。", []),
        ("全镇动员大会召开以后，各支部要在7月15日以前召开本支部的会议。", []),
        ("全镇动员大会7月6日上午9:00在镇政府三楼会议室准时召开，8:30签到。", []),
        ("6月20日县里召开了会议，我镇在7月初作了准备。", []),
    ],
)
def test_the_meeting_is_when_and_where_the_yaml_says(paragraph: str, wrong: list[str]) -> None:
    assert quoted(said_of(paragraph)) == [f"text.meeting {text}" for text in wrong]


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        (SpeechHead(date="2026年7月8日", place=1), ["2026年7月8日"]),
        (SpeechHead(date="2026年8月", place=1), ["2026年8月"]),
        (SpeechHead(date="2026.7.8", byline="镇长　乙", place=1), ["2026.7.8", "镇长　乙"]),
        (SpeechHead(salutation="各位代表", place=1), ["各位代表"]),
        (SpeechHead("讲话", "", "镇党委书记　甲某", "2026年7月", "同志们", 1), []),
        (SpeechHead(date="20xx年7月", byline="甲某", place=1), []),
        (SpeechHead(date="20xx年11月", place=1), ["20xx年11月"]),
    ],
)
def test_the_head_above_a_speech_says_what_its_paper_prints(head: SpeechHead, wrong: list[str]) -> None:
    speech = Outline((Block((TextRun("今天开会。"),)),), FILE, head)
    time = dt.datetime(2026, 7, 6, 9)
    meeting = Meeting("动员大会", time, "三楼", speaker=Person("甲某"), salutation="同志们", outline=speech)

    found = agreement.disagreements(a_township(campaign=a_campaign(meetings=(meeting,))), [])

    assert quoted(found) == [f"text.head-differs {text}" for text in wrong]


def test_the_meeting_s_own_requirements_are_texts_too() -> None:
    meeting = Meeting("动员大会", dt.datetime(2026, 7, 6, 9), "三楼", requirements=("动员大会7月7日召开，请准时",))
    campaign = a_campaign(meetings=(meeting,), lines={"会议.0.要求": Origin("inputs/活动/活动.yaml", line=9)})

    (problem,) = agreement.disagreements(a_township(campaign=campaign), [])

    assert str(problem.origin) == "inputs/活动/活动.yaml › 第9行"
    assert "“7月7日”" in problem.message
