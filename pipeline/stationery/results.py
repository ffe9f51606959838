"""整改提高 (41–44), from what was written down: what is posted, what people think of it, who is helped."""

from __future__ import annotations

from pipeline.model.frozen import frozen
from pipeline.stationery import footing, forms, letterhead
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import RegisterColumn, mm, small, small_label
from pipeline.stationery.gathered import UNTIL, UNTIL_ALL
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, LINE, PORTRAIT
from pipeline.stationery.styles import Fonts


@frozen
class _Owner:
    """Whose a paper is, in the words of a template."""

    title: str  # begins a title; ends in ~
    keep: str
    name: str
    counts: str
    until: str


_BRANCH = _Owner("支部.简称 ~ ", "[支部.简称, 活动.简称]", "支部.名称", "支部.统计", UNTIL)
_TOWNSHIP = _Owner("单位.简略 ~ ", "[活动.简称]", "单位.名称", "统计", UNTIL_ALL)

# --- 41 整改情况公示 ----------------------------------------------------------------------------------------------

_ACROSS = 40  # characters of a line of a page across


def branch_notice(fonts: Fonts) -> bytes:
    """Return 整改情况公示-支部.docx: for the wall."""
    return _notice(_BRANCH, fonts)


def township_notice(fonts: Fonts) -> bytes:
    """Return 整改情况公示-全镇.docx: the committee's own."""
    return _notice(_TOWNSHIP, fonts)


def _notice(owner: _Owner, fonts: Fonts) -> bytes:
    measures = (
        '{% for 措 in 题.整改措施 %}{{ 措.strip("。；;") }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}'
    )
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        RegisterColumn("问　题", "{{ 题.具体问题 }}", 70, left=True),
        RegisterColumn("整改措施", measures, 73, left=True),
        forms.named("责任人", "题.责任人", 22),
        RegisterColumn("整改时限", forms.day("题.整改时限"), 25),
        RegisterColumn("完成情况", "{{ 题.完成情况 }}", 25),
    )
    days = (
        "公示期：{% if 活动.公示.开始 %}{{ 活动.公示.开始 }}起{% else %}　　　　年　　月　　日起{% endif %}"
        "{% if 活动.公示.天数 %}{{ 活动.公示.天数 }}天{% else %}＿＿天{% endif %}。"
        "对公示内容有意见的，可以向{{ 单位.简略 }}反映。监督电话：{{ 活动.公示.监督电话 or 单位.电话 or '＿＿＿＿＿＿' }}。"
    )
    return paper(
        forms.head(
            f'{owner.title}活动.简称 ~ "整改情况公示"',
            owner.keep,
        ),
        p.line(
            "Body",
            "现将{{ 活动.名称 }}中查找出的问题及其整改情况予以公示，接受党员和群众监督。" + days,
            p.before_by(LINE),
        ),
        p.unsealed(owner.name, "", _ACROSS),
        forms.pad(),
        forms.register("题 in 公示们", *columns),
        fonts=fonts,
        page=LANDSCAPE,
    )


# --- 43 满意度测评报告 --------------------------------------------------------------------------------------------

_EVENED = "注：各占比保留一位小数，加起来是100.0%，票数相同的可能相差0.1个百分点。"
_COUNTED = '{{ 活动.测评.计入满意率|join("＋") }}'
_RATES = (
    f"注：{{% if 活动.测评.计入满意率 %}}满意率按{_COUNTED}计；{{% endif %}}没有“总体评价”一项的，有效票是各项相加。"
)
_WIDE = 4  # columns in which a share in parentheses stands on one line
_SHARED = 88  # mm that the grades share


def branch_survey(fonts: Fonts) -> bytes:
    """Return 满意度测评报告-支部.docx."""
    return paper(
        p.title('{{ (支部.简称 ~ 活动.简称 ~ "满意度测评报告")|分行([支部.简称, 活动.简称]) }}'),
        p.line("Addressee", "{{ 单位.名称 }}："),
        *_survey(_BRANCH),
        p.heading(1, "四、存在的问题和整改打算"),
        _open(),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


def township_survey(fonts: Fonts) -> bytes:
    """Return 满意度测评报告-全镇.docx: of the committee itself, and each branch's rate."""
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 16),
        forms.organisations(80),
        RegisterColumn("有效票（张次）", "{{ 支.统计.测评票数 }}", 30),
        RegisterColumn("满意率", "{{ 支.统计.满意率 }}", 30),
    )
    return paper(
        p.title('{{ (单位.名称 ~ "关于" ~ 活动.简称 ~ "群众满意度测评情况的报告")|分行([单位.名称, 活动.简称]) }}'),
        p.body(""),
        p.when("测评们", *_survey(_TOWNSHIP)),
        p.heading(1, "{% if 测评们 %}四{% else %}一{% endif %}、各" + forms.ORGANISATION + "的测评结果"),
        forms.register("支 in 支部们", *columns),
        p.line("TableTitle", _RATES, p.before_by(120)),
        p.heading(1, "{% if 测评们 %}五{% else %}二{% endif %}、存在的问题和整改打算"),
        _open(),
        p.when(letterhead.ON_PAPER, p.signature("单位.名称", '""'), otherwise=(p.unsealed("单位.名称", ""),)),
        fonts=fonts,
    )


def _open() -> str:
    return p.ruled(4, PORTRAIT.measure, kept=True)


def _survey(owner: _Owner) -> tuple[str, ...]:
    """Return the parts of a report on the rows of one owner."""
    told = (
        "{% if 测评结果.发出 %}发出测评票{{ 测评结果.发出 }}张{% if 测评结果.收回 %}，收回{{ 测评结果.收回 }}张{% endif %}"
        "{% if 测评结果.有效 %}，有效{{ 测评结果.有效 }}张{% endif %}。"
        "{% elif 测评结果.有效 %}有效票{{ 测评结果.有效 }}张。{% endif %}"
    )
    who = "{% for 象 in 测评结果.对象们 %}{{ 象.对象 }}{% if 象.人数 != '' %}{{ 象.人数 }}人{% endif %}{% if not loop.last %}、{% endif %}{% endfor %}"
    return (
        p.heading(1, "一、组织情况"),
        p.body(f"对{{{{ {owner.name} }}}}开展{{{{ 活动.名称 }}}}的情况进行了群众满意度测评，测评不记名。{told}"),
        p.heading(1, "二、参评人员"),
        p.when("测评结果.对象们", p.body(f"按有效票计算：{who}。"), otherwise=(p.ruled(1, PORTRAIT.measure),)),
        p.heading(1, "三、测评结果"),
        p.choose(*((f"测评结果.等次|length == {count}", (_results(count),)) for count in range(3, 7))),
        p.when("测评结果.尾差", p.line("TableTitle", _EVENED, p.before_by(120))),
        p.when(
            "测评结果.满意率",
            p.line(
                "Body",
                f"{{% if 测评结果.总体 %}}总体评价的{{% endif %}}满意率（{_COUNTED}）为{{{{ 测评结果.满意率 }}}}。",
                p.before_by(200) + w("jc", val="left"),
            ),
        ),
    )


def _results(count: int) -> str:
    grid = mm(52, 16, *[_SHARED / count] * count)
    shown = "（{{{{ 目.各等[{}].占比 }}}}）" if count <= _WIDE else "{{{{ 目.各等[{}].占比 }}}}"
    row = grid.row(
        small("{{ 目.项目 or '（没有写项目）' }}", left=True),
        small("{{ 目.有效 }}"),
        *(small(f"{{{{ 目.各等[{at}].票数 }}}}\n{shown.format(at)}") for at in range(count)),
        height=forms.ROW,
    )
    return (
        grid.table(
            grid.row(
                *map(small_label, ("测评项目", "有效票", *(f"{{{{ 测评结果.等次[{at}] }}}}" for at in range(count)))),
                height=forms.HEAD,
                head=True,
            ),
            grid.each("目 in 测评结果.项目们", row),
        )
        + p.hairline()
    )


# --- 44 帮扶送温暖台账 --------------------------------------------------------------------------------------------

_BLANKS = 10


def branch_help(fonts: Fonts) -> bytes:
    """Return 帮扶送温暖台账-支部.docx: who is helped by whom; without a list, rows for a hand."""
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        forms.named("姓　名", "帮.姓名|补位", 22),
        RegisterColumn("类　别", "{{ 帮.对象类别 }}", 22),
        RegisterColumn("住　址", "{{ 帮.住址 }}", 40, left=True),
        RegisterColumn("困难原因", "{{ 帮.致困原因 }}", 33, left=True),
        forms.named("帮　扶\n责任人", '帮.帮扶责任人|join("、")', 22),
        RegisterColumn(
            "帮扶措施",
            "{{ 帮.帮扶措施 }}{% if 帮.帮扶措施 and 帮.慰问物品 %}；{% endif %}{{ 帮.慰问物品 }}",
            36,
            left=True,
        ),
        RegisterColumn("走访日期", forms.day("帮.走访日期"), 22),
        RegisterColumn("金　额\n（元）", "{{ 帮.慰问金额 }}", 18),
    )
    grid = mm(*(column.mm for column in columns))
    total = grid.row(
        small_label("合　计", 2),
        small("{{ 支部.统计.帮扶人数 }}人（户）", 6),
        small("{{ 支部.统计.慰问金合计 }}"),
        height=forms.HEAD,
    )
    return paper(
        forms.head('支部.简称 ~ 活动.简称 ~ "帮扶送温暖台账"', "[支部.简称, 活动.简称]", forms.of_branch() + UNTIL),
        forms.register(
            "帮 in 帮扶们 if not 帮.截至以后",
            *columns,
            blanks=_BLANKS,
            unless="帮扶们",
            foot=grid.when("帮扶们", total),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )


def township_help(fonts: Fonts) -> bytes:
    """Return 帮扶送温暖台账-全镇.docx: of each branch how many, nobody's name."""
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 20),
        forms.organisations(85),
        RegisterColumn("帮扶人（户）数", "{{ 支.统计.帮扶人数 }}", 40),
        RegisterColumn("慰问金（元）", "{{ 支.统计.慰问金合计 }}", 40),
        RegisterColumn("备　注", "", 40),
    )
    grid = mm(*(column.mm for column in columns))
    return paper(
        forms.head('单位.全域 ~ 活动.简称 ~ "帮扶送温暖台账"', "[活动.简称]", "单位：{{ 单位.名称 }}" + UNTIL_ALL),
        grid.table(
            forms.heads(grid, columns),
            forms.lines_above_a_sum(grid, "支 in 支部们", columns),
            footing.below(grid, ("帮扶人数", "慰问金合计", "")),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )
