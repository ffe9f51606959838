"""Who may come in: a ticket that the launcher opens once, a cookie, and a second secret that only our own page knows.

Cookies do not separate ports, so the cookie's name holds the port; and another page of this host could send it along,
so every write carries the token of the page, too.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_A_TICKET = 60.0  # seconds
_A_DAY = 8 * 3600.0  # seconds without a person's act


def _new() -> str:
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class Keys:
    """The secrets of one page."""

    port: int
    clock: Callable[[], float] = time.monotonic
    session: str = field(default_factory=_new)
    token: str = field(default_factory=_new)
    launcher: str = field(default_factory=_new)  # asks for another ticket
    _tickets: dict[str, float] = field(default_factory=dict)
    _acted: float = 0.0

    def __post_init__(self) -> None:
        self._acted = self.clock()

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"gongwen-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser may call us."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def origins(self) -> frozenset[str]:
        """The same as origins."""
        return frozenset(f"http://{host}" for host in self.hosts)

    def ticket(self) -> str:
        """Return a new ticket."""
        ticket = _new()
        self._tickets[ticket] = self.clock() + _A_TICKET
        return ticket

    def spend(self, ticket: str) -> bool:
        """Whether a ticket is good; it is good once."""
        now = self.clock()
        self._tickets = {each: until for each, until in self._tickets.items() if until > now}
        found = next((each for each in self._tickets if _same(each, ticket)), None)
        if found is None:
            return False
        del self._tickets[found]
        self.act()
        return True

    def act(self) -> None:
        """Note that a person has done something."""
        self._acted = self.clock()

    def knows(self, cookie: str) -> bool:
        """Whether a cookie is the session's; after a long time without an act it is nobody's."""
        if self.clock() - self._acted > _A_DAY:
            self.session, self.token = _new(), _new()
            self.act()
        return _same(self.session, cookie)

    def is_ours(self, token: str) -> bool:
        """Whether a write comes from our own page."""
        return _same(self.token, token)

    def is_launcher(self, secret: str) -> bool:
        """Whether somebody who can read page.json asks."""
        return _same(self.launcher, secret)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))
