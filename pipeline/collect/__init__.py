"""THE STORY, act 3: what comes back from the branches. Acts 1 and 2 are `produce` and `dispatch`.

returned_word  a returned Word file → rows and paragraphs, each with its place, and the marks that it carries
old_word       a .doc, .wps, .rtf, .odt → a .docx, by LibreOffice
pdf_text       the words on a PDF's pages, to know whose it may be
comparing      what somebody has written: the difference from the bytes that were sent
terms          what the catalog says of a kind that comes back, applied to it; ticks: which box is ticked
recognising    whose a return is: the mark proposes, the identity cells dispose
sent_papers    the papers that left, by 表号 and by document
proposing      of whom a return without a mark may be, by its words: only proposed
archives       a .zip of files → the files, each as if it had come by itself
cutting        several papers in one file, each by itself
scanning       a scan or a photo → the codes on its pages (scan_pages, in the helper); piles: → whose papers they are
page_counts    how many pages the papers have that came so: LibreOffice tells
looking        files → what each of them is; writes nothing
excerpts       a file in which a ballot lies → those papers alone that are somebody's (of a PDF: printed_pages)
incoming_mail  what lies in a mailbox, read once; mail_parts: a mail → the files in it; mail_words: its header's words
filing         each file kept and recorded once, by its bytes
tray           what was dropped on the page and is not filed yet · showing: one return for a person's eyes
verdicts       what a person decides: it counts, it is another's, it does not count
gathering      what people look at: a workbook a kind (summaries), the originals by branch and kind
accepting      what they bring for the office's own sheets: copies of its workbooks, for the clerk to accept

Foreign files are opened in the helper process (confine). Nothing is written into inputs/, no return is altered. What is
expected, answered or late: errands.answers. What is remembered: ledger.ReturnedBook.
"""

from pipeline.collect.filing import CollectReport, Filed, Filing, collect
from pipeline.collect.incoming_mail import MailReport, MailSurvey, MailTaken, collect_mail, survey_mail
from pipeline.collect.looking import LookedAt, look
from pipeline.collect.old_word import may_be_word
from pipeline.collect.showing import ShownReturn, bytes_of, like, page_of, sent_bytes_of, shown, to_show
from pipeline.collect.tray import collect_tray, on_tray, tray_folder
from pipeline.collect.verdicts import Decided, DecisionOrder, decide

__all__ = [
    "CollectReport",
    "Decided",
    "DecisionOrder",
    "Filed",
    "Filing",
    "LookedAt",
    "MailReport",
    "MailSurvey",
    "MailTaken",
    "ShownReturn",
    "bytes_of",
    "collect",
    "collect_mail",
    "collect_tray",
    "decide",
    "like",
    "look",
    "may_be_word",
    "on_tray",
    "page_of",
    "sent_bytes_of",
    "shown",
    "survey_mail",
    "to_show",
    "tray_folder",
]
