"""签发人 of other people's papers: told by what they say, placed by tabs or spaces, and left alone where nobody can say."""

from __future__ import annotations

import pytest

from pipeline.review.elements import Document
from pipeline.review.gbt9704.signers import signers
from pipeline.review.measure import layout_of
from pipeline.review.roles import Role
from tests.review.wordfile import p, wordfile

BODY = '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋"/><w:spacing w:val="-5"/><w:sz w:val="32"/>'
NAME = BODY.replace("仿宋", "楷体")
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:left="1588" w:right="1474" w:bottom="1984"/></w:sectPr>'
HEAD = p("中共某镇委员会文件", '<w:jc w:val="center"/>', '<w:color w:val="FF0000"/><w:sz w:val="100"/>')
TITLE = p("关于某事的请示", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')


def line(*pieces: str, stops: str = "") -> str:
    """Return a paragraph: what begins with * is a name, in 楷体; what is only a line is a tab."""
    runs = "".join(
        "<w:r><w:tab/></w:r>"
        if piece == "|"
        else f'<w:r><w:rPr>{NAME if piece[0] == "*" else BODY}</w:rPr><w:t xml:space="preserve">{piece.lstrip("*")}</w:t></w:r>'
        for piece in pieces
    )
    return f"<w:p><w:pPr><w:tabs>{stops}</w:tabs></w:pPr>{runs}</w:p>"


def stop(characters: int, kind: str = "left") -> str:
    return f'<w:tab w:val="{kind}" w:pos="{characters * 315}"/>'


def codes(*lines: str) -> list[str]:
    document = Document(layout_of(wordfile(HEAD + "".join(lines) + TITLE + p("县委：") + SECTION)))
    return [finding.code for finding in signers(document)]


def test_one_signer_at_the_right_is_as_it_must_be() -> None:
    assert codes(line("　某委〔2026〕1号", "|", "签发人：", "*张三丰", stops=stop(27, "right"))) == []


def test_three_signers_two_a_line_are_as_they_must_be() -> None:
    first = line("|", "签发人：", "*张三丰　　李四光", stops=stop(15))
    second = line("　某委〔2026〕1号", "|", "*王　五", stops=stop(19))

    assert codes(first, second) == []


def test_the_number_above_the_last_signer_is_told() -> None:
    first = line("　某委〔2026〕1号", "|", "签发人：", "*张三丰　　李四光", stops=stop(15))
    second = line("|", "*王　五", stops=stop(19))

    assert codes(first, second) == ["gbt.signer.number"]


@pytest.mark.parametrize("begin", [17, 21])
def test_a_name_that_is_not_under_the_first_is_told(begin: int) -> None:
    first = line("|", "签发人：", "*张三丰　　李四光", stops=stop(15))
    second = line("　某委〔2026〕1号", "|", "*王　五", stops=stop(begin))

    assert codes(first, second) == ["gbt.signer.align"]


def test_where_a_tab_leads_nobody_knows_its_place_is_left_alone() -> None:
    assert codes(line("　某委〔2026〕1号", "|", "|", "签发人：", "*张三丰")) == []
    assert codes(line("　某委〔2026〕1号              签发人：", "*张三丰")) == []


def test_a_signer_at_the_very_edge_is_told() -> None:
    assert codes(line("　某委〔2026〕1号", "|", "签发人：", "*张三丰", stops=stop(28, "right"))) == ["gbt.signer.place"]


def test_lines_of_signers_are_told_from_the_text() -> None:
    lines = line("|", "签发人：", "*张三丰　　李四光", stops=stop(15)) + line("　某委〔2026〕1号　", "*王　五")
    document = Document(layout_of(wordfile(HEAD + lines + TITLE + p("县委：") + p("张三　李四") + SECTION)))

    assert [e.role for e in document.elements][:4] == [Role.MARK, Role.SIGNERS, Role.NUMBER, Role.TITLE]
    assert document.elements[-1].role is Role.BODY
