"""Room 1 · what came in → typed facts.

reading         the door: inputs/ → one Intake a campaign
ahead           large workbooks, read by many hands
files_there     which files count, and what the file system says of each
arrival         which file belongs to which campaign, told by content
dossier         all files of a campaign → one Dossier a branch

A file → sheets:
container       a workbook's container, looked at before anybody parses it
workbook        a workbook → its rows, by what each sheet is
workbook_contents   these rows
sheet           sheets whose cells know their address; sheet_bytes: a file's bytes → sheets
marks           what a sheet says beyond its values; biff, biff12, odf: in each format
webtable        web pages that call themselves workbooks
wordtable       the tables of a Word file
memory          what was read before by whoever goes on reading
kept_readings   what was read once, as the ledger keeps it; kept_sheets, kept_rows, kept_yaml: of what

A sheet → rows:
sheet_kinds     the kinds of sheet, and how people spell their columns
headers         which row is the header, where the block ends
telling         which kind a header tells of
relevance       whether a table with the same columns is one
naming          what the name of a sheet or file says
record_rows     which rows are records; totals and footers are told apart
bare_rows       rows of a roster that tell nothing but a name: headings, feet, or somebody is asked
beside_name     what people write beside a name in its cell
banners         rows that stand above others: a branch, a part of its people, a remark
row_reader      one row while it is read
fields          one cell → one value, or why not
cells           the same by a declared column's type
nothing         words and signs for nothing to list
signs, dates, days, contacts, listing, categories   what people write in cells
hints           what 备注 says that counts only in a column of its own
unused          what is said of a sheet that nothing is made of

Rows → facts:
branches        党支部名册
leaders         联系领导
roster          党员花名册; membership: whether it is one
members         packed branch by branch on their way
packed_rows     the rows of large registers on theirs
dedupe          each person once
census          the members of all files → each branch's own
name_index      the names of all members, some bytes each: who may be meant
whose_members   whose the rows of rosters are, and whose those may be that nobody can place
counting        members → numbers
matching        the name of a branch as people write it → the branch
assigned        what the YAML says of single branches → whose it is
claims          what stands around a table says whose its rows are; where two places disagree, nobody is placed
joining         rows that name a branch → whose they are
repeated        rows of a declared sheet that come twice → each once; two that disagree are told
rows            the sheets that sheets.yaml declares
other_grades    votes for grades that are not the campaign's
owner_times     the phases and 截至 of each owner
owners          their rows → whose, and whom they name; mentioned: what they ask of the rosters
namesakes       of these, people told apart from their namesakes, or asked about
owner_figures   their 汇总, added up for the township
corresponding   what must stand in another sheet of the same owner
branch_checks   检查 of sheets.yaml, all rows of a branch together
sums            合计 rows, held to what stands above; total_words: how such a row is worded
incomplete, likeness   rows of the 问题清单 that are unfinished, or copied
issue_life      where an issue came from and what became of it; deadlines: by when
merged_opinions   归入
checks          what only several files together can show
arranged        what the township has arranged, held to what it asks

活动.yaml:
yamlfile        a YAML → values that know their line
node            one of them
keyboard        what a Chinese keyboard types into it
linewise        one that does not hold together, line by line
yaml_keys       the keys, which below which
yaml_mapping    one mapping while it is read
factsheet       the same from 活动.xlsx
campaign_facts  → Campaign
authored        阶段总结 and 简报, each a file of its own
demands, meeting, phrases, reach, speakers   parts of it

A speech or another draft:
text            the file → Outline; draft_bytes: its bytes → its lines
speech_draft    what it says, before anybody has told its headings
manuscript      a Word file's lines as its author sees them
opendocument    an .odt's
pandoc          what is neither; pandoc_tree: what pandoc makes of it
markdown        Markdown as clerks write it
stars           which stars of a Markdown text are emphasis, which are signs
typed_marks     marks of Markdown and of web pages that stand in a draft as letters
headings        lines → paragraphs and headings
openings        the head and the end of a draft

Files that go back:
feedback        the clerk's workbook with every fault marked
amending        a campaign's YAML changed in place
form_cells      the same of 活动.xlsx, in its cells
mended_copy     a copy of a workbook with a person's words in some cells
proposed_copy   one with what returned papers bring, marked
converting      sheets of any format as an .xlsx
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.inbox import amending, factsheet, form_cells, kept_readings, markdown, pandoc, yamlfile
    from pipeline.inbox.amending import Change, Cut, Put
    from pipeline.inbox.campaign_facts import is_blank
    from pipeline.inbox.dossier import Intake
    from pipeline.inbox.feedback import marked_workbook, supersedes
    from pipeline.inbox.fields import as_date
    from pipeline.inbox.files_there import INODE_LESS, WAITING_FOLDER, Mark, file_marks, waits_to_be_set
    from pipeline.inbox.kept_readings import Readings
    from pipeline.inbox.matching import aliases
    from pipeline.inbox.memory import Memory
    from pipeline.inbox.mended_copy import MendedCopy, mended_confined, succession
    from pipeline.inbox.node import Node
    from pipeline.inbox.phrases import Phrases, phrases_of
    from pipeline.inbox.proposed_copy import ProposedCell, StandingCells, proposed
    from pipeline.inbox.reading import FACTS, REPLACED, Inbox, grades_of, read_campaign, read_inputs
    from pipeline.inbox.sheet import Raw, column_letter, is_word_file, sheets_confined, sheets_of
    from pipeline.inbox.sheet_kinds import ISSUES, known_kinds
    from pipeline.inbox.telling import knowing
    from pipeline.inbox.workbook import workbook_rows
    from pipeline.inbox.yaml_keys import PHASE_KEYS, unknown_key

__all__ = [
    "FACTS",
    "INODE_LESS",
    "ISSUES",
    "PHASE_KEYS",
    "REPLACED",
    "WAITING_FOLDER",
    "Change",
    "Cut",
    "Inbox",
    "Intake",
    "Mark",
    "Memory",
    "MendedCopy",
    "Node",
    "Phrases",
    "ProposedCell",
    "Put",
    "Raw",
    "Readings",
    "StandingCells",
    "aliases",
    "amending",
    "as_date",
    "column_letter",
    "factsheet",
    "file_marks",
    "form_cells",
    "grades_of",
    "is_blank",
    "is_word_file",
    "kept_readings",
    "knowing",
    "known_kinds",
    "markdown",
    "marked_workbook",
    "mended_confined",
    "pandoc",
    "phrases_of",
    "proposed",
    "read_campaign",
    "read_inputs",
    "sheets_confined",
    "sheets_of",
    "succession",
    "supersedes",
    "unknown_key",
    "waits_to_be_set",
    "workbook_rows",
    "yamlfile",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.inbox.amending": "Change, Cut, Put",
        "pipeline.inbox.files_there": "INODE_LESS, WAITING_FOLDER, Mark, file_marks, waits_to_be_set",
        "pipeline.inbox.campaign_facts": "is_blank",
        "pipeline.inbox.dossier": "Intake",
        "pipeline.inbox.feedback": "marked_workbook, supersedes",
        "pipeline.inbox.fields": "as_date",
        "pipeline.inbox.kept_readings": "Readings",
        "pipeline.inbox.matching": "aliases",
        "pipeline.inbox.memory": "Memory",
        "pipeline.inbox.mended_copy": "MendedCopy, mended_confined, succession",
        "pipeline.inbox.node": "Node",
        "pipeline.inbox.phrases": "Phrases, phrases_of",
        "pipeline.inbox.proposed_copy": "ProposedCell, StandingCells, proposed",
        "pipeline.inbox.reading": "FACTS, REPLACED, Inbox, grades_of, read_campaign, read_inputs",
        "pipeline.inbox.sheet": "Raw, column_letter, is_word_file, sheets_confined, sheets_of",
        "pipeline.inbox.sheet_kinds": "ISSUES, known_kinds",
        "pipeline.inbox.telling": "knowing",
        "pipeline.inbox.workbook": "workbook_rows",
        "pipeline.inbox.yaml_keys": "PHASE_KEYS, unknown_key",
    },
)
