"""A speech with the faults that speeches have: each is shown with both sides, and every document is made."""

from __future__ import annotations

import json

from openpyxl import load_workbook

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace

SPEECH = """\
2026年7月 各位领导、同志们：

镇党委决定召开这次动员大会。这次先教活动自8月起，到11月底止，共涉及到党组织十二个，党员二百三十名。

一、想明白为什么要抓

有的同志说地里忙、厂里忙，顾不上搞先进性。群众看我们，看的就是党员做了什么。

二、安排好怎么抓

先进性活动要从学习入手，在保证集中学习两个月左右的前提下，由各支部自己定时间。
"""
WRONG = {
    "text.head": "各位领导、同志们",
    "text.half": "",
    "text.period": "自8月起，到11月底止",
    "total.text": "党员二百三十名",
    "text.study": "集中学习两个月",
}


def put(workspace: Workspace, speech: str) -> None:
    campaign = CAMPAIGN.replace("  结束: 2026-12-31", "  结束: 2026-12-31\n  集中学习不少于: 3个月")
    workspace.put("活动/活动.yaml", campaign + MEETING + "  讲话稿: 讲话.txt\n")
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/讲话.txt", speech)


def test_each_fault_is_shown_with_its_paragraph_and_stops_nothing(workspace: Workspace) -> None:
    put(workspace, SPEECH)

    checked = workspace.run("check", "--json")[1]
    built = workspace.build()

    about = {p["code"]: p for p in built["problems"] if p["file"] == "inputs/活动/讲话.txt"}
    assert set(about) == set(WRONG)
    assert all(f"“{words}”" in about[code]["message"] for code, words in WRONG.items() if words)
    assert all(f'"{code}"' in checked for code in WRONG)
    assert built["exit"] == 0
    assert built["stopped"] == []


def test_other_short_names_stand_in_the_register_as_findings(workspace: Workspace) -> None:
    put(workspace, SPEECH)

    built = workspace.build()

    findings = [f for f in built["findings"] if f["code"] == "wording.short-name"]
    assert sorted(f["found"] for f in findings) == ["“先教活动”", "“先进性”", "“先进性活动”"]
    assert {f["severity"] for f in findings} == {"custom"}


def test_what_the_review_found_is_said_by_the_build_and_by_the_status_after_it(workspace: Workspace) -> None:
    put(workspace, SPEECH)
    built = workspace.build()
    _, said, _ = workspace.run("build")
    _, status, _ = workspace.run("status", "--json")

    assert built["findings"]
    assert json.loads(status)["findings"] == built["findings"]
    assert f"格式意见 {len(built['findings'])} 条，见 清单.xlsx。" in said
    cells = [str(cell) for sheet in _register(workspace) for row in sheet.values for cell in row]
    assert any("先教活动" in cell for cell in cells)
    assert any("党员二百三十名" in cell for cell in cells)


def test_a_corrected_speech_has_none_of_them(workspace: Workspace) -> None:
    put(workspace, SPEECH)
    workspace.build()

    right = {
        "2026年7月 各位领导、同志们：": "",
        "先教活动自8月起，到11月底止": "先进性教育活动自7月起，到12月底止",
        "党组织十二个，党员二百三十名": "党组织两个，党员三名",
        "搞先进性。": "搞先进性教育活动。",
        "先进性活动要": "先进性教育活动要",
        "两个月左右": "三个月左右",
    }
    speech = SPEECH
    for wrong, words in right.items():
        speech = speech.replace(wrong, words)
    put(workspace, speech)
    built = workspace.build()

    assert [p["code"] for p in built["problems"] if p["file"] == "inputs/活动/讲话.txt"] == []
    assert [f["code"] for f in built["findings"] if f["code"].startswith("wording.")] == []


def _register(workspace: Workspace) -> list:
    return load_workbook(workspace.output("活动/清单.xlsx")).worksheets
