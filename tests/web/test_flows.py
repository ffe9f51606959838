"""A clerk's ways through the page in a real Chromium, while others are at work: what was foretold is what is written, what
was not seen is not approved, and what leaves leaves once.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.conftest import CAMPAIGN, FIVE, MEETING, ROOT, needs, put, put_templates
from tests.send.server import Handler, Server, certificate
from tests.web.browsing import SCREENS, SECONDS, Served, base_of, hurried, when_still

pytestmark = [pytest.mark.slow, needs("chromium"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
NAMES = ("一", "二", "三", "四", "五", "六")
HEAD = "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n"
ROSTER = HEAD + "".join(f"张{name}|{name}支部|男|1975-03-12|正式党员|1998-07-01\n" for name in NAMES)
BRANCHES = "党支部名称|书记|电话|邮箱\n" + "".join(
    f"{name}支部|牛{name}|1380000000{number}|b{number}@example.cn\n" for number, name in enumerate(NAMES)
)
MAIL = '[发送]\n方式 = "邮件"\n[发送.邮件]\n主机 = "127.0.0.1"\n端口 = {}\n加密 = "无"\n发件人 = "组织办 <zzb@example.cn>"\n每分钟封数 = 600\n'


class Slowly(Handler):
    """Takes each letter with a delay."""

    seconds = 0.0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("tests.send.server.Handler", Slowly)
    with Server(certificate(tmp_path), security="") as server:
        yield server


@pytest.fixture
def served(tmp_path: Path, post: Server) -> Iterator[Served]:
    folder = tmp_path / "工作"
    put_templates(folder, *FIVE)
    put(folder, "活动/活动.yaml", "# 说明\n" + CAMPAIGN + MEETING + "文种: [会议通知, 党性分析表]\n")
    put(folder, "活动/花名册.xlsx", ROSTER)
    put(folder, "活动/党支部名册.xlsx", BRANCHES)
    (folder / "gongwen.toml").write_text(MAIL.format(post.port), "utf-8")
    hurried(folder)
    found = Served(folder, tmp_path / "home")
    yield found
    found.end()


@pytest.fixture
def page(chromium: Any, served: Served) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_timeout(2 * SECONDS)
    page = context.new_page()
    page.goto(served.address)
    page.wait_for_selector("text=份等您批准")
    page.wait_for_selector("#job >> text=看过")
    page.base = base_of(context)
    yield page
    context.close()


def _papers(served: Served) -> dict[Path, bytes]:
    home = served.workspace / "outputs" / "活动"
    return {path: path.read_bytes() for path in home.rglob("*.docx")}


def _changed(before: dict[Path, bytes], served: Served) -> list[Path]:
    return [path for path, data in _papers(served).items() if before.get(path) != data]


def test_what_is_foretold_is_what_is_written(page: Any, served: Served) -> None:
    facts = served.workspace / "inputs" / "活动" / "活动.yaml"
    before, said = _papers(served), facts.read_bytes()
    page.goto(page.base + "/facts?part=meeting")
    page.fill("text=地点", "镇文化站")
    page.keyboard.press("Tab")
    papers, volumes = (int(page.inner_text(f"#forecast p b >> nth={at}").split()[0]) for at in (0, 1))
    assert papers > volumes == len(NAMES)
    assert _papers(served) == before

    page.click("form button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=存好了 1 处")
    page.wait_for_selector("#forecast >> text=没有改动")  # and no more what was to come

    _until(lambda: len(_changed(before, served)) == papers + volumes)
    assert sum("打印" in path.parts for path in _changed(before, served)) == volumes
    assert facts.read_bytes() == said.replace("镇政府三楼会议室".encode(), "镇文化站".encode())
    page.click("#said button")
    _until(lambda: _papers(served) == before)
    assert facts.read_bytes() == said


def test_what_somebody_edits_in_between_is_not_approved(page: Any, served: Served) -> None:
    page.goto(page.base + "/approve")
    when_still(page, idle=True)  # what the page has still to hear of has been heard
    page.click("text=全选")
    count = int(page.inner_text("button.go [data-count]"))
    edited, other = sorted(path for path in _papers(served) if path.name.startswith("01-") and "支部" in str(path))[:2]

    def edit_first(route: Any) -> None:  # between the click and its answer: the page has not heard of it
        if route.request.method == "POST":
            shutil.copy(other, edited)
        route.continue_()

    page.route("**/*", edit_first)
    page.click("button.go")

    said = page.wait_for_selector("#said:not([hidden])").inner_text()
    assert f"批准了 {count - 1} 份" in said
    assert "1 份刚刚又变了" in said


def _approve(page: Any) -> None:
    page.goto(page.base + "/approve")
    page.click("text=全选")
    page.click("button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=批准了")


def _send(page: Any) -> None:
    page.goto(page.base + "/send")
    page.click("text=看谁会收到什么")
    page.click("button:has-text('发给这')")


def test_a_letter_that_nobody_has_answered_for_is_settled_and_the_rest_goes(
    page: Any, served: Served, post: Server
) -> None:
    post.handler.of("b3@example.cn").then = "drop"
    _approve(page)
    _send(page)
    page.wait_for_selector("text=不知道到没到：", timeout=4 * SECONDS)
    doubt = page.inner_text(".note.warn")
    assert "四支部" in doubt
    assert "13800000003" in doubt
    assert post.recipients == sorted(f"b{number}@example.cn" for number in range(6))

    page.click("text=没收到，下次再发")
    page.wait_for_selector("#said:not([hidden]) >> text=下次发送时再发")
    page.wait_for_selector("text=不知道到没到：", state="detached")
    post.handler.of("b3@example.cn").then = ""
    _send(page)
    page.wait_for_selector("text=送出 1 包")

    assert post.recipients.count("b3@example.cn") == 2
    assert len(post.recipients) == 7


def test_a_letter_that_is_refused_says_what_to_do_and_goes_when_its_address_is_mended(
    page: Any, served: Served, post: Server
) -> None:
    post.handler.of("b3@example.cn").rcpt = ["550 5.1.1 no such user"] * 3
    _approve(page)
    _send(page)
    page.wait_for_selector("text=送出 5 包")
    row = page.inner_text("tr:has-text('四支部')")
    assert "没有送出" in row
    assert "邮件服务器退回：550 5.1.1 no such user" in row
    assert "邮箱在党支部名册里" in page.inner_text("main")
    assert "邮件服务器收下了" in page.inner_text("tr:has-text('一支部')")

    put(served.workspace, "活动/党支部名册.xlsx", BRANCHES.replace("b3@", "four@"))
    page.wait_for_timeout(1_500)
    _send(page)
    page.wait_for_selector("text=送出 1 包")
    page.goto(page.base + "/receipts")
    page.click("button:has-text('催 6 个支部')")
    page.click("dialog button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=发了 6 封催办邮件。")
    page.click("button:has-text('催 6 个支部')")
    page.click("dialog button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=发了 0 封催办邮件。6 个没有发")

    assert post.recipients.count("four@example.cn") == 2
    assert post.recipients.count("b0@example.cn") == 2


def test_a_sending_stops_after_the_parcel_at_hand_and_goes_on_later(page: Any, post: Server) -> None:
    Slowly.seconds = 1.5
    try:
        _approve(page)
        _send(page)
        page.wait_for_selector("text=/发了 [12] 包，共 6 包/")
        second = page.context.new_page()  # another tab, and a reload, show the same
        second.goto(page.base + "/send")
        second.wait_for_selector("text=/发了 \\d 包，共 6 包/")
        page.reload()
        page.wait_for_selector("text=/发了 \\d 包，共 6 包/")
        page.click("text=发完这一包就停")
        page.wait_for_selector("text=停下了，没发的下次接着发")
        second.wait_for_selector("text=停下了，没发的下次接着发")
    finally:
        Slowly.seconds = 0.0
    left = len(post.recipients)
    assert 0 < left < 6

    _send(page)
    _until(lambda: len(post.recipients) >= 6)
    page.wait_for_selector(f"text=送出 {6 - left} 包")

    assert post.recipients == sorted(f"b{number}@example.cn" for number in range(6))


def test_the_command_line_builds_beside_the_page_and_the_page_shows_it(page: Any, served: Served) -> None:
    put(served.workspace, "活动/花名册.xlsx", ROSTER.replace("张六", "赵六"))
    words = [sys.executable, "-m", "pipeline", "build", "--workspace", str(served.workspace)]
    beside = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    page.goto(page.base + "/")
    page.click("text=立即更新")
    said, _ = beside.communicate(timeout=120)

    assert beside.returncode == 0, said
    page.goto(page.base + "/docs?kind=党性分析表")
    page.wait_for_selector("text=03-党性分析表-赵六")
    assert page.query_selector("text=03-党性分析表-张六") is None
    assert len([path for path in _papers(served) if path.name.startswith("03-") and "支部" in str(path)]) >= len(NAMES)


def test_no_log_keeps_what_was_asked_for(page: Any, served: Served) -> None:
    secret = "机密词9527"
    page.goto(f"{page.base}/docs?q={secret}")
    page.wait_for_selector("h1")
    served.process.send_signal(signal.SIGINT)
    served.process.wait(60)

    assert secret not in served.process.stdout.read()
    own = served.workspace / "outputs" / ".gongwen"
    assert not [path for path in own.rglob("*.log*") if secret in path.read_text("utf-8", "replace")]


def test_canaries_are_seen_by_whoever_has_come_in_and_on_their_own_branchs_papers_alone(
    page: Any, chromium: Any, served: Served
) -> None:
    canaries = {f"{name}支部": f"张{name}" for name in NAMES}
    stranger = chromium.new_context(locale="zh-CN").new_page()
    seen = set[str]()
    for screen in SCREENS:
        page.goto(page.base + screen)
        page.wait_for_selector("h1")
        seen |= {name for name in canaries.values() if name in page.content()}
        answer = stranger.goto(page.base + screen)
        assert answer.status == 401
        assert not [word for word in (*canaries, *canaries.values()) if word in stranger.content()]
    assert seen == set(canaries.values())  # else nothing was to be kept from anybody

    page.goto(f"{page.base}/docs?q=党性分析表")
    addresses = page.eval_on_selector_all("main a[href^='/doc?']", "all => all.map(a => a.getAttribute('href'))")
    shown = []
    for address in dict.fromkeys(addresses):
        page.goto(page.base + address)
        page.wait_for_selector("h1")
        text = page.inner_text("main")
        (own,) = [branch for branch in canaries if branch in page.inner_text("h1") + unquote(address)]
        assert [name for name in canaries.values() if name in text] == [canaries[own]]
        assert stranger.goto(page.base + address).status == 401
        shown.append(own)
    assert sorted(set(shown)) == sorted(canaries)


def test_every_screen_is_reached_and_used_by_the_keyboard(page: Any) -> None:
    names = page.eval_on_selector_all(
        "#nav a[href^='/']:not([download])", "all => all.map(a => a.getAttribute('href'))"
    )
    assert len(names) == 13
    for name in names:
        page.goto(page.base + "/receipts")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == name:
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("h1")
        page.wait_for_url(f"{page.base}{name}")
        held = page.evaluate(_REACHED)
        assert held == [], (name, held)


_REACHED = """
Array.from(document.querySelectorAll("main a, main button, main input, main select, main textarea, main summary"))
  .filter(each => each.offsetParent && !each.disabled && each.tabIndex < 0 && each.type !== "file")
  .map(each => each.outerHTML)
"""


def _until(holds: Any) -> None:
    end = time.monotonic() + SECONDS / 1000
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
