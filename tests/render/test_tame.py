"""Which templates are filled here: those that cost what their facts cost, whoever wrote them."""

from __future__ import annotations

import io
import time

import docx
import jinja2
import pytest

from pipeline import stationery
from pipeline.expression import OPEN, Known, UnknownName
from pipeline.render import codegen, fill, tame, taming
from pipeline.render import compile as compiling
from pipeline.render.compiled import Compiled
from pipeline.stationery import Fonts
from tests import tiny
from tests.render import attacks
from tests.render.test_attacks import TELLING

KNOWN: Known = {"甲": {OPEN: None}, "列": {OPEN: None}, "空": {OPEN: None}, "人们": {OPEN: None}, OPEN: None}
PEOPLE = [{"名": f"张{n}", "组": str(n % 7), "事": ["一", "二"], "数": n} for n in range(2_000)]
FACTS = {"甲": {"名": "张三", "险": "<w:p/>", "长": "长" * 30_000}, "列": ["一"], "空": [], "人们": PEOPLE}
REFUSED = (
    fill.LostText,
    fill.UnwritableText,
    jinja2.TemplateError,
    UnknownName,
    TypeError,
    ValueError,
    ArithmeticError,
)
TAME = [
    "{{ 甲.名 }}",
    "{% for 人 in 人们 %}{{ loop.index }}、{{ 人.名 }}{% if not loop.last %}，{% endif %}{% endfor %}",
    "{% for 人 in 人们 if 人.组 == '1' %}{% for 件 in 人.事 %}{{ 件 }}{% endfor %}{% else %}无{% endfor %}",
    "{{ 人们|map(attribute='名')|join('、') }}",
    "{% set n = namespace(a=0) %}{% for 人 in 人们 %}{% set n.a = n.a + 1 %}{{ n.a|汉字 }}{% endfor %}",
    "{% set n = namespace(a=[]) %}{% for 人 in 人们 %}{% set n.a = n.a + [人.名] %}{% endfor %}{{ n.a|join('、') }}",
    "{% for 组, 们 in 人们|groupby('组') %}{{ 组 }}{% endfor %}",
    "{% for 空 in range(5) %}____{% endfor %}",
    "{{ 甲.名.strip('。').replace('张', '章') }}{{ 甲.名[:1] }}{{ (甲.名 ~ '同志')|字宽 }}",
    "{% if '张' in 甲.名 and 人们|length > 3 %}有{% elif 甲.名 is defined %}无{% endif %}",
]
WILD = [
    "{% for a in 人们 %}{% for b in 人们 %}{% for c in 人们 %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in 人们 %}{% for b in 人们 %}x{% endfor %}{% endfor %}",
    "{% for a in 人们 %}{% for b in 人们|sort(attribute='名') %}{% endfor %}{% endfor %}",
    "{% set 都 = 人们 %}{% for a in 都 %}{% for b in 都 %}{% endfor %}{% endfor %}",
    "{% for a in 人们 %}{{ 人们|map(attribute='名')|join }}{% endfor %}",
    "{% for a in 人们 %}{{ a in 人们 }}{% endfor %}",
    "{% for a in 人们 %}{{ 人们|sort(attribute='数')|length }}{% endfor %}",
    "{% for a in 人们 if 人们|selectattr('数', 'eq', a.数)|list %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% for a in 甲.长 %}{% for b in 甲.长 %}{% endfor %}{% endfor %}",
    "{% for a in 甲.长.split('长') %}{% for b in 甲.长.split('长') %}{% endfor %}{% endfor %}",
    "{% for 组, 们 in 人们|groupby('名') %}{% for 组2, 们2 in 人们|groupby('名') %}{% endfor %}{% endfor %}",
    "{% set a = 甲.长 %}{% set b = a ~ a %}{% set c = b ~ b %}{{ c }}",
    "{% set a = [甲.长] %}{% set b = [a, a] %}{% set c = [b, b] %}{{ c }}",
    "{% set n = namespace(s='ab') %}{% for a in 人们 %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s|length }}",
    "{% set n = namespace(s='ab') %}{% for a in 人们 %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='ab') %}{% for a in 人们 %}{% set n.s = [n.s, n.s]|join %}{% endfor %}",
    "{% set n = namespace(s='ab') %}{% for a in 人们 %}{% set n.s = n.s|replace('a', 'aa') %}{% endfor %}",
    "{% set n = namespace(s='ab') %}{% for a in 人们 %}{% set n.s = n.s.replace('a', 'aa') %}{% endfor %}",
    "{% set n = namespace(s=[1]) %}{% for a in 人们 %}{% set n.s = n.s + n.s|list %}{% endfor %}",
    "{% set n = namespace(v=10) %}{% for a in 人们 %}{% set n.v = n.v * n.v %}{% endfor %}",
    "{% set n = namespace(s='') %}{% for a in 人们 %}{% for b in a.事 %}{% set n.s = n.s + a.名 %}{% endfor %}{% endfor %}",
    "{% set n = namespace(a=[]) %}{% for a in 人们 %}{% set n.a = n.a + [a] %}{% for b in n.a %}{% endfor %}{% endfor %}",
    "{% for a in 列|d(人们, true) %}{% for b in 空|d(人们, true) %}{% for c in 空|default(人们, true) %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in 空|d(人们, boolean=true) %}{% for b in 空|d(人们, boolean=true) %}{% endfor %}{% endfor %}",
    "{% for a in 人们 %}{{ 空|default(人们, true)|map(attribute='名')|join('、') }}{% endfor %}",
    "{% for k, 甲 in 人们|groupby('名') %}{% for a in 人们 %}{% for b in 甲 %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for k, 列 in 人们|groupby('数') %}{% for a in 列 %}{% for b in 列 %}{% for c in 列 %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for 列 in [人们] %}{% for a in 列 %}{% for b in 列 %}{% for c in 列 %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for 列 in 人们|map(attribute='事') %}{% for a in 人们 %}{% for b in 列 %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for 列 in 人们|每页(9) %}{% for a in 人们 %}{% for b in 列 %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ 甲.名 * 99999 }}",
    "{{ 'x' * 100000 }}",
    "{{ 9 ** 9 }}",
    "{{ 甲.名|center(3000000000) }}",
    "{{ 人们|batch(100000, 'x')|list }}",
    "{{ 人们|map('batch', 100000)|list }}",
    "{{ 人们|map('join', 甲.长)|list }}",
    "{{ 1.5|round(100000000) }}",
    "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% for a in 人们 recursive %}{{ loop(人们) }}{% endfor %}",
    "{% for a in 人们 %}{{ loop.cycle(*人们) }}{% endfor %}",
    "{{ 甲.长.join(人们|map(attribute='名')) }}",
    "{% filter replace('x', 'xx') %}{{ 甲.长 }}{% endfilter %}",
    "{% call m() %}{% endcall %}",
    "{{ 甲.__class__ }}",
    "{{ 人们|map(attribute='名.__class__')|list }}",
    "{{ 甲.名.format(甲) }}",
    "{{ " + "-" * 60 + "1 }}",
]


def compiled(source: str) -> Compiled | None:
    return compiling.compiled_template(tiny.template(source), "甲.docx", KNOWN).value


def is_filled_here(made: Compiled) -> bool:
    return made.loops is not None and tame.affords(made.loops, FACTS)


@pytest.mark.parametrize("source", TAME)
def test_what_costs_what_its_facts_cost_is_tame(source: str) -> None:
    made = compiled(source)

    assert made is not None
    assert is_filled_here(made)
    fill.filled_bytes(made, FACTS)


@pytest.mark.parametrize("source", WILD)
def test_what_may_grow_goes_to_the_helper(source: str) -> None:
    made = compiled(source)

    assert made is None or not is_filled_here(made)


def test_what_a_filling_may_cost_is_told_by_the_lists() -> None:
    loops = taming.loops(codegen.environment("word/document.xml").parse(WILD[1]))

    assert loops is not None
    assert tame.affords(loops, {**FACTS, "人们": PEOPLE[:100]})
    assert not tame.affords(loops, FACTS)


@pytest.mark.parametrize("kind", [kind for kind in attacks.KINDS if kind != "slow to compile"])  # never compiled here
def test_no_attack_that_is_filled_here_shows_or_costs_anything(kind: str) -> None:
    for attack in attacks.KINDS[kind]:
        try:
            made = compiled(attack.format(file="/x", port=1))
        except RecursionError:
            continue
        if made is None or not is_filled_here(made):
            continue
        begun = time.process_time()
        try:
            shown = fill.filled(made, FACTS)
        except REFUSED:
            shown = None
        assert time.process_time() - begun < 2, attack
        assert shown is None or not any(TELLING.search(piece.decode()) for _, pieces in shown.parts for piece in pieces)


ADDING_UP = {
    *("组织生活会情况报告.docx", "满意度测评报告-支部.docx", "满意度测评报告-全镇.docx"),
    *("阶段总结-支部.docx", "活动情况统计表.docx"),
}
"""Papers that add figures up turn by turn: saved by another program, they are filled in the helper."""


@pytest.mark.parametrize("name", stationery.PAPERS)
def test_our_own_templates_saved_by_another_program_are_tame(name: str) -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(stationery.PAPERS[name](Fonts()))).save(saved)

    made = compiling.compiled_template(saved.getvalue(), name, {OPEN: None}).value

    assert made is not None
    assert (made.loops is None) == (name in ADDING_UP)
