"""The rules of GB/T 9704-2012: a measured document → Findings, each rule one small function with its clause.

rule: what a rule is · places: where a character stands in its line · page: clauses 5 and 7.5 · head: 7.2 · joint: of
several agencies · signers: 7.2.6 · main: 7.3 · signature: 7.3.5 and 7.3.6 · tail: 7.4 · tables: 8 · text: conventions

Nothing that the standard leaves free is marked as wrong: where it only recommends, or where only custom speaks
(speeches, meeting papers, forms), a Finding weighs "custom".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704 import head, joint, main, page, signature, signers, tables, tail, text
from pipeline.review.layout import Layout, Paragraph

CELL_RULES = (text.conventions_in, text.rare_characters_in, tables.spacing_in)
RULES = (
    *page.RULES, *head.RULES, *joint.RULES, *signers.RULES, *main.RULES, *signature.RULES, *tail.RULES, *tables.RULES,
    *text.RULES,
)  # fmt: skip
_MANY = 4  # findings of one kind: from here on they are said once, with all their places
_PLACES_SHOWN = 6


def review(layout: Layout) -> list[Finding]:
    """Return what a strict document secretary would mark, in the order of the standard's clauses."""
    document = Document(layout)
    return _gathered(finding for rule in RULES for finding in rule(document))


def review_cell(paragraph: Paragraph) -> Iterator[Finding]:
    """Yield what the rules say of a table's cell for what stands in it; RULES say the same of it in its table."""
    for rule in CELL_RULES:
        yield from rule(paragraph)


def _gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Say once what is wrong all over in the same way: a document set throughout in another size is one fault."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.expected, finding.found), []).append(finding)
    said: list[Finding] = []
    for group in alike.values():
        if len(group) < _MANY:
            said += group
            continue
        places = "、".join(finding.where.partition("“")[0] for finding in group[:_PLACES_SHOWN])
        more = f"等{len(group)}处" if len(group) > _PLACES_SHOWN else ""
        said.append(replace(group[0], where=f"{places}{more}"))
    return said
