"""What a compiled template is: whoever only fills it loads nothing of what compiles."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pipeline.model.frozen import frozen
from pipeline.model.work import Facts
from pipeline.render import seal
from pipeline.render.codegen import Program
from pipeline.used_names import Path, value_at

BODY_FONTS = ("仿宋_GB2312", "仿宋")  # an office has one of the two; shipped templates name the first


@frozen(eq=False)
class TaggedPart:
    """One tagged part, compiled.

    `proved`: whatever fills it, it is well-formed. `fix`: docxtpl's mending of tables and drawings may matter.
    `spans`: how many columns a cell takes depends on the facts. `relations`: the ids that it may refer to.
    `hollow`: a cell, a header, a table may be left without what Word needs there (structure.py).
    `drawn`: how many drawings it shows depends on the facts: they are numbered afterwards.
    `listing`, `rare`: its own text holds tabs or line breaks, or characters that a GB 2312 face lacks.
    """

    name: str
    program: Program
    proved: bool
    fix: bool = False
    spans: bool = False
    hollow: bool = False
    listing: bool = False
    rare: bool = False
    drawn: bool = False
    relations: frozenset[str] = frozenset()

    @property
    def ready(self) -> bool:
        """Whether plain values are all that it takes to fill it."""
        return self.proved and not (self.fix or self.spans or self.hollow or self.listing or self.rare)


@frozen(eq=False)
class Compiled:
    """A template ready to be filled: `digest` of its bytes, the facts it `uses`, its constant and its tagged parts."""

    digest: str
    uses: tuple[Path, ...]  # sorted
    start: seal.Prefix
    parts: tuple[TaggedPart, ...]
    faces: Mapping[str, str]  # style → face of Chinese characters
    metered: bool = False  # it counts what it costs, or does what one of ours does: nobody has to trust it


def digest_of(data: bytes, body_font: str) -> str:
    """Return what tells a compiled template from all others."""
    return hashlib.sha256(data + body_font.encode()).hexdigest()


def used_values(compiled: Compiled, facts: Facts) -> list[tuple[Path, object]]:
    """Return what the template may read of `facts`, in a stable order: two equal lists make two equal documents."""
    return [(path, value_at(facts, path)) for path in compiled.uses]
