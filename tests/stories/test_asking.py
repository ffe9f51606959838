"""status, history, why, doctor: what is there, since when, from which cells, and is this machine fit."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.disk import mounts
from tests.conftest import ROSTER, Workspace

FORM = "outputs/活动/一支部/03-党性分析表-张三.docx"
LATER = ROSTER.replace("1998-07-01", "1999-07-01")


def test_status_counts_the_documents_of_each_branch_by_state_and_runs_nothing(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.build()
    (campaign.path / FORM).write_bytes(b"edited")
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1990-07-01", "1991-07-01"))
    campaign.build()
    monkeypatch.setattr("pipeline.inbox.arrival.look", None)
    monkeypatch.setattr("pipeline.plan.due.Plan.of_branch", None)

    found = json.loads(campaign.run("status", "--json")[1])
    _, said, _ = campaign.run("status")

    states = {each["branch"]: each["states"] for each in found["states"][0]["branches"]}
    assert states["一支部"] == {"已是最新": 4, "待补写": 1, "手工改过": 1}
    assert states["二支部"] == {"已是最新": 4, "待补写": 1}
    assert found["kept"] == [FORM]
    assert found["changed"] == []
    assert "一支部" in said
    assert "请核对" in said
    assert "又有改动" not in said


@pytest.mark.parametrize("change", ["roster", "new file", "gone file", "template", "settings"])
def test_status_says_plainly_that_inputs_have_changed_since(campaign: Workspace, change: str) -> None:
    extra = campaign.put("活动/说明.txt", "旧的一份")
    campaign.build()
    template = campaign.path / "templates" / "整改方案.docx"
    match change:
        case "roster":
            file = campaign.put("活动/花名册.xlsx", ROSTER.replace("1990-07-01", "1991-07-01"))
        case "new file":
            file = campaign.put("活动/又一份.txt", "新的一份")
        case "gone file":
            (file := extra).unlink()
        case "template":
            (file := template).write_bytes(template.read_bytes() + b" ")
        case _:
            (file := campaign.path / "gongwen.toml").write_text("", "utf-8")
    name = file.relative_to(campaign.path).as_posix()

    found = json.loads(campaign.run("status", "--json")[1])
    said = campaign.run("status")[1].replace("\n", "")

    assert found["changed"] == [name]
    assert f"上次生成以后又有改动：{name}" in said
    assert "gongwen build" in said
    campaign.build()
    assert json.loads(campaign.run("status", "--json")[1])["changed"] == []


def test_status_of_what_was_never_built_says_what_to_do(campaign: Workspace) -> None:
    code, said, _ = campaign.run("status")

    assert code == 0
    assert "上一次生成：还没有" in said
    assert "gongwen build" in said
    assert not (campaign.path / "outputs").exists()


def test_status_tells_what_a_fault_stops_and_what_each_file_was_taken_for(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "入党了"))
    campaign.put("活动/随手记.xlsx", "物品|数量\n纸|3\n笔|4\n")
    built = campaign.build()

    found = json.loads(campaign.run("status", "--json")[1])

    assert [p for p in found["problems"] if p["blocks"]] == [p for p in built["problems"] if p["blocks"]]
    assert found["stopped"] == built["stopped"]
    files = {each["file"].rpartition("/")[2]: each for each in found["files"]}
    assert [files["花名册.xlsx"][key] for key in ("kind", "rows", "used")] == ["党员花名册", 3, 3]
    assert files["活动.yaml"]["kind"] == "活动事实"
    assert [files["随手记.xlsx"][key] for key in ("kind", "rows", "used")] == [None, 3, 0]


def test_check_says_what_a_build_would_do_with_each_paper_and_why(campaign: Workspace) -> None:
    def told() -> dict[tuple[str, str], list[str]]:
        found = json.loads(campaign.run("check", "--json")[1])["actions"]
        return {(each["do"], each["reason"]): [path.rpartition("/")[2] for path in each["files"]] for each in found}

    assert {key: len(files) for key, files in told().items()} == {("新写", "还没有"): 13}
    campaign.build()
    assert told() == {}
    (campaign.path / FORM).write_bytes((campaign.path / FORM).read_bytes() + b"\0")
    campaign.output("活动/二支部/03-党性分析表-王五.docx").unlink()
    assert told() == {
        ("保留手改", "您改过，依据没有变"): ["03-党性分析表-张三.docx"],
        ("新写", "原来的不在了"): ["03-党性分析表-王五.docx"],
    }
    without = "\n".join(line for line in LATER.splitlines() if "李四" not in line)
    campaign.put("活动/花名册.xlsx", without)
    found = told()
    assert found["另出新版", "您改过，依据又变了"] == ["03-党性分析表-张三.docx"]
    assert found["撤下", "名册里已没有它的依据"] == ["03-党性分析表-李四.docx"]
    assert "另出新版 1 份（您改过，依据又变了）：活动/一支部/03-党性分析表-张三.docx" in campaign.run("check")[1]

    campaign.build()

    assert told() == {("保留手改", "您改过，新版已在旁边"): ["03-党性分析表-张三.docx"]}


def test_an_edit_that_a_new_ledger_does_not_know_keeps_nobody_from_approving(campaign: Workspace) -> None:
    campaign.build()
    (campaign.path / FORM).write_bytes((campaign.path / FORM).read_bytes() + b"\0")
    campaign.build()
    for file in (campaign.path / "outputs" / ".gongwen").glob("ledger.db*"):
        file.unlink()
    campaign.build()

    code, said, _ = campaign.run("approve", "--branch", "二支部")

    assert code == 0, said


def test_history_tells_from_which_cell_a_document_changed_and_in_which_run(campaign: Workspace) -> None:
    campaign.build()
    campaign.put("活动/花名册.xlsx", LATER)
    campaign.build()

    code, said, _ = campaign.run("history", "张三")
    found = json.loads(campaign.run("history", FORM, "--json")[1])

    assert code == 0
    assert "党员.入党年月：“1998年7月”→“1999年7月”  inputs/活动/花名册.xlsx › 党员花名册 › F2" in said
    assert found["document"] == FORM
    assert [(event["run"], event["what"], len(event["changes"])) for event in found["events"]] == [
        (2, "已生成", 1),
        (1, "已生成", 0),
    ]


def test_history_tells_of_new_versions_of_withdrawals_and_of_templates(campaign: Workspace) -> None:
    campaign.build()
    (campaign.path / FORM).write_bytes(b"edited")
    campaign.put("活动/花名册.xlsx", LATER)
    campaign.build()
    catalog = campaign.path / "templates" / "catalog.yaml"
    catalog.write_text(catalog.read_text("utf-8").replace("整改台账.docx", "整改方案.docx"), "utf-8")
    campaign.put("活动/花名册.xlsx", "\n".join(line for line in LATER.splitlines() if "李四" not in line))
    campaign.build()

    _, kept, _ = campaign.run("history", "张三")
    _, gone, _ = campaign.run("history", "李四")
    _, other, _ = campaign.run("history", "二支部/05")

    assert "保留手改 → outputs/活动/一支部/03-党性分析表-张三（新版）.docx" in kept
    assert "已撤下 → outputs/活动/已撤下/一支部/03-党性分析表-李四.docx" in gone
    assert "模板：“有改动”  templates/整改方案.docx" in other


def test_history_without_a_document_lists_the_runs_that_did_anything(campaign: Workspace) -> None:
    campaign.build()
    campaign.build()
    campaign.put("活动/花名册.xlsx", LATER)
    campaign.build()

    _, said, _ = campaign.run("history")
    found = json.loads(campaign.run("history", "--json")[1])

    assert [run["run"] for run in found["runs"]] == [3, 1]
    assert "已生成 13 份" in said


@pytest.mark.parametrize(("asked", "word"), [("不存在", "台账里没有"), ("党性分析表", "写得再完整些")])
def test_history_asks_for_a_name_that_fits_one_document(campaign: Workspace, asked: str, word: str) -> None:
    campaign.build()

    code, _, said = campaign.run("history", asked)

    assert code == 2
    assert word in said


def test_why_names_the_cell_and_the_line_of_every_value(campaign: Workspace) -> None:
    found = json.loads(campaign.run("why", FORM, "--json")[1])
    code, said, _ = campaign.run("why", "张三（新版）")

    values = {each["name"]: each for each in found["values"]}
    assert values["党员.入党年月"] == {
        "name": "党员.入党年月", "value": "1998年7月", "file": "inputs/活动/花名册.xlsx", "sheet": "党员花名册",
        "cell": "F2", "line": None,
    }  # fmt: skip
    assert (values["活动.名称"]["file"], values["活动.名称"]["line"]) == ("inputs/活动/活动.yaml", 2)
    assert code == 0
    assert FORM in said
    assert "templates/党性分析表" in said


def test_why_follows_lists_to_their_rows(sample: Workspace) -> None:
    found = json.loads(sample.run("why", "轧花厂党支部/05-整改台账", "--json")[1])

    cells = [each["cell"] for each in found["values"] if each["name"] == "问题们.具体问题"]
    assert len(cells) > 1
    assert len(set(cells)) == len(cells)


def test_why_says_what_stops_a_document(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1975-03-12", "1975.1"))

    code, said, _ = campaign.run("why", FORM)

    assert code in {0, 1}
    assert "（读不出）" in said or "出不来" in said


@pytest.mark.parametrize(("asked", "word"), [("不存在", "应出的文件里没有"), ("党性分析表", "写得再完整些")])
def test_why_asks_for_a_name_that_fits_one_document(campaign: Workspace, asked: str, word: str) -> None:
    code, _, said = campaign.run("why", asked)

    assert code == 2
    assert word in said


def checks(workspace: Workspace, *options: str) -> dict[str, dict[str, str]]:
    code, out, _ = workspace.run("doctor", "--json", *options)
    found = {f"{each['subject']}{each['health']}": each for each in json.loads(out)["checks"]}
    return found | {"exit": {"code": str(code)}}


def test_doctor_finds_a_fit_workspace_fit(campaign: Workspace) -> None:
    campaign.build()

    found = checks(campaign, "--full")
    _, said, _ = campaign.run("doctor")

    assert found["exit"]["code"] == "0"
    assert "20 份与写出时一字不差" in found["文件正常"]["found"]
    assert {"工作文件夹正常", "位置正常", "台账正常", "时钟正常", "邮件正常"} <= set(found)
    assert "磁盘：还有" in said


def test_doctor_compares_every_byte_and_says_what_to_do(campaign: Workspace) -> None:
    campaign.build()
    edited = campaign.path / FORM
    stat = edited.stat()
    edited.write_bytes(b"x" * stat.st_size)
    campaign.output("活动/二支部/05-整改台账.docx").unlink()

    _, said, _ = campaign.run("doctor", "--full")

    assert "1 份与写出时不同：活动/一支部/03-党性分析表-张三.docx" in said
    assert "1 份不见了：活动/二支部/05-整改台账.docx" in said
    assert "运行 gongwen build，会补上" in said


def test_doctor_names_what_must_be_mended(campaign: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    campaign.build()
    database = sqlite3.connect(campaign.output(".gongwen/ledger.db"))
    database.execute("UPDATE run SET ended = ''")
    database.commit()
    database.close()
    table = tmp_path / "mounts"
    table.write_text(f"server:/x {campaign.path} cifs rw 0 0\n", "utf-8")
    monkeypatch.setattr(mounts, "_MOUNTS", table)
    (campaign.path / "gongwen.toml").write_text("[监视]\n静默 = 3\n", "utf-8")

    found = checks(campaign)

    assert found["exit"]["code"] == "3"
    assert "静默秒数" in found["设置要处理"]["found"]
    assert "允许网络盘 = true" in found["位置要处理"]["cure"]
    assert "接着做完" in found["上次运行注意"]["cure"]


def test_doctor_minds_that_mail_was_chosen_without_a_server(campaign: Workspace) -> None:
    campaign.build()
    (campaign.path / "gongwen.toml").write_text('[发送]\n方式 = "邮件"\n', "utf-8")

    found = checks(campaign)

    assert found["邮件注意"]["cure"] == "在 gongwen.toml 的 [发送.邮件] 里填"


def test_doctor_says_what_a_broken_ledger_costs(campaign: Workspace) -> None:
    campaign.output(".gongwen").mkdir(parents=True)
    campaign.output(".gongwen/ledger.db").write_bytes(b"no database at all, but long enough" * 200)

    found = checks(campaign)

    assert "不会丢失文件" in found["台账要处理"]["found"]


def test_doctor_outside_a_workspace_says_where_to_begin(tmp_path: Path, workspace: Workspace) -> None:
    workspace.path = tmp_path / "nothing"
    workspace.path.mkdir()

    found = checks(workspace)

    assert found["exit"]["code"] == "3"
    assert "gongwen init" in found["工作文件夹要处理"]["cure"]
