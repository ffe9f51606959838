"""Rare characters: 仿宋_GB2312 and its kin hold 6763 Hanzi, people's names hold more (堃, 喆, 䶮).

A character that its face lacks is set in the nearest face that has it: 仿宋 for 仿宋_GB2312,
宋体 for what GBK lacks, SimSun-ExtB beyond the basic plane. All of them come with Windows.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree

from pipeline.render import gb2312

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FULLER = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
_PLANE, _BEYOND = "宋体", "SimSun-ExtB"
_DEEPEST = 40  # styles based on styles: more is a circle


def faces(styles: bytes) -> dict[str, str]:
    """Return the face of Chinese characters of each style in word/styles.xml; "" is the document's default."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    own: dict[str, tuple[str, str]] = {}
    standard = ""
    for style in root.iterfind(f"{_W}style"):
        fonts, parent = style.find(f"{_W}rPr/{_W}rFonts"), style.find(f"{_W}basedOn")
        name = style.get(f"{_W}styleId") or ""
        own[name] = (_said(fonts, "eastAsia"), _said(parent, "val"))
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1":
            standard = name
    default = _said(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts"), "eastAsia")
    resolved = {name: _inherited(name, own) or default for name in own}
    return resolved | {"": resolved.get(standard, default)}


def _said(element: etree._Element | None, attribute: str) -> str:
    return (element.get(_W + attribute) or "") if element is not None else ""


def _inherited(name: str, own: Mapping[str, tuple[str, str]]) -> str:
    for _ in range(_DEEPEST):
        face, parent = own.get(name, ("", ""))
        if face or not parent:
            return face
        name = parent
    return ""


def mended(root: etree._Element, faces_of: Mapping[str, str]) -> bytes:
    """Return a part with its rare characters in faces that have them; everything else stays as it is."""
    for run in list(root.iter(f"{_W}r")):
        written = run.findall(f"{_W}t")
        if any(gb2312.lacks(each.text or "") for each in written):
            _split(run, _face(run, faces_of))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _face(run: etree._Element, faces_of: Mapping[str, str]) -> str:
    """Return the face of a run: its own, its paragraph style's, the document's."""
    if own := _said(run.find(f"{_W}rPr/{_W}rFonts"), "eastAsia"):
        return own
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    style = _said(paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None, "val")
    return faces_of.get(style, faces_of.get("", ""))


def _split(run: etree._Element, face: str) -> None:
    """Put rare characters into runs of their own; the order of everything in the run is kept."""
    properties = run.find(f"{_W}rPr")
    pieces: list[etree._Element] = []
    for child in run:
        if child is properties:
            continue
        if child.tag != f"{_W}t" or not gb2312.lacks(child.text or ""):
            pieces.append(_run(properties, child, ""))
            continue
        text, at = child.text or "", 0
        for match in gb2312.lacking().finditer(text):
            pieces += [_run(properties, _text(text[at : match.start()]), "")] if match.start() > at else []
            pieces += [_run(properties, _text(one), _fuller(one, face)) for one in match[0]]
            at = match.end()
        pieces += [_run(properties, _text(text[at:]), "")] if at < len(text) else []
    for piece in pieces:
        run.addprevious(piece)
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)


def _fuller(character: str, face: str) -> str:
    """Return the face for a character that GB 2312 lacks, "" where its own face has it."""
    if gb2312.within(character, "gbk"):
        return _FULLER.get(face, "")
    return _PLANE if ord(character) < 0x10000 else _BEYOND  # noqa: PLR2004 - the basic plane's end


def _text(content: str) -> etree._Element:
    element = etree.Element(f"{_W}t")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = content
    return element


def _run(properties: etree._Element | None, child: etree._Element, face: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    own = copy.deepcopy(properties) if properties is not None else etree.Element(f"{_W}rPr")
    if face:
        fonts = own.find(f"{_W}rFonts")
        if fonts is None:
            fonts = etree.Element(f"{_W}rFonts")
            style = own.find(f"{_W}rStyle")
            own.insert(0 if style is None else 1, fonts)
        for side in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(_W + side, face)
        fonts.set(f"{_W}hint", "eastAsia")
    if len(own) or properties is not None:
        run.append(own)
    run.append(copy.deepcopy(child))
    return run
