"""Whether another program still has its hands on a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline import disk


def test_a_file_that_nobody_has_open_is_free(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"whole")

    assert not disk.held(tmp_path / "a")
    assert not disk.held(tmp_path / "gone")


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_file_that_is_still_open_to_write_is_held_until_it_is_closed(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.write(b"half")
        file.flush()
        assert disk.held(tmp_path / "a")

    assert not disk.held(tmp_path / "a")


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_file_that_is_open_to_read_is_free(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"whole")

    with (tmp_path / "a").open("rb"):
        assert not disk.held(tmp_path / "a")


def test_a_file_that_cannot_be_opened_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr("os.open", refuse)

    assert disk.held(tmp_path / "a")
