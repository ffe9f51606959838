"""The page is killed while it is at work: nothing is lost, and what was begun is gone on with at the next start."""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx2 as httpx
import pytest

from pipeline import disk, produce
from pipeline.desk import opened
from pipeline.send import CONTENTS_NAME, RECEIPT_NAME
from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, ROOT, ROSTER, put, put_templates, working_here
from tests.makers import a_template
from tests.sheets import workbook

pytestmark = pytest.mark.slow
_SECONDS = 60.0
_SETTINGS = '[发送]\n方式 = "{}"\n[发送.文件夹]\n路径 = "共享盘"\n'


class Server:
    """`gongwen serve` in a process of its own, and a client that has come in."""

    def __init__(self, workspace: Path, home: Path) -> None:
        words = [sys.executable, "-m", "pipeline", "serve", "--no-open", "--workspace", str(workspace)]
        environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        address = next(
            found[0] for line in self.process.stdout if (found := re.search(r"http://\S+/open\?t=\S+", line))
        )
        base = address.partition("/open")[0]
        self.client = httpx.Client(base_url=base, timeout=_SECONDS, follow_redirects=True, trust_env=False)
        token = re.search(r'name="gongwen" content="([^"]+)"', self.client.get(address).text)[1]
        self.client.headers |= {"origin": base, "x-gongwen": token}
        self.until(lambda: "看过" in self.get("/part/job"))  # the first build has ended

    def get(self, address: str) -> str:
        return html.unescape(self.client.get(address).text)

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + _SECONDS
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.05)

    def struck(self, holds: Callable[[], object], method: str, address: str, **sent: Any) -> None:
        """Ask for something, and kill the page as soon as something holds."""

        def ask() -> None:
            with contextlib.suppress(httpx.HTTPError):
                self.client.request(method, address, **sent)

        asking = threading.Thread(target=ask)
        asking.start()
        end = time.monotonic() + _SECONDS
        while not holds() and time.monotonic() < end:
            time.sleep(0.001)
        self.kill()
        asking.join(_SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)
        self.process.stdout.close()
        self.client.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small campaign whose papers are made, and a share to send into: copied for each test."""
    folder = tmp_path_factory.mktemp("served") / "工作"
    put_templates(folder)
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    (folder / "gongwen.toml").write_text(_SETTINGS.format("文件夹"), "utf-8")
    (folder / "共享盘").mkdir()
    with working_here(), opened(folder) as desk:
        assert not produce.produce(desk).failed
    return folder


@pytest.fixture
def start(made: Path, tmp_path: Path) -> Iterator[Callable[[], Server]]:
    folder = tmp_path / "工作"
    shutil.copytree(made, folder)
    begun: list[Server] = []

    def begin() -> Server:
        begun.append(Server(folder, tmp_path / "home"))
        return begun[-1]

    yield begin
    for each in begun:
        if each.process.poll() is None:
            each.kill()


def _marks(server: Server) -> list[str]:
    return re.findall(r'name="group"[^>]* value="([^"]*)"', server.get("/approve"))


def _papers(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.docx") if ".gongwen" not in path.parts}


@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.3))
@thorough.only_in_ci
def test_approving_is_done_whole_or_again(start, tmp_path, seconds):
    server = start()
    before = _papers(tmp_path / "工作" / "outputs")
    at = time.monotonic()
    server.struck(lambda: time.monotonic() - at > seconds, "POST", "/approve", data={"group": _marks(server)})

    server = start()
    if marks := _marks(server):
        assert "x-said" in server.client.post("/approve", data={"group": marks}).headers
    server.until(lambda: "没有等批准的" in server.get("/approve"))
    assert _papers(tmp_path / "工作" / "outputs") == before


def _look(server: Server) -> str:
    """Look what would be sent; return the mark of the look, "" where nothing is left to be sent."""
    server.client.post("/send/look")
    server.until(lambda: re.search(r'name="look"|没有可以发的', server.get("/send")))
    found = re.search(r'name="look" value="([^"]*)"', server.get("/send"))
    return found[1] if found else ""


@pytest.mark.parametrize("count", thorough.one_of(1, 2, 6, 9))
@thorough.only_in_ci
def test_sending_goes_on_and_no_branch_gets_half_or_another_ones(start, tmp_path, count):
    folder = tmp_path / "工作"
    share = folder / "共享盘"
    server = start()
    server.client.post("/approve", data={"group": _marks(server)})
    server.struck(lambda: len(list(share.rglob("*"))) >= count, "POST", "/send", data={"look": _look(server)})

    server = start()
    if mark := _look(server):
        server.client.post("/send", data={"look": mark})
        server.until(lambda: "上一次发送" in server.get("/send"))
    assert not _look(server)  # nobody is sent the same again
    assert not list(share.rglob("*.tmp"))
    own = {CONTENTS_NAME, RECEIPT_NAME}
    made = {p.relative_to(folder / "outputs"): data for p, data in _papers(folder / "outputs").items()}
    sent = {p.relative_to(share): data for p, data in _papers(share).items() if p.name not in own}
    assert sent.items() <= made.items()  # each branch's own, byte by byte
    left = {path for path in made.keys() - sent.keys() if path.parts[1].endswith("支部")}
    assert {path.name[3:-5] for path in left} == {
        "动员讲话",
        "实施方案",
        "督导检查记录",
    }  # unwritten, or the office's own
    for branch in ("一支部", "二支部"):
        assert own <= {path.name for path in (share / "活动" / branch).iterdir()}


@thorough.only_in_ci
def test_a_file_that_was_half_uploaded_is_not_there_and_is_taken_whole_later(start, tmp_path):
    inputs = tmp_path / "工作" / "inputs"
    server = start()
    data = workbook(ROSTER)
    there = set(inputs.rglob("*.xlsx"))

    def slowly() -> Iterator[bytes]:
        yield data[:2000]
        while server.process.poll() is None:
            time.sleep(0.05)
        yield data[2000:]

    server.struck(lambda: list(inputs.rglob(".*.tmp")), "PUT", "/put?name=活动/新.xlsx", content=slowly())
    assert set(inputs.rglob("*.xlsx")) == there
    (inputs / ".别人的.tmp").write_bytes(b"not ours")
    disk.aside_name(inputs / "活动" / "花名册（改正）.xlsx").write_bytes(b"half a copy")

    server = start()
    assert list(inputs.rglob(".*.tmp")) == [inputs / ".别人的.tmp"]
    assert server.client.put("/put?name=活动/新.xlsx", content=data).status_code == 200
    assert (inputs / "活动" / "新.xlsx").read_bytes() == data


@thorough.only_in_ci
@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.02, 0.1, 0.4))
def test_a_mended_copy_is_made_once_and_the_original_stays(start, tmp_path, seconds):
    inputs = tmp_path / "工作" / "inputs"
    put(tmp_path / "工作", "活动/花名册.xlsx", ROSTER.replace("1975-03-12", "1975.1"))
    source = inputs / "活动" / "花名册.xlsx"
    before = source.read_bytes()
    server = start()

    def birthdays() -> list[str]:
        found = re.findall(r'name="cell:([^"]*)"', server.client.get("/inbox").text)
        return [cell for cell in map(html.unescape, found) if json.loads(cell)[2] == "D2"]

    server.until(birthdays)
    (cell,) = birthdays()
    at = time.monotonic()
    server.struck(lambda: time.monotonic() - at > seconds, "POST", "/mend", data={f"cell:{cell}": "1975年10月"})

    server = start()
    for again in birthdays():
        answer = server.client.post("/mend", data={f"cell:{again}": "1975年10月"})
        assert answer.status_code == 200 or "已经这样改好了" in unquote(answer.headers["x-said"])
    server.until(lambda: not birthdays())
    assert source.read_bytes() == before
    assert [path.name for path in inputs.rglob("*（改正*")] == ["花名册（改正）.xlsx"]
    assert not list(inputs.rglob("*.tmp"))


@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.02, 0.1))
def test_facts_are_saved_whole_or_not_at_all(start, tmp_path, seconds):
    facts = tmp_path / "工作" / "inputs" / "活动" / "活动.yaml"
    before = facts.read_bytes()
    after = before.replace("镇政府三楼会议室".encode(), "镇文化站".encode())
    server = start()

    def filled() -> dict[str, str]:
        text = server.get("/facts?part=meeting")
        hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("file", "digest")}
        return hidden | {'t:["会议", "地点"]': "镇文化站"}

    at = time.monotonic()
    server.struck(lambda: time.monotonic() - at > seconds, "POST", "/facts", data=filled())
    assert facts.read_bytes() in {before, after}

    server = start()
    assert server.client.post("/facts", data=filled()).status_code == 200
    server.until(lambda: facts.read_bytes() == after)
    assert not list(facts.parent.rglob("*.tmp"))
    server.until(lambda: "镇文化站" in server.get("/content?path=outputs/活动/一支部/01-会议通知.docx"))


@thorough.only_in_ci
@pytest.mark.parametrize("seconds", thorough.one_of(0.0, 0.05, 0.3))
def test_a_template_is_taken_whole_or_not_at_all(start, tmp_path, seconds):
    mine = tmp_path / "工作" / "templates" / "整改台账.docx"
    before, new = mine.read_bytes(), a_template("{{ 支部.简称 }}的台账，新的样子")
    server = start()

    def waiting() -> dict[str, str]:
        assert server.client.put("/templates/put?name=整改台账.docx", content=new).status_code == 200
        return json.loads(re.search(r'\{"mark": [^}]*\}', server.get("/templates"))[0])

    asked = waiting()
    at = time.monotonic()
    server.struck(lambda: time.monotonic() - at > seconds, "POST", "/templates/take", data=asked)
    assert mine.read_bytes() in {before, new}

    server = start()
    assert server.client.post("/templates/take", data=waiting()).status_code == 200
    server.until(lambda: mine.read_bytes() == new)
    server.until(lambda: "新的样子" in server.get("/content?path=outputs/活动/一支部/05-整改台账.docx"))


@pytest.mark.parametrize("count", thorough.one_of(1, 3))
@thorough.only_in_ci
def test_papers_that_wait_to_be_set_are_each_set_once(start, tmp_path, count):
    folder = tmp_path / "工作"
    results = folder / "outputs" / "排版"
    for number in range(5):
        path = folder / "inputs" / "待排版" / f"通知{number}.docx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(a_template("关于召开会议的通知", "各党支部：", f"定于7月{number + 1}日召开会议，请按时参加。"))
    words = [sys.executable, "-m", "pipeline", "serve", "--no-open", "--workspace", str(folder)]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}
    begun = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    end = time.monotonic() + _SECONDS
    while len(list(results.glob("*.docx"))) < count and time.monotonic() < end:
        time.sleep(0.001)
    begun.kill()
    begun.wait(30)
    there = {path.name: path.read_bytes() for path in results.glob("*.docx")}
    assert len(there) >= count

    server = start()
    server.until(lambda: len(list(results.glob("*.docx"))) >= 5 and "正在看着收件夹" in server.get("/part/job"))
    assert len(list(results.glob("*.docx"))) == 5
    assert not list(results.glob("*.tmp"))
    assert there.items() <= {path.name: path.read_bytes() for path in results.glob("*.docx")}.items()
