"""The sample campaign: its workbooks are what the builder builds, its texts are its own, its facts fit together."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML
from stdnum.cn import ric

from tests.conftest import SAMPLE, Workspace
from tests.samples.build_sample import build
from tests.samples.issues import ISSUES, LEADER_OF, LEADERS, OPINIONS
from tests.samples.people import BRANCHES, Member, members

SOURCE = Path(__file__).parents[3] / "shared" / "seed"
ROSTER, SCHOOL = "2026年吕寨镇党员花名册.xlsx", "中心学校党员名册.xlsx"
START, END = dt.date(2026, 7, 1), dt.date(2026, 12, 31)
SET_PHRASES = ("保持共产党员先进性教育活动", "为党旗增辉尽责", "为吕寨发展尽力", "参学单位党组织负责人")
LONGEST_SHARED = 12


@pytest.fixture(scope="module")
def people() -> list[Member]:
    return members()


@pytest.fixture(scope="module")
def campaign() -> Any:
    return YAML(typ="safe", pure=True).load((SAMPLE / "活动.yaml").read_text("utf-8"))


# --- the files ----------------------------------------------------------------------------------------------------


def test_the_committed_workbooks_are_what_the_builder_builds() -> None:
    built = build()

    assert {path.name for path in SAMPLE.glob("*.xlsx")} == set(built)
    for name, data in built.items():
        assert (SAMPLE / name).read_bytes() == data, f"python -m tests.samples.build_sample {SAMPLE.name}: {name}"


def test_the_same_bytes_come_out_each_time() -> None:
    assert build() == build()


def test_the_program_finds_nothing_to_complain_of(sample: Workspace) -> None:
    report = sample.build()

    assert report["campaigns"] == [{"name": SAMPLE.name, "branches": 10, "members": 220, "documents": 262}]
    assert {p["code"] for p in report["problems"]} == {
        "row.skipped",  # the signatures below a roster
        "text.head",  # the address above a speech is printed once
        "paper.unwritten",  # branches without a 讲话稿
    }
    assert [p["code"] for p in report["problems"] if p["severity"] != "notice"] == ["paper.unwritten"]


def test_nothing_is_copied_from_the_source() -> None:
    if not SOURCE.is_dir():
        pytest.skip("the source text is not here")
    source = _comparable("".join(path.read_text("utf-8") for path in sorted(SOURCE.glob("*.txt"))), "一")
    runs = {source[start : start + LONGEST_SHARED + 1] for start in range(len(source) - LONGEST_SHARED)}

    texts = {path.name: path.read_text("utf-8") for path in SAMPLE.iterdir() if path.suffix in {".md", ".yaml"}}
    texts |= {name: "\n".join(_cells(data)) for name, data in build().items()}
    for name, text in texts.items():
        own = _comparable(text, "二")
        shared = {own[at : at + LONGEST_SHARED + 1] for at in range(len(own) - LONGEST_SHARED)} & runs
        assert not shared, (name, shared)


def _comparable(text: str, mark: str) -> str:
    """Return a text without white space; set phrases, which both may use, become a mark that matches nothing."""
    text = re.sub(r"\s", "", text)
    for phrase in SET_PHRASES:
        text = text.replace(phrase, f"\0{mark}\0")
    return text


def _cells(data: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows(values_only=True):
            yield from (cell for cell in row if isinstance(cell, str))


def test_the_speeches_are_full_and_state_no_totals() -> None:
    speeches = {path.name: path.read_text("utf-8") for path in SAMPLE.glob("*讲话*.md")}

    for name, text in speeches.items():
        length = len(re.sub(r"[\s#*]", "", text))
        low, high = (3500, 4500) if name == "讲话提纲.md" else (600, 900)
        assert low <= length <= high, (name, length)
        assert not re.search(r"\d+\s*(名|个|人)", text), name
        assert not any(wrong in text for wrong in ("先教活动", "学教活动", "保先教育")), name
    assert len(speeches) >= 4


# --- the people ---------------------------------------------------------------------------------------------------


def test_ten_branches_of_uneven_size_have_220_members(people: list[Member]) -> None:
    counted = [member for member in people if not member.standing]

    sizes = Counter(member.branch.short for member in counted)
    assert len(counted) == 220
    assert sizes == {branch.short: branch.size for branch in BRANCHES}
    assert len(set(sizes.values())) == len(sizes) == 10
    assert [member.standing for member in people if member.standing] == ["停止党籍"] * 2


def test_each_member_stands_in_one_roster_once(people: list[Member]) -> None:
    written = Counter(name.replace("　", "") for name in _names())

    assert written == Counter(member.name for member in people)


def _names() -> Iterator[str]:
    """Yield the names on every sheet of the two rosters."""
    for file, header in ((ROSTER, "姓名"), (SCHOOL, "党员姓名")):
        for sheet in load_workbook(SAMPLE / file):
            rows = list(sheet.iter_rows(values_only=True))
            top, column = next(
                (row, index)
                for row, cells in enumerate(rows)
                for index, cell in enumerate(cells)
                if isinstance(cell, str) and cell.replace(" ", "") == header
            )
            for cells in rows[top + 1 :]:
                if isinstance(cells[0], int):
                    yield str(cells[column])


def test_names_are_unique_but_for_two_pairs(people: list[Member]) -> None:
    alike = {
        name: [m for m in people if m.name == name] for name, n in Counter(m.name for m in people).items() if n > 1
    }

    same_branch, across = alike.pop("吕建军"), alike.pop("秦志远")
    assert alike == {}
    assert len({member.branch.short for member in same_branch}) == 1
    assert len({member.birth[:2] for member in same_branch}) == 2
    assert len({member.branch.short for member in across}) == 2


def test_id_numbers_are_valid_and_nobodys(people: list[Member]) -> None:
    numbers = [member.id_number for member in people if member.id_number]

    assert len(numbers) == len(set(numbers)) >= 50
    for member in people:
        assert bool(member.id_number) == (member.sex == "女"), member.name
        if member.id_number:
            assert ric.is_valid(member.id_number), member.name
            assert member.id_number[14:17] == "000"
            assert ric.get_birth_date(member.id_number) == dt.date(*member.birth)


def test_lives_are_plausible(people: list[Member]) -> None:
    for member in people:
        birth, joined = dt.date(*member.birth), dt.date(*member.joined)
        assert 1938 <= birth.year <= 2005
        assert (joined.year - birth.year, joined.month, joined.day) >= (18, birth.month, birth.day)
        assert joined < START
        assert (member.confirmed is None) == (member.status == "预备党员")
        if member.confirmed:
            assert joined.replace(year=joined.year + 1) <= dt.date(*member.confirmed) < START
    assert len({member.phone for member in people}) == len(people)
    assert all(re.fullmatch(r"1380000\d{4}", member.phone) for member in people)


def test_every_category_occurs_several_times(people: list[Member]) -> None:
    counted = [member for member in people if not member.standing]

    assert sum(member.status == "预备党员" for member in counted) == 8
    assert 1 <= sum(member.lost == "是" for member in counted) <= 2
    for name, found in {
        "流动": [m for m in counted if m.destination and m.post == "外出务工"],
        "离退休": [m for m in counted if "退休" in m.post],
        "年老": [m for m in counted if m.birth <= (1951, 7, 1)],
        "体弱": [m for m in counted if m.health in {"长期患病", "行动不便", "体弱"}],
        "一线": [m for m in counted if "一线" in m.post],
        "两新": [m for m in counted if m.branch.kind == "两新组织"],
        "文化程度低": [m for m in counted if m.education in {"小学", "文盲"}],
        "党员分类": [m for m in counted if m.categories],
    }.items():
        assert len(found) >= 8, name


def test_rosters_have_the_quirks_of_real_ones() -> None:
    book = load_workbook(SAMPLE / ROSTER)
    villages, town, community = book.worksheets

    merged = [str(cells) for cells in villages.merged_cells.ranges]
    assert any(cells.startswith("A1:") for cells in merged)  # the title
    assert sum(cells.startswith("B") for cells in merged) == 4  # a branch over its members
    assert any(cells.max_row > cells.min_row for cells in town.merged_cells.ranges)  # two header rows
    assert "党支部" in community.title
    assert not any("支部" in str(cell.value) for row in community["1:2"] for cell in row)
    assert any("　" in name for name in _names())
    days = [villages.cell(row, 6).value for row in range(4, 115)]
    assert any(isinstance(day, dt.datetime) for day in days)
    for spelling in (r"\d{4}\.\d{2}", r"\d{4}年\d{1,2}月", r"\d{4}-\d{2}-\d{2}"):
        assert any(isinstance(day, str) and re.fullmatch(spelling, day) for day in days), spelling


# --- what goes with them ------------------------------------------------------------------------------------------


def test_every_branch_has_problems_of_its_own(people: list[Member]) -> None:
    texts = [issue[1] for issues in ISSUES.values() for issue in issues]

    assert set(ISSUES) == {branch.short for branch in BRANCHES}
    assert all(len(issues) >= 4 for issues in ISSUES.values())
    assert 45 <= len(texts) == len(set(texts)) <= 55
    assert len({issue[4] for issues in ISSUES.values() for issue in issues}) == len(texts)
    for row in load_workbook(SAMPLE / "问题清单.xlsx").active.iter_rows(min_row=3, values_only=True):
        branch = row[1] or branch  # noqa: F821 - written on its first row
        assert row[7] == LEADER_OF[branch]
        assert any(member.name == row[8] and member.branch.short == branch for member in people)


def test_deadlines_lie_within_the_campaign() -> None:
    due = [issue[5] for issues in ISSUES.values() for issue in issues]

    assert {"立行立改", "长期坚持"} <= set(due)
    for text in due:
        if found := re.match(r"2026[年-](\d{1,2})[月-]", text):
            assert 7 <= int(found[1]) <= 12
        else:
            assert text in {"立行立改", "长期坚持"}


def test_every_branch_has_a_leader_and_the_weak_one_has_the_first(people: list[Member]) -> None:
    weak = [branch.short for branch in BRANCHES if "软弱涣散" in branch.state]

    assert 5 <= len(LEADERS) <= 6
    assert set(LEADER_OF) == {branch.short for branch in BRANCHES}
    assert len(weak) == 1
    assert LEADER_OF[weak[0]] == LEADERS[0][0]
    assert {name for name, *_ in LEADERS} <= {member.name for member in people}


def test_opinions_name_members_branches_or_the_township(people: list[Member]) -> None:
    where = {(member.name, member.branch.short) for member in people}

    assert len(OPINIONS) >= 20
    for _, branch, member, *_ in OPINIONS:
        assert not member or (member.partition("（")[0], branch) in where
    assert {(bool(branch), bool(member)) for _, branch, member, *_ in OPINIONS} == {
        (True, True), (True, False), (False, False),
    }  # fmt: skip


def test_branches_keep_to_the_campaign_and_send_their_own(campaign: Any, people: list[Member]) -> None:
    arrangements = campaign["支部安排"]

    assert set(arrangements) == {branch.short for branch in BRANCHES}
    assert sum("讲话稿" in each for each in arrangements.values()) >= 3
    assert len({each["会议"]["地点"] for each in arrangements.values()}) == 10
    for branch in BRANCHES:
        each = arrangements[branch.short]
        assert each["会议"]["讲话人"] == branch.officers[0]
        held = dt.datetime.fromisoformat(each["会议"]["时间"]).date()
        assert each["阶段"][0]["开始"] <= held <= dt.date(2026, 7, 20)
        own = {member.name for member in people if member.branch is branch}
        assert set(each.get("参会人员", ())) <= own
        assert len(each.get("参会人员", ())) in {0, each.get("名额", 0)}
        for phase in each["阶段"]:
            assert START <= phase["开始"] <= phase["结束"] <= END
        for one, two in pairwise(each["阶段"]):
            assert two["开始"] - one["结束"] == dt.timedelta(days=1)


def test_the_yaml_leaves_the_counting_to_the_rosters(campaign: Any) -> None:
    assert not {"党员总数", "党组织数", "党支部数"} & set(campaign["活动"])
