"""sent.db is lost: nothing leaves a second time without a person's word, whatever else of the proof is left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Workspace


def sends(office: Workspace, to: Path, *more: str) -> tuple[int, str]:
    code, out, err = office.run("send", "--way", "压缩包", "--to", str(to), *more)
    return code, "".join((out + err).split())


@pytest.fixture
def lost(office: Workspace, tmp_path: Path) -> Workspace:
    """An office that has sent everything and has lost its sent.db."""
    assert sends(office, tmp_path / "共享")[0] == 0
    office.output(".gongwen/sent.db").unlink()
    office.run("approve", "--all")
    return office


@pytest.mark.parametrize(
    "name", ["送达登记（新版）.xlsx", "送达登记（新版3）.xlsx", "送达登记 - 副本.xlsx", "送达登记2026年.xlsx"]
)
def test_a_register_is_looked_at_by_whatever_name_it_lies_there(lost: Workspace, tmp_path: Path, name: str) -> None:
    shutil.rmtree(lost.output(".gongwen/已送"))
    lost.output("活动/送达登记.xlsx").rename(lost.output(f"活动/{name}"))

    code, out = sends(lost, tmp_path / "再发")

    assert code != 0
    assert "登记着3包" in out
    assert not (tmp_path / "再发").exists()


def test_what_was_kept_of_parcels_is_asked_about_where_nothing_else_is_left(lost: Workspace, tmp_path: Path) -> None:
    for path in lost.output("活动").glob("送达*"):
        path.unlink()

    foreseen = sends(lost, tmp_path / "再发", "--dry-run")
    code, out = sends(lost, tmp_path / "再发")

    assert foreseen[1].count("│存疑│") == out.count("│存疑│") == 3
    assert code == 1
    assert not (tmp_path / "再发").exists()


def test_what_is_only_kept_and_not_planned_yet_is_not_asked_about(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.ledger import SentBook  # noqa: PLC0415

    def dies(*_: object) -> None:
        raise SystemExit  # as a kill after the bytes are kept

    with monkeypatch.context() as patch:
        patch.setattr(SentBook, "plan", dies)
        with pytest.raises(SystemExit):
            sends(office, tmp_path / "共享")
    assert any(office.output(".gongwen/已送").iterdir())

    assert sends(office, tmp_path / "共享")[0] == 0


def test_a_like_named_file_that_lists_nothing_holds_nothing_up(office: Workspace, tmp_path: Path) -> None:
    office.output("活动/送达登记填写说明.xlsx").write_bytes(b"no workbook")

    assert sends(office, tmp_path / "共享")[0] == 0
