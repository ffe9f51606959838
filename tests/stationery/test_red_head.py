"""Several people sign a paper that goes up: two a line under each other, the number beside the last (7.2.5, 7.2.6)."""

from __future__ import annotations

import pytest

from pipeline import render
from pipeline.model.facts import Issuance, Organisation
from pipeline.model.work import Scope
from pipeline.plan import template_names, vocabulary
from pipeline.review import Reviewer, em_width
from tests import thorough
from tests.conftest import ROOT
from tests.makers import a_campaign, a_dossier, a_member, a_township
from tests.outline import texts

NOTICE = (ROOT / "templates/会议通知-全镇.docx").read_bytes()
NUMBER = "吕委〔2026〕12号"
EVERYBODY = ("张三", "李四光", "王五", "赵六六", "孙七")
LONG = "迪丽热巴·阿不都热合曼·艾尔肯"


def a_paper(*signers: str, number: str = NUMBER, head: str = "文件") -> bytes:
    """Fill the township's notice as signed by some people."""
    campaign = a_campaign(
        organisation=Organisation(name="中共吕寨镇委员会", letterhead=head), issuance=Issuance(number, signers=signers)
    )
    township = a_township(a_dossier(a_member()), campaign=campaign)
    compiled = render.compiled_template(NOTICE, "通知", template_names.known(Scope.MEETING)).value
    assert compiled is not None
    return render.filled_bytes(compiled, vocabulary.of_township(township, vocabulary.shared(township)))


def lines(paper: bytes) -> list[str]:
    """Return the lines from the signers to the number."""
    every = texts(paper)
    end = next(at for at, line in enumerate(every) if "〔2026〕" in line)
    begin = next((at for at, line in enumerate(every) if "签发人" in line), end)
    return every[begin : end + 1]


@pytest.mark.parametrize(
    ("count", "names_by_line"),
    [
        (1, ["张　三"]),
        (2, ["张　三　　李四光"]),
        (3, ["张　三　　李四光", "王　五"]),
        (4, ["张　三　　李四光", "王　五　　赵六六"]),
        (5, ["张　三　　李四光", "王　五　　赵六六", "孙　七"]),
    ],
)
def test_names_stand_two_a_line_and_the_number_beside_the_last(count: int, names_by_line: list[str]) -> None:
    found = lines(a_paper(*EVERYBODY[:count]))

    assert [line.split("签发人：")[-1].split("\t")[-1].strip("　") for line in found] == names_by_line
    assert "签发人：" in found[0]
    assert found[-1].startswith(f"　{NUMBER}\t")
    assert not any(NUMBER in line for line in found[:-1])


@pytest.mark.parametrize("count", [3, 4, 5])
def test_further_lines_begin_under_the_first_name(count: int) -> None:
    *upper, last = lines(a_paper(*EVERYBODY[:count]))

    begins = [em_width(line) - em_width(line.rpartition("：")[2].strip("　")) for line in upper]
    begins.append(12 + em_width(last.partition("\t")[2]) - em_width(last.partition("\t")[2].strip("　")))
    assert len(set(begins)) == 1
    assert max(em_width(line) for line in upper) == 27  # of 28: one character in


def test_a_name_that_is_too_long_for_two_gives_each_a_line() -> None:
    found = lines(a_paper("张三", LONG, "李四光"))

    assert [line.split("签发人：")[-1].split("\t")[-1].strip("　") for line in found] == ["张　三", LONG, "李四光"]


@pytest.mark.parametrize("head", ["文件", "套打"])
@pytest.mark.parametrize("number", thorough.one_of(NUMBER, "中共吕寨镇委组〔2026〕123号"))
@pytest.mark.parametrize("signers", [(), *(EVERYBODY[:count] for count in range(1, 6)), ("张三", LONG[-8:], "李四光")])
def test_the_reviewer_has_nothing_to_say(signers: tuple[str, ...], number: str, head: str) -> None:
    found = Reviewer().review(a_paper(*signers, number=number, head=head))

    assert [finding for finding in found if "signer" in finding.code or finding.clause.startswith("7.2")] == []
