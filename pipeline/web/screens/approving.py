"""批准: what waits, in groups of equal changes. What a person has seen is what is approved, by path and digest."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.errors import UsageError
from pipeline.web.doing import done
from pipeline.web.forms import Form, act
from pipeline.web.paging import paged
from pipeline.web.recent import call
from pipeline.web.room import Room
from pipeline.web.screens.tally import tallies
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import ApprovalReport, Paper, ShownChange
    from pipeline.web.jobs import Job

_NAMED = 12
_SHOWN = "approve"  # in `lasting`
_REMEMBERED = 300_000  # papers of groups that were shown
_TOLD = 3


@dataclass(frozen=True)
class Group:
    """Papers that are to be approved for the same reason."""

    title: str
    papers: tuple[Paper, ...]
    changes: tuple[ShownChange, ...] = ()
    by_hand: bool = False

    @cached_property
    def whose(self) -> str:
        """The branches, as far as there is room."""
        names = list(dict.fromkeys(paper.branch for paper in self.papers))
        return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 个支部" if len(names) > _NAMED else "")

    @property
    def of(self) -> str:
        """Which group it is, whatever its papers say now."""
        return f"{self.title} {self.papers[0].path}"

    @cached_property
    def seen(self) -> dict[str, str]:
        """What a tick says has been seen: each path with its digest."""
        return {paper.path: paper.digest for paper in self.papers}

    @cached_property
    def mark(self) -> str:
        """What stands for it in the form."""
        told = "\n".join(f"{digest} {path}" for path, digest in sorted(self.seen.items()))
        return hashlib.sha256(told.encode()).hexdigest()


class Shown:
    """Which groups the page has shown, each by a mark: a tick is short, and means exactly what was on the screen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._groups: OrderedDict[str, Mapping[str, str]] = OrderedDict()
        self._last: tuple[Sequence[Paper], tuple[list[Group], list[Group]]] | None = None

    def grouped(self, waits: Sequence[Paper]) -> tuple[list[Group], list[Group]]:
        """Return the groups of what was approved before and of what never was, made once as long as nothing changes."""
        last = self._last
        if last is None or last[0] is not waits:
            last = self._last = (waits, (_changed(waits), _fresh(waits)))
        return last[1]

    def mark(self, group: Group) -> str:
        """Return the mark of a group that is shown now."""
        mark = group.mark
        with self._lock:
            self._groups[mark] = group.seen
            self._groups.move_to_end(mark)
            while len(self._groups) > 1 and sum(map(len, self._groups.values())) > _REMEMBERED:
                self._groups.popitem(last=False)
        return mark

    def seen(self, marks: Iterable[str]) -> dict[str, str]:
        """Return what was seen in these groups. Raises UsageError where one was shown too long ago."""
        with self._lock:
            found = [self._groups.get(mark) for mark in marks]
        if any(each is None for each in found):
            raise UsageError("这一页是以前打开的，没有批准。请刷新，再看一遍")
        return {path: digest for each in found if each for path, digest in each.items()}


def _shown(room: Room) -> Shown:
    shown = room.lasting.setdefault(_SHOWN, Shown())
    assert isinstance(shown, Shown)
    return shown


def approving(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    campaign = site.campaign(request)
    waits = campaign.waiting if campaign else ()
    shown = _shown(site.opened)
    before, fresh = shown.grouped(waits)
    changed = paged(before, request, "changed")
    by_hand = paged([paper for paper in waits if paper.reach == "手改过"], request, "hand")
    return site.draw(
        request,
        "approve.html",
        here="approve",
        t=tallies(campaign, site.opened.standing.now),
        mark=shown.mark,
        changed=changed,
        fresh=fresh,
        by_hand=by_hand,
    )


def _changed(papers: Iterable[Paper]) -> list[Group]:
    """Group what was approved before by what has changed since."""
    groups: dict[tuple[tuple[str, str, str], ...], list[Paper]] = {}
    for paper in papers:
        if paper.reach == "改过要重批":
            key = tuple(sorted((each.name, each.old, each.new) for each in paper.changes))
            groups.setdefault(key, []).append(paper)
    return [
        Group(_title(listed[0], key), tuple(listed), listed[0].changes)
        for key, listed in sorted(groups.items(), key=lambda item: -len(item[1]))
    ]


def _title(paper: Paper, key: tuple[tuple[str, str, str], ...]) -> str:
    names = list(dict.fromkeys(name.rpartition(".")[2] for name, _, _ in key))
    return f"{'、'.join(names[:_TOLD])}{' 等' if len(names) > _TOLD else ''}改了" if names else f"{paper.kind}又出过"


def _fresh(papers: Iterable[Paper]) -> list[Group]:
    """Group what was never approved by its kind."""
    kinds: dict[str, list[Paper]] = {}
    for paper in papers:
        if paper.reach == "待批":
            kinds.setdefault(paper.kind, []).append(paper)
    return [Group(kind, tuple(listed)) for kind, listed in kinds.items()]


def _approve(site: Site, _: Request, form: Form) -> Response:
    lines = [line.strip().partition(" ") for line in form.all("paper") if line]
    seen = _shown(site.opened).seen(form.all("group")) | {path: digest for digest, _, path in lines}
    if not seen or not all(seen) or not all(seen.values()):
        raise UsageError("还没有选要批准的文件")
    name = form.one("who")
    site.who = call(name)

    def approve(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import Choice  # noqa: PLC0415
        from pipeline.dispatch import approve as approving_  # noqa: PLC0415

        job.may_stop = False
        job.tell(f"正在批准 {len(seen)} 份")
        report = approving_(desk, Choice(seen=seen), who=desk.person(name))
        job.undo = report.deed.number if report.deed else 0
        return _said(report)

    return done(site, "批准", approve, then=form.one("next"))


def _said(report: ApprovalReport) -> str:
    words = [f"批准了 {len(report.approved)} 份。"]
    words += [f"{report.already} 份以前就批准了。"] if report.already else []
    if report.changed:
        words.append(f"{len(report.changed)} 份刚刚又变了，没有批准，请再看：{_names(report.changed)}")
    if report.undecided:
        words.append(
            f"{len(report.undecided)} 份有两个版本，请先留下要发的一份：{_names(each[0] for each in report.undecided)}"
        )
    if report.unwritten:
        words.append(f"{len(report.unwritten)} 份只有框架，要补写以后才能批准：{_names(report.unwritten)}")
    if report.begun:
        words.append(f"{len(report.begun)} 份是照提纲起的头，要改成自己的话以后才能批准：{_names(report.begun)}")
    if report.outdated:
        words.append(f"{len(report.outdated)} 份依据有错、没有更新，没有批准：{_names(report.outdated)}")
    if report.missing:
        words.append(f"{len(report.missing)} 份没有出。")
    return "\n".join(words)


def _names(paths: Iterable[str]) -> str:
    listed = [path.removesuffix(".docx").split("/", 2)[-1] for path in paths]
    return "、".join(listed[:_TOLD]) + (" 等" if len(listed) > _TOLD else "")


def _withdraw(site: Site, _: Request, form: Form) -> Response:
    paths = form.all("path")
    if not paths:
        raise UsageError("还没有选要撤回的文件")
    name = form.one("who")

    def withdraw(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import Choice  # noqa: PLC0415
        from pipeline.dispatch import withdraw as withdrawing  # noqa: PLC0415

        job.may_stop = False
        found = withdrawing(desk, Choice(seen=dict.fromkeys(paths, "")), who=desk.person(name))
        gone = f"，{len(found.gone)} 份已经送出，撤不回" if found.gone else ""
        if not found.withdrawn:
            return f"没有撤回什么{gone}。内容要改的，改好再批准、发送，支部会收到改过的。"
        return f"撤回了 {len(found.withdrawn)} 份的批准{gone}。"

    return done(site, "撤回批准", withdraw)


ROUTES = (
    Route("/approve", approving),
    Route("/approve", act(_approve), methods=["POST"]),
    Route("/withdraw", act(_withdraw), methods=["POST"]),
)
