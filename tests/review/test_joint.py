"""联合行文 and 签名章 of other people's papers: what the standard leaves free is left alone, what it asks is told."""

from __future__ import annotations

import pytest

from pipeline.review.elements import Document
from pipeline.review.gbt9704 import joint, signature
from pipeline.review.measure import layout_of
from pipeline.review.roles import Role
from tests.review.wordfile import p, wordfile

CENTRED, RIGHT = '<w:jc w:val="center"/>', '<w:ind w:right="{}"/><w:jc w:val="right"/>'
RED = '<w:color w:val="FF0000"/><w:sz w:val="84"/>'
PARTY, STATE, OFFICE = "中共吕寨镇委员会", "吕寨镇人民政府", "吕寨镇人大办公室"
BODY = p("吕委〔2026〕12号", CENTRED) + p("关于开会的通知", CENTRED, '<w:sz w:val="44"/>') + p("请按时参加会议。")
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:left="1588" w:right="1474" w:bottom="1984"/></w:sectPr>'


def document(*blocks: str) -> Document:
    return Document(layout_of(wordfile("".join(blocks) + SECTION)))


def joint_codes(*blocks: str) -> list[str]:
    return [finding.code for rule in joint.RULES for finding in rule(document(*blocks))]


def marks(*lines: str) -> str:
    return "".join(p(line, CENTRED, RED) for line in lines)


def table(*rows: tuple[tuple[str, str], ...]) -> str:
    """Return a table of rows of cells, each its words and its properties."""

    def cell(words: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(w, '', RED) for w in words.split('|'))}</w:tc>"

    written = "".join(f"<w:tr>{''.join(cell(*each) for each in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{written}</w:tbl>"


MIDDLE = '<w:vAlign w:val="center"/>'
DOWN, ON = f'<w:vMerge w:val="restart"/>{MIDDLE}', "<w:vMerge/>"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(table(((PARTY, ""), ("文件", DOWN)), ((STATE, ""), ("", ON))), id="merged over both rows"),
        pytest.param(table(((f"{PARTY}|{STATE}", ""), ("文件", MIDDLE))), id="both in one cell"),
        pytest.param(table(((PARTY, ""), ("", "")), ((STATE, ""), ("文件", "")), ((OFFICE, ""), ("", ""))), id="three"),
        pytest.param(table(((PARTY, ""),), ((STATE, ""),)), id="a table without 文件"),
        pytest.param(marks(PARTY, STATE), id="lines without 文件"),
        pytest.param(marks(PARTY, f"{STATE}文件", OFFICE), id="behind the middle line"),
        pytest.param(marks("某某自治州某某自治县某某民族乡", "人民政府文件"), id="one name on two lines"),
        pytest.param(marks(f"{PARTY}文件"), id="one agency"),
    ],
)
def test_a_mark_as_the_standard_has_it_or_leaves_it_free(head: str) -> None:
    assert joint_codes(head, BODY) == []


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            table(((PARTY, ""), ("文件", DOWN.replace(MIDDLE, ""))), ((STATE, ""), ("", ON))), id="at the top"
        ),
        pytest.param(table(((PARTY, ""), ("", "")), ((STATE, ""), ("文件", ""))), id="beside the last"),
        pytest.param(table((("文件", DOWN), (PARTY, "")), (("", ON), (STATE, ""))), id="at the left"),
        pytest.param(table(((PARTY, ""),), ((f"{STATE}文件", ""),)), id="in the last cell"),
        pytest.param(marks(PARTY, f"{STATE}文件"), id="behind the last line"),
        pytest.param(marks(PARTY, STATE, "文件"), id="below"),
    ],
)
def test_a_mark_whose_word_stands_elsewhere_is_told(head: str) -> None:
    assert joint_codes(head, BODY) == ["gbt.mark.joint"]


def test_the_number_s_agency_comes_first() -> None:
    assert joint_codes(marks(STATE, PARTY), BODY) == ["gbt.mark.main"]
    assert joint_codes(marks(PARTY, OFFICE), BODY.replace("吕委", "吕")) == []


def signed(*lines: str, right: int = 1260) -> str:
    size = '<w:sz w:val="32"/><w:spacing w:val="-5"/>'
    date = p("2026年7月2日", RIGHT.format(right), size)
    return "".join(p(line, RIGHT.format(1102), size) for line in lines) + date


def test_agencies_sign_in_the_order_of_the_mark() -> None:
    assert joint_codes(marks(PARTY, STATE), BODY, signed(PARTY, STATE)) == []
    assert joint_codes(marks(PARTY, STATE), BODY, signed(STATE, PARTY)) == ["gbt.signature.order"]
    assert joint_codes(marks(PARTY, STATE), BODY, signed(STATE)) == ["gbt.signature.joint"]


def test_names_in_one_line_are_signatures_and_the_last_is_centred_on_the_date() -> None:
    row = f"{PARTY}　　　　{STATE}"
    found = document(marks(PARTY, STATE), BODY, signed(row))

    assert [e.text for e in found.of(Role.SIGNATURE)] == [row]
    assert [f.code for f in signature.signature(found) if f.code == "gbt.signature.place"] == []
    off = document(marks(PARTY, STATE), BODY, signed(row, right=2600))
    assert [f.code for f in signature.signature(off) if f.code == "gbt.signature.place"] == ["gbt.signature.place"]


def test_a_signature_as_large_as_a_title_is_a_signature_still() -> None:
    large = p(PARTY, CENTRED, '<w:sz w:val="36"/>') + p("2026年7月2日", RIGHT.format(1260))
    found = document(marks(PARTY), BODY, large)

    assert [e.text for e in found.of(Role.SIGNATURE)] == [PARTY]
    assert found.title == "关于开会的通知"


def test_names_that_a_table_holds_are_left_alone() -> None:
    held = table(((PARTY, ""), (STATE, "")), (("", ""), ("2026年7月2日", "")))

    assert joint_codes(marks(PARTY, STATE), BODY, held) == []


def test_a_person_under_a_paper_without_a_number_bears_no_stamp() -> None:
    letter = p("倡议书", CENTRED, '<w:sz w:val="44"/>') + p("请大家踊跃参加活动。")
    line = p("镇　长　张三", RIGHT.format(1260)) + p("2026年7月2日", RIGHT.format(1260))

    assert document(letter, line).of(Role.STAMP) == []
    assert len(document(marks(PARTY), BODY, line).of(Role.STAMP)) == 1


def test_a_stamp_that_is_a_picture_is_not_measured() -> None:
    drawn = "<w:r><w:drawing/></w:r></w:p>"
    line = p("镇　长", RIGHT.format(0)).replace("</w:p>", drawn) + p("2026年7月2日", RIGHT.format(1260))
    found = document(marks(PARTY), BODY, p(""), p(""), line)

    assert len(found.of(Role.STAMP)) == 1
    assert "gbt.stamp.place" not in [f.code for f in signature.stamp(found)]
