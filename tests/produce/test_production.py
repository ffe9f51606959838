"""What the system itself does wrong: locked files, a full disk, a bug in one document. The run goes on."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline import disk, produce, render
from pipeline.binder import Binder, BoundPaper, Volumes
from pipeline.desk import opened
from pipeline.disk import Aside, Chunk
from pipeline.inbox import Inbox, arrival, read_inputs
from pipeline.ledger import Entry, Event, Ledger
from pipeline.model.errors import LedgerError
from pipeline.model.problem import Problem
from pipeline.render import Unbindable
from pipeline.shelf import Made
from tests.conftest import ROSTER, Workspace


def codes_of(report: produce.Report) -> list[str]:
    return [problem.code for problem in report.problems if problem.code.startswith("file.")]


def test_a_file_that_another_program_holds_is_named_and_withdraws_nothing(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    os.utime(campaign.path / "inputs/活动/花名册.xlsx")
    real = arrival.look

    def look(path: Path, *arguments: Any) -> arrival.Arrived:
        if path.name == "花名册.xlsx":
            raise PermissionError(errno.EACCES, "held")
        return real(path, *arguments)

    monkeypatch.setattr(arrival, "look", look)
    with opened(campaign.path) as desk:
        report = produce.produce(desk)

    assert codes_of(report) == ["file.locked"]
    assert report.withdrawn == []
    assert len(campaign.documents()) == 13


def test_a_document_that_cannot_be_written_stops_alone(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync
    target = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    replaced = os.replace

    def replace(aside: Path, other: Path) -> None:
        if Path(other) == target:
            raise OSError(errno.ENOSPC, "full")
        replaced(aside, other)

    monkeypatch.setattr(os, "replace", replace)
    with opened(campaign.path) as desk:
        report = produce.produce(desk)

    assert real is os.fsync
    assert codes_of(report) == ["file.unwritable"]
    assert report.stopped == ["outputs/活动/一支部/03-党性分析表-张三.docx"]
    assert "磁盘已满" in str(report.problems)
    assert list(campaign.path.rglob("*.tmp")) == []


def test_a_volume_that_cannot_be_bound_is_a_warning(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(paths: list[Path], missing: list[str]) -> bytes:
        raise Unbindable("试一试")

    monkeypatch.setattr(render, "bind", bind)
    with opened(campaign.path) as desk:
        report = produce.produce(desk)

    assert codes_of(report) == ["file.volume"] * 6  # a branch has three
    assert not report.failed


def test_a_form_that_goes_before_its_volume_is_bound_costs_only_the_volume(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Binder.bind

    def bind(self: Binder, folder: str, forms: Sequence[BoundPaper], fresh: Mapping[str, Made]) -> list[Problem]:
        for form in [each for each in forms if "张三" in each.path] if folder == "一支部" else ():
            (campaign.path / form.path).unlink()
        return real(self, folder, forms, fresh)

    with monkeypatch.context() as patched:
        patched.setattr(Binder, "bind", bind)
        report = campaign.build()

    assert [each["message"] for each in report["problems"] if each["code"] == "file.volume"] == [
        "打印卷没有装订：03-党性分析表-张三.docx 读不了；如果它正在 Word 或 WPS 中打开，请先关闭"
    ]
    assert not campaign.output("活动/打印/一支部/分析评议.docx").exists()
    assert campaign.build()["written"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]
    assert campaign.output("活动/打印/一支部/分析评议.docx").exists()


def test_volumes_are_the_same_however_much_of_them_memory_holds(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    volumes = {path: path.read_bytes() for path in campaign.output("活动/打印").rglob("*.docx")}
    shutil.rmtree(campaign.output("活动"))

    monkeypatch.setattr("pipeline.produce.maker._MOST_FRESH", 0)
    campaign.build()

    assert {path: path.read_bytes() for path in volumes} == volumes


def test_volumes_of_branches_that_stand_are_bound_some_at_a_time(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    shutil.rmtree(campaign.output("活动/打印"))
    at_once: list[int] = []
    real = Binder.bound

    def bound(self: Binder) -> Volumes:
        found = real(self)
        at_once.append(len(found.written))
        return found

    monkeypatch.setattr(Binder, "bound", bound)
    monkeypatch.setattr("pipeline.produce.campaign._IN_A_CHUNK", 1)
    campaign.build()

    assert at_once == [3, 3]


def test_a_bug_stops_one_document_and_the_run_ends_red(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real = render.filled

    def broken(compiled: object, facts: dict[str, object], *mark: object) -> bytes:
        member = facts.get("党员")
        if isinstance(member, dict) and member["姓名"] == "张三":
            raise KeyError(member["姓名"])
        return real(compiled, facts, *mark)  # type: ignore[arg-type]

    monkeypatch.setattr(render, "filled", broken)
    code, _, _ = campaign.run("build")

    assert code == 70
    assert len(campaign.documents()) == 12
    log = campaign.output(".gongwen/gongwen.log").read_text("utf-8")
    assert "KeyError" in log
    assert "张三" not in log.replace('["姓名"] == "张三"', "")


def test_the_log_holds_codes_and_addresses_and_no_value(campaign: Workspace) -> None:
    roster = "姓名|所在党支部|人员类别|身份证号|联系电话\n张三|一支部|正式党员|110101197210180004|1380013"
    campaign.put("活动/花名册.xlsx", roster)

    campaign.run("build")

    log = campaign.output(".gongwen/gongwen.log").read_text("utf-8")
    assert "cell.id inputs/活动/花名册.xlsx D2 error" in log
    for value in ("张三", "1101", "1380013"):
        assert value not in log


def test_a_file_in_a_folders_place_is_named_and_stops_no_other_branch(campaign: Workspace) -> None:
    taken = campaign.output("活动/一支部")
    taken.parent.mkdir(parents=True)
    taken.write_text("mine")

    report = campaign.build()

    said = {problem["message"] for problem in report["problems"] if problem["code"] == "file.unwritable"}
    assert all("“一支部”要做文件夹，这个名字已被一个文件占用，请移走它" in each for each in said)
    assert campaign.output("活动/二支部/01-会议通知.docx").is_file()
    assert taken.read_text() == "mine"


def test_a_file_in_a_campaigns_place_is_no_note_that_it_was_archived(campaign: Workspace) -> None:
    campaign.output("活动").parent.mkdir(exist_ok=True)
    campaign.output("活动").write_text("mine")

    code, out, err = campaign.run("build")

    assert code == 3
    assert "“活动”要做文件夹" in out + err
    assert "归档" not in out + err


def test_a_paper_that_cannot_be_written_is_logged_without_its_members_name(campaign: Workspace) -> None:
    taken = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    taken.mkdir(parents=True)

    report = campaign.build()

    assert [problem["code"] for problem in report["problems"] if problem["severity"] == "error"] == ["file.unwritable"]
    assert "这个名字已被一个文件夹或文件占用" in str(report["problems"])
    log = campaign.output(".gongwen/gongwen.log").read_text("utf-8")
    assert "file.unwritable outputs/活动/一支部/… - error" in log
    assert "张三" not in log


def test_a_roster_that_is_rewritten_while_it_is_read_is_read_again(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    (campaign.path / "gongwen.toml").write_text("[监视]\n静默秒数 = 0.01\n", "utf-8")
    campaign.put("活动/花名册.xlsx", ROSTER.splitlines()[0] + "\n" + ROSTER.splitlines()[1])
    real = read_inputs
    count = 0

    def read(*arguments: Any, **more: Any) -> Inbox:
        nonlocal count
        count += 1
        inbox = real(*arguments, **more)
        if count == 1:
            campaign.put("活动/花名册.xlsx", ROSTER)  # the rest of it arrives just now
        return inbox

    monkeypatch.setattr("pipeline.produce.production.read_inputs", read)
    report = campaign.build()

    assert count == 2
    assert report["withdrawn"] == []
    assert report["unchanged"] == 13


def test_two_runs_at_once_wait_for_each_other(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.produce.running._PATIENCE", 0.3)
    waited = []
    with opened(campaign.path) as first, opened(campaign.path) as second, first.ledger.exclusive(lambda: None, 1):
        with pytest.raises(LedgerError, match="另一个 gongwen"):
            produce.produce(second, on_wait=lambda: waited.append(1))

    assert waited == [1]


def test_what_a_killed_run_left_is_swept(campaign: Workspace) -> None:
    left = campaign.output(f"活动/一支部/.abc{disk.TEMPORARY}")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")

    campaign.build()

    assert not left.exists()


def test_a_run_that_is_killed_half_way_goes_on_where_it_was(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Chunk.put
    count = 0

    def put(self: Chunk, aside: Aside) -> None:
        nonlocal count
        count += 1
        if count == 6:
            raise KeyboardInterrupt
        real(self, aside)

    monkeypatch.setattr(Chunk, "put", put)
    with pytest.raises(KeyboardInterrupt), opened(campaign.path) as desk:
        produce.produce(desk)
    monkeypatch.setattr(Chunk, "put", real)

    report = campaign.build()

    assert report["kept"] == []
    assert report["unchanged"] == 5
    assert len(campaign.documents()) == 13
    assert [path for path in campaign.path.rglob("*") if path.name.endswith((".tmp", ".intent"))] == []


def test_a_killed_run_and_then_other_facts_make_no_new_version(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Ledger.record

    def record(self: Ledger, new: Sequence[Entry], gone: Sequence[str], events: Sequence[Event]) -> None:
        if any(entry.branch for entry in new):
            raise KeyboardInterrupt
        real(self, new, gone, events)

    monkeypatch.setattr(Ledger, "record", record)
    with pytest.raises(KeyboardInterrupt), opened(campaign.path) as desk:
        produce.produce(desk)
    monkeypatch.setattr(Ledger, "record", real)
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))

    report = campaign.build()

    assert report["kept"] == []
    assert report["written"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]


def test_an_edit_made_while_a_chunk_is_on_its_way_is_kept(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign.build()
    form = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
    real = Chunk.flush

    def flush(self: Chunk) -> None:
        if form.read_bytes() != b"edited":
            form.write_bytes(b"edited")
        real(self)

    monkeypatch.setattr(Chunk, "flush", flush)
    report = campaign.build()

    assert form.read_bytes() == b"edited"
    assert report["kept"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]
    assert report["written"] == ["outputs/活动/一支部/03-党性分析表-张三（新版）.docx"]


def test_a_register_that_does_not_fit_into_memory_is_the_same(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    path = campaign.output("活动/清单.xlsx")
    small = path.read_bytes()
    path.unlink()
    monkeypatch.setattr("pipeline.spool._IN_MEMORY", 100)
    monkeypatch.setattr("pipeline.disk.files._PIECE", 1000)

    campaign.build()

    with zipfile.ZipFile(io.BytesIO(small)) as one, zipfile.ZipFile(path) as other:
        assert other.testzip() is None
        assert other.namelist() == one.namelist()
    assert campaign.build()["kept"] == []
    with opened(campaign.path) as desk:
        (entry,) = desk.ledger.known(["outputs/活动/清单.xlsx"])
    assert (entry.size, entry.digest) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
