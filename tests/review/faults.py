"""Single faults planted into good documents: what a hurried clerk, Word or a copied paragraph does to a paper.

Each fault changes one thing of one paper and names the codes of which one must be found.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.review.reviewer import Reviewer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Paper:
    """A .docx taken apart: change it, then `data` puts it together again."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])

    @property
    def data(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.document)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return packed.getvalue()

    def styled(self, style: str) -> list[etree._Element]:
        """Return the paragraphs of a style that hold text, outside tables."""
        body = self.document.find(f"{W}body")
        assert body is not None
        found = [p for p in body.iterchildren(f"{W}p") if _style(p) == style]
        return [p for p in found if text_of(p).strip()]

    def replace(self, part: str, pattern: str, by: str, count: int = 1) -> None:
        """Change a part as text; the fault must be there afterwards."""
        if part == "word/document.xml":
            self.parts[part] = etree.tostring(self.document)
        before = self.parts[part].decode()
        after = re.sub(pattern, by, before, count=count)
        assert after != before, (part, pattern)
        self.parts[part] = after.encode()
        if part == "word/document.xml":
            self.document = etree.fromstring(self.parts[part])


def _style(p: etree._Element) -> str | None:
    style = p.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val") if style is not None else None


def text_of(p: etree._Element) -> str:
    return "".join(t.text or "" for t in p.iter(f"{W}t"))


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    codes: tuple[str, ...]
    plant: Callable[[Paper], bool]  # False: this paper has no place for it


def _at(style: str, change: Callable[[etree._Element], None], which: int = 0) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        found = paper.styled(style)
        if len(found) <= which:
            return False
        change(found[which])
        return True

    return plant


def _plain(style: str, change: Callable[[etree._Element], None], which: int = 0) -> Callable[[Paper], bool]:
    """Like `_at`, for text paragraphs that are no numbered items and long enough to carry a fault."""

    def plant(paper: Paper) -> bool:
        found = [p for p in paper.styled(style) if len(text_of(p)) > 30 and not re.match(r"[（(\d一二三]", text_of(p))]
        if len(found) <= which:
            return False
        change(found[which])
        return True

    return plant


def _property(name: str, **attributes: str) -> Callable[[etree._Element], None]:
    """Set one pPr child, replacing one that is there."""

    def change(p: etree._Element) -> None:
        properties = p.find(f"{W}pPr")
        assert properties is not None
        for old in properties.findall(W + name):
            properties.remove(old)
        child = etree.SubElement(properties, W + name)
        for key, value in attributes.items():
            child.set(W + key, value)

    return change


def _letters(name: str, **attributes: str) -> Callable[[etree._Element], None]:
    """Set one rPr child on every run."""

    def change(p: etree._Element) -> None:
        for run in p.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            for old in properties.findall(W + name):
                properties.remove(old)
            child = etree.SubElement(properties, W + name)
            for key, value in attributes.items():
                child.set(W + key, value)

    return change


def _face(face: str) -> Callable[[etree._Element], None]:
    return _letters("rFonts", ascii=face, hAnsi=face, eastAsia=face, hint="eastAsia")


def _words(pattern: str, by: str) -> Callable[[etree._Element], None]:
    """Change the text of a paragraph, its runs made one."""

    def change(p: etree._Element) -> None:
        written = list(p.iter(f"{W}t"))
        whole = "".join(t.text or "" for t in written)
        changed = re.sub(pattern, by, whole, count=1)
        assert changed != whole, (pattern, whole)
        written[0].text = changed
        for other in written[1:]:
            other.text = ""

    return change


def _inserted(words: str) -> Callable[[etree._Element], None]:
    """Put words into the middle of a paragraph, after its first comma or at its end."""
    return _words(r"，|。", lambda match: match[0] + words)  # type: ignore[arg-type]


def _where(style: str, pattern: str, change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    """Change the first paragraph of a style whose text matches."""

    def plant(paper: Paper) -> bool:
        for p in paper.styled(style):
            if re.search(pattern, text_of(p)):
                change(p)
                return True
        return False

    return plant


def _part(part: str, pattern: str, by: str, count: int = 1) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        if part not in paper.parts or not re.search(pattern, paper.parts[part].decode()):
            return False
        paper.replace(part, pattern, by, count)
        return True

    return plant


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
            _part(_DOCUMENT, f'(w:pgMar[^>]*w:{name}=")({old}|\\d+)"', rf'\g<1>{new}"'),
        )
    yield Fault(
        "Letter paper",
        ("gbt.paper",),
        _part(_DOCUMENT, r'w:pgSz w:w="\d+" w:h="\d+"', 'w:pgSz w:w="12240" w:h="15840"'),
    )
    yield Fault(
        "B5 paper", ("gbt.paper",), _part(_DOCUMENT, r'w:pgSz w:w="\d+" w:h="\d+"', 'w:pgSz w:w="9979" w:h="14175"')
    )
    yield Fault("29 pt lines", ("gbt.lines",), _body_style(r'w:line="579"', 'w:line="580"'))
    yield Fault(
        "1.5 lines", ("gbt.lines",), _body_style(r'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"')
    )
    yield Fault("27 characters", ("gbt.characters",), _body_style(r'<w:spacing w:val="-5"/>', ""))
    yield Fault("body 四号", ("gbt.size.body",), _body_style(r'<w:sz w:val="32"/>', '<w:sz w:val="28"/>'))
    yield Fault("body 宋体", ("gbt.font.body",), _body_style(r'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="宋体"'))
    yield Fault("no odd and even", _SIDE, _part(_SETTINGS, "<w:evenAndOddHeaders/>", ""))
    yield Fault("no page number", ("gbt.page-number.missing",), _part(_DOCUMENT, "<w:footerReference[^>]*/>", "", 0))
    yield Fault("no even number", ("gbt.page-number.missing",), _part(_EVEN, "PAGE", "DATE"))
    yield Fault("hyphens beside the number", ("gbt.page-number.form",), _part(_ODD, "—", "-", 0))
    yield Fault("bare number", ("gbt.page-number.form",), _part(_ODD, " ?— ?", "", 0))
    yield Fault("number centred", _SIDE, _part(_ODD, 'w:jc w:val="right"', 'w:jc w:val="center"'))
    yield Fault("even number at the right", _SIDE, _part(_EVEN, 'w:jc w:val="left"', 'w:jc w:val="right"'))
    yield Fault("number not set in", ("gbt.page-number.indent",), _part(_ODD, r"<w:ind [^>]*/>", ""))
    yield Fault("number 小五", ("gbt.page-number.size",), _number_style(r'w:sz w:val="28"', 'w:sz w:val="18"'))
    yield Fault(
        "number in Times", ("gbt.page-number.font",), _number_style(r'w:ascii="宋体"', 'w:ascii="Times New Roman"')
    )
    yield Fault("number too low", ("gbt.page-number.height",), _part(_DOCUMENT, r'w:footer="1423"', 'w:footer="851"'))


def _in_style(style: str, pattern: str, by: str) -> Callable[[Paper], bool]:
    return _part(_STYLES, rf'(w:styleId="{style}">(?:(?!</w:style>).)*?){pattern}', rf"\g<1>{by}")


def _body_style(pattern: str, by: str) -> Callable[[Paper], bool]:
    """A style's fault shows only where the paper has text in it."""
    inner = _in_style("Body", pattern, by)
    return lambda paper: len([p for p in paper.styled("Body") if len(text_of(p)) > 30]) > 1 and inner(paper)


def _number_style(pattern: str, by: str) -> Callable[[Paper], bool]:
    return _in_style("PageNumber", pattern, by)


def _elements() -> Iterator[Fault]:
    for name, codes, change in (
        ("宋体", ("gbt.title.font",), _face("宋体")),
        ("黑体", ("gbt.title.font",), _face("黑体")),
        ("三号", ("gbt.title.size",), _letters("sz", val="36")),
        ("bold", ("gbt.title.bold",), _letters("b")),
        ("left", ("gbt.title.align",), _property("jc", val="left")),
        ("red", ("gbt.colour",), _letters("color", val="FF0000")),
        ("full stop", ("gbt.title.stop",), _words("$", "。")),
    ):
        yield Fault(f"title {name}", codes, _at("DocTitle", change))
    for name, codes, change in (
        ("indented", ("gbt.addressee.indent",), _property("ind", firstLineChars="200", firstLine="640")),
        ("half-width colon", ("gbt.addressee.colon",), _words("：$", ":")),
        ("no colon", ("gbt.addressee.colon", "gbt.body.indent"), _words("：$", "")),
        ("under the title", ("gbt.addressee.gap",), _property("spacing", before="0")),
        ("黑体", ("gbt.font.body",), _face("黑体")),
    ):
        yield Fault(f"addressee {name}", codes, _where("Addressee", "^(?!同志们)", change))
    for which in (0, 2):
        for name, codes, change in (
            ("仿宋", ("gbt.heading.font",), _face("仿宋_GB2312")),
            ("bold", ("gbt.heading.bold",), _letters("b")),
            ("flush", ("gbt.body.indent",), _property("ind", firstLineChars="0", firstLine="0")),
            ("dot", ("text.level-1",), _words("^(.)、", r"\1.")),
            ("full stop", ("gbt.heading.stop",), _words("$", "。")),
            ("四号", ("gbt.size.body",), _letters("sz", val="28")),
        ):
            yield Fault(f"heading 1 {name} ({which})", codes, _at("Heading1", change, which))
    yield Fault("heading 1 skipped", ("gbt.heading.sequence",), _where("Heading1", "^二、", _words("^二", "四")))
    for name, codes, change in (
        ("黑体", ("gbt.heading.font",), _face("黑体")),
        ("half-width brackets", ("text.level-2-brackets",), _words("^（(.)）", r"(\1)")),
        ("comma after brackets", ("text.level-2",), _words("^（(.)）", r"（\1）、")),
        ("flush", ("gbt.body.indent",), _property("ind", firstLineChars="0", firstLine="0")),
    ):
        yield Fault(f"heading 2 {name}", codes, _at("Heading2", change))
    for which in range(4):
        for name, codes, change in (
            ("flush", ("gbt.body.indent",), _property("ind", firstLineChars="0", firstLine="0")),
            ("four in", ("gbt.body.indent",), _property("ind", firstLineChars="400", firstLine="1280")),
            (
                "block",
                ("gbt.body.indent",),
                _property("ind", leftChars="200", left="640", firstLineChars="0", firstLine="0"),
            ),
            ("宋体", ("gbt.font.body",), _face("宋体")),
            ("楷体", ("gbt.font.body",), _face("楷体")),
            ("小四", ("gbt.size.body",), _letters("sz", val="24")),
            ("blue", ("gbt.colour",), _letters("color", val="0000FF")),
            ("wide lines", ("gbt.lines",), _property("spacing", line="480", lineRule="auto")),
            ("loose characters", ("gbt.characters",), _letters("spacing", val="20")),
        ):
            yield Fault(f"text {name} ({which})", codes, _plain("Body", change, which))


def _ends() -> Iterator[Fault]:
    for name, codes, change in (
        ("full stop", ("gbt.enclosures.stop",), _words("$", "。")),
        ("half-width colon", ("gbt.enclosures.colon",), _words("：", ":")),
        ("at the text", ("gbt.enclosures.gap",), _property("spacing", before="0")),
        (
            "flush",
            ("gbt.enclosures.indent",),
            _property("ind", leftChars="0", left="0", firstLineChars="0", firstLine="0"),
        ),
    ):
        yield Fault(f"enclosures {name}", codes, _at("Enclosures", change))
    long = _words("$", "及全镇各党支部参加会议人员名单和座次安排、食宿安排")

    def wraps_flush(p: etree._Element) -> None:
        long(p)
        _property("ind", leftChars="0", left="0", firstLineChars="200", firstLine="640")(p)

    yield Fault("enclosures wrap flush", ("gbt.enclosures.wrap",), _at("Enclosures", wraps_flush))
    yield Fault("signature too near", ("gbt.signature.gap",), _at("Signature", _property("spacing", before="0")))
    yield Fault("enclosures 1、", ("gbt.enclosures.number",), _where("Enclosures", "：1\\.", _words("1\\.", "1、")))
    for name, codes, change in (
        ("at the edge", ("gbt.signature.place",), _property("ind", rightChars="0", right="0")),
        ("two in", ("gbt.signature.place",), _property("ind", rightChars="200", right="640")),
    ):
        yield Fault(f"date {name}", codes, _where("SignatureDate", r"\d", change))
    for name, codes, change in (
        (
            "centred on the page",
            ("gbt.signature.place",),
            _property("ind", leftChars="0", left="0", rightChars="0", right="0"),
        ),
        ("宋体", ("gbt.font.body",), _face("宋体")),
        ("四号", ("gbt.size.body",), _letters("sz", val="28")),
    ):
        yield Fault(f"signature {name}", codes, _at("Signature", change))
    for name, codes, change in (
        ("leading zero", ("gbt.date.form",), _words(r"年(\d)月", r"年0\1月")),
        ("day with zero", ("gbt.date.form",), _words(r"月(\d)日", r"月0\1日")),
        ("short year", ("gbt.date.form",), _words(r"20(\d\d)年", r"\1年")),
        ("Hanzi", ("gbt.date.digits",), _words(r"^.*$", "二〇二六年七月二日")),
    ):
        yield Fault(f"date {name}", codes, _where("SignatureDate", r"\d年\d月\d日", change))
    for name, codes, change in (
        ("仿宋", ("gbt.annex.mark",), _face("仿宋_GB2312")),
        ("四号", ("gbt.annex.mark",), _letters("sz", val="28")),
        ("centred", ("gbt.annex.place",), _property("jc", val="center")),
        ("on the same page", ("gbt.annex.page",), _property("pageBreakBefore", val="0")),
        ("misnumbered", ("gbt.annex.number",), _words("^附件.?$", "附件9")),
    ):
        yield Fault(f"annex {name}", codes, _at("EnclosureMark", change))
    yield Fault(
        "annex renamed", ("gbt.annex.title",), _where("DocTitle", "^参会回执", _words("参会回执", "参会人员回执单"))
    )
    yield Fault(
        "annex title too near",
        ("gbt.annex.title.gap",),
        _where("DocTitle", "^参会回执", _property("spacing", before="0")),
    )
    yield Fault("table too wide", ("gbt.table.width",), _part(_DOCUMENT, r'(<w:tblW w:w=")\d+"', r'\g<1>15900"'))
    yield Fault(
        "columns do not add up", ("look.table.grid",), _part(_DOCUMENT, r'(<w:gridCol w:w=")\d+"', r'\g<1>300"')
    )
    yield Fault(
        "fixed spacing in a cell", ("look.table.spacing",), _cell(_property("spacing", line="579", lineRule="exact"))
    )


def _heads() -> Iterator[Fault]:
    """What goes wrong in a red head and in the 版记."""
    for style, name, codes, change in (
        ("Mark", "black", ("gbt.mark.colour",), _letters("color", val="000000")),
        ("Mark", "left", ("gbt.mark.align",), _property("jc", val="left")),
        ("Mark", "黑体", ("gbt.mark.font",), _face("黑体")),
        ("Number", "square brackets", ("gbt.number.form",), _words("〔(.*)〕", r"[\1]")),
        ("Number", "第", ("gbt.number.form",), _words("〕", "〕第")),
        ("Number", "四号", ("gbt.number.size",), _letters("sz", val="28")),
        ("Number", "黑体", ("gbt.number.font",), _face("黑体")),
        ("Note", "bare", ("gbt.note.brackets",), _words("^（(.*)）$", r"\1")),
        ("Note", "half-width", ("gbt.note.brackets", "text.fullwidth"), _words("^（(.*)）$", r"(\1)")),
        ("Note", "flush", ("gbt.note.indent",), _property("ind", firstLineChars="0", firstLine="0")),
    ):
        yield Fault(f"{style} {name}", codes, _where(style, "委〔" if style == "Number" else ".", change))
    number_left = _where("Number", "^[^　]", _property("jc", val="left"))
    yield Fault("number left", ("gbt.number.align",), _under("Mark", number_left))
    yield Fault("title too near", ("gbt.title.gap",), _under("Mark", _at("DocTitle", _property("spacing", before="0"))))
    for which, name in enumerate(("copy-number", "secrecy", "urgency")):
        yield Fault(f"{name} 四号", (f"gbt.{name}.size",), _small(which, _letters("sz", val="28")))
        yield Fault(f"{name} in", (f"gbt.{name}.place",), _small(which, _property("jc", val="right")))
    yield Fault("secrecy 仿宋", ("gbt.secrecy.font",), _where("HeadLine", "^秘密", _face("仿宋_GB2312")))
    yield Fault("urgency 仿宋", ("gbt.urgency.font",), _where("HeadLine", "^加急", _face("仿宋_GB2312")))
    yield Fault("秘密 without its star", ("gbt.secrecy.form",), _where("HeadLine", "★", _words("★", "")))
    yield Fault("no red rule", ("gbt.red-rule",), _part(_DOCUMENT, '(w:bottom [^>]*w:color=")FF0000', r"\g<1>000000"))
    yield from _signers()
    yield Fault("no last rule", ("gbt.tail.rules",), _part(_DOCUMENT, '<w:bottom w:val="single" w:sz="8"[^>]*/>', ""))
    yield Fault("抄送 三号", ("gbt.copies.size",), _in_cell("^抄送", _letters("sz", val="32")))
    yield Fault("抄送 宋体", ("gbt.copies.font",), _in_cell("^抄送", _face("宋体")))
    yield Fault("抄送 without a stop", ("gbt.copies.stop",), _in_cell("^抄送", _words("。$", "")))
    yield Fault("印发 三号", ("gbt.printed.size",), _in_cell("印发$", _letters("sz", val="32")))
    yield Fault("印发 宋体", ("gbt.printed.font",), _in_cell("印发$", _face("宋体")))
    yield Fault("印发 with a zero", ("gbt.printed.date",), _in_cell("印发$", _words(r"年(\d)月", r"年0\1月")))
    yield from _distances()


def _distances() -> Iterator[Fault]:
    """What stands too near, too far or too narrow in a red head and in the 版记."""
    narrow = _property("ind", leftChars="0", left="600", rightChars="0", right="600")
    yield Fault("number too near", ("gbt.number.gap",), _under("Mark", _at("Number", _property("spacing", before="0"))))
    yield Fault("red rule narrow", ("gbt.red-rule.width",), _under("Mark", _where("Number", "号$", narrow)))
    far = _part(_DOCUMENT, '(<w:bottom w:val="single" [^>]*w:space=")8("[^>]*w:color="FF0000")', r"\g<1>20\2")
    yield Fault("red rule too far", ("gbt.red-rule.gap",), far)
    flush = _property("ind", leftChars="0", left="0", firstLineChars="0", firstLine="0")
    yield Fault("抄送 flush", ("gbt.copies.indent",), _in_cell("^抄送", flush))
    yield Fault("印发 flush", ("gbt.printed.indent",), _in_cell("印发$", flush))
    thick = _part(_DOCUMENT, '(<w:insideH w:val="single" w:sz=")6"', r'\g<1>8"')
    yield Fault("middle rule thick", ("gbt.tail.thickness",), thick)


def _signers() -> Iterator[Fault]:
    """What goes wrong where several sign a paper that goes up."""
    for name, codes, pattern, change in (
        ("name 仿宋", ("gbt.signer.font",), "签发人", _face("仿宋_GB2312")),
        ("label 楷体", ("gbt.signer.label",), "签发人", _face("楷体_GB2312")),
        ("四号", ("gbt.signer.size",), "签发人", _letters("sz", val="28")),
        ("half-width colon", ("gbt.signer.colon",), "签发人", _words("：", ":")),
        ("out of line", ("gbt.signer.align",), "^　+诸葛", _words("^　　", "")),
        ("three a line", ("gbt.signer.two",), "^　+诸葛", _words("$", "　　张三丰　　李四光")),
        ("beside the first", ("gbt.signer.number",), "签发人", _words("^　*", "　䲟委〔2026〕123号　　　　　")),
        ("number flush", ("gbt.number.align",), "号　", _words("^　", "")),
    ):
        yield Fault(f"signers {name}", codes, _where("Number", pattern, change))
    stop = _part(_DOCUMENT, '(<w:tab w:val="left" w:pos=")3780"', r'\g<1>3150"')
    yield Fault("signers too far in", ("gbt.signer.place",), stop)


def _looks() -> Iterator[Fault]:
    """What the standard says little of, and what everybody sees."""
    yield Fault("title as a rectangle", ("gbt.title.shape",), _title("中共吕寨镇委员会\n关于召开全镇大会"))
    yield Fault(
        "title as an hourglass", ("gbt.title.shape",), _title("中共吕寨镇委员会关于召开\n全镇大会\n以及有关事项的通知")
    )
    yield Fault("title on one line", ("gbt.title.break",), _title("中共吕寨镇委员会关于召开全镇党员大会有关事项的通知"))
    yield Fault(
        "annex title left", ("gbt.annex.title.align",), _where("DocTitle", "^参会", _property("jc", val="left"))
    )
    yield Fault("annex not announced", ("gbt.annex.count",), _where("Enclosures", "2\\.", _words("2\\..*", "")))
    yield Fault("signature may part", ("gbt.signature.keep",), _at("Signature", _property("keepNext", val="0")))
    yield Fault("head not repeated", ("look.table.head",), _long_table("<w:tblHeader/>"))
    yield Fault("rows may split", ("look.table.rows",), _long_table("<w:cantSplit/>"))
    yield Fault("theme face", ("look.theme-font",), _plain("Body", _letters("rFonts", eastAsiaTheme="minorEastAsia")))
    yield Fault("Latin quotes", ("look.quotes",), _plain("Body", _latin_quotes))
    yield Fault("digits stretched", ("look.auto-space",), _plain("Body", _stretched))
    yield Fault("1、", ("text.level-3",), _plain("Body", _words("^", "1、")))
    yield Fault("（1）、", ("text.level-4",), _plain("Body", _words("^", "（1）、")))
    yield Fault("(1)", ("text.level-4-brackets",), _plain("Body", _words("^", "(1)")))


def _under(style: str, plant: Callable[[Paper], bool]) -> Callable[[Paper], bool]:
    """Plant only where there is text of a style: a fault that needs it to be one."""
    return lambda paper: bool(paper.styled(style)) and plant(paper)


def _small(which: int, change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    """Change one of the lines above the mark; in a letter the first of them is the number's."""

    def plant(paper: Paper) -> bool:
        lines = paper.styled("HeadLine")
        return (
            next(lines[0].iter(f"{W}tab"), None) is None and _at("HeadLine", change, which)(paper) if lines else False
        )

    return plant


def _long_table(mark: str) -> Callable[[Paper], bool]:
    """Take a mark off the rows, where a table is long enough to run over a page."""
    off = _part(_DOCUMENT, mark, "", 0)
    return lambda paper: any(len(t.findall(f"{W}tr")) > 15 for t in paper.document.iter(f"{W}tbl")) and off(paper)


def _title(words: str) -> Callable[[Paper], bool]:
    def change(p: etree._Element) -> None:
        _words("^.*$", words)(p)
        first = next(p.iter(f"{W}t"))
        run, lines = first.getparent(), words.split("\n")
        assert run is not None
        for old in list(p.iter(f"{W}br")):
            old.getparent().remove(old)  # type: ignore[union-attr]
        first.text = lines[0]
        for line in lines[1:]:
            etree.SubElement(run, f"{W}br")
            etree.SubElement(run, f"{W}t").text = line

    return _at("DocTitle", change)


def _latin_quotes(p: etree._Element) -> None:
    _inserted("做到“四个带头”，")(p)
    _letters("rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia="仿宋_GB2312")(p)


def _stretched(p: etree._Element) -> None:
    _inserted("学习3天，")(p)
    _property("autoSpaceDN", val="1")(p)


def _in_cell(pattern: str, change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        for p in paper.document.iterfind(f".//{W}tc/{W}p"):
            if re.search(pattern, text_of(p)):
                change(p)
                return True
        return False

    return plant


def _cell(change: Callable[[etree._Element], None]) -> Callable[[Paper], bool]:
    def plant(paper: Paper) -> bool:
        for p in paper.document.iterfind(f".//{W}tc/{W}p"):
            if text_of(p).strip():
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
    ("tag left over", "text.placeholder", "由{{ 支部.书记 }}负责，"),
    ("×× left over", "text.placeholder", "在××镇召开，"),
    ("mixed number", "text.mixed-number", "投入5亿3千万元，"),
    ("rare character", "look.rare-character", "由张堃同志负责，"),
)  # fmt: skip


def _texts() -> Iterator[Fault]:
    for which in range(2):
        for name, code, words in _WORDS:
            yield Fault(f"{name} ({which})", (code,), _plain("Body", _inserted(words), which))


def every() -> list[Fault]:
    """Return every fault."""
    return [*_pages(), *_heads(), *_elements(), *_ends(), *_looks(), *_texts()]


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
    for fault in every():
        places = 0
        for name, data in papers.items():
            paper = Paper(data)
            if places >= enough and met.issuperset(fault.codes):
                break
            if not fault.plant(paper):
                continue
            places += 1
            found = {finding.code for finding in reviewer.review(paper.data)} & set(fault.codes)
            met |= found
            if not found:
                missed.append(f"{name}: {fault.name}")
        planted += places
    return planted, missed, met
