"""A part of a template → a program that yields it as bytes. Jinja's own code generator, with three differences.

The template's text stands in the program as ready UTF-8 bytes, so that only values are escaped and encoded; every value
goes through `written`; and no template can switch the escaping off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import jinja2
from jinja2 import nodes
from jinja2.compiler import Frame

from pipeline.expression import Unfolded, for_plain_parts, for_templates
from pipeline.render import written
from pipeline.render.filters import FILTERS
from pipeline.render.proof import Proof


def _with_writers(environment: jinja2.Environment) -> jinja2.Environment:
    """Return `environment` with the functions that programs call."""
    environment.extend(written_text=written.text, written_plain=written.plain, written_markup=written.markup)
    return environment


_WORD = _with_writers(for_templates(FILTERS))
_PLAIN = _with_writers(for_plain_parts(FILTERS))


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """One part, compiled. It holds no state: any number of threads may run it.

    Another process gets the source: to read it takes a twentieth of what led to it, and bytecode is no other Python's.
    """

    name: str
    source: str
    template: jinja2.Template

    def __reduce__(self) -> tuple[Callable[[str, str], Program], tuple[str, str]]:
        return _program, (self.name, self.source)

    def pieces(self, facts: Mapping[str, object]) -> list[bytes]:
        """Return the part in pieces: the template's own text, and a `written.Value` for each value."""
        return list(self.template.root_render_func(self.template.new_context(facts)))  # type: ignore[arg-type]


class _Generator(Unfolded):
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
    return _WORD if _is_word(name) else _PLAIN


def _is_word(name: str) -> bool:
    return name.startswith("word/")


def program(tree: nodes.Template, name: str, proof: Proof) -> Program:
    """Return the program of one part; `proof` tells where each expression stands."""

    class Generator(_Generator):
        pass

    Generator.proof = proof
    Generator.writer = "environment.written_text" if _is_word(name) else "environment.written_plain"
    generator = Generator(environment(name), name, name, optimized=False)
    generator.visit(tree)
    return _program(name, generator.stream.getvalue())  # type: ignore[attr-defined]


def _program(name: str, source: str) -> Program:
    surroundings = environment(name)
    code = compile(source, f"<{name}>", "exec")
    return Program(name, source, jinja2.Template.from_code(surroundings, code, dict(surroundings.globals)))
