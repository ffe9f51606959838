"""Styles, defaults, theme and numbering → what a paragraph or a run really looks like (ECMA-376 part 1, 17.7.2).

Later levels win: document defaults → table style → paragraph style with its ancestors → numbering level →
character style → direct formatting. Properties travel as flat dictionaries of strings, as the file writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.model.frozen import frozen
from pipeline.review.docx_package import Package
from pipeline.review.layout import Border, ParagraphLook, RunLook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_DEPTH = 40  # styles based on styles: more is a circle
_FACES = ("ascii", "hAnsi", "eastAsia")
_THEMES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme"}
_TOGGLES = frozenset(
    {"b", "vanish", "strike", "dstrike", "keepNext", "pageBreakBefore", "snapToGrid", "autoSpaceDE", "autoSpaceDN"}
)
_INDENTS = ("left", "right", "firstLine", "hanging")
_SINGLE = 240  # twips of single spacing
_LARGEST = 1_000_000  # Word itself stops at 31,680 twips; not a number compares with nothing
_DEEPEST_OUTLINE = 9

Properties = dict[str, str]
Edges = dict[str, Border | None]  # side → border, None where there is none


def value(element: etree._Element, name: str = "val") -> str:
    """Return an attribute of the w namespace, "" if it is not there."""
    return element.get(W + name) or ""


def on(element: etree._Element) -> bool:
    """Whether a toggle property is on: it is there, and not said to be off."""
    return value(element).lower() not in _OFF


def number(text: str, otherwise: float = 0) -> float:
    """Return a figure of the file; what is none, or none that Word takes (1e308), counts as `otherwise`."""
    try:
        figure = float(text.removesuffix("pt")) * (20 if text.endswith("pt") else 1)
    except ValueError:
        return otherwise
    return figure if abs(figure) <= _LARGEST else otherwise


def paragraph_properties(element: etree._Element | None) -> Properties:
    """Return the properties of a pPr."""
    found: Properties = {}
    for child in _elements(element):
        name = _name(child)
        if name in _TOGGLES:
            found[name] = "1" if on(child) else "0"
        elif name == "ind":
            _indents(child, found)
        elif name == "spacing":
            found.update({f"spacing.{key}": text for key, text in attributes(child).items()})
        elif name in {"pBdr", "tabs"}:
            _listed(name, child, found)
        elif name == "numPr":
            found.update({_name(part): value(part) for part in _elements(child)})
        elif name == "framePr":
            found["frame"] = "1"
        elif name in {"jc", "outlineLvl", "pStyle"}:
            found[name] = value(child)
    return found


def _elements(element: etree._Element | None) -> Iterator[etree._Element]:
    """Yield child elements, comments left out."""
    yield from element.iterchildren("*") if element is not None else ()


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(W)


def attributes(element: etree._Element) -> Properties:
    """Return an element's attributes without their namespace."""
    return {str(key).rpartition("}")[2]: str(text) for key, text in element.attrib.items()}


def _listed(name: str, element: etree._Element, found: Properties) -> None:
    """Read borders and tab stops: each by itself may be set or taken off at a later level."""
    for each in _elements(element):
        if name == "tabs":
            found[f"tab.{value(each, 'pos')}"] = value(each)
        else:
            found[f"border.{_name(each)}"] = "|".join(value(each, name) for name in ("val", "sz", "color", "space"))


def _indents(element: etree._Element, found: Properties) -> None:
    said = attributes(element)
    for new, old in (("start", "left"), ("end", "right"), ("startChars", "leftChars"), ("endChars", "rightChars")):
        if new in said:
            said.setdefault(old, said.pop(new))
    if "hanging" in said or "hangingChars" in said:
        _drop(found, "firstLine", "firstLineChars")
    if "firstLine" in said or "firstLineChars" in said:
        _drop(found, "hanging", "hangingChars")
    found.update({f"ind.{key}": text for key, text in said.items()})


def _drop(found: Properties, *names: str) -> None:
    for name in names:
        found[f"ind.{name}"] = ""


def run_properties(element: etree._Element | None) -> Properties:
    """Return the properties of an rPr."""
    found: Properties = {}
    for child in _elements(element):
        name = _name(child)
        if name == "rFonts":
            for face in _FACES:
                explicit, theme = value(child, face), value(child, _THEMES[face])
                if explicit or theme:
                    found[face], found[_THEMES[face]] = explicit, theme
            if hint := value(child, "hint"):
                found["hint"] = hint
        elif name in _TOGGLES:
            found[name] = "1" if on(child) else "0"
        elif name in {"sz", "color", "spacing", "w", "rStyle"}:
            found[name] = value(child)
    return found


@dataclass(slots=True)
class Style:
    """One style as the file has it."""

    name: str
    parent: str
    paragraph: Properties
    run: Properties
    edges: Edges


@frozen
class Level:
    """One level of automatic numbering."""

    kind: str
    text: str
    start: int
    paragraph: Properties
    definition: str = ""  # abstractNumId: lists of one definition share their counts
    begins_at: int | None = None  # where a list of its own begins, whatever the others have counted
    restarts: bool = True  # begins anew below each paragraph of a higher level
    legal: bool = False  # prints the higher levels' numbers in Arabic digits


@dataclass(slots=True)
class Cascade:
    """The styles of one document. `look` and `letter` are pure: the same direct properties give the same answer."""

    default_paragraph: Properties = field(default_factory=dict)
    default_run: Properties = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    standard_style: str = ""
    faces: dict[str, str] = field(default_factory=dict)  # theme slot → face
    levels: dict[tuple[str, str], Level] = field(default_factory=dict)  # numId, ilvl
    _chains: dict[str, tuple[Properties, Properties]] = field(default_factory=dict)

    def style_of(self, direct: Mapping[str, str]) -> str:
        """Return the id of a paragraph's style."""
        style = direct.get("pStyle", "")
        return style if style in self.styles else self.standard_style

    def chain(self, style: str) -> tuple[Properties, Properties]:
        """Return a style's paragraph and run properties, its ancestors' included."""
        if style not in self._chains:
            paragraph: Properties = {}
            run: Properties = {}
            for each in reversed(list(self._ancestry(style))):
                paragraph.update(each.paragraph)
                run.update(each.run)
            self._chains[style] = paragraph, run
        return self._chains[style]

    def _ancestry(self, style: str) -> Iterator[Style]:
        for _ in range(_DEPTH):
            found = self.styles.get(style)
            if found is None:
                return
            yield found
            style = found.parent

    def edges(self, style: str) -> Edges:
        """Return the borders that a table's style gives it."""
        merged: Edges = {}
        for each in reversed(list(self._ancestry(style))):
            merged |= each.edges
        return merged

    def paragraph(self, direct: Properties, table: str = "") -> Properties:
        """Return a paragraph's merged properties."""
        style = self.style_of(direct)
        chain = self.chain(style)[0]
        merged = self.default_paragraph | (self.chain(table)[0] if table else {}) | chain
        numbered = direct.get("numId") or chain.get("numId", "")
        level = self.levels.get((numbered, direct.get("ilvl") or chain.get("ilvl") or "0"))
        if level is not None:
            merged |= level.paragraph
        return merged | direct

    def run(self, style: str, direct: Properties, table: str = "") -> Properties:
        """Return a run's merged properties; `style` is its paragraph's."""
        merged = self.default_run | (self.chain(table)[1] if table else {}) | self.chain(style)[1]
        if character := direct.get("rStyle"):
            merged |= self.chain(character)[1]
        return merged | direct

    def letter(self, merged: Mapping[str, str]) -> RunLook:
        """Return the look of a run with these merged properties."""
        faces = {face: self._face(merged, face) for face in _FACES}
        latin = faces["ascii"] or faces["hAnsi"]
        colour = merged.get("color", "auto")
        return RunLook(
            east=faces["eastAsia"] or latin,
            latin=latin or faces["eastAsia"],
            size=round(number(merged.get("sz", "20"), 20)),
            bold=merged.get("b") == "1",
            colour=colour.upper() if colour != "auto" else colour,
            spacing=round(number(merged.get("spacing", "0"))),
            scale=round(number(merged.get("w", "100").rstrip("%"), 100)),
            east_hint=merged.get("hint") == "eastAsia",
            theme=any(merged.get(_THEMES[face]) for face in _FACES),
        )

    def _face(self, merged: Mapping[str, str], face: str) -> str:
        theme = merged.get(_THEMES[face], "")
        return (self.faces.get(theme, "") if theme else "") or merged.get(face, "")

    def look(self, merged: Mapping[str, str], size: int) -> ParagraphLook:
        """Return the look of a paragraph with these merged properties; `size` is that of its letters."""
        character = size * 10  # twips
        inches = {side: self._indent(merged, side, character) for side in _INDENTS}
        first = inches["firstLine"] if not inches["hanging"] else -inches["hanging"]
        style = self.styles.get(self.style_of(merged))
        outline = number(merged.get("outlineLvl", ""), _DEEPEST_OUTLINE)
        return ParagraphLook(
            style=style.name if style else "",
            align=_ALIGNMENTS.get(merged.get("jc", "left"), merged.get("jc", "left")),
            left=inches["left"],
            right=inches["right"],
            first=first,
            first_characters=self._characters(merged, "firstLine", first, character),
            left_characters=self._characters(merged, "left", inches["left"], character),
            right_characters=self._characters(merged, "right", inches["right"], character),
            before=self._distance(merged, "before"),
            after=self._distance(merged, "after"),
            line=number(merged.get("spacing.line", ""), _SINGLE),
            rule=merged.get("spacing.lineRule", "auto") or "auto",
            snap=merged.get("snapToGrid", "1") == "1",
            keep_next=merged.get("keepNext") == "1",
            page_break_before=merged.get("pageBreakBefore") == "1",
            auto_space=merged.get("autoSpaceDE", "1") == "1" or merged.get("autoSpaceDN", "1") == "1",
            outline=int(outline) if 0 <= outline < _DEEPEST_OUTLINE else None,
            top=_border(merged.get("border.top", "")),
            bottom=_border(merged.get("border.bottom", "")),
            between=_border(merged.get("border.between", "")),
            tabs=tuple(sorted(_stops(merged))),
            framed="frame" in merged,
        )

    @staticmethod
    def _indent(merged: Mapping[str, str], side: str, character: float) -> float:
        """Return one indent in twips; hundredths of a character win over twips, as in Word."""
        characters = number(merged.get(f"ind.{side}Chars", "") or "0")
        twips = number(merged.get(f"ind.{side}", "") or "0")
        # Word writes both and keeps them equal in its own pitch, which the run spacing may have made narrower.
        return twips if twips and characters else characters / 100 * character if characters else twips

    @staticmethod
    def _characters(merged: Mapping[str, str], side: str, twips: float, character: float) -> float:
        characters = number(merged.get(f"ind.{side}Chars", "") or "0")
        if side == "firstLine" and (hanging := number(merged.get("ind.hangingChars", "") or "0")):
            return -hanging / 100
        return characters / 100 if characters else twips / character if character else 0

    @staticmethod
    def _distance(merged: Mapping[str, str], side: str) -> float:
        if merged.get(f"spacing.{side}Autospacing", "0") not in _OFF:
            return 280
        lines = number(merged.get(f"spacing.{side}Lines", "") or "0")
        twips = number(merged.get(f"spacing.{side}", "") or "0")
        return twips if twips or not lines else lines / 100 * _SINGLE


def _stops(merged: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    """Yield the tab stops that are left when all levels have set and cleared theirs."""
    for name, kind in merged.items():
        if name.startswith("tab.") and kind not in {"clear", "bar", "num"}:
            yield number(name.removeprefix("tab.")), _ALIGNMENTS.get(kind, kind)


_ALIGNMENTS = {"start": "left", "end": "right", "thaiDistribute": "distribute", "": "left"}


def edges(element: etree._Element | None) -> Edges:
    """Return the borders that tblBorders or tcBorders state: side → border, None where it says that there is none."""
    found: Edges = {}
    for side in _elements(element):
        kind = value(side)
        size = round(number(value(side, "sz"), 4))
        none = kind in {"", "nil", "none"}
        found[_name(side)] = None if none else Border(kind, size, (value(side, "color") or "auto").upper())
    return found


def _border(text: str) -> Border | None:
    if not text:
        return None
    kind, size, colour, space = text.split("|")
    if kind in {"", "nil", "none"}:
        return None
    return Border(kind, round(number(size, 4)), (colour or "auto").upper(), round(number(space)))


def read(package: Package) -> Cascade:
    """Return a document's styles. Raises docx_package.UnreadablePackage."""
    cascade = Cascade(faces=_theme(package))
    root = package.part(package.related("styles") or "word/styles.xml")
    if root is not None:
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            cascade.default_paragraph = paragraph_properties(defaults.find(f"{W}pPrDefault/{W}pPr"))
            cascade.default_run = run_properties(defaults.find(f"{W}rPrDefault/{W}rPr"))
        for style in root.findall(f"{W}style"):
            name, parent = style.find(f"{W}name"), style.find(f"{W}basedOn")
            cascade.styles[value(style, "styleId")] = Style(
                value(name) if name is not None else "",
                value(parent) if parent is not None else "",
                paragraph_properties(style.find(f"{W}pPr")),
                run_properties(style.find(f"{W}rPr")),
                edges(style.find(f"{W}tblPr/{W}tblBorders")),
            )
            if value(style, "type") == "paragraph" and value(style, "default") not in {"", *_OFF}:
                cascade.standard_style = value(style, "styleId")
    cascade.levels = _numbering(package)
    return cascade


def _theme(package: Package) -> dict[str, str]:
    root = package.part(package.related("theme"))
    if root is None:
        return {}
    found: dict[str, str] = {}
    for slot, group in (("major", "majorFont"), ("minor", "minorFont")):
        for side, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",))):
            face = root.find(f".//{_A}{group}/{_A}{side}")
            written = face.get("typeface", "") if face is not None else ""
            if not written and side == "ea":  # the face for Chinese stands in the list by script
                listed = root.find(f".//{_A}{group}/{_A}font[@script='Hans']")
                written = listed.get("typeface", "") if listed is not None else ""
            found |= {f"{slot}{name}": written for name in names}
    return found


def _numbering(package: Package) -> dict[tuple[str, str], Level]:
    root = package.part(package.related("numbering"))
    if root is None:
        return {}
    abstract: dict[str, dict[str, Level]] = {}
    for each in root.findall(f"{W}abstractNum"):
        own = value(each, "abstractNumId")
        abstract[own] = {value(lvl, "ilvl"): _level(lvl, own) for lvl in each.findall(f"{W}lvl")}
    found: dict[tuple[str, str], Level] = {}
    for num in root.findall(f"{W}num"):
        link = num.find(f"{W}abstractNumId")
        own = value(link) if link is not None else ""
        levels = dict(abstract.get(own, {}))
        for override in num.findall(f"{W}lvlOverride"):
            ilvl = value(override, "ilvl")
            if (lvl := override.find(f"{W}lvl")) is not None:
                levels[ilvl] = _level(lvl, own)
            if (start := override.find(f"{W}startOverride")) is not None and ilvl in levels:
                levels[ilvl] = replace(levels[ilvl], begins_at=int(number(value(start), 1)))
        found |= {(value(num, "numId"), ilvl): level for ilvl, level in levels.items()}
    return found


def _level(element: etree._Element, definition: str) -> Level:
    def of(name: str) -> str:
        child = element.find(W + name)
        return value(child) if child is not None else ""

    legal = element.find(f"{W}isLgl")
    return Level(
        of("numFmt"), of("lvlText"), int(number(of("start"), 1)), paragraph_properties(element.find(f"{W}pPr")),
        definition, restarts=of("lvlRestart") != "0", legal=legal is not None and on(legal),
    )  # fmt: skip
