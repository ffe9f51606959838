"""A person, or a word that is somebody's name: sentences of papers with names that are words or arise between words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.facts import Branch
from pipeline.send.leaks import Checker, Secrets
from tests.conftest import ROOT
from tests.makers import a_dossier, a_member, a_township
from tests.send.plants import paper, paragraph

HERE = Path(__file__).parent
SHARED = ROOT.parent / "shared" / "cases" / "attacks"


STOP, ASK, PASS = "stop", "ask", "pass"


def told(name: str, *blocks: str) -> str:
    """Return what the last look does with a text where another branch has a member of this name."""
    own = a_dossier(a_member(name="张三丰", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    other = a_dossier(a_member(name=name, branch="乙支部"), branch=Branch("乙支部", folder="乙支部"))
    secrets = Secrets.of([(a_township(own, other), (own, other))])
    leaks = Checker(secrets).look("甲支部", [paper(*blocks)]).leaks
    return PASS if not leaks else ASK if all(leak.asked for leak in leaks) else STOP


def listed(path: Path) -> list[tuple[str, str]]:
    return [(name, text) for name, _, text in (line.partition("\t") for line in path.read_text("utf-8").splitlines())]


@pytest.mark.parametrize(
    ("path", "wrong", "at_most"),
    [
        (HERE / "harmless.tsv", STOP, 0.01),
        (HERE / "harmless-later.tsv", STOP, 0.012),
        (HERE / "harmless-fresh.tsv", STOP, 0.0),
        (HERE / "harmless.tsv", ASK, 0.62),
        (HERE / "harmless-later.tsv", ASK, 0.715),
        (HERE / "harmless-fresh.tsv", ASK, 0.75),
        (HERE / "persons.tsv", PASS, 0.0),
        (HERE / "persons-told.tsv", PASS, 0.0),
        (HERE / "persons-later.tsv", PASS, 0.005),
        (HERE / "persons-fresh.tsv", PASS, 0.0),
        (SHARED / "false-alarms.tsv", STOP, 0.0),
        (SHARED / "persons-passed.tsv", PASS, 0.0),
    ],
)
def test_sentences_of_papers_are_told_apart(path: Path, wrong: str, at_most: float) -> None:
    if not path.exists():
        pytest.skip("not here")
    cases = listed(path)

    mistaken = [case for case in cases if told(case[0], paragraph(case[1])) == wrong]
    assert len(mistaken) <= at_most * len(cases), mistaken


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("张光荣", "每户发一张光荣榜", ASK),
        ("张光荣", "周一张光荣请假", STOP),
        ("张光荣", "其中之一张光荣", STOP),
        ("段平", "第三段平均用时", ASK),
        ("方建国", "双方建国后", ASK),
        ("李明", "李明湾村已完成", ASK),
        ("李明", "李明到村报到", STOP),
        ("李明", "由李　明同志负责", ASK),
        ("李明", "请李 明来一趟", ASK),
        ("高明", "由高 明负责", ASK),
        ("高强", "提高 强化", PASS),
        ("团结", "讲团结、顾大局", ASK),
        ("牡丹", "看望困难老党员牡丹", ASK),
        ("东风", "东风忘了签到", ASK),
        ("海棠", "到会人员：李某、海棠（迟到）", ASK),
        ("东风", "吸收东风为预备党员", ASK),
        ("永远", "老党员永远跟党走", ASK),
        ("高标", "为高标准农田", PASS),
        ("文明", "评选精神文明先进单位", PASS),
        ("文明", "精神文明同志没来", ASK),
        ("高峰", "高峰期请在门外等候", PASS),
        ("高峰", "高峰期待安排", ASK),
        ("团结", "班子不够团结", PASS),
        ("黎民", "关心黎民百姓", PASS),
        ("谭嗣", "谭嗣同慷慨赴死", ASK),
        ("黄桃", "黄桃罐头加工", ASK),
        ("黄桃", "黄桃同志没来", STOP),
    ],
)
def test_what_stands_beside_a_name_decides(name: str, text: str, what: str) -> None:
    assert told(name, paragraph(text)) == what


def row(*cells: str) -> str:
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("name", "blocks", "what"),
    [
        ("江山", [row("姓名", "江山", "男")], ASK),
        ("江山", [row("2", "江山", "缺席")], ASK),
        ("江山", [row("籍贯", "江山", "男")], ASK),
        ("山东", [row("籍贯", "山东")], ASK),
        ("山东", [row("负责人", "山东")], ASK),
        ("高文明", [paragraph("提高"), paragraph("文明程度")], PASS),
        ("高文明", [row("提高", "文明")], PASS),
        ("高文明", [paragraph("到会人员：高"), paragraph("文明同志")], STOP),
        ("高文明", [row("高", "文", "明")], STOP),
        ("高文明", [row("高", "文明")], STOP),
        ("于建国", [paragraph("关 于 建 国 七 十 五 周 年")], PASS),
        ("于建国", [paragraph("于 建 国")], STOP),
        ("王垚", [row("王", "垚")], STOP),
        ("高明", [paragraph("提高，明确责任")], PASS),
        ("Li", [paragraph("LibreOffice"), paragraph("联系人 Li")], STOP),
    ],
)
def test_where_a_name_stands_decides(name: str, blocks: list[str], what: str) -> None:
    assert told(name, *blocks) == what


def test_a_member_of_the_branch_with_a_longer_name_hides_a_shorter_one() -> None:
    own = a_dossier(a_member(name="王高文明", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    other = a_dossier(a_member(name="高文明", branch="乙支部"), branch=Branch("乙支部", folder="乙支部"))
    checker = Checker(Secrets.of([(a_township(own, other), (own, other))]))

    assert checker.look("甲支部", [paper(row("王", "高", "文", "明"))]).leaks == ()
    assert len(checker.look("甲支部", [paper(row("王", "高", "文", "明"), row("高文明"))]).leaks) == 1
