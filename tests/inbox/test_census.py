"""Everybody branch by branch is the same as everybody at once, and nobody waits as an object meanwhile."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inbox import census, dedupe, members
from pipeline.inbox.census import Located
from pipeline.inbox.dedupe import RankedMember
from pipeline.inbox.members import Members, Packer
from pipeline.inbox.reading import Memory, read_inputs
from pipeline.model import codes
from pipeline.model.facts import Member, PartialDate, Source, Unread
from pipeline.model.problem import Origin, Problem
from pipeline.spool import Spool
from tests.conftest import CAMPAIGN, ROOT, Workspace

COLUMNS = {"姓名": "A", "所在党支部": "B"}
UNREADABLE = Unread((codes.CELL_REQUIRED.at(Origin("a.xlsx", "表", "A1"), header="姓名"),))

rows = st.builds(
    Member,
    st.sampled_from(["张三", "李四", "王五", UNREADABLE]),
    st.sampled_from(["一支部", "二支部", "三支部"]),
    id_number=st.sampled_from(["", "", "", "甲号", "乙号", "丙号"]),
    birth=st.sampled_from([None, PartialDate(1970, 1), PartialDate(1971, 2, 3)]),
    education=st.sampled_from(["", "高中", "初中"]),
)
files = st.lists(st.tuples(st.booleans(), st.lists(rows, max_size=12)), min_size=1, max_size=3)


def two_versions(entries: list[RankedMember]) -> set[frozenset[str]]:
    """Return the pairs of files that share more than half of the people of the larger one."""
    people_of: defaultdict[str, set[object]] = defaultdict(set)
    for entry in entries:
        member = entry.member
        if key := member.id_number or dedupe._key(member):
            people_of[f"{entry.place[0]}.xlsx"].add(key)
    return {
        frozenset({one, two})
        for one, two in combinations(people_of, 2)
        if 2 * len(people_of[one] & people_of[two]) > max(len(people_of[one]), len(people_of[two]))
    }


def all_at_once(entries: list[RankedMember], versions: dedupe.Versions) -> tuple[dict[str, list[Member]], set[Problem]]:
    found = dedupe.distinct(entries, versions)
    by_branch: defaultdict[str, list[Member]] = defaultdict(list)
    for named in found.value:
        by_branch[named.member.branch].append(named.member)
    return dict(by_branch), set(found.problems) | set(versions.values())


@given(files)
def test_branch_by_branch_gives_what_all_at_once_gives(found: list[tuple[bool, list[Member]]]) -> None:
    located: list[Located] = []
    entries: list[RankedMember] = []
    for number, (standing, listed) in enumerate(sorted(found, key=lambda each: each[0])):
        packer = Packer(Spool())
        for row, plain in enumerate(listed):
            member = replace(plain, source=Source(f"{number}.xlsx", "表", row + 1, COLUMNS))
            packer.add(member)
            entries.append(RankedMember(member, standing, (number, row)))
        located += [Located(pack, pack.branch, number, standing) for pack in packer.roll().packs]
    problems: list[Problem] = []

    by_branch = dict(census._branches(located, problems))

    versions = census._two_versions(located)
    expected, told = all_at_once(entries, versions)
    assert versions.keys() == two_versions(entries)
    assert {branch: own for branch, own in by_branch.items() if own} == expected
    assert set(problems) == told


@given(st.lists(rows, min_size=1, max_size=8))
def test_what_is_packed_comes_back_and_equal_members_are_packed_alike(listed: list[Member]) -> None:
    placed = [replace(each, source=Source("a.xlsx", "表", row, COLUMNS)) for row, each in enumerate(listed)]
    again = pickle.loads(pickle.dumps(placed))

    packed = Members.of(placed, Spool())
    back = list(pickle.loads(pickle.dumps(packed)))

    assert back == placed
    assert list(map(cell, back)) == list(map(cell, placed))
    assert pickle.dumps(Members.of(again, Spool())) == pickle.dumps(packed)
    assert [member.branch for member in packed.of_branch("四支部")] == ["四支部"] * len(placed)


def test_it_reads_the_same_whatever_seed_the_hashes_have(workspace: Workspace) -> None:
    everybody = [f"党员{chr(0x4E00 + number)}|一支部|1970-01\n" for number in range(9)]
    workspace.put("活动/活动.yaml", CAMPAIGN)
    for name, size in (("甲", 9), ("乙", 8), ("丙", 7), ("丁", 6)):  # each a version of each other
        workspace.put(f"活动/{name}.xlsx", "姓名|所在党支部|出生日期\n" + "".join(everybody[:size]))
    code = (
        "import pathlib, sys; from pipeline.inbox.memory import Memory; from pipeline.inbox.reading import read_inputs\n"
        "inbox = read_inputs(pathlib.Path(sys.argv[1]), Memory())\n"
        "print([str(p) for p in inbox.problems], [list(d.members) for d in inbox.campaigns[0].dossiers])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(workspace.path)], check=True, capture_output=True, text=True, cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"},
        ).stdout
        for seed in (1, 2, 3)
    }  # fmt: skip

    assert len(said) == 1
    assert "roster.two-versions" in said.pop()


def test_a_branch_whose_members_stand_elsewhere_first_is_in_doubt_like_an_empty_one(workspace: Workspace) -> None:
    header = "姓名|所在党支部|身份证号|入党时间\n"
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", header + "张三|一支部|110101197210180003|1998-07-01\n")
    workspace.put("常用.xlsx", header + "张三|二支部|110101197210180003|1998-07-01\n")
    workspace.put("活动/坏.xlsx", b"PK\x03\x04")

    counts = {each.branch.name: each.counts for each in read_inputs(workspace.path, Memory()).campaigns[0].dossiers}

    assert isinstance(counts["二支部"]["党员总数"], Unread)
    assert counts["一支部"]["党员总数"] == 1


def test_an_opinion_about_nobody_that_can_be_named_is_questioned(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|入党时间\n张三|一支部|1998-07-01\n")
    workspace.put("活动/意见.xlsx", "意见内容|党支部|党员\n学习不够|一支部|（张三）\n")

    assert "member.unknown" in {problem.code for problem in read_inputs(workspace.path, Memory()).problems}


def test_nobody_waits_as_an_object(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "_AT_ONCE", 10)
    workspace.put("活动/活动.yaml", CAMPAIGN)
    everybody = [f"党员{chr(0x4E00 + number)}|{number // 20}号支部|1998-07-01\n" for number in range(200)]
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|入党时间\n" + "".join(everybody))
    gc.collect()
    gc.freeze()  # what other tests have left behind is not looked through each time
    before = most = alive()
    take = census.Census._take

    def counting(self: census.Census, name: str, listed: list[Member]) -> None:
        nonlocal most
        take(self, name, listed)
        most = max(most, alive())

    monkeypatch.setattr(census.Census, "_take", counting)
    try:
        inbox = read_inputs(workspace.path, Memory())

        assert sum(len(dossier.members) for dossier in inbox.campaigns[0].dossiers) == 200
        assert 10 < most - before <= 20 + 20  # a branch, before and after it is finished
        assert alive() <= before
    finally:
        gc.unfreeze()


def cell(member: Member) -> Origin | None:
    return member.source and member.source.at("姓名")


def alive() -> int:
    gc.collect()
    return sum(isinstance(each, Member) for each in gc.get_objects())


def test_a_memory_begins_anew_when_most_of_it_is_of_files_that_are_gone(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.inbox.memory._MOST_WASTED", 2000)
    workspace.put("活动/活动.yaml", CAMPAIGN)
    memory = Memory()
    sizes = []
    for day in range(1, 29):
        rows_of = f"张三|一支部|2000-01-{day:02d}\n李四|二支部|2001-01-01\n"
        workspace.put("活动/花名册.xlsx", f"姓名|所在党支部|入党时间\n{rows_of}")
        dossiers = read_inputs(workspace.path, memory).campaigns[0].dossiers
        assert next(iter(dossiers[0].members)).joined == PartialDate(2000, 1, day)
        sizes.append(memory.spool.size)
    assert max(sizes) < 5000
    assert len(sizes) > sizes.count(max(sizes))


def test_what_ties_branches_together_is_found_some_keys_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [(key * 7919 - 40_000, owner) for owner in range(40) for key in range(owner, 300, owner + 1)]
    at_once = dict(census._in_common(lambda: keys))

    monkeypatch.setattr(census, "_SORTED", 100)

    assert dict(census._in_common(lambda: keys)) == at_once
    assert len(at_once) == 300
    assert max(map(len, at_once.values())) > 5
