"""A Report as JSON, for the ledger. Of a Problem everything is kept: it is told once more, word for word."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from pipeline import review
from pipeline.ledger import problem_row, read_problem
from pipeline.model.action import Action, Do, Reason
from pipeline.model.work import State
from pipeline.produce.report import CampaignReport, Report


def closed(report: Report) -> str:
    """Return a report that has written nothing, as JSON."""
    numbers = {problem: number for number, problem in enumerate(report.problems)}
    told = {
        "campaigns": [
            [each.name, each.branches, each.members, each.documents, each.states, each.common, each.read, each.complete]
            for each in report.campaigns
        ],
        "archived": sorted(report.archived),
        "unchanged": report.unchanged,
        "kept": report.kept,
        "versions": report.versions,
        "left": report.left,
        "stopped": list(report.stopped),
        "held": sorted(report.held),
        "problems": [problem_row(each) for each in report.problems],
        "blocks": [[numbers[problem], list(paths)] for problem, paths in report.blocks.items()],
        "findings": [[path, review.packed_findings(found)] for path, found in report.findings],
        "actions": [[each.do, each.reason, each.by_bytes, list(paths)] for each, paths in report.actions.items()],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def opened(text: str) -> Report:
    """Return the report. Raises what a strange text may: ValueError, TypeError, LookupError."""
    told = json.loads(text)
    report = Report([_campaign(*each) for each in told["campaigns"]], set(told["archived"]))
    report.unchanged, report.kept, report.versions = told["unchanged"], told["kept"], told["versions"]
    report.left, report.held = told["left"], set(told["held"])
    report.withdrawn = list(report.left)
    report.problems = [read_problem(each) for each in told["problems"]]
    for path in told["stopped"]:
        report.stopped.append(path)
    for number, paths in told["blocks"]:
        for path in paths:
            report.block(report.problems[number], path)
    for path, found in told["findings"]:
        report.findings.append((path, review.unpacked_findings(found)))
    for do, reason, by_bytes, paths in told["actions"]:
        for path in paths:
            report.foresee(path, Action(Do(do), Reason(reason), by_bytes))
    return report


def _campaign(
    name: str,
    branches: int,
    members: int | None,
    documents: int,
    states: Any,
    common: str,
    read: int,
    complete: bool,
) -> CampaignReport:
    found = {branch: Counter({State(each): count for each, count in of.items()}) for branch, of in states.items()}
    return CampaignReport(name, branches, members, documents, found, common, read, complete)
