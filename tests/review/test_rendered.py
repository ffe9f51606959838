"""The set pages, by LibreOffice: each rule met by good papers and broken by one with a single fault."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline import cli
from pipeline.errands import review
from pipeline.review import office, pages
from tests.conftest import FIVE, Workspace, needs, put_templates
from tests.review import specimens
from tests.review.faults import Paper
from tests.samples import extremes
from tests.sheets import workbook

pytestmark = [pytest.mark.slow, needs("soffice")]
NOTICE, SPEECH = "01-会议通知.docx", "02-动员讲话.docx"
DOCUMENT, STYLES, FOOTER = "word/document.xml", "word/styles.xml", "word/footer1.xml"
EMPTY_PAGE = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>"


@dataclass(frozen=True, slots=True)
class Fault:
    """A paper with one thing changed all over one part, and the finding that it must get."""

    name: str
    source: str
    part: str
    pattern: str
    new: str
    code: str


FAULTS = (
    Fault("a grid too wide", SPEECH, DOCUMENT, 'w:linePitch="579"', 'w:linePitch="600"', "lines"),
    Fault("letters not tightened", SPEECH, STYLES, '<w:spacing w:val="-5"/>', "", "characters"),
    Fault("an empty page at the end", NOTICE, DOCUMENT, r"<w:sectPr", EMPTY_PAGE + "<w:sectPr", "blank-page"),
    Fault("text beyond the edge", NOTICE, DOCUMENT, r'(<w:pStyle w:val="Addressee"/>)', r'\1<w:ind w:left="-400"/>', "area"),
    Fault("a number too low", NOTICE, DOCUMENT, 'w:footer="1423"', 'w:footer="1100"', "page-number.height"),
    Fault("a number at the edge", NOTICE, FOOTER, "<w:ind [^>]*/>", '<w:ind w:right="0"/>', "page-number.side"),
    Fault("no number", NOTICE, FOOTER, "<w:p>.*</w:p>", "<w:p/>", "page-number.missing"),
    Fault("a mark too low", NOTICE, DOCUMENT, r'(<w:pStyle w:val="Mark"/><w:spacing w:before=")\d+', r"\g<1>900", "mark.top"),
    Fault("a signature alone", NOTICE, DOCUMENT, r'(<w:pStyle w:val="Signature"/>)', r"\1<w:pageBreakBefore/>", "signature.alone"),
    Fault("a date on another page", NOTICE, DOCUMENT, r'(<w:pStyle w:val="SignatureDate"/>)', r"\1<w:pageBreakBefore/>", "signature.apart"),
    Fault("no room for a seal", NOTICE, DOCUMENT, r'(<w:pStyle w:val="Signature"/><w:spacing w:before=")\d+(.*?</w:p>.*?</w:p>)<w:p><w:pPr><w:pStyle w:val="Note".*?</w:p>', r"\g<1>6888\2", "signature.seal"),
    Fault("an imprint above the foot", NOTICE, DOCUMENT, 'w:tblpYSpec="bottom"', 'w:tblpY="9500"', "imprint.foot"),
    Fault("a page after the imprint", NOTICE, DOCUMENT, r"<w:sectPr", EMPTY_PAGE + "<w:sectPr", "imprint.last"),
    Fault("no text on the first page", NOTICE, DOCUMENT, r'(<w:pStyle w:val="Addressee"/>)', r"\1<w:pageBreakBefore/>", "first-page"),
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Good papers: the township's notice under a red head and its speech."""
    workspace = tmp_path_factory.mktemp("workspace")
    put_templates(workspace, *FIVE)
    for name, content in extremes.files("文件", many=True).items():
        path = workspace / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook(content) if path.suffix == ".xlsx" else content.encode())
    assert cli.run(["build", "--workspace", str(workspace)]) == 0
    home = workspace / "outputs" / extremes.CAMPAIGN / "全镇"
    return {name: (home / name).read_bytes() for name in (NOTICE, SPEECH)}


@pytest.fixture(scope="module")
def codes(sound: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The codes that each paper gets, the sound ones and the faulty, from one call of LibreOffice."""
    papers = sound | specimens.titled()
    for fault in FAULTS:
        taken = Paper(sound[fault.source])
        taken.replace(fault.part, fault.pattern, fault.new, count=0)
        papers[fault.name] = taken.data
    folder = tmp_path_factory.mktemp("papers")
    files = {name: folder / f"{at}.docx" for at, name in enumerate(papers)}
    for name, path in files.items():
        path.write_bytes(papers[name])
    with office.opened() as writer:
        made = [each.file.read_bytes() for each in writer.pdfs(list(files.values())) if each.file]
    found = [review.look_at_pages(papers[name], pdf) for name, pdf in zip(files, made, strict=True)]
    return {name: {each.code for each in findings} for name, findings in zip(files, found, strict=True)}


@pytest.mark.parametrize("name", [NOTICE, SPEECH, *specimens.titled()])
def test_good_papers_have_no_finding(codes: dict[str, set[str]], name: str) -> None:
    assert codes[name] == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_single_fault_is_found(codes: dict[str, set[str]], fault: Fault) -> None:
    assert f"rendered.{fault.code}" in codes[fault.name]


def test_a_pdf_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="PDF"):
        pages.measured_pages(b"%PDF-1.7 nothing")


def test_the_command_adds_what_the_pages_show(workspace: Workspace, sound: dict[str, bytes]) -> None:
    taken = Paper(sound[NOTICE])
    taken.replace(DOCUMENT, r"<w:sectPr", EMPTY_PAGE + "<w:sectPr", count=0)
    (workspace.path / "多一页.docx").write_bytes(taken.data)
    (workspace.path / "好.docx").write_bytes(sound[NOTICE])
    (workspace.path / "坏.docx").write_bytes(b"nothing")

    code, said, _ = workspace.run("review", "--rendered", "多一页.docx", "好.docx", "坏.docx")

    assert code == 1
    assert "[rendered.blank-page]" in said
    assert "好.docx：没有意见" in said
    assert "看不了  坏.docx" in said
