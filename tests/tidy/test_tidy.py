"""What somebody typed comes back set by the standard, every character where it was; what is no paper stays as it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.model.finding import Weight
from pipeline.review import Document, Role, findings_of, layout_of
from pipeline.tidy import proof, tidying
from pipeline.tidy.file_kinds import FileKind
from pipeline.tidy.tidying import Asked
from tests import thorough
from tests.conftest import ROOT, Built
from tests.review import faults, specimens
from tests.review.planting import Paper
from tests.review.wordfile import p, style, wordfile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CENTRE = '<w:jc w:val="center"/>'
_CORPUS = ROOT.parent / "shared/corpus/chinese/documents"


def paper(*more: str) -> bytes:
    """Return a notice as somebody types it who knows nothing of styles."""
    lines = (
        p("中共吕寨镇委员会文件", _CENTRE, '<w:color w:val="FF0000"/><w:sz w:val="72"/>'),
        p("吕委〔2026〕12号", _CENTRE),
        p(""),
        p("关于召开全镇基层党建工作重点任务推进会暨先进性教育动员大会的通知", _CENTRE, '<w:b/><w:sz w:val="36"/>'),
        p(""),
        p("各党支部："),
        p("　　经研究，定于2026年7月6日召开动员大会。现将有关事项通知如下。", letters='<w:color w:val="3366FF"/>'),
        p("一、会议时间"),
        p("2026年7月6日上午9时。"),
        p("二、有关要求"),
        p("（一）严明纪律"),
        p("1. 不迟到。"),
        *more,
        p("附件：1.参会回执"),
        p("2.座位表"),
        p("                                            中共吕寨镇委员会"),
        p("                                            2026年7月2日"),
        p("附件1"),
        p("参会回执", _CENTRE, '<w:sz w:val="36"/>'),
        p("请填写后报镇党委办公室。"),
        p("附件2"),
        p("座位表", _CENTRE, '<w:sz w:val="36"/>'),
        p("另发。"),
        p("抄送：县委组织部，县委宣传部。"),
        p("中共吕寨镇委员会办公室          2026年7月2日印发"),
    )
    return wordfile("".join(lines))


def made(data: bytes, **asked: Any) -> bytes:
    tidied = tidying.tidy_paper(data, Asked({}, **asked))
    assert tidied.data is not None
    return tidied.data


def standard(data: bytes) -> list[str]:
    return [str(each) for each in findings_of(data) if each.severity is Weight.STANDARD]


def shown(data: bytes) -> str:
    return "".join("".join(paragraph.text.split()) for paragraph in layout_of(data).everything)


def test_a_notice_that_was_only_typed_passes_the_reviewer() -> None:
    assert len(standard(paper())) > 10

    result = made(paper())

    assert standard(result) == []
    assert shown(result) == shown(paper())


def test_each_part_of_a_notice_is_set_as_what_it_is() -> None:
    document = Document(layout_of(made(paper())))

    found = {element.paragraph.text: element.paragraph.look.style for element in document.elements}
    assert found["中共吕寨镇委员会文件"] == "发文机关标志"
    assert found["关于召开全镇基层党建工作重点任务推进会\n暨先进性教育动员大会的通知"] == "公文标题"
    assert found["一、会议时间"] == "标题1"
    assert found["1. 不迟到。"] == "标题3"
    assert found["中共吕寨镇委员会"] == "署名"
    assert found["中共吕寨镇委员会办公室\t2026年7月2日印发"] == "版记"
    assert document.layout.tables[-1].framed
    assert document.layout.odd_and_even


def test_a_tidied_paper_stays_as_it_is() -> None:
    result = made(paper())

    assert tidying.tidy_paper(result).data is None
    assert tidying.set_anew(result) == result


def test_a_signature_at_the_left_is_told_by_the_date_below_it() -> None:
    data = wordfile(p("关于放假的通知") + p("各支部：") + p("今天放假。") + p("吕寨镇党政办公室") + p("2026年7月2日"))

    document = Document(layout_of(made(data)))

    assert [each.text for each in document.of(Role.SIGNATURE, Role.DATE)] == ["吕寨镇党政办公室", "2026年7月2日"]


def test_numbers_that_word_counts_are_typed_out() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p("关于放假的通知", _CENTRE) + p("会议时间", listed) + p("上午。") + p("会议地点", listed) + p(" ", listed)

    result = made(wordfile(body, numbering=numbering))

    said = [each.text for each in layout_of(result).paragraphs]
    assert said == ["关于放假的通知", "一、会议时间", "上午。", "二、会议地点", ""]
    assert len(list(_body(result).iter(f"{_W}numPr"))) == 1  # the number of nothing is left to Word


def test_numbers_of_a_kind_that_nobody_reads_for_sure_are_left_to_word() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="ideographTraditional"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    tidied = tidying.tidy_paper(wordfile(p("关于放假的通知", _CENTRE) + p("会议时间", listed), numbering=numbering))

    assert tidied.data is not None
    assert "会议时间" in {each.text for each in layout_of(tidied.data).paragraphs}
    assert any("编号" in line for line in tidied.kept)


def test_struck_text_stays_struck_and_blanks_to_write_on_stay() -> None:
    struck = '<w:p><w:r><w:t>原定</w:t></w:r><w:del w:id="1" w:author="某"><w:r><w:delText>七日</w:delText></w:r></w:del></w:p>'
    blank = '<w:p><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">            </w:t></w:r></w:p>'

    body = _body(made(wordfile(p("关于放假的通知", _CENTRE) + struck + p("姓名：") + blank)))

    assert [each.text for each in body.iter(f"{_W}delText")] == ["七日"]
    assert [each.text for each in body.iter(f"{_W}t") if not (each.text or "").strip()] == [" " * 12]


def test_a_wide_table_comes_into_the_type_area_in_proportion() -> None:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p(text)}</w:tc>'
        for width, text in ((8000, "甲"), (4000, "乙"))
    )
    grid = '<w:tblGrid><w:gridCol w:w="8000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    table = f'<w:tbl><w:tblPr><w:tblW w:w="12000" w:type="dxa"/></w:tblPr>{grid}<w:tr>{cells}</w:tr></w:tbl>'

    result = layout_of(
        made(
            wordfile(
                p("关于放假的通知", _CENTRE) + p("现将名单印发给你们，请认真核对。") + p("名单附后。") + table + p("")
            )
        )
    )

    assert result.tables[0].grid == (5896, 2948)


def test_a_footer_with_words_is_left_alone_and_told() -> None:
    section = '<w:sectPr><w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:type="default" r:id="rId0"/></w:sectPr>'
    data = wordfile(p("关于放假的通知", _CENTRE) + p("今天放假。") + section, footer=p("某公司机密"))

    tidied = tidying.tidy_paper(data)

    assert tidied.data is not None
    assert [each.text for each in layout_of(tidied.data).sections[0].footers["default"]] == ["某公司机密"]
    assert any("某公司机密" in line for line in tidied.kept)


def test_what_looks_like_a_heading_without_a_number_is_text_and_told() -> None:
    data = wordfile(p("关于放假的通知", _CENTRE) + p("工作要求", letters="<w:b/>") + p("请遵照执行。"))

    tidied = tidying.tidy_paper(data)
    said = tidying.tidy_paper(data, Asked({2: Role.HEADING_1}))

    assert [doubt.number for doubt in tidied.doubts] == [2]
    assert said.data is not None
    assert layout_of(said.data).paragraphs[1].look.style == "标题1"
    assert said.doubts == ()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (p(""), FileKind.EMPTY),
        (p("购销合同", _CENTRE) + p("甲方：某公司") + p("乙方：某厂") + p("双方约定如下。"), FileKind.CONTRACT),
        (p("论水") + p("摘要：水。") + p("水是水。") + p("参考文献"), FileKind.THESIS),
        (
            p("表") + f"<w:tbl><w:tr><w:tc>{p('姓名、性别、出生年月、籍贯、住址')}</w:tc></w:tr></w:tbl>" + p(""),
            FileKind.FORM,
        ),
    ],
)
def test_what_is_no_paper_is_left_alone(body: str, kind: FileKind) -> None:
    tidied = tidying.tidy_paper(wordfile(body))

    assert (tidied.data, tidied.kind) == (None, kind)


def test_a_form_is_set_where_that_is_asked_for() -> None:
    form = (
        p("登记表", _CENTRE)
        + f"<w:tbl><w:tr><w:tc>{p('姓名、性别、出生年月、籍贯、住址')}</w:tc></w:tr></w:tbl>"
        + p("")
    )

    assert tidying.tidy_paper(wordfile(form), Asked({}, whatever=True)).data is not None


def test_a_style_of_the_source_with_our_name_does_not_change_what_we_set() -> None:
    styles = style("Body", '<w:rPr><w:b/><w:sz w:val="72"/></w:rPr>') + style(
        "正文", '<w:rPr><w:sz w:val="10"/></w:rPr>'
    )

    result = layout_of(
        made(wordfile(p("关于放假的通知", _CENTRE) + p("今天放假。", '<w:pStyle w:val="Body"/>'), styles=styles))
    )

    letter = result.paragraphs[-1].letter
    assert letter is not None
    assert (letter.size, letter.east) == (32, "仿宋_GB2312")


def test_the_signer_stands_opposite_the_number() -> None:
    head = p("中共吕寨镇委员会文件", _CENTRE, '<w:color w:val="FF0000"/><w:sz w:val="72"/>')
    number = p("吕委〔2026〕12号     签发人：张三")
    data = wordfile(head + number + p("关于购车的请示", _CENTRE, '<w:sz w:val="44"/>') + p("县政府：") + p("请批准。"))

    result = made(data)

    assert standard(result) == []
    assert [each.text for each in Document(layout_of(result)).of(Role.NUMBER)] == ["吕委〔2026〕12号\t签发人：张三"]


def test_lines_of_a_table_of_contents_end_at_the_right() -> None:
    data = wordfile(p("关于放假的通知", _CENTRE) + "<w:p><w:r><w:t>一、时间</w:t><w:tab/><w:t>3</w:t></w:r></w:p>")

    look = layout_of(made(data)).paragraphs[-1].look

    assert (look.align, look.tabs) == ("left", ((8844, "right"),))


def test_nothing_gets_worse_and_layout_faults_are_mended(sample_built: Built) -> None:
    """Some planted faults, each in one paper: what is found afterwards was found before, and is no matter of layout."""
    papers = faults.papers(sample_built.home) | {name: build() for name, build in specimens.GOOD.items()}
    mended = planted = 0
    for fault in faults.every()[:: thorough.stride(6, 12)]:
        broken = next((paper for paper in map(Paper, papers.values()) if fault.plant(paper)), None)
        if broken is None or not standard(broken.data):
            continue
        tidied = tidying.tidy_paper(broken.data, Asked({}, whatever=True))
        before, after = (
            {f.code for f in found if f.severity is Weight.STANDARD} for found in (tidied.before, tidied.after)
        )
        planted += 1
        mended += not after
        assert after <= before, fault.name
    assert planted > thorough.stride(20, 10)
    assert mended > planted / 3  # the others are faults of words


def test_indents_of_the_files_own_defaults_reach_nothing_that_we_set() -> None:
    defaults = '<w:pPr><w:ind w:firstLineChars="200" w:left="300"/><w:spacing w:beforeLines="100"/></w:pPr>'
    styles = f"<w:docDefaults><w:pPrDefault>{defaults}</w:pPrDefault></w:docDefaults>"
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'

    result = made(wordfile(p("关于放假的通知", none + _CENTRE) + p("各支部：") + p("今天放假。"), styles=styles))

    title, addressee, body = (each.look for each in layout_of(result).paragraphs)
    assert (title.left, title.first, title.before) == (0, 0, 0)
    assert (addressee.left, addressee.first) == (0, 0)
    assert (body.left, body.first_characters) == (0, 2)


def test_of_several_agencies_beside_each_other_the_last_stands_on_the_date() -> None:
    names = p("　　　吕寨镇党政办公室　　　吕寨镇组织办公室", '<w:jc w:val="right"/>')
    data = wordfile(p("关于放假的通知", _CENTRE) + p("今天放假。") + names + p("2026年7月2日", '<w:jc w:val="right"/>'))

    result = made(data)

    assert standard(result) == []
    assert layout_of(result).paragraphs[2].text == "吕寨镇党政办公室　　　吕寨镇组织办公室"


def test_names_of_several_agencies_in_several_lines_keep_their_places() -> None:
    right = '<w:jc w:val="right"/>'
    names = p("吕寨镇党政办公室　　　吕寨镇组织办公室", right) + p("吕寨镇宣传办公室　　　吕寨镇统战办公室", right)
    data = wordfile(p("关于放假的通知", _CENTRE) + p("今天放假。") + names + p("2026年7月2日", right))

    tidied = tidying.tidy_paper(data)

    assert tidied.data is not None
    assert [each.look.align for each in layout_of(tidied.data).paragraphs[2:4]] == ["right", "right"]
    assert sum("几个机关" in line for line in tidied.kept) == 3


def test_the_text_stays_clear_of_a_head_that_is_drawn() -> None:
    drawn = "<w:p><w:r><w:pict><v:shape/></w:pict></w:r></w:p>"
    data = wordfile(drawn + p("") * 4 + p("吕委〔2026〕12号", _CENTRE) + p("关于放假的通知", _CENTRE) + p("今天放假。"))

    tidied = tidying.tidy_paper(data)

    assert tidied.data is not None
    blank = [each.number for each in layout_of(tidied.data).paragraphs if not each.text]
    assert blank == [1, 2, 3, 4, 5]
    assert any("画出来" in line for line in tidied.kept)


def test_the_proof_names_what_is_not_there() -> None:
    with pytest.raises(proof.LostWords, match="第2段"):
        proof.compare(wordfile(p("甲") + p("乙丙")), wordfile(p("甲") + p("乙")), {})
    with pytest.raises(proof.LostWords):
        proof.compare(wordfile(p("甲") + p("乙")), wordfile(p("乙") + p("甲")), {})
    proof.compare(wordfile(p("甲")), wordfile(p("一、甲")), {0: "一、"})


def test_our_own_papers_are_as_they_should_be(sample_built: Built) -> None:
    papers = sorted(sample_built.home.rglob("0*.docx"))[:40]

    assert len(papers) == 40
    for path in papers:
        assert tidying.tidy_paper(path.read_bytes(), Asked({}, whatever=True)).data is None, path


def test_the_command_writes_beside_the_source_and_over_nothing(tmp_path: Path) -> None:
    source = tmp_path / "通知.docx"
    source.write_bytes(data := paper())
    (tmp_path / "通知（排版）.docx").write_bytes(b"mine")

    for _ in range(2):  # the second time the very same lies there
        done = CliRunner().invoke(app, ["tidy", str(tmp_path)])
        assert "一个没少" in done.output

    assert source.read_bytes() == data
    assert (tmp_path / "通知（排版）.docx").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "通知.docx",
        "通知（排版）.docx",
        "通知（排版）（2）.docx",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_without_any_setting_becomes_a_paper(tmp_path: Path, encoding: str) -> None:
    text = "关于放假的通知\n\n各党支部：\n    今天放假。\n一、时间\n上午。\n吕寨镇党政办公室\n2026年7月2日\n"
    (tmp_path / "通知.txt").write_bytes(text.encode(encoding))

    done = CliRunner().invoke(app, ["tidy", str(tmp_path / "通知.txt")])

    result = (tmp_path / "通知（排版）.docx").read_bytes()
    assert done.exit_code == 0
    assert standard(result) == []
    assert shown(result) == "".join(text.split())


@pytest.mark.parametrize(
    ("data", "why"), [(b"\xff\xff\xff", "编码"), ("通知\n第\x07二".encode(), "第2行"), (b" \n", "没有文字")]
)
def test_a_text_that_no_word_file_can_hold_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "通知.txt").write_bytes(data)

    done = CliRunner().invoke(app, ["tidy", str(tmp_path / "通知.txt")])

    assert why in done.output
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(not _CORPUS.is_dir(), reason="needs foreign papers")
def test_foreign_papers_lose_nothing_and_are_set_once_for_all() -> None:
    for path in _foreign():
        tidied = tidying.tidy_paper(path.read_bytes(), Asked({}, whatever=True))  # raises where a character is lost
        if tidied.data is not None:
            assert shown(tidied.data).count("") >= shown(path.read_bytes()).count(""), path
            assert tidying.set_anew(tidied.data) == tidied.data, path


def _foreign() -> Iterator[Path]:
    yield from sorted(_CORPUS.glob("*.docx"))[::9]


def _body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
