"""The things that templates speak of: facts under their Chinese names, with the cells and lines they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pipeline.contract import expressions, rules, totals
from pipeline.expression import Entity, Unreadable
from pipeline.model import phases, rank
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import (
    Arrangement,
    Branch,
    Campaign,
    Counts,
    Field,
    Issuance,
    Leader,
    Meeting,
    Member,
    Pair,
    Person,
    Phase,
    Row,
    Source,
    Summaries,
    Township,
    Unread,
)
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.plan import asked, speech_texts
from pipeline.plan.values import Cells, FactLines, cells, clock, day_of, moment, numbers, part_of, plain, span, weekday

# --- the campaign -------------------------------------------------------------------------------------------------


def person_entity(value: Field[Person | None], whence: Callable[[str], Origin | None]) -> object:
    """Return 姓名 and 职务; both "" where nobody is named."""
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    person = value or Person()
    return Entity({"姓名": plain(person.name), "职务": plain(person.title)}, whence)


def phases_list(value: Field[tuple[Phase, ...]], lines: Mapping[str, Origin], told: Summaries = {}) -> object:  # noqa: B006 - never changed
    """Return the phases in their order; `told`: what somebody has written of them."""
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    return [
        Entity(
            {
                "序号": number,
                "名称": plain(phase.name),
                "开始": plain(phase.start),
                "结束": plain(phase.end),
                "起止": span(phase.start, phase.end),
                "环节": plain(phase.steps),
                "总结": asked.summary_sections(told.get(phase.name) if isinstance(phase.name, str) else None),
            },
            FactLines(lines, phase.path, {"起止": "开始"}),
        )
        for number, phase in enumerate(value, 1)
    ]


NO_PHASE = Entity(
    {"序号": "", "名称": "", "开始": "", "结束": "", "起止": "", "环节": [], "总结": asked.summary_sections(None)}
)


def campaign_entity(campaign: Campaign) -> Entity:
    """Return 活动."""
    return Entity(
        {
            "名称": plain(campaign.name),
            "简称": plain(campaign.short),
            "主题": plain(campaign.theme),
            "开始": plain(campaign.start),
            "结束": plain(campaign.end),
            "开始月": day_of(campaign.start, lambda day: f"{day.month}月"),
            "结束月": day_of(campaign.end, lambda day: f"{day.month}月"),
            "起止": span(campaign.start, campaign.end),
            "集中学习不少于": plain(campaign.min_study),
            "上级文件": plain(campaign.upper_papers),
            "阶段": phases_list(campaign.phases, campaign.lines, campaign.summaries),
            "截至": plain(campaign.cutoff),
            "实施方案": asked.plan_sections(campaign.plan),
            "简报": asked.bulletins(campaign),
            **asked.demands(campaign),
        },
        FactLines(campaign.lines, "活动", {"开始月": "开始", "结束月": "结束", "起止": "开始"}),
    )


def organisation_entity(campaign: Campaign, addressed: str) -> Entity:
    """Return 单位; `addressed`: all its branches, as its papers speak to them."""
    unit = campaign.organisation
    values = (unit.name, unit.short, unit.code, unit.office, unit.contact, unit.phone, unit.letterhead)
    names = ("名称", "简称", "发文代字", "办公室", "联系人", "电话", "红头")
    facts = dict(zip(names, map(plain, values), strict=True))
    facts |= {"全域": plain(unit.whole), "简略": plain(unit.own or unit.short or unit.name), "所属": addressed}
    derived = {name: "名称" for name in ("全域", "简略") if f"单位.{name}" not in campaign.lines}
    return Entity(facts, FactLines(campaign.lines, "单位", derived))


def issuance_entity(paper: Issuance, lines: Mapping[str, Origin], path: str = "发文") -> Entity:
    """Return 发文, or below it what a single kind of paper has of its own."""
    values = {
        "字号": paper.number,
        "日期": paper.date,
        "签发人": paper.signers,
        "份号": paper.copy_number,
        "密级": paper.secrecy,
        "紧急程度": paper.urgency,
        "抄送": paper.copies,
        "印发机关": paper.printer,
        "印发日期": paper.printed,
        "附注": paper.note,
    }
    return Entity({name: plain(value) for name, value in values.items()}, FactLines(lines, path))


def meeting_issuance(campaign: Campaign, number: int) -> Entity:
    """Return 发文 of a meeting's notice: its own number and date; those of 发文 are the first one's.

    Two papers never share a number: a further notice has its place left open, where the office numbers them.
    """
    meeting, paper = campaign.meetings[number - 1], campaign.issuance
    if number > 1:
        paper = Issuance(number=_open_number(campaign), printer=paper.printer)
    paper = replace(paper, number=meeting.number or paper.number, date=meeting.issued or paper.date)
    shown = issuance_entity(paper, campaign.lines)
    stated = FactLines(campaign.lines, f"会议.{number - 1}", {"日期": "发文日期"})
    return Entity(shown, _FirstOf(stated, shown.whence if number == 1 and shown.whence else _nowhere))


def _open_number(campaign: Campaign) -> str:
    """Return the number of a notice that has none yet, with room for a hand; "" where the office numbers no papers."""
    number, code = campaign.issuance.number, campaign.organisation.code
    if not isinstance(number, str) or not number:
        return ""
    begins, year, _ = number.partition("〔")
    known = code if isinstance(code, str) and code else begins if year else ""
    return f"{known}〔　　〕　　号" if known else ""


def _nowhere(_: str) -> Origin | None:
    return None


_OF_MEETING = {"日期": "时间", "星期": "时间", "时刻": "时间"}


def meeting_entity(
    meeting: Meeting, number: int, lines: Mapping[str, Origin], path: str, speaker: Origin | None = None
) -> Entity:
    """Return 会议; `number` counts the campaign's meetings from 1. `speaker`: where he stands if not in the YAML."""
    line = FactLines(lines, path, _OF_MEETING)
    return Entity(
        {
            "序号": number,
            "名称": plain(meeting.name),
            "时间": day_of(meeting.time, moment),
            "日期": plain(meeting.time),
            "星期": day_of(meeting.time, weekday),
            "时刻": day_of(meeting.time, clock),
            "地点": plain(meeting.place),
            "主持人": person_entity(meeting.host, line.person("主持人")),
            "讲话人": person_entity(meeting.speaker, _Speaker(line.person("讲话人"), speaker)),
            "称呼": plain(meeting.salutation or speech_texts.own_salutation(meeting.outline) or "同志们"),
            "参加人员": plain(meeting.attendees),
            "议程": plain(meeting.agenda),
            "要求": plain(meeting.requirements),
            "回执截止": plain(meeting.reply_by),
            "讲话稿": speech_texts.outline_list(meeting.outline),
            "列席": asked.guests(meeting.guests, lines, path),
            "席卡": plain(meeting.cards),
        }
        | speech_texts.values(meeting.outline, meeting.salutation),
        line,
    )


@frozen
class _Speaker:
    stated: FactLines
    cell: Origin | None

    def __call__(self, name: str) -> Origin | None:
        return self.stated(name) or self.cell


# --- rows of workbooks --------------------------------------------------------------------------------------------


def _extra(columns: Iterable[tuple[str, Field[str]]]) -> dict[str, object]:
    """Return the columns that are unknown to us, under their own headers."""
    return {header: plain(value) for header, value in columns}


def rows_list(sheet: DeclaredSheet, rows: Iterable[Row]) -> list[Entity]:
    """Return the rows of a declared sheet, numbered in its order; below each day of a 宽表 what stands there."""
    listed, wide = list(rows), sheet.wide.column if sheet.wide else ""
    found = [
        Entity(
            _extra(row.extra)
            | {"序号": number}
            | ({"阶段": row.phase, "截至以后": row.late} if sheet.occurs else {})
            | ({expressions.DUE: rules.reached(sheet, row)} if sheet.due else {})
            | {name: _pairs(sheet, row, value) if name == wide else rules.shown(value) for name, value in row.values},
            _RowCells(row),
        )
        for number, row in enumerate(listed, 1)
    ]
    if wide:
        for entity, row, counts in zip(found, listed, totals.of_each_row(sheet, listed), strict=True):
            entity["统计"] = Entity(numbers(counts), _PairCells(sheet, row))
    return found


_COUNTED = frozenset({"序号", "阶段", "截至以后", expressions.DUE})  # the program's own, whatever the sheet's are


@frozen
class _RowCells:
    """Where the values of a row stand, also those in cells merged over several rows."""

    row: Row

    def __call__(self, name: str) -> Origin | None:
        known = self.row.source and name not in _COUNTED and self.row.source.cell(name)
        return self.row.at(name) if known else None


@frozen
class _PairCells:
    """Where the numbers of a row's own pairs were counted: the first of its cells, and how many there are."""

    sheet: DeclaredSheet
    row: Row

    def __call__(self, _: str) -> Origin | None:
        listed = [pair for pair in rules.pairs(self.sheet, self.row) if not pair.late]
        if not listed or not self.row.source:
            return None
        return self.row.at(listed[0].column).first_of(len(listed), "格")


def source_of(entity: Entity) -> Source | None:
    """Return the row of a sheet that an entity says; None for any other."""
    return entity.whence.row.source if isinstance(entity.whence, _RowCells) else None


def _pairs(sheet: DeclaredSheet, row: Row, value: Field[object]) -> object:
    if not isinstance(value, tuple):
        return rules.shown(value)
    return [_pair(sheet, row, pair) for pair in value if isinstance(pair, Pair)]


def _pair(sheet: DeclaredSheet, row: Row, pair: Pair) -> Entity:
    assert sheet.wide is not None
    named = {"日期": pair.day, sheet.wide.column: pair.value, f"{sheet.wide.column}日期": pair.suffix}
    shown = {name: rules.shown(value) for name, value in named.items()}
    return Entity(
        {**shown, "阶段": pair.phase, "截至以后": pair.late}, cells(row.source, dict.fromkeys(named, pair.column))
    )


def leaders_list(leaders: Iterable[Leader]) -> list[Entity]:
    """Return 联系领导."""
    return [
        Entity(
            _extra(leader.extra)
            | {
                "姓名": plain(leader.name),
                "职务": plain(leader.title),
                "电话": plain(leader.phone),
                "联系点": list(leader.branches),
            },
            cells(leader.source),
        )
        for leader in leaders
    ]


def member_entity(member: Member, campaign: Campaign) -> Entity:
    """Return 党员."""
    return Entity(
        _extra(member.extra)
        | {
            "姓名": plain(member.name),
            "区别名": member.label,
            "性别": plain(member.sex),
            "民族": plain(member.ethnicity),
            "身份证号": plain(member.id_number),
            "出生日期": plain(member.birth),
            "出生年月": part_of(member.birth, lambda birth: birth.month_text),
            "年龄": age(member, campaign),
            "学历": plain(member.education),
            "人员类别": plain(member.status),
            "分类": plain(member.categories),
            "入党时间": plain(member.joined),
            "入党年月": part_of(member.joined, lambda joined: joined.month_text),
            "转正时间": plain(member.confirmed),
            "转正年月": part_of(member.confirmed, lambda confirmed: confirmed.month_text),
            "工作岗位": plain(member.post),
            "联系电话": plain(member.phone),
            "家庭住址": plain(member.address),
            "党籍状态": plain(member.standing),
            "是否失联": plain(member.lost),
            "不计应到": plain(member.excused),
            "是否流动": plain(member.mobile),
            "外出流向": plain(member.destination),
            "党内职务": plain(member.party_post),
            "健康状况": plain(member.health),
            "备注": plain(member.note),
        },
        cells(member.source, _OF_MEMBER),
    )


_OF_MEMBER = {
    "出生年月": "出生日期", "年龄": "出生日期", "分类": "党员分类", "区别名": "姓名", "入党年月": "入党时间",
    "转正年月": "转正时间",
}  # fmt: skip


def age(member: Member, campaign: Campaign) -> object:
    """Return the age at 活动.开始, "" where the birth date's precision leaves two answers."""
    if isinstance(member.birth, Unread) or isinstance(campaign.start, Unread):
        return plain(member.birth if isinstance(member.birth, Unread) else campaign.start)
    if member.birth is None or campaign.start is None:
        return ""
    age = member.birth.age_at(campaign.start)
    return "" if age is None else age


# --- the branch ---------------------------------------------------------------------------------------------------


def branch_entity(
    township: Township, index: int, arrangement: Arrangement | None, doubts: tuple[Problem, ...] = ()
) -> Entity:
    """Return 支部: the branch's own row, its numbers, its dates, its leaders; nothing of its members.

    `doubts`: why it may have a leader more.
    """
    branch, campaign = township.branches[index], township.campaign
    line = FactLines(campaign.lines, f"支部安排.{arrangement.key}" if arrangement else "")
    own_cells = _of_branch(branch)
    leaders = [leader for leader in township.leaders if branch.name in leader.branches]
    meeting = arrangement.meeting if arrangement else None
    speech, begun = speech_texts.of_branch(campaign, branch, arrangement)
    own: object = Unreadable(meeting.problems) if isinstance(meeting, Unread) else None
    if own is None:
        held = meeting if isinstance(meeting, Meeting) else Meeting()
        salutation = held.salutation or speech_texts.own_salutation(speech)
        held = replace(held, speaker=_speaker(held.speaker, branch), salutation=salutation)
        own_meeting = meeting_entity(
            held, 1, campaign.lines, f"{line.prefix}.会议", own_cells("书记") if own_cells else None
        )
        own_meeting["指导领导"] = leaders_list(guides(township, leaders, branch.secretary, _name(held.speaker)))
        own = own_meeting
    return Entity(
        _extra(branch.extra)
        | {
            "名称": branch.name,
            "简称": branch.called or branch.short or branch.name,
            "书记": plain(branch.secretary),
            "联系人": plain(branch.contact),
            "联系电话": plain(branch.phone),
            "邮箱": plain(branch.email),
            "类别": plain(branch.kind),
            "组织类别": plain(branch.organisation_kind),
            **ranked(branch, township.branch_counts[index]),
            "状态": plain(branch.state),
            "备注": plain(branch.note),
            "统计": Entity(
                numbers(township.branch_counts[index]),
                township.branch_cells[index].get if township.branch_cells else None,
            ),
            "阶段": phases_list(
                dated := phases.own_phases(campaign, arrangement),
                campaign.lines,
                arrangement.summaries if arrangement else {},
            ),
            "截至": plain(phases.cutoff(campaign, arrangement)),
            "会议": own,
            "讲话稿": speech_texts.outline_list(speech),
            "讲话待改": begun,
            "名额": plain(arrangement.quota) if arrangement else "",
            "参会人员": plain(arrangement.attendees) if arrangement else [],
            "联系领导": Unreadable(doubts) if doubts else leaders_list(leaders),
            "指导领导": Unreadable(doubts) if doubts else leaders_list(guides(township, leaders, branch.secretary)),
            **dict(asked.of_branch(arrangement, dated, campaign.lines)),
        }
        | speech_texts.values(speech),
        _FirstOf(line, own_cells) if own_cells else line,
    )


def ranked(branch: Branch, counts: Counts) -> dict[str, object]:
    """Return how an organisation is called and spoken to, and whether it leads branches and has no member itself."""
    own, members = rank.of(branch), counts.get("党员总数", 0)
    bare: object = Unreadable(members.problems) if isinstance(members, Unread) else not members
    leads = own is not rank.Rank.BRANCH
    return {"称谓": own.value, "书记职务": own.post, "只管支部": bare if leads else False}


def _of_branch(branch: Branch) -> Cells | None:
    """Return where a branch's facts stand: in its row of the 党支部名册, else its name in the first row of a roster."""
    if branch.source is None:
        return None
    name = next((each for each in ("名称", "所在党支部", "党支部") if each in branch.source.columns), "")
    return cells(branch.source, {"名称": name, "简称": "简称" if branch.short else name, "统计": "", "联系领导": ""})


def _speaker(stated: Field[Person | None], branch: Branch) -> Field[Person | None]:
    """Return who speaks to a branch: its secretary, where the YAML names nobody or names him without his office."""
    if isinstance(stated, Unread):
        return stated
    if stated is None or (stated.title == "" and stated.name == branch.secretary):
        return Person(name=branch.secretary, title=rank.of(branch).post)
    return stated


def guides(township: Township, leaders: Iterable[Leader], *people: Field[str]) -> list[Leader]:
    """Return the leaders whom these people may be told to report to: none of them, nobody where one of them leads all.

    Who speaks to the whole township is not told in a branch to take his deputy's guidance.
    """
    first = {_name(meeting.speaker) for meeting in township.campaign.meetings} - {""}
    if any(isinstance(person, str) and person in first for person in people):
        return []
    return [leader for leader in leaders if leader.name not in people]


def _name(person: Field[Person | None]) -> Field[str]:
    return person.name if isinstance(person, Person) else ""


@frozen
class _FirstOf:
    line: FactLines
    cell: Callable[[str], Origin | None]

    def __call__(self, name: str) -> Origin | None:
        return self.line(name) or self.cell(name)
