"""How many pages the papers have that came back on paper: LibreOffice sets the version that was sent, once each.

Without LibreOffice nobody knows; then only a missing front or back side shows that pages are missing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2

from pipeline.collect.sent_papers import SentPapers
from pipeline.ledger import ReturnedBook
from pipeline.model.errors import WorkspaceError
from pipeline.model.returned import Return
from pipeline.review import office

_MOST = 600  # papers of one run: some three minutes; the others wait for the next
_WITHOUT = "没有装 LibreOffice，不知道纸质的各有几页，只看得出缺了正面或反面的。请核对页数"


def count(book: ReturnedBook, sent: SentPapers, returns: list[Return]) -> str:
    """Count the pages of the papers of which these pages came; return what a clerk should know, "" for nothing."""
    known = book.page_counts()
    papers = {paper.document for each in returns if each.pages and (paper := each.credited or each.paper)}
    waiting = {version for document in papers if (version := sent.last_version(document)) and version not in known}
    if not waiting:
        return ""
    some = sorted(waiting)[:_MOST]
    try:
        book.count_pages(_counted(sent, some))
    except WorkspaceError:
        return _WITHOUT
    left = len(waiting) - len(some)
    return f"还有 {left} 份没有数一共几页，再收一次就接着数" if left else ""


def _counted(sent: SentPapers, versions: list[str]) -> Mapping[str, int]:
    """Return the pages of versions. Raises WorkspaceError."""
    with office.opened() as writer, tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        files = dict(_written(sent, versions, Path(name)))
        return {files[made.source]: _pages(made.file) for made in writer.pdfs(list(files)) if made.file is not None}


def _written(sent: SentPapers, versions: list[str], folder: Path) -> Iterator[tuple[Path, str]]:
    for version in versions:
        data = sent.bytes_.of(version)
        if data is not None:
            file = folder / f"{version}.docx"
            file.write_bytes(data)
            yield file, version


def _pages(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)  # LibreOffice's own
    try:
        return len(document)
    finally:
        document.close()
