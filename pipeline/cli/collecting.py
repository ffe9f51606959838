"""The commands about what comes back: collect, returned, decide."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import from_mail, printing
from pipeline.cli.door import AsJson, Exit, Only, Workspace, app
from pipeline.cli.paths import named
from pipeline.cli.printing import say
from pipeline.model.errors import UsageError
from pipeline.model.return_terms import Answered, ReturnState, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.collect import CollectReport, Filed, LookedAt
    from pipeline.model.returned import Answer, Return, ReturnedText

_SHOWN = 20  # lines of one kind
_MOST_NUMBERS = 40  # in one line


@app.command(
    help="收支部交回的 Word 文件、扫描件、照片：是谁的、哪一份，Word 文件里填了什么。原件留一份，同一个文件只登记一次"
)
def collect(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="文件…", help="交回的 .docx、.pdf、.jpg、.png、.tif，也可以是文件夹")
    ] = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="收邮箱里的附件（[收件] 里写的邮箱）：只看，不标已读、不删")
    ] = False,
    sender: Annotated[str, typer.Option("--from", help="是哪个党支部交来的；别的支部的表先不算")] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="只看，什么也不登记")] = False,
    as_json: AsJson = False,
    workspace: Workspace = Path(),
) -> int:
    """File returns, or only look at them."""
    from pipeline import collect as collecting  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    if mail:
        if files or sender:
            raise UsageError("--mail 收邮箱里的，后面不写文件，也不写 --from：发件人谁都可以冒写，不凭它认是哪个支部")
        return from_mail.collect(workspace, dry=dry, as_json=as_json)
    if not files:
        raise UsageError("请写收哪些文件或文件夹；收邮箱里的写 --mail")
    console = printing.console(quiet=as_json)
    seen: list[LookedAt | Filed] = []

    def on_file(each: LookedAt | Filed) -> None:
        seen.append(each)
        if not as_json:
            show(each, printing.relative(each.path, workspace))

    report: CollectReport | None = None
    with opened(workspace, read_only=dry) as desk:
        paths = [named(path, workspace) for path in files]
        if dry:
            for looked in collecting.look(desk, paths, sender):
                on_file(looked)
        else:
            report = collecting.collect(desk, paths, on_file, sender, lambda: printing.wait(console))
    unsure = sum(any(not part.state.certain and not part.checked for part in each.parts) for each in seen)
    if as_json:
        told: dict[str, Any] = {
            "files": [file(each, part, printing.relative(each.path, workspace)) for each in seen for part in each.parts]
        }
        if report:
            told |= {"written": report.written, "notes": report.notes}
        say(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _sum_up(seen, unsure, report)
    return Exit.PROBLEMS if unsure or (report and report.notes) else Exit.DONE


def show(each: LookedAt | Filed, name: str) -> None:
    """Print a file's papers; of what was filed before only what waits for a person."""
    filing = getattr(each, "filing", None)
    for part in each.parts:
        if filing and filing.value == "以前登记过" and not part.waits:
            continue
        number = f"[{part.number}] " if part.number else ""
        whose = f"  {part.paper.folder} › {part.paper.name}" if part.paper else ""
        why = f"：{part.why}" if part.why else ""
        place = f"（{part.place}）" if part.place else ""
        say(f"{number}{part.state}  {name}{place}{whose}{why}")
        _show_text(part.text)


def _show_text(text: ReturnedText) -> None:
    for field in text.fields:
        say(f"  {_space(field.row, field.name)}：{field.value}（{field.place}）")
    for other in text.differences:
        now = f"，现在是“{other.now}”" if other.was and other.now else other.now
        where = other.place or _space(other.row, other.name)
        say(f"  请看：{other.what}{f'（{where}）' if where else ''}{f'“{other.was}”' if other.was else ''}{now}")


def _space(row: str, name: str) -> str:
    return "/".join(filter(None, (row, name)))


def file(each: LookedAt | Filed, part: Return, name: str) -> dict[str, Any]:
    """Return what `collect` says of a paper as JSON."""
    filing = getattr(each, "filing", None)
    found: dict[str, Any] = {"file": name}
    return found | ({"filing": filing.value} if filing else {}) | _return(part)


def _return(part: Return) -> dict[str, Any]:
    whose = ("campaign", "branch", "member", "kind", "name", "document")
    return {
        "number": part.number or None,
        "place": part.place,
        "state": part.state.value,
        "why": part.why,
        "pages": [page.at for page in part.pages],
        "paper": {name: getattr(part.paper, name) for name in whose} if part.paper else None,
        "fields": [{"name": _space(f.row, f.name), "value": f.value, "cell": f.place} for f in part.text.fields],
        "differences": [
            {"what": d.what.value, "name": _space(d.row, d.name), "was": d.was, "now": d.now, "cell": d.place}
            for d in part.text.differences
        ],
    }


def _sum_up(seen: Sequence[LookedAt | Filed], unsure: int, report: CollectReport | None) -> None:
    count = len(seen)
    if report is None:
        say(f"共 {count} 个文件：{count - unsure} 个认出，{unsure} 个要人看。没有登记。")
        return
    said = "，".join(f"{filing} {number} 个" for filing, number in report.counts.items() if number)
    say(f"共 {count} 个文件：{said or '没有'}；{unsure} 个要人看{'（gongwen returned 看是哪些）' if unsure else ''}。")
    tell_how_to_decide(part for each in seen for part in each.parts)
    tell_written(report.written, report.notes)


def tell_how_to_decide(parts: Iterable[Return]) -> None:
    """Say how a person puts down that a return is whose it may be, or whose one is that may be anybody's."""
    waiting = [each for each in parts if each.number and each.waits]
    if likely := [str(each.number) for each in waiting if each.state is ReturnState.UNKNOWN and each.paper]:
        shown = " ".join(likely[:_MOST_NUMBERS])
        more = f"（还有 {len(likely) - _MOST_NUMBERS} 份）" if len(likely) > _MOST_NUMBERS else ""
        say(
            f"看过，就是写着的那一份：gongwen decide {shown} --accept --by 谁定的 --why 理由{more}；不算的写 --reject。"
        )
    if lost := next((each.number for each in waiting if each.paper is None), 0):
        say(f"看过原件知道是谁的：gongwen decide {lost} --for 哪一份 --by 谁定的 --why 理由；不算的写 --reject。")


def tell_written(written: Sequence[str], notes: Sequence[str]) -> None:
    """Print what was written, and what could not be."""
    if written:
        say(f"汇总写在 {'、'.join(written)}。")
    for note in notes:
        say(f"请留意  {note}")


@app.command(help="哪些表交回来了，谁还没交、逾期了，哪些要人认")
def returned(
    workspace: Workspace = Path(),
    only: Only = "",
    branch: Annotated[str, typer.Option("--branch", help="只看这一个党支部（全称或简称）")] = "",
    as_json: AsJson = False,
) -> int:
    """Show how the papers stand that are expected back; nothing is written."""
    from pipeline.desk import known_campaign, opened  # noqa: PLC0415
    from pipeline.errands import answers  # noqa: PLC0415

    known_campaign(workspace, only)
    with opened(workspace, read_only=True) as desk:
        meant = answers.meant(desk, branch, only)
        now = answers.outstanding(desk, only)
    found = [each for each in now.answers if not branch or each.paper.branch in meant]
    waiting = [each for each in now.waiting if not branch or (each.paper is not None and each.paper.branch in meant)]
    if as_json:
        say(json.dumps({"returned": rows(found, waiting)}, ensure_ascii=False, indent=1))
        return Exit.DONE
    if not found and not waiting:
        say("没有要收的表。哪些文种要交回，看 templates/catalog.yaml 的“回收”；发出去以后才算。")
    for line in tally(found):
        say(line)
    _missing(found, names=bool(branch))
    for each in waiting[:_SHOWN]:
        whose = f"（{each.how}是 {each.paper.folder} › {each.paper.name}）" if each.paper else ""
        place = f"（{each.place}）" if each.place else ""
        say(f"待认  [{each.number}] {each.arrival.source}{place}{whose}  {each.state}：{each.why}")
    if waiting:
        more = f"……还有 {len(waiting) - _SHOWN} 份。" if len(waiting) > _SHOWN else ""
        say(f"{more}定的办法：gongwen decide 编号 --accept、--for 哪一份 或 --reject，加 --by 谁定的 --why 理由")
    return Exit.DONE


def tally(found: Sequence[Answer]) -> list[str]:
    """Return a line for each campaign and kind: how many are in which state."""
    counts: dict[tuple[str, str], Counter[Answered]] = {}
    for each in found:
        counts.setdefault((each.paper.campaign, each.paper.kind), Counter())[each.state] += 1
    lines = []
    for (campaign, kind), states in counts.items():
        said = "，".join(f"{state} {states[state]}" for state in Answered if states[state])
        lines.append(f"交回  {campaign}：{kind} 应交 {states.total()} 份，{said}")
    return lines


def _missing(found: Sequence[Answer], *, names: bool) -> None:
    """Say of each branch what it still owes: how many of which kind, or the `names` of all."""
    owed: dict[str, list[Answer]] = {}
    for each in found:
        if each.state.missing:
            owed.setdefault(each.paper.folder, []).append(each)
    for folder, papers in owed.items():
        counts = Counter(f"{each.paper.kind} {each.state}" for each in papers)
        said = "，".join(f"{what} {count} 份" for what, count in counts.items())
        say(f"还欠  {folder}：{said}")
        for each in papers if names else ():
            say(f"      {each.state}  {each.paper.name}")
    if owed and not names:
        say("是哪些人的，用 --branch 支部 看")


def rows(found: Sequence[Answer], waiting: Sequence[Return]) -> list[dict[str, Any]]:
    """Return what `status` and `returned` say as JSON: a row a paper that is expected, then what waits for a person."""
    listed: list[dict[str, Any]] = [
        {
            "campaign": each.paper.campaign,
            "branch": each.paper.branch,
            "kind": each.paper.kind,
            "member": each.paper.member,
            "document": each.paper.document,
            "state": each.state.value,
            "due": each.due or None,
            "number": each.current.number if each.current else None,
            "file": each.current.arrival.source if each.current else None,
            "at": each.current.arrival.at if each.current else None,
            "why": "",
        }
        for each in found
    ]
    for one in waiting:
        paper = one.paper
        listed.append(
            {
                "campaign": paper.campaign if paper else "",
                "branch": paper.branch if paper else "",
                "kind": paper.kind if paper else "",
                "member": paper.member if paper else "",
                "document": paper.document if paper else None,
                "state": "待认",
                "due": None,
                "number": one.number,
                "file": one.arrival.source,
                "at": one.arrival.at,
                "why": f"{one.state}：{one.why}",
            }
        )
    return listed


@app.command(help="定交回的表：认可、认给哪一份、不算；编号见 gongwen returned")
def decide(
    numbers: Annotated[list[int], typer.Argument(metavar="编号…", help="gongwen returned 里的编号")],
    accept: Annotated[bool, typer.Option("--accept", help="认可：就是程序认的那一份，核对过了")] = False,
    paper: Annotated[str, typer.Option("--for", help="认给这一份：outputs 里的路径、表号，或路径里的一段")] = "",
    reject: Annotated[bool, typer.Option("--reject", help="不算：交错的、作废的")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="撤销以前定的，回到程序认的")] = False,
    who: Annotated[str, typer.Option("--by", help="谁定的（必须写）")] = "",
    why: Annotated[str, typer.Option("--why", help="理由；只有程序已经认出的，--accept 可以不写")] = "",
    workspace: Workspace = Path(),
) -> int:
    """Record what a person decides about returns."""
    from pipeline import collect as collecting  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    chosen = {
        Ruling.ACCEPTED: accept,
        Ruling.CREDITED: bool(paper.strip()),
        Ruling.REJECTED: reject,
        Ruling.TAKEN_BACK: undo,
    }
    if sum(chosen.values()) != 1:
        raise UsageError("--accept、--for、--reject、--undo 写一个，只写一个")
    ruling = next(each for each, said in chosen.items() if said)
    console = printing.console()
    with opened(workspace) as desk:
        order = collecting.DecisionOrder(numbers, ruling, who, why, paper.strip())
        done = collecting.decide(desk, order, lambda: printing.wait(console))
    for each in done.returns:
        credited = each.credited
        whose = f" → {credited.folder} › {credited.name}" if credited else ""
        say(f"已记下  {ruling}  [{each.number}] {each.arrival.name}{whose}")
        if ruling is Ruling.CREDITED:
            _show_text(each.text)
    tell_written(done.written, done.notes)
    return Exit.PROBLEMS if done.notes else Exit.DONE
