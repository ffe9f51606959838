"""What a filling has cost so far, in steps: a template that is tame pays for each thing before it is done.

A step is what Python does in half a microsecond: a node of an expression, a turn's own work, a character of a text.
Whatever goes over a list or makes a text or a list is paid for by the sizes that it meets, not by what could be read
off the template. So no template, whoever wrote it, takes more time or memory here than MOST_STEPS are worth; one that
would is left to the helper process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import jinja2
from jinja2.utils import Namespace

from pipeline.expression import Unreadable, Untold, ranged

MOST_STEPS = 1_000_000  # half a second, and some 64 MB
_COPIED = 3  # 2³ elements or characters of what is copied whole are a step
_SHOWN = 4  # 2⁴ bytes of a filled part
_MENDED = 2  # 2² bytes of a part that is parsed and mended after it was filled
SORTED = 20  # comparisons of an element while 2²⁰ of them are sorted
_SHORT = 1_000  # characters of what is compared: a step's worth
_WORD, _ATTRIBUTES = 200, 3  # characters, steps into an element
_TEXT = {str}
_SEQUENCES = frozenset({str, list, tuple, range})
LARGEST = 2**63  # a number beyond it costs what it is long
PRECISION = 100  # decimal places
_SCALARS = frozenset({float, bool, type(None), Untold})
_STOPPING = (jinja2.Undefined, Unreadable)  # say by themselves why they cannot be used


class TooMuch(Exception):  # noqa: N818 - not an error: the helper fills the template
    """A template may cost more than is spent on one here."""


class Meter:
    """The steps of one filling that are left. Every method raises TooMuch where they do not suffice."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def pay(self, steps: int) -> None:
        """Take steps off what is left."""
        self.left -= steps
        if self.left < 0:
            raise TooMuch

    # --- values ---------------------------------------------------------------------------------------------------

    def text(self, value: object, given: Sequence[object]) -> None:
        """Pay for what is made of one text: each character may be held to each of what is given besides."""
        self.pay(weight(value) * (1 + weights(given)))

    def held(self, value: object) -> Any:
        """Pay for looking whether something is in a text or a list."""
        if type(value) is str:
            self.pay(1 + (len(value) >> _COPIED))
            return value
        return value if isinstance(value, dict) else self.turns(value, 1)

    def turns(self, value: object, steps: int) -> Any:
        """Pay so many steps for each element: beforehand, or one by one where nobody knows how many there are."""
        if type(value) is list or hasattr(type(value), "__len__"):
            self.pay(len(value) * steps + 1)  # type: ignore[arg-type]
            return value
        return self._one_by_one(value, steps)

    def _one_by_one(self, value: Any, steps: int) -> Iterator[object]:
        for each in value:
            self.pay(steps)
            yield each

    # --- what makes something new ---------------------------------------------------------------------------------

    def joined(self, values: Iterable[object], between: object = "") -> str:
        """Pay for a text of several values, and return it."""
        listed = list(values)
        texts: Any = listed
        if set(map(type, listed)) != _TEXT:
            weights(listed)
            texts = list(map(str, listed))
        sign = between if type(between) is str else str(short(between))
        self.pay(len(texts) * (1 + len(sign)) + sum(map(len, texts)))
        return sign.join(texts)

    def copied(self, value: object) -> Any:
        """Pay for a copy of a text or a list."""
        size: int = len(value) if type(value) in _SEQUENCES else weight(value)  # type: ignore[arg-type]
        self.pay(1 + (size >> _COPIED))
        return value

    def calculated(self, operator: str, left: object, right: object) -> None:
        """Pay for a calculation: any two values may be added, all else is for numbers."""
        if type(left) in _SEQUENCES or type(right) in _SEQUENCES:
            if operator != "+":
                raise TooMuch
            self.copied(left)
            self.copied(right)
        else:
            weight(left)
            weight(right)

    def replaced(self, text: object, before: object, after: object) -> None:
        """Pay for a text in which one word stands for another."""
        self.pay(weight(text) * weight(before))
        self.pay(str(text).count(str(before)) * weight(after))

    def called(self, function: Any, given: Sequence[object]) -> None:
        """Pay for a method of a text or a mapping; nothing else is called but what makes ranges and namespaces."""
        owner = getattr(function, "__self__", None)
        if type(owner) is str:
            if function.__name__ == "replace" and len(given) > 1:
                self.replaced(owner, *given[:2])
            else:
                self.text(owner, given)
        elif isinstance(owner, dict):
            weights(given[:1])
            self.pay(1 + len(given))
        elif function is not ranged and (function is not Namespace or given):
            raise TooMuch

    # --- what leaves ----------------------------------------------------------------------------------------------

    def shown(self, pieces: Sequence[bytes]) -> None:
        """Pay for pieces of a part."""
        self.pay(len(pieces) + (sum(map(len, pieces)) >> _SHOWN))

    def mended(self, data: bytes) -> None:
        """Pay for a part that is gone through after it was filled."""
        self.pay(len(data) >> _MENDED)


def word(value: object) -> Any:
    """Return what each element of a list is held to, or the name of an attribute. Raises TooMuch for a long one."""
    if type(value) is str and (len(value) > _WORD or value.count(".") > _ATTRIBUTES):
        raise TooMuch
    return short(value)


def short(value: object) -> Any:
    """Return a value that nothing is held to for long. Raises TooMuch for a long text and a list of anything."""
    if type(value) is str:
        if len(value) > _SHORT:
            raise TooMuch
    else:
        weight(value)
    return value


def weights(values: Sequence[object]) -> int:
    """Return what going through several values costs."""
    if set(map(type, values)) == _TEXT:
        return len(values) + sum(map(len, values))  # type: ignore[arg-type]
    return sum(map(weight, values))


def weight(value: object) -> int:
    """Return what going through one value costs. Raises TooMuch for a list of anything."""
    kind = type(value)
    if kind is str:
        return 1 + len(value)  # type: ignore[arg-type]
    if kind is int:
        if -LARGEST < value < LARGEST:  # type: ignore[operator]
            return 1
    elif kind in _SCALARS or isinstance(value, _STOPPING) or (isinstance(value, list | dict | tuple) and not value):
        return 1
    raise TooMuch
