"""Every archive that is made opens everywhere: Info-ZIP, Python, python-docx, System.IO.Packaging, LibreOffice."""

from __future__ import annotations

import contextlib
import io
import subprocess
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from pipeline.model.problem import Origin
from pipeline.render import compile as compiling
from pipeline.render import open_template, seal
from pipeline.send import parcel
from pipeline.used_names import OPEN
from tests import office, opc, thorough
from tests.conftest import ROOT, Workspace, needs
from tests.render.test_dialect import CASES, FACTS, a_template, ours


def every(workspace: Workspace, folder: Path) -> list[Path]:
    """Papers of each kind: filled ones, a print volume, a template marked with comments."""
    workspace.build()
    plain = folder / "plain.docx"
    plain.write_bytes(ours(a_template(CASES["rows in a loop"]), FACTS))
    faulty = workspace.path / "templates" / "错.docx"
    faulty.write_bytes(a_template(["{{ 不认识.名 }}"]))
    workspace.run("template", "check", str(faulty))
    return [
        plain,
        *sorted(workspace.path.glob("outputs/**/*.docx")),
        *(workspace.path / "templates").glob("错*.docx"),
    ]


def test_what_is_made_keeps_the_rules_of_packages(campaign: Workspace, tmp_path: Path) -> None:
    made = every(campaign, tmp_path)

    assert len(made) > 10
    assert {path.name: opc.faults(path.read_bytes()) for path in made} == {path.name: [] for path in made}
    for path in made:
        assert docx.Document(str(path)).element.body is not None


@needs("unzip")
def test_info_zip_finds_no_error_and_reads_chinese_names(campaign: Workspace, tmp_path: Path) -> None:
    made = every(campaign, tmp_path)
    files = [(f"{at:02d}-{path.name}", path.read_bytes()) for at, path in enumerate(made)]
    for locked in ("", "kenndword2"):
        packed = tmp_path / f"一支部{locked}.zip"
        packed.write_bytes(parcel.zipped(files, locked))
        listed = subprocess.run(["unzip", "-Z1", packed], capture_output=True, check=True).stdout.decode("utf-8")
        assert listed.splitlines() == [name for name, _ in files]

    for path in (*made, tmp_path / "一支部.zip"):
        assert b"No errors detected" in subprocess.run(["unzip", "-t", path], capture_output=True, check=True).stdout


@pytest.mark.slow
@needs("soffice")
def test_libreoffice_opens_what_is_made(campaign: Workspace, tmp_path: Path) -> None:
    made = every(campaign, tmp_path)

    opened = office.converted(made, "pdf", tmp_path / "office")

    assert all(path.read_bytes().startswith(b"%PDF") for path in opened)


@pytest.mark.parametrize("name", thorough.each(sorted(path.name for path in (ROOT / "templates").glob("*.docx")), 4))
def test_constant_parts_are_deflated_once_and_best(name: str) -> None:
    data = (ROOT / "templates" / name).read_bytes()
    found = compiling.compiled_template(data, name, {OPEN: None}).value
    assert found is not None
    parts = open_template.opened_template(data, Origin(name)).value
    assert parts is not None
    constant = dict(parts)
    for part in found.parts:
        del constant[part.name]

    with zipfile.ZipFile(io.BytesIO(seal.sealed(found.start, ()))) as archive:
        for entry in archive.infolist():
            packed = zlib.compressobj(9, zlib.DEFLATED, -15)
            assert entry.compress_size == len(packed.compress(constant[entry.filename]) + packed.flush())
            assert archive.read(entry) == constant[entry.filename]


def test_parts_are_the_same_whoever_deflates_them(monkeypatch: pytest.MonkeyPatch) -> None:
    template = a_template(CASES["rows in a loop"])
    usual = ours(template, FACTS)

    monkeypatch.setattr(seal, "compress", zlib.compress)
    monkeypatch.setattr(seal, "_LEVEL", 1)
    other = ours(template, FACTS)

    with zipfile.ZipFile(io.BytesIO(usual)) as one, zipfile.ZipFile(io.BytesIO(other)) as two:
        assert [(n, one.read(n)) for n in one.namelist()] == [(n, two.read(n)) for n in two.namelist()]
    assert opc.faults(other) == []


@pytest.mark.parametrize("twin", ["word/Document.xml", "word/document.xml", "word\\document.xml"])
def test_a_template_with_two_parts_of_one_name_is_refused(twin: str) -> None:
    source = io.BytesIO(a_template(["{{ 名 }}"]))
    with (
        pytest.warns(UserWarning, match="Duplicate") if twin == "word/document.xml" else contextlib.nullcontext(),
        zipfile.ZipFile(source, "a") as archive,
    ):
        archive.writestr(twin, "<a/>")

    found = open_template.opened_template(source.getvalue(), Origin("甲.docx"))

    assert found.value is None
    assert "重名" in found.problems[0].message


def test_backslashes_in_a_templates_names_are_slashes_in_its_documents() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_template(["{{ 名 }}"]))) as right, zipfile.ZipFile(source, "w") as wrong:
        for name in right.namelist():
            wrong.writestr(name.replace("/", "\\"), right.read(name))

    assert opc.faults(ours(source.getvalue(), FACTS)) == []
