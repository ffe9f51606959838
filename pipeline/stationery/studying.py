"""学习动员 (20–29): what is studied, and who was there."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery.forms import mm, small, small_label
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE
from pipeline.stationery.styles import Fonts

_SESSIONS = 12  # that one sheet of the register takes
_MARKS = "√到，△请假，×缺席，补（注明日期），送（送学），/免"

# --- 21 学习考勤登记表 --------------------------------------------------------------------------------------------


def attendance(fonts: Fonts) -> bytes:
    """Return 学习考勤登记表.docx: who was to be there, a column a session; the marks are made by hand."""
    grid = mm(9, 17, *[13] * _SESSIONS, 26, 17)
    head = grid.row(
        *map(small_label, ("序号", "姓　名", *["　　月\n　　日"] * _SESSIONS, "补课情况", "备　注")),
        height=forms.WRITTEN,
        head=True,
    )
    about = '{{ 员.分类|select("in", ["流动", "年老体弱"])|join("、") }}'
    blank = [small("")] * (_SESSIONS + 1)
    row = grid.row(small("{{ loop.index }}"), small(forms.NAME), *blank, small(about), height=forms.ROW)

    def counted(name: str) -> str:
        return grid.row(small_label(name, 2), *[small("")] * (_SESSIONS + 2), height=forms.HEAD)

    return paper(
        forms.head(
            '支部.简称 ~ 活动.简称 ~ "学习考勤登记表"',
            "[支部.简称, 活动.简称]",
            f"应参学党员：{{{{ 支部.统计.应参学 }}}}名　　　{_MARKS}",
        ),
        grid.table(head, grid.each("员 in 参学们", row), counted("应到人数"), counted("实到人数")),
        forms.signing("考勤人（签字）"),
        fonts=fonts,
        page=LANDSCAPE,
    )
