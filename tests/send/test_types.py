"""The type is the permit: what sends takes Approved, and mypy refuses a Draft."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

from tests import thorough
from tests.conftest import ROOT

_SNIPPET = """\
from pathlib import Path
from pipeline.dispatch.approval import release
from pipeline.ledger import SentBook
from pipeline.model.work import Approved, Draft
from pipeline.send.parcel import planned

approved = Approved("outputs/a.docx", "0", "a.docx", "通知", "一支部")
draft = Draft("outputs/a.docx", "0", "a.docx", "通知", "一支部")
planned("活动", "一支部", 1, [approved], workspace=Path())
planned("活动", "一支部", 1, [draft], workspace=Path())
planned("活动", "一支部", 1, [release(draft)], workspace=Path())
SentBook(Path()).approve("活动", [draft], "", "")
"""


def test_only_an_approval_makes_of_a_draft_what_may_leave() -> None:
    sources = {path: path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py")}

    assert {path.stem for path, text in sources.items() if re.search(r"\bApproved\(", text)} == {
        "approval",  # a person's word, or the settings' that all may go
        "sent",  # as it was recorded
        "readback",  # as 送达登记 has it
    }


@thorough.only_in_ci
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
    assert [error.partition(": error: ")[0].rpartition(":")[2] for error in errors] == ["10", "12"], said
    assert all('"Draft"; expected "Approved"' in error for error in errors)
