"""docs/换届.md, done: a campaign that is no education campaign, from the files of the page alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import docx
import pytest

from pipeline import cli, stationery
from pipeline.errands import campaign_kinds
from pipeline.errands import workspace as workspaces
from pipeline.review import Reviewer, measured_pages
from pipeline.review import office as measuring
from tests import thorough
from tests.conftest import ROOT, Workspace, needs
from tests.outline import text

PAGE = (ROOT / "docs" / "换届.md").read_text("utf-8")
SHEET, CATALOG, FACTS = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
TEXTS = dict(re.findall(r"^(\S+)\.md：\n\n```markdown\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL))
VOTES = "\n".join(
    "|".join(cell.strip() for cell in line.strip("|").split("|"))
    for line in re.findall(r"^\| (?:党支部 \| 姓名|吕寨村党支部|河湾村党支部) \|.*$", PAGE, flags=re.MULTILINE)
)
VOTED = VOTES.replace("|7|7|7|7|7|0|0|", "|8|8|8|8|8|0|0|")
ROSTER = "姓名|所在党支部|人员类别|入党时间\n" + "".join(
    f"{first}{second}|{branch}|正式党员|1998-07-01\n"
    for first, branch in (("甲", "吕寨村党支部"), ("乙", "河湾村党支部"))
    for second in "一二三四五六七八九十"
)
OWN = ROOT / "pipeline" / "errands" / "elections"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with what the page says, and nothing else."""
    folder = tmp_path_factory.mktemp("换届")
    path = folder / "office"
    workspaces.init(path, sample=False)
    home = path / "templates"
    for name, more in (("sheets.yaml", SHEET), ("catalog.yaml", CATALOG)):
        (home / name).write_text(f"{(home / name).read_text('utf-8')}\n{more}", "utf-8")
    for name, words in TEXTS.items():
        source = folder / f"{name}.md"
        source.write_text(words, "utf-8")
        options = ("--to", str(folder / "排好的"), "--role", "第1段=标题", "--not-only-papers")
        cli.run(["tidy", str(source), *options])
        (home / f"{name}.docx").write_bytes((folder / "排好的" / f"{name}（排版）.docx").read_bytes())
    return path


@pytest.fixture
def office(prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A copy of it, with the page's facts."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    workspace = Workspace(tmp_path, capsys)
    workspace.put("换届/活动.yaml", FACTS)
    workspace.put("换届/花名册.xlsx", ROSTER)
    return workspace


def made(office: Workspace) -> list[str]:
    home = office.output("换届")
    return sorted(str(path.relative_to(home)) for path in home.rglob("6*.docx"))


def test_the_page_says_what_it_comes_to(office: Workspace) -> None:
    office.put("换届/候选人.xlsx", VOTES)

    code, told, _ = office.run("template", "check", *(f"templates/{name}.docx" for name in TEXTS))
    assert code == 0, told
    report = office.build()

    assert [(p["cell"], p["message"]) for p in report["problems"] if p["severity"] == "error"] == [
        ("E5", "候选人：实到 7 人，不到应到 10 人的五分之四，选举无效")
    ]
    assert made(office) == [
        "吕寨村党支部/60-候选人公示.docx",
        "吕寨村党支部/61-选票.docx",
        "吕寨村党支部/62-选举结果报告.docx",
        "吕寨村党支部/63-选举结果公告.docx",
        "河湾村党支部/60-候选人公示.docx",
        "河湾村党支部/61-选票.docx",
    ]
    said = text(office.output("换届/吕寨村党支部/62-选举结果报告.docx"))
    assert "应到10名，实到9名，到会率90.0%" in said
    assert "甲三｜委员｜4｜3｜2｜未当选" in said
    posted = text(office.output("换届/吕寨村党支部/63-选举结果公告.docx"))
    assert "甲二｜委员" in posted
    assert "甲三" not in posted
    assert "2026年11月20日起5天" in text(office.output("换届/吕寨村党支部/60-候选人公示.docx"))

    office.put("换届/候选人.xlsx", VOTED)
    again = office.build()

    assert again["written"] == [
        "outputs/换届/全镇/64-换届选举情况汇总表.docx",
        "outputs/换届/河湾村党支部/62-选举结果报告.docx",
        "outputs/换届/河湾村党支部/63-选举结果公告.docx",
    ]
    whole = text(office.output("换届/全镇/64-换届选举情况汇总表.docx"))
    assert "吕寨村党支部｜10｜9｜90.0%｜3｜2" in whole
    assert "河湾村党支部｜10｜8｜80.0%｜1｜1" in whole


def test_before_the_election_there_are_the_notice_and_the_ballot(office: Workspace) -> None:
    office.put("换届/候选人.xlsx", "\n".join("|".join(line.split("|")[:4]) for line in VOTES.splitlines()))

    report = office.build()

    assert [p for p in report["problems"] if p["severity"] == "error"] == []
    assert [path.rpartition("/")[2] for path in made(office)] == [
        "64-换届选举情况汇总表.docx",
        *("60-候选人公示.docx", "61-选票.docx") * 2,
    ]
    ballot = docx.Document(str(office.output("换届/吕寨村党支部/61-选票.docx"))).tables[0]
    assert [row.cells[0].text for row in ballot.rows] == ["姓　名", "甲一", "甲二", "甲三", *["另选他人："] * 3]


def test_who_has_not_voted_has_no_nought(office: Workspace) -> None:
    first, *rest = VOTED.splitlines()
    later = [line if line.startswith("吕寨") else "|".join(line.split("|")[:4]) for line in rest]
    office.put("换届/候选人.xlsx", "\n".join([first, *later]))

    office.build()

    whole = text(office.output("换届/全镇/64-换届选举情况汇总表.docx"))
    assert "吕寨村党支部｜10｜9｜90.0%｜3｜2" in whole
    assert "河湾村党支部｜10｜未选｜未选｜1｜未选" in whole


@pytest.mark.parametrize(
    ("roster", "head", "cell", "said"),
    [
        (
            ("甲二|吕寨村党支部|正式党员", "甲二|吕寨村党支部|预备党员"),
            "",
            "",
            "甲二是预备党员，没有被选举权，不能作候选人",
        ),
        (("", ""), "监票人", "丁某、甲二", "甲二是候选人，不能作监票人"),
        (("", ""), "计票人", "甲三", "甲三是候选人，不能作计票人"),
    ],
)
def test_who_cannot_be_elected_or_counts_his_own_votes_is_named_and_stops_the_ballot(
    office: Workspace, roster: tuple[str, str], head: str, cell: str, said: str
) -> None:
    office.put("换届/花名册.xlsx", ROSTER.replace(*roster))
    first, *rest = VOTED.splitlines()
    office.put(
        "换届/候选人.xlsx",
        "\n".join([f"{first}|{head}", *(f"{line}|{cell}" for line in rest)] if head else VOTED.splitlines()),
    )

    report = office.build()

    (wrong,) = [each for each in report["problems"] if each["severity"] == "error"]
    assert wrong["message"] == f"候选人：{said}"
    assert "吕寨村党支部/61-选票.docx" not in made(office)
    assert "吕寨村党支部/60-候选人公示.docx" not in made(office)
    assert "河湾村党支部/61-选票.docx" in made(office)


WRONG = (
    ("|10|9|9|9|9|4|3|2|", "|10|9|9|9|9|5|3|2|", "甲三的赞成、反对、弃权加起来多于有效票 9"),
    ("|10|9|9|9|9|7|1|1|", "|10|9|9|9|9|5|3|1|", "甲二赞成 5 票，没有超过应到会 10 人的半数，不能当选"),
    ("|10|9|9|9|9|8|1|0|", "|10|9|9|10|9|8|1|0|", "收回 10 张，多于发出的 9 张，选举无效"),
    ("|10|9|9|9|9|8|1|0|", "|10|9|10|9|9|8|1|0|", "发出 10 张票，多于实到的 9 人"),
    ("|10|9|9|9|9|8|1|0|", "|10|11|9|9|9|8|1|0|", "实到 11 人，多于应到的 10 人"),
)


def test_votes_that_cannot_be_are_named_and_stop_the_report(office: Workspace) -> None:
    for old, new, said in WRONG:
        office.put("换届/候选人.xlsx", VOTES.replace(old, new, 1))

        report = json.loads(office.run("check", "--json")[1])

        assert any(said in p["message"] for p in report["problems"] if p["severity"] == "error"), said
        assert "outputs/换届/吕寨村党支部/62-选举结果报告.docx" in report["stopped"], said


def test_who_may_vote_is_held_to_the_roster(office: Workspace) -> None:
    office.put("换届/花名册.xlsx", ROSTER.replace("甲十|吕寨村党支部|正式党员", "甲十|吕寨村党支部|预备党员"))
    office.put("换届/候选人.xlsx", VOTES)

    said = [p["message"] for p in office.build()["problems"] if p["severity"] == "warning"]

    assert any("应到 10 人，按名册有选举权的是 9 人" in message for message in said)


def test_a_stranger_is_no_candidate(office: Workspace) -> None:
    office.put("换届/候选人.xlsx", VOTES.replace("甲三", "丙三"))

    said = [p["message"] for p in office.build()["problems"] if p["severity"] == "error"]

    assert any("丙三" in message for message in said)
    assert "吕寨村党支部/60-候选人公示.docx" not in made(office)


def test_init_gives_just_what_the_page_makes(office: Workspace) -> None:
    kind = campaign_kinds.of("换届")

    assert campaign_kinds.additions(kind) == {"sheets.yaml": SHEET.encode(), "catalog.yaml": CATALOG.encode()}
    assert {path.stem: path.read_text("utf-8") for path in OWN.glob("*.md")} == TEXTS
    assert campaign_kinds.templates(kind) == stationery.templates(papers=stationery.ELECTION_PAPERS)
    assert sorted(stationery.ELECTION_PAPERS) == sorted(f"{name}.docx" for name in TEXTS)
    office.put("换届/候选人.xlsx", VOTED)
    office.build()
    words = {path: said(path) for path in office.output("换届").rglob("6*.docx")}
    for name, data in campaign_kinds.templates(kind).items():
        (office.path / "templates" / name).write_bytes(data)
    report = office.build()

    assert len(report["written"]) == len(words) == 9
    assert {path: said(path) for path in words} == words


def said(path: Path) -> str:
    """Return a paper's words without the white space and the empty cells that set them."""
    return "".join(text(path).replace("｜", "").split())


def shipped(office: Workspace, candidates: int) -> list[Path]:
    """Build the papers that come with the program for one branch of so many candidates; return them."""
    for name, data in campaign_kinds.templates(campaign_kinds.of("换届")).items():
        (office.path / "templates" / name).write_bytes(data)
    first, *rest = [line for line in VOTES.splitlines() if not line.startswith("河湾村")]
    one = rest[1].split("|")
    rows = ["|".join((one[0], f"甲{sign}", *one[2:])) for sign in "一二三四五六七八九十"[:candidates]]
    office.put("换届/候选人.xlsx", "\n".join((first, *rows)))
    report = office.build()
    assert report["findings"] == []
    return sorted(office.output("换届").rglob("6*.docx"))


@pytest.mark.slow
@needs("soffice")
def test_each_paper_is_one_page_and_a_ballot_has_no_number(office: Workspace) -> None:
    for candidates in thorough.each((3, 7, 10), 2):
        papers = shipped(office, candidates)
        with measuring.opened() as writer:
            pages = {
                made.source.name: measured_pages(made.file.read_bytes()) for made in writer.pdfs(papers) if made.file
            }
        assert {name: len(each) for name, each in pages.items()} == {
            path.name: 2 if path.name.startswith("62-") and candidates > 6 else 1 for path in papers
        }
        ballot = docx.Document(str(next(path for path in papers if path.name == "61-选票.docx")))
        assert "PAGE" not in ballot.sections[0].footer._element.xml
        assert [len(row.cells) for row in ballot.tables[0].rows] == [5] * (1 + 2 * candidates)


def test_the_papers_are_set_by_the_standard(office: Workspace) -> None:
    office.put("换届/候选人.xlsx", VOTED)

    report = office.build()

    assert [each for each in report["findings"] if each["severity"] == "standard"] == []
    for path in office.output("换届").rglob("6*.docx"):
        found = Reviewer().review(path.read_bytes())
        assert [each.code for each in found if each.severity == "standard"] == [], path.name
