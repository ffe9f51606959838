"""The sample campaign, from the rosters to ten parcels: nobody stopped by a false alarm, nobody's papers elsewhere."""

from __future__ import annotations

import pytest

from tests.conftest import SAMPLE, Workspace
from tests.samples.people import BRANCHES, members


@pytest.mark.slow
def test_the_sample_goes_out_without_a_false_alarm(sample: Workspace) -> None:
    sample.build()
    sample.run("approve", "--all")

    code, out, _ = sample.run("send", "--way", "文件夹", "--to", str(sample.path / "U盘"))

    assert code == 0
    assert "停住" not in out
    home = sample.path / "U盘" / SAMPLE.name
    forms = {branch.short: {path.name for path in (home / branch.short).glob("03-*")} for branch in BRANCHES}
    assert sum(map(len, forms.values())) == 220
    for member in members():
        if not member.standing:
            assert any(member.name in name for name in forms[member.branch.short])
    assert all((home / branch.short / "00-送达目录.docx").exists() for branch in BRANCHES)
