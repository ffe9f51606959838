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
leftovers         what was left to be filled in where no paragraph shows it

Other programs:
office            LibreOffice: Word files → PDF, old ones → .docx
font_substitutes  faces for it that this machine does not have
pages             a PDF → its pages as plain numbers
export            pandoc: a Word file → one HTML page
"""
