"""A template → compiled once.

docxtpl prepares the XML (its dialect is the one that clerks and their books know); each part that holds a tag
becomes one compiled Jinja template, everything else a ready beginning of the archive. The compiled template holds
no state: it may serve any number of documents, threads and processes.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

import jinja2
from docxtpl import DocxTemplate
from jinja2 import nodes
from lxml import etree

from pipeline.expression import Known, Path, for_plain_parts, for_templates, unknown, uses
from pipeline.model import codes
from pipeline.model.problem import Origin, Problem, Read, nearest
from pipeline.render import rare, seal
from pipeline.render.filters import FILTERS

_TAGGED_PARTS = re.compile(r"(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|docProps/core)\.xml")
_STYLES = "word/styles.xml"
_FIRST = "[Content_Types].xml"
_FULL_WIDTH = re.compile(r"｛\s*｛|｛\s*[%％]|[%％]\s*｝|｝\s*｝|\{％|％\}")
_LARGEST_PART = 64 * 1024 * 1024  # bytes a part may unpack to; the largest template that we have seen has 2 MB
_BODY_FONT = "仿宋_GB2312"  # what the shipped templates name
_NEAR = 20  # characters of text that a message quotes around a fault

_WORD = for_templates(FILTERS)
_PLAIN = for_plain_parts(FILTERS)


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A template ready to be filled: `digest` of its bytes, the facts it `uses`, its constant and its tagged parts."""

    digest: str
    uses: frozenset[Path]
    start: seal.Prefix
    parts: tuple[tuple[str, jinja2.Template], ...]
    faces: Mapping[str, str] = field(default_factory=dict)  # style → face of Chinese characters


def template(data: bytes, file: str, known: Known, body_font: str = _BODY_FONT) -> Read[Compiled | None]:
    """Compile the .docx `data`; `file` is its address in messages, `known` the names that its facts will have.

    `body_font` replaces 仿宋_GB2312: offices have one of the two (gongwen.toml, [版式] 仿宋).
    """
    origin = Origin(file)
    opened = _open(data, origin)
    if opened.value is not None and body_font != _BODY_FONT:
        before, after = f'="{_BODY_FONT}"'.encode(), f'="{body_font}"'.encode()
        opened = Read({name: part.replace(before, after) for name, part in opened.value.items()})
    if opened.value is None:
        return Read(None, opened.problems)
    sources = {name: _prepared(content) for name, content in opened.value.items() if _TAGGED_PARTS.fullmatch(name)}
    sources = {name: text for name, text in sources.items() if re.search(r"\{[{%#]", text)}
    problems = _full_width(opened.value, origin)
    trees: dict[str, nodes.Template] = {}
    for name, text in sources.items():
        environment = _WORD if name.startswith("word/") else _PLAIN
        try:
            trees[name] = _parsed(environment, text)
        except jinja2.TemplateSyntaxError as fault:
            problems.append(codes.TEMPLATE_SYNTAX.at(origin, reason=_in_chinese(fault), near=_near(text, fault.lineno)))
    used = frozenset[Path]().union(*(uses(tree) for tree in trees.values()))
    problems += [_unknown_name(origin, name, candidates) for name, candidates in unknown(used, known)]
    if problems:
        return Read(None, tuple(problems))
    return Read(
        Compiled(
            digest=hashlib.sha256(data + body_font.encode()).hexdigest(),
            uses=used,
            start=seal.prefix((n, opened.value[n]) for n in _ordered(opened.value) if n not in trees),
            parts=tuple((name, _loaded(name, trees[name])) for name in _ordered(trees)),
            faces=rare.faces(opened.value[_STYLES]) if _STYLES in opened.value else {},
        )
    )


def _open(data: bytes, origin: Origin) -> Read[dict[str, bytes] | None]:
    """Return the archive's parts by name, refusing what no honest template holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            reason = _refusal(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries} if not reason else {}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, OSError, EOFError, NotImplementedError):
        reason, parts = "不是 Word 文件，或者没有复制完", {}
    if not reason and "word/document.xml" not in parts:
        reason = "不是 .docx 文件"
    if not reason:
        reason = next((r for name, part in parts.items() if (r := _xml_refusal(name, part))), "")
    return Read(None, (codes.TEMPLATE_UNREADABLE.at(origin, reason=reason),)) if reason else Read(parts)


def _refusal(entries: list[zipfile.ZipInfo]) -> str:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        return "文件内部有重名的部分"
    if any(entry.file_size > _LARGEST_PART for entry in entries):
        return "文件内部有特别大的部分"
    return ""


def _xml_refusal(name: str, part: bytes) -> str:
    if not name.endswith((".xml", ".rels")):
        return ""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return f"{name} 含有 DTD"
    try:
        etree.fromstring(part, _parser())
    except etree.XMLSyntaxError:
        return f"{name} 已损坏"
    return ""


def _parser() -> etree.XMLParser:
    """Return a strict parser that keeps nothing but what python-docx would keep."""
    return etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True, huge_tree=True)


def _prepared(content: bytes) -> str:
    """Return a part as docxtpl prepares it: tags in one piece, {%p %} and its kin lifted out of their paragraphs."""
    text = etree.tostring(etree.fromstring(content, _parser()), encoding="unicode")
    patched: str = DocxTemplate(io.BytesIO()).patch_xml(text)
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)  # a line a paragraph, so that a fault's line names its text


def _parsed(environment: jinja2.Environment, text: str) -> nodes.Template:
    """Parse, take the helping line breaks out again, and resolve docxtpl's escapes {_{ in constant text only."""
    tree = environment.parse(text)
    for constant in tree.find_all(nodes.TemplateData):
        resolved = re.sub(r"\n(<w:p[ >])", r"\1", constant.data)
        for written, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
            resolved = resolved.replace(written, meant)
        constant.data = resolved
    return tree


def _loaded(name: str, tree: nodes.Template) -> jinja2.Template:
    environment = _WORD if name.startswith("word/") else _PLAIN
    code = environment.compile(tree, name, name)
    return jinja2.Template.from_code(environment, code, dict(environment.globals))


def _ordered(names: Mapping[str, object]) -> list[str]:
    """Return part names with the content types first, as System.IO.Packaging writes them."""
    return sorted(names, key=lambda name: (name != _FIRST, name))


def _full_width(parts: Mapping[str, bytes], origin: Origin) -> list[Problem]:
    """Return a Problem for each tag typed with a Chinese input method: it would stay in the paper as text."""
    problems = []
    for name, content in parts.items():
        if _TAGGED_PARTS.fullmatch(name):
            text = re.sub(r"<[^>]+>", "", content.decode("utf-8", "replace"))
            for match in _FULL_WIDTH.finditer(text):
                near = " ".join(text[max(match.start() - _NEAR, 0) : match.end() + _NEAR].split())
                problems.append(codes.TEMPLATE_FULLWIDTH.at(origin, near=near))
    return list(dict.fromkeys(problems))


def _unknown_name(origin: Origin, name: str, candidates: tuple[str, ...]) -> Problem:
    return codes.TEMPLATE_UNKNOWN_NAME.at(origin, name=name, nearest=nearest(name.rpartition(".")[2], candidates))


def _near(text: str, line: int) -> str:
    lines = text.split("\n")
    plain = re.sub(r"<[^>]+>", "", lines[min(line, len(lines)) - 1]).strip()
    return plain[: 2 * _NEAR] or "（空段）"


_WORDINGS = (
    (r"unexpected end of template|Unexpected end of template", "有 if 或 for 没有用 endif、endfor 结束"),
    (r"unknown tag '(\w+)'", r"不认识的标记 {}"),
    (r"No filter named '(.+?)'", "没有叫“{}”的过滤器"),
    (r"No test named '(.+?)'", "没有叫“{}”的判断"),
    (r"unexpected char '(.+?)'", "有不该出现的字符“{}”（检查是不是全角标点）"),
)


def _in_chinese(fault: jinja2.TemplateSyntaxError) -> str:
    """Return Jinja's message in Chinese; what has no wording yet is quoted."""
    message = fault.message or ""
    for pattern, wording in _WORDINGS:
        if match := re.search(pattern, message):
            return wording.format(*match.groups())
    return f"语法不对（{message}）"
