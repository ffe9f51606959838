"""全程 (50–59): what the supervisors look at in every phase."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery.forms import mm, small
from pipeline.stationery.package import paper
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import label, value

_LOOKED_AT = (
    "动员", "学习计划", "考勤补课", "学习笔记", "征求意见", "谈心谈话", "党性分析", "组织生活会", "民主评议", "整改台账", "公示",
)  # fmt: skip
_FOUND = "□有　□无　□不全"

# --- 50 督导检查记录 ----------------------------------------------------------------------------------------------


def visit(fonts: Fonts) -> bytes:
    """Return 督导检查记录.docx: blank; what was found is the supervisors' own."""
    grid = mm(26, 26, 26, 26, 26, 26)
    pairs = [(*_LOOKED_AT, "")[at : at + 2] for at in range(0, len(_LOOKED_AT), 2)]
    checked = (
        grid.row(*(each for name in pair for each in (label(name), value(_FOUND if name else "", 2))), height=forms.ROW)
        for pair in pairs
    )
    return paper(
        forms.head('活动.简称 ~ "督导检查记录"', "[活动.简称]", forms.of_branch()),
        grid.table(
            forms.facts(grid, ("督导时间", ""), ("督导方式", ""), ("陪同人员", ""), row=forms.HEAD),
            forms.facts(grid, ("督导人员", ""), row=forms.HEAD),
            grid.row(label("督导内容（有关记录、材料）", 6), height=forms.ROW),
            *checked,
            forms.written(grid, "发现的\n问　题", 36),
            forms.written(grid, "整改\n意见", 27),
            forms.facts(grid, ("整改期限", ""), ("责任人", ""), row=forms.HEAD),
            forms.written(grid, "回访\n结果", 18),
            grid.row(small("督导人员（签字）：", 3, left=True), small("被督导党支部负责人（签字）：", 3, left=True),
                     height=forms.WRITTEN),
        ),
        fonts=fonts,
    )  # fmt: skip
