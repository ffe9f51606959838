"""首次打开: the sample, a new workspace, or one that is there. And 体检, which is shown there too."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import guidance
from pipeline.errands import workspace as workspaces
from pipeline.model.errors import UsageError
from pipeline.web.forms import Form, act, going
from pipeline.web.recent import remember, remembered
from pipeline.web.room import is_workspace
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:
    from pipeline.errands import doctor

_SAMPLE, _NEW = "公文-示例", "公文"


def start(request: Request) -> Response:
    """Show where to begin."""
    site = site_of(request)
    home = _home(site)
    return site.draw(
        request,
        "start.html",
        sample=str(home / _SAMPLE),
        fresh=str(site.asked if site.asked.name and not site.asked.exists() else home / _NEW),
        kinds=workspaces.KINDS,
        recent=remembered(),
        findings=None,
        full=False,
    )


def _home(site: Site) -> Path:
    """Return where a new folder would best lie: beside the one that was asked for, else where documents are."""
    if not site.asked.exists() and site.asked.parent.is_dir():
        return site.asked.parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _sample(site: Site, _: Request, form: Form) -> Response:
    return _made(site, form, sample=True)


def _new(site: Site, _: Request, form: Form) -> Response:
    return _made(site, form, sample=False, kind=form.one("kind"))


def _made(site: Site, form: Form, *, sample: bool, kind: str = "") -> Response:
    folder = _folder(form)
    workspaces.init(folder, sample=sample, kind=kind)
    return _entered(site, folder, "示例放好了，正在出文件。" if sample else "建好了。先填活动，再放名册。")


def _open(site: Site, _: Request, form: Form) -> Response:
    folder = _folder(form)
    if not is_workspace(folder):
        raise UsageError(f"{folder} 不是工作文件夹：里面要有 inputs 和 templates 两个文件夹")
    return _entered(site, folder, "")


def _entered(site: Site, folder: Path, words: str) -> Response:
    site.enter(folder)
    remember(folder)
    return going("/", words)


def _folder(form: Form) -> Path:
    written = form.one("folder").strip('"')
    folder = Path(written).expanduser()
    if not written or not folder.is_absolute():
        raise UsageError("请写文件夹的完整位置，如 D:\\公文\\工作")
    return folder


# --- 体检 ---------------------------------------------------------------------------------------------------------


class Checkup:
    """One examination of this machine at a time, in a thread of its own: it takes seconds and writes nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: list[doctor.MachineCheck] | None = None
        self._running = False

    def look(self, workspace: Path, *, full: bool, again: bool = False) -> list[doctor.MachineCheck] | None:
        """Return what was found; None as long as it is being looked for."""
        with self._lock:
            if again and not self._running:
                self._found = None
            if self._found is None and not self._running:
                self._running = True
                threading.Thread(target=self._examine, args=(workspace, full), daemon=True).start()
            return self._found

    def _examine(self, workspace: Path, full: bool) -> None:
        from pipeline.errands import doctor  # noqa: PLC0415

        guidance.on_the_page()  # a thread of its own knows nothing of the request that began it
        try:
            found = list(doctor.examine(workspace, full=full))
        except Exception as fault:  # noqa: BLE001 - the thread's last place: the screen says it
            found = [
                doctor.MachineCheck("体检", doctor.Health.BAD, f"没有查完（{type(fault).__name__}）", "请再查一遍")
            ]
        with self._lock:
            self._found, self._running = found, False


_CHECKUP = Checkup()


def health(request: Request) -> Response:
    """Show 体检."""
    full = "full" in request.query_params
    _CHECKUP.look(_workspace(request), full=full, again=True)
    return site_of(request).draw(request, "doctor.html", here="doctor", findings=None, full=full, kept=None)


def checks(request: Request) -> Response:
    """Show what was found, as far as it is known."""
    full = "full" in request.query_params
    found = _CHECKUP.look(_workspace(request), full=full)
    return site_of(request).draw(request, "_checks.html", findings=found, full=full)


def _workspace(request: Request) -> Path:
    site = site_of(request)
    return site.room.workspace if site.room else site.asked


ROUTES = (
    Route("/start", start),
    Route("/start/sample", act(_sample), methods=["POST"]),
    Route("/start/new", act(_new), methods=["POST"]),
    Route("/start/open", act(_open), methods=["POST"]),
    Route("/doctor", health),
    Route("/part/checks", checks),
)
