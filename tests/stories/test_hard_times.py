"""The environment misbehaves: no false success, a message that says what to do, and it goes on unaided when mended."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from pipeline import produce
from pipeline.cli import journal
from pipeline.desk import opened
from pipeline.disk import files
from tests import tiny
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace

MEMBERS = {"张三": ("一支部", 1998), "李四": ("二支部", 1999)}
LATER = MEMBERS | {"张三": ("一支部", 1997)}


@pytest.mark.parametrize("days", [-366, 366])
def test_a_clock_that_jumps_a_year_changes_no_paper_and_doubles_no_work(tmp_path: Path, days: int) -> None:
    now = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
    path = tiny.prepare(tmp_path / "w", MEMBERS)
    written = []
    for moment, members in ((now, MEMBERS), (now + dt.timedelta(days), MEMBERS), (now, LATER), (now, LATER)):
        tiny.prepare(path, members)
        with opened(path, lambda moment=moment: moment) as desk:  # type: ignore[misc]
            written.append(len(produce.produce(desk).written))

    assert written == [4, 0, 1, 0]
    assert tiny.papers(path) == tiny.undisturbed(tmp_path / "aside", LATER)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "磁盘已满，请腾出空间"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EACCES, "请在 Word、WPS 中关闭它"),
        (errno.ENAMETOOLONG, "移到更短的路径下"),
        (errno.EIO, "系统报告"),
    ],
)
def test_what_cannot_be_written_is_said_with_its_cure_and_made_as_soon_as_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    path = tiny.prepare(tmp_path / "w", MEMBERS)
    tiny.build(path)
    before = tiny.papers(path)
    tiny.prepare(path, LATER)

    def refuse(*_: object) -> os.stat_result:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_new", refuse)
        failed = tiny.build(path)
    between = tiny.papers(path)
    mended = tiny.build(path)

    assert failed.stopped == ["outputs/活动/一支部/表-张三.docx"]
    assert failed.failed
    assert word in failed.hindered
    assert failed.written == []
    assert between == before
    assert mended.written == ["outputs/活动/一支部/表-张三.docx"]
    assert tiny.papers(path) == tiny.undisturbed(tmp_path / "aside", LATER)


def test_inputs_are_read_and_nothing_there_is_touched(campaign: Workspace) -> None:
    before = {path: path.stat() for path in (campaign.path / "inputs").rglob("*")}

    campaign.build()
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "说不清"))
    before |= {path: path.stat() for path in (campaign.path / "inputs").rglob("*")}
    campaign.build()

    after = {path: path.stat() for path in (campaign.path / "inputs").rglob("*")}
    assert {path: (s.st_mtime_ns, s.st_ino, s.st_size) for path, s in after.items()} == {
        path: (s.st_mtime_ns, s.st_ino, s.st_size) for path, s in before.items()
    }


def test_two_programs_write_one_log_and_no_line_of_it_is_lost_or_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inputs").mkdir()
    start = multiprocessing.get_context("spawn")
    writers = [start.Process(target=_log_runs, args=(tmp_path, number)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    files = sorted((tmp_path / "outputs/.gongwen").glob("gongwen.log*"))
    said = [line.partition("written=0 ")[2] for file in files for line in file.read_text("utf-8").splitlines()]
    wanted = [
        f"unchanged={run + 1000 * number} kept=0 stopped=0 withdrawn=0" for number in (0, 1) for run in range(RUNS)
    ]
    assert len(files) > 10
    assert sorted(said) == sorted(wanted)
    assert [writer.exitcode for writer in writers] == [0, 0]

    monkeypatch.setattr(journal, "_LARGEST", 100)
    with journal.journal(tmp_path) as note:
        note(produce.Report())
    assert len(list((tmp_path / "outputs/.gongwen").glob("gongwen.log.*"))) == 3


RUNS = 300


def _log_runs(path: Path, number: int) -> None:
    """Log many runs into a log that is soon full; called in a process of its own."""
    journal._LARGEST, journal._KEPT = 1000, 1000
    with journal.journal(path) as note:
        for run in range(RUNS):
            note(produce.Report(unchanged=run + 1000 * number))


def test_a_log_that_cannot_be_written_is_no_reason_to_stop(campaign: Workspace) -> None:
    campaign.output(".gongwen/gongwen.log").mkdir(parents=True)

    code, _, error = campaign.run("build")

    assert (code, error) == (0, "")


CANARIES = ("钱百灵", "110101197210180004", "13800005555", "13811112222", "金丝雀街道九号")


def test_no_members_data_is_in_a_log_or_in_the_ledgers_text(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    header = "姓名|所在党支部|人员类别|入党时间|身份证号|联系电话|家庭住址"
    row = "钱百灵|一支部|正式党员|1998-07-01|110101197210180004|13800005555|金丝雀街道九号"
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", f"{header}\n{row}\n")
    workspace.build()
    workspace.put(
        "活动/花名册.xlsx", f"{header}\n{row.replace('13800005555', '13811112222').replace('1998', '1999')}\n"
    )
    workspace.build()
    workspace.put("活动/花名册.xlsx", f"{header}\n{row.replace('1998-07-01', '钱百灵说不清')}钱百灵\n")
    workspace.build()
    workspace.put("活动/花名册.xlsx", f"{header}\n{row.replace('1998', '2001')}\n")

    def refuse(*_: object) -> os.stat_result:
        raise OSError(errno.ENOSPC, "钱百灵")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_new", refuse)
        workspace.build()

    own = workspace.output(".gongwen")
    logged = "".join(path.read_text("utf-8") for path in own.glob("*.log*"))
    assert "file.unwritable" in logged
    told = logged + caplog.text + _free_text(own / "ledger.db")
    assert [canary for canary in CANARIES if canary in told] == []


def _free_text(database: Path) -> str:
    """Return every text of the ledger but the paths: a path is called after its member, as the file is."""
    read = sqlite3.connect(database)
    said = []
    for (table,) in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        rows = read.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        for row in rows:
            said += [str(v) for name, v in zip(names, row, strict=True) if name not in {"path", "beside", "file"}]
    read.close()
    return "\n".join(said)
