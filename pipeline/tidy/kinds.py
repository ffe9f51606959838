"""What is no paper of an office: it has its own look, and is left alone unless that is asked for."""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.review.elements import Document

_PARTY = re.compile(r"^[甲乙]方\s*(?:[（(][^）)]{1,12}[）)])?\s*[：:]?")
_REFERENCES = re.compile(r"^参\s*考\s*文\s*献\s*[：:]?$")
_ABSTRACT = re.compile(r"^[【\[]?(?:摘\s*要|关\s*键\s*[词字])[】\]]?\s*[：:]?")


class Kind(StrEnum):
    """What a file is, where it is no paper."""

    EMPTY = "没有文字的文件"
    FORM = "表格"
    CONTRACT = "合同、协议"
    THESIS = "论文"


def kind_of(document: Document) -> Kind | None:
    """Return what a document is if it is no paper of an office: told by what only such files have."""
    if not any(paragraph.shown for paragraph in document.layout.everything):
        return Kind.EMPTY
    if document.is_form and not document.is_official:
        return Kind.FORM
    lines = [paragraph.shown.strip() for paragraph in document.layout.everything if paragraph.shown]
    parties = {line[0] for line in lines if _PARTY.match(line) and ("：" in line[:16] or ":" in line[:16])}
    if parties == {"甲", "乙"} and not document.is_official:
        return Kind.CONTRACT
    if any(map(_REFERENCES.match, lines)) and any(map(_ABSTRACT.match, lines)):
        return Kind.THESIS
    return None
