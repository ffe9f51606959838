"""The commands `template check` and `template new`, as a clerk uses them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from tests.conftest import Workspace, needs
from tests.office import converted


def a_template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


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
