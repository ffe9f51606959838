"""表号: by which a paper that comes back is known. Eight signs and one that checks them: 7K3-MQ2-XTA.

It says nothing by itself: it is drawn from a paper's place by a key that the office keeps (HMAC, RFC 2104), so the same
paper has the same number in every build and in every process, and nobody without the key can tell whose it is. Forty
bits: among 12,000 papers one pair in 15,000 campaigns shares a number; therefore a number only proposes.
"""

from __future__ import annotations

import hmac
import itertools
from functools import lru_cache

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 9
_DRAWN, _BITS = 8, 5
_MOST_DIGITS = 5  # with the check sign at most six: no telephone number can stand in it
_HEX = str.maketrans("0123456789abcdef", "GHJKMNPQRSTVWXYZ")
_VERSION = 6
_MISREAD = str.maketrans("OILoil", "011011", "- \u3000－—")
_PAIRS = tuple(first + second for second in SIGNS for first in SIGNS)  # of ten bits, the lower five first
_PAIR_BITS = 2 * _BITS
_PAIR_WORTH = {
    first + second: at + other * 2 // len(SIGNS) + other * 2 % len(SIGNS)
    for at, first in enumerate(SIGNS)
    for other, second in enumerate(SIGNS)
}  # in Luhn's sum: at each second place, from the last on, a sign's digits are those of its double


def drawn(key: str, paper: str) -> str:
    """Return the number of a paper (its path within the campaign) under a campaign's key (hexadecimal)."""
    for attempt in itertools.count():
        keyed = _keyed(key).copy()
        keyed.update(f"{attempt}\n{paper}".encode("utf-8", "replace"))
        value = int.from_bytes(keyed.digest()[:_BITS])
        signs = "".join([_PAIRS[value >> at & 0x3FF] for at in range(0, _DRAWN * _BITS, _PAIR_BITS)])
        if sum(map(str.isdigit, signs)) <= _MOST_DIGITS:
            return signs + _check_sign(signs)
    raise AssertionError  # count never ends


@lru_cache(maxsize=8)
def _keyed(key: str) -> hmac.HMAC:
    return hmac.new(bytes.fromhex(key), digestmod="sha256")


def version(fingerprint: str) -> str:
    """Return what tells the versions of one paper apart: six letters, no digits, of a hexadecimal fingerprint."""
    return fingerprint[:_VERSION].translate(_HEX)


def read(text: str) -> str:
    """Return the number that somebody typed or a program read; "" for anything that is none."""
    signs = text.translate(_MISREAD).upper()
    whole = len(signs) == LENGTH and all(sign in SIGNS for sign in signs)
    return signs if whole and signs[-1] == _check_sign(signs[:-1]) else ""


def shown(number: str) -> str:
    """Return a number as people read it, in threes."""
    return "-".join(number[at : at + 3] for at in range(0, len(number), 3))


def _check_sign(signs: str) -> str:
    """Return the sign that makes a wrong or a transposed one show: Luhn's sum, modulo 32."""
    total = sum([_PAIR_WORTH[signs[at : at + 2]] for at in range(0, _DRAWN, 2)])
    return SIGNS[-total % len(SIGNS)]
