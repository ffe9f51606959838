"""The papers of a parcel, where an office has changed their templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.errors import PipelineError
from pipeline.send.papers import COUNTER, Papers
from tests import tiny


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{{ 1 / 0 }}", "写法不对"),
        ("{{r 单位.名称 }}", "普通文字"),
        ("{{ 单位.没有 }}", "没有"),
        ("{{ 2000|空 }}", "写法不对"),
    ],
)
def test_a_template_that_cannot_be_filled_says_why(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / COUNTER).write_bytes(tiny.template(line))

    with pytest.raises(PipelineError, match=why):
        Papers(tmp_path, "仿宋_GB2312", {"一支部": {"单位": {"名称": "镇党委"}}}).counter([("一支部", 1, 2)])
