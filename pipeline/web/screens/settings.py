"""设置: gongwen.toml as a form, one value spliced; the mail password; one letter to oneself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import guidance
from pipeline.model.errors import PipelineError, UsageError
from pipeline.model.frozen import frozen
from pipeline.web.doing import done
from pipeline.web.forms import Form, act
from pipeline.web.recent import call
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.model.settings import Receiving, Sending, Settings
    from pipeline.web.jobs import Job

_WAYS, _SECURITIES, _FACES = ("邮件", "文件夹", "压缩包"), ("STARTTLS", "TLS", "无"), ("仿宋_GB2312", "仿宋")
_MAIL = _WAYS[0]
_YES, _NO = "是", "否"


@frozen
class Setting:
    """One setting: where it stands, what it is now, between what one chooses."""

    table: str
    key: str
    value: str
    choices: tuple[str, ...] = ()
    hint: str = ""
    number: bool = False
    ways: str = ""  # the ways of sending that need it, between blanks; "" = whatever the way

    @property
    def label(self) -> str:
        """What the page calls it."""
        return guidance.label(self.table, self.key)

    @property
    def name(self) -> str:
        """How the form calls it."""
        return f"{self.table}/{self.key}"


def _settings(now: Settings) -> list[tuple[str, list[Setting]]]:
    """Return all settings of the form, under their headings."""
    watch = [
        Setting("监视", "静默秒数", f"{now.quiet_seconds:g}", number=True),
        Setting("监视", "轮询", now.polling, ("自动", _YES, _NO)),
    ]
    face = Setting("版式", "仿宋", now.body_font, _FACES, "打印的电脑上要有同一种")
    cards = (_sending(now.sending), _receiving(now.receiving), [face], watch)
    return [(guidance.card(listed[0].table), listed) for listed in cards]


def _sending(now: Sending) -> list[Setting]:
    mail = now.mail
    by_mail = partial(Setting, "发送.邮件", ways=_MAIL)
    sender = f"{mail.sender_name} <{mail.sender}>" if mail.sender_name else mail.sender
    bound = "卷：每个阶段的文件装成一个 Word 文件发，打印方便；卷里的表没有表号，要交回电子版的请用单份"
    return [
        Setting("发送", "方式", now.way, _WAYS),
        by_mail("主机", mail.host, hint="如 smtp.163.com、smtp.qq.com，或单位的"),
        by_mail("端口", str(mail.port or ""), hint="空着就用常用的", number=True),
        by_mail("加密", mail.security, _SECURITIES),
        by_mail("用户", mail.user, hint="一般就是邮箱"),
        by_mail("发件人", sender, hint="如 镇党委组织办公室 <zzb@example.cn>"),
        by_mail("单封上限MB", f"{mail.limit_mb:g}", hint="邮箱不收更大的信；装不下的分成几封", number=True),
        Setting("发送.文件夹", "路径", now.folder, hint="共享盘、U 盘，如 D:/送达；每个支部一个", ways="文件夹 压缩包"),
        Setting("发送", "装订", "卷" if now.bound else "单份", ("单份", "卷"), bound),
        Setting("发送.压缩包", "设密码", _YES if now.locked else _NO, (_YES, _NO), ways="压缩包"),
        Setting("发送", "自动批准", _YES if now.approve_all else _NO, (_NO, _YES), "一般填“否”：看过、批准了才发"),
    ]


def _receiving(now: Receiving) -> list[Setting]:
    box = now.mailbox
    return [
        Setting("收件", "主机", box.host, hint="如 imap.163.com、imap.qq.com；不从邮箱收的空着"),
        Setting("收件", "端口", str(box.port or ""), hint="空着就用常用的", number=True),
        Setting("收件", "加密", box.security, ("TLS", "STARTTLS", "无")),
        Setting("收件", "用户", box.user, hint="空着就用发邮件的用户和密码"),
        Setting("收件", "文件夹", box.folder, hint="一般是 INBOX，就是收件箱"),
        Setting("收件", "自", now.since, hint="如 2026-09-01；空着，从第一次发文件那天起"),
    ]


def settings(request: Request) -> Response:
    """Show the screen."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import mailing  # noqa: PLC0415
    from pipeline.model.settings import Settings  # noqa: PLC0415

    site = site_of(request)
    fault, now = "", Settings()
    try:
        with opened(site.opened.workspace, read_only=True) as desk:
            now = desk.settings
    except PipelineError as wrong:
        fault = str(wrong)
    return site.draw(
        request,
        "settings.html",
        here="settings",
        groups=_settings(now),
        fault=fault,
        way=now.sending.way,
        user=now.sending.mail.user,
        has_password=bool(now.sending.mail.user) and mailing.has_password(now.sending.mail.user),
    )


def _save(site: Site, _: Request, form: Form) -> Response:
    site.who = call(form.one("who"))

    def save(desk: Desk, job: Job) -> str:
        from pipeline.errands import amending  # noqa: PLC0415

        job.may_stop = False
        asked = [each for _, listed in _settings(desk.settings) for each in listed]
        changed = [(each, form.one(each.name)) for each in asked if each.name in dict(form.fields)]
        changes = [(each.table, each.key, _value(each, new)) for each, new in changed if new != each.value]
        if not changes:
            return "没有改动。"
        deed = amending.setting(desk, changes, who=desk.person(site.who))
        job.undo = deed.number if deed else 0
        return f"存好了 {len(changes)} 处。{_still(_wanted(asked, form))}"

    return done(site, "存设置", save)


def _wanted(asked: list[Setting], form: Form) -> dict[str, str]:
    """Return the settings as they are by now, by name."""
    sent = dict(form.fields)
    return {each.name: sent.get(each.name, each.value).strip() for each in asked}


def _still(now: dict[str, str]) -> str:
    """Say what the way that was chosen needs and has not."""
    needs = now["发送/方式"] in {"文件夹", "压缩包"} and not now["发送.文件夹/路径"]
    return "还要填“放到哪个文件夹”，不填发不了。" if needs else ""


def _value(setting: Setting, words: str) -> str | bool | int | float | None:
    """Return what a person has typed as the file holds it. Raises UsageError."""
    if setting.choices and words not in setting.choices:
        raise UsageError(f"{setting.label} 可以是 {'、'.join(setting.choices)}")
    if not words:
        return None
    if set(setting.choices) == {_YES, _NO} and setting.key != "轮询":
        return words == _YES
    if setting.number:
        try:
            number = float(words)
        except ValueError as fault:
            raise UsageError(f"{setting.label} 要填数") from fault
        return int(number) if number == int(number) else number
    return words


def _password(site: Site, _: Request, form: Form) -> Response:
    password = form.one("password")

    def keep(desk: Desk, job: Job) -> str:
        from pipeline.errands import mailing  # noqa: PLC0415

        job.may_stop = False
        mailing.keep_password(desk.settings.sending.mail.user, password)
        return "密码存进了系统的密码库，不写在文件里。"

    return done(site, "存密码", keep)


def _letter(site: Site, _: Request, __: Form) -> Response:
    def send(desk: Desk, job: Job) -> str:
        from pipeline.errands import mailing  # noqa: PLC0415

        job.may_stop = False
        answer = mailing.try_out(desk)
        return f"发出去了（{answer}）。请看看 {desk.settings.sending.mail.sender} 收到没有。"

    return done(site, "试一封", send)


ROUTES = (
    Route("/settings", settings),
    Route("/settings", act(_save), methods=["POST"]),
    Route("/settings/password", act(_password), methods=["POST"]),
    Route("/settings/letter", act(_letter), methods=["POST"]),
)
