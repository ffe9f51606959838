"""gongwen review: any Word file, whoever made it; what is said, what is counted, how it ends."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from pipeline.cli.door import Exit
from pipeline.errands import review
from pipeline.model.errors import WorkspaceError
from pipeline.review import office
from tests import thorough
from tests.conftest import ROOT, Workspace, needs
from tests.office import converted
from tests.review import faults, specimens
from tests.review.planting import where, words
from tests.review.wordfile import p, wordfile
from tests.samples import extremes

CORPUS = ROOT.parent / "shared" / "corpus"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .doc and .wps begin
GOOD = "outputs/活动/一支部/01-会议通知.docx"


def test_a_good_paper_has_no_findings_and_ends_well(campaign: Workspace) -> None:
    campaign.build()

    code, out, _ = campaign.run("review", GOOD)

    assert code == Exit.DONE
    assert f"{GOOD}：没有意见" in out


def test_each_finding_is_said_with_place_expectation_find_and_clause(campaign: Workspace) -> None:
    (campaign.path / "旧文.docx").write_bytes(
        wordfile(p("关于开会的通知", '<w:jc w:val="center"/>', '<w:sz w:val="36"/>'))
    )

    code, out, _ = campaign.run("review", "旧文.docx")

    assert code == Exit.PROBLEMS
    assert "不合标准  第1段“关于开会的通知”：应为二号（22磅），现为小二（18磅）（7.3.1） [gbt.title.size]" in out


def test_json_has_the_contract_s_keys(campaign: Workspace) -> None:
    (campaign.path / "旧文.docx").write_bytes(
        wordfile(p("关于开会的通知", '<w:jc w:val="center"/>', '<w:sz w:val="36"/>'))
    )

    code, out, _ = campaign.run("review", "--json", "旧文.docx")

    (file,) = json.loads(out)["files"]
    assert code == Exit.PROBLEMS
    assert file["file"] == "旧文.docx"
    assert {"code", "clause", "severity", "where", "expected", "found"} == set(file["findings"][0])
    assert {each["severity"] for each in file["findings"]} <= {"standard", "custom"}


def test_custom_alone_is_no_failure(campaign: Workspace) -> None:
    campaign.build()
    paper = campaign.path / GOOD
    taken = faults.Paper(paper.read_bytes())
    assert next(f for f in faults.every() if f.name == "title bold").plant(taken)
    paper.write_bytes(taken.data)

    code, out, _ = campaign.run("review", GOOD)

    assert code == Exit.DONE
    assert "不合惯例" in out


def test_a_folder_is_gone_through_and_what_cannot_be_read_harms_no_other(campaign: Workspace) -> None:
    campaign.build()
    (campaign.output("活动/一支部") / "坏.docx").write_bytes(b"no Word file")
    (campaign.output("活动/一支部") / "~$坏.docx").write_bytes(b"a lock")

    code, out, _ = campaign.run("review", "outputs/活动/一支部")

    assert code == Exit.PROBLEMS
    assert out.count("没有意见") == len(list(campaign.output("活动/一支部").glob("0*.docx")))
    assert "看不了" in out
    assert "~$" not in out


def test_what_is_no_word_file_is_named_and_passed_over(campaign: Workspace) -> None:
    folder = campaign.path / "来文"
    (folder / "附件").mkdir(parents=True)
    for name in ("通知.docx", "附件/模板.DOTX", "带宏.docm"):
        (folder / name).write_bytes(wordfile(p("请按时参加会议。")))
    for name in ("名单.xlsx", "附件/扫描件.pdf", "~$通知.docx", ".hidden"):
        (folder / name).write_bytes(b"x")

    _, out, _ = campaign.run("review", "来文")
    _, told, _ = campaign.run("review", "--json", "来文")

    assert "共 3 个文件" in out
    assert "没有看：名单.xlsx、扫描件.pdf（不是 Word 文件）。" in out
    assert [Path(each["file"]).name for each in json.loads(told)["files"]] == ["带宏.docm", "通知.docx", "模板.DOTX"]
    assert [Path(each).name for each in json.loads(told)["not_looked_at"]] == ["名单.xlsx", "扫描件.pdf"]


def test_old_files_are_named_where_there_is_no_libreoffice(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise WorkspaceError(office.ADVICE)

    monkeypatch.setattr(office, "program", missing)
    for name in ("甲.doc", "乙.wps", "丙.rtf"):
        content = b"{\\rtf1 x}" if name.endswith("rtf") else OLD + "WordDocument".encode("utf-16-le") + bytes(600)
        (campaign.path / "来文").mkdir(exist_ok=True)
        (campaign.path / "来文" / name).write_bytes(content)

    code, out, _ = campaign.run("review", "来文")

    assert code == Exit.PROBLEMS
    assert out.count("看不了") == 4
    assert out.count("另存为 .docx") == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLD + "EncryptedPackage".encode("utf-16-le") + bytes(600), "加了密码"),
        (OLD + bytes(600), "不是 Word 文件"),
        (OLD + "Workbook".encode("utf-16-le") + bytes(600), "不是 Word 文件"),
    ],
)
def test_an_old_file_that_is_no_running_text_is_not_converted(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr(office, "program", lambda: "no-such-program")
    (campaign.path / "甲.doc").write_bytes(content)

    code, out, _ = campaign.run("review", "甲.doc")

    assert code == Exit.PROBLEMS
    assert said in out


@pytest.mark.slow
@needs("soffice")
def test_old_files_are_read_through_libreoffice_and_left_alone(campaign: Workspace, tmp_path: Path) -> None:
    folder = campaign.path / "来文"
    folder.mkdir()
    number = faults.Paper(specimens.notice())
    assert where("Number", "〔", words("12号", "　号"))(number)
    paper = tmp_path / "通知.docx"
    paper.write_bytes(number.data)
    for kind, name in (("doc:MS Word 97", "甲.doc"), ("doc:MS Word 97", "乙.wps"), ("rtf:Rich Text Format", "丙.rtf")):
        (saved,) = converted([paper], kind, tmp_path / name)
        (folder / name).write_bytes(saved.read_bytes())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    _, told, _ = campaign.run("review", "--json", "来文")

    found = {Path(each["file"]).name: each for each in json.loads(told)["files"]}
    assert found.keys() == before.keys()
    for each in found.values():
        assert each["converted"]
        assert "fault" not in each
        assert "gbt.number.open" in {finding["code"] for finding in each["findings"]}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "said"), [("没有.docx", "没有这个文件"), pytest.param("旧.doc", "不是 Word 文件", marks=needs("soffice"))]
)
def test_a_file_that_is_not_there_or_too_old_is_named(campaign: Workspace, name: str, said: str) -> None:
    if name.endswith(".doc"):
        (campaign.path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    code, out, _ = campaign.run("review", name)

    assert code == Exit.PROBLEMS
    assert said in out


def test_findings_of_unchanged_documents_are_remembered(campaign: Workspace) -> None:
    yaml = (campaign.path / "inputs/活动/活动.yaml").read_text("utf-8")
    words_ = "  结束: 2026-12-31\n  规范用语: {动员大会: 动员部署会}"
    campaign.put("活动/活动.yaml", yaml.replace("  结束: 2026-12-31", words_))
    first = campaign.build()
    again = campaign.build()

    assert first["written"]
    assert not again["written"]
    assert first["findings"]
    assert sorted(again["findings"], key=str) == sorted(first["findings"], key=str)


def test_the_campaign_s_own_words_are_looked_for(campaign: Workspace) -> None:
    yaml = (campaign.path / "inputs/活动/活动.yaml").read_text("utf-8")
    campaign.put(
        "活动/活动.yaml", yaml.replace("  结束: 2026-12-31", "  结束: 2026-12-31\n  规范用语: {动员大会: 动员部署会}")
    )

    found = {finding["code"] for finding in campaign.build()["findings"]}

    assert "wording.term" in found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_other_hands_files_are_reviewed_without_a_crash() -> None:
    files = review.files([CORPUS])
    assert len(files) > 200
    slowest = 0.0
    unread = []
    started = time.perf_counter()
    tried = thorough.each(files, 3)
    for each in review.review(tried):
        took, started = time.perf_counter() - started, time.perf_counter()
        slowest = max(slowest, took)
        unread += [each] if each.fault else []

    assert slowest < 2, f"{slowest:.1f} s"
    assert all(each.fault and not each.findings for each in unread)
    assert len(unread) < len(tried) / 10


@pytest.mark.slow
@needs("soffice")
def test_papers_saved_by_libreoffice_keep_to_the_standard(workspace: Workspace, tmp_path: Path) -> None:
    for name, content in extremes.files("文件").items():
        workspace.put(name, content)
    workspace.build()
    papers = [
        *workspace.output(f"{extremes.CAMPAIGN}/全镇").glob("0*.docx"),
        *workspace.output(f"{extremes.CAMPAIGN}/机关党支部").glob("0*.docx"),
    ]

    saved = converted(papers, "docx:MS Word 2007 XML", tmp_path / "saved")
    code, out, _ = workspace.run("review", *map(str, saved))

    assert code == Exit.DONE, out
