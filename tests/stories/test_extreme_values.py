"""A campaign in which little is usual, under every kind of red head: every document made, and held to the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests import thorough
from tests.conftest import Built, built_over
from tests.samples import extremes

SIGNED = ["签发人：王　一", "诸葛孔明月", "䲟委〔2026〕123号\t迪丽热巴·阿不都热合曼·艾尔肯"]
KINDS = {
    "01", "02", "03", "04", "05", "10", "11", "12", "13", "14", "15", "16", "17", "18", "20", "21", "22", "30", "31", "32", "33",
    "34", "35", "36", "37", "38", "40", "41", "42", "43", "44", "50", "52", "55", "56", "57",
}  # fmt: skip
HEADS = thorough.heads("无", "文件", "信函", "套打")


def words(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs if paragraph.text]


@pytest.mark.parametrize("head", HEADS)
def test_every_document_is_made_and_has_no_finding(extreme_built: Callable[[str], Built], head: str) -> None:
    built = extreme_built(head).report

    members = sum(size for _, _, size in (*extremes.BRANCHES, *extremes.MANY))
    branches = len(extremes.BRANCHES) + len(extremes.MANY)
    assert built["exit"] == 0
    assert built["stopped"] == []
    assert len(built["written"]) == 2 + 2 + members + 5 * branches  # two meetings; two notices, speech, plan, register
    assert built["findings"] == []
    assert {problem["code"] for problem in built["problems"]} == {
        "cell.name-rare",
        "issue.missing",
        "paper.unwritten",
        "row.none",
    }


FIRST = {
    "无": "中共某某县䲟塘镇委员会关于召开会的通知",
    "文件": "000001",
    "套打": "000001",
    "信函": "000001\t䲟委〔2026〕123号",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_red_head_is_as_the_yaml_says(extreme_built: Callable[[str], Built], head: str) -> None:
    text = words(extreme_built(head).home / "全镇/01-会议通知.docx")

    assert text[0] == FIRST[head]
    assert ("中共某某县䲟塘镇委员会文件" in text) == (head == "文件")
    signed = [line.strip("　") for line in text[3:6]] if head == "套打" else []
    assert any("签发人" in line for line in text) == (head == "套打")
    assert signed == SIGNED[: len(signed)]
    assert "（此件发至各党支部）" in text


def test_the_branch_s_notice_has_neither_red_head_nor_number(extreme_built: Callable[[str], Built]) -> None:
    text = words(extreme_built("文件").home / "朝阳村党支部/01-会议通知.docx")

    assert text[0] == "关于参加会的通知"
    assert not any("〔2026〕" in line or "签发人" in line for line in text)


def test_every_kind_is_made_and_has_no_finding_when_the_campaign_is_over(tmp_path: Path) -> None:
    built = built_over(tmp_path, 3, 9)

    found = Counter(Path(name).name[:2] for name in built.documents())
    assert built.report["stopped"] == []
    assert built.report["findings"] == []
    assert {problem["code"] for problem in built.report["problems"] if problem["severity"] == "error"} == set()
    assert found.keys() == KINDS
    assert found["41"] == 3  # the township's, and each branch's: a problem of theirs may be shown
    assert found["03"] == found["38"] == 12
