"""Rare characters of names are set in faces that have them; nothing else moves."""

from __future__ import annotations

import pytest

from pipeline.review import layout_of
from tests.conftest import CAMPAIGN, Workspace


def _faces(workspace: Workspace, name: str) -> dict[str, str]:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", f"姓名|所在党支部|人员类别|党籍状态\n{name}|一支部|正式党员|正常\n")
    assert workspace.build("--json")["findings"] == []
    (form,) = workspace.output("活动/一支部").glob("03-*.docx")
    cell = next(p for p in layout_of(form.read_bytes()).everything if p.text == name)
    return {character: run.letter.east for run in cell.runs for character in run.text}


@pytest.mark.parametrize(
    ("name", "face"),
    [("张堃", "仿宋"), ("李喆", "仿宋"), ("王䶮", "宋体"), ("赵㛃", "宋体"), ("陈𬭚", "SimSun-ExtB")],
)
def test_a_rare_character_gets_a_face_that_has_it(workspace: Workspace, name: str, face: str) -> None:
    faces = _faces(workspace, name)

    assert faces == {name[0]: "仿宋_GB2312", name[1]: face}


def test_a_common_name_is_left_alone(workspace: Workspace) -> None:
    assert _faces(workspace, "张三") == {"张": "仿宋_GB2312", "三": "仿宋_GB2312"}
