"""A second run writes nothing; a change rewrites what shows it; a clerk's edit is never overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
from openpyxl import load_workbook

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.outline import text


def edited(path: Path) -> bytes:
    """Change a document as a clerk would, and return its bytes."""
    document = docx.Document(str(path))
    document.paragraphs[0].add_run("（已核）")
    document.save(str(path))
    return path.read_bytes()


def test_a_second_build_writes_nothing(campaign: Workspace) -> None:
    first = campaign.build()
    before = {path: path.stat().st_mtime_ns for path in campaign.output("活动").rglob("*") if path.is_file()}

    second = campaign.build()

    assert first["written"]
    assert second["written"] == []
    assert second["unchanged"] == len(first["written"])
    after = {path: path.stat().st_mtime_ns for path in campaign.output("活动").rglob("*") if path.is_file()}
    assert after == before


def test_one_changed_cell_rewrites_only_the_documents_that_show_it(campaign: Workspace) -> None:
    campaign.build()
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))

    report = campaign.build()

    assert report["written"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]
    book = load_workbook(campaign.output("活动/清单.xlsx"))
    change = [row for row in book["变更"].iter_rows(min_row=2, values_only=True) if row[1] == "党员.入党年月"]
    assert change[0][2:] == ("1998年7月", "1999年7月", "inputs/活动/花名册.xlsx › 党员花名册 › F2")


def test_a_change_of_a_template_rewrites_only_its_kind(campaign: Workspace) -> None:
    campaign.build()
    edited(campaign.path / "templates" / "整改台账.docx")

    report = campaign.build()

    assert report["written"] == ["outputs/活动/一支部/05-整改台账.docx", "outputs/活动/二支部/05-整改台账.docx"]


def test_an_edited_document_is_kept_and_the_new_version_lies_beside_it(campaign: Workspace) -> None:
    campaign.build()
    path = campaign.output("活动/一支部/03-党性分析表-张三.docx")
    bytes_of_the_clerk = edited(path)

    untouched = campaign.build()
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
    changed = campaign.build()

    assert untouched["kept"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]
    assert untouched["written"] == []
    assert path.read_bytes() == bytes_of_the_clerk
    assert changed["written"] == ["outputs/活动/一支部/03-党性分析表-张三（新版）.docx"]
    assert "1999年7月" in text(campaign.output("活动/一支部/03-党性分析表-张三（新版）.docx"))


def test_an_edited_new_version_is_kept_too(campaign: Workspace) -> None:
    campaign.build()
    edited(campaign.output("活动/一支部/03-党性分析表-张三.docx"))
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
    campaign.build()
    second = campaign.output("活动/一支部/03-党性分析表-张三（新版）.docx")
    bytes_of_the_clerk = edited(second)
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1997-07-01"))

    report = campaign.build()

    assert report["written"] == ["outputs/活动/一支部/03-党性分析表-张三（新版2）.docx"]
    assert second.read_bytes() == bytes_of_the_clerk


def test_a_lost_ledger_loses_no_document_and_no_edit(campaign: Workspace) -> None:
    campaign.build()
    path = campaign.output("活动/一支部/02-动员讲话.docx")
    bytes_of_the_clerk = edited(path)
    shutil.rmtree(campaign.output(".gongwen"))

    report = campaign.build()

    assert path.read_bytes() == bytes_of_the_clerk
    assert report["written"] == ["outputs/活动/一支部/02-动员讲话（新版）.docx"]
    assert report["kept"] == ["outputs/活动/一支部/02-动员讲话.docx"]


def test_a_member_who_has_left_is_withdrawn_not_deleted(campaign: Workspace) -> None:
    campaign.build()
    campaign.put("活动/花名册.xlsx", "\n".join(line for line in ROSTER.splitlines() if "李四" not in line))

    report = campaign.build()

    assert report["withdrawn"] == ["outputs/活动/一支部/03-党性分析表-李四.docx"]
    assert not campaign.output("活动/一支部/03-党性分析表-李四.docx").exists()
    assert campaign.output("活动/已撤下/一支部/03-党性分析表-李四.docx").is_file()


def test_an_edited_document_whose_member_has_left_stays_and_is_named(campaign: Workspace) -> None:
    campaign.build()
    path = campaign.output("活动/一支部/03-党性分析表-李四.docx")
    edited(path)
    campaign.put("活动/花名册.xlsx", "\n".join(line for line in ROSTER.splitlines() if "李四" not in line))

    report = campaign.build()

    assert report["withdrawn"] == ["outputs/活动/一支部/03-党性分析表-李四.docx"]
    assert path.is_file()


def test_an_unreadable_roster_withdraws_nobody(campaign: Workspace) -> None:
    campaign.build()
    before = campaign.documents()
    campaign.put("活动/花名册.xlsx", b"PK\x03\x04 half a file")

    report = campaign.build()

    assert report["exit"] == 1
    assert report["withdrawn"] == []
    assert campaign.documents() == before


def test_a_campaign_taken_out_of_inputs_is_withdrawn(campaign: Workspace) -> None:
    campaign.build()
    shutil.rmtree(campaign.path / "inputs" / "活动")
    campaign.put("另一个/活动.yaml", CAMPAIGN.replace("名称: 保持", "名称: 再次保持") + MEETING)
    campaign.put("另一个/花名册.xlsx", ROSTER)

    report = campaign.build()

    assert len(report["withdrawn"]) == 13
    assert campaign.output("活动/已撤下/一支部/03-党性分析表-张三.docx").is_file()


def test_a_deleted_output_is_made_again(campaign: Workspace) -> None:
    campaign.build()
    campaign.output("活动/二支部/04-整改方案.docx").unlink()

    assert campaign.build()["written"] == ["outputs/活动/二支部/04-整改方案.docx"]
