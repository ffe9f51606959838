"""Template and facts → bytes: whole, escaped, the same every time; nothing shared between documents."""

from __future__ import annotations

import io
import multiprocessing
import pickle
import zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.expression import UnknownName
from pipeline.render import compile as compiling
from pipeline.render import fill
from pipeline.render.compiled import Compiled
from pipeline.used_names import OPEN, Known
from tests import thorough
from tests.makers import a_template
from tests.outline import text

KNOWN: Known = {"甲": {"名": None, OPEN: None}, "列": {"项": None}}


def compiled(*paragraphs: str) -> Compiled:
    found = compiling.compiled_template(a_template(*paragraphs), "templates/甲.docx", KNOWN)
    assert found.value is not None, found.problems
    return found.value


SLOT = compiled("前{{ 甲.名 }}后")


@settings(max_examples=thorough.examples(300))
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=60))
def test_every_character_that_word_can_hold_is_in_the_document(value: str) -> None:
    made = fill.filled_bytes(SLOT, {"甲": {"名": value}})

    assert text(made) == f"前{value}后"


@pytest.mark.parametrize("value", ["a\x00b", "a\x0bb", "a\ufffeb", "\ud800"])
def test_a_character_that_no_xml_can_hold_is_refused_by_name(value: str) -> None:
    with pytest.raises(fill.UnwritableText) as refused:
        fill.filled_bytes(SLOT, {"甲": {"名": value}})

    assert refused.value.name == "甲.名"


def test_a_line_break_becomes_words_own() -> None:
    made = fill.filled_bytes(SLOT, {"甲": {"名": "一\n二"}})

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "<w:br/>" in archive.read("word/document.xml").decode()


def test_the_same_facts_give_the_same_bytes() -> None:
    assert fill.filled_bytes(SLOT, {"甲": {"名": "张三"}}) == fill.filled_bytes(SLOT, {"甲": {"名": "张三"}})


def test_conditions_and_loops_leave_no_empty_paragraph() -> None:
    template = compiled(
        "{%p if 甲.名 %}", "有{{ 甲.名 }}", "{%p endif %}", "{%p for 个 in 列 %}", "{{ 个.项 }}", "{%p endfor %}"
    )

    assert text(fill.filled_bytes(template, {"甲": {"名": ""}, "列": [{"项": "一"}, {"项": "二"}]})) == "一\n二"


def test_a_template_that_was_sent_to_another_process_fills_as_it_did() -> None:
    template = compiled("{%p for 个 in 列 %}", "{{ 个.项 }}：{{ 甲.名|upper }}", "{%p endfor %}")
    facts = {"甲": {"名": "a&b"}, "列": [{"项": "一"}, {"项": "二"}]}

    sent = pickle.loads(pickle.dumps(template))

    assert fill.filled_bytes(sent, facts) == fill.filled_bytes(template, facts)


_BRANCHES = thorough.stride(200, 64)


def of_branch(number: int) -> bytes:
    return fill.filled_bytes(SLOT, {"甲": {"名": f"第{number}支部党员"}})


@pytest.mark.parametrize("workers", thorough.one_of(1, 4, 16))
def test_threads_never_see_each_others_values(workers: int) -> None:
    with ThreadPoolExecutor(workers) as pool:
        made = list(pool.map(of_branch, range(_BRANCHES)))

    assert [text(document) for document in made] == [f"前第{n}支部党员后" for n in range(_BRANCHES)]


def test_processes_make_the_same_documents_as_threads() -> None:
    with ProcessPoolExecutor(thorough.stride(4, 2), multiprocessing.get_context("spawn")) as pool:
        made = list(pool.map(of_branch, range(200), chunksize=10))

    assert made == [of_branch(number) for number in range(200)]


def test_a_name_that_the_facts_lack_stops_the_document() -> None:
    with pytest.raises(UnknownName):
        fill.filled_bytes(compiled("{{ 甲.党费标准 }}"), {"甲": {"名": "张三"}})


def test_what_is_made_is_a_whole_archive_of_strict_xml() -> None:
    with zipfile.ZipFile(io.BytesIO(fill.filled_bytes(SLOT, {"甲": {"名": "A&B<>"}}))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


@pytest.mark.parametrize(
    ("paragraph", "code"),
    [
        ("{{ 甲.", "template.split"),
        ("{% if 甲.名 %}", "template.unclosed"),
        ("{{ 甲. }}", "template.syntax"),
        ("{{ 乙.名 }}", "template.unknown-name"),
        ("｛｛ 甲.名 ｝｝", "template.fullwidth"),
    ],
)
def test_a_faulty_template_is_found_before_anything_is_filled(paragraph: str, code: str) -> None:
    found = compiling.compiled_template(a_template(paragraph), "templates/甲.docx", KNOWN)

    assert found.value is None
    assert [problem.code for problem in found.problems] == [code]


def test_a_template_with_a_document_type_is_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(a_template("甲")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(
                name, part.replace(b"?>", b'?><!DOCTYPE x SYSTEM "a">', 1) if "document.xml" in name else part
            )

    found = compiling.compiled_template(buffer.getvalue(), "templates/甲.docx", KNOWN)

    assert [problem.code for problem in found.problems] == ["template.unreadable"]
