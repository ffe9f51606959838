"""The bytes that were sent: had again by digest, kept once, damaged ones told from whole ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.ledger import SentBytes
from pipeline.model.errors import DiskError


def named(*contents: bytes) -> list[tuple[str, bytes]]:
    return [(hashlib.sha256(data).hexdigest(), data) for data in contents]


def test_what_was_kept_is_had_again_by_its_digest(tmp_path: Path) -> None:
    store, papers = SentBytes(tmp_path), named(b"one", b"two", b"one")

    store.keep(papers)

    assert [store.of(digest) for digest, _ in papers] == [b"one", b"two", b"one"]
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 2
    assert store.of("0" * 64) is None
    assert store.of("../../sent.db") is None


def test_keeping_again_writes_nothing(tmp_path: Path) -> None:
    store, papers = SentBytes(tmp_path), named(b"one", b"two")
    store.keep(papers)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    store.keep(papers)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_version_that_a_disk_has_spoilt_is_not_taken_for_what_was_sent(tmp_path: Path) -> None:
    store, papers = SentBytes(tmp_path), named(b"one", b"two")
    store.keep(papers)
    for path, data in zip(sorted(p for p in tmp_path.rglob("*") if p.is_file()), (b"x", b"xyz"), strict=True):
        path.write_bytes(data)  # cut off; another content of the same length

    assert [store.of(digest) for digest, _ in papers] == [None, None]
    store.keep(papers)
    assert sum(store.of(digest) is not None for digest, _ in papers) == 1  # the one that was cut off is whole again


def test_a_version_that_never_left_can_be_forgotten(tmp_path: Path) -> None:
    store, papers = SentBytes(tmp_path), named(b"one", b"two")
    store.keep(papers)

    store.forget([papers[0][0], "0" * 64, "..", "sent.db"])

    assert [store.of(digest) for digest, _ in papers] == [None, b"two"]


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "已送").write_bytes(b"a file where the folder is to be")

    with pytest.raises(DiskError):
        SentBytes(tmp_path).keep(named(b"one"))


def test_what_a_killed_run_left_half_written_goes_when_the_version_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, papers = SentBytes(tmp_path), named(b"one", b"two")

    def dies(*_: object) -> None:
        raise SystemExit  # as a kill: nothing is cleared away

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.disk.chunk.Chunk.put", dies)
        patch.setattr("pipeline.disk.chunk.Chunk.close", lambda *_: None)
        with pytest.raises(SystemExit):
            store.keep(papers)
    assert list(tmp_path.rglob("*.tmp")) != []

    store.keep(papers)

    assert list(tmp_path.rglob("*.tmp")) == []
    assert [store.of(digest) for digest, _ in papers] == [b"one", b"two"]
