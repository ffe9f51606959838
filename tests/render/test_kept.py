"""A template of the office's own is compiled once for many runs; what is kept lies where nobody else can write."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from pipeline import confine
from pipeline.model.work import Scope
from pipeline.plan import template_names
from pipeline.produce import foreign
from pipeline.render import fill, kept
from pipeline.used_names import OPEN
from tests.conftest import Workspace
from tests.render.test_documents import a_template

USE = ("甲.docx", Scope.MEMBER, "")
KNOWN = {"甲": {OPEN: None, "名": None}, OPEN: None}


class _Forgetful(dict[object, object]):
    """What a process has at hand, if each look were another process."""

    def __setitem__(self, key: object, value: object) -> None:
        pass


@pytest.fixture(autouse=True)
def other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be at hand."""
    monkeypatch.setattr(foreign, "_AT_HAND", _Forgetful())


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that the helper is given."""
    found: list[str] = []
    usual = confine.Helper.call

    def call(self: confine.Helper, function: str, *arguments: Any, seconds: float) -> Any:
        found.append(function)
        return usual(self, function, *arguments, seconds=seconds)

    monkeypatch.setattr(confine.Helper, "call", call)
    monkeypatch.setattr(template_names, "known", lambda *_: KNOWN)
    return found


def test_a_template_is_compiled_once_for_many_runs(calls: list[str]) -> None:
    data = a_template("我叫{{ 甲.名 }}。")

    first, second = (foreign.template(data, USE, "仿宋").value for _ in range(2))

    assert len(calls) == 1
    assert first is not None
    assert second is not None
    assert fill.filled_bytes(first, {"甲": {"名": "张三"}}) == fill.filled_bytes(second, {"甲": {"名": "张三"}})


@pytest.mark.parametrize("other", ["data", "font", "names", "use", "program"])
def test_what_it_depends_on_makes_it_another(other: str, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    data = a_template("我叫{{ 甲.名 }}。")
    foreign.template(data, USE, "仿宋")
    if other == "names":
        monkeypatch.setattr(template_names, "known", lambda *_: {**KNOWN, "乙": None})
    if other == "program":
        monkeypatch.setattr(kept, "_program", lambda: "another")

    foreign.template(
        a_template("我是{{ 甲.名 }}。") if other == "data" else data,
        ("乙.docx", Scope.MEMBER, "") if other == "use" else USE,
        "仿宋_GB2312" if other == "font" else "仿宋",
    )

    assert len(calls) == 2


def test_a_template_that_cannot_be_compiled_is_tried_again(calls: list[str]) -> None:
    for _ in range(2):
        assert foreign.template(a_template("{% if %}"), USE, "仿宋").value is None

    assert len(calls) == 2


@pytest.mark.parametrize("damage", [b"", b"\x80", pickle.dumps("no template")])
def test_what_is_damaged_is_compiled_anew(damage: bytes, calls: list[str], own_cache: Path) -> None:
    data = a_template("我叫{{ 甲.名 }}。")
    foreign.template(data, USE, "仿宋")
    for path in own_cache.rglob("*.compiled"):
        path.write_bytes(damage)

    assert foreign.template(data, USE, "仿宋").value is not None
    assert len(calls) == 2


class Trap:
    """What runs when it is unpickled."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self.sprung),)


def test_nothing_that_lies_in_a_workspace_is_run(campaign: Workspace, tmp_path: Path) -> None:
    data = a_template("我叫{{ 党员.姓名 }}。")
    (campaign.path / "templates" / "党性分析表-普通.docx").write_bytes(data)
    trap = pickle.dumps(Trap(tmp_path / "sprung"))
    key = kept.template_key(
        data, "templates/党性分析表-普通.docx", template_names.known(Scope.MEMBER, "", ()), "仿宋_GB2312"
    )
    for folder in (".", "templates", "outputs", "outputs/.gongwen", "outputs/.gongwen/templates", "gongwen/templates"):
        (campaign.path / folder).mkdir(parents=True, exist_ok=True)
        for name in (f"{key}.compiled", f"t{kept.hashlib.sha256(data).hexdigest()[:16]}.py"):
            (campaign.path / folder / name).write_bytes(trap)

    report = campaign.build()

    assert any("党性分析表" in path for path in report["written"])
    assert not (tmp_path / "sprung").exists()


@pytest.mark.skipif(os.name != "posix", reason="on Windows the user's folder is the user's")
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_to_is_not_used(
    mode: int, calls: list[str], own_cache: Path, tmp_path: Path
) -> None:
    folder = own_cache / "gongwen" / "templates"
    folder.mkdir(parents=True)
    folder.chmod(mode)
    data = a_template("我叫{{ 甲.名 }}。")
    (folder / f"{kept.template_key(data, 'templates/甲.docx', KNOWN, '仿宋')}.compiled").write_bytes(
        pickle.dumps(Trap(tmp_path / "sprung"))
    )

    for _ in range(2):
        assert foreign.template(data, USE, "仿宋").value is not None

    assert not (tmp_path / "sprung").exists()
    assert len(calls) == 2


def test_where_there_is_no_home_nothing_is_kept(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.disk.own_cache._home", lambda: Path("/proc/nobody"))

    for _ in range(2):
        assert foreign.template(a_template("我叫{{ 甲.名 }}。"), USE, "仿宋").value is not None

    assert len(calls) == 2


def test_the_templates_kept_first_go_first(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 3)
    monkeypatch.setattr(template_names, "known", lambda *_: KNOWN)
    for at in range(5):
        foreign.template(a_template(f"{at}{{{{ 甲.名 }}}}"), USE, "仿宋")

    assert len(list(own_cache.rglob("*.compiled"))) == 3
