"""Whole runs struck at their system calls. The full table: python -m tests.benchmarks.send_faults 3600."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests import thorough
from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or shutil.which("gcc") is None, reason="preloads a library built here")
@thorough.only_in_ci
def test_one_more_run_after_any_kill_or_fault_is_as_if_nothing_had_happened() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.send_faults", str(thorough.stride(20, 3))]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].endswith(": 0 wrong")
