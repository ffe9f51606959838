"""Papers are found by what stands in them now, made or edited, and by their names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import produce
from pipeline.desk import opened
from pipeline.errands import searching
from tests.conftest import CAMPAIGN, FIVE, MEETING, ROSTER, Workspace, put, put_templates
from tests.send.plants import paper, paragraph

NOTICE = "outputs/活动/一支部/01-会议通知.docx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "office"
    put_templates(folder, *FIVE)
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    with opened(folder) as desk:
        produce.produce(desk)
    return folder


@pytest.fixture
def office(made: Path, workspace: Workspace) -> Workspace:
    shutil.rmtree(workspace.path)
    shutil.copytree(made, workspace.path)
    return workspace


def found(office: Workspace, words: str) -> dict[str, str]:
    with opened(office.path) as desk:
        searching.refresh(desk)
        return {each.path: each.excerpt for each in searching.search(desk, words)}


def test_a_name_or_a_place_is_found_with_the_words_around_it(office: Workspace) -> None:
    notices = found(office, "镇政府三楼会议室")
    assert NOTICE in notices
    assert "镇政府三楼会议室" in notices[NOTICE]
    assert all("张三" in path or "张三" in excerpt for path, excerpt in found(office, "张三").items())
    assert found(office, "张三")
    assert found(office, "查无此人") == {}
    assert found(office, "  ") == {}


def test_all_words_must_be_there_in_the_name_or_the_text(office: Workspace) -> None:
    assert set(found(office, "三楼 一支部 会议通知")) == {NOTICE}
    assert found(office, "三楼 无此词") == {}


def test_what_somebody_has_written_into_a_paper_is_found(office: Workspace) -> None:
    assert found(office, "机井年久失修") == {}
    (office.path / NOTICE).write_bytes(paper(paragraph("机井年久失修，请李　明、王 五两位同志&他人负责"))[1])

    assert list(found(office, "机井年久失修")) == [NOTICE]
    assert list(found(office, "李明")) == [NOTICE]  # names of two characters are spread out
    assert list(found(office, "王五两位")) == [NOTICE]
    assert NOTICE not in found(office, "三楼")


def test_a_name_that_a_narrow_cell_breaks_is_found(office: Workspace) -> None:
    broken = paragraph("买买提·艾力").replace("·", "·</w:t><w:br/><w:t>")
    (office.path / NOTICE).write_bytes(paper(broken)[1])

    assert list(found(office, "买买提·艾力")) == [NOTICE]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", '"', "100%", "[", "*"])
def test_signs_mean_themselves(office: Workspace, words: str) -> None:
    assert all(words in path or words in excerpt for path, excerpt in found(office, words).items())
    (office.path / NOTICE).write_bytes(paper(paragraph(f"甲{words.replace('&', '')}乙".replace("<", "")))[1])

    assert NOTICE in found(office, f"甲{words}乙")


def test_a_paper_that_is_gone_or_broken_is_not_found_by_its_words(office: Workspace) -> None:
    assert NOTICE in found(office, "三楼")
    (office.path / NOTICE).write_bytes(b"PK\x03\x04 broken")
    assert found(office, "会议通知 一支部") == {NOTICE: ""}
    (office.path / NOTICE).unlink()
    assert found(office, "会议通知 一支部") == {}


def test_only_changed_papers_are_read_again_and_a_broken_table_is_made_anew(office: Workspace) -> None:
    with opened(office.path) as desk:
        count = searching.refresh(desk)
        assert count > 5
        assert searching.refresh(desk) == 0
        (office.path / "outputs/.gongwen/words.db").write_bytes(b"no database" * 100)
        assert searching.refresh(desk) == count


def test_stopped_it_goes_on_later(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_TOGETHER", 2)
    said: list[int] = []
    with opened(office.path) as desk:
        first = searching.refresh(desk, on_progress=lambda done, _: said.append(done), stop=lambda: len(said) > 2)
        assert first == 4
        rest = searching.refresh(desk)
        assert searching.refresh(desk) == 0
    assert rest > 0


def test_nothing_is_found_before_anything_was_looked_at(office: Workspace) -> None:
    with opened(office.path, read_only=True) as desk:
        assert searching.search(desk, "三楼") == []
    assert not (office.path / "outputs/.gongwen/words.db").exists()


def test_from_the_command_line(office: Workspace) -> None:
    code, out, _ = office.run("find", "三楼", "一支部", "会议通知")
    assert (code, out.startswith(NOTICE)) == (0, True)
    assert office.run("find", "查无此人")[1] == "没有找到。\n"
