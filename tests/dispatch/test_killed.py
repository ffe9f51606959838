"""A sender that is killed at any moment. The full figure: python -m tests.dispatch.killed 600 320."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="senders are forked")
def test_under_kills_nothing_is_sent_twice_or_lost_and_only_the_unclear_is_doubtful() -> None:
    command = [sys.executable, "-m", "tests.dispatch.killed", "60", "8", "2"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=240)

    outcome = json.loads(done.stdout)
    assert outcome["kills"] >= 3
    assert outcome["delivered"] == 60
    assert (outcome["twice"], outcome["lost"]) == (0, 0)
    assert (outcome["wrongly_doubtful"], outcome["unnoticed"]) == (0, 0)
