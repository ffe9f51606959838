"""A chunk: bytes durable before names, names before records; a failure leaves whole files and no others."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import disk
from pipeline.disk import Chunk, chunk, files
from pipeline.model.errors import DiskError


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system, in order."""
    told: list[str] = []

    def telling(word: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            result = real(*arguments)
            told.append(word)
            return result

        return call

    for name in ("write_new", "sync", "rename", "sync_folder"):
        monkeypatch.setattr(files, name, telling(name, getattr(files, name)))
    return told


def test_bytes_are_durable_before_names_and_names_before_the_end(tmp_path: Path, calls: list[str]) -> None:
    held = Chunk(tmp_path)

    asides = [held.add(tmp_path / "支部" / f"{number}.docx", b"new") for number in range(3)]
    held.flush()
    for aside in asides:
        held.put(aside)
    held.finish()

    assert calls == ["write_new"] * 3 + ["sync"] * 3 + ["rename"] * 3 + ["sync_folder"] * 2
    assert sorted(path.name for path in (tmp_path / "支部").iterdir()) == ["0.docx", "1.docx", "2.docx"]


def test_many_files_are_made_durable_by_one_call_where_the_system_has_it(
    tmp_path: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunk, "_syncfs", lambda _: lambda _: calls.append("syncfs"))
    held = Chunk(tmp_path)

    asides = [held.add(tmp_path / f"支部{number}" / "甲.docx", b"new") for number in range(10)]
    held.flush()
    for aside in asides:
        held.put(aside)
    held.finish()

    assert calls == ["write_new"] * 10 + ["syncfs"] + ["rename"] * 10 + ["syncfs"]


def test_what_the_system_has_for_all_files_at_once_is_asked_and_its_refusal_is_told(tmp_path: Path) -> None:
    call = chunk._syncfs.__wrapped__(tmp_path)  # type: ignore[attr-defined]  # the real one: see tests/conftest.py
    if call is None:
        pytest.skip("no syncfs here whose success means anything")
    descriptor = os.open(tmp_path, os.O_RDONLY)
    call(descriptor)
    os.close(descriptor)
    with pytest.raises(OSError, match="descriptor"):
        call(descriptor)


def test_the_stat_of_a_file_aside_is_that_of_the_file_in_place(tmp_path: Path) -> None:
    held = Chunk(tmp_path)

    aside = held.add(tmp_path / "甲.docx", b"new")
    held.flush()
    held.put(aside)

    there = (tmp_path / "甲.docx").stat()
    assert (there.st_size, there.st_mtime_ns, there.st_ino) == (
        aside.stat.st_size,
        aside.stat.st_mtime_ns,
        aside.stat.st_ino,
    )


def test_without_durability_nothing_waits_for_the_disk(tmp_path: Path, calls: list[str]) -> None:
    held = Chunk(tmp_path, durable=False)

    held.put(held.add(tmp_path / "甲.docx", b"new"))
    held.flush()
    held.finish()

    assert calls == ["write_new", "rename"]


def test_what_was_not_put_in_place_is_gone_at_the_end(tmp_path: Path) -> None:
    held = Chunk(tmp_path)
    held.add(tmp_path / "甲.docx", b"new")
    held.drop(held.add(tmp_path / "乙.docx", b"new"))

    held.close()

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> os.stat_result:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files, "write_new", full)
    with pytest.raises(DiskError, match="磁盘已满"):
        Chunk(tmp_path).add(tmp_path / "甲.docx", b"new")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace
    tries = []

    def replace(aside: Path, other: Path) -> None:
        tries.append(1)
        if len(tries) < 3:
            fault = PermissionError(errno.EACCES, "held")
            fault.winerror = 32  # type: ignore[attr-defined]
            raise fault
        real(aside, other)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files, "_RETRIES", (0.001, 0.001, 0.001))

    disk.write(tmp_path / "甲.docx", b"new")

    assert len(tries) == 3
    assert (tmp_path / "甲.docx").read_bytes() == b"new"


def test_a_file_that_stays_held_says_to_close_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(aside: Path, other: Path) -> None:
        fault = PermissionError(errno.EACCES, "held")
        fault.winerror = 32  # type: ignore[attr-defined]
        raise fault

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files, "_RETRIES", (0.001,))

    with pytest.raises(DiskError, match="请在 Word、WPS 中关闭它"):
        disk.write(tmp_path / "甲.docx", b"new")
    assert list(tmp_path.iterdir()) == []
