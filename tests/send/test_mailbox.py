"""Doubtful mails looked up in the sender's mailbox, over a real socket."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

from pipeline import dispatch
from pipeline.desk import opened
from pipeline.send import MailError
from tests.conftest import Workspace
from tests.send.conftest import mail_settings
from tests.send.server import Server

pytestmark = pytest.mark.slow


class _Imap(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 as a look needs: the copies are the Message-IDs in `server.copies`."""

    disable_nagle_algorithm = True  # it answers in several pieces

    def handle(self) -> None:
        self.say("* OK ready")
        for line in self.rfile:
            tag, command, *rest = line.decode().split()
            match command.upper():
                case "CAPABILITY":
                    self.say("* CAPABILITY IMAP4rev1")
                case "EXAMINE":
                    self.say("* 1 EXISTS")
                case "SEARCH" if self.server.refuses:  # type: ignore[attr-defined]
                    self.say(f"{tag} NO {self.server.refuses}")  # type: ignore[attr-defined]
                    continue
                case "SEARCH":
                    found = " 1" if rest[-1].strip('"') in self.server.copies else ""  # type: ignore[attr-defined]
                    self.say(f"* SEARCH{found}")
                case "LOGOUT":
                    self.say("* BYE")
                case _:
                    pass
            self.say(f"{tag} OK done")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mailbox() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Imap) as running:
        running.copies, running.refuses = set(), ""  # type: ignore[attr-defined]
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def test_what_lies_in_the_mailbox_has_left_the_rest_is_asked_for(
    by_mail: Workspace, server: Server, mailbox: socketserver.ThreadingTCPServer, send: Callable[..., object]
) -> None:
    port = mailbox.server_address[1]
    mail_settings(by_mail, server.port, f'[发送.核对]\n主机 = "127.0.0.1"\n端口 = {port}\n加密 = "无"')
    for address in ("one@example.cn", "two@example.cn"):
        server.handler.of(address).then = "drop"
    send()
    identities = [
        line
        for _, data in server.delivered
        for line in data.decode("latin-1").splitlines()
        if line.startswith("Message-ID")
    ]
    mailbox.copies.add(identities[0].split()[1])  # type: ignore[attr-defined]
    asked = []

    with opened(by_mail.path) as desk:
        settled = dispatch.settle(desk, lambda doubtful: asked.append(doubtful.branch))

    assert asked == ["二支部"]
    assert [(o.branch, str(o.fate), o.reason) for o in settled] == [
        ("一支部", "已送出", "在发件邮箱里查到"), ("二支部", "存疑", "仍然存疑"),
    ]  # fmt: skip


def test_a_mailbox_that_refuses_to_look_says_nothing_of_what_has_left(
    by_mail: Workspace, server: Server, mailbox: socketserver.ThreadingTCPServer, send: Callable[..., object]
) -> None:
    port = mailbox.server_address[1]
    mail_settings(by_mail, server.port, f'[发送.核对]\n主机 = "127.0.0.1"\n端口 = {port}\n加密 = "无"')
    server.handler.of("one@example.cn").then = "drop"
    send()
    mailbox.refuses = "[UNAVAILABLE] Try later"  # type: ignore[attr-defined]
    asked = []

    with opened(by_mail.path) as desk, pytest.raises(MailError, match=r"\[UNAVAILABLE\] Try later"):
        dispatch.settle(desk, lambda doubtful: asked.append(doubtful.branch))

    assert asked == []
