"""签到表 (17): who is to come to a meeting, to be signed."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import mm, small, small_label
from pipeline.stationery.package import paper
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import Grid

_LATE_COMERS = 5  # rows for whom nobody has announced
_SIGN_IN, _SIGN_IN_ONE = mm(12, 52, 26, 34, 32), mm(14, 40, 60, 42)
_NUMBER = "{% set 表.号 = 表.号 + 1 %}{{ 表.号 }}"
_SECRETARYS = "{% if 人 == 支.书记 %}{{ 支.书记职务 }}{% endif %}"


def sign_in(fonts: Fonts) -> bytes:
    """Return 签到表.docx: whom each branch sends, else as many blank rows as it may send.

    Where one organisation meets alone, its name stands above, not in each row.
    """
    return paper(
        forms.head('会议.名称 ~ "签到表"', "[活动.名称]"),
        p.let("表 = namespace(号=0, 应到=0, 知道=1)"),
        p.each(
            "支 in 支部们",
            p.let("人数 = 支.参会人员|length or 支.名额"),
            p.when("人数", p.let("表.应到 = 表.应到 + 人数"), otherwise=(p.let("表.知道 = 0"),)),
        ),
        p.line("TableTitle", "", p.before_by(60)),
        p.when("支部们|length == 1", _sign_in_of_one(), otherwise=(_sign_in_of_many(),)),
        fonts=fonts,
    )


def _sign_in_of_many() -> str:
    grid = _SIGN_IN
    unit, name = forms.fitted("支.简称", 52), forms.fitted("人|补位", 26)
    guest = ("列席", forms.fitted("人.姓名|补位", 26), "{{ 人.职务 }}")
    return _sign_in(grid, ("单　位", "姓　名", "职　务"), "", (unit, name, _SECRETARYS), (unit, "", ""), guest)


def _sign_in_of_one() -> str:
    guest = "{{ 人.职务 }}{% if 人.职务 %}（列席）{% else %}列席{% endif %}"
    return _sign_in(
        _SIGN_IN_ONE,
        ("姓　名", "职　务"),
        "\n单位：{{ 支部们[0].名称 }}",
        (forms.fitted("人|补位", 40), _SECRETARYS),
        ("", ""),
        (forms.fitted("人.姓名|补位", 40), guest),
    )


def _sign_in(
    grid: Grid,
    heads: tuple[str, ...],
    whose: str,
    sent: tuple[str, ...],
    room: tuple[str, ...],
    guest: tuple[str, ...],
) -> str:
    """Return the table: what its rows print of who is sent, for whom there is room, and of a guest."""
    whole = len(grid.widths)
    by_name = grid.each("人 in 支.参会人员", _signed(grid, *sent))
    quota = grid.each("空 in range(支.名额 or 1)", _signed(grid, *room))
    due = "应到{% if 表.知道 and 表.应到 %}{{ 表.应到 }}{% else %}　　　{% endif %}人（不含列席），实到　　　人"
    meeting = small("时间：{{ 会议.时间 }}\n地点：{{ 会议.地点 }}" + whose, whole, left=True)
    return grid.table(
        grid.row(meeting, height=forms.WRITTEN, head=True),
        grid.row(*map(small_label, ("序号", *heads, "签　名")), height=forms.HEAD, head=True),
        grid.each("支 in 支部们", grid.when("支.参会人员", by_name, otherwise=(quota,))),
        grid.each("人 in 会议.列席", _signed(grid, *guest)),
        _signed(grid, *[""] * (whole - 2)) * _LATE_COMERS,
        grid.row(small(due, whole), height=forms.HEAD),
    )


def _signed(grid: Grid, *contents: str) -> str:
    """Return a numbered row to be signed; of several contents the first is a unit."""
    unit = len(contents) > len(_SIGN_IN_ONE.widths) - 2
    cells = (small(content, left=unit and not at) for at, content in enumerate(contents))
    return grid.row(small(_NUMBER), *cells, small(""), height=forms.HEAD)
