"""`gongwen serve`: one page a workspace, on a port of 127.0.0.1 that is free. A second start opens the first."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errands import presence
from pipeline.model.errors import NotReadyError
from pipeline.web.guard import AGAIN, TICKET
from pipeline.web.keys import Keys

if TYPE_CHECKING:
    from pipeline.web.room import Log

_HOST = "127.0.0.1"
_SECONDS = 5.0  # for the first page to answer
_GRACE = 2  # seconds for what is being answered when the page ends


def serve(workspace: Path, log: Log, say: Callable[[str], None], *, port: int = 0, browser: bool = True) -> bool:
    """Serve until somebody ends it; False where a page was there already and was opened once more.

    Raises NotReadyError where the port is taken or the page that is there does not answer.
    """
    workspace = workspace.resolve()
    if there := presence.living(workspace):
        address = _another_ticket(there)
        say(f"页面已经打开着：http://{_HOST}:{there.port}/")
        _open(address, say, browser=browser)
        return False
    listening = _listening(port)
    port = listening.getsockname()[1]
    keys = Keys(port)
    with contextlib.closing(listening):
        _run(workspace, keys, listening, log, say, browser=browser)
    return True


def _run(
    workspace: Path, keys: Keys, listening: socket.socket, log: Log, say: Callable[[str], None], *, browser: bool
) -> None:
    import uvicorn  # noqa: PLC0415 - other commands do without

    from pipeline.web.routes import application  # noqa: PLC0415
    from pipeline.web.site import Site  # noqa: PLC0415

    def end() -> None:
        server.should_exit = True

    page = presence.PageAddress(os.getpid(), keys.port, keys.launcher)
    site = Site(workspace, keys, log, page, end)

    def ready() -> None:
        say(f"页面在 http://{_HOST}:{keys.port}/ ，只有这台电脑能看。要结束，按页面上的“退出”，或在这里按 Ctrl-C。")
        _open(_address(keys.port, keys.ticket()), say, browser=browser)

    settings = uvicorn.Config(
        application(site, ready),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    server = uvicorn.Server(settings)
    try:
        server.run(sockets=[listening])
    finally:
        site.leave()


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there it would let another program take the port from us
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_HOST, port))
        listening.listen()  # the browser may ask before the server has begun: it waits for its answer
    except (OSError, OverflowError) as fault:
        listening.close()
        raise NotReadyError(f"端口 {port} 用不了，可能有别的程序占着。请换一个，或不写 --port") from fault
    return listening


def _address(port: int, ticket: str) -> str:
    return f"http://{_HOST}:{port}{TICKET}?t={ticket}"


def _another_ticket(there: presence.PageAddress) -> str:
    """Return the address that opens a page that is there. Raises NotReadyError."""
    asking = http.client.HTTPConnection(_HOST, there.port, timeout=_SECONDS)
    headers = {"X-Gongwen": there.secret, "Origin": f"http://{_HOST}:{there.port}"}
    try:
        with contextlib.closing(asking):
            asking.request("POST", AGAIN, headers=headers)
            return _address(there.port, json.load(asking.getresponse())["ticket"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as fault:
        raise NotReadyError("页面已经打开着，但没有回答。请在任务管理器里结束 gongwen，再打开") from fault


def _open(address: str, say: Callable[[str], None], *, browser: bool) -> None:
    """Open the browser; where there is none, or it is not to be opened, say where to go."""
    opened = False
    if browser:
        with contextlib.suppress(webbrowser.Error, OSError):
            opened = webbrowser.open(address)
    if not opened:
        say(f"请在浏览器里打开（一分钟内有效，只能用一次）：{address}")
