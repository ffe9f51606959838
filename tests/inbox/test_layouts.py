"""A roster in any layout that we claim to read comes back equal."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.inbox import workbook
from pipeline.model.facts import PartialDate
from tests import sheets, thorough

NAMES = [f"{surname}{given}" for surname in "王李张刘陈杨赵黄" for given in ("建国", "秀英", "三", "文斌")]
BRANCHES = ["一支部", "吕寨村党支部", "中共吕寨镇东街村支部委员会", "镇机关第二党支部"]
NAME_HEADERS = ["姓名", "姓  名", "党员姓名", "★姓名"]
BRANCH_HEADERS = ["所在党支部", "党支部", "支部名称", "党组织名称"]
DATE_HEADERS = ["入党时间", "入党日期", "何时入党", "入党年月"]


@dataclass(frozen=True)
class Person:
    name: str
    branch: str
    joined: tuple[int, int]


@dataclass(frozen=True)
class Layout:
    where: str  # every row | merged | first row | sheet | section | title
    title: bool
    total: bool
    foot: bool
    two_rows: bool
    spelling: str
    headers: tuple[str, str, str]


PEOPLE = st.lists(
    st.builds(
        Person,
        st.sampled_from(NAMES),
        st.sampled_from(BRANCHES),
        st.tuples(st.integers(1950, 2020), st.integers(1, 12)),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda person: (person.name, person.branch),
).map(lambda people: sorted(people, key=lambda person: BRANCHES.index(person.branch)))
LAYOUTS = st.builds(
    Layout,
    st.sampled_from(["every row", "merged", "first row", "sheet", "section", "title"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["{0}年{1}月", "{0}.{1:02d}", "{0}{1:02d}", "{0}-{1:02d}", "#month {0}-{1:02d}-01", "{0}/{1:02d}"]),
    st.tuples(st.sampled_from(NAME_HEADERS), st.sampled_from(BRANCH_HEADERS), st.sampled_from(DATE_HEADERS)),
)


def written(people: list[Person], layout: Layout) -> bytes:  # noqa: C901 - one layout after the other
    merges: list[str] = []
    lines: list[str] = []
    name, branch, joined = layout.headers
    own_column = layout.where in {"every row", "merged", "first row"}
    columns = [branch, name, joined, "联系方式"] if own_column else [name, joined, "联系方式"]

    def headers() -> None:
        lines.append("|".join([*columns, ""]))
        if layout.two_rows:
            row, last = len(lines), len(columns) - 1
            lines.append("|" * last + "手机|固话")
            merges.extend(f"{chr(65 + n)}{row}:{chr(65 + n)}{row + 1}" for n in range(last))
            merges.append(f"{chr(65 + last)}{row}:{chr(65 + last + 1)}{row}")

    def row(person: Person, shown: str | None) -> None:
        cells = [person.name, layout.spelling.format(*person.joined), "13800000001", ""]
        lines.append("|".join(cells if shown is None else [shown, *cells]))

    groups = {b: [p for p in people if p.branch == b] for b in dict.fromkeys(p.branch for p in people)}
    if layout.title and layout.where not in {"sheet", "title"}:
        lines.extend(["吕寨镇党员花名册", "填报单位：镇党委||2026年6月"])
    if layout.where not in {"sheet", "title"}:
        headers()
    for group, members in groups.items():
        if layout.where == "sheet":
            lines.append(f"=== {group}")
            lines.extend(["党员花名册"] if layout.title else [])
        if layout.where == "title":
            lines.append(f"{group}党员花名册")
        if layout.where in {"sheet", "title"}:
            lines.append("|".join([*columns, ""]))
        if layout.where == "section":
            lines.append(f"{group}（{len(members)}人）")
        first = len(lines) + 1
        for number, person in enumerate(members):
            shown = None if not own_column else group if layout.where == "every row" or not number else ""
            row(person, shown)
        if layout.where == "merged" and len(members) > 1:
            merges.append(f"A{first}:A{len(lines)}")
    if layout.total and layout.where not in {"sheet", "title"}:
        lines.append(f"合计|{len(people)}人")
    if layout.foot:
        lines.append("填表人：某某")
    return sheets.workbook("\n".join(lines), name="Sheet1", merges=tuple(merges))


@settings(max_examples=thorough.examples(250), deadline=None)
@given(PEOPLE, LAYOUTS)
def test_a_roster_in_any_layout_comes_back_equal(people: list[Person], layout: Layout) -> None:
    branches = len({person.branch for person in people})
    assume(layout.where != "first row" or len(people) >= 2 * branches)  # else a blank branch may have been forgotten
    found = workbook.workbook_rows(written(people, layout), "inputs/花名册.xlsx")

    expected = [(p.name, p.branch, PartialDate(*p.joined), "13800000001") for p in people]
    assert [(m.name, m.branch, m.joined, m.phone) for m in found.value.members] == expected
    if layout.total and layout.where not in {"sheet", "title"}:
        assert [total.number for total in found.value.stated] == [len(people)]
