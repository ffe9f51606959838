"""逐: one document for each element of a list among the facts: “话 in 谈话们 if 话.是否已谈”."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import jinja2
from jinja2 import nodes
from jinja2.parser import Parser

from pipeline.expression import Entity, check_words, for_names, insist, lean, numeral
from pipeline.model.frozen import frozen
from pipeline.model.work import Kind
from pipeline.used_names import Path, path_of, uses

_KEEP, _LISTED = "_keep", "_listed"  # what the loop calls; no fact is called so
MEETING, MEETINGS = "会议", "会议们"  # 逐: 会议 in 会议们 is what each meeting's own papers see
_SAME = frozenset({"selectattr", "rejectattr", "select", "reject", "sort", "list", "reverse", "unique"})
"""Filters that leave elements what they are."""


class NoList(Exception):  # noqa: N818 - it is the value that is no list
    """What stands behind `in` is one thing, not several."""


@frozen
class Each:
    """An expression of 逐: what an element is called, where the elements stand, and which names are used."""

    name: str
    path: Path | None  # of the list; None where its elements are of the expression's own making
    uses: frozenset[Path]
    as_listed: bool  # no filter puts them into another order
    _loop: jinja2.Template

    def of(self, facts: Mapping[str, object]) -> list[object]:
        """Return the elements, numbered where they have no 序号. Raises Stopped, UnknownName, NoList."""
        found: list[object] = []
        tools = {_KEEP: found.append, _LISTED: _listed}
        for _ in self._loop.root_render_func(self._loop.new_context({**facts, **tools})):
            pass
        return [_numbered(element, number) for number, element in enumerate(found, 1)]


def parsed(environment: jinja2.Environment, source: str) -> Each:
    """Return an expression of 逐, compiled. Raises jinja2.TemplateSyntaxError."""
    parser = Parser(environment, source, state="variable")
    target = parser.parse_assign_target(name_only=True)
    parser.stream.expect("name:in")
    listed = parser.parse_expression(with_condexpr=False)
    test = parser.parse_expression() if parser.stream.skip_if("name:if") else None
    if not parser.stream.eos:
        raise jinja2.TemplateSyntaxError("后面还有别的字", parser.stream.current.lineno)
    check_words(environment, listed, test)
    asked = nodes.For(nodes.Name(target.name, "store"), listed, [], [], test, False)
    used = uses(nodes.Template([asked]))
    keep = nodes.Output([_call(_KEEP, nodes.Name(target.name, "load"))])
    loop = nodes.For(nodes.Name(target.name, "store"), _call(_LISTED, listed), [keep], [], test, False)
    whole = nodes.Template([loop], lineno=1)
    whole.set_environment(environment)
    for node in whole.find_all(nodes.Node):
        node.lineno = 1
    return Each(
        target.name, path_of(_bare(listed)), used, _bare(listed) is listed, lean(environment.from_string(whole))
    )


def listed_by(kind: Kind) -> tuple[Path, ...]:
    """Return what 逐 of a kind reads, the whole list first: each of its elements is a paper. Of no 逐, nothing."""
    if not kind.each:
        return ()
    each = parsed(for_names({"汉字": numeral}), kind.each)
    return (*((each.path,) if each.path else ()), *sorted(each.uses))


def _call(name: str, argument: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.Name(name, "load"), [argument], [], None, None)


def _bare(listed: nodes.Expr) -> nodes.Expr:
    """Return a list without the filters that only choose and order its elements."""
    while isinstance(listed, nodes.Filter) and listed.name in _SAME and listed.node is not None:
        listed = listed.node
    return listed


def _listed(value: object) -> Iterable[object]:
    insist(value)
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise NoList
    return value


def _numbered(element: object, number: int) -> object:
    if not isinstance(element, Entity) or "序号" in element:
        return element
    return Entity({**element, "序号": number}, element.whence)
