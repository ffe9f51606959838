"""Mail on a real socket: what arrives, and what happens when the server does anything but take it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import fast_mail_parser
import pytest

from pipeline import dispatch
from pipeline.desk import opened
from tests.conftest import Workspace
from tests.send.conftest import fates, mail_settings
from tests.send.server import Server, free_port

Send = Callable[..., dispatch.DispatchReport]
ALL = ["one@example.cn", "three@example.cn", "two@example.cn"]
OURS = ["00-送达目录.docx", "01-会议通知.docx", "02-动员讲话.docx"]

pytestmark = pytest.mark.slow


def test_each_branch_gets_its_own_papers_once(by_mail: Workspace, server: Server) -> None:
    assert by_mail.run("send")[0] == 0
    assert by_mail.run("send")[0] == 0

    assert server.recipients == ALL
    assert all(server.handler.encrypted)
    for (to,), data in server.delivered:
        names = [part.get_filename() for part in message_from_bytes(data, policy=policy.default).iter_attachments()]
        assert names[:3] == OURS
        assert names[-1] == "99-送达回执.docx"
        assert ("03-党性分析表-王五味.docx" in names) == (to == "two@example.cn")


def test_two_other_programs_read_back_what_was_sent(by_mail: Workspace, server: Server) -> None:
    by_mail.run("send", "--branch", "二支部")

    ((_, data),) = server.delivered
    read = message_from_bytes(data, policy=policy.default)
    files = {part.get_filename(): part.get_payload(decode=True) for part in read.iter_attachments()}
    assert read["Subject"] == "先进性教育活动文件送达（第1批）：二支部"
    assert [str(address) for address in read["To"].addresses] == ["二支部 <two@example.cn>"]
    assert read["From"].addresses[0].display_name == "镇党委组织办公室"
    assert read.defects == []
    for name in ("01-会议通知.docx", "03-党性分析表-王五味.docx"):
        assert files[name] == by_mail.output(f"活动/二支部/{name}").read_bytes()
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "第1批，共5份" in plain.get_content()
    assert "<li>对照“00-送达目录”逐份核对。</li>" in html.get_content()

    other = fast_mail_parser.parse_email(data)
    assert other.subject == read["Subject"]
    assert {file.filename: file.content for file in other.attachments} == files


def test_what_is_refused_for_a_moment_is_tried_again(by_mail: Workspace, server: Server, send: Send) -> None:
    server.handler.of("one@example.cn").rcpt = ["450 4.2.0 greylisted", "451 4.3.0 busy"]
    server.handler.of("two@example.cn").data = ["452 4.3.1 full"]

    report = send()

    assert set(fates(report).values()) == {"已送出"}
    assert server.recipients == ALL
    assert server.handler.tries == {"one@example.cn": 3, "two@example.cn": 2, "three@example.cn": 1}
    assert [pause for pause in send.pauses if pause >= 1] == [1, 2, 1]  # type: ignore[attr-defined]


def test_what_is_never_taken_is_reported_and_the_others_go_on(by_mail: Workspace, server: Server, send: Send) -> None:
    server.handler.of("one@example.cn").rcpt = ["550 5.1.1 no such user"]
    server.handler.of("two@example.cn").data = ["554 5.7.1 rejected"]

    report = send()

    assert fates(report) == {"一支部": "没有送出", "二支部": "没有送出", "三支部": "已送出"}
    assert [o.reason for o in report.outcomes][:2] == [
        "邮件服务器退回：550 5.1.1 no such user", "邮件服务器退回：554 5.7.1 rejected",
    ]  # fmt: skip
    assert report.failed

    send()

    assert server.recipients == ALL


@pytest.mark.parametrize("then", ["drop", "hang"])
def test_a_mail_whose_fate_is_not_known_is_doubtful_and_not_sent_again(
    by_mail: Workspace, server: Server, send: Send, then: str
) -> None:
    toml = by_mail.path / "gongwen.toml"
    toml.write_text(toml.read_text("utf-8").replace("等待秒数 = 5", "等待秒数 = 1"), "utf-8")
    server.handler.of("one@example.cn").then = then

    first, second = send(), send()

    assert fates(first) == {"一支部": "存疑", "二支部": "已送出", "三支部": "已送出"}
    assert fates(second) == {"一支部": "存疑"}
    assert server.recipients == ALL
    _, out, _ = by_mail.run("status")
    assert "存疑 1 包" in out
    assert "gongwen send --settle" in out
    states = {row["branch"]: row["state"] for row in json.loads(by_mail.run("status", "--json")[1])["sent"]}
    assert states["中共吕寨镇一村支部委员会"] == "存疑"


def test_a_person_says_what_became_of_the_doubtful_ones(by_mail: Workspace, server: Server, send: Send) -> None:
    for address in ("one@example.cn", "two@example.cn", "three@example.cn"):
        server.handler.of(address).then = "drop"
    send()
    words = {"一支部": True, "二支部": False, "三支部": None}

    with opened(by_mail.path) as desk:
        settled = dispatch.settle(desk, lambda doubtful: words[doubtful.branch])
    server.handler.behaviour.clear()
    report = send()

    assert {o.branch: o.fate for o in settled} == {"一支部": "已送出", "二支部": "没有送出", "三支部": "存疑"}
    assert fates(report) == {"二支部": "已送出", "三支部": "存疑"}
    assert server.recipients == sorted([*ALL, "two@example.cn"])
    identities = [message_from_bytes(data)["Message-ID"] for to, data in server.delivered if to == ["two@example.cn"]]
    assert identities[0] == identities[1]


def test_nobody_there_to_answer_leaves_it_doubtful(
    by_mail: Workspace, server: Server, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    server.handler.of("one@example.cn").then = "drop"
    send()

    code, out, _ = by_mail.run("send", "--settle")

    assert code == 1
    assert "还有 1 个存疑" in out


def test_a_server_that_is_down_ends_the_run_and_nothing_is_lost(by_mail: Workspace, server: Server, send: Send) -> None:
    mail_settings(by_mail, free_port())
    with pytest.raises(dispatch.MailError, match="连不上"):
        send()

    mail_settings(by_mail, server.port)
    report = send()

    assert set(fates(report).values()) == {"已送出"}
    assert server.recipients == ALL


def test_a_wrong_password_ends_with_3_and_is_not_said(
    by_mail: Workspace, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_SMTP_PASSWORD", "falsch")

    code, out, err = by_mail.run("send")

    assert code == 3
    assert "不让登录" in err
    assert "falsch" not in out + err
    assert server.delivered == []


def test_without_encryption_nothing_leaves_and_no_password_is_shown(
    office: Workspace, pem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_SMTP_PASSWORD", "x")
    with Server(pem, security="无") as plain:
        mail_settings(office, plain.port)
        code, _, err = office.run("send")

    assert code == 3
    assert "不支持这种加密" in err
    assert plain.handler.users == []
    assert plain.delivered == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    by_mail: Workspace, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    code, _, err = by_mail.run("send")

    assert code == 3
    assert "加密连接建不起来" in err
    assert server.handler.users == []


def test_tls_from_the_first_byte(office: Workspace, pem: Path, server: Server) -> None:
    with Server(pem, security="TLS") as other:
        mail_settings(office, other.port, security="TLS")
        code, _, _ = office.run("send")

    assert code == 0
    assert other.recipients == ALL


def test_a_password_that_is_nowhere_is_asked_for(by_mail: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGWEN_SMTP_PASSWORD")
    monkeypatch.setattr("keyring.get_password", lambda service, user: None)

    code, _, err = by_mail.run("send")

    assert code == 3
    assert "keyring set gongwen zzb@example.cn" in err


def test_the_keyring_has_the_password(by_mail: Workspace, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.send.server import PASSWORD  # noqa: PLC0415

    monkeypatch.delenv("GONGWEN_SMTP_PASSWORD")
    kept = {("gongwen", "zzb@example.cn"): PASSWORD}
    monkeypatch.setattr("keyring.get_password", lambda service, user: kept.get((service, user)))

    assert by_mail.run("send")[0] == 0
    assert server.recipients == ALL


def test_mails_keep_their_distance(by_mail: Workspace, server: Server, send: Send) -> None:
    mail_settings(by_mail, server.port)
    toml = by_mail.path / "gongwen.toml"
    toml.write_text(toml.read_text("utf-8").replace("6000", "30"), "utf-8")

    send()

    assert len(send.pauses) == 2  # type: ignore[attr-defined]
    assert all(1 < pause <= 2 for pause in send.pauses)  # type: ignore[attr-defined]


def test_a_large_parcel_goes_in_numbered_mails(by_mail: Workspace, server: Server, send: Send) -> None:
    mail_settings(by_mail, server.port, "单封上限MB = 0.11")

    report = send(branch="一支部")

    mails = [message_from_bytes(data, policy=policy.default) for _, data in server.delivered]
    assert len(mails) == len(report.outcomes) > 1
    assert [mail["Subject"] for mail in mails] == [
        f"先进性教育活动文件送达（第1批）（{n}/{len(mails)}）：一支部" for n in range(1, len(mails) + 1)
    ]
    assert all(len(data) <= 110_000 for _, data in server.delivered)
    papers = [part.get_filename() for mail in mails for part in mail.iter_attachments()]
    own = [name for name in papers if name[:2] not in {"00", "99"}]
    assert sorted(own) == sorted(path.name for path in by_mail.output("活动/一支部").glob("*.docx"))


def test_a_locked_parcel_shows_its_password_to_the_clerk_and_not_to_the_mail(
    by_mail: Workspace, server: Server
) -> None:
    import pyzipper  # noqa: PLC0415

    mail_settings(by_mail, server.port, "[发送.压缩包]\n设密码 = true")
    _, out, _ = by_mail.run("send", "--branch", "二支部")

    password = out.split("two@example.cn）：")[1][:10]
    ((_, data),) = server.delivered
    (part,) = message_from_bytes(data, policy=policy.default).iter_attachments()
    packed = part.get_payload(decode=True)
    assert password.encode() not in data
    with pytest.raises(RuntimeError), zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.read(archive.namelist()[0])
    with pyzipper.AESZipFile(io.BytesIO(packed)) as archive:
        archive.setpassword(password.encode())
        notice = archive.read("01-会议通知.docx")
    assert notice == by_mail.output("活动/二支部/01-会议通知.docx").read_bytes()
    assert password in by_mail.run("send", "--passwords")[1]
