"""What is mended of a line's words where somebody asks for it: rule after rule, until none has anything to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.frozen import frozen
from pipeline.tidy.edits import OBJECT, Edit, Wording
from pipeline.tidy.orthography import RULES

_PASSES = 4


def mended(line: Wording) -> list[Edit]:
    """Return what is to be mended, from the first character to the last; none touches another."""
    tokens = [_Token(character, at, at + 1) for at, character in enumerate(line.text)]
    for _ in range(_PASSES):
        now = replace(line, text="".join(token.text for token in tokens))
        found = _apart(edit for rule in RULES for edit in rule(now) if _is_text(now.text[edit.start : edit.end]))
        if not found:
            break
        tokens = _applied(tokens, found)
    return [
        Edit(token.start, token.end, token.text, "、".join(token.whys))
        for token in tokens
        if token.whys and token.text != line.text[token.start : token.end]
    ]


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a line with its edits made."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join((*pieces, text[at:]))


@frozen
class _Token:
    """What now stands for some of the first characters."""

    text: str
    start: int
    end: int
    whys: tuple[str, ...] = ()


def _is_text(words: str) -> bool:
    """Whether characters are text alone: no tab, no break, nothing that is no character."""
    return not any(each in words for each in ("\t", "\n", OBJECT))


def _apart(edits: Iterator[Edit]) -> list[Edit]:
    """Return edits in order, of two that touch the one of the earlier rule."""
    taken: set[int] = set()
    kept = []
    for edit in edits:
        places = set(range(edit.start, edit.end))
        if places and not places & taken:
            taken |= places
            kept.append(edit)
    return sorted(kept, key=lambda edit: edit.start)


def _applied(tokens: Sequence[_Token], edits: Sequence[Edit]) -> list[_Token]:
    """Make edits of the present words; each counts in characters of these."""
    made: list[_Token] = []
    waiting = list(edits)
    at = 0
    for token in tokens:
        end = at + len(token.text)
        mine = [edit for edit in waiting if edit.start < end and edit.end > at]
        if not mine:
            made.append(token)
        else:
            text, whys = token.text, list(token.whys)
            for edit in reversed(mine):
                begins = edit.start >= at
                text = text[: max(edit.start - at, 0)] + (edit.after if begins else "") + text[edit.end - at :]
                whys.append(edit.why)
            made.append(_Token(text, token.start, token.end, tuple(dict.fromkeys(whys))))
        at = end
    return _together(made)


def _together(tokens: Sequence[_Token]) -> list[_Token]:
    """Join neighbours that were mended by the same rule, so that one change is one."""
    joined: list[_Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last and token.whys and last.whys == token.whys:
            joined[-1] = _Token(last.text + token.text, last.start, token.end, last.whys)
        else:
            joined.append(token)
    return joined
