from __future__ import annotations

import contextlib
import html
import re
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import unquote

import pytest

from pipeline import desk
from pipeline.errands import presence, templates
from pipeline.model.errors import DiskError, LedgerError, UsageError
from pipeline.web.jobs import Job, Phase, Worker
from pipeline.web.stream import News
from tests.conftest import ROOT, ROSTER, needs
from tests.sheets import workbook
from tests.web.conftest import at_home


def _said(answer):
    return unquote(answer.headers.get("x-said", ""))


def _text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


# --- the worker ---------------------------------------------------------------------------------------------------


@pytest.fixture
def worker(campaign):
    made = Worker(campaign.path, lambda _: None)
    yield made
    made.close(10)


def test_jobs_are_done_one_after_the_other(worker):
    seen = []

    def slow(_, job):
        seen.append(("begin", job.number))
        time.sleep(0.05)
        seen.append(("end", job.number))
        return "好了"

    jobs = [worker.put(Job("慢", slow)) for _ in range(3)]
    assert all(job.wait(10) for job in jobs)

    assert seen == [(what, number) for number in (1, 2, 3) for what in ("begin", "end")]
    assert [job.said for job in worker.ended] == ["好了"] * 3


def test_one_that_waits_does_for_another_that_asks_for_the_same(worker):
    hold = threading.Event()
    worker.put(Job("占着", lambda *_: str(hold.wait(10))))
    time.sleep(0.05)
    first = worker.put(Job("更新", lambda *_: "", merges="更新"))

    assert worker.put(Job("更新", lambda *_: "", merges="更新")) is first
    hold.set()
    assert first.wait(10)
    assert worker.put(Job("更新", lambda *_: "", merges="更新")) is not first


def test_a_job_that_is_stopped_ends_at_its_next_step(worker):
    at_work = threading.Event()

    def endless(_, job):
        for done in range(10_000):
            job.step("数", done, 10_000)
            at_work.set()
            time.sleep(0.01)
        return "数完了"

    job = worker.put(Job("数数", endless))
    assert at_work.wait(10)
    job.stop()

    assert job.wait(10)
    assert job.phase is Phase.STOPPED
    assert job.done < 10_000


def test_what_a_person_asks_for_interrupts_what_the_page_does_by_itself(worker):
    at_work, seen = threading.Event(), []

    def long(_, job):
        seen.append("记")
        for done in range(1_000):
            job.step("记", done, 1_000)
            at_work.set()
            time.sleep(0.01)
            if seen.count("记") > 1:
                return "记完了"
        return "没有人要"

    own = worker.put(Job("记", long, yields=True))
    second = worker.put(Job("也记", lambda *_: seen.append("也记") or "", yields=True))
    assert at_work.wait(10)
    asked = worker.put(Job("批准", lambda *_: seen.append("批准") or ""))

    assert asked.wait(5)
    assert second.wait(5)
    assert own.wait(5)
    assert (own.phase, own.said) == (Phase.DONE, "记完了")
    assert seen == ["记", "批准", "也记", "记"]


def test_a_job_that_yields_can_be_stopped_for_good(worker):
    at_work = threading.Event()

    def long(_, job):
        at_work.set()
        while True:
            job.step("记")
            time.sleep(0.01)

    own = worker.put(Job("记", long, yields=True))
    assert at_work.wait(10)
    own.stop()

    assert own.wait(5)
    assert own.phase is Phase.STOPPED


def test_templates_are_checked_once_each_however_often_somebody_clicks(page, monkeypatch):
    looked, real = [], templates.check

    def slowly(*words):
        for each in real(*words):
            time.sleep(0.05)
            looked.append(each.path.name)
            yield each

    monkeypatch.setattr(templates, "check", slowly)
    worker = page.site.room.worker
    for _ in range(6):
        assert "正在一份一份查" in page.get("/templates").text
        time.sleep(0.1)
        assert worker.put(Job("点了一下", lambda *_: "")).wait(20)
    page.until_quiet()
    shown = page.get("/templates").text

    assert "正在一份一份查" not in shown
    assert sorted(looked) == sorted(path.name for path in templates.files(page.site.room.workspace))
    assert "查模板" not in [job.what for job in worker.open_jobs]  # the watch may well ask for a build


def test_what_cannot_be_found_out_is_not_asked_again_and_again(page, monkeypatch):
    tries = []

    def failing(*_):
        tries.append(1)
        raise UsageError("这里没有 .docx 模板")

    monkeypatch.setattr(templates, "files", failing)
    for _ in range(3):
        page.get("/templates")
        page.until_quiet()

    assert "没有查成：</b>这里没有 .docx 模板" in page.get("/templates").text
    assert len(tries) == 1


def test_what_a_clerk_can_mend_and_what_is_a_bug_are_told_apart(worker):
    bugs = []
    worker._on_bug = bugs.append

    def full(*_):
        raise DiskError("磁盘已满。请腾出空间")

    def broken(*_):
        raise ValueError("张三 13800000000")

    one, other = worker.put(Job("写", full)), worker.put(Job("算", broken))
    assert one.wait(10)
    assert other.wait(10)

    assert (one.phase, one.said) == (Phase.FAILED, "磁盘已满。请腾出空间")
    assert "13800000000" not in other.said
    assert "gongwen.log" in other.said
    assert len(bugs) == 1
    assert worker.put(Job("还能做", lambda *_: "能")).wait(10)


def test_what_waits_is_dropped_when_the_page_ends(campaign):
    worker = Worker(campaign.path, lambda _: None)
    hold = threading.Event()
    worker.put(Job("占着", lambda *_: str(hold.wait(10))))
    waiting = worker.put(Job("后面的", lambda *_: "做了"))
    threading.Timer(0.1, hold.set).start()

    assert worker.close(10)
    assert waiting.phase is Phase.STOPPED


# --- one page a workspace -----------------------------------------------------------------------------------------


def test_a_workspace_has_one_page(tmp_path):
    assert presence.living(tmp_path) is None
    with presence.alone(tmp_path):
        presence.announce(tmp_path, presence.PageAddress(7, 8080, "秘密"))
        assert presence.living(tmp_path) == presence.PageAddress(7, 8080, "秘密")
        assert (tmp_path / "outputs" / ".gongwen" / "page.json").stat().st_mode & 0o077 == 0
        with pytest.raises(presence.TakenError), presence.alone(tmp_path):
            pass
    assert presence.living(tmp_path) is None  # however it ended
    with presence.alone(tmp_path):
        pass


# --- news ---------------------------------------------------------------------------------------------------------


def test_a_change_is_told_by_its_name_alone(page):
    heard = []
    page.site.stream.tell = heard.append
    page.site.room.worker._tell = heard.append

    page.post("/build")
    page.until_quiet()

    assert News.JOB in heard
    assert News.STANDING in heard


# --- files come in ------------------------------------------------------------------------------------------------


def test_a_file_lies_in_inputs_whole_and_never_over_another(page):
    inputs = page.site.room.workspace / "inputs"
    one, other = workbook(ROSTER), workbook(ROSTER.replace("王五", "赵六"))

    assert page.put("新活动/名册（定）.xlsx", one).json() == {"name": "新活动/名册（定）.xlsx", "bytes": len(one)}
    assert page.put("新活动/名册（定）.xlsx", one).json()["same"]
    assert page.put("新活动/名册（定）.xlsx", other).json()["name"] == "新活动/名册（定）（2）.xlsx"
    assert page.put("新活动/名册（定）.xlsx", other).json()["same"]

    assert (inputs / "新活动" / "名册（定）.xlsx").read_bytes() == one
    assert (inputs / "新活动" / "名册（定）（2）.xlsx").read_bytes() == other
    assert sorted(path.name for path in (inputs / "新活动").iterdir()) == ["名册（定）.xlsx", "名册（定）（2）.xlsx"]


# --- screens ------------------------------------------------------------------------------------------------------


def test_the_overview_says_what_there_is_to_do(lasting):
    said = _text(lasting.get("/"))

    assert "保持共产党员先进性教育活动" in said
    assert "2 个党组织 · 党员 3 名" in said
    assert "一支部" in said
    assert "份等您批准" in said


def test_the_first_screen_asks_where_to_begin(stranger):
    stranger.come_in()

    said = _text(stranger.get("/"))

    assert "欢迎使用公文" in said
    assert "试一试示例" in said


def test_the_sample_is_made_by_one_click(stranger, tmp_path):
    stranger.come_in()

    answer = stranger.post("/start/sample", folder=str(tmp_path / "示例"))
    stranger.until_quiet(120)

    assert answer.headers["hx-redirect"] == "/"
    assert "10 个党组织 · 党员 220 名" in _text(stranger.get("/"))


def test_a_folder_that_is_no_workspace_is_not_opened(stranger, tmp_path):
    stranger.come_in()

    for folder in ("", "公文", str(tmp_path)):
        answer = stranger.post("/start/open", folder=folder)
        assert answer.status_code == 422
        assert "文件夹" in _said(answer)
    assert stranger.site.room is None


def test_papers_are_found_by_branch_kind_and_name(lasting):
    assert "05-整改台账" not in _text(lasting.get("/docs?kind=党性分析表"))
    assert "03-党性分析表-张三" in _text(lasting.get("/docs?q=张三"))
    assert "王五" not in _text(lasting.get("/docs?branch=一支部"))
    assert "没有这样的文件" in _text(lasting.get("/docs?q=查无此人"))
    assert lasting.get("/docs?page=zzz").status_code == lasting.get("/docs?page=99999999999999").status_code == 200


def test_a_paper_shows_what_it_says_and_where_that_comes_from(lasting):
    path = "outputs/活动/一支部/03-党性分析表-张三.docx"

    assert "03-党性分析表-张三" in _text(lasting.client.get("/doc", params={"path": path}))
    content = lasting.client.get("/content", params={"path": path})
    assert "张三" in content.text
    assert " style=" not in content.text
    assert "unsafe" not in content.headers["content-security-policy"]
    lasting.client.get("/part/sources", params={"path": path})
    lasting.until_quiet()
    sources = _text(lasting.client.get("/part/sources", params={"path": path}))
    assert "1975年3月" in sources
    assert "花名册.xlsx" in sources
    assert "D2" in sources
    assert "已生成" in _text(lasting.client.get("/part/past", params={"path": path}))


def test_a_paper_that_is_not_due_is_said_to_be_none(lasting):
    answer = lasting.client.get("/doc", params={"path": "outputs/活动/一支部/99-别的.docx"})

    assert answer.status_code == 404
    assert "没有这份文件" in _text(answer)


def test_an_address_that_is_none_says_so(lasting):
    assert lasting.get("/nowhere").text == "没有这一页。"


def test_a_faulty_settings_file_is_told_where_she_looks(campaign):
    from tests.web.conftest import opened  # noqa: PLC0415

    (campaign.path / "gongwen.toml").write_text("[版式]\n仿宋 = 3\n", "utf-8")
    for browser in opened(campaign.path):
        browser.come_in()
        browser.until_quiet()

        assert "gongwen.toml 有 1 处要改" in _text(browser.get("/"))
        (campaign.path / "gongwen.toml").unlink()
        browser.post("/build")
        browser.until_quiet()
        assert "党员 3 名" in _text(browser.get("/"))


def test_leaving_ends_the_page(page):
    answer = page.post("/quit")

    assert "已经退出" in answer.text
    assert page.ended == [True]


def test_papers_are_found_by_what_they_say(lasting):
    lasting.post("/build")
    lasting.until_quiet()

    said = _text(lasting.get("/docs?q=三楼会议室"))

    assert "会议通知" in said
    assert "镇政府 三楼会议室" in said


@pytest.mark.slow
@needs("soffice")
def test_the_layout_of_a_paper_is_shown_page_by_page(lasting):
    path = {"path": "outputs/活动/一支部/03-党性分析表-张三.docx"}
    assert "正在排版面" in lasting.client.get("/part/layout", params=path).text
    lasting.until_quiet()

    names = re.findall(r"/page\?name=([\w.-]+)", lasting.client.get("/part/layout", params=path).text)

    assert len(names) > 1
    picture = lasting.client.get("/page", params={"name": names[0]})
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert lasting.client.get("/page", params={"name": "../../ledger.db"}).status_code == 404
    assert lasting.client.get("/page", params={"name": "../page.json-1.png"}).status_code == 404


def test_a_watch_beside_a_page_leaves_it_to_the_page(workspace):
    with presence.alone(workspace.path):
        presence.announce(workspace.path, presence.PageAddress(7, 8080, "秘密"))
        code, out, _ = workspace.run("watch")

    assert code == 0
    assert "页面已经在看着" in out


def test_no_other_command_loads_the_page():
    code = "import pipeline.cli, sys; sys.exit(bool({'starlette', 'uvicorn', 'pipeline.web'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_what_came_of_a_job_that_took_long_is_said_once(page, monkeypatch):
    monkeypatch.setattr("pipeline.web.doing._AT_ONCE", 0.05)
    begun, go = threading.Event(), threading.Event()

    def hold(*_):
        begun.set()
        go.wait(30)
        return ""

    page.site.room.worker.put(Job("很久", hold))
    assert begun.wait(10)
    answer = page.post("/settings", **{"发送/方式": "压缩包"})
    assert "正在存设置，做完会说" in unquote(answer.headers["x-said"])
    assert "x-said" not in page.get("/part/job").headers
    go.set()
    page.until_quiet()

    heard = page.get("/part/job")
    assert "x-wrong" not in heard.headers
    assert unquote(heard.headers["x-said"]).startswith("存好了")
    assert heard.headers["x-undo"].startswith("/undo/")
    assert "x-said" not in page.get("/part/job").headers


def test_the_door_is_open_before_anybody_is_told_where_it_is():
    """Whoever opens the page at once waits for its answer; nobody is turned away."""
    from pipeline.web import launch  # noqa: PLC0415

    with contextlib.closing(launch._listening(0)) as door, socket.create_connection(door.getsockname(), 5):
        assert door.getsockname()[0] == "127.0.0.1"  # nobody else in the building can reach it


def test_a_ledger_that_is_just_being_made_is_waited_for(campaign, monkeypatch):
    real, tries = desk.opened, []

    def opened(*words, **more):
        if threading.current_thread().name == "gongwen-watch" and len(tries) < 2:
            tries.append(1)
            raise LedgerError("台账写不进去（disk I/O error）")
        return real(*words, **more)

    monkeypatch.setattr(desk, "opened", opened)
    for page in at_home(campaign.path):
        while len(tries) < 2:
            time.sleep(0.05)
        page.until_quiet()
        assert "正在看着收件夹" in page.get("/part/job").text
