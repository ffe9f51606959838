"""What of a roster's cells is looked for in other branches' papers, however somebody has written there."""

from __future__ import annotations

import pytest

from pipeline.model.facts import Branch
from pipeline.send import Checker, Secrets
from tests.makers import a_dossier, a_member, a_township
from tests.send.plants import paper, paragraph


def stopped(text: str, **cells: str) -> bool:
    """Whether a paper with this text is kept from a branch whose member has none of these cells."""
    ours = a_dossier(a_member(name="张三丰", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    stranger = a_member(**{"name": "钱某某", "branch": "乙支部", **cells})
    theirs = a_dossier(stranger, branch=Branch("乙支部", folder="乙支部"))
    checker = Checker(Secrets.of([(a_township(ours, theirs), (ours, theirs))]))
    return bool(checker.look("甲支部", [paper(paragraph(f"联系人：{text}"))]).leaks)


@pytest.mark.parametrize(
    ("cell", "known"),
    [("赵建刚2", ["赵建刚"]), ("钱志强（大）", ["钱志强"]), ("（小）孙桂兰", ["孙桂兰"]), ("周翠花A", ["周翠花"]),
     ("沈大同①", ["沈大同"]), ("陈永福（曾用名陈狗蛋）", ["陈永福", "陈狗蛋"]), ("褚卫红 曾用名褚大丫", ["褚卫红", "褚大丫"]),
     ("卫国柱、卫国梁", ["卫国柱", "卫国梁"]), ("卫国柱 蒋大林", ["卫国柱", "蒋大林"]), ("李 秀梅", ["李秀梅"]),
     ("组长：郑守田", ["郑守田"]), ("小名狗蛋，大名周守田", ["周守田"]), ("吴德贵（住院）", ["吴德贵"]), ("欧阳 若水", ["欧阳若水"])],
)  # fmt: skip
def test_each_name_of_a_cell_is_kept_from_others(cell: str, known: list[str]) -> None:
    assert [stopped(f"{name}同志", name=cell) for name in known] == [True] * len(known)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("吴德贵（住院）", "慰问住院老党员"),
        ("欧阳 若水", "欧阳修《醉翁亭记》"),
        ("组长：郑守田", "由组长负责"),
        ("周翠花A", "甲等A级"),
    ],
)
def test_what_stands_beside_a_name_is_no_name(cell: str, text: str) -> None:
    assert not stopped(text, name=cell)


@pytest.mark.parametrize(
    ("cell", "known"),
    [("13900000027-家", ["13900000027"]), ("手机13900000025", ["13900000025"]), ("13900000026转小李", ["13900000026"]),
     ("13900000021 13900000022", ["13900000021", "13900000022"]), ("13900000030；家67810030", ["13900000030", "67810030"]),
     ("+86 139 0000 0024", ["13900000024"]), ("0379-67810029转12", ["67810029", "0379-67810029"]), ("1390000003", ["1390000003"]),
     ("家67810031，2026年起用", ["67810031"]), ("13900000023（妻）", ["13900000023"])],
)  # fmt: skip
def test_each_telephone_of_a_cell_is_kept_from_others(cell: str, known: list[str]) -> None:
    assert [stopped(number, phone=cell) for number in known] == [True] * len(known)
    assert not stopped("2026年，13900000099，20260101", phone=f"{cell} 20260101")


@pytest.mark.parametrize(
    ("cell", "known"),
    [("110101196901090009（换证）", "110101196901090009"), ("身份证110101196901060009", "110101196901060009"),
     ("号码：110101 19690106 000X 新", "11010119690106000X"), ("旧证110101690106000", "110101690106000")],
)  # fmt: skip
def test_an_id_number_is_kept_from_others_whatever_stands_beside_it(cell: str, known: str) -> None:
    assert stopped(known, id_number=cell)
