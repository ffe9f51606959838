"""What nobody may be asked for by name is told from what only lists the same people, wherever it lies."""

from __future__ import annotations

import copy
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pipeline import dispatch, produce
from pipeline.desk import RETURNED, opened, own_folder
from pipeline.ledger import ReturnedBook
from pipeline.model.errors import WorkspaceError
from tests.conftest import CAMPAIGN, Workspace, needs, put, put_templates, working_here
from tests.office import converted

PEOPLE = "".join(f"党员{chr(0x4E00 + n)}|一支部|1998-07-01\n" for n in range(24))
BALLOT, REGISTER = "36-民主评议票.docx", "21-学习考勤登记表.docx"


@pytest.fixture(scope="module")
def once_shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has sent forms, ballots and a register that lists the same people into a folder within."""
    home = tmp_path_factory.mktemp("ballots")
    put_templates(home, "党性分析表", "民主评议票", "学习考勤登记表")
    put(home, "活动/活动.yaml", CAMPAIGN)
    put(home, "活动/花名册.xlsx", "姓名|所在党支部|入党时间\n" + PEOPLE)
    with working_here(), opened(home) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(home / "共享"))).failed
    return home


@pytest.fixture
def workspace(once_shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A copy of it."""
    shutil.copytree(once_shared, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path, capsys)


@pytest.fixture
def share(workspace: Workspace) -> Path:
    """What the branch has."""
    return workspace.path / "共享"


def states(office: Workspace, file: Path) -> list[str]:
    _, out, err = office.run("collect", "--json", str(file))
    return [each["state"] for each in json.loads(out or err)["files"]]


def test_a_ballot_is_never_kept_and_a_list_of_the_same_people_is(workspace: Workspace, share: Path) -> None:
    ballot, register = (next(share.rglob(name)) for name in (BALLOT, REGISTER))

    assert states(workspace, ballot) == ["不记名"]
    assert "不记名" not in states(workspace, register)


def test_a_ballot_in_the_file_of_somebodys_form_is_a_ballot(workspace: Workspace, share: Path, tmp_path: Path) -> None:
    form = docx.Document(str(next(share.rglob("03-党性分析表-*.docx"))))
    ballot = docx.Document(str(next(share.rglob(BALLOT))))
    section = form.element.body[-1]
    for element in list(form.element.body)[:-1]:
        form.element.body.remove(element)
    for element in list(ballot.element.body)[:-1]:
        section.addprevious(copy.deepcopy(element))
    form.save(str(tmp_path / "交.docx"))

    assert states(workspace, tmp_path / "交.docx") == ["不记名"]
    assert not list((workspace.path / "outputs").rglob("交回/**/*.docx"))


def kept(office: Workspace) -> list[str]:
    """Return the names of all that came and was kept."""
    with ReturnedBook(own_folder(office.path) / RETURNED, read_only=True) as book:
        return [each.arrival.name for each in book.returns()]


def filled(share: Path, to: Path) -> Path:
    """Take a ballot as somebody has filled it, under a name that says who."""
    document = docx.Document(str(next(share.rglob(BALLOT))))
    for row in document.tables[0].rows[1:]:
        row.cells[-1].paragraphs[0].add_run("√")
    document.save(str(to))
    return to


def lost_ledger(office: Workspace) -> None:
    (own_folder(office.path) / "ledger.db").unlink()


def gone_folder(office: Workspace) -> None:
    shutil.rmtree(office.path / "inputs" / "活动")
    office.run("build")


def renamed_kind(office: Workspace) -> None:
    catalog = office.path / "templates" / "catalog.yaml"
    catalog.write_text(catalog.read_text("utf-8").replace("文种: 民主评议票", "文种: 评议用票"), "utf-8")
    office.run("build")


def no_ballot_any_more(office: Workspace) -> None:
    catalog = office.path / "templates" / "catalog.yaml"
    before = catalog.read_text("utf-8")
    entry = before.index("文种: 民主评议票")
    after = before[entry:].replace("匿名: 是", "匿名: 否", 1)
    assert before[entry:] != after
    catalog.write_text(before[:entry] + after, "utf-8")
    office.run("build")


@pytest.mark.parametrize("change", [lost_ledger, gone_folder, renamed_kind, no_ballot_any_more])
def test_what_was_a_ballot_when_it_left_stays_one(
    workspace: Workspace, share: Path, tmp_path: Path, change: Callable[[Workspace], None]
) -> None:
    change(workspace)

    assert states(workspace, filled(share, tmp_path / "张三的票.docx")) == ["不记名"]
    assert kept(workspace) == []


def test_a_ballot_that_left_under_an_older_program_is_one_ever_after_the_next_collecting(
    workspace: Workspace, share: Path, tmp_path: Path
) -> None:
    shutil.rmtree(own_folder(workspace.path) / "不记名")
    states(workspace, next(share.rglob(REGISTER)))
    lost_ledger(workspace)

    assert states(workspace, filled(share, tmp_path / "张三的票.docx")) == ["不记名"]


def test_without_the_record_of_what_was_sent_nothing_is_taken_in(
    workspace: Workspace, share: Path, tmp_path: Path
) -> None:
    (own_folder(workspace.path) / "sent.db").unlink()

    code, _, err = workspace.run("collect", str(filled(share, tmp_path / "张三的票.docx")))

    assert (code, "sent.db" in err) == (1, True)
    assert kept(workspace) == []


def test_a_kind_that_was_sent_out_as_forms_afterwards_is_collected(
    workspace: Workspace, share: Path, tmp_path: Path
) -> None:
    no_ballot_any_more(workspace)
    with opened(workspace.path) as desk:
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(tmp_path / "再发"))).failed

    assert states(workspace, filled(tmp_path / "再发", tmp_path / "实名的.docx")) == ["已交回"]
    assert states(workspace, filled(share, tmp_path / "张三的票.docx")) == ["不记名"]


def test_a_backup_knows_the_ballots(workspace: Workspace, share: Path, tmp_path: Path) -> None:
    assert workspace.run("backup", str(tmp_path / "备份.zip"))[0] == 0
    back = Workspace(tmp_path / "back", workspace._capture)
    assert back.run("restore", str(tmp_path / "备份.zip"))[0] == 0
    lost_ledger(back)

    assert states(back, filled(share, tmp_path / "张三的票.docx")) == ["不记名"]


@needs("soffice")
@pytest.mark.slow
def test_a_ballot_that_was_saved_as_doc_is_told_too(workspace: Workspace, share: Path, tmp_path: Path) -> None:
    (saved,) = converted([filled(share, tmp_path / "张三的票.docx")], "doc", tmp_path / "lo")

    assert states(workspace, saved) == ["不记名"]
    assert kept(workspace) == []


def packed(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "李四的票",
        "王五的票.docx.tmp",
        "赵六的票.docm",
        "孙七的票.docx（1）",
        "票.zip",
        "票.jpg",
        "票.pdf",
        "票.xlsx",
        "票.txt",
    ],
)
def test_a_ballot_is_one_whatever_it_is_called(workspace: Workspace, share: Path, tmp_path: Path, name: str) -> None:
    assert states(workspace, filled(share, tmp_path / name)) == ["不记名"]
    assert kept(workspace) == []


UNSEEN: dict[str, Callable[[bytes], bytes]] = {
    "张三的票.zip": lambda ballot: packed("票.docx", ballot[: len(ballot) // 2])[:-30],
    "张三的票.rar": lambda _: b"Rar!\x1a\x07\x01\x00" + bytes(64),
    "张三的票.7z": lambda _: b"7z\xbc\xaf\x27\x1c" + bytes(64),
    "张三的票.ofd": lambda ballot: packed("OFD.xml", ballot),
    "断了的票.docx": lambda ballot: ballot[: len(ballot) // 2],
    "锁了的票.docx": lambda _: OLE[:8] + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
    "网页的票.mht": lambda _: b"MIME-Version: 1.0\r\n\r\n" + "同意".encode(),
    "坏了的票.pdf": lambda _: b"%PDF-1.7\nnothing",
    "坏了的票.jpg": lambda ballot: b"\xff\xd8\xff" + ballot,
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_cannot_be_looked_into_may_be_a_ballot_and_is_told_and_not_kept(
    workspace: Workspace, share: Path, tmp_path: Path, name: str
) -> None:
    ballot = filled(share, tmp_path / "ballot").read_bytes()
    (tmp_path / "交回").mkdir()
    (tmp_path / "交回" / name).write_bytes(UNSEEN[name](ballot))

    _, out, _ = workspace.run("collect", "--json", str(tmp_path / "交回"))

    (found,) = json.loads(out)["files"]
    assert (found["state"], found["filing"]) == ("认不出", "没有登记")
    assert "它也可能是不记名的票，没有登记" in found["why"]
    assert kept(workspace) == []
    assert [path for path in (own_folder(workspace.path) / "交回").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["张三的票.zip", "张三的票.docx", "没有名字的附件.bin"])
def test_a_ballot_in_an_archive_is_one_and_neither_is_kept(
    workspace: Workspace, share: Path, tmp_path: Path, name: str
) -> None:
    ballot = filled(share, tmp_path / "ballot").read_bytes()
    (tmp_path / "交回").mkdir()
    (tmp_path / "交回" / name).write_bytes(packed("票.docx", ballot))

    assert states(workspace, tmp_path / "交回") == ["不记名"]
    assert kept(workspace) == []
    assert [path for path in (own_folder(workspace.path) / "交回").rglob("*") if path.is_file()] == []


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512)


def test_what_cannot_be_read_here_and_may_be_a_ballot_is_not_kept(
    workspace: Workspace, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise WorkspaceError("none")

    monkeypatch.setattr("pipeline.review.office.program", missing)
    (tmp_path / "张三的票.doc").write_bytes(OLE)

    _, out, _ = workspace.run("collect", "--json", str(tmp_path / "张三的票.doc"))

    (found,) = json.loads(out)["files"]
    assert (found["state"], found["filing"]) == ("待转换", "没有登记")
    assert "另存为 .docx" in found["why"]
    assert kept(workspace) == []


def test_a_ballot_that_was_filed_before_it_could_be_told_is_forgotten(
    workspace: Workspace, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot = filled(share, tmp_path / "张三的票.docx")
    with monkeypatch.context() as unable:
        for way in ("is_ballot", "heads_ballot"):
            unable.setattr(f"pipeline.collect.sent_papers.SentPapers.{way}", lambda _, __: False)
        states(workspace, ballot)
    assert kept(workspace) == ["张三的票.docx"]

    assert states(workspace, ballot) == ["不记名"]

    own = own_folder(workspace.path)
    assert kept(workspace) == []
    assert "张三的票".encode() not in (own / RETURNED).read_bytes()
    assert [path for path in (own / "交回").rglob("*") if path.is_file()] == []
