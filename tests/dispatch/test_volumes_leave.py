"""装订 = "卷": a branch gets one file a phase, bound from the bytes that were approved; each paper stays on record."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline import dispatch
from pipeline.desk import opened, own_folder
from pipeline.dispatch.consignment import Consignment
from pipeline.ledger import Dispatch, SentBook, SentBytes
from pipeline.model.work import Fate
from tests.conftest import Workspace
from tests.outline import text, texts

_VOLUMES = ["01-学习动员卷.docx", "03-分析评议卷.docx", "04-整改提高卷.docx"]


def settings(office: Workspace, to: Path, binding: str = "卷", way: str = "文件夹") -> None:
    lines = f'[发送]\n方式 = "{way}"\n装订 = "{binding}"\n[发送.文件夹]\n路径 = "{to.as_posix()}"\n'
    (office.path / "gongwen.toml").write_text(lines, "utf-8")


def recorded(office: Workspace) -> list[Dispatch]:
    with SentBook(own_folder(office.path) / "sent.db", read_only=True) as book:
        return book.everything()


def sent(office: Workspace) -> tuple[int, str]:
    code, out, _ = office.run("send")
    return code, out


def test_a_branch_gets_one_file_a_phase_with_all_its_papers(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享")

    assert sent(office)[0] == 0

    home = tmp_path / "共享" / "活动" / "一支部"
    assert sorted(path.name for path in home.iterdir()) == ["00-送达目录.docx", *_VOLUMES, "99-送达回执.docx"]
    for paper in sorted((office.path / "outputs" / "活动" / "一支部").glob("*.docx")):
        assert [name for name in _VOLUMES if text(paper) in text(home / name)], paper.name
    first = [each.text for each in docx.Document(str(home / _VOLUMES[1])).paragraphs[:4]]
    assert first == ["目　　录", "一支部　分析评议", "1．党性分析表-张三丰", "2．党性分析表-李四光"]
    listed = "\n".join(texts(home / "00-送达目录.docx"))
    assert "03-分析评议卷：03-党性分析表-张三丰" in listed


def test_each_paper_is_on_record_with_its_digest_and_kept_with_its_volume(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享")
    sent(office)

    store = SentBytes(own_folder(office.path))
    for each in recorded(office):
        home = tmp_path / "共享" / "活动" / each.parcel.documents[0].path.split("/")[-2]
        alone = {document.name for document in each.parcel.documents} - {
            name for volume in each.parcel.volumes for name in volume.holds
        }
        assert len(alone) == (0 if home.name == "一支部" else 1)  # the form of a branch's only member
        for document in each.parcel.documents:
            data = (office.path / document.path).read_bytes()
            assert hashlib.sha256(data).hexdigest() == document.digest
            assert store.of(document.digest) == data
        for volume in each.parcel.volumes:
            assert store.of(volume.digest) == (home / volume.name).read_bytes()
    book = openpyxl.load_workbook(office.output("活动/送达登记.xlsx"))
    rows = ["|".join(str(cell) for cell in row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any("装订成卷：01-学习动员卷.docx（2 份）、03-分析评议卷.docx（2 份）" in row for row in rows)
    detail = [row for row in book.worksheets[1].iter_rows(values_only=True) if "03-党性分析表-张三丰.docx" in row]
    assert len(detail) == 1


def test_what_has_left_in_a_volume_is_not_sent_again_alone(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享")
    sent(office)
    settings(office, tmp_path / "共享", "单份")

    code, out = sent(office)

    assert code == 0
    assert len(recorded(office)) == 3
    assert "已送出" not in out


def test_a_changed_paper_follows_alone_in_a_second_parcel(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享")
    sent(office)
    paper = office.path / "outputs" / "活动" / "一支部" / "04-整改方案.docx"
    document = docx.Document(str(paper))
    document.paragraphs[0].add_run("（修订）")
    document.save(str(paper))
    office.run("approve", "--all")

    assert sent(office)[0] == 0

    second = tmp_path / "共享" / "活动" / "一支部" / "第2批"
    assert sorted(path.name for path in second.iterdir()) == [
        "00-送达目录.docx",
        "04-整改方案.docx",
        "99-送达回执.docx",
    ]


def test_another_branchs_member_in_one_paper_stops_the_parcel_and_the_volume_is_named(
    office: Workspace, tmp_path: Path
) -> None:
    settings(office, tmp_path / "共享")
    paper = office.path / "outputs" / "活动" / "一支部" / "04-整改方案.docx"
    document = docx.Document(str(paper))
    document.paragraphs[-1].add_run("身份证号110101196901020004的同志")
    document.save(str(paper))
    office.run("approve", "--all")

    code, out = sent(office)

    assert code == 1
    assert "04-整改提高卷" in out
    assert not (tmp_path / "共享" / "活动" / "一支部").exists()
    assert (tmp_path / "共享" / "活动" / "二支部").exists()


def test_a_paper_edited_after_its_approval_is_in_no_volume(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享")
    paper = office.path / "outputs" / "活动" / "一支部" / "04-整改方案.docx"
    document = docx.Document(str(paper))
    document.paragraphs[0].add_run("（没有批准的话）")
    document.save(str(paper))

    sent(office)

    home = tmp_path / "共享" / "活动" / "一支部"
    assert all("没有批准的话" not in text(path) for path in home.iterdir())
    assert sorted(path.name for path in home.iterdir())[-2:] == ["05-整改台账.docx", "99-送达回执.docx"]


def test_what_cannot_be_bound_leaves_as_single_papers_and_that_is_said(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享")
    paper = office.path / "outputs" / "活动" / "一支部" / "05-整改台账.docx"
    document = docx.Document(str(paper))
    document.paragraphs[-1]._p.get_or_add_pPr()._add_numPr()
    document.save(str(paper))
    office.run("approve", "--all")

    code, out = sent(office)

    assert code == 0
    home = tmp_path / "共享" / "活动" / "一支部"
    assert {"04-整改方案.docx", "05-整改台账.docx", *_VOLUMES[:2]} <= {path.name for path in home.iterdir()}
    assert "“整改提高”这一卷没有装订" in out.replace("\n", "")


def test_a_form_that_is_to_come_back_is_bound_without_its_number_and_its_own_bytes_are_kept(
    office: Workspace, tmp_path: Path
) -> None:
    settings(office, tmp_path / "共享")
    form = office.path / "outputs" / "活动" / "一支部" / "03-党性分析表-张三丰.docx"

    sent(office)

    with zipfile.ZipFile(form) as alone:
        assert b"_gw_" in alone.read("word/document.xml")
    with zipfile.ZipFile(tmp_path / "共享" / "活动" / "一支部" / _VOLUMES[1]) as bound:
        assert b"_gw_" not in b"".join(bound.read(name) for name in bound.namelist())
    store = SentBytes(own_folder(office.path))
    assert store.of(hashlib.sha256(form.read_bytes()).hexdigest()) == form.read_bytes()


@pytest.mark.parametrize("after", ["卷", "单份"])
def test_a_sending_that_was_cut_short_ends_as_gongwen_toml_says_now(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    settings(office, tmp_path / "共享")

    def killed(self: Consignment, *_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt), opened(office.path) as desk:
        patched.setattr(Consignment, "_deliver", killed)
        dispatch.dispatch(desk, dispatch.SendOrder())
    assert [each.fate for each in recorded(office)] == [Fate.PLANNED]

    settings(office, tmp_path / "共享", after)
    assert sent(office)[0] == 0

    assert {each.fate for each in recorded(office)} == {Fate.SENT}
    assert [bool(each.parcel.volumes) for each in recorded(office)] == [after == "卷"] * 3
    home = tmp_path / "共享" / "活动" / "一支部"
    assert (_VOLUMES[0] in {path.name for path in home.iterdir()}) is (after == "卷")
    kept = {path.name for path in (own_folder(office.path) / "已送").rglob("*") if path.is_file()}
    assert kept == {digest for each in recorded(office) for digest in each.parcel.versions}


def test_a_zip_of_volumes_that_lies_there_is_known_as_delivered(office: Workspace, tmp_path: Path) -> None:
    settings(office, tmp_path / "共享", way="压缩包")
    assert sent(office)[0] == 0

    with zipfile.ZipFile(tmp_path / "共享" / "活动" / "一支部.zip") as archive:
        assert archive.namelist() == ["00-送达目录.docx", *_VOLUMES, "99-送达回执.docx"]
