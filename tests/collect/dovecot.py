"""A real IMAP server, started as whoever runs the test, with settings, a certificate and mails that are thrown away.

Dovecot gives no mailbox to root: where root runs the test, the mails belong to nobody.
"""

from __future__ import annotations

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from tests.send.server import PASSWORD, USER, certificate, free_port

_SETTINGS = """\
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
ssl = required
ssl_cert = <{pem}
ssl_key = <{pem}
mail_location = maildir:{home}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""
_PATIENCE = 20.0


class Dovecot:
    """A context manager; `pem` is its certificate."""

    def __enter__(self) -> Self:
        self.home = Path(tempfile.mkdtemp(prefix="gongwen-dovecot-"))
        self.home.chmod(0o755)
        self.pem, self.port = certificate(self.home), free_port()
        who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        said = _SETTINGS.format(
            home=self.home, user=who.pw_name, group=grp.getgrgid(who.pw_gid).gr_name, pem=self.pem, port=self.port,
            uid=who.pw_uid, gid=who.pw_gid, password=PASSWORD,
        )  # fmt: skip
        (self.home / "dovecot.conf").write_text(said, "utf-8")
        (self.home / "mail").mkdir()
        for path in (self.home, self.home / "mail"):
            os.chown(path, who.pw_uid, who.pw_gid)
        self._process = subprocess.Popen([_program(), "-F", "-c", str(self.home / "dovecot.conf")])
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self._client = self._signed_in()
            except (OSError, imaplib.IMAP4.error):
                if time.monotonic() > end or self._process.poll() is not None:
                    self.__exit__()
                    raise
                time.sleep(0.1)
            else:
                return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(AttributeError, OSError, imaplib.IMAP4.error):
            self._client.logout()
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _signed_in(self) -> imaplib.IMAP4_SSL:
        context = ssl.create_default_context(cafile=str(self.pem))
        client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context, timeout=5)
        client.login(USER, PASSWORD)
        return client

    def put(self, folder: str, *mails: bytes) -> None:
        """Put mails into a folder, called as IMAP calls it, unread."""
        self._client.create(folder)
        for data in mails:
            assert self._client.append(folder, "", "", data)[0] == "OK"

    def state(self, folder: str) -> list[bytes]:
        """Return the flags and sizes of all mails of a folder."""
        self._client.select(folder, readonly=True)
        _, found = self._client.fetch("1:*", "(UID FLAGS RFC822.SIZE)")
        return [each for each in found if isinstance(each, bytes)]


def _program() -> str:
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin") or "dovecot"
