"""Word files that nobody here wrote, as templates: each part says what docxtpl's own says.

python -m tests.benchmarks.foreign_templates FOLDER

A file with tags is taken as it is, with facts made up for its names; into every file tags are planted: values, conditions,
loops over paragraphs and rows, tags that are cut into runs, in the body, headers, footers and footnotes.
"""

from __future__ import annotations

import copy
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from pipeline import render
from pipeline.expression import UnknownName
from pipeline.model.problem import Origin
from pipeline.render import LostText, Rare, UnwritableText
from pipeline.render.checking.tags import TAGGED_PARTS
from pipeline.used_names import COUNT, EACH, OPEN, TRUTH

FACTS: dict[str, Any] = {
    "名": "张三", "符": 'A&B <甲> "引" {{ x }} ]]>', "行": "一\n二", "真": True, "假": False, "列": ["一", "二&"], "空": [],
}  # fmt: skip
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KNOWN = {OPEN: None}
_REFUSALS = (jinja2.TemplateError, UnknownName, LostText, UnwritableText, TypeError, ValueError)


def planted(parts: Mapping[str, bytes]) -> bytes:
    """Return the file with tags in all that a template may fill."""
    changed = dict(parts)
    for name, part in parts.items():
        if TAGGED_PARTS.fullmatch(name) and name.startswith("word/"):
            root = etree.fromstring(part)
            _plant_rows(root)
            for number, paragraph in enumerate(list(root.iter(f"{_W}p"))):
                _plant(paragraph, number)
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return render.archive(changed)


def _plant(paragraph: Any, number: int) -> None:
    text = next((each for each in paragraph.iter(f"{_W}t") if each.getparent().tag == f"{_W}r"), None)
    if text is None or next(text.iterancestors(f"{_W}p")) is not paragraph or "{" in (text.text or ""):
        return
    said = text.text or ""
    match number % 6:
        case 0:
            text.text = f"{said}{{{{ 名 }}}}"
        case 1:
            text.text = f"{{% if 真 %}}{said}{{% endif %}}{{{{ 符 }}}}"
        case 2 if paragraph.getparent().tag in {f"{_W}body", f"{_W}hdr", f"{_W}ftr", f"{_W}tc"}:
            text.text = f"{said}{{{{ x }}}}"
            paragraph.addprevious(_paragraph("{%p for x in 列 %}"))
            paragraph.addnext(_paragraph("{%p endfor %}"))
        case 3:
            run = text.getparent()
            for piece in ("{", "{ 名", " }", "}"):
                other = copy.deepcopy(run)
                for child in list(other):
                    if child.tag not in {f"{_W}rPr", f"{_W}t"}:
                        other.remove(child)
                next(other.iter(f"{_W}t")).text = piece
                run.addprevious(other)
        case 4:
            text.text = f"{{{{ 行 }}}}{said}{{% if 假 %}}无{{% else %}}有{{% endif %}}"
        case _:
            text.text = f"{said}{{% for x in 列 %}}{{{{ loop.index }}}}{{{{ x }}}}{{% endfor %}}"


def _plant_rows(root: Any) -> None:
    """Let the last row of each table come once for each of two values."""
    for table in root.iter(f"{_W}tbl"):
        rows = table.findall(f"{_W}tr")
        if rows and rows[-1].find(f".//{_W}tbl") is None:
            rows[-1].addprevious(_row("{%tr for y in 列 %}"))
            rows[-1].addnext(_row("{%tr endfor %}"))


def _paragraph(words: str) -> Any:
    paragraph = etree.Element(f"{_W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{_W}r"), f"{_W}t").text = words
    return paragraph


def _row(words: str) -> Any:
    row = etree.Element(f"{_W}tr")
    etree.SubElement(row, f"{_W}tc").append(_paragraph(words))
    return row


def made_up(template: bytes) -> dict[str, Any]:
    """Return facts for every name that a file's own tags use."""
    found = render.compiled_template(template, "甲.docx", _KNOWN).value
    facts: dict[str, Any] = {}
    for path in found.uses if found is not None else ():
        here, steps = facts, [step for step in path if step not in {COUNT, TRUTH}]
        for step, after in zip(steps, [*steps[1:], ""], strict=True):
            if step == EACH:
                continue
            if after == EACH:
                here = here.setdefault(step, [{}])[0]
            elif after:
                here = here.setdefault(step, {})
            else:
                here.setdefault(step, f"“{step}”&<的值>")
    return facts


def ours(template: bytes, facts: dict[str, Any]) -> bytes:
    """Return our document. Raises what filling raises, ValueError where the template is refused."""
    found = render.compiled_template(template, "甲.docx", _KNOWN)
    if found.value is None:
        raise ValueError(f"{found.problems[0].code}: {found.problems[0].message}")
    return render.filled_bytes(found.value, facts)


def theirs(template: bytes, facts: dict[str, Any]) -> bytes:
    """Return docxtpl's document. Raises whatever it raises."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(facts, jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def canonical(made: bytes) -> dict[str, bytes]:
    """Return every part below word/ in canonical XML."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.startswith("word/") and n.endswith(".xml")}
    return {name: _canonical(part) for name, part in parts.items()}


def _canonical(part: bytes) -> bytes:
    written = io.BytesIO()
    etree.fromstring(part, etree.XMLParser(remove_blank_text=True)).getroottree().write_c14n(written)
    return written.getvalue()


def compared(template: bytes, facts: dict[str, Any]) -> Iterator[str]:
    """Yield what became of a template: equal, refused by one or both, or the parts that differ."""
    try:
        reference: bytes | None = theirs(template, facts)
    except Exception as fault:  # noqa: BLE001 - it may raise anything
        reference, why = None, f"{type(fault).__name__} {str(fault)[:60]}"
    else:
        why = ""
    try:
        mine = canonical(ours(template, facts))
    except _REFUSALS as fault:
        yield "refused by both" if reference is None else f"refused by us alone: {str(fault)[:90]}"
        return
    if reference is None:
        yield f"refused by docxtpl alone: {why}"
        return
    parts = canonical(reference)
    different = {name: _why(template, name, facts) for name in sorted(parts) if mine.get(name) != parts[name]}
    if not different:
        yield "equal"
    elif all(different.values()):
        yield "equal but for what we mean to do otherwise: " + ", ".join(different.values())
    else:
        yield "differs: " + ", ".join(different)


def _why(template: bytes, name: str, facts: dict[str, Any]) -> str:
    """Return why we differ from docxtpl on purpose, "" where we do not."""
    found = render.compiled_template(template, "甲.docx", _KNOWN).value
    assert found is not None
    part = next((each for each in found.parts if each.name == name), None)
    if part is None:
        return "what holds no tag stays as it is (docxtpl numbers its drawings and mends its tables)"
    if etree.fromstring(found.package[name]).find(f".//{_W}tr/{_W}sdt/{_W}sdtContent/{_W}tc") is not None:
        return "a cell in a content control keeps its column (docxtpl takes it away)"
    if "comments" in name or "endnotes" in name:
        return "tags in comments and endnotes are filled (docxtpl leaves them to the reader)"
    rare_characters = part.rare or Rare in set(map(type, part.program.pieces(facts)))
    return "rare characters get a face that has them" if rare_characters else ""


def main() -> None:
    """Print the counts, and every file that is not equal."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(sys.argv[1]).rglob("*.docx")):
        opened = render.opened_template(path.read_bytes(), Origin(path.name))
        if opened.value is None:
            counts["no Word file"] += 1
            continue
        cases = {"planted": (planted(opened.value), FACTS)}
        if any(b"{{" in part or b"{%" in part for part in opened.value.values()):
            cases["as it is"] = (path.read_bytes(), made_up(path.read_bytes()))
        for how, (template, facts) in cases.items():
            for fate in compared(template, facts):
                counts[f"{how}: {fate if fate.startswith('equal') else fate.partition(':')[0]}"] += 1
                if not fate.startswith("equal"):
                    print(f"{path.name} ({how}): {fate}")
    for fate, count in sorted(counts.items()):
        print(f"{count:5} {fate}")


if __name__ == "__main__":
    main()
