"""The clerk's handbook: `python -m tests.handbook` takes its pictures anew and prints it.

The pictures are of the page over the sample campaign, in Chromium; docs/手册.md is printed by the program's own means:
pandoc → tidy → LibreOffice. `--print` prints it from the pictures that are there.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from pipeline.errands import tidy
from pipeline.review import office
from pipeline.tidy import ruled
from tests.conftest import ROOT, put

TEXT, PRINTED, PICTURES = ROOT / "docs" / "手册.md", ROOT / "docs" / "手册.pdf", ROOT / "docs" / "pictures"
_SIZE = {"width": 1366, "height": 768}
_SCALE = 0.75
_COLOURS = 128
_PATIENCE = 60_000  # milliseconds
_FORM = "markdown_strict+pipe_tables+backtick_code_blocks-raw_html"

_Pixel: TypeAlias = tuple[int, ...]


# --- pictures -----------------------------------------------------------------------------------------------------


def take(folder: Path) -> None:
    """Take the pictures of the page into `folder`."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from tests.web.browsing import Served  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gongwen-") as scratch, sync_playwright() as play:
        served = Served(Path(scratch) / "none", Path(scratch) / "home")
        try:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(viewport=_SIZE, locale="zh-CN", device_scale_factor=_SCALE)
            context.set_default_timeout(_PATIENCE)
            page = context.new_page()
            page.goto(served.address)
            for name, shot in _shots(page, Path(scratch) / "公文"):
                (folder / f"{name}.png").write_bytes(reduced(shot))
            browser.close()
        finally:
            served.end()


def _shots(page: Any, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures by name, as a clerk comes by the screens."""
    base = page.url.removesuffix("/start").rstrip("/")

    def at(address: str, *, ready: str = "h1") -> bytes:
        page.goto(base + address)
        page.wait_for_selector(ready)
        page.wait_for_timeout(1_500)
        return page.screenshot()

    page.fill("#sample", "D:\\公文-示例")
    page.fill("#new", "D:\\公文")
    yield "欢迎", page.screenshot(clip={"x": 0, "y": 0, "width": 1366, "height": 620})
    page.fill("#sample", str(folder))
    page.click("text=试一试示例")
    page.wait_for_selector("text=/[1-9]\\d* ?份等您批准/", timeout=4 * _PATIENCE)
    yield "活动与会议", at("/facts?part=meeting")
    yield "总览", at("/")
    yield "批准", at("/approve")
    yield "文件", at("/docs?kind=会议通知")
    paper = "outputs/示例-先进性教育/吕寨村党支部/01-会议通知.docx"
    yield "一份文件", at(f"/doc?path={paper}", ready="text=/出处 \\d+/")
    _send(folder)
    yield "回执", at("/receipts")
    _fault(folder)
    page.goto(base + "/inbox?weight=error")
    page.wait_for_selector("input[name^='cell:']")
    page.fill("input[name^='cell:']", "1975年10月")
    page.keyboard.press("Tab")
    page.wait_for_selector(".tried .s.sign")
    yield "收件", page.screenshot()


def _send(folder: Path) -> None:
    """Approve all and send it into a folder, as the commands do beside the page."""
    for words in (["approve", "--all"], ["send", "--way", "文件夹", "--to", str(folder.parent / "送出")]):
        command = [sys.executable, "-m", "pipeline", *words, "--workspace", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def _fault(folder: Path) -> None:
    """Put a roster with a faulty date beside the sample's."""
    rows = "姓名|性别|出生日期|人员类别|入党时间|所在党支部\n王小满|男|1975.1|正式党员|2005年7月|吕寨村党支部\n"
    put(folder, "示例-先进性教育/补充名单.xlsx", rows)


# --- a picture's size -----------------------------------------------------------------------------------------------


def reduced(png: bytes) -> bytes:
    """Return a picture with its commonest colours only, each other pixel in the nearest of them."""
    width, height = size(png)
    shown = pixels(png)
    counts = Counter(shown)
    palette = [colour for colour, _ in counts.most_common(_COLOURS)]
    place = {colour: _nearest(colour, palette) for colour in counts}
    rows = bytes(place[pixel] for pixel in shown)
    raw = b"".join(b"\0" + rows[at : at + width] for at in range(0, width * height, width))
    return written(width, height, raw, bytes(each for colour in palette for each in colour))


def written(width: int, height: int, raw: bytes, palette: bytes = b"") -> bytes:
    """Return a PNG of filtered lines, in a palette's colours or in red, green and blue."""
    head = struct.pack(">IIBBBBB", width, height, 8, 3 if palette else 2, 0, 0, 0)
    parts = ((b"IHDR", head), *([(b"PLTE", palette)] if palette else ()), (b"IDAT", zlib.compress(raw, 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in (*parts, (b"IEND", b"")))


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _nearest(colour: _Pixel, palette: list[_Pixel]) -> int:
    return min(range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True)))


def size(png: bytes) -> tuple[int, int]:
    """Return a picture's width and height."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pixels(png: bytes) -> list[_Pixel]:
    """Return the pixels of a PNG in a palette's colours or with eight bits a channel, as Chromium writes it."""
    width, height = size(png)
    step = {2: 3, 3: 1, 6: 4}[png[25]]
    data = {b"IDAT": b"", b"PLTE": b""}
    at = 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        data[name] = data.get(name, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    raw, line = zlib.decompress(data[b"IDAT"]), width * step + 1
    above, found = bytearray(width * step), []
    for start in range(0, line * height, line):
        above = _unfiltered(raw[start], bytearray(raw[start + 1 : start + line]), above, step)
        found += [tuple(above[each : each + min(step, 3)]) for each in range(0, width * step, step)]
    palette = data[b"PLTE"]
    return [tuple(palette[3 * each : 3 * each + 3]) for (each,) in found] if palette else found


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    for at, value in enumerate(row):
        left, corner = (row[at - step], above[at - step]) if at >= step else (0, 0)
        row[at] = (value + _guess(kind, left, above[at], corner)) & 255
    return row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    near = left + up - corner
    return min((left, up, corner), key=lambda each: abs(near - each))


# --- the printed page -----------------------------------------------------------------------------------------------


def print_it(target: Path) -> None:
    """Print docs/手册.md."""
    import pypandoc  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gongwen-") as scratch, office.opened() as writer:
        written = Path(scratch) / "手册.docx"
        words = [pypandoc.get_pandoc_path(), "--from", _FORM, "--to", "docx", "--output", str(written), str(TEXT)]
        subprocess.run(words, cwd=TEXT.parent, check=True)
        wish = tidy.Wish(tidy.body_font(ROOT), whatever=True)
        made = tidy.made(ruled(written.read_bytes()), written.name, wish)
        assert made.tidied is not None, made.fault
        written.write_bytes(made.tidied.data)
        (printed,) = writer.pdfs([written])
        assert printed.file is not None, printed.fault
        target.write_bytes(printed.file.read_bytes())


if __name__ == "__main__":
    if "--print" not in sys.argv:
        PICTURES.mkdir(exist_ok=True)
        take(PICTURES)
    print_it(PRINTED)
