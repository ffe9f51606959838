"""One Word file with all member forms of a branch, made without any office program."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pipeline.render import volume, volume_fast
from pipeline.render.volume import Bound
from pipeline.stationery import Fonts, volume_contents
from tests import thorough
from tests.conftest import Workspace
from tests.outline import text

_MAIN = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Stream(io.BytesIO):
    """What cannot be wound back: a zip says its parts' sizes behind them, as LibreOffice does."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def repacked(form: bytes, target: io.BytesIO, method: int = zipfile.ZIP_DEFLATED, body: str = "") -> bytes:
    """Return a form packed in another way; `body`: with another one, as XML."""
    main = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(io.BytesIO(form)) as whole, zipfile.ZipFile(target, "w", method) as other:
        for name in whole.namelist():
            other.writestr(name, main if body and name == _MAIN else whole.read(name))
    return target.getvalue()


def broken(form: bytes) -> bytes:
    """Return a form with a bit of its packed main part turned."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        at = archive.getinfo(_MAIN).header_offset + 200
    return form[:at] + bytes([form[at] ^ 0xFF]) * 40 + form[at + 40 :]


def test_a_volume_holds_every_form_whole_and_in_order(campaign: Workspace) -> None:
    campaign.build()

    forms = sorted(campaign.output("活动/一支部").glob("03-*.docx"))
    bound = campaign.output("活动/打印/一支部/分析评议.docx")
    said = text(bound)
    assert len(forms) == 2
    for form in forms:
        assert text(form) in said


def test_every_form_begins_on_a_fresh_sheet_with_page_one(campaign: Workspace) -> None:
    campaign.build()

    document = docx.Document(str(campaign.output("活动/打印/一支部/分析评议.docx")))
    starts = [section.start_type for section in document.sections]
    assert len(starts) == 3  # the contents and two forms
    assert all("ODD_PAGE" in str(start) for start in starts[1:])
    with zipfile.ZipFile(campaign.output("活动/打印/一支部/分析评议.docx")) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count('w:start="1"') == 3


def test_a_clerks_edit_of_a_form_is_in_the_volume(campaign: Workspace) -> None:
    campaign.build()
    form = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    document = docx.Document(str(form))
    document.paragraphs[0].add_run("（已核）")
    document.save(str(form))

    campaign.build()

    assert "（已核）" in text(campaign.output("活动/打印/一支部/分析评议.docx"))


def test_a_member_whose_form_could_not_be_made_is_named_in_the_volume(campaign: Workspace) -> None:
    campaign.put(
        "活动/花名册.xlsx",
        "姓名|所在党支部|人员类别|入党时间\n张三|一支部|正式党员|说不清\n李四|一支部|正式党员|1999-07-01",
    )

    campaign.build()

    said = text(campaign.output("活动/打印/一支部/分析评议.docx"))
    assert "本卷缺以下文件" in said
    assert "张三" in said


def test_what_is_no_document_cannot_be_bound(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(b"nothing")

    with pytest.raises(volume.Unbindable):
        volume.bind([Bound(tmp_path / "甲.docx")])


@pytest.mark.parametrize(("fault", "word"), [(PermissionError(13, "held"), "正被打开"), (OSError(5, "I/O"), "读不了")])
def test_a_form_that_cannot_be_read_just_now_is_not_to_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, word: str
) -> None:
    def held(_: Path) -> bytes:
        raise fault

    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(volume.Unbindable, match=f"甲.docx {word}") as said:
        volume.bind([Bound(tmp_path / "甲.docx")])
    assert "删除" not in str(said.value)


def test_a_volume_is_a_whole_archive(campaign: Workspace) -> None:
    campaign.build()

    data = campaign.output("活动/打印/一支部/分析评议.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_a_form_that_lacks_a_part_is_named_and_stops_only_the_volume(campaign: Workspace) -> None:
    campaign.build()
    form = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    with zipfile.ZipFile(io.BytesIO(form.read_bytes())) as whole, zipfile.ZipFile(form, "w") as cut:
        for name in whole.namelist():
            if name != "word/styles.xml":
                cut.writestr(name, whole.read(name))

    report = campaign.build()

    said = [problem["message"] for problem in report["problems"] if problem["code"] == "file.volume"]
    assert ["缺少部件 word/styles.xml" in each for each in said] == [True]
    assert report["exit"] == 0


@pytest.mark.parametrize(
    "other",
    thorough.each(
        [
            pytest.param(lambda form: repacked(form, Stream()), id="sizes behind the parts"),
            pytest.param(lambda form: repacked(form, io.BytesIO(), zipfile.ZIP_STORED), id="not deflated"),
            pytest.param(lambda form: repacked(form, io.BytesIO(), body="<w:p/>"), id="no section of its own"),
            pytest.param(lambda form: repacked(form, io.BytesIO(), body=" "), id="empty"),
        ],
        3,
    ),
)
@pytest.mark.parametrize("first", [True, False])
def test_a_form_that_another_program_has_saved_is_bound_in_any_place(
    campaign: Workspace, other: Callable[[bytes], bytes], *, first: bool
) -> None:
    campaign.build()
    ours, theirs = sorted(campaign.output("活动/一支部").glob("03-*.docx"), reverse=first)
    theirs.write_bytes(other(theirs.read_bytes()))

    report = campaign.build()

    bound = campaign.output("活动/打印/一支部/分析评议.docx")
    assert [p["code"] for p in report["problems"] if p["code"] == "file.volume"] == []
    assert report["exit"] == 0
    assert text(ours) in text(bound)
    assert len(docx.Document(str(bound)).sections) == 3


def test_a_missing_form_is_named_in_front_of_one_that_has_no_section(campaign: Workspace) -> None:
    campaign.build()
    form = next(campaign.output("活动/一支部").glob("03-*.docx"))
    front = volume_contents("一支部", "分析评议", ["党性分析表-张三"], ["党性分析表-李四"], Fonts())

    data = volume.bind([Bound(form, repacked(form.read_bytes(), io.BytesIO(), body="<w:p/>"))], front)

    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert said[:4] == [
        "目　　录",
        "一支部　分析评议",
        "本卷缺以下文件（原因见清单.xlsx）：党性分析表-李四",
        "1．党性分析表-张三",
    ]


def test_a_branch_has_one_volume_a_phase_with_all_its_papers_listed_in_order(campaign: Workspace) -> None:
    campaign.build()

    home = campaign.output("活动/打印/一支部")
    assert {path.name for path in home.iterdir()} == {"学习动员.docx", "分析评议.docx", "整改提高.docx"}
    said = [paragraph.text for paragraph in docx.Document(str(home / "整改提高.docx")).paragraphs]
    assert said[:4] == ["目　　录", "一支部　整改提高", "1．整改方案", "2．整改台账"]
    whole = text(home / "整改提高.docx")
    for paper in ("04-整改方案.docx", "05-整改台账.docx"):
        assert text(campaign.output(f"活动/一支部/{paper}")) in whole


def test_a_volume_of_a_phase_without_papers_goes_and_one_of_an_older_program_too(campaign: Workspace) -> None:
    campaign.build()
    volume_ = campaign.output("活动/打印/一支部/整改提高.docx")
    assert volume_.exists()

    facts = campaign.path / "inputs/活动/活动.yaml"
    facts.write_text(facts.read_text("utf-8").replace("整改台账", "动员讲话").replace("整改方案", "动员讲话"), "utf-8")
    if "文种" not in facts.read_text("utf-8"):
        facts.write_text(f"{facts.read_text('utf-8')}\n文种: [动员讲话, 党性分析表]\n", "utf-8")
    campaign.build()

    assert not volume_.exists()
    assert campaign.output("活动/打印/一支部/分析评议.docx").exists()


def test_documents_of_other_templates_between_copies_of_one_keep_their_place_and_their_looks(
    campaign: Workspace,
) -> None:
    campaign.build()
    home = campaign.output("活动/一支部")
    forms = sorted(home.glob("03-*.docx"))
    listed = [home / "04-整改方案.docx", forms[0], home / "05-整改台账.docx", forms[1]]

    data = volume.bind([Bound(path, kind=path.name[:2]) for path in listed])

    said = text(data)
    places = [said.index(text(path)) for path in listed]
    assert places == sorted(places)
    widths = [section.page_width for section in docx.Document(io.BytesIO(data)).sections]
    assert widths == [docx.Document(str(path)).sections[0].page_width for path in listed]


def test_a_damaged_form_is_named_and_stops_only_the_volume(campaign: Workspace) -> None:
    campaign.build()
    form = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    form.write_bytes(broken(form.read_bytes()))

    report = campaign.build()

    said = [problem["message"] for problem in report["problems"] if problem["code"] == "file.volume"]
    assert ["03-党性分析表-张三.docx 打不开" in each for each in said] == [True]
    assert report["exit"] == 0


@pytest.mark.parametrize("value", [b"paraId", b"noteReference"])
def test_a_form_is_plain_whether_it_is_known_in_pieces_or_read_again(value: bytes) -> None:
    class Value(bytes):
        pass

    whole = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>|</w:t></w:r></w:p><w:sectPr></w:sectPr></w:body>'
    before, after = f"{whole}</w:document>".encode().split(b"|")

    assert volume_fast.plain_pieces((before, Value(value), after)) is not None
    assert volume_fast.plain(before + value + after)
