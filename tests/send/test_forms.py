"""The last look against forms that its makers did not have in mind: what it catches, and what it cannot see."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.facts import Branch
from pipeline.send.leaks import Checker, Leak, Secrets
from tests.conftest import ROOT
from tests.makers import a_dossier, a_member, a_township
from tests.send.forms import DOTTED, FILE, FORMS, ID, NAME, PHONE, SHORT, UNSEEN, docx, p
from tests.sheets import workbook

SHARED = ROOT.parent / "shared" / "cases" / "attacks" / "leaks"
NOT_SEEN = frozenset({
    "name: (女) between", "name: traditional characters", "name: pinyin", "name: masked 欧阳**", "dotted: first half only",
    "ID: last six", "ID: masked middle *", "phone: last eight", "Big5 text", "UTF-7 text",
})  # fmt: skip


@pytest.fixture(scope="module")
def secrets() -> Secrets:
    own = a_dossier(a_member(name="张三丰", branch="甲支部"), branch=Branch("甲支部", folder="甲支部"))
    people = (a_member(name=NAME, id_number=ID, phone=PHONE), a_member(name=SHORT), a_member(name=DOTTED))
    other = a_dossier(*people, branch=Branch("乙支部", folder="乙支部"))
    return Secrets.of([(a_township(own, other), (own, other))])


def leaks(secrets: Secrets, data: bytes) -> tuple[Leak, ...]:
    return Checker(secrets).look("甲支部", [(FILE, data)]).leaks


@pytest.mark.parametrize("form", sorted(FORMS.keys() - UNSEEN.keys()))
def test_it_is_caught_whatever_its_form(secrets: Secrets, form: str) -> None:
    assert leaks(secrets, FORMS[form])
    assert all(leak.place for leak in leaks(secrets, FORMS[form]))


@pytest.mark.parametrize("form", sorted(UNSEEN))
def test_what_it_cannot_see_is_told_to_the_clerk(secrets: Secrets, form: str) -> None:
    assert not leaks(secrets, FORMS[form])
    assert UNSEEN[form] in (ROOT / "docs" / "leaks.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.docx")), ids=lambda path: path.stem)
def test_the_known_attacks_are_caught(secrets: Secrets, path: Path) -> None:
    titles = dict(line.split("\t") for line in (SHARED / "README.txt").read_text("utf-8").splitlines() if "\t" in line)

    assert bool(leaks(secrets, path.read_bytes())) == (titles[path.name] not in NOT_SEEN)


@pytest.mark.parametrize(
    "data",
    [
        docx(p("电话（139）0000-0022"), p("13900000020"), p("日期 2026年11月5日—12月6日，第1390期，共2100份")),
        docx(p("欧阳同志讲话，若水村"), p("王老师、垚土村")),
        docx(more={"word/embeddings/b.xlsx": workbook("序号|姓名|电话\n1|某|13900000022\n2|某|13900000023")}),
        docx(
            more={
                "word/media/i.jpg": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02" + bytes(range(254)) * 9 + b"\xff\xd9"
            }
        ),
    ],
)
def test_what_is_alike_only_by_chance_does_not_stop(secrets: Secrets, data: bytes) -> None:
    assert leaks(secrets, data) == ()
