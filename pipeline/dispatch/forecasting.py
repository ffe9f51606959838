"""What a change of the facts, or of a cell, would do to the papers, before anybody makes it. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import SentBook
from pipeline.model.action import Do
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Severity
from pipeline.model.work import Fate
from pipeline.produce import Report, foresee

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have


@frozen
class Forecast:
    """The papers, by path, that would be made anew or for the first time, stop, come free, or be withdrawn.

    `volumes`: the print volumes that are bound anew with them. `approved` of all these are free to go to the branches
    now and would need a new word; `sent` have left already: those branches would have an older version. `edited` would
    stay as somebody has edited them, with a 新版 beside. Papers that the next run makes anew anyway are among all of
    these where the change makes others of them; `waiting`: how many there are that it does not touch.
    `new`: faults that are not there now.
    """

    made: tuple[str, ...]
    volumes: tuple[str, ...]
    stopped: tuple[str, ...]
    freed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    edited: tuple[str, ...]
    approved: tuple[str, ...]
    sent: tuple[str, ...]
    waiting: int
    new: tuple[Problem, ...]
    gone: tuple[Problem, ...]


def forecast(desk: Desk, instead: Mapping[str, bytes], *, only: str = "") -> Forecast:
    """Say what would be if files of inputs/ held other bytes (a YAML's amended, a mended copy's)."""
    now, then = (
        _papers(foresee(desk, only=only)),
        _papers(foresee(desk, only=only, instead=instead)),
    )
    made = tuple(path for path in then.made if then.made[path] != now.made.get(path))
    stopped = tuple(path for path in then.stopped if path not in now.stopped)
    freed = tuple(path for path in now.stopped if path not in then.stopped)
    withdrawn = tuple(path for path in then.withdrawn if path not in now.withdrawn)
    edited = tuple(path for path in then.edited if then.edited[path] != now.edited.get(path))
    touched = dict.fromkeys((*made, *stopped, *withdrawn, *edited))
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        free = {each.document for each in book.releases()}
        left = {
            document.document for each in book.everything() if each.fate in _GONE for document in each.parcel.documents
        }
    return Forecast(
        made,
        tuple(path for path in then.volumes if path not in now.volumes),
        stopped,
        freed,
        withdrawn,
        edited,
        tuple(path for path in touched if path in free),
        tuple(path for path in touched if path in left),
        len(now.made.keys() - set(touched)),
        tuple(each for each in then.faults if each not in now.faults),
        tuple(each for each in now.faults if each not in then.faults),
    )


@frozen
class _Papers:
    made: dict[str, str]  # and what each is to be
    volumes: dict[str, None]
    stopped: dict[str, None]
    withdrawn: dict[str, None]
    edited: dict[str, str]
    faults: dict[Problem, None]


def _papers(report: Report) -> _Papers:
    return _Papers(
        _chosen(report, Do.WRITE),
        dict.fromkeys(report.volumes),
        dict.fromkeys(report.stopped),
        dict.fromkeys(report.withdrawn),
        _chosen(report, Do.BESIDE),
        dict.fromkeys(each for each in report.problems if each.severity is not Severity.NOTICE),
    )


def _chosen(report: Report, do: Do) -> dict[str, str]:
    """Return the papers with which something is to be done, and the fingerprint of what each is to be."""
    listed = (path for action, paths in report.actions.items() if action.do is do for path in paths)
    return {path: report.wanted.get(path, "") for path in listed}
