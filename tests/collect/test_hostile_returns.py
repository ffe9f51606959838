"""Files that mean harm, handed in as returns: a message each, a little time and memory, and the next one is read."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from tests import thorough
from tests.collect.hands import FORM
from tests.conftest import ROOT, Workspace

REVIEWED = sorted((ROOT.parent / "shared" / "cases" / "attacks" / "review").glob("**/*.docx"))
_SECONDS, _MEGABYTES = 10, 512


def _pages() -> bytes:
    """Return a Word file of 2,000 pages."""
    document = docx.Document()
    body = document.element.body
    document.add_paragraph("这一页上写了一些话。" * 12).paragraph_format.page_break_before = True
    page = body[0]
    for _ in range(2000):
        body.insert(0, page.__copy__())
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _many_parts() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(20_000):
            archive.writestr(f"word/media/{at}.png", b"")
        archive.writestr("word/document.xml", b"<x/>")
    return saved.getvalue()


MADE = {
    "两千页.docx": _pages,
    "两万个部件.docx": _many_parts,
    "有密码.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".ljust(4096, b"\0"),
    "照片.docx": lambda: b"\xff\xd8\xff\xe0" + bytes(100_000),
}


def held(office: Workspace, folder: Path) -> list[dict[str, str]]:
    """Return what collect says of a folder, within the limits for each of its files."""
    command = [sys.executable, "-m", "pipeline", "collect", "--dry-run", "--json", str(folder)]
    said = folder.parent / "said.json"
    with said.open("wb") as out:
        run = subprocess.Popen([*command, "--workspace", str(office.path)], stdout=out, stderr=subprocess.DEVNULL)
        _, status, spent = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    found: list[dict[str, str]] = json.loads(said.read_text("utf-8"))["files"]
    assert run.returncode in {0, 1}
    assert spent.ru_utime + spent.ru_stime <= _SECONDS * len(found)
    assert spent.ru_maxrss / 1024 <= _MEGABYTES
    return found


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_means_harm_costs_little_and_the_next_one_is_read(
    office: Workspace, share: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "交回").mkdir()
    (tmp_path / "交回" / f"a-{name}").write_bytes(MADE[name]())
    (tmp_path / "交回" / "b.docx").write_bytes(next(share.rglob(FORM)).read_bytes())

    harm, good = held(office, tmp_path / "交回")

    assert (harm["state"], bool(harm["why"])) == ("认不出", True)
    assert good["state"] == "空白"


@pytest.mark.slow
@pytest.mark.skipif(not REVIEWED, reason="the hostile files are not here")
def test_hostile_word_files_are_nobodys(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "交回").mkdir()
    for at, path in enumerate(thorough.each(REVIEWED, 4)):
        (tmp_path / "交回" / f"{at:03d}.docx").write_bytes(path.read_bytes())

    found = held(office, tmp_path / "交回")

    assert {each["state"] for each in found} == {"认不出"}
    assert all(each["why"] for each in found)
