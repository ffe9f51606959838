"""Which documents are due, and what they are called."""

from __future__ import annotations

from pipeline.model.facts import Branch, PartialDate
from pipeline.model.work import Kind, Recipient, Scope
from pipeline.plan.due import documents_due
from tests.makers import a_campaign, a_dossier, a_member, a_township

FORM = Kind("党性分析表", "表.docx", Scope.MEMBER, "03-党性分析表-{{ 党员.姓名 }}")
PLAN = Kind("整改方案", "方案.docx", Scope.BRANCH, "04-整改方案")


def paths(*kinds: Kind, members: tuple[object, ...] = (), **own: object) -> list[str]:
    dossier = a_dossier(*(members or (a_member(),)))  # type: ignore[arg-type]
    township = a_township(dossier, **own)
    return [job.path.removeprefix("outputs/活动/") for job in documents_due(township, [dossier], kinds)]


def test_each_scope_has_its_own_documents() -> None:
    notice = Kind("会议通知", "通知.docx", Scope.MEETING, "01-会议通知")
    summary = Kind("汇总", "汇总.docx", Scope.TOWNSHIP, "06-汇总")

    assert paths(notice, summary, PLAN, FORM) == [
        "全镇/01-会议通知.docx", "全镇/06-汇总.docx", "一支部/04-整改方案.docx", "一支部/03-党性分析表-张三.docx",
    ]  # fmt: skip


def test_of_one_kind_the_first_entry_whose_condition_holds_wins() -> None:
    old = Kind("党性分析表", "简表.docx", Scope.MEMBER, "简-{{ 党员.姓名 }}", condition='"年老体弱" in 党员.分类')
    young, frail = a_member(), a_member(name="李四", label="李四", categories=("年老体弱",))

    assert paths(old, FORM, members=(young, frail)) == ["一支部/03-党性分析表-张三.docx", "一支部/简-李四.docx"]


def test_only_the_kinds_that_the_campaign_asks_for_are_due() -> None:
    assert paths(PLAN, FORM, campaign=a_campaign(kinds=("整改方案",))) == ["一支部/04-整改方案.docx"]


def test_namesakes_are_told_apart_by_their_labels() -> None:
    members = (
        a_member(label="张三-1975年3月"),
        a_member(label="张三-1980年5月", birth=PartialDate(1980, 5)),
    )

    assert paths(FORM, members=members) == [
        "一支部/03-党性分析表-张三-1975年3月.docx", "一支部/03-党性分析表-张三-1980年5月.docx",
    ]  # fmt: skip


def test_two_documents_of_one_name_never_overwrite_each_other() -> None:
    dossier = a_dossier(a_member())
    clash = Kind("整改台账", "台账.docx", Scope.BRANCH, "04-整改方案")

    jobs = list(documents_due(a_township(dossier), [dossier], [PLAN, clash]))

    assert len({job.path.casefold() for job in jobs}) == 2
    assert [problem.code for job in jobs for problem in job.stopped] == ["name.taken"]


def test_a_condition_with_an_unknown_name_stops_the_document_and_proposes_the_nearest() -> None:
    dossier = a_dossier(a_member())
    kind = Kind("党性分析表", "表.docx", Scope.MEMBER, "表", condition="党员.分累")

    (job,) = documents_due(a_township(dossier), [dossier], [kind])

    assert "是不是「分类」？" in job.stopped[0].message


def test_a_branch_of_an_awkward_name_stays_in_its_campaign() -> None:
    dossier = a_dossier(a_member(), branch=Branch("一支部", folder="一支部"))
    kind = Kind("整改方案", "方案.docx", Scope.BRANCH, "../../逃/{{ 支部.名称 }}")

    (job,) = documents_due(a_township(dossier), [dossier], [kind])

    assert job.path.startswith("outputs/活动/一支部/")
    assert ".." not in job.path.split("/")


def test_a_list_that_goes_to_a_branch_masks_numbers_unless_the_catalog_says_otherwise() -> None:
    member = a_member(id_number="110101197503120004", phone="13900000011")
    dossier = a_dossier(member)
    kinds = [
        Kind("名单", "名单.docx", Scope.BRANCH, "名单", recipient=Recipient.BRANCH),
        Kind("全号名单", "名单.docx", Scope.BRANCH, "全号名单", recipient=Recipient.BRANCH, full_numbers=True),
        Kind("留存名单", "名单.docx", Scope.BRANCH, "留存名单"),
        Kind("登记表", "表.docx", Scope.MEMBER, "登记表", recipient=Recipient.BRANCH),
    ]

    jobs = list(documents_due(a_township(dossier), [dossier], kinds))

    shown = {job.kind.name: job.facts["党员们"][0] for job in jobs if "党员们" in job.facts}  # type: ignore[index]
    assert {name: (each["身份证号"], each["联系电话"]) for name, each in shown.items()} == {
        "名单": ("1101**********0004", "139****0011"),
        "全号名单": ("110101197503120004", "13900000011"),
        "留存名单": ("110101197503120004", "13900000011"),
    }
    assert jobs[-1].facts["党员"]["身份证号"] == "110101197503120004"  # type: ignore[index]
