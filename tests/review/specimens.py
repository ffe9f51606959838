"""Good papers of kinds that no campaign makes: a joint issue, an order with 签名章, an annex that is bound separately."""

from __future__ import annotations

from pipeline.stationery import LINE, PITCH, PORTRAIT, Fonts, character_styles, paper, run, w
from pipeline.stationery import paragraphs as p

FONTS = Fonts()
_AGENCIES = ("中共吕寨镇委员会", "吕寨镇人民政府")
_NAME_WIDTH, _WORD_WIDTH = 6400, 2444
_RED_RULE = w("pBdr", w("bottom", val="single", sz=12, space=8, color="FF0000")) + w("snapToGrid", val=0)
_FLUSH = w("ind", leftChars=0, left=0, rightChars=0, right=0) + w("jc", val="left")


def joint() -> bytes:
    """Return a notice of two agencies with two annexes, 主送 in the 版记 and the number of copies under 印发."""
    marks = (
        _row(_cell(_mark(_AGENCIES[0]), _NAME_WIDTH), _cell(_mark("文件"), _WORD_WIDTH, "restart")),
        _row(_cell(_mark(_AGENCIES[1]), _NAME_WIDTH), _cell(p.paragraph("Mark"), _WORD_WIDTH, "continue")),
    )
    tail = (
        _row(_cell(p.line("Copies", "主送：各党支部，各村民委员会。") + p.line("Copies", _COPIED), PORTRAIT.measure)),
        _row(_cell(_printed() + p.line("Imprint", "（共印20份）", _LINE_ABOVE), PORTRAIT.measure)),
    )
    return paper(
        p.paragraph("Mark", properties=w("spacing", line=1911, lineRule="exact")),  # the mark's top 35 mm down
        _table((_NAME_WIDTH, _WORD_WIDTH), *marks),
        p.line("Number", "吕委〔2026〕12号", _RED_RULE + w("spacing", before=2 * LINE)),
        p.title("中共吕寨镇委员会　吕寨镇人民政府\n关于召开动员大会的通知", 2 * LINE),
        p.line("Body", "镇党委、镇政府定于2026年7月6日召开动员大会。", w("spacing", before=LINE)),
        p.keep("请按时参加。"),
        *_enclosures("参会回执", "会场座次安排"),
        p.line("Signature", f"　　　{_AGENCIES[0]}　　　　　　{_AGENCIES[1]}", w("spacing", before=2 * LINE) + _FLUSH),
        p.line("SignatureDate", "2026年7月2日"),
        *_annex("附件1", "参会回执"),
        *_annex("附件2", "会场座次安排"),
        p.paragraph("TableText", properties=w("spacing", line=6757, lineRule="exact")),  # 版记 at the page's foot
        _table((PORTRAIT.measure,), *tail, rules=(("top", 8), ("bottom", 8), ("insideH", 6))),
        p.hairline(),
        fonts=FONTS,
        more_styles=character_styles(FONTS),
    )


_COPIED = "抄送：县委组织部，县委宣传部，县委统一战线工作部，县直机关工作委员会，县人民武装部。"
_LINE_ABOVE = w("pBdr", w("top", val="single", sz=6, space=1, color="000000"))


def stamped() -> bytes:
    """Return an order that bears 签名章."""
    return paper(
        p.title("关于发布汛期命令的令"),
        p.line("Body", "现发布汛期命令，自公布之日起施行。", w("spacing", before=LINE)),
        p.keep("请遵照执行。"),
        p.line("Signature", "县　长　　张　三", w("spacing", before=2 * LINE) + _ending(4)),
        p.line("SignatureDate", "2026年7月2日", w("spacing", before=LINE)),
        fonts=FONTS,
    )


def separate() -> bytes:
    """Return an annex that is bound separately: its label bears the paper's number."""
    label, *rest = _annex("吕委〔2026〕12号附件2", "会场座次安排")
    return paper(label, *rest, fonts=FONTS)


def upward() -> bytes:
    """Return the head and the text of a request with one signer, unsealed by two agencies, a contact in its 附注."""
    name = w("r", w("rPr", w("rStyle", val="Signer")), "<w:t>张三丰</w:t>")
    tab = w("tabs", w("tab", val="right", pos=27 * PITCH))
    signed = w("spacing", before=2 * LINE) + w("jc", val="left")
    rule, snap = _RED_RULE[: _RED_RULE.index("<w:snapToGrid")], w("snapToGrid", val=0)
    number = (run("　吕委〔2026〕12号"), w("r", w("tab")), run("签发人："), name)
    return paper(
        p.paragraph("Mark", run("中共吕寨镇委员会文件", *_RED), properties=_MARK_LINE),
        p.paragraph("Number", *number, properties=rule + tab + snap + signed),
        p.title("关于召开动员大会的请示", 2 * LINE),
        p.line("Addressee", "中共某某县委员会："),
        p.keep("我镇拟召开动员大会，妥否，请批示。"),
        p.line("Signature", f"{_AGENCIES[0]}办公室", w("spacing", before=LINE) + _ending(2)),
        p.line("SignatureDate", "2026年7月2日", _ending(5)),
        p.line("Note", "（联系人：张三，电话：0000-0000000）"),
        fonts=FONTS,
        more_styles=character_styles(FONTS),
    )


_RED = (w("color", val="FF0000"), w("sz", val=72), w("szCs", val=72))
_MARK_LINE = w("snapToGrid", val=0) + w("spacing", before=1910, line=860, lineRule="exact")


def _ending(characters: int) -> str:
    """Return what makes a line end so far from the right edge."""
    indent = w("ind", leftChars=0, left=0, rightChars=characters * 100, right=characters * PITCH)
    return indent + w("jc", val="right")


def _mark(words: str) -> str:
    return p.paragraph("Mark", run(words, *_RED), properties=w("spacing", line=860, lineRule="exact"))


def _enclosures(first: str, second: str) -> tuple[str, str]:
    def hanging(left: int, out: int) -> str:
        return w("ind", leftChars=left * 100, left=left * PITCH, hangingChars=out * 100, hanging=out * PITCH)

    return (
        p.line("Enclosures", f"附件：1.{first}", w("spacing", before=LINE) + hanging(6, 4)),
        p.line("Enclosures", f"2.{second}", hanging(6, 1)),
    )


def _annex(label: str, title: str) -> tuple[str, str, str]:
    return p.line("EnclosureMark", label), p.title(title, LINE), p.line("Body", "略。", w("spacing", before=LINE))


def _printed() -> str:
    tab = w("tabs", w("tab", val="right", pos=PORTRAIT.measure - 280))
    words = (run("吕寨镇党委组织办公室"), w("r", w("tab")), run("2026年7月2日印发"))
    return p.paragraph("Imprint", *words, properties=tab)


def _table(columns: tuple[int, ...], *rows: str, rules: tuple[tuple[str, int], ...] = ()) -> str:
    borders = (w(side, val="single", sz=size, space=0, color="000000") for side, size in rules)
    none = (w(side, w=0, type_="dxa") for side in ("top", "left", "bottom", "right"))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(columns), type_="dxa"),
            *((w("tblBorders", *borders),) if rules else ()),
            w("tblLayout", type_="fixed"),
            w("tblCellMar", *none),
        ),
        w("tblGrid", *(w("gridCol", w=column) for column in columns)),
        *rows,
    )


def _row(*cells: str) -> str:
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(content: str, width: int, merge: str = "") -> str:
    merged = (w("vMerge", val=merge),) if merge else ()
    return w("tc", w("tcPr", w("tcW", w=width, type_="dxa"), *merged, w("vAlign", val="center")), content)


def notice() -> bytes:
    """Return a notice of one agency: red head, all levels of headings, two annexes, one with a table of 20 rows."""
    return paper(
        p.paragraph("Mark", run("中共吕寨镇委员会文件", *_RED), properties=_MARK_LINE),
        p.line("Number", "吕委〔2026〕12号", _RED_RULE + w("spacing", before=2 * LINE)),
        p.title("中共吕寨镇委员会\n关于召开动员大会的通知", 2 * LINE),
        p.line("Addressee", "各党支部："),
        p.body("镇党委定于2026年7月6日召开动员大会。"),
        *(p.heading(*each) for each in _LEVELS),
        p.keep("请按时参加，不得缺席。"),
        *_enclosures("参会回执", "2026年度会场座次安排"),
        p.line("Signature", _AGENCIES[0], w("spacing", before=2 * LINE) + w("ind", leftChars=1400, left=14 * PITCH)),
        p.line("SignatureDate", "2026年7月2日", _ending(4)),
        *_annex("附件1", "参会回执"),
        *_annex("附件2", "2026年度会场座次安排"),
        _seats(),
        fonts=FONTS,
    )


def _seats() -> str:
    """Return a table that runs over a page: its head is repeated and its rows are kept whole."""
    width = PORTRAIT.measure // 3
    rows = [("TableHead", ("排", "座", "党支部")), *(("TableText", (str(at), "1", "某支部")) for at in range(1, 20))]
    made = ["".join(_cell(p.line(style, word), width) for word in words) for style, words in rows]
    head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")), made[0])
    return _table(
        (width, width, width), head, *map(_row, made[1:]), rules=(("top", 12), ("bottom", 12), ("insideH", 4))
    )


_LEVELS = (
    (1, "一、会议安排"),
    (2, "（一）参加人员"),
    (3, "1.各党支部书记"),
    (3, "2.2026年新任的党支部委员"),
    (4, "（1）年老体弱的请假办法"),
    (1, "二、有关要求"),
)


def statute() -> bytes:
    """Return rules with 章, 节 and 条, as offices set them: 章 in 黑体 and 节 in 楷体, centred; a space after 第一条."""
    return paper(
        p.title("吕寨镇党员教育管理办法"),
        _centred("Heading1", "第一章　总则"),
        p.body("第一条　为规范党员教育管理，制定本办法。"),
        p.body("第二条　本办法适用于全镇各党支部。"),
        _centred("Heading1", "第二章　教育"),
        _centred("Heading2", "第一节　学习"),
        p.body("第三条　党支部每月组织一次学习："),
        p.body("（一）学习党章；"),
        p.body("（二）学习有关文件。"),
        _centred("Heading2", "第二节　考核"),
        p.body("第四条　学习情况每年考核一次，结果记入档案。"),
        _centred("Heading1", "第三章　附则"),
        p.body("第五条　本办法自公布之日起施行。"),
        fonts=FONTS,
    )


def _centred(style: str, words: str) -> str:
    none = w("ind", leftChars=0, left=0, firstLineChars=0, firstLine=0)
    return p.line(style, words, w("spacing", before=LINE) + none + w("jc", val="center"))


GOOD = {"联合行文": joint, "命令": stamped, "单装的附件": separate, "请示": upward, "通知": notice, "办法": statute}


def titled() -> dict[str, bytes]:
    """Return every specimen of a paper with a title of its own and headings of the usual kinds, by its name."""
    return {name: make() for name, make in GOOD.items() if make not in {separate, statute}}
