"""换届 (60–64): candidates, the ballot, what it came to. They come with `init --kind 换届`, not with every workspace.

docs/换届.md makes papers of the same words from a text editor alone. Names keep the order in which the office lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import mm
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE
from pipeline.stationery.styles import SIZE_S4, Fonts
from pipeline.stationery.tables import Grid, label, value

_ROW = 540  # twips, 9.5 mm
_VOTE, _LOW_VOTE = 680, 454  # 12 mm and 8 mm: a ballot is one page, to ten candidates
_FEW = 6  # candidates for whom there is room
_GIVEN = "{% if 候选们[0].选举日期 %}{{ 候选们[0].选举日期 }}，{% endif %}{{ 支部.名称 }}召开党员大会，"
_NAME = "选.姓名|补位"
_AIR = w("spacing", before=LINE // 2)


def candidates(fonts: Fonts) -> bytes:
    """Return 候选人公示.docx: for the wall."""
    days = (
        "公示期：{% if 活动.公示.开始 %}{{ 活动.公示.开始 }}起{% else %}　　　　年　　月　　日起{% endif %}"
        "{% if 活动.公示.天数 %}{{ 活动.公示.天数 }}天{% else %}＿＿天{% endif %}。公示期间，对候选人有意见的，请向"
        "{% if 单位.办公室 %}{{ 单位.办公室 }}{% else %}{{ 单位.简称 }}{% endif %}反映。"
        "{% if 活动.公示.监督电话 %}监督电话：{{ 活动.公示.监督电话 }}。{% endif %}"
    )
    return paper(
        _title('支部.简称 ~ "委员会候选人公示"'),
        p.line(
            "Body",
            "经{{ 支部.称谓 }}党员酝酿、按规定程序提名，现将{{ 支部.名称 }}新一届委员会候选人名单公示如下：",
            p.before_by(LINE),
        ),
        _named(mm(16, 60, 80), ("姓　名", "拟任职务"), "候选们"),
        p.hairline(),
        p.line("Body", days, w("keepNext") + _AIR),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


def ballot(fonts: Fonts) -> bytes:
    """Return 选票.docx: one page without a number; nothing on it tells who has voted."""
    grid = mm(46, 32, 26, 26, 26)
    heads = grid.row(*map(label, ("姓　名", "拟任职务", "赞成", "反对", "弃权")), height=forms.HEAD, head=True)

    def rows(height: int) -> str:
        one = (value(forms.fit(_NAME, grid.inside(0))), value("{{ 选.拟任职务 }}"), value(""), value(""), value(""))
        other = (value("另选他人：", align="left"), *(value("") for _ in range(4)))
        return grid.table(
            heads,
            grid.each("选 in 候选们", grid.row(*one, height=height)),
            grid.each("选 in 候选们", grid.row(*other, height=height)),
        )

    return paper(
        _title('支部.简称 ~ "委员会选举选票"'),
        p.line("TableTitle", "", p.before_by(60)),
        p.choose((f"候选们|length <= {_FEW}", (rows(_VOTE),)), ("", (rows(_LOW_VOTE),))),
        p.line(
            "TableTitle",
            "说明：在每名候选人右边的一栏里画“○”，只画一栏；要另选他人的，在“另选他人”后面写上姓名、画“○”。本票不记名。",
            w("spacing", before=160),
        ),
        fonts=fonts,
        numbered=False,
    )


def report(fonts: Fonts) -> bytes:
    """Return 选举结果报告.docx: the branch's, upwards."""
    columns = ("姓　名", forms.fitted(_NAME, 36, SIZE_S4)), *((name, f"{{{{ 选.{name} }}}}") for name in _COUNTED)
    grid = mm(36, 30, 22, 22, 22, 24)
    votes = grid.table(
        grid.row(*(label(head) for head, _ in columns), height=forms.HEAD, head=True),
        grid.each("选 in 候选们", grid.row(*(value(content) for _, content in columns), height=forms.ROW)),
    )
    return paper(
        _title('"关于" ~ 支部.简称 ~ "委员会选举结果的报告"'),
        p.line("Addressee", "{{ 单位.名称 }}："),
        p.body(f"{_GIVEN}选举新一届{forms.COMMITTEE}。现将选举结果报告如下："),
        p.heading(1, "一、到会情况"),
        p.body(
            "有选举权的党员应到{{ 候选们[0].应到 }}名，实到{{ 候选们[0].实到 }}名，到会率{{ 候选们[0].实到|占比(候选们[0].应到) }}，"
            "达到应到会人数的五分之四以上，符合规定人数。"
        ),
        p.heading(1, "二、投票情况"),
        p.body(
            "发出选票{{ 候选们[0].发出 }}张，收回{{ 候选们[0].收回 }}张，其中有效票{{ 候选们[0].有效 }}张。各候选人得票如下："
        ),
        votes,
        p.hairline(),
        p.line("Body", "以上结果，请予审批。", w("keepNext") + _AIR),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


_COUNTED = ("拟任职务", "赞成", "反对", "弃权", "结果")


def announcement(fonts: Fonts) -> bytes:
    """Return 选举结果公告.docx: for the wall."""
    return paper(
        _title('支部.简称 ~ "委员会选举结果公告"'),
        p.line(
            "Body",
            f"{_GIVEN}以无记名投票方式选举产生了新一届{forms.COMMITTEE}。当选名单如下：",
            p.before_by(LINE),
        ),
        _named(mm(16, 60, 80), ("姓　名", "职　务"), "候选们 if 选.结果 == '当选'"),
        p.hairline(),
        p.line("Body", "特此公告。", w("keepNext") + _AIR),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


_ELECTED = (
    "{% set 和 = namespace(数=0) %}{% for 支 in 支部们 if 支.统计.出结果人数 and 支.统计.出结果人数 == 支.统计.候选人数 %}"
    "{% set 和.数 = 和.数 + 支.统计.当选人数 %}{% endfor %}{{ 和.数 or '未选' }}"
)
"""The sum of those rows that say a number: a branch whose results are half written down has none yet."""


def summary(fonts: Fonts) -> bytes:
    """Return 换届选举情况汇总表.docx: the township's."""
    names = ("应到", "实到", "到会率")
    counted = "支.统计.出结果人数 and 支.统计.出结果人数 == 支.统计.候选人数"
    elected = (
        "{{ 支.统计.选举应到 or '待填' }}",
        "{{ 支.统计.选举实到 or '未选' }}",
        "{{ 支.统计.选举到会率 if 支.统计.选举实到 else '未选' }}",
        "{{ 支.统计.候选人数 or '待填' }}",
        f"{{{{ 支.统计.当选人数 if {counted} else ('待填' if 支.统计.选举实到 else '未选') }}}}",
    )
    row = (
        value("{{ loop.index }}"),
        value(forms.fitted("支.简称", 53, SIZE_S4), align="left"),
        *map(value, elected),
    )
    grid = mm(13, 53, 18, 18, 22, 16, 16)
    return paper(
        _title('单位.全域 ~ "党支部换届选举情况汇总表"'),
        p.line("TableTitle", "填报单位：{{ 单位.名称 }}", p.before_by(120)),
        grid.table(
            grid.row(*map(label, ("序号", forms.ORGANISATION, *names, "候选人", "当选")), height=forms.HEAD, head=True),
            grid.each("支 in 支部们", grid.row(*row, height=_ROW)),
            grid.row(
                label("合　计", 5),
                value("{{ 统计.候选人数 or '待填' }}"),
                value(_ELECTED),
                height=forms.HEAD,
            ),
        ),
        fonts=fonts,
    )


def _title(words: str) -> str:
    return p.title(f"{{{{ ({words})|分行([支部.简称]) }}}}" if "支部.简称" in words else f"{{{{ {words} }}}}")


def _named(grid: Grid, heads: tuple[str, str], listed: str) -> str:
    """Return a list of people with their offices."""
    return grid.table(
        grid.row(*map(label, ("序号", *heads)), height=forms.HEAD, head=True),
        grid.each(
            f"选 in {listed}",
            grid.row(
                value("{{ loop.index }}"),
                value(forms.fit(_NAME, grid.inside(1))),
                value("{{ 选.拟任职务 }}"),
                height=_ROW,
            ),
        ),
    )


ELECTION_PAPERS: Mapping[str, Callable[[Fonts], bytes]] = {
    "候选人公示.docx": candidates,
    "选票.docx": ballot,
    "选举结果报告.docx": report,
    "选举结果公告.docx": announcement,
    "换届选举情况汇总表.docx": summary,
}
