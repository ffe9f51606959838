"""设置、模板、体检: what the office sets once."""

from __future__ import annotations

import html
import re
import shutil
from urllib.parse import unquote

import pytest

from pipeline.errands import updating
from tests.makers import a_template
from tests.web.conftest import at_home

TOML = '# 我们镇的设置\n[发送]   # 怎么发\n方式 = "文件夹"\n'


def _said(answer):
    return unquote(answer.headers.get("x-said", ""))


def _text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


@pytest.fixture
def page(campaign):
    (campaign.path / "gongwen.toml").write_text(TOML, "utf-8")
    yield from at_home(campaign.path)


def _toml(page):
    return (page.site.room.workspace / "gongwen.toml").read_text("utf-8")


def test_a_setting_is_changed_in_its_line(page):
    answer = page.post(
        "/settings", **{"发送/方式": "压缩包", "发送.文件夹/路径": "D:/送达", "版式/仿宋": "仿宋_GB2312"}
    )

    assert "存好了 2 处" in _said(answer)
    assert _toml(page).startswith(TOML.replace("文件夹", "压缩包"))
    assert 'value="D:/送达"' in page.get("/settings").text
    page.post(answer.headers["x-undo"])
    assert _toml(page) == TOML


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("发送/方式", "鸽子", "可以是"),
        ("监视/静默秒数", "一会儿", "要填数"),
        ("发送.邮件/发件人", "没有邮箱", "发件人"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(page, field, value, said):
    answer = page.post("/settings", **{field: value})

    assert answer.status_code == 422
    assert said in _said(answer)
    assert _toml(page) == TOML


def test_a_letter_to_oneself_says_what_is_lacking(page):
    assert "还没有写邮件怎么发" in _said(page.post("/settings/letter"))
    page.post(
        "/settings",
        **{
            "发送.邮件/主机": "127.0.0.1",
            "发送.邮件/端口": "9",
            "发送.邮件/加密": "无",
            "发送.邮件/发件人": "zzb@example.cn",
        },
    )

    answer = page.post("/settings/letter")

    assert answer.status_code == 422
    assert "连不上服务器" in _said(answer)


def test_a_password_goes_into_the_system_s_store_alone(page, monkeypatch):
    kept = {}
    monkeypatch.setattr(
        "keyring.set_password", lambda service, user, password: kept.update({(service, user): password})
    )
    assert page.post("/settings/password", password="secret").status_code == 422  # no user yet
    page.post("/settings", **{"发送.邮件/用户": "zzb@example.cn"})

    assert "密码库" in _said(page.post("/settings/password", password="secret"))

    assert kept == {("gongwen", "zzb@example.cn"): "secret"}
    assert "secret" not in _toml(page) + page.get("/settings").text + page.get("/history").text


def test_templates_are_listed_with_their_checks_and_names(page):
    page.get("/templates")
    page.until_quiet()

    said = _text(page.get("/templates?q=入党时间"))

    assert "整改台账.docx" in said
    assert "没有问题" in said
    assert "{{党员.入党时间}}" in said


def _put(page, name, data):
    headers = {"origin": str(page.client.base_url).rstrip("/"), "x-gongwen": page.site.keys.token}
    return page.client.put("/templates/put", params={"name": name}, content=data, headers=headers)


def test_a_template_is_looked_at_before_it_is_taken(page):
    mine = page.site.room.workspace / "templates" / "整改台账.docx"
    before = mine.read_bytes()

    for name, data in (
        ("整改台账.docx", b"no Word file"),
        ("整改台账.docx", a_template("{{ 党支部.没有这个 }}")),
        ("整改台账.exe", before),
        ("../整改台账.docx", before),
        ("a/b.docx", before),
    ):
        assert _put(page, name, data).status_code in {400, 422}
    other = a_template("{{ 支部.简称 }}的台账，新的样子")
    assert _put(page, "整改台账.docx", other).status_code == 200
    assert mine.read_bytes() == before
    mark = re.search(r'"mark": "(\w+)"', html.unescape(page.get("/templates/try?name=整改台账.docx").text))[1]
    assert page.post("/templates/take", name="整改台账.docx", mark="x").status_code == 422
    answer = page.post("/templates/take", name="整改台账.docx", mark=mark, stay="yes")
    page.until_quiet()

    assert "换上了 整改台账.docx" in _said(answer)
    assert mine.read_bytes() == other
    assert "新的样子" in _text(page.get("/content?path=outputs/活动/一支部/05-整改台账.docx"))
    page.post(answer.headers["x-undo"])
    assert mine.read_bytes() == before


def _tried(page, name, **asked):
    page.get(f"/part/trial?name={name}&" + "&".join(f"{key}={value}" for key, value in asked.items()))
    page.until_quiet()
    fields = "&".join(f"{key}={value}" for key, value in asked.items())
    said = _text(page.get(f"/part/trial?name={name}&{fields}"))
    return said, page.get(f"/templates/content?name={name}&{fields}")


def test_a_template_that_was_sent_up_is_shown_as_a_branch_s_paper(page):
    there = {path: path.read_bytes() for path in (page.site.room.workspace / "templates").iterdir()}
    page.post("/build")
    page.until_quiet()
    assert _put(page, "整改台账.docx", a_template("{{ 支部.简称 }}的台账，新的样子")).status_code == 200
    assert "整改台账.docx" in _text(page.get("/templates")).partition("能用的名字")[0]

    said, content = _tried(page, "整改台账.docx")
    assert "一支部/05-整改台账.docx" in said
    assert re.search(r"换了它，\d+ 份会重新出", said)
    assert "一支部的台账，新的样子" in content.text
    assert "style-src 'sha256-" in content.headers["content-security-policy"]
    second = page.site.room.standing.now.campaigns[0].branches[1].name
    assert "二支部的台账" in _tried(page, "整改台账.docx", branch=second)[1].text
    page.post("/templates/drop", name="整改台账.docx")
    assert "新的样子" not in _tried(page, "整改台账.docx")[1].text
    assert there == {path: path.read_bytes() for path in (page.site.room.workspace / "templates").iterdir()}


def test_why_a_template_cannot_be_shown_is_said(page):
    assert _put(page, "没有用到.docx", a_template("{{ 支部.简称 }}")).status_code == 200

    assert "没有文种用这个名字的模板" in _tried(page, "没有用到.docx")[0]
    assert "换一个支部看看" in _tried(page, "整改台账.docx", branch="没有的支部")[0]
    assert page.get("/part/trial?name=没有这个.docx").status_code == 409


def test_the_check_of_this_machine_is_shown_when_it_is_done(page):
    import time  # noqa: PLC0415

    page.get("/doctor")
    end = time.monotonic() + 60
    while "正在查" in (said := _text(page.get("/part/checks"))):
        assert time.monotonic() < end
        time.sleep(0.1)

    assert "磁盘" in said
    assert "字体" in said
    assert "在“设置”里改" in said
    assert "gongwen.toml 的" not in said


def test_templates_of_a_newer_program_are_taken_by_a_button_and_given_back(page, monkeypatch, tmp_path):
    own = page.site.room.workspace / "templates"
    newer = tmp_path / "newer"
    shutil.copytree(own, newer)
    (newer / "新表.docx").write_bytes(a_template("{{ 党员.姓名 }}"))
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    monkeypatch.setattr(updating, "shipped", lambda _: newer)

    page.get("/templates")
    page.until_quiet()
    assert "程序带来了新模板 · 1 个" in _text(page.get("/templates"))

    answer = page.post("/templates/update")
    page.until_quiet()
    assert "换好了" in _said(answer)
    assert (own / "新表.docx").read_bytes() == (newer / "新表.docx").read_bytes()
    page.get("/templates")
    page.until_quiet()
    assert "新模板" not in _text(page.get("/templates"))
    assert "没有改动" in _said(page.post("/templates/update"))

    page.post(answer.headers["x-undo"])
    page.until_quiet()
    assert {path.name: path.read_bytes() for path in own.iterdir()} == before
