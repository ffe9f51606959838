"""Compiled template + facts → bytes of a docx. Nothing is shared, nothing is lost in silence."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring

from lxml import etree

from pipeline.expression import Unreadable, leaves
from pipeline.model.work import Facts, Filled
from pipeline.render import dialect, encode, fallback_faces, gb2312, paper_marks, seal, structure
from pipeline.render.compiled import Compiled, TaggedPart, used_values
from pipeline.render.encode import LostText, UnwritableText
from pipeline.render.meter import Meter
from pipeline.render.paper_marks import PaperMark
from pipeline.used_names import COUNT, EACH, TRUTH, Path

__all__ = ["LostText", "UnwritableText", "filled", "filled_bytes", "serialised"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIMPLE = frozenset({bytes, encode.Value})
_TEXT = frozenset({str})
_LARGEST = 64 * 1024 * 1024  # bytes of a part: what open_template.py lets a template have
_SPAN = re.compile("[1-9]|[1-5][0-9]|6[0-3]")  # a table of Word's has 63 columns at most


def filled_bytes(compiled: Compiled, facts: Facts) -> bytes:
    """Return the document's bytes. Raises as `filled` does."""
    return filled(compiled, facts).data


def filled(compiled: Compiled, facts: Facts, mark: PaperMark | None = None) -> Filled:
    """Return the document: every part well-formed (proved, else parsed strictly), every value in it, and its mark.

    Raises expression.Stopped (a needed value could not be read), jinja2.TemplateError (the template), UnwritableText,
    LostText; meter.TooMuch, where a metered template would cost more than is spent on it here.
    """
    meter = Meter() if compiled.metered else None
    parts: list[tuple[str, bytes]] = []
    traces: list[tuple[str, tuple[bytes, ...]]] = []
    plain = True
    try:
        for part in compiled.parts:
            pieces = part.program.pieces(facts, meter)
            if sum(map(len, pieces)) > _LARGEST:
                raise LostText("填出来的内容太多")
            data = b"".join(pieces)
            kinds = set(map(type, pieces))
            if not (part.ready and kinds <= _SIMPLE):
                plain = False
                if meter is not None:
                    meter.mended(data)
                data = _with_care(part, data, pieces, kinds, compiled.faces)
            if part.drawn:
                plain = False
                if meter is not None:
                    meter.mended(data)
                data = dialect.numbered(data)
            parts.append((part.name, data))
            traces.append((part.name, tuple(pieces)))
    except UnwritableText as fault:
        raise UnwritableText(_unwritable(compiled, facts)) from fault
    return Filled(
        _sealed(compiled, parts, mark, traces[0][1] if plain and traces else None),
        compiled.digest,
        tuple(traces),
        plain,
    )


def _sealed(
    compiled: Compiled, parts: Sequence[tuple[str, bytes]], mark: PaperMark | None, pieces: Sequence[bytes] | None
) -> bytes:
    """Return a document's bytes with its mark; `pieces`: of its first part, where the values in it are plain text."""
    if mark is None or not parts:
        return seal.sealed(compiled.start, parts)
    own = None if pieces is None else tuple([piece for piece in pieces if type(piece) is bytes])
    return paper_marks.sealed_with_mark(compiled.start, parts, mark, own)


def _with_care(
    part: TaggedPart, data: bytes, pieces: Sequence[bytes], kinds: set[type], faces: Mapping[str, str]
) -> bytes:
    """Return a part after what its values ask for and its structure leaves open, parsed strictly."""
    text = data.decode("utf-8")
    markings = encode.Markings in kinds
    if part.listing or markings or encode.Listed in kinds:
        text = dialect.listed(text)
    try:
        root = etree.fromstring(
            text.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except etree.XMLSyntaxError as fault:
        raise LostText(_why_broken(pieces)) from fault
    if part.spans:
        _spans_fit(root)
    if part.fix:
        root = _fixed(root, text)
    mended = part.name.startswith("word/") and structure.mended(root)
    if not part.proved or markings:
        _find_again(root, pieces)
        _hold_together(root, part.relations)
    if part.rare or encode.Rare in kinds or ((markings or encode.Listed in kinds) and gb2312.lacks(text)):
        return fallback_faces.mended(root, faces) if part.name.startswith("word/") else data
    if not part.fix and not mended:
        return text.encode("utf-8")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _why_broken(pieces: Sequence[bytes]) -> str:
    """Return why a filled part is not well-formed: a value ends a paragraph where none can end, or the template."""
    for piece in pieces:
        said = html.unescape(re.sub("<[^>]*>", "", piece.decode("utf-8"))) if isinstance(piece, encode.Value) else ""
        if encode.marks(said):
            return f"“{said[:20]}”里有分段或分页的字符，超链接、修订、内容控件里放不下，请改用换行"
    return "填好后的结构不完整：模板里的 if、for 把一个段落或表格切成了两半"


def _spans_fit(root: etree._Element) -> None:
    """Raise LostText where a cell is to go over what is no number of columns."""
    for span in root.iter(f"{_W}gridSpan"):
        said = span.get(f"{_W}val") or ""
        if not _SPAN.fullmatch(said):
            raise LostText(f"“{said[:20]}”不是能合并的列数（colspan 要 1 到 63 的整数）")


def _fixed(root: etree._Element, text: str) -> etree._Element:
    """Return a body with its tables and drawings mended. Raises LostText: docxtpl's parser drops what is too much."""
    fixed = dialect.fixed(root, text)
    if "".join(map(str, fixed.itertext())) != "".join(map(str, root.itertext())):
        raise LostText("有一处内容太长或套得太深，表格的列没法按内容调整")
    return fixed


def _find_again(root: etree._Element, pieces: Sequence[bytes]) -> None:
    """Raise LostText unless each value that went in is in what comes out."""
    said = "".join(str(each) for each in root.itertext())
    for piece in pieces:
        if isinstance(piece, encode.Value) and not isinstance(piece, encode.Markings):
            for line in re.split("<[^>]*>|[\t\n\a\f]", piece.decode("utf-8")):
                value = html.unescape(line)
                if value not in said and not any(value in each for e in root.iter("*") for each in e.attrib.values()):
                    raise LostText(f"“{value[:20]}”没有出现在填好的文件里")


def _hold_together(root: etree._Element, relations: frozenset[str]) -> None:
    """Raise LostText where Word would drop what was put in: markup in the midst of text, a link that leads nowhere."""
    if any(len(text) for text in root.iter(f"{_W}t")):
        raise LostText("带格式的文字要写成 {{r …}}，带格式的段落和附件要写成 {{p …}}，否则 Word 打不开")
    for element in root.iter("*"):
        for name, value in element.attrib.items():
            if str(name).startswith(_R) and str(value) not in relations:
                raise LostText(f"填进来的内容引用了文件里没有的部分（{value!s}）")


def _unwritable(compiled: Compiled, facts: Facts) -> str:
    """Return the dotted name of what holds a character that has no place."""
    values = [(path, [_said(leaf) for leaf in leaves(value)]) for path, value in used_values(compiled, facts)]
    for found in (encode.forbidden, encode.marks):
        for path, said in values:
            if any(map(found, said)):
                return ".".join(step for step in path if step not in {EACH, COUNT, TRUTH})
    return ""


def _said(value: object) -> str:
    """Return the text of a plain value, the markup of one that brings its own."""
    if isinstance(value, str):
        return value
    html = None if isinstance(value, Unreadable) else getattr(value, "__html__", None)
    return str(html()) if html is not None else ""


def serialised(compiled: Compiled, values: Sequence[tuple[Path, object]]) -> str:
    """Return a template's used values as stable text, for the fingerprint and for telling later what changed."""
    return _frame(compiled) % tuple([_said_as_json(value) for _, value in values])


@lru_cache(maxsize=64)
def _frame(compiled: Compiled) -> str:
    """Return what stands round a template's used values in JSON, with a place for each."""
    pairs = (f"[{_ENCODER.encode(path).replace('%', '%%')},%s]" for path in compiled.uses)
    return f"[{','.join(pairs)}]"


def _said_as_json(value: object) -> str:
    """Return what the encoder says of a value; of the commonest without asking it, which makes a new one each time."""
    if isinstance(value, str):
        return encode_basestring(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, list) and set(map(type, value)) <= _TEXT:
        return f"[{','.join(map(encode_basestring, value))}]"
    return _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, Unreadable):
        return {"?": [str(problem.origin) for problem in value.problems]}
    raise TypeError(f"a fact of type {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
