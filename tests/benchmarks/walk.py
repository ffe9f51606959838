"""A whole campaign of messy files through the page alone, as a clerk would: clicks, typed fields, screens, minutes.

    python -m tests.benchmarks.walk FILES [PICTURES]

FILES: a folder with the rosters and lists of one campaign of six branches, as offices hand them in.
From `gongwen serve` where no workspace is to the parcels in a folder: no YAML, no command line. A click is counted as
2 seconds, a typed field as 6, a screen that is read as 10; the time in which the machine lets one wait is measured.
PICTURES: a folder for a picture of each screen.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.browsing import SECONDS, Served

_CLICK, _FIELD, _SCREEN = 2, 6, 10  # seconds
_CAMPAIGN = {
    "名称": "深入贯彻中央八项规定精神学习教育",
    "简称": "学习教育",
    "开始": "2026年3月15日",
    "结束": "2026年7月31日",
}
_OFFICE = {
    "名称": "中共双桥乡委员会",
    "简称": "双桥乡党委",
    "办公室": "乡党委组织办公室",
    "联系人": "丁玉芳",
    "电话": "0000-1234567",
}
_MEETING = {
    "名称": "深入贯彻中央八项规定精神学习教育动员部署会",
    "时间": "2026年3月18日上午9点",
    "地点": "乡政府二楼会议室",
    "主持人": "胡志强（党委副书记、乡长）",
    "讲话人": "周立新（党委书记）",
    "参加人员": "全体乡干部\n各村党支部书记",
    "议程": "传达上级会议精神\n动员讲话",
    "要求": "提前十分钟到会\n手机静音",
    "回执截止": "2026年3月17日",
}
_ISSUE = {"字号": "双委〔2026〕5号", "日期": "2026.3.14"}
_BRANCHES = {
    "石桥村": {"时间": "2026.3.20 下午3点", "地点": "村党群服务中心", "讲话人": "史静家"},
    "机关": {"时间": "2026-3-20 16:00", "地点": "乡政府二楼会议室", "讲话人": "周立新（党委书记）"},
}
_CELLS = {  # what whoever has asked the branch types where nothing is offered
    "年份只有两位": "2018年6月",
    "不是身份证号": "000000197605184829",
    "手机号应为 11 位": "13800000000",
}


@dataclass
class Walk:
    """One clerk at one page; what she has done so far."""

    page: Any
    pictures: Path | None
    clicks: int = 0
    fields: int = 0
    screens: list[str] = field(default_factory=list)
    waited: float = 0.0

    def click(self, what: str) -> None:
        """Click something."""
        self.clicks += 1
        self.page.click(what)

    def type(self, where: Any, words: str) -> None:
        """Fill in a field."""
        self.fields += 1
        where.fill(words)

    def until(self, what: str) -> None:
        """Wait for the machine."""
        begun = time.monotonic()
        self.page.wait_for_selector(what)
        self.waited += time.monotonic() - begun

    def read(self, what: str) -> None:
        """Read a screen."""
        self.page.wait_for_timeout(400)  # what the page has heard of is shown
        self.screens.append(what)
        if self.pictures:
            name = f"{len(self.screens):02}-{what}.png"
            self.page.screenshot(path=self.pictures / name, full_page=True)

    def go(self, menu: str) -> None:
        """Open a screen by the menu."""
        self.click(f"#nav >> text={menu}")
        self.page.wait_for_selector(f"#nav a[aria-current] >> text={menu}")

    def quiet(self) -> None:
        """Wait until the program has nothing to do."""
        self.page.wait_for_timeout(300)
        self.until("#job >> text=/看过|没有做成/")


def _begin(walk: Walk) -> None:
    walk.read("首次打开")
    walk.click("text=新建工作文件夹")
    walk.until("#nav")
    walk.quiet()
    walk.read("总览-空")


def _drop(walk: Walk, files: list[Path]) -> None:
    walk.go("收件")
    walk.clicks += 3  # 选文件, all of them in the folder, 打开: or one drag
    walk.page.set_input_files("#files", files)
    walk.until(f"text=已放进 {len(files)} 份")
    walk.until("tr >> text=领导包联表.xlsx")
    walk.quiet()
    walk.read("收件-有错")


def _mend(walk: Walk) -> None:
    """Mend the faulty cells: by what is offered, else by typing."""
    rows = walk.page.locator(".faults tbody tr")
    for at in range(rows.count()):
        row = rows.nth(at)
        if not row.locator("input").count():
            continue
        said = row.inner_text()
        typed = next((words for key, words in _CELLS.items() if key in said), "")
        if row.locator("[data-fill]").count():
            walk.clicks += 1
            row.locator("[data-fill]").last.click() if "看不出是" in said else row.locator("[data-fill]").first.click()
        elif typed:
            walk.type(row.locator("input"), typed)
    walk.page.keyboard.press("Tab")
    walk.page.wait_for_timeout(1_000)
    walk.read("收件-填好")
    walk.click("text=存填好的")
    walk.until("#said:not([hidden]) >> text=原件没有动")
    walk.quiet()


def _facts(walk: Walk) -> None:
    walk.go("活动与会议")
    for tab, values in (("", _CAMPAIGN), ("单位", _OFFICE), ("会议", _MEETING), ("发文", _ISSUE)):
        if tab:
            walk.click(f".tabs >> text={tab}")
            walk.page.wait_for_selector(f".tabs a[aria-current] >> text={tab}")
        for key, words in values.items():
            label = walk.page.locator(".form > label").filter(has_text=re.compile(rf"^\s*{key}\s*(必填)?\s*$"))
            walk.type(walk.page.locator(f"#{label.get_attribute('for')}"), words)
        _keep(walk, f"活动与会议-{tab or '活动'}")
    walk.click(".tabs >> text=支部安排")
    walk.page.wait_for_selector("legend")
    for branch, own in _BRANCHES.items():
        row = walk.page.locator("fieldset.rows").filter(has=walk.page.locator("legend", has_text=branch))
        for key, words in own.items():
            walk.type(row.locator("label").filter(has_text=re.compile(f"^{key}")).locator("input"), words)
    _keep(walk, "活动与会议-支部安排")


def _keep(walk: Walk, what: str) -> None:
    walk.page.keyboard.press("Tab")
    walk.until("#forecast >> text=/改了|没有改动/")
    walk.read(what)
    walk.click("text=存，接着出文件")
    walk.until("#said:not([hidden]) >> text=存好了")
    walk.quiet()


def _look(walk: Walk) -> None:
    walk.go("总览")
    walk.read("总览")
    walk.go("收件")
    walk.read("收件-请核对")
    walk.go("批准")
    walk.read("批准")
    walk.click("text=看第一份 >> nth=0")
    walk.until("h2:has-text('出处') >> nth=0")
    walk.page.wait_for_timeout(1_500)
    walk.read("单份文件")


def _approve(walk: Walk) -> None:
    walk.go("批准")
    walk.type(walk.page.locator("input[name=who]"), "马书记")
    walk.click("text=全选")
    walk.click("button.go")
    walk.until("#said:not([hidden]) >> text=批准了")
    walk.read("批准-批了")


def _send(walk: Walk, to: Path) -> None:
    walk.go("设置")
    walk.click("label:has-text('文件夹') >> nth=0")
    folder = walk.page.locator("label").filter(has_text="放到哪个文件夹").get_attribute("for")
    walk.type(walk.page.locator(f"#{folder}"), str(to))
    walk.read("设置")
    walk.click(".bar .go")
    walk.until("#said:not([hidden]) >> text=存好了")
    walk.go("发送")
    walk.click("text=看谁会收到什么")
    walk.until("button:has-text('发给这')")
    walk.read("发送-看")
    walk.click("button:has-text('发给这')")
    walk.until("text=/送出 \\d+ 包/")
    walk.read("发送-结果")


def walked(home: Path, files: list[Path], pictures: Path | None) -> tuple[Walk, str]:
    """Go from an empty disk to parcels in a folder; return the clerk's work and what was sent."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    served = Served(home / "公文", home / "own")
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            context.set_default_timeout(4 * SECONDS)
            walk = Walk(context.new_page(), pictures, clicks=2)  # the double-click on the icon
            begun = time.monotonic()
            walk.page.goto(served.address)
            walk.waited += time.monotonic() - begun
            _begin(walk)
            _drop(walk, files)
            _mend(walk)
            _facts(walk)
            _look(walk)
            _approve(walk)
            _send(walk, home / "送达")
            said = walk.page.locator("text=/送出 \\d+ 包/").first.inner_text()
            browser.close()
    finally:
        served.end()
    return walk, said


def main() -> None:
    """Walk, and print what it took."""
    files = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_file())
    pictures = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as home:
        walk, said = walked(Path(home), files, pictures)
        papers = len(list((Path(home) / "送达").rglob("*.docx")))
    seconds = walk.clicks * _CLICK + walk.fields * _FIELD + len(walk.screens) * _SCREEN + walk.waited
    print(f"{said} {papers} papers lie in the folder.")
    print(f"{walk.clicks} clicks, {walk.fields} fields, {len(walk.screens)} screens, {walk.waited:.0f} s of waiting")
    print(f"{seconds / 60:.1f} minutes")


if __name__ == "__main__":
    main()
