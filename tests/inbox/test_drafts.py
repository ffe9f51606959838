"""Drafts as people really write them: their numbers, their head, what is not meant to be heard, and what is too much."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.inbox import pandoc, text
from pipeline.model.facts import Outline, SpeechHead
from pipeline.model.problem import Problem
from pipeline.plan import numbered
from pipeline.review import office
from tests import thorough
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"


def read(words: str | bytes, file: str = "讲话.txt") -> tuple[Outline | None, tuple[Problem, ...]]:
    data = words if isinstance(words, bytes) else words.encode()
    found = text.read(data, file)
    return found.value, found.problems


def printed(words: str | bytes, file: str = "讲话.txt") -> list[str]:
    """Return every paragraph as it is printed, a heading with its level in front."""
    speech, _ = read(words, file)
    assert speech is not None
    return _printed(speech)


def _printed(speech: Outline) -> list[str]:
    return [f"{'#' * block.level}{number}{block.text}" for block, number in numbered(speech.blocks)]


def said(words: str | bytes, file: str = "讲话.txt") -> list[tuple[str, str]]:
    """Return the code of each Problem and its place."""
    return [(problem.code, problem.origin.cell) for problem in read(words, file)[1]]


def head(words: str, file: str = "讲话.txt") -> SpeechHead:
    speech, _ = read(words, file)
    assert speech is not None
    return speech.head


def zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("一、短标题\n文。\n二、以句号结尾的标题。\n文。\n三、第三个\n文。", ["#一、短标题", "文。", "#二、以句号结尾的标题", "文。", "#三、第三个", "文。"]),
        ("一、" + "长" * 60 + "\n文。\n二、乙\n文。", ["#一、" + "长" * 60, "文。", "#二、乙", "文。"]),
        ("1.2025年工作回顾\n文。\n2.2026年工作打算\n文。\n3.抓好落实\n文。", ["###1.2025年工作回顾", "文。", "###2.2026年工作打算", "文。", "###3.抓好落实", "文。"]),
        ("1、2026年度计划\n2、2027届学生\n", ["###1.2026年度计划", "###2.2027届学生"]),
        ("1.抓产业\n2.18个村都要有\n3.抓人才\n", ["###1.抓产业", "###2.18个村都要有", "###3.抓人才"]),
        ("一、甲\n1、子\n文。\n2、丑\n文。\n二、乙\n1、寅\n文。\n2、卯\n文。", ["#一、甲", "###1.子", "文。", "###2.丑", "文。", "#二、乙", "###1.寅", "文。", "###2.卯", "文。"]),
        ("一、甲\n（一）子\n（1）孙\n（2）孙\n(二)丑\n二、乙\n(一)寅\n(二)卯\n", ["#一、甲", "##（一）子", "####（1）孙", "####（2）孙", "##（二）丑", "#二、乙", "##（一）寅", "##（二）卯"]),
        ("1、要学好。要记笔记，一周一次。\n2、要做好。要有台账，一月一查。\n", ["1.要学好。要记笔记，一周一次。", "2.要做好。要有台账，一月一查。"]),
        ("一、要按时到会，不得缺席。\n二、要认真记录，不得遗漏。\n", ["一、要按时到会，不得缺席。", "二、要认真记录，不得遗漏。"]),
        ("第一、提高认识\n文。\n第二、抓好落实\n文。", ["第一、提高认识", "文。", "第二、抓好落实", "文。"]),
        ("一是要学。\n二是要做。\n三是要查。", ["一是要学。", "二是要做。", "三是要查。"]),
        ("十、甲\n" * 0 + "".join(f"{n}、题\n文。\n" for n in "一二三四五六七八九") + "十、题\n文。\n十一、题\n文。", [x for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一") for x in (f"#{n}、题", "文。")]),
        ("三、四月份是农忙。\n一、二季度要抓紧。", ["三、四月份是农忙。", "一、二季度要抓紧。"]),
    ],
)  # fmt: skip
def test_a_run_of_numbers_is_recognised_whole_and_keeps_its_values(words: str, wanted: list[str]) -> None:
    assert printed(words) == wanted
    assert said(words) == []


@pytest.mark.parametrize(
    ("words", "file", "wanted"),
    [
        ("1. 5万元修路。\n2. 3万元修渠。", "讲话.txt", ["1. 5万元修路。", "2. 3万元修渠。"]),
        ("1、5万元修路\n2、12名党员补课", "讲话.txt", ["###1. 5万元修路", "###2. 12名党员补课"]),
        ("1. 5万元修路。\n2. 3万元修渠。", "讲话.md", ["1. 5万元修路。", "2. 3万元修渠。"]),
        ("### 5万元修路\n\n文。\n\n## 抓作风\n\n### 甲\n\n### 2名党员补课\n\n## 抓产业", "讲话.md", ["##5万元修路", "文。", "#一、抓作风", "##（一）甲", "##（二）2名党员补课", "#二、抓产业"]),
        ("<ol><li>5万元。</li><li>3万元。</li></ol>", "讲话.html", ["1. 5万元。", "2. 3万元。"]),
        ("1、2026年工作\n2、2027年打算", "讲话.txt", ["###1.2026年工作", "###2.2027年打算"]),
    ],
)  # fmt: skip
def test_a_number_and_a_figure_behind_it_never_read_as_one(words: str, file: str, wanted: list[str]) -> None:
    assert printed(words, file) == wanted


@pytest.mark.parametrize(
    ("words", "wanted", "place"),
    [
        ("一、甲\n文。\n二、乙\n文。\n四、丁\n文。", ["#一、甲", "文。", "#二、乙", "文。", "#四、丁", "文。"], "第5段"),
        ("一、甲\n文。\n二、乙\n文。\n二、丙\n文。\n", ["#一、甲", "文。", "#二、乙", "文。", "#二、丙", "文。"], "第5段"),
        ("二、乙\n文。\n三、丙\n文。", ["#二、乙", "文。", "#三、丙", "文。"], "第1段"),
        ("一、甲\n（一）独\n文。\n二、乙\n文。", ["#一、甲", "##（一）独", "文。", "#二、乙", "文。"], "第2段"),
        ("（一）甲\n文。\n(三)丙。\n文。", ["##（一）甲", "文。", "##(三)丙。", "文。"], "第3段"),
        ("账目如下。\n1.5万元用于修路\n2.3万元用于修渠", ["账目如下。", "1.5万元用于修路", "2.3万元用于修渠"], "第2段"),
    ],
)  # fmt: skip
def test_numbers_that_are_no_sequence_stay_as_typed_and_are_named(words: str, wanted: list[str], place: str) -> None:
    assert printed(words) == wanted
    assert said(words) == [("text.numbers", place)]


def test_one_decimal_is_nothing_to_speak_of() -> None:
    assert said("大家好。\n1.5万元用于修路，要管好。\n") == []


def test_marked_headings_of_which_some_are_numbered_stay_as_typed() -> None:
    words = "# 一、甲\n\n文。\n\n# 乙\n\n文。\n"

    assert printed(words, "讲话.md") == ["#一、甲", "文。", "#乙", "文。"]
    assert said(words, "讲话.md") == [("text.numbers", "第3段")]


def test_a_list_that_is_quoted_does_not_count() -> None:
    words = "一、甲\n\n> 一、引\n>\n> 二、文\n\n二、乙\n\n文。\n"

    assert printed(words, "讲话.md") == ["#一、甲", "一、引", "二、文", "#二、乙", "文。"]
    assert said(words, "讲话.md") == []


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("3. 丙。\n4. 丁。\n", ["3. 丙。", "4. 丁。"]),
        ("1. 甲。\n2. 乙。\n", ["1.甲。", "2.乙。"]),
        ("1. 甲。\n1. 乙。\n1. 丙。\n", ["1.甲。", "2.乙。", "3.丙。"]),
        ("2026. 这一年很要紧。\n", ["2026. 这一年很要紧。"]),
        ("1. 甲\n   - 子。\n   - 丑。\n2. 乙\n", ["###1.甲", "子。", "丑。", "###2.乙"]),
        ("先说：\n- 子。\n- 丑。\n再说一句。\n", ["先说：", "子。", "丑。", "再说一句。"]),
        ("1. 甲\n\n   甲的话。\n\n2. 乙\n\n   乙的话。\n", ["###1.甲", "甲的话。", "###2.乙", "乙的话。"]),
    ],
)
def test_lists_in_markdown_keep_their_numbers(words: str, wanted: list[str]) -> None:
    assert printed(words, "讲话.md") == wanted


def test_a_list_of_a_web_page_keeps_its_start_and_its_style() -> None:
    page = "<ol start=3 type=a><li>甲。</li><li>乙。</li></ol><ol><li>丙。</li><li>丁。</li></ol>"

    assert printed(page, "讲话.html") == ["c.甲。", "d.乙。", "1.丙。", "2.丁。"]


# --- Word's own numbers -------------------------------------------------------------------------------------------

ABSTRACT = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>"""


def word(*paragraphs: tuple[str, str], nums: str = "", abstract: str = ABSTRACT) -> bytes:
    """Return a .docx of paragraphs, each as pPr (or "") and the XML of its runs (or plain text)."""
    made = docx.Document()
    root = made.part.numbering_part.element
    root.insert(0, parse_xml(abstract.format(ns=nsdecls("w"))))
    for num in nums.split("|") if nums else ():
        root.append(parse_xml(num.replace("<w:num ", f"<w:num {nsdecls('w')} ", 1)))
    for properties, runs in paragraphs:
        inner = runs if runs.startswith("<") else f"<w:r><w:t>{runs}</w:t></w:r>"
        xml = f"<w:p {nsdecls('w')}><w:pPr>{properties}</w:pPr>{inner}</w:p>"
        made.element.body.insert(len(made.element.body) - 1, parse_xml(xml))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def numbering(list_: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'


PLAIN = '<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num>'
ANEW = '<w:num w:numId="92"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
FROM_FIVE = '<w:num w:numId="92"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'


def test_a_speech_numbered_by_word_has_its_headings() -> None:
    data = word(
        (numbering(91, 0), "甲"), ("", "文。"), (numbering(91, 1), "子"), ("", "文。"), (numbering(91, 1), "丑"), ("", "文。"),
        (numbering(91, 0), "乙"), (numbering(91, 1), "寅"), (numbering(91, 1), "卯"), nums=PLAIN,
    )  # fmt: skip

    assert printed(data, "讲话.docx") == [
        "#一、甲", "文。", "##（一）子", "文。", "##（二）丑", "文。", "#二、乙", "##（一）寅", "##（二）卯",
    ]  # fmt: skip
    assert said(data, "讲话.docx") == []


@pytest.mark.parametrize(
    ("more", "wanted"), [(ANEW, ["1.丙。", "2.丁。"]), (FROM_FIVE, ["5.丙。", "6.丁。"]), ("", ["3.丙。", "4.丁。"])]
)
def test_a_list_of_word_s_goes_on_or_begins_anew_as_word_counts(more: str, wanted: list[str]) -> None:
    second = 92 if more else 93
    more = more or '<w:num w:numId="93"><w:abstractNumId w:val="90"/></w:num>'
    data = word(
        (numbering(91, 2), "甲。"), (numbering(91, 2), "乙。"), ("", "话。"), (numbering(second, 2), "丙。"),
        (numbering(second, 2), "丁。"), nums=f"{PLAIN}|{more}",
    )  # fmt: skip

    assert [line for line in printed(data, "讲话.docx") if line != "话。"] == ["1.甲。", "2.乙。", *wanted]


@pytest.mark.parametrize(
    ("kind", "form", "wanted"),
    [
        ("decimal", "%1.", ["1. 5万元修路。", "2. 12名党员补课。", "3.十月底完成。"]),
        ("decimal", "%1", ["1 5万元修路。", "2 12名党员补课。", "3十月底完成。"]),
        ("decimal", "第%1", ["第1 5万元修路。", "第2 12名党员补课。", "第3十月底完成。"]),
        ("chineseCounting", "%1", ["一5万元修路。", "二12名党员补课。", "三 十月底完成。"]),
        ("upperLetter", "%1", ["A 5万元修路。", "B 12名党员补课。", "C十月底完成。"]),
        ("decimalEnclosedParen", "%1", ["⑴5万元修路。", "⑵12名党员补课。", "⑶十月底完成。"]),
        ("decimalEnclosedFullstop", "%1", ["⒈5万元修路。", "⒉12名党员补课。", "⒊十月底完成。"]),
        ("ideographTraditional", "%1、", ["甲、5万元修路。", "乙、12名党员补课。", "丙、十月底完成。"]),
        ("ideographZodiac", "%1、", ["子、5万元修路。", "丑、12名党员补课。", "寅、十月底完成。"]),
    ],
)
def test_word_s_number_stays_what_it_is_and_apart_from_a_figure(kind: str, form: str, wanted: list[str]) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{form}"/></w:lvl>'
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">{level}</w:abstractNum>'
    lines = ("5万元修路。", "12名党员补课。", "十月底完成。")
    data = word(
        *((numbering(93, 0), line) for line in lines),
        nums='<w:num w:numId="93"><w:abstractNumId w:val="91"/></w:num>',
        abstract=abstract,
    )

    assert printed(data, "讲话.docx") == wanted


# --- LibreOffice's own -----------------------------------------------------------------------------------------------

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"))
)
STYLES = """<style:style style:name="Hid"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Out"><style:text-properties style:text-line-through-style="solid"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二" style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="一, 二" style:num-prefix="（" style:num-suffix="）"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:start-value="3"/></text:list-style>"""


def opendocument(body: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mime, "content.xml": content.encode()})


def item(words: str, level: int, more: str = "") -> str:
    inner = f"<text:p>{words}</text:p>"
    for _ in range(level - 1):
        inner = f"<text:list><text:list-item>{inner}</text:list-item></text:list>"
    return f'<text:list text:style-name="L"{more}><text:list-item>{inner}</text:list-item></text:list>'


GOES_ON = ' text:continue-numbering="true"'


def test_a_speech_numbered_by_libreoffice_has_its_headings() -> None:
    body = "<text:p>文。</text:p>".join(
        (item("甲", 1), item("子", 2, GOES_ON), item("丑", 2, GOES_ON), item("乙", 1, GOES_ON), "")
    )

    wanted = ["#一、甲", "文。", "##（一）子", "文。", "##（二）丑", "文。", "#二、乙", "文。"]
    assert printed(opendocument(body), "讲话.odt") == wanted


@pytest.mark.parametrize(("more", "wanted"), [(GOES_ON, ["3.甲。", "4.乙。"]), ("", ["3.甲。", "3.乙。"])])
def test_a_list_of_libreoffice_s_begins_where_it_says(more: str, wanted: list[str]) -> None:
    assert printed(opendocument(item("甲。", 3) + item("乙。", 3, more)), "讲话.odt") == wanted


@pytest.mark.parametrize(
    ("runs", "code"),
    [
        ('<text:span text:style-name="Hid">密</text:span>', "text.left-out"),
        ('<text:span text:style-name="Out">删</text:span>', "text.left-out"),
        ("<office:annotation><text:p>批</text:p></office:annotation>", "text.left-out"),
        ("<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>", "text.lost"),
    ],
)
def test_what_libreoffice_does_not_show_is_not_printed_and_said(runs: str, code: str) -> None:
    data = opendocument(f"<text:p>看得见{runs}的话。</text:p>")

    assert printed(data, "讲话.odt") == ["看得见的话。"]
    assert [found for found, _ in said(data, "讲话.odt")] == [code]


def test_what_was_deleted_under_tracking_stands_nowhere() -> None:
    gone = "<text:tracked-changes><text:changed-region><text:deletion><text:p>去</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    data = opendocument(f"{gone}<text:p>留下的话。</text:p><table:table/>")

    assert printed(data, "讲话.odt") == ["留下的话。"]
    assert [found for found, _ in said(data, "讲话.odt")] == ["text.lost", "text.left-out"]


# --- what Markdown, Word and the web would swallow ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "2*3=6，4*5=20。", "面积3米*4米，5米*6米。", "长5cm*3cm*2cm。", "密码abc*123*。",
        "党员张**、李**受到处分。", "张*、李某*受到处分。", "党员张**违反规定，李**失职。",
        "[责任人]: 王主任", "[附]: 名单一份", "[重点](要讲透)的话。",
    ],
)  # fmt: skip
def test_signs_and_words_that_markdown_would_swallow_are_printed(words: str) -> None:
    assert printed(f"前句。\n\n{words}\n\n后句。", "讲话.md") == ["前句。", words, "后句。"]
    assert said(f"前句。\n\n{words}\n\n后句。", "讲话.md") == []


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("要**“带头”**学，**敢担当**。", "要“带头”学，敢担当。"),
        ("见[通知](https://example.cn/a)。\n\n[1]: https://example.cn/b", "见通知。"),
        ("*2026*年，**5*3**米。", "2026年，5*3米。"),
        ("地址<zzb@example.cn>。<a href='x'>点</a>", "地址zzb@example.cn。点"),
    ],
)
def test_emphasis_and_links_are_still_markdown(words: str, wanted: str) -> None:
    assert printed(words, "讲话.md") == [wanted]


@pytest.mark.parametrize(
    ("words", "file", "wanted", "code"),
    [
        ("甲。\n\n[^1]: 注", "讲话.md", "甲。", "text.lost"),
        ("甲。<script>var a;</script>", "讲话.md", "甲。", "text.left-out"),
        ("要**抓好**。", "讲话.txt", "要**抓好**。", "text.marks"),
        ("#抓好落实", "讲话.md", "#抓好落实", "text.marks"),
        ("<p>甲。<ruby>覃<rt>qin</rt></ruby></p>", "讲话.html", "甲。覃", ""),
        ("<figure><img src=a><figcaption>甲。</figcaption></figure>", "讲话.html", "甲。", "text.lost"),
    ],
)
def test_what_is_taken_out_or_stands_as_a_mark_is_said(words: str, file: str, wanted: str, code: str) -> None:
    assert printed(words, file) == [wanted]
    assert [found for found, _ in said(words, file)] == [code] * bool(code)


@pytest.mark.parametrize(
    "words", ["张**、李**受到处分。", "#1号楼住户", "#乡村振兴#话题", "5*3米，6*4米", "<张三>说", "一 | 二"]
)
def test_signs_of_the_author_s_own_are_no_marks(words: str) -> None:
    assert said(words) == []


_BEGIN, _END = ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>')


@pytest.mark.parametrize(
    "run",
    [
        '<w:sym w:font="Symbol" w:char="F025"/>',
        f"{_BEGIN}</w:r><w:r><w:instrText>eq \\o\\ac(○,1)</w:instrText></w:r><w:r>{_END}",
    ],
)
def test_a_sign_that_only_word_can_draw_is_said(run: str) -> None:
    data = word(("", f"<w:r><w:t>增长5</w:t></w:r><w:r>{run}</w:r><w:r><w:t>。</w:t></w:r>"))

    assert printed(data, "讲话.docx") == ["增长5。"]
    assert [found for found, _ in said(data, "讲话.docx")] == ["text.lost"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("<html><body><p>甲。</p></body></html>".encode(), "网页"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "XML"),
        ("MIME-Version: 1.0\n\n甲。".encode(), "mht"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        ("標題是學習，請大家認真學習，認真討論。".encode("big5"), "乱码"),
        ("学习锟斤拷要认真".encode(), "乱码"),
    ],
)
def test_what_is_no_plain_text_is_not_read_out(words: bytes, reason: str) -> None:
    speech, problems = read(words)

    assert speech is None
    assert [problem.code for problem in problems] == ["text.unreadable"]
    assert reason in problems[0].message


# --- what is not meant to be heard --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "code"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", "text.left-out"),
        ('<w:r><w:rPr><w:rStyle w:val="Hid"/></w:rPr><w:t>密</w:t></w:r>', "text.left-out"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>删</w:t></w:r>", "text.left-out"),
        ("<w:r><w:rPr><w:dstrike/></w:rPr><w:t>删</w:t></w:r>", "text.left-out"),
        ('<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>', "text.left-out"),
        ('<w:moveFrom w:id="1"><w:r><w:t>移</w:t></w:r></w:moveFrom>', "text.left-out"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "text.left-out"),
        ('<w:r><w:footnoteReference w:id="0"/></w:r>', "text.lost"),
    ],
)
def test_what_word_does_not_show_or_marks_as_gone_is_not_printed_and_said(runs: str, code: str) -> None:
    made = docx.Document(io.BytesIO(word(("", f"<w:r><w:t>看得见</w:t></w:r>{runs}<w:r><w:t>的话。</w:t></w:r>"))))
    style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="Hid"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
    made.styles.element.append(parse_xml(style))
    written = io.BytesIO()
    made.save(written)

    assert printed(written.getvalue(), "讲话.docx") == ["看得见的话。"]
    assert [found for found, _ in said(written.getvalue(), "讲话.docx")] == [code]


def test_hidden_by_its_style_a_paragraph_is_hidden_and_does_not_count() -> None:
    made = docx.Document(io.BytesIO(word(("", "甲。"), ('<w:pStyle w:val="Hid"/>', "密。"), ("", "乙。"))))
    style = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Hid"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
    made.styles.element.append(parse_xml(style))
    written = io.BytesIO()
    made.save(written)

    assert printed(written.getvalue(), "讲话.docx") == ["甲。", "乙。"]


def test_what_was_inserted_is_printed_and_said() -> None:
    data = word(
        ("", '<w:r><w:t>原有</w:t></w:r><w:ins w:id="1"><w:r><w:t>添上</w:t></w:r></w:ins><w:r><w:t>的话。</w:t></w:r>')
    )

    assert printed(data, "讲话.docx") == ["原有添上的话。"]
    assert said(data, "讲话.docx") == [("text.treated", "")]


def test_a_speech_that_starts_with_a_table_is_read_from_behind_it() -> None:
    made = docx.Document(io.BytesIO(word(("", "一、甲"), ("", "文。"), ("", "二、乙"))))
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text = "时间"
    made.element.body.insert(0, table._tbl)
    written = io.BytesIO()
    made.save(written)

    assert printed(written.getvalue(), "讲话.docx") == ["#一、甲", "文。", "#二、乙"]
    assert [code for code, _ in said(written.getvalue(), "讲话.docx")] == ["text.lost"]


@pytest.mark.parametrize(
    ("words", "wanted", "codes"),
    [
        ("__要认真学习__党的理论。", ["要认真学习党的理论。"], []),
        ("甲。<!-- 给自己\n\n看的 -->\n\n乙。", ["甲。", "乙。"], ["text.left-out"]),
        ("甲<!-- 没有结束。", ["甲<!-- 没有结束。"], []),
        ("甲~~删去~~乙。", ["甲乙。"], ["text.left-out"]),
        ("3~~5天", ["3~~5天"], []),
        ("---\ntitle: 稿\nauthor: 某\n---\n\n甲。", ["甲。"], ["text.left-out"]),
        ("---\n\n时间：九点。\n\n---\n\n甲。", ["时间：九点。", "甲。"], ["text.left-out"]),
        ("甲<u>乙</u>丙<br>丁。", ["甲乙丙", "丁。"], ["text.left-out"]),
        ("文件 a__b__c 在 ____ 里。", ["文件 a__b__c 在 ____ 里。"], []),
    ],
)
def test_marks_of_markdown_are_never_printed(words: str, wanted: list[str], codes: list[str]) -> None:
    assert printed(words, "讲话.md") == wanted
    assert [code for code, _ in said(words, "讲话.md")] == codes


# --- lines without blank lines between them -----------------------------------------------------------------------


def test_a_line_is_a_paragraph_unless_it_was_full() -> None:
    words = (
        "今天开会。\n一、提高认识\n这次学习教育是一件大事，各党支部要把它摆上重要的位置来抓，每一名\n党员都要参加，一个都不能少。\n"
        "二、抓好落实\n要落实。\n"
    )

    assert printed(words, "讲话.md") == [
        "今天开会。", "#一、提高认识",
        "这次学习教育是一件大事，各党支部要把它摆上重要的位置来抓，每一名党员都要参加，一个都不能少。",
        "#二、抓好落实", "要落实。",
    ]  # fmt: skip


def test_line_breaks_that_a_web_page_sets_make_paragraphs_where_one_begins() -> None:
    assert printed("<p>一、甲<br>文一。<br>二、乙<br>　　文二。</p>", "讲话.html") == [
        "#一、甲",
        "文一。",
        "#二、乙",
        "文二。",
    ]


# --- the head -----------------------------------------------------------------------------------------------------

TITLE, NAME, DATE, GREETING = "在全镇动员大会上的讲话", "镇党委书记　李某某", "（2026年7月6日）", "同志们："


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize("file", ["讲话.txt", "讲话.md"])
@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, NAME, DATE, GREETING), (TITLE, DATE, NAME, GREETING), (NAME, TITLE, DATE, GREETING),
        (DATE, TITLE, NAME, GREETING), (TITLE, NAME, DATE), (TITLE, DATE, NAME), (TITLE, GREETING), (DATE, GREETING),
        (NAME, DATE, GREETING), (TITLE,), (GREETING,),
    ],
)  # fmt: skip
def test_a_head_is_told_in_any_order(lines: tuple[str, ...], file: str, apart: str) -> None:
    words = apart.join((*lines, "今天开会，讲两点。", "一、甲", "文。", "二、乙", "文。"))

    found = head(words, file)
    assert printed(words, file)[0] == "今天开会，讲两点。"
    assert found.title == (TITLE if TITLE in lines else "")
    assert found.byline.replace(" ", "　") == (NAME if NAME in lines else "")
    assert found.date == ("2026年7月6日" if DATE in lines else "")
    assert found.salutation == ("同志们" if GREETING in lines else "")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("在全镇学习教育\n动员大会上的讲话\n同志们：\n文。", SpeechHead("在全镇学习教育动员大会上的讲话", salutation="同志们", place=1)),
        ("凝心聚力　真抓实干\n——在动员大会上的讲话\n李某某\n2026.7.6\n文。", SpeechHead("凝心聚力　真抓实干", "——在动员大会上的讲话", "李某某", "2026.7.6", place=1)),
        ("20xx年7月同志们：\n文。", SpeechHead(date="20xx年7月", salutation="同志们", place=1)),
        ("尊敬的各位领导、各位代表：大家好！\n文。", SpeechHead(salutation="尊敬的各位领导、各位代表", place=1)),
        ("讲话人：李某某\n时间：二〇二六年七月六日\n各位乡亲：\n文。", SpeechHead(byline="李某某", date="二〇二六年七月六日", salutation="各位乡亲", place=1)),
        ("今天开会。\n同志们：\n文。", SpeechHead(salutation="同志们", place=2)),
        ("我要告诉同志们：事情不难。\n文。", SpeechHead()),
        ("统一思想\n提高认识\n文。", SpeechHead()),
        ("同志们，今天开会。\n文。", SpeechHead()),
    ],
)  # fmt: skip
def test_heads_as_people_write_them(words: str, wanted: SpeechHead) -> None:
    assert head(words) == wanted


@pytest.mark.parametrize(
    ("begin", "end", "whole"),
    [
        ("同志们：", "同志们，让我们一起努力，把这件事办好。", True),
        ("各位乡亲：", "我就讲这些，谢谢大家。", True),
        ("同志们，今天开会。", "我的讲话完了。", True),
        ("同志们：", "希望各支部抓好落实。", False),
        ("今天开会。", "同志们，让我们一起努力。", False),
    ],
)
def test_a_draft_that_addresses_its_hearers_and_takes_its_leave_is_whole(begin: str, end: str, whole: bool) -> None:
    speech, _ = read(f"{begin}\n今天讲两点。\n一、甲\n文。\n二、乙\n文。\n{end}\n")

    assert speech is not None
    assert speech.whole is whole


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


# --- old files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "named"), [("讲话.doc", ".doc"), ("讲话.wps", ".wps"), ("讲话.docx", ".doc"), ("讲话.rtf", "RTF")]
)
def test_an_old_file_is_named_for_what_it_is(file: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    data = b"{\\rtf1 a}" if file.endswith("rtf") else OLD

    speech, problems = read(data, file)

    assert speech is None
    assert [problem.code for problem in problems] == ["text.unreadable"]
    assert named in problems[0].message
    assert ".docx" in problems[0].hint


def test_a_file_with_a_password_is_named() -> None:
    data = OLD + "EncryptedPackage".encode("utf-16-le")

    assert "密码" in read(data, "讲话.docx")[1][0].message


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_an_old_file_is_read_where_libreoffice_is() -> None:
    rtf = "{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 SimSun;}}\\f0 "
    for line in ("一、统一思想", "要学习。", "二、抓好落实", "要做到。"):
        rtf += "".join(f"\\u{ord(c)}?" for c in line) + "\\par "

    data = (rtf + "}").encode()
    found = read(data, "讲话.rtf")
    for _ in range(2):  # on a busy machine it says so, and asks to be tried again
        if found[0] is None and "没有及时读完" in found[1][0].message:
            found = read(data, "讲话.rtf")
    assert found[0] is not None, found[1]
    assert _printed(found[0]) == ["#一、统一思想", "要学习。", "#二、抓好落实", "要做到。"]


# --- too much -----------------------------------------------------------------------------------------------------


HOSTILE: dict[str, bytes | Callable[[], bytes]] = {
    "brackets.md": b"[" * 50_000,
    "quotes.md": b">" * 20_000 + b"a",
    "backticks.md": b"".join(b"`" * n + b" " for n in range(1, 500)),
    "long.txt": "学".encode() * 200_000,
    "lines.txt": "学\n".encode() * 30_000,
    "comments.md": b"<!--" * 60_000,
    "tags.html": b"<div>" * 40_000 + b"a",
    "bomb.docx": lambda: zipped({"word/document.xml": b"a" * (100 << 20)}),
    "parts.docx": lambda: zipped({f"word/{n}.xml": b"<a/>" for n in range(6000)}),
    "bomb.odt": lambda: zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"a" * (100 << 20)}
    ),
}


_MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NESTED = zipped(
    {"word/document.xml": b'<w:document xmlns:w="%s">%s</w:document>' % (_MAIN, b"<w:tbl>" * 3000 + b"</w:tbl>" * 3000)}
)
READ_IN_TIME = {"comments.md"}  # a quick machine reads it as the text that it is


SLOW = {"quotes.md", "backticks.md", "comments.md", "tags.html"}  # each takes its whole time, like brackets.md


@pytest.mark.confined
@pytest.mark.parametrize(
    "file", [pytest.param(file, marks=[thorough.only_in_ci] if file in SLOW else []) for file in HOSTILE]
)
def test_what_is_no_speech_is_given_up_soon_and_said(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_SECONDS", pandoc._SECONDS if thorough.ALL else 2.0)
    made = HOSTILE[file]
    data = made if isinstance(made, bytes) else made()
    begun = monotonic()

    speech, problems = read(data, file)

    if speech is None or file not in READ_IN_TIME:
        assert speech is None
        assert [problem.code for problem in problems] == ["text.unreadable"]
        assert "讲话稿" in problems[0].message
    assert monotonic() - begun < 30  # a busy machine; alone it is six at most


@pytest.mark.confined
@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("表中表.docx", NESTED),
        ("节中节.odt", opendocument("<text:section>" * 3000 + "</text:section>" * 3000)),
    ],
)
def test_what_is_nested_too_deep_is_not_called_damaged(file: str, data: bytes) -> None:
    (problem,) = read(data, file)[1]

    assert "太深" in problem.message


@pytest.mark.confined
@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
@pytest.mark.parametrize(
    "file", thorough.each(["300000-paragraphs.docx", "quotes.md", "backticks.md", "nested-tables.docx"], 3)
)
def test_files_that_once_hung_are_given_up(file: str) -> None:
    assert read((CASES / "attacks" / "speech" / file).read_bytes(), file)[0] is None


# --- the cases that showed it -------------------------------------------------------------------------------------


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("16-auto-numbered-speech.docx", ["#一、提高认识，增强责任感", "##（一）充分认识重要意义", "要认真学习领会。", "#二、加强领导", "要落实责任。"]),
        ("17-markdown-marks.md", ["要认真学习党的理论。"]),
        ("18-line-a-paragraph.md", ["今天开会。", "#一、提高认识", "要学习。", "#二、抓好落实", "要落实。"]),
        ("19-title-and-name-at-head.md", ["今天开会。"]),
        ("21-hidden-text-speech.docx", ["看得见的话。"]),
    ],
)  # fmt: skip
def test_reported_speeches(file: str, wanted: list[str]) -> None:
    assert printed((CASES / "reports" / file).read_bytes(), file) == wanted


SEEDS = sorted((Path(ROOT).parent / "shared" / "seed").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="no whole speech is here")
def test_a_real_whole_speech_is_told_and_keeps_its_numbers() -> None:
    speech, problems = read(SEEDS[0].read_bytes())

    assert speech is not None
    assert speech.whole
    assert problems == ()
    assert speech.head.salutation == "同志们"
    heads = [number for block, number in numbered(speech.blocks) if block.level]
    assert heads == ["一、", "二、", "三、"]
    runs = [block.text[:2] for block in speech.blocks if not block.level and block.text[:2] in {"1.", "2.", "3."}]
    assert runs == ["1.", "2.", "3."] * 2
