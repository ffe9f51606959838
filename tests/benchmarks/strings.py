"""Generated strings through every kind of slot: each is exact in the document, or refused by name.

python -m tests.benchmarks.strings [COUNT]
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docxtpl import Listing, RichText, RichTextParagraph
from lxml import etree

from pipeline import render
from pipeline.render import Compiled, LostText, UnwritableText
from pipeline.used_names import OPEN
from tests.render.test_dialect import FACTS, saved, split, tabled

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NAMESPACES = (
    f'xmlns:w="{_W[1:-1]}" xmlns:m="{_M[1:-1]}" xmlns:wp="{_DRAWING[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = ("{{", "}}", "{%", "%}", "{#", "{_{", "}_}", "_}", "<w:p>", "</w:t>", "&", "&amp;", "<", ">", '"', "'", "]]>", "<!--", "\n",
           "\r\n", "\t", "\a", "\f", "\\", "%s", "张", "𠮷", "堃", "\u200b", "\u202e", " ", "　", "\ufeff", "A", "0")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of place for a value: what stands around it, the part and element (or attribute) that shows it.

    `plain`: nothing in it is a line break, a tab or a paragraph of Word's. `value`: what a string is made of before it goes
    in; `takes`: which strings the place can hold, of those that a Word file can hold.
    """

    blocks: list[Any]
    part: str = "word/document.xml"
    element: str = f"{_W}t"
    attribute: str = ""
    plain: bool = False
    value: Callable[[str], object] = str
    takes: Callable[[str], bool] = lambda _: True


def _within(xml: str) -> Callable[[Any], None]:
    """Return what puts XML into a paragraph of its own."""

    def build(document: Any) -> None:
        paragraph = document.add_paragraph()._p
        paragraph.extend(parse_xml(f"<w:p {_NAMESPACES}>{xml}</w:p>"))

    return build


def _noted(name: str) -> Callable[[Any], None]:
    """Return what adds footnotes, endnotes or comments with the value."""

    def build(document: Any) -> None:
        xml = f"<w:{name} {_NAMESPACES}><w:p><w:r><w:t>[{{{{ 值 }}}}]</w:t></w:r></w:p></w:{name}>"
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        part = Part(PackURI(f"/word/{name}.xml"), kind, xml.encode(), document.part.package)
        document.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}")

    return build


def _header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "[{{ 值 }}]"


def _footer(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = "[{{ 值 }}]"


def _title(document: Any) -> None:
    document.core_properties.title = "[{{ 值 }}]"


def _no_paragraph(text: str) -> bool:
    """Whether a string can stand where no paragraph can begin; BEL and FF are docxtpl's marks for paragraphs and pages."""
    return "\a" not in text and "\f" not in text


def _bold(text: str) -> RichText:
    return RichText(text, bold=True)


_RUN = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">[{{ 值 }}]</w:t></w:r>'
_BOX = f"<v:shape><v:textbox><w:txbxContent><w:p>{_RUN}</w:p></w:txbxContent></v:textbox></v:shape>"
SLOTS = {
    "paragraph": Slot(["[{{ 值 }}]"]),
    "runs": Slot([split("[", "{{ 值 }}", "]")]),
    "table": Slot([tabled(("a", "b"), ("c", "[{{ 值 }}]"))]),
    "condition": Slot(["{% if 真 %}[{{ 值 }}]{% endif %}"]),
    "paragraph that comes and goes": Slot(["{%p if 真 %}", "[{{ 值 }}]", "{%p endif %}"]),
    "loop": Slot(["{% for x in 列 %}[{{ x }}]{% endfor %}"]),
    "loop of paragraphs": Slot(["{%p for x in 列 %}", "[{{ x }}]", "{%p endfor %}"]),
    "row": Slot([tabled(("{%tr for x in 列 %}", ""), ("[{{ x }}]", "b"), ("{%tr endfor %}", ""))]),
    "cell": Slot([tabled(("头", "{%tc for x in 列 %}", "[{{ x }}]", "{%tc endfor %}"))]),
    "run": Slot([split("a", "{%r for x in 列 %}", "[{{ x }}]", "{%r endfor %}", "c")]),
    "macro": Slot(["{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(值) }}"]),
    "filter": Slot(["[{{ 值|string }}]"]),
    "joined": Slot(["[{{ 列|join('、') }}]"]),
    "sum": Slot(["{{ '[' ~ 值 ~ ']' }}"]),
    "set": Slot(["{% set y = 值 %}[{{ y }}]"]),
    "block": Slot(["{% set y %}[{{ 值 }}]{% endset %}{{ y }}"]),
    "merged": Slot(["甲", "{%- if 真 %}", "[{{ 值 }}]", "{%- endif %}", "乙"]),
    "header": Slot([_header], "word/header1.xml"),
    "footer": Slot([_footer], "word/footer1.xml"),
    "footnote": Slot([_noted("footnotes")], "word/footnotes.xml"),
    "endnote": Slot([_noted("endnotes")], "word/endnotes.xml"),
    "comment": Slot([_noted("comments")], "word/comments.xml"),
    "property": Slot([_title], "docProps/core.xml", "{http://purl.org/dc/elements/1.1/}title", plain=True),
    "link": Slot([_within(f'<w:hyperlink w:anchor="a">{_RUN}</w:hyperlink>')], takes=_no_paragraph),
    "insertion": Slot([_within(f'<w:ins w:id="1" w:author="a">{_RUN}</w:ins>')], takes=_no_paragraph),
    "content control": Slot([_within(f"<w:sdt><w:sdtContent>{_RUN}</w:sdtContent></w:sdt>")], takes=_no_paragraph),
    "text box": Slot([_within(f"<w:r><w:pict>{_BOX}</w:pict></w:r>")]),
    "formula": Slot([_within("<m:oMath><m:r><m:t>[{{ 值 }}]</m:t></m:r></m:oMath>")], element=f"{_M}t", plain=True),
    "field": Slot([_within("<w:r><w:instrText>[{{ 值 }}]</w:instrText></w:r>")], element=f"{_W}instrText", plain=True),
    "tip of a link": Slot(
        [_within('<w:hyperlink w:anchor="a" w:tooltip="[{{ 值 }}]"/>')],
        element=f"{_W}hyperlink", attribute=f"{_W}tooltip", plain=True,
    ),
    "description of a picture": Slot(
        [_within('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="[{{ 值 }}]"/></wp:inline></w:drawing></w:r>')],
        element=f"{_DRAWING}docPr", attribute="descr", plain=True,
    ),
    "colour of a cell": Slot(
        [tabled(("{% cellbg '[' ~ 值 ~ ']' %}a", "b"))], element=f"{_W}shd", attribute=f"{_W}fill", plain=True
    ),
    "columns of a cell": Slot(
        [tabled(("[]{% colspan 值 %}", "b", "c"))], element=f"{_W}gridSpan", attribute=f"{_W}val", plain=True,
        takes=lambda text: re.fullmatch("[1-9]|[1-5][0-9]|6[0-3]", text) is not None,
    ),
    "rich text": Slot(["[{{r 值 }}]"], value=RichText),
    "bold": Slot(["[{{r 值 }}]"], value=_bold),
    "rich paragraph": Slot(["[", "{{p 值 }}", "]"], value=RichTextParagraph),
    "listing": Slot(["[{{ 值 }}]"], value=Listing),
    "text for a run": Slot(["[{{r 值 }}]"], takes=lambda text: not text),
    "text for a paragraph": Slot(["[", "{{p 值 }}", "]"], takes=lambda text: not text),
}  # fmt: skip


def compiled(*names: str) -> dict[str, Compiled]:
    """Return a template for each kind of slot, or for some."""
    known = {name: {OPEN: None} for name in (*FACTS, "值")}
    found: dict[str, Compiled] = {}
    for name in names or SLOTS:
        read = render.compiled_template(_built(SLOTS[name].blocks), f"{name}.docx", known)
        assert read.value is not None, (name, read.problems)
        found[name] = read.value
    return found


def _built(blocks: list[Any]) -> bytes:
    document = docx.Document()
    for block in blocks:
        document.add_paragraph(block) if isinstance(block, str) else block(document)
    return saved(document)


def a_string(chance: random.Random) -> str:
    """Return a string of any kind: pieces of markup, characters of every plane, sometimes very long."""
    kind = chance.random()
    if kind < 0.5:
        return "".join(chance.choice(_PIECES) for _ in range(chance.randint(0, 12)))
    if kind < 0.96:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 8)))
    if kind < 0.97:
        return str(chance.randrange(100))
    if kind < 0.995:
        return "".join(chr(chance.randrange(0x20)) for _ in range(chance.randint(1, 5)))
    return chance.choice(_PIECES) * chance.randint(1000, 20_000)


def permitted(slot: Slot, text: str) -> bool:
    """Whether a place can hold a text, in a Word file."""
    marks = "" if slot.plain else "\a\f"
    legal = re.search(f"[^\t\n\r{marks}\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text) is None
    return legal and slot.takes(text)


def shown(slot: Slot, made: bytes) -> str:
    """Return what a document says between the brackets, as Word reads it: breaks and tabs as characters; "" if broken."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        try:
            root = etree.fromstring(archive.read(slot.part), etree.XMLParser(huge_tree=True))
        except etree.XMLSyntaxError:
            return ""
    if slot.attribute:
        said = next(each.get(slot.attribute) for each in root.iter(slot.element) if each.get(slot.attribute))
    else:
        said = "".join(_words(slot, root))
    return said[said.index("[") + 1 : said.rindex("]")] if "[" in said else said


def _words(slot: Slot, root: Any) -> Iterator[str]:
    words = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    for element in root.iter("*"):
        if element.tag == slot.element:
            kept = slot.plain or element.get(_SPACE) == "preserve"
            yield (element.text or "") if kept else (element.text or "").strip(" \t\r\n")
        elif element.tag in words and element.getparent().tag == f"{_W}r":
            yield "\f" if element.get(f"{_W}type") == "page" else words[element.tag]


def expected(slot: Slot, text: str) -> str:
    """Return what must be read back: line ends are one character, a new paragraph is none."""
    return text if slot.plain else text.replace("\r\n", "\n").replace("\r", "\n").replace("\a", "")


def filled(name: str, template: Compiled, text: str) -> bytes:
    """Return the document of a slot with a text in it. Raises as filling does."""
    value = SLOTS[name].value(text)
    return render.filled_bytes(template, FACTS | {"值": value, "列": [value]})


def fate(name: str, template: Compiled, text: str) -> str:
    """Return what became of a text in a kind of slot: exact, refused or wrong."""
    slot = SLOTS[name]
    try:
        made = filled(name, template, text)
    except UnwritableText as refused:
        return "refused" if not permitted(slot, text) and refused.name in {"值", "列"} else "wrong"
    except LostText as refused:
        return "refused" if not permitted(slot, text) and "“" in str(refused) else "wrong"
    except Exception:  # noqa: BLE001 - whatever else stops a document has no name that a clerk knows
        return "wrong"
    return "exact" if permitted(slot, text) and shown(slot, made) == expected(slot, text) else "wrong"


def main() -> None:
    """Print how many strings had which fate, and each that is wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = random.Random(20_26)
    templates = compiled()
    names = list(templates)
    fates: Counter[str] = Counter()
    begun = time.perf_counter()
    for number in range(count):
        text, name = a_string(chance), names[number % len(names)]
        met = fate(name, templates[name], text)
        fates[met] += 1
        if met == "wrong":
            print(f"wrong in {name}: {text[:80]!r}")
    said = ", ".join(f"{fates[each]} {each}" for each in ("exact", "refused", "wrong"))
    print(f"{count} strings in {len(names)} kinds of slots: {said}; {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
