"""gongwen.toml → Settings, checked at start. Every fault of the file is named at once, with the nearest known key.

An office with many machines keeps one more such file, named by the workspace's (单位设置 = "…") or by the environment
(GONGWEN_SETTINGS). What the workspace's own says goes before it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.model.errors import SettingsError
from pipeline.model.frozen import frozen
from pipeline.model.problem import nearest
from pipeline.model.settings import Mail, Mailbox, Receiving, Sending, Settings
from pipeline.splice import toml, toml_faults

FILE = "gongwen.toml"
VARIABLE = "GONGWEN_SETTINGS"
_OFFICE = "单位设置"  # a line above all sections: where the office's own file lies
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "版式": ("仿宋",),
    "监视": ("静默秒数", "轮询"),
    "台账": ("允许网络盘",),
    "发送": ("方式", "装订", "自动批准", "可点名", "邮件", "文件夹", "压缩包", "核对"),
    "收件": ("主机", "端口", "加密", "用户", "文件夹", "自"),
}
_CHOICES = {
    "仿宋": ("仿宋_GB2312", "仿宋"),
    "轮询": ("自动", "是", "否"),
    "方式": ("邮件", "文件夹", "压缩包"),
    "装订": ("单份", "卷"),
}
_LARGEST = 100_000  # bytes; an office's has some hundred
_LONGEST_QUIET = 3600
_HIGHEST_PORT = 65_535
_LARGEST_NUMBER = 1_000_000  # MB, mails a minute, seconds: beyond that (inf) no clock and no socket counts
_MISNAMED = ("gongwen.toml.txt", "gongwen.txt")  # what Notepad makes of it where endings are hidden


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


def _names(value: object) -> bool:
    return isinstance(value, list) and all(_text(name) and name.strip() for name in value)


def _port(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _HIGHEST_PORT


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= _LARGEST_NUMBER


def _whole(value: object) -> bool:
    return isinstance(value, int) and _positive(value)


def address(text: str) -> tuple[str, str] | None:
    """Return display name and address of 发件人; None where it is not exactly one address."""
    from email.utils import parseaddr  # noqa: PLC0415 - with all that reads e-mail

    name, found = parseaddr(text)
    plain = re.fullmatch(r"[^\s<>(),;:\"@]+@[^\s<>(),;:\"@]+", found)
    return (name, found) if plain and _text(text) and text.endswith((found, f"<{found}>")) else None


def _sender(value: object) -> bool:
    return isinstance(value, str) and address(value) is not None


def _day(value: object) -> str:
    """Return a day as ISO, "" for anything that is none."""
    if isinstance(value, dt.datetime):
        value = value.date()
    try:
        return (value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value).strip())).isoformat()
    except ValueError:
        return ""


_Check = tuple[Callable[[object], bool], str]
_FLAG: _Check = (_flag, "只能写 true 或 false（不加引号）")
_TEXT: _Check = (_text, "应当是引号里的文字")
_PORT: _Check = (_port, "应当是 1 到 65535 的整数")
_MAILBOX: Mapping[str, _Check] = {
    "主机": _TEXT,
    "端口": _PORT,
    "加密": (("无", "STARTTLS", "TLS").__contains__, "可以是 无、STARTTLS、TLS"),
    "用户": _TEXT,
    "文件夹": _TEXT,
}
_RECEIVING: Mapping[str, _Check] = {**_MAILBOX, "自": (lambda value: bool(_day(value)), "应当是日期，如 2026-09-01")}
_SENDING: Mapping[str, Mapping[str, _Check]] = {
    "": {"自动批准": _FLAG, "可点名": (_names, '应当是一列姓名，如 ["张某某"]')},
    "邮件": {
        "主机": _TEXT,
        "端口": _PORT,
        "加密": (("无", "STARTTLS", "TLS").__contains__, "可以是 无、STARTTLS、TLS"),
        "用户": _TEXT,
        "发件人": (_sender, '应当是一个邮箱，如 "镇党委组织办公室 <zzb@example.cn>"'),
        "单封上限MB": (_positive, "应当是大于 0 的数"),
        "每分钟封数": (_whole, "应当是大于 0 的整数"),
        "等待秒数": (_positive, "应当是大于 0 的数"),
    },
    "文件夹": {"路径": _TEXT},
    "压缩包": {"设密码": _FLAG},
    "核对": _MAILBOX,
}


def load(workspace: Path) -> Settings:
    """Return the settings of a workspace and its office. Raises SettingsError naming every fault of a file."""
    raw: dict[str, Any] = {}
    for _, said in _files(workspace):
        raw = _merged(raw, said)
    return _settings(raw)


@frozen
class StatedSetting:
    """A value that a file gives: [section] key, the value, which file."""

    section: str
    key: str
    value: object
    file: str


def stated(workspace: Path) -> list[StatedSetting]:
    """Return what the files say, each value once: from the file that it is taken from. Raises SettingsError."""
    found = {
        (section, key): StatedSetting(section, key, value, file)
        for file, raw in _files(workspace)
        for section, key, value in _leaves(raw)
    }
    return list(found.values())


def _leaves(raw: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str, object]]:
    for key, value in raw.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}.{key}" if above else key)
        else:
            yield above, key, value


def _files(workspace: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the files that there are with what they say, the office's first. Raises SettingsError."""
    own = _read(workspace / FILE, FILE) if _is_there(workspace) else {}
    named = own.pop(_OFFICE, "")
    path, by = (named, f"{FILE} 的 {_OFFICE}") if named else (os.environ.get(VARIABLE, ""), f"环境变量 {VARIABLE}")
    if not path:
        return [(FILE, own)]
    office = workspace / path
    try:
        found = office.is_file()
    except OSError:  # no file has so long a name
        found = False
    if not found:
        raise SettingsError(f"读不到单位的设置 {path}（{by} 指明的）。请接好网络或这个盘，或改正这个路径")
    theirs = _read(office, path)
    if _OFFICE in theirs:
        raise SettingsError(f"单位的设置 {path} 里不能再写 {_OFFICE}，请删去这一行")
    return [(path, theirs), (FILE, own)]


def _is_there(workspace: Path) -> bool:
    """Whether the workspace has settings. Raises SettingsError where something else stands in their place."""
    path = workspace / FILE
    if path.is_file():
        return True
    if os.path.lexists(path):
        raise SettingsError(f"{FILE} 不是一个文件，或者它指向的文件不在了。请移走它，或放回原来的文件")
    if wrong := next((name for name in _MISNAMED if (workspace / name).is_file()), ""):
        raise SettingsError(f"文件夹里有 {wrong}，没有 {FILE}：设置没有读到。请把文件名改成 {FILE}，不要 .txt")
    return False


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return both; where both have a value, the other's."""
    found = dict(one)
    for key, value in other.items():
        before = found.get(key)
        found[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return found


def _read(path: Path, name: str) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingsError(f"{name} 太大（超过 100 KB）。请核对是不是放错了文件，写法请照 README")
        data = path.read_bytes()
    except OSError as fault:
        raise SettingsError(f"{name} 读不出来，请存为 UTF-8") from fault
    return _checked(_parsed(data, name), name)


def amended(data: bytes, changes: Sequence[tuple[str, str, toml.Value | None]]) -> bytes:
    """Return gongwen.toml with settings changed in place: table, key, value (None: as if it were not written).

    What is read back must be just that. Raises SettingsError: a value that the program cannot take, or a place that
    cannot be changed; then nothing is changed.
    """
    for table, key, value in changes:
        raw = _parsed(data)
        section = raw
        for name in table.split("."):
            section = section.setdefault(name, {})
        if value is None:
            section.pop(key, None)
        else:
            section[key] = value
        try:
            data = toml.put(data.decode("utf-8"), table, key, value).encode()
        except (toml.Refused, UnicodeDecodeError) as fault:
            raise SettingsError(f"[{table}] {key} 改不进去：{fault}。请用记事本改 {FILE}") from fault
        if _full(_parsed(data)) != _full(raw):
            raise SettingsError(f"[{table}] {key} 改不进去，请用记事本改 {FILE}")
    _checked(_parsed(data))
    return data


def _full(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written, without tables that say nothing."""
    tables = {name: _full(value) if isinstance(value, dict) else value for name, value in raw.items()}
    return {name: value for name, value in tables.items() if value != {}}


def _parsed(data: bytes, name: str = FILE) -> dict[str, Any]:
    try:
        return tomllib.loads(toml.quoted(data.decode("utf-8-sig")))
    except RecursionError as fault:
        raise SettingsError(f"{name} 里的括号套得太深。写法请照 README") from fault
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"{name} {toml_faults.told(fault, data.decode('utf-8-sig'))}") from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(f"{name} 读不出来，请存为 UTF-8") from fault


def _checked(raw: dict[str, Any], name: str = FILE) -> dict[str, Any]:
    if faults := _faults(raw):
        raise SettingsError(f"{name} 有 {len(faults)} 处要改：\n" + "\n".join(f"  · {fault}" for fault in faults))
    return raw


def _settings(raw: Mapping[str, Any]) -> Settings:
    layout, watching = raw.get("版式", {}), raw.get("监视", {})
    defaults = Settings()
    return replace(
        defaults,
        body_font=layout.get("仿宋", defaults.body_font),
        quiet_seconds=float(watching.get("静默秒数", defaults.quiet_seconds)),
        polling=watching.get("轮询", defaults.polling),
        share_allowed=raw.get("台账", {}).get("允许网络盘", defaults.share_allowed),
        sending=_sending(raw.get("发送", {})),
        receiving=Receiving(_mailbox(raw.get("收件", {}), "INBOX"), _day(raw.get("收件", {}).get("自", ""))),
    )


def _sending(raw: Mapping[str, Any]) -> Sending:
    """Return [发送] and what stands below it; it has been checked."""
    mail, box, defaults = raw.get("邮件", {}), raw.get("核对", {}), Mail()
    name, sender = address(mail["发件人"]) or ("", "") if "发件人" in mail else ("", "")
    return Sending(
        way=raw.get("方式", Sending().way),
        approve_all=raw.get("自动批准", False),
        bound=raw.get("装订", "单份") == "卷",
        named_freely=tuple(raw.get("可点名", ())),
        folder=raw.get("文件夹", {}).get("路径", ""),
        locked=raw.get("压缩包", {}).get("设密码", False),
        mail=Mail(
            host=mail.get("主机", ""),
            port=mail.get("端口", 0),
            security=mail.get("加密", defaults.security),
            user=mail.get("用户", ""),
            sender_name=name,
            sender=sender,
            limit_mb=float(mail.get("单封上限MB", defaults.limit_mb)),
            per_minute=mail.get("每分钟封数", defaults.per_minute),
            seconds=float(mail.get("等待秒数", defaults.seconds)),
        ),
        mailbox=_mailbox(box, Mailbox().folder),
    )


def _mailbox(raw: Mapping[str, Any], folder: str) -> Mailbox:
    return Mailbox(
        host=raw.get("主机", ""),
        port=raw.get("端口", 0),
        security=raw.get("加密", Mailbox().security),
        user=raw.get("用户", ""),
        folder=raw.get("文件夹", folder),
    )


def _faults(raw: Mapping[str, Any]) -> list[str]:
    known = {*_SECTIONS, _OFFICE}
    faults = [f"不认识的一节 [{name}]{nearest(name, _SECTIONS)}" for name in raw if name not in known]
    if not _text(raw.get(_OFFICE, "")):
        faults.append(f'{_OFFICE} 应当是引号里的路径，如 "//服务器/共享/gongwen.toml"')
    for section, keys in _SECTIONS.items():
        values = raw.get(section, {})
        if not isinstance(values, dict):
            faults.append(f"[{section}] 应当单独写成一节")
            continue
        faults += [f"[{section}] 里不认识的“{key}”{nearest(key, keys)}" for key in values if key not in keys]
        faults += [
            f"[{section}] {key} 不能是“{values[key]}”，可以是 {'、'.join(_CHOICES[key])}"
            for key in keys
            if key in values and key in _CHOICES and values[key] not in _CHOICES[key]
        ]
    if isinstance(raw.get("发送", {}), dict):
        faults += _sending_faults(raw.get("发送", {}))
    if isinstance(raw.get("收件", {}), dict):
        faults += _table_faults("[收件]", raw.get("收件", {}), _RECEIVING)
    share = raw.get("台账", {}).get("允许网络盘", False) if isinstance(raw.get("台账", {}), dict) else False
    if not isinstance(share, bool):
        faults.append("[台账] 允许网络盘 只能写 true 或 false（不加引号）")
    seconds = raw.get("监视", {}).get("静默秒数", 2) if isinstance(raw.get("监视", {}), dict) else 2
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= _LONGEST_QUIET:
        faults.append("[监视] 静默秒数 应当是大于 0 的数")
    return faults


def _sending_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = []
    for section, checks in _SENDING.items():
        title = f"[发送.{section}]" if section else "[发送]"
        values = raw.get(section, {}) if section else raw
        if not isinstance(values, dict):
            faults.append(f"{title} 应当单独写成一节")
            continue
        if section:
            faults += [f"{title} 里不认识的“{key}”{nearest(key, checks)}" for key in values if key not in checks]
        faults += _table_faults(title, values, checks)
    return faults


def _table_faults(title: str, values: Mapping[str, Any], checks: Mapping[str, _Check]) -> list[str]:
    return [
        f"{title} {key} 不能是“{values[key]}”，{wanted}"
        for key, (fits, wanted) in checks.items()
        if key in values and not fits(values[key])
    ]
