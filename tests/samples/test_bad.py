"""Every fault has a sample: inputs as text, and beside it, in the same file, what the program says of it.

A file has parts that begin with `=== name`: a path below the workspace, with how the text becomes a file: `.xlsx` is a
table (tests/sheets.py), `hex` raw bytes, `docx` a document of one paragraph a line (lines with | are a table), anything else the text itself.
The part `=== says` holds what came out. A campaign's YAML is supplied where the sample has none.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import docx
import pytest

from pipeline import produce
from pipeline.desk import opened
from pipeline.model import codes
from tests import thorough
from tests.conftest import CAMPAIGN, Workspace
from tests.sheets import workbook

BAD = Path(__file__).parent / "bad"
SAMPLES = sorted(BAD.glob("*.txt"))
_BY_THE_SYSTEM = {
    "template.beyond": "tests/render/checking/test_unfilled.py",
    "template.merge-field": "tests/render/checking/test_unfilled.py",
    "template.revised": "tests/render/checking/test_unfilled.py",
    "template.column": "tests/render/checking/test_checking.py",
    "branch.at-home": "tests/produce/test_renaming.py",
    "campaign.archived": "tests/errands/test_archive.py",
    "campaign.renamed": "tests/produce/test_renaming.py",
    "campaign.not-moved": "tests/produce/test_renaming.py",
    "file.marks": "tests/inbox/test_marks.py",
    "file.macros": "tests/inbox/test_hostile.py",
    "text.treated": "tests/inbox/test_text.py",
    "file.locked": "tests/produce/test_production.py",
    "file.unwritable": "tests/produce/test_production.py",
    "file.volume": "tests/produce/test_production.py",
}
"""Codes of what a file's content cannot cause, and the test that does."""


@pytest.mark.parametrize("sample", thorough.each(SAMPLES, 4), ids=lambda path: path.stem)
def test_a_fault_is_named_with_its_place_and_its_cure(
    sample: Path, workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    text = sample.read_text("utf-8")
    given, _, expected = text.partition("=== says\n")
    parts = list(_parts(given))
    for name, how, content in parts:
        _write(workspace.path / name, how, content)
    if not any(name.endswith((".yaml", ".yml", "活动.txt")) and "inputs" in name for name, _, _ in parts):
        workspace.put("活动/活动.yaml", CAMPAIGN)

    with opened(workspace.path) as desk:
        report = produce.produce(desk)

    said = "".join(_said(report, sample.stem))
    if request.config.getoption("--accept"):
        sample.write_text(given + "=== says\n" + said, "utf-8")
        expected = said
    assert said == expected
    assert not report.bugs
    assert f"[{sample.stem.partition('~')[0]}]" in said


def test_every_code_has_a_sample() -> None:
    shown = {path.stem.partition("~")[0] for path in SAMPLES} | set(_BY_THE_SYSTEM)

    assert {code.code for code in codes.ALL} - shown == set()
    for test in _BY_THE_SYSTEM.values():
        assert (BAD.parent.parent.parent / test).is_file()


def _said(report: produce.Report, sample: str) -> Iterator[str]:
    for problem in report.problems:
        if problem.code == codes.PAPER_UNWRITTEN.code != sample:  # true of all: no sample has its branches' speeches
            continue
        yield f"{problem.severity} {problem}\n    {problem.hint}\n"
        for path in report.blocks.get(problem, []):
            yield f"    ✗ {path.removeprefix('outputs/')}\n"


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, _, content = part.partition("\n")
        name, _, how = head.strip().partition(" as ")
        yield name, how, content


def _write(path: Path, how: str, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = content.replace("␀", "\x07")
    if how == "hex":
        path.write_bytes(bytes.fromhex(content))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "nothing":
        path.unlink()
    elif how.startswith("gbk"):
        path.write_bytes(content.encode("gbk"))
    elif how == "docx":
        path.write_bytes(_document(content))
    elif path.suffix == ".xlsx" and how != "text":
        hidden = tuple(re.findall(r"hide (\S+)", how))
        rows = tuple(map(int, re.findall(r"row (\d+)", how)))
        merges = tuple(re.findall(r"[A-Z]\d+:[A-Z]\d+", how))
        path.write_bytes(workbook(content.replace("--- ", "=== "), merges=merges, hidden=hidden, hidden_rows=rows))
    else:
        path.write_bytes(content.encode("utf-8"))


def _document(content: str) -> bytes:
    document = docx.Document()
    for is_table, lines in groupby(content.splitlines(), lambda line: "|" in line and "{" not in line):
        if not is_table:
            for line in lines:
                document.add_paragraph(line)
            continue
        rows = [line.split("|") for line in lines]
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
