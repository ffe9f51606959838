"""Settings: what gongwen.toml may set, with its defaults (docs/contract.md §6)."""

from __future__ import annotations

from dataclasses import field

from pipeline.model.frozen import frozen


@frozen
class Mail:
    """[发送.邮件]: how mail leaves. The password is never here: keyring or GONGWEN_SMTP_PASSWORD."""

    host: str = ""
    port: int = 0  # 0 = the usual one of the encryption
    security: str = "STARTTLS"  # 无 | STARTTLS | TLS
    user: str = ""
    sender_name: str = ""
    sender: str = ""  # the address alone
    limit_mb: float = 20.0  # of one mail as it travels
    per_minute: int = 30
    seconds: float = 60.0  # without an answer: the server hangs


@frozen
class Mailbox:
    """[发送.核对], [收件]: a folder of a mailbox that is read over IMAP; "" host: none is set up."""

    host: str = ""
    port: int = 0
    security: str = "TLS"  # 无 | STARTTLS | TLS
    user: str = ""
    folder: str = "Sent"


@frozen
class Sending:
    """[发送]: how parcels reach the branches."""

    way: str = "邮件"  # 邮件 | 文件夹 | 压缩包
    approve_all: bool = False  # 自动批准
    bound: bool = False  # 装订: 单份 | 卷, one volume a phase instead of single papers
    named_freely: tuple[str, ...] = ()  # 可点名: of no effect any more, but told
    folder: str = ""  # [发送.文件夹] 路径
    locked: bool = False  # [发送.压缩包] 设密码
    mail: Mail = field(default_factory=Mail)
    mailbox: Mailbox = field(default_factory=Mailbox)


@frozen
class Receiving:
    """[收件]: the mailbox to which branches send what they return."""

    mailbox: Mailbox = field(default_factory=lambda: Mailbox(folder="INBOX"))
    since: str = ""  # 自, ISO: what came before this day is left alone; "": the day of the first parcel


@frozen
class Settings:
    """Everything optional; config.py reads and checks it."""

    body_font: str = "仿宋_GB2312"
    quiet_seconds: float = 2.0
    polling: str = "自动"  # 自动 | 是 | 否
    share_allowed: bool = False  # the ledger may lie on a network drive
    sending: Sending = field(default_factory=Sending)
    receiving: Receiving = field(default_factory=Receiving)
