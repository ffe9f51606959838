"""整改方案 and 整改台账 (范围 支部): the clerk's problems as a plan to be read and as a ledger to be kept."""

from __future__ import annotations

from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, LINE, PORTRAIT
from pipeline.stationery.styles import SIZE_5, Fonts
from pipeline.stationery.tables import Grid, cell, label, value

_SHORT = 22  # a problem of so many characters may be its own heading
_BLANKS = 3  # problems that a plan without any leaves room for
_LEDGER = Grid((480, 700, 1840, 700, 1340, 2216, 800, 860, 1820, 800, 760, 440))
_COLUMNS = (
    ("序\n号", "{{ 题.序号 }}"),
    ("问题\n类别", "{{ 题.问题类别 }}"),
    ("具体问题", "{{ 题.具体问题 }}"),
    ("问题\n来源", "{{ 题.问题来源 }}"),
    ("整改目标", "{{ 题.整改目标 }}"),
    ("整改措施", ""),
    ("牵头\n领导", "{{ 题.牵头领导 }}"),
    ("责任人", "{{ 题.责任人 }}"),
    ("整改时限", "{{ 题.整改时限 }}"),
    ("进展\n情况", "{{ 题.进展情况 }}"),
    ("完成\n情况", "{{ 题.完成情况 }}"),
    ("备注", "{{ 题.备注 }}"),
)
_LEFT = {"具体问题", "整改目标", "整改措施"}


def plan(fonts: Fonts) -> bytes:
    """Return 整改方案.docx."""
    return paper(
        p.title('{{ (支部.简称 ~ 活动.简称 ~ "整改方案")|分行([支部.简称, 活动.简称]) }}'),
        p.line(
            "Body",
            "为切实解决{{ 支部.简称 }}在{{ 活动.名称 }}中查找出来的问题，根据{{ 单位.名称 }}的部署，制定本方案。"
            "整改工作坚持实事求是、有什么问题解决什么问题，坚持立说立行、能改的马上改，坚持开门整改、请群众监督和评价。",
            w("spacing", before=LINE),
        ),
        p.heading(1, "一、存在的主要问题"),
        *_sources(),
        p.heading(1, "二、整改内容和措施"),
        p.choose(
            ("问题们", (p.each("题 in 问题们", *_issue()),)),
            ("", (p.each(f"号 in range({_BLANKS})", *_blank_issue()),)),
        ),
        p.heading(1, "三、组织保障"),
        p.body(
            "（一）明确责任。党支部书记{% if 支部.书记 %}{{ 支部.书记 }}同志{% endif %}是整改工作第一责任人，负责方案的组织实施；"
            "各项问题的责任人按照分工和时限抓好落实。"
            "{% if 支部.联系领导 %}请联系领导{% for 领 in 支部.联系领导 %}{{ 领.职务 }}{{ 领.姓名 }}同志{% if not loop.last %}、{% endif %}{% endfor %}"
            "加强指导和督促。{% endif %}"
        ),
        p.body(
            "（二）逐项销号。建立整改台账，整改一项、销号一项，进展情况及时填写；一时难以解决的，向党员群众说明原因，明确下一步打算。"
        ),
        p.keep("（三）接受监督。整改方案和整改结果在一定范围内向党员和群众公布，听取意见，群众不满意的要继续整改。"),
        _signature(),
        fonts=fonts,
    )


def _sources() -> tuple[str, ...]:
    """Return how many problems there are, of which kinds and from where; each only where the sheet says so."""
    gather = p.each(
        "题 in 问题们",
        p.when("题.问题来源 and 题.问题来源 not in 数.来源", p.let("数.来源 = 数.来源 + [题.问题来源]")),
        p.when("题.问题类别 and 题.问题类别 not in 数.类别", p.let("数.类别 = 数.类别 + [题.问题类别]")),
    )
    kinds = (
        "{% for 类 in 数.类别 %}{% set 类数 = namespace(n=0) %}{% for 题 in 问题们 %}{% if 题.问题类别 == 类 %}"
        "{% set 类数.n = 类数.n + 1 %}{% endif %}{% endfor %}{{ 类 }}方面{{ 类数.n }}个{% if not loop.last %}、{% endif %}{% endfor %}"
    )
    found = p.body(
        '{% if 数.来源 %}通过{{ 数.来源|join("、") }}等途径，{% else %}对照活动要求，{% endif %}'
        "共梳理出需要整改的问题{{ 问题们|length }}个"
        f"{{% if 数.类别|length > 1 %}}，其中{kinds}{{% endif %}}。"
    )
    listed = p.each("题 in 问题们", p.body('{{ loop.index }}.{{ 题.具体问题.strip("。；;") }}。'))
    return (
        p.let("数 = namespace(来源=[], 类别=[])"),
        gather,
        p.when("问题们", found, listed, otherwise=(p.ruled(4, PORTRAIT.measure),)),
    )


def _issue() -> tuple[str, ...]:
    measures = (
        "整改措施：{% for 措 in 题.整改措施 %}{% if loop.length > 1 %}{{ loop.index|汉字 }}是{% endif %}"
        '{{ 措.strip("。；;") }}{% if loop.last %}。{% else %}；{% endif %}{% else %}' + p.BLANK * 3 + "{% endfor %}"
    )
    return (
        p.choose(
            (
                f"题.具体问题|字宽 <= {_SHORT}",
                (p.heading(2, '（{{ loop.index|汉字 }}）{{ 题.具体问题.strip("。；;") }}'),),
            ),
            (
                "",
                (
                    p.heading(
                        2,
                        "（{{ loop.index|汉字 }}）{% if 题.问题类别 %}{{ 题.问题类别 }}方面的问题{% else %}第{{ loop.index|汉字 }}个问题{% endif %}",
                    ),
                    p.body('具体问题：{{ 题.具体问题.strip("。；;") }}。'),
                ),
            ),
        ),
        p.body(
            '整改目标：{% if 题.整改目标 %}{{ 题.整改目标.strip("。；;") }}。{% else %}' + p.BLANK * 3 + "{% endif %}"
        ),
        p.body(measures),
        p.body(f'牵头领导：{{{{ 题.牵头领导 or "{p.BLANK}" }}}}　　责任人：{{{{ 题.责任人 or "{p.BLANK}" }}}}'),
        p.body(f'整改时限：{{{{ 题.整改时限 or "{p.BLANK}" }}}}'),
    )


def _blank_issue() -> tuple[str, ...]:
    rules = p.ruled(2, PORTRAIT.measure)
    return (
        p.heading(2, "（{{ (号 + 1)|汉字 }}）" + p.BLANK * 3),
        p.body("整改目标："),
        rules,
        p.body("整改措施："),
        rules,
        p.body(f"牵头领导：{p.BLANK}　　责任人：{p.BLANK}"),
        p.body(f"整改时限：{p.BLANK}"),
    )


def _signature() -> str:
    centred = w("ind", leftChars=1000, left=3150, rightChars=0, right=0)
    return p.line("Signature", "{{ 支部.名称 }}", w("spacing", before=2 * LINE) + centred) + p.line(
        "SignatureDate", p.BLANK_DATE, centred + w("jc", val="center")
    )


def _small(content: str, align: str = "") -> str:
    """Return a paragraph of 五号: twelve columns share one sheet."""
    size = (w("sz", val=SIZE_5), w("szCs", val=SIZE_5))
    return p.paragraph("TableText", run(content, *size), properties=w("jc", val=align) if align else "")


def ledger(fonts: Fonts) -> bytes:
    """Return 整改台账.docx: landscape, its head on every page."""
    measures = cell(
        p.each(
            "措 in 题.整改措施",
            _small(
                '{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 措.strip("。；;") }}'
                "{% if loop.last %}。{% else %}；{% endif %}"
            ),
        ),
        p.hairline(),
        down="center",
    )
    cells = [
        measures if name == "整改措施" else cell(_small(content, "" if name in _LEFT else "center"), down="center")
        for name, content in _COLUMNS
    ]
    return paper(
        p.title('{{ (活动.简称 ~ "整改台账")|分行([活动.简称]) }}'),
        p.line("TableTitle", "党支部：{{ 支部.名称 }}　　　　支部书记：{{ 支部.书记 }}", w("spacing", before=120)),
        _LEDGER.table(
            _LEDGER.row(*(label(name) for name, _ in _COLUMNS), height=760, head=True),
            _LEDGER.each("题 in 问题们", _LEDGER.row(*cells, height=760)),
            _LEDGER.when(
                "not 问题们",
                *(_LEDGER.row(*(value("") for _ in _COLUMNS), height=760) for _ in range(8)),
            ),
        ),
        fonts=fonts,
        page=LANDSCAPE,
    )
