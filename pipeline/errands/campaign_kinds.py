"""What `init --kind` puts into a new workspace: 活动.yaml, sheets, 文种, speech outlines of a kind of campaign.

Each kind is what any office could write itself: a YAML with its 文种, blank forms of declared sheets, and for 换届 a
sheet, papers and their templates that are not shipped otherwise (docs/换届.md makes the same ones from scratch).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import TypeAlias

from pipeline.errands import speech_outlines
from pipeline.model.frozen import frozen

_OWN = Path(__file__).parent / "elections"
_SHEETS, _CATALOG = "候选人.yaml", "目录.yaml"
_OUTLINES = "讲话提纲-{}.md"


Phase: TypeAlias = tuple[str, tuple[str, ...]]
"""A phase by name, with the 文种 that belong to it where the catalog, whose phases are those of 先进性教育, says another."""


@frozen
class CampaignKind:
    """A kind of campaign: its papers in the order of its phases, its sheets besides those that every campaign needs."""

    papers: tuple[str, ...]
    sheets: tuple[str, ...]
    phases: tuple[Phase, Phase, Phase]  # as examples
    steps: str  # 环节 of the first of them
    named: tuple[str, str, str]  # 名称, 简称 and the meeting, as examples
    own: Path | None = None  # a folder of more: sheets, catalog entries, templates
    more: tuple[str, ...] = ()  # lines below 活动


_EDUCATION = (
    "会议通知", "动员讲话", "领导小组通知", "实施方案", "进度安排一览表", "联系点安排表", "联系点工作记录", "督导工作安排", "主持词",
    "签到表", "学习计划", "学习考勤登记表", "学习情况统计表", "征求意见表", "征求意见汇总表", "谈心谈话安排表", "谈心谈话记录表",
    "党性分析表", "组织生活会方案", "组织生活会记录", "组织生活会情况报告", "民主评议票", "民主评议汇总表", "评议意见反馈书", "整改方案",
    "整改台账", "整顿方案", "整改情况公示", "满意度测评票", "满意度测评报告", "帮扶送温暖台账", "督导检查记录", "限期整改通知书",
    "阶段总结", "简报", "活动情况统计表",
)  # fmt: skip
_EDUCATION_SHEETS = (
    "学习安排", "学习登记", "谈心谈话", "会议登记", "民主评议", "满意度测评", "督导组", "督导记录", "领导机构", "帮扶对象", "联系点记录",
)  # fmt: skip
_EDUCATION_MORE = (
    "  学习:            # 要求多少写多少，程序照着核对；不写就不核对",
    "    学时:",
    "    笔记字数:",
    "    心得篇数:",
)
_LOOKING = (
    "征求意见表", "征求意见汇总表", "谈心谈话安排表", "谈心谈话记录表", "组织生活会方案", "组织生活会记录", "组织生活会情况报告", "民主评议票",
    "民主评议汇总表", "评议意见反馈书",
)  # fmt: skip
_MENDING = ("整改方案", "整改台账", "整改情况公示", "满意度测评票", "满意度测评报告")
_LEAST = "  集中学习不少于:  # 如 3个月\n"
_CONCERNS_ALL = ("党性分析表", "整顿方案", "帮扶送温暖台账")  # of the first campaign of its name alone
_KINDS: Mapping[str, CampaignKind] = {
    "主题教育": CampaignKind(
        tuple(paper for paper in _EDUCATION if paper not in _CONCERNS_ALL),
        tuple(sheet for sheet in _EDUCATION_SHEETS if sheet != "帮扶对象"),
        (("学习动员", ()), ("检视问题", _LOOKING), ("整改落实", _MENDING)),
        "动员大会, 集中学习",
        ("学习贯彻……主题教育", "主题教育", "全镇主题教育动员部署会"),
        more=_EDUCATION_MORE,
    ),
    "民主评议": CampaignKind(
        (
            "会议通知", "动员讲话", "签到表", "学习计划", "征求意见表", "征求意见汇总表", "谈心谈话安排表", "谈心谈话记录表",
            "组织生活会方案", "组织生活会记录", "组织生活会情况报告", "民主评议票", "民主评议汇总表", "评议意见反馈书", "整改方案", "整改台账",
        ),
        ("谈心谈话", "会议登记", "民主评议"),
        (
            (
                "学习谈心",
                (
                    "会议通知", "动员讲话", "签到表", "学习计划", "征求意见表", "征求意见汇总表", "谈心谈话安排表", "谈心谈话记录表",
                ),
            ),
            (
                "评议定等",
                (
                    "组织生活会方案", "组织生活会记录", "组织生活会情况报告", "民主评议票", "民主评议汇总表", "评议意见反馈书",
                ),
            ),
            ("整改提高", ()),
        ),
        "动员会, 谈心谈话",
        ("民主评议党员工作", "民主评议党员", "全镇民主评议党员工作部署会"),
    ),
    "换届": CampaignKind(
        (
            "会议通知", "动员讲话", "领导小组通知", "督导工作安排", "签到表", "谈心谈话安排表", "谈心谈话记录表", "候选人公示", "选票",
            "选举结果报告", "选举结果公告", "换届选举情况汇总表",
        ),
        ("谈心谈话", "督导组", "领导机构", "候选人"),
        (
            (
                "酝酿提名",
                (
                    "会议通知", "动员讲话", "领导小组通知", "督导工作安排", "签到表", "谈心谈话安排表", "谈心谈话记录表", "候选人公示",
                ),
            ),
            ("选举", ("选票", "选举结果报告", "选举结果公告", "换届选举情况汇总表")),
            ("交接", ()),
        ),
        "动员会, 民主推荐",
        ("村（社区）党支部换届选举工作", "换届选举", "全镇党支部换届选举工作动员会"),
        own=_OWN,
        more=("  公示:            # 候选人公示上印的", "    开始:", "    天数:", "    监督电话:"),
    ),
    "先进性教育": CampaignKind(
        _EDUCATION,
        _EDUCATION_SHEETS,
        (("学习动员", ()), ("分析评议", ()), ("整改提高", ())),
        "动员大会, 集中学习",
        ("保持共产党员先进性教育活动", "先进性教育活动", "全镇保持共产党员先进性教育活动动员大会"),
        more=_EDUCATION_MORE,
    ),
}  # fmt: skip
NAMES = tuple(_KINDS)
_ORDINARY = "先进性教育"  # whose examples a blank form has where nobody has said what it is for
_DATES = (("2026-07-01", "2026-08-31"), ("2026-09-01", "2026-10-20"), ("2026-10-21", "2026-12-31"))
_ONLY = "文种:              # 只出这些；不要的删去一行"
_FACTS = Template(
    """\
# 活动.yaml：把这次活动的事实填在冒号后面，存盘即可。★ 必须填；☆ 写了这一段就必须填；其余不填就空着，不用删。
# 写法：每行“键: 内容”，行首的空格不要动；几项写成 [甲, 乙]；# 后面是说明，不起作用。
# 日期写成 2026-07-01 或 2026年7月1日。
活动:
  名称:            # ★ 如 $called
  简称:            # ★ 如 $short
  主题:
  开始:            # ★ 如 2026-07-01
  结束:            # ★ 如 2026-12-31
$least  上级文件:        # 如 《关于开展…活动的通知》
  阶段:            # 一个阶段一行：去掉下面行首的 #，改成自己的
$phases单位:
  名称:            # ★ 如 中共吕寨镇委员会
  简称:            # 如 吕寨镇党委
  全域:            # 如 全镇、全乡、全街道；空着就按单位的名称写
  发文代字:        # 如 吕委
  办公室:          # 如 镇党委组织办公室
  联系人:
  电话:
会议:              # 全镇的动员大会；没有会，这一段就都空着
  名称:            # ☆ 如 $meeting
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
$kinds"""
)


def of(name: str) -> CampaignKind:
    """Return a kind of campaign by one of NAMES."""
    return _KINDS[name]


def facts(name: str = "") -> str:
    """Return the blank 活动.yaml: for a kind of campaign with its examples, its 文种 and its speech outlines."""
    kind = _KINDS[name or _ORDINARY]
    called, short, meeting = kind.named
    phases = [
        f"#    - {{名称: {phase}, 开始: {start}, 结束: {end}{_listed('环节', steps)}{_listed('文种', ', '.join(papers))}}}"
        for (phase, papers), (start, end), steps in zip(kind.phases, _DATES, (kind.steps, "", ""), strict=True)
    ]
    asked = (*phases, *kind.more, *_begins()) if name else phases
    papers = (_ONLY, *(f"  - {paper}" for paper in kind.papers)) if name else ()
    return _FACTS.substitute(
        called=called,
        short=short,
        least=_LEAST if not name or kind.more == _EDUCATION_MORE else "",
        meeting=meeting,
        phases="".join(f"{line}\n" for line in asked),
        kinds="".join(f"{line}\n" for line in papers),
    )


def _listed(key: str, words: str) -> str:
    return f", {key}: [{words}]" if words else ""


def _begins() -> Iterator[str]:
    """Yield the lines that say with which outline a speech begins."""
    yield "  讲话提纲:        # 没有自己的讲话稿的支部，按类别用这些起头：状态是“待改”，改成自己的话才批准"
    yield "    # 提纲里的 {{ 支部.称谓 }} 按各单位印成 支部、党总支、党委，不用改"
    for branch in speech_outlines.BRANCH_KINDS:
        yield f"    {branch}: {_OUTLINES.format(branch)}"


def texts(name: str) -> dict[str, bytes]:
    """Return the speech outlines of a kind by their file names."""
    return {
        _OUTLINES.format(branch): speech_outlines.outline(name, branch).encode()
        for branch in speech_outlines.BRANCH_KINDS
    }


def additions(kind: CampaignKind) -> dict[str, bytes]:
    """Return what a kind adds to the files of templates/: sheets.yaml and catalog.yaml."""
    if kind.own is None:
        return {}
    return {"sheets.yaml": (kind.own / _SHEETS).read_bytes(), "catalog.yaml": (kind.own / _CATALOG).read_bytes()}


def templates(kind: CampaignKind) -> dict[str, bytes]:
    """Return the templates that a kind brings."""
    return {path.name: path.read_bytes() for path in sorted(kind.own.glob("*.docx"))} if kind.own else {}
