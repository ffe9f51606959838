"""A .docx → its XML parts, opened with the care that a stranger's file needs. Looks, keeps nothing."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

_LARGEST_PART = 64 * 1024 * 1024  # bytes of one XML part
_MOST_ENTRIES = 20_000
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_OLD_WORD, _LOCKED = (
    "WordDocument".encode("utf-16-le"),
    "EncryptedPackage".encode("utf-16-le"),
)  # streams of an old file
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)  # fmt: skip


class UnreadablePackage(Exception):  # noqa: N818 - it is the file that is
    """The file is no Word document that can be read; the message is Chinese and says what to do."""


@dataclass(slots=True)
class Package:
    """The parts of a document. `parts` maps the roles that rules need to parsed XML."""

    archive: zipfile.ZipFile
    document: str  # the main part's name
    _parsed: dict[str, etree._Element | None] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element | None:
        """Return a part's root, None if it is not there. Raises UnreadablePackage."""
        if name not in self._parsed:
            try:
                data = self.archive.read(name)
            except KeyError:
                self._parsed[name] = None
                return None
            except _BROKEN as fault:
                raise UnreadablePackage("文件已损坏，请重新复制一份") from fault
            self._parsed[name] = _root(data, name)
        return self._parsed[name]

    def put(self, name: str, data: bytes) -> None:
        """Take other bytes for a part. Raises UnreadablePackage."""
        self._parsed[name] = _root(data, name)

    def related(self, kind: str) -> str:
        """Return the name of the main part's one companion of a kind (styles, settings …), "" if there is none."""
        return next(iter(self.relations(kind).values()), "")

    def relations(self, kind: str) -> dict[str, str]:
        """Return the main part's companions of a kind: relationship id → part name."""
        folder, _, name = self.document.rpartition("/")
        root = self.part(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found = {}
        for relation in root.iter(_RELATIONSHIP) if root is not None else ():
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found[relation.get("Id", "")] = path.lstrip("/")
        return found


def is_old_word(data: bytes) -> bool:
    """Whether a file's first bytes are those of .doc, .wps or .rtf, which only LibreOffice can make a .docx of."""
    return data.startswith((_OLE, _RTF))


def old_kind(data: bytes) -> str:
    """Return how an old file of running text should end, .doc or .rtf. Raises UnreadablePackage for what is none."""
    if len(data) > _LARGEST_PART:
        raise UnreadablePackage("文件太大，不敢打开")
    if data.startswith(_RTF):
        return ".rtf"
    if _LOCKED in data:
        raise UnreadablePackage("文件加了密码，请在 Word 或 WPS 里去掉密码再查")
    if data.startswith(_OLE) and _OLD_WORD in data:
        return ".doc"
    raise UnreadablePackage("不是 Word 文件，或者没有复制完")


def opened_package(data: bytes, document: bytes = b"") -> Package:
    """Return a document's parts, with another main part if one is given. Raises UnreadablePackage."""
    if data.startswith(_OLE):
        raise UnreadablePackage("这是旧格式（.doc、.wps）或加了密码的文件，请用 WPS 或 Word 打开，另存为 .docx 再查")
    if data.startswith(_RTF):
        raise UnreadablePackage("这是 RTF 文件，请用 WPS 或 Word 另存为 .docx 再查")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _BROKEN as fault:
        raise UnreadablePackage("不是 .docx 文件，或者没有复制完") from fault
    if len(entries) > _MOST_ENTRIES or any(e.file_size > _LARGEST_PART and _is_xml(e.filename) for e in entries):
        raise UnreadablePackage("文件内部有特别大的部分，不敢打开")
    package = Package(archive, "")
    package.document = _main_part(package)
    if document:
        package.put(package.document, document)
    return package


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _main_part(package: Package) -> str:
    root = package.part("_rels/.rels")
    for relation in root.iter(_RELATIONSHIP) if root is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            name = relation.get("Target", "").lstrip("/")
            if package.part(name) is not None:
                return name
    if package.part("word/document.xml") is not None:
        return "word/document.xml"
    raise UnreadablePackage("不是 Word 文件（.docx）")


def _root(data: bytes, name: str) -> etree._Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadablePackage(f"文件的 {name} 里含有 DTD，不敢打开")
    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as fault:
        raise UnreadablePackage(
            "文件的结构嵌套太深，不敢打开" if too_deep(fault) else f"文件的 {name} 已损坏"
        ) from fault


def too_deep(fault: etree.XMLSyntaxError) -> bool:
    """Whether a tree was refused for its depth, and not for a mistake in it."""
    return fault.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT  # type: ignore[attr-defined,no-any-return]
