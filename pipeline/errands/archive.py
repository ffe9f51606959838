"""`archive`: a campaign as one ZIP for the file box, with a list of digests; from then on the campaign is read-only.

In it: inputs (the standing ones too), papers, print volumes, 送达登记 with the receipts, templates, what was sent when.
What says that it is closed is a note in its folder below outputs/: whoever takes the note away (`--undo`) reopens it.
"""

from __future__ import annotations

import json
import platform
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from pipeline import config, disk, guidance, inbox
from pipeline.desk import ARCHIVED, SENT, WHEN, Desk, own_folder
from pipeline.errands import answers, bundle
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.deeds import Act, Deed
from pipeline.model.errors import NotReadyError, UsageError, WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.model.problem import among
from pipeline.model.work import Fate

FOLDER = "归档"
LIST = "归档清单.txt"
RECORD = "送达记录.json"
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace


@frozen
class Archived:
    """What was archived: the file, how many files are in it, how many parcels; what was still open."""

    path: Path
    files: int
    parcels: int
    unsigned: tuple[str, ...]  # branches that have something and have not signed
    unsent: int  # documents that were released and never left
    owed: Mapping[str, int] = field(default_factory=dict)  # papers that have not come back, by branch and kind
    unread: int = 0  # returns that wait for a person


def still_owed(desk: Desk, campaign: str) -> tuple[Mapping[str, int], int]:
    """Return what has not come back, a line a branch and kind, and how many returns wait for a person."""
    now = answers.outstanding(desk, campaign)
    own = [each for each in now.waiting if each.paper is not None and each.paper.campaign == campaign]
    owed = Counter(f"{each.paper.folder} {each.paper.kind}" for each in now.answers if each.state.missing)
    return owed, len(own)


def archive(
    desk: Desk,
    campaign: str,
    target: Path | None,
    on_wait: Callable[[], None],
    on_progress: bundle.Progress = bundle.unheard,
) -> Archived:
    """Archive a campaign and close it. Raises UsageError, NotReadyError, DiskError, LedgerError.

    `target`: a file, a folder, or None for the workspace's 归档/; nothing is written over.
    """
    home = _home(desk, campaign)
    if when := desk.archived(campaign):
        raise UsageError(f"“{campaign}”已经归档过了（{when}）。要重新归档，先{guidance.reopen(campaign)}")
    now = desk.now()
    name = f"{campaign}-归档-{now:%Y%m%d}.zip"
    if target is None or target.is_dir():
        target = disk.free((target or desk.workspace / FOLDER) / name)
    elif target.exists():
        raise UsageError(f"{target} 已经有了，没有覆盖。请换一个名字")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk.unwritable(target, fault) from fault
    aside = disk.aside_name(target.with_name(FOLDER), f"{platform.node()} {desk.workspace.resolve()}")
    try:
        with desk.ledger.exclusive(on_wait, _PATIENCE):
            record, open_ones = _record(desk, campaign)
            others = _other_campaigns(desk, campaign)
            bundle.write(
                aside,
                lambda: _files(desk, campaign, others),
                lambda lines: {RECORD: record, LIST: _list(lines, record)},
                desk.settings.quiet_seconds,
                on_progress,
            )
            files = _checked(aside, on_progress)
            disk.put(aside, target)
            note = f"{WHEN}：{now:%Y年%m月%d日 %H:%M}\n归档文件：{target.name}\n"
            note += f"这个活动已归档，程序不再改动这个文件夹。要接着用：gongwen archive {campaign} --undo\n"
            disk.write(home / ARCHIVED, note.replace("\n", "\r\n").encode("utf-8-sig"))
            _noted(desk, Act.ARCHIVED, campaign, target.name)
    except BaseException:
        disk.remove(aside)
        raise
    return Archived(target, files, *open_ones, *still_owed(desk, campaign))


def undo(desk: Desk, campaign: str, on_wait: Callable[[], None]) -> None:
    """Open an archived campaign again; its archive stays. Raises UsageError."""
    home = _home(desk, campaign)
    if not desk.archived(campaign):
        raise UsageError(f"“{campaign}”没有归档，不用撤销")
    with desk.ledger.exclusive(on_wait, _PATIENCE):
        disk.remove(home / ARCHIVED)
        _noted(desk, Act.REOPENED, campaign, "")


def _noted(desk: Desk, act: Act, campaign: str, about: str) -> None:
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        book.deeds.note(Deed(act, desk.person(), desk.time, about, campaign))


def _home(desk: Desk, campaign: str) -> Path:
    known = sorted(path.parent.name for path in desk.outputs.glob("*/清单.xlsx"))
    if campaign not in known:
        raise UsageError(
            f"outputs 里没有“{campaign}”这个活动{among(campaign, known)}；还没有生成过的，先{guidance.UPDATE}"
        )
    return desk.outputs / campaign


def _other_campaigns(desk: Desk, campaign: str) -> list[Path]:
    """Return the folders of inputs/ that are other campaigns': all else there is this one's, or stands for all."""
    folders = (each.township.campaign.folder for each in inbox.read_inputs(desk.workspace, desk.memory).campaigns)
    return [desk.workspace / "inputs" / folder for folder in folders if folder != campaign]


def _files(desk: Desk, campaign: str, others: list[Path]) -> Mapping[str, Path]:
    given = bundle.below(desk.workspace, desk.workspace / "inputs")
    own = {name: path for name, path in given.items() if not any(path.is_relative_to(other) for other in others)}
    settings = desk.workspace / config.FILE
    return {
        **own,
        **bundle.below(desk.workspace, desk.outputs / campaign),
        **bundle.below(desk.workspace, desk.templates),
        **({config.FILE: settings} if settings.is_file() else {}),
    }


def _record(desk: Desk, campaign: str) -> tuple[bytes, tuple[int, tuple[str, ...], int]]:
    """Return what was sent and signed for, and what is still open.

    Raises NotReadyError where a parcel is doubtful, or a run was cut short.
    """
    if not desk.ledger.is_at_rest:
        raise NotReadyError(f"上一次生成没有做完。请先{guidance.UPDATE}，做完再归档")
    path = own_folder(desk.workspace) / SENT
    with SentBook(path, read_only=True) as book:
        dispatches, signed, released = book.dispatches(campaign), book.signatures(campaign), book.approvals(campaign)
    parcels = [each for each in dispatches if not each.reminder]
    doubtful = sorted({each.parcel.branch for each in parcels if each.fate is Fate.INTENDED})
    if doubtful:
        raise NotReadyError(f"{'、'.join(doubtful)} 的包还存疑。请先{guidance.SETTLE}，再归档")
    sent = [each for each in parcels if each.fate is Fate.SENT]
    left = {document.digest for each in sent for document in each.parcel.documents}
    said = {
        "活动": campaign,
        "送出": [_row(each) for each in dispatches],
        "签收": [
            {"支部": s.branch, "批次": s.batch, "包": s.part, "签收人": s.who, "日期": s.day, "登记": s.at}
            for s in signed.values()
        ],
        "批准": released,
    }
    received = {(each.parcel.branch, each.parcel.batch, each.parcel.number) for each in sent}
    unsigned = tuple(sorted({branch for branch, *_ in received - signed.keys()}))
    unsent = sum(digest not in left for digest in released.values())
    return json.dumps(said, ensure_ascii=False, indent=1).encode(), (len(sent), unsigned, unsent)


def _row(each: Dispatch) -> dict[str, object]:
    """Return a parcel for the archive; its password stays here."""
    return {
        "支部": each.parcel.branch, "批次": each.parcel.batch, "第几包": each.parcel.number,
        "催办": bool(each.reminder), "方式": each.way, "地址": each.address,
        "结果": each.fate.value, "时间": each.at, "回答": each.answer,
        "文件": {document.path: document.digest for document in each.parcel.documents},
        "卷": {volume.name: volume.digest for volume in each.parcel.volumes},
    }  # fmt: skip


def _list(lines: Mapping[str, bundle.Line], record: bytes) -> bytes:
    """Return the list of digests, as sha256sum reads it."""
    import hashlib  # noqa: PLC0415

    digests = {name: str(line["sha256"]) for name, line in lines.items()}
    digests[RECORD] = hashlib.sha256(record).hexdigest()
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def _checked(path: Path, on_progress: bundle.Progress) -> int:
    """Read an archive back and hold it to its list; return how many files are in it. Raises WorkspaceError."""
    with zipfile.ZipFile(path) as archived:
        wanted = dict(line.split("  ", 1)[::-1] for line in archived.read(LIST).decode().splitlines())
        for at, (name, digest) in enumerate(wanted.items()):
            on_progress(bundle.CHECKING, at, len(wanted))
            with archived.open(name) as file:
                if bundle.pumped(file)[0] != digest:
                    raise WorkspaceError(f"归档里的 {name} 读回来不一样，没有归档。请检查磁盘，再做一次")
        return len(wanted)
