"""How people fill and spoil the forms they were sent: one function a habit, written without a look at the reader.

Each takes a Word document that was sent, as python-docx sees it, and alters it the way a habit of an office would; what was
written is returned as the truth. Values are plainly made up and unlike each other, so that a value is told by its text.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

NAME, BORN, HOME = "姓名", "出生年月", "所在支部"
SPACE = re.compile(r"[\s\u3000\xa0]+")
SAYINGS = (
    "参加集中学习{n}次，记了笔记，对照党章看到了自己的差距",
    "走访了{n}户群众，听到的意见当场记下",
    "平时学得不够系统，用得也不够，今后每周自学{n}小时",
    "对困难户帮得不够细，有{n}件小事拖了下来",
    "开会有{n}次迟到，今后提前到场",
    "主要是思想上放松了要求，第{n}次党课后才认识到",
    "每月交一次思想汇报，年底前完成{n}项整改",
    "同志们提了{n}条，都接受，一条一条改",
    "Email也学会用了，群里回复及时，发了{n}条学习体会",
    "带头参加义务劳动{n}次；帮邻居修水泵（没收钱）",
)


@dataclass(frozen=True)
class Written:
    """What somebody wrote: the label beside the space (`row/column` in lists), the text without spaces."""

    label: str
    value: str


@dataclass
class Space:
    """A place of a form where somebody may write."""

    label: str
    cell: _Cell
    form: str  # blank | lines | sign | boxes


def bare(text: str) -> str:
    return SPACE.sub("", text)


def row_cells(table: Table, at: int) -> list[_Cell]:
    return [_Cell(tc, table) for tc in table.rows[at]._tr.tc_lst]


def spaces(document: Document) -> list[Space]:
    """Return where somebody may write: blank cells by the label on their left, in lists by row and column."""
    found = []
    for table in document.tables:
        head = [bare(cell.text) for cell in row_cells(table, 0)]
        found += list(_list_spaces(table, head)) if head[0] == "序号" else list(_form_spaces(table))
    return found


def _form_spaces(table: Table) -> Iterator[Space]:
    for at in range(len(table.rows)):
        for left, cell in itertools.pairwise(row_cells(table, at)):
            text = bare(cell.text)
            if bare(left.text) == "" or "：" in left.text:
                continue
            if "□" in text:
                yield Space(bare(left.text), cell, "boxes")
            elif text == "" or text.startswith("支部书记签字"):
                yield Space(bare(left.text), cell, "lines" if "\t" in cell.text else "blank")
            elif text.startswith("本人签字"):
                yield Space(bare(left.text), cell, "sign")


def _list_spaces(table: Table, head: list[str]) -> Iterator[Space]:
    key = next((at for at, name in enumerate(head) if name == "具体问题"), 0)
    for at in range(1, len(table.rows)):
        cells = row_cells(table, at)
        for column, cell in enumerate(cells[: len(head)]):
            if column and bare(cell.text) == "":
                short = len(head) - len(cells)  # 应到人数 over two columns
                yield Space(f"{bare(cells[key].text) or f'第{at}行'}/{head[column + short]}", cell, "blank")


def identity(document: Document, label: str) -> _Cell | None:
    """Return the cell right of a label."""
    for table in document.tables:
        for at in range(len(table.rows)):
            for left, cell in itertools.pairwise(row_cells(table, at)):
                if bare(left.text) == label:
                    return cell
    return None


# How a text gets into a cell.


def _new_run(paragraph: Paragraph, text: str, *, like: Run | None = None) -> Run:
    run = paragraph.add_run(text)
    if like is not None and like._r.rPr is not None:
        run._r.insert(0, copy.deepcopy(like._r.rPr))
    return run


def typed(cell: _Cell, text: str) -> None:
    """Click into the first line, type; what was there stays behind the text."""
    paragraph = cell.paragraphs[0]
    run = _new_run(paragraph, text, like=next(iter(paragraph.runs), None))
    first = next(iter(paragraph._p.r_lst))
    if first is not run._r:
        first.addprevious(run._r)


def replaced(cell: _Cell, text: str) -> None:
    """Select everything in the cell, type."""
    cell.text = text


def lines(cell: _Cell, text: str) -> None:
    """A line in each of the paragraphs that are there, further ones below."""
    half = max(1, len(text) // 3)
    parts = [text[:half], text[half : 2 * half], text[2 * half :]]
    for part, paragraph in itertools.zip_longest(parts, cell.paragraphs[:3]):
        _new_run(paragraph or cell.add_paragraph(), part or "")


def pieces(cell: _Cell, text: str) -> None:
    """What Word makes of typing and correcting: many runs, proof marks, a bookmark of its own."""
    paragraph = cell.paragraphs[0]
    for at in range(0, len(text), 4):
        _new_run(paragraph, text[at : at + 4])
        paragraph._p.append(OxmlElement("w:proofErr", {qn("w:type"): "spellStart"}))
    paragraph._p.append(OxmlElement("w:bookmarkStart", {qn("w:id"): "901", qn("w:name"): "_GoBack"}))
    paragraph._p.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): "901"}))


def broken(cell: _Cell, text: str) -> None:
    """Shift-Enter in the middle."""
    run = _new_run(cell.paragraphs[0], text[:6])
    run.add_break()
    run.add_text(text[6:])


def added(cell: _Cell, text: str) -> None:
    """A paragraph of its own below what is there, indented and marked."""
    run = cell.add_paragraph().add_run(text)
    run.bold, run.font.highlight_color = True, docx.enum.text.WD_COLOR_INDEX.YELLOW


def tracked(cell: _Cell, text: str) -> None:
    """Changes are tracked: a first thought is struck out, the text is an insertion."""
    paragraph = cell.paragraphs[0]
    for kind, words in (("w:del", "还没想好"), ("w:ins", text)):
        change = OxmlElement(kind, {qn("w:id"): "7", qn("w:author"): "某某", qn("w:date"): "2026-09-20T08:00:00Z"})
        run = _new_run(paragraph, words)
        if kind == "w:del":
            for words_of in run._r.findall(qn("w:t")):
                words_of.tag = qn("w:delText")
        change.append(run._r)
        paragraph._p.append(change)


def controlled(cell: _Cell, text: str) -> None:
    """The text in a content control round the paragraph."""
    paragraph = cell.add_paragraph(text)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph._p.addprevious(control)
    content.append(paragraph._p)
    control.append(content)
    cell.add_paragraph()


def tagged(cell: _Cell, text: str) -> None:
    """A link, a smart tag: runs one level deeper."""
    paragraph = cell.paragraphs[0]
    for words, kind in ((text[:5], "w:hyperlink"), (text[5:], "w:smartTag")):
        shell = OxmlElement(kind, {qn("w:anchor"): "x"} if kind == "w:hyperlink" else {qn("w:element"): "date"})
        shell.append(_new_run(paragraph, words)._r)
        paragraph._p.append(shell)


def listed(cell: _Cell, text: str) -> None:
    """Numbered by hand, a line each."""
    cell.text = "1．" + text[:8]
    cell.add_paragraph("2．" + text[8:])


HANDS: tuple[Callable[[_Cell, str], None], ...] = (
    typed, replaced, lines, pieces, broken, added, tracked, controlled, tagged, listed,
)  # fmt: skip
TICKS = ("☑{0}", "√{0}", "■{0}", "□{0}√", "□√{0}", "☒{0}", "✔{0}")


class Pen:
    """Somebody who fills forms: their chance, the running number that tells their sentences apart."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self._count = itertools.count(11)

    def sentence(self) -> str:
        return self.chance.choice(SAYINGS).format(n=next(self._count))

    def fill(
        self, document: Document, hand: Callable[[_Cell, str], None] | None = None, share: float = 0.8
    ) -> list[Written]:
        """Fill most spaces of a form, each by one hand, or each by another; return what was written."""
        done = []
        for space in spaces(document):
            if self.chance.random() <= share:
                done += self._fill(space, hand or self.chance.choice(HANDS))
        return done

    def _fill(self, space: Space, hand: Callable[[_Cell, str], None]) -> list[Written]:
        if space.form == "boxes":
            return [self._tick(space)]
        if space.form == "sign":
            return [self._sign(space)]
        text = self.sentence() if space.form == "lines" or "/" in space.label else f"汉{next(self._count)}"
        if space.form == "lines" and bare(space.cell.text) and hand in {replaced, listed}:
            hand = typed  # nobody who selects all would keep the line for the secretary's signature
        hand(space.cell, text)
        return [Written(space.label, ("1．" + text[:8] + "2．" + text[8:]) if hand is listed else text)]

    def _tick(self, space: Space) -> Written:
        choice = self.chance.choice(re.findall(r"□([^□\s\u3000]+)", space.cell.text))
        run = next(run for paragraph in space.cell.paragraphs for run in paragraph.runs if "□" in run.text)
        run.text = re.sub(f"□{choice}(?=[\\s\u3000]|$)", self.chance.choice(TICKS).format(choice), run.text)
        return Written(space.label, choice)

    def _sign(self, space: Space) -> Written:
        paragraph = next(one for one in space.cell.paragraphs if "本人签字" in one.text)
        name, month = f"签{next(self._count)}", self.chance.randrange(1, 13)
        text = re.sub(r"本人签字(（按手印）)?：\s*", f"本人签字\\1：{name}　", paragraph.text, count=1)
        text = re.sub(r"[\u3000 ]*年[\u3000 ]*月[\u3000 ]*日", f"　2026年{month}月8日", text)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = text
        return Written(space.label, name)


# What goes wrong with whole forms.


def overtype(document: Document, label: str, text: str, hand: Callable[[_Cell, str], None] = replaced) -> bool:
    """Write another's fact over a printed one; say whether the form has it."""
    cell = identity(document, label)
    if cell is None:
        return False
    if hand is tracked:
        for run in cell.paragraphs[0].runs:
            struck = OxmlElement("w:del", {qn("w:id"): "8", qn("w:author"): "某某"})
            run._r.addprevious(struck)
            struck.append(run._r)
            for words in run._r.findall(qn("w:t")):
                words.tag = qn("w:delText")
        added_run = OxmlElement("w:ins", {qn("w:id"): "9", qn("w:author"): "某某"})
        cell.paragraphs[0]._p.append(added_run)
        added_run.append(_new_run(cell.paragraphs[0], text)._r)
        return True
    runs = cell.paragraphs[0].runs
    runs[0].text = text
    for run in runs[1:]:
        run.text = ""
    return True


def without_marks(document: Document) -> None:
    """What pasting into another file leaves: no bookmarks, no properties of the file."""
    for mark in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)


def pasted_anew(documents: list[Document], breaks: str = "page", *, marks: bool = False) -> Document:
    """Return a new file with the bodies of some, one below the other: page breaks, section breaks, blank lines or nothing."""
    into = docx.Document()
    body = into.element.body
    for paragraph in list(body.iterchildren(qn("w:p"))):
        body.remove(paragraph)
    for at, document in enumerate(documents):
        if at:
            _part(into, breaks, document)
        for child in document.element.body.iterchildren():
            if child.tag != qn("w:sectPr"):
                body.insert(len(body) - 1, copy.deepcopy(child))
    if not marks:
        without_marks(into)
    return into


def _part(into: Document, breaks: str, document: Document) -> None:
    if breaks == "page":
        into.add_page_break()
    elif breaks == "section":
        paragraph = into.add_paragraph()
        section = document.element.body.find(qn("w:sectPr"))
        copied: BaseOxmlElement = copy.deepcopy(section) if section is not None else OxmlElement("w:sectPr")
        for reference in list(copied.iter(qn("w:headerReference"), qn("w:footerReference"))):
            copied.remove(reference)
        paragraph._p.get_or_add_pPr().append(copied)
    elif breaks == "lines":
        into.add_paragraph()
        into.add_paragraph()


def typed_anew(document: Document, *, wording: Callable[[str], str] = str, drop: float = 0, chance: Random) -> Document:
    """Return the form as somebody types it again from paper: the words, a plain table, nothing else."""
    anew = docx.Document()
    for paragraph in document.paragraphs:
        if bare(paragraph.text):
            anew.add_paragraph(bare(paragraph.text))
    for table in document.tables:
        rows = [row_cells(table, at) for at in range(len(table.rows))]
        kept = [row for at, row in enumerate(rows) if at < 5 or chance.random() >= drop]
        again = anew.add_table(0, max(len(row) for row in rows))
        for row in kept:
            cells = again.add_row().cells
            for at, cell in enumerate(row):
                text = "\n".join(filter(None, (bare(paragraph.text) for paragraph in cell.paragraphs)))
                cells[at].text = wording(text) if at % 2 == 0 else text
            if len(row) < len(cells):
                cells[len(row) - 1].merge(cells[-1])
    return anew


def cut_rows(document: Document, first: int, last: int | None) -> None:
    """Delete rows of the first table."""
    table = document.tables[0]
    for row in list(table._tbl.tr_lst)[first:last]:
        table._tbl.remove(row)


def merge_row(document: Document, at: int) -> None:
    """Merge all cells of a row into one, as a hand does that wants more room."""
    table = document.tables[0]
    cells = row_cells(table, at)
    cells[0].merge(cells[-1])


def merge_down(document: Document, label: str) -> None:
    """Merge the space beside a label with the one below."""
    table = document.tables[0]
    for at in range(len(table.rows) - 1):
        here, below = table.rows[at].cells, table.rows[at + 1].cells
        if bare(here[0].text) == label:
            here[1].merge(below[1])
            return
