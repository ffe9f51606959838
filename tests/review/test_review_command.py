"""gongwen review: any Word file, whoever made it; what is said, what is counted, how it ends."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from pipeline.cli.door import Exit
from pipeline.errands import review
from tests.conftest import ROOT, Workspace, needs
from tests.office import converted
from tests.review import faults
from tests.review.wordfile import p, wordfile
from tests.samples import extremes

CORPUS = ROOT.parent / "shared" / "corpus"
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


@pytest.mark.parametrize(("name", "said"), [("没有.docx", "没有这个文件"), ("旧.doc", "docx")])
def test_a_file_that_is_not_there_or_too_old_is_named(campaign: Workspace, name: str, said: str) -> None:
    if name.endswith(".doc"):
        (campaign.path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    code, out, _ = campaign.run("review", name)

    assert code == Exit.PROBLEMS
    assert said in out


def test_findings_of_unchanged_documents_are_remembered(campaign: Workspace) -> None:
    campaign.put(
        "活动/活动.yaml",
        (campaign.path / "inputs/活动/活动.yaml").read_text("utf-8")
        + '发文: {字号: "吕委[2026]12号", 日期: 2026-07-02}\n',
    )
    first = campaign.build()
    again = campaign.build()

    assert first["written"]
    assert not again["written"]
    assert first["findings"]
    assert again["findings"] == first["findings"]


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
    for each in review.review(files):
        took, started = time.perf_counter() - started, time.perf_counter()
        slowest = max(slowest, took)
        unread += [each] if each.fault else []

    assert slowest < 2, f"{slowest:.1f} s"
    assert all(each.fault and not each.findings for each in unread)
    assert len(unread) < len(files) / 10


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
