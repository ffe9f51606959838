"""The main job on the sample campaign, through the command line."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Built, Workspace
from tests.outline import outline, text
from tests.samples.people import BRANCHES, members

NAME = "示例-先进性教育"
GOLDEN = Path(__file__).parent.parent / "samples" / "good"


@pytest.mark.confined
def test_the_sample_makes_exactly_its_262_documents(sample: Workspace) -> None:
    report = sample.build()

    assert report["exit"] == 0
    assert report["campaigns"] == [{"name": NAME, "branches": 10, "members": 220, "documents": 262}]
    assert sorted(report["written"]) == sample.documents()
    kinds = Counter(path.rpartition("/")[2][:2] for path in sample.documents())
    assert kinds == {"01": 11, "02": 11, "03": 220, "04": 10, "05": 10}
    assert [p["code"] for p in report["problems"] if p["severity"] != "notice"] == ["paper.unwritten"]
    assert len(list(sample.output(f"{NAME}/打印").glob("*/*.docx"))) == 30


def test_every_branch_has_its_own_people_and_no_others(sample_built: Built) -> None:
    people = [member for member in members() if not member.standing]
    for branch in BRANCHES:
        folder = sample_built.home / branch.short
        everything = "\n".join(text(path) for path in folder.glob("*.docx"))
        for member in people:
            if member.branch is branch:
                assert member.name in everything
            elif not any(member.name in name for name, _, _ in branch.named):
                strangers = [m for m in people if m.branch is branch and member.name in m.name]
                leader = member.name in {"陈启明", "林国安", "苏建平", "何秀芝", "邓文彬", "罗永正"}
                assert leader or strangers or member.name not in everything, (branch.short, member.name)


def test_the_township_speech_says_what_the_rosters_hold(sample_built: Built) -> None:
    said = text(sample_built.home / "全镇/02-动员讲话.docx")
    assert "参加的基层党组织共10个" in said
    assert "党员共220名" in said
    assert "把支部建强，首先要靠这次教育" in said


def test_one_member_more_and_the_speech_says_221(sample: Workspace) -> None:
    sample.build()
    sample.put(
        f"{NAME}/补充.xlsx", "姓名|所在党支部|性别|人员类别|入党时间\n周新来|东街村党支部|男|正式党员|2020-07-01"
    )

    report = sample.build()

    said = text(sample.output(f"{NAME}/全镇/02-动员讲话.docx"))
    assert "党员共221名" in said
    assert f"outputs/{NAME}/东街村党支部/03-党性分析表-周新来.docx" in report["written"]
    others = [path for path in report["written"] if "东街村党支部" not in path and "全镇" not in path]
    assert others == []


def test_the_register_lists_every_document(sample_built: Built) -> None:
    book = load_workbook(sample_built.home / "清单.xlsx")
    rows = list(book["清单"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 262
    assert Counter(row[5] for row in rows) == {"已生成": 256, "待补写": 6}
    assert {row[4] for row in rows} == set(sample_built.documents())
    assert book.sheetnames == ["各支部一览", "清单", "变更", "填写错误"]


def test_branch_speeches_differ_in_more_than_the_name(sample_built: Built) -> None:
    speeches = {}
    for branch in BRANCHES:
        path = sample_built.home / branch.short / "02-动员讲话.docx"
        speeches[branch.short] = set(text(path).replace(branch.short, "本支部").splitlines())
    for one, lines in speeches.items():
        for two, others in speeches.items():
            assert one == two or len(lines - others) >= 4, (one, two)


def test_no_document_holds_a_left_over_tag(sample_built: Built) -> None:
    for path in sample_built.documents():
        with zipfile.ZipFile(sample_built.path / path) as archive:
            assert archive.testzip() is None
            body = archive.read("word/document.xml").decode()
        assert "{{" not in body
        assert "{%" not in body


@pytest.mark.parametrize(
    "document",
    [
        "全镇/01-会议通知",
        "全镇/02-动员讲话",
        "柳树店村党支部/01-会议通知",
        "柳树店村党支部/02-动员讲话",
        "卫生院党支部/02-动员讲话",
        "吕寨村党支部/03-党性分析表-吕长河",
        "吕寨村党支部/03-党性分析表-吕建军-1972年3月",
        "轧花厂党支部/04-整改方案",
        "轧花厂党支部/05-整改台账",
    ],
)
def test_documents_read_as_they_were_accepted(sample_built: Built, golden: object, document: str) -> None:
    path = GOLDEN / f"{document.replace('/', '-')}.txt"
    golden(path, outline(sample_built.home / f"{document}.docx"))  # type: ignore[operator]
