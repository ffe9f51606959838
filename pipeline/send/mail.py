"""One conversation with the mail server: each mail to one recipient, and certainty about what became of it.

A mail may have arrived from the moment its last byte was sent until the server has answered. Only in that stretch is an
outcome Unclear; before it and after a refusal it has certainly not left.
"""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from pipeline import guidance
from pipeline.model.errors import PipelineError, SettingsError
from pipeline.model.settings import Mail

_PORTS = {"无": 25, "STARTTLS": 587, "TLS": 465}
_DONE, _GO_ON, _PERMANENT = 200, 300, 500  # the classes of a server's answers
_LINE_DOT = re.compile(rb"(?m)^\.")
SERVICE = "gongwen"  # the keyring's name for our passwords
ENVIRONMENT = "GONGWEN_SMTP_PASSWORD"
_NO_LOGIN = "邮件服务器不让登录（{code}）：请核对用户和密码（许多邮箱要用“授权码”）"
_NOT_ASCII = "{what}里有中文或全角字符，{why}：请核对是不是输入法没有切到英文"
_NO_HOST = "{where}写的“{host}”不是服务器的名字，请核对"
_TABLE = "发送.邮件"
_LITERAL = "[127.0.0.1]"  # how a computer without a name of its own greets (RFC 5321 4.1.4)
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+")
_NO_ENCRYPTION = "与 {host} 的加密连接建不起来：请核对{where}"
_NOT_SUPPORTED = "{host} 不支持这种加密或登录：请核对{where}"


class RefusedMail(Exception):  # noqa: N818 - it is the outcome
    """The server does not take this mail, now or ever: it has certainly not left."""


class Later(Exception):  # noqa: N818 - it is the outcome
    """The server does not take it now, or cannot be reached: it has certainly not left."""


class Unreachable(Later):
    """There is no conversation at all."""


class Unclear(Exception):  # noqa: N818 - it is the outcome
    """The server was given the whole mail, or a part, and has not said what became of it."""


class MailError(PipelineError):
    """No mail can leave at all: the server cannot be reached, or does not let us in."""


@dataclass(slots=True)
class Post:
    """A context manager; connects when the first mail is to leave and again when the connection was lost."""

    mail: Mail
    password: str = ""
    _server: smtplib.SMTP | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def send(self, data: bytes, recipient: str, before_data: Callable[[], None]) -> str:
        """Give one mail to the server and return its answer; `before_data` is called just before the first byte leaves.

        Raises RefusedMail, Later, Unclear, MailError.
        """
        server = self._connected()
        try:
            self._expect(*server.mail(self.mail.sender))
            self._expect(*server.rcpt(recipient))
            self._expect(*server.docmd("DATA"), wanted=_GO_ON)
        except (smtplib.SMTPException, OSError) as fault:
            self._leave()
            raise Later(_lost(fault)) from fault
        try:
            before_data()
            server.send(_LINE_DOT.sub(b"..", data.rstrip(b"\r\n")) + b"\r\n.\r\n")
            code, words = server.getreply()
        except (smtplib.SMTPException, OSError) as fault:
            self._break_off()
            raise Unclear(_lost(fault)) from fault
        except BaseException:
            self._break_off()
            raise
        answer = f"{code} {_said(words)}"
        if not _DONE <= code < _PERMANENT + 100:
            self._break_off()
            raise Unclear(f"服务器答了听不懂的话（{answer}）")
        self._expect(code, words)
        return answer

    def _expect(self, code: int, words: bytes, *, wanted: int = _DONE) -> None:
        """Go on where the server says yes."""
        if wanted <= code < wanted + 100:
            return
        self._reset(code)
        answer = f"{code} {_said(words)}"
        raise RefusedMail(answer) if code >= _PERMANENT else Later(answer)

    def _reset(self, code: int) -> None:
        """Make the conversation ready for another mail; after 421 there is none."""
        try:
            if self._server and code != 421:  # noqa: PLR2004 - RFC 5321 3.8: the server closes
                self._server.rset()
                return
        except (smtplib.SMTPException, OSError):
            pass
        self._leave()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = self._opened()
            except smtplib.SMTPAuthenticationError as fault:
                raise MailError(_NO_LOGIN.format(code=fault.smtp_code)) from fault
            except UnicodeError:  # a name that can be none: socket and ssl say it so
                raise MailError(_NO_HOST.format(host=self.mail.host, where=guidance.setting(_TABLE, "主机"))) from None
            except ssl.SSLError as fault:
                raise MailError(
                    _NO_ENCRYPTION.format(host=self.mail.host, where=guidance.setting(_TABLE, "加密", "端口"))
                ) from fault
            except smtplib.SMTPNotSupportedError as fault:
                raise MailError(
                    _NOT_SUPPORTED.format(host=self.mail.host, where=guidance.setting(_TABLE, "加密", "用户"))
                ) from fault
            except (smtplib.SMTPException, OSError) as fault:
                raise Unreachable(_lost(fault)) from fault
        return self._server

    def _opened(self) -> smtplib.SMTP:
        mail = self.mail
        ascii_only(self.password, "邮件密码（授权码）", "登录不了")
        ascii_only(mail.user, str(guidance.setting(_TABLE, "用户")), "登录不了")
        ascii_only(mail.sender, f"{guidance.setting(_TABLE, '发件人')}的邮箱", "发不了")
        port = mail.port or _PORTS[mail.security]
        if mail.security == "TLS":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host,
                port,
                local_hostname=_own_name(),
                timeout=mail.seconds,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(mail.host, port, local_hostname=_own_name(), timeout=mail.seconds)
        try:
            server.ehlo_or_helo_if_needed()
            if mail.security == "STARTTLS":
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if mail.user:
                server.login(mail.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _leave(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _break_off(self) -> None:
        """Close without a word: in the middle of a mail, QUIT would be part of it."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


def ascii_only(text: str, what: str, why: str) -> None:
    """Make sure that mail servers, which speak ASCII here, can be told a word. Raises MailError without naming it."""
    if not text.isascii():
        raise MailError(_NOT_ASCII.format(what=what, why=why))


def _own_name() -> str:
    """Return the name by which this computer greets: its own, where a server can read that, as few office PCs' are."""
    try:
        name = socket.getfqdn()
    except (OSError, UnicodeError):
        return _LITERAL
    return name if _NAME.fullmatch(name) else _LITERAL


def _lost(fault: Exception) -> str:
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return "服务器没有回音"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"{fault.smtp_code} {_said(fault.smtp_error)}"
    return "连接断了" if isinstance(fault, smtplib.SMTPServerDisconnected) else "连不上服务器"


def _said(words: bytes | str) -> str:
    """Return what a server says, short and on one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:200]


def secret(user: str) -> str:
    """Return the mail password from the environment or the keyring. Raises SettingsError where neither has it."""
    if not user:
        return ""
    if found := os.environ.get(ENVIRONMENT):
        return found
    import keyring  # noqa: PLC0415 - looks for the system's store when it is imported
    from keyring.errors import KeyringError  # noqa: PLC0415

    with contextlib.suppress(KeyringError):
        if found := keyring.get_password(SERVICE, user):
            return found
    raise SettingsError(
        f"没有 {user} 的邮件密码。请运行 keyring set {SERVICE} {user}（存进系统的密码库），或设置环境变量 {ENVIRONMENT}"
    )
