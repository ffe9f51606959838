"""Codes of single cells."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

CELL_REQUIRED = Code(
    "cell.required", _E, "“{header}”没有填", "请填上，或删去这一行", "要用到这一格的文件", hides=Hides.CELL
)
CELL_NUMBER = Code(
    "cell.number", _E, "“{value}”不是{what}", "请只写数字，不写单位和“约”“多”", "要用到这一格的文件", hides=Hides.CELL
)
CELL_CHOICE = Code(
    "cell.choice", _E, "“{value}”不在可以填的里面：{choices}", "请从中选一个填", "要用到这一格的文件", hides=Hides.CELL
)
CELL_DATE = Code(
    "cell.date",
    _E,
    "“{value}”不是日期",
    "请写成 2005年7月1日 或 2005-07-01，只知道月份的写 2005年7月",
    "印出这一格的文件",
    hides=Hides.CELL,
)
CELL_DATE_AMBIGUOUS = Code(
    "cell.date-ambiguous",
    _E,
    "数字 {value} 看不出是 1 月还是 10 月",
    "请写成 {year}年1月 或 {year}年10月",
    "印出这一格的文件",
    hides=Hides.CELL,
)
CELL_DATE_TWO_DIGIT_YEAR = Code(
    "cell.date-two-digit-year",
    _E,
    "“{value}”的年份只有两位，看不出是哪一年",
    "请把年份写成四位",
    "印出这一格的文件",
    hides=Hides.CELL,
)
CELL_DATE_FUTURE = Code("cell.date-future", _W, "“{value}”晚于活动结束", "请核对年份", "", returns=True)
CELL_DATE_PAST = Code(
    "cell.date-past",
    _W,
    "“{value}”太早，{why}",
    "请核对年份；Excel 会把日期格式的格子里写的“2005.1”当成 1905 年的一天，只写年月的，先把这一列的格式设为“文本”",
    "",
    returns=True,
)
CELL_ID = Code(
    "cell.id",
    _E,
    "“{value}”不是身份证号：{reason}",
    "请对照身份证重新填写，列格式设为“文本”",
    "印出身份证号的文件",
    hides=Hides.CELL,
)
CELL_ID_DAMAGED = Code(
    "cell.id-damaged",
    _E,
    "身份证号被表格软件按数字保存，末几位已经丢失",
    "请把该列设为“文本”，再重新填写这个号码",
    "印出身份证号的文件",
    hides=Hides.CELL,
)
CELL_ID_MISMATCH = Code(
    "cell.id-mismatch",
    _W,
    "{what}与身份证号不一致：表中是{stated}，身份证号是{derived}",
    "请核对哪一个是对的",
    "",
    returns=True,
)
CELL_ID_X = Code(
    "cell.id-x",
    _W,
    "“{value}”的末位写成了“{written}”，已按字母 X 读入（校验码相符）",
    "请把末位改成大写字母 X",
    "",
    returns=True,
)
CELL_PHONE = Code(
    "cell.phone",
    _E,
    "“{value}”不是电话号码：{reason}",
    "请核对号码；固定电话写成 区号-号码",
    "印出电话的文件",
    hides=Hides.CELL,
)
CELL_PHONE_NOTE = Code(
    "cell.phone-note",
    _W,
    "“{value}”里除了号码还有别的字，只取了 {taken}",
    "如果这不是本人的号码，请改正；说明请写到备注里",
    "",
    returns=True,
)
CELL_NAME = Code("cell.name", _E, "“{value}”不能当作姓名：{reason}", "请改正姓名", "这名党员的文件", hides=Hides.CELL)
CELL_NAME_RARE = Code("cell.name-rare", _N, "姓名“{value}”中有生僻字“{characters}”", "打印前请看一眼字形", "")
CELL_STATUS = Code(
    "cell.status",
    _E,
    "“{value}”不是人员类别",
    "请填 正式党员 或 预备党员；还不是党员的请移出花名册",
    "这名党员的文件和按类别计数的文件",
    hides=Hides.CELL,
)
CELL_POLITICS = Code(
    "cell.politics",
    _E,
    "人员类别是正式党员，政治面貌却是预备党员",
    "请改成一致",
    "这名党员的文件和按类别计数的文件",
    hides=Hides.CELL,
)
CELL_STATUS_EMPTY = Code(
    "cell.status-empty",
    _W,
    "有 {count} 名党员没有填人员类别（第一处在这里），按“未填”计",
    "请填 正式党员 或 预备党员",
    "",
    returns=True,
    elsewhere=True,
)
CELL_STANDING = Code(
    "cell.standing",
    _E,
    "“{value}”不是党籍状态",
    "请填 正常 或 停止党籍（空着就是正常）",
    "这名党员的文件和计数的文件",
    hides=Hides.CELL,
)
CELL_YES_NO = Code(
    "cell.yes-no", _E, "“{value}”看不出是“是”还是“否”", "请填 是 或 否", "要用到这一格的文件", hides=Hides.CELL
)
CELL_CATEGORY = Code(
    "cell.category",
    _W,
    "“{value}”不是常用的党员分类，原样保留",
    "常用的有：流动、离退休、年老体弱、一线、两新",
    "",
    returns=True,
)
CELL_CATEGORY_HINT = Code(
    "cell.category-hint",
    _N,
    "备注里写着“{value}”，可能属于“{category}”",
    "如果是，请在“党员分类”一列写上。备注里写的不算；分类空着的，按 是否流动、外出流向、工作岗位、健康状况、学历 各栏和年龄定（满 75 岁的算年老体弱）",
    "",
    elsewhere=True,
)
CELL_NOTE_LEFT = Code(
    "cell.note-left",
    _W,
    "备注里写着“{value}”，仍按在册党员计",
    "已不在册的请移出花名册，或把党籍状态填为 停止党籍",
    "",
    returns=True,
    elsewhere=True,
)
CELL_NOTE_LOST = Code(
    "cell.note-lost",
    _N,
    "备注里写着“{value}”，“是否失联”一栏没有填 是，仍按没有失联计",
    "如果失联，请在“是否失联”一列填 是；备注里写的不算",
    "",
    elsewhere=True,
)
CELL_STRUCK = Code(
    "cell.struck",
    _W,
    "这一行的姓名划了删除线，仍按在册党员计",
    "已不在册的请删去这一行，或把党籍状态填为 停止党籍；在册的请去掉删除线",
    "",
    returns=True,
    elsewhere=True,
)
CELL_FORMULA = Code(
    "cell.formula",
    _E,
    "这一格是公式，没有算出的结果",
    "请用 WPS 或 Excel 打开、重新计算并保存",
    "要用到这一格的文件",
    hides=Hides.CELL,
)
CELL_ERROR_VALUE = Code(
    "cell.error-value",
    _E,
    "这一格是错误值 {value}",
    "请改正公式，或直接填写内容",
    "要用到这一格的文件",
    hides=Hides.CELL,
)
CELL_DITTO = Code(
    "cell.ditto",
    _E,
    "“{value}”的上面没有可用的内容（上面是空的、是表头或合计，或者这一栏各人不同）",
    "请把要写的内容写出来，不用“同上”",
    "要用到这一格的文件",
    hides=Hides.CELL,
)
CELL_DITTO_READ = Code(
    "cell.ditto-read",
    _N,
    "有 {count} 处写着“{value}”之类（第一处在这里），按上一行的内容读入",
    "请核对；名册排过序的，“同上”可能已经不是原来的那一行",
    "",
)
CELL_CONTROL = Code("cell.control", _W, "这一格里有看不见的控制字符，已去掉", "请重新输入这一格", "", returns=True)
CELL_EMAIL = Code("cell.email", _W, "“{value}”不是电子邮箱", "请核对邮箱地址", "", returns=True)
CELL_EMAIL_NOTE = Code(
    "cell.email-note",
    _W,
    "“{value}”不只是一个邮箱地址，取的是 {taken}",
    "一格请只写一个邮箱地址；要寄给两个人的，请设一个共用邮箱",
    "",
    returns=True,
)
CELL_JOINED_EARLY = Code(
    "cell.joined-early", _W, "入党时不满 18 周岁（{age} 岁）", "请核对出生日期和入党时间", "", returns=True
)
CELL_CONFIRMED_EARLY = Code("cell.confirmed-early", _W, "转正时间早于入党时间", "请核对这两个日期", "", returns=True)
CELL_STATUS_DAYS = Code(
    "cell.status-days", _W, "人员类别是{status}，{why}", "请核对人员类别和这个日期", "", returns=True
)
CELL_DEADLINE = Code(
    "cell.deadline-outside", _W, "整改时限 {value} 不在活动期间（{start}至{end}）", "请核对时限", "", returns=True
)
CELL_TIME = Code(
    "cell.time",
    _E,
    "“{value}”看不出是什么时候",
    "请写成 2026年9月3日 或 2026年9月3日上午9时30分",
    "要用到这一格的文件",
    hides=Hides.CELL,
)
CELL_WEEKDAY = Code(
    "cell.weekday",
    _E,
    "“{value}”的星期不对：那一天是星期{right}",
    "请核对日期和星期",
    "要用到这一格的文件",
    hides=Hides.CELL,
)
CELL_PERCENT = Code(
    "cell.percent",
    _E,
    "“{value}”看不出是百分之几",
    "请写上百分号，如 85%",
    "要用到这一格的文件",
    hides=Hides.CELL,
)
CELL_DAY = Code(
    "cell.day",
    _E,
    "表头“{value}”是一个数，可能是{one}，也可能是{other}",
    "请写成几月几日，如 {one}",
    "要用到这一列的文件",
    hides=Hides.CELL,
)
CELL_YEAR = Code(
    "cell.year",
    _E,
    "“{value}”没有写年份，从活动的起止日期也定不下是哪一年",
    "请写上年份",
    "要用到这一处的文件",
    hides=Hides.CELL,
)
