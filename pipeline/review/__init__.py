"""4 · bytes of a Word file → findings, PDF, HTML.

reviewer          bytes → all findings
review_cache      what filling cannot change is reviewed once
opinions_text     findings as the ledger keeps them

Reading it:
docx_package      a .docx → its XML parts
measure           → layout: what the document looks like, as plain numbers
layout            these numbers: all that rules read
cascade           styles, defaults, theme → what a paragraph or run really looks like
list_numbers      automatic numbering, as Word counts it
walk              the body as a reader sees it
opening           where the text begins, whether a red head stands above it
bound_papers      a volume to print → its papers
elements          which paragraph is the title, the addressee, the signature …
roles             what a paragraph can be

Rules:
gbt9704           the look, clause by clause
rendered          what only the set pages show
agreement         texts held to the campaign's facts: the two below, over its passages
figures, times    numbers and days that must agree
numerals          numbers as papers write them
passages          the clerk's own running text
wording           规范用语, 简称, the name and date above a speech
unwritten         what was left to be written, in a paper that was made for it
leftovers         what was left to be filled in where no paragraph shows it

Other programs:
office            LibreOffice: Word files → PDF, old ones → .docx
font_substitutes  faces for it that this machine does not have
pages             a PDF → its pages as plain numbers
export            pandoc: a Word file → one HTML page
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.review import cascade, office, walk
    from pipeline.review.agreement import disagreements
    from pipeline.review.cascade import Cascade, Properties, W
    from pipeline.review.docx_package import Package, UnreadablePackage, is_old_word, old_kind, opened_package, too_deep
    from pipeline.review.elements import Document
    from pipeline.review.export import Unconvertible, html_page
    from pipeline.review.font_substitutes import missing_fonts, stand_ins
    from pipeline.review.gbt9704.levels import set_as_text
    from pipeline.review.gbt9704.rule import is_face
    from pipeline.review.gbt9704.signature import rightly_placed
    from pipeline.review.gbt9704.table_rules import tearing_spacing
    from pipeline.review.layout import Layout, Paragraph, RunLook, Section, Table, em_width
    from pipeline.review.list_numbers import Numbering
    from pipeline.review.measure import layout_of
    from pipeline.review.numerals import spelt_number
    from pipeline.review.office import LibreOffice
    from pipeline.review.opinions_text import packed_findings, unpacked_findings
    from pipeline.review.pages import counted_pages, drawn_pages, measured_pages
    from pipeline.review.rendered import page_findings
    from pipeline.review.reviewer import Reviewer, findings_of
    from pipeline.review.roles import (
        AGENCY,
        BODY_SIZE,
        DATE_FORM,
        HEADINGS,
        LARGE_SIZE,
        RUNNING,
        SENTENCE_END,
        TAIL_SIZE,
        Element,
        Role,
        agencies_in,
        is_red,
    )
    from pipeline.review.unwritten import headings_left

__all__ = [
    "AGENCY",
    "BODY_SIZE",
    "DATE_FORM",
    "HEADINGS",
    "LARGE_SIZE",
    "RUNNING",
    "SENTENCE_END",
    "TAIL_SIZE",
    "Cascade",
    "Document",
    "Element",
    "Layout",
    "LibreOffice",
    "Numbering",
    "Package",
    "Paragraph",
    "Properties",
    "Reviewer",
    "Role",
    "RunLook",
    "Section",
    "Table",
    "Unconvertible",
    "UnreadablePackage",
    "W",
    "agencies_in",
    "cascade",
    "counted_pages",
    "disagreements",
    "drawn_pages",
    "em_width",
    "findings_of",
    "headings_left",
    "html_page",
    "is_face",
    "is_old_word",
    "is_red",
    "layout_of",
    "measured_pages",
    "missing_fonts",
    "office",
    "old_kind",
    "opened_package",
    "packed_findings",
    "page_findings",
    "rightly_placed",
    "set_as_text",
    "spelt_number",
    "stand_ins",
    "tearing_spacing",
    "too_deep",
    "unpacked_findings",
    "walk",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.review.agreement": "disagreements",
        "pipeline.review.cascade": "W, Cascade, Properties",
        "pipeline.review.docx_package": "Package, UnreadablePackage, is_old_word, old_kind, opened_package, too_deep",
        "pipeline.review.elements": "Document",
        "pipeline.review.export": "Unconvertible, html_page",
        "pipeline.review.font_substitutes": "missing_fonts, stand_ins",
        "pipeline.review.gbt9704.levels": "set_as_text",
        "pipeline.review.gbt9704.rule": "is_face",
        "pipeline.review.gbt9704.signature": "rightly_placed",
        "pipeline.review.gbt9704.table_rules": "tearing_spacing",
        "pipeline.review.layout": "Layout, Paragraph, RunLook, Section, Table, em_width",
        "pipeline.review.list_numbers": "Numbering",
        "pipeline.review.measure": "layout_of",
        "pipeline.review.numerals": "spelt_number",
        "pipeline.review.office": "LibreOffice",
        "pipeline.review.opinions_text": "packed_findings, unpacked_findings",
        "pipeline.review.pages": "counted_pages, drawn_pages, measured_pages",
        "pipeline.review.rendered": "page_findings",
        "pipeline.review.reviewer": "Reviewer, findings_of",
        "pipeline.review.roles": "AGENCY, BODY_SIZE, DATE_FORM, HEADINGS, LARGE_SIZE, RUNNING, SENTENCE_END, "
        "TAIL_SIZE, Element, Role, agencies_in, is_red",
        "pipeline.review.unwritten": "headings_left",
    },
)
