"""A table of many rows looks as rich would draw it."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.cli import ruled

HEADS = ("名字", "内容", "出处")
WORDS = st.text(st.sampled_from("甲乙丙（）：，。/ab1-[]\\.   \n😀"), max_size=60)
WORDS |= st.text(st.sampled_from("甲乙丙（），。/ab1-[] ›“”"), max_size=60)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5)


def console(width: int, *, coloured: bool = False) -> Console:
    return Console(file=io.StringIO(), width=width, highlight=False, force_terminal=coloured, legacy_windows=False)


def by_rich(rows: list[tuple[str, str, str]], width: int) -> str:
    terminal = console(width)
    table = Table()
    for head in HEADS:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    with terminal.capture() as said:
        terminal.print(table)
    return said.get()


def ours(rows: list[tuple[str, str, str]], width: int, *, coloured: bool = False) -> str:
    terminal = console(width, coloured=coloured)
    with terminal.capture() as said:
        ruled.table(terminal, HEADS, rows)
    return said.get()


@given(ROWS, st.integers(24, 130))
def test_a_table_is_the_one_of_rich(rows: list[tuple[str, str, str]], width: int) -> None:
    assert ours(rows, width) == by_rich(rows, width)


@given(ROWS, st.integers(1, 23))
def test_nothing_is_lost_in_a_narrow_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    said = ours(rows, width)

    for row in rows:
        for word in {sign for cell in row for sign in cell if not sign.isspace()}:
            assert word in said


def test_heads_stand_out_in_a_terminal() -> None:
    assert "\x1b[1m 名字" in ours([("甲", "乙", "丙")], 80, coloured=True)


def test_what_looks_like_markup_or_a_picture_is_printed_as_it_is() -> None:
    assert "[bold] :smile: \\[甲]" in ours([("[bold] :smile: \\[甲]", "", "")], 80)


def test_signs_that_are_measured_here_are_as_wide_as_rich_says() -> None:
    plain = [sign for sign in map(chr, range(0x10000)) if ruled._PLAIN.fullmatch(sign)]

    assert {"甲", "a", "›", "，"} <= set(plain)
    assert [sign for sign in plain if ruled._long(sign) != cell_len(sign)] == []
