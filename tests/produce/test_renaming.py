"""A campaign's folder that was renamed: its papers, edits, approvals and what was sent move along."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from pipeline import disk, produce
from pipeline.desk import opened
from pipeline.ledger import SentBook
from pipeline.model.errors import DiskError
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace


def _edit(path: Path) -> bytes:
    document = docx.Document(str(path))
    document.add_paragraph("手写的一段")
    document.save(str(path))
    return path.read_bytes()


def _rename(workspace: Workspace, old: str, new: str) -> None:
    (workspace.path / "inputs" / old).rename(workspace.path / "inputs" / new)


def _sent(workspace: Workspace) -> set[str]:
    _, out, _ = workspace.run("status", "--json")
    return {row["campaign"] for row in json.loads(out)["sent"]}


def test_a_renamed_folder_takes_papers_edits_approvals_and_what_was_sent_along(campaign: Workspace) -> None:
    campaign.build()
    kept = _edit(campaign.output("活动/一支部/03-党性分析表-张三.docx"))
    campaign.build()
    campaign.run("approve", "--all")
    campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    before = campaign.documents()
    left = sorted(path.name for path in (campaign.path / "U盘" / "活动").rglob("*.docx"))
    assert left

    _rename(campaign, "活动", "改名")
    report = campaign.build()

    assert [p["code"] for p in report["problems"] if p["code"].startswith("campaign.")] == ["campaign.renamed"]
    assert report["written"] == []
    assert report["withdrawn"] == []
    assert campaign.documents() == sorted(path.replace("outputs/活动/", "outputs/改名/") for path in before)
    assert campaign.output("改名/一支部/03-党性分析表-张三.docx").read_bytes() == kept
    assert not campaign.output("活动").exists()
    code, out, _ = campaign.run("approve", "--all")
    assert (code, "批准 0 份" in out) == (0, True)
    code, out, _ = campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    assert (code, "没有新的要发" in out) == (0, True)
    assert sorted(path.name for path in (campaign.path / "U盘").rglob("*.docx")) == left
    assert _sent(campaign) == {"改名"}
    assert campaign.build()["problems"] == [p for p in report["problems"] if p["code"] != "campaign.renamed"]


@pytest.mark.parametrize("step", ["papers", "sent", "ledger"])
def test_a_run_that_is_killed_while_it_moves_a_campaign_is_gone_on_with(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    campaign.build()
    campaign.run("approve", "--all")
    campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    before = campaign.documents()
    _rename(campaign, "活动", "改名")

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        match step:
            case "papers":
                patched.setattr(disk, "move", killed)
            case "sent":
                patched.setattr(SentBook, "rename", killed)
            case _:
                patched.setattr("pipeline.ledger.Ledger.rename", killed)
        with opened(campaign.path) as desk, pytest.raises(Killed):
            produce.produce(desk)
    report = campaign.build()

    assert report["written"] == report["withdrawn"] == []
    assert campaign.documents() == sorted(path.replace("outputs/活动/", "outputs/改名/") for path in before)
    assert "没有新的要发" in campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))[1]


def test_a_campaign_whose_papers_are_open_elsewhere_waits(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign.build()
    before = campaign.documents()
    _rename(campaign, "活动", "改名")

    def held(path: Path, target: Path) -> None:
        raise DiskError(f"移不动 {path.name} → {target.name}")

    with monkeypatch.context() as patched:
        patched.setattr(disk, "move", held)
        report = campaign.build()

    assert [p["code"] for p in report["problems"] if p["severity"] == "error"] == ["campaign.not-moved"]
    assert report["withdrawn"] == []
    assert campaign.documents() == before
    assert campaign.build()["written"] == []


def test_a_slip_in_the_yaml_at_the_same_time_loses_nothing(campaign: Workspace) -> None:
    campaign.build()
    kept = _edit(campaign.output("活动/一支部/03-党性分析表-张三.docx"))
    before = campaign.documents()
    _rename(campaign, "活动", "改名")
    campaign.put("改名/活动.yaml", (CAMPAIGN + MEETING).replace("开始: 2026-07-01", "开始: 七月一日"))
    campaign.build()

    campaign.put("改名/活动.yaml", CAMPAIGN + MEETING)
    campaign.build()

    assert campaign.documents() == sorted(path.replace("outputs/活动/", "outputs/改名/") for path in before)
    assert campaign.output("改名/一支部/03-党性分析表-张三.docx").read_bytes() == kept


def test_another_campaign_takes_nothing_over(campaign: Workspace) -> None:
    campaign.build()
    _rename(campaign, "活动", "旧")
    campaign.put("旧/活动.yaml", (CAMPAIGN + MEETING).replace("开始: 2026-07-01", "开始: 2026-08-01"))

    report = campaign.build()

    assert len(report["written"]) == len(campaign.documents()) - len(list(campaign.output("活动").rglob("*.docx")))
    assert all(path.startswith("outputs/活动/") for path in report["withdrawn"])


def test_a_copy_beside_the_original_is_another_campaign(campaign: Workspace) -> None:
    campaign.build()
    campaign.put("副本/活动.yaml", CAMPAIGN + MEETING)
    campaign.put("副本/花名册.xlsx", ROSTER)

    report = campaign.build()

    assert report["withdrawn"] == []
    assert {path.split("/")[1] for path in report["written"]} == {"副本"}


SHORT = "党支部名称|简称|书记\n吕寨镇一支部|{}|张三\n吕寨镇二支部|{}|王五\n"
MEMBERS = ROSTER.replace("|一支部|", "|吕寨镇一支部|").replace("|二支部|", "|吕寨镇二支部|")


def test_a_branch_whose_short_name_changes_stays_where_its_papers_are(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", MEMBERS)
    campaign.put("活动/党支部名册.xlsx", SHORT.format("一支部", "二支部"))
    campaign.build()
    kept = _edit(campaign.output("活动/一支部/04-整改方案.docx"))
    campaign.run("approve", "--all")
    campaign.run("send", "--way", "文件夹", "--to", str(campaign.path / "U盘"))
    before = campaign.documents()

    campaign.put("活动/党支部名册.xlsx", SHORT.format("红旗支部", "二支部"))
    report = campaign.build()

    (told,) = [each for each in report["problems"] if each["code"] == "branch.at-home"]
    assert ("吕寨镇一支部" in told["message"], "“一支部”" in told["message"]) == (True, True)
    assert (report["withdrawn"], [path for path in before if path not in campaign.documents()]) == ([], [])
    assert campaign.output("活动/一支部/04-整改方案.docx").read_bytes() == kept
    assert not campaign.output("活动/红旗支部").exists()
    assert any("一支部/" in path for path in report["written"])  # they say its new name
    assert [p for p in campaign.build()["problems"] if p["code"] == "branch.at-home"] == [told]

    campaign.output("活动/一支部").rename(campaign.path / "拿开")
    assert all("/红旗支部/" in path or "/全镇/" in path for path in campaign.build()["written"])


def test_no_branch_stays_in_a_folder_that_another_one_is_called_by(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", MEMBERS)
    campaign.put("活动/党支部名册.xlsx", SHORT.format("一支部", "二支部"))
    campaign.build()

    campaign.put("活动/党支部名册.xlsx", SHORT.format("二支部", "一支部"))
    report = campaign.build()

    assert [each for each in report["problems"] if each["code"] == "branch.at-home"] == []
    assert "张三" in str(campaign.output("活动/二支部/03-党性分析表-张三.docx"))
    assert campaign.output("活动/二支部/03-党性分析表-张三.docx").is_file()
