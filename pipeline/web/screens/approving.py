"""批准: what waits, in groups of equal changes. What a person has seen is what is approved, by path and digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.errors import UsageError
from pipeline.web.doing import done
from pipeline.web.forms import Form, act
from pipeline.web.recent import call
from pipeline.web.screens.tally import tallies
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import ApprovalReport, Paper, ShownChange
    from pipeline.web.jobs import Job

_NAMED = 12
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Papers that are to be approved for the same reason."""

    title: str
    papers: tuple[Paper, ...]
    changes: tuple[ShownChange, ...] = ()
    by_hand: bool = False

    @property
    def whose(self) -> str:
        """The branches, as far as there is room."""
        names = list(dict.fromkeys(paper.branch for paper in self.papers))
        return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 个支部" if len(names) > _NAMED else "")

    @property
    def seen(self) -> str:
        """What a tick says has been seen: digest and path, a line each."""
        return "\n".join(f"{paper.digest} {paper.path}" for paper in self.papers)


def approving(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    campaign = site.campaign(request)
    waits = [paper for paper in campaign.all_papers if paper.waits] if campaign else []
    return site.draw(
        request,
        "approve.html",
        here="approve",
        t=tallies(campaign, site.opened.standing.now),
        changed=_changed(waits),
        fresh=_fresh(waits),
        by_hand=[paper for paper in waits if paper.reach == "手改过"],
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
    lines = [line for ticked in form.all("paper") for line in ticked.splitlines() if line]
    seen = {path: digest for digest, _, path in (line.strip().partition(" ") for line in lines)}
    if not seen or not all(seen) or not all(seen.values()):
        raise UsageError("还没有选要批准的文件")
    name = form.one("who")
    site.who = call(name)

    def approve(desk: Desk, job: Job) -> str:
        from pipeline.dispatch import Choice  # noqa: PLC0415
        from pipeline.dispatch import approve as approving_  # noqa: PLC0415

        job.may_stop = False
        job.tell(f"正在批准 {len(seen)} 份")
        return _said(approving_(desk, Choice(seen=seen), who=desk.person(name)))

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
        return f"撤回了 {len(found.withdrawn)} 份的批准{gone}。"

    return done(site, "撤回批准", withdraw)


ROUTES = (
    Route("/approve", approving),
    Route("/approve", act(_approve), methods=["POST"]),
    Route("/withdraw", act(_withdraw), methods=["POST"]),
)
