"""A sender that is killed at any moment. The full figure: python -m tests.send.killed 600 300."""

from __future__ import annotations

import pytest

from tests.send.killed import campaign


@pytest.mark.slow
def test_under_kills_nothing_is_sent_twice_or_lost_and_only_the_unclear_is_doubtful() -> None:
    outcome = campaign(mails=40, kills=6, seed=2)

    assert outcome.kills == 6
    assert (outcome.twice, outcome.lost) == (0, 0)
    assert (outcome.wrongly_doubtful, outcome.unnoticed) == (0, 0)
