"""The office's paper: builds templates that conform to GB/T 9704-2012, as docxtpl reads them.

Run as `python -m pipeline.stationery DIR`. In reading order:

- markup: WordprocessingML as text · page: paper, margins, page number · styles: fonts, sizes, spacing
- paragraphs: text and the tags around it · tables: exact grids · package: parts → bytes
- letterhead: red head, head of a letter, 版记
- forms: columns in millimetres, registers, space for a hand · footing: the sums under a table of all branches
- preparing, studying, appraising, mending, overall: the papers of each group, by their numbers
- sign_in, cards, bulletins: who signs in, names on the table, the campaign's bulletin
- gathered, results, summing: those of them that are filled from records
- elections: the papers of 换届, which come with that kind of campaign alone
- notices, speeches, whole_speech, analyses, rectification, deliveries: the papers themselves
- shipped_papers: all of them by their file names
- starters: what a clerk begins a new kind of document with
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.stationery import letterhead, page, paragraphs
    from pipeline.stationery.contents import ContentsEntry, contents_page, paper_title, volume_contents
    from pipeline.stationery.elections import ELECTION_PAPERS
    from pipeline.stationery.letterhead import character_styles
    from pipeline.stationery.markup import WORD_NAMESPACES, run, w, whole_part
    from pipeline.stationery.package import paper
    from pipeline.stationery.page import INDENT, LANDSCAPE, LINE, PITCH, PORTRAIT
    from pipeline.stationery.paragraphs import before_by, hairline
    from pipeline.stationery.shipped_papers import PAPERS, templates
    from pipeline.stationery.starters import STARTERS, Starter
    from pipeline.stationery.styles import Fonts, styles_part

__all__ = [
    "ELECTION_PAPERS",
    "INDENT",
    "LANDSCAPE",
    "LINE",
    "PAPERS",
    "PITCH",
    "PORTRAIT",
    "STARTERS",
    "WORD_NAMESPACES",
    "ContentsEntry",
    "Fonts",
    "Starter",
    "before_by",
    "character_styles",
    "contents_page",
    "hairline",
    "letterhead",
    "page",
    "paper",
    "paper_title",
    "paragraphs",
    "run",
    "styles_part",
    "templates",
    "volume_contents",
    "w",
    "whole_part",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.stationery.contents": "ContentsEntry, contents_page, paper_title, volume_contents",
        "pipeline.stationery.elections": "ELECTION_PAPERS",
        "pipeline.stationery.letterhead": "character_styles",
        "pipeline.stationery.markup": "WORD_NAMESPACES, run, w, whole_part",
        "pipeline.stationery.package": "paper",
        "pipeline.stationery.page": "INDENT, LANDSCAPE, LINE, PITCH, PORTRAIT",
        "pipeline.stationery.paragraphs": "before_by, hairline",
        "pipeline.stationery.shipped_papers": "PAPERS, templates",
        "pipeline.stationery.starters": "STARTERS, Starter",
        "pipeline.stationery.styles": "Fonts, styles_part",
    },
)
