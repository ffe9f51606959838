"""What is written inside a single tag: full-width marks, Jinja's grammar, names that its place does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import jinja2
from jinja2 import nodes

from pipeline.expression import check_conditions, for_templates, in_chinese
from pipeline.model.frozen import frozen
from pipeline.model.problem import nearest
from pipeline.render.checking.blocks import ENDS, MIDDLES, opens
from pipeline.render.checking.tags import Tag
from pipeline.render.filters import FILTERS
from pipeline.used_names import OPEN, Known, Path, unknown, uses

_ENVIRONMENT = for_templates(FILTERS)
_CURLY = str.maketrans("“”‘’", "\"\"''")  # docxtpl reads them as straight ones
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_MARKS = {
    "，": ",", "、": ",", "；": ";", "：": ":", "。": ".", "．": ".", "（": "(", "）": ")", "［": "[", "］": "]",
    "【": "[", "】": "]", "｛": "{", "｝": "}", "｜": "|", "！": "!", "＝": "=", "＜": "<", "＞": ">", "《": "<",
    "》": ">", "＋": "+", "－": "-", "—": "-", "＊": "*", "×": "*", "／": "/", "％": "%", "～": "~",
    "＂": '"', "＇": "'",
}  # fmt: skip
_LETTERS = {
    chr(0xFEE0 + code): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), 0x5F)
}
_WIDE = str.maketrans(_MARKS | _LETTERS)
_FOR = re.compile(r"for\s+(\w+(?:\s*,\s*\w+)*)")
_NAMED = re.compile(r"(?:set|macro)\s+(\w+)")
_PLAIN_OPENINGS = {
    "if": "{% if true %}", "macro": "{% macro _() %}", "filter": "{% filter trim %}", "set": "{% set _ %}",
    "call": "{% call _() %}", "block": "{% block _ %}", "autoescape": "{% autoescape true %}",
}  # fmt: skip
OF_DOCXTPL = frozenset({"colspan", "cellbg", "vm", "hm"})
_WORDS = (*ENDS, *ENDS.values(), *MIDDLES, "do", *OF_DOCXTPL)
_LEVELS = ("p", "tr", "tc", "r")
_MOST = 4096  # texts that are remembered


def wide_marks(tag: Tag) -> list[tuple[str, str]]:
    """Return the full-width marks and letters of a tag outside quotation marks, each with its half-width one."""
    bare = _STRING.sub(lambda quoted: " " * len(quoted[0]), tag.inside.translate(_CURLY))
    return [(mark, mark.translate(_WIDE)) for mark in dict.fromkeys(bare) if mark != mark.translate(_WIDE)]


def source(tag: Tag) -> str:
    """Return a tag as Jinja is meant to read it: half-width, without docxtpl's level, on its own."""
    text = tag.inside.translate(_CURLY)
    strings = [(match.start(), match.end()) for match in _STRING.finditer(text)]
    pieces, at = [], 0
    for start, end in strings:
        pieces += [text[at:start].translate(_WIDE), text[start:end]]
        at = end
    inside = "".join((*pieces, text[at:].translate(_WIDE)))
    return f"{{{{ {inside} }}}}" if tag.kind == "{{" else f"{{% {inside} %}}"


def alone(tag: Tag) -> str:
    """Return a template of this tag alone: what it opens is closed, what it closes is opened."""
    written = source(tag)
    if tag.word in OF_DOCXTPL:
        return "{{ " + written[2:-2].strip().removeprefix(tag.word) + " }}" if tag.word in {"colspan", "cellbg"} else ""
    if tag.word in MIDDLES:
        return f"{{% if true %}}{written}{{% endif %}}"
    if opens(tag):
        return f"{written}{{% {ENDS[tag.word]} %}}"
    return "" if tag.word in ENDS.values() and tag.inside == tag.word else written


def fault(tag: Tag) -> str:
    """Return what Jinja has against a tag, in Chinese; "" for nothing."""
    if tag.word and tag.word not in _WORDS:
        return _unknown_word(tag)
    if tag.level and re.search(r"[%}]", tag.inside):
        return f"{{%{tag.level} 标记里面不能有 % 和 }}"
    if tag.kind == "{{" and tag.inside.startswith("{"):
        return "花括号只要两个"
    return _of_grammar(alone(tag))


@lru_cache(maxsize=_MOST)
def _of_grammar(text: str) -> str:
    """Return what Jinja has against a template, and what filter or test it lacks; one tag stands in many templates."""
    try:
        tree = _ENVIRONMENT.parse(text)
        check_conditions(tree)
    except jinja2.TemplateSyntaxError as wrong:
        return in_chinese(wrong)
    for kind, known, said in ((nodes.Filter, _ENVIRONMENT.filters, "过滤器"), (nodes.Test, _ENVIRONMENT.tests, "判断")):
        for node in tree.find_all(kind):
            if node.name not in known:
                return f"没有叫“{node.name}”的{said}{nearest(node.name, known)}"
    return ""


def _unknown_word(tag: Tag) -> str:
    if tag.word in _LEVELS and not tag.level:
        return f"“{{%”和“{tag.word}”要连着写：{{%{tag.word} …… %}}"
    glued = next((level for level in _LEVELS if tag.word.removeprefix(level) in _WORDS), "")
    if glued:
        return f"“{glued}”后面要空一格：{{%{glued} {tag.word.removeprefix(glued)} …… %}}"
    return f"不认识的标记 {tag.word}{nearest(tag.word, _WORDS)}"


@frozen
class Strange:
    """A name that is not among those that are always there, with the nearest of them; `certain`: nor can it be."""

    name: str
    near: str
    certain: bool


def strange(tag: Tag, around: Sequence[Tag], own: Iterable[str], known: Known, always: Known) -> Iterator[Strange]:
    """Yield the names of a tag that its place does not have; `always`: the names known that are there in any case.

    `around`: the blocks that it stands in, outermost first; `own`: the names that the template has set before. What is
    not `certain` may be a column that the clerk's own workbook has.
    """
    local = list(own)
    start = "".join(f"{{% set {name} = [] %}}" for name in local)
    ends = ""
    for block in around:
        start += _opening(block)
        ends = f"{{% {ENDS[block.word]} %}}{ends}"
        local += _loop_names(block)
    said = {name for name, _ in unknown(_used(start + ends), always)}
    used = _used(f"{start}{alone(tag)}{ends}")
    certain = {name for name, _ in unknown(used, known)}
    for name, candidates in unknown(used, always):
        if name not in said:
            near = candidates if "." in name else (*candidates, *local)
            yield Strange(name, nearest(name.rpartition(".")[2], near), name in certain)


@lru_cache(maxsize=_MOST)
def _used(text: str) -> frozenset[Path]:
    """Return what a template uses; nothing where it is no template."""
    try:
        return uses(_ENVIRONMENT.parse(text))
    except jinja2.TemplateSyntaxError:
        return frozenset()


def closed(known: Known) -> Known:
    """Return the names that are always there, without those that a clerk's own columns may add."""
    return {name: below and closed(below) for name, below in known.items() if name != OPEN}


def _opening(block: Tag) -> str:
    """Return the beginning of a block; where that itself is faulty, one that has its names."""
    if not _parses(alone(block)):
        if block.word == "for":
            return f"{{% for {', '.join(_loop_names(block)) or '_'} in [] %}}"
        return _PLAIN_OPENINGS.get(block.word, f"{{% {block.word} %}}")
    return source(block)


@lru_cache(maxsize=_MOST)
def _parses(text: str) -> bool:
    try:
        _ENVIRONMENT.parse(text)
    except jinja2.TemplateSyntaxError:
        return False
    return True


def _loop_names(block: Tag) -> list[str]:
    found = _FOR.match(source(block)[2:-2].strip())
    return re.findall(r"\w+", found[1]) if found else []


def own_name(tag: Tag) -> str:
    """Return the name that a template gives to something of its own with this tag; "" for none."""
    found = _NAMED.match(source(tag)[2:-2].strip()) if tag.word in {"set", "macro"} else None
    return found[1] if found else ""
