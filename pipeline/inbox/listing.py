"""Several things that a clerk wrote as one text: “1.传达精神；2.动员讲话”, “张三、李四”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline import surnames
from pipeline.inbox import fields

_DIGITS = tuple(str(number) for number in range(1, 31))
_HAN = (*"一二三四五六七八九", "十", *(f"十{n}" for n in "一二三四五六七八九"), "二十")
_CIRCLED = tuple(chr(0x2460 + number) for number in range(20))
_AFTER_DIGIT = r"(?!\d(?!\d{3}(?:年|[-/.])))"  # 1.5万元 is no first item; 1.2026年… is one
_FORMS: tuple[tuple[Sequence[str], str, str], ...] = (
    (_DIGITS, r"(?<![\d.])", rf"\s*[.．、]{_AFTER_DIGIT}\s*"),
    (_DIGITS, r"[(（]", r"[)）]\s*"),
    (_DIGITS, r"(?<![\d(（])", r"[)）]\s*"),
    (_HAN, r"(?<![一二三四五六七八九十])", r"、\s*"),
    (_HAN, r"[(（]", r"[)）]\s*"),
    (_HAN, r"(?<![一二三四五六七八九十])", r"是(?!否)[，,：:]?\s*"),
    (_HAN, r"第", r"[，,、：:]\s*"),
    (_CIRCLED, r"", r"\s*"),
)
"""Numbers in their order, what stands before them, what stands behind them."""
_ENDS = "；;，,、 \n"
_BULLETS = tuple("·•●○◆◇■□▪★☆※")
_SEPARATORS = re.compile(r"[；;\n]+")
_NAMES = re.compile(r"(?:[^、，,；;\n（(]|[（(][^（）()]*[）)]|[（(])+")  # brackets hold together: 张三（书记、主任）
_PIECES = re.compile(r"(?:[^\s（(]|[（(][^（）()]*[）)]|[（(])+")
_BEHIND = re.compile(r"[（(].*", re.DOTALL)
_SURNAME, _GIVEN = 1, 3  # characters: a name has at most three besides the surname
_BRACKETED = re.compile(r"[\[［【](.*)[\]］】]", re.DOTALL)


def whole(words: str) -> tuple[str, ...]:
    """Return the text as one thing."""
    return (words,) if words else ()


def items(words: str) -> tuple[str, ...]:
    """Return the items of a text: by its numbers if it begins with the first one, else by its semicolons."""
    words = _unbracketed(words)
    if numbered := _numbered(words):
        return numbered
    if words[:1] in _BULLETS:
        return tuple(part.strip(_ENDS) for part in words.split(words[0]) if part.strip(_ENDS))
    parts = (part.strip(_ENDS) for part in _SEPARATORS.split(words))
    return tuple(part for part in parts if part)


def names(words: str) -> tuple[str, ...]:
    """Return the names that a text lists."""
    return tuple(part.strip() for part in _NAMES.findall(_unbracketed(words)) if part.strip())


def persons(words: str) -> tuple[str, ...] | None:
    """Return the persons that a text lists, each with what stands in brackets behind; None where nobody can tell.

    A blank is room within one name (张　三, 欧阳　明), or stands between names (张三 李四): their characters tell.
    """
    found = [_apart(part) for part in unnumbered(names(words))]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    listed = [name for each in known for name in each]
    return None if any(not isinstance(fields.name(_BEHIND.sub("", name)), str) for name in listed) else tuple(listed)


def _apart(words: str) -> tuple[str, ...] | None:
    """Return the one person, or the several, of a text without commas."""
    pieces = _PIECES.findall(words)
    bare = [_BEHIND.sub("", piece) for piece in pieces]
    if len(pieces) > 1 and not bare[-1]:  # 张三 （书记）
        return _apart("".join((*(f"{each} " for each in pieces[:-2]), pieces[-2], pieces[-1])))
    if len(pieces) == 1 or not any(map(_is_han, bare)):
        return (words,)
    surname, *given = bare
    is_surname = len(surname) == _SURNAME or surname in surnames.COMPOUND
    if is_surname and len(given) < _GIVEN and len("".join(given)) < _GIVEN and pieces[:-1] == bare[:-1]:
        return ("".join(pieces),)
    return tuple(pieces) if all(map(surnames.begin, bare)) else None


def _is_han(words: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in words)


def unnumbered(words: Sequence[str]) -> tuple[str, ...]:
    """Return items without the numbers typed before them, where these run from the first to the last."""
    for numbers, before, behind in _FORMS:
        if len(words) > len(numbers):
            continue
        found = list[str]()
        for number, each in zip(numbers, words, strict=False):
            if (match := re.match(before + number + behind, each)) is None:
                break
            found.append(each[match.end() :])
        if words and len(found) == len(words):
            return tuple(found)
    return tuple(words)


def _numbered(words: str) -> tuple[str, ...]:
    for form in _FORMS:
        places = list(_places(words, *form))
        if places:
            ends = [start for start, _ in places[1:]] + [len(words)]
            return tuple(words[begin:end].strip(_ENDS) for (_, begin), end in zip(places, ends, strict=True))
    return ()


def _places(words: str, numbers: Sequence[str], before: str, behind: str) -> Iterator[tuple[int, int]]:
    """Yield where each number of the row begins and ends, from the first at the very beginning on."""
    at = 0
    for number in numbers:
        pattern = re.compile(before + number + behind)
        match = pattern.search(words, at) if at else pattern.match(words)
        if match is None or match.end() == len(words):
            return
        yield match.span()
        at = match.end()


def _unbracketed(words: str) -> str:
    """Return a text without the brackets around all of it that YAML does not know."""
    match = _BRACKETED.fullmatch(words)
    return match[1] if match and not re.search(r"[\[［【\]］】]", match[1]) else words
