"""Whatever a value says is exact in the document, or refused by name, in every kind of slot."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks import strings

TEMPLATES = strings.compiled()


@pytest.mark.parametrize("slot", TEMPLATES)
@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_exact_or_refused(slot: str, text: str) -> None:
    assert strings.fate(TEMPLATES[slot], text) in {"exact", "refused"}


def test_markup_control_characters_and_all_planes_are_exact_or_refused() -> None:
    chance = random.Random(9)

    for number in range(300):
        text = strings.a_string(chance)
        slot = list(TEMPLATES)[number % len(TEMPLATES)]
        assert strings.fate(TEMPLATES[slot], text) in {"exact", "refused"}, (slot, text)
