"""Which digits of a text are somebody's number: a short one stands by itself, whatever stands near it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model.facts import Branch
from pipeline.send import Checker, Secrets
from tests.makers import a_dossier, a_member, a_township
from tests.send.plants import paper, paragraph


def leaves(*blocks: str, phone: str = "", identity: str = "") -> bool:
    """Whether a paper with these blocks leaves for a branch of which nobody has these numbers."""
    ours = a_dossier(a_member(name="张三丰", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    stranger = a_member(name="钱某某", branch="乙支部", phone=phone, id_number=identity)
    theirs = a_dossier(stranger, branch=Branch("乙支部", folder="乙支部"))
    checker = Checker(Secrets.of([(a_township(ours, theirs), (ours, theirs))]))
    return not checker.look("甲支部", [paper(*blocks)]).leaks


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.mark.parametrize("known", ["67812345", "0379-67812345"])
@pytest.mark.parametrize(
    "text",
    ["67812345", "0379-67812345", "（0379）67812345", "037967812345", "0379 6781 2345", "+86-379-67812345",
     "联系电话67812345（2026年3月）", "67812345-801", "67812345转801", "1、67812345", "1. 67812345", "67812345/67812399",
     "67812345、67812399", "67812399 67812345", "6781-2345，2026年3月", "2026-03-05 67812345", "Tel67812345", "6 7 8 1 2 3 4 5",
     "邮编471000 电话67812345 传真67812399"],
)  # fmt: skip
def test_a_telephone_without_its_area_code_is_seen_whatever_stands_near_it(known: str, text: str) -> None:
    assert not leaves(paragraph(text), phone=known)


@pytest.mark.parametrize("known", ["67812345", "0379-67812345", "6781234", "0379-6781234"])
@pytest.mark.parametrize("written", ["{}", "0379-{}"])
def test_a_telephone_is_seen_in_a_table_of_numbers(known: str, written: str) -> None:
    local = known.removeprefix("0379-")
    for row in (["某某", "男", "1975-03-12", local], ["12", local, "3"]):
        assert not leaves(table([written.format(cell) if cell == local else cell for cell in row]), phone=known)
    assert not leaves(table(["某某", written.format(local)], ["2", "某某"]), phone=known)
    assert not leaves(paragraph(written.format(local)), paragraph("67812399"), phone=known)


@pytest.mark.parametrize(
    ("known", "text"),
    [("67812345", "工程造价6781.2345万元"), ("67812345", "工程造价67812345元"), ("67812345", "预算67,812,345元"),
     ("6781234", "面积678.1234亩"), ("67812345", "https://x.gov.cn/6781/2345.html"),
     ("67812345", "统一社会信用代码91410300MA67812345"), ("67812345", "护照E67812345"), ("67812345", "账号6222 0267 8123 4512 345"),
     ("6781234", "6、7、8、1、2、3、4号楼"), ("0379-67812345", "0371-67812345"), ("6781234", "阅读6781234次"),
     ("67812345", "编号410300196781234501")],
)  # fmt: skip
def test_a_sum_a_measure_or_a_code_is_no_telephone(known: str, text: str) -> None:
    assert leaves(paragraph(text), phone=known)


@pytest.mark.parametrize(
    "text",
    ["139零零零零0021", "139〇〇〇〇〇〇21", "一三九零零零零0021", "139" + " " * 10 + "0000" + " " * 12 + "0021",
     "一三九　零零零零　零零二一"],
)  # fmt: skip
def test_a_mobile_is_seen_in_digits_and_characters_mixed_and_far_apart(text: str) -> None:
    assert not leaves(paragraph(f"电话{text}"), phone="13900000021")
    assert leaves(paragraph(f"电话{text}"), phone="13900000022")


@pytest.mark.parametrize(
    ("text", "goes"),
    [("1101011975年03月12日000X", False), ("110101 1975年3月12日 000", False), ("1101011975年3月13日000X", True),
     ("110101-19750312-000X", False), ("110101-1975-0312-000", False), ("档号：110101-1975-0312-0001", True)],
)  # fmt: skip
def test_an_id_number_is_seen_with_its_day_written_as_a_date_and_a_file_number_is_none(text: str, goes: bool) -> None:
    assert leaves(paragraph(text), identity="11010119750312000X") is goes
