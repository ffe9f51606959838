"""交回的表 on the page: what is dropped is filed and read, a person decides, who owes is reminded; nothing is lost."""

from __future__ import annotations

import html
import io
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from pipeline import collect
from pipeline.desk import RETURNED, own_folder
from pipeline.ledger import ReturnedBook
from pipeline.web.room import TRAY
from tests.collect.conftest import made, posted, share
from tests.collect.hands import FORM, labels, returned
from tests.collect.imap_server import PASSWORD, USER, ImapServer
from tests.collect.test_filing import overtyped
from tests.collect.test_incoming_mail import letter
from tests.web.conftest import ORIGIN, Browser, at_home

__all__ = ["made", "posted", "share"]


def _text(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


def _said(answer: Any) -> str:
    return unquote(answer.headers.get("x-said", ""))


def _drop(page: Browser, *files: Path, home: str = "") -> list[int]:
    headers = {"origin": ORIGIN, "x-gongwen": page.site.keys.token}
    return [
        page.client.put(
            "/returned/put", params={"name": home + each.name}, content=each.read_bytes(), headers=headers
        ).status_code
        for each in files
    ]


@pytest.fixture
def desk_page(posted: Path, tmp_path: Path) -> Iterator[Browser]:
    """A browser at the office that has sent everything."""
    shutil.copytree(posted / "office", tmp_path / "office")
    yield from at_home(tmp_path / "office")


def _tray(page: Browser) -> list[Path]:
    return [each for each in (page.site.room.workspace / TRAY).rglob("*") if each.is_file()]


def test_the_tray_is_where_collecting_looks(tmp_path: Path) -> None:
    assert collect.tray_folder(tmp_path) == tmp_path / TRAY


def test_what_is_dropped_is_filed_read_and_shown_beside_what_was_sent(
    desk_page: Browser, share: Path, tmp_path: Path
) -> None:
    page, label = desk_page, labels(share)[0]
    file = returned(share, tmp_path / "张三丰的.docx", {label: "有收获<b>很多</b>"})
    before = {path: path.read_bytes() for path in (page.site.room.workspace / "inputs").rglob("*") if path.is_file()}

    assert _drop(page, file, home="一支部交来/") == [200]
    answer = page.post("/returned/collect")
    page.until_quiet()

    assert "收了 1 个文件：新登记 1 个" in _said(answer)
    assert _tray(page) == []
    shown = _text(page.get("/returned"))
    assert "已交回 1" in shown
    assert "汇总/党性分析表.xlsx" in unquote(page.get("/returned").text)
    one = page.get("/returned/one?n=1")
    assert "有收获<b>很多</b>" in _text(one)
    assert "<b>很多" not in one.text
    assert re.search(r"表1[^<]*", one.text)
    assert f"一支部 › {FORM}" in _text(one)
    assert "一支部交来/张三丰的.docx" in page.get("/returned/branch?name=一支部").text
    assert page.get("/returned/file?n=1").content == file.read_bytes()
    assert "有收获" in page.get("/returned/content?n=1&of=came").text
    assert "有收获" not in page.get("/returned/content?n=1&of=sent").text
    after = {path: path.read_bytes() for path in (page.site.room.workspace / "inputs").rglob("*") if path.is_file()}
    assert after == before
    assert not page.notes.bugs


def test_the_workbook_is_handed_out(desk_page: Browser, share: Path, tmp_path: Path) -> None:
    label = labels(share)[0]
    _drop(desk_page, returned(share, tmp_path / "表.docx", {label: "有收获"}))
    desk_page.post("/returned/collect")
    desk_page.until_quiet()

    (address,) = re.findall(r'href="(/file\?path=[^"]*)"', desk_page.get("/returned").text)

    sheet = load_workbook(io.BytesIO(desk_page.get(html.unescape(address)).content))["汇总"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert "有收获" in [dict(zip(head, row, strict=True)).get(label) for row in rows]


def test_a_person_decides_and_takes_it_back(desk_page: Browser, share: Path, tmp_path: Path) -> None:
    page = desk_page
    _drop(page, overtyped(share, tmp_path / "改名.docx"))
    assert "1 份要人认" in _said(page.post("/returned/collect"))
    page.until_quiet()
    assert "待认 1 份" in _text(page.get("/returned"))
    assert '交回的表<span class="n bad">1</span>' in page.get("/").text

    assert page.post("/returned/decide", n=1, ruling="accept", why="本人来电").status_code == 422  # by nobody
    assert "为什么这样定" in _said(page.post("/returned/decide", n=1, ruling="reject", who="马书记"))
    refused = page.post("/returned/decide", n=1, ruling="credit", who="马书记", paper="没有的", why="x")
    assert refused.status_code == 422
    like = page.client.get("/part/papers-like", params={"paper": "李四光 党性分析表"}).text
    (document,) = re.findall(r'data-fill="([^"]*)"', like)
    page.post("/returned/decide", n=1, ruling="credit", who="马书记", paper=document, why="本人来电说明")
    page.until_quiet()

    shown = _text(page.get("/returned/one?n=1"))
    assert "认给，马书记定的：本人来电说明" in shown
    assert "学了不少" in shown
    assert "待认 1 份" not in _text(page.get("/returned"))
    with ReturnedBook(own_folder(page.site.room.workspace) / RETURNED, read_only=True) as book:
        assert [(each.ruling, each.who.name, each.why) for each in book.decisions(1)] == [
            ("认给", "马书记", "本人来电说明")
        ]
    assert "认给" in _text(page.get("/history"))

    page.post("/returned/decide", n=1, ruling="undo", who="马书记")
    page.until_quiet()
    assert "待认 1 份" in _text(page.get("/returned"))


def test_many_are_checked_at_once(desk_page: Browser, share: Path, tmp_path: Path) -> None:
    names = [path.name for path in sorted(share.rglob("03-党性分析表-*.docx"))][:2]
    label = labels(share, names[0])[0]
    _drop(desk_page, *[returned(share, tmp_path / f"{at}.docx", {label: "好"}, each) for at, each in enumerate(names)])
    desk_page.post("/returned/collect")
    desk_page.until_quiet()

    answer = desk_page.post("/returned/decide", n=["1", "2"], ruling="accept", who="马书记", then="branch")

    assert "认可 2 份" in _said(answer)
    desk_page.until_quiet()
    assert "已核对 2" in _text(desk_page.get("/returned"))


def test_nothing_but_what_is_meant_is_decided(desk_page: Browser) -> None:
    for fields in ({}, {"n": "1"}, {"n": "x", "ruling": "accept"}, {"n": "99", "ruling": "accept", "who": "马"}):
        assert desk_page.post("/returned/decide", **fields).status_code == 422
    for address in ("/returned/one", "/returned/one?n=7", "/returned/one?n=x", "/returned/file?n=7"):
        assert desk_page.get(address).status_code == 409


def test_what_cannot_be_read_says_why_and_what_to_do(desk_page: Browser, tmp_path: Path) -> None:
    for name, data in (("照片.jpg", b"\xff\xd8"), ("旧.doc", b"\xd0\xcf\x11\xe0"), ("坏.docx", b"PK nothing")):
        (tmp_path / name).write_bytes(data)
        assert _drop(desk_page, tmp_path / name) == [200]
    desk_page.post("/returned/collect")
    desk_page.until_quiet()

    shown = _text(desk_page.get("/returned"))
    assert shown.count("它也可能是不记名的票，没有登记") == 3
    assert "另存" in shown
    assert desk_page.get("/returned/one?n=1").status_code == 409
    assert not desk_page.notes.bugs


@pytest.mark.parametrize(("name", "status"), [("a.exe", 415), ("../a.docx", 400), ("", 400)])
def test_other_files_are_not_taken(desk_page: Browser, name: str, status: int) -> None:
    headers = {"origin": ORIGIN, "x-gongwen": desk_page.site.keys.token}
    answer = desk_page.client.put("/returned/put", params={"name": name}, content=b"x", headers=headers)

    assert answer.status_code == status
    assert _tray(desk_page) == []


def test_what_a_killed_page_has_left_is_offered_and_filed_once(desk_page: Browser, share: Path, tmp_path: Path) -> None:
    label = labels(share)[0]
    _drop(desk_page, returned(share, tmp_path / "表.docx", {label: "有收获"}))
    assert "有 1 个文件放进来了，还没有收完" in _text(desk_page.get("/returned"))

    desk_page.post("/returned/collect")
    desk_page.until_quiet()
    _drop(desk_page, tmp_path / "表.docx")
    desk_page.post("/returned/collect")
    desk_page.until_quiet()

    with sqlite3.connect(own_folder(desk_page.site.room.workspace) / RETURNED) as book:
        assert book.execute("SELECT count(*) FROM arrival").fetchone() == (1,)
    assert "还没有收完" not in _text(desk_page.get("/returned"))


def test_collecting_stops_between_two_files_and_goes_on(
    desk_page: Browser, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = labels(share)[0]
    _drop(desk_page, *[returned(share, tmp_path / f"{at}.docx", {label: f"第{at}次"}) for at in range(6)])
    asked = iter(range(99))
    monkeypatch.setattr("pipeline.web.jobs.Job.stops", property(lambda _: next(asked) > 4))

    answer = desk_page.post("/returned/collect")
    monkeypatch.undo()
    desk_page.until_quiet()

    assert "停下了" in _said(answer)
    left = len(_tray(desk_page))
    assert 0 < left < 6
    assert f"有 {left} 个文件放进来了" in _text(desk_page.get("/returned"))
    desk_page.post("/returned/collect")
    desk_page.until_quiet()
    with sqlite3.connect(own_folder(desk_page.site.room.workspace) / RETURNED) as book:
        assert book.execute("SELECT count(*) FROM arrival").fetchone() == (6,)


def test_what_came_by_mail_is_filed_and_each_mail_that_gave_nothing_says_why(
    desk_page: Browser, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk_page
    assert "还没有写从哪个邮箱收" in _said(page.post("/returned/mail"))
    monkeypatch.setenv("GONGWEN_IMAP_PASSWORD", PASSWORD)
    with ImapServer() as server:
        server.script.mails = {
            1: letter(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"}), number=1),
            2: letter(number=2, subject="<b>问一下</b>"),
        }
        box = {"主机": "127.0.0.1", "端口": str(server.port), "加密": "无", "用户": USER, "自": "2026-01-01"}
        assert page.post("/settings", **{f"收件/{key}": value for key, value in box.items()}).status_code == 200

        answer = page.post("/returned/mail")
        page.until_quiet()

    assert "看了 2 封没有收过的信。收了 1 个文件：新登记 1 个" in _said(answer)
    shown = _text(page.get("/returned"))
    assert "已交回 1" in shown
    assert "《<b>问一下</b>》：没有附件" in shown


def test_who_has_not_returned_is_reminded_by_name(desk_page: Browser) -> None:
    answer = desk_page.post("/returned/remind")
    desk_page.until_quiet()

    assert "要打电话" in _said(answer)
    shown = _text(desk_page.get("/returned"))
    assert "张三丰" in shown.partition("上一次催交")[2]


def test_the_search_field_is_empty_on_the_screen(desk_page: Browser) -> None:
    (searched,) = re.findall(r'name="q"[^>]*value="([^"]*)"', desk_page.get("/returned").text)
    assert searched == ""
