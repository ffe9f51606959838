"""How many pages the papers have that came back on paper: LibreOffice sets the version that was sent, once each.

Without LibreOffice nobody knows; then only a missing front or back side shows that pages are missing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.desk import SENT, Desk, own_folder
from pipeline.errands import answers
from pipeline.ledger import ReturnedBook, SentBook, SentBytes
from pipeline.model.errors import DiskError, WorkspaceError
from pipeline.review import counted_pages, office

_MOST = 600  # papers of one run: some three minutes; the others wait for the next
_WITHOUT = "没有装 LibreOffice，不知道纸质的各有几页，只看得出缺了正面或反面的。请核对页数"


def count(desk: Desk, book: ReturnedBook) -> str:
    """Count the pages of the papers of which pages came; return what a clerk should know, "" for nothing.

    Raises LedgerError.
    """
    papers = {paper.document for each in book.returns() if each.pages and (paper := each.credited or each.paper)}
    if not papers:
        return ""
    own = own_folder(desk.workspace)
    with SentBook(own / SENT, read_only=True) as sent:
        last = {paper.document: version for paper, version in answers.departed(sent) if paper.document in papers}
    waiting = sorted(set(last.values()) - set(book.page_counts()))
    if not waiting:
        return ""
    try:
        book.count_pages(_counted(SentBytes(own), waiting[:_MOST]))
    except DiskError as fault:
        return str(fault)
    except WorkspaceError:
        return _WITHOUT
    left = len(waiting[_MOST:])
    return f"还有 {left} 份没有数一共几页，再收一次就接着数" if left else ""


def _counted(store: SentBytes, versions: list[str]) -> Mapping[str, int]:
    """Return the pages of versions. Raises WorkspaceError."""
    with office.opened() as writer, tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        files = dict(_written(store, versions, Path(name)))
        return {
            files[made.source]: counted_pages(made.file.read_bytes())
            for made in writer.pdfs(list(files))
            if made.file is not None
        }


def _written(store: SentBytes, versions: list[str], folder: Path) -> Iterator[tuple[Path, str]]:
    for version in versions:
        data = store.of(version)
        if data is not None:
            file = folder / f"{version}.docx"
            file.write_bytes(data)
            yield file, version
