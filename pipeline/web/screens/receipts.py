"""回执与催办: who has signed, who has not; a signature entered or taken back; reminders by mail, or whom to call."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.errors import UsageError
from pipeline.web.doing import done, waiting
from pipeline.web.forms import Form, act
from pipeline.web.paging import paged
from pipeline.web.screens.tally import tallies
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import RemindReport
    from pipeline.web.jobs import Job

_CALLS = "calls"
_PROOFS = ("送达登记.xlsx", "送达回执签收单.docx")


def receipts(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    room = site.opened
    campaign = site.campaign(request)
    return site.draw(
        request,
        "receipts.html",
        here="receipts",
        t=tallies(campaign, room.standing.now),
        branches=paged([each for each in campaign.branches if each.parcels.batches] if campaign else [], request),
        reminded=room.lasting.get(_CALLS),
        proofs=_proofs(site, campaign.folder) if campaign else [],
    )


def _proofs(site: Site, campaign: str) -> list[str]:
    """Return the papers of proof that lie there."""
    home = site.opened.workspace / "outputs" / campaign
    return [f"outputs/{campaign}/{name}" for name in _PROOFS if (home / name).is_file()]


def _sign(site: Site, request: Request, form: Form) -> Response:
    branch, who, undo = form.one("branch"), form.one("signer"), form.one("undo") == "yes"
    if not undo and not who:
        raise UsageError("请写上是谁签收的")
    signed_on = None if undo else _day(form.one("day"))
    campaign = site.campaign(request)

    def sign(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import Signing  # noqa: PLC0415
        from pipeline.dispatch import sign as signing  # noqa: PLC0415

        job.may_stop = False
        order = Signing(branch, who, signed_on, undo)
        only = campaign.folder if campaign else ""
        found = signing(desk, order, lambda _: True, only=only, by=desk.person(site.who), on_wait=waiting(job))
        if not found.changed:
            return f"没有改：{found.reason}。"
        return f"撤销了 {branch} 的签收登记。" if undo else f"记下了：{branch} 由 {who} 签收。"

    return done(site, "登记签收", sign)


def _day(words: str) -> dt.date | None:
    """Return the day that is written: 2026-07-05, 2026年7月5日, 7月5日, 7.5. None for nothing. Raises UsageError."""
    if not words:
        return None
    found = re.fullmatch(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?", words)
    try:
        if found:
            return dt.date(int(found[1] or dt.datetime.now().astimezone().year), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise UsageError(f"“{words}”不是日期，请写成 2026-07-05 或 7月5日")


def _remind(site: Site, request: Request, form: Form) -> Response:
    campaign = site.campaign(request)
    again = form.one("again") == "yes"
    room = site.opened

    def remind(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import remind as reminding  # noqa: PLC0415

        job.may_stop = False
        job.tell("正在催")
        only = campaign.folder if campaign else ""
        found = reminding(desk, only=only, again=again, who=desk.person(site.who), on_wait=waiting(job))
        room.lasting[_CALLS] = found
        return _reminded(found)

    return done(site, "催办", remind)


def _reminded(found: RemindReport) -> str:
    sent = sum(each.fate == "已送出" and not each.before for each in found.outcomes)
    left = len(found.outcomes) - sent
    words = [f"发了 {sent} 封催办邮件。"] if found.outcomes else []
    words += [f"{left} 个没有发，看下面。"] if left else []
    words += [f"{len(found.calls)} 个支部没有邮箱，要打电话，看下面。"] if found.calls else []
    return "".join(words) or "都交回了，不用催。"


ROUTES = (
    Route("/receipts", receipts),
    Route("/sign", act(_sign), methods=["POST"]),
    Route("/remind", act(_remind), methods=["POST"]),
)
