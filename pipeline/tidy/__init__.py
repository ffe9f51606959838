"""Any Word file → the same words, set by GB/T 9704-2012. Told as the reviewer tells, set as our stationery sets.

tidying: the way from one to the other · told: which paragraph is what, and what nobody can be sure of · file_kinds:
what is no paper of an office · setter: one file being set · parts: the package, changed in a few parts ·
page_styles: styles, pages and page numbers · setting: paragraphs · letters: runs and their white space ·
title_lines: lines of a title · grids: tables · imprint: 版记 · plain: text without any setting · marked: Markdown,
web pages and .odt · grafting: elements out of our stationery's text · proof: every character is still there

Where it is asked for: heads: a head · edits, orthography, word_rules: which words become which · changes: made in
the file, outright and as tracked changes
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.tidy.heads import Head
    from pipeline.tidy.marked import ruled
    from pipeline.tidy.plain import is_plain_text, text_as_paper
    from pipeline.tidy.proof import LostWords
    from pipeline.tidy.tidying import Asked, Tidied, tidy_paper

__all__ = [
    "Asked",
    "Head",
    "LostWords",
    "Tidied",
    "is_plain_text",
    "ruled",
    "text_as_paper",
    "tidy_paper",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.tidy.heads": "Head",
        "pipeline.tidy.marked": "ruled",
        "pipeline.tidy.plain": "is_plain_text, text_as_paper",
        "pipeline.tidy.proof": "LostWords",
        "pipeline.tidy.tidying": "Asked, Tidied, tidy_paper",
    },
)
