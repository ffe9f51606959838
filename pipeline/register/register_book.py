"""清单.xlsx: first how each branch stands, then every document due, what changed, what is wrong.

It is written only when what it says has changed.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Protocol, TypeAlias

from pipeline.model.finding import Finding, Weight
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Severity
from pipeline.model.work import Change, State
from pipeline.register.large_sheets import EPOCH, FIGURES, RegisterSheets

REGISTER, VOLUME, RETURNED = "清单", "打印卷", "退回件"
OWN_KINDS = frozenset({REGISTER, VOLUME, RETURNED})
_OVERVIEW, _CHANGE_SHEET = "各支部一览", "变更"
_FRESH = (State.MADE, State.UNCHANGED)  # one and the same for who reads the register
_COLUMNS = (
    ("序号", 6),
    ("文种", 12),
    ("支部", 22),
    ("党员", 14),
    ("文件", 52),
    ("状态", 10),
    ("未生成的原因", 46),
    ("所在文件", 30),
    ("工作表", 14),
    ("位置", 9),
    ("格式意见", 40),
    ("校验码", 20),
    ("生成时间", 24),
)
_OVERVIEW_COLUMNS = (
    ("序号", 6), ("支部", 30), ("应出", 10), ("已出", 10), *((word, 12) for word in FIGURES), ("文件夹", 46),
)  # fmt: skip
_CHANGE_COLUMNS = (("文件", 46), ("名称", 18), ("原来", 28), ("现在", 28), ("出处", 40))
_PROBLEM_COLUMNS = (
    ("级别", 8),
    ("代码", 18),
    ("所在文件", 28),
    ("工作表", 12),
    ("位置", 8),
    ("问题", 44),
    ("怎么办", 44),
)
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.NOTICE: "提示"}
_WEIGHTS = {Weight.STANDARD: "不合标准", Weight.CUSTOM: "不合惯例"}


@frozen
class RegisterLine:
    """One document of the register."""

    kind: str
    branch: str
    member: str
    path: str
    state: State
    reasons: tuple[Problem, ...]
    digest: str
    made: str
    findings: tuple[Finding, ...] = ()


class RegisterLines(Protocol):
    """All of a register's lines, which may be too many to be held: they can be asked for again and again."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[RegisterLine]: ...


Changes: TypeAlias = Callable[[], Iterable[Change]]
"""Gives what has changed, again and again, one after the other."""


def stamp(lines: RegisterLines, problems: Sequence[Problem], engine: str) -> str:
    """Return a fingerprint of what the register says; made and unchanged are one and the same for it."""
    hashed = hashlib.sha256(engine.encode())
    for line in lines:
        state = State.MADE if line.state is State.UNCHANGED else line.state
        reasons = [str(reason) for reason in line.reasons]
        hashed.update(repr((line.kind, line.branch, line.member, line.path, state, reasons, line.digest)).encode())
        hashed.update("".join(map(str, line.findings)).encode("utf-8", "replace"))
    for problem in problems:
        hashed.update(str(problem).encode("utf-8", "replace"))
    return hashed.hexdigest()


@frozen
class UnitStanding:
    """How a branch stands, or the township itself: how many of its documents are in which state."""

    name: str
    folder: str
    states: Mapping[State, int]


def write(
    file: IO[bytes],
    campaign: str,
    standings: Sequence[UnitStanding],
    lines: RegisterLines,
    changes: Changes,
    problems: Sequence[Problem],
) -> None:
    """Write the register as .xlsx: 各支部一览, 清单, 变更, 填写错误. Nothing in a cell can become a formula."""
    import xlsxwriter  # noqa: PLC0415 - a second of import time that `check` need not pay

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": f"{campaign} 清单", "created": EPOCH})
        sheets = RegisterSheets(book)
        overview = [*_overview(campaign, standings)]
        sheets.add(_OVERVIEW, _OVERVIEW_COLUMNS, overview, len(overview), len(_OVERVIEW_COLUMNS))
        sheets.add("清单", _COLUMNS, (_row(number, line) for number, line in enumerate(lines, 1)), len(lines))
        count = sum(1 for _ in changes())
        changed = ((c.path, c.name, c.old, c.new, c.where) for c in changes())
        sheets.add(_CHANGE_SHEET, _CHANGE_COLUMNS, changed, count)
        sheets.add("填写错误", _PROBLEM_COLUMNS, map(_problem_row, problems), len(problems))
    sheets.fill(buffer.getvalue(), file)


def _overview(campaign: str, standings: Sequence[UnitStanding]) -> Iterator[tuple[str, ...]]:
    """Yield a row for the township and for each branch, and the totals."""
    whole: Counter[State] = Counter()
    for number, each in enumerate(standings, 1):
        whole.update(each.states)
        yield (str(number), each.name, *_figures(each.states), f"outputs/{campaign}/{each.folder}")
    yield ("", "合计", *_figures(whole), f"outputs/{campaign}")


def _figures(states: Mapping[State, int]) -> tuple[str, ...]:
    fresh = sum(states.get(state, 0) for state in _FRESH)
    others = [states.get(State(word), 0) for word in FIGURES]
    return (str(fresh + sum(others)), str(fresh), *(str(number) if number else "" for number in others))


@functools.lru_cache(maxsize=1024)  # all documents of a run have one time
def _local(at: str) -> str:
    """Return an ISO time as a clock on the wall shows it."""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def _row(number: int, line: RegisterLine) -> tuple[str, ...]:
    origins = [reason.origin for reason in line.reasons]
    return (
        str(number),
        line.kind,
        line.branch,
        line.member,
        line.path,
        line.state,
        "\n".join(f"{reason.message}（{reason.code}）" for reason in line.reasons),
        "\n".join(dict.fromkeys(origin.file for origin in origins)),
        "\n".join(dict.fromkeys(origin.sheet for origin in origins if origin.sheet)),
        "\n".join(origin.cell or (f"第{origin.line}行" if origin.line else "") for origin in origins),
        "\n".join(f"{_WEIGHTS[finding.severity]}：{finding}" for finding in line.findings),
        line.digest,
        _local(line.made),
    )


def _problem_row(problem: Problem) -> tuple[str, ...]:
    origin = problem.origin
    place = origin.cell or (f"第{origin.line}行" if origin.line else "")
    return (
        _SEVERITIES[problem.severity],
        problem.code,
        origin.file,
        origin.sheet,
        place,
        problem.message,
        problem.hint,
    )
