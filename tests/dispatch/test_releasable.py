"""What the last run has left says word for word what may be released, as if everything were read and planned anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline import dispatch, produce
from pipeline.desk import Desk, opened
from pipeline.dispatch import releasable
from pipeline.dispatch.releasable import Releasable
from pipeline.dispatch.waiting_papers import Waiting
from pipeline.model.errors import NotReadyError
from tests import thorough
from tests.conftest import ROSTER, Built, Workspace

NOTICE = "活动/一支部/01-会议通知.docx"
FORM = "活动/一支部/03-党性分析表-张三.docx"


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def build(workspace: Path) -> None:
    """Build until nothing is left to do, so that the last run leaves an answer."""
    with opened(workspace) as desk:
        for _ in range(3):
            if produce.standing(desk) is None:
                produce.produce(desk)


def both(workspace: Path, branch: str = "") -> tuple[object, object]:
    """Return what the last run tells, and what the rosters say."""
    with opened(workspace, read_only=True) as desk:
        told = releasable._told(desk, branch)
        assert told is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(releasable, "standing", lambda _: None)
            read = releasable.releasable(desk, "", branch)
    return plain(*told), plain(*read)


def plain(campaigns: Sequence[Releasable], left: Sequence[str]) -> tuple[object, ...]:
    def papers(each: Releasable) -> dict[str, list[Waiting]]:
        return {name: list(listed) for name, listed in each.waiting.items() if listed}

    return [(each.name, list(each.short.items()), list(each.meant), papers(each)) for each in campaigns], list(left)


def count(told: object) -> int:
    campaigns, _ = told  # type: ignore[misc]
    return sum(len(listed) for *_, papers in campaigns for listed in papers.values())


@thorough.only_in_ci
def test_of_the_sample_with_every_kind(every_kind_built: Built, tmp_path: Path) -> None:
    workspace = tmp_path / "copy"
    shutil.copytree(every_kind_built.path, workspace)
    build(workspace)

    told, read = both(workspace)

    assert told == read
    assert count(told) > 400


@pytest.mark.parametrize("head", thorough.heads("无", "套打"))
def test_of_extreme_values(extreme_built: Callable[[str], Built], head: str, tmp_path: Path) -> None:
    workspace = tmp_path / "copy"
    shutil.copytree(extreme_built(head).path, workspace)
    build(workspace)

    told, read = both(workspace)

    assert told == read
    assert count(told) > 10


def a_value_that_nobody_can_read(workspace: Workspace) -> None:
    workspace.put("活动/花名册.xlsx", ROSTER.replace("1980-05-06", "1980-13-06"))


def an_edit_and_another_value(workspace: Workspace) -> None:
    build(workspace.path)
    edit(workspace.output(FORM))
    workspace.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))


def an_edit_alone(workspace: Workspace) -> None:
    build(workspace.path)
    edit(workspace.output(NOTICE))


def an_edited_paper_whose_member_is_gone(workspace: Workspace) -> None:
    build(workspace.path)
    edit(workspace.output(FORM))
    workspace.put("活动/花名册.xlsx", ROSTER.replace("张三|", "赵六|"))


def a_stranger_beside_the_papers(workspace: Workspace) -> None:
    build(workspace.path)
    workspace.output("活动/一支部/01-会议通知（新版2）.docx").write_bytes(b"PK")


def two_campaigns(workspace: Workspace) -> None:
    shutil.copytree(workspace.path / "inputs/活动", workspace.path / "inputs/又一个")


def one_of_two_archived(workspace: Workspace) -> None:
    two_campaigns(workspace)
    build(workspace.path)
    workspace.output("又一个/已归档.txt").write_text("归档时间：2026-12-31\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    thorough.each(
        [
            a_value_that_nobody_can_read,
            an_edit_and_another_value,
            an_edit_alone,
            an_edited_paper_whose_member_is_gone,
            a_stranger_beside_the_papers,
            two_campaigns,
            one_of_two_archived,
        ],
        2,
    ),
)
def test_of_what_is_not_as_it_should_be(campaign: Workspace, change: Callable[[Workspace], None]) -> None:
    change(campaign)
    build(campaign.path)

    for branch in ("", "一支部", "二支部"):
        told, read = both(campaign.path, branch)
        assert told == read
        assert count(told)


@pytest.mark.parametrize(
    "choice",
    thorough.each(
        [
            dispatch.Choice(),
            dispatch.Choice(everything=True),
            dispatch.Choice(branch="一支部"),
            dispatch.Choice(kind="党性分析表"),
            dispatch.Choice(phase="学习动员"),
            dispatch.Choice(seen={f"outputs/{FORM}": ""}),
        ],
        2,
    ),
)
def test_the_same_is_released(
    campaign: Workspace,
    choice: dispatch.Choice,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    an_edit_and_another_value(campaign)
    build(campaign.path)
    other = tmp_path_factory.mktemp("other") / "copy"
    shutil.copytree(campaign.path, other)

    with opened(campaign.path) as desk:
        told = dispatch.approve(desk, choice)
    monkeypatch.setattr(releasable, "standing", lambda _: None)
    with opened(other) as desk:
        read = dispatch.approve(desk, choice)

    told.deed = read.deed = None  # when it was done
    assert told == read
    assert told.approved or told.waiting or told.undecided


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The times that the rosters were read for it."""
    made: list[str] = []
    real = releasable.standing

    def standing(desk: Desk) -> produce.Report | None:
        found = real(desk)
        made.append("told" if found else "read")
        return found

    monkeypatch.setattr(releasable, "standing", standing)
    return made


def test_what_has_changed_is_read(campaign: Workspace, readings: list[str]) -> None:
    build(campaign.path)
    with opened(campaign.path) as desk:
        dispatch.approve(desk, dispatch.Choice())
        campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))
        with pytest.raises(NotReadyError, match="gongwen build"):
            dispatch.approve(desk, dispatch.Choice())

    assert readings == ["told", "read"]


def test_a_branch_by_a_name_that_only_the_rosters_know(campaign: Workspace) -> None:
    build(campaign.path)
    with opened(campaign.path, read_only=True) as desk:
        assert releasable._told(desk, "第一党支部") is None


def test_a_damaged_record_is_read_anew(campaign: Workspace) -> None:
    build(campaign.path)
    with opened(campaign.path) as desk:
        whole = plain(*releasable.releasable(desk, "", ""))
        desk.ledger._database.execute("UPDATE campaign_now SET told = x'00'")
        assert releasable._told(desk, "") is None
        assert plain(*releasable.releasable(desk, "", "")) == whole
