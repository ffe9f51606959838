"""The page while another program works on the workspace: it waits, says so, and can be ended all the same."""

from __future__ import annotations

import time

from pipeline.desk import opened
from pipeline.web.jobs import Phase


def test_the_page_waits_for_the_command_line_and_says_so(page):
    with opened(page.site.room.workspace) as desk, desk.ledger.exclusive(lambda: None, 10):
        page.post("/build")
        time.sleep(0.5)
        assert "命令行正在更新" in page.get("/part/job").text
    page.until_quiet()

    assert "正在看着收件夹" in page.get("/part/job").text


def test_what_waits_for_the_command_line_stops_when_it_is_asked_to(page):
    with opened(page.site.room.workspace) as desk, desk.ledger.exclusive(lambda: None, 10):
        page.post("/build")
        time.sleep(0.5)
        job, began = page.site.room.worker.open_jobs[0], time.monotonic()
        page.site.leave()

        assert time.monotonic() - began < 10
        assert job.phase is Phase.STOPPED
