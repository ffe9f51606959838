"""Many finished documents → one Word file to print, each on its own sheet, without LibreOffice.

The documents are taken as they lie on disk, a clerk's edits included. Each keeps its own styles, header, footer,
pictures and page numbers; each begins on a right-hand page, so that a double-sided print can be handed out. The package
is that of the commonest template: its copies are joined by their bytes, whatever stands between them.
"""

from __future__ import annotations

import copy
import hashlib
import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline import disk
from pipeline.model.frozen import frozen
from pipeline.render import paper_marks, seal
from pipeline.render.volume_fast import Copies, without_content

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_FRONT = "目录"
_REFERRING = etree.XPath("descendant-or-self::*[@r:*]", namespaces={"r": _R})
_NEEDED = (_DOCUMENT, _STYLES, "word/_rels/document.xml.rels", "[Content_Types].xml")
_STYLE_USES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_UNBINDABLE = {"footnoteReference": "脚注", "endnoteReference": "尾注", "altChunk": "嵌入的文档"}


class Unbindable(Exception):  # noqa: N818 - what stops a volume
    """A document that cannot be bound with others; the message is Chinese."""


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def _new(name: str) -> etree._Element:
    return etree.Element(_w(name), nsmap={"w": _W})


@frozen
class Bound:
    """A document to be bound. `data`: its bytes, `main`: the pieces of its main part, where they are at hand.

    `kind`: its 文种, for documents of one template.
    """

    path: Path | str
    data: bytes = b""
    main: tuple[bytes, ...] = ()
    kind: str = ""

    @property
    def name(self) -> str:
        """Return its file name."""
        return Path(self.path).name

    def read(self) -> bytes:
        """Return its bytes. Raises Unbindable."""
        try:
            return self.data or Path(self.path).read_bytes()
        except PermissionError as fault:
            raise Unbindable(f"{self.name} 正被打开，请先在 Word、WPS 中关闭它") from fault
        except OSError as fault:
            raise Unbindable(f"{self.name} 读不了（系统报告：{disk.in_words(fault)}），请检查磁盘") from fault


def bind(documents: Sequence[Bound], front: Mapping[str, bytes] | None = None) -> bytes:
    """Return one .docx of all documents, in order, behind `front`, one in parts. Raises Unbindable, naming the file."""
    base = _commonest(documents)
    data, name = base.read(), base.name
    volume = _Volume(_parts(data, name), name, made=bool(base.main))
    copies = Copies(data, lambda elements, first, last: _as_section(elements, first=first, last=last))
    if front:
        volume.add(front, _FRONT)
    for each in documents:
        data = each.read()
        document = copies.document(data, each.main)
        if document is not None:
            volume.sections.append(document)
        else:
            volume.add(_parts(data, each.name), each.name, numbered=each is base)
    return volume.sealed(copies)


def _commonest(documents: Sequence[Bound]) -> Bound:
    """Return the first document of the 文种 that most of them are of."""
    often = Counter(each.kind for each in documents)
    return max(documents, key=lambda each: often[each.kind])


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as fault:
        raise Unbindable(f"{name} 打不开，请先在 Word 中修好或删除它") from fault
    if lacking := [part for part in _NEEDED if part not in parts]:
        raise Unbindable(f"{name} 缺少部件 {lacking[0]}，请在 Word 中打开它另存一次，或删除它")
    return paper_marks.without_marks(parts)


def _damaged(name: str) -> Unbindable:
    return Unbindable(f"{name} 已损坏，请先在 Word 中修好或删除它")


def _parsed(data: bytes, name: str) -> etree._Element:
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as fault:
        raise _damaged(name) from fault


@frozen
class _Styles:
    """What the styles of some documents are called in the volume, and which is theirs where a paragraph names none."""

    prefix: str
    default: str = ""


@dataclass(slots=True)
class _Volume:
    """The volume under construction, on the first document's package."""

    parts: dict[str, bytes]
    first: str
    made: bool  # just now, by us: nobody has to look whether it is well-formed
    sections: list[list[etree._Element] | bytes] = field(default_factory=list)  # parsed, or a plain main part
    styles: list[bytes] = field(init=False)  # the parts that are in the volume's, the package's own first
    rels: etree._Element = field(init=False)
    types: etree._Element = field(init=False)
    root: etree._Element = field(init=False)
    known: dict[bytes, _Styles] = field(default_factory=dict)  # by their part
    drawings: int = 0
    copies: dict[tuple[str, str], str] = field(default_factory=dict)  # (part's digest, type) → relationship here

    def __post_init__(self) -> None:
        document = self.parts[_DOCUMENT]
        self.root = _parsed(without_content(document) if self.made else document, self.first)
        self.styles = [self.parts[_STYLES]]
        _default_style(self.parts[_STYLES], self.first)
        self.types = _parsed(self.parts["[Content_Types].xml"], self.first)
        self.rels = _parsed(self.parts["word/_rels/document.xml.rels"], self.first)
        self.known[self.parts[_STYLES]] = _Styles("")

    def add(self, parts: Mapping[str, bytes], name: str, *, numbered: bool = False) -> None:
        """Add one document as a section of its own; `numbered`: the numbers of its lists are those of the package."""
        root = _parsed(parts.get(_DOCUMENT, b""), name)
        body = root.find(_w("body"))
        if body is None or _STYLES not in parts:
            raise Unbindable(f"{name} 不是完整的 Word 文件")
        for tag, what in _UNBINDABLE.items():
            if body.find(f".//{_w(tag)}") is not None:
                raise Unbindable(f"{name} 里有{what}，装不进打印卷，请单独打印")
        self._adopt_styles(body, parts[_STYLES], name)
        if not numbered:
            _refuse_numbering(body, name)
        self._adopt_relations(body, parts, name)
        self._clean(body)
        self.sections.append(list(body))

    # --- styles -----------------------------------------------------------------------------------------------

    def _adopt_styles(self, body: etree._Element, data: bytes, name: str) -> None:
        """Give a document of other styles its own copies of them, under ids of its own."""
        if data not in self.known:
            self.known[data] = _Styles(_prefix(len(self.styles)), _default_style(data, name))
            self.styles.append(data)
        prefix, default = self.known[data].prefix, self.known[data].default
        if not prefix:
            return
        for paragraph in body.iter(_w("p")):
            properties = paragraph.find(_w("pPr"))
            if properties is None:
                properties = _new("pPr")
                paragraph.insert(0, properties)
            if properties.find(_w("pStyle")) is None and default:
                style = _new("pStyle")
                style.set(_w("val"), default)
                properties.insert(0, style)
        _rename_styles(body, prefix)

    # --- relationships ------------------------------------------------------------------------------------------

    def _adopt_relations(self, body: etree._Element, parts: Mapping[str, bytes], name: str) -> None:
        """Copy headers, footers, pictures and links that the body refers to, and point it to the copies."""
        rels_name = "word/_rels/document.xml.rels"
        theirs = {rel.get("Id"): rel for rel in _parsed(parts.get(rels_name, b""), name)}
        for element, attribute in _references(body):
            relation = theirs.get(element.get(attribute))
            if relation is None:
                raise Unbindable(f"{name} 内部的引用不完整，请用 Word 打开另存一次")
            element.set(attribute, self._copied(relation, parts, name))

    def _copied(self, relation: etree._Element, parts: Mapping[str, bytes], name: str) -> str:
        target, kind = relation.get("Target", ""), relation.get("Type", "")
        if relation.get("TargetMode") == "External":
            return self._relate(kind, target, external=True)
        source = posixpath.normpath(posixpath.join("word", target)) if not target.startswith("/") else target[1:]
        if source not in parts:
            raise Unbindable(f"{name} 缺少内部的一部分（{source}）")
        own_rels = f"{posixpath.dirname(source)}/_rels/{posixpath.basename(source)}.rels"
        key = (hashlib.sha256(parts[source] + parts.get(own_rels, b"")).hexdigest(), kind)
        if key not in self.copies:
            ending = posixpath.splitext(source)[1]
            copied = f"word/bound/{posixpath.splitext(posixpath.basename(source))[0]}-{len(self.copies)}{ending}"
            self.parts[copied] = parts[source]
            self._declare(copied, source, parts, name)
            if own_rels in parts:
                self._copy_inner(copied, source, own_rels, parts, name)
            self.copies[key] = self._relate(kind, f"bound/{posixpath.basename(copied)}")
        return self.copies[key]

    def _copy_inner(self, copied: str, source: str, own_rels: str, parts: Mapping[str, bytes], name: str) -> None:
        """A header's own picture: copied beside it."""
        rels = _parsed(parts[own_rels], name)
        for relation in rels:
            if relation.get("TargetMode") == "External":
                continue
            inner = posixpath.normpath(posixpath.join(posixpath.dirname(source), relation.get("Target", "")))
            if inner not in parts:
                continue
            ending = posixpath.splitext(inner)[1]
            own = f"word/bound/{hashlib.sha256(parts[inner]).hexdigest()[:16]}{ending}"
            self.parts[own] = parts[inner]
            self._declare(own, inner, parts, name)
            relation.set("Target", posixpath.basename(own))
        self.parts[f"word/bound/_rels/{posixpath.basename(copied)}.rels"] = etree.tostring(
            rels, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def _relate(self, kind: str, target: str, *, external: bool = False) -> str:
        identity = f"rBound{len(self.rels)}"
        relation = etree.SubElement(self.rels, f"{{{_RELS}}}Relationship", Id=identity, Type=kind, Target=target)
        if external:
            relation.set("TargetMode", "External")
        return identity

    def _declare(self, copied: str, source: str, parts: Mapping[str, bytes], name: str) -> None:
        """Carry the content type over from the other package."""
        theirs = _parsed(parts["[Content_Types].xml"], name)
        ending = posixpath.splitext(source)[1].lstrip(".").lower()
        override = next((t for t in theirs.iter(f"{{{_TYPES}}}Override") if t.get("PartName") == f"/{source}"), None)
        default = next(
            (t for t in theirs.iter(f"{{{_TYPES}}}Default") if t.get("Extension", "").lower() == ending), None
        )
        declared = override if override is not None else default
        here = {t.get("PartName") for t in self.types}
        if declared is not None and f"/{copied}" not in here:
            kind = declared.get("ContentType", "")
            etree.SubElement(self.types, f"{{{_TYPES}}}Override", PartName=f"/{copied}", ContentType=kind)

    # --- the whole ----------------------------------------------------------------------------------------------

    def _clean(self, body: etree._Element) -> None:
        """Drop what must be unique in a file: bookmarks, paragraph ids, comment marks; renumber drawings."""
        for tag in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"):
            for element in list(body.iter(_w(tag))):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
        for paragraph in body.iter(_w("p"), _w("tr")):
            for attribute in ("paraId", "textId"):
                paragraph.attrib.pop(f"{{{_W14}}}{attribute}", "")
        for drawing in body.iter(f"{{{_WP}}}docPr"):
            self.drawings += 1
            drawing.set("id", str(self.drawings))

    def sealed(self, copies: Copies) -> bytes:
        """Return the volume's bytes."""
        body = _child(self.root, "body")
        for child in list(body):
            body.remove(child)
        body.text = None
        pieces = []
        for number, section in enumerate(self.sections):
            first, last = number == 0, number == len(self.sections) - 1
            if isinstance(section, bytes):
                pieces.append(copies.section(section, first=first, last=last))
            else:
                elements = _as_section(section, first=first, last=last)
                pieces += [self._piece(element) for element in elements]
        ahead, _, behind = _serialised(self.root).partition(b"<w:body/>")
        self.parts[_DOCUMENT] = b"".join((ahead, b"<w:body>", *pieces, b"</w:body>", behind))
        for name, tree in (
            ("[Content_Types].xml", self.types),
            ("word/_rels/document.xml.rels", self.rels),
        ):
            self.parts[name] = _serialised(tree)
        self.parts[_STYLES] = _joined_styles(tuple(self.styles))
        return seal.archive(self.parts)

    def _piece(self, element: etree._Element) -> bytes:
        """Return an element as XML; what the root declares is not declared again, as in a main part that is joined."""
        tag, end, rest = etree.tostring(element, encoding="utf-8", with_tail=False).partition(b">")
        for prefix, uri in self.root.nsmap.items():
            tag = tag.replace(f' xmlns:{prefix}="{uri}"'.encode(), b"")
        return tag + end + rest


def _prefix(number: int) -> str:
    """Return what stands before the ids of the styles that come from a volume's `number`th part of them."""
    return f"v{number}-"


@lru_cache(maxsize=64)
def _joined_styles(parts: tuple[bytes, ...]) -> bytes:
    """Return the first part of styles with those of the others, under other ids: volumes of one kind share it."""
    root = etree.fromstring(parts[0], _parser())
    for number, part in enumerate(parts[1:], 1):
        prefix = _prefix(number)
        for style in etree.fromstring(part, _parser()).iter(_w("style")):
            own = copy.deepcopy(style)
            own.set(_w("styleId"), prefix + own.get(_w("styleId"), ""))
            own.attrib.pop(_w("default"), "")
            label = own.find(_w("name"))
            if label is not None:
                label.set(_w("val"), f"{label.get(_w('val'))} {prefix.rstrip('-')}")
            _rename_styles(own, prefix)
            root.append(own)
    return _serialised(root)


def _default_style(part: bytes, name: str) -> str:
    """Return the id of the style that a paragraph has without naming one, "" for none. Raises Unbindable."""
    try:
        return _default_in(part)
    except etree.XMLSyntaxError as fault:
        raise _damaged(name) from fault


@lru_cache(maxsize=64)
def _default_in(part: bytes) -> str:
    styles = etree.fromstring(part, _parser()).iter(_w("style"))
    return next((style.get(_w("styleId"), "") for style in styles if _is_default_paragraph(style)), "")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _serialised(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_default_paragraph(style: etree._Element) -> bool:
    return style.get(_w("type")) == "paragraph" and style.get(_w("default")) in {"1", "true"}


def _refuse_numbering(body: etree._Element, name: str) -> None:
    """Automatic numbers would run on from paper to paper; ours have none, an edited one may. Raises Unbindable."""
    if body.find(f".//{_w('numPr')}") is not None:
        raise Unbindable(f"{name} 里有自动编号，装不进打印卷，请把编号改成文字，或单独打印")


def _rename_styles(element: etree._Element, prefix: str) -> None:
    for tag in _STYLE_USES:
        for use in element.iter(_w(tag)):
            use.set(_w("val"), prefix + use.get(_w("val"), ""))


def _references(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    referring: Any = _REFERRING(body)  # what an XPath may return is not told
    for element in referring:
        for attribute in element.attrib:
            if isinstance(attribute, str) and attribute.startswith(f"{{{_R}}}"):
                yield element, attribute


def _as_section(elements: list[etree._Element], *, first: bool, last: bool) -> list[etree._Element]:
    """Return a document's body so that its section ends with it: the sectPr moves into the last paragraph.

    Where it has several sections, the first of them is the one that begins on a right-hand page, with page 1.
    """
    *content, properties = elements if _ends_with_section(elements) else [*elements, _new("sectPr")]
    opening = next((section for each in content for section in each.iter(_w("sectPr"))), properties)
    if not first:
        _set_first(opening, "type", {"val": "oddPage"}, before={"footnotePr", "endnotePr", "pgSz"})
    _set_first(opening, "pgNumType", {"start": "1"}, before=_AFTER_NUMBERS)
    if last:
        return [*content, properties]
    if not content or content[-1].tag != _w("p"):
        content.append(_new("p"))
    paragraph = content[-1]
    holder = paragraph.find(_w("pPr"))
    if holder is None:
        holder = _new("pPr")
        paragraph.insert(0, holder)
    change = holder.find(_w("pPrChange"))
    if change is not None:
        change.addprevious(properties)
    else:
        holder.append(properties)
    return content


def _ends_with_section(elements: list[etree._Element]) -> bool:
    return bool(elements) and elements[-1].tag == _w("sectPr")


_AFTER_NUMBERS = {"cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid"}


def _set_first(properties: etree._Element, tag: str, values: dict[str, str], *, before: set[str]) -> None:
    """Set one child of a sectPr, at the place that the schema's order gives it."""
    child = properties.find(_w(tag))
    if child is None:
        child = _new(tag)
        follower = next((c for c in properties if etree.QName(c).localname in before), None)
        if follower is not None:
            follower.addprevious(child)
        else:
            properties.append(child)
    for name, value in values.items():
        child.set(_w(name), value)


def _child(element: etree._Element, name: str) -> etree._Element:
    """Return a child that every document of ours has."""
    found = element.find(_w(name))
    assert found is not None, name
    return found
