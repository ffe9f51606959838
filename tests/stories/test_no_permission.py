"""Somebody without the right to write or to read: a message that says what to do, and it goes on unaided when mended.

Real processes, without root's power to pass over permissions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli
from tests import thorough, tiny
from tests.conftest import ROOT
from tests.stories.test_watching import appears

MEMBERS = {"张三": ("一支部", 1998), "李四": ("二支部", 1999)}
LATER = MEMBERS | {"张三": ("一支部", 1997)}
PAPER = "outputs/活动/一支部/表-张三.docx"
AS_A_CLERK = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="permissions as Linux has them"),
    pytest.mark.skipif(
        shutil.which("setpriv") is None and getattr(os, "getuid", int)() == 0, reason="root, and no setpriv"
    ),
]


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A workspace that has been built, and whose inputs have changed since."""
    path = tiny.prepare(tmp_path / "w", MEMBERS)
    assert built(path) == 0
    yield tiny.prepare(path, LATER)
    may(path, "rwx")


def command(word: str, path: Path) -> list[str]:
    return [*(AS_A_CLERK if os.getuid() == 0 else ()), sys.executable, "-m", "pipeline", word, "--workspace", str(path)]


def gongwen(word: str, path: Path) -> tuple[int, str]:
    done = subprocess.run(command(word, path), cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def built(path: Path) -> int:
    """Build where nothing is forbidden: that needs no process of its own."""
    return int(cli.run(["build", "--workspace", str(path)]))


def may(path: Path, rights: str) -> None:
    """Let everybody do so much with what lies there."""
    subprocess.run(["chmod", "-R", f"a=,a+{rights.replace('x', 'X')}" if rights else "a=", str(path)], check=True)


@pytest.mark.parametrize("where", thorough.one_of("outputs", "outputs/.gongwen", "outputs/活动", "outputs/活动/一支部"))
def test_outputs_that_are_read_only_are_said_and_made_as_soon_as_they_are_not(
    path: Path, tmp_path: Path, where: str
) -> None:
    before = tiny.papers(path)
    may(path / where, "rx")

    code, said = gongwen("build", path)

    assert code == (3 if where in {"outputs", "outputs/.gongwen"} else 1)
    assert "只读" in said
    assert "权限" in said
    assert "Traceback" not in said
    assert "完成" not in said
    assert tiny.papers(path) == before
    may(path / where, "rwx")
    assert built(path) == 0
    assert tiny.papers(path) == tiny.undisturbed(tmp_path / "aside", LATER)


@pytest.mark.parametrize(
    ("where", "code"),
    thorough.each([("inputs/活动", 3), ("inputs/活动/花名册.csv", 1), ("templates/表.docx", 1), ("templates", 3)], 2),
)
def test_what_may_not_be_read_is_said_and_nothing_is_withdrawn(
    path: Path, tmp_path: Path, where: str, code: int
) -> None:
    before = tiny.papers(path)
    may(path / where, "")

    ended, said = gongwen("build", path)

    assert ended == code
    assert where in said
    assert "请" in said
    assert "没有变化" not in said
    assert sorted(tiny.papers(path)) == sorted(before)
    may(path / where, "rwx")
    assert built(path) == 0
    assert tiny.papers(path) == tiny.undisturbed(tmp_path / "aside", LATER)


def test_inputs_and_templates_that_are_read_only_are_enough(path: Path, tmp_path: Path) -> None:
    may(path / "inputs", "rx")
    may(path / "templates", "rx")

    code, _ = gongwen("build", path)

    assert code == 0
    assert tiny.papers(path) == tiny.undisturbed(tmp_path / "aside", LATER)


@thorough.only_in_ci
def test_a_watch_goes_on_unaided_when_the_folder_may_be_written_again(path: Path, tmp_path: Path) -> None:
    may(path / "outputs/活动/一支部", "rx")
    (path / "gongwen.toml").write_text("[监视]\n静默秒数 = 0.5\n", "utf-8")
    log = tmp_path / "said.txt"
    soon = "from pipeline import cli, watch; watch._RETRY = 0.5; cli.main()"
    words = [*(AS_A_CLERK if os.getuid() == 0 else ()), sys.executable, "-c", soon, "watch", "--workspace", str(path)]
    with log.open("w") as said, subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=said) as watch:
        try:
            appears(lambda: log.read_text("utf-8").count("只读") > 0)
            may(path / "outputs/活动/一支部", "rwx")
            wanted = tiny.undisturbed(tmp_path / "aside", LATER)
            appears(lambda: tiny.papers(path) == wanted)
        finally:
            watch.terminate()

    assert watch.returncode == 0
    assert "Traceback" not in log.read_text("utf-8")
