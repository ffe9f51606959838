"""Edits, builds, template changes, departures, kills, a lost ledger, in any order: the sentence holds after each build.

outputs/ is a function of inputs/ and templates/, but for what a clerk has edited, and no edit is ever lost.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from pipeline import confine
from pipeline.shelf import document_of
from tests import thorough, tiny
from tests.conftest import _called_here
from tests.faults import Killed, Steps, struck

NAMES = ("张三", "李四", "王五")
BRANCHES = ("一支部", "二支部")
EXAMPLES = 4 * max(1, thorough.OTHERS)


class Office(RuleBasedStateMachine):
    """A clerk, a program, and a power plug."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="gongwen-"))
        self.path = self.folder / "w"
        self.members: dict[str, tuple[str, int]] = {}
        self.form = 0
        self.edits: dict[str, bytes] = {}  # what the clerk has written, by path: never to be lost
        self.base: dict[str, bytes] = {}  # what an edited paper was before the edit
        self.refused: dict[str, set[bytes]] = {}  # new versions that the clerk has deleted, by document
        self.doubtful: dict[str, bytes] = {}  # papers that a lost ledger cannot know any more
        self.wanted_then: dict[str, bytes] = {}
        self.count = 0
        self.known: dict[tuple[Any, ...], dict[str, bytes]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # --- what the clerk does --------------------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        self.members = {"张三": ("一支部", 1998), "李四": ("二支部", 1999)}
        self.build()

    @rule(name=st.sampled_from(NAMES), branch=st.sampled_from(BRANCHES), year=st.integers(1990, 1992))
    def is_member(self, name: str, branch: str, year: int) -> None:
        self.members[name] = (branch, year)

    @precondition(lambda self: len(self.members) > 1)
    @rule(data=st.data())
    def leaves(self, data: st.DataObject) -> None:
        del self.members[data.draw(st.sampled_from(sorted(self.members)))]

    @rule()
    def changes_the_template(self) -> None:
        self.form = 1 - self.form

    def _paper(self, data: st.DataObject) -> str | None:
        papers = sorted(tiny.papers(self.path))
        return data.draw(st.sampled_from(papers)) if papers else None

    @rule(data=st.data())
    def writes_into(self, data: st.DataObject) -> None:
        if path := self._paper(data):
            self._forget_absent()
            if path not in self.edits:
                self.base[path] = (self.path / path).read_bytes()
            self.count += 1
            self.edits[path] = f"edit {self.count}".encode()
            (self.path / path).write_bytes(self.edits[path])
            self.doubtful.pop(path, None)

    @rule(data=st.data())
    def deletes(self, data: st.DataObject) -> None:
        if path := self._paper(data):
            content = self.base.pop(path, None) or (self.path / path).read_bytes()
            self.refused.setdefault(document_of(path), set()).add(content)
            self.edits.pop(path, None)
            self.doubtful.pop(path, None)
            (self.path / path).unlink()

    @precondition(lambda self: any("（新版" in path for path in tiny.papers(self.path)))
    @rule(data=st.data())
    def takes_the_new_version(self, data: st.DataObject) -> None:
        versions = sorted(path for path in tiny.papers(self.path) if "（新版" in path and "已撤下" not in path)
        if versions:
            version = data.draw(st.sampled_from(versions))
            document = document_of(version)
            (self.path / version).replace(self.path / document)
            for kept in (self.edits, self.base, self.doubtful):
                kept.pop(document, None)
                if version in kept:
                    kept[document] = kept.pop(version)  # type: ignore[index]

    @rule()
    def loses_the_ledger(self) -> None:
        shutil.rmtree(self.path / "outputs/.gongwen", ignore_errors=True)
        self.doubtful = {path: data for path, data in tiny.papers(self.path).items() if path not in self.edits}

    def _forget_absent(self) -> None:
        self.base = {path: data for path, data in self.base.items() if path in self.edits}

    # --- what the program does ------------------------------------------------------------------------------------

    def _prepare(self) -> dict[str, bytes]:
        tiny.prepare(self.path, self.members, self.form)
        key = (tuple(self.members.items()), self.form)
        if key not in self.known:
            self.known[key] = tiny.undisturbed(self.folder / "aside", self.members, self.form)
        return self.known[key]

    @rule(at=st.integers(1, 90), after=st.booleans())
    def is_killed(self, at: int, after: bool) -> None:
        self._prepare()
        with struck(Steps(at, after)):
            with contextlib.suppress(Killed):
                tiny.build(self.path)
        self._edits_are_there()

    @rule()
    def build(self) -> None:
        wanted = self._prepare()
        tiny.build(self.path)
        found = tiny.papers(self.path)
        self._edits_are_there()
        self._settle_doubts(found, wanted)
        for path, data in wanted.items():
            if path not in self.edits:
                assert found[path] == data, f"{path} is not what its facts say"
            else:
                self._offers_what_is_new(path, data, found)
        for path in found:
            document = document_of(path)
            ours = path in wanted or path in self.edits or "/已撤下/" in path
            assert ours or (document in self.edits and found[path] == wanted.get(document)), f"{path} is left over"
        assert tiny.leftovers(self.path) == []
        assert tiny.build(self.path).written == []
        assert tiny.papers(self.path) == found
        self.refused = {p: seen for p, seen in self.refused.items() if wanted.get(p) == self.wanted_then.get(p)}
        self.wanted_then = wanted

    def _edits_are_there(self) -> None:
        for path, data in self.edits.items():
            assert (self.path / path).read_bytes() == data, f"the edit of {path} is lost"

    def _settle_doubts(self, found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
        """With a new ledger a paper that is not what its facts say counts as edited, and one that is as ours."""
        for path, data in self.doubtful.items():
            if found.get(path) == data and data != wanted.get(document_of(path)) and "/已撤下/" not in path:
                self.edits[path] = data
        self.doubtful.clear()

    def _offers_what_is_new(self, path: str, wanted: bytes, found: dict[str, bytes]) -> None:
        """Beside an edited paper lies what its facts say now, unless the clerk has seen that already."""
        seen = {self.base.get(each) for each in self.edits if document_of(each) == path} | self.refused.get(path, set())
        offered = {data for each, data in found.items() if document_of(each) == path}
        assert wanted in seen | offered, f"no new version of {path}"


def test_in_any_order_outputs_are_what_inputs_say_and_no_edit_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine.Helper, "call", _called_here)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Office,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
