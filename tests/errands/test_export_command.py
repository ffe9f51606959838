"""gongwen export: PDF of any output, a print pack whose contents page is right."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline import review
from pipeline.errands import export
from pipeline.fleet import Crew
from tests import thorough
from tests.conftest import Workspace, needs
from tests.review.wordfile import p, wordfile


def words(pdf: Path) -> list[str]:
    """Return each page's text without spaces."""
    return ["".join(line.text for line in page.lines) for page in review.measured_pages(pdf.read_bytes())]


@pytest.mark.slow
@needs("soffice")
def test_every_page_of_the_contents_is_where_its_paper_begins(campaign: Workspace) -> None:
    campaign.build()

    code, said, _ = campaign.run("export", "--to", "print", "--branch", "一支部")

    pack = campaign.output("活动/打印/一支部.pdf")
    found = words(pack)
    listed = re.findall(r"([^·\d]+?)·+(\d+)", found[0].partition("一支部")[2])
    firsts = {"会议通知": "关于参加", "党性分析表-张三": "党性分析表", "整改方案": "整改方案", "整改台账": "整改台账"}
    assert code == 0
    assert "1 份打印本" in said
    assert {name for name, _ in listed} >= set(firsts)
    for name, page in listed:
        at = 1 + int(page)  # behind the contents and its empty back
        assert found[at].startswith(page), name  # the pack's own number, in the corner
        assert int(page) % 2 == 1
        assert firsts.get(name, "") in found[at], name
        assert ("张三" in found[at]) == (name == "党性分析表-张三"), name
    titles = [item["/Title"] for item in PdfReader(io.BytesIO(pack.read_bytes())).outline]
    assert titles == [name for name, _ in listed]


@pytest.mark.slow
@needs("soffice")
def test_pdfs_lie_in_the_campaign_s_own_folder_and_replace_each_other(campaign: Workspace) -> None:
    campaign.build()

    first = campaign.run("export", "--branch", "二支部")
    second = campaign.run("export", "--branch", "二支部")

    made = sorted(path.name for path in campaign.output("活动/导出/二支部").iterdir())
    assert (first[0], second[0]) == (0, 0)
    assert made == sorted(path.stem + ".pdf" for path in campaign.output("活动/二支部").glob("*.docx"))


def test_the_edited_paper_and_its_new_version_are_both_papers(campaign: Workspace) -> None:
    campaign.build()
    folder = campaign.output("活动/一支部")
    (folder / "01-会议通知（新版）.docx").write_bytes((folder / "01-会议通知.docx").read_bytes())
    (folder / "~$会议通知.docx").write_bytes(b"a lock")

    found = [path.name for path in export.papers(campaign.path, branch="一支部")]

    assert "01-会议通知（新版）.docx" in found
    assert not any(name.startswith("~$") for name in found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--branch", "一支布"), "没有叫“一支布”的支部，是不是「一支部」"),
        (("--campaign", "活洞"), "没有叫“活洞”的活动"),
        (("--to", "word"), "--to 可以是"),
        (("--branch", "一支部", "outputs"), "不用再写"),
    ],
)
def test_a_wrong_wish_is_answered_in_words(campaign: Workspace, arguments: tuple[str, ...], said: str) -> None:
    campaign.build()

    code, _, answer = campaign.run("export", *arguments)

    assert code == 2
    assert said in answer


def test_two_files_of_one_name_do_not_overwrite_each_other(campaign: Workspace) -> None:
    for folder in ("甲", "乙"):
        (campaign.path / folder).mkdir()
        (campaign.path / folder / "通知.docx").write_bytes(wordfile(p(f"{folder}的通知。")))

    campaign.run("export", "--to", "html", "甲/通知.docx", "乙/通知.docx")

    assert "甲的通知" in campaign.output("导出/通知.html").read_text("utf-8")
    assert "乙的通知" in campaign.output("导出/通知（2）.html").read_text("utf-8")


@pytest.mark.slow
@needs("soffice")
@pytest.mark.parametrize("form", thorough.one_of(export.ExportFormat.PDF, export.ExportFormat.PRINT))
def test_two_hands_make_what_one_makes(campaign: Workspace, form: export.ExportFormat) -> None:
    campaign.build()
    papers = export.papers(campaign.path)
    told: list[int] = []

    alone = export.export(campaign.path, papers, form, lambda _: None)
    pages = {path: words(path) for path in alone.written}
    for path in alone.written:
        path.unlink()
    together = export.export(campaign.path, papers, form, told.append, Crew(processes=2))

    assert together.written == alone.written
    assert together.faults == {}
    assert {path: words(path) for path in together.written} == pages
    assert len(told) > 1
    assert told[-1] == len(papers)


def test_the_papers_of_one_pack_are_never_torn_apart() -> None:
    tasks = [(Path(f"{folder}/{paper}"), Path(f"{folder}.pdf")) for folder in "甲乙丙" for paper in range(30)]

    chunks = list(export._chunks(tasks, export.ExportFormat.PRINT, hands=4))

    assert [task for chunk in chunks for task in chunk] == tasks
    assert [{pack.stem for _, pack in chunk} for chunk in chunks] == [{"甲"}, {"乙"}, {"丙"}]


def test_a_pack_is_whole_in_whatever_order_its_papers_are_named(tmp_path: Path) -> None:
    home = tmp_path / "outputs" / "活动"
    sources = [home / folder / f"{paper:02d}-表.docx" for paper in range(20) for folder in ("甲支部", "乙支部")]

    chunks = list(
        export._chunks(export._tasks(tmp_path, sources, export.ExportFormat.PRINT), export.ExportFormat.PRINT, hands=4)
    )

    assert [{pack.name for _, pack in chunk} for chunk in chunks] == [{"甲支部.pdf"}, {"乙支部.pdf"}]
    assert sorted(source for chunk in chunks for source, _ in chunk) == sorted(sources)


def test_two_folders_of_one_name_get_a_pack_each(tmp_path: Path) -> None:
    sources = [tmp_path / year / "材料" / f"{paper}.docx" for year in ("去年", "今年") for paper in "甲乙"]

    packs = [pack.name for _, pack in export._tasks(tmp_path, sources, export.ExportFormat.PRINT)]

    assert packs == ["材料.pdf", "材料.pdf", "材料（2）.pdf", "材料（2）.pdf"]


def test_a_stranger_s_papers_of_one_name_get_a_file_each(tmp_path: Path) -> None:
    sources = [tmp_path / folder / "通知.docx" for folder in "甲乙"]

    targets = [task[1].name for task in export._tasks(tmp_path, sources, export.ExportFormat.PDF)]

    assert targets == ["通知.pdf", "通知（2）.pdf"]
