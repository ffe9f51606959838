from __future__ import annotations

import html
import io
import re
import zipfile
from urllib.parse import quote, unquote

import pytest

from pipeline import review, tidy
from pipeline.review import Role
from pipeline.tidy import Asked
from tests.review.wordfile import p, wordfile
from tests.web.conftest import ORIGIN

CENTRE = '<w:jc w:val="center"/>'
DRAFT = wordfile(
    p("关于放假的通知", CENTRE) + p("各支部:") + p("今天放假.") + p("小河村") + p("党政办公室") + p("2026年7月2日")
)


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


def _drop(page, name, data):
    headers = {"origin": ORIGIN, "x-gongwen": page.site.keys.token}
    return page.client.put("/tidy/put", params={"name": name}, content=data, headers=headers)


def _there(page):
    own = page.site.room.workspace
    return {path: path.read_bytes() for path in own.rglob("*") if path.is_file() and ".gongwen" not in path.parts}


def test_a_file_that_is_dropped_comes_back_set_and_nothing_is_written(page):
    before = _there(page)

    number = _drop(page, "文稿/通知.docx", DRAFT).json()["number"]
    page.until_quiet()

    shown = page.get(f"/tidy?n={number}")
    expected = tidy.tidy_paper(DRAFT)
    assert "文字逐字核对过，一个没少" in _text(shown)
    assert all(line in _text(shown) for line in expected.done)
    got = page.get(f"/tidy/file?n={number}&at=0")
    assert quote("通知（排版）.docx") in got.headers["content-disposition"]
    assert _parts(got.content) == _parts(expected.data)
    assert len(review.findings_of(got.content)) < len(review.findings_of(DRAFT))
    for side in ("before", "after"):
        seen = page.get(f"/tidy/content?n={number}&of={side}")
        assert "关于放假的通知" in seen.text
        assert "sandbox" in seen.headers["content-security-policy"]
    assert _there(page) == before
    assert not page.notes.bugs


def test_a_paragraph_that_is_told_is_what_was_told(page):
    number = _drop(page, "通知.docx", DRAFT).json()["number"]
    page.until_quiet()
    asked = next(line for line in tidy.tidy_paper(DRAFT).lines if line.role is Role.BODY)

    page.post("/tidy/again", number=number, **{f"role:{asked.number}": "一级标题"})
    page.until_quiet()

    told = tidy.tidy_paper(DRAFT, Asked({asked.number: Role.HEADING_1}))
    assert page.get(f"/tidy/file?n={number}&at=0").content == told.data != tidy.tidy_paper(DRAFT).data


def test_words_are_mended_where_that_is_asked_and_each_is_listed(page):
    number = _drop(page, "通知.docx", DRAFT).json()["number"]
    page.until_quiet()

    page.post("/tidy/again", number=number, text="yes")
    page.until_quiet()

    assert "除清单上改的" in _text(page.get(f"/tidy?n={number}"))
    names = [unquote(page.get(f"/tidy/file?n={number}&at={at}").headers["content-disposition"]) for at in range(3)]
    assert [name.partition("''")[2] for name in names] == [
        "通知（排版）.docx",
        "通知（排版）修订稿.docx",
        "通知（排版）修改清单.xlsx",
    ]


def test_text_without_any_setting_is_set_too(page):
    number = _drop(page, "通知.txt", "关于放假的通知\n各支部：\n今天放假。\n".encode("gb18030")).json()["number"]
    page.until_quiet()

    assert zipfile.is_zipfile(io.BytesIO(page.get(f"/tidy/file?n={number}&at=0").content))


def test_all_are_taken_at_once_and_none_takes_anothers_name(page):
    for name in ("甲/通知.docx", "乙/通知.docx", "甲/通知.docx"):
        _drop(page, name, DRAFT)
    page.until_quiet()

    with zipfile.ZipFile(io.BytesIO(page.get("/tidy/all").content)) as archive:
        assert sorted(archive.namelist()) == [
            "乙/通知（排版）.docx",
            "甲/通知（排版）.docx",
            "甲/通知（排版）（2）.docx",
        ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("坏.docx", b"PK\x03\x04 nothing", "排不了"),
        ("空.docx", wordfile(p("")), "没有文字"),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "排不了"),
        ("乱码.txt", b"\xff\xff\xff\x00\x81", "编码"),
    ],
)
def test_what_cannot_be_set_says_why(page, name, data, words):
    number = _drop(page, name, data).json()["number"]
    page.until_quiet()

    shown = _text(page.get(f"/tidy?n={number}"))
    assert words in shown
    assert page.get(f"/tidy/file?n={number}&at=0").status_code == 404
    assert not page.notes.bugs


@pytest.mark.parametrize(("name", "status"), [("a.exe", 415), ("../a.docx", 400), ("", 400), ("a.xlsx", 415)])
def test_other_files_are_not_taken(page, name, status):
    assert _drop(page, name, b"x").status_code == status


def test_no_other_role_is_taken(page):
    number = _drop(page, "通知.docx", DRAFT).json()["number"]
    page.until_quiet()

    assert page.post("/tidy/again", number=number, **{"role:1": "大标题"}).status_code == 422
    assert page.post("/tidy/again", number="99").status_code == 422
    assert page.post("/tidy/again", number=number, head="红").status_code == 422


def test_what_is_cleared_is_gone_and_nothing_else(page):
    first, second = (_drop(page, name, DRAFT).json()["number"] for name in ("甲.docx", "乙.docx"))
    page.until_quiet()

    page.post("/tidy/clear", number=first)

    assert page.get(f"/tidy/file?n={first}&at=0").status_code == 409
    assert page.get(f"/tidy/file?n={second}&at=0").status_code == 200


def test_what_waits_in_the_folder_is_set_by_the_page(page):
    own = page.site.room.workspace
    home = own / "inputs" / "待排版" / "七月"
    home.mkdir(parents=True)
    (home / "通知.docx").write_bytes(DRAFT)
    (home / "坏.docx").write_bytes(b"PK\x03\x04 nothing")

    page.post("/build")
    page.until_quiet()

    made = own / "outputs" / "排版" / "七月" / "通知（排版）.docx"
    assert made.read_bytes() == tidy.tidy_paper(DRAFT).data
    said = [job.said for job in page.site.room.worker.ended if job.what == "出文件"][-1]
    assert "排好 1 份" in said
    assert "1 份排不了" in said
    assert "待排版里的“坏.docx”排不了" in _text(page.get("/tidy"))
