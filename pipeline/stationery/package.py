"""Parts → a .docx: stored, not deflated, sorted, at zip's zero hour; no author, no program's name.

Stored, because the output of deflate differs between zlib's versions, and the committed templates are compared with
what this program builds byte for byte.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.model.frozen import frozen
from pipeline.stationery import styles
from pipeline.stationery.markup import DECLARATION, w, whole_part
from pipeline.stationery.page import PORTRAIT, PageSetup, footer, section
from pipeline.stationery.paragraphs import hairline

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES, _DOCUMENT = "[Content_Types].xml", "word/document.xml"

_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}


@frozen
class FirstPage:
    """Header and footer XML of a letter's first page."""

    header: str
    footer: str


def paper(
    *blocks: str,
    fonts: styles.Fonts,
    page: PageSetup = PORTRAIT,
    more_styles: str = "",
    first: FirstPage | None = None,
    numbered: bool = True,
) -> bytes:
    """Return the .docx whose body is `blocks` (paragraphs and tables) on `page`; `numbered`: each page at its foot."""
    end = hairline() if blocks[-1].endswith("</w:tbl>") else ""
    body = w("body", *blocks, end, section(page, letter=first is not None))
    around = _around(fonts, more_styles, first, numbered=numbered)
    return _zipped({**around, _DOCUMENT: whole_part("document", body).encode()})


def plain_paper(*blocks: str, fonts: styles.Fonts) -> dict[str, bytes]:
    """Return the parts of the .docx that `paper` makes of paragraphs alone."""
    body = w("body", *blocks, section(PORTRAIT))
    return {**_around(fonts), _DOCUMENT: whole_part("document", body).encode()}


@lru_cache(maxsize=64)  # each print volume has a page of contents
def _around(
    fonts: styles.Fonts, more_styles: str = "", first: FirstPage | None = None, *, numbered: bool = True
) -> Mapping[str, bytes]:
    """Return the parts around a paper's main part."""
    own = {"header1": first.header, "footer3": first.footer} if first else {}
    parts = {
        _CONTENT_TYPES: _content_types([*_PARTS.items(), *((name, name[:6]) for name in own)]),
        "_rels/.rels": _relations(("officeDocument", _DOCUMENT)),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("footer", "footer1.xml"),
            ("footer", "footer2.xml"),
            *((name[:6], f"{name}.xml") for name in own),
        ),
        "word/styles.xml": styles.styles_part(fonts, more_styles),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": styles.font_table(fonts),
        "word/footer1.xml": footer(even=False, numbered=numbered),
        "word/footer2.xml": footer(even=True, numbered=numbered),
    } | {f"word/{name}.xml": content for name, content in own.items()}
    return {name: content.encode("utf-8") for name, content in parts.items()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the archive: content types first, then by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def _content_types(parts: Iterable[tuple[str, str]]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>\n'
    )


def _relations(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>\n'


def _settings() -> str:
    return whole_part(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=640),
        w("evenAndOddHeaders"),
        w("drawingGridHorizontalSpacing", val=158),
        w("drawingGridVerticalSpacing", val=579),
        w("characterSpacingControl", val="compressPunctuation"),
        w(
            "compat",
            w("spaceForUL"),
            w("balanceSingleByteDoubleByteWidth"),
            w("doNotLeaveBackslashAlone"),
            w("ulTrailSpace"),
            w("doNotExpandShiftReturn"),
            w("useFELayout"),
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
        ),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
