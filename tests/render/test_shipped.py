"""The shipped templates' programs are what compiling them anew would give, and nothing else is taken for one."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.render import __main__ as compiling_all
from pipeline.render import compile as compiling
from pipeline.render import fill, shipped
from pipeline.render.compiled import BODY_FONTS, Compiled
from pipeline.used_names import OPEN
from tests import thorough
from tests.conftest import ROOT
from tests.render.test_dialect import a_template

TEMPLATES = compiling_all.read(ROOT / "templates")
FOLDER = Path(shipped.__file__).parent


def test_each_shipped_template_has_the_module_that_compiling_it_gives() -> None:
    """Otherwise run: python -m pipeline.render templates. A module's name is of its template's bytes."""
    made = compiling_all.modules({name: TEMPLATES[name] for name in thorough.each(sorted(TEMPLATES), 4)})

    assert {f"{shipped.module_name(data)}.py" for data in TEMPLATES.values()} == {p.name for p in FOLDER.glob("t*.py")}
    assert {name: (FOLDER / name).read_text("utf-8") for name in made} == made
    assert (FOLDER / "shapes.py").read_text("utf-8") == compiling_all.shapes(TEMPLATES.values())


@pytest.mark.parametrize("body_font", BODY_FONTS)
@pytest.mark.parametrize("name", thorough.each(sorted(TEMPLATES), 4))
def test_a_program_taken_from_its_module_is_the_one_compiled_anew(name: str, body_font: str) -> None:
    ready = shipped.shipped_template(TEMPLATES[name], body_font)
    fresh = compiling.compiled_template(TEMPLATES[name], name, {OPEN: None}, body_font).value
    assert ready is not None
    assert fresh is not None

    assert told(ready) == told(fresh)
    assert told(pickle.loads(pickle.dumps(ready))) == told(ready)


def told(compiled: Compiled) -> list[object]:
    traits = [
        (p.name, p.ready, p.proved, p.fix, p.spans, p.hollow, p.listing, p.rare, p.relations) for p in compiled.parts
    ]
    return [compiled.digest, compiled.uses, compiled.start, compiled.metered, dict(compiled.faces), traits]


def test_what_is_filled_is_the_same() -> None:
    name = "送达签收单.docx"
    facts = {
        "单位": {"名称": "甲", "办公室": "乙"},
        "活动": {"简称": "丙"},
        "行们": [{"序号": 1, "支部": "丁", "份数": 3, "批次": "一"}],
    }
    ready = shipped.shipped_template(TEMPLATES[name], BODY_FONTS[0])
    fresh = compiling.compiled_template(TEMPLATES[name], name, {OPEN: None}).value
    assert ready is not None
    assert fresh is not None

    assert (
        fill.filled_bytes(ready, facts)
        == fill.filled_bytes(fresh, facts)
        == fill.filled_bytes(pickle.loads(pickle.dumps(ready)), facts)
    )


def test_a_template_that_differs_by_a_byte_is_not_ours() -> None:
    data = TEMPLATES["整改方案.docx"]

    assert shipped.is_shipped(data)
    assert not shipped.is_shipped(data + b"\0")
    assert not shipped.is_shipped(a_template(["{{ 名 }}"]))
    assert shipped.shipped_template(data, "宋体") is None


def test_a_module_of_another_jinja_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jinja2.__version__", "3.2.0")

    assert shipped.shipped_template(TEMPLATES["整改方案.docx"], BODY_FONTS[0]) is None
    assert shipped.is_shipped(TEMPLATES["整改方案.docx"])
