"""The memory limit of Windows, as far as it can be seen elsewhere: the layout, the calls, and that each job is ended."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from pipeline import confine, job


class Kernel:
    """The four calls of kernel32, written down; `refuses` names the one that fails."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses, self.said = refuses, list[tuple[object, ...]]()

    def CreateJobObjectW(self, security: None, name: None) -> int:  # noqa: N802
        return 0 if self.refuses == "create" else 77

    def SetInformationJobObject(self, handle: int, kind: int, wanted: object, size: int) -> int:  # noqa: N802
        limits = wanted._obj  # type: ignore[attr-defined]
        self.said.append(("limits", handle, kind, size, limits.basic.flags, limits.job_memory))
        return int(self.refuses != "limits")

    def AssignProcessToJobObject(self, handle: int, process: int) -> int:  # noqa: N802
        self.said.append(("assign", handle, process))
        return int(self.refuses != "assign")

    def CloseHandle(self, handle: int) -> int:  # noqa: N802
        self.said.append(("close", handle))
        return 1


def test_the_limits_lie_where_windows_reads_them() -> None:
    assert ctypes.sizeof(job._Limits) == 144  # winnt.h, 64 bit
    assert (job._Basic.flags.offset, job._Basic.affinity.offset) == (16, 48)
    assert (job._Limits.counters.offset, job._Limits.job_memory.offset) == (64, 120)


def test_a_process_is_limited_until_its_job_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    monkeypatch.setattr(job, "_kernel", lambda: kernel)

    end = job.limit(5, 1000)
    assert kernel.said == [("limits", 77, 9, 144, 0x2600, 1000), ("assign", 77, 5)]
    end()
    assert kernel.said[-1] == ("close", 77)


@pytest.mark.parametrize(("refuses", "closed"), [("create", False), ("limits", True), ("assign", True)])
def test_where_windows_refuses_the_process_goes_on(refuses: str, closed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(refuses)
    monkeypatch.setattr(job, "_kernel", lambda: kernel)

    job.limit(5, 1000)()

    assert (("close", 77) in kernel.said) == closed


@pytest.mark.confined
def test_every_job_is_ended_when_its_process_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun, ended = [], []

    def limit(process: int, memory: int) -> object:
        begun.append(memory)
        return lambda: ended.append(memory)

    monkeypatch.setattr(job, "limit", limit)
    confine.run([sys.executable, "-c", "1"], folder=tmp_path, seconds=20, memory=500_000_000)
    with pytest.raises(confine.Failed):
        confine.run([sys.executable, "-c", "raise SystemExit(3)"], folder=tmp_path, seconds=20, memory=400_000_000)
    assert (begun, ended) == ([500_000_000, 400_000_000], [500_000_000, 400_000_000])

    helper = confine.Helper()
    assert helper.call("math:sqrt", 9, seconds=20) == 3
    with pytest.raises(confine.Died):
        helper.call("os:_exit", 1, seconds=20)
    assert len(begun) == len(ended) == 4  # one that has worked before and dies at once is replaced, and asked once more
    assert helper.call("math:sqrt", 9, seconds=20) == 3
    helper.close()
    assert len(begun) == len(ended) == 5
