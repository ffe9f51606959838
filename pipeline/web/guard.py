"""Every request and every answer: nobody else's page, no other host, no other user comes in; nothing is cached.

Host stops DNS rebinding, Origin and the token stop foreign pages, the cookie stops other users of this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline import guidance
from pipeline.web.keys import Keys
from pipeline.web.stream import Stream

STATIC = "/static/"
TICKET = "/open"  # with a ticket
AGAIN = "/again"  # with the launcher's secret
_READS = frozenset({"GET", "HEAD"})
_OUR_SITES = frozenset({None, "same-origin", "none"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_ICON = "请从桌面上的“公文”图标打开。"


class Guard:
    """Around the whole application."""

    def __init__(self, app: ASGIApp, keys: Keys, stream: Stream) -> None:
        self._app, self._keys, self._stream = app, keys, stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            guidance.on_the_page()
            scope.setdefault("state", {})["tellings"] = self._stream.tellings  # what is told later may not be shown
            answered = _Answer(send, fixed=scope["path"].startswith(STATIC))
            refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
            await (refusal or self._app)(scope, receive, answered)

    def _refusal(self, method: str, path: str, headers: Headers) -> PlainTextResponse | None:
        keys = self._keys
        if headers.get("host") not in keys.hosts:
            return _said("这个地址不对。", 421)
        if headers.get("sec-fetch-site") not in _OUR_SITES:
            return _said("不接受别的网页发来的请求。", 403)
        if method not in _READS and headers.get("origin") not in keys.origins:
            return _said("不接受别的网页发来的请求。", 403)
        if path.startswith(STATIC) or (path == TICKET and method in _READS):
            return None
        if path == AGAIN:
            return None if keys.is_launcher(headers.get("x-gongwen", "")) else _said(_ICON, 403)
        if not keys.knows(_cookie(headers.get("cookie", ""), keys.cookie)):
            return _said(_ICON, 401)
        if method not in _READS and not keys.is_ours(headers.get("x-gongwen", "")):
            return _said("这一页是以前打开的，请刷新再试。", 403)
        if method not in _READS or headers.get("sec-fetch-mode") == "navigate":
            keys.act()
        return None


class _Answer:
    """Sends an answer with what every answer says."""

    def __init__(self, send: Send, *, fixed: bool) -> None:
        self._send, self._fixed = send, fixed

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            if not self._fixed:
                headers["cache-control"] = "no-store"
        await self._send(message)


def _said(words: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(words, status)


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
