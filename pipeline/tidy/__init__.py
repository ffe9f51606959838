"""Any Word file → the same words, set by GB/T 9704-2012. Told as the reviewer tells, set as our stationery sets.

tidying: the way from one to the other · told: which paragraph is what, and what nobody can be sure of · file_kinds:
what is no paper of an office · setter: one file being set · parts: the package, changed in a few parts ·
page_styles: styles, pages and page numbers · setting: paragraphs · letters: runs and their white space ·
title_lines: lines of a title · grids: tables · imprint: 版记 · plain: text without any setting · marked: Markdown,
web pages and .odt · grafting: elements out of our stationery's text · proof: every character is still there

Where it is asked for: heads: a head · edits, orthography, word_rules: which words become which · changes: made in
the file, outright and as tracked changes
"""
