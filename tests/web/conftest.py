"""Fixtures: a page server without a port, a browser's manners, a workspace that is open in it."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline import produce
from pipeline.desk import opened as desk_opened
from pipeline.errands import presence
from pipeline.web import recent
from pipeline.web.keys import Keys
from pipeline.web.routes import application
from pipeline.web.site import Site
from tests.conftest import CAMPAIGN, FIVE, MEETING, ROSTER, Workspace, put, put_templates, working_here

PORT = 8791
ORIGIN = f"http://127.0.0.1:{PORT}"


class Notes:
    """A log that keeps bugs to be looked at."""

    def __init__(self) -> None:
        self.bugs: list[Exception] = []

    def journal(self, _: Path) -> contextlib.AbstractContextManager[Callable[[Any], None]]:
        return contextlib.nullcontext(lambda _: None)

    def bug(self, fault: Exception) -> None:
        self.bugs.append(fault)


@dataclass
class Browser:
    """A clerk's browser: it has come in by a ticket, and sends what our own page sends."""

    site: Site
    client: TestClient
    notes: Notes
    ended: list[bool] = field(default_factory=list)

    def come_in(self) -> None:
        """Open the page as the launcher does."""
        answer = self.client.get(f"/open?t={self.site.keys.ticket()}", follow_redirects=False)
        assert answer.status_code == 303

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def post(self, address: str, /, **fields: Any) -> Any:
        headers = {"origin": ORIGIN, "x-gongwen": self.site.keys.token}
        return self.client.post(address, data=fields, headers=headers)

    def put(self, name: str, content: bytes) -> Any:
        headers = {"origin": ORIGIN, "x-gongwen": self.site.keys.token}
        return self.client.put("/put", params={"name": name}, content=content, headers=headers)

    def until_quiet(self, seconds: float = 60) -> None:
        """Wait until the first look has been taken and nothing is at work or waits."""
        room = self.site.room
        assert room is not None
        end = time.monotonic() + seconds
        while room.worker.open_jobs or not room.worker.ended:
            assert time.monotonic() < end, [job.what for job in room.worker.open_jobs]
            time.sleep(0.02)


def opened(workspace: Path) -> Iterator[Browser]:
    keys, notes, ended = Keys(PORT), Notes(), []
    site = Site(workspace, keys, notes, presence.PageAddress(1, PORT, keys.launcher), lambda: ended.append(True))
    with TestClient(application(site), base_url=ORIGIN, raise_server_exceptions=False) as client:
        browser = Browser(site, client, notes, ended)
        try:
            yield browser
        finally:
            site.leave()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for a module's tests."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def half_a_move_is_told_soon() -> Iterator[None]:
    """Wait less for the other half of a move that the system has told of: whoever leaves a page waits for that."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper  # noqa: PLC0415

            patch.setattr(InotifyMoveEventGrouper, "delay", 0.05)
        yield


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the page remembers of this user away from the real one's."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setattr(recent, "_file", lambda: folder / "recent.json")


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Browser]:
    """A browser that has not come in; no workspace is open."""
    yield from opened(tmp_path / "none")


@pytest.fixture(scope="session")
def campaign_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small campaign that is built: copied for each test."""
    folder = tmp_path_factory.mktemp("campaign") / "made"
    put_templates(folder, *FIVE)
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    with working_here(), desk_opened(folder) as desk:
        assert not produce.produce(desk).failed
    return folder


@pytest.fixture
def campaign(campaign_made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A workspace with a small campaign, which is built: two branches, three members, a meeting."""
    shutil.copytree(campaign_made, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path, capsys)


@pytest.fixture
def page(campaign: Workspace) -> Iterator[Browser]:
    """A browser that has come in, with a small campaign that is built."""
    yield from at_home(campaign.path)


@pytest.fixture(scope="module")
def lasting(campaign_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The same for tests that only look."""
    folder = tmp_path_factory.mktemp("lasting")
    shutil.copytree(campaign_made, folder, dirs_exist_ok=True)
    with working_here():
        yield from at_home(folder)


def at_home(workspace: Path) -> Iterator[Browser]:
    """Come in, and wait until the workspace is built."""
    for browser in opened(workspace):
        browser.come_in()
        browser.until_quiet()
        yield browser
