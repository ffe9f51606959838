"""The package for Windows, run under Wine: what works there works the same, byte for byte; no proof for a real Windows.

    python -m tests.benchmarks.wine [ZIP] [INSTALLER] [STEP …]

Without a ZIP it makes a package first (a network is needed). Prints a table and ends with 1 where a line fails; where
Wine, its compiler or the embeddable Python cannot be had it says so and ends with 0. Left out by name: many processes
(Wine 8 hangs in ProcessPoolExecutor) and limits of memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline import packing
from pipeline.model.errors import PipelineError
from pipeline.packing import texts
from pipeline.produce.paper_key import NAME as KEY

_COMPILER = "x86_64-w64-mingw32-gcc"
_SHIM = r"""
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
"""  # Rust's libraries ask for random bytes by a name that Wine 8 does not have
_SECONDS = 240  # for one command
_PORT = 18765  # of the page
_SAMPLE = "示例-先进性教育"


class Wine:
    """A prefix of its own, with what this Wine lacks; `home` is C: in it."""

    def __init__(self, folder: Path) -> None:
        self.prefix = folder / "prefix"
        self.home = self.prefix / "drive_c"
        self.environment = os.environ | {
            "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1",
            "WINEDLLOVERRIDES": "mscoree,mshtml,wbemprox=;bcryptprimitives=n",
        }  # fmt: skip
        subprocess.run(["wineboot", "-i"], env=self.environment, capture_output=True, timeout=_SECONDS, check=False)
        source, system = folder / "shim.c", self.home / "windows/system32"
        source.write_text(_SHIM)
        words = [_COMPILER, "-shared", "-o", str(system / "bcryptprimitives.dll"), str(source), "-ladvapi32"]
        subprocess.run(words, check=True, capture_output=True)

    def run(self, program: Path, *words: str, wanted: Sequence[int] = (0,)) -> str:
        """Run a program to its end and return what it printed. Raises AssertionError where it ends otherwise."""
        done = subprocess.run(
            ["wine", str(program), *words], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_SECONDS, check=False, cwd=self.home,
        )  # fmt: skip
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert done.returncode in wanted, f"{program.name} {' '.join(words)}: {done.returncode}\n{said[-1500:]}"
        return said

    @contextlib.contextmanager
    def running(self, program: Path, *words: str) -> object:
        """Have a program at work."""
        child = subprocess.Popen(
            ["wine", str(program), *words], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.home,
        )  # fmt: skip
        try:
            yield child
        finally:
            child.kill()
            child.communicate()

    def end(self) -> None:
        """End all that runs in this prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment, capture_output=True, check=False)


def papers(workspace: Path) -> dict[str, str]:
    """Return the digest of each Word file below outputs/."""
    found = sorted((workspace / "outputs").rglob("*.docx"))
    return {p.relative_to(workspace).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def appears(there: Callable[[], bool], seconds: float) -> None:
    """Wait until something is there. Raises AssertionError."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, f"not within {seconds:.0f} s"
        time.sleep(0.5)


def answers() -> bool:
    """Whether a page answers: nobody comes in without its ticket."""
    asking = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=5)
    with contextlib.suppress(OSError), contextlib.closing(asking):
        asking.request("GET", "/")
        return asking.getresponse().status == http.HTTPStatus.UNAUTHORIZED
    return False


def linux(folder: Path, program: Path, like: Path) -> dict[str, str]:
    """Return the papers of the sample as this machine makes them, by the package's own modules.

    `like`: the office under Wine, whose key the 表号 are drawn from, too.
    """
    shutil.copytree(program, folder.with_name("program") / "pipeline")
    for words in (["init", str(folder), "--sample"], ["build", "--workspace", str(folder)]):
        command = [sys.executable, "-m", "pipeline", *words]
        subprocess.run(command, cwd=folder.with_name("program"), capture_output=True, check=False)
        for key in like.glob(f"outputs/*/{KEY}"):
            there = folder / key.relative_to(like)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(key, there)
    return papers(folder)


class Trial:
    """The steps in their order; each a line of the table."""

    def __init__(self, wine: Wine, folder: Path, package: Path, installer: Path | None) -> None:
        self.wine, self.folder, self.installer = wine, folder, installer
        self.place = wine.home / "镇 党委"
        with zipfile.ZipFile(package) as archive:
            archive.extractall(self.place)
        self.program = self.place / "公文" / "gongwen.exe"
        self.office = self.place / "工作"
        self.workspace = f"C:\\{self.place.name}\\工作"

    def steps(self) -> list[Callable[[], str]]:
        """Return what is tried."""
        installed = [self.install, self.busy, self.upgrade, self.uninstall] if self.installer else []
        return [
            self.version, self.init, self.build, self.same, self.approve, self.send, self.page, self.watch, *installed,
            self.doctor, self.backup,
        ]  # fmt: skip

    def version(self) -> str:
        """The program says which it is."""
        said = self.wine.run(self.program, "--version").strip()
        assert "构建" in said
        return said

    def init(self) -> str:
        """A workspace with the sample, under a Chinese name with a space."""
        self.wine.run(self.program, "init", self.workspace, "--sample")
        return f"{sum(p.is_file() for p in self.office.rglob('*'))} files"

    def build(self) -> str:
        """All papers of the sample."""
        self.wine.run(self.program, "build", "--workspace", self.workspace, wanted=(0, 1))
        return f"{len(papers(self.office))} Word files"

    def same(self) -> str:
        """They are the very bytes that Linux makes."""
        here, there = (
            linux(self.folder / "linux", *self.place.glob("公文/python-*/Lib/*/pipeline"), self.office),
            papers(self.office),
        )
        differing = sorted(name for name in {*here, *there} if here.get(name) != there.get(name))
        assert here, "Linux made none"
        assert not differing, differing[:5]
        return f"{len(here)} of {len(here)} the same"

    def approve(self) -> str:
        """Papers are released."""
        return self.wine.run(self.program, "approve", "--all", "--workspace", self.workspace).strip().splitlines()[-1]

    def send(self) -> str:
        """Parcels into a folder, and not again."""
        words = ("send", "--way", "文件夹", "--to", "C:\\出", "--workspace", self.workspace)
        (self.wine.home / "出").mkdir()
        self.wine.run(self.program, *words)
        assert "没有新的要发" in self.wine.run(self.program, *words)
        return f"{sum(1 for _ in (self.wine.home / '出').rglob('*.docx'))} files; again: none"

    def doctor(self) -> str:
        """The machine is looked at."""
        return f"{len(self.wine.run(self.program, 'doctor', '--workspace', self.workspace, wanted=(0, 3)).splitlines())} lines"

    def backup(self) -> str:
        """A backup, restored elsewhere, makes nothing anew."""
        self.wine.run(
            self.program, "build", "--workspace", self.workspace, wanted=(0, 1)
        )  # the watcher was ended early
        self.wine.run(self.program, "backup", "C:\\备份.zip", "--workspace", self.workspace)
        self.wine.run(self.program, "restore", "C:\\备份.zip", "--workspace", "C:\\回来")
        assert papers(self.wine.home / "回来") == papers(self.office)
        said = self.wine.run(self.program, "build", "--workspace", "C:\\回来", wanted=(0, 1))
        assert "没有变化" in said, said[-300:]
        return "0 papers made anew"

    def watch(self) -> str:
        """A saved roster is seen."""
        before = papers(self.office)
        facts = next((self.office / "inputs" / _SAMPLE).glob("*.yaml"))
        with self.wine.running(self.program, "watch", "--workspace", self.workspace):
            time.sleep(20)
            began = time.monotonic()
            facts.write_text(facts.read_text("utf-8-sig").replace("镇政府三楼会议室", "镇政府二楼会议室"), "utf-8")
            appears(lambda: papers(self.office) != before, 120)
            return f"after {time.monotonic() - began:.0f} s"

    def page(self) -> str:
        """The page answers, started as the shortcut does: without a window."""
        began = time.monotonic()
        with self._page(self.program.with_name("gongwenw.exe")):
            return f"after {time.monotonic() - began:.0f} s"

    @contextlib.contextmanager
    def _page(self, program: Path) -> Iterator[None]:
        """Have a program's page open, which answers."""
        words = ("serve", "--no-open", "--port", str(_PORT), "--workspace", self.workspace)
        with self.wine.running(program, *words):
            appears(answers, 120)
            yield

    def install(self) -> str:
        """The installer, silent, into a folder of its own."""
        assert self.installer
        self.target = self.wine.home / "装好"
        setup = self.wine.home / "setup.exe"
        shutil.copy(self.installer, setup)
        began = time.monotonic()
        self.wine.run(setup, "/S", "/D=C:\\装好")
        appears((self.target / "uninstall.exe").exists, 180)
        said = self.wine.run(self.target / "gongwen.exe", "--version").strip()
        return f"{time.monotonic() - began:.0f} s, {said}"

    def busy(self) -> str:
        """Over one that is at work nothing is installed and nothing uninstalled, and that one goes on working."""
        before = self._installed()
        with self._page(self.target / "gongwenw.exe"):
            self.wine.run(self.wine.home / "setup.exe", "/S", "/D=C:\\装好", wanted=(5,))
            self.wine.run(self.target / "uninstall.exe", "/S", "_?=C:\\装好", wanted=(5,))
            assert self._installed() == before, sorted(map(str, self._installed() ^ before))
        self.wine.end()
        self.wine.run(self.target / "gongwen.exe", "--version")
        return "refused, both"

    def _installed(self) -> set[Path]:
        return {path for path in self.target.rglob("*") if path.suffix != ".pyc" and path.name != "__pycache__"}

    def upgrade(self) -> str:
        """Installed over an older one: what is the older one's alone is gone, what is a clerk's stays."""
        (self.target / "python-00000000").mkdir()
        (self.target / "python-00000000" / "old.txt").write_text("old")
        (self.target / "我的.txt").write_text("clerk's")
        self.wine.run(self.wine.home / "setup.exe", "/S", "/D=C:\\装好")
        appears(lambda: not list(self.target.glob("*python-00000000")), 180)
        assert (self.target / "我的.txt").exists()
        self.wine.run(self.target / "gongwen.exe", "--version")
        return "the older one is gone, a clerk's file stays"

    def uninstall(self) -> str:
        """Nothing of the program is left, the workspace is."""
        offices = list(self.wine.home.glob("users/*/*/公文/inputs"))
        self.wine.run(self.target / "uninstall.exe", "/S")
        appears(lambda: not list(self.target.glob("*python-*")), 180)
        assert not (self.target / "gongwen.exe").exists()
        assert (self.target / "我的.txt").exists()
        assert offices, "the installer made no workspace"
        assert all(path.is_dir() for path in offices)
        return "the program is gone, the workspace stays"


def main(words: Sequence[str]) -> int:
    """Try all of it; return the exit code."""
    lacking = [name for name in ("wine", "wineboot", _COMPILER) if shutil.which(name) is None]
    if lacking:
        print(f"wine: skipped, not here: {', '.join(lacking)}")
        return 0
    with tempfile.TemporaryDirectory(prefix="gongwen-wine-") as name:
        folder = Path(name)
        files = [Path(word) for word in words if "." in word]
        asked = {word for word in words if "." not in word}
        if not files:
            texts.INSTALLER = texts.INSTALLER.replace("/SOLID lzma", "zlib")  # a fifth of the time
            try:
                for line in packing.package(folder, "windows-x64", ""):
                    print(f"wine: {line}")
            except PipelineError as fault:
                print(f"wine: skipped, no package could be made: {fault}")
                return 0
            files = [*folder.glob("*.zip"), *folder.glob("*安装.exe")]
        began = time.monotonic()
        wine = Wine(folder)
        failed = 0
        try:
            trial = Trial(wine, folder, files[0], files[1] if len(files) > 1 else None)
            for step in trial.steps():
                if asked and step.__name__ not in asked:
                    continue
                start = time.monotonic()
                try:
                    said, verdict = step(), "ok"
                except (AssertionError, OSError, subprocess.SubprocessError, StopIteration) as fault:
                    said, verdict, failed = str(fault) or type(fault).__name__, "FAILED", failed + 1
                print(f"wine: {step.__name__:<10} {verdict:<6} {time.monotonic() - start:5.0f} s  {said}", flush=True)
        finally:
            wine.end()
        print(
            f"wine: {time.monotonic() - began:.0f} s in all, {failed} failed; left out: many processes, limits of memory"
        )
        return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
