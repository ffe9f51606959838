"""Workbooks by other hands, where they lie beside the checkout: read, or refused with a message; nothing dies."""

from __future__ import annotations

import pytest

from pipeline.inbox import sheet
from tests.conftest import ROOT

CORPUS = ROOT.parent / "shared" / "corpus" / "spreadsheets"
FILES = sorted(path for path in CORPUS.glob("*") if path.is_file()) if CORPUS.is_dir() else []

pytestmark = [
    pytest.mark.confined,
    pytest.mark.slow,
    pytest.mark.skipif(not FILES, reason="the corpus is not beside the checkout"),
]


def test_the_corpus_is_read_or_refused() -> None:
    outcomes: dict[str, int] = {}
    for path in FILES:
        opened = sheet.sheets_confined(path.read_bytes(), path.name)
        outcome = opened.problems[0].code if opened.problems else "read"
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        assert opened.value or (opened.problems and opened.problems[0].hint), path.name
        assert "中断" not in str(opened.problems), path.name
        assert "没有读完" not in str(opened.problems), path.name

    assert outcomes["read"] / len(FILES) > 0.95
    assert set(outcomes) <= {"read", "file.unreadable", "file.encrypted", "file.wrong-kind"}
