"""Codes of the campaign's facts, the YAML."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

YAML_SYNTAX = Code("yaml.syntax", _E, "这一行写法有误：{reason}", "{cure}", "要用到这一行的文件", hides=Hides.DOCUMENTS)
YAML_TYPED = Code("yaml.typed", _N, "{what}，已按正确的写法读入", "{cure}", "")
YAML_COMMA = Code("yaml.comma", _W, "{what}", "{cure}", "")
YAML_ENCODING = Code("yaml.encoding", _W, "文件是 GBK 编码，已按 GBK 读入", "请另存为 UTF-8", "")
YAML_UNKNOWN_KEY = Code(
    "yaml.unknown-key",
    _E,
    "不认识的项目「{key}」{nearest}",
    "这里可以写：{known}。请改成其中的一个，或删去这一行",
    "",
    hides=Hides.DOCUMENTS,
)
YAML_DUPLICATE_KEY = Code(
    "yaml.duplicate-key",
    _E,
    "「{key}」写了两次，另一处在 {other}",
    "请只留一处",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
FORM_HEADERS = Code(
    "form.headers",
    _E,
    "“{sheet}”这张表里找不到表头 {headers}",
    "请照页面“收件”的“领空白名册”（或 gongwen blank）给的 活动.xlsx，表头的字不要改、不要删",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
FORM_TWICE = Code(
    "form.twice",
    _E,
    "「{key}」在这张表里写了两次，另一处在 {other}",
    "一个会议的，请只留一处；又有一个会议的，请写在右边的一列：表头写 内容2，对着左边的项目填",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
FORM_SHEET = Code(
    "form.sheet",
    _W,
    "活动表里的“{sheet}”这张表没有读：只读 活动、会议、阶段、支部安排",
    "又一个会议的，请把表名写成 会议2；别的表请移到另外的文件里",
    "",
)
FORM_COLUMN = Code(
    "form.column",
    _W,
    "这一列（表头：{header}）不是活动表里的，没有读",
    "要用的，请移到表头写着的那一列里；又一个会议的，请在会议表里把表头写成 内容2",
    "",
)
FORM_NO_KEY = Code("form.no-key", _W, "“{value}”左边没有写项目，没有读", "请写上项目，或删去这一格", "")
FORM_STRUCK = Code(
    "form.struck", _W, "“{value}”划了删除线，仍照着用了", "不要的请删去这一格里的字；要用的请去掉删除线", ""
)
YAML_REQUIRED = Code("yaml.required", _E, "没有写“{key}”", "请补上 {key}", "要用到它的文件", hides=Hides.DOCUMENTS)
YAML_DATE = Code(
    "yaml.date", _E, "「{key}」的“{value}”不是日期", "请写成 2026-07-01", "要用到它的文件", hides=Hides.DOCUMENTS
)
YAML_TIME = Code(
    "yaml.time",
    _E,
    "「{key}」的“{value}”不是时间",
    "请写成 2026-07-06 09:00：只写开始的时间，一天按 24 小时算",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_YEAR = Code(
    "yaml.year",
    _E,
    "「{key}」的“{value}”没有写年份，看不出是哪一年",
    "请写上年份，如 2026年7月6日；活动的开始和结束写对了，不跨年的可以不写",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_LONG = Code(
    "yaml.long",
    _E,
    "「{key}」有 {count} 个字，太长",
    "一项最多 {most} 个字；请核对是不是贴错了内容，整篇讲话请另存成文件，写在 讲话稿 后面",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_PERSON = Code(
    "yaml.person",
    _E,
    "「{key}」的“{value}”看不出哪是姓名、哪是职务",
    "请写成 {{姓名: 某某, 职务: 某职务}}，或 某某（某职务）",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_PEOPLE = Code(
    "yaml.people",
    _E,
    "「{key}」的“{value}”看不出是谁、是几个人",
    "几个人请用顿号隔开，如 张某某、李某某；一个人的姓名中间不要空格",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_SPEAKER = Code(
    "yaml.speaker",
    _W,
    "「{key}」写的是“{value}”，这个支部的名册里没有这个人",
    "请写姓名，不写“某书记”{secretary}；不是这个支部的人，请写成 某某（某职务）",
    "",
)
YAML_ATTENDEE = Code(
    "yaml.attendee",
    _W,
    "「{key}」里有“{value}”，这个支部的名册里没有这个人",
    "请核对姓名；只写姓名，请假的人请删去；不是这个支部党员的，会议通知里也只印姓名",
    "",
)
YAML_OFFICE = Code(
    "yaml.office",
    _W,
    "「{key}」的“{value}”没有写职务，联系领导表里是「{office}」",
    "是同一个人的，请写成 {value}（{office}）",
    "",
)
YAML_NUMBER = Code(
    "yaml.number",
    _W,
    "发文字号写的是“{value}”，按规定印作“{found}”",
    "顺序号不编虚位（1 不写作 01），不加“第”字，后面有“号”字；请核对",
    "",
)
YAML_TYPE = Code("yaml.type", _E, "「{key}」应当是{expected}", "{how}", "要用到它的文件", hides=Hides.DOCUMENTS)
YAML_CHOICE = Code(
    "yaml.choice", _E, "「{key}」不能是“{value}”", "可以是：{choices}", "要用到它的文件", hides=Hides.DOCUMENTS
)
YAML_ORDER = Code("yaml.order", _W, "「{key}」的结束早于开始", "请核对日期", "")
YAML_WINDOW = Code("yaml.window", _W, "「{key}」不在活动期间（{start}至{end}）", "请核对日期", "")
YAML_LATE = Code("yaml.late", _W, "「{key}」是{value}，会议{meeting}就开了", "请核对日期", "")
YAML_WEEKDAY = Code(
    "yaml.weekday", _W, "「{key}」写的是“{value}”，那一天却是星期{right}", "请核对是日期写错了，还是星期写错了", ""
)
YAML_STRAY = Code("yaml.stray", _W, "这个 .yaml 文件不属于任何活动，没有使用", "请把它移到活动的文件夹里", "")
YAML_BRANCH = Code(
    "yaml.branch",
    _E,
    "「{key}」里的「{value}」不是这次活动的党支部{nearest}",
    "请改成党支部的名称或简称",
    "",
    hides=Hides.DOCUMENTS,
)
YAML_KIND = Code(
    "yaml.kind",
    _E,
    "文种「{value}」不在 templates/catalog.yaml 里{nearest}",
    "请改成已有的文种",
    "",
    hides=Hides.DOCUMENTS,
)
YAML_GRADES = Code(
    "yaml.grades",
    _E,
    "「{key}」的“{value}”不能作等次",
    "请写 3 到 {most} 个不同的等次，如 [优秀, 合格, 不合格]",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_SHARE = Code(
    "yaml.share",
    _E,
    "「{key}」的“{value}”不是几分之几",
    "请写成 1/3 或 60%",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_AMONG = Code(
    "yaml.among",
    _E,
    "「{key}」里的“{value}”不是等次",
    "请从这些等次里选：{among}",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_WHOLE = Code(
    "yaml.whole",
    _E,
    "「{key}」的“{value}”不能用",
    "请写一个词，如 全镇、全乡、全街道、全系统",
    "要用到它的文件",
    hides=Hides.DOCUMENTS,
)
YAML_WHOLE_UNKNOWN = Code(
    "yaml.whole-unknown",
    _W,
    "从“{value}”看不出文件里该写全镇、全乡还是别的，先写成“{instead}”",
    "请在“单位:”下面加一行，如 全域: 全系统",
    "",
)
