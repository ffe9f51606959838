"""What a clerk meets who takes a campaign through the page alone: each hint is a thing to click, no box spoils a cell."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import unquote

import pytest

from pipeline import guidance
from pipeline.errands import workspace
from pipeline.model.facts import Source
from pipeline.model.settings import Settings
from pipeline.web.jobs import Job
from pipeline.web.screens import factform, past
from pipeline.web.screens.settings import _settings
from tests.conftest import CAMPAIGN, MEETING, ROSTER, put
from tests.web.conftest import at_home

BRANCHES = "党支部名称|书记\n一支部|牛一\n"
UNTYPED = """\
所在党支部|姓名|性别|出生日期|入党时间|备注
一支部|张三|男|1975.1|1998-07-01|去世
一支部|李四|男|1976-03-12|98.7|长期失联，去向不明
"""
OPINIONS = "序号|征求意见单位|意见建议|提出方式\n1|一支部|公开要及时|座谈会\n"
FACTS = "inputs/活动/活动.yaml"


@pytest.fixture
def page(campaign):
    put(campaign.path, "活动/活动.yaml", "# 说明\n" + CAMPAIGN + MEETING)
    put(campaign.path, "活动/花名册.xlsx", UNTYPED)
    put(campaign.path, "活动/党支部名册.xlsx", BRANCHES)
    put(campaign.path, "活动/征求意见.xlsx", OPINIONS)
    yield from at_home(campaign.path)


def _said(answer):
    return unquote(answer.headers.get("x-said", ""))


def _shown(page, address):
    return html.unescape(page.get(address).text)


def _rows(page, weight):
    """Return the faults of a weight: what the cell is called, what it says it holds, what is said, the box's name."""
    table = re.search(r'<table class="faults">.*?</table>', page.get(f"/inbox?weight={weight}").text, re.DOTALL)
    found = []
    for row in re.findall(r"<tr>(<td>.*?)</tr>", table[0] if table else "", re.DOTALL):
        cells = re.findall(r"<td.*?</td>", row, re.DOTALL)
        box = re.search(r'name="cell:([^"]*)"', row)
        texts = [html.unescape(re.sub(r"<[^>]*>", "", each)).strip() for each in cells]
        found.append((*texts[:3], json.loads(html.unescape(box[1])) if box else None))
    return found


def test_no_box_writes_over_a_cell_in_which_nothing_is_wrong(page):
    rows = [*_rows(page, "warning"), *_rows(page, "notice")]

    untyped = [row for row in rows if "没有填人员类别" in row[2]]
    noted = [row for row in rows if "备注里写着" in row[2]]
    assert untyped
    assert len(noted) == 2
    assert all(box is None for *_, box in (*untyped, *noted))
    assert all(now == "—" for _, now, _, _ in (*untyped, *noted))


def test_a_place_that_stands_for_its_row_says_so():
    source = Source("inputs/a.xlsx", "Sheet", 3, {"姓名": "B"})

    assert (source.at("姓名").cell, source.at("姓名").whole) == ("B3", False)
    assert (source.at("人员类别").cell, source.at("人员类别").whole) == ("A3", True)
    assert source.at("人员类别") == source.origin


def test_a_header_that_may_be_meant_is_one_click(page):
    (row,) = [row for row in _rows(page, "error") if "缺少必填的一列" in row[2]]

    assert row[3] == ["inputs/活动/征求意见.xlsx", row[3][1], "B1"]
    assert 'data-fill="党支部"' in page.get("/inbox?weight=error").text


def test_what_is_tried_in_one_cell_says_nothing_of_another(page):
    boxes = {each[3][2]: json.dumps(each[3], ensure_ascii=False) for each in _rows(page, "error") if each[3]}
    filled = {f"cell:{boxes['D2']}": "昨天", f"cell:{boxes['E3']}": "1998年7月"}
    sent = {"headers": {"origin": f"http://127.0.0.1:{page.site.keys.port}", "x-gongwen": page.site.keys.token}}

    answers = [
        page.client.post("/mend/try", params={"cell": boxes[at]}, data=filled, **sent).text for at in ("D2", "E3")
    ]

    assert "不是日期" in answers[0]
    assert "不是日期" not in answers[1]
    assert "对了" in answers[1]


def test_a_form_of_facts_that_is_empty_beside_the_one_that_is_filled_in_is_not_all_used(page, tmp_path):
    workspace.init(tmp_path / "新", sample=False)
    page.put("活动/活动.xlsx", (tmp_path / "新" / "inputs" / "新活动" / "活动.xlsx").read_bytes())
    page.post("/build")
    page.until_quiet()

    listed = re.sub(r"<[^>]*>", " ", _shown(page, "/inbox"))

    assert re.search(r"活动/活动.xlsx\s+活动事实\s+—\s+—\s+还没有填", listed)
    assert re.search(r"活动/活动.yaml\s+活动事实\s+—\s+—\s+(全部用上|\d+ 处)", listed)


def _fields(**values):
    return {"t:" + json.dumps(["会议", key], ensure_ascii=False): words for key, words in values.items()}


def test_a_forecast_that_comes_after_its_saving_is_no_alarm(page):
    digest = re.search(r'name="digest" value="(\w+)"', page.get("/facts").text)[1]
    form = {"file": FACTS, "digest": digest, **_fields(地点="镇文化站")}
    assert "存好了 1 处" in _said(page.post("/facts", **form))

    late = page.post("/facts/forecast", **form)  # the page asks a moment after the last field was left

    assert "刚刚又变了" not in late.text
    assert "没有改动" in late.text
    other = {**form, **_fields(地点="镇中学")}
    assert "刚刚又变了" in page.post("/facts/forecast", **other).text


def test_each_field_that_was_filled_in_is_counted(page):
    digest = re.search(r'name="digest" value="(\w+)"', page.get("/facts").text)[1]
    own = {"时间": "2026-07-10 15:00", "地点": "村部", "讲话人": "张三"}
    form = {f't:["支部安排", "一支部", "会议", "{key}"]': words for key, words in own.items()}

    assert "存好了 3 处" in _said(page.post("/facts", file=FACTS, digest=digest, **form))


def test_kinds_are_ticked_and_not_typed(page):
    name = 'l:["文种"]'
    shown = _shown(page, "/facts?part=kinds")
    offered = re.findall(rf'<input type="checkbox" name="{re.escape(name)}" value="([^"]*)"', shown)
    assert {"会议通知", "党性分析表"} <= set(offered)
    digest = re.search(r'name="digest" value="(\w+)"', shown)[1]

    form = {"file": FACTS, "digest": digest, name: ["", "会议通知", "党性分析表"]}
    assert "存好了 1 处" in _said(page.post("/facts", **form))
    page.until_quiet()

    text = (page.site.room.workspace / FACTS).read_text("utf-8")
    assert re.search(r"文种: \[会议通知, 党性分析表\]", text)
    again = _shown(page, "/facts?part=kinds")
    assert re.findall(r'value="([^"]*)" checked', again) == ["会议通知", "党性分析表"]
    none = {"file": FACTS, "digest": re.search(r'name="digest" value="(\w+)"', again)[1], name: ""}
    assert "存好了 1 处" in _said(page.post("/facts", **none))
    assert "会议通知, 党性分析表" not in (page.site.room.workspace / FACTS).read_text("utf-8")


def test_what_is_ticked_as_it_stands_is_no_change():
    values = {"文种": ["整改方案", "会议通知"]}

    assert factform.changes(values, [('l:["文种"]', ""), ('l:["文种"]', "整改方案"), ('l:["文种"]', "会议通知")]) == []


def test_a_mere_frame_says_what_is_to_be_done_with_it(page):
    put(page.site.room.workspace, "活动/花名册.xlsx", ROSTER)
    page.post("/build")
    page.until_quiet()
    campaign = page.site.room.standing.now.campaigns[0]
    frame = next(paper for paper in campaign.all_papers if paper.reach == "待补写" and paper.kind == "动员讲话")

    said = _shown(page, f"/doc?path={frame.path}")

    assert "要人来写，写好以前不能批准" in said
    assert "用 WPS 或 Word 打开" in said
    assert "还有" in _shown(page, "/approve")
    assert "要人先补写" in _shown(page, "/approve")


def test_what_was_done_in_the_end_is_no_failure_any_more():
    def fail(_, __):
        raise AssertionError

    first, second, other = Job("存设置", fail), Job("存设置", fail), Job("发送", fail)
    first.phase, second.phase, other.phase = past.Phase.FAILED, past.Phase.DONE, past.Phase.FAILED

    assert past._open_failures([first, second, other]) == [other]
    assert past._open_failures([second, first]) == [first]


def test_the_program_calls_settings_as_the_page_does():
    fields = [each for _, listed in _settings(Settings()) for each in listed]

    assert len(fields) == len(guidance._FIELDS)
    assert {title for title, _ in _settings(Settings())} == set(guidance._CARDS.values())
    for each in fields:
        step = guidance.setting(each.table, each.key)
        assert f"“{each.label}”" in step.clicked
        assert f"[{each.table}] 的 {each.key}" in step.typed
    assert guidance.setting("发送.核对", "主机").clicked == "gongwen.toml 里 [发送.核对] 的 主机"


def test_a_setting_that_was_changed_is_told_by_its_name_on_the_page(page):
    page.post("/settings", **{"发送/方式": "文件夹", "发送/自动批准": "是"})

    said = _shown(page, "/history")

    assert "不用批准就发（[发送] 自动批准） 改成 是" in said


def test_an_approval_is_taken_back_by_the_button_that_follows_it(page):
    group = re.findall(r'name="group"[^>]*value="([^"]*)"', page.get("/approve").text)

    answer = page.post("/approve", group=group, who="马书记")

    assert "批准了" in _said(answer)
    assert "撤销了" in _said(page.post(answer.headers["x-undo"]))
    assert "已批" not in {paper.reach for paper in page.site.room.standing.now.campaigns[0].all_papers}


def test_the_kinds_of_a_phase_stand_in_one_line_and_stay_apart():
    values = {"活动": {"阶段": [{"名称": "学习", "文种": ["会议通知", "动员讲话"]}]}}
    fields = [field for row in factform.sections(values, {}, [])[0].rows for field in row.fields]
    (kinds,) = [field for field in fields if field.label == "文种" and field.value]

    assert kinds.value == "会议通知、动员讲话"
    assert factform.changes(values, [(field.name, field.value) for field in fields]) == []
    (put,) = factform.changes(values, [(kinds.name, "会议通知，整改方案、整改台账")])
    assert put.value == ["会议通知", "整改方案", "整改台账"]
