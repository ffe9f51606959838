"""A new workspace, blank rosters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import disk, register
from pipeline.inbox import kinds
from pipeline.model.declared import Cell, DeclaredSheet
from pipeline.model.errors import UsageError

SAMPLE = "示例-先进性教育"
_NEW = "新活动"
_REQUIRED = {
    kinds.ROSTER: ("姓名", "所在党支部"),
    kinds.BRANCHES: ("名称",),
    kinds.LEADERS: ("姓名", "联系点"),
    kinds.ISSUES: ("党支部", "具体问题"),
    kinds.OPINIONS: ("意见内容",),
}
_CHOICES = {
    "性别": ("男", "女"),
    "人员类别": ("正式党员", "预备党员"),
    "党籍状态": ("正常", "停止党籍"),
    "是否失联": ("是", "否"),
    "是否流动": ("是", "否"),
    "党员分类": ("流动", "离退休", "年老体弱", "一线", "两新"),
    "完成情况": ("未启动", "整改中", "已完成", "长期坚持"),
    "问题来源": ("征求意见", "自查", "谈心", "组织生活会", "督导", "上级反馈"),
}
_EXAMPLES = {
    "姓名": "张某某", "所在党支部": "吕寨村党支部", "性别": "男", "民族": "汉族",
    "出生日期": "1975年3月12日", "学历": "高中",
    "人员类别": "正式党员", "党员分类": "流动", "入党时间": "1998年7月", "转正时间": "1999年7月", "工作岗位": "务农",
    "联系电话": "13800000000", "家庭住址": "吕寨村3组", "党籍状态": "正常", "是否失联": "否", "是否流动": "是",
    "外出流向": "广东省东莞市", "党内职务": "组织委员", "健康状况": "良好", "名称": "中共吕寨镇吕寨村支部委员会",
    "简称": "吕寨村党支部", "书记": "张某某", "联系人": "李某某", "邮箱": "lz@example.cn", "类别": "村",
    "组织类别": "党支部", "职务": "镇党委副书记", "联系点": "吕寨村党支部、东街村党支部", "电话": "13800000000",
    "党支部": "吕寨村党支部", "具体问题": "村务公开不及时", "问题类别": "作风建设", "问题来源": "征求意见",
    "整改目标": "每季度公开一次", "整改措施": "修订公开办法；设置公开栏", "牵头领导": "王某某", "责任人": "张某某",
    "整改时限": "2026年11月30日", "完成情况": "整改中", "意见内容": "希望多到户走访", "党员": "张某某",
    "反映对象": "党员个人", "来源方式": "座谈会",
}  # fmt: skip
_NOTES = {
    "所在党支部": "写全称或简称，要与党支部名册一致；每一行都填",
    "身份证号": "本列已设为文本，直接填 18 位；末位 X 用大写",
    "出生日期": "写成 1975年3月12日 或 1975-03-12；只知道月份的写 1975年3月，不要写 1975.1",
    "入党时间": "写成 1998年7月1日 或 1998年7月，不要写 1998.1",
    "转正时间": "预备党员空着",
    "人员类别": "只填 正式党员 或 预备党员",
    "党员分类": "可写几个，用顿号隔开：流动、离退休、年老体弱、一线、两新；写了就以此为准",
    "党籍状态": "空着就是正常",
    "联系点": "联系几个支部就写几个，用顿号隔开",
    "整改措施": "几条措施用分号隔开，或一条一行",
    "整改时限": "写日期，或 立行立改、长期坚持",
    "党员": "意见点到名的党员；同名的在后面写出生年月，如 张某某（1975年3月）",
}

_SHOWN = {
    Cell.WHOLE: "12", Cell.NUMBER: "1.5", Cell.DATE: "2026年9月3日", Cell.PERSON: "王某某", Cell.MEMBER: "张某某",
    Cell.BRANCH: "吕寨村党支部", Cell.PHONE: "13800000000", Cell.YES_NO: "是",
}  # fmt: skip
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


def init(folder: Path, *, sample: bool) -> list[Path]:
    """Make a workspace, never over a file that is there; return what was written. Raises UsageError, DiskError."""
    if folder.is_file():
        raise UsageError(f"{folder} 是一个文件，请换一个文件夹名")
    written = _copied(shipped("templates"), folder / "templates")
    if sample:
        written += _copied(shipped("sample"), folder / "inputs" / SAMPLE)
    fresh = folder / "inputs" / _NEW
    if not fresh.exists():
        written += _written({"活动.yaml": CAMPAIGN.encode("utf-8-sig")}, fresh) + blank(fresh)
    (folder / "outputs").mkdir(parents=True, exist_ok=True)
    return written


def blank(folder: Path, sheets: Sequence[DeclaredSheet] = ()) -> list[Path]:
    """Write blank rosters, and the declared `sheets`, into `folder`; no file is written over. Raises DiskError."""
    files = {f"{kind.name}.xlsx": filled(kind) for kind in kinds.USED}
    return _written(files | {f"{sheet.name}.xlsx": _declared(sheet) for sheet in sheets}, folder)


def filled(kind: kinds.Kind, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return the form of a sheet with `rows` in it: each its cells by their headers, other headers behind ours."""
    asked = [spellings[0] for spellings in kind.columns if spellings[0] not in kind.unasked]
    more = dict.fromkeys(name for row in rows for name in row if name not in asked)
    columns = [*asked, *more]
    return register.blank(kind.name, columns, _REQUIRED[kind.name], _CHOICES, _EXAMPLES, _NOTES, rows)


def _declared(sheet: DeclaredSheet) -> bytes:
    """Return the blank form of a declared sheet."""
    columns = [column.name for column in sheet.columns]
    required = {column.name for column in sheet.columns if column.required} | set(sheet.needs)
    choices = {column.name: list(dict.fromkeys(kept for _, kept in column.choices)) for column in sheet.columns}
    choices |= {column.name: ["是", "否"] for column in sheet.columns if column.cell is Cell.YES_NO}
    examples = {column.name: column.example or _SHOWN.get(column.cell, "") for column in sheet.columns}
    given = {name: words for name, words in choices.items() if words}
    return register.blank(sheet.name, columns, sorted(required), given, examples, {})


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
