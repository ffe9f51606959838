"""A name in a narrow cell breaks where it may be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render import filters
from pipeline.render.folding import folded


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("张　三", 4, ["张　三"]),
        ("买买提·艾力", 4.5, ["买买提·", "艾力"]),
        ("买买提·艾力", 6, ["买买提·艾力"]),
        ("阿依努尔·买买提吐尔逊", 5, ["阿依努尔·", "买买提", "吐尔逊"]),
        ("阿依努尔·买买提吐尔逊", 4, ["阿依", "努尔·", "买买提", "吐尔逊"]),
        ("迪丽热巴·阿不都热合曼·艾尔肯", 5, ["迪丽热巴·", "阿不都", "热合曼·", "艾尔肯"]),
        ("诸葛孔明月", 4.5, ["诸葛", "孔明月"]),
        ("王小明（1956年11月）", 4.5, ["王小明", "（1956年", "11月）"]),
        ("王建国、李建军、赵一", 5, ["王建国、", "李建军、", "赵一"]),
        ("清风中学教职工党支部", 8, ["清风中学教职工", "党支部"]),
        ("农机合作社联合社党总支", 10, ["农机合作社联合社", "党总支"]),
        ("中国共产党吕寨镇石桥村支部委员会", 12, ["中国共产党吕寨镇石桥村", "支部委员会"]),
        ("中共吕寨镇石桥村总支部委员会", 11, ["中共吕寨镇石桥村", "总支部委员会"]),
        ("中共吕寨镇企业服务中心联合支部委员会", 14, ["中共吕寨镇企业服务中心", "联合支部委员会"]),
        (
            "中国共产党西南山州彝族自治县吕寨镇柏林桥街道东街社区第三网格流动党员联合支部委员会",
            22,
            ["中国共产党西南山州彝族自治县吕寨镇柏林桥街道", "东街社区第三网格流动党员联合支部委员会"],
        ),
        ("㙟头村党支部", 6, ["㙟头村党支部"]),
        ("", 4, [""]),
    ],
)
def test_a_name_breaks_where_it_may_be_read(name: str, room: float, lines: list[str]) -> None:
    assert folded(name, room).split("\n") == lines


@given(
    st.text("王李张阿依努尔买提村第一党支部12·（）、", max_size=40), st.integers(8, 40).map(lambda halves: halves / 2)
)
def test_a_broken_name_is_the_same_name(name: str, room: float) -> None:
    assert folded(name, room).replace("\n", "") == name


@given(st.text("王李张阿依努尔买提村第一党支部", max_size=40), st.integers(4, 20))
def test_its_lines_have_room_and_no_character_is_alone(name: str, room: int) -> None:
    lines = folded(name, room).split("\n")

    assert all(len(line) <= room for line in lines)
    assert len(lines) == 1 or all(len(line) > 1 for line in lines)


@pytest.mark.parametrize(
    ("names", "room", "lines"),
    [
        (["张三", "李建国", "欧阳娜"], 10, ["张　三　　李建国", "欧阳娜"]),
        ([], 9, [""]),
        (["买买提·艾力", "李四"], 9, ["买买提·艾力", "李　四"]),
        (["阿依努尔·买买提吐尔逊", "李四"], 9, ["阿依努尔·", "买买提吐尔逊", "李　四"]),
    ],
)
def test_a_list_of_names_breaks_between_them(names: list[str], room: float, lines: list[str]) -> None:
    assert filters.name_rows(names, room).split("\n") == lines
