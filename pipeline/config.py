"""gongwen.toml → Settings, checked at start. Every fault of the file is named at once, with the nearest known key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from pipeline.model.errors import SettingsError
from pipeline.model.problem import nearest
from pipeline.model.settings import Mail, Mailbox, Sending, Settings
from pipeline.splice import toml
from pipeline.splice.toml import Value

FILE = "gongwen.toml"
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "版式": ("仿宋",),
    "监视": ("静默秒数", "轮询"),
    "台账": ("允许网络盘",),
    "发送": ("方式", "自动批准", "可点名", "邮件", "文件夹", "压缩包", "核对"),
}
_CHOICES = {
    "仿宋": ("仿宋_GB2312", "仿宋"),
    "轮询": ("自动", "是", "否"),
    "方式": ("邮件", "文件夹", "压缩包"),
}
_LARGEST = 100_000  # bytes; an office's has some hundred
_LONGEST_QUIET = 3600
_HIGHEST_PORT = 65_535


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


def _names(value: object) -> bool:
    return isinstance(value, list) and all(_text(name) and name.strip() for name in value)


def _port(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _HIGHEST_PORT


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _whole(value: object) -> bool:
    return isinstance(value, int) and _positive(value)


def address(text: str) -> tuple[str, str] | None:
    """Return display name and address of 发件人; None where it is not exactly one address."""
    name, found = parseaddr(text)
    plain = re.fullmatch(r"[^\s<>(),;:\"@]+@[^\s<>(),;:\"@]+", found)
    return (name, found) if plain and _text(text) and text.endswith((found, f"<{found}>")) else None


def _sender(value: object) -> bool:
    return isinstance(value, str) and address(value) is not None


_Check = tuple[Callable[[object], bool], str]
_FLAG: _Check = (_flag, "只能写 true 或 false（不加引号）")
_TEXT: _Check = (_text, "应当是引号里的文字")
_PORT: _Check = (_port, "应当是 1 到 65535 的整数")
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
    "核对": {
        "主机": _TEXT,
        "端口": _PORT,
        "加密": (("无", "TLS").__contains__, "可以是 无、TLS"),
        "用户": _TEXT,
        "文件夹": _TEXT,
    },
}


def load(workspace: Path) -> Settings:
    """Return the workspace's settings. Raises SettingsError naming every fault of gongwen.toml."""
    path = workspace / FILE
    if not path.is_file():
        return Settings()
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingsError(f"{FILE} 太大（超过 100 KB）。请核对是不是放错了文件，写法请照 README")
        data = path.read_bytes()
    except OSError as fault:
        raise SettingsError(f"{FILE} 读不出来，请存为 UTF-8") from fault
    return _settings(_checked(_parsed(data)))


def amended(data: bytes, changes: Sequence[tuple[str, str, Value | None]]) -> bytes:
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


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(toml.quoted(data.decode("utf-8-sig")))
    except RecursionError as fault:
        raise SettingsError(f"{FILE} 里的括号套得太深。写法请照 README") from fault
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"{FILE} 的写法有误：{fault}。文字要放在英文引号里，一行写一项") from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(f"{FILE} 读不出来，请存为 UTF-8") from fault


def _checked(raw: dict[str, Any]) -> dict[str, Any]:
    if faults := _faults(raw):
        raise SettingsError(f"{FILE} 有 {len(faults)} 处要改：\n" + "\n".join(f"  · {fault}" for fault in faults))
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
    )


def _sending(raw: Mapping[str, Any]) -> Sending:
    """Return [发送] and what stands below it; it has been checked."""
    mail, box, defaults = raw.get("邮件", {}), raw.get("核对", {}), Mail()
    name, sender = address(mail["发件人"]) or ("", "") if "发件人" in mail else ("", "")
    return Sending(
        way=raw.get("方式", Sending().way),
        approve_all=raw.get("自动批准", False),
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
        mailbox=Mailbox(
            host=box.get("主机", ""),
            port=box.get("端口", 0),
            security=box.get("加密", Mailbox().security),
            user=box.get("用户", ""),
            folder=box.get("文件夹", Mailbox().folder),
        ),
    )


def _faults(raw: Mapping[str, Any]) -> list[str]:
    faults = [f"不认识的一节 [{name}]{nearest(name, _SECTIONS)}" for name in raw if name not in _SECTIONS]
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
        faults += [
            f"{title} {key} 不能是“{values[key]}”，{wanted}"
            for key, (fits, wanted) in checks.items()
            if key in values and not fits(values[key])
        ]
    return faults
