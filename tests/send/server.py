"""A real mail server on a real socket, with STARTTLS and AUTH, that can be told to misbehave."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "zzb@example.cn", "Pa55-wort"


@dataclass
class Behaviour:
    """What the server does for a recipient: answers by step, `then` = what becomes of the mail after its last byte."""

    rcpt: list[str] = field(default_factory=list)  # one answer for each try; then 250
    data: list[str] = field(default_factory=list)
    then: str = ""  # "drop": take it and close the line without a word; "hang": take it and say nothing


class Handler:
    """Keeps what was delivered: (recipients, bytes)."""

    def __init__(self) -> None:
        self.delivered: list[tuple[list[str], bytes]] = []
        self.behaviour: dict[str, Behaviour] = {}
        self.tries: Counter[str] = Counter()
        self.encrypted: list[bool] = []
        self.users: list[bytes] = []

    def of(self, address: str) -> Behaviour:
        return self.behaviour.setdefault(address, Behaviour())

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.tries[address] += 1
        if answers := self.of(address).rcpt:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        behaviour = self.of(envelope.rcpt_tos[0])
        if behaviour.data:
            return behaviour.data.pop(0)
        self.delivered.append((list(envelope.rcpt_tos), bytes(envelope.content)))
        self.encrypted.append(session.ssl is not None)
        if behaviour.then == "drop":
            server.transport.abort()
        elif behaviour.then == "hang":
            await asyncio.sleep(5)
        return "250 2.0.0 queued"

    def check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.users.append(data.login)
        return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


class Server:
    """A context manager: the server runs in a thread of its own."""

    def __init__(self, certificate: Path, *, security: str = "STARTTLS", port: int = 0) -> None:
        self.handler = Handler()
        self.port = port or free_port()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        options: dict[str, Any] = {"STARTTLS": {"tls_context": context, "require_starttls": True}}.get(security, {})
        if security == "TLS":
            options = {"ssl_context": context}
        self._controller = Controller(
            self.handler, "127.0.0.1", self.port, authenticator=self.handler.check,
            auth_required=security == "STARTTLS", auth_require_tls=security == "STARTTLS", **options,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def delivered(self) -> list[tuple[list[str], bytes]]:
        return self.handler.delivered

    @property
    def recipients(self) -> list[str]:
        return sorted(address for to, _ in self.delivered for address in to)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 with its key; it is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path
