"""Fixtures: a workspace to drop files into, the frozen clock, golden files that `--accept` rewrites."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import importlib
import io
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from pipeline import cli, confine, plan, render, review
from pipeline.disk import chunk
from pipeline.errands import templates
from pipeline.ledger.soundness import Guarded
from pipeline.model.declared import DeclaredSheet
from pipeline.model.problem import Read
from pipeline.model.work import Use
from pipeline.produce import foreign
from pipeline.render import Compiled
from tests import thorough
from tests.samples import extremes, recorded
from tests.sheets import workbook

hypothesis.settings.register_profile(
    "ours", deadline=None, max_examples=thorough.examples(100), derandomize=not thorough.OTHERS
)  # no deadline: a busy machine fails no test
hypothesis.settings.load_profile("ours")

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "inputs" / "示例-先进性教育"
FIVE = ("会议通知", "动员讲话", "党性分析表", "整改方案", "整改台账")
"""The kinds that most tests are about: what the catalog gains beside them makes no test slower."""

CAMPAIGN = """\
活动:
  名称: 保持共产党员先进性教育活动
  简称: 先进性教育活动
  开始: 2026-07-01
  结束: 2026-12-31
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}
"""
_AT_EASE = "PRAGMA synchronous = OFF"
_MISSING = "{} is not installed"
MEETING = """\
会议:
  名称: 动员大会
  时间: 2026-07-06 09:00
  地点: 镇政府三楼会议室
  讲话人: {姓名: 某某, 职务: 镇党委书记}
"""
ROSTER = """\
姓名|所在党支部|性别|出生日期|人员类别|入党时间
张三|一支部|男|1975-03-12|正式党员|1998-07-01
李四|一支部|女|1980-05-06|预备党员|2025-07-01
王五|二支部|男|1969-01-02|正式党员|1990-07-01
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what came out")


def pytest_collection_finish() -> None:
    """Look for waste more seldom, and pass over what is there for good: thousands of tests, and all modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Have a hand for each core, and one more where browsers are looked at: who does that mostly waits."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return _cores() + (not _is_missing("chromium"))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.fixture(autouse=True)
def helper_at_home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the helper's work be done in this process, where it is measured; tests marked `confined` have the real one."""
    if request.node.get_closest_marker("confined") is None:
        monkeypatch.setattr(confine.Helper, "call", _called_here)


@pytest.fixture(scope="session", autouse=True)
def no_wait_for_the_disk() -> Iterator[None]:
    """Ask the system to keep nothing for good: no test outlives a power cut, and most of a build's waiting is for that.

    Who strikes these calls, or counts them, puts something else in their place, as ever.
    """
    real, execute = chunk._syncfs, Guarded.execute

    def run(database: Guarded, words: str, parameters: Any = (), /) -> Any:
        return execute(database, _AT_EASE if words.startswith("PRAGMA synchronous") else words, parameters)

    @functools.wraps(real)
    def syncfs(root: Path) -> Callable[[int], None] | None:
        return real(root) and (lambda _: None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(chunk, "_syncfs", syncfs)
        patch.setattr(Guarded, "execute", run)
        yield


@pytest.fixture(scope="session", autouse=True)
def catalogs_read_once() -> Iterator[None]:
    """Remember what a catalog says: most tests have one of a few, and reading it takes a fifth of their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "read_catalog", functools.lru_cache(maxsize=32)(plan.read_catalog))
        yield


@pytest.fixture(scope="session", autouse=True)
def our_templates_made_ready_once() -> Iterator[None]:
    """Remember what our own templates come to: every build has the catalog's, and each is made ready for its names."""
    real = foreign._compiled
    ours = functools.lru_cache(maxsize=1024)(real)

    def compiled(data: bytes, use: Use, body_font: str, sheets: tuple[DeclaredSheet, ...]) -> Read[Compiled | None]:
        known = ours if render.is_shipped(data) else real
        return known(data, use, body_font, tuple(sheets))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreign, "_compiled", compiled)
        yield


@pytest.fixture(scope="session", autouse=True)
def our_templates_looked_at_once() -> Iterator[None]:
    """Remember what is found in our own templates: looking at all of them takes seconds, and many tests ask for it."""
    real = templates.look
    seen: dict[bytes, templates.TemplateLook] = {}

    def look(data: bytes, file: str, *asked: Any) -> templates.TemplateLook:
        if not render.is_shipped(data):
            return real(data, file, *asked)
        key = hashlib.sha256(data + repr((file, *asked)).encode()).digest()
        if key not in seen:
            seen[key] = real(data, file, *asked)
        return seen[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "look", look)
        yield


@pytest.fixture(scope="session", autouse=True)
def papers_known_for_good() -> Iterator[None]:
    """Remember across builds what a build knows of its papers' looks: reviewing is half of a small one's work.

    It is what is known of papers without a finding, by their templates' bytes and their words: see
    pipeline/review/review_cache.py. Who reviews bytes by a Reviewer of his own has one that knows nothing.
    """
    real = review.Reviewer

    @functools.lru_cache(maxsize=32)
    def known(terms: tuple[tuple[str, str], ...], *called: str) -> review.Reviewer:
        return real(dict(terms), *called)

    def reviewer(terms: Mapping[str, str] | None = None, *called: str) -> review.Reviewer:
        return real() if terms is None else known(tuple(terms.items()), *called)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review, "Reviewer", reviewer)
        yield


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache folder of its own: what one has compiled is nothing to another."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    monkeypatch.setattr("pipeline.produce.foreign._AT_HAND", {})
    return folder


@contextlib.contextmanager
def working_here() -> Iterator[None]:
    """Do the helper's work in this process, for a fixture that serves several tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confine.Helper, "call", _called_here)
        yield


def _called_here(_: confine.Helper, function: str, *arguments: object, seconds: float) -> object:
    assert seconds
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)(*arguments)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare text with a golden file beside its sample; --accept rewrites it."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


def put_templates(workspace: Path, *kinds: str) -> None:
    """Give a workspace the shipped templates, those of the kinds named (else all) and those of no kind."""
    catalog, beside = _shipped(kinds)
    shutil.copytree(ROOT / "templates", workspace / "templates", ignore=lambda *_: beside)
    (workspace / "templates" / "catalog.yaml").write_text(catalog, "utf-8")


@functools.cache
def _shipped(kinds: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """Return the catalog of some kinds, else of all, and the templates that it does not name."""
    whole = (ROOT / "templates" / "catalog.yaml").read_text("utf-8")
    if not kinds:
        return whole, frozenset()
    head, *entries = re.split(r"^(?=- 文种: )", whole, flags=re.MULTILINE)
    kept = [entry for entry in entries if re.match(r"- 文种: (\S+)", entry)[1] in kinds]  # type: ignore[index]
    named, used = (set(re.findall(r"^  模板: (\S+)", "".join(each), re.MULTILINE)) for each in (entries, kept))
    return head + "".join(kept), frozenset(named - used)


def put_sample(workspace: Path, *kinds: str) -> None:
    """Give a workspace the sample campaign; its YAML asks for the kinds named, else for all."""
    home = workspace / "inputs" / SAMPLE.name
    shutil.copytree(SAMPLE, home)
    if kinds:
        with (home / "活动.yaml").open("a", encoding="utf-8") as file:
            file.write(f"文种: [{', '.join(kinds)}]\n")


def put(workspace: Path, name: str, content: str | bytes) -> Path:
    path = workspace / "inputs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = workbook(content) if path.suffix == ".xlsx" else content.encode()
    path.write_bytes(content)
    return path


@dataclass(frozen=True, slots=True)
class Built:
    """A workspace after its build: `home` is the campaign's folder below outputs/, `report` the build's JSON."""

    path: Path
    home: Path
    report: Any

    def documents(self) -> list[str]:
        """Return every document below outputs/, the print volumes left out."""
        return _documents(self.path)


def _documents(workspace: Path) -> list[str]:
    found = (path.relative_to(workspace).as_posix() for path in (workspace / "outputs").rglob("*.docx"))
    return sorted(path for path in found if "/打印/" not in path)


class Workspace:
    """A workspace in a temporary folder; `run` goes through the command line."""

    def __init__(self, path: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capture = capture

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file below inputs/; a .xlsx given as text is a table (see tests/sheets.py)."""
        return put(self.path, name, content)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Return exit code, stdout and stderr of a command."""
        self._capture.readouterr()
        code = cli.run([*arguments, "--workspace", str(self.path)])
        said = self._capture.readouterr()
        return int(code), said.out, said.err

    def build(self, *arguments: str) -> Any:
        """Return the JSON of a build, with its exit code under "exit"."""
        code, out, _ = self.run("build", "--json", *arguments)
        return json.loads(out) | {"exit": code}

    def documents(self) -> list[str]:
        """Return every document below outputs/, the print volumes left out."""
        return _documents(self.path)

    def output(self, name: str) -> Path:
        """Return a path below outputs/."""
        return self.path / "outputs" / name


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """An empty workspace with the templates of the five kinds."""
    put_templates(tmp_path, *FIVE)
    (tmp_path / "inputs").mkdir()
    return Workspace(tmp_path, capsys)


@pytest.fixture
def campaign(workspace: Workspace) -> Workspace:
    """A workspace with a small campaign: two branches, three members, a meeting."""
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)
    return workspace


@pytest.fixture
def sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A workspace with all templates and the sample campaign, which asks for the five kinds."""
    put_templates(tmp_path)
    put_sample(tmp_path, *FIVE)
    return Workspace(tmp_path, capsys)


@pytest.fixture(scope="session")
def sample_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample campaign's five kinds, built once for the tests that only read what came out."""
    return _once(tmp_path_factory, "sample", lambda folder: built_sample(folder, *FIVE))


@pytest.fixture(scope="session")
def every_kind_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample campaign with every kind of the catalog, built once."""
    return _once(tmp_path_factory, "every", built_sample)


@pytest.fixture(scope="session")
def extreme_built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """The campaign of extreme values under a kind of red head, built once for each."""
    return functools.cache(
        lambda head: _once(tmp_path_factory, head, lambda folder: built_extreme(folder, head, *FIVE))
    )


def _once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Built]) -> Built:
    """Build once for all workers of a run."""

    def told(home: Path) -> object:
        built = build(home)
        return [built.home.relative_to(home).as_posix(), built.report]

    home, (folder, report) = once(factory, name, told)
    return Built(home, home / folder, report)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> tuple[Path, Any]:
    """Fill a folder once for all workers of a run: who comes first does it, the others wait; return it, and what was told."""
    root = factory.getbasetemp()
    home = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "once" / name
    told = home.with_name(f"{name}.json")
    home.parent.mkdir(exist_ok=True)
    try:
        home.mkdir()
    except FileExistsError:
        end = time.monotonic() + 300
        while not told.is_file():
            assert time.monotonic() < end, f"{name}: another worker has not built it"
            time.sleep(0.05)
        return home, json.loads(told.read_text("utf-8"))
    aside = told.with_suffix(".tmp")
    aside.write_text(json.dumps(make(home)), "utf-8")
    aside.replace(told)
    return home, json.loads(told.read_text("utf-8"))


def built_sample(folder: Path, *kinds: str) -> Built:
    """Build the sample campaign in an empty folder: the kinds named, else all."""
    put_sample(folder, *kinds)
    return built_from(folder, SAMPLE.name)


def built_recorded(folder: Path, *kinds: str) -> Built:
    """Build the sample campaign with all that it has written down by its end: the kinds named, else all."""
    put_sample(folder)
    for name, content in {**recorded.files(), **recorded.texts()}.items():
        put(folder, f"{SAMPLE.name}/{name}", content)
    facts = folder / "inputs" / SAMPLE.name / "活动.yaml"
    facts.write_text(recorded.dated(facts.read_text("utf-8")), "utf-8")
    return built_from(folder, SAMPLE.name, *kinds)


def built_extreme(folder: Path, head: str, *kinds: str, many: bool = True) -> Built:
    """Build the campaign of extreme values in an empty folder: the kinds named, else all."""
    for name, content in extremes.files(head, many=many).items():
        put(folder, name, content)
    return built_from(folder, extremes.CAMPAIGN, *kinds)


def built_over(folder: Path, *members: int) -> Built:
    """Build a campaign of extreme values that is over, all kinds: a branch of so many members each, long names first."""
    branches = [(*extremes.BRANCHES[at][:2], size) for at, size in zip((0, 3, 2), members, strict=False)]
    for name, content in extremes.with_everything(branches).items():
        put(folder, name, content)
    return built_from(folder, extremes.CAMPAIGN)


def built_from(folder: Path, campaign: str, *kinds: str) -> Built:
    """Build what lies in a folder's inputs/: the kinds named, else all."""
    put_templates(folder, *kinds)
    said = io.StringIO()
    with working_here(), contextlib.redirect_stdout(said):
        code = cli.run(["build", "--json", "--workspace", str(folder)])
    return Built(folder, folder / "outputs" / campaign, json.loads(said.getvalue()) | {"exit": int(code)})


def needs(program: str) -> pytest.MarkDecorator:
    """Skip a test where a program is missing; CI has them all, and fails instead."""
    return pytest.mark.skipif(_is_missing(program), reason=_MISSING.format(program))


def skip_without(program: str) -> None:
    """Do the same from a fixture."""
    if _is_missing(program):
        pytest.skip(_MISSING.format(program))


def _is_missing(program: str) -> bool:
    return shutil.which(program) is None and not thorough.ALL
