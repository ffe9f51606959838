"""A document that gets parts which its template lacks: docxtpl and python-docx add them to a package of its own.

The tagged parts are filled by their programs as ever; here only the marks of what is added become XML, and everything
that the package holds beyond the tagged parts (relationships, content types, media, styles, numbering) is taken over.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from docx.image.exceptions import UnrecognizedImageError
from docxtpl import DocxTemplate
from docxtpl import InlineImage as Drawn

from pipeline.model.problem import Origin
from pipeline.render import additions, opening, seal
from pipeline.render import compile as compiling
from pipeline.render.additions import InlineImage, Replacement, Subdoc
from pipeline.render.compile import Part
from pipeline.render.dialect import BODY
from pipeline.render.written import Lost

_MM = 36_000  # English metric units
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_NUMBERING = "word/numbering.xml"
_NSID = re.compile(rb'<w:nsid w:val="[^"]*"')
_FIRST_NSID = 0x60600000


class Package:
    """The template's package, open for one document."""

    def __init__(self, parts: Mapping[str, bytes], facts: Mapping[str, object]) -> None:
        self._before = parts
        self._template = DocxTemplate(io.BytesIO(seal.archive(parts)))
        self._template.render_init()
        self._found = {additions.digest(each): each for each in additions.within(facts)}
        self._replaced = additions.replacements(facts)
        self._subdocs: dict[str, str] = {}
        self._media: list[bytes] = []

    def part(self, part: Part) -> Part:
        """Return a tagged part as it must be filled: anew where a subdocument has added its footnotes."""
        live = self._live(part.name)
        if live is None or hasattr(live, "element") or live.blob == self._before[part.name]:
            return part
        return compiling.part(part.name, live.blob, part.relations)

    def relations(self, name: str) -> frozenset[str]:
        """Return the ids by which a tagged part may refer to others now."""
        live = self._live(name)
        return frozenset(live.rels) if live is not None else frozenset()

    def added(self, name: str, text: str) -> str:
        """Return a filled part with what is added in the places of its marks. Raises Lost."""
        part = self._live(name)
        pieces, at = [], 0
        for mark in additions.marks(text):
            pieces += [text[at : mark.start()], self._xml(mark[1], name, part)]
            at = mark.end()
        text = "".join((*pieces, text[at:]))
        relations = {url: part.relate_to(url, _HYPERLINK, is_external=True) for url in additions.links(text)}
        text = additions.linked(text, relations)
        if additions.adds(text):
            raise Lost(f"{name} 里的图片或附件经过了别的处理，放不进去")
        return text

    def _live(self, name: str) -> Any:
        """Return python-docx's part; None for one that no relationship leads to."""
        parts = self._template.docx.part.package.iter_parts()
        return next((part for part in parts if part.partname == f"/{name}"), None)

    def _xml(self, digest: str, name: str, part: Any) -> str:
        match self._found.get(digest):
            case InlineImage() as image:
                return self._image(image, name, part)
            case Subdoc() as document if name == BODY:
                return self._subdoc(digest, document)
            case Subdoc():
                raise Lost("附件的内容只能放在正文里，不能放在页眉、页脚、脚注里")
            case None:
                raise Lost("模板放进了资料里没有的图片或附件")

    def _image(self, image: InlineImage, name: str, part: Any) -> str:
        if not hasattr(part, "new_pic_inline"):
            raise Lost(f"图片只能放在正文、页眉、页脚里，不能放在 {name}")
        self._template.current_rendering_part = part
        self._media.append(image.data)
        width, height = (size and round(size * _MM) for size in (image.width, image.height))
        try:
            return str(Drawn(self._template, io.BytesIO(image.data), width, height, image.anchor or None))
        except UnrecognizedImageError as fault:
            raise Lost("图片不是 Word 认得的格式（PNG、JPEG、GIF、BMP、TIFF）") from fault

    def _subdoc(self, digest: str, document: Subdoc) -> str:
        if digest not in self._subdocs:
            if (inner := opening.opened(document.data, Origin("附件"))).value is None:
                raise Lost(inner.problems[0].message)
            try:
                self._subdocs[digest] = str(self._template.new_subdoc(io.BytesIO(document.data)))
            except ImportError as fault:
                raise Lost("要把别的 Word 文件放进来，请先安装：pip install 'gongwen[subdoc]'") from fault
        return self._subdocs[digest]

    def sealed(self, filled: Mapping[str, bytes]) -> bytes:
        """Return the document: the filled parts, and all others as the package has them now. Raises Lost."""
        for each in self._replaced:
            self._replace(each)
        whole = io.BytesIO()
        self._template.is_rendered = True  # or saving would read the file again
        try:
            self._template.save(whole)
        except ValueError as fault:
            raise Lost("模板里没有要替换的那张图片") from fault
        with zipfile.ZipFile(whole) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts |= {name: content for name, content in filled.items() if name in parts}
        if _NUMBERING in parts:
            parts[_NUMBERING] = _steady(parts[_NUMBERING], self._before.get(_NUMBERING, b""))
        contents = set(parts.values())
        if not {each.new for each in self._replaced} | set(self._media) <= contents:
            raise Lost("要放进去或要替换的部分没有出现在文件里")
        return seal.archive(parts)

    def _replace(self, each: Replacement) -> None:
        template = self._template
        if each.what == "pic":
            template.replace_pic(each.old, io.BytesIO(each.new))
        elif each.what == "zipname":
            template.zipname_to_replace[each.old] = each.new
        else:
            assert isinstance(each.old, bytes), "media and embedded files are told by their bytes"
            place = template.crc_to_new_media if each.what == "media" else template.crc_to_new_embedded
            place[template.get_file_crc(io.BytesIO(each.old))] = each.new


def _steady(numbering: bytes, before: bytes) -> bytes:
    """Return word/numbering.xml with docxcompose's random list ids replaced by steady ones."""
    old = set(_NSID.findall(before))
    for count, fresh in enumerate(nsid for nsid in _NSID.findall(numbering) if nsid not in old):
        numbering = numbering.replace(fresh, b'<w:nsid w:val="%08X"' % (_FIRST_NSID + count))
    return numbering
