"""动员讲话: the township's frame around the clerk's outline, and the branch secretary's, built from the branch's facts."""

from __future__ import annotations

from pipeline.model.facts import BLANK_DATE
from pipeline.stationery import paragraphs as p
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts

_RULES = 3  # ruled lines under a point that the secretary is to speak to
_UPPER = '(活动.上级文件|join("、")).replace("》、《", "》《")'


def township(fonts: Fonts) -> bytes:
    """Return 动员讲话-全镇.docx: occasion, figures and dates, then what the speaker has to say himself."""
    return paper(
        p.title('{{ ("在" ~ 会议.名称 ~ "上的讲话")|分行([活动.名称]) }}'),
        speaker("会议"),
        p.line("Addressee", "{{ 会议.称呼 }}："),
        p.body(
            f"{{% if 活动.上级文件 %}}按照{{{{ {_UPPER} }}}}的部署，{{% endif %}}"
            "经{{ 单位.简略 }}研究，今天我们召开{{ 会议.名称 }}。"
            '{% if 会议.参加人员 %}到会的有{{ 会议.参加人员|join("、") }}。{% endif %}'
            "这次会议的任务是：{% if 活动.上级文件 %}传达上级部署，{% endif %}"
            "对{{ 单位.全域 }}{{ 活动.名称 }}进行动员，把目标、任务和责任落实到每个党支部、每名党员。"
        ),
        _spoken("会议.讲话稿"),
        _in_figures(),
        _arrangements(),
        p.body(_opening("会议.讲话稿")),
        p.when("会议.讲话稿", p.outline("会议.讲话稿"), otherwise=(p.ruled(3 * _RULES, PORTRAIT.measure),)),
        p.when(
            "not 会议.讲话稿 or not (会议.讲话稿|last).文字.startswith(会议.称呼)",
            p.body(
                "{{ 会议.称呼 }}，部署已经明确，关键看怎么抓。只要{{ 单位.所属 }}和全体党员齐心协力、真抓实干，"
                "{{ 单位.全域 }}{{ 活动.简称 }}就一定能抓出成效。"
            ),
        ),
        fonts=fonts,
    )


def _opening(outline: str, basis: str = "") -> str:
    """Return how the speaker comes to his argument: a single point is not 几点."""
    alone = f'{outline}|selectattr("级别", "equalto", 1)|list|length == 1'
    return f"下面，{basis}我讲{{% if {alone} %}}一点{{% else %}}几点{{% endif %}}意见。"


def _spoken(outline: str) -> str:
    """Return the tag that gathers the speaker's own words: what he says himself the frame need not say."""
    return p.let(f'稿 = {outline}|map(attribute="文字")|join')


_A_LINE = 27  # characters beside the blank between title and name


def speaker(meeting: str, role: str = "讲话人") -> str:
    """Return the speaker's and the date's lines in 楷体; what is not known is left to be written."""
    who = f"{meeting}.{role}"
    named = p.line(
        "Subtitle",
        f"{{% if {who}.职务 %}}{{{{ {who}.职务 }}}}　{{% endif %}}{{{{ {who}.姓名|补位 }}}}",
        p.before_by(LINE // 2),
    )
    apart = (  # together they do not fit a line, and a name is never broken
        p.line("Subtitle", f"{{{{ {who}.职务 }}}}", p.before_by(LINE // 2)),
        p.line("Subtitle", f"{{{{ {who}.姓名|补位 }}}}"),
    )
    unknown = p.line("Subtitle", p.BLANK * 2, p.before_by(LINE // 2))
    date = p.line("Subtitle", f"（{{{{ {meeting}.日期 or '{BLANK_DATE}' }}}}）")
    long = f"{who}.职务 and {who}.姓名 and ({who}.职务 ~ {who}.姓名|补位)|字宽 > {_A_LINE}"
    return p.choose((long, apart), (f"{who}.姓名", (named,)), ("", (unknown,))) + date


_GROUPS = (
    ("流动党员", "流动党员{}名"),
    ("离退休党员", "离退休党员{}名"),
    ("年老体弱党员", "年老体弱党员{}名"),
    ("一线党员", "在生产一线的党员{}名"),
    ("两新党员", "新经济组织和新社会组织中的党员{}名"),
    ("文化程度低党员", "文化程度较低的党员{}名"),
)
_SORTS = "统计.预备党员 and 统计.正式党员 + 统计.预备党员 == 统计.党员总数"  # only a split that adds up may be read out


def groups() -> str:
    """Return the groups of members in one list: a figure for each group that is not empty."""
    return "".join(
        f"{{% if 统计.{name} %}}{{% set 组.数 = 组.数 + 1 %}}{{% if 组.数 > 1 %}}、{{% endif %}}"
        f"{words.format(f'{{{{ 统计.{name} }}}}')}{{% endif %}}"
        for name, words in _GROUPS
    )


ANY_GROUP = " or ".join(f"统计.{name}" for name, _ in _GROUPS)


def _in_figures() -> str:
    """Return when it runs, who takes part, and who they are: only what the rosters prove, each figure once."""
    kinds = (
        "{% if 统计.组织类型|length > 1 %}，其中{% for 类 in 统计.组织类型 %}{{ 类.名称 }}{{ 类.个数 }}个"
        "{% if not loop.last %}、{% endif %}{% endfor %}{% endif %}"
    )
    sorts = (
        f"{{% if {_SORTS} %}}，其中正式党员{{{{ 统计.正式党员 }}}}名、预备党员{{{{ 统计.预备党员 }}}}名{{% endif %}}"
    )
    return "".join(
        (
            p.body(
                "{{ 单位.全域 }}{{ 活动.简称 }}{{ 活动.开始月 }}启动，{{ 活动.结束月 }}结束"
                f"{{% if 统计.支部数 %}}，参加的基层党组织共{{{{ 统计.支部数 }}}}个{kinds}{{% endif %}}"
                f"{{% if 统计.党员总数 %}}；党员共{{{{ 统计.党员总数 }}}}名{sorts}{{% endif %}}。"
            ),
            p.let("组 = namespace(数=0)"),
            p.when(
                f"{ANY_GROUP} or 统计.失联党员 or 统计.软弱涣散支部数",
                p.body(
                    f"从摸底的情况看，{{% if {ANY_GROUP} %}}党员中有{groups()}"
                    "{% if 统计.失联党员 or 统计.软弱涣散支部数 %}；{% endif %}{% endif %}"
                    "{% if 统计.失联党员 %}有{{ 统计.失联党员 }}名党员暂时失去联系，要继续查找"
                    "{% if 统计.软弱涣散支部数 %}；{% endif %}{% endif %}"
                    "{% if 统计.软弱涣散支部数 %}软弱涣散的党支部有{{ 统计.软弱涣散支部数 }}个，要先行整顿{% endif %}。"
                    "{{ 单位.所属 }}要摸清底数、分类施策，不因困难降低标准，不因特殊留下空白。"
                ),
            ),
        )
    )


def _arrangements() -> str:
    """Return the campaign's dates, theme and who is in charge, as far as the speaker does not speak of them himself."""
    phases = (
        "{% for 段 in 活动.阶段 %}{% if loop.length > 1 %}第{{ loop.index|汉字 }}阶段，{% endif %}{{ 段.名称 }}"
        "{% if 段.起止 %}{% if loop.length > 1 %}（{{ 段.起止 }}）{% else %}从{{ 段.起止.replace('至', '到') }}{% endif %}{% endif %}"
        '{% if 段.环节 %}，主要抓好{{ 段.环节|join("、") }}{% endif %}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}'
    )
    study = "活动.集中学习不少于 and 活动.集中学习不少于 not in 稿"
    return "".join(
        (
            p.when(
                "活动.阶段",
                p.body(
                    "在工作安排上，{% if 活动.阶段|length > 1 %}分{% if 活动.阶段|length == 2 %}两{% else %}{{ 活动.阶段|length|汉字 }}{% endif %}个阶段进行。{% endif %}"
                    f"{phases}{{% if {study} %}}集中学习时间不少于{{{{ 活动.集中学习不少于 }}}}。{{% endif %}}"
                    "{{ 单位.所属 }}可以从实际出发，合理确定{% if 活动.阶段|length > 1 %}各阶段的{% endif %}起止时间，但环节不能减少、标准不能降低。"
                ),
            ),
            p.when(
                "活动.主题 and 活动.主题 not in 稿",
                p.body("活动要紧紧围绕“{{ 活动.主题 }}”这一主题来开展，把活动的成果体现到服务群众、推动工作上来。"),
            ),
            p.when('"责任" not in 稿', *_in_charge()),
        )
    )


def _in_charge() -> tuple[str, ...]:
    """Return who is in charge. A leader who stands in two rows is one; the speaker is not sent to himself."""
    return (
        p.let("领导 = namespace(名=[])"),
        p.each("领 in 联系领导", p.when("领.姓名 not in 领导.名", p.let("领导.名 = 领导.名 + [领.姓名]"))),
        p.body(
            "在组织领导上，{{ 单位.所属 }}书记是第一责任人，要亲自抓、负总责。"
            '{% if 领导.名 and 领导.名 != [会议.讲话人.姓名] and "联系点" not in 稿 %}'
            "{{ 单位.简略 }}已安排{{ 领导.名|length }}名领导同志建立联系点，要深入联系点指导工作、督促检查、帮助解决实际问题。{% endif %}"
            "{% if 单位.办公室 %}{{ 单位.办公室 }}要搞好协调服务，及时掌握进展情况。{% endif %}"
        ),
    )


def branch(fonts: Fonts) -> bytes:
    """Return 动员讲话-支部.docx: the branch's figures, its dates and duties, then what the speaker says himself.

    Where nobody has written a speech, the branch's own facts and ruled lines under three plain headings wait for one.
    """
    return paper(
        p.title('{{ ("在" ~ 支部.简称 ~ 活动.简称 ~ "动员会上的讲话")|分行([支部.简称, 活动.简称]) }}'),
        speaker("支部.会议"),
        p.when("支部.讲话待改", p.line("Subtitle", "（待改：照提纲起的头，请改成自己的话，改好后删去这一行）")),
        p.line("Addressee", "{{ 支部.会议.称呼 }}："),
        p.body(
            "按照{{ 单位.简略 }}的统一部署，今天我们{% if 支部.会议.地点 %}在{{ 支部.会议.地点 }}{% endif %}召开会议，"
            "对{{ 支部.简称 }}开展{{ 活动.名称 }}进行动员。"
        ),
        _spoken("支部.讲话稿"),
        _who_we_are(),
        _time_and_duties(),
        p.choose(
            ("支部.讲话稿", (p.body(_opening("支部.讲话稿", "结合本{{ 支部.称谓 }}实际，")), p.outline("支部.讲话稿"))),
            ("", _to_write()),
        ),
        fonts=fonts,
    )


def _who_we_are() -> str:
    """Return the branch in figures, each of them once."""
    sorts = (
        f"{{% if {_SORTS} %}}，其中正式党员{{{{ 统计.正式党员 }}}}名、预备党员{{{{ 统计.预备党员 }}}}名"
        "{% elif 统计.正式党员 == 统计.党员总数 and 统计.党员总数 > 1 %}，都是正式党员{% endif %}"
    )
    return "".join(
        (
            p.let("组 = namespace(数=0)"),
            p.when(
                "统计.党员总数",
                p.body(
                    f"{{{{ 支部.简称 }}}}现有党员{{{{ 统计.党员总数 }}}}名{sorts}。"
                    f"{{% if {ANY_GROUP} %}}党员中有{groups()}，要{{% if 组.数 > 1 %}}分别{{% endif %}}作好安排。{{% endif %}}"
                    "{% if 统计.失联党员 %}有{{ 统计.失联党员 }}名党员暂时失去联系，{{ 支部.称谓 }}要继续查找，应参加活动的党员为{{ 统计.应参学 }}名。{% endif %}"
                ),
            ),
        )
    )


def _time_and_duties() -> str:
    """Return one paragraph of dates and duties; nobody is told to report to himself."""
    phases = (
        "{% for 段 in 支部.阶段 %}{{ 段.名称 }}{% if 段.起止 %}从{{ 段.起止.replace('至', '到') }}{% endif %}"
        "{% if loop.last %}。{% else %}，{% endif %}{% endfor %}"
    )
    study = "活动.集中学习不少于 and 活动.集中学习不少于 not in 稿"
    speaks = "支部.书记 and 支部.书记 == 支部.会议.讲话人.姓名"
    return p.body(
        f"先说{{% if 支部.阶段 or {study} %}}时间和{{% endif %}}要求。"
        f"{{% if 支部.阶段 %}}{phases}{{% endif %}}"
        f"{{% if {study} %}}集中学习时间不少于{{{{ 活动.集中学习不少于 }}}}，请大家提前安排好工作和生活。{{% endif %}}"
        f"{{% if {speaks} %}}作为{{{{ 支部.称谓 }}}}书记，我是第一责任人，学习走在前、问题查在前、整改做在前，请大家监督。"
        "{% elif 支部.书记 %}{{ 支部.称谓 }}书记{{ 支部.书记 }}同志是第一责任人，{{ 支部.称谓 }}委员要分工负责。"
        "{% else %}{{ 支部.称谓 }}书记是第一责任人，{{ 支部.称谓 }}委员要分工负责。{% endif %}"
        f"{{% if 支部.会议.指导领导 %}}联系本{{{{ 支部.称谓 }}}}的是{p.people('支部.会议.指导领导')}，有情况要主动汇报、听取指导。{{% endif %}}"
    )


def _to_write() -> tuple[str, ...]:
    """Return the branch's own facts under headings that any secretary may speak to, and room for the speech."""
    rules = p.ruled(_RULES + 1, PORTRAIT.measure)
    issues = (
        "{{ 支部.称谓 }}已经梳理出需要整改的问题{{ 问题们|length }}个{% if 问题们|length <= 3 %}：{% else %}，主要是：{% endif %}"
        "{% for 题 in 问题们 %}{% if loop.index <= 3 %}"
        '{% if loop.length > 1 %}{{ loop.index|汉字 }}是{% endif %}{{ 题.具体问题.strip("。；;") }}'
        "{% if loop.last or loop.index == 3 %}。{% else %}；{% endif %}{% endif %}{% endfor %}"
    )
    return (
        p.body("下面，结合本{{ 支部.称谓 }}实际，我讲几点意见。"),
        p.heading(1, "一、怎样认识这次活动"),
        p.when("活动.主题", p.body("这次活动的主题是“{{ 活动.主题 }}”。")),
        rules,
        p.heading(1, "二、本{{ 支部.称谓 }}要解决什么问题"),
        p.when(
            '"软弱涣散" in 支部.状态 or "瘫痪" in 支部.状态 or "空壳" in 支部.状态',
            p.body("我们{{ 支部.称谓 }}被列为{{ 支部.状态 }}党组织，这一点不回避。"),
        ),
        p.when("问题们", p.body(issues)),
        rules,
        p.heading(1, "三、请每名党员做到什么"),
        rules,
    )
