"""File names for every system; a file is there whole or not at all."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import disk
from pipeline.disk import file_names, files
from pipeline.model.errors import DiskError

DEVICES = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"),
}


@given(st.text())
def test_a_safe_name_is_one_that_every_system_takes(text: str) -> None:
    name = disk.safe_name(text)

    assert len(name.encode("utf-8")) <= 210
    assert not set(name) & set('/\\:*?"<>|\0\n\t')
    assert name not in {".", ".."}
    assert name == "" or (not name.endswith((".", " ")) and not name.startswith(" "))
    assert name.split(".")[0].strip().upper() not in DEVICES


@pytest.mark.parametrize("ending", ["", ".txt", ".甲.乙", " .txt"])
@pytest.mark.parametrize("device", sorted(DEVICES))
def test_no_ending_makes_a_device_of_a_name(device: str, ending: str) -> None:
    for text in (device + ending, device.lower() + ending):
        name = disk.safe_name(text)

        assert name.partition(".")[0].strip().upper() not in DEVICES
        assert name.replace("_", "", 1) == text
        assert disk.safe_name(name) == name


@pytest.mark.parametrize("name", ["COM10", "CONTENT", "PRN1", "COM", "COM0", "NUL_", "甲.con"])
def test_what_only_looks_like_a_device_keeps_its_name(name: str) -> None:
    assert disk.safe_name(name) == name


def test_an_ordinary_name_is_what_the_long_way_leaves_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = [chr(each) for each in range(0x3000, 0xA000)] + [*map(chr, range(128))]
    ordinary = [sign for sign in signs if file_names._ORDINARY.fullmatch(f"0{sign}")]
    monkeypatch.setattr(file_names, "_ORDINARY", re.compile("(?!)"))

    assert {"龥", "一", "-", "A", "9"} <= set(ordinary)
    for sign in ordinary:
        for text in (f"0{sign}", f"一{sign}甲", "一" * 59 + sign):
            assert file_names.safe_name.__wrapped__(text) == text
    assert not any(file_names._ORDINARY.fullmatch(device) for device in DEVICES)


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_that_differ_in_a_separator_stay_different(one: str, two: str) -> None:
    assert disk.safe_name(f"张{one}/三") != disk.safe_name(f"张{one}＼三") or "/" in two


@pytest.mark.parametrize(
    ("name", "safe"), [("张/三", "张／三"), ("CON", "CON_"), ("..", ""), ("甲:乙", "甲：乙"), ("aux.txt", "aux_.txt")]
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


def on_windows(number: int) -> OSError:
    """Return an error as Python makes it on Windows: most numbers that it does not know become EINVAL."""
    known = {3: errno.ENOENT, 19: errno.EACCES, 32: errno.EACCES, 112: errno.ENOSPC, 206: errno.ENOENT}
    fault = OSError(known.get(number, errno.EINVAL), "系统的话")
    fault.winerror = number  # type: ignore[attr-defined]
    return fault


@pytest.mark.parametrize(
    ("number", "length", "word"),
    [
        (225, 40, "杀毒软件"),
        (226, 40, "杀毒软件"),
        (1224, 40, "正被打开"),
        (32, 40, "正被打开"),
        (64, 40, "连不上这个盘"),
        (53, 40, "连不上这个盘"),
        (123, 40, "不接受这样的名字"),
        (1920, 40, "系统不让打开"),
        (112, 40, "磁盘已满"),
        (19, 40, "磁盘是只读的"),
        (206, 300, "路径太长（30"),
        (3, 300, "路径太长（30"),
        (3, 40, "系统报告：系统的话（3）"),
        (87, 40, "系统报告：系统的话（87）"),
    ],
)
def test_windows_own_number_says_what_to_do(number: int, length: int, word: str) -> None:
    path = Path("/" + "长" * (length - 1))

    assert word in str(files.unwritable(path, on_windows(number)))
    assert ("路径太长" in str(files.unreadable(path, on_windows(number)))) == word.startswith("路径太长")


def test_a_name_that_a_disk_does_not_take_is_not_called_too_long() -> None:
    said = str(files.unwritable(Path("/u盘/甲.docx"), OSError(errno.EINVAL, "Invalid argument")))

    assert "不接受这样的名字" in said
    assert "太长" not in said
