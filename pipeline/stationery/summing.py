"""全程 (52–57), from what was written down: what is to be set right by when, the end of a phase, all figures."""

from __future__ import annotations

from pipeline.stationery import footing, forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import RegisterColumn, mm, small, small_label
from pipeline.stationery.gathered import DUE
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, PORTRAIT
from pipeline.stationery.studying import SESSIONS, sessions
from pipeline.stationery.styles import Fonts

_OPEN = 5  # ruled lines
_OPEN_DATE = "　　　　年　　月　　日"

# --- 52 限期整改通知书 --------------------------------------------------------------------------------------------

_NUMBERED = '{% if 访.发现问题|length > 1 %}{{ loop.index }}．{% endif %}{{ 问.strip("。；;") }}'
_KNOWN = '题 in 问题们|selectattr("具体问题", "equalto", 问)|selectattr("编号")'
_REFERENCE = f"{{% for {_KNOWN} %}}（编号：{{{{ 题.编号 }}}}）{{% endfor %}}"


def notice(fonts: Fonts) -> bytes:
    """Return 限期整改通知书.docx: what a visit has found, by when it is to be right, and a slip to answer on."""
    grid = mm(60, 66, 30)
    row = grid.row(small(_NUMBERED, left=True), small(""), small(""), height=forms.height(24))
    return paper(
        p.title("限期整改通知书"),
        p.line("Addressee", "{{ 支部.名称 }}："),
        p.body(
            '{{ 访.日期 }}，{{ 访.督导人员|join("、") }}对你{{ 支部.称谓 }}开展{{ 活动.名称 }}的情况进行了督导'
            "{% if 访.督导内容 %}（{{ 访.督导内容 }}）{% endif %}，发现以下问题："
        ),
        p.each("问 in 访.发现问题", p.body(f"{_NUMBERED}{_REFERENCE}。")),
        p.when("访.整改意见", p.body('整改意见：{{ 访.整改意见.strip("。；;") }}。')),
        p.when("访.责任人", p.body("整改责任人：{{ 访.责任人 }}。")),
        p.keep(
            f"请于{{{{ 访.整改期限 or '{_OPEN_DATE}' }}}}前整改完毕，填写所附回执，由负责人签字后报"
            + forms.OFFICE
            + "。"
        ),
        p.unsealed("单位.名称", ""),
        p.line("DocTitle", "限期整改回执", w("pageBreakBefore")),
        p.line("TableTitle", f"{forms.RANKED}：{{{{ 支部.简称 }}}}　　督导日期：{{{{ 访.日期 }}}}", p.before_by(120)),
        grid.table(
            grid.row(*map(small_label, ("问　题", "整改情况", "负责人签字")), height=forms.HEAD, head=True),
            grid.each("问 in 访.发现问题", row),
        ),
        p.line("TableTitle", f"{forms.RANKED}（盖章）：　　　　　　　　　　　　{_OPEN_DATE}", p.before_by(240)),
        fonts=fonts,
    )


# --- 55 阶段总结（附转段审核表） ------------------------------------------------------------------------------------

_LAST = "段.名称 == {}.阶段[-1].名称"
_IN_PHASE = (
    '{% if 段.统计.应学人次 %}应学{{ 段.统计.应学人次 }}人次{% if 段.统计.到课率 != "" %}，实到{{ 段.统计.到课人次 }}人次，'
    "到课率{{ 段.统计.到课率 }}；补课、送学{{ 段.统计.补课人次 }}人次，参学率{{ 段.统计.参学率 }}{% endif %}。{% endif %}"
    '{% if "征求意见" in 段.环节 and ◇.意见数 %}征求到意见{{ ◇.意见数 }}条，归并后{{ ◇.归并意见数 }}条。{% endif %}'
    "{% if 段.统计.谈心人次 %}开展谈心谈话{{ 段.统计.谈心人次 }}人次，覆盖应参学党员{{ 段.统计.谈心覆盖人数 }}名，"
    "谈心覆盖率{{ 段.统计.谈心覆盖率 }}。{% endif %}"
)
"""The figures of what happened in a phase; ◇: the numbers of the unit as a whole, for what has no day."""
_AT_LAST = (
    "{{% if {last} and ◇.问题数 %}}{until}查找问题{{{{ ◇.问题数 }}}}个"
    '{{% if ◇.整改完成率 != "" %}}，已完成{{{{ ◇.已完成数 }}}}个，整改完成率{{{{ ◇.整改完成率 }}}}{{% endif %}}'
    "{{% if ◇.长期坚持数 %}}，另有长期坚持{{{{ ◇.长期坚持数 }}}}个{{% endif %}}"
    "{{% if ◇.到期问题数 %}}；其中已到期{{{{ ◇.到期问题数 }}}}个"
    '{{% if ◇.到期完成率 != "" %}}，完成{{{{ ◇.到期完成数 }}}}个，到期完成率{{{{ ◇.到期完成率 }}}}{{% endif %}}{{% endif %}}。{{% endif %}}'
)
_UNTIL = "{{% if {0}.截至 %}}截至{{{{ {0}.截至 }}}}，{{% endif %}}"
_SATISFIED = (
    "{{% if {last} and ◇.测评票数 %}}群众满意度测评有效票{{{{ ◇.测评票数 }}}}张次"
    '{{% if ◇.满意率 != "" %}}，满意率（按{{{{ 活动.测评.计入满意率|join("、") }}}}计）{{{{ ◇.满意率 }}}}{{% endif %}}。{{% endif %}}'
)
_HELPED = (
    "{% if 段.统计.帮扶人数 %}帮扶困难党员群众{{ 段.统计.帮扶人数 }}人（户）"
    '{% if 段.统计.慰问金合计 != "" %}，慰问金{{ 段.统计.慰问金合计 }}元{% endif %}。{% endif %}'
)


def branch_summary(fonts: Fonts) -> bytes:
    """Return 阶段总结-支部.docx: what the sheets say of this phase; what it was worth the branch says itself."""
    held = '{% for 会 in 会议记录们|selectattr("阶段", "equalto", 段.名称)|rejectattr("截至以后") %}'
    figures = (
        f"{{% if not 支部.只管支部 and ({_STUDIED}) %}}组织集中学习{sessions('段.统计')}次。{{% endif %}}"
        + _IN_PHASE
        + held
        + "{{ 会.日期 }}召开{{ 会.会议名称 or '会议' }}，应到{{ 会.应到 }}名"
        + DUE
        + "，实到{{ 会.实到 }}名，到会率{{ 会.实到|占比(会.应到) }}。{% endfor %}"
        "{% if 段.统计.督导次数 %}接受督导{{ 段.统计.督导次数 }}次。{% endif %}" + _HELPED + _at_last("支部")
    )
    return _summary(
        '支部.简称 ~ 活动.简称 ~ 段.名称 ~ "阶段总结"',
        "[支部.简称, 活动.简称]",
        "支部",
        "支部.名称",
        (
            (
                "{% if 段.起止 %}{{ 段.起止 }}，{% endif %}{{ 支部.简称 }}开展了{{ 活动.名称 }}{{ 段.名称 }}阶段的工作。"
                "{% if not 支部.只管支部 %}应参学党员" + forms.people("支部.统计.应参学") + "名。{% endif %}"
            ),
            figures.replace("◇", "支部.统计"),
        ),
        fonts,
    )


_STUDIED = "段.统计.学习次数 or 段.统计.登记学习次数"


def _at_last(owner: str) -> str:
    """Return what only the summary of the last phase tells: what has no day."""
    last = _LAST.format(owner)
    told = _AT_LAST.format(last=last, until=_UNTIL.format(owner))
    return told + _SATISFIED.format(last=last)


def township_summary(fonts: Fonts) -> bytes:
    """Return 阶段总结-全镇.docx: of each branch what happened in its own phase of this name."""
    figures = (
        _IN_PHASE
        + "{% if 段.统计.会议次数 %}召开会议{{ 段.统计.会议次数 }}次，应到{{ 段.统计.应到人次 }}人次，实到{{ 段.统计.实到人次 }}人次，"
        "到会率{{ 段.统计.到会率 }}。{% endif %}"
        "{% if 段.统计.督导次数 %}督导{{ 段.统计.督导次数 }}次。{% endif %}" + _HELPED + _at_last("活动") + _reporting()
    )
    return _summary(
        '单位.全域 ~ 活动.简称 ~ 段.名称 ~ "阶段总结"',
        "[活动.简称]",
        "活动",
        "单位.名称",
        (
            (
                "{% if 段.起止 %}{{ 段.起止 }}，{% endif %}{{ 单位.全域 }}{{ 统计.支部数 }}个党组织开展了{{ 活动.名称 }}{{ 段.名称 }}阶段的工作，"
                "应参学党员{{ 统计.应参学 }}名。"
            ),
            figures.replace("◇", "统计"),
        ),
        fonts,
    )


_REPORTED = (
    ("学习登记", "应学人次", "段.统计.应学人次"),
    ("征求意见", "意见数", '"征求意见" in 段.环节 and 统计.意见数'),
    ("谈心谈话", "谈心人次", "段.统计.谈心人次"),
    ("会议登记", "会议次数", "段.统计.会议次数"),
    ("督导记录", "督导次数", "段.统计.督导次数"),
    ("帮扶对象", "帮扶人数", "段.统计.帮扶人数"),
    ("问题清单", "问题数", f"{_LAST.format('活动')} and 统计.问题数"),
    ("满意度测评", "测评票数", f"{_LAST.format('活动')} and 统计.测评票数"),
)
"""The sheets that the township's figures come from: what is counted of each, and when that is printed."""


def _reporting() -> str:
    """Return of how many branches the figures are, where it is not all of them."""
    each = (
        f"{{% if {printed} and 填报支部数.{name} < 统计.支部数 %}}"
        f'{{% set 报.表 = 报.表 + ["{sheet}" ~ 填报支部数.{name} ~ "个"] %}}{{% endif %}}'
        for sheet, name, printed in _REPORTED
    )
    return (
        "{% set 报 = namespace(表=[]) %}" + "".join(each) + "{% if 报.表 %}填报的" + forms.ORGANISATION + "："
        '{{ 报.表|join("、") }}，没有填报的不在以上各数里。{% endif %}'
    )


def _summary(title: str, keep: str, owner: str, name: str, facts: tuple[str, ...], fonts: Fonts) -> bytes:
    grid = mm(36, 120)
    transfer = (
        p.line("DocTitle", "转段审核表", w("pageBreakBefore")),
        p.line("TableTitle", "", p.before_by(60)),
        grid.table(
            forms.facts(grid, ("单　位", f"{{{{ {name} }}}}"), row=forms.HEAD),
            forms.facts(grid, ("阶　段", "{{ 段.名称 }}"), row=forms.HEAD),
            *(
                forms.written(grid, words, 45)
                for words in (
                    ("转段申请", "督导组\n意　见", "{{ 单位.简略 }}\n意　见")
                    if owner == "支部"
                    else ("转段申请", "上级督导组\n意　见", "上级党委\n意　见")
                )
            ),
        ),
        forms.signing("负责人（签字）"),
    )
    return paper(
        p.title(f"{{{{ ({title})|分行({keep}) }}}}"),
        p.body(""),
        p.heading(1, "一、基本情况"),
        p.body("".join(facts)),
        p.outline("段.总结.基本情况"),
        p.heading(1, "二、主要做法"),
        p.when("段.环节", p.body('本阶段主要环节：{{ 段.环节|join("、") }}。')),
        _written("主要做法"),
        p.heading(1, "三、取得的成效"),
        _written("取得的成效"),
        p.heading(1, "四、存在的问题"),
        _written("存在的问题"),
        p.heading(1, f"{{% if {_LAST.format(owner)} %}}五、今后的打算{{% else %}}五、下一阶段的打算{{% endif %}}"),
        _written("打算", kept=True),
        p.outline("段.总结.其他"),
        p.unsealed(name, ""),
        p.when(f"not ({_LAST.format(owner)})", *transfer),
        fonts=fonts,
    )


def _written(section: str, *, kept: bool = False) -> str:
    """Return what the author has written of a section, else lines for a hand."""
    text = f"段.总结.{section}"
    return p.when(text, p.outline(text), otherwise=(p.ruled(_OPEN, PORTRAIT.measure, kept=kept),))


# --- 57 活动情况统计表 --------------------------------------------------------------------------------------------

_FIGURES: tuple[tuple[str, str, float], ...] = (
    ("党员数", "党员总数", 13.5), ("应参学", "应参学", 13.5), ("学习\n次数", SESSIONS, 12), ("参学率", "参学率", 15),
    ("心得\n篇数", "心得篇数", 12), ("意见\n条数", "意见数", 12), ("谈心\n人次", "谈心人次", 14), ("到会率", "到会率", 15),
    ("问题", "问题数", 12), ("已整改", "已完成数", 13.5), ("公示\n次数", "", 12), ("督导\n次数", "督导次数", 12),
    ("帮扶\n户数", "帮扶人数", 12), ("满意率", "满意率", 15),
)  # fmt: skip


def figures(fonts: Fonts) -> bytes:
    """Return 活动情况统计表.docx: a row a branch; the last row's ratios are those of the totals."""

    def shown(stem: str, name: str) -> str:
        if name == SESSIONS:
            return sessions(stem)
        return f"{{{{ {stem}.{name} }}}}" if name else ""

    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 9.5),
        forms.organisations(32),
        *(RegisterColumn(head, shown("支.统计", name), width) for head, name, width in _FIGURES),
    )
    grid = mm(*(column.mm for column in columns))
    return paper(
        forms.head(
            '单位.全域 ~ 活动.简称 ~ "情况统计表"',
            "[活动.简称]",
            "单位：{{ 单位.名称 }}　　　　截至{{ 活动.截至 }}",
        ),
        grid.table(
            forms.heads(grid, columns),
            forms.lines_above_a_sum(grid, "支 in 支部们", columns),
            footing.below(
                grid,
                ["" if name == SESSIONS else name for _, name, _ in _FIGURES],
                note='参学率＝（实到＋补课、送学）÷应学；到会率＝实到÷应到；满意率按{{ 活动.测评.计入满意率|join("、") }}计；公示次数没有登记，由{{ 单位.所属 }}填写。',
            ),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )
