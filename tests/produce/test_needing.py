"""That a branch has no issues is told where a paper of its campaign shows them, and only there."""

from __future__ import annotations

import shutil

import docx
import pytest

from pipeline import produce
from pipeline.desk import opened
from tests import thorough
from tests.conftest import CAMPAIGN, Workspace, put_templates


@pytest.mark.parametrize(
    ("text", "each", "told"),
    thorough.each([
        ("{% for 谁, 题们 in 问题们|groupby('责任人') %}{{ 谁 }}：{% for 题 in 题们 %}{{ 题.具体问题 }}{% endfor %}{% endfor %}", "", True),
        ("{% for 几 in 问题们|batch(3) %}{{ 几[0].具体问题 }}{% endfor %}", "", True),
        ("{% set 头 = 问题们 %}{% for 题 in 头 %}{{ 题.具体问题 }}{% endfor %}", "", True),
        ("{{ 题.具体问题 }}", "题 in 问题们", True),
        ("{{ 题.具体问题 }}", "题 in 问题们|sort(attribute='具体问题') if 题.责任人", True),
        ("{{ 支部.名称 }}", "组 in 问题们|groupby('责任人')", True),
        ("{% for 题 in 公示们 %}{{ 题.具体问题 }}{{ 题.整改措施|join('；') }}{{ 题.整改时限 }}{{ 题.责任人 }}{% endfor %}", "", True),
        ("{% for 题 in 问题们 %}{{ 题.具体问题 }}{% endfor %}", "", False),
        ("问题共{{ 问题们|length }}条", "", False),
        ("{% if 问题们 %}有问题{% endif %}{{ 支部.名称 }}", "", False),
        ("{{ 段.名称 }}", "段 in 支部.阶段", False),
    ], 3),
)  # fmt: skip
def test_a_branch_without_issues_is_told_where_a_paper_shows_them(
    workspace: Workspace, text: str, each: str, told: bool
) -> None:
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path, "动员讲话")
    made = docx.Document()
    made.add_paragraph(text)
    made.save(str(workspace.path / "templates" / "自拟.docx"))
    name = f"自拟-{{{{ {each[0]}.序号 }}}}" if each.startswith("题") else "自拟"
    with (workspace.path / "templates" / "catalog.yaml").open("a", encoding="utf-8") as catalog:
        catalog.write(f'\n- 文种: 自拟\n  模板: 自拟.docx\n  范围: 支部\n  文件名: "{name}"\n')
        catalog.write(f'  逐: "{each}"\n' if each else "")
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|入党时间\n张三|一支部|1998-07-01\n李四|二支部|1999-07-01\n")
    workspace.put("活动/问题清单.xlsx", "具体问题|党支部|整改措施|责任人\n学习不够|一支部|集中学习|张三\n")

    with opened(workspace.path) as desk:
        report = produce.produce(desk)

    assert not [each for each in report.problems if each.code.startswith(("catalog", "template"))]
    said = [str(each) for each in report.problems if each.code == "issue.missing"]
    assert bool(said) is told
    assert all("二支部" in each and "整改台账" not in each for each in said)
