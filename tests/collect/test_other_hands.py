"""Wrong returns as people make them: whatever it is, nothing is credited to somebody whose it is not."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

from tests import thorough
from tests.collect.hands import FORM, cells, filled, labels, say
from tests.collect.test_cutting import bound, opened, unmarked
from tests.conftest import Workspace, needs
from tests.office import converted

OTHER, THIRD = "03-党性分析表-李四光.docx", "03-党性分析表-王五味.docx"
ZHANG, LI, WANG = "张三丰", "李四光", "王五味"
CREDITED = frozenset({"已交回", "已交（纸质）", "空白"})
MINE = "我自己写的话，只能算在我名下。"


def came(office: Workspace, *paths: Path, sender: str = "") -> list[Any]:
    _, out, err = office.run("collect", "--json", *(["--from", sender] if sender else []), *map(str, paths))
    assert out.strip(), err
    found: list[Any] = json.loads(out)["files"]
    return found


def credited(found: list[Any]) -> set[str]:
    return {each["paper"]["member"] for each in found if each["state"] in CREDITED and each["paper"]}


def form(share: Path, name: str = FORM) -> Document:
    document = opened(share, name)
    filled(dict.fromkeys(labels(share, name), MINE))(document)
    return document


def saved(document: Document, to: Path) -> Path:
    document.save(str(to))
    return to


def set_cell(document: Document, old: str, new: str) -> None:
    for cell in cells(document.tables[0]):
        if cell.text.strip() == old:
            say(cell, new)


# --- one person's form, another one's name ----------------------------------------------------------------------------


def a_colleagues_form_overtyped(share: Path, home: Path) -> Path:
    document = form(share)
    set_cell(document, ZHANG, LI)
    return saved(document, home / "李四光.docx")


def a_colleagues_form_with_a_space_in_the_new_name(share: Path, home: Path) -> Path:
    document = form(share)
    set_cell(document, ZHANG, "李 四 光")
    return saved(document, home / "李四光.docx")


def a_colleagues_form_with_the_new_name_behind_the_old(share: Path, home: Path) -> Path:
    document = form(share)
    set_cell(document, ZHANG, f"{ZHANG}（代{LI}）")
    return saved(document, home / "李四光.docx")


def a_colleagues_form_with_the_name_struck_by_a_tracked_change(share: Path, home: Path) -> Path:
    document = form(share)
    for cell in cells(document.tables[0]):
        if cell.text.strip() == ZHANG:
            run = cell.paragraphs[0].runs[0]._r
            deleted = run.makeelement(run.tag.replace("}r", "}del"), {})
            run.addprevious(deleted)
            deleted.append(run)
            for text in list(deleted.iter(run.tag.replace("}r", "}t"))):
                text.tag = run.tag.replace("}r", "}delText")
            cell.paragraphs[0].add_run(LI)
    return saved(document, home / "李四光.docx")


def a_colleagues_form_with_a_name_that_begins_alike(share: Path, home: Path) -> Path:
    document = form(share)
    set_cell(document, ZHANG, f"{ZHANG}年")
    return saved(document, home / "张三丰年.docx")


def a_colleagues_form_with_the_name_emptied(share: Path, home: Path) -> Path:
    document = form(share)
    set_cell(document, ZHANG, "")
    return saved(document, home / "李四光.docx")


def another_branch(share: Path, home: Path) -> Path:
    document = form(share)
    changed = 0
    for holder in [*cells(document.tables[0]), *document.paragraphs]:
        for run in (run for p in getattr(holder, "paragraphs", [holder]) for run in p.runs):
            if "一支部" in run.text or "一村" in run.text:
                run.text = run.text.replace("一支部", "二支部").replace("一村", "二村")
                changed += 1
    assert changed
    return saved(document, home / "张三丰.docx")


# --- whose mark it is not -------------------------------------------------------------------------------------------


def anothers_words_under_ones_own_mark(share: Path, home: Path) -> Path:
    """The whole table of another one's form, pasted over one's own: the mark at the title stays."""
    document, other = form(share), form(share, OTHER)
    document.tables[0]._tbl.getparent().replace(document.tables[0]._tbl, copy.deepcopy(other.tables[0]._tbl))
    return saved(document, home / "李四光.docx")


def two_members_in_one_form(share: Path, home: Path) -> Path:
    document = form(share)
    set_cell(document, ZHANG, f"{ZHANG}、{LI}")
    return saved(document, home / "两人.docx")


def half_a_form(share: Path, home: Path) -> Path:
    document = form(share)
    rows = document.tables[0].rows
    for row in list(rows)[: len(rows) // 2]:
        row._tr.getparent().remove(row._tr)
    return saved(document, home / "半张.docx")


def typed_anew_without_a_mark(share: Path, home: Path) -> Path:
    document = form(share)
    bare = docx.Document()
    bare.add_paragraph(next(p.text for p in document.paragraphs if p.text.strip()))
    table = bare.add_table(0, 2)
    for cell in cells(document.tables[0]):
        table.add_row().cells[0].text = cell.text
    return saved(bare, home / "重打.docx")


def a_text_about_a_member(share: Path, home: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("关于张三丰同志的情况说明")
    document.add_paragraph("张三丰，一支部党员。")
    return saved(document, home / "03-党性分析表-张三丰.docx")


def last_years_form(share: Path, home: Path) -> Path:
    """The same words, the mark of a campaign that is not here."""
    path = saved(form(share), home / "去年.docx")
    return unmarked(bound([docx.Document(str(path))], path, marks=False))


def a_blank_form_named_as_another(share: Path, home: Path) -> Path:
    return saved(opened(share, FORM), home / "03-党性分析表-李四光.docx")


def an_empty_document_with_the_file_property(share: Path, home: Path) -> Path:
    """Everything deleted, something else written: the property of the file is all that is left."""
    document = form(share)
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    document.add_paragraph("请假条：本人李四光因事请假。")
    return saved(document, home / "请假条.docx")


WRONG: dict[str, tuple[Callable[[Path, Path], Path], set[str]]] = {
    make.__name__: (make, allowed)
    for make, allowed in [
        (a_colleagues_form_overtyped, set()),
        (a_colleagues_form_with_a_space_in_the_new_name, set()),
        (a_colleagues_form_with_the_new_name_behind_the_old, set()),
        (a_colleagues_form_with_the_name_struck_by_a_tracked_change, set()),
        (a_colleagues_form_with_a_name_that_begins_alike, set()),
        (a_colleagues_form_with_the_name_emptied, set()),
        (another_branch, set()),
        (anothers_words_under_ones_own_mark, set()),
        (two_members_in_one_form, set()),
        (half_a_form, set()),
        (typed_anew_without_a_mark, set()),
        (a_text_about_a_member, set()),
        (last_years_form, set()),
        (a_blank_form_named_as_another, {ZHANG}),
        (an_empty_document_with_the_file_property, set()),
    ]
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_return_is_credited_to_nobody_else(office: Workspace, share: Path, tmp_path: Path, name: str) -> None:
    make, allowed = WRONG[name]
    (tmp_path / "交").mkdir()

    found = came(office, make(share, tmp_path / "交"))

    assert credited(found) == allowed
    assert all(each["why"] for each in found if each["state"] not in CREDITED)


# --- several, and in covers -----------------------------------------------------------------------------------------


def test_anothers_table_behind_ones_own_is_not_ones_own(office: Workspace, share: Path, tmp_path: Path) -> None:
    """Pasted below, without its title and its mark: his words stand in nobody's record but his."""
    document, other = form(share), opened(share, OTHER)
    filled(dict.fromkeys(labels(share, OTHER), "李四光写的。"))(other)
    document.element.body.insert(len(document.element.body) - 1, copy.deepcopy(other.tables[0]._tbl))

    found = came(office, saved(document, tmp_path / "两张.docx"))

    for each in found:
        if each["state"] in CREDITED and each["paper"]["member"] == ZHANG:
            assert {field["value"] for field in each["fields"]} == {MINE}
    assert LI not in credited(found)


def test_a_copy_of_ones_mark_on_anothers_form_in_one_file(office: Workspace, share: Path, tmp_path: Path) -> None:
    """Two forms in one file, the second one made from the first: its mark came along, the name is another's."""
    first, second = form(share), form(share)
    set_cell(second, ZHANG, LI)

    found = came(office, bound([first, second], tmp_path / "两份.docx", marks=True))

    assert credited(found) <= {ZHANG}
    assert [each["state"] for each in found].count("已交回") <= 1


def test_an_rtf_that_is_called_docx_and_an_archive_in_an_archive(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(b"{\\rtf1\\ansi " + ZHANG.encode("gbk") + b"}")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(saved(form(share), tmp_path / "表.docx"), "张三丰.docx")
    with zipfile.ZipFile(tmp_path / "外.zip", "w") as archive:
        archive.writestr("里.zip", inner.getvalue())

    found = came(office, tmp_path / "a.docx", tmp_path / "外.zip")

    assert credited(found) == set()
    assert all(each["why"] for each in found)


def test_the_same_form_under_two_names_in_an_archive_is_one(office: Workspace, share: Path, tmp_path: Path) -> None:
    path = saved(form(share), tmp_path / "张三丰.docx")
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        archive.write(path, "张三丰.docx")
        archive.write(path, "李四光.docx")

    found = came(office, tmp_path / "全部.zip")

    assert [(each["filing"], each["paper"]["member"]) for each in found] == [
        ("新登记", ZHANG), ("以前登记过", ZHANG),
    ]  # fmt: skip


def test_one_branch_hands_in_anothers_in_an_archive(office: Workspace, share: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        for name in (FORM, THIRD):
            archive.write(saved(form(share, name), tmp_path / name), name)

    assert credited(came(office, tmp_path / "全部.zip", sender="一支部")) == {ZHANG}


@needs("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("kind", thorough.one_of("doc", "rtf", "odt"))
def test_a_colleagues_form_is_nobodys_in_any_format(office: Workspace, share: Path, tmp_path: Path, kind: str) -> None:
    wrong = a_colleagues_form_overtyped(share, tmp_path)
    right = saved(form(share, THIRD), tmp_path / "王.docx")

    first, second = converted([wrong, right], kind, tmp_path / "lo")

    assert credited(came(office, first.rename(tmp_path / "甲.docx"), second.rename(tmp_path / "乙.docx"))) == {WANG}
