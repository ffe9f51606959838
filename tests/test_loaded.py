"""What a command loads: who only reads and decides waits for nothing that sends, marks, compiles or reads for others."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli
from tests.conftest import ROOT, Built, working_here

_SENDING = {"pipeline.send", "pyzipper", "Cryptodome", "tenacity", "smtplib", "imaplib"}
_MARKING = {"pipeline.review.gbt9704", "pipeline.review.reviewer", "pipeline.tidy", "pipeline.errands.tidy"}
_COMPILING = {"pipeline.render.compile", "pipeline.render.checking", "docxtpl", "docx"}
_READING = {"python_calamine", "openpyxl", "pypandoc"}
_MAKING = {"xlsxwriter", "pipeline.stationery", "pipeline.web", "distributed"}
_ASKING = {"pydantic", "pydantic_core"}
_NONE = _SENDING | _MARKING | _COMPILING | _READING | _MAKING | _ASKING
_READERS = {
    *("ruamel.yaml", "ssl", "urllib.request", "lxml.html", "pipeline.review", "pipeline.splice.sheetxml"),
    *("pipeline.inbox.sheet_bytes", "pipeline.inbox.draft_bytes", "pipeline.inbox.manuscript", "pipeline.inbox.pandoc"),
}
_ROWS = {"pipeline.inbox.workbook", "pipeline.inbox.record_rows", "pipeline.inbox.roster", "pipeline.inbox.rows"}
_FILLING = {"lxml", "email", "pipeline.render.fill", "pipeline.shelf.staging", "pipeline.model.returned"}
_NOTING = {"pipeline.cli.journal", "logging.handlers", "rich.table"}
_LIGHT = {"jinja2", "ruamel.yaml", "lxml", "sqlite3"}
_PARSING = {"ruamel.yaml", "lxml", "asyncio", "ssl", "multiprocessing"}
_IDLE = _PARSING | {
    "jinja2",
    "pipeline.inbox.reading",
    "pipeline.plan.due",
    "pipeline.render",
    "pipeline.produce.production",
}
_LOADED = """\
import contextlib, io, json, sys
from pipeline import cli
with contextlib.redirect_stdout(io.StringIO()):
    cli.run(sys.argv[1:])
print(json.dumps([*sys.modules]))
"""


@pytest.fixture(scope="module")
def standing(sample_built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as its last build has left it, for commands that may write."""
    folder = tmp_path_factory.mktemp("standing") / "office"
    shutil.copytree(sample_built.path, folder)
    with working_here(), contextlib.redirect_stdout(io.StringIO()):
        cli.run(["build", "--workspace", str(folder)])
    return folder


@pytest.mark.parametrize(
    ("command", "without"),
    [
        ("check", _NONE | _IDLE),
        ("build", _NONE | _IDLE),
        ("status", _NONE | _IDLE | {"pipeline.cli.journal", "logging.handlers"}),
        ("vocabulary", _NONE | _PARSING | {"rich", "pipeline.inbox.reading"}),
        ("why 活动安排", _NONE | _READERS | _NOTING | _ROWS | _FILLING),
        ("approve", _NONE),
        ("--help", _NONE | _LIGHT | _NOTING | {"email"} | {"pipeline.produce", "pipeline.inbox"}),
    ],
)
def test_a_command_loads_what_it_needs(standing: Path, command: str, without: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *command.split(), "--workspace", str(standing)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert without & {*json.loads(done.stdout)} == set()
