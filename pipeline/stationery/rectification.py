"""整改方案 and 整改台账 (范围 支部): the clerk's problems as a plan to be read and as a ledger to be kept."""

from __future__ import annotations

from itertools import product

from pipeline.model.facts import BLANK_DATE
from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, LINE
from pipeline.stationery.styles import SIZE_5, Fonts
from pipeline.stationery.tables import PADDING, Grid, TableCell, cell, label, value

_SHORT = 22  # characters of a problem that may be its own heading, if all of the branch's are so short
_BLANKS = 8  # rows of a table that is filled in by hand
_ASSEMBLY = '{% if 支部.称谓 == "支部" %}支部{% endif %}党员大会'
_TO_FILL = Grid((700, 2544, 2800, 1000, 1000, 800))

# --- 整改方案 -----------------------------------------------------------------------------------------------------


def plan(fonts: Fonts) -> bytes:
    """Return 整改方案.docx."""
    return paper(
        p.title('{{ (支部.简称 ~ 活动.简称 ~ "整改方案")|分行([支部.简称, 活动.简称]) }}'),
        p.line(
            "Body",
            "为切实解决{{ 支部.简称 }}在{{ 活动.名称 }}中查找出来的问题，根据{{ 单位.简略 }}的部署，制定本方案。"
            "整改工作坚持实事求是、有什么问题解决什么问题，坚持立说立行、能改的马上改，坚持开门整改、请群众监督和评价。",
            w("spacing", before=LINE),
        ),
        p.choose(
            ("问题们|length > 1", (p.heading(1, "一、存在的主要问题"), *_found(), _MEASURES, *_each_issue())),
            ("问题们", (p.heading(1, "一、存在的主要问题"), *_the_only_one(), _MEASURES, _what_is_done("问题们[0]"))),
            ("", (p.heading(1, "一、主要问题和整改措施"), _to_fill())),
        ),
        p.heading(1, "{% if 问题们 %}三{% else %}二{% endif %}、组织保障"),
        p.body(
            "（一）明确责任。{{ 支部.书记职务 }}{% if 支部.书记 %}{{ 支部.书记 }}同志{% endif %}是整改工作第一责任人，负责方案的组织实施；"
            "各项问题的责任人按照分工和时限抓好落实。"
            f"{{% if 支部.指导领导 %}}请联系领导{p.people('支部.指导领导', after_noun=True)}加强指导和督促。{{% endif %}}"
        ),
        p.body(
            "（二）逐项销号。建立整改台账，整改一项、销号一项，进展情况及时填写；一时难以解决的，向党员群众说明原因，明确下一步打算。"
        ),
        p.body("（三）接受监督。整改方案和整改结果在一定范围内向党员和群众公布，听取意见，群众不满意的要继续整改。"),
        p.keep(
            f"本方案经{{% if 支部.只管支部 %}}{forms.COMMITTEE}{{% else %}}{_ASSEMBLY}{{% endif %}}讨论通过后组织实施。"
        ),
        _signature(),
        fonts=fonts,
    )


_MEASURES = p.heading(1, "二、整改内容和措施")
_FIELDS = (("目标", "整改目标"), ("牵头", "牵头领导"), ("责任", "责任人"), ("时限", "整改时限"))


def _found() -> tuple[str, ...]:
    """Return how many problems there are, of which kinds and from where; each only where the sheet says so."""
    kinds = (
        '{% if 数.类别|length == 问题们|length %}，涉及{{ 数.类别|join("、") }}等方面{% elif 数.类别|length > 1 and 数.已分 == 问题们|length %}，'
        "其中{% for 类 in 数.类别 %}{% set 类数 = namespace(n=0) %}{% for 题 in 问题们 %}{% if 题.问题类别 == 类 %}"
        "{% set 类数.n = 类数.n + 1 %}{% endif %}{% endfor %}{{ 类 }}方面{{ 类数.n }}个{% if not loop.last %}、{% endif %}{% endfor %}"
        "{% endif %}"
    )
    return _gathered(), p.body(f"{_SOURCES}共梳理出需要整改的问题{{{{ 问题们|length }}}}个{kinds}。")


_SOURCES = '{% if 数.来源 %}通过{{ 数.来源|join("、") }}{% if 数.来源|length > 1 %}等途径{% endif %}，{% else %}对照活动要求，{% endif %}'


def _gathered() -> str:
    """Return the tags that gather what the branch's problems have: sources, kinds, and which columns at all."""
    fields = ", ".join(f"{short}=0" for short, _ in _FIELDS)
    return p.let(f"数 = namespace(来源=[], 类别=[], 出处=0, 已分=0, 最长=0, {fields})") + p.each(
        "题 in 问题们",
        p.when("题.问题来源 and 题.问题来源 not in 数.来源", p.let("数.来源 = 数.来源 + [题.问题来源]")),
        p.when("题.出处", p.let("数.出处 = 1")),
        p.when("题.问题类别", p.let("数.已分 = 数.已分 + 1")),
        p.when("题.问题类别 and 题.问题类别 not in 数.类别", p.let("数.类别 = 数.类别 + [题.问题类别]")),
        p.let("数.最长 = [数.最长, 题.具体问题|字宽]|max"),
        *(p.when(f"题.{name}", p.let(f"数.{short} = 1")) for short, name in _FIELDS),
    )


def _the_only_one() -> tuple[str, ...]:
    """Return a problem that is alone: without number, and told once."""
    return (
        _gathered(),
        p.body(f'{_SOURCES}梳理出需要整改的问题1个：{{{{ 问题们[0].具体问题.strip("。；;") }}}}。'),
    )


def _each_issue() -> tuple[str, ...]:
    """Return the problems, one style a paper: as headings if all are short, else as sentences."""
    sentence = '（{{ loop.index|汉字 }}）{{ 题.具体问题.strip("。；;") }}'
    return (
        p.each(
            "题 in 问题们",
            p.choose(
                (f"数.最长 <= {_SHORT}", (p.heading(2, sentence),)),
                ("", (p.keep(f"{sentence}。"),)),
            ),
            _what_is_done("题"),
        ),
    )


def _what_is_done(issue: str) -> str:
    """Return a problem's goal, measures, people and deadline, all on one page.

    What no problem of the branch has leaves no line; what others have is left to be written.
    """

    def given(name: str) -> str:
        return f'{name}：{{{{ {issue}.{name} or "{p.BLANK}" }}}}'

    goal = (
        f'整改目标：{{% if {issue}.整改目标 %}}{{{{ {issue}.整改目标.strip("。；;") }}}}。'
        f"{{% else %}}{p.BLANK * 3}{{% endif %}}"
    )
    measures = (
        f"整改措施：{{% for 措 in {issue}.整改措施 %}}{{% if loop.length > 1 %}}{{{{ loop.index|汉字 }}}}是{{% endif %}}"
        '{{ 措.strip("。；;") }}{% if loop.last %}。{% else %}；{% endif %}{% else %}' + p.BLANK * 3 + "{% endfor %}"
    )
    both = given("牵头领导") + "　　" + given("责任人")
    return "".join(
        (
            p.when("数.目标", p.keep(goal)),
            p.choose(
                ("数.牵头 or 数.责任 or 数.时限", (p.keep(measures),)),
                ("", (p.body(measures),)),
            ),
            p.choose(
                ("数.牵头 and 数.责任", (_last_but_deadline(both),)),
                ("数.牵头", (_last_but_deadline(given("牵头领导")),)),
                ("数.责任", (_last_but_deadline(given("责任人")),)),
            ),
            p.when("数.时限", p.body(given("整改时限"))),
        )
    )


def _last_but_deadline(content: str) -> str:
    return p.choose(("数.时限", (p.keep(content),)), ("", (p.body(content),)))


def _to_fill() -> str:
    """Return the table of a branch without problems: one page to be filled in by hand."""
    heads = ("序号", "主要问题", "整改措施", "牵头\n领导", "责任人", "整改\n时限")
    row = _TO_FILL.row(*(value("") for _ in heads), height=860)
    table = _TO_FILL.table(_TO_FILL.row(*map(label, heads), height=760, head=True), row * _BLANKS)
    return table + p.hairline()


_CENTRED = 18  # characters of the part of a line in which a name is centred


def _signature() -> str:
    """Return 署名 and 成文日期 of the branch; the day of its meeting is written by hand."""
    centred = w("ind", leftChars=1000, left=3150, rightChars=0, right=0)
    usual = p.line("Signature", "{{ 支部.名称 }}", w("spacing", before=2 * LINE) + centred) + p.line(
        "SignatureDate", BLANK_DATE, centred + w("jc", val="center")
    )
    return p.choose((f"支部.名称|字宽 > {_CENTRED}", (p.unsealed("支部.名称", ""),)), ("", (usual,)))


# --- 整改台账 -----------------------------------------------------------------------------------------------------

_SORTED, _AIMED = "(数.类别 or 数.出处)", "数.目标"
_LEDGER = {  # column: what it prints, its width where all columns are there
    "序\n号": ("{{ 题.序号 }}", 440),
    "问题类别\n和来源": ("", 960),
    "具体问题": ("{{ 题.具体问题 }}", 1750),
    "整改目标": ("{{ 题.整改目标 }}", 1400),
    "整改措施": ("", 2200),
    "牵头\n领导": (forms.fit("题.牵头领导", 760 - 2 * PADDING, SIZE_5), 760),
    "责任人": (forms.fit("题.责任人", 960 - 2 * PADDING, SIZE_5), 960),
    "整改时限": (forms.day("题.整改时限"), 1100),
    "进展\n情况": ("{{ 题.进展情况 }}", 1060),
    "完成\n情况": (forms.fit("题.完成情况", 760 - 2 * PADDING, SIZE_5), 760),
    "验收\n销号": ("", 720),
    "备\n注": ("{{ 题.备注 }}", 646),
}
_KINDS, _GOAL, _PROBLEM, _STEPS = "问题类别\n和来源", "整改目标", "具体问题", "整改措施"
_LEFT = {_PROBLEM, _GOAL, _STEPS}
_LEDGER_HEAD, _LEDGER_ROW = 760, 1000  # twips
_OPEN_ROWS, _OPEN_ROW = 6, 880  # of a ledger for a hand: one page, with a title of two lines
_AIR = w("spacing", before=60, after=60)  # between text and rule: 1 mm


def ledger(fonts: Fonts) -> bytes:
    """Return 整改台账.docx: landscape, its head on every page; a column that no problem fills is not there."""
    variants = tuple(
        (
            " and ".join(
                condition if there else f"not ({condition})"
                for condition, there in zip((_SORTED, _AIMED), both, strict=True)
            ),
            (_register(*both),),
        )
        for both in product((True, False), repeat=2)
    )
    return paper(
        p.title('{{ (活动.简称 ~ "整改台账")|分行([活动.简称]) }}'),
        p.line(
            "TableTitle",
            f"{forms.RANKED}："
            "{{ 支部.名称 }}{% if 支部.书记 %}　　　　{{ 支部.称谓 }}书记：{{ 支部.书记 }}{% endif %}",
            w("spacing", before=120),
        ),
        _gathered(),
        p.choose(("not 问题们", (_register(sorted_=True, aimed=True, blank=True),)), *variants),
        fonts=fonts,
        page=LANDSCAPE,
    )


def _register(sorted_: bool, aimed: bool, *, blank: bool = False) -> str:
    """Return the table; the room of a column that is not there goes to the problem and to what is done about it."""
    gone = {name for name, there in ((_KINDS, sorted_), (_GOAL, aimed)) if not there}
    spare = sum(_LEDGER[name][1] for name in gone)
    more = {_PROBLEM: spare * 2 // 5, _STEPS: spare - spare * 2 // 5}
    columns = [name for name in _LEDGER if name not in gone]
    grid = Grid(tuple(_LEDGER[name][1] + more.get(name, 0) for name in columns))
    assert grid.measure == LANDSCAPE.measure
    head = grid.row(*(cell(_small(name, "center", "TableHead"), down="center") for name in columns),
                    height=_LEDGER_HEAD, head=True)  # fmt: skip
    signed = grid.under(
        p.line("TableTitle", "填表人（签字）：　　　　　　　　填报日期：　　　　年　　月　　日"), _LEDGER_HEAD
    )
    if blank:
        return grid.table(head, grid.row(*(value("") for _ in columns), height=_OPEN_ROW) * _OPEN_ROWS, signed)
    first = _small(_LEDGER[columns[0]][0], "center", air=True, kept=True)
    rest = [_ledger_cell(name) for name in columns[1:]]
    row = grid.row(_ledger_cell(columns[0]), *rest, height=_LEDGER_ROW)
    last = grid.row(cell(first, down="center"), *rest, height=_LEDGER_ROW)  # with the signature under it
    return grid.table(head, grid.each("题 in 问题们", grid.when("loop.last", last, otherwise=(row,))), signed)


def _ledger_cell(name: str) -> TableCell:
    match name:
        case "整改措施":
            measure = (
                '{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 措.strip("。；;") }}'
                "{% if loop.last %}。{% else %}；{% endif %}"
            )
            return cell(_hair(), p.each("措 in 题.整改措施", _small(measure)), _hair(), down="center")
        case "问题类别\n和来源":
            kind = p.when("题.问题类别", _small("{{ 题.问题类别 }}", "center"))
            sources = p.each("源 in 题.出处", _small("{{ 源 }}", "center"))
            return cell(kind, sources, _hair(), down="center")
        case _:
            return cell(_small(_LEDGER[name][0], "" if name in _LEFT else "center", air=True), down="center")


def _hair() -> str:
    return p.line("TableText", "", w("spacing", line=60, lineRule="exact"))


def _small(content: str, align: str = "", style: str = "TableText", *, air: bool = False, kept: bool = False) -> str:
    """Return a paragraph of 五号: twelve columns share one sheet."""
    size = (w("sz", val=SIZE_5), w("szCs", val=SIZE_5))
    properties = (w("keepNext") if kept else "") + (_AIR if air else "") + (w("jc", val=align) if align else "")
    return p.paragraph(style, run(content, *size), properties=properties)
