"""Codes of templates, the catalog and file names."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

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
    "请照页面“模板”里能用的名字（或 gongwen vocabulary）改正",
    "这个文种的文件",
)
TEMPLATE_UNKNOWN_NAME = Code(
    "template.unknown-name",
    _E,
    "没有「{name}」这个名字{nearest}",
    "请照页面“模板”里能用的名字（或 gongwen vocabulary）改正",
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
    _N,
    "「{name}」不是总有的名字，表里要有“{column}”这一列才填得上{nearest}",
    "表里有这一列的不用管；没有的请改正",
)
TEMPLATE_BEYOND = Code(
    "template.beyond",
    _E,
    "“{tag}”写在{where}里，这里的标记填不上，会照原样印出来",
    "请把它移到正文、表格、页眉、页脚或文本框里；{where}里要随支部变的内容，请改为正文里的一句话",
    "这个文种的文件",
)
TEMPLATE_MERGE_FIELD = Code(
    "template.merge-field",
    _W,
    "“{field}”是邮件合并的域，程序不会填它",
    "请删去这个域，改写成标记{tag}（名字见页面“模板”，或 gongwen vocabulary）",
)
TEMPLATE_PLACEHOLDER = Code(
    "template.placeholder",
    _W,
    "“{found}”像是要填的地方，程序不会填它，会照原样印出来",
    "要填的请改写成标记{tag}（名字见页面“模板”，或 gongwen vocabulary）；本来就该这样印的不用管",
)
TEMPLATE_REVISED = Code(
    "template.revised",
    _W,
    "模板里有{what}：用它出的每一份文件里都有，{shown}",
    "请在 Word、WPS 的“审阅”里接受或拒绝全部修订、删去全部批注，保存后再放回来",
)
TEMPLATE_NO_TAGS = Code(
    "template.no-tags",
    _N,
    "这个模板里没有一个标记：印出来的每一份都一样",
    "要随支部、党员变的地方，请写成 {{{{ 支部.名称 }}}} 这样的标记；本来就都一样的不用管",
)
TEMPLATE_FAILED = Code("template.failed", _E, "这份文件填写时出错：{reason}", "请检查模板里的这一处", "这份文件")
CATALOG_ENTRY = Code(
    "catalog.entry", _E, "catalog.yaml 的这一条有误：{reason}", "请照说明改正", "这个文种的文件", hides=Hides.DOCUMENTS
)
SHEETS_ENTRY = Code(
    "sheets.entry",
    _E,
    "sheets.yaml 的这一条有误：{reason}",
    "请照说明改正；改好以前这种表不读",
    "用到这种表的文件",
    hides=Hides.DOCUMENTS,
)
NAME_UNUSABLE = Code("name.unusable", _E, "文件名“{value}”不能用：{reason}", "请改正其中的名称", "这份文件")
NAME_TAKEN = Code("name.taken", _E, "两份文件都要叫「{value}」", "请在 catalog.yaml 里改一个文件名", "这两份文件")
