"""The page is killed while it is at work: nothing is lost, and what was begun is gone on with at the next start."""

from __future__ import annotations

import contextlib
import html
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

import httpx2 as httpx
import pytest

from tests.conftest import CAMPAIGN, MEETING, ROOT, ROSTER, put
from tests.sheets import workbook

pytestmark = pytest.mark.slow
_SECONDS = 60.0


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
        self.until(lambda: "等您批准" in self.get("/") or "已批" in self.get("/docs"))

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


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    folder = tmp_path / "工作"
    shutil.copytree(ROOT / "templates", folder / "templates")
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    begun: list[Server] = []

    def begin() -> Server:
        begun.append(Server(folder, tmp_path / "home"))
        return begun[-1]

    yield begin
    for each in begun:
        if each.process.poll() is None:
            each.kill()


def _marks(server: Server) -> list[str]:
    return re.findall(r'name="group" value="([^"]*)"', server.get("/approve"))


def _papers(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.docx") if ".gongwen" not in path.parts}


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3])
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


def test_a_file_that_was_half_uploaded_is_not_there_and_is_taken_whole_later(start, tmp_path):
    inputs = tmp_path / "工作" / "inputs"
    server = start()
    data = workbook(ROSTER)
    there = set(inputs.rglob("*.xlsx"))

    def slowly() -> Iterator[bytes]:
        yield data[:2000]
        time.sleep(20)
        yield data[2000:]

    server.struck(lambda: list(inputs.rglob(".*.tmp")), "PUT", "/put?name=活动/新.xlsx", content=slowly())
    assert set(inputs.rglob("*.xlsx")) == there
    (inputs / ".别人的.tmp").write_bytes(b"not ours")

    server = start()
    assert list(inputs.rglob(".*.tmp")) == [inputs / ".别人的.tmp"]
    assert server.client.put("/put?name=活动/新.xlsx", content=data).status_code == 200
    assert (inputs / "活动" / "新.xlsx").read_bytes() == data
