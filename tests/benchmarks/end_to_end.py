"""A whole campaign, from the workbook on disk to documents, register and ledger: what a document costs, what fsync adds.

python -m tests.benchmarks.end_to_end [MEMBERS] [BRANCHES] [--durable] [--profile]

`--durable` builds twice, in a fresh folder each: without fsync, then with it, and states its share.

Everything that `build` does: read, check, plan, fill, verify, review, write, bind, register, remember. Ratios are to
docxtpl filling the same member form alone, with a new template object a document, in the same run, before and after.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from docxtpl import DocxTemplate

from pipeline import confine, produce
from pipeline.desk import opened
from tests.benchmarks import roster_reading
from tests.conftest import FIVE, put_templates

ROOT = Path(__file__).parent.parent.parent
CAMPAIGN = """\
活动:
  名称: 保持共产党员先进性教育活动
  简称: 先进性教育活动
  主题: 为党旗增辉尽责
  开始: 2026-07-01
  结束: 2026-12-31
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委, 办公室: 镇党委组织办公室}
会议: {名称: 全镇动员大会, 时间: 2026-07-06 09:00, 地点: 镇政府三楼会议室, 讲话人: {姓名: 某某, 职务: 镇党委书记}}
发文: {字号: 吕委〔2026〕12号, 日期: 2026-07-02}
"""
_ENOUGH = 15_000  # documents to tell a pace from
_DOCXTPL = 12  # documents that the yardstick is taken from


def a_workspace(home: Path, members: int, branches: int) -> None:
    """Write a workspace with so many members, equally many in each branch."""
    put_templates(home, *FIVE)
    inputs = home / "inputs" / "活动"
    inputs.mkdir(parents=True)
    (home / "outputs").mkdir()
    (inputs / "活动.yaml").write_text(CAMPAIGN, "utf-8")
    a_roster(inputs / "花名册.xlsx", range(1, members + 1), members // branches)


def a_roster(path: Path, members: range, a_branch: int, other: str = "") -> None:
    """Write the roster of the members of these numbers; `other`: the first one's 学历, if not as all the others'."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("在册党员")
        for column, header in enumerate(roster_reading.HEADERS.split("|")):
            sheet.write_string(0, column, header)
        for row, number in enumerate(members, 1):
            for column, cell in enumerate(roster_reading.cells(number, a_branch), 1):
                if cell:
                    sheet.write_string(row, column, other if row == 1 and other and cell == "高中" else cell)


def yardstick() -> float:
    """Return CPU seconds that docxtpl needs for a member form, filling alone."""
    template = (ROOT / "templates" / "党性分析表-普通.docx").read_bytes()
    own = (
        "姓名",
        "性别",
        "民族",
        "出生年月",
        "学历",
        "入党时间",
        "转正时间",
        "工作岗位",
        "联系电话",
        "家庭住址",
        "党内职务",
    )
    facts = {
        "党员": dict.fromkeys(own, "张三"), "支部": {"名称": "一支部"}, "单位": {"名称": "单位"}, "意见们": [],
        "活动": {"名称": "活动", "简称": "活动", "主题": ""},
    }  # fmt: skip
    begun = time.process_time()
    for _ in range(_DOCXTPL):
        document = DocxTemplate(io.BytesIO(template))
        document.render(facts, jinja_env=_lenient())
        document.save(io.BytesIO())
    return (time.process_time() - begun) / _DOCXTPL


def _lenient() -> object:
    import jinja2  # noqa: PLC0415

    from pipeline.render import FILTERS  # noqa: PLC0415

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.ChainableUndefined)
    environment.filters.update(FILTERS)
    return environment


@dataclass(frozen=True, slots=True)
class Built:
    """One build: documents, seconds, CPU seconds here and in other processes, documents looked at and when."""

    documents: int
    wall: float
    cpu: float
    others: float
    seen: list[tuple[int, float]]


def main() -> None:
    """Print the figures."""
    figures = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    members, branches = (*figures, *(100_000, 400)[len(figures) :])
    before = yardstick()
    source = Path(tempfile.mkdtemp(prefix="gongwen-"))
    a_workspace(source, members, branches)
    profile = cProfile.Profile(time.process_time)
    builds = [built(source, profile, durable=False)]
    if "--durable" in sys.argv:
        builds.append(built(source, profile, durable=True))
        without, with_it = (each.wall for each in builds)
        print(f"durability: {with_it - without:.1f} s of {with_it:.1f} s, {(with_it - without) / with_it:.0%}")
    each = (before + yardstick()) / 2
    ratios = ", ".join(f"{each / (build.wall / build.documents):.1f}" for build in builds)
    peak, workers = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"docxtpl {each * 1000:.1f} ms; ratio {ratios}; peak {peak} MB, others {workers} MB")
    print("where many files are deleted, ext4 makes new ones slowly for minutes: delete them when nothing is measured")
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(90)
        pstats.Stats(profile).sort_stats("tottime").print_stats(60)


def built(source: Path, profile: cProfile.Profile, *, durable: bool) -> Built:
    """Build in a fresh copy of a workspace, with nothing left for the disk to write, and print what it took."""
    home = Path(tempfile.mkdtemp(prefix="gongwen-"))
    shutil.copytree(source, home, dirs_exist_ok=True)
    os.sync()
    seen: list[tuple[int, float]] = []
    with opened(home) as desk:
        begun, cpu, others = time.perf_counter(), time.process_time(), _cpu_of_others()
        if "--profile" in sys.argv:
            profile.enable()
        report = produce.produce(
            desk, durable=durable, on_progress=lambda _name, count, _all: seen.append((count, time.perf_counter()))
        )
        profile.disable()
        wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    confine.shared().close()
    documents = report.campaigns[0].documents
    build = Built(documents, wall, cpu, _cpu_of_others() - others, seen)
    print(
        f"durable {durable}: {documents} documents, {len(report.written)} written, {len(report.bugs)} bugs,"
        f" {len(report.problems)} problems; in {home}"
    )
    _tell(build)
    return build


def _tell(build: Built) -> None:
    here, others = (cpu / build.documents * 1000 for cpu in (build.cpu, build.others))
    print(
        f"  {build.wall:.1f} s, {build.wall / build.documents * 1000:.2f} ms a document; CPU here {here:.2f} ms,"
        f" in other processes {others:.2f} ms"
    )
    if build.documents > _ENOUGH:
        early, late = _pace(build.seen, 0.1, 0.2), _pace(build.seen, 0.9, 1.0)
        print(
            f"  making: {early * 1000:.2f} ms a document after a tenth, {late * 1000:.2f} ms at the end,"
            f" {late / early:.2f} x"
        )


def _cpu_of_others() -> float:
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return others.ru_utime + others.ru_stime


def _pace(seen: list[tuple[int, float]], start: float, end: float) -> float:
    """Return seconds a document between two shares of the way."""
    last = max(count for count, _ in seen)
    window = [(count, at) for count, at in seen if start * last <= count <= end * last]
    (first, begun), (final, ended) = window[0], max(window)
    return (ended - begun) / max(final - first, 1)


if __name__ == "__main__":
    main()
