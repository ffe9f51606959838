"""Names of branches as people write them → the branch that is meant, or a question."""

from __future__ import annotations

import pytest

from pipeline.inbox.matching import TOWNSHIP, Unmatched, aliases, first_spellings, place_of
from pipeline.model.codes import YAML_SYNTAX
from pipeline.model.facts import Branch, Unread
from pipeline.model.problem import Hides, Origin

HERE = Origin("花名册.xlsx")
BRANCHES = [
    Branch("中共吕寨镇吕寨村支部委员会", "吕寨村党支部"),
    Branch("中共吕寨镇东街村支部委员会", "东街村党支部"),
    Branch("中共吕寨镇机关支部委员会", "镇机关党支部"),
    Branch("中共吕寨镇东街村总支部委员会", "东街村党总支"),
]
NAMES = aliases(BRANCHES, "中共吕寨镇委员会")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("中共吕寨镇吕寨村支部委员会", 0),
        ("吕寨村党支部", 0),
        ("吕寨村", 0),
        ("吕寨镇吕寨村党支部", 0),
        ("中国共产党某县吕寨镇吕寨村支部委员会", 0),
        (" 吕寨村 党支部 ", 0),
        ("镇机关党支部", 2),
        ("东街村党总支", 3),
    ],
)
def test_a_branch_is_known_by_its_usual_names(written: str, meant: int) -> None:
    assert NAMES.find(written) == BRANCHES[meant].name


def test_a_near_miss_is_a_question_that_proposes_the_nearest() -> None:
    found = NAMES.find("吕塞村党支部")

    assert isinstance(found, Unmatched)
    problem = found.problem(HERE, Hides.ROW)
    assert (problem.code, problem.hides) == ("branch.unknown", Hides.ROW)
    assert "是不是「吕寨村党支部」？" in problem.message


def test_a_name_that_fits_two_branches_is_not_decided() -> None:
    found = aliases([Branch("甲镇东村支部委员会", "东村"), Branch("乙镇东村支部委员会", "东村")], "").find("东村")

    assert isinstance(found, Unmatched)
    assert found.candidates == ("乙镇东村支部委员会", "甲镇东村支部委员会")
    assert found.problem(HERE, Hides.MEMBERS).code == "branch.ambiguous"


@pytest.mark.parametrize(
    "written",
    ["中共吕寨镇委员会", "吕寨镇党委", "镇党委", "党委", "班子", "领导班子", "党委班子", "镇党政班子", "吕寨镇党委班子成员",
     "全镇", "吕寨镇", "某县吕寨镇党委", "中共某县吕寨镇委员会", "党委领导班子", "镇本级"],
)  # fmt: skip
def test_the_committee_itself_is_no_branch(written: str) -> None:
    assert NAMES.owner(written) == TOWNSHIP
    assert isinstance(NAMES.find(written), Unmatched)


def test_what_else_the_committee_is_called_is_no_branch_either() -> None:
    names = aliases(BRANCHES, "中共某某局党组", ("某某局", "全系统", "局党组"))

    assert [names.owner(written) for written in ("某某局", "全系统", "局党组", "中共某某局党组")] == [TOWNSHIP] * 4


@pytest.mark.parametrize("written", ["吕寨村", "镇机关", "吕寨村党支部", "吕寨镇机关党支部", "东街村党总支"])
def test_a_branch_is_not_the_committee(written: str) -> None:
    assert NAMES.owner(written) == NAMES.find(written) != TOWNSHIP


@pytest.mark.parametrize("written", ["吕寨镇村民委员会", "镇政府", "乡村振兴办", "三村"])
def test_what_is_neither_is_unmatched(written: str) -> None:
    assert isinstance(NAMES.owner(written), Unmatched)


@pytest.mark.parametrize(("committee", "place"), [("中共吕寨镇委员会", "吕寨镇"), ("吕寨镇党委", "吕寨镇"), ("", "")])
def test_the_township_is_told_from_its_committee(committee: str, place: str) -> None:
    assert place_of(committee) == place


def test_spellings_of_one_branch_are_one_where_no_list_says_which_is_right() -> None:
    written = [
        "中共柳河镇柳河村支部委员会",
        "中国共产党柳河镇柳河村支部委员会",
        "柳河村党支部",
        "柳河村支部",
        "柳河村",
        "某县柳河镇柳河村党支部",
        "柳河镇中心学校党支部",
        "中心学校支部",
        "柳河镇东柳河村党支部",
        "柳河村党总支",
    ]

    kept = first_spellings([Branch(name) for name in written], "中共柳河镇委员会")

    assert [branch.name for branch in kept] == [written[0], written[6], written[8], written[9]]
    names = aliases(kept, "中共柳河镇委员会")
    assert [names.find(name) for name in written[:6]] == [written[0]] * 6


LISTED = [
    Branch("双桥乡石桥村党支部"),
    Branch("中共青山县双桥乡杨家湾村支部委员会"),
    Branch("双桥乡卫生院党支部"),
    Branch("双桥乡非公企业联合党支部"),
    Branch("乡机关党支部"),
]
FAULT = YAML_SYNTAX.at(Origin("活动.yaml", line=8), reason="甲", cure="乙")


@pytest.mark.parametrize("committee", ["", Unread((FAULT,))])
@pytest.mark.parametrize(
    ("written", "meant"), [("石桥村党支部", 0), ("石桥村", 0), ("杨家湾村", 1), ("卫生院", 2), ("双桥乡机关党支部", 4)]
)
def test_the_place_is_learned_from_what_the_branches_names_begin_with(
    committee: str | Unread, written: str, meant: int
) -> None:
    assert aliases(LISTED, committee).find(written) == LISTED[meant].name


def test_a_name_that_fits_none_follows_from_the_fault_that_hides_the_township() -> None:
    found = aliases(LISTED, Unread((FAULT,))).find("供销社党支部")

    assert isinstance(found, Unmatched)
    assert found.problem(HERE, Hides.MEMBERS) == FAULT


@pytest.mark.parametrize("written", ["柳河社区第一党支部", "供销社党支部", "乡中心小学党支部"])
def test_a_branch_that_is_like_the_name_in_its_ending_alone_is_not_proposed(written: str) -> None:
    found = aliases([*LISTED, Branch("商会联合党支部")], "中共双桥乡委员会").find(written)

    assert isinstance(found, Unmatched)
    assert found.nearest == ""


@pytest.mark.parametrize(("written", "meant"), [("非公联合支部", "双桥乡非公企业联合党支部"), ("杨湾村支部", "杨家湾")])
def test_a_branch_that_is_like_the_name_in_its_own_part_is_proposed(written: str, meant: str) -> None:
    found = aliases(LISTED, "中共双桥乡委员会").find(written)

    assert isinstance(found, Unmatched)
    assert meant in found.nearest


COMMUNITIES = aliases(
    [
        *(Branch(f"中共清河街道锦绣社区第{n}支部委员会", f"锦绣社区第{n}党支部") for n in "一二三"),
        *(Branch(f"中共清河街道桥东社区第{n}支部委员会", f"桥东社区第{n}党支部") for n in "一二"),
        Branch("中共清河街道桥东社区总支部委员会", "桥东社区党总支"),
        Branch("中共清河街道望湖社区支部委员会", "望湖社区党支部"),
    ],
    "中共清河街道工作委员会",
)


@pytest.mark.parametrize(
    ("written", "around", "proposed"),
    [
        ("一支部", "桥东社区党总支党员基本情况一览表 Sheet1 名册.et", "桥东社区第一党支部"),
        ("一支部", "Sheet1 桥东社区党总支.et", "桥东社区第一党支部"),
        ("第一党支部", "Sheet1 桥东社区.xlsx", "桥东社区第一党支部"),
        ("1支部", "锦绣社区党委党员名册.xls", "锦绣社区第一党支部"),
        ("桥东社区1支部", "锦绣社区党委党员名册.xls", "桥东社区第一党支部"),
        ("桥东一支部", "问题清单.xlsx", "桥东社区第一党支部"),
        ("锦秀社区二支部", "问题清单.xlsx", "锦绣社区第二党支部"),
        ("望胡社区党支部", "问题清单.xlsx", "望湖社区党支部"),
    ],
)
def test_what_is_proposed_is_of_the_community_that_is_spoken_of(written: str, around: str, proposed: str) -> None:
    found = COMMUNITIES.find(written, around)

    assert isinstance(found, Unmatched)
    assert found.meant == proposed
    problem = found.problem(HERE, Hides.MEMBERS)
    assert (problem.offers, f"是不是「{proposed}」？" in problem.message) == ((proposed,), True)


@pytest.mark.parametrize(
    ("written", "around", "named"),
    [
        ("一支部", "名册.xlsx", {"桥东社区第一党支部", "锦绣社区第一党支部"}),
        ("三支部", "桥东社区党总支.et", {"锦绣社区第三党支部"}),
        ("三支部", "名册.xlsx", {"锦绣社区第三党支部"}),
        ("桥东社区三支部", "名册.xlsx", {"桥东社区第一党支部", "桥东社区第二党支部", "桥东社区党总支"}),
        ("社区第一党支部", "名册.xlsx", {"桥东社区第一党支部", "锦绣社区第一党支部"}),
        ("社区党支部", "名册.xlsx", {"望湖社区党支部"}),
    ],
)
def test_where_several_may_be_meant_none_is_proposed_and_all_are_named(
    written: str, around: str, named: set[str]
) -> None:
    found = COMMUNITIES.find(written, around)

    assert isinstance(found, Unmatched)
    problem = found.problem(HERE, Hides.MEMBERS)
    assert set(found.called) == named
    assert not any(problem.offers)
    assert "是不是" not in problem.message
    assert all(name in problem.message for name in named)


def test_a_branchs_name_may_begin_with_the_streets_as_its_committee_is_called() -> None:
    assert place_of("中共清河街道工作委员会") == "清河街道"
    assert COMMUNITIES.find("清河街道望湖社区党支部") == "中共清河街道望湖社区支部委员会"
