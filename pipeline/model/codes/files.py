"""Codes of whole files and of campaigns' folders."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

FILE_UNREADABLE = Code(
    "file.unreadable",
    _E,
    "打不开这个文件：{reason}",
    "请在 WPS 或 Excel 中打开，另存为 .xlsx 后重新放入；打不开的请向报送单位重新要一份",
    "数到党员总数的文件、没有名单的支部",
    hides=Hides.DOCUMENTS,
)
FILE_EMPTY = Code(
    "file.empty", _E, "文件是空的（0 字节）", "多半没有复制完，请重新复制一次", "同上", hides=Hides.DOCUMENTS
)
FILE_BLANK = Code("file.blank", _W, "这个文件里一格内容也没有，没有使用", "多半是存错了文件，请核对；不用的请移走", "")
FILE_ENCRYPTED = Code(
    "file.encrypted",
    _E,
    "文件设有打开密码",
    "请用 WPS 或 Excel 打开，取消密码后另存，再放入",
    "同上",
    hides=Hides.DOCUMENTS,
)
FILE_UNKNOWN = Code(
    "file.unknown",
    _W,
    "不认识这种文件，没有使用",
    "名册请存为 .xlsx，活动写在 活动.yaml 或 活动.xlsx 里；与本活动无关的文件可以移走",
    "",
)
FILE_OLD_WORD = Code(
    "file.old-word",
    _W,
    "这是{kind}，读不了，没有使用",
    "请用 WPS 或 Word 打开，另存为 .docx 后代替它；里面是名册的，也可以把表格复制到 Excel，存为 .xlsx",
    "",
)
FILE_WRONG_KIND = Code(
    "file.wrong-kind",
    _E,
    "文件名是 {suffix}，内容却是{kind}",
    "请用对应的程序打开，把表格复制到 Excel 或 WPS 表格，存为 .xlsx 后重新放入",
    "同打不开的文件",
    hides=Hides.DOCUMENTS,
)
FILE_MARKS = Code(
    "file.marks",
    _W,
    "这种旧格式的文件里看不出错误值（#N/A）、没算出的公式、只到月的日期、隐藏的行和删除线",
    "请用 WPS 或 Excel 打开核对一遍，另存为 .xlsx 后代替它",
    "",
)
FILE_UNWRITABLE = Code(
    "file.unwritable", _E, "{reason}", "处理好以后再运行一次（监视时会自动接着做）", "这份文件", passes=True
)
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
    hides=Hides.DOCUMENTS,
    passes=True,
)
CAMPAIGN_MISSING = Code(
    "campaign.missing",
    _E,
    "有名册，却没有写活动：{value}",
    "请把填好的 活动.yaml 或 活动.xlsx 放在 inputs 里的一个文件夹里（带说明的样张：页面上“活动与会议”里新建，或运行 gongwen init .）；已经有的，请填好它",
    "全部文件",
    hides=Hides.DOCUMENTS,
)
CAMPAIGN_BLANK = Code(
    "campaign.blank",
    _N,
    "这个活动还没有填写：{open}",
    "请填上这些（活动.yaml、活动.xlsx 填一个就行），并填写旁边的名册；不用的话可以删掉整个文件夹",
    "",
)
CAMPAIGN_RENAMED = Code(
    "campaign.renamed",
    _N,
    "这个活动的文件夹原来叫「{old}」：已经生成的文件、手工改动、批准和发送的记录都随它改到 outputs/{new}",
    "不用做什么。如果它其实是另一个活动，请改它的名称或开始日期",
)
CAMPAIGN_ARCHIVED = Code(
    "campaign.archived",
    _N,
    "活动「{value}」已归档（{when}），只读：没有再读它的材料，也没有改动它的文件",
    "不用做什么。要接着用它，在页面的“体检与备份”按“重新打开这个活动”，或运行 gongwen archive {value} --undo",
    shown=True,
)
CAMPAIGN_NOT_MOVED = Code(
    "campaign.not-moved",
    _E,
    "这个活动的文件夹原来叫「{old}」，它的文件还搬不到 outputs/{new}：{reason}",
    "处理好以后再运行一次；搬过去以前不生成这个活动的文件，免得有两套",
    "这个活动的全部文件",
    hides=Hides.DOCUMENTS,
)
CAMPAIGN_DUPLICATE = Code(
    "campaign.duplicate",
    _E,
    "两个活动的输出文件夹同名「{name}」：另一个在 {other}",
    "请给其中一个输入文件夹改名",
    "这两个活动的全部文件",
    hides=Hides.DOCUMENTS,
)
