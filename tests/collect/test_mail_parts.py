"""A mail taken apart: whatever its program has made of names, the files in it come out whole and called as they were."""

from __future__ import annotations

import base64
import gzip
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from pipeline.collect.mail_parts import MOST_FILES, MailKind, ParsedMail, head_of, parsed

DATA = b"PK\x03\x04 whatever"
NAME = "党性分析表（张三丰）终稿.docx"


def mail(name: str = NAME, data: bytes = DATA, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "一支部 <one@example.cn>", "交表"
    message["Date"], message["Message-ID"] = "Tue, 01 Sep 2026 08:30:00 +0800", "<1@example.cn>"
    for key, value in headers.items():
        message[key.replace("_", "-")] = value
    message.set_content("见附件。")
    if name:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def taken(data: bytes | EmailMessage) -> ParsedMail:
    found = parsed(data if isinstance(data, bytes) else data.as_bytes())
    assert isinstance(found, ParsedMail), found
    return found


def names(data: bytes | EmailMessage) -> list[str]:
    return [each.name for each in taken(data).files]


def part(header: bytes) -> bytes:
    return (
        b"From: one@example.cn\r\nMIME-Version: 1.0\r\n" + header + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(DATA) + b"\r\n"
    )  # fmt: skip


def encoded(text: str, charset: str, named: str, cut: int = 0) -> bytes:
    """Return encoded words of a text, cut in the middle of a character if so asked."""
    data = text.encode(charset)
    pieces = [data[:cut], data[cut:]] if cut else [data]
    return b"\r\n ".join(b"=?" + named.encode() + b"?B?" + base64.b64encode(each) + b"?=" for each in pieces)


def test_what_a_mail_says_of_itself() -> None:
    found = taken(mail())

    assert (found.sender, found.subject, found.message) == ("一支部 <one@example.cn>", "交表", "<1@example.cn>")
    assert found.date.startswith("2026-09-01 ")
    assert [(each.name, each.data) for each in found.files] == [(NAME, DATA)]
    assert found.left == ()


RARE = "评议表（李喆䶮、朱镕）.docx"


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Type: application/octet-stream; name="' + encoded(RARE, "gb18030", "GB2312") + b'"\r\n',
        b'Content-Type: application/octet-stream; name="' + encoded(RARE, "gb18030", "gbk", cut=5) + b'"\r\n',
        b'Content-Type: application/octet-stream; name="' + encoded(RARE, "utf-8", "UTF-8", cut=7) + b'"\r\n',
        b'Content-Disposition: attachment; filename="' + RARE.encode("gb18030") + b'"\r\n',
        b'Content-Disposition: attachment; filename="' + RARE.encode() + b'"\r\n',
        b"Content-Disposition: attachment; filename*=gb2312''" + quote(RARE.encode("gb18030")).encode() + b"\r\n",
        b"Content-Disposition: attachment; filename*=UTF-8''" + quote(RARE).encode() + b"\r\n",
        b"Content-Disposition: attachment;\r\n filename*0*=UTF-8''" + quote(RARE).encode()[:30] + b";\r\n filename*1*="
        + quote(RARE).encode()[30:] + b"\r\n",
        b'Content-Disposition: attachment; filename="' + quote(RARE).encode() + b'"\r\n',
        b'Content-Disposition: attachment; filename="C:\\\\tmp\\\\' + RARE.encode() + b'"\r\n',
        b"Content-Disposition: attachment; filename*=x-unknown''" + quote(RARE).encode() + b"\r\n",
        b'Content-Disposition: attachment; filename="=?base64?B?eA==?=' + RARE.encode() + b'"\r\n',
    ],
)  # fmt: skip
def test_a_file_is_called_as_it_was_whatever_has_written_its_name(header: bytes) -> None:
    assert names(part(header))[0].removeprefix("x") == RARE


def test_a_trail_byte_that_is_a_backslash_breaks_no_name() -> None:
    name = "誠實.docx"  # 誠 ends in 0x5C in GBK
    assert b"\\" in name.encode("gbk")

    assert names(part(b'Content-Disposition: attachment; filename="' + name.encode("gbk") + b'"\r\n')) == [name]


def test_a_name_leads_nowhere_and_turns_no_text_around() -> None:
    assert names(mail("../../etc/表\u202ecod.exe\x07.docx")) == ["表 cod.exe .docx"]


def test_forwarded_mails_are_walked_into_however_they_are_enclosed() -> None:
    outer = mail("")
    outer.add_attachment(mail())
    third = mail("")
    third.add_attachment(outer.as_bytes(), maintype="application", subtype="octet-stream", filename="转发.eml")

    assert names(outer) == names(third) == [NAME]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto-Submitted": "auto-replied"}, MailKind.AUTOMATIC),
        ({"X-Autoreply": "yes"}, MailKind.AUTOMATIC),
        ({"Precedence": "auto_reply"}, MailKind.AUTOMATIC),
        ({"Auto-Submitted": "no"}, MailKind.LETTER),
        ({"Precedence": "bulk"}, MailKind.LETTER),
        ({"X-Failed-Recipients": "one@example.cn"}, MailKind.BOUNCE),
    ],
)
def test_what_a_program_has_answered_is_told_from_letters(headers: dict[str, str], kind: MailKind) -> None:
    said = {key.replace("-", "_"): value for key, value in headers.items()}

    assert taken(mail("", **said)).kind is kind
    found = taken(mail(**said))  # whoever attaches a file has sent it, but a bounce gives back what we have sent
    assert (found.kind, len(found.files)) == ((kind, 0) if kind is MailKind.BOUNCE else (MailKind.LETTER, 1))


def bounce(original: EmailMessage, *, whole: bool) -> bytes:
    inner = original.as_bytes() if whole else original.as_bytes().split(b"\n\n")[0] + b"\n"
    kind = b"message/rfc822" if whole else b"text/rfc822-headers"
    return (
        b"From: Mail Delivery System <MAILER-DAEMON@mx.example.cn>\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nno such user\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\n"
        b"--b\r\nContent-Type: " + kind + b"\r\n\r\n" + inner + b"\r\n--b--\r\n"
    )


@pytest.mark.parametrize("whole", [True, False])
def test_a_bounce_says_which_mail_came_back_and_gives_no_file(whole: bool) -> None:
    found = taken(bounce(mail(), whole=whole))

    assert (found.kind, found.returned, found.files) == (MailKind.BOUNCE, ("<1@example.cn>",), ())


def test_a_receipt_of_reading_is_no_bounce() -> None:
    said = b"multipart/report; report-type=disposition-notification"
    data = bounce(mail(), whole=False).replace(b"multipart/report; report-type=delivery-status", said)
    data = data.replace(b"MAILER-DAEMON", b"one")

    assert taken(data).kind is MailKind.AUTOMATIC


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("application/ms-tnef", "winmail.dat", "winmail.dat"),
        ("application/octet-stream", "WinMail.DAT", "winmail.dat"),
        ("application/pkcs7-mime", "smime.p7m", "加了密"),
    ],
)
def test_what_cannot_be_taken_out_is_said(kind: str, name: str, said: str) -> None:
    message = mail("")
    maintype, subtype = kind.split("/")
    message.add_attachment(DATA, maintype=maintype, subtype=subtype, filename=name)

    found = taken(message)

    assert found.files == ()
    assert said in found.left[0]


def test_a_link_is_told_and_a_seal_is_no_file() -> None:
    message = mail("")
    message.set_content("超大附件：https://wx.mail.qq.com/ftn/download?key=1 请下载")
    message.add_attachment(b"seal", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")

    found = taken(message)

    assert found.files == ()
    assert "wx.mail.qq.com" in found.left[0]


def test_a_photo_in_the_text_is_a_file_and_a_logo_is_none() -> None:
    message = mail("")
    for at, size in enumerate((500, 100_000)):
        message.add_attachment(b"x" * size, maintype="image", subtype="png", disposition="inline", cid=f"<{at}@x>")

    found = taken(message)

    assert [len(each.data) for each in found.files] == [100_000]
    assert found.files[0].name.endswith(".png")
    assert found.left == ("信里的小图没有收",)


def test_broken_and_endless_mails_are_refused_in_words() -> None:
    deep = b"Content-Type: message/rfc822\r\n\r\n" * 3_000
    many = mail("")
    for at in range(MOST_FILES + 1):
        many.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{at}.docx")

    assert "写法坏了" in str(parsed(deep))
    assert "附件" in str(parsed(many.as_bytes()))
    assert isinstance(parsed(gzip.compress(b"no mail at all")), ParsedMail)
    assert isinstance(parsed(b""), ParsedMail)


def test_the_head_alone_says_the_same() -> None:
    lines = b"From: " + "张三".encode("gbk") + b" <zs@example.cn>\r\nSubject: " + encoded("交表䶮", "gb18030", "gb2312")

    found = head_of(lines + b"\r\nDate: nonsense\r\n\r\n")

    assert (found.sender, found.subject, found.date) == ("张三 <zs@example.cn>", "交表䶮", "")
