"""Prove once per template that every filling is well-formed, so that documents need no parsing.

The template's tree is walked as a filling would walk it, with the open XML tags on a stack. Each branch of a condition
must leave the same tags open, the body of a loop those that it found open, and each value must stand in text or inside
the quotation marks of an attribute. Since values are escaped and hold permitted characters only (encode.py), every way
through the template then gives a well-formed part. What cannot be proved is parsed strictly, document by document.

The walk also finds how each value must be written: as Word's text (w:t), to the letter, or as markup alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import nodes

from pipeline.model.frozen import frozen

_NAME = r"[\w.-]+(?::[\w.-]+)?"
_START = re.compile(rf'<({_NAME})((?:\s+{_NAME}="")*)\s*(/?)>')
_END = re.compile(rf"</({_NAME})\s*>")
_IN_TAG = re.compile(r'[^"<>]*(["<>])')
_ATTRIBUTE = re.compile(rf'({_NAME})=""')
_DECLARED = frozenset({"xml", "xmlns"})
_WORDS = "w:t"
_DECLARING = re.compile(r'\sxmlns(?::[\w.-]+)?="')
_LITERAL = frozenset({"w:delText", "w:instrText", "w:delInstrText"})


@frozen
class Proof:
    """Whether every filling is well-formed.

    `literal`: the expressions (by id) that stand in attributes, or in text that knows no line breaks of Word's (a
    field's instruction, a formula); `bare`: those that stand where Word passes over text ({{r }}, {{p }}).
    """

    holds: bool
    literal: frozenset[int]
    bare: frozenset[int]


class _Unproved(Exception):  # noqa: N818 - not an error: the part is parsed instead
    pass


class _Open(NamedTuple):
    """An open element, and the prefixes that are declared within it."""

    name: str
    prefixes: frozenset[str]


@frozen
class _State:
    """The open elements, and the tag that is being written, without what its attributes say ("" = none)."""

    open: tuple[_Open, ...] = ()
    tag: str = ""
    quoted: bool = False


@dataclass(slots=True)
class _Walk:
    literal: set[int] = field(default_factory=set)
    bare: set[int] = field(default_factory=set)
    rooted: bool = False

    def through(self, body: Iterable[nodes.Node], state: _State) -> _State:
        for node in body:
            state = self.past(node, state)
        return state

    def past(self, node: nodes.Node, state: _State) -> _State:
        match node:
            case nodes.Output():
                for child in node.nodes:
                    if isinstance(child, nodes.TemplateData):
                        state = self.fed(child.data, state)
                    else:
                        self.said(child, state)
                return state
            case nodes.If():
                branches = [node.body, *(each.body for each in node.elif_), node.else_]
                return self.same([self.through(branch, state) for branch in branches])
            case nodes.For() if not node.recursive:
                return self.same([state, self.through(node.body, state), self.through(node.else_, state)])
            case nodes.With() | nodes.Scope():
                return self.through(node.body, state)
            case nodes.Assign() | nodes.AssignBlock() | nodes.Macro() | nodes.ExprStmt():
                return state
            case _:
                raise _Unproved

    def same(self, states: Sequence[_State]) -> _State:
        if len(set(states)) > 1 or not states[0].open:
            raise _Unproved
        return states[0]

    def said(self, node: nodes.Node, state: _State) -> None:
        """A value may stand in text within the root, or inside the quotation marks of an attribute."""
        if (state.tag and not state.quoted) or not state.open or _DECLARING.search(state.tag, state.tag.rfind(" ")):
            raise _Unproved
        within = state.open[-1].name
        if state.tag or within in _LITERAL or not within.startswith("w:"):
            self.literal.add(id(node))
        elif within != _WORDS:
            self.bare.add(id(node))

    def fed(self, text: str, state: _State) -> _State:
        """Go through constant text."""
        above, tag, quoted = state.open, state.tag, state.quoted
        at = 0
        while at < len(text):
            if quoted:
                end = text.find('"', at)
                if end < 0:
                    break
                tag, quoted, at = tag + '"', False, end + 1
            elif tag:
                match = _IN_TAG.match(text, at)
                if match is None:
                    tag += text[at:]
                    break
                tag, at = tag + match[0], match.end()
                if match[1] == '"':
                    quoted = True
                else:
                    above, tag = self.closed(above, tag), ""
            else:
                start = text.find("<", at)
                if start < 0:
                    break
                tag, at = "<", start + 1
        return _State(above, tag, quoted)

    def closed(self, above: tuple[_Open, ...], tag: str) -> tuple[_Open, ...]:
        """A tag has ended: an element begins, ends, or is empty. Return the open elements."""
        if ended := _END.fullmatch(tag):
            if not above or above[-1].name != ended[1]:
                raise _Unproved
            return above[:-1]
        begun = _START.fullmatch(tag)
        if begun is None:  # comments, processing instructions, whatever else
            raise _Unproved
        names = _ATTRIBUTE.findall(begun[2])
        if not above:
            if self.rooted:
                raise _Unproved
            self.rooted = True
        declared = (above[-1].prefixes if above else _DECLARED).union(
            name.partition(":")[2] for name in names if name.startswith("xmlns:")
        )
        prefixes = {name.partition(":")[0] for name in (begun[1], *names) if ":" in name}
        if len(set(names)) < len(names) or not prefixes <= declared:
            raise _Unproved
        return above if begun[3] else (*above, _Open(begun[1], declared))


def prove(tree: nodes.Template) -> Proof:
    """Return whether all that `tree` can be filled with is well-formed."""
    walk = _Walk()
    try:
        end = walk.through(tree.body, _State())
        holds = end == _State() and walk.rooted
    except _Unproved:
        holds = False
    return Proof(holds, frozenset(walk.literal), frozenset(walk.bare))
