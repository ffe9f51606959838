"""Room 3 · Job → bytes of a docx.

Once a template:
open_template    the file → its parts, refusing macros, DTDs, huge or duplicate parts, external content
checking         what is wrong with a template, tag by tag
dialect          docxtpl's preparation of tags, and its mending of a filled part
codegen          a part → a program that yields its bytes
wellformed       prove that every filling is well-formed
tame             whether a template is made of what can be counted; then metered: a program that counts what it costs,
                 tariffs: what each filter costs, meter: what of it is left
compile          all of these together → Compiled
shipped          our own templates, compiled beforehand (__main__ writes them)
kept             others', kept between runs in the user's own cache folder

Once a document:
fill             Compiled + facts → bytes
confined         the same in the helper process, for what is not tame
encode           one value → what a part shows for it; filters, titles: what a template may do with it
fallback_faces   another face for characters that GB 2312 faces lack; gb2312: which these are
structure        what Word needs beside well-formed XML
seal             parts → the archive
paper_marks      its 表号 in it; printed_code: on its pages, too (data_matrix: the code itself)
provenance       where a document shows which value

Print:
volume           a branch's forms → one Word file; volume_fast: forms of one template, joined by their bytes
print_pdf        PDFs → one to print from
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.render.checking import TemplateFault, template_faults
    from pipeline.render.checking.marking import marked_template
    from pipeline.render.compile import compiled_template
    from pipeline.render.compiled import Compiled, used_values
    from pipeline.render.confined import answered, filled_in_helper, tried_in_helper
    from pipeline.render.dialect import MAIN_PART
    from pipeline.render.encode import LostText, Rare, UnwritableText
    from pipeline.render.fill import filled, filled_bytes, serialised
    from pipeline.render.filters import FILTERS
    from pipeline.render.kept import keep_template, recalled_template, template_key
    from pipeline.render.meter import TooMuch
    from pipeline.render.open_template import opened_template
    from pipeline.render.paper_marks import PaperMark, marks_in, with_mark, without_bookmark, without_marks
    from pipeline.render.print_pdf import PaperPdf, bound_pdf, first_pages
    from pipeline.render.printed_code import with_code
    from pipeline.render.provenance import Shown, changes, shown
    from pipeline.render.seal import archive, sealed, sealed_prefix
    from pipeline.render.shipped import is_shipped, shipped_template
    from pipeline.render.titles import TITLE_CAPACITY, title_lines
    from pipeline.render.volume import Bound, Unbindable, bind

__all__ = [
    "FILTERS",
    "MAIN_PART",
    "TITLE_CAPACITY",
    "Bound",
    "Compiled",
    "LostText",
    "PaperMark",
    "PaperPdf",
    "Rare",
    "Shown",
    "TemplateFault",
    "TooMuch",
    "Unbindable",
    "UnwritableText",
    "answered",
    "archive",
    "bind",
    "bound_pdf",
    "changes",
    "compiled_template",
    "filled",
    "filled_bytes",
    "filled_in_helper",
    "first_pages",
    "is_shipped",
    "keep_template",
    "marked_template",
    "marks_in",
    "opened_template",
    "recalled_template",
    "sealed",
    "sealed_prefix",
    "serialised",
    "shipped_template",
    "shown",
    "template_faults",
    "template_key",
    "title_lines",
    "tried_in_helper",
    "used_values",
    "with_code",
    "with_mark",
    "without_bookmark",
    "without_marks",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.render.checking": "TemplateFault, template_faults",
        "pipeline.render.checking.marking": "marked_template",
        "pipeline.render.compile": "compiled_template",
        "pipeline.render.compiled": "Compiled, used_values",
        "pipeline.render.confined": "answered, filled_in_helper, tried_in_helper",
        "pipeline.render.dialect": "MAIN_PART",
        "pipeline.render.encode": "LostText, Rare, UnwritableText",
        "pipeline.render.fill": "filled, filled_bytes, serialised",
        "pipeline.render.filters": "FILTERS",
        "pipeline.render.kept": "keep_template, recalled_template, template_key",
        "pipeline.render.meter": "TooMuch",
        "pipeline.render.open_template": "opened_template",
        "pipeline.render.paper_marks": "PaperMark, marks_in, with_mark, without_bookmark, without_marks",
        "pipeline.render.printed_code": "with_code",
        "pipeline.render.print_pdf": "PaperPdf, bound_pdf, first_pages",
        "pipeline.render.provenance": "Shown, changes, shown",
        "pipeline.render.seal": "archive, sealed, sealed_prefix",
        "pipeline.render.shipped": "is_shipped, shipped_template",
        "pipeline.render.titles": "TITLE_CAPACITY, title_lines",
        "pipeline.render.volume": "Bound, Unbindable, bind",
    },
)
