"""The page in Chromium 88 and 109, what offices have: a clerk's first six ways through it. Python -m
tests.web.old_chromium says how to come by them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.collect.hands import say, spaces
from tests.conftest import CAMPAIGN, MEETING, ROOT, ROSTER, put
from tests.web.browsing import SCREENS, Served
from tests.web.old_chromium import PACKAGES, VARIABLE, OldChromium

pytestmark = pytest.mark.slow


@pytest.fixture(params=PACKAGES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OldChromium]:
    variable = VARIABLE.format(request.param)
    program = os.environ.get(variable, "")
    if not program:
        pytest.skip(f"{variable} names no Chromium {request.param}: see tests/web/old_chromium.py")
    (tmp_path / "browser").mkdir()
    browser = OldChromium(Path(program), tmp_path / "browser")
    yield browser
    browser.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "工作"
    shutil.copytree(ROOT / "templates", folder / "templates")
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER.replace("1975-03-12", "1975.1"))
    (folder / "共享盘").mkdir()
    (folder / "gongwen.toml").write_text('[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "共享盘"\n', "utf-8")
    found = Served(folder, tmp_path / "home")
    yield found
    found.end()


def test_a_clerk_s_ways_through_the_page(old: OldChromium, served: Served, tmp_path: Path) -> None:
    inputs = served.workspace / "inputs" / "活动"
    old.goto(served.address)
    old.shows("份等您批准")
    base = old.says("location.origin")
    for screen in SCREENS:
        old.goto(base + screen)
        old.until("document.querySelector('#job').innerText.length > 5")
        assert old.says("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    old.goto(f"{base}/inbox?weight=error")  # dropped
    (tmp_path / "说明.txt").write_text("一份说明", "utf-8")
    old.put("#files", tmp_path / "说明.txt")
    old.shows("已放进 1 份，共 1 份", "#uploading")
    assert (inputs / "说明.txt").is_file()
    old.fill("input[name^='cell:']", "1975年10月")  # mended
    old.until("document.querySelector('.tried .s.sign')")
    old.click("button", "存填好的")
    old.until("!document.querySelector('input[name^=\"cell:\"]')")
    assert (inputs / "花名册（改正）.xlsx").is_file()

    old.goto(f"{base}/facts?part=meeting")  # the meeting's place
    old.fill("#f3", "镇文化站")
    old.shows("会重新出", "#forecast")
    old.click("form button.go")
    old.shows("存好了 1 处", "#said")
    assert (inputs / "活动.yaml").read_text("utf-8") == (CAMPAIGN + MEETING).replace("镇政府三楼会议室", "镇文化站")
    old.until("document.querySelector('#job').innerText.indexOf('看过') >= 0")

    old.goto(f"{base}/approve")  # approved
    old.click("button", "全选")
    old.click("form button.go")
    old.shows("批准了", "#said")
    old.shows("没有等批准的")

    old.goto(f"{base}/send")  # sent
    old.click("button", "看谁会收到什么")
    old.until("document.querySelector('input[name=look]')")
    old.click("form button.go")
    old.shows("上一次发送")
    assert list((served.workspace / "共享盘").rglob("01-会议通知.docx"))

    _comes_back(old, served, tmp_path / "交回")

    assert old.complaints == []
    old.click("button.leave")  # asked before it ends; whatever still asks the server then is turned away
    old.until("document.getElementById('ask').open")
    old.click("dialog button", "好")
    old.shows("已经退出")


def _comes_back(old: OldChromium, served: Served, folder: Path) -> None:
    """Drop a form that was sent and filled in: it is known by its number, shown beside what was sent, and decided."""
    base = old.says("location.origin")
    old.goto(f"{base}/returned")
    (sent,) = sorted((served.workspace / "共享盘").rglob("*/一支部/03-党性分析表-张三.docx"))
    folder.mkdir()
    filled = docx.Document(str(sent))
    for label, cell in spaces(filled.tables[0]).items():
        say(cell, f"{label}：学习以后有了新的认识。")
    filled.save(str(folder / "张三的表.docx"))
    old.put("#returns", folder / "张三的表.docx")
    old.shows("已交回 1")  # filed, and shown
    old.goto(f"{base}/returned/one?n=1")
    old.shows("填了什么")
    old.fill("#who", "马书记")
    old.click("button", "认可")
    old.shows("已核对")
