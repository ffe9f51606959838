"""发送: who would get what → a person confirms → parcel by parcel, to be stopped after each → what came of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.errors import UsageError
from pipeline.web.doing import done, waiting
from pipeline.web.forms import Form, act, going, told
from pipeline.web.jobs import Job, Phase
from pipeline.web.recent import call
from pipeline.web.room import Room
from pipeline.web.screens.tally import tallies
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from collections.abc import Callable

    from pipeline.desk import Desk
    from pipeline.dispatch import DispatchReport, NameDoubt, ParcelOutcome, Question

_LOOK, _SEND = "sending look", "sending"
_PATIENCE = 1.0  # seconds for which an answer waits for a look


@dataclass
class Sending:
    """A look at what would leave, or a sending: its parcels so far, and what stands at its end."""

    counts: str  # the fate of the parcels that it is about: 待发 of a look, 已送出 of a sending
    total: int = 0
    mark: str = field(default_factory=lambda: secrets.token_hex(8))  # which look it was
    outcomes: list[ParcelOutcome] = field(default_factory=list)
    report: DispatchReport | None = None
    questions: list[Question] = field(default_factory=list)
    doubts: list[NameDoubt] = field(default_factory=list)
    job: Job | None = None

    @property
    def count(self) -> int:
        """How many parcels would leave, or have left."""
        return sum(each.fate == self.counts for each in self.outcomes)

    @property
    def stuck(self) -> int:
        """How many certainly have not left, though they were to."""
        return sum(each.fate == "没有送出" for each in self.outcomes)

    @property
    def papers(self) -> int:
        """How many papers are in them."""
        return sum(each.documents for each in self.outcomes if each.fate == self.counts)

    def hearing(self, job: Job, doing: str) -> Callable[[ParcelOutcome], None]:
        """Return what takes in each outcome, and tells how far it is."""

        def heard(outcome: ParcelOutcome) -> None:
            self.outcomes.append(outcome)
            job.tell(doing, len(self.outcomes), self.total)

        return heard

    def end(self, report: DispatchReport) -> None:
        """Take in what stands at its end."""
        from pipeline.dispatch import doubts, questions  # noqa: PLC0415

        self.report, self.questions, self.doubts = report, questions(report), doubts(report)


def sending(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    room = site.opened
    campaign = site.campaign(request)
    look, last = room.kept.get(_LOOK), room.lasting.get(_SEND)
    asked = room.lasting.get(_LOOK)
    return site.draw(
        request,
        "send.html",
        here="send",
        t=tallies(campaign, room.standing.now),
        look=look if isinstance(look, Sending) and look.report else None,
        last=last if isinstance(last, Sending) else None,
        failed=asked if isinstance(asked, Job) and asked.phase is Phase.FAILED else None,
        looking=any(job.merges == _LOOK for job in room.worker.open_jobs),
        doubtful=[branch for branch in campaign.branches if branch.parcels.doubtful] if campaign else [],
    )


def live(request: Request) -> Response:
    """Show how far a sending is."""
    site = site_of(request)
    last = site.opened.lasting.get(_SEND)
    return site.draw(request, "_sending.html", last=last if isinstance(last, Sending) else None)


def _look(site: Site, request: Request, _: Form) -> Response:
    room = site.opened
    campaign = site.campaign(request)
    only = campaign.folder if campaign else ""

    def look(desk: Desk, job: Job) -> str:
        job.may_stop = False
        found = Sending("待发")
        _looked_through(desk, job, found, only)
        room.kept[_LOOK] = found
        return f"有 {found.count} 包可以发。" if found.count else "没有新的要发。"

    _forget(room)
    job = room.worker.put(Job("看谁会收到什么", look, merges=_LOOK, changes=False))
    room.lasting[_LOOK] = job  # why nothing is listed, also where the answer did not wait for it
    return told("正在一包一包查，查完就列出来。") if not job.wait(_PATIENCE) else _looked(job)


def _looked(job: Job) -> Response:
    return told(job.said) if job.phase is Phase.DONE else told(job.said, 422)


def _send(site: Site, request: Request, form: Form) -> Response:
    room = site.opened
    look = room.kept.get(_LOOK)
    if not isinstance(look, Sending) or look.mark != form.one("look"):
        raise UsageError("名单看过以后又变了，没有发。请再看一遍谁会收到什么")
    if any(job.merges == _SEND for job in room.worker.open_jobs):
        raise UsageError("正在发，不用再按")
    campaign = site.campaign(request)
    only = campaign.folder if campaign else ""
    name = form.one("who")
    site.who = call(name)
    found = Sending("已送出", total=len(look.outcomes))

    def send(desk: Desk, job: Job) -> str:
        _sent(desk, job, found, only, name)
        room.kept.pop(_LOOK, None)
        stuck = sum(each.fate != "已送出" for each in found.outcomes)
        words = f"送出 {found.count} 包，{found.papers} 份。"
        if found.report is not None and found.report.stopped:
            words += "停下了，没发的下次接着发。"
        return words + (f"{stuck} 包没有送出或不知道到没到，看下面。" if stuck else "")

    found.job = Job("发送", send, merges=_SEND)
    room.lasting[_SEND] = found
    room.worker.put(found.job)
    return going("/send")


def _looked_through(desk: Desk, job: Job, found: Sending, only: str) -> None:
    """Look what would be sent."""
    from pipeline.dispatch import SendOrder, foresee  # noqa: PLC0415

    order = SendOrder(only=only, stop=lambda: job.stops)
    found.end(foresee(desk, order, on_wait=waiting(job), on_progress=found.hearing(job, "正在查")))


def _sent(desk: Desk, job: Job, found: Sending, only: str, name: str) -> None:
    """Send."""
    from pipeline.dispatch import SendOrder, dispatch  # noqa: PLC0415

    order = SendOrder(only=only, by=desk.person(name), stop=lambda: job.stops)
    found.end(dispatch(desk, order, on_wait=waiting(job), on_progress=found.hearing(job, "正在发")))


def _settle(site: Site, _: Request, form: Form) -> Response:
    number, arrived = form.one("number"), form.one("arrived")
    if not number.isdigit() or arrived not in {"yes", "no"}:
        raise UsageError("没有这一包")

    def settle(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import settle_one  # noqa: PLC0415

        job.may_stop = False
        settle_one(desk, int(number), arrived=arrived == "yes", who=desk.person(site.who), on_wait=waiting(job))
        return "记下了：收到了。" if arrived == "yes" else "记下了：没有收到。下次发送时再发。"

    return done(site, "核实", settle)


def _mention(site: Site, request: Request, form: Form) -> Response:
    codes, who, why = form.all("code"), form.one("who"), form.one("why")
    campaign = site.campaign(request)

    def allow(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import mention  # noqa: PLC0415

        job.may_stop = False
        mention(desk, codes, who, why, only=campaign.folder if campaign else "")
        _forget(site.opened)
        return "记下了，只管这一段话。请再看一遍谁会收到什么。"

    return done(site, "记下", allow)


def _forget(room: Room) -> None:
    room.kept.pop(_LOOK, None)


ROUTES = (
    Route("/send", sending),
    Route("/send", act(_send), methods=["POST"]),
    Route("/send/look", act(_look), methods=["POST"]),
    Route("/settle", act(_settle), methods=["POST"]),
    Route("/mention", act(_mention), methods=["POST"]),
    Route("/part/sending", live),
)
