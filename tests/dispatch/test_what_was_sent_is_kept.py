"""Every version that a branch was sent can be had again, whatever became of rosters, templates and outputs since."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.desk import opened, own_folder
from pipeline.errands import backup
from pipeline.ledger import Dispatch, SentBook, SentBytes
from tests.conftest import Workspace
from tests.send.conftest import ROSTER


def dispatches(path: Path) -> list[Dispatch]:
    with SentBook(own_folder(path) / "sent.db", read_only=True) as book:
        return book.everything()


def kept(path: Path) -> int:
    return sum(each.is_file() for each in (own_folder(path) / "已送").rglob("*"))


def send(office: Workspace, to: Path) -> int:
    return office.run("send", "--way", "文件夹", "--to", str(to))[0]


def test_all_that_left_is_had_again_when_papers_have_been_made_anew(office: Workspace, tmp_path: Path) -> None:
    assert send(office, tmp_path / "共享") == 0
    first = [document for each in dispatches(office.path) for document in each.parcel.documents]
    before = {document.digest: (office.path / document.path).read_bytes() for document in first}

    office.put("活动/花名册.xlsx", ROSTER.replace("王五味", "王五常"))
    office.build()
    shutil.rmtree(office.path / "outputs" / "活动" / "三支部")

    store = SentBytes(own_folder(office.path))
    assert len(first) == 16
    assert {document.digest: store.of(document.digest) for document in first} == before


def test_a_second_sending_keeps_nothing_anew(office: Workspace, tmp_path: Path) -> None:
    send(office, tmp_path / "共享")
    count = kept(office.path)

    assert send(office, tmp_path / "共享") == 0
    assert kept(office.path) == count > 0


def test_a_dry_run_keeps_nothing(office: Workspace, tmp_path: Path) -> None:
    office.run("send", "--dry-run", "--way", "文件夹", "--to", str(tmp_path / "共享"))

    assert kept(office.path) == 0


def test_where_nothing_can_be_kept_nothing_leaves(office: Workspace, tmp_path: Path) -> None:
    (own_folder(office.path) / "已送").write_bytes(b"a file where the folder is to be")

    code, out, _ = office.run("send", "--way", "文件夹", "--to", str(tmp_path / "共享"))

    assert code == 1
    assert "写不了" in out
    assert not (tmp_path / "共享").exists()
    assert dispatches(office.path) == []


def test_a_plan_that_is_given_up_leaves_nothing_behind(office: Workspace, tmp_path: Path) -> None:
    taken = tmp_path / "共享" / "活动" / "二支部" / "01-会议通知.docx"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"somebody else's")
    send(office, tmp_path / "共享")  # two of three branches
    stuck = next(
        each for each in dispatches(office.path) if each.fate.value != "已送出" and "二村" in each.parcel.branch
    )
    shared = {d.digest for e in dispatches(office.path) if e.number != stuck.number for d in e.parcel.documents}
    alone = {document.digest for document in stuck.parcel.documents} - shared
    store = SentBytes(own_folder(office.path))
    assert all(store.of(digest) for digest in alone)

    office.put("活动/花名册.xlsx", ROSTER.replace("王五味", "王五常"))
    office.build()
    office.run("approve", "--all")
    taken.unlink()
    assert send(office, tmp_path / "共享") == 0

    left = {document.digest for each in dispatches(office.path) for document in each.parcel.documents}
    assert kept(office.path) == len(left)
    assert all(store.of(digest) for digest in left)
    assert any(store.of(digest) is None for digest in alone)


def test_a_backup_holds_what_was_sent(office: Workspace, tmp_path: Path) -> None:
    send(office, tmp_path / "共享")
    with opened(office.path) as desk:
        made = backup.backup(desk, tmp_path / "备份.zip", "gongwen", lambda: None)

    backup.restore(made.path, tmp_path / "新")

    assert kept(tmp_path / "新") == kept(office.path) > 0
