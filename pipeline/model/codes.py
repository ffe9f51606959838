"""Every Problem that the program can report: one table, from which docs/codes.md is generated.

A code is stable once released. `message` and `cure` are format strings; what stands in 「」 is the clerk's own text.
`effect` says which documents stop. Order: files, tables, cells, joining, YAML, texts, templates.
"""

from __future__ import annotations

from pipeline.model.problem import Code, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

# --- files ---------------------------------------------------------------------------------------------------
FILE_UNREADABLE = Code(
    "file.unreadable",
    _E,
    "打不开这个文件：{reason}",
    "请在 WPS 或 Excel 中打开，另存为 .xlsx 后重新放入；打不开的请向报送单位重新要一份",
    "数到党员总数的文件、没有名单的支部",
)
FILE_EMPTY = Code("file.empty", _E, "文件是空的（0 字节）", "多半没有复制完，请重新复制一次", "同上")
FILE_ENCRYPTED = Code(
    "file.encrypted",
    _E,
    "文件设有打开密码",
    "请用 WPS 或 Excel 打开，取消密码后另存，再放入",
    "同上",
)
FILE_UNKNOWN = Code(
    "file.unknown",
    _N,
    "不认识这种文件，没有使用",
    "名册请存为 .xlsx，活动请写成 .yaml；与本活动无关的文件可以移走",
    "",
)
FILE_WRONG_KIND = Code(
    "file.wrong-kind",
    _E,
    "文件名是 {suffix}，内容却是{kind}",
    "请用对应的程序打开，另存为 .xlsx 后重新放入",
    "同打不开的文件",
)
FILE_UNWRITABLE = Code("file.unwritable", _E, "{reason}", "处理好以后再运行一次（监视时会自动接着做）", "这份文件")
VOLUME_FAILED = Code("file.volume", _W, "打印卷没有装订：{reason}", "单份文件都在，可以逐份打印", "这个支部的打印卷")
FILE_MACROS = Code(
    "file.macros", _N, "这个工作簿里有宏（小程序），没有运行，只读了内容", "不放心的话请另存为不带宏的 .xlsx 再放入", ""
)
FILE_LOCKED = Code(
    "file.locked",
    _E,
    "文件正被别的程序占用，或没有读取的权限，暂时读不了",
    "请先在 WPS 或 Excel 中关闭它，或检查权限，再运行一次（监视时会自动接着做）",
    "用到它的文件",
)
CAMPAIGN_MISSING = Code(
    "campaign.missing",
    _E,
    "有名册，却没有写活动：没有任何 YAML 含有“活动:”",
    "请在 inputs/ 里建一个文件夹，放入 活动.yaml（运行 gongwen init 可得到带说明的样张）",
    "全部文件",
)
CAMPAIGN_BLANK = Code(
    "campaign.blank",
    _N,
    "这个活动还没有填写",
    "请填上 名称、简称、开始、结束，并填写旁边的名册；不用的话可以删掉整个文件夹",
    "",
)
CAMPAIGN_DUPLICATE = Code(
    "campaign.duplicate",
    _E,
    "两个活动的输出文件夹同名「{name}」：另一个在 {other}",
    "请给其中一个输入文件夹改名",
    "这两个活动的全部文件",
)

# --- tables --------------------------------------------------------------------------------------------------
SHEET_UNUSED = Code(
    "sheet.unused", _N, "工作表没有可用的表头，没有使用", "如果它是名册，请写上表头（姓名、所在党支部……）", ""
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
    "有姓名，却没有“所在党支部”一列，工作表名「{sheet}」也不是党支部",
    "请加一列“所在党支部”，或把工作表名改成党支部名称",
    "这张表的全部党员",
)
HEADER_DUPLICATE = Code(
    "header.duplicate",
    _E,
    "两列的表头都是「{header}」（{first} 列和 {second} 列）",
    "请删去一列，或改一个表头",
    "要用到这一列的文件",
)
HEADER_MISSING = Code(
    "header.missing",
    _E,
    "这张{table}缺少必填的一列“{header}”",
    "请补上这一列",
    "这张表的全部内容",
)
ROW_SKIPPED = Code("row.skipped", _N, "这一行没有当作{table}的内容：{reason}", "如果它是一条记录，请把各列填完整", "")

# --- cells ---------------------------------------------------------------------------------------------------
CELL_REQUIRED = Code("cell.required", _E, "“{header}”没有填", "请填上，或删去这一行", "要用到这一格的文件")
CELL_DATE = Code(
    "cell.date",
    _E,
    "“{value}”不是日期",
    "请写成 2005年7月1日 或 2005-07-01，只知道月份的写 2005年7月",
    "印出这一格的文件",
)
CELL_DATE_AMBIGUOUS = Code(
    "cell.date-ambiguous",
    _E,
    "数字 {value} 看不出是 1 月还是 10 月",
    "请写成 {year}年1月 或 {year}年10月",
    "印出这一格的文件",
)
CELL_DATE_TWO_DIGIT_YEAR = Code(
    "cell.date-two-digit-year",
    _E,
    "“{value}”的年份只有两位，看不出是哪一年",
    "请把年份写成四位",
    "印出这一格的文件",
)
CELL_DATE_FUTURE = Code("cell.date-future", _W, "“{value}”晚于活动结束", "请核对年份", "")
CELL_ID = Code(
    "cell.id",
    _E,
    "“{value}”不是身份证号：{reason}",
    "请对照身份证重新填写，列格式设为“文本”",
    "印出身份证号的文件",
)
CELL_ID_DAMAGED = Code(
    "cell.id-damaged",
    _E,
    "身份证号被表格软件按数字保存，末几位已经丢失",
    "请把该列设为“文本”，再重新填写这个号码",
    "印出身份证号的文件",
)
CELL_ID_MISMATCH = Code(
    "cell.id-mismatch",
    _W,
    "{what}与身份证号不一致：表中是{stated}，身份证号是{derived}",
    "请核对哪一个是对的",
    "",
)
CELL_PHONE = Code(
    "cell.phone", _E, "“{value}”不是手机号（应为 11 位数字）", "请核对号码；固定电话写成 区号-号码", "印出电话的文件"
)
CELL_NAME = Code("cell.name", _E, "“{value}”不能当作姓名：{reason}", "请改正姓名", "这名党员的文件")
CELL_NAME_RARE = Code("cell.name-rare", _N, "姓名“{value}”中有生僻字“{characters}”", "打印前请看一眼字形", "")
CELL_STATUS = Code(
    "cell.status",
    _E,
    "“{value}”不是人员类别",
    "请填 正式党员 或 预备党员；还不是党员的请移出花名册",
    "这名党员的文件和按类别计数的文件",
)
CELL_STATUS_EMPTY = Code(
    "cell.status-empty",
    _W,
    "有 {count} 名党员没有填人员类别（第一处在这里），按“未填”计",
    "请填 正式党员 或 预备党员",
    "",
)
CELL_STANDING = Code(
    "cell.standing", _E, "“{value}”不是党籍状态", "请填 正常 或 停止党籍（空着就是正常）", "这名党员的文件和计数的文件"
)
CELL_YES_NO = Code("cell.yes-no", _E, "“{value}”看不出是“是”还是“否”", "请填 是 或 否", "要用到这一格的文件")
CELL_CATEGORY = Code(
    "cell.category", _W, "“{value}”不是常用的党员分类，原样保留", "常用的有：流动、离退休、年老体弱、一线、两新", ""
)
CELL_CATEGORY_HINT = Code(
    "cell.category-hint",
    _N,
    "备注里写着“{value}”，可能属于“{category}”",
    "如果是，请在“党员分类”一列写上；不写就不算",
    "",
)
CELL_NOTE_LEFT = Code(
    "cell.note-left",
    _W,
    "备注里写着“{value}”，仍按在册党员计",
    "已不在册的请移出花名册，或把党籍状态填为 停止党籍",
    "",
)
CELL_STRUCK = Code(
    "cell.struck",
    _W,
    "这一行的姓名划了删除线，仍按在册党员计",
    "已不在册的请删去这一行，或把党籍状态填为 停止党籍；在册的请去掉删除线",
    "",
)
CELL_FORMULA = Code(
    "cell.formula", _E, "这一格是公式，没有算出的结果", "请用 WPS 或 Excel 打开、重新计算并保存", "要用到这一格的文件"
)
CELL_ERROR_VALUE = Code(
    "cell.error-value", _E, "这一格是错误值 {value}", "请改正公式，或直接填写内容", "要用到这一格的文件"
)
CELL_CONTROL = Code("cell.control", _W, "这一格里有看不见的控制字符，已去掉", "请重新输入这一格", "")
CELL_EMAIL = Code("cell.email", _W, "“{value}”不是电子邮箱", "请核对邮箱地址", "")
CELL_JOINED_EARLY = Code("cell.joined-early", _W, "入党时不满 18 周岁（{age} 岁）", "请核对出生日期和入党时间", "")
CELL_CONFIRMED_EARLY = Code("cell.confirmed-early", _W, "转正时间早于入党时间", "请核对这两个日期", "")
CELL_DEADLINE = Code("cell.deadline-outside", _W, "整改时限 {value} 不在活动期间（{start}至{end}）", "请核对时限", "")

# --- joining -------------------------------------------------------------------------------------------------
BRANCH_UNKNOWN = Code(
    "branch.unknown",
    _E,
    "党支部名册里没有「{value}」{nearest}",
    "请改成名册里的名称，或把它加进党支部名册",
    "数到这一行的文件",
)
BRANCH_MISSING = Code(
    "branch.missing",
    _E,
    "{name}没有填所在党支部，看不出属于哪个支部",
    "请填上所在党支部；一列里要么每行都填，要么合并单元格",
    "数到党员总数的文件",
)
BRANCH_AMBIGUOUS = Code(
    "branch.ambiguous", _E, "「{value}」对得上不止一个党支部：{candidates}", "请写全称", "数到这一行的文件"
)
BRANCH_TWICE = Code("branch.twice", _E, "党支部「{value}」列了两次，另一处在 {other}", "请删去一处", "这个支部的文件")
BRANCH_EMPTY = Code("branch.empty", _W, "党支部「{value}」在花名册里没有党员", "如果漏了，请补上它的名单", "")
BRANCH_FOLDER = Code("branch.folder", _N, "「{value}」与别的支部简称相同，文件夹用全称", "可以在党支部名册里改简称", "")
BRANCH_NAME = Code("branch.name", _E, "「{value}」不能作文件夹名", "请改用通常的党支部名称", "这个支部的文件")
MEMBER_TWICE = Code(
    "member.twice",
    _E,
    "「{name}」与 {other} 是同一名党员，两处填的不一样：{what}",
    "请改成一致，或删去一处",
    "这名党员的文件和计数的文件",
)
MEMBER_REPEATED = Code("member.repeated", _W, "「{name}」与 {other} 是同一名党员，只算一次", "请删去一处", "")
MEMBER_AMBIGUOUS = Code(
    "member.ambiguous",
    _E,
    "「{name}」与 {other} 同名、同支部、同出生年月，又没有身份证号，看不出是不是一个人",
    "请补上身份证号；重复的请删去一处",
    "这两处的文件和计数的文件",
)
MEMBER_UNKNOWN = Code("member.unknown", _W, "{branch}没有叫「{name}」的党员{nearest}", "请核对姓名", "")
MEMBER_NAMESAKES = Code(
    "member.namesakes",
    _E,
    "{branch}有 {count} 名「{name}」，看不出指哪一个",
    "请在姓名后写上出生年月，如 张三（1975年3月）",
    "这一条意见要印上的文件",
)
ROSTER_TWO_VERSIONS = Code(
    "roster.two-versions",
    _E,
    "与 {other} 是同一份名册的两个版本（{same} 人相同）",
    "请只留下要用的那一份，另一份移走",
    "党员的文件和计数的文件",
)
TOTAL_MISMATCH = Code(
    "total.mismatch",
    _E,
    "写的是{what} {stated}，按花名册数是 {counted}",
    "请核对名册，或改正（也可以删去）这里写的数；文件里印的是数出来的数",
    "",
)
TOTAL_SHEET = Code("total.sheet", _W, "合计写的是 {stated}，这张表数出来是 {counted}", "请核对有没有漏行或重复的行", "")
TOTAL_TEXT = Code("total.text", _W, "文中写着“{text}”，按花名册数是 {counted}", "请核对名册，或改正文中的数", "")
LEADER_MISSING = Code("leader.missing", _W, "「{value}」没有联系领导", "请在联系领导表里补上", "")
ISSUE_MISSING = Code(
    "issue.missing", _W, "「{value}」的问题清单是空的，整改方案和台账留空待填", "请在问题清单里补上", ""
)
ISSUE_REPEATED = Code("issue.repeated", _W, "这条问题与 {other} 相同，只算一次", "请删去一处", "")
ISSUE_INCOMPLETE = Code("issue.incomplete", _W, "{which}没有{what}", "请补上；整改方案和台账里这几处留空待填", "")
ISSUE_COPIED = Code(
    "issue.copied",
    _W,
    "「{branch}」有 {count} 条问题和整改措施与「{other}」几乎相同：{cells}{where}",
    "请按本支部的实际情况改写；确是共同的问题，措施也要落到本支部的人和事",
    "",
)

# --- YAML ----------------------------------------------------------------------------------------------------
YAML_SYNTAX = Code("yaml.syntax", _E, "这一行写法有误：{reason}", "{cure}", "整个活动")
YAML_ENCODING = Code("yaml.encoding", _W, "文件是 GBK 编码，已按 GBK 读入", "请另存为 UTF-8", "")
YAML_UNKNOWN_KEY = Code("yaml.unknown-key", _E, "不认识的键「{key}」{nearest}", "请改成说明里的写法，或删去这一行", "")
YAML_DUPLICATE_KEY = Code(
    "yaml.duplicate-key", _E, "键「{key}」写了两次，另一处在 {other}", "请只留一处", "要用到它的文件"
)
YAML_REQUIRED = Code("yaml.required", _E, "没有写“{key}”", "请补上 {key}", "要用到它的文件")
YAML_DATE = Code("yaml.date", _E, "「{key}」的“{value}”不是日期", "请写成 2026-07-01", "要用到它的文件")
YAML_TIME = Code("yaml.time", _E, "「{key}」的“{value}”不是时间", "请写成 2026-07-06 09:00", "要用到它的文件")
YAML_TYPE = Code("yaml.type", _E, "「{key}」应当是{expected}", "请照说明改写", "要用到它的文件")
YAML_CHOICE = Code("yaml.choice", _E, "「{key}」不能是“{value}”", "可以是：{choices}", "要用到它的文件")
YAML_ORDER = Code("yaml.order", _W, "「{key}」的结束早于开始", "请核对日期", "")
YAML_WINDOW = Code("yaml.window", _W, "「{key}」不在活动期间（{start}至{end}）", "请核对日期", "")
YAML_LATE = Code("yaml.late", _W, "「{key}」是{value}，会议{meeting}就开了", "请核对日期", "")
YAML_STRAY = Code("yaml.stray", _W, "这个 YAML 不属于任何活动，没有使用", "请把它移到活动的文件夹里", "")
YAML_BRANCH = Code(
    "yaml.branch", _E, "「{key}」里的「{value}」不是这次活动的党支部{nearest}", "请改成党支部的名称或简称", ""
)
YAML_KIND = Code("yaml.kind", _E, "文种「{value}」不在 templates/catalog.yaml 里{nearest}", "请改成已有的文种", "")

# --- texts ---------------------------------------------------------------------------------------------------
TEXT_MISSING = Code(
    "text.missing", _E, "找不到讲话稿「{value}」", "请把文件放在这个 YAML 旁边，或改正文件名", "用到它的讲话"
)
TEXT_UNREADABLE = Code(
    "text.unreadable", _E, "讲话稿读不出来：{reason}", "请用 WPS 或 Word 打开，另存为 .docx 后重新放入", "用到它的讲话"
)
TEXT_EMPTY = Code("text.empty", _E, "讲话稿里没有文字", "请写上内容", "用到它的讲话")
TEXT_LEFT_OUT = Code(
    "text.left-out",
    _N,
    "讲话稿里的{what}（{count} 处）没有放进文件：公文讲话里没有它的位置",
    "需要的话请改写成文字",
    "",
)
TEXT_PERIOD = Code(
    "text.period",
    _W,
    "文中说“{text}”，{what}是{window}",
    "请改正文中的时间，或 活动.yaml 里的开始和结束",
    "",
)
TEXT_STUDY = Code("text.study", _W, "文中说“{text}”，活动要求集中学习不少于{stated}", "请改正其中一处，使两处一致", "")
TEXT_MEETING = Code(
    "text.meeting", _W, "文中说会议{what}是“{text}”，活动.yaml 里是{stated}", "请改正其中一处，使两处一致", ""
)
TEXT_HEAD = Code(
    "text.head",
    _W,
    "讲话稿开头写了“{text}”，文件会再印一次（称呼和日期由程序印）",
    "请从讲话稿里删去这些字；称呼可以写在 活动.yaml 的 会议.称呼",
    "",
)

# --- templates -----------------------------------------------------------------------------------------------
TEMPLATE_MISSING = Code(
    "template.missing", _E, "找不到模板「{value}」", "请把它放进 templates/，或改正 catalog.yaml", "这个文种的文件"
)
TEMPLATE_UNREADABLE = Code(
    "template.unreadable", _E, "模板打不开：{reason}", "请用 WPS 或 Word 打开模板，另存为 .docx", "这个文种的文件"
)
TEMPLATE_SYNTAX = Code(
    "template.syntax",
    _E,
    "标记写法有误：{reason}（{near}）",
    "请照 gongwen vocabulary 改正",
    "这个文种的文件",
)
TEMPLATE_UNKNOWN_NAME = Code(
    "template.unknown-name",
    _E,
    "没有「{name}」这个名字{nearest}",
    "请照 gongwen vocabulary 改正",
    "这个文种的文件",
)
TEMPLATE_FULLWIDTH = Code(
    "template.fullwidth",
    _E,
    "花括号或百分号是全角的：{near}",
    "请改成半角的 {{{{ }}}}、{{% %}}（输入法切到英文再打）",
    "这个文种的文件",
)
TEMPLATE_PUNCTUATION = Code(
    "template.punctuation",
    _E,
    "标记里有全角的“{found}”：{tag}",
    "请改成半角的 {wanted}（引号里面的文字不用改）",
    "这个文种的文件",
)
TEMPLATE_SPLIT = Code(
    "template.split",
    _E,
    "标记断开了：{tag}（{reason}）",
    "请把这个标记删掉，在一段里一口气重新打一遍",
    "这个文种的文件",
)
TEMPLATE_JOINED = Code(
    "template.joined",
    Severity.WARNING,
    "标记分在了两段里：{tag}",
    "生成时这两段会连成一段；请在一段里重新打一遍这个标记",
)
TEMPLATE_UNCLOSED = Code("template.unclosed", _E, "“{tag}”没有结束", "请在它管的内容后面加上 {end}", "这个文种的文件")
TEMPLATE_STRAY = Code(
    "template.stray",
    _E,
    "“{tag}”没有对应的开头（{start}），或者中间还有别的没有结束",
    "请补上开头，或者删掉它",
    "这个文种的文件",
)
TEMPLATE_CROSSED = Code(
    "template.crossed",
    _E,
    "“{tag}”与开头“{start}”不在一处：{reason}",
    "开头和结尾请用同样的写法，放在同一处（同一个单元格里、同一个表格里，或都在正文里）",
    "这个文种的文件",
)
TEMPLATE_DOUBLED = Code(
    "template.doubled",
    _E,
    "一{what}里有 {count} 个 {mark} 标记，只有一个起作用：{tags}",
    "请让每个 {mark} 标记单独占一{what}",
    "这个文种的文件",
)
TEMPLATE_LOST = Code(
    "template.lost",
    _E,
    "“{tag}”会连同它所在的一整{what}去掉，里面还有别的内容：“{lost}”",
    "请让这个标记单独占一{what}，别的内容移到别的{what}里",
    "这个文种的文件",
)
TEMPLATE_COLUMN = Code(
    "template.column",
    Severity.NOTICE,
    "「{name}」不是总有的名字，表里要有“{column}”这一列才填得上{nearest}",
    "表里有这一列的不用管；没有的请改正",
)
TEMPLATE_FAILED = Code("template.failed", _E, "这份文件填写时出错：{reason}", "请检查模板里的这一处", "这份文件")
CATALOG_ENTRY = Code("catalog.entry", _E, "catalog.yaml 的这一条有误：{reason}", "请照说明改正", "这个文种的文件")
NAME_UNUSABLE = Code("name.unusable", _E, "文件名“{value}”不能用：{reason}", "请改正其中的名称", "这份文件")
NAME_TAKEN = Code("name.taken", _E, "两份文件都要叫「{value}」", "请在 catalog.yaml 里改一个文件名", "这两份文件")

ALL: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
