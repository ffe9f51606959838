"""准备 (10–19): who is in charge of what, by when, and what a meeting needs on its table."""

from __future__ import annotations

from pipeline.stationery import forms, letterhead, speeches
from pipeline.stationery import paragraphs as p
from pipeline.stationery.forms import RegisterColumn, merged, mm, small, small_label
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE, PITCH, PORTRAIT
from pipeline.stationery.styles import SIZE_S4, Fonts

_PHASES = (2, 3, 4)  # that share the width of one sheet
_PHASES_WIDTH = 108  # mm
_CLOSING = 8  # ruled lines

# --- 10 成立领导小组和工作机构的通知 ------------------------------------------------------------------------------

_NAME = 8.5  # characters from the margin
_OFFICES = (("宽 > 6", 18), ("宽 > 4", 15.5), ("", 13))  # so far from it, by the longest name's characters
_BODIES = '机构们|map(attribute="机构")|unique'


def leading_group(fonts: Fonts) -> bytes:
    """Return 领导小组通知-全镇.docx."""
    return _leading_group(fonts, letter=False)


def leading_group_letter(fonts: Fonts) -> bytes:
    """Return 领导小组通知-全镇-信函.docx."""
    return _leading_group(fonts, letter=True)


def _leading_group(fonts: Fonts, *, letter: bool) -> bytes:
    return letterhead.issued(
        '(单位.名称 ~ "关于成立" ~ 活动.简称 ~ "领导小组的通知")|分行([单位.名称, 活动.简称])',
        p.line("Addressee", "{{ 单位.所属 }}："),
        p.body(
            "为加强对{{ 活动.名称 }}的组织领导，经{{ 单位.简略 }}研究，决定成立{{ 活动.简称 }}领导小组。现将有关事项通知如下。"
        ),
        *_bodies("联系领导", "职务"),
        p.signature("单位.名称", "发文.日期"),
        fonts=fonts,
        letter=letter,
    )


def branch_group(fonts: Fonts) -> bytes:
    """Return 领导小组通知-支部.docx."""
    return paper(
        p.title('{{ (支部.简称 ~ "关于成立" ~ 活动.简称 ~ "领导小组的通知")|分行([支部.简称, 活动.简称]) }}'),
        p.line("Addressee", "{% if 支部.只管支部 %}所属各党支部{% else %}全体党员{% endif %}："),
        p.body(
            "为加强对本{{ 支部.称谓 }}{{ 活动.名称 }}的组织领导，经"
            + forms.COMMITTEE
            + "研究，决定成立{{ 活动.简称 }}领导小组。现将有关事项通知如下。"
        ),
        *_bodies("党员们", "党内职务"),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )


def _bodies(people: str, office: str) -> tuple[str, ...]:
    """Return each body with its people in the sheet's order; whose office it lacks, `people` may tell, if one only."""
    own = f'同 = {people}|selectattr("姓名", "equalto", 行.姓名)|map(attribute="{office}")|list'
    role = "{% if 行.组内职务 != 前.务 %}{{ 行.组内职务|补位 }}：{% endif %}"
    said = "{{ 行.职务 or (同[0] if 同|length == 1 else '') }}"
    tab = w("r", w("tab"))

    def one(*, kept: bool, office: float) -> str:
        runs = (run(role), tab, run("{{ 行.姓名|补位 }}"), tab, run(said))
        stops = w("tabs", *(w("tab", val="left", pos=round(stop * PITCH)) for stop in (_NAME, office)))
        hung = p.hanging(office, office - 2)
        return p.paragraph(
            "Body", *runs, properties=(w("keepNext") if kept else "") + stops + hung + w("jc", val="left")
        )

    def ones(*, kept: bool) -> str:
        return p.choose(*((case, (one(kept=kept, office=office),)) for case, office in _OFFICES))

    return (
        p.let('宽 = 机构们|map(attribute="姓名")|map("length")|max'),
        p.each(
            f"名 in {_BODIES}",
            p.when("loop.length > 1", p.heading(1, '{{ loop.index|汉字 }}、{{ 名 or "领导小组" }}')),
            p.when('"办公室" in 名 and 单位.办公室', p.body("办公室设在{{ 单位.办公室 }}，负责日常工作。")),
            p.let("末 = loop.last"),
            p.let('前 = namespace(务="")'),
            p.each(
                "行 in 机构们 if 行.机构 == 名",
                p.let(own),
                p.choose(("末 and loop.last", (ones(kept=True),)), ("", (ones(kept=False),))),
                p.let("前.务 = 行.组内职务"),
            ),
        ),
    )


# --- 11 实施方案 --------------------------------------------------------------------------------------------------

_OPEN = 3  # ruled lines
_SCHEDULE = f"各{forms.ORGANISATION}进度安排一览表"


def programme(fonts: Fonts) -> bytes:
    """Return 实施方案-全镇.docx: the notice that issues it, and the programme on a new page."""
    return _programme(fonts, letter=False)


def programme_letter(fonts: Fonts) -> bytes:
    """Return 实施方案-全镇-信函.docx."""
    return _programme(fonts, letter=True)


def _programme(fonts: Fonts, *, letter: bool) -> bytes:
    name = '单位.全域 ~ 活动.名称 ~ "实施方案"'
    issuing = f'(单位.名称 ~ "关于印发《" ~ {name} ~ "》的通知")|分行([单位.名称, 活动.名称])'
    return letterhead.issued(
        issuing,
        p.line("Addressee", "{{ 单位.所属 }}："),
        p.body(f"现将《{{{{ {name} }}}}》印发给你们，请结合实际认真组织实施。"),
        p.enclosures(("联系点们", (_SCHEDULE, "领导干部联系点安排表")), ("", (_SCHEDULE,))),
        p.signature("单位.名称", "发文.日期"),
        p.line("DocTitle", f"{{{{ ({name})|分行([活动.名称]) }}}}", w("pageBreakBefore")),
        p.body(""),
        p.outline("活动.实施方案.前言"),
        _section("一", "总体要求", "活动", _open()),
        _section("二", "目标任务", "活动", _open()),
        _section("三", "范围对象", "活动", _range_of_township()),
        _section("四", "方法步骤", "活动", _steps("活动")),
        _section("五", "组织领导", "活动", _leadership()),
        _section("六", "工作要求", "活动", _open()),
        p.outline("活动.实施方案.其他"),
        fonts=fonts,
        letter=letter,
    )


def branch_programme(fonts: Fonts) -> bytes:
    """Return 实施方案-支部.docx: the branch's own text, else what the committee aims at; figures and dates its own."""
    return paper(
        p.title('{{ (支部.简称 ~ 活动.简称 ~ "实施方案")|分行([支部.简称, 活动.简称]) }}'),
        p.body(""),
        p.outline("支部.实施方案.前言"),
        *(
            _section(number, title, "支部", p.when(f"活动.实施方案.{title}", p.outline(f"活动.实施方案.{title}"),
                                                 otherwise=(_open(),)))
            for number, title in (("一", "总体要求"), ("二", "目标任务"))
        ),
        _section("三", "范围对象", "支部", p.body(
            f"本{{{{ 支部.称谓 }}}}党员{forms.people('支部.统计.党员总数')}名，应参加学习的{forms.people('支部.统计.应参学')}名。"
            f"{{% set 组 = namespace(数=0) %}}{{% if {_branch_counts(speeches.ANY_GROUP)} %}}其中，"
            f"{_branch_counts(speeches.groups())}。{{% endif %}}"
        )),
        _section("四", "方法步骤", "支部", _steps("支部")),
        _section("五", "组织领导", "支部", p.body(
            "{{ 支部.书记职务 }}{% if 支部.书记 %}{{ 支部.书记 }}同志{% endif %}是第一责任人，{{ 支部.称谓 }}委员按照分工抓好落实。"
            f"{{% if 支部.指导领导 %}}请联系领导{p.people('支部.指导领导', after_noun=True)}加强指导。{{% endif %}}"
        )),
        p.when("支部.实施方案.工作要求", p.heading(1, "六、工作要求"), p.outline("支部.实施方案.工作要求")),
        p.outline("支部.实施方案.其他"),
        p.unsealed("支部.名称", ""),
        fonts=fonts,
    )  # fmt: skip


def _section(number: str, title: str, owner: str, otherwise: str) -> str:
    """Return a section: as its author has written it, else its frame."""
    written = f"{owner}.实施方案.{title}"
    return p.heading(1, f"{number}、{title}") + p.when(written, p.outline(written), otherwise=(otherwise,))


def _open() -> str:
    """Return space for what nobody has written yet."""
    return p.ruled(_OPEN, PORTRAIT.measure)


def _branch_counts(words: str) -> str:
    return words.replace("统计.", "支部.统计.")


def _range_of_township() -> str:
    sorts = "{% for 类 in 统计.组织类型 %}{{ 类.名称 }}{{ 类.个数 }}个{% if not loop.last %}、{% endif %}{% endfor %}"
    return p.body(
        "{{ 单位.全域 }}{{ 统计.支部数 }}个党组织{% if 统计.组织类型|length > 1 %}（" + sorts + "）{% endif %}、"
        "{{ 统计.党员总数 }}名党员参加活动，应参加学习的{{ 统计.应参学 }}名。"
        f"{{% set 组 = namespace(数=0) %}}{{% if {speeches.ANY_GROUP} %}}其中，{speeches.groups()}。{{% endif %}}"
    )


def _steps(owner: str) -> str:
    """Return the unit's own phases."""
    number = "{% if loop.length > 1 %}（{{ loop.index|汉字 }}）{% endif %}"
    return p.when(
        f"{owner}.阶段",
        p.each(
            f"段 in {owner}.阶段",
            p.heading(2, f"{number}{{{{ 段.名称 }}}}{{% if 段.起止 %}}（{{{{ 段.起止 }}}}）{{% endif %}}"),
            p.when("段.环节", p.body('主要抓好{{ 段.环节|join("、") }}。'), otherwise=(_open(),)),
        ),
        otherwise=(_open(),),
    )


def _leadership() -> str:
    leader = '{% set 长 = 机构们|selectattr("组内职务", "equalto", "组长")|map(attribute="姓名")|unique|list %}'
    return p.body(
        "{{ 单位.简略 }}对活动负总责{% if 机构们 %}，成立{{ 活动.简称 }}领导小组"
        + leader
        + "{% if 长|length == 1 %}，由{{ 长[0] }}同志任组长{% endif %}{% endif %}。"
        "{% if 联系点们 %}领导干部分别联系{{ 单位.所属 }}，具体安排见附件2。{% endif %}"
        "{% if 督导组们 %}派出{{ 督导组们|length }}个督导组，对{{ 单位.所属 }}进行督促检查。{% endif %}"
        "{{ 单位.所属 }}书记是第一责任人。"
    )


# --- 12 各支部进度安排一览表 --------------------------------------------------------------------------------------


_ON_ONE_LINE = 3  # phases whose days stand on one line each


def schedule(fonts: Fonts) -> bytes:
    """Return 进度安排-横.docx: a row a branch, a column a phase, where two to four phases share the sheet."""
    return paper(
        *_schedule_head(),
        p.choose(*((f"活动.阶段|length == {count}", (_across(count),)) for count in _PHASES)),
        fonts=fonts,
        page=LANDSCAPE,
    )


def long_schedule(fonts: Fonts) -> bytes:
    """Return 进度安排-竖.docx: a row a phase, for any number of phases."""
    grid = mm(10, 37, 22, 28, 41, 18)
    titles = ("序号", forms.ORGANISATION, "书　记", "阶　段", "起　止", "集中学习\n（月）")
    before = (("{{ 号 }}", False), (forms.fitted("支.简称", 37), True), (forms.fitted("支.书记|补位", 22), False))
    phase = ("{{ 段.名称 }}", '{{ 段.起止.replace("至", "至\\n") }}')

    def row(first: bool, kept: bool) -> str:
        own = (merged(content, first=first, kept=kept) for content, _ in before)
        each = (small(content, kept=kept) for content in phase)
        return grid.row(*own, *each, merged("{{ 支.集中学习月数 }}", first=first, kept=kept), height=forms.ROW)

    alone = grid.row(*(small(content) for content, _ in before), *(small("") for _ in range(3)), height=forms.ROW)
    each = grid.each("段 in 支.阶段", forms.together(grid, "loop.first", "loop.last", row))
    rows = grid.each("支 in 支部们", grid.tag("set 号 = loop.index"), each, grid.when("not 支.阶段", alone))
    head = grid.row(*map(small_label, titles), height=forms.HEAD, head=True)
    return paper(*_schedule_head(), grid.table(head, rows), fonts=fonts)


def _schedule_head() -> tuple[str, ...]:
    return (
        forms.head(
            '活动.简称 ~ "各" ~ ("党支部" if 单位.所属 == "各党支部" else "党组织") ~ "进度安排一览表"',
            "[活动.简称]",
            "单位：{{ 单位.名称 }}",
        ),
    )


def _across(count: int) -> str:
    """Return the table for so many phases."""
    share = _PHASES_WIDTH / count
    narrow = '.replace("年", "年\\n")' if count > _ON_ONE_LINE else ""
    phases = (
        RegisterColumn(
            f"{{{{ 活动.阶段[{at}].名称 }}}}\n起　止",
            f'{{{{ 支.阶段[{at}].起止{narrow}.replace("至", "至\\n") }}}}',
            share,
        )
        for at in range(count)
    )
    columns = (
        RegisterColumn("序号", "{{ loop.index }}", 10),
        forms.organisations(36),
        forms.named(forms.SECRETARY, "支.书记|补位", 22),
        RegisterColumn("党员数", "{{ 支.统计.党员总数 }}", 14),
        *phases,
        RegisterColumn("集中学习\n（月）", "{{ 支.集中学习月数 }}", 21),
        RegisterColumn("备　注", "", 14),
    )
    return forms.register("支 in 支部们", *columns, row=forms.HEAD)


# --- 13 领导干部联系点安排表 --------------------------------------------------------------------------------------


def contacts(fonts: Fonts) -> bytes:
    """Return 联系点安排表.docx: a row for each leader with each of his branches, his own cells merged, on one page."""
    grid = mm(10, 22, 48, 50, 22, 16, 25, 32)
    titles = ("序号", "领导姓名", "职　务", "联系点", forms.SECRETARY, "党员数", "状　态", "联系电话")
    own = ("{{ 点.领序 }}", forms.fitted("点.领导|补位", 22), "{{ 点.职务 }}")
    branch = (forms.fitted("点.书记|补位", 22), "{{ 点.党员数 }}", "{{ 点.状态 }}")

    def row(first: bool, kept: bool) -> str:
        return grid.row(
            *(merged(content, first=first, kept=kept) for content in own),
            small(forms.fitted("点.支部", 50), left=True, kept=kept),
            *(small(content, kept=kept) for content in branch),
            merged("{{ 点.电话 }}", first=first, kept=kept),
            height=forms.HEAD,
        )

    rows = grid.each("点 in 联系点们", forms.together(grid, "点.首", "点.末", row))
    blank = grid.when("not 联系点们", forms.empty(grid, 8, forms.WRITTEN))
    return paper(
        forms.head('单位.全域 ~ "领导干部" ~ 活动.简称 ~ "联系点安排表"', "[活动.简称]", "单位：{{ 单位.名称 }}"),
        grid.table(grid.row(*map(small_label, titles), height=forms.HEAD, head=True), rows, blank),
        fonts=fonts,
        page=LANDSCAPE,
    )


# --- 14 联系点工作记录 --------------------------------------------------------------------------------------------


def contact_log(fonts: Fonts) -> bytes:
    """Return 联系点工作记录.docx: what a leader has done at one of his branches; and rows for what he does next."""
    whose = mm(22, 56, 22, 56)
    return paper(
        forms.head('"领导干部" ~ 活动.简称 ~ "联系点工作记录"', "[活动.简称]"),
        p.line("TableTitle", "", p.before_by(60)),
        whose.table(
            forms.facts(
                whose, ("联系领导", forms.fitted("点.领导", 56, SIZE_S4)), ("职　务", "{{ 点.职务 }}"), row=forms.HEAD
            ),
            forms.facts(
                whose,
                ("联系点", forms.fitted("点.支部", 56, SIZE_S4)),
                (forms.SECRETARY, forms.fitted("点.书记", 56, SIZE_S4)),
                row=forms.HEAD,
            ),
        ),
        p.line("TableTitle", "工作记录", p.before_by(120)),
        _visits(),
        fonts=fonts,
    )


_WHOSE = '联系点记录们|selectattr("领导", "equalto", 点.领导)|selectattr("党支部", "equalto", 点.支部)|list'
_AHEAD, _NEXT_VISITS = 8, 3  # rows for a hand: of a log that is not begun, and of one that is


def _visits() -> str:
    """Return what was done, and rows for what is done next: these stay with the last visit, no page holds them alone."""
    grid = mm(10, 30, 56, 38, 22)
    titles = ("序号", "日　期", "工作内容", "帮助解决的问题", "陪同人")
    visit = (
        "{{ loop.index }}",
        "{{ 记.日期 }}",
        "{{ 记.活动内容 }}",
        "{{ 记.解决问题 }}",
        forms.listed("记.陪同人", 22),
    )

    def row(*, kept: bool) -> str:
        cells = (small(content, left=at in (2, 3), kept=kept) for at, content in enumerate(visit))
        return grid.row(*cells, height=forms.WRITTEN)

    begun = forms.empty(grid, _NEXT_VISITS - 1, forms.height(16), kept=True) + forms.empty(grid, 1, forms.height(16))
    return p.let(f"访们 = {_WHOSE}") + grid.table(
        grid.row(*map(small_label, titles), height=forms.HEAD, head=True),
        grid.each("记 in 访们", grid.when("loop.last", row(kept=True), otherwise=(row(kept=False),))),
        grid.when("访们", begun, otherwise=(forms.empty(grid, _AHEAD, forms.height(16)),)),
    )


# --- 15 督导工作安排 ----------------------------------------------------------------------------------------------


def supervision(fonts: Fonts) -> bytes:
    """Return 督导工作安排.docx."""
    columns = (
        RegisterColumn("组　别", "{{ 组.组别 }}", 21),
        forms.named("组　长", "组.组长|补位", 22),
        RegisterColumn("成　员", forms.listed("组.成员", 35), 35, left=True),
        RegisterColumn(f"督导{forms.ORGANISATION}", '{{ 组.督导单位|join("、") }}', 51, left=True),
        RegisterColumn("联系电话", "{{ 组.电话 }}", 27),
    )
    return paper(
        forms.head('活动.简称 ~ "督导工作安排"', "[活动.简称]", "单位：{{ 单位.名称 }}"),
        forms.register("组 in 督导组们", *columns, row=forms.WRITTEN),
        fonts=fonts,
    )


# --- 16 主持词 ----------------------------------------------------------------------------------------------------


def hosting(fonts: Fonts) -> bytes:
    """Return 主持词.docx: the frame of who presides; what he sums up at the end is his own."""
    return paper(
        p.title('{{ (会议.名称 ~ "主持词")|分行([活动.名称]) }}'),
        speeches.speaker("会议", "主持人"),
        p.line("Addressee", "{{ 会议.称呼 }}："),
        p.body("现在开会。"),
        p.body(
            "经{{ 单位.简略 }}研究，今天召开{{ 会议.名称 }}，主要任务是对{{ 单位.全域 }}{{ 活动.名称 }}进行动员和部署。"
            '{% if 会议.参加人员 %}参加今天会议的有：{{ 会议.参加人员|join("，") }}。{% endif %}'
        ),
        p.when("会议.列席", p.body(f"列席今天会议的有：{p.people('会议.列席')}。")),
        p.when(
            "会议.议程|length > 1",
            p.body("今天的会议共有{{ 会议.议程|length|汉字 }}项议程。"),
            p.each("程 in 会议.议程", p.body('下面，进行第{{ loop.index|汉字 }}项：{{ 程.strip("。；;") }}。')),
            otherwise=(p.each("程 in 会议.议程", p.body('下面进行会议的议程：{{ 程.strip("。；;") }}。')),),
        ),
        p.body("会议议程进行完毕，下面作会议小结："),
        p.ruled(_CLOSING, PORTRAIT.measure),
        p.body("散会。"),
        fonts=fonts,
    )
