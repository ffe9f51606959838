"""Builds the workbooks of the sample campaign: python -m tests.samples.build_sample DIR. The same bytes every time.

Rosters as a real office has them: title rows, merged cells, two header rows, headers by other names, dates in several
spellings, padded names, totals, signatures at the foot. The YAML and the speeches beside them are written by hand.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.samples import records
from tests.samples.issues import ISSUES, LEADER_OF, LEADERS, OPINIONS
from tests.samples.people import BRANCHES, Branch, Member, members

_CREATED = dt.datetime(2026, 6, 20, tzinfo=dt.UTC)
_FACE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
Date = tuple[int, int, int]


def build() -> dict[str, bytes]:
    """Return every workbook by its file name."""
    people = members()
    return {
        "2026年吕寨镇党员花名册.xlsx": _book(lambda book: _township_roster(book, people)),
        "中心学校党员名册.xlsx": _book(lambda book: _school_roster(book, people)),
        "党支部名册.xlsx": _book(_branch_list),
        "领导干部联系点安排表.xlsx": _book(_leader_list),
        "问题清单.xlsx": _book(_issue_list),
        "征求意见汇总表.xlsx": _book(_opinion_list),
        "领导机构名单.xlsx": _book(_body_list),
        "督导组安排.xlsx": _book(_supervisor_list),
        "学习安排表.xlsx": _book(_session_list),
        "学习登记.xlsx": _book(lambda book: _attendance_lists(book, people)),
        "联系点工作记录.xlsx": _book(_visit_list),
    }


def _book(fill: Callable[[Any], None]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        fill(book)
    return buffer.getvalue()


class _Sheet:
    """A sheet being written, row by row."""

    def __init__(self, book: Any, name: str, widths: Sequence[int]) -> None:
        self.sheet = book.add_worksheet(name)
        self.title_look = book.add_format(_FACE | {"font_name": "黑体", "font_size": 18, "align": "center"})
        self.head = book.add_format(_FACE | {"bold": True, "align": "center", "border": 1})
        self.cell = book.add_format(_FACE | {"border": 1})
        self.middle = book.add_format(_FACE | {"border": 1, "align": "center"})
        self.day = book.add_format(_FACE | {"border": 1, "num_format": "yyyy-mm-dd"})
        self.month = book.add_format(_FACE | {"border": 1, "num_format": 'yyyy"年"m"月"'})
        self.plain = book.add_format(_FACE | {"text_wrap": False})
        self.width = len(widths)
        self.row = 0
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)

    def title(self, text: str, *below: str) -> None:
        """Write a merged title, and what stands below it."""
        self.sheet.merge_range(self.row, 0, self.row, self.width - 1, text, self.title_look)
        self.sheet.set_row(self.row, 32)
        self.row += 1
        if below:
            for index, words in enumerate(below):
                self.sheet.write_string(self.row, index * 5, words, self.plain)
            self.row += 1

    def headers(self, words: Sequence[str]) -> None:
        """Write one header row."""
        self.line(words, self.head)

    def line(self, values: Sequence[object], look: Any = None) -> None:
        """Write one row: text as text, dates as dates."""
        for index, value in enumerate(values):
            self.put(index, value, look)
        self.row += 1

    def put(self, index: int, value: object, look: Any = None) -> None:
        """Write one cell of the current row."""
        if isinstance(value, dt.date):
            self.sheet.write_datetime(
                self.row, index, dt.datetime(value.year, value.month, value.day), look or self.day
            )
        elif isinstance(value, int):
            self.sheet.write_number(self.row, index, value, look or self.middle)
        elif value:
            self.sheet.write_string(self.row, index, str(value), look or self.cell)
        else:
            self.sheet.write_blank(self.row, index, None, look or self.cell)

    def foot(self, *words: str) -> None:
        """Write the signatures."""
        for index, text in enumerate(words):
            self.sheet.write_string(self.row, index * 4, text, self.plain)
        self.row += 1


def _real(day: Date) -> object:
    return dt.date(*day)


def _dotted(day: Date) -> object:
    return f"{day[0]}.{day[1]:02d}"


def _written(day: Date) -> object:
    return f"{day[0]}年{day[1]}月"


def _dashed(day: Date) -> object:
    return f"{day[0]}-{day[1]:02d}-{day[2]:02d}"


_VILLAGE_HEADERS = (
    "序号", "党支部", "姓  名", "性别", "民族", "出生年月", "文化程度", "人员类别", "入党时间", "转正时间", "身份证号码",
    "从事工作", "手机", "家庭住址", "是否流动", "外出流向", "健康状况", "党员分类", "党籍状态", "是否失联", "党内职务", "备注",
)  # fmt: skip


def _township_roster(book: Any, people: Sequence[Member]) -> None:
    villages = [branch for branch in BRANCHES if branch.kind == "村"]
    sheet = _Sheet(book, "农村支部", (6, 10, 10, 6, 6, 12, 9, 10, 12, 12, 21, 18, 14, 14, 8, 16, 10, 10, 10, 8, 12, 14))
    sheet.title("吕寨镇党员花名册", "填报单位：镇党委组织办公室", "填报日期：2026年6月20日")
    sheet.headers(_VILLAGE_HEADERS)
    spellings = dict(zip(villages, (_real, _dotted, _written, _dashed), strict=True))
    count = 0
    for branch in villages:
        own = [member for member in people if member.branch is branch]
        first = sheet.row
        for member in own:
            count += 1
            sheet.line(_village_row(count, member, spellings[branch]))
        sheet.sheet.merge_range(first, 1, sheet.row - 1, 1, branch.short, sheet.middle)
    sheet.line(["合计", "", f"{count}人"])
    sheet.foot("填表人：何秀芝", "审核人：苏建平")
    _town_sheet(book, people)
    _community_sheet(book, people)


def _village_row(number: int, member: Member, spelt: Callable[[Date], object]) -> list[object]:
    name = f"{member.name[0]}　{member.name[1]}" if len(member.name) == 2 else member.name
    return [
        number, "", name, member.sex, "汉族", spelt(member.birth), member.education, member.status, spelt(member.joined),
        spelt(member.confirmed) if member.confirmed else "", member.id_number, member.post, member.phone, member.address,
        "是" if member.destination else "", member.destination, member.health, member.categories, member.standing,
        member.lost, member.party_post, member.note,
    ]  # fmt: skip


def _town_sheet(book: Any, people: Sequence[Member]) -> None:
    """Two header rows: 联系方式 over 手机 and 固话, 时间 over 入党 and 转正; the branch on every row."""
    sheet = _Sheet(
        book, "机关企事业支部", (6, 20, 10, 6, 12, 12, 10, 10, 12, 12, 22, 18, 14, 14, 14, 8, 16, 10, 10, 12)
    )
    sheet.title("吕寨镇机关企事业单位党员名册", "填报单位：镇党委组织办公室", "填报日期：2026年6月20日")
    single = ("序号", "所在党支部", "姓名", "性别", "出生日期", "学历", "党员类别", "党员分类")
    rest = ("公民身份号码", "工作单位及职务", "家庭住址", "党籍状态", "是否流动党员", "去向", "身体状况", "备注")
    upper = [*single, "入党时间", "转正时间", *rest[:2], "联系方式", "", *rest[2:]]
    for index, header in enumerate(upper):
        if header == "联系方式":
            sheet.sheet.merge_range(sheet.row, index, sheet.row, index + 1, header, sheet.head)
            sheet.sheet.write_string(sheet.row + 1, index, "手机", sheet.head)
            sheet.sheet.write_string(sheet.row + 1, index + 1, "固话", sheet.head)
        elif header:
            sheet.sheet.merge_range(sheet.row, index, sheet.row + 1, index, header, sheet.head)
    sheet.row += 2
    shown = [b for b in BRANCHES if b.kind in {"镇直机关", "事业单位", "企业", "两新组织"}]
    own = [member for branch in shown for member in people if member.branch is branch]
    for number, member in enumerate(own, 1):
        sheet.line([
            number, member.branch.short, member.name, member.sex, _real(member.birth), member.education, member.status,
            member.categories, _written(member.joined), _written(member.confirmed) if member.confirmed else "",
            member.id_number, member.post, member.phone, "0000-0000000" if number % 5 == 0 else "", member.address,
            member.standing, "是" if member.destination else "否", member.destination, member.health, member.note,
        ])  # fmt: skip
    sheet.line(["合计", "", f"共{len(own)}人"])


def _community_sheet(book: Any, people: Sequence[Member]) -> None:
    """One branch a sheet: its name is the branch, there is no column for it."""
    sheet = _Sheet(book, "和平社区党支部", (6, 10, 6, 14, 10, 12, 14, 14, 22, 16, 14, 8, 14, 10, 10, 12))
    sheet.title("党员花名册")
    sheet.headers((
        "序号", "姓名", "性别", "出生年月", "文化程度", "人员类别", "入党年月", "转正年月", "身份证", "职业", "联系电话",
        "流动", "外出流向", "健康状况", "党内职务", "说明",
    ))  # fmt: skip
    own = [member for member in people if member.branch.kind == "社区"]
    for number, member in enumerate(own, 1):
        sheet.line([
            number, member.name, member.sex, _dotted(member.birth), member.education, member.status, _dotted(member.joined),
            _dotted(member.confirmed) if member.confirmed else "", member.id_number, member.post, member.phone,
            "√" if member.destination else "", member.destination, member.health, member.party_post, member.note,
        ])  # fmt: skip
    sheet.foot(f"总计：{len(own)}人")


def _school_roster(book: Any, people: Sequence[Member]) -> None:
    """One branch sent its own file, with its own headers; real date cells that show the month."""
    sheet = _Sheet(book, "Sheet1", (6, 12, 20, 6, 8, 12, 10, 10, 22, 12, 12, 18, 14, 10, 10))
    sheet.title("中心学校党支部党员名册", "填报单位：中心学校党支部")
    sheet.headers((
        "编号", "党员姓名", "所属党支部", "性别", "民族", "出生时间", "最高学历", "党员类型", "公民身份证号", "入党日期",
        "转正日期", "职务（岗位）", "手机号", "健康情况", "党内任职",
    ))  # fmt: skip
    own = [member for member in people if member.branch.kind == "学校"]
    for number, member in enumerate(own, 1):
        sheet.put(5, _real(member.birth), sheet.month)
        sheet.put(9, _real(member.joined), sheet.month)
        sheet.put(10, _real(member.confirmed) if member.confirmed else "", sheet.month)
        for index, value in (
            (0, number), (1, member.name), (2, member.branch.short), (3, member.sex), (4, "汉"), (6, member.education),
            (7, member.status), (8, member.id_number), (11, member.post), (12, member.phone), (13, member.health),
            (14, member.party_post),
        ):  # fmt: skip
            sheet.put(index, value)
        sheet.row += 1
    sheet.line(["", "合计", "", len(own)])


def _branch_list(book: Any) -> None:
    sheet = _Sheet(book, "党支部", (6, 36, 18, 10, 10, 14, 22, 12, 14, 20))
    sheet.title("吕寨镇党支部基本情况一览表")
    sheet.headers(
        ("序号", "党组织名称", "简称", "党支部书记", "联系人", "手机", "电子邮箱", "类别", "组织类别", "状态")
    )
    for number, branch in enumerate(BRANCHES, 1):
        contact = branch.officers[1]
        address = f"zb{number:02d}@example.cn"
        sheet.line([
            number, branch.full, branch.short, branch.officers[0], contact, f"138000090{number:02d}", address, branch.kind, branch.sort,
            branch.state,
        ])  # fmt: skip


def _leader_list(book: Any) -> None:
    sheet = _Sheet(book, "联系点", (6, 12, 24, 34, 16))
    sheet.title("镇领导干部先进性教育活动联系点安排表")
    sheet.headers(("序号", "领导姓名", "职务", "联系点（党支部）", "联系电话"))
    for number, (name, office, branches, phone) in enumerate(LEADERS, 1):
        sheet.line([number, name, office, branches, phone])


def _issue_list(book: Any) -> None:
    sheet = _Sheet(book, "问题清单", (6, 16, 12, 34, 12, 26, 44, 10, 10, 16, 14, 10))
    sheet.title("吕寨镇各党支部突出问题清单")
    sheet.headers((
        "序号", "支部名称", "问题类别", "存在的问题", "问题来源", "整改目标", "整改措施", "责任领导", "责任人", "完成时限",
        "进展情况", "完成情况",
    ))  # fmt: skip
    number = 0
    for branch in BRANCHES:
        first = sheet.row
        for index, (kind, text, source, goal, measures, due, progress, done) in enumerate(ISSUES[branch.short]):
            number += 1
            sheet.line([
                number, "", kind, text, source, goal, _measures(measures, index), LEADER_OF[branch.short],
                _person(branch, index), _due(due), progress, done,
            ])  # fmt: skip
        sheet.sheet.merge_range(first, 1, sheet.row - 1, 1, branch.short, sheet.middle)


def _measures(text: str, index: int) -> str:
    """Return the measures as offices write them: now with ；, now one a line with numbers."""
    if index % 2:
        return text
    return "\n".join(f"{number}.{measure}" for number, measure in enumerate(text.split("；"), 1))


def _person(branch: Branch, index: int) -> str:
    """Return who sees to it: the secretary, unless it is somebody else's field."""
    return branch.officers[0] if index % 3 != 2 else branch.officers[-1]


def _due(text: str) -> object:
    """Return a deadline; those written with dashes are real date cells."""
    return dt.date.fromisoformat(text) if text[4:5] == "-" else text


def _opinion_list(book: Any) -> None:
    sheet = _Sheet(book, "汇总", (6, 46, 18, 20, 12, 12, 14))
    sheet.title("征求意见汇总表")
    sheet.headers(("序号", "意见建议内容", "党支部", "涉及党员", "反映对象", "来源方式", "意见类别"))
    for number, (text, branch, member, target, channel, kind) in enumerate(OPINIONS, 1):
        sheet.line([number, text, branch, member, target, channel, kind])


def _body_list(book: Any) -> None:
    sheet = _Sheet(book, "名单", (6, 18, 12, 12, 10, 26))
    sheet.title("先进性教育活动领导小组和工作机构名单")
    sheet.headers(("序号", "党支部", "机构", "组内职务", "姓名", "单位及职务"))
    for number, row in enumerate(records.bodies(), 1):
        sheet.line([number, *row])


def _supervisor_list(book: Any) -> None:
    sheet = _Sheet(book, "督导组", (14, 10, 20, 46, 16))
    sheet.title("先进性教育活动督导组安排")
    sheet.headers(("组别", "组长", "成员", "督导党支部", "联系电话"))
    for row in records.SUPERVISORS:
        sheet.line(row)


def _session_list(book: Any) -> None:
    sheet = _Sheet(book, "学习安排", (18, 14, 32, 12, 8, 12, 16))
    sheet.title("集中学习安排表", "党支部空着的，各支部都学")
    sheet.headers(("党支部", "学习时间", "学习内容", "形式", "学时", "主讲人", "地点"))
    for branch, day, *rest in records.sessions():
        sheet.line([branch, dt.date.fromisoformat(str(day)), *rest])


def _attendance_lists(book: Any, people: Sequence[Member]) -> None:
    """One branch a sheet, as branches send it: a day a column."""
    for branch in BRANCHES:
        days = [dt.date.fromisoformat(day) for day in records.days_of(branch)]
        sheet = _Sheet(book, branch.short, (6, 16, *[8] * len(days), 12, 12))
        sheet.title("学习考勤和心得登记表", f"填报单位：{branch.short}")
        marked = [f"{day.month}月{day.day}日" for day in days]
        sheet.headers(("序号", "姓名", *marked, "读书笔记（字数）", "心得体会（篇）"))
        for number, row in enumerate(records.attendance(branch, list(people)), 1):
            sheet.line([number, *row])


def _visit_list(book: Any) -> None:
    sheet = _Sheet(book, "记录", (10, 18, 14, 36, 26, 10))
    sheet.title("领导干部联系点工作记录")
    sheet.headers(("领导姓名", "联系点", "活动日期", "活动内容", "解决的问题", "陪同人"))
    for leader, branch, day, *rest in records.visits():
        sheet.line([leader, branch, dt.date.fromisoformat(str(day)), *rest])


def main() -> None:
    """Write the workbooks into the folder named on the command line."""
    folder = Path(sys.argv[1])
    for name, data in build().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
