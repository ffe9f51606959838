"""Clause 7.3.3: the levels of a text: 一、（一）1.（1）, and 章, 节, 条 of rules and statutes, each with its custom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, Clause, face_of, is_face
from pipeline.review.roles import ARTICLE_FORM, CHAPTER_FORM, HEADINGS, Element, Role, ordinal_of

_FACES = {Role.HEADING_1: "黑体", Role.HEADING_2: "楷体", Role.HEADING_3: "仿宋", Role.HEADING_4: "仿宋"}
_NEW = frozenset({Role.ENCLOSURE_MARK, Role.TITLE, Role.ENCLOSURE_TITLE})
_STATUTE = 3  # articles: with fewer, some are quoted
_RANKS = "编章节条"  # of a statute; 条 are counted through, 节 begin anew in each 章


def headings(document: Document) -> Iterator[Finding]:
    """7.3.3: 一、黑体, （一）楷体, 1. and （1）仿宋; no bold on top; no full stop on a heading's own line.

    Items set as text may be numbered so, too: only what looks like a heading is held to its face.
    """
    rule = Clause("7.3.3")
    texts = set_as_text(document)
    for element in document.of(*HEADINGS):
        face = face_of(element.paragraph)
        wanted = _FACES[element.role]
        outlined = element.paragraph.look.outline is not None
        if element.alone and face and not is_face(face, wanted):
            plain = is_face(face, "仿宋") and (element.role is not Role.HEADING_1 or id(element) in texts)
            if not plain or outlined:
                yield rule.at("gbt.heading.font", element, f"{element.role.value}用{wanted}", face)
        elif not element.alone and face and not any(is_face(face, known) for known in (wanted, "仿宋")):
            yield rule.at("gbt.heading.font", element, "或".join(dict.fromkeys((wanted, "仿宋"))), face)
        if element.alone and any(run.letter.bold for run in element.paragraph.runs if run.text.strip()):
            yield rule.at("gbt.heading.bold", element, "不加粗", "加粗", CUSTOM)
        heading = (is_face(face, wanted) and wanted != "仿宋") or outlined
        if element.alone and heading and element.text[-1] in "。；":
            yield Clause("", CUSTOM).at(
                "gbt.heading.stop", element, "标题单独成行，末尾不用句号", f"“{element.text[-1]}”"
            )


def set_as_text(document: Document) -> frozenset[int]:
    """Return the numbered lines (by id) that are sentences as their neighbours are, though short or without comma."""
    texts: set[int] = set()
    for items in _runs(document):
        if any(not item.alone or item.is_sentence for item in items) or _is_list(document, items):
            texts.update(id(item) for item in items if item.is_sentence or item.text[-1] in "。！？")
    return frozenset(texts)


def _is_list(document: Document, items: Sequence[Element]) -> bool:
    """Whether several sentences follow one another with no text between: headings would have some below them."""
    places = [document.place_of(item) for item in items]
    together = places[-1] - places[0] == len(places) - 1
    return len(items) > 1 and together and all(item.text[-1] in "。！？" for item in items)


def _runs(document: Document) -> Iterator[Sequence[Element]]:
    """Yield what is numbered on without a number of a higher level between: 一、二、三、."""
    open_runs: dict[Role, list[Element]] = {}
    for element in document.elements:
        if element.role in _NEW:
            yield from open_runs.values()
            open_runs = {}
        elif element.role in HEADINGS:
            for deeper in HEADINGS[HEADINGS.index(element.role) + 1 :]:
                if run := open_runs.pop(deeper, None):
                    yield run
            open_runs.setdefault(element.role, []).append(element)
    yield from open_runs.values()


def sequence(document: Document) -> Iterator[Finding]:
    """7.3.3: headings are numbered without gaps: 一、二、三、; a number that comes twice or is missing is named."""
    counts: dict[Role, int] = {}
    rule = Clause("7.3.3", CUSTOM)
    for element in document.elements:
        if element.role in _NEW:
            counts.clear()
        if element.role in {Role.CHAPTER, Role.ARTICLE}:
            counts.clear()  # （一） of an article begins anew
        if element.role not in HEADINGS:
            continue
        value = ordinal_of(element.text)
        level = HEADINGS.index(element.role)
        expected = counts.get(element.role, 0) + 1
        if value and value not in {expected, 1}:
            yield rule.at("gbt.heading.sequence", element, f"第{expected}个", f"编成了第{value}个")
        counts[element.role] = value or expected
        for deeper in HEADINGS[level + 1 :]:
            counts.pop(deeper, None)


def articles(document: Document) -> Iterator[Finding]:
    """Custom of statutes: 条 are counted through all 章, 节 begin anew in each; none is missing, none comes twice."""
    listed = document.of(Role.CHAPTER, Role.ARTICLE, *_NEW)
    if sum(element.role is Role.ARTICLE for element in listed) < _STATUTE:
        return
    counts: dict[str, int] = {}
    for element in listed:
        if element.role in _NEW:
            counts.clear()
            continue
        form = CHAPTER_FORM.match(element.text) or ARTICLE_FORM.match(element.text)
        if form is None:  # the number is Word's own
            continue
        rank, value = form[2], ordinal_of(element.text)
        last = counts.get(rank)
        if last is not None and value and value not in {last + 1, 1}:
            yield Clause("", CUSTOM).at(
                "gbt.heading.sequence", element, f"第{last + 1}{rank}", f"编成了第{value}{rank}"
            )
        counts[rank] = value
        if rank == "章":
            counts.pop("节", None)


RULES = (headings, sequence, articles)
