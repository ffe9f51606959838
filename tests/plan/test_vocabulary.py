"""The printed table of names is what templates really get, no more and no less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.contract import BASE
from pipeline.expression import Unreadable
from pipeline.model import codes
from pipeline.model.facts import Arrangement, Block, Bulletin, Meeting, Outline, Person, TextRun, Unread
from pipeline.model.problem import Origin
from pipeline.model.work import Scope
from pipeline.plan import asked, template_names, vocabulary
from pipeline.used_names import OPEN, Known
from tests.makers import a_campaign, a_dossier, a_leader, a_member, a_township, an_issue, an_opinion

PLAN = Outline(
    tuple(Block((TextRun(words),), level=level) for title in ("", *asked.SECTIONS, "宣传")
          for words, level in ((title, 1), ("写明白。", 0)) if words)
)  # fmt: skip
TOLD = {
    "学习动员": Outline(tuple(
        Block((TextRun(words),), level=level) for title in (*asked.SUMMARY, "体会") for words, level in ((title, 1), ("写明白。", 0))
    )),
}  # fmt: skip
SPEECH = Outline(
    (Block((TextRun("统一思想"),), level=1), Block((TextRun("各支部", strong=True), TextRun("要学习。")))), "讲话.md"
)


def rich_facts() -> dict[Scope, Mapping[str, object]]:
    meeting = Meeting(
        "动员大会", None, "三楼", Person("甲", "书记"), Person("乙", "书记"), outline=SPEECH,
        guests=(Person("丁", "督导组长"),), cards=("丁",),
    )  # fmt: skip
    held = replace(meeting, speaker=Person("丙", "党支部书记"))
    own = Arrangement(
        "一支部", Origin("活动.yaml"), "一支部", meeting=held, outline=SPEECH, quota=3, attendees=("张三",),
        plan=PLAN, gathering=held, summaries=TOLD,
    )  # fmt: skip
    dossier = a_dossier(
        a_member(), issues=(an_issue(),), opinions=(an_opinion(),), leaders=(a_leader(),), arrangement=own
    )
    campaign = a_campaign(
        meetings=(meeting,), arrangements=(own,), plan=PLAN, summaries=TOLD,
        bulletins=(Bulletin(1, None, "开局良好", SPEECH),),
    )  # fmt: skip
    township = a_township(
        dossier,
        campaign=campaign,
        leaders=(a_leader(),),
        own=({total.name: 0 for sheet in BASE for total in sheet.totals}, {}),
        rows={
            "问题清单": (an_issue(branch=""),),
            "征求意见": (an_opinion(branch="", member="", about=()),),
        },
    )
    common = vocabulary.shared(township)
    of_branch = vocabulary.of_branch(township, 0, dossier, common)
    seen = {
        Scope.TOWNSHIP: vocabulary.of_township(township, common),
        Scope.MEETING: vocabulary.of_township(township, common),
        Scope.BRANCH: of_branch,
        Scope.MEMBER: vocabulary.of_members(BASE, dossier, of_branch)[0][1],
    }
    return {scope: vocabulary.in_phase(facts, "学习动员") for scope, facts in seen.items()}


def paths(value: object, prefix: str = "") -> set[str]:
    if isinstance(value, dict):
        return set().union(*(paths(v, f"{prefix}.{k}" if prefix else k) for k, v in value.items())) or {prefix}
    if isinstance(value, list):
        return set().union(*(paths(item, prefix) for item in value)) or {prefix}
    return {prefix}


def listed(known: Known, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, below in known.items():
        if name == OPEN:
            continue
        path = f"{prefix}.{name}" if prefix else name
        found |= {path} if below is None else listed(below, path)
    return found


def test_the_table_lists_exactly_what_a_template_gets() -> None:
    assert set(rich_facts()) == set(Scope)
    for scope, facts in rich_facts().items():
        assert paths(dict(facts)) - listed(template_names.known(scope)) == set(), scope
        missing = listed(template_names.known(scope)) - paths(dict(facts))
        assert {path for path in missing if not path.startswith("会议们")} == set(), scope


def test_a_member_sees_no_other_member_and_none_of_the_problems() -> None:
    facts = rich_facts()[Scope.MEMBER]

    assert "党员们" not in facts
    assert "问题们" not in facts


def test_the_township_sees_no_members_data() -> None:
    facts = rich_facts()[Scope.TOWNSHIP]

    assert "党员们" not in facts
    assert "1975" not in str(facts)


def test_a_value_that_could_not_be_read_stays_unread() -> None:
    problem = codes.CELL_DATE.at(Origin("a.xlsx"), value="坏")
    dossier = a_dossier(a_member(joined=Unread((problem,))))
    township = a_township(dossier)
    facts = vocabulary.of_branch(township, 0, dossier, vocabulary.shared(township))

    member = vocabulary.of_members(BASE, dossier, facts)[0][1]["党员"]

    assert isinstance(member["入党时间"], Unreadable)  # type: ignore[index]
    assert member["姓名"] == "张三"  # type: ignore[index]
