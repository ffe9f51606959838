"""What a process has compiled once, it has at hand for its next run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline import produce
from pipeline.desk import opened
from pipeline.produce import foreign
from tests.conftest import Workspace


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The templates that were compiled, or fetched from where they are ready."""
    found: list[bytes] = []
    real = foreign._compiled

    def compiled(data: bytes, *others: Any) -> Any:
        found.append(data)
        return real(data, *others)

    monkeypatch.setattr(foreign, "_compiled", compiled)
    return found


def test_check_then_build_in_one_process_compile_each_template_once(campaign: Workspace, asked: list[bytes]) -> None:
    with opened(campaign.path) as desk:
        produce.foresee(desk)
        count = len(asked)
        produce.produce(desk)

    assert count > 0
    assert len(asked) == count


def test_a_template_that_was_saved_anew_is_compiled_anew(campaign: Workspace, asked: list[bytes]) -> None:
    templates = campaign.path / "templates"
    with opened(campaign.path) as desk:
        produce.produce(desk)
        count = len(asked)
        shutil.copy(templates / "整改台账.docx", templates / "整改方案.docx")
        report = produce.produce(desk)

    assert len(asked) > count
    assert Path("outputs/活动/一支部/04-整改方案.docx").as_posix() in report.written


def test_what_failed_is_tried_again(campaign: Workspace, asked: list[bytes]) -> None:
    (campaign.path / "templates" / "整改方案.docx").write_bytes(b"no Word file")
    with opened(campaign.path) as desk:
        produce.foresee(desk)
        count = asked.count(b"no Word file")
        produce.foresee(desk)

    assert asked.count(b"no Word file") == 2 * count > 0
