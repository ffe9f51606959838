"""The campaign's texts held to its facts: what speeches and the YAML's own sentences say otherwise than they should."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.facts import Dossier, Township
from pipeline.model.problem import Problem
from pipeline.review import figures, passages, times, wording

_SENTENCE = re.compile("[^。！？；]+")


def disagreements(township: Township, dossiers: Sequence[Dossier]) -> list[Problem]:
    """Return every such Problem. It stops no document: each shows both sides, and a person decides."""
    subjects = figures.Subjects(township, dossiers)
    found: list[Problem] = []
    found += wording.heads(township, dossiers)
    for passage in passages.of(township, dossiers):
        for sentence in _SENTENCE.findall(passage.text):
            found += figures.check(sentence, passage, subjects)
            found += times.check(sentence, passage, township.campaign)
    return list(dict.fromkeys(found))
