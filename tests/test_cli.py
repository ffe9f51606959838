"""The door: exit codes, what it says, JSON on stdout and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline import cli
from pipeline.cli import door
from tests.conftest import FIVE, ROOT, ROSTER, Workspace, put_templates


def run(*arguments: str) -> int:
    return int(cli.run(list(arguments)))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bild"], "没有“bild”这个命令，是不是「build」？用 gongwen --help"),
        (["build", "--xx"], "没有 --xx 这个选项。用 gongwen build --help 看怎么写"),
        (["build", "--campain", "甲"], "没有 --campain 这个选项，是不是「--campaign」？"),
        (["template", "chek"], "没有“chek”这个命令，是不是「check」？用 gongwen template --help"),
        (["signed", "--by", "张某某"], "还要写上 --branch（哪个党支部"),
        (["init", "甲", "--years", "一年"], "--years 写得不对（和 --from 一起用"),
        (["status", "甲"], "多写了内容"),
        (["init", "甲", "--kind"], "--kind 后面要写上内容"),
        (["init"], "还要写上 文件夹"),
        (["vocabulary", "--scope", "村"], "没有“村”这个范围"),
        (["build", "--campaign", "没有", "--workspace", "{}"], "没有叫“没有”的活动"),
        (["mend", "名册.xlsx", "在册!A1=甲", "在册!a1=乙", "--workspace", "{}"], "在册!A1 写了两次，内容不一样"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    code = run(*(argument.format(workspace.path) for argument in arguments))

    assert code == 2
    assert says in capsys.readouterr().err


def test_an_option_that_takes_one_value_is_refused_when_typed_twice(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = 0
    for path, command in _commands(typer.main.get_command(cli.app), ()):
        for option in command.params:
            if option.param_type_name == "option" and not (option.is_flag or option.multiple):
                name = option.opts[0]
                code = run(*path, name, "1", f"{name}=2", "--workspace", str(workspace.path))
                said = capsys.readouterr().err
                assert (code, f"{name} 写了" in said) == (2, True), (path, said)
                tried += 1
    assert tried > 60

    assert run("send", "--branch=甲", "--dry-run", "--dry-run", "--workspace", str(workspace.path)) != 2


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


def test_no_workspace_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--workspace", str(tmp_path / "nowhere")) == 3
    assert "不是工作文件夹" in capsys.readouterr().err


def test_a_faulty_settings_file_ends_with_3_and_names_every_fault(workspace: Workspace) -> None:
    (workspace.path / "gongwen.toml").write_text('[版试]\n[监视]\n轮询 = "也许"\n静默 = 3\n', "utf-8")

    code, _, err = workspace.run("build")

    assert code == 3
    assert "[版试]，是不是「版式」？" in err
    assert "不认识的“静默”" in err
    assert "轮询 不能是“也许”" in err


def test_help_is_chinese_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    page = capsys.readouterr().out
    for name in ("init", "blank", "check", "build", "watch", "vocabulary", "status", "package"):
        assert f"  {name} " in page
    assert run("build", "--help") == 0
    assert "--workspace" in capsys.readouterr().out


def test_json_is_one_object_with_the_keys_of_the_contract(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "说不清"))

    code, out, err = campaign.run("build", "--json")

    report = json.loads(out)
    assert code == 1
    assert err == ""
    assert list(report) == [
        "campaigns", "written", "unchanged", "kept", "withdrawn", "stopped", "problems", "findings",
    ]  # fmt: skip
    problem = next(p for p in report["problems"] if p["severity"] == "error")
    assert list(problem) == ["code", "severity", "file", "sheet", "cell", "line", "message", "hint", "blocks"]
    assert problem["line"] is None


def test_status_adds_what_was_sent_and_what_came_back(campaign: Workspace) -> None:
    campaign.build()

    code, out, _ = campaign.run("status", "--json")

    report = json.loads(out)
    assert code == 0
    assert report["unchanged"] == 13
    assert report["sent"] == []
    assert report["returned"] == []


def test_status_says_when_the_last_run_was(campaign: Workspace) -> None:
    campaign.build()

    _, out, _ = campaign.run("status")

    assert "上一次生成：20" in out
    assert "13" in out


def test_a_new_workspace_builds_without_errors_and_asks_to_be_filled_in(tmp_path: Path, capsys: object) -> None:
    assert run("init", str(tmp_path / "工作")) == 0
    assert (tmp_path / "工作" / "inputs" / "新活动" / "活动.yaml").is_file()
    assert run("build", "--workspace", str(tmp_path / "工作")) == 0
    assert run("check", "--workspace", str(tmp_path / "工作")) == 0


def test_init_never_writes_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("init", str(tmp_path))
    mine = tmp_path / "inputs" / "新活动" / "活动.yaml"
    mine.write_text("活动: {名称: 我的}\n", "utf-8")

    assert run("init", str(tmp_path)) == 0

    assert mine.read_text("utf-8") == "活动: {名称: 我的}\n"
    assert "没有改动" in capsys.readouterr().out


def test_a_filled_in_form_is_a_campaign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("init", str(tmp_path))
    shutil.rmtree(tmp_path / "templates")
    put_templates(tmp_path, *FIVE)
    form = tmp_path / "inputs" / "新活动" / "活动.yaml"
    text = form.read_text("utf-8-sig")
    for key, value in (("名称", "学习教育"), ("简称", "学习教育"), ("开始", "2026-07-01"), ("结束", "2026-12-31")):
        text = text.replace(f"  {key}:  ", f"  {key}: {value}  ", 1)
    form.write_text(text.replace("单位:\n  名称:", "单位:\n  名称: 中共吕寨镇委员会"), "utf-8")
    from tests.sheets import workbook  # noqa: PLC0415

    (form.parent / "党员花名册.xlsx").write_bytes(workbook(ROSTER))
    capsys.readouterr()

    code = run("build", "--workspace", str(tmp_path), "--json")

    report = json.loads(capsys.readouterr().out)
    assert code == 0
    assert report["campaigns"] == [{"name": "新活动", "branches": 2, "members": 3, "documents": 9}]


def test_blank_rosters_have_drop_downs_and_are_read_back(tmp_path: Path, capsys: object) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    assert run("blank", str(tmp_path)) == 0
    roster = load_workbook(tmp_path / "党员花名册.xlsx").active
    assert [cell.value for cell in roster[2]][:2] == ["★姓名", "★所在党支部"]
    assert any("正式党员" in str(rule.formula1) for rule in roster.data_validations.dataValidation)


def test_vocabulary_prints_every_scope(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("vocabulary") == 0
    page = capsys.readouterr().out
    for scope in ("全镇", "支部", "党员", "会议"):
        assert f"范围：{scope}" in page
    assert "党员.入党时间" in page


def test_light_commands_load_no_heavy_library() -> None:
    program = (
        "import sys; from pipeline import cli; cli.run(['--help']); "
        "print([n for n in ('docxtpl', 'openpyxl', 'pypandoc', 'python_calamine', 'watchdog', 'xlsxwriter', 'rich.table')"
        " if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_python_m_pipeline_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "bild"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "这个命令" in done.stderr


def test_the_settings_of_the_contract_are_taken_as_they_are_written_there(campaign: Workspace) -> None:
    settings = """\
[版式]
仿宋 = "仿宋"          # or "仿宋_GB2312"
[监视]
静默秒数 = 2
轮询 = "自动"
[发送]
方式 = "邮件"
自动批准 = false
[发送.邮件]
主机 = "127.0.0.1"
端口 = 2525
[发送.文件夹]
路径 = "D:/送达"
"""
    (campaign.path / "gongwen.toml").write_text(settings, "utf-8")

    code, _, err = campaign.run("build")

    assert (code, err) == (0, "")


def test_an_office_that_has_only_the_other_fangsong_gets_its_papers_in_it(campaign: Workspace) -> None:
    (campaign.path / "gongwen.toml").write_text('[版式]\n仿宋 = "仿宋"\n', "utf-8")

    campaign.build()

    with zipfile.ZipFile(campaign.output("活动/一支部/04-整改方案.docx")) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert '"仿宋_GB2312"' not in styles
    assert 'w:eastAsia="仿宋"' in styles


def test_every_command_takes_the_workspace() -> None:
    command = typer.main.get_command(cli.door.app)
    listed = dict(command.commands)
    listed |= {f"template {name}": each for name, each in listed.pop("template").commands.items()}

    lacking = [name for name, each in listed.items() if "--workspace" not in {o for p in each.params for o in p.opts}]
    assert lacking == []


@pytest.mark.parametrize(
    "said", ["outputs/活动/一支部/04-整改方案.docx", "工作/outputs/活动/一支部/04-整改方案.docx", "{}"]
)
@pytest.mark.parametrize("command", ["why", "history", "review"])
def test_a_file_is_named_from_the_workspace_or_from_where_one_stands(
    campaign: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    command: str,
    said: str,
) -> None:
    campaign.build()
    above = tmp_path_factory.mktemp("above")
    (above / "工作").symlink_to(campaign.path)
    monkeypatch.chdir(above)
    asked = said.format(campaign.path / "outputs" / "活动" / "一支部" / "04-整改方案.docx")

    code, out, err = campaign.run(command, asked)

    assert code == 0, err
    assert "04-整改方案.docx" in out


@pytest.mark.parametrize("text", ["[" * 5000, "a = " + "[" * 5000 + "]" * 5000, "# 说明\n" * 60_000])
def test_a_settings_file_beyond_reason_ends_with_3_and_says_so(workspace: Workspace, text: str) -> None:
    (workspace.path / "gongwen.toml").write_text(text, "utf-8")

    code, _, err = workspace.run("check")

    assert code == 3
    assert "gongwen.toml" in err


def test_every_command_has_its_place_in_the_page_of_help() -> None:
    commands: Any = typer.main.get_command(cli.app)

    assert {name for name, each in commands.commands.items() if not each.hidden} == set(door._ORDER)


def test_the_help_of_every_command_says_what_is_typed_and_speaks_no_english(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads it knows no English: every option is told in Chinese, with what stands behind it."""
    known = re.compile(
        r"--[a-z-]+|gongwen( [a-z]+)?|tcp|dask|json|word|excel|wps|gb/t|libreoffice|python|linux|windows|tar\.gz|zip|"
        r"x64|aarch64|pdf|jpg|png|tif|html?|print|ctrl-c|templates|inputs|outputs|init|blank|build|history|send|backup|toml|yaml|"
        r"catalog|xlsx|dotx|docx?|rtf|odt|txt|md|check|new|update",
        re.IGNORECASE,
    )
    commands = [name for name in door._ORDER if name != "template"]
    for words in [[name] for name in commands] + [["template", name] for name in ("check", "new", "update")]:
        assert run(*words, "--help") == 0
        said = capsys.readouterr().out
        assert not re.search(r"[A-Za-z]{2,}", known.sub("", said)), said
        for line in said.splitlines():
            assert not re.match(r"  --[a-z-]+\S*$", line), "an option without a word"
    run("signed", "--help")
    said = capsys.readouterr().out
    assert "--branch 党支部" in said
    assert "（必须写）" in said
    run("approve", "--help")
    assert "用法：gongwen approve [文件…] [选项]" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_bug_of_any_command_stands_in_the_log_once_without_its_words(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(words)

    words = "张三"
    for place in ("produce.produce", "produce.foresee"):
        monkeypatch.setattr(f"pipeline.{place}", broken)

    code, _, err = campaign.run(command)

    assert (code, "outputs/.gongwen/gongwen.log" in err) == (70, True)
    log = campaign.output(".gongwen/gongwen.log").read_text("utf-8")
    assert (log.count("\nKeyError"), words in log) == (1, False)
