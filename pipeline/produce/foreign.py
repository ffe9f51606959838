"""Templates that are not ours: tried in the helper process, and filled there unless they are tame (render/tame.py)."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline import confine, render
from pipeline.contract import BASE
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet
from pipeline.model.problem import Origin, Read
from pipeline.model.work import Facts, Filled, Use
from pipeline.plan import template_names
from pipeline.render import Compiled
from pipeline.used_names import COUNT, EACH, TRUTH, Path, unknown

if TYPE_CHECKING:  # heavy
    from pipeline.render import PaperMark

_COMPILING, _FILLING = 9.0, 8.0  # seconds
_REASONS = {
    "memory": "占用的内存太多",
    "time": f"超过{_FILLING:g}秒还没填完（有停不下来的循环）",
    "abort": "填写时意外中断",
}
_Below: TypeAlias = dict[str, "_Below"]
"""What is used of a value: its parts, and what of each; of one without parts all is used."""
_ALL: _Below = {}
_OF_A_LIST = frozenset({COUNT, EACH, TRUTH})
_MOST = 200  # templates that a process has at hand
_AT_HAND: dict[tuple[bytes, Use, str, tuple[DeclaredSheet, ...]], Read[Compiled | None]] = {}


class GivenUp(Exception):  # noqa: N818 - it is the template that is given up
    """A template that ran into a limit: none of its documents is made."""


def template(data: bytes, use: Use, body_font: str, sheets: template_names.Sheets = BASE) -> Read[Compiled | None]:
    """Return a template compiled for one use; what this process has compiled once it has at hand from then on."""
    key = (hashlib.sha256(data).digest(), use, body_font, tuple(sheets))
    if (found := _AT_HAND.get(key)) is None:
        found = _compiled(data, use, body_font, sheets)
        if found.value is not None:  # what failed may have run out of time only
            if len(_AT_HAND) >= _MOST:
                _AT_HAND.clear()
            _AT_HAND[key] = found
    return found


def _compiled(data: bytes, use: Use, body_font: str, sheets: template_names.Sheets) -> Read[Compiled | None]:
    """Compile a template: ours here, if it is not ready, a foreign one at a distance, once for many processes."""
    name, scope, each = use
    file, known = f"templates/{name}", template_names.known(scope, each, sheets)
    if render.is_shipped(data):
        ready = render.shipped_template(data, body_font)
        if ready is not None and not unknown(ready.uses, known):
            return Read(ready)

        return render.compiled_template(data, file, known, body_font)
    key = render.template_key(data, file, known, body_font)
    if (again := render.recalled_template(key)) is not None:
        return again
    try:
        task = ("pipeline.render:tried_in_helper", data, file, known, body_font)
        made: Read[Compiled | None] = confine.shared().call(*task, seconds=_COMPILING)
    except confine.Died as died:
        return Read(None, (codes.TEMPLATE_FAILED.at(Origin(file), reason=_REASONS[died.reason]),))
    if made.value is not None:
        render.keep_template(key, made)
    return made


@dataclass(slots=True)
class Filler:
    """Fills our templates and tame ones here, all others in the helper; `sources` are the files of the foreign ones.

    A tame one that has once cost too much goes to the helper from then on: it is not begun twice for each paper.
    """

    body_font: str
    sources: dict[Use, bytes] = field(default_factory=dict)
    sheets: template_names.Sheets = BASE
    _dear: set[Use] = field(default_factory=set)
    _given_up: dict[Use, str] = field(default_factory=dict)

    def fill(self, compiled: Compiled, use: Use, facts: Facts, mark: PaperMark | None = None) -> Filled:
        """Return a document, with its mark. Raises as render.filled does, and GivenUp."""
        data = self.sources.get(use)
        if data is None:
            return render.filled(compiled, facts, mark)
        if compiled.metered and use not in self._dear:
            try:
                return render.filled(compiled, facts, mark)
            except render.TooMuch:
                self._dear.add(use)
        filled = self._at_a_distance(data, compiled, use, facts)
        return replace(filled, data=render.with_mark(filled.data, mark)) if mark else filled

    def _at_a_distance(self, data: bytes, compiled: Compiled, use: Use, facts: Facts) -> Filled:
        if reason := self._given_up.get(use):
            raise GivenUp(reason)
        name, scope, each = use
        task = (
            "pipeline.render:filled_in_helper",
            data,
            f"templates/{name}",
            template_names.known(scope, each, self.sheets),
            self.body_font,
        )
        try:
            answer = confine.shared().call(*task, _told(compiled, facts), seconds=_FILLING)
        except confine.Died as died:
            self._given_up[use] = _REASONS[died.reason]
            raise GivenUp(_REASONS[died.reason]) from died

        return render.answered(answer)


def _told(compiled: Compiled, facts: Facts) -> Facts:
    """Return what a template may read of the facts, without where it was written: so little travels."""
    below = _used(compiled.uses)
    return {name: _part(facts[name], inner) for name, inner in below.items() if name in facts}


@functools.lru_cache(maxsize=_MOST)
def _used(paths: tuple[Path, ...]) -> _Below:
    used: _Below = {}
    for path in paths:
        at = used
        for step in path:
            at = at.setdefault(step, {})
    return used


def _part(value: object, used: _Below) -> object:
    """Return what is used of a value; all of it where what is used is no part of it, but a method, say, or its keys."""
    if isinstance(value, list):
        if not used.keys() <= _OF_A_LIST:
            used = _ALL
        inner = used.get(EACH, _ALL)
        return [_part(each, inner) for each in value] if EACH in used or not used else [{}] * len(value)
    if not isinstance(value, dict):
        return value
    if not used or not used.keys() <= value.keys():
        return {name: _part(each, _ALL) for name, each in value.items()}
    return {name: _part(value[name], inner) for name, inner in used.items()}
