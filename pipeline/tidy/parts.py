"""The parts of a package, of which a few are changed: all others keep their bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline import render
from pipeline.review import Package, UnreadablePackage

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = f"{_WORD}.template.main+xml", f"{_WORD}.document.main+xml"
_NEW_PART = re.compile(r"gongwen-(\d+)\.xml$")
_STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(slots=True)
class Parts:
    """A package's parts as bytes; `folder`: where the main part lies, with its / at the end."""

    contents: dict[str, bytes]
    document: str
    folder: str

    def relate(self, kind: str, data: bytes) -> str:
        """Return the relationship by which the text refers to a part of these bytes; made where there is none."""
        name = f"{self.folder}_rels/{self.document.rpartition('/')[2]}.rels"
        root = self._root(name, f'<Relationships xmlns="{_PACKAGE}/relationships"/>')
        taken = set()
        for relation in root:
            identifier, target = relation.get("Id", ""), relation.get("Target", "")
            taken.add(identifier)
            if relation.get("Type", "").endswith(f"/{kind}") and self.contents.get(f"{self.folder}{target}") == data:
                return identifier
        used = [int(match[1]) for each in self.contents if (match := _NEW_PART.search(each))]
        target = f"gongwen-{max(used, default=0) + 1}.xml"
        identifier = next(f"gw{at}" for at in range(1, len(taken) + 2) if f"gw{at}" not in taken)
        etree.SubElement(
            root, f"{{{_PACKAGE}/relationships}}Relationship",
            {"Id": identifier, "Type": f"{_RELATIONS}/{kind}", "Target": target},
        )  # fmt: skip
        self.contents[name] = _written(root)
        self.contents[f"{self.folder}{target}"] = data
        self._declare(f"/{self.folder}{target}", f"{_WORD}.{kind}+xml")
        return identifier

    def put(self, name: str, root: etree._Element) -> None:
        """Take another root for a part."""
        self.contents[name] = _written(root)

    def as_document(self) -> None:
        """Say that the main part is a document's and not a template's."""
        self.contents[_TYPES] = self.contents[_TYPES].replace(_TEMPLATE.encode(), _DOCUMENT.encode())

    def sealed(self) -> bytes:
        """Return the package's bytes: the same parts give the same."""
        return render.archive(self.contents)

    def _declare(self, name: str, content: str) -> None:
        root = etree.fromstring(self.contents[_TYPES])
        etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Override", {"PartName": name, "ContentType": content})
        self.contents[_TYPES] = _written(root)

    def _root(self, name: str, otherwise: str) -> etree._Element:
        return etree.fromstring(self.contents.get(name, otherwise.encode()))


def read(package: Package) -> Parts:
    """Return a package's parts, opened with care. Raises UnreadablePackage for what cannot be written back."""
    contents: Mapping[str, bytes] = {
        entry.filename: package.archive.read(entry.filename)
        for entry in package.archive.infolist()
        if not entry.is_dir()
    }
    if _STRICT in contents.get(package.document, b""):
        raise UnreadablePackage("这是“严格 Open XML”格式的文件，请用 Word 另存为普通的 .docx 再排")
    if _TYPES not in contents:
        raise UnreadablePackage("文件不完整，请重新复制一份")
    folder, slash, _ = package.document.rpartition("/")
    return Parts(dict(contents), package.document, folder + slash)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
