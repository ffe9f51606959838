"""Room 2 · facts → documents due.

catalog         templates/catalog.yaml → the kinds of document
due             a branch's facts × the kinds → jobs: which document, for whom, under which name
each            逐: one document for each element of a list
timing          时机: whether a document is due yet
returning       回收: whether a paper is expected back, and from whom

What a template sees:
vocabulary      facts → what a template of each 范围 sees
template_names  the names that it may use, with type and example
entities        the things that these names speak of
asked           what a campaign asks for and arranges
derived         lists that no sheet holds, put together from others
values          one fact → what a template prints, or a value that stops whoever uses it
speech_texts    a speech's paragraphs and what stands above them
numbering       the numbers of its headings
"""
