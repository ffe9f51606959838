"""From approval to proof, through the command line: folders, archives, what stops a parcel, what a person must say."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import dispatch, review, send
from pipeline.desk import opened
from tests.conftest import Workspace
from tests.outline import text
from tests.send.conftest import BRANCHES, ROSTER, mail_settings
from tests.send.plants import paper, paragraph
from tests.send.server import Server
from tests.sheets import workbook

NOTICE = "活动/一支部/01-会议通知.docx"


@pytest.fixture
def share(office: Workspace) -> Path:
    """The exchange folder that gongwen.toml names."""
    folder = office.path / "共享"
    (office.path / "gongwen.toml").write_text(
        f'[发送]\n方式 = "文件夹"\n[发送.文件夹]\n路径 = "{folder.as_posix()}"\n', "utf-8"
    )
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock.db"}


def edited(path: Path, *blocks: str) -> None:
    path.write_bytes(paper(*blocks)[1])


# --- approval -----------------------------------------------------------------------------------------------------


def test_nothing_leaves_unapproved(office: Workspace, share: Path) -> None:
    (office.path / "outputs" / ".gongwen" / "sent.db").unlink()

    code, out, _ = office.run("send")
    _, listed, _ = office.run("approve")

    assert code == 0
    assert not share.exists()
    assert "还有 16 份没有批准" in out
    assert "等待批准  活动：党性分析表 4 份" in listed
    assert "批准 0" not in listed


def test_an_approval_is_of_the_bytes_a_later_edit_needs_a_new_one(office: Workspace, share: Path) -> None:
    edited(office.output(NOTICE), paragraph("改过的通知"))

    office.run("send")
    assert "01-会议通知.docx" not in names(share / "活动" / "一支部")
    _, out, _ = office.run("approve", "--branch", "一支部", "--kind", "会议通知")
    office.run("send")

    assert out.startswith("批准 1 份，以前已经批准 0 份")
    assert names(share / "活动" / "一支部" / "第2批") == ["00-送达目录.docx", "01-会议通知.docx", "99-送达回执.docx"]
    sent = share / "活动" / "一支部" / "第2批" / "01-会议通知.docx"
    assert sent.read_bytes() == office.output(NOTICE).read_bytes()


def test_two_versions_of_a_document_wait_until_one_is_gone(office: Workspace, share: Path) -> None:
    edited(office.output(NOTICE), paragraph("改过的通知"))
    campaign = office.path / "inputs" / "活动" / "活动.yaml"
    campaign.write_text(campaign.read_text("utf-8").replace("三楼会议室", "礼堂"), "utf-8")
    office.build()
    newer = office.output("活动/一支部/01-会议通知（新版）.docx")
    assert newer.exists()

    code, out, _ = office.run("approve", "--all")
    assert code == 1
    assert "有两份，请留下要发的一份" in out
    assert newer.name in out
    newer.unlink()

    assert office.run("approve", "--all")[0] == 0
    office.run("send", "--branch", "一支部")
    sent = share / "活动" / "一支部" / "01-会议通知.docx"
    assert sent.read_bytes() == office.output(NOTICE).read_bytes()
    assert "改过的通知".encode() in zipfile.ZipFile(sent).read("word/document.xml")


def test_outputs_behind_the_rosters_are_made_first(office: Workspace, share: Path) -> None:
    office.put("活动/花名册.xlsx", ROSTER.replace("王五味", "王五常"))

    for command in (["approve", "--all"], ["send"]):
        code, _, err = office.run(*command)
        assert code == 1
        assert "请先运行 gongwen build" in err
    assert not share.exists()


def test_an_office_may_approve_everything_beforehand(office: Workspace, share: Path) -> None:
    (office.path / "outputs" / ".gongwen" / "sent.db").unlink()
    toml = office.path / "gongwen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[发送.文件夹]", "自动批准 = true\n[发送.文件夹]"), "utf-8")

    assert office.run("send")[0] == 0
    assert names(share / "活动") == ["一支部", "三支部", "二支部"]


# --- folder and archive -------------------------------------------------------------------------------------------


def test_a_share_has_one_subfolder_a_branch_with_contents_and_receipt(office: Workspace, share: Path) -> None:
    code, _, _ = office.run("send")

    home = share / "活动" / "一支部"
    assert code == 0
    assert names(home) == sorted([*names(office.output("活动/一支部")), "00-送达目录.docx", "99-送达回执.docx"])
    contents = text(home / "00-送达目录.docx")
    assert "共6份" in contents
    assert "｜03-党性分析表-张三丰｜" in contents
    assert "王五味" not in contents
    for name in ("00-送达目录.docx", "99-送达回执.docx"):
        assert review.findings_of((home / name).read_bytes()) == ()
    assert review.findings_of(office.output("活动/送达签收单.docx").read_bytes()) == ()


def test_an_archive_is_the_same_every_time_and_names_are_utf8(office: Workspace, share: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        shutil.rmtree(office.path / "outputs" / "活动" / "送达", ignore_errors=True)
        assert office.run("send", "--way", "压缩包", "--to", str(tmp_path / f"{number}"), "--branch", "二支部")[0] == 0
        for path in (".gongwen/sent.db", "活动/送达登记.xlsx"):
            office.output(path).unlink()
        shutil.rmtree(office.output(".gongwen/已送"))
        office.run("approve", "--all")

    one, two = (tmp_path / number / "活动" / "二支部.zip" for number in ("1", "2"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.testzip() is None
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())
        assert (
            archive.read("03-党性分析表-王五味.docx")
            == office.output("活动/二支部/03-党性分析表-王五味.docx").read_bytes()
        )


def test_what_lies_on_the_share_is_never_overwritten(office: Workspace, share: Path) -> None:
    theirs = share / "活动" / "二支部" / "01-会议通知.docx"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")

    code, out, _ = office.run("send")

    assert code == 1
    assert "没有覆盖" in "".join(out.split())
    assert theirs.read_bytes() == b"theirs"
    assert len(names(share / "活动" / "一支部")) == 8


def test_a_dry_run_writes_nothing_and_shows_everything(office: Workspace, share: Path) -> None:
    before = files(office.path)

    code, out, _ = office.run("send", "--dry-run")

    assert code == 0
    assert "谁会收到什么（没有发）" in out
    for branch in ("一支部", "二支部", "三支部"):
        assert branch in out
    assert files(office.path) == before


def test_what_is_foreseen_is_what_then_leaves(office: Workspace, share: Path) -> None:
    def told(report: dispatch.DispatchReport) -> list[tuple[str, str, int, str, str]]:
        return [(each.campaign, each.branch, each.documents, each.way, each.address) for each in report.outcomes]

    edited(office.output(NOTICE), paragraph("请王五味同志参加"))
    office.run("approve", "--all")
    with opened(office.path, read_only=True) as desk:
        foreseen = dispatch.foresee(desk, dispatch.SendOrder())
    with opened(office.path) as desk:
        left = dispatch.dispatch(desk, dispatch.SendOrder())
        again = dispatch.foresee(desk, dispatch.SendOrder())

    assert [each.fate for each in foreseen.outcomes] == ["没有送出", "待发", "待发"]
    assert [each.fate for each in left.outcomes] == ["没有送出", "已送出", "已送出"]
    assert told(foreseen) == told(left)
    assert foreseen.leaks == left.leaks == again.leaks
    assert [each.branch for each in again.outcomes] == ["一支部"]


def test_whom_a_look_would_remind_is_then_reminded(by_mail: Workspace, server: Server) -> None:
    by_mail.run("send")
    server.delivered.clear()
    with opened(by_mail.path, read_only=True) as desk:
        foreseen = dispatch.foresee_reminders(desk)
    assert not server.delivered
    with opened(by_mail.path) as desk:
        done = dispatch.remind(desk, sleep=lambda _: None)
        again = dispatch.foresee_reminders(desk)

    assert [each.branch for each in foreseen.outcomes] == [each.branch for each in done.outcomes] != []
    assert {each.fate for each in foreseen.outcomes} == {"待发"}
    assert len(server.delivered) == len(done.outcomes)
    assert {each.reason[:7] for each in again.outcomes} == {"今天已经催过。"}


# --- leaks --------------------------------------------------------------------------------------------------------


def test_a_dry_run_where_nothing_was_ever_made_makes_nothing_either(campaign: Workspace, tmp_path: Path) -> None:
    for words in (("send", "--way", "文件夹", "--to", str(tmp_path)), ("remind",)):
        assert campaign.run(*words, "--dry-run")[0] in {0, 1}
    assert not campaign.output(".gongwen").exists()


def test_one_stranger_stops_the_whole_parcel_and_no_other(office: Workspace, share: Path) -> None:
    edited(office.output(NOTICE), paragraph("请王五味同志参加"))
    office.run("approve", "--all")

    code, out, _ = office.run("send")

    assert code == 1
    assert "停住  给一支部的 01-会议通知.docx › 正文第2段：有中共吕寨镇二村支部委员会的党员“王五味”" in out
    assert names(share / "活动") == ["三支部", "二支部"]


def test_a_text_that_all_parcels_have_is_settled_once_and_put_on_record(office: Workspace, share: Path) -> None:
    for branch in ("一支部", "二支部", "三支部"):
        edited(office.output(NOTICE.replace("一支部", branch)), paragraph("要向王五味同志学习"))
    office.run("approve", "--all")

    code, out, _ = office.run("send", "--dry-run")
    lines = [line for line in out.splitlines() if line.startswith(("停住", "      原文"))]
    found = re.search("编号 ([0-9a-f]{10})，各包里都一样，只用定一次", out)

    assert code == 1
    assert lines[0].startswith("停住  给一支部等 2 个支部的 01-会议通知.docx › 正文第")
    assert len(lines) == 2
    assert found
    assert office.run("approve", "--mention", found[1], "--why", "表扬")[0] == 2
    assert office.run("approve", "--mention", "0123456789", "--by", "马书记", "--why", "表扬")[0] == 2
    code, out, _ = office.run("approve", "--mention", found[1], "--by", "马书记", "--why", "镇党委通报表扬")
    assert (code, out.startswith("已记下：马书记定“要向王五味同志学习”可以这样写")) == (0, True)

    code, _, _ = office.run("send")

    assert code == 0
    rows = list(load_workbook(office.output("活动/送达登记.xlsx"))["送达登记"].iter_rows(values_only=True))
    assert ["马书记定过可以这样写（镇党委通报表扬）" in " ".join(map(str, row)) for row in rows[1:]] == [
        True,
        False,
        True,
    ]

    edited(office.output(NOTICE), paragraph("要向王五味同志学习"), paragraph("王五味同志的检讨"))
    office.run("approve", "--all")
    code, out, _ = office.run("send")

    assert code == 1
    assert "王五味同志的检讨" in out
    assert out.count("停住") == 1


def test_a_name_that_is_a_word_is_asked_about_once_with_all_its_texts(office: Workspace, share: Path) -> None:
    texts = ["大家认为这个办法高明值得推广", "做法高明不高明由群众说了算", "由高明同志负责收集意见"]
    for branch in ("一支部", "二支部"):
        edited(office.output(NOTICE.replace("一支部", branch)), *map(paragraph, texts))
    office.run("approve", "--all")

    code, out, _ = office.run("send")
    each = re.findall("像是(指人|词语)  .*：“(.*)”（编号 ([0-9a-f]{10})，给一支部等 2 个支部）", out)
    (together,) = re.findall("像是词语的 2 处可以一起定：编号 ([0-9a-f]{10})", out)

    assert code == 1
    assert out.count("请定  “高明”是中共吕寨镇三村支部委员会党员的名字") == 1
    assert [(said, text) for said, text, _ in each] == [("指人", texts[2]), ("词语", texts[0]), ("词语", texts[1])]
    code, out, _ = office.run("approve", "--mention", together, "--by", "马书记", "--why", "不是指人")
    assert (code, out.count("已记下")) == (0, 2)
    code, out, _ = office.run("send")
    assert (code, out.count("像是")) == (1, 1)
    assert office.run("approve", "--mention", each[0][2], "--by", "马书记", "--why", "指本人，党委同意")[0] == 0
    assert office.run("send")[0] == 0
    rows = list(load_workbook(office.output("活动/送达登记.xlsx"))["送达登记"].iter_rows(values_only=True))
    assert sum("马书记定过可以这样写（不是指人）" in " ".join(map(str, row)) for row in rows[1:]) == 2


def test_a_name_in_gongwen_toml_opens_no_door(office: Workspace, share: Path) -> None:
    edited(office.output(NOTICE), paragraph("向王五味同志学习"))
    office.run("approve", "--all")
    toml = office.path / "gongwen.toml"
    toml.write_text(toml.read_text("utf-8").replace("[发送.文件夹]", '可点名 = ["王五味"]\n[发送.文件夹]'), "utf-8")

    code, out, _ = office.run("send", "--dry-run")

    assert code == 1
    assert "可点名 不再放行" in out


# --- proof --------------------------------------------------------------------------------------------------------


def test_the_register_says_who_was_sent_what_and_who_has_signed(office: Workspace, share: Path) -> None:
    office.run("send")
    code, _, _ = office.run("signed", "--branch", "二支部", "--by", "马书记", "--date", "2026-07-05")

    book = load_workbook(office.output("活动/送达登记.xlsx"))
    rows = list(book["送达登记"].iter_rows(min_row=2, values_only=True))
    assert code == 0
    assert [row[1:5] + row[6:7] for row in rows] == [
        ("一支部", "第1批", 6, "文件夹", "已送出"),
        ("二支部", "第1批", 5, "文件夹", "已送出"),
        ("三支部", "第1批", 5, "文件夹", "已送出"),
    ]
    assert rows[1][8:10] == ("马书记", "2026-07-05")
    assert book["文件明细"].max_row == 1 + 16
    _, out, _ = office.run("remind")
    assert out.splitlines() == ["请打电话  一支部：牛书记 13800000001", "请打电话  三支部：羊书记 13800000003"]
    rows = json.loads(office.run("status", "--json")[1])["sent"]
    assert [row["signed"] for row in rows] == [None, {"by": "马书记", "on": "2026-07-05"}, None]


def test_an_edited_register_is_kept_and_the_new_one_goes_beside_it(office: Workspace, share: Path) -> None:
    office.run("send", "--branch", "一支部")
    register = office.output("活动/送达登记.xlsx")
    mine = workbook("我记的")
    register.write_bytes(mine)

    office.run("send")

    assert register.read_bytes() == mine
    newer = load_workbook(office.output("活动/送达登记（新版）.xlsx"))
    assert newer["送达登记"].max_row == 4


def test_a_lost_record_stops_sending_until_a_person_has_said_what_was_sent(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("send")
    office.output(".gongwen/sent.db").unlink()

    code, _, err = office.run("send")
    assert code == 1
    assert "sent.db 不见了" in err
    assert "gongwen send --settle" in err
    monkeypatch.setattr("sys.stdin", io.StringIO("y\ny\nn\n"))
    _, settled, _ = office.run("send", "--settle")
    assert "核实了 3 个，还有 0 个存疑" in settled
    shutil.rmtree(share)
    office.run("approve", "--all")
    office.run("send")

    assert names(share / "活动") == ["三支部"]


def test_a_branch_that_has_lost_its_papers_gets_them_again_on_a_persons_word(office: Workspace, share: Path) -> None:
    office.run("send")

    assert office.run("send", "--again")[0] == 2
    assert office.run("send", "--branch", "二支布")[0] == 2
    assert office.run("send", "--again", "--branch", "二支部")[0] == 0

    again = share / "活动" / "二支部" / "第2批"
    assert len(names(again)) == 7
    assert not (share / "活动" / "一支部" / "第2批").exists()
    assert "第2批，重发，共5份" in text(again / "00-送达目录.docx")
    assert "（第2批，重发，共5份）已按目录逐份核对" in text(again / "99-送达回执.docx")
    assert "重发" not in text(share / "活动" / "二支部" / "00-送达目录.docx")


# --- addresses that are none --------------------------------------------------------------------------------------

_TRIES = [
    "张三, x@evil.test <a@a.test>",
    "a@a.test\nBcc: x@evil.test",
    "a@a.test, x@evil.test",
    "<a@a.test> x@evil.test",
    "a@a.test\r\nRCPT TO:<x@evil.test>",
    '"a@a.test x@evil.test"',
    "@evil.test:a@a.test",
    "a@a.test> SIZE=1",
    "",
]


@pytest.mark.slow
@pytest.mark.parametrize("address", _TRIES)
def test_an_address_that_is_not_exactly_one_goes_nowhere(address: str) -> None:
    with pytest.raises(send.BadAddress):
        send.checked_address(address)


@pytest.mark.slow
def test_header_injection_goes_nowhere(office: Workspace, server: Server) -> None:
    evil = '一支部\\n"Bcc: x@evil.test", <y@evil.test>'
    table = BRANCHES.replace("|一支部|", f"|{evil}|").replace("two@example.cn", "two@example.cn, x@evil.test")
    office.put("活动/党支部名册.xlsx", table)
    office.put("活动/花名册.xlsx", ROSTER.replace("|一支部|", "|中共吕寨镇一村支部委员会|"))
    office.build()
    office.run("approve", "--all")
    mail_settings(office, server.port)

    code, _, _ = office.run("send")

    assert code == 1
    assert server.recipients == ["one@example.cn", "three@example.cn"]
    assert all(b"Bcc" not in data.partition(b"\r\n\r\n")[0] for _, data in server.delivered)


@pytest.mark.slow
def test_reminders_go_once_a_day_to_those_who_have_not_signed(office: Workspace, server: Server) -> None:
    mail_settings(office, server.port)
    office.run("send")
    office.run("signed", "--branch", "二支部", "--by", "马书记")
    server.delivered.clear()

    assert office.run("remind", "--dry-run")[0] == 0
    assert server.delivered == []
    office.run("remind")
    _, out, _ = office.run("remind")

    assert server.recipients == ["one@example.cn", "three@example.cn"]
    assert "今天已经催过" in "".join(out.split())
    assert "没有收到你支部的送达回执" not in out
