"""The papers through LibreOffice: as many pages as they should have, nothing falls off."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE, Workspace, needs

pytestmark = [pytest.mark.slow, needs("soffice"), needs("pdfinfo")]
NAME = SAMPLE.name


def test_every_kind_renders_to_the_pages_that_it_should_have(sample: Workspace, tmp_path: Path) -> None:
    sample.build()
    home = sample.output(NAME)
    wanted = {
        "全镇/01-会议通知": range(3, 6),
        "全镇/02-动员讲话": range(7, 12),
        "柳树店村党支部/01-会议通知": range(2, 4),
        "柳树店村党支部/02-动员讲话": range(3, 6),
        "吕寨村党支部/03-党性分析表-吕长河": range(3, 4),
        "柳树店村党支部/04-整改方案": range(2, 5),
        "柳树店村党支部/05-整改台账": range(1, 3),
    }
    folder = tmp_path / "见"
    folder.mkdir()
    for number, name in enumerate(wanted):
        shutil.copy(home / f"{name}.docx", folder / f"{number}.docx")
    shutil.copy(home / "打印" / "轧花厂党支部.docx", folder / "volume.docx")

    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx"))),
    ]  # fmt: skip
    environment = os.environ | {"FONTCONFIG_FILE": str(ROOT / "tests" / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)

    for number, (name, expected) in enumerate(wanted.items()):
        assert pages(folder / f"{number}.pdf") in expected, name
    members = len(list((home / "轧花厂党支部").glob("03-*.docx")))
    assert pages(folder / "volume.pdf") >= 2 * members


def pages(path: Path) -> int:
    said = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    found = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
    assert found is not None
    return int(found[1])
