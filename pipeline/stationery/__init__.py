"""The office's paper: builds templates that conform to GB/T 9704-2012, as docxtpl reads them.

Run as `python -m pipeline.stationery DIR`. In reading order:

- markup: WordprocessingML as text · page: paper, margins, page number · styles: fonts, sizes, spacing
- paragraphs: text and the tags around it · tables: exact grids · package: parts → bytes
- letterhead: red head, head of a letter, 版记
- forms: columns in millimetres, registers, space for a hand
- preparing, studying, appraising, mending, overall: the papers of each group, by their numbers
- cards, bulletins: names on the table, the campaign's bulletin
- gathered, results, summing: those of them that are filled from records
- notices, speeches, whole_speech, analyses, rectification, deliveries: the papers themselves
- starters: what a clerk begins a new kind of document with
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.stationery import (
    analyses,
    appraising,
    bulletins,
    cards,
    deliveries,
    gathered,
    mending,
    notices,
    overall,
    preparing,
    rectification,
    results,
    speeches,
    studying,
    summing,
    whole_speech,
)
from pipeline.stationery.styles import Fonts

PAPERS: Mapping[str, Callable[[Fonts], bytes]] = {
    "会议通知-全镇.docx": notices.township,
    "会议通知-支部.docx": notices.branch,
    "会议通知-全镇-信函.docx": notices.township_letter,
    "动员讲话-全镇.docx": speeches.township,
    "动员讲话-支部.docx": speeches.branch,
    "讲话全文-全镇.docx": whole_speech.township,
    "讲话全文-支部.docx": whole_speech.branch,
    "党性分析表-普通.docx": analyses.ordinary,
    "党性分析表-简表.docx": analyses.short,
    "党性分析表-信函.docx": analyses.letter,
    "党性分析表-预备.docx": analyses.probationary,
    "整改方案.docx": rectification.plan,
    "整改台账.docx": rectification.ledger,
    "领导小组通知-全镇.docx": preparing.leading_group,
    "领导小组通知-全镇-信函.docx": preparing.leading_group_letter,
    "领导小组通知-支部.docx": preparing.branch_group,
    "实施方案-全镇.docx": preparing.programme,
    "实施方案-全镇-信函.docx": preparing.programme_letter,
    "实施方案-支部.docx": preparing.branch_programme,
    "进度安排-横.docx": preparing.schedule,
    "进度安排-竖.docx": preparing.long_schedule,
    "联系点安排表.docx": preparing.contacts,
    "联系点工作记录.docx": preparing.contact_log,
    "督导工作安排.docx": preparing.supervision,
    "主持词.docx": preparing.hosting,
    "签到表.docx": preparing.sign_in,
    "席卡.docx": cards.cards,
    "学习计划.docx": studying.plan,
    "学习情况统计表-支部.docx": studying.branch_figures,
    "学习情况统计表-全镇.docx": studying.township_figures,
    "学习考勤登记表.docx": studying.attendance,
    "征求意见表-支部.docx": appraising.branch_opinions,
    "征求意见表-全镇.docx": appraising.township_opinions,
    "谈心谈话安排表.docx": appraising.talk_plan,
    "谈心谈话记录表.docx": appraising.blank_talk,
    "谈心谈话记录表-逐次.docx": appraising.talk,
    "组织生活会方案.docx": appraising.meeting_plan,
    "组织生活会记录.docx": appraising.meeting_record,
    "民主评议票.docx": appraising.ballot,
    "整顿方案.docx": mending.weak_branch,
    "满意度测评票-支部.docx": mending.branch_survey,
    "满意度测评票-全镇.docx": mending.township_survey,
    "督导检查记录.docx": overall.blank_visit,
    "督导检查记录-逐次.docx": overall.visit,
    "征求意见汇总表-支部.docx": gathered.branch_opinions,
    "征求意见汇总表-全镇.docx": gathered.township_opinions,
    "组织生活会情况报告.docx": gathered.meeting_report,
    "民主评议汇总表-支部.docx": gathered.votes,
    "民主评议汇总表-全镇.docx": gathered.township_votes,
    "评议意见反馈书.docx": gathered.feedback,
    "整改情况公示-支部.docx": results.branch_notice,
    "整改情况公示-全镇.docx": results.township_notice,
    "满意度测评报告-支部.docx": results.branch_survey,
    "满意度测评报告-全镇.docx": results.township_survey,
    "帮扶送温暖台账-支部.docx": results.branch_help,
    "帮扶送温暖台账-全镇.docx": results.township_help,
    "限期整改通知书.docx": summing.notice,
    "阶段总结-支部.docx": summing.branch_summary,
    "阶段总结-全镇.docx": summing.township_summary,
    "简报.docx": bulletins.bulletin,
    "活动情况统计表.docx": summing.figures,
    "送达目录.docx": deliveries.contents,
    "送达回执.docx": deliveries.receipt,
    "送达签收单.docx": deliveries.counter,
}


def templates(fonts: Fonts = Fonts()) -> dict[str, bytes]:  # noqa: B008 - frozen
    """Return every template by its file name; the same fonts give the same bytes on every machine."""
    return {name: build(fonts) for name, build in PAPERS.items()}
