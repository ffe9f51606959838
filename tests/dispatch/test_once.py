"""What has left leaves no second time without a person's word, and what a branch has is the last version sent to it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import dispatch
from pipeline.desk import SENT, opened, own_folder
from tests import thorough
from tests.conftest import Workspace
from tests.send.conftest import BRANCHES, ROSTER, mail_settings
from tests.send.server import Server

NOTICE = "01-会议通知.docx"
REGISTER = "活动/送达登记.xlsx"


@pytest.fixture
def share(office: Workspace) -> Path:
    """The exchange folder that gongwen.toml names."""
    folder = office.path / "共享"
    (office.path / "gongwen.toml").write_text(
        f'[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "{folder.as_posix()}"\n', "utf-8"
    )
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def meeting_at(office: Workspace, hour: str) -> None:
    """Write another hour into the YAML and bring everything up to date."""
    path = office.path / "inputs/活动/活动.yaml"
    path.write_text(path.read_text("utf-8").replace("09:00", "@").replace("14:30", "@").replace("@", hour), "utf-8")
    office.build()


def roster_says(office: Workspace, before: str, after: str) -> None:
    office.put("活动/花名册.xlsx", ROSTER.replace(before, after))
    office.build()


def sent_db(office: Workspace) -> Path:
    return office.output(".gongwen/sent.db")


def ask(office: Workspace, statement: str, *values: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(sent_db(office))
    try:
        with database:
            return database.execute(statement, values).fetchall()
    finally:
        database.close()


def answers(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{word}\n" for word in words)))


def cells(path: Path, sheet: str = "送达登记") -> list[tuple[object, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))


# --- the last version ---------------------------------------------------------------------------------------------


def test_back_to_an_earlier_text_is_sent_again_after_a_new_word(office: Workspace, share: Path) -> None:
    first = office.output(f"活动/一支部/{NOTICE}").read_bytes()
    office.run("send")
    meeting_at(office, "14:30")
    office.run("approve", "--all")
    office.run("send")
    meeting_at(office, "09:00")

    _, without, _ = office.run("send")
    _, released, _ = office.run("approve", "--all")
    _, again, _ = office.run("send")
    _, then, _ = office.run("send")

    home = share / "活动" / "一支部"
    assert "份没有批准" in without
    assert "没有新的要发" in without
    assert not released.startswith("批准 0 份")
    assert (home / NOTICE).read_bytes() == first == (home / "第3批" / NOTICE).read_bytes()
    assert (home / "第2批" / NOTICE).read_bytes() != first
    assert "这次送出 3 包" in again
    assert "没有新的要发" in then


def test_a_version_that_was_only_built_in_between_changes_nothing(office: Workspace, share: Path) -> None:
    office.run("send")
    meeting_at(office, "14:30")
    meeting_at(office, "09:00")
    before = files(share)

    _, said, _ = office.run("send")

    assert "没有新的要发" in said
    assert files(share) == before


# --- other names, other books -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_branch_whose_full_name_was_mended_gets_nothing_twice(office: Workspace, server: Server) -> None:
    mail_settings(office, server.port)
    server.handler.of("two@example.cn").then = "drop"  # doubtful
    office.run("send")
    server.handler.behaviour.clear()
    table = BRANCHES
    for name in ("一村", "二村"):
        table = table.replace(f"中共吕寨镇{name}支部委员会", f"中共吕寨镇{name}党支部委员会")
    office.put("活动/党支部名册.xlsx", table)
    office.build()

    _, said, _ = office.run("send")
    assert server.recipients == ["one@example.cn", "three@example.cn", "two@example.cn"]
    assert "存疑" in said
    office.run("approve", "--all")
    office.run("send")

    rows = ask(office, "SELECT documents FROM dispatch WHERE address = 'one@example.cn'")
    left = [(path, digest) for row in rows for path, digest, *_ in json.loads(str(row[0]))]
    assert len(left) == len(set(left)) >= 6
    assert server.recipients.count("one@example.cn") == len(rows)


def test_a_mended_full_name_by_folder_goes_on_with_the_next_batch(office: Workspace, share: Path) -> None:
    office.run("send")
    before = files(share)
    office.put("活动/党支部名册.xlsx", BRANCHES.replace("中共吕寨镇一村支部", "中共吕寨镇一村党支部"))
    office.build()
    office.run("approve", "--all")

    code, said, _ = office.run("send")
    office.run("signed", "--branch", "一支部", "--by", "牛书记")

    assert code == 0
    assert "没有送出" not in said
    new = {name for name in files(share) if name not in before}
    assert all(name.startswith("活动/一支部/第2批/") for name in new)
    assert {row[8] for row in cells(office.output(REGISTER))[1:] if row[1] == "一支部"} == {"牛书记"}


def test_an_older_backup_of_the_book_is_found_out(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("send", "--branch", "一支部")
    backup = sent_db(office).read_bytes()
    office.run("send")
    before = files(share)
    shutil.rmtree(share)
    sent_db(office).write_bytes(backup)

    code, _, said = office.run("send")
    assert code == 1
    assert "登记着 2 包" in said
    assert not share.exists()
    answers(monkeypatch, "yn")
    _, settled, _ = office.run("send", "--settle")
    code, _, _ = office.run("send")

    assert "核实了 2 个" in settled
    assert code == 0
    assert {name.split("/")[1] for name in files(share)} == {"三支部"}
    assert {name for name in before if "三支部" in name} == set(files(share))
    assert [path.name for path in office.output("活动").glob("送达登记*")] == ["送达登记.xlsx"]
    assert [row[6] for row in cells(office.output(REGISTER))[1:]] == ["已送出"] * 3


def test_a_book_of_another_workspace_sends_nothing(office: Workspace, share: Path, tmp_path: Path) -> None:
    office.run("send")
    before = files(share)
    sent_db(office).unlink()
    office.run("approve", "--all")  # as another workspace's would say

    code, _, said = office.run("send")

    assert code == 1
    assert "登记着 3 包" in said
    assert files(share) == before


def test_what_two_registers_list_is_asked_for_where_the_book_is_lost(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("send")
    edited = load_workbook(office.output(REGISTER))
    edited["送达登记"]["K2"] = "我记的"
    edited.save(office.output(REGISTER))
    roster_says(office, "1980-05-06", "1980-06-07")
    office.run("approve", "--all")
    _, said, _ = office.run("send")
    assert "最新的登记是 outputs/活动/送达登记（新版）.xlsx" in said
    sent_db(office).unlink()

    answers(monkeypatch, "yyyyyyyy")
    _, settled, _ = office.run("send", "--settle")
    office.run("approve", "--all")
    before = files(share)
    _, said, _ = office.run("send")

    assert "核实了 4 个" in settled
    assert "没有新的要发" in said
    assert files(share) == before
    assert cells(office.output(REGISTER))[1][10] == "我记的"


def test_columns_that_were_moved_are_found_by_their_headers(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("send")
    edited = load_workbook(office.output(REGISTER))
    edited["文件明细"].insert_cols(1, 2)
    edited["文件明细"].insert_rows(1)
    edited.save(office.output(REGISTER))
    sent_db(office).unlink()

    answers(monkeypatch, "yyy")
    _, settled, _ = office.run("send", "--settle")

    assert "核实了 3 个，还有 0 个存疑" in settled


@pytest.mark.parametrize(
    ("column", "word", "told"),
    thorough.each(
        [
            ("B", "第一批", "文件明细 › B2（批次）写的是“第一批”"),
            ("L", "发了", "文件明细 › L2（状态）写的是“发了”"),
            ("O", "", "文件明细 › O2（编号）写的是“”"),
            ("I", "abc", "文件明细 › I2（校验码）写的是“abc”"),
        ],
        2,
    ),
)
def test_a_garbled_cell_is_told_where_the_book_is_lost(
    office: Workspace, share: Path, column: str, word: str, told: str
) -> None:
    office.run("send")
    whole = sent_db(office).read_bytes()
    edited = load_workbook(office.output(REGISTER))
    edited["文件明细"][f"{column}2"] = word
    edited.save(office.output(REGISTER))
    assert office.run("send")[0] == 0  # the book has it
    sent_db(office).unlink()

    for words in (("send",), ("send", "--settle")):
        code, _, said = office.run(*words)
        assert code == 1
        assert told in said
    sent_db(office).write_bytes(whole)
    assert office.run("send")[0] == 0


def test_a_deleted_column_is_told_and_takes_nothing_over(office: Workspace, share: Path) -> None:
    office.run("send")
    edited = load_workbook(office.output(REGISTER))
    edited["文件明细"].delete_cols(15)
    edited.save(office.output(REGISTER))
    sent_db(office).unlink()

    code, _, said = office.run("send", "--settle")

    assert code == 1
    assert "少了“编号”列" in said


def test_a_campaign_that_is_gone_is_settled_and_what_it_sent_is_not_sent_again(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("send")
    ask(office, "UPDATE dispatch SET fate = '存疑' WHERE number = 2")
    ask(
        office,
        "UPDATE dispatch SET campaign = '去年', documents = replace(documents, 'outputs/活动/', 'outputs/去年/')",
    )
    before = files(share)

    _, said, _ = office.run("send")
    answers(monkeypatch, "y")
    _, settled, _ = office.run("send", "--settle")
    _, then, _ = office.run("send", "--settle")

    assert "与以前为“去年”发过的一字不差，没有再发" in said
    assert files(share) == before
    assert "核实了 1 个" in settled
    assert then == "没有存疑的。\n"
    assert office.run("send", "--again", "--branch", "一支部")[0] == 0


# --- the address --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_mended_address_is_told_and_gets_it_on_a_persons_word(office: Workspace, server: Server) -> None:
    mail_settings(office, server.port)
    office.run("send")
    office.put("活动/党支部名册.xlsx", BRANCHES.replace("one@example.cn", "eins@example.cn"))
    office.build()

    _, said, _ = office.run("send")
    assert "邮箱现在是 eins@example.cn，有 6 份以前发到了 one@example.cn" in said
    assert "eins@example.cn" not in server.recipients
    office.run("send", "--again", "--branch", "一支部")
    _, then, _ = office.run("send")

    assert "eins@example.cn" in server.recipients
    assert "邮箱现在是" not in then


@pytest.mark.slow
def test_two_addresses_in_a_cell_stop_that_parcel_and_are_named(
    office: Workspace, server: Server, send: Callable[..., dispatch.DispatchReport]
) -> None:
    mail_settings(office, server.port)
    office.put("活动/党支部名册.xlsx", BRANCHES.replace("one@example.cn", "one@example.cn；uno@example.cn"))
    office.build()
    office.run("approve", "--all")

    report = send()

    told = {outcome.branch: outcome.reason for outcome in report.outcomes}["一支部"]
    assert report.failed
    assert told.startswith("邮箱一格里有 2 个地址“one@example.cn、uno@example.cn”")
    assert server.recipients == ["three@example.cn", "two@example.cn"]


@pytest.mark.slow
@pytest.mark.parametrize("name", thorough.each(["组织办-电脑.local", "办公室", "a" * 300, "x_y", ""], 3))
def test_a_computer_with_any_name_sends(
    office: Workspace, server: Server, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    mail_settings(office, server.port)
    monkeypatch.setattr("socket.getfqdn", lambda *_: name)

    assert office.run("send", "--branch", "一支部")[0] == 0
    assert server.recipients == ["one@example.cn"]


@pytest.mark.slow
def test_a_password_with_full_width_letters_is_told_and_not_shown(
    office: Workspace, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_settings(office, server.port)
    monkeypatch.setenv("GONGWEN_SMTP_PASSWORD", "密Ｐａｓｓ")

    code, out, err = office.run("send")

    assert code == 3
    assert "邮件密码（授权码）里有中文或全角字符" in err
    assert "密Ｐ" not in out + err


# --- half parcels -------------------------------------------------------------------------------------------------


def stop_after(office: Workspace, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let a run of `send` die once it has written so many files into the share."""
    from pipeline import disk  # noqa: PLC0415

    real, done = disk.put, []

    def put(aside: Path, path: Path) -> os.stat_result:
        if path.parent.name == "一支部":
            if len(done) == count:
                raise KeyboardInterrupt
            done.append(1)
        return real(aside, path)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", put)
        office.run("send", "--branch", "一支部")


@pytest.mark.parametrize("count", [1, 3, 6, 7])
def test_a_parcel_left_half_is_taken_back_or_finished_when_its_papers_change(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    stop_after(office, monkeypatch, count)
    meeting_at(office, "14:30")
    office.run("approve", "--all")

    code, _, _ = office.run("send", "--branch", "一支部")

    home = share / "活动/一支部"
    assert code == 0
    newest = home / "第2批" if count >= 6 else home
    assert (home / "第2批").exists() == (count >= 6)  # all the documents were there: that was the first batch
    assert (newest / NOTICE).read_bytes() == office.output(f"活动/一支部/{NOTICE}").read_bytes()
    assert (home / "00-送达目录.docx").exists()
    batches = ask(office, "SELECT batch, fate FROM dispatch ORDER BY number")
    assert batches == ([(1, "已送出"), (2, "已送出")] if count >= 6 else [(1, "已送出")])


def test_what_is_half_written_on_the_share_goes_with_the_next_run(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.disk import files as on_disk  # noqa: PLC0415

    usual = on_disk.rename

    def dies(path: Path, target: Path) -> None:
        if Path(target).is_relative_to(share):
            raise SystemExit  # as a kill: nothing is cleared away
        usual(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(on_disk, "rename", dies)
        with pytest.raises(SystemExit):
            office.run("send", "--branch", "一支部")
    assert [path.name for path in share.rglob("*.tmp")] != []
    theirs = share / "活动/一支部" / f".{'0' * 32}.gongwen.tmp"
    theirs.write_bytes(b"another office's")

    office.run("send", "--branch", "一支部")

    assert list(share.rglob("*.tmp")) == [theirs]
    assert not list(office.output("活动").glob(".*.tmp"))


# --- signatures ---------------------------------------------------------------------------------------------------


def type_in(office: Workspace, **typed: object) -> None:
    book = load_workbook(office.output(REGISTER))
    for cell, value in typed.items():
        book["送达登记"][cell] = value
    book.save(office.output(REGISTER))


def signed(office: Workspace) -> dict[object, tuple[object, object]]:
    return {branch: (who, day) for branch, who, day in ask(office, "SELECT branch, who, day FROM signature")}


def test_who_has_signed_may_be_typed_into_the_register(office: Workspace, share: Path) -> None:
    office.run("send")
    type_in(office, I2="牛书记", J2="2026-07-05", I3="马书记")

    code, _, _ = office.run("send")

    assert code == 0
    assert signed(office) == {
        "中共吕寨镇一村支部委员会": ("牛书记", "2026-07-05"),
        "中共吕寨镇二村支部委员会": ("马书记", ""),
    }
    assert [path.name for path in office.output("活动").glob("送达登记*")] == ["送达登记.xlsx"]
    _, out, _ = office.run("remind")
    assert out == "请打电话  三支部：羊书记 13800000003\n"


@pytest.mark.parametrize(
    ("who", "day", "told"),
    thorough.each(
        [
            ("牛书记", "2099-01-01", "J2：签收日期 2099-01-01 还没有到"),
            ("牛书记", "七月", "J2：签收日期“七月”不是完整的日期"),
            ("牛书记", "2026年7月", "J2：签收日期“2026年7月”不是完整的日期"),
            ("", "2026-07-05", "I2：有签收日期，没有签收人"),
        ],
        2,
    ),
)
def test_a_signature_that_cannot_be_is_told_and_stays_as_typed(
    office: Workspace, share: Path, who: str, day: str, told: str
) -> None:
    office.run("send")
    type_in(office, I2=who or None, J2=day)
    typed = office.output(REGISTER).read_bytes()

    _, said, _ = office.run("send")

    assert told in said
    assert signed(office) == {}
    assert office.output(REGISTER).read_bytes() == typed


def test_a_second_signature_is_asked_for_and_can_be_undone(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("send")
    name = "中共吕寨镇一村支部委员会"
    assert office.run("signed", "--branch", "吕寨镇一村党支部", "--by", "牛书记", "--date", "2026-07-05")[0] == 0
    assert signed(office) == {name: ("牛书记", "2026-07-05")}

    assert office.run("signed", "--branch", "一村", "--by", "另一人", "--date", "2099-07-05")[0] == 2
    answers(monkeypatch, [""])  # type: ignore[arg-type]
    code, said, _ = office.run("signed", "--branch", "一支部", "--by", "另一人")
    assert (code, signed(office)) == (1, {name: ("牛书记", "2026-07-05")})
    assert "没有改" in said
    answers(monkeypatch, "y")
    office.run("signed", "--branch", "一支部", "--by", "另一人", "--date", "2026-07-06")
    assert signed(office) == {name: ("另一人", "2026-07-06")}

    assert office.run("signed", "--branch", "一支部", "--undo")[0] == 0
    assert signed(office) == {}
    assert office.run("signed", "--branch", "一支部", "--undo")[0] == 0
    assert office.run("signed", "--branch", "一支部")[0] == 2


# --- reminders ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_reminders_are_counted_whatever_the_clock_says(office: Workspace, server: Server) -> None:
    import datetime as dt  # noqa: PLC0415

    mail_settings(office, server.port)
    office.run("send")
    server.delivered.clear()
    today = dt.datetime.now().astimezone()

    def remind(days: int, *, again: bool = False) -> int:
        with opened(office.path, lambda: today + dt.timedelta(days)) as desk:
            dispatch.remind(desk, again=again, sleep=lambda _: None)
        return len(server.delivered)

    assert [remind(0), remind(0), remind(-1), remind(1), remind(-400)] == [3, 3, 3, 6, 6]
    assert remind(-400, again=True) == 9


# --- damage -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [100, 4096, 9000])
def test_a_truncated_book_sends_nothing_and_is_told(office: Workspace, share: Path, size: int) -> None:
    office.run("send", "--branch", "一支部")
    before = files(share)
    sent_db(office).write_bytes(sent_db(office).read_bytes()[:size])

    for words in (("send",), ("status",), ("approve", "--all"), ("remind",), ("send", "--settle")):
        code, _, said = office.run(*words)
        assert code == 3
        assert "送达记录" in said
        assert "从备份恢复" in said
    assert files(share) == before


@pytest.mark.parametrize("seed", thorough.each(range(12), 4))
def test_a_smeared_book_is_told_or_no_matter(office: Workspace, share: Path, seed: int) -> None:
    import random  # noqa: PLC0415

    office.run("send")
    before, chance = files(share), random.Random(seed)
    data = bytearray(sent_db(office).read_bytes())
    at = chance.randrange(0, len(data) - 1500)
    data[at : at + 1500] = chance.randbytes(1500)
    sent_db(office).write_bytes(data)

    codes = {office.run(*words)[0] for words in (("send",), ("status",), ("remind",), ("approve", "--all"))}

    assert codes <= {0, 3}
    assert files(share) == before


def test_doctor_looks_into_the_book_too(office: Workspace, share: Path) -> None:
    office.run("send")
    _, well, _ = office.run("doctor")
    data = bytearray(sent_db(office).read_bytes())
    data[4096:6000] = b"\xff" * 1904
    sent_db(office).write_bytes(data)

    _, said, _ = office.run("doctor")

    assert "送达记录" in well
    assert "从备份恢复" not in well
    assert "从备份恢复" in "".join(said.split())


def test_a_signature_is_of_the_batch_and_not_of_what_is_sent_later(office: Workspace, share: Path) -> None:
    office.run("send")
    for branch in ("一支部", "二支部", "三支部"):
        office.run("signed", "--branch", branch, "--by", "牛书记", "--date", "2026-07-05")
    assert office.run("remind")[1].startswith("没有要催的")
    meeting_at(office, "14:30")
    office.run("approve", "--all", "--branch", "一支部")
    office.run("send")

    _, out, _ = office.run("remind")

    assert out == "请打电话  一支部：牛书记 13800000001\n"
    told = [(row[1], row[2], row[8] or "") for row in cells(office.output(REGISTER))[1:] if row[1] == "一支部"]
    assert told == [("一支部", "第1批", "牛书记"), ("一支部", "第2批", "")]
    rows = json.loads(office.run("status", "--json")[1])["sent"]
    assert [bool(row["signed"]) for row in rows if row["batch"] == 2] == [False]
    with opened(office.path, read_only=True) as desk:
        (found,) = dispatch.overview(desk).campaigns
    parcels = {branch.short: branch.parcels for branch in found.branches}
    assert [bool(parcels[name].signed_by) for name in ("一支部", "二支部")] == [False, True]

    office.run("signed", "--branch", "一支部", "--by", "羊会计", "--date", "2026-07-05")
    assert office.run("remind")[1].startswith("没有要催的")
    assert ask(office, "SELECT batch, who FROM signature WHERE branch LIKE '%一村%' ORDER BY batch") == [
        (1, "牛书记"), (2, "羊会计"),
    ]  # fmt: skip
    office.run("signed", "--branch", "一支部", "--undo")
    assert office.run("remind")[1] == "请打电话  一支部：牛书记 13800000001\n"


def test_a_part_of_a_batch_that_leaves_after_its_signature_is_not_signed_for(office: Workspace, share: Path) -> None:
    office.run("send")
    for branch in ("一支部", "二支部", "三支部"):
        office.run("signed", "--branch", branch, "--by", "牛书记", "--date", "2026-07-05")
    with contextlib.closing(sqlite3.connect(own_folder(office.path) / SENT)) as book:
        names = [row[1] for row in book.execute("PRAGMA table_info(dispatch)")]
        (first,) = book.execute("SELECT * FROM dispatch WHERE branch LIKE '%一村%'").fetchall()
        later = dict(zip(names, first, strict=True)) | {"number": None, "part": 2, "parts": 2, "message": "<2>"}
        book.execute("UPDATE dispatch SET parts = 2 WHERE branch LIKE '%一村%'")
        book.execute(f"INSERT INTO dispatch VALUES ({', '.join('?' * len(names))})", tuple(later.values()))
        book.commit()

    assert office.run("remind")[1] == "请打电话  一支部：牛书记 13800000001\n"
    rows = json.loads(office.run("status", "--json")[1])["sent"]
    assert [(row["part"], bool(row["signed"])) for row in rows if row["parts"] == 2] == [(1, True), (2, False)]
    office.run("send")
    listed = cells(office.output(REGISTER))
    assert [(row[2], row[8] or "") for row in listed[1:] if row[1] == "一支部"] == [
        ("第1批 1/2", "牛书记"), ("第1批 2/2", ""),
    ]  # fmt: skip

    at = [row[1:3] for row in listed].index(("一支部", "第1批 2/2")) + 1
    type_in(office, **{f"I{at}": "羊会计", f"J{at}": "2026-07-06"})
    office.run("send")

    assert office.run("remind")[1].startswith("没有要催的")
    assert ask(office, "SELECT part, who, day FROM signature WHERE branch LIKE '%一村%' ORDER BY part") == [
        (1, "牛书记", "2026-07-05"), (2, "羊会计", "2026-07-06"),
    ]  # fmt: skip


def test_a_signature_typed_beside_a_batch_is_of_that_batch(office: Workspace, share: Path) -> None:
    office.run("send")
    meeting_at(office, "14:30")
    office.run("approve", "--all")
    office.run("send")
    told = [row[1:3] for row in cells(office.output(REGISTER))]
    at = told.index(("二支部", "第2批")) + 1
    type_in(office, **{f"I{at}": "马书记"})

    office.run("send")

    assert ask(office, "SELECT batch, who FROM signature") == [(2, "马书记")]
    assert "二支部" in office.run("remind")[1]  # the first batch is open
