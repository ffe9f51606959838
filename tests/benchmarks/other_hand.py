"""Returns by another hand: how many fields are read right, who is credited wrongly, what is left to a person.

python -m tests.benchmarks.other_hand [--seed N] [--keep FOLDER] [--show]

The sample, with further forms to be returned and with people of one name, and a second campaign of the same people are sent
into a folder; a workspace of another year sends forms whose 表号 this one does not know. Some 480 returns are made of them
(other_hand_forms.py), by the contract alone, with the truth of each beside it; `collect` files them, and what it says of
each is held to the truth. Ends with 1 where a return was credited to anybody but who made it. `--show` lists every
return that was not credited right.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
from docx.document import Document

from tests.benchmarks import other_hand_forms as forms
from tests.benchmarks.other_hand_forms import BORN, HANDS, HOME, NAME, Pen, Written, bare

CAMPAIGN = "示例-先进性教育"
MORE = {"谈心谈话记录表", "学习考勤登记表", "帮扶送温暖台账", "征求意见汇总表"}
NAMESAKES = ("吕寨村党支部", "东街村党支部", "河湾村党支部")
OTHER = """\
活动:
  名称: {name}
  简称: {short}
  开始: {year}-01-05
  结束: {year}-12-20
  截至: {year}-12-20
  阶段: [{{名称: 分析评议, 开始: {year}-03-01, 结束: {year}-04-30}}]
  参加支部: [商会联合党支部, 轧花厂党支部, 卫生院党支部]
单位: {{名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}}
文种: [党性分析表]
"""


@dataclass(frozen=True)
class Sent:
    """A paper as the branch has it."""

    path: Path
    document: str  # as the program names it
    branch: str

    @property
    def member(self) -> str:
        return self.path.stem.split("-")[2] if self.path.stem.startswith("03-") else ""

    def open(self) -> Document:
        return docx.Document(str(self.path))


@dataclass
class Return:
    """One file that comes back, and its truth: of which papers it is, with what in each; `sure`: nothing but that is right.

    Without any paper nobody may be credited. Where not `sure`, a person may be asked instead.
    """

    kind: str
    path: Path
    papers: list[tuple[str, list[Written]]] = field(default_factory=list)
    sure: bool = True
    sender: str = ""


class Office:
    """The workspaces, what they have sent, and the pile of returns."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.pen, self.chance = home, Pen(seed), Random(seed)
        self.returns: list[Return] = []
        self.here = self._workspace("here")
        self._further_forms()
        self._namesakes()
        shutil.copytree(self.here / "inputs", home / "facts")
        self._second_campaign()
        self.sent = self._send(self.here)
        there = self._workspace("there")
        self._last_year(there)
        self.strangers = self._send(there)
        self.pool = {kind: self._shuffled(kind) for kind in ("党性分析表", "整改台账", *MORE)}

    def _workspace(self, name: str) -> Path:
        run("init", "--sample", self.home / name)
        shutil.rmtree(self.home / name / "inputs" / "新活动", ignore_errors=True)
        return self.home / name

    def _further_forms(self) -> None:
        catalog = self.here / "templates" / "catalog.yaml"
        entries = re.split(r"^(?=- 文种: )", catalog.read_text("utf-8"), flags=re.MULTILINE)
        for at, entry in enumerate(entries):
            kind = entry.partition("\n")[0].removeprefix("- 文种: ")
            if kind in MORE and "范围: 支部" in entry:
                entries[at] = entry.replace("\n", "\n  回收: {交回: 每份}\n", 1)
            elif kind == "党性分析表":
                entries[at] = entry.replace("{交回: 每份}", "{交回: 每份, 字段: {评定等次: {类型: 单选}}}")
        catalog.write_text("".join(entries), "utf-8")

    def _namesakes(self) -> None:
        """Give a member of two branches each, and two of a third, the name 王伟; nobody has kept their attendance."""
        folder = self.here / "inputs" / CAMPAIGN
        roster, attendance = next(folder.glob("2026*花名册.xlsx")), folder / "学习登记.xlsx"
        book, kept = openpyxl.load_workbook(roster), openpyxl.load_workbook(attendance)
        left, branch = {NAMESAKES[0]: 1, NAMESAKES[1]: 1, NAMESAKES[2]: 2}, ""
        sheet = book["农村支部"]
        for row in range(4, sheet.max_row + 1):
            before, branch = branch, sheet.cell(row, 2).value or branch
            if (
                branch == before
                and left.get(branch, 0)
                and sheet.cell(row, 8).value == "正式党员"
                and not sheet.cell(row, 21).value
            ):
                _forget(kept[branch], sheet.cell(row, 3).value)
                sheet.cell(row, 3).value = "王伟"
                left[branch] -= 1
        assert not any(left.values()), left
        book.save(roster)
        kept.save(attendance)

    def _second_campaign(self) -> None:
        for name, short, year in (("作风建设专项活动", "作风建设", 2026),):
            folder = self.here / "inputs" / short
            folder.mkdir()
            for file in (self.home / "facts" / CAMPAIGN).glob("*名册.xlsx"):
                shutil.copy(file, folder)
            (folder / "活动.yaml").write_text(OTHER.format(name=name, short=short, year=year), "utf-8")

    def _last_year(self, there: Path) -> None:
        folder = there / "inputs" / CAMPAIGN
        for file in folder.iterdir():
            if not file.name.endswith("名册.xlsx"):
                file.unlink()
        shutil.copytree(self.home / "facts" / CAMPAIGN, self.home / "old", dirs_exist_ok=True)
        for file in (self.home / "old").glob("*名册.xlsx"):
            shutil.copy(file, folder)
        text = OTHER.format(name="保持共产党员先进性教育活动", short="先进性教育活动", year=2025)
        (folder / "活动.yaml").write_text(text, "utf-8")

    def _send(self, workspace: Path) -> list[Sent]:
        out = self.home / f"{workspace.name}-sent"
        run("build", "--workspace", workspace)
        run("approve", "--all", "--workspace", workspace)
        run("send", "--way", "文件夹", "--to", out, "--workspace", workspace)
        return [
            Sent(path, f"outputs/{path.relative_to(out).as_posix()}", path.parent.name)
            for path in sorted(out.rglob("*.docx"))
            if not path.name.startswith(("00-", "99-"))
        ]

    def _shuffled(self, kind: str) -> list[Sent]:
        found = [one for one in self.sent if f"-{kind}" in one.path.name and f"/{CAMPAIGN}/" in one.document]
        self.chance.shuffle(found)
        assert found, kind
        return found

    def take(self, kind: str = "党性分析表", number: int = 1) -> list[Sent]:
        """Return the next papers of a kind; after the last the first again."""
        pool = self.pool[kind]
        taken, pool[:] = pool[:number], [*pool[number:], *pool[:number]]
        return taken

    def pairs(self, number: int, *, same: bool) -> Iterator[tuple[Sent, Sent]]:
        """Give pairs of members' forms, of one branch or of two."""
        while number:
            own = self.take()[0]
            others = [
                one
                for one in self.pool["党性分析表"]
                if (one.branch == own.branch) is same and one.member != own.member
            ]
            if others:
                number -= 1
                yield own, self.chance.choice(others)

    def keep(
        self, kind: str, document: Document, *papers: tuple[str, list[Written]], name: str = "", **more: Any
    ) -> Return:
        """Save a return under a name of its own, note its truth."""
        sender = more.get("sender", "")
        folder = self.home / "returns" / (sender or "一起") / f"{len(self.returns):03d}"
        folder.mkdir(parents=True)
        path = folder / (name or self.chance.choice(NAMES).format(n=len(self.returns)))
        document.save(str(path))
        self.returns.append(Return(kind, path, list(papers), **more))
        return self.returns[-1]


NAMES = (
    "新建 Microsoft Word 文档.docx",
    "党性分析表（{n}）.docx",
    "交 .docx",
    "已填-{n}.docx",
    "FINAL最终版{n}.docx",
    "附件1.docx",
)


def _forget(sheet: Any, name: str) -> None:
    for row in range(4, sheet.max_row + 1):
        if bare(str(sheet.cell(row, 2).value)) == bare(name):
            sheet.delete_rows(row)
            return


def run(*words: object) -> str:
    """Run a command of the program; return what it printed."""
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode in {0, 1}, (words, done.returncode, done.stderr[-2000:])
    return done.stdout


# The kinds of returns.


def honest(office: Office) -> None:
    """Filled by each hand, by several, in other forms, without a word."""
    for hand in HANDS:
        for one in office.take(number=9):
            document = one.open()
            office.keep(f"filled: {hand.__name__}", document, (one.document, office.pen.fill(document, hand)))
    for one in office.take(number=30):
        document = one.open()
        office.keep("filled: mixed", document, (one.document, office.pen.fill(document, share=0.6)))
    for kind in ("整改台账", *sorted(MORE)):
        for one in office.take(kind, 6):
            document = one.open()
            office.keep(f"filled: {kind}", document, (one.document, office.pen.fill(document, share=0.5)))
    for one in office.take(number=6):
        office.keep("blank", one.open(), (one.document, []))


def commented(office: Office) -> None:
    for one in office.take(number=6):
        document = one.open()
        done = office.pen.fill(document, forms.typed)
        runs = [run for cell in forms.row_cells(document.tables[0], 0) for para in cell.paragraphs for run in para.runs]
        document.add_comment(runs[:1], "请补充完整，李四光、赵六也要写", author="支部")
        office.keep("comments", document, (one.document, done))


def office_saved(office: Office, soffice: Callable[[list[Path], str], None]) -> None:
    """What LibreOffice makes of filled forms: Word files again, and other kinds."""
    for format_, number, sure in (
        ("docx", 36, True),
        ("doc", 5, False),
        ("odt", 3, False),
        ("rtf", 2, False),
        ("pdf", 4, False),
    ):
        made = []
        for one in office.take(number=number):
            document = one.open()
            done = office.pen.fill(
                document, office.chance.choice([hand for hand in HANDS if hand is not forms.controlled])
            )
            made.append(
                office.keep(
                    f"LibreOffice: {format_}",
                    document,
                    (one.document, done),
                    name=f"表{len(office.returns)}.docx",
                    sure=sure,
                )
            )
        soffice([one.path for one in made], format_)
        for one in made:
            one.path = one.path.with_suffix(f".{format_}")


def overtyped(office: Office) -> None:
    """A colleague's form as the model: the name, more of it, all of it."""
    for same in (True, False):
        for number, (own, model) in enumerate(office.pairs(16, same=same)):
            document = model.open()
            labels = [(NAME,), (NAME, BORN), (NAME, BORN, "性别", "入党时间"), (NAME, HOME)][number % 4]
            for label in labels:
                cell = forms.identity(own.open(), label)
                forms.overtype(
                    document, label, cell.text if cell else own.branch, (forms.replaced, forms.tracked)[number % 3 == 2]
                )
            office.pen.fill(document)
            office.keep("colleague's form overtyped", document)
    for own, model in office.pairs(8, same=True):
        document = model.open()
        forms.overtype(document, NAME, own.member)
        office.pen.fill(document)
        office.keep("colleague's form overtyped, under the own file name", document, name=own.path.name)
    for one, other in office.pairs(6, same=True):
        document = one.open()
        office.keep(
            "own form under a colleague's file name",
            document,
            (one.document, office.pen.fill(document)),
            name=other.path.name,
        )
    for one in office.take(number=6):
        document = one.open()
        forms.overtype(
            document, NAME, "\u3000".join(one.member) if len(one.member) == 2 else one.member[0] + "  " + one.member[1:]
        )
        office.keep("own name with spaces", document, (one.document, office.pen.fill(document)))
    for one in office.take(number=5):
        document = one.open()
        forms.overtype(document, NAME, "")
        office.pen.fill(document)
        office.keep("name emptied", document, (one.document, []), sure=False)


def other_times(office: Office) -> None:
    """Last year's forms, another campaign's."""
    for one in office.chance.sample([one for one in office.strangers if one.member], 20):
        document = one.open()
        office.pen.fill(document)
        office.keep("last year's form (its 表号 is not of this workspace)", document)
    for one in office.chance.sample([one for one in office.strangers if one.member], 8):
        document = forms.pasted_anew([one.open()])
        office.pen.fill(document)
        office.keep("last year's form, no mark", document)
    second = [one for one in office.sent if f"/{CAMPAIGN}/" not in one.document and one.member]
    for one in office.chance.sample(second, 12):
        document = one.open()
        office.keep("another campaign's form", document, (one.document, office.pen.fill(document)))
    for one in office.chance.sample(second, 8):
        document = forms.pasted_anew([one.open()])
        office.keep("another campaign's form, no mark", document, (one.document, office.pen.fill(document)), sure=False)


def other_branches(office: Office) -> None:
    """In a branch's envelope another's form: untouched, or with the own names over it."""
    for own, foreign in office.pairs(10, same=False):
        document = foreign.open()
        office.pen.fill(document)
        office.keep("another branch's form in the envelope", document, sender=own.branch)
    for own, foreign in office.pairs(8, same=False):
        document = foreign.open()
        forms.overtype(document, NAME, own.member)
        forms.overtype(document, HOME, own.branch)
        office.pen.fill(document)
        office.keep("another branch's form overtyped", document, sender=own.branch)
    for one in office.take(number=6):
        document = one.open()
        office.keep("own form in the envelope", document, (one.document, office.pen.fill(document)), sender=one.branch)
    ledgers = office.take("整改台账", 8)
    for own, foreign in zip(ledgers[:4], ledgers[4:], strict=True):
        document = foreign.open()
        for paragraph in document.paragraphs:
            if "党支部：" in paragraph.text:
                paragraph.text = f"党支部：{own.branch}"
        office.pen.fill(document)
        office.keep("another branch's ledger, its head overtyped", document)


def anew(office: Office) -> None:
    """Typed again from paper, pasted into a new file."""
    short = partial(str.replace, "学习", "学")
    for number, one in enumerate(office.take(number=24)):
        document = one.open()
        done = office.pen.fill(document, forms.replaced)
        again = forms.typed_anew(
            document, wording=(str, short)[number % 3 == 1], drop=(0, 0, 0.4)[number % 3], chance=office.chance
        )
        office.keep(
            ("typed anew", "typed anew, other labels", "typed anew, rows left out")[number % 3],
            again,
            (one.document, done),
            sure=False,
        )
    for one in office.take(number=12):
        document = forms.pasted_anew([one.open()])
        office.keep("pasted into a new file", document, (one.document, office.pen.fill(document)), sure=False)
    for own, model in office.pairs(8, same=True):
        document = forms.pasted_anew([model.open()])
        forms.overtype(document, NAME, own.member)
        office.pen.fill(document)
        office.keep("pasted into a new file, a colleague's, name overtyped", document)
    for own, model in office.pairs(8, same=True):
        document = forms.typed_anew(model.open(), chance=office.chance)
        forms.overtype(document, NAME, own.member)
        office.keep("typed anew after a colleague's, name overtyped", document, (own.document, []), sure=False)
    for one in office.take("整改台账", 3):
        document = forms.pasted_anew([one.open()])
        office.keep(
            "ledger pasted into a new file", document, (one.document, office.pen.fill(document, share=0.5)), sure=False
        )


def spoilt(office: Office) -> None:
    """Cells merged, foreign text, halves."""
    for one in office.take(number=8):
        document = one.open()
        done = [each for each in office.pen.fill(document, forms.typed) if each.label in {"学习收获", "评定等次"}]
        forms.merge_row(document, 3)
        office.keep("cells of a row merged", document, (one.document, done), sure=False)
    for one in office.take(number=8):
        document = one.open()
        forms.merge_down(document, "学习收获")
        done = [
            each for each in office.pen.fill(document, forms.typed) if each.label in {"本人签字", "签字", "评定等次"}
        ]
        office.keep("spaces merged downwards", document, (one.document, done), sure=False)
    for one, other in office.pairs(8, same=True):
        document, lent = one.open(), other.open()
        done = office.pen.fill(document, forms.typed)
        text = "\n".join(bare(cell.text) for at in range(4) for cell in forms.row_cells(lent.tables[0], at))
        forms.row_cells(document.tables[0], 4)[-1].add_paragraph(text)
        office.keep(
            "a colleague's text pasted in",
            document,
            (one.document, [each for each in done if each.label != "学习收获"]),
            sure=False,
        )
    for one, other in office.pairs(6, same=True):
        document, lent = one.open(), other.open()
        done = office.pen.fill(document, forms.typed)
        forms.without_marks(lent)
        document.element.body.insert(len(document.element.body) - 1, lent.tables[0]._tbl)
        office.keep("a colleague's table pasted below", document, (one.document, done), sure=False)
    for one, other in office.pairs(8, same=True):
        document, lent = one.open(), other.open()
        old = document.tables[0]._tbl
        old.addprevious(lent.tables[0]._tbl)
        old.getparent().remove(old)
        office.pen.fill(document)
        office.keep("a colleague's table under the own title", document)
    for first, last, named in ((8, None, True), (0, 8, False)):
        for one in office.take(number=6):
            document = one.open()
            done = office.pen.fill(document, forms.typed)
            forms.cut_rows(document, first, last)
            left = bare("".join(cell.text for table in document.tables for row in table.rows for cell in row.cells))
            done = [each for each in done if bare(each.value) in left]
            office.keep(
                "half a form: the upper" if named else "half a form: the lower",
                document,
                (one.document, done),
                sure=False,
            )
    for one in office.take(number=5):
        document = one.open()
        forms.cut_rows(document, 0, 8)
        office.pen.fill(document)
        office.keep("half a form: the lower, pasted", forms.pasted_anew([document]))


def alike(office: Office) -> None:
    """People of one name."""
    wang = [one for one in office.sent if one.member.startswith("王伟") and f"/{CAMPAIGN}/" in one.document]
    assert len(wang) >= 4, wang
    for one in wang:
        document = one.open()
        office.keep("namesakes: own form", document, (one.document, office.pen.fill(document)))
        document = forms.pasted_anew([one.open()])
        office.keep(
            "namesakes: pasted into a new file", document, (one.document, office.pen.fill(document)), sure=False
        )
    for one in wang:
        other = next(
            each
            for each in wang
            if each.document != one.document and (each.branch == one.branch or one.branch != NAMESAKES[2])
        )
        for label in (HOME, BORN) if one.branch != other.branch else (BORN,):
            document = other.open()
            cell = forms.identity(one.open(), label)
            assert cell is not None
            forms.overtype(document, label, cell.text)
            office.pen.fill(document)
            office.keep("namesakes: the other's form overtyped", document)
        document = forms.pasted_anew([other.open()])
        if one.branch != other.branch:
            forms.overtype(document, HOME, one.branch)
            office.keep("namesakes: pasted, the other's, branch overtyped", document, (one.document, []), sure=False)


def packs(office: Office) -> None:
    """Several returns in one file: with their marks and without, parted in each way."""
    for number, (breaks, marks) in enumerate(
        (b, m) for b in ("page", "section", "lines", "none") for m in (True, False)
    ):
        for size in (2, 5):
            branch = office.take()[0].branch
            chosen = [one for one in office.pool["党性分析表"] if one.branch == branch][:size]
            _pack(office, chosen, breaks, marks=marks, kind=f"pack {'with' if marks else 'without'} marks: {breaks}")
        mixed = [*office.take(number=2), *office.take("整改台账"), *office.take("谈心谈话记录表")]
        _pack(
            office,
            mixed,
            breaks,
            marks=marks,
            kind=f"pack of several branches and kinds {'with' if marks else 'without'} marks",
        )
        if number in {0, 1}:
            one = office.take()[0]
            _pack(office, [one, one], breaks, marks=marks, kind="pack of one form twice", sure=False)
    for own, model in office.pairs(5, same=True):
        documents = [own.open(), model.open()]
        done = office.pen.fill(documents[0])
        forms.overtype(documents[1], NAME, "赵新来")
        office.pen.fill(documents[1])
        office.keep(
            "pack, one of them overtyped", forms.pasted_anew(documents, marks=True), (own.document, done), sure=False
        )
    for one in office.take(number=4):
        cover = docx.Document()
        cover.add_paragraph(f"{one.branch}交来材料目录")
        cover.add_paragraph("党性分析表1份")
        document = one.open()
        done = office.pen.fill(document)
        office.keep(
            "one form behind a cover",
            forms.pasted_anew([cover, document], marks=True),
            (one.document, done),
            sure=False,
        )


def _pack(office: Office, chosen: Sequence[Sent], breaks: str, *, marks: bool, kind: str, sure: bool = True) -> None:
    documents = [one.open() for one in chosen]
    done = [office.pen.fill(document) for document in documents]
    whole = forms.pasted_anew(documents, breaks, marks=marks)
    truth = [(one.document, written) for one, written in zip(chosen, done, strict=True)]
    office.keep(kind, whole, *truth, sure=sure and marks)


def foreign(office: Office) -> None:
    """What was never a form."""
    for one in office.chance.sample([one for one in office.sent if one.path.name.startswith(("01-", "04-", "20-"))], 8):
        office.keep("a paper that nobody asked back", one.open())
    for number in range(6):
        document = docx.Document()
        document.add_paragraph(("会议记录", "思想汇报", "", "请示", "党性分析表", "情况说明")[number])
        for _ in range(number * 3):
            document.add_paragraph(office.pen.sentence())
        office.keep("a paper of their own", document)


KINDS = (honest, commented, overtyped, other_times, other_branches, anew, spoilt, alike, packs, foreign)


# What collect says of them.


@dataclass
class Tally:
    """The figures of one kind."""

    returns: int = 0
    papers: int = 0
    credited: int = 0
    wrong_person: int = 0
    handed: int = 0
    proposed: int = 0
    proposed_wrong: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    extra: int = 0


def score(made: Return, entries: list[dict[str, Any]], tally: Tally) -> list[str]:
    """Hold what was said of a return to its truth; return what is not right about it."""
    credited = [entry for entry in entries if entry["paper"] and entry["state"] in {"已交回", "空白"}]
    truth = dict(made.papers)
    tally.returns += 1
    tally.papers += len(made.papers)
    wrong = [entry for entry in credited if entry["paper"]["document"] not in truth]
    tally.wrong_person += len(wrong)
    remarks = [f"CREDITED WRONGLY to {entry['paper']['document']}" for entry in wrong]
    found = {entry["paper"]["document"]: entry for entry in credited if entry not in wrong}
    tally.credited += len(found)
    proposed = [entry for entry in entries if entry["paper"] and entry["state"] == "认不出"]
    tally.proposed += len(proposed)
    tally.proposed_wrong += sum(entry["paper"]["document"] not in truth for entry in proposed)
    tally.handed += len(found) < len(truth) or not truth
    if made.sure and len(found) < len(truth):
        remarks += [f"not credited: {[(entry['state'], entry['why'][:70]) for entry in entries]}"]
    for document, entry in found.items():
        remarks += _fields(truth[document], entry, tally)
    return remarks


def _fields(written: list[Written], entry: dict[str, Any], tally: Tally) -> list[str]:
    got = [(bare(each["name"]), bare(each["value"])) for each in entry["fields"]]
    remarks, used = [], set()
    for want in written:
        label, value = bare(want.label), bare(want.value)
        at = next((at for at, (name, text) in enumerate(got) if _same(label, name) and _said(value, text)), None)
        if at is not None:
            tally.right += 1
            used.add(at)
        elif any(_same(label, name) for name, _ in got):
            tally.wrong += 1
            remarks.append(f"wrong {label}: {value} read as {[each for each in got if _same(label, each[0])]}")
        else:
            tally.missed += 1
            where = [name for name, text in got if value in text]
            remarks.append(f"missed {label}: {value}{f' (stands in {where})' if where else ''}")
    labels = [bare(want.label) for want in written]
    stray = [
        each for at, each in enumerate(got) if at not in used and not any(_same(label, each[0]) for label in labels)
    ]
    tally.extra += len(stray)
    return remarks + [f"extra {name}: {text}" for name, text in stray]


def _same(label: str, name: str) -> bool:
    return label in name or (label.rpartition("/")[2] in name and label.partition("/")[0] in name)


def _said(value: str, text: str) -> bool:
    """A ticked choice is told by its mark, any other text by being there, whatever is printed round it."""
    if text == value:
        return True
    if "□" in text:
        return bool(re.search(f"[☑√■☒✔]{value}(?![\u4e00-\u9fff])|□{value}√", text))
    return value in text and len(text) <= len(value) + 40


def collected(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Return what collect says of each file."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for folder in sorted((office.home / "returns").iterdir()):
        sender = () if folder.name == "一起" else ("--from", folder.name)
        for entry in json.loads(run("collect", folder, "--json", *sender, "--workspace", office.here))["files"]:
            found[Path(entry["file"]).resolve().as_posix()].append(entry)
    return found


def soffice(home: Path, files: list[Path], format_: str) -> None:
    """Save files anew beside themselves, all in one call."""
    out = home / f"office-{format_}"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{home}/profile",
        "--headless",
        "--convert-to",
        format_,
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=500)
    for file in files:
        saved = out / f"{file.stem}.{format_}"
        file.unlink()
        shutil.move(saved, file.with_suffix(f".{format_}"))


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--show", action="store_true")
    wanted = parser.parse_args(words)
    with contextlib.ExitStack() as stack:
        home = wanted.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        office = Office(home.resolve(), wanted.seed)
        for kind in KINDS:
            kind(office)
        if shutil.which("soffice"):
            office_saved(office, partial(soffice, office.home))
        return _report(office, show=wanted.show)


def _report(office: Office, *, show: bool) -> int:
    started = time.monotonic()
    entries = collected(office)
    seconds = time.monotonic() - started
    tallies: dict[str, Tally] = defaultdict(Tally)
    for made in office.returns:
        remarks = score(made, entries[made.path.as_posix()], tallies[made.kind])
        if remarks and (show or any("WRONGLY" in remark for remark in remarks)):
            print(f"{made.kind} [{made.path}]", *remarks, sep="\n    ")
    whole = Tally()
    names = list(vars(whole))
    print(f"\n{'kind':62}" + "".join(f"{name:>13}" for name in names))
    for kind, tally in tallies.items():
        print(f"{kind:62}" + "".join(f"{vars(tally)[name]:13}" for name in names))
        for name in names:
            setattr(whole, name, vars(whole)[name] + vars(tally)[name])
    print(f"{'all':62}" + "".join(f"{vars(whole)[name]:13}" for name in names))
    states = Counter(entry["state"] for each in entries.values() for entry in each)
    print(f"{seconds:.0f} s; {dict(states)}")
    return 1 if whole.wrong_person else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
