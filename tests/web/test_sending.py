"""From a look at what waits to the signed receipt, as a clerk does it on the page."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import replace
from urllib.parse import unquote

import pytest

from pipeline import dispatch
from pipeline.dispatch import ApprovalReport, Paper, ShownChange
from pipeline.errands import board
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.work import Approved, Parcel
from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, put
from tests.web.conftest import at_home


def _said(answer):
    return unquote(answer.headers.get("x-said", ""))


def _text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


def _ticks(page, address="/approve"):
    """Return the mark of each group, by its title."""
    found = re.findall(r'name="group"[^>]* value="([^"]*)"[^>]*> ([^<]*?) · \d+ 份', page.get(address).text, re.DOTALL)
    return {title: html.unescape(value) for value, title in found}


@pytest.fixture
def page(campaign):
    (campaign.path / "gongwen.toml").write_text('[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "共享盘"\n', "utf-8")
    (campaign.path / "共享盘").mkdir()
    yield from at_home(campaign.path)


def _approve_all(page):
    answer = page.post("/approve", group=list(_ticks(page).values()), who="马书记")
    assert answer.status_code == 200, _said(answer)
    return answer


def test_papers_are_approved_in_groups_by_name(page):
    ticks = _ticks(page)
    assert {"会议通知", "党性分析表"} <= set(ticks)

    answer = page.post("/approve", group=ticks["党性分析表"], who="马书记")

    assert "批准了 3 份" in _said(answer)
    assert "党性分析表" not in _ticks(page)
    assert "已批 3" in _text(page.get("/docs"))


def test_what_was_not_seen_is_not_approved(page):
    mark, path = _ticks(page)["党性分析表"], "outputs/活动/一支部/03-党性分析表-张三.docx"
    one = re.search(r'name="paper"[^>]* value="(\w+ [^"]*)"', page.get(f"/doc?path={path}").text)[1]
    with (page.site.room.workspace / path).open("ab") as file:
        file.write(b"\0")  # somebody saves it in Word meanwhile

    assert "刚刚又变了" in _said(page.post("/approve", paper=one, who="马书记"))
    answer = page.post("/approve", group=mark, who="马书记")
    assert "批准了 2 份" in _said(answer)
    assert "刚刚又变了" in _said(answer)
    assert "已批" not in _text(page.get("/docs?q=张三"))


def test_a_group_that_this_page_has_not_shown_is_not_approved(page):
    mark = _ticks(page)["党性分析表"]
    page.site.room.lasting.clear()  # the page was started anew

    answer = page.post("/approve", group=mark, who="马书记")

    assert answer.status_code == 422
    assert "再看一遍" in _said(answer)
    assert "批准了 3 份" in _said(page.post("/approve", group=_ticks(page)["党性分析表"], who="马书记"))


def _waiting(reach, count, start=0):
    changed = "改过要重批"
    return [
        Paper(
            path=f"outputs/活动/支部{n}/03-党性分析表-某人{n}.docx",
            campaign="活动",
            branch=f"支部{n}",
            kind="党性分析表",
            reach=board.Furthest(reach),
            digest=f"{n:064x}",
            outgoing=True,
            changes=(ShownChange("党员.职务", "旧", f"新{n}", "表!B2"),) if reach == changed else (),
        )
        for n in range(start, start + count)
    ]


def test_twenty_thousand_papers_are_a_small_page_and_are_approved_as_they_were_seen(page, monkeypatch):
    campaign = page.site.room.standing.now.campaigns[0]
    many = [*_waiting("待批", 20_000), *_waiting("改过要重批", 120, 30_000), *_waiting("手改过", 120, 40_000)]
    monkeypatch.setattr(type(page.site), "campaign", lambda *_: replace(campaign, papers=tuple(many), branches=()))

    text = page.get("/approve").text
    assert len(text.encode()) < 150_000
    assert re.findall(r'data-papers="20000"', text)
    assert len(re.findall(r'name="group"', text)) == 51
    assert len(re.findall(r'name="paper"', text)) == 50
    assert len(re.findall(r'name="group"', page.get("/approve?changed=3").text)) == 21

    asked = []
    monkeypatch.setattr(dispatch, "approve", lambda _, choice, **__: asked.append(choice.seen) or ApprovalReport())
    page.post("/approve", group=_ticks(page)["党性分析表"], who="马书记")
    assert asked == [{paper.path: paper.digest for paper in many[:20_000]}]


def test_nothing_ticked_is_said_so(page):
    for sent in ({}, {"paper": ""}, {"paper": "x"}, {"paper": "\n"}):
        answer = page.post("/approve", **sent)
        assert answer.status_code == 422
        assert "还没有选" in _said(answer)


def test_equal_changes_are_one_group(page):
    _approve_all(page)
    put(page.site.room.workspace, "活动/活动.yaml", CAMPAIGN + MEETING.replace("三楼会议室", "文化站二楼"))
    page.post("/build")
    page.until_quiet()

    said = _text(page.get("/approve"))

    assert "地点改了" in said
    assert "镇政府三楼会议室 → 镇政府文化站二楼" in said


def test_what_a_hand_has_changed_since_it_was_approved_is_not_ticked_beforehand(page):
    _approve_all(page)
    home = page.site.room.workspace / "outputs" / "活动"
    edited = home / "一支部" / "04-整改方案.docx"
    edited.write_bytes((home / "二支部" / "04-整改方案.docx").read_bytes())
    page.post("/build")
    page.until_quiet()

    said = page.get("/approve").text

    assert "有人在 Word 里改过的" in said
    assert "整改方案又出过" not in said
    (box,) = re.findall(r'<input type="checkbox" name="paper"[^>]*>', said)
    assert "checked" not in box
    assert "手改过" in _text(page.get("/docs?state=手改过"))


def test_nothing_is_sent_that_was_not_listed(page):
    _approve_all(page)
    page.post("/send/look")
    page.until_quiet()
    shown = re.search(r'name="look" value="(\w+)"', page.get("/send").text)
    assert shown

    assert page.post("/send", look="1").status_code == 422
    put(page.site.room.workspace, "活动/活动.yaml", CAMPAIGN + MEETING.replace("三楼", "二楼"))
    page.post("/build")
    page.until_quiet()
    answer = page.post("/send", look=shown[1])

    assert answer.status_code == 422
    assert "又变了" in _said(answer)
    assert list((page.site.room.workspace / "共享盘").iterdir()) == []


@pytest.mark.parametrize("way", ["压缩包", "文件夹", "邮件"])
def test_why_nothing_can_be_listed_stands_on_the_page_until_it_is_mended(page, way, monkeypatch):
    monkeypatch.setattr("pipeline.web.screens.sending._PATIENCE", 0)  # a large campaign: the answer does not wait
    (page.site.room.workspace / "gongwen.toml").write_text(f'[发送]\n方式 = "{way}"\n', "utf-8")
    _approve_all(page)

    page.post("/send/look")
    page.until_quiet()
    page.post("/build")  # whatever ends after it does not hide it
    page.until_quiet()
    said = _text(page.get("/send"))
    assert "没有看成：" in said
    assert (
        "请填“设置”里“怎么发给支部”的“邮件服务器”和“发件人”"
        if way == "邮件"
        else "请填“设置”里“怎么发给支部”的“放到哪个文件夹”"
    ) in said
    assert "gongwen.toml" not in said
    assert 'name="look"' not in page.get("/send").text

    (page.site.room.workspace / "gongwen.toml").write_text(
        '[发送]\n方式 = "压缩包"\n[发送.文件夹]\n路径 = "共享盘"\n', "utf-8"
    )
    page.post("/send/look")
    page.until_quiet()
    said = _text(page.get("/send"))
    assert "没有看成" not in said
    assert "发给这 2 个支部" in said


@pytest.mark.parametrize(("way", "missing"), [("压缩包", True), ("文件夹", True), ("邮件", False)])
def test_a_way_that_needs_a_folder_asks_for_it_when_it_is_chosen(page, way, missing):
    (page.site.room.workspace / "gongwen.toml").write_text("", "utf-8")
    page.post("/settings", **{"发送/自动批准": "是"})

    said = _said(page.post("/settings", **{"发送/方式": way, "发送/自动批准": "否"}))

    assert ("还要填“放到哪个文件夹”" in said) is missing
    assert "还要填" not in _said(page.post("/settings", **{"发送.文件夹/路径": "共享盘"}))


@pytest.fixture
def sample(every_kind_built, tmp_path):
    """The sample with every kind, built, and a way to send."""
    shutil.copytree(every_kind_built.path, tmp_path / "样")
    (tmp_path / "样" / "共享盘").mkdir()
    yield from at_home(tmp_path / "样")


@pytest.mark.slow
@thorough.only_in_ci
@pytest.mark.parametrize("way", ["压缩包", "文件夹"])
def test_the_samples_whole_set_is_listed_and_sent(sample, way):
    home = sample.site.room.workspace
    assert sample.post("/settings", **{"发送/方式": way, "发送.文件夹/路径": "共享盘"}).status_code == 200
    _approve_all(sample)
    sample.post("/send/look")
    sample.until_quiet()
    screen = sample.get("/send")
    assert "发给这 10 个支部" in _text(screen)

    sample.post("/send", look=re.search(r'name="look" value="(\w+)"', screen.text)[1], who="小陈")
    sample.until_quiet()

    assert "送出 10 包，404 份。" in _text(sample.get("/send"))
    arrived = list((home / "共享盘" / "示例-先进性教育").iterdir())
    branches = {each.name for each in (home / "outputs" / "示例-先进性教育").glob("*支部")}
    assert {each.name.removesuffix(".zip") for each in arrived} >= branches
    assert len(branches) == 10


def test_a_parcel_goes_to_each_branch_and_comes_back_signed(page):
    _approve_all(page)
    page.post("/send/look")
    page.until_quiet()
    screen = page.get("/send")
    assert "发给 2 个支部" in _text(screen)

    page.post("/send", look=re.search(r'name="look" value="(\w+)"', screen.text)[1], who="小陈")
    page.until_quiet()

    assert {each.name for each in (page.site.room.workspace / "共享盘" / "活动").iterdir()} >= {"一支部", "二支部"}
    assert "送出 2 包" in _text(page.get("/send"))
    assert "2 个支部送到了：0 个已签收，2 个还没交回" in _text(page.get("/receipts"))
    assert "请写上是谁签收的" in _said(page.post("/sign", branch="一支部"))
    assert "不是日期" in _said(page.post("/sign", branch="一支部", signer="张三", day="大后天"))
    assert "由 张三 签收" in _said(page.post("/sign", branch="一支部", signer="张三"))
    assert "1 个已签收，1 个还没交回" in _text(page.get("/receipts"))
    assert "打电话" in _said(page.post("/remind"))
    assert "二支部" in _text(page.get("/receipts"))
    assert "撤销了" in _said(page.post("/sign", branch="一支部", undo="yes"))
    assert "0 个已签收" in _text(page.get("/receipts"))


def test_an_approval_is_taken_back_until_it_has_left(page):
    path = "outputs/活动/一支部/03-党性分析表-张三.docx"
    _approve_all(page)

    assert "撤回了 1 份" in _said(page.post("/withdraw", path=path))
    assert "批准这一份" in page.get(f"/doc?path={path}").text


def test_who_did_what_is_told_and_taken_back(page):
    _approve_all(page)
    said = page.get("/history").text
    assert "马书记" in said
    undo = re.search(r"/undo/\d+", said)
    assert undo

    answer = page.post(undo[0])

    assert "撤销了" in _said(answer)
    assert "已批" not in _text(page.get("/docs"))
    assert page.post("/undo/99").status_code == 422


def test_a_parcel_of_which_nobody_knows_is_settled_by_a_telephone_call(page):
    book_path = page.site.room.workspace / "outputs" / ".gongwen" / "sent.db"
    paper = Approved("outputs/活动/一支部/04-整改方案.docx", "x", "04-整改方案.docx", "整改方案", "一支部")
    with SentBook(book_path) as book:
        sent = [
            Dispatch(Parcel("活动", "一支部", n, 1, 1, (paper,), f"d{n}"), "邮件", "yi@example.cn", f"<{n}@x>")
            for n in (1, 2)
        ]
        for each in book.plan(sent):
            book.intend(each.number, "2026-07-02T16:02:00+08:00")
    page.post("/build")
    page.until_quiet()

    said = page.get("/send").text
    assert _text(page.get("/send")).count("不知道到没到：") == 2
    assert "名册里没有电话" in said
    numbers = re.findall(r'"number": (\d+)', html.unescape(said))
    assert "收到了" in _said(page.post("/settle", number=numbers[0], arrived="yes"))
    assert "下次发送时再发" in _said(page.post("/settle", number=numbers[2], arrived="no"))

    assert "不知道到没到：" not in _text(page.get("/send"))
    assert page.post("/settle", number=numbers[0], arrived="yes").status_code == 422  # said already
    assert page.post("/settle", number="x", arrived="yes").status_code == page.post("/settle").status_code == 422
