"""A return that was saved as PDF is proposed by its words, never credited; a ballot saved so is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from tests.collect.hands import FORM, labels, returned
from tests.collect.test_filing import overtyped
from tests.conftest import Workspace, needs
from tests.office import converted

pytestmark = pytest.mark.slow


def came(office: Workspace, *arguments: str | Path) -> Any:
    _, out, err = office.run("collect", "--json", *map(str, arguments))
    assert out.strip(), err
    return json.loads(out)["files"]


@needs("soffice")
def test_a_form_saved_as_pdf_is_proposed_and_a_ballot_is_told(office: Workspace, share: Path, tmp_path: Path) -> None:
    label = labels(share)[0]
    ballot = docx.Document(str(next(share.rglob("04-整改方案.docx"))))
    ballot.add_paragraph("有意见")
    ballot.save(str(tmp_path / "票.docx"))
    other = docx.Document()
    other.add_paragraph("一支部张三丰请假条。")
    other.save(str(tmp_path / "假条.docx"))
    papers = [
        returned(share, tmp_path / "张三丰.docx", {label: "有收获"}),
        returned(share, tmp_path / "李四光.docx", {label: "也有收获"}, "03-党性分析表-李四光.docx"),
        overtyped(share, tmp_path / "改名.docx"),
        tmp_path / "票.docx",
        tmp_path / "假条.docx",
    ]
    pdfs = converted(papers, "pdf", tmp_path / "lo")

    found = came(office, *pdfs)

    whose = [(each["state"], each["paper"] and each["paper"]["member"], each["fields"]) for each in found]
    assert whose == [
        ("认不出", "张三丰", []), ("认不出", "李四光", []), ("认不出", None, []), ("不记名", None, []), ("认不出", None, []),
    ]  # fmt: skip
    assert "请认可" in found[0]["why"]
    (again,) = came(office, "--from", "二支部", "--dry-run", pdfs[0])
    assert again["state"] == "交了别的支部的"
    number = str(found[0]["number"])
    told = office.run("collect", str(pdfs[0]), str(pdfs[1]))[1]
    assert f"gongwen decide {number} {found[1]['number']} --accept --by 谁定的 --why 理由" in told
    assert office.run("decide", number, "--accept", "--by", "马书记", "--why", "看过")[0] == 0
    rows = json.loads(office.run("returned", "--json")[1])["returned"]
    assert [each["state"] for each in rows if each["document"] and each["document"].endswith(FORM)] == ["已核对"]


@pytest.mark.parametrize(
    ("data", "said"), [(b"%PDF-1.7 cut off", "打不开"), (b"", "打不开"), (None, "没有")], ids=["cut", "empty", "scan"]
)
def test_a_pdf_that_says_nothing_says_why(office: Workspace, tmp_path: Path, data: bytes | None, said: str) -> None:
    if data is None:
        book = pypdfium2.PdfDocument.new()
        book.new_page(595, 842)
        book.save(str(tmp_path / "表.pdf"))
    else:
        (tmp_path / "表.pdf").write_bytes(data)

    (found,) = came(office, tmp_path / "表.pdf")

    assert (found["state"], said in found["why"]) == ("认不出", True)


def test_a_process_that_holds_much_sees_a_page_all_the_same(tmp_path: Path) -> None:
    """A page's limit of memory is the page's: what the process held before is no part of it."""
    from pipeline.collect import scan_pages  # noqa: PLC0415 - the extra `paper`

    book = pypdfium2.PdfDocument.new()
    book.new_page(595, 842)
    book.save(str(tmp_path / "空.pdf"))
    held = bytearray(450 << 20)

    assert scan_pages.page_count("空", (tmp_path / "空.pdf").read_bytes()) == 1
    found = scan_pages.seen("空", 0)

    assert found is not None
    assert found[0] == scan_pages.SeenPage(blank=True)
    assert len(held) == 450 << 20
