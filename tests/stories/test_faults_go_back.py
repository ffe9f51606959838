"""A faulty workbook comes back as a marked copy; mended and dropped in, it takes its source's place."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook

from tests.conftest import CAMPAIGN, ROSTER, Workspace

BROKEN = ROSTER.replace("1998-07-01", "说不清").replace("一支部|女", "一支部|女")
COPY = "活动/退回修改/花名册.xlsx"


@pytest.mark.confined
def test_the_copy_marks_the_cell_and_says_what_to_write(campaign: Workspace) -> None:
    source = campaign.put("活动/花名册.xlsx", BROKEN)
    before = source.read_bytes()

    campaign.build()

    book = load_workbook(campaign.output(COPY))
    assert book.sheetnames == ["退回汇总", "党员花名册"]
    cell = book["党员花名册"]["F2"]
    assert cell.value == "说不清"
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")
    assert "请写成 2005年7月1日" in cell.comment.text
    summary = [[cell.value for cell in row] for row in book["退回汇总"].iter_rows(min_row=3)]
    assert summary[0][1:4] == ["党员花名册", "F2", "错误"]
    assert book["退回汇总"]["C3"].hyperlink.location == "'党员花名册'!F2"
    assert source.read_bytes() == before


def test_a_mended_copy_supersedes_its_source(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", BROKEN)
    campaign.build()
    book = load_workbook(campaign.output(COPY))
    book["党员花名册"]["F2"] = "1998年7月"
    mended = campaign.path / "inputs" / "活动" / "花名册（改）.xlsx"
    book.save(mended)

    report = campaign.build()

    assert report["exit"] == 0
    assert report["campaigns"][0]["members"] == 3
    assert report["written"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]
    assert not campaign.output(COPY).exists()


def test_a_copy_of_a_copy_supersedes_them_all(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", BROKEN)
    campaign.build()
    half = campaign.path / "inputs" / "活动" / "第一次改.xlsx"
    shutil.copy(campaign.output(COPY), half)
    campaign.build()
    again = campaign.output("活动/退回修改/第一次改.xlsx")
    book = load_workbook(again)
    book["党员花名册"]["F2"] = "1998年7月"
    book.save(campaign.path / "inputs" / "活动" / "第二次改.xlsx")
    half.unlink()

    report = campaign.build()

    assert report["exit"] == 0
    assert report["campaigns"][0]["members"] == 3


def test_nothing_comes_back_where_nothing_is_wrong(campaign: Workspace) -> None:
    campaign.build()

    assert not campaign.output("活动/退回修改").exists()


def test_a_copy_that_the_clerk_is_working_on_is_never_overwritten(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", BROKEN)
    campaign.build()
    copy = campaign.output(COPY)
    book = load_workbook(copy)
    book["党员花名册"]["F2"] = "1998年7月"
    book.save(copy)
    mine = copy.read_bytes()
    campaign.put("活动/花名册.xlsx", BROKEN.replace("1990-07-01", "也说不清"))

    campaign.build()

    assert copy.read_bytes() == mine
    assert campaign.output("活动/退回修改/花名册（新版）.xlsx").is_file()


def test_a_csv_comes_back_as_a_workbook_and_its_text_stays_text(campaign: Workspace) -> None:
    (campaign.path / "inputs" / "活动" / "花名册.xlsx").unlink()
    campaign.put("活动/花名册.csv", "姓名,所在党支部,入党时间,备注\n张三,一支部,说不清,=1+1\n".encode("gbk"))

    campaign.build()

    page = load_workbook(campaign.output(COPY))["花名册"]
    assert (page["D2"].value, page["D2"].data_type) == ("=1+1", "s")
    assert page["C2"].comment is not None


def test_what_is_no_cell_is_listed_in_words(campaign: Workspace) -> None:
    campaign.put("活动/活动.yaml", CAMPAIGN + "发文: {字号: 吕委〔2026〕1号\n")

    campaign.build()

    said = campaign.output("活动/退回修改/退回说明.txt").read_text("utf-8-sig")
    assert f"inputs/活动/活动.yaml › 第{CAMPAIGN.count(chr(10)) + 1}行" in said
    assert "方括号或花括号没有成对" in said


def test_a_second_build_marks_nothing_anew(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", BROKEN)
    campaign.build()
    before = campaign.output(COPY).stat().st_mtime_ns

    campaign.build()

    assert campaign.output(COPY).stat().st_mtime_ns == before
