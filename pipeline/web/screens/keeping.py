"""备份与归档, below 体检: everything as one file, a campaign as one file. Restoring is for the console."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.web.doing import done, waiting
from pipeline.web.forms import Form, act
from pipeline.web.room import Room
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.errands import archive
    from pipeline.web.jobs import Job

_BACKUP, _ARCHIVE = "备份", "归档"  # the jobs, and the folders
_LISTED = 5
_NAMED = 5


@frozen
class KeptFile:
    """A file that was made: its name, its bytes, when."""

    name: str
    size: int
    changed: float


@frozen
class Kept:
    """What has been kept so far, and how far the one is that is being made."""

    backups: list[KeptFile]
    archives: list[KeptFile]
    backup: str  # what came of the last one, "" as long as there was none since the page was started
    archive: str
    at_work: str  # which of the two
    label: str
    done: int
    total: int


def kept(request: Request) -> Response:
    """Show what there is."""
    site = site_of(request)
    return site.draw(request, "_keeping.html", kept=_kept(site.opened))


def _kept(room: Room) -> Kept:
    job = next((each for each in room.worker.open_jobs if each.what in {_BACKUP, _ARCHIVE}), None)
    return Kept(
        _files(room.workspace / _BACKUP),
        _files(room.workspace / _ARCHIVE),
        str(room.lasting.get(_BACKUP, "")),
        str(room.lasting.get(_ARCHIVE, "")),
        job.what if job else "",
        (job.label or "等着") if job else "",
        job.done if job else 0,
        job.total if job else 0,
    )


def _files(folder: Path) -> list[KeptFile]:
    """Return the newest first."""
    found = [(path, path.stat()) for path in folder.glob("*.zip") if not path.name.startswith(".")]
    listed = [KeptFile(path.name, stat.st_size, stat.st_mtime) for path, stat in found]
    return sorted(listed, key=lambda each: -each.changed)[:_LISTED]


def _backup(site: Site, _: Request, form: Form) -> Response:
    to = form.one("to")
    room = site.opened
    if to and not (room.workspace / to).is_dir():
        raise UsageError(f"没有“{to}”这个文件夹。请先建好，或者空着，放在工作文件夹的“备份”里")

    def make(desk: Desk, job: Job) -> str:
        from pipeline import produce  # noqa: PLC0415
        from pipeline.errands import backup  # noqa: PLC0415

        target = room.workspace / to if to else None
        found = backup.backup(desk, target, produce.engine(), waiting(job), job.step)
        said = f"备份好了：{found.path}（{found.files} 个文件，{found.size / 1e6:.1f} MB，已逐个核对）。"
        room.lasting[_BACKUP] = said
        return said

    return done(site, _BACKUP, make)


def _archive(site: Site, _: Request, form: Form) -> Response:
    campaign, room = form.one("campaign"), site.opened

    def close(desk: Desk, job: Job) -> str:
        from pipeline.errands import archive  # noqa: PLC0415

        found = archive.archive(desk, campaign, None, waiting(job), job.step)
        room.lasting[_ARCHIVE] = _told(found)
        return _told(found)

    return done(site, _ARCHIVE, close)


def _told(found: archive.Archived) -> str:
    words = [f"归档好了：{found.path}（{found.files} 个文件，送出 {found.parcels} 包，已逐个核对）。"]
    if found.unsigned:
        more = f" 等 {len(found.unsigned)} 个支部" if len(found.unsigned) > _NAMED else ""
        words.append(f"还没有签收：{'、'.join(found.unsigned[:_NAMED])}{more}。")
    if found.owed:
        more = " 等" if len(found.owed) > _NAMED else ""
        owed = "、".join(list(found.owed)[:_NAMED])
        words.append(f"还没有交回 {sum(found.owed.values())} 份：{owed}{more}。")
    if found.unread:
        words.append(f"交回的还有 {found.unread} 份没有认。")
    if found.unsent:
        words.append(f"批准了没有送出：{found.unsent} 份。")
    return "\n".join(words)


def _reopen(site: Site, _: Request, form: Form) -> Response:
    campaign, room = form.one("campaign"), site.opened

    def reopen(desk: Desk, job: Job) -> str:
        from pipeline.errands import archive  # noqa: PLC0415

        job.may_stop = False
        archive.undo(desk, campaign, waiting(job))
        room.lasting.pop(_ARCHIVE, None)
        return f"“{campaign}”又可以用了，正在更新。"

    answer = done(site, "重新打开", reopen)
    room.build()
    return answer


ROUTES = (
    Route("/part/keeping", kept),
    Route("/backup", act(_backup), methods=["POST"]),
    Route("/archive", act(_archive), methods=["POST"]),
    Route("/archive/undo", act(_reopen), methods=["POST"]),
)
