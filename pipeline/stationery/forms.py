"""Forms and registers: columns in millimetres that fill the type area, a head on every page, space ruled for a hand.

What the papers of all groups share. Widths are those of the design, heights in twips.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise

from pipeline.model.frozen import frozen
from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.page import LANDSCAPE, PORTRAIT
from pipeline.stationery.styles import SIZE_5, SIZE_S4
from pipeline.stationery.tables import PADDING, Grid, TableCell, cell, label

HEAD, ROW, WRITTEN = 560, 480, 680  # a row of heads, of print, and one that is written by hand (12 mm)
RULE = 510  # ruled lines for handwriting, 9 mm
_TYPE_AREA = {156: PORTRAIT, 225: LANDSCAPE}
_MM = 1440 / 25.4  # twips
_LINE, _DATE = 30, "年　　月　　日"  # characters of 四号 on a line of an upright page
_AIR = w("spacing", before=40, after=40)
_MEMBER = '(员.姓名|补位 if 员.区别名 == 员.姓名 else 员.姓名 ~ "（" ~ 员.出生年月 ~ "）")'
_TOLD_APART = '({0}.replace("-", "（") ~ "）" if "-" in {0} else {0}|补位)'
ORGANISATION = '{% if 单位.所属 == "各党支部" %}党支部{% else %}党组织{% endif %}'
"""The head of a column of organisations: these are of all ranks where the township has a 党总支 or a 党委."""
RANKED = '{% if 支部.称谓 == "支部" %}党{% endif %}{{ 支部.称谓 }}'
"""党支部, 党总支 or 党委: what stands before the name of an organisation."""
COMMITTEE = '{{ 支部.称谓 }}{% if 支部.称谓 != "党委" %}委员会{% endif %}'
"""What decides in an organisation: 支部委员会, 党总支委员会, 党委."""
SECRETARY = '{% if 单位.所属 == "各党支部" %}支部书记{% else %}书　记{% endif %}'
OFFICE = "{% if 单位.办公室 %}{{ 单位.办公室 }}{% else %}{{ 单位.名称 }}{% endif %}"


def mm(*widths: float) -> Grid:
    """Return a grid of columns of these widths, which sum to the type area: 156 mm upright, 225 mm across."""
    page = _TYPE_AREA[round(sum(widths))]
    edges = [round(edge * page.measure / sum(widths)) for edge in accumulate(widths, initial=0)]
    return Grid(tuple(right - left for left, right in pairwise(edges)))


def fitted(name: str, millimetres: float, size: int = SIZE_5) -> str:
    """Return a tag that prints a name in a column so wide: where it has no room it breaks as names may be read."""
    return fit(name, round(millimetres * _MM) - 2 * PADDING, size)


def fit(name: str, twips: int, size: int = SIZE_S4) -> str:
    """Return a tag that prints a name where there is room for so many twips of text, as `Grid.inside` tells."""
    return f"{{{{ {name}|折行({2 * twips // (size * 10) / 2:g}) }}}}"


def member(millimetres: float) -> str:
    """Return a member in a list, told apart from his namesake."""
    return fitted(_MEMBER, millimetres)


def told_apart(name: str, millimetres: float, size: int = SIZE_5) -> str:
    """Return somebody whom a sheet names: 姓名-出生年月 where there are two of the name."""
    return fitted(_TOLD_APART.format(name), millimetres, size)


def listed(names: str, millimetres: float) -> str:
    """Return people in a column so wide, no line ending within a name."""
    return fitted(names, millimetres).replace("折行", "名单")


def height(millimetres: float) -> int:
    """Return twips."""
    return round(millimetres * _MM)


@frozen
class RegisterColumn:
    """A column of a register: its head, what it prints in a row, its width in millimetres."""

    head: str
    content: str
    mm: float
    left: bool = False  # text begins at the left edge


def named(head: str, name: str, millimetres: float, *, left: bool = False) -> RegisterColumn:
    """Return a column of names: an expression each."""
    return RegisterColumn(head, fitted(name, millimetres), millimetres, left=left)


def organisations(millimetres: float) -> RegisterColumn:
    """Return the column that says whose a row is, in a table of the township's."""
    return named(ORGANISATION, "支.简称", millimetres, left=True)


def register(
    loop: str,
    *columns: RegisterColumn,
    row: int = ROW,
    blanks: int = 0,
    unless: str = "",
    foot: str = "",
) -> str:
    """Return a table of one row an element of `loop`, its head on every page.

    `blanks`: rows for a hand, where the list is empty; `unless` names that list. `foot`: ready rows at the end.
    """
    grid = mm(*(column.mm for column in columns))
    rows = lines_above_a_sum(grid, loop, columns, row=row) if foot else grid.each(loop, line(grid, columns, row))
    if blanks:
        rows += grid.when(f"not {unless}", empty(grid, blanks, row))
    return grid.table(heads(grid, columns), rows, foot)


def heads(grid: Grid, columns: tuple[RegisterColumn, ...]) -> str:
    """Return the row of heads, repeated on every page."""
    return grid.row(*(small_label(column.head) for column in columns), height=HEAD, head=True)


def line(grid: Grid, columns: tuple[RegisterColumn, ...], row: int = ROW) -> str:
    """Return the row of one element."""
    return grid.row(*(small(column.content, left=column.left) for column in columns), height=row)


def lines_above_a_sum(grid: Grid, loop: str, columns: tuple[RegisterColumn, ...], *before: str, row: int = ROW) -> str:
    """Return a row for each element; the last stays with the sum below it. `before`: tags that each begins with."""
    cells = (small(column.content, left=column.left, kept=True) for column in columns)
    last = grid.row(*cells, height=row)
    return grid.each(loop, *before, grid.when("loop.last", last, otherwise=(line(grid, columns, row),)))


def people(number: str) -> str:
    """Return a tag for a number of members in a sentence; room for a hand where no roster tells it."""
    return f'{{% if {number} == "" %}}____{{% else %}}{{{{ {number} }}}}{{% endif %}}'


def empty(grid: Grid, count: int, row: int = WRITTEN, *, kept: bool = False) -> str:
    """Return rows for a hand; `kept`: they stay with what follows."""
    return grid.row(*(small("", kept=kept) for _ in grid.widths), height=row) * count


def note(grid: Grid, content: str) -> str:
    """Return a table's last row: how its figures are reckoned."""
    return grid.row(small(f"注：{content}", len(grid.widths), left=True), height=ROW)


def small(content: str, span: int = 1, *, left: bool = False, kept: bool = False) -> TableCell:
    """Return a cell of 五号: what a register of many columns is printed in; `kept`: its row stays with what follows."""
    properties = (w("keepNext") if kept else "") + _AIR + w("jc", val="left" if left else "center")
    return TableCell(p.paragraph("TableText", run(content, *_small()), properties=properties), span)


def small_label(content: str, span: int = 1, *, kept: bool = False) -> TableCell:
    """Return a head in 五号黑体; a line feed breaks its line; `kept`: its row stays with what follows."""
    properties = w("keepNext") if kept else ""
    return TableCell(p.paragraph("TableHead", run(content, *_small()), properties=properties), span)


def _small() -> tuple[str, ...]:
    return w("sz", val=SIZE_5), w("szCs", val=SIZE_5)


def merged(content: str, *, first: bool, kept: bool) -> TableCell:
    """Return a cell of 五号 that goes on below: the first of its column, or one that goes on with it; `kept`: as above."""
    shown = small(content if first else "", kept=kept)
    return TableCell(shown.content, down="center", merge="restart" if first else "continue")


def together(grid: Grid, first: str, last: str, row: Callable[[bool, bool], str]) -> str:
    """Return the row of an element of a group whose cells are merged: all rows of a group stay on one page.

    `first`, `last`: what tells that an element is the group's; `row`: makes one that is the first, and one that is kept.
    """
    return grid.when(
        first,
        grid.when(last, row(True, False), otherwise=(row(True, True),)),
        otherwise=(grid.when(last, row(False, False), otherwise=(row(False, True),)),),
    )


def day(name: str) -> str:
    """Return tags that print a day in a narrow column, its year on a line of its own: no line ends within 11月30日."""
    return f'{{{{ {name}.replace("年", "年\\n") }}}}'


def facts(grid: Grid, *fields: tuple[str, str], row: int = ROW) -> str:
    """Return a row of labels and values; the last value takes what is left of the row."""
    cells: list[TableCell] = []
    columns = len(grid.widths)
    for number, (title, content) in enumerate(fields, 1):
        span = 1 if number < len(fields) else columns - 2 * len(fields) + 1
        cells += [label(title), TableCell(p.line("TableText", content, w("jc", val="center")), span)]
    return grid.row(*cells, height=row)


def written(grid: Grid, name: str, millimetres: float, *, kept: bool = False) -> str:
    """Return a labelled row with ruled lines for a hand, about so high; `kept`: it stays with what follows."""
    span = len(grid.widths) - 1
    lines = max(round(height(millimetres) / RULE), 1)
    ruled = p.ruled(lines, grid.inside(1, span), pitch=RULE)
    return grid.row(label(name, kept=kept), cell(ruled, pad(), span=span), height=lines * RULE)


def given(grid: Grid, name: str, millimetres: float, condition: str, *blocks: str) -> str:
    """Return a labelled row that says what somebody has stated; where nobody has, it is ruled for a hand."""
    span = len(grid.widths) - 1
    stated = grid.row(label(name), cell(*blocks, span=span, down="center"), height=height(millimetres))
    return grid.when(condition, stated, otherwise=(written(grid, name, millimetres),))


def said(content: str) -> str:
    """Return a paragraph of what somebody has stated, in a cell."""
    return p.line("TableText", content, _AIR)


def pad(twips: int = 100) -> str:
    """Return a paragraph that keeps what stands above it off the rule below."""
    return p.line("TableText", "", w("spacing", line=twips, lineRule="exact"))


def signing(*signers: str) -> str:
    """Return a line under a table, to be signed and dated by hand."""
    named = [f"{signer}：" for signer in signers]
    room = "　" * ((_LINE - len("".join(named)) - len(_DATE)) // len(named))
    return p.line("TableTitle", "".join(name + room for name in named) + _DATE, w("spacing", before=120))


def signed(grid: Grid, *signers: str) -> str:
    """Return such a line as a table's last row: no page's end parts it from the row above, if that is kept."""
    return grid.under(signing(*signers), HEAD)


def head(title: str, keep: str, *under: str) -> str:
    """Return a form's title, an expression whose `keep` stays unbroken, and the lines between it and the table."""
    lines = "".join(p.line("TableTitle", content, w("spacing", before=120)) for content in under)
    return p.title(f"{{{{ ({title})|分行({keep}) }}}}") + lines


def of_branch(*more: str) -> str:
    """Return the line that says whose a form is."""
    return "　　　　".join((f"{RANKED}：{{{{ 支部.名称 }}}}", *more))


def boxes(names: str, a_line: int = 0) -> str:
    """Return names to be ticked: □党员　□群众; `a_line`: so many on a line, all of them where it is 0."""
    between = "　　"
    if a_line:
        between = f"{{% if loop.index % {a_line} == 0 %}}\n{{% else %}}　{{% endif %}}"
    return f"{{% for 项 in {names} %}}□{{{{ 项 }}}}{{% if not loop.last %}}{between}{{% endif %}}{{% endfor %}}"
