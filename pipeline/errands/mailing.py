"""Whether mail goes out from here: the password kept in the system's store, one letter to the office itself."""

from __future__ import annotations

import secrets

from pipeline import send
from pipeline.desk import Desk
from pipeline.model.errors import PipelineError, SettingsError, UsageError
from pipeline.send import BadAddress, Letter, Post, mail

_TEXT = "这是公文程序发给自己的一封试信：收到它，就能给各党支部发文件了。不用回复。"


def keep_password(user: str, password: str) -> None:
    """Keep a password in the system's store; it stands in no file. Raises UsageError, SettingsError."""
    if not user or not password:
        raise UsageError("先写好“用户”（一般就是邮箱），再填密码")
    mail.ascii_only(password, "邮件密码（授权码）", "登录不了")
    import keyring  # noqa: PLC0415 - looks for the system's store when it is imported
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.set_password(mail.SERVICE, user, password)
    except KeyringError as fault:
        raise SettingsError(
            f"这台电脑上没有密码库，存不了密码。请设置环境变量 {mail.ENVIRONMENT}，或装上系统的密码库"
        ) from fault


def has_password(user: str) -> bool:
    """Whether there is a password for a user."""
    try:
        return bool(mail.secret(user))
    except SettingsError:
        return False


def try_out(desk: Desk) -> str:
    """Send one letter to the sender himself; return what the server has answered. Raises PipelineError."""
    settings = desk.settings.sending.mail
    if not settings.host or not settings.sender:
        raise SettingsError("还没有写邮件怎么发：请先填邮件服务器和发件人，存好再试")
    now = desk.now()
    own = Letter(
        send.message_id(secrets.token_hex(8), "试一封", settings, now.isoformat()),
        settings.sender,
        settings.sender_name or settings.sender,
        "公文程序试发",
        _TEXT,
        f"<p>{_TEXT}</p>",
    )
    try:
        data = send.written_letter(own, settings, now)
        with Post(settings, mail.secret(settings.user)) as post:
            return post.send(data, settings.sender, lambda: None)
    except BadAddress as fault:
        raise SettingsError(f"发件人的邮箱“{settings.sender}”写得不对") from fault
    except PipelineError:
        raise
    except mail.Unclear as fault:
        raise SettingsError(f"不知道发出去没有：{fault}。请看一眼邮箱") from fault
    except (mail.RefusedMail, mail.Later) as fault:
        raise SettingsError(f"服务器没有收：{fault}") from fault
