"""Which files of inputs/ count."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.inbox import arrival, file_marks
from pipeline.spool import Spool

LEFT_OVERS = (
    "~$花名册.xlsx", ".~花名册.xlsx", "~WRL0003.tmp", "花名册.xlsx.tmp", "花名册.xlsx.crdownload", "花名册.xlsx.part",
    "花名册.xlsx.filepart", "花名册.xlsx.opdownload", "花名册.xlsx.PARTIAL", "花名册.xlsx.baiduyun.p.downloading",
    "花名册.xlsx.xltd", "花名册.xlsx.bak", "花名册.xlsx.old", "“花名册”的备份.wbk", "花名册的备份.xlk", "花名册.csv~",
    "Thumbs.db", "desktop.ini", "花名册.lnk",
    "@eaDir/花名册.xlsx/SYNO@.xlsx", "#recycle/花名册.xlsx", "__MACOSX/._花名册.xlsx", "$RECYCLE.BIN/花名册.xlsx",
    "System Volume Information/花名册.xlsx", "名册.download/花名册.xlsx", ".sync/花名册.xlsx",
)  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OVERS)
def test_what_programs_and_systems_leave_about_is_no_roster(tmp_path: Path, name: str) -> None:
    for each in (name, "部门/花名册.xlsx"):
        path = tmp_path / "inputs" / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")

    assert list(file_marks(tmp_path / "inputs")) == [tmp_path / "inputs/部门/花名册.xlsx"]


@pytest.mark.parametrize(
    "name", ["bak.xlsx", "花名册.part.xlsx", "old/花名册.xlsx", "花名册（备份）.xlsx", "2026.old.xlsx"]
)
def test_a_file_that_only_sounds_so_counts(tmp_path: Path, name: str) -> None:
    path = tmp_path / "inputs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")

    assert list(file_marks(tmp_path / "inputs")) == [path]


def test_the_bytes_of_a_large_workbook_wait_in_a_spool_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrival, "_LARGE", 1000)
    small, large = tmp_path / "小.csv", tmp_path / "大.csv"
    small.write_text("姓名,党支部\n", "utf-8")
    large.write_text("姓名,党支部\n" * 100, "utf-8")
    spool = Spool()

    one, other = (arrival.look(path, tmp_path, spool) for path in (small, large))
    read = large.read_bytes()
    large.write_text("改过了", "utf-8")

    assert (one.is_large, other.is_large, spool.size) == (False, True, len(read))
    assert (one.data, other.data) == (small.read_bytes(), read)
    assert other.digest == hashlib.sha256(read).hexdigest()
