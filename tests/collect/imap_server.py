"""A mailbox on a real socket that speaks as much of IMAP as a reader needs, and can be told to misbehave."""

from __future__ import annotations

import re
import socketserver
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

USER, PASSWORD = "zzb@example.cn", "Pa55-wort"


@dataclass
class Script:
    """What lies in the mailbox, and what goes wrong."""

    mails: dict[int, bytes] = field(default_factory=dict)  # by UID
    validity: int = 1
    wants_id: bool = False  # as 163 does
    cuts: Counter[int] = field(default_factory=Counter)  # UID → so many times the line is cut in the middle of it
    sizes: dict[int, int] = field(default_factory=dict)  # what it says of a mail's size, where that is another
    claims: dict[int, int] = field(default_factory=dict)  # how many bytes it says that it sends
    refuses: dict[str, str] = field(default_factory=dict)  # SEARCH, HEADER, BODY, a UID's body → what it says to that
    commands: list[str] = field(default_factory=list)  # all that it was told, without the password
    fetched: list[int] = field(default_factory=list)  # UIDs whose bytes were asked for


class _Session(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True  # it answers in several pieces

    def handle(self) -> None:
        self.script: Script = self.server.script  # type: ignore[attr-defined]
        self.named = False
        self.say(b"* OK ready")
        for line in self.rfile:
            tag, command, *rest = line.decode().rstrip("\r\n").split(" ", 2)
            arguments = rest[0] if rest else ""
            self.script.commands.append(f"{command.upper()} {'' if command.upper() == 'LOGIN' else arguments}".rstrip())
            answer = self.answer(command.upper(), arguments)
            if answer is None:
                return
            self.say(f"{tag} {answer}".encode())

    def answer(self, command: str, arguments: str) -> str | None:
        script = self.script
        match command:
            case "CAPABILITY":
                self.say(b"* CAPABILITY IMAP4rev1 ID")
            case "LOGIN" if f'"{PASSWORD}"' not in arguments or USER not in arguments:
                return "NO LOGIN Login error or password error"
            case "ID":
                self.named = True
            case "EXAMINE" if script.wants_id and not self.named:
                return "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
            case "EXAMINE" if "INBOX" not in arguments:
                return "NO folder does not exist"
            case "EXAMINE":
                self.say(f"* {len(script.mails)} EXISTS".encode())
                self.say(f"* OK [UIDVALIDITY {script.validity}] UIDs valid".encode())
            case "UID":
                return self.of_uid(arguments)
            case "LOGOUT":
                self.say(b"* BYE")
        return "OK done"

    def of_uid(self, arguments: str) -> str | None:
        what, _, rest = arguments.partition(" ")
        uid = rest.partition(" ")[0] if "HEADER" not in rest else ""
        sort = "SEARCH" if what.upper() == "SEARCH" else "HEADER" if "HEADER" in rest else "BODY"
        if said := self.script.refuses.get(sort) or self.script.refuses.get(uid):
            return f"NO {said}"
        if what.upper() == "SEARCH":
            self.say(f"* SEARCH {' '.join(map(str, self.script.mails))}".rstrip().encode())
            return "OK done"
        uids, _, parts = rest.partition(" ")
        for uid in map(int, uids.split(",")):
            if uid in self.script.mails and not self.told(uid, parts):
                return None
        return "OK done"

    def told(self, uid: int, parts: str) -> bool:
        """Tell what is asked of a mail; return False where the line is cut."""
        data = self.script.mails[uid]
        size = self.script.sizes.get(uid, len(data))
        if "HEADER" in parts:
            head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0] + b"\r\n\r\n"
            said = f"* {uid} FETCH (UID {uid} RFC822.SIZE {size} BODY[HEADER.FIELDS (FROM)] {{{len(head)}}}"
            self.say(said.encode() + b"\r\n" + head + b")")
            return True
        assert "BODY.PEEK[]" in parts
        self.script.fetched.append(uid)
        if uid in self.script.claims:
            self.say(f"* {uid} FETCH (UID {uid} BODY[] {{{self.script.claims[uid]}}}".encode() + b"\r\n" + data)
            return True
        if self.script.cuts[uid]:
            self.script.cuts[uid] -= 1
            self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(data)}}}\r\n".encode() + data[: len(data) // 2])
            return False
        self.say(
            f"* {uid} FETCH (FLAGS (\\Recent) BODY[] {{{len(data)}}}".encode()
            + b"\r\n"
            + data
            + f" UID {uid})".encode()
        )
        return True

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class ImapServer:
    """A context manager: it runs in a thread of its own."""

    def __init__(self) -> None:
        self.script = Script()

    def __enter__(self) -> Self:
        self._server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session)
        self._server.daemon_threads = True
        self._server.script = self.script
        self.port = self._server.server_address[1]
        often = 0.01  # seconds between two looks whether it is to end
        threading.Thread(target=self._server.serve_forever, args=(often,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
