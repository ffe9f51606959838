"""Single faults planted into good documents: what a hurried clerk, Word or a copied paragraph does to a paper.

Each fault changes one thing of one paper and names the codes of which one must be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from pipeline.review.reviewer import Reviewer
from tests.review import faults_of_kinds
from tests.review.planting import (
    Fault,
    Paper,
    W,
    at,
    face,
    in_cell,
    inserted,
    letters,
    part,
    plain,
    setting,
    style_of,
    text_of,
    where,
    words,
)

_DOCUMENT, _STYLES, _SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
_ODD, _EVEN = "word/footer1.xml", "word/footer2.xml"
_SIDE = ("gbt.page-number.side",)


def _pages() -> Iterator[Fault]:
    for name, old, new, code in (
        ("top", "2098", "1440", "gbt.margin.top"),
        ("left", "1588", "1800", "gbt.margin.left"),
        ("right", "1474", "1800", "gbt.margin.right"),
        ("bottom", "1984", "1134", "gbt.margin.bottom"),
    ):
        yield Fault(
            f"{name} margin",
            (code, "gbt.margin.landscape"),
            part(_DOCUMENT, f'(w:pgMar[^>]*w:{name}=")({old}|\\d+)"', rf'\g<1>{new}"'),
        )
    yield Fault(
        "Letter paper",
        ("gbt.paper",),
        part(_DOCUMENT, r'w:pgSz w:w="\d+" w:h="\d+"', 'w:pgSz w:w="12240" w:h="15840"'),
    )
    yield Fault(
        "B5 paper", ("gbt.paper",), part(_DOCUMENT, r'w:pgSz w:w="\d+" w:h="\d+"', 'w:pgSz w:w="9979" w:h="14175"')
    )
    yield Fault("29 pt lines", ("gbt.lines",), _body_style(r'w:line="579"', 'w:line="580"'))
    yield Fault(
        "1.5 lines", ("gbt.lines",), _body_style(r'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"')
    )
    yield Fault("27 characters", ("gbt.characters",), _body_style(r'<w:spacing w:val="-5"/>', ""))
    yield Fault("body 四号", ("gbt.size.body",), _body_style(r'<w:sz w:val="32"/>', '<w:sz w:val="28"/>'))
    yield Fault("body 宋体", ("gbt.font.body",), _body_style(r'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="宋体"'))
    yield Fault("no odd and even", _SIDE, part(_SETTINGS, "<w:evenAndOddHeaders/>", ""))
    yield Fault("no page number", ("gbt.page-number.missing",), part(_DOCUMENT, "<w:footerReference[^>]*/>", "", 0))
    yield Fault("no even number", ("gbt.page-number.missing",), part(_EVEN, "PAGE", "DATE"))
    yield Fault("hyphens beside the number", ("gbt.page-number.form",), part(_ODD, "—", "-", 0))
    yield Fault("bare number", ("gbt.page-number.form",), part(_ODD, " ?— ?", "", 0))
    yield Fault("number centred", _SIDE, part(_ODD, 'w:jc w:val="right"', 'w:jc w:val="center"'))
    yield Fault("even number at the right", _SIDE, part(_EVEN, 'w:jc w:val="left"', 'w:jc w:val="right"'))
    yield Fault("number not set in", ("gbt.page-number.indent",), part(_ODD, r"<w:ind [^>]*/>", ""))
    yield Fault("number 小五", ("gbt.page-number.size",), _number_style(r'w:sz w:val="28"', 'w:sz w:val="18"'))
    yield Fault(
        "number in Times", ("gbt.page-number.font",), _number_style(r'w:ascii="宋体"', 'w:ascii="Times New Roman"')
    )
    yield Fault("number too low", ("gbt.page-number.height",), part(_DOCUMENT, r'w:footer="1423"', 'w:footer="851"'))


def _in_style(style: str, pattern: str, by: str) -> Callable[[Paper], bool]:
    return part(_STYLES, rf'(w:styleId="{style}">(?:(?!</w:style>).)*?){pattern}', rf"\g<1>{by}")


def _body_style(pattern: str, by: str) -> Callable[[Paper], bool]:
    """A style's fault shows only where the paper has text in it."""
    inner = _in_style("Body", pattern, by)
    return lambda paper: len([p for p in paper.styled("Body") if len(text_of(p)) > 30]) > 1 and inner(paper)


def _number_style(pattern: str, by: str) -> Callable[[Paper], bool]:
    return _in_style("PageNumber", pattern, by)


def _elements() -> Iterator[Fault]:
    for name, codes, change in (
        ("宋体", ("gbt.title.font",), face("宋体")),
        ("黑体", ("gbt.title.font",), face("黑体")),
        ("三号", ("gbt.title.size",), letters("sz", val="36")),
        ("bold", ("gbt.title.bold",), letters("b")),
        ("left", ("gbt.title.align", "gbt.annex.title.align"), setting("jc", val="left")),
        ("red", ("gbt.colour",), letters("color", val="FF0000")),
        ("full stop", ("gbt.title.stop",), words("$", "。")),
    ):
        yield Fault(f"title {name}", codes, at("DocTitle", change))
    for name, codes, change in (
        ("indented", ("gbt.addressee.indent",), setting("ind", firstLineChars="200", firstLine="640")),
        ("half-width colon", ("gbt.addressee.colon",), words("：$", ":")),
        ("no colon", ("gbt.addressee.colon", "gbt.body.indent"), words("：$", "")),
        ("under the title", ("gbt.addressee.gap",), setting("spacing", before="0")),
        ("黑体", ("gbt.font.body",), face("黑体")),
    ):
        yield Fault(f"addressee {name}", codes, where("Addressee", "^(?!同志们)", change))
    for which in (0, 2):
        for name, codes, change in (
            ("仿宋", ("gbt.heading.font",), face("仿宋_GB2312")),
            ("bold", ("gbt.heading.bold",), letters("b")),
            ("flush", ("gbt.body.indent",), setting("ind", firstLineChars="0", firstLine="0")),
            ("dot", ("text.level-1",), words("^(.)、", r"\1.")),
            ("full stop", ("gbt.heading.stop",), words("$", "。")),
            ("四号", ("gbt.size.body",), letters("sz", val="28")),
        ):
            yield Fault(f"heading 1 {name} ({which})", codes, at("Heading1", change, which))
    yield Fault("heading 1 skipped", ("gbt.heading.sequence",), where("Heading1", "^二、", words("^二", "四")))
    for name, codes, change in (
        ("黑体", ("gbt.heading.font",), face("黑体")),
        ("half-width brackets", ("text.level-2-brackets",), words("^（(.)）", r"(\1)")),
        ("comma after brackets", ("text.level-2",), words("^（(.)）", r"（\1）、")),
        ("flush", ("gbt.body.indent",), setting("ind", firstLineChars="0", firstLine="0")),
    ):
        yield Fault(f"heading 2 {name}", codes, at("Heading2", change))
    for which in range(4):
        for name, codes, change in (
            ("flush", ("gbt.body.indent",), setting("ind", firstLineChars="0", firstLine="0")),
            ("four in", ("gbt.body.indent",), setting("ind", firstLineChars="400", firstLine="1280")),
            (
                "block",
                ("gbt.body.indent",),
                setting("ind", leftChars="200", left="640", firstLineChars="0", firstLine="0"),
            ),
            ("宋体", ("gbt.font.body",), face("宋体")),
            ("楷体", ("gbt.font.body",), face("楷体")),
            ("小四", ("gbt.size.body",), letters("sz", val="24")),
            ("blue", ("gbt.colour",), letters("color", val="0000FF")),
            ("wide lines", ("gbt.lines",), setting("spacing", line="480", lineRule="auto")),
            ("loose characters", ("gbt.characters",), letters("spacing", val="20")),
        ):
            yield Fault(f"text {name} ({which})", codes, plain("Body", change, which))


def _ends() -> Iterator[Fault]:
    for name, codes, change in (
        ("full stop", ("gbt.enclosures.stop",), words("$", "。")),
        ("half-width colon", ("gbt.enclosures.colon",), words("：", ":")),
        ("at the text", ("gbt.enclosures.gap",), setting("spacing", before="0")),
        (
            "flush",
            ("gbt.enclosures.indent",),
            setting("ind", leftChars="0", left="0", firstLineChars="0", firstLine="0"),
        ),
    ):
        yield Fault(f"enclosures {name}", codes, at("Enclosures", change))
    long = words("$", "及全镇各党支部参加会议人员名单和座次安排、食宿安排")

    def wraps_flush(p: etree._Element) -> None:
        long(p)
        setting("ind", leftChars="0", left="0", firstLineChars="200", firstLine="640")(p)

    yield Fault("enclosures wrap flush", ("gbt.enclosures.wrap",), at("Enclosures", wraps_flush))
    yield Fault(
        "signature too near", ("gbt.signature.gap", "gbt.stamp.gap"), at("Signature", setting("spacing", before="0"))
    )
    yield Fault("enclosures 1、", ("gbt.enclosures.number",), where("Enclosures", "：1\\.", words("1\\.", "1、")))
    for name, codes, change in (
        ("at the edge", ("gbt.signature.place", "gbt.stamp.date"), setting("ind", rightChars="0", right="0")),
        ("two in", ("gbt.signature.place", "gbt.stamp.date"), setting("ind", rightChars="200", right="640")),
    ):
        yield Fault(f"date {name}", codes, where("SignatureDate", r"\d", change))
    for name, codes, change in (
        (
            "centred on the page",
            ("gbt.signature.place", "gbt.stamp.place"),
            setting("ind", leftChars="0", left="0", rightChars="0", right="0"),
        ),
        ("宋体", ("gbt.font.body",), face("宋体")),
        ("四号", ("gbt.size.body",), letters("sz", val="28")),
    ):
        yield Fault(f"signature {name}", codes, where("Signature", r"^\S", change))
    for name, codes, change in (
        ("leading zero", ("gbt.date.form",), words(r"年(\d)月", r"年0\1月")),
        ("day with zero", ("gbt.date.form",), words(r"月(\d)日", r"月0\1日")),
        ("short year", ("gbt.date.form",), words(r"20(\d\d)年", r"\1年")),
        ("Hanzi", ("gbt.date.digits",), words(r"^.*$", "二〇二六年七月二日")),
    ):
        yield Fault(f"date {name}", codes, where("SignatureDate", r"\d年\d月\d日", change))
    for name, codes, change in (
        ("仿宋", ("gbt.annex.mark",), face("仿宋_GB2312")),
        ("四号", ("gbt.annex.mark",), letters("sz", val="28")),
        ("centred", ("gbt.annex.place",), setting("jc", val="center")),
        ("on the same page", ("gbt.annex.page",), setting("pageBreakBefore", val="0")),
        ("misnumbered", ("gbt.annex.number",), words("^附件.?$", "附件9")),
    ):
        yield Fault(f"annex {name}", codes, where("EnclosureMark", "^附件", change))
    yield Fault(
        "annex renamed", ("gbt.annex.title",), where("DocTitle", "^参会回执", words("参会回执", "参会人员回执单"))
    )
    yield Fault(
        "annex title too near",
        ("gbt.annex.title.gap",),
        where("DocTitle", "^参会回执", setting("spacing", before="0")),
    )
    yield Fault("table too wide", ("gbt.table.width",), part(_DOCUMENT, r'(<w:tblW w:w=")\d+"', r'\g<1>15900"'))
    yield Fault(
        "columns do not add up", ("look.table.grid",), part(_DOCUMENT, r'(<w:gridCol w:w=")\d+"', r'\g<1>9000"')
    )
    yield Fault(
        "fixed spacing in a cell", ("look.table.spacing",), _cell(setting("spacing", line="579", lineRule="exact"))
    )


def _heads() -> Iterator[Fault]:
    """What goes wrong in a red head and in the 版记."""
    for style, name, codes, change in (
        ("Mark", "black", ("gbt.mark.colour",), letters("color", val="000000")),
        ("Mark", "left", ("gbt.mark.align",), setting("jc", val="left")),
        ("Mark", "黑体", ("gbt.mark.font",), face("黑体")),
        ("Number", "square brackets", ("gbt.number.form",), words("〔(.*)〕", r"[\1]")),
        ("Number", "第", ("gbt.number.form",), words("〕", "〕第")),
        ("Number", "not given yet", ("gbt.number.open",), words(r"〕\d+号", "〕　号")),
        ("Number", "四号", ("gbt.number.size",), letters("sz", val="28")),
        ("Number", "黑体", ("gbt.number.font",), face("黑体")),
        ("Note", "bare", ("gbt.note.brackets",), words("^（(.*)）$", r"\1")),
        ("Note", "half-width", ("gbt.note.brackets", "text.fullwidth"), words("^（(.*)）$", r"(\1)")),
        ("Note", "flush", ("gbt.note.indent",), setting("ind", firstLineChars="0", firstLine="0")),
    ):
        yield Fault(f"{style} {name}", codes, where(style, "委〔" if style == "Number" else ".", change))
    number_left = where("Number", "^[^　]", setting("jc", val="left"))
    yield Fault("number left", ("gbt.number.align",), _under("Mark", number_left))
    yield Fault("title too near", ("gbt.title.gap",), _under("Mark", at("DocTitle", setting("spacing", before="0"))))
    for which, name in enumerate(("copy-number", "secrecy", "urgency")):
        yield Fault(f"{name} 四号", (f"gbt.{name}.size",), _small(which, letters("sz", val="28")))
        yield Fault(f"{name} in", (f"gbt.{name}.place",), _small(which, setting("jc", val="right")))
    yield Fault("secrecy 仿宋", ("gbt.secrecy.font",), where("HeadLine", "^秘密", face("仿宋_GB2312")))
    yield Fault("urgency 仿宋", ("gbt.urgency.font",), where("HeadLine", "^加急", face("仿宋_GB2312")))
    yield Fault("秘密 without its star", ("gbt.secrecy.form",), where("HeadLine", "★", words("★", "")))
    yield Fault("no red rule", ("gbt.red-rule",), part(_DOCUMENT, '(w:bottom [^>]*w:color=")FF0000', r"\g<1>000000"))
    yield from _signers()
    yield Fault("no last rule", ("gbt.tail.rules",), part(_DOCUMENT, '<w:bottom w:val="single" w:sz="8"[^>]*/>', ""))
    yield Fault("抄送 三号", ("gbt.copies.size",), in_cell("^抄送", letters("sz", val="32")))
    yield Fault("抄送 宋体", ("gbt.copies.font",), in_cell("^抄送", face("宋体")))
    yield Fault("抄送 without a stop", ("gbt.copies.stop",), in_cell("^抄送", words("。$", "")))
    yield Fault("印发 三号", ("gbt.printed.size",), in_cell("印发$", letters("sz", val="32")))
    yield Fault("印发 宋体", ("gbt.printed.font",), in_cell("印发$", face("宋体")))
    yield Fault("印发 with a zero", ("gbt.printed.date",), in_cell("印发$", words(r"年(\d)月", r"年0\1月")))
    yield from _distances()


def _distances() -> Iterator[Fault]:
    """What stands too near, too far or too narrow in a red head and in the 版记."""
    narrow = setting("ind", leftChars="0", left="600", rightChars="0", right="600")
    yield Fault("number too near", ("gbt.number.gap",), _under("Mark", at("Number", setting("spacing", before="0"))))
    yield Fault("red rule narrow", ("gbt.red-rule.width",), _under("Mark", where("Number", "号$", narrow)))
    far = part(_DOCUMENT, '(<w:bottom w:val="single" [^>]*w:space=")8("[^>]*w:color="FF0000")', r"\g<1>20\2")
    yield Fault("red rule too far", ("gbt.red-rule.gap",), far)
    flush = setting("ind", leftChars="0", left="0", firstLineChars="0", firstLine="0")
    yield Fault("抄送 flush", ("gbt.copies.indent",), in_cell("^抄送", flush))
    yield Fault("印发 flush", ("gbt.printed.indent",), in_cell("印发$", flush))
    thick = part(_DOCUMENT, '(<w:insideH w:val="single" w:sz=")6"', r'\g<1>8"')
    yield Fault("middle rule thick", ("gbt.tail.thickness",), thick)


def _signers() -> Iterator[Fault]:
    """What goes wrong where several sign a paper that goes up."""
    for name, codes, pattern, change in (
        ("name 仿宋", ("gbt.signer.font",), "签发人", face("仿宋_GB2312")),
        ("label 楷体", ("gbt.signer.label",), "签发人", face("楷体_GB2312")),
        ("四号", ("gbt.signer.size", "gbt.number.size"), "签发人", letters("sz", val="28")),
        ("half-width colon", ("gbt.signer.colon",), "签发人", words("：", ":")),
        ("out of line", ("gbt.signer.align",), "^　+诸葛", words("^　　", "")),
        ("three a line", ("gbt.signer.two",), "^　+诸葛", words("$", "　　张三丰　　李四光")),
        ("beside the first", ("gbt.signer.number",), "^　*签发人", words("^　*", "　䲟委〔2026〕123号　　　　　")),
        ("number flush", ("gbt.number.align",), "号　", words("^　", "")),
    ):
        yield Fault(f"signers {name}", codes, where("Number", pattern, change))
    stop = part(_DOCUMENT, '(<w:tab w:val="left" w:pos=")3780"', r'\g<1>3150"')
    yield Fault("signers too far in", ("gbt.signer.place",), stop)


def _looks() -> Iterator[Fault]:
    """What the standard says little of, and what everybody sees."""
    yield Fault("title as a rectangle", ("gbt.title.shape",), _title("中共吕寨镇委员会\n关于召开全镇大会"))
    yield Fault(
        "title as an hourglass", ("gbt.title.shape",), _title("中共吕寨镇委员会关于召开\n全镇大会\n以及有关事项的通知")
    )
    yield Fault("title on one line", ("gbt.title.break",), _title("中共吕寨镇委员会关于召开全镇党员大会有关事项的通知"))
    yield Fault("annex title left", ("gbt.annex.title.align",), where("DocTitle", "^参会", setting("jc", val="left")))
    yield Fault("annex not announced", ("gbt.annex.count",), where("Enclosures", "2\\.", words("2\\..*", "")))
    yield Fault("signature may part", ("gbt.signature.keep",), at("Signature", setting("keepNext", val="0")))
    yield Fault("head not repeated", ("look.table.head",), _long_table("<w:tblHeader/>"))
    yield Fault("rows may split", ("look.table.rows",), _long_table("<w:cantSplit/>"))
    yield Fault("theme face", ("look.theme-font",), plain("Body", letters("rFonts", eastAsiaTheme="minorEastAsia")))
    yield Fault("Latin quotes", ("look.quotes",), plain("Body", _latin_quotes))
    yield Fault("digits stretched", ("look.auto-space",), plain("Body", _stretched))
    yield Fault("1、", ("text.level-3",), plain("Body", words("^", "1、")))
    yield Fault("（1）、", ("text.level-4",), plain("Body", words("^", "（1）、")))
    yield Fault("(1)", ("text.level-4-brackets",), plain("Body", words("^", "(1)")))


def _under(style: str, plant: Callable[[Paper], bool]) -> Callable[[Paper], bool]:
    """Plant only where there is text of a style: a fault that needs it to be one."""
    return lambda paper: bool(paper.styled(style)) and plant(paper)


def _small(which: int, change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    """Change one of the lines above the mark; in a letter the first of them is the number's."""

    def plant(paper: Paper) -> bool:
        lines = paper.styled("HeadLine")
        return next(lines[0].iter(f"{W}tab"), None) is None and at("HeadLine", change, which)(paper) if lines else False

    return plant


def _long_table(mark: str) -> Callable[[Paper], bool]:
    """Take a mark off the rows, where a table is long enough to run over a page."""
    off = part(_DOCUMENT, mark, "", 0)
    return lambda paper: any(len(t.findall(f"{W}tr")) > 15 for t in paper.document.iter(f"{W}tbl")) and off(paper)


def _title(text: str) -> Callable[[Paper], bool]:
    def change(p: etree._Element) -> None:
        words("^.*$", text)(p)
        first = next(p.iter(f"{W}t"))
        run, lines = first.getparent(), text.split("\n")
        assert run is not None
        for old in list(p.iter(f"{W}br")):
            old.getparent().remove(old)  # type: ignore[union-attr]
        first.text = lines[0]
        for line in lines[1:]:
            etree.SubElement(run, f"{W}br")
            etree.SubElement(run, f"{W}t").text = line

    return at("DocTitle", change)


def _latin_quotes(p: etree._Element) -> None:
    inserted("做到“四个带头”，")(p)
    letters("rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia="仿宋_GB2312")(p)


def _stretched(p: etree._Element) -> None:
    inserted("学习3天，")(p)
    setting("autoSpaceDN", val="1")(p)


def _cell(change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        for p in paper.document.iterfind(f".//{W}tc/{W}p"):
            if text_of(p).strip() and style_of(p) in {"TableHead", "TableText"}:
                change(p)
                return True
        return False

    return plant


_WORDS = (
    ("straight quotes", "text.quotes", '做到"四个带头"要求，'),
    ("half-width comma", "text.fullwidth", "认真学习,努力工作，"),
    ("half-width semicolon", "text.fullwidth", "认真学习;努力工作，"),
    ("half-width colon", "text.fullwidth", "要求如下:认真学习，"),
    ("half-width brackets", "text.fullwidth", "各支部(含机关)都要参加，"),
    ("question mark", "text.fullwidth", "为什么?因为重要，"),
    ("full stop as dot", "text.full-stop", "认真学习.努力工作，"),
    ("三、四天", "text.approximate", "用三、四天时间学习，"),
    ("第一、", "text.ordinal", "第一、要认真学习，"),
    ("short year", "text.year", "，05年7月开始，"),
    ("leading zero", "text.date-zero", "2026年07月06日开会，"),
    ("dotted date", "text.date-dots", "2026.7.6开会，"),
    ("hyphen between days", "text.range", "7月1日-8月31日学习，"),
    ("hyphen between numbers", "text.range", "每组3-5人讨论，"),
    ("tilde", "text.range", "每组3~5人讨论，"),
    ("square brackets", "text.number-brackets", "按照吕委[2026]12号文件要求，"),
    ("round brackets", "text.number-brackets", "按照吕委（2026）12号文件要求，"),
    ("第 in a number", "text.number-ordinal", "按照吕委〔2026〕第12号文件要求，"),
    ("leading zero in a number", "text.number-ordinal", "按照吕委〔2026〕012号文件要求，"),
    ("three dots", "text.ellipsis", "学习、讨论...等等，"),
    ("Hanzi stops", "text.ellipsis", "学习、讨论。。。等等，"),
    ("hyphens as a dash", "text.dash", "大家--全体党员都来，"),
    ("doubled comma", "text.doubled", "认真学习，，努力工作，"),
    ("comma and stop", "text.doubled", "认真学习，。努力工作，"),
    ("space", "text.space", "认真 学习，"),
    ("a page without text", "text.empty-page", "（此页无正文）"),
    ("tag left over", "text.placeholder", "由{{ 支部.书记 }}负责，"),
    ("×× left over", "text.placeholder", "在××镇召开，"),
    ("mixed number", "text.mixed-number", "投入5亿3千万元，"),
    ("rare character", "look.rare-character", "由张堃同志负责，"),
)  # fmt: skip


def _texts() -> Iterator[Fault]:
    for which in range(2):
        for name, code, said in _WORDS:
            yield Fault(f"{name} ({which})", (code,), plain("Body", inserted(said), which))


def every() -> list[Fault]:
    """Return every fault."""
    return [*_pages(), *_heads(), *_elements(), *_ends(), *_looks(), *_texts(), *faults_of_kinds.every()]


_PAPERS = (
    "全镇/01-会议通知.docx",
    "全镇/02-动员讲话.docx",
    "镇机关党支部/01-会议通知.docx",
    "镇机关党支部/02-动员讲话.docx",
    "镇机关党支部/04-整改方案.docx",
    "镇机关党支部/05-整改台账.docx",
)


def papers(home: Path) -> dict[str, bytes]:
    """Return one good paper of each kind of the sample campaign, whose outputs lie in `home`."""
    form = next((home / "镇机关党支部").glob("03-*.docx"))
    return {name: (home / name).read_bytes() for name in (*_PAPERS, form.relative_to(home).as_posix())}


def plant_all(papers: Mapping[str, bytes], enough: int) -> tuple[int, list[str], set[str]]:
    """Plant each fault alone into `enough` papers that have a place for it, and into more until all its codes are met.

    Return how many were planted, which ones no rule found, and the codes that found theirs.
    """
    reviewer = Reviewer()
    planted, missed, met = 0, [], set[str]()
    untouched: dict[str, Paper] = {}  # opened once, as long as nothing is planted into them
    for fault in every():
        places = 0
        for name, data in papers.items():
            if places >= enough and met.issuperset(fault.codes):
                break
            paper = untouched.pop(name, None) or Paper(data)
            if not fault.plant(paper):
                untouched[name] = paper
                continue
            places += 1
            found = {finding.code for finding in reviewer.review(paper.data)} & set(fault.codes)
            met |= found
            if not found:
                missed.append(f"{name}: {fault.name}")
        planted += places
    return planted, missed, met
