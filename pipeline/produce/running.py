"""Produce, or foresee it: where nothing at all has changed, the answer is at hand; else the run is made.

The rooms that read, plan and make are loaded only then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline import collector
from pipeline.desk import Desk
from pipeline.produce import ground, standstill
from pipeline.produce.report import Progress, Report
from pipeline.program import engine

_PATIENCE = 600.0  # seconds to wait for another run on the same workspace


def produce(
    desk: Desk,
    *,
    only: str = "",
    durable: bool = True,
    cluster: str = "",
    on_progress: Progress = lambda *_: None,
    on_wait: Callable[[], None] = lambda: None,
) -> Report:
    """Bring outputs/ up to date with inputs/ and templates/. Safe to run at any moment, any number of times.

    `only` names one campaign. Not `durable`: a power cut may leave empty files (benchmarks). `cluster`: the address of
    a Dask scheduler whose workers see the workspace under the same path.
    """
    with collector.few_passes(), desk.ledger.exclusive(on_wait, _PATIENCE):
        begun, before = desk.time, None if only else ground.look_at(desk)
        if (report := standstill.recall(desk, before)) is not None:
            desk.ledger.note_run(begun, desk.time, engine())
            return _told(report, on_progress)
        from pipeline.produce import production  # noqa: PLC0415

        return production.carried_out(
            desk, only=only, durable=durable, cluster=cluster, on_progress=on_progress, before=before
        )


def foresee(
    desk: Desk,
    *,
    only: str = "",
    instead: Mapping[str, bytes] = MappingProxyType({}),
    on_progress: Progress = lambda *_: None,
) -> Report:
    """Return what `produce` would find and do: the same decisions, and nothing is written.

    `instead`: what files of inputs/ are taken to hold, by path.
    """
    with collector.few_passes():
        now = None if only or instead else ground.look_at(desk)
        if (report := standstill.recall(desk, now)) is not None:
            return _told(report, on_progress)
        from pipeline.produce import production  # noqa: PLC0415

        return production.foreseen(desk, only=only, instead=instead, on_progress=on_progress)


def standing(desk: Desk) -> Report | None:
    """Return what the last run has found, if nothing at all has changed since; None: it must be foreseen."""
    with collector.few_passes():
        return standstill.recall(desk, ground.look_at(desk))


def _told(report: Report, on_progress: Progress) -> Report:
    for campaign in report.campaigns:
        on_progress(campaign.name, campaign.documents, campaign.documents)
    return report
