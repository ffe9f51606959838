"""What a process has compiled once, it has at hand for its next run."""

from __future__ import annotations

import shutil
from pathlib import Path as File
from typing import Any

import pytest

from pipeline import produce
from pipeline.desk import opened
from pipeline.expression import Entity
from pipeline.produce import foreign
from pipeline.render import Compiled, sealed_prefix
from pipeline.used_names import COUNT, EACH, TRUTH, Path
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
    assert File("outputs/活动/一支部/04-整改方案.docx").as_posix() in report.written


def test_what_failed_is_tried_again(campaign: Workspace, asked: list[bytes]) -> None:
    (campaign.path / "templates" / "整改方案.docx").write_bytes(b"no Word file")
    with opened(campaign.path) as desk:
        produce.foresee(desk)
        count = asked.count(b"no Word file")
        produce.foresee(desk)

    assert asked.count(b"no Word file") == 2 * count > 0


@pytest.mark.parametrize(
    ("uses", "told"),
    [
        ([("支部", "名称")], {"支部": {"名称": "一支部"}}),
        ([("人们", EACH, "名")], {"人们": [{"名": "甲"}, {"名": "乙"}]}),
        ([("人们", COUNT)], {"人们": [{}, {}]}),
        ([("人们", TRUTH), ("人们", EACH, "事", COUNT)], {"人们": [{"事": [{}]}, {"事": []}]}),
        ([("支部", "items")], {"支部": {"名称": "一支部", "人数": 2}}),
        ([("支部", EACH)], {"支部": {"名称": "一支部", "人数": 2}}),
        ([("支部", TRUTH)], {"支部": {"名称": "一支部", "人数": 2}}),
        ([("支部", "名称", "strip"), ("支部", "没有")], {"支部": {"名称": "一支部", "人数": 2}}),
        ([("人们", EACH, "事")], {"人们": [{"事": ["一"]}, {"事": []}]}),
        ([("人们", "first")], {"人们": [{"名": "甲", "事": ["一"]}, {"名": "乙", "事": []}]}),
        ([("没有",)], {}),
    ],
)
def test_what_a_template_does_not_read_does_not_travel(uses: list[Path], told: object) -> None:
    facts = {
        "支部": Entity({"名称": "一支部", "人数": 2}, no_place),
        "人们": [Entity({"名": "甲", "事": ["一"]}, no_place), Entity({"名": "乙", "事": []}, no_place)],
        "另外": "长",
    }

    assert foreign._told(using(*uses), facts) == told


def no_place(_: str) -> None:
    raise AssertionError


def using(*paths: Path) -> Compiled:
    return Compiled("", paths, sealed_prefix(()), (), {})
