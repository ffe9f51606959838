"""The sample campaign with every kind of the catalog: how many there are of each, and what stands in them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import docx
import pytest

from tests.conftest import Built
from tests.outline import text

COUNTS = {
    "10": 11, "11": 11, "12": 1, "13": 1, "14": 10, "15": 1, "16": 1, "17": 1, "18": 1, "20": 10, "21": 10, "22": 11, "30": 11,
    "31": 11,    "32": 20, "33": 10, "34": 10, "36": 10, "40": 2, "41": 8, "42": 11, "44": 11, "50": 10,
}  # fmt: skip
FIVE = {"01": 11, "02": 11, "03": 220, "04": 10, "05": 10}
REGISTERS = ("12", "13", "14", "17", "21", "32-谈心谈话安排表", "34", "36")
TYPE_AREA = {"portrait": 8844, "landscape": 12756}


def said(built: Built, name: str) -> str:
    return text((built.home / f"{name}.docx").read_bytes())


def papers(built: Built) -> list[Path]:
    return [built.path / name for name in built.documents() if Path(name).name[:2] not in FIVE]


def test_there_are_as_many_of_each_kind_as_the_campaign_has_units(every_kind_built: Built) -> None:
    found = Counter(Path(name).name[:2] for name in every_kind_built.documents())

    assert dict(found) == FIVE | COUNTS
    assert every_kind_built.report["stopped"] == []
    assert every_kind_built.report["findings"] == []


def test_every_table_fills_the_type_area(every_kind_built: Built) -> None:
    for path in papers(every_kind_built):
        document = docx.Document(str(path))
        width = TYPE_AREA["landscape" if document.sections[0].orientation else "portrait"]
        for table in document.tables:
            assert sum(column.width.twips for column in table.columns) == width, path  # type: ignore[union-attr]


def test_a_head_is_on_every_page_and_no_row_is_split(every_kind_built: Built) -> None:
    for path in papers(every_kind_built):
        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                assert row._tr.trPr is not None
                assert "cantSplit" in row._tr.trPr.xml, path
        if path.name.startswith(REGISTERS):
            tables = docx.Document(str(path)).tables
            assert "tblHeader" in max(tables, key=lambda table: len(table.rows)).rows[0]._tr.xml, path


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("全镇/10-成立领导小组的通知", "吕委〔2026〕10号"),
        ("全镇/10-成立领导小组的通知", "副组长：\t林国安\t镇党委副书记、镇长\n\t苏建平\t镇党委副书记"),
        ("吕寨村党支部/10-成立领导小组的通知", "组　长：\t吕长河\t党支部书记"),
        ("全镇/11-实施方案", "吕委〔2026〕11号"),
        ("全镇/11-实施方案", "220名党员参加活动，应参加学习的218名"),
        ("吕寨村党支部/11-实施方案", "（一）学习动员（2026年7月8日至10月10日）"),
        ("全镇/15-督导工作安排", "第一督导组｜章伯言｜韦立群　　单国清｜吕寨村党支部、东街村党支部、镇机关党支部、商会联合党支部｜"),
        ("吕寨村党支部/20-学习计划", "1｜2026年7月24日（星期五）｜党章总纲和党员的权利、义务｜集中学习｜2｜支部书记｜"),
        ("吕寨村党支部/20-学习计划", "学时合计（不含自学）｜15｜"),
        ("吕寨村党支部/21-学习考勤登记表", "序号｜姓　名｜7月24日｜8月7日｜8月21日｜8月28日｜9月4日｜9月18日｜"),
        ("吕寨村党支部/22-学习情况统计表", "吕春梅｜正式党员｜6｜5｜1｜0｜0｜83.3%｜10070｜4"),
        ("吕寨村党支部/22-学习情况统计表", "合　计｜204｜180｜12｜0｜12｜94.1%｜｜"),
        ("全镇/22-学习情况统计表", "1｜吕寨村党支部｜34｜6｜15｜204｜180｜12｜88.2%｜94.1%｜"),
        ("全镇/12-各支部进度安排一览表", "吕寨村党支部｜吕长河｜34｜2026年7月8日至10月10日｜2026年10月11日至11月20日｜2026年11月21日至12月31日｜3｜"),
        ("全镇/13-领导干部联系点安排表", "1｜陈启明｜镇党委书记｜柳树店村党支部｜柳大成｜22｜软弱涣散｜"),
        ("全镇/14-联系点工作记录-陈启明-柳树店村党支部", "1｜2026年8月11日｜参加支部集中学习，看望老党员｜｜柳大成"),
        ("全镇/14-联系点工作记录-陈启明-柳树店村党支部", "联系领导｜陈启明｜职　务｜镇党委书记\n联系点｜柳树店村党支部｜支部书记｜柳大成"),
        ("全镇/16-主持词", "镇党委副书记、镇长　林国安\n（2026年7月6日）"),
        ("全镇/16-主持词", "下面，进行第三项：镇党委书记作动员讲话。"),
        ("全镇/17-签到表", "1｜吕寨村党支部｜吕长河｜党支部书记｜"),
        ("全镇/17-签到表", "14｜镇机关党支部｜｜｜"),
        ("吕寨村党支部/21-学习考勤登记表", "应参学党员：34名"),
        ("吕寨村党支部/30-征求意见表", "贯彻上级决策部署"),
        ("吕寨村党支部/32-谈心谈话安排表", "吕建军（1972年3月）"),
        ("吕寨村党支部/33-专题组织生活会方案", "应参学的34名党员每人准备党性分析材料"),
        ("吕寨村党支部/34-专题组织生活会记录", "应到人数｜34｜实到人数｜"),
        ("吕寨村党支部/36-民主评议票", "序号｜姓　名｜优秀｜合格｜基本合格｜不合格｜备　注"),
        ("轧花厂党支部/40-软弱涣散党组织整顿方案", "被列为空壳党组织"),
        ("吕寨村党支部/42-满意度测评票", "序号｜测评项目｜满意｜基本满意｜不满意｜不了解"),
        ("吕寨村党支部/50-督导检查记录", "公示｜□有　□无　□不全"),
    ],
)  # fmt: skip
def test_what_the_facts_say_stands_in_its_cell(every_kind_built: Built, document: str, words: str) -> None:
    assert words in said(every_kind_built, document)


def test_a_name_stands_twice_on_its_card_and_each_person_has_a_page(every_kind_built: Built) -> None:
    cards = docx.Document(str(every_kind_built.home / "全镇/18-席卡.docx"))
    boxes = cards.element.body.xpath(".//*[local-name()='txbxContent']")
    turned = cards.element.body.xpath(".//*[local-name()='xfrm']/@rot")

    names = ["".join(box.xpath(".//*[local-name()='t']/text()")) for box in boxes]
    assert names[::3] == names[1::3] == names[2::3]  # the lower half once more, for Word 2007
    assert len(cards.paragraphs) == len(turned) == len(names) // 3 == 29
    assert set(turned) == {"10800000"}
    assert names[0] == "林国安"


def test_who_talks_with_whom_and_how_votes_fall_is_left_to_people(every_kind_built: Built) -> None:
    for row in docx.Document(str(every_kind_built.home / "吕寨村党支部/32-谈心谈话安排表.docx")).tables[0].rows[1:]:
        cells = [cell.text for cell in row.cells]
        assert (cells[1], cells[2], *cells[5:]) == ("",) * 5
    for row in docx.Document(str(every_kind_built.home / "商会联合党支部/36-民主评议票.docx")).tables[0].rows[1:]:
        assert {cell.text for cell in row.cells[2:]} <= {"", "预备党员，不评等次"}


def test_a_paper_of_one_branch_names_nobody_of_another(every_kind_built: Built) -> None:
    sheet = docx.Document(str(every_kind_built.home / "吕寨村党支部/21-学习考勤登记表.docx")).tables[0]
    listed = {"".join(row.cells[1].text.split()) for row in sheet.rows[1:-3]}  # counts and a signature end it

    assert len(listed) == 34
    for path in papers(every_kind_built):
        if path.parent.name not in {"吕寨村党支部", "全镇"}:
            words = text(path.read_bytes())
            assert not [name for name in listed if len(name) > 2 and name in words], path
