"""A program that pays for what it does (meter.py), beside the one that Jinja's generator makes: for tame templates.

It yields the same bytes. A loop pays for its turns before it begins, a filter for what it goes over, a text for its
length; what costs the same whatever the facts are is counted when the program is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import Frame, operators
from jinja2.runtime import Context, new_context

from pipeline.expression import Sandbox, for_plain_parts, for_templates
from pipeline.model.frozen import frozen
from pipeline.render import codegen, encode, tame, tariffs
from pipeline.render.codegen import Generator, Program
from pipeline.render.filters import FILTERS
from pipeline.render.meter import Meter, TooMuch, short, weight, word
from pipeline.render.wellformed import Proof

_TURNS = "turns of a loop"  # no name that a template can write
_ONE_WORD = "one word"
_TURN = 2  # steps of a turn in which nothing is done
_FEW = 20  # values of a list of the template's own
_AT_ONCE = 32  # pieces that are paid for together


class _Context(Context):
    """What a program sees while it fills a part, with what it pays from."""

    meter: Meter


class _Metered(Sandbox):
    """The sandbox, in which calculations and calls are paid for."""

    context_class = _Context
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:
        """Pay, then calculate."""
        context.meter.calculated(operator_, left, right)
        if operator_ in Sandbox.intercepted_binops:
            return super().call_binop(context, operator_, left, right)
        return self.binop_table[operator_](left, right)

    def call(self, context: Any, function: Any, /, *given: Any, **named: Any) -> Any:
        """Pay, then call."""
        context.meter.called(function, given)
        return super().call(context, function, *given, **named)


@jinja2.pass_context
def _turns(context: _Context, value: object, steps: int) -> Any:
    meter = context.meter
    if type(value) is not list:
        return meter.turns(value, steps)
    meter.left -= len(value) * steps  # `pay`, written out: each loop comes by
    if meter.left < 0:
        raise TooMuch
    return value


def _one_value(write: Callable[[object], encode.Value]) -> Callable[[object], encode.Value]:
    """Return what writes one value; a list would be a text of any length."""

    def written(value: object) -> encode.Value:
        weight(value)
        return write(value)

    return written


def _environment(make: Callable[..., jinja2.Environment]) -> jinja2.Environment:
    environment: Any = make(FILTERS, _Metered)
    free = {_unpaid(name): environment.filters[name] for name in tariffs.EACH}
    environment.filters = tariffs.filters(environment.filters) | free | {_TURNS: _turns, _ONE_WORD: word}
    environment.tests = tariffs.tests(environment.tests)
    environment.extend(
        written_text=encode.one,
        written_plain=_one_value(encode.plain),
        short=short,
        written_markup=_one_value(encode.markup),
    )
    made: jinja2.Environment = environment
    return made


def _unpaid(name: str) -> str:
    """Return the name of a filter of which each element has been paid for before."""
    return f"{name} of what is paid for"


_WORD = _environment(for_templates)
_PLAIN = _environment(for_plain_parts)


def _around(name: str) -> jinja2.Environment:
    return _WORD if codegen.is_word(name) else _PLAIN


@frozen(eq=False)
class MeteredProgram(Program):
    """One part of a tame template, compiled; `steps` are what it costs whatever the facts are."""

    steps: int

    def pieces(self, facts: Mapping[str, object], meter: Meter | None = None) -> list[bytes]:
        """Return the part in pieces, as `Program.pieces` does. Raises TooMuch."""
        around = _around(self.name)
        context = new_context(around, self.name, {}, dict(facts), globals=around.globals)
        assert isinstance(context, _Context)
        context.meter = meter = meter or Meter()
        meter.pay(self.steps)
        found: list[bytes] = []
        written = self.root(context)
        while some := list(islice(written, _AT_ONCE)):
            meter.shown(some)
            found += some
        return found


class _MeteredGenerator(Generator):
    """Writes a program that pays where something may be large; what it is written for is tame."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Pay for a text of several."""
        self.write("context.meter.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Pay for a part of a list or of a text."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self._paid("context.meter.copied", node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Add(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802
        """Add a number of the template's own, or a small one, as Python does."""
        self._calculated(node, frame, super().visit_Add)

    def visit_Sub(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802
        """Subtract in the same way."""
        self._calculated(node, frame, super().visit_Sub)

    def _calculated(self, node: nodes.BinExpr, frame: Frame, otherwise: Callable[[Any, Frame], None]) -> None:
        if not (tame.is_number(node.left) or tame.is_number(node.right)):
            otherwise(node, frame)
            return
        self.write("(")
        self.visit(node.left, frame)
        self.write(f" {node.operator} ")
        self.visit(node.right, frame)
        self.write(")")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """Pay for what is compared, but not where one side is a number or the template's own."""
        operands = [node.expr, *(each.expr for each in node.ops)]
        searching = any(each.op in {"in", "notin"} for each in node.ops)
        if len(operands) == 2 and not searching and any(map(_is_small, operands)):  # noqa: PLR2004
            super().visit_Compare(node, frame)
            return
        self.write("(")
        if len(operands) == 2 and not searching:  # noqa: PLR2004 - the shorter one says how long it takes
            self.visit(node.expr, frame)
        else:
            self._paid("environment.short", node.expr, frame)
        for each in node.ops:
            self.write(f" {operators[each.op]} ")
            self._paid("context.meter.held" if each.op in {"in", "notin"} else "environment.short", each.expr, frame)
        self.write(")")

    def _paid(self, what: str, node: nodes.Expr, frame: Frame) -> None:
        if _is_small(node):
            self.visit(node, frame)
            return
        self.write(f"{what}(")
        self.visit(node, frame)
        self.write(")")


def _is_small(node: nodes.Node) -> bool:
    if isinstance(node, nodes.List):
        return len(node.items) <= _FEW and all(isinstance(each, nodes.Const) for each in node.items)
    return isinstance(node, nodes.Const) or tame.is_number(node)


def made(tree: nodes.Template, name: str, proof: Proof) -> MeteredProgram:
    """Return the program of one part of a tame template."""
    steps = tame.steps(tree.body)
    for loop in list(tree.find_all(nodes.For)):
        turn = _TURN + tame.steps([*loop.body, *([loop.test] if loop.test else [])])
        loop.iter = _asking(_TURNS, loop.iter, nodes.Const(turn))
    for found in list(tree.find_all(nodes.Filter)):
        _pay_together(found)
    return program(name, codegen.generated(_MeteredGenerator, _around(name), tree, name, proof), steps)


def _pay_together(node: nodes.Expr | None) -> None:
    """Let several filters of one list pay for its elements once, before the first of them."""
    steps, last = 0, None
    while isinstance(node, nodes.Filter) and node.name in tariffs.EACH and all(map(_is_plain, _given(node))):
        node.name, last = _unpaid(node.name), node
        node.args = [each if _is_small(each) else _asking(_ONE_WORD, each) for each in node.args]
        for pair in node.kwargs:
            pair.value = pair.value if _is_small(pair.value) else _asking(_ONE_WORD, pair.value)
        steps += tariffs.EACH_TURN + sum(map(_worth, _given(node)))
        node = node.node
    if last is not None and last.node is not None:
        last.node = _asking(_TURNS, last.node, nodes.Const(steps))


def _worth(given: nodes.Expr) -> int:
    """Return what it costs to hold one element to what a filter is given, or to step into it by a name."""
    return 1 + given.value.count(".") * 2 if isinstance(given, nodes.Const) and isinstance(given.value, str) else _FEW


def _given(node: nodes.Filter) -> list[nodes.Expr]:
    return [*node.args, *(pair.value for pair in node.kwargs)]


def _is_plain(node: nodes.Expr) -> bool:
    """Whether an expression is one value, or a short list of the template's own."""
    return _is_small(node) or isinstance(node, nodes.Name | nodes.Getattr)


def _asking(name: str, of: Any, *given: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(of, name, list(given), [], None, None, lineno=of.lineno)


def program(name: str, source: str, steps: int) -> MeteredProgram:
    """Return a metered program, ready to run."""
    return MeteredProgram(name, (program, (name, source, steps)), *codegen.loaded(_around(name), name, source), steps)
