"""Two papers for the benchmarks, written in any engine's dialect: a member's form and a branch's plan of six pages."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import docx

_NAMES = [f"名{n:02d}" for n in range(1, 26)]
_LEFT_ROWS = 12
_WORDS = "存在学习不够深入、联系群众不够经常、服务措施不够具体的问题，整改办法不多，效果不明显，群众意见较大。"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine writes a value, and how it begins and ends a loop over `list` (with what a value is called in it)."""

    value: str
    begin: str
    end: str
    inner: str
    row_in_place: bool = True  # the loop's marks stand in the repeated row itself


JINJA = Dialect("{{{{ {} }}}}", "{{%tr for x in {} %}}", "{{%tr endfor %}}", "{{{{ x.{} }}}}", row_in_place=False)
CURLY = Dialect("{{{}}}", "{{#{}}}", "{{/{}}}", "{{{}}}")
CARBONE = Dialect("{{d.{}}}", "", "", "{{d.{list}[i].{}}}")
PLUS = Dialect("+++INS {}+++", "+++FOR x IN {}+++", "+++END-FOR x+++", "+++INS $x.{}+++", row_in_place=False)


def form(dialect: Dialect | None) -> bytes:
    """Return the member's form: 25 names, a table of 12 rows, header and footer; without a dialect, blank."""

    def slot(name: str) -> str:
        return dialect.value.format(name) if dialect else ""

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = slot("名01")
    document.sections[0].footer.paragraphs[0].text = slot("名02")
    document.add_paragraph("党员党性分析表")
    document.add_paragraph(slot("名03"))
    table = document.add_table(_LEFT_ROWS, 4)
    for number, name in enumerate(_NAMES[3:]):
        row, pair = number % _LEFT_ROWS, number // _LEFT_ROWS
        table.cell(row, 2 * pair).text = f"栏目{number}"
        table.cell(row, 2 * pair + 1).text = slot(name)
    return _saved(document)


def plan(dialect: Dialect | None) -> bytes:
    """Return the branch's plan: five chapters of text with values, and a table of its problems."""

    def slot(name: str) -> str:
        return dialect.value.format(name) if dialect else ""

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = slot("名01")
    document.sections[0].footer.paragraphs[0].text = slot("名02")
    for chapter in range(5):
        document.add_heading(f"第{chapter + 1}章", 1)
        for paragraph in range(8):
            text = document.add_paragraph(_WORDS * 3)
            text.add_run(slot(_NAMES[(chapter * 8 + paragraph) % 25]))
    columns = ("序号", "问题", "措施", "责任人", "时限")
    table = document.add_table(1, len(columns))
    for cell, title in zip(table.rows[0].cells, columns, strict=True):
        cell.text = title
    if dialect is not None:
        _loop(table, dialect, columns)
    return _saved(document)


def _loop(table: Any, dialect: Dialect, columns: tuple[str, ...]) -> None:
    begin, end = dialect.begin.format("problems"), dialect.end.format("problems")
    if not dialect.row_in_place:
        table.add_row().cells[0].text = begin
    cells = table.add_row().cells
    for cell, name in zip(cells, columns, strict=True):
        cell.text = dialect.inner.format(name, list="problems")
    if dialect.row_in_place and begin:
        cells[0].text = begin + cells[0].text
        cells[-1].text += end
    if not dialect.row_in_place:
        table.add_row().cells[0].text = end
    if not begin:  # carbone: a second row shows where the repetition goes
        for cell, name in zip(table.add_row().cells, columns, strict=True):
            cell.text = dialect.inner.format(name, list="problems").replace("[i]", "[i+1]")


def facts(number: int) -> dict[str, Any]:
    """Return the values of the `number`th document, every one different from every other's."""
    return {name: f"{name}的第{number}个值，甲乙丙丁" for name in _NAMES}


def problems(number: int) -> list[dict[str, str]]:
    """Return a plan's twenty problems."""
    return [
        {
            "序号": str(row),
            "问题": f"{number}-{row}{_WORDS}",
            "措施": f"{row}{_WORDS}",
            "责任人": f"张三{row}",
            "时限": "2026年7月",
        }
        for row in range(1, 21)
    ]


def by_hand(template: bytes, values: dict[str, Any]) -> Any:
    """Fill a blank paper with python-docx, as somebody does who knows where everything stands."""
    document = docx.Document(io.BytesIO(template))
    document.sections[0].header.paragraphs[0].text = values["名01"]
    document.sections[0].footer.paragraphs[0].text = values["名02"]
    table = document.tables[0]
    if "problems" not in values:
        document.paragraphs[1].text = values["名03"]
        rows = [row.cells for row in table.rows]
        for number, name in enumerate(_NAMES[3:]):
            rows[number % _LEFT_ROWS][2 * (number // _LEFT_ROWS) + 1].text = values[name]
        return document
    texts = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Normal"]
    for number, paragraph in enumerate(texts):
        paragraph.add_run(values[_NAMES[number % 25]])
    for problem in values["problems"]:
        for cell, said in zip(table.add_row().cells, problem.values(), strict=True):
            cell.text = said
    return document


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
