"""Backup and restore of the sample, killed again and again while a watcher runs: whole or not there, and it goes on.

    python -m tests.benchmarks.backup [KILLS]

Prints how often each was killed, what was left, and what the restored workspace then made and sent.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

from pipeline.errands import backup
from pipeline.model.errors import PipelineError

_PROGRAM = (sys.executable, "-m", "pipeline")


def run(workspace: Path, *words: str) -> str:
    """Run a command to its end and return what it printed."""
    done = subprocess.run([*_PROGRAM, *words, "--workspace", str(workspace)], capture_output=True, check=False)
    return done.stdout.decode() + done.stderr.decode()


def killed(seconds: float, workspace: Path, *words: str) -> bool:
    """Start a command and kill it after so long; whether it was still at work."""
    child = subprocess.Popen(
        [*_PROGRAM, *words, "--workspace", str(workspace)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
        return False
    child.send_signal(signal.SIGKILL)
    child.wait()
    return True


def edit_a_paper(office: Path) -> str:
    """Add a line to a paper, as a clerk would, and return its path."""
    path = min((office / "outputs").rglob("04-整改方案.docx"))
    paper = docx.Document(str(path))
    paper.add_paragraph("书记补充的一句。")
    paper.save(str(path))
    return path.relative_to(office).as_posix()


def main(kills: int) -> None:
    """Kill each of the two so often."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office, box = folder / "office", folder / "box"
        box.mkdir()
        run(folder, "init", "office", "--sample")
        print(run(office, "build").strip().splitlines()[-1])
        edited = edit_a_paper(office)
        run(office, "approve", "--all")
        print(run(office, "send", "--way", "文件夹", "--to", str(box)).strip().splitlines()[-1])
        watcher = subprocess.Popen(
            [*_PROGRAM, "watch", "--workspace", str(office)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        began = time.monotonic()
        print(run(office, "backup", str(folder / "first.zip")).splitlines()[0])
        long = time.monotonic() - began
        done = whole = 0
        while done < kills:
            target = folder / f"{done}.zip"
            done += killed(chance.uniform(0.2, long), office, "backup", str(target))
            if target.exists():
                backup.check(target)
                whole += 1
                target.unlink()
        print(f"backup: {done} kills in {long:.1f} s each, {whole} whole files, 0 that were not")
        run(office, "backup", str(folder / "last.zip"))
        print(f"left beside it: {[p.name for p in folder.iterdir() if p.name.endswith('.tmp')]}")
        watcher.send_signal(signal.SIGINT)
        watcher.wait()
        began = time.monotonic()
        run(folder / "first", "restore", str(folder / "last.zip"))
        long = time.monotonic() - began
        done = begun = anew = sent = 0
        while done < kills:
            new = folder / "new"
            was = killed(chance.uniform(0.2, long), new, "restore", str(folder / "last.zip"))
            done += was
            if was and new.exists():
                begun += not (new / "inputs").exists()
            with contextlib.suppress(PipelineError):
                backup.restore(folder / "last.zip", new)
            if done % 10 == 0 and was:
                report = json.loads(run(new, "build", "--json"))
                anew += len(report["written"])
                assert edited in report["kept"], report["kept"]
                sent += "没有新的要发" not in run(new, "send", "--way", "文件夹", "--to", str(folder / "box2"))
            shutil.rmtree(new)
        print(f"restore: {done} kills in {long:.1f} s each, {begun} of them before it was a workspace")
        print(f"every tenth went on: {anew} papers made anew, {sent} times something sent again")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
