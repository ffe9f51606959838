"""A look into the mailbox where copies of sent mail lie: a Message-ID found there has left.

One that is not there proves nothing (many servers keep no copy), so only a person can say that a mail did not leave.
"""

from __future__ import annotations

import base64
import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence

from pipeline.model.settings import Mailbox, Sending
from pipeline.send.mail import MailError, ascii_only, secret

_PORTS = {"无": 143, "TLS": 993}


def copies_in_mailbox(sending: Sending, messages: Sequence[str]) -> set[str]:
    """Return those of `messages` (Message-IDs) that lie in the mailbox; none where no mailbox is set up.

    Raises MailError, SettingsError.
    """
    box = sending.mailbox
    if not box.host or not messages:
        return set()
    user = box.user or sending.mail.user
    password = secret(user)
    ascii_only(password, "邮件密码（授权码）", "登录不了")
    ascii_only(user, "gongwen.toml 里 [发送.核对] 的 用户", "登录不了")
    try:
        with _opened(box, sending.mail.seconds) as server:
            server.login(user, password)
            code, _ = server.select(f'"{_encoded(box.folder)}"', readonly=True)
            if code != "OK":
                raise MailError(f"邮箱 {box.host} 里没有“{box.folder}”这个文件夹：请核对 [发送.核对] 的 文件夹")
            return {message for message in messages if _has(server, message)}
    except (imaplib.IMAP4.error, OSError, UnicodeError) as fault:
        raise MailError(f"邮箱 {box.host} 查不了（连不上或不让登录）：请核对 gongwen.toml 的 [发送.核对]") from fault


@contextlib.contextmanager
def _opened(box: Mailbox, seconds: float) -> Iterator[imaplib.IMAP4]:
    port = box.port or _PORTS[box.security]
    server: imaplib.IMAP4
    if box.security == "TLS":
        server = imaplib.IMAP4_SSL(box.host, port, ssl_context=ssl.create_default_context(), timeout=seconds)
    else:
        server = imaplib.IMAP4(box.host, port, timeout=seconds)
    try:
        yield server
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _encoded(folder: str) -> str:
    """Return a folder's name as IMAP has it: modified UTF-7 (RFC 3501 5.1.3), 已发送 → &XfJT0ZAB-."""
    said = []
    for text, other in re.findall(r"([\x20-\x7e]+)|([^\x20-\x7e]+)", folder):
        packed = base64.b64encode(other.encode("utf-16-be", "replace")).decode().rstrip("=").replace("/", ",")
        said.append(text.replace("&", "&-").replace("\\", "\\\\").replace('"', '\\"') or f"&{packed}-")
    return "".join(said)


def _has(server: imaplib.IMAP4, message: str) -> bool:
    code, found = server.search(None, "HEADER", "Message-ID", f'"{message}"')
    return code == "OK" and any(found)
