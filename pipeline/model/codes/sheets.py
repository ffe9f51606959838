"""Codes of sheets, headers and rows."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

SHEET_UNUSED = Code(
    "sheet.unused",
    _W,
    "没有使用这张工作表：{seen}",
    "用不到的不用管；要用的请照样表写表头（样表：页面“收件”的“领空白名册”，或 gongwen blank）",
)
SHEET_FOREIGN = Code(
    "sheet.foreign",
    _N,
    "像一份人员名单（{seen}），但{why}，没有当作党员花名册",
    "不是党员花名册就不用管，最好移走；是的话，请在标题或工作表名里写上“党员花名册”，并写明所在党支部",
    shown=True,
)
SHEET_OTHER = Code(
    "sheet.other",
    _N,
    "像一张{kind}（{seen}），现在用不到，没有读",
    "不用管；如果它是别的表，请照样表改表头",
    shown=True,
)
SHEET_FORM = Code(
    "sheet.form",
    _E,
    "这是一人一表的登记表（{seen}），读不了：要一人一行的花名册",
    "请把各人汇总成花名册（空表：页面“收件”的“领空白名册”，或 gongwen blank）再放入；不是本次活动的党员的，请移走",
    "数到党员的文件",
    hides=Hides.MEMBERS,
)
SHEET_AMBIGUOUS = Code(
    "sheet.ambiguous",
    _E,
    "这张表看不出是{kinds}，没有读",
    "请按样表改表头，只留一种表要用的列；都不是的请移走",
    "这张表的全部内容",
    hides=Hides.ROWS,
)
SHEET_GRADES = Code(
    "sheet.grades",
    _E,
    "{table}里的“{value}”不是这次活动的等次（{grades}）",
    "这次活动就是这样定等次的，请写明 活动.{group}.等次（表里是 {listed}）；不是的，请照活动的等次改表头",
    "这张表的全部内容",
    hides=Hides.ROWS,
)
SHEET_HIDDEN = Code(
    "sheet.hidden",
    _W,
    "隐藏的工作表没有使用（其中有 {rows} 行）",
    "如果要用它，请取消隐藏；不要的请删除",
    "",
)
SHEET_HIDDEN_ROWS = Code(
    "sheet.hidden-rows",
    _W,
    "有 {rows} 个隐藏行，照常读入",
    "请取消隐藏核对一遍；不该算的行请删除",
    "",
)
SHEET_NO_BRANCH = Code(
    "sheet.no-branch",
    _E,
    "有姓名，却没有“所在党支部”一列，{title}工作表名「{sheet}」和文件名也不是党支部",
    "请加一列“所在党支部”，或在标题里写全党支部名称（如 某某村党支部党员花名册），或把工作表名、文件名改成党支部名称；不是党员花名册的，请移出 inputs；改好以前，{waits}的列出、数到党员的文件先不出",
    "列出、数到党员的文件：全镇的，名称相近的支部的；看不出像哪个支部的，各支部的",
    hides=Hides.MEMBERS,
)
SHEET_PEOPLE = Code(
    "sheet.people",
    _N,
    "没有“{header}”一列，按「{words}」把这张表的人都读作{sort}",
    "不对的话，请加一列“{header}”逐人填写",
    "",
)
BRANCH_FROM_FILE = Code(
    "branch.from-file",
    _N,
    "没有写党支部，按文件名读作「{value}」的党员",
    "不对的话，请加一列“所在党支部”，或改文件名",
    "",
)
ROWS_BRANCH_ABOVE = Code(
    "rows.branch-above",
    _N,
    "{table}里每个党支部只写了一次，下面没有写的 {count} 行算作它的（第一处在这里）",
    "不对的话，请每一行都写上党支部",
    elsewhere=True,
)
ROWS_NO_BRANCH = Code(
    "rows.no-branch",
    _W,
    "{table}里有 {count} 行没有写党支部（第一处在这里），读作{whose}",
    "是上面那个支部的，请每一行都写上党支部，或把那几格合并；不是的不用改",
    elsewhere=True,
)
SHEET_ACROSS = Code(
    "sheet.across",
    _E,
    "这张{kind}是横着排的：表头竖着写在左边，一人（一条）占一列",
    "请选中整张表复制，用“选择性粘贴→转置”粘贴到新的工作表，让表头成为第一行，再把原来的表删去",
    "这张表的全部内容",
    hides=Hides.ROWS,
)
SHEET_CONTINUED = Code(
    "sheet.continued",
    _E,
    "这张表没有表头，列数和前面的{kind}一样，可能是它的下半截，没有读",
    "请把表头复制到这张表的第一行，或把它接到前面那张表的下面；不相干的请删去",
    "同这张表一样的表的全部内容",
    hides=Hides.ROWS,
)
SHEET_SIDE_BY_SIDE = Code(
    "sheet.side-by-side",
    _E,
    "这张{kind}的表头里“{header}”出现了几次，几组人并排在一张表里，看不出哪几列是一组",
    "请把右边的人移到左边的下面，一人一行，每个表头只写一次",
    "这张表的全部内容",
    hides=Hides.ROWS,
)
HEADER_DUPLICATE = Code(
    "header.duplicate",
    _E,
    "两列的表头都是「{header}」（{first} 列和 {second} 列）",
    "请删去一列，或改一个表头",
    "要用到这一列的文件",
    hides=Hides.CELL,
)
HEADER_MISSING = Code(
    "header.missing",
    _E,
    "这张{table}缺少必填的一列“{header}”",
    "请补上这一列{meant}",
    "这张表的全部内容",
    hides=Hides.ROWS,
)
ROW_NO_MEMBER = Code(
    "row.no-member",
    _N,
    "有 {count} 行不是中共党员（{counted}，第一处在这里），没有算作党员",
    "不用管；写错的请改正",
    elsewhere=True,
)
ROW_BARE = Code(
    "row.bare",
    _E,
    "这一行只写了「{value}」，别的栏都空着，看不出是不是{what}，没有算作{what}",
    "是的请把这一行填完整；不是的请删去这一行",
    "列出或数到这个支部党员的文件",
    hides=Hides.MEMBERS,
    returns=True,
    elsewhere=True,
)
ROW_SKIPPED = Code("row.skipped", _N, "这一行没有当作{table}的内容：{reason}", "如果它是一条记录，请把各列填完整", "")
