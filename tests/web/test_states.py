"""Every screen as it is with nothing in it, at work, full, and where much is wrong: to be used by everybody, and looked at.

GONGWEN_PICTURES=DIR keeps a picture of each.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from pipeline.desk import opened
from pipeline.errands import workspace
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.work import Approved, Parcel
from tests import thorough
from tests.collect.hands import bare, cells, say, spaces
from tests.conftest import ROOT, needs, once, put
from tests.web.browsing import SCREENS, SECONDS, Served, hurried, seen_by_axe, tab, when_still

pytestmark = [pytest.mark.slow, needs("chromium"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
HOME = "示例-先进性教育"
ROWS = """\
姓名|性别|出生日期|人员类别|入党时间|所在党支部|身份证号|手机
王小满|男|1975.1|正式党员|2005年7月|吕寨村党支部||
赵小雪|女|1980-13-40|正式党员|去年|吕寨村支步||
|男|1970-01-01|正式党员|2001年7月|吕寨村党支部||
孙小寒|男|1970-01-01|正式党员||不知道哪个支部||
"""
MORE = (
    "/tidy",
    "/facts?part=campaign",
    "/facts?part=meeting",
    "/facts?part=branches",
    "/facts?part=kinds",
    "/docs?q=张",
)


def _run(folder: Path, *words: str) -> None:
    program = [sys.executable, "-m", "pipeline", *words, "--workspace", str(folder)]
    ended = subprocess.run(program, cwd=ROOT, check=False, capture_output=True, text=True, timeout=600)
    assert ended.returncode in {0, 1}, ended.stderr


def _empty(folder: Path) -> None:
    workspace.init(folder, sample=False)


def _sample(folder: Path) -> None:
    workspace.init(folder, sample=True)
    (folder / "共享盘").mkdir()
    (folder / "gongwen.toml").write_text('[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "共享盘"\n', "utf-8")


def _full(folder: Path) -> None:
    """Have the sample's papers made and sent, and let some of them come back."""
    _sample(folder)
    _run(folder, "build")
    _run(folder, "approve", "--all")
    _run(folder, "send")
    _run(folder, "signed", "--branch", "吕寨村党支部", "--by", "王某某")
    _come_back(folder)


def _come_back(folder: Path) -> None:
    """Let two branches return forms, of one of which nobody can say whose it is."""
    came = folder / "交来"
    came.mkdir()
    forms = sorted((folder / "共享盘").rglob("03-党性分析表-*.docx"))
    for at, form in enumerate(forms[:3]):
        document = docx.Document(str(form))
        for label, cell in spaces(document.tables[0]).items():
            say(cell, f"{label}：学习以后有了新的认识，今后多下村入户。")
        document.save(str(came / f"表{at}.docx"))
    document = docx.Document(str(forms[0]))
    for cell in cells(document.tables[0]):
        if bare(cell.text) == forms[0].stem.rpartition("-")[2]:
            say(cell, "别人")
    document.save(str(came / "改了名字的.docx"))
    photo = Image.new("L", (620, 877), 255)  # of a page on which nothing tells whose it is
    for line in range(80, 800, 40):
        photo.paste(30, (60, line, 540, line + 14))
    photo.save(came / "手机照片.jpg")
    _run(folder, "collect", str(came))


def _faulty(folder: Path) -> None:
    put(folder, f"{HOME}/补充名单.xlsx", ROWS)
    facts = next((folder / "inputs" / HOME).glob("*.yaml"))
    facts.write_text(facts.read_text("utf-8").replace("2026-07-06", "2026-02-31"), "utf-8")
    (folder / "templates" / "整改台账.docx").write_bytes(b"no Word file")
    edited = next((folder / "outputs" / HOME).glob("*/04-整改方案.docx"))
    shutil.copy(next((folder / "outputs" / HOME).glob("*/01-会议通知.docx")), edited)
    with SentBook(folder / "outputs" / ".gongwen" / "sent.db", read_only=True) as book:
        branch = next(each.parcel.branch for each in book.everything())
    paper = Approved(f"outputs/{HOME}/x/04-整改方案.docx", "x", "04-整改方案.docx", "整改方案", branch)
    with SentBook(folder / "outputs" / ".gongwen" / "sent.db") as book:
        parcel = Parcel(HOME, branch, 9, 1, 1, (paper,), "d9")
        for each in book.plan([Dispatch(parcel, "邮件", "yi@example.cn", "<9@x>")]):
            book.intend(each.number, "2026-07-02T16:02:00+08:00")
    (folder / "gongwen.toml").write_text('[发送]\n方式 = "邮件"\n', "utf-8")


MADE = {"empty": _empty, "at work": _sample, "full": lambda _: None, "faulty": _faulty}
WINDOW = {"width": 1366, "height": 768}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SENT = ("full", "faulty")  # made of one workspace, whose papers were sent
HELD = {"at work": "at work", "full at work": "full"}  # while another program holds the workspace


class States:
    """States that were made, each with its program and a browser context that has come in, until all of them end."""

    def __init__(self, chromium: Any, factory: pytest.TempPathFactory, until: contextlib.ExitStack) -> None:
        self.cache = factory.mktemp("cache")
        self._chromium, self._factory, self._until = chromium, factory, until
        self._made: dict[str, Any] = {}

    def context(self, name: str) -> Any:
        """Return the context of a state, which is made when it is first asked for."""
        if name not in self._made:
            self._made[name] = self._come_in(name, self._folder(HELD.get(name, name)))
        return self._made[name]

    def _folder(self, state: str) -> Path:
        folder = self._factory.mktemp("state") / "公文"
        if state in SENT:
            shutil.copytree(once(self._factory, "sent", _full)[0], folder)
        MADE[state](folder)
        hurried(folder)
        return folder

    def _come_in(self, name: str, folder: Path) -> Any:
        served = Served(folder, self._factory.mktemp("home"))
        self._until.callback(served.end)
        if name in HELD:  # nothing is read, and it stays so
            desk = self._until.enter_context(opened(folder))
            self._until.enter_context(desk.ledger.exclusive(lambda: None, 60))
        context = self._chromium.new_context(viewport=WINDOW, locale="zh-CN")
        self._until.callback(context.close)
        context.set_default_timeout(SECONDS)
        page = context.new_page()
        page.goto(served.address)
        page.wait_for_selector("text=命令行正在更新" if name in HELD else "text=看过", timeout=4 * SECONDS)
        return context


@pytest.fixture(scope="module")
def states(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[States]:
    with contextlib.ExitStack() as until:
        yield States(chromium, tmp_path_factory, until)


@pytest.fixture(params=MADE)
def shown(request: Any, states: States, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Any]:
    """A state, and a browser context that has come in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(states.cache))
    return request.param, states.context(request.param)


@pytest.mark.parametrize(("shown", "screen"), thorough.pairs(MADE, [*SCREENS, *MORE], 2), indirect=["shown"])
def test_each_screen_can_be_used_in_each_state(shown: tuple[str, Any], screen: str) -> None:
    state, context = shown
    with tab(context) as page:
        page.goto(page.base + screen)
        page.wait_for_selector("h1")
        when_still(page)
        _keep(page, state, screen)
        wide = page.evaluate(WIDE)
        said = page.inner_text("body")
        found = seen_by_axe(page)

    assert found == []
    assert page.complaints == []
    assert wide <= 0
    assert "None" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("width", thorough.one_of(1024, 400))
@pytest.mark.parametrize(("shown", "screen"), thorough.pairs(MADE, [*SCREENS, *MORE], 4), indirect=["shown"])
def test_a_narrow_window_shows_each_screen_whole(shown: tuple[str, Any], screen: str, width: int) -> None:
    with tab(shown[1]) as page:
        page.set_viewport_size({"width": width, "height": 768})
        page.goto(page.base + screen)
        page.wait_for_selector("h1")
        when_still(page)
        wide = page.evaluate(WIDE)
        found = seen_by_axe(page)
        page.set_viewport_size(WINDOW)

    assert wide <= 0
    assert found == []


def _keep(page: Any, state: str, screen: str) -> None:
    if home := os.environ.get("GONGWEN_PICTURES"):
        name = "".join(sign if sign.isalnum() else "-" for sign in screen) + f"-{state.replace(' ', '-')}.png"
        page.wait_for_timeout(1_500)  # frames are painted later
        page.screenshot(path=Path(home) / name.lstrip("-"), full_page=True)


@pytest.mark.parametrize("shown", ["full", "full at work", "faulty"], indirect=True)
@pytest.mark.parametrize("number", thorough.one_of(1, 4, 5))
def test_a_return_can_be_looked_at_in_each_state(shown: tuple[str, Any], number: int) -> None:
    state, context = shown
    with tab(context) as page:
        page.goto(f"{page.base}/returned/one?n={number}")
        page.wait_for_selector("text=怎样定")
        when_still(page)
        _keep(page, state, f"/return-{number}")
        found = seen_by_axe(page)
        page.goto(f"{page.base}/returned")
        page.click("text=名单 >> nth=0")
        page.wait_for_selector("h1")
        when_still(page)
        _keep(page, state, "/return-branch")
        found += seen_by_axe(page)

    assert found == []


CONTROLS = "document.querySelectorAll('#live input:not([type=hidden]), #live select, #live textarea')"
FILL = f"""
{CONTROLS}.forEach(function (each, at) {{
  if (each.type === "checkbox") {{ each.checked = !each.checked; }}
  else if (each.type === "radio") {{ each.checked = true; }}
  else if (each.tagName === "SELECT") {{ each.selectedIndex = each.options.length - 1; }}
  else {{ each.value = "填到一半" + at; }}
}});
document.querySelectorAll("#live details").forEach(function (each) {{ each.open = true; }});
"""
HELD_NOW = f"""
Array.from({CONTROLS}).map(function (each) {{ return /^(checkbox|radio)$/.test(each.type) ? each.checked : each.value; }})
  .concat(Array.from(document.querySelectorAll("#live details")).map(function (each) {{ return each.open; }}))
"""


@pytest.mark.parametrize(("shown", "screen"), thorough.pairs(SENT, [*SCREENS[:-1], *MORE], 2), indirect=["shown"])
def test_what_is_filled_in_survives_a_refresh_of_all_that_is_shown(shown: tuple[str, Any], screen: str) -> None:
    with tab(shown[1]) as page:
        page.route("**/*", _turn)
        page.goto(page.base + screen)
        page.wait_for_selector("h1")
        when_still(page)
        if page.query_selector("#live") is None:
            return
        page.evaluate(FILL)
        before = page.evaluate(HELD_NOW)
        page.evaluate("htmx.trigger(document.body, 'g:standing')")
        page.wait_for_selector("#live[data-turn]", state="attached")
        page.wait_for_timeout(200)
        after = page.evaluate(HELD_NOW)

    assert after == before


def _turn(route: Any) -> None:
    """Let all of #live be put anew."""
    if route.request.headers.get("hx-target") == "live":
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('id="live"', 'id="live" data-turn="1"'))
    else:
        route.continue_()
