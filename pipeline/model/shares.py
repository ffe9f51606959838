"""Parts of a whole as papers print them: one decimal; a set that is a whole adds up to 100.0."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

NO_RATIO = "—"
_WHOLE = 1000  # tenths of a per cent


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
