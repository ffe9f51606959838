"""备份 and 归档 on the page: one file each, where it went is said, and what is archived is only looked at."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

from pipeline.errands import backup
from pipeline.web.jobs import Phase

NOTICE = "outputs/活动/一支部/01-会议通知.docx"


def _said(answer):
    return unquote(answer.headers.get("x-said", ""))


def _shown(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.get("/part/keeping").text)))


def _home(page) -> Path:
    return page.site.room.workspace


def test_a_backup_is_made_and_can_be_restored(page, tmp_path):
    assert "还没有备份过" in _shown(page)

    said = _said(page.post("/backup", to=""))

    (file,) = (_home(page) / "备份").iterdir()
    assert str(file) in said
    assert file.name in _shown(page)
    assert "gongwen restore" in page.get("/doctor").text
    backup.restore(file, tmp_path / "新")
    assert (tmp_path / "新" / NOTICE).read_bytes() == (_home(page) / NOTICE).read_bytes()


def test_a_backup_goes_where_it_is_wanted(page, tmp_path):
    (tmp_path / "U盘").mkdir()

    said = _said(page.post("/backup", to=str(tmp_path / "U盘")))

    (file,) = (tmp_path / "U盘").iterdir()
    assert str(file) in said
    assert str(file) in _shown(page)
    answer = page.post("/backup", to=str(tmp_path / "没有的盘"))
    assert (answer.status_code, "没有" in _said(answer)) == (422, True)
    assert not (tmp_path / "没有的盘").exists()


def test_it_says_how_far_it_is_and_can_be_stopped(page, monkeypatch):
    room = page.site.room
    real, seen = backup.bundle._add, []

    def add(archive: zipfile.ZipFile, name: str, path: Path) -> object:
        job = room.worker.open_jobs[0]
        seen.append((job.done, job.total, _shown(page)))
        if job.done == 3:
            job.stop()
        return real(archive, name, path)

    monkeypatch.setattr(backup.bundle, "_add", add)
    answer = page.post("/backup", to="")

    assert answer.status_code == 422
    assert [done for done, *_ in seen] == [0, 1, 2, 3]
    assert f"3/{seen[0][1]}" in seen[-1][2]
    assert not list((_home(page) / "备份").iterdir())
    assert room.worker.ended[-1].phase is Phase.STOPPED


def test_an_archived_campaign_is_only_looked_at_until_it_is_opened_again(page):
    said = _said(page.post("/archive", campaign="活动"))

    (file,) = (_home(page) / "归档").iterdir()
    assert str(file) in said
    assert f"{NOTICE}" in zipfile.ZipFile(file).namelist()
    assert "已经归档" in page.get("/").text
    assert "重新打开这个活动" in _shown(page)
    again = page.post("/archive", campaign="活动")
    assert (again.status_code, "已经归档过了" in _said(again)) == (422, True)
    assert "重新打开这个活动" in _said(again)
    assert "gongwen" not in _said(again)

    page.post("/archive/undo", campaign="活动")
    page.until_quiet()
    assert "已经归档" not in page.get("/").text
    assert "归档这个活动" in _shown(page)
    assert file.is_file()


def test_no_other_folder_is_archived(lasting):
    for name in ("", "没有的", "..", ".gongwen", "活动/.."):
        assert lasting.post("/archive", campaign=name).status_code == 422
        assert lasting.post("/archive/undo", campaign=name).status_code == 422
