"""Room 2 · facts → documents due.

catalog         templates/catalog.yaml → the kinds of document
due             a branch's facts × the kinds → jobs: which document, for whom, under which name
each            逐: one document for each element of a list
timing          时机: whether a document is due yet
returning       回收: whether a paper is expected back, and from whom

What a template sees:
vocabulary      facts → what a template of each 范围 sees
template_names  the names that it may use, with type and example
declared_names  those of them that sheets.yaml adds
entities        the things that these names speak of
asked           what a campaign asks for and arranges
attending       whom a branch sends to the township's meeting
derived         lists that no sheet holds, put together from others
poll_results    what people voted, counted for every paper that prints it
left_out        what papers for the wall leave out
values          one fact → what a template prints, or a value that stops whoever uses it
speech_texts    a speech's paragraphs and what stands above them
numbering       the numbers of its headings
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.plan import template_names, vocabulary
    from pipeline.plan.catalog import CATALOG_FILE, read_catalog
    from pipeline.plan.declared_names import Name
    from pipeline.plan.derived import POSTED
    from pipeline.plan.due import Plan, asked_for, documents_due
    from pipeline.plan.each import listed_by
    from pipeline.plan.left_out import left_out_of_notices
    from pipeline.plan.numbering import numbered
    from pipeline.plan.timing import waiting_for_phase
    from pipeline.plan.values import masked

__all__ = [
    "CATALOG_FILE",
    "POSTED",
    "Name",
    "Plan",
    "asked_for",
    "documents_due",
    "left_out_of_notices",
    "listed_by",
    "masked",
    "numbered",
    "read_catalog",
    "template_names",
    "vocabulary",
    "waiting_for_phase",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.plan.catalog": "CATALOG_FILE, read_catalog",
        "pipeline.plan.derived": "POSTED",
        "pipeline.plan.due": "Plan, asked_for, documents_due",
        "pipeline.plan.each": "listed_by",
        "pipeline.plan.left_out": "left_out_of_notices",
        "pipeline.plan.numbering": "numbered",
        "pipeline.plan.declared_names": "Name",
        "pipeline.plan.timing": "waiting_for_phase",
        "pipeline.plan.values": "masked",
    },
)
