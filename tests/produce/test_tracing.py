"""A paper traced by its path: one campaign read and one folder planned, with the answer that reading all gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from pipeline import catalogs, render
from pipeline.desk import Desk, opened
from pipeline.inbox import read_campaign, read_inputs
from pipeline.model.errors import UsageError
from pipeline.model.problem import Problem
from pipeline.model.work import Job
from pipeline.plan import Plan, documents_due
from pipeline.produce import trace, tracing
from pipeline.produce.compiling import templates
from pipeline.produce.report import Report
from tests import thorough
from tests.conftest import SAMPLE, Built

_Told = tuple[tuple[render.Shown, ...], tuple[Problem, ...]]


def _told(desk: Desk, jobs: Iterator[Job]) -> dict[str, _Told]:
    """Return by path what `why` shows of documents."""
    compiled = templates(desk, Report())[1]
    return {
        job.path: (
            tuple(render.shown(render.used_values(compiled[job.kind.use], job.facts), job.facts)),
            job.stopped,
        )
        for job in jobs
    }


def _of_all(desk: Desk) -> dict[str, _Told]:
    """Return by path what `why` shows of every document of every campaign, all read."""
    kinds = catalogs.kinds(desk).value
    campaigns = read_inputs(desk.workspace, desk.memory).campaigns
    return _told(desk, (job for each in campaigns for job in documents_due(each.township, each.dossiers, kinds)))


def test_every_paper_of_the_sample_is_traced_alike_from_rows_that_were_kept(
    every_kind_built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(every_kind_built.path, read_only=True) as desk:
        desk.memory.readings.recall = lambda _: b""
        anew = _of_all(desk)
        read = set(desk.memory.readings.new)
    monkeypatch.setattr("pipeline.inbox.workbook.workbook_rows", None)
    with opened(every_kind_built.path, read_only=True) as desk:
        kept = _of_all(desk)

    assert read
    assert kept == anew


@thorough.only_in_ci
def test_every_paper_of_the_sample_is_traced_as_if_all_had_been_read(every_kind_built: Built) -> None:
    with opened(every_kind_built.path, read_only=True) as desk:
        kinds = catalogs.kinds(desk).value
        whole = _of_all(desk)
    with opened(every_kind_built.path, read_only=True) as desk:
        (alone,) = read_campaign(desk.workspace, desk.memory, SAMPLE.name)
        plan = Plan(alone.township, kinds)
        folders = dict.fromkeys(PurePosixPath(path).parts[2] for path in whole)
        by_path = _told(desk, (job for folder in folders for job in tracing._in_folder(alone, plan, folder)))

    assert whole.keys() >= set(every_kind_built.documents())
    assert list(by_path) == list(whole)
    assert by_path == whole


@pytest.fixture
def two(every_kind_built: Built, tmp_path: Path) -> Path:
    """A workspace with two campaigns that have the same papers."""
    for part in ("inputs", "templates"):
        shutil.copytree(every_kind_built.path / part, tmp_path / part)
    shutil.copytree(tmp_path / "inputs" / SAMPLE.name, tmp_path / "inputs" / "另一个")
    return tmp_path


def test_of_two_campaigns_only_the_one_that_is_asked_for_is_read(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "read_inputs", None)
    with opened(two, read_only=True) as desk:
        found = trace(desk, "outputs/另一个/吕寨村党支部/32-谈心谈话安排表.docx")
        shared = trace(desk, "outputs/另一个/全镇/22-学习情况统计表.docx")

    files = {each.origin.file.partition("/")[2] for trace in (found, shared) for each in trace.values if each.origin}
    assert found.path == "outputs/另一个/吕寨村党支部/32-谈心谈话安排表.docx"
    assert any(name.startswith("另一个/") for name in files)
    assert not any(name.startswith(SAMPLE.name) for name in files)


def test_a_name_that_both_campaigns_have_is_asked_back(two: Path) -> None:
    with opened(two, read_only=True) as desk, pytest.raises(UsageError, match="有 2 份文件都像"):
        trace(desk, "吕寨村党支部/32-谈心谈话安排表.docx")


def test_a_path_that_is_nobodys_is_told(two: Path) -> None:
    with opened(two, read_only=True) as desk, pytest.raises(UsageError, match="没有“outputs/没有/吕寨村党支部"):
        trace(desk, "outputs/没有/吕寨村党支部/32-谈心谈话安排表.docx")


def test_a_campaign_in_inputs_itself_is_found_by_its_own_name(two: Path) -> None:
    shutil.rmtree(two / "inputs" / "另一个")
    for file in (two / "inputs" / SAMPLE.name).iterdir():
        file.rename(two / "inputs" / file.name)
    with opened(two, read_only=True) as desk:
        (campaign,) = read_inputs(desk.workspace, desk.memory).campaigns
        folder = campaign.township.campaign.folder
        path = f"outputs/{folder}/吕寨村党支部/32-谈心谈话安排表.docx"
        assert trace(desk, path).path == path
        assert read_campaign(desk.workspace, desk.memory, "没有") == ()
    assert folder != SAMPLE.name


def test_of_two_campaigns_of_one_name_nothing_is_told(two: Path) -> None:
    (two / "inputs" / "甲").mkdir()
    (two / "inputs" / "另一个").rename(two / "inputs" / "甲" / SAMPLE.name)
    with opened(two, read_only=True) as desk:
        assert read_campaign(desk.workspace, desk.memory, SAMPLE.name) == ()
        assert read_inputs(desk.workspace, desk.memory).campaigns == ()
