"""A part of templates/sheets.yaml: to parse it whole takes half a second."""

from __future__ import annotations

import re

from tests.conftest import ROOT

SHIPPED = (ROOT / "templates" / "sheets.yaml").read_text("utf-8")
BUILT_IN = "\n  内置: "


def with_words(*words: str) -> str:
    """Return those entries of the shipped file that have any of these words."""
    entries = re.split("^(?=- )", SHIPPED, flags=re.MULTILINE)
    return "".join(entry for entry in entries if any(each in entry for each in words))
