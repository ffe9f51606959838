"""Killed at any write, fsync, rename, removal or commit, or the disk full at any: one more run makes it whole."""

from __future__ import annotations

import errno
import io
import os
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.model.errors import PipelineError
from tests import thorough, tiny
from tests.faults import Killed, Steps, struck

BEFORE = {"张三": ("一支部", 1998), "李四": ("一支部", 1999), "王五": ("二支部", 2000), "赵六": ("二支部", 2001)}
AFTER = BEFORE | {"张三": ("一支部", 1997), "王五": ("二支部", 1990), "钱七": ("二支部", 2002)}
LATER = AFTER | {"张三": ("一支部", 1996), "王五": ("二支部", 1989)}
DEPARTED = ("李四",)
EDITED = "outputs/活动/二支部/表-王五.docx"
EVERY = int(os.environ.get("GONGWEN_EVERY_STEP", thorough.stride(9, 19)))  # 1: each step, which takes minutes


def without(members: tiny.Members) -> tiny.Members:
    return {name: at for name, at in members.items() if name not in DEPARTED}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that has been built, one of whose papers a clerk has edited."""
    path = tiny.prepare(tmp_path_factory.mktemp("begun"), BEFORE)
    tiny.build(path)
    (path / EDITED).write_bytes(b"the clerk's")
    tiny.prepare(path, without(AFTER))
    return path


@pytest.fixture(scope="module")
def undisturbed(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(begun, tmp_path_factory.mktemp("aside") / "undisturbed")


def built(begun: Path, path: Path) -> Path:
    shutil.copytree(begun, path)
    tiny.build(path)
    return path


def register(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what 清单.xlsx says, its times left out."""
    book = load_workbook(io.BytesIO((path / "outputs/活动/清单.xlsx").read_bytes()))
    rows = {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    rows["清单"] = [row[:-1] for row in rows["清单"]]
    rows["变更"].sort(key=str)
    return rows


def steps_of(begun: Path, aside: Path) -> list[str]:
    counted = Steps()
    tiny.build(shutil.copytree(begun, aside))  # its template is kept from now on: all builds take the same steps
    shutil.rmtree(aside)
    shutil.copytree(begun, aside)
    with struck(counted):
        tiny.build(aside)
    shutil.rmtree(aside)
    return counted.names


def same(path: Path, undisturbed: Path) -> None:
    assert tiny.papers(path) == tiny.papers(undisturbed)
    assert register(path) == register(undisturbed)
    assert tiny.leftovers(path) == []


def test_killed_at_any_step_one_more_run_is_as_if_undisturbed(begun: Path, undisturbed: Path, tmp_path: Path) -> None:
    names = steps_of(begun, tmp_path / "w")

    for at in range(1, len(names) + 1, EVERY):
        for after in (False, True):
            path = tmp_path / "w"
            shutil.copytree(begun, path)
            with struck(Steps(at, after)), pytest.raises(Killed):
                tiny.build(path)

            tiny.build(path)

            same(path, undisturbed)
            assert tiny.build(path).written == []
            shutil.rmtree(path)


def test_killed_at_any_step_and_then_other_facts_no_own_file_counts_as_edited(begun: Path, tmp_path: Path) -> None:
    names = steps_of(begun, tmp_path / "w")
    wanted = tiny.undisturbed(tmp_path / "aside", without(LATER))

    for at in range(3, len(names) + 1, EVERY):
        path = tmp_path / "w"
        shutil.copytree(begun, path)
        with struck(Steps(at)), pytest.raises(Killed):
            tiny.build(path)
        tiny.prepare(path, without(LATER))

        tiny.build(path)

        found = tiny.papers(path)
        version = EDITED.replace(".docx", "（新版）.docx")
        assert found.pop(EDITED) == b"the clerk's", (at, names[at - 1])
        assert found.pop(version) == wanted[EDITED], (at, names[at - 1])
        assert found.pop("outputs/活动/已撤下/一支部/表-李四.docx")
        assert found == {name: data for name, data in wanted.items() if name != EDITED}, (at, names[at - 1])
        shutil.rmtree(path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_step_is_said_and_goes_on_unaided(
    begun: Path, undisturbed: Path, tmp_path: Path, number: int
) -> None:
    names = steps_of(begun, tmp_path / "w")

    for at in range(1, len(names) + 1, EVERY):
        path = tmp_path / "w"
        shutil.copytree(begun, path)
        steps = Steps(at, fault=lambda: OSError(number, os.strerror(number)))
        said = ""
        with struck(steps):
            try:
                report = tiny.build(path)
            except PipelineError as fault:
                said = str(fault)
            else:
                said = "；".join(problem.message for problem in report.problems if problem.code.startswith("file."))
        missed = tiny.papers(path) != tiny.papers(undisturbed)
        assert said or not missed, f"false success: {names[at - 1]} at {at}"

        tiny.build(path)

        assert tiny.papers(path) == tiny.papers(undisturbed)
        assert tiny.leftovers(path) == []
        shutil.rmtree(path)
