"""`doctor --pack`: what a maintainer needs, and no name, number, path or content of an office's."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.conftest import Workspace
from tests.makers import a_template

CANARIES = (
    "欧阳金丝雀", "司马隐姓", "13977770001", "110101199003070007", "金丝雀村", "canary@office.example", "smtp.canary.example",
    "机密活动", "中共金丝雀镇委员会", "zhangsecret", "我们的密表", "金丝雀路", "密人",
)  # fmt: skip
CAMPAIGN = """\
活动: {名称: 机密活动, 简称: 机密活动, 开始: 2026-07-01, 结束: 2026-12-31}
单位: {名称: 中共金丝雀镇委员会, 简称: 金丝雀镇党委, 电话: "13977770001"}
会议: {名称: 机密活动动员会, 时间: 2026-07-06 09:00, 地点: 金丝雀路, 讲话人: 欧阳金丝雀（书记）}
"""
ROSTER = """\
姓名|所在党支部|身份证号|联系电话|人员类别|入党时间|家庭住址
欧阳金丝雀|金丝雀村党支部|110101199003070007|13977770001|正式党员|1998-07-01|金丝雀路1号
司马隐姓|金丝雀村党支部|欧阳金丝雀|1397777|正式党员|司马隐姓|金丝雀路
"""
SETTINGS = '[发送.邮件]\n主机 = "smtp.canary.example"\n端口 = 2525\n用户 = "zhangsecret"\n发件人 = "密人 <canary@office.example>"\n'


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    workspace.put("机密活动/欧阳金丝雀的安排.yaml", CAMPAIGN)
    workspace.put("机密活动/金丝雀村花名册.xlsx", ROSTER)
    workspace.put("机密活动/司马隐姓.密人", b"x")
    (workspace.path / "gongwen.toml").write_text(SETTINGS, "utf-8")
    (workspace.path / "templates" / "我们的密表.docx").write_bytes(a_template("金丝雀路"))
    workspace.build()
    log = workspace.path / "outputs/.gongwen/gongwen.log"
    more = [
        '2026-07-01 08:00:00,000 bug   File "/home/zhangsecret/lib/pipeline/produce/maker.py", line 12, in make',
        "    raise ValueError('欧阳金丝雀 13977770001')",
        "ValueError: 欧阳金丝雀 13977770001",
        "ValueError",
        "2026-07-01 08:00:00,000 cell.phone inputs/欧阳金丝雀.xlsx C7 error",
        "2026-07-01 08:00:00,000 欧阳金丝雀 说 13977770001",
        '  File "C:\\Users\\zhangsecret\\公文\\python\\Lib\\site-packages\\openpyxl\\x.py", line 3, in load',
    ]
    log.write_text(log.read_text("utf-8") + "\n".join(more) + "\n", "utf-8")
    return workspace


def packed(office: Workspace, target: Path) -> dict[str, str]:
    office.run("doctor", "--pack", str(target))
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_no_canary_is_in_a_pack(office: Workspace, tmp_path: Path) -> None:
    held = packed(office, tmp_path / "p.zip")

    for name, text in held.items():
        assert [canary for canary in (*CANARIES, str(office.path)) if canary in name + text] == [], name


def test_a_maintainer_sees_codes_counts_versions_and_places(office: Workspace, tmp_path: Path) -> None:
    held = packed(office, tmp_path / "p.zip")

    figures = json.loads(held["figures.json"])
    assert figures["campaigns"][0][:2] == [1, 2]
    assert any(code.startswith("cell.") for code in figures["problems"])
    assert "pipeline/produce/maker.py:12 make" in held["log.txt"]
    assert "site-packages\\openpyxl\\x.py:3 load" in held["log.txt"]
    assert "cell.phone C7 error" in held["log.txt"]
    assert "ValueError" in held["log.txt"]
    assert {"section": "发送.邮件", "key": "端口", "value": 2525, "from": "workspace"} in json.loads(
        held["settings.json"]
    )
    assert json.loads(held["templates.json"])["会议通知-全镇.docx"] == "一样"
    assert json.loads(held["files.json"])["inputs"]["other"][0] == 1
    assert json.loads(held["records.json"])["runs"]
    assert any(each.startswith("openpyxl ") for each in json.loads(held["program.json"])["libraries"])


def test_a_pack_is_written_where_nothing_else_works(office: Workspace, tmp_path: Path) -> None:
    (office.path / "gongwen.toml").write_text("[密人\n", "utf-8")
    (office.path / "outputs/.gongwen/ledger.db").write_bytes("欧阳金丝雀".encode() * 999)
    (office.path / "templates/catalog.yaml").write_text("欧阳金丝雀", "utf-8")

    held = packed(office, tmp_path / "p.zip")

    assert json.loads(held["figures.json"])["fault"] == "SettingsError"
    for name, text in held.items():
        assert [canary for canary in CANARIES if canary in name + text] == [], name


def test_a_pack_is_never_written_over_a_file(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"x")

    assert office.run("doctor", "--pack", str(tmp_path / "p.zip"))[0] == 2
    assert (tmp_path / "p.zip").read_bytes() == b"x"
