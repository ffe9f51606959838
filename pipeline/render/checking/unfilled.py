"""What a template holds that nobody will fill: our tags where none is filled, other programs' tags, places to write in.

Our own tags work in running text only. In a chart, a drawing of SmartArt, the address of a link they would be printed
as they stand, as would what other programs fill: fields of a mail merge, {名}, ${名}, «名», 【名】, [此处输入…].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from pipeline.model import codes
from pipeline.model.problem import Origin, Problem
from pipeline.placeholders import placeholders
from pipeline.render.checking.tags import TAGGED_PARTS, TaggedParagraph, W, paragraphs, single_braces, without_tags
from pipeline.render.dialect import strict_parser
from pipeline.used_names import Known

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|[{｛][{｛%％][^{}｛｝]{0,40}", re.DOTALL)
_MERGE = re.compile(r"\bMERGEFIELD\s+(?:\"([^\"]+)\"|(\S+))")
_SUSPECT = re.compile(rb"\{|\xef\xbd\x9b|%7B|&#(?:123|x7b);", re.IGNORECASE)  # a brace, as bytes may say it
_PLACES = (
    ("word/charts/", "图表"),
    ("word/chartex/", "图表"),
    ("word/diagrams/", "SmartArt 图形"),
    ("word/glossary/", "构建基块"),
    ("word/settings", "文档设置"),
    ("customXml/", "自定义数据"),
    ("docProps/", "文件属性"),
)
_REVISION = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ />]")
_COMMENT = re.compile(rb"<w:comment[ />]")
_REVISED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_SHOWN = 40
_ANY = " {{ … }} "
_MANY = "们"  # a name of several: only a loop reaches one of them


def beyond(parts: Mapping[str, bytes], file: str) -> Iterator[tuple[str, Problem]]:
    """Yield the tags that stand where nothing is filled, each with the part that holds it."""
    for name, content in parts.items():
        if TAGGED_PARTS.fullmatch(name) or not name.endswith((".xml", ".rels")) or not _SUSPECT.search(content):
            continue
        where = _where(name)
        for tag in dict.fromkeys(_written(etree.fromstring(content, strict_parser()))):
            yield name, codes.TEMPLATE_BEYOND.at(Origin(file, where), tag=_short(tag), where=where)


def _written(root: etree._Element) -> Iterator[str]:
    """Yield the tags of a part, in text (over the runs of a line) and in attributes."""
    yield from (match[0] for match in _TAG.finditer("".join(map(str, root.itertext()))))
    for element in root.iter("*"):
        for value in element.attrib.values():
            yield from (match[0] for match in _TAG.finditer(unquote(str(value))))


def _where(name: str) -> str:
    if name.endswith(".rels"):
        return "链接地址"
    return next((words for start, words in _PLACES if name.startswith(start)), f"文件内部的 {name}")


def revised(parts: Mapping[str, bytes], file: str) -> Iterator[Problem]:
    """Yield that a template holds changes that nobody has accepted, or somebody's comments: each paper would, too."""
    revisions = sum(len(_REVISION.findall(content)) for name, content in parts.items() if TAGGED_PARTS.fullmatch(name))
    if revisions:
        first = next((spot.address for spot in paragraphs(parts) if _is_revised(spot.element)), "")
        what, shown = f"没有接受的修订{revisions}处", "带着修订痕迹，删去的字也还在"
        yield codes.TEMPLATE_REVISED.at(Origin(file, first), what=what, shown=shown)
    if comments := len(_COMMENT.findall(parts.get("word/comments.xml", b""))):
        yield codes.TEMPLATE_REVISED.at(Origin(file), what=f"批注{comments}条", shown="收到的人都看得见")


def _is_revised(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(*_REVISED), None) is not None


def foreign(parts: Mapping[str, bytes], file: str, known: Known) -> Iterator[tuple[TaggedParagraph, Problem]]:
    """Yield what looks like a place to be filled, but by another program or by hand."""
    for spot in paragraphs(parts):
        origin = Origin(file, spot.address)
        merged = list(_merged(spot))
        for field in merged:
            yield spot, codes.TEMPLATE_MERGE_FIELD.at(origin, field=f"«{field}»", tag=_ours(field, known))
        ours = set(single_braces(spot, known))  # an error by itself
        found = [match[0] for match in placeholders(without_tags(spot.text)) if "\ufffc" not in match[0]]
        found = [each for each in dict.fromkeys(found) if each not in ours and _name(each) not in merged]
        if found:
            tag = next((tag for each in found if (tag := _ours(_name(each), known)) != _ANY), _ANY)
            yield spot, codes.TEMPLATE_PLACEHOLDER.at(origin, found="”、“".join(map(_short, found)), tag=tag)


def _merged(spot: TaggedParagraph) -> Iterator[str]:
    """Yield the names of the mail merge's fields in a paragraph."""
    said = "".join(each.text or "" for each in spot.element.iter(f"{W}instrText"))
    said += "".join(f" {each.get(f'{W}instr')} " for each in spot.element.iter(f"{W}fldSimple"))
    yield from dict.fromkeys(quoted or bare for quoted, bare in _MERGE.findall(said))


def _ours(name: str, known: Known) -> str:
    """Return our tag for what another program calls `name`, as a message shows it; _ANY where none is like it."""
    whole, _, leaf = name.rpartition(".")
    for first, below in known.items():
        if below is not None and leaf in below and not first.endswith(_MANY) and whole in {"", first}:
            return f" {{{{ {first}.{leaf} }}}} "
    return _ANY


def _name(found: str) -> str:
    """Return what stands within a foreign tag's brackets."""
    return re.sub(r"[^\w.]", "", found)


def has_tags(parts: Mapping[str, bytes]) -> bool:
    """Whether a template has any tag of ours."""
    return any(without_tags(spot.text) != spot.text for spot in paragraphs(parts))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
