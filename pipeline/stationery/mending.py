"""整改提高 (40–49): weak branches set right, what people think of the result."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import mm, small, small_label
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts

# --- 40 软弱涣散党组织整顿方案 ------------------------------------------------------------------------------------


def weak_branch(fonts: Fonts) -> bytes:
    """Return 整顿方案.docx: one branch, one plan; what is to be done is the branch's own."""
    problem = '{% if loop.length > 1 %}（{{ loop.index|汉字 }}）{% endif %}{{ 题.具体问题.strip("。；;") }}。'
    measures = (
        "整改措施：{% for 措 in 题.整改措施 %}{% if loop.length > 1 %}{{ loop.index|汉字 }}是{% endif %}"
        '{{ 措.strip("。；;") }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}'
    )
    return paper(
        p.title('{{ (支部.简称 ~ "整顿工作方案")|分行([支部.简称]) }}'),
        p.line(
            "Body",
            "{{ 支部.名称 }}被列为{{ 支部.状态 }}党组织。按照一支部一策的要求，结合{{ 活动.名称 }}，制定本方案。",
            p.before_by(LINE),
        ),
        p.heading(1, "一、基本情况"),
        p.body(
            "{{ 支部.简称 }}现有党员" + forms.people("支部.统计.党员总数") + "名"
            "{% if 支部.统计.预备党员 and 支部.统计.正式党员 + 支部.统计.预备党员 == 支部.统计.党员总数 %}，"
            "其中正式党员{{ 支部.统计.正式党员 }}名、预备党员{{ 支部.统计.预备党员 }}名{% endif %}"
            "{% if 支部.统计.流动党员 or 支部.统计.年老体弱党员 %}。党员中有"
            "{% if 支部.统计.流动党员 %}流动党员{{ 支部.统计.流动党员 }}名{% endif %}"
            "{% if 支部.统计.流动党员 and 支部.统计.年老体弱党员 %}、{% endif %}"
            "{% if 支部.统计.年老体弱党员 %}年老体弱党员{{ 支部.统计.年老体弱党员 }}名{% endif %}{% endif %}"
            "。{% if 支部.书记 %}{{ 支部.书记职务 }}是{{ 支部.书记 }}同志。{% endif %}"
        ),
        p.heading(1, "二、主要问题和整顿措施"),
        p.when(
            "问题们",
            p.each(
                "题 in 问题们",
                p.keep(problem),
                p.when("题.整改措施", p.body(measures), otherwise=(p.ruled(2, PORTRAIT.measure),)),
            ),
            otherwise=(p.ruled(8, PORTRAIT.measure),),
        ),
        p.heading(1, "三、责任分工"),
        p.when("支部.联系领导", p.body(f"联系领导：{p.people('支部.联系领导')}，负责指导整顿工作。")),
        p.body(
            "第一责任人：{{ 支部.书记职务 }}{% if 支部.书记 %}{{ 支部.书记 }}同志{% endif %}，负责组织实施；{{ 支部.称谓 }}委员按照分工抓好落实。"
        ),
        p.heading(1, "四、时限和验收"),
        p.body(f"整顿期限：{p.BLANK * 2}。"),
        p.body("验收办法："),
        p.ruled(3, PORTRAIT.measure),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


# --- 42 满意度测评票 ----------------------------------------------------------------------------------------------

_SHARED = 80  # mm that the grades share
_FEWEST, _MOST = 3, 5


def branch_survey(fonts: Fonts) -> bytes:
    """Return 满意度测评票-支部.docx."""
    return _survey("支部.简称 ~ ", "[支部.简称, 活动.简称]", fonts)


def township_survey(fonts: Fonts) -> bytes:
    """Return 满意度测评票-全镇.docx."""
    return _survey("单位.全域 ~ ", "[活动.简称]", fonts)


def _survey(whose: str, keep: str, fonts: Fonts) -> bytes:
    sizes = range(_FEWEST, _MOST + 1)
    return paper(
        forms.head(
            f'{whose}活动.简称 ~ "群众满意度测评票"',
            keep,
            "请在每个项目的一个等次下画“√”。本票不记名。",
        ),
        p.choose(*((f"活动.测评.等次|length == {count}", (_survey_table(count),)) for count in sizes)),
        fonts=fonts,
    )


def _survey_table(count: int) -> str:
    grid = mm(10, 66, *[_SHARED / count] * count)
    grades = (f"{{{{ 活动.测评.等次[{at}] }}}}" for at in range(count))
    blank = [small("")] * count
    row = grid.row(small("{{ loop.index }}"), small("{{ 项.strip('。；;') }}", left=True), *blank, height=forms.WRITTEN)
    return grid.table(
        grid.row(
            small_label("测评人身份", 2), small(forms.boxes("活动.测评.对象", 3), count, left=True), height=forms.HEAD
        ),
        grid.row(*map(small_label, ("序号", "测评项目", *grades)), height=forms.HEAD),
        grid.each('项 in 活动.测评.项目 if 项 != "总体评价"', row),
        grid.row(small_label("总体评价", 2), *blank, height=forms.WRITTEN),
        forms.written(grid, "意见\n建议", 30),
    )
