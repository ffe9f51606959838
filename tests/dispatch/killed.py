"""Mails under random kills: one sender after another is killed at any moment, the next goes on; a person settles the rest.

    python -m tests.dispatch.killed MAILS KILLS [SEED]

The sender is a process of its own, the server another on a real socket: it writes down each mail that it has taken before
it answers, and is killed now and then itself. What the sender was doing when it died is known from what it wrote down, unbuffered, beside its work.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from pipeline.ledger import Dispatch, SentBook
from pipeline.model.settings import Mail
from pipeline.model.work import Approved, Fate, Parcel, Receipt
from pipeline.send import Letter, Outbox, Post, message_id
from tests.conftest import ROOT
from tests.send.server import free_port

DROPPED = 0.02  # share of mails after which the server closes the line without a word
MORTAL = 0.1  # share of senders during whose work the server is killed


@dataclass
class Outcome:
    """What a campaign under kills came to."""

    kills: int = 0
    deaths: int = 0  # of the server
    doubtful: int = 0
    wrongly_doubtful: int = 0
    unnoticed: int = 0  # taken by the server, and neither received nor doubtful in the book
    delivered: Counter[str] = field(default_factory=Counter)
    twice: int = 0
    lost: int = 0


class _Handler:
    """Takes mail slowly enough to be interrupted, and writes down what it took before it answers."""

    def __init__(self, home: Path, seed: int) -> None:
        self._taken = os.open(home / "taken", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._random = random.Random(seed)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self._random.uniform(0, 0.004))
        os.write(self._taken, f"{_identity(envelope.content)}\n".encode())
        if self._random.random() < DROPPED:
            server.transport.abort()
        await asyncio.sleep(self._random.uniform(0, 0.004))
        return "250 queued"


def _identity(content: bytes) -> str:
    head = content.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return next(line[12:].strip().decode() for line in head.splitlines() if line.startswith(b"Message-ID: "))


def serve(home: Path, port: int, seed: int) -> None:
    """Run the server until its standard input ends."""
    calls = os.open(home / "calls", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)

    class Line(SMTP):
        """A conversation, of which it is written down that it has begun and that it is over."""

        def connection_made(self, transport: Any) -> None:
            os.write(calls, b"+")
            super().connection_made(transport)

        def connection_lost(self, error: Exception | None) -> None:
            super().connection_lost(error)
            os.write(calls, b"-")

    class Lines(Controller):
        def factory(self) -> SMTP:
            return Line(self.handler, **self.SMTP_kwargs)

    controller = Lines(_Handler(home, seed), "127.0.0.1", port)
    controller.start()
    os.write(1, b".")
    sys.stdin.read()
    controller.stop()


def campaign(mails: int, kills: int, seed: int) -> Outcome:
    """Send `mails` under up to `kills` kills, settle what is doubtful as a person would, and count."""
    outcome, chance, port = Outcome(), random.Random(seed), free_port()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _plan(home / "sent.db", mails)
        server = _server(home, port, seed)
        while True:
            under_fire = outcome.kills < kills
            mortal = under_fire and chance.random() < MORTAL
            death = threading.Timer(chance.uniform(0, 0.1), server.kill) if mortal else None
            if death:
                death.start()
            done = _run(home, port, chance if under_fire else None, alone=death is None)
            outcome.kills += not done and death is None
            if death:
                death.join()
                server.communicate()
                outcome.deaths += 1
                server = _server(home, port, seed + outcome.deaths)
            _wait_for_quiet(home)
            _settle(home, _taken(home), outcome)
            if done and not _open(home / "sent.db"):
                break
        server.communicate(b"")
        outcome.delivered = Counter(_taken(home))
    outcome.twice = sum(count > 1 for count in outcome.delivered.values())
    outcome.lost = mails - len(outcome.delivered)
    return outcome


def _server(home: Path, port: int, seed: int) -> subprocess.Popen[bytes]:
    """Start a server and wait until it listens."""
    command = [sys.executable, "-m", "tests.dispatch.killed", "--server", str(home), str(port), str(seed)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.read(1)
    return server


def _wait_for_quiet(home: Path) -> None:
    """Wait until the server has heard out whoever was killed: a person who asks earlier hears "no" of what still comes."""
    for _ in range(3000):
        said = (home / "calls").read_bytes()
        if said.count(b"+") == said.count(b"-"):
            return
        time.sleep(0.01)
    raise TimeoutError("the server is not done")


def _taken(home: Path) -> list[str]:
    path = home / "taken"
    return path.read_text().splitlines() if path.exists() else []


def _plan(path: Path, mails: int) -> None:
    with SentBook(path) as book:
        book.plan([_dispatch(number) for number in range(mails)])


def _dispatch(number: int) -> Dispatch:
    parcel = Parcel(
        "活动", f"{number}支部", 1, 1, 1, (Approved("a.docx", "0", "a.docx", "通知", f"{number}支部"),), f"{number}"
    )
    identity = message_id(parcel.digest, parcel.branch, Mail(sender="zzb@example.cn"), "邮件")
    return Dispatch(parcel, "邮件", f"b{number}@example.cn", identity)


def _run(home: Path, port: int, chance: random.Random | None, *, alone: bool) -> bool:
    """Let one sender work in a process of its own. Return whether it came to its end; `alone`, it must come to a good one.

    With `chance` it is killed some milliseconds after it has begun to give its first, second or third mail to the
    server, or before: however slow the machine, the deaths are spread over all that a sender does.
    """
    seen = _begun(home) + (chance.randint(0, 2) if chance else 1_000_000)
    child = os.fork()
    if not child:
        code = 1
        try:
            sender(home, port)
            code = 0
        finally:
            os._exit(code)
    while _begun(home) < seen:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert status == 0 or not alone, "the sender failed"
            return status == 0
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.02) if chance else 0)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _begun(home: Path) -> int:
    path = home / "trace"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _settle(home: Path, taken: list[str], outcome: Outcome) -> None:
    """Check what is doubtful against what the server and the dead sender have written down; then say what is true."""
    trace = home / "trace"
    in_data = set(trace.read_text().split()) if trace.exists() else set()
    with SentBook(home / "sent.db") as book:
        for each in book.dispatches("活动"):
            if each.fate is Fate.INTENDED:
                outcome.doubtful += 1
                outcome.wrongly_doubtful += each.message not in in_data
                now = dt.datetime.now().astimezone().isoformat()
                if each.message in taken:
                    book.receive(each.number, Receipt(each.parcel.digest, each.way, each.address, now, "人工确认"))
                else:
                    book.fail(each.number, now, "人工确认没有送到")
            elif each.fate is not Fate.SENT and each.message in taken:
                outcome.unnoticed += 1


def _open(path: Path) -> int:
    with SentBook(path) as book:
        return sum(each.fate is not Fate.SENT for each in book.dispatches("活动"))


def sender(home: Path, port: int) -> None:
    """Send what is planned, as `gongwen send` does, noting each step without a buffer."""
    mail = Mail(host="127.0.0.1", port=port, security="无", sender="zzb@example.cn", per_minute=1_000_000, seconds=10)
    trace = os.open(home / "trace", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    class Traced(Post):
        def send(self, data: bytes, recipient: str, before_data: Any) -> str:
            def before() -> None:
                os.write(trace, f"{_identity(data)}\n".encode())
                before_data()

            return super().send(data, recipient, before)

    with SentBook(home / "sent.db") as book, Traced(mail) as post:
        outbox = Outbox(
            book, post, mail, lambda: dt.datetime.now().astimezone(), lambda seconds: time.sleep(min(seconds, 0.01))
        )
        for each in book.dispatches("活动"):
            if each.fate in {Fate.PLANNED, Fate.FAILED}:
                outbox.send(
                    each, Letter(each.message, each.address, each.parcel.branch, "文件", "见附件", "<p>见附件</p>")
                )


if __name__ == "__main__":
    if sys.argv[1] == "--server":
        serve(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        found = campaign(int(sys.argv[1]), int(sys.argv[2]), int((sys.argv[3:] or ["1"])[0]))
        print(json.dumps(asdict(found) | {"delivered": len(found.delivered)}))  # noqa: T201
