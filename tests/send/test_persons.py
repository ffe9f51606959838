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


def stops(name: str, *blocks: str) -> bool:
    own = a_dossier(a_member(name="张三丰", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    other = a_dossier(a_member(name=name, branch="乙支部"), branch=Branch("乙支部", folder="乙支部"))
    secrets = Secrets.of([(a_township(own, other), (own, other))])
    return bool(Checker(secrets).look("甲支部", [paper(*blocks)]).leaks)


def listed(path: Path) -> list[tuple[str, str]]:
    return [(name, text) for name, _, text in (line.partition("\t") for line in path.read_text("utf-8").splitlines())]


@pytest.mark.parametrize(
    ("path", "wrong", "at_most"),
    [
        (HERE / "harmless.tsv", True, 0.06),
        (HERE / "persons.tsv", False, 0.07),
        (SHARED / "false-alarms.tsv", True, 0.04),
        (SHARED / "persons-passed.tsv", False, 0.0),
    ],
)
def test_sentences_of_papers_are_told_apart(path: Path, wrong: bool, at_most: float) -> None:
    if not path.exists():
        pytest.skip("not here")
    cases = listed(path)

    mistaken = [case for case in cases if stops(case[0], paragraph(case[1])) is wrong]
    assert len(mistaken) <= at_most * len(cases), mistaken


def row(*cells: str) -> str:
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("name", "blocks", "stopped"),
    [
        ("江山", [row("姓名", "江山", "男")], True),
        ("江山", [row("2", "江山", "缺席")], True),
        ("江山", [row("籍贯", "江山", "男")], False),
        ("山东", [row("籍贯", "山东")], False),
        ("山东", [row("负责人", "山东")], True),
        ("高文明", [paragraph("提高"), paragraph("文明程度")], False),
        ("高文明", [row("提高", "文明")], False),
        ("高文明", [paragraph("到会人员：高"), paragraph("文明同志")], True),
        ("高文明", [row("高", "文", "明")], True),
        ("高文明", [row("高", "文明")], True),
        ("于建国", [paragraph("关 于 建 国 七 十 五 周 年")], False),
        ("于建国", [paragraph("于 建 国")], True),
        ("王垚", [row("王", "垚")], True),
        ("高明", [paragraph("提高，明确责任")], False),
        ("Li", [paragraph("LibreOffice"), paragraph("联系人 Li")], True),
    ],
)
def test_where_a_name_stands_decides(name: str, blocks: list[str], stopped: bool) -> None:
    assert stops(name, *blocks) is stopped


def test_a_member_of_the_branch_with_a_longer_name_hides_a_shorter_one() -> None:
    own = a_dossier(a_member(name="王高文明", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    other = a_dossier(a_member(name="高文明", branch="乙支部"), branch=Branch("乙支部", folder="乙支部"))
    checker = Checker(Secrets.of([(a_township(own, other), (own, other))]))

    assert checker.look("甲支部", [paper(row("王", "高", "文", "明"))]).leaks == ()
    assert len(checker.look("甲支部", [paper(row("王", "高", "文", "明"), row("高文明"))]).leaks) == 1
