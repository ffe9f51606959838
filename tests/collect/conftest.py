"""An office that has sent forms which it expects back, and what the branches have."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline import dispatch, produce
from pipeline.desk import opened
from tests.conftest import Workspace
from tests.send.conftest import made

__all__ = ["made"]

TERMS = {
    "党性分析表": "{交回: 每份, 截止: 2026-10-10}",
    "整改台账": "{交回: 每份, 可改: [进展情况], 行: {键: [具体问题]}}",
    "整改方案": "{匿名: 是}",
}
"""回收 of the kinds that come back; a plan stands for what nobody may be asked for by name."""


@pytest.fixture(scope="session")
def posted(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office and what it has sent into a share: copied for each test."""
    home = tmp_path_factory.mktemp("posted")
    shutil.copytree(made, home / "office")
    expect(home / "office", TERMS)
    with opened(home / "office") as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(home / "共享"))).failed
    return home


def expect(path: Path, terms: dict[str, str]) -> None:
    """Let a workspace's catalog say this of these kinds, whatever it said of their 回收."""
    catalog = path / "templates" / "catalog.yaml"
    entries = re.split(r"^(?=- 文种: )", catalog.read_text("utf-8"), flags=re.MULTILINE)
    for at, entry in enumerate(entries):
        kind = entry.partition("\n")[0].removeprefix("- 文种: ")
        if kind in terms:
            bare = re.sub(r"^  回收: .*\n", "", entry, flags=re.MULTILINE)
            entries[at] = bare.replace("\n", f"\n  回收: {terms[kind]}\n", 1)
    catalog.write_text("".join(entries), "utf-8")


@pytest.fixture
def office(posted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """The office, which has sent everything."""
    shutil.copytree(posted / "office", tmp_path / "office")
    return Workspace(tmp_path / "office", capsys)


@pytest.fixture
def share(posted: Path, tmp_path: Path) -> Path:
    """What the branches have: the folder that was sent into."""
    shutil.copytree(posted / "共享", tmp_path / "共享")
    return tmp_path / "共享"
