"""What runs in the helper process for a template that is not ours: it may loop or swell there."""

from __future__ import annotations

import jinja2

from pipeline.expression import Stopped, UnknownName
from pipeline.model.problem import Origin, Read
from pipeline.model.work import Facts, Filled
from pipeline.render import checking, open_template
from pipeline.render import compile as compiling
from pipeline.render import fill as filling
from pipeline.render.compiled import Compiled
from pipeline.used_names import Known

Answer = tuple[str, object]
"""What became of it, and the document or what an exception would have said: exceptions do not travel."""

_MOST = 8
_made: dict[object, Read[Compiled | None]] = {}


def tried_in_helper(data: bytes, file: str, known: Known, body_font: str) -> Read[Compiled | None]:
    """Compile a template, where it may take what it takes; tell what of it nobody will fill, too."""
    made = _compiled(data, file, body_font, known, metered=True)
    parts = open_template.opened_template(data, Origin(file)).value if made.value else None
    return Read(made.value, (*made.problems, *(checking.doubts(parts, file, known) if parts else ())))


def filled_in_helper(data: bytes, file: str, known: Known, body_font: str, facts: Facts) -> Answer:
    """Fill a template; it is compiled once."""
    try:
        compiled = _compiled(data, file, body_font, known, metered=False).value
        assert compiled is not None, "it was compiled before"
        return "done", filling.filled(compiled, facts)
    except Stopped as stopped:
        return "stopped", stopped.problems
    except UnknownName as unknown:
        return "unknown", (unknown.name, unknown.known)
    except filling.UnwritableText as text:
        return "unwritable", text.name
    except jinja2.exceptions.SecurityError as fault:
        return "forbidden", str(fault)
    except (filling.LostText, jinja2.TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as fault:
        return "failed", str(fault)


def _compiled(data: bytes, file: str, body_font: str, known: Known, *, metered: bool) -> Read[Compiled | None]:
    """Compile a template once for each set of names; one that is not tame has one form only."""
    key = (data, file, body_font, repr(known))
    found = _made.get((*key, metered)) or (None if metered else _made.get((*key, True)))
    if found is None or (found.value is not None and found.value.metered > metered):
        if len(_made) >= _MOST:
            _made.clear()
        found = _made[(*key, metered)] = compiling.compiled_template(data, file, known, body_font, metered=metered)
    return found


def answered(answer: Answer) -> Filled:
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
