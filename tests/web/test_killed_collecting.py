"""The page is killed while it files what came back: all of it is filed at last, each once."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from pipeline.desk import RETURNED, own_folder
from pipeline.web.room import TRAY
from tests import thorough
from tests.collect.conftest import made, posted, share
from tests.collect.hands import labels, returned
from tests.web.test_killed import Server

__all__ = ["made", "posted", "share"]
pytestmark = pytest.mark.slow
_MANY = 12


@pytest.mark.parametrize("seconds", thorough.one_of(0.05, 0.5, 1.5))
@thorough.only_in_ci
def test_what_was_dropped_is_all_filed_and_each_once(posted: Path, share: Path, tmp_path: Path, seconds: float) -> None:
    folder = tmp_path / "office"
    shutil.copytree(posted / "office", folder)
    label = labels(share)[0]
    server = Server(folder, tmp_path / "home")
    again: Server | None = None
    try:
        for number in range(_MANY):
            data = returned(share, tmp_path / "交来" / f"{number}.docx", {label: f"第{number}次"}).read_bytes()
            assert server.client.put(f"/returned/put?name={number}.docx", content=data).status_code == 200
        at = time.monotonic()
        server.struck(lambda: time.monotonic() - at > seconds, "POST", "/returned/collect")

        again = Server(folder, tmp_path / "home")
        if "还没有收完" in again.get("/returned"):
            assert again.client.post("/returned/collect").status_code == 200
        again.until(lambda: not any(path.is_file() for path in (folder / TRAY).rglob("*")))
    finally:
        for each in (server, again):
            if each is not None and each.process.poll() is None:
                each.kill()
    with sqlite3.connect(own_folder(folder) / RETURNED) as book:
        names = [name for (name,) in book.execute("SELECT name FROM arrival")]
    assert sorted(names) == sorted(f"{number}.docx" for number in range(_MANY))
