"""Compile the shipped templates into modules of render/shipped: python -m pipeline.render templates."""

from __future__ import annotations

import argparse
import hashlib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2

from pipeline.render import compile as compiling
from pipeline.render import shipped
from pipeline.render.compiled import BODY_FONTS, Compiled, TaggedPart
from pipeline.used_names import OPEN

_ANY = {OPEN: None}  # whether a template's names are known is asked where it is used
_PROGRAMS = Path(shipped.__file__).parent
_SHAPES = "shapes.py"


def main() -> None:
    """Write a module for each template of the folder named on the command line, and remove all others."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.render", description=__doc__)
    parser.add_argument("folder", type=Path)
    templates = read(parser.parse_args().folder)
    made = modules(templates)
    for path in _PROGRAMS.glob("t*.py"):
        if path.name not in made:
            path.unlink()
    made |= {_SHAPES: shapes(templates.values())}
    for name, text in made.items():
        (_PROGRAMS / name).write_text(text, "utf-8", newline="\n")


def read(folder: Path) -> dict[str, bytes]:
    """Return the templates of a folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.docx"))}


def modules(templates: Mapping[str, bytes]) -> dict[str, str]:
    """Return the text of each template's module by the module's file name."""
    return {f"{shipped.module_name(data)}.py": _module(name, data) for name, data in templates.items()}


def shapes(templates: Iterable[bytes]) -> str:
    """Return the text of the module that knows the shapes of all templates."""
    known = sorted({compiling.shape_of(data) for data in templates})
    says = '"""What the shipped templates do (tame.shape), written by python -m pipeline.render."""\n'
    lines = [says, "SHAPES = frozenset(", "    {", *(f'        "{each}",' for each in known), "    }", ")"]
    return "\n".join(lines) + "\n"


def _module(name: str, data: bytes) -> str:
    made = {font: compiling.compiled_template(data, name, _ANY, font) for font in BODY_FONTS}
    compiled = {font: each.value for font, each in made.items() if each.value is not None}
    if len(compiled) < len(made):
        raise SystemExit(f"{name}: {[str(problem) for each in made.values() for problem in each.problems]}")
    return "\n".join(_lines(name, data, compiled)) + "\n"


def _lines(name: str, data: bytes, made: Mapping[str, Compiled]) -> Iterator[str]:
    compiled = next(iter(made.values()))
    yield f'"""{name}, compiled by python -m pipeline.render."""\n'
    yield f"DIGEST = {hashlib.sha256(data).hexdigest()!r}"
    yield f"JINJA = {jinja2.__version__!r}"
    yield f"USES = {compiled.uses!r}"
    yield "SURROUNDINGS = {"
    for font, each in made.items():
        start = each.start
        names = ", ".join(map(repr, sorted(start.names)))
        prefix = f"({start.data!r}, {start.directory!r}, {start.entries}, frozenset(({names},)))"
        yield f"    {font!r}: ({prefix}, {dict(each.faces)!r}),"
    yield "}"
    yield "PARTS = ("
    for part in compiled.parts:
        yield f"    {_traits(part)},"
    yield ")"
    for at, part in enumerate(compiled.parts):
        _, (_, source) = part.program.again
        yield f"\n\ndef part_{at}(environment):"
        yield textwrap.indent(str(source), "    ")
        yield "    return root, blocks"


def _traits(part: TaggedPart) -> str:
    relations = ", ".join(map(repr, sorted(part.relations)))
    flags = (part.proved, part.fix, part.spans, part.hollow, part.listing, part.rare, part.drawn)
    return f"({part.name!r}, {', '.join(map(repr, flags))}, frozenset(({relations}{',' if relations else ''})))"


if __name__ == "__main__":
    main()
