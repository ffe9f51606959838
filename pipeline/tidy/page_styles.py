"""Styles, pages, the grid of lines and page numbers: those of our stationery, put into the package of the source."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml import etree

from pipeline.review import Layout, Package, Section, W, cascade
from pipeline.stationery import Fonts, page, styles_part, w
from pipeline.stationery import whole_part as new_part
from pipeline.tidy.grafting import P_ORDER, SECTION_ORDER, drop, elements, put
from pipeline.tidy.parts import Parts

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_IN_LINES = ("beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing")
_NUMBERS_ONLY = re.compile(r"[\s\d第页共之—–－_/·.｜|~～-]*|[Pp]age|[Oo]f")
_BEFORE_EVEN = (
    "writeProtection",
    "view",
    "zoom",
    "removePersonalInformation",
    "removeDateAndTime",
    "doNotDisplayPageBoundaries",
    "displayBackgroundShape",
    "printPostScriptOverText",
    "printFractionalCharacterWidth",
    "printFormsData",
    "embedTrueTypeFonts",
    "embedSystemFonts",
    "saveSubsetFonts",
    "saveFormsData",
    "mirrorMargins",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "gutterAtTop",
    "hideSpellingErrors",
    "hideGrammaticalErrors",
    "activeWritingStyle",
    "proofState",
    "formsDesign",
    "attachedTemplate",
    "linkStyles",
    "stylePaneFormatFilter",
    "stylePaneSortMethod",
    "documentType",
    "mailMerge",
    "revisionView",
    "trackRevisions",
    "doNotTrackMoves",
    "doNotTrackFormatting",
    "documentProtection",
    "autoFormatOverride",
    "styleLockTheme",
    "styleLockQFSet",
    "defaultTabStop",
    "autoHyphenation",
    "consecutiveHyphenLimit",
    "hyphenationZone",
    "doNotHyphenateCaps",
    "showEnvelope",
    "summaryLength",
    "clickAndTypeStyle",
    "defaultTableStyle",
)  # fmt: skip - CT_Settings: what stands before evenAndOddHeaders


def styles(parts: Parts, package: Package, fonts: Fonts) -> dict[str, str]:
    """Put our styles in; return, by our id, the id that each has there."""
    name = package.related("styles")
    found = package.part(name) if name else None
    root = found if found is not None else etree.fromstring(new_part("styles").encode())
    by_name = {
        cascade.value(child, "val"): style for style in root.iter(f"{W}style") for child in style.findall(f"{W}name")
    }
    taken = {cascade.value(style, "styleId") for style in root.iter(f"{W}style")}
    given: dict[str, str] = {}
    defaults = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    for style in etree.fromstring(styles_part(fonts).encode()).iter(f"{W}style"):
        if cascade.value(style, "type") != "paragraph":
            continue
        _against_defaults(style, defaults)
        own, called = cascade.value(style, "styleId"), cascade.value(style.find(f"{W}name"))  # type: ignore[arg-type]
        old = by_name.get(called)
        if old is not None and cascade.value(old, "type") == "paragraph":
            identifier = cascade.value(old, "styleId")
            _copy_default(old, style)
            style.set(f"{W}styleId", identifier)
            root.replace(old, style)
        else:
            identifier = next(each for each in _names(own) if each not in taken)
            style.attrib.pop(f"{W}default", "")
            style.set(f"{W}styleId", identifier)
            root.append(style)
        taken.add(identifier)
        given[own] = identifier
    if found is None:
        parts.relate("styles", etree.tostring(root))
    else:
        parts.put(name, root)
    return given


def _against_defaults(style: etree._Element, defaults: etree._Element | None) -> None:
    """Let a style say what the file's own defaults would otherwise add to it: indents, distances in lines."""
    own = style.find(f"{W}pPr")
    if defaults is None or own is None:
        return
    indent, spacing = (defaults.find(f"{W}{name}") for name in ("ind", "spacing"))
    if indent is not None:
        said = own.find(f"{W}ind")
        whole = {} if said is None else cascade.attributes(said)
        if not whole.keys() & {"firstLine", "hanging"}:
            whole |= {"firstLine": "0", "firstLineChars": "0"}
        for side in ("left", "right"):
            whole = {side: "0", f"{side}Chars": "0"} | whole
        put(own, elements(w("ind", **whole)), P_ORDER)
    said = own.find(f"{W}spacing")
    for name in _IN_LINES if spacing is not None and said is not None else ():
        if spacing is not None and said is not None and cascade.value(spacing, name):
            said.set(f"{W}{name}", "0")


def _copy_default(old: etree._Element, new: etree._Element) -> None:
    new.attrib.pop(f"{W}default", "")
    if cascade.value(old, "default"):
        new.set(f"{W}default", cascade.value(old, "default"))


def _names(own: str) -> Iterator[str]:
    yield own
    yield from (f"{own}GW{at or ''}" for at in range(1000))


def footers_with_words(section: Section) -> str:
    """Return what a section's footers say beside the page's number, "" for nothing: such footers are left alone."""
    return next(
        (
            p.text.strip()
            for edge in section.footers.values()
            for p in edge
            if not _NUMBERS_ONLY.fullmatch(p.text.strip())
        ),
        "",
    )


def pages(parts: Parts, layout: Layout, sections: list[etree._Element], style: str, bound_in: Container[int]) -> None:
    """Set each section's paper, margins, grid and page numbers; `style`: the id of that of page numbers.

    Pages of the sections `bound_in`, which hold enclosures, are counted on.
    """
    odd, even = (
        parts.relate("footer", page.footer(even=is_even).replace('"PageNumber"', f'"{style}"').encode())
        for is_even in (False, True)
    )
    kept = False
    for at, (measured, element) in enumerate(zip(layout.sections, sections, strict=True)):
        for counted in element.findall(f"{W}pgNumType") if at and at in bound_in else ():
            counted.attrib.pop(f"{W}start", "")
        letter = measured.title_page and any(p.shown or p.look.bottom for p in measured.headers.get("first", ()))
        _page(element, measured, letter=letter)
        _even_header(element)
        kept = kept or bool(footers_with_words(measured))
        if not kept:
            _number(element, odd, even, first=measured.title_page and not letter)


def _page(element: etree._Element, measured: Section, *, letter: bool) -> None:
    size = page.LANDSCAPE if measured.width > measured.height else page.PORTRAIT
    new = etree.fromstring(f"<x {_NS}>{page.section(size)}</x>")[0]
    margins = new.find(f"{W}pgMar")
    old = element.find(f"{W}pgMar")
    if old is not None and margins is not None and cascade.value(old, "header"):
        margins.set(f"{W}header", cascade.value(old, "header"))
    wanted = ("pgSz", "pgMar") if letter else ("pgSz", "pgMar", "docGrid")
    put(element, [child for name in wanted if (child := new.find(f"{W}{name}")) is not None], SECTION_ORDER)


_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _even_header(element: etree._Element) -> None:
    """Let even pages have the header that all pages had: from now on they are told apart."""
    headers = {cascade.value(each, "type"): each for each in element.findall(f"{W}headerReference")}
    if "default" in headers and "even" not in headers:
        copy = etree.fromstring(etree.tostring(headers["default"]))
        copy.set(f"{W}type", "even")
        headers["default"].addnext(copy)


def _number(element: etree._Element, odd: str, even: str, *, first: bool) -> None:
    wanted = {"default": odd, "even": even} | ({"first": odd} if first else {})
    for each in element.findall(f"{W}footerReference"):
        if cascade.value(each, "type") in wanted or not cascade.value(each, "type"):
            element.remove(each)
    at = len(element.findall(f"{W}headerReference"))
    for kind, identifier in reversed(wanted.items()):
        reference = etree.Element(f"{W}footerReference", nsmap={"r": _R[1:-1]})
        reference.set(f"{W}type", kind)
        reference.set(f"{_R}id", identifier)
        element.insert(at, reference)


def settings(parts: Parts, package: Package) -> None:
    """Tell odd pages from even ones."""
    name = package.related("settings")
    root = package.part(name) if name else None
    if root is None:
        parts.relate("settings", new_part("settings", w("evenAndOddHeaders")).encode())
        return
    found = root.find(f"{W}evenAndOddHeaders")
    if found is not None and cascade.on(found):
        return
    drop(root, "evenAndOddHeaders")
    before = {f"{W}{each}" for each in _BEFORE_EVEN}
    at = max((at for at, child in enumerate(root, 1) if child.tag in before), default=0)
    root.insert(at, elements(w("evenAndOddHeaders"))[0])
    parts.put(name, root)
