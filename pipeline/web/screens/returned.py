"""交回的表: what is asked back, who has answered and how far, whose nobody knows; what comes is dropped here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import disk
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Answered, ReturnState
from pipeline.model.returned import Answer, Return
from pipeline.model.work import SUMMARY_FOLDER
from pipeline.web import names, uploads
from pipeline.web.doing import done, waiting
from pipeline.web.forms import Form, act
from pipeline.web.jobs import Stopped
from pipeline.web.paging import paged
from pipeline.web.room import TRAY
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pathlib import Path

    from pipeline.collect import CollectReport, Filed, MailTaken
    from pipeline.desk import Desk
    from pipeline.dispatch import CampaignView
    from pipeline.web.jobs import Job

_COLLECTED, _CALLS = "collected", "calls for returns"
_NAMED = 3
_LISTED = 200  # files of one run that are shown by name
CURES: Mapping[ReturnState, str] = MappingProxyType(
    {
        ReturnState.IDENTITY: "多半是拿一个人的表改成了另一个人的：请支部用本人的那一份填，或由人定",
        ReturnState.OTHERS: "里面是别的支部的表：问清楚是谁交的，由人定",
        ReturnState.SEVERAL: "请一份一个文件再交",
        ReturnState.UNKNOWN: "看看原件是谁的，由人定；打不开的请支部另存一份再交",
        ReturnState.RECEIPT: "看清签了字，到【回执】里写上是谁签收的；登记了，这里就没有了",
        ReturnState.TO_CONVERT: "用 Word、WPS 打开，另存为 .docx 再拖进来",
    }
)
_IN = frozenset({Answered.IN, Answered.PAPER, Answered.CHECKED, Answered.ELSEWHERE, Answered.TWICE})


@frozen
class Row:
    """How many papers are in which state: of a branch, of a kind."""

    name: str
    folder: str
    states: tuple[tuple[Answered, int], ...]
    due: int
    come: int
    owed: tuple[str, ...]  # whose are missing
    deadline: str = ""
    books: tuple[str, ...] = ()  # workbooks of the kind, below outputs/

    @property
    def missing(self) -> str:
        """What is missing, by name where these are few."""
        if not self.owed:
            return ""
        few = len(self.owed) <= _NAMED
        return f"{len(self.owed)} 份{'：' + '、'.join(self.owed) if few else ''}"


@frozen
class Came:
    """What came of one file."""

    name: str
    filing: str
    parts: tuple[Return, ...]


@dataclass
class Collected:
    """What a run of collecting has filed so far."""

    counts: Counter[str]
    shown: list[Came]  # those that a person should look at
    total: int
    done: int = 0
    report: CollectReport | None = None
    mails: list[str] = field(default_factory=list)  # what a person should know of mails


def returned(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    campaign = site.campaign(request)
    kind = request.query_params.get("kind", "")
    found = [each for each in (campaign.returns.answers if campaign else ()) if kind in {"", each.paper.kind}]
    last = site.opened.lasting.get(_COLLECTED)
    return site.draw(
        request,
        "returned.html",
        here="returned",
        kind=kind,
        kinds=_kinds(site, campaign) if campaign else [],
        branches=paged(_branches(campaign, found) if campaign else [], request),
        unknown=paged(campaign.returns.waiting if campaign else (), request, "unknown"),
        cures=CURES,
        last=last if isinstance(last, Collected) else None,
        left=_left(site),
        owed=len({each.paper.branch for each in found if each.state.missing}),
        reminded=site.opened.lasting.get(_CALLS),
    )


def branch(request: Request) -> Response:
    """Show the papers of a branch, each with what came of it."""
    site = site_of(request)
    campaign = site.campaign(request)
    folder = request.query_params.get("name", "")
    found = [each for each in (campaign.returns.answers if campaign else ()) if each.paper.folder == folder]
    return site.draw(
        request,
        "returned_branch.html",
        here="returned",
        name=folder,
        found=paged(found, request),
        row=_row(folder, folder, found),
    )


def _kinds(site: Site, campaign: CampaignView) -> list[Row]:
    """Return a row for each kind that is asked back or of which something came."""
    by_kind: dict[str, list[Answer]] = {kind: [] for kind, _ in campaign.asked}
    for each in campaign.returns.answers:
        by_kind.setdefault(each.paper.kind, []).append(each)
    due = {kind: terms.due for kind, terms in campaign.asked}
    home = site.opened.workspace / "outputs" / campaign.folder / SUMMARY_FOLDER
    rows = []
    for kind, found in by_kind.items():
        row = _row(kind, "", found)
        books = tuple(f"outputs/{campaign.folder}/{SUMMARY_FOLDER}/{name}" for name in _books(home, kind))
        rows.append(Row(kind, "", row.states, row.due, row.come, row.owed, due.get(kind, ""), books))
    return rows


def _books(home: Path, kind: str) -> list[str]:
    """Return the workbooks of a kind: ours, and the new ones beside one that somebody has changed."""
    stem = disk.safe_name(kind)
    there = sorted(home.glob("*.xlsx")) if home.is_dir() else []
    return [path.name for path in there if path.stem == stem or path.stem.startswith(f"{stem}（新版")]


def _branches(campaign: CampaignView, found: Iterable[Answer]) -> list[Row]:
    by_branch: dict[str, list[Answer]] = {}
    for each in found:
        by_branch.setdefault(each.paper.folder, []).append(each)
    short = {each.folder: each.short for each in campaign.branches}
    return [_row(short.get(folder, folder), folder, listed) for folder, listed in by_branch.items()]


def _row(name: str, folder: str, found: Sequence[Answer]) -> Row:
    counts = Counter(each.state for each in found)
    owed = tuple(each.paper.member or each.paper.kind for each in found if each.state.missing)
    states = tuple((state, counts[state]) for state in Answered if counts[state])
    return Row(name, folder, states, len(found), sum(counts[state] for state in _IN), owed)


def _left(site: Site) -> int:
    """Return how many files lie there that nobody has filed: the page was killed, or somebody has stopped it."""
    if any(job.what == _WHAT for job in site.opened.worker.open_jobs):
        return 0
    from pipeline.collect import on_tray  # noqa: PLC0415

    return len(on_tray(site.opened.workspace))


# --- what comes -----------------------------------------------------------------------------------------------------

_WHAT = "收交回的表"


async def put(request: Request) -> Response:
    """Take a file that came back; it waits until it is filed."""
    return await uploads.taken(request, TRAY, names.RETURNED, "请拆小了再放")


def _collect(site: Site, _: Request, form: Form) -> Response:
    """File what was dropped."""
    sender = form.one("from")
    room = site.opened

    def collect(desk: Desk, job: Job) -> str:
        from pipeline.collect import collect_tray, on_tray  # noqa: PLC0415

        found = Collected(Counter(), [], len(on_tray(desk.workspace)))
        room.lasting[_COLLECTED] = found
        job.tell("正在收", 0, found.total)

        def on_filed(each: Filed) -> None:
            found.done += 1
            found.counts[each.filing.value] += 1
            if _is_shown(each) and len(found.shown) < _LISTED:
                found.shown.append(Came(each.path.name, each.filing.value, each.parts))
            job.tell("正在收", found.done, found.total)

        found.report = collect_tray(desk, on_filed, sender, waiting(job), lambda: job.stops)
        if job.stops and found.done < found.total:
            raise Stopped
        return _said(found)

    return done(site, _WHAT, collect)


def _mail(site: Site, _: Request, __: Form) -> Response:
    """File what came by mail."""
    room = site.opened

    def collect(desk: Desk, job: Job) -> str:
        from pipeline.collect import collect_mail  # noqa: PLC0415

        found = Collected(Counter(), [], 0)
        room.lasting[_COLLECTED] = found
        job.tell("正在看邮箱")

        def on_mail(taken: MailTaken, at: int, of: int) -> None:
            for each in taken.filed:
                found.done += 1
                found.counts[each.filing.value] += 1
                if _is_shown(each) and len(found.shown) < _LISTED:
                    found.shown.append(Came(each.path.name, each.filing.value, each.parts))
            found.total = found.done
            found.mails += [f"{taken.place}：{note}" for note in taken.notes[: _LISTED - len(found.mails)]]
            job.tell("正在收邮箱里的", at, of)

        found.report = report = collect_mail(desk, on_mail, waiting(job), stops=lambda: job.stops)
        return f"看了 {report.mails} 封没有收过的信。{_said(found)}"

    return done(site, _WHAT, collect)


def _is_shown(each: Filed) -> bool:
    """Whether a person should look at what came of a file, besides what waits for his word: that is listed anyway."""
    from pipeline.collect import Filing  # noqa: PLC0415

    return each.filing is Filing.NOT_KEPT or any(not part.waits and part.text.differences for part in each.parts)


def _said(found: Collected) -> str:
    counts = "，".join(f"{what} {count} 个" for what, count in found.counts.items())
    unsure = found.report.unsure if found.report else 0
    return f"收了 {found.done} 个文件：{counts or '没有'}{f'；{unsure} 份要人认' if unsure else ''}。"


def _remind(site: Site, request: Request, form: Form) -> Response:
    campaign = site.campaign(request)
    again = form.one("again") == "yes"
    room = site.opened

    def remind(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import remind_returns  # noqa: PLC0415

        job.may_stop = False
        job.tell("正在催")
        only = campaign.folder if campaign else ""
        found = remind_returns(desk, only=only, again=again, who=desk.person(site.who), on_wait=waiting(job))
        room.lasting[_CALLS] = found
        sent = sum(each.fate == "已送出" and not each.before for each in found.outcomes)
        words = [f"发了 {sent} 封催交邮件。"] if found.outcomes else []
        words += [f"{len(found.calls)} 个支部要打电话，看下面。"] if found.calls else []
        return "".join(words) or "都交了，不用催。"

    return done(site, "催交", remind)


ROUTES = (
    Route("/returned", returned),
    Route("/returned/branch", branch),
    Route("/returned/put", put, methods=["PUT"]),
    Route("/returned/collect", act(_collect), methods=["POST"]),
    Route("/returned/mail", act(_mail), methods=["POST"]),
    Route("/returned/remind", act(_remind), methods=["POST"]),
)
