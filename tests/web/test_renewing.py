"""What a screen shows is brought up to date while somebody works in it: nothing of hers is lost, nothing becomes another's."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CAMPAIGN, FIVE, MEETING, ROOT, needs, put, put_templates
from tests.web.browsing import SECONDS, Served, hurried, tab

pytestmark = [pytest.mark.slow, needs("chromium"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
NAMES = ("一", "二", "三")
HEAD = "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n"
ROSTER = HEAD + "".join(f"张{name}|{name}支部|男|1975-03-12|正式党员|1998-07-01\n" for name in NAMES)
FAULTY = ROSTER.replace("1975-03-12", "1975.1")
BRANCHES = "党支部名称|书记|电话\n" + "".join(f"{name}支部|牛{name}|1380000000{at}\n" for at, name in enumerate(NAMES))
FACTS = CAMPAIGN + MEETING + "文种: [会议通知, 党性分析表]\n"
TOML = '[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "共享盘"\n'
PLACE = "#live label:text-is('地点') + .f input"
RENEW = "htmx.trigger(document.body, 'g:standing')"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A campaign of which the notices were sent, and the forms wait."""
    folder = tmp_path_factory.mktemp("renewed") / "工作"
    put_templates(folder, *FIVE)
    (folder / "共享盘").mkdir()
    put(folder, "活动/活动.yaml", FACTS)
    put(folder, "活动/花名册.xlsx", ROSTER)
    put(folder, "活动/党支部名册.xlsx", BRANCHES)
    (folder / "gongwen.toml").write_text(TOML, "utf-8")
    hurried(folder)
    for words in (["build"], ["approve", "--kind", "会议通知"], ["send"]):
        _run(folder, *words)
    found = Served(folder, tmp_path_factory.mktemp("home"))
    yield found
    found.end()


def _run(folder: Any, *words: str) -> None:
    program = [sys.executable, "-m", "pipeline", *words, "--workspace", str(folder)]
    ended = subprocess.run(program, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _saved(facts: Path, said: str) -> None:
    """Write as an editor does: nobody finds half of it."""
    aside = facts.parents[2] / "另存"
    aside.write_text(said, "utf-8")
    aside.replace(facts)


@pytest.fixture(scope="module")
def inside(chromium: Any, served: Served) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    page.goto(served.address)
    page.wait_for_selector("#job >> text=看过")
    yield context
    context.close()


@pytest.fixture
def page(inside: Any) -> Iterator[Any]:
    with tab(inside) as page:
        yield page
    assert page.complaints == []


@pytest.fixture
def apart(inside: Any) -> Iterator[Any]:
    """A tab that nobody has after the test."""
    with tab(inside, own=True) as page:
        yield page
    assert page.complaints == []


@pytest.fixture
def turned(page: Any) -> Any:
    """The same, where each refresh puts all of #live anew."""
    numbers = itertools.count()

    def anew(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('id="live"', f'id="live" data-turn="{next(numbers)}"')
        )

    page.route(lambda address: "/part/" not in address and "/static/" not in address, _only_fragments(anew))
    return page


def _only_fragments(anew: Any) -> Any:
    def handle(route: Any) -> None:
        asked = route.request
        if asked.method == "GET" and asked.headers.get("hx-request"):
            anew(route)
        else:
            route.continue_()

    return handle


def _renewed(page: Any) -> None:
    """Have the screen refreshed, and wait until it is."""
    page.evaluate("window.renewals = (window.renewals || 0)")
    page.evaluate(
        "window.renewing = new Promise(function (done) {"
        " document.body.addEventListener('g:renewed', function (event) { if (event.target.id !== 'job') { setTimeout(done, 100); } });"
        f" {RENEW}; }})"
    )
    page.evaluate("window.renewing")


def _turns(page: Any) -> str:
    return page.get_attribute("#live", "data-turn") or ""


def test_what_is_ticked_stays_ticked_by_whatever_hand(turned: Any) -> None:
    turned.goto(turned.base + "/approve")
    _renewed(turned)
    turned.click("text=全选")
    _renewed(turned)
    before = _turns(turned)
    _renewed(turned)

    assert _turns(turned) != before
    assert turned.inner_text("button.go [data-count]") == str(len(NAMES))
    turned.click("text=全不选")
    _renewed(turned)
    assert turned.is_disabled("button.go")
    turned.check("input[name=group]")
    _renewed(turned)
    assert turned.is_checked("input[name=group]")
    turned.fill("#who", "马书")
    _renewed(turned)
    turned.keyboard.type("记")
    assert turned.input_value("#who") == "马书记"


def test_what_has_changed_since_it_was_ticked_is_not_ticked_and_said(page: Any, served: Served) -> None:
    page.goto(page.base + "/approve")
    page.click("text=全选")
    put(served.workspace, "活动/花名册.xlsx", ROSTER.replace("张三", "张散"))
    try:
        page.wait_for_selector("#fresh:not([hidden]) >> text=您选好的有 1 处刚刚变了")
        assert not page.is_checked("input[name=group]")
        assert page.is_disabled("button.go")
        page.click("#fresh button")
        assert page.is_hidden("#fresh")
    finally:
        put(served.workspace, "活动/花名册.xlsx", ROSTER)
        page.wait_for_timeout(500)
        page.wait_for_selector("#job >> text=看过")


def test_a_half_typed_cell_its_place_and_its_verdict_survive(turned: Any, served: Served) -> None:
    put(served.workspace, "活动/花名册.xlsx", FAULTY)
    cells = "input[name^='cell:']"
    try:
        turned.goto(turned.base + "/inbox?weight=error")
        turned.wait_for_selector(f"{cells} >> nth=2")
        turned.fill(f"{cells} >> nth=0", "去年")
        turned.keyboard.press("Tab")
        turned.wait_for_selector(".tried .why")
        second = turned.locator(cells).nth(1)
        second.focus()
        turned.keyboard.type("1975年月")
        turned.keyboard.press("ArrowLeft")
        _renewed(turned)
        turned.keyboard.type("10")
        _renewed(turned)

        assert [each.input_value() for each in turned.locator(cells).all()] == ["去年", "1975年10月", ""]
        turned.wait_for_selector(".tried .why")
        turned.click("text=存填好的")
        turned.wait_for_selector("#said:not([hidden])")
        assert turned.is_hidden("#fresh")
    finally:
        put(served.workspace, "活动/花名册.xlsx", ROSTER)
        for copy in (served.workspace / "inputs" / "活动").glob("*改正*"):
            copy.unlink()
        turned.wait_for_selector(cells, state="detached")


def test_what_is_being_filled_in_meets_what_another_has_written(page: Any, served: Served) -> None:
    facts = served.workspace / "inputs" / "活动" / "活动.yaml"
    said = facts.read_text("utf-8")
    page.goto(page.base + "/facts?part=meeting")
    place = page.input_value(PLACE)
    page.fill(PLACE, "镇文化站")
    try:
        _saved(facts, said.replace("动员大会", "部署大会"))
        page.wait_for_selector("input[value='部署大会']")
        assert page.input_value(PLACE) == "镇文化站"
        assert page.is_hidden("#fresh")
        _saved(facts, said.replace("动员大会", "部署大会").replace(place, "别的地方"))
        page.wait_for_selector("#fresh:not([hidden]) >> text=“地点”刚刚在别处改成了“别的地方”；您填的还在，还没有存。")
        assert page.input_value(PLACE) == "镇文化站"

        page.click("form button.go")
        page.wait_for_selector("#said:not([hidden]) >> text=存好了 1 处")
        assert "镇文化站" in facts.read_text("utf-8")
        assert "部署大会" in facts.read_text("utf-8")
    finally:
        _saved(facts, said)
        page.wait_for_timeout(500)
        page.wait_for_selector("#job >> text=看过")


def test_settings_survive_typed_and_chosen(turned: Any) -> None:
    turned.goto(turned.base + "/settings")
    turned.check("input[type=radio][value=压缩包]")
    turned.fill("input[name='监视/静默秒数']", "7")
    turned.fill("input[name='发送.文件夹/路径']", "D:/送")
    _renewed(turned)
    turned.keyboard.type("达")
    _renewed(turned)

    assert turned.is_checked("input[type=radio][value=压缩包]")
    assert turned.is_hidden("input[name='发送.邮件/主机']")
    turned.check("input[type=radio][value=邮件]")
    assert turned.is_hidden("input[name='发送.文件夹/路径']")
    turned.fill("input[name='发送.邮件/主机']", "smtp.example.cn")
    turned.check("input[type=radio][value=文件夹]")
    assert turned.is_hidden("input[name='发送.压缩包/设密码'] >> nth=0")
    turned.check("input[type=radio][value=邮件]")
    _renewed(turned)
    assert turned.input_value("input[name='发送.邮件/主机']") == "smtp.example.cn"
    assert turned.is_hidden("input[name='发送.文件夹/路径']")
    assert turned.input_value("input[name='监视/静默秒数']") == "7"
    assert turned.input_value("input[name='发送.文件夹/路径']") == "D:/送达"


def test_a_signature_that_is_being_written_down_stays_with_its_branch(page: Any, served: Served) -> None:
    page.goto(page.base + "/receipts")
    row = page.locator("tr", has_text="三支部")
    row.locator("summary").click()
    row.locator("input[name=day]").fill("7月2")
    other = page.context.new_page()
    other.goto(page.base + "/receipts")
    other.locator("summary").first.click()
    other.click("form.inline button >> nth=0")
    page.wait_for_selector("tr:has-text('一支部') .s.sign")
    page.keyboard.type("日")

    assert row.locator("details").get_attribute("open") is not None
    assert [each.input_value() for each in page.locator("input[name=day]").all()] == ["", "7月2日"]
    other.click("text=撤销 >> nth=0")
    other.click("dialog button.go")
    page.wait_for_selector("tr:has-text('一支部') .s.sign", state="detached")
    assert [each.input_value() for each in page.locator("input[name=day]").all()] == ["", "", "7月2日"]
    other.close()


def test_a_word_that_is_being_composed_and_a_button_that_is_held_are_waited_for(turned: Any) -> None:
    turned.goto(turned.base + "/settings")
    turned.focus("#who")
    before = _turns(turned)
    speak = turned.context.new_cdp_session(turned)
    speak.send("Input.imeSetComposition", {"text": "ma", "selectionStart": 2, "selectionEnd": 2})
    turned.evaluate(RENEW)
    turned.wait_for_timeout(700)
    assert _turns(turned) == before
    speak.send("Input.insertText", {"text": "马"})
    turned.wait_for_selector(f"#live[data-turn]:not([data-turn='{before}'])")
    assert turned.input_value("#who").endswith("马")

    before = _turns(turned)
    box = turned.locator("text=不要了").bounding_box()
    turned.mouse.move(box["x"] + 5, box["y"] + 5)
    turned.mouse.down()
    turned.evaluate(RENEW)
    turned.wait_for_timeout(700)
    assert _turns(turned) == before
    turned.mouse.up()
    turned.wait_for_selector("#live:not([data-turn])")  # 不要了: the page is loaded anew


def test_what_has_not_changed_is_not_touched(page: Any, served: Served) -> None:
    paper = next((served.workspace / "outputs" / "活动").glob("*/03-*.docx")).relative_to(served.workspace).as_posix()
    page.goto(f"{page.base}/doc?path={paper}")
    page.wait_for_selector("iframe[data-paper]")
    page.evaluate(
        "document.querySelector('iframe[data-paper]').hers = true; document.querySelector('#nav').hers = true"
    )
    _renewed(page)
    other = page.context.new_page()
    other.goto(page.base + "/docs?state=待批&branch=二支部")
    other.click("table a >> nth=0")
    other.click("text=批准这一份")
    page.wait_for_selector("#nav a[href='/approve'] >> text=2")

    assert page.evaluate("document.querySelector('iframe[data-paper]').hers")
    assert page.evaluate("document.querySelector('#nav').hers")
    other.goto(page.base + "/docs?state=已批")
    other.click("table a >> nth=0")
    other.click("text=撤回批准")
    other.click("dialog button.go")
    page.wait_for_selector("#nav a[href='/approve'] >> text=3")
    other.close()


def test_keys_stay_where_they_were(turned: Any) -> None:
    turned.goto(turned.base + "/docs")
    turned.focus("#live .chips a >> nth=1")
    words = turned.evaluate("document.activeElement.innerText")
    _renewed(turned)

    assert turned.evaluate("document.activeElement.innerText") == words
    turned.focus("#nav a[href='/send']")
    _renewed(turned)
    assert turned.evaluate("document.activeElement.getAttribute('href')") == "/send"


def test_news_that_comes_fast_is_asked_for_once_each_and_replaces_nothing(page: Any) -> None:
    page.goto(page.base + "/docs")
    page.wait_for_selector("#job >> text=看过")
    page.evaluate("document.getElementById('job').hers = true")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(12):
        page.evaluate("htmx.trigger(document.body, 'g:job')")
        page.wait_for_timeout(15)
    page.wait_for_timeout(1_500)

    assert page.evaluate("document.getElementById('job').hers")
    assert len([url for url in asked if url.endswith("/part/job")]) <= 13


LATE = """
const Real = window.EventSource;
window.SharedWorker = undefined;
window.EventSource = function (address) {
  const waiting = [];
  this.addEventListener = function (name, heard) { waiting.push([name, heard]); };
  window.hear = function () {
    const source = new Real(address);
    waiting.forEach(function (each) { source.addEventListener(each[0], each[1]); });
  };
};
"""


def test_what_was_told_before_its_stream_was_open_is_asked_for(apart: Any, served: Served) -> None:
    apart.add_init_script(LATE)
    apart.goto(apart.base + "/inbox")
    apart.wait_for_selector("#job >> text=看过")
    put(served.workspace, "活动/花名册.xlsx", FAULTY)
    other = apart.context.new_page()
    try:
        other.goto(apart.base + "/inbox")
        other.wait_for_selector("#live >> text=1975.1")

        assert "1975.1" not in apart.inner_text("#live")
        apart.evaluate("window.hear()")
        apart.wait_for_selector("#live >> text=1975.1")
    finally:
        put(served.workspace, "活动/花名册.xlsx", ROSTER)
        other.wait_for_selector("#live >> text=1975.1", state="detached")
        other.close()


def test_what_came_of_a_click_is_said_though_its_button_is_gone_by_then(page: Any) -> None:
    page.goto(page.base + "/facts?part=meeting")
    page.fill("text=地点", "镇文化站")
    page.click("form button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=存好了 1 处")
    page.goto(page.base + "/history")
    address = page.get_attribute("button[hx-post^='/undo/'] >> nth=0", "hx-post")
    button = f"button[hx-post='{address}']"
    held: list[Any] = []
    page.route("**/undo/*", lambda route: held.append((route, route.fetch())))
    page.click(button)
    page.click("dialog button.go")
    page.wait_for_selector(button, state="detached")
    _until_heard(page, held)

    route, answer = held[0]
    route.fulfill(response=answer)

    page.wait_for_selector("#said:not([hidden]) >> text=撤销了")


def _until_heard(page: Any, held: list[Any]) -> None:
    """Wait for an answer that is kept from the page."""
    end = time.monotonic() + SECONDS / 1000
    while not held:
        assert time.monotonic() < end
        page.wait_for_timeout(20)


@pytest.mark.parametrize("screen", ["/", "/approve", "/templates", "/settings"])
def test_it_asks_for_nothing_while_nothing_happens(page: Any, screen: str) -> None:
    page.goto(page.base + "/")
    for _ in range(3):
        page.click("[hx-post='/build']")
    page.goto(page.base + screen)
    page.wait_for_selector("#job >> text=看过", timeout=6 * SECONDS)  # 64 templates are checked
    page.wait_for_timeout(1_500)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(3_000)

    assert asked == []
