"""Whatever a value says is exact in the document, or refused by name, in every kind of slot."""

from __future__ import annotations

import functools
import random

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render import fill
from pipeline.render.compiled import Compiled
from tests import thorough
from tests.benchmarks import strings
from tests.render.test_dialect import a_template, ours, saved, tabled


@functools.cache
def template(slot: str) -> Compiled:
    return strings.compiled(slot)[slot]


@settings(max_examples=thorough.examples(400))
@given(st.sampled_from(sorted(strings.SLOTS)), st.text(max_size=40))
def test_any_text_is_exact_or_refused(slot: str, text: str) -> None:
    assert strings.fate(slot, template(slot), text) in {"exact", "refused"}


@pytest.mark.parametrize("slot", strings.SLOTS)
def test_markup_control_characters_and_all_planes_are_exact_or_refused(slot: str) -> None:
    chance = random.Random(slot)

    for _ in range(12):
        text = strings.a_string(chance)
        assert strings.fate(slot, template(slot), text) in {"exact", "refused"}, text


@pytest.mark.parametrize("slot", ["field", "formula", "tip of a link", "description of a picture", "property"])
def test_line_ends_and_tabs_stay_as_they_are_where_word_has_no_others(slot: str) -> None:
    assert strings.fate(slot, template(slot), "一\n二\r\n三\r四\t五") == "exact"
    assert strings.fate(slot, template(slot), "一\a二") == "refused"


@pytest.mark.parametrize("slot", ["rich text", "rich paragraph", "listing", "loop"])
def test_a_forbidden_character_is_told_by_its_name_wherever_it_is(slot: str) -> None:
    assert strings.fate(slot, template(slot), "一\x01二") == "refused"
    assert strings.fate(slot, template(slot), "一\r\n二\r三") == "exact"


@pytest.mark.parametrize("slot", ["link", "insertion", "content control"])
def test_a_new_paragraph_within_a_link_is_refused_and_said(slot: str) -> None:
    assert strings.fate(slot, template(slot), "一\a二") == "refused"
    assert strings.fate(slot, template(slot), "一\n二\t三") == "exact"


@pytest.mark.parametrize("paragraph", ["{{r 名 }}", "{{p 名 }}"])
def test_plain_text_where_word_would_pass_over_it_is_refused(paragraph: str) -> None:
    with pytest.raises(fill.LostText, match=r"张三.*普通文字"):
        ours(a_template([paragraph]), {"名": "张三", "数": 1, "符": "", "人": {"姓名": ""}})


@pytest.mark.parametrize("span", ["二", "0", "-1", "1.5", "64", "１", " 2", ""])
def test_a_cell_goes_over_a_number_of_columns_or_is_refused(span: str) -> None:
    with pytest.raises(fill.LostText, match="colspan"):
        ours(_spanning(), {"宽": span})


def test_a_cell_may_go_over_columns_by_a_number_or_by_its_digits() -> None:
    assert ours(_spanning(), {"宽": 2}) == ours(_spanning(), {"宽": "2"})


def _spanning() -> bytes:
    """A template whose header holds a table with a cell over a number of columns that the facts tell."""
    document = docx.Document()
    header = document.sections[0].header
    table = header.add_table(1, 2, 1)
    table.rows[0].cells[0].text = "{% colspan 宽 %}a"
    return saved(document)


def test_what_is_too_long_for_docxtpls_mending_of_tables_is_refused_not_dropped() -> None:
    template = a_template([tabled(("a", "{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"))])
    facts = {"列": ["长" * 4_000_000], "名": "", "符": "", "人": {"姓名": ""}}

    with pytest.raises(fill.LostText, match="太长"):
        ours(template, facts)
