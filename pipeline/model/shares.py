"""Parts of a whole as papers print them: one decimal; a set that is a whole adds up to 100.0."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NO_RATIO = "—"
_SHARE = re.compile(r"(?P<part>\d{1,3})\s*/\s*(?P<whole>\d{1,3})|(?P<percent>\d{1,3}(?:\.\d{1,2})?)\s*%")
_WHOLE = 1000  # tenths of a per cent


def share(words: str) -> Fraction | None:
    """Return 1/3 or 60% as a number between 0 and 1; None for anything else."""
    match = _SHARE.fullmatch(unicodedata.normalize("NFKC", words))
    if match is None or not int(match["whole"] or 1):
        return None
    found = Fraction(match["percent"]) / 100 if match["percent"] else Fraction(int(match["part"]), int(match["whole"]))
    return found if 0 < found <= 1 else None


def per_cent(part: float, whole: float) -> str:
    """Return 84.9%, half rounded up; — where nothing is divided by."""
    if not whole:
        return NO_RATIO
    share = Decimal(str(part)) * 100 / Decimal(str(whole))
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def per_cents(parts: Sequence[int]) -> list[str]:
    """Return the shares of a whole, which add up to 100.0: by largest remainder, of equal ones the earlier first."""
    whole = sum(parts)
    if not whole:
        return [NO_RATIO] * len(parts)
    floors = [part * _WHOLE // whole for part in parts]
    missing = _WHOLE - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda at: (-(parts[at] * _WHOLE % whole), at))
    for at in by_remainder[:missing]:
        floors[at] += 1
    return [f"{tenths // 10}.{tenths % 10}%" for tenths in floors]
