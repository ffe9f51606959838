"""What a person changes through the program: kept, on record, undone; and nobody's own edit is ever lost."""

from __future__ import annotations

import hashlib
import io
import threading
from pathlib import Path

import openpyxl
import pytest

from pipeline import disk, produce
from pipeline.desk import SENT, Desk, opened, own_folder
from pipeline.errands import amending, history, keeping, mending, undoing
from pipeline.errands.amending import Put
from pipeline.errands.keeping import Writing
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Doer
from pipeline.model.errors import DiskError, NotReadyError, SettingsError, UsageError
from tests.conftest import CAMPAIGN, MEETING, Workspace
from tests.sheets import workbook

FAULTY = """\
姓名|所在党支部|性别|出生日期|人员类别|入党时间|联系电话
张三|一支部|男|#number 2005.1|正式党员|1998-07-01|1380013
李四|一支部|女|1980-05-06|预备党员|2025-07-01|13800000002
"""
ROSTER = "inputs/活动/花名册.xlsx"
COPY = "inputs/活动/花名册（改正）.xlsx"
YAML = "inputs/活动/活动.yaml"
SHEET = "党员花名册"


@pytest.fixture
def campaign(workspace: Workspace) -> Workspace:
    workspace.put("活动/活动.yaml", CAMPAIGN + "# 会议\n" + MEETING)
    workspace.put("活动/花名册.xlsx", workbook(FAULTY))
    return workspace


def codes(workspace: Workspace) -> set[tuple[str, str, str]]:
    found = workspace.build()["problems"]
    return {(p["code"], p["file"], p["cell"]) for p in found if p["severity"] == "error"}


def value(workspace: Workspace, path: str, address: str) -> object:
    return openpyxl.load_workbook(workspace.path / path)[SHEET][address].value


def test_a_mended_copy_takes_the_workbooks_place(campaign: Workspace) -> None:
    original = (campaign.path / ROSTER).read_bytes()
    before = codes(campaign)
    assert {(file, cell) for _, file, cell in before} == {(ROSTER, "D2"), (ROSTER, "G2")}

    with opened(campaign.path) as desk:
        done = mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"}, who=Doer("何秀芝"))

    assert done.path == COPY
    assert codes(campaign) == {(code, COPY, cell) for code, _, cell in before if cell == "G2"}
    assert (campaign.path / ROSTER).read_bytes() == original
    assert done.deed.about == f"花名册.xlsx {SHEET} D2 改成“2005年10月”"


def test_the_same_values_once_more_are_no_second_copy(campaign: Workspace) -> None:
    with opened(campaign.path) as desk:
        mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"})
        made = (campaign.path / COPY).read_bytes()
        with pytest.raises(NotReadyError, match="里已经这样改好了"):
            mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"})

    assert (campaign.path / COPY).read_bytes() == made
    assert len(list((campaign.path / COPY).parent.glob("*（改正*"))) == 1


def test_the_next_values_go_into_the_same_copy_until_somebody_edits_it(campaign: Workspace) -> None:
    with opened(campaign.path) as desk:
        mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"})
        second = mending.repair(desk, COPY, {(SHEET, "G2"): "13800000001"})
        assert second.path == COPY
        assert codes(campaign) == set()
        book = openpyxl.load_workbook(campaign.path / COPY)
        book[SHEET]["A2"] = "张三丰"
        book.save(campaign.path / COPY)
        mine = (campaign.path / COPY).read_bytes()

        third = mending.repair(desk, COPY, {(SHEET, "A3"): "李四光"})

        assert third.path == "inputs/活动/花名册（改正）（2）.xlsx"
        assert (campaign.path / COPY).read_bytes() == mine
        assert [value(campaign, third.path, each) for each in ("A2", "A3", "D2", "G2")] == [
            "张三丰", "李四光", "2005年10月", "13800000001",
        ]  # fmt: skip
        with pytest.raises(NotReadyError, match="后来又改过"):
            undoing.undo(desk, second.deed.number)
    assert codes(campaign) == set()


def test_the_command_takes_the_copy_that_has_a_workbooks_place(campaign: Workspace) -> None:
    code, out, _ = campaign.run("mend", "花名册.xlsx", f"{SHEET}!D2=2005年10月")
    assert (code, f"已改在 {COPY}，它会代替 {ROSTER}" in out, "已经由" in out) == (0, True, False)

    code, out, err = campaign.run("mend", "花名册.xlsx", f"{SHEET}!G2=13800000001")

    assert (code, err) == (0, "")
    assert f"{ROSTER} 已经由 {COPY} 代替，改的是 {COPY}。" in out
    assert f"已改在 {COPY}。" in out
    assert "它会代替" not in out
    assert [value(campaign, COPY, each) for each in ("D2", "G2")] == ["2005年10月", "13800000001"]
    assert campaign.run("mend", "花名册.xlsx", f"{SHEET}!G2=12")[:1] == (1,)


def test_what_a_person_only_has_to_look_at_is_no_failure(campaign: Workspace) -> None:
    code, out, _ = campaign.run("mend", "花名册.xlsx", f"{SHEET}!G2=63210001", "--dry-run")

    assert (code, "还不对" in out) == (0, False), out


def test_a_copy_elsewhere_is_told_with_the_file_that_is_meant(campaign: Workspace, tmp_path: Path) -> None:
    (tmp_path / "花名册.csv").write_bytes((campaign.path / ROSTER).read_bytes())

    code, _, err = campaign.run("mend", str(tmp_path / "花名册.csv"), f"{SHEET}!D2=2005年10月")

    assert code == 2
    assert f"不在 inputs、templates 里，是不是「{ROSTER}」？" in err


def test_a_workbook_that_a_copy_has_replaced_is_not_mended_beside_it(campaign: Workspace) -> None:
    with opened(campaign.path) as desk:
        mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"})
        before = (campaign.path / COPY).read_bytes()

        with pytest.raises(NotReadyError, match=f"已经由 {COPY} 代替，没有写进去。请改 {COPY}"):
            mending.repair(desk, ROSTER, {(SHEET, "G2"): "13800000001"})

    assert (campaign.path / COPY).read_bytes() == before
    assert [path.name for path in (campaign.path / "inputs/活动").glob("*改正*")] == [Path(COPY).name]


def test_each_step_is_undone_and_redone(campaign: Workspace) -> None:
    before = codes(campaign)
    with opened(campaign.path) as desk:
        one = mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"})
        first = (campaign.path / COPY).read_bytes()
        two = mending.repair(desk, COPY, {(SHEET, "G2"): "13800000001"})
        second = (campaign.path / COPY).read_bytes()

        with pytest.raises(NotReadyError, match="后来又改过"):
            undoing.undo(desk, one.deed.number)
        back = undoing.undo(desk, two.deed.number)
        assert (campaign.path / COPY).read_bytes() == first
        undoing.undo(desk, back.number)
        assert (campaign.path / COPY).read_bytes() == second
        undoing.undo(desk, history.of_people(desk)[0].number)
        undoing.undo(desk, one.deed.number)

    assert not (campaign.path / COPY).exists()
    assert codes(campaign) == before
    kept = {path.name for path in (campaign.path / "outputs" / ".gongwen" / "收回").iterdir()}
    assert {hashlib.sha256(each).hexdigest() for each in (first, second)} <= kept


def test_what_is_still_wrong_at_a_cell_is_said_before_anything_is_written(campaign: Workspace) -> None:
    with opened(campaign.path) as desk:
        tried = mending.attempt(desk, ROSTER, {(SHEET, "D2"): "2005年10月", (SHEET, "G2"): "12"})

    assert [(each.code, each.origin.cell) for each in tried.left] == [("cell.phone", "G2")]
    assert not (campaign.path / COPY).exists()
    assert not (campaign.path / "outputs" / ".gongwen" / SENT).exists()


def test_what_may_be_meant_is_offered_and_each_offer_mends_the_cell(campaign: Workspace) -> None:
    """A month, a branch, a kind of member: ready to be written in place of what nobody can read."""
    table = workbook(FAULTY.replace("|正式党员|", "|正是党员|").replace("李四|一支部", "李四|一支布"))
    campaign.put("活动/花名册.xlsx", table)
    campaign.put("活动/党支部名册.xlsx", "党支部名称|简称|书记\n中共吕寨镇一村支部委员会|一支部|某某\n")
    with opened(campaign.path) as desk:
        produce.produce(desk)
        faults = {each.problem.origin.cell: each.problem for each in desk.ledger.snapshot.faults()}
        offers = {cell: problem.offers for cell, problem in faults.items() if cell}
        assert offers["D2"] == ("2005年1月", "2005年10月")
        assert offers["E2"] == ("正式党员", "预备党员")
        assert offers["B3"] == ("一支部",)
        assert offers["G2"] == ()
        for cell in ("D2", "E2"):
            for words in offers[cell]:
                assert mending.attempt(desk, ROSTER, {(SHEET, cell): words}).left == ()
        mending.repair(desk, ROSTER, {(SHEET, cell): offers[cell][0] for cell in ("D2", "E2", "B3")})
    assert {cell for _, _, cell in codes(campaign)} == {"G2"}


def test_two_programs_change_files_one_after_the_other(campaign: Workspace) -> None:
    """What another program is about to write is not taken for what a killed one has left."""
    done: list[str] = []

    def other() -> None:
        with opened(campaign.path) as desk:
            amending.amend(desk, YAML, [Put(("会议", "地点"), "镇文化站")])
            done.append("other")

    with opened(campaign.path) as desk:
        thread = threading.Thread(target=other)
        with desk.ledger.changing(5):
            thread.start()
            thread.join(0.5)
            assert done == []
        thread.join(30)
        assert done == ["other"]
        assert [each.undone for each in history.of_people(desk)] == [""]


def test_a_workbook_that_changed_meanwhile_is_not_mended(campaign: Workspace) -> None:
    with opened(campaign.path) as desk:
        with pytest.raises(NotReadyError, match="刚刚又变了"):
            mending.repair(desk, ROSTER, {(SHEET, "D2"): "2005年10月"}, seen="0" * 64)
        with pytest.raises(UsageError, match="没有"):
            mending.repair(desk, "inputs/活动/无.xlsx", {(SHEET, "D2"): "甲"})


def test_from_the_command_line(campaign: Workspace) -> None:
    code, out, _ = campaign.run("mend", ROSTER, f"{SHEET}!d2=2005年10月", f"{SHEET}!G2=1", "--by", "何秀芝")
    assert code == 1
    assert f"已改在 {COPY}" in out
    assert "还不对" in out
    code, out, _ = campaign.run("mend", COPY, f"{SHEET}!G2=13800000001")
    assert code == 0
    assert codes(campaign) == set()
    _, out, _ = campaign.run("history")
    assert out.count("改正单元格：") == 2
    assert "何秀芝（" in out
    assert campaign.run("mend", ROSTER, "D2:甲")[0] == 2
    assert campaign.run("mend", ROSTER, "无!D2=甲")[0] == 1


def test_a_csv_comes_back_as_a_workbook_and_that_is_said(campaign: Workspace) -> None:
    (campaign.path / ROSTER).unlink()
    text = FAULTY.replace("#number ", "").replace("|", ",").encode("gb18030")
    campaign.put("活动/花名册.csv", text)

    code, out, _ = campaign.run("mend", "inputs/活动/花名册.csv", "花名册!D2=2005年10月", "花名册!G2=13800000001")

    assert code == 0
    assert "只有内容" in out
    assert codes(campaign) == set()
    assert (campaign.path / "inputs/活动/花名册.csv").read_bytes() == text


# --- facts and settings -------------------------------------------------------------------------------------------


def test_a_fact_is_changed_in_its_line_and_comes_back(campaign: Workspace) -> None:
    before = (campaign.path / YAML).read_bytes()
    with opened(campaign.path) as desk:
        sheet = amending.look(desk, YAML)
        assert sheet.spots["会议", "地点"] == ("", "", 11)
        deed = amending.amend(desk, YAML, [Put(("会议", "地点"), "镇文化站")], seen=sheet.digest)
        assert deed is not None
        assert (deed.about, deed.campaign) == ("会议 › 地点 改成“镇文化站”", "活动")
        assert (campaign.path / YAML).read_bytes() == before.replace("镇政府三楼会议室".encode(), "镇文化站".encode())
        with pytest.raises(NotReadyError, match="刚刚又变了"):
            amending.amend(desk, YAML, [Put(("会议", "地点"), "别处")], seen=sheet.digest)
        assert amending.amend(desk, YAML, [Put(("会议", "地点"), "镇文化站")]) is None

        undoing.undo(desk, deed.number)

    assert (campaign.path / YAML).read_bytes() == before


def test_facts_and_settings_from_the_command_line(campaign: Workspace) -> None:
    assert campaign.run("set", YAML, "会议.议程", "学文件", "讲话")[0] == 0
    assert campaign.run("set", YAML, "会议.议程.2", "动员讲话")[0] == 0
    code, out, _ = campaign.run("set", YAML, "会议.议程.1", "--remove")
    assert (code, out.startswith("已改：会议 › 议程 › 第1项 删去")) == (0, True)
    assert (campaign.path / YAML).read_text("utf-8").endswith("  议程: [动员讲话]\n")
    assert campaign.run("set", "gongwen.toml", "监视.静默秒数", "3")[0] == 0
    assert (campaign.path / "gongwen.toml").read_text("utf-8") == "[监视]\n静默秒数 = 3\n"
    code, _, err = campaign.run("set", "gongwen.toml", "发送.方式", "传真")
    assert (code, "可以是 邮件" in err) == (3, True)
    _, out, _ = campaign.run("history")
    number = out.partition("改设置：")[0].rpartition("[")[2].partition("]")[0]
    assert campaign.run("history", "--undo", number)[0] == 0
    assert not (campaign.path / "gongwen.toml").exists()
    assert campaign.run("set", YAML, "会议.议程")[0] == 2
    assert campaign.run("set", ROSTER, "会议.议程", "甲")[0] == 2


def test_a_setting_that_the_program_cannot_take_is_not_written(campaign: Workspace) -> None:
    with opened(campaign.path) as desk, pytest.raises(SettingsError):
        amending.setting(desk, [("发送.邮件", "端口", 99_999)])
    assert not (campaign.path / "gongwen.toml").exists()


@pytest.mark.parametrize(
    "path",
    ["outputs/x.docx", "../x.yaml", "inputs/../../x.yaml", "/etc/x.yaml", "inputs\\x.yaml", "C:/x.yaml", "x.yaml", ""],
)
def test_no_other_file_is_ever_touched(campaign: Workspace, path: str) -> None:
    with opened(campaign.path) as desk, pytest.raises(UsageError):
        keeping.change(desk, Act.FACTS, "", [Writing(path, b"x", "")])


def test_a_link_to_elsewhere_is_not_followed(campaign: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("别处") / "外面.yaml"
    outside.write_text("活动: 甲\n", "utf-8")
    (campaign.path / "inputs" / "链接.yaml").symlink_to(outside)

    with opened(campaign.path) as desk, pytest.raises(UsageError, match="链接"):
        amending.amend(desk, "inputs/链接.yaml", [Put(("活动",), "乙")])
    assert outside.read_text("utf-8") == "活动: 甲\n"


# --- killed, and a full disk --------------------------------------------------------------------------------------


class Killed(BaseException):
    """As a power cut."""


def _deeds(desk: Desk) -> list[tuple[str, str]]:
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        keeping.conclude(desk, book)
    return [(each.about, each.undone) for each in history.of_people(desk)]


@pytest.mark.parametrize("before_the_write", [True, False])
def test_killed_at_the_write_the_deed_says_what_came_to_pass(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch, before_the_write: bool
) -> None:
    old, real = (campaign.path / YAML).read_bytes(), disk.write

    def write(path: Path, data: bytes) -> object:
        if path.name == "活动.yaml":
            if not before_the_write:
                real(path, data)
            raise Killed
        return real(path, data)

    with opened(campaign.path) as desk:
        with monkeypatch.context() as patched:
            patched.setattr(disk, "write", write)
            with pytest.raises(Killed):
                amending.amend(desk, YAML, [Put(("会议", "地点"), "镇文化站")])

        told = _deeds(desk)
        now = (campaign.path / YAML).read_bytes()
        if before_the_write:
            assert (now, told) == (old, [])
        else:
            assert told == [("会议 › 地点 改成“镇文化站”", "")]
            undoing.undo(desk, history.of_people(desk)[0].number)
            assert (campaign.path / YAML).read_bytes() == old


@pytest.mark.parametrize("at", [0, 1, 2])
def test_killed_anywhere_in_an_undo_it_is_undone_by_the_next_one(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    old, real = (campaign.path / YAML).read_bytes(), disk.write
    with opened(campaign.path) as desk:
        deed = amending.amend(desk, YAML, [Put(("会议", "地点"), "镇文化站")])
        assert deed is not None
        count = 0

        def write(path: Path, data: bytes) -> object:
            nonlocal count
            if count == at:
                raise Killed
            count += 1
            return real(path, data)

        with monkeypatch.context() as patched:
            patched.setattr(disk, "write", write)
            if at < 2:
                with pytest.raises(Killed):
                    undoing.undo(desk, deed.number)
            else:
                patched.setattr("pipeline.ledger.deed_log.Deeds.take_back", _killed)
                with pytest.raises(Killed):
                    undoing.undo(desk, deed.number)

        if (campaign.path / YAML).read_bytes() != old:
            undoing.undo(desk, deed.number)
        assert (campaign.path / YAML).read_bytes() == old


def _killed(*_: object) -> None:
    raise Killed


def test_a_disk_that_is_full_leaves_all_as_it_was(campaign: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    old = (campaign.path / YAML).read_bytes()
    real = disk.write

    def write(path: Path, data: bytes) -> object:
        if path.name == "活动.yaml":
            raise DiskError("磁盘已满")
        return real(path, data)

    with opened(campaign.path) as desk:
        monkeypatch.setattr(disk, "write", write)
        with pytest.raises(DiskError):
            amending.amend(desk, YAML, [Put(("会议", "地点"), "镇文化站")])
        assert (campaign.path / YAML).read_bytes() == old
        assert history.of_people(desk) == []


def test_a_file_that_was_not_there_goes_and_its_bytes_are_kept(campaign: Workspace) -> None:
    data = workbook("姓名|所在党支部\n")
    with opened(campaign.path) as desk:
        deed = keeping.change(desk, Act.UPLOADED, "新名册.xlsx", [Writing("inputs/活动/新名册.xlsx", data, "")])
        assert openpyxl.load_workbook(io.BytesIO((campaign.path / "inputs/活动/新名册.xlsx").read_bytes()))
        back = undoing.undo(desk, deed.number)
        assert not (campaign.path / "inputs/活动/新名册.xlsx").exists()
        undoing.undo(desk, back.number)
        assert (campaign.path / "inputs/活动/新名册.xlsx").read_bytes() == data
        with pytest.raises(NotReadyError, match="刚刚又变了"):
            keeping.change(desk, Act.UPLOADED, "", [Writing("inputs/活动/新名册.xlsx", b"", "")])


@pytest.mark.parametrize(
    ("place", "near"),
    [
        ("会议.地址", "「地点」"),
        ("会议.主持人.姓明", "「姓名」"),
        ("活动1.名称", "「活动」"),
        ("活动.阶段.1.开使", "「开始」"),
        ("支部安排.一支部.会议.地奌", "「地点」"),
        ("发文.各文种.实施方案.子号", "「字号」"),
        ("活动.征求意见.截至", "「截止」"),
    ],
)
def test_a_key_that_is_none_is_refused_with_the_nearest(campaign: Workspace, place: str, near: str) -> None:
    before = (campaign.path / YAML).read_bytes()

    code, out, err = campaign.run("set", YAML, place, "某某")

    assert (code, out) == (2, "")
    assert "没有改" in err
    assert near in err
    assert (campaign.path / YAML).read_bytes() == before


def test_a_file_may_be_called_by_a_part_of_its_name(campaign: Workspace) -> None:
    code, out, err = campaign.run("mend", "花名册", f"{SHEET}!D2=2005年10月")

    assert (code, err) == (0, "")
    assert COPY in out


def test_a_name_that_fits_two_files_or_none_is_not_guessed(campaign: Workspace) -> None:
    campaign.put("活动/花名册二.xlsx", workbook(FAULTY))

    assert "有 2 个文件都像“花名册”" in campaign.run("mend", "花名册", f"{SHEET}!D2=2005年10月")[2]
    assert "是不是「花名册.xlsx」？" in campaign.run("mend", "花名侧.xlsx", f"{SHEET}!D2=2005年10月")[2]
    assert f"是不是「{SHEET}」？" in campaign.run("mend", "活动/花名册.xlsx", "党员花名侧!D2=2005年10月")[2]
    assert "已改" in campaign.run("set", "活动.yaml", "会议.地点", "镇文化站")[1]
