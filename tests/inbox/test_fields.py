"""One cell → one value, or one reason. Never a guess, never an exception."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from pipeline.inbox import contacts, fields
from pipeline.inbox.fields import CellFault, Taken
from pipeline.model.facts import PartialDate

RAW = st.one_of(
    st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas()
)
READERS = (
    fields.text, fields.name, fields.as_date, fields.id_number, contacts.phone, contacts.email, fields.yes_no, fields.status,
    fields.standing, fields.sex, fields.categories, fields.several, fields.names, fields.deadline,
)  # fmt: skip


@given(RAW)
def test_no_cell_brings_a_reader_down(raw: object) -> None:
    for reader in READERS:
        reader(raw)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2005.07", PartialDate(2005, 7)),
        ("2005.7", PartialDate(2005, 7)),
        ("200507", PartialDate(2005, 7)),
        ("20050701", PartialDate(2005, 7, 1)),
        ("2005-7", PartialDate(2005, 7)),
        ("2005/07/01", PartialDate(2005, 7, 1)),
        ("2005年7月", PartialDate(2005, 7)),
        ("2005年七月", PartialDate(2005, 7)),
        ("二〇〇五年七月一日", PartialDate(2005, 7, 1)),
        ("二○○五年十二月二十一日", PartialDate(2005, 12, 21)),
        ("２００５．０７．０１", PartialDate(2005, 7, 1)),
        (" 2005.07.01。", PartialDate(2005, 7, 1)),
        ("2005-07-01 00:00:00", PartialDate(2005, 7, 1)),
        ("2005年7月1日", PartialDate(2005, 7, 1)),
        ("2005", PartialDate(2005)),
        ("2005年", PartialDate(2005)),
        ("2005。07", PartialDate(2005, 7)),
        ("2005，7，1", PartialDate(2005, 7, 1)),
        ("2005年7月份", PartialDate(2005, 7)),
        ("2005—07—01", PartialDate(2005, 7, 1)),
        ("2005–7", PartialDate(2005, 7)),
        ("2005 07 01", PartialDate(2005, 7, 1)),
        ("2005　7", PartialDate(2005, 7)),
        ("二00五年十月", PartialDate(2005, 10)),
        (2005.07, PartialDate(2005, 7)),
        (2005.11, PartialDate(2005, 11)),
        (2005.2, PartialDate(2005, 2)),
        (200507.0, PartialDate(2005, 7)),
        (38534.0, PartialDate(2005, 7, 1)),
        ("38534", PartialDate(2005, 7, 1)),
        (dt.date(2005, 7, 1), PartialDate(2005, 7, 1)),
        ("", None),
        ("—", None),
    ],
)
def test_a_date_keeps_the_precision_that_it_was_written_with(written: object, means: PartialDate | None) -> None:
    assert fields.as_date(written) == means  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (2005.1, "cell.date-ambiguous"),
        ("2005.1", "cell.date-ambiguous"),
        ("05.7", "cell.date-two-digit-year"),
        ("75年3月", "cell.date-two-digit-year"),
        ("2005.13", "cell.date"),
        ("2005-02-30", "cell.date"),
        ("不详", "cell.date"),
        ("2005—2006", "cell.date"),
        ("2005 2006", "cell.date"),
        ("2005.7-8月", "cell.date"),
        ("1889-01-01", "cell.date"),
        (True, "cell.date"),
        (12.5, "cell.date-two-digit-year"),
    ],
)
def test_what_could_be_two_dates_or_none_is_refused(written: object, code: str) -> None:
    found = fields.as_date(written)  # type: ignore[arg-type]

    assert isinstance(found, CellFault)
    assert found.code.code == code


def test_a_date_cell_that_shows_no_day_has_none() -> None:
    assert fields.as_date(dt.date(2005, 7, 1), month_only=True) == PartialDate(2005, 7)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_a_printed_date_is_read_back_as_itself(day: dt.date) -> None:
    date = PartialDate(day.year, day.month, day.day)

    assert fields.as_date(str(date)) == date
    assert fields.as_date(day.isoformat()) == date


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("110101197210180003", "110101197210180003"),
        ("１１０１０１１９７２１０１８０００３", "110101197210180003"),
        ("110101 19721018 0003", "110101197210180003"),
        ("110101750312000", "110101750312000"),
        ("’110101197210180003", "110101197210180003"),
        ("`110101197210180003", "110101197210180003"),
        ("身份证号：110101-19721018-0003", "110101197210180003"),
        ("暂无", ""),
        (110101750312000.0, "110101750312000"),
        ("", ""),
    ],
)
def test_an_id_number_is_checked_and_kept(written: object, means: str) -> None:
    assert fields.id_number(written) == means  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("110101197210180004", "cell.id"),
        ("11010119721018000", "cell.id"),
        ("110101197213180003", "cell.id"),
        (110101197210180003.0, "cell.id-damaged"),
        ("1.10101E+17", "cell.id-damaged"),
        ("110101197210181000", "cell.id-damaged"),
    ],
)
def test_a_wrong_or_damaged_id_number_is_refused_and_not_quoted_whole(written: object, code: str) -> None:
    found = fields.id_number(written)  # type: ignore[arg-type]

    assert isinstance(found, CellFault)
    assert found.code.code == code
    assert str(written) not in str(found.values)


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_the_last_place_of_an_id_number_is_what_others_reckon(body: str) -> None:
    assert fields._check_digit(f"{body}0") == ric.calc_check_digit(f"{body}0")


@pytest.mark.parametrize(
    "written", ["34122119700101007×", "34122119700101007Ⅹ", "34122119700101007х", "＇34122119700101007✕"]
)
def test_what_looks_like_the_last_x_of_an_id_number_is_one_where_the_checksum_says_so(written: str) -> None:
    found = fields.id_number(written)

    assert isinstance(found, Taken)
    assert found.value == "34122119700101007X"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("34122119700101007*", "末位是“*”；末位只能是数字或字母 X"),
        ("34122119700101013×", "末位是“×”；末位只能是数字或字母 X"),
        ("3412211970010101O3", "里面有不该有的字“O”"),
        ("34122119700101013", "应为 18 位，这里是 17 位"),
        ("3412211970010X0133", "只有末位可以是 X"),
        ("110101197210180003（临时）", "里面有不该有的字“(临时)”"),
    ],
)
def test_why_something_is_no_id_number_is_true(written: str, reason: str) -> None:
    found = fields.id_number(written)

    assert isinstance(found, CellFault)
    assert found.values["reason"] == reason


def test_an_id_number_holds_birth_and_sex() -> None:
    assert fields.birth_of("110101197210180003") == PartialDate(1972, 10, 18)
    assert fields.birth_of("110101750312000") == PartialDate(1975, 3, 12)
    assert fields.sex_of("110101197210180003") == "女"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("张　三", "张三"),
        (" 李 四 ", "李四"),
        ("阿依·古丽", "阿依·古丽"),
        ("John Smith", "John Smith"),
        ("张三\u200b", "张三"),
    ],
)
def test_a_name_is_kept_without_its_padding(written: str, means: str) -> None:
    assert fields.name(written) == means


@pytest.mark.parametrize("written", ["张？三", "张\ufffd", "——", "123", "张" * 200, 5.0])
def test_a_name_that_lost_a_character_is_refused(written: object) -> None:
    assert isinstance(fields.name(written), CellFault)  # type: ignore[arg-type]


def test_rare_characters_are_found() -> None:
    assert fields.rare("张㛃") == "㛃"
    assert fields.rare("张𬭚") == "𬭚"
    assert fields.rare("张三") == ""


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("是", True),
        ("√", True),
        ("否", False),
        ("", False),
        ("无", False),
        ("是（广东）", True),
        (True, True),
        (0.0, False),
    ],
)
def test_yes_and_no_are_told(written: object, means: bool) -> None:
    assert fields.yes_no(written) is means  # type: ignore[arg-type]


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert isinstance(fields.yes_no("广东"), CellFault)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("一是修订办法；二是设置公开栏。", ("修订办法", "设置公开栏")),
        ("1.修订办法\n2.设置公开栏", ("修订办法", "设置公开栏")),
        ("（1）修订办法；（2）设置公开栏", ("修订办法", "设置公开栏")),
        ("修订办法", ("修订办法",)),
        ("2026年前完成；3个月内公示", ("2026年前完成", "3个月内公示")),
        ("", ()),
    ],
)
def test_measures_are_split_and_lose_their_numbers(written: str, means: tuple[str, ...]) -> None:
    assert fields.several(written) == means


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2026-11-30", PartialDate(2026, 11, 30)),
        ("2026年11月", PartialDate(2026, 11)),
        ("立行立改", "立行立改"),
        ("2026年11月底前", "2026年11月底前"),
        ("", ""),
    ],
)
def test_a_deadline_is_a_date_or_words(written: str, means: object) -> None:
    assert fields.deadline(written) == means


def test_a_deadline_of_digits_must_be_a_date() -> None:
    assert isinstance(fields.deadline("2026-13-45"), CellFault)


def test_categories_are_named_by_our_words() -> None:
    assert fields.categories("流动党员、离退休党员") == ("流动", "离退休")
    assert fields.categories("骨干") == ("骨干",)
    assert fields.categories("无") == ()
    assert fields.categories("") is None


@pytest.mark.parametrize(
    ("written", "means"),
    [("正式", "正式党员"), ("中共预备党员", "预备党员"), ("", ""), ("正 式 党 员", "正式党员")],
)
def test_a_status_is_one_of_two(written: str, means: str) -> None:
    assert fields.status(written) == means
