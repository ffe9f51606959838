"""The page is killed while it writes down what a person has done after approving: what was said is there, or is not, and
is said again with the same end; nobody is reminded twice, and no file is half.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from pipeline.desk import SENT, own_folder
from pipeline.errands import backup, workspace
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.work import Approved, Fate, Parcel
from tests import thorough
from tests.conftest import put
from tests.makers import a_template
from tests.send.server import Handler, Server, certificate
from tests.web.test_killed import Server as Page
from tests.web.test_killed import _look, _marks, made, start

__all__ = ["made", "start"]
pytestmark = pytest.mark.slow
Start = Callable[[], Page]
MAIL = '[发送]\n方式 = "邮件"\n[发送.邮件]\n主机 = "127.0.0.1"\n端口 = {}\n加密 = "无"\n发件人 = "组织办 <zzb@example.cn>"\n每分钟封数 = 6000\n'
BRANCHES = "党支部名称|书记|电话|邮箱\n一支部|牛一|13800000001|b1@example.cn\n二支部|牛二|13800000002|b2@example.cn\n"


def _struck(server: Page, seconds: float, address: str, **sent: str | list[str]) -> None:
    at = time.monotonic()
    server.struck(lambda: time.monotonic() - at > seconds, "POST", address, data=sent)


def _done(server: Page, address: str, **sent: str | list[str]) -> None:
    """Ask for something, and wait until it has come to its end."""
    answer = server.client.post(address, data=sent)
    assert answer.status_code == 200, unquote(answer.headers.get("x-said", ""))
    server.until(lambda: "正在看着收件夹" in server.get("/part/job"))


def _book(folder: Path) -> SentBook:
    return SentBook(own_folder(folder) / SENT, read_only=True)


def _sent(server: Page) -> None:
    """Approve and send everything."""
    _done(server, "/approve", group=_marks(server))
    server.client.post("/send", data={"look": _look(server)})
    server.until(lambda: "上一次发送" in server.get("/send"))


@thorough.only_in_ci
@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.3))
def test_an_approval_is_taken_back_whole_or_not_at_all(start: Start, tmp_path: Path, seconds: float) -> None:
    folder = tmp_path / "工作"
    server = start()
    _done(server, "/approve", group=_marks(server))
    with _book(folder) as book:
        free = [each.document for each in book.releases()]
    _struck(server, seconds, "/withdraw", path=free)

    with _book(folder) as book:
        assert [each.document for each in book.releases()] in ([], free)
        said = [each.about for each in book.deeds.latest(50) if each.act == "撤回批准"]
        assert bool(said) == (not book.releases())
    server = start()
    if "撤回批准" not in server.get("/history"):
        _done(server, "/withdraw", path=free)
    server.until(lambda: _marks(server))
    with _book(folder) as book:
        assert book.releases() == []


@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.3))
@thorough.only_in_ci
def test_a_signature_is_recorded_once(start: Start, tmp_path: Path, seconds: float) -> None:
    folder = tmp_path / "工作"
    server = start()
    _sent(server)
    _struck(server, seconds, "/sign", branch="一支部", signer="王某某")

    server = start()
    _done(server, "/sign", branch="一支部", signer="王某某")
    with _book(folder) as book:
        assert {branch: each.who for branch, each in book.signatures("活动").items()} == {("一支部", 1, 1): "王某某"}
        assert [each.act for each in book.deeds.latest(50)].count("登记签收") == 1
    sheet = openpyxl.load_workbook(folder / "outputs" / "活动" / "送达登记.xlsx").worksheets[0]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    signed = [row for row in rows if "王某某" in row]
    assert signed
    assert all("一支部" in row for row in signed)
    assert not list((folder / "outputs").rglob("*.tmp"))


@thorough.only_in_ci
@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.3))
def test_what_somebody_knows_of_a_doubtful_parcel_is_recorded_once(
    start: Start, tmp_path: Path, seconds: float
) -> None:
    folder = tmp_path / "工作"
    server = start()
    _done(server, "/approve", group=_marks(server))
    server.kill()
    paper = Approved("outputs/活动/一支部/01-会议通知.docx", "x", "01-会议通知.docx", "会议通知", "一支部")
    with SentBook(own_folder(folder) / SENT) as book:
        for each in book.plan([Dispatch(Parcel("活动", "一支部", 1, 1, 1, (paper,), "d1"), "邮件", "b@x.cn", "<1@x>")]):
            book.intend(each.number, "2026-07-02T16:02:00+08:00")
    server = start()
    number = json.loads(html.unescape(re.search(r'\{[^{}]*"number": ?"?\d+[^{}]*\}', server.get("/send"))[0]))["number"]
    _struck(server, seconds, "/settle", number=str(number), arrived="no")

    server = start()
    if "不知道到没到：" in server.get("/send"):
        _done(server, "/settle", number=str(number), arrived="no")
    with _book(folder) as book:
        assert [each.fate for each in book.everything() if each.fate is Fate.INTENDED] == []
        assert [each.act for each in book.deeds.latest(50)].count("核实存疑") == 1
    assert "不知道到没到：" not in server.get("/send")


class _Slowly(Handler):
    """Takes each letter with a delay."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(0.3)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("tests.send.server.Handler", _Slowly)
    with Server(certificate(tmp_path), security="") as server:
        yield server


@pytest.mark.parametrize("count", thorough.one_of(0, 1, 2))
@thorough.only_in_ci
def test_nobody_is_reminded_twice(start: Start, tmp_path: Path, post: Server, count: int) -> None:
    folder = tmp_path / "工作"
    (folder / "gongwen.toml").write_text(MAIL.format(post.port), "utf-8")
    put(folder, "活动/党支部名册.xlsx", BRANCHES)
    server = start()
    _sent(server)
    parcels = Counter(post.recipients)
    assert set(parcels) == {"b1@example.cn", "b2@example.cn"}
    tries = sum(post.handler.tries.values())
    if count:  # as soon as so many have been delivered
        server.struck(lambda: len(post.delivered) >= parcels.total() + count, "POST", "/remind", data={})
    else:  # in the middle of the first
        server.struck(lambda: sum(post.handler.tries.values()) > tries, "POST", "/remind", data={})
    time.sleep(0.5)  # what the mail server was given, it takes

    server = start()
    _done(server, "/remind")
    reminders = Counter(post.recipients) - parcels
    assert all(number == 1 for number in reminders.values())
    with _book(folder) as book:
        known = {each.address: each.fate for each in book.everything() if each.reminder}
    assert known.keys() == parcels.keys()
    assert {address for address, fate in known.items() if fate is Fate.SENT} <= reminders.keys()
    assert {address for address, fate in known.items() if fate is not Fate.INTENDED} == {
        address for address, fate in known.items() if fate is Fate.SENT
    }


@thorough.only_in_ci
@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.02, 0.1, 0.4))
def test_new_templates_come_each_whole_and_the_offices_own_stays(start: Start, tmp_path: Path, seconds: float) -> None:
    home = tmp_path / "工作" / "templates"
    ships = {path.name: path.read_bytes() for path in workspace.shipped("templates").iterdir() if path.is_file()}
    own = a_template("{{ 支部.简称 }}的台账，我们的样子")
    (home / "整改台账.docx").write_bytes(own)
    gone = ("席卡.docx", "送达签收单.docx", "阶段总结-全镇.docx")
    for name in gone:
        (home / name).unlink()
    server = start()
    _struck(server, seconds, "/templates/update")

    there = {path.name: path.read_bytes() for path in home.iterdir() if path.name in ships}
    assert there.pop("整改台账.docx") == own
    assert there.items() <= ships.items()
    server = start()
    _done(server, "/templates/update")
    there = {path.name: path.read_bytes() for path in home.iterdir()}
    assert there.pop("整改台账.docx") == own
    assert there.pop("整改台账（新版）.docx") == ships["整改台账.docx"]
    assert there == {name: data for name, data in ships.items() if name != "整改台账.docx"}
    with _book(tmp_path / "工作") as book:
        deeds = [each for each in book.deeds.latest(50) if each.act == "换模板" and not each.undone]
    noted = sorted(Path(each.path).name for deed in deeds for each in deed.files)  # of a killed one: as far as it came
    assert noted == sorted((*gone, "整改台账（新版）.docx"))


@thorough.only_in_ci
@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.2))
def test_a_backup_is_there_whole_or_not_at_all(start: Start, tmp_path: Path, seconds: float) -> None:
    home = tmp_path / "工作" / "备份"
    server = start()
    _struck(server, seconds, "/backup", to="")
    for each in home.glob("*.zip"):
        backup.check(each)
    server = start()
    _done(server, "/backup", to="")
    for each in home.glob("*.zip"):
        backup.check(each)
    assert not [path for path in home.iterdir() if path.suffix != ".zip"]


@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.2))
@thorough.only_in_ci
def test_a_campaign_is_archived_or_still_open(start: Start, tmp_path: Path, seconds: float) -> None:
    folder = tmp_path / "工作"
    server = start()
    _struck(server, seconds, "/archive", campaign="活动")

    server = start()
    if "已经归档" not in server.get("/"):
        _done(server, "/archive", campaign="活动")
    server.until(lambda: "已经归档" in server.get("/"))
    found = list((folder / "归档").iterdir())
    assert found
    assert {path.suffix for path in found} == {".zip"}
