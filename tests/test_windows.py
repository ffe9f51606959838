"""The offline package: what is in it, and that it says what nobody has tried."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import confine, windows
from pipeline.model.errors import UsageError
from tests.conftest import ROOT


def test_only_what_the_program_needs_when_it_runs_is_packed() -> None:
    wanted = windows._runtime_lock((ROOT / "requirements.lock").read_text("utf-8"), "3.12")

    for name in ("docxtpl==", "python-calamine==", "typer==", "lxml==", "--hash=sha256:"):
        assert name in wanted
    for name in ("pytest==", "mypy==", "ruff==", "coverage=="):
        assert name not in wanted


def test_the_package_has_wheels_a_start_file_and_a_page_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str], *, folder: Path, seconds: float) -> str:
        commands.append(command)
        name = "gongwen-0.1.0-py3-none-any.whl" if "wheel" in command else "lxml-6-cp312-cp312-win_amd64.whl"
        (tmp_path / "包" / "wheels" / name).write_bytes(b"wheel")
        return ""

    monkeypatch.setattr(confine, "run", run)
    said = list(windows.package(tmp_path / "包", "3.12"))

    assert "--platform" in commands[1]
    assert "win_amd64" in commands[1]
    start = (tmp_path / "包" / "启动.bat").read_bytes()
    assert b"\r\n" in start
    assert b"py -3.12 -m venv" in start
    assert b"gongwen watch" in start
    assert "还没有人在 Windows 上试过" in (tmp_path / "包" / "先读我.txt").read_text("utf-8-sig")
    assert "还没有人在 Windows 上试过" in said[-1]


def test_a_wrong_version_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"3\.12"):
        list(windows.package(tmp_path, "最新"))


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    import sys  # noqa: PLC0415

    with pytest.raises(Exception, match="没有成功"):
        confine.run([sys.executable, "-c", "raise SystemExit('x')"], folder=tmp_path, seconds=20)
    assert confine.run([sys.executable, "-c", "print(1)"], folder=tmp_path, seconds=20).strip() == "1"
