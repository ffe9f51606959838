"""A document as readable text: what stands in it, paragraph by paragraph and row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def texts(path: Path | bytes) -> list[str]:
    """Return every paragraph and table row that holds something; cells of a row are joined by ｜."""
    document = docx.Document(io.BytesIO(path) if isinstance(path, bytes) else str(path))
    return [text for text in _texts(document) if text.strip(" ｜")]


def text(path: Path | bytes) -> str:
    """Return the whole text, one paragraph or row a line."""
    return "\n".join(texts(path))


def outline(path: Path) -> str:
    """Return the text with each paragraph's style, for golden files."""
    document = docx.Document(str(path))
    lines = []
    for element in document.element.body.iterchildren():
        if element.tag.endswith("}p"):
            paragraph = Paragraph(element, document)
            style = paragraph.style.name if paragraph.style is not None else ""
            lines.append(f"[{style}] {paragraph.text}" if paragraph.text.strip() else f"[{style}]")
        elif element.tag.endswith("}tbl"):
            lines += [f"| {row}" for row in _rows(Table(element, document))]
    return "\n".join(lines) + "\n"


def _texts(document: Document) -> Iterator[str]:
    for element in document.element.body.iterchildren():
        if element.tag.endswith("}p"):
            yield Paragraph(element, document).text
        elif element.tag.endswith("}tbl"):
            yield from _rows(Table(element, document))


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        seen = []
        for cell in row.cells:
            if not seen or seen[-1] is not cell._tc:
                seen.append(cell._tc)
        cells = ["".join(node.text or "" for node in cell.iter() if node.tag.endswith("}t")) for cell in seen]
        yield "｜".join(cells)
