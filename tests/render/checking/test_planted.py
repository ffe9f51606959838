"""Slips of a clerk's hand planted into a good template, one at a time: each is told, nearly all at their own paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.model.problem import Origin, Severity
from pipeline.model.work import Scope
from pipeline.plan import template_names
from pipeline.render.checking import template_faults
from pipeline.render.checking.tags import BODY, W, spots, tags
from pipeline.render.open_template import opened_template
from tests import thorough
from tests.conftest import ROOT

TEMPLATE = "党性分析表-简表.docx"
KNOWN = {"党员": template_names.known(Scope.MEMBER)}


def _changed(pattern: str, by: str) -> Callable[[str], str]:
    return lambda tag: re.sub(pattern, by, tag, count=1)


_ROOTS = "(?<![\\w.])(活动|单位|支部|党员)"
SLIPS: dict[str, Callable[[str], str]] = {
    "full-width opening": _changed(r"^\{.", "｛｛"),
    "half full-width": _changed(r"^\{\{", "{｛"),
    "full-width end": _changed(r"\}\}$|%\}$", "｝｝"),
    "a brace lost": _changed(r"^\{", ""),
    "the end lost": _changed(r".\}$", ""),
    "a gap": _changed(r"^\{", "{ "),
    "a Chinese full stop": _changed(r"(?<=\w)\.(?=\w)", "。"),
    "a full-width bar": _changed(r"\|", "｜"),
    "the tag lost": _changed(r"^\{%\w* (if|for|end).*", ""),
    "a word misspelt": _changed(r"\b(if|for|endif|endfor|else)\b", "fi"),
    "no blank": _changed(r"^\{%(p|tr) ", r"{%\1"),
    "a blank too many": _changed(r"^\{%(p|tr) ", r"{% \1 "),
    "no letter": _changed(r"^\{%(p|tr) (?!set)", "{% "),
    "text beside it": _changed(r"^(\{%(?:p|tr) .*)", r"\1甲乙"),
    "doubled": _changed(r"^(\{%(?:p|tr) .*)", r"\1\1"),
    "an unknown name": _changed(rf"{_ROOTS}(?=\.)", r"\1乙"),
    "an unknown filter": _changed(r"\|(\w+)", r"|\1乙"),
    "one = for two": _changed("==|!=", "="),
}


def _planted(body: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Yield each slip with its paragraph's index and the body that has it."""
    for spot in spots({BODY: body}):
        for tag in tags(spot):
            for name, slip in SLIPS.items():
                if (wrong := slip(tag.written)) != tag.written:
                    yield name, spot.index, _with(body, spot.index, tag.written, wrong)


def _with(body: bytes, index: int, right: str, wrong: str) -> bytes:
    root = etree.fromstring(body)
    text = next(t for t in list(root.iter(f"{W}p"))[index].iter(f"{W}t") if right in (t.text or ""))
    text.text = (text.text or "").replace(right, wrong, 1)
    return etree.tostring(root)


def test_planted_slips_are_told_where_they_are() -> None:
    package = opened_template((ROOT / "templates" / TEMPLATE).read_bytes(), Origin(TEMPLATE))
    assert package.value is not None
    planted = list(_planted(package.value[BODY]))

    missed, elsewhere = [], []
    for name, index, body in planted[:: thorough.stride(1, 3)]:
        found = template_faults({**package.value, BODY: body}, TEMPLATE, KNOWN)
        errors = [fault for fault in found if fault.problem.severity is Severity.ERROR]
        if not errors:
            missed.append((name, index))
        elif index not in {fault.index for fault in errors}:
            elsewhere.append((name, index))

    assert len(planted) > 150
    assert {name for name, _, _ in planted} == set(SLIPS)
    assert missed == []
    assert {name for name, _ in elsewhere} <= {"the tag lost", "no letter"}  # told at the other end of the block
