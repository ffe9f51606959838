"""What is done of one campaign is stopped by nothing of another; a name that is nobody's is told so, with what there is."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from pipeline import dispatch, produce
from pipeline.desk import opened
from tests.conftest import FIVE, Workspace, put, put_templates, working_here
from tests.outline import text

FACTS = """\
活动:
  名称: {name}
  简称: {name}
  开始: 2026-07-01
  结束: 2026-12-31
单位: {{名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}}
会议: {{名称: {name}动员会, 时间: 2026-07-06 09:00, 地点: 三楼}}
文种: [会议通知]
"""
ROSTER = """\
姓名|所在党支部|人员类别|入党时间
张三|一支部|正式党员|1998-07-01
李四|二支部|正式党员|1999-07-01
"""
BRANCHES = "党支部名称|书记|联系电话\n一支部|王某某|13800000001\n二支部|赵某某|13800000002\n"


@pytest.fixture(scope="module")
def once_sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two campaigns of the same branches; of both something has been sent."""
    home = tmp_path_factory.mktemp("two")
    put_templates(home, *FIVE)
    for name in ("甲活动", "乙活动"):
        put(home, f"{name}/活动.yaml", FACTS.format(name=name))
        put(home, f"{name}/花名册.xlsx", ROSTER)
        put(home, f"{name}/支部.xlsx", BRANCHES)
    with working_here(), opened(home) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(home / "送"))).failed
    return home


@pytest.fixture
def two(once_sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A copy of it."""
    shutil.copytree(once_sent, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path, capsys)


def broken(office: Workspace, name: str) -> None:
    (office.path / f"inputs/{name}/花名册.xlsx").write_bytes(b"PK\x03\x04 no workbook")


def behind(office: Workspace, name: str) -> None:
    office.put(f"{name}/活动.yaml", FACTS.format(name=name).replace("三楼", "二楼"))


def test_a_receipt_is_recorded_where_another_campaign_is_not_ready(two: Workspace) -> None:
    broken(two, "乙活动")

    code, out, err = two.run("signed", "--branch", "一支部", "--by", "张某某")

    assert (code, err) == (0, "")
    assert "已登记：由 张某某 签收：一支部（甲活动）" in out
    assert "乙活动" in out
    assert "它的回执没有登记" in out
    sent = json.loads(two.run("status", "--json")[1])["sent"]
    signed = {(each["campaign"], each["branch"]): bool(each["signed"]) for each in sent}
    assert signed["甲活动", "一支部"]
    assert not signed["乙活动", "一支部"]


def test_to_sign_and_to_remind_need_no_build(two: Workspace) -> None:
    behind(two, "乙活动")
    notice = two.path / "outputs/甲活动/一支部/01-会议通知.docx"
    notice.unlink()

    code, out, err = two.run("signed", "--branch", "一支部", "--by", "张某某")
    assert (code, err) == (0, "")
    assert "已登记：由 张某某 签收：一支部（" in out
    assert "没有登记" not in out
    code, out, err = two.run("remind")
    assert (code, err) == (0, "")
    assert "请打电话  二支部" in out
    assert "这次没有催" not in out


def test_a_paper_that_somebody_has_moved_away_is_called_that(two: Workspace) -> None:
    notice = two.path / "outputs/甲活动/一支部/01-会议通知.docx"
    notice.unlink()

    code, _, err = two.run("approve", "--all", "--campaign", "甲活动")

    assert code == 1
    assert "1 份文件不在原处了（outputs/甲活动/一支部/01-会议通知.docx）" in err
    assert "改过" not in err.partition("请先")[0]
    two.build()
    assert two.run("approve", "--all", "--campaign", "甲活动")[0] == 0
    behind(two, "甲活动")
    assert "名册或模板改过，有 3 份文件还没有更新" in two.run("approve", "--all", "--campaign", "甲活动")[2]


def test_a_receipt_of_a_campaign_that_is_not_ready_waits(two: Workspace) -> None:
    broken(two, "乙活动")

    code, _, err = two.run("signed", "--branch", "一支部", "--by", "张某某", "--campaign", "乙活动")

    assert code == 1
    assert "“乙活动”的材料没有读全" in err


@pytest.mark.parametrize("returns", [(), ("--returns",)], ids=["receipts", "returns"])
def test_who_can_be_reminded_is_reminded(two: Workspace, returns: tuple[str, ...]) -> None:
    broken(two, "乙活动")

    code, out, err = two.run("remind", *returns)

    assert (code, err) == (0, "")
    assert "“乙活动”这次没有催：“乙活动”的材料没有读全" in out
    assert ("请打电话  一支部" in out) is not bool(returns)


def test_one_branch_alone_is_reminded(two: Workspace) -> None:
    out = two.run("remind", "--branch", "二支部", "--campaign", "甲活动")[1]

    assert "请打电话  二支部：赵某某 13800000002" in out
    assert "一支部" not in out
    assert "只催这一个党支部" in two.run("remind", "--help")[1]


def test_a_paper_of_one_campaign_is_approved_while_another_is_not_ready(two: Workspace) -> None:
    broken(two, "乙活动")

    code, out, err = two.run("approve", "outputs/甲活动/一支部/01-会议通知.docx")

    assert (code, err) == (0, "")
    assert "以前已经批准 1 份" in out


@pytest.mark.parametrize(
    "asked",
    [
        ("returned", "--branch", "一支不"),
        ("remind", "--branch", "一支不"),
        ("remind", "--returns", "--branch", "一支不"),
        ("signed", "--by", "张某某", "--branch", "一支不"),
        ("approve", "--branch", "一支不"),
        ("approve", "--withdraw", "--branch", "一支不"),
        ("send", "--way", "文件夹", "--to", ".", "--dry-run", "--branch", "一支不"),
        ("export", "--branch", "一支不"),
        ("collect", "inputs", "--from", "一支不", "--dry-run"),
    ],
    ids=" ".join,
)
def test_a_branch_that_is_none_is_told_so_with_the_nearest(two: Workspace, asked: tuple[str, ...]) -> None:
    code, out, err = two.run(*asked)

    assert (code, out) == (2, "")
    assert "是不是「一支部」？" in err


@pytest.mark.parametrize(
    "asked",
    [
        ("returned",),
        ("remind",),
        ("remind", "--returns"),
        ("signed", "--by", "张某某", "--branch", "一支部"),
        ("approve", "--all"),
        ("send", "--way", "文件夹", "--to", ".", "--dry-run"),
        ("send", "--settle"),
        ("export",),
        ("find", "张三"),
        ("check",),
        ("build",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(("name", "said"), [("甲活洞", "是不是「甲活动」？"), ("无此物", "有的是 乙活动、甲活动")])
def test_a_campaign_that_is_none_is_told_so_with_what_there_is(
    two: Workspace, asked: tuple[str, ...], name: str, said: str
) -> None:
    code, out, err = two.run(*asked, "--campaign", name)

    assert code == 2
    assert f"没有叫“{name}”的活动" in err
    assert said in err
    assert "没有要收的表" not in out


def test_the_archive_names_campaigns_and_no_other_folders(two: Workspace) -> None:
    (two.path / "outputs/排版").mkdir()

    assert "没有“排版”这个活动，有的是 乙活动、甲活动" in two.run("archive", "排版")[2]


def contents(office: Workspace, branch: str) -> list[str]:
    """Return the 目录 of a branch's parcels, the oldest first, as lines of text."""
    found = sorted((office.path / "送").rglob("00-送达目录.docx"), key=lambda path: path.stat().st_mtime_ns)
    return [text(path) for path in found if branch in str(path)]


def test_a_contents_page_says_which_it_replaces_and_what_is_void(two: Workspace) -> None:
    """甲活动 moves its meeting: the first notice is void, and so is the 目录 that held nothing else."""
    behind(two, "甲活动")
    two.build()
    two.run("approve", "--all")
    day = dt.datetime.now().astimezone()
    sent = f"{day.year}年{day.month}月{day.day}日第1批"

    two.run("send", "--way", "文件夹", "--to", str(two.path / "送"), "--campaign", "甲活动")

    first, *_, last = contents(two, "一支部")
    assert "代替" not in first
    assert f"本目录代替{sent}的目录，原目录作废。" in last
    assert f"01-会议通知（代替{sent}的，原件作废）" in last


def test_what_is_sent_again_replaces_the_contents_page_alone(two: Workspace) -> None:
    two.run(
        "send", "--way", "文件夹", "--to", str(two.path / "送"), "--campaign", "甲活动", "--again", "--branch", "一支部"
    )

    last = contents(two, "一支部")[-1]
    assert "重发" in last
    assert "的目录，原目录作废。" in last
    assert "01-会议通知（重发）" in last
    assert "原件作废" not in last


def test_a_further_paper_leaves_the_earlier_contents_page_as_it_is(two: Workspace) -> None:
    two.put("甲活动/活动.yaml", FACTS.format(name="甲活动").replace("[会议通知]", "[会议通知, 整改台账]"))
    two.build()
    two.run("approve", "--all")

    two.run("send", "--way", "文件夹", "--to", str(two.path / "送"), "--campaign", "甲活动")

    last = contents(two, "一支部")[-1]
    assert "05-整改台账" in last
    assert "代替" not in last
    assert "作废" not in last
