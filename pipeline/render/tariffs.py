"""Jinja's filters and ours, each with what it costs: it is paid for, and then does what it always does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import jinja2
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from jinja2.utils import _PassArg

from pipeline.render import folding, titles
from pipeline.render.meter import PRECISION, SORTED, Meter, TooMuch, short, weight, weights

FREE = frozenset({"count", "d", "default", "first", "last", "length"})
"""What costs the same whatever it is given."""
STEADY_TESTS = frozenset({
    *("boolean", "defined", "divisibleby", "even", "false", "float", "integer", "iterable", "mapping", "none"),
    *("number", "odd", "sequence", "string", "true", "undefined"),
})  # fmt: skip
"""Tests that look at no more than what a value is."""
COMPARING_TESTS = frozenset({
    *("!=", "<", "<=", "==", ">", ">=", "eq", "equalto", "ge", "greaterthan", "gt", "in", "le", "lessthan", "lt", "ne"),
})  # fmt: skip
"""Tests that hold a value to another, which is weighed."""

EACH_TURN = 4  # steps of a filter for an element
_Tariff = Callable[[Any, Any, Sequence[Any], Mapping[str, Any]], Any]
"""Pays from a context's meter for a filter of a value with what else it is given; returns the value that it is to be
given: what counts its elements as they are taken."""
_SHORT = 64  # characters of a text that a filter's own steps pay for
_NAMES, _COLUMN = 8, "日期"


def _all(given: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
    return [*given, *named.values()]


def _said(given: Sequence[Any], named: Mapping[str, Any], at: int, name: str, otherwise: Any = None) -> Any:
    """Return an argument, which may be named."""
    return given[at] if len(given) > at else named.get(name, otherwise)


def _each(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """An element is held to each of what is given: values, or a list of values that it may be in."""
    steps = EACH_TURN
    for each in _all(given, named):
        steps += weights(each) if isinstance(each, list | tuple) else weight(each)
    return context.meter.turns(value, steps)


def _keys(at: int, times: int) -> _Tariff:
    """What compares, adds or joins an attribute of the elements, or these themselves, so many times."""

    def tariff(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
        listed = list(value)
        if not (given or named):
            context.meter.pay((len(listed) + weights(listed)) * times)
            return listed
        others = weights(_all(given, named))
        context.meter.pay(len(listed) * (others + 2) * times)
        for key in _getters(context, _said(given, named, at, "attribute")):
            context.meter.pay(weights(list(map(key, listed)) if key else listed) * times)
        return listed

    return tariff


def _getters(context: Any, attribute: Any) -> list[Callable[[Any], Any] | None]:
    """Return what reads each of the attributes named; None for the element itself."""
    if attribute is None:
        return [None]
    names = attribute.split(",") if isinstance(attribute, str) else [attribute]
    return [make_attrgetter(context.environment, name) for name in names]


def _summed(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
    """Numbers are added, and nothing else."""
    listed = list(value)
    (key,) = _getters(context, _said(given, named, 0, "attribute"))[:1]
    found = list(map(key, listed)) if key else listed
    if any(isinstance(each, str | list | tuple) for each in (*found, _said(given, named, 1, "start", 0))):
        raise TooMuch
    context.meter.pay(weights(found) + len(listed) * weights(_all(given, named)))
    return listed


def _unique(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Iterator[Any]:
    """Nothing is taken before it is asked for."""
    steps = 2 + weights(_all(given, named))
    getters = _getters(context, _said(given, named, 1, "attribute"))
    meter: Meter = context.meter
    for each in value:
        meter.pay(steps + sum(weight(key(each) if key else each) for key in getters))
        yield each


def _days(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Iterator[Any]:
    column = _said(given, named, 0, "column", _COLUMN)
    short(column)
    for row in value:
        context.meter.pay(SORTED * weight(row.get(column, "") if isinstance(row, dict) else ""))
        yield row


def _names(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
    """Names are padded to the longest of them."""
    listed = list(context.meter.turns(value, _NAMES))
    costs = [weight(each) for each in listed] or [0]
    context.meter.pay(_NAMES * sum(costs) + len(costs) * max(costs) + weights(_all(given, named)))
    return listed


def _replaced(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
    context.meter.replaced(value, _said(given, named, 0, "old", ""), _said(given, named, 1, "new", ""))
    context.meter.pay(weights(_all(given, named)))
    return value


def _rounded(_: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
    places = _said(given, named, 0, "precision", 0)
    if type(places) is not int or abs(places) > PRECISION:
        raise TooMuch
    return short(value)


def _blank(context: Any, value: Any, _: Sequence[Any], __: Mapping[str, Any]) -> Any:
    width = value if isinstance(value, int | float) else 0
    context.meter.pay(1 + int(min(abs(width), 1_000)))  # no more can be asked for
    return short(value)


def _set_in(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
    width = _said(given, named, 1, "measure", 0)
    wide = int(min(abs(width), 1_000)) if isinstance(width, int | float) else 0  # no more can be asked for
    context.meter.pay(1 + wide + weight(value) + weights(_all(given, named)))
    return value


def _title(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
    whole = _said(given, named, 0, "whole", ())
    if type(value) is not str or not isinstance(whole, list | tuple) or not set(map(type, whole)) <= {str}:
        raise TooMuch
    context.meter.pay(len(value))
    if len(value) <= titles.LONGEST:
        if weights(whole) > titles.LONGEST:
            raise TooMuch
        context.meter.pay(titles.effort(" ".join(value.split()), tuple(whole)))
    return value


def _folded(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """A name of a few characters costs little; one that is broken is looked at from each of its places."""
    size = len(value) if type(value) is str else weight(value)
    context.meter.pay(1 + (size * size if size <= folding.LONGEST else size) + weights(_all(given, named)))
    return value


def _listed(context: Any, value: Any, given: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
    listed = list(context.meter.turns(value, _NAMES))
    for each in listed:
        _folded(context, each, given, named)
    return listed


TEXTS = frozenset({
    *("abs", "capitalize", "float", "int", "lower", "string", "title", "trim", "truncate", "upper", "wordcount"),
    *("汉字", "补位", "字宽", "星期", "占比"),
})  # fmt: skip
"""What looks at one value."""
EACH = frozenset({"items", "list", "map", "reject", "rejectattr", "reverse", "select", "selectattr", "每页"})
"""What looks at each element of a list by itself; there are no more after it."""
_OTHERS: Mapping[str, _Tariff] = {
    **dict.fromkeys(EACH, _each),
    "groupby": _keys(0, SORTED),
    "sort": _keys(2, SORTED),
    "unique": _unique,
    "max": _keys(1, 1),
    "min": _keys(1, 1),
    "sum": _summed,
    "占比们": _keys(9, SORTED),
    "按日期": _days,
    "名单行": _names,
    "replace": _replaced,
    "round": _rounded,
    "空": _blank,
    "署名": _set_in,
    "成文": _set_in,
    "名单": _listed,
    "折行": _folded,
    "分行": _title,
}
TAME = frozenset(_OTHERS) | TEXTS | FREE | {"join"}


def filters(known: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return the filters of an environment, paid for; those without a price do what they always do."""
    texts = {name: _of_a_text(known[name]) for name in TEXTS}
    others = {name: _paid(known[name], tariff) for name, tariff in _OTHERS.items()}
    return {**known, **texts, **others, "join": _joined}


@jinja2.pass_context
def _joined(context: Any, value: Any, d: Any = "", attribute: Any = None) -> str:
    """Join as Jinja does where no value is markup; a tame template has none."""
    if attribute is not None:
        context.meter.pay(weight(attribute))
        value = map(make_attrgetter(context.environment, attribute), context.meter.turns(value, weight(attribute)))
    return context.meter.joined(value, d)  # type: ignore[no-any-return]


def _paid(made: Callable[..., Any], tariff: _Tariff) -> Callable[..., Any]:
    first = _FIRST[_PassArg.from_obj(made)]
    if first is None:

        @jinja2.pass_context
        def run(context: Context, value: Any, *given: Any, **named: Any) -> Any:
            return made(tariff(context, value, given, named), *given, **named)

    else:

        @jinja2.pass_context
        def run(context: Context, value: Any, *given: Any, **named: Any) -> Any:
            return made(first(context), tariff(context, value, given, named), *given, **named)

    return run


def _of_a_text(made: Callable[..., Any]) -> Callable[..., Any]:
    first = _FIRST[_PassArg.from_obj(made)]

    @jinja2.pass_context
    def run(context: Any, value: Any, *given: Any, **named: Any) -> Any:
        kind = type(value)
        if given or named or (kind is not int and (kind is not str or len(value) > _SHORT)):
            context.meter.text(value, _all(given, named))
            before = () if first is None else (first(context),)
            return made(*before, value, *given, **named)
        return made(value) if first is None else made(first(context), value)

    return run


_FIRST: Mapping[_PassArg | None, Callable[[Any], object] | None] = {
    None: None,
    _PassArg.context: lambda context: context,
    _PassArg.eval_context: attrgetter("eval_ctx"),
    _PassArg.environment: attrgetter("environment"),
}


def tests(known: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return the tests of an environment; those that divide take numbers only, since a text would be formatted."""
    return {**known, **{name: _dividing(known[name]) for name in ("odd", "even", "divisibleby")}}


def _dividing(made: Callable[..., bool]) -> Callable[..., bool]:
    def run(value: object, *given: object) -> bool:
        for each in (value, *given):
            if isinstance(each, str):
                raise TooMuch
            weight(each)
        return made(value, *given)

    return run
