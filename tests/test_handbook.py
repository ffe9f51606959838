"""The clerk's handbook says what there is: every screen and command, words that stand on the page, pictures that exist."""

from __future__ import annotations

import re

import typer
from pypdf import PdfReader

from pipeline import guidance
from pipeline.cli import door
from tests import handbook
from tests.conftest import ROOT

TEXT = handbook.TEXT.read_text("utf-8")
PAGES = ROOT / "pipeline" / "web" / "pages"
SETTINGS = ROOT / "pipeline" / "web" / "screens" / "settings.py"
FOR_MAINTAINERS = {"package"}  # needs the source: docs/it.md


def shown() -> str:
    """Return the words of every page as they are seen; what a page fills in is …."""
    words = "\n".join(path.read_text("utf-8") for path in sorted(PAGES.glob("*.html")))
    labels = " ".join(re.findall(r"'([^'\n]*[\u4e00-\u9fff][^'\n]*)'", words))
    bare = re.sub(r"<[^<>]+>", "", re.sub(r"\{\{.*?\}\}", "…", re.sub(r"\{%.*?%\}", "", words, flags=re.DOTALL)))
    asked = "\n".join(
        guidance.label(*each) for each in re.findall(r'Setting\(\s*"([^"]+)",\s*"([^"]+)"', SETTINGS.read_text("utf-8"))
    )
    return re.sub(r"[ \u00a0]", "", re.sub(r"(批准)\s*0", r"\1…", f"{bare}\n{labels}\n{asked}"))


def quoted() -> set[str]:
    return set(re.findall(r"【([^】]+)】", TEXT)) - {""}


def test_every_word_that_it_quotes_stands_on_a_page() -> None:
    there = shown()

    lacking = {words for words in quoted() if words.replace(" ", "") not in there}

    assert lacking == set()
    assert len(quoted()) > 40


def test_every_screen_is_named() -> None:
    nav = (PAGES / "_nav.html").read_text("utf-8")
    screens = {
        words for group in re.findall(r"\('/[^)]*\)", nav) for words in re.findall(r"'([\u4e00-\u9fff]+)'", group)
    }

    assert len(screens) > 9
    assert screens - quoted() == set()


def test_every_command_that_a_clerk_needs_is_named() -> None:
    command = typer.main.get_command(door.app)
    names = {name for name, each in command.commands.items() if not each.hidden} - FOR_MAINTAINERS

    assert {name for name in names if not re.search(rf"(?<![a-z]){name}(?![a-z])", TEXT)} == set()


def test_its_pictures_exist_and_are_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)

    assert len(pictures) == len(set(pictures)) == 7
    assert {f"pictures/{path.name}" for path in handbook.PICTURES.iterdir()} == set(pictures)
    for name in pictures:
        data = (handbook.TEXT.parent / name).read_bytes()
        assert handbook.size(data) in {(1025, 576), (1024, 576), (1025, 465)}
        assert len(data) <= 80_000


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (handbook.TEXT.parent / target).is_file(), target


def test_what_is_printed_is_what_is_written() -> None:
    pages = "".join(page.extract_text() for page in PdfReader(handbook.PRINTED).pages)
    printed = re.sub(r"—\d+—", "", re.sub(r"\s", "", pages))
    paragraphs = [re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", line.lstrip("# ")) for line in TEXT.splitlines()]
    plain = [re.sub(r"\s", "", line) for line in paragraphs if line and line[0] not in "|!"]

    assert [line for line in plain if line not in printed] == []
    assert handbook.PRINTED.stat().st_size <= 2_000_000


def test_a_reduced_picture_keeps_what_it_shows() -> None:
    red, blue = (200, 30, 30), (20, 40, 220)
    rows = [[red] * 5, [blue] * 5, [red, blue, red, blue, red]]
    raw = b"".join(b"\0" + bytes(each for pixel in row for each in pixel) for row in rows)
    png = handbook.written(5, 3, raw)

    for each in (png, handbook.reduced(png)):
        assert handbook.size(each) == (5, 3)
        assert handbook.pixels(each) == [pixel for row in rows for pixel in row]
