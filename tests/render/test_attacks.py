"""Hostile templates: nothing is executed, written or called, no value is changed, and each stops in time."""

from __future__ import annotations

import copy
import io
import re
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from lxml import etree

from pipeline.expression import UnknownName
from pipeline.model.problem import Origin
from pipeline.model.work import Scope
from pipeline.plan import template_names
from pipeline.produce import foreign
from pipeline.produce.foreign import Filler, GivenUp
from pipeline.render import compile as compiling
from pipeline.render import fill, open_template
from pipeline.render.compiled import Compiled
from pipeline.used_names import OPEN
from tests import thorough, tiny
from tests.benchmarks import strings
from tests.conftest import Workspace
from tests.render import attacks
from tests.render.test_documents import a_template

FORM = ("甲.docx", Scope.MEMBER, "")
FACTS = {"甲": {"名": "张三", "险": "<w:p/>"}, "列": ["一"]}
REFUSED = (GivenUp, fill.LostText, fill.UnwritableText, jinja2.TemplateError, UnknownName, TypeError, ValueError)
TELLING = re.compile("__|<w:p/>|&lt;class|built-in|subclasses|builtins|function|root:")


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A port that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_there_are_attacks_of_every_kind() -> None:
    assert sum(map(len, attacks.KINDS.values())) >= 120
    assert sum(len(set(each)) for each in attacks.KINDS.values()) == sum(map(len, attacks.KINDS.values()))


@pytest.mark.confined
@pytest.mark.slow
@pytest.mark.parametrize("kind", attacks.KINDS)
def test_no_attack_executes_writes_calls_or_outlasts_its_time(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, door: socket.socket
) -> None:
    monkeypatch.setattr(template_names, "known", lambda *_: {"甲": {OPEN: None}, "列": {OPEN: None}, OPEN: None})
    assert "张三" in shown("{{ 甲.名 }}", FACTS)
    if kind in {"endless", "slow to compile"}:
        monkeypatch.setattr(foreign, "_FILLING", 0.4)
        monkeypatch.setattr(foreign, "_COMPILING", 9.0 if kind == "endless" else 0.4)
    for attack in thorough.each(attacks.KINDS[kind], 8):
        source = attack.format(file=tmp_path / "written", port=door.getsockname()[1])
        facts = copy.deepcopy(FACTS)
        begun = time.monotonic()
        said = shown(source, facts)
        assert time.monotonic() - begun < 10, source[:200]
        assert not TELLING.search(said), source[:200]
        assert facts == FACTS, source[:200]
        assert list(tmp_path.iterdir()) == [], source[:200]


def shown(source: str, facts: dict[str, object]) -> str:
    """Return what a foreign template shows, "" where it was refused or given up."""
    data = tiny.template(source)
    made = foreign.template(data, FORM, "仿宋_GB2312")
    if made.value is None:
        assert made.problems
        return ""
    filler = Filler("仿宋_GB2312", {FORM: data})
    try:
        document = filler.fill(made.value, FORM, facts)
    except REFUSED:
        return ""
    with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("source", thorough.each([*attacks.SWELLING, *attacks.HUNGRY, *attacks.DEEP], 3))
def test_nothing_of_an_attack_runs_or_fails_where_it_is_compiled(source: str) -> None:
    begun = time.monotonic()

    found = compiling.compiled_template(
        tiny.template(source.format(file="", port=0)), "甲.docx", {"甲": {OPEN: None}, "列": {OPEN: None}}
    )

    assert found.value is not None or found.problems
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("what", thorough.each(list(attacks.parts(0)), 3))
def test_a_file_with_hostile_parts_is_refused_unopened(what: str, door: socket.socket) -> None:
    parts = attacks.parts(door.getsockname()[1])[what]
    begun = time.monotonic()

    found = open_template.opened_template(tiny.template("{{ 甲.名 }}", more=parts), Origin("甲.docx"))

    assert found.value is None
    assert [problem.code for problem in found.problems] == ["template.unreadable"]
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "target",
    [
        "Normal.dotm",
        "file:///C:\\Users\\a\\Normal.dotm",
        "C:/a/b.dotm",
        "file:///tmp/a.dotm",
        "Macintosh%20HD:Users:a.dotm",
    ],
)
def test_a_template_of_this_very_machine_may_stay_attached(target: str) -> None:
    attached = attacks.parts(0)["a template from elsewhere"]
    here = {
        name: re.sub(rb"http://[\w.:/]*dotm", target.encode().replace(b"\\", b"\\\\"), part)
        for name, part in attached.items()
    }

    assert open_template.opened_template(tiny.template("{{ 甲.名 }}", more=here), Origin("甲.docx")).value is not None


@pytest.mark.parametrize("slot", thorough.each([name for name, slot in strings.SLOTS.items() if slot.takes("一")], 3))
def test_no_value_makes_an_element_a_field_or_a_relation(slot: str) -> None:
    compiled = strings.compiled(slot)[slot]

    usual = _skeleton(slot, compiled, "一")
    assert {value: _skeleton(slot, compiled, value) == usual for value in attacks.VALUES} == dict.fromkeys(
        attacks.VALUES, True
    )


def _skeleton(slot: str, compiled: Compiled, value: str) -> list[tuple[str, list[tuple[object, list[str]]]]]:
    """Return the elements, comments and instructions of the slot's part and of all relations, with their attributes' names."""
    with zipfile.ZipFile(io.BytesIO(strings.filled(slot, compiled, value))) as archive:
        names = [each for each in archive.namelist() if each == strings.SLOTS[slot].part or each.endswith(".rels")]
        parts = {name: archive.read(name) for name in names}
    return [
        (name, [(each.tag, sorted(map(str, each.attrib))) for each in etree.fromstring(part).iter()])
        for name, part in parts.items()
    ]


@pytest.mark.confined
def test_a_template_that_never_ends_stops_its_own_papers_and_says_why(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_FILLING", 1.0)
    (campaign.path / "templates" / "党性分析表-普通.docx").write_bytes(
        a_template("{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{{ 党员.姓名 }}"
                   "{% endfor %}{% endfor %}{% endfor %}")
    )  # fmt: skip

    report = campaign.build()

    assert any("停不下来" in problem["message"] for problem in report["problems"])
    assert "outputs/活动/一支部/01-会议通知.docx" in report["written"]
    assert report["exit"] == 1


@pytest.mark.confined
def test_a_clerks_own_template_is_filled_like_ours(campaign: Workspace) -> None:
    (campaign.path / "templates" / "党性分析表-普通.docx").write_bytes(a_template("我叫{{ 党员.姓名 }}。"))

    report = campaign.build()

    assert report["exit"] == 0
    form = next((campaign.output("活动/一支部")).glob("03-*张三*.docx"))
    with zipfile.ZipFile(form) as archive:
        assert "我叫" in archive.read("word/document.xml").decode()
