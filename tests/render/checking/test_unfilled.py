"""What of a template nobody will fill: our tags out of place, other programs' tags, places to write in."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline import stationery
from pipeline.model.problem import Origin
from pipeline.model.work import Scope
from pipeline.plan import template_names
from pipeline.render import compile as compiling
from pipeline.render.checking import doubts, template_faults
from pipeline.render.open_template import opened_template
from pipeline.stationery import Fonts
from tests.conftest import CAMPAIGN, ROSTER, Workspace

KNOWN = template_names.known(Scope.BRANCH)
CASES = Path(__file__).parents[4] / "shared" / "cases"


def a_template(*paragraphs: str, more: dict[str, str] | None = None, body: str = "") -> bytes:
    document = docx.Document()
    for paragraph in ("{{ 支部.名称 }}", *paragraphs):
        document.add_paragraph(paragraph)
    if body:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{body}</w:p>"))
    saved = BytesIO()
    document.save(saved)
    out = BytesIO()
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            target.writestr(name, archive.read(name))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def said(data: bytes) -> list[tuple[str, str]]:
    parts = opened_template(data, Origin("甲.docx")).value
    assert parts is not None
    return [(problem.code.removeprefix("template."), str(problem)) for problem in doubts(parts, "甲.docx", KNOWN)]


@pytest.mark.parametrize(
    ("text", "found", "tag"),
    [
        ("请{联系人}到会", "{联系人}", "{{ 单位.联系人 }}"),
        ("编号：{case_no}", "{case_no}", "{{ … }}"),
        ("请${支部.名称}到会", "${支部.名称}", ""),
        ("«单位.电话»", "«单位.电话»", "{{ 单位.电话 }}"),
        ("联系【联系人】", "【联系人】", "{{ 单位.联系人 }}"),
        ("请[此处输入日期]前报送", "[此处输入日期]", "{{ … }}"),
        ("由[发文单位]负责", "[发文单位]", "{{ … }}"),
        ("请<<书记>>签字", "<<书记>>", "{{ 支部.书记 }}"),
    ],
)
def test_what_another_program_would_fill_is_named_with_our_tag_for_it(text: str, found: str, tag: str) -> None:
    ((code, message),) = said(a_template(text))
    if found.startswith("${支部"):  # an own name in single braces: an error that says so
        return
    assert code == "placeholder"
    assert f"“{found}”" in message
    parts = opened_template(a_template(text), Origin("甲.docx")).value
    assert parts is not None
    assert tag in doubts(parts, "甲.docx", KNOWN)[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "{{ 支部.名称 }}请于{{ 会议.时间 }}前报送",
        "根据吕委〔2026〕12号文件",
        "点击【保存】按钮",
        "【{{ 支部.名称 }}】",
        "（一）是 [1] 号文献",
        "{% if 支部.书记 %}【案例】{% endif %}",
    ],
)
def test_what_is_meant_to_be_printed_is_left_alone(text: str) -> None:
    assert said(a_template(text)) == []


def test_fields_of_a_mail_merge_are_named() -> None:
    split = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> MERGE</w:instrText></w:r>'
        '<w:r><w:instrText>FIELD "联系人" \\* MERGEFORMAT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>«联系人»</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = '<w:fldSimple w:instr=" MERGEFIELD 书记 "><w:r><w:t>«书记»</w:t></w:r></w:fldSimple>'

    for body, field, tag in ((split, "联系人", "{{ 单位.联系人 }}"), (simple, "书记", "{{ 支部.书记 }}")):
        parts = opened_template(a_template(body=body), Origin("甲.docx")).value
        assert parts is not None
        (problem,) = doubts(parts, "甲.docx", KNOWN)
        assert problem.code == "template.merge-field"
        assert f"«{field}»" in problem.message
        assert tag in problem.hint


CHART = '<c:chartSpace xmlns:c="urn:c" xmlns:a="urn:a"><a:p><a:r><a:t>{0}</a:t></a:r><a:r><a:t>{1}</a:t></a:r></a:p></c:chartSpace>'
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{}" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("part", "content", "where"),
    [
        ("word/charts/chart1.xml", CHART.format("{{ 支部.简称 ", "}}"), "图表"),
        ("word/charts/chart1.xml", CHART.format("{", "{ 支部.简称 }}"), "图表"),
        ("word/charts/chart1.xml", CHART.format("{%if 支部%}", "甲"), "图表"),
        ("word/charts/chart1.xml", CHART.format("｛｛支部.简称", "｝｝"), "图表"),
        ("word/diagrams/data1.xml", CHART.format("{{ 支部.简称 }}", ""), "SmartArt 图形"),
        ("word/_rels/footer9.xml.rels", LINK.format("https://example.cn/{{ 支部.简称 }}"), "链接地址"),
        ("word/_rels/footer9.xml.rels", LINK.format("https://example.cn/%7B%7B%20支部.简称%20%7D%7D"), "链接地址"),
        ("docProps/custom.xml", CHART.format("{{ 支部.简称 }}", ""), "文件属性"),
        ("customXml/item9.xml", CHART.format("{{ 支部.简称 }}", ""), "自定义数据"),
    ],
)
def test_a_tag_where_nothing_is_filled_stops_the_template(part: str, content: str, where: str) -> None:
    data = a_template(more={part: content})

    made = compiling.compiled_template(data, "甲.docx", KNOWN)

    assert made.value is None
    assert [problem.code for problem in made.problems] == ["template.beyond"]
    assert where in made.problems[0].message


def test_braces_that_are_no_tags_stop_nothing() -> None:
    theme = CHART.format("{9DB0C26F-5F02-4D8E-9B1C-2A6C2F5B6A11}", "")

    assert said(a_template(more={"word/theme/theme9.xml": theme})) == []


_BY = 'w:id="1" w:author="甲" w:date="2026-07-01T00:00:00Z"'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"<w:ins {_BY}><w:r><w:t>新加的</w:t></w:r></w:ins>", "第1段"),
        (f"<w:r><w:t>留下的</w:t></w:r><w:del {_BY}><w:r><w:delText>删去的</w:delText></w:r></w:del>", "第1段"),
        (f"<w:del {_BY}><w:r><w:delText>整段删去的</w:delText></w:r></w:del>", ""),
        (f"<w:pPr><w:rPr><w:ins {_BY}/></w:rPr></w:pPr><w:r><w:t>新的一段</w:t></w:r>", "第1段"),
        (f"<w:moveTo {_BY}><w:r><w:t>移来的</w:t></w:r></w:moveTo>", "第1段"),
    ],
)
def test_changes_that_nobody_has_accepted_are_told(body: str, told: str) -> None:
    ((code, message),) = said(a_template(body=body))

    assert code == "revised"
    assert "没有接受的修订1处" in message
    assert told in message


def test_a_comment_is_told_and_what_only_sounds_like_a_change_is_none() -> None:
    comment = f"<w:comments {nsdecls('w')}><w:comment {_BY}><w:p><w:r><w:t>这句改吗</w:t></w:r></w:p></w:comment></w:comments>"
    cells = "<w:pPr><w:pBdr/></w:pPr><w:r><w:t>x</w:t></w:r><w:r><w:instrText>DELTA</w:instrText></w:r>"

    ((code, message),) = said(a_template(more={"word/comments.xml": comment}))

    assert (code, "批注1条" in message) == ("revised", True)
    assert said(a_template(body=cells)) == []


def test_a_template_with_changes_makes_its_papers_and_the_build_says_so(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", ROSTER)
    revised = a_template(body=f"<w:ins {_BY}><w:r><w:t>新加的</w:t></w:r></w:ins>")
    (workspace.path / "templates/整改方案.docx").write_bytes(revised)

    report = workspace.build()

    assert [each["file"] for each in report["problems"] if each["code"] == "template.revised"] == [
        "templates/整改方案.docx"
    ]
    assert any("整改方案" in path for path in report["written"])


def test_a_template_without_a_tag_is_noticed() -> None:
    document = docx.Document()
    document.add_paragraph("每个支部都一样")
    saved = BytesIO()
    document.save(saved)

    assert [code for code, _ in said(saved.getvalue())] == ["no-tags"]


def test_what_is_wrong_already_is_not_said_twice() -> None:
    parts = opened_template(a_template("{支部.名称}，｛｛ 单位.名称 ｝｝"), Origin("甲.docx")).value
    assert parts is not None

    found = [fault.problem.code for fault in template_faults(parts, "甲.docx", {"支部": KNOWN})]
    assert "template.placeholder" not in found


@pytest.mark.parametrize("name", stationery.PAPERS)
def test_the_shipped_templates_leave_nothing_unfilled(name: str) -> None:
    assert said(stationery.PAPERS[name](Fonts())) == []


def test_a_build_says_it_and_goes_on(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", ROSTER)
    (workspace.path / "templates/甲.docx").write_bytes(a_template("联系人：【联系人】"))
    (workspace.path / "templates/catalog.yaml").write_text(
        '- {文种: 测试, 模板: 甲.docx, 范围: 支部, 文件名: "09-测试"}\n- {文种: 又一, 模板: 甲.docx, 范围: 全镇, 文件名: "又一"}\n',
        "utf-8",
    )

    report = workspace.build()

    assert [p["code"] for p in report["problems"] if p["code"].startswith("template.")] == [
        "template.placeholder",
        "template.unknown-name",
    ]
    assert len(report["written"]) == 2


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ("reports/14-tag-in-chart.docx", "beyond"),
        ("reports/15-merge-fields.docx", "merge-field"),
        ("paper/template-single-brace.docx", "placeholder"),
    ],
)
def test_the_disclosed_cases(case: str, wanted: str) -> None:
    assert wanted in [code for code, _ in said((CASES / case).read_bytes())]
