"""Papers with a 表号 leave as others do."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipeline import render
from tests.conftest import Workspace


def main(data: Path) -> bytes:
    with zipfile.ZipFile(data) as archive:
        return archive.read("word/document.xml")


def test_the_last_look_before_sending_knows_that_a_number_is_no_person(office: Workspace, tmp_path: Path) -> None:
    code, out, _ = office.run("send", "--way", "文件夹", "--to", str(tmp_path / "共享"))

    assert (code, "没有发" in out) == (0, False)
    forms = sorted((tmp_path / "共享").rglob("03-*.docx"))
    assert len(forms) == 4
    assert all(len(render.marks_in(main(path).decode())) == 1 for path in forms)
