"""A mail to one branch: headers that hold no more than one address, names by RFC 2231, a plain and an HTML body."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pipeline.model.frozen import frozen
from pipeline.model.settings import Mail

_POLICY = SMTP.clone(cte_type="7bit")  # any server takes it
_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_ZIP = ("application", "zip")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LONGEST_ADDRESS = 254  # characters (RFC 5321 4.5.3.1.3)


class BadAddress(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """What stands in the 党支部名册 is not one mail address."""


@frozen
class Letter:
    """What goes to whom; `name` is shown beside the address."""

    message: str  # Message-ID
    recipient: str
    name: str
    subject: str
    text: str
    html: str
    files: Sequence[tuple[str, bytes]] = ()


def checked_address(address: object) -> str:
    """Return an address that is exactly one; nothing of it can end a header or add a recipient. Raises BadAddress."""
    text = address.strip() if isinstance(address, str) else ""
    local, _, domain = text.rpartition("@")
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_ADDRESS or ".." in text:
        raise BadAddress(text)
    if local.startswith(".") or local.endswith(".") or any(part.strip("-") != part for part in domain.split(".")):
        raise BadAddress(text)
    return text


def message_id(digest: str, branch: str, mail: Mail, occasion: str) -> str:
    """Return a Message-ID that the same parcel to the same branch has on the same occasion, always."""
    told_apart = hashlib.sha256(f"{digest}\n{branch}\n{occasion}".encode("utf-8", "replace")).hexdigest()[:40]
    return f"<{told_apart}@{mail.sender.rpartition('@')[2] or 'gongwen.invalid'}>"


def written_letter(letter: Letter, mail: Mail, now: datetime) -> bytes:
    """Return the mail as it travels. Raises BadAddress."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_line(mail.sender_name), addr_spec=checked_address(mail.sender))
    message["To"] = Address(_line(letter.name), addr_spec=checked_address(letter.recipient))
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = letter.message
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    for name, data in letter.files:
        main, sub = _ZIP if name.endswith(".zip") else _WORD
        message.add_attachment(data, maintype=main, subtype=sub, filename=_line(name))
    return message.as_bytes()


def _line(text: str) -> str:
    """Return text on one line, without anything that a header could mistake."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
