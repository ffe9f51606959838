"""The type is the permit: what sends takes Approved, and mypy refuses a Draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from tests.conftest import ROOT

_SNIPPET = """\
from pathlib import Path
from pipeline.model.work import Approved, Draft
from pipeline.send.parcel import planned

approved = Approved("outputs/a.docx", "0", "a.docx", "通知", "一支部")
draft = Draft("outputs/a.docx", "0", 1, "f")
planned("活动", "一支部", 1, [approved], workspace=Path())
planned("活动", "一支部", 1, [draft], workspace=Path())
"""


@pytest.mark.slow
def test_only_what_a_person_has_released_can_be_put_into_a_parcel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(_SNIPPET, "utf-8")
    monkeypatch.setenv("MYPYPATH", str(ROOT))

    said, _, _ = api.run(
        ["--strict", "--follow-imports=silent", "--config-file=", f"--cache-dir={tmp_path}", str(snippet)]
    )

    errors = [line for line in said.splitlines() if ": error:" in line]
    assert len(errors) == 1, said
    assert "snippet.py:8:" in errors[0]
    assert '"Draft"; expected "Approved"' in errors[0]
