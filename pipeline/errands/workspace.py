"""A new workspace, blank rosters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import disk, register
from pipeline.contract import sheets_of
from pipeline.errands import factsform
from pipeline.model.declared import BUILT_IN, Belongs, CellType, DeclaredSheet, Ownerless, SheetColumn
from pipeline.model.errors import UsageError

SAMPLE = "示例-先进性教育"
_NEW = "新活动"
_HANDBOOK = "手册.pdf"
_SHOWN = {
    CellType.WHOLE: "12",
    CellType.NUMBER: "1.5",
    CellType.DATE: "2026年9月3日",
    CellType.PERSON: "王某某",
    CellType.MEMBER: "张某某",
    CellType.BRANCH: "吕寨村党支部",
    CellType.PHONE: "13800000000",
    CellType.YES_NO: "是",
}
"""What a declared column holds where sheets.yaml gives no example."""

CAMPAIGN = """\
# 活动.yaml：把这次活动的事实填在冒号后面，存盘即可。★ 必须填；☆ 写了这一段就必须填；其余不填就空着，不用删。
# 写法：每行“键: 内容”，行首的空格不要动；几项写成 [甲, 乙]；# 后面是说明，不起作用。
# 日期写成 2026-07-01 或 2026年7月1日。
活动:
  名称:            # ★ 如 保持共产党员先进性教育活动
  简称:            # ★ 如 先进性教育活动
  主题:
  开始:            # ★ 如 2026-07-01
  结束:            # ★ 如 2026-12-31
  集中学习不少于:  # 如 3个月
  上级文件:        # 如 《关于开展…活动的通知》
  阶段:            # 一个阶段一行：去掉下面行首的 #，改成自己的
#    - {名称: 学习动员, 开始: 2026-07-01, 结束: 2026-08-31, 环节: [动员大会, 集中学习]}
#    - {名称: 分析评议, 开始: 2026-09-01, 结束: 2026-10-20}
#    - {名称: 整改提高, 开始: 2026-10-21, 结束: 2026-12-31}
单位:
  名称:            # ★ 如 中共吕寨镇委员会
  简称:            # 如 吕寨镇党委
  全域:            # 如 全镇、全乡、全街道；空着就按单位的名称写
  发文代字:        # 如 吕委
  办公室:          # 如 镇党委组织办公室
  联系人:
  电话:
会议:              # 全镇的动员大会；没有会，这一段就都空着
  名称:            # ☆ 如 全镇保持共产党员先进性教育活动动员大会
  时间:            # ☆ 如 2026-07-06 09:00
  地点:            # ☆ 如 镇政府三楼会议室
  主持人:          # 如 某某（镇党委副书记）
  讲话人:          # 如 某某（镇党委书记）；不写讲话人，就不出全镇的动员讲话
  参加人员:        # 如 [各村党支部书记, 镇机关全体党员]
  议程:            # 如 [传达上级会议精神, 动员讲话]
  要求:            # 如 [提前十分钟到会, 手机静音]
  回执截止:        # 如 2026-07-03
  讲话稿:          # 和这个文件放在一起的文件名，如 讲话提纲.docx；程序给它加上开头和结尾
  讲话全文:        # 整篇已经写好的讲话的文件名：只排版，不加别的话；和 讲话稿 只写一个
发文:
  字号:            # 如 吕委〔2026〕12号
  日期:            # 如 2026-07-02
支部安排:          # 哪个支部有自己的安排就写哪个：去掉下面行首的 #，改成自己的
#  吕寨村党支部:
#    会议: {时间: 2026-07-10 15:00, 地点: 村党群服务中心, 讲话人: 某某}
#    讲话稿: 吕寨村讲话.docx        # 或者 讲话全文；都没有的，动员讲话只有框架，等人补写
#    名额: 3
#    参会人员: [某某, 某某]
"""


def shipped(name: str) -> Path:
    """Return a folder that comes with the program: from the installed package, else from the checkout."""
    here = Path(__file__).parent.parent
    installed = here / "shipped" / name
    if installed.is_dir():
        return installed
    return here.parent / ("templates" if name == "templates" else f"inputs/{SAMPLE}")


def handbook() -> Path:
    """Return the handbook that can be printed, which comes with the program."""
    here = Path(__file__).parent.parent
    installed = here / "shipped" / _HANDBOOK
    return installed if installed.is_file() else here.parent / "docs" / _HANDBOOK


def init(folder: Path, *, sample: bool) -> list[Path]:
    """Make a workspace, never over a file that is there; return what was written. Raises UsageError, DiskError."""
    if folder.is_file():
        raise UsageError(f"{folder} 是一个文件，请换一个文件夹名")
    written = _copied(shipped("templates"), folder / "templates")
    if sample:
        written += _copied(shipped("sample"), folder / "inputs" / SAMPLE)
    fresh = folder / "inputs" / _NEW
    if not fresh.exists():
        written += _written({"活动.yaml": CAMPAIGN.encode("utf-8-sig")}, fresh) + blank(fresh, _base(folder))
    (folder / "outputs").mkdir(parents=True, exist_ok=True)
    return written


def _base(workspace: Path) -> list[DeclaredSheet]:
    """Return the sheets that every campaign needs."""
    return [sheet for sheet in sheets_of(workspace).value if sheet.name in BUILT_IN]


def blank(folder: Path, sheets: Sequence[DeclaredSheet]) -> list[Path]:
    """Write 活动.xlsx and a blank form of each of the `sheets` into `folder`, over no file. Raises DiskError."""
    files = {f"{sheet.name}.xlsx": filled(sheet) for sheet in sheets}
    return _written({"活动.xlsx": factsform.blank(CAMPAIGN)} | files, folder)


def filled(sheet: DeclaredSheet, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return the form of a sheet with `rows` in it: each its cells by their headers, other headers behind ours."""
    columns = [column for column in sheet.columns if column.asked]
    names = [column.name for column in columns]
    more = dict.fromkeys(name for row in rows for name in row if name not in names)
    must = {column.name for column in columns if column.required} | set(sheet.needs)
    must |= {sheet.owner} if sheet.belongs is Belongs.BRANCH and sheet.ownerless is Ownerless.FAULT else set()
    return register.blank_workbook(
        sheet.name,
        [*names, *more],
        sorted(must),
        {column.name: offered for column in columns if (offered := _offered(column))},
        {column.name: column.example or _SHOWN.get(column.cell, "") for column in columns},
        {column.name: column.note for column in columns if column.note},
        rows,
    )


def _offered(column: SheetColumn) -> list[str]:
    """Return what a drop-down proposes."""
    if column.cell is CellType.YES_NO:
        return ["是", "否"]
    return list(column.offers) or list(dict.fromkeys(kept for _, kept in column.choices))


def _copied(source: Path, target: Path) -> list[Path]:
    files = {
        path.relative_to(source).as_posix(): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()
    }
    return _written(files, target)


def _written(files: dict[str, bytes], folder: Path) -> list[Path]:
    written = []
    for name, data in files.items():
        path = folder / name
        if not path.exists():
            disk.write(path, data)
            written.append(path)
    return written
