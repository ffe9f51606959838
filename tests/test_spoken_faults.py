"""What libraries and the system say in English reaches no clerk: it is said in Chinese, with the place and what to do."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest

from pipeline import config, disk
from pipeline.ledger import Ledger
from pipeline.model.errors import LedgerError, SettingsError

ENGLISH = re.compile(r"[A-Za-z]{3,}")
KNOWN = re.compile(r"gongwen(?:\.toml)?|true|false|ledger\.db|outputs|SQLite|UTF-8")


@pytest.mark.parametrize(
    ("text", "line", "what", "cure"),
    [
        ("[发送]\n方式 邮件\n", 2, "不像“项目 = 内容”", '项目 = "内容"'),
        ("[发送]\n方式 = 邮件\n", 2, "等号后面的内容写得不对", '项目 = "内容"'),
        ("[发送]\n\n方式 = “邮件”\n", 3, "引号是中文的", '英文的 "'),
        ('[发送\n方式 = "邮件"\n', 1, "方括号没有成对", "[名字]"),
        ('[发送]\n方式 = "邮件\n', 2, "引号没有成对", '项目 = "内容"'),
        ('[发送]\n方式 = "文件夹"\n方式 = "邮件"\n', 3, "同一项写了两次", "只留一处"),
        ('[发送]\n自动批准 = true\n[发送]\n装订 = "卷"\n', 3, "这一节写了两次", "合成一节"),
        ('[发送]\n可点名 = ["张某某"\n\n\n', 2, "没有成对", '["甲", "乙"]'),
        ('[发送.文件夹]\n路径 = "D:\\交换"\n', 2, "反斜杠", "写成 /"),
        ('【发送】\n方式 = "邮件"\n', 1, "“【”是全角的", "英文的 ["),
        ('# 说明\n[发送]\n方式 ＝ "邮件"\n', 3, "“＝”是全角的", "英文的 ="),
        ("这是设置\n", 1, "不像“项目 = 内容”", "前面加 #"),
        ('[发送]\n方式 = "邮件" 或者\n', 2, "多写了东西", "一行只写一项"),
        ("[发送.邮件]\n端口 =\n", 2, "等号后面", "数直接写"),
        ("[发送.邮件]\n端口 = 25端口\n", 2, "", ""),
    ],
)
def test_a_fault_of_the_settings_is_told_with_its_line_and_its_cure(
    tmp_path: Path, text: str, line: int, what: str, cure: str
) -> None:
    (tmp_path / "gongwen.toml").write_text(text, "utf-8")

    with pytest.raises(SettingsError) as told:
        config.load(tmp_path)

    said = str(told.value)
    assert f"gongwen.toml 第{line}行" in said
    assert what in said
    assert cure in said
    assert not ENGLISH.search(KNOWN.sub("", said)), said


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_what_the_system_says_is_said_in_chinese(number: int) -> None:
    said = disk.in_words(OSError(number, os.strerror(number)))

    assert not ENGLISH.search(said), said
    assert said


def test_what_the_system_says_in_chinese_itself_stays() -> None:
    assert disk.in_words(OSError(5, "拒绝访问。")) == "拒绝访问。"


@pytest.mark.parametrize("data", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\x07" * 4096])
def test_a_damaged_ledger_is_told_in_chinese(tmp_path: Path, data: bytes) -> None:
    home = tmp_path / "outputs/.gongwen"
    home.mkdir(parents=True)
    (home / "ledger.db").write_bytes(data)

    with pytest.raises(LedgerError) as told:
        Ledger(home / "ledger.db").last_run()

    assert isinstance(told.value.__cause__, sqlite3.DatabaseError)
    assert not ENGLISH.search(KNOWN.sub("", str(told.value).replace(str(tmp_path), ""))), told.value
