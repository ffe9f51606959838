"""Text conventions: good official sentences raise nothing; each rule has a specimen that it marks and one that it lets be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.review.gbt9704.conventions import CONVENTIONS
from pipeline.review.reviewer import Reviewer
from pipeline.stationery import Fonts, paper, run, w
from pipeline.stationery import paragraphs as p

GOOD = Path(__file__).parent / "good_sentences.txt"
REVIEWER = Reviewer()

SPECIMENS = (
    ("text.quotes", '要做到"四个带头"。', "要做到“四个带头”。"),
    ("text.fullwidth", "认真学习,努力工作。", "认真学习，努力工作。"),
    ("text.fullwidth", "各支部(含机关)都要参加。", "各支部（含机关）都要参加。"),
    ("text.fullwidth", "共有3个支部;每个支部1份。", "共有3个支部；每个支部1份。"),
    ("text.fullwidth", "3,各支部要按时上报。", "3.各支部要按时上报。"),
    ("text.full-stop", "认真学习.努力工作。", "认真学习。努力工作。"),
    ("text.level-1", "一.提高认识", "一、提高认识"),
    ("text.level-1", "十二，加强领导", "十二、加强领导"),
    ("text.level-2", "（一）、班子要带头。", "（一）班子要带头。"),
    ("text.level-2-brackets", "(一)班子要带头。", "（一）班子要带头。"),
    ("text.level-3", "1、学习要有针对性。", "1.学习要有针对性。"),
    ("text.level-3", "1、2026年的工作有新进展。", "1.二〇二六年的工作有新进展。"),
    ("text.level-4", "（1）、年老体弱的，送学上门。", "（1）年老体弱的，送学上门。"),
    ("text.level-4-brackets", "(1)年老体弱的，送学上门。", "（1）年老体弱的，送学上门。"),
    ("text.ordinal", "第一、要提高认识。", "第一，要提高认识。"),
    ("text.number-brackets", "按照吕委[2026]12号文件执行。", "按照吕委〔2026〕12号文件执行。"),
    ("text.number-ordinal", "按照吕委〔2026〕第12号文件执行。", "按照吕委〔2026〕12号文件执行。"),
    ("text.year", "从今天起，26年7月开始执行。", "从今天起，2026年7月开始执行。"),
    ("text.date-zero", "2026年07月01日开始。", "2026年7月1日开始。"),
    ("text.date-dots", "定于2026.7.1开会。", "定于2026年7月1日开会。"),
    ("text.range", "每组3-5人。", "每组3～5人。"),
    ("text.range", "7月1日-8月31日学习。", "7月1日—8月31日学习。"),
    ("text.approximate", "用三、四天时间学习。", "用三四天时间学习。"),
    ("text.mixed-number", "投资5亿3千万元。", "投资5.3亿元。"),
    ("text.ellipsis", "学习党章、党规...等。", "学习党章、党规……等。"),
    ("text.ellipsis", "学习党章、党规…等。", "学习党章、党规……等。"),
    ("text.dash", "全体党员--包括预备党员--都要参加。", "全体党员——包括预备党员——都要参加。"),
    ("text.dash", "这次活动的主题—为党旗增辉尽责。", "这次活动的主题——为党旗增辉尽责。"),
    ("text.doubled", "认真学习，，努力工作。", "认真学习，努力工作。"),
    ("text.space", "认真学习 努力工作。", "认真学习、努力工作。"),
    ("text.empty-page", "（此页无正文）", "（此件公开发布）"),
    ("text.placeholder", "由{{ 支部.书记 }}负责。", "由支部书记负责。"),
    ("text.placeholder", "在××镇召开。", "在吕寨镇召开。"),
)


def codes_of(sentence: str) -> list[str]:
    """Return what the review of a good paper says when it has one more paragraph."""
    heading = re.match(r"[一二三四五六七八九十]+[、.，].+[^。]$", sentence)
    own = p.heading(1, sentence) if heading else p.body(sentence)
    head = (p.title("关于做好有关工作的通知"), p.line("Addressee", "各党支部："), p.body("现将有关事项通知如下。"))
    found = REVIEWER.review(paper(*head, own, p.keep("请认真落实。"), fonts=Fonts()))
    return [finding.code for finding in found if finding.code != "gbt.heading.sequence"]


def test_good_official_sentences_raise_no_alarm() -> None:
    sentences = [line for line in GOOD.read_text("utf-8").splitlines() if not line.startswith("# ")]

    alarms = {sentence: found for sentence in sentences if (found := codes_of(sentence))}

    assert len(sentences) > 150
    assert alarms == {}


@pytest.mark.parametrize(("code", "wrong", "right"), SPECIMENS)
def test_each_convention_marks_the_wrong_one_and_lets_the_right_one_be(code: str, wrong: str, right: str) -> None:
    assert codes_of(wrong) == [code]
    assert codes_of(right) == []


@pytest.mark.parametrize(("between", "found"), [(w("tab"), []), ("", ["gbt.body.indent"])])
def test_only_a_line_in_columns_hangs_under_its_last(between: str, found: list[str]) -> None:
    pieces = ("组　长：", "王某", "镇党委副书记、镇人大主席，联系柳河村、大王村、东街村和西街村")
    runs = [each for piece in pieces for each in (*([w("r", between)] if between else []), run(piece))]
    line = p.paragraph("Body", *runs, properties=p.hanging(13, 11))
    head = (p.title("关于成立领导小组的通知"), p.line("Addressee", "各党支部："), p.body("名单如下。"))

    said = REVIEWER.review(paper(*head, line, p.keep("请认真落实。"), fonts=Fonts()))

    assert [finding.code for finding in said if finding.code == "gbt.body.indent"] == found


def test_every_convention_has_its_specimens() -> None:
    assert {code for code, _, _ in SPECIMENS} == {*(convention.code for convention in CONVENTIONS), "text.placeholder"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A policy of “small steps”, as it is called... about 80-90% of it.",
        'See <font name="宋体"/> and <font name="SimHei"/> in the file.',
    ],
)
def test_another_language_is_not_held_to_chinese_conventions(sentence: str) -> None:
    assert not [code for code in codes_of(sentence) if code.startswith("text.")]
