"""Plain text, as a notebook or a chat program leaves it → a Word file of the same lines, to be set like any other."""

from __future__ import annotations

import re

from pipeline import review
from pipeline.review import UnreadablePackage
from pipeline.stationery import Fonts, paper
from pipeline.stationery import paragraphs as p
from pipeline.tidy import proof

_LARGEST = 1_000_000  # characters
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no Word file can hold."""
_ZIP = b"PK"


def is_plain_text(data: bytes, name: str) -> bool:
    """Whether a file is text by its name, and no Word file under a false one."""
    return name.lower().endswith(".txt") and not data.startswith(_ZIP) and not review.is_old_word(data)


def text_as_paper(text: str, fonts: Fonts) -> bytes:
    """Return a Word file whose paragraphs are the lines of a text. Raises UnreadablePackage, proof.LostWords."""
    if len(text) > _LARGEST:
        raise UnreadablePackage("文字太多（超过一百万字），请分成几个文件")
    if bad := _UNWRITABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise UnreadablePackage(f"第{line}行有看不见的控制字符，请在记事本里删掉这个字符再排")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise UnreadablePackage("文件里没有文字")
    made = paper(*(p.body(line) for line in lines), fonts=fonts)
    opened = review.opened_package(made)
    root = opened.part(opened.document)
    said = list(proof.said(root).values()) if root is not None else []
    proof.same(["".join(line.split()) for line in lines], said, {})
    return made
