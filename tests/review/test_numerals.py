"""Numbers in running text: what is spelled is read, what may mean two numbers is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.expression import numeral
from pipeline.review.numerals import NUMBER, spelt_number

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """Spell a number of 1 to 99,999,999 as papers do, place by place."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return spelled(high) + "万" + ("零" if 0 < low < 1000 else "") + (_places(low) if low else "")
    words = _places(number)
    return words.removeprefix("一") if words.startswith("一十") else words


def _places(number: int) -> str:
    words, skipped = "", False
    for weight, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // weight % 10
        if digit:
            words += ("零" if skipped and words else "") + DIGITS[digit] + unit
        skipped = not digit
    return words


@given(st.integers(1, 99_999_999))
def test_a_spelled_number_is_read_as_it_was_meant(number: int) -> None:
    assert spelt_number(spelled(number)) == number
    assert spelt_number(str(number)) == number
    assert spelt_number(f"{number:,}") == number


@given(st.integers(1, 99))
def test_what_headings_are_numbered_with_is_read(number: int) -> None:
    assert spelt_number(numeral(number)) == number


@given(st.text("〇零一二两三四五六七八九十百千万", max_size=8))
def test_no_two_numbers_share_a_spelling(words: str) -> None:
    number = spelt_number(words)

    if number is not None and "两" not in words and "〇" not in words and not re.fullmatch(f"[{DIGITS}]{{3,}}", words):
        assert words.removeprefix("一") == spelled(number).removeprefix("一")


@pytest.mark.parametrize(
    ("words", "number"),
    [("两百", 200), ("二二〇", 220), ("一百零三", 103), ("一万零五", 10_005), ("十", 10), ("两", 2)],
)
def test_other_ways_of_writing_are_read_too(words: str, number: int) -> None:
    assert spelt_number(words) == number


@pytest.mark.parametrize(
    "words", ["三四百", "一百三", "一一", "三四", "百", "万", "零", "〇", "", "二千五", "十十", "一百零十"]
)
def test_what_may_mean_two_numbers_is_none(words: str) -> None:
    assert spelt_number(words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("共有230名党员", ["230"]), ("二百三十名", ["二百三十"]), ("3.5万元", []), ("第三批", []), ("1,200人", ["1,200"])],
)
def test_a_number_is_found_in_running_text_as_a_whole(text: str, found: list[str]) -> None:
    assert re.findall(NUMBER, text) == found
