"""Where a command's words cannot be read: the work is done all the same, and the exit code says what became of the words."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, Workspace

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="shells and devices of Linux")]


def shell(campaign: Workspace, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m pipeline"
    line = line.replace("gongwen", command).replace("HERE", f"--workspace {campaign.path}")
    return subprocess.run(
        ["bash", "-c", line], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def test_a_full_disk_behind_the_output_is_told_after_the_work(campaign: Workspace) -> None:
    done = shell(campaign, "gongwen build HERE > /dev/full")

    assert done.returncode == 3
    assert "事情做完了，但结果没有显示完" in done.stderr
    assert campaign.documents()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_is_gone_is_no_fault_of_the_files(campaign: Workspace, unbuffered: str) -> None:
    done = shell(campaign, 'gongwen build HERE | true; echo "${PIPESTATUS[0]}"', PYTHONUNBUFFERED=unbuffered)

    assert done.stdout.strip() in {"0", "141"}
    assert done.stderr == ""
    assert campaign.documents()


def test_too_few_open_files_are_the_environment(campaign: Workspace) -> None:
    done = shell(campaign, "ulimit -n 12; gongwen build HERE")

    assert done.returncode == 3
    assert "70" not in done.stderr


def test_a_locale_without_chinese_names_is_told(campaign: Workspace) -> None:
    done = shell(campaign, "gongwen build HERE", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert done.returncode == 3
    assert "PYTHONUTF8=1" in done.stderr
