"""One life of an issue: which row of the 问题清单 a finding of a visit or an opinion has become.

Rows are linked by the number that a person has given (编号), or by exactly the same words; never by likeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.facts import Row
from pipeline.model.frozen import frozen

ISSUES, VISITS, OPINIONS = "问题清单", "督导记录", "征求意见"
DONE = ("已完成", "已销号")
NOT_BEGUN = "未启动"
_ENDS = "。；;. "


@frozen
class Link:
    """What came first, and the issue that it has become; None: nobody has listed it."""

    row: int  # of its own sheet
    words: str
    issue: int | None


def of_visits(issues: Sequence[Row], visits: Sequence[Row]) -> Iterator[Link]:
    """Yield each finding of each visit. A number stands for a finding only where the two cannot be confused."""
    numbered = {number: at for at, issue in enumerate(issues) for number in texts(issue.value("编号"))}
    worded = {_bare(words): at for at, issue in enumerate(issues) for words in texts(issue.value("具体问题"))}
    for row, visit in enumerate(visits):
        findings = texts(visit.value("发现问题"))
        found = [worded.get(_bare(words)) for words in findings]
        given = [numbered[number] for number in texts(visit.value("问题编号")) if number in numbered]
        left = [at for at in given if at not in found]
        if found.count(None) == len(left):
            found = [left.pop(0) if at is None else at for at in found]
        for words, at in zip(findings, found, strict=True):
            yield Link(row, words, at)


def of_opinions(issues: Sequence[Row], opinions: Sequence[Row]) -> Iterator[Link]:
    """Yield each opinion that has become an issue."""
    numbered = {number: at for at, issue in enumerate(issues) for number in texts(issue.value("编号"))}
    worded = {_bare(words): at for at, issue in enumerate(issues) for words in texts(issue.value("具体问题"))}
    for row, opinion in enumerate(opinions):
        words = next(iter(texts(opinion.value("意见内容"))), "")
        given = [numbered[number] for number in texts(opinion.value("问题编号")) if number in numbered]
        at = given[0] if given else worded.get(_bare(words))
        if at is not None:
            yield Link(row, words, at)


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a cell: one, several, none of what cannot be read."""
    listed = value if isinstance(value, tuple) else (value,)
    return tuple(each for each in listed if isinstance(each, str) and each)


def _bare(words: str) -> str:
    return words.strip().rstrip(_ENDS)
