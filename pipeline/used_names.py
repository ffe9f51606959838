"""Which facts a template, a condition or a file name may read, and what stands there.

Where two lists of used values are equal, so are the papers made of them: what changes elsewhere changes no paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import nodes

from pipeline.expression import MAPPING_METHODS, TEXT_METHODS, Unreadable

Path = tuple[str, ...]
"""A name with its attributes: ("党员", "姓名"); EACH stands for every element of a list, COUNT for its length,
TRUTH for whether there is anything."""

EACH = "*"
COUNT = "#"
TRUTH = "?"
_MARKERS = frozenset({EACH, COUNT, TRUTH})


def uses(tree: nodes.Template) -> frozenset[Path]:
    """Return every path into the facts that a template may read.

    Where the tree does something that this analysis does not follow (a filter over a list of mappings), the path of
    the whole value is returned: more is then compared, never less.
    """
    found: set[Path] = set()
    _visit(tree, {"loop": None, "range": None, "namespace": None, "dict": None}, found)
    return frozenset(_without_covered(found))


Scope = dict[str, Path | None]
"""Local name → the path it stands for; None = a value of the template's own making."""

_NEIGHBOURS = ("loop.previtem", "loop.nextitem")  # elements of the list that a loop goes through


def _visit(node: nodes.Node, scope: Scope, found: set[Path]) -> None:
    path = _path(node, scope)
    if path is not None:
        found.add(path)
    elif type(node) in _VISITORS:
        _VISITORS[type(node)](node, scope, found)
    else:
        _visit_all(node.iter_child_nodes(), scope, found)


def _visit_all(children: Iterable[nodes.Node], scope: Scope, found: set[Path]) -> None:
    for child in children:
        _visit(child, scope, found)


def _visit_for(node: Any, scope: Scope, found: set[Path]) -> None:
    listed = _elements(node.iter, scope, found)
    inner = dict(scope)
    if listed is None:
        _visit(node.iter, scope, found)
        inner.update({name.name: None for name in _names(node.target)})
    else:
        found.add((*listed, COUNT))
        inner.update({name.name: (*listed, EACH) for name in _names(node.target)})
    inner |= {"loop": None} | dict.fromkeys(_NEIGHBOURS, None if listed is None else (*listed, EACH))
    _visit_all([*([node.test] if node.test else []), *node.body], inner, found)
    _visit_all(node.else_, dict(scope), found)


def _visit_if(node: Any, scope: Scope, found: set[Path]) -> None:
    """Go each way from the same place; behind it a name is the template's own where every way makes it that."""
    ends: list[Scope] = []
    for arm in (node, *node.elif_):
        _visit_truth(arm.test, scope, found)
        ends.append(dict(scope))
        _visit_all(arm.body, ends[-1], found)
    ends.append(dict(scope))
    _visit_all(node.else_, ends[-1], found)
    own = [name for name in ends[0] if all(name in end and end[name] is None for end in ends)]
    scope.update(dict.fromkeys(own))


def _visit_within(node: Any, scope: Scope, found: set[Path]) -> None:
    """What has a body of its own: names that are set there are not known outside."""
    _visit_all(node.iter_child_nodes(), dict(scope), found)


def _visit_condition(node: Any, scope: Scope, found: set[Path]) -> None:
    """`x if y else z`, `not x`: of what is asked only its truth is used."""
    asked = node.node if isinstance(node, nodes.Not) else node.test
    _visit_truth(asked, scope, found)
    _visit_all(node.iter_child_nodes(exclude={"test", "node"}), scope, found)


def _visit_truth(node: nodes.Node, scope: Scope, found: set[Path]) -> None:
    """What stands in a condition: of `a and b` the truth of both. Elsewhere such a one is the value of either."""
    path = _path(node, scope)
    if path is not None:
        found.add((*path, TRUTH))
    elif isinstance(node, nodes.And | nodes.Or):
        _visit_truth(node.left, scope, found)
        _visit_truth(node.right, scope, found)
    else:
        _visit(node, scope, found)


def _visit_call(node: Any, scope: Scope, found: set[Path]) -> None:
    """`x.strip()`: the method is no name of x, it is x that is used."""
    method = node.node
    if isinstance(method, nodes.Getattr) and method.attr in TEXT_METHODS | MAPPING_METHODS:
        _visit(method.node, scope, found)
        _visit_all(node.iter_child_nodes(exclude={"node"}), scope, found)
    else:
        _visit_all(node.iter_child_nodes(), scope, found)


def _visit_filter(node: Any, scope: Scope, found: set[Path]) -> None:
    taken = _attribute(node) if node.name in {"map", "join", "sum"} else ()
    listed = _elements(node.node, scope, found) if node.name in {"length", "count"} or taken else None
    if listed is None:
        _visit_all(node.iter_child_nodes(), scope, found)
        return
    found.add((*listed, COUNT))
    if taken:
        found.add((*listed, EACH, *taken))
    _visit_all(node.iter_child_nodes(exclude={"node"}), scope, found)


def _elements(node: nodes.Node | None, scope: Scope, found: set[Path]) -> Path | None:
    """Return the path of the list whose elements an expression gives, some of them or in another order; None: of none.

    What its filters ask of each element is used, too.
    """
    if not isinstance(node, nodes.Filter):
        return None if node is None else _path(node, scope)
    asked = _asked(node)
    listed = None if asked is None else _elements(node.node, scope, found)
    if asked and listed is not None:
        found.add((*listed, COUNT))
        found.add((*listed, EACH, *asked))
        _visit_all(node.iter_child_nodes(exclude={"node"}), scope, found)
    return listed


def _asked(node: nodes.Filter) -> Path | None:
    """Return by what a filter picks or orders elements, () for nothing; None where it gives others, or none."""
    if node.name in {"selectattr", "rejectattr"} and node.args and isinstance(node.args[0], nodes.Const):
        return _steps(node.args[0].value)
    if node.name in {"unique", "sort"}:
        return _attribute(node) or None
    return () if node.name == "list" else None


def _attribute(node: nodes.Filter) -> Path:
    """Return the attribute that a filter takes of each element, () where it names none."""
    said = next((each.value for each in node.kwargs if each.key == "attribute"), None)
    return (_steps(said.value) or ()) if isinstance(said, nodes.Const) else ()


def _steps(attribute: object) -> Path | None:
    steps = attribute.split(".") if isinstance(attribute, str) else []
    return tuple(steps) if steps and all(step.isidentifier() for step in steps) else None


def _visit_assign(node: Any, scope: Scope, found: set[Path]) -> None:
    _visit(node.node, scope, found)
    if isinstance(node.target, nodes.Name):
        scope[node.target.name] = None  # its value has been counted as used whole


def _visit_block(node: Any, scope: Scope, found: set[Path]) -> None:
    """`{% set x %}…{% endset %}`: what stands in it is used, and x is of the template's own making."""
    _visit_all(node.iter_child_nodes(exclude={"target"}), dict(scope), found)
    if isinstance(node.target, nodes.Name):
        scope[node.target.name] = None


def _visit_with(node: Any, scope: Scope, found: set[Path]) -> None:
    _visit_all(node.values, scope, found)
    inner = scope | {name.name: None for target in node.targets for name in _names(target)}
    _visit_all(node.body, inner, found)


def _visit_macro(node: Any, scope: Scope, found: set[Path]) -> None:
    scope[node.name] = None
    inner = scope | {argument.name: None for argument in node.args}
    _visit_all([*node.defaults, *node.body], inner, found)


def _visit_step(node: Any, scope: Scope, found: set[Path]) -> None:
    """`loop.index` uses nothing; `loop` itself, called or given a name, may give its elements."""
    if not _is_loop(node.node):
        _visit_all(node.iter_child_nodes(), scope, found)


def _visit_name(node: Any, scope: Scope, found: set[Path]) -> None:
    if _is_loop(node) and (listed := scope.get(_NEIGHBOURS[0])):
        found.add(listed)


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


_VISITORS: dict[type[nodes.Node], Callable[[Any, Scope, set[Path]], None]] = {
    nodes.For: _visit_for,
    nodes.If: _visit_if,
    nodes.FilterBlock: _visit_within,
    nodes.CallBlock: _visit_within,
    nodes.Block: _visit_within,
    nodes.Scope: _visit_within,
    nodes.CondExpr: _visit_condition,
    nodes.Not: _visit_condition,
    nodes.Call: _visit_call,
    nodes.Filter: _visit_filter,
    nodes.Assign: _visit_assign,
    nodes.AssignBlock: _visit_block,
    nodes.With: _visit_with,
    nodes.Macro: _visit_macro,
    nodes.Getattr: _visit_step,
    nodes.Getitem: _visit_step,
    nodes.Name: _visit_name,
}


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def path_of(node: nodes.Node) -> Path | None:
    """Return the path that an expression stands for where no name is local; None for what is computed."""
    return _path(node, {})


def _path(node: nodes.Node, scope: Scope) -> Path | None:
    """Return the path that a plain name, attribute or constant index stands for."""
    if isinstance(node, nodes.Name) and node.ctx == "load":
        return scope.get(node.name, (node.name,))
    if isinstance(node, nodes.Getattr) and _is_loop(node.node) and f"loop.{node.attr}" in _NEIGHBOURS:
        return scope.get(f"loop.{node.attr}")
    if isinstance(node, nodes.Getattr):
        base = _path(node.node, scope)
        return None if base is None else (*base, node.attr)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base = _path(node.node, scope)
        step = node.arg.value if isinstance(node.arg.value, str) else EACH
        return None if base is None else (*base, step)
    return None


def _without_covered(paths: set[Path]) -> set[Path]:
    """Drop what lies below a path that is there itself: the whole value covers its parts."""
    return {path for path in paths if not any(path[:n] in paths for n in range(1, len(path)))}


def value_at(facts: Mapping[str, object], path: Path) -> object:
    """Return what stands at `path`; a list of values below EACH; None where there is nothing."""
    if len(path) == 2 and path[1] not in _MARKERS:  # noqa: PLR2004 - most paths: a name of one entity
        held = facts.get(path[0])
        if isinstance(held, dict):
            return held.get(path[1])
    return _below(facts, path)


def _below(value: object, path: Path) -> object:
    """Return what stands at `path`; where a step cannot be taken (the letters of a text), all there is."""
    for at, step in enumerate(path, 1):
        if isinstance(value, Unreadable):
            return value
        if step == EACH:
            return [_below(item, path[at:]) for item in value] if isinstance(value, list) else value
        if step == TRUTH:
            return bool(value)
        if step == COUNT:
            return len(value) if isinstance(value, list | dict | str) else None
        if not isinstance(value, dict):
            return value
        if step not in value:
            return None
        value = value[step]
    return value


Known = Mapping[str, "Known | None"]
"""The names that a scope has: an entity's own names, or None for a plain value. OPEN: it may have others too."""

OPEN = "…"


def unknown(paths: Iterable[Path], known: Known) -> list[tuple[str, tuple[str, ...]]]:
    """Return each used name that no facts can have, dotted, with the names that its place does have."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(paths):
        here: Known | None = known
        for depth, step in enumerate(path):
            if step in _MARKERS:
                continue
            if here is None or (step not in here and OPEN in here):
                break
            if step not in here:
                name = ".".join(s for s in path[: depth + 1] if s != EACH)
                found[name] = tuple(k for k in here if k != OPEN)
                break
            here = here[step]
    return list(found.items())
