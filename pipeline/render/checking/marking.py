"""A copy of a template with a Word comment at each fault. The template itself is never touched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import TypeGuard

import docx
from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipeline.render import seal
from pipeline.render.checking import TemplateFault
from pipeline.render.checking.tags import BODY

_AUTHOR, _INITIALS = "公文检查", "查"
_COMMENTS = "word/comments.xml"


def marked_template(data: bytes, faults: Iterable[TemplateFault]) -> bytes:
    """Return a copy of the .docx `data` with the faults as comments; the same faults give the same bytes.

    Word takes no comments in headers, footers and text boxes: what is there is said at the paragraph that holds the
    box, or at the first one. Raises what python-docx raises for a file that it cannot open.
    """
    document = docx.Document(io.BytesIO(data))
    paragraphs = list(document.element.body.iterdescendants(qn("w:p")))
    if not paragraphs:
        paragraphs = [document.add_paragraph()._p]  # noqa: SLF001 - python-docx has no public way from and to elements
    gathered: dict[int, list[str]] = {}
    for fault in faults:
        at = fault.index if fault.part == BODY and fault.index < len(paragraphs) else 0
        gathered.setdefault(_outside(paragraphs, at), []).append(_said(fault))
    for at, problems in sorted(gathered.items()):
        _comment(document, paragraphs[at], "\n".join(problems))
    packed = io.BytesIO()
    document.save(packed)
    return _settled(packed.getvalue())


def _outside(paragraphs: list[CT_P], at: int) -> int:
    """Return the index of the paragraph around a text box, or of the paragraph itself."""
    around = list(paragraphs[at].iterancestors(qn("w:p")))
    return next((at for at, each in enumerate(paragraphs) if each is around[-1]), at) if around else at


def _comment(document: Document, element: CT_P, words: str) -> None:
    paragraph = Paragraph(element, document._body)  # noqa: SLF001 - as above
    runs = [Run(run, paragraph) for run in element.iterdescendants(qn("w:r")) if _of(run, element)]
    runs = runs or [paragraph.add_run()]
    document.add_comment(runs, words, _AUTHOR, _INITIALS)


def _of(run: object, paragraph: CT_P) -> TypeGuard[CT_R]:
    """Whether a run is the paragraph's own, not one of a text box in it."""
    return isinstance(run, CT_R) and next(run.iterancestors(qn("w:p"))) is paragraph


def _said(fault: TemplateFault) -> str:
    problem = fault.problem
    place = f"{problem.origin.sheet}：" if fault.part != BODY and problem.origin.sheet else ""
    return f"{place}{problem.message}。{problem.hint}。"


def _settled(data: bytes) -> bytes:
    """Return the archive with our comments undated and zip's clock at zero."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: Mapping[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    return seal.sealed(seal.sealed_prefix(()), ((name, _undated(name, part)) for name, part in parts.items()))


def _undated(name: str, part: bytes) -> bytes:
    if name != _COMMENTS:
        return part
    comments = parse_xml(part)
    for comment in comments.iterchildren(qn("w:comment")):
        if comment.get(qn("w:author")) == _AUTHOR:
            comment.attrib.pop(qn("w:date"), "")
    return bytes(serialize_part_xml(comments))
