"""A PDF that Word or WPS has made → the words on its pages, as far as they are needed to know whose it is.

Its cells are not told from each other, so what was written into it is not read. Runs in the helper process.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pypdfium2

from pipeline.collect.returned_word import ReturnedBlock, ReturnedCell, WordContent

_MOST_PAGES, _MOST_SIGNS = 500, 500_000
_OF_THE_HOUR = re.compile(rb"/(?:CreationDate|ModDate) ?\([^)]*\)|/ID ?\[ ?<[0-9A-Fa-f]*> ?<[0-9A-Fa-f]*> ?\]")
_TOO_MUCH = "页数或文字多得不正常，没有读。请核对是不是交错了文件"
_UNREADABLE = "打不开，可能没有传完、损坏或有密码。请另存一份再交"


def pages(data: bytes) -> tuple[WordContent, ...] | str:
    """Return the text of each page, whole and word by word, or why it cannot be read, in Chinese.

    A page that is a picture has none.
    """
    try:
        with pypdfium2.PdfDocument(data) as book:
            if len(book) > _MOST_PAGES:
                return _TOO_MUCH
            texts = [book[at].get_textpage().get_text_range() for at in range(len(book))]
    except (pypdfium2.PdfiumError, ValueError):
        return _UNREADABLE
    if sum(map(len, texts)) > _MOST_SIGNS:
        return _TOO_MUCH
    return tuple(WordContent(tuple(_blocks(text, f"第{at}页"))) for at, text in enumerate(texts, 1))


def alone(data: bytes, wanted: Sequence[int]) -> bytes | None:
    """Return a PDF of some pages (from 0), the same bytes each time; None where it cannot be made."""
    out = io.BytesIO()
    try:
        with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as target:
            target.import_pages(source, list(wanted))
            target.save(out)
    except (pypdfium2.PdfiumError, ValueError):
        return None
    return _OF_THE_HOUR.sub(lambda found: b" " * len(found[0]), out.getvalue())


def _blocks(text: str, place: str) -> list[ReturnedBlock]:
    words = text.split()
    texts = dict.fromkeys(["".join(words), *words] if words else [])
    return [ReturnedBlock(place, ((ReturnedCell(each, place),),), is_table=False) for each in texts]
