"""Paragraphs of a paper and the docxtpl tags that choose and repeat them.

A tag always stands alone in one run, so that it survives an edit in Word and a false condition leaves no paragraph.
"""

from __future__ import annotations

from pipeline.model.facts import BLANK_DATE
from pipeline.stationery.markup import run, text, w
from pipeline.stationery.page import LINE, PITCH

BLANK = "________"
RULE_COLOUR = "7F7F7F"
_MEASURE = 28  # characters of a line of an upright page
_TOGETHER = 2  # ruled lines that stay with the next one
_HELD = "\u00a0"  # LibreOffice gives a line of white space alone no exact height (measured)


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """Return a paragraph; `properties` are the pPr children that follow pStyle, in schema order."""
    return w("p", w("pPr", w("pStyle", val=style), properties), *runs)


def line(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph of one run: whatever tags `content` holds stay in one piece."""
    return paragraph(style, run(content), properties=properties)


def body(content: str) -> str:
    """Return a text paragraph, first line indented by two characters."""
    return line("Body", content)


def keep(content: str) -> str:
    """Return a text paragraph that stays with what follows it: the last one before a signature."""
    return line("Body", content, w("keepNext"))


def title(content: str, before: int = 0) -> str:
    """Return the title; `before` in twips."""
    return line("DocTitle", content, before_by(before))


def heading(level: int, content: str) -> str:
    """Return a heading of level 1-4; its number is part of `content`."""
    return line(f"Heading{level}", content)


def when(condition: str, *blocks: str, otherwise: tuple[str, ...] = ()) -> str:
    """Return blocks that are there only where `condition` holds."""
    alternative = (tag("else"), *otherwise) if otherwise else ()
    return "".join((tag(f"if {condition}"), *blocks, *alternative, tag("endif")))


def choose(*cases: tuple[str, tuple[str, ...]]) -> str:
    """Return the blocks of the first case whose condition holds; the condition "" always does."""
    pieces: list[str] = []
    for number, (condition, blocks) in enumerate(cases):
        word = "if" if not number else "elif"
        pieces += [tag(f"{word} {condition}" if condition else "else"), *blocks]
    return "".join((*pieces, tag("endif")))


def each(loop: str, *blocks: str, otherwise: tuple[str, ...] = ()) -> str:
    """Return blocks repeated by `for loop`; `otherwise`: those of an empty list."""
    alternative = (tag("else"), *otherwise) if otherwise else ()
    return "".join((tag(f"for {loop}"), *blocks, *alternative, tag("endfor")))


def numbered(items: str, name: str, content: str) -> str:
    """Return a paragraph for each of `items`, numbered （一）（二）; one alone takes no number.

    `content` prints the item, which is called `name` there.
    """
    number = "{% if loop.length > 1 %}（{{ loop.index|汉字 }}）{% endif %}"
    return each(f"{name} in {items}", body(number + content))


def people(listed: str, *, after_noun: bool = False) -> str:
    """Return leaders in a sentence: 镇党委书记陈某同志和镇长林某同志; `after_noun` sets an office off by 、."""
    set_off = "{% if loop.first and 领.职务 %}、{% endif %}" if after_noun else ""
    one = set_off + "{{ 领.职务 }}{{ 领.姓名 }}同志"
    between = "{% if loop.revindex == 2 %}和{% elif not loop.last %}，{% endif %}"
    return f"{{% for 领 in {listed} %}}{one}{between}{{% endfor %}}"


def let(assignment: str) -> str:
    """Return a tag that sets a name of the template's own."""
    return tag(f"set {assignment}")


def tag(content: str) -> str:
    """Return a paragraph that docxtpl takes away when it reads the tag."""
    return line("Body", f"{{%p {content} %}}")


def hairline() -> str:
    """Return a paragraph of one point: an anchor, what keeps two tables apart (Word joins those that touch), an end.

    Between a table and a heading: LibreOffice leaves a heading that follows a table alone at a page's end (measured).

    Word ends every text and every cell with a paragraph. Where a table stands last it adds one of its own, a line high:
    after a table that fills its page, that would be a blank page.
    """
    return paragraph("TableText", properties=w("spacing", line=20, lineRule="exact"))


def ruled(count: int, measure: int, *, pitch: int = LINE, kept: bool = False) -> str:
    """Return `count` ruled lines for handwriting, `measure` twips long: an underlined tab to the right edge.

    `kept`: they stay with what follows, a signature. Under a heading of a text three stand together: no page ends with
    a heading and one line.
    """
    grey = w("u", val="single", color=RULE_COLOUR)
    off_grid = w("snapToGrid", val=0) if pitch != LINE else ""
    properties = w("tabs", w("tab", val="right", pos=measure)) + off_grid + w("spacing", line=pitch, lineRule="exact")
    rule = w("r", w("rPr", w("rFonts", hint="eastAsia"), grey), text(_HELD), w("tab"))
    held = count if kept else _TOGETHER if pitch == LINE and count > _TOGETHER else 0
    bound, free = (paragraph("Ruled", rule, properties=first + properties) for first in (w("keepNext"), ""))
    return bound * held + free * (count - held)


def outline(blocks: str) -> str:
    """Return the paragraphs of an outline, a list of 段: headings in their styles, text with its emphasis.

    A third or fourth level that is a whole sentence is text: it need not stand on one page with what follows.
    """
    numbered = "{{ 段.编号 }}{{ 段.文字 }}"
    loose = w("keepNext", val=0)
    sentences = tuple(
        (f'段.级别 == {n} and 段.文字[-1:] in "。；！？"', (line(f"Heading{n}", numbered, loose),)) for n in (3, 4)
    )
    cases = (*sentences, *((f"段.级别 == {n}", (heading(n, numbered),)) for n in (1, 2, 3, 4)))
    emphasised = paragraph(
        "Body",
        run("{%r for 截 in 段.串 %}"),
        run("{%r if 截.强 %}"),
        run("{{ 截.文字 }}", w("b"), w("bCs")),
        run("{%r else %}"),
        run("{{ 截.文字 }}"),
        run("{%r endif %}"),
        run("{%r endfor %}"),
    )
    return each(f"段 in {blocks}", choose(*cases, ("", (emphasised,))))


def enclosures(*cases: tuple[str, tuple[str, ...]]) -> str:
    """Return the 附件说明 (7.3.6) for each case: a condition and the names; one name takes no number."""
    return choose(*((condition, _enclosure_lines(names)) for condition, names in cases))


def _enclosure_lines(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) == 1:
        return (line("Enclosures", f"附件：{names[0]}", before_by(LINE)),)
    first = line("Enclosures", f"附件：1.{names[0]}", before_by(LINE) + hanging(6, 4))
    return first, *(line("Enclosures", f"{n}.{name}", hanging(6, 1)) for n, name in enumerate(names[1:], 2))


def hanging(left: float, by: float) -> str:
    """Return an indent of `left` characters whose first line starts `by` characters before it."""
    chars, twips = ({"left": round(left * unit), "hanging": round(by * unit)} for unit in (100, PITCH))
    return w(
        "ind", leftChars=chars["left"], left=twips["left"], hangingChars=chars["hanging"], hanging=twips["hanging"]
    )


def before_by(twips: int) -> str:
    """Return the spacing that sets a paragraph off by `twips`; "" for none."""
    return w("spacing", before=twips) if twips else ""


def signature(name: str, date: str) -> str:
    """Return 署名 and 成文日期 in the sealed form (7.3.5.1): date four characters in, name centred on it.

    `name` and `date` are template expressions; an empty date leaves room for a hand-written one. The name's place
    follows the date's width (6, 6½ or 7 characters). A longer name than fits there moves the date in, as the clause says.
    """
    wide = (f"{name}|字宽 > {_FITS}", (_signed(name, _WIDE), _dated(date, _WIDE)))
    blank = (f"not {date}", (_signed(name, 9), _dated("", 9)))
    exact = tuple(
        (f"{date}|字宽 <= {width}", (_signed(name, 4 + width / 2), _dated(date, 4 + width / 2))) for width in (6, 6.5)
    )
    return choose(wide, blank, *exact, ("", (_signed(name, 7.5), _dated(date, 7.5))))


def unsealed(name: str, date: str, measure: int = _MEASURE) -> str:
    """Return 署名 and 成文日期 in the form without a seal (7.3.5.2): name two in, date two after its first character.

    Where the date is the longer one, it stands two in and the name moves left accordingly. Both are set in by spaces
    from the left: their places depend on the name's width, which no indent of a template can know. A name that does not
    fit on one line breaks into lines that end two in. `measure`: characters of a line.
    """
    shown = f"({date} or '{BLANK_DATE}')" if date else f"'{BLANK_DATE}'"
    said = date or "''"
    signed = f"{{{{ {name}|署名({said}, {measure}) }}}}"
    dated = f"{{{{ {said}|成文({name}, {measure}) }}}}"
    flush = w("ind", leftChars=0, left=0, rightChars=0, right=0) + w("jc", val="left")
    apart = w("spacing", before=LINE)
    usual = line("Signature", signed, apart + flush) + line("SignatureDate", dated, flush)
    folded = f"{{{{ {name}|折行({measure - 6}) }}}}"  # between the place and 党支部, not within 支部委员会
    broken = line("Signature", folded, apart + ending(2)) + line("SignatureDate", f"{{{{ {shown} }}}}", ending(4))
    return choose((f"{name}|字宽 > {measure - 4}", (broken,)), ("", (usual,)))


def ending(characters: int) -> str:
    """Return the indents of lines that end `characters` before the right edge."""
    edges = w("ind", leftChars=400, left=4 * PITCH, rightChars=characters * 100, right=characters * PITCH)
    return edges + w("jc", val="right")


_FITS, _WIDE = 14, 10.5  # a name that is wider than this has its centre there, in characters from the right edge
_USUAL = 4  # characters right of the date


def seal_centre(name: float, date: float) -> float:
    """Return where `signature` centres a name and a date of these widths: in characters from the right edge."""
    return max(_WIDE, name / 2) if name > _FITS else _USUAL + date / 2


def _signed(name: str, centre: float) -> str:
    """Return 署名 centred `centre` characters from the right edge, two lines below the text: room for the seal."""
    return line("Signature", f"{{{{ {name} }}}}", w("spacing", before=2 * LINE) + centred_at(centre))


def _dated(date: str, centre: float) -> str:
    """Return 成文日期 centred like 署名: so both stand one under the other whatever the digits' width."""
    content = f"{{{{ {date} or '{BLANK_DATE}' }}}}" if date else BLANK_DATE
    return line("SignatureDate", content, centred_at(centre) + w("jc", val="center"))


def centred_at(centre: float) -> str:
    """Return the indents of a centred line whose middle is `centre` characters from the right edge."""
    left = 28 - 2 * centre
    return w("ind", leftChars=int(left * 100), left=int(left * PITCH), rightChars=0, right=0)
