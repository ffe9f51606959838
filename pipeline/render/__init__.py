"""Room 3 · Job → bytes of a docx.

Once a template:
open_template    the file → its parts, refusing macros, DTDs, huge or duplicate parts, external content
checking         what is wrong with a template, tag by tag
dialect          docxtpl's preparation of tags, and its mending of a filled part
codegen          a part → a program that yields its bytes
wellformed       prove that every filling is well-formed
taming           read off a template's tree what it may cost; tame: what that is for these facts
compile          all of these together → Compiled
shipped          our own templates, compiled beforehand (__main__ writes them)
kept             others', kept between runs in the user's own cache folder

Once a document:
fill             Compiled + facts → bytes
confined         the same in the helper process, for what is not tame
encode           one value → what a part shows for it; filters, titles: what a template may do with it
fallback_faces   another face for characters that GB 2312 faces lack
structure        what Word needs beside well-formed XML
seal             parts → the archive
provenance       where a document shows which value

Print:
volume           a branch's forms → one Word file; volume_fast: forms of one template, joined by their bytes
print_pdf        PDFs → one to print from
"""
