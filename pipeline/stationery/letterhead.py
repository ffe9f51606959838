"""The red head (7.2), its pre-printed twin, the head of a letter (10.1) and the 版记 (7.4). Lengths in twips.

The mark's place is given by the top of its glyphs. An exact line has its baseline at four fifths of its height, in Word
as in LibreOffice; a Hanzi of 小标宋 rises 0.84 em above the baseline.
"""

from __future__ import annotations

from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w, whole_part
from pipeline.stationery.package import FirstPage, paper
from pipeline.stationery.page import LINE, PITCH, PORTRAIT
from pipeline.stationery.styles import Fonts

RED = "FF0000"
ON_PAPER = '单位.红头 in ["文件", "套打"]'
LETTER = '单位.红头 == "信函"'
_MARK_TOP = 1984  # 35 mm under the type area's upper edge (7.2.4)
_SMALL_LINES = 3  # 份号, 密级, 紧急程度: their place is kept whether they are there or not
_RISE, _BASELINE, _LEADING = 0.84, 0.8, 1.2
_MARK_STEPS = ((7, 56), (9, 48), (12, 36), (16, 27), (20, 22))  # characters that fit on one line → points
_NARROW = 66  # per cent of the width, for names longer than all steps
_RULE_SPACE = 8  # pt between the number's line and the rule: 4 mm under its characters (measured, off the grid)
_FOUR_MM, _FALL = 11.34, 0.12  # pt · how far a Hanzi reaches below the baseline, in em
_RULE_WIDTH = 12  # eighths of a point
_THICK, _THIN = 8, 6  # 1 pt and ¾ pt: 0.35 and 0.26 mm (7.4.1)


def _mark(
    points: int, words: str, *, top: int, red: bool, narrow: bool = False, indent: str = "", ruled: bool = False
) -> str:
    """Return the mark's paragraph, the top of its glyphs `top` under the place where the paragraph begins.

    `ruled`: a letter's double rule stands 4 mm under the glyphs (10.1).
    """
    under = round(_FOUR_MM - ((1 - _BASELINE) * _LEADING - _FALL) * points)
    rule = w("pBdr", w("bottom", val="thickThinSmallGap", sz=24, space=under, color=RED)) if ruled else ""
    letters = _letters(points, red=red, narrow=narrow)
    return p.paragraph("Mark", run(words, *letters), properties=rule + _place(points, top) + indent)


def _letters(points: int, *, red: bool, narrow: bool) -> tuple[str, ...]:
    return (
        *((w("color", val=RED),) if red else ()),
        *((w("w", val=_NARROW),) if narrow else ()),
        w("sz", val=points * 2),
        w("szCs", val=points * 2),
    )


def _place(points: int, top: int) -> str:
    size = points * 20
    line = int(size * _LEADING)
    before = int(top - (line * _BASELINE - size * _RISE))
    return w("spacing", before=before, after=0, line=line, lineRule="exact")


def mark_letters(width: float) -> str:
    """Return the run properties of a mark that is `width` characters wide: red, in the largest size of one line."""
    return "".join(_letters(_points(width), red=True, narrow=width > _MARK_STEPS[-1][0]))


def mark(words: str, width: float) -> str:
    """Return the mark of a paper under a red head, `width` characters wide, with nothing above it."""
    letters = _letters(_points(width), red=True, narrow=width > _MARK_STEPS[-1][0])
    return p.paragraph("Mark", run(words, *letters), properties=mark_place(width, 0))


def letter_head_of(words: str, width: float) -> str:
    """Return header XML of the first page of a letter: an agency's name, `width` characters wide, and the double rule."""
    top, narrow = _LETTER_TOP - HEADER, width > _MARK_STEPS[-1][0]
    return whole_part("hdr", _mark(_points(width), words, top=top, red=True, narrow=narrow, indent=_OUT, ruled=True))


def masthead(name: str, suffix: str) -> str:
    """Return a red mark in the place of 发文机关标志: what some expression says, then some words."""
    return _by_length(name, suffix, top=_MARK_TOP, red=True)


def mark_place(width: float, lines_above: int) -> str:
    """Return the spacing that puts such a mark in its place, under so many lines (份号, 密级, 紧急程度)."""
    return _place(_points(width), _MARK_TOP - lines_above * LINE)


def _points(width: float) -> int:
    return next((points for most, points in _MARK_STEPS if width <= most), _MARK_STEPS[-1][1])


def _by_length(name: str, suffix: str, *, top: int, red: bool, indent: str = "", ruled: bool = False) -> str:
    """Return the mark in the largest size that keeps it on one line."""
    words = f"{{{{ {name} }}}}{suffix}" if red else ""
    steps = [
        (
            f"{name}|字宽 <= {most - len(suffix)}",
            (_mark(points, words, top=top, red=red, indent=indent, ruled=ruled),),
        )
        for most, points in _MARK_STEPS
    ]
    smallest = _MARK_STEPS[-1][1]
    last = _mark(smallest, words, top=top, red=red, narrow=True, indent=indent, ruled=ruled)
    return p.choose(*steps, ("", (last,)))


def head() -> str:
    """Return 份号 to the red rule, for 红头 文件; for 套打 the same places, the mark and the rule left to the paper."""
    top = _MARK_TOP - _SMALL_LINES * LINE
    listed = p.let("头 = namespace(行=[], 签=[], 宽=0)") + "".join(
        p.when(f"发文.{name}", p.let(f"头.行 = 头.行 + [发文.{name}]")) for name in ("份号", "密级", "紧急程度")
    )
    small = "".join(
        p.line("HeadLine", f"{{% if 头.行|length > {at} %}}{{{{ 头.行[{at}] }}}}{{% endif %}}")
        for at in range(_SMALL_LINES)
    )
    mark = p.choose(
        ('单位.红头 == "文件"', (_by_length("单位.名称", "文件", top=top, red=True),)),
        ("", (_by_length("单位.名称", "文件", top=top, red=False),)),
    )
    ruled = p.choose(('单位.红头 == "文件"', (_number(RED),)), ("", (_number(""),)))
    return listed + small + mark + ruled


def _number(colour: str) -> str:
    """Return 发文字号, with the signers opposite where there are any, and the rule under it (none without a colour)."""
    rule = _rule(colour) if colour else ""
    alone = p.line("Number", "{{ 发文.字号 }}", rule + _OFF_GRID + _gap(2))
    return p.choose(("发文.签发人", (_signed(rule),)), ("", (alone,)))


def _rule(colour: str) -> str:
    return w("pBdr", w("bottom", val="single", sz=_RULE_WIDTH, space=_RULE_SPACE, color=colour))


OFF_GRID = _OFF_GRID = w("snapToGrid", val=0)
RULE = _rule(RED)
RED_RULE = RULE + OFF_GRID
"""The properties of the number's line that bears the red rule."""
_NEAR_STOP, _FAR_STOP = 12, 15  # characters from the left: what stands opposite a short or a long number


def _gap(lines: int) -> str:
    return w("spacing", before=lines * LINE)


def _signed(rule: str) -> str:
    """Return the signers, two a line, the first column one under the other; 发文字号 beside the last (7.2.5, 7.2.6).

    The lines end one character in. All of them are set in by spaces from the left, on the grid of characters; only the
    number's own width, with its digits, is not on that grid: there the names go on from a tab.
    """
    upper = p.each(
        "行 in 头.签[:-1]",
        p.choose(
            ("loop.first", (_signers("{{ (23 - 头.宽)|空 }}签发人：", _gap(2)),)),
            ("", (_signers("{{ (27 - 头.宽)|空 }}", ""),)),
        ),
    )
    return "".join(
        p.choose(
            (f"发文.字号|字宽 <= {_NEAR_STOP - 1.5}", (_lines(_NEAR_STOP), upper, _last(_NEAR_STOP, rule))),
            ("", (_lines(_FAR_STOP), upper, _last(_FAR_STOP, rule))),
        )
    )


def _lines(stop: int) -> str:
    """Return what puts the signers into lines that leave the number its room."""
    rows = p.let(f"头.签 = 发文.签发人|名单行({27 - stop})")
    return rows + p.let('头.宽 = 头.签|map("字宽")|max')


def _signers(label: str, gap: str) -> str:
    return p.paragraph("Number", run(label), _names("{{ 行 }}"), properties=_OFF_GRID + gap + w("jc", val="left"))


def _last(stop: int, rule: str) -> str:
    """Return the number's line, with its rule: the border goes from indent to indent, so only spaces set it in."""

    def line(opposite: str, gap: str) -> str:
        tab = w("tabs", w("tab", val="left", pos=stop * PITCH))
        words = (run("　{{ 发文.字号 }}"), w("r", w("tab")), run(opposite), _names("{{ 头.签[-1] }}"))
        return p.paragraph("Number", *words, properties=rule + tab + _OFF_GRID + gap + w("jc", val="left"))

    one = line(f"{{{{ ({23 - stop} - 头.宽)|空 }}}}签发人：", _gap(2))
    return p.choose(("头.签|length == 1", (one,)), ("", (line(f"{{{{ ({27 - stop} - 头.宽)|空 }}}}", ""),)))


def _names(words: str) -> str:
    return w("r", w("rPr", w("rStyle", val="Signer")), f'<w:t xml:space="preserve">{words}</w:t>')


# --- 信函 (10.1) --------------------------------------------------------------------------------------------------

_LETTER_TOP = 1701  # 30 mm from the paper's upper edge
_LETTER_RULE = 9638  # 170 mm
_LETTER_SIDE = (11906 - _LETTER_RULE) // 2
_LETTER_FOOT = 16838 - 1134  # 20 mm from the paper's lower edge
HEADER = 1134  # where the header begins
_OUT = w("ind", leftChars=0, left=_LETTER_SIDE - PORTRAIT.left, rightChars=0, right=_LETTER_SIDE - PORTRAIT.right)


def letter_head() -> str:
    """Return header XML of a letter's first page: the agency's name and a double rule, thick over thin, 4 mm below."""
    return whole_part("hdr", _by_length("单位.名称", "", top=_LETTER_TOP - HEADER, red=True, indent=_OUT, ruled=True))


def letter_foot() -> str:
    """Return footer XML of a letter's first page: a double rule, thin over thick, and no page number."""
    frame = w(
        "framePr", w=_LETTER_RULE, h=20, hRule="exact", wrap="around", vAnchor="page", hAnchor="page",
        x=_LETTER_SIDE, y=_LETTER_FOOT,
    )  # fmt: skip
    border = w("pBdr", w("top", val="thinThickSmallGap", sz=24, space=0, color=RED))
    thin = w("spacing", before=0, after=0, line=20, lineRule="exact")
    framed = p.paragraph("PageNumber", properties=frame + border + thin + w("ind", rightChars=0, right=0))
    return whole_part("ftr", framed, p.paragraph("PageNumber", properties=thin))


LETTER_NUMBER = w("snapToGrid", val=0) + w("spacing", before=98) + w("jc", val="right")
"""The properties of 发文字号 alone in the first line under a letter's rule."""


def letter_lines() -> str:
    """Return what stands under the first rule: 份号, 密级 and 紧急程度 at the left, 发文字号 at the right of the first line."""
    # 7/8 of a 3号 character, 14 pt, of which the exact line itself leaves 9 above its characters
    above = w("snapToGrid", val=0) + w("spacing", before=98)
    right = w("tabs", w("tab", val="right", pos=PORTRAIT.measure))
    first = "{% if 发文.份号 %}{{ 发文.份号 }}{% elif 发文.密级 %}{{ 发文.密级 }}{% elif 发文.紧急程度 %}{{ 发文.紧急程度 }}{% endif %}"
    line = p.paragraph("HeadLine", run(first), w("r", w("tab")), _plain("{{ 发文.字号 }}"), properties=right + above)
    second = p.when("发文.份号 and 发文.密级", p.line("HeadLine", "{{ 发文.密级 }}"))
    third = p.when("(发文.份号 or 发文.密级) and 发文.紧急程度", p.line("HeadLine", "{{ 发文.紧急程度 }}"))
    any_of = " or ".join(f"发文.{name}" for name in ("份号", "密级", "紧急程度", "字号"))
    return p.when(any_of, line) + second + third


def _plain(words: str) -> str:
    return w("r", w("rPr", w("rStyle", val="Plain")), f'<w:t xml:space="preserve">{words}</w:t>')


# --- 版记 (7.4) ---------------------------------------------------------------------------------------------------


def imprint() -> str:
    """Return the 版记 at the foot of the last page: 抄送 and 印发, for 文件 and 套打; a letter has 抄送 alone, no rules.

    A table that floats on the lower edge of the type area: it stays there whether the page is empty or full. Its
    anchor is a paragraph of one point after it, so that it never makes a page of its own for an empty line.
    """
    copied = '抄送：{{ 发文.抄送|join("，") }}。'
    dated = "(发文.印发日期 or 发文.日期)"
    printed = p.paragraph(
        "Imprint",
        run("{{ 发文.印发机关 or 单位.办公室 or 单位.名称 }}"),
        w("r", w("tab")),
        run("{{ 发文.印发日期 or 发文.日期 }}印发"),
        properties=w("tabs", w("tab", val="right", pos=PORTRAIT.measure - 280)),
    )
    copies = p.line("Copies", copied)
    return p.choose(
        (f"{LETTER} and 发文.抄送", (foot(copies, ruled=False), p.hairline())),
        (f"{ON_PAPER} and 发文.抄送 and {dated}", (foot(copies, printed), p.hairline())),
        (f"{ON_PAPER} and {dated}", (foot(printed), p.hairline())),
    )


def foot(*rows: str, ruled: bool = True) -> str:
    """Return the floating table: a thick rule above and below, a thin one between its rows (7.4.1)."""
    edges = (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)) if ruled else ()
    properties = w(
        "tblPr",
        w(
            "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="page",
            tblpX=PORTRAIT.left, tblpYSpec="bottom",
        ),
        w("tblW", w=PORTRAIT.measure, type_="dxa"),
        w("tblBorders", *(w(side, val="single", sz=size, space=0, color="000000") for side, size in edges)),
        w("tblLayout", type_="fixed"),
        w("tblCellMar", *(w(side, w=0, type_="dxa") for side in ("top", "left", "bottom", "right"))),
    )  # fmt: skip
    width = w("tcPr", w("tcW", w=PORTRAIT.measure, type_="dxa"))
    lines = (w("tr", w("trPr", w("cantSplit")), w("tc", width, row)) for row in rows)
    return w("tbl", properties, w("tblGrid", w("gridCol", w=PORTRAIT.measure)), *lines)


def issued(title: str, *blocks: str, fonts: Fonts, letter: bool = False) -> bytes:
    """Return a paper of the committee under its head (文件, 套打, 信函), else with its number under the title.

    There is no red head without a number.

    Its number, date and what else stands in head and foot are its kind's own: 本文, what 发文.各文种 says.
    `title`: an expression, ready with its breaks.
    """
    apart = p.title(f"{{{{ {title} }}}}", 2 * LINE)
    plain = p.title(f"{{{{ {title} }}}}") + p.when("发文.字号", p.line("Number", "{{ 发文.字号 }}"))
    first = FirstPage(letter_head(), letter_foot()) if letter else None
    top = letter_lines() + apart if letter else p.choose((f"{ON_PAPER} and 发文.字号", (head(), apart)), ("", (plain,)))
    own = (block.replace("发文.", "本文.") for block in (top, *blocks, note(), imprint()))
    return paper(*own, fonts=fonts, more_styles=character_styles(fonts), first=first)


def note() -> str:
    """Return 附注 (7.3.6), in full-width parentheses."""
    return p.when("发文.附注", p.line("Note", "（{{ 发文.附注.strip('（）()') }}）"))


def character_styles(fonts: Fonts) -> str:
    """Return the character styles of names of signers (楷体) and of what is plain beside 黑体."""
    return _character("Signer", "签发人", fonts.script) + _character("Plain", "字号", fonts.body)


def _character(identifier: str, name: str, font: str) -> str:
    fonts = w("rFonts", hint="eastAsia", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    return w("style", w("name", val=name), w("rPr", fonts), type_="character", styleId=identifier)
