"""The smallest Word file: a body given as WordprocessingML, and other parts where a test needs them."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footer": "ftr", "header": "hdr"}


def wordfile(body: str, *, theme: str = "", **parts: str) -> bytes:
    """Return a .docx; parts: styles, numbering, settings, footer, header (the inside of each root element)."""
    relations = []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>")
        for at, (kind, inside) in enumerate(parts.items()):
            root = _ROOTS[kind]
            archive.writestr(f"word/{kind}.xml", f"<w:{root} {_W} {_MORE}>{inside}</w:{root}>")
            relations.append(f'<Relationship Id="rId{at}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>')
        if theme:
            archive.writestr("word/theme/theme1.xml", theme)
            relations.append(f'<Relationship Id="rIdT" Type="{_RELATION}/theme" Target="theme/theme1.xml"/>')
        archive.writestr("word/_rels/document.xml.rels", _related(*relations))
        main = f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", _related(main))
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
    return buffer.getvalue()


def _related(*relations: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def p(text: str, properties: str = "", letters: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{letters}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def style(identifier: str, inside: str, kind: str = "paragraph", more: str = "") -> str:
    """Return a style."""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}" {more}><w:name w:val="{identifier}"/>{inside}</w:style>'
