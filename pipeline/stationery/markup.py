"""WordprocessingML written as text: the same call gives the same bytes on every machine.

Text and not python-docx: its default template brings theme fonts, American styles and an author, and a serialiser's
whitespace and prefixes change with its version; the stationery is committed and compared byte for byte.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def w(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return the element `w:name`; attributes are in the w namespace, a trailing underscore is dropped (type_, ...)."""
    written = "".join(f" w:{key.rstrip('_')}={quoteattr(str(value))}" for key, value in attributes.items())
    inside = "".join(children)
    return f"<w:{name}{written}>{inside}</w:{name}>" if inside else f"<w:{name}{written}/>"


def text(content: str) -> str:
    """Return a w:t that keeps its spaces."""
    return f'<w:t xml:space="preserve">{escape(content)}</w:t>'


def run(content: str, *properties: str) -> str:
    """Return a run whose quotation marks and dashes take the Chinese font.

    `properties` are rPr children behind rFonts, in schema order. A line feed becomes a line break.
    """
    pieces = w("br").join(text(line) for line in content.split("\n"))
    return w("r", w("rPr", w("rFonts", hint="eastAsia"), *properties), pieces)


def whole_part(name: str, *children: str) -> str:
    """Return a whole part: XML declaration and the element `w:name` with the namespaces that we use."""
    return f"{DECLARATION}<w:{name} {WORD_NAMESPACES}>{''.join(children)}</w:{name}>\n"
