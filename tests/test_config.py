"""gongwen.toml is changed in place: bare Chinese keys, comments and line ends stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config
from pipeline.model.errors import SettingsError
from pipeline.splice import toml

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
def test_one_setting_changes_and_nothing_else(change: tuple[str, str, toml.Value | None], old: str, new: str) -> None:
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
def test_what_the_program_cannot_take_is_refused(change: tuple[str, str, toml.Value], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        config.amended(FILE, [change])


def test_a_file_that_is_not_there_begins_with_its_first_setting() -> None:
    assert config.amended(b"", [("版式", "仿宋", "仿宋")]).decode() == '[版式]\n仿宋 = "仿宋"\n'


OFFICE = """[发送]
方式 = "文件夹"
[发送.邮件]
主机 = "smtp.example.cn"
端口 = 587
[监视]
静默秒数 = 9
"""
OWN = """[发送.邮件]
端口 = 465
[监视]
静默秒数 = 3
"""


def _written(folder: Path, own: str) -> Path:
    (folder / "单位.toml").write_text(OFFICE, "utf-8")
    (folder / "w").mkdir()
    (folder / "w" / config.FILE).write_text(own, "utf-8")
    return folder / "w"


@pytest.mark.parametrize("named", ["../单位.toml", "absolute", "variable"])
def test_the_offices_settings_hold_where_the_workspace_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    path = (tmp_path / "单位.toml").as_posix() if named == "absolute" else named
    if named == "variable":
        monkeypatch.setenv(config.VARIABLE, str(tmp_path / "单位.toml"))
    workspace = _written(tmp_path, OWN if named == "variable" else f'单位设置 = "{path}"\n{OWN}')

    settings = config.load(workspace)

    assert (settings.sending.way, settings.sending.mail.host) == ("文件夹", "smtp.example.cn")
    assert (settings.sending.mail.port, settings.quiet_seconds) == (465, 3)
    told = {(each.section, each.key): (each.value, each.file == config.FILE) for each in config.stated(workspace)}
    assert told == {
        ("发送", "方式"): ("文件夹", False),
        ("发送.邮件", "主机"): ("smtp.example.cn", False),
        ("发送.邮件", "端口"): (465, True),
        ("监视", "静默秒数"): (3, True),
    }


def test_what_the_workspace_names_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(config.VARIABLE, str(tmp_path / "没有.toml"))

    assert config.load(_written(tmp_path, '单位设置 = "../单位.toml"\n')).sending.way == "文件夹"


def test_an_office_file_that_is_away_is_no_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = _written(tmp_path, '单位设置 = "../没有.toml"\n')
    with pytest.raises(SettingsError, match=r"读不到单位的设置 ../没有.toml（gongwen.toml 的 单位设置 指明的）"):
        config.load(workspace)

    (workspace / config.FILE).write_text("", "utf-8")
    monkeypatch.setenv(config.VARIABLE, "Z:/没有.toml")
    with pytest.raises(SettingsError, match=r"环境变量 GONGWEN_SETTINGS"):
        config.load(workspace)


def test_a_fault_of_the_offices_file_names_that_file(tmp_path: Path) -> None:
    workspace = _written(tmp_path, '单位设置 = "../单位.toml"\n')
    (tmp_path / "单位.toml").write_text('[发送]\n方法 = "邮件"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"../单位.toml 有 1 处要改"):
        config.load(workspace)

    (tmp_path / "单位.toml").write_text('单位设置 = "再一个.toml"\n', "utf-8")
    with pytest.raises(SettingsError, match="不能再写 单位设置"):
        config.load(workspace)


def test_one_setting_changes_below_the_line_that_names_the_office() -> None:
    before = '单位设置 = "../单位.toml"\n[发送]\n方式 = "邮件"\n'.encode()

    assert config.amended(before, [("发送", "方式", "文件夹")]) == before.replace("邮件".encode(), "文件夹".encode())


@pytest.mark.parametrize("name", ["gongwen.toml.txt", "gongwen.txt"])
def test_settings_under_the_name_that_notepad_gives_them_are_not_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('[发送]\n方式 = "压缩包"\n', "utf-8")

    with pytest.raises(SettingsError, match=r"请把文件名改成 gongwen\.toml"):
        config.load(tmp_path)

    (tmp_path / name).rename(tmp_path / "gongwen.toml")
    assert config.load(tmp_path).sending.way == "压缩包"


def test_what_stands_in_the_place_of_settings_and_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "gongwen.toml").mkdir()

    with pytest.raises(SettingsError, match="不是一个文件"):
        config.load(tmp_path)


def test_a_link_to_settings_that_are_gone_is_no_default(tmp_path: Path) -> None:
    (tmp_path / "gongwen.toml").symlink_to(tmp_path / "没有")

    with pytest.raises(SettingsError, match="指向的文件不在了"):
        config.load(tmp_path)


def test_an_office_file_with_a_name_too_long_for_any_file_is_away(tmp_path: Path) -> None:
    (tmp_path / "gongwen.toml").write_text(f'单位设置 = "{"长" * 3000}"\n', "utf-8")

    with pytest.raises(SettingsError, match="读不到单位的设置"):
        config.load(tmp_path)


@pytest.mark.parametrize(
    "line", ["等待秒数 = inf", "单封上限MB = inf", "每分钟封数 = 99999999999999", "等待秒数 = nan"]
)
def test_a_number_that_no_clock_counts_to_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "gongwen.toml").write_text(f"[发送.邮件]\n{line}\n", "utf-8")

    with pytest.raises(SettingsError, match=line.partition(" ")[0]):
        config.load(tmp_path)
