"""简报 (56): a number of the campaign's bulletin under its masthead; its text is its author's."""

from __future__ import annotations

from pipeline.stationery import letterhead
from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts

_OPEN = 8  # ruled lines of a number that nobody has written yet: one page holds them below a title of two lines


def bulletin(fonts: Fonts) -> bytes:
    """Return 简报.docx."""
    right = w("tabs", w("tab", val="right", pos=PORTRAIT.measure))
    publisher = p.paragraph(
        "Number",
        run("{{ 单位.办公室 or 单位.名称 }}"),
        w("r", w("tab")),
        run("{{ 报.日期 or '　　　　年　　月　　日' }}"),
        properties=letterhead.RULE + right + letterhead.OFF_GRID + w("spacing", before=LINE // 2) + w("jc", val="left"),
    )
    return paper(
        letterhead.masthead("活动.简称", "简报"),
        p.line("Number", "第{{ 报.期号 }}期", w("spacing", before=LINE // 2) + w("jc", val="center")),
        publisher,
        p.title("{{ 报.标题|分行([单位.名称, 活动.简称]) }}", 2 * LINE),
        p.body(""),
        p.when("报.正文", p.outline("报.正文"), otherwise=(p.ruled(_OPEN, PORTRAIT.measure),)),
        fonts=fonts,
    )
