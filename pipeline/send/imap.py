"""A folder of a mailbox, read over IMAP and changed in nothing: opened by EXAMINE, mails fetched by BODY.PEEK.

163 and 126 open no folder for a program that has not named itself (ID): they answer “Unsafe Login”. So ours does.
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import imaplib
import os
import re
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from pipeline import guidance
from pipeline.model.errors import SettingsError
from pipeline.model.frozen import frozen
from pipeline.model.settings import Mailbox
from pipeline.send.mail import MailError, ascii_only, secret

LARGEST = 40 * 1024 * 1024  # bytes of a mail that is fetched; 30 MB of attachments travel as 40
_ENVIRONMENT = "GONGWEN_IMAP_PASSWORD"
_PORTS = {"无": 143, "STARTTLS": 143, "TLS": 993}
_ANSWER = 8 * 1024 * 1024  # bytes of all else that a server may say at once
_TOGETHER = 100  # mails whose heads are asked for at once
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_HEADS = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT DATE MESSAGE-ID)])"
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")
_OURSELVES = '("name" "gongwen" "version" "1" "vendor" "gongwen")'
_NO_LOGIN = (
    "邮箱 {host} 不让登录（{answer}）：请核对 [{section}] 的 用户 和密码；"
    "许多邮箱要先在网页上开通 IMAP，再用“授权码”作密码"
)
_NO_FOLDER = (
    "邮箱 {host} 打不开“{folder}”这个文件夹（{answer}）：请核对 [{section}] 的 文件夹；"
    "写着 Unsafe Login 的，先在邮箱网页上开通 IMAP"
)
_NO_ANSWER = "邮箱 {host} 打开了，却不让查（{answer}）：请过一会儿再试一次；总是这样的，到邮箱网页上看看是不是限制了"
_NO_WAY = "邮箱 {host} 查不了（连不上）：请核对网络和{where}"
_NO_ENCRYPTION = "与 {host} 的加密连接建不起来：请核对{where}"


class MailboxLost(Exception):  # noqa: N818 - it is what happened
    """The conversation broke off: what was fetched is whole, the rest can be asked for in a new one."""


@frozen
class MailHead:
    """A mail in the folder: its UID, its bytes in all as the server says, its first header lines."""

    uid: int
    size: int
    lines: bytes


class _Bounded:
    """A server's answer is read no further than it can be meant."""

    def read(self, size: int) -> bytes:
        """Read a literal."""
        if size > LARGEST + _ANSWER:
            raise imaplib.IMAP4.abort(f"literal of {size} bytes")
        return super().read(size)  # type: ignore[misc, no-any-return]


class _Plain(_Bounded, imaplib.IMAP4):
    pass


class _Encrypted(_Bounded, imaplib.IMAP4_SSL):
    pass


@dataclass(slots=True)
class ImapFolder:
    """A context manager: signed in, the folder open. `section`: where its settings stand.

    Raises MailError, SettingsError where it cannot be opened, MailboxLost where the conversation breaks off later,
    MailError where the server refuses what it is asked.
    """

    box: Mailbox
    user: str
    seconds: float
    section: str
    validity: int = 0  # UIDVALIDITY: another one, and all UIDs are new
    _server: imaplib.IMAP4 | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        """Sign in and open the folder."""
        host, section = self.box.host, self.section
        password = _password(self.user)
        ascii_only(password, "邮件密码（授权码）", "登录不了")
        ascii_only(self.user, str(guidance.setting(section, "用户")), "登录不了")
        try:
            self._server = self._connected()
            self._sign_in(password)
            self._examine()
        except ssl.SSLError as fault:
            self.close()
            raise MailError(
                _NO_ENCRYPTION.format(host=host, where=guidance.setting(section, "加密", "端口"))
            ) from fault
        except (imaplib.IMAP4.error, OSError, UnicodeError) as fault:
            self.close()
            raise MailError(_NO_WAY.format(host=host, where=guidance.setting(section, "主机", "用户"))) from fault
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Sign out."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                server.logout()

    def _connected(self) -> imaplib.IMAP4:
        box = self.box
        port = box.port or _PORTS[box.security]
        if box.security == "TLS":
            return _Encrypted(box.host, port, ssl_context=ssl.create_default_context(), timeout=self.seconds)
        server = _Plain(box.host, port, timeout=self.seconds)
        if box.security == "STARTTLS":
            try:
                server.starttls(ssl_context=ssl.create_default_context())
            except BaseException:
                server.shutdown()
                raise
        return server

    def _sign_in(self, password: str) -> None:
        server = self._open
        try:
            server.login(self.user, password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as fault:
            words = _NO_LOGIN.format(host=self.box.host, answer=_said(fault), section=self.section)
            raise MailError(words) from fault
        try:
            server.xatom("ID", _OURSELVES)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:  # a server that asks for no name
            pass

    def _examine(self) -> None:
        server = self._open
        code, answer = server.select(f'"{_encoded(self.box.folder)}"', readonly=True)
        if code != "OK":
            host, folder = self.box.host, self.box.folder
            said = _said(answer[0] if answer else b"")
            raise MailError(_NO_FOLDER.format(host=host, folder=folder, answer=said, section=self.section))
        _, found = server.response("UIDVALIDITY")
        self.validity = int(found[0]) if found and found[0] else 0

    @property
    def _open(self) -> imaplib.IMAP4:
        if self._server is None:
            raise MailboxLost
        return self._server

    # --- asking ---------------------------------------------------------------------------------------------------

    def since(self, day: dt.date) -> list[int]:
        """Return the UIDs of what has come since a day, the oldest first."""
        with self._talking() as server:
            answer = server.uid("SEARCH", "SINCE", f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}")
        words = b" ".join(each for each in self._granted(answer) if isinstance(each, bytes))
        return sorted({int(word) for word in words.split() if word.isdigit()})

    def heads(self, uids: Sequence[int]) -> Iterator[MailHead]:
        """Yield what the server says of mails; those that are gone are left out."""
        for at in range(0, len(uids), _TOGETHER):
            some = uids[at : at + _TOGETHER]
            with self._talking() as server:
                answer = server.uid("FETCH", ",".join(map(str, some)), _HEADS)
            wanted = set(some)
            for said, lines in _told(self._granted(answer)):
                uid, size = _UID.search(said), _SIZE.search(said)
                if uid and size and int(uid[1]) in wanted:
                    wanted.discard(int(uid[1]))
                    yield MailHead(int(uid[1]), int(size[1]), lines)

    def raw(self, uid: int) -> bytes | None:
        """Return a mail as it came; None where it is gone: the server has nothing against it, and nothing to give."""
        with self._talking() as server:
            answer = server.uid("FETCH", str(uid), "(UID BODY.PEEK[])")
        found = [each for each in self._granted(answer) if isinstance(each, (tuple, bytes))]
        if not any(isinstance(each, tuple) for each in found):
            return None
        mail = next((lines for said, lines in _told(found) if (at := _UID.search(said)) and int(at[1]) == uid), None)
        if mail is None:
            raise MailboxLost("回答的是另一封信")
        return mail

    def has(self, message: str) -> bool:
        """Whether a mail of this Message-ID lies in the folder."""
        with self._talking() as server:
            answer = server.search(None, "HEADER", "Message-ID", f'"{message}"')
        return any(self._granted(answer))

    def _granted(self, answer: tuple[str, Sequence[object]]) -> Sequence[object]:
        """Return what a server has answered that does not refuse. Raises MailError: a refusal is no empty mailbox."""
        code, found = answer
        if code != "OK":
            raise MailError(_NO_ANSWER.format(host=self.box.host, answer=_said(found[0] if found else b"")))
        return found

    @contextlib.contextmanager
    def _talking(self) -> Iterator[imaplib.IMAP4]:
        try:
            yield self._open
        except (imaplib.IMAP4.error, OSError, ValueError) as fault:
            server, self._server = self._server, None
            if server is not None:
                with contextlib.suppress(imaplib.IMAP4.error, OSError):
                    server.shutdown()
            raise MailboxLost(_said(fault)) from fault


def _password(user: str) -> str:
    """Return the password of a mailbox that is read. Raises SettingsError."""
    try:
        return os.environ.get(_ENVIRONMENT) or secret(user)
    except SettingsError as fault:
        raise SettingsError(f"{fault}（只用来收的，可以设置 {_ENVIRONMENT}）") from fault


def _told(found: Sequence[object]) -> Iterator[tuple[bytes, bytes]]:
    """Yield of each mail what a FETCH says of it around its literal, and the literal."""
    said, lines = b"", b""
    for each in found:
        if isinstance(each, tuple):
            if said:
                yield said, lines
            said, lines = each[0], each[1]
        elif isinstance(each, bytes):
            if said:
                yield said + each, lines
            elif each:
                yield each, b""
            said = b""
    if said:
        yield said, lines


def _said(words: object) -> str:
    """Return what a server says, short and on one line."""
    if isinstance(words, Exception):
        words = words.args[0] if words.args else ""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:120] or "没有说为什么"


def _encoded(folder: str) -> str:
    """Return a folder's name as IMAP has it: modified UTF-7 (RFC 3501 5.1.3), 已发送 → &XfJT0ZAB-."""
    said = []
    for text, other in re.findall(r"([\x20-\x7e]+)|([^\x20-\x7e]+)", folder):
        packed = base64.b64encode(other.encode("utf-16-be", "replace")).decode().rstrip("=").replace("/", ",")
        said.append(text.replace("&", "&-").replace("\\", "\\\\").replace('"', '\\"') or f"&{packed}-")
    return "".join(said)
