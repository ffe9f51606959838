"""A template that an office has changed is checked before it takes the old one's place, and comes back on demand."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.desk import opened
from pipeline.errands import exchanging, history, keeping, undoing
from pipeline.model.errors import NotReadyError, UsageError
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)
    return workspace


def template(words: str) -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(buffer)
    return buffer.getvalue()


def name_of(office: Workspace) -> str:
    return next(path.name for path in sorted((office.path / "templates").glob("*.docx")) if "通知" in path.name)


def test_a_sound_template_takes_the_old_ones_place_and_comes_back(office: Workspace) -> None:
    name = name_of(office)
    lies = office.path / "templates" / name
    old, new = lies.read_bytes(), template("关于召开{{ 会议.名称 }}的通知")
    with opened(office.path) as desk:
        done = exchanging.exchange(desk, name, new, seen=keeping.digest(old))
        assert done.deed is not None
        assert lies.read_bytes() == new
        with pytest.raises(NotReadyError, match="刚刚又变了"):
            exchanging.exchange(desk, name, old, seen=keeping.digest(old))
        assert exchanging.exchange(desk, name, new).deed is None

        undoing.undo(desk, done.deed.number)

    assert lies.read_bytes() == old


@pytest.mark.parametrize("words", ["{{ 会议.名字 }}", "{{ 会议.名称 }", "{%p if 会议 %}"])
def test_a_faulty_one_is_named_and_nothing_is_changed(office: Workspace, words: str) -> None:
    name = name_of(office)
    old = (office.path / "templates" / name).read_bytes()
    with opened(office.path) as desk:
        done = exchanging.exchange(desk, name, template(words))
        assert history.of_people(desk) == []

    assert done.deed is None
    assert done.checked.problems
    assert (office.path / "templates" / name).read_bytes() == old


def test_what_is_no_word_file_is_named(office: Workspace) -> None:
    with opened(office.path) as desk:
        assert exchanging.exchange(desk, name_of(office), b"no docx").checked.faulty


@pytest.mark.parametrize("name", ["../x.docx", "a/b.docx", "x.exe", "CON.docx", "", ".docx", "a\\b.docx", "a:b.docx"])
def test_a_name_that_leads_elsewhere_is_refused(office: Workspace, name: str) -> None:
    with opened(office.path) as desk, pytest.raises(UsageError):
        exchanging.exchange(desk, name, template("甲"))


def test_files_that_were_dropped_are_a_deed_and_go_again(office: Workspace) -> None:
    path = office.put("活动/补充名册.xlsx", ROSTER)
    data = path.read_bytes()
    with opened(office.path) as desk:
        deed = keeping.arrived(desk, ["inputs/活动/补充名册.xlsx"], campaign="活动")
        assert deed.about == "补充名册.xlsx"
        back = undoing.undo(desk, deed.number)
        assert not path.exists()
        undoing.undo(desk, back.number)
    assert path.read_bytes() == data
