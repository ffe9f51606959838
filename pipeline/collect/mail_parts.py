"""A mail as it came → what it is, from whom, about what, and the files in it. `parsed` runs in the helper process.

Mails within a mail are walked into: whoever forwards returns sends them so. A link is never followed, only told.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from enum import StrEnum

from pipeline.collect import mail_words
from pipeline.model.frozen import frozen

MOST_FILES = 200
_DEEPEST = 5  # mails within mails
_SMALL = 40 * 1024  # bytes: a picture set into the text that is no larger is a decoration
_LINK = re.compile(r"https?://([A-Za-z0-9.-]+)")
_MOST_TEXT, _MOST_HOSTS = 200_000, 3  # characters that are looked through for links
_MACHINE = frozenset({"mailer-daemon", "postmaster"})
_SEALS = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_OF_OUTLOOK = "application/ms-tnef"
_NAMELESS = "没有名字的附件"
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^<>\s]+>)")


class MailKind(StrEnum):
    """What sort of mail it is."""

    LETTER = "来信"
    AUTOMATIC = "自动回复"
    BOUNCE = "退信"


@frozen
class MailPart:
    """A file in a mail."""

    name: str
    data: bytes


@frozen
class ParsedMail:
    """What a mail says of itself, and the files in it."""

    kind: MailKind = MailKind.LETTER
    message: str = ""  # Message-ID
    sender: str = ""  # as it says itself: anybody can write that
    subject: str = ""
    date: str = ""  # ISO, "" = it does not say
    files: tuple[MailPart, ...] = ()
    returned: tuple[str, ...] = ()  # of a bounce: the Message-IDs of what did not arrive
    left: tuple[str, ...] = ()  # what of it cannot be taken, in Chinese


def parsed(data: bytes) -> ParsedMail | str:
    """Return what a mail is, or why that cannot be told, in Chinese."""
    try:
        message = message_from_bytes(data)
        head = headed(message)
        kind = _kind(message, head.sender)
        files, left = [], dict[str, None]()
        if kind is None:
            for each in _files(message, left, 0):
                files.append(each)
                if len(files) > MOST_FILES:
                    return f"里面有 {MOST_FILES} 个以上的附件，多得不正常，没有收"
            kind = MailKind.AUTOMATIC if not files and _says_automatic(message) else MailKind.LETTER
            left |= dict.fromkeys(_links(message) if kind is MailKind.LETTER else ())
        returned = _returned(message) if kind is MailKind.BOUNCE else ()
        return replace(head, kind=kind, files=tuple(files), returned=returned, left=tuple(left))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):  # of the library, over broken mails
        return "写法坏了，读不了。请对方重发"


def head_of(lines: bytes) -> ParsedMail:
    """Return what some header lines say of a mail."""
    return headed(message_from_bytes(lines))


def headed(message: Message) -> ParsedMail:
    """Return what a mail's header says."""
    name, address = parseaddr(mail_words.raw(message, "From"))
    whole = mail_words.words(f"{name} <{address}>" if name and address else address or mail_words.raw(message, "From"))
    return ParsedMail(
        message=mail_words.shown(mail_words.raw(message, "Message-ID"), 250),
        sender=mail_words.shown(whole) or "没有写发件人",
        subject=mail_words.shown(mail_words.words(mail_words.raw(message, "Subject"))) or "无主题",
        date=_date(mail_words.raw(message, "Date")),
    )


def _date(said: str) -> str:
    try:
        found = parsedate_to_datetime(said)
        return (found if found.tzinfo is None else found.astimezone()).replace(tzinfo=None).isoformat(" ", "minutes")
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return ""


def _kind(message: Message, sender: str) -> MailKind | None:
    """Return which report of a machine it is, None where it is none."""
    report = message.get_content_type() == "multipart/report"
    if report and mail_words.words(str(message.get_param("report-type") or "")).lower() == "disposition-notification":
        return MailKind.AUTOMATIC  # it has been read, says a program
    machine = parseaddr(sender)[1].partition("@")[0].lower() in _MACHINE
    return MailKind.BOUNCE if report or machine or mail_words.raw(message, "X-Failed-Recipients") else None


def _says_automatic(message: Message) -> bool:
    """Whether a program says that it has answered. Where files are attached, they were sent all the same."""
    automatic = mail_words.raw(message, "Auto-Submitted").partition(";")[0].strip().lower()
    answering = mail_words.raw(message, "Precedence").strip().lower() == "auto_reply"
    named = message.get("X-Autoreply") or message.get("X-Autorespond")
    return automatic not in {"", "no"} or answering or bool(named)


def _returned(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs that stand in the mails, or the heads of mails, that a bounce gives back."""
    found: dict[str, None] = {}
    for part in message.walk():
        if part is not message and not part.is_multipart():
            found |= dict.fromkeys(each.decode("ascii", "replace") for each in _MESSAGE_ID.findall(_payload(part)))
        inner = part.get("Message-ID") if part is not message else None
        if inner:
            found[str(inner).strip()] = None
    return tuple(found)


def _files(message: Message, left: dict[str, None], depth: int) -> Iterator[MailPart]:
    """Yield the files in a mail, those of mails within it, too; note what cannot be taken."""
    for part in _leaves(message):
        kind, name = part.get_content_type(), mail_words.file_name(part)
        if kind in _LOCKED:
            left["这封信加了密，读不了里面的附件。请对方不加密重发"] = None
        elif kind == _OF_OUTLOOK or name.lower() == "winmail.dat":
            left["附件成了 winmail.dat（Outlook 自己的格式），打不开里面的文件。请对方用网页邮箱或“纯文本”格式重发"] = (
                None
            )
        elif kind not in _SEALS and _is_file(part, name):
            data = _payload(part)
            if name.lower().endswith(".eml") and depth < _DEEPEST:
                yield from _files(message_from_bytes(data), left, depth + 1)
            elif _is_decoration(part, data):
                left["信里的小图没有收"] = None
            else:
                yield MailPart(name or _named(kind), data)


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _is_file(part: Message, name: str) -> bool:
    return bool(name) or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _is_decoration(part: Message, data: bytes) -> bool:
    inline = part.get_content_disposition() == "inline" or bool(part.get("Content-ID"))
    return part.get_content_maintype() == "image" and inline and len(data) < _SMALL


def _named(kind: str) -> str:
    return f"{_NAMELESS}{mimetypes.guess_extension(kind) or ''}"


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _links(message: Message) -> Iterator[str]:
    """Say where the links in a mail's text lead: what is too large to be attached lies behind one."""
    hosts: dict[str, None] = {}
    for part in _leaves(message):
        if part.get_content_maintype() == "text" and not mail_words.file_name(part):
            text = _payload(part)[: 4 * _MOST_TEXT].decode("latin-1")
            hosts |= dict.fromkeys(_LINK.findall(text))
    if hosts:
        more = " 等" if len(hosts) > _MOST_HOSTS else ""
        yield f"信里有网址（{'、'.join(list(hosts)[:_MOST_HOSTS])}{more}），没有打开；附件是用网址给的，请自己下载再收"
