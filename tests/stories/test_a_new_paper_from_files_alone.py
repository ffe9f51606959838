"""docs/add-a-paper.md, done: what its YAML says is due, one document for each element, when its time has come."""

from __future__ import annotations

import io
import json
import re

import docx

from tests.conftest import CAMPAIGN, ROOT, Workspace

PHASES = """\
  阶段:
    - {名称: 学习动员, 开始: 2026-07-01, 结束: 2026-08-31}
    - {名称: 分析评议, 开始: 2026-09-01, 结束: 2026-10-20}
"""
ISSUES = """\
党支部|具体问题|责任人|整改时限
一支部|公开不及时|王某某|2026-11-30
一支部|学习不够|王某某|2026-12-30
一支部|走访不够||2026-12-30
二支部|制度不全|赵某某|2026-12-30
"""


def paper(*lines: str) -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def shown(workspace: Workspace, name: str) -> str:
    return "\n".join(p.text for p in docx.Document(str(workspace.output(f"活动/{name}"))).paragraphs)


def set_up(workspace: Workspace, cutoff: str = "") -> None:
    page = (ROOT / "docs" / "add-a-paper.md").read_text("utf-8")
    entries = re.findall(r"^ *```yaml\n(.*?)^ *```", page, flags=re.MULTILINE | re.DOTALL)
    entries = [re.sub(r"^   (?=[-  ] )", "", each, flags=re.MULTILINE) for each in entries]
    listed = [each for each in entries if "文种" in each]
    assert len(listed) == 3
    (workspace.path / "templates" / "catalog.yaml").write_text("\n".join(listed), "utf-8")
    (workspace.path / "templates" / "支部函.docx").write_bytes(paper("{{ 支部.简称 }}："))
    (workspace.path / "templates" / "整改通知.docx").write_bytes(paper("{{ 项.序号 }} {{ 项.具体问题 }}"))
    (workspace.path / "templates" / "阶段总结.docx").write_bytes(paper("{{ 段.名称 }}（{{ 段.起止 }}）"))
    said = CAMPAIGN.replace("单位:", f"{PHASES}{cutoff}单位:")
    workspace.put("活动/活动.yaml", said + "支部安排:\n  二支部: {截至: 2026-11-01}\n" * bool(cutoff))
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|入党时间\n张三|一支部|1998-07-01\n李四|二支部|1998-07-01\n")
    workspace.put("活动/问题清单.xlsx", ISSUES)


def test_each_issue_and_each_phase_that_is_over_has_its_paper(workspace: Workspace) -> None:
    set_up(workspace, "  截至: 2026-08-31\n")

    report = workspace.build()

    assert report["exit"] == 0, report["problems"]
    assert workspace.documents() == [
        "outputs/活动/一支部/20-支部函.docx",
        "outputs/活动/一支部/40-整改通知-王某某-1.docx",
        "outputs/活动/一支部/40-整改通知-王某某-2.docx",
        "outputs/活动/一支部/55-阶段总结-学习动员.docx",
        "outputs/活动/二支部/20-支部函.docx",
        "outputs/活动/二支部/40-整改通知-赵某某.docx",
        "outputs/活动/二支部/55-阶段总结-分析评议.docx",
        "outputs/活动/二支部/55-阶段总结-学习动员.docx",
    ]
    assert shown(workspace, "一支部/40-整改通知-王某某-2.docx") == "2 学习不够"
    assert shown(workspace, "二支部/55-阶段总结-分析评议.docx") == "分析评议（2026年9月1日至10月20日）"


def test_without_a_cutoff_summaries_wait_and_that_is_said(workspace: Workspace) -> None:
    set_up(workspace)

    report = workspace.build()

    assert not any("阶段总结" in path for path in workspace.documents())
    assert [problem["code"] for problem in report["problems"] if problem["code"] == "paper.waits"] == ["paper.waits"]
    assert "阶段总结要等阶段结束才出" in workspace.run("status")[1]


def test_why_and_template_check_and_vocabulary_know_the_element(workspace: Workspace) -> None:
    set_up(workspace, "  截至: 2026-08-31\n")

    code, said, _ = workspace.run("why", "一支部/40-整改通知-王某某-2", "--json")
    assert code == 0
    assert "问题清单.xlsx" in json.dumps(json.loads(said), ensure_ascii=False)
    assert workspace.run("template", "check", "templates/整改通知.docx")[0] == 0
    (workspace.path / "templates" / "整改通知.docx").write_bytes(paper("{{ 向.具体问题 }}"))
    code, said, _ = workspace.run("template", "check", "templates/整改通知.docx")
    assert code != 0
    assert "向" in said
    assert "段.起止" in workspace.run("vocabulary", "--scope", "支部")[1]


def test_papers_of_a_list_that_cannot_be_told_stay_where_they_are(workspace: Workspace) -> None:
    set_up(workspace)
    workspace.build()
    there = workspace.output("活动/一支部/40-整改通知-王某某-1.docx")
    assert there.is_file()

    workspace.put("活动/问题清单.xlsx", ISSUES.replace("二支部", "哪个支部"))
    report = workspace.build()

    assert there.is_file()
    assert any(
        path.endswith("一支部/40-整改通知-王某某-1.docx") for path in json.dumps(report, ensure_ascii=False).split('"')
    )
