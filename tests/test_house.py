"""The house keeps its own rules: contents page, arrows between rooms, a line in the handbook for everything."""

from __future__ import annotations

import ast
import concurrent.futures.process
import functools
import importlib
import io
import logging
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from importlinter.cli import lint_imports

import pipeline
from pipeline.cli import app
from pipeline.errands import handbook
from pipeline.model import codes
from pipeline.plan import template_names
from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"
GENERATED = re.compile(r"t[0-9a-f]{16}\.py")  # programs of templates, in render/shipped


def _written() -> list[Path]:
    """Return the modules that somebody has written."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not GENERATED.fullmatch(path.name)]


def test_the_contents_page_lists_every_room() -> None:
    listed = set(re.findall(r"^(\w+) {2,}\S", pipeline.__doc__ or "", re.MULTILINE))

    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert listed == rooms - {"__init__"}


@pytest.mark.parametrize("room", ["inbox", "plan", "review", "errands", "dispatch"])
def test_a_large_room_lists_what_lies_in_it(room: str) -> None:
    """Each module once: at the head of a line, or behind a semicolon with what it is to the one before."""
    said = importlib.import_module(f"pipeline.{room}").__doc__ or ""
    heads = re.findall(r"^(\w+(?:, \w+)*)  +\S|; (\w+(?:, \w+)*):", said, re.MULTILINE)
    listed = sorted(name for names in heads for name in ", ".join(filter(None, names)).split(", "))
    home = PACKAGE / room

    there = {path.stem for path in home.glob("*.py")} | {path.parent.name for path in home.glob("*/__init__.py")}
    assert listed == sorted(there - {"__init__"})


def test_one_word_means_one_thing() -> None:
    """Class names are unique. The page (web) calls what it shows by the name of what it shows: a Job, a Row, a Phase."""
    homes: dict[str, list[str]] = {}
    for path in _written():
        if "web" not in path.relative_to(PACKAGE).parts:
            for node in _nodes(path):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes.setdefault(node.name, []).append(_module(path))

    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_a_module_is_the_only_one_of_its_name() -> None:
    """But for what is named after the room that it opens: the doors, the errands, the page and the pages of codes."""
    doors = ("cli", "errands", "web", "model.codes")
    homes: dict[str, list[str]] = {}
    for path in _written():
        name = _module(path).removesuffix(".__init__")
        if not name.endswith("__main__") and not name.startswith(doors):
            homes.setdefault(name.rpartition(".")[2], []).append(name)

    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_the_arrows_between_rooms_are_kept() -> None:
    try:
        assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0
    finally:
        for logger in logging.Logger.manager.loggerDict.values():  # it sets logging up anew, disables whoever was there
            if isinstance(logger, logging.Logger):
                logger.disabled = False


_NOT_ROOMS = {"model"}  # the vocabulary that travels: its pages are imported by name
_REACHES_IN = {  # tests beside benchmarks that open a room which they do not mirror
    "conftest.py": "no test waits for the disk, or for the ledger to be on it",
    "faults.py": "strikes at the moments in which the disk and the ledger are written",
    "lexicon.py": "makes the lexicon of send",
    "makers.py": "the smallest facts count and ask as the inbox does",
    "released.py": "writes the list of errands.released",
    "contract/test_sheets.py": "what is declared is told by the inbox's signs",
    "dispatch/test_once.py": "a share that fails between two steps of disk",
    "errands/test_campaign_form.py": "the form is read back as a YAML is",
    "inbox/test_factsheet.py": "the form that an errand writes is read",
    "inbox/test_form_cells.py": "the form that an errand writes is read",
    "ledger/test_book.py": "another kind of file system",
    "produce/test_production.py": "a file that another program holds",
    "render/test_attacks.py": "limits of the helper that produce sets",
    "render/test_kept.py": "what produce has at hand",
    "review/test_office.py": "exit codes of the command",
    "review/test_review_cache.py": "templates as produce compiles them",
    "review/test_review_command.py": "exit codes of the command",
    "stationery/test_forms.py": "what a campaign asks, read as the inbox does",
    "stories/test_asking.py": "another kind of file system",
    "stories/test_hard_times.py": "a full disk, a full journal",
    "test_contract_page.py": "the page names every key that is read",
    "test_handbook.py": "the order of the commands",
    "test_memory.py": "how much a campaign's turn holds",
    "test_packing.py": "where the door finds its files",
}


@functools.cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return what a file imports and says, its classes and the names of parameters: several tests look at each file."""
    return tuple(node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, _LOOKED_AT))


_LOOKED_AT = (ast.Import, ast.ImportFrom, ast.Constant, ast.arg, ast.ClassDef)


def _rooms() -> dict[str, set[str]]:
    """Return what each room offers at its door."""
    doors = {path.parent.name: path for path in PACKAGE.glob("*/__init__.py") if path.parent.name not in _NOT_ROOMS}
    return {room: set(getattr(importlib.import_module(f"pipeline.{room}"), "__all__", ())) for room in doors}


def _reached(path: Path, rooms: dict[str, set[str]]) -> list[str]:
    """Return what a file takes from rooms other than by their doors."""
    own = path.relative_to(ROOT).parts[1].removeprefix("test_").removesuffix(".py")
    taken = []
    for node in _nodes(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            room, _, inner = (node.module or "").removeprefix("pipeline.").partition(".")
            if room in rooms and room != own:
                taken += [f"{node.module}: {each.name}" for each in node.names if inner or each.name not in rooms[room]]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):  # what is called in the helper
            named = re.fullmatch(r"pipeline\.(\w+)\.[\w.]+:\w+", node.value)
            taken += [node.value] if named and named[1] != own else []
    return taken


def test_a_room_is_entered_by_its_door() -> None:
    rooms = _rooms()

    assert {path.name: found for path in _written() if (found := _reached(path, rooms))} == {}


def test_what_is_called_in_the_helper_is_there() -> None:
    nodes = (node for path in _written() for node in _nodes(path))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    called = {text for text in texts if re.fullmatch(r"pipeline\.[\w.]+:\w+", text)}

    assert len(called) > 5
    for module, name in (text.split(":") for text in called):
        assert callable(getattr(importlib.import_module(module), name))


def test_a_test_opens_the_room_that_it_mirrors_and_no_other() -> None:
    rooms = _rooms()
    home = ROOT / "tests"
    reaching = {p.relative_to(home).as_posix() for p in home.rglob("*.py") if _reached(p, rooms)}

    assert {name for name in reaching if not name.startswith("benchmarks/")} == set(_REACHES_IN)


def test_a_folder_of_tests_mirrors_a_room() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}

    assert folders - set(_rooms()) == {"samples", "stories"}


@pytest.mark.parametrize("room", sorted(_rooms()))
def test_what_stands_at_a_door_is_there_and_is_no_module_of_the_same_name(room: str) -> None:
    """A function that is called like a module of its room would hide it, or be hidden, by who is imported first."""
    door = importlib.import_module(f"pipeline.{room}")
    inside = {path.stem for path in (PACKAGE / room).iterdir()} - {"__init__"}

    for name in _rooms()[room]:
        if name in inside:
            importlib.import_module(f"pipeline.{room}.{name}")
            assert getattr(door, name).__name__ == f"pipeline.{room}.{name}"
        else:
            assert hasattr(door, name), name


def test_the_model_imports_no_third_party() -> None:
    for path in (PACKAGE / "model").rglob("*.py"):
        for node in _nodes(path):
            if isinstance(node, ast.ImportFrom):
                assert node.module is None or node.module.partition(".")[0] in {
                    "__future__", "collections", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions",
                    "functools", "hashlib", "operator", "pipeline", "typing",
                }, path  # fmt: skip


def test_codes_are_unique_and_each_is_in_the_handbook() -> None:
    page = (ROOT / "docs" / "codes.md").read_text("utf-8")

    assert len({code.code for code in codes.ALL}) == len(codes.ALL)
    assert page == handbook.codes_page()


def test_every_command_is_in_both_handbooks() -> None:
    for page in ("README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text("utf-8")
        for command in app.registered_commands:
            name = command.name or command.callback.__name__  # type: ignore[union-attr]
            assert command.hidden or re.search(rf"`(gongwen )?{name}\b", text), (page, name)
        for group in app.registered_groups:
            for command in group.typer_instance.registered_commands:  # type: ignore[union-attr]
                name = f"{group.typer_instance.info.name} {command.callback.__name__}"  # type: ignore[union-attr]
                assert re.search(rf"`(gongwen )?{name}\b", text), (page, name)


def test_the_readme_commands_are_the_ones_that_ci_calls() -> None:
    line = "python3 -m venv .venv && .venv/bin/pip install -q -r requirements.lock && .venv/bin/python -m "

    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"{line}pipeline build\n" in readme
    assert f"{line}pytest\n" in readme
    assert f"{line}pytest --cov --cov-report=term:skip-covered\n" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]["report"]["fail_under"] >= 90


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")

    assert "--hash=sha256:" in lock
    assert "://" not in lock
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for requirement in wanted:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert f"\n{name}==" in lock, name


def test_the_vocabulary_names_nothing_twice() -> None:
    for scope in template_names.Scope:
        listed = [name.path for name in template_names.names(scope)]
        assert len(listed) == len(set(listed)), scope


def test_files_stay_readable() -> None:
    for path in _written():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= 450, (path, lines)


@functools.cache
def _imports() -> dict[str, frozenset[str]]:
    """Return the first names of what each module imports, by module."""
    found = {}
    for path in _written():
        modules: set[str] = set()
        for node in _nodes(path):
            modules |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            modules |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
        found[_module(path)] = frozenset(module.partition(".")[0] for module in modules)
    return found


def _third_party(name: str) -> set[str]:
    """Return the modules that import a library."""
    return {module for module, imported in _imports().items() if name in imported}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def test_each_library_has_its_own_room() -> None:
    assert _third_party("python_calamine") == {"inbox.sheet_bytes"}
    assert _third_party("openpyxl") == {"inbox.sheet_bytes", "inbox.feedback"}
    assert _third_party("ruamel") == {"inbox.yamlfile", "contract.entries", "splice.yaml"}
    assert _third_party("pypandoc") == {"inbox.pandoc", "review.export"}
    assert _third_party("nh3") == {"review.export"}
    assert _third_party("pypdf") == {"render.print_pdf"}
    assert _third_party("pypdfium2") == {"review.pages", "collect.pdf_text", "collect.scan_pages"}
    assert _third_party("PIL") == _third_party("zxingcpp") == {"collect.scan_pages"}  # the extra `paper`
    assert _third_party("docxtpl") == {"render.dialect"}
    assert _third_party("docx") == {"render.checking.marking"}
    assert _third_party("jinja2") <= {
        "expression",
        "used_names",
        "contract.expressions",
        "plan.catalog",
        "plan.each",
        "plan.due",
        "produce.document",
        "render.checking.__init__",
        "render.__main__",
        "render.checking.grammar",
        "render.shipped.__init__",
        "render.codegen",
        "render.compile",
        "render.confined",
        "render.dialect",
        "render.wellformed",
        "render.meter",
        "render.metered",
        "render.tame",
        "render.tariffs",
        "send.papers",
        "web.site",
    }
    assert _third_party("subprocess") == {"confine"}
    assert _third_party("multiprocessing") == {"fleet"}
    assert _third_party("distributed") == {"fleet"}
    assert _third_party("sqlite3") == {"ledger.soundness", "ledger.schema"}
    assert _third_party("watchdog") == {"watch"}
    assert _third_party("smtplib") == {"send.mail"}
    assert _third_party("imaplib") == {"send.imap"}
    assert _third_party("pyzipper") == {"send.parcel"}
    assert all(module.startswith("cli.") for module in _third_party("typer"))
    assert all(module.startswith("web.") for module in _third_party("starlette") | _third_party("uvicorn"))


def test_the_private_parts_of_others_that_we_lean_on_are_there() -> None:
    """No release promises them: fleet asks whether a result is half sent, register writes what xlsxwriter would."""
    book = xlsxwriter.Workbook(io.BytesIO())
    sheet = book.add_worksheet()

    assert callable(concurrent.futures.process._sendback_result)
    assert book.add_format()._get_xf_index() >= 0
    assert hasattr(sheet, "dim_rowmax")
    assert hasattr(zipfile.ZipInfo("x"), "_compresslevel")


def test_what_a_problem_means_is_no_list_of_codes() -> None:
    """What a fault hides, whether it passes, whether a workbook goes back for it: its Code says so."""
    lists = re.compile(r"\.code(\.startswith\(|\s+(not )?in\s)")
    rooms = ("inbox", "plan", "produce", "dispatch", "cli", "errands", "model")
    sources = [
        *(ROOT / "pipeline").glob("*.py"),
        *(p for room in rooms for p in (ROOT / "pipeline" / room).rglob("*.py")),
    ]

    assert [path.name for path in sources if lists.search(path.read_text("utf-8"))] == []


def test_what_is_only_told_is_a_function_of_its_own() -> None:
    """No flag deep down says that nothing is to be done: the doors choose between planning and carrying out."""
    flags = []
    for path in _written():
        if "cli" not in path.relative_to(PACKAGE).parts:
            names = {node.arg for node in _nodes(path) if isinstance(node, ast.arg)}
            flags += [path.name for _ in names & {"dry", "dry_run"}]

    assert flags == []
