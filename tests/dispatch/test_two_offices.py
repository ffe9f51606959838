"""Two offices whose campaign and branches are called alike send to one share: each folder is one office's."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline import disk, dispatch, produce
from pipeline.desk import opened
from tests.conftest import Workspace
from tests.send.conftest import ROSTER
from tests.sheets import workbook


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return tmp_path / "共享"


@pytest.fixture
def other(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """An office with other members in branches of the same names."""
    path = tmp_path / "另一个镇"
    shutil.copytree(made, path)
    roster = ROSTER.replace("张三丰", "诸葛乙").replace("李四光", "司马乙")
    (path / "inputs" / "活动" / "花名册.xlsx").write_bytes(workbook(roster))
    with opened(path) as desk:
        produce.produce(desk)
        dispatch.approve(desk, dispatch.Choice(everything=True))
    return Workspace(path, capsys)


def there(share: Path) -> dict[str, bytes]:
    return {path.relative_to(share).as_posix(): path.read_bytes() for path in share.rglob("*") if path.is_file()}


def to(office: Workspace, share: Path, way: str = "文件夹", *more: str) -> tuple[int, str]:
    code, out, _ = office.run("send", "--way", way, "--to", str(share), *more)
    return code, "".join(out.split())


@pytest.mark.parametrize("way", ["文件夹", "压缩包"])
def test_not_one_paper_goes_beside_another_offices(office: Workspace, other: Workspace, share: Path, way: str) -> None:
    assert to(office, share, way)[0] == 0
    before = there(share)

    code, out = to(other, share, way)

    assert code == 1
    assert "一份也没有放" in out
    assert there(share) == before


def test_papers_of_other_names_go_there_no_more_than_those_of_the_same(other: Workspace, share: Path) -> None:
    home = share / "活动" / "一支部"
    home.mkdir(parents=True)
    (home / "03-党性分析表-王小二.docx").write_bytes(b"a form of another office's whose run was killed")
    (home / "Thumbs.db").write_bytes(b"the system's own")

    code, out = to(other, share, "文件夹", "--branch", "一支部")

    assert (code, sorted(path.name for path in home.iterdir())) == (1, ["03-党性分析表-王小二.docx", "Thumbs.db"])
    assert "别处放的" in out


def test_a_plan_given_up_takes_away_nothing_of_another_office(office: Workspace, other: Workspace, share: Path) -> None:
    to(office, share)
    before = there(share)
    to(other, share)

    code, _ = to(other, share.with_name("别处"), "压缩包")

    assert code == 0
    assert there(share) == before


def test_a_plan_given_up_takes_away_what_it_has_put_there_itself(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = disk.put

    def dies(aside: Path, path: Path) -> os.stat_result:
        if path.name.startswith("04"):
            raise SystemExit  # as a kill: nothing is cleared away
        return usual(aside, path)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", dies)
        with pytest.raises(SystemExit):
            office.run("send", "--way", "文件夹", "--to", str(share), "--branch", "一支部")
    assert len(there(share)) > 1

    code, _ = to(office, share.with_name("别处"), "压缩包", "--branch", "一支部")

    assert (code, there(share)) == (0, {})


def test_a_killed_run_leaves_what_another_office_has_put_there_since(
    office: Workspace, other: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(aside: Path, path: Path) -> os.stat_result:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", dies)
        with pytest.raises(SystemExit):
            other.run("send", "--way", "文件夹", "--to", str(share), "--branch", "一支部")
    to(office, share, "文件夹", "--branch", "一支部")
    before = {name: data for name, data in there(share).items() if not name.endswith(".tmp")}

    to(other, share.with_name("别处"), "压缩包", "--branch", "一支部")

    assert there(share) == before
    assert len(before) == 8


def test_an_archive_with_more_than_the_parcel_is_not_the_parcel(office: Workspace, share: Path) -> None:
    to(office, share, "压缩包", "--branch", "一支部")
    path = share / "活动" / "一支部.zip"
    office.output(".gongwen/sent.db").unlink()
    office.output("活动/送达登记.xlsx").unlink()
    shutil.rmtree(office.output(".gongwen/已送"))
    office.run("approve", "--all")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("03-党性分析表-王小二.docx", b"somebody else's")

    first = to(office, share, "压缩包", "--branch", "一支部")
    again = to(office, share, "压缩包", "--branch", "一支部")

    assert (first[0], again[0]) == (1, 1)
