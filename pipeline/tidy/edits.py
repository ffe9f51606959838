"""A line's words, and what becomes of some of them."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.frozen import frozen
from pipeline.review import RUNNING, Role

OBJECT = "\ufffc"
"""Stands in a line for what is no text (a note's mark, a picture) and for a blank to be written on."""
SENTENCE_END = "。；：！？"


@frozen
class Edit:
    """Characters `start` to `end` of a line become `after`; `why`: by which rule."""

    start: int
    end: int
    after: str
    why: str


@frozen
class Wording:
    """A line's words, with what they are: its role (None in a cell), and the phrases that are wrong → right."""

    text: str
    role: Role | None
    terms: Mapping[str, str]

    @property
    def runs_on(self) -> bool:
        """Whether it is a line of the text, no cell and no title."""
        return self.role in RUNNING

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.runs_on and self.text.rstrip().endswith(tuple(SENTENCE_END))
