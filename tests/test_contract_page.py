"""docs/contract.md is the contract's home: what the code takes stands there, and what stands there the code takes."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pipeline import config
from pipeline.cli import app, printing
from pipeline.contract import entry
from pipeline.inbox import campaign_facts, yaml_keys, yamlfile
from pipeline.model.problem import Read
from pipeline.plan import catalog
from pipeline.produce import Report
from pipeline.splice import toml
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "contract.md").read_text("utf-8")


def fenced(language: str) -> Iterator[str]:
    return (match[1] for match in re.finditer(rf"```{language}\n(.*?)```", PAGE, re.DOTALL))


def test_every_command_stands_in_it() -> None:
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    for group in app.registered_groups:
        commands += [f"template {each.callback.__name__}" for each in group.typer_instance.registered_commands]

    assert [name for name in commands if not re.search(rf"`{name}\b", PAGE)] == []


def test_every_key_of_the_yaml_stands_in_it() -> None:
    (facts, papers) = fenced("yaml")

    assert [key for key in sorted(yaml_keys.ALL) if not re.search(rf"\b{key}:|、{key}|\b{key} or|or {key}", PAGE)] == []
    assert [key for key in yaml_keys.TOP if not re.search(rf"^{key}:", facts, re.MULTILINE)] == []
    assert [key for key in catalog._KEYS if f"{key}: " not in papers] == []
    assert [key for key in entry._KEYS if key not in PAGE.partition("## 3.")[2].partition("## 4.")[0]] == []


def test_the_yaml_that_it_shows_is_read_without_an_unknown_key(tmp_path: Path) -> None:
    read = yamlfile.load(next(fenced("yaml")).encode(), "活动.yaml")

    found = campaign_facts.read("活动", [read.value], lambda _origin, _name: Read(None))

    assert [problem for problem in (*read.problems, *found.problems) if problem.code == "yaml.unknown-key"] == []


def test_the_settings_that_it_shows_are_all_there_are_and_are_taken(tmp_path: Path) -> None:
    (text,) = fenced("toml")
    shown = tomllib.loads(toml.quoted(text))
    tables = {name: set(keys_) for name, keys_ in config._SECTIONS.items()}
    tables |= {f"发送.{name}": set(checks) for name, checks in config._SENDING.items() if name}

    (tmp_path / config.FILE).write_text(text.replace(text.splitlines()[0], ""), "utf-8")
    config.load(tmp_path)

    for name, wanted in tables.items():
        table = shown
        for part in name.split("."):
            table = table[part]
        assert set(table) == wanted, name
    assert config._OFFICE in shown


def test_the_keys_of_json_stand_in_it() -> None:
    (shown,) = (json.loads(text) for text in fenced("json"))

    assert set(shown) == set(printing.as_json(Report()))
    for key in (*printing.actions(Report()), "states", "generated", "changed", "files", "sent", "returned"):
        assert f"`{key}`" in PAGE
