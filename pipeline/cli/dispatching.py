"""The commands that let papers out: approve, send, signed, remind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import paths, printing
from pipeline.cli.door import Exit, Only, Workspace, app
from pipeline.cli.printing import say
from pipeline.model.errors import UsageError

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from collections.abc import Sequence

    from pipeline.dispatch import ApprovalReport, DispatchReport, ParcelOutcome, Question, Retraction, Signature

Branch = Annotated[str, typer.Option("--branch", help="只做这一个党支部（全称或简称）")]
_SHOWN = 20  # lines of one kind
_FOLDERS = 5  # branches that a line names


@app.command(help="批准发送：批准的是文件现在的内容，以后改了要再批准")
def approve(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="文件…", help="只批准这几份：outputs 里的路径")
    ] = None,
    workspace: Workspace = Path(),
    only: Only = "",
    branch: Branch = "",
    kind: Annotated[str, typer.Option("--kind", help="只批准这一个文种")] = "",
    phase: Annotated[str, typer.Option("--phase", help="只批准这一个阶段的（活动的阶段）")] = "",
    everything: Annotated[bool, typer.Option("--all", help="全部批准")] = False,
    back: Annotated[bool, typer.Option("--withdraw", help="撤回批准：选中的不再发；已经送出的撤不回")] = False,
    mention: Annotated[
        list[str] | None, typer.Option("--mention", help="send 停住时写的编号：这段话可以这样写；几个编号写几次")
    ] = None,
    who: Annotated[str, typer.Option("--by", help="谁批准的、谁定的；--mention 必须写")] = "",
    why: Annotated[str, typer.Option("--why", help="理由（和 --mention 一起用）")] = "",
) -> int:
    """Release documents for sending, or take that back."""
    from pipeline import dispatch  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    with opened(workspace) as desk:
        if mention:
            for said in dispatch.mention(desk, mention, who, why, only=only, branch=branch):
                say(f"已记下：{said.who}定“{said.text}”可以这样写（{said.what}；{said.why}）。")
            say("只管这些话，写在别处的仍然会停住。")
            return Exit.DONE
        seen = {paths.document(each, workspace): "" for each in documents or ()}
        choice = dispatch.Choice(branch, kind, phase, everything, seen)
        if back:
            return _withdrawn(dispatch.withdraw(desk, choice, only=only, who=desk.person(who)))
        report = dispatch.approve(desk, choice, only=only, who=desk.person(who))
    _undecided(report)
    if report.waiting:
        by_kind: Counter[tuple[str, str]] = Counter()
        for (campaign, _, name), count in report.waiting.items():
            by_kind[campaign, name] += count
        for (campaign, name), count in by_kind.items():
            say(f"等待批准  {campaign}：{name} {count} 份")
        say("看过以后用 --all 全部批准，或用 --branch、--kind、--phase、文件的路径批准一部分。")
    elif report.approved or report.already or report.unwritten or report.begun or report.outdated:
        say(f"批准 {len(report.approved)} 份，以前已经批准 {report.already} 份。接下来：gongwen send --dry-run")
    else:
        say("没有要发给党支部的文件。先运行 gongwen build；哪些文种发给支部，看 templates/catalog.yaml 的“发送”。")
    refused = (
        (report.unwritten or report.begun or report.outdated)
        and not (everything or choice.is_open)
        and not report.approved
        and not report.already
    )
    return Exit.PROBLEMS if report.undecided or refused else Exit.DONE


def _withdrawn(done: Retraction) -> int:
    for path in done.gone[:_SHOWN]:
        say(f"撤不回  {path}（已经送出，或不知道到没到）")
    if len(done.gone) > _SHOWN:
        say(f"……还有 {len(done.gone) - _SHOWN} 份同样的")
    if done.withdrawn:
        say(f"撤回批准 {len(done.withdrawn)} 份，不会再发。要发时再批准。")
    if done.gone:
        none = "" if done.withdrawn else "没有撤回什么。"
        say(f"{none}送出的收不回来：发错了请电话告知支部；内容要改的，改好、生成，再批准、发送，支部会收到新的。")
    return Exit.PROBLEMS if done.gone else Exit.DONE


def _undecided(report: ApprovalReport) -> None:
    for versions in report.undecided[:_SHOWN]:
        say(f"没有批准  有两份，请留下要发的一份，另一份移走或删除：{'、'.join(versions)}")
    if len(report.undecided) > _SHOWN:
        say(f"……还有 {len(report.undecided) - _SHOWN} 份同样的")
    for said, files, why in (
        ("没有这份", report.missing, "没有生成，用 gongwen check 看原因"),
        (
            "没有更新",
            report.outdated,
            "是以前生成的，现在依据有错，先不批准、不发送：用 gongwen check 看原因，改好再生成",
        ),
        ("不会发送", report.left, "名册里已没有它的依据；您改过，所以没有移走，不需要的话请自己删除"),
        ("待补写", report.unwritten, "还有标题下面是空白横线，没有批准：请在这个 Word 文件里补写、保存，再批准"),
        ("待改", report.begun, "照提纲起的头，没有批准：请在这个 Word 文件里改成自己的话、保存，再批准"),
    ):
        lines = _alike(files)
        for line in lines[:_SHOWN]:
            say(f"{said}  {line}（{why}）")
        if len(lines) > _SHOWN:
            say(f"……还有 {len(lines) - _SHOWN} 种同样的")
    if report.unwritten:
        say(
            "待补写的，也可以在 活动.yaml 或 活动.xlsx 里写上写好的文件，再生成"
            "（动员讲话写 讲话稿 或 讲话全文，实施方案、阶段总结写在同名的项目下，简报写 正文）。"
        )


def _alike(files: Sequence[str]) -> list[str]:
    """Return a line for the papers of one name, which several branches have."""
    folders: dict[tuple[str, str], list[str]] = {}
    for path in files:
        home, folder, name = path.rsplit("/", 2)
        folders.setdefault((home, name), []).append(folder)
    lines = []
    for (home, name), found in folders.items():
        if len(found) == 1:
            lines.append(f"{home}/{found[0]}/{name}")
        else:
            named = "、".join(found[:_FOLDERS]) + (" 等" if len(found) > _FOLDERS else "")
            lines.append(f"{home} 里 {len(found)} 个支部的 {name}：{named}")
    return lines


@app.command(help="把批准过的文件发给各党支部，一个支部一包，发过的不再发")
def send(
    workspace: Workspace = Path(),
    only: Only = "",
    branch: Branch = "",
    way: Annotated[str, typer.Option("--way", help="邮件、文件夹、压缩包；不写就按 gongwen.toml")] = "",
    to: Annotated[str, typer.Option("--to", help="放到这个文件夹（共享盘、U 盘），不写就按 gongwen.toml")] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="只看谁会收到什么、发到哪里，什么也不发")] = False,
    settle: Annotated[bool, typer.Option("--settle", help="逐个核实存疑的：到底送到了没有")] = False,
    again: Annotated[bool, typer.Option("--again", help="这个党支部说没有了，再发一次（要写 --branch）")] = False,
    passwords: Annotated[bool, typer.Option("--passwords", help="再看一遍各压缩包的密码")] = False,
) -> int:
    """Send parcels to the branches."""
    from pipeline import dispatch, terminal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    console = printing.console()
    with opened(workspace, read_only=dry or passwords) as desk:
        if passwords:
            return _passwords(dispatch.passwords(desk))
        if settle:
            return _settled(dispatch.settle(desk, _ask, only=only, on_wait=lambda: printing.wait(console)))
        carry = dispatch.foresee if dry else dispatch.dispatch
        order = dispatch.SendOrder(only, branch, way, to, again)
        report = carry(desk, order, on_wait=lambda: printing.wait(console))
    terminal.outcomes(console, report.outcomes, "谁会收到什么（没有发）" if dry else "发送结果")
    limits = "".join(f" {option} {word}" for option, word in (("--campaign", only), ("--branch", branch)) if word)
    _sum_up(report, limits)
    if not report.outcomes:
        say("没有新的要发。")
    elif not dry:
        done = sum(each.fate == "已送出" for each in report.outcomes)
        books = f"登记在 {'、'.join(report.registers)}，签收单在旁边。" if report.registers else ""
        say(f"这次送出 {done} 包。{books}")
    return Exit.PROBLEMS if report.failed else Exit.DONE


def _ask(doubtful: ParcelOutcome) -> bool | None:
    """Ask a person about one doubtful parcel; nothing typed, or nobody there, leaves it doubtful."""
    said = f"{doubtful.branch} 的 {doubtful.documents} 份（{doubtful.way}，{doubtful.address}）：问过对方，收到了吗？"
    try:
        answer = typer.prompt(f"{said} 收到填 y，没有收到填 n，不清楚按回车", default="", show_default=False)
    except typer.Abort:
        return None
    return {"y": True, "n": False}.get(answer.strip().lower()[:1])


def _settled(outcomes: Sequence[ParcelOutcome]) -> int:
    for each in outcomes:
        say(f"{each.fate}  {each.branch}：{each.reason}")
    left = sum(each.fate == "存疑" for each in outcomes)
    say(f"核实了 {len(outcomes) - left} 个，还有 {left} 个存疑。" if outcomes else "没有存疑的。")
    return Exit.PROBLEMS if left else Exit.DONE


def _passwords(listed: Sequence[tuple[str, str, str]]) -> int:
    for branch, address, password in listed:
        say(f"{branch}（{address}）：{password}")
    say("请用电话等别的办法告知，不要写在邮件里。" if listed else "没有加密码的压缩包。")
    return Exit.DONE


def _sum_up(report: DispatchReport, limits: str) -> None:
    _found(report, limits)
    _doubted(report, limits)
    for note in dict.fromkeys(report.notes):
        say(f"请留意  {note}")
    _undecided(report.unready)
    for fault in report.faults:
        say(f"请留意  {fault}")
    if any(each.fate == "存疑" for each in report.outcomes):
        say("存疑的不会自动再发：请问过对方，再运行 gongwen send --settle 说明。")
    if locked := [each for each in report.outcomes if each.password]:
        _passwords([(each.branch, each.address, each.password) for each in locked])
    if report.unapproved:
        say(f"还有 {report.unapproved} 份没有批准，没有发。用 gongwen approve 看是哪些。")


def _found(report: DispatchReport, limits: str) -> None:
    """Say what the last look has found, each text once."""
    from pipeline import dispatch  # noqa: PLC0415

    asked = dispatch.questions(report)
    for each in asked[:_SHOWN]:
        leak, many = each.leak, len(each.branches)
        say(f"停住  给{_to(each)}的 {leak}")
        if leak.code:
            say(f"      原文：“{leak.text}”（编号 {leak.code}{'，各包里都一样，只用定一次' if many > 1 else ''}）")
    if not asked:
        return
    more = f"（还有 {len(asked) - _SHOWN} 处）" if len(asked) > _SHOWN else ""
    say(f"{more}不该出现的，请打开上面的文件改掉，重新批准再发。")
    if any(each.leak.code for each in asked):
        say(f"可以这样写的（普通词语，或可以点名）：gongwen approve{limits} --mention 编号 --by 谁定的 --why 理由")


def _doubted(report: DispatchReport, limits: str) -> None:
    """Ask about the names that may be words: every text, for a person is to answer for all of them."""
    from pipeline import dispatch  # noqa: PLC0415

    doubts = dispatch.doubts(report)
    for each in doubts:
        say(f"请定  {each.what}，也像普通词语，程序分不清是不是指人。写着它的，定好以前不发：")
        for text in each.texts:
            leak, reads = text.leak, "像是指人" if text.leak.likely else "像是词语"
            said = f"：“{leak.text}”" if leak.text else ""
            say(f"      {reads}  {leak.document} › {leak.place}{said}（编号 {leak.code}，给{_to(text)}）")
        if each.code:
            say(f"      像是词语的 {len(each.words)} 处可以一起定：编号 {each.code}")
    if doubts:
        say(
            f"不是指人的：gongwen approve{limits} --mention 编号 --by 谁定的 --why 不是指人"
            "（几个编号写几次 --mention）。是指本人的：不该写的请改掉那句话；组织上定了可以写的，--why 写明理由。"
            "同一段话只用定一次。"
        )


def _to(question: Question) -> str:
    many = len(question.branches)
    return f"{question.branches[0]}{f'等 {many} 个支部' if many > 1 else ''}"


@app.command(help="登记一个党支部的送达回执已经签字交回（也可以填在 送达登记.xlsx 的“签收人”“签收日期”里）")
def signed(
    branch: Annotated[str, typer.Option("--branch", help="哪个党支部（名册里的各种写法都可以）")],
    who: Annotated[str, typer.Option("--by", help="签收人")] = "",
    day: Annotated[str, typer.Option("--date", help="签收日期，如 2026-07-05；不写就是今天")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="撤销这个党支部的签收登记")] = False,
    workspace: Workspace = Path(),
    only: Only = "",
) -> int:
    """Record a signed receipt, or take the record back."""
    import datetime as dt  # noqa: PLC0415

    from pipeline import dispatch  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    if bool(who.strip()) == undo:
        raise UsageError("请写 --by 谁签收的；要撤销登记的，写 --undo，不写 --by")
    try:
        signed_on = dt.date.fromisoformat(day) if day else None
    except ValueError as fault:
        raise UsageError(f"--date 的“{day}”不是日期，请写成 2026-07-05") from fault
    order = dispatch.Signing(branch, who.strip(), signed_on, undo)
    console = printing.console()
    with opened(workspace) as desk:
        done = dispatch.sign(desk, order, _replace, only=only, on_wait=lambda: printing.wait(console))
    for note in done.notes:
        say(f"请留意  {note}")
    if not done.changed:
        say(f"没有改：{branch} {done.reason}。")
        return Exit.PROBLEMS if done.refused else Exit.DONE
    said = "已撤销签收登记" if undo else f"已登记：由 {who} 签收"
    say(f"{said}：{branch}（{'、'.join(done.changed)}）。")
    return Exit.DONE


def _replace(before: Signature) -> bool:
    """Ask a person whether a signature that is on record is to be replaced; nobody there: no."""
    said = f"已经登记过：由 {before.who} 签收，日期 {before.day or '没有填'}。要改吗？要改填 y，不改按回车"
    try:
        return bool(typer.prompt(said, default="", show_default=False).strip().lower()[:1] == "y")
    except typer.Abort:
        return False


@app.command(help="催办：提醒还没有交回送达回执的党支部")
def remind(
    workspace: Workspace = Path(),
    only: Only = "",
    branch: Annotated[str, typer.Option("--branch", help="只催这一个党支部（全称或简称）")] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="只看要催谁，什么也不发")] = False,
    again: Annotated[bool, typer.Option("--again", help="今天催过的也再催一次")] = False,
    returns: Annotated[bool, typer.Option("--returns", help="不催回执，催还没有交回的表：写明各自欠哪几份")] = False,
) -> int:
    """Remind those who have not signed, or who have not returned what is asked back."""
    from pipeline import dispatch, terminal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    console = printing.console()
    if returns:
        return _remind_returns(workspace, only, branch, dry=dry, again=again)
    with opened(workspace, read_only=dry) as desk:
        carry = dispatch.foresee_reminders if dry else dispatch.remind
        report = carry(desk, only=only, branch=branch, again=again, on_wait=lambda: printing.wait(console))
    if report.outcomes:
        terminal.outcomes(console, report.outcomes, "要催的（没有发）" if dry else "催办结果")
    for _, called, contact, phone in report.calls:
        say(f"请打电话  {called}：{contact} {phone}".rstrip())
    for note in report.notes:
        say(f"请留意  {note}")
    if not report.outcomes and not report.calls:
        say("没有要催的：送出的都签收了。")
    stuck = any(each.fate in {"没有送出", "存疑"} for each in report.outcomes)
    return Exit.PROBLEMS if stuck else Exit.DONE


def _remind_returns(workspace: Path, only: str, branch: str, *, dry: bool, again: bool) -> int:
    """Remind of what has not come back."""
    from pipeline import dispatch, terminal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    console = printing.console()
    with opened(workspace, read_only=dry) as desk:
        carry = dispatch.foresee_return_reminders if dry else dispatch.remind_returns
        report = carry(desk, only=only, branch=branch, again=again, on_wait=lambda: printing.wait(console))
    if report.outcomes:
        terminal.outcomes(console, report.outcomes, "要催交的（没有发）" if dry else "催交结果")
    for each in (*report.mailed, *report.calls):
        who = f"：{each.contact} {each.phone}".rstrip() if each in report.calls else ""
        say(f"{'请打电话' if who else '催交'}  {each.branch}{who}")
        for line in each.owed:
            say(f"      {line}")
    for note in report.notes:
        say(f"请留意  {note}")
    if not report.mailed and not report.calls:
        say("没有要催交的：要交回的都交了，或者还没有发出。")
    stuck = any(each.fate in {"没有送出", "存疑"} for each in report.outcomes)
    return Exit.PROBLEMS if stuck else Exit.DONE
