"""A whole campaign, from the workbook on disk to documents, register and ledger: what a document costs, what fsync adds.

python -m tests.benchmarks.end_to_end [MEMBERS] [BRANCHES] [--durable] [--profile]

Everything that `build` does: read, check, plan, fill, verify, review, write, bind, register, remember. Ratios are to
docxtpl filling the same member form alone, with a new template object a document, in the same run, before and after.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter
from docxtpl import DocxTemplate

from pipeline import batch, confine
from pipeline.desk import opened
from tests.benchmarks import roster_reading

ROOT = Path(__file__).parent.parent.parent
_CAMPAIGN = """\
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
    shutil.copytree(ROOT / "templates", home / "templates")
    inputs = home / "inputs" / "活动"
    inputs.mkdir(parents=True)
    (home / "outputs").mkdir()
    (inputs / "活动.yaml").write_text(_CAMPAIGN, "utf-8")
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

    from pipeline.render.filters import FILTERS  # noqa: PLC0415

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.ChainableUndefined)
    environment.filters.update(FILTERS)
    return environment


def main() -> None:
    """Print the figures."""
    figures = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    members, branches = (*figures, *(100_000, 400)[len(figures) :])
    before = yardstick()
    home = Path(tempfile.mkdtemp(prefix="gongwen-"))
    a_workspace(home, members, branches)
    profile = cProfile.Profile(time.process_time)
    seen: list[tuple[int, float]] = []  # documents looked at, when
    with opened(home) as desk:
        begun, cpu = time.perf_counter(), time.process_time()
        if "--profile" in sys.argv:
            profile.enable()
        report = batch.produce(
            desk,
            durable="--durable" in sys.argv,
            on_progress=lambda _name, count, _all: seen.append((count, time.perf_counter())),
        )
        profile.disable()
        wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    documents = report.campaigns[0].documents
    confine.shared().close()
    peak, workers = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    each = (before + yardstick()) / 2
    print(
        f"{documents} documents, {len(report.written)} written, {len(report.bugs)} bugs, {len(report.problems)} problems"
    )
    print(
        f"{wall:.1f} s, {wall / documents * 1000:.2f} ms a document; CPU here {cpu / documents * 1000:.2f} ms,"
        f" in other processes {(others.ru_utime + others.ru_stime) / documents * 1000:.2f} ms"
    )
    print(f"docxtpl {each * 1000:.1f} ms; ratio {each / (wall / documents):.1f}; peak {peak} MB, others {workers} MB")
    if documents > _ENOUGH:
        early, late = _pace(seen, 0.1, 0.2), _pace(seen, 0.9, 1.0)
        print(
            f"making: {early * 1000:.2f} ms a document after a tenth, {late * 1000:.2f} ms at the end, {late / early:.2f} x"
        )
    print(f"left in {home}: where many files are deleted, ext4 makes new ones slowly for minutes")
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(90)
        pstats.Stats(profile).sort_stats("tottime").print_stats(60)


def _pace(seen: list[tuple[int, float]], start: float, end: float) -> float:
    """Return seconds a document between two shares of the way."""
    last = max(count for count, _ in seen)
    window = [(count, at) for count, at in seen if start * last <= count <= end * last]
    (first, begun), (final, ended) = window[0], max(window)
    return (ended - begun) / max(final - first, 1)


if __name__ == "__main__":
    main()
