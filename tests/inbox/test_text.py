from __future__ import annotations

import io
import zipfile

import docx
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.inbox import text
from pipeline.model.facts import Block, TextRun
from pipeline.model.problem import Origin, Severity
from pipeline.plan import numbered
from tests import thorough

FILE = "inputs/甲/讲话.md"


def blocks(words: str, file: str = FILE) -> tuple[Block, ...]:
    """Return the paragraphs of a speech."""
    found = text.read(words.encode(), file).value
    assert found is not None
    return found.blocks


def shape(words: str, file: str = FILE) -> list[tuple[int, str]]:
    """Return the level and the text of every paragraph."""
    return [(block.level, block.text) for block in blocks(words, file)]


def numbers(words: str, file: str = FILE) -> list[str]:
    """Return every paragraph as it is printed."""
    return [number + block.text for block, number in numbered(blocks(words, file))]


def says(data: bytes, file: str = FILE) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in text.read(data, file).problems]


def word(*paragraphs: tuple[str, str]) -> bytes:
    """Return a .docx of paragraphs with their styles."""
    made = docx.Document()
    for style, words in paragraphs:
        made.add_paragraph(words, style=style)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def odt(markdown: str, folder) -> bytes:
    """Return an .odt as pandoc writes it."""
    path = folder / "讲话.odt"
    pypandoc.convert_text(markdown, "odt", format="markdown", outputfile=str(path))
    return path.read_bytes()


# --- what is kept -------------------------------------------------------------------------------------------------


def test_headings_paragraphs_and_items_come_in_reading_order():
    found = blocks("# 甲\n\n正文。\n\n## 乙\n\n- 项一\n- 项二\n  - 子项\n\n1. 项三。\n2. 项四。\n\n# 丙\n")

    assert [(block.level, block.item, block.text) for block in found] == [
        (1, False, "甲"),
        (0, False, "正文。"),
        (2, False, "乙"),
        (0, True, "项一"),
        (0, True, "项二"),
        (0, True, "子项"),
        (0, False, "1.项三。"),
        (0, False, "2.项四。"),
        (1, False, "丙"),
    ]


def test_the_speech_knows_its_file():
    found = text.read("正文".encode(), FILE).value

    assert found is not None
    assert found.source == FILE


def test_emphasis_is_kept_and_neighbouring_runs_are_joined():
    (paragraph,) = blocks("今天*召*开**动员****大会**，“**很**”重要\n")

    assert paragraph.text == "今天召开动员大会，“很”重要"
    assert [run.text for run in paragraph.runs if run.strong] == ["动员大会", "很"]
    assert all(one.strong is not two.strong for one, two in zip(paragraph.runs, paragraph.runs[1:], strict=False))


def test_emphasis_ends_behind_a_full_stop():
    (paragraph,) = blocks("**一要学好。**二要做好。\n")

    assert paragraph.runs == (TextRun("一要学好。", strong=True), TextRun("二要做好。"))


def test_lines_of_one_paragraph_join_without_a_space_between_chinese():
    words = "这次保持共产党员先进性教育活动从今年七月份\n开始，要求每一名在册的正式党员和预备党员\n都要学习 Word 和 Excel 等办公软件的使用，office\nautomation software\n"

    assert shape(words) == [
        (
            0,
            "这次保持共产党员先进性教育活动从今年七月份开始，要求每一名在册的正式党员和预备党员都要学习 Word 和 Excel 等办公软件的使用，office automation software",
        )
    ]


def test_text_inside_links_and_quotations_is_kept():
    assert shape("见[《通知》](http://example.cn)。\n\n> 引用的话\n") == [(0, "见《通知》。"), (0, "引用的话")]


@pytest.mark.parametrize(
    "words",
    [
        "@张三 请发言",
        "花了$5和$6",
        "1) 甲",
        "(@) 甲",
        "x^2^ H~2~O",
        "a_b_c",
        "% 甲",
        "[@甲]",
        ":smile:",
        "甲---乙",
    ],
)
def test_signs_that_clerks_mean_as_signs_survive(words):
    assert "".join(words.split()) in "".join(shape(f"今天，{words}\n")[0][1].split())


def test_control_characters_are_removed():
    assert shape("甲\x07乙\u200b丙\n") == [(0, "甲乙丙")]


# --- lines indented by hand ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", ["　　", "\t", "    ", " 　"])
def test_an_indented_line_is_a_paragraph_and_never_code(indent):
    words = f"{indent}大家静一静。\n{indent}今天开会。\n\n{indent}请坐。\n"

    assert shape(words) == [(0, "大家静一静。"), (0, "今天开会。"), (0, "请坐。")]
    assert says(words.encode()) == []


def test_an_indented_line_below_an_item_belongs_to_the_item():
    found = blocks("- 项一\n\n    还是项一\n    - 子项\n\n正文\n\n    段落\n")

    assert [(block.item, block.text) for block in found] == [
        (True, "项一"),
        (True, "还是项一"),
        (True, "子项"),
        (False, "正文"),
        (False, "段落"),
    ]


# --- headings -----------------------------------------------------------------------------------------------------


def test_the_only_heading_of_the_top_is_the_title_and_is_dropped():
    assert shape("# 在动员大会上的讲话\n\n## 甲\n\n### 乙\n\n## 丙\n") == [(1, "甲"), (2, "乙"), (1, "丙")]


@pytest.mark.parametrize("words", ["# 甲\n\n正文\n\n# 乙\n", "前言\n\n# 甲\n\n## 乙\n", "# 甲\n\n正文\n"])
def test_a_heading_that_is_no_title_stays(words):
    assert (1, "甲") in shape(words)


@pytest.mark.parametrize(("words", "file"), [("# 一、甲\n\n## （一）乙\n", FILE), ("一、甲\n（一）乙\n", "讲话.txt")])
def test_a_numbered_heading_is_no_title(words, file):
    assert shape(words, file) == [(1, "甲"), (2, "乙")]


def test_levels_have_no_gaps_and_no_more_than_four():
    words = "# 甲\n\n### 乙\n\n#### 丙\n\n##### 丁\n\n###### 戊\n\n# 己\n"

    assert [level for level, _ in shape(words)] == [1, 2, 3, 4, 4, 1]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("一、", "二、"),
        ("（一）", "（二）"),
        ("(一)", "(二)"),
        ("1.", "2."),
        ("1、", "2、"),
        ("1．", "2．"),
        ("（1）", "(2)"),
    ],
)
def test_headings_that_are_marked_are_numbered_as_their_level_is(one, two):
    assert numbers(f"# {one}提高认识\n\n# {two}抓好落实\n") == ["一、提高认识", "二、抓好落实"]


@pytest.mark.parametrize("heading", ["第一，提高认识", "2026年的任务", "1.5万元的去向", "一是提高认识"])
def test_words_that_only_begin_with_a_number_stay(heading):
    assert shape(f"# {heading}\n\n# 乙\n")[0] == (1, heading)


# --- plain text ---------------------------------------------------------------------------------------------------


def test_plain_text_is_a_paragraph_a_line_and_no_markdown():
    found = blocks("大家好。\n# 不是标题\n**不是强调**\n- 不是列表\n\n　　正文。\n", "讲话.txt")

    assert [block.text for block in found] == ["大家好。", "# 不是标题", "**不是强调**", "- 不是列表", "正文。"]
    assert {(block.level, block.item) for block in found} == {(0, False)}


def test_short_numbered_lines_are_headings_where_none_is_marked():
    words = "大家好。\n一、提高认识\n正文。\n（一）学好\n1.读书\n2、读报\n（1）每天\n二、做好\n"

    assert shape(words, "讲话.txt") == [
        (0, "大家好。"),
        (1, "提高认识"),
        (0, "正文。"),
        (2, "学好"),
        (3, "读书"),
        (3, "读报"),
        (4, "每天"),
        (1, "做好"),
    ]


@pytest.mark.parametrize("line", ["一、要提高认识。", "一、" + "学" * 90, "1.5万元", "一是学好", "（1）每天读书；"])
def test_a_numbered_sentence_is_a_paragraph(line):
    assert shape(f"大家好。\n{line}\n", "讲话.txt")[1] == (0, line)


# --- Word and its relatives ---------------------------------------------------------------------------------------


def test_a_docx_with_headings_is_read():
    data = word(
        ("Title", "讲话"), ("Heading 1", "一、甲"), ("Normal", "正文。"), ("Heading 2", "乙"), ("List Bullet", "项"),
        ("Heading 1", "二、丙"),
    )  # fmt: skip

    found = text.read(data, "讲话.docx")

    assert found.problems == ()
    assert found.value is not None
    assert [(block.level, block.item, block.text) for block in found.value.blocks] == [
        (1, False, "甲"),
        (0, False, "正文。"),
        (2, False, "乙"),
        (0, True, "项"),
        (1, False, "丙"),
    ]


def test_a_docx_without_headings_is_read_by_its_numbers():
    found = text.read(word(("Normal", "一、甲"), ("Normal", "正文。"), ("Normal", "（一）乙")), "讲话.docx")

    assert found.value is not None
    assert [(block.level, block.text) for block in found.value.blocks] == [(1, "甲"), (0, "正文。"), (2, "乙")]


def test_an_odt_is_read(tmp_path):
    found = text.read(odt("# 甲\n\n正**文**\n\n# 乙\n", tmp_path), "讲话.odt")

    assert found.problems == ()
    assert found.value is not None
    assert found.value.blocks[1].runs == (TextRun("正"), TextRun("文", strong=True))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_is_read_without_its_scripts(encoding):
    head = "<head><meta charset=gbk><title>丙</title><style>p{}</style></head>"
    page = f"<html>{head}<body><script>alert(1)</script><h2>一、甲</h2><p>正<b>文</b></p><h2>二、乙</h2></body></html>"

    found = text.read(page.encode(encoding), "讲话.html")

    assert found.value is not None
    assert [(block.level, block.text) for block in found.value.blocks] == [(1, "甲"), (0, "正文"), (1, "乙")]
    assert found.problems == ()


# --- encodings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("file", ["讲话.md", "讲话.txt"])
def test_every_encoding_of_the_office_is_read(encoding, file):
    found = text.read("同志们，㐂：\n".encode(encoding), file)

    assert found.value is not None
    assert found.value.blocks == (Block((TextRun("同志们，㐂："),)),)


# --- what is left out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "what", "count"),
    [
        ("正文\n\n![图](a.png)\n\n![图](b.png)\n", "图片", 2),
        ("正文\n\n| 甲 | 乙 |\n|----|----|\n| 1 | 2 |\n", "表格", 1),
        ("正文[^1]。\n\n[^1]: 注\n", "脚注", 1),
        ("正文\n\n```\ncode\n```\n", "代码", 1),
        ("正文\n\n~~~\n    code\n~~~\n", "代码", 1),
        ("正文\n\n---\n\n再正文\n\n***\n", "分隔线", 2),
    ],
)
def test_what_has_no_place_in_a_paper_is_named_and_counted(words, what, count):
    (problem,) = text.read(words.encode(), FILE).problems

    code, severity = ("text.left-out", Severity.NOTICE) if what == "分隔线" else ("text.lost", Severity.WARNING)
    assert (problem.code, problem.severity, problem.origin) == (code, severity, Origin(FILE))
    assert f"{what}（{count} 处）" in problem.message
    assert blocks(words)[0].text.startswith("正文")


def test_several_sorts_are_several_notices():
    words = "正文\n\n---\n\n![图](a.png)\n\n~~~\ncode\n~~~\n"

    assert [code for code, _ in says(words.encode())] == ["text.left-out", "text.lost", "text.lost"]


# --- what cannot be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", "　\n".encode()])
@pytest.mark.parametrize("file", ["讲话.md", "讲话.txt"])
def test_a_speech_without_text_is_empty(data, file):
    assert text.read(data, file).value is None
    assert [code for code, _ in says(data, file)] == ["text.empty"]


def test_a_speech_of_pictures_is_empty():
    assert [code for code, _ in says(b"![](a.png)\n")] == ["text.lost", "text.empty"]


def an_archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", "a")
    return written.getvalue()


@pytest.mark.parametrize("file", ["讲话.docx", "讲话.odt"])
@pytest.mark.parametrize("data", ["同志们".encode(), b"PK\x03\x04 cut off", an_archive()])
def test_a_word_file_that_is_none_cannot_be_read(data, file):
    found = text.read(data, file)

    assert found.value is None
    assert [problem.code for problem in found.problems] == ["text.unreadable"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\x80\x81", b"\xff\xfe\x00"])
def test_a_text_file_that_is_none_cannot_be_read(data):
    assert [code for code, _ in says(data, "讲话.txt")] == ["text.unreadable"]


@pytest.mark.parametrize("words", ["> " * 2000 + "甲", "*" * 5000 + "甲" + "*" * 5000, "<b>" * 3000 + "甲"])
def test_nesting_beyond_reason_does_not_raise(words):
    for file in ("讲话.md", "讲话.html"):
        text.read(words.encode(), file)


def test_a_speech_cannot_draw_in_other_files(tmp_path):
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    page = f'<p>正文</p><iframe src="{tmp_path / "secret.txt"}"></iframe>'

    found = text.read(page.encode(), "讲话.html")

    assert "机密" not in str(found)


def test_a_footnote_that_nothing_points_to_says_nothing_on_the_screen(capfd, caplog):
    text.read("正文\n\n[^1]: 注\n".encode(), FILE)

    assert capfd.readouterr().err == ""
    assert caplog.text == ""


@given(st.binary(max_size=300))
def test_no_plain_text_makes_the_reader_raise(data):
    found = text.read(data, "讲话.txt")

    assert (found.value is None) == any(problem.severity is Severity.ERROR for problem in found.problems)


@settings(max_examples=thorough.examples(25), deadline=None)
@given(st.text(alphabet="甲乙#*_-[]()!`~>|^1.、（） \t\n　<b>&$@\\", max_size=80), st.sampled_from(["md", "html"]))
def test_no_marked_text_makes_the_reader_raise(words, ending):
    found = text.read(words.encode(), f"讲话.{ending}")

    assert (found.value is None) == any(problem.severity is Severity.ERROR for problem in found.problems)


def test_spaces_and_line_breaks_that_the_author_set_are_kept():
    found = text.read("参会的有张三 李四、\n王五  \n地址另行通知。".encode(), "讲话.md")

    assert found.value is not None
    assert [block.text for block in found.value.blocks] == ["参会的有张三 李四、王五\n地址另行通知。"]
