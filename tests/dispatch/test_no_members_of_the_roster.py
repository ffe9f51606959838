"""Who stands in the members' roster and is no member is his branch's all the same: no other branch reads of him."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import dispatch, produce
from pipeline.desk import opened
from pipeline.inbox import read_inputs
from pipeline.send import Secrets
from tests.conftest import Workspace
from tests.send.conftest import ROSTER
from tests.sheets import workbook

_MORE = """\
丁积极|二支部|男|1969-01-02|入党积极分子||110101196901030009|13900000041
戊发展|二支部|男|1969-01-03|发展对象||110101196901040000|13900000042
己群众|二支部|男|1969-01-04|群众||110101196901050000|家67810043
庚不明||男|1969-01-05|群众||110101196901060000|13900000044
"""


@pytest.fixture
def told(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Workspace]:
    """The office with such people in its roster, and a speech that all branches get."""

    def build(speech: str) -> Workspace:
        path = tmp_path / "办公室"
        shutil.copytree(made, path)
        home = path / "inputs" / "活动"
        (home / "花名册.xlsx").write_bytes(workbook(ROSTER + _MORE))
        (home / "讲话.md").write_text(f"# 抓好学习\n\n{speech}\n", "utf-8")
        with opened(path) as desk:
            produce.produce(desk)
            dispatch.approve(desk, dispatch.Choice(everything=True))
        return Workspace(path, capsys)

    return build


@pytest.mark.parametrize(
    "said", ["请丁积极同志发言。", "身份证号110101196901040000。", "联系电话67810043（2026年3月）。"]
)
def test_a_person_of_the_roster_who_is_no_member_stops_the_parcels_of_others(
    told: Callable[[str], Workspace], tmp_path: Path, said: str
) -> None:
    office = told(said)

    code, out, _ = office.run("send", "--way", "文件夹", "--to", str(tmp_path / "共享"))

    assert code == 1
    assert {each.name for each in (tmp_path / "共享" / "活动").iterdir()} == {"二支部"}
    assert "二村支部委员会表里的人" in "".join(out.split()) or "二村支部委员会的表里的人" in "".join(out.split())


def test_whoever_stands_in_the_roster_is_known_with_his_numbers(told: Callable[[str], Workspace]) -> None:
    office = told("每月学习两次。")
    with opened(office.path) as desk:
        inbox = read_inputs(desk.workspace, desk.memory)
        known = Secrets.of([(each.township, each.dossiers) for each in inbox.campaigns])
    of_two = {token for token, owners in known.owners.items() if owners == {"中共吕寨镇二村支部委员会"}}

    assert {"丁积极", "戊发展", "己群众", "13900000041", "110101196901050000", "67810043", "王五味"} <= of_two
    assert known.owners.keys() >= {"庚不明", "13900000044"}
    assert not any("庚不明" in token for token in of_two)
    assert sum(len(dossier.members) for dossier in inbox.campaigns[0].dossiers) == 4
