"""Which templates are filled here: those whose cost is counted while they are filled, whoever wrote them."""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import docx
import jinja2
import pytest

from pipeline import stationery
from pipeline.expression import UnknownName, Untold
from pipeline.model.problem import Origin
from pipeline.render import compile as compiling
from pipeline.render import fill, meter, open_template, seal
from pipeline.render.compiled import Compiled
from pipeline.render.dialect import MAIN_PART
from pipeline.render.metered import MeteredProgram
from pipeline.stationery import Fonts
from pipeline.used_names import OPEN, Known
from tests import thorough, tiny
from tests.benchmarks import resaved
from tests.conftest import ROOT
from tests.render import attacks
from tests.render.test_attacks import TELLING

KNOWN: Known = {
    "甲": {OPEN: None},
    "长们": {OPEN: None},
    "列": {OPEN: None},
    "空": {OPEN: None},
    "人们": {OPEN: None},
    OPEN: None,
}
PEOPLE = [{"名": f"张{n}", "组": str(n % 7), "事": ["一", "二"], "数": n} for n in range(2_000)]
LONG = "长" * 30_000
ONE: dict[str, object] = {"名": "张三", "险": "<w:p/>", "长": LONG, "点": "事." * 15_000}
ONE |= {"格式": "%999999999d", "宽": "宽" * 900, "亿": 10**9}
ONE |= {"题": "关于召开年度工作会议的通知暨学习教育活动实施方案的意见、办法，报告》办法、活动》"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FACTS = {"甲": ONE, "长们": [LONG] * 300, "列": ["一"], "空": [], "人们": PEOPLE}
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
    "{% set 们 = 人们|selectattr('组', 'eq', '1')|list %}{% for 人 in 们 %}{{ 人.名 }}{% endfor %}",
    "{% set 一 = 人们|selectattr('组', 'in', ['1', '2'])|map(attribute='数')|list %}{{ (一 + [0])|max }}",
    "{% set n = namespace(和=0) %}{% for 组, 们 in 人们|groupby('组') %}{% set n.和 = n.和 + 们|map(attribute='数')|sum %}{% endfor %}{{ n.和 }}",
    "{% for k, 列 in 人们|groupby('数') %}{% for a in 列 %}{% for b in 列 %}{{ b.名 }}{% endfor %}{% endfor %}{% endfor %}",
    "{% for 人 in 人们 %}{% if loop.index is divisibleby 2 %}{{ 人.名|replace('张', 甲.名) }}{% endif %}{% endfor %}",
    "{{ 甲.题|分行([甲.名]) }}{{ ['张三', '李四', '王五']|名单行(20)|join('、') }}",
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
    "{% set a = 甲.长 %}{% set b = a ~ a ~ a ~ a %}{% set c = b ~ b ~ b ~ b %}{% set d = c ~ c ~ c ~ c %}{{ d }}",
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
    "{% for k, 列 in 人们|groupby('组') %}{% for a in 列 %}{% for b in 列 %}{% for c in 列 %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
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


_NEST = "{% set a = (甲.名, 甲.名) %}" + "".join("{% set a = (a, a) %}" for _ in range(40))
"""A tuple that is small in memory, and without end for what goes through it."""
DISGUISED = {
    "a whole list printed in a loop is a text of all its facts": "{% for a in 人们 %}{{ 人们 }}{% endfor %}",
    "a filter of texts makes that text, too": "{% for a in 人们 %}{{ 人们|string|length }}{% endfor %}",
    "so does what stands beside a ~": "{% for a in 人们 %}{% set b = 人们 ~ '' %}{% endfor %}",
    "so does joining lists": "{% for a in 人们 %}{{ [人们, 人们]|join }}{% endfor %}",
    "turns in which nothing is done take time": "{% for a in 甲.长 %}{% for b in 甲.长 %}{% endfor %}{% endfor %}",
    "a text of the template's own is copied in each turn":
        "{% for a in 人们 %}{% for b in 人们 %}" + "长" * 5_000 + "{% endfor %}{% endfor %}",
    "a list in a list is small, and all of them stay":
        "{% set n = namespace(a=[]) %}{% for a in 甲.长 %}{% set n.a = [n.a, 999|空] %}{% endfor %}",
    "a copy of a list is a list": "{% set n = namespace(a=[]) %}{% for a in 人们 %}{% set n.a = [n.a, 人们[:] + 人们] %}{% endfor %}",
    "what is hashed is gone through": _NEST + "{{ [a]|unique|list|length }}",
    "a key is hashed": _NEST + "{{ 甲.get(a) }}",
    "what is compared is gone through": _NEST + "{% set b = (a, a) %}{{ (a, a) == b }}",
    "the larger of two is found by going through both": _NEST + "{{ [(a, 1), (a, 2)]|max|length }}",
    "a text divided by a number is formatted": "{{ '%999999999d' is odd }}",
    "a text from the facts is formatted, too": "{{ 甲.格式 is divisibleby 7 }}",
    "a test runs by its name": "{{ [甲.格式]|select('even')|list }}",
    "a power hides in rounding": "{{ 1.5|round(甲.亿, 'ceil') }}",
    "a path of an attribute may be as long as a text": "{{ 人们|map(attribute=甲.点, default=1)|list|length }}",
    "each name on a path is a step":
        "{{ 人们|map(attribute='" + ".".join(["事"] * 400) + "', default=1)|list|length }}"
        "{{ 人们|selectattr('" + ".".join(["事"] * 400) + "', 'eq', 1)|list|length }}",
    "an empty text is everywhere": "{{ 甲.长|replace('', 甲.长) }}",
    "and for the method as for the filter": "{{ 甲.长.replace('', 甲.长) }}",
    "each character is held to each of what is stripped": "{{ 甲.长.strip('短' ~ 甲.长)|length }}{{ 甲.长.strip(甲.长)|length }}",
    "what joins may be long": "{{ 甲.长.split('长')|join(甲.长) }}",
    "a title is broken by trying all ways": "{% for a in 人们 %}{{ (a.名 ~ 甲.题)|分行 }}{% endfor %}",
    "all names become as wide as the widest": "{{ ([甲.宽] + 人们|map(attribute='名')|list)|名单行(999)|length }}",
    "a list hides in a mapping":
        "{% set d = {'a': 人们} %}{% for k, v in d.items() %}{% for a in v %}{% for b in v %}{% endfor %}{% endfor %}{% endfor %}",
    "an iterator does not tell its length": "{% for a in 人们|reverse %}{% for b in 人们|reverse %}{% endfor %}{% endfor %}",
    "a number doubled each turn has as many digits as turns":
        "{% set n = namespace(v=9) %}{% for a in 甲.长 %}{% set n.v = n.v + n.v %}{% endfor %}",
    "so has one taken from its opposite":
        "{% set n = namespace(v=9, w=0) %}{% for a in 甲.长 %}{% set n.w = 0 - n.v %}{% set n.v = n.v - n.w %}{% endfor %}",
    "each of many long texts is compared with another": "{% for a in 人们 %}{{ 甲.长 ~ '' in 长们 }}{% endfor %}",
    "each is looked for among all": "{% set 名们 = 人们|map(attribute='名')|list %}{{ 人们|selectattr('名', 'in', 名们)|list|length }}",
    "lists are added up, each time anew": "{{ 人们|map('list')|sum(start=[])|length }}",
    "the lists of a mapping made on the spot": "{{ 人们|map('items')|map('list')|sum(start=[])|length }}",
    "another function takes the name of one that is allowed": "{% set namespace = dict %}{{ namespace(a=人们) }}",
    "a list of lists is sorted by its lists": "{{ 人们|sort(attribute='事')|length }}{{ 人们|groupby('事')|length }}",
    "a default stands in for a list": "{% for a in 空|d(人们, true) %}{{ 空|d(人们, true)|map(attribute='名')|list|length }}{% endfor %}",
    "texts grow in a namespace": "{% set n = namespace(s='') %}{% for a in 甲.长 %}{% set n.s = n.s + '长' %}{% endfor %}",
}  # fmt: skip
"""Templates that try to look tame, by why they are not."""


def compiled(source: str) -> Compiled | None:
    return compiling.compiled_template(tiny.template(source), "甲.docx", KNOWN, metered=True).value


def is_filled_here(made: Compiled) -> bool:
    if not made.metered:
        return False
    try:
        fill.filled_bytes(made, FACTS)
    except meter.TooMuch:
        return False
    except REFUSED:
        return True
    return True


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


def test_what_a_filling_costs_is_told_by_its_lists() -> None:
    made = compiled(WILD[1])

    assert made is not None
    fill.filled_bytes(made, {**FACTS, "人们": PEOPLE[:100]})
    with pytest.raises(meter.TooMuch):
        fill.filled_bytes(made, FACTS)


def test_thirty_and_more_templates_try_to_look_tame() -> None:
    assert len(set(DISGUISED.values())) >= 30


@pytest.mark.parametrize("why", DISGUISED)
def test_what_looks_tame_does_not_get_through(why: str) -> None:
    made = compiled(DISGUISED[why])

    assert made is None or not is_filled_here(made)


@pytest.mark.parametrize("source", [*WILD, *DISGUISED.values(), *TAME])
def test_what_is_done_here_is_what_has_been_paid_for(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted from outside: calls of Python's, and the most memory that was held at once."""
    made = compiled(source)
    if made is None or not made.metered:
        return
    monkeypatch.setattr(meter, "MOST_STEPS", 20_000)

    calls, held = _spent(lambda: fill.filled_bytes(made, FACTS))

    assert calls < 3 * meter.MOST_STEPS
    assert held < 64 * meter.MOST_STEPS + 2**20


def _spent(work: Callable[[], object]) -> tuple[int, int]:
    """Return how many functions were called, and how many bytes were held at once, until it was too much."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    tracemalloc.start()
    sys.setprofile(count)
    try:
        work()
    except (meter.TooMuch, *REFUSED):
        pass
    finally:
        sys.setprofile(None)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return calls, held


def test_all_parts_of_a_template_pay_from_one_purse() -> None:
    loop = "{% for a in 人们 %}{% for b in 人们[:100] %}{% endfor %}{% endfor %}"
    alone = compiled(loop)
    assert alone is not None
    fill.filled_bytes(alone, FACTS)
    head = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>'
    heads = {f"word/header{n}.xml": head.format(loop).encode() for n in range(1, 9)}

    made = compiling.compiled_template(tiny.template(loop, more=heads), "甲.docx", KNOWN, metered=True).value

    assert made is not None
    assert made.metered
    assert len(made.parts) > 1
    with pytest.raises(meter.TooMuch):
        fill.filled_bytes(made, FACTS)


@pytest.mark.parametrize("kind", [kind for kind in attacks.KINDS if kind != "slow to compile"])  # never compiled here
def test_no_attack_that_is_filled_here_shows_or_costs_anything(kind: str) -> None:
    for attack in attacks.KINDS[kind]:
        try:
            made = compiled(attack.format(file="/x", port=1))
        except RecursionError:
            continue
        if made is None or not made.metered:
            continue
        begun = time.process_time()
        try:
            shown = fill.filled(made, FACTS)
        except (meter.TooMuch, *REFUSED):
            shown = None
        assert time.process_time() - begun < 2, attack
        assert shown is None or not any(TELLING.search(piece.decode()) for _, pieces in shown.parts for piece in pieces)


@pytest.mark.parametrize("name", thorough.each(list(stationery.PAPERS), 4))
def test_our_own_templates_saved_by_another_program_are_tame(name: str) -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(stationery.PAPERS[name](Fonts()))).save(saved)

    made = compiling.compiled_template(saved.getvalue(), name, {OPEN: None}, metered=True).value

    assert made is not None
    assert made.metered
    assert not is_counted(made)


def is_counted(made: Compiled) -> bool:
    return any(isinstance(part.program, MeteredProgram) for part in made.parts)


def test_a_template_of_ours_takes_the_same_steps_whatever_its_words() -> None:
    """A clerk may change its words; with one more tag, or the same steps in another part, each step is paid for."""
    data = (ROOT / "templates" / "征求意见表-支部.docx").read_bytes()
    tag = "<w:p><w:r><w:t>{{ 1 }}</w:t></w:r></w:p>"
    again = {"word/header7.xml": f'<w:hdr xmlns:w="{W}">{tag}</w:hdr>'.encode()}

    assert not is_counted(made_of(data, lambda text: text.replace("同志", "党员同志")))
    assert is_counted(made_of(data, lambda text: text.replace("<w:body>", f"<w:body>{tag}")))
    assert is_counted(made_of(data, str, again))


def test_the_words_of_a_template_of_ours_are_paid_for() -> None:
    """Its steps are ours, what it says in each of them is not."""
    data = (ROOT / "templates" / "送达签收单.docx").read_bytes()
    made = made_of(data, lambda text: text.replace("{{ 行.序号 }}", "长" * 20_000 + "{{ 行.序号 }}"))
    row = {"序号": 1, "支部": "丁", "份数": 3, "批次": "一"}
    facts = {"单位": {"名称": "甲", "办公室": "乙"}, "活动": {"简称": "丙"}, "行们": [row] * 1_000}

    assert made.metered
    assert not is_counted(made)
    with pytest.raises(meter.TooMuch):
        fill.filled_bytes(made, facts)


def made_of(data: bytes, change: Callable[[str], str], more: Mapping[str, bytes] = MappingProxyType({})) -> Compiled:
    """Return a template of ours, its text changed."""
    parts = open_template.opened_template(data, Origin("甲.docx")).value
    assert parts is not None
    changed = {name: part if name != MAIN_PART else change(part.decode()).encode() for name, part in parts.items()}
    made = compiling.compiled_template(seal.archive({**changed, **more}), "甲.docx", {OPEN: None}, metered=True).value
    assert made is not None
    return made


@pytest.mark.slow
def test_a_template_saved_by_another_program_makes_the_very_same_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether its steps are counted or known."""
    filled = thorough.each(list(resaved.filled_in_a_run(tmp_path, ()).items()), 8)
    for shapes in (compiling.shapes.SHAPES, frozenset[str]()):
        monkeypatch.setattr(compiling.shapes, "SHAPES", shapes)
        for use, seen in filled:
            data = resaved.by_library(ROOT / "templates" / use[0])
            ours, counted = (
                compiling.compiled_template(data, use[0], {OPEN: None}, metered=each).value for each in (False, True)
            )
            assert ours is not None
            assert counted is not None
            assert counted.metered
            assert is_counted(counted) == (not shapes)
            assert [fill.filled_bytes(counted, facts) for facts in seen.facts] == [
                fill.filled_bytes(ours, facts) for facts in seen.facts
            ]


def test_a_number_that_nobody_knows_is_printed_as_nothing_and_paid_for() -> None:
    made = compiling.compiled_template(
        tiny.template("{{ 甲.名 }}|{{ 甲.名 + 1 }}|{% if 甲.名 > 0 %}有{% endif %}"),
        "甲.docx",
        {OPEN: None},
        metered=True,
    ).value

    assert made is not None
    pieces = fill.filled(made, {"甲": {"名": Untold()}}).parts
    assert any("||" in b"".join(part).decode() for _, part in pieces)
