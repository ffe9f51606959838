from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inbox import campaign_facts, dates, yaml_keys, yamlfile
from pipeline.inbox.node import Node
from pipeline.model import codes
from pipeline.model.facts import Block, Campaign, Outline, Person, SpeechHead, TextRun, Unread
from pipeline.model.problem import Origin, Problem, Read

FILE = "inputs/甲/活动.yaml"
OTHER = "inputs/甲/会议.yaml"
SPEECH = Outline((Block((TextRun("同志们"),)),), "inputs/甲/讲话.md")
SMALLEST = "活动:\n  名称: 先进性教育活动\n  简称: 先教\n  开始: 2026-07-01\n  结束: 2026-12-31\n"
MEETING = "会议:\n  名称: 动员大会\n  时间: 2026-07-06 09:00\n  地点: 三楼会议室\n"


def text_of(origin: Origin, name: str) -> Read[Outline | None]:
    """Read the only speech there is: 讲话.md."""
    if name == "讲话.md":
        return Read(SPEECH)
    return Read(None, (codes.TEXT_MISSING.at(origin, value=name, nearest=""),))


def loaded(*texts: str) -> list[Node]:
    files = zip((FILE, OTHER), texts, strict=False)
    return [node for file, text in files if (node := yamlfile.load(text.encode(), file).value)]


def read(*texts: str) -> Read[Campaign]:
    return campaign_facts.read("甲", loaded(*texts), text_of)


def facts(*texts: str) -> Campaign:
    """Return a campaign that has no Problem."""
    found = read(*texts)
    assert found.problems == ()
    return found.value


def faults(*texts: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.origin.line) for problem in read(*texts).problems]


# --- the whole contract -------------------------------------------------------------------------------------------

WHOLE = """\
活动:
  名称: 先进性教育活动
  简称: 先教
  主题: 为党旗增辉尽责
  开始: 2026年7月1日
  结束: 2026/12/31
  集中学习不少于: 3个月
  上级文件: 《关于开展活动的通知》
  阶段:
    - {名称: 学习动员, 开始: 2026-07, 结束: 2026年8月, 环节: [动员大会, 专题党课]}
    - {名称: 整改提高, 开始: 2026.9.1, 结束: 2026-12-31}
  参加支部: [一支部, 二支部]
  规范用语: {先教活动: 先进性教育活动}
  党员总数: 220
  党组织数: 10
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委, 发文代字: 吕委, 办公室: 组织办, 电话: 0000-0000000, 红头: 信函}
会议:
  名称: 动员大会
  时间: 2026-07-06 09:00
  地点: 三楼会议室
  主持人: {姓名: 林国安, 职务: 镇长}
  讲话人: {姓名: 陈启明, 职务: 书记}
  称呼: 同志们
  参加人员: [县领导, 各村党支部书记]
  议程: [传达精神, 讲话]
  要求: 按时参会
  回执截止: 2026-07-03
  讲话稿: 讲话.md
发文: {字号: 吕委〔2026〕12号, 日期: 2026-07-02}
支部安排:
  一支部:
    阶段: [{名称: 学习动员, 开始: 2026-07-10, 结束: 2026-09-05}]
    会议: {时间: 2026年7月8日下午3时30分, 地点: 学校, 讲话人: 张三}
    讲话稿: 讲话.md
    名额: 3
    参会人员: [张三, 李四]
  二支部:
文种: [会议通知, 动员讲话]
"""


def test_every_key_of_the_contract_is_read():
    found = facts(WHOLE)

    assert (found.folder, found.name, found.short, found.theme) == ("甲", "先进性教育活动", "先教", "为党旗增辉尽责")
    assert (found.start, found.end) == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert found.min_study == "3个月"
    assert found.upper_papers == ("《关于开展活动的通知》",)
    assert found.participants == ("一支部", "二支部")
    assert found.terms == {"先教活动": "先进性教育活动"}
    assert found.organisation.phone == "0000-0000000"
    assert found.organisation.letterhead == "信函"
    assert (found.issuance.number, found.issuance.date) == ("吕委〔2026〕12号", dt.date(2026, 7, 2))
    assert found.kinds == ("会议通知", "动员讲话")


def test_the_townships_meeting_is_read():
    (meeting,) = facts(WHOLE).meetings

    assert meeting.time == dt.datetime(2026, 7, 6, 9, 0)
    assert meeting.host == Person("林国安", "镇长")
    assert meeting.attendees == ("县领导", "各村党支部书记")
    assert meeting.requirements == ("按时参会",)
    assert meeting.reply_by == dt.date(2026, 7, 3)
    assert meeting.outline == SPEECH


def test_a_phase_may_be_written_in_months():
    first, second = facts(WHOLE).phases

    assert (first.start, first.end) == (dt.date(2026, 7, 1), dt.date(2026, 8, 31))
    assert first.steps == ("动员大会", "专题党课")
    assert second.start == dt.date(2026, 9, 1)


def test_a_branch_arranges_its_own_meeting_and_may_leave_everything_open():
    first, second = facts(WHOLE).arrangements

    assert (first.key, first.quota, first.attendees) == ("一支部", 3, ("张三", "李四"))
    assert first.meeting.time == dt.datetime(2026, 7, 8, 15, 30)
    assert first.meeting.speaker == Person("张三")
    assert first.meeting.name == ""
    assert first.outline == SPEECH
    assert first.origin.line == 31
    assert (second.key, second.meeting, second.outline, second.quota) == ("二支部", None, None, None)


def test_stated_totals_keep_their_lines():
    assert facts(WHOLE).stated == {
        "党员总数": (220, Origin(FILE, line=14)),
        "支部数": (10, Origin(FILE, line=15)),
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("活动.名称", 2),
        ("活动.阶段.1.开始", 11),
        ("会议.0.地点", 20),
        ("会议.0.主持人.姓名", 21),
        ("支部安排.一支部.会议.时间", 33),
        ("文种", 38),
    ],
)
def test_every_leaf_is_found_by_its_path(path, line):
    assert facts(WHOLE).lines[path] == Origin(FILE, line=line)


def test_several_meetings_are_numbered():
    second = MEETING.removeprefix("会议:\n").replace("动员大会", "总结大会").replace("  名称", "- 名称", 1)
    first = MEETING.removeprefix("会议:\n").replace("  名称", "- 名称", 1)

    found = facts(f"{SMALLEST}会议:\n{first}{second}")

    assert [meeting.name for meeting in found.meetings] == ["动员大会", "总结大会"]
    assert found.lines["会议.1.名称"].line == 10


def test_what_the_yaml_does_not_say_is_empty():
    found = facts(SMALLEST)

    assert found.meetings == ()
    assert found.organisation.name == ""
    assert found.organisation.letterhead == "无"
    assert found.kinds == ()
    assert found.stated == {}


# --- required -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["名称", "简称", "开始", "结束"])
def test_a_required_key_of_the_campaign_is_missed_at_its_parent(key):
    text = "\n".join(line for line in SMALLEST.splitlines() if key not in line)

    found = read(text)

    assert [(p.code, p.origin.line, p.message) for p in found.problems] == [("yaml.required", 1, f"没有写“活动.{key}”")]
    attribute = {"名称": "name", "简称": "short", "开始": "start", "结束": "end"}[key]
    assert getattr(found.value, attribute) == Unread(found.problems)


def test_a_required_key_without_a_value_is_missed_at_its_own_line():
    assert faults(SMALLEST.replace("先教\n", "\n")) == [("yaml.required", 3)]


@pytest.mark.parametrize("key", ["名称", "时间", "地点"])
def test_a_required_key_of_a_meeting_is_missed_at_its_parent(key):
    text = SMALLEST + "\n".join(line for line in MEETING.splitlines() if key not in line)

    assert faults(text) == [("yaml.required", 6)]


def test_a_committee_needs_its_name():
    assert faults(f"{SMALLEST}单位: {{简称: 镇党委}}\n") == [("yaml.required", 6)]


def test_nothing_at_all_is_read_without_raising():
    found = read()

    assert isinstance(found.value.name, Unread)
    assert {problem.origin for problem in found.problems} == {Origin("inputs/甲")}


def test_a_campaign_whose_yaml_cannot_be_parsed_is_unread_without_more_problems():
    broken = (codes.YAML_SYNTAX.at(Origin(FILE, line=3), reason="甲", cure="乙"),)

    found = campaign_facts.read("甲", [], text_of, broken)

    assert found.problems == ()
    assert found.value.name == found.value.start == Unread(broken)


# --- keys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "proposal"),
    [
        (f"{SMALLEST}单 位: 甲\n", 6, "「单位」"),
        (f"{SMALLEST}  主题词: 甲\n", 6, "「主题」"),
        (f"{SMALLEST}单位: {{名称: 甲, 发文代号: 乙}}\n", 6, "「发文代字」"),
        (f"{SMALLEST}{MEETING}  主持: 甲\n", 10, "「主持人」"),
        (f"{SMALLEST}{MEETING}  主持人: {{姓: 甲}}\n", 10, "「姓名」"),
        (f"{SMALLEST}发文: {{文号: 甲}}\n", 6, "「字号」"),
        (f"{SMALLEST}支部安排:\n  一支部: {{名额数: 3}}\n", 7, "「名额」"),
        (f"{SMALLEST}  阶段: [{{名称: 甲, 环节们: 乙}}]\n", 6, "「环节」"),
    ],
)
def test_an_unknown_key_proposes_the_nearest(text, line, proposal):
    (problem,) = read(text).problems

    assert (problem.code, problem.origin.line) == ("yaml.unknown-key", line)
    assert proposal in problem.message


def test_files_of_one_campaign_merge_down_to_their_leaves():
    found = facts(f"{SMALLEST}单位:\n  名称: 镇党委\n", f"{MEETING}单位:\n  简称: 党委\n活动:\n  主题: 学习\n")

    assert (found.name, found.theme) == ("先进性教育活动", "学习")
    assert (found.organisation.name, found.organisation.short) == ("镇党委", "党委")
    assert found.lines["单位.简称"] == Origin(OTHER, line=6)


def test_a_leaf_in_two_files_names_both_and_cannot_be_used():
    found = read(SMALLEST, "活动:\n  简称: 教育\n")

    (problem,) = found.problems
    assert problem.code == "yaml.duplicate-key"
    assert problem.origin == Origin(OTHER, line=2)
    assert f"{FILE} › 第3行" in problem.message
    assert found.value.short == Unread((problem,))
    assert found.value.name == "先进性教育活动"


def test_an_empty_leaf_gives_way_to_the_other_file():
    assert facts(f"{SMALLEST}  主题:\n", "活动:\n  主题: 学习\n").theme == "学习"


def test_a_list_is_a_leaf():
    found = read(f"{SMALLEST}文种: [会议通知]\n", "文种: [动员讲话]\n")

    assert [problem.code for problem in found.problems] == ["yaml.duplicate-key"]


def test_a_meeting_and_a_list_of_meetings_do_not_merge():
    found = read(f"{SMALLEST}{MEETING}", "会议: [{名称: 甲, 时间: 2026-07-07, 地点: 乙}]\n")

    assert [problem.code for problem in found.problems] == ["yaml.duplicate-key"]
    (meeting,) = found.value.meetings
    assert meeting.name == meeting.time == meeting.place == Unread(found.problems)


def test_a_leaf_that_stands_twice_in_one_file_is_unread():
    found = read(SMALLEST.replace("  简称: 先教\n", "  简称: 先教\n  简称: 教育\n"))

    assert isinstance(found.value.short, Unread)
    assert [problem.code for problem in found.value.short.problems] == ["yaml.duplicate-key"]
    assert found.value.name == "先进性教育活动"


def test_nothing_below_a_key_that_stands_twice_is_taken_for_empty():
    found = read(f"{SMALLEST}发文: {{字号: 甲〔2026〕1号}}\n发文: {{字号: 甲〔2026〕2号}}\n")

    assert isinstance(found.value.issuance.number, Unread)


# --- values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["2026-07-01", "2026/7/1", "2026.7.1", "2026年7月1日", "２０２６－０７－０１", "２０２６年７月１日"]
)
def test_a_day_has_four_spellings(written):
    assert facts(SMALLEST.replace("2026-07-01", written)).start == dt.date(2026, 7, 1)


def test_a_campaign_may_be_dated_in_months():
    found = facts(SMALLEST.replace("2026-07-01", "2026年7月").replace("2026-12-31", "2026-12"))

    assert (found.start, found.end) == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize("written", ["待定", "2026-02-30", "2026-13-01", "26-7-1", "2026"])
def test_what_is_no_day_is_named_and_unread(written):
    found = read(SMALLEST.replace("2026-07-01", written))

    (problem,) = found.problems
    assert (problem.code, problem.origin.line) == ("yaml.date", 4)
    assert written in problem.message
    assert found.value.start == Unread((problem,))


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("2026-07-06 09:00", 9, 0),
        ("2026-07-06T09:00", 9, 0),
        ("2026-07-06T09:00:00", 9, 0),
        ("2026年7月6日上午9时", 9, 0),
        ("2026年7月6日 9:00", 9, 0),
        ("2026年7月6日上午9时30分", 9, 30),
        ("2026年7月6日9时30分", 9, 30),
        ("2026年7月6日下午3点半", 15, 30),
        ("2026年7月6日晚上7:30", 19, 30),
        ("2026年7月6日（星期一）上午9：00", 9, 0),
        ("２０２６－０７－０６　０９：００", 9, 0),
    ],
)
def test_a_time_is_read_as_it_is_written_in_papers(written, hour, minute):
    assert dates.moment(written) == dt.datetime(2026, 7, 6, hour, minute)


@pytest.mark.parametrize("written", ["2026年7月6日中午1点", "2026年7月6日晚上12点"])
def test_a_time_around_noon_and_midnight_is_not_turned_round(written):
    assert dates.moment(written) not in {dt.datetime(2026, 7, 6, 1, 0), dt.datetime(2026, 7, 6, 12, 0)}


@pytest.mark.parametrize("written", ["2026-07-06", "2026年7月6日"])
def test_a_meeting_may_have_a_day_without_a_time(written):
    (meeting,) = facts(SMALLEST + MEETING.replace("2026-07-06 09:00", written)).meetings

    assert type(meeting.time) is dt.date


@pytest.mark.parametrize(
    "written", ["2026-07-06 25:00", "2026-07-06 09:61", "明天上午", "2026-07", "2026年7月6日上午十五时"]
)
def test_what_is_no_time_is_named_and_unread(written):
    found = read(SMALLEST + MEETING.replace("2026-07-06 09:00", written))

    (problem,) = found.problems
    assert (problem.code, problem.origin.line) == ("yaml.time", 8)
    assert found.value.meetings[0].time == Unread((problem,))


@given(
    st.one_of(
        st.text(max_size=30), st.text(alphabet="0123456789２年月日-/. T:：时分点半上下午晚整（星期一）", max_size=24)
    )
)
def test_no_text_makes_a_reader_of_dates_raise(text):
    for found in (dates.day(text), dates.day(text, last=True), dates.full_day(text), dates.moment(text)):
        assert found is None or isinstance(found, dt.date)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_is_the_same_in_every_spelling(day):
    spellings = (f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日")

    assert {dates.full_day(words) for words in spellings} == {day}


def test_the_letterhead_is_one_of_four():
    found = read(f"{SMALLEST}单位: {{名称: 甲, 红头: 大红}}\n")

    (problem,) = found.problems
    assert problem.code == "yaml.choice"
    assert "无、文件、信函、套打" in problem.hint
    assert found.value.organisation.letterhead == Unread((problem,))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SMALLEST.replace("先教", "[先教]"), 3),
        (f"{SMALLEST}  上级文件: {{甲: 乙}}\n", 6),
        (f"{SMALLEST}  规范用语: 甲\n", 6),
        (f"{SMALLEST}  党员总数: 很多\n", 6),
        (f"{SMALLEST}发文: 甲\n", 6),
        (f"{SMALLEST}文种: [{{甲: 乙}}]\n", 6),
        (f"{SMALLEST}支部安排: [一支部]\n", 6),
        (f"{SMALLEST}支部安排:\n  一支部: {{名额: 三}}\n", 7),
        (f"{SMALLEST}支部安排:\n  一支部: {{会议: 甲}}\n", 7),
        (f"{SMALLEST}{MEETING}  主持人: [甲, 乙]\n", 10),
    ],
)
def test_a_value_of_the_wrong_shape_is_named(text, line):
    assert ("yaml.type", line) in faults(text)


# --- dates that do not fit ----------------------------------------------------------------------------------------


def test_an_end_before_its_start_is_a_warning():
    assert faults(SMALLEST.replace("2026-12-31", "2026-06-30")) == [("yaml.order", 5)]
    assert ("yaml.order", 6) in faults(f"{SMALLEST}  阶段: [{{名称: 甲, 开始: 2026-09-02, 结束: 2026-09-01}}]\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{SMALLEST}  阶段: [{{名称: 甲, 开始: 2026-06-30}}]\n", 6),
        (f"{SMALLEST}支部安排:\n  一支部:\n    阶段: [{{名称: 甲, 结束: 2027-01}}]\n", 8),
        (f"{SMALLEST}支部安排:\n  一支部:\n    会议: {{时间: 2027-01-01 09:00}}\n", 8),
        (f"{SMALLEST}支部安排:\n  一支部:\n    会议: {{时间: 2026-06-30}}\n", 8),
    ],
)
def test_what_lies_outside_the_campaign_is_a_warning(text, line):
    assert faults(text) == [("yaml.window", line)]


def test_the_townships_meeting_may_come_before_the_campaign():
    assert faults(SMALLEST + MEETING.replace("2026-07-06", "2026-06-28")) == []


# --- speeches -----------------------------------------------------------------------------------------------------


def test_an_outline_in_the_yaml_becomes_headings_and_paragraphs():
    points = "{标题: 乙, 要点: [{标题: 丙, 要点: [丁]}]}"
    text = f"{SMALLEST}{MEETING}  提纲:\n    - 开头\n    - {{标题: 甲, 要点: [一, {points}]}}\n"

    (meeting,) = facts(text).meetings

    assert [(block.level, block.text) for block in meeting.outline.blocks] == [
        (0, "开头"),
        (1, "甲"),
        (0, "一"),
        (2, "乙"),
        (3, "丙"),
        (0, "丁"),
    ]


def test_an_outline_goes_no_deeper_than_four_levels():
    text = f"{SMALLEST}{MEETING}  提纲: " + "[{标题: 甲, 要点: " * 6 + "乙" + "}]" * 6 + "\n"

    (meeting,) = facts(text).meetings

    assert [block.level for block in meeting.outline.blocks] == [1, 2, 3, 4, 4, 4, 0]


def test_an_outline_with_a_fault_is_unread():
    found = read(f"{SMALLEST}{MEETING}  提纲: [{{标题: 甲, 内容: 乙}}]\n")

    assert found.value.meetings[0].outline == Unread(found.problems)


def test_a_speech_wins_over_an_outline():
    (meeting,) = facts(f"{SMALLEST}{MEETING}  讲话稿: 讲话.md\n  提纲: [甲]\n").meetings

    assert meeting.outline == SPEECH


def test_a_speech_that_is_not_there_stops_whoever_needs_it():
    found = read(f"{SMALLEST}{MEETING}  讲话稿: 没有.md\n支部安排:\n  一支部: {{讲话稿: 也没有.md}}\n")

    assert [(problem.code, problem.origin.line) for problem in found.problems] == [
        ("text.missing", 10),
        ("text.missing", 12),
    ]
    assert found.value.meetings[0].outline == Unread((found.problems[0],))
    assert found.value.arrangements[0].outline == Unread((found.problems[1],))


# --- whole speeches -------------------------------------------------------------------------------------------------

BEGINS = replace(SPEECH, addresses=True, head=SpeechHead(salutation="同志们", place=1))
ENTIRE = replace(BEGINS, takes_leave=True, whole=True)


def taken(words: str, speech: Outline) -> tuple[bool | None, list[str]]:
    """Return whether a speech counts as whole, None where it cannot be used, and what is said of it."""
    nodes = loaded(f"{SMALLEST}{MEETING}{words}")
    found = campaign_facts.read("甲", nodes, lambda *_: Read(speech))
    (meeting,) = found.value.meetings
    known = [problem.code for problem in found.problems if problem.code.startswith("text.")]
    return meeting.outline.whole if isinstance(meeting.outline, Outline) else None, known


@pytest.mark.parametrize(
    ("words", "speech", "whole", "said"),
    [
        ("  讲话全文: 讲话.md\n", SPEECH, True, []),
        ("  讲话全文: 讲话.md\n", ENTIRE, True, []),
        ("  讲话稿: 讲话.md\n", ENTIRE, True, ["text.whole"]),
        ("  讲话稿: 讲话.md\n  讲话全文: 否\n", ENTIRE, False, ["text.head"]),
        ("  讲话稿: 讲话.md\n  讲话全文: 是\n", SPEECH, True, []),
        ("  讲话稿: 讲话.md\n", SPEECH, False, []),
        ("  讲话稿: 讲话.md\n", BEGINS, False, ["text.half", "text.head"]),
        ("  讲话稿: 讲话.md\n", replace(SPEECH, takes_leave=True), False, ["text.half"]),
        ("  讲话稿: 讲话.md\n  讲话全文: 另一份.md\n", SPEECH, None, ["text.both"]),
    ],
)
def test_a_speech_is_whole_where_the_yaml_says_so_or_it_looks_so(words, speech, whole, said):
    assert taken(words, speech) == (whole, said)


def test_a_branch_s_speech_may_stand_under_its_meeting():
    (arrangement,) = facts(f"{SMALLEST}支部安排:\n  一支部: {{会议: {{讲话全文: 讲话.md}}}}\n").arrangements

    assert arrangement.outline == replace(SPEECH, whole=True)


# --- the blank form -----------------------------------------------------------------------------------------------


def test_a_form_that_nobody_filled_in_is_blank():
    assert campaign_facts.is_blank(loaded("活动:\n  名称:\n  简称:\n  开始:\n  结束:\n"))


@pytest.mark.parametrize("text", [SMALLEST, "活动:\n  名称: 甲\n", "活动: 甲\n", MEETING])
def test_a_form_with_one_fact_in_it_is_not_blank(text):
    assert not campaign_facts.is_blank(loaded(text))


# --- whatever it says ---------------------------------------------------------------------------------------------

KEYS = st.sampled_from([*"甲乙", "活动", "会议", "名称", "时间", "阶段", "提纲", "标题", "要点", "支部安排", "讲话稿"])
VALUES = st.recursive(
    st.sampled_from(["", "甲", "2026-07-01", "2026-07-06 09:00", "讲话.md", "3"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def as_node(value: object, origin: Origin) -> Node:
    if isinstance(value, dict):
        return Node({key: as_node(inner, origin) for key, inner in value.items()}, origin)
    if isinstance(value, list):
        return Node(tuple(as_node(inner, origin) for inner in value), origin)
    return Node(str(value), origin)


@given(st.lists(st.dictionaries(st.sampled_from(yaml_keys.TOP), VALUES, max_size=4), max_size=2))
def test_nothing_that_a_yaml_says_makes_the_reader_raise(roots):
    nodes = [as_node(root, Origin(FILE, line=1)) for root in roots]

    found = campaign_facts.read("甲", nodes, text_of)

    assert all(isinstance(problem, Problem) for problem in found.problems)
    assert isinstance(campaign_facts.is_blank(nodes), bool)


# --- people, numbers and items as they are typed ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("林国安", Person("林国安")),
        ("林　安", Person("林安")),
        ("林国安（党委副书记、镇长）", Person("林国安", "党委副书记、镇长")),
        ("林国安(镇长)", Person("林国安", "镇长")),
        ("姓名：林国安，职务：镇长", Person("林国安", "镇长")),
        ("买买提·阿不都", Person("买买提·阿不都")),
    ],
)
def test_somebody_with_an_office_may_be_written_in_one_text(written, person):
    (meeting,) = facts(f"{SMALLEST}{MEETING}  主持人: {written}\n").meetings

    assert meeting.host == person


@pytest.mark.parametrize("written", ["党委副书记、镇长 林国安", "林国安，镇长", "镇长：林国安", "林国安 镇长"])
def test_whose_name_cannot_be_told_from_his_office_is_asked(written):
    found = read(f"{SMALLEST}{MEETING}  主持人: {written}\n")

    assert [problem.code for problem in found.problems] == ["yaml.person"]
    assert found.value.meetings[0].host == Unread(found.problems)


@pytest.mark.parametrize(
    ("written", "printed", "codes_told"),
    [
        ("双委〔2026〕5号", "双委〔2026〕5号", []),
        ("双委[2026]5号", "双委〔2026〕5号", ["yaml.typed"]),
        ("双委【2026】5号", "双委〔2026〕5号", ["yaml.typed"]),
        ("双委(2026)5号", "双委〔2026〕5号", ["yaml.typed"]),
        ("双委（２０２６）５号", "双委〔2026〕5号", ["yaml.typed"]),
        ("双委[2026]012号", "双委〔2026〕12号", ["yaml.number"]),
        ("双委〔2026〕第5号", "双委〔2026〕5号", ["yaml.number"]),
        ("待编", "待编", []),
    ],
)
def test_a_papers_number_is_written_as_the_standard_has_it(written, printed, codes_told):
    found = read(f'{SMALLEST}发文: {{字号: "{written}"}}\n')

    assert found.value.issuance.number == printed
    assert [problem.code for problem in found.problems] == codes_told


def test_an_agenda_in_one_text_is_several_items():
    (meeting,) = facts(
        f"{SMALLEST}{MEETING}  议程: 1.传达精神；2.动员讲话\n  要求: [一是准时到会, 二是手机静音]\n"
    ).meetings

    assert meeting.agenda == ("传达精神", "动员讲话")
    assert meeting.requirements == ("准时到会", "手机静音")


def test_days_without_a_year_are_in_the_campaigns():
    found = facts(
        f"{SMALLEST}{MEETING.replace('2026-07-06 09:00', '7月6日上午9点')}  回执截止: 7月3日\n发文: {{日期: 6月28日}}\n"
    )

    assert found.meetings[0].time == dt.datetime(2026, 7, 6, 9, 0)
    assert found.meetings[0].reply_by == dt.date(2026, 7, 3)
    assert found.issuance.date == dt.date(2026, 6, 28)


def test_what_a_line_that_cannot_be_read_may_have_said_is_unread():
    found = read(f"{SMALLEST}会议:\n  名称: 动员大会\n  这里写时间\n  地点: 三楼会议室\n")

    (meeting,) = found.value.meetings
    assert isinstance(meeting.time, Unread)
    assert isinstance(meeting.agenda, Unread)
    assert (meeting.name, meeting.place) == ("动员大会", "三楼会议室")
    assert found.problems == ()  # said by who has read the file


@pytest.mark.parametrize("key", ["名称", "简称"])
def test_a_name_beyond_reason_is_refused(key):
    found = read(SMALLEST.replace(f"{key}: ", f"{key}: {'长' * 600}", 1))

    assert [problem.code for problem in found.problems] == ["yaml.long"]


# --- what nobody can tell is unread, not empty --------------------------------------------------------------------


def test_a_mapping_that_is_none_leaves_its_keys_unread_and_is_named_once() -> None:
    found = read(SMALLEST + "会议: 7月6日在会议室开\n支部安排:\n  一支部: 7月10日\n")
    (held,), (own,) = found.value.meetings, found.value.arrangements

    assert [(each.code, each.origin.line) for each in found.problems] == [("yaml.type", 6), ("yaml.type", 8)]
    assert all(isinstance(each, Unread) for each in (held.time, held.place, held.agenda, held.speaker))
    assert all(isinstance(each, Unread) for each in (own.phases, own.meeting, own.quota, own.cutoff, own.attendees))


def test_what_stands_under_a_misspelt_key_is_unread_where_it_may_belong() -> None:
    meeting = MEETING + "  主持: 张三\n  讲话人: {姓名: 李四, 职位: 书记}\n"
    found = read(SMALLEST.replace("  开始", "  主提: 为民\n  开始") + meeting)
    (held,) = found.value.meetings

    assert [each.code for each in found.problems] == ["yaml.unknown-key"] * 3
    assert isinstance(found.value.theme, Unread)
    assert isinstance(held.host, Unread)
    assert held.speaker.name == "李四"
    assert isinstance(held.speaker.title, Unread)
    assert held.guests == ()


@pytest.mark.parametrize("nothing", ["无", "/", "——"])
def test_who_writes_that_there_is_nothing_has_written_nothing(nothing: str) -> None:
    said = f"  主持人: {nothing}\n  列席: {nothing}\n  要求: {nothing}\n"
    found = facts(f"{SMALLEST}{MEETING}{said}发文: {{密级: {nothing}, 抄送: {nothing}}}\n支部安排: {nothing}\n")
    (held,) = found.meetings

    assert (held.host, held.guests, held.requirements) == (None, (), ())
    assert (found.issuance.secrecy, found.issuance.copies, found.arrangements, found.unsure) == ("", (), (), ())


@pytest.mark.parametrize("words", ["文种: 无\n", "文种: [无]\n"])
def test_nothing_where_all_would_be_meant_is_asked_about(words: str) -> None:
    found = read(SMALLEST + words)

    assert [each.code for each in found.problems] == ["yaml.type"]
    assert isinstance(found.value.kinds, Unread)


def test_two_phases_of_one_name_are_named_both() -> None:
    phases = "  阶段:\n    - {名称: 学习}\n    - {名称: 整改}\n    - {名称: 学习}\n"
    (problem,) = (found := read(SMALLEST + phases)).problems

    assert (problem.code, problem.origin.line) == ("yaml.duplicate-key", 9)
    assert "第7行" in problem.message
    assert [isinstance(each.name, Unread) for each in found.value.phases] == [False, False, True]


def test_a_branchs_phase_that_may_be_a_misspelt_one_of_the_campaign_is_asked_about() -> None:
    phases = "  阶段:\n    - {名称: 学习动员}\n    - {名称: 整改提高}\n"
    own = "支部安排:\n  一支部:\n    阶段: [{名称: 学习动圆, 开始: 2026-07-08}, {名称: 回头看}]\n"
    found = read(SMALLEST + phases + own)

    assert [(each.code, each.origin.line) for each in found.problems] == [("yaml.choice", 11)]
    assert [isinstance(each.name, Unread) for each in found.value.arrangements[0].phases] == [True, False]


@pytest.mark.parametrize(
    ("time", "codes"),
    [
        ("2026-04-05 09:00", []),
        ("2026-12-31 09:00", []),
        ("2026-03-05 09:00", ["yaml.window"]),
        ("2062-07-06 09:00", ["yaml.window"]),
    ],
)
def test_a_meeting_far_from_its_campaign_is_pointed_out(time: str, codes: list[str]) -> None:
    assert [code for code, _ in faults(SMALLEST + MEETING.replace("2026-07-06 09:00", time))] == codes


def test_signs_of_no_width_are_none_of_a_key() -> None:
    assert facts(SMALLEST.replace("  名称:", "  \u200b名称\u200e:")).name == "先进性教育活动"


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("张　三（书记）", Person("张三", "书记")),
        ("张三（书记（兼））", Person("张三", "书记（兼）")),
        ("{姓名: 张　三, 职务: 书记}", Person("张三", "书记")),
    ],
)
def test_a_person_is_read_with_room_in_his_name(words: str, host: Person) -> None:
    (held,) = facts(f"{SMALLEST}{MEETING}  主持人: {words}\n").meetings

    assert held.host == host


@pytest.mark.parametrize("words", ["123", "{姓名: 张三、李四, 职务: 书记}", "张三 李四", "{姓名: 张三 李四}"])
def test_who_is_no_one_person_is_asked_about(words: str) -> None:
    found = read(f"{SMALLEST}{MEETING}  主持人: {words}\n")

    assert [each.code for each in found.problems] == ["yaml.person"]
    assert isinstance(found.value.meetings[0].host, Unread)


def test_a_number_without_its_last_word_is_printed_with_it() -> None:
    found = read(f"{SMALLEST}发文: {{字号: 吕委(2026)12}}\n")

    assert found.value.issuance.number == "吕委〔2026〕12号"
    assert [each.code for each in found.problems] == ["yaml.number"]
