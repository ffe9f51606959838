"""A person releases what was seen, by name; takes it back while it has not left; and all of it is on record."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline import dispatch
from pipeline.desk import SENT, Desk, opened, own_folder
from pipeline.dispatch import Choice
from pipeline.errands import history, keeping, undoing
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Doer
from pipeline.model.errors import NotReadyError, UsageError
from tests.conftest import Workspace
from tests.dispatch.test_sending import edited, share
from tests.send.conftest import mail_settings
from tests.send.plants import paragraph
from tests.send.server import Server

__all__ = ["share"]
NOTICE = "outputs/活动/一支部/01-会议通知.docx"
OTHER = "outputs/活动/二支部/01-会议通知.docx"
MA = Doer("马书记", "zzb", "PC-01")


def digest(office: Workspace, path: str) -> str:
    return keeping.digest((office.path / path).read_bytes())


def free(desk: Desk) -> dict[str, str]:
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        return {each.document: each.who for each in book.releases()}


@pytest.fixture
def fresh(office: Workspace) -> Workspace:
    """The office before anybody has approved anything."""
    (office.path / "outputs" / ".gongwen" / SENT).unlink()
    return office


def test_what_was_seen_is_approved_and_nothing_else(fresh: Workspace) -> None:
    with opened(fresh.path) as desk:
        report = dispatch.approve(desk, Choice(seen={NOTICE: digest(fresh, NOTICE)}), who=MA)

        assert report.approved == [NOTICE]
        assert free(desk) == {NOTICE: "马书记（zzb，PC-01）"}


def test_what_somebody_has_changed_meanwhile_is_not_approved(fresh: Workspace, share: Path) -> None:
    seen = digest(fresh, NOTICE)
    edited(fresh.path / NOTICE, paragraph("会议改期"))

    with opened(fresh.path) as desk:
        report = dispatch.approve(desk, Choice(seen={NOTICE: seen, OTHER: digest(fresh, OTHER)}), who=MA)

        assert (report.changed, report.approved) == ([NOTICE], [OTHER])
        assert list(free(desk)) == [OTHER]


def test_from_the_command_line_by_path_and_phase(fresh: Workspace) -> None:
    code, out, _ = fresh.run("approve", str(fresh.path / NOTICE), "--by", "马书记")
    assert (code, out.splitlines()[0][:16]) == (0, "批准 1 份，以前已经批准 0 份"[:16])
    code, out, _ = fresh.run("approve", "--phase", "分析评议")
    assert out.startswith("批准 4 份")
    for words, told in (
        (("--phase", "分析平议"), "是不是「分析评议」"),
        (("outputs/活动/一支部/01-会议通知书.docx",), "是不是「"),
    ):
        code, _, err = fresh.run("approve", *words)
        assert code == 2
        assert told in err


def test_an_approval_is_taken_back_and_is_not_sent(office: Workspace, share: Path) -> None:
    code, out, _ = office.run("approve", "--withdraw", "--branch", "一支部", "--by", "马书记")
    assert code == 0
    assert out.startswith("撤回批准 6 份")

    office.run("send")

    assert {path.name for path in (share / "活动").iterdir()} == {"二支部", "三支部"}
    code, out, _ = office.run("approve", "--withdraw", NOTICE.replace("一支部", "二支部"))
    assert (code, "撤不回" in out) == (1, True)
    assert "撤回批准 0 份" not in out
    assert "没有撤回什么。送出的收不回来：发错了请电话告知支部" in out
    assert office.run("approve", "--withdraw")[0] == 2
    assert office.run("approve", "--withdraw", "--branch", "一支部")[0] == 2  # nothing of it is approved any more


def test_needs_no_readable_roster_to_hold_papers_back(office: Workspace) -> None:
    office.put("活动/花名册.xlsx", b"PK\x03\x04 broken")

    code, out, _ = office.run("approve", "--withdraw", "--all")

    assert (code, out[:4]) == (0, "撤回批准")
    with opened(office.path) as desk:
        assert free(desk) == {}


def test_where_everything_is_approved_anyway_nothing_is_held_back(office: Workspace) -> None:
    """It would be approved again by the very next sending: that is said, not done."""
    (office.path / "gongwen.toml").write_text("[发送]\n自动批准 = true\n", "utf-8")

    code, _, err = office.run("approve", "--withdraw", "--all")

    assert (code, "自动批准" in err) == (1, True)
    with opened(office.path) as desk:
        (deed,) = history.of_people(desk)
        with pytest.raises(NotReadyError, match="自动批准"):
            undoing.undo(desk, deed.number)


def test_every_deed_says_who_and_what(office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "zzb")
    monkeypatch.setattr("platform.node", lambda: "PC-01")
    office.run("approve", "--withdraw", "--kind", "党性分析表", "--by", "马书记")
    office.run("approve", "--all", "--by", "马书记")
    office.run("send")
    office.run("signed", "--branch", "一支部", "--by", "牛书记", "--date", "2026-07-01")
    office.run("signed", "--branch", "一支部", "--undo")

    with opened(office.path, read_only=True) as desk:
        deeds = history.of_people(desk)
    told = [(each.act, each.who.name, each.about.partition("：")[0]) for each in reversed(deeds)][1:]
    assert told == [
        (Act.WITHDREW, "马书记", "撤回批准 4 份（党性分析表）"),
        (Act.APPROVED, "马书记", "批准 4 份"),
        (Act.SENT, "", "发送 3 包 16 份"),
        (Act.SIGNED, "", "中共吕寨镇一村支部委员会"),
        (Act.UNSIGNED, "", "中共吕寨镇一村支部委员会"),
    ]
    assert {(each.who.user, each.who.computer) for each in deeds[:-1]} == {("zzb", "PC-01")}
    assert {each.campaign for each in deeds} == {"活动"}
    _, out, _ = office.run("history")
    assert "马书记（zzb，PC-01）  批准：批准 4 份" in out
    _, out, _ = office.run("history", NOTICE, "--json")
    assert [each["act"] for each in json.loads(out)["deeds"]] == ["批准"]


def test_a_deed_is_taken_back_and_so_is_that(office: Workspace) -> None:
    with opened(office.path) as desk:
        before = free(desk)
        taken = dispatch.withdraw(desk, Choice(branch="一支部"), who=MA)
        assert taken.deed is not None
        assert len(free(desk)) == len(before) - 6

        back = undoing.undo(desk, taken.deed.number)
        assert list(free(desk)) == list(before)
        undoing.undo(desk, back.number)
        assert len(free(desk)) == len(before) - 6
        with pytest.raises(NotReadyError, match="已经撤销过"):
            undoing.undo(desk, taken.deed.number)
        with pytest.raises(UsageError):
            undoing.undo(desk, 99)


def test_what_has_left_cannot_be_taken_back(office: Workspace, share: Path) -> None:
    """Half of an approval has gone: the other half is taken back, and the deed says how many."""
    office.run("approve", "--withdraw", "--all")
    office.run("approve", "--all", "--by", "马书记")
    office.run("send", "--branch", "一支部")
    with opened(office.path) as desk:
        number = next(each.number for each in history.of_people(desk) if each.act is Act.APPROVED)

    code, out, _ = office.run("history", "--undo", str(number))

    assert (code, out) == (0, "已撤销：批准 16 份：10 份。\n")
    with opened(office.path) as desk:
        assert {path.split("/")[2] for path in free(desk)} == {"一支部"}
        sent = next(each.number for each in history.of_people(desk) if each.act is Act.SENT)
    code, _, err = office.run("history", "--undo", str(sent))
    assert (code, "不能撤销" in err) == (1, True)


def test_an_edit_after_an_approval_that_was_taken_back_needs_a_new_one(office: Workspace) -> None:
    """What was free to go before is free to go again: those very bytes, and no others."""
    first = digest(office, NOTICE)
    edited(office.path / NOTICE, paragraph("会议改期"))
    with opened(office.path) as desk:
        report = dispatch.approve(desk, Choice(seen={NOTICE: ""}), who=MA)
        assert report.deed is not None
        undoing.undo(desk, report.deed.number)

        with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
            assert book.approvals("活动")[NOTICE] == first


def test_one_doubtful_parcel_is_settled_by_its_number(office: Workspace, server: Server) -> None:
    mail_settings(office, server.port)
    server.handler.of("two@example.cn").then = "drop"
    office.run("send")

    with opened(office.path) as desk:
        (open_,) = dispatch.doubtful(desk)
        assert (open_.outcome.branch, open_.contact, open_.phone) == ("二支部", "马书记", "13800000002")
        settled = dispatch.settle_one(desk, open_.number, arrived=True, who=MA)
        assert settled.fate == "已送出"
        assert dispatch.doubtful(desk) == []
        with pytest.raises(NotReadyError, match="已经核实过"):
            dispatch.settle_one(desk, open_.number, arrived=False, who=MA)
        deed = history.of_people(desk)[0]
        assert (deed.act, deed.who, deed.about) == (Act.SETTLED, MA, "中共吕寨镇二村支部委员会：人工确认已送到")


def test_what_did_not_arrive_leaves_with_the_next_sending(office: Workspace, server: Server) -> None:
    mail_settings(office, server.port)
    server.handler.of("two@example.cn").then = "drop"
    office.run("send")
    server.handler.behaviour.clear()
    office.put("活动/花名册.xlsx", b"PK\x03\x04 broken")  # the register waits, the word is taken

    with opened(office.path) as desk:
        (open_,) = dispatch.doubtful(desk)
        assert dispatch.settle_one(desk, open_.number, arrived=False).fate == "没有送出"
        assert dispatch.doubtful(desk) == []


def test_sending_ends_between_two_branches_when_a_person_says_so(office: Workspace, share: Path) -> None:
    done: list[str] = []
    with opened(office.path) as desk:
        order = dispatch.SendOrder(stop=lambda: len(done) >= 1)
        report = dispatch.dispatch(desk, order, on_progress=lambda outcome: done.append(outcome.branch))

        assert (report.stopped, done) == (True, ["一支部"])
        assert not dispatch.dispatch(desk, dispatch.SendOrder()).stopped
    assert {path.name for path in (share / "活动").iterdir()} == {"一支部", "二支部", "三支部"}


def test_a_name_that_may_stand_is_on_record_with_who_said_so(
    office: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(office.path / NOTICE, paragraph("请向王五味同志学习"))
    office.run("approve", "--all")
    _, out, _ = office.run("send", "--dry-run")
    code = out.partition("编号 ")[2][:10].strip("，）")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    office.run("approve", "--mention", code, "--by", "马书记", "--why", "通报表扬")

    with opened(office.path) as desk:
        deed = history.of_people(desk)[0]
    assert (deed.act, deed.who.name) == (Act.MENTIONED, "马书记")
    assert "王五味" in deed.about
