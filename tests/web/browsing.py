"""A real Chromium, and the page as a clerk starts it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

_HELD_TO = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
SECONDS = 30_000  # milliseconds, on a busy machine


class Served:
    """`gongwen serve` as a clerk starts it, in a process of its own."""

    def __init__(self, workspace: Path, home: Path) -> None:
        self.workspace, self._home = workspace, home
        self.process = self._started()

    def _started(self) -> subprocess.Popen[str]:
        environment = {**os.environ, "XDG_CONFIG_HOME": str(self._home), "PYTHONUTF8": "1"}
        words = [sys.executable, "-m", "pipeline", "serve", "--no-open", "--workspace", str(self.workspace)]
        return subprocess.Popen(
            words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    @property
    def address(self) -> str:
        """Where to open the page; said once."""
        said = ""
        for line in self.process.stdout:
            said += line
            if found := re.search(r"http://\S+/open\?t=\S+", line):
                return found[0]
        raise AssertionError(said)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)

    def again(self) -> None:
        self.process = self._started()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(40)
        if self.process.poll() is None:
            self.kill()
        self.process.stdout.close()


def base_of(context: Any) -> str:
    """Return where the page of a context is that has come in."""
    name = next(cookie["name"] for cookie in context.cookies() if cookie["name"].startswith("gongwen-"))
    return f"http://127.0.0.1:{name.removeprefix('gongwen-')}"


def hurried(workspace: Path) -> None:
    """Set how soon a change is looked at: else most of a test's waiting is for that."""
    with (workspace / "gongwen.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[监视]\n静默秒数 = 0.3\n")


@contextlib.contextmanager
def tab(context: Any, *, own: bool = False) -> Iterator[Any]:
    """Lend the first tab of a context, which keeps what it complains of: a new one costs more than most screens do."""
    page = context.new_page() if own else context.pages[0]
    page.complaints = []
    page.base = base_of(context)

    def said(each: Any) -> None:
        if each.type == "error":
            page.complaints.append(each.text)

    def failed(fault: Any) -> None:
        page.complaints.append(str(fault))

    page.on("console", said)
    page.on("pageerror", failed)
    try:
        yield page
    finally:
        page.remove_listener("console", said)
        page.remove_listener("pageerror", failed)
        page.unroute_all(behavior="ignoreErrors")
        if own:
            page.close()


def seen_by_axe(page: Any) -> list[tuple[str, list[str]]]:
    """Return what axe finds wrong with what is shown."""
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415

    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run({{runOnly: {_HELD_TO}, resultTypes: ['violations']}})")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


STILL = """
(idle) => new Promise(function (done, failed) {
  var still = 0, end = Date.now() + 120000;
  (function look() {
    var asks = document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added");
    var works = idle && document.querySelector("#job .busy, [hx-trigger*=every]");
    still = document.readyState === "complete" && !asks && !works ? still + 1 : 0;
    if (still === 6) { done(); }
    else if (Date.now() > end) { failed(new Error("it never is still")); }
    else { setTimeout(look, 50); }
  })();
})
"""


def when_still(page: Any, *, idle: bool = False) -> None:
    """Wait until a screen has all that it asks for by itself and has been still for a moment; idle: the program as well."""
    page.evaluate(STILL, idle)


SCREENS = (
    "/",
    "/inbox",
    "/facts",
    "/docs",
    "/approve",
    "/send",
    "/receipts",
    "/returned",
    "/templates",
    "/settings",
    "/history",
    "/doctor",
    "/start",
)
PAPER = "/doc?path=outputs/活动/一支部/03-党性分析表-张三.docx"
