"""Starts for new kinds of document: conforming papers with example tags, for a clerk to write into.

Each is good for one 范围 and uses only names that this 范围 has. What is to be written is told in comments ({#p … #})
that print nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.model.frozen import frozen
from pipeline.stationery import paragraphs as p
from pipeline.stationery import speeches
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, LINE, PORTRAIT
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import Grid, TableCell, cell, label, value

_ROW, _HEAD = 620, 680  # twips
_RULES = 4  # ruled lines of a part of a form; three parts fit a page
_RULE = 567  # their distance, 10 mm
_FORM = Grid((1240, 1708, 1240, 1708, 1240, 1708))
_LEDGER = Grid((700, 1300, 800, 1500, 2100, 1500, 1900, 1300, 1656))
_SUMMARY = Grid((800, 3244, 1300, 1200, 1200, 1100))


@frozen
class Starter:
    """A kind of paper that may be started: for which 范围, what its file name ends in, who gets it, how it is built."""

    scope: str
    ending: str
    recipient: str
    build: Callable[[str, Fonts], bytes]  # the document's name, faces → .docx


def notice(_: str, fonts: Fonts) -> bytes:
    """Return a notice to one branch."""
    return paper(
        _hint("这是注释，不会印出来，写好以后可以删掉。能用的名字用 gongwen vocabulary 查看。"),
        p.title('{{ ("关于做好" ~ 活动.简称 ~ "有关工作的通知")|分行([活动.简称]) }}'),
        p.line("Addressee", "{{ 支部.名称 }}："),
        p.body("按照{{ 单位.名称 }}关于开展{{ 活动.名称 }}的安排，现将有关事项通知如下。"),
        p.heading(1, "一、工作安排"),
        _hint("下面几行：有阶段就逐个列出。"),
        p.each("段 in 支部.阶段", p.body("（{{ loop.index|汉字 }}）{{ 段.名称 }}：{{ 段.起止 }}。")),
        p.body("请结合实际制定具体安排，并按时组织实施。"),
        p.heading(1, "二、有关要求"),
        _hint("把要求写在这里，一条一段。"),
        p.body(
            "{% if 支部.书记 %}{{ 支部.书记 }}同志是第一责任人，{% else %}{{ 支部.书记职务 }}是第一责任人，{% endif %}要亲自抓好落实。"
        ),
        p.keep("进展情况请及时报告。"),
        p.when("单位.联系人", p.keep("联系人：{{ 单位.联系人 }}")),
        p.when("单位.电话", p.keep("联系电话：{{ 单位.电话 }}")),
        p.signature("单位.名称", "发文.日期"),
        fonts=fonts,
    )


def speech(_: str, fonts: Fonts) -> bytes:
    """Return a speech at a meeting: the frame around the speaker's own outline, or ruled space."""
    return paper(
        p.title('{{ ("在" ~ 会议.名称 ~ "上的讲话")|分行([活动.名称]) }}'),
        speeches.speaker("会议"),
        p.line("Addressee", "{{ 会议.称呼 }}："),
        p.body("这次会议，对{{ 活动.名称 }}的有关工作进行部署。下面，我讲几点意见。"),
        _hint("讲话人自己的提纲（活动.yaml 里“讲话稿”指的文件）放在这里；没有就留出横线手写。"),
        p.when("会议.讲话稿", p.outline("会议.讲话稿"), otherwise=(p.ruled(3 * _RULES, PORTRAIT.measure),)),
        fonts=fonts,
    )


def plan(name: str, fonts: Fonts) -> bytes:
    """Return a branch's plan, its phases as headings."""
    return paper(
        p.title(f'{{{{ (支部.简称 ~ 活动.简称 ~ "{name}")|分行([支部.简称, 活动.简称]) }}}}'),
        p.line(
            "Body",
            "为扎实开展{{ 活动.名称 }}，根据{{ 单位.名称 }}的部署，结合本{{ 支部.称谓 }}实际，制定本方案。",
            w("spacing", before=LINE),
        ),
        p.heading(1, "一、总体要求"),
        _hint("把总体要求写在这里。"),
        p.body("{% if 活动.主题 %}围绕“{{ 活动.主题 }}”这一主题，{% endif %}坚持从实际出发，务求实效。"),
        p.heading(1, "二、工作安排"),
        p.each(
            "段 in 支部.阶段",
            p.heading(2, "（{{ loop.index|汉字 }}）{{ 段.名称 }}"),
            p.body('时间：{{ 段.起止 }}。{% if 段.环节 %}主要抓好{{ 段.环节|join("、") }}。{% endif %}'),
        ),
        p.body("各项任务明确到人，按时完成。"),
        p.heading(1, "三、组织保障"),
        p.keep(
            "{% if 支部.书记 %}{{ 支部.书记 }}同志{% else %}{{ 支部.书记职务 }}{% endif %}负总责，{{ 支部.称谓 }}委员分工负责。"
        ),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


def form(name: str, fonts: Fonts) -> bytes:
    """Return a form of one member: identity filled in, everything personal left to be written."""
    rows = (
        _facts(("姓　名", "党员.姓名"), ("性　别", "党员.性别"), ("民　族", "党员.民族")),
        _facts(("出生年月", "党员.出生年月"), ("学　历", "党员.学历"), ("入党时间", "党员.入党时间")),
        _facts(("所在支部", "支部.简称"), ("人员类别", "党员.人员类别"), ("联系电话", "党员.联系电话")),
    )
    return paper(
        p.title(f'{{{{ (活动.简称 ~ "{name}")|分行([活动.简称]) }}}}'),
        p.line("TableTitle", "党支部：{{ 支部.名称 }}", w("spacing", before=120)),
        _FORM.table(*rows, *(_written(part) for part in ("本　人\n意　见", "党小组\n意　见", "党支部\n意　见"))),
        fonts=fonts,
    )


def _facts(*fields: tuple[str, str]) -> str:
    cells: list[TableCell] = []
    for title, name in fields:
        cells += [label(title), value(f"{{{{ {name} }}}}")]
    return _FORM.row(*cells, height=_ROW)


def _written(part: str) -> str:
    """Return a labelled row of ruled lines, with room for a signature."""
    lines = p.ruled(_RULES, _FORM.inside(1, 5), pitch=_RULE)
    signed = p.line(
        "TableText", "签字：　　　　　　年　　月　　日", w("spacing", before=60, after=60) + w("jc", val="right")
    )
    return _FORM.row(label(part), cell(lines, signed, span=5), height=(_RULES + 1) * _RULE)


def ledger(name: str, fonts: Fonts) -> bytes:
    """Return a branch's register of its members, landscape, its head on every page."""
    columns = (
        ("序号", "{{ loop.index }}"),
        ("姓　名", "{{ 员.姓名 }}"),
        ("性别", "{{ 员.性别 }}"),
        ("出生年月", "{{ 员.出生年月 }}"),
        ("入党时间", "{{ 员.入党时间 }}"),
        ("人员类别", "{{ 员.人员类别 }}"),
        ("联系电话", "{{ 员.联系电话 }}"),
        ("完成情况", ""),
        ("备　注", ""),
    )
    return paper(
        p.title(f'{{{{ (活动.简称 ~ "{name}")|分行([活动.简称]) }}}}'),
        p.line(
            "TableTitle",
            "党支部：{{ 支部.名称 }}　　　　{{ 支部.称谓 }}书记：{{ 支部.书记 }}",
            w("spacing", before=120),
        ),
        _LEDGER.table(
            _LEDGER.row(*(label(title) for title, _ in columns), height=_HEAD, head=True),
            _LEDGER.each("员 in 党员们", _LEDGER.row(*(value(content) for _, content in columns), height=_ROW)),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )


def summary(name: str, fonts: Fonts) -> bytes:
    """Return the township's summary: one row a branch, and the totals."""
    titles = ("序号", "党支部", "书　记", "党员总数", "预备党员", "备注")
    row = (
        value("{{ loop.index }}"),
        value("{{ 支.简称 }}", align="left"),
        value("{{ 支.书记 }}"),
        value("{{ 支.统计.党员总数 }}"),
        value("{{ 支.统计.预备党员 }}"),
        value(""),
    )
    totals = (value("{{ 统计.党员总数 }}"), value("{{ 统计.预备党员 }}"), value(""))
    return paper(
        p.title(f'{{{{ (活动.简称 ~ "{name}")|分行([活动.简称]) }}}}'),
        p.line("TableTitle", "填报单位：{{ 单位.名称 }}", w("spacing", before=120)),
        _SUMMARY.table(
            _SUMMARY.row(*map(label, titles), height=_HEAD, head=True),
            _SUMMARY.each("支 in 支部们", _SUMMARY.row(*row, height=_ROW)),
            _SUMMARY.row(label("合　　计", 3), *totals, height=_ROW),
        ),
        fonts=fonts,
    )


def _hint(words: str) -> str:
    """Return a comment: docxtpl takes its whole paragraph away."""
    return p.line("Body", f"{{#p {words} #}}")


STARTERS: Mapping[str, Starter] = {
    "通知": Starter("支部", "", "支部", notice),
    "讲话": Starter("会议", "{% if 会议.序号 > 1 %}-{{ 会议.名称 }}{% endif %}", "无", speech),
    "方案": Starter("支部", "", "支部", plan),
    "表": Starter("党员", "-{{ 党员.姓名 }}", "支部", form),
    "台账": Starter("支部", "", "支部", ledger),
    "汇总表": Starter("全镇", "", "无", summary),
}
