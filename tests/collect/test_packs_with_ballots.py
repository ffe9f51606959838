"""A ballot among somebody's papers, in one file: those are filed, of the ballot nothing stays, however it came."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.table import Table

from pipeline import dispatch, produce
from pipeline.desk import RETURNED, opened, own_folder
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBytes
from tests.collect.hands import filled, labels
from tests.collect.test_cutting import bound
from tests.conftest import CAMPAIGN, Workspace, needs, put_templates
from tests.office import converted

PEOPLE = "".join(f"党员{sign}|一支部|男|1975-03-12|正式党员|1998-07-01\n" for sign in "甲乙丙丁戊己庚辛")
BALLOT, REGISTER = "36-民主评议票.docx", "21-学习考勤登记表.docx"
VOTE = "投谁的票不能说"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has sent forms and ballots into a share beside it."""
    home = tmp_path_factory.mktemp("sent")
    put_templates(home / "office", "党性分析表", "民主评议票", "学习考勤登记表")
    Workspace(home / "office", None).put("活动/活动.yaml", CAMPAIGN)  # type: ignore[arg-type]
    Workspace(home / "office", None).put(  # type: ignore[arg-type]
        "活动/花名册.xlsx", "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n" + PEOPLE
    )
    with opened(home / "office") as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(home / "共享"))).failed
    return home


@pytest.fixture
def office(sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    shutil.copytree(sent / "office", tmp_path / "office")
    return Workspace(tmp_path / "office", capsys)


@pytest.fixture
def share(sent: Path) -> Path:
    return sent / "共享"


def form(share: Path, who: str, said: str) -> Document:
    name = f"03-党性分析表-党员{who}.docx"
    document = docx.Document(str(next(share.rglob(name))))
    filled({label: f"{said}：{label}" for label in labels(share, name)})(document)
    return document


def ballot(share: Path, *, rows: int = 0) -> Document:
    document = docx.Document(str(next(share.rglob(BALLOT))))
    for row in document.tables[0].rows[1:]:
        row.cells[-1].paragraphs[0].add_run("√")
    document.add_paragraph(VOTE)
    return document


def came(office: Workspace, *arguments: str | Path) -> list[Any]:
    _, out, err = office.run("collect", "--json", *map(str, arguments))
    assert out.strip(), err
    found: list[Any] = json.loads(out)["files"]
    return found


def brief(found: Sequence[Any]) -> list[tuple[str, str, str | None]]:
    return [(each["filing"], each["state"], each["paper"] and each["paper"]["member"]) for each in found]


def nothing_of_it(office: Workspace) -> None:
    """Check that no file of the office holds a word of the vote, also packed."""
    for path in office.path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert VOTE.encode() not in data, path
            if zipfile.is_zipfile(io.BytesIO(data)):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    assert [name for name in archive.namelist() if VOTE.encode() in archive.read(name)] == [], path


def on_record(office: Workspace) -> dict[str, dict[str, str]]:
    """Return what is on record of each member."""
    own = own_folder(office.path)
    with ReturnedBook(own / RETURNED, read_only=True) as book:
        found = book.returns()
        for each in found:
            assert SentBytes(own, CAME_BACK).of(each.arrival.digest) is not None
        return {
            each.paper.member: {field.name: field.value for field in book.text(each).fields}
            for each in found
            if each.paper
        }


def values(share: Path, who: str, said: str) -> dict[str, str]:
    return {label: f"{said}：{label}" for label in labels(share, f"03-党性分析表-党员{who}.docx")}


ORDERS = {"between": "甲票乙", "first": "票甲乙", "last": "甲乙票", "twice": "甲票票乙"}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_the_forms_of_a_pack_are_filed_and_the_ballot_is_not(
    office: Workspace, share: Path, tmp_path: Path, order: str
) -> None:
    papers = [ballot(share) if sign == "票" else form(share, sign, sign) for sign in order]

    found = came(office, bound(papers, tmp_path / "一起交.docx", marks=True))

    assert brief(found) == [
        ("新登记", "已交回", "党员甲"),
        ("新登记", "已交回", "党员乙"),
        *[("没有登记", "不记名", None)] * order.count("票"),
    ]
    assert on_record(office) == {f"党员{sign}": values(share, sign, sign) for sign in "甲乙"}
    nothing_of_it(office)


def test_the_same_pack_comes_twice_and_is_filed_once(office: Workspace, share: Path, tmp_path: Path) -> None:
    pack = bound([form(share, "甲", "甲"), ballot(share)], tmp_path / "一起交.docx", marks=True)
    came(office, pack)

    again = came(office, pack)

    assert brief(again) == [("以前登记过", "已交回", "党员甲"), ("没有登记", "不记名", None)]
    with ReturnedBook(own_folder(office.path) / RETURNED, read_only=True) as book:
        assert len(book.returns()) == 1


def test_what_is_kept_of_a_pack_can_be_opened_and_credited_by_hand(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    pack = bound([form(share, "甲", "甲"), ballot(share), form(share, "乙", "乙")], tmp_path / "交.docx", marks=True)
    first, second, _ = came(office, pack)

    kept = [path for path in (own_folder(office.path) / CAME_BACK).rglob("*") if path.is_file()]
    assert len(kept) == 1
    words = "\n".join(cell.text for table in docx.Document(str(kept[0])).tables for cell in table._cells)
    assert "甲：" in words
    assert "乙：" in words
    assert (
        office.run(
            "decide", str(second["number"]), "--for", "一支部/03-党性分析表-党员乙", "--by", "马", "--why", "看过"
        )[0]
        == 0
    )
    assert on_record(office)["党员乙"] == values(share, "乙", "乙")
    assert {first["place"][:3], second["place"][:3]} == {"第1份", "第2份"}


def test_a_note_and_a_picture_of_a_ballot_go_with_it(office: Workspace, share: Path, tmp_path: Path) -> None:
    vote = ballot(share)
    pack = bound([form(share, "甲", "甲"), vote], tmp_path / "交.docx", marks=True)
    with zipfile.ZipFile(pack) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/media/vote.png"] = VOTE.encode()
    parts["word/comments.xml"] = f"<c>{VOTE}</c>".encode()
    parts["docProps/thumbnail.jpeg"] = VOTE.encode()
    relation = '<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" Target="{2}"/>'
    rels = parts["word/_rels/document.xml.rels"].decode()
    more = relation.format(901, "image", "media/vote.png") + relation.format(902, "comments", "comments.xml")
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", more + "</Relationships>").encode()
    with zipfile.ZipFile(pack, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    assert brief(came(office, pack))[0] == ("新登记", "已交回", "党员甲")

    nothing_of_it(office)


def test_what_is_nobodys_beside_a_ballot_is_not_kept(office: Workspace, share: Path, tmp_path: Path) -> None:
    strange = docx.Document()
    strange.add_paragraph(f"随便写的一页，{VOTE}")
    strange.add_table(2, 2)
    pack = bound([ballot(share), strange, form(share, "甲", "甲")], tmp_path / "交.docx", marks=True)

    assert brief(came(office, pack))[0] == ("新登记", "已交回", "党员甲")

    nothing_of_it(office)


def test_a_ballot_without_its_title_in_a_form_takes_the_form_with_it(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    """Where the two cannot be told apart, nothing is kept."""
    vote = ballot(share)
    title = next(paragraph for paragraph in vote.paragraphs if paragraph.text.strip())
    title._p.getparent().remove(title._p)
    pack = bound([form(share, "甲", "甲"), vote], tmp_path / "交.docx", marks=True, parted="nothing")

    assert brief(came(office, pack)) == [("没有登记", "不记名", None)]
    nothing_of_it(office)


def test_a_pack_in_an_archive_beside_a_ballot_of_its_own(office: Workspace, share: Path, tmp_path: Path) -> None:
    pack = bound([form(share, "甲", "甲"), ballot(share)], tmp_path / "一起交.docx", marks=True)
    form(share, "乙", "乙").save(str(tmp_path / "乙.docx"))
    ballot(share).save(str(tmp_path / "票.docx"))
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        for name in ("一起交.docx", "乙.docx", "票.docx"):
            archive.write(tmp_path / name, name)
    assert pack.is_file()

    found = came(office, tmp_path / "全部.zip")

    assert sorted(brief(found), key=str) == sorted(
        [
            ("新登记", "已交回", "党员甲"),
            ("没有登记", "不记名", None),
            ("新登记", "已交回", "党员乙"),
            ("没有登记", "不记名", None),
        ],
        key=str,
    )
    nothing_of_it(office)


def test_half_a_ballot_is_one_by_its_title(office: Workspace, share: Path, tmp_path: Path) -> None:
    torn = ballot(share)
    for paragraph in [each for each in torn.paragraphs if each.text.strip() and each.text != VOTE][1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for row in list(torn.tables[0].rows)[1:]:
        for cell in row.cells[1:-1]:
            cell.text = ""
    for at in (0, 1):
        torn.tables[0].rows[0].cells[-1 - at].text = ""
    torn.save(str(tmp_path / "张三的半张.docx"))
    pack = bound([form(share, "甲", "甲"), torn], tmp_path / "交.docx", marks=True)

    assert brief(came(office, tmp_path / "张三的半张.docx")) == [("没有登记", "不记名", None)]
    assert brief(came(office, pack)) == [("新登记", "已交回", "党员甲"), ("没有登记", "不记名", None)]
    nothing_of_it(office)


def test_the_ballot_of_any_of_many_branches_is_parted_from_its_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only some ballots of a kind are compared; their titles name their branches."""
    office = Workspace(tmp_path / "office", capsys)
    put_templates(office.path, "党性分析表", "民主评议票")
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"
    people = [f"党员{sign}|{sign}村支部|男|1975-03-12|正式党员|1998-07-01\n" for sign in signs]
    office.put("活动/活动.yaml", CAMPAIGN)
    office.put("活动/花名册.xlsx", "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n" + "".join(people))
    with opened(office.path) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(tmp_path / "共享"))).failed
    packs = []
    for sign in signs:
        own = next(path.parent for path in (tmp_path / "共享").rglob(f"03-党性分析表-党员{sign}.docx"))
        packs.append(bound([form(own, sign, sign), ballot(own)], tmp_path / f"{sign}.docx", marks=True))

    found = came(office, *packs)

    assert brief(found) == [
        each for sign in signs for each in (("新登记", "已交回", f"党员{sign}"), ("没有登记", "不记名", None))
    ]
    nothing_of_it(office)


@needs("soffice")
@pytest.mark.slow
def test_a_pack_that_was_saved_as_doc_is_taken_apart_too(office: Workspace, share: Path, tmp_path: Path) -> None:
    pack = bound([form(share, "甲", "甲"), ballot(share), form(share, "乙", "乙")], tmp_path / "交.docx", marks=True)
    (saved,) = converted([pack], "doc", tmp_path / "lo")

    assert brief(came(office, saved)) == [
        ("新登记", "已交回", "党员甲"),
        ("新登记", "已交回", "党员乙"),
        ("没有登记", "不记名", None),
    ]
    assert brief(came(office, saved))[0][0] == "以前登记过"
    assert on_record(office)["党员乙"] == values(share, "乙", "乙")
    nothing_of_it(office)


@needs("soffice")
@pytest.mark.slow
def test_a_form_and_a_ballot_in_one_pdf_are_parted_by_pages(office: Workspace, share: Path, tmp_path: Path) -> None:
    pack = bound([form(share, "甲", "甲"), ballot(share)], tmp_path / "交.docx", marks=True)
    (saved,) = converted([pack], "pdf", tmp_path / "lo")

    found = came(office, saved)

    assert brief(found) == [("新登记", "认不出", "党员甲"), ("没有登记", "不记名", None)]
    assert brief(came(office, saved))[0][0] == "以前登记过"
    (kept,) = [path for path in (own_folder(office.path) / CAME_BACK).rglob("*") if path.is_file()]
    book = pypdfium2.PdfDocument(kept.read_bytes())
    words = "".join(book[at].get_textpage().get_text_range() for at in range(len(book)))
    assert VOTE not in words
    assert "甲：" in words


def test_of_a_volume_that_comes_back_whole_the_forms_are_filed(office: Workspace, share: Path, tmp_path: Path) -> None:
    """What was bound to be printed has no marks: its forms are proposed, and a person says so."""
    title = next(paragraph.text for paragraph in ballot(share).paragraphs if paragraph.text.strip())
    volume = next(path for path in office.path.rglob("打印/**/*.docx") if title in words(path))
    document = docx.Document(str(volume))
    for paragraph in document.paragraphs:
        if paragraph.text == title:
            following = paragraph._p.getnext()
            while not following.tag.endswith("}tbl"):
                following = following.getnext()
            Table(following, document).rows[1].cells[-1].paragraphs[0].add_run(VOTE)
    document.save(str(tmp_path / "整本.docx"))
    assert VOTE in words(tmp_path / "整本.docx")

    found = came(office, tmp_path / "整本.docx")

    members = [f"党员{sign}" for sign in "甲乙丙丁戊己庚辛"]
    assert brief(found) == [("新登记", "认不出", member) for member in members] + [("没有登记", "不记名", None)]
    nothing_of_it(office)


def words(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", body)
