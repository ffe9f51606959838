"""Clause 7.2.6: who signs a paper that goes up: 楷体, two a line, under each other, the number beside the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.finding import Finding
from pipeline.model.frozen import frozen
from pipeline.review.elements import Document
from pipeline.review.gbt9704.places import area, position
from pipeline.review.gbt9704.rule import CUSTOM, Clause, is_face, one_decimal, said_size, sizes_of
from pipeline.review.layout import Paragraph
from pipeline.review.roles import BODY_SIZE, Element, Role

_A_LINE = 2  # names
_NEAR = 0.6  # characters; a number's digits are not on the grid
_UPWARD = re.compile(r"(?:请示|报告)(?:（[^）]*）)?$")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_LABEL = re.compile(r"签\s*发\s*人\s*[：:]?\s*")
_NUMBER = re.compile(r"^.*?\d+\s*号\s*")


@frozen
class SignersLine:
    """A line of signers; `start` and `end` of its names in characters from the left, None where nobody can say."""

    element: Element
    names: tuple[str, ...]
    start: float | None
    end: float | None


def signers(document: Document) -> Iterator[Finding]:
    """7.2.6: label 仿宋 and names 楷体, 3号, one character in from the right; of several, two a line."""
    rule = Clause("7.2.6")
    lines = _lines(document)
    for line in lines:
        text = line.element.text
        if re.search(r"签\s*发\s*人\s*(:|(?![：:]))", text):
            yield rule.at("gbt.signer.colon", line.element, "“签发人”后用全角冒号", f"“{text[:12]}”")
        yield from _letters(rule, line.element)
        if len(line.names) > _A_LINE:
            yield rule.at("gbt.signer.two", line.element, "每行排两个姓名", f"排了{len(line.names)}个", CUSTOM)
    yield from _places(rule, document, lines)


def _letters(rule: Clause, element: Element) -> Iterator[Finding]:
    name, label = _looks(element.paragraph)
    if name and not is_face(name, "楷体"):
        yield rule.at("gbt.signer.font", element, "签发人姓名用楷体", name)
    if label and not is_face(label, "仿宋"):
        yield rule.at("gbt.signer.label", element, "“签发人”三字用仿宋", label)
    if element.role is Role.SIGNERS and sizes_of(element.paragraph) - {BODY_SIZE}:
        found = "、".join(said_size(size) for size in sorted(sizes_of(element.paragraph)))
        yield rule.at("gbt.signer.size", element, said_size(BODY_SIZE), found)


def _looks(paragraph: Paragraph) -> tuple[str, str]:
    """Return the face of the first name and of the label, "" where there is none."""
    text = paragraph.text
    label = _LABEL.search(text)
    begin = label.end() if label else _after_number(text)
    faces = [run.letter.east for run in paragraph.runs for _ in run.text]
    named = next((faces[at] for at in range(begin, len(text)) if _HANZI.match(text[at])), "")
    return named, faces[label.start()] if label else ""


def _after_number(text: str) -> int:
    number = _NUMBER.match(text)
    return number.end() if number else 0


def _places(rule: Clause, document: Document, lines: Sequence[SignersLine]) -> Iterator[Finding]:
    """Look where the lines stand: the first column under the first name, the number beside the last, all one in."""
    if not lines:
        return
    if len(lines) > 1 and any(line.element.role is Role.NUMBER for line in lines[:-1]):
        yield Clause("7.2.5").at(
            "gbt.signer.number", lines[0].element, "发文字号与最后一个签发人姓名处在同一行", "在上面一行"
        )
    first = lines[0].start
    for line in lines[1:]:
        if first is not None and line.start is not None and abs(line.start - first) > _NEAR:
            found = f"{'右' if line.start > first else '左'}移{one_decimal(abs(line.start - first))}字"
            yield rule.at("gbt.signer.align", line.element, "与上一行第一个签发人姓名对齐", found)
    ends = [line.end for line in lines if line.end is not None]
    if len(ends) == len(lines):
        room = area(document, lines[0].element.paragraph) - max(ends)
        if abs(room - 1) > _NEAR:
            yield rule.at("gbt.signer.place", lines[0].element, "居右空一字", f"右边空{one_decimal(room)}字")


def _lines(document: Document) -> list[SignersLine]:
    """Return the lines that show signers, from the first on."""
    found: list[SignersLine] = []
    for element in document.of(Role.SIGNERS, Role.NUMBER):
        text = element.paragraph.text
        label = _LABEL.search(text)
        if element.role is Role.NUMBER and not label and not found:
            continue  # the number alone
        begin = label.end() if label else _after_number(text)
        names = tuple(_names(text[begin:]))
        if not names:
            continue
        begin += len(text[begin:]) - len(text[begin:].lstrip())
        found.append(
            SignersLine(
                element, names, position(document, element.paragraph, begin), position(document, element.paragraph)
            )
        )
    return found


def _names(text: str) -> Iterator[str]:
    """Yield names; two single characters are one name that was padded to three."""
    words = text.split()
    while words:
        name = words.pop(0)
        if len(name) == 1 and words and len(words[0]) == 1:
            name += words.pop(0)
        yield name


def upward(document: Document) -> Iterator[Finding]:
    """条例 9: a paper that goes up names who signed it."""
    goes_up = _UPWARD.search(document.title) and document.of(Role.MARK) and document.of(Role.NUMBER)
    if goes_up and not any(element.role is Role.SIGNERS or "签发人" in element.text for element in document.elements):
        number = document.of(Role.NUMBER)[0]
        yield Clause("条例9", CUSTOM).at("gbt.signer.missing", number, "上行文标注签发人姓名", "没有签发人")


RULES = (signers, upward)
