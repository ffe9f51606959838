"""分析评议 (30–39): opinions asked for, talks, the branch's life meeting, appraisal. All that is personal is ruled space."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import mm, small, small_label
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE
from pipeline.stationery.styles import SIZE_S4, Fonts
from pipeline.stationery.tables import Grid, TableCell, cell, label, value

_OPEN_DATE = "　　　　年　　月　　日"

# --- 30 征求意见表 ------------------------------------------------------------------------------------------------

_ASKED = mm(34, 122)
_ROOM = 20  # mm for an opinion


def branch_opinions(fonts: Fonts) -> bytes:
    """Return 征求意见表-支部.docx: anonymous; of the branch's committee, and of single members."""
    return _opinions("支部.简称 ~ ", "[支部.简称, 活动.简称]", "{{ 支部.称谓 }}班子", "{{ 支部.简称 }}", fonts)


def township_opinions(fonts: Fonts) -> bytes:
    """Return 征求意见表-全镇.docx: of the committee itself."""
    return _opinions("单位.简略 ~ ", "[单位.简略, 活动.简称]", "{{ 单位.简略 }}班子", forms.OFFICE, fonts)


def _opinions(whose: str, keep: str, committee: str, receiver: str, fonts: Fonts) -> bytes:
    grid = _ASKED
    open_space = cell(p.ruled(2, grid.inside(1), pitch=forms.RULE), forms.pad())
    aspects = grid.row(small_label("{{ 面 }}"), open_space, height=forms.height(_ROOM))
    person = TableCell(p.line("TableHead", "姓　名") + p.ruled(1, grid.inside(0), pitch=forms.RULE) + forms.pad())
    return paper(
        forms.head(f'{whose}活动.简称 ~ "征求意见表"', keep),
        p.line("TableTitle", "", p.before_by(60)),
        grid.table(
            grid.row(label("征求对象"), value(forms.boxes("活动.征求意见.对象"), align="left"), height=forms.HEAD),
            _band(grid, f"对{committee}的意见建议"),
            grid.each("面 in 活动.征求意见.班子", aspects),
            _band(grid, '对党员个人的意见建议（可以从{{ 活动.征求意见.个人|join("、") }}等方面提出，请写明姓名）'),
            grid.row(person, open_space, height=forms.height(_ROOM)) * 2,
        ),
        p.line(
            "TableTitle",
            f"本表不记名。请于{{{{ 活动.征求意见.截止 or '{_OPEN_DATE}' }}}}前交{receiver}。",
            p.before_by(120),
        ),
        fonts=fonts,
    )


def _band(grid: Grid, content: str) -> str:
    words = p.line("TableHead", content, w("keepNext") + w("jc", val="left"))
    return grid.row(cell(words, span=len(grid.widths), down="center"), height=forms.ROW)


# --- 32 谈心谈话 --------------------------------------------------------------------------------------------------

_TALK = mm(26, 26, 26, 26, 26, 26)
_ABOUT = forms.fitted('(员.分类 + (["预备党员"] if 员.人员类别 == "预备党员" else []))|join("、")', 24)


def talk_plan(fonts: Fonts) -> bytes:
    """Return 谈心谈话安排表.docx: the talks that are arranged, else everybody who takes part and nobody to talk with."""
    heads = ("序号", "谈话人", "职　务", "谈话对象", "对象情况", "时　间", "地　点", "完成")
    grid = mm(10, 22, 24, 22, 24, 24, 20, 10)
    office = '党员们|selectattr("姓名", "equalto", 话.谈话人)|map(attribute="党内职务")|join("、")'
    member = "{% for 员 in 参学们 if 员.区别名 == 话.谈话对象 %}" + _ABOUT + "{% endfor %}"
    arranged = (
        "{{ 话.序号 }}", forms.fitted("话.谈话人|补位", 22), f"{{{{ {office} }}}}", forms.told_apart("话.谈话对象", 22), member, forms.day("话.日期"), forms.fitted("话.地点", 20),
        '{% if 话.是否已谈 == "是" %}√{% endif %}',
    )  # fmt: skip
    open_ = ("{{ loop.index }}", "", "", forms.member(22), _ABOUT, "", "", "")
    rows = (grid.row(*map(small, row), height=forms.HEAD) for row in (arranged, open_))
    talks, members = (grid.each(loop, row) for loop, row in zip(("话 in 谈话们", "员 in 参学们"), rows, strict=True))
    return paper(
        forms.head(
            '支部.简称 ~ 活动.简称 ~ "谈心谈话安排表"',
            "[支部.简称, 活动.简称]",
            f"应参加党员：{forms.people('支部.统计.应参学')}名　　　　谈话人由{{{{ 支部.称谓 }}}}安排",
        ),
        grid.table(
            grid.row(*map(small_label, heads), height=forms.HEAD, head=True),
            grid.when("谈话们", talks, otherwise=(members,)),
        ),
        fonts=fonts,
    )


def blank_talk(fonts: Fonts) -> bytes:
    """Return 谈心谈话记录表.docx: blank; what was said is written by those who talked."""
    return _talk_record(fonts, *[""] * 9)


def talk(fonts: Fonts) -> bytes:
    """Return 谈心谈话记录表-逐次.docx: who talked; when and where only of a talk that has been held."""
    held = '{% if 话.是否已谈 == "是" %}{{ 话.XX }}{% endif %}'
    when, where = (held.replace("XX", name) for name in ("日期", "地点"))
    return _talk_record(
        fonts,
        forms.fitted("话.谈话人|补位", 26, SIZE_S4),
        forms.told_apart("话.谈话对象", 26, SIZE_S4),
        when,
        where,
        "{{ 话.类型 }}",
        _talker("{{ 员.党内职务 }}") + _LED,
        _talker(_PARTY),
        _OF_WHOM.format("{{ 员.党内职务 }}"),
        _OF_WHOM.format(_PARTY),
    )


_PARTY = '{% if 员.人员类别 == "正式党员" %}中共党员{% elif 员.人员类别 == "预备党员" %}中共预备党员{% endif %}'
"""What the roster makes of 政治面貌; of somebody whose 人员类别 it does not say, nothing."""
_OF_WHOM = "{{% for 员 in 党员们 if 员.区别名 == 话.谈话对象 %}}{}{{% endfor %}}"
_NAMED = '(话.谈话人|replace("（", "-")|replace("）", ""))'  # 张三（1972年3月） as the roster tells him apart
_LEADING = '联系领导|selectattr("姓名", "equalto", 话.谈话人)|list'
_LED = f"{{% for 领 in {_LEADING} if 话.谈话人 not in 党员们|map(attribute='姓名') %}}{{{{ 领.职务 }}}}{{% endfor %}}"


def _talker(told: str) -> str:
    """Return what is told of the member who talks; of one who has the name of a leader nobody knows which he is."""
    return f"{{% for 员 in 党员们 if 员.区别名 == {_NAMED} and not {_LEADING} %}}{told}{{% endfor %}}"


def _talk_record(fonts: Fonts, one: str, other: str, when: str, where: str, kind: str, *about: str) -> bytes:
    post, party, other_post, other_party = about
    grid = _TALK
    signed = value("谈话人：　　　　　　谈话对象：　　　　　　记录人：　　　　　", 5, align="left")
    return paper(
        forms.head('活动.简称 ~ "谈心谈话记录表"', "[活动.简称]", forms.of_branch()),
        grid.table(
            forms.facts(grid, ("谈话人", one), ("职　务", post), ("政治面貌", party), row=forms.HEAD),
            forms.facts(grid, ("谈话对象", other), ("职　务", other_post), ("政治面貌", other_party), row=forms.HEAD),
            forms.facts(grid, ("方　式", kind), ("时　间", when), row=forms.HEAD),
            forms.facts(grid, ("地　点", where), row=forms.HEAD),
            forms.written(grid, "谈话\n内容", 58),
            forms.written(grid, "意见\n建议", 36),
            forms.written(grid, "达成的\n共识和\n打算", 27),
            grid.row(label("签　字"), signed, height=forms.WRITTEN),
        ),
        fonts=fonts,
    )


# --- 33 专题组织生活会方案 ----------------------------------------------------------------------------------------

_MEETING = "支部.组织生活会"


def meeting_plan(fonts: Fonts) -> bytes:
    """Return 组织生活会方案.docx: when, what about, in which order, from which figures."""
    return paper(
        p.title('{{ (支部.简称 ~ 活动.简称 ~ "专题组织生活会方案")|分行([支部.简称, 活动.简称]) }}'),
        p.line(
            "Body",
            "根据{{ 单位.简略 }}关于{{ 活动.名称 }}的部署，为开好专题组织生活会，制定本方案。",
            p.before_by(LINE),
        ),
        p.heading(1, "一、时间和地点"),
        p.body(f"时间：{{{{ {_MEETING}.时间 or '{_OPEN_DATE}' }}}}。"),
        p.body(f"地点：{{{{ {_MEETING}.地点 or '{p.BLANK * 2}' }}}}。"),
        p.heading(1, "二、主题"),
        p.when(
            "活动.主题",
            p.body("围绕“{{ 活动.主题 }}”，查摆问题、分析原因、明确整改方向。"),
            otherwise=(p.ruled(2, 8844),),
        ),
        p.heading(1, "三、参加人员"),
        p.body(
            f"应参学党员{forms.people('支部.统计.应参学')}名。"
            f"{{% if {_MEETING}.主持人 or 支部.书记 %}}会议由{{{{ {_MEETING}.主持人 or 支部.书记 }}}}同志主持"
            f"{{% if {_MEETING}.记录人 %}}，{{{{ {_MEETING}.记录人 }}}}同志记录{{% endif %}}。{{% endif %}}"
        ),
        p.when(_MEETING + ".列席", p.body(f"列席：{p.people(_MEETING + '.列席')}。"),
               otherwise=(p.when("支部.指导领导", p.body(f"请联系领导{p.people('支部.指导领导', after_noun=True)}列席指导。")),)),
        p.heading(1, "四、会前准备"),
        p.body("（一）组织学习。学习有关文件，统一思想认识。"),
        p.body("（二）征求意见。{% if 支部.统计.意见数 %}已征求到党员和群众的意见{{ 支部.统计.意见数 }}条，如实反馈给班子和本人。{% else %}广泛征求党员和群众的意见，如实反馈给班子和本人。{% endif %}"),
        p.body("（三）谈心谈话。{{ 支部.称谓 }}委员之间、{{ 支部.称谓 }}委员与党员之间、党员相互之间谈心，把问题谈开、谈透。"),
        p.body(f"（四）撰写材料。应参学的{forms.people('支部.统计.应参学')}名党员每人准备党性分析材料；年老体弱、文化程度低的可以口述，由他人代笔。"),
        p.heading(1, "五、会议程序"),
        *(p.body(f"（{number}）{words}。") for number, words in zip("一二三四五六", _PROGRAMME, strict=True)),
        p.heading(1, "六、有关要求"),
        p.body("开展批评和自我批评要实事求是、与人为善。会议如实记录，因故不能到会的说明事由，会后补课。"),
        p.keep("会后及时向{{ 单位.简略 }}报告会议情况，问题列入整改台账。"),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )  # fmt: skip


_PROGRAMME = (
    "{{ 支部.书记职务 }}通报征求意见和会前准备的情况，带头作个人剖析",
    "党员逐一作个人剖析",
    "开展相互批评",
    "被批评的党员作表态发言",
    "联系领导、督导组点评",
    "主持人总结，提出整改要求",
)

# --- 34 专题组织生活会记录 ----------------------------------------------------------------------------------------


def meeting_record(fonts: Fonts) -> bytes:
    """Return 组织生活会记录.docx: 30 mm for each who is to speak; who was absent and why has its own row."""
    grid = mm(24, 54, 24, 54)
    said = mm(22, 57, 57, 20)
    heads = ("姓　名", "自我剖析要点", "批评意见（提出人）", "表　态")
    blank = [small("")] * 3
    row = said.row(small(forms.member(22)), *blank, height=forms.height(30))
    end = mm(24, 132)
    return paper(
        forms.head('支部.简称 ~ 活动.简称 ~ "专题组织生活会记录"', "[支部.简称, 活动.简称]"),
        p.line("TableTitle", "", p.before_by(60)),
        grid.table(
            forms.facts(grid, ("时　间", forms.fitted(f"{_MEETING}.时间", 54, SIZE_S4)), ("地　点", f"{{{{ {_MEETING}.地点 }}}}"),
                        row=forms.HEAD),
            forms.facts(grid, ("主持人", f"{{{{ {_MEETING}.主持人 }}}}"), ("记录人", f"{{{{ {_MEETING}.记录人 }}}}"),
                        row=forms.HEAD),
            forms.facts(grid, ("应到人数", "{{ 支部.统计.应到 }}"), ("实到人数", ""), row=forms.HEAD),
            forms.facts(grid, ("请假人员\n（事由）", ""), row=forms.height(20)),
            forms.facts(
                grid,
                ("列席人员", f'{{{{ {_MEETING}.列席|map(attribute="姓名")|join("、") }}}}'),
                row=forms.WRITTEN,
            ),
        ),
        p.line("TableTitle", "发言记录", p.before_by(120)),
        said.table(
            said.row(*map(small_label, heads), height=forms.HEAD, head=True),
            said.each("员 in 参学们", row),
        ),
        p.line("TableTitle", "会议小结", p.before_by(120)),
        end.table(
            forms.written(end, "领导\n点评", 36),
            forms.written(end, "主持人\n总　结", 36, kept=True),
            forms.signed(end, "主持人（签字）", "记录人（签字）"),
        ),
        fonts=fonts,
    )  # fmt: skip


# --- 36 民主评议票 ------------------------------------------------------------------------------------------------

_GRADES = {3: (30, 30, 30), 4: (22, 22, 24, 22)}  # mm of the grades, by their number


def ballot(fonts: Fonts) -> bytes:
    """Return 民主评议票.docx: nothing on it tells who has voted."""
    return paper(
        forms.head('支部.简称 ~ "民主评议党员测评票"', "[支部.简称]", "请在每名党员的一个等次下画“√”。本票不记名。"),
        p.choose(*((f"活动.评议.等次|length == {count}", (_ballot(widths),)) for count, widths in _GRADES.items())),
        fonts=fonts,
    )


def _ballot(widths: tuple[int, ...]) -> str:
    grid = mm(12, 28, *widths, 26)
    grades = (f"{{{{ 活动.评议.等次[{at}] }}}}" for at in range(len(widths)))
    number = "{% set 票.号 = 票.号 + 1 %}{{ 票.号 }}"
    graded = grid.row(small(number), small(forms.member(28)), *[small("")] * (len(widths) + 1), height=forms.HEAD)
    not_graded = grid.row(
        small(number), small(forms.member(28)), small("预备党员，不评等次", len(widths)), small(""), height=forms.HEAD
    )
    return p.let("票 = namespace(号=0)") + grid.table(
        grid.row(*map(small_label, ("序号", "姓　名", *grades, "备　注")), height=forms.HEAD, head=True),
        grid.each('员 in 参学们 if 员.人员类别 != "预备党员"', graded),
        grid.each('员 in 参学们 if 员.人员类别 == "预备党员"', not_graded),
    )
