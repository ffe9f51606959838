"""What is no paper of an office: it has its own look, and is left alone unless that is asked for."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import takewhile

from pipeline.review import HEADINGS, Document

_PARTY = re.compile(r"^[甲乙]方\s*(?:[（(][^）)]{1,12}[）)])?\s*[：:]?")
_REFERENCES = re.compile(r"^参\s*考\s*文\s*献\s*[：:]?$")
_CONTENTS = re.compile(r"\t\s*\d{1,4}$")  # a line of a table of contents
_ABSTRACT = re.compile(r"^[【\[]?(?:摘\s*要|关\s*键\s*[词字])[】\]]?\s*[：:]?")


class FileKind(StrEnum):
    """What a file is, where it is no paper."""

    EMPTY = "没有文字的文件"
    FORM = "表格"
    CONTRACT = "合同、协议"
    THESIS = "论文"
    CARDS = "席卡、标签"

    @property
    def can_be_set(self) -> bool:
        """Whether it can be set as a paper where somebody asks for it."""
        return self not in {FileKind.EMPTY, FileKind.CARDS}


def kind_of(document: Document) -> FileKind | None:
    """Return what a document is if it is no paper of an office: told by what only such files have."""
    if not any(paragraph.shown for paragraph in document.layout.everything):
        return FileKind.EMPTY
    if document.layout.is_of_cards:
        return FileKind.CARDS
    if document.is_form and not document.is_official:
        return FileKind.FORM
    lines = [paragraph.shown.strip() for paragraph in document.layout.everything if paragraph.shown]
    parties = {line[0] for line in lines if _PARTY.match(line) and ("：" in line[:16] or ":" in line[:16])}
    if parties == {"甲", "乙"} and not document.is_official:
        return FileKind.CONTRACT
    return FileKind.THESIS if any(map(_REFERENCES.match, lines)) and _opens_with_abstract(document) else None


def _opens_with_abstract(document: Document) -> bool:
    """Whether an abstract stands above the text: further below it is what a paper says of how to write a thesis."""
    above = takewhile(lambda each: each.role not in HEADINGS or _CONTENTS.search(each.text), document.elements)
    return any(_ABSTRACT.match(each.text.strip()) for each in above)
