"""Every screen on paper: what is to be clicked is not there, and no table loses a column or a row."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2
import pytest

from tests.conftest import CAMPAIGN, MEETING, ROOT, needs, put, put_templates
from tests.web.browsing import SCREENS, SECONDS, Served, hurried, tab, when_still

pytestmark = [pytest.mark.slow, needs("chromium"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
NAMES = [f"{name}{many}支部" for name in "东南西北" for many in "一二三"]
ROSTER = "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n" + "".join(
    f"张{at}|{name}|男|1975-03-12|正式党员|1998-07-01\n"
    for at, name in zip("甲乙丙丁戊己庚辛壬癸子丑", NAMES, strict=True)
)
FAULTY = "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n李甲|东一支部|男|1975.1|正式党员|1998-07-01\n"
PAPER = "outputs/活动/东一支部/03-党性分析表-张甲.docx"
TOUCHED = """
Array.from(document.querySelectorAll("button, .btn, nav, .top, .bar, .drop, .toast, summary.btn, input[type=file]"))
  .filter(each => each.getClientRects().length && !each.classList.contains("vh")).map(each => each.outerHTML)
"""
CELLS = """
Array.from(document.querySelectorAll("main table")).filter(each => each.getClientRects().length).flatMap(table =>
  Array.from(table.querySelectorAll("th, td")).filter(each => each.getClientRects().length && !each.querySelector("input, .vh"))
    .map(each => each.innerText))
"""


@pytest.fixture(scope="module")
def context(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that has come in where papers were sent, and a faulty roster came after."""
    folder = tmp_path_factory.mktemp("prints") / "工作"
    put_templates(folder)
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    (folder / "送达").mkdir()
    (folder / "gongwen.toml").write_text('[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "送达"\n', "utf-8")
    for words in (["build"], ["approve", "--all"], ["send"]):
        program = [sys.executable, "-m", "pipeline", *words, "--workspace", str(folder)]
        ended = subprocess.run(program, cwd=ROOT, check=False, capture_output=True, text=True, timeout=600)
        assert ended.returncode in {0, 1}, ended.stderr
    put(folder, "活动/新来的.xlsx", FAULTY)
    hurried(folder)
    served = Served(folder, tmp_path_factory.mktemp("home"))
    found = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    found.set_default_timeout(4 * SECONDS)
    page = found.new_page()
    page.goto(served.address)
    page.wait_for_selector("#job >> text=看过")
    yield found
    found.close()
    served.end()


def _printed(page: Any, to: Path) -> tuple[str, int]:
    page.pdf(path=to, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(to) as document:
        text = "".join(each.get_textpage().get_text_bounded() for each in document)
        return _plain(text), len(document)


def _plain(text: str) -> str:
    """Return text without blanks and hyphens: a PDF has other signs for these at the end of a line."""
    return re.sub(r"[\s\-\x02\ufffe\u00ad]", "", text)


@pytest.mark.parametrize("screen", [*SCREENS[:-1], f"/doc?path={quote(PAPER)}", f"/doc?path={quote(PAPER)}&tab=layout"])
def test_each_screen_is_whole_on_paper(context: Any, screen: str, tmp_path: Path) -> None:
    with tab(context) as page:
        page.goto(page.base + screen)
        page.wait_for_selector("h1")
        when_still(page, idle=True)
        page.emulate_media(media="print")
        touched, cells = page.evaluate(TOUCHED), page.evaluate(CELLS)
        heading = page.inner_text("h1")
        text, pages = _printed(page, tmp_path / "screen.pdf")
        page.emulate_media(media="screen")

    assert touched == []
    assert _plain(heading) in text
    assert [cell for cell in cells if not _holds(text, cell)] == []
    assert "体检与备份" not in text.replace(_plain(heading), "")
    assert pages < 12


def _holds(text: str, cell: str) -> bool:
    """Whether each line of a cell is on the paper: the lines of one cell need not follow each other there."""
    return all(_plain(line) in text for line in cell.splitlines())
