"""What comes back: killed at random each return is filed once; how long many papers take.

python -m tests.benchmarks.returns [KILLS] [PAPERS]

A campaign of PAPERS forms in branches of 40 is made, sent into a folder and filled; then `collect` is killed (-9) at random
moments, in rounds of a new workspace each, until there were so many kills; after each round one calm run must leave
every return on record once, with its value, and its bytes in the store. Last all papers are collected in one calm run,
and once more. Ends with 1 at the first difference.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from pipeline import collect, confine, dispatch, produce
from pipeline.collect import CollectReport, Filing
from pipeline.desk import RETURNED, opened, own_folder
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBytes
from tests.collect.conftest import expect
from tests.conftest import CAMPAIGN, put_templates
from tests.sheets import workbook

_A_BRANCH = 40
_FAMILIES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = "一二三四五六七八九十"
_LINE = "\u00a0".encode()  # stands on each line that is to be written on
_LONGEST = 1.5  # seconds that a run may live; a calm one takes about as long
_FEW = 20  # returns that are killed over


def _name(number: int) -> str:
    signs = [_GIVEN[number // 10**at % 10] for at in range(3)]
    return _FAMILIES[number % len(_FAMILIES)] + "".join(signs)


def _office(folder: Path, papers: int) -> None:
    """Make a workspace with so many forms, and send them into a folder beside it."""
    put_templates(folder / "office", "党性分析表")
    expect(folder / "office", {"党性分析表": "{交回: 每份}"})
    home = folder / "office" / "inputs" / "活动"
    home.mkdir(parents=True)
    (home / "活动.yaml").write_text(CAMPAIGN, "utf-8")
    rows = ["姓名|所在党支部|性别|出生日期|人员类别|入党时间"]
    rows += [f"{_name(at)}|第{at // _A_BRANCH + 1}村支部|男|1975-03-12|正式党员|1998-07-01" for at in range(papers)]
    (home / "花名册.xlsx").write_bytes(workbook("\n".join(rows) + "\n"))
    with opened(folder / "office") as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(folder / "共享"))).failed


def _fill(folder: Path) -> dict[str, str]:
    """Fill every sent form; return what was written into each, by the digest of the file."""
    (folder / "交回").mkdir()
    wrote = {}
    forms = sorted(path for path in (folder / "共享").rglob("*.docx") if "党性分析表" in path.name)
    for number, form in enumerate(forms):
        with zipfile.ZipFile(form) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        text = f"第{number}份：学习有收获。"
        body = parts["word/document.xml"]
        at = body.index(_LINE, body.index("收获".encode()))
        parts["word/document.xml"] = body[:at] + text.encode() + body[at + len(_LINE) :]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        (folder / "交回" / f"{number:05}.docx").write_bytes(buffer.getvalue())
        wrote[hashlib.sha256(buffer.getvalue()).hexdigest()] = text
    return wrote


def _collected(path: Path, source: Path) -> CollectReport:
    with opened(path) as desk:
        return collect.collect(desk, [source], lambda _: None)


def _killed(path: Path, source: Path, seconds: float) -> bool:
    """Let a child collect and kill it after some time; return whether it was still at work."""
    child = os.fork()
    if not child:
        os.setsid()  # its helper goes with it
        _collected(path, source)
        os._exit(0)
    time.sleep(seconds)
    os.killpg(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _is_whole(path: Path, source: Path, wrote: dict[str, str]) -> bool:
    store = SentBytes(own_folder(path), CAME_BACK)
    with ReturnedBook(own_folder(path) / RETURNED, read_only=True) as book:
        found = {each.arrival.digest: [field.value for field in book.text(each).fields] for each in book.returns()}
        count = len(book.returns())
    wanted = {hashlib.sha256(file.read_bytes()).hexdigest(): file.read_bytes() for file in source.iterdir()}
    left = [each.name for each in (path / "outputs").rglob("*.tmp")]
    return (
        found == {digest: [wrote[digest]] for digest in wanted}
        and count == len(wanted)
        and all(store.of(digest) == data for digest, data in wanted.items())
        and not left
    )


def _kills(folder: Path, wrote: dict[str, str], kills: int) -> bool:
    """Kill so many times; return whether each return was filed once after each round."""
    chance = random.Random(1)
    few = folder / "一些"
    few.mkdir()
    for file in sorted((folder / "交回").iterdir())[:_FEW]:
        shutil.copy(file, few)
    done = rounds = 0
    while done < kills:
        shutil.rmtree(folder / "w", ignore_errors=True)
        shutil.copytree(folder / "office", folder / "w")
        rounds += 1
        for _ in range(chance.randint(3, 12)):
            done += _killed(folder / "w", few, chance.random() * _LONGEST)
        _collected(folder / "w", few)
        print(f"round {rounds}: {done} kills", flush=True)
        with opened(folder / "w") as desk:
            desk.mend()
        if not _is_whole(folder / "w", few, wrote):
            print(f"round {rounds}, after {done} kills: {folder / 'w'} is not as it should be")
            return False
    print(f"{done} kills in {rounds} rounds of {_FEW} returns: each filed once, each with its value and its bytes")
    return True


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def main(kills: int, papers: int) -> int:
    """Make the returns, kill, measure."""
    folder = Path(tempfile.mkdtemp(prefix="gongwen-returns-"))
    begun = time.monotonic()
    _office(folder, papers)
    wrote = _fill(folder)
    print(f"{len(wrote)} returns made in {time.monotonic() - begun:.0f} s")
    if kills and not _kills(folder, wrote, kills):
        return 1
    for _ in range(2):
        begun, used = time.monotonic(), _used()
        report = _collected(folder / "office", folder / "交回")
        confine.shared().close()  # an ended child's time is counted
        took, used = time.monotonic() - begun, _used() - used
        counts = {filing.value: count for filing, count in report.counts.items() if count}
        print(f"{counts}: {took:.0f} s, {used:.0f} s of processor; {took / papers * 1000:.0f} ms a paper")
        if report.counts[Filing.NEW] + report.counts[Filing.KNOWN] != papers or report.unsure:
            return 1
    if not _is_whole(folder / "office", folder / "交回", wrote):
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0] if arguments else 300, arguments[1] if len(arguments) > 1 else 1200))
