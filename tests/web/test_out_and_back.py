"""One campaign out and back through the page, as a clerk does it: approved, sent, filled in, dropped, decided, summed up.

GONGWEN_PICTURES=DIR keeps pictures of the board, of one return beside what was sent, of the branch.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from pipeline.errands import workspace
from tests import thorough
from tests.collect.hands import bare, cells, labels, returned, say, spaces
from tests.conftest import FIVE, needs
from tests.web.browsing import SECONDS, Served, base_of, hurried, seen_by_axe

pytestmark = [pytest.mark.slow, needs("chromium"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
HOME = "示例-先进性教育"
SAID = "学习以后认识到，自己下村入户少了，今后每月到联系户走访两次。"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "公文"
    workspace.init(folder, sample=True)
    if not thorough.ALL:  # of 445 papers those of five kinds
        with next((folder / "inputs" / HOME).glob("*.yaml")).open("a", encoding="utf-8") as facts:
            facts.write(f"文种: [{', '.join(FIVE)}]\n")
    (tmp_path / "共享盘").mkdir()
    settings = f'[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "{tmp_path / "共享盘"}"\n'
    (folder / "gongwen.toml").write_text(settings, "utf-8")
    hurried(folder)
    found = Served(folder, tmp_path / "home")
    yield found
    found.end()


@pytest.fixture
def page(chromium: Any, served: Served) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(4 * SECONDS)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.goto(served.address)
    page.wait_for_selector("text=份等您批准")
    page.wait_for_selector("#job >> text=看过")
    page.base = base_of(context)
    yield page
    context.close()


def _send_everything(page: Any) -> None:
    page.goto(page.base + "/approve")
    page.click("text=全选")
    page.click("button.go")
    page.wait_for_selector("#said:not([hidden]) >> text=批准了")
    page.goto(page.base + "/send")
    page.click("text=看谁会收到什么")
    page.click("button:has-text('发给这')")
    page.wait_for_selector("text=上一次发送")


def _filled(share: Path, to: Path) -> str:
    """Fill three forms as branches do, and use one as the model for somebody else; return his form's name."""
    forms = sorted(share.rglob("03-党性分析表-*.docx"))
    for at, form in enumerate(forms[:3]):
        first = labels(form.parent, form.name)[0]
        returned(form.parent, to / f"填好的表{at + 1}.docx", {first: SAID}, form.name)
    asked = labels(forms[0].parent, forms[0].name)
    other = next(form for form in forms[3:] if labels(form.parent, form.name) == asked)
    document = docx.Document(str(forms[0]))
    say(next(iter(spaces(document.tables[0]).values())), SAID)
    for cell in cells(document.tables[0]):
        if bare(cell.text) == forms[0].stem.rpartition("-")[2]:
            say(cell, other.stem.rpartition("-")[2])
    document.save(str(to / "拿别人的改的.docx"))
    return other.name


def _picture(page: Any, name: str, *, whole: bool = True) -> None:
    if home := os.environ.get("GONGWEN_PICTURES"):
        page.screenshot(path=str(Path(home) / f"back-{name}.png"), full_page=whole)


def test_a_campaign_goes_out_and_comes_back(page: Any, served: Served, tmp_path: Path) -> None:
    _send_everything(page)
    came = tmp_path / "交来"
    came.mkdir()
    fourth = _filled(tmp_path / "共享盘", came)
    before = {path: path.read_bytes() for path in (served.workspace / "inputs").rglob("*") if path.is_file()}

    page.goto(page.base + "/returned")
    page.set_input_files("#returns-folder", str(came))
    page.wait_for_selector("#said:not([hidden]) >> text=收了 4 个文件")
    page.wait_for_selector("text=待认 1 份")
    _picture(page, "board")
    assert seen_by_axe(page) == []

    page.click("text=看了定")
    page.wait_for_selector("text=怎样定")
    page.frame_locator("iframe[title='交回的']").locator(f"text={SAID}").wait_for()
    assert page.frame_locator("iframe[title='发去的']").locator(f"text={SAID}").count() == 0
    _picture(page, "one")
    page.locator(".sides").scroll_into_view_if_needed()
    page.wait_for_timeout(1_500)  # frames are painted later
    _picture(page, "sides", whole=False)
    assert seen_by_axe(page) == []
    page.fill("#who", "马书记")
    page.fill("#why", "本人来电，是他自己填的")
    page.type("#paper", fourth.removesuffix(".docx"))
    page.click("#like button >> nth=0")
    page.click("text=认给它")
    page.wait_for_selector("text=马书记定的：本人来电，是他自己填的")
    _picture(page, "decided")

    page.goto(page.base + "/returned")
    page.wait_for_selector("text=待认 1 份", state="detached")
    page.click("tr:has(progress):has-text('已交回') >> text=名单")
    page.check("input[name=n] >> nth=0")
    page.fill("#who", "马书记")
    page.click("button:has-text('份核对过了')")
    page.wait_for_selector("#said:not([hidden]) >> text=认可 1 份")
    _picture(page, "branch")
    assert seen_by_axe(page) == []

    page.goto(page.base + "/returned")
    with page.expect_download() as download:
        page.click("a[aria-label^='下载 党性分析表'] >> nth=0")
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    head, *rows = book["汇总"].iter_rows(values_only=True)
    states = [row[head.index("状态")] for row in rows]
    assert states.count("已交回") == 3  # one credited by a person
    assert states.count("已核对") == 1
    assert sum(SAID in [str(value) for value in row] for row in rows) == 4
    after = {path: path.read_bytes() for path in (served.workspace / "inputs").rglob("*") if path.is_file()}
    assert after == before
    assert page.complaints == []
