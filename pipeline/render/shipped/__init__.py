"""The shipped templates, compiled beforehand: each a module of this package, written by `python -m pipeline.render`.

A template is known by its bytes, so one that somebody has changed is not found here. The modules are code of this
program like any other: nothing is read from where templates lie.
"""

from __future__ import annotations

import hashlib
import importlib
from types import ModuleType

import jinja2

from pipeline.render import codegen
from pipeline.render.codegen import Program
from pipeline.render.compiled import BODY_FONTS, Compiled, TaggedPart, digest_of
from pipeline.render.seal import Prefix

_DIGITS = 16


def is_shipped(data: bytes) -> bool:
    """Whether these are the bytes of a shipped template."""
    return _module(data) is not None


def shipped_template(data: bytes, body_font: str) -> Compiled | None:
    """Return a shipped template as `compiled_template` would; None where it must be compiled."""
    module = _module(data)
    if module is None or body_font not in BODY_FONTS or jinja2.__version__ != module.JINJA:
        return None
    start, faces = module.SURROUNDINGS[body_font]
    return Compiled(
        digest=digest_of(data, body_font),
        uses=module.USES,
        start=Prefix(*start),
        parts=tuple(
            TaggedPart(name, program(module.__name__, at), *traits) for at, (name, *traits) in enumerate(module.PARTS)
        ),
        faces=faces,
    )


def module_name(data: bytes) -> str:
    """Return the name, in this package, of the module of a template."""
    return _named(hashlib.sha256(data).hexdigest())


def _named(digest: str) -> str:
    return f"t{digest[:_DIGITS]}"


def program(module: str, at: int) -> Program:
    """Return the program of one part of a shipped template."""
    found = importlib.import_module(module)
    name: str = found.PARTS[at][0]
    root, blocks = getattr(found, f"part_{at}")(codegen.environment(name))
    return Program(name, (program, (module, at)), root, blocks)


def _module(data: bytes) -> ModuleType | None:
    digest = hashlib.sha256(data).hexdigest()
    name = f"{__name__}.{_named(digest)}"
    try:
        found = importlib.import_module(name)
    except ModuleNotFoundError as fault:
        if fault.name != name:
            raise
        return None
    return found if digest == found.DIGEST else None
