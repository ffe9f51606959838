"""Piles of scanned papers: pages sorted to their papers right, wrong, left to a person; seconds a page.

python -m tests.benchmarks.scans [PAGES]

Forms of an office that has sent them are printed by LibreOffice, written on, stamped (every second page, every tenth
across the code), shuffled, some upside down or on their side, with blank backs, and scanned badly in five ways; each pile
of so many pages (60) is collected as one duplex scan, and once more with the fronts in one file and the backs in another.
Ends with 1 if a page was given to the wrong paper.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline import collect, confine, dispatch, produce
from pipeline.desk import opened
from tests.collect import scanner
from tests.collect.conftest import expect
from tests.collect.scanner import Printed
from tests.conftest import CAMPAIGN, put_templates
from tests.sheets import workbook

_FAMILIES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "一二三四五六七八九十"
_CODE = ((0.2, 0.96), (0.85, 0.96))  # where the code of a front, of a back stands


def _name(number: int) -> str:
    return _FAMILIES[number % len(_FAMILIES)] + _GIVEN[number // 10 % 10] + _GIVEN[number % 10]


def made(folder: Path, papers: int) -> list[Path]:
    """Make an office that has sent so many forms that come back on paper; return them."""
    home = folder / "office"
    put_templates(home, "党性分析表")
    expect(home, {"党性分析表": "{交回: 每份, 方式: [纸质]}"})
    given = home / "inputs" / "活动"
    given.mkdir(parents=True)
    (given / "活动.yaml").write_text(CAMPAIGN, "utf-8")
    rows = ["姓名|所在党支部|性别|出生日期|人员类别|入党时间"]
    rows += [f"{_name(at)}|第{at // 10 + 1}村支部|男|1975-03-12|正式党员|1998-07-01" for at in range(papers)]
    (given / "花名册.xlsx").write_bytes(workbook("\n".join(rows) + "\n"))
    with opened(home) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(folder / "共享"))).failed
    return sorted((home / "outputs").rglob("03-党性分析表-*.docx"))


def pile(papers: Sequence[Sequence[Printed]], kind: str, count: int, chance: random.Random) -> list[Printed]:
    """Return a pile as it comes out of the scanner: whole papers shuffled, each on sheets of two sides."""
    order = list(papers)
    chance.shuffle(order)
    found: list[Printed] = []
    for at, paper in enumerate(order):
        if len(found) >= count:
            break
        pages = [scanner.written(page, chance) for page in paper]
        if chance.random() < 0.5:
            pages = [scanner.sealed(page, chance) for page in pages]
        if at % 10 == 0:
            pages = [scanner.sealed(page, chance, _CODE[number % 2]) for number, page in enumerate(pages)]
        if len(pages) % 2 or at % 7 == 3:  # now and then an empty sheet lies between
            pages += [scanner.blank(paper[0])] * (2 - len(pages) % 2)
        turn = chance.choices([0, 180, 90], [8, 2, 1])[0]
        found += [scanner.scanned(page, kind, chance, turn) for page in pages]
    return found[:count]


def judged(home: Path, files: Sequence[tuple[str, Sequence[Printed]]], folder: Path) -> Counter[str]:
    """Collect files and return how many pages are right, wrong, blank, left to a person."""
    folder.mkdir(exist_ok=True)
    truth: dict[tuple[str, int], str] = {}
    for name, pages in files:
        (folder / name).write_bytes(scanner.as_pdf(pages))
        truth |= {(name, at): page.paper for at, page in enumerate(pages, 1)}
    found: Counter[str] = Counter()
    with opened(home, read_only=True) as desk:
        for looked in collect.look(desk, [folder]):
            for part in looked.parts:
                for page in part.pages:
                    wanted = truth.pop((looked.path.name, page.at))
                    paper = part.credited
                    if paper is not None:
                        found["right" if paper.name == wanted else "WRONG"] += 1
                    elif part.waits:
                        found["to a person"] += 1
                    else:
                        found["WRONG" if wanted else "blank"] += 1
    found["WRONG"] += len(truth)  # a page of which nothing was said
    return found


def main(count: int = 60) -> int:
    """Print a line for each pile; return 1 where a page was given to the wrong paper."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        folder = Path(name)
        printed = scanner.printed(made(folder, count // 2))
        papers = list(printed.values())
        for kind in scanner.KINDS:
            chance = random.Random(kind)
            pages = pile(papers, kind, count, chance)
            for way, files in (
                ("duplex", [("正反.pdf", pages)]),
                ("two halves", [("正面.pdf", pages[::2]), ("反面.pdf", pages[1::2])]),
            ):
                begun = time.perf_counter()
                found = judged(folder / "office", files, folder / f"{kind}-{way}")
                each = (time.perf_counter() - begun) / len(pages)
                wrong += found["WRONG"]
                print(f"{kind} {way}: {len(pages)} pages, {dict(found)}, {each:.2f} s a page", flush=True)
    confine.shared().close()
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"largest process besides this one: {largest} MB (LibreOffice's among them)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
