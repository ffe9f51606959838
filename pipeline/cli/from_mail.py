"""`collect --mail`: what lies in the mailbox, mail by mail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli import collecting, printing
from pipeline.cli.door import Exit
from pipeline.cli.printing import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.collect import MailReport, MailSurvey, MailTaken
    from pipeline.model.returned import Return

_SHOWN = 20  # mails of a survey


def collect(workspace: Path, *, dry: bool, as_json: bool) -> int:
    """File what came by mail; `dry`: only say what would be read."""
    from pipeline import collect as collecting_room  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    console = printing.console(quiet=as_json)
    if dry:
        with opened(workspace, read_only=True) as desk:
            return _surveyed(collecting_room.survey_mail(desk), as_json=as_json)
    seen: list[MailTaken] = []

    def on_mail(taken: MailTaken, at: int, of: int) -> None:
        seen.append(taken)
        if not as_json:
            _show(taken, at, of)

    with opened(workspace) as desk:
        report = collecting_room.collect_mail(desk, on_mail, lambda: printing.wait(console))
    if as_json:
        told = {"mails": [_mail(each) for each in seen], "written": report.written, "notes": report.notes}
        say(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _sum_up(report, [part for taken in seen for each in taken.filed for part in each.parts])
    return Exit.PROBLEMS if report.unsure or report.notes or any(each.notes for each in seen) else Exit.DONE


def _surveyed(found: MailSurvey, *, as_json: bool) -> int:
    if as_json:
        say(
            json.dumps(
                {"since": found.since, "total": found.total, "unread": found.unread}, ensure_ascii=False, indent=1
            )
        )
        return Exit.DONE
    say(f"邮箱连得上。{found.since} 以来有 {found.total} 封，{len(found.unread)} 封还没有收过：")
    for place in found.unread[-_SHOWN:]:
        say(f"  {place}")
    if len(found.unread) > _SHOWN:
        say(f"  ……还有 {len(found.unread) - _SHOWN} 封更早的。")
    say("没有收。")
    return Exit.DONE


def _show(taken: MailTaken, at: int, of: int) -> None:
    say(f"{at}/{of}  {taken.place}")
    for each in taken.filed:
        collecting.show(each, each.path.name)
    for note in taken.notes:
        say(f"  请看：{note}")


def _mail(taken: MailTaken) -> dict[str, Any]:
    files = [collecting.file(each, part, each.path.name) for each in taken.filed for part in each.parts]
    return {"mail": taken.place, "files": files, "notes": taken.notes}


def _sum_up(report: MailReport, seen: Iterable[Return]) -> None:
    said = "，".join(f"{filing} {number} 个" for filing, number in report.counts.items() if number)
    say(f"收了 {report.mails} 封，以前收过的 {report.known} 封；附件：{said or '没有'}；{report.unsure} 个要人看。")
    collecting.tell_how_to_decide(seen)
    collecting.tell_written(report.written, report.notes)
