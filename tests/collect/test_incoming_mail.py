"""What branches send by mail is filed once, from a mailbox that is only read: a scripted server, and a real one."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.desk import RETURNED, own_folder
from pipeline.ledger import ReturnedBook, SentBook
from tests.collect.dovecot import Dovecot
from tests.collect.hands import FORM, labels, returned
from tests.collect.imap_server import PASSWORD, USER, ImapServer
from tests.collect.test_cutting import bound
from tests.conftest import Workspace, needs

pytestmark = pytest.mark.slow

OTHER = "03-党性分析表-李四光.docx"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapServer]:
    monkeypatch.setenv("GONGWEN_IMAP_PASSWORD", PASSWORD)
    with ImapServer() as running:
        yield running


def set_up(office: Workspace, port: int, security: str = "无", more: str = "") -> None:
    (office.path / "gongwen.toml").write_text(
        f'[收件]\n主机 = "127.0.0.1"\n端口 = {port}\n加密 = "{security}"\n用户 = "{USER}"\n{more}', "utf-8"
    )


def letter(*files: Path, subject: str = "交表", number: int = 1, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "一支部 <one@example.cn>", subject
    message["Date"], message["Message-ID"] = "Tue, 01 Sep 2026 08:30:00 +0800", f"<{number}@example.cn>"
    for key, value in headers.items():
        message[key.replace("_", "-")] = value
    message.set_content("见附件。")
    for file in files:
        message.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename=file.name)
    return message.as_bytes().replace(b"\n", b"\r\n")


def came(office: Workspace, *arguments: str) -> Any:
    _, out, err = office.run("collect", "--mail", "--json", *arguments)
    return json.loads(out) if out.strip() else err


def states(found: Any) -> list[list[tuple[str, str]]]:
    return [[(each["filing"], each["state"]) for each in one["files"]] for one in found["mails"]]


def filed(office: Workspace) -> Sequence[Any]:
    with ReturnedBook(own_folder(office.path) / RETURNED, read_only=True) as book:
        return book.returns()


def test_a_form_that_came_by_mail_is_filed_with_its_mail_as_its_place(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    label = labels(share)[0]
    server.script.mails[7] = letter(returned(share, tmp_path / "张三丰的表.docx", {label: "有收获"}))

    found = came(office)

    assert states(found) == [[("新登记", "已交回")]]
    assert found["mails"][0]["files"][0]["fields"][0]["value"] == "有收获"
    (one,) = filed(office)
    assert one.credited.member == "张三丰"
    assert (one.arrival.way, one.arrival.message, one.arrival.sender) == ("邮件", "<1@example.cn>", "")
    assert one.arrival.source.startswith("邮件 2026-09-01 ")
    assert one.arrival.source.endswith("一支部 <one@example.cn> 《交表》 张三丰的表.docx")
    assert "汇总" in found["written"][0]


def test_nothing_in_the_mailbox_is_changed_and_nothing_is_fetched_twice(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    server.script.mails[7] = letter(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"}))
    came(office)

    found = came(office)

    assert found["mails"] == []
    assert server.script.fetched == [7]
    verbs = {
        " ".join(each.split()[:2]) if each.startswith("UID") else each.split()[0] for each in server.script.commands
    }
    assert verbs == {"CAPABILITY", "LOGIN", "ID", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"}


def test_a_server_that_wants_a_name_is_told_one(office: Workspace, server: ImapServer) -> None:
    set_up(office, server.port)
    server.script.wants_id = True

    assert came(office)["mails"] == []
    assert server.script.commands.index('ID ("name" "gongwen" "version" "1" "vendor" "gongwen")') < next(
        at for at, each in enumerate(server.script.commands) if each.startswith("EXAMINE")
    )


def test_after_another_uidvalidity_each_return_is_still_filed_once(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    data = letter(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"}))
    server.script.mails[7] = data
    came(office)
    server.script.validity, server.script.mails = 2, {1: data}

    assert came(office)["mails"] == []
    assert len(filed(office)) == 1


def test_a_line_that_is_cut_is_taken_up_again(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    for number, name in enumerate((FORM, OTHER), 1):
        file = returned(share, tmp_path / f"{number}.docx", {labels(share)[0]: str(number)}, name)
        server.script.mails[number] = letter(file, number=number)
    server.script.cuts[2] = 1

    found = came(office)

    assert states(found) == [[("新登记", "已交回")], [("新登记", "已交回")]]
    assert server.script.fetched == [1, 2, 2]
    assert found["notes"] == []


def test_a_mail_over_which_the_line_always_breaks_holds_up_no_other(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    server.script.mails[1] = letter(subject="坏的", number=1)
    server.script.cuts[1] = 99
    server.script.mails[2] = letter(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"}), number=2)

    found = came(office)

    assert "连接总是断" in found["mails"][0]["notes"][0]
    assert states(found)[1] == [("新登记", "已交回")]


@pytest.mark.parametrize(("asked", "said"), [("SEARCH", "[UNAVAILABLE] Try later"), ("HEADER", "[LIMIT] Rate limited")])
@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_a_refusal_is_no_empty_mailbox(
    office: Workspace, server: ImapServer, asked: str, said: str, arguments: tuple[str, ...]
) -> None:
    set_up(office, server.port)
    server.script.mails[1] = letter(number=1)
    server.script.refuses[asked] = said

    code, out, err = office.run("collect", "--mail", *arguments)

    assert (code, said in err) == (3, True)
    assert "收了" not in out


def test_a_mail_that_the_server_refuses_is_told_holds_up_no_other_and_is_asked_for_again(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    server.script.mails[1] = letter(number=1)
    server.script.mails[2] = letter(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"}), number=2)
    server.script.refuses["1"] = "[SERVERBUG] Cannot fetch"

    code, out, _ = office.run("collect", "--mail")

    assert code == 1
    assert "没有收：邮箱 127.0.0.1 打开了，却不让查（[SERVERBUG] Cannot fetch）" in out
    assert "收了 1 封" in out
    assert len(filed(office)) == 1
    server.script.refuses.clear()
    assert ["没有附件" in note for one in came(office)["mails"] for note in one["notes"]] == [True]


def test_a_server_that_gives_no_mail_any_more_is_asked_for_three(office: Workspace, server: ImapServer) -> None:
    set_up(office, server.port)
    server.script.mails = {number: letter(number=number) for number in range(1, 8)}
    server.script.refuses["BODY"] = "[LIMIT] Too many"

    code, out, _ = office.run("collect", "--mail")

    assert (code, out.count("[LIMIT] Too many"), "收了 0 封" in out) == (1, 3, True)
    assert "还有 5 封没有收" in out
    assert len([each for each in server.script.commands if "BODY.PEEK[]" in each]) == 3


def test_a_mail_that_is_larger_than_its_server_says_is_not_read_to_its_end(
    office: Workspace, server: ImapServer
) -> None:
    set_up(office, server.port)
    server.script.mails[1] = letter(number=1)
    server.script.claims[1] = 10**12

    assert "连接总是断" in came(office)["mails"][0]["notes"][0]


def test_one_message_id_with_two_bodies_is_two_mails(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    for number, name in enumerate((FORM, OTHER), 1):
        file = returned(share, tmp_path / f"{number}.docx", {labels(share)[0]: str(number)}, name)
        server.script.mails[number] = letter(file, number=1)

    found = came(office)

    assert states(found) == [[("新登记", "已交回")], [("新登记", "已交回")]]
    assert [len(each["notes"]) for each in found["mails"]] == [0, 1]
    assert "Message-ID 一样" in found["mails"][1]["notes"][0]


def test_one_file_in_two_mails_is_one_return(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    file = returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"})
    twin = shutil.copy(file, tmp_path / "同名" if (tmp_path / "同名").mkdir() else tmp_path / "同名" / "表.docx")
    server.script.mails = {1: letter(file, Path(twin), number=1), 2: letter(file, number=2)}

    assert states(came(office)) == [[("新登记", "已交回"), ("以前登记过", "已交回")], [("以前登记过", "已交回")]]
    assert len(filed(office)) == 1


def test_each_mail_that_gave_nothing_says_why_once(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    with SentBook(own_folder(office.path) / "sent.db", read_only=True) as book:
        ours = book.everything()[0]
    file = returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"})
    head = b"Message-ID: " + ours.message.encode() + b"\r\nSubject: sent\r\n"
    server.script.mails = {
        1: letter(number=1),
        2: letter(number=2, Auto_Submitted="auto-replied"),
        3: b"From: MAILER-DAEMON@mx\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/rfc822-headers\r\n\r\n" + head + b"\r\n--b--\r\n",
        4: letter(file, number=4).replace(b"<4@example.cn>", ours.message.encode()),
        5: letter(file, number=5),
    }
    server.script.sizes[5] = 80_000_000

    found = came(office)

    said = [each["notes"][0] for each in found["mails"]]
    for word, note in zip(("没有附件", "自动回复", "退信", "是这里发出去的", "太大"), said, strict=True):
        assert word in note
    assert ours.parcel.branch in said[2]
    assert filed(office) == []
    assert 5 not in server.script.fetched
    assert [each["notes"][0] for each in came(office)["mails"]] == [said[4]]  # what nobody has read is told again


def test_a_ballot_leaves_no_trace_of_who_sent_it(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    ballot = next(share.rglob("04-整改方案.docx"))
    server.script.mails[1] = letter(Path(shutil.copy(ballot, tmp_path / "票.docx")), subject="本人的票")

    found = came(office)

    assert states(found) == [[("没有登记", "不记名")]]
    assert "one@example.cn" not in found["mails"][0]["mail"]
    assert filed(office) == []
    kept = [path for path in own_folder(office.path).rglob("*") if path.is_file()]
    assert [path.name for path in kept if b"one@example.cn" in path.read_bytes() and path.name != "sent.db"] == []
    assert [path.name for path in kept if "本人的票".encode() in path.read_bytes()] == []


def test_a_form_in_one_file_with_a_ballot_is_filed_and_who_sent_both_is_not(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    form = docx.Document(str(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"})))
    ballot = docx.Document(str(next(share.rglob("04-整改方案.docx"))))
    pack = bound([form, ballot], tmp_path / "一起.docx", marks=True)
    server.script.mails[1] = letter(pack, pack, subject="本人的票")

    found = came(office)

    one = [("新登记", "已交回"), ("没有登记", "不记名")]
    again = [("以前登记过", "已交回"), ("没有登记", "不记名")]
    assert states(found) == [[*one, *again]]  # the same attachment twice
    assert "one@example.cn" not in found["mails"][0]["mail"]
    assert [each.arrival.source for each in filed(office)] == ["一起.docx"]
    kept = [path for path in office.path.rglob("*") if path.is_file() and path.name != "sent.db"]
    for word in (b"one@example.cn", "本人的票".encode(), b"<1@example.cn>"):
        assert [path.name for path in kept if word in path.read_bytes()] == []
    assert states(came(office)) == []


def test_a_form_that_a_program_has_sent_is_filed_as_any_other(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    file = returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"})
    server.script.mails = {1: letter(file, Auto_Submitted="auto-generated", X_Autoreply="yes")}

    assert states(came(office)) == [[("新登记", "已交回")]]


@pytest.mark.parametrize("name", ["本人的票.zip", "本人的票.rar"])
def test_what_may_be_a_ballot_leaves_no_trace_either_and_is_told_until_it_was_taken_out(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer, name: str
) -> None:
    set_up(office, server.port)
    with zipfile.ZipFile(tmp_path / "里.zip", "w") as archive:
        archive.write(next(share.rglob("04-整改方案.docx")), "票.docx")
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.write(tmp_path / "里.zip", "里.zip")
    server.script.mails[1] = letter(tmp_path / name, subject="本人的票")

    for _ in range(2):
        found = came(office)
        assert states(found) == [[("没有登记", "认不出")]]
        assert "请在电脑上解开" in found["mails"][0]["files"][0]["why"]
    assert filed(office) == []
    stored = [path for path in own_folder(office.path).rglob("*") if path.is_file() and path.name != "sent.db"]
    assert [path.name for path in stored if "本人的票".encode() in path.read_bytes()] == []
    assert [path.name for path in stored if b"one@example.cn" in path.read_bytes()] == []


def test_what_would_be_read_is_shown_without_reading_it(
    office: Workspace, share: Path, tmp_path: Path, server: ImapServer
) -> None:
    set_up(office, server.port)
    server.script.mails[7] = letter(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"}))

    found = came(office, "--dry-run")

    assert found["total"] == 1
    assert found["unread"][0].endswith("《交表》")
    assert server.script.fetched == []
    assert filed(office) == []


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "还没有写从哪个邮箱收"),
        ('[收件]\n主机 = "127.0.0.1"\n', "还没有写从谁的邮箱收"),
        ('[收件]\n主机 = "127.0.0.1"\n端口 = 1\n加密 = "无"\n用户 = "a@x.cn"\n', "连不上"),
        ('[收件]\n主机 = "127.0.0.1"\n端口 = PORT\n加密 = "TLS"\n用户 = "a@x.cn"\n', "加密"),
        ('[收件]\n主机 = "127.0.0.1"\n端口 = PORT\n加密 = "无"\n用户 = "a@x.cn"\n', "不让登录"),
        (f'[收件]\n主机 = "127.0.0.1"\n端口 = PORT\n加密 = "无"\n用户 = "{USER}"\n文件夹 = "交表"\n', "打不开“交表”"),
        ('[收件]\n自 = "去年"\n', "应当是日期"),
        ('[收件]\n加密 = "SSL"\n', "可以是 无、STARTTLS、TLS"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_what_to_do(
    office: Workspace, server: ImapServer, toml: str, said: str
) -> None:
    (office.path / "gongwen.toml").write_text(toml.replace("PORT", str(server.port)), "utf-8")

    code, _, err = office.run("collect", "--mail")

    assert code != 0
    assert said in err


@pytest.mark.parametrize("arguments", [("--mail", "x.docx"), ("--mail", "--from", "一支部"), ()])
def test_the_command_wants_files_or_the_mailbox(office: Workspace, arguments: tuple[str, ...]) -> None:
    assert office.run("collect", *arguments)[0] == 2


# --- against a real server ------------------------------------------------------------------------------------------


@needs("doveadm")
def test_a_real_server_is_read_over_tls_and_left_as_it_was(
    office: Workspace, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = labels(share)[0]
    mails = [letter(number=1), letter(returned(share, tmp_path / "张三丰（终稿）.docx", {label: "有收获"}), number=2)]
    inner = message_from_bytes(letter(returned(share, tmp_path / "李.docx", {label: "也有"}, OTHER), number=3))
    forwarded = message_from_bytes(letter(number=4), policy=policy.default)
    assert isinstance(forwarded, EmailMessage)
    forwarded.add_attachment(inner)
    with Dovecot() as server:
        monkeypatch.setenv("GONGWEN_IMAP_PASSWORD", PASSWORD)
        monkeypatch.setenv("SSL_CERT_FILE", str(server.pem))
        set_up(office, server.port, "TLS", '文件夹 = "交表"\n')
        server.put("&TqSIaA-", *mails, forwarded.as_bytes().replace(b"\n", b"\r\n"))
        before = server.state("&TqSIaA-")

        survey = came(office, "--dry-run")
        found = came(office)
        again = came(office)

        assert server.state("&TqSIaA-") == before
    assert len(before) == survey["total"] == 3
    assert b"Seen" not in b"".join(before)
    assert states(found) == [[], [("新登记", "已交回")], [("新登记", "已交回")]]
    assert again["mails"] == []
    assert sorted(one.credited.member for one in filed(office)) == ["张三丰", "李四光"]


@needs("doveadm")
def test_a_real_server_whose_certificate_nobody_knows_is_not_told_the_password(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Dovecot() as server:
        monkeypatch.setenv("GONGWEN_IMAP_PASSWORD", PASSWORD)
        set_up(office, server.port, "TLS")

        code, _, err = office.run("collect", "--mail")

        assert (code, "加密" in err) == (3, True)
        assert "method=PLAIN, rip" in (server.home / "dovecot.log").read_text()  # the test's own
        assert (server.home / "dovecot.log").read_text().count("Login: user=") == 1
