"""What nobody may be asked for by name is told from what only lists the same people, wherever it lies."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path

import docx
import pytest

from pipeline import dispatch, produce
from pipeline.desk import opened
from tests.conftest import CAMPAIGN, Workspace, put_templates

PEOPLE = "".join(f"党员{chr(0x4E00 + n)}|一支部|1998-07-01\n" for n in range(24))
BALLOT, REGISTER = "36-民主评议票.docx", "21-学习考勤登记表.docx"


@pytest.fixture
def share(workspace: Workspace, tmp_path: Path) -> Path:
    """What the branch has: forms, ballots, a register that lists the same people."""
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path, "党性分析表", "民主评议票", "学习考勤登记表")
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|入党时间\n" + PEOPLE)
    with opened(workspace.path) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(tmp_path / "共享"))).failed
    return tmp_path / "共享"


def states(office: Workspace, file: Path) -> list[str]:
    _, out, err = office.run("collect", "--json", str(file))
    return [each["state"] for each in json.loads(out or err)["files"]]


def test_a_ballot_is_never_kept_and_a_list_of_the_same_people_is(workspace: Workspace, share: Path) -> None:
    ballot, register = (next(share.rglob(name)) for name in (BALLOT, REGISTER))

    assert states(workspace, ballot) == ["不记名"]
    assert "不记名" not in states(workspace, register)


def test_a_ballot_in_the_file_of_somebodys_form_is_a_ballot(workspace: Workspace, share: Path, tmp_path: Path) -> None:
    form = docx.Document(str(next(share.rglob("03-党性分析表-*.docx"))))
    ballot = docx.Document(str(next(share.rglob(BALLOT))))
    section = form.element.body[-1]
    for element in list(form.element.body)[:-1]:
        form.element.body.remove(element)
    for element in list(ballot.element.body)[:-1]:
        section.addprevious(copy.deepcopy(element))
    form.save(str(tmp_path / "交.docx"))

    assert states(workspace, tmp_path / "交.docx") == ["不记名"]
    assert not list((workspace.path / "outputs").rglob("交回/**/*.docx"))
