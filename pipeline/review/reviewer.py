"""Bytes of a document → all its Findings. What documents of one template share is measured once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.finding import Finding
from pipeline.model.work import Filled
from pipeline.review import gbt9704, wording
from pipeline.review.bound_papers import papers_of
from pipeline.review.elements import Document
from pipeline.review.layout import Paragraph
from pipeline.review.measure import Measurer
from pipeline.review.review_cache import Familiar


class Reviewer:
    """Reviews documents one after the other; `terms`: the campaign's 规范用语, `short`, `name`: what it is called."""

    def __init__(self, terms: Mapping[str, str] | None = None, short: str = "", name: str = "") -> None:
        self._measurer = Measurer()
        self._terms = dict(terms or {})
        self._short_name = wording.ShortName(short, (name, *self._terms, *self._terms.values()))
        self._familiar = Familiar(self._measurer, self._rules, self._cell_rules)

    def review(self, data: bytes) -> tuple[Finding, ...]:
        """Return a document's Findings. Raises docx_package.UnreadablePackage."""
        papers = papers_of(self._measurer.measure(data))
        return tuple(finding for paper in papers for finding in self._rules(Document(paper)))

    def review_filled(self, filled: Filled) -> tuple[Finding, ...]:
        """Return the Findings of a document that was just filled: those of `review`, for a fiftieth of the work."""
        return self._familiar.review(filled)

    def _rules(self, document: Document) -> tuple[Finding, ...]:
        """Hold a document to all rules."""
        return (*gbt9704.review(document), *self._words(list(document.layout.everything)))

    def _cell_rules(self, paragraph: Paragraph) -> tuple[Finding, ...]:
        """Hold a cell to all rules that judge a cell by what stands in it."""
        return (*gbt9704.review_cell(paragraph), *self._words([paragraph]))

    def _words(self, paragraphs: Sequence[Paragraph]) -> tuple[Finding, ...]:
        return (*wording.terms(paragraphs, self._terms), *self._short_name.findings(paragraphs))


def findings_of(data: bytes) -> tuple[Finding, ...]:
    """Return the Findings of a stranger's document; called in the helper process. Raises UnreadablePackage."""
    return Reviewer().review(data)
