"""What the page costs, beside its budgets: until it is ready, until something is seen, until a click is answered.

    python -m tests.benchmarks.page [BRANCHES] [FILES]

A real server over a campaign with three members in each branch, a real Chromium; then FILES files are dropped at once.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx

from pipeline.web.site import HERE
from tests.benchmarks import end_to_end
from tests.web.browsing import Served, base_of

_MEMBERS = 3  # of each branch
_TIMES = 7
_PATIENCE = 1_800.0  # seconds for all the papers
_VENDORED = ("htmx.min.js",)
_SCREENS = (
    "/",
    "/?only=waiting",
    "/inbox",
    "/facts",
    "/docs",
    "/approve",
    "/send",
    "/receipts",
    "/settings",
    "/history",
)
_PAINT = "performance.getEntriesByName('first-contentful-paint').map(function (e) { return e.startTime; })[0] || 0"
_ANSWER = """
new Promise(function (done) {
  var said = document.getElementById("said"), begun = performance.now();
  said.hidden = true;
  new MutationObserver(function () { if (!said.hidden) { done(performance.now() - begun); } })
    .observe(said, {attributes: true});
  document.querySelector("%s").click();
})
"""
_HEARD = """
new Promise(function (done) {
  var begun = performance.now();
  new MutationObserver(function () { done(performance.now() - begun); })
    .observe(document.getElementById("job"), {childList: true, subtree: true, characterData: true});
  document.querySelector("%s").click();
})
"""
_UPDATE = "[hx-post='/build']"


def main(branches: int, files: int) -> None:
    """Measure, and print a line for each figure."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder, sync_playwright() as play:
        home = Path(folder)
        end_to_end.a_workspace(home / "work", branches * _MEMBERS, branches)
        served, ready = _started(home)
        try:
            address = served.address
            _say("ready: from the start until a page can be asked for", time.monotonic() - ready, "s", "2.5")
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            page = context.new_page()
            page.goto(address)
            begun = time.monotonic()
            _quiet(page)
            _say(f"{branches} branches: all papers made", time.monotonic() - begun, "s")
            base = base_of(context)
            papers = re.search(r"应出 (\d+) 份", page.content())
            print(
                f"papers: {papers[1] if papers else '?'}; memory of the server: {_memory(served):.0f} MB (budget 150)"
            )
            for screen, first, painted, size in _looked(context, page, base):
                print(
                    f"{screen:<18} answered {first * 1000:6.0f} ms (50)   painted {painted:6.0f} ms (300)"
                    f"   {size / 1000:7.1f} kB"
                )
            page.goto(base + "/")
            answers = [page.evaluate(_ANSWER % _UPDATE) for _ in range(3)]
            _quiet(page)
            _say("click → answer", statistics.median(answers), "ms", "100")
            heard = page.evaluate(_HEARD % _UPDATE)
            _say("event → page", heard, "ms", "300")
            _quiet(page)
            _dropped(page, base, home, files, served)
            sizes = {each.name: each.stat().st_size for each in (HERE / "static").iterdir()}
            print(f"vendored: {sum(sizes[name] for name in _VENDORED)} B; ours: {sizes['page.css']} B style, "
                  f"{sizes['page.js'] + sizes['bell.js']} B script")  # fmt: skip
            browser.close()
        finally:
            served.end()


def _started(home: Path) -> tuple[Served, float]:
    begun = time.monotonic()
    return Served(home / "work", home / "user"), begun


def _quiet(page: Any) -> None:
    """Wait until nothing is at work."""
    _until(page, "/看过/.test(document.getElementById('job').innerText)")


def _until(page: Any, holds: str) -> None:
    """Wait until something holds; the page's policy forbids Playwright's own way."""
    end = time.monotonic() + _PATIENCE
    while not page.evaluate(holds):
        if time.monotonic() > end:
            raise TimeoutError(holds)
        time.sleep(0.05)


def _looked(context: Any, page: Any, base: str) -> Iterator[tuple[str, float, float, int]]:
    """Yield each screen's seconds to the first byte, milliseconds to the first paint, and size."""
    cookies = {each["name"]: each["value"] for each in context.cookies()}
    with httpx.Client(base_url=base, cookies=cookies, timeout=60, trust_env=False) as client:
        for screen in _SCREENS:
            times, size = [], 0
            for _ in range(_TIMES):
                begun = time.monotonic()
                with client.stream("GET", screen) as answer:
                    times.append(time.monotonic() - begun)
                    size = len(answer.read())
            paints = []
            for _ in range(3):
                page.goto(base + screen)
                page.wait_for_selector("h1")
                page.wait_for_timeout(200)
                paints.append(page.evaluate(_PAINT))
            yield screen, statistics.median(times), statistics.median(paints), size


def _dropped(page: Any, base: str, home: Path, count: int, served: Served) -> None:
    """Drop many files; print how long, how often the page said how far it was, and what the server needed."""
    dropped = home / "各支部交来"
    for number in range(count):
        path = dropped / f"第{number % 50}片" / f"说明{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"第 {number} 份说明", "utf-8")
    page.goto(base + "/inbox")
    page.evaluate(
        "window.told = 0; new MutationObserver(function () { window.told += 1; })"
        ".observe(document.querySelector('#uploading span'), {childList: true})"
    )
    spent, begun = _spent(served), time.monotonic()
    page.set_input_files("#folder", str(dropped))
    _until(page, f"document.querySelector('#uploading progress').value >= {count}")
    took = time.monotonic() - begun
    there = sum(path.is_file() for path in (home / "work" / "inputs").rglob("说明*.txt"))
    told = page.evaluate("window.told")
    print(
        f"{count} files dropped: {there} there after {took:.1f} s, {took / count * 1000:.1f} ms each, of the server's CPU "
        f"{(_spent(served) - spent) / count * 1000:.1f} ms; the page said {told} times how far it was; "
        f"memory {_memory(served):.0f} MB"
    )


def _spent(served: Served) -> float:
    """Return the CPU seconds of the server."""
    words = Path(f"/proc/{served.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / 100


def _memory(served: Served) -> float:
    """Return the server's memory in MB."""
    status = Path(f"/proc/{served.process.pid}/status").read_text("ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1000


def _say(what: str, value: float, unit: str, budget: str = "") -> None:
    print(f"{what}: {value:.1f} {unit}{f' (budget {budget})' if budget else ''}", flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 2_500, given[1] if len(given) > 1 else 10_000)
