"""The program's memory: which file was made from which facts, when and by which run. SQLite, one writer.

What was made can be made again, so the ledger may be deleted: the next build makes everything again in memory, calls
equal outputs unchanged and different ones hand-edited, and loses only the history.

Values of members lie in the BLOB columns alone (`facts`, `findings`, `changes`: JSON, zlib), because sheet 变更 and
`history` must say what changed from what. Text columns hold paths, kinds, branches, digests and times, and the
program's own words: a path names its member, as the file does.

book      the Ledger: documents, runs, history
records   what is recorded: Entry, Event, RunRecord
schema    tables, and how they came about; one writer at a time
snapshot_rows how everything stood at the end of the last run
copies    a database as a file that can be carried away
deed_log  what persons have done, in sent.db
text_index what the papers say, for who looks for a word, in a file of its own
sent_bytes the bytes that branches were sent, by digest
ballot_bytes those of them that were ballots: what was one when it left stays one
returned_book ReturnedBook: what came back, and what persons have decided about it, in a file of its own
sent      SentBook: what was released, sent and signed for, in a file of its own that is never made again
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.ledger.ballot_bytes import BALLOTS, BallotBytes
    from pipeline.ledger.book import Ledger
    from pipeline.ledger.copies import check_copy, copy_database
    from pipeline.ledger.records import Entry, Event, RunRecord
    from pipeline.ledger.returned_book import LetterPlace, ReturnedBook
    from pipeline.ledger.schema import UNPACKING, exclusive, packed_text, unpacked_text
    from pipeline.ledger.sent import Dispatch, Mention, Released, SentBook, Signature
    from pipeline.ledger.sent_bytes import CAME_BACK, SENT_FOLDER, SentBytes
    from pipeline.ledger.snapshot_rows import problem_row, read_problem
    from pipeline.ledger.text_index import PaperText, Words

__all__ = [
    "BALLOTS",
    "CAME_BACK",
    "SENT_FOLDER",
    "UNPACKING",
    "BallotBytes",
    "Dispatch",
    "Entry",
    "Event",
    "Ledger",
    "LetterPlace",
    "Mention",
    "PaperText",
    "Released",
    "ReturnedBook",
    "RunRecord",
    "SentBook",
    "SentBytes",
    "Signature",
    "Words",
    "check_copy",
    "copy_database",
    "exclusive",
    "packed_text",
    "problem_row",
    "read_problem",
    "unpacked_text",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.ledger.ballot_bytes": "BALLOTS, BallotBytes",
        "pipeline.ledger.book": "Ledger",
        "pipeline.ledger.copies": "check_copy, copy_database",
        "pipeline.ledger.records": "Entry, Event, RunRecord",
        "pipeline.ledger.returned_book": "LetterPlace, ReturnedBook",
        "pipeline.ledger.schema": "UNPACKING, exclusive, packed_text, unpacked_text",
        "pipeline.ledger.sent": "Dispatch, Mention, Released, SentBook, Signature",
        "pipeline.ledger.sent_bytes": "CAME_BACK, SENT_FOLDER, SentBytes",
        "pipeline.ledger.snapshot_rows": "problem_row, read_problem",
        "pipeline.ledger.text_index": "PaperText, Words",
    },
)
