"""Drafts, and the ways of other offices: each changes one thing of a good paper, and names all that is said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from pipeline.review.elements import Document
from pipeline.review.measure import layout_of
from pipeline.review.reviewer import Reviewer
from pipeline.review.roles import Role
from tests.review import specimens
from tests.review.planting import Paper, W, at, face, letters, part, setting, where, words
from tests.review.wordfile import p, wordfile

Plant = Callable[[Paper], bool]
DOCUMENT, SETTINGS, ODD, EVEN = "word/document.xml", "word/settings.xml", "word/footer1.xml", "word/footer2.xml"
OPEN = {"gbt.number.open"}


def number(said: str) -> Plant:
    return where("Number", "〔", words("^.*$", said))


def title(*changes: Callable[[etree._Element], None]) -> Plant:
    def change(p: etree._Element) -> None:
        for each in changes:
            each(p)

    return at("DocTitle", change)


def several(*plants: Plant) -> Plant:
    return lambda paper: all(plant(paper) for plant in plants)


def follows(style: str, *lines: str) -> Plant:
    """Put lines of the text's own style in place of the first paragraph of one."""

    def plant(paper: Paper) -> bool:
        first = paper.styled(style)[0]
        for line in reversed(lines):
            new = etree.fromstring(etree.tostring(first))
            words("^.*$", line)(new)
            first.addnext(new)
        body = first.getparent()
        assert body is not None
        body.remove(first)
        return True

    return plant


def said(kind: str, plant: Plant) -> set[str]:
    paper = Paper(specimens.GOOD[kind]())
    before = paper.data
    assert plant(paper)
    assert paper.data != before
    return {finding.code for finding in Reviewer().review(paper.data)}


SONG_18 = (face("宋体"), letters("sz", val="36"))
SMALL = (face("宋体"), letters("sz", val="32"))
WRONG_TITLE = {"gbt.title.font", "gbt.title.size"}
PLAIN = setting("jc", val="left")

NUMBERS = (
    "吕委〔2026〕　号", "吕委〔2026〕  号", "吕委〔2026〕号", "吕委〔2026〕XX号", "吕委〔2026〕××号", "吕委〔2026〕×号",
    "吕委〔20××〕×号", "吕委〔20××〕12号", "吕委〔202X〕XX号", "吕委〔　　〕　号", "吕委〔〕号", "吕委〔2026〕＿＿号",
    "吕委〔2026〕__号", "吕委〔2026〕**号", "吕委〔2026〕第　号", "吕委[2026]  号", "××〔2026〕×号", "〔2026〕　号", "[发文字号]", "第　号",
    "吕委〔2026〕□号", "吕委〔2026〕…号",
)  # fmt: skip


@pytest.mark.parametrize("given", NUMBERS)
def test_a_number_that_is_not_given_yet_is_a_number_and_the_title_is_judged(given: str) -> None:
    assert said("通知", number(given)) == OPEN
    assert said("通知", several(number(given), title(*SONG_18))) == OPEN | WRONG_TITLE


def test_an_open_number_may_have_its_signer_opposite() -> None:
    def change(p: etree._Element) -> None:
        text = next(p.iter(f"{W}t"))
        text.text = (text.text or "").replace("12号", "　号")

    assert said("请示", where("Number", "签发人", change)) == OPEN


@pytest.mark.parametrize("given", ["吕办发〔2026〕123号", "吕委〔2026〕1号", "第12号"])
def test_a_number_that_is_given_is_not_open(given: str) -> None:
    assert said("通知", several(number(given), at("Body", setting("keepNext", val="1")))) == set()


@pytest.mark.parametrize("size", ["21", "28", "32", "34"])
@pytest.mark.parametrize("mark", ["吕寨镇党委文件", "吕寨镇人民政府", "吕寨镇卫生院文件"])
def test_a_red_head_stays_one_over_a_small_title(mark: str, size: str) -> None:
    head = where("Mark", ".", words("^.*$", mark))
    found = said("通知", several(head, title(letters("sz", val=size))))

    assert found == {"gbt.title.size"} | ({"gbt.signature.order"} & found)


@pytest.mark.parametrize("kind", ["distribute", "thaiDistribute"])
def test_a_mark_that_is_stretched_over_its_line_stands_in_the_middle(kind: str) -> None:
    assert said("通知", at("Mark", setting("jc", val=kind))) == set()
    assert said("通知", at("Mark", setting("jc", val="left"))) == {"gbt.mark.align"}
    assert said("通知", at("Mark", setting("jc", val="both"))) == {"gbt.mark.align"}


ASTRAY = (
    {"firstLineChars": "200", "firstLine": "640"}, {"firstLine": "640"}, {"firstLineChars": "100"}, {"leftChars": "200"},
    {"left": "900"}, {"right": "640"}, {"rightChars": "300"}, {"hanging": "640", "left": "0"}, {"left": "640", "firstLine": "640"},
    {"start": "700"},
)  # fmt: skip


@pytest.mark.parametrize("indents", ASTRAY)
def test_a_centred_title_with_an_indent_is_off_the_middle(indents: dict[str, str]) -> None:
    assert said("通知", title(setting("ind", **indents))) == {"gbt.title.align"}
    annex = where("DocTitle", "^参会", setting("ind", **indents))
    assert said("通知", annex) == {"gbt.annex.title.align"}


@pytest.mark.parametrize(
    "indents",
    [{"left": "300", "right": "300"}, {"firstLine": "0"}, {"left": "640", "rightChars": "200", "right": "640"}],
)
def test_indents_on_both_sides_leave_it_there(indents: dict[str, str]) -> None:
    assert said("通知", title(setting("ind", **indents))) == set()


UNMARKED = (
    "关于召开动员大会的通知", "通知", "倡议书", "吕寨镇党员教育工作方案", "关于“七一”活动安排的通知（试行）", "2026年学习计划", "吕寨镇防汛工作情况",
    "致全镇党员的一封信", "会议纪要", "关于印发《学习计划》的通知", "情况说明", "党员大会 主持词", "放假通知",
)  # fmt: skip


@pytest.mark.parametrize("words_", UNMARKED)
@pytest.mark.parametrize("style", ["Body", "Heading1"])
def test_a_title_that_nothing_sets_apart_is_the_title(words_: str, style: str) -> None:
    paper = Paper(specimens.GOOD["办法"]())
    first = paper.styled("DocTitle")[0]
    words("^.*$", words_)(first)
    setting("pStyle", val=style)(first)
    setting("ind", firstLineChars="0", firstLine="0")(first)

    found = {finding.code for finding in Reviewer().review(paper.data)}
    shown = Document(layout_of(paper.data)).of(Role.TITLE)

    assert [element.text for element in shown] == [words_]
    assert found >= {"gbt.title.font", "gbt.title.size", "gbt.title.align"}
    assert not found & {"gbt.size.body", "gbt.font.body", "gbt.body.indent"}


@pytest.mark.parametrize(
    "line",
    [
        "各党支部：",
        "一、加强领导",
        "现将有关事项通知如下。",
        "附件1",
        "2026年7月2日",
        "联系人：张三",
        "第一章　总则",
        "同志们，大家好！",
    ],
)
def test_a_first_line_that_is_something_else_is_no_title(line: str) -> None:
    paper = Paper(specimens.GOOD["办法"]())
    first = paper.styled("DocTitle")[0]
    words("^.*$", line)(first)
    setting("pStyle", val="Body")(first)

    assert Document(layout_of(paper.data)).of(Role.TITLE) == []


@pytest.mark.parametrize("name", ["张三", "镇党委书记　张三", "吕寨镇党委书记张三"])
@pytest.mark.parametrize("date", ["（2026年7月6日）", "2026年7月6日"])
def test_a_speech_that_nothing_sets_apart_has_its_byline(name: str, date: str) -> None:
    lines = (p("在动员大会上的讲话"), p(name), p(date), p("同志们："), p("今天我们召开动员大会，请大家认真学习。"))

    roles = [element.role for element in Document(layout_of(wordfile("".join(lines)))).elements]

    assert roles == [Role.TITLE, Role.BYLINE, Role.BYLINE, Role.ADDRESSEE, Role.BODY]


@pytest.mark.parametrize(
    "issue", ["第3期", "第 12 期", "（第5期）", "2026年第3期", "2026年第3期（总第15期）", "第十二期"]
)
def test_the_line_of_an_issue_is_no_title(issue: str) -> None:
    middle, red, large = '<w:jc w:val="center"/>', '<w:color w:val="FF0000"/><w:sz w:val="72"/>', '<w:sz w:val="44"/>'
    lines = (
        p("学习简报", middle, red),
        p(issue, middle),
        p("吕寨镇党政办公室　　2026年7月2日"),
        p("我镇召开大会", middle, large),
    )

    roles = [element.role for element in Document(layout_of(wordfile("".join((*lines, p("会议开了一天。")))))).elements]

    assert roles == [Role.MARK, Role.ISSUER, Role.ISSUER, Role.TITLE, Role.BODY]


@pytest.mark.parametrize("look", ['<w:jc w:val="center"/>', ""])
def test_a_chapter_may_be_numbered_by_word(look: str) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%{at + 1}{rank}"/></w:lvl>'
        for at, rank in enumerate("章条")
    )
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    chapter, article = (f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>' for at in (0, 1))
    body = (
        p("管理办法", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
        + p("总则", chapter + look)
        + p("本办法适用全镇。", article)
    )

    roles = [(e.role, e.text) for e in Document(layout_of(wordfile(body, numbering=numbering))).elements]

    assert roles[1:] == [(Role.CHAPTER, "第一章总则"), (Role.ARTICLE, "第一条本办法适用全镇。")]


# --- items and their numbers ------------------------------------------------------------------------------------

ITEMS = (
    ("1.2026年工作打算", "2.2027年工作打算", "3.抓好落实"), ("1.2025年工作回顾", "2.存在问题", "3.2026年工作打算"),
    ("1.2026届毕业生", "2.2027届毕业生"), ("1.学习", "2.2026—2027学年安排"), ("1.7月5日前报名", "2.8月10日前总结"),
    ("1.15名党员参加", "2.20名群众参加", "3.各支部带队"), ("1.各支部带队", "2.15名党员参加", "3.按时报到"),
    ("1.100名党员参加", "2.1000元以下的不报"), ("1.2026级学员", "2.2027级学员"), ("1.12345热线", "2.12380举报电话"),
)  # fmt: skip


@pytest.mark.parametrize("items", ITEMS)
def test_a_number_after_the_item_s_own_is_the_text_s(items: tuple[str, ...]) -> None:
    paper = Paper(specimens.GOOD["通知"]())
    assert follows("Heading3", *items)(paper)
    paper.styled("Heading3")[-1].getparent().remove(paper.styled("Heading3")[-1])  # type: ignore[union-attr]

    roles = {e.text: e.role for e in Document(layout_of(paper.data)).elements}

    assert {roles[item] for item in items} == {Role.HEADING_3}
    assert Reviewer().review(paper.data) == ()


@pytest.mark.parametrize(
    "name", ["2026年度名额分配表", "2026年7月日程", "15名代表名单", "2026级学员名单", "100个先进支部名单"]
)
def test_an_enclosure_s_name_may_begin_with_a_number(name: str) -> None:
    def plant(paper: Paper) -> bool:
        second = where("Enclosures", "^2", words(r"^2\..*$", f"2.{name}"))
        return second(paper) and where("DocTitle", "^2026", words("^.*$", name))(paper)

    assert said("通知", plant) == set()


@pytest.mark.parametrize(
    "line", ["1.5万元用于修路。", "2.5公里以内的步行。", "3.14%的党员缺席。", "1.1.2条所列的除外。"]
)
def test_a_decimal_is_no_item(line: str) -> None:
    paper = Paper(specimens.GOOD["办法"]())
    assert where("Body", "^第二条", words("^.*$", line))(paper)

    roles = {e.text: e.role for e in Document(layout_of(paper.data)).elements}

    assert roles[line] is Role.BODY


SENTENCES = (
    ("一、申请人有权申请回避，也可以放弃。", "二、开庭三日前提出申请。", "三、无故缺席的，按撤回处理。"),
    ("一、严守纪律；", "二、按时到会；", "三、做好记录。"),
    ("一、请于7月6日前报送名单，逾期不候。", "二、不得迟到。"),
    ("一、会场设在三楼会议室，由办公室布置。报到时间为8时。", "二、车辆停在院内。"),
    ("一、准时参加。", "二、带好笔记本。"),
    ("一、不得迟到。", "二、不得早退。", "三、不得请人代会。"),
    ("一、带好笔记本，提前十分钟入场。", "二、手机调为静音，不得随意走动。"),
)


@pytest.mark.parametrize("lines", SENTENCES)
def test_numbered_sentences_are_text_the_short_ones_too(lines: tuple[str, ...]) -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert follows("Body", *lines)(paper)

    assert {finding.code for finding in Reviewer().review(paper.data)} == set()


@pytest.mark.parametrize(
    "lines", [("一、加强领导", "二、落实责任"), ("一、会议时间", "二、7月6日上午开会，请准时。", "三、会议地点")]
)
def test_a_numbered_line_of_its_own_is_a_heading_beside_sentences_too(lines: tuple[str, ...]) -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert follows("Body", *lines)(paper)

    assert "gbt.heading.font" in {finding.code for finding in Reviewer().review(paper.data)}


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("1.加强领导。书记要亲自抓，负总责。", "仿宋"),
        ("（1）抓好落实。各支部要行动。", "仿宋"),
        ("（一）加强领导。书记要亲自抓。", "楷体或仿宋"),
    ],
)
def test_a_face_is_named_once(item: str, wanted: str) -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert where("Body", "^现发布", words("^.*$", item))(paper)
    assert where("Body", "^[1（]", face("宋体"))(paper)

    (finding,) = [each for each in Reviewer().review(paper.data) if each.code == "gbt.heading.font"]

    assert finding.expected == wanted


# --- 章 and 条 ----------------------------------------------------------------------------------------------------

SPACES = ("  ", " ", "　　", "\t")


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("pattern", ["^第二条", "^第二章", "^第一节"])
def test_an_article_and_a_chapter_stand_apart_from_their_numbers(space: str, pattern: str) -> None:
    for style in ("Body", "Heading1", "Heading2"):
        paper = Paper(specimens.GOOD["办法"]())
        if where(style, pattern, words("　", space))(paper):
            assert Reviewer().review(paper.data) == ()


@pytest.mark.parametrize(
    "look", [face("仿宋_GB2312"), face("楷体_GB2312"), face("方正小标宋简体"), letters("b"), setting("jc", val="left")]
)
def test_how_a_chapter_is_set_is_an_office_s_own(look: Callable[[etree._Element], None]) -> None:
    assert said("办法", where("Heading1", "^第二章", look)) == set()


@pytest.mark.parametrize(
    ("style", "pattern", "by"),
    [
        ("Body", "^第四条", "第五条"),
        ("Body", "^第四条", "第三条"),
        ("Heading1", "^第三章", "第四章"),
        ("Heading2", "^第二节", "第三节"),
    ],
)
def test_articles_are_counted_through_and_chapters_too(style: str, pattern: str, by: str) -> None:
    assert "gbt.heading.sequence" in said("办法", where(style, pattern, words(pattern, by)))


def test_an_article_is_set_as_text() -> None:
    assert said("办法", where("Body", "^第二条", face("黑体"))) == {"gbt.font.body"}
    assert said("办法", where("Body", "^第二条", setting("ind", firstLineChars="0", firstLine="0"))) == {
        "gbt.body.indent"
    }


# --- spaces -------------------------------------------------------------------------------------------------------

APART = (
    "证 明", "开 庭 通 知 书", "联 系 人：张三", "电 话：0000-0000000", "学生工作处  国际合作与交流处", "镇党委办公室 镇人民政府办公室", "张三 李四 王小五",
    "第三条 各支部按期上报。", "第一节  学习", "此 致", "张 三", "主 持 人：李四", "时 间：7月6日",
)  # fmt: skip


@pytest.mark.parametrize("line", APART)
def test_what_offices_set_apart_is_no_fault(line: str) -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert where("Body", "^现发布", words("^.*$", line))(paper)

    assert "text.space" not in {finding.code for finding in Reviewer().review(paper.data)}


@pytest.mark.parametrize(
    "line", ["要认真 学习文件。", "各 支部都要参加。", "会议 由书记主持，请准时到会。", "学习 时间为三天"]
)
def test_a_space_within_words_is_one(line: str) -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert where("Body", "^现发布", words("^.*$", line))(paper)

    assert "text.space" in {finding.code for finding in Reviewer().review(paper.data)}


@pytest.mark.parametrize(
    "names",
    ["学生工作处  国际合作与交流处", "镇党委办公室 镇政府办公室", "镇党政办　　镇财政所", "镇妇联 镇团委 镇工会"],
)
def test_agencies_sign_on_one_line(names: str) -> None:
    assert not said("通知", at("Signature", words("^.*$", names))) & {"text.space", "gbt.body.indent"}


# --- told once ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"), [("{}、加强组织领导。", "text.level-3"), ("第{}组认真学习,努力工作。", "text.fullwidth"), ("第{}组认真 学习。", "text.space"), ("由[第{}组单位]负责。", "text.placeholder")]
)  # fmt: skip
def test_equal_findings_are_told_once_with_their_places(line: str, code: str) -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert follows("Body", *(line.format(number) for number in range(1, 19)))(paper)

    (finding,) = [each for each in Reviewer().review(paper.data) if each.code == code]

    assert finding.where == "第2段、第3段、第4段、第5段、第6段、第7段等18处"
    assert finding.found.count("”") == 3


def test_three_are_told_one_by_one() -> None:
    paper = Paper(specimens.GOOD["命令"]())
    assert follows("Body", *(f"{number}、加强组织领导。" for number in range(1, 4)))(paper)

    assert len([each for each in Reviewer().review(paper.data) if each.code == "text.level-3"]) == 3


# --- page numbers, footer by footer --------------------------------------------------------------------------------

NO_FIRST = part(DOCUMENT, "<w:docGrid", "<w:titlePg/><w:docGrid")
MISSING = "gbt.page-number.missing"


@pytest.mark.parametrize("kind", ["通知", "请示", "联合行文", "命令", "办法"])
@pytest.mark.parametrize(
    ("plant", "where_"),
    [
        (part(ODD, "PAGE", "DATE"), "单页页脚"),
        (part(EVEN, "PAGE", "DATE"), "双页页脚"),
        (part(DOCUMENT, '<w:footerReference w:type="default"[^>]*/>', ""), "单页页脚"),
        (part(DOCUMENT, '<w:footerReference w:type="even"[^>]*/>', ""), "双页页脚"),
        (NO_FIRST, "首页页脚"),
    ],
)
def test_a_page_number_missing_on_one_kind_of_page_is_found(kind: str, plant: Plant, where_: str) -> None:
    paper = Paper(specimens.GOOD[kind]())
    assert plant(paper)

    found = [(each.code, each.where) for each in Reviewer().review(paper.data)]

    assert found == [(MISSING, where_)]


def test_a_first_page_with_its_own_number_is_judged_as_the_others_are() -> None:
    paper = Paper(specimens.GOOD["通知"]())
    own = '<w:footerReference w:type="first" r:id="rId5"/>'
    assert several(NO_FIRST, part(DOCUMENT, "(<w:sectPr[^>]*>)", rf"\1{own}"))(paper)
    identifier = paper.parts["word/_rels/document.xml.rels"].decode().partition("footer1")[0].rpartition('Id="')[2]
    assert part(DOCUMENT, 'first" r:id="rId5', f'first" r:id="{identifier.partition(chr(34))[0]}')(paper)

    assert Reviewer().review(paper.data) == ()


def test_a_cover_needs_no_number() -> None:
    paper = Paper(specimens.GOOD["办法"]())
    first = paper.styled("DocTitle")[0]
    etree.SubElement(etree.SubElement(first, f"{W}r"), f"{W}br").set(f"{W}type", "page")
    assert NO_FIRST(paper)

    assert MISSING not in {finding.code for finding in Reviewer().review(paper.data)}


def test_a_field_in_pieces_is_one() -> None:
    pieces = "P</w:instrText></w:r><w:r><w:instrText>AGE"
    assert said("通知", part(ODD, "PAGE", pieces)) == set()


# --- ranges -------------------------------------------------------------------------------------------------------

UNITS = (
    "10-15支队伍", "3-5件实事", "20-30户", "2-3册", "3-5吨", "1-2公里", "30-40分钟", "2-3周", "1-2个", "3-5小时", "50-60斤", "3.5-5.5米", "2-3学时", "5-8盒",
    "2025-2026学年", "1-3季度", "10%-15%", "3-4间", "3-5亩", "7-9人", "2-4家", "10~20只", "2-3℃", "3-5km", "2-3kg",
)  # fmt: skip


@pytest.mark.parametrize("said_", UNITS)
def test_between_two_numbers_that_count_something_stands_no_hyphen(said_: str) -> None:
    found = said("命令", where("Body", "^现发布", words("^.*$", f"各支部要完成{said_}的任务。")))

    assert found == {"text.range"}


@pytest.mark.parametrize(
    "said_",
    [
        "3-5号楼",
        "2-1单元",
        "3-2班",
        "表1-2",
        "0531-8888888",
        "2026-12号",
        "A4-5型",
        "5-3室",
        "8-2栋",
        "1-1-2条",
        "F-16",
        "3～5件",
        "3—5户",
        "三至五吨",
    ],
)
def test_a_hyphen_in_a_name_is_none_between_numbers(said_: str) -> None:
    found = said("命令", where("Body", "^现发布", words("^.*$", f"请到{said_}办理。")))

    assert "text.range" not in found


# --- annexes ------------------------------------------------------------------------------------------------------


def test_an_annex_s_title_may_have_several_lines() -> None:
    def plant(paper: Paper) -> bool:
        first = next(each for each in paper.styled("DocTitle") if "回执" in "".join(each.itertext()))
        above = etree.fromstring(etree.tostring(first))
        words("^.*$", "吕寨镇机关")(above)
        setting("spacing", before="0")(first)
        first.addprevious(above)
        return where("Enclosures", "：1", words("参会", "吕寨镇机关参会"))(paper)

    assert said("通知", plant) == set()


@pytest.mark.parametrize(
    "line", ["在ARWU排名（2018）第一、QS世界大学排名第三。", "获得全市第一、全省第三的成绩。", "第一、二季度的工作。"]
)
def test_ranks_are_no_points_of_a_list(line: str) -> None:
    assert "text.ordinal" not in said("命令", where("Body", "^现发布", words("^.*$", line)))
