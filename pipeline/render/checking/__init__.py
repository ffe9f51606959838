"""A template checked: everything that is wrong with its tags, all at once, each with the paragraph or cell it is in.

tags: paragraphs and the tags in them · blocks: what opens and closes · grammar: inside one tag · unfilled: what nobody
will fill · marking: as comments
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import jinja2
from lxml import etree

from pipeline.expression import check_conditions, for_templates, in_chinese
from pipeline.model import codes
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem, Severity
from pipeline.render import dialect
from pipeline.render.checking import grammar, unfilled
from pipeline.render.checking.blocks import Blocks
from pipeline.render.checking.tags import (
    BODY,
    Tag,
    TaggedParagraph,
    W,
    ends_only,
    single_braces,
    spots,
    tags,
    wide_delimiters,
)
from pipeline.render.filters import FILTERS
from pipeline.used_names import EACH, Known

_WHOLE = {"p": "段", "tr": "行", "tc": "格"}
_SHOWN = 20  # characters of lost text that a message quotes


@frozen
class TemplateFault:
    """A Problem of a template, and the paragraph that it is in: the `index`-th of a part."""

    problem: Problem
    part: str = BODY
    index: int = 0


def template_faults(
    parts: Mapping[str, bytes], file: str, known: Mapping[str, Known], elsewhere: Mapping[str, Known] | None = None
) -> list[TemplateFault]:
    """Return everything that is wrong with a template's tags, in the order of its paragraphs.

    `known`: the names of each 范围 that the template serves; `elsewhere`: those of the others, for the hint.
    """
    always = {scope: grammar.closed(names) for scope, names in known.items()}
    check = _Check(Origin(file), known, elsewhere or {}, always)
    found: list[tuple[TaggedParagraph, Problem]] = []
    for here in _by_part(parts).values():
        own = _in_order(here, check.part(here))
        stopped = any(problem.severity is Severity.ERROR for _, problem in own)
        found += own if stopped else [*own, *_left_over(parts, here, check.origin)]
    of_tags = [TemplateFault(problem, spot.part, spot.index) for spot, problem in found]
    places = {(spot.part, spot.index) for spot, _ in found}
    return list(dict.fromkeys([*of_tags, *_unfilled(parts, file, known, places)]))


def _unfilled(
    parts: Mapping[str, bytes], file: str, known: Mapping[str, Known], told: Collection[tuple[str, int]] = ()
) -> Iterator[TemplateFault]:
    """Yield what nobody will fill; in the paragraphs `told`, by part and index, something else is wrong."""
    names: Known = {name: below for each in known.values() for name, below in each.items()}
    yield from (TemplateFault(problem, part) for part, problem in unfilled.beyond(parts, file))
    yield from (TemplateFault(problem) for problem in unfilled.revised(parts, file))
    for spot, problem in unfilled.foreign(parts, file, names):
        if (spot.part, spot.index) not in told:
            yield TemplateFault(problem, spot.part, spot.index)
    if not told and not unfilled.has_tags(parts):
        yield TemplateFault(codes.TEMPLATE_NO_TAGS.at(Origin(file)))


def doubts(parts: Mapping[str, bytes], file: str, known: Known) -> list[Problem]:
    """Return what of a template that can be compiled nobody will fill."""
    return [fault.problem for fault in dict.fromkeys(_unfilled(parts, file, {"": known}))]


def problems(parts: Mapping[str, bytes], file: str, known: Known) -> list[Problem]:
    """Return why a template of one 范围 cannot be compiled."""
    return [fault.problem for fault in template_faults(parts, file, {"": known})]


def _in_order(
    here: list[TaggedParagraph], found: Iterable[tuple[TaggedParagraph, Problem]]
) -> list[tuple[TaggedParagraph, Problem]]:
    order = {id(spot): at for at, spot in enumerate(here)}
    return sorted(found, key=lambda fault: order[id(fault[0])])


def damaged(parts: Mapping[str, bytes]) -> bool:
    """Whether a template that compiles would lose text without a word, or leave a paragraph or table in pieces."""
    for here in _by_part(parts).values():
        blocks = Blocks(Origin(""))
        if any(wide_delimiters(spot) for spot in here) or any(_vanishing(here, blocks.origin)):
            return True
        if any(tag.split or any(blocks.take(tag)) for spot in here for tag in tags(spot)):
            return True
        begun = False  # whether the paragraph above has left a tag open, which this one ends
        for spot in here:
            if ends_only(spot) != begun:
                return True
            left_open = [not tag.whole for tag in tags(spot)]
            begun = left_open[-1:] == [True]
            if any(left_open[:-1]):
                return True
        if begun:
            return True
    return False


def _by_part(parts: Mapping[str, bytes]) -> dict[str, list[TaggedParagraph]]:
    found: dict[str, list[TaggedParagraph]] = {}
    for spot in spots(parts):
        found.setdefault(spot.part, []).append(spot)
    return found


@frozen
class _Check:
    """One template being checked."""

    origin: Origin
    known: Mapping[str, Known]
    elsewhere: Mapping[str, Known]
    always: Mapping[str, Known]  # of what is known, what no workbook's columns add to

    @property
    def names(self) -> set[str]:
        """The first names that the template may use."""
        return {name for known in self.known.values() for name in known}

    def part(self, here: list[TaggedParagraph]) -> Iterator[tuple[TaggedParagraph, Problem]]:
        """Yield what is wrong in one part."""
        yield from _vanishing(here, self.origin)
        blocks = Blocks(self.origin)
        own: dict[str, None] = {}
        unfinished: Tag | None = None
        for spot in here:
            yield from self._paragraph(spot, unfinished)
            unfinished = None
            for tag in tags(spot):
                if unfinished is not None:
                    yield spot, self._split(unfinished)
                unfinished = None if tag.whole else tag
                yield from ((spot, problem) for problem in self._inside(tag, blocks, own))
                yield from ((about.spot, problem) for about, problem in blocks.take(tag))
                if name := grammar.own_name(tag):
                    own[name] = None
        yield from self._paragraph(None, unfinished)
        yield from ((about.spot, problem) for about, problem in blocks.end())

    def _paragraph(self, spot: TaggedParagraph | None, before: Tag | None) -> Iterator[tuple[TaggedParagraph, Problem]]:
        """Yield what is wrong with a paragraph's braces; `before`: what the paragraph above has left open."""
        ends = spot is not None and ends_only(spot)
        if before is not None and ends:
            yield before.spot, codes.TEMPLATE_JOINED.at(_at(self.origin, before.spot), tag=_short(before.written))
        elif before is not None:
            yield before.spot, self._split(before)
        if spot is None:
            return
        at = _at(self.origin, spot)
        if wide_delimiters(spot):
            yield spot, codes.TEMPLATE_FULLWIDTH.at(at, near=_short(spot.text))
        if loose := single_braces(spot, self.names):
            reason = "花括号要写两个，两个之间不空格，如 {{ 单位.名称 }}"
            yield spot, codes.TEMPLATE_SYNTAX.at(at, reason=reason, near=_short(loose[0]))
        if ends and before is None:
            yield spot, codes.TEMPLATE_SYNTAX.at(at, reason="有标记的结尾，没有开头", near=_short(spot.text))

    def _split(self, tag: Tag) -> Problem:
        at = _at(self.origin, tag.spot)
        return codes.TEMPLATE_SPLIT.at(at, tag=_short(tag.written), reason="没有写完")

    def _inside(self, tag: Tag, blocks: Blocks, own: Iterable[str]) -> Iterator[Problem]:
        """Yield what is wrong with one tag by itself."""
        at = _at(self.origin, tag.spot)
        if not tag.whole:
            return
        if tag.split:
            reason = "一半在超链接、修订或内容控件里面，一半在外面"
            yield codes.TEMPLATE_SPLIT.at(at, tag=_short(tag.written), reason=reason)
        marks = grammar.wide_marks(tag)
        if marks:
            found, wanted = ("".join(column) for column in zip(*marks, strict=True))
            yield codes.TEMPLATE_PUNCTUATION.at(at, found=found, wanted=wanted, tag=_short(tag.written))
        if reason := grammar.fault(tag):
            yield codes.TEMPLATE_SYNTAX.at(at, reason=reason, near=_short(tag.written))
            return
        yield from self._names(tag, blocks, own)

    def _names(self, tag: Tag, blocks: Blocks, own: Iterable[str]) -> Iterator[Problem]:
        at = _at(self.origin, tag.spot)
        for scope, known in self.known.items():
            among = f"（范围是{scope}时）" if len(self.known) > 1 else ""
            for each in grammar.strange(tag, blocks.open, own, known, self.always[scope]):
                if each.certain:
                    hint = self._other_scope(each.name) or each.near
                    yield codes.TEMPLATE_UNKNOWN_NAME.at(at, name=each.name, nearest=f"{among}{hint}")
                elif self.elsewhere:
                    column = each.name.rpartition(".")[2]
                    yield codes.TEMPLATE_COLUMN.at(at, name=each.name, column=column, nearest=each.near)

    def _other_scope(self, name: str) -> str:
        """Return which 范围 do have a name, for one that this has not."""
        have = [scope for scope, known in self.elsewhere.items() if _has(known, name.split("."))]
        return f"：它只在范围是{'、'.join(have)}的模板里有" if have else ""


def _has(known: Known, steps: list[str]) -> bool:
    here: Known | None = known
    for step in steps:
        if here is None or step not in here:
            return False
        here = here[step] if step != EACH else here
    return True


def _vanishing(here: list[TaggedParagraph], origin: Origin) -> Iterator[tuple[TaggedParagraph, Problem]]:
    """Yield the tags that take their whole paragraph, row or cell away, and with it what else stands there."""
    groups: dict[tuple[str, int], list[Tag]] = {}
    whole: dict[tuple[str, int], etree._Element] = {}
    for spot in here:
        for tag in tags(spot):
            element = spot.element if tag.level == "p" else spot.within(tag.level) if tag.level in _WHOLE else None
            if tag.whole and element is not None:
                key = (tag.level, id(element))
                groups.setdefault(key, []).append(tag)
                whole[key] = element
    for (level, number), found in groups.items():
        at, what = _at(origin, found[0].spot), _WHOLE[level]
        if len(found) > 1:
            said = "、".join(dict.fromkeys(_short(tag.written) for tag in found))
            mark = f"{{%{level}"
            yield found[0].spot, codes.TEMPLATE_DOUBLED.at(at, what=what, count=len(found), mark=mark, tags=said)
            continue
        rest = "".join(each.text or "" for each in whole[level, number].iter(f"{W}t")).replace(found[0].written, "", 1)
        if rest.strip():
            written, lost = _short(found[0].written), _short(rest.strip())
            yield found[0].spot, codes.TEMPLATE_LOST.at(at, what=what, tag=written, lost=lost)


def _left_over(
    parts: Mapping[str, bytes], here: list[TaggedParagraph], origin: Origin
) -> Iterator[tuple[TaggedParagraph, Problem]]:
    """Yield what only docxtpl's joining shows: a tag that it leaves in pieces, a fault that no tag shows by itself."""
    text = dialect.prepared(parts[here[0].part])
    whole = {_bare(tag) for tag in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", text, re.DOTALL)}
    for spot in here:
        for tag in tags(spot):
            if tag.whole and tag.word not in grammar.OF_DOCXTPL and _bare(tag.inside) not in whole:
                reason = "中间夹着删除了的文字、域或批注"
                yield spot, codes.TEMPLATE_SPLIT.at(_at(origin, spot), tag=_short(tag.written), reason=reason)
                return
    try:
        check_conditions(for_templates(FILTERS).parse(text))
    except jinja2.TemplateSyntaxError as wrong:
        near = re.sub(r"<[^>]+>", "", text.split("\n")[wrong.lineno - 1]).strip() or "空段"
        spot = next((spot for spot in here if near in spot.text), here[0])
        yield spot, codes.TEMPLATE_SYNTAX.at(origin, reason=in_chinese(wrong), near=_short(near))


def _bare(tag: str) -> str:
    """Return a tag without blanks, quotation marks and trims, for comparing what was typed with what docxtpl joined."""
    return re.sub(r"&(lt|gt|amp);|[\s\u3000\"'“”‘’+%{}<>&-]", "", tag)


def _at(origin: Origin, spot: TaggedParagraph) -> Origin:
    return Origin(origin.file, spot.address)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 2 * _SHOWN else f"{words[: 2 * _SHOWN]}…"
