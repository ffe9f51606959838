"""File names for every system; a file is there whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import disk
from pipeline.model.errors import DiskError


@given(st.text())
def test_a_safe_name_is_one_that_every_system_takes(text: str) -> None:
    name = disk.safe_name(text)

    assert len(name.encode("utf-8")) <= 210
    assert not set(name) & set('/\\:*?"<>|\0\n\t')
    assert name not in {".", ".."}
    assert name == "" or (not name.endswith((".", " ")) and not name.startswith(" "))
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_that_differ_in_a_separator_stay_different(one: str, two: str) -> None:
    assert disk.safe_name(f"张{one}/三") != disk.safe_name(f"张{one}＼三") or "/" in two


@pytest.mark.parametrize(
    ("name", "safe"), [("张/三", "张／三"), ("CON", "CON_"), ("..", ""), ("甲:乙", "甲：乙"), ("aux.txt", "aux.txt_")]
)
def test_separators_become_their_full_width_twins(name: str, safe: str) -> None:
    assert disk.safe_name(name) == safe


def test_a_very_long_name_is_cut_and_told_apart() -> None:
    one, two = disk.safe_name("长" * 100 + "甲"), disk.safe_name("长" * 100 + "乙")

    assert one != two
    assert len(one.encode()) <= 210


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.docx").write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskError, match="磁盘已满"):
        disk.write(tmp_path / "甲.docx", b"after")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("甲.docx", b"before")]


def test_a_move_never_lands_on_another_file(tmp_path: Path) -> None:
    for name, data in (("a", b"1"), ("b", b"2")):
        (tmp_path / name).write_bytes(data)

    with pytest.raises(DiskError, match="已被一个文件夹或文件占用"):
        disk.move(tmp_path / "a", tmp_path / "b")
    disk.move(tmp_path / "a", disk.free(tmp_path / "b"))

    assert (tmp_path / "b").read_bytes() == b"2"
    assert (tmp_path / "b（2）").read_bytes() == b"1"
