"""5 · Approved → Parcel → Receipt: each branch its own papers and nothing else, at most once, with proof.

readable_parts any file → its parts; what cannot be looked into
picture_text what a picture says besides its dots
readings  a part → its text, in every way in which it may be read
escapes   text that is written as codes
around    what stands around a place of a reading
strangers whose names and numbers there are; a fast look for them
persons   a person, or a word that is somebody's name
lexicon   which words there are, and how often they are written
words     surnames, and what stands around people's names
delivery_register 送达登记, 签收单: written
readback  送达登记: read
leaks     nobody else's members, ID numbers or phones in anything that leaves
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.send import delivery_register, folder, mail, papers, parcel, readback
    from pipeline.send.binding import Binding
    from pipeline.send.imap import ImapFolder, MailboxLost, MailHead
    from pipeline.send.leaks import Checker, Leak, fixed_texts
    from pipeline.send.letter import BadAddress, Letter, checked_address, message_id, written_letter
    from pipeline.send.mail import MailError, Post
    from pipeline.send.mailbox import copies_in_mailbox
    from pipeline.send.outbox import Outbox
    from pipeline.send.papers import DELIVERY_MAIL, REMINDER_MAIL, RETURNS_MAIL, Papers, Replaced
    from pipeline.send.parcel import CONTENTS_NAME, RECEIPT_NAME, Sealed
    from pipeline.send.readback import Garbled
    from pipeline.send.strangers import Secrets

__all__ = [
    "CONTENTS_NAME",
    "DELIVERY_MAIL",
    "RECEIPT_NAME",
    "REMINDER_MAIL",
    "RETURNS_MAIL",
    "BadAddress",
    "Binding",
    "Checker",
    "Garbled",
    "ImapFolder",
    "Leak",
    "Letter",
    "MailError",
    "MailHead",
    "MailboxLost",
    "Outbox",
    "Papers",
    "Post",
    "Replaced",
    "Sealed",
    "Secrets",
    "checked_address",
    "copies_in_mailbox",
    "delivery_register",
    "fixed_texts",
    "folder",
    "mail",
    "message_id",
    "papers",
    "parcel",
    "readback",
    "written_letter",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.send.binding": "Binding",
        "pipeline.send.imap": "ImapFolder, MailboxLost, MailHead",
        "pipeline.send.leaks": "Checker, Leak, fixed_texts",
        "pipeline.send.letter": "BadAddress, Letter, checked_address, message_id, written_letter",
        "pipeline.send.mail": "MailError, Post",
        "pipeline.send.mailbox": "copies_in_mailbox",
        "pipeline.send.outbox": "Outbox",
        "pipeline.send.papers": "DELIVERY_MAIL, REMINDER_MAIL, RETURNS_MAIL, Papers, Replaced",
        "pipeline.send.parcel": "CONTENTS_NAME, RECEIPT_NAME, Sealed",
        "pipeline.send.readback": "Garbled",
        "pipeline.send.strangers": "Secrets",
    },
)
