"""What gives a person away whose cells in a roster are written in any way: his names, and his numbers.

Beside the cell as a whole: the name without what stands behind it (赵建刚2, 钱志强（大）), each of several names and a
former one; every number by itself, whatever stands beside it (13900000027-家, 身份证1101…（换证）).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import surnames
from pipeline.send import numbers
from pipeline.send.persons import is_word
from pipeline.send.readings import plain

SHORTEST_NAME, SHORTEST_NUMBER = 2, 7  # characters; digits of a telephone without its area code
OLD, IDENTITY = 15, 17  # digits of an ID number as it was before 1999; without its check digit
_NO_LETTER = re.compile(r"[\W_]+")
_HANZI = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_HAS_HANZI = re.compile(f"[{_HANZI}]")
_USUAL, _USUAL_NUMBER = re.compile("[\u4e00-\u9fff]{2,3}"), re.compile(r"[0-9]{11}|[0-9]{17}[0-9X]")
_FORMER = re.compile("曾用名|曾名|原名|又名|别名|化名|小名|乳名|大名|本名|现名|更名为?|改名为?")
_ENDS = re.compile(r"[()\[\]{}〔〕【】《》、,/;:|\da-zA-Z]+")  # a name goes on over none of them
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|\d{11,12}|\d{7,8})(?!\d)")
_CUT = re.compile(rf"[{_HANZI}、,/;:|]+")
_FROM_ABROAD = re.compile(r"(?:00)?86(?=1\d{10}$)")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def letters(text: str) -> str:
    """Return a name as it is looked for: its letters, without dots, dashes and spaces."""
    return _NO_LETTER.sub("", plain(text))


def is_number(token: str) -> bool:
    """Whether a token is an ID number or a telephone, not a name."""
    return token[:-1].isdigit()


def names(cell: str) -> Iterator[str]:
    """Yield the names that a cell gives away; one that stands behind another has to look like a name."""
    if _USUAL.fullmatch(cell):
        yield cell
        return
    said = plain(cell)
    if len(letters(said)) >= SHORTEST_NAME and not re.search(r"\d", said):
        yield letters(said)
    if not _HAS_HANZI.search(said):
        return
    for part in _FORMER.split(said):
        pieces = [each for each in _ENDS.split(part) if len(letters(each)) >= SHORTEST_NAME]
        for at, each in enumerate(pieces):
            found = letters(each)
            first = at == 0 and (len(pieces) == 1 or not is_word(found) or found[0] in surnames.SURNAMES)
            if first or _looks_like_a_name(found):
                yield found
            yield from _spaced(each)


def _spaced(text: str) -> Iterator[str]:
    """Yield several names with nothing but spaces between them."""
    found = [letters(each) for each in text.split()]
    if len(found) > 1 and all(map(_looks_like_a_name, found)):
        yield from found


def _looks_like_a_name(text: str) -> bool:
    return surnames.begin(text) and not is_word(text)


def of_number(cell: str) -> Iterator[str]:
    """Yield the numbers that a cell gives away."""
    if _USUAL_NUMBER.fullmatch(cell):
        yield cell
        return
    said = plain(cell).upper()
    whole = letters(said)
    if len(whole) >= SHORTEST_NUMBER and is_number(whole):
        yield whole
    for piece in _CUT.split(said):
        joined = _FROM_ABROAD.sub("", letters(piece))
        if len(joined) >= numbers.LONG and _NUMBER.fullmatch(joined):
            yield joined
        for match in _NUMBER.finditer(piece):
            if not _DAY.fullmatch(match[0]):
                yield numbers.area_before(piece, match.start()) + match[0]
