"""A template → compiled once.

docxtpl prepares the XML (its dialect is the one that clerks and their books know); each part that holds a tag
becomes one program that yields bytes, everything else a ready beginning of the archive. The compiled template holds
no state: it may serve any number of documents, threads and processes.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import jinja2
from jinja2 import nodes

from pipeline.expression import check_conditions
from pipeline.model import codes
from pipeline.model.problem import Origin, Problem, Read, nearest
from pipeline.render import (
    checking,
    codegen,
    dialect,
    fallback_faces,
    gb2312,
    open_template,
    seal,
    structure,
    tame,
    wellformed,
)
from pipeline.render.checking import unfilled
from pipeline.render.checking.tags import TAGGED_PARTS
from pipeline.render.compiled import BODY_FONTS, Compiled, TaggedPart, digest_of
from pipeline.render.shipped import shapes
from pipeline.used_names import Known, Path, unknown, uses

_OPEN_SPAN = re.compile(r'<w:gridSpan w:val="[^"]*\{')
_STYLES = "word/styles.xml"


def compiled_template(
    data: bytes, file: str, known: Known, body_font: str = BODY_FONTS[0], *, metered: bool = False
) -> Read[Compiled | None]:
    """Compile the .docx `data`; `file` is its address in messages, `known` the names that its facts will have.

    `body_font` replaces 仿宋_GB2312: offices have one of the two (gongwen.toml, [版式] 仿宋). `metered`: its programs
    are to count what they cost, if it is tame; one that does what a shipped one does, step by step, need not.
    """
    try:
        return _template(data, file, known, body_font, metered=metered)
    except (RecursionError, SyntaxError):  # of Python: it nests 20 loops, 200 parentheses
        return Read(None, (codes.TEMPLATE_FAILED.at(Origin(file), reason="标记一层套一层，套得太深"),))


def _template(data: bytes, file: str, known: Known, body_font: str, *, metered: bool) -> Read[Compiled | None]:
    origin = Origin(file)
    package = open_template.opened_template(data, origin)
    if package.value is None:
        return Read(None, package.problems)
    parts = package.value
    if body_font != BODY_FONTS[0]:
        before, after = f'="{BODY_FONTS[0]}"'.encode(), f'="{body_font}"'.encode()
        parts = {name: part.replace(before, after) for name, part in parts.items()}
    sources = _sources(parts)
    trees = _parsed(sources)
    used = frozenset[Path]().union(*(uses(tree) for tree in trees.values()))
    strange = unknown(used, known)
    beyond = [problem for _, problem in unfilled.beyond(parts, file)]
    if strange or beyond or len(trees) < len(sources) or checking.damaged(parts):
        problems = checking.problems(parts, file, known)
        return Read(None, tuple(problems or [_unknown_name(origin, *each) for each in strange]))
    written = [_Written(name, trees[name], sources[name]) for name in seal.ordered(trees)]
    metered = metered and all(each.proof.holds and tame.is_tame(each.tree) for each in written)
    counted = metered and tame.shape(trees.values()) not in shapes.SHAPES
    return Read(
        Compiled(
            digest=digest_of(data, body_font),
            uses=tuple(sorted(used)),
            start=seal.sealed_prefix((n, parts[n]) for n in seal.ordered(parts) if n not in trees),
            parts=tuple(_part(each, open_template.relations(parts, each.name), counted=counted) for each in written),
            faces=fallback_faces.faces(parts[_STYLES]) if _STYLES in parts else {},
            metered=metered,
        )
    )


def shape_of(data: bytes) -> str:
    """Return what a template does (tame.shape).."""
    parts = open_template.opened_template(data, Origin("")).value
    assert parts is not None
    return tame.shape(_parsed(_sources(parts)).values())


def _sources(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the parts that hold a tag, prepared."""
    prepared = {name: dialect.prepared(content) for name, content in parts.items() if TAGGED_PARTS.fullmatch(name)}
    return {name: text for name, text in prepared.items() if re.search(r"\{[{%#]", text)}


def _parsed(sources: Mapping[str, str]) -> dict[str, nodes.Template]:
    """Return the trees of those parts that Jinja can read, with what filters they name and conditions that ask."""
    trees: dict[str, nodes.Template] = {}
    for name, text in sources.items():
        environment = codegen.environment(name)
        with contextlib.suppress(jinja2.TemplateSyntaxError):
            tree = environment.parse(text)
            check_conditions(tree)
            filters, tests = tree.find_all(nodes.Filter), tree.find_all(nodes.Test)
            if all(f.name in environment.filters for f in filters) and all(t.name in environment.tests for t in tests):
                trees[name] = tree
    return trees


@dataclass(slots=True)
class _Written:
    """A tagged part, read: its tree, with everything in it that no fact changes."""

    name: str
    tree: nodes.Template
    source: str
    drawn: bool = field(init=False)
    proof: wellformed.Proof = field(init=False)

    def __post_init__(self) -> None:
        dialect.settle(self.tree)
        self.drawn = self.name == dialect.MAIN_PART and not dialect.number_drawings(self.tree)
        self.proof = wellformed.prove(self.tree)

    @property
    def numbers_known(self) -> bool:
        """Whether its drawings have their numbers, or get them without being parsed."""
        return self.proof.holds or not self.drawn


def _part(written: _Written, relations: frozenset[str], *, counted: bool) -> TaggedPart:
    name, tree = written.name, written.tree
    word = name.startswith("word/")
    listing = word and dialect.holds_listing(tree)
    rare = word and any(gb2312.lacks(constant.data) for constant in tree.find_all(nodes.TemplateData))
    return TaggedPart(
        name,
        _program(written, counted=counted),
        written.proof.holds,
        fix=name == dialect.MAIN_PART and not (written.numbers_known and dialect.grids_fit(written.source)),
        hollow=word and not structure.is_certain(written.source),
        spans=_OPEN_SPAN.search(written.source) is not None,
        listing=listing,
        rare=rare,
        drawn=written.drawn,
        relations=relations,
    )


def _program(written: _Written, *, counted: bool) -> codegen.Program:
    name, tree, proof = written.name, written.tree, written.proof
    if counted:
        from pipeline.render import metered as paying  # noqa: PLC0415 - shipped templates do without

        return paying.made(tree, name, proof)
    return codegen.program(name, codegen.source(tree, name, proof))


def _unknown_name(origin: Origin, name: str, candidates: tuple[str, ...]) -> Problem:
    return codes.TEMPLATE_UNKNOWN_NAME.at(origin, name=name, nearest=nearest(name.rpartition(".")[2], candidates))
