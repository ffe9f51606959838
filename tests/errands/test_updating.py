"""`template update`: what comes with a newer program reaches the office, and nothing of the office's own is lost."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.errands import differing, released, updating
from tests import released as history
from tests import thorough
from tests.conftest import ROOT, Workspace
from tests.faults import Killed, Steps, struck
from tests.makers import a_template

FORM = "党性分析表-简表.docx"
OLD_CATALOG = "- {文种: 旧, 模板: 旧.docx, 范围: 支部, 文件名: 旧}\n"


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, campaign: Workspace) -> Path:
    """The templates of a newer program: one has another text, one is new; the office has those of today."""
    folder = tmp_path_factory.mktemp("program") / "newer"
    shutil.copytree(ROOT / "templates", folder)
    shutil.copytree(ROOT / "templates", campaign.path / "templates", dirs_exist_ok=True)
    (folder / FORM).write_bytes(a_template("{{ 党员.姓名 }}", "新的一行"))
    (folder / "新表.docx").write_bytes(a_template("{{ 党员.姓名 }}"))
    added = "- {文种: 新表, 模板: 新表.docx, 范围: 党员, 文件名: 新表}\n"
    (folder / "catalog.yaml").write_text((folder / "catalog.yaml").read_text("utf-8") + added, "utf-8")
    monkeypatch.setattr(updating, "shipped", lambda _: folder)
    return folder


def lying(workspace: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((workspace.path / "templates").iterdir())}


def test_every_version_in_history_is_known_as_released() -> None:
    known = set(released.LIST.read_text("utf-8").splitlines())

    missing = set(released.table(history.versions()).splitlines()) - known
    assert not missing, "python -m tests.released writes the table anew"


def test_what_nobody_has_changed_is_replaced_and_what_is_new_is_added(campaign: Workspace, newer: Path) -> None:
    code, out, _ = campaign.run("template", "update")

    assert code == 0
    assert f"已经更新  templates/{FORM}" in out
    assert "已经新增  templates/新表.docx" in out
    assert lying(campaign) == {path.name: path.read_bytes() for path in sorted(newer.iterdir())}
    assert "没有改动" in campaign.run("template", "update")[1]


def test_beside_what_somebody_has_changed_the_new_one_is_put_with_the_difference_in_words(
    campaign: Workspace, newer: Path
) -> None:
    own = a_template("{{ 党员.姓名 }}", "我们自己的一行", "又一行")
    (campaign.path / "templates" / FORM).write_bytes(own)

    _, out, _ = campaign.run("template", "update")

    assert (campaign.path / "templates" / FORM).read_bytes() == own
    beside = campaign.path / "templates" / "党性分析表-简表（新版）.docx"
    assert beside.read_bytes() == (newer / FORM).read_bytes()
    assert "第2段：您的是“我们自己的一行”，新版是“新的一行”" in out
    assert "第3段：“又一行”只有您的有" in out


def test_a_new_version_that_the_clerk_has_put_away_is_not_put_there_again(campaign: Workspace, newer: Path) -> None:
    (campaign.path / "templates" / FORM).write_bytes(a_template("我们的"))
    campaign.run("template", "update")
    beside = campaign.path / "templates" / "党性分析表-简表（新版）.docx"
    beside.unlink()

    campaign.run("template", "update")
    assert not beside.exists()
    assert "随程序来的都是最新的" in campaign.run("doctor")[1]

    campaign.run("template", "update", "--again")
    assert beside.read_bytes() == (newer / FORM).read_bytes()


def test_a_new_version_that_the_clerk_is_working_in_is_not_written_over(campaign: Workspace, newer: Path) -> None:
    (campaign.path / "templates" / FORM).write_bytes(a_template("我们的"))
    beside = campaign.path / "templates" / "党性分析表-简表（新版）.docx"
    mine = a_template("正在改")
    beside.write_bytes(mine)

    campaign.run("template", "update")

    assert beside.read_bytes() == mine
    second = campaign.path / "templates" / "党性分析表-简表（新版2）.docx"
    assert second.read_bytes() == (newer / FORM).read_bytes()


@pytest.mark.usefixtures("newer")
def test_entries_that_the_offices_catalog_lacks_are_named(campaign: Workspace) -> None:
    listed = campaign.path / "templates" / "catalog.yaml"
    text = listed.read_text("utf-8").replace('文件名: "04-整改方案"', '文件名: "04-我们的整改方案"')
    own = text + "- {文种: 我们的, 模板: 我们的.docx, 范围: 支部, 文件名: 我们的}\n"
    listed.write_text(own, "utf-8")

    _, out, _ = campaign.run("template", "update")

    assert listed.read_text("utf-8") == own
    assert "新版有、您没有 1 条：文种“新表”（模板 新表.docx，范围 党员）" in out
    assert "您的是“04-我们的整改方案”，新版是“04-整改方案”" in out
    assert "您自己加的 1 条：文种“我们的”" in out
    assert (campaign.path / "templates" / "catalog（新版）.yaml").exists()


def test_line_ends_and_a_mark_at_the_front_are_no_change(campaign: Workspace, newer: Path) -> None:
    listed = campaign.path / "templates" / "catalog.yaml"
    listed.write_bytes(b"\xef\xbb\xbf" + listed.read_bytes().replace(b"\n", b"\r\n"))

    campaign.run("template", "update")

    assert listed.read_bytes() == (newer / "catalog.yaml").read_bytes()


def test_a_file_that_differs_in_its_look_alone_is_said_to(campaign: Workspace, newer: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(newer / FORM) as before, zipfile.ZipFile(data, "w") as after:
        for name in before.namelist():
            after.writestr(
                name, before.read(name) + (b"<!-- saved again -->" if name.endswith("document.xml") else b"")
            )
    (campaign.path / "templates" / FORM).write_bytes(data.getvalue())

    _, out, _ = campaign.run("template", "update", "--dry-run")

    assert "文字一样，只有版式" in out


def test_an_own_template_that_the_new_catalog_uses_no_more_is_named(campaign: Workspace, newer: Path) -> None:
    (campaign.path / "templates" / FORM).write_bytes(a_template("我们的"))
    listed = newer / "catalog.yaml"
    listed.write_text(listed.read_text("utf-8").replace(FORM, "新表.docx"), "utf-8")

    _, out, _ = campaign.run("template", "update")

    assert f"您改过的 templates/{FORM}：新的 catalog.yaml 里没有条目用它了" in out


@pytest.mark.usefixtures("newer")
def test_a_dry_run_changes_nothing(campaign: Workspace) -> None:
    before = lying(campaign)

    _, out, _ = campaign.run("template", "update", "--dry-run")

    assert f"可以更新  templates/{FORM}" in out
    assert lying(campaign) == before
    assert not (campaign.path / "outputs").exists()


def number(out: str) -> str:
    """Return the number under which an update can be taken back."""
    return out.rpartition("--undo ")[2].strip()


@pytest.mark.usefixtures("newer")
def test_an_update_can_be_taken_back(campaign: Workspace) -> None:
    (campaign.path / "templates" / "整改方案.docx").write_bytes(a_template("我们的"))
    before = lying(campaign)
    _, out, _ = campaign.run("template", "update")
    after = lying(campaign)
    assert after != before

    code, _, err = campaign.run("history", "--undo", number(out))

    assert code == 0, err
    assert lying(campaign) == before
    campaign.run("template", "update")
    assert lying(campaign) == after


@pytest.mark.usefixtures("newer")
def test_what_was_changed_after_an_update_is_not_taken_back(campaign: Workspace) -> None:
    _, out, _ = campaign.run("template", "update")
    later = a_template("后来改的")
    (campaign.path / "templates" / FORM).write_bytes(later)
    before = lying(campaign)

    code, _, err = campaign.run("history", "--undo", number(out))

    assert code == 1
    assert f"templates/{FORM} 后来又改过" in err
    assert lying(campaign) == before


@pytest.mark.usefixtures("newer")
def test_killed_at_any_step_an_update_goes_on_and_can_still_be_taken_back(campaign: Workspace, tmp_path: Path) -> None:
    (campaign.path / "templates" / "整改方案.docx").write_bytes(a_template("我们的"))
    (campaign.path / "templates" / "催办邮件.txt").unlink()
    before = lying(campaign)
    counted = Steps()
    (tmp_path / "aside").mkdir()
    begun = tmp_path / "aside" / "begun"
    shutil.copytree(campaign.path, begun, ignore=shutil.ignore_patterns("aside"))
    with struck(counted):
        campaign.run("template", "update")
    after = lying(campaign)

    for kill, at in enumerate(range(1, counted.count + 1, thorough.stride(2, 29))):
        again = Workspace(tmp_path / "aside" / "again", campaign._capture)
        shutil.copytree(begun, again.path)
        with pytest.raises(Killed), struck(Steps(at, after=kill % 2 == 1)):
            again.run("template", "update")
        again.run("template", "update")
        assert lying(again) == after, at
        _, told, _ = again.run("history", "--json")
        for each in json.loads(told)["deeds"]:  # the newest first
            assert again.run("history", "--undo", str(each["number"]))[0] == 0, at
        assert lying(again) == before, at
        shutil.rmtree(again.path)


@pytest.mark.usefixtures("newer")
def test_the_doctor_says_that_there_is_something_new(campaign: Workspace) -> None:
    (campaign.path / "templates" / FORM).write_bytes(a_template("我们的"))

    _, out, _ = campaign.run("doctor")

    assert "随程序来了新的" in out
    assert "您改过、有新版的 1 个" in out
    assert "这里没有的 1 个" in out


@pytest.mark.parametrize(
    ("own", "new", "said"),
    [
        ("甲" * 60 + "乙", "甲" * 60 + "丙", ["第1行：您的是“…甲甲甲甲甲甲甲甲乙”，新版是“…甲甲甲甲甲甲甲甲丙”"]),
        ("甲\n丙", "甲\n乙\n丙", ["新版第2行：“乙”您的没有"]),
        ("甲\n乙\n丙", "甲\n丙", ["第2行：“乙”只有您的有"]),
        ("甲\n\n丙", "甲\n丙", ["第2行：空的一段只有您的有"]),
    ],
)
def test_texts_differ_in_lines_and_the_place_that_differs_is_shown(own: str, new: str, said: list[str]) -> None:
    assert list(differing.told("送达邮件.txt", own.encode("gb18030"), new.encode())) == said


ONE, TWO = (
    "- {文种: 甲, 模板: 甲.docx, 范围: 支部, 文件名: 甲}\n",
    "- {文种: 乙, 模板: 乙.docx, 范围: 支部, 文件名: 乙}\n",
)


@pytest.mark.parametrize(
    ("own", "new", "said"),
    [
        (ONE + TWO, TWO + ONE, "条目的先后不同"),
        (ONE + "# 我的说明\n" + TWO, ONE + TWO, "条目一样，只有说明不同"),
        (ONE + "- 5\n", ONE, "您的文件现在读不了"),
        ("- {", ONE, "您的文件现在读不了"),
        ("# 空\n", ONE, "新版有、您没有 1 条：文种“甲”"),
        (ONE.replace("范围: 支部", "范围: 支部, 条件: 支部.书记"), ONE, "的 条件：您的是“支部.书记”，新版是没有写"),
        (ONE + ONE, ONE, "您自己加的 1 条"),
    ],
)
def test_catalogs_differ_in_entries_in_their_keys_and_in_their_order(own: str, new: str, said: str) -> None:
    assert said in "\n".join(differing.told("catalog.yaml", own.encode(), new.encode()))


@pytest.mark.parametrize("data", [b"", b"garbage", b"PK\x03\x04"])
def test_a_template_that_cannot_be_opened_is_kept_and_said_to(campaign: Workspace, newer: Path, data: bytes) -> None:
    (campaign.path / "templates" / FORM).write_bytes(data)

    _, out, _ = campaign.run("template", "update")

    assert "文件打不开，看不出哪里不同" in out
    assert (campaign.path / "templates" / FORM).read_bytes() == data
    assert (campaign.path / "templates" / "党性分析表-简表（新版）.docx").read_bytes() == (newer / FORM).read_bytes()
