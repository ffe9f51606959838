"""A template's tree → its loops, where it is tame (tame.py); every kind of node that may be in it has its check here.

What is not listed is not tame. A value that is kept under a name may not be made of kept values by what grows (joining,
adding, lists of them): so no chain of names doubles anything. A namespace may be added to, one fact a turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from jinja2 import nodes

from pipeline.expression import LONGEST_RANGE, Path
from pipeline.render.tame import UNKNOWN, Loop, TooMuch

_LONGEST = 1_000  # characters of a text, or a number, that a template may bring itself
_DEEPEST = 40  # levels of an expression
_OF_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"})
_METHODS = frozenset({"strip", "startswith", "endswith", "split", "upper", "lower", "items", "keys", "values", "get"})
_PAGES = "每页"
_SAME_LIST = frozenset(
    {"d", "default", "list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique", "按日期"}
)
_OTHERWISE = frozenset({"d", "default"})
"""Those of them that give something else where there is nothing."""
_GOING_OVER = _SAME_LIST | {"dictsort", "groupby", "items", "join", "map", "max", "min", "sum"}
"""Filters that look at each element of a list."""
_STEADY = (
    _GOING_OVER - {"join"}
    | {"abs", "capitalize", "count", "e", "escape", "first", "float", "int", "last", "length", "lower", "round"}
    | {"string", "title", "trim", "truncate", "upper", "wordcount", "汉字", "补位", "字宽", "空", "名单行", "分行"}
    | {"星期", "占比", "占比们", _PAGES}
)
"""Filters whose result is no longer than what they are given, or bounded by themselves."""
_GROWING = frozenset({"join", "replace"})
_BY_NAME = frozenset({"map", "select", "reject"})  # with a word they run the filter or the test of that name


def loops(tree: nodes.Template) -> tuple[Loop, ...] | None:
    """Return the loops of a tame template, None where it is not tame."""
    walk = _Walk()
    try:
        walk.through(tree.body)
    except (TooMuch, RecursionError):
        return None
    return tuple(walk.loops)


@dataclass(slots=True)
class _Walk:
    """Goes through a tree; `made`: the names that the template gives itself, which may hold anything of its making."""

    loops: list[Loop] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)  # those of them that are namespaces
    named: set[str] = field(default_factory=set)  # elements of loops
    opaque: frozenset[str] = frozenset()  # those of them that come from no list of the facts
    steps: int = 1
    growing: bool = False

    # --- statements -----------------------------------------------------------------------------------------------

    def through(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self.statement(node)

    def statement(self, node: nodes.Node) -> None:
        self.steps += 1
        match node:
            case nodes.Output():
                self.steps += len(node.nodes)
                self.values(child for child in node.nodes if not isinstance(child, nodes.TemplateData))
            case nodes.If():
                self.value(node.test)
                self.through([*node.body, *node.elif_, *node.else_])
            case nodes.For() if not node.recursive:
                self.loop(node)
            case nodes.Assign():
                self.assigned(node.target, node.node)
            case _:
                raise TooMuch

    def loop(self, node: nodes.For) -> None:
        """A loop's body is walked by itself: what it does counts once a turn."""
        over = self.list_of(node.iter)
        single = node.target.name if isinstance(node.target, nodes.Name) else ""
        if isinstance(node.iter, nodes.Filter) and node.iter.name == _PAGES and node.iter.node is not None:
            over, single = self.path_of(node.iter.node), ""  # no more pages than elements; a page is no element
        names = {single} if single else {name.name for name in node.target.find_all(nodes.Name)}
        hidden = names if isinstance(over, int) or not single else set()
        opaque = (self.opaque - names) | hidden
        within = _Walk(made=self.made, spaces=self.spaces, named=self.named | names, opaque=opaque)
        if node.test is not None:
            within.value(node.test)
        within.through(node.body)
        self.loops.append(Loop(over, single, within.steps, within.growing, tuple(within.loops)))
        self.through(node.else_)

    def list_of(self, node: nodes.Node) -> Path | int:
        """Return which list of the facts is looped over, or a bound."""
        if _is_call_of(node, "range"):
            self.values(_plain_arguments(node))
            return LONGEST_RANGE
        self.value(node)
        return self.path_of(node)

    def path_of(self, node: nodes.Node) -> Path | int:
        """Return which list of the facts a value is no longer than; a bound where that cannot be read off."""
        while isinstance(node, nodes.Filter) and node.name in _SAME_LIST and node.node is not None:
            if node.name in _OTHERWISE and not all(_is_short(each) for each in _given(node)):
                return UNKNOWN  # another list in its place
            node = node.node
        steps: list[str] = []
        while isinstance(node, nodes.Getattr):
            steps.insert(0, node.attr)
            node = node.node
        if isinstance(node, nodes.Name) and node.name not in self.made and node.name not in self.opaque:
            return (node.name, *steps)
        return UNKNOWN

    def assigned(self, target: nodes.Node, value: nodes.Node) -> None:
        """A name gets facts and what is read off them; a namespace may be added to, too."""
        if isinstance(target, nodes.NSRef) and target.name in self.spaces:
            if isinstance(value, nodes.Add) and _is_attribute(value.left, target):
                value = value.right
                _only(not self.mentions(value))
                self.growing = self.growing or not isinstance(value, nodes.Const)
            self.value(value, kept=True)
        elif isinstance(target, nodes.Name) and target.name not in self.named:
            if _is_call_of(value, "namespace"):
                self.values((pair.value for pair in value.kwargs), kept=True)
                self.spaces.add(target.name)
            else:
                self.value(value, kept=True)
            self.made.add(target.name)
        else:
            raise TooMuch

    # --- expressions ----------------------------------------------------------------------------------------------

    def values(self, found: Iterable[nodes.Node], *, kept: bool = False, depth: int = 0) -> None:
        for node in found:
            self.value(node, kept=kept, depth=depth)

    def value(self, node: nodes.Node, *, kept: bool = False, depth: int = 0) -> None:
        """Raise TooMuch for an expression that might grow; `kept`: its value gets a name."""
        check = _CHECKS.get(type(node))
        if check is None or depth > _DEEPEST:
            raise TooMuch
        self.values(check(self, node, kept), kept=kept, depth=depth + 1)

    def mentions(self, node: nodes.Node) -> bool:
        """Whether an expression has names of the template's own making in it."""
        return any(name.name in self.made for name in node.find_all(nodes.Name))

    def goes_over(self, node: nodes.Node) -> None:
        """Count what looks at each element of a list, or at each character of a text."""
        self.loops.append(Loop(self.path_of(node)))


Check = Callable[[_Walk, Any, bool], Iterable[nodes.Node]]
"""Looks at a node by itself, raises TooMuch, or gives the nodes below that are to be looked at."""


def _children(_: _Walk, node: nodes.Node, _kept: bool) -> Iterable[nodes.Node]:
    return node.iter_child_nodes()


def _const(_: _Walk, node: nodes.Const, _kept: bool) -> Iterable[nodes.Node]:
    size = len(node.value) if isinstance(node.value, str) else abs(node.value or 0)
    return _only(size <= _LONGEST)


def _name(_: _Walk, node: nodes.Name, _kept: bool) -> Iterable[nodes.Node]:
    return _only(node.ctx == "load")


def _getattr(_: _Walk, node: nodes.Getattr, _kept: bool) -> Iterable[nodes.Node]:
    return _only(not node.attr.startswith("_") and (not _is_loop(node.node) or node.attr in _OF_LOOP), node.node)


def _getitem(_: _Walk, node: nodes.Getitem, _kept: bool) -> Iterable[nodes.Node]:
    bounds = (node.arg.start, node.arg.stop, node.arg.step) if isinstance(node.arg, nodes.Slice) else (node.arg,)
    return _only(all(each is None or isinstance(each, nodes.Const | nodes.Neg) for each in bounds), node.node)


def _compare(walk: _Walk, node: nodes.Compare, _kept: bool) -> Iterable[nodes.Node]:
    for each in node.ops:
        if each.op in {"in", "notin"}:
            walk.goes_over(each.expr)
    return node.iter_child_nodes()


def _made_of(walk: _Walk, node: nodes.Node, kept: bool) -> Iterable[nodes.Node]:
    return _only(not (kept and walk.mentions(node)), *node.iter_child_nodes())


def _filter(walk: _Walk, node: nodes.Filter, kept: bool) -> Iterable[nodes.Node]:
    given = _given(node)
    told = [each.value for each in given if isinstance(each, nodes.Const)]
    if node.node is None or node.dyn_args or node.dyn_kwargs or any(map(_reaches, told)):
        raise TooMuch
    if node.name in _GROWING:
        _only(len(told) == len(given) and not (kept and walk.mentions(node)))
    elif node.name not in _STEADY or (node.name in _BY_NAME and node.args and not _runs_steady(node)):
        raise TooMuch
    if node.name in _GOING_OVER:
        walk.goes_over(node.node)
    if node.name in {"max", "min"} and isinstance(node.node, nodes.List):  # one of its elements, no list of them
        return [*node.node.items, *given]
    return [node.node, *given]


def _given(node: nodes.Filter) -> list[nodes.Expr]:
    return [*node.args, *(pair.value for pair in node.kwargs)]


def _is_short(node: nodes.Node) -> bool:
    """Whether nothing that a loop would go over for long: an empty list, a number, a text of the template's own."""
    return isinstance(node, nodes.Const) or (isinstance(node, nodes.List) and not node.items)


def _runs_steady(node: nodes.Filter) -> bool:
    """Whether a filter or test that another runs for each element is one that does no harm."""
    word = node.args[0].value if len(node.args) == 1 and isinstance(node.args[0], nodes.Const) else ""
    return bool(word) and (node.name != "map" or word in _STEADY - _BY_NAME)


def _test(_: _Walk, node: nodes.Test, _kept: bool) -> Iterable[nodes.Node]:
    return _only(not (node.dyn_args or node.dyn_kwargs), *node.iter_child_nodes())


def _call(walk: _Walk, node: nodes.Call, kept: bool) -> Iterable[nodes.Node]:
    """Only a few methods of texts and mappings may be called."""
    arguments = list(_plain_arguments(node))
    method = node.node
    if not isinstance(method, nodes.Getattr) or _is_loop(method.node) or isinstance(method.node, nodes.Const):
        raise TooMuch
    if method.attr == "replace":
        _only(all(isinstance(each, nodes.Const) for each in arguments) and not (kept and walk.mentions(node)))
    else:
        _only(method.attr in _METHODS)
    return [method.node, *arguments]


_KEEPING = (nodes.Concat, nodes.Add, nodes.List, nodes.Tuple, nodes.Dict)
_PASSING = (
    *(nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Neg, nodes.Pos, nodes.Pair, nodes.Keyword),
    *(nodes.Sub, nodes.Div, nodes.FloorDiv),
)
_CHECKS: dict[type[nodes.Node], Check] = {
    nodes.Const: _const,
    nodes.Name: _name,
    nodes.Getattr: _getattr,
    nodes.Getitem: _getitem,
    nodes.Compare: _compare,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.Call: _call,
    **dict.fromkeys(_KEEPING, _made_of),
    **dict.fromkeys(_PASSING, _children),
}


def _only(fine: bool, *below: nodes.Node) -> tuple[nodes.Node, ...]:
    """Return what is below a node that is fine by itself. Raises TooMuch."""
    if not fine:
        raise TooMuch
    return below


def _plain_arguments(node: nodes.Call) -> Iterator[nodes.Node]:
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise TooMuch
    yield from node.args


def _is_call_of(node: nodes.Node, name: str) -> TypeGuard[nodes.Call]:
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == name
        and not (node.dyn_args or node.dyn_kwargs)
        and not (name == "namespace" and node.args)
    )


def _is_attribute(node: nodes.Node, target: nodes.NSRef) -> bool:
    """Whether an expression is the namespace's own attribute that is being given a value."""
    name = (node.node.name, node.attr) if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) else ()
    return name == (target.name, target.attr)


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _reaches(value: object) -> bool:
    """Whether the name of an attribute, as filters take it, reaches for what is Python's own."""
    return isinstance(value, str) and any(step.startswith("_") for step in value.split("."))
