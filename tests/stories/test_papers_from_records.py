"""The sample campaign with all its records: how many of each kind there are, and what the sheets say in each."""

from __future__ import annotations

import functools
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from pipeline.desk import opened
from pipeline.inbox import Memory, read_inputs
from pipeline.produce import trace
from pipeline.render import Shown
from pipeline.send import Checker, Secrets
from tests import thorough
from tests.conftest import (
    CAMPAIGN,
    MEETING,
    ROSTER,
    SAMPLE,
    Built,
    Workspace,
    built_from,
    built_recorded,
    put,
    put_templates,
)
from tests.outline import text
from tests.samples import recorded

COUNTS = {
    "01": 11, "02": 11, "03": 220, "04": 10, "05": 10, "10": 11, "11": 11, "12": 1, "13": 1, "14": 10, "15": 1, "16": 1,
    "17": 1, "18": 1, "20": 10, "21": 10, "22": 11, "30": 11, "31": 11, "32": 70, "33": 10, "34": 10, "35": 10, "36": 10, "37": 11,
    "38": 218, "40": 2, "41": 11, "42": 11, "43": 11, "44": 11, "50": 20, "52": 12, "55": 33, "56": 2, "57": 1,
}  # fmt: skip
"""All kinds, as the design counts them."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_recorded(tmp_path_factory.mktemp("recorded"))


@pytest.fixture(scope="module")
def traced(built: Built) -> Iterator[Callable[[str], tuple[Shown, ...]]]:
    """What is shown in a document and whence, traced once for each."""
    with opened(built.path, read_only=True) as desk:
        yield functools.cache(lambda document: trace(desk, f"{SAMPLE.name}/{document}").values)


def said(built: Built, name: str) -> str:
    return text((built.home / f"{name}.docx").read_bytes())


def test_there_are_as_many_as_the_design_counts(built: Built) -> None:
    assert sum(COUNTS.values()) == 806
    assert dict(Counter(Path(name).name[:2] for name in built.documents())) == COUNTS
    assert built.report["stopped"] == []
    assert built.report["findings"] == []


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("吕寨村党支部/31-征求意见汇总表", "原始意见4条，归并后4条。　　来源方式：座谈会1条、走访2条、谈心1条"),
        ("全镇/31-征求意见汇总表", "合　计｜24｜24"),
        ("吕寨村党支部/35-组织生活会情况报告", "应到34名，实到33名，到会率97.1%，请假缺席：庞德厚（住院）。"),
        ("吕寨村党支部/35-组织生活会情况报告", "评定等次的33名：优秀11名、合格22名、基本合格0名、不合格0名。"),
        ("商会联合党支部/37-民主评议汇总表", "应参评（应参学党员）：9　发出：9　收回：8　有效：8"),
        ("全镇/37-民主评议汇总表", "合　计｜218｜218｜208｜208｜67｜143｜0｜0｜212｜31.6%"),
        ("吕寨村党支部/38-评议意见反馈书-吕长河", "评定等次｜优秀"),
        ("吕寨村党支部/38-评议意见反馈书-韩帅", "评定等次｜预备党员，不评定等次"),
        ("全镇/41-整改情况公示", "1｜对基层支部的指导不够经常｜每月到联系点一次。｜镇党委｜2026年12月20日｜已完成"),
        ("吕寨村党支部/43-满意度测评报告", "总体评价的满意率（满意＋基本满意）为72.7%。"),
        ("吕寨村党支部/43-满意度测评报告", "发出测评票24张，收回24张，有效22张。"),
        ("吕寨村党支部/44-帮扶送温暖台账", "合　计｜1人（户）｜300"),
        ("全镇/44-帮扶送温暖台账", "合　计｜10｜3000｜"),
        ("吕寨村党支部/52-限期整改通知书-1", "学习笔记缺一篇（编号：吕寨-1）。"),
        ("吕寨村党支部/52-限期整改通知书-1", "请于2026年11月20日前整改完毕"),
        ("吕寨村党支部/55-阶段总结-学习动员", "应学204人次，实到180人次，到课率88.2%；补课、送学12人次，参学率94.1%。"),
        (
            "吕寨村党支部/55-阶段总结-分析评议",
            "开展谈心谈话5人次，覆盖应参学党员6名，谈心覆盖率17.6%。2026年11月12日召开专题组织生活会，应到34名，实到33名，到会率97.1%。",
        ),
        (
            "全镇/55-阶段总结-学习动员",
            "二、主要做法\n本阶段主要环节：动员大会、集中学习、专题党课。\n领导干部带头到联系点参加学习。",
        ),
        ("全镇/55-阶段总结-学习动员", "六、体会\n重在坚持。"),
        ("吕寨村党支部/55-阶段总结-学习动员", "四、存在的问题\n个别党员笔记不完整。"),
        ("全镇/56-简报-第1期", "先进性教育活动简报\n第1期\n镇党委组织办公室\t2026年8月3日\n全镇集中学习全面展开"),
        ("全镇/56-简报-第2期", "各支部按时召开了专题组织生活会，开展了批评和自我批评。"),
        ("全镇/55-阶段总结-学习动员", "应学1308人次，实到1156人次，到课率88.4%；补课、送学75人次，参学率94.1%。"),
        ("全镇/55-阶段总结-分析评议", "开展谈心谈话50人次，覆盖应参学党员60名，谈心覆盖率27.5%。"),
        (
            "全镇/55-阶段总结-整改提高",
            "已完成24个，整改完成率38.7%，另有长期坚持6个；其中已到期55个，完成24个，到期完成率43.6%。",
        ),
        ("全镇/22-学习情况统计表", "94.1%｜178｜622"),
        (
            "全镇/22-学习情况统计表",
            "笔记达标是读书笔记不少于10000字的人数，填报的党支部里应写的（应参学，不含免写的）178名。",
        ),
        ("吕寨村党支部/05-整改台账", "1｜督导（2026年11月6日）｜学习笔记缺一篇"),
        ("全镇/57-活动情况统计表", "1｜吕寨村党支部｜34｜34｜6｜94.1%｜"),
    ],
)
def test_what_the_records_say_stands_in_its_place(built: Built, document: str, words: str) -> None:
    assert words in said(built, document)


def test_what_nobody_has_written_waits_to_be_written(built: Built) -> None:
    (told,) = [
        each for each in built.report["problems"] if each["code"] == "paper.unwritten" and "阶段总结" in each["message"]
    ]

    assert told["message"].startswith("31 份阶段总结")  # 33 but for the two whose text there is


def test_a_figure_of_two_papers_is_the_same_in_both(built: Built) -> None:
    table = docx.Document(str(built.home / "全镇/57-活动情况统计表.docx")).tables[0]
    for row in table.rows[1:11]:
        branch, heard, rate = row.cells[1].text, row.cells[7].text, row.cells[15].text
        assert f"原始意见{heard}条" in said(built, f"{branch}/31-征求意见汇总表")
        assert f"为{rate}。" in said(built, f"{branch}/43-满意度测评报告")


def test_the_last_phase_alone_has_no_transfer_and_alone_counts_issues(built: Built) -> None:
    for phase, transfers in (("学习动员", True), ("分析评议", True), ("整改提高", False)):
        words = said(built, f"吕寨村党支部/55-阶段总结-{phase}")
        assert ("转段审核表" in words) is transfers
        assert ("整改完成率" in words) is not transfers


def test_what_names_a_member_is_not_posted(built: Built) -> None:
    listed = {
        row.cells[1].text for row in docx.Document(str(built.home / "吕寨村党支部/41-整改情况公示.docx")).tables[0].rows
    }

    assert "集体鱼塘承包款入账不及时，公开栏半年未更新" in listed
    assert "学习笔记缺一篇" not in listed  # its measures say who of the branch sees to it


def test_the_committees_papers_name_no_member(built: Built) -> None:
    for name in (
        "31-征求意见汇总表",
        "37-民主评议汇总表",
        "44-帮扶送温暖台账",
        "57-活动情况统计表",
        "43-满意度测评报告",
    ):
        words = said(built, f"全镇/{name}").replace("\u3000", "")
        assert not [m.name for m in recorded.members() if len(m.name) > 2 and m.name in words]
        assert "有福" not in words


VOTES = """
党支部|姓名|发出|收回|有效|优秀|合格|基本合格|不合格|评定等次
一支部|张三|2|2|2|1|0|0|0|合格
一支部|李四|2|2|2|1|1|0|0|合格
二支部|王五|1|1|1|1|0|0|0|优秀
"""


def test_votes_that_do_not_add_up_and_a_grade_for_a_probationary_member_stop_their_papers(campaign: Workspace) -> None:
    shutil.rmtree(campaign.path / "templates")
    put_templates(campaign.path, "民主评议汇总表", "评议意见反馈书")
    campaign.put("活动/评议.xlsx", VOTES)

    report = campaign.build()

    assert {path.rpartition("/")[2] for path in report["stopped"]} == {
        "37-民主评议汇总表.docx",
        "38-评议意见反馈书-张三.docx",
        "38-评议意见反馈书-李四.docx",
    }
    assert "38-评议意见反馈书-王五.docx" in {path.rpartition("/")[2] for path in campaign.documents()}


OWN_GRADES = """
活动:
  评议: {等次: [好, 中, 差]}
  测评: {等次: [好, 较好, 一般, 差], 计入满意率: [好, 较好]}
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A campaign of its own grades, with what was voted."""
    folder = tmp_path_factory.mktemp("graded")
    put(folder, "活动/活动.yaml", CAMPAIGN + MEETING)
    put(folder, "活动/花名册.xlsx", ROSTER)
    put(folder, "活动/等次.yaml", OWN_GRADES)
    put(
        folder,
        "活动/评议.xlsx",
        "党支部|姓名|发出|收回|有效|好|中|差|评定等次\n一支部|张三|2|2|2|2|0|0|好\n一支部|李四|2|2|2|0|1|1|\n二支部|王五|1|1|1|0|1|0|中\n",
    )
    put(
        folder,
        "活动/测评.xlsx",
        "党支部|测评对象|测评项目|发出|收回|有效|好|较好|一般|差\n一支部|群众|总体评价|9|9|8|5|1|1|1\n镇党委|群众|总体评价|4|4|4|3|1|0|0\n",
    )
    put(folder, "活动/会议.xlsx", "党支部|会议名称|日期|应到|实到\n一支部|专题组织生活会|2026-08-20|2|2\n")
    kinds = ("民主评议票", "民主评议汇总表", "评议意见反馈书", "组织生活会情况报告", "满意度测评票", "满意度测评报告")
    return built_from(folder, "活动", *kinds, "党性分析表")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("一支部/36-民主评议票", "序号｜姓　名｜好｜中｜差｜备　注"),
        ("一支部/37-民主评议汇总表", "1｜张　三｜2｜2｜0｜0｜100.0%｜好"),
        ("全镇/37-民主评议汇总表", "发出｜收回｜有效｜好｜中｜差｜正式党员｜好占比"),
        ("全镇/37-民主评议汇总表", "1｜一支部｜2｜2｜2｜2｜1｜0｜0｜1｜100.0%"),
        ("一支部/38-评议意见反馈书-张三", "评定等次｜好"),
        ("一支部/03-党性分析表-张三", "评定等次｜□好　　□中　　□差"),
        ("一支部/35-组织生活会情况报告", "评定等次的1名：好1名、中0名、差0名。"),
        ("一支部/42-满意度测评票", "序号｜测评项目｜好｜较好｜一般｜差"),
        ("全镇/42-满意度测评票", "序号｜测评项目｜好｜较好｜一般｜差"),
        ("一支部/43-满意度测评报告", "满意率（好＋较好）为75.0%"),
        ("一支部/43-满意度测评报告", "8｜5（62.5%）｜1（12.5%）｜1（12.5%）｜1（12.5%）"),
        ("全镇/43-满意度测评报告", "为100.0%"),
    ],
)
def test_ballots_tables_and_reports_have_the_campaigns_own_grades(graded: Built, document: str, words: str) -> None:
    assert graded.report["stopped"] == []
    assert words in said(graded, document)


@pytest.mark.parametrize(
    ("document", "figure", "value", "cell"),
    [
        ("全镇/55-阶段总结-分析评议", "段.统计.谈心人次", "50", ("谈心谈话登记.xlsx", "G2 等60行")),
        ("全镇/55-阶段总结-分析评议", "段.统计.谈心覆盖率", "27.5%", ("谈心谈话登记.xlsx", "C2 等60行")),
        ("全镇/55-阶段总结-整改提高", "统计.到期完成率", "43.6%", ("补充问题.xlsx", "H16 等62行")),
        ("全镇/55-阶段总结-整改提高", "统计.应参学", "218", ("2026年吕寨镇党员花名册.xlsx", "等4张表")),
        ("吕寨村党支部/55-阶段总结-整改提高", "支部.统计.整改完成率", "42.9%", ("补充问题.xlsx", "H2 等7行")),
        ("吕寨村党支部/55-阶段总结-整改提高", "支部.统计.应参学", "34", ("2026年吕寨镇党员花名册.xlsx", "C4 等35行")),
        ("全镇/57-活动情况统计表", "支部们.统计.参学率", "94.1%", ("学习登记.xlsx", "B4 等34行")),
        ("全镇/22-学习情况统计表", "统计.笔记达标", "178", ("学习登记.xlsx", "B4 等218行")),
    ],
)
def test_why_leads_to_the_cells_of_a_figure(
    traced: Callable[[str], tuple[Shown, ...]], document: str, figure: str, value: str, cell: tuple[str, str]
) -> None:
    (found,) = {(each.value, each.origin) for each in traced(document) if each.name == figure and each.value == value}
    assert found[1] is not None
    assert (found[1].file.rpartition("/")[2], found[1].cell) == cell


def test_nobodys_papers_name_people_of_another_branch(built: Built) -> None:
    inbox = read_inputs(built.path, Memory())
    checker = Checker(Secrets.of([(each.township, each.dossiers) for each in inbox.campaigns]))

    for dossier in thorough.each(inbox.campaigns[0].dossiers, 3):
        folder = built.home / dossier.branch.folder
        contents = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.docx"))]
        assert checker.look(dossier.branch.name, contents).leaks == ()


@pytest.mark.parametrize(
    ("paper", "below"),
    [
        ("全镇/22-学习情况统计表", 3),
        ("全镇/37-民主评议汇总表", 3),
        ("全镇/57-活动情况统计表", 3),
        ("吕寨村党支部/20-学习计划", 1),
        ("吕寨村党支部/37-民主评议汇总表", 2),
        ("吕寨村党支部/44-帮扶送温暖台账", 1),
    ],
)
def test_no_page_begins_with_a_sum_or_with_how_it_is_reckoned(built: Built, paper: str, below: int) -> None:
    """`below`: so many rows stand under the last line."""
    (table,) = docx.Document(str(built.home / f"{paper}.docx")).tables

    kept = [bool(row._tr.xpath(".//w:keepNext")) for row in table.rows[-below - 1 :]]
    assert kept == [True] * below + [False]
