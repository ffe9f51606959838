"""An office's own sheets.yaml is parsed once for many runs; what is kept of it is never taken for more than it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import program
from pipeline.contract import sheets
from pipeline.model.declared import DeclaredSheet
from pipeline.model.problem import Read
from tests import thorough
from tests.contract import entries

OURS = entries.with_words(entries.BUILT_IN, "- 表: 督导组\n").encode()
FAULTY = OURS + "- 表: 走访\n".encode()


@pytest.fixture
def parsings(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return which files were parsed."""
    seen: list[bytes] = []
    real = sheets.parsed

    def parsed(data: bytes, *engines: dict[str, DeclaredSheet]) -> Read[tuple[DeclaredSheet, ...]]:
        seen.append(data)
        return real(data, *engines)

    monkeypatch.setattr(sheets, "parsed", parsed)
    return seen


def in_a_new_run(data: bytes) -> Read[tuple[DeclaredSheet, ...]]:
    sheets.read_sheets.cache_clear()
    return sheets.read_sheets(data)


def test_what_was_read_without_a_fault_is_read_once(parsings: list[bytes]) -> None:
    first, again = in_a_new_run(OURS), in_a_new_run(OURS)

    assert parsings == [OURS]
    assert repr(again) == repr(first) == repr(Read(sheets.parsed(OURS, {}).value))


def test_a_changed_file_is_read_anew(parsings: list[bytes]) -> None:
    changed = OURS.replace("督导组们".encode(), "督查组们".encode())
    in_a_new_run(OURS)

    assert "督查组们" in [sheet.rows for sheet in in_a_new_run(changed).value]
    assert parsings == [OURS, changed]


def test_a_faulty_file_tells_its_faults_in_each_run(parsings: list[bytes]) -> None:
    first, again = in_a_new_run(FAULTY), in_a_new_run(FAULTY)

    assert len(parsings) == 2
    assert first.problems
    assert again == first


def test_another_program_reads_for_itself(parsings: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_new_run(OURS)
    monkeypatch.setattr(program, "digest", lambda: "another")
    in_a_new_run(OURS)

    assert len(parsings) == 2


def sealed(body: bytes) -> bytes:
    return hashlib.sha256(body).digest() + body


def without_name(kept: bytes) -> bytes:
    told = json.loads(kept[32:])
    del told[0]["name"]
    return sealed(json.dumps(told).encode())


def misnamed(kept: bytes) -> bytes:
    told = json.loads(kept[32:])
    told[0]["belongs"] = "全省"
    return sealed(json.dumps(told).encode())


@pytest.mark.parametrize(
    "damage",
    thorough.each(
        [
            lambda _kept: b"",
            lambda kept: kept[: len(kept) // 2],
            lambda kept: kept.replace("督".encode("unicode_escape"), "导".encode("unicode_escape")),
            lambda _kept: sealed(b"{}"),
            lambda _kept: sealed(b'[{"name": 1}]'),
            lambda _kept: sealed(b"[" * 5000),
            without_name,
            misnamed,
        ],
        3,
    ),
)
def test_what_is_damaged_is_read_anew_and_kept_again(
    parsings: list[bytes], own_cache: Path, damage: Callable[[bytes], bytes]
) -> None:
    good = in_a_new_run(OURS)
    (kept,) = own_cache.rglob("*.json")
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert kept.read_bytes() != whole

    assert in_a_new_run(OURS) == good
    assert len(parsings) == 2
    assert kept.read_bytes() == whole
