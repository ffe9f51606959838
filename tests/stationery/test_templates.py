"""The shipped templates: what the builder builds, laid out by GB/T 9704, each fact's paragraph only where the fact is."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from ruamel.yaml import YAML

from pipeline import contract, render
from pipeline.model.facts import (
    Arrangement,
    Block,
    Branch,
    Dossier,
    Meeting,
    Outline,
    PartialDate,
    Person,
    Phase,
    TextRun,
)
from pipeline.model.problem import Origin
from pipeline.model.work import Scope
from pipeline.plan import template_names, vocabulary
from pipeline.review import em_width, layout_of
from pipeline.stationery import PAPERS, templates
from pipeline.stationery.__main__ import main
from pipeline.stationery.styles import SIZE_5
from pipeline.stationery.tables import PADDING
from tests import thorough
from tests.conftest import ROOT
from tests.makers import a_campaign, a_dossier, a_leader, a_member, a_township, an_issue, an_opinion
from tests.outline import text

TEMPLATES = ROOT / "templates"
CATALOG = YAML(typ="safe").load((TEMPLATES / "catalog.yaml").read_text("utf-8"))
SHEETS = contract.read_sheets((TEMPLATES / "sheets.yaml").read_bytes()).value
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- the files ----------------------------------------------------------------------------------------------------


def test_the_committed_templates_are_what_the_builder_builds() -> None:
    built = templates()

    assert {path.name for path in TEMPLATES.glob("*.docx")} == set(built)
    for name, data in built.items():
        assert (TEMPLATES / name).read_bytes() == data, f"run python -m pipeline.stationery templates: {name}"


def test_the_builder_writes_them_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["stationery", str(tmp_path / "模板"), "--body", "仿宋"])

    main()

    assert {path.name for path in (tmp_path / "模板").iterdir()} == set(PAPERS)


@pytest.mark.parametrize("entry", thorough.each(CATALOG, 4), ids=lambda entry: entry["模板"])
def test_every_template_uses_only_names_that_its_scope_has(entry: Mapping[str, str]) -> None:
    data = (TEMPLATES / entry["模板"]).read_bytes()

    found = render.compiled_template(
        data, entry["模板"], template_names.known(Scope(entry["范围"]), entry.get("逐", ""), SHEETS)
    )

    assert found.problems == ()


# --- the layout (GB/T 9704-2012, clauses 5 and 7) -----------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_page_margins_and_grid_are_those_of_the_standard(name: str) -> None:
    (section,) = etree.fromstring(parts((TEMPLATES / name).read_bytes())["word/document.xml"]).iter(f"{W}sectPr")
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margin is not None
    got = {key: int(margin.get(W + key, "0")) for key in ("top", "bottom", "left", "right")}
    if size.get(f"{W}orient") == "landscape":
        assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("16838", "11906")
        assert got == {"top": 1588, "bottom": 1474, "left": 1984, "right": 2098}
    else:
        assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
        assert got == {"top": 2098, "bottom": 1984, "left": 1588, "right": 1474}


@pytest.mark.parametrize("name", PAPERS)
def test_no_theme_font_and_no_face_beyond_the_five(name: str) -> None:
    allowed = {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}
    for part, content in parts((TEMPLATES / name).read_bytes()).items():
        if part.startswith("word/") and part.endswith(".xml"):
            written = content.decode()
            assert "Theme" not in written, part
            faces = re.findall(r'<w:rFonts[^>]*?w:eastAsia="([^"]+)"', written)
            assert set(faces) <= allowed, part


def test_body_text_is_of_16_points_on_an_exact_line_of_579_twips() -> None:
    styles = etree.fromstring(parts((TEMPLATES / "动员讲话-全镇.docx").read_bytes())["word/styles.xml"])
    body = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Body")
    spacing, size = next(body.iter(f"{W}spacing")), next(body.iter(f"{W}sz"))
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert size.get(f"{W}val") == "32"


@pytest.mark.parametrize("name", PAPERS)
def test_every_table_has_exact_columns(name: str) -> None:
    document = etree.fromstring(parts((TEMPLATES / name).read_bytes())["word/document.xml"])
    for table in document.iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol")]
        width = next(table.iter(f"{W}tblW")).get(f"{W}w")
        assert str(sum(grid)) == width
        for row in table.iter(f"{W}tr"):
            cells = [int(next(cell.iter(f"{W}tcW")).get(f"{W}w", "0")) for cell in row.iter(f"{W}tc")]
            assert sum(cells) == sum(grid)


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_ends_with_a_table_that_word_would_put_a_whole_line_after(name: str) -> None:
    document = etree.fromstring(parts((TEMPLATES / name).read_bytes())["word/document.xml"])
    last = [block for block in document[0] if block.tag in {f"{W}p", f"{W}tbl"}][-1]

    assert last.tag == f"{W}p"


def test_month_and_day_fit_on_one_line_of_the_register() -> None:
    document = etree.fromstring(parts((TEMPLATES / "整改台账.docx").read_bytes())["word/document.xml"])
    for table in document.iter(f"{W}tbl"):
        head = next(table.iter(f"{W}tr"))
        deadline = next(cell for cell in head.iter(f"{W}tc") if "".join(cell.itertext()) == "整改时限")
        room = int(next(deadline.iter(f"{W}tcW")).get(f"{W}w", "0")) - 2 * PADDING

        character = SIZE_5 * 10
        gap = character / 5  # what LibreOffice puts between digits and Hanzi, whatever the file says (measured)
        assert room >= em_width("10月20日") * character + 2 * gap


# --- a fact's paragraph is there only where the fact is -----------------------------------------------------------

SPEECH = Outline((Block((TextRun("统一思想"),), level=1), Block((TextRun("镇里的话"),))), "讲话.md")
MEMBERS = (
    a_member(name="甲一", label="甲一", categories=("流动", "外出务工")),
    a_member(name="甲二", label="甲二", categories=("离退休",)),
    a_member(name="甲三", label="甲三", categories=("年老体弱",)),
    a_member(name="甲四", label="甲四", categories=("一线",)),
    a_member(name="甲五", label="甲五", categories=("两新",)),
    a_member(name="甲六", label="甲六", categories=("文化程度低",)),
    a_member(name="甲七", label="甲七", status="预备党员"),
    a_member(name="甲八", label="甲八", lost=True),
)
OWN = Arrangement(
    "一支部",
    Origin("活动.yaml"),
    "一支部",
    phases=(Phase("学习动员", None, None),),
    meeting=Meeting(place="村部", speaker=Person("王某", "党支部书记")),
    quota=2,
    attendees=("甲一", "甲二"),
)
BRANCH = Branch("一支部", folder="一支部", secretary="王某", state="软弱涣散", kind="村")
CAMPAIGN = a_campaign(
    theme="为党旗增辉尽责",
    meetings=(Meeting("动员大会", None, "三楼", speaker=Person("陈某", "书记"), outline=SPEECH),),
)


LEADER = a_leader(name="林某", title="镇长")


def a_branch_speech(**own: object) -> str:
    return text(a_branch_speech_file(**own))


def a_branch_speech_file(*, members: tuple[object, ...] = MEMBERS, campaign: object = CAMPAIGN, **own: object) -> bytes:
    facts: dict[str, object] = {
        "branch": BRANCH, "issues": (an_issue(),), "leaders": (LEADER,), "arrangement": OWN,
    } | own  # fmt: skip
    dossier: Dossier = a_dossier(*members, **facts)  # type: ignore[arg-type]
    township = a_township(dossier, campaign=campaign, leaders=facts["leaders"])
    seen = vocabulary.of_branch(township, 0, dossier, vocabulary.shared(township))
    return filled("动员讲话-支部.docx", Scope.BRANCH, seen)


def made(name: str, scope: Scope, facts: Mapping[str, object]) -> str:
    return text(filled(name, scope, facts))


def filled(name: str, scope: Scope, facts: Mapping[str, object]) -> bytes:
    phase = next(entry["阶段"] for entry in CATALOG if entry["模板"] == name)
    return render.filled_bytes(_compiled(name, scope), vocabulary.in_phase(facts, phase))


@functools.cache
def _compiled(name: str, scope: Scope) -> render.Compiled:
    compiled = render.compiled_template((TEMPLATES / name).read_bytes(), name, template_names.known(scope)).value
    assert compiled is not None
    return compiled


def without(category: str) -> tuple[object, ...]:
    return tuple(replace(member, categories=tuple(c for c in member.categories if c != category)) for member in MEMBERS)


VANISHING = {
    "流动": ("流动党员1名", {"members": without("流动")}),
    "离退休": ("离退休党员1名", {"members": without("离退休")}),
    "年老体弱": ("年老体弱党员1名", {"members": without("年老体弱")}),
    "一线": ("在生产一线的党员1名", {"members": without("一线")}),
    "两新": ("新经济组织和新社会组织中的党员1名", {"members": without("两新")}),
    "文化程度低": ("文化程度较低的党员1名", {"members": without("文化程度低")}),
    "预备": ("其中正式党员7名、预备党员1名", {"members": MEMBERS[:6] + MEMBERS[7:]}),
    "失联": ("暂时失去联系", {"members": MEMBERS[:7]}),
    "党员": ("现有党员8名", {"members": ()}),
    "状态": ("被列为软弱涣散党组织", {"branch": replace(BRANCH, state="")}),
    "问题": ("需要整改的问题1个：公开不及时。", {"issues": ()}),
    "联系领导": ("联系本支部的是镇长林某同志", {"leaders": ()}),
    "地点": ("今天我们在村部召开会议", {"arrangement": replace(OWN, meeting=None)}),
    "阶段": ("学习动员", {"arrangement": replace(OWN, phases=()), "campaign": replace(CAMPAIGN, phases=())}),
    "主题": ("为党旗增辉尽责", {"campaign": replace(CAMPAIGN, theme="")}),
}  # fmt: skip


@pytest.mark.parametrize("fact", VANISHING)
def test_with_its_fact_a_paragraph_of_the_branch_speech_vanishes(fact: str) -> None:
    words, changed = VANISHING[fact]

    assert words in a_branch_speech()
    assert words not in a_branch_speech(**changed)  # type: ignore[arg-type]


def test_a_branch_without_a_speech_gets_its_own_facts_and_none_of_the_townships_words() -> None:
    said = a_branch_speech()

    assert "一、怎样认识这次活动" in said
    assert "统一思想" not in said
    assert "镇里的话" not in said


def test_a_branch_with_its_own_speech_gives_that() -> None:
    own = Outline(
        (Block((TextRun("村里的事"),), level=1), Block((TextRun("先修渠"), TextRun("再修路", strong=True)))), "村.md"
    )

    said = a_branch_speech(arrangement=replace(OWN, outline=own))

    assert "一、村里的事\n先修渠再修路" in said
    assert "统一思想" not in said


def test_a_third_level_that_is_a_sentence_may_part_from_what_follows() -> None:
    blocks = (
        Block((TextRun("水渠"),), level=3),
        Block((TextRun("先修渠，再修路。"),), level=3),
        Block((TextRun("就这样。"),)),
    )

    speech = a_branch_speech_file(arrangement=replace(OWN, outline=Outline(blocks, "村.md")))

    paragraphs = layout_of(speech).paragraphs
    heading, sentence = (next(p for p in paragraphs if words in p.text) for words in ("水渠", "先修渠"))
    assert heading.look.keep_next
    assert not sentence.look.keep_next


# --- the forms ----------------------------------------------------------------------------------------------------


def a_form(name: str, *opinions: object, **own: object) -> str:
    member = a_member(name="甲一", label="甲一", education="高中", joined=PartialDate(1998, 7), **own)
    dossier = a_dossier(member, branch=BRANCH, opinions=opinions)
    township = a_township(dossier, campaign=CAMPAIGN)
    facts = vocabulary.of_branch(township, 0, dossier, vocabulary.shared(township))
    return made(name, Scope.MEMBER, vocabulary.of_members(township.sheets, dossier, facts)[0][1])


FORMS = ["党性分析表-普通.docx", "党性分析表-简表.docx", "党性分析表-信函.docx", "党性分析表-预备.docx"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_fills_identity_and_leaves_the_rest_open(name: str) -> None:
    said = a_form(name)

    for value in ("甲一", "男", "1975年3月", "高中", "1998年7月", "正式党员", "一支部"):
        assert value in said
    for word in ("存在", "评议", "签字"):
        assert word in said


@pytest.mark.parametrize("name", FORMS)
def test_opinions_that_name_the_member_are_shown(name: str) -> None:
    assert "多走访" in a_form(name, an_opinion(about=("甲一",)))


@pytest.mark.parametrize("name", FORMS)
def test_a_probationary_member_is_never_graded(name: str) -> None:
    assert "评定等次" not in a_form(name, status="预备党员")


@pytest.mark.parametrize("name", FORMS[:3])
def test_a_full_member_is_graded(name: str) -> None:
    assert "评定等次" in a_form(name)


def test_the_short_form_may_be_written_by_another() -> None:
    assert "代笔人签字" in a_form("党性分析表-简表.docx")


def test_the_letter_says_where_the_member_is() -> None:
    assert "您现在广东省东莞市" in a_form("党性分析表-信函.docx", destination="广东省东莞市")


# --- the plan -----------------------------------------------------------------------------------------------------


def a_plan(name: str, *issues: object) -> str:
    dossier = a_dossier(a_member(), branch=BRANCH, issues=issues)
    township = a_township(dossier, campaign=CAMPAIGN)
    return made(name, Scope.BRANCH, vocabulary.of_branch(township, 0, dossier, vocabulary.shared(township)))


def test_a_problem_goes_from_goal_to_deadline() -> None:
    issue = an_issue(
        goal="按季公开",
        measures=("修订办法", "设公开栏"),
        lead="陈某",
        person="王某",
        deadline=PartialDate(2026, 11, 30),
    )

    said = a_plan("整改方案.docx", issue)

    places = [said.index(words) for words in (
        "问题1个：公开不及时。", "整改目标：按季公开。", "一是修订办法；二是设公开栏。", "牵头领导：陈某", "责任人：王某", "2026年11月30日",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "公开不及时｜按季公开｜" in a_plan("整改台账.docx", issue)


def test_a_single_measure_takes_no_number() -> None:
    assert "整改措施：修订办法。" in a_plan("整改方案.docx", an_issue())


def test_a_branch_without_problems_gets_one_table_to_fill_in() -> None:
    said = a_plan("整改方案.docx")

    assert "一、主要问题和整改措施\n序号｜主要问题｜整改措施｜牵头领导｜责任人｜整改时限\n二、组织保障" in said
    assert "整改目标：" not in said
