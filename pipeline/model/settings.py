"""Settings: what gongwen.toml may set, with its defaults (INPUTS.md §6)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything optional; config.py reads and checks it."""

    body_font: str = "仿宋_GB2312"
    quiet_seconds: float = 2.0
    polling: str = "自动"  # 自动 | 是 | 否
    share_allowed: bool = False  # the ledger may lie on a network drive
