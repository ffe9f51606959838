"""Codes of speeches and other running text."""

from __future__ import annotations

from pipeline.model.problem import Code, Hides, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

TEXT_MISSING = Code(
    "text.missing",
    _E,
    "找不到讲话稿「{value}」{nearest}",
    "请把文件和 {file} 放在一起，或改正文件名",
    "用到它的讲话",
    hides=Hides.CELL,
)
TEXT_UNREADABLE = Code(
    "text.unreadable",
    _E,
    "讲话稿读不出来：{reason}",
    "请用 WPS 或 Word 打开，另存为 .docx 后重新放入",
    "用到它的讲话",
    hides=Hides.CELL,
)
TEXT_EMPTY = Code("text.empty", _E, "讲话稿里没有文字", "请写上内容", "用到它的讲话", hides=Hides.CELL)
TEXT_LEFT_OUT = Code(
    "text.left-out", _N, "讲话稿里的{what}（{count} 处）不是给人听的，没有印", "要印的话请改写成正文里的普通文字", ""
)
TEXT_LOST = Code(
    "text.lost",
    _W,
    "讲话稿里的{what}（{count} 处）没有印：讲话里没有它的位置",
    "里面有要讲的内容，请改写成文字",
    "",
)
TEXT_TREATED = Code("text.treated", _N, "讲话稿里有{what}（{count} 处）：{how}", "不合意的话请在原稿里改好", "")
TEXT_NUMBERS = Code(
    "text.numbers",
    _W,
    "“{text}”这一级的编号连不起来：{reason}；都照原样印，没有改动",
    "请核对编号：漏了的补上，不是编号的改写一下",
    "",
)
TEXT_MARKS = Code(
    "text.marks",
    _W,
    "讲话稿里有像 Markdown 或网页记号的字符（“{text}”，共 {count} 段），照原样印了",
    "不要这些记号的，请在原稿里删去；稿子本来就是 Markdown 的，文件名的结尾要是 .md，# 后面要空一格",
    "",
)
TEXT_PERIOD = Code(
    "text.period",
    _W,
    "文中说“{text}”，{what}是{window}",
    "请改正文中的时间，或 活动.yaml（活动.xlsx）里的开始和结束",
    "",
)
TEXT_STUDY = Code("text.study", _W, "文中说“{text}”，活动要求集中学习不少于{stated}", "请改正其中一处，使两处一致", "")
TEXT_MEETING = Code(
    "text.meeting",
    _W,
    "文中说会议{what}是“{text}”，活动.yaml（活动.xlsx）里是{stated}",
    "请改正其中一处，使两处一致",
    "",
)
TEXT_HEAD = Code(
    "text.head",
    _N,
    "讲话稿开头的{what}由程序印，没有重复印",
    "称呼可以写在 活动.yaml（活动.xlsx）的 会议.称呼；如果这是讲话全文，请写在 讲话全文 一项",
    "",
)
TEXT_HEAD_DIFFERS = Code(
    "text.head-differs",
    _W,
    "讲话稿开头的{what}是“{text}”，文件里印的是{stated}",
    "请改正其中一处，使两处一致",
    "",
)
TEXT_WHOLE = Code(
    "text.whole",
    _N,
    "这份讲话稿开头有称呼，结尾是结束语，按讲话全文排版，没有另加开头和结尾",
    "如果只是提纲，要程序加开头和结尾，请在旁边写“讲话全文: 否”",
    "",
)
TEXT_HALF = Code(
    "text.half",
    _W,
    "这份讲话稿{which}，像是讲话全文；现在按提纲处理，程序另加了开头和结尾",
    "如果是全文，请把“讲话稿”改写成“讲话全文”；如果是提纲，请删去这些话",
    "",
)
TEXT_BOTH = Code(
    "text.both",
    _E,
    "「讲话稿」和「讲话全文」各写了一个文件，不知道用哪一个",
    "请只留一个",
    "用到它的讲话",
    hides=Hides.CELL,
)
PAPER_WAITS = Code(
    "paper.waits",
    _N,
    "{kind}要等阶段结束才出：{reason}",
    "到了阶段末，请在 {file} 的 活动 › 截至 里写上日期，如 2026-09-30，再生成一次；阶段要写 结束",
    "",
    shown=True,
)
PAPER_LEFT_OUT = Code(
    "paper.left-out",
    _N,
    "{kind}里没有印 {count} 条问题：写到了党员（领导）的姓名（{where}）",
    "要公示的，请把问题、措施、进展里的姓名改成职务；不公示的不用改",
    "",
)
PAPER_BEGUN = Code(
    "paper.begun",
    _W,
    "{count} 份{kind}是照提纲起的头，还没有改成自己的话（{whose}）：状态是“待改”，批准和发送时跳过",
    "请打开印出的 Word 文件改成自己的话、保存，再批准；写好了讲话稿的，在 {file} 里写上 讲话稿 或 讲话全文",
    "",
)
PAPER_UNWRITTEN = Code(
    "paper.unwritten",
    _W,
    "{count} 份{kind}还有标题下面是空白横线，没有人写（{whose}）：状态是“待补写”，批准和发送时跳过",
    "请在 {file} 里给它写上写好的文件（动员讲话写 讲话稿 或 讲话全文，实施方案、阶段总结写在同名的项目下，简报写 正文）；"
    "或在印出的 Word 文件里补写、保存，再批准",
    "",
)
