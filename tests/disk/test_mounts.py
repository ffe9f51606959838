"""What kind of file system a folder lies on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import disk
from pipeline.disk import mounts


def test_a_network_drive_is_told_from_the_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path}/共享\\040盘 nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(mounts, "_MOUNTS", table)

    assert disk.on_network(tmp_path / "共享 盘" / "工作")
    assert not disk.on_network(tmp_path / "共享")
    assert disk.file_system(tmp_path) == "ext4"


def test_where_the_system_does_not_tell_it_is_no_network_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "_MOUNTS", tmp_path / "none")

    assert disk.file_system(tmp_path) == ""
    assert not disk.on_network(tmp_path)
