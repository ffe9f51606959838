"""Whole runs of `send` and `build` whose n-th file-changing system call kills them or fails; then one more run, as a clerk would.

    python -m tests.benchmarks.send_faults [SECONDS] [JOURNAL]       Linux with gcc

By folder, archive and mail, the first batch and a later one; and a build that changes papers and withdraws some. Every call
is struck in four ways, each once: killed before it, killed after it, failing once, failing for good; in a mixed order that is
always the same. What was tried is written into the journal; the next run with the same journal does the rest. Afterwards exchange folder,
sent.db, registers and what the mail server took are what an undisturbed run leaves; nothing half-written lies anywhere; and
who was doubtful was so rightly. Ends with 1 if anything differs.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import gc
import hashlib
import io
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import typer.main

from pipeline import cli, confine, dispatch, inbox, produce
from pipeline.desk import opened
from pipeline.ledger import SentBook
from pipeline.stationery import PAPERS
from tests import tiny
from tests.conftest import ROOT, _called_here
from tests.send.server import free_port

_LIBRARY = "faulty_calls.so"
_MEMORY = Path("/dev/shm")  # where writing durably costs nothing
_WAYS = ("文件夹", "压缩包", "邮件")
_KILLED, _FAILING = "ba", "og"
_ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EDQUOT, errno.EMFILE, errno.EROFS)
_MEMBERS = {"张三": ("一支部", 1998), "李四": ("一支部", 1999), "王五": ("二支部", 2000)}
_BRANCHES = "党支部名称,邮箱\n一支部,one@example.cn\n二支部,two@example.cn\n"
_PAPERS = {
    "送达目录.docx": tiny.template("{{ 支部.名称 }}第{{ 批次 }}批共{{ 份数 }}份"),
    "送达回执.docx": tiny.template("{{ 支部.名称 }}第{{ 批次 }}批"),
    "送达签收单.docx": tiny.template("{% for 行 in 行们 %}{{ 行.支部 }}{{ 行.份数 }}{% endfor %}"),
    "送达邮件.txt": "{{ 支部.名称 }}".encode(),
    "送达邮件.html": b"<p>{{ \xe6\x94\xaf\xe9\x83\xa8.\xe5\x90\x8d\xe7\xa7\xb0 }}</p>",
}
_CATALOG = """\
- {文种: 表, 模板: 表.docx, 范围: 党员, 文件名: "表-{{ 党员.姓名 }}", 发送: 支部}
- {文种: 汇总, 模板: 汇总.docx, 范围: 支部, 文件名: "汇总", 发送: 支部}
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is run, on which workspace, by which way."""

    command: tuple[str, ...]
    start: Path  # copied before each run
    way: str
    batches: int


@dataclass(slots=True)
class Tally:
    """What came of the trials of one kind."""

    calls: int = 0
    tried: Counter[str] = field(default_factory=Counter)  # by the way of striking
    points: set[str] = field(default_factory=set)  # the number of the call, and how it was struck
    doubtful: int = 0
    wrong: list[str] = field(default_factory=list)


class Journal:
    """What was tried so far, here and in earlier runs: a line each of kind, point, parcels in doubt, what was wrong."""

    def __init__(self, path: Path | None, tallies: dict[str, Tally]) -> None:
        """Take in what earlier runs have written down."""
        self.path, self.tallies = path, tallies
        for line in path.read_text("utf-8").splitlines() if path and path.exists() else ():
            name, point, doubtful, wrong = line.split("\t")
            if name in tallies:
                self._count(name, point, wrong, int(doubtful))

    def note(self, name: str, point: str, wrong: str, doubtful: int) -> None:
        """Write down what came of one point."""
        self._count(name, point, wrong, doubtful)
        if wrong:
            print("WRONG", name, point, wrong, flush=True)
        if self.path:
            with self.path.open("a", encoding="utf-8") as journal:
                journal.write(f"{name}\t{point}\t{doubtful}\t{' '.join(wrong.split())}\n")

    def _count(self, name: str, point: str, wrong: str, doubtful: int) -> None:
        tally = self.tallies[name]
        tally.points.add(point)
        tally.tried[point[-1]] += 1
        tally.doubtful += doubtful
        tally.wrong += [f"{point}: {wrong}"] if wrong else []


class Ground:
    """Where trials take place: a workspace, an exchange folder and a mail server of its own."""

    def __init__(self, home: Path, library: ctypes.CDLL) -> None:
        self.home, self.library = home, library
        self.workspace, self.share, self.log = home / "office", home / "share", home / "calls"
        self.port = free_port()
        command = [sys.executable, "-m", "tests.benchmarks.send_faults", "--server", str(home), str(self.port)]
        quiet = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        self.server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=quiet)
        assert self.server.stdout is not None
        self.server.stdout.read(1)

    def fresh(self, trial: Trial) -> None:
        """Put everything as it is before the trial."""
        for path in (self.workspace, self.share):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(trial.start, self.workspace)
        if (kept := trial.start.with_name(f"{trial.start.name}-share")).exists():
            shutil.copytree(kept, self.share)
        (self.home / "taken").write_text("")
        if trial.way == "邮件":
            (self.workspace / "gongwen.toml").write_text(
                f'[发送.邮件]\n主机 = "127.0.0.1"\n端口 = {self.port}\n加密 = "无"\n发件人 = "办 <zzb@example.cn>"\n'
                "每分钟封数 = 1000000\n等待秒数 = 5\n",
                "utf-8",
            )

    def run(self, *words: str, at: int = 0, how: str = "", error: int = 0, log: bool = False, said: str = "") -> int:
        """Run a command in a child, struck at its `at`th call; return its exit code, -9 if it was killed."""
        child = os.fork()
        if not child:
            self._child(words, at, how, error, said, log=log)
        _, status = os.waitpid(child, 0)
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)

    def _child(self, words: tuple[str, ...], at: int, how: str, error: int, said: str, *, log: bool) -> None:
        code = 99
        with contextlib.suppress(BaseException):
            output = os.open(self.home.parent / f"{self.home.name}.out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            sys.stdin = io.StringIO(said)
            if log:
                self.library.faulty_log(os.open(self.home.parent / "calls", os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
            if at or log:
                self.library.faulty_arm(
                    str(self.home).encode(), ctypes.c_long(at), ctypes.c_char(how.encode() or b"o"), error
                )
            code = cli.run([*words, "--workspace", str(self.workspace)])
            sys.stdout.flush()
        os._exit(int(code))

    @property
    def output(self) -> str:
        """What the last command said."""
        return (self.home.parent / f"{self.home.name}.out").read_text("utf-8", "replace")[-400:]

    def taken(self) -> list[str]:
        """Return the recipients of the mails that the server has taken, and their Message-IDs."""
        return sorted((self.home / "taken").read_text().splitlines())

    def state(self, trial: Trial) -> dict[str, object]:
        """Return everything that must be as if nothing had happened."""
        files = {
            path.relative_to(self.share).as_posix(): _digest(path) for path in self.share.rglob("*") if path.is_file()
        }
        papers = {
            path.name: _digest(path) for path in (self.workspace / "outputs").rglob("*.docx") if "打印" not in str(path)
        }
        papers.pop("送达签收单.docx", None)
        with SentBook(self.workspace / "outputs/.gongwen/sent.db", read_only=True) as book:
            rows = [
                (
                    e.parcel.branch,
                    e.parcel.batch,
                    e.parcel.number,
                    e.parcel.of,
                    e.way,
                    e.fate.value,
                    len(e.parcel.documents),
                )
                for e in book.everything()
            ]
            unknown = [
                path.name
                for path in (self.workspace / "outputs/活动").glob("送达*")
                if _digest(path) not in book.written(path.relative_to(self.workspace).as_posix())
            ]
        registers = {
            p.name: _in_any_order(_said(p)) for p in sorted((self.workspace / "outputs/活动").glob("送达登记*"))
        }
        left = [path.name for path in self.home.rglob("*") if path.name.endswith((".tmp", ".intent", "-journal"))]
        mails = self.taken() if trial.way == "邮件" else []
        return {
            "share": files, "papers": papers, "book": sorted(rows), "registers": registers, "unknown": unknown,
            "left": left, "mails": mails,
        }  # fmt: skip


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _in_any_order(rows: list[list[str]]) -> list[list[str]]:
    """Return a register's rows without their numbers: a branch whose parcel failed comes after those that went."""
    return [rows[0][1:], *sorted(row[1:] for row in rows[1:])] if rows else []


def _said(path: Path) -> list[list[str]]:
    """Return what a register says but for its times."""
    found = []
    for each in inbox.sheets_of(path.read_bytes(), path.name).value:
        skipped = {at for at, cell in enumerate(each.rows[0]) if cell in {"时间", "说明"}}
        found += [[str(cell) for at, cell in enumerate(row) if at not in skipped] for row in each.rows]
    return found


# --- workspaces ---------------------------------------------------------------------------------------------------


def _office(path: Path) -> Path:
    """Make a workspace whose papers are made and approved."""
    tiny.prepare(path, _MEMBERS)
    (path / "inputs/活动/党支部名册.csv").write_text(_BRANCHES, "utf-8")
    (path / "templates/catalog.yaml").write_text(_CATALOG, "utf-8")
    for name, data in (dict.fromkeys(PAPERS, tiny.template("")) | _PAPERS).items():  # none is to be built in each run
        (path / "templates" / name).write_bytes(data)
    _approved(path)
    return path


def _approved(path: Path) -> None:
    with opened(path) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))


def _later(path: Path, first: Path, way: str, ground: Ground) -> Path:
    """Make one to which a batch has gone, and a further one is due."""
    trial = Trial(("send",), first, way, 1)
    ground.fresh(trial)
    assert ground.run(*_send(way, ground)) == 0, ground.output
    roster = ground.workspace / "inputs/活动/花名册.csv"
    roster.write_text(roster.read_text("utf-8").replace("1998", "1997").replace("2000", "2001"), "utf-8")
    _approved(ground.workspace)
    shutil.copytree(ground.workspace, path)
    if ground.share.exists():
        shutil.copytree(ground.share, path.with_name(f"{path.name}-share"))
    return path


def _send(way: str, ground: Ground) -> tuple[str, ...]:
    return ("send", "--way", way) if way == "邮件" else ("send", "--way", way, "--to", str(ground.share))


# --- trials -------------------------------------------------------------------------------------------------------


def _struck(trial: Trial, ground: Ground, wanted: dict[str, object], at: int, how: str, error: int) -> tuple[str, int]:
    """Strike one call, run once more and compare; return what is wrong, and how many parcels were doubtful."""
    ground.fresh(trial)
    code = ground.run(*trial.command, at=at, how=how, error=error)
    if how in _KILLED and code != -signal.SIGKILL:
        return f"not killed ({code})", 0
    if how in _FAILING and (code in {70, 99} or code < 0):
        return f"first run ended with {code}: {ground.output}", 0
    again = ground.run(*trial.command)
    asked = _settled(ground)
    if asked:
        again = ground.run(*trial.command)
    if again != 0:
        return f"second run ended with {again}: {ground.output}", asked
    found = ground.state(trial)
    return "；".join(
        f"{name}: {_apart(found[name], wanted[name])}" for name in wanted if found[name] != wanted[name]
    ), asked


def _apart(found: object, wanted: object) -> str:
    if isinstance(found, dict) and isinstance(wanted, dict):
        return str({key: found.get(key) for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key)})[
            :300
        ]
    return f"{found!s:.300} for {wanted!s:.300}"


def _settled(ground: Ground) -> int:
    """Answer for what is doubtful as a person who asks the branches; return how many there were."""
    path = ground.workspace / "outputs/.gongwen/sent.db"
    with contextlib.closing(sqlite3.connect(path)) as book:
        rows = book.execute("SELECT address FROM dispatch WHERE fate = '存疑' ORDER BY number").fetchall()
    if rows:
        arrived = {line.partition(" ")[0] for line in ground.taken()}
        ground.run("send", "--settle", said="".join("y\n" if address in arrived else "n\n" for (address,) in rows))
    return len(rows)


def _tried(trial: Trial, ground: Ground, name: str, ways: str, journal: Journal, until: float) -> Iterator[None]:
    """Strike every call in each of the ways, until all are struck or the time is over."""
    ground.fresh(trial)
    assert ground.run(*trial.command, log=True) == 0, ground.output
    wanted = ground.state(trial)
    tally = journal.tallies[name]
    tally.calls = (ground.home.parent / "calls").read_text("utf-8").count("\n")
    points = [(at, how) for at in range(1, tally.calls + 1) for how in ways]
    random.Random(1).shuffle(points)
    for at, how in points:
        if f"{at}{how}" in tally.points:
            continue
        if time.monotonic() > until:
            return
        error = _ERRORS[(at + _FAILING.find(how)) % len(_ERRORS)]
        journal.note(name, f"{at}{how}", *_struck(trial, ground, wanted, at, how, error))
        yield


def main(seconds: float, path: Path | None) -> int:
    """Strike until the time is over; print a line a kind of trial."""
    confine.Helper.call = _called_here  # type: ignore[method-assign]  # one process to kill
    typer.main.get_command = functools.cache(typer.main.get_command)  # the same commands in every child
    library = ctypes.CDLL(os.environ["LD_PRELOAD"])
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gongwen-send-", dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        ground = Ground(_made(Path(folder) / "ground"), library)
        first = _office(Path(folder) / "first")
        _warm(first, ground)
        running = {}
        for way in _WAYS:
            for number, start in ((1, first), (2, _later(Path(folder) / f"later-{way}", first, way, ground))):
                running[f"send {way} 第{number}批"] = Trial(_send(way, ground), start, way, number)
        changed = Path(folder) / "changed"
        shutil.copytree(first, changed)
        tiny.prepare(changed, _MEMBERS | {"张三": ("一支部", 1990), "钱七": ("二支部", 2003)}, 1)
        (changed / "templates/catalog.yaml").write_text(_CATALOG, "utf-8")
        running["build"] = Trial(("build",), changed, "", 1)
        journal = Journal(path, {name: Tally() for name in running})
        trials = [
            _tried(trial, ground, name, ways, journal, begun + seconds)
            for name, trial in running.items()
            for ways in (_KILLED, _KILLED, _FAILING)  # kills go on twice as fast
        ]
        while trials:
            trials = [each for each in trials if next(each, "over") != "over"]
        ground.server.communicate(b"")
    for name, tally in journal.tallies.items():
        done = "，".join(f"{how} {count}" for how, count in sorted(tally.tried.items()))
        print(f"{name}: {tally.calls} calls; tried {done}; doubtful {tally.doubtful}; wrong {len(tally.wrong)}")
    kills, faults = (
        sum(tally.tried[how] for tally in journal.tallies.values() for how in ways) for ways in (_KILLED, _FAILING)
    )
    calls = sum(tally.calls for tally in journal.tallies.values())
    wrong = sum(len(tally.wrong) for tally in journal.tallies.values())
    print(
        f"{kills} kills of {2 * calls}, {faults} faults of {2 * calls} in {time.monotonic() - begun:.0f} s: {wrong} wrong"
    )
    return int(wrong > 0)


def _warm(first: Path, ground: Ground) -> None:
    """Import in this process whatever a run imports, so that children need not."""
    for way in _WAYS:
        ground.fresh(Trial((), first, way, 1))
        for command in (("build",), _send(way, ground), ("send", "--settle")):
            with contextlib.redirect_stdout(io.StringIO()):
                assert cli.run([*command, "--workspace", str(ground.workspace)]) == 0
    gc.collect()
    gc.freeze()  # a child that looks for cycles would copy everything


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def _serve(home: Path, port: int) -> None:
    """Take every mail and write down its recipient and Message-ID before answering."""
    from aiosmtpd.controller import Controller  # noqa: PLC0415

    class Handler:
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
            content, recipients = envelope.content, envelope.rcpt_tos  # type: ignore[attr-defined]
            head = content.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("ascii", "replace")
            identity = next(line[12:] for line in head.splitlines() if line.startswith("Message-ID: "))
            with (home / "taken").open("a") as taken:
                taken.write(f"{recipients[0]} {identity}\n")
            return "250 queued"

    controller = Controller(Handler(), "127.0.0.1", port)
    controller.start()
    os.write(1, b".")
    sys.stdin.read()
    controller.stop()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--server"]:
        _serve(Path(sys.argv[2]), int(sys.argv[3]))
    elif "LD_PRELOAD" in os.environ:
        sys.exit(main(float((sys.argv[1:] or ["600"])[0]), Path(sys.argv[2]) if sys.argv[2:] else None))
    else:
        with tempfile.TemporaryDirectory() as built:
            source = Path(__file__).with_name("faulty_calls.c")
            subprocess.run(["gcc", "-shared", "-fPIC", "-o", f"{built}/{_LIBRARY}", source, "-ldl"], check=True)
            command = [sys.executable, "-m", "tests.benchmarks.send_faults", *sys.argv[1:]]
            sys.exit(
                subprocess.run(command, env=os.environ | {"LD_PRELOAD": f"{built}/{_LIBRARY}"}, check=False).returncode
            )
