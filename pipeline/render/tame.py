"""Whether a template is made of what a meter can count (meter.py): then it is filled here, else in the helper process.

The sandbox keeps every template from reaching anything; what is asked here is time and memory. The kinds of node, the
filters, the tests and the methods that may be in a tame template are listed; each of them is paid for as it is run.
What is not listed is not tame: macros, blocks, what recurs, what is called by a name that only a filling knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import nodes

from pipeline.render import tariffs

_LONGEST = 1_000  # characters of a text, or a number, that a template may bring itself
_DEEPEST = 40  # levels of an expression
_METHODS = frozenset(
    {"endswith", "get", "items", "keys", "lower", "replace", "split", "startswith", "strip", "upper", "values"}
)
_MAKING = frozenset({"namespace", "range"})
_BY_NAME = frozenset({"reject", "rejectattr", "select", "selectattr"})
_COUNTING = frozenset({"count", "length", "wordcount", "字宽"})
_DEAR: dict[type[nodes.Node], int] = {
    nodes.Filter: 6,
    nodes.Call: 6,
    nodes.Getattr: 3,
    nodes.Test: 3,
    nodes.Compare: 2,
}  # steps; all others take one


def is_tame(tree: nodes.Template) -> bool:
    """Whether a meter can count all that a template does."""
    return all(_fine(node, 0) for node in tree.body)


def shape(trees: Iterable[nodes.Template]) -> str:
    """Return what the parts of a template do, whatever words stand between: those of one shape take the same steps."""
    return hashlib.sha256(repr(sorted(repr(_done(tree.body)) for tree in trees)).encode()).hexdigest()


def _done(said: object) -> object:
    match said:
        case nodes.Node():
            return type(said).__name__, [_done(value) for _, value in said.iter_fields()]
        case list() | tuple():
            nested = ([*each.nodes] if isinstance(each, nodes.Output) else [each] for each in said)
            return [_done(each) for some in nested for each in some if not isinstance(each, nodes.TemplateData)]
        case _:
            return said


def steps(found: Iterable[nodes.Node]) -> int:
    """Return what some nodes cost by themselves: the body of a loop counts for each of its turns, and so not here."""
    total = 0
    for node in found:
        total += _DEAR.get(type(node), 1)
        total += steps([node.iter, *node.else_] if isinstance(node, nodes.For) else node.iter_child_nodes())
    return total


def is_number(node: nodes.Node) -> bool:
    """Whether an expression is a number, and one that has not grown: adding another to it takes no longer than ever."""
    match node:
        case nodes.Const():
            return isinstance(node.value, int | float)
        case nodes.Filter():
            return node.name in _COUNTING
        case nodes.Add() | nodes.Sub():
            return is_number(node.left) and is_number(node.right)
        case nodes.Neg() | nodes.Pos():
            return is_number(node.node)
        case _:
            return False


def _fine(node: nodes.Node, depth: int) -> bool:
    check = _CHECKS.get(type(node))
    depth = depth + 1 if isinstance(node, nodes.Expr) else 0
    return (
        check is not None
        and depth <= _DEEPEST
        and check(node)
        and all(_fine(each, depth) for each in node.iter_child_nodes())
    )


def _always(_: nodes.Node) -> bool:
    return True


def _loop(node: nodes.For) -> bool:
    return not node.recursive


def _target(node: nodes.Assign) -> bool:
    return isinstance(node.target, nodes.Name | nodes.NSRef)


def _const(node: nodes.Const) -> bool:
    size = len(node.value) if isinstance(node.value, str) else abs(node.value or 0)
    return bool(size <= _LONGEST)


def _getattr(node: nodes.Getattr) -> bool:
    return not node.attr.startswith("_")


def _getitem(node: nodes.Getitem) -> bool:
    bounds = (node.arg.start, node.arg.stop, node.arg.step) if isinstance(node.arg, nodes.Slice) else (node.arg,)
    return all(each is None or isinstance(each, nodes.Const | nodes.Neg) for each in bounds)


def _pair(node: nodes.Pair) -> bool:
    return isinstance(node.key, nodes.Const)


def _filter(node: nodes.Filter) -> bool:
    given = [*node.args, *(pair.value for pair in node.kwargs)]
    if node.node is None or node.dyn_args or node.dyn_kwargs or node.name not in tariffs.TAME:
        return False
    if any(_reaches(_word(each)) for each in given):
        return False
    if node.name == "map" and node.args:
        return len(node.args) == 1 and not node.kwargs and _word(node.args[0]) in tariffs.TAME - {"map"}
    asked = node.args[1 if node.name.endswith("attr") else 0 :]
    return node.name not in _BY_NAME or not asked or _word(asked[0]) in tariffs.STEADY_TESTS | tariffs.COMPARING_TESTS


def _word(node: nodes.Node) -> object:
    return node.value if isinstance(node, nodes.Const) else None


def _reaches(word: object) -> bool:
    """Whether the name of an attribute, as filters take it, reaches for what is Python's own."""
    return isinstance(word, str) and any(step.startswith("_") for step in word.split("."))


def _test(node: nodes.Test) -> bool:
    return node.name in tariffs.STEADY_TESTS and not (node.dyn_args or node.dyn_kwargs)


def _call(node: nodes.Call) -> bool:
    """Only a few methods of texts and mappings may be called, and what makes ranges and namespaces."""
    if node.dyn_args or node.dyn_kwargs:
        return False
    if isinstance(node.node, nodes.Name):
        return node.node.name in _MAKING
    return isinstance(node.node, nodes.Getattr) and node.node.attr in _METHODS and not node.kwargs


_CHECKS: dict[type[nodes.Node], Callable[[Any], bool]] = {
    **dict.fromkeys((nodes.Output, nodes.TemplateData, nodes.If, nodes.Name, nodes.NSRef), _always),
    nodes.For: _loop,
    nodes.Assign: _target,
    nodes.Const: _const,
    nodes.Getattr: _getattr,
    nodes.Getitem: _getitem,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.Call: _call,
    nodes.Pair: _pair,
    **dict.fromkeys(
        (nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Slice), _always
    ),
    **dict.fromkeys(
        (nodes.Neg, nodes.Pos, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod), _always
    ),
    **dict.fromkeys((nodes.Concat, nodes.List, nodes.Tuple, nodes.Dict, nodes.Keyword), _always),
}
