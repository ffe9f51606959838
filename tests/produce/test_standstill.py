"""While nothing has changed the last run's answer stands; whatever has changed, it is asked anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline import produce, program
from pipeline.desk import SENT, Desk, opened, own_folder
from pipeline.produce import ground, production, standstill
from pipeline.produce.report import Report
from pipeline.shelf import Shelf, Wanted
from tests import thorough
from tests.conftest import ROSTER, Workspace

FORM = "活动/一支部/03-党性分析表-张三.docx"
OTHER = "活动/二支部/03-党性分析表-王五.docx"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs and the forecasts that were really made."""
    made: list[str] = []
    for name in ("carried_out", "foreseen"):
        real = getattr(production, name)

        def noted(*given: object, _real: Callable[..., Report] = real, _name: str = name, **more: object) -> Report:
            made.append(_name)
            return _real(*given, **more)

        monkeypatch.setattr(production, name, noted)
    return made


def build(workspace: Workspace) -> Report:
    with opened(workspace.path) as desk:
        return produce.produce(desk)


def foreseen(workspace: Workspace) -> Report:
    with opened(workspace.path, read_only=True) as desk:
        return produce.foresee(desk)


def really_foreseen(workspace: Workspace) -> Report:
    with opened(workspace.path, read_only=True) as desk:
        return production.foreseen(desk, only="", instead={}, on_progress=lambda *_: None)


def said(report: Report) -> dict[str, object]:
    told = {each.name: getattr(report, each.name) for each in fields(report) if not each.name.startswith("_")}
    return told | {"problems": [(str(each), each.hint, each.key, each.hides) for each in report.problems]}


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def test_a_second_run_and_a_look_answer_at_once(campaign: Workspace, runs: list[str]) -> None:
    first = build(campaign)
    assert (runs, len(first.written)) == (["carried_out"], 13)

    second, look = build(campaign), foreseen(campaign)

    assert runs == ["carried_out"]
    assert (second.written, second.unchanged, look.unchanged, look.actions) == ([], 13, 13, {})
    assert said(look) == said(really_foreseen(campaign))


def test_a_workspace_named_from_within_stands_still_too(
    campaign: Workspace, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(campaign.path)
    with opened(Path()) as desk:
        first, second = produce.produce(desk), produce.produce(desk)

    assert (len(first.written), second.unchanged, runs) == (13, 13, ["carried_out"])


def test_the_answer_tells_faults_edits_and_what_is_no_longer_due_as_a_run_does(
    campaign: Workspace, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(campaign)
    edit(campaign.output(FORM))
    edit(campaign.output(OTHER))
    faulty = ROSTER.replace("1998-07-01", "1999-07-01").replace("1980-05-06", "1980-13-06")
    campaign.put("活动/花名册.xlsx", faulty)
    build(campaign)  # 张三's form gets a 新版, 李四's is stopped
    campaign.put("活动/花名册.xlsx", faulty.rpartition("王五")[0])
    build(campaign)  # 王五's form, which was edited, is no longer due
    build(campaign)  # a run that has taken something away leaves no answer
    runs.clear()

    told, built = foreseen(campaign), build(campaign)

    assert runs == []
    assert (told.kept, told.left) == ([f"outputs/{FORM}"], [f"outputs/{OTHER}"])
    assert told.versions[f"outputs/{FORM}"].endswith("（新版）.docx")
    assert f"outputs/{FORM.replace('张三', '李四')}" in told.stopped
    assert said(told) | {"versions": {}} == said(really_foreseen(campaign))
    monkeypatch.setattr(standstill, "recall", lambda *_: None)
    assert said(built) | {"actions": {}} == said(build(campaign)) | {"actions": {}}


def _same_size_and_time(workspace: Workspace) -> None:
    facts = workspace.path / "inputs/活动/活动.yaml"
    before = facts.stat()
    facts.write_bytes(facts.read_bytes().replace("三楼".encode(), "五楼".encode()))
    os.utime(facts, ns=(before.st_atime_ns, before.st_mtime_ns))
    now = facts.stat()
    assert (now.st_size, now.st_mtime_ns, now.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)


def _template(workspace: Workspace) -> None:
    edit(next((workspace.path / "templates").glob("*.docx")))


def _catalog(workspace: Workspace) -> None:
    path = workspace.path / "templates/catalog.yaml"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("范围: 党员", "范围: 支部", 1), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _settings(workspace: Workspace) -> None:
    (workspace.path / "gongwen.toml").write_text('[版式]\n仿宋 = "仿宋"\n', "utf-8")


def _gone(workspace: Workspace) -> None:
    workspace.output(FORM).unlink()


def _edited(workspace: Workspace) -> None:
    path = workspace.output(FORM)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def _touched(workspace: Workspace) -> None:
    os.utime(workspace.output(FORM))


def _stranger(workspace: Workspace) -> None:
    workspace.output("活动/一支部/别的.docx").write_bytes(b"PK")


def _archived(workspace: Workspace) -> None:
    workspace.output("活动/已归档.txt").write_text("归档时间：2026-12-31\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    thorough.each(
        [_same_size_and_time, _template, _catalog, _settings, _gone, _edited, _touched, _stranger, _archived], 2
    ),
)
def test_whatever_changes_is_looked_at(
    campaign: Workspace, runs: list[str], change: Callable[[Workspace], None]
) -> None:
    build(campaign)
    change(campaign)
    runs.clear()

    assert said(foreseen(campaign)) == said(really_foreseen(campaign))
    build(campaign)

    assert runs == ["foreseen", "foreseen", "carried_out"]


def test_another_program_asks_anew(campaign: Workspace, runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    build(campaign)
    monkeypatch.setattr("pipeline.program.digest", lambda: "another")

    foreseen(campaign)

    assert runs == ["carried_out", "foreseen"]


def test_the_program_is_told_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "__file__", str(tmp_path / "program.py"))
    found = []
    for text in ("a = 1\n", "a = 2\n"):
        (tmp_path / "room").mkdir(exist_ok=True)
        (tmp_path / "room" / "module.py").write_text(text, "utf-8")
        found.append(program.digest.__wrapped__())

    assert found[0] != found[1]


def test_a_run_that_was_killed_leaves_no_answer(campaign: Workspace, runs: list[str]) -> None:
    build(campaign)
    with opened(campaign.path) as desk:
        desk.ledger.begin_run(desk.time, "")  # and no end

    foreseen(campaign)

    assert runs == ["carried_out", "foreseen"]


def test_a_paper_that_is_edited_while_a_run_is_at_work_is_looked_at_in_the_next(
    campaign: Workspace, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(campaign)
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1990-07-01", "1991-07-01"))  # 王五's form is to be made anew
    real = Shelf.place

    def place(self: Shelf, want: Wanted, *more: object) -> object:
        if want.path == f"outputs/{OTHER}":
            edit(campaign.output(FORM))  # whose branch has been looked at by then
        return real(self, want, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Shelf, "place", place)
    assert build(campaign).kept == []
    monkeypatch.undo()

    assert build(campaign).kept == [f"outputs/{FORM}"]


def test_what_could_not_be_read_at_all_is_tried_each_time(campaign: Workspace, runs: list[str]) -> None:
    campaign.put("活动/学习登记.xlsx", b"PK\x03\x04 broken off")
    assert build(campaign).failed

    build(campaign)

    assert runs == ["carried_out", "carried_out"]


def test_that_a_campaign_was_renamed_is_told_once(campaign: Workspace, runs: list[str]) -> None:
    build(campaign)
    (campaign.path / "inputs/活动").rename(campaign.path / "inputs/新活动")

    first, second, third = (build(campaign) for _ in range(3))

    assert ["campaign.renamed" in {each.code for each in told.problems} for told in (first, second, third)] == [
        True,
        False,
        False,
    ]
    assert runs == ["carried_out"] * 3


def test_a_damaged_answer_is_no_answer(campaign: Workspace, runs: list[str]) -> None:
    build(campaign)
    database = sqlite3.connect(own_folder(campaign.path) / "ledger.db")
    with database:
        database.execute("UPDATE standstill SET told = x'00'")
    database.close()

    assert foreseen(campaign).unchanged == 13
    assert runs == ["carried_out", "foreseen"]


def test_a_large_office_s_files_are_looked_at_one_by_one(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground, "_MOST", 5)
    build(campaign)
    with opened(campaign.path) as desk:
        assert ground.look_at(desk) is None
        assert standstill.recall(desk, None) is None


def test_a_run_that_had_nothing_to_do_is_recorded(campaign: Workspace) -> None:
    build(campaign)

    def last(desk: Desk) -> str:
        return desk.ledger.last_run()

    with opened(campaign.path) as desk:
        before, runs = last(desk), desk.ledger.runs(9)
    build(campaign)
    with opened(campaign.path) as desk:
        assert (last(desk) >= before, desk.ledger.is_at_rest, desk.ledger.runs(9)) == (True, True, runs)


def test_papers_with_a_number_stand_still_too_and_another_key_is_a_change(campaign: Workspace, runs: list[str]) -> None:
    build(campaign)
    assert campaign.output("活动/.表号").is_file()
    build(campaign)
    assert runs == ["carried_out"]

    campaign.output("活动/.表号").unlink()
    build(campaign)
    assert campaign.output("活动/.表号").is_file()
    assert runs == ["carried_out"] * 2
    build(campaign)
    assert runs == ["carried_out"] * 2
    runs.pop()

    with contextlib.closing(sqlite3.connect(own_folder(campaign.path) / SENT)) as book, book:
        book.execute("UPDATE numbering SET key = ?", ("ab" * 16,))
    report = build(campaign)

    assert runs == ["carried_out"] * 2
    assert [path for path in report.written if "党性分析表" in path]


def test_a_template_that_lies_elsewhere_is_looked_at_each_time(campaign: Workspace, runs: list[str]) -> None:
    catalog = campaign.path / "templates" / "catalog.yaml"
    name = ground._TEMPLATE.findall(catalog.read_text("utf-8"))[0]
    (campaign.path / "共用").mkdir()
    (campaign.path / "templates" / name).rename(campaign.path / "共用" / name)
    catalog.write_text(catalog.read_text("utf-8").replace(f"模板: {name}", f"模板: ../共用/{name}"), "utf-8")

    build(campaign)
    build(campaign)

    assert runs == ["carried_out"] * 2


def test_papers_behind_a_link_are_looked_at_each_time(campaign: Workspace, runs: list[str], tmp_path: Path) -> None:
    build(campaign)
    home = campaign.path / "outputs" / "活动"
    home.rename(tmp_path / "大盘")
    home.symlink_to(tmp_path / "大盘", target_is_directory=True)
    build(campaign)
    (campaign.path / "outputs" / FORM).unlink()

    assert f"outputs/{FORM}" in build(campaign).written
