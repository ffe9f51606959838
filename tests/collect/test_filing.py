"""What comes back is filed once, by its bytes; who has answered, who is late; what a person decides wins."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import random
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from PIL import Image

from pipeline import cli, collect, confine
from pipeline.collect import Filing
from pipeline.desk import RETURNED, opened, own_folder
from pipeline.errands import answers, board
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBytes
from pipeline.model.return_terms import Answered, ReturnState
from tests import thorough
from tests.collect.hands import FORM, bare, cells, labels, returned, say, spaces
from tests.conftest import Workspace

OTHER = "03-党性分析表-李四光.docx"
SUMMARY = "活动/汇总/党性分析表.xlsx"


def held(path: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of a workspace but its log and its locks: bytes and time."""
    files = (each for each in path.rglob("*") if each.is_file() and each.suffix != ".log" and "lock" not in each.name)
    return {each.relative_to(path).as_posix(): (each.read_bytes(), each.stat().st_mtime_ns) for each in files}


def came(office: Workspace, *arguments: str | Path) -> Any:
    _, out, err = office.run("collect", "--json", *map(str, arguments))
    return json.loads(out or err)


def standing(office: Workspace) -> dict[str, str]:
    """Return how each paper stands, by its name."""
    _, out, _ = office.run("returned", "--json")
    found = json.loads(out)["returned"]
    return {Path(each["document"]).name: each["state"] for each in found if each["state"] != "待认"}


def waiting(office: Workspace) -> list[int]:
    return [
        each["number"]
        for each in json.loads(office.run("returned", "--json")[1])["returned"]
        if each["state"] == "待认"
    ]


def sheet(office: Workspace, name: str = "汇总", path: str = SUMMARY) -> list[dict[str, Any]]:
    book = load_workbook(io.BytesIO(office.output(path).read_bytes()))
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def overtyped(share: Path, to: Path, name: str = "李四光") -> Path:
    """Take 张三丰's form as the model for somebody else's."""
    document = docx.Document(str(next(share.rglob(FORM))))
    say(next(iter(spaces(document.tables[0]).values())), "学了不少")
    for cell in cells(document.tables[0]):
        if bare(cell.text) == "张三丰":
            say(cell, name)
    to.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(to))
    return to


# --- once -----------------------------------------------------------------------------------------------------------


def test_a_return_is_filed_with_all_that_is_known_of_it_and_its_bytes(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    label = labels(share)[0]
    file = returned(share, tmp_path / "交回" / "表.docx", {label: "有收获"})

    found = came(office, file.parent)

    assert [(each["filing"], each["state"], each["number"]) for each in found["files"]] == [("新登记", "已交回", 1)]
    assert [(each["name"], each["value"]) for each in found["files"][0]["fields"]] == [(label, "有收获")]
    with ReturnedBook(own_folder(office.path) / RETURNED, read_only=True) as book:
        filed = book.numbered(1)
    assert filed is not None
    assert filed.credited is not None
    assert (filed.credited.document, filed.credited.member) == (f"outputs/活动/一支部/{FORM}", "张三丰")
    assert [(field.name, field.value, field.place[:2]) for field in filed.text.fields] == [(label, "有收获", "表1")]
    store = SentBytes(own_folder(office.path), CAME_BACK)
    assert store.of(hashlib.sha256(file.read_bytes()).hexdigest()) == file.read_bytes()


def test_the_same_folder_twice_writes_nothing(office: Workspace, share: Path, tmp_path: Path) -> None:
    label = labels(share)[0]
    returned(share, tmp_path / "交回" / "表.docx", {label: "有收获"})
    overtyped(share, tmp_path / "交回" / "改名.docx")
    Image.new("L", (200, 280), 200).save(tmp_path / "交回" / "照片.jpg")
    came(office, tmp_path / "交回")
    before = held(office.path)

    found = came(office, tmp_path / "交回")

    assert {each["filing"] for each in found["files"]} == {"以前登记过"}
    assert (held(office.path), found["written"]) == (before, [])


def test_where_one_file_is_not_there_nothing_is_done_with_the_others(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    there = returned(share, tmp_path / "张三丰.docx", {labels(share)[0]: "有"})

    code, out, err = office.run("collect", "--json", str(there), str(tmp_path / "没有.docx"))

    assert (code, out) == (2, "")
    assert "没有.docx" in err
    assert json.loads(office.run("collect", "--json", str(there))[1])["files"][0]["filing"] == "新登记"


@pytest.mark.parametrize("what", ["ballot", "paper"])
def test_where_our_own_papers_cannot_be_read_in_time_nothing_is_taken_for_anything(
    office: Workspace, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """A ballot that cannot be held to what was sent would be kept; a return would be nobody's."""
    there = returned(share, tmp_path / "张三丰.docx", {labels(share)[0]: "有"})
    kept = {"ballot": "不记名", "paper": "已送"}[what]
    own = {path.read_bytes() for path in (office.path / "outputs/.gongwen" / kept).rglob("*") if path.is_file()}
    ask = confine.shared().call

    def call(function: str, *arguments: object, seconds: float) -> Any:
        if arguments[0] in own and function.endswith("returned_word:content"):
            raise confine.Died("time")
        return ask(function, *arguments, seconds=seconds)

    with monkeypatch.context() as busy:
        busy.setattr(confine.shared(), "call", call)
        code, _, err = office.run("collect", str(there))

    assert code == 1
    assert "太忙" in err
    assert json.loads(office.run("collect", "--json", str(there))[1])["files"][0]["filing"] == "新登记"


def test_one_file_under_two_names_is_one_return(office: Workspace, share: Path, tmp_path: Path) -> None:
    file = returned(share, tmp_path / "交回" / "一.docx", {labels(share)[0]: "有收获"})
    shutil.copy(file, tmp_path / "交回" / "二.docx")

    found = came(office, tmp_path / "交回")

    assert [(each["filing"], each["number"]) for each in found["files"]] == [("新登记", 1), ("以前登记过", 1)]


def test_nothing_that_came_is_touched_and_nothing_is_written_into_inputs(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    returned(share, tmp_path / "交回" / "表.docx", {labels(share)[0]: "有收获"})
    before = held(tmp_path / "交回"), held(office.path / "inputs")

    came(office, tmp_path / "交回")

    assert (held(tmp_path / "交回"), held(office.path / "inputs")) == before


def test_what_was_not_known_is_looked_at_again_and_what_is_settled_is_not(
    office: Workspace, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returned(share, tmp_path / "交回" / "表.docx", {labels(share)[0]: "有收获"})
    (tmp_path / "交回" / "表.doc").write_bytes(b"old")
    came(office, tmp_path / "交回")
    asked: list[str] = []
    monkeypatch.setattr(
        "pipeline.collect.filing.looking.looked_at",
        lambda file, sent, before=collect.looking.looked_at: asked.append(file.path.name) or before(file, sent),  # type: ignore[attr-defined]
    )

    came(office, tmp_path / "交回")

    assert asked == ["表.doc"]


KILLS = thorough.stride(6, 3)


def test_killed_at_any_moment_each_return_is_filed_once(office: Workspace, share: Path, tmp_path: Path) -> None:
    label = labels(share)[0]
    folder = tmp_path / "交回"
    for number in range(25):
        returned(share, folder / f"{number:02}.docx", {label: f"第 {number} 份"}, FORM if number % 2 else OTHER)
    chance = random.Random(7)

    for _ in range(KILLS):
        child = os.fork()
        if not child:
            with opened(office.path) as desk:
                collect.collect(desk, [folder], lambda _: None)
            os._exit(0)
        time.sleep(chance.random())
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with opened(office.path) as desk:
        report = collect.collect(desk, [folder], lambda _: None)

    assert report.counts[Filing.NEW] + report.counts[Filing.KNOWN] == 25
    with ReturnedBook(own_folder(office.path) / RETURNED, read_only=True) as book:
        filed = book.returns()
        values = [field.value for each in filed for field in book.text(each).fields]
    assert sorted(values) == sorted(f"第 {number} 份" for number in range(25))
    store = SentBytes(own_folder(office.path), CAME_BACK)
    for file in folder.iterdir():
        assert store.of(hashlib.sha256(file.read_bytes()).hexdigest()) == file.read_bytes()
    assert [path.name for path in office.path.rglob("*.tmp")] == []


# --- how it stands --------------------------------------------------------------------------------------------------


def test_what_is_expected_is_open_then_late_then_in(office: Workspace, share: Path, tmp_path: Path) -> None:
    def stands(day: str) -> Answered:
        with opened(office.path, lambda: dt.datetime.fromisoformat(f"{day}T12:00:00+08:00"), read_only=True) as desk:
            found = {each.paper.name: each.state for each in answers.outstanding(desk).answers}
            (row,) = [
                each for each in board.papers(desk, "活动", "中共吕寨镇一村支部委员会") if FORM in each.paper.path
            ]
        assert row.answer is not None
        assert found[FORM] is row.answer.state
        return found[FORM]

    assert (stands("2026-10-10"), stands("2026-10-11")) == (Answered.OPEN, Answered.LATE)

    came(office, next(share.rglob(FORM)))
    assert stands("2026-10-11") is Answered.BLANK

    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))
    assert stands("2026-10-11") is Answered.IN


def test_a_kind_that_nobody_may_be_asked_for_is_never_expected_and_never_kept(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    assert not any("整改方案" in name for name in standing(office))
    before = held(own_folder(office.path))
    document = docx.Document(str(next(share.rglob("04-整改方案.docx"))))
    document.add_paragraph("有意见")
    document.save(str(tmp_path / "票.docx"))

    found = came(office, tmp_path / "票.docx")

    assert [(each["filing"], each["state"]) for each in found["files"]] == [("没有登记", ReturnState.BALLOT.value)]
    left = held(own_folder(office.path))
    assert {name for name in left if name not in before} <= {"returned.db"}
    with ReturnedBook(own_folder(office.path) / RETURNED, read_only=True) as book:
        assert book.returns() == []


def test_one_of_a_branch_stands_for_all_where_the_catalog_says_so(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    catalog = office.path / "templates" / "catalog.yaml"
    catalog.write_text(catalog.read_text("utf-8").replace("交回: 每份, 截止", "交回: 支部一份, 截止"), "utf-8")
    office.build()

    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))

    found = standing(office)
    assert (found[FORM], found[OTHER], found["03-党性分析表-王五味.docx"]) == ("已交回", "支部已交", "逾期")


def test_a_later_return_counts_and_a_later_blank_one_does_not(office: Workspace, share: Path, tmp_path: Path) -> None:
    first, second = labels(share)[:2]
    for number, values in enumerate(({first: "一稿", second: "也填了"}, {first: "二稿"}, {})):
        with opened(office.path, lambda at=number: dt.datetime(2026, 9, 1, 8, at, tzinfo=dt.UTC)) as desk:
            collect.collect(desk, [returned(share, tmp_path / f"{number}.docx", values)], lambda _: None)

    (row,) = [each for each in sheet(office) if each["党员"] == "张三丰"]
    assert (row["状态"], row[first]) == ("已交回", "二稿")
    (doubt,) = sheet(office, "请看")
    assert (doubt["什么"], doubt["项目"], doubt["原来"]) == ("上次填了，这次空着", second, "也填了")


def test_two_that_come_together_and_differ_wait_for_a_person(office: Workspace, share: Path, tmp_path: Path) -> None:
    label = labels(share)[0]
    for name in ("甲", "乙"):
        returned(share, tmp_path / "交回" / f"{name}.docx", {label: name})

    found = came(office, tmp_path / "交回")
    assert standing(office)[FORM] == "重复"

    number = next(each["number"] for each in found["files"] if each["file"].endswith("甲.docx"))
    assert office.run("decide", str(number), "--accept", "--by", "马书记")[0] == 0
    assert standing(office)[FORM] == "已核对"
    assert next(each[label] for each in sheet(office) if each["党员"] == "张三丰") == "甲"


def test_what_another_branch_hands_in_is_filed_for_nobody(office: Workspace, share: Path, tmp_path: Path) -> None:
    file = returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"})

    found = came(office, file, "--from", "二支部")

    assert [each["state"] for each in found["files"]] == ["交了别的支部的"]
    assert standing(office)[FORM] in {"未交", "逾期"}
    assert "没有给“九支部”" in office.run("collect", str(file), "--from", "九支部")[2]


def test_status_tells_the_same(office: Workspace, share: Path, tmp_path: Path) -> None:
    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))
    overtyped(share, tmp_path / "改名.docx")
    came(office, tmp_path / "改名.docx")

    told = json.loads(office.run("status", "--json")[1])["returned"]

    assert told == json.loads(office.run("returned", "--json")[1])["returned"]
    assert {each["state"] for each in told} >= {"已交回", "待认"}
    said = office.run("status")[1]
    assert "党性分析表 应交 4 份" in said
    assert "有 1 份要人认" in said


# --- what a person decides --------------------------------------------------------------------------------------------


def test_a_form_that_was_overtyped_is_credited_by_a_person_only(office: Workspace, share: Path, tmp_path: Path) -> None:
    came(office, overtyped(share, tmp_path / "改名.docx"))
    (number,) = waiting(office)
    before = standing(office)
    assert {before[FORM], before[OTHER]} <= {"未交", "逾期"}

    assert office.run("decide", str(number), "--for", OTHER, "--by", "马书记")[0] == 2  # without a reason
    code, said, _ = office.run("decide", str(number), "--for", OTHER, "--by", "马书记", "--why", "本人来电")

    assert (code, "李四光" in said) == (0, True)
    now = standing(office)
    assert (now[OTHER], now[FORM], waiting(office)) == ("已交回", before[FORM], [])
    (row,) = [each for each in sheet(office) if each["党员"] == "李四光"]
    assert "学了不少" in row.values()
    assert "本人来电" in office.run("history")[1]


def test_what_was_written_into_anothers_form_is_carried_over(office: Workspace, share: Path, tmp_path: Path) -> None:
    """Her own form is printed otherwise, as a leader's beside a member's: it is read by the one it was made from."""
    document = docx.Document(str(next(share.rglob(OTHER))))
    for at, cell in enumerate(cells(document.tables[0])):
        if bare(cell.text) and bare(cell.text) != "李四光":
            say(cell, f"另一种表的第{at}格")
    own = next(office.output("活动").rglob(OTHER))
    document.save(str(own))
    assert office.run("approve", "--all")[0] == 0
    assert office.run("send", "--way", "文件夹", "--to", str(share))[0] == 0
    came(office, overtyped(share, tmp_path / "改名.docx"))
    (number,) = waiting(office)

    code, said, _ = office.run("decide", str(number), "--for", OTHER, "--by", "马书记", "--why", "本人来电")

    assert (code, "学了不少" in said, "请看：是照别人的表填的“" in said) == (0, True, True)
    (row,) = [each for each in sheet(office) if each["党员"] == "李四光"]
    assert (row["状态"], row[labels(share)[0]]) == ("已交回", "学了不少")
    assert [each["内容"] for each in sheet(office, "逐项") if each["党员"] == "李四光"] == ["学了不少"]
    assert office.run("decide", str(number), "--accept", "--by", "马书记", "--why", "看过")[0] == 0
    assert standing(office)[OTHER] == "已核对"
    (row,) = [each for each in sheet(office) if each["党员"] == "李四光"]
    assert row[labels(share)[0]] == "学了不少"


def test_what_cannot_be_read_of_a_credited_file_is_told(office: Workspace, share: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("心得写在这里")
    document.save(str(tmp_path / "心得.docx"))
    told = office.run("collect", str(tmp_path / "心得.docx"))[1]
    (number,) = waiting(office)
    assert f"gongwen decide {number} --for 哪一份" in told

    said = office.run("decide", str(number), "--for", FORM, "--by", "马书记", "--why", "本人来电")[1]

    assert "填了什么没有读出来" in said
    assert standing(office)[FORM] == "已交回"
    assert [each["什么"] for each in sheet(office, "请看") if each["党员"] == "张三丰"] == ["填了什么没有读出来"]


def test_a_return_that_is_rejected_counts_for_nobody_until_that_is_taken_back(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))
    copies = list(office.output("活动/交回").rglob("*.docx"))
    assert len(copies) == 1

    assert office.run("decide", "1", "--reject", "--by", "马书记", "--why", "交错了")[0] == 0
    assert standing(office)[FORM] in {"未交", "逾期"}
    assert not copies[0].exists()

    assert office.run("decide", "1", "--undo", "--by", "马书记")[0] == 0
    assert standing(office)[FORM] == "已交回"
    assert copies[0].exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["1", "--accept"], "--by"),
        (["1", "--accept", "--reject", "--by", "甲"], "只写一个"),
        (["1", "--by", "甲"], "只写一个"),
        (["9", "--accept", "--by", "甲"], "没有编号 9"),
        (["1", "--for", "没有这份", "--by", "甲", "--why", "乙"], "没有发出过"),
        (["1", "--for", "党性分析表", "--by", "甲", "--why", "乙"], "写全一些"),
        (["1", "--for", "一支部/04-整改方案", "--by", "甲", "--why", "乙"], "不记名"),
        (["1", "--reject", "--by", "甲"], "--why"),
    ],
)
def test_a_slip_in_a_decision_changes_nothing(
    office: Workspace, share: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))
    before = held(office.path)

    code, _, err = office.run("decide", *arguments)

    assert (code, said in err) == (2, True)
    assert held(office.path) == before


def test_of_several_decisions_all_hold_or_none(office: Workspace, share: Path, tmp_path: Path) -> None:
    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))

    assert office.run("decide", "1", "7", "--accept", "--by", "马书记")[0] == 2
    assert standing(office)[FORM] == "已交回"


# --- what people look at ----------------------------------------------------------------------------------------------


def test_the_workbook_has_every_value_with_its_file_and_cell_and_who_is_missing(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    values = {label: f"=1+{at}" for at, label in enumerate(labels(share))}
    file = returned(share, tmp_path / "填.docx", values)

    found = came(office, file)

    assert found["written"] == [f"outputs/{SUMMARY}"]
    by_member = {each["党员"]: each for each in sheet(office)}
    assert {label: by_member["张三丰"][label] for label in values} == values
    assert set(by_member) == {"张三丰", "李四光", "王五味", "高明"}
    assert by_member["李四光"]["状态"] in {"未交", "逾期"}
    cells_of = {field["name"]: field["cell"] for field in came(office, "--dry-run", file)["files"][0]["fields"]}
    items = {each["项目"]: each for each in sheet(office, "逐项")}
    assert {name: each["位置"] for name, each in items.items()} == cells_of
    assert {each["来源文件"] for each in items.values()} == {file.as_posix()}
    (copy,) = office.output("活动/交回").rglob("*.docx")
    assert copy.read_bytes() == file.read_bytes()
    assert copy.relative_to(office.output("活动/交回")).parts[:2] == ("一支部", "党性分析表")
    assert copy.stem.endswith("-张三丰")


def test_a_workbook_that_somebody_has_changed_stays_and_the_new_one_lies_beside_it(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    label = labels(share)[0]
    came(office, returned(share, tmp_path / "一.docx", {label: "有收获"}))
    office.output(SUMMARY).write_bytes(b"the clerk's")

    found = came(office, returned(share, tmp_path / "二.docx", {label: "甲"}, OTHER))

    assert office.output(SUMMARY).read_bytes() == b"the clerk's"
    new = SUMMARY.replace(".xlsx", "（新版）.xlsx")
    assert found["written"] == [f"outputs/{new}"]
    assert {each["党员"]: each[label] for each in sheet(office, path=new)}["李四光"] == "甲"


def test_a_campaign_that_is_renamed_keeps_what_came(office: Workspace, share: Path, tmp_path: Path) -> None:
    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))
    (office.path / "inputs" / "活动").rename(office.path / "inputs" / "改名")
    office.build()

    assert standing(office)[FORM] == "已交回"
    assert came(office, tmp_path / "填.docx")["written"] == ["outputs/改名/汇总/党性分析表.xlsx"]  # its name is in it
    assert came(office, tmp_path / "填.docx")["written"] == []


def test_an_archived_campaign_is_left_as_it_is(office: Workspace, share: Path, tmp_path: Path) -> None:
    office.run("archive", "活动", "--to", str(tmp_path / "归档.zip"))
    before = held(office.output("活动"))

    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))

    assert held(office.output("活动")) == before


def test_a_backup_holds_what_came_and_what_was_decided(office: Workspace, share: Path, tmp_path: Path) -> None:
    came(office, returned(share, tmp_path / "填.docx", {labels(share)[0]: "有收获"}))
    office.run("decide", "1", "--accept", "--by", "马书记")
    assert office.run("backup", str(tmp_path / "备份.zip"))[0] == 0

    back = tmp_path / "back"
    assert cli.run(["restore", str(tmp_path / "备份.zip"), "--workspace", str(back)]) == 0

    assert standing(Workspace(back, office._capture))[FORM] == "已核对"
