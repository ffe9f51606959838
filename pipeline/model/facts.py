"""The facts of a campaign, as the clerk's files state them.

A value that somebody wrote but nobody can read is an `Unread`: it is carried along with its Problem, and only
the documents that print it or count by it stop. A value that nobody wrote is empty ("" or None) and prints blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, TypeAlias, TypeVar

from pipeline.model.declared import DeclaredSheet
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.model.travel import by_fields
from pipeline.model.work import TOWNSHIP_FOLDER

T = TypeVar("T")


@frozen
class Unread:
    """A value that stands in a file but cannot be read, with the reasons; `written`: a cell's text, to be kept back."""

    problems: tuple[Problem, ...]
    written: str = field(default="", compare=False, repr=False)


Field: TypeAlias = T | Unread  # a value, or the reason why it could not be read
BLANK_DATE = "　　　年　　月　　日"  # what stands for a day that is not known yet: room for a hand


@by_fields
@frozen(order=True)
class PartialDate:
    """A date as precisely as it was written: day 0 = month precision, month 0 = year precision."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return the date as papers print it, no zero padding: 2005年7月1日 (GB/T 9704 7.3.5.4)."""
        return f"{self.month_text}{self.day}日" if self.day else self.month_text

    @property
    def month_text(self) -> str:
        """The date cut to its month: 1975年3月."""
        return f"{self.year}年{self.month}月" if self.month else f"{self.year}年"

    def ages_at(self, day: dt.date) -> tuple[int, int]:
        """Return the least and the greatest age in whole years that somebody born then may have on `day`."""
        years = day.year - self.year
        if not self.month or (self.month == day.month and not self.day):
            return years - 1, years
        age = years - ((self.month, self.day) > (day.month, day.day))
        return age, age

    def age_at(self, day: dt.date) -> int | None:
        """Return the age in whole years on `day`; None where the precision leaves two answers."""
        least, greatest = self.ages_at(day)
        return least if least == greatest else None


@frozen
class Source:
    """The row that a fact was read from, and what the column of each canonical header of its sheet is called."""

    file: str
    sheet: str
    row: int  # 1-based
    columns: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    word: bool = False  # of a table in a Word file: rows and columns are counted, they have no letters
    titles: tuple[str, ...] = field(default=(), compare=False, repr=False)  # what stands above its table, nearest last
    head: int = field(default=0, compare=False, repr=False)  # the row of its table's headers, 1-based; 0: not known

    def cell(self, header: str) -> Origin | None:
        """Return the address of the cell under `header`; None where the sheet has no such column."""
        return self._cell(column) if (column := self.columns.get(header)) else None

    def at(self, header: str) -> Origin:
        """Return the address of the cell under `header`, or of the row where it has no such column."""
        return self.cell(header) or self.origin

    @property
    def origin(self) -> Origin:
        """The row's own address: its first cell."""
        return replace(self._cell("第1列" if self.word else "A"), whole=True)

    def _cell(self, column: str) -> Origin:
        return Origin(self.file, self.sheet, f"第{self.row}行 › {column}" if self.word else f"{column}{self.row}")


@frozen
class TextRun:
    """A stretch of text of one emphasis."""

    text: str
    strong: bool = False


@frozen
class Block:
    """One paragraph of an Outline: a heading of level 1-4, a text paragraph, or an item of a list."""

    runs: tuple[TextRun, ...]
    level: int = 0  # 0 = text
    item: bool = False
    number: str | None = None  # what the author has numbered it with; None: the program numbers headings
    place: int = field(default=0, compare=False)  # which paragraph of the file it is, 1-based; 0 = of no file

    @property
    def text(self) -> str:
        """The paragraph's text without its emphasis."""
        return "".join(run.text for run in self.runs)


@frozen
class SpeechHead:
    """What stands above a speech's text, as its author wrote it; "" for what is not there."""

    title: str = ""
    subtitle: str = ""  # with its dash
    byline: str = ""
    date: str = ""
    salutation: str = ""  # without its colon
    place: int = 0  # the first paragraph of them, 1-based

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What is there, each by its Chinese name."""
        words = (self.title + self.subtitle, self.byline, self.date, self.salutation)
        return tuple(each for each in zip(("标题", "署名", "日期", "称呼"), words, strict=True) if each[1])


@frozen
class Outline:
    """A speech: headings, paragraphs, lists, emphasis, in reading order. `whole`: nothing is to be added to it."""

    blocks: tuple[Block, ...] = ()
    source: str = ""  # the file it came from, relative to the workspace
    head: SpeechHead = SpeechHead()
    addresses: bool = False  # begins with 同志们：
    takes_leave: bool = False  # ends as speeches end
    whole: bool = False


@frozen
class Person:
    """Somebody with an office: host, speaker."""

    name: Field[str] = ""
    title: Field[str] = ""


@frozen
class Phase:
    """A stretch of a campaign. Orders and labels; never withholds a document."""

    name: Field[str]
    start: Field[dt.date | None] = None
    end: Field[dt.date | None] = None
    steps: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()  # 文种 that belong to it, whatever phase the catalog gives them
    path: str = field(default="", compare=False)  # where it stands in the YAML: 活动.阶段.0


@frozen
class Organisation:
    """单位: the committee that runs the campaign."""

    name: Field[str] = ""
    short: Field[str] = ""
    code: Field[str] = ""
    office: Field[str] = ""
    contact: Field[str] = ""
    phone: Field[str] = ""
    letterhead: Field[str] = "无"  # 无 | 文件 | 信函 | 套打
    whole: Field[str] = TOWNSHIP_FOLDER  # 全域: all that is under the committee
    own: Field[str] = ""  # 简略: what the committee calls itself at home (镇党委)
    folder: str = TOWNSHIP_FOLDER  # of the papers that are no branch's: 全域, where it can be read


@frozen
class Meeting:
    """会议: a meeting of the township, or a branch's own."""

    name: Field[str] = ""
    time: Field[dt.datetime | dt.date | None] = None
    place: Field[str] = ""
    host: Field[Person | None] = None
    speaker: Field[Person | None] = None
    salutation: Field[str] = ""
    attendees: Field[tuple[str, ...]] = ()
    agenda: Field[tuple[str, ...]] = ()
    requirements: Field[tuple[str, ...]] = ()
    reply_by: Field[dt.date | None] = None
    outline: Field[Outline | None] = None
    guests: Field[tuple[Person, ...]] = ()  # 列席
    recorder: Field[str] = ""  # 记录人, of a branch's own life meeting
    cards: Field[tuple[str, ...]] = ()  # 席卡: () = who sits in front and whom the branches send
    number: Field[str] = ""  # 字号 and 发文日期 of its notice; "" and None: those of 发文, of the first meeting
    issued: Field[dt.date | None] = None
    quota: Field[int | None] = None  # 名额 of each branch of which nothing else is said
    sending: tuple[Arrangement, ...] = ()  # 名额 and 参会人员 of single branches


@frozen
class Bulletin:
    """简报: one number of the campaign's bulletin."""

    number: Field[int | None] = None
    date: Field[dt.date | None] = None
    title: Field[str] = ""
    text: Field[Outline | None] = None
    path: str = field(default="", compare=False)  # where it stands in the YAML: 活动.简报.0


Summaries: TypeAlias = Mapping[str, Field[Outline | None]]  # 阶段总结 that somebody has written, by the phase


@frozen
class Issuance:
    """发文: the number and date of the township's paper, and what else stands in its head and at its foot."""

    number: Field[str] = ""
    date: Field[dt.date | None] = None
    signers: Field[tuple[str, ...]] = ()  # 签发人, of papers that go up
    copy_number: Field[str] = ""  # 份号
    secrecy: Field[str] = ""  # 密级
    urgency: Field[str] = ""  # 紧急程度
    copies: Field[tuple[str, ...]] = ()  # 抄送
    printer: Field[str] = ""  # 印发机关; "" = the office
    printed: Field[dt.date | None] = None  # 印发日期; None = the paper's date
    note: Field[str] = ""  # 附注, without parentheses


@frozen
class Arrangement:
    """支部安排: what one branch does in its own way; `key` is the name as the clerk wrote it."""

    key: str
    origin: Origin
    branch: str = ""  # the branch's full name, given by dossier.py
    phases: Field[tuple[Phase, ...]] = ()
    meeting: Field[Meeting | None] = None
    outline: Field[Outline | None] = None
    quota: Field[int | None] = None
    attendees: Field[tuple[str, ...]] = ()
    cutoff: Field[dt.date | None] = None  # 截至, where it is not the campaign's
    plan: Field[Outline | None] = None  # 实施方案
    gathering: Field[Meeting | None] = None  # 组织生活会
    summaries: Summaries = field(default_factory=dict)


@frozen
class Campaign:
    """活动 with its meetings and arrangements: everything that the YAML files of one folder say."""

    folder: str  # the name under outputs/
    name: Field[str] = ""
    short: Field[str] = ""
    theme: Field[str] = ""
    start: Field[dt.date | None] = None
    end: Field[dt.date | None] = None
    min_study: Field[str] = ""
    upper_papers: Field[tuple[str, ...]] = ()
    phases: Field[tuple[Phase, ...]] = ()
    participants: Field[tuple[str, ...]] = ()  # 参加支部; () = all
    terms: Mapping[str, str] = field(default_factory=dict)  # 规范用语: wrong → right
    organisation: Organisation = Organisation()
    meetings: tuple[Meeting, ...] = ()
    issuance: Issuance = Issuance()
    arrangements: tuple[Arrangement, ...] = ()
    unsure: tuple[Problem, ...] = ()  # why 支部安排 may say something of a branch of which nothing could be read there
    kinds: Field[tuple[str, ...]] = ()  # 文种; () = all in the catalog
    cutoff: Field[dt.date | None] = None  # 截至: the day up to which reports speak
    stated: Mapping[str, tuple[int, Origin]] = field(default_factory=dict)  # numbers the YAML states itself
    demands: Mapping[str, Mapping[str, Field[object]]] = field(default_factory=dict)  # 学习, 评议 … and their keys
    plan: Field[Outline | None] = None  # 实施方案: what its author has written
    summaries: Summaries = field(default_factory=dict)
    bulletins: Field[tuple[Bulletin, ...]] = ()  # 简报
    speech_outlines: Mapping[str, Field[Outline | None]] = field(default_factory=dict)  # 讲话提纲, by 类别
    own_issuance: Mapping[str, Issuance] = field(default_factory=dict)  # 发文.各文种
    lines: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)  # 会议.0.地点 → its line


@frozen
class Branch:
    """党支部, as 党支部名册 lists it (or, without one, as the 花名册 names it)."""

    name: str  # 名称, in full: its identity
    short: str = ""
    folder: str = ""  # below outputs/<campaign>/, given by dossier.py
    called: str = ""  # as papers call it, given by dossier.py
    secretary: Field[str] = ""
    contact: Field[str] = ""
    phone: Field[str] = ""
    email: Field[str] = ""
    kind: Field[str] = ""  # 类别: 村, 社区, 机关 …
    organisation_kind: Field[str] = ""  # 组织类别
    state: Field[str] = ""  # 软弱涣散 …
    note: Field[str] = ""
    extra: tuple[tuple[str, Field[str]], ...] = ()  # columns unknown to us, under their own header
    source: Source | None = field(default=None, compare=False)


@frozen
class Member:
    """党员: one row of the 花名册."""

    name: Field[str]
    branch: str  # the branch's name; as written until dossier.py has matched it
    label: str = ""  # the name, and with namesakes in the branch what tells them apart; given by dossier.py
    sex: Field[str] = ""
    ethnicity: Field[str] = ""
    id_number: Field[str] = ""
    birth: Field[PartialDate | None] = None
    education: Field[str] = ""
    status: Field[str] = ""  # 人员类别: 正式党员 | 预备党员 | ""
    stated_categories: Field[tuple[str, ...] | None] = None  # 党员分类 as written; None = empty cell
    categories: Field[tuple[str, ...]] = ()  # stated, else derived by dossier.py
    joined: Field[PartialDate | None] = None
    confirmed: Field[PartialDate | None] = None
    post: Field[str] = ""
    phone: Field[str] = ""
    address: Field[str] = ""
    standing: Field[str] = "正常"  # 党籍状态
    lost: Field[bool] = False
    excused: Field[bool] = False  # 不计应到: stated, never told by anything else
    mobile: Field[bool] = False
    destination: Field[str] = ""
    party_post: Field[str] = ""
    health: Field[str] = ""
    note: Field[str] = ""
    extra: tuple[tuple[str, Field[str]], ...] = ()
    source: Source | None = field(default=None, compare=False)


@frozen
class Leader:
    """联系领导: who looks after which branches."""

    name: Field[str]
    title: Field[str] = ""
    branches: tuple[str, ...] = ()
    phone: Field[str] = ""
    extra: tuple[tuple[str, Field[str]], ...] = ()
    source: Source | None = field(default=None, compare=False)


@frozen
class Undated:
    """A day that is written without its year: which one it is, its campaign tells."""

    words: str  # 9月13日
    origin: Origin


@frozen
class Pair:
    """What stands below (or beside) a day in a row of a 宽表; `column`: the header of its cell."""

    day: Field[object]
    value: Field[object]
    suffix: Field[object] = None  # the day behind an option: 补8月16日
    column: str = field(default="", compare=False)
    phase: str = ""  # in which phase of its owner the day lies
    late: bool = False  # after 截至
    over: bool = False  # the phase of the day has ended by 截至
    head: Origin | None = field(default=None, compare=False)  # the cell of its day


@frozen
class Row:
    """A row of a declared sheet; `branch`: its owner, as written until it is joined, "" for the township."""

    sheet: str  # what its sheet is declared as
    branch: str
    values: tuple[tuple[str, Field[object]], ...]  # by column
    extra: tuple[tuple[str, Field[str]], ...] = ()
    source: Source | None = field(default=None, compare=False)
    phase: str = ""  # of its owner, in which it happened
    late: bool = False  # it happened after 截至
    due: bool | None = None  # whether its 期限 was reached at 截至; None: nobody can tell
    about: tuple[str, ...] = ()  # labels of the members who see it: more than one where it may mean several
    merged: tuple[tuple[str, int], ...] = field(default=(), compare=False)  # a column, and the row its cell begins in
    none: str = ""  # 无, 没有意见: its owner says in these words that there is nothing to list

    def at(self, column: str) -> Origin:
        """Return where a value stands: in the row's own cell, or in the one merged over it."""
        source = self.source or Source("", "", 0)
        top = next((row for name, row in self.merged if name == column), source.row)
        return (source if top == source.row else replace(source, row=top)).at(column)

    def value(self, column: str) -> Field[object]:
        """Return what stands in a column, "" where the sheet has none."""
        return next((value for name, value in self.values if name == column), "")


Counts: TypeAlias = Mapping[str, Field[Any]]  # numbers by their names (统计.党员总数 …), all computed from rows
NOTHING = ""  # the figure that nobody knows: nobody has handed in a row, or none says anything of what is asked
FigureCells: TypeAlias = Mapping[str, Origin]  # where each of Counts was counted: its first cell, and how many rows


@frozen
class Doubts:
    """Faults of rows that may be somebody's, though nobody can tell whose: what lists these rows stops."""

    members: tuple[Problem, ...] = ()  # rows of rosters: what lists or counts the members stops
    leaders: tuple[Problem, ...] = ()
    rows: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)  # by declared sheet


@frozen
class Dossier:
    """One branch with its people and its issues: all that a branch's papers may draw on."""

    branch: Branch
    members: Collection[Member]  # unpacked at each look: better gone through once
    leaders: tuple[Leader, ...]
    arrangement: Arrangement | None
    counts: Counts
    doubts: Doubts = Doubts()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)  # by declared sheet; many are unpacked at each look
    phase_counts: Mapping[str, Counts] = field(default_factory=dict)  # by phase, of what happened in it
    cells: FigureCells = field(default_factory=dict)
    outsiders: Sequence[Collection[Member]] = ()  # who stands in the rosters and is no member: name and numbers alone
    none: frozenset[str] = frozenset()  # the sheets of which it says that there is nothing to list


@frozen
class Township:
    """What all the branches share: the campaign, the branches' own facts, the totals. No member's data."""

    campaign: Campaign
    branches: tuple[Branch, ...]
    branch_counts: tuple[Counts, ...]  # one for each of `branches`
    leaders: tuple[Leader, ...]
    counts: Counts
    doubts: Doubts = Doubts()
    sheets: tuple[DeclaredSheet, ...] = ()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)  # of the committee itself, by declared sheet
    own: tuple[Counts, FigureCells] = ({}, {})  # the figures of these rows, and where each was counted
    phase_counts: Mapping[str, Counts] = field(default_factory=dict)  # by phase: of each unit its own of that name
    cells: FigureCells = field(default_factory=dict)
    branch_cells: tuple[FigureCells, ...] = ()  # one for each of `branches`
    outsiders: Sequence[Collection[Member]] = ()  # who stands in the rosters, and nobody can tell whose he is
