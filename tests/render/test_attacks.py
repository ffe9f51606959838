"""Hostile templates: nothing is executed, written or called, no value is changed, and each stops in time."""

from __future__ import annotations

import copy
import io
import socket
import time
import zipfile
from pathlib import Path

import jinja2
import pytest

from pipeline import confine
from pipeline.batch import foreign
from pipeline.batch.foreign import Filler, GivenUp
from pipeline.expression import OPEN, UnknownName
from pipeline.model.work import Scope
from pipeline.plan import names
from pipeline.render import fill
from tests.conftest import ROOT, Workspace
from tests.render import attacks
from tests.render.test_documents import a_template

FACTS = {"甲": {"名": "张三", "险": "<w:p/>"}, "列": ["一"]}
REFUSED = (GivenUp, fill.Lost, fill.UnwritableText, jinja2.TemplateError, UnknownName, TypeError, ValueError)


@pytest.mark.confined
@pytest.mark.slow
def test_no_attack_executes_writes_calls_or_outlasts_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "known", lambda _: {"甲": {OPEN: None}, "列": {OPEN: None}, OPEN: None})
    monkeypatch.setattr(foreign, "_FILLING", 1.0)
    written = tmp_path / "written"
    assert len(attacks.EVERY) >= 50
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0)
        for attack in attacks.EVERY:
            source = attack.format(file=written, port=door.getsockname()[1])
            begun = time.monotonic()
            facts = copy.deepcopy(FACTS)
            shown = _shown(source, facts)
            assert time.monotonic() - begun < 10, source
            assert "__" not in shown, source
            assert "<w:p/>" not in shown, source
            assert not any(word in shown for word in ("&lt;class", "built-in", "subclasses", "builtins", "function")), (
                source
            )
            assert facts == FACTS, source
            assert not written.exists(), source
        with pytest.raises(BlockingIOError):
            door.accept()
    confine.shared().close()


def _shown(source: str, facts: dict[str, object]) -> str:
    """Return what a foreign template shows, "" where it was refused or given up."""
    data = a_template(source)
    made = foreign.template(data, "甲.docx", Scope.MEMBER, "仿宋_GB2312")
    if made.value is None:
        return ""
    filler = Filler("仿宋_GB2312", {("甲.docx", Scope.MEMBER): data})
    try:
        document = filler.fill(made.value, "甲.docx", Scope.MEMBER, facts)
    except REFUSED:
        return ""
    with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
        return archive.read("word/document.xml").decode()


def test_the_shipped_templates_are_known_and_a_changed_one_is_not() -> None:
    data = (ROOT / "templates" / "党性分析表-普通.docx").read_bytes()

    assert foreign.is_ours("党性分析表-普通.docx", data)
    assert not foreign.is_ours("党性分析表-普通.docx", data + b" ")
    assert not foreign.is_ours("党性分析表-简表.docx", data)


@pytest.mark.confined
def test_a_template_that_never_ends_stops_its_own_papers_and_says_why(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_FILLING", 1.0)
    (campaign.path / "templates" / "党性分析表-普通.docx").write_bytes(
        a_template("{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{{ 党员.姓名 }}"
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
