"""党性分析表 (范围 党员), four forms: ordinary, short, letter, probationary.

Identity is filled in, everything personal is ruled space: nothing is written for the member.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.frozen import frozen
from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.styles import SIZE_4, Fonts
from pipeline.stationery.tables import Grid, TableCell, cell, label, value

GRID = Grid((1090, 2040, 1090, 2040, 1090, 1494))  # a whole date fits into the second and fourth column
_COLUMNS = 6
_IDENTITY = 500
_RULE = 470  # ruled lines for handwriting, 8 mm: five parts on the first page, the rest on its back
_ASPECTS = ("理想信念", "宗旨意识", "组织纪律", "工作作风", "作用发挥")
_DATE = "年　　月　　日"
_EDGE = w("ind", rightChars=100, right=240)  # a space at the end of such a line would not be kept
_SIGNING = 28  # characters of a signature with its date; 31 fit
_GRADES = "{% for 等 in 活动.评议.等次 %}□{{ 等 }}{% if not loop.last %}　　{% endif %}{% endfor %}"
_GRADED = '党员.人员类别 != "预备党员"'


@frozen
class Space:
    """How many ruled lines each part gets."""

    gains: int
    aspect: int
    causes: int
    measures: int
    opinions: int
    peers: int
    branch: int


_SPACE = Space(gains=5, aspect=2, causes=4, measures=5, opinions=3, peers=4, branch=4)


def ordinary(fonts: Fonts) -> bytes:
    """Return 党性分析表-普通.docx: two pages, one sheet of paper."""
    return paper(*_full(_SPACE), fonts=fonts)


def probationary(fonts: Fonts) -> bytes:
    """Return 党性分析表-预备.docx: the ordinary form of somebody who is not graded."""
    return paper(*_full(replace(_SPACE, branch=5)), fonts=fonts)


def letter(fonts: Fonts) -> bytes:
    """Return 党性分析表-信函.docx: a letter to a member away from home, and the form on new pages."""
    return paper(*_letter(), *_full(replace(_SPACE, causes=3), new_page=True, phone=True), fonts=fonts)


def _full(space: Space, *, new_page: bool = False, phone: bool = False) -> tuple[str, ...]:
    heading = w("pageBreakBefore") if new_page else ""
    return (
        p.line("DocTitle", '{{ (活动.名称 ~ "党性分析表")|分行([活动.名称]) }}', heading),
        p.line("TableTitle", "", w("spacing", line=120, lineRule="exact")),
        GRID.table(
            *identity(phone=phone),
            _part("学习\n收获", space.gains),
            _band("存在的主要问题（对照以下方面，由本人填写）"),
            *(_part(aspect[:2] + "\n" + aspect[2:], space.aspect) for aspect in _ASPECTS),
            _part("原因\n分析", space.causes),
            _part("整改措施\n（努力\n方向）", space.measures),
            *_opinions(space.opinions),
            _signed("本　人\n签　字", "本人签字"),
            _part("党员互评\n意　见", space.peers),
            *_verdict(space.branch),
        ),
    )


def identity(*, phone: bool) -> tuple[str, ...]:
    """Return the rows that say who a member is, in a table of GRID."""
    rows = (
        _facts(("姓　名", "党员.姓名"), ("性　别", "党员.性别"), ("民　族", "党员.民族")),
        _facts(("出生年月", "党员.出生年月"), ("学　历", "党员.学历"), ("人员类别", "党员.人员类别")),
        _facts(("入党时间", "党员.入党年月"), ("转正时间", "党员.转正年月"), ("党内职务", "党员.党内职务")),
        _facts(("所在支部", "支部.简称"), ("工作岗位", "党员.工作岗位")),
    )
    return (*rows, _facts(("联系电话", "党员.联系电话"), ("外出流向", "党员.外出流向"))) if phone else rows


def _facts(*fields: tuple[str, str]) -> str:
    """Return a row of labels and values; the last value takes what is left of the row."""
    cells: list[TableCell] = []
    for number, (title, name) in enumerate(fields, 1):
        span = 1 if number < len(fields) else _COLUMNS - 2 * len(fields) + 1
        cells += [label(title), value(forms.fit(name, GRID.inside(2 * number - 1, span)), span)]
    return GRID.row(*cells, height=_IDENTITY)


def _part(name: str, lines: int) -> str:
    """Return a labelled row of ruled lines."""
    return GRID.row(
        label(name),
        cell(p.ruled(lines, GRID.inside(1, _COLUMNS - 1), pitch=_RULE), _pad(), span=_COLUMNS - 1),
        height=lines * _RULE,
    )


def _pad() -> str:
    return p.line("TableText", "", w("spacing", line=100, lineRule="exact"))


def _band(content: str) -> str:
    return GRID.row(cell(p.line("TableHead", content, w("keepNext")), span=_COLUMNS, down="center"), height=_IDENTITY)


def _opinions(lines: int) -> tuple[str, ...]:
    """Return the opinions that name this member, or ruled space."""
    listed = p.each("意 in 意见们", p.line("TableText", _OPINION, w("spacing", before=40, after=40)))
    row = GRID.row(
        label("征求到的\n意　见"), cell(listed, _pad(), span=_COLUMNS - 1, down="center"), height=lines * _RULE // 2
    )
    return (GRID.when("意见们", row, otherwise=(_part("征求到的\n意　见", lines),)),)


_OPINION = "{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 意.意见内容 }}"


def _signed(name: str, who: str) -> str:
    return GRID.row(
        label(name),
        cell(_signing(f"{who}："), span=_COLUMNS - 1, down="center"),
        height=640,
    )


def _signing(who: str) -> str:
    """Return a signature and its date, to be written by hand, at the right of a cell."""
    room = "　" * (_SIGNING - len(who) - len(_DATE))
    return p.line("TableText", _by_rank(who) + room + _DATE, _EDGE + w("jc", val="right"))


def _by_rank(words: str) -> str:
    """Return words that call a 党总支 and a 党委 what they are."""
    return words.replace("支部", "{{ 支部.称谓 }}")


def _verdict(lines: int) -> tuple[str, ...]:
    inside = GRID.inside(1, _COLUMNS - 1)
    return (
        GRID.row(
            label(_by_rank("支部评议\n意　见")),
            cell(
                p.ruled(lines, inside, pitch=_RULE),
                p.line("TableText", "", w("spacing", line=160, lineRule="exact")),
                _signing("支部书记签字（盖章）："),
                _pad(),
                span=_COLUMNS - 1,
            ),
            height=lines * _RULE,
        ),
        GRID.when(
            _GRADED,
            GRID.row(label("评定等次"), value(_GRADES, _COLUMNS - 1), height=_IDENTITY),
        ),
    )


def short(fonts: Fonts) -> bytes:
    """Return 党性分析表-简表.docx: one page in larger type, which another may write down."""
    return paper(
        p.title('{{ (活动.名称 ~ "党性分析表（简表）")|分行([活动.名称]) }}'),
        p.line("TableTitle", "", w("spacing", line=120, lineRule="exact")),
        _LARGE.table(
            _large_facts(("姓　名", "党员.姓名"), ("性　别", "党员.性别"), ("学　历", "党员.学历")),
            _large_facts(("出生年月", "党员.出生年月"), ("入党时间", "党员.入党年月"), ("人员类别", "党员.人员类别")),
            _large_facts(("所在支部", "支部.简称")),
            _large_part("学习\n收获", 2),
            _large_part("存在的\n不足", 2),
            _large_part("今后的\n打算", 2),
            *_large_opinions(),
            _LARGE.row(
                _large_label("签　字"),
                cell(
                    _large_signing("本人签字（按手印）："),
                    _large_signing("代笔人签字：", dated=True),
                    span=_COLUMNS - 1,
                    down="center",
                ),
                height=900,
            ),
            _large_part("党员互评\n意　见", 1),
            _LARGE.row(
                _large_label(_by_rank("支部评议\n意　见"), kept=True),
                cell(
                    p.ruled(2, _LARGE.inside(1, _COLUMNS - 1), pitch=_LARGE_RULE),
                    _large_signing("支部书记签字（盖章）：", dated=True),
                    span=_COLUMNS - 1,
                ),
                height=2 * _LARGE_RULE,
            ),
            _LARGE.when(
                _GRADED, _LARGE.row(_large_label("评定等次"), _large_value(_GRADES, _COLUMNS - 1), height=_LARGE_ROW)
            ),
        ),
        fonts=fonts,
    )


_LARGE = Grid((1290, 1700, 1290, 1700, 1290, 1574))
_LARGE_ROW, _LARGE_RULE = 540, 560  # ruled lines 10 mm apart: one page, with a title of three lines and a long name
_LARGE_TYPE = (w("sz", val=SIZE_4), w("szCs", val=SIZE_4))


def _large(style: str, content: str, properties: str = "") -> str:
    return p.paragraph(style, run(content, *_LARGE_TYPE), properties=properties)


def _large_label(content: str, *, kept: bool = False) -> TableCell:
    return TableCell(_large("TableHead", content, w("keepNext") if kept else ""))


def _large_value(content: str, span: int = 1) -> TableCell:
    return TableCell(_large("TableText", content, w("jc", val="center")), span)


def _large_facts(*fields: tuple[str, str]) -> str:
    cells: list[TableCell] = []
    for number, (title, name) in enumerate(fields, 1):
        span = 1 if number < len(fields) else _COLUMNS - 2 * len(fields) + 1
        cells += [_large_label(title), _large_value(forms.fit(name, _LARGE.inside(2 * number - 1, span), SIZE_4), span)]
    return _LARGE.row(*cells, height=_LARGE_ROW)


def _large_part(content: str, lines: int) -> str:
    ruled = p.ruled(lines, _LARGE.inside(1, _COLUMNS - 1), pitch=_LARGE_RULE)
    return _LARGE.row(_large_label(content), cell(ruled, _pad(), span=_COLUMNS - 1), height=lines * _LARGE_RULE)


def _large_opinions() -> tuple[str, ...]:
    name = "征求到\n的意见"
    listed = p.each("意 in 意见们", p.line("TableText", _OPINION, w("spacing", before=40, after=40)))
    row = _LARGE.row(_large_label(name), cell(listed, _pad(), span=_COLUMNS - 1, down="center"), height=_LARGE_RULE)
    return (_LARGE.when("意见们", row, otherwise=(_large_part(name, 1),)),)


def _large_signing(who: str, *, dated: bool = False) -> str:
    """Return a signature to be written by hand, with its date at the right edge."""
    ends = w("tabs", w("tab", val="right", pos=_LARGE.inside(1, _COLUMNS - 1) - 240))
    date = (w("r", w("tab")), run(_DATE, *_LARGE_TYPE)) if dated else ()
    return p.paragraph(
        "TableText", run(_by_rank(who), *_LARGE_TYPE), *date, properties=ends + w("spacing", before=90, after=50)
    )


def _letter() -> tuple[str, ...]:
    """Return the letter: what is asked, how it comes back, by when, to whom."""
    return (
        p.title("致流动党员的一封信"),
        p.line("Addressee", "{{ 党员.姓名 }}同志："),
        p.body(
            "{{ 活动.名称 }}{% if 活动.起止 %}于{{ 活动.起止 }}进行{% else %}已经开始{% endif %}。"
            "您{% if 党员.外出流向 %}现在{{ 党员.外出流向 }}{% else %}在外工作{% endif %}，不便参加集中活动，{{ 支部.称谓 }}随信寄去党性分析表一份，"
            "请您结合自己的思想、工作和生活实际认真填写。"
        ),
        p.body(
            "填写时请注意：表内基本情况如与实际不符，请直接更正；其余各栏由本人如实填写，不必讲究篇幅；党员互评意见和{{ 支部.称谓 }}评议意见由{{ 支部.称谓 }}填写。"
        ),
        p.body(
            "填好后请签名，寄回或者拍照发回{{ 支部.称谓 }}{% if 支部.联系人 %}，由{{ 支部.联系人 }}同志收{% endif %}。"
        ),
        p.when("支部.联系电话", _alone("联系电话：{{ 支部.联系电话 }}")),
        p.when("支部.邮箱", _alone("电子邮箱：{{ 支部.邮箱 }}")),
        _alone("寄回时间：{% if 本阶段.结束 %}{{ 本阶段.结束 }}以前{% else %}　　　　年　　月　　日以前{% endif %}"),
        p.keep(
            "身在外地，望您常与{{ 支部.称谓 }}联系，遇有困难及时告诉我们。返乡时，请参加{{ 支部.称谓 }}的组织生活和补课。"
        ),
        p.unsealed("支部.名称", "本阶段.开始"),
    )


def _alone(content: str) -> str:
    """Return a line of its own, not stretched to the edge."""
    return p.line("Body", content, w("jc", val="left"))
