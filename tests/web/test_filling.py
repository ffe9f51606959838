"""Cells mended and facts filled in on the page; the files keep every other byte."""

from __future__ import annotations

import html
import json
import re
import threading
from urllib.parse import unquote

import openpyxl
import pytest

from pipeline.web.jobs import Job
from pipeline.web.screens import factform
from tests import thorough
from tests.conftest import CAMPAIGN, MEETING, ROSTER, put
from tests.inbox.test_factsheet import FORM, form
from tests.web.conftest import at_home

FAULTY = ROSTER.replace("1975-03-12", "1975.1")
YAML = "# 说明\n" + CAMPAIGN + MEETING + "  议程: [讲话, 表态]   # 两项\n"


def _said(answer):
    return unquote(answer.headers.get("x-said", ""))


def _text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


@pytest.fixture
def page(campaign):
    put(campaign.path, "活动/花名册.xlsx", FAULTY)
    put(campaign.path, "活动/活动.yaml", YAML)
    yield from at_home(campaign.path)


def _cell(page):
    found = re.findall(r'name="cell:([^"]*)"', page.get("/inbox?weight=error").text)
    return [html.unescape(each) for each in found]


def test_a_faulty_cell_is_mended_in_a_copy_and_that_is_undone(page):
    inputs = page.site.room.workspace / "inputs" / "活动"
    before = (inputs / "花名册.xlsx").read_bytes()
    (name,) = _cell(page)
    assert json.loads(name)[2] == "D2"

    answer = page.post("/mend", **{f"cell:{name}": "1975年10月"})
    page.until_quiet()

    assert "原件没有动" in _said(answer)
    assert (inputs / "花名册.xlsx").read_bytes() == before
    assert _cell(page) == []
    assert "03-党性分析表-张三" in _text(page.get("/docs?state=待批"))
    assert "1975年10月" in page.client.get("/content", params={"path": _form(page)}).text
    page.post(answer.headers["x-undo"])
    page.until_quiet()
    assert len(_cell(page)) == 1
    assert sorted(path.name for path in inputs.iterdir()) == ["活动.yaml", "花名册.xlsx"]


def _form(page):
    return "outputs/活动/一支部/03-党性分析表-张三.docx"


def test_a_value_is_tried_before_it_is_kept(page):
    (name,) = _cell(page)

    assert "对了" in page.post("/mend/try", **{f"cell:{name}": "1975年10月"}).text
    assert "对了" not in page.post("/mend/try", **{f"cell:{name}": "去年"}).text
    assert page.post("/mend/try", **{f"cell:{name}": ""}).text.strip() == ""
    assert len(list((page.site.room.workspace / "inputs" / "活动").iterdir())) == 2


@pytest.mark.parametrize(
    "name",
    thorough.each(["", "x", "[]", '["a"]', "3", '["../../x.xlsx", "a", "A1"]', '["gongwen.toml", "a", "A1"]'], 3),
)
def test_no_other_file_is_mended(page, name):
    assert page.post("/mend", **{f"cell:{name}": "x"}).status_code == 422


def test_a_value_is_tried_at_once_whatever_else_is_at_work(page):
    (cell,) = _cell(page)
    begun, go = threading.Event(), threading.Event()

    def hold(*_):
        begun.set()
        go.wait(30)
        return ""

    page.site.room.worker.put(Job("很久", hold))
    assert begun.wait(10)

    said = page.post("/mend/try", **{f"cell:{cell}": "1975年10月"}).text

    assert "对了" in said
    go.set()


def test_no_value_is_no_mending(page):
    assert "还没有填" in _said(page.post("/mend"))


def _form_of(page, part):
    text = page.get(f"/facts?part={part}").text
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("file", "digest")}
    fields = dict(re.findall(r'<input[^>]*type="text" name="([^"]*)" value="([^"]*)"', text))
    fields |= dict(re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', text))
    return hidden | {html.unescape(name): html.unescape(value) for name, value in fields.items()}


def _t(*path):
    return "t:" + json.dumps(path, ensure_ascii=False)


def _l(*path):
    return "l:" + json.dumps(path, ensure_ascii=False)


def test_a_fact_is_changed_in_its_line_and_no_other_byte(page):
    form = _form_of(page, "meeting")
    assert form[_t("会议", "地点")] == "镇政府三楼会议室"
    form[_t("会议", "地点")] = "镇文化站"
    form[_l("会议", "议程")] = "讲话\r\n表态\r\n结束\r\n"

    answer = page.post("/facts", **form)
    page.until_quiet()

    assert "存好了 2 处" in _said(answer)
    now = (page.site.room.workspace / "inputs" / "活动" / "活动.yaml").read_text("utf-8")
    assert now == YAML.replace("镇政府三楼会议室", "镇文化站").replace("[讲话, 表态]", "[讲话, 表态, 结束]")
    page.post(answer.headers["x-undo"])
    assert (page.site.room.workspace / "inputs" / "活动" / "活动.yaml").read_text("utf-8") == YAML


def test_what_is_not_there_yet_is_added(page):
    form = _form_of(page, "branches")
    form[_t("支部安排", "一支部", "会议", "时间")] = "2026-07-08 19:30"
    form[_t("支部安排", "一支部", "会议", "地点")] = "一支部活动室"

    assert "存好了 2 处" in _said(page.post("/facts", **form))
    page.until_quiet()

    assert _form_of(page, "branches")[_t("支部安排", "一支部", "会议", "地点")] == "一支部活动室"
    form = _form_of(page, "campaign")
    form[_t("活动", "阶段", 0, "名称")] = "学习动员"
    form[_t("活动", "阶段", 0, "开始")] = "2026-07-01"
    form[_t("活动", "阶段", 0, "结束")] = "2026-08-31"
    assert "存好了 3 处" in _said(page.post("/facts", **form))
    page.until_quiet()
    assert "学习动员" in _text(page.get("/"))


def test_a_change_is_told_before_it_is_made(page):
    form = _form_of(page, "meeting")
    before = (page.site.room.workspace / "inputs" / "活动" / "活动.yaml").read_bytes()

    assert "没有改动" in page.post("/facts/forecast", **form).text
    form[_t("会议", "地点")] = "镇文化站"
    said = _text(page.post("/facts/forecast", **form))

    assert re.search(r"改了 1 处： \d+ 份 会重新出", said)
    assert (page.site.room.workspace / "inputs" / "活动" / "活动.yaml").read_bytes() == before


def test_a_form_that_is_older_than_its_file_is_not_kept(page):
    form = _form_of(page, "meeting")
    put(page.site.room.workspace, "活动/活动.yaml", YAML.replace("三楼", "二楼"))
    form[_t("会议", "地点")] = "镇文化站"

    answer = page.post("/facts", **form)

    assert answer.status_code == 422
    assert "又变了" in _said(answer)


def test_a_fault_stands_at_its_field(page):
    put(page.site.room.workspace, "活动/活动.yaml", YAML.replace("2026-07-06", "2026-02-31"))
    page.post("/build")
    page.until_quiet()

    said = page.get("/facts?part=meeting").text

    assert re.search(r'aria-invalid="true"[^>]*><div class="why">', said)


@pytest.fixture
def cells(campaign):
    """The same campaign, its facts in 活动.xlsx; a day of it is none."""
    (campaign.path / "inputs/活动/活动.yaml").unlink()
    put(campaign.path, "活动/活动.xlsx", form(FORM.replace("2026-07-06 09:00", "2026-02-31")))
    yield from at_home(campaign.path)


def test_the_facts_of_a_workbook_are_a_form_too(cells):
    where = cells.site.room.workspace / "inputs/活动/活动.xlsx"
    before = where.read_bytes()
    listed = cells.get("/inbox?weight=error").text
    assert re.search(r"活动.xlsx<br>.*?<del>2026-02-31</del>.*?<a [^>]*facts[^>]*>去改</a>", listed)
    assert re.search(r'value="2026-02-31"[^>]*aria-invalid="true"[^>]*>', cells.get("/facts?part=meeting").text)
    filled = _form_of(cells, "meeting")
    assert (filled["file"], filled[_t("会议", "地点")]) == ("inputs/活动/活动.xlsx", "镇政府三楼会议室")

    filled[_t("会议", "时间")] = "2026-07-06 09:00"
    filled[_l("会议", "议程")] = "学文件\r\n讲话\r\n表态"
    told = _text(cells.post("/facts/forecast", **filled))
    assert "改了 2 处" in told
    assert where.read_bytes() == before
    answer = cells.post("/facts", **filled)
    cells.until_quiet()

    assert "存好了 2 处" in _said(answer)
    assert _form_of(cells, "meeting")[_l("会议", "议程")] == "学文件\n讲话\n表态"
    assert not re.search(r"活动.xlsx<br>.*?<del>", cells.get("/inbox?weight=error").text)
    assert not list(where.parent.glob("*改正*"))
    cells.post(answer.headers["x-undo"])
    assert where.read_bytes() == before


def _meetings_of(page, file):
    text = page.get(f"/facts?file={file}&part=meeting").text
    tabs = re.search(r'<nav class="tabs".*?</nav>', text, re.DOTALL)[0]
    return re.findall(r'part=(meeting\d*)"[^>]*>([^<]*?)\s*<', tabs), text


def test_each_of_several_meetings_is_a_part_of_the_form_and_is_changed_in_its_own_column(cells):
    where = cells.site.room.workspace / "inputs/活动/活动.xlsx"
    book = FORM.replace("动员大会|\n", "动员大会||推进会\n").replace("会议室|\n", "会议室||四楼\n")
    put(cells.site.room.workspace, "活动/活动.xlsx", form(book.replace("09:00|\n", "09:00||2026-12-02 15:00\n")))
    before = where.read_bytes()
    file = "inputs/活动/活动.xlsx"

    parts, first = _meetings_of(cells, file)

    assert parts == [("meeting", "全镇会议"), ("meeting2", "全镇会议 2")]
    assert 'value="镇政府三楼会议室"' in first
    assert 'value="四楼"' not in first
    assert "表头写 内容2" in first
    filled = _form_of(cells, "meeting2")
    assert filled[_t("会议", 1, "地点")] == "四楼"
    filled[_t("会议", 1, "地点")] = "五楼"
    filled[_t("会议", 1, "讲话人")] = "某某（镇长）"
    assert "存好了 2 处" in _said(cells.post("/facts", **filled))
    cells.until_quiet()
    assert where.read_bytes() != before
    sheet = openpyxl.load_workbook(where)["会议"]
    assert [(row[1].value, row[3].value) for row in sheet.iter_rows(min_row=4, max_row=5)] == [
        ("镇政府三楼会议室", "五楼"),
        ("某某（镇党委书记）", "某某（镇长）"),
    ]


def test_meetings_of_another_file_are_shown_where_they_are_written(cells):
    workspace = cells.site.room.workspace
    put(workspace, "活动/活动.xlsx", form(re.sub(r"=== 会议\n.*?(?==== )", "", FORM, flags=re.DOTALL)))
    put(workspace, "活动/活动.yaml", "会议:\n  - {名称: 动员会, 地点: 三楼}\n  - {名称: 推进会, 地点: 四楼}\n")

    _, shown = _meetings_of(cells, "inputs/活动/活动.xlsx")
    parts, there = _meetings_of(cells, "inputs/活动/活动.yaml")

    assert re.search(r"会议写在 <a [^>]*>活动/活动.yaml</a> 里，请到那里改", shown)
    assert _t("会议", "地点") not in html.unescape(shown)
    assert [key for key, _ in parts] == ["meeting", "meeting2"]
    assert 'value="三楼"' in there


def test_a_form_that_nobody_has_used_stands_behind_one_that_says_something(cells):
    workspace = cells.site.room.workspace
    (workspace / "inputs/活动/1空白.yaml").write_text("活动:\n  名称:\n", "utf-8")

    assert _form_of(cells, "campaign")["file"] == "inputs/活动/活动.xlsx"
    asked = cells.get("/facts?file=inputs/活动/1空白.yaml").text
    assert 'name="file" value="inputs/活动/1空白.yaml"' in asked


def test_a_workbook_of_people_is_no_form(cells):
    assert 'value="inputs/活动/活动.xlsx"' in cells.get("/facts?file=inputs/活动/花名册.xlsx").text


@pytest.mark.parametrize(
    "file",
    thorough.each(["", "inputs/活动/花名册.xlsx", "../x.yaml", "templates/catalog.yaml", "inputs/没有/活动.yaml"], 3),
)
def test_no_other_file_is_filled(page, file):
    assert page.post("/facts", **{"file": file, "digest": "", _t("会议", "地点"): "x"}).status_code == 422


def test_broken_names_of_fields_are_refused():
    for name in ("t:", "t:3", "t:[]", 't:{"a": 1}', "l:[null]", "t:[[]]"):
        with pytest.raises(ValueError, match=r"Expecting|no place"):
            factform.changes({}, [(name, "x")])


def test_what_may_be_meant_is_offered(page):
    assert 'data-fill="1975年1月"' in page.get("/inbox?weight=error").text
    assert 'data-fill="1975年10月"' in page.get("/inbox?weight=error").text


def test_a_fault_that_is_mended_elsewhere_has_no_box(page):
    """A missing list of issues is told at a branch's first member: what is typed there would take his name's place."""
    shown = html.unescape(page.get("/inbox?weight=warning").text)

    assert "问题清单是空的" in shown
    assert not re.search(r'name="?cell:\[[^\]]*"A\d+"\]', shown)
