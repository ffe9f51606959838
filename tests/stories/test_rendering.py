"""The papers through LibreOffice: as many pages as they should have, nothing falls off."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Built, needs
from tests.office import converted

pytestmark = [pytest.mark.slow, needs("soffice"), needs("pdfinfo")]


def test_every_kind_renders_to_the_pages_that_it_should_have(sample_built: Built, tmp_path: Path) -> None:
    home = sample_built.home
    wanted = {
        "全镇/01-会议通知": range(3, 6),
        "全镇/02-动员讲话": range(7, 12),
        "柳树店村党支部/01-会议通知": range(2, 4),
        "柳树店村党支部/02-动员讲话": range(2, 5),
        "吕寨村党支部/03-党性分析表-吕长河": range(2, 3),  # one sheet of paper
        "吕寨村党支部/03-党性分析表-吕修德": range(1, 2),  # the short form: one page
        "轧花厂党支部/03-党性分析表-乔一鸣": range(3, 4),  # the letter, and one sheet
        "柳树店村党支部/04-整改方案": range(2, 5),
        "柳树店村党支部/05-整改台账": range(1, 3),
    }
    papers = [home / f"{name}.docx" for name in wanted]
    *alone, volume = converted([*papers, home / "打印" / "轧花厂党支部" / "分析评议.docx"], "pdf", tmp_path / "见")

    for paper, (name, expected) in zip(alone, wanted.items(), strict=True):
        assert pages(paper) in expected, name
    members = len(list((home / "轧花厂党支部").glob("03-*.docx")))
    assert pages(volume) >= 2 * members


def pages(path: Path) -> int:
    said = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    found = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
    assert found is not None
    return int(found[1])
