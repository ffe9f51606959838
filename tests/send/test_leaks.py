"""Nobody else's members in a parcel: every place is looked into, and nothing harmless stops it."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

import pytest

from pipeline.model.facts import Branch, Dossier, Unread
from pipeline.send.leaks import Checker, ParcelLook, Secrets, fixed_texts
from tests.makers import a_dossier, a_leader, a_member, a_township
from tests.send.plants import IDENTITY, NAME, PHONE, PLANTED, _runs, paper, paragraph


def branch(name: str, *people: str, **own: str) -> Dossier:
    return a_dossier(*(a_member(name=each, branch=name) for each in people), branch=Branch(name, folder=name, **own))


def secrets(*dossiers: Dossier, free: Sequence[str] = (), **own: object) -> Secrets:
    return Secrets.of([(a_township(*dossiers, **own), dossiers)], free)


def look(
    secrets: Secrets, *files: tuple[str, bytes], fixed: frozenset[str] = frozenset(), to: str = "甲支部"
) -> ParcelLook:
    return Checker(secrets, fixed).look(to, files)


STRANGER = a_member(name=NAME, branch="乙支部", id_number=IDENTITY, phone=PHONE)


@pytest.fixture
def two_branches() -> Secrets:
    """甲支部 is the one that is sent to; 乙支部 has the stranger."""
    return secrets(branch("甲支部", "张三丰"), a_dossier(STRANGER, branch=Branch("乙支部", folder="乙支部")))


@pytest.mark.parametrize("where", PLANTED)
def test_a_stranger_is_found_wherever_he_stands(two_branches: Secrets, where: str) -> None:
    found = look(two_branches, PLANTED[where]())

    assert len(found.leaks) >= 1
    assert "乙支部" in found.leaks[0].what
    assert found.leaks[0].document == PLANTED[where]()[0]
    assert look(two_branches, PLANTED[where](), to="乙支部").leaks == ()


def test_a_leak_names_document_and_place(two_branches: Secrets) -> None:
    (leak,) = look(two_branches, paper(paragraph("无"), paragraph(f"由{NAME}负责"))).leaks
    (number,) = look(two_branches, paper(paragraph(IDENTITY))).leaks

    assert str(leak) == f"04-整改方案.docx › 正文第3段：有乙支部的党员“{NAME}”"
    assert "1101**********0004" in str(number)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "看不透的嵌入对象"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04broken", "打不开"),
        (PLANTED["body"]()[1].replace(b"<w:body>", b"<w:bodz>"), "打不开"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "DTD"),
    ],
)
def test_what_cannot_be_looked_into_does_not_leave(two_branches: Secrets, data: bytes, says: str) -> None:
    (leak,) = look(two_branches, paper(more={"word/embeddings/oleObject1.bin": data})).leaks

    assert says in leak.what


@pytest.mark.parametrize(
    ("written", "found"),
    [("13900000021", True), ("0379-66781234", True), ("（0379）66781234转12", True), ("66781234", True), ("66781235", False),
     ("编号 8866781234", False), ("13900000022", True), ("13900000023", False)],
)  # fmt: skip
def test_each_of_a_members_telephones_is_looked_for(written: str, found: bool) -> None:
    phone = "13900000021、0379-66781234-12、13900000022"
    other = a_dossier(a_member(name=NAME, phone=phone), branch=Branch("乙支部", folder="乙支部"))
    known = secrets(branch("甲支部", "张三丰"), other)

    assert bool(look(known, paper(paragraph(f"电话：{written}"))).leaks) is found


def test_what_cannot_be_read_in_a_roster_is_kept_back_as_it_is_written() -> None:
    wrong = Unread((), "110101 19750312 0005"), Unread((), "1390000002"), Unread((), "欧阳?若水")
    stranger = a_member(name=wrong[2], id_number=wrong[0], phone=wrong[1])
    known = secrets(branch("甲支部", "张三丰"), a_dossier(stranger, branch=Branch("乙支部", folder="乙支部")))

    for text in ("110101197503120005", "电话 1390000002", NAME):
        assert len(look(known, paper(paragraph(text))).leaks) == 1, text


def test_a_name_that_both_branches_have_does_not_alarm() -> None:
    both = secrets(branch("甲支部", "李建国"), branch("乙支部", "李建国"), branch("丙支部", "王五味"))

    assert look(both, paper(paragraph("李建国"))).leaks == ()
    assert len(look(both, paper(paragraph("李建国")), to="丙支部").leaks) == 1


def test_leaders_secretaries_and_their_telephones_may_be_named() -> None:
    people = [
        a_member(name=name, branch="乙支部", phone=phone) for name, phone in (("陈启明", "13800000077"), ("林国安", ""))
    ]
    other = a_dossier(*people, branch=Branch("乙支部", folder="乙支部", secretary="林国安"))
    known = secrets(branch("甲支部", "张三丰"), other, leaders=(a_leader(name="陈启明", phone="13800000077"),))

    assert look(known, paper(paragraph("联系领导陈启明（13800000077），支部书记林国安"))).leaks == ()


def test_what_a_person_has_settled_passes_in_that_text_only(two_branches: Secrets) -> None:
    said = paper(paragraph(f"向{NAME}同志学习"))
    (leak,) = look(two_branches, said).leaks
    checker = Checker(two_branches, settled={leak.code: "马书记定过可以这样写（表扬）"})

    found = checker.look("甲支部", [said])

    assert leak.text == f"向{NAME}同志学习"
    assert found.leaks == ()
    assert found.notes == (
        f"04-整改方案.docx › 正文第2段：有乙支部的党员“{NAME}”。马书记定过可以这样写（表扬）",
    )  # fmt: skip
    for other in (
        paragraph(f"要向{NAME}同志学习"), paragraph(NAME), paragraph(f"{NAME}同志"), paragraph(IDENTITY), paragraph(PHONE),
    ):  # fmt: skip
        assert len(checker.look("甲支部", [paper(other)]).leaks) == 1, other


def test_a_text_is_the_same_wherever_it_stands_and_however_it_is_set(two_branches: Secrets) -> None:
    (here,) = look(two_branches, paper(paragraph(f"要向{NAME}同志学习"))).leaks
    (there,) = look(
        two_branches, paper(paragraph("无"), _runs("要向欧", "阳 若", "水同志学习"), name="通知.docx")
    ).leaks

    assert here.code == there.code


def test_a_cell_that_holds_a_name_alone_is_settled_with_its_neighbours(two_branches: Secrets) -> None:
    def row(*cells: str) -> str:
        return "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"

    (praised,) = look(two_branches, paper(row("先进个人", NAME, "敬业奉献"))).leaks
    (form,) = look(two_branches, paper(row("姓名", NAME, "出生年月"))).leaks

    assert praised.code != form.code


def test_an_identity_number_and_what_is_opaque_cannot_be_settled(two_branches: Secrets) -> None:
    (number,) = look(two_branches, paper(paragraph(f"身份证号码是{IDENTITY}"))).leaks
    (phone,) = look(two_branches, paper(paragraph(f"联系电话是{PHONE}的那位"))).leaks
    (closed,) = look(two_branches, paper(more={"word/embeddings/o.bin": b"\xd0\xcf\x11\xe0"})).leaks

    assert (number.code, closed.code, len(phone.code)) == ("", "", 10)


# --- names that are words, and names in names ---------------------------------------------------------------------


@pytest.fixture
def short_names() -> Secrets:
    """乙支部 has members whose names are words, or parts of other names."""
    return secrets(
        branch("甲支部", "王高明", "李明珠"), branch("乙支部", "高明", "方案", "李明", "和平"),
        branch("和平社区党支部", "苏一一"),
    )  # fmt: skip


def asked(secrets: Secrets, *blocks: str) -> list[tuple[str, bool]]:
    """Return the names that a person is asked about, and whether each rather is somebody's there."""
    looked = look(secrets, paper(*blocks, name="a.docx"))
    assert looked.notes == ()
    return [(leak.asked, leak.likely) for leak in looked.leaks]


@pytest.mark.parametrize("text", ["王高明", "李明珠", "和平社区党支部", "提高明显", "提高，明确责任"])
def test_a_longer_name_or_other_words_do_not_alarm(short_names: Secrets, text: str) -> None:
    assert asked(short_names, paragraph(text)) == []


@pytest.mark.parametrize(
    ("text", "name", "likely"),
    [
        ("高明", "高明", True),
        ("高　明", "高明", True),
        ("姓名：高明", "高明", True),
        ("由高明同志负责", "高明", True),
        ("党员高明家中困难", "高明", True),
        ("张三、高明、李四", "高明", True),
        ("方案（1975年3月）", "方案", True),
        ("他的办法高明", "高明", False),
        ("高明地解决了问题", "高明", False),
        ("本村整改方案如下", "方案", False),
        ("世界和平", "和平", False),
    ],
)
def test_a_name_that_is_a_word_is_asked_about_wherever_the_word_is(
    short_names: Secrets, text: str, name: str, likely: bool
) -> None:
    assert asked(short_names, paragraph(text)) == [(name, likely)]


@pytest.mark.parametrize("text", ["责任人李明负责", "由李明办理"])
def test_a_name_that_is_no_word_stops_the_parcel(short_names: Secrets, text: str) -> None:
    (leak,) = look(short_names, paper(paragraph(text), name="a.docx")).leaks

    assert (leak.asked, leak.what) == ("", "有乙支部的党员“李明”")


def test_a_text_is_asked_about_once_however_often_it_has_the_name(short_names: Secrets) -> None:
    text = "各村和平稳有序相处，维护和平，促进和平。" * 3
    (leak,) = look(short_names, paper(paragraph(text), paragraph(text), name="a.docx")).leaks

    assert look(short_names, paper(paragraph(f"{text}和平")), fixed=frozenset({"整改方案"})).leaks[0].code != leak.code


def test_a_thousand_names_in_one_paragraph_cost_no_more_than_each(short_names: Secrets) -> None:
    begun = process_time()
    for name in ("高明", "李明"):
        look(short_names, paper(paragraph(f"大家都向{name}同志学习，" * 3000)))

    assert process_time() - begun < 5  # 10 s each where each name looks at the whole paragraph


def test_what_is_settled_hides_nothing_behind_it(short_names: Secrets) -> None:
    texts = [paragraph(f"第{at}条　为了和平，人人有责") for at in range(40)]
    found = look(short_names, paper(*texts, name="a.docx"))
    checker = Checker(short_names, settled={leak.code: "马书记定过可以这样写（不是指人）" for leak in found.leaks})

    later = checker.look("甲支部", [paper(*texts, paragraph("村民和平没有到会请假"), name="a.docx")])

    assert len(found.leaks) == 40
    assert [leak.text for leak in later.leaks] == ["村民和平没有到会请假"]
    assert later.notes == ("“和平”是乙支部党员的名字。马书记定过可以这样写（不是指人）",)


def test_the_templates_own_text_does_not_alarm(short_names: Secrets) -> None:
    heading = paper(paragraph("方案"), paragraph("各级李明确认"), name="a.docx")
    fixed = fixed_texts({"模板.docx": paper(paragraph("方案"), paragraph("各级李明确认{{ 支部.名称 }}"))[1]})

    assert look(short_names, heading, fixed=fixed).leaks == ()
    assert [leak.place for leak in look(short_names, heading).leaks] == ["正文第2段", "正文第3段"]
    assert len(look(short_names, paper(paragraph("李明"), name="a.docx"), fixed=fixed).leaks) == 1


def test_a_word_deep_in_a_long_text_of_a_template_does_not_alarm(short_names: Secrets) -> None:
    said = "坚持边学边改、即知即改，围绕解决群众最关心的问题，以高明的办法把好事办好、把实事办实，"
    fixed = fixed_texts({"模板.docx": paper(paragraph(f"{{{{ 支部.名称 }}}}{said}{{{{ 会议.时间 }}}}前报送"))[1]})

    def found(text: str) -> list[str]:
        return [leak.asked for leak in look(short_names, paper(paragraph(text), name="a.docx"), fixed=fixed).leaks]

    assert found(f"一支部{said}9月30日前报送") == []
    assert found(f"一支部{said.replace('以高明', '用高明')}9月30日前报送") == ["高明"]


def test_a_heading_of_a_template_opens_no_door_for_texts(short_names: Secrets) -> None:
    fixed = fixed_texts({"模板.docx": paper(paragraph("高明"), paragraph("{{ 支部.名称 }}高明{{ 会议.时间 }}"))[1]})

    (leak,) = look(
        short_names, paper(paragraph("高明"), paragraph("高明上周没有来参加学习"), name="a.docx"), fixed=fixed
    ).leaks
    assert leak.text == "高明上周没有来参加学习"


def test_a_person_whom_a_template_names_is_nobodys_own_text(short_names: Secrets) -> None:
    template = paper(paragraph("要向李明同志学习"), paragraph("由高明同志负责收集"), name="a.docx")

    found = look(short_names, template, fixed=fixed_texts({"模板.docx": template[1]}))

    assert [leak.text for leak in found.leaks] == ["要向李明同志学习", "由高明同志负责收集"]
