"""Numbers by their own names, and how they must agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.inbox import counting
from pipeline.model import codes
from pipeline.model.facts import Branch, Unread
from pipeline.model.problem import Origin
from pipeline.plan import template_names
from tests.makers import a_member

MEMBERS = st.lists(
    st.builds(
        a_member,
        status=st.sampled_from(["正式党员", "预备党员", ""]),
        standing=st.sampled_from(["正常", "停止党籍"]),
        lost=st.booleans(),
        excused=st.booleans(),
        categories=st.sets(st.sampled_from(["流动", "离退休", "一线"])).map(tuple),
    ),
    max_size=20,
)
BRANCH = Branch("一支部")
UNREAD = Unread((codes.CELL_DATE.at(Origin("a.xlsx"), value="坏"),))


@given(st.lists(MEMBERS, max_size=4))
def test_the_branches_sum_up_and_the_parts_make_the_whole(branches: list[list[object]]) -> None:
    counts = [counting.count(BRANCH, members) for members in branches]  # type: ignore[arg-type]

    total = counting.total(counts)

    assert total["支部数"] == len(branches)
    for name in counting.NAMES:
        told = [each[name] for each in counts if each[name] != ""]
        assert total[name] == (sum(told) if told or not counts else "")
    assert total["党员总数"] == total["正式党员"] + total["预备党员"] + total["未填类别"]  # type: ignore[operator]
    assert total["党员总数"] == total["应参学"] + total["失联党员"]  # type: ignore[operator]
    assert total["有表决权"] <= min(total["应到"], total["评等次"]) <= total["应参学"]  # type: ignore[type-var,operator]


def test_who_need_not_come_is_stated_and_leaves_the_others_of_a_meeting() -> None:
    lost, excused = a_member(lost=True, excused=True), a_member(excused=True)
    frail, new = a_member(categories=("年老体弱", "流动")), a_member(status="预备党员")

    counts = counting.count(BRANCH, [lost, excused, frail, new, a_member(standing="停止党籍")])

    assert [counts[name] for name in ("党员总数", "应参学", "应到", "有表决权", "评等次")] == [4, 3, 2, 1, 2]


def test_an_unread_cell_of_who_need_not_come_hides_the_numbers_of_a_meeting_alone() -> None:
    counts = counting.count(BRANCH, [a_member(excused=UNREAD), a_member()])

    unread = {name for name, number in counts.items() if isinstance(number, Unread)}
    assert unread == {"应到", "有表决权"}


def test_a_number_that_would_count_an_unread_cell_is_unread_and_no_other() -> None:
    counts = counting.count(BRANCH, [a_member(), a_member(status=UNREAD)])

    assert counts["党员总数"] == 2
    assert isinstance(counts["正式党员"], Unread)
    assert isinstance(counting.total([counts])["正式党员"], Unread)


def test_whoever_may_be_no_member_makes_the_total_unread() -> None:
    counts = counting.count(BRANCH, [a_member(standing=UNREAD)])

    assert isinstance(counts["党员总数"], Unread)
    assert counts["支部数"] == 1


def test_the_table_of_names_has_every_count() -> None:
    assert tuple(name for name, _ in template_names.COUNTS) == counting.NAMES


def test_members_read_are_each_one_and_none_who_has_left() -> None:
    doubt = Unread(())
    normal, left = a_member(name="张三", standing="正常"), a_member(name="李四", standing="停止党籍")
    twice = a_member(name="王五", standing=doubt)

    assert counting.read_so_far([({"党员总数": doubt}, [normal, left, twice]), ({"党员总数": doubt}, [twice])]) == 2
    assert counting.read_so_far([({"党员总数": 7}, []), ({"党员总数": doubt}, [normal])]) == 8
