"""Templates may print values and nothing else."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError

from pipeline.expression import Entity, Stopped, UnknownName, Unreadable, for_names, for_templates, numeral
from pipeline.model.problem import Origin, Problem, Severity
from pipeline.used_names import OPEN, unknown, uses, value_at

TEMPLATES = for_templates({})
NAMES = for_names({})
PROBLEM = Problem("cell.date", Severity.ERROR, Origin("a.xlsx"), "坏")

ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ x.__init__.__globals__ }}",
    "{{ x['__class__'] }}",
    "{{ x|attr('__class__') }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum() }}",
    "{{ joiner }}",
    "{{ namespace.__init__ }}",
    "{{ '%s'|format(1) }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ 10 ** 100000000 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 'a'.ljust(3000000000) }}",
    "{{ 'a'.center(3000000000) }}",
    "{{ range(1000000000)|list }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ x.clear() }}",
    "{{ x.update({'a': 1}) }}",
    "{{ x.pop('a') }}",
    "{{ [].append(1) }}",
    "{% include 'a' %}",
    "{% import 'a' as b %}",
    "{% extends 'a' %}",
    "{{ x.save('/tmp/x') }}",
    "{{ ().__class__.__base__ }}",
    "{{ dict.mro() }}",
    "{{ ''.encode() }}",
    "{{ 'a'|tojson }}",
    "{{ 'http://x.test'|urlize }}",
    "{{ ['a']|map(attribute='__class__')|list }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_cannot_reach_beyond_its_values(attack: str) -> None:
    with pytest.raises((jinja2.TemplateError, SecurityError, UnknownName, OverflowError, TypeError, KeyError)):
        printed = TEMPLATES.from_string(attack).render(x={"a": 1})
        assert "class" not in printed
        raise jinja2.TemplateError(printed)


@given(st.text())
def test_what_is_printed_is_escaped_and_whole(value: str) -> None:
    from markupsafe import Markup  # noqa: PLC0415

    printed = TEMPLATES.from_string("{{ x }}").render(x=value)

    plain = printed.replace('</w:t><w:br/><w:t xml:space="preserve">', "\n")
    plain = plain.replace('</w:t><w:tab/><w:t xml:space="preserve">', "\t")
    expected = value.replace("\r\n", "\n").replace("\r", "\n")
    assert Markup(plain).unescape() == expected or "&" in value or "<w:" in value


def test_an_unknown_name_is_an_error_that_knows_its_neighbours() -> None:
    with pytest.raises(UnknownName) as fault:
        TEMPLATES.from_string("{{ 党员.姓明 }}").render(党员={"姓名": "张三"})

    assert fault.value.name == "姓明"
    assert fault.value.known == ("姓名",)


@pytest.mark.parametrize(
    "use",
    ["{{ x }}", "{% if x %}是{% endif %}", "{% for y in x %}{% endfor %}", "{{ x + 1 }}", "{{ x == 1 }}", "{{ x|length }}",
     "{{ [x]|join }}", "{{ 'a' in x }}", "{{ x.y }}", "{{ -x }}"],
)  # fmt: skip
def test_whoever_uses_a_value_that_could_not_be_read_is_stopped_with_its_reason(use: str) -> None:
    with pytest.raises(Stopped) as stopped:
        TEMPLATES.from_string(use).render(x=Unreadable((PROBLEM,)))

    assert stopped.value.problems == (PROBLEM,)


def test_a_value_that_nobody_uses_stops_nobody() -> None:
    printed = TEMPLATES.from_string("{{ x.a }}").render(x=Entity({"a": "好", "b": Unreadable((PROBLEM,))}))

    assert printed == "好"


@pytest.mark.parametrize(
    ("template", "paths"),
    [
        ("{{ 党员.姓名 }}", {("党员", "姓名")}),
        ("{% if 党员.备注 %}a{% endif %}", {("党员", "备注", "?")}),
        ("{% if 党员.备注 and not 党员.学历 %}a{% endif %}", {("党员", "备注", "?"), ("党员", "学历", "?")}),
        ("{{ 党员.备注 or 党员.学历 }}", {("党员", "备注"), ("党员", "学历")}),
        ("{{ '有' if 党员.备注 or 党员.学历 else '无' }}", {("党员", "备注", "?"), ("党员", "学历", "?")}),
        ("{{ 党员.备注.strip('。') }}", {("党员", "备注")}),
        ("{{ 党员.备注.replace(党员.姓名, '某') }}", {("党员", "备注"), ("党员", "姓名")}),
        ("{{ 党员.get('备注') }}", {("党员",)}),
        ("{% for 条 in 会议.议程 %}{{ 条.strip('；') }}{% endfor %}", {("会议", "议程", "#"), ("会议", "议程", "*")}),
        ("{% for 条 in 会议.议程 or 活动.议程 %}{{ 条 }}{% endfor %}", {("会议", "议程"), ("活动", "议程")}),
        ("{% for 题 in 问题们 %}{{ 题.责任人 }}{% endfor %}", {("问题们", "#"), ("问题们", "*", "责任人")}),
        ("{{ 问题们|length }}", {("问题们", "#")}),
        ("{{ 统计['党员总数'] }}", {("统计", "党员总数")}),
        ("{% set 数 = 统计.党员总数 %}{{ 数 }}", {("统计", "党员总数")}),
        ("{{ 党员 }}{{ 党员.姓名 }}", {("党员",)}),
        ("{{ 问题们|map(attribute='责任人')|join }}", {("问题们", "#"), ("问题们", "*", "责任人")}),
        ("{{ 问题们|join('、', attribute='责任人') }}", {("问题们", "#"), ("问题们", "*", "责任人")}),
        (
            "{{ 问题们|selectattr('级别', 'equalto', 活动.级别)|rejectattr('完成')|list|length }}",
            {("问题们", "#"), ("问题们", "*", "级别"), ("问题们", "*", "完成"), ("活动", "级别")},
        ),
        (
            "{% for 题 in 问题们|unique(attribute='编号')|sort(attribute='谁.姓名') %}{{ 题.责任人 }}{% endfor %}",
            {("问题们", "#"), ("问题们", "*", "编号"), ("问题们", "*", "谁", "姓名"), ("问题们", "*", "责任人")},
        ),
        (
            "{{ 问题们|map(attribute='责任人', default=活动.某人)|join }}",
            {
                ("问题们", "#"),
                ("问题们", "*", "责任人"),
                ("活动", "某人"),
            },
        ),
        # what gives elements whole, or others, or is not followed: the whole list
        ("{{ 问题们|selectattr('级别')|list }}", {("问题们",)}),
        ("{{ (问题们|selectattr('级别')|first).责任人 }}", {("问题们",)}),
        ("{% for 组 in 问题们|groupby('责任人') %}{{ 组[0] }}{% endfor %}", {("问题们",)}),
        ("{{ 问题们|sort(attribute='级别,编号')|map(attribute='责任人')|join }}", {("问题们",)}),
        ("{{ 问题们|sort(false, false, '级别')|map(attribute='责任人')|join }}", {("问题们",)}),
        ("{{ 问题们|map('upper')|join }}", {("问题们",)}),
        ("{{ 问题们|map(attribute=名)|join }}", {("问题们",), ("名",)}),
        ("{{ 问题们|max(attribute='级别') }}", {("问题们",)}),
        ("{% set 题们 = 问题们 %}{{ 题们|map(attribute='责任人')|join }}", {("问题们",)}),
        # a name is the template's own where every way has made it that
        ("{% if 甲 %}{% set 会 = 支 %}{% endif %}{{ 会.地 }}", {("甲", "?"), ("支",), ("会", "地")}),
        ("{% if 甲 %}{% set 会 = 支 %}{% else %}{{ 会.地 }}{% endif %}", {("甲", "?"), ("支",), ("会", "地")}),
        (
            "{% if 甲 %}{% set 会 = 支 %}{% elif 乙 %}{% set 会 = 1 %}{% endif %}{{ 会.地 }}",
            {("甲", "?"), ("乙", "?"), ("支",), ("会", "地")},
        ),
        ("{% if 甲 %}{% set 会 = 支 %}{% else %}{% set 会 = 2 %}{% endif %}{{ 会.地 }}", {("甲", "?"), ("支",)}),
        ("{% if 甲 %}{% macro 会(x) %}{{ x }}{% endmacro %}{% endif %}{{ 会.地 }}", {("甲", "?"), ("会", "地")}),
        ("{% if 甲 %}{% set 会 %}{{ 支 }}{% endset %}{% endif %}{{ 会.地 }}", {("甲", "?"), ("支",), ("会", "地")}),
        ("{% filter upper %}{% set 会 = 1 %}{% endfilter %}{{ 会.地 }}", {("会", "地")}),
        ("{% set 字 %}{% set 会 = 1 %}{% endset %}{{ 会.地 }}", {("会", "地")}),
        ("{% for 员 in 员们 %}{% set 会 = 1 %}{% else %}{{ 会.地 }}{% endfor %}", {("员们", "#"), ("会", "地")}),
        # what a loop knows of its neighbours
        ("{% for 员 in 员们 %}{{ loop.index }}{{ 员.甲 }}{% endfor %}", {("员们", "#"), ("员们", "*", "甲")}),
        ("{% for 员 in 员们 %}{{ loop.previtem.甲 }}{% endfor %}", {("员们", "#"), ("员们", "*", "甲")}),
        (
            "{% for 员 in 员们 %}{% if loop.nextitem %}{{ loop.nextitem.甲 }}{% endif %}{% endfor %}",
            {("员们", "#"), ("员们", "*", "?"), ("员们", "*", "甲")},
        ),
        (
            "{% for 组 in 组们 %}{% for 员 in 组.员们 %}{{ loop.previtem.甲 }}{% endfor %}{% endfor %}",
            {("组们", "#"), ("组们", "*", "员们", "#"), ("组们", "*", "员们", "*", "甲")},
        ),
        ("{% for 员 in 员们 %}{% set 圈 = loop %}{{ 圈.previtem.甲 }}{% endfor %}", {("员们", "#"), ("员们", "*")}),
        ("{% for 员 in 员们 recursive %}{{ 员.甲 }}{{ loop(员.下们) }}{% endfor %}", {("员们", "#"), ("员们", "*")}),
    ],
)
def test_the_facts_that_a_template_uses_are_found(template: str, paths: set[tuple[str, ...]]) -> None:
    assert uses(TEMPLATES.parse(template)) == paths


def test_a_used_value_is_found_again() -> None:
    facts = {"问题们": [{"责任人": "甲"}, {"责任人": "乙"}]}

    assert value_at(facts, ("问题们", "*", "责任人")) == ["甲", "乙"]
    assert value_at(facts, ("问题们", "#")) == 2
    assert value_at(facts, ("没有",)) is None


def test_names_that_no_facts_can_have_are_found_before_filling() -> None:
    known = {"党员": {"姓名": None, OPEN: None}, "单位": {"名称": None}}

    assert unknown([("党员", "党费标准"), ("单位", "名称")], known) == []
    assert unknown([("单位", "全称")], known) == [("单位.全称", ("名称",))]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numerals_are_written_as_papers_number_their_headings(number: int, written: str) -> None:
    assert numeral(number) == written


def test_names_are_plain_text() -> None:
    assert NAMES.from_string("03-{{ x }}").render(x="A&B") == "03-A&B"


@pytest.mark.parametrize("source", ["{{ [无] }}", "{{ {'甲': 无} }}", "{{ (无, 1) ~ '' }}"])
def test_an_unknown_name_in_a_list_is_named_too(source: str) -> None:
    with pytest.raises(UnknownName):
        for_templates({}).from_string(source).render({})


@pytest.mark.parametrize(
    ("template", "changed"),
    [
        ("{{ 党员.姓名[0] }}", {"姓名": "李四", "编号": {"甲": 1}}),
        ("{% for 字 in 党员.姓名 %}{{ 字 }}|{% endfor %}", {"姓名": "李四", "编号": {"甲": 1}}),
        ("{% for 名 in 党员.编号 %}{{ 名 }}{% endfor %}", {"姓名": "张三", "编号": {"乙": 1}}),
        ("{{ 党员.姓名 or '无' }}", {"姓名": "李四", "编号": {"甲": 1}}),
        ("{{ 党员.姓名.replace('张', '章') }}", {"姓名": "李四", "编号": {"甲": 1}}),
    ],
)
def test_what_changes_what_is_printed_changes_what_is_compared(template: str, changed: dict[str, object]) -> None:
    before, after = {"党员": {"姓名": "张三", "编号": {"甲": 1}}}, {"党员": changed}
    compiled = TEMPLATES.from_string(template)
    paths = uses(TEMPLATES.parse(template))

    assert compiled.render(before) != compiled.render(after)
    assert [value_at(before, path) for path in paths] != [value_at(after, path) for path in paths]


_HELD = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "甲", "乙"])
_ELEMENT = st.dictionaries(st.sampled_from(["名", "数"]), _HELD | st.dictionaries(st.just("名"), _HELD)) | _HELD
_PICKED = (
    "列|selectattr('名', 'equalto', 值)|list",
    "列|rejectattr('名', 'eq', 值)|list",
    "列|selectattr('名', '==', 值)|map(attribute='数')|list",
    "列|map(attribute='数.名')|list",
    "列|rejectattr('数.名', 'equalto', 值)|list",
    "列|selectattr('名', 'equalto', 值)|first",
    "列|selectattr('名')|list",
    "列|map(attribute='名', default='无')|list",
    "列|map('string')|list",
)


@pytest.mark.parametrize("expression", _PICKED)
@given(listed=st.lists(_ELEMENT, max_size=4), wanted=_HELD, entities=st.booleans())
def test_rows_are_picked_as_the_library_picks_them(
    expression: str, listed: list[object], wanted: object, entities: bool
) -> None:
    """The same elements, or the same fault: of a name that is not there, of what cannot be read."""
    if entities:
        listed = [Entity(each) if isinstance(each, dict) else each for each in listed]
    theirs = for_templates(jinja2.filters.FILTERS)

    def found(environment: jinja2.Environment) -> tuple[object, ...]:
        try:
            return (repr(environment.compile_expression(expression, undefined_to_none=False)(列=listed, 值=wanted)),)
        except (jinja2.TemplateError, SecurityError, Stopped) as fault:
            return type(fault), str(fault)

    assert found(TEMPLATES) == found(theirs)


def test_what_cannot_be_read_stops_who_picks_by_it() -> None:
    unread = Unreadable((Problem("cell.bad", Severity.ERROR, Origin("名册.xlsx", "在册党员", "F5"), "看不懂"),))
    for rows in ([{"名": "甲"}, {"名": unread}], unread):
        for expression in (
            "{{ 列|selectattr('名', 'equalto', '甲')|list|length }}",
            "{{ 列|map(attribute='名')|join }}",
        ):
            with pytest.raises(Stopped):
                TEMPLATES.from_string(expression).render({"列": rows})
