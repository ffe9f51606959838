"""Markdown, web pages, .odt and templates come out as papers; a character that cannot be carried over stops them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errands import tidy as errand
from pipeline.model.finding import Weight
from pipeline.review import Document, Role, layout_of
from tests.conftest import needs
from tests.review.wordfile import p, wordfile

_WISH = errand.Wish("仿宋_GB2312")
_MARKDOWN = """# 关于放假的通知

各党支部：

今天放假[^1]，~~明天~~不放。

一、时间

1. 上午
2. 下午

| 姓名 | 性别 |
|---|---|
| 张三 | 男 |

吕寨镇党政办公室

2026年7月2日

[^1]: 见县里的通知。
"""
_PAGE = """<html><head><title>不要</title><script>var a="中";</script></head><body><h1>关于放假的通知</h1><p>各党支部：</p>
<p>今天放假，
明天上班。</p><p style="display:none">藏</p><ol><li>不迟到。</li><li>不早退。</li></ol>
<table><tr><th>姓名</th></tr><tr><td>张三</td></tr></table><p>吕寨镇党政办公室</p><p>2026年7月2日</p></body></html>"""


def _odt(*lines: str) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = f'<office:document-content {names} office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知.md", _MARKDOWN.encode()),
        ("通知.md", _MARKDOWN.encode("gb18030")),
        ("通知.html", _PAGE.encode()),
        pytest.param(
            "通知.odt",
            _odt("关于放假的通知", "各党支部：", "今天放假。", "吕寨镇党政办公室", "2026年7月2日"),
            marks=needs("soffice"),
        ),
    ],
)
def test_what_is_no_word_file_becomes_a_paper(name: str, data: bytes) -> None:
    made = errand.made(data, name, _WISH)

    assert made.tidied is not None, made.fault
    assert made.tidied.data is not None
    document = Document(layout_of(made.tidied.data))
    assert [each.text for each in document.of(Role.TITLE)] == ["关于放假的通知"]
    assert [each.text for each in document.of(Role.ADDRESSEE, Role.DATE)] == ["各党支部：", "2026年7月2日"]
    assert [str(each) for each in made.tidied.after if each.severity is Weight.STANDARD] == []


def test_tables_notes_and_struck_words_of_markdown_are_kept() -> None:
    made = errand.made(_MARKDOWN.encode(), "通知.md", _WISH)

    assert made.tidied is not None
    with zipfile.ZipFile(io.BytesIO(made.tidied.data or b"")) as archive:
        assert "见县里的通知" in archive.read("word/footnotes.xml").decode()
        assert "strike" in archive.read("word/document.xml").decode()
    assert [paragraph.text for paragraph in layout_of(made.tidied.data or b"").tables[0].paragraphs] == [
        "姓名",
        "性别",
        "张三",
        "男",
    ]


def test_what_no_reader_of_a_page_sees_is_left_out_and_told() -> None:
    made = errand.made(_PAGE.encode(), "通知.html", _WISH)

    assert made.tidied is not None
    text = "".join(each.text for each in layout_of(made.tidied.data or b"").everything)
    assert "藏" not in text
    assert "不要" not in text
    assert "今天放假，明天上班。" in text
    assert "1. 不迟到。" in text or "1.不迟到。" in text
    assert any("隐藏文字" in each for each in made.tidied.kept)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("甲.odt", b"PK\x03\x04", "损坏"),
        ("甲.md", b"\xff\xff\xff", "编码"),
        ("甲.html", b"", "没有文字"),
        ("甲.html", "<p>甲</p><math>乙</math>".encode(), "乙"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused(name: str, data: bytes, why: str) -> None:
    made = errand.made(data, name, _WISH)

    assert made.tidied is None
    assert why in made.fault


def test_a_folder_of_many_kinds_is_set_and_no_result_again(tmp_path: Path) -> None:
    (tmp_path / "一.md").write_text(_MARKDOWN)
    (tmp_path / "二.html").write_text(_PAGE)
    (tmp_path / "三.dotx").write_bytes(wordfile(p("关于放假的通知") + p("各支部：") + p("今天放假。")))
    (tmp_path / "四.xlsx").write_bytes(b"PK")

    for _ in range(2):
        done = CliRunner().invoke(app, ["tidy", str(tmp_path), "--to", str(tmp_path / "出")])

    assert done.exit_code == 0
    assert sorted(each.name for each in (tmp_path / "出").iterdir()) == [
        "一（排版）.docx",
        "三（排版）.docx",
        "二（排版）.docx",
    ]


def made_with(data: bytes, head: str) -> bytes:
    made = errand.made(data, "通知.docx", errand.Wish("仿宋_GB2312", head=head))
    assert made.tidied is not None, made.fault
    return made.tidied.data or b""


@pytest.mark.parametrize("head", ["文件", "套打", "信函", "无"])
def test_a_paper_gets_the_head_that_is_asked_for(head: str) -> None:
    lines = ("吕委〔2026〕12号", "关于放假的通知", "各党支部：", "今天放假。", "中共吕寨镇委员会", "2026年7月2日")
    data = wordfile("".join(map(p, lines)))

    made = errand.made(data, "通知.docx", errand.Wish("仿宋_GB2312", head=head))

    assert made.tidied is not None, made.fault
    result = made.tidied.data or b""
    layout = layout_of(result)
    marks = [each.text for each in Document(layout).of(Role.MARK)]
    text = [each.text for each in layout.paragraphs if each.text]
    assert text[-len(lines) :] == list(lines)
    tops = [each.text for each in layout.sections[0].headers.get("first", ())]
    xml = zipfile.ZipFile(io.BytesIO(result)).read("word/document.xml").decode()
    assert ("中共吕寨镇委员会文件" in marks) == (head == "文件")
    assert tops == (["中共吕寨镇委员会"] if head == "信函" else [])
    if head == "套打":
        above = layout.paragraphs[0]
        assert above.text.strip() == ""
        filed = layout_of(made_with(data, "文件")).paragraphs[0]
        assert (above.look.before, above.look.line) == (filed.look.before, filed.look.line)
    if head == "文件":
        assert [str(each) for each in made.tidied.after if each.severity is Weight.STANDARD] == []
        assert "pBdr" in xml


def test_a_mark_that_the_paper_has_is_hidden_for_printed_paper() -> None:
    red = '<w:color w:val="FF0000"/><w:sz w:val="72"/>'
    lines = ("吕委〔2026〕12号", "关于放假的通知", "各党支部：", "今天放假。")
    data = wordfile(p("中共吕寨镇委员会文件", '<w:jc w:val="center"/>', red) + "".join(map(p, lines)))

    xml = zipfile.ZipFile(io.BytesIO(made_with(data, "套打"))).read("word/document.xml").decode()

    assert "中共吕寨镇委员会文件" in xml
    assert "<w:vanish/>" in xml
    assert "pBdr" not in xml


def test_no_head_is_made_where_nobody_says_whose() -> None:
    made = errand.made(
        wordfile(p("关于放假的通知") + p("各党支部：") + p("今天放假。")),
        "通知.docx",
        errand.Wish("仿宋_GB2312", head="文件"),
    )

    assert made.tidied is not None
    assert any("哪个机关" in each for each in made.tidied.kept)
