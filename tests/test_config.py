"""gongwen.toml is changed in place: bare Chinese keys, comments and line ends stay."""

from __future__ import annotations

import pytest

from pipeline import config
from pipeline.model.errors import SettingsError

FILE = (
    '\ufeff# 设置\r\n[发送]\r\n方式 = "邮件"              # 邮件、文件夹 "#"\r\n自动批准 = false  # 逐次\r\n\r\n'
    "# 邮箱\r\n[发送.邮件]\r\n端口 = 587\r\n主机 = \"a#b\"\r\n发件人 = '办 <a@example.cn>'"
).encode()


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (("发送", "方式", "文件夹"), '方式 = "邮件"  ', '方式 = "文件夹"  '),
        (("发送", "自动批准", True), "自动批准 = false  #", "自动批准 = true  #"),
        (("发送", "自动批准", None), "自动批准 = false  # 逐次\r\n", ""),
        (("发送.邮件", "端口", 465), "端口 = 587", "端口 = 465"),
        (("发送.邮件", "主机", 'smtp\\"例'), '主机 = "a#b"', '主机 = "smtp\\\\\\"例"'),
        (("发送.邮件", "加密", "TLS"), "cn>'", 'cn>\'\r\n加密 = "TLS"\r\n'),
        (("版式", "仿宋", "仿宋"), "cn>'", 'cn>\'\r\n\r\n[版式]\r\n仿宋 = "仿宋"\r\n'),
        (("发送", "可点名", ["甲", "乙"]), "# 逐次\r\n", '# 逐次\r\n可点名 = ["甲", "乙"]\r\n'),
        (("版式", "仿宋", None), "", ""),
    ],
)
def test_one_setting_changes_and_nothing_else(change: tuple[str, str, config.Value | None], old: str, new: str) -> None:
    assert config.amended(FILE, [change]) == FILE.replace(old.encode(), new.encode(), 1)


def test_a_list_over_several_lines_is_one_value() -> None:
    before = '[发送]\n可点名 = [\n  "甲",\n  "乙"\n]  # 尾\n方式 = "邮件"\n'.encode()

    assert (
        config.amended(before, [("发送", "可点名", ["丙"])]).decode()
        == '[发送]\n可点名 = ["丙"]  # 尾\n方式 = "邮件"\n'
    )
    with pytest.raises(SettingsError, match="说明文字"):
        config.amended(before.replace(b'"\xe7\x94\xb2",', b'"\xe7\x94\xb2", # x'), [("发送", "可点名", ["丙"])])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("发送", "方式", "传真"), "可以是 邮件"),
        (("发送.邮件", "端口", 99_999), "1 到 65535"),
        (("发送", "方法", "邮件"), "不认识的"),
        (("发送.邮件", "主机", "a\x07b"), "控制字符"),
    ],
)
def test_what_the_program_cannot_take_is_refused(change: tuple[str, str, config.Value], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        config.amended(FILE, [change])


def test_a_file_that_is_not_there_begins_with_its_first_setting() -> None:
    assert config.amended(b"", [("版式", "仿宋", "仿宋")]).decode() == '[版式]\n仿宋 = "仿宋"\n'
