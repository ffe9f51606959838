"""学习动员 (20–29): what is studied, and who was there."""

from __future__ import annotations

from pipeline.stationery import footing, forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import RegisterColumn, mm, small, small_label
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, PORTRAIT
from pipeline.stationery.styles import Fonts

_DAYS = '学习们|rejectattr("学习形式", "equalto", "自学")|unique(attribute="日期")|按日期'
_SESSIONS = 12  # that one sheet of the register takes
_MARKS = "√到，△请假，×缺席，补（注明日期），送（送学），/免"

SESSIONS = "学习次数"
_STATUS = '党员们|selectattr("区别名", "equalto", 名)|map(attribute="人员类别")|join("")'


def sessions(counts: str) -> str:
    """Return how often there was study, in some 统计: as it was arranged, else as it was registered."""
    return f"{{{{ {counts}.学习次数 or {counts}.登记学习次数 }}}}"


# --- 20 学习计划 --------------------------------------------------------------------------------------------------

_CONTENTS = '学习们|map(attribute="学习内容")|unique|list'


def plan(fonts: Fonts) -> bytes:
    """Return 学习计划.docx: what, when and how much; sessions that nobody has arranged are left to be written."""
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        RegisterColumn("日　期", "{{ 学.日期 }}\n{{ 学.日期|星期 }}", 32),
        RegisterColumn("学习内容", "{{ 学.学习内容 }}", 44, left=True),
        RegisterColumn("形　式", "{{ 学.学习形式 }}", 19),
        RegisterColumn("学时", "{{ 学.学时 }}", 11),
        forms.named("主讲人", "学.主讲人|补位", 20),
        forms.named("地　点", "学.地点", 20),
    )
    grid = mm(*(column.mm for column in columns))
    hours = '{{ 学习们|rejectattr("学习形式", "equalto", "自学")|map(attribute="学时")|select|sum }}'
    total = grid.row(small_label("学时合计（不含自学）", 4), small(hours), small("", 2), height=forms.HEAD)
    asked = (
        "{% if 活动.学习.学时 %}集中学习不少于{{ 活动.学习.学时 }}学时"
        "{% if 活动.学习.其中讨论辅导 %}，其中辅导、讨论不少于{{ 活动.学习.其中讨论辅导 }}学时{% endif %}。{% endif %}"
        "{% if 活动.学习.笔记字数 %}每名党员读书笔记不少于{{ 活动.学习.笔记字数 }}字"
        "{% if 活动.学习.心得篇数 %}，撰写心得体会不少于{{ 活动.学习.心得篇数 }}篇{% endif %}。"
        "{% elif 活动.学习.心得篇数 %}每名党员撰写心得体会不少于{{ 活动.学习.心得篇数 }}篇。{% endif %}"
        '{% if 活动.学习.免写 %}{{ 活动.学习.免写|join("、") }}的党员不作书面要求。{% endif %}'
    )
    any_asked = "活动.学习.学时 or 活动.学习.笔记字数 or 活动.学习.心得篇数 or 活动.学习.免写"
    return paper(
        p.title('{{ (支部.简称 ~ 活动.简称 ~ "学习计划")|分行([支部.简称, 活动.简称]) }}'),
        p.body(""),
        p.heading(1, "一、学习内容"),
        p.when(
            "学习们",
            p.each(
                f"容 in {_CONTENTS}",
                p.body('{% if loop.length > 1 %}（{{ loop.index|汉字 }}）{% endif %}{{ 容.strip("。；;") }}。'),
            ),
            otherwise=(p.ruled(4, PORTRAIT.measure),),
        ),
        p.heading(1, "二、时间安排"),
        p.body(
            "{% if 本阶段.起止 %}集中学习从{{ 本阶段.起止.replace('至', '到') }}。{% endif %}"
            f"每次学习的时间：{p.BLANK * 2}。具体安排如下表。"
        ),
        forms.register(
            "学 in 学习们|按日期", *columns, row=forms.HEAD, blanks=10, unless="学习们", foot=grid.when("学习们", total)
        ),
        p.hairline(),
        p.heading(1, "三、学习要求"),
        p.when(any_asked, p.body(asked)),
        p.when(
            "支部.统计.年老体弱党员",
            p.body("年老体弱党员{{ 支部.统计.年老体弱党员 }}名，不能到会的送学上门。"),
        ),
        p.when(
            "支部.统计.流动党员",
            p.body("流动党员{{ 支部.统计.流动党员 }}名，寄送学习材料，返乡后及时补课。"),
        ),
        p.keep("因故缺席的要请假，并在会后补课；学习情况记入考勤登记表。"),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


# --- 21 学习考勤登记表 --------------------------------------------------------------------------------------------


def attendance(fonts: Fonts) -> bytes:
    """Return 学习考勤登记表.docx: who was to be there, a column a session; the marks are made by hand."""
    grid = mm(10, 21, *[13] * _SESSIONS, 21, 17)
    days = (
        f'{{{{ (批[{at}].日期 if 批[{at}] else "")[5:].replace("月", "月\\n") or "　月\\n　日" }}}}'
        for at in range(_SESSIONS)
    )
    head = grid.row(
        *map(small_label, ("序号", "姓　名", *days, "补课情况", "备　注")),
        height=forms.WRITTEN,
        head=True,
    )
    about = (
        '{% for 类 in 员.分类 if 类 in ["流动", "年老体弱"] %}{{ 类 }}{% if not loop.last %}、{% endif %}{% endfor %}'
    )

    def member(*, kept: bool) -> str:
        blank = [small("")] * (_SESSIONS + 1)
        cells = (small("{{ loop.index }}", kept=kept), small(forms.member(21)), *blank, small(about))
        return grid.row(*cells, height=forms.ROW)

    def counted(name: str) -> str:
        """Return a row that stays with the signature under the table."""
        return grid.row(small_label(name, 2, kept=True), *[small("", kept=True)] * (_SESSIONS + 2), height=forms.ROW)

    title = '{{ (支部.简称 ~ 活动.简称 ~ "学习考勤登记表")|分行([支部.简称, 活动.简称]) }}'
    return paper(
        p.each(
            f"批 in {_DAYS}|每页({_SESSIONS})",
            p.when("loop.first", p.title(title), otherwise=(p.line("DocTitle", title, w("pageBreakBefore")),)),
            p.line("TableTitle", f"应参学党员：{{{{ 支部.统计.应参学 }}}}名　　　{_MARKS}", p.before_by(120)),
            grid.table(
                head,
                grid.each("员 in 参学们", grid.when("loop.last", member(kept=True), otherwise=(member(kept=False),))),
                counted("应到人数"),
                counted("实到人数"),
                grid.when("loop.last", forms.signed(grid, "考勤人（签字）")),
            ),
        ),
        p.hairline(),
        fonts=fonts,
        page=LANDSCAPE,
    )


_OWN = '数们|map(attribute="统计.{}")|sum'  # of one member, who may stand in the registers of several days

# --- 22 学习情况统计表 --------------------------------------------------------------------------------------------


def branch_figures(fonts: Fonts) -> bytes:
    """Return 学习情况统计表-支部.docx: a row for each whom registers name, counted from the marks of all of them."""

    def counted(name: str) -> str:
        return f"{{% if 数们 %}}{{{{ {_OWN.format(name)} }}}}{{% endif %}}"

    present = f"({_OWN.format('到课人次')} + {_OWN.format('补课人次')})|占比({_OWN.format('应学人次')})"
    essays = '行们|map(attribute="心得体会")|reject("equalto", "")|list'
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        RegisterColumn("姓　名", forms.told_apart("名", 21), 21),
        RegisterColumn("类　别", f"{{{{ {_STATUS} }}}}", 18),
        RegisterColumn("应学", counted("应学人次"), 12),
        RegisterColumn("到", counted("到课人次"), 12),
        RegisterColumn("请假", counted("请假人次"), 12),
        RegisterColumn("缺席", counted("缺席人次"), 12),
        RegisterColumn("补课", counted("补课人次"), 12),
        RegisterColumn("参学率", f"{{% if 数们 %}}{{{{ {present} }}}}{{% endif %}}", 15),
        RegisterColumn("笔　记\n（字）", '{{ 行们|map(attribute="读书笔记")|reject("equalto", "")|join("、") }}', 16),
        RegisterColumn("心　得\n（篇）", f"{{% if {essays} %}}{{{{ {essays}|sum }}}}{{% endif %}}", 16),
    )
    grid = mm(*(column.mm for column in columns))
    rows = forms.lines_above_a_sum(
        grid,
        '名 in 登记们|map(attribute="姓名")|unique',
        columns,
        grid.tag('set 行们 = 登记们|selectattr("姓名", "equalto", 名)|list'),
        grid.tag('set 数们 = 行们|rejectattr("统计.应学人次", "equalto", "")|list'),
    )
    sums = ("应学人次", "到课人次", "请假人次", "缺席人次", "补课人次", "参学率")
    foot = grid.row(
        small_label("合　计", 3),
        *(small(f"{{{{ 支部.统计.{name} }}}}") for name in sums),
        small(""),
        small("{{ 支部.统计.心得篇数 }}"),
        height=forms.HEAD,
    )
    return paper(
        forms.head(
            '支部.简称 ~ 活动.简称 ~ "学习情况统计表"',
            "[支部.简称, 活动.简称]",
            f"应参学党员：{forms.people('支部.统计.应参学')}名"
            "{% if 支部.截至 %}　　　　截至{{ 支部.截至 }}{% endif %}",
        ),
        grid.table(forms.heads(grid, columns), rows, foot),
        p.line("TableTitle", "参学率＝（到＋补课）÷应学；记“免”的不算应学。", p.before_by(120)),
        fonts=fonts,
    )


_WRITING = footing.of_those_with("笔记达标", "应写笔记")


def township_figures(fonts: Fonts) -> bytes:
    """Return 学习情况统计表-全镇.docx: a row a branch; the last row's ratios are those of the totals."""
    counted = (
        ("应参学", "应参学", 16), ("学习\n次数", SESSIONS, 16), ("学时", "学时合计", 16), ("应学\n人次", "应学人次", 20),
        ("实到\n人次", "到课人次", 20), ("补课\n人次", "补课人次", 20), ("到课率", "到课率", 18), ("参学率", "参学率", 18),
        ("笔记\n达标", "笔记达标", 15), ("心得\n篇数", "心得篇数", 15),
    )  # fmt: skip

    def shown(stem: str, name: str) -> str:
        if name == SESSIONS:
            return sessions(stem)
        number = f"{{{{ {stem}.{name} }}}}"
        return f"{{% if 活动.学习.笔记字数 %}}{number}{{% else %}}—{{% endif %}}" if name == "笔记达标" else number

    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        forms.organisations(41),
        *(RegisterColumn(head, shown("支.统计", name), width) for head, name, width in counted),
    )
    grid = mm(*(column.mm for column in columns))
    each_branchs = {SESSIONS, "学时合计"}  # sessions of ten branches are no sessions of the township
    names = ["" if name in each_branchs else name for _, name, _ in counted]
    return paper(
        forms.head(
            '单位.全域 ~ 活动.简称 ~ "学习情况统计表"',
            "[活动.简称]",
            "单位：{{ 单位.名称 }}{% if 活动.截至 %}　　　　截至{{ 活动.截至 }}{% endif %}",
        ),
        grid.table(
            forms.heads(grid, columns),
            forms.lines_above_a_sum(grid, "支 in 支部们", columns),
            footing.below(
                grid,
                names,
                [shown("统计", name) if name else "" for name in names],
                note="到课率＝实到÷应学，参学率＝（实到＋补课）÷应学。{% if 活动.学习.笔记字数 and 填报支部数.笔记达标 %}笔记达标是读书笔记不少于"
                f"{{{{ 活动.学习.笔记字数 }}}}字的人数，填报的{forms.ORGANISATION}里应写的（应参学，不含免写的）{_WRITING}名。{{% endif %}}",
            ),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )
