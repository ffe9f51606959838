"""The rows under a township's table of all branches: the committee's own, the sum, of how many branches it is.

The sum is that of the rows above it, so what is the committee's and no branch's has a row, too. A branch that has
handed in nothing has blank cells, which are no noughts: the last row says how many branches each figure is of.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stationery import forms
from pipeline.stationery.forms import small, small_label
from pipeline.stationery.tables import Grid

OF_ROSTER = frozenset({"党员总数", "应参学"})  # the committee has no members of its own


def below(grid: Grid, names: Sequence[str], sums: Sequence[str] = (), *, note: str = "") -> str:
    """Return the rows; `names`: the 汇总 of each column after the first two, "" for one without.

    `sums`: what the sum prints in each of them, where it is not always the township's own 汇总. `note`: how the
    figures are reckoned; no page begins with it.
    """
    own = [name for name in names if name and name not in OF_ROSTER]
    told = " or ".join(f'单位.统计.{name} != ""' for name in own)
    rows = (
        ("{{ 单位.简略 }}", [_printed(f"单位.统计.{name}", name if name in own else "") for name in names], True),
        ("合　计", sums or [_printed(f"统计.{name}", name) for name in names], True),
        (
            f"填报的{forms.ORGANISATION}（个）",
            [_printed(f"填报支部数.{_whole(name)}", name) for name in names],
            bool(note),
        ),
    )
    committee, total, reporting = (
        grid.row(small_label(head, 2, kept=kept), *(small(content, kept=kept) for content in cells), height=forms.HEAD)
        for head, cells, kept in rows
    )
    return grid.when(told, committee) + total + reporting + (forms.note(grid, note) if note else "")


def _whole(name: str) -> str:
    return name.partition("[")[0]


def _printed(path: str, name: str) -> str:
    return f"{{{{ {path} }}}}" if name else ""


def of_those_with(name: str, figure: str) -> str:
    """Return a tag that adds up a figure over the branches that tell another."""
    return f'{{{{ 支部们|rejectattr("统计.{name}", "equalto", "")|map(attribute="统计.{figure}")|sum }}}}'
