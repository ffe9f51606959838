"""Large workbooks, each read whole by one of many hands, before their turn comes: the same rows and Problems.

What a worker packs comes back as bytes and waits in our own spool. The numbers by which people are told apart are made
with the run's key, so that two workers make the same number of the same person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import fleet
from pipeline.fleet import Crew
from pipeline.inbox import sheet_kinds, telling, workbook
from pipeline.inbox.arrival import Arrived
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.declared import DeclaredSheet
from pipeline.model.frozen import frozen
from pipeline.model.problem import Read
from pipeline.spool import Spool

_WORTH_IT = 4_000_000  # bytes of all of them: some five seconds of reading, a process needs one to start


@frozen
class _Order:
    """What every worker knows: the sheets as they are declared, and the key of the run."""

    sheets: tuple[DeclaredSheet, ...]
    key: bytes


@frozen
class _Book:
    data: bytes
    name: str


def read(
    files: Sequence[Arrived], sheets: tuple[DeclaredSheet, ...], key: bytes, spool: Spool, cluster: str = ""
) -> Iterator[tuple[Arrived, Read[Rows]]]:
    """Yield each file with what it holds; none where it is not worth the workers. Raises DiskError, WorkspaceError."""
    size = sum(file.size for file in files)
    crew = Crew(cluster=cluster) if cluster and size >= _WORTH_IT else fleet.at_home(size, _WORTH_IT)
    if crew is None:
        return
    books = (_Book(file.data, file.name) for file in files)
    for file, found in zip(files, fleet.each(_read, _Order(sheets, key), books, crew), strict=True):
        yield file, replace(found, value=found.value.moved(spool))


def _read(order: _Order, book: _Book) -> Read[Rows]:
    """Runs in a worker."""
    with telling.knowing(sheet_kinds.known_kinds(order.sheets)):
        return workbook.workbook_rows(book.data, book.name, Spool(), order.key)
