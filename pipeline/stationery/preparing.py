"""准备 (10–19): who is in charge of what, by when, and what a meeting needs on its table."""

from __future__ import annotations

from pipeline.stationery import forms, speeches
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import Column, merged, mm, small, small_label
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, PORTRAIT
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import Grid

_PHASES = (2, 3, 4)  # that share the width of one sheet
_PHASES_WIDTH = 108  # mm
_CLOSING = 8  # ruled lines
_LATE_COMERS = 5  # rows of a sign-in sheet for whom nobody has announced

# --- 12 各支部进度安排一览表 --------------------------------------------------------------------------------------


def schedule(fonts: Fonts) -> bytes:
    """Return 进度安排-横.docx: a row a branch, a column a phase, where two to four phases share the sheet."""
    return paper(
        *_schedule_head(),
        p.choose(*((f"活动.阶段|length == {count}", (_across(count),)) for count in _PHASES)),
        fonts=fonts,
        page=LANDSCAPE,
    )


def long_schedule(fonts: Fonts) -> bytes:
    """Return 进度安排-竖.docx: a row a phase, for any number of phases."""
    grid = mm(10, 38, 20, 28, 42, 18)
    titles = ("序号", "党支部", "书　记", "阶　段", "起　止", "集中学习\n（月）")
    before = (("{{ 号 }}", False), ("{{ 支.简称 }}", True), ("{{ 支.书记|补位 }}", False))
    phase = (small("{{ 段.名称 }}"), small('{{ 段.起止.replace("至", "至\n") }}'))

    def row(*, first: bool) -> str:
        kept = (merged(content, first=first) for content, _ in before)
        return grid.row(*kept, *phase, merged("{{ 支.集中学习月数 }}", first=first), height=forms.ROW)

    alone = grid.row(*(small(content) for content, _ in before), *(small("") for _ in range(3)), height=forms.ROW)
    each = grid.each("段 in 支.阶段", grid.when("loop.first", row(first=True), otherwise=(row(first=False),)))
    rows = grid.each("支 in 支部们", grid.tag("set 号 = loop.index"), each, grid.when("not 支.阶段", alone))
    head = grid.row(*map(small_label, titles), height=forms.HEAD, head=True)
    return paper(*_schedule_head(), grid.table(head, rows), fonts=fonts)


def _schedule_head() -> tuple[str, ...]:
    return (forms.head('活动.简称 ~ "各党支部进度安排一览表"', "[活动.简称]", "单位：{{ 单位.名称 }}"),)


def _across(count: int) -> str:
    """Return the table for so many phases."""
    share = _PHASES_WIDTH / count
    phases = (
        Column(f"{{{{ 活动.阶段[{at}].名称 }}}}\n起　止", f'{{{{ 支.阶段[{at}].起止.replace("至", "至\n") }}}}', share)
        for at in range(count)
    )
    columns = (
        Column("序号", "{{ loop.index }}", 10),
        Column("党支部", "{{ 支.简称 }}", 40, left=True),
        Column("支部书记", "{{ 支.书记|补位 }}", 18),
        Column("党员数", "{{ 支.统计.党员总数 }}", 13),
        *phases,
        Column("集中学习\n（月）", "{{ 支.集中学习月数 }}", 22),
        Column("备　注", "", 14),
    )
    return forms.register("支 in 支部们", *columns, row=forms.HEAD)


# --- 13 领导干部联系点安排表 --------------------------------------------------------------------------------------


def contacts(fonts: Fonts) -> bytes:
    """Return 联系点安排表.docx: a row for each leader with each of his branches, his own cells merged."""
    grid = mm(10, 22, 48, 50, 22, 16, 25, 32)
    titles = ("序号", "领导姓名", "职　务", "联系点", "支部书记", "党员数", "支部状态", "联系电话")
    branch = tuple(
        small(f"{{{{ 点.{content} }}}}", left=left)
        for content, left in (("支部", True), ("书记|补位", False), ("党员数", False), ("状态", False))
    )

    def row(*, first: bool) -> str:
        leader = (merged(f"{{{{ 点.{name} }}}}", first=first) for name in ("领序", "领导|补位", "职务"))
        return grid.row(*leader, *branch, merged("{{ 点.电话 }}", first=first), height=forms.HEAD)

    rows = grid.each("点 in 联系点们", grid.when("点.首", row(first=True), otherwise=(row(first=False),)))
    blank = grid.when("not 联系点们", forms.empty(grid, 8, forms.WRITTEN))
    return paper(
        forms.head('单位.全域 ~ "领导干部" ~ 活动.简称 ~ "联系点安排表"', "[活动.简称]", "单位：{{ 单位.名称 }}"),
        grid.table(grid.row(*map(small_label, titles), height=forms.HEAD, head=True), rows, blank),
        fonts=fonts,
        page=LANDSCAPE,
    )


# --- 14 联系点工作记录 --------------------------------------------------------------------------------------------


def contact_log(fonts: Fonts) -> bytes:
    """Return 联系点工作记录.docx: what a leader has done at one of his branches; the visits are written by hand."""
    whose = mm(22, 56, 22, 56)
    return paper(
        forms.head('"领导干部" ~ 活动.简称 ~ "联系点工作记录"', "[活动.简称]"),
        p.line("TableTitle", "", p.before_by(60)),
        whose.table(
            forms.facts(whose, ("联系领导", "{{ 点.领导 }}"), ("职　务", "{{ 点.职务 }}"), row=forms.HEAD),
            forms.facts(whose, ("联系点", "{{ 点.支部 }}"), ("支部书记", "{{ 点.书记 }}"), row=forms.HEAD),
        ),
        p.line("TableTitle", "工作记录", p.before_by(120)),
        _visits(),
        fonts=fonts,
    )


def _visits() -> str:
    grid = mm(10, 28, 58, 40, 20)
    titles = ("序号", "日　期", "工作内容", "帮助解决的问题", "陪同人")
    return grid.table(
        grid.row(*map(small_label, titles), height=forms.HEAD, head=True),
        forms.empty(grid, 8, forms.height(20)),
    )


# --- 16 主持词 ----------------------------------------------------------------------------------------------------


def hosting(fonts: Fonts) -> bytes:
    """Return 主持词.docx: the frame of who presides; what he sums up at the end is his own."""
    return paper(
        p.title('{{ (会议.名称 ~ "主持词")|分行([活动.名称]) }}'),
        speeches.speaker("会议", "主持人"),
        p.line("Addressee", "{{ 会议.称呼 }}："),
        p.body("现在开会。"),
        p.body(
            "经{{ 单位.简略 }}研究，今天召开{{ 会议.名称 }}，主要任务是对{{ 单位.全域 }}{{ 活动.名称 }}进行动员和部署。"
            '{% if 会议.参加人员 %}参加今天会议的有：{{ 会议.参加人员|join("，") }}。{% endif %}'
        ),
        p.when("会议.列席", p.body(f"列席今天会议的有：{p.people('会议.列席')}。")),
        p.when(
            "会议.议程|length > 1",
            p.body("今天的会议共有{{ 会议.议程|length|汉字 }}项议程。"),
            p.each("程 in 会议.议程", p.body('下面，进行第{{ loop.index|汉字 }}项：{{ 程.strip("。；;") }}。')),
            otherwise=(p.each("程 in 会议.议程", p.body('下面进行会议的议程：{{ 程.strip("。；;") }}。')),),
        ),
        p.body("会议议程进行完毕，下面作会议小结："),
        p.ruled(_CLOSING, PORTRAIT.measure),
        p.body("散会。"),
        fonts=fonts,
    )


# --- 17 签到表 ----------------------------------------------------------------------------------------------------

_SIGN_IN = mm(12, 52, 26, 34, 32)


def sign_in(fonts: Fonts) -> bytes:
    """Return 签到表.docx: whom each branch sends, else as many blank rows as it may send."""
    grid = _SIGN_IN
    number = "{% set 表.号 = 表.号 + 1 %}{{ 表.号 }}"
    sent = grid.each(
        "人 in 支.参会人员",
        _signed(grid, number, "{{ 支.简称 }}", "{{ 人|补位 }}", "{% if 人 == 支.书记 %}党支部书记{% endif %}"),
    )
    quota = grid.each("空 in range(支.名额 or 1)", _signed(grid, number, "{{ 支.简称 }}"))
    rows = grid.each("支 in 支部们", grid.when("支.参会人员", sent, otherwise=(quota,)))
    guests = grid.each("人 in 会议.列席", _signed(grid, number, "列席", "{{ 人.姓名|补位 }}", "{{ 人.职务 }}"))
    return paper(
        forms.head('会议.名称 ~ "签到表"', "[活动.名称]"),
        p.let("表 = namespace(号=0, 应到=0, 知道=1)"),
        p.each(
            "支 in 支部们",
            p.let("人数 = 支.参会人员|length or 支.名额"),
            p.when("人数", p.let("表.应到 = 表.应到 + 人数"), otherwise=(p.let("表.知道 = 0"),)),
        ),
        p.line("TableTitle", "", p.before_by(60)),
        grid.table(
            grid.row(
                small("时间：{{ 会议.时间 }}\n地点：{{ 会议.地点 }}", 5, left=True), height=forms.WRITTEN, head=True
            ),
            grid.row(*map(small_label, ("序号", "单　位", "姓　名", "职　务", "签　名")), height=forms.HEAD, head=True),
            rows,
            guests,
            _signed(grid, number) * _LATE_COMERS,
            grid.row(
                small(
                    "应到{% if 表.知道 and 表.应到 %}{{ 表.应到 }}{% else %}　　　{% endif %}人（不含列席），实到　　　人",
                    5,
                ),
                height=forms.HEAD,
            ),
        ),
        fonts=fonts,
    )


def _signed(grid: Grid, number: str, unit: str = "", name: str = "", office: str = "") -> str:
    cells = (small(number), small(unit, left=True), small(name), small(office), small(""))
    return grid.row(*cells, height=forms.HEAD)
