"""Is this machine fit for the work? Each check says what is found and what to do about it; nothing is changed."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from pipeline import config, confine, disk, guidance, review
from pipeline.desk import RETURNED, SENT, own_folder
from pipeline.errands import updating
from pipeline.errands.updating import FileStanding
from pipeline.ledger import Entry, Ledger, ReturnedBook, SentBook, check_copy
from pipeline.model.errors import LedgerError, PipelineError, SettingsError
from pipeline.model.frozen import frozen
from pipeline.model.settings import Settings
from pipeline.review import office
from pipeline.send import mail

_SECONDS = 60.0  # for LibreOffice to say its version
_LITTLE = 1_000_000_000  # bytes free
_NONE = 50_000_000
_LONGEST_HOME = 100  # characters: Windows takes 260 in all, a paper's own path has up to 150
_FIRST_YEAR = 2024  # a clock before it has lost its battery
_MOST_NAMED = 5


class Health(StrEnum):
    """What a check came to."""

    GOOD = "正常"
    MIND = "注意"
    BAD = "要处理"


@frozen
class MachineCheck:
    """One check: of what, how it is, what was found, what to do; `told`: a stranger may see what was found."""

    subject: str
    health: Health
    found: str
    cure: str = ""
    told: bool = False

    @property
    def open(self) -> str:
        """What was found, as far as a stranger may see it."""
        return self.found if self.told else ""


def examine(workspace: Path, *, full: bool) -> Iterator[MachineCheck]:
    """Yield every finding; `full` also compares the bytes of all papers with the ledger."""
    settings, faults = _settings(workspace)
    yield from faults or _stated(workspace)
    checks: tuple[Callable[[], Iterator[MachineCheck]], ...] = (
        lambda: _folders(workspace),
        lambda: _disk(workspace),
        lambda: _share(workspace, settings),
        lambda: _templates(workspace),
        lambda: _ledger(workspace, full=full),
        lambda: _sent(workspace),
        lambda: _returned(workspace),
        _clock,
        _fonts,
        _office,
        lambda: _mail(workspace, settings),
    )
    for check in checks:
        yield from check()


def _settings(workspace: Path) -> tuple[Settings, list[MachineCheck]]:
    try:
        return config.load(workspace), []
    except SettingsError as fault:
        return Settings(), [MachineCheck("设置", Health.BAD, str(fault), "改好 gongwen.toml 再运行")]


def _stated(workspace: Path) -> Iterator[MachineCheck]:
    """Say of each value that a file gives which file that is; all others are the program's own."""
    for each in config.stated(workspace):
        name = guidance.Step(f"[{each.section}] {each.key}", guidance.named(each.section, each.key))
        yield MachineCheck("设置", Health.GOOD, f"{name} = {each.value}（来自 {each.file}）")


def _folders(workspace: Path) -> Iterator[MachineCheck]:
    for name in ("inputs", "templates"):
        if not (workspace / name).is_dir():
            yield MachineCheck(
                "工作文件夹", Health.BAD, f"没有 {name} 文件夹", "运行 gongwen init，或用 --workspace 指明"
            )
    outputs = workspace / "outputs"
    home = str(workspace.resolve())
    try:
        with tempfile.TemporaryFile(dir=outputs if outputs.is_dir() else workspace):
            pass
    except OSError as fault:
        cure = "检查文件夹权限，或换一个可以写入的位置"
        yield MachineCheck("工作文件夹", Health.BAD, f"{outputs} 里写不了文件（{fault.strerror}）", cure)
    else:
        yield MachineCheck("工作文件夹", Health.GOOD, home)
    if os.name == "nt" and len(home) > _LONGEST_HOME:
        yield MachineCheck("路径", Health.MIND, f"路径有 {len(home)} 个字符", "移到更短的路径下，比如 D:\\公文")


def _disk(workspace: Path) -> Iterator[MachineCheck]:
    free = shutil.disk_usage(workspace if workspace.is_dir() else Path.cwd()).free
    health = Health.BAD if free < _NONE else Health.MIND if free < _LITTLE else Health.GOOD
    yield MachineCheck(
        "磁盘", health, f"还有 {free / 1e9:.1f} GB", "" if health is Health.GOOD else "请腾出空间", told=True
    )


def _share(workspace: Path, settings: Settings) -> Iterator[MachineCheck]:
    if not disk.on_network(workspace):
        yield MachineCheck("位置", Health.GOOD, "在本机磁盘上", told=True)
    elif settings.share_allowed:
        yield MachineCheck("位置", Health.MIND, "在网络盘上，gongwen.toml 已允许", "只能有一台电脑使用这个工作文件夹")
    else:
        cure = "把工作文件夹放到本机磁盘；确定只有一台电脑使用时，gongwen.toml 的 [台账] 写 允许网络盘 = true"
        yield MachineCheck("位置", Health.BAD, "在网络盘上：文件锁靠不住，台账可能写坏", cure)


def _templates(workspace: Path) -> Iterator[MachineCheck]:
    """Say whether the program brings newer templates than the office has."""
    if not (workspace / "templates").is_dir():
        return
    try:
        found = updating.compare(workspace, differences=False)
    except PipelineError as fault:
        yield MachineCheck("模板", Health.BAD, str(fault), "")
        return
    new = Counter(each.standing for each in found if each.news)
    said = "，".join(f"{_OF_TEMPLATES[standing]} {count} 个" for standing, count in new.items())
    if said:
        yield MachineCheck("模板", Health.MIND, f"随程序来了新的：{said}", str(_UPDATED))
    else:
        yield MachineCheck("模板", Health.GOOD, "随程序来的都是最新的")


_MAIL = guidance.Step("在 gongwen.toml 的 [发送.邮件] 里填", "在“设置”里填")
_FOLDER = guidance.Step("在 gongwen.toml 的 [发送.文件夹] 路径 里改", "在“设置”里改放到哪个文件夹")
_UPDATED = guidance.Step("运行 gongwen template update", "在“模板”里按“换用新模板”")
_OF_TEMPLATES = {
    FileStanding.NEW: "这里没有的",
    FileStanding.OLD: "可以换新的",
    FileStanding.OWN: "您改过、有新版的",
}


def _ledger(workspace: Path, *, full: bool) -> Iterator[MachineCheck]:
    path = own_folder(workspace) / "ledger.db"
    if not path.is_file():
        yield MachineCheck("台账", Health.GOOD, "还没有，第一次生成时会建")
        return
    try:
        with Ledger(path, read_only=True, share_allowed=True) as ledger:
            if fault := ledger.damage():
                yield MachineCheck(
                    "台账", Health.BAD, f"台账坏了（{fault}）", f"删掉 {path}，再{guidance.UPDATE}，不会丢文件"
                )
                return
            last = ledger.last_run()
            said = f"上一次运行 {last.replace('T', ' ')[:19]}" if last else "还没有运行过"
            yield MachineCheck("台账", Health.GOOD, said, told=True)
            if last and not ledger.is_at_rest:
                yield MachineCheck("上次运行", Health.MIND, "没有做完，或正在做", f"再{guidance.UPDATE}，会接着做完")
            if full:
                yield from _papers(workspace, ledger)
    except LedgerError as fault:
        yield MachineCheck("台账", Health.BAD, str(fault), "")


def _sent(workspace: Path) -> Iterator[MachineCheck]:
    path = own_folder(workspace) / SENT
    if not path.is_file():
        return
    try:
        with SentBook(path, read_only=True) as book:
            count = sum(not each.reminder for each in book.everything())
    except LedgerError as fault:
        yield MachineCheck("送达记录", Health.BAD, str(fault), "")
    else:
        yield MachineCheck("送达记录", Health.GOOD, f"完好，记着 {count} 包")


def _returned(workspace: Path) -> Iterator[MachineCheck]:
    path = own_folder(workspace) / RETURNED
    if not path.is_file():
        return
    try:
        check_copy(path)
        with ReturnedBook(path, read_only=True) as book:
            count = len(book.returns())
    except LedgerError as fault:
        yield MachineCheck("交回记录", Health.BAD, str(fault), "")
    else:
        yield MachineCheck("交回记录", Health.GOOD, f"完好，记着 {count} 份")


def _papers(workspace: Path, ledger: Ledger) -> Iterator[MachineCheck]:
    """Compare every paper's bytes with what was written; a clerk's edit is no fault."""
    found: dict[str, list[Entry]] = {"same": [], "edited": [], "missing": [], "unread": []}
    for name in ledger.campaigns():
        for entry in ledger.entries(name).values():
            if entry.digest:
                found[_compared(workspace, entry)].append(entry)
    yield MachineCheck("文件", Health.GOOD, f"{len(found['same'])} 份与写出时一字不差")
    for how, health, said, cure in (
        ("edited", Health.MIND, "与写出时不同", f"如果不是您改的，删掉它再{guidance.UPDATE}"),
        ("missing", Health.MIND, "不见了", f"{guidance.UPDATE}，会补上"),
        ("unread", Health.BAD, "读不了", "在 Word、WPS 中关闭它们，或检查磁盘"),
    ):
        if found[how]:
            yield MachineCheck("文件", health, f"{len(found[how])} 份{said}：{_names(found[how])}", cure)


def _compared(workspace: Path, entry: Entry) -> str:
    try:
        return "same" if disk.digest(workspace / entry.path) == entry.digest else "edited"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unread"


def _names(entries: list[Entry]) -> str:
    more = " 等" if len(entries) > _MOST_NAMED else ""
    return "、".join(entry.path.removeprefix("outputs/") for entry in entries[:_MOST_NAMED]) + more


def _clock() -> Iterator[MachineCheck]:
    now = dt.datetime.now().astimezone()
    right = now.year >= _FIRST_YEAR
    cure = "" if right else "请校准电脑的时间；文件里的日期不受影响，只是清单里的时间不对"
    yield MachineCheck("时钟", Health.GOOD if right else Health.MIND, f"{now:%Y-%m-%d %H:%M}", cure, told=True)


def _fonts() -> Iterator[MachineCheck]:
    with tempfile.TemporaryDirectory() as folder:
        missing = review.missing_fonts(Path(folder))
    if missing is None:
        yield MachineCheck(
            "字体", Health.MIND, "这台电脑上查不了", "请在 Word 的字体列表里看有没有仿宋、楷体、黑体、小标宋"
        )
    elif missing:
        cure = "文件照样出，排版数据不变；这台电脑上看到的是代替的字体。打印的电脑上要装这些字体"
        yield MachineCheck("字体", Health.MIND, f"没有 {'、'.join(missing)}", cure, told=True)
    else:
        yield MachineCheck("字体", Health.GOOD, "公文常用字体没有发现缺少")


def _office() -> Iterator[MachineCheck]:
    try:
        said = confine.run([office.program(), "--version"], folder=Path.cwd(), seconds=_SECONDS)
    except PipelineError as fault:
        yield MachineCheck("LibreOffice", Health.MIND, str(fault), "出 Word 文件用不到它；要出 PDF、看排版时再装")
    else:
        yield MachineCheck(
            "LibreOffice", Health.GOOD, said.strip().splitlines()[0] if said.strip() else "能用", told=True
        )


def _mail(workspace: Path, settings: Settings) -> Iterator[MachineCheck]:
    sending, box = settings.sending, settings.receiving.mailbox
    if box.host:
        yield _password("收件", box.user or sending.mail.user, f"从 {box.host} 收")
    if sending.way == "邮件" and not sending.mail.host:
        if _chose_a_way(workspace):
            yield MachineCheck("邮件", Health.MIND, "选了用邮件发送，还没有写邮件服务器", str(_MAIL))
        else:
            yield MachineCheck("邮件", Health.GOOD, f"没有设置；要用邮件发送时，{_MAIL}")
        return
    if sending.way == "文件夹":
        there = bool(sending.folder) and (workspace / sending.folder).is_dir()
        cure = "" if there else f"接上这个盘，或{_FOLDER}"
        yield MachineCheck("发送", Health.GOOD if there else Health.MIND, f"文件夹 {sending.folder or '没有写'}", cure)
    if sending.mail.host and not sending.mail.sender:
        yield MachineCheck("邮件", Health.BAD, "没有写发件人", f"请填{guidance.setting('发送.邮件', '发件人')}")
    elif sending.mail.host:
        yield _password("邮件", sending.mail.user, f"{sending.mail.host}，发件人 {sending.mail.sender}")


def _chose_a_way(workspace: Path) -> bool:
    """Whether somebody has said how papers are sent; of settings that cannot be read, another check tells."""
    try:
        return any((each.section, each.key) == ("发送", "方式") for each in config.stated(workspace))
    except SettingsError:
        return False


def _password(subject: str, user: str, said: str) -> MachineCheck:
    """Say whether there is a password for what uses it."""
    try:
        mail.secret(user)
    except SettingsError as fault:
        return MachineCheck(subject, Health.BAD, str(fault), "")
    return MachineCheck(subject, Health.GOOD, said)
