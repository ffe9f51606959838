"""催交: each branch is told what it owes itself, by name; once a day; who has no mail is called."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path

from pipeline.desk import SENT, own_folder
from pipeline.ledger import SentBook
from pipeline.model.work import Reminder
from tests.collect.conftest import TERMS, expect, made, office, posted, share
from tests.collect.hands import labels, returned
from tests.collect.test_filing import overtyped
from tests.conftest import Workspace
from tests.send.server import Server, certificate

__all__ = ["made", "office", "posted", "share"]
MAIL = '[发送]\n方式 = "邮件"\n[发送.邮件]\n主机 = "127.0.0.1"\n端口 = {}\n加密 = "无"\n发件人 = "组织办 <zzb@example.cn>"\n每分钟封数 = 6000\n'
OWN = {
    "one@example.cn": {"张三丰", "李四光"},
    "two@example.cn": {"王五味"},
    "three@example.cn": {"高明"},
}


def _names(letter: bytes) -> set[str]:
    text = email.message_from_bytes(letter, policy=policy.default).get_body(("plain",)).get_content()
    return {name for names in OWN.values() for name in names if name in text}


def _text(letter: bytes) -> str:
    return (
        email.message_from_bytes(letter, policy=policy.default).get_body(("plain",)).get_content().replace("\r\n", "\n")
    )  # type: ignore[union-attr]


def _by_mail(office: Workspace, port: int) -> None:
    (office.path / "gongwen.toml").write_text(MAIL.format(port), "utf-8")


def test_who_has_no_mail_is_called_and_told_what_is_owed(office: Workspace, share: Path, tmp_path: Path) -> None:
    office.run("collect", str(returned(share, tmp_path / "表.docx", {labels(share)[0]: "有收获"})))

    code, out, _ = office.run("remind", "--returns")

    assert code == 0
    first, _, rest = out.partition("二支部")
    assert "请打电话  一支部" in first
    assert "党性分析表（2026年10月10日前交" in out
    assert "张三丰" not in out  # he has answered
    assert "李四光" in out
    assert rest


def test_what_has_come_and_waits_is_named_with_its_number(office: Workspace, share: Path, tmp_path: Path) -> None:
    office.run("collect", str(overtyped(share, tmp_path / "改名.docx", "王小二")))

    out = office.run("remind", "--returns")[1]

    assert "张三丰（交来一份，等着认）、李四光；请先认编号 1（gongwen returned）" in out
    assert out.count("等着认") == 1


def test_each_branch_is_mailed_its_own_once_a_day(office: Workspace, share: Path, tmp_path: Path) -> None:
    with Server(certificate(tmp_path), security="") as server:
        _by_mail(office, server.port)
        code, out, _ = office.run("remind", "--returns", "--dry-run")
        assert code == 0
        assert "没有发" in out
        assert server.delivered == []

        office.run("remind", "--returns")
        assert {to: _names(text) for (to,), text in server.delivered} == OWN
        _, out, _ = office.run("remind", "--returns")
        assert len(server.delivered) == 3
        assert "今天已经催过" in out
        office.run("remind", "--returns", "--again")
        assert len(server.delivered) == 6
        office.run("remind")  # of receipts: another matter, not held back by it
        assert len(server.delivered) == 9
    with SentBook(own_folder(office.path) / SENT, read_only=True) as book:
        kinds = [each.reminder for each in book.everything() if each.reminder]
    assert kinds == [Reminder.RETURNS] * 6 + [Reminder.RECEIPT] * 3


def test_the_letter_is_a_template_that_the_clerk_may_change(office: Workspace, tmp_path: Path) -> None:
    with Server(certificate(tmp_path), security="") as server:
        _by_mail(office, server.port)
        office.run("remind", "--returns")
        (_, first), *_ = server.delivered
        assert _text(first).replace("，已逾期", "").split("\n") == [
            "中共吕寨镇一村支部委员会：", "",
            "保持共产党员先进性教育活动发给你们填写的表，还有下列3份没有收到：", "",
            "整改台账：支部的一份", "党性分析表（2026年10月10日前交）：张三丰、李四光", "",
            "请填好后尽快交回中共吕寨镇委员会；已经交了的，请告知。", "", "中共吕寨镇委员会", "",
        ]  # fmt: skip
        (office.path / "templates" / "催交邮件.txt").write_text(
            "{{ 支部.简称 }}还欠{{ 份数 }}份：{% for 欠 in 欠们 %}{{ 欠.文种 }}{{ 欠.截止 }} {{ 欠.谁的 }}；{% endfor %}",
            "utf-8",
        )
        office.run("remind", "--returns", "--again")
        assert (
            _text(server.delivered[3][1])
            == "一支部还欠3份：整改台账 支部的一份；党性分析表2026年10月10日 张三丰、李四光；\n"
        )

        (office.path / "templates" / "催交邮件.html").unlink()
        code, _, err = office.run("remind", "--returns", "--again")
        assert (code, "template update" in err) == (3, True)
        assert len(server.delivered) == 6


def test_of_a_kind_that_a_branch_answers_once_nobody_is_named(office: Workspace) -> None:
    expect(office.path, TERMS | {"党性分析表": "{交回: 支部一份}"})
    office.run("build")

    _, out, _ = office.run("remind", "--returns", "--dry-run")

    assert out.count("党性分析表：交一份就行") == 3
    assert "李四光" not in out
