"""An office that has worked with an earlier program gets today's: nothing is lost, nothing is sent again."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import docx
import pytest

from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, ROOT, ROSTER, Workspace, put

EARLIER = "64c2ccb"
FORM = "templates/整改方案.docx"
EDITED = "outputs/活动/一支部/04-整改方案.docx"


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The earlier program, as the repository has it."""
    words = ["git", "archive", EARLIER, "pipeline", "templates", "inputs"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"this checkout does not have {EARLIER}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(tmp_path / "earlier", filter="data")
    return tmp_path / "earlier"


_ONE_BY_ONE = """
import json, sys
from pipeline import cli
sys.exit(max(cli.run([*words, "--workspace", sys.argv[1]]) for words in json.loads(sys.argv[2])))
"""


def run(program: Path, office: Path, *commands: list[str]) -> str:
    """Run commands of a program one by one, in one process."""
    command = [sys.executable, "-c", _ONE_BY_ONE, str(office), json.dumps(commands)]
    environment = os.environ | {"PYTHONPATH": str(program)}
    done = subprocess.run(command, cwd=program, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout + done.stderr


def edit(path: Path, words: str) -> bytes:
    paper = docx.Document(str(path))
    paper.add_paragraph(words)
    paper.save(str(path))
    return path.read_bytes()


def dispatches(office: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(office / "outputs/.gongwen/sent.db")) as book:
        return book.execute("SELECT branch, digest, documents, fate, at FROM dispatch ORDER BY number").fetchall()


@pytest.mark.slow
@thorough.only_in_ci
def test_an_office_with_edits_and_sent_parcels_goes_on(
    earlier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, box = tmp_path / "office", tmp_path / "box"
    box.mkdir()
    run(earlier, tmp_path, ["init", "office"])
    put(office, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(office, "活动/花名册.xlsx", ROSTER)
    own = edit(office / FORM, "本镇另有要求的，从其要求。")
    run(earlier, office, ["build"])
    kept = edit(office / EDITED, "书记补充的一句。")
    sending = ["send", "--way", "文件夹", "--to", str(box)]
    assert "这次送出 2 包" in run(earlier, office, ["build"], ["approve", "--all"], sending)
    before, parcels = dispatches(office), sorted(box.rglob("*"))
    papers = {path.relative_to(office): path.read_bytes() for path in (office / "outputs").rglob("*.docx")}

    now = Workspace(office, capsys)
    report = now.build()
    code, said, err = now.run("template", "update")
    assert code == 0, err
    after = now.build()

    assert (office / FORM).read_bytes() == own
    assert (office / EDITED).read_bytes() == kept
    assert EDITED in report["kept"]
    assert EDITED in after["kept"]
    assert report["withdrawn"] == after["withdrawn"] == []
    assert f"您改过  {FORM}" in said
    missing = [path for path in papers if "打印" not in path.parts and not (office / path).exists()]
    assert missing == []
    assert dispatches(office) == before
    (office / "outputs/.gongwen").joinpath("sent.v3.db").stat()  # sent.db as it was
    code, out, err = now.run("send", "--way", "文件夹", "--to", str(box))
    assert "没有新的要发" in out, out + err
    assert dispatches(office) == before
    assert sorted(box.rglob("*")) == parcels
