"""`backup` and `restore`: a workspace as one file, consistent, and back again whole or not at all."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from pipeline import ledger
from pipeline.desk import ASKING, RESTORED, opened
from pipeline.errands import backup, bundle
from pipeline.model.errors import DiskError, LedgerError, NotReadyError, UsageError, WorkspaceError
from tests import thorough, tiny
from tests.conftest import ROSTER, Workspace
from tests.faults import Killed, Steps, struck

MEMBERS = {"张三": ("一支部", 1998), "李四": ("一支部", 1999), "王五": ("二支部", 2000)}
EDITED = "outputs/活动/二支部/表-王五.docx"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A workspace that has been built, one of whose papers a clerk has edited."""
    path = tiny.prepare(tmp_path / "begun", MEMBERS)
    tiny.build(path)
    (path / EDITED).write_bytes(b"the clerk's")
    (path / "gongwen.toml").write_text("[监视]\n静默秒数 = 0.01\n", "utf-8")
    return path


def made(path: Path, target: Path | None = None) -> backup.Backup:
    with opened(path) as desk:
        return backup.backup(desk, target, "gongwen", lambda: None)


def held(path: Path) -> dict[str, bytes]:
    """Return every file, the lock and what lies beside a database left out."""
    files = {each.relative_to(path).as_posix(): each for each in path.rglob("*") if each.is_file()}
    left_out = ("备份/", f"outputs/.gongwen/{RESTORED}")
    return {n: f.read_bytes() for n, f in files.items() if ".db" not in n and not n.startswith(left_out)}


def test_a_restored_workspace_is_as_the_other_was_and_makes_nothing_anew(begun: Path, tmp_path: Path) -> None:
    found = made(begun)

    backup.restore(found.path, tmp_path / "新")

    assert held(tmp_path / "新") == held(begun)
    report = tiny.build(tmp_path / "新")
    assert report.written == []
    assert report.kept == [EDITED]
    assert tiny.papers(tmp_path / "新") == tiny.papers(begun)


def test_what_was_sent_is_not_sent_again_by_a_restored_workspace(campaign: Workspace, tmp_path: Path) -> None:
    campaign.build()
    campaign.run("approve", "--all")
    code, out, _ = campaign.run("send", "--way", "文件夹", "--to", str(tmp_path / "box"))
    assert code == 0, out
    assert "这次送出 2 包" in out
    shutil.rmtree(tmp_path / "box")  # what is there tells nothing

    assert campaign.run("backup", str(tmp_path / "b.zip"))[0] == 0
    other = Workspace(tmp_path / "新", campaign._capture)
    code, out, err = other.run("restore", str(tmp_path / "b.zip"))
    assert code == 0, err

    assert other.build()["written"] == []
    code, out, _ = other.run("send", "--way", "文件夹", "--to", str(tmp_path / "box"))
    assert "没有新的要发" in out
    assert not (other.path / "outputs/.gongwen" / RESTORED).exists()
    left = (other.path / "outputs/.gongwen" / ASKING).read_text("utf-8").splitlines()[1:]
    assert left == [
        f"outputs/活动/{branch}/02-动员讲话.docx" for branch in ("一支部", "二支部")
    ]  # nobody has written them


def test_what_was_sent_after_a_backup_leaves_again_only_on_a_persons_word(
    campaign: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = ("send", "--way", "文件夹", "--to", str(tmp_path / "box"))
    campaign.build()
    campaign.run("approve", "--all")
    assert campaign.run("backup", str(tmp_path / "b.zip"))[0] == 0
    assert campaign.run(*send)[0] == 0
    shutil.rmtree(tmp_path / "box")
    other = Workspace(tmp_path / "新", campaign._capture)
    assert other.run("restore", str(tmp_path / "b.zip"))[0] == 0

    foreseen = other.run(*send, "--dry-run")[1]
    code, out, _ = other.run(*send)
    assert code == 1
    assert "存疑" in foreseen
    assert "这次送出 0 包" in out
    assert not (tmp_path / "box").exists()

    answers = iter("yn")
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    assert other.run("send", "--settle")[0] == 0
    code, out, _ = other.run(*send)
    assert code == 0
    assert "这次送出 1 包" in out
    assert "以后照常发送" in out
    assert len([path for path in (tmp_path / "box").iterdir() if path.is_dir()]) == 1

    assert "没有新的要发" in other.run(*send)[1]


def test_what_is_not_written_yet_may_have_been_sent_too(
    campaign: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frame that somebody has written after the backup, and sent: it is a frame again, and nobody has asked for it."""
    send = ("send", "--way", "文件夹", "--to", str(tmp_path / "box"))
    campaign.build()
    campaign.run("approve", "--all")
    assert campaign.run("backup", str(tmp_path / "b.zip"))[0] == 0
    other = Workspace(tmp_path / "新", campaign._capture)
    assert other.run("restore", str(tmp_path / "b.zip"))[0] == 0
    other.run(*send)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "y")
    assert other.run("send", "--settle")[0] == 0
    assert "以后照常发送；还没有写好、出不来的 2 份" in "".join(other.run(*send)[1].split("\n"))

    other.put("活动/花名册.xlsx", ROSTER.replace("1969-01-02", "1969-01-03"))
    other.build()
    other.run("approve", "--all")
    assert other.run(*send)[0] == 0  # what is no frame leaves as ever

    other.put("活动/稿.md", "# 甲\n\n文。\n")
    with (other.path / "inputs/活动/活动.yaml").open("a", encoding="utf-8") as file:
        file.write("支部安排:\n  一支部: {讲话稿: 稿.md}\n  二支部: {讲话稿: 稿.md}\n")
    other.build()
    other.run("approve", "--all")
    code, out, _ = other.run(*send)
    assert code == 1
    assert "这次送出 0 包" in out
    assert other.run("send", "--settle")[0] == 0
    other.run(*send)
    assert not (other.path / "outputs/.gongwen" / ASKING).exists()


def test_what_a_backup_had_planned_is_asked_about_too(campaign: Workspace, tmp_path: Path) -> None:
    (tmp_path / "box").write_text("no folder", "utf-8")
    send = ("send", "--way", "文件夹", "--to", str(tmp_path / "box"))
    campaign.build()
    campaign.run("approve", "--all")
    assert campaign.run(*send)[0] == 1
    assert campaign.run("backup", str(tmp_path / "b.zip"))[0] == 0
    (tmp_path / "box").unlink()
    other = Workspace(tmp_path / "新", campaign._capture)
    assert other.run("restore", str(tmp_path / "b.zip"))[0] == 0

    assert "存疑" in other.run(*send, "--dry-run")[1]
    for _ in range(2):
        code, out, _ = other.run(*send)
        assert code == 1
        assert "这次送出 0 包" in out
    assert not (tmp_path / "box").exists()


def test_a_backup_is_never_written_over_a_file(begun: Path, tmp_path: Path) -> None:
    taken = tmp_path / "b.zip"
    taken.write_bytes(b"something else")

    with pytest.raises(UsageError, match="没有覆盖"):
        made(begun, taken)

    assert taken.read_bytes() == b"something else"
    assert made(begun, tmp_path).path.parent == tmp_path


def test_a_backup_waits_for_the_run_that_is_at_work(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_PATIENCE", 0.1)
    waited = []
    with opened(begun) as busy, busy.ledger.exclusive(lambda: None, 1), opened(begun) as desk:
        with pytest.raises(LedgerError, match="另一个 gongwen"):
            backup.backup(desk, None, "gongwen", lambda: waited.append(1))

    assert waited
    assert not (begun / "备份").exists() or not list((begun / "备份").iterdir())


def test_a_file_that_changes_meanwhile_is_read_again(
    begun: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real, roster, written = bundle._add, begun / "inputs/活动/花名册.csv", []

    def add(archive: zipfile.ZipFile, name: str, path: Path) -> bundle.Line:
        if name.endswith("catalog.yaml") and len(written) < 2:
            roster.write_text(roster.read_text("utf-8") + f"新{len(written)},一支部,正式党员,2001-07-01\n", "utf-8")
            written.append(name)
        return real(archive, name, path)

    monkeypatch.setattr(bundle, "_add", add)
    backup.restore(made(begun).path, tmp_path / "新")

    assert (tmp_path / "新/inputs/活动/花名册.csv").read_bytes() == roster.read_bytes()


def test_a_file_that_never_rests_is_named_and_nothing_is_left(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, roster = bundle._add, begun / "inputs/活动/花名册.csv"

    def add(archive: zipfile.ZipFile, name: str, path: Path) -> bundle.Line:
        if path == roster:
            roster.write_text(roster.read_text("utf-8") + "\n", "utf-8")
        return real(archive, name, path)

    monkeypatch.setattr(bundle, "_add", add)
    with pytest.raises(NotReadyError, match=r"inputs/活动/花名册.csv 一直在变"):
        made(begun)
    assert list((begun / "备份").iterdir()) == []


def test_nothing_is_restored_over_what_is_there(begun: Path, tmp_path: Path) -> None:
    found = made(begun)
    other = tiny.prepare(tmp_path / "other", {"赵六": ("三支部", 2001)})
    before = held(other)

    with pytest.raises(UsageError, match="不会覆盖"):
        backup.restore(found.path, other)

    assert held(other) == before


def _spoilt(path: Path, how: str) -> None:
    """Write a backup anew with one thing wrong."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(files[backup.MANIFEST])
    roster = "inputs/活动/花名册.csv"
    if how == "changed":
        files[roster] += b"x"
    elif how == "missing":
        del files[roster]
    elif how == "more":
        files["inputs/另一个.csv"] = b""
    elif how in {"../出去.txt", "outputs/../../出去.txt", "C:/出去.txt", "/出去.txt", "别处/出去.txt", "inputs\\a"}:
        files[how] = b""
        said["files"][how] = said["files"][roster] | {"size": 0}
    elif how == "newer":
        said["format"] = 99
    elif how == "no list":
        said = []
    files[backup.MANIFEST] = json.dumps(said).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)


@pytest.mark.parametrize(
    "how",
    ["changed", "missing", "more", "../出去.txt", "outputs/../../出去.txt", "C:/出去.txt", "/出去.txt", "别处/出去.txt",
     "inputs\\a", "newer", "no list"],
)  # fmt: skip
def test_a_backup_that_is_not_what_its_list_says_is_refused_and_nothing_is_written(
    begun: Path, tmp_path: Path, how: str
) -> None:
    path = made(begun).path
    _spoilt(path, how)

    with pytest.raises(WorkspaceError):
        backup.restore(path, tmp_path / "新")

    assert not (tmp_path / "新").exists()
    assert not (tmp_path / "出去.txt").exists()


def test_a_backup_cut_short_anywhere_is_refused(begun: Path, tmp_path: Path) -> None:
    whole = made(begun).path.read_bytes()
    cut = tmp_path / "cut.zip"

    for at in range(0, len(whole), max(1, len(whole) // 40)):
        cut.write_bytes(whole[:at])
        with pytest.raises(WorkspaceError):
            backup.restore(cut, tmp_path / "新")
    assert not (tmp_path / "新").exists()


def test_a_damaged_record_of_what_was_sent_is_not_backed_up_as_if_it_were_whole(begun: Path) -> None:
    base = begun / "outputs/.gongwen/ledger.db"
    with contextlib.closing(sqlite3.connect(base)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoilt = bytearray(base.read_bytes())
    spoilt[4096:12288] = b"\xff" * 8192
    with opened(begun) as desk:
        base.write_bytes(spoilt)
        with pytest.raises(LedgerError):
            backup.backup(desk, None, "gongwen", lambda: None)
    assert list((begun / "备份").iterdir()) == []


def test_a_copy_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "sent.db")) as newer:
        newer.execute("PRAGMA user_version = 99")

    with pytest.raises(LedgerError, match="更新版本"):
        ledger.check_copy(tmp_path / "sent.db")


def test_killed_at_any_step_a_backup_is_whole_or_not_there(begun: Path, tmp_path: Path) -> None:
    counted = Steps()
    with struck(counted):
        made(begun, tmp_path / "first.zip")
    kills = 0
    steps_struck = range(1, counted.count + 1, thorough.stride(1, 5))
    for at in steps_struck:
        for after in (False, True):
            target = tmp_path / f"{at}{after}.zip"
            steps = Steps(at, after=after)
            with contextlib.suppress(Killed), struck(steps):
                made(begun, target)
            kills += steps.dead
            if target.exists():
                backup.check(target)
                target.unlink()
            made(begun, target)
            target.unlink()
            assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
    assert kills >= len(steps_struck)


def test_killed_at_any_step_a_restore_run_again_is_as_if_undisturbed(begun: Path, tmp_path: Path) -> None:
    found, wanted = made(begun), held(begun)
    counted = Steps()
    with struck(counted):
        backup.restore(found.path, tmp_path / "first")
    for kill, at in enumerate(range(1, counted.count + 1, thorough.stride(1, 7))):
        path = tmp_path / "again"
        with pytest.raises(Killed), struck(Steps(at, after=kill % 2 == 1)):
            backup.restore(found.path, path)
        if not (path / "inputs").exists():
            with pytest.raises(WorkspaceError, match="不是工作文件夹"):  # nobody builds in half of one
                tiny.build(path)
        backup.restore(found.path, path)
        assert held(path) == wanted, at
        assert tiny.build(path).written == [], at
        shutil.rmtree(path)


def test_a_full_disk_leaves_nothing_behind(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle, "pumped", full)
    with pytest.raises(DiskError, match="磁盘已满"):
        made(begun)
    assert list((begun / "备份").iterdir()) == []
