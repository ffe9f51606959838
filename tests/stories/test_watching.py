"""A real `gongwen watch` process: what is dropped comes out, half-copied files wait, Ctrl-C ends it."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, ROOT, ROSTER, Workspace
from tests.sheets import workbook

pytestmark = pytest.mark.slow
_QUIET = 0.5


@contextlib.contextmanager
def watching(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run `gongwen watch` on a workspace until the test is done."""
    (path / "gongwen.toml").write_text(f"[监视]\n静默秒数 = {_QUIET}\n", "utf-8")
    command = [sys.executable, "-m", "pipeline", "watch", "--workspace", str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        appears((path / "outputs" / ".gongwen" / "gongwen.log").is_file, seconds=60)  # the first run is done
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def appears(what: Callable[[], bool], seconds: float = 20.0) -> float:
    """Wait until something holds and return how long it took."""
    begun = time.monotonic()
    while not what():
        assert time.monotonic() - begun < seconds, "it did not come"
        time.sleep(0.02)
    return time.monotonic() - begun


def test_a_dropped_campaign_comes_out_and_ctrl_c_ends_cleanly(workspace: Workspace) -> None:
    with watching(workspace.path) as process:
        workspace.put("活动/花名册.xlsx", ROSTER)
        workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
        appears(lambda: workspace.output("活动/二支部/05-整改台账.docx").is_file())
        appears(lambda: workspace.output("活动/清单.xlsx").is_file())

        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert "监视已结束" in said
    assert "Traceback" not in said
    assert len(workspace.documents()) == 13


def test_a_changed_cell_and_a_removed_output_are_seen(campaign: Workspace) -> None:
    with watching(campaign.path):
        form = campaign.output("活动/一支部/03-党性分析表-张三.docx")
        appears(lambda: campaign.output("活动/清单.xlsx").is_file())
        before = form.read_bytes()

        campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
        appears(lambda: form.is_file() and form.read_bytes() != before)
        form.unlink()
        appears(form.is_file)


@pytest.mark.skipif(sys.platform != "linux", reason="the length of inotify's queue")
@thorough.only_in_ci
def test_what_disappears_while_events_are_lost_is_made_again(campaign: Workspace) -> None:
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("utf-8"))
    with watching(campaign.path) as process:
        form = campaign.output("活动/一支部/03-党性分析表-张三.docx")
        appears(lambda: len(written(campaign)) == 1)
        process.send_signal(signal.SIGSTOP)
        for _ in range(most // 4 + 1):  # each look into a file is two events, which alone ring no bell
            for name in ("活动.yaml", "花名册.xlsx"):
                (campaign.path / "inputs/活动" / name).open("rb").close()
        form.unlink()  # its event finds no place any more

        process.send_signal(signal.SIGCONT)

        appears(form.is_file)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)

    assert "overflow" not in said


@thorough.only_in_ci
def test_a_file_that_is_still_being_copied_waits(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    data = workbook(ROSTER)
    with watching(workspace.path):
        target = workspace.path / "inputs" / "活动" / "花名册.xlsx"
        with target.open("wb") as file:
            for start in range(0, len(data), len(data) // 8 + 1):
                file.write(data[start : start + len(data) // 8 + 1])
                file.flush()
                time.sleep(_QUIET / 2)
                assert not workspace.output("活动/一支部").exists()
        appears(lambda: workspace.output("活动/一支部/04-整改方案.docx").is_file())
        log = (workspace.path / "outputs/.gongwen/gongwen.log").read_text("utf-8")

    assert "file.unreadable" not in log


@thorough.only_in_ci
def test_lock_files_and_temporary_files_are_not_looked_at(campaign: Workspace) -> None:
    with watching(campaign.path):
        appears(lambda: campaign.output("活动/清单.xlsx").is_file())
        for name in ("~$花名册.xlsx", ".~花名册.xlsx", "花名册.xlsx.tmp", "花名册.xlsx.crdownload", "Thumbs.db"):
            campaign.put(f"活动/{name}", b"lock")
        time.sleep(_QUIET * 4)
        log = (campaign.path / "outputs/.gongwen/gongwen.log").read_text("utf-8")

    assert log.count(" run ") == 1


@thorough.only_in_ci
def test_asked_to_end_in_the_middle_of_a_run_it_ends_at_once_and_goes_on_next_time(workspace: Workspace) -> None:
    rows = "".join(f"党员{number}|第{number % 9}支部|男|1975-03-12|正式党员|1998-07-01\n" for number in range(300))
    workspace.put("活动/花名册.xlsx", ROSTER.splitlines()[0] + "\n" + rows)
    workspace.put("活动/活动.yaml", CAMPAIGN)
    command = [sys.executable, "-m", "pipeline", "watch", "--workspace", str(workspace.path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        appears(lambda: len(workspace.documents()) > 60)
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        said, _ = process.communicate(timeout=20)
        took = time.monotonic() - begun

    assert process.returncode == 0
    assert "监视已结束" in said
    assert took < 10  # two seconds on an idle machine; the tests' one is not
    half = workspace.documents()
    assert len(half) < 300
    assert [path for path in workspace.output("").rglob("*") if path.name.endswith(".tmp")] == []
    report = workspace.build()
    assert report["kept"] == []
    assert len(report["written"]) == len(workspace.documents()) - len(half)


@thorough.only_in_ci
def test_a_copy_that_trickles_is_never_read_half(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    whole = ROSTER.replace("|", ",").encode()
    size = -(-len(whole) // thorough.stride(16, 3))  # for twenty seconds in CI
    with watching(workspace.path):
        with (workspace.path / "inputs/活动/花名册.csv").open("wb", buffering=0) as file:
            for at in range(0, len(whole), size):
                file.write(whole[at : at + size])
                time.sleep(_QUIET * 2.5)
                assert not workspace.output("活动/一支部").exists()
        appears(lambda: workspace.output("活动/二支部/04-整改方案.docx").is_file())


@thorough.only_in_ci
def test_two_watchers_and_a_build_do_the_work_once(campaign: Workspace) -> None:
    with watching(campaign.path), watching(campaign.path):
        appears(lambda: campaign.output("活动/清单.xlsx").is_file())
        campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
        campaign.run("build")
        appears(lambda: len(written(campaign)) >= 4)
        time.sleep(_QUIET * 3)

    assert sum(written(campaign)) == 14
    assert "bug" not in campaign.output(".gongwen/gongwen.log").read_text("utf-8")


def written(workspace: Workspace) -> list[int]:
    """Return how many documents each run has written, by the log."""
    log = workspace.output(".gongwen/gongwen.log").read_text("utf-8")
    return [int(line.partition("written=")[2].split()[0]) for line in log.splitlines() if " run written=" in line]


@thorough.only_in_ci
def test_a_folder_moved_in_at_once_is_taken(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    aside = tmp_path_factory.mktemp("aside") / "活动"
    aside.mkdir()
    (aside / "活动.yaml").write_text(CAMPAIGN, "utf-8")
    (aside / "花名册.xlsx").write_bytes(workbook(ROSTER))
    with watching(workspace.path):
        shutil.move(aside, workspace.path / "inputs" / "活动")
        appears(lambda: workspace.output("活动/一支部/04-整改方案.docx").is_file())
