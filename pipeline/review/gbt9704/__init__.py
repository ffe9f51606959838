"""The rules of GB/T 9704-2012: a measured document → Findings, each rule one small function with its clause.

rule: what a rule is · places: where a character stands in its line · page_rules: clause 5 · page_number: 7.5 ·
head: 7.2 · joint: of several agencies · signers: 7.2.6 · main: 7.3 · levels: 7.3.3 · signature: 7.3.5 and 7.3.6 ·
tail: 7.4 · table_rules: 8 · conventions: of writing

Nothing that the standard leaves free is marked as wrong: where it only recommends, or where only custom speaks
(speeches, meeting papers, forms), a Finding weighs "custom".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704 import (
    conventions,
    head,
    joint,
    main,
    page_number,
    page_rules,
    signature,
    signers,
    table_rules,
    tail,
)
from pipeline.review.gbt9704.rule import WHOLE
from pipeline.review.layout import Paragraph

CELL_RULES = (conventions.conventions_in, conventions.rare_characters_in, table_rules.tearing_spacing)
RULES = (
    *page_rules.RULES, *page_number.RULES, *head.RULES, *joint.RULES, *signers.RULES, *main.RULES, *signature.RULES,
    *tail.RULES, *table_rules.RULES, *conventions.RULES,
)  # fmt: skip
_MANY = 4  # findings of one kind: from here on they are said once, with all their places
_PLACES_SHOWN, _FOUND_SHOWN = 6, 3


def review(document: Document) -> list[Finding]:
    """Return what a strict document secretary would mark, in the order of the standard's clauses."""
    return _gathered(finding for rule in RULES for finding in rule(document))


def review_cell(paragraph: Paragraph) -> Iterator[Finding]:
    """Yield what the rules say of a table's cell for what stands in it; RULES say the same of it in its table."""
    for rule in CELL_RULES:
        yield from rule(paragraph)


def _gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Say once what is wrong all over: a document set throughout in another size is one fault, and so are 18 "1、"."""
    kinds: dict[tuple[str, ...], dict[str, list[Finding]]] = {}
    listed = list(findings)
    order = {id(finding): at for at, finding in enumerate(listed)}
    for finding in listed:
        if finding.where == WHOLE:
            kinds[finding.code, finding.expected, WHOLE] = {finding.found: [finding]}
            continue
        kinds.setdefault((finding.code, finding.expected), {}).setdefault(finding.found, []).append(finding)
    said: list[Finding] = []
    for kind in kinds.values():
        alike = [group for group in kind.values() if len(group) >= _MANY]
        others = [finding for group in kind.values() if len(group) < _MANY for finding in group]
        others.sort(key=lambda finding: order[id(finding)])
        said += [_joined(group) for group in alike]
        said += [_joined(others)] if len(others) >= _MANY else others
    return said


def _joined(findings: Sequence[Finding]) -> Finding:
    """Return one Finding for several, with their places and the first things found."""
    places = "、".join(finding.where.partition("“")[0] for finding in findings[:_PLACES_SHOWN])
    more = f"等{len(findings)}处" if len(findings) > _PLACES_SHOWN else ""
    found = list(dict.fromkeys(finding.found for finding in findings))
    shown = "、".join(found[:_FOUND_SHOWN]) + ("等" if len(found) > _FOUND_SHOWN else "")
    return replace(findings[0], where=f"{places}{more}", found=shown)
