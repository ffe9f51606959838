"""gongwen.toml → Settings, checked at start. Every fault of the file is named at once, with the nearest known key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.model.errors import SettingsError
from pipeline.model.problem import nearest
from pipeline.model.settings import Settings

FILE = "gongwen.toml"
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "版式": ("仿宋",),
    "监视": ("静默秒数", "轮询"),
    "台账": ("允许网络盘",),
    "发送": ("方式", "自动批准", "邮件", "文件夹"),
}
_CHOICES = {
    "仿宋": ("仿宋_GB2312", "仿宋"),
    "轮询": ("自动", "是", "否"),
    "方式": ("邮件", "文件夹", "压缩包"),
}
_LONGEST_QUIET = 3600
_SECTION = re.compile(r"\s*\[([^\[\]\"']+)\]\s*(#.*)?")
_KEY = re.compile(r"(\s*)([^\s\"'=#\[]+)(?=\s*=)")


def load(workspace: Path) -> Settings:
    """Return the workspace's settings. Raises SettingsError naming every fault of gongwen.toml."""
    path = workspace / FILE
    if not path.is_file():
        return Settings()
    try:
        raw = tomllib.loads(_quoted(path.read_text("utf-8-sig")))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"{FILE} 的写法有误：{fault}。文字要放在英文引号里，一行写一项") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{FILE} 读不出来，请存为 UTF-8") from fault
    if faults := _faults(raw):
        raise SettingsError(f"{FILE} 有 {len(faults)} 处要改：\n" + "\n".join(f"  · {fault}" for fault in faults))
    layout, watching = raw.get("版式", {}), raw.get("监视", {})
    defaults = Settings()
    return replace(
        defaults,
        body_font=layout.get("仿宋", defaults.body_font),
        quiet_seconds=float(watching.get("静默秒数", defaults.quiet_seconds)),
        polling=watching.get("轮询", defaults.polling),
        share_allowed=raw.get("台账", {}).get("允许网络盘", defaults.share_allowed),
    )


def _quoted(text: str) -> str:
    """Put the Chinese names into quotation marks that TOML 1.0 asks for and no clerk would write."""
    lines = []
    for line in text.splitlines():
        if section := _SECTION.fullmatch(line):
            names = ".".join(name if name.isascii() else f'"{name.strip()}"' for name in section[1].split("."))
            lines.append(f"[{names}]{section[2] or ''}")
        elif (key := _KEY.match(line)) and not key[2].isascii():
            lines.append(f'{key[1]}"{key[2]}"{line[key.end(2) :]}')
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


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
    share = raw.get("台账", {}).get("允许网络盘", False) if isinstance(raw.get("台账", {}), dict) else False
    if not isinstance(share, bool):
        faults.append("[台账] 允许网络盘 只能写 true 或 false（不加引号）")
    seconds = raw.get("监视", {}).get("静默秒数", 2) if isinstance(raw.get("监视", {}), dict) else 2
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= _LONGEST_QUIET:
        faults.append("[监视] 静默秒数 应当是大于 0 的数")
    return faults
