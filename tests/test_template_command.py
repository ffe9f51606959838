"""The commands `template check` and `template new`, as a clerk uses them."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from pipeline.errands import starting
from tests import thorough
from tests.conftest import Workspace, needs
from tests.makers import a_template
from tests.office import converted
from tests.outline import text


def put(workspace: Workspace, name: str, *paragraphs: str) -> Path:
    path = workspace.path / "templates" / name
    path.write_bytes(a_template(*paragraphs))
    return path


def test_the_shipped_templates_are_right(workspace: Workspace) -> None:
    code, out, _ = workspace.run("template", "check")

    assert code == 0
    assert "0 个要改" in out
    assert not (workspace.path / "outputs").exists()


def test_a_faulty_template_is_named_with_its_places_and_a_commented_copy(workspace: Workspace) -> None:
    path = put(workspace, "甲.docx", "｛｛ 支部.名称 ｝｝", "{%p if 问题们 %}")
    before = path.read_bytes()

    code, out, _ = workspace.run("template", "check", "templates/甲.docx")

    assert code == 1
    assert "第1段“｛｛ 支部.名称 ｝｝”：花括号或百分号是全角的" in out
    assert "第2段“{%p if 问题们 %}”：“{%p if 问题们 %}”没有结束" in out
    assert path.read_bytes() == before
    copy = docx.Document(str(workspace.output("退回修改-模板/甲（检查）.docx")))
    assert len(list(copy.comments)) == 2


def test_a_copy_that_someone_mends_is_not_written_over(workspace: Workspace) -> None:
    put(workspace, "甲.docx", "{{ 支步.名称 }}")
    workspace.run("template", "check", "templates/甲.docx")
    copy = workspace.output("退回修改-模板/甲（检查）.docx")
    workspace.run("template", "check", "templates/甲.docx")
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]

    copy.write_bytes(b"mended")
    workspace.run("template", "check", "templates/甲.docx")

    assert copy.read_bytes() == b"mended"
    assert sorted(path.name for path in copy.parent.iterdir()) == ["甲（检查2）.docx", "甲（检查）.docx"]


def test_the_scope_is_that_of_the_catalog_or_the_one_asked_for_or_the_widest_that_fits(workspace: Workspace) -> None:
    put(workspace, "甲.docx", "{{ 党员.姓名 }}")
    put(workspace, "乙.docx", "{{ 单位.名称 }}")
    catalog = workspace.path / "templates" / "catalog.yaml"
    catalog.write_text(
        "- {文种: 甲, 模板: 甲.docx, 范围: 支部, 文件名: 甲}\n- {文种: 乙, 模板: 甲.docx, 范围: 党员, 文件名: 乙}\n",
        "utf-8",
    )

    code, out, _ = workspace.run("template", "check", "templates/甲.docx", "templates/乙.docx", "--json")
    both, free = json.loads(out)["files"]
    _, out, _ = workspace.run("template", "check", "templates/甲.docx", "--json", "--scope", "党员")
    (asked,) = json.loads(out)["files"]

    assert code == 1
    assert (both["scopes"], both["guessed"]) == (["支部", "党员"], False)
    assert [p["message"] for p in both["problems"]] == [
        "没有「党员」这个名字（范围是支部时）：它只在范围是党员的模板里有"
    ]
    assert both["marked"] == "outputs/退回修改-模板/甲（检查）.docx"
    assert (free["scopes"], free["guessed"], free["problems"]) == (["全镇"], True, [])
    assert (asked["scopes"], asked["problems"]) == (["党员"], [])


def test_what_is_no_template_is_said(workspace: Workspace) -> None:
    (workspace.path / "templates" / "坏.docx").write_bytes(b"PK")

    code, out, _ = workspace.run("template", "check", "templates/坏.docx", "templates/没有.docx")

    assert code == 1
    assert "坏.docx：1 条" in out
    assert "没有这个文件" in out
    assert workspace.run("template", "check", "--scope", "县")[0] == 2
    (workspace.path / "空").mkdir()
    assert workspace.run("template", "check", "空")[0] == 2


@pytest.mark.parametrize("kind", thorough.each(list(starting.KINDS), 3))
def test_a_new_kind_of_document_is_built_at_once_without_a_finding(campaign: Workspace, kind: str) -> None:
    code, out, _ = campaign.run("template", "new", kind, "--name", f"学习{kind}", "--write")
    checked, _, _ = campaign.run("template", "check", f"templates/学习{kind}.docx")
    report = campaign.build()

    assert (code, checked) == (0, 0)
    assert "templates/学习" in out
    made = [path for path in report["written"] if f"06-学习{kind}" in path]
    assert len(made) == {"讲话": 1, "汇总表": 1, "表": 3}.get(kind, 2)
    assert report["findings"] == []
    for path in made:
        assert "{" not in text(campaign.path / path)


def test_what_a_start_says_comes_from_the_facts(sample: Workspace) -> None:
    for kind in ("通知", "方案"):
        sample.run("template", "new", kind, "--write")
    facts = sample.path / "inputs" / "示例-先进性教育" / "活动.yaml"
    facts.write_text(facts.read_text("utf-8").replace("\n文种: [", "\n文种: [通知, 方案, "), "utf-8")
    home = sample.output("示例-先进性教育/吕寨村党支部")

    sample.build()

    (notice,), (plan,) = (list(home.glob(f"??-{kind}.docx")) for kind in ("通知", "方案"))
    assert "（二）分析评议：2026年10月11日至11月20日。" in text(notice)
    assert "中共吕寨镇吕寨村支部委员会：" in text(notice)
    assert "（一）学习动员\n时间：2026年7月8日至10月10日。" in text(plan)


def test_the_entry_is_shown_and_written_only_when_asked(workspace: Workspace) -> None:
    catalog = workspace.path / "templates" / "catalog.yaml"
    before = catalog.read_text("utf-8")

    _, out, _ = workspace.run("template", "new", "台账")

    entry = '- 文种: 台账\n  模板: 台账.docx\n  范围: 支部\n  文件名: "06-台账"\n  发送: 支部\n'
    assert entry in out
    assert catalog.read_text("utf-8") == before
    workspace.run("template", "new", "台账", "--name", "学习台账", "--write")
    after = catalog.read_text("utf-8")
    assert after.startswith(before)
    assert after.endswith('  文件名: "06-学习台账"\n  发送: 支部\n')


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("决定",), "没有“决定”这一种"),
        (("台帐",), "是不是「台账」"),
        (("通知", "--name", "甲/乙"), "不能作名称"),
        (("通知", "--name", "{{甲}}"), "不能作名称"),
        (("通知", "--name", "整改方案"), "整改方案.docx 已经有了"),
        (("通知", "--name", "动员讲话"), "已经有“动员讲话”这个文种"),
    ],
)
def test_nothing_is_started_under_a_name_that_is_taken_or_unfit(
    workspace: Workspace, arguments: tuple[str, ...], said: str
) -> None:
    before = {path.name: path.read_bytes() for path in (workspace.path / "templates").iterdir()}

    code, _, err = workspace.run("template", "new", *arguments, "--write")

    assert code == 2
    assert said in err
    assert {path.name: path.read_bytes() for path in (workspace.path / "templates").iterdir()} == before


def test_a_catalog_that_cannot_be_read_is_left_alone(workspace: Workspace) -> None:
    catalog = workspace.path / "templates" / "catalog.yaml"
    catalog.write_text("- 文种: [", "utf-8")

    code, _, err = workspace.run("template", "new", "通知", "--write")

    assert code == 2
    assert "catalog.yaml 现在有错" in err
    assert catalog.read_text("utf-8") == "- 文种: ["
    assert not (workspace.path / "templates" / "通知.docx").exists()


def test_help_tells_what_there_is_to_do(workspace: Workspace) -> None:
    _, listed, _ = workspace.run("template", "--help")
    _, check, _ = workspace.run("template", "check", "--help")

    assert "check" in listed
    assert "gongwen template check [文件…]" in check


@pytest.mark.slow
@needs("soffice")
def test_the_commented_copy_opens_in_libreoffice(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "甲.docx", "{{ 支步.名称 }}", "甲")
    workspace.run("template", "check", "templates/甲.docx")

    (again,) = converted([workspace.output("退回修改-模板/甲（检查）.docx")], "docx", tmp_path / "office")

    assert [comment.author for comment in docx.Document(str(again)).comments] == ["公文检查"]
