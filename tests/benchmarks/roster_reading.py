"""How long a roster takes from file to validated members, as a ratio to what calamine alone needs. One run, one machine.

python -m tests.benchmarks.roster_reading [ROWS]
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import python_calamine
import xlsxwriter

from pipeline import confine, inbox

_IDS = 1000  # rows with an ID number: invented ones of sequence 000 repeat beyond
T = TypeVar("T")
HEADERS = (
    "序号|姓名|所在党支部|性别|民族|身份证号|出生日期|学历|人员类别|党员分类|入党时间|转正时间|工作岗位|联系电话|家庭住址|党籍状态|"
    "是否失联|是否流动|外出流向|备注"
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "建国志强海涛永福德林文斌少华金山长玉柱保田双喜立新春生向东卫民学军兴旺根大勇明亮小龙树森占奎"


def a_roster(rows: int) -> bytes:
    """Return a workbook of `rows` members and 20 columns."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("在册党员")
        for column, header in enumerate(HEADERS.split("|")):
            sheet.write_string(0, column, header)
        for row in range(1, rows + 1):
            sheet.write_number(row, 0, row)
            for column, cell in enumerate(cells(row), 1):
                if cell:
                    sheet.write_string(row, column, cell)
    return buffer.getvalue()


def cells(row: int, a_branch: int = 40) -> tuple[str, ...]:
    """Return a made-up member's cells, the serial number left out; `a_branch`: members a branch."""
    given = f"{_GIVEN[row // 40 % len(_GIVEN)]}{_GIVEN[row // 2000 % len(_GIVEN)]}"
    year = 1940 + row % 30
    return (
        f"{_SURNAMES[row % len(_SURNAMES)]}{given}", f"{(row - 1) // a_branch}号村党支部", "女" if row % 2 else "男", "汉族",
        _id(year, row) if row % 2 and row < _IDS else "", f"{year}.{1 + row % 9:02d}", "高中", "正式党员", "",
        f"{1990 + row % 20}年{1 + row % 12}月", f"{1991 + row % 20}-07-01", "务农", f"138{row % 100_000_000:08d}",
        f"{row % 9}组", "正常", "否", "是" if row % 20 == 0 else "否", "外省" if row % 20 == 0 else "", "",
    )  # fmt: skip


def _id(year: int, row: int) -> str:
    digits = f"110101{year}{1 + row % 9:02d}{1 + row % 28:02d}000"
    return digits + "10X98765432"[sum(int(d) * 2 ** (17 - n) for n, d in enumerate(digits)) % 11]


def timed(what: Callable[[], T]) -> tuple[float, T]:
    """Return seconds and result."""
    begun = time.perf_counter()
    result = what()
    return time.perf_counter() - begun, result


def main() -> None:
    """Print seconds, ratio and peak memory."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    data = a_roster(rows)
    alone, _ = timed(
        lambda: python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    whole, read = timed(lambda: inbox.workbook_rows(data, "花名册.xlsx"))
    assert len(read.value.members) == rows
    confine.shared().close()
    peak, child = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{rows} rows x 20 columns, {len(data) // 1_000_000} MB")
    print(f"calamine alone {alone:.2f} s; file to validated members {whole:.2f} s; ratio {whole / alone:.2f}")
    print(f"peak memory: parent {peak} MB, helper {child} MB; problems: {len(read.problems)}")


if __name__ == "__main__":
    main()
