"""A message names the button to whom sits at the page, the command to whom sits at the console."""

from __future__ import annotations

import re
from threading import Thread

from pipeline import guidance
from tests.conftest import ROOT


def test_a_thread_of_the_page_names_its_buttons_and_no_other_does() -> None:
    said: list[str] = []

    def on_page() -> None:
        guidance.on_the_page()
        said.append(f"请先{guidance.reopen('活动')}")

    thread = Thread(target=on_page)
    thread.start()
    thread.join()

    assert said == ["请先在“体检与备份”按“重新打开这个活动”"]
    assert f"请先{guidance.reopen('活动')}" == "请先运行 gongwen archive 活动 --undo"


def test_the_buttons_that_are_named_are_there() -> None:
    """The screens and buttons in “…” stand in what the page draws."""
    home = ROOT / "pipeline" / "web"
    files = [*(home / "pages").glob("*.html"), home / "screens" / "settings.py"]
    drawn = "".join(path.read_text("utf-8") for path in files)
    drawn += "".join(guidance._FIELDS.values())  # tests/web/test_going_through.py: the form has each of them
    steps = [each for each in vars(guidance).values() if isinstance(each, guidance.Step)] + [guidance.reopen("活动")]
    named = [words for step in steps for words in re.findall("“([^”]*)”", step.clicked)]

    assert named
    assert [words for words in named if words not in drawn] == []
