"""A look into the mailbox where copies of sent mail lie: a Message-ID found there has left.

One that is not there proves nothing (many servers keep no copy), so only a person can say that a mail did not leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.settings import Sending
from pipeline.send.imap import ImapFolder, MailboxLost
from pipeline.send.mail import MailError


def copies_in_mailbox(sending: Sending, messages: Sequence[str]) -> set[str]:
    """Return those of `messages` (Message-IDs) that lie in the mailbox; none where no mailbox is set up.

    Raises MailError, SettingsError.
    """
    box = sending.mailbox
    if not box.host or not messages:
        return set()
    try:
        with ImapFolder(box, box.user or sending.mail.user, sending.mail.seconds, "发送.核对") as folder:
            return {message for message in messages if folder.has(message)}
    except MailboxLost as fault:
        raise MailError(f"邮箱 {box.host} 查到一半，连接断了。请再查一次") from fault
