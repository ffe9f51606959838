"""Files that mean harm, handed in as returns: a message each, a little time and memory, and the next one is read."""

from __future__ import annotations

import io
import json
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

_MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, spent.ru_utime + spent.ru_stime, spent.ru_maxrss, file=sys.stderr)
"""  # a process begins with the memory of the one that starts it: that must be a small one


def held(office: Workspace, folder: Path) -> list[dict[str, str]]:
    """Return what collect says of a folder, within the limits for each of its files."""
    said, spent = folder.parent / "said.json", folder.parent / "spent.txt"
    command = [sys.executable, "-m", "pipeline", "collect", "--dry-run", "--json", str(folder)]
    with said.open("wb") as out, spent.open("w") as told:
        words = [sys.executable, "-c", _MEASURED, *command, "--workspace", str(office.path)]
        subprocess.run(words, stdout=out, stderr=told, check=True, cwd=ROOT)
    found: list[dict[str, str]] = json.loads(said.read_text("utf-8"))["files"]
    code, seconds, kilobytes = map(float, spent.read_text("utf-8").split()[-3:])
    assert code in {0, 1}
    assert seconds <= _SECONDS * len(found)
    assert kilobytes / 1024 <= _MEGABYTES
    return found


@pytest.mark.parametrize("name", thorough.each(list(MADE), 2))
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
