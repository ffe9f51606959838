"""Names and numbers whose pieces stand apart, backwards, below each other, or with their pronunciation."""

from __future__ import annotations

import pytest

from pipeline.model.facts import Branch
from pipeline.send import Checker, Secrets
from tests.makers import a_dossier, a_member, a_township
from tests.send.plants import paper, paragraph

NAME, IDENTITY, PHONE = "欧阳若水", "11010119750312000X", "13900000021"


def stopped(*blocks: str) -> bool:
    """Whether a paper is kept from a branch that this member is not of."""
    ours = a_dossier(a_member(name="张三丰", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    people = [
        a_member(name=NAME, branch="乙支部", id_number=IDENTITY, phone=PHONE),
        a_member(name="阿卜杜拉·买买提", branch="乙支部"),
    ]
    theirs = a_dossier(*people, branch=Branch("乙支部", folder="乙支部"))
    return bool(
        Checker(Secrets.of([(a_township(ours, theirs), (ours, theirs))])).look("甲支部", [paper(*blocks)]).leaks
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{text}</w:r></w:p>"


def rows(*lines: tuple[str, ...]) -> str:
    told = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in line)}</w:tr>" for line in lines)
    return f"<w:tbl>{told}</w:tbl>"


@pytest.mark.parametrize(
    "block",
    [
        paragraph("请欧（ōu）阳（yáng）若（ruò）水（shuǐ）发言"),
        paragraph("\u2067水若阳欧\u2069"),
        run("<w:t>水若阳欧</w:t>", "<w:rtl/>"),
        paragraph("阿卜杜拉\ua78f买买提"),
        run("".join(f'<w:sym w:font="Arial" w:char="F03{digit}"/>' for digit in PHONE)),
        rows(("甲", IDENTITY[:6], "是"), ("乙", IDENTITY[6:14], "否"), ("丙", IDENTITY[14:], "是")),
    ],
)
def test_what_is_set_otherwise_is_seen(block: str) -> None:
    assert stopped(block)


@pytest.mark.parametrize(
    "block",
    [
        paragraph("参观若（ruò）羌"),
        run('<w:sym w:font="Wingdings" w:char="F0FE"/>'),
        rows(("1975", "12"), ("2026", "3"), ("8", "0")),
    ],
)
def test_a_word_with_its_pronunciation_a_sign_and_a_table_of_figures_are_nobody(block: str) -> None:
    assert not stopped(block)
