"""Generated strings through every kind of slot: each is exact in the document, or refused by name.

python -m tests.benchmarks.strings [COUNT]
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile

from lxml import etree

from pipeline.expression import OPEN
from pipeline.render import compile as compiling
from pipeline.render import fill
from pipeline.render.compile import Compiled
from tests.render.test_dialect import FACTS, a_template, split, tabled

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PIECES = ("{{", "}}", "{%", "%}", "{#", "{_{", "}_}", "_}", "<w:p>", "</w:t>", "&", "&amp;", "<", ">", '"', "'", "]]>", "<!--", "\n",
           "\r\n", "\t", "\\", "%s", "张", "𠮷", "堃", "\u200b", "\u202e", " ", "　", "\ufeff", "A", "0")  # fmt: skip
_SLOTS = {
    "paragraph": ["[{{ 值 }}]"],
    "runs": [split("[", "{{ 值 }}", "]")],
    "table": [tabled(("a", "b"), ("c", "[{{ 值 }}]"))],
    "condition": ["{% if 真 %}[{{ 值 }}]{% endif %}"],
    "paragraph that comes and goes": ["{%p if 真 %}", "[{{ 值 }}]", "{%p endif %}"],
    "loop": ["{% for x in 列 %}[{{ x }}]{% endfor %}"],
    "row": [tabled(("{%tr for x in 列 %}", ""), ("[{{ x }}]", "b"), ("{%tr endfor %}", ""))],
    "macro": ["{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(值) }}"],
    "filter": ["[{{ 值|string }}]"],
    "set": ["{% set y = 值 %}[{{ y }}]"],
}


def compiled() -> dict[str, Compiled]:
    """Return a template for each kind of slot."""
    known = {name: {OPEN: None} for name in (*FACTS, "值")}
    found = {
        name: compiling.template(a_template(blocks), f"{name}.docx", known).value for name, blocks in _SLOTS.items()
    }
    return {name: template for name, template in found.items() if template is not None}


def a_string(chance: random.Random) -> str:
    """Return a string of any kind: pieces of markup, characters of every plane, sometimes very long."""
    kind = chance.random()
    if kind < 0.5:
        return "".join(chance.choice(_PIECES) for _ in range(chance.randint(0, 12)))
    if kind < 0.97:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 8)))
    if kind < 0.995:
        return "".join(chr(chance.randrange(0x20)) for _ in range(chance.randint(1, 5)))
    return chance.choice(_PIECES) * chance.randint(1000, 20_000)


def permitted(text: str) -> bool:
    """Whether a Word file can hold a text; BEL and FF are docxtpl's marks for paragraphs and pages."""
    return re.search("[^\t\n\r\a\f\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text) is None


def shown(made: bytes) -> str:
    """Return what a document says between the brackets, breaks and tabs as characters."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    words = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    pieces = []
    for element in body.iter():
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in words and element.getparent().tag == f"{_W}r":
            pieces.append("\f" if element.get(f"{_W}type") == "page" else words[element.tag])
    said = "".join(pieces)
    return said[said.index("[") + 1 : said.rindex("]")]


def expected(text: str) -> str:
    """Return what must be read back: line ends are one character, a new paragraph is none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\a", "")


def fate(template: Compiled, text: str) -> str:
    """Return exact, refused or wrong."""
    try:
        made = fill.fill(template, FACTS | {"值": text, "列": [text]})
    except fill.UnwritableText as refused:
        return "refused" if not permitted(text) and refused.name else "wrong"
    return "exact" if permitted(text) and shown(made) == expected(text) else "wrong"


def main() -> None:
    """Print how many strings had which fate."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = random.Random(20_26)
    templates = compiled()
    assert len(templates) == len(_SLOTS)
    fates = {"exact": 0, "refused": 0, "wrong": 0}
    for number in range(count):
        text = a_string(chance)
        name = list(templates)[number % len(templates)]
        met = fate(templates[name], text)
        fates[met] += 1
        if met == "wrong":
            print(f"wrong in {name}: {text[:80]!r}")
    print(f"{count} strings in {len(templates)} kinds of slots: {fates}")


if __name__ == "__main__":
    main()
