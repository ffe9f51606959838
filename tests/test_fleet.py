"""Many hands make the very papers that one makes, and one that dies costs nothing but time."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any

import pytest

from pipeline import fleet, produce
from pipeline.desk import opened
from pipeline.fleet import Crew
from tests import thorough
from tests.chores import Sealed, at_work, deaf_or_dead, dies_once, doubled, keeps, kills_workers, returns
from tests.conftest import CAMPAIGN, MEETING, ROOT, Workspace

pytestmark = pytest.mark.slow
BRANCHES, MEMBERS = 6, 5
PEOPLE = thorough.stride(2700, 1800)  # more than two workers have made when the first papers are there


# Each worker imports this first, before it takes what is shared: so the first one dies while the second one is started.
LOSES_ONE_WHILE_ANOTHER_STARTS = """
import sys
from tests.chores import dies_early
from tests.test_fleet import Crew, fleet  # takes its time

if __name__ == "__main__":
    print(list(fleet.each(dies_early, (sys.argv[1], bytes(1_000_000)), [3, 4], Crew(processes=2))))
"""


@pytest.fixture
def many(workspace: Workspace) -> Workspace:
    """A workspace whose every member carries a canary of its branch."""
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", a_roster())
    return workspace


def named(branch: int, member: int) -> str:
    """Return the name of a member: 甲零乙四."""
    return f"甲{branch}乙{member}".translate(str.maketrans("0123456789", "零一二三四五六七八九"))


def a_roster(branches: int = BRANCHES) -> str:
    rows = [
        f"{named(branch, member)}|第{branch}支部|男|1975-03-12|正式党员|1998-07-01|CANARY-{branch:03d}"
        for branch in range(branches)
        for member in range(MEMBERS)
    ]
    return "\n".join(["姓名|所在党支部|性别|出生日期|人员类别|入党时间|工作岗位", *rows])


def branches(of: str) -> str:
    rows = [f"{of}镇第{branch}支部|第{branch}支部|某某" for branch in range(BRANCHES)]
    return "\n".join(["党支部名称|简称|书记", *rows])


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    pytest.importorskip("distributed")
    with warnings.catch_warnings(), local_cluster() as address:
        yield address


@contextlib.contextmanager
def local_cluster() -> Iterator[str]:
    """Run a Dask cluster of two worker processes on this machine, set up as docs/cluster.md says; yield its address."""
    import dask.config  # noqa: PLC0415 - the extra `cluster`
    import distributed  # noqa: PLC0415

    warnings.simplefilter("ignore")
    page = (ROOT / "docs" / "cluster.md").read_text("utf-8")
    said = dask.config.collect_env(dict(re.findall(r"^ *export (DASK_\w+)=(\S+)$", page, re.MULTILINE)))
    (threads,) = re.findall(r"dask worker .* --nthreads (\d+)", page)
    with (
        dask.config.set(dask.config.merge(dask.config.config, said)),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=int(threads), dashboard_address=None, env={"PYTHONPATH": str(ROOT)}
        ) as running,
    ):
        yield running.scheduler_address


def made(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, **how: Any) -> dict[str, bytes]:
    """Build, and return every document."""
    monkeypatch.setattr("pipeline.produce.campaign._IN_A_CHUNK", MEMBERS * 2)
    with opened(workspace.path) as desk:
        report = produce.produce(desk, **how)
        assert desk.ledger.facts(report.written[0])
    assert report.bugs == []
    return {name: (workspace.path / name).read_bytes() for name in sorted(report.written)}


def test_results_come_in_the_order_of_the_chunks() -> None:
    assert list(fleet.each(doubled, 3, range(20), Crew(processes=2))) == [3 * n for n in range(20)]


def test_a_worker_that_dies_costs_its_chunk_another_try(tmp_path: Path) -> None:
    assert list(fleet.each(dies_once, str(tmp_path), range(8), Crew(processes=2))) == list(range(8))
    assert (tmp_path / "died").exists()


def test_nothing_that_a_pipe_cannot_hold_is_put_into_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is shared nor a chunk: workers would start one after the other, and a pool without workers hang."""
    given: list[tuple[str, ...]] = []
    start, submit = ProcessPoolExecutor.__init__, ProcessPoolExecutor.submit

    def noted(self: ProcessPoolExecutor, *arguments: Any, **options: Any) -> None:
        given.append(options["initargs"])
        start(self, *arguments, **options)

    def sent(self: ProcessPoolExecutor, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        given.append(arguments[1:])
        return submit(self, work, *arguments)

    monkeypatch.setattr(ProcessPoolExecutor, "__init__", noted)
    monkeypatch.setattr(ProcessPoolExecutor, "submit", sent)
    chunks = [f"{number}" * 300_000 for number in range(4)]

    assert list(fleet.each(keeps, "x" * 1_000_000, chunks, Crew(processes=2))) == chunks
    assert len(given) == 1 + len(chunks)
    for (name,) in given:
        assert len(name) < 1000  # a pipe holds 64 KB
        with pytest.raises(FileNotFoundError):  # cleared
            SharedMemory(name)


@pytest.mark.parametrize(("work", "told"), [(dies_once, [1]), (keeps, [])])
def test_a_death_is_told_when_all_is_done(tmp_path: Path, work: Callable[[str, int], int], told: list[int]) -> None:
    found: list[int] = []

    done = fleet.each(work, str(tmp_path), range(8), Crew(processes=2), on_deaths=lambda: found.append(1))

    assert list(done) == list(range(8))
    assert found == told


@thorough.only_in_ci
def test_a_death_while_another_worker_is_started_is_no_other(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(LOSES_ONE_WHILE_ANOTHER_STARTS, "utf-8")
    command = [sys.executable, str(script), str(tmp_path)]

    said = subprocess.check_output(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, timeout=60)

    assert said == "[3, 4]\n"
    assert (tmp_path / "died").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word")
def test_a_worker_that_does_not_hear_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that is asked to leave off at the very moment at which it goes to wait for work."""
    monkeypatch.setattr(fleet, "_GRACE", 0.2)
    begun = time.monotonic()

    # The third: Python's pool looks for deaths among the workers that it knew when it was last given something.
    assert list(fleet.each(deaf_or_dead, str(tmp_path), [0, 1, 2], Crew(processes=2))) == [0, 1, 2]

    assert time.monotonic() - begun < 60  # it would have slept for two minutes


def test_a_chunk_that_kills_three_workers_is_done_here(tmp_path: Path) -> None:
    shared = str(tmp_path), os.getpid()

    assert list(fleet.each(kills_workers, shared, range(6), Crew(processes=2))) == list(range(6))
    assert len((tmp_path / "deaths").read_text()) >= 3


def test_a_death_that_shows_only_when_the_next_chunk_is_given_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    submit = ProcessPoolExecutor.submit

    def breaks_once(self: ProcessPoolExecutor, work: Callable[..., int], *arguments: Any) -> Future[int]:
        given.append(1)
        if len(given) == 3:
            raise BrokenProcessPool
        return submit(self, work, *arguments)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", breaks_once)
    assert list(fleet.each(doubled, 3, range(8), Crew(processes=2))) == [3 * n for n in range(8)]


def test_processes_make_the_same_papers_as_one(many: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "at_home", lambda _: Crew(processes=2))
    papers = made(many, monkeypatch)

    assert len(papers) == 2 + BRANCHES * (4 + MEMBERS)
    monkeypatch.setattr(fleet, "at_home", lambda _: None)
    for path in many.path.glob("outputs/活动/*/*.docx"):
        path.unlink()
    assert made(many, monkeypatch) == papers


def test_a_second_build_by_processes_changes_nothing(many: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "at_home", lambda _: Crew(processes=2))
    made(many, monkeypatch)

    with opened(many.path) as desk:
        report = produce.produce(desk)

    assert report.written == []
    assert report.unchanged == 2 + BRANCHES * (4 + MEMBERS)


@thorough.only_in_ci
def test_a_changed_cell_is_told_by_a_worker_as_by_one(many: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "at_home", lambda _: Crew(processes=2))
    made(many, monkeypatch)
    many.put("活动/花名册.xlsx", a_roster().replace("甲零乙零|第0支部|男", "甲零乙零|第0支部|女"))

    with opened(many.path) as desk:
        report = produce.produce(desk)
        changes = [(c.name, c.old, c.new) for c in desk.ledger.last_changes("活动")]

    assert "outputs/活动/第0支部/03-党性分析表-甲零乙零.docx" in report.written
    assert ("党员.性别", "男", "女") in changes


@thorough.only_in_ci
def test_a_branch_under_a_new_name_has_no_edited_papers(many: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "at_home", lambda _: Crew(processes=2))
    many.put("活动/支部.xlsx", branches("旧"))
    made(many, monkeypatch)
    many.put("活动/支部.xlsx", branches("新"))
    many.put("活动/花名册.xlsx", a_roster().replace("支部|男", "支部|女"))

    with opened(many.path) as desk:
        report = produce.produce(desk)

    assert report.kept == []
    assert len([path for path in report.written if "/03-" in path]) == BRANCHES * MEMBERS
    assert sorted(report.volumes) == [
        f"outputs/活动/打印/第{branch}支部/{phase}.docx"
        for branch in range(BRANCHES)
        for phase in ("分析评议", "学习动员", "整改提高")
    ]


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_papers_as_one(many: Workspace, monkeypatch: pytest.MonkeyPatch, cluster: str) -> None:
    papers = made(many, monkeypatch, cluster=cluster)

    for path in many.path.glob("outputs/活动/*/*.docx"):
        path.unlink()
    assert made(many, monkeypatch) == papers


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_as_the_handbook_sets_it_up_spends_no_time_on_watching_itself(cluster: str) -> None:
    distributed = pytest.importorskip("distributed")

    with distributed.Client(cluster) as client:
        callbacks = client.run(lambda dask_worker: sorted(dask_worker.periodic_callbacks))

    assert len(callbacks) == 2
    assert all("heartbeat" in names and "profile" not in names for names in callbacks.values())


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_moves_chunks_and_results_without_unpacking_them(tmp_path: Path, cluster: str) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()

    list(fleet.each(returns, "", [Sealed(str(tmp_path / "here")) for _ in range(3)], Crew(cluster=cluster)))

    chunks, results = (
        [path.name.partition("-")[0] for path in (tmp_path / name).iterdir()] for name in ("here", "there")
    )
    assert len(chunks) == 3
    assert str(os.getpid()) not in chunks
    assert results == [str(os.getpid())] * 3


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@thorough.only_in_ci
def test_a_worker_of_a_cluster_that_is_killed_in_the_midst_costs_nothing_but_time(
    many: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    many.put("活动/花名册.xlsx", a_roster(branches=40))
    forms = many.output("活动")
    with local_cluster() as address, distributed.Client(address) as client:
        workers = set(client.run(os.getpid).values())

        def kill_one() -> None:
            if comes(lambda: len(list(forms.glob("第*/03-*.docx"))) > 50):
                os.kill(min(workers), signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        made(many, monkeypatch, cluster=address)
        killer.join()
        assert comes(lambda: len(client.run(os.getpid)) == 2)
        assert min(workers) not in client.run(os.getpid).values()

    papers = {name: (many.path / name).read_bytes() for name in many.documents()}
    assert len(papers) == 2 + 40 * (4 + MEMBERS)
    assert [path for path in many.output("").rglob("*") if path.suffix in {".tmp", ".intent"}] == []
    with opened(many.path) as desk:
        report = produce.produce(desk)
    assert (report.written, report.kept, report.unchanged) == ([], [], len(papers))
    for path in forms.glob("第*/*.docx"):
        path.unlink()
    again = made(many, monkeypatch)
    assert {name: papers[name] for name in again} == again


def test_a_cluster_that_is_not_there_is_said_so(many: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "_PATIENCE", 0.5)

    code, _, error = many.run("build", "--cluster", "tcp://127.0.0.1:9")

    assert code == 3
    assert "连不上集群" in error


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    parent = multiprocessing.get_context("spawn").Process(target=at_work, args=(str(tmp_path),))
    parent.start()
    assert comes(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
    workers = [int(path.stem) for path in tmp_path.glob("*.pid")]

    parent.kill()
    parent.join()

    assert comes(lambda: not any(alive(worker) for worker in workers))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word")
@pytest.mark.parametrize("asked", thorough.one_of("a terminal's Ctrl-C", "SIGTERM"))
def test_a_build_by_processes_ends_at_once_with_nothing_half_done_and_goes_on_next_time(
    workspace: Workspace, asked: str
) -> None:
    rows = [f"党员{number}|第{number % 9}支部|男|1975-03-12|正式党员|1998-07-01" for number in range(PEOPLE)]
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", "\n".join(["姓名|所在党支部|性别|出生日期|人员类别|入党时间", *rows]))
    forms = workspace.output("活动")
    with running(workspace.path) as build:
        assert comes(lambda: len(list(forms.glob("第*/03-*.docx"))) > 100)
        if asked == "SIGTERM":
            build.terminate()
        else:
            os.killpg(build.pid, signal.SIGINT)
        said, _ = build.communicate(timeout=60)  # until the last worker has let go of the pipe
        half = workspace.documents()

    assert build.returncode == 3
    assert said.strip() == "已停止，还没有做完。做好的文件都在，下次运行会接着做。"
    assert list(workspace.output("").rglob("*.tmp")) == []
    report = workspace.build()
    assert report["kept"] == []
    assert len(workspace.documents()) == report["campaigns"][0]["documents"] == PEOPLE + 3 * 9
    assert len(half) < len(workspace.documents())


@thorough.only_in_ci
@pytest.mark.skipif(sys.platform != "linux", reason="kill -9")
def test_a_killed_build_says_nothing_about_what_its_workers_shared(many: Workspace) -> None:
    with running(many.path) as build:
        assert comes(lambda: bool(list(many.output("活动").glob("第*/*.docx"))))
        build.kill()
        said, _ = build.communicate(timeout=60)

    assert said == ""


@contextlib.contextmanager
def running(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a build by two processes, in a process group of its own."""
    crew = "from pipeline import cli, fleet; fleet.at_home = lambda _: fleet.Crew(processes=2); cli.main()"
    command = [sys.executable, "-c", crew, "build", "--workspace", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        yield process


def comes(holds: Callable[[], bool]) -> bool:
    """Whether something holds within a minute."""
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < 60:
        time.sleep(0.05)
    return holds()


def alive(process: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
