"""Several returns in one file, returns without a mark, long lists: each value is its own person's, or nobody's."""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

from pipeline import render
from tests.collect.hands import FORM, bare, cells, filled, labels, say
from tests.conftest import Workspace, needs
from tests.office import converted

OTHER, THIRD, LEDGER = "03-党性分析表-李四光.docx", "03-党性分析表-王五味.docx", "05-整改台账.docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(share: Path, name: str) -> Document:
    return docx.Document(str(next(share.rglob(name))))


def bound(documents: Sequence[Document], to: Path, *, marks: bool, parted: str = "page") -> Path:
    """Save a document with the bodies of others below its own."""
    into = copy.deepcopy(documents[0])
    body = into.element.body
    for document in documents[1:]:
        if parted == "page":
            into.add_page_break()
        for child in document.element.body.iterchildren():
            if child.tag != f"{_W}sectPr":
                body.insert(len(body) - 1, copy.deepcopy(child))
    into.core_properties.title = ""
    for mark in [] if marks else list(body.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        mark.getparent().remove(mark)
    into.save(str(to))
    return to


def unmarked(path: Path) -> Path:
    """Take the file's own property away, too."""
    with zipfile.ZipFile(path) as archive:
        parts = render.without_marks({name: archive.read(name) for name in archive.namelist()})
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def written(share: Path, name: str, text: str) -> tuple[Document, dict[str, str]]:
    """Fill all spaces of a form."""
    document, values = opened(share, name), {label: f"{text}，{label}已写。" for label in labels(share, name)}
    filled(values)(document)
    return document, values


@pytest.fixture
def looked(office: Workspace) -> Callable[[Path], Any]:
    def look(path: Path) -> Any:
        return json.loads(office.run("collect", "--dry-run", "--json", str(path))[1])["files"]

    return look


def said(entry: Any) -> dict[str, str]:
    return {each["name"]: each["value"] for each in entry["fields"]}


@pytest.mark.parametrize("parted", ["page", "nothing"])
def test_each_paper_of_a_pack_is_credited_to_its_own_member(
    looked: Callable[[Path], Any], share: Path, tmp_path: Path, parted: str
) -> None:
    names = [OTHER, FORM, THIRD]
    made = [written(share, name, name) for name in names]

    found = looked(bound([document for document, _ in made], tmp_path / "三份.docx", marks=True, parted=parted))

    assert [(each["state"], each["paper"]["name"]) for each in found] == [("已交回", name) for name in names]
    assert [said(each) for each in found] == [values for _, values in made]
    assert [each["place"] for each in found if each["place"].startswith("第")] == [each["place"] for each in found]


@pytest.mark.slow
@needs("soffice")
def test_a_pack_that_libreoffice_has_saved_is_read_the_same(
    looked: Callable[[Path], Any], share: Path, tmp_path: Path
) -> None:
    made = [written(share, name, name) for name in (FORM, OTHER)]
    pack = bound([document for document, _ in made], tmp_path / "两份.docx", marks=True)

    found = looked(converted([pack], "docx", tmp_path / "office")[0])

    assert [(each["state"], each["paper"]["name"]) for each in found] == [("已交回", FORM), ("已交回", OTHER)]
    assert [said(each) for each in found] == [values for _, values in made]


def test_without_marks_each_is_proposed_and_counts_when_a_person_agrees(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    made = [written(share, name, name) for name in (FORM, OTHER)]
    pack = bound([document for document, _ in made], tmp_path / "粘贴.docx", marks=False)

    found = json.loads(office.run("collect", "--json", str(pack))[1])["files"]

    assert [(each["state"], each["paper"]["name"]) for each in found] == [("认不出", FORM), ("认不出", OTHER)]
    assert [said(each) for each in found] == [values for _, values in made]
    numbers = [str(each["number"]) for each in found]
    assert office.run("decide", *numbers, "--accept", "--by", "马书记", "--why", "看过")[0] == 0
    states = json.loads(office.run("returned", "--json")[1])["returned"]
    assert {each["state"] for each in states if each["document"] and each["document"].endswith((FORM, OTHER))} == {
        "已核对"
    }


def test_a_part_that_a_person_credits_is_read_alone(office: Workspace, share: Path, tmp_path: Path) -> None:
    (own, values), (other, _) = written(share, FORM, "甲"), written(share, OTHER, "乙")
    say(next(cell for cell in cells(own.tables[0]) if bare(cell.text) == "张三丰"), "张三")
    found = json.loads(office.run("collect", "--json", str(bound([other, own], tmp_path / "两份.docx", marks=True)))[1])
    assert [each["state"] for each in found["files"]] == ["已交回", "改了身份"]

    number = str(found["files"][1]["number"])
    out = office.run("decide", number, "--for", "03-党性分析表-张三丰", "--by", "马书记", "--why", "写漏了字")[1]

    assert all(value in out for value in values.values())
    assert "乙" not in out


def test_one_of_a_pack_that_was_overtyped_is_nobodys(
    looked: Callable[[Path], Any], share: Path, tmp_path: Path
) -> None:
    (own, values), (model, _) = written(share, FORM, "甲"), written(share, OTHER, "乙")
    say(next(cell for cell in cells(model.tables[0]) if bare(cell.text) == "李四光"), "赵新来")

    found = looked(bound([own, model], tmp_path / "两份.docx", marks=True))

    assert [each["state"] for each in found] == ["已交回", "改了身份"]
    assert said(found[0]) == values


def test_a_colleagues_table_below_the_own_one_is_a_part_of_its_own(
    looked: Callable[[Path], Any], share: Path, tmp_path: Path
) -> None:
    own, values = written(share, FORM, "甲")
    lent, _ = written(share, OTHER, "乙")
    own.element.body.insert(len(own.element.body) - 1, lent.tables[0]._tbl)
    own.save(str(tmp_path / "贴了一张.docx"))

    first, *others = looked(tmp_path / "贴了一张.docx")

    assert (first["state"], first["paper"]["name"], said(first)) == ("已交回", FORM, values)
    assert [each["state"] for each in others] == ["认不出"]


def test_without_a_mark_a_colleagues_form_with_another_name_is_not_even_proposed(
    looked: Callable[[Path], Any], share: Path, tmp_path: Path
) -> None:
    model, _ = written(share, OTHER, "乙")
    say(next(cell for cell in cells(model.tables[0]) if bare(cell.text) == "李四光"), "张三丰")

    (found,) = looked(unmarked(bound([model], tmp_path / "冒名.docx", marks=False)))

    assert (found["state"], found["paper"], found["fields"]) == ("认不出", None, [])


def test_a_ledger_among_forms_is_read_as_a_ledger(looked: Callable[[Path], Any], share: Path, tmp_path: Path) -> None:
    form, values = written(share, FORM, "甲")

    found = looked(bound([form, opened(share, LEDGER)], tmp_path / "都在.docx", marks=True))

    assert [(each["state"], each["paper"]["kind"]) for each in found] == [
        ("已交回", "党性分析表"),
        ("空白", "整改台账"),
    ]
    assert said(found[0]) == values


def test_what_lies_in_one_file_with_a_ballot_is_filed_without_it(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    """A ballot without a table, between two copies of one form."""
    form, values = written(share, FORM, "甲")
    pack = bound([form, opened(share, "04-整改方案.docx"), form], tmp_path / "连票.docx", marks=True)

    found = json.loads(office.run("collect", "--json", str(pack))[1])["files"]

    assert [(each["filing"], each["state"]) for each in found] == [
        ("新登记", "已交回"),
        ("新登记", "已交回"),
        ("没有登记", "不记名"),
    ]
    assert [said(each) for each in found[:2]] == [values, values]
    assert all(each["differences"] == [] for each in found)
