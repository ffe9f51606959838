"""Leak check at a county's size: branches × members with unique canaries, through 1, 4 and 16 workers.

    python -m tests.benchmarks.leaks [BRANCHES] [MEMBERS]

Every parcel is packed as `send` packs it and looked through by the checker; beside it a second, simpler program unpacks
the parcels and looks for canaries by their pattern. In every twentieth branch a stranger is then planted.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from stdnum.cn import ric

from pipeline import produce
from pipeline.desk import opened
from pipeline.dispatch import outgoing, waiting_papers
from pipeline.dispatch.approval import release
from pipeline.model.work import Approved
from pipeline.send import Checker, Papers, Secrets, fixed_texts, parcel
from tests.conftest import CAMPAIGN, FIVE, MEETING, put_templates
from tests.send.plants import PLANTED
from tests.sheets import workbook

_SURNAME = "贲"
_GIVEN = "".join(chr(0x9F00 - 7 * n) for n in range(100))  # a hundred characters that no paper uses
_CANARY = re.compile(f"{_SURNAME}[{_GIVEN}]{{2}}")


def name(number: int) -> str:
    """Return the canary of one member."""
    return f"{_SURNAME}{_GIVEN[number // 100 % 100]}{_GIVEN[number % 100]}"


def roster(branches: int, members: int) -> str:
    """Return the roster as a table."""
    lines = ["姓名|所在党支部|性别|人员类别|入党时间|身份证号|联系电话"]
    for number in range(branches * members):
        day = dt.date(1960, 1, 1) + dt.timedelta(days=number)
        plain = f"110101{day:%Y%m%d}000"
        identity = next(plain + last for last in "0123456789X" if ric.is_valid(plain + last))
        lines.append(f"{name(number)}|第{number // members + 1}支部||正式党员|1998-07-01|{identity}|139{number:08d}")
    return "\n".join(lines)


def office(home: Path, branches: int, members: int) -> None:
    """Make a workspace and all its papers."""
    put_templates(home, *FIVE)
    folder = home / "inputs" / "活动"
    folder.mkdir(parents=True)
    (folder / "活动.yaml").write_text(CAMPAIGN + MEETING, "utf-8")
    (folder / "花名册.xlsx").write_bytes(workbook(roster(branches, members)))
    with opened(home) as desk:
        produce.produce(desk)


def parcels(home: Path) -> tuple[Secrets, Papers, dict[str, list[Approved]]]:
    """Return everybody's names, the papers that go with parcels, and each branch's documents."""
    with opened(home) as desk:
        read = outgoing.gather(desk, "")
        (campaign,) = read.campaigns
        documents = {b: [release(waiting_papers.draft(desk, w)) for w in each] for b, each in campaign.waiting.items()}
        facts = {b: {key: facts[key] for key in ("活动", "单位", "支部")} for b, facts in campaign.facts.items()}
        return read.secrets(), Papers(desk.templates, desk.settings.body_font, facts), documents


def look(
    home: Path, secrets: Secrets, papers: Papers, listed: Sequence[tuple[str, list[Approved]]]
) -> tuple[int, int, int, float]:
    """Pack and look through some branches' parcels: files, leaks of the checker, of the second program, seconds."""
    checker = Checker(secrets, fixed_texts(papers.fixed()))
    files = leaks = canaries = 0
    spent = 0.0
    for branch, documents in listed:
        (planned,) = parcel.planned("活动", branch, 1, documents, workspace=home)
        sealed = parcel.sealed(planned, home, papers)
        files += len(sealed.files)
        begun = time.perf_counter()
        leaks += len(checker.look(branch, sealed.files).leaks)
        spent += time.perf_counter() - begun
        canaries += sum(branch not in secrets.owners[found] for found in _canaries(sealed.files))
    return files, leaks, canaries, spent


def _canaries(files: Sequence[tuple[str, bytes]]) -> Iterator[str]:
    for file, data in files:
        yield from _CANARY.findall(file)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield from _CANARY.findall(re.sub(r"<[^>]*>", "", archive.read(part).decode("utf-8", "replace")))


def main(branches: int, members: int) -> None:
    """Print one line a number of workers, then what was planted and caught."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        office(home, branches, members)
        secrets, papers, documents = parcels(home)
        listed = sorted(documents.items())
        for workers in (1, 4, 16):
            begun = time.perf_counter()
            shares = [listed[at::workers] for at in range(workers)]
            with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
                done = list(pool.map(partial(look, home, secrets, papers), shares))
            files, leaks, canaries = (sum(column) for column in list(zip(*done, strict=True))[:3])
            spent = sum(each[3] for each in done)
            print(
                f"{workers:2} workers: {len(listed)} parcels, {files} files, {leaks} leaks, {canaries} canaries,"
                f" {time.perf_counter() - begun:.1f} s, of it looking {spent:.1f} s ({1000 * spent / files:.2f} ms a file)"
            )
        people = dict.fromkeys(("欧阳若水", "110101197503120004", "13900000021"), frozenset({"别的支部"}))
        checker = Checker(Secrets.among(secrets.owners | people))
        caught = sum(bool(checker.look(listed[0][0], [plant()]).leaks) for plant in PLANTED.values())
        print(f"planted {len(PLANTED)}, caught {caught}")


if __name__ == "__main__":
    main(*map(int, (*sys.argv[1:], "200", "50")[:2]))
