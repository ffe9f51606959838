"""A few signs → a Data Matrix of 16 × 16 modules (ISO/IEC 16022, ECC 200), the one size that we print.

Made here and not by a library: what a paper looks like must not depend on what is installed beside the program. Tests
hold it to zxing-cpp, which reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

SIZE = 16  # modules, without the quiet zone
_INNER = SIZE - 2
_DATA, _CHECKS = 12, 12  # codewords
_FIELD = 0x12D  # x⁸ + x⁵ + x³ + x² + 1
_PADDING, _RANDOM, _CYCLE = 129, 149, 253
_DIGITS = 130  # the codeword of 00: two digits share one

Modules = tuple[tuple[bool, ...], ...]
"""Rows from above; True is dark."""


def modules(text: str) -> Modules:
    """Return the symbol of an ASCII text that fits into twelve codewords. Raises ValueError for a longer one."""
    inside = _placed(_with_checks(_padded(list(_codewords(text)))))
    rows = [[False] * SIZE for _ in range(SIZE)]
    for at in range(SIZE):
        rows[0][at] = at % 2 == 0  # the broken border above, the solid one on the left
        rows[at][0] = rows[SIZE - 1][at] = True
        rows[at][SIZE - 1] = at % 2 == 1
    for row in range(_INNER):
        rows[row + 1][1:-1] = inside[row]
    return tuple(map(tuple, rows))


def _codewords(text: str) -> Iterator[int]:
    """Yield the codewords of the encodation that a symbol begins with, ASCII."""
    at = 0
    while at < len(text):
        if text[at : at + 2].isdigit() and len(text) > at + 1:
            yield _DIGITS + int(text[at : at + 2])
            at += 2
        else:
            yield ord(text[at]) + 1
            at += 1


def _padded(words: list[int]) -> list[int]:
    if len(words) > _DATA:
        raise ValueError("too long for this symbol")
    if len(words) < _DATA:
        words.append(_PADDING)
    while len(words) < _DATA:
        pad = _PADDING + _RANDOM * (len(words) + 1) % _CYCLE + 1
        words.append(pad if pad <= _CYCLE + 1 else pad - _CYCLE - 1)
    return words


def _with_checks(words: list[int]) -> list[int]:
    """Return the codewords followed by those of Reed and Solomon."""
    checks = [0] * _CHECKS
    for word in words:
        first = word ^ checks[0]
        checks = [*checks[1:], 0]
        checks = [check ^ part for check, part in zip(checks, _multiples(first), strict=True)]
    return [*words, *checks]


@cache
def _multiples(word: int) -> tuple[int, ...]:
    return tuple(_product(word, factor) for factor in _generator())


@cache
def _generator() -> tuple[int, ...]:
    """Return the factors of (x - 2)(x - 4) … (x - 2¹²), the highest power first and without its own 1."""
    factors = [1]
    root = 1
    for _ in range(_CHECKS):
        root = _product(root, 2)
        factors = [a ^ _product(b, root) for a, b in zip([*factors, 0], [0, *factors], strict=True)]
    return tuple(factors[1:])


def _product(one: int, other: int) -> int:
    found = 0
    while other:
        if other & 1:
            found ^= one
        one <<= 1
        if one > 0xFF:  # noqa: PLR2004
            one ^= _FIELD
        other >>= 1
    return found


def _placed(words: list[int]) -> list[list[bool]]:
    rows = [[False] * _INNER for _ in range(_INNER)]
    for (row, column), (word, bit) in _places().items():
        rows[row][column] = bool(words[word] >> bit & 1)
    rows[-1][-1] = rows[-2][-2] = True  # the four modules that no codeword is left for
    return rows


@cache
def _places() -> dict[tuple[int, int], tuple[int, int]]:
    """Return which bit of which codeword stands where (annex F.3: along diagonals, up and down by turns)."""
    found: dict[tuple[int, int], tuple[int, int]] = {}

    def put(row: int, column: int, word: int) -> None:
        for bit, (down, right) in enumerate(_SHAPE):
            at_row, at_column = row + down, column + right
            if at_row < 0:
                at_row, at_column = at_row + _INNER, at_column + 4 - (_INNER + 4) % 8
            if at_column < 0:
                at_row, at_column = at_row + 4 - (_INNER + 4) % 8, at_column + _INNER
            found[at_row, at_column] = word, 7 - bit

    word = 0
    for row, column in _sweep():
        if (row, column) == _INNER_CORNER:  # with a side of 14 modules the only one of the annex's corners that occurs
            found |= {place: (word, 7 - bit) for bit, place in enumerate(_CORNER)}
            word += 1
        elif 0 <= row < _INNER and 0 <= column < _INNER and (row, column) not in found:
            put(row, column, word)
            word += 1
    return found


def _sweep() -> Iterator[tuple[int, int]]:
    """Yield where codewords may stand: diagonals from the left side up, and back down."""
    row, column = 4, 0
    while row < _INNER or column < _INNER:
        while row >= 0 and column < _INNER:
            yield row, column
            row, column = row - 2, column + 2
        row, column = row + 1, column + 3
        while row < _INNER and column >= 0:
            yield row, column
            row, column = row + 2, column - 2
        row, column = row + 3, column + 1


_INNER_CORNER = (_INNER - 2, 0)
_CORNER = (
    *((_INNER - left, 0) for left in (3, 2, 1)),
    *((0, _INNER - left) for left in (4, 3, 2, 1)),
    (1, _INNER - 1),
)
_SHAPE = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))
