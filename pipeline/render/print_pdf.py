"""PDFs of many papers → one to print: contents first, each paper on a sheet of its own, every page numbered.

The papers keep the page numbers that they print. The pack's own number, which the contents page names, stands where
archives write it: at the upper right corner of a right-hand page, at the upper left of a left-hand one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from pipeline.model.frozen import frozen

_MM = 72 / 25.4
_FROM_TOP, _FROM_SIDE = 20 * _MM, 26 * _MM
_SIZE = 10.5  # points: 5号
_DIGIT = 0.556  # em: Helvetica's digits


class Unpackable(Exception):  # noqa: N818 - it is the PDF that is
    """A PDF that cannot be read; the message names the paper."""


@frozen
class PaperPdf:
    """One paper's PDF with its name."""

    name: str
    pdf: bytes


def first_pages(sheets: Sequence[PaperPdf]) -> Iterator[int]:
    """Yield the page on which each paper begins: always a right-hand one, so that a double-sided print comes apart."""
    page = 1
    for sheet in sheets:
        yield page
        count = len(_read(sheet).pages)
        page += count + count % 2


def bound_pdf(title: str, contents: bytes, sheets: Sequence[PaperPdf]) -> bytes:
    """Return the pack: the contents' pages, then the papers. Raises Unpackable."""
    writer = PdfWriter()
    writer.add_metadata({"/Title": title})
    before = _added(writer, PaperPdf("目录", contents))
    for sheet in sheets:
        first = len(writer.pages)
        _added(writer, sheet)
        writer.add_outline_item(title=sheet.name, page_number=first)
        for at in range(first, len(writer.pages)):
            page = writer.pages[at]
            if page.get_contents() is not None:
                page.merge_page(_stamp(at - before + 1, float(page.mediabox.width), float(page.mediabox.height)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _read(sheet: PaperPdf) -> PdfReader:
    try:
        return PdfReader(io.BytesIO(sheet.pdf))
    except (PyPdfError, ValueError) as fault:
        raise Unpackable(sheet.name) from fault


def _added(writer: PdfWriter, sheet: PaperPdf) -> int:
    """Add a paper, with an empty page behind an odd number of pages; return how many pages there are now."""
    pages = _read(sheet).pages
    for page in pages:
        writer.add_page(page)
    if len(pages) % 2:
        writer.add_blank_page(float(pages[-1].mediabox.width), float(pages[-1].mediabox.height))
    return len(writer.pages)


def _stamp(number: int, width: float, height: float) -> PageObject:
    """Return a page that holds nothing but the pack's number, in a face that every reader of PDF has."""
    shown = str(number)
    left = width - _FROM_SIDE - len(shown) * _DIGIT * _SIZE if number % 2 else _FROM_SIDE
    page = PageObject.create_blank_page(width=width, height=height)
    content = DecodedStreamObject()
    content.set_data(f"BT /GW {_SIZE} Tf {left:.1f} {height - _FROM_TOP:.1f} Td ({shown}) Tj ET".encode())
    face = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Contents")] = content
    faces = DictionaryObject({NameObject("/GW"): face})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): faces})
    return page
