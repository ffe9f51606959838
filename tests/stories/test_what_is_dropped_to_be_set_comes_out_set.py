"""inputs/待排版/ → outputs/排版/: set once, over nothing, no roster and no speech; a killed run is gone on with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import disk
from pipeline.desk import look
from tests.conftest import ROSTER, Workspace
from tests.review.wordfile import p, wordfile
from tests.sheets import workbook

_LINES = ("关于放假的通知", "各党支部：", "今天放假。", "吕寨镇党政办公室", "2026年7月2日")


def _drop(workspace: Workspace, name: str, *lines: str) -> Path:
    said = lines or _LINES
    data = wordfile("".join(map(p, said))) if name.endswith(".docx") else "\n".join(said).encode()
    return workspace.put(f"待排版/{name}", data)


def _results(workspace: Workspace) -> dict[str, tuple[int, bytes]]:
    home = workspace.output("排版")
    found = [path for path in home.rglob("*") if path.is_file()]
    return {path.relative_to(home).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def test_what_is_dropped_comes_out_and_a_second_build_writes_nothing(campaign: Workspace) -> None:
    source = _drop(campaign, "通知.docx").read_bytes()
    _drop(campaign, "组织办/通知.txt")

    told = campaign.build()
    made = _results(campaign)
    again = campaign.build()

    assert sorted(each["written"] for each in told["set"]) == [
        "outputs/排版/组织办/通知（排版）.docx",
        "outputs/排版/通知（排版）.docx",
    ]
    assert sorted(made) == ["组织办/通知（排版）.docx", "通知（排版）.docx"]
    assert _results(campaign) == made
    assert "set" not in again
    assert (campaign.path / "inputs/待排版/通知.docx").read_bytes() == source


def test_nothing_there_is_a_roster_a_speech_or_a_campaign(campaign: Workspace) -> None:
    before = campaign.build()
    campaign.put("待排版/花名册.xlsx", workbook(ROSTER))
    campaign.put("待排版/活动.yaml", "活动:\n  名称: 别的活动\n  简称: 别的\n  开始: 2026-07-01\n  结束: 2026-07-02\n")
    _drop(campaign, "讲话.docx", "同志们：", "今天开会。")

    after = campaign.build()

    assert after["campaigns"] == before["campaigns"]
    assert after["problems"] == before["problems"]
    assert after["written"] == []


def test_a_changed_source_and_a_clerks_file_are_written_beside(campaign: Workspace) -> None:
    _drop(campaign, "通知.docx")
    campaign.build()
    first = campaign.output("排版/通知（排版）.docx")
    first.write_bytes(b"edited")
    _drop(campaign, "通知.docx", *_LINES, "（此件公开发布）")

    campaign.build()

    assert first.read_bytes() == b"edited"
    assert sorted(_results(campaign)) == ["通知（排版）.docx", "通知（排版）（2）.docx"]


def test_a_result_that_was_taken_away_is_made_again(campaign: Workspace) -> None:
    _drop(campaign, "通知.docx")
    campaign.build()
    shutil.rmtree(campaign.output("排版"))

    campaign.build()

    assert list(_results(campaign)) == ["通知（排版）.docx"]


def test_a_run_that_is_killed_before_it_has_noted_makes_nothing_twice(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _drop(campaign, "甲.docx")
    _drop(campaign, "乙.docx")
    write = disk.write

    def killed(path: Path, data: bytes, **more: str) -> object:
        if path.name == "排版.json":
            raise KeyboardInterrupt
        return write(path, data, **more)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write", killed)
        code, _, _ = campaign.run("build")
    assert code
    assert len(_results(campaign)) == 1

    campaign.build()

    assert sorted(_results(campaign)) == ["乙（排版）.docx", "甲（排版）.docx"]


def test_a_broken_file_is_told_until_it_is_mended_and_a_clean_paper_comes_out_too(campaign: Workspace) -> None:
    _drop(campaign, "通知.docx")
    campaign.build()
    shutil.copy(campaign.output("排版/通知（排版）.docx"), campaign.path / "inputs/待排版/好的.docx")
    campaign.put("待排版/坏的.docx", b"PK\x03\x04")

    told = {each["file"]: each for each in campaign.build()["set"]}
    again = campaign.build()

    assert told["inputs/待排版/好的.docx"]["written"] == "outputs/排版/好的（排版）.docx"
    assert "没有复制完" in told["inputs/待排版/坏的.docx"]["fault"]
    assert [each["file"] for each in again["set"]] == ["inputs/待排版/坏的.docx"]
    assert again["exit"] == 1


def test_check_says_what_waits_and_a_drop_wakes_the_watch(campaign: Workspace) -> None:
    before = look(campaign.path)
    _drop(campaign, "通知.docx")

    _, out, _ = campaign.run("check")

    assert "1 个文件等着排" in out
    assert look(campaign.path) != before
    assert not campaign.output("排版").exists()
