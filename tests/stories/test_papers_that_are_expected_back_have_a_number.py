"""回收 gives a kind's papers a 表号, and changes nothing else: not the other papers, not a page, not a second build."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline import produce, render
from pipeline.desk import opened, own_folder
from tests import tiny
from tests.conftest import Workspace

MEMBERS = {"张三": ("一支部", 1998), "李四": ("一支部", 1999), "王五": ("二支部", 2000)}
FORM = '文件名: "表-{{ 党员.姓名 }}"'


def expect(path: Path, returns: str = "{交回: 每份}") -> None:
    catalog = path / "templates" / "catalog.yaml"
    catalog.write_text(catalog.read_text("utf-8").replace(FORM, f"{FORM}, 发送: 支部, 回收: {returns}"), "utf-8")


def main(data: Path) -> bytes:
    with zipfile.ZipFile(data) as archive:
        return archive.read("word/document.xml")


def numbers(path: Path) -> dict[str, str]:
    found = {}
    for name in tiny.papers(path):
        for mark in render.marks_in(main(path / name).decode()):
            found[name.rpartition("/")[2]] = mark.number
    return found


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A workspace whose forms are expected back, built."""
    path = tiny.prepare(tmp_path / "marked", MEMBERS)
    expect(path)
    tiny.build(path)
    return path


def test_each_form_has_a_number_of_its_own_and_a_second_build_writes_nothing(marked: Path) -> None:
    before = tiny.papers(marked)

    report = tiny.build(marked)

    assert sorted(numbers(marked)) == ["表-张三.docx", "表-李四.docx", "表-王五.docx"]
    assert len(set(numbers(marked).values())) == 3
    assert report.written == []
    assert tiny.papers(marked) == before


def test_a_forecast_foresees_nothing_either(marked: Path) -> None:
    with opened(marked, read_only=True) as desk:
        assert produce.foresee(desk).written == []


def test_all_other_papers_are_as_they_were_and_the_forms_but_for_the_mark(marked: Path, tmp_path: Path) -> None:
    plain = tiny.prepare(tmp_path / "plain", MEMBERS)
    tiny.build(plain)

    for name, data in tiny.papers(plain).items():
        if "表-" in name:
            assert render.without_bookmark(main(marked / name)) == main(plain / name)
        else:
            assert (marked / name).read_bytes() == data
    for volume in (plain / "outputs").rglob("打印/*/*.docx"):
        with zipfile.ZipFile(volume) as one, zipfile.ZipFile(marked / volume.relative_to(plain)) as other:
            assert {n: one.read(n) for n in one.namelist()} == {n: other.read(n) for n in other.namelist()}


def test_a_volume_is_bound_the_same_from_forms_that_lie_there(marked: Path) -> None:
    volumes = {path: path.read_bytes() for path in (marked / "outputs").rglob("打印/*/*.docx")}
    assert volumes
    for path in volumes:
        path.unlink()

    tiny.build(marked)

    for path, data in volumes.items():
        with zipfile.ZipFile(path) as archive:
            assert b"_gw_" not in b"".join(archive.read(name) for name in archive.namelist())
        assert path.read_bytes() == data


def test_an_office_that_says_nothing_has_no_numbers_and_no_key(tmp_path: Path) -> None:
    path = tiny.prepare(tmp_path / "plain", MEMBERS)
    tiny.build(path)

    assert numbers(path) == {}
    assert not (own_folder(path) / "sent.db").exists()


@pytest.mark.parametrize("returns", ["{匿名: 是}", "{交回: 不收}"])
def test_ballots_carry_nothing(tmp_path: Path, returns: str) -> None:
    path = tiny.prepare(tmp_path / "ballots", MEMBERS)
    expect(path, returns)
    tiny.build(path)

    assert numbers(path) == {}


def test_expecting_a_kind_back_writes_its_papers_anew_and_no_others(tmp_path: Path) -> None:
    path = tiny.prepare(tmp_path / "later", MEMBERS)
    tiny.build(path)
    expect(path)

    written = tiny.build(path).written

    assert sorted(each.rpartition("/")[2] for each in written) == ["表-张三.docx", "表-李四.docx", "表-王五.docx"]
    assert tiny.build(path).written == []


def test_a_number_stays_when_the_paper_changes_and_its_version_does_not(marked: Path) -> None:
    before = numbers(marked)
    old = render.marks_in(main(marked / "outputs/活动/二支部/表-王五.docx").decode())
    tiny.prepare(marked, {**MEMBERS, "王五": ("二支部", 2001)})
    expect(marked)

    report = tiny.build(marked)

    new = render.marks_in(main(marked / "outputs/活动/二支部/表-王五.docx").decode())
    assert [each.rpartition("/")[2] for each in report.written] == ["表-王五.docx", "汇总.docx"][: len(report.written)]
    assert numbers(marked) == before
    assert new[0].version != old[0].version


def test_numbers_move_along_with_a_campaign_that_is_renamed(marked: Path) -> None:
    before = numbers(marked)
    (marked / "inputs" / "活动").rename(marked / "inputs" / "改名")

    report = tiny.build(marked)

    assert report.written == []
    assert numbers(marked) == before


def test_two_offices_give_the_same_place_other_numbers(marked: Path, tmp_path: Path) -> None:
    other = tiny.prepare(tmp_path / "other", MEMBERS)
    expect(other)
    tiny.build(other)

    assert set(numbers(marked).values()).isdisjoint(numbers(other).values())


def test_a_ledger_that_was_lost_leaves_every_number_as_it_is(marked: Path) -> None:
    before = tiny.papers(marked)
    for path in own_folder(marked).glob("ledger.db*"):
        path.unlink()

    assert tiny.build(marked).written == []
    assert tiny.papers(marked) == before


def test_a_review_finds_the_same_in_a_marked_paper(marked: Path, workspace: Workspace) -> None:
    paper = marked / "outputs/活动/一支部/表-张三.docx"
    plain = workspace.path / "表-张三.docx"
    with zipfile.ZipFile(paper) as archive, zipfile.ZipFile(plain, "w") as other:
        for name, part in render.without_marks({n: archive.read(n) for n in archive.namelist()}).items():
            other.writestr(name, part)
    shutil.copy(paper, workspace.path / "marked.docx")

    found = [workspace.run("review", str(workspace.path / name))[1] for name in ("表-张三.docx", "marked.docx")]

    assert found[0].replace("表-张三.docx", "marked.docx") == found[1]
