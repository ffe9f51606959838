"""What a form says: urlencoded, read here, since nothing else has to be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.model.errors import PipelineError
from pipeline.model.frozen import frozen
from pipeline.web.site import Site, site_of

_LARGEST = 4_000_000  # bytes: the ticks of 20,000 papers
_MOST = 50_000  # fields


@frozen
class Form:
    """The fields of a form."""

    fields: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """Return a field's value, "" where there is none."""
        return next((value.strip() for key, value in self.fields if key == name), "")

    def all(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [value for key, value in self.fields if key == name]

    def named(self, start: str) -> dict[str, str]:
        """Return the fields whose names begin so, without that."""
        return {key.removeprefix(start): value for key, value in self.fields if key.startswith(start)}


Act = Callable[[Site, Request, Form], Response]


def act(do: Act) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads the form and does it; what the clerk can mend is answered in a sentence."""

    async def endpoint(request: Request) -> Response:
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > _LARGEST:
                return told("内容太多，没有收下。", 413)
        try:
            read = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST)
        except (UnicodeDecodeError, ValueError):
            return told("内容读不出来，没有收下。", 400)
        try:
            return await run_in_threadpool(do, site_of(request), request, Form(tuple(read)))
        except PipelineError as fault:
            return told(str(fault), 422)

    return endpoint


def told(words: str, status: int = 200, *, undo: int = 0) -> Response:
    """Return a sentence that the page shows for a while; with a fault, until it is clicked away.

    `undo`: the deed that a button beside it takes back.
    """
    answer = HTMLResponse("", status)
    answer.headers["X-Said"] = _header(words)
    if undo:
        answer.headers["X-Undo"] = f"/undo/{undo}"
    return answer


def going(address: str, words: str = "") -> Response:
    """Return what makes the page go somewhere, with a sentence to show there."""
    answer = HTMLResponse("")
    answer.headers["HX-Redirect"] = address
    if words:
        answer.headers["X-Said"] = _header(words)
    return answer


def heard(answer: Response, words: str, *, wrong: bool, undo: int = 0) -> Response:
    """Let an answer carry a sentence about something else: what came of a job that took long."""
    answer.headers["X-Said"] = _header(words)
    if wrong:
        answer.headers["X-Wrong"] = "yes"
    if undo:
        answer.headers["X-Undo"] = f"/undo/{undo}"
    return answer


def _header(words: str) -> str:
    return quote(words)
