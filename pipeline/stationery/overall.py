"""全程 (50–59): what the supervisors look at in every phase."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import mm, small
from pipeline.stationery.package import paper
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import Grid, label, value

_LOOKED_AT = (
    "动员", "学习计划", "考勤补课", "学习笔记", "征求意见", "谈心谈话", "党性分析", "组织生活会", "民主评议", "整改台账", "公示",
)  # fmt: skip
_FOUND = "□有　□无　□不全"

# --- 50 督导检查记录 ----------------------------------------------------------------------------------------------


def blank_visit(fonts: Fonts) -> bytes:
    """Return 督导检查记录.docx: blank; what is found is the supervisors' own."""
    grid = mm(26, 26, 26, 26, 26, 26)
    return _visit(
        grid,
        fonts,
        _pair(grid, ("督导时间", ""), ("督导方式", "")),
        _pair(grid, ("督导人员", ""), ("陪同人员", "")),
        found=(forms.written(grid, "发现的\n问　题", 36), forms.written(grid, "整改\n意见", 27)),
        due=_pair(grid, ("整改期限", ""), ("责任人", "")),
        later=forms.written(grid, "回访\n结果", 18),
    )


def visit(fonts: Fonts) -> bytes:
    """Return 督导检查记录-逐次.docx: a visit as its row of 督导记录 says; what the row lacks is ruled."""
    grid = mm(26, 26, 26, 26, 26, 26)
    finding = "{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 题.strip('。；;') }}。"
    return _visit(
        grid,
        fonts,
        _pair(grid, ("督导时间", "{{ 访.日期 }}"), ("督导方式", "{{ 访.督导方式 }}")),
        _pair(grid, ("督导人员", '{{ 访.督导人员|join("、") }}'), ("陪同人员", "")),
        found=(
            forms.given(
                grid, "发现的\n问　题", 36, "访.发现问题", p.each("题 in 访.发现问题", forms.said(finding)), forms.pad()
            ),
            forms.given(grid, "整改\n意见", 27, "访.整改意见", forms.said("{{ 访.整改意见 }}")),
        ),
        due=_pair(grid, ("整改期限", "{{ 访.整改期限 }}"), ("责任人", "{{ 访.责任人 }}")),
        later=forms.given(
            grid,
            "回访\n结果",
            18,
            "访.回访结果",
            forms.said("{% if 访.回访日期 %}{{ 访.回访日期 }}：{% endif %}{{ 访.回访结果 }}"),
        ),
    )


def _pair(grid: Grid, *fields: tuple[str, str]) -> str:
    """Return a row of two labels, each with two columns for what is said: a day, or three names, need that room."""
    return grid.row(*(each for name, said in fields for each in (label(name), value(said, 2))), height=forms.HEAD)


def _visit(grid: Grid, fonts: Fonts, *head: str, found: tuple[str, ...], due: str, later: str) -> bytes:
    pairs = [(*_LOOKED_AT, "")[at : at + 2] for at in range(0, len(_LOOKED_AT), 2)]
    checked = (
        grid.row(*(each for name in pair for each in (label(name), value(_FOUND if name else "", 2))), height=forms.ROW)
        for pair in pairs
    )
    signed = (small(f"{who}（签字）：", 3, left=True) for who in ("督导人员", "被督导单位负责人"))
    return paper(
        forms.head('活动.简称 ~ "督导检查记录"', "[活动.简称]", forms.of_branch()),
        grid.table(
            *head,
            grid.row(label("督导内容（有关记录、材料）", 6), height=forms.ROW),
            *checked,
            *found,
            due,
            later,
            grid.row(*signed, height=forms.WRITTEN),
        ),
        fonts=fonts,
    )
