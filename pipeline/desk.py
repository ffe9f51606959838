"""What a door sets up once: folders, settings, ledger, clock."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import config, disk, guidance
from pipeline.inbox import Mark, Memory, Readings, file_marks
from pipeline.ledger import Event, Ledger
from pipeline.model.deeds import Doer
from pipeline.model.errors import NotReadyError, UsageError, WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.model.problem import among
from pipeline.model.settings import Settings

if TYPE_CHECKING:  # who only looks puts nothing in place
    from pipeline.shelf import Handover

_OWN = ".gongwen"  # below outputs/: ledger, locks, logs
ARCHIVED = "已归档.txt"  # in a campaign's folder below outputs/: it is closed
WHEN = "归档时间"  # the line of it that says when
_SOMETIME = "以前"
_REGISTER = "清单.xlsx"
SENT = "sent.db"  # there: what was released, sent and signed for
RESTORED = "恢复自备份.txt"  # there: the workspace came back from a backup; what was sent after it nobody knows
ASKING = "恢复后核实.txt"  # the same note, while a person is asked
RETURNED = "returned.db"  # there: what came back


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user whom the system has no name for
        return ""


@frozen
class Desk:
    """A workspace opened for work."""

    workspace: Path
    settings: Settings
    ledger: Ledger
    now: Callable[[], dt.datetime] = _now
    memory: Memory = field(default_factory=Memory)

    @property
    def templates(self) -> Path:
        """Where the templates and their catalog lie."""
        return self.workspace / "templates"

    @property
    def outputs(self) -> Path:
        """Where everything that this program makes lies."""
        return self.workspace / "outputs"

    def archived(self, campaign: str) -> str:
        """Return when a campaign was archived, as its note says; "" where it was not."""
        return archived(self.workspace, campaign)

    def refuse_archived(self, campaign: str, what: str) -> None:
        """Raise NotReadyError for a campaign that is archived; `what` is not done to it, as a clerk reads it."""
        if when := self.archived(campaign):
            again = f"要接着用它，请先{guidance.reopen(campaign)}"
            raise NotReadyError(f"活动“{campaign}”已归档（{when}），只读：{what}。{again}")

    def person(self, name: str = "") -> Doer:
        """Return who sits here: the name that was given, and what the system knows."""
        return Doer(name.strip(), _user(), platform.node())

    @property
    def time(self) -> str:
        """The time, as it is recorded."""
        return self.now().isoformat(timespec="seconds")

    def record(self, given: Handover, events: Sequence[Event] = ()) -> None:
        """Record what a shelf has put in place and what happened; only then its intents say nothing more."""
        if given.new or given.gone or given.events or events:
            self.ledger.record(given.new, given.gone, (*given.events, *events))
        for path in given.intents:
            disk.remove(path)

    def mend(self) -> None:
        """Clear up after a run that was killed: adopt what it had put in place, remove what it left half-written."""
        from pipeline import intent  # noqa: PLC0415 - who only looks mends nothing

        for path, entries, events in intent.left(self.workspace):
            missed = {entry.path: entry for entry in entries if not self.ledger.knows(entry)}
            self.ledger.record(missed.values(), (), [event for event in events if event.file in missed])
            disk.remove(path)
        disk.sweep(self.outputs)


def archived(workspace: Path, campaign: str) -> str:
    """Return when a campaign was archived: from then on nothing of its folder below outputs/ is changed."""
    try:
        lines = (workspace / "outputs" / campaign / ARCHIVED).read_text("utf-8-sig").splitlines()
    except (FileNotFoundError, NotADirectoryError):  # a file in the folder's place is no note
        return ""
    except (OSError, UnicodeDecodeError):
        return _SOMETIME
    return next((line.partition("：")[2] for line in lines if line.startswith(f"{WHEN}：")), "") or _SOMETIME


def campaign_names(workspace: Path) -> list[str]:
    """Return what campaigns may be called here: the folders of inputs/, and those of outputs/ that have a 清单.xlsx."""
    homes = [path for path in (workspace / "inputs", workspace / "outputs") if path.is_dir()]
    folders = [path for home in homes for path in home.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return sorted({path.name for path in folders if path.parent.name == "inputs" or (path / _REGISTER).is_file()})


def known_campaign(workspace: Path, asked: str) -> None:
    """Raise UsageError where a command asks for a campaign that is not there; "" asks for none."""
    if asked and asked not in campaign_names(workspace):
        raise unknown_campaign(workspace, asked)


def unknown_campaign(workspace: Path, asked: str) -> UsageError:
    """Return what is said of a campaign that is not there, with those that are."""
    near = among(asked, campaign_names(workspace))
    return UsageError(f"没有叫“{asked}”的活动{near}。活动的名字就是 inputs 里的文件夹名".replace("？。", "？"))


def look(workspace: Path) -> dict[Path, Mark]:
    """Return what the file system says of everything that the papers depend on: inputs, templates, settings."""
    return _marks(workspace / "inputs") | look_beside(workspace)


def look_beside(workspace: Path) -> dict[Path, Mark]:
    """Return the same of what lies beside inputs/: templates and settings."""
    found = _marks(workspace / "templates")
    settings = workspace / config.FILE
    if settings.is_file():
        stat = settings.stat()
        found[settings] = Mark(stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


def _marks(folder: Path) -> dict[Path, Mark]:
    with contextlib.suppress(OSError, WorkspaceError):  # a share that is gone for a moment: the next look sees it
        return file_marks(folder)
    return {}


def held(paths: Iterable[Path]) -> list[Path]:
    """Return those files that other programs still have their hands on."""
    return [path for path in paths if disk.held(path)]


def own_folder(workspace: Path) -> Path:
    """Return the folder of the program's own files."""
    return workspace / "outputs" / _OWN


@contextlib.contextmanager
def opened(workspace: Path, now: Callable[[], dt.datetime] = _now, *, read_only: bool = False) -> Iterator[Desk]:
    """Open a workspace: read its settings, open the ledger. `read_only`: write nothing.

    Raises SettingsError, WorkspaceError, LedgerError.
    """
    if not (workspace / "inputs").is_dir() or not (workspace / "templates").is_dir():
        raise WorkspaceError(
            f"{workspace} 不是工作文件夹（里面要有 inputs 和 templates）。请先运行 gongwen init，或用 --workspace 指明"
        )
    settings = config.load(workspace)
    path = own_folder(workspace) / "ledger.db"
    with Ledger(path, read_only=read_only, share_allowed=settings.share_allowed) as ledger:
        memory = Memory(readings=Readings(ledger.reading), homes=partial(_homes, workspace, ledger))
        yield Desk(workspace, settings, ledger, now, memory)


def _homes(workspace: Path, ledger: Ledger, campaign: str, folders: Mapping[str, str]) -> dict[str, str]:
    """Return of branches whose folder would be another one that in which their papers lie: edits, what was sent."""
    return {
        unit.name: unit.folder
        for unit in ledger.snapshot.units(campaign)
        if folders.get(unit.name, unit.folder) != unit.folder
        and (workspace / "outputs" / campaign / unit.folder).is_dir()
    }
