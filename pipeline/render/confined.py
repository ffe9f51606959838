"""What runs in the helper process for a template that is not ours: it may loop or swell there."""

from __future__ import annotations

from functools import lru_cache

import jinja2

from pipeline.expression import Known, Stopped, UnknownName
from pipeline.model.work import Facts, Filled
from pipeline.render import checking
from pipeline.render import compile as compiling
from pipeline.render import fill as filling
from pipeline.render.compile import Compiled

Answer = tuple[str, object]
"""What became of it, and the document or what an exception would have said: exceptions do not travel."""

_known: Known = {}


def tried(data: bytes, file: str, known: Known, body_font: str) -> Answer:
    """Compile a template, to see that this ends; return what of it nobody will fill."""
    made = compiling.template(data, file, known, body_font).value
    return "done", tuple(checking.doubts(made.package, file, known)) if made else ()


def filled(data: bytes, file: str, known: Known, body_font: str, facts: Facts) -> Answer:
    """Fill a template; it is compiled once."""
    global _known  # noqa: PLW0603 - what the one template at work may name; not hashable, so not a part of the key
    _known = known
    try:
        return "done", filling.filled(_compiled(data, file, body_font), facts)
    except Stopped as stopped:
        return "stopped", stopped.problems
    except UnknownName as unknown:
        return "unknown", (unknown.name, unknown.known)
    except filling.UnwritableText as text:
        return "unwritable", text.name
    except jinja2.exceptions.SecurityError as fault:
        return "forbidden", str(fault)
    except (filling.Lost, jinja2.TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as fault:
        return "failed", str(fault)


@lru_cache(maxsize=8)
def _compiled(data: bytes, file: str, body_font: str) -> Compiled:
    made = compiling.template(data, file, _known, body_font).value
    assert made is not None, "it was compiled before"
    return made


def opened(answer: Answer) -> Filled:
    """Return the document of an answer, or raise what was raised in the helper."""
    kind, said = answer
    match kind, said:
        case "done", Filled():
            return said
        case "stopped", tuple():
            raise Stopped(said)
        case "unknown", (str(name), tuple(known)):
            raise UnknownName(name, known)
        case "unwritable", str():
            raise filling.UnwritableText(said)
        case "forbidden", str():
            raise jinja2.exceptions.SecurityError(said)
        case _:
            raise jinja2.TemplateError(str(said))
