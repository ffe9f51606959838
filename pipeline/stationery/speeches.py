"""动员讲话: the township's frame around the clerk's outline, and the branch secretary's, built from the branch's facts."""

from __future__ import annotations

from pipeline.stationery import paragraphs as p
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts

_RULES = 3  # ruled lines under a point that the secretary is to speak to
_UPPER = '(活动.上级文件|join("、")).replace("》、《", "》《")'


def township(fonts: Fonts) -> bytes:
    """Return 动员讲话-全镇.docx."""
    return paper(
        p.title('{{ ("在" ~ 会议.名称 ~ "上的讲话")|分行([活动.名称]) }}'),
        speaker("会议"),
        p.line("Addressee", "{{ 会议.称呼 }}："),
        p.body(
            f"{{% if 活动.上级文件 %}}按照{{{{ {_UPPER} }}}}的部署，{{% endif %}}"
            "{{ 单位.名称 }}决定，今天召开{{ 会议.名称 }}。"
            '{% if 会议.参加人员 %}到会的有{{ 会议.参加人员|join("、") }}。{% endif %}'
            f"这次会议的任务是：{{% if 活动.上级文件 %}}传达学习{{{{ {_UPPER} }}}}精神，{{% endif %}}"
            "对全镇{{ 活动.名称 }}进行动员，把目标、任务和责任落实到每个党支部、每名党员。"
        ),
        p.body(
            "全镇{{ 活动.简称 }}{{ 活动.开始月 }}启动，{{ 活动.结束月 }}结束，参加的基层党组织共{{ 统计.支部数 }}个"
            "{% if 统计.组织类型|length > 1 %}，其中{% for 类 in 统计.组织类型 %}{{ 类.名称 }}{{ 类.个数 }}个"
            "{% if not loop.last %}、{% endif %}{% endfor %}{% endif %}；党员共{{ 统计.党员总数 }}名"
            "{% if 统计.预备党员 %}，其中正式党员{{ 统计.正式党员 }}名、预备党员{{ 统计.预备党员 }}名{% endif %}。"
        ),
        _difficulties(),
        p.body("下面，我讲几点意见。"),
        p.when("会议.讲话稿", p.outline("会议.讲话稿"), otherwise=(p.ruled(3 * _RULES, PORTRAIT.measure),)),
        _arrangements(),
        p.body(
            "{{ 会议.称呼 }}，{{ 活动.简称 }}已经全面启动。任务已经明确，责任已经落实到人，关键在于抓紧行动、抓出成效。"
            "希望各党支部和广大党员以这次会议为起点，严肃认真地对待每一个环节，扎扎实实做好每一项工作，"
            "以实实在在的成效向{{ 单位.名称 }}和全镇群众交上一份合格的答卷。"
        ),
        fonts=fonts,
    )


def speaker(meeting: str) -> str:
    """Return the speaker's and the date's lines in 楷体 (GBT9704.md §12); what is not known is left to be written."""
    return "".join(
        (
            p.choose(
                (
                    f"{meeting}.讲话人.姓名",
                    (
                        p.line(
                            "Subtitle",
                            f"{{% if {meeting}.讲话人.职务 %}}{{{{ {meeting}.讲话人.职务 }}}}　{{% endif %}}"
                            f"{{{{ {meeting}.讲话人.姓名|补位 }}}}",
                            p.before_by(LINE // 2),
                        ),
                    ),
                ),
                ("", (p.line("Subtitle", p.BLANK * 2, p.before_by(LINE // 2)),)),
            ),
            p.line("Subtitle", f"（{{{{ {meeting}.日期 or '{p.BLANK_DATE}' }}}}）"),
        )
    )


_DIFFICULTIES = (
    (
        "统计.组织类型|length > 1",
        "党组织类型多，分布在{{ 统计.组织类型|length }}类单位，情况各不相同，工作不能用一个办法",
    ),
    (
        "统计.流动党员",
        "流动党员有{{ 统计.流动党员 }}名{% if 统计.外出务工党员 %}，其中外出务工的{{ 统计.外出务工党员 }}名{% endif %}，联系和组织学习要逐人想办法",
    ),
    ("统计.离退休党员", "离退休党员有{{ 统计.离退休党员 }}名，学习安排要照顾他们的身体和生活"),
    ("统计.年老体弱党员", "年老体弱党员有{{ 统计.年老体弱党员 }}名，不便参加集中活动的，要送学上门"),
    ("统计.一线党员", "在生产一线的党员有{{ 统计.一线党员 }}名，要处理好学习与生产的关系"),
    ("统计.两新党员", "新经济组织和新社会组织中的党员有{{ 统计.两新党员 }}名，活动要见缝插针、灵活安排"),
    ("统计.文化程度低党员", "文化程度较低的党员有{{ 统计.文化程度低党员 }}名，学习材料要通俗，方式要简便"),
    ("统计.失联党员", "有{{ 统计.失联党员 }}名党员暂时失去联系，要继续查找、尽快接上关系"),
    ("统计.软弱涣散支部数", "软弱涣散的党支部有{{ 统计.软弱涣散支部数 }}个，要先行整顿、重点帮扶"),
)


def _difficulties() -> str:
    """Return a paragraph of nothing but numbers that the rosters prove; one sentence for each that is not 0."""
    sentences = "".join(
        f"{{% if {condition} %}}{{% set 难.数 = 难.数 + 1 %}}{{% if 难.数 > 1 %}}；{{% endif %}}{{{{ 难.数|汉字 }}}}是{sentence}{{% endif %}}"
        for condition, sentence in _DIFFICULTIES
    )
    return p.let("难 = namespace(数=0)") + p.when(
        " or ".join(condition for condition, _ in _DIFFICULTIES),
        p.body(
            f"从摸底的情况看，这次活动有不少实际困难：{sentences}。"
            "对这些，各党支部要摸清底数、分类施策，既不因困难而降低标准，也不因特殊而留下空白。"
        ),
    )


def _arrangements() -> str:
    phases = (
        "{% for 段 in 活动.阶段 %}{% if loop.length > 1 %}第{{ loop.index|汉字 }}阶段，{% endif %}{{ 段.名称 }}"
        "{% if 段.起止 %}（{{ 段.起止 }}）{% endif %}"
        '{% if 段.环节 %}，主要抓好{{ 段.环节|join("、") }}{% endif %}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}'
    )
    return "".join(
        (
            p.when(
                "活动.阶段",
                p.body(
                    "在工作安排上，{% if 活动.阶段|length > 1 %}分{{ 活动.阶段|length|汉字 }}个阶段进行。{% endif %}"
                    f"{phases}{{% if 活动.集中学习不少于 %}}集中学习时间不少于{{{{ 活动.集中学习不少于 }}}}。{{% endif %}}"
                    "各党支部可以从实际出发，合理确定本支部各阶段的起止时间，但环节不能减少、标准不能降低。"
                ),
            ),
            p.when(
                "活动.主题",
                p.body("活动要紧紧围绕“{{ 活动.主题 }}”这一主题来开展，把教育的成果体现到服务群众、推动工作上来。"),
            ),
            p.body(
                "在组织领导上，各党支部书记是本支部的第一责任人，要亲自抓、负总责。"
                "{% if 联系领导 %}镇里已安排{{ 联系领导|length }}名领导同志建立联系点，要深入联系点指导工作、督促检查、帮助解决实际问题。{% endif %}"
                "{% if 单位.办公室 %}{{ 单位.办公室 }}要搞好协调服务，及时掌握进展情况。{% endif %}"
            ),
        )
    )


def branch(fonts: Fonts) -> bytes:
    """Return 动员讲话-支部.docx. The township's paragraphs are never printed here, only its headings."""
    return paper(
        p.title('{{ ("在" ~ 支部.简称 ~ 活动.简称 ~ "动员会上的讲话")|分行([支部.简称, 活动.简称]) }}'),
        speaker("支部.会议"),
        p.line("Addressee", "同志们："),
        p.body(
            "根据{{ 单位.名称 }}的统一部署，{% if 支部.会议.地点 %}今天我们在{{ 支部.会议.地点 }}召开会议{% else %}今天我们召开会议{% endif %}，"
            "对{{ 支部.简称 }}开展{{ 活动.名称 }}进行动员。"
            "{% if 会议们 and 支部.名额 %}全镇的动员会，分配我们支部{{ 支部.名额 }}个参会名额"
            '{% if 支部.参会人员 %}，参会的是{{ 支部.参会人员|join("、") }}{% endif %}。{% endif %}'
        ),
        _who_we_are(),
        _who_needs_care(),
        p.choose(
            ("支部.讲话稿", (p.outline("支部.讲话稿"),)),
            ("会议们", (_points_to_convey(),)),
            ("", (p.body("结合本支部实际，讲以下意见："), p.ruled(3 * _RULES, PORTRAIT.measure))),
        ),
        _own_state(),
        _own_phases(),
        p.body(
            "{% if 支部.联系领导 %}"
            "联系我们支部的是{% for 领 in 支部.联系领导 %}{{ 领.职务 }}{{ 领.姓名 }}同志{% if not loop.last %}、{% endif %}{% endfor %}，"
            "我们要主动汇报情况、接受指导。{% endif %}"
            "{% if 支部.书记 and 支部.书记 == 支部.会议.讲话人.姓名 %}作为支部书记，我是第一责任人，学习走在前、问题查在前、整改做在前，请大家监督。"
            "{% elif 支部.书记 %}支部书记{{ 支部.书记 }}同志是第一责任人，支部委员要分工负责，共同把活动抓好。"
            "{% else %}支部书记是第一责任人，支部委员要分工负责，共同把活动抓好。{% endif %}"
        ),
        p.body(
            "同志们，{{ 活动.简称 }}{% if 活动.主题 %}的主题是“{{ 活动.主题 }}”，落到我们支部，{% else %}落到我们支部，{% endif %}"
            "就是每名党员都要学有所得、改有所成。希望大家从今天做起、从自己做起，把各项要求落到实处。"
        ),
        fonts=fonts,
    )


def _who_we_are() -> str:
    return p.when(
        "统计.党员总数",
        p.body(
            "{{ 支部.简称 }}现有党员{{ 统计.党员总数 }}名"
            "{% if 统计.预备党员 %}，其中正式党员{{ 统计.正式党员 }}名、预备党员{{ 统计.预备党员 }}名。"
            "预备党员要全程参加活动，自觉接受教育和考察{% elif 统计.正式党员 == 统计.党员总数 %}，都是正式党员{% endif %}。"
            "{% if 统计.失联党员 %}其中{{ 统计.失联党员 }}名党员暂时失去联系，支部要继续查找；应参加学习的党员为{{ 统计.应参学 }}名。"
            "{% else %}这次活动，一个也不能少。{% endif %}"
        ),
    )


def _who_needs_care() -> str:
    """Return one paragraph a group of members that the branch really has, each with its own way of studying."""
    return "".join(
        (
            p.when(
                "统计.流动党员",
                p.body(
                    "{% if 统计.流动党员 * 3 >= 统计.党员总数 %}我们支部流动党员多，{{ 统计.党员总数 }}名党员中有{{ 统计.流动党员 }}名在外流动"
                    "{% else %}支部有流动党员{{ 统计.流动党员 }}名{% endif %}"
                    "{% if 统计.外出务工党员 %}，其中外出务工{{ 统计.外出务工党员 }}名{% endif %}。"
                    "对他们，要逐人明确联系人，寄送学习资料和党性分析表，保持经常联系，返乡时及时补课。"
                ),
            ),
            p.when(
                "统计.年老体弱党员 or 统计.离退休党员",
                p.body(
                    "{% if 统计.离退休党员 %}离退休党员{{ 统计.离退休党员 }}名，是支部的宝贵财富，以自学为主，重要活动请他们参加。{% endif %}"
                    "{% if 统计.年老体弱党员 %}年老体弱的{{ 统计.年老体弱党员 }}名党员，不要求统一集中，安排专人送学上门，"
                    "需要填写的材料可以口述、由他人代笔。{% endif %}"
                ),
            ),
            p.when(
                "统计.一线党员 or 统计.两新党员",
                p.body(
                    "{% if 统计.一线党员 %}在生产一线的党员{{ 统计.一线党员 }}名，学习材料要少而精，时间避开生产忙时。{% endif %}"
                    "{% if 统计.两新党员 %}新经济组织和新社会组织中的党员{{ 统计.两新党员 }}名，主要利用业余时间，小型、分散地开展活动。{% endif %}"
                ),
            ),
            p.when(
                "统计.文化程度低党员",
                p.body(
                    "文化程度较低的{{ 统计.文化程度低党员 }}名党员，由支部组织帮学，以听讲、讨论为主，写多写少不作统一要求。"
                ),
            ),
        )
    )


def _points_to_convey() -> str:
    return "".join(
        (
            p.let("点 = namespace(有=0)"),
            p.each("段 in 会议.讲话稿", p.when("段.级别 > 0", p.let("点.有 = 1"))),
            p.when(
                "点.有",
                p.body("结合本支部实际，围绕全镇动员会提出的以下要点，讲几点意见。"),
                p.each(
                    "段 in 会议.讲话稿 if 段.级别 > 0",
                    p.choose(
                        *((f"段.级别 == {n}", (p.heading(n, "{{ 段.编号 }}{{ 段.文字 }}"),)) for n in (1, 2, 3)),
                        ("", (p.heading(4, "{{ 段.编号 }}{{ 段.文字 }}"),)),
                    ),
                    p.when("loop.last or loop.nextitem.级别 <= 段.级别", p.ruled(_RULES, PORTRAIT.measure)),
                ),
                otherwise=(p.body("结合本支部实际，讲以下意见："), p.ruled(3 * _RULES, PORTRAIT.measure)),
            ),
        )
    )


def _own_state() -> str:
    return "".join(
        (
            p.when(
                '"软弱涣散" in 支部.状态 or "瘫痪" in 支部.状态 or "空壳" in 支部.状态',
                p.body(
                    "我们支部被列为{{ 支部.状态 }}党支部，这一点不回避、不遮掩。要以这次活动为契机，先把班子建强、把组织生活正常起来，"
                    "尽快改变面貌。"
                ),
            ),
            p.when(
                "问题们",
                p.body(
                    "目前支部梳理出的问题有{{ 问题们|length }}个"
                    "{% if 问题们|length <= 3 %}：{% else %}，其中比较突出的是：{% endif %}"
                    "{% for 题 in 问题们 %}{% if loop.index <= 3 %}"
                    '{% if loop.length > 1 %}{{ loop.index|汉字 }}是{% endif %}{{ 题.具体问题.strip("。；;") }}'
                    "{% if loop.last or loop.index == 3 %}。{% else %}；{% endif %}{% endif %}{% endfor %}"
                    "对查找出来的问题，要逐条明确措施、责任和时限，改一条、销一条。"
                ),
            ),
        )
    )


def _own_phases() -> str:
    return p.when(
        "支部.阶段",
        p.body(
            "时间安排上，{% for 段 in 支部.阶段 %}{{ 段.名称 }}{% if 段.起止 %}从{{ 段.起止.replace('至', '到') }}{% endif %}"
            "{% if loop.last %}。{% else %}，{% endif %}{% endfor %}"
            "{% if 活动.集中学习不少于 %}集中学习时间不少于{{ 活动.集中学习不少于 }}，请大家提前安排好工作和生活。{% endif %}"
        ),
    )
