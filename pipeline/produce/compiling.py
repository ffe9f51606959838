"""The catalog's templates, each compiled once for every 范围 that it serves, and who fills them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline import catalogs, contract, render
from pipeline.desk import Desk
from pipeline.model import codes
from pipeline.model.problem import Origin, Severity
from pipeline.model.work import Kind, Use
from pipeline.produce import foreign
from pipeline.produce.foreign import Filler
from pipeline.produce.report import Report
from pipeline.render import Compiled


def templates(desk: Desk, report: Report) -> tuple[tuple[Kind, ...], dict[Use, Compiled], Filler]:
    """Read the catalog and compile its templates; return who fills them, too."""
    kinds = catalogs.kinds(desk)
    report.problems += kinds.problems
    return kinds.value, *compiled_for(desk, kinds.value, report)


def compiled_for(desk: Desk, kinds: Iterable[Kind], report: Report) -> tuple[dict[Use, Compiled], Filler]:
    """Compile the templates of some kinds, each once for every 范围 that it serves; return who fills them, too."""
    sheets = contract.declared(desk.workspace).value  # what is wrong with them, reading inputs/ says
    compiled: dict[Use, Compiled] = {}
    filler = Filler(desk.settings.body_font, sheets=sheets)
    for kind in kinds:
        key = kind.use
        if key in compiled or _is_faulty(kind, report):
            continue
        file = desk.templates / kind.template
        if not file.is_file():
            report.problems.append(codes.TEMPLATE_MISSING.at(kind.origin, value=kind.template))
            continue
        try:
            data = file.read_bytes()
        except OSError:
            report.problems.append(codes.FILE_LOCKED.at(Origin(f"templates/{kind.template}")))
            continue
        made = foreign.template(data, key, desk.settings.body_font, sheets)
        report.problems += [problem for problem in made.problems if problem not in report.problems]
        if made.value is not None:
            compiled[key] = made.value
            if not render.is_shipped(data):
                filler.sources[key] = data
    return compiled, filler


def _is_faulty(kind: Kind, report: Report) -> bool:
    """Whether a kind's template has been found unusable for another 范围."""
    file = f"templates/{kind.template}"
    return any(p.origin.file == file and p.severity is Severity.ERROR for p in report.problems)
