"""Whoever has a name is found by it, as a mapping of all names would find him."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from pipeline.inbox.dedupe import labels
from pipeline.inbox.members import finished
from pipeline.inbox.name_index import NameIndex
from pipeline.model import codes
from pipeline.model.facts import Member, PartialDate, Unread
from pipeline.model.problem import Origin

UNREADABLE = Unread((codes.CELL_REQUIRED.at(Origin("a.xlsx", "表", "A1"), header="姓名"),))
NAMES = ["张三", "张 三", "李四", "王五", UNREADABLE]
MONTHS = [None, PartialDate(1970, 1), PartialDate(1971, 2, 3)]

branches = st.lists(st.lists(st.builds(Member, st.sampled_from(NAMES), birth=st.sampled_from(MONTHS))), max_size=6)


def called(members: list[Member]) -> list[Member]:
    return [finished(each, label, ()) for each, label in zip(members, labels(members), strict=True)]


@given(branches)
def test_everybody_of_a_name_is_found_with_his_branch_and_label_in_the_order_of_the_rosters(
    listed: list[list[Member]],
) -> None:
    index, plainly = NameIndex(), dict[object, list[tuple[str, str]]]()
    for number, members in enumerate(map(called, listed)):
        index.add(f"{number}支部", members)
        for member in members:
            plainly.setdefault(member.name, []).append((f"{number}支部", member.label))

    for name in ("张三", "张 三", "李四", "王五", "赵六"):
        assert list(index.of(name)) == plainly.get(name, [])


def test_a_branch_that_is_added_after_a_look_is_found_too() -> None:
    index = NameIndex()
    index.add("一支部", called([Member("张三", "")]))
    before = list(index.of("张三"))

    index.add("二支部", called([Member("李四", ""), Member("张三", "")]))

    assert before == [("一支部", "张三")]
    assert list(index.of("张三")) == [("一支部", "张三"), ("二支部", "张三")]


def test_a_name_costs_some_bytes() -> None:
    rosters = [called([Member(f"张{number}之{at}", "") for at in range(40)]) for number in range(200)]
    index = NameIndex()
    tracemalloc.start()
    for number, members in enumerate(rosters):
        index.add(f"{number}支部", members)
    assert list(index.of("张7之3")) == [("7支部", "张7之3")]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held / (200 * 40) < 40
