"""Large workbooks read by many hands give what one reader gives: people, their places, Problems, and who is whose double."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline import fleet
from pipeline.fleet import Crew
from pipeline.inbox import ahead, members, reading
from pipeline.inbox.members import Packer
from pipeline.inbox.memory import Memory
from pipeline.inbox.reading import Inbox
from pipeline.model.facts import Member
from pipeline.spool import Spool
from tests import thorough
from tests.conftest import CAMPAIGN, Workspace
from tests.test_fleet import local_cluster

pytestmark = pytest.mark.confined
HEADER = "姓名|所在党支部|身份证号|出生日期|入党时间|联系电话\n"


def person(number: int, branch: str, *, told: bool = True) -> str:
    identity = f"1101011972{1 + number % 9:02d}{10 + number % 18}000{number % 10}" if told else ""
    month = "1972-13" if number % 17 == 0 else f"1972-{1 + number % 9:02d}"
    return f"党员{chr(0x4E00 + number)}|{branch}|{identity}|{month}|1998-07-01|1380000{number:04d}\n"


@pytest.fixture
def campaign(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Rosters that share people: by number in two branches, by name and month in one, almost whole, and in doubt."""
    monkeypatch.setattr(members, "_AT_ONCE", 7)
    workspace.put("活动/活动.yaml", CAMPAIGN)
    first = [person(n, f"{n % 3}号支部") for n in range(40)]
    second = [person(n, f"{(n + n % 2) % 3}号支部", told=n % 5 > 0) for n in range(30, 70)]
    workspace.put("活动/甲.xlsx", HEADER + "".join(first))
    workspace.put("活动/乙.xlsx", HEADER + "".join(second))
    workspace.put("活动/丙.xlsx", HEADER + "".join(second[:35]) + "|0号支部||||\n合计|37||||\n")
    workspace.put("丁.xlsx", HEADER + "".join(person(n, "0号支部") for n in range(60, 80)))
    workspace.put("活动/意见.xlsx", "意见内容|党支部|党员\n学习不够|0号支部|党员一\n")
    return workspace


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no workbook be too small for workers."""
    monkeypatch.setattr("pipeline.inbox.arrival._LARGE", 0)
    monkeypatch.setattr(ahead, "_WORTH_IT", 0)
    monkeypatch.setattr(fleet, "at_home", lambda *_: Crew(processes=2))


def told(inbox: Inbox) -> tuple[object, ...]:
    (intake,) = inbox.campaigns
    people = [(list(each.members), each.counts, each.rows) for each in intake.dossiers]
    return [str(p) for p in inbox.problems], inbox.problems, people, intake.township, inbox.recognised, intake.complete


def test_two_workers_read_what_one_process_reads(
    campaign: Workspace, always: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    by_many = told(reading.read_inputs(campaign.path, memory))
    again = told(reading.read_inputs(campaign.path, memory))
    monkeypatch.setattr("pipeline.inbox.memory._SEVERAL", 1000)

    alone = told(reading.read_inputs(campaign.path, Memory()))

    assert by_many == alone == again
    assert {"roster.two-versions", "cell.date"} <= {problem.code for problem in by_many[1]}  # type: ignore[attr-defined]
    people = [member for listed, *_ in by_many[2] for member in listed]  # type: ignore[attr-defined]
    numbered = [member.id_number for member in people if member.id_number]
    assert len(numbered) == len(set(numbered)) > 60


@thorough.only_in_ci
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_reads_what_one_process_reads(
    campaign: Workspace, always: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    with local_cluster() as address:
        by_many = told(reading.read_inputs(campaign.path, Memory(), cluster=address))
    monkeypatch.setattr("pipeline.inbox.memory._SEVERAL", 1000)

    assert by_many == told(reading.read_inputs(campaign.path, Memory()))


def test_what_workers_have_read_lies_in_our_own_spool_and_is_remembered(
    campaign: Workspace, always: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    reading.read_inputs(campaign.path, memory)
    size = memory.spool.size

    monkeypatch.setattr(ahead, "read", lambda *_: pytest.fail("read once more"))
    reading.read_inputs(campaign.path, memory)

    assert memory.spool.size == size > 0
    assert sum(memory._sizes.values()) == size


def test_small_workbooks_start_no_workers(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "each", lambda *_: pytest.fail("workers for a few rows"))

    assert reading.read_inputs(campaign.path, Memory()).campaigns


def numbers(key: bytes, *listed: Member) -> Iterator[int]:
    packer = Packer(Spool(), key)
    for member in listed:
        packer.add(member)
    for pack in packer.roll().packs:
        yield from (*pack.ids, *pack.names)


def test_the_numbers_that_tell_people_apart_are_the_runs_own() -> None:
    known, unknown = Member("张三", "一支部", id_number="甲号"), Member("张三", "一支部")

    assert list(numbers(b"one", known)) == list(numbers(b"one", known))
    assert not set(numbers(b"one", known)) & set(numbers(b"other", known))
    assert next(numbers(b"one", unknown)) == 0
    assert Memory().key != Memory().key
