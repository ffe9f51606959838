"""What all requests share: keys, stream, the workspace that is open, and how a page is drawn."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.errands import presence
from pipeline.model.errors import UsageError
from pipeline.web import looks
from pipeline.web.keys import Keys
from pipeline.web.recent import called
from pipeline.web.room import Log, Room, is_workspace
from pipeline.web.screens.tally import tallies
from pipeline.web.stream import News, Stream

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.dispatch import CampaignView

HERE = Path(__file__).parent


class Site:
    """One page server."""

    def __init__(
        self, asked: Path, keys: Keys, log: Log, page: presence.PageAddress, on_quit: Callable[[], None]
    ) -> None:
        self.asked, self.keys, self.log, self.on_quit = asked, keys, log, on_quit
        self.stream = Stream()
        self.room: Room | None = None
        self.who = called()
        self._page = page
        self._lock = threading.Lock()
        self._drawing = Environment(
            loader=FileSystemLoader(HERE / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._drawing.filters |= looks.FILTERS
        self._drawing.globals |= {**looks.WORDS, "tallies": tallies}
        if is_workspace(asked):
            self.enter(asked)

    def enter(self, workspace: Path) -> Room:
        """Open a workspace in the place of the one that is open. Raises TakenError, LedgerError, DiskError."""
        with self._lock:
            if self.room is not None and self.room.workspace == workspace:
                return self.room
            new = Room(workspace, self._page, self.stream.tell, self.log)
            if self.room is not None:
                self.room.close()
            self.room = new
        self.stream.tell(News.STANDING)
        return new

    def leave(self) -> None:
        """Close what is open."""
        with self._lock:
            if self.room is not None:
                self.room.close()
            self.room = None
        self.stream.tell(News.END)

    @property
    def opened(self) -> Room:
        """The workspace that is open. Raises UsageError."""
        if self.room is None:
            raise UsageError("还没有打开工作文件夹")
        return self.room

    def campaign(self, request: Request) -> CampaignView | None:
        """Return the campaign that the screen is about: the chosen one, else the first."""
        overview = self.room.standing.now if self.room else None
        return overview.campaign(unquote(request.cookies.get("campaign", ""))) if overview else None

    def draw(self, request: Request, look: str, /, *, here: str = "", status: int = 200, **shown: Any) -> Response:
        """Return a screen."""
        room = self.room
        overview = room.standing.now if room else None
        words: dict[str, Any] = {
            "here": here,
            "room": room,
            "overview": overview,
            "campaign": self.campaign(request),
            "token": self.keys.token,
            "tellings": request.state.tellings,
            "who": self.who,
            "address": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            **shown,
        }
        return HTMLResponse(self._drawing.get_template(look).render(words), status)


def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site
