"""表号: stable, meaningless without the key, a slip of the pen shows."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import paper_number

KEY, OTHER = "00" * 16, "01" * 16
PLACES = [f"{branch}支部/03-党性分析表-{member}.docx" for branch in range(40) for member in range(300)]


def test_a_place_has_one_number_under_one_key() -> None:
    number = paper_number.drawn(KEY, PLACES[0])

    assert number == paper_number.drawn(KEY, PLACES[0])
    assert number != paper_number.drawn(OTHER, PLACES[0])
    assert paper_number.read(number) == number


def test_twelve_thousand_papers_have_numbers_of_their_own_and_no_telephone_in_them() -> None:
    numbers = [paper_number.drawn(KEY, place) for place in PLACES]

    assert len(set(numbers)) == len(PLACES) == 12_000
    assert max(sum(map(str.isdigit, number)) for number in numbers) <= 6
    assert all(len(number) == paper_number.LENGTH for number in numbers)


@pytest.mark.parametrize("place", PLACES[:20])
def test_one_wrong_sign_shows_wherever_it_stands(place: str) -> None:
    number = paper_number.drawn(KEY, place)

    for at, sign in itertools.product(range(len(number)), paper_number.SIGNS):
        if sign != number[at]:
            assert paper_number.read(number[:at] + sign + number[at + 1 :]) == ""


def test_two_signs_in_the_wrong_order_show() -> None:
    missed = tried = 0
    for place in PLACES[:500]:
        number = paper_number.drawn(KEY, place)
        for at in range(len(number) - 1):
            swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            tried += swapped != number
            missed += swapped != number and bool(paper_number.read(swapped))

    assert tried > 3000
    assert missed < tried / 200  # Luhn's sum misses one pair of signs, 0 and Z


def test_a_number_is_read_as_people_write_it() -> None:
    number = next(n for place in PLACES if {"0", "1"} <= set(n := paper_number.drawn(KEY, place)))

    shown = paper_number.shown(number)

    assert [len(part) for part in shown.split("-")] == [3, 3, 3]
    for written in (shown, shown.lower(), f" {shown} ", number.replace("0", "O").replace("1", "l")):
        assert paper_number.read(written) == number


@given(st.text())
def test_anything_else_is_no_number(text: str) -> None:
    read = paper_number.read(text)

    assert read == "" or (len(read) == paper_number.LENGTH and paper_number.read(read) == read)
