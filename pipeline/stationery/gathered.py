"""分析评议 (31–38), from what was written down: opinions, the life meeting, votes. Figures as the sheets have them."""

from __future__ import annotations

from pipeline.stationery import analyses, footing, forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import RegisterColumn, mm, small, small_label
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, PORTRAIT
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import label, value

UNTIL = "{% if 支部.截至 %}　　　　截至{{ 支部.截至 }}{% endif %}"
UNTIL_ALL = "{% if 活动.截至 %}　　　　截至{{ 活动.截至 }}{% endif %}"

# --- 31 征求意见汇总表 --------------------------------------------------------------------------------------------

_OPINIONS = (
    RegisterColumn("序号", "{{ 意.序号 }}", 10),
    RegisterColumn("意见建议（原文）", "{{ 意.意见内容 }}", 74, left=True),
    RegisterColumn("类　别", "{{ 意.类别 }}", 20),
    RegisterColumn("反映对象", "{{ 意.反映对象 }}", 20),
    RegisterColumn("来源方式", "{{ 意.来源方式 }}", 20),
    RegisterColumn("反映人\n类　别", "{{ 意.反映人类别 }}", 20),
    RegisterColumn("归入", "{{ 意.归入 }}", 14),
    RegisterColumn("拟办意见", "{{ 意.拟办意见 }}", 25, left=True),
    RegisterColumn("问题编号", "{{ 意.问题编号 }}", 22),
)


def _by(column: str) -> str:
    """Return how many opinions there are of each sort, in the sheet's order; nothing where the column is empty."""
    told = f'意见们|map(attribute="{column}")|select|unique|list'
    one = f'{{{{ 种 }}}}{{{{ 意见们|selectattr("{column}", "equalto", 种)|list|length }}}}条'
    return (
        f"{{% for 种 in {told} %}}{{% if loop.first %}}　　{column}：{{% endif %}}{one}"
        "{% if not loop.last %}、{% endif %}{% endfor %}"
    )


_COUNTED = '原始意见{{ 意见们|length }}条，归并后{{ 意见们|rejectattr("归入")|list|length }}条。'


def branch_opinions(fonts: Fonts) -> bytes:
    """Return 征求意见汇总表-支部.docx: each opinion as it was given."""
    return paper(
        forms.head(
            '支部.简称 ~ 活动.简称 ~ "征求意见汇总表"',
            "[支部.简称, 活动.简称]",
            _COUNTED + _by("来源方式") + _by("反映人类别"),
        ),
        forms.register("意 in 意见们", *_OPINIONS),
        fonts=fonts,
        page=LANDSCAPE,
    )


def township_opinions(fonts: Fonts) -> bytes:
    """Return 征求意见汇总表-全镇.docx: the committee's own, of the branches how many."""
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 20),
        forms.organisations(115),
        RegisterColumn("原始意见（条）", "{{ 支.统计.意见数 }}", 45),
        RegisterColumn("归并后（条）", "{{ 支.统计.归并意见数 }}", 45),
    )
    grid = mm(*(column.mm for column in columns))
    return paper(
        forms.head('单位.全域 ~ 活动.简称 ~ "征求意见汇总表"', "[活动.简称]"),
        p.when(
            "意见们",
            p.line("TableTitle", f"对{{{{ 单位.简略 }}}}的意见　　{_COUNTED}", p.before_by(120)),
            forms.register("意 in 意见们", *_OPINIONS),
        ),
        p.line("TableTitle", f"各{forms.ORGANISATION}征求意见情况", p.before_by(120)),
        grid.table(
            forms.heads(grid, columns),
            forms.lines_above_a_sum(grid, "支 in 支部们", columns),
            footing.below(grid, ("意见数", "归并意见数")),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )


# --- 35 组织生活会情况报告 ----------------------------------------------------------------------------------------

LIFE = '会 in 会议记录们 if "组织生活会" in 会.会议名称'
_VERDICTS = (
    "{% set 评 = namespace(数=0, 段=[]) %}{% for 等 in 活动.评议.等次 %}"
    '{% set 数 = 评议们|selectattr("评定等次", "equalto", 等)|list|length %}'
    "{% set 评.数 = 评.数 + 数 %}{% set 评.段 = 评.段 + [等 ~ 数 ~ '名'] %}{% endfor %}"
    '参加评议的党员{{ 评议们|length }}名{% if 评.数 %}，评定等次的{{ 评.数 }}名：{{ 评.段|join("、") }}{% endif %}。'
)


DUE = '{% if 支部.统计.应到 != "" and 会.应到 != 支部.统计.应到 %}（按花名册应到{{ 支部.统计.应到 }}名）{% endif %}'
"""Both figures, where a meeting's own is another than the roster's."""


def meeting_report(fonts: Fonts) -> bytes:
    """Return 组织生活会情况报告.docx: what the branch reports; what still is wrong it says itself."""
    absent = '{% if 会.请假 %}，请假缺席：{{ 会.请假|join("、") }}{% endif %}'
    held = (
        "{% if loop.length > 1 %}（{{ loop.index|汉字 }}）{% endif %}{{ 会.日期 }}，{% if 会.地点 %}在{{ 会.地点 }}{% endif %}"
        "召开{{ 会.会议名称 }}{% if 会.主持人 %}，由{{ 会.主持人 }}同志主持{% endif %}。"
        f"应到{{{{ 会.应到 }}}}名{DUE}，实到{{{{ 会.实到 }}}}名，到会率{{{{ 会.实到|占比(会.应到) }}}}{absent}。"
        '{% if 会.列席 %}列席：{{ 会.列席|join("、") }}。{% endif %}'
        "{% if 会.自我批评 or 会.相互批评 %}会上提出{% if 会.自我批评 %}自我批评意见{{ 会.自我批评 }}条{% endif %}"
        "{% if 会.自我批评 and 会.相互批评 %}、{% endif %}"
        "{% if 会.相互批评 %}相互批评意见{{ 会.相互批评 }}条{% endif %}。{% endif %}"
    )
    return paper(
        p.title('{{ (支部.简称 ~ "关于" ~ 活动.简称 ~ "专题组织生活会情况的报告")|分行([支部.简称, 活动.简称]) }}'),
        p.line("Addressee", "{{ 单位.名称 }}："),
        p.body("按照{{ 活动.名称 }}的安排，{{ 支部.简称 }}召开了专题组织生活会。现将有关情况报告如下。"),
        p.heading(1, "一、会前准备情况"),
        p.body(
            f"应参学党员{forms.people('支部.统计.应参学')}名。"
            "{% if 支部.统计.意见数 %}征求到意见{{ 支部.统计.意见数 }}条，归并后{{ 支部.统计.归并意见数 }}条。{% endif %}"
            "{% if 支部.统计.谈心人次 %}开展谈心谈话{{ 支部.统计.谈心人次 }}人次。{% endif %}"
        ),
        p.heading(1, "二、会议召开情况"),
        p.each(LIFE, p.body(held)),
        p.heading(1, "三、民主评议结果"),
        p.when("评议们", p.body(_VERDICTS), otherwise=(p.ruled(2, PORTRAIT.measure),)),
        p.heading(1, "四、整改安排"),
        p.when(
            "支部.统计.问题数",
            p.body(
                "查找出的问题{{ 支部.统计.问题数 }}个，已列入整改台账，逐条明确措施、责任人和时限"
                '{% if 支部.统计.已完成数 != "" %}；已完成{{ 支部.统计.已完成数 }}个{% endif %}'
                "{% if 支部.统计.长期坚持数 %}，长期坚持{{ 支部.统计.长期坚持数 }}个{% endif %}。"
            ),
            otherwise=(p.ruled(3, PORTRAIT.measure),),
        ),
        p.heading(1, "五、存在的问题"),
        p.ruled(4, PORTRAIT.measure, kept=True),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


# --- 37 民主评议汇总表 --------------------------------------------------------------------------------------------

_WIDTHS = {3: (22, 22, 22), 4: (16, 16, 18, 16)}  # mm of the grades, by their number


def votes(fonts: Fonts) -> bytes:
    """Return 民主评议汇总表-支部.docx: the votes of each; what he is graded was decided by the branch, not computed."""
    told = '评议们|map(attribute="{}")|select|unique|list'
    figures = "".join(
        f"　{name}：{{% for 数 in {told.format(name)} %}}{{{{ 数 }}}}{{% if not loop.last %}}、{{% endif %}}{{% endfor %}}"
        for name in ("发出", "收回", "有效")
    )
    return paper(
        forms.head(
            '支部.简称 ~ "民主评议党员汇总表"',
            "[支部.简称]",
            f"应参评（应参学党员）：{forms.people('支部.统计.应参学')}{figures}",
        ),
        p.choose(*((f"活动.评议.等次|length == {count}", (_votes(widths),)) for count, widths in _WIDTHS.items())),
        fonts=fonts,
    )


_SHARE = '{% if 评.各等[0].票数 != "" %}{{ 评.各等[0].票数|占比(评.各等|map(attribute="票数")|select|sum) }}{% endif %}'
"""A single ratio, which is rounded by itself: those of all grades are evened out to 100.0."""


def _votes(widths: tuple[int, ...]) -> str:
    grid = mm(10, 22, 14, *widths, 18, 92 - sum(widths))
    grades = range(len(widths))
    contents = (
        "{{ 评.序号 }}", forms.told_apart("评.姓名", 22), "{{ 评.有效 }}", *(f"{{{{ 评.各等[{at}].票数 }}}}" for at in grades), _SHARE,
        "{{ 评.评定等次 }}",
    )  # fmt: skip
    columns = tuple(RegisterColumn("", content, 0) for content in contents)
    given = (
        small(
            f'{{% if 支部.统计.评定优秀 != "" %}}'
            f'{{{{ 评议们|selectattr("评定等次", "equalto", 活动.评议.等次[{at}])|list|length }}}}{{% endif %}}',
            kept=True,
        )
        for at in grades
    )
    return grid.table(
        grid.row(
            *map(
                small_label,
                (
                    "序号", "姓　名", "有效票", *(f"{{{{ 活动.评议.等次[{at}] }}}}" for at in grades),
                    "{{ 活动.评议.等次[0] }}\n占　比", "评定等次",
                ),
            ),
            height=forms.HEAD,
            head=True,
        ),
        forms.lines_above_a_sum(grid, "评 in 评议们", columns),
        grid.row(small_label("评定人数", 3, kept=True), *given, small("", 2, kept=True), height=forms.HEAD),
        forms.note(grid, "{{ 活动.评议.等次[0] }}占比＝该等次票数÷各等次票数之和；评定等次由" + forms.COMMITTEE + "研究确定，预备党员不评等次。"),
    )  # fmt: skip


_CAST = (("应参评", "应参学"), ("发出", "评议发出"), ("收回", "评议收回"), ("有效", "评议有效"))
_GRADED = {3: (27, 27, 26), 4: (20, 20, 20, 20)}  # mm of the grades, by their number
_OF_FULL = "正式党员"  # below 优秀占比: of the branches that have handed in their grades


def township_votes(fonts: Fonts) -> bytes:
    """Return 民主评议汇总表-全镇.docx: how many of each branch; the votes stay with the branches."""
    return paper(
        forms.head(
            '单位.全域 ~ "民主评议党员情况汇总表"',
            "[]",
            "单位：{{ 单位.名称 }}" + UNTIL_ALL,
        ),
        p.choose(*((f"活动.评议.等次|length == {count}", (_tally(widths),)) for count, widths in _GRADED.items())),
        fonts=fonts,
        page=LANDSCAPE,
    )


def _tally(widths: tuple[int, ...]) -> str:
    def shown(name: str) -> str:
        number = f"{{{{ 支.统计.{name} }}}}"
        return f'{{% if 支.统计.优秀占比 != "" %}}{number}{{% endif %}}' if name == _OF_FULL else number

    tallied = (
        *((head, name, 16) for head, name in _CAST),
        *((f"{{{{ 活动.评议.等次[{at}] }}}}", f"评定各等[{at}]", width) for at, width in enumerate(widths)),
        ("正式\n党员", _OF_FULL, 16),
        ("{{ 活动.评议.等次[0] }}\n占比", "优秀占比", 18),
    )
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        forms.organisations(37),
        *(RegisterColumn(head, shown(name), width) for head, name, width in tallied),
    )
    grid = mm(*(column.mm for column in columns))

    def total(name: str) -> str:
        """Return a sum: of ballots over the branches, for each branch has its own."""
        if name == _OF_FULL:
            return footing.of_those_with("优秀占比", name)
        if name.startswith("评议"):
            return f"{{% if 填报支部数.{name} %}}{footing.of_those_with(name, name)}{{% endif %}}"
        return f"{{{{ 统计.{name} }}}}"

    first = "{{ 活动.评议.等次[0] }}"
    return grid.table(
        forms.heads(grid, columns),
        forms.lines_above_a_sum(grid, "支 in 支部们", columns),
        footing.below(
            grid,
            ["" if name == _OF_FULL else name for _, name, _ in tallied],
            [total(name) for _, name, _ in tallied],
            note=f"{first}等各栏是评定的人数；{first}占比＝评定{first}人数÷表中“正式党员”数，没有报来评定等次的不算在内。"
            "票数由{{ 单位.所属 }}保存。",
        ),
    )


# --- 38 评议意见反馈书 --------------------------------------------------------------------------------------------


_LONG = "支部.简称|字宽 > 16"  # a name of three lines and more, which must not part the signature from the form


def feedback(fonts: Fonts) -> bytes:
    """Return 评议意见反馈书.docx: to each member what he was graded; what is said of him is written by hand."""
    grid = analyses.GRID
    # votes that do not add up and a grade that nobody may have stop his paper, too: both are looked at here
    graded = (
        "{% for 评 in 评议们 %}{% if 评.有效 == '' %}{% endif %}{{ 评.评定等次 }}"
        '{% if 党员.人员类别 == "预备党员" and not 评.评定等次 %}预备党员，不评定等次{% endif %}{% endfor %}'
    )
    return paper(
        p.title('{{ (活动.简称 ~ "民主评议意见反馈书")|分行([活动.简称]) }}'),
        p.line("TableTitle", "", p.before_by(60)),
        grid.table(
            *analyses.identity(phone=False),
            forms.written(grid, "主要\n成绩", 40),
            *(
                grid.when(_LONG, forms.written(grid, part, 31), otherwise=(forms.written(grid, part, 40),))
                for part in ("存在\n问题", "努力\n方向")
            ),
            grid.row(label("评定等次"), value(graded, 5), height=forms.HEAD),
            forms.written(grid, "本人\n意见", 22, kept=True),
            forms.signed(grid, "本人（签字）", "支部书记（签字）").replace("支部书记", "{{ 支部.称谓 }}书记"),
        ),
        fonts=fonts,
    )
