"""Papers that are no longer due: moved aside where nobody touched them, left where a clerk has, blocking nobody."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.tiny import template

FORM = "outputs/活动/一支部/03-党性分析表-张三.docx"


def _edit(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("手写的一段")
    document.save(str(path))


def _without_zhang(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", "".join(line for line in ROSTER.splitlines(keepends=True) if "张三" not in line))


def test_an_edited_paper_of_a_member_who_left_blocks_nobody(campaign: Workspace) -> None:
    campaign.build()
    _edit(campaign.path / FORM)
    _without_zhang(campaign)
    for _ in range(2):
        report = campaign.build()
        assert report["withdrawn"] == [FORM]

    code, out, _ = campaign.run("approve", "--all")
    assert code == 0
    assert f"不会发送  {FORM}" in out
    code, _, _ = campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    assert code == 0
    assert (campaign.path / FORM).exists()
    assert not list((campaign.path / "U盘").rglob("*张三*"))
    assert list((campaign.path / "U盘").rglob("*李四*"))
    assert "不再需要" in campaign.run("status")[1]
    assert "留在原处" in campaign.run("history", FORM)[1]


def test_what_is_behind_is_said_by_branch(campaign: Workspace) -> None:
    campaign.build()
    _without_zhang(campaign)

    code, _, err = campaign.run("approve", "--all")

    assert code != 0
    assert "一支部" in err
    assert "二支部" not in err


def test_an_edited_paper_whose_facts_changed_waits_for_its_new_version(campaign: Workspace) -> None:
    campaign.build()
    _edit(campaign.path / FORM)
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1975-03-12", "1975-04-12"))

    code, _, err = campaign.run("approve", "--all")
    assert code != 0
    assert "一支部" in err

    campaign.build()
    code, out, _ = campaign.run("approve", "--all")
    assert "03-党性分析表-张三（新版）.docx" in out


def test_a_misspelt_kind_withdraws_nothing(campaign: Workspace) -> None:
    campaign.build()
    before = campaign.documents()
    campaign.put("活动/活动.yaml", CAMPAIGN + MEETING + "文种: [会议通知, 动员讲活]\n")
    _without_zhang(campaign)

    report = campaign.build()

    assert report["withdrawn"] == []
    assert campaign.documents() == before
    assert [p["code"] for p in report["problems"] if p["severity"] == "error"] == ["yaml.kind"]
    assert {path.rpartition("/")[2][:2] for path in report["stopped"]} == {"02", "03", "04", "05"}

    campaign.put("活动/活动.yaml", CAMPAIGN + MEETING + "文种: [会议通知, 动员讲话]\n")
    report = campaign.build()
    assert {path.rpartition("/")[2][:2] for path in report["withdrawn"]} == {"03", "04", "05"}


@pytest.mark.parametrize("written", ["会议通知、动员讲话", "会议通知，动员讲话", "[会议通知、动员讲话]"])
def test_kinds_in_one_text_stop_everything_and_withdraw_nothing(campaign: Workspace, written: str) -> None:
    campaign.build()
    before = campaign.documents()
    campaign.put("活动/活动.yaml", CAMPAIGN + MEETING + f"文种: {written}\n")

    report = campaign.build()

    assert campaign.documents() == before
    assert report["withdrawn"] == []
    assert sorted(report["stopped"]) == before
    (problem,) = [each for each in report["problems"] if each["code"] == "yaml.kind"]
    assert sorted(problem["blocks"]) == before
    assert "[会议通知, 动员讲话]" in problem["message"]


def test_a_paper_made_before_its_facts_were_spoilt_waits_and_blocks_nobody(campaign: Workspace) -> None:
    campaign.build()
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "98年前后"))
    assert campaign.build()["exit"] == 1

    code, out, _ = campaign.run("approve", "--all")
    assert code == 0
    assert f"没有更新  {FORM}" in out
    code, out, _ = campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    assert code == 0
    assert not list((campaign.path / "U盘").rglob("*张三*"))
    assert list((campaign.path / "U盘").rglob("*李四*"))

    campaign.put("活动/花名册.xlsx", ROSTER)
    campaign.build()
    campaign.run("approve", "--all")
    campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    assert list((campaign.path / "U盘").rglob("*张三*"))


def test_a_paper_released_before_its_facts_were_spoilt_waits_as_well(campaign: Workspace) -> None:
    campaign.build()
    campaign.run("approve", "--all")
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "98年前后"))
    campaign.build()

    _, out, _ = campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))

    assert f"没有更新  {FORM}" in out
    assert not list((campaign.path / "U盘").rglob("*张三*"))


def test_what_a_template_cannot_fill_blocks_no_other_paper(campaign: Workspace) -> None:
    (campaign.path / "templates/名单.docx").write_bytes(template("{{ 支部.名称 }}", "{{ 支部.党员们[0].姓名 }}"))
    catalog = campaign.path / "templates/catalog.yaml"
    entry = "- 文种: 名单\n  模板: 名单.docx\n  范围: 支部\n  文件名: 09-名单\n  发送: 支部\n"
    catalog.write_text(f"{catalog.read_text(encoding='utf-8')}\n{entry}", encoding="utf-8")
    assert campaign.build()["exit"] == 1

    code, out, _ = campaign.run("approve", "--all")

    assert code == 0
    assert "没有这份  outputs/活动 里 2 个支部的 09-名单.docx：一支部、二支部" in out
