"""A part of a template → a program that yields it as bytes. Jinja's own code generator, with three differences.

The template's text stands in the program as ready UTF-8 bytes, so that only values are escaped and encoded; every value
goes through `written`; and no template can switch the escaping off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.runtime import Context, new_context

from pipeline.expression import Unfolded, for_plain_parts, for_templates
from pipeline.model.frozen import frozen
from pipeline.render import encode
from pipeline.render.filters import FILTERS
from pipeline.render.meter import Meter
from pipeline.render.wellformed import Proof


def _with_writers(environment: jinja2.Environment) -> jinja2.Environment:
    """Return `environment` with the functions that programs call."""
    environment.extend(written_text=encode.text, written_plain=encode.plain, written_markup=encode.markup)
    return environment


_WORD = _with_writers(for_templates(FILTERS))
_PLAIN = _with_writers(for_plain_parts(FILTERS))


Root = Callable[[Context], Iterator[bytes]]
"""What Jinja's generator makes of a template, and of a block in it."""


@frozen(eq=False)
class Program:
    """One part, compiled. It holds no state: any number of threads may run it.

    `again`: how another process gets it.
    """

    name: str
    again: tuple[Callable[..., Program], tuple[str | int, ...]]
    root: Root
    blocks: Mapping[str, Root]

    def __reduce__(self) -> tuple[Callable[..., Program], tuple[str | int, ...]]:
        return self.again

    def pieces(self, facts: Mapping[str, object], meter: Meter | None = None) -> list[bytes]:
        """Return the part in pieces: the template's own text, and an `encode.Value` for each value. Raises TooMuch."""
        around = environment(self.name)
        blocks: Any = self.blocks  # they yield bytes, which Jinja does not foresee
        found = list(self.root(new_context(around, self.name, blocks, dict(facts), globals=around.globals)))
        if meter is not None:
            meter.shown(found)
        return found


class Generator(Unfolded):
    """Yields bytes wherever the output goes straight into the part; elsewhere (macros, kept blocks) strings as ever."""

    proof = Proof(holds=False, literal=frozenset(), bare=frozenset())
    writer = "environment.written_text"

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """What a filter block or a call block makes is a value, too."""
        if frame.buffer is None:
            self.writeline(f"yield {self.writer}(", node)
        else:
            super().start_write(frame, node)

    def end_write(self, frame: Frame) -> None:
        """Close what `start_write` opened."""
        if frame.buffer is None:
            self.write(")")
        else:
            super().end_write(frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write constant text as bytes, and each value through its writer."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                if child.data:
                    self.writeline(f"yield {child.data.encode('utf-8')!r}")
                continue
            self.writeline(f"yield {self.writer_of(child)}(", child)
            self.visit(child, frame)
            self.write(")")

    def writer_of(self, node: nodes.Node) -> str:
        """Return what writes a value where it stands."""
        if id(node) in self.proof.literal:
            return "environment.written_plain"
        return "environment.written_markup" if id(node) in self.proof.bare else self.writer


def environment(name: str) -> jinja2.Environment:
    """Return what a part of this name is parsed and filled in."""
    return _WORD if is_word(name) else _PLAIN


def is_word(name: str) -> bool:
    """Whether a part holds WordprocessingML."""
    return name.startswith("word/")


def source(tree: nodes.Template, name: str, proof: Proof) -> str:
    """Return the program of one part; `proof` tells where each expression stands."""
    return generated(Generator, environment(name), tree, name, proof)


def generated(kind: type[Generator], around: jinja2.Environment, tree: nodes.Template, name: str, proof: Proof) -> str:
    """Return the program that a kind of generator makes of a part."""
    generator = kind(around, name, name, optimized=False)
    generator.proof = proof
    generator.writer = "environment.written_text" if is_word(name) else "environment.written_plain"
    generator.visit(tree)
    return str(generator.stream.getvalue())  # type: ignore[attr-defined]


def program(name: str, source: str) -> Program:
    """Return a part's program, ready to run. Another process gets the source: bytecode is no other Python's."""
    return Program(name, (program, (name, source)), *loaded(environment(name), name, source))


def loaded(around: jinja2.Environment, name: str, source: str) -> tuple[Root, Mapping[str, Root]]:
    """Return a program's functions."""
    names: dict[str, Any] = {"environment": around}
    exec(compile(source, f"<{name}>", "exec"), names)  # noqa: S102 - Jinja's code, which its sandbox runs in
    return names["root"], names["blocks"]
