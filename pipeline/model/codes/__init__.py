"""Every Problem that the program can report: one table, from which docs/codes.md is generated.

A code is stable once released. `message` and `cure` are format strings; what stands in 「」 is the clerk's own text.
`effect` says which documents stop. Order: files, sheets, cells, joining, facts, texts, templates.
"""

from __future__ import annotations

from pipeline.model.codes.files import *
from pipeline.model.codes.sheets import *
from pipeline.model.codes.cells import *
from pipeline.model.codes.joining import *
from pipeline.model.codes.facts import *
from pipeline.model.codes.texts import *
from pipeline.model.codes.templates import *
from pipeline.model.problem import Code

ALL: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
