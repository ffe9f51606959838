"""CPU of a document: the sample campaign with all its papers beside the five kinds of an earlier commit, in one run.

    python -m tests.benchmarks.all_papers [COMMIT] [TURNS]

The earlier commit is put into a git worktree of its own, which is taken away again; its own sample is built there. All
processes count, bytecode lies ready, and of some turns, taken one after the other, the least of each side is compared.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT, SAMPLE, put
from tests.samples import recorded

_COMMIT = "64c2ccb"  # the last one with five kinds of papers
_TURNS = 3
_ALLOWED = 2.5


def main() -> None:
    """Measure and print; exit 1 where a document costs more than is allowed."""
    commit, turns = (*sys.argv[1:], *(_COMMIT, _TURNS)[len(sys.argv) - 1 :])[:2]
    with tempfile.TemporaryDirectory() as scratch:
        earlier = Path(scratch) / "earlier"
        _git("worktree", "add", "--detach", str(earlier), str(commit))
        try:
            sides = {"all papers": _Side(ROOT, Path(scratch) / "all"), str(commit): _Side(earlier, Path(scratch) / "five")}  # fmt: skip
            for file, content in {**recorded.files(), **recorded.texts()}.items():
                put(sides["all papers"].workspace, f"{SAMPLE.name}/{file}", content)
            facts = sides["all papers"].workspace / "inputs" / SAMPLE.name / "活动.yaml"
            facts.write_text(recorded.dated(facts.read_text("utf-8")), "utf-8")
            for _ in range(int(turns) + 1):  # the first writes the bytecode
                for side in sides.values():
                    side.build()
        finally:
            _git("worktree", "remove", "--force", str(earlier))
    each = [side.report(name) for name, side in sides.items()]
    ratio = each[0] / each[1]
    print(f"a document of all papers costs {ratio:.2f} times one of {commit} (allowed: {_ALLOWED})")
    sys.exit(ratio > _ALLOWED)


class _Side:
    """One checkout with a workspace of its own."""

    def __init__(self, checkout: Path, workspace: Path) -> None:
        self.checkout, self.workspace = checkout, workspace
        self.seconds: list[float] = []
        self.documents = 0
        self._run("init", "--sample", str(workspace))

    def build(self) -> None:
        """Build everything anew and note what it cost."""
        shutil.rmtree(self.workspace / "outputs", ignore_errors=True)
        before = _spent()
        self._run("build", "--workspace", str(self.workspace))
        self.seconds.append(_spent() - before)
        folders = (self.workspace / "outputs" / SAMPLE.name).iterdir()
        self.documents = sum(len(list(each.glob("*.docx"))) for each in folders if each.name != "打印")

    def report(self, name: str) -> float:
        """Print what the cheapest build cost, and return the seconds of a document."""
        least = min(self.seconds[1:])
        print(f"{name:12}{self.documents:5} documents{least:7.2f} s{1000 * least / self.documents:7.1f} ms a document")
        return least / self.documents

    def _run(self, *words: str) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(self.workspace.with_suffix(".pyc"))
        command = [sys.executable, "-m", "pipeline", *words]
        done = subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, check=False)
        if done.returncode not in {0, 1}:
            sys.exit(done.stderr.decode("utf-8", "replace"))


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
