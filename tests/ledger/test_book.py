"""The ledger: what it remembers, how it grows from older ones, where it refuses to lie."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import threading
import zlib
from pathlib import Path

import pytest

from pipeline import disk
from pipeline.disk import mounts
from pipeline.ledger import Entry, Event, Ledger, SentBook, schema, sent
from pipeline.model.errors import DiskError, LedgerError
from pipeline.model.work import Change
from tests.conftest import Workspace

FORM = "outputs/活动/一支部/03-党性分析表-张三.docx"


def an_entry(path: str = FORM, **own: object) -> Entry:
    fields = {
        "path": path, "beside": path, "campaign": "活动", "kind": "党性分析表", "branch": "一支部", "fingerprint": "f",
        "digest": "d", "size": 1, "mtime": 2, "inode": 3, "made": "2026-07-01T08:00:00+08:00", "template": "t",
        "engine": "e", "findings": '[["gbt"]]', "facts": zlib.compress(b"[]"),
    }  # fmt: skip
    return Entry(**fields | own)  # type: ignore[arg-type]


def change(old: str, new: str) -> Change:
    return Change(FORM, "党员.姓名", old, new, "花名册.xlsx › 在册 › A2")


def test_what_was_recorded_is_known_after_reopening(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.record([an_entry(), an_entry("outputs/别的/a.docx", campaign="别的")])
    with Ledger(tmp_path / "ledger.db") as ledger:
        known = ledger.entries("活动")

        assert known == {FORM: an_entry(facts=b"")}
        assert ledger.facts(FORM) == "[]"
        assert ledger.campaigns() == ["别的", "活动"]


def test_a_folders_files_are_found_by_the_folder_alone(tmp_path: Path) -> None:
    papers = [
        f"outputs/活动/{name}.docx" for name in ("一支部/b", "一支部/a", "一支部-新/a", "一支部新/a", "打印/一支部")
    ]
    beside = ["outputs/活动/清单.xlsx", "outputs/活动2/一支部/a.docx"]
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.record([an_entry(path, findings="") for path in (*papers, *beside)])

        assert sorted(entry.path for entry in ledger.below("outputs/活动/一支部/")) == sorted(papers[:2])
        assert set(ledger.folders("outputs/活动/")) == {"一支部", "一支部-新", "一支部新", "打印", "清单.xlsx"}
        assert len(list(ledger.folders("outputs/活动/"))) == 5
        assert list(ledger.folders("outputs/活/")) == []


def test_files_are_known_in_the_order_in_which_they_were_recorded(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.record([an_entry(path) for path in "cab"])
        ledger.record([an_entry("c", digest="new")])

        known = ledger.known("abcd")

    assert [(entry.path, entry.digest) for entry in known] == [("a", "d"), ("b", "d"), ("c", "new")]


def test_forgetting_and_recording_are_one_step(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.record([an_entry()])
        with pytest.raises(LedgerError):
            ledger.record([an_entry("b.docx", size="not a number")], [FORM])

        assert list(ledger.entries("活动")) == [FORM]


def test_the_history_of_a_document_is_the_newest_first(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        for day, changes in (("2026-07-01", ()), ("2026-07-02", (change("张三", "张叁"),))):
            ledger.begin_run(day, "e")
            ledger.record([], [], [Event(FORM, "活动", "已生成", FORM, changes)])
            ledger.end_run(day)

        events = ledger.history(FORM)
        runs = ledger.runs(10)

    assert [(event.run, event.at, len(event.changes)) for event in events] == [
        (2, "2026-07-02", 1),
        (1, "2026-07-01", 0),
    ]
    assert [(run.number, run.ended, run.counts) for run in runs] == [
        (2, "2026-07-02", (("已生成", 1),)),
        (1, "2026-07-01", (("已生成", 1),)),
    ]


def test_the_last_changes_are_those_of_the_last_run_and_the_killed_ones_before_it(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        for old, new, ends in (("a", "b", True), ("b", "c", False), ("c", "d", True), ("", "", True)):
            ledger.begin_run("2026-07-01", "e")
            if new:
                ledger.record([], [], [Event(FORM, "活动", "已生成", FORM, (change(old, new),))])
            if ends:
                ledger.end_run("2026-07-01")

        assert [(each.old, each.new) for each in ledger.last_changes("活动")] == [("b", "c"), ("c", "d")]
        assert list(ledger.last_changes("别的")) == []


def test_a_run_that_was_killed_is_seen_by_the_next(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        seen = [ledger.begin_run("2026-07-01", "e")]
        seen.append(ledger.begin_run("2026-07-01", "e"))
        ledger.end_run("2026-07-01")
        seen.append(ledger.begin_run("2026-07-01", "e"))

    assert seen == [False, False, True]


def test_an_older_ledger_keeps_its_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = sqlite3.connect(tmp_path / "ledger.db")
    for number, script in enumerate(schema._MIGRATIONS[:2], 1):
        old.executescript(f"{script}; PRAGMA user_version = {number}")
    row = (FORM, FORM, "活动", "党性分析表", "一支部", "f", "d", 1, 2, 3, "2026", zlib.compress(b"[]"), '[["gbt"]]')
    old.execute(f"INSERT INTO document VALUES ({', '.join('?' * 13)})", row)
    old.commit()
    old.close()

    with Ledger(tmp_path / "ledger.db") as ledger:
        known = ledger.entries("活动")[FORM]

    assert (known.digest, known.findings, known.template) == ("d", '[["gbt"]]', "")
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.v2.db")) as kept:
        assert kept.execute("SELECT path, digest FROM document").fetchall() == [(FORM, "d")]


def test_no_database_is_brought_up_to_date_where_no_copy_of_it_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(tmp_path / "ledger.db") as old:
        old.executescript(f"{schema._MIGRATIONS[0]}; PRAGMA user_version = 1")

    def no_room(*_: object) -> None:
        raise DiskError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", no_room)
        with pytest.raises(DiskError):
            Ledger(tmp_path / "ledger.db")

    with sqlite3.connect(tmp_path / "ledger.db") as left:
        assert left.execute("PRAGMA user_version").fetchone() == (1,)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize("step", range(4))
def test_a_migration_that_breaks_off_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    real = schema._MIGRATIONS
    monkeypatch.setattr(schema, "_MIGRATIONS", (*real[:step], real[step] + ";\nSELECT nonsense"))
    with pytest.raises(LedgerError):
        Ledger(tmp_path / "ledger.db")
    monkeypatch.setattr(schema, "_MIGRATIONS", real)

    with sqlite3.connect(tmp_path / "ledger.db") as left:
        assert left.execute("PRAGMA user_version").fetchone() == (step,)
    with Ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.entries("活动") == {}


def test_a_ledger_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ledger.db") as newer:
        newer.execute("PRAGMA user_version = 99")

    with pytest.raises(LedgerError, match="打不开"):
        Ledger(tmp_path / "ledger.db")


def test_a_ledger_on_a_network_drive_is_refused_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"server:/x {tmp_path} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(mounts, "_MOUNTS", table)

    with pytest.raises(LedgerError, match=r"网络盘的文件锁靠不住.*允许网络盘 = true"):
        Ledger(tmp_path / "ledger.db")
    with Ledger(tmp_path / "ledger.db", share_allowed=True) as ledger:
        ledger.record([an_entry()])
    with sqlite3.connect(tmp_path / "ledger.db") as written:
        assert written.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_values_lie_in_no_text_column(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        canary = an_entry("a.docx", beside="a.docx", findings="张三丰", facts=zlib.compress("张三丰".encode()))
        ledger.record([canary], [], [Event("a.docx", "活动", "已生成", "a.docx", (change("张三丰", "张三疯"),))])

    with sqlite3.connect(tmp_path / "ledger.db") as written:
        dump = "\n".join(written.iterdump())
    assert "a.docx" in dump
    assert "张三丰" not in dump
    assert "张三丰".encode() not in (tmp_path / "ledger.db").read_bytes()


def test_two_that_write_at_once_both_get_through(tmp_path: Path) -> None:
    faults = []

    def write(name: str) -> None:
        try:
            with Ledger(tmp_path / "ledger.db") as ledger:
                for number in range(30):
                    ledger.record([an_entry(f"{name}{number}.docx")])
        except LedgerError as fault:
            faults.append(fault)

    with Ledger(tmp_path / "ledger.db"):
        pass
    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Ledger(tmp_path / "ledger.db") as ledger:
        assert len(ledger.entries("活动")) == 60
    assert faults == []


def test_a_disk_without_room_for_the_lock_is_no_other_program(tmp_path: Path) -> None:
    waited = []
    with Ledger(tmp_path / "ledger.db") as ledger:
        (tmp_path / "lock.db").write_bytes(b"no database, so that SQLite fails for another reason")
        with pytest.raises(LedgerError, match="台账写不进去"), ledger.exclusive(lambda: waited.append(1), 30):
            pass

    assert waited == []


@pytest.mark.parametrize("seed", range(8))
def test_a_smeared_ledger_is_told_with_its_cure_or_no_matter(campaign: Workspace, seed: int) -> None:
    campaign.build()
    path, chance = campaign.output(".gongwen/ledger.db"), random.Random(seed)
    data = bytearray(path.read_bytes())
    at = chance.randrange(0, len(data) - 1800)
    data[at : at + 1800] = chance.randbytes(1800)
    path.write_bytes(data)

    for words in (("build",), ("status",), ("history",), ("send", "--dry-run", "--way", "文件夹", "--to", "x")):
        code, _, said = campaign.run(*words)
        assert code in {0, 1, 3}
        assert code != 3 or "可以删掉它" in said


def test_sent_db_of_an_older_program_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "sent.db"
    with contextlib.closing(sqlite3.connect(path)) as older:
        for statement in sent._MIGRATIONS[0].split(";\n"):
            older.execute(statement)
        rows = [
            (f"outputs/活动/一支部/{name}.docx", digest)
            for name, digest in (("a", "1"), ("a", "2"), ("b（新版2）", "3"))
        ]
        older.executemany("INSERT INTO approval VALUES (?, ?, '活动', '一支部', '表', '')", rows)
        older.execute("INSERT INTO kept VALUES ('outputs/活动/送达登记.xlsx', 'd')")
        older.execute("PRAGMA user_version = 1")
        older.commit()

    with SentBook(path, read_only=True) as book:
        released = book.approvals("活动")
    with SentBook(path) as book:
        assert (
            released == book.approvals("活动") == {"outputs/活动/一支部/a.docx": "2", "outputs/活动/一支部/b.docx": "3"}
        )
        assert book.written("outputs/活动/送达登记.xlsx") == {"d"}
    with contextlib.closing(sqlite3.connect(tmp_path / "sent.v1.db")) as kept:
        assert kept.execute("SELECT count(*) FROM approval").fetchone() == (3,)


def test_an_older_signature_is_of_what_had_left_by_then(tmp_path: Path) -> None:
    path = tmp_path / "sent.db"
    with contextlib.closing(sqlite3.connect(path)) as older:
        older.create_function("document_of", 1, lambda path: path, deterministic=True)
        for number, script in enumerate(sent._MIGRATIONS[:6], 1):
            older.executescript(f"{script}; PRAGMA user_version = {number}")
        parcels = [
            ("一支部", 1, "2026-07-01T09:00:00"), ("一支部", 2, "2026-07-09T09:00:00"), ("二支部", 1, "2026-07-01T09:00:00"),
            ("三支部（旧名）", 1, "2026-07-01T09:00:00"), ("四支部", 1, "2026-07-08T09:00:00"),
        ]  # fmt: skip
        for number, (branch, batch, at) in enumerate(parcels, 1):
            older.execute(
                "INSERT INTO dispatch VALUES (?, '活动', ?, ?, 1, 1, 'd', '[]', '文件夹', 'a', ?, 0, '已送出', ?, '', '', '', '[]')",
                (number, branch, batch, f"<{number}>", at),
            )
        for branch in ("一支部", "三支部", "四支部"):  # the clock of who signed for the fourth went wrong
            older.execute(
                "INSERT INTO signature VALUES ('活动', ?, '牛书记', '2026-07-05', '2026-07-05T10:00:00+08:00')",
                (branch,),
            )
        older.commit()

    with SentBook(path) as book:
        signed = book.signatures("活动")

    assert set(signed) == {("一支部", 1, 1), ("三支部", 1, 1), ("四支部", 1, 1)}
    assert {(each.who, each.day) for each in signed.values()} == {("牛书记", "2026-07-05")}


def test_an_older_signature_of_a_batch_is_of_the_parts_that_had_left_by_then(tmp_path: Path) -> None:
    path = tmp_path / "sent.db"
    with contextlib.closing(sqlite3.connect(path)) as older:
        older.create_function("document_of", 1, lambda path: path, deterministic=True)
        for number, script in enumerate(sent._MIGRATIONS[:7], 1):
            older.executescript(f"{script}; PRAGMA user_version = {number}")
        parcels = [
            ("一支部", 1, 1, "2026-07-01T09:00:00", "已送出"), ("一支部", 1, 2, "2026-07-09T09:00:00", "已送出"),
            ("一支部", 2, 1, "2026-07-10T09:00:00", "已送出"),
            ("二支部", 1, 1, "2026-07-08T09:00:00", "已送出"), ("二支部", 1, 2, "2026-07-08T09:00:00", "已送出"),
            ("三支部（旧名）", 1, 1, "2026-07-01T09:00:00", "已送出"), ("四支部", 1, 1, "2026-07-01T09:00:00", "存疑"),
        ]  # fmt: skip
        for number, (branch, batch, part, at, fate) in enumerate(parcels, 1):
            older.execute(
                "INSERT INTO dispatch VALUES (?, '活动', ?, ?, ?, 2, 'd', '[]', '文件夹', 'a', ?, 0, ?, ?, '', '', '', '[]')",
                (number, branch, batch, part, f"<{number}>", fate, at),
            )
        rows = [
            ("一支部", 1, "07-05"),
            ("一支部", 2, "07-11"),
            ("二支部", 1, "07-05"),
            ("三支部", 1, "07-05"),
            ("四支部", 1, "07-05"),
        ]
        for branch, batch, day in rows:  # the clock of who signed for the second went wrong
            older.execute(
                "INSERT INTO signature VALUES ('活动', ?, ?, '牛书记', ?, ?)",
                (branch, batch, f"2026-{day}", f"2026-{day}T10:00:00+08:00"),
            )
        older.commit()

    with SentBook(path) as book:
        signed = book.signatures("活动")

    assert {parcel: each.day for parcel, each in signed.items()} == {
        ("一支部", 1, 1): "2026-07-05",
        ("一支部", 2, 1): "2026-07-11",
        ("二支部", 1, 1): "2026-07-05",
        ("二支部", 1, 2): "2026-07-05",
        ("三支部", 1, 1): "2026-07-05",
        ("四支部", 1, 1): "2026-07-05",
    }


def test_sent_db_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    with SentBook(tmp_path / "sent.db"):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / "sent.db")) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = (tmp_path / "sent.db").read_bytes()

    for read_only in (True, False):
        with pytest.raises(LedgerError, match="更新版本") as told:
            SentBook(tmp_path / "sent.db", read_only=read_only)
        assert "备份" not in str(told.value)
    assert (tmp_path / "sent.db").read_bytes() == before
