"""Chromium 88 and 109, for which Playwright is too new: spoken to over two pipes, in the DevTools protocol.

`python -m tests.web.old_chromium DIR` brings both into DIR (npm, node and tar are needed: npm packages hold them) and
says which variables to set for tests/web/test_old_browsers.py.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PACKAGES = {"88": "chrome-aws-lambda@5.5.0", "109": "@sparticuz/chromium@109.0.6"}
VARIABLE = "GONGWEN_CHROMIUM_{}"
_SECONDS = 60.0
_STEP = 1 << 20
_SWITCHES = (
    "--no-sandbox", "--headless", "--single-process", "--no-zygote", "--use-gl=swiftshader", "--disable-dev-shm-usage",
    "--remote-debugging-pipe", "--window-size=1366,768", "--lang=zh-CN",
)  # fmt: skip
_UNPACK = """
const fs = require("fs"), zlib = require("zlib"), [from, to] = process.argv.slice(1);
fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(from)));
"""
_FIND = """
(function (selector, words) {
  return Array.from(document.querySelectorAll(selector)).find(function (each) {
    return !each.disabled && each.textContent.indexOf(words) >= 0;
  });
})
"""


class OldChromium:
    """One page in an old Chromium."""

    def __init__(self, program: Path, home: Path) -> None:
        asked, ask = os.pipe()
        told, tell = os.pipe()
        self._numbers, self._rest = itertools.count(1), b""
        libraries = os.pathsep.join(str(each) for each in (program.parent / "lib", program.parent))
        self._process = subprocess.Popen(
            [
                "bash",
                "-c",
                f'exec "$@" 3<&{asked} 4>&{tell}',
                "bash",
                str(program),
                *_SWITCHES,
                f"--user-data-dir={home}",
            ],
            pass_fds=(asked, tell),
            env={**os.environ, "LD_LIBRARY_PATH": libraries, "HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(asked)
        os.close(tell)
        self._ask, self._told = os.fdopen(ask, "wb", 0), told
        self.complaints: list[str] = []
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self._call(f"{domain}.enable")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait(30)
        self._ask.close()
        os.close(self._told)

    def goto(self, address: str) -> None:
        """Open a page, and wait until it is there."""
        self._call("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && !!document.querySelector('h1') && !!window.htmx")

    def says(self, expression: str) -> Any:
        """Return what an expression is worth on the page."""
        found = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return found["result"].get("value")

    def until(self, expression: str, seconds: float = _SECONDS) -> None:
        """Wait until an expression holds."""
        end = time.monotonic() + seconds
        while not self.says(f"!!({expression})"):
            assert time.monotonic() < end, (expression, self.says("document.body.innerText.slice(0, 600)"))
            time.sleep(0.1)

    def shows(self, words: str, where: str = "body") -> None:
        """Wait until words stand there."""
        found = f"document.querySelector({json.dumps(where)})"
        self.until(f"{found} && {found}.innerText.indexOf({json.dumps(words)}) >= 0")

    def click(self, selector: str, words: str = "") -> None:
        """Click what is so called."""
        there = f"{_FIND}({json.dumps(selector)}, {json.dumps(words)})"
        self.until(there)
        self.until("!document.querySelector('.htmx-swapping, .htmx-settling, .htmx-added')")
        self.says(f"{there}.click()")

    def fill(self, selector: str, words: str) -> None:
        """Type words into a field, and leave it."""
        field = f"document.querySelector({json.dumps(selector)})"
        self.until(field)
        self.says(f"{field}.focus(), {field}.value = ''")
        self._call("Input.insertText", text=words)
        self.says(f"{field}.dispatchEvent(new Event('change', {{bubbles: true}}))")

    def put(self, selector: str, *files: Path) -> None:
        """Choose files."""
        root = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._call("DOM.setFileInputFiles", nodeId=node, files=[str(each) for each in files])

    def _call(self, method: str, **words: Any) -> dict[str, Any]:
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": words}
        if self._session:
            asked["sessionId"] = self._session
        self._ask.write(json.dumps(asked).encode() + b"\0")
        while (answer := self._next())["id" if "id" in answer else "method"] != number:
            self._note(answer)
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + _SECONDS
        while b"\0" not in self._rest:
            assert time.monotonic() < end
            if select.select([self._told], [], [], 1.0)[0]:
                piece = os.read(self._told, _STEP)
                assert piece, "the browser has ended"
                self._rest += piece
        one, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(one)
        return answer

    def _note(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        if event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"].get("exception", {}).get("description")))
        elif event.get("method") == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(told["entry"]["text"])


def bring(folder: Path) -> None:
    """Bring both into a folder."""
    for number, package in PACKAGES.items():
        home = folder / number
        home.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(["npm", "pack", package], cwd=home, check=True, capture_output=True, text=True)
        subprocess.run(["tar", "xzf", packed.stdout.split()[-1]], cwd=home, check=True)
        for name, made in (("chromium", "chromium"), ("swiftshader.tar", "swiftshader.tar"), ("aws.tar", "aws.tar")):
            found = home / "package" / "bin" / f"{name}.br"
            subprocess.run(["node", "-e", _UNPACK, str(found), str(home / made)], check=True)
            if made.endswith(".tar"):
                subprocess.run(["tar", "xf", made], cwd=home, check=True)
        (home / "chromium").chmod(0o755)
        sys.stdout.write(f"export {VARIABLE.format(number)}={home / 'chromium'}\n")


if __name__ == "__main__":
    bring(Path(sys.argv[1]).resolve())
