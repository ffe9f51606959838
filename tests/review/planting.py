"""How a single fault is planted into a good document: helpers that change one thing of one paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Paper:
    """A .docx taken apart: change it, then `data` puts it together again."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])

    @property
    def data(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.document)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return packed.getvalue()

    def styled(self, style: str) -> list[etree._Element]:
        """Return the paragraphs of a style that hold text, outside tables."""
        body = self.document.find(f"{W}body")
        assert body is not None
        found = [p for p in body.iterchildren(f"{W}p") if style_of(p) == style]
        return [p for p in found if text_of(p).strip()]

    def replace(self, name: str, pattern: str, by: str, count: int = 1) -> None:
        """Change a part as text; the fault must be there afterwards."""
        if name == "word/document.xml":
            self.parts[name] = etree.tostring(self.document)
        before = self.parts[name].decode()
        after = re.sub(pattern, by, before, count=count)
        assert after != before, (name, pattern)
        self.parts[name] = after.encode()
        if name == "word/document.xml":
            self.document = etree.fromstring(self.parts[name])


def style_of(p: etree._Element) -> str | None:
    style = p.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val") if style is not None else None


def text_of(p: etree._Element) -> str:
    return "".join(t.text or "" for t in p.iter(f"{W}t"))


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    codes: tuple[str, ...]
    plant: Callable[[Paper], bool]  # False: this paper has no place for it


def at(style: str, change: Callable[[etree._Element], None], which: int = 0) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        found = paper.styled(style)
        if len(found) <= which:
            return False
        change(found[which])
        return True

    return plant


def plain(style: str, change: Callable[[etree._Element], None], which: int = 0) -> Callable[[Paper], bool]:
    """Like `at`, for text paragraphs that are no numbered items and long enough to carry a fault."""

    def plant(paper: Paper) -> bool:
        found = [p for p in paper.styled(style) if len(text_of(p)) > 30 and not re.match(r"[（(\d一二三]", text_of(p))]
        if len(found) <= which:
            return False
        change(found[which])
        return True

    return plant


def setting(name: str, **attributes: str) -> Callable[[etree._Element], None]:
    """Set one pPr child, replacing one that is there."""

    def change(p: etree._Element) -> None:
        properties = p.find(f"{W}pPr")
        assert properties is not None
        _put(properties, name, attributes)

    return change


def _put(properties: etree._Element, name: str, attributes: dict[str, str]) -> None:
    for old in properties.findall(W + name):
        properties.remove(old)
    child = etree.SubElement(properties, W + name)
    for key, value in attributes.items():
        child.set(W + key, value)


def letters(name: str, **attributes: str) -> Callable[[etree._Element], None]:
    """Set one rPr child on every run."""

    def change(p: etree._Element) -> None:
        for run in p.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            _put(properties, name, attributes)

    return change


def face(name: str) -> Callable[[etree._Element], None]:
    return letters("rFonts", ascii=name, hAnsi=name, eastAsia=name, hint="eastAsia")


def words(pattern: str, by: str) -> Callable[[etree._Element], None]:
    """Change the text of a paragraph, its runs made one."""

    def change(p: etree._Element) -> None:
        written = list(p.iter(f"{W}t"))
        whole = "".join(t.text or "" for t in written)
        changed = re.sub(pattern, by, whole, count=1)
        assert changed != whole, (pattern, whole)
        written[0].text = changed
        for other in written[1:]:
            other.text = ""

    return change


def inserted(more: str) -> Callable[[etree._Element], None]:
    """Put words into the middle of a paragraph, after its first comma or at its end."""
    return words(r"，|。", lambda match: match[0] + more)  # type: ignore[arg-type]


def where(style: str, pattern: str, change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    """Change the first paragraph of a style whose text matches."""

    def plant(paper: Paper) -> bool:
        for p in paper.styled(style):
            if re.search(pattern, text_of(p)):
                change(p)
                return True
        return False

    return plant


def part(name: str, pattern: str, by: str, count: int = 1) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        if name not in paper.parts or not re.search(pattern, paper.parts[name].decode()):
            return False
        paper.replace(name, pattern, by, count)
        return True

    return plant


def in_cell(pattern: str, change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        for p in paper.document.iterfind(f".//{W}tc/{W}p"):
            if re.search(pattern, text_of(p)):
                change(p)
                return True
        return False

    return plant
