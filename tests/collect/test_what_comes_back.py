"""Returns as branches make them: whose each is, what was written and where; in doubt it is nobody's."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from time import monotonic
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement

from pipeline import render
from tests import thorough
from tests.collect.hands import FORM, bare, cells, filled, labels, row, say, spaces
from tests.conftest import Workspace, needs
from tests.office import converted


@pytest.fixture
def returned(office: Workspace, share: Path, tmp_path: Path) -> Callable[..., Any]:
    """Return what `collect` says of a paper that somebody has changed."""

    def collected(change: Callable[[Document], object], name: str = FORM, called: str = "交回.docx") -> Any:
        document = docx.Document(str(next(share.rglob(name))))
        change(document)
        document.save(str(tmp_path / called))
        return looked(office, tmp_path / called)

    return collected


def looked(office: Workspace, *paths: Path) -> Any:
    _, out, _ = office.run("collect", "--dry-run", "--json", *map(str, paths))
    files = json.loads(out)["files"]
    return files[0] if len(paths) == 1 else files


def fields(found: Any) -> dict[str, str]:
    return {each["name"]: each["value"] for each in found["fields"]}


# --- as it should be ----------------------------------------------------------------------------------------------


def test_every_space_of_a_form_is_read_with_its_cell_and_nothing_else(
    returned: Callable[..., Any], share: Path
) -> None:
    document = docx.Document(str(next(share.rglob(FORM))))
    values = {name: f"{at}：认识有提高。" for at, name in enumerate(spaces(document.tables[0]))}
    assert len(values) > 3

    found = returned(filled(values), called="随便什么名字.docx")

    assert (found["state"], found["paper"]["name"], found["paper"]["member"]) == ("已交回", FORM, "张三丰")
    assert fields(found) == values
    assert found["differences"] == []
    assert all(each["cell"].startswith("表1第") for each in found["fields"])


def test_a_form_that_nobody_has_filled_is_blank(returned: Callable[..., Any]) -> None:
    found = returned(lambda _: None)

    assert (found["state"], found["fields"], found["paper"]["name"]) == ("空白", [], FORM)


def test_looking_writes_nothing(office: Workspace, share: Path) -> None:
    def held() -> dict[Path, bytes]:
        files = (path for path in office.path.rglob("*") if path.is_file() and path.suffix != ".log")
        return {path: path.read_bytes() for path in files if "lock" not in path.name}

    before = held()
    looked(office, next(share.rglob(FORM)))

    assert held() == before


@pytest.mark.slow
@needs("soffice")
@pytest.mark.parametrize("way", thorough.one_of("docx", "odt", "doc", "rtf"))
def test_saved_by_libreoffice_it_says_the_same(office: Workspace, share: Path, tmp_path: Path, way: str) -> None:
    paper = next(share.rglob(FORM))
    document = docx.Document(str(paper))
    values = {name: f"{at}：认识有提高。" for at, name in enumerate(spaces(document.tables[0]))}
    filled(values)(document)
    document.save(str(tmp_path / "填.docx"))

    (saved,) = converted([tmp_path / "填.docx"], way, tmp_path / "lo")
    found = looked(office, saved)

    assert (found["state"], fields(found), found["differences"]) == ("已交回", values, [])


@pytest.mark.parametrize("called", ["填.wps", "填"])
def test_a_file_is_what_its_bytes_say_not_what_it_is_called(
    share: Path, returned: Callable[..., Any], called: str
) -> None:
    name = labels(share)[0]

    found = returned(filled({name: "有收获"}), called=called)

    assert fields(found) == {name: "有收获"}


# --- whose it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["李四光", "张三", "张三丰丰", "老张三丰", "三丰", ""])
def test_a_form_with_another_name_on_it_is_nobodys(returned: Callable[..., Any], name: str) -> None:
    def overtyped(document: Document) -> None:
        for cell in cells(document.tables[0]):
            if bare(cell.text) == "张三丰":
                say(cell, name)

    assert returned(overtyped)["state"] == "改了身份"


def test_a_row_with_the_name_that_is_gone_leaves_it_nobodys(returned: Callable[..., Any]) -> None:
    def without(document: Document) -> None:
        table = document.tables[0]
        at = next(at for at in range(len(table.rows)) if any(bare(c.text) == "张三丰" for c in row(table, at)))
        table._tbl.remove(table.rows[at]._tr)

    assert returned(without)["state"] == "改了身份"


def test_without_a_mark_a_person_says_whose_it_is(office: Workspace, share: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(share.rglob(FORM))) as archive:
        parts = render.without_marks({name: archive.read(name) for name in archive.namelist()})
    with zipfile.ZipFile(tmp_path / "无号.docx", "w") as bare_file:
        for name, part in parts.items():
            bare_file.writestr(name, part)

    found = looked(office, tmp_path / "无号.docx")

    assert (found["state"], found["paper"]["name"]) == ("认不出", FORM)
    assert "没有表号" in found["why"]


def test_the_bookmark_alone_says_whose_it_is_and_so_does_the_property(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(next(share.rglob(FORM))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for carrier, lost in (("书签", "docProps/custom.xml"), ("属性", "word/document.xml")):
        with zipfile.ZipFile(tmp_path / f"{carrier}.docx", "w") as saved:
            for name, part in parts.items():
                saved.writestr(name, part.replace(b"_gw_", b"_xx_") if name == lost else part)

        found = looked(office, tmp_path / f"{carrier}.docx")

        assert (found["state"], found["paper"]["member"]) == ("空白", "张三丰")


def test_another_offices_number_is_told(office: Workspace, share: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(share.rglob(FORM))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    from pipeline.model import paper_number  # noqa: PLC0415

    (mark,) = render.marks_in(parts["word/document.xml"].decode())
    other = paper_number.drawn("77" * 16, "别处")
    with zipfile.ZipFile(tmp_path / "别处.docx", "w") as made_elsewhere:
        for name, part in parts.items():
            made_elsewhere.writestr(name, part.replace(mark.number.encode(), other.encode()))

    found = looked(office, tmp_path / "别处.docx")

    assert (found["state"], "不是这里发出的" in found["why"]) == ("认不出", True)


def test_another_paper_under_a_forms_number_is_not_read(returned: Callable[..., Any]) -> None:
    def emptied(document: Document) -> None:
        for table in document.tables:
            table._tbl.getparent().remove(table._tbl)
        document.add_paragraph("这是另外写的一篇思想汇报。" * 20)

    found = returned(emptied)

    assert (found["state"], found["fields"]) == ("认不出", [])


def test_a_return_is_held_to_the_version_that_it_is_of(office: Workspace, share: Path, tmp_path: Path) -> None:
    document = docx.Document(str(next(share.rglob(FORM))))
    name = next(iter(spaces(document.tables[0])))
    filled({name: "按第一版填的"})(document)
    document.save(str(tmp_path / "旧版.docx"))
    roster = Path(office.path / "inputs/活动/花名册.xlsx")
    from tests.send.conftest import ROSTER  # noqa: PLC0415

    office.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
    assert roster.exists()
    office.build()
    office.run("approve", "--all")
    office.run("send", "--way", "文件夹", "--to", str(share))

    found = looked(office, tmp_path / "旧版.docx")

    assert (found["state"], fields(found), found["differences"]) == ("已交回", {name: "按第一版填的"}, [])


# --- as people do it ----------------------------------------------------------------------------------------------


def test_a_text_in_the_label_cell_is_read_and_told(returned: Callable[..., Any], share: Path) -> None:
    name = next(iter(spaces(docx.Document(str(next(share.rglob(FORM)))).tables[0])))

    def misplaced(document: Document) -> None:
        label = next(cell for cell in cells(document.tables[0]) if bare(cell.text) == name)
        label.paragraphs[-1].add_run("：写在这里了")

    found = returned(misplaced)

    assert fields(found) == {name: "：写在这里了"}
    assert [each["what"] for each in found["differences"]] == ["写在标题格里了"]


def test_a_tracked_insertion_counts_and_a_deletion_does_not(returned: Callable[..., Any], share: Path) -> None:
    name = next(iter(spaces(docx.Document(str(next(share.rglob(FORM)))).tables[0])))

    def tracked(document: Document) -> None:
        paragraph = spaces(document.tables[0])[name].paragraphs[0]._p
        for tag, kind, text in (("w:ins", "w:t", "加上的"), ("w:del", "w:delText", "删去的")):
            change, run, said = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
            said.text = text
            run.append(said)
            change.append(run)
            paragraph.append(change)

    assert fields(returned(tracked)) == {name: "加上的"}


def test_a_table_cut_in_two_is_read_as_one(returned: Callable[..., Any], share: Path) -> None:
    values = {name: f"{at}号" for at, name in enumerate(spaces(docx.Document(str(next(share.rglob(FORM)))).tables[0]))}

    def cut(document: Document) -> None:
        filled(values)(document)
        first = document.tables[0]._tbl
        second = deepcopy(first)
        between = OxmlElement("w:p")
        first.addnext(between)
        between.addnext(second)
        rows = len(first.tr_lst)
        for tr in first.tr_lst[rows // 2 :]:
            first.remove(tr)
        for tr in second.tr_lst[: rows // 2]:
            second.remove(tr)

    found = returned(cut)

    assert fields(found) == values
    assert found["differences"] == []


def test_a_corrected_printed_fact_is_told_with_both_and_is_no_field(returned: Callable[..., Any]) -> None:
    def corrected(document: Document) -> None:
        say(next(cell for cell in cells(document.tables[0]) if bare(cell.text) == "男"), "女")

    found = returned(corrected)

    assert (found["state"], found["fields"]) == ("已交回", [])
    assert [(each["what"], each["was"], each["now"]) for each in found["differences"]] == [("印好的字改了", "男", "女")]


def test_a_row_too_many_is_told(returned: Callable[..., Any]) -> None:
    def more(document: Document) -> None:
        table = document.tables[0]
        table._tbl.append(deepcopy(table.rows[-1]._tr))
        for cell in row(table, len(table.rows) - 1):
            say(cell, "另外补充的内容")

    assert [each["what"] for each in returned(more)["differences"]] == ["多出来的一行"]


@pytest.mark.parametrize("seed", range(6))
def test_many_hands_fill_it_and_no_value_is_another_spaces(
    returned: Callable[..., Any], share: Path, seed: int
) -> None:
    chance = random.Random(seed)
    names = list(spaces(docx.Document(str(next(share.rglob(FORM)))).tables[0]))
    values = {n: f"{chance.randrange(10**6)}，有差距；1．学习。\n2．实践" for n in names if chance.random() < 0.6}

    assert fields(returned(filled(values))) == values


# --- hostile ------------------------------------------------------------------------------------------------------


def packed(body: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return buffer.getvalue()


_HEAD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
HOSTILE = {
    "空的": lambda: b"",
    "不是包": lambda: b"PK\x03\x04 nothing",
    "炸弹": lambda: packed(_HEAD + b"<w:p/>" * 40_000_000),
    "实体": lambda: packed(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
    "套得深": lambda: packed(_HEAD + b"<w:sdt>" * 100_000),
    "套着表": lambda: packed(
        _HEAD + b"<w:tbl><w:tr><w:tc>" * 80 + b"</w:tc></w:tr></w:tbl>" * 80 + b"</w:body></w:document>"
    ),
    "段落多": lambda: packed(_HEAD + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000 + b"</w:body></w:document>"),
    "无正文": lambda: packed(b"<a/>"),
}


@pytest.mark.parametrize("name", thorough.each(list(HOSTILE), 3))
def test_a_hostile_file_is_told_within_ten_seconds(office: Workspace, share: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.docx").write_bytes(HOSTILE[name]())
    begun = monotonic()

    found = looked(office, tmp_path / f"{name}.docx")

    assert (found["state"], bool(found["why"])) == ("认不出", True)
    assert monotonic() - begun < 10
    assert looked(office, next(share.rglob(FORM)))["state"] == "空白"  # the next one is read all the same
