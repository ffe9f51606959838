"""What is put into a spool comes back, in memory or on the disk, whoever asks in which order."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline import spool
from pipeline.model.errors import DiskError
from pipeline.spool import Spool, SpooledList


@pytest.mark.parametrize("in_memory", [10_000_000, 100])
def test_everything_comes_back_in_any_order_from_many_threads(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", in_memory)
    kept = Spool()
    things = [bytes([number % 256]) * (number * 7 % 300) for number in range(500)]
    with ThreadPoolExecutor(8) as threads:
        slips = list(threads.map(kept.put, things))
        order = list(range(500))
        random.Random(1).shuffle(order)
        assert [kept.get(slips[number]) for number in order] == [things[number] for number in order]
    assert kept.size == sum(map(len, things))


def test_a_full_disk_is_told_with_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Spool()
    monkeypatch.setattr(full._file, "write", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(DiskError, match=r"系统的临时文件夹写不进.*请腾出空间"):
        full.put(b"a")


def test_a_sheaf_is_a_list_that_lies_in_a_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_TOGETHER", 10)
    for count in (0, 1, 9, 10, 11, 25, 30):
        things = [("张三", number) for number in range(count)]
        sheaf: SpooledList[tuple[str, int]] = SpooledList()
        for thing in things:
            sheaf.append(thing)

        assert len(sheaf) == count
        assert list(sheaf) == things == sheaf
        assert [sheaf[number] for number in range(-count, count)] == things + things
        assert sheaf[:5] == things[:5]
        assert sheaf[-3::-2] == things[-3::-2]
        assert sheaf != [*things, ("李四", 0)]
        with pytest.raises(IndexError):
            sheaf[count]


def test_sheaves_may_share_a_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_TOGETHER", 2)
    shared = Spool()
    sheaves: list[SpooledList[int]] = [SpooledList(shared) for _ in range(3)]
    for number in range(30):
        sheaves[number % 3].append(number)

    assert [list(sheaf) for sheaf in sheaves] == [list(range(first, 30, 3)) for first in range(3)]
