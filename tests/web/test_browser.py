"""The page in a real Chromium: what HTML alone does not show."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

import pytest

from tests.conftest import CAMPAIGN, FIVE, MEETING, ROSTER, needs, put, put_templates
from tests.web.browsing import PAPER, SCREENS, SECONDS, Served, base_of, hurried, seen_by_axe, tab, when_still

pytestmark = [pytest.mark.slow, needs("chromium"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """A small campaign, opened."""
    folder = tmp_path_factory.mktemp("served") / "工作"
    put_templates(folder, *FIVE)
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    hurried(folder)
    found = Served(folder, tmp_path_factory.mktemp("home"))
    yield found
    found.end()


@pytest.fixture(scope="module")
def inside(chromium, served) -> Iterator:
    """A browser context that has come in."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", bypass_csp=False)
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    page.goto(served.address)
    page.wait_for_selector("text=份等您批准")
    yield context
    context.close()


@pytest.fixture
def page(inside):
    with tab(inside) as page:
        yield page


@pytest.mark.parametrize("screen", [*SCREENS, PAPER])
def test_everybody_can_use_it_and_a_strict_browser_has_no_complaint(page, inside, screen):
    page.goto(page.base + screen)
    page.wait_for_selector("h1")
    when_still(page)
    complaints = list(page.complaints)
    inside_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = seen_by_axe(page)

    assert found == []
    assert complaints == []
    assert inside_out <= 0


def test_what_is_dropped_in_a_folder_of_folders_comes_in(page, served, tmp_path):
    dropped = tmp_path / "各支部交来"
    for number in range(130):  # a reader of a folder gives a hundred at a time
        path = dropped / "村" / f"第{number % 3}片" / f"说明{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"第 {number} 份说明", "utf-8")
    (dropped / "程序.exe").write_bytes(b"MZ")
    page.goto(page.base + "/inbox")

    page.set_input_files("#folder", str(dropped))
    page.wait_for_selector("#refused:not([hidden])")

    assert "程序.exe" in page.inner_text("#refused")
    assert "共 131 份" in page.inner_text("#uploading")
    home = served.workspace / "inputs" / "活动" / "各支部交来"
    assert sum(path.is_file() for path in home.rglob("*")) == 130
    shutil.rmtree(home)


def test_a_dropped_folder_is_walked(page, served, tmp_path):
    dropped = tmp_path / "拖进来的"
    names = ["甲/乙/丙/一.txt", "甲/二.txt", *(f"甲/乙/第{number}.txt" for number in range(250))]
    for name in names:  # a reader of a folder gives a hundred at a time
        path = dropped / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    page.goto(page.base + "/inbox")
    speak = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        speak.send("Input.dispatchDragEvent", {"type": kind, "x": 700, "y": 240, "data": data})

    page.wait_for_selector("#uploading >> text=已放进 252 份，共 252 份", timeout=4 * SECONDS)

    home = served.workspace / "inputs" / "活动" / "拖进来的"
    assert sorted(path.relative_to(home).as_posix() for path in home.rglob("*.txt")) == sorted(names)
    shutil.rmtree(home)


def test_a_faulty_cell_is_mended_by_hand_and_taken_back(page, served):
    put(served.workspace, "活动/花名册.xlsx", ROSTER.replace("1975-03-12", "1975.1"))
    page.goto(page.base + "/inbox?weight=error")
    page.wait_for_selector("input[name^='cell:']")

    page.fill("input[name^='cell:']", "去年")
    page.keyboard.press("Tab")
    page.wait_for_selector(".tried .why")
    page.fill("input[name^='cell:']", "1975年10月")
    page.keyboard.press("Tab")
    page.wait_for_selector(".tried .s.sign")
    page.click("text=存填好的")
    page.wait_for_selector("#said:not([hidden]) >> text=原件没有动")
    page.wait_for_selector("input[name^='cell:']", state="detached")
    assert (served.workspace / "inputs" / "活动" / "花名册（改正）.xlsx").is_file()
    page.click("#said button")
    page.wait_for_selector("input[name^='cell:']")

    put(served.workspace, "活动/花名册.xlsx", ROSTER)
    page.wait_for_selector("input[name^='cell:']", state="detached")
    assert not (served.workspace / "inputs" / "活动" / "花名册（改正）.xlsx").exists()


def test_two_of_three_cells_are_mended_and_the_third_waits(page, served):
    inputs = served.workspace / "inputs" / "活动"
    three = ROSTER.replace("1975-03-12", "1975.1").replace("1980-05-06", "1980.1").replace("1990-07-01", "去年")
    put(served.workspace, "活动/花名册.xlsx", three)
    before = (inputs / "花名册.xlsx").read_bytes()
    page.goto(page.base + "/inbox?weight=error")
    page.wait_for_selector("input[name^='cell:'] >> nth=2", state="attached")

    page.click("[data-fill='1975年10月']")
    page.click("[data-fill='1980年1月']")
    page.click("text=存填好的")
    page.wait_for_selector("#said:not([hidden]) >> text=改好的 2 格")
    page.wait_for_selector("input[name^='cell:'] >> nth=1", state="detached")
    assert page.locator("input[name^='cell:']").count() == 1
    assert "去年" in page.inner_text(".faults")
    assert (inputs / "花名册.xlsx").read_bytes() == before
    page.goto(page.base + "/docs?q=张三")
    page.wait_for_selector("text=03-党性分析表-张三")

    page.goto(page.base + "/history")
    page.click("text=撤销 >> nth=0")
    page.click("dialog button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=撤销了")
    assert not (inputs / "花名册（改正）.xlsx").exists()
    page.goto(page.base + "/inbox?weight=error")
    page.wait_for_selector("input[name^='cell:'] >> nth=2", state="attached")
    put(served.workspace, "活动/花名册.xlsx", ROSTER)
    page.wait_for_selector("input[name^='cell:']", state="detached")


def test_nine_tabs_load_and_all_hear_what_has_changed(inside, served):
    base = base_of(inside)
    nine = [inside.new_page() for _ in range(9)]
    for each in nine:
        each.goto(f"{base}/docs")
        each.wait_for_selector("text=03-党性分析表-王五")

    put(served.workspace, "活动/花名册.xlsx", ROSTER.replace("王五", "赵六"))
    for each in nine:
        each.wait_for_selector("text=03-党性分析表-赵六")

    put(served.workspace, "活动/花名册.xlsx", ROSTER)
    for each in nine:
        each.wait_for_selector("text=03-党性分析表-王五")
        each.close()


def test_it_goes_by_the_keyboard_alone(page):
    page.goto(page.base + "/")
    page.wait_for_selector("text=份等您批准")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("张三")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('找：“张三”')")
    page.goto(page.base + PAPER)
    title = page.inner_text("h1")
    page.keyboard.press("j")
    page.wait_for_selector(f"h1:not(:text-is('{title}'))")
    page.keyboard.press("k")
    page.wait_for_selector(f"h1:text-is('{title}')")


def test_what_is_being_filled_in_is_not_taken_away(page, served):
    page.goto(page.base + "/facts?part=meeting")
    papers = page.inner_text("#nav a[href='/docs'] .n")
    page.fill("text=地点", "还没有写完")
    put(served.workspace, "活动/名单.xlsx", ROSTER.replace("张三", "钱七").replace("一支部", "三支部"))

    page.wait_for_selector(f"#nav a[href='/docs']:not(:has-text('{papers}'))")

    assert page.input_value("text=地点") == "还没有写完"
    assert page.is_hidden("#fresh")
    (served.workspace / "inputs" / "活动" / "名单.xlsx").unlink()
    there = served.workspace / "outputs" / "活动" / "三支部"
    for _ in range(600):  # what comes after this test finds the campaign as it was
        if not list(there.glob("*.docx")):
            break
        time.sleep(0.1)
    assert not list(there.glob("*.docx"))


def test_papers_are_approved_with_a_click(page, served):
    page.goto(page.base + "/approve")
    page.wait_for_selector("form[data-counts]")
    when_still(page, idle=True)  # what the page has still to hear of has been heard
    assert page.is_disabled("button.go")
    page.click("text=全选")
    count = page.inner_text("button.go [data-count]")
    page.fill("#who", "马书记")
    page.click("button.go")

    page.wait_for_selector(f"#said:not([hidden]) >> text=批准了 {count} 份")
    page.wait_for_selector("text=没有等批准的")


def test_a_second_start_opens_the_first(served, inside, page):
    second = Served(served.workspace, served._home)
    address = second.address
    assert second.process.wait(30) == 0
    second.process.stdout.close()

    page.goto(address)

    assert page.url == base_of(inside) + "/"


def test_killed_at_work_it_goes_on_when_it_is_opened_again(chromium, tmp_path):
    folder = tmp_path / "工作"
    put_templates(folder, *FIVE)
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    hurried(folder)
    served = Served(folder, tmp_path / "home")
    try:
        assert served.address
        end = time.monotonic() + 60
        while not list(folder.glob("outputs/活动/*/*.docx")) and time.monotonic() < end:
            time.sleep(0.01)
        served.kill()
        served.process.stdout.close()
        served.again()
        context = chromium.new_context(locale="zh-CN")
        context.set_default_timeout(SECONDS)
        page = context.new_page()
        page.goto(served.address)
        page.wait_for_selector("text=份等您批准")
        page.goto(f"{base_of(context)}/docs?q=王五")
        page.wait_for_selector("text=03-党性分析表-王五")
        context.close()
    finally:
        served.end()

    assert not list(folder.rglob("*.tmp"))


def test_the_first_start_makes_the_sample_and_leaving_ends_it(chromium, tmp_path):
    served = Served(tmp_path / "还没有", tmp_path / "home")
    try:
        context = chromium.new_context(locale="zh-CN")
        context.set_default_timeout(6 * SECONDS)  # 445 papers are made
        page = context.new_page()
        page.goto(served.address)
        page.fill("#sample", str(tmp_path / "示例"))
        page.click("text=试一试示例")
        page.wait_for_selector("text=10 个党组织 · 党员 220 名")
        page.click("button.leave")
        page.click("dialog button.go")
        page.wait_for_selector("text=已经退出")
        assert served.process.wait(60) == 0
        context.close()
    finally:
        served.end()
